"""Findings as annotations of GitHub: read back as the runner does, and nothing else is taken for a command."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Severity, Span
from dirtool.report.findings_github import findings_github, unheeded
from tests.report.judged import judged
from tests.report.strange import finding, many, report_of, strange_findings, texts

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and message of a line, taken apart in the way of the runner."""
    head, message = line.removeprefix("::").split("::", 1)
    command, _, rest = head.partition(" ")
    properties = dict(one.split("=", 1) for one in rest.split(",")) if rest else {}
    return command, {name: unescaped(value) for name, value in properties.items()}, unescaped(message)


def unescaped(text: str) -> str:
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_a_finding_is_an_annotation() -> None:
    report, _ = judged(GUEST + " MACHINE ESAA 2\n")
    assert list(findings_github(report)) == [
        "::error file=USER DIRECT,line=2,endLine=2,col=10,endColumn=14,title=SYN003 invalid-operand"
        "::ESAA is no operand of MACHINE at this place; did you mean ESA?"
    ]


def test_columns_of_two_records_are_left_out() -> None:
    two = finding()
    two = Diagnostic(two.code, two.name, two.severity, "x", Span("A", 1, 5, 2, 3), "", None, "")
    assert list(findings_github(report_of(two))) == [
        "::error file=A,line=1,endLine=2,title=SYN001 unknown-statement::x"
    ]


@pytest.mark.parametrize(
    ("path", "message", "expected"),
    [
        ("a,b:c%.direct", "50%: a, b", "file=a%2Cb%3Ac%25.direct,line=1,endLine=1,col=2,endColumn=6,title=SYN001"),
        ("./a//b", "%0A", "file=a/b,line=1,endLine=1,col=2,endColumn=6,title=SYN001"),
    ],
)
def test_what_ends_a_property_is_escaped(path: str, message: str, expected: str) -> None:
    [line] = findings_github(report_of(finding(message=message, path=path)))
    assert expected in line
    assert parsed(line)[2] == message


def test_the_worst_come_first_and_those_that_github_would_drop_are_counted() -> None:
    lines = list(findings_github(many(60)))
    assert [parsed(line)[0] for line in lines] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert lines[0].endswith("::message 0")
    assert lines[-1] == "::notice title=dirtool::31 more findings: GitHub shows 10 of a kind in a step"


@pytest.mark.parametrize(("count", "shown"), [(10, 10), (11, 9), (12, 9)])
def test_a_full_set_of_notices_needs_no_notice_of_its_own(count: int, shown: int) -> None:
    lines = list(findings_github(report_of(*(finding(severity=Severity.INFO) for _ in range(count)))))
    assert len(lines) == 10
    assert sum("title=SYN001" in line for line in lines) == shown
    assert count == shown or lines[-1].startswith(f"::notice title=dirtool::{count - shown} more findings:")


def test_no_findings_are_no_annotations() -> None:
    assert list(findings_github(report_of())) == []


@given(st.lists(strange_findings(), max_size=3))
def test_no_text_can_give_a_command(found: list[Diagnostic]) -> None:
    lines = list(findings_github(report_of(*found)))
    assert len(lines) == len(found)
    for line in lines:
        assert line.isprintable()
        command, properties, message = parsed(line)
        assert command in ("error", "warning", "notice")
        assert list(properties) == ["file", "line", "endLine", "col", "endColumn", "title"]
        assert properties["title"] in {f"{one.code} {one.name}" for one in found}
        assert (properties["line"], properties["col"]) == ("1", "2")
        assert message.isprintable()


@given(texts.filter(str.isprintable))
def test_a_message_is_read_back_as_it_is(message: str) -> None:
    [line] = findings_github(report_of(finding(message=message)))
    assert parsed(line)[2] == unescaped(message.replace("%", "%25"))
    assert re.fullmatch("(?:%25|[^%])*", line.split("::", 2)[2])


def test_text_for_the_log_stands_between_the_words_that_turn_commands_off_and_on() -> None:
    assert list(unheeded(["  ::add-mask::x", "y"], "word")) == [
        "::stop-commands::word",
        "  ::add-mask::x",
        "y",
        "::word::",
    ]
