"""Statements that go on in further records.

Source: z/VM CP Planning and Administration, continued directory statements: a comma at the end goes on in the next record
that is no comment, for those statements that may be continued at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dirtool.spec.statement import Extra, Mark, StatementKind
from dirtool.spec.statements import BY_SPELLING
from dirtool.spec.values import Certainty
from dirtool.syntax.fault import Fault, refused
from dirtool.syntax.parser import CONTINUATION, Parsed, Parser, continued_kind, is_statement
from dirtool.syntax.words import fold, split


class Continued(NamedTuple):
    """One statement of several records: the indexes of its records, and what they mean together."""

    records: list[int]
    parsed: Parsed


def continued_statements(codes: Sequence[str], open_ended: set[str], parser: Parser) -> Iterator[Continued]:
    """The continued statements of a file in order; `open_ended` holds the records that go on in the next one."""
    joined_up_to = 0
    for first, text in enumerate(codes) if open_ended else ():
        if first < joined_up_to or text not in open_ended:
            continue
        kind = continued_kind(text)
        assert kind is not None
        records, finished = _records_of(codes, first, kind, parser)
        joined_up_to = records[-1] + 1
        yield Continued(records, _parsed([codes[index] for index in records], kind, parser, finished=finished))


def without_continuation(text: str) -> str:
    """A record that is continued, without its comma."""
    return text.rstrip().removesuffix(CONTINUATION)


def _records_of(codes: Sequence[str], first: int, kind: StatementKind, parser: Parser) -> tuple[list[int], bool]:
    """The indexes of the records of the statement that starts at `first`, and whether it comes to its end."""
    records = [first]
    for index in range(first + 1, len(codes)):
        text = codes[index]
        if not is_statement(text):
            continue
        if _is_statement_of_its_own(text, kind, parser):
            break
        records.append(index)
        if not text.rstrip().endswith(CONTINUATION):
            return records, True
    return records, False


def _is_statement_of_its_own(text: str, continued: StatementKind, parser: Parser) -> bool:
    """Whether a record behind a comma is the next statement, which must not be swallowed.

    So is one that begins with a statement's name in full or opens an entry, and an abbreviated one that is good. Behind
    COMMAND every abbreviation counts: its comma may be part of the text.
    """
    first = fold(text).split()[0]
    kind = BY_SPELLING.get(first)
    if kind is None:
        return False
    if first == kind.name or "FILE" in kind.holders or continued.extra is Extra.TEXT:
        return True
    parsed = parser.parse(text)
    return parsed is not None and not refused(parsed.faults)


def _parsed(texts: list[str], kind: StatementKind, parser: Parser, *, finished: bool) -> Parsed:
    parts = [*map(without_continuation, texts[:-1]), texts[-1] if finished else without_continuation(texts[-1])]
    parsed = parser.parse(" ".join(parts))
    assert parsed is not None
    if finished:
        return parsed
    last = len(split(" ".join([*parts[:-1], texts[-1]]), kind)) - 1
    certainty: Certainty = "warning" if kind.continuable is Mark.UNSURE else "error"
    cut_off = Fault("unfinished-statement", last, last, wanted=CONTINUATION, certainty=certainty)
    others = [fault for fault in parsed.faults if fault.rule != "missing-operand"]  # which is a part of being cut off
    return Parsed(parsed.statement, (*others, cut_off))
