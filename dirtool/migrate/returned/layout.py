"""How two texts of a record differ that mean the same: in what DirMaint does to every record, or in more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from dirtool.migrate.returned.difference import Expected
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END, code, without_sequence

_BLANKS = re.compile(r"\s+")
_DIGITS = 4  # of a device number


class Layout(NamedTuple):
    """What DirMaint did to a record; and whether words of it are others, or there is another remark behind column 71."""

    expected: frozenset[Expected]
    other_words: bool = False
    other_remark: bool = False


SAME = Layout(frozenset())


def layout(given: str, returned: str, statement: Statement | None = None) -> Layout:
    """How two records differ, of which both say the same `statement`, or are a comment (None)."""
    if given == returned:
        return SAME
    if given.rstrip() == returned.rstrip():
        return Layout(frozenset((Expected.PADDING,)))
    found, other_words = _code_changes(code(given).rstrip(), code(returned).rstrip(), statement)
    tails = [text[CODE_END:].rstrip() for text in (given, returned)]
    other_remark = False
    if tails[0] != tails[1]:
        other_remark = not all(map(_holds_no_remark, (given, returned)))
        if not other_remark:
            found.add(Expected.SEQUENCE_FIELD)
    return Layout(frozenset(found), other_words, other_remark)


def _code_changes(given: str, returned: str, statement: Statement | None) -> tuple[set[Expected], bool]:
    found: set[Expected] = set()
    if given == returned:
        return found, False
    words, others = given.split(), returned.split()
    if len(words) != len(others):
        return found, True
    numbers: set[str] | None = None
    for word, other in zip(words, others, strict=True):
        if word == other:
            continue
        folded, other_folded = fold(word), fold(other)
        if folded != other_folded:
            if numbers is None:
                numbers = set(_texts_of(statement))
            if folded.zfill(_DIGITS) != other_folded.zfill(_DIGITS) or other_folded.zfill(_DIGITS) not in numbers:
                return found, True
            found.add(Expected.DEVICE_NUMBER)
        if word.lstrip("0") != other.lstrip("0"):
            found.add(Expected.CASE)
    if _BLANKS.findall(given) != _BLANKS.findall(returned):
        found.add(Expected.BLANKS)
    return found, False


def _texts_of(statement: Statement | None) -> Iterable[str]:
    """The operands of a statement that are texts, as device numbers are: with four digits."""
    if statement is None or isinstance(statement, Unparsed):
        return
    for value in statement.operands().values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                yield one


def _holds_no_remark(record: str) -> bool:
    """Whether there is nothing behind column 71 but a sequence field."""
    return len(without_sequence(record).rstrip()) <= CODE_END
