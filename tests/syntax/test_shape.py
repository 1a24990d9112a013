"""The fast way and plain Lark agree on every statement, whatever was parsed before it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dirtool.spec.statements import BY_NAME, STATEMENTS
from dirtool.syntax.parser import Parsed, Parser
from dirtool.syntax.words import fold, is_unclosed, split
from tests.model.made import records_of, source_of
from tests.syntax.made import (
    GENERATED,
    HOSTILE,
    QUOTED,
    WORDS,
    anything,
    good,
    mutated,
    parser_with_the_grammar,
)
from tests.syntax.test_examples import FORMS, FURTHER_INVALID, INVALID, VALID, WORDS_BEHIND

FAST = parser_with_the_grammar()
PLAIN = parser_with_the_grammar(plain=True)
EXAMPLES = [row[0] for row in (*VALID, *FORMS)] + [row[0] for row in (*INVALID, *FURTHER_INVALID, *WORDS_BEHIND)]

quick = settings(max_examples=150, deadline=None)
thorough = settings(max_examples=500, deadline=None)


def check(text: str, fast: Parser = FAST) -> Parsed | None:
    """Parse in both ways, and compare; what the shapes mean is shown if they differ."""
    found, plain = fast.parse(text), PLAIN.parse(text)
    if found is None or plain is None:
        assert found is plain
        return None
    assert found.faults == plain.faults
    assert type(found.statement) is type(plain.statement)
    assert found.statement == plain.statement
    for name, value in found.statement.operands().items():
        assert type(value) is type(plain.statement.operands()[name])
    return found


@pytest.mark.parametrize("text", EXAMPLES)
def test_both_ways_agree_on_the_examples(text: str) -> None:
    check(text)
    check(text.lower())


def test_both_ways_agree_on_whole_directories() -> None:
    for text in GENERATED:
        check(text)


@thorough
@given(good())
def test_both_ways_agree_on_what_the_grammar_takes(text: str) -> None:
    check(text)


@thorough
@given(mutated())
@example("IPL CMS LOADPARM 'A\tB' PARM X")
@example("MDISK 191 3390 VBLK1000 10 VOL1")
@example("LOADDEV SCPDATA zzz 'a'")
@example("USER A B 1G 2G G 64\x1fX")
def test_both_ways_agree_on_what_is_wrong(text: str) -> None:
    check(text)


@quick
@given(st.text(max_size=71))
def test_both_ways_agree_on_noise(text: str) -> None:
    check(text)


@quick
@given(st.sampled_from(sorted(BY_NAME)), st.lists(st.sampled_from([*WORDS, *HOSTILE]), max_size=6))
def test_both_ways_agree_on_any_words_behind_a_keyword(keyword: str, words: list[str]) -> None:
    check(" ".join([keyword, *words]))


@quick
@given(st.data(), st.sampled_from([kind.name for kind in STATEMENTS if kind.operands]))
def test_the_order_in_which_statements_are_met_does_not_matter(data: st.DataObject, kind: str) -> None:
    texts = data.draw(st.lists(good(kind) | mutated(kind), min_size=2, max_size=8))
    fresh = parser_with_the_grammar()
    for text in texts:
        check(text, fresh)


@pytest.mark.parametrize(
    "texts",
    [
        ["MDISK 191 3390 RBLK0512 10 REG", "MDISK 191 3390 VBLK1024 10 VOL1"],
        ["MDISK 191 3390 TBLK0512 10", "MDISK 191 3390 T-DISK 10", "MDISK 191 3390 VDBS0512 10", "MDISK 191 3390 1 10"],
        ["LOADDEV SCPDATA HEX 'a'", "LOADDEV SCPDATA ZZZ 'a'"],
        ["LOADDEV SCPDATA bare", "LOADDEV SCPDATA HEX"],
        ["DEDICATE 150 1234", "DEDICATE 150 12345", "DEDICATE 150 VOLID"],
        ["IUCV ANY", "IUCV *IDENT", "IUCV *MSG"],
        ["SPOOL 00C 2540 A", "SPOOL 00C 1403 A", "SPOOL 00C 3800 A"],
        ["SHARE REL 5", "SHARE ABS 5", "SHARE REL 5%", "SHARE ABS 5%"],
        ["NICDEF 600 VLAN 5 - 6", "NICDEF 600 VLAN 5 * 6", "NICDEF 600 VLAN 5-6"],
        ["LINK A 190 190 RR * X", "LINK A 190 190 RR X X"],
        ["MDISK 191 3390 1 1 V MR * A", "MDISK 191 3390 1 1 V MR A A"],
        ["USER A B 1G 2G G 64", "USER A B 1G 2G G ON"],
    ],
)
def test_shapes_that_look_alike_are_told_apart(texts: list[str]) -> None:
    for order in (texts, texts[::-1]):
        fresh = parser_with_the_grammar()
        for text in order:
            check(text, fresh)


@quick
@given(st.lists(anything, max_size=12))
def test_parsing_all_at_once_is_parsing_each(texts: list[str]) -> None:
    for parser in (FAST, parser_with_the_grammar(), PLAIN):
        found = parser.parse_all(texts)
        assert list(found.statements) == list(dict.fromkeys(texts))
        for text in texts:
            alone = PLAIN.parse(text)
            assert found.statements[text] == (alone and alone.statement)
            assert found.faults.get(text, ()) == (alone.faults if alone else ())


@quick
@given(st.lists(anything, min_size=1, max_size=8))
def test_words_stand_where_they_are_said_to_stand(texts: list[str]) -> None:
    records = ["USER A NOLOG", *(f" {text}".replace("\n", " ") for text in texts)]
    source = source_of("\n".join(records))
    for index in range(len(source.statements)):
        for word in source.words(index):
            assert records[word.line - 1][word.column - 1 : word.end_column - 1] == word.text
            assert word.column >= 1
            assert word.end_column <= 72
    assert source.records.texts == records_of("\n".join(records)).texts


@quick
@given(st.lists(anything, min_size=1, max_size=8))
def test_faults_point_at_words_of_their_statement(texts: list[str]) -> None:
    source = source_of("\n".join(["USER A NOLOG", *(f" {text}" for text in texts)]))
    for index, faults in source.faults.items():
        count = len(source.words(index))
        for fault in faults:
            assert 0 <= fault.first <= fault.last <= count
            assert fault.other is None or 0 <= fault.other < count


# ---- folding and splitting


def test_folding_touches_a_to_z_only() -> None:
    assert fold("abcxyz019 é ß \u017f \u0131 µ") == "ABCXYZ019 é ß \u017f \u0131 µ"


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "operand", "value"),
    [
        ("posixinfo gname Staff", "gname", "Staff"),
        ("posixinfo iwdir /Home/a", "iwdir", "/Home/a"),
        ("posixglist gnames Staff sys", "gnames", ("Staff", "sys")),
        ("posixgroup Staff 1", "gname", "Staff"),
        ("loaddev scpdata 'Root=x'", "scpdata", "Root=x"),
        ("command Set Run On", "text", "Set Run On"),
        ("ipl cms parm AutoCR", "parm", "AutoCR"),
        ("ipl cms loadparm 'Ab'", "loadparm", "AB"),
        ("link maint 19e 19e rr", "vdev1", "019E"),
        ("nicdef 600 lan system vsw1", "lan", "SYSTEM VSW1"),
        ("user linux1 lbyonly 2048m", "storage", "2048M"),
    ],
)
def test_only_some_operands_keep_their_case(text: str, operand: str, value: object) -> None:
    parsed = check(text)
    assert parsed is not None
    assert parsed.statement.operands()[operand] == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A 'b  c' \"d e\" f", ["A", "'b  c'", '"d e"', "f"]),
        ("A 'b c", ["A", "'b c"]),
        ("A x'y z'", ["A", "x'y", "z'"]),
        ("A 'b','c'", ["A", "'b'", ",'c'"]),
        ("A ''", ["A", "''"]),
    ],
)
def test_a_quoted_string_is_one_word(text: str, words: list[str]) -> None:
    assert split(text, BY_NAME["LOADDEV"]) == words
    assert split(text, BY_NAME["LINK"]) == split(text, None) == text.split()


@pytest.mark.parametrize(
    ("word", "unclosed"), [("'a b", True), ("'", True), ("'a'", False), ("a'", False), ("''", False)]
)
def test_an_unclosed_string(word: str, unclosed: bool) -> None:
    assert is_unclosed(word) is unclosed


def test_the_hostile_words_hold_quotes_of_every_kind() -> None:
    assert set(QUOTED) <= set(HOSTILE)
