"""Strategies: commands to DirMaint of every verb, good ones by the grammars, and what people make of them."""

from hypothesis import strategies as st

from dirtool.spec.dirmaint_verbs import DIRMAINT, VERB_BY_SPELLING, VERBS, Verb
from dirtool.spec.statement import abbreviations
from dirtool.syntax.command import OPERAND_OF_VERB, STATEMENTS_BEHIND_A_DEVICE, CommandParser
from dirtool.syntax.grammar import Grammar, grammar_text
from tests.syntax.made import DERIVATIONS, Derivations, blanks, cases, parser_with_the_grammar, with_changes

GRAMMAR = Grammar(grammar_text("dirmaint.lark"))

_STATEMENT = "\0"
_OWN_WORDS = {
    "STATEMENT": [_STATEMENT],
    "STATEMENT__BEFORE_DELETE": [_STATEMENT],
    "OLD_AREA": ["V=LX0001", "G=LINUX", "R=REG1"],
}
_VERB_WORDS = {verb.name: [word for word, meant in VERB_BY_SPELLING.items() if meant is verb] for verb in VERBS}


class Commands(Derivations):
    """Commands of one verb: the statement in them is derived by its own rule."""

    def __init__(self, verb: Verb) -> None:
        super().__init__(verb, GRAMMAR)
        self.verb = verb

    def words(self, draw: st.DrawFn) -> list[str]:
        """The verb and its operands."""
        _, *words = super().words(draw)
        if _STATEMENT in words:
            at = words.index(_STATEMENT)
            before, behind = words[:at], [word for word in words[at:] if word != _STATEMENT]
            words = [*before, *self._statement(draw), *behind]
        return [draw(st.sampled_from(_VERB_WORDS[self.verb.name])), *words]

    def _word(self, draw: st.DrawFn, terminal: str) -> str:
        if terminal in _OWN_WORDS:
            return draw(st.sampled_from(_OWN_WORDS[terminal]))
        word = super()._word(draw, terminal)
        row = self.verb.by_name.get(terminal.lower().partition("__")[0])
        if row is None or self.grammar.literals_of(terminal) or row.takes(word.upper()):
            return word
        fitting = [one for one in self.pools[terminal] if row.takes(one.upper())]
        return draw(st.sampled_from(fitting)) if fitting else word

    def _statement(self, draw: st.DrawFn) -> list[str]:
        """The words of a statement behind its name, and behind the number that the verb itself has."""
        name = self.verb.statement
        assert name is not None
        if self.verb.name in OPERAND_OF_VERB:
            return [draw(st.sampled_from(["/bin/sh", "/home/My", "'/a b'", "x"]))]
        has_key = {"vdev", "cpuaddr"} & self.verb.by_name.keys() and name not in STATEMENTS_BEHIND_A_DEVICE
        return DERIVATIONS[name].words(draw)[2 if has_key else 1 :]


BY_VERB = {verb.name: Commands(verb) for verb in VERBS}

_PREFIXES = {
    "FORuser": ["LINUX1", "lnx2", "ALL", "MAINT"],
    "ATnode": ["*", "NODE1"],
    "TOsys": ["NODE2"],
    "ASuser": ["MAINT"],
    "BYuser": ["OPER"],
    "PROMpt": [""],
    "MULTIuser": ["LNX*"],
    "REQUEST": ["7", "12.3"],
    "CMDLevel": ["140A", "150a"],
}


names = st.sampled_from([[], *([word] for word in abbreviations(DIRMAINT.spelling))])


@st.composite
def prefixes(draw: st.DrawFn) -> list[str]:
    """Some prefixes in some order, each with its operand."""
    chosen = draw(st.lists(st.sampled_from(sorted(_PREFIXES)), unique=True, max_size=4))
    return [
        f"{draw(st.sampled_from(abbreviations(name)))} {draw(st.sampled_from(_PREFIXES[name]))}".strip()
        for name in chosen
    ]


@st.composite
def bare_commands(draw: st.DrawFn, name: str | None = None) -> list[str]:
    """The words of a command that the grammars take, from its verb on."""
    fold = draw(cases)
    words = BY_VERB[name or draw(st.sampled_from(sorted(BY_VERB)))].words(draw)
    return [fold(word) for word in words]


@st.composite
def good_commands(draw: st.DrawFn, name: str | None = None) -> str:
    """A command that the grammars take, in some case, with some blanks."""
    fold = draw(cases)
    before = [fold(word) for word in (*draw(names), *draw(prefixes()))]
    return draw(blanks).join([*before, *draw(bare_commands(name))])


@st.composite
def mutated_commands(draw: st.DrawFn, name: str | None = None) -> str:
    """A command with words dropped, doubled, swapped, replaced and put in."""
    words = draw(good_commands(name)).split()
    return draw(blanks).join(draw(with_changes(words)))


def command_parser(*, plain: bool = False) -> CommandParser:
    """A parser that has met nothing yet, but need not build the grammars."""
    return CommandParser(parser_with_the_grammar(plain=plain))
