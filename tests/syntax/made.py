"""Strategies: statements of every kind, good ones by the grammar, and what people and transfers make of them."""

import re
from collections.abc import Callable
from itertools import chain

from hypothesis import strategies as st

from dirtool.spec.statement import StatementKind, abbreviations
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.grammar import Grammar, grammar_text
from dirtool.syntax.parser import Parser
from tests.generator import KINDS, generate, statements

GRAMMAR = Grammar(grammar_text("directory.lark"))

WORDS = """
    0 1 3 5 9 00 16 0F 3F 40 64 65 100 191 0191 FFFF 10000 65535 65536 2610 04711 123456 1234567 12345678 123456789
    A B G Z AB ABC C0FFEE 0A0B0C CAFE 19G VOL1 LX0001 VOLUME7 LINUX1 MAINT SYSTEM TCPIP LONGUSER NINECHARS VSW1
    1-5 7-9 5-300 - 200.3 200-20F +5 -1 4294967295 4294967296 50050763 050B073D 5005076800AA0001
    64K 2G 16E 17E 2048m 2X * ** ON OFF END ALL R RR MR MWV MD RX ESA 370 3390 3380 FB-512 2540 1403 3800 3215 9999
    3% 0.1% .5 100.1% 10. *MSG *IDENT *NOSUCH ANY ALLOW HEX SSI LOCK SHARE DOMAIN PARM TYPE &SYSRES A:B /a/b staff Sys
""".split()
QUOTED = [
    "'a b'",
    '"a b"',
    "''",
    "'x'",
    '"/home/My Dir"',
    "'it\"s'",
    "'0A1B'",
    "'a\tb'",
    "'",
    '"',
    "'open",
    "x'y",
    "'a'b",
]
HOSTILE = [
    *QUOTED,
    ",",
    ",,",
    "A,",
    "A,B",
    "*",
    "*x",
    "'a',",
    "\x01",
    "A\x00B",
    "\x7f",
    "é",
    "\u017f",
    "\u0131",
    "ß",
    "\u0663",
    "\u0663\u0664",
    "\uff11\uff12",
    "²",
    "\u2167",
    "\ufeff",
    "\udcff",
    "K",
    "x" * 70,
    "9" * 40,
    "_",
    "()",
    "[",
    "\\",
    "%",
    "=",
    "/*",
    "#",
    "$END",
    "__ANON_1",
    "{0}",
    "None",
]


def _spellings(kind: StatementKind) -> dict[str, list[str]]:
    """Every keyword of a statement's row, in full, with all the forms in which it may be written."""
    written = [kind.spelling]
    for operand in kind.operands:
        written += [*(operand.keyword or "").split(), *operand.values, *operand.obsolete]
    return {name.upper(): abbreviations(name) for name in written}


class Derivations:
    """Statements of one kind, derived from the grammar's rules; a list of words each, in upper case."""

    def __init__(self, kind: StatementKind, grammar: Grammar = GRAMMAR) -> None:
        self.kind = kind
        self.grammar = grammar
        self.spellings = _spellings(kind)
        self.rules: dict[str, list[list[tuple[str, bool]]]] = {}
        for rule in grammar.lark.rules:
            expansion = [(symbol.name, bool(symbol.is_term)) for symbol in rule.expansion]
            self.rules.setdefault(rule.origin.name, []).append(expansion)
        self.patterns = {terminal.name: re.compile(terminal.pattern.value) for terminal in grammar.lark.terminals}
        self.pools: dict[str, list[str]] = {}

    def words(self, draw: st.DrawFn) -> list[str]:
        return self._derive(draw, self.kind.name.lower(), 8)

    def _derive(self, draw: st.DrawFn, rule: str, depth: int) -> list[str]:
        expansions = self.rules[rule]
        if depth <= 0:  # no further round of a list
            expansions = [one for one in expansions if (rule, False) not in one]
        found = []
        for name, is_term in draw(st.sampled_from(expansions)):
            found += [self._word(draw, name)] if is_term else self._derive(draw, name, depth - (name == rule))
        return found

    def _word(self, draw: st.DrawFn, terminal: str) -> str:
        literals = self.grammar.literals_of(terminal)
        if literals:
            literal = draw(st.sampled_from(literals))
            return draw(st.sampled_from(self.spellings.get(literal, [literal])))
        pool = self.pools.get(terminal)
        if pool is None:
            words = [*WORDS, *(QUOTED if self.kind.takes_quotes else []), *chain(*self.spellings.values())]
            fits = self.patterns[terminal]
            pool = self.pools[terminal] = [word for word in words if fits.fullmatch(word.upper().replace(" ", "_"))]
        return draw(st.sampled_from(pool))


DERIVATIONS = {kind.name: Derivations(kind) for kind in STATEMENTS}
GENERATED = sorted({text for kind in KINDS for text in statements(generate(kind, 400, 11))})

cases: st.SearchStrategy[Callable[[str], str]] = st.sampled_from([str, str.lower, str.title, str.swapcase])
blanks = st.sampled_from([" ", "  ", "     "])
any_word = st.sampled_from([*WORDS, *HOSTILE]) | st.text(
    st.characters(exclude_categories=["Cs", "Zs", "Zl", "Zp"], exclude_characters="\n\r"), min_size=1, max_size=9
)


@st.composite
def word_lists(draw: st.DrawFn, kind: str | None = None) -> list[str]:
    """The words of a statement, good by the grammar."""
    name = draw(st.sampled_from(sorted(DERIVATIONS))) if kind is None else kind
    fold = draw(cases)
    return [fold(word) for word in DERIVATIONS[name].words(draw)]


@st.composite
def good(draw: st.DrawFn, kind: str | None = None) -> str:
    """A statement that the grammar takes, in some case, with some blanks."""
    return draw(blanks).join(draw(word_lists(kind)))


@st.composite
def mutated(draw: st.DrawFn, kind: str | None = None) -> str:
    """A statement with words dropped, doubled, swapped, replaced and put in."""
    words = draw(word_lists(kind))
    return draw(blanks).join(draw(with_changes(words)))


@st.composite
def with_changes(draw: st.DrawFn, words: list[str]) -> list[str]:
    """Words, but for the first, dropped, doubled, swapped, replaced and put in."""
    words = list(words)
    for change in draw(
        st.lists(st.sampled_from(["drop", "double", "swap", "replace", "insert", "cut"]), min_size=1, max_size=3)
    ):
        at = draw(st.integers(1, max(1, len(words) - 1)))
        if change == "insert" or at >= len(words):
            words.insert(at, draw(any_word))
        elif change == "drop":
            del words[at]
        elif change == "double":
            words.insert(at, words[at])
        elif change == "swap":
            other = draw(st.integers(1, len(words) - 1))
            words[at], words[other] = words[other], words[at]
        elif change == "replace":
            words[at] = draw(any_word)
        else:
            del words[at:]
    return words


anything = good() | mutated() | st.sampled_from(GENERATED)


def parser_with_the_grammar(*, plain: bool = False) -> Parser:
    """A parser that has met nothing yet, but need not build the grammar."""
    parser = Parser(plain=plain)
    parser._grammar = GRAMMAR
    return parser
