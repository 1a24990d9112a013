"""What a verification found, as text: findings, files, a table of checks, totals."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Severity
from dirtool.model.recognition import Kind
from dirtool.report.style import Style
from dirtool.report.verification_text import verification_concise, verification_full
from dirtool.verify.run import Outcome, Status
from tests.model.made import directory_of
from tests.report.strange import texts
from tests.report.verified import FAILED, NOVA, PASSED, SKIPPED, beside, finding, outcome, verification_of
from tests.verify.made import host_of

PLAIN = Style()
THREE = ["ZVM1", "ZVM2", "ZVM3"]


def table(*outcomes: Outcome, width: int = 80, fold: bool = True, hosts: list[str] | None = None) -> list[str]:
    """The lines between the heading of the checks and the totals."""
    verification = verification_of(*outcomes, hosts=[host_of(name, nova=NOVA) for name in hosts or [""]])
    lines = list(verification_full(verification, Style(width=width), fold=fold))
    return lines[lines.index("Checks") + 1 : -2]


def test_a_verification_in_full() -> None:
    one = finding(message="host is ZVM1, but x is ZVM2", related=(beside("zvm1/dmssicnf", 1),), ivp=("OPTS01",))
    host = host_of(nova=NOVA, dmssicnf='XCAT_zvmsysid = "ZVM2"')
    host_with_path = host_of("zvm1", dmssicnf='XCAT_zvmsysid = "ZVM2"')
    host.dmssicnf = host_with_path.dmssicnf
    verification = verification_of(
        outcome("VFY901", FAILED, one),
        outcome("VFY902", PASSED),
        outcome("VFY903", SKIPPED, why="no SYSTEM CONFIG"),
        hosts=[host],
        unrecognised=("notes.txt",),
    )
    assert list(verification_full(verification, PLAIN, fold=True)) == [
        "nova:2:1: error VFY901 check-vfy901",
        "  host is ZVM1, but x is ZVM2",
        "  |",
        "2 | host = ZVM1",
        "  | ^^^^",
        "  zvm1/dmssicnf:1:1",
        "  |",
        '1 | XCAT_zvmsysid = "ZVM2"',
        "  | --- is here",
        "  IVP: OPTS01, an option has not the same value in all files",
        "",
        "more: dirtool explain VFY901",
        "",
        "Files",
        "  DMSSICNF COPY, nova.conf",
        "Not recognised, and not looked at",
        "  notes.txt",
        "",
        "Checks",
        "passed   VFY902",
        "skipped  no SYSTEM CONFIG: VFY903",
        "failed   VFY901 check-vfy901  1 error",
        "",
        "1 passed, 1 failed, 1 skipped.",
    ]


def test_concise_is_a_line_for_each_finding_and_the_totals() -> None:
    verification = verification_of(outcome("VFY901", FAILED, finding(related=(beside(),))), outcome("VFY902", PASSED))
    assert list(verification_concise(verification, PLAIN)) == [
        "nova:2:1: error VFY901 check-vfy901: it is wrong",
        "1 passed, 1 failed, 0 skipped.",
    ]


def test_counts_have_a_comma_at_thousands() -> None:
    verification = verification_of(*(outcome("VFY901", PASSED) for _ in range(1200)))
    assert [*verification_concise(verification, PLAIN)][-1] == "1,200 passed, 0 failed, 0 skipped."


# -- the table


def test_the_failed_ones_are_next_to_the_totals() -> None:
    shown = table(
        outcome("VFY901", FAILED, finding()), outcome("VFY902", SKIPPED, why="no x"), outcome("VFY903", PASSED)
    )
    assert [line.split()[0] for line in shown] == ["passed", "skipped", "failed"]


def test_what_is_told_alike_is_told_together_unless_all_is_wanted() -> None:
    outcomes = [
        outcome("VFY901", SKIPPED, why="no SYSTEM CONFIG"),
        outcome("VFY902", SKIPPED, why="no USER DIRECT"),
        outcome("VFY903", SKIPPED, why="no SYSTEM CONFIG"),
    ]
    assert table(*outcomes) == ["skipped  no SYSTEM CONFIG: VFY901, VFY903", "skipped  no USER DIRECT: VFY902"]
    assert table(*outcomes, fold=False) == [
        "skipped  VFY901 check-vfy901  no SYSTEM CONFIG",
        "skipped  VFY902 check-vfy902  no USER DIRECT",
        "skipped  VFY903 check-vfy903  no SYSTEM CONFIG",
    ]


def test_a_row_tells_how_many_findings_and_what_was_not_there() -> None:
    several = (finding(), finding(line=3), finding(severity=Severity.WARNING), finding(severity=Severity.INFO))
    assert table(
        outcome("VFY901", FAILED, *several, why="x is not said", without=(Kind.CINDER, Kind.ZVMSDK)),
        outcome("VFY902", PASSED, finding(severity=Severity.INFO)),
        width=200,
    ) == [
        "passed   1 remark: VFY902",
        "failed   VFY901 check-vfy901  2 errors, 1 warning, 1 remark; x is not said; without cinder.conf, zvmsdk.conf",
    ]


def test_of_several_hosts_those_are_named_together_of_which_the_same_is_told() -> None:
    assert table(
        outcome("VFY901", PASSED, host="ZVM1"),
        outcome("VFY901", FAILED, finding(), host="ZVM2"),
        outcome("VFY901", PASSED, host="ZVM3"),
        outcome("VFY902", SKIPPED, host="ZVM1", why="no SYSTEM CONFIG"),
        outcome("VFY902", PASSED, host="ZVM2"),
        outcome("VFY902", SKIPPED, host="ZVM3", why="no SYSTEM CONFIG"),
        *(outcome("VFY903", PASSED, host=host) for host in THREE),
        outcome("VFY904", PASSED),
        hosts=THREE,
    ) == [
        "passed   ZVM1 and ZVM3: VFY901",
        "passed   ZVM2: VFY902",
        "passed   VFY903, VFY904",
        "skipped  ZVM1 and ZVM3: no SYSTEM CONFIG: VFY902",
        "failed   VFY901 check-vfy901  ZVM2: 1 error",
    ]


def test_what_several_hosts_have_is_counted_for_each() -> None:
    outcomes = [outcome("VFY901", FAILED, finding(), finding(line=3), host=host) for host in THREE[:2]]
    assert table(*outcomes, hosts=THREE) == ["failed   VFY901 check-vfy901  ZVM1 and ZVM2: 2 errors each"]


def test_of_many_hosts_some_are_named() -> None:
    names = [f"Z{number}" for number in range(10)]
    outcomes = [outcome("VFY901", PASSED, host=name) for name in names[:-1]]
    outcomes.append(outcome("VFY901", SKIPPED, host="Z9", why="no x"))
    assert table(*outcomes, hosts=names)[0] == "passed   Z0, Z1, Z2, Z3, Z4, Z5 and 3 more: VFY901"
    assert "Z8" in " ".join(table(*outcomes, hosts=names, fold=False))


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            60,
            [
                "failed   VFY901 check-vfy901  1 error; a reason of many",
                "                              words that is told here",
            ],
        ),
        (
            45,
            [
                "failed   VFY901 check-vfy901",
                "           1 error; a reason of many words",
                "           that is told here",
            ],
        ),
    ],
)
def test_a_long_note_goes_on_beside_the_check_or_below_it(width: int, expected: list[str]) -> None:
    one = outcome("VFY901", FAILED, finding(), why="a reason of many words that is told here")
    assert table(one, width=width) == expected


def test_skipped_codes_go_on_below_their_reason() -> None:
    shown = table(*(outcome(f"VFY{number}", SKIPPED, why="no SYSTEM CONFIG") for number in range(901, 912)))
    assert shown == [
        "skipped  no SYSTEM CONFIG: VFY901, VFY902, VFY903, VFY904, VFY905, VFY906,",
        "           VFY907, VFY908, VFY909, VFY910, VFY911",
    ]


def test_without_a_check_there_are_only_totals() -> None:
    assert table() == []


# -- the files


def test_a_kind_is_told_once_and_its_files_where_all_is_wanted() -> None:
    host = host_of("ZVM1", neutron="--- ml2.ini\n[ml2]\n--- neutron.conf\n[DEFAULT]\n")
    host.directory = directory_of("DIRECTORY 123 3390 X", "USER A NOLOG", "USER B NOLOG")
    folded, lines = (list(verification_full(verification_of(hosts=[host]), PLAIN, fold=fold)) for fold in (True, False))
    assert folded[: folded.index("")] == ["Files of ZVM1", "  USER DIRECT (3), neutron files (2)"]
    assert lines[: lines.index("")] == [
        "Files of ZVM1",
        "  USER DIRECT           part0",
        "                        part1",
        "                        part2",
        "  neutron files         ZVM1/ml2.ini",
        "                        ZVM1/neutron.conf",
    ]


# -- colour, and what files may hold


def test_the_status_is_in_colour_and_nothing_else_changes() -> None:
    verification = verification_of(
        outcome("VFY901", FAILED, finding()), outcome("VFY902", PASSED), outcome("VFY903", SKIPPED, why="no x")
    )
    coloured = list(verification_full(verification, Style(colour=True), fold=True))
    assert "\x1b[1;31mfailed\x1b[0m   VFY901 check-vfy901  1 error" in coloured
    assert "\x1b[32mpassed\x1b[0m   VFY902" in coloured
    assert coloured[-1] == "\x1b[32m1 passed\x1b[0m, \x1b[1;31m1 failed\x1b[0m, \x1b[2m1 skipped\x1b[0m."
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in coloured]
    assert bare == list(verification_full(verification, PLAIN, fold=True))


@given(name=texts, why=texts, message=texts, path=texts)
def test_nothing_of_a_file_or_its_name_reaches_the_terminal_unspelt(
    name: str, why: str, message: str, path: str
) -> None:
    verification = verification_of(
        outcome("VFY901", FAILED, finding(message=message), host=name, why=why),
        outcome("VFY902", SKIPPED, host=name, why=why),
        hosts=[host_of(name, nova=NOVA), host_of("other", nova=NOVA)],
        unrecognised=(path,),
    )
    for lines in (verification_full(verification, PLAIN, fold=True), verification_concise(verification, PLAIN)):
        assert all(line.isprintable() for line in lines)


@given(st.lists(st.sampled_from(Status), max_size=30), st.integers(40, 120))
def test_the_totals_are_those_of_the_table_and_no_row_is_too_wide(statuses: list[Status], width: int) -> None:
    outcomes = [
        outcome(
            f"VFY{number:03}",
            status,
            *([finding()] if status is FAILED else []),
            why="no x" if status is SKIPPED else "",
        )
        for number, status in enumerate(statuses)
    ]
    shown = table(*outcomes, width=width, fold=False)
    told = [line.split()[0] for line in shown if not line.startswith(" ")]
    assert sorted(told) == sorted(status.value for status in statuses)
    assert all(len(line) <= width for line in shown)
