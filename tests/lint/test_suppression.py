"""Comments that silence findings: what they silence, where, and what is said of those that do not."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Severity, Span
from dirtool.lint.engine import Report, lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import FAULT_RULES, RULES, Profile
from dirtool.lint.scope import DirectoryScopes
from dirtool.lint.suppression import Kept, suppress
from dirtool.model.directory import Directory
from dirtool.model.volume_list import KnownVolume
from dirtool.syntax.source import Source
from dirtool.text.edit import apply_edits
from dirtool.text.records import Records
from tests.growth import assert_grows, seconds_for
from tests.model.made import PARSER, directory_of, records_of

HEADER = "DIRECTORY 123 3390 M01RES\n"  # the whole of a directory, not a part
TESTED = {
    code: RULES[code].severity
    for code in ("REC003", "SYN001", "SYN002", "VAL001", "VAL002", "VAL012", "EXT001", "SUP001")
}
Place = tuple[str, int, int, int]

OVERLAP = """\
DIRECTORY 123 3390 M01RES
USER A NOLOG
{}
 MDISK 0191 3390 0100 0050 LX0001 MR
USER B NOLOG
{}
 MDISK 0191 3390 0149 0010 LX0001 MR
"""


def judged(text: str, **severities: Severity) -> Report:
    """The findings of some rules (default: the tested ones) on one file."""
    return lint(directory_of(text), options=Options(severities=severities or TESTED))


def places(text: str, **severities: Severity) -> list[Place]:
    """Code, record, first and last column (inclusive) of every finding."""
    return [
        (found.code, found.span.line, found.span.column, found.span.end_column - 1)
        for found in judged(text, **severities).diagnostics
    ]


def unused(text: str) -> list[Diagnostic]:
    """The findings about the comments themselves."""
    return [found for found in judged(text).diagnostics if found.code == "SUP001"]


def said(text: str) -> list[str]:
    return [found.message for found in unused(text)]


def after_fixes(text: str) -> list[str]:
    """The records after the repairs that are offered for comments."""
    edits = [edit for found in unused(text) if found.fix for edit in found.fix.edits]
    return apply_edits(records_of(text), edits).texts


# ---- what is silenced


@pytest.mark.parametrize(
    "directive",
    [
        "*DIRTOOL: IGNORE SYN002 reason",
        "*dirtool: ignore syn002 reason",
        "*DirTool: Ignore Syn002",
        "*DIRTOOL:IGNORE SYN002 reason",
        "     *DIRTOOL:   IGNORE   SYN002   reason",
        "\t*DIRTOOL:\tIGNORE\tSYN002",
        "*DIRTOOL: IGNORE missing-operand reason",
        "*DIRTOOL: IGNORE MISSING-OPERAND",
        "*DIRTOOL: IGNORE SYN reason",
        "*DIRTOOL: IGNORE SYN0 reason",
        "*DIRTOOL: IGNORE SYN00",
        "*DIRTOOL: IGNORE-ENTRY SYN002 reason",
        "*DIRTOOL: IGNORE-FILE SYN002 reason",
        f"{'*DIRTOOL: IGNORE SYN002':<72}00010000",
    ],
)
def test_a_comment_silences_what_it_names(directive: str) -> None:
    report = judged(f"{HEADER}USER A NOLOG\n{directive}\n IPL\n")
    assert (report.diagnostics, report.suppressed) == ([], 1)


@pytest.mark.parametrize(
    "comment",
    [
        "* DIRTOOL: IGNORE SYN002",
        "*DIRTOOL IGNORE: SYN002",
        "*DIRTOOLS: IGNORE SYN002",
        "**DIRTOOL: IGNORE SYN002",
        "* see *DIRTOOL: IGNORE SYN002",
        f"{'*':<71}*DIRTOOL: IGNORE SYN002",
        f"{'':<67}*DIRTOOL: IGNORE SYN002",
    ],
)
def test_other_comments_silence_nothing(comment: str) -> None:
    report = judged(f"{HEADER}USER A NOLOG\n{comment}\n IPL\n")
    assert ([found.code for found in report.diagnostics], report.suppressed) == (["SYN002"], 0)


def test_an_operand_is_no_comment() -> None:
    assert places(f"{HEADER}USER A NOLOG\n IPL CMS PARM *DIRTOOL: IGNORE SYN002\n IPL\n") == [("SYN002", 4, 5, 5)]


def test_it_is_not_silenced_behind_column_71() -> None:
    cut = f"{'*DIRTOOL: IGNORE REC003':<71}SYN002"
    text = f"{HEADER}USER A NOLOG\n{cut}\n IPL\n"
    assert [place[0] for place in places(text)] == ["SUP001", "SYN002"]


def test_the_next_statement_is_silenced_and_no_other() -> None:
    text = f"{HEADER}USER A NOLOG\n IPL\n*DIRTOOL: IGNORE SYN002 x\n* y\n\n IPL\n IPL\n"
    assert places(text) == [("SYN002", 3, 5, 5), ("SYN002", 8, 5, 5)]


def test_all_records_of_a_continued_statement_are_the_next_statement() -> None:
    continued = " POSIXINFO UID 5,\n*DIRTOOL: IGNORE VAL001 inside\n GID 99999999999\n"
    assert places(f"{HEADER}USER A NOLOG\n{continued}") == []
    above = " POSIXINFO UID 99999999999,\n* x\n GID 99999999999\n MACHINE ESA 65\n"
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE VAL001\n{above}"
    report = judged(text)
    assert report.suppressed == 2
    assert [found.span.line for found in report.diagnostics] == [7]


def test_a_comment_inside_a_continued_statement_silences_its_first_record_too() -> None:
    text = f"{HEADER}USER A NOLOG\n POSIXINFO UID 99999999999,\n*DIRTOOL: IGNORE VAL001\n GID 5\n MACHINE ESA 65\n"
    assert places(text) == [("VAL001", 6, 14, 15)]


def test_records_between_the_comment_and_the_statement_are_silenced() -> None:
    rules = {code: RULES[code].severity for code in ("REC004", "REC007", "SUP001")}
    between = f"00010000\n*{'x' * 90}\n"
    text = f"{HEADER}USER A NOLOG\n{between}*DIRTOOL: IGNORE REC007 REC004\n{between} IPL\n{between}"
    assert [place[:2] for place in places(text, **rules)] == [
        ("REC007", 3), ("REC004", 4), ("REC007", 9), ("REC004", 10),
    ]  # fmt: skip


def test_behind_the_last_statement_the_rest_of_the_file_is_silenced() -> None:
    rules = {code: RULES[code].severity for code in ("REC007", "SUP001")}
    assert places(f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE REC007 x\n00010000\n", **rules) == []


def test_an_entry_is_silenced_up_to_the_next_header() -> None:
    text = (
        f"{HEADER}USER A NOLOG\n IPL\nUSER B NOLOG\n IPL\n*DIRTOOL: IGNORE-ENTRY SYN002 x\n IPL\nUSER C NOLOG\n IPL\n"
    )
    assert places(text) == [("SYN002", 3, 5, 5), ("SYN002", 9, 5, 5)]


def test_a_comment_above_a_header_belongs_to_the_entry_before_it() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE-ENTRY SYN002 x\nUSER B NOLOG\n IPL\n"
    assert places(text) == [("SUP001", 3, 1, 29), ("SYN002", 5, 5, 5)]
    assert said(text) == ["IGNORE-ENTRY SYN002 silences nothing in A"]


def test_records_before_all_entries_are_no_entry() -> None:
    text = f"*DIRTOOL: IGNORE-ENTRY SYN002 x\n{HEADER}USER A NOLOG\n IPL\n"
    assert said(text) == ["IGNORE-ENTRY SYN002 silences nothing in the records before any entry"]


def test_a_file_is_silenced_before_the_comment_too_but_no_other_file() -> None:
    one = f"{HEADER}USER A NOLOG\n IPL\n*DIRTOOL: IGNORE-FILE SYN002 x\nUSER B NOLOG\n IPL\n"
    report = lint(directory_of(one, "USER C NOLOG\n IPL\n"), options=Options(severities=TESTED))
    assert [(found.span.path, found.span.line) for found in report.diagnostics] == [("part1", 2)]
    assert report.suppressed == 2


def test_each_file_has_its_own_statements_and_entries() -> None:
    other = "USER C NOLOG\n*DIRTOOL: IGNORE SYN002\n IPL\n IPL\n"
    report = lint(directory_of(f"{HEADER}USER A NOLOG\n\n IPL\n", other), options=Options(severities=TESTED))
    assert [(found.span.path, found.span.line) for found in report.diagnostics] == [("part0", 4), ("part1", 4)]


@pytest.mark.parametrize("word", ["IGNORE", "IGNORE-ENTRY"])
@pytest.mark.parametrize("at", [0, 1])
def test_an_overlap_is_accepted_at_either_disk(word: str, at: int) -> None:
    comments = ["* nothing", "* nothing"]
    assert places(OVERLAP.format(*comments)) == [("EXT001", 7, 18, 26)]
    comments[at] = f"*DIRTOOL: {word} EXT001 shared"
    report = judged(OVERLAP.format(*comments))
    assert (report.diagnostics, report.suppressed) == ([], 1)


def test_only_the_named_codes_are_silenced() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE VAL002, VAL001 reason\n LINK B 19G 19H RX\n"
    assert [place[0] for place in places(text)] == ["SUP001", "VAL012"]


# ---- where the codes end and the reason begins


# ---- SUP001


@pytest.mark.parametrize(
    ("directive", "message", "columns"),
    [
        ("IGNORE SYN002 x", "IGNORE SYN002 silences nothing in the next statement", (1, 23)),
        ("IGNORE-ENTRY SYN002, VAL001 x", "IGNORE-ENTRY SYN002, VAL001 silences nothing in A", (1, 37)),
        ("IGNORE-FILE missing-operand x", "IGNORE-FILE missing-operand silences nothing in this file", (1, 37)),
        ("IGNROE SYN002 x", "IGNROE is no directive; did you mean IGNORE?", (11, 16)),
        ("IGNORE-FILES SYN002", "IGNORE-FILES is no directive; did you mean IGNORE-FILE?", (11, 22)),
        ("NOTE", "NOTE is no directive: IGNORE, IGNORE-ENTRY or IGNORE-FILE expected", (11, 14)),
        ("", "no directive: IGNORE, IGNORE-ENTRY or IGNORE-FILE expected", (1, 9)),
        ("IGNORE", "IGNORE names no rule", (11, 16)),
        ("IGNORE orphan-subcnfig x", "orphan-subcnfig is no rule; did you mean ORPHAN-SUBCONFIG?", (18, 32)),
        ("IGNORE ZZZ999 x", "ZZZ999 is no rule", (1, 24)),
        ("IGNORE SUP001 x", "SUP001 cannot be silenced by a comment", (1, 24)),
        ("IGNORE INT001 x", "INT001 cannot be silenced by a comment", (1, 24)),
        ("IGNORE SUP x", "SUP cannot be silenced by a comment", (1, 21)),
    ],
)
def test_a_directive_that_is_of_no_use(directive: str, message: str, columns: tuple[int, int]) -> None:
    (found,) = unused(f"{HEADER}USER A NOLOG\n*DIRTOOL: {directive}\n IPL CMS\n")
    assert found.message == message
    assert (found.span.line, found.span.column) == (3, columns[0])
    assert (found.subject, found.severity, found.directxa) == ("A", "warning", None)


def test_a_code_of_several_that_silences_nothing() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE VAL001, SYN002, VAL002 x\n IPL\n"
    assert places(text) == [("SUP001", 3, 18, 23), ("SUP001", 3, 34, 39)]
    assert said(text) == [
        "IGNORE VAL001 silences nothing in the next statement",
        "IGNORE VAL002 silences nothing in the next statement",
    ]


def test_of_two_that_are_equal_the_second_is_not_used() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE SYN002 x\n*DIRTOOL: IGNORE SYN002 x\n IPL\n"
    (found,) = unused(text)
    assert found.span.line == 4
    assert [(other.span.line, other.span.column, other.message) for other in found.related] == [
        (3, 18, "silences it already")
    ]


def test_a_code_named_twice_in_one_directive() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE SYN002, SYN002 x\n IPL\n"
    assert places(text) == [("SUP001", 3, 26, 31)]
    assert places(text.replace(", SYN002", ", SYN")) == []  # other rules of the family are not run


def test_the_narrowest_directive_is_the_one_that_is_used() -> None:
    text = (
        f"{HEADER}*DIRTOOL: IGNORE-FILE SYN002 x\nUSER A NOLOG\n*DIRTOOL: IGNORE-ENTRY SYN002 x\n"
        "*DIRTOOL: IGNORE SYN002 x\n IPL\n"
    )
    assert [place[:2] for place in places(text)] == [("SUP001", 2), ("SUP001", 4)]
    assert [place[:2] for place in places(f"{text} IPL\n")] == [("SUP001", 2)]
    assert places(f"{text} IPL\nUSER B NOLOG\n IPL\n") == []


def test_a_finding_accepted_at_both_places_needs_it_once() -> None:
    text = OVERLAP.format("*DIRTOOL: IGNORE EXT001 x", "*DIRTOOL: IGNORE EXT001 x")
    assert [place[:2] for place in places(text)] == [("SUP001", 3)]


def test_several_directives_above_one_statement_all_apply() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE VAL002 x\n*DIRTOOL: IGNORE VAL012 y\n LINK B 19G 19H RX\n"
    report = judged(text)
    assert (report.diagnostics, report.suppressed) == ([], 3)


def test_a_rule_that_was_not_run_is_not_missed() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE VAL001, SEC x\n*DIRTOOL: IGNORE-ENTRY SYN002\n IPL CMS\n"
    sup001 = {"SUP001": Severity.WARNING}
    assert places(text, **sup001) == []
    assert places(text, **sup001, VAL001=Severity.ERROR) == [("SUP001", 3, 18, 23)]
    assert places(text, **sup001, SEC001=Severity.ERROR) == []  # others of the family are not run
    assert places(text, SYN002=Severity.ERROR) == []  # SUP001 itself is not


def test_a_rule_that_is_not_told_what_it_needs_is_not_missed() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE EXT008 spare\n MDISK 0191 3390 0001 0001 LX0001 MR\n"
    rules = {"EXT008": Severity.WARNING, "SUP001": Severity.WARNING}
    assert places(text, **rules) == []
    told = Options(severities=rules, volumes={"LX0001": KnownVolume()})
    assert [found.code for found in lint(directory_of(text), options=told).diagnostics] == ["SUP001"]


def test_where_a_rule_has_failed_nothing_is_called_unused(monkeypatch: pytest.MonkeyPatch) -> None:
    rule, _ = FAULT_RULES["missing-operand"]

    def fail(case: object) -> str:
        raise ValueError

    monkeypatch.setitem(FAULT_RULES, "missing-operand", (rule, fail))
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE SYN002 x\n IPL\n"
    assert [place[0] for place in places(text)] == ["INT001"]


def test_in_a_part_of_a_directory_the_rest_may_explain_a_comment() -> None:
    text = "USER A NOLOG\n*DIRTOOL: IGNORE EXT001 shared\n MDISK 0191 3390 0001 0001 LX0001 MR\n"
    (found,) = unused(text)
    assert (found.severity, found.fix and found.fix.safety) == ("info", "unsafe")
    (found,) = unused(HEADER + text)
    assert (found.severity, found.fix and found.fix.safety) == ("warning", "safe")
    (found,) = unused(text.replace("EXT001", "SYN002"))
    assert (found.severity, found.fix and found.fix.safety) == ("warning", "safe")
    rules = {code: RULES[code].severity for code in ("VAL001", "VAL008", "SUP001")}
    severities = [
        judged(text.replace("EXT001", code), **rules).diagnostics[0].severity for code in ("VAL001", "VAL008")
    ]
    assert severities == ["warning", "info"]  # a maximum may be the profile's


@pytest.mark.parametrize("word", ["IGNORE", "IGNORE-ENTRY", "IGNORE-FILE"])
def test_what_a_broken_statement_hides_is_not_missed(word: str) -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: {word} EXT001, VAL001 x\n{{}}\nUSER B NOLOG\n*\n"
    disk = " MDISK 0191 3390 0001 0001 LX0001 {}"
    assert [found.span.column for found in unused(text.format(disk.format("RX")))] == [
        len(f"*DIRTOOL: {word} EXT001, ") + 1
    ]
    assert [found.span.column for found in unused(text.format(disk.format("MR")))] == [1]
    assert [found.span.column for found in unused(text.format(disk.format("MR") + "\n IPL"))] == [
        1 if word == "IGNORE" else len(f"*DIRTOOL: {word} EXT001, ") + 1
    ]
    before = text.format(disk.format("MR")).replace("USER A NOLOG\n", "USER Z NOLOG\n IPL\nUSER A NOLOG\n")
    assert [found.span.column == 1 for found in unused(before)] == [word != "IGNORE-FILE"]


def test_a_code_that_the_site_keeps_is_not_silenced() -> None:
    options = Options(severities=TESTED, not_suppressible=frozenset({"SYN002"}))
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE SYN002 x\n IPL\n*DIRTOOL: IGNORE SYN x\n IPL\n IPL,\n"
    found = lint(directory_of(text), options=options).diagnostics
    assert [(one.code, one.span.line) for one in found][:3] == [("SUP001", 3), ("SYN002", 4), ("SYN002", 6)]
    assert found[0].message == "SYN002 cannot be silenced by a comment"


def test_findings_about_comments_cannot_be_silenced() -> None:
    text = f"{HEADER}*DIRTOOL: IGNORE-FILE SUP001\nUSER A NOLOG\n*DIRTOOL: IGNORE SYN002\n IPL CMS\n"
    assert [place[:2] for place in places(text)] == [("SUP001", 2), ("SUP001", 4)]


# ---- repair of comments


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("*DIRTOOL: IGNORE VAL001 x", None),
        ("*DIRTOOL: IGNORE VAL001, VAL002 x", None),
        ("*DIRTOOL: IGNORE VAL001, SYN002 x", "*DIRTOOL: IGNORE SYN002 x"),
        ("*DIRTOOL: IGNORE SYN002, VAL001 x, y", "*DIRTOOL: IGNORE SYN002 x, y"),
        ("*DIRTOOL: IGNORE SYN002,VAL001", "*DIRTOOL: IGNORE SYN002"),
        ("*dirtool:ignore VAL001 VAL002  syn002,VAL012 , VAL001 x", "*dirtool:ignore syn002 x"),
        ("*DIRTOOL: IGNORE ZZZ999 x", None),
        ("*DIRTOOL: IGNORE SYN002, ZZZ999 x", "*DIRTOOL: IGNORE SYN002 x"),
        ("*DIRTOOL: IGNORE SUP001 x", None),
        ("*DIRTOOL: IGNORE unknown-statment, VAL001 x", "*DIRTOOL: IGNORE unknown-statment x"),  # perhaps a slip
        ("*DIRTOOL: IGNROE SYN002 x", "*DIRTOOL: IGNROE SYN002 x"),
        ("*DIRTOOL: IGNORE", "*DIRTOOL: IGNORE"),
        (
            f"{'*DIRTOOL: IGNORE VAL001, SYN002, VAL002 x':<72}00010000",
            f"{'*DIRTOOL: IGNORE SYN002 x':<72}00010000",
        ),
    ],
)
def test_what_is_of_no_use_is_removed(before: str, after: str | None) -> None:
    text = f"{HEADER}USER A NOLOG\n{before}\n IPL\n"
    kept = [] if after is None else [after]
    assert after_fixes(text) == ["DIRECTORY 123 3390 M01RES", "USER A NOLOG", *kept, " IPL"]


# ---- SUP002


def test_a_reason_is_asked_for_in_the_strict_profile() -> None:
    assert "SUP002" not in severities_of(Profile.RECOMMENDED)
    assert {"SUP001", "SUP002"} <= set(severities_of(Profile.STRICT))
    assert "SUP001" in severities_of(Profile.RECOMMENDED)
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE SYN002{{}}\n IPL\n"
    for without in ("", "   ", " ,", " -- *"):
        assert places(text.format(without), **TESTED, SUP002=Severity.INFO) == [("SUP002", 3, 1, 23)]
    for reason in (" x", ", x", " -- 7"):
        assert places(text.format(reason), **TESTED, SUP002=Severity.INFO) == []


def test_what_should_go_needs_no_reason() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: IGNORE VAL001\n IPL CMS\n"
    assert [place[0] for place in places(text, **TESTED, SUP002=Severity.INFO)] == ["SUP001"]
    assert [place[0] for place in places(text, SUP002=Severity.INFO)] == ["SUP002"]


# ---- invariants


def test_fingerprints_of_findings_about_comments_differ_and_outlive_other_changes() -> None:
    lines = ["*DIRTOOL: IGNORE VAL001, ZZZ999 x", " IPL CMS", "*DIRTOOL: IGNORE VAL001, ZZZ999 x", " MACHINE ESA"]
    before = unused("\n".join([HEADER + "USER A NOLOG", *lines]))
    after = unused("\n".join([HEADER + "USER B NOLOG", "USER A NOLOG", "* new", *lines]))
    assert len({found.fingerprint for found in before}) == len(before) == 2
    assert [found.fingerprint for found in before] == [found.fingerprint for found in after]


def test_secrets_in_a_comment_are_not_shown() -> None:
    text = f"{HEADER}USER A NOLOG\n*DIRTOOL: USER MAINT SECRET01 1G\n*DIRTOOL: IGNORE USER MAINT SECRET02\n"
    assert "SECRET" not in str([(found.message, found.subject) for found in unused(text)])


def test_a_file_without_a_line_feed_between_its_records() -> None:
    texts = ["USER A NOLOG", "* a \n b", "*DIRTOOL: IGNORE SYN002 x", " IPL"]
    directory = Directory([Source(Records("x", texts, "1047", end="\x85"), PARSER)])
    report = lint(directory, options=Options(severities=TESTED))
    assert (report.diagnostics, report.suppressed) == ([], 1)


DIRECTIVES = st.builds(
    "*DIRTOOL: {} {} x".format,
    st.sampled_from(["IGNORE", "IGNORE-ENTRY", "IGNORE-FILE", "ignore"]),
    st.lists(st.sampled_from(["SYN002", "VAL002", "VAL", "VAL001", "syn001", "ZZZ999"]), min_size=1, max_size=3).map(
        ", ".join
    ),
)
RECORDS = st.one_of(
    DIRECTIVES,
    st.sampled_from(
        ["USER A NOLOG", "USER B NOLOG", " IPL", " IPL CMS", " LINK B 19G 19H RR", " MACHINE ESA 65", " XYZ", "*"]
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(RECORDS, max_size=14))
def test_comments_take_findings_away_and_their_repair_brings_none_back(records: list[str]) -> None:
    text = HEADER + "\n".join(records)
    without = HEADER + "\n".join("*" if "DIRTOOL" in record else record for record in records)
    rules = TESTED | {"VAL": Severity.ERROR}
    silent, loud = judged(text, **rules), judged(without, **rules)
    left = Counter(found.place for found in silent.diagnostics if found.code != "SUP001")
    assert left <= Counter(found.place for found in loud.diagnostics)
    assert sum(left.values()) + silent.suppressed == len(loud.diagnostics)
    repaired = judged("\n".join(after_fixes(text)), **rules)
    assert [found.message for found in repaired.diagnostics if found.code != "SUP001"] == [
        found.message for found in silent.diagnostics if found.code != "SUP001"
    ]
    assert not [found for found in repaired.diagnostics if found.code == "SUP001" and found.fix]


def test_twice_the_comments_and_findings_take_twice_the_time() -> None:
    less, more = directory_of(many_comments(1000)), directory_of(many_comments(2000))

    def seconds(directory: Directory) -> float:
        found = findings_everywhere(directory)
        return seconds_for(lambda: suppress(found, DirectoryScopes(directory, is_part=True), Options(), TESTED))

    assert_grows(lambda: seconds(less), lambda: seconds(more), at_most=2.5)


def many_comments(size: int) -> str:
    """Half of the comments stand above one statement, the others in one entry."""
    above_one = "*DIRTOOL: IGNORE VAL001 SYN x\n" * size
    return f"{HEADER}USER A NOLOG\n{above_one}" + "*DIRTOOL: IGNORE-ENTRY SYN002 x\n IPL\n" * size


def findings_everywhere(directory: Directory) -> list[Diagnostic]:
    """One finding at every statement."""
    source = directory.sources[0]
    return [
        Diagnostic("SYN002", "x", Severity.ERROR, "x", Span(source.path, line, 1, line, 2), "A", None, "x")
        for line in source.lines
    ]


def test_nothing_is_done_where_there_is_no_comment() -> None:
    directory = directory_of("USER A NOLOG\n* a: b\n IPL\n")
    assert suppress(iter([]), DirectoryScopes(directory, is_part=True), Options(), {}) == Kept([], 0)
