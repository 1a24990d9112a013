"""The lines of a capture: what CP, DirMaint, SMAPI and xCAT have answered, as a console or a file has kept it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.syntax.words import fold
from dirtool.text.records import Records

_MESSAGE = re.compile(r"DVH[A-Z]{3}[0-9]{4}[A-Z]")
_LONGEST_NUMBER = 10  # digits


class Line(NamedTuple):
    """A line, or a message that goes on over several: its words in upper case, and where it starts.

    The name of the node that xCAT puts in front of a line (`hyp1: `) and the number of a DirMaint message are not among the
    words.
    """

    path: str
    number: int
    text: str
    words: list[str]

    def error(self, index: int | None, value: str, noun: str, allowed: str, hint: str | None = None) -> InputError:
        """That `value` is no `noun`; it is the word at `index`, or missing."""
        column = "" if index is None else self._column(index)
        return InputError(f"{self.path}:{self.number}{column}: {value} is no {noun}; allowed: {allowed}", hint)

    def _column(self, index: int) -> str:
        """Where a word begins; empty if it stands in another part of a message."""
        found = [match for match in re.finditer(r"\S+", self.text) if fold(match[0]) == self.words[index]]
        before = self.words[:index].count(self.words[index])
        return f":{found[before].start() + 1}" if before < len(found) else ""


def lines_of(records: Records) -> Iterator[Line]:
    """The lines that are not blank, in order.

    A message of DirMaint is broken where it gets too long, and its number stands on every part. A part in which two numbers
    stand side by side is taken for a line of its own, any other one belongs to the part before it.
    """
    waiting: Line | None = None
    before = ""
    for number, text in enumerate(records.texts, 1):
        words = fold(text).split()
        if words and len(words[0]) > 1 and words[0].endswith(":"):
            del words[0]
        message = words.pop(0) if words and _MESSAGE.fullmatch(words[0]) else ""
        if not words:
            continue
        if waiting is not None and message and message == before and not _has_numbers(words):
            waiting.words.extend(words)
            continue
        if waiting is not None:
            yield waiting
        waiting, before = Line(records.path, number, text, words), message
    if waiting is not None:
        yield waiting


def is_number(word: str) -> bool:
    """Whether a word is a cylinder or block number, or a count of them: decimal, with zeros in front or without."""
    return word.isdigit() and word.isascii() and len(word) <= _LONGEST_NUMBER


def _has_numbers(words: list[str]) -> bool:
    return any(is_number(one) and is_number(other) for one, other in pairwise(words))
