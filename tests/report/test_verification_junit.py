"""What a verification found, as JUnit XML: well-formed whatever the texts, with counts that are right."""

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Severity
from dirtool.report.style import printable
from dirtool.report.verification_junit import verification_junit
from dirtool.verify.run import Status, Verification
from tests.report.strange import texts
from tests.report.verified import FAILED, NOVA, PASSED, SKIPPED, beside, finding, outcome, verification_of
from tests.verify.made import host_of

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "skipped": {"message"},
    "system-out": set[str](),
}


def suites(verification: Verification) -> ET.Element:
    """The document, after its structure and its counts have been looked at."""
    root = ET.fromstring("\n".join(verification_junit(verification)))
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        if element.tag.startswith("testsuite"):
            assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
            assert int(element.attrib["failures"]) == len(list(element.iter("failure")))
            assert int(element.attrib["skipped"]) == len(list(element.iter("skipped")))
    return root


def test_a_document_in_full() -> None:
    one = finding(message="host is <A>", related=(beside("dmssicnf", 1),), ivp=("OPTS01",))
    verification = verification_of(
        outcome("VFY901", FAILED, one, finding(message="mild", severity=Severity.WARNING), host="ZVM1"),
        outcome("VFY901", PASSED, host="ZVM2"),
        outcome("VFY902", SKIPPED, why="no SYSTEM CONFIG"),
        outcome("VFY903", PASSED, finding("VFY903", "a remark", Severity.INFO), host="ZVM2"),
    )
    assert list(verification_junit(verification)) == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<testsuites name="dirtool verify" tests="4" failures="1" errors="0" skipped="1">',
        '<testsuite name="ZVM1" tests="1" failures="1" errors="0" skipped="0">',
        '<testcase name="VFY901 check-vfy901" classname="ZVM1">',
        '<failure type="error" message="host is &lt;A&gt; (and 1 more finding)">'
        "nova:2:1: error VFY901 check-vfy901: host is &lt;A&gt;\n"
        "dmssicnf:1:1: is here\n"
        "IVP OPTS01: an option has not the same value in all files\n"
        "nova:2:1: warning VFY901 check-vfy901: mild</failure>",
        "</testcase>",
        "</testsuite>",
        '<testsuite name="ZVM2" tests="2" failures="0" errors="0" skipped="0">',
        '<testcase name="VFY901 check-vfy901" classname="ZVM2"/>',
        '<testcase name="VFY903 check-vfy903" classname="ZVM2">',
        "<system-out>nova:2:1: info VFY903 check-vfy903: a remark</system-out>",
        "</testcase>",
        "</testsuite>",
        '<testsuite name="installation" tests="1" failures="0" errors="0" skipped="1">',
        '<testcase name="VFY902 check-vfy902" classname="installation">',
        '<skipped message="no SYSTEM CONFIG"/>',
        "</testcase>",
        "</testsuite>",
        "</testsuites>",
    ]


def test_the_worst_finding_is_the_message() -> None:
    mild, bad = finding(message="mild", severity=Severity.WARNING), finding(message="bad")
    root = suites(verification_of(outcome("VFY901", FAILED, mild, bad, mild)))
    failure = next(root.iter("failure"))
    assert (failure.attrib["type"], failure.attrib["message"]) == ("error", "bad (and 2 more findings)")


def test_a_check_that_is_skipped_with_a_remark_has_both() -> None:
    one = outcome("VFY901", SKIPPED, finding(severity=Severity.INFO), why="x is not said")
    (case,) = suites(verification_of(one)).iter("testcase")
    assert [child.tag for child in case] == ["skipped", "system-out"]


@given(name=texts, why=texts, message=texts, statuses=st.lists(st.sampled_from(Status), max_size=9))
def test_whatever_files_hold_the_document_is_well_formed(
    name: str, why: str, message: str, statuses: list[Status]
) -> None:
    found = finding(message=message, path=why, related=(beside(why, message=message),))
    outcomes = [
        outcome(
            "VFY901", status, *([found] if status is FAILED else []), host=name, why=why if status is SKIPPED else ""
        )
        for status in statuses
    ]
    verification = verification_of(*outcomes, hosts=[host_of(name, nova=NOVA)])
    assert all(line.isascii() for line in verification_junit(verification))
    for suite in suites(verification):
        assert suite.attrib["name"] == (printable(name) or "installation")
