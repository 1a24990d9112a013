"""dirtool explain: what it takes, and what it says to what it does not know."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.answer import OWN
from dirtool.lint.registry import RULES, all_rules, in_order
from dirtool.spec.dirmaint_messages import MESSAGES as DIRMAINT_MESSAGES
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.spec.messages import MESSAGES
from dirtool.spec.smapi_codes import CODES
from dirtool.spec.statements import STATEMENTS
from dirtool.verify.registry import CHECKS
from tests.cli.run import ROOT, dirtool
from tests.dirmaint.logs import REFUSED_ADD, UNLOCK

SAMPLES = sorted((ROOT / "samples").glob("*.direct"))


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("REC001", "REC001 text-past-column-71 (warning)"),
        ("rec001", "REC001 text-past-column-71 (warning)"),
        ("text-past-column-71", "REC001 text-past-column-71 (warning)"),
        ("Unknown-Statement", "SYN001 unknown-statement (error)"),
        ("HCPDIR751E", "HCPDIR751E"),
        ("hcpdir751", "HCPDIR751E"),
        ("HCPDIR494", "HCPDIR494I"),
        ("MDISK", "MDISK (device statement, shortest M)"),
        ("m", "MDISK (device statement, shortest M)"),
        ("logonby", "LOGONBY (general statement)"),
        ("vfy007", "VFY007 management-node (error)"),
        ("Management-Node", "VFY007 management-node (error)"),
        ("cnf030", "CNF030 unknown-user-in-copy (error)"),
        ("opts01", "OPTS01"),
        ("DVHREQ2289E", "DVH2289 request completed or failed"),
        ("dvh2289", "DVH2289 request completed or failed"),
        ("DVH1172E", "DVH1172E REPLACE not done; not certain"),
        ("DVHSIM9002E", "DVHSIM9002E of dirtool simulate"),
    ],
)
def test_a_code_is_taken_in_any_case_and_spelling(code: str, first: str) -> None:
    ran = dirtool("explain", code)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == first


def test_everything_that_is_known_can_be_explained() -> None:
    every = [
        *(rule.code for rule in all_rules()),
        *CHECKS,
        *MESSAGES,
        *IVP_MESSAGES,
        *(kind.name for kind in STATEMENTS),
    ]
    ran = dirtool("explain", *every)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n\n") >= len(every) - 1


def test_a_check_tells_what_it_needs_and_what_the_verification_would_say() -> None:
    told = dirtool("explain", "VFY007").out.splitlines()
    assert [line.partition(":")[0] for line in told if line.partition(":")[0] in ("Why", "Fix", "Source", "Needs", "IVP")] == [
        "Why", "Fix", "Source", "Needs", "IVP",
    ]  # fmt: skip
    assert "IVP: VMN01, the node of the management node is not defined" in told


def test_a_message_of_the_verification_tells_who_finds_it_before() -> None:
    assert dirtool("explain", "VMN01").out.splitlines() == [
        "VMN01",
        "Meaning: the node of the management node is not defined.",
        "Found before by dirtool verify:",
        "  VFY007 management-node",
        "  VFY028 appliance-without-entry",
        "  VFY043 names-of-hosts",
        "  VFY044 one-agent-for-each-host",
    ]


def test_without_a_code_every_rule_and_check_is_listed() -> None:
    ran = dirtool("explain")
    assert (ran.code, ran.err) == (0, "")
    codes = [line[:6] for line in ran.out.splitlines() if line[:6] in {*RULES, *CHECKS}]
    assert codes == [rule.code for rule in in_order([*RULES.values(), *(check.rule for check in CHECKS.values())])]
    assert "VFY007  error     -         -            management-node" in ran.out.splitlines()


@pytest.mark.parametrize(
    ("codes", "hint"),
    [
        (("OPTS1",), "did you mean OPTS01?"),
        (("REC01",), "did you mean REC001, SEC010 or SEC001?"),
        (("MDSIK",), "did you mean MDISK, TMDISK or RMDISK?"),
        (("unknown-statment",), "did you mean UNKNOWN-STATEMENT or UNKNOWN-SECTION?"),
        (("REC001", "QQQQ"), "dirtool explain lists all rules"),
    ],
)
def test_an_unknown_code_is_2_with_the_nearest_offered(codes: tuple[str, ...], hint: str) -> None:
    assert dirtool("explain", *codes) == (
        2,
        "",
        f"dirtool: {codes[-1]}: neither a rule, a check, a message, a return code, a directory statement, nor a verb of "
        "DirMaint\n"
        f"  hint: {hint}\n",
    )


def test_a_wrong_option_is_2() -> None:
    ran = dirtool("explain", "--nope")
    assert (ran.code, ran.out) == (2, "")
    assert "No such option: --nope" in ran.err


def test_what_is_not_known_is_harmless() -> None:
    assert "\x1b" not in dirtool("explain", "\x1b[2J").err


@pytest.mark.parametrize(
    "codes", [("SMAPI", "400/8"), ("SMAPI 400/8",), ("rc", "400", "rs", "8"), ("rc=400, rs=8",), ("400 / 8",)]
)
def test_two_codes_of_smapi_are_taken_in_any_spelling(codes: tuple[str, ...]) -> None:
    assert dirtool("explain", *codes) == (
        0,
        "SMAPI 400/8 return code 400, reason code 8\n"
        "Meaning: the image or profile exists already.\n"
        "Cause: An entry of the name is there, perhaps one whose deletion has not ended.\n"
        "Next: Choose another name, or delete the entry and wait until that has ended.\n",
        "",
    )


@pytest.mark.parametrize(
    ("code", "heads"),
    [
        ("3601", ["DVH3601E already unlocked"]),
        ("751", ["HCPDIR751E"]),
        ("9002", ["DVHSIM9002E of dirtool simulate"]),
        ("28", ["Return code 28 of a command", "SMAPI 28 by reason code"]),
        ("8", ["Return code 8 of a command", "SMAPI 8 by reason code"]),
        ("SMAPI 8", ["SMAPI 8 by reason code"]),
        ("smapi 24", ["SMAPI 24 by reason code"]),
        ("rc 400", ["SMAPI 400 by reason code"]),
    ],
)
def test_a_number_by_itself_is_all_that_it_can_be(code: str, heads: list[str]) -> None:
    ran = dirtool("explain", code)
    assert (ran.code, ran.err) == (0, "")
    assert [text.split("\n")[0] for text in ran.out.split("\n\n")] == heads


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("SMAPI 7/1", "SMAPI 7/1: not known\n"),
        ("400/99", "SMAPI 400/99: not known\n  hint: dirtool explain SMAPI 400 lists its reason codes\n"),
        ("SMAPI 3601", "3601: not known\n  hint: as a return code of DirMaint it would come from "
         "the commands, and the management of disk space\n"),
        ("DVHREQ3999E", "DVHREQ3999E: not known\n  hint: as a return code of DirMaint it would come from "
         "the commands, and the management of disk space\n"),
        ("5000", "5000: not known\n"),
        ("DVH9999E", "DVH9999E: not known\n"),
    ],
)  # fmt: skip
def test_a_number_that_is_not_known_is_2_and_never_guessed(code: str, message: str) -> None:
    assert dirtool("explain", code) == (2, "", f"dirtool: {message}")


def test_every_return_code_can_be_explained() -> None:
    pairs = [f"{rc}/{99_999 if rs is None else rs}" for rc, rs in CODES]
    for codes in (pairs, [*map(str, DIRMAINT_MESSAGES), *map(str, OWN)], [f"SMAPI {rc}" for rc, _ in CODES]):
        ran = dirtool("explain", *codes)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.count("\n\n") == len(codes) - 1
        assert max(map(len, ran.out.split("\n"))) <= 80


def test_nothing_is_no_code() -> None:
    assert dirtool("explain", " ").code == 2


# -- a console log


def test_a_log_is_read_from_standard_input() -> None:
    ran = dirtool("explain", "-", stdin=UNLOCK.replace("\n", "\r\n").encode())
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("\n")[:2] == [
        "line 2: UNLOCK for HARBOR1 failed with return code 3601",
        "  DVHLOC3601E already unlocked",
    ]


def test_the_transcript_of_the_simulator_is_a_log(tmp_path: Path) -> None:
    commands = tmp_path / "change.dirm"
    commands.write_text(
        "FOR MAINT UNLOCK\nFOR NOBODY UNLOCK\n"
        "FOR MAINT AMDISK 0999 3390 AUTOG 5 LINUX MR LABEL MNT999 PWS RSECRT WSECRT MSECRT\n"
    )
    farm = "samples/linux-farm.direct", "--extents", "samples/linux-farm.extents"
    transcript = dirtool("simulate", commands, "--current", *farm).out
    ran = dirtool("explain", "-", stdin=transcript.encode())
    assert (ran.code, ran.err) == (0, "")
    told = [re.sub("line [0-9]+: ", "", line) for line in ran.out.split("\n")]
    assert told[0] == "3 requests: 2 failed and 1 completed"
    assert "UNLOCK for MAINT failed with return code 3601" in told
    assert "UNLOCK for NOBODY failed with return code 9002" in told
    assert "AMDISK for MAINT completed" in told
    assert [line.partition(", ")[2] for line in told if line.startswith("  Work unit")] == ["AMDISK MAINT 0999: done"]


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("DVHREQ2289E:", "DVH2289 request completed or failed"),
        ("'dvhreq2289e',", "DVH2289 request completed or failed"),
        ("Ready(00028);", "Return code 28 of a command"),
        ("R(00028);", "Return code 28 of a command"),
        ("(400/8).", "SMAPI 400/8 return code 400, reason code 8"),
        ("rc=400, rs=8", "SMAPI 400/8 return code 400, reason code 8"),
    ],
)
def test_what_comes_along_with_a_pasted_code_does_not_matter(pasted: str, told: str) -> None:
    ran = dirtool("explain", pasted)
    assert (ran.code, ran.out.split("\n")[0]) == (0, told)


def test_nothing_but_signs_is_no_code() -> None:
    assert dirtool("explain", "...").err.startswith("dirtool: ...: neither a rule, ")


def test_a_log_may_come_in_ebcdic() -> None:
    told = dirtool("explain", "-", stdin=UNLOCK.encode()).out
    lines = [line.encode("cp037") for line in UNLOCK.split("\n")]
    assert dirtool("explain", "-", stdin=b"\x15".join(lines)).out == told
    assert dirtool("explain", "-", stdin=b"".join(line.ljust(80, b"\x40") for line in lines)).out == told


def test_colour_is_for_a_log_too() -> None:
    assert "\x1b[1;31mfailed\x1b[0m" in dirtool("explain", "-", "--color", "always", stdin=UNLOCK.encode()).out


@pytest.mark.parametrize(
    ("log", "message"),
    [
        (b"", ""),
        (b"USER HARBOR1 TOPSECRT\n", ""),
        (b"DVHABC9999E TOPSECRT\n", "; there is DVHABC9999E"),
        (b"\xc4\xe5\xc8\x00\xff\xfe", ""),
    ],
)
def test_a_log_of_which_nothing_is_known_is_2(log: bytes, message: str) -> None:
    assert dirtool("explain", "-", stdin=log) == (
        2,
        "",
        f"dirtool: <stdin>: no message and no code that is known{message}\n  hint: messages of DirMaint (DVH...) and DIRECTXA "
        "(HCPDIR...), return codes with reason codes of SMAPI, Ready(nnnnn)\n",
    )


def test_a_log_is_explained_by_itself() -> None:
    assert dirtool("explain", "REC001", "-", stdin=b"") == (
        2,
        "",
        "dirtool: -: a log is explained by itself\n  hint: dirtool explain -\n",
    )


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.binary()
    | st.lists(st.sampled_from([*UNLOCK.split("\n"), *REFUSED_ADD.split("\n"), "rc: 8 rs: 4", "\x00"])).map(
        lambda lines: "\n".join(lines).encode()
    )
)
def test_any_bytes_are_explained_or_refused(log: bytes) -> None:
    ran = dirtool("explain", "-", stdin=log)
    assert ran.code in (0, 2)
    assert "internal error" not in ran.err
    assert (ran.out == "") == (ran.code == 2)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_no_word_of_a_directory_that_is_taken_for_a_log_is_shown(sample: Path) -> None:
    alone = dirtool("explain", "-", stdin=UNLOCK.encode()).out
    behind = dirtool("explain", "-", stdin=sample.read_bytes() + b"\n" + UNLOCK.encode()).out
    found = re.fullmatch(r"(.*)\n[0-9,]+ lines of the log are neither messages nor codes\.\n", behind, re.DOTALL)
    assert found
    assert re.sub("line [0-9]+:", "line 2:", found[1]) == alone


def test_a_verb_of_dirmaint_is_explained_also_by_its_abbreviation() -> None:
    ran = dirtool("explain", "dmd")
    assert ran.out.startswith(
        """\
DMDISK (verb of DirMaint, shortest DMD)
Does:            removes a minidisk; its space is cleaned, or left as it is
For:             USER, IDENTITY, SUBCONFIG
Command sets:    D, customarily
Effective:       at once
Work unit:       if the space is cleaned
In a BATCH file: yes
Source:          z/VM DirMaint Commands Reference
"""
    )


def test_a_name_that_is_a_statement_and_a_verb_is_explained_as_both() -> None:
    heads = [line for line in dirtool("explain", "IPL").out.split("\n") if line.startswith("IPL (")]
    assert heads == ["IPL (general statement, shortest I)", "IPL (verb of DirMaint)"]
    assert "Not certain:     DELETE" in dirtool("explain", "IPL").out
