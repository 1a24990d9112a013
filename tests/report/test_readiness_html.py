"""The page of a move to DirMaint: what a browser gets. What it makes of it is for tests/browser."""

import json
import re
from collections import deque

from hypothesis import given, settings

from dirtool.lint.diagnostic import Related
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.migrate.migration import Migration
from dirtool.migrate.readiness.shortfall import Readiness, State
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.model.extent import Gap
from dirtool.report.readiness_html import readiness_html
from dirtool.report.style import printable
from tests.growth import assert_grows, seconds_for
from tests.report.moved import (
    CHECKS,
    COMMENTS,
    FAILING,
    NOTHING_PROPOSED,
    READY,
    at,
    changed,
    comments,
    migration,
    shortfall,
)
from tests.report.pages import Reader
from tests.report.strange import texts


def page(made: Migration, folder: str | None = "moved") -> str:
    return "\n".join(readiness_html(made, folder))


def words(markup: str) -> str:
    """What is read of some markup, its tags left out."""
    return " ".join(re.sub("<[^>]*>", " ", markup).split())


def section(made: Migration, name: str) -> str:
    """What is read of the section of an id."""
    return words(page(made).partition(f'id="{name}"')[2].partition(">")[2].partition("</section>")[0])


def data(made: Migration) -> dict[str, object]:
    """What the script gets."""
    found: dict[str, object] = json.loads(page(made).partition('id="data">')[2].partition("</script>")[0])
    return found


def rows(made: Migration, name: str) -> list[list[str]]:
    """The cells of the table that a section begins with."""
    table = page(made).partition(f'id="{name}"')[2].partition("</table>")[0]
    return [
        [words(cell) for cell in re.findall("<td[^>]*>(.*?)</td>", row)]
        for row in re.findall("<tr>(.*?)</tr>", table, re.DOTALL)
        if "<td" in row
    ]


def test_the_header_has_the_verdict_the_counts_the_proof_and_what_to_do() -> None:
    header = words(page(migration()).partition("<header>")[2].partition("</header>")[0])
    assert header == (
        "Move to DirMaint USER.DIRECT Dark NOT READY 1 open, 1 to look at, 1 mended in the files that were made, 2 notes "
        "Checks all right 2 of 6 Open 1 To look at 1 Mended 1 Notes 2 Changes 4 in USER INPUT "
        "Proved: 2 of 2 claims holds USER INPUT says what the directory says dirtool diff "
        "holds Lint finds nothing in EXTENT CONTROL dirtool lint --current What to do next "
        "Mend what is open in USER.DIRECT, and run dirtool migrate again with the same options, and --overwrite. "
        "Look at each that is marked look, and decide."
    )


def test_the_verdict_has_its_colour_and_a_failing_proof_is_open() -> None:
    assert '<p class="verdict error"><strong>NOT READY</strong>' in page(migration())
    assert '<p class="verdict good"><strong>READY</strong>' in page(migration(READY))
    assert '<details class="proof wrong" open>' in page(FAILING)
    assert '<details class="proof">' in page(migration())


def test_the_table_of_checks_counts_what_each_found() -> None:
    assert rows(migration(), "checks") == [
        ["C1", "DIRECTXA accepts it", "all right"],
        ["C2", "Every name stands once", "all right"],
        ["C4", "Comments stand in their entry", "", "1", "1", ""],
        ["C7", "No minidisks overlap", "1", "", "", ""],
        ["C12", "Every LINK leads to a minidisk", "", "", "", "1"],
        ["C20", "The directory is not very large", "", "", "", "1"],
    ]


def test_a_check_that_found_something_has_a_section_which_the_script_fills() -> None:
    made = migration()
    assert section(made, "C7") == (
        "C7 No minidisks overlap DirMaint gives out what its map calls free, and trusts that map. "
        "Do: separate the two, or name one of them an overlay (--overlay) "
        "open: USER.DIRECT:21: LNX2/0191: shares cylinders 149-149 of LX0001 with LNX1/0191, and nothing says that this is on "
        "purpose"
    )
    shortfalls = data(made)["shortfalls"]
    assert isinstance(shortfalls, dict)
    assert shortfalls["C4"] == [
        ["check", "", "USER.DIRECT:12", "LNX2", "the comment tells of MAINT", "", []],
        [
            "mended",
            "DRM002",
            "USER.DIRECT:11",
            "LNX1",
            "the comment stands above USER, and would go to the entry before",
            "",
            [],
        ],
    ]
    assert shortfalls["C7"][0][6] == ["USER.DIRECT:14: LNX1/0191: already has them"]
    assert 'id="C1"' not in page(made)


def test_what_can_be_chosen_is_what_there_is() -> None:
    made = page(migration(READY))
    assert made.count('<option value="') == 2 + 4
    chosen = re.findall('<option value="([^"]*)">([^<]*)', page(migration()))
    assert chosen == [
        ("", "all"), ("open", "open"), ("check", "to look at"), ("mended", "mended"), ("note", "notes"),
        ("", "all"), ("C4", "C4 Comments stand in their entry"), ("C7", "C7 No minidisks overlap"),
        ("C12", "C12 Every LINK leads to a minidisk"), ("C20", "C20 The directory is not very large"),
        ("", "all"), ("moved", "comments moved to their entry"), ("control", "control comments dropped"),
        ("sequence", "files without sequence fields now"),
    ]  # fmt: skip


