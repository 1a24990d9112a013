"""Repair applies what does good, undoes what does harm, and leaves nothing for a second run."""

import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dirtool.lint import repair as repair_module
from dirtool.lint.diagnostic import Diagnostic, Directxa, Fix, Severity, Span
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, SOURCE_RULES, Finding, Profile, source_rule
from dirtool.lint.repair import Repaired, repair
from dirtool.model.directory import Directory
from dirtool.model.reading import read_directory
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Command, Mdisk
from dirtool.text import codepage
from dirtool.text.edit import Edit
from dirtool.text.output import write_file
from dirtool.text.records import read_records
from tests.generator import encode, generate
from tests.model.made import PARSER, directory_of

HEADER = "DIRECTORY 123 3390 M01RES\n"
OPTIONS = Options(
    severities={code: RULES[code].severity for code in RULES if code[:3] in ("REC", "SYN", "VAL", "SUP", "INT")}
)
STRICT = Options(severities=severities_of(Profile.STRICT))


def repaired(directory: Directory, options: Options = OPTIONS, *, unsafe: bool = False) -> Repaired:
    return repair(directory, lint(directory, options=options), options, unsafe=unsafe)


def texts(result: Repaired) -> list[str]:
    """All records of the directory as it is now."""
    return [text for source in result.directory.sources for text in source.records.texts]


def after(text: str, *, unsafe: bool = False) -> list[str]:
    return texts(repaired(directory_of(text), unsafe=unsafe))


def codes(found: list[Diagnostic]) -> list[str]:
    return [one.code for one in found]


def bytes_after(data: bytes, encoding: str | None = None) -> bytes:
    """The bytes of a file after all repairs."""
    directory = Directory([Source(read_records(data, "x", encoding), PARSER)])
    return repaired(directory, unsafe=True).directory.sources[0].records.to_bytes()


# ---- what is repaired


def test_safe_fixes_are_applied_and_the_result_is_judged() -> None:
    text = f"{HEADER}USER A NOLOG\n\tMACHINE\tESA\n00010000\n IPL\n"
    directory = directory_of(text)
    result = repaired(directory)
    assert texts(result) == [HEADER.strip(), "USER A NOLOG", "        MACHINE ESA", " IPL"]
    assert codes(result.fixed) == ["REC003", "REC007"]
    assert codes(result.report.diagnostics) == ["SYN002"]
    assert (result.undone, result.skipped) == ([], [])
    assert list(result.records) == ["part0"]
    assert result.report == lint(result.directory, options=OPTIONS)._replace(seconds=result.report.seconds)
    assert directory.sources[0].records.texts[2] == "\tMACHINE\tESA"  # what was given stays as it was


def test_nothing_to_repair_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    directory = directory_of(f"{HEADER}USER A NOLOG\n IPL\n")
    report = lint(directory, options=OPTIONS)
    monkeypatch.setattr(repair_module, "lint", None)  # is not asked again
    result = repair(directory, report, OPTIONS, unsafe=True)
    assert (result.directory, result.report, result.records, result.fixed) == (directory, report, {}, [])


SHIFTED = "\n".join(f"{text:<71}000{at}0000" for at, text in enumerate(["USER A NOLOG", " IPL CMS", " MACHINE ESA"], 1))


def test_unsafe_fixes_are_applied_when_asked_for() -> None:
    assert after(SHIFTED) == SHIFTED.split("\n")
    assert [text[72:] for text in after(SHIFTED, unsafe=True)] == ["00010000", "00020000", "00030000"]


def test_only_files_that_change_are_given() -> None:
    directory = directory_of(f"{HEADER}USER A NOLOG\n", "USER B NOLOG\n00010000\n", "USER C NOLOG\n")
    result = repaired(directory)
    assert list(result.records) == ["part1"]
    assert result.records["part1"].texts == ["USER B NOLOG"]
    assert [new is old for new, old in zip(result.directory.sources, directory.sources, strict=True)] == [
        True, False, True,
    ]  # fmt: skip


def test_statements_that_cannot_be_understood_are_left_alone() -> None:
    text = f"{HEADER}USER A NOLOG\n\tXYZZY\tA\n\tMACHINE\tESA\n POSIXINFO UID 5,\n\tGIDD\t7\n"
    result = repaired(directory_of(text))
    assert texts(result)[2:] == ["\tXYZZY\tA", "        MACHINE ESA", " POSIXINFO UID 5,", "\tGIDD\t7"]
    assert [(one.code, one.span.line) for one in result.skipped] == [("REC003", 3), ("REC003", 6)]


