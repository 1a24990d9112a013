"""How the comments that silence findings are read."""

import pytest

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.directive import codes_of, directives_in
from dirtool.lint.options import Options
from dirtool.lint.registry import FAMILIES, RULES
from tests.model.made import source_of


@pytest.mark.parametrize(
    ("record", "word", "reason"),
    [
        ("*DIRTOOL: IGNORE EXT001 agreed", "IGNORE", True),
        ("   *dirtool:ignore-entry ext001", "IGNORE-ENTRY", False),
        ("*Dirtool: Ignore-File EXT001 --", "IGNORE-FILE", False),
        ("*DIRTOOL: NONSENSE EXT001", "NONSENSE", False),
        ("*DIRTOOL:", "", False),
    ],
)
def test_a_directive_is_recognised_in_any_case_and_place(record: str, word: str, reason: bool) -> None:
    [directive] = directives_in(source_of(f"USER A NOLOG\n{record}\n"), Options())
    assert (directive.line, directive.word, directive.has_reason) == (2, word, reason)


@pytest.mark.parametrize("record", ["* DIRTOOL: IGNORE EXT001", " ACCOUNT *DIRTOOL:", "**DIRTOOL: IGNORE EXT001"])
def test_what_is_no_directive(record: str) -> None:
    assert directives_in(source_of(f"USER A NOLOG\n{record}\n"), Options()) == []


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("EXT001", ["EXT001"]),
        ("EXT001 shared full pack, agreed 2025-11", ["EXT001"]),
        ("EXT001 SYN002 x", ["EXT001", "SYN002"]),
        ("EXT001,SYN002,x", ["EXT001", "SYN002"]),
        ("EXT001 , SYN002 , x", ["EXT001", "SYN002"]),
        ("EXT001 dev system", ["EXT001"]),  # DEV is a family
        ("EXT001 NET disk", ["EXT001"]),
        ("EXT001, dev system", ["EXT001", "dev"]),
        ("EXT DEV system", ["EXT", "DEV"]),
        ("EXT00 DEV system", ["EXT00"]),
        ("EXT001 SYN00 x", ["EXT001", "SYN00"]),
        ("EXT001 link-cycle x", ["EXT001", "link-cycle"]),
        ("EXT001 EXT099 x", ["EXT001", "EXT099"]),  # looks like a code, and belongs to a family
        ("EXT001 VOL001 is shared", ["EXT001"]),  # looks like a code, and like a volume
        ("EXT001, VOL001 is shared", ["EXT001", "VOL001"]),
        ("shared EXT001", ["shared", "EXT001"]),
        ("EXT001 shared with EXT002", ["EXT001"]),
        ("EXT001: x", ["EXT001:"]),
    ],
)
def test_selectors_end_where_the_reason_begins(behind: str, expected: list[str]) -> None:
    source = source_of(f"*DIRTOOL: IGNORE {behind}")
    [directive] = directives_in(source, Options())
    assert [one.text for one in directive.selectors] == expected


def test_a_selector_is_a_code_a_name_or_the_beginning_of_a_code() -> None:
    assert codes_of("EXT001") == codes_of("OVERLAPPING-EXTENTS") == ("EXT001",)
    assert codes_of("SYN00") == codes_of("SYN") == tuple(code for code in RULES if code.startswith("SYN"))
    for other in ("EXT0011", "EX", "E", "", "ALL", "SHARED", "EXT999"):
        assert codes_of(other) == ()


def test_every_rule_can_be_named_without_being_taken_for_a_word() -> None:
    assert all("-" in rule.name for rule in RULES.values())
    assert all(codes_of(rule.name.upper()) == (code,) and codes_of(code) == (code,) for code, rule in RULES.items())
    assert not set(FAMILIES) & {rule.name.upper() for rule in RULES.values()}
