"""A simulated session for people."""

from dirtool.dirmaint.run import Run
from dirtool.report.simulation_text import simulation_concise, simulation_text, summary
from dirtool.report.style import Style
from tests.report.simulated import RUN

PLAIN = Style(False, 72)

TRANSCRIPT = """\
FOR A REVIEW
DVHXMT1191I It is sent.
Ready;
 DVHREQ2289I It is done; with RC = 0.
 File A DIRECT (2 records) is sent to you:
 | USER A NOLOG
 |  IPL CMS
FOR A GET
DVHXMT1191I It is sent.
Ready;
 DVHREQ2289I It is done; with RC = 0.
 File A DIRECT (1 record) is sent to you; it holds passwords.
FOR B REVIEW
DVHXMT1191I It is sent.
Ready;
 DVHSIM9002E There is no B.
NOSUCH
DVHSIM9001E What is that?
Ready(09001);
FOR A AMDISK 191
File X Y (1 record) is sent with it.
DVHXMT1191I It is sent.
Ready;
 DVHREQ2289I It is done; with RC = 0.
 DVHSRV3543E It cannot be formatted.

5 commands: 3 done, 2 failed; 1 work unit: 0 done, 1 failed
"""

CONCISE = """\
a.dirm:1: RC 0 FOR A REVIEW
a.dirm:2: RC 0 FOR A GET
a.dirm:3: RC 9002 FOR B REVIEW: No B.
a.dirm:4: RC 9001 NOSUCH: What?
a.dirm:6: RC 0 FOR A AMDISK 191
a.dirm: failed work unit 01080005 (AMDISK A/0191)
5 commands: 3 done, 2 failed; 1 work unit: 0 done, 1 failed
"""


def test_a_transcript_shows_the_console_and_hides_files_with_passwords() -> None:
    assert list(simulation_text(RUN, PLAIN)) == TRANSCRIPT.splitlines()


def test_in_short_a_line_tells_a_command_or_a_work_unit() -> None:
    assert list(simulation_concise(RUN, PLAIN)) == CONCISE.splitlines()


def test_a_long_message_has_its_id_on_every_line_and_colour_only_if_it_is_wanted() -> None:
    lines = list(simulation_text(RUN, Style(True, 24)))
    assert lines[0] == "\x1b[1mFOR A REVIEW\x1b[0m"
    assert lines[3:5] == [" DVHREQ2289I It is done; with RC", " DVHREQ2289I = 0."]


def test_where_nothing_was_run_nothing_but_that_is_told() -> None:
    assert list(simulation_text(Run("a.dirm", ()), PLAIN)) == ["0 commands: 0 done, 0 failed"]
    assert summary(Run("a.dirm", RUN.steps[:1])) == "1 command: 1 done, 0 failed"