def test_a_statement_stays_where_the_rest_of_it_may_stand_behind_it() -> None:
    text = "USER A NOLOG\n SPOOL 00E 1403 A\n APPCPASS GATEWAY LUNAME USERX\nQZSECR\n IPL CMS\n"
    result = repaired(directory_of(text), STRICT, unsafe=True)
    assert texts(result)[1:4] == [" IPL CMS", " SPOOL 00E 1403 A", " APPCPASS GATEWAY LUNAME USERX"]
    assert [(one.code, one.span.line) for one in result.skipped] == [("ENT003", 4)]


def test_other_errors_and_warnings_of_syntax_do_not_hinder() -> None:
    assert after(f"{HEADER}USER A NOLOG\n\tMACHINE ESA 65\n\tINCLUDE X Y Z\n")[2:] == [
        "        MACHINE ESA 65",
        "        INCLUDE X Y Z",
    ]


# ---- what is undone: a rule of our own, whose fix takes the mark off a record


@pytest.fixture(autouse=True)
def _marked_records() -> Iterator[None]:
    """TST001 finds records that begin with "*FIX " and would replace them by what follows; a "|" there stands for a line
    end, a "~" for a letter that ASCII lacks. TST002 finds records with "*UNSAFE " in them, and would remove that.
    """

    def check_fix(source: Source) -> Iterator[Finding]:
        """x."""
        for line, text in enumerate(source.records.texts, 1):
            if text.startswith("*FIX "):
                behind = text[5:].replace("|", "\n").replace("~", "\u00e9")
                yield _finding(source, line, Fix("x", "safe", (edit(line, 1, line, len(text) + 1, behind),)))

    def check_unsafe(source: Source) -> Iterator[Finding]:
        """x."""
        for line, text in enumerate(source.records.texts, 1):
            at = text.find("*UNSAFE ") + 1
            if at:
                yield _finding(source, line, Fix("x", "unsafe", (edit(line, at, line, at + 8),)))

    source_rule("TST001", "marked-safe", Severity.INFO, Directxa.SILENT)(check_fix)
    source_rule("TST002", "marked-unsafe", Severity.INFO, Directxa.SILENT)(check_unsafe)
    yield
    for code in ("TST001", "TST002"):
        del RULES[code]
        SOURCE_RULES.pop()


def _finding(source: Source, line: int, fix: Fix) -> Finding:
    return Finding(Span(source.path, line, 1, line, 5), "x", None, fix=fix)


def edit(line: int, column: int, end_line: int, end_column: int, text: str = "") -> Edit:
    return Edit(line, column, end_line, end_column, text)


WITH_MARKS = Options(
    severities={**OPTIONS.severities, "TST001": Severity.INFO, "TST002": Severity.INFO}  # type: ignore[dict-item]
)


def marked(*records: str, unsafe: bool = False) -> Repaired:
    return repaired(directory_of(HEADER + "USER A NOLOG\n" + "\n".join(records)), WITH_MARKS, unsafe=unsafe)


def test_a_fix_that_makes_a_finding_is_undone_and_the_others_stay() -> None:
    result = marked("*FIX * good", "*FIX  IPL", "*FIX  MACHINE ESA 65", "*FIX  IPL CMS")
    assert texts(result)[2:] == ["* good", "*FIX  IPL", "*FIX  MACHINE ESA 65", " IPL CMS"]
    assert [(one.diagnostic.span.line, one.makes, one.reason) for one in result.undone] == [
        (4, ("SYN002",), "it would make SYN002 of A"),
        (5, ("VAL001",), "it would make VAL001 of A"),
    ]
    assert codes(result.report.diagnostics) == ["TST001", "TST001"]
    assert len(result.fixed) == 2


def test_a_fix_that_makes_several_findings_names_the_first() -> None:
    (undone,) = marked("*FIX  LINK B 19G 19G RX|00010000|00020000").undone
    assert undone.makes == ("REC007", "VAL002", "VAL012")
    assert undone.reason == "it would make REC007 of A and 2 more"


def test_a_finding_more_of_a_kind_that_is_there_already_is_one_too_many() -> None:
    result = marked(" IPL", "*FIX  IPL")
    assert codes([one.diagnostic for one in result.undone]) == ["TST001"]


