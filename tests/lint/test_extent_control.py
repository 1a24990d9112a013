"""The rules about EXTENT CONTROL: severities, second places, what is told of many, comments that silence, failures."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.lint import engine
from dirtool.lint.baseline import baseline_of, match
from dirtool.lint.context import ControlContext
from dirtool.lint.diagnostic import Bar, Diagnostic, Scale, Severity
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import CONTROL_RULES, RULES, Finding, Profile
from dirtool.model.volume_list import KnownVolume
from tests.model.made import control_of, directory_of


def judged(text: str, options: Options | None = None) -> list[Diagnostic]:
    return lint(control_of(text), options=options).diagnostics


def regions(*records: str, groups: str | None = None) -> str:
    """Regions, each in a group unless `groups` has the records of groups."""
    names = " ".join(record.split()[0] for record in records)
    return "\n".join([":REGIONS.", *records, ":END.", ":GROUPS.", groups or f"ALL {names}", ":END."])


def test_what_was_looked_at_is_counted() -> None:
    report = lint(control_of("* x\n\n:EXCLUDE.\nA\nB 1\n:END.\n"), directory_of("USER A NOLOG"))
    assert (report.files, report.records, report.statements, report.entries) == (2, 7, 5, 1)


def test_findings_are_the_same_wherever_their_records_stand() -> None:
    text = regions("A V1 0 10 3390-09", "B V1 10 20 3390-09", "C V2 1 END 3390-09", groups="G A B X")
    moved = regions("C V2 1 END 3390-09", "B V1 10 20 3390-09", "A V1 0 10 3390-09", groups="* x\nG A B X")
    found, again = judged(text), judged(moved)
    assert {one.code for one in found} == {"XCT004", "XCT006", "XCT007", "XCT009"}
    assert match(again, baseline_of(found), RULES).new == []


def test_an_overlap_names_both_regions_with_their_places_and_is_drawn() -> None:
    [found] = judged(regions("A V1 1 10 3390-09", "B V1 10 END 3390-09"))
    assert (found.code, found.subject, found.severity) == ("XCT004", "A B", Severity.WARNING)
    assert [(other.span.line, other.subject, other.message) for other in found.related] == [
        (2, "A", "already has them here")
    ]
    assert found.scale == Scale("V1", (Bar("A", 1, 10), Bar("B", 10, None)))


def test_of_a_region_that_overlaps_many_ten_are_told_and_the_others_counted() -> None:
    found = judged(regions("WHOLE V1 1 END 3390-09", *(f"R{at} V1 {at} {at} 3390-09" for at in range(1, 14))))
    assert len(found) == 10
    assert found[-1].message == "R10 shares V1 cylinders 10-10 with WHOLE; WHOLE overlaps 3 more regions"


def test_blocks_1_to_15_are_a_warning() -> None:
    found = judged(regions("A V1 0 100 9336-10", "B V2 1 100 9336-10", "C V3 16 100 9336-10"))
    assert [(one.subject, one.severity) for one in found] == [("A", Severity.ERROR), ("B", Severity.WARNING)]


@pytest.mark.parametrize(
    ("volume", "message"),
    [
        (KnownVolume(None, 5000), "A ends at cylinder 6000 of V1, but V1 ends at 4999"),
        (KnownVolume("3390", 5000), "A ends at cylinder 6000 of V1, but V1 ends at 4999"),
        (KnownVolume("9336", 5000), None),
        (KnownVolume("3390", None), None),
        (KnownVolume(None, 6001), None),
    ],
)
def test_the_size_of_a_known_volume_counts_where_it_is_of_the_same_unit(
    volume: KnownVolume, message: str | None
) -> None:
    found = judged(regions("A V1 1 6000 3390-09"), Options(volumes={"V1": volume}))
    assert [one.message for one in found] == ([message] if message else [])


def test_in_a_part_of_a_directory_what_is_excluded_may_be_elsewhere() -> None:
    text = ":EXCLUDE.\nNOBODY\nA 0192\n:END."
    for directory, severity in (
        (directory_of("USER A NOLOG\n MDISK 191 3390 1 1 V1"), Severity.INFO),
        (directory_of("DIRECTORY 123 3390 V1\nUSER A NOLOG\n MDISK 191 3390 1 1 V1"), Severity.WARNING),
    ):
        found = judged(text, Options(current=directory))
        assert [(one.code, one.severity) for one in found] == [("XCT010", severity)] * 2


def test_a_secret_of_a_directory_that_slipped_in_is_masked() -> None:
    found = judged(":REGIONS.\nUSER LINUX1 TOPSECRT 1G\n:END.\nUSER LINUX2 TOPSECRT 1G\nUSER\n")
    assert {one.code for one in found} == {"XCT002"}
    assert "TOPSECRT" not in repr(found)


def test_profiles_hold_what_they_should() -> None:
    syntax = {code for code in severities_of(Profile.SYNTAX) if code.startswith("XCT")}
    assert syntax == {"XCT001", "XCT002", "XCT011"}
    assert {code for code in severities_of(Profile.RECOMMENDED) if code.startswith("XCT")} == {
        code for code in RULES if code.startswith("XCT")
    }


# ---- comments that silence


def silenced(*records: str, code: str = "XCT009") -> tuple[list[str], int]:
    """The messages of what is left in a file with a region without group, and how many findings are silenced."""
    text = "\n".join(records)
    report = lint(control_of(text), options=Options(severities={code: Severity.INFO, "SUP001": Severity.WARNING}))
    return [one.message for one in report.diagnostics], report.suppressed


def test_a_comment_silences_the_next_record_whatever_comments_and_blanks_stand_between() -> None:
    found = silenced(":REGIONS.", "  *dirtool: ignore xct009 x", "* y", "", "A V1 1 2 3390", "B V1 3 4 3390", ":END.")
    assert found == (["region B on V1 belongs to no group"], 1)


def test_a_comment_silences_the_section_that_holds_it() -> None:
    region = "A V1 1 2 3390"
    assert silenced(":REGIONS.", region, "*DIRTOOL: IGNORE-ENTRY XCT009 x", ":END.", ":REGIONS.", "B V1 5 6 3390") == (
        ["region B on V1 belongs to no group"],
        1,
    )


def test_a_comment_silences_the_file() -> None:
    assert silenced(":REGIONS.", "A V1 1 2 3390", ":END.", "*DIRTOOL: IGNORE-FILE XCT x") == ([], 1)


def test_a_comment_that_silences_nothing_is_told_and_not_repaired() -> None:
    text = (
        "*DIRTOOL: IGNORE XCT009 x\n:REGIONS.\nA V1 1 2 3390\n:END.\n:GROUPS.\n*DIRTOOL: IGNORE-ENTRY XCT009 x\n:END."
    )
    report = lint(control_of(text))
    assert [(one.code, one.span.line, one.message) for one in report.diagnostics] == [
        ("SUP001", 1, "IGNORE XCT009 silences nothing in the next statement"),
        ("XCT009", 3, "region A on V1 belongs to no group"),
        ("SUP001", 6, "IGNORE-ENTRY XCT009 silences nothing in :GROUPS."),
    ]
    assert {one.fix for one in report.diagnostics} == {None}


def test_a_rule_that_is_not_told_what_it_needs_is_not_missed() -> None:
    assert silenced("*DIRTOOL: IGNORE XCT010 x", ":EXCLUDE.", ":END.", code="XCT010") == ([], 0)


# ---- robustness


def test_a_rule_that_fails_becomes_a_finding_and_the_others_are_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(context: ControlContext) -> Iterator[Finding]:
        yield from ()
        raise ZeroDivisionError

    others = [registered for registered in CONTROL_RULES if registered[0].code != "XCT003"]
    monkeypatch.setattr(engine, "CONTROL_RULES", [(RULES["XCT003"], fails), *others])
    found = judged(regions("A V1 0 10 3390-09"))
    assert [(one.code, one.span.line, one.span.column) for one in found] == [("INT001", 1, 1), ("XCT006", 2, 6)]


WORDS = "A B V1 V2 0 1 10 20 END 3390-09 9336-10 3390 MAINT* 0190 19 ( ) ALLOCATE LINEAR ROTATING *DIRTOOL: x".split()
TAGS = ":REGIONS. :GROUPS. :EXCLUDE. :SSI_VOLUMES. :AUTOBLOCK. :DEFAULTS. :END. :WHAT.".split()
RECORDS = st.one_of(
    st.sampled_from(TAGS),
    st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join),
    st.tuples(st.sampled_from("AB"), st.sampled_from(["V1", "V2"]), st.integers(0, 9), st.integers(5, 20)).map(
        lambda row: f"{row[0]} {row[1]} {row[2]} {row[3]} 3390-09"
    ),
    st.sampled_from(["*DIRTOOL: IGNORE XCT x", "*DIRTOOL: IGNORE-FILE XCT004", "*DIRTOOL: IGNORE-ENTRY XCT009"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(RECORDS, max_size=15))
def test_no_rule_fails_and_every_place_is_in_the_file(records: list[str]) -> None:
    options = Options(
        severities=severities_of(Profile.SECURITY),
        volumes={"V1": KnownVolume("3390", 15)},
        current=directory_of("USER A NOLOG\n MDISK 190 3390 1 1 V1\n MDISK"),
    )
    for found in judged("\n".join(records), options):
        assert found.code != "INT001"
        for span in (found.span, *(other.span for other in found.related)):
            assert 1 <= span.line == span.end_line <= len(records)
            assert 1 <= span.column < span.end_column <= len(records[span.line - 1]) + 2