def test_the_changes_are_counted_by_kind_and_listed_in_their_order() -> None:
    made = migration()
    assert rows(made, "changes") == [
        ["2", "comments moved to their entry"],
        ["1", "control comments dropped"],
        ["1", "files without sequence fields now"],
    ]
    assert data(made)["changes"] == [
        ["sequence", "USER.DIRECT:1", "", "sequence fields of 45 records blanked"],
        ["moved", "USER.DIRECT:11", "LNX1", "the comment stands below USER now"],
        ["moved", "USER.DIRECT:12", "LNX2", "the comment stands below USER now"],
        ["control", "USER.DIRECT:30", "LNX3", "*AC= is of another product"],
    ]
    assert section(changed(0), "changes") == "Changes in USER.INPUT None: it is what the directory is."


def test_the_proposal_is_told_in_tables() -> None:
    assert section(migration(), "extents") == (
        "EXTENT.CONTROL 3 regions in 2 groups, 1 EXCLUDE record "
        "Groups 3 Group Method Has Regions LINUX ROTATING 2 regions LX0001 and LX0002 "
        "SPARE 0 regions no volume belongs to it USER LINEAR 1 region USER01 "
        "Regions 3 Region Volume First Last Type Groups Size LX0001 LX0001 1 10016 3390-09 LINUX guessed "
        "LX0002 LX0002 1 END 3390-03 LINUX USER01 USER01 101 3338 3390-03 USER "
        "EXCLUDE records 1 Minidisk Why MAINT/0123 full packs that lie over what others have "
        "Sizes that are guesses 1 Volume Type Taken for LX0001 3390 10,017 cylinders, 6.88 GiB "
        "Free space that no region has 4 Volume Where How much Why USER01 1-50, 90 51 cylinders CP uses it: .PAGE. "
        "USER02 0 1 cylinder the label of the volume is there FBA001 0-15 16 blocks the label of the volume is there "
        "WORK01 nobody knows how much nobody tells how large it is"
    )
    assert section(migration(proposal=NOTHING_PROPOSED), "extents") == "EXTENT.CONTROL 0 regions in 0 groups"


def test_of_long_tables_the_begin_is_there_and_the_others_counted() -> None:
    left_out = tuple(LeftOut(f"LX{number:04}", "cylinder", (Gap(0, 0),), "the label") for number in range(500))
    told = section(migration(proposal=NOTHING_PROPOSED._replace(left_out=left_out)), "extents")
    assert told.startswith("EXTENT.CONTROL 0 regions in 0 groups Free space that no region has 500 Volume")
    assert told.endswith("LX0299 0 1 cylinder the label and 200 more, which --format json lists")


def test_the_files_are_told_and_which_of_them_holds_passwords() -> None:
    assert rows(migration(), "files") == [
        ["USER.INPUT", "2 records", "It holds the passwords: for its owner alone."],
        ["EXTENT.CONTROL", "13 records", ""],
        ["AUTHFOR.CONTROL", "1 record", ""],
    ]
    assert page(migration()).count("It holds the passwords") == 1
    assert "SECRET99" not in page(migration())


def test_without_script_the_first_hundred_of_each_list_are_there_and_the_others_counted() -> None:
    inside = re.findall("<noscript>(.*?)</noscript>", page(changed(250)._replace(readiness=comments(150))), re.DOTALL)
    assert [one.count("<li>") for one in inside] == [101, 101]
    assert ["and 50 more" in inside[0], "and 150 more" in inside[1]] == [True, True]
    few = re.findall("<noscript>(.*?)</noscript>", page(migration()), re.DOTALL)
    assert "more" not in "".join(few)


@given(texts, texts)
@settings(max_examples=50, deadline=None)
def test_no_text_becomes_markup(subject: str, message: str) -> None:
    one = shortfall(
        COMMENTS, State.OPEN, message, 1, subject, action=subject, related=(Related(at(1, subject), subject, message),)
    )
    changes = [Change(ChangeKind.MOVED, at(1, message), subject, message)]
    made, plain = (
        migration(Readiness(CHECKS, (shown,)), path=path)
        for shown, path in ((one, subject), (shortfall(COMMENTS, State.OPEN, "m", action="a"), "p"))
    )
    made = made._replace(user_input=made.user_input._replace(changes=changes))
    plain = plain._replace(user_input=plain.user_input._replace(changes=changes[:1]))
    lines = page(made, subject)
    assert lines.isascii()
    assert all(line.isprintable() for line in lines.splitlines())
    assert Reader([lines]).tags == Reader([page(plain)]).tags
    row = data(made)["changes"]
    assert row == [["moved", printable(f"{message}:1"), printable(subject), printable(message)]]


def test_twice_the_shortfalls_and_changes_take_twice_the_time() -> None:
    once, twice = (changed(count)._replace(readiness=comments(count)) for count in (4000, 8000))
    assert_grows(
        lambda: seconds_for(lambda: deque(readiness_html(once), maxlen=0)),
        lambda: seconds_for(lambda: deque(readiness_html(twice), maxlen=0)),
    )
