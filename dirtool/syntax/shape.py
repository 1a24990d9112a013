"""Ask Lark once per shape of a statement, and bind the words of every other statement of that shape by position.

Why this is still Lark's parse: every word is one token, and Lark's choices depend only on which terminals match each word,
never on how the word is spelt. So statements whose words match the same terminals have the same tree. The *class* of a
word stands for the set of terminals (of its statement) that match it, the tuple of classes is the shape. A property test
holds this against plain Lark. A million records are read about 15 times faster than by one Lark parse of the whole file
(python -m tests.bench).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lark import Token, Tree

from dirtool.spec.statement import REMARK, Extra, Operand, StatementKind, abbreviations
from dirtool.spec.values import WHOLE_NUMBER, BadValue
from dirtool.syntax import statements
from dirtool.syntax.fault import Fault
from dirtool.syntax.grammar import END_OF_STATEMENT, Grammar, SyntaxFault, without_blanks
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.words import split

ClassOf = Callable[[str], object]
Shape = tuple[object, ...]
Build = Callable[[list[str], str], Statement]


class Plan(NamedTuple):
    """What a shape means: how to build the statement from its words, and what is wrong with every statement of it.

    `slots` are the words that fill an operand, by their index; `form` is the form of the statement, where it has several.
    """

    build: Build
    faults: tuple[Fault, ...]
    slots: dict[str, list[int]]
    form: str | None = None


class Reader(dict[str, Any]):
    """Words of one operand to values, each word read once; a bad word stays a word and is noted at every use."""

    def __init__(self, operand: Operand, spoilt: list[str]) -> None:
        super().__init__({word: operand.read(word) for word in operand.vocabulary if word not in operand.uncertain})
        self.operand = operand
        self.spoilt = spoilt
        self.read = operand.type.read

    def __missing__(self, word: str) -> Any:
        try:
            value = self[word] = self.read(word, self.operand)
        except BadValue as bad:
            self.spoilt.append(self.operand.name)
            return word if bad.value is None else bad.value
        return value


class WordClasses(dict[str, object]):
    """Words of one kind of statement to their classes: a literal is a class of its own, the others are numbered."""

    def __init__(self, patterns: Iterable[re.Pattern[str]], literals: dict[str, str]) -> None:
        super().__init__(literals)
        self.patterns = tuple({pattern.pattern: pattern for pattern in patterns}.values())
        if not self.patterns:
            # Every word but a literal is of one class, which needs no memory of words.
            self.class_of = literals.get
        else:
            self.class_of = self.__getitem__
        self._numbers: dict[tuple[bool, ...], int] = {}

    class_of: ClassOf

    def __missing__(self, word: str) -> object:
        spelt = without_blanks(word)
        matches = tuple([pattern.fullmatch(spelt) is not None for pattern in self.patterns])
        found = self[word] = self._numbers.setdefault(matches, len(self._numbers))
        return found


class Shapes:
    """All that is known of one kind of statement: the classes of its words and the plans of its shapes.

    `spoilt` receives the name of every operand whose word cannot be its value while a statement is built.
    """

    def __init__(self, kind: StatementKind, grammar: Grammar, spoilt: list[str]) -> None:
        self.kind = kind
        self.start = kind.name.lower()
        self.typed: type[Statement] = getattr(statements, kind.name.capitalize())
        self.takes_text = kind.extra is Extra.TEXT
        self.plans: dict[Shape, Plan] = {}
        self.builds: dict[Shape, Build] = {}  # of the plans without faults: what most records take
        self._grammar = grammar
        self._spoilt = spoilt
        keywords = grammar.keywords_of(self.start)
        self._full = _full_keywords(kind, keywords)
        patterns = grammar.open_terminals_of(self.start).values()
        literals = {word: word for word in (*keywords, REMARK)} | self._full
        self.class_of = WordClasses(patterns, literals).class_of
        self._readers: dict[tuple[str, str | None], Reader] = {}

    def split(self, text: str) -> list[str]:
        """The words of `text` as written; a quoted string is one word where the statement takes such strings."""
        return split(text, quotes=self.kind.takes_quotes)

    def plan(self, words: list[str]) -> Plan:
        """The plan for folded `words`: remembered, or derived from Lark's parse of them."""
        shape = tuple(map(self.class_of, words))
        plan = self.plans.get(shape)
        if plan is None:
            plan = self.plans[shape] = self.derive(words)
            if not plan.faults:
                self.builds[shape] = plan.build
        return plan

    def derive(self, words: list[str]) -> Plan:
        """The plan that Lark's parse of `words` gives: plain Lark, no memory."""
        tree = self._grammar.parse([self._full.get(word, word) for word in words], self.start)
        if isinstance(tree, SyntaxFault):
            return self._refusal(tree, words)
        return self._bind(tree, words)

    # -- a statement that Lark accepts

    def _bind(self, tree: Tree[Token], words: list[str]) -> Plan:
        slots: dict[str, list[int]] = {}
        stated: dict[str, str] = {}
        faults: list[Fault] = []
        starts = _word_starts(words, self._full)

        def fill(name: str, indexes: list[int]) -> None:
            operand = self.kind.by_name.get(name)
            if name not in slots:
                slots[name] = indexes
            elif operand is None or operand.many or operand.type.is_text:
                slots[name] += indexes
            else:
                faults.append(self._conflict(name, indexes[0], name, slots[name][0]))

        def walk(node: Tree[Token]) -> None:
            for child in node.children:
                if isinstance(child, Token):
                    fill(child.type.lower().partition("__")[0], [starts[child.start_pos or 0]])
                    continue
                name, _, value = str(child.data).partition("__")
                if value:
                    stated[name] = value
                    walk(child)
                else:
                    fill(name, [starts[token.start_pos or 0] for token in child.scan_values(_is_token)])

        walk(tree)
        for name, other in self.kind.excludes:
            if name in slots and other in slots:
                later, earlier = (name, other) if slots[name][0] > slots[other][0] else (other, name)
                faults.append(self._conflict(later, slots[later][0], earlier, slots[earlier][0]))
        faults += self._rivals(slots, words)
        faults += self._surplus(slots, words)
        form = self._form(stated)
        return Plan(self._builder(slots, stated, form, words), tuple(faults), slots, form)

    def _form(self, stated: dict[str, str]) -> str | None:
        """The form of the statement that the grammar states, if any operand depends on it."""
        operand = self.kind.by_name.get("form")
        return None if operand is None else _stated_value(operand, stated.get("form"))

    def _reader(self, operand: Operand, form: str | None) -> Reader:
        row = operand.with_form(form)
        key = (operand.name, None if row is operand else form)
        reader = self._readers.get(key)
        if reader is None:
            reader = self._readers[key] = Reader(row, self._spoilt)
        return reader

    def _conflict(self, name: str, index: int, other: str, other_index: int) -> Fault:
        """Two operands that cannot stand together, each shown at its keyword where it has one."""
        first, second = (
            at - 1 if (operand := self.kind.by_name[of]).keyword and operand.type.annotation != "bool" else at
            for of, at in ((name, index), (other, other_index))
        )
        return Fault("conflicting-operands", first, max(first, index), name, other=second)

    def _rivals(self, slots: dict[str, list[int]], words: list[str]) -> list[Fault]:
        """Words of one operand that cannot stand together: each one behind the first of its group."""
        found: dict[int, Fault] = {}
        for operand in self.kind.operands:
            for group in operand.one_of:
                first, *others = [
                    index for index in slots.get(operand.name, []) if operand.vocabulary.get(words[index]) in group
                ] or [0]
                for index in others:
                    found.setdefault(index, Fault("conflicting-operands", index, index, operand.name, other=first))
        return [found[index] for index in sorted(found)]

    def _surplus(self, slots: dict[str, list[int]], words: list[str]) -> list[Fault]:
        """Words that fill nothing: behind the last operand, behind a remark's asterisk, or one too many of a list."""
        ignored = slots.get("ignored", [])
        for operand in self.kind.operands:
            filled = slots.get(operand.name, [])
            if operand.secret and not operand.required and filled and words[filled[0]] == REMARK:
                return [Fault("remark-after-operands", filled[0], len(words) - 1, operand.name)]
            if operand.most is not None and len(filled) > operand.most:
                wanted = f"at most {operand.most} of {operand.name}"
                rule = "ignored-operand" if self.kind.extra is Extra.IGNORED else "invalid-operand"
                return [Fault(rule, filled[operand.most], filled[-1], operand.name, wanted)]
        if ignored:
            rule = "remark-after-operands" if words[ignored[0]] == REMARK else "ignored-operand"
            return [Fault(rule, ignored[0], ignored[-1])]
        return []

    def _builder(
        self, slots: dict[str, list[int]], stated: dict[str, str], form: str | None, words: list[str]
    ) -> Build:
        """Code that builds the statement from its words.

        Compiled, since a loop over the operands takes three times as long; a plan is compiled once per shape. In the code,
        w are the words in upper case, s the words as written, t is the text. Lists are looped over: a statement can have
        a million words, of which each would cost the compiler a kilobyte.
        """
        scope: dict[str, Any] = {"typed": self.typed, "rest": _rest}
        arguments = []
        for operand in self.kind.operands:
            indexes = slots.get(operand.name)
            if indexes is None:
                arguments.append(repr(_stated_value(operand, stated.get(operand.name))))
                continue
            value, places = f"{operand.name}_", f"{operand.name}_at"
            scope |= {value: self._reader(operand, form), places: indexes}
            source = "s" if operand.type.keeps_case else "w"
            word = f"{source}[{indexes[0]}]"
            if operand.secret and not operand.required and words[indexes[0]] == REMARK:
                arguments.append(word)
            elif operand.type is WHOLE_NUMBER:
                arguments.append(f"int({word})")
            elif operand.type.is_text:
                arguments.append(f"{value}[rest(t, {indexes[0]}, s)]")
            elif operand.many:
                arguments.append(f"tuple([{value}[{source}[i]] for i in {places}])")
            elif len(indexes) == 1:
                arguments.append(f"{value}[{word}]")
            else:
                arguments.append(f"{value}[{operand.type.joins!r}.join([{source}[i] for i in {places}])]")
        if not any(operand.type.keeps_case for operand in self.kind.operands):
            build: Build = eval(f"lambda w, t: typed({', '.join(arguments)})", scope)
            return build
        bind = eval(f"lambda w, s, t: typed({', '.join(arguments)})", scope)
        return lambda w, t: bind(w, self.split(t), t)

    # -- a statement that Lark refuses

    def _refusal(self, syntax: SyntaxFault, words: list[str]) -> Plan:
        kind, at = self.kind, syntax.word
        accepted = syntax.accepted - {END_OF_STATEMENT}
        allowed, wanted = self._accepted(accepted)
        if accepted and not wanted:  # the words of an operand that a rule of its own describes
            introduced = self._full.get(words[at - 1])
            wanted = [row.name for row in kind.operands if introduced in (row.keyword or "").upper().split()][:1]
        rule = "missing-operand" if at == len(words) else "invalid-operand"
        operand = wanted[0] if len(wanted) == 1 else None
        fault = Fault(rule, at, at, operand, ", ".join(wanted), allowed)
        return Plan(lambda w, t: Unparsed(kind.name, kind, at), (fault,), {})

    def _accepted(self, terminals: frozenset[str]) -> tuple[tuple[str, ...], list[str]]:
        """The keywords that these terminals stand for, and the operands they lead to, in the table's order."""
        keywords: set[str] = set()
        operands: set[str] = set()
        for terminal in terminals:
            operands.add(terminal.lower().partition("__")[0])
            keywords.update(self._grammar.literals_of(terminal))
        obsolete = {word.upper() for operand in self.kind.operands for word in operand.obsolete}
        names = [
            operand.name
            for operand in self.kind.operands
            if (operand.name in operands or keywords & set((operand.keyword or "").upper().split()))
            and (operand.values or not operand.obsolete)
        ]
        return tuple(sorted(word for word in keywords - obsolete if word[0] != "*")), names

    # -- values

    def value_faults(self, words: list[str], text: str, plan: Plan) -> list[Fault]:
        """What is wrong with the values of a statement: one fault a bad word, and one a pair in the wrong order."""
        faults: list[Fault] = []
        as_written = self.split(text)
        numbers: dict[str, int] = {}
        for operand in self.kind.operands:
            pieces = _pieces(operand, plan.slots.get(operand.name, []), words, as_written, text)
            if operand.secret and not operand.required and pieces and pieces[0][2] == REMARK:
                break  # the words behind it are a remark, not passwords
            for first, last, word in pieces:
                try:
                    value = operand.with_form(plan.form).read(word)
                except BadValue as bad:
                    faults.append(Fault(bad.rule, first, last, operand.name, bad.wanted, bad.allowed, bad.certainty))
                else:
                    numbers[operand.name] = value
        for low, high in self.kind.ascending:
            if low in numbers and high in numbers and numbers[low] > numbers[high]:
                at = plan.slots[high][0]
                faults.append(Fault("out-of-range", at, at, high, f"at least the {low}", (), "warning"))
        return faults


