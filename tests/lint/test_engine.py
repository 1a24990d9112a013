"""The run of all rules: order, counts, subjects, fingerprints, and how certain a finding may be."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.lint import engine, registry
from dirtool.lint.diagnostic import Severity, fingerprint
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Finding, Profile
from dirtool.model.directory import Directory
from dirtool.spec.statement import Mark
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.statements import Link
from tests.generator import entries, generate
from tests.model.made import directory_of, findings, source_of

BROKEN = """\
DIRECTORY 123 3390 M01RES
PROFILE P
 IPL
USER A NOLOG
 LINK B 19G 19G RX
 MDISK 191 3390 1 1 VOLUME7 MR
 MDISK 19H 3390 1 1 VOLUME8 MR
* comment
 OPTION QUICKDISP
USER B NOLOG
 OPTION QUICKDISP
 LINK A 19G
"""


def test_findings_stand_in_the_order_of_their_places() -> None:
    report = lint(directory_of(BROKEN))
    found = [found.place for found in report.diagnostics]
    assert found == sorted(found)
    assert len(found) == 12


def test_what_was_looked_at_is_counted() -> None:
    report = lint(directory_of(BROKEN, "USER C NOLOG\n* x\n"), directory_of("", " POSIXINFO UID 5,\n GID 6\n"))
    assert (report.files, report.records, report.statements, report.entries) == (
        4,
        12 + 2 + 1 + 2,
        11 + 1 + 0 + 1,
        4 + 1 + 0 + 1,
    )


def test_nothing_is_found_in_nothing() -> None:
    assert lint()[:6] == ([], 0, 0, 0, 0, 0)


def test_subjects_are_entries_and_their_devices() -> None:
    found = [(found.code, found.span.line, found.subject) for found in findings(BROKEN, "SYN", "VAL")]
    assert found == [
        ("SYN002", 3, "P"),
        ("VAL002", 5, "A/19G"),
        ("VAL002", 5, "A/19G"),
        ("VAL012", 5, "A/19G"),
        ("VAL006", 6, "A/0191"),
        ("VAL002", 7, "A/19H"),
        ("VAL006", 7, "A/19H"),
        ("SYN003", 9, "A"),
        ("SYN003", 11, "B"),
        ("VAL002", 12, "B/19G"),
    ]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (" IPL\n", ""),
        (" LINK B 19G\n", ""),
        ("GLOBALDEFS\n POSIXGROUP staff\n", "GLOBALDEFS"),
        ("USER\n", ""),
        ("USER A\n", "********"),  # perhaps the password, its userid forgotten
        ("USER A NOLOG\n MDISK 191\n", "A"),
        ("SUBCONFIG A-1\n MDISK 191 3390 1 1 VOLUME7\n", "A-1/0191"),
    ],
)
def test_the_subject_of_a_finding(text: str, subject: str) -> None:
    assert [found.subject for found in findings(text, "SYN", "VAL")] == [subject]


@pytest.mark.parametrize(
    ("statement", "severity", "directxa"),
    [
        ("MACHINE ESAA", "error", "refuses"),
        ("OPTION NEWTHING", "warning", None),
        ("IUCV *NEWSERV", "info", None),
        ("CPU 00 CPUID 12345", "info", None),
        ("NICDEF 600 TYPE IEDN", "info", None),
        ("COMMAND SET PF11,", "warning", None),
        ("SPOOL 00E 1403 A X", "warning", "ignores"),
    ],
)
def test_nothing_is_said_of_directxa_where_it_is_not_certain(
    statement: str, severity: str, directxa: str | None
) -> None:
    (found,) = findings(f"USER A NOLOG\n {statement}\n")
    assert (found.severity, found.directxa) == (severity, directxa)


def test_a_finding_about_a_record_belongs_to_the_entry_that_holds_it() -> None:
    text = "USER A NOLOG\n00010000\nUSER B NOLOG\n* x\n00020000\n"
    assert [found.subject for found in findings(text, "REC")] == ["A", "B"]
    assert [found.subject for found in findings("00010000\nUSER A NOLOG\n", "REC")] == [""]


def test_each_directory_is_judged_alone() -> None:
    one, other = directory_of("USER A NOLOG\n IPL\n"), directory_of("USER A NOLOG\n IPL\n")
    alone = [found.fingerprint for found in lint(one).diagnostics]
    both = lint(one, other).diagnostics
    assert Counter(found.fingerprint for found in both) == Counter(alone * 2)


def test_the_holder_of_a_record_is_the_entry_that_begins_before_it() -> None:
    directory = directory_of("* x\nUSER A NOLOG\n IPL CMS\nUSER B NOLOG\n* y\n")
    holders = [directory.holder_of_line(directory.sources[0], line) for line in range(1, 6)]
    assert [holder.name if holder else None for holder in holders] == [None, "A", "A", "B", "B"]


# ---- the second place


def test_a_conflict_names_both_places() -> None:
    (found,) = findings("USER A NOLOG\n DEDICATE 181 581 SINGLEUSER MULTI\n")
    assert found.message == "MULTI and SINGLEUSER exclude each other in one DEDICATE statement"
    assert [(related.span.column, related.span.end_column) for related in found.related] == [(19, 29)]
    assert found.related[0].subject == found.subject == "A/0181"


def test_storage_above_its_maximum_names_the_maximum() -> None:
    (found,) = findings("USER A NOLOG 8G\n MAXSTORAGE 4G\n")
    assert (found.span.line, found.span.column) == (1, 14)
    assert [(related.span.line, related.span.column) for related in found.related] == [(2, 13)]


# ---- fingerprints


def marks(directory: Directory) -> Counter[tuple[str, str, str]]:
    report = lint(directory, options=Options(severities=severities_of(Profile.SECURITY)))
    return Counter((found.code, found.subject, found.fingerprint) for found in report.diagnostics)


GENERATED = list(entries(generate("ssi", 600, 5)))
IN_FRONT = next(at for at, entry in enumerate(GENERATED) if entry[0].startswith("USER"))
DAMAGED = [
    ["USER BAD1 NOLOG", " IPL", " LINK A 19G", " LINK A 19G", " MDISK 191 3390 1 1 VOLUME7 RX"],
    ["USER BAD2 NOLOG", " IPL", " OPTION QUICKDISP QUICKDISP"],
    ["SUBCONFIG BAD3 X", " MDSIK 191", " MDSIK 192"],
    ["USER BAD4 NOLOG 8G 4G", " MACHINE ESA 65", "00010000"],
    ["USER BAD5 BAD5 1G 2G AG", " NICDEF 600 TYPE QDIO MACID 0A0B0C", " LINK BAD6 193 192 MW", " LINK BAD7 191 194 MW"],
    ["USER BAD6 NOLOG", " MDISK 191 3390 100 50 LX0001 MW ALL ALL ALL", " LINK BAD5 192 193 MW", " DEDICATE 1000 2000"],
    ["USER BAD7 LBYONLY", " OPTION LNKNOPAS", " IPL 190", " MDISK 191 3390 120 50 LX0001 MR", " LINK BAD6 191 291 MW"],
    [
        "USER BAD8 NOLOG",
        " MDISK 191 3390 100 50 LX0001",
        " LINK BAD7 191 291 MW",
        " DEDICATE 1001 2000",
        " LINK NOBODY 1",
    ],
    [
        "USER BAD9 NOPASS",
        " NICDEF 700 TYPE QDIO MACID 0A0B0C",
        " LINK BAD8 999",
        " MDISK 0A1 3380 1 1 LX0001 MW",
        " DEDICATE 2 2000",
    ],
    [
        "USER BAD9 NOLOG",
        " INCLUDE NONE",
        " LOGONBY NOBODY BAD3",
        " MDISK 19A 3390 0 1 LX0002",
        " MDISK 019A 3390 T-DISK 0",
    ],
    ["IDENTITY BAD10 NOLOG", " BUILD ON ONE USING SUBCONFIG NONE", " BUILD ON TWO USING SUBCONFIG BAD3", " XSTORE 1M"],
]
EVERY = [*GENERATED[IN_FRONT:], *DAMAGED]


@settings(max_examples=25, deadline=None)
@given(st.permutations(EVERY))
def test_shuffling_the_entries_keeps_every_fingerprint(shuffled: list[list[str]]) -> None:
    in_front = [record for entry in GENERATED[:IN_FRONT] for record in entry]
    before = marks(directory_of("\n".join(in_front + [record for entry in EVERY for record in entry])))
    after = marks(directory_of("\n".join(in_front + [record for entry in shuffled for record in entry])))
    assert after == before
    assert len({code for code, _, _ in before}) >= 41


def test_fingerprints_differ_inside_one_directory() -> None:
    text = "\n".join(record for entry in DAMAGED for record in entry)
    found = lint(directory_of(text, text)).diagnostics
    assert len({one.fingerprint for one in found}) == len(found) >= 20


def test_a_fingerprint_outlives_other_changes_of_the_file() -> None:
    before = findings("USER A NOLOG\n IPL\n")[0]
    after = findings("* new\nUSER Z NOLOG\n LINK A 19G\nUSER A NOLOG\n ACCOUNT 1\n      ipl\n")[1]
    assert (before.code, before.fingerprint) == (after.code, after.fingerprint)
    assert before.fingerprint != findings("USER B NOLOG\n IPL\n")[0].fingerprint


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (" ACCOUNT 123456789", " ACCOUNT 987654321"),
        ("* " + "x" * 90, "* " + "y" * 90),
        (" OPTION XYZZY", " OPTION YZZYX"),
        (f"{' IPL CMS':<72}text", f"{' MACHINE ESA':<72}text"),
    ],
)
def test_a_repair_gives_its_fingerprint_to_no_other_finding(first: str, second: str) -> None:
    both = findings(f"USER A NOLOG\n{first}\n{second}\n")
    (left,) = findings(f"USER A NOLOG\n{second}\n")
    assert len({found.fingerprint for found in both}) == 2
    assert left.fingerprint == both[1].fingerprint


def test_a_damaged_word_is_told_once() -> None:
    assert [found.code for found in findings("USER A\u2019B NOLOG\n MDISK 191 3390 1 1 V\u2019V MR\n")] == [
        "REC005",
        "REC005",
    ]


def test_a_fingerprint_takes_any_characters() -> None:
    assert len(fingerprint("a", 1, "\udcff", "é")) == 16
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


# ---- certainty


def test_the_milder_of_two_severities() -> None:
    assert Severity.ERROR.at_most(Severity.INFO) is Severity.INFO
    assert Severity.INFO.at_most(Severity.ERROR) is Severity.INFO
    assert Severity.WARNING.at_most(Severity.WARNING) is Severity.WARNING
    assert [severity.rank for severity in Severity] == [0, 1, 2]


@pytest.mark.parametrize(
    ("statement", "severity"),
    [
        (f"ACCOUNT 1 2 {'3' * 9}", "info"),
        ("IOPRIORITY REL 1 256", "info"),
        ("OPTION MAXVMCFI 0", "info"),
        ("GLOBALOPTS FOO", "info"),
        ("IUCV *NOSUCH", "info"),
        ("NICDEF 600 TYPE INMN", "info"),
        ("OPTION NOPDATA", "info"),
        ("OPTION XYZZY", "warning"),
        ("CPU 0 CPUID 123", "info"),
        ("ACCOUNT 123456789", "error"),
    ],
)
def test_an_uncertain_fact_makes_no_error(statement: str, severity: str) -> None:
    assert [str(found.severity) for found in findings(f"USER A NOLOG\n {statement}\n")] == [severity]


def test_limits_that_are_not_certain_are_informations_in_the_whole_table() -> None:
    unsure = [operand for kind in STATEMENTS for operand in kind.operands if operand.mark is Mark.UNSURE]
    assert len(unsure) >= 10
    assert {operand.certainty for operand in unsure} == {"info"}


def test_a_rule_says_what_the_compiler_does() -> None:
    (found,) = findings("USER A NOLOG\n IPL\n")
    assert (found.name, str(found.severity), str(found.directxa)) == ("missing-operand", "error", "refuses")
    assert found.fix is None


def test_long_texts_are_cut_in_messages() -> None:
    (found,) = findings("USER A NOLOG\n LINK B 190 190 RR " + "WORDS " * 8)
    assert len(found.message) < 120
    (text,) = findings(f"USER A NOLOG\n IPL CMS PARM {'X' * 57}\n LOGONBY {'X' * 9}\n")
    assert text.message == "XXXXXXXXX is no userid (userid of LOGONBY); allowed: 1 to 8 of A-Z 0-9 @ # $ _ -"


def test_faults_keep_their_index_when_entries_are_many() -> None:
    source = source_of("\n".join(["USER A NOLOG", *[" IPL CMS", " IPL"] * 50]))
    assert sorted(source.faults) == list(range(2, 101, 2))


# ---- rules that fail

TEXT = (
    "DIRECTORY 123 3390 M01RES\nUSER A NOLOG\n MDISK 191 3390 1 5 LX0001 MR\n LINK A 191 192 RR\n LINK A 191 193 RR\n"
)
SOME_RULE = RULES["EXT005"]


def fails(*_: object) -> Iterator[Finding]:
    """A check that raises when it is asked for its findings, as every generator does."""
    raise ZeroDivisionError
    yield


def wrong(*_: object) -> bool:
    """A test that raises."""
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("registered", "entry", "lines"),
    [
        pytest.param(registry.SOURCE_RULES, (SOME_RULE, fails), [1], id="source"),
        pytest.param(registry.STATEMENT_RULES, (SOME_RULE, (Link,), None, fails), [4, 5], id="statement"),
        pytest.param(registry.STATEMENT_RULES, (SOME_RULE, (Link,), wrong, fails), [1], id="statement test"),
        pytest.param(registry.ENTRY_RULES, (SOME_RULE, lambda _: True, fails), [1, 2], id="entry"),
        pytest.param(registry.ENTRY_RULES, (SOME_RULE, wrong, fails), [1, 2], id="entry test"),
        pytest.param(registry.VOLUME_RULES, (SOME_RULE, fails), [3], id="volume"),
        pytest.param(registry.LINK_RULES, (SOME_RULE, fails), [4, 5], id="link"),
        pytest.param(registry.DIRECTORY_RULES, (SOME_RULE, fails), [1], id="directory"),
    ],
)
def test_a_rule_that_raises_is_a_finding_and_hides_no_other(
    registered: list[tuple[object, ...]], entry: tuple[object, ...], lines: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(engine, next(name for name in dir(registry) if getattr(registry, name) is registered), [entry])
        found = lint(directory_of(TEXT + " QUACK\n")).diagnostics
    failed = [one for one in found if one.code == "INT001"]
    assert [one.span.line for one in failed] == lines
    assert {one.message for one in failed} == {
        "rule EXT005 empty-extent failed here: ZeroDivisionError; please report it"
    }
    assert {one.severity for one in failed} == {Severity.ERROR}
    assert [one.span.line for one in found if one.code == "SYN001"] == [6]


def test_a_fault_that_cannot_be_worded_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.FAULT_RULES, "unknown-statement", (RULES["SYN001"], wrong))
    found = [(one.code, one.span.line) for one in findings(" QUACK\n IPL\n", "SYN", "INT")]
    assert found == [("INT001", 1), ("SYN002", 2)]
