"""How statements are grouped into entries, and what entries are called."""

import pytest

from tests.model.made import directory_of, entry_of

COMPLETE = """\
* before everything
DIRECTORY 123 3390 M01RES
GLOBALDEFS
 POSIXGROUP system 0
PROFILE LNXDFLT
 IPL CMS PARM AUTOCR
* belongs to the profile
USER LINUX1 LBYONLY 2G 8G G
 INCLUDE LNXDFLT
 MDISK 0100 3390 0001 10016 LX0001 MR
IDENTITY MAINT NOLOG 256M 1000M ABCDEFG
 BUILD ON * USING SUBCONFIG MAINT-1
SUBCONFIG MAINT-1
"""


def test_every_header_opens_an_entry() -> None:
    directory = directory_of(COMPLETE)
    assert [(entry.kind, entry.name, entry.line, len(entry)) for entry in directory.entries] == [
        ("directory", "DIRECTORY", 2, 1),
        ("global", "GLOBALDEFS", 3, 2),
        ("profile", "LNXDFLT", 5, 2),
        ("user", "LINUX1", 8, 3),
        ("identity", "MAINT", 11, 2),
        ("subconfig", "MAINT-1", 13, 1),
    ]


def test_an_entry_gives_its_statements_with_their_places() -> None:
    entry = entry_of(directory_of(COMPLETE), "LINUX1")
    assert [(placed.statement.keyword, placed.line, placed.path) for placed in entry] == [
        ("USER", 8, "part0"),
        ("INCLUDE", 9, "part0"),
        ("MDISK", 10, "part0"),
    ]
    assert entry.header.statement is entry.statements[0]
    assert [word.text for word in list(entry)[1].words] == ["INCLUDE", "LNXDFLT"]
    assert repr(entry) == "Entry(user LINUX1, part0:8)"


def test_entries_are_found_by_name_and_kind() -> None:
    directory = directory_of(COMPLETE)
    assert list(directory.machines) == ["LINUX1", "MAINT"]
    assert list(directory.profiles) == ["LNXDFLT"]
    assert list(directory.subconfigs) == ["MAINT-1"]
    assert directory.machines["MAINT"] is entry_of(directory, "MAINT")


@pytest.mark.parametrize(
    ("header", "kind", "name"),
    [
        ("user linux1 lbyonly", "user", "LINUX1"),
        ("U LINUX1 NOLOG", "user", "LINUX1"),
        ("USER LINUX1", "user", "LINUX1"),  # the password is missing
        ("USER LINUX1 LBYONLY 2G 4G G ON", "user", "LINUX1"),  # the priority is no number
        ("user", "user", ""),
        ("USER LINUX:1 LBYONLY", "user", "LINUX:1"),
        ("IDENT MAINT", "identity", "MAINT"),
        ("SUBCONFIG MAINT-1 G", "subconfig", "MAINT-1"),
        ("SUBCONFIG", "subconfig", ""),
        ("PROFILE", "profile", ""),
        ("PROF LNXDFLT * remark", "profile", "LNXDFLT"),
        ("profile lnxdflt", "profile", "LNXDFLT"),
        ("GLOBALDEF", "global", "GLOBALDEFS"),
    ],
)
def test_a_header_opens_an_entry_also_when_it_is_broken(header: str, kind: str, name: str) -> None:
    directory = directory_of(f"USER FIRST NOLOG\n{header}\n IPL CMS\n")
    assert [(entry.kind, entry.name, len(entry)) for entry in directory.entries] == [
        ("user", "FIRST", 1),
        (kind, name, 2),
    ]


def test_statements_before_the_first_header_have_an_entry_without_a_name() -> None:
    directory = directory_of("* comment\n IPL CMS\n LINK A 191\nUSER B NOLOG\n")
    assert [(entry.kind, entry.name, entry.line, len(entry)) for entry in directory.entries] == [
        ("directory", "", 2, 2),
        ("user", "B", 4, 1),
    ]
    fragment = directory_of(" IPL CMS\n")
    assert [(entry.kind, entry.name) for entry in fragment.entries] == [("directory", "")]


def test_an_unknown_word_opens_no_entry() -> None:
    directory = directory_of("USER A NOLOG\nUSRE B NOLOG\n IPL CMS\n")
    assert [(entry.name, len(entry)) for entry in directory.entries] == [("A", 3)]


def test_a_file_without_statements_has_no_entries() -> None:
    assert directory_of("* nothing\n").entries == []


def test_several_directory_statements_are_several_entries() -> None:
    directory = directory_of("DIRECTORY 123 3390 A\nDIRECTORY 124 3390 B\n")
    assert [(entry.kind, entry.line) for entry in directory.entries] == [("directory", 1), ("directory", 2)]


def test_the_parts_of_a_directory_stand_in_the_order_of_the_files() -> None:
    directory = directory_of("USER B NOLOG\n", "USER A NOLOG\n IPL CMS\n")
    assert [(entry.name, entry.source.path) for entry in directory.entries] == [("B", "part0"), ("A", "part1")]


def test_an_entry_does_not_reach_into_the_next_file() -> None:
    directory = directory_of("USER B NOLOG\n", " IPL CMS\n")
    assert [(entry.kind, entry.name, len(entry)) for entry in directory.entries] == [
        ("user", "B", 1),
        ("directory", "", 1),
    ]


def test_of_two_entries_of_one_name_the_first_counts() -> None:
    directory = directory_of(
        "USER A NOLOG\n IPL CMS\nIDENTITY A NOLOG\nPROFILE P\nPROFILE P\nSUBCONFIG S\nSUBCONFIG S\n"
    )
    assert directory.machines["A"].line == 1
    assert directory.profiles["P"].line == 4
    assert directory.subconfigs["S"].line == 6
    assert len(directory.entries) == 6


POOL = "IDENTITY LNX NOLOG\n POOL LOW 1 HIGH 50 PROFILE P\n"
REAL = "IDENTITY LNX LBYONLY\n BUILD ON * USING SUBCONFIG LNX-1\n"


@pytest.mark.parametrize(("text", "line"), [(POOL + REAL, 3), (REAL + POOL, 1), (POOL, 1), (POOL + POOL, 3)])
def test_a_pool_gives_way_to_the_machine_of_its_name(text: str, line: int) -> None:
    assert directory_of(text).machines["LNX"].line == line


def test_a_profile_and_a_user_may_share_a_name() -> None:
    directory = directory_of("PROFILE A\nUSER A NOLOG\n")
    assert directory.profiles["A"].kind == "profile"
    assert directory.machines["A"].kind == "user"


def test_of_two_profiles_that_an_entry_names_the_first_counts() -> None:
    directory = directory_of("USER A NOLOG\n INCLUDE Z\n INCLUDE B\n POOL LOW 1 HIGH 2 PROFILE C\nUSER D NOLOG\n")
    assert [directory.profile_name(entry) for entry in directory.entries] == ["Z", None]


def test_an_entry_has_the_records_up_to_the_next_header() -> None:
    entries = directory_of("USER A PW\n ACCOUNT 1\n* end\nUSER B PW\n\n").entries
    assert [entry.texts for entry in entries] == [["USER A PW", " ACCOUNT 1", "* end"], ["USER B PW", ""]]


@pytest.mark.parametrize(
    ("statement", "is_broken"), [("ACCOUNT 1", False), ("ACCOUNT", True), ("LINK A 191 191 RR DROPPED", False)]
)
def test_a_statement_is_broken_if_directxa_refuses_it(statement: str, is_broken: bool) -> None:
    _, placed = directory_of(f"USER A PW\n {statement}").entries[0]
    assert placed.is_broken is is_broken
