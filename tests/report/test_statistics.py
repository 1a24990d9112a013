"""Tables about a run."""

from dirtool.lint.diagnostic import Fix, Severity
from dirtool.lint.registry import RULES
from dirtool.report.statistics import SLOWEST, statistics, timing
from dirtool.report.style import Style
from tests.report.strange import finding, many, report_of


def test_findings_are_counted_by_rule_and_the_most_come_first() -> None:
    safe, unsafe = Fix("a", "safe", ()), Fix("b", "unsafe", ())
    found = [
        finding("VAL001", severity=Severity.INFO),
        *(finding("REC003", severity=Severity.WARNING, fix=fix) for fix in (safe, None, unsafe)),
        finding("SYN001"),
        finding("VAL001", severity=Severity.WARNING),
        finding("VAL002"),
        finding("VAL002"),
    ]
    assert list(statistics(report_of(*found), Style())) == [
        "count  fixable  severity  code    name",
        "    3        2  warning   REC003  tab-character",
        "    2        -  error     VAL002  bad-device-number",
        "    2        -  warning   VAL001  out-of-range",
        "    1        -  error     SYN001  unknown-statement",
    ]


def test_columns_are_wide_enough_for_large_counts() -> None:
    assert list(statistics(many(12345), Style())) == [
        " count  fixable  severity  code    name",
        "12,345        -  error     SYN001  unknown-statement",
    ]


def test_without_findings_there_is_only_the_head() -> None:
    assert list(statistics(report_of(), Style())) == ["count  fixable  severity  code    name"]


def test_colour_changes_nothing_but_escape_codes() -> None:
    assert list(statistics(many(1), Style(colour=True))) == [
        "\x1b[1mcount  fixable  severity  code    name\x1b[0m",
        "    1        -  \x1b[1;31merror   \x1b[0m  SYN001  unknown-statement",
    ]


def test_seconds_are_told_by_phase_by_family_and_by_rule_with_their_share_of_the_whole() -> None:
    seconds = {"REC001": 0.25, "VAL001": 0.5, "REC003": 1.25, "SYN001": 0.0}
    report = report_of()._replace(seconds=seconds)
    assert list(timing(report, {"reading": 5.0, "indexes": 3.0}, Style())) == [
        "seconds  share  phase",
        "  5.000    50%  reading",
        "  3.000    30%  indexes",
        "  2.000    20%  rules",
        "",
        "seconds  share  family of rules",
        "  1.500    15%  REC  the layout of records",
        "  0.500     5%  VAL  the value of an operand",
        "",
        "seconds  share  slowest rules",
        "  1.250    12%  REC003  tab-character",
        "  0.500     5%  VAL001  out-of-range",
        "  0.250     2%  REC001  text-past-column-71",
        "",
    ]


def test_only_the_slowest_rules_are_listed() -> None:
    report = report_of()._replace(seconds=dict.fromkeys(RULES, 0.125))
    lines = list(timing(report, {}, Style()))
    rules = lines[lines.index("seconds  share  slowest rules") + 1 : -1]
    assert len(rules) == SLOWEST < len(RULES)


def test_a_run_that_took_no_time_has_shares_of_zero() -> None:
    lines = list(timing(report_of()._replace(seconds={}), {"reading": 0.0}, Style()))
    assert lines[:3] == ["seconds  share  phase", "  0.000     0%  reading", "  0.000     0%  rules"]