def test_a_fix_that_does_not_help_is_undone() -> None:
    result = marked("*FIX *FIX * twice", "*FIX * once")
    assert texts(result)[2:] == ["*FIX *FIX * twice", "* once"]
    assert [(one.makes, one.reason) for one in result.undone] == [(("TST001",), "it would leave TST001 of A")]


def test_two_fixes_that_only_harm_together() -> None:
    severities = {**(WITH_MARKS.severities or {}), "ENT004": Severity.ERROR}
    text = f"{HEADER}USER A NOLOG\n*FIX  MACHINE ESA\n*FIX  MACHINE XA\n*FIX * good\n"
    result = repaired(directory_of(text), Options(severities=severities))
    assert texts(result)[2:] == [" MACHINE ESA", "*FIX  MACHINE XA", "* good"]


def test_a_fix_is_tried_again_when_others_have_changed_what_it_met() -> None:
    result = marked("*FIX  LINK B *UNSAFE 190", unsafe=True)
    assert texts(result)[2:] == [" LINK B 190"]
    assert (codes(result.fixed), result.undone) == (["TST002", "TST001"], [])


def test_a_fix_that_cannot_be_applied_is_undone() -> None:
    result = marked("*FIX * ~", "*FIX * good")  # which is none of the file's characters
    assert texts(result)[2:] == ["*FIX * ~", "* good"]
    assert [one.makes for one in result.undone] == [()]
    assert "ascii has no character" in result.undone[0].reason


def test_a_comment_about_what_has_gone_along_goes_too() -> None:
    long = f"*FIX {'* x':<77}y"
    result = marked("*DIRTOOL: IGNORE-ENTRY REC004 x", long, " IPL CMS")
    assert texts(result)[2:] == [long.removeprefix("*FIX "), " IPL CMS"]
    assert (codes(result.fixed), result.undone) == (["TST001", "SUP001"], [])


def test_in_a_block_no_record_grows_beyond_80_bytes() -> None:
    data = b"".join(text.ljust(80) for text in [b"USER A NOLOG", b"*FIX |*" + b"x" * 70 + b"|", b"*FIX * good"])
    directory = Directory([Source(read_records(data.replace(b"|", b" ")), PARSER)])
    assert directory.sources[0].records.blocks
    result = repaired(directory, WITH_MARKS)
    assert [text.rstrip() for text in texts(result)][2] == "* good"
    assert {len(text) for text in texts(result)} == {80}


def test_of_two_fixes_of_one_place_the_second_waits_for_the_next_pass() -> None:
    result = marked("*FIX *UNSAFE * good", unsafe=True)
    assert codes(result.fixed) == ["TST001", "TST002"]
    assert texts(result)[2:] == ["* good"]


def test_a_bad_fix_does_not_keep_another_of_its_place_waiting() -> None:
    result = marked("*FIX  LINK *UNSAFE B", unsafe=True)
    assert texts(result)[2:] == ["*FIX  LINK B"]
    assert [one.diagnostic.code for one in result.undone] == ["TST001"]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (edit(2, 1, 3, 1), edit(2, 2, 2, 3), False),
        (edit(2, 1, 3, 1), edit(2, 1, 3, 1), False),
        (edit(2, 1, 3, 1), edit(3, 1, 4, 1), True),
        (edit(2, 1, 3, 1), edit(3, 1, 3, 1, "* x\n"), True),
        (edit(2, 1, 2, 1, "* x\n"), edit(2, 1, 2, 1, "* y\n"), True),
        (edit(2, 1, 2, 3), edit(2, 3, 2, 4), True),
        (edit(2, 1, 2, 4), edit(2, 3, 2, 5), False),
        (edit(2, 3, 2, 5), edit(2, 1, 2, 4), False),
        (edit(1, 1, 9, 1), edit(5, 2, 5, 3), False),
        (edit(5, 2, 5, 3), edit(1, 1, 9, 1), False),
    ],
)
def test_fixes_that_change_one_place_are_not_applied_together(first: Edit, second: Edit, together: bool) -> None:
    found = [
        Diagnostic("X", "x", Severity.INFO, "", Span("p", 1, 1, 1, 1), "", None, str(at), fix=Fix("", "safe", (one,)))
        for at, one in enumerate((first, second))
    ]
    assert [one.fingerprint for one in repair_module._without_conflicts(found)] == (["0", "1"] if together else ["0"])


