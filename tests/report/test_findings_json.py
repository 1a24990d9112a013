"""Findings as JSON: the contract dirtool.lint/1."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from dirtool.lint.diagnostic import Diagnostic, Directxa, Fix, Related, Severity, Span
from dirtool.lint.engine import Report
from dirtool.report.findings_json import findings_json
from dirtool.syntax.source import Source
from dirtool.text.edit import Edit
from tests.report.judged import judged
from tests.report.strange import finding, report_of, sources_of

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"
PLACE = ["path", "line", "column", "end_line", "end_column"]


def document(text: str) -> dict[str, Any]:
    report, read = judged(text)
    return written(report, {source.path: source for source in read.sources})


def written(report: Report, sources: Mapping[str, Source]) -> dict[str, Any]:
    lines = list(findings_json(report, sources))
    assert all(map(str.isascii, lines))
    read: dict[str, Any] = json.loads("\n".join(lines))
    return read


def test_the_fields_are_those_of_the_contract_in_its_order() -> None:
    found = document(f"{GUEST}\tMACHINE ESA\n{' IPL CMS':72}00000200\n{' ACCOUNT A':72}00000100\n")
    assert list(found) == ["schema", "diagnostics", "summary"]
    assert found["schema"] == "dirtool.lint/1"
    for diagnostic in found["diagnostics"]:
        assert list(diagnostic) == [
            "code", "name", "severity", "message", *PLACE, "subject", "related", "fix", "directxa", "fingerprint",
        ]  # fmt: skip
    assert list(found["summary"]) == [
        "error", "warning", "info", "fixable", "files", "records", "statements", "entries",
    ]  # fmt: skip
    fixes = [diagnostic["fix"] for diagnostic in found["diagnostics"] if diagnostic["fix"]]
    assert [list(fix) for fix in fixes] == [["title", "safety", "edits"]]
    assert [list(edit) for edit in fixes[0]["edits"]] == [["line", "column", "end_line", "end_column", "text"]]
    related = [other for diagnostic in found["diagnostics"] for other in diagnostic["related"]]
    assert [list(other) for other in related] == [[*PLACE, "subject", "message"]]


def test_a_document_in_full() -> None:
    text = f"{GUEST}\tMACHINE ESA\n ACCOUNT 123456789\n"
    found = document(text)
    fingerprints = [diagnostic.pop("fingerprint") for diagnostic in found["diagnostics"]]
    assert all(re.fullmatch("[0-9a-f]{16}", fingerprint) for fingerprint in fingerprints)
    assert len(set(fingerprints)) == 2
    assert found == {
        "schema": "dirtool.lint/1",
        "diagnostics": [
            {
                "code": "REC003",
                "name": "tab-character",
                "severity": "warning",
                "message": "a tab is a character to DIRECTXA, not a blank",
                "path": "USER DIRECT",
                "line": 2,
                "column": 1,
                "end_line": 2,
                "end_column": 2,
                "subject": "LINUX1",
                "related": [],
                "fix": {
                    "title": "replace tabs by blanks",
                    "safety": "safe",
                    "edits": [{"line": 2, "column": 1, "end_line": 2, "end_column": 2, "text": " " * 8}],
                },
                "directxa": "refuses",
            },
            {
                "code": "VAL011",
                "name": "value-too-long",
                "severity": "error",
                "message": "123456789 is too long (number of ACCOUNT); allowed: at most 8 characters",
                "path": "USER DIRECT",
                "line": 3,
                "column": 10,
                "end_line": 3,
                "end_column": 19,
                "subject": "LINUX1",
                "related": [],
                "fix": None,
                "directxa": "refuses",
            },
        ],
        "summary": {
            "error": 1, "warning": 1, "info": 0, "fixable": 1, "files": 1, "records": 3, "statements": 3, "entries": 1,
        },
    }  # fmt: skip


def test_what_can_be_absent_is_null() -> None:
    span = Span("X", 1, 1, 1, 2)
    edits = (Edit(1, 1, 1, 2, "\n"),)
    found = Diagnostic(
        "INT001", "rule-failed", Severity.INFO, "ä\x1b\ud800", span, "", None, "0" * 16,
        (Related(span, "A/0191", "here"),), Fix("try", "unsafe", edits),
    )  # fmt: skip
    [shown] = written(report_of(found), sources_of("X"))["diagnostics"]
    assert shown["directxa"] is None
    assert shown["fix"]["safety"] == "unsafe"
    assert shown["message"] == "ä\x1b\ud800"
    assert {one.value for one in Severity} == {"error", "warning", "info"}
    assert {one.value for one in Directxa} == {"refuses", "ignores", "silent"}


MOVED = " APPCPASS GATE LU CLERK1 HIDDEN"


@pytest.mark.parametrize(
    ("edits", "shown"),
    [
        ((Edit(2, 1, 2, 1, f"{MOVED}\n"), Edit(4, 1, 5, 1, "")), False),
        ((Edit(2, 1, 2, 1, " APPCPASS GATE LU CLERK1\n"), Edit(4, 1, 5, 1, "")), True),
        ((Edit(2, 1, 2, 1, "XHIDDENX"), Edit(4, 1, 5, 1, "")), False),
        ((Edit(4, 2, 4, 2, "HIDDEN,"),), False),
        ((Edit(4, 2, 4, 10, "APPC"),), True),
        ((Edit(4, 9, 4, 10, "  "),), True),
        ((Edit(3, 1, 4, 1, ""),), True),
        ((Edit(4, 1, 6, 1, "HIDDEN"),), False),
    ],
)
def test_a_repair_that_writes_a_secret_keeps_its_edits_to_itself(edits: tuple[Edit, ...], shown: bool) -> None:
    records = ["USER LINUX1 LBYONLY 2G 4G G", " MACHINE ESA", " MDISK 191 3390 1 2 LX0001 MR", MOVED, "*"]
    fix = Fix("move it", "unsafe", edits)
    [found] = written(report_of(finding(path="X", fix=fix)), sources_of("X", texts=records))["diagnostics"]
    assert (found["fix"]["title"], found["fix"]["safety"]) == ("move it", "unsafe")
    assert len(found["fix"]["edits"]) == (len(edits) if shown else 0)


@pytest.mark.parametrize(
    ("text", "code", "words", "other_words"),
    [
        (" MACHINE ESAA 2", "SYN003", "ESAA", []),
        ("  SPOOL 00D 2540 PUNCH A SPOOL 00E 1403", "SYN004", "SPOOL 00E 1403", []),
        (" DEDICATE 181 0581 SINGLEUSER MULTIUSER", "SYN007", "MULTIUSER", ["SINGLEUSER"]),
        (" MDISK\t0191 3390 T-DISK 10 RX", "VAL012", "RX", []),
        (" MDISK\t0191 3390 T-DISK 10 RX", "REC003", "\t", []),
        (" MDISK 0191 3390 T-DISK", "SYN002", "", []),
        ("USER X PASSWORD12 1G 1G", "VAL013", "PASSWORD12", []),
        ("USER X PASS 4G 2G", "VAL008", "4G", ["2G"]),
        (" MACHINE\x01 ESA", "REC005", "\x01", []),
        ("01234567", "REC007", "01234567", []),
        (f"{' IPL CMS':70}WORDS AND MORE", "REC002", "WORDS", []),
        (f"{' IPL CMS':72}WORDS MORE", "REC001", "WORDS MORE", []),
        (f"{' IPL CMS':80}WORDS MORE", "REC004", "WORDS MORE", []),
    ],
)
def test_columns_cut_the_words_out_of_the_record(text: str, code: str, words: str, other_words: list[str]) -> None:
    records = [*GUEST.splitlines(), text]

    def cut(place: dict[str, Any]) -> str:
        assert place["line"] == place["end_line"]
        record = records[place["line"] - 1]
        cut_out: str = record[place["column"] - 1 : place["end_column"] - 1]
        return cut_out

    [found] = [one for one in document("\n".join(records) + "\n")["diagnostics"] if one["code"] == code]
    assert cut(found) == words
    assert list(map(cut, found["related"])) == other_words


def test_no_findings_is_an_empty_list() -> None:
    assert document("")["diagnostics"] == []
    assert document("")["summary"]["records"] == 0


def test_findings_are_sorted_by_place() -> None:
    found = document(f"{GUEST} QUACK\n MACHINE\tESAA\n MDISK 19G 3390 T-DISK X RX\n" * 3)["diagnostics"]
    places = [(one["line"], one["column"], one["code"]) for one in found]
    assert places == sorted(places)
    assert len(places) > 9


def test_a_fingerprint_survives_records_put_before_it() -> None:
    before = document(GUEST + " QUACK\n MACHINE ESAA\n")["diagnostics"]
    after = document("USER OTHER NOLOG\n QUACK\n*\n" + GUEST + "*\n MACHINE ESAA\n QUACK\n")["diagnostics"]
    assert {one["fingerprint"] for one in before} <= {one["fingerprint"] for one in after}
    assert len({one["fingerprint"] for one in after}) == 3