def _pieces(
    operand: Operand, indexes: list[int], words: list[str], as_written: list[str], text: str
) -> list[tuple[int, int, str]]:
    """The words that are read as one value, with the indexes of the first and the last of them."""
    source = as_written if operand.type.keeps_case else words
    if not indexes:
        return []
    if operand.type.is_text:
        return [(indexes[0], indexes[-1], _rest(text, indexes[0], as_written))]
    if operand.many:
        return [(index, index, source[index]) for index in indexes]
    return [(indexes[0], indexes[-1], (operand.type.joins or "").join(source[index] for index in indexes))]


def _is_token(value: object) -> bool:
    return isinstance(value, Token)


def _word_starts(words: list[str], full: dict[str, str]) -> dict[int, int]:
    """Where in the text that Lark saw each word starts: position to index."""
    starts, position = {}, 0
    for index, word in enumerate(words):
        starts[position] = index
        position += len(full.get(word, word)) + 1
    return starts


def _rest(text: str, index: int, words: list[str]) -> str:
    """The text from the word at `index` on, inner blanks and all."""
    at = 0
    for word in words[:index]:
        at = text.index(word, at) + len(word)
    return text[at:].strip()


def _stated_value(operand: Operand, value: str | None) -> str | None:
    """The value of `operand` that a rule of the grammar states by its name, as the table spells it."""
    if value is None:
        return None
    found = next(word for word in operand.values if word.replace("-", "").lower() == value)
    return found if found.islower() else found.upper()


def _full_keywords(kind: StatementKind, literals: set[str]) -> dict[str, str]:
    """Abbreviation to full keyword, for the keywords that this statement's rule knows."""
    spelled = [kind.spelling]
    for operand in kind.operands:
        spelled += [*(operand.keyword or "").split(), *operand.values, *operand.obsolete]
    return {
        short: name.upper() for name in reversed(spelled) if name.upper() in literals for short in abbreviations(name)
    }
