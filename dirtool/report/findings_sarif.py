"""Findings as SARIF 2.1.0, for code scanning and for editors.

Columns count characters. A path that is relative stays so, below %SRCROOT%; an absolute one is a file URI. Repairs are
offered for files of text only: those who apply them know neither EBCDIC nor records without line ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from dirtool import __version__
from dirtool.lint.diagnostic import Diagnostic, Fix, Severity, Span
from dirtool.lint.engine import Report
from dirtool.lint.registry import FAMILIES, Rule, in_order
from dirtool.report.explanation import rule_text
from dirtool.report.findings_json import shown_edits
from dirtool.report.json_lines import object_lines
from dirtool.report.style import Style, printable
from dirtool.syntax.masking import SourceFile
from dirtool.text.edit import Edit
from dirtool.text.records import Records
from dirtool.wording import plural

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub refuses a run with more results; of those it takes, it shows the worst 5,000."""
MOST_LOCATIONS = 1_000
"""GitHub refuses a run that has a result with more locations."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TEXT_ENCODINGS = {"ascii": "US-ASCII", "utf-8": "UTF-8", "latin-1": "ISO-8859-1"}
_EBCDIC_ENCODINGS = {page: f"IBM{page}" for page in ("037", "500", "1047")} | {"924": "IBM00924", "1140": "IBM01140"}
_ENCODINGS = _TEXT_ENCODINGS | _EBCDIC_ENCODINGS  # names of the IANA
_WHY = re.compile(r"^Why: (.*?)^[A-Z][a-z]+:", re.DOTALL | re.MULTILINE)
_HEAD = re.compile(r"\n*^(Why|Bad|Good|Fix|Source):", re.MULTILINE)
_MARKUP = re.compile(r"[\\`*_<\[\]]")  # what means something in Markdown


def findings_sarif(report: Report, sources: Mapping[str, SourceFile], limit: int = MOST_RESULTS) -> Iterator[str]:
    """The lines of the SARIF log: one result a line, the worst first.

    If there are more than `limit`, the mildest are left out, and a notification tells how many.
    """
    results = sorted(report.diagnostics, key=lambda found: found.severity.rank)[:limit]
    shown = {found.code for found in results}
    rules = in_order(rule for code, rule in report.rules.items() if code in shown)
    run = _Run(rules, sources)
    driver = {"name": "dirtool", "version": __version__, "semanticVersion": __version__, "rules": _rules(rules)}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{'
    yield f'"tool": {json.dumps({"driver": driver})},'
    yield f'"invocations": {json.dumps([_invocation(len(report.diagnostics) - len(results))])},'
    yield f'"artifacts": {json.dumps([_artifact(source) for source in sources.values()])},'
    yield '"columnKind": "unicodeCodePoints",'
    yield '"results": ['
    yield from object_lines(results, run.result)
    yield "]}]}"


class _Run:
    """What the results of a run refer to by index."""

    def __init__(self, rules: list[Rule], sources: Mapping[str, SourceFile]) -> None:
        self._rules = {rule.code: index for index, rule in enumerate(rules)}
        self._sources = sources
        self._artifacts = {path: {**_artifact_location(path), "index": index} for index, path in enumerate(sources)}

    def result(self, found: Diagnostic) -> dict[str, Any]:
        """One finding."""
        made: dict[str, Any] = {
            "ruleId": found.code,
            "ruleIndex": self._rules[found.code],
            "level": _LEVELS[found.severity],
            "message": _message(found.message),
            "locations": [self._location(found.span, found.subject)],
            "partialFingerprints": {"dirtool/v1": found.fingerprint},
        }
        if found.related:
            made["relatedLocations"] = [
                {"id": number, **self._location(other.span, other.subject), "message": _message(other.message)}
                for number, other in enumerate(found.related[: MOST_LOCATIONS - 1], 1)
            ]
        told = {"directxa": found.directxa and found.directxa.value, "ivp": list(found.ivp)}
        if any(told.values()):
            made["properties"] = {name: value for name, value in told.items() if value}
        source = self._sources[found.span.path]
        edits = shown_edits(found.fix, source) if found.fix is not None and _is_text(source.records) else ()
        if found.fix is not None and edits:
            made["fixes"] = [self._fix(found.fix, edits, source)]
        return made

    def _location(self, span: Span, subject: str) -> dict[str, Any]:
        region = _region(span.line, span.column, span.end_line, span.end_column)
        place: dict[str, Any] = {"physicalLocation": {"artifactLocation": self._artifacts[span.path], "region": region}}
        if subject:  # a pair has a blank between
            place["logicalLocations"] = [{"fullyQualifiedName": printable(name)} for name in subject.split(" ")]
        return place

    def _fix(self, fix: Fix, edits: Iterable[Edit], source: SourceFile) -> dict[str, Any]:
        replacements = [
            {
                "deletedRegion": _region(edit.line, edit.column, *_end(edit, source.records)),
                "insertedContent": {"text": edit.text.replace("\n", source.records.end)},
            }
            for edit in edits
        ]
        change = {"artifactLocation": self._artifacts[source.path], "replacements": replacements}
        return {"description": _message(f"{fix.title} ({fix.safety})"), "artifactChanges": [change]}


def _end(edit: Edit, records: Records) -> tuple[int, int]:
    """Where an edit ends; behind a last record without a line end there is no further line that it could end at."""
    last = len(records.texts)
    if edit.end_line > last and records.end_of(last - 1) == "":
        return last, len(records.texts[-1]) + 1
    return edit.end


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, int]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _is_text(records: Records) -> bool:
    return records.encoding in _TEXT_ENCODINGS and not records.blocks


def _artifact(source: SourceFile) -> dict[str, Any]:
    return {
        "location": _artifact_location(source.path),
        "roles": ["analysisTarget"],
        "encoding": _ENCODINGS[source.records.encoding],
    }


def _artifact_location(path: str) -> dict[str, str]:
    """Where a file is, as a URI with all characters escaped that a URI has none of, or another use for."""
    pure = PurePath(path)
    escaped = quote(pure.as_posix().encode("utf-8", _errors_for(path)))
    if pure.is_absolute():
        return {"uri": f"file://{'' if escaped.startswith('/') else '/'}{escaped}"}
    return {"uri": escaped, "uriBaseId": "%SRCROOT%"}


def _errors_for(path: str) -> str:
    """How a path is encoded: bytes that are no UTF-8 are surrogates in it, but not every surrogate stands for a byte."""
    try:
        path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return "surrogatepass"
    return "surrogateescape"


def _message(text: str) -> dict[str, str]:
    """A plain message: braces would be places to fill in, and "[a](b)" a link."""
    text = printable(text).replace("{", "{{").replace("}", "}}")
    return {"text": text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text}


def _invocation(left_out: int) -> dict[str, Any]:
    if not left_out:
        return {"executionSuccessful": True}
    text = f"{plural(left_out, 'result')} left out, the mildest of all"
    return {
        "executionSuccessful": True,
        "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}],
    }


def _rules(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    return [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": _why(rule)},
            "help": {"text": "\n".join(rule_text(rule, Style())), "markdown": _markdown(rule)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {
                "profile": None if rule.profile is None else rule.profile.value,
                "directxa": None if rule.directxa is None else rule.directxa.value,
                "tags": [FAMILIES[rule.family]],
            },
        }
        for rule in rules
    ]


def _why(rule: Rule) -> str:
    """Why a rule is there, as one sentence or more."""
    why = _WHY.search(rule.documentation)
    text = " ".join(why[1].split()) if why else rule.title
    return text[:1].upper() + text[1:]


def _markdown(rule: Rule) -> str:
    """The documentation of a rule, its examples as code, and what DIRECTXA does."""
    blocks = []
    for is_example, lines in groupby(rule.documentation.splitlines(), lambda line: line.startswith("    ")):
        if is_example:
            blocks.append("\n".join(["```text", *(line.removeprefix("    ") for line in lines), "```"]))
        else:
            blocks.append(_HEAD.sub(r"\n\n**\1:**", _MARKUP.sub(r"\\\g<0>", "\n".join(lines))).strip("\n"))
    if rule.directxa is not None:
        numbers = f" ({', '.join(rule.messages)})" if rule.messages else ""
        blocks.append(f"**DIRECTXA:** {rule.directxa.effect}{numbers}")
    return "\n\n".join(blocks)
