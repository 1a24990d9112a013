"""The samples: the good ones show no error, the broken ones show every mistake at its place."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import Report, lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.migrate.migration import migrate
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness.shortfall import State, Verdict
from dirtool.migrate.returned.comparison import compare_returned
from dirtool.migrate.returned.difference import Finding
from dirtool.model.directory import Directory
from dirtool.model.extent import volumes
from dirtool.model.extent_control import read_extent_control
from dirtool.model.volume_list import read_volumes
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.text.records import read_records

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
GOOD = ("ssi-system", "linux-farm", "vm370", "hand-kept")
HAND_KEPT = ROOT / "samples" / "hand-kept.direct"
VOLUMES = HAND_KEPT.with_suffix(".volumes")
PARSER = Parser()
CORE = ("REC", "SYN", "VAL")


def source_of(path: Path) -> Source:
    return Source(read_records(path.read_bytes(), path.name), PARSER)


def report_of(path: Path) -> Report:
    return lint(Directory([source_of(path)]))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_sample_shows_no_error_that_nobody_has_looked_at(name: str) -> None:
    with (CASES / "expected_errors.toml").open("rb") as stream:
        rows = tomllib.load(stream)["samples"][name]
    assert all(row["reason"] for row in rows)
    found = [
        one for one in report_of(ROOT / "samples" / f"{name}.direct").diagnostics if one.severity is Severity.ERROR
    ]
    assert {(one.code, one.span.line): one.message for one in found}.keys() == {
        (row["code"], row["line"]) for row in rows
    }


@pytest.mark.parametrize("name", GOOD)
def test_a_good_sample_is_parsed_to_the_last_statement(name: str) -> None:
    source = source_of(ROOT / "samples" / f"{name}.direct")
    assert [source.text(index) for index, one in enumerate(source.statements) if isinstance(one, Unparsed)] == []
    assert {index: faults for index, faults in source.faults.items() if faults[0].rule != "remark-after-operands"} == {}
    records = [text[:71].strip() for text in source.records.texts]
    covered = sum(len(source.lines_of(index)) for index in range(len(source.statements)))
    assert covered == sum(bool(text) and not text.startswith("*") for text in records)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_sample_has_no_core_finding_but_remarks(name: str) -> None:
    codes = Counter(one.code for one in report_of(ROOT / "samples" / f"{name}.direct").diagnostics)
    assert {code for code in codes if code.startswith(CORE)} <= {"SYN008"}


def test_the_broken_sample_shows_every_rule_of_the_core() -> None:
    codes = {one.code for one in report_of(ROOT / "samples" / "broken.direct").diagnostics}
    assert codes >= {code for code in RULES if code.startswith(CORE)}


def test_the_broken_sample_shows_what_its_comments_announce_and_nothing_else() -> None:
    source = source_of(ROOT / "samples" / "broken.direct")
    announced = {}
    for line, text in enumerate(source.records.texts, 1):
        if (match := re.search(r"\[([A-Z]{3}\d{3})\]$", text.rstrip())) is not None:
            assert match[1] not in announced
            announced[match[1]] = line
    found = [(one.code, one.span.line) for one in report_of(ROOT / "samples" / "broken.direct").diagnostics]
    assert sorted(announced) == sorted(code for code, _ in found)
    assert [(code, line) for code, line in found if not announced[code] < line <= announced[code] + 4] == []


# ---- EXTENT CONTROL


@pytest.mark.parametrize("name", ["linux-farm", "ssi-system"])
def test_an_extent_control_fits_its_directory(name: str) -> None:
    control = read_extent_control(ROOT / "samples" / f"{name}.extents")
    directory = Directory([source_of(ROOT / "samples" / f"{name}.direct")])
    options = Options(severities=severities_of(Profile.SECURITY), current=directory)
    assert lint(control, options=options).diagnostics == []
    extents = [extent for volume in volumes(directory).values() for extent in volume.extents]
    packs = {
        one.subject for volume in volumes(directory).values() for one in volume.extents if volume.is_full_pack(one)
    }
    assert packs == {one.subject for one in extents if control.excludes(one.entry.name, one.disk.vdev)}
    for extent in extents:
        if extent.subject not in packs and extent.last is not None and (on := control.regions_on(extent.volid)):
            assert extent.last <= max(control.end_of(region) or 0 for region in on)


# ---- a directory that is kept by hand


def test_the_sample_of_a_move_is_ready_with_fixes_and_its_files_are_proved() -> None:
    migration = migrate(Directory([source_of(HAND_KEPT)]), MigrateOptions(volumes=read_volumes(VOLUMES)))
    assert migration.readiness.verdict is Verdict.READY_WITH_FIXES
    assert migration.holds
    asked = [(one.check.code, one.subject) for one in migration.readiness.shortfalls if one.state is State.CHECK]
    assert asked == [("C12", "AUDITOR/0300"), ("C15", "AUDITOR"), ("C18", "PERFSVM")]
    assert migration.proposal.guessed == ()


def test_of_what_comes_back_of_the_sample_one_statement_is_lost_and_one_is_in_other_words() -> None:
    migration = migrate(Directory([source_of(HAND_KEPT)]), MigrateOptions())
    found = compare_returned(migration.moved, Directory([source_of(HAND_KEPT.with_suffix(".withpass"))]))
    assert [(one.subject, one.finding) for one in found.differences] == [
        ("TCPIP", Finding.STATEMENT_MISSING),
        ("TCPIP/0191", Finding.SPELLING),
    ]
    assert found.remarks == ()


def test_what_comes_back_of_the_sample_has_a_control_record_for_each_entry_and_records_of_80_columns() -> None:
    data = HAND_KEPT.with_suffix(".withpass").read_bytes()
    assert {len(record) for record in data.splitlines()} == {80}
    assert data.count(b"*DVHOPT") == len(Directory([source_of(HAND_KEPT)]).machines) + 1


# ---- a hundred mistakes


def expected() -> set[tuple[int, int, str]]:
    rows = (CASES / "hundred_broken.expected").read_text(encoding="ascii").splitlines()
    return {(int(line), int(column), code) for line, column, code in map(str.split, rows)}


def test_every_one_of_a_hundred_mistakes_is_found_at_its_place() -> None:
    report = report_of(CASES / "hundred_broken.direct")
    found = {(one.span.line, one.span.column, one.code) for one in report.diagnostics if one.code.startswith(CORE)}
    assert len(expected()) == 100
    assert expected() - found == set()
    assert found - expected() == set()


def test_one_bad_statement_hides_nothing() -> None:
    source = source_of(CASES / "hundred_broken.direct")
    bad = {line for line, _, _ in expected()}
    hidden = [
        line
        for line, statement in zip(source.lines, source.statements, strict=True)
        if isinstance(statement, Unparsed) and line not in bad
    ]
    assert hidden == []
    records = [text[:71].strip() for text in source.records.texts]
    covered = {line for index in range(len(source.lines)) for line in source.lines_of(index)}
    alone = {line for line, _, code in expected() if code == "REC007"}
    assert covered | alone == {line for line, text in enumerate(records, 1) if text and not text.startswith("*")}
