"""Small directories, judged and drawn, for the tests of the reports."""

import re
from typing import NamedTuple

from dirtool.lint.engine import Report, lint
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES
from dirtool.model.directory import Directory
from dirtool.model.reading import directory_of
from dirtool.report.findings_text import full
from dirtool.report.style import Style
from dirtool.syntax.parser import Parser
from dirtool.text.records import read_records
from tests.model.made import CORE

PARSER = Parser()


def directory(text: str, path: str = "USER DIRECT") -> Directory:
    """The directory in a text."""
    return directory_of(read_records(text.encode(), path), PARSER)


def report_on(*directories: Directory) -> Report:
    """What the rules about records, statements and values find, which need no entry around them."""
    core = {rule.code: rule.severity for rule in RULES.values() if rule.family in CORE}
    return lint(*directories, options=Options(severities=core))


def judged(text: str) -> tuple[Report, Directory]:
    """The findings in a text, and the directory they are about."""
    read = directory(text)
    return report_on(read), read


def drawn(text: str, code: str, width: int = 80) -> list[str]:
    """The lines of the only finding of one code, as `full` draws them."""
    report, read = judged(text)
    [one] = [found for found in report.diagnostics if found.code == code]
    sources = {source.path: source for source in read.sources}
    return list(full(report._replace(diagnostics=[one]), sources, Style(width=width), fold=False))


class Marked(NamedTuple):
    """Marks under a record: the record's number, what they are under, and what is written beside them."""

    line: int
    text: str
    label: str


def marked(lines: list[str]) -> list[Marked]:
    """What the marks of a drawn finding are under, found from the drawing alone."""
    found: list[Marked] = []
    record, number, at = "", 0, None
    for line in lines:
        if numbered := re.match(r" *(\d+) \| (.*)$", line):
            number, record, at = int(numbered[1]), numbered[2], numbered.start(2)
        elif at is not None and (marks := re.match(r" *\| ( *)([a-z][a-zA-Z ]* )?(\^+|-+)(?: (.*))?$", line)):
            start = marks.start(3) - at
            label = marks[4] or (marks[2] or "").strip()
            found.append(Marked(number, record[start : start + len(marks[3])], label))
        elif found and (below := re.match(r" *\| +([a-z].*)$", line)):
            found[-1] = found[-1]._replace(label=below[1])
    return found
