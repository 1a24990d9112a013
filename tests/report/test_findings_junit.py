"""Findings as JUnit XML: well-formed whatever the texts, with counts that are right."""

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Directxa, Related, Severity, Span
from dirtool.lint.engine import Report
from dirtool.report.findings_junit import findings_junit
from dirtool.report.style import printable
from tests.report.judged import judged
from tests.report.strange import finding, report_of, strange_findings, texts

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure"},
    "failure": set[str](),
}


def suites(report: Report, *paths: str) -> ET.Element:
    """The document, after its structure and its counts have been looked at."""
    root = ET.fromstring("\n".join(findings_junit(report, paths)))
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN[element.tag]
        if element.tag.startswith("testsuite"):
            assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
            assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
            assert element.attrib["errors"] == "0"
    return root


def test_a_document_in_full() -> None:
    report, _ = judged(GUEST + " MACHINE ESAA 2\n")
    assert list(findings_junit(report, ["USER DIRECT", "EMPTY"])) == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<testsuites name="dirtool lint" tests="2" failures="1" errors="0">',
        '<testsuite name="USER DIRECT" tests="1" failures="1" errors="0" skipped="0">',
        '<testcase name="SYN003 invalid-operand LINUX1" classname="USER DIRECT">',
        '<failure type="error" message="ESAA is no operand of MACHINE at this place; did you mean ESA?">'
        "USER DIRECT:2:10: error SYN003 invalid-operand: "
        "ESAA is no operand of MACHINE at this place; did you mean ESA?\n"
        "DIRECTXA refuses the directory</failure>",
        "</testcase>",
        "</testsuite>",
        '<testsuite name="EMPTY" tests="1" failures="0" errors="0" skipped="0">',
        '<testcase name="no findings" classname="EMPTY"/>',
        "</testsuite>",
        "</testsuites>",
    ]


def test_a_failure_tells_what_else_takes_part() -> None:
    related = (Related(Span("B", 7, 3, 7, 9), "B/0191", "owns them already"),)
    found = finding("SYN007", "a < b", Severity.WARNING, "A", 4, related=related, directxa=Directxa.SILENT)
    [failure] = suites(report_of(found), "A").iter("failure")
    assert failure.attrib == {"type": "warning", "message": "a < b"}
    assert failure.text == (
        "A:4:2: warning SYN007 conflicting-operands: a < b\n"
        "B:7:3: owns them already\n"
        "DIRECTXA accepts it without a message"
    )


def test_test_cases_of_a_file_have_names_of_their_own() -> None:
    twice = [finding(subject=""), finding(line=2), finding(line=3), finding(path="B")]
    names = [case.attrib["name"] for case in suites(report_of(*twice), "USER DIRECT", "B").iter("testcase")]
    assert names == [
        "SYN001 unknown-statement",
        "SYN001 unknown-statement LINUX1",
        "SYN001 unknown-statement LINUX1 (2)",
        "SYN001 unknown-statement LINUX1",
    ]


def test_no_file_is_no_suite() -> None:
    assert len(suites(report_of())) == 0


@given(st.lists(strange_findings(), max_size=3), texts)
def test_whatever_the_texts_it_is_well_formed_and_holds_them_spelt_out(found: list[Diagnostic], path: str) -> None:
    paths = list(dict.fromkeys([path, *(one.span.path for one in found)]))
    root = suites(report_of(*found), *paths)
    assert "\n".join(findings_junit(report_of(*found), paths)).isascii()
    assert [suite.attrib["name"] for suite in root] == list(map(printable, paths))
    messages = [failure.attrib["message"] for failure in root.iter("failure")]
    assert sorted(messages) == sorted(printable(one.message) for one in found)
    for element in root.iter():
        assert all(map(str.isprintable, element.attrib.values()))
        assert (element.text or "").replace("\n", "").isprintable()