def test_the_place_in_another_file_is_another_place() -> None:
    found = [
        Diagnostic(
            "X", "x", Severity.INFO, "", Span(path, 1, 1, 1, 1), "", None, "", fix=Fix("", "safe", (edit(1, 1, 2, 1),))
        )
        for path in ("a", "b")
    ]
    assert repair_module._without_conflicts(found) == found


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a repair has run lint."""
    found = Counter[str]()

    def counted(*directories: Directory, options: Options) -> object:
        found["lint"] += 1
        return lint(*directories, options=options)

    monkeypatch.setattr(repair_module, "lint", counted)
    return found


def test_few_bad_fixes_among_many_cost_few_runs(runs: Counter[str]) -> None:
    many, bad = 128, (3, 64, 101)
    result = marked(*("*FIX  IPL" if at in bad else f"*FIX * {at}" for at in range(many)))
    assert (len(result.fixed), len(result.undone)) == (many - len(bad), len(bad))
    assert runs["lint"] <= 2 * len(bad) * (math.log2(many) + 2)


def test_bad_fixes_of_many_entries_cost_no_more_runs_than_those_of_one(runs: Counter[str]) -> None:
    many = 50
    marked("*FIX  IPL", "*FIX * good")
    runs_of_one = runs.pop("lint")
    entries = (f"USER U{at} NOLOG\n*FIX  IPL\n*FIX * good" for at in range(many))
    result = repaired(directory_of(HEADER + "\n".join(entries)), WITH_MARKS)
    assert [one.reason for one in result.undone] == [f"it would make SYN002 of U{at}" for at in range(many)]
    assert (len(result.fixed), runs["lint"]) == (many, runs_of_one)


def test_a_fix_that_does_harm_in_another_entry_is_undone_and_the_one_there_stays() -> None:
    severities = {**(WITH_MARKS.severities or {}), "ENT001": Severity.ERROR}
    text = f"{HEADER}USER A NOLOG\n*FIX USER B NOLOG\nUSER B NOLOG\n*FIX * good\n"
    result = repaired(directory_of(text), Options(severities=severities))
    assert texts(result)[1:] == ["USER A NOLOG", "*FIX USER B NOLOG", "USER B NOLOG", "* good"]
    assert [(one.diagnostic.subject, one.reason) for one in result.undone] == [("A", "it would make ENT001 of B")]


def test_a_good_fix_behind_a_bad_one_is_tried_by_itself() -> None:
    assert texts(marked("*FIX  IPL", "*FIX * good"))[2:] == ["*FIX  IPL", "* good"]


def made_up(code: str, fix: Edit) -> Diagnostic:
    """A finding in the first file of a directory."""
    span = Span("part0", fix.line, 1, fix.line, 2)
    return Diagnostic(code, "x", Severity.INFO, "", span, "A", None, "", fix=Fix("x", "safe", (fix,)))


def test_a_place_that_is_not_in_the_file_is_a_defect_of_the_fix() -> None:
    directory = directory_of(f"{HEADER}USER A NOLOG\n IPL CMS\n")
    report = lint(directory, options=OPTIONS)._replace(diagnostics=[made_up("TST001", edit(9, 1, 10, 1))])
    result = repair(directory, report, OPTIONS, unsafe=False)
    assert (result.records, [one.makes for one in result.undone]) == ({}, [()])
    assert "line 9, column 1 is not in the file" in result.undone[0].reason


def test_a_comment_whose_repair_does_not_help_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    directory = directory_of(f"{HEADER}USER A NOLOG\n* x\n")
    found = made_up("SUP001", edit(3, 1, 3, 2, "*"))
    report = lint(directory, options=OPTIONS)._replace(diagnostics=[found])
    monkeypatch.setattr(repair_module, "lint", lambda _, options: report)
    result = repair(directory, report, OPTIONS, unsafe=False)
    assert [one.reason for one in result.undone] == ["it would leave SUP001 of A"]


@pytest.mark.parametrize(
    ("code", "fix", "hinders"),
    [
        ("REC003", edit(3, 1, 3, 2), True),
        ("REC003", edit(2, 1, 4, 1), True),
        ("REC003", edit(2, 1, 3, 1), False),
        ("REC003", edit(3, 1, 3, 1, "* new\n"), False),
        ("REC003", edit(3, 1, 3, 1, "* new"), True),
        ("REC003", edit(4, 1, 4, 1, "* new\n"), False),
        ("REC003", edit(5, 1, 5, 1, "* new\n"), True),  # between the records of one statement
        ("SYN001", edit(3, 1, 3, 2), False),  # its own error
    ],
)
def test_a_broken_statement_hinders_the_fixes_that_touch_it(code: str, fix: Edit, hinders: bool) -> None:
    directory = directory_of(f"{HEADER}USER A NOLOG\n XYZZY\n POSIXINFO UID 5,\n GIDD 7\n IPL CMS\n")
    understood, skipped = repair_module._without_broken_statements([made_up(code, fix)], directory)
    assert (len(understood), len(skipped)) == ((0, 1) if hinders else (1, 0))


# ---- invariants

RECORDS = st.sampled_from(
    [
        "USER B NOLOG", "USER C NOLOG 1G 2G", "\tMACHINE\tESA", "\tMACHINE ESA 65", "00010000", "\tXYZZY", " IPL", " IPL CMS",
        "*FIX * x", "*FIX  IPL", "*FIX 00010000", "*FIX *FIX  MACHINE ESA", "*UNSAFE * y", "*FIX *UNSAFE  IPL",
        "*FIX USER D NOLOG", "*FIX *DIRTOOL: IGNORE SYN002 x", "*DIRTOOL: IGNORE SYN002, REC003 x",
        "*DIRTOOL: IGNORE-FILE VAL001", "*", "*FIX \tMACHINE XA", "*FIX *|*FIX *", " POSIXINFO UID 5,", "\tGID 7",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RECORDS, max_size=12), st.booleans())
def test_nothing_gets_worse_and_a_second_repair_changes_nothing(records: list[str], unsafe: bool) -> None:
    directory = directory_of(HEADER + "USER A NOLOG\n" + "\n".join(records))
    before = lint(directory, options=WITH_MARKS)
    result = repair(directory, before, WITH_MARKS, unsafe=unsafe)
    counted = [
        Counter((one.code, one.subject) for one in found if one.code != "SUP001")
        for found in (before.diagnostics, result.report.diagnostics)
    ]
    assert counted[1] <= counted[0]
    again = repair(result.directory, result.report, WITH_MARKS, unsafe=unsafe)
    assert (again.records, again.fixed) == ({}, [])
    assert [one.diagnostic.place for one in again.undone] == [one.diagnostic.place for one in result.undone]
    left = {one.place for one in result.report.diagnostics if one.fix and (unsafe or one.fix.safety == "safe")}
    assert left == {one.diagnostic.place for one in result.undone} | {one.place for one in result.skipped}
    assert bool(result.fixed) == bool(result.records)


def damaged(records: list[str], at: set[int]) -> list[str]:
    """Some records with a tab before their second word, or with a stray number behind them."""
    found = []
    for number, record in enumerate(records):
        if number in at and " " in record.strip() and len(record) < 50:
            found.append(record.rstrip().replace(" ", "\t", 1))
        else:
            found.append(record)
        if number in at and number % 3 == 0:
            found.append("00010000")
    return found


GENERATED = generate("linux", 150, 4)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sets(st.integers(0, len(GENERATED) - 1), max_size=20),
    st.sampled_from(["lf", "crlf", "mixed", "1047", "blocks", "037 blocks"]),
)
def test_what_no_fix_touches_keeps_its_bytes(at: set[int], layout: str) -> None:
    records = damaged(GENERATED, at)
    ends = {"lf": ["\n"], "crlf": ["\r\n"], "mixed": ["\n", "\r\n", "\n"], "1047": ["\x85"]}.get(layout, [""])
    page = {"1047": "1047", "037 blocks": "037"}.get(layout)
    width = 80 if "blocks" in layout else 0
    lines = [f"{record:<{width}}{ends[number % len(ends)]}" for number, record in enumerate(records)]
    pieces = [codepage.encode(line, page) if page else line.encode("latin-1") for line in lines]
    repaired_bytes = bytes_after(b"".join(pieces), page)
    expected = [
        piece for piece, record in zip(pieces, records, strict=True) if record != "00010000" and "\t" not in record
    ]
    at_byte = 0
    for piece in expected:  # all of them are there, in order
        at_byte = repaired_bytes.index(piece, at_byte) + len(piece)
    assert read_records(repaired_bytes, "x", page).blocks == bool(width)
    skipped = {record for record in records if "\t" in record}
    if not skipped:
        assert repaired_bytes == b"".join(expected)


def meanings(directory: Directory) -> list[tuple[str, dict[str, object]]]:
    """Every statement that can be understood with its operands: a mode that is not given is W, tabs in a text are blanks."""
    found = []
    for statement in (
        one for source in directory.sources for one in source.statements if not isinstance(one, Unparsed)
    ):
        operands = {name: getattr(statement, name) for name in type(statement).__slots__}
        if isinstance(statement, Mdisk):
            operands["mode"] = statement.mode or "W"
        if isinstance(statement, Command):
            operands["text"] = " ".join(statement.text.split())
        found.append((statement.keyword, operands))
    return found


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, len(GENERATED) - 1), max_size=20), st.sets(st.integers(0, len(GENERATED) - 1)))
def test_safe_repairs_change_no_statement_and_lose_no_remark(at: set[int], without_mode: set[int]) -> None:
    records = [
        record.replace(" MR", "") if number in without_mode and "MDISK" in record else record
        for number, record in enumerate(GENERATED)
    ]
    before = damaged(records, at)
    directory = directory_of("\n".join(before))
    result = repaired(directory, STRICT)
    assert meanings(result.directory) == meanings(directory)
    assert [text for text in texts(result) if text.startswith("*")] == [text for text in before if text.startswith("*")]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (b"USER A NOLOG\r\n\tIPL\tCMS\r\n00010000\r\n* x", b"USER A NOLOG\r\n        IPL     CMS\r\n* x"),
        (b"USER A NOLOG\n* x\n\tIPL\tCMS", b"USER A NOLOG\n* x\n        IPL     CMS"),
        (b"\xef\xbb\xbfUSER A NOLOG\n00010000\n* \xc3\xa9\n", b"\xef\xbb\xbfUSER A NOLOG\n* \xc3\xa9\n"),
        (
            b"".join(text.ljust(80) for text in [b"USER A NOLOG", b"\tIPL CMS", b"00010000", b"* x"]),
            b"".join(text.ljust(80) for text in [b"USER A NOLOG", b"        IPL CMS", b"* x"]),
        ),
    ],
)
def test_line_ends_blocks_and_marks_stay(before: bytes, expected: bytes) -> None:
    assert bytes_after(before) == expected


@pytest.mark.parametrize("page", ["037", "1047", "924"])
def test_the_code_page_stays(page: str) -> None:
    def data(*texts: str) -> bytes:
        return codepage.encode("".join(f"{text}\x85" for text in texts), page)

    special = "* [] ^ \u00ac"
    before = data("USER A NOLOG", special, "\tIPL CMS", "00010000", " IPL CMS")
    assert bytes_after(before, page) == data("USER A NOLOG", special, "        IPL CMS", " IPL CMS")


def test_a_repaired_file_keeps_its_mode_and_a_link_to_it_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "user.direct", tmp_path / "link"
    path.write_bytes(b"USER A NOLOG\r\n00010000\r\n")
    path.chmod(0o640)
    link.symlink_to(path)
    for name, records in repaired(read_directory(link, PARSER)).records.items():
        write_file(Path(name), records.to_bytes(), like=Path(name))
    assert path.read_bytes() == b"USER A NOLOG\r\n"
    assert (path.stat().st_mode & 0o777, link.is_symlink()) == (0o640, True)


def test_parts_of_an_index_are_repaired_each_in_its_file(tmp_path: Path) -> None:
    (tmp_path / "USER.DIRECT").write_text("LOAD ONE DIRECT A\nLOAD TWO DIRECT A\n")
    (tmp_path / "ONE.DIRECT").write_text("DIRECTORY 123 3390 M01RES\n00010000\n")
    (tmp_path / "TWO.DIRECT").write_text("USER A NOLOG\n\tIPL CMS\n")
    result = repaired(read_directory(tmp_path / "USER.DIRECT", PARSER))
    assert {Path(path).name: records.texts for path, records in result.records.items()} == {
        "ONE.DIRECT": ["DIRECTORY 123 3390 M01RES"],
        "TWO.DIRECT": ["USER A NOLOG", "        IPL CMS"],
    }


def test_all_fixes_of_a_damaged_system_are_good_ones() -> None:
    records = damaged(generate("ssi", 600, 2), set(range(20, 600, 7)))
    directory = Directory([Source(read_records(encode(records)), PARSER)])
    result = repaired(directory, STRICT, unsafe=True)
    assert len(result.fixed) >= 40
    assert result.undone == []
