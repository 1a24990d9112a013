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

from dirtool.spec.statement import REMARK, Extra, Mark, Operand, StatementKind, abbreviations
from dirtool.spec.statements import UNCERTAIN_SPELLINGS
from dirtool.spec.values import WHOLE_NUMBER, BadValue, Certainty, mildest
from dirtool.syntax.fault import Fault
from dirtool.syntax.grammar import END_OF_STATEMENT, Grammar, SyntaxFault, without_blanks
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.words import split

ClassOf = Callable[[str], object]
Shape = tuple[object, ...]
Build = Callable[[list[str], str], Statement]
Slots = dict[str, list[list[int]]]


class Plan(NamedTuple):
    """What a shape means: how to build the statement from its words, and what is wrong with every statement of it.

    `slots` are the words that fill an operand, by their index, in groups of those that make one value; a group is empty
    where an operand that stands beside another one is left out. `form` is the form of the statement, where it has several.
    `accepted` tells whether Lark took the words.
    """

    build: Build
    faults: tuple[Fault, ...]
    slots: Slots
    form: str | None = None
    accepted: bool = True

    def indexes(self, name: str) -> list[int]:
        """The words that fill an operand, in one row."""
        return _in_a_row(self.slots, name)


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

    `typed` is the class of its statements. `spoilt` receives the name of every operand whose word cannot be its value while a
    statement is built.
    """

    def __init__(self, kind: StatementKind, typed: type[Statement], grammar: Grammar, spoilt: list[str]) -> None:
        self.kind = kind
        self.start = kind.name.lower()
        self.typed = typed
        self.plans: dict[Shape, Plan] = {}
        self.builds: dict[Shape, Build] = {}  # of the plans without faults: what most records take
        self._grammar = grammar
        self._spoilt = spoilt
        keywords = grammar.keywords_of(self.start)
        uncertain = {spelling: kind.name for spelling, meant in UNCERTAIN_SPELLINGS.items() if meant is kind}
        self._full = _full_keywords(kind, keywords) | uncertain
        patterns = grammar.open_terminals_of(self.start).values()
        literals = {word: word for word in (*keywords, REMARK)} | self._full
        self.class_of = WordClasses(patterns, literals).class_of
        self._readers: dict[tuple[str, str | None], Reader] = {}

    def split(self, text: str) -> list[str]:
        """The words of `text` as written; a quoted string is one word where the statement takes such strings."""
        return split(text, self.kind)

    def is_text(self, words: list[str]) -> bool:
        """Whether the last of the folded `words` is part of a text, whatever it is."""
        keyword = self.kind.text_keyword
        return self.kind.extra is Extra.TEXT and (keyword is None or keyword in words[2:-1])

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
        plan = self._refusal(tree, words) if isinstance(tree, SyntaxFault) else self._bind(tree, words)
        return plan._replace(faults=tuple(map(self._capped, plan.faults)))

    def _capped(self, fault: Fault) -> Fault:
        """A fault of a statement of which hardly anything is certain is no error."""
        if self.kind.mark is not Mark.UNSURE:
            return fault
        return fault._replace(certainty=mildest(fault.certainty, "warning"))

    # -- a statement that Lark accepts

    def _bind(self, tree: Tree[Token], words: list[str]) -> Plan:
        slots: Slots = {}
        stated: dict[str, str] = {}
        faults: list[Fault] = []
        starts = _word_starts(words, self._full)

        def fill(name: str, indexes: list[int]) -> None:
            operand = self.kind.by_name.get(name)
            groups = slots.setdefault(name, [])
            if operand is not None and operand.beside is not None:
                groups += [[] for _ in range(len(groups), len(slots[operand.beside]) - 1)]
            if not groups or operand is None or operand.many:
                groups.append(indexes)
            elif operand.type.is_text:
                groups[0] += indexes
            else:
                faults.append(self._conflict(name, indexes[0], name, groups[0][0]))

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
        faults += self._exclusions(slots, words)
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
            at - 1 if self.kind.by_name[of].keyword else at for of, at in ((name, index), (other, other_index))
        )
        return Fault("conflicting-operands", first, max(first, index), name, other=second)

    def _exclusions(self, slots: Slots, words: list[str]) -> list[Fault]:
        """Operands of which one excludes the other, shown at the later one."""
        found = []
        for pair in self.kind.excludes:
            places = []
            for name, _, value in (one.partition("=") for one in pair):
                spelled = self.kind.by_name[name].vocabulary
                indexes = [at for at in _in_a_row(slots, name) if not value or spelled.get(words[at]) == value]
                places += [(indexes[0], name)] if indexes else []
            if len(places) == len(pair):
                (earlier, other), (later, name) = sorted(places)
                found.append(self._conflict(name, later, other, earlier))
        return found

    def _rivals(self, slots: Slots, words: list[str]) -> list[Fault]:
        """Words of one operand that cannot stand together: each one behind the first of its group."""
        found: dict[int, Fault] = {}
        for operand in self.kind.operands:
            for group in operand.one_of:
                first, *others = [
                    index for index in _in_a_row(slots, operand.name) if operand.vocabulary.get(words[index]) in group
                ] or [0]
                for index in others:
                    found.setdefault(index, Fault("conflicting-operands", index, index, operand.name, other=first))
        return [found[index] for index in sorted(found)]

    def _surplus(self, slots: Slots, words: list[str]) -> list[Fault]:
        """Words that fill nothing: behind the last operand, behind a remark's asterisk, or one too many of a list."""
        ignored = _in_a_row(slots, "ignored")
        for operand in self.kind.operands:
            filled = _in_a_row(slots, operand.name)
            if operand.secret and not operand.required and filled and words[filled[0]] == REMARK:
                return [Fault("remark-after-operands", filled[0], len(words) - 1, operand.name)]
            if operand.most is not None and len(filled) > operand.most:
                rule = "ignored-operand" if self.kind.extra is Extra.IGNORED else "invalid-operand"
                certainty: Certainty = "warning" if operand.most_mark is Mark.UNSURE else "error"
                wanted = f"at most {operand.most} for {operand.title}"
                first, last = filled[operand.most], filled[-1]
                return [Fault(rule, first, last, operand.name, wanted, certainty=certainty, surplus=True)]
        if ignored:
            rule = "remark-after-operands" if words[ignored[0]] == REMARK else "ignored-operand"
            return [Fault(rule, ignored[0], ignored[-1])]
        if self.kind.text_keyword is not None:
            return self._swallowed(slots, words)
        return []

    def _swallowed(self, slots: Slots, words: list[str]) -> list[Fault]:
        """Keywords of other operands that stand in the text, of which they are a part."""
        text = next(operand for operand in self.kind.operands if operand.type.is_text)
        keywords = {operand.keyword.upper() for operand in self.kind.operands if operand.keyword} - {
            self.kind.text_keyword
        }
        return [
            Fault("keyword-inside-text", at, at, text.name)
            for at in _in_a_row(slots, text.name)
            if self._full.get(words[at]) in keywords
        ]

    def _builder(self, slots: Slots, stated: dict[str, str], form: str | None, words: list[str]) -> Build:
        """Code that builds the statement from its words.

        Compiled, since a loop over the operands takes three times as long; a plan is compiled once per shape. In the code,
        w are the words in upper case, s the words as written, t is the text. Lists are looped over: a statement can have
        a million words, of which each would cost the compiler a kilobyte.
        """
        scope: dict[str, Any] = {"typed": self.typed, "rest": _rest}
        arguments = []
        for operand in self.kind.operands:
            groups = slots.get(operand.name)
            if groups is None:
                arguments.append(repr(_stated_value(operand, stated.get(operand.name))))
                continue
            value, places = f"{operand.name}_", f"{operand.name}_at"
            if operand.beside is not None:
                groups = groups + [[] for _ in range(len(groups), len(slots[operand.beside]))]
            scope |= {value: self._reader(operand, form), places: groups}
            source = "s" if operand.type.keeps_case else "w"
            word = f"{source}[{groups[0][0]}]" if groups[0] else ""
            joined = f"{value}[{operand.type.joins!r}.join([{source}[i] for i in g])]"
            if operand.secret and not operand.required and words[groups[0][0]] == REMARK:
                arguments.append(word)
            elif operand.type is WHOLE_NUMBER:
                arguments.append(f"int({word})")
            elif operand.type.is_text:
                arguments.append(f"{value}[rest(t, {groups[0][0]}, s)]")
            elif operand.many:
                one = f"{value}[{source}[g[0]]]" if operand.type.joins is None else joined
                arguments.append(f"tuple([{one} if g else None for g in {places}])")
            elif len(groups[0]) == 1:
                arguments.append(f"{value}[{word}]")
            else:
                arguments.append(joined.replace(" in g]", f" in {places}[0]]"))
        if not any(operand.type.keeps_case for operand in self.kind.operands):
            build: Build = eval(f"lambda w, t: typed({', '.join(arguments)})", scope)
            return build
        bind = eval(f"lambda w, s, t: typed({', '.join(arguments)})", scope)
        return lambda w, t: bind(w, self.split(t), t)

    # -- a statement that Lark refuses

    def _refusal(self, syntax: SyntaxFault, words: list[str]) -> Plan:
        kind, at = self.kind, syntax.word
        expected, allowed, owners = self._accepted(syntax.accepted - {END_OF_STATEMENT})
        if syntax.accepted - {END_OF_STATEMENT} and not expected and not allowed:
            # words of an operand that a rule of its own describes
            introduced = self._full.get(words[at - 1])
            expected = [row.name for row in kind.operands if introduced in (row.keyword or "").upper().split()][:1]
        owners |= set(expected)
        operand = (owners.pop() or None) if len(owners) == 1 else None
        concerned = self._introduced(words[:at]) if operand is None else kind.by_name[operand]
        certainty: Certainty = "info" if concerned is not None and concerned.mark is Mark.UNSURE else "error"
        rule = "missing-operand" if at == len(words) else "invalid-operand"
        fault = Fault(rule, at, at, operand, "", tuple(allowed), certainty, expected=tuple(expected))
        return Plan(lambda w, t: Unparsed(kind.name, kind), (fault,), {}, accepted=False)

    def _introduced(self, words: list[str]) -> Operand | None:
        """The operand that the last keyword among `words` introduces."""
        by_keyword = {operand.keyword.upper(): operand for operand in self.kind.operands if operand.keyword}
        spelt = (by_keyword.get(self._full.get(word, "")) for word in reversed(words))
        return next(filter(None, spelt), None)

    def _accepted(self, terminals: frozenset[str]) -> tuple[list[str], list[str], set[str]]:
        """What the terminals stand for: operands that take open words, words, and the operands that these words fill.

        Both lists are in the table's order. A special form of an open operand is not listed beside it; nor are words of
        another era, those that DIRECTXA does not take, and those that lead to nothing certain.
        """
        names = [terminal.lower().partition("__")[0] for terminal in terminals]
        literals = {terminal: self._grammar.literals_of(terminal) for terminal in terminals}
        opened = {name for name, terminal in zip(names, terminals, strict=True) if not literals[terminal]}
        expected = [operand.name for operand in self.kind.operands if operand.name in opened]
        spelt = {
            word: name
            for name, terminal in zip(names, terminals, strict=True)
            if name not in expected
            for word in literals[terminal]
        }
        unoffered = self._unoffered()
        allowed = [word for word in sorted(spelt) if word not in unoffered]
        owners = {spelt[word] if spelt[word] in self.kind.by_name else "" for word in allowed}
        return expected, allowed, owners

    def _unoffered(self) -> set[str]:
        """Keywords that nobody should be told to write."""
        unoffered: set[str] = set()
        for operand in self.kind.operands:
            unoffered.update(word.upper() for word in (*operand.obsolete, *operand.dirmaint_words))
            if operand.mark is Mark.UNSURE:
                unoffered.update((*operand.words, *(operand.keyword or "").upper().split()))
        return unoffered

    # -- values

    def value_faults(self, words: list[str], text: str, plan: Plan) -> list[Fault]:
        """What is wrong with the values of a statement: one fault a bad word, and one a pair in the wrong order."""
        faults: list[Fault] = []
        as_written = self.split(text)
        values: dict[str, Any] = {}
        for operand in self.kind.operands:
            row = self._reader(operand, plan.form).operand
            groups = [group for group in plan.slots.get(operand.name, []) if group]
            if operand.secret and not operand.required and groups and words[groups[0][0]] == REMARK:
                break  # the words behind it are a remark, not passwords
            source = as_written if operand.type.keeps_case else words
            for group in groups:
                try:
                    if operand.type.is_text:
                        values[operand.name] = row.read(_rest(text, group[0], as_written))
                    else:
                        values[operand.name] = row.read((operand.type.joins or "").join([source[at] for at in group]))
                except BadValue as bad:
                    first, last = group[0], group[-1]
                    if bad.piece is not None:
                        first = last = group[bad.piece]
                    form = plan.form if row is not operand else None
                    fault = Fault(
                        bad.rule, first, last, operand.name, bad.wanted, bad.allowed, bad.certainty, form=form
                    )
                    faults.append(self._capped(fault))
        for low, high in self.kind.ascending:
            least, most = (_amount(values.get(name), low) for name in (low, high))
            if least is not None and most is not None and least > most:
                at = plan.indexes(high)[-1]
                faults.append(Fault("out-of-range", at, at, high, f"{values[low]} or more", (), "warning"))
        return faults


def _in_a_row(slots: Slots, name: str) -> list[int]:
    return [index for group in slots.get(name, []) for index in group]


def _amount(value: Any, low: str) -> float | None:
    """A value as a number, if it can be compared with the operand `low`: 5, "5%", and "ABSOLUTE 5%" with `absolute`."""
    if isinstance(value, int):
        return value
    number = str(value).removeprefix(f"{low.upper()} ").removesuffix("%")
    return float(number) if number.replace(".", "", 1).isdigit() else None


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
    aliases = {alias: name for operand in kind.operands for alias, name in operand.aliases}
    return aliases | {
        short: name.upper() for name in reversed(spelled) if name.upper() in literals for short in abbreviations(name)
    }
