"""What no rule of lint tells: names, sizes, characters, continued statements, systems, and how large a directory is."""

from pathlib import Path

import pytest

from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness import beyond_lint
from dirtool.migrate.readiness.checks import check_number
from dirtool.migrate.readiness.shortfall import State, Verdict
from dirtool.migrate.user_input.cleaning import make_user_input
from dirtool.model.reading import read_directory
from dirtool.model.volume_list import KnownVolume, SystemArea
from tests.migrate.readiness.made import HEAD, readiness_of, readiness_of_directory, told
from tests.model.made import directory_of

USER = f"{HEAD}USER LINUX1 NOLOG\n"


def test_names_that_directxa_tells_apart_are_looked_at() -> None:
    text = (
        f"{HEAD}PROFILE LINUX1\n MACHINE ESA\nUSER LINUX1 NOLOG\n INCLUDE LINUX1\n"
        "USER GRP NOLOG\n POOL LOW 1 HIGH 5 PROFILE LINUX1\nUSER GRP NOLOG\n INCLUDE LINUX1\n"
    )
    readiness = readiness_of(text)
    assert told(readiness) == [
        ("C2", "check", 2, "LINUX1", "LINUX1 is the name of a PROFILE and of a USER"),
        ("C2", "check", 6, "GRP", "GRP is the prefix of a POOL and the name of a USER"),
    ]
    assert [one.related[0].span.line for one in readiness.shortfalls] == [4, 8]


def test_a_pool_that_has_its_name_for_itself_is_nothing() -> None:
    text = f"{HEAD}PROFILE DFLT\n MACHINE ESA\nUSER GRP NOLOG\n POOL LOW 1 HIGH 5 PROFILE DFLT\n"
    assert readiness_of(text).shortfalls == ()


def test_entries_without_statements_are_told_once_and_not_again_where_lint_has() -> None:
    text = f"{HEAD}PROFILE EMPTY\nUSER LINUX1 NOLOG\n INCLUDE EMPTY\nUSER KEPT NOLOG\nUSER BARE AUTOONLY 1G 1G G\n"
    readiness = readiness_of(text)
    assert told(readiness) == [
        ("C2", "note", 2, "EMPTY", "EMPTY and KEPT are headers and nothing else"),
        ("C2", "check", 6, "BARE", "BARE can log on, but has no device"),
    ]
    (kept,) = readiness.shortfalls[0].related
    assert (kept.span.line, kept.span.column, kept.span.end_column, kept.subject) == (5, 6, 10, "KEPT")


def test_an_empty_subconfig_is_nothing() -> None:
    text = f"{HEAD}IDENTITY LINUX1 NOLOG\n BUILD ON ONE USING SUBCONFIG LINUX1-1\n MACHINE ESA\nSUBCONFIG LINUX1-1\n"
    assert readiness_of(text).shortfalls == ()


@pytest.mark.parametrize(
    "second", ["DIRECTORY 0123 3390 M01RES", "DIRECTORY 0124 3390 M02RES", "directory 123 3390 m01res"]
)
def test_a_second_directory_statement_for_the_same_systems_is_open(second: str) -> None:
    readiness = readiness_of(f"{HEAD}{second}\nUSER LINUX1 NOLOG\n MACHINE ESA\n")
    said = "a second DIRECTORY statement, which names no other system than the first one"
    assert told(readiness, 2, 19) == [("C2", "open", 2, "DIRECTORY", said)]
    assert readiness.verdict is Verdict.NOT_READY


def test_directory_statements_for_several_systems_and_affinities_want_a_decision() -> None:
    text = (
        "DIRECTORY 0123 3390 M01RES 0124 SYSA\nDIRECTORY 0123 3390 M02RES 0124 SYSB\n"
        "USER LINUX1 NOLOG\n SYSAFFIN EXIST_AT SYSA\n MACHINE ESA\n"
    )
    readiness = readiness_of(text)
    assert told(readiness) == [
        ("C19", "check", 1, "DIRECTORY", "2 DIRECTORY statements, for systems with object directories of their own"),
        ("C19", "check", 4, "LINUX1", "SYSAFFIN in 1 place: parts of entries count on some systems only"),
    ]
    assert readiness.verdict is Verdict.READY


