"""The runbook: its phases, the site's names in what is typed, and that DirMaint would understand every command."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.lint.options import Options
from dirtool.migrate.runbook import Fact, Runbook, runbook
from dirtool.migrate.steps.step import Phase
from dirtool.spec.dirmaint_verbs import LONGEST_LINE
from dirtool.spec.releases import Release
from dirtool.syntax.command import CommandParser, from_typed, uncertain_forms
from tests.migrate.moves_made import (
    FARM,
    FEILONG,
    ONE_REGION,
    SMALL,
    SSI,
    book,
    book_of_sample,
    site,
    step,
    steps,
    typed,
)
from tests.model.made import PARSER, control_of, records_of, source_of

PHASES = [
    "Prepare",
    "Freeze",
    "Backup",
    "Install the files",
    "First start, for tests",
    "Verification",
    "Go operational",
    "First real changes",
    "Finish",
]
COMMANDS = CommandParser(PARSER)
CLUSTER = """\
DIRECTORY SSI 123 3390 M1RES M2RES
IDENTITY MAINT LBYONLY
 BUILD ON SYS1 USING SUBCONFIG MAINT-1
 BUILD ON SYS2 USING SUBCONFIG MAINT-2
IDENTITY DATAMOVE AUTOONLY
 BUILD ON SYS1 USING SUBCONFIG DATAMO-1
 BUILD ON SYS2 USING SUBCONFIG DATAMO-2
USER DATAMOV2 AUTOONLY
IDENTITY DIRMSAT AUTOONLY
 BUILD ON SYS2 USING SUBCONFIG DIRMSA-2
