"""Findings as text: the excerpt, its marks, its width, and nothing in it that a terminal would obey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Fix, Severity
from dirtool.report.findings_text import concise, full, summary
from dirtool.report.style import Style
from tests.report.judged import Marked, directory, drawn, judged, marked, report_on
from tests.report.strange import finding, report_of, sources_of, strange_findings

GUEST = "USER LINUX1 LBYONLY 2G 4G G\n"


def test_a_finding_is_drawn_with_its_record_and_carets_under_the_word() -> None:
    assert drawn(GUEST + " MACHINE ESAA 2\n", "SYN003") == [
        "USER DIRECT:2:10: error SYN003 invalid-operand",
        "  ESAA is no operand of MACHINE at this place; did you mean ESA? (LINUX1)",
        "  |",
        "2 |  MACHINE ESAA 2",
        "  |          ^^^^",
        "  DIRECTXA: refuses the directory (HCPDIR751E)",
        "",
        "more: dirtool explain SYN003",
        "",
    ]


def test_a_known_repair_is_named_with_its_safety() -> None:
    lines = drawn(GUEST + "00010000\n", "REC007")
    assert lines[-4:] == ["  repair (safe): remove the record", "", "more: dirtool explain REC007", ""]


@pytest.mark.parametrize(
    ("subject", "message", "shown"),
    [
        ("A/0191", "B/0191 shares LX0001 1-2 with A/0191", False),
        ("A/0191 B/0191", "B/0191 shares LX0001 1-2 with A/0191", False),
        ("A/0191 C/0191", "B/0191 shares LX0001 1-2 with A/0191", True),
        ("A", "A/0191 is empty", False),
        ("A/0191", "A is empty", True),
        ("A", "LINK to A: none", False),
        ("A", "A, which is empty", False),
        ("A", "no A1 nor BA", True),
        ("A:B", "A:B is no userid", False),
        ("", "nobody's", False),
    ],
)
def test_the_subject_stands_behind_a_message_that_does_not_name_it(subject: str, message: str, shown: bool) -> None:
    head, said, *_ = full(report_of(finding(message=message, subject=subject)), {}, Style(), fold=False)
    assert head == "USER DIRECT:1:2: error SYN001 unknown-statement"
    assert said == f"  {message}{f' ({subject})' if shown else ''}"


def test_the_codes_found_most_are_those_to_learn_more_of_and_the_worse_ones_of_equals() -> None:
    codes = ["REC003", "SYN001", "REC006", "VAL001", "REC006", "SYN001", "REC003", "VAL002"]
    mild = {"REC003": Severity.WARNING, "REC006": Severity.INFO}
    found = [finding(code, severity=mild.get(code, Severity.ERROR)) for code in codes]
    lines = list(full(report_of(*found), {}, Style(), fold=False))
    assert lines[-2:] == ["more: dirtool explain SYN001 REC003 REC006", ""]
    found += [finding("REC006"), finding("SYN001")]
    lines = list(full(report_of(*found), {}, Style(), fold=False))
    assert lines[-2:] == ["more: dirtool explain REC006 SYN001 REC003", ""]
    assert list(full(report_of(), {}, Style(), fold=False)) == []


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        pytest.param("USER A PW 64X 1G G\n", "VAL007", [(1, "64X")], id="behind a short secret"),
        pytest.param("USER A PASSWORD 64X 1G G\n", "VAL007", [(1, "64X")], id="behind a secret of the mask's length"),
        pytest.param("USER A TOOLONGPASSWORD 64X 1G G\n", "VAL013", [(1, "********")], id="at a longer secret"),
        pytest.param(
            GUEST + " APPCPASS G L U VERYLONGPASSWORD\n",
            "VAL013",
            [(2, "********")],
            id="at a secret of another statement",
        ),
        pytest.param(GUEST + " LINK A 1G 1 RR SECRETS AND MORE\n", "VAL002", [(2, "1G")], id="before secrets"),
        pytest.param(GUEST + " MACHINE\tESAA\n", "SYN003", [(2, "ESAA")], id="behind a tab"),
        pytest.param(GUEST + " MACHINE\tESA\n", "REC003", [(2, "\\x09")], id="at a tab"),
        pytest.param(GUEST + " MACH\x1bINE ESA\n", "REC005", [(2, "\\x1b")], id="at a control character"),
        pytest.param(GUEST + " MACHINE\u202e ESA\n", "REC005", [(2, "\\u202e")], id="at a mark of direction"),
        pytest.param("*\n" * 12345 + "USER A:B NOLOG\n", "VAL003", [(12346, "A:B")], id="behind a wide gutter"),
        pytest.param(GUEST + " MDISK 191 3390 T-DISK\n", "SYN002", [(2, "")], id="behind the last word"),
        pytest.param(
            "USER A PW 4G 2G G\n",
            "VAL008",
            [(1, "4G"), (1, "2G", "the maximum is given here")],
            id="two places in one record",
        ),
        pytest.param(
            "USER A PW 4G * G\n MAXSTORAGE 2G\n",
            "VAL008",
            [(1, "4G"), (2, "2G", "the maximum is given here")],
            id="two places in two records",
        ),
        pytest.param(
            GUEST + f"{' IPL CMS':72}00000200\n{' MACHINE ESA':72}00000100\n",
            "REC006",
            [(3, "00000100"), (2, "00000200", "the number before it")],
            id="places at the right edge",
        ),
        pytest.param(GUEST + f"{' IPL CMS':69}WORD{'':99}X\n", "REC002", [(2, "WORD")], id="across column 71"),
    ],
)
def test_marks_stand_under_the_words_they_mean(text: str, code: str, expected: list[tuple[int, str, str]]) -> None:
    wanted = [Marked(place[0], place[1], place[2] if len(place) > 2 else "") for place in expected]
    assert marked(drawn(text, code)) == wanted


@pytest.mark.parametrize("width", [40, 57, 80, 132])
@pytest.mark.parametrize("before", [0, 3, 30, 63])
@pytest.mark.parametrize("behind", [0, 5, 30, 300])
def test_a_long_record_is_cut_around_the_marks(width: int, before: int, behind: int) -> None:
    lines = drawn(f"{GUEST}{'':{before}}QUACK{' - DUCK' * behind}\n", "SYN001", width)
    assert marked(lines) == [Marked(2, "QUACK", "")]
    assert max(len(line) for line in lines if " |" in line) <= width


def test_a_cut_is_shown_by_dots_at_the_end_that_is_cut() -> None:
    at_both = drawn(GUEST + " " * 60 + "QUACK" + " Y" * 90 + "\n", "SYN001")[3]
    assert at_both.startswith("2 | ...  ")
    assert at_both.endswith("...")
    assert len(at_both) == 80
    behind = drawn(GUEST + " QUACK" + " Y" * 90 + "\n", "SYN001")[3]
    assert behind.startswith("2 |  QUACK ********")
    assert behind.endswith("...")


def test_a_record_too_long_for_both_its_marks_is_shown_once_for_each() -> None:
    text = "USER A NOLOG\n DEDICATE 181 0581 SINGLEUSER" + " " * 33 + "MULTIUSER\n"
    lines = drawn(text, "SYN007", 50)
    assert marked(lines) == [Marked(2, "MULTIUSER", ""), Marked(2, "SINGLEUSER", "the first of the two is here")]
    assert sum(line.startswith("2 |") for line in lines) == 2


@pytest.mark.parametrize("width", [40, 50, 60, 80])
def test_a_label_that_does_not_fit_behind_its_marks_stands_before_or_below_them(width: int) -> None:
    text = GUEST + " MACHINE ESA".ljust(72) + "00000200\n" + " IPL CMS".ljust(72) + "00000100\n"
    lines = drawn(text, "REC006", width)
    assert marked(lines)[1] == Marked(2, "00000200", "the number before it")
    assert max(len(line) for line in lines if " |" in line) <= width


def test_a_continued_statement_is_marked_to_the_end_of_its_first_record() -> None:
    text = GUEST + " POSIXINFO UID 5, ".ljust(72) + "00000100\n"
    assert all("00000100" not in place.text for place in marked(drawn(text, "SYN006")))


def test_blanks_at_the_end_of_a_record_are_not_marked() -> None:
    assert marked(drawn(GUEST + " IPL CMS LOADPARM 'AB   " + " " * 90 + "\n", "SYN006")) == [Marked(2, "'AB", "")]


def test_ten_findings_of_a_code_are_shown_and_the_others_counted() -> None:
    report, read = judged(GUEST + " QUACK\n" * 1234)
    sources = {source.path: source for source in read.sources}
    folded = list(full(report, sources, Style(), fold=True))
    assert sum(": error SYN001" in line for line in folded) == 10
    assert folded[-4:-2] == ["USER DIRECT: and 1,224 more of SYN001 unknown-statement (--all shows them)", ""]
    unfolded = list(full(report, sources, Style(), fold=False))
    assert sum(": error SYN001" in line for line in unfolded) == 1234
    assert not any("more of SYN001" in line for line in unfolded)


def test_exactly_ten_findings_of_a_code_are_all_shown() -> None:
    report, read = judged(GUEST + " QUACK\n" * 10)
    folded = list(full(report, {source.path: source for source in read.sources}, Style(), fold=True))
    assert sum(": error SYN001" in line for line in folded) == 10
    assert not any("--all" in line for line in folded)


def test_a_concise_finding_is_one_line() -> None:
    report, _ = judged(GUEST + " MEMORY 1G\n ACCOUNT 123456789\n")
    assert list(concise(report, Style())) == [
        "USER DIRECT:2:2: error SYN001 unknown-statement: MEMORY is no directory statement",
        "USER DIRECT:3:10: error VAL011 value-too-long: 123456789 is too long (number of ACCOUNT); allowed: "
        "at most 8 characters",
    ]


def test_the_summary_counts_by_severity() -> None:
    report, _ = judged(GUEST + " QUACK\n QUACK\n\tMACHINE ESA\n LINK A 1 1 RR * x\n")
    assert list(summary(report, Style())) == [
        "2 errors, 1 warning, 1 info in 5 records in 1 file.",
        "1 fixable with --fix.",
    ]
    assert list(summary(judged(GUEST)[0], Style())) == ["No findings in 1 record in 1 file."]


@pytest.mark.parametrize(
    ("safe", "unsafe", "expected"),
    [
        (0, 0, []),
        (3, 0, ["3 fixable with --fix."]),
        (3, 2, ["3 fixable with --fix, 2 more with --unsafe-fixes."]),
        (0, 2, ["2 fixable with --unsafe-fixes."]),
    ],
)
def test_the_summary_tells_what_can_be_repaired(safe: int, unsafe: int, expected: list[str]) -> None:
    fixes = [Fix("a", "safe", ())] * safe + [Fix("b", "unsafe", ())] * unsafe + [None]
    report = report_of(*(finding(fix=fix) for fix in fixes))
    assert list(summary(report, Style()))[1:] == expected


@pytest.mark.parametrize(
    ("suppressed", "known", "expected"),
    [(0, 0, "."), (1234, 0, "; 1,234 suppressed."), (0, 1, "; 1 known."), (2, 3, "; 2 suppressed; 3 known.")],
)
def test_the_summary_tells_what_is_silenced(suppressed: int, known: int, expected: str) -> None:
    report = report_of(finding())._replace(records=9, suppressed=suppressed, known=known)
    assert list(summary(report, Style())) == [f"1 error in 9 records in 1 file{expected}"]


def test_the_summary_tells_what_was_not_asked_for() -> None:
    report = report_of()._replace(records=9, known=1, left_out=1234)
    assert list(summary(report, Style())) == ["No findings in 9 records in 1 file; 1 known; 1,234 left out by --only."]


def test_a_run_whose_findings_are_all_silenced_says_so() -> None:
    report = report_of()._replace(records=9, suppressed=2)
    assert list(summary(report, Style())) == ["No findings in 9 records in 1 file; 2 suppressed."]


def test_colour_changes_nothing_but_escape_codes() -> None:
    import re

    report, read = judged("USER A PW 4G 2G G\n MACHINE\tESAA\n")
    sources = {source.path: source for source in read.sources}
    plain = [*full(report, sources, Style(), fold=False), *concise(report, Style()), *summary(report, Style())]
    bright = Style(colour=True)
    painted = [*full(report, sources, bright, fold=False), *concise(report, bright), *summary(report, bright)]
    assert painted != plain
    assert [re.sub("\x1b\\[[0-9;]*m", "", line) for line in painted] == plain


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=90), max_size=4))
def test_no_character_reaches_a_terminal_that_it_would_obey(lines: list[str]) -> None:
    report, read = judged("USER A PW 4G 2G G\n" + "\n".join(lines))
    sources = {source.path: source for source in read.sources}
    for line in [*full(report, sources, Style(), fold=False), *concise(report, Style())]:
        assert line.isprintable()
        assert not any(character in line for character in "\x1b\x00\x07\x9b\u202e\u2066\u200f\ufeff\u2028")


@given(st.lists(strange_findings(), max_size=3))
def test_no_text_of_a_finding_can_do_harm_either(found: list[Diagnostic]) -> None:
    report = report_of(*found)
    sources = sources_of(*(one.span.path for one in found))
    for line in [*full(report, sources, Style(), fold=False), *concise(report, Style())]:
        assert line.isprintable()


def test_a_path_is_made_harmless_too() -> None:
    read = directory(" QUACK\n" * 12, "evil\x1b[2J\nname")
    report = report_on(read)
    sources = {source.path: source for source in read.sources}
    lines = [*full(report, sources, Style(), fold=True), *concise(report, Style())]
    assert all(line.isprintable() for line in lines)
    assert "evil\\x1b[2J\\x0aname: and 2 more of SYN001 unknown-statement (--all shows them)" in lines
