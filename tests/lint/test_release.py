"""REL: what a release of z/VM does not have yet, and what it has no use for any more."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.spec.releases import RELEASES
from dirtool.spec.statements import STATEMENTS
from dirtool.text.edit import apply_edits
from tests.model.made import directory_of, records_of

H = "USER A NOLOG 2G 4G G\n"
NAMES = [str(release) for release in RELEASES]


def judged(text: str, *zvm: str) -> list[Diagnostic]:
    options = Options(releases=zvm, fragment=True)
    return [found for found in lint(directory_of(text), options=options).diagnostics if found.code[:3] == "REL"]


def said(statement: str, *zvm: str) -> list[tuple[str, str, int, int, str]]:
    """Code, severity, first column, end column and message of what is found in a statement of an entry."""
    return [
        (found.code, str(found.severity), found.span.column, found.span.end_column, found.message)
        for found in judged(f"{H} {statement}\n", *zvm)
    ]


def repaired(text: str, *zvm: str) -> str:
    """The text after all repairs at once."""
    edits = [edit for found in judged(text, *zvm) if found.fix is not None for edit in found.fix.edits]
    return "\n".join(apply_edits(records_of(text), edits).texts)


# ---- REL001


def test_a_statement_names_the_releases_that_lack_it() -> None:
    assert said("VMRELOCATE ON", "6.1", "5.4", "6.3", "5.4") == [
        ("REL001", "error", 2, 12, "VMRELOCATE needs z/VM 6.2 or newer: 5.4 and 6.1 do not have it")
    ]
    assert said("D8ONECMD FAIL", "5.2") == [
        ("REL001", "error", 2, 10, "D8ONECMD needs z/VM 5.3 or newer: 5.2 does not have it")
    ]


@pytest.mark.parametrize("zvm", [(), ("6.2",), ("6.2", "7.4")])
def test_a_statement_that_all_releases_have_is_fine(zvm: tuple[str, ...]) -> None:
    assert said("VMRELOCATE ON", *zvm) == []


@pytest.mark.parametrize(
    ("statement", "zvm", "severity", "place", "message"),
    [
        (
            "LOADDEV ALTERNATE 1B00 PORT 5005076800AA0002 ALT 1C00",
            "7.3",
            "error",
            (10, 24),
            "ALTERNATE of LOADDEV needs z/VM 7.4 or newer: 7.3 does not have it",
        ),
        (
            "LOADDEV ECKD BR_CHR 1 2 3",
            "7.2",
            "info",
            (10, 14),
            "ECKD of LOADDEV may need z/VM 7.3 or newer: it is not certain that 7.2 has it",
        ),
        (
            "OPTION QUICKDSP STHYI-GUEST",
            "6.2",
            "error",
            (18, 29),
            "STHYI-GUEST of OPTION needs z/VM 6.3 or newer: 6.2 does not have it",
        ),
        (
            "MACH Z 4",
            "6.3",
            "info",
            (7, 8),
            "Z of MACHINE may need z/VM 6.4 or newer: it is not certain that 6.3 has it",
        ),
        (
            "NICDEF 600 PRO",
            "6.3",
            "info",
            (13, 16),
            "PROMISCUOUS of NICDEF may need z/VM 6.4 or newer: it is not certain that 6.3 has it",
        ),
        (
            "NICDEF 600 VLAN 1 - 5",
            "6.3",
            "info",
            (13, 23),
            "VLAN of NICDEF may need z/VM 6.4 or newer: it is not certain that 6.3 has it",
        ),
        (
            "IPL loaddev PARM X",
            "7.2",
            "warning",
            (6, 13),
            "LOADDEV of IPL needs z/VM 7.3 or newer: 7.2 does not have it",
        ),
    ],
)
def test_an_operand_or_a_word_that_came_later(
    statement: str, zvm: str, severity: str, place: tuple[int, int], message: str
) -> None:
    found = said(statement, zvm)
    assert found[0] == ("REL001", severity, *place, message)
    assert said(statement, "7.4") == said(statement) == []


def test_what_is_no_error_is_not_said_to_be_refused() -> None:
    assert [str(found.directxa) for found in judged(f"{H} IPL LOADDEV\n LOADDEV ALT 1B00\n", "7.2")] == [
        "None",
        "refuses",
    ]


def test_one_operand_of_a_statement_is_reported_once() -> None:
    assert len(said("LOADDEV ALTERNATE 1 ALTERNATE 2 ALTERNATE 3", "7.3")) == 1
    assert [message.split()[0] for *_, message in said("OPTION STHYI-UTIL STHYI-GUEST", "5.4")] == [
        "STHYI-UTIL",
        "STHYI-GUEST",
    ]


@pytest.mark.parametrize(
    "statement", ["NICDEF 600 TYPE QDIO", "IPL 190", "IPL LOADDE", "MACHINE ESA 4", "LOADDEV LUN 1"]
)
def test_statements_that_all_releases_have(statement: str) -> None:
    assert said(statement, "5.1") == []


@pytest.mark.parametrize("statement", ["VMRELOCATE", "LOADDEV ALTERNATE XYZ", "IPL", "NICDEF 600 PORTT X"])
def test_what_is_at_fault_is_not_judged_as_well(statement: str) -> None:
    assert said(statement, "5.1") == []


def test_a_remark_behind_a_statement_hides_nothing() -> None:
    text = "IDENTITY A NOLOG\n BUILD ON * USING SUBCONFIG A-1 * 191\n"
    assert [found.span.line for found in judged(text, "6.1")] == [1, 2]


def test_an_identity_is_reported_statement_by_statement() -> None:
    text = "DIRECTORY SSI 123 3390 M01RES M02RES\nIDENTITY A NOLOG\n BUILD ON M1 USING SUBCONFIG A-1\nSUBCONFIG A-1\n"
    found = judged(text, "5.4")
    assert [one.message.partition(" needs")[0] for one in found] == [
        "SSI of DIRECTORY",
        "IDENTITY",
        "BUILD",
        "SUBCONFIG",
    ]
    assert len({one.fingerprint for one in found}) == 4


FIRST = [(kind.name, kind.since) for kind in STATEMENTS if kind.since and "x" not in kind.since]
SMALLEST = {
    "BUILD": "BUILD ON * USING SUBCONFIG A-1",
    "D8ONECMD": "D8ONECMD FAIL",
    "IDENTITY": "IDENTITY B NOLOG",
    "SUBCONFIG": "SUBCONFIG A-1",
    "VMRELOCATE": "VMRELOCATE ON",
}


@given(st.sampled_from(FIRST), st.lists(st.sampled_from(NAMES), max_size=4))
def test_a_release_lacks_a_statement_if_it_stands_before_the_first_in_the_list(
    first: tuple[str, str], zvm: list[str]
) -> None:
    name, since = first
    lacking = [release for release in NAMES[: NAMES.index(since)] if release in zvm]
    found = said(SMALLEST[name], *zvm)
    assert bool(found) == bool(lacking)
    for *_, message in found:
        assert [release for release in NAMES if release in message.partition(": ")[2]] == lacking


# ---- REL002

OLD = (
    "DIRECTORY 6A1 3350 OLDRES\nUSER A NOLOG\n OPTION ECMODE\n MACHINE 370\n CONSOLE 009 3138\n MDISK 191 3350 1 1 V\n"
)


@pytest.mark.parametrize(
    "more",
    ["", "USER B NOLOG\n MDISK 191 3380 1 1 V\n LINK A 191 191 RR\n", "USER 3390 NOLOG\n", " DEDICATE 3390 120\n"],
)
def test_an_older_system_keeps_its_own_words(more: str) -> None:
    assert judged(OLD + more) == []


@pytest.mark.parametrize(
    "more",
    [
        "PROFILE P\n",
        "SUBCONFIG S\n",
        "USER B NOLOG\n MDISK 191 3390 1 1 V\n",
        "DIRECTORY 123 3390 V\n",
        "USER B NOLOG\n NICDEF 600 TYPE QDIO\n",
        "IDENTITY B NOLOG\n",
    ],
)
def test_any_feature_of_zvm_makes_a_directory_one_for_zvm(more: str) -> None:
    assert [found.span.line for found in judged(OLD + more)] == [1, 3, 4, 5, 6]


def test_a_release_that_is_told_makes_a_directory_one_for_zvm() -> None:
    assert [found.span.line for found in judged(OLD, "5.1")] == [1, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("zvm", "reported"),
    [((), True), (("6.3",), False), (("6.4",), True), (("5.1", "7.1"), True), (("5.4", "6.2"), False)],
)
def test_a_statement_is_obsolete_from_some_release_on(zvm: tuple[str, ...], reported: bool) -> None:
    found = [one.message for one in judged(f"{H} XSTORE 5M\n MDISK 191 3390 1 1 V\n", *zvm)]
    assert found == (["XSTORE has no effect since z/VM 6.4"] if reported else [])


@pytest.mark.parametrize(("zvm", "reported"), [("5.4", ["VECTOR"]), ("6.1", ["VECTOR", "CRYPTO"])])
def test_a_word_is_obsolete_from_some_release_on(zvm: str, reported: list[str]) -> None:
    assert [one.message.split()[0] for one in judged(f"{H} CPU 0 VECTOR\n CPU 1 CRYPTO\n", zvm)] == reported


@pytest.mark.parametrize(
    ("statement", "severity", "place", "message"),
    [
        ("OPTION REALTIME", "warning", (9, 17), "REALTIMER of OPTION is a word of older systems"),
        ("OPTION V=R", "warning", (9, 12), "V=R of OPTION is a word of older systems"),
        ("OPTION AFF 05 ACCT", "warning", (9, 12), "AFFINITY of OPTION is a word of older systems"),
        ("machine xb", "warning", (10, 12), "XB of MACHINE is a word of older systems"),
        ("CRYPTO MODIFY", "info", (9, 15), "MODIFY of CRYPTO is a word of older systems"),
        ("DEDICATE 150 3330V VOL001", "warning", (15, 20), "3330V of DEDICATE is a word of older systems"),
        ("CONSOLE 009 3158", "warning", (14, 18), "3158 of CONSOLE is a device type of older systems"),
        ("SPECIAL 152 2955", "warning", (14, 18), "2955 of SPECIAL is a device type of older systems"),
        ("MDISK 191 FB-512 1 1 V", None, (), ""),
        ("MDISK 191 9335 1 1 V", "warning", (12, 16), "9335 of MDISK is a device type of older systems"),
        ("OPTION CONCEAL CPUID 123456 NOPDATA", None, (), ""),
        ("OPTION CPUID 00370E", None, (), ""),
        ("CPU 00 DEDICATE", None, (), ""),
        ("CONSOLE 009 3215 T ECMODE", None, (), ""),
    ],
)
def test_words_of_older_systems(statement: str, severity: str | None, place: tuple[int, int], message: str) -> None:
    found = said(statement, "7.3")
    assert [one[:4] for one in found] == ([("REL002", severity, *place)] if severity else [])
    for *_, said_of_it in found:
        assert said_of_it.startswith(message)


def test_a_type_that_its_form_does_not_take_is_reported_once() -> None:
    text = f"{H} MDISK 191 3350 V-DISK 100\n"
    assert judged(text, "7.3") == []
    assert [found.code for found in lint(directory_of(text)).diagnostics if found.span.line == 2][:1] == ["VAL010"]


@pytest.mark.parametrize(
    ("statement", "left"),
    [
        ("OPTION ECMODE ACCT", "OPTION ACCT"),
        ("OPTION ACCT  ECMODE", "OPTION ACCT"),
        ("OPTION ECMODE", None),
        ("OPTION ECMODE BMX VIRT=REAL", None),
        ("OPTION ECMODE BMX ACCT VIRT=REAL", "OPTION ACCT"),
        ("OPTION AFFINITY 05", None),
        ("OPTION AFFINITY 05 ECMODE", None),
        ("OPTION AFFINITY 05 MAXCONN 64", "OPTION MAXCONN 64"),
        ("MACHINE 370", None),
        ("MACHINE 370 4", "MACHINE 4"),
        ("CPU 00 VECTOR", "CPU 00"),
        ("CRYPTO KEYENTRY MODIFY", None),
        ("XSTORE ALL", None),
        ("DEDICATE 150 NETWORK 2150", None),
        ("MDISK 191 3350 1 1 V MR", "MDISK 191 3350 1 1 V MR"),
    ],
)
def test_repair_removes_the_word_or_the_statement(statement: str, left: str | None) -> None:
    kept = "" if left is None else f" {left}\n"
    text = f"{H} ACCOUNT 1\n {statement}\n* comment\n"
    assert repaired(text, "7.3") == f"{H} ACCOUNT 1\n{kept}* comment"


def test_repair_is_unsafe_and_says_what_it_does() -> None:
    fixes = [found.fix for found in judged(f"{H} OPTION ECMODE ACCT\n XSTORE ALL\n MDISK 191 3350 1 1 V\n", "7.3")]
    assert [fix and (fix.title, fix.safety) for fix in fixes] == [
        ("remove ECMODE", "unsafe"),
        ("remove the statement", "unsafe"),
        None,
    ]


def test_repair_leaves_the_sequence_field_where_it_is() -> None:
    record = " OPTION ECMODE ACCT BMX".ljust(72) + "00010000"
    assert repaired(f"{H}{record}\n", "7.3") == H + " OPTION ACCT".ljust(72) + "00010000"
    record = f" OPTION ACCT{' ' * 53}ECMODE 00010000"
    assert record.index("ECMODE") + 6 == 71
    assert repaired(f"{H}{record}\n", "7.3") == H + " OPTION ACCT".ljust(72) + "00010000"


def test_an_extension_is_not_left_without_its_device() -> None:
    text = f"{H} DEDICATE 150 NETWORK 2150\n DASDOPT WRKALLEG\n"
    assert [found.fix for found in judged(text, "7.3")] == [None]


OPTION = next(kind for kind in STATEMENTS if kind.name == "OPTION").by_name["option"]
OLD_WORDS = [word.upper() for word in OPTION.obsolete if word != "AFFinity"]
WORDS = st.one_of(st.sampled_from([*OLD_WORDS, "AFFINITY 3F"]), st.sampled_from(["ACCT", "QUICKDSP", "MAXCONN 5"]))


@settings(max_examples=60)
@given(st.lists(st.tuples(WORDS, st.integers(1, 3)), min_size=1, max_size=5), st.booleans())
def test_all_repairs_of_a_statement_together_leave_what_is_current(
    words: list[tuple[str, int]], numbered: bool
) -> None:
    statement = " OPTION" + "".join(" " * blanks + word for word, blanks in words)
    record = statement.ljust(72) + "00010000" if numbered else statement
    assume(len(statement) <= 71)
    left = repaired(f"{H}{record}\n", "7.3").removeprefix(H.rstrip("\n")).removeprefix("\n")
    current = [word for word, _ in words if word.split()[0] in ("ACCT", "QUICKDSP", "MAXCONN")]
    assert left[:71].split() == (["OPTION", *" ".join(current).split()] if current else [])
    assert left[71:] == (record[71:] if current else "")
    assert judged(f"{H}{left}\n", "7.3") == []