USER DIRMAINT LBYONLY
"""


def samples() -> Iterator[Runbook]:
    yield from map(book_of_sample, (SSI, FEILONG, FARM))
    yield book(SMALL, ":REGIONS.\n:END.\n")
    yield book(CLUSTER, release=Release(6, 4), lint=Options(esm="RACF"), administrators=("MAINT", "ANNA"))


def phase(made: Runbook, title: str) -> Phase:
    return next(one for one in made.phases if one.title == title)


def of_dirmaint(made: Runbook) -> list[str]:
    """The commands to DirMaint, as CP passes them on."""
    return [from_typed(command) for command in typed(made) if command.startswith("DIRM ")]


def faults(command: str) -> list[object]:
    parsed = COMMANDS.parse(command)
    assert parsed is not None
    return [*parsed.faults, *(uncertain_forms(parsed.command) if parsed.command is not None else ["no command"])]


# -- what holds for every site


def test_every_runbook_has_all_phases_each_with_an_end_steps_and_a_way_back() -> None:
    for made in samples():
        assert [one.title for one in made.phases] == PHASES
        assert all(one.end and one.steps and one.back for one in made.phases)


def test_every_step_says_what_where_and_what_to_expect() -> None:
    for made in samples():
        for one in steps(made):
            assert all((one.task, one.where, one.expect))
            assert not [text for text in (one.expect, one.otherwise, one.check) if text.endswith(".")]
            assert all(pitfall.endswith(".") for pitfall in one.pitfalls)


def test_dirmaint_understands_every_command_and_none_is_uncertain() -> None:
    for made in samples():
        commands = of_dirmaint(made)
        assert len(commands) > 15
        assert [command for command in commands if faults(command)] == []


def test_what_is_typed_is_one_line_that_a_terminal_takes() -> None:
    for made in samples():
        assert all(command.isprintable() and len(command) <= LONGEST_LINE for command in typed(made))


def test_no_step_asks_for_a_password_on_the_line() -> None:
    for made in samples():
        for command in typed(made):
            assert not re.search(r"PW[ =]|password", command, re.IGNORECASE)


def test_the_entry_of_the_new_guest_has_no_fault() -> None:
    for made in samples():
        records = [text.removeprefix("INPUT ") for text in typed(made) if text.startswith("INPUT ")]
        source = source_of("\n".join(records))
        assert source.statements[0].keyword == "USER"
        assert not source.faults


_ids = st.from_regex(r"[A-Z0-9@#$_-]{1,8}", fullmatch=True)
_regions = st.from_regex(r"[A-Z0-9@#$]{1,8}", fullmatch=True)


@given(st.lists(_ids, max_size=3, unique=True), st.lists(_regions, min_size=1, max_size=9, unique=True))
@settings(max_examples=50)
def test_dirmaint_understands_every_command_whatever_the_names(administrators: list[str], groups: list[str]) -> None:
    extents = ":REGIONS.\nR R 1 99 9336\n:END.\n:GROUPS.\n" + "".join(f"{name} R\n" for name in groups) + ":END.\n"
    made = book(SMALL, extents, administrators=tuple(administrators))
    assert [command for command in of_dirmaint(made) if faults(command)] == []


# -- the names of the site


def test_a_cluster_asks_for_its_servers_on_each_member() -> None:
    made = book(CLUSTER)
    assert step(made, "See to it that none of the servers runs").commands == (
        "AT SYS1 CMD QUERY USER DIRMAINT",
        "AT SYS2 CMD QUERY USER DIRMAINT",
        "AT SYS1 CMD QUERY USER DATAMOV2",
        "AT SYS2 CMD QUERY USER DATAMOV2",
        "AT SYS1 CMD QUERY USER DATAMOVE",
        "AT SYS2 CMD QUERY USER DATAMOVE",
        "AT SYS2 CMD QUERY USER DIRMSAT",
        "QUERY USER 7VMDIR40",
    )
    assert step(made, "Make the object directory once more").where == "MAINT, on each of SYS1 and SYS2"
    assert "DIRMSAT follow each change" in step(made, "Start the other servers").expect


def test_one_system_asks_for_its_servers_as_they_are_called() -> None:
    made = book_of_sample(FEILONG)
    assert step(made, "See to it that none of the servers runs").commands == (
        "QUERY USER DIRMAINT",
        "QUERY USER DATAMOVE",
        "QUERY USER 7VMDIR40",
    )
    assert step(made, "Start the other servers").commands == ("XAUTOLOG DATAMOVE", "DIRM QUERY DATAMOVE *")
    assert "VSMGUARD, VSMWORK1, VSMWORK2 and VSMWORK3" in step(made, "See whether SMAPI").otherwise
    assert "VSMGUARD, VSMWORK1, VSMWORK2 and VSMWORK3" in step(made, "Announce").pitfalls[0]


def test_user_direct_is_taken_from_where_it_is() -> None:
    assert step(book_of_sample(SSI), "Copy USER DIRECT").commands == (
        "LINK PMAINT 02CC F2CC MR",
        "ACCESS F2CC Z",
        "COPYFILE USER DIRECT Z USER DIRECTSV Z (OLDDATE",
        "LISTFILE USER * Z (DATE",
        "RELEASE Z (DETACH",
    )
    own = step(book(f"{SMALL} MDISK 2CC 3390 1 9 M01RES MR\n"), "Copy USER DIRECT")
    assert own.commands[0] == "ACCESS 02CC Z"
    assert own.check == "whether USER DIRECT is kept on MAINT 02CC, which is usual"
    unknown = step(book(), "Copy USER DIRECT")
    assert unknown.commands[0] == "ACCESS <vdev of the disk with USER DIRECT> Z"
    assert unknown.check == "where USER DIRECT is kept: the directory has neither PMAINT 02CC nor MAINT 02CC"


def test_without_an_administrator_a_word_stands_in_the_place() -> None:
    assert "LOGON DIRMAINT BY <administrator>" in typed(book(administrators=()))


def test_a_name_with_a_character_that_cp_takes_out_is_typed_with_the_escape_character() -> None:
    made = book(administrators=("ADM#1",))
    assert 'LOGON DIRMAINT BY ADM"#1' in typed(made)
    assert "#CP DISC" in typed(made)


def test_other_administrators_try_it_themselves() -> None:
    made = book(administrators=("MAINT", "ANNA", "BERT"))
    assert step(made, "See whether the other administrators").where == "ANNA and BERT"
    assert step(made, "Spare the administrators").where == "MAINT, ANNA and BERT"
    assert not [one for one in steps(book()) if one.task.startswith("See whether the other administrators")]


def test_the_first_minidisk_is_of_the_type_and_in_the_group_of_the_site() -> None:
    wanted = "DIRM FOR DIRTEST AMDISK 0192 {} MR BLKSIZE 4096 LABEL DIRTST"
    assert wanted.format("3390 AUTOG 5 WORK1") in typed(book_of_sample(SSI))
    blocks = ":REGIONS.\nF1 F1 1 99999 9336-10\n:END.\n"
    assert wanted.format("9336 AUTOR 7200 F1") in typed(book(SMALL, blocks))
    assert not [one for one in typed(book(SMALL, ":REGIONS.\n:END.\n")) if "AMDISK" in one]


def test_space_is_compared_for_a_few_groups_and_the_others_are_counted() -> None:
    groups = "".join(f"G{number} LX0001\n" for number in range(9))
    extents = f":REGIONS.\nLX0001 LX0001 1 10016 3390-09\n:END.\n:GROUPS.\n{groups}:END.\n"
    found = step(book(SMALL, extents), "Compare free and used space")
    assert found.task == "Compare free and used space with it, and the same for 3 more groups"
    assert len(found.commands) == 12
    assert found.commands[:2] == ("DIRM FREEXT GROUP G0", "DIRM USEDEXT GROUP G0")


# -- the files


@pytest.mark.parametrize(
    ("encoding", "blocks", "kind", "pitfall"),
    [
        ("1047", True, "binary", "The files are EBCDIC already: as text they would be translated a second time."),
        ("ascii", False, "ascii", "FTP translates the text by a table of its own: "),
        ("latin-1", True, "ascii", "The files are text without line ends, "),
    ],
)
def test_files_travel_as_their_code_page_wants(encoding: str, blocks: bool, kind: str, pitfall: str) -> None:
    found = step(book(encoding=encoding, blocks=blocks), "Bring the files")
    assert found.commands == (
        "ftp <z/VM host>",
        "cd 7VMDIR40.191",
        kind,
        "quote site fixrecfm 80",
        "put USER.INPUT",
        "put EXTENT.CONTROL",
        "put AUTHFOR.CONTROL",
        "put CONFIGA.DATADVH",
        "quit",
    )
    assert found.pitfalls[0].startswith(pitfall)


def test_what_comes_back_is_checked_with_the_folder() -> None:
    found = step(book(), "Compare it with what went in")
    assert found.commands[-1] == "dirtool migrate --check . --against USER.WITHPASS"
    assert "binary" in found.commands


def test_the_disk_needs_room_for_the_source_twice() -> None:
    found = step(book("DIRECTORY 123 3390 M01RES\n" + "* x\n" * 1000), "See whether the disk")
    assert found.expect == "at least 40 blocks of 4K are left: room for two copies of 1,001 records"


def test_a_source_with_a_strange_name_is_quoted() -> None:
    strange = replace(site(), source="our 'best' file")
    made = runbook(strange, records_of(SMALL), control_of(ONE_REGION))
    assert """dirtool diff 'our '"'"'best'"'"' file' FROZEN.DIRECT --exit-code""" in typed(made)


# -- order


def test_nothing_goes_online_before_everything_is_verified() -> None:
    made = book_of_sample(SSI)
    before = made.phases[:6]
    commands = [command for one in before for step_ in one.steps for command in step_.commands]
    assert not [
        command for command in commands if re.search(r"OPERATIONAL|IMMED|DIRM (DIRECT|ADD|BACKUP)|XAUTOLOG", command)
    ]
    assert [
        command for one in before[3:] for step_ in one.steps for command in step_.commands if "DIRECTXA" in command
    ] == ["DIRECTXA USER INPUT A (EDIT"]


def test_the_way_back_leaves_dirmaint_alone_until_it_is_in_force_and_ends_with_directxa_afterwards() -> None:
    made = book_of_sample(SSI)
    for title in ("Install the files", "First start, for tests", "Verification"):
        commands = [command for one in phase(made, title).back for command in one.commands]
        assert "ERASE USER INPUT Z" in commands
        assert not [command for command in commands if "DIRECTXA" in command]
    for title in ("Go operational", "First real changes", "Finish"):
        commands = [command for one in phase(made, title).back for command in one.commands]
        assert commands.index("AT TIDE1 CMD FORCE DIRMAINT") < commands.index("DIRECTXA USER DIRECT Z")
    assert "USER DIRECT Z" not in " ".join(command for command in typed(made) if command.startswith("ERASE"))


def test_after_the_cut_over_the_way_back_ends_with_a_server_that_writes_nothing() -> None:
    made = book()
    for title in ("Go operational", "First real changes", "Finish"):
        commands = [command for one in phase(made, title).back for command in one.commands]
        modes = [command for command in commands if command.startswith("CHANGE")]
        assert modes == ["CHANGE /RUNMODE= OPERATIONAL/RUNMODE= TESTING/ *", "CHANGE /ONLINE= IMMED/ONLINE= OFFLINE/ *"]
        assert commands.index("DIRECTXA USER DIRECT Z") < commands.index(modes[0])


def test_the_release_and_the_security_manager_change_the_steps() -> None:
    old, new = book(release=Release(7, 1)), book(release=Release(7, 4))
    assert ["DIRM IVP" in typed(one) for one in (old, new)] == [False, True]
    assert [bool(step(one, "Enable DirMaint").pitfalls) for one in (old, new)] == [False, True]
    assert step(book(lint=Options(esm="RACF")), "Give DIRMAINT what").commands[0] == "RAC ALTUSER DIRMAINT SPECIAL"
    assert step(book(), "If a security manager").commands == ()


def test_what_is_taken_for_given_says_where_it_comes_from() -> None:
    made = book_of_sample(FEILONG, lint=Options(esm="RACF"))
    assert made.source == "USER.DIRECT"
    assert Fact("Server of SMAPI", "VSMWORK1", "USER.DIRECT:187") in made.facts
    assert Fact("Security manager", "RACF", "told by an option") in made.facts
    assert (
        Fact("Disk with USER DIRECT", "PMAINT 02CC", "ssi-system.direct:1138, the usual place")
        in book_of_sample(SSI).facts
    )
    assert made.missing[0] == "7VMDIR40, which installs DirMaint, has no entry."


def test_no_password_is_in_it() -> None:
    made = book(
        "DIRECTORY 123 3390 X\nUSER MAINT SECRET7 1M\n MDISK 2CC 3390 1 1 X MR SECRET8 SECRET9\nUSER DIRMAINT SECRET6\n"
    )
    assert "SECRET" not in repr(made)