CLUSTER = (
    "IDENTITY LINUX1 NOLOG\n BUILD ON ONE USING SUBCONFIG LINUX1-1\n BUILD ON TWO USING SUBCONFIG LINUX1-2\n"
    " MACHINE ESA\nSUBCONFIG LINUX1-1\nSUBCONFIG LINUX1-2\n"
)


def test_a_cluster_wants_a_decision() -> None:
    text = f"DIRECTORY SSI 0123 3390 M01RES M02RES\n{CLUSTER}"
    said = "the directory is for an SSI cluster of ONE and TWO"
    assert told(readiness_of(text)) == [("C19", "check", 1, "DIRECTORY", said)]


def test_members_without_a_cluster_want_a_decision() -> None:
    said = "BUILD names ONE and TWO, though DIRECTORY tells of no SSI cluster"
    assert told(readiness_of(HEAD + CLUSTER)) == [("C19", "check", 3, "LINUX1", said)]


def test_an_index_of_files_is_good_to_know_at_its_first_record(tmp_path: Path) -> None:
    (tmp_path / "INDEX.DIRECT").write_text("* all parts\nLOAD HEAD PART\nLOAD USERS PART\n")
    (tmp_path / "HEAD.PART").write_text(HEAD)
    (tmp_path / "USERS.PART").write_text("USER LINUX1 NOLOG\n MACHINE ESA\n")
    readiness = readiness_of_directory(read_directory(tmp_path / "INDEX.DIRECT"))
    said = "the directory is an index that loads 2 files; USER INPUT is one file with all of them"
    assert told(readiness, 19) == [("C19", "note", 2, "LOAD", said)]
    assert readiness.verdict is Verdict.READY


def test_a_guessed_size_is_looked_at_where_the_volume_is_first_named() -> None:
    said = "the size of LX0001 is a guess: 2,226 cylinders (3390-02), which holds its minidisks"
    readiness = readiness_of(f"{USER} MDISK 0191 3390 2000 0050 LX0001 MR\n MDISK 0192 3390 0100 0050 LX0001 MR\n")
    assert told(readiness, 10) == [("C10", "check", 3, "LX0001", said)]
    assert readiness.shortfalls[-1].span is not None
    assert readiness.shortfalls[-1].span[1:] == (3, 28, 3, 34)


def test_several_guessed_sizes_are_told_at_once_each_with_its_size() -> None:
    disks = "".join(f" MDISK {number:04X} 3390 0100 0050 LX{number:04} MR\n" for number in range(1, 21))
    (one,) = (one for one in readiness_of(USER + disks).shortfalls if one.check.number == 10)
    assert one.message == (
        "the sizes of LX0001, LX0002, LX0003, LX0004, LX0005, LX0006 and 14 more are guesses: "
        "the smallest model that holds the minidisks"
    )
    assert [(related.subject, related.message) for related in one.related] == [
        (f"LX{number:04}", "taken for 1,113 cylinders (3390-01)") for number in range(2, 21)
    ]


def test_a_volume_of_unknown_size_is_looked_at() -> None:
    readiness = readiness_of(f"{USER} MDISK 0191 3390 70000000 0050 LX0001 MR\n")
    said = "LX0001 is in no region: nobody tells how large it is"
    assert told(readiness, 10)[-1] == ("C10", "check", 3, "LX0001", said)


ABOUT_CP = f"{USER} MDISK 0191 3390 0001 0050 LX0001 MR\n MDISK 0192 3390 T-DISK 0050\n"
OWNERS = "".join(
    f"USER {name} NOLOG\n MDISK 0A01 3390 {at} 0010 M01RES R\n"
    for at, name in enumerate(("$SYSCKP$", "$SYSWRM$", "$DIRECT$", "$PAGE$", "$SPOOL$", "$TDISK$"), 1)
)


def test_areas_of_cp_of_which_nobody_tells_are_looked_at_with_what_to_do() -> None:
    readiness = readiness_of(ABOUT_CP, about_cp=True)
    hidden, shown = (one for one in readiness.shortfalls if one.check.number == 9 and one.subject == "DIRECTORY")
    assert (hidden.state, hidden.span and hidden.span.line) == (State.CHECK, 1)
    assert hidden.message == (
        "nobody holds the checkpoint and warm start areas of CP, which no map of CP shows: "
        "see that they are in no region of LX0001"
    )
    assert hidden.action.startswith("SYSTEM_RESIDENCE in SYSTEM CONFIG tells their volumes and places")
    assert hidden.action.endswith("such as $SYSCKP$ and $SYSWRM$.")
    assert shown.message == (
        "nobody tells where CP has its space for the object directory, paging, spool files and temporary disks: "
        "see that none of it is in a region of LX0001"
    )
    assert "--alloc-map" in shown.action


