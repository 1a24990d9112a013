"""A baseline knows a finding again, wherever its entry has gone, and knows how many there were."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.lint.baseline import Baseline, Known, Matched, baseline_lines, baseline_of, match, prune, read_baseline
from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.model.directory import Directory
from dirtool.model.reading import directory_of as read_directory
from dirtool.text.records import read_records
from tests.generator import entries, generate
from tests.model.made import PARSER, directory_of

DIRTY = """\
USER A NOLOG
 IPL
 LINK B 19G 19G RX
USER B SECRET01 1G 1G G
 LINK A 19G 19G RX
 MACHINE ESA 65
"""
EVERY_RULE = severities_of(Profile.STRICT)


def found_in(*directories: Directory, profile: Profile = Profile.SYNTAX) -> list[Diagnostic]:
    return lint(*directories, options=Options(severities=severities_of(profile))).diagnostics


def matched(baseline: Baseline, *texts: str) -> Matched:
    """What a baseline says of the findings in directories of one file each."""
    return match(found_in(*map(directory_of, texts)), baseline, RULES)


def known_in(*texts: str) -> Baseline:
    return baseline_of(found_in(*map(directory_of, texts)))


def codes(gone: Baseline) -> list[str]:
    return sorted(known.code for known in gone.elements())


# ---- matching


def test_what_is_known_is_not_new() -> None:
    result = matched(known_in(DIRTY), DIRTY)
    assert (result.new, result.gone) == ([], Counter())
    assert result.known == len(found_in(directory_of(DIRTY))) >= 6


def test_what_is_new_is_found_in_its_order_and_what_is_gone_is_named() -> None:
    later = DIRTY.replace(" IPL\n", " MACHINE ESA 66\n") + " MACHINE ESA 67\n"
    result = matched(known_in(DIRTY), later)
    assert [(found.code, found.span.line) for found in result.new if found.code[:3] != "ENT"] == [
        ("VAL001", 2),
        ("VAL001", 7),
    ]
    assert codes(result.gone) == ["SYN002"]
    assert result.known == len(found_in(directory_of(DIRTY))) - 1


def test_a_second_finding_of_the_same_kind_is_new() -> None:
    assert [found.code for found in matched(known_in("USER A NOLOG\n IPL\n"), "USER A NOLOG\n IPL\n IPL\n").new][
        :1
    ] == ["SYN002"]


def test_the_same_finding_in_two_directories_counts_twice() -> None:
    text = "USER A NOLOG\n IPL\n"
    twice = known_in(text, text)
    assert set(twice.values()) == {2}
    assert (matched(twice, text, text).new, matched(twice, text, text).gone) == ([], Counter())
    assert matched(twice, text).gone == known_in(text)
    once = matched(known_in(text), text, text)
    assert (once.known, len(once.new)) == (1, 1)
    assert once.gone == Counter()


def test_of_a_rule_that_was_not_run_nothing_is_gone() -> None:
    baseline = known_in(DIRTY)
    assert codes(match([], baseline, {"SYN002"}).gone) == ["SYN002"]
    assert match([], baseline, set()).gone == Counter()


def test_a_rule_that_failed_is_never_known() -> None:
    known = found_in(directory_of(DIRTY))[0]
    failed = replace(known, code="INT001")
    assert baseline_of([failed, known]) == baseline_of([known])
    by_hand: Baseline = Counter({Known("INT001", failed.subject, failed.fingerprint): 1})
    assert match([failed], by_hand, RULES).new == [failed]


def test_what_is_gone_is_taken_out() -> None:
    text = "USER A NOLOG\n IPL\n MACHINE ESA 65\n"
    baseline = known_in(text, text)
    gone = matched(baseline, text, "USER A NOLOG\n IPL\n").gone
    assert codes(gone) == ["VAL001"]
    pruned = prune(baseline, gone)
    assert codes(pruned) == ["SYN002", "SYN002", "VAL001"]
    assert matched(pruned, text, "USER A NOLOG\n IPL\n")[::2] == ([], Counter())
    assert prune(baseline, Counter()) == baseline


# ---- what wakes nothing


GENERATED = list(entries(generate("ssi", 500, 3)))
DAMAGED = [
    ["USER BAD1 NOLOG", " IPL", " LINK A 19G", " LINK A 19G", " MDISK 191 3390 1 1 VOLUME7 RX", "\tMACHINE ESA 65"],
    ["USER BAD2 NOLOG", " IPL", " OPTION QUICKDISP QUICKDISP", "00010000", "00020000"],
    ["SUBCONFIG BAD3 X", " MDSIK 191", " MDSIK 192", "* comment"],
    ["USER BAD4 NOLOG 8G 4G", " MACHINE ESA 65", " LINK NOBODY 190 190 RR REMARK", " LINK BAD4 999 999 RR"],
    ["USER BAD4 NOLOG", " MDISK 200 3390 1 1 LX0009 MR", " MDISK 201 3390 1 1 LX0009 MR", " LINK BAD4 999 999 RR"],
    ["USER BAD5 NOLOG", " MDISK 200 3390 1 5 LX0009 MR", "*DIRTOOL: IGNORE SYN002 nothing to silence", " MACHINE ESA"],
]
EVERY = [*GENERATED, *DAMAGED]
OPTIONS = Options(severities=EVERY_RULE, releases=("7.3",))


def judged(data: bytes, path: str) -> list[Diagnostic]:
    return lint(read_directory(read_records(data, path), PARSER), options=OPTIONS).diagnostics


BEFORE = judged("".join(f"{record}\n" for entry in EVERY for record in entry).encode(), "USER DIRECT")


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(range(len(EVERY))),
    st.sampled_from([("\n", "ascii"), ("\r\n", "ascii"), ("\x25", "cp037")]),
    st.integers(0, 12),
)
def test_moving_entries_changing_line_ends_and_indenting_wake_nothing(
    order: list[int], layout: tuple[str, str], indent: int
) -> None:
    end, encoding = layout
    moved = [record for index in order for record in EVERY[index]]
    records = [_indented(record, indent) for record in moved]
    text = "".join(f"{record}\n" for record in records)
    data = text.encode(encoding).replace(b"\x25", b"\x15") if encoding != "ascii" else text.replace("\n", end).encode()
    result = match(judged(data, "elsewhere/other.direct"), baseline_of(BEFORE), RULES)
    assert [found for found in result.new if not _is_about_order(found)] == []
    assert not [known for known in result.gone if not _is_about_order(known)]
    assert result.known >= 20


def _indented(record: str, indent: int) -> str:
    """A statement of an entry with other blanks before it."""
    is_statement = record.startswith(" ") and len(record) <= 50
    return " " * (indent + 1) + record.strip(" ") if is_statement else record


def _is_about_order(found: Diagnostic | Known) -> bool:
    """Whether a finding says that entries are out of order, which shuffling makes true."""
    return found.code in ("ENT009", "ENT010", "REF001", "DRM001")


def test_a_path_is_no_part_of_it() -> None:
    text = DIRTY.encode()
    assert baseline_of(judged(text, "a")) == baseline_of(judged(text, "b/c"))
    assert "b/c" not in "".join(baseline_lines(baseline_of(judged(text, "b/c"))))


# ---- the file


def test_a_baseline_as_it_is_written() -> None:
    baseline: Baseline = Counter(
        {Known("SYN002", "B", "f2"): 1, Known("EXT001", "A/0191 B/0191", "f3"): 2, Known("SYN002", "A", "f1"): 1}
    )
    assert list(baseline_lines(baseline)) == [
        '{"schema": "dirtool.baseline/1", "findings": [',
        '{"code": "EXT001", "subject": "A/0191 B/0191", "fingerprint": "f3", "count": 2},',
        '{"code": "SYN002", "subject": "A", "fingerprint": "f1"},',
        '{"code": "SYN002", "subject": "B", "fingerprint": "f2"}',
        "]}",
    ]
    assert json.loads("".join(baseline_lines(Counter()))) == {"schema": "dirtool.baseline/1", "findings": []}


def test_no_secret_is_written() -> None:
    assert "SECRET" not in "".join(baseline_lines(baseline_of(found_in(directory_of(DIRTY), profile=Profile.SECURITY))))


TEXTS = st.text(max_size=12)


@given(st.dictionaries(st.builds(Known, TEXTS, TEXTS, TEXTS), st.integers(1, 3), max_size=6))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, known: dict[Known, int]) -> None:
    path = tmp_path_factory.getbasetemp() / "baseline.json"
    path.write_text("".join(f"{line}\n" for line in baseline_lines(Counter(known))), encoding="ascii")
    assert read_baseline(path) == known


def test_fields_of_later_versions_and_findings_written_twice_are_taken(tmp_path: Path) -> None:
    finding = '{"code": "A", "subject": "B", "fingerprint": "C", "since": 7}'
    path = tmp_path / "b.json"
    path.write_text(f'{{"schema": "dirtool.baseline/1", "by": "x", "findings": [{finding}, {finding}]}}')
    assert read_baseline(path) == {Known("A", "B", "C"): 2}


FINDING = '{"code": "A", "subject": "B", "fingerprint": "C"}'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "line 1: not JSON"),
        ('{"schema": "dirtool.baseline/1",\n"findings": [}', "line 2: not JSON"),
        ("<<<<<<< HEAD", "line 1: not JSON"),
        ("[" * 100_000, "not JSON"),
        ("9" * 5000, "not JSON"),
        ("\xff\xfe\xfd", "not JSON"),
        ("[]", 'its schema must be "dirtool.baseline/1", but there is none'),
        ("{}", 'its schema must be "dirtool.baseline/1", but there is none'),
        ('{"schema": "dirtool.lint/1"}', 'its schema must be "dirtool.baseline/1", but this is "dirtool.lint/1"'),
        ('{"schema": 1}', 'its schema must be "dirtool.baseline/1", but this is 1'),
        ('{"schema": "dirtool.baseline/1"}', '"findings" must be a list'),
        ('{"schema": "dirtool.baseline/1", "findings": {}}', '"findings" must be a list'),
        ('{"schema": "dirtool.baseline/1", "findings": [7]}', "finding 1 must be an object"),
        (f'{{"schema": "dirtool.baseline/1", "findings": [{FINDING}, {{}}]}}', '"code" of finding 2 must be a text'),
        (
            f'{{"schema": "dirtool.baseline/1", "findings": [{FINDING.replace(chr(34) + "B" + chr(34), "null")}]}}',
            '"subject" of finding 1 must be a text',
        ),
        *(
            (
                f'{{"schema": "dirtool.baseline/1", "findings": [{FINDING[:-1]}, "count": {count}}}]}}',
                '"count" of finding 1 must be a whole number from 1 on',
            )
            for count in ("0", "-1", "true", '"1"', "1.5", "null")
        ),
    ],
)
def test_what_is_no_baseline_is_refused_with_the_reason(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError) as caught:
        read_baseline(path)
    assert caught.value.message == f"{path}: no baseline: {why}"


@pytest.mark.parametrize("name", ["none.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=str(tmp_path)):
        read_baseline(tmp_path / name)


def test_severity_is_no_part_of_it() -> None:
    found = found_in(directory_of(DIRTY))
    assert baseline_of(replace(one, severity=Severity.INFO, message="other") for one in found) == baseline_of(found)