def test_areas_of_cp_that_have_owners_or_meet_no_region_are_nothing() -> None:
    of_labels = {row[3] for row in told(readiness_of(ABOUT_CP + OWNERS, about_cp=True), 9)}
    assert of_labels == {"LX0001", "M01RES"}
    no_region = f"{HEAD}USER MAINT NOLOG\n MDISK 0190 3390 0100 0050 M01RES MR\n"
    assert [row[3] for row in told(readiness_of(no_region, about_cp=True), 9)] == ["M01RES"]  # its label


def test_the_map_of_cp_shows_all_but_checkpoint_and_warm_start() -> None:
    volumes = {"LX0001": KnownVolume("3390", 3339), "PG0001": KnownVolume("3390", 10, (SystemArea("PAGE", 1, 9),))}
    readiness = readiness_of(ABOUT_CP, options=MigrateOptions(volumes=volumes), about_cp=True)
    assert [row[4][:26] for row in told(readiness, 9) if row[3] == "DIRECTORY"] == ["nobody holds the checkpoin"]


def test_a_minidisk_of_which_nobody_can_tell_where_it_is_is_open() -> None:
    readiness = readiness_of(f"{USER} MDISK 0191 3390 0001 0050 LX0001 MR\n MDISK 0192 3390 100 5O LX0001 MR\n")
    said = "it cannot be told where this minidisk is, so that its space seems free; {}"
    assert told(readiness, 7) == [("C7", "open", 4, "LINUX1", said.format("no region is on LX0001"))]
    readiness = readiness_of(f"{USER} MDISK 0191 3390 0001 0050 LX0001 MR\n MDISK 0192 3390 100 50\n")
    assert told(readiness, 7) == [("C7", "open", 4, "LINUX1", said.format("it may be in any region"))]


def test_minidisks_on_volumes_without_a_name_are_looked_at_where_there_are_regions() -> None:
    disks = " MDISK 0200 3390 DEVNO 0A00 MR\n MDISK 0300 3390 0100 0050 &SYSRES MR\n MDISK 0123 3390 0 END &SYSRES MR\n"
    assert told(readiness_of(USER + disks), 10) == []
    readiness = readiness_of(f"{USER} MDISK 0191 3390 0001 0050 LX0001 MR\n{disks}")
    assert told(readiness, 10)[1:] == [
        (
            *("C10", "check", 4, "LINUX1/0200"),
            "LINUX1/0200: a real device (DEVNO), of which nobody tells the volume; none may have a region",
        ),
        ("C10", "check", 5, "LINUX1/0300", "LINUX1/0300: on &SYSRES, taken for M01RES"),
    ]


def test_free_space_of_a_placeholder_is_named() -> None:
    readiness = readiness_of(f"{USER} MDISK 0191 3390 0001 0050 $$$$$$ MR\n")
    said = "1,062 free cylinders of $$$$$$ are in no region: it is a placeholder and no volume"
    assert told(readiness, 10) == [("C10", "note", 3, "$$$$$$", said)]


LOWER = "lower case in {} where it does not count: DIRECTXA folds it to upper case"


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        (" machine esa", 2),
        (" MACHINE esa", 10),
        (" LINK LINUX1 0191 0192 rr", 24),
        (" IPL CMS parm AUTOCR", 10),
        (" NICDEF 0600 TYPE QDIO lan SYSTEM VSW1", 24),
    ],
)
def test_lower_case_that_does_not_count_is_good_to_know_at_its_word(statement: str, column: int) -> None:
    readiness = readiness_of(f"{USER}{statement}\n")
    (one,) = readiness.of(check_number(16))
    assert (one.state.value, one.message) == ("note", LOWER.format("1 statement"))
    assert one.span is not None
    assert one.span[1:3] == (3, column)


@pytest.mark.parametrize(
    "statement",
    [
        " COMMAND SET run on",
        " IPL CMS PARM autocr",
        " LINK LINUX1 0191 0192 RR * an old one",
        " MDISK 0191 3390 0100 0050 LX0001 MR * the old one",
        " LOADDEV PORTNAME 50050768727d8359",
        " POSIXINFO UID 5 IWDIR /home/linux1",
        " MDISK 0191 3390 0100 0050 LX0001 MR secret1",
        "* machine esa",
        f"{' MACHINE ESA':<72}lower",
    ],
)
def test_lower_case_that_counts_or_is_nobodys_operand_is_nothing(statement: str) -> None:
    assert told(readiness_of(f"{USER}{statement}\n"), 16) == []


def test_lower_case_in_many_statements_is_told_once() -> None:
    text = (
        USER + "".join(f" link maint 019{digit} 019{digit} rr\n" for digit in range(10)) + " link maint 0200 0200 rr\n"
    )
    (one,) = (one for one in readiness_of(text).shortfalls if one.check.number == 16)
    assert one.message == LOWER.format("11 statements")
    assert [related.span.line for related in one.related] == list(range(4, 13))


def test_lower_case_is_mended_where_safe_repairs_are_asked_for() -> None:
    text = f"{USER} machine esa\n IPL 190 parm autocr\n COMMAND SET run on\n link LINUX1 191 192 rr\n"
    options = MigrateOptions(fix=True)
    (one,) = readiness_of(text, options=options).of(check_number(16))
    assert (one.state, one.message) == (State.MENDED, LOWER.format("3 statements"))
    clean = "\n".join(make_user_input(directory_of(text), options).records.texts)
    assert readiness_of(clean, options=options).of(check_number(16)) == []


def test_lower_case_in_a_statement_that_is_refused_is_not_told_beside_it() -> None:
    assert told(readiness_of(f"{USER} maschine esa\n"), 16) == []


def test_characters_of_comments_that_the_code_page_lacks_are_looked_at() -> None:
    text = f"{USER} MACHINE ESA\n* caf\u00e9 \u2013 closed\n"
    said = "a comment has the character U+2013, which code page 1047 does not have"
    readiness = readiness_of(text)
    assert told(readiness) == [("C16", "check", 4, "LINUX1", said)]
    assert readiness.shortfalls[0].span is not None
    assert readiness.shortfalls[0].span[1:] == (4, 8, 4, 9)


def test_the_code_page_of_user_input_tells_which_characters_there_are() -> None:
    text = f"{USER} MACHINE ESA\n* 5 \u20ac\n"
    assert told(readiness_of(text, options=MigrateOptions(code_page="924"))) == []
    said = "a comment has the character U+20AC, which code page 500 does not have"
    assert told(readiness_of(text, options=MigrateOptions(code_page="500"))) == [("C16", "check", 4, "LINUX1", said)]


def test_continued_statements_and_variables_are_good_to_know() -> None:
    text = (
        f"{USER} COMMAND SET,\n RUN ON\n COMMAND SET,\n RUN OFF\n"
        " MDISK 0191 3390 0100 0050 &SYSRES MR\n MDISK 0192 3390 0200 0050 &sysres MR\n"
    )
    readiness = readiness_of(text)
    assert told(readiness, 17) == [
        ("C17", "note", 3, "LINUX1", "2 statements over several records, which stay as they are"),
        ("C17", "note", 7, "LINUX1/0191", "the variable &SYSRES in 2 statements stays as it is"),
    ]
    assert [related.span.line for one in readiness.of(check_number(17)) for related in one.related] == [
        5,
        8,
    ]


@pytest.mark.parametrize("password", ["&SECRET", "A&B"])
def test_a_password_is_no_variable(password: str) -> None:
    assert told(readiness_of(f"{HEAD}USER LINUX1 {password} 1G 1G G\n SPOOL 000C 2540 READER A\n"), 17) == []


def test_a_large_directory_is_looked_at_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beyond_lint, "MANY_ENTRIES", 3)
    text = f"{HEAD}GLOBALDEFS\nPROFILE ONE\n MACHINE ESA\n" + "".join(
        f"USER U{number} NOLOG\n INCLUDE ONE\n" for number in range(2)
    )
    assert told(readiness_of(text), 20) == []
    more = f"{text}USER U3 NOLOG\n INCLUDE ONE\n"
    said = "the directory has 4 entries, and DirMaint is slow with more than 3"
    assert told(readiness_of(more), 20) == [("C20", "check", 0, "", said)]


def test_ten_thousand_entries_are_not_many_yet() -> None:
    assert beyond_lint.MANY_ENTRIES == 10_000
