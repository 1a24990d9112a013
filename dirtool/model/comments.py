"""Comments between entries: which of them belong to the entry behind them, and which to the one before.

DirMaint keeps all comments before a header with the entry before it. Those who keep a directory by hand write headings above
a header, and remarks, or statements that they have put away, at the end of an entry. What is told apart here is no fact but
good sense:

- a statement that is put away (*MDISK ...) and a control comment end the entry before them, with all that stands before; so
  does *DIRTOOL: IGNORE-ENTRY, which speaks of that entry;
- so do comments directly behind its last statement that blank or bare comment records set apart from the header, or a box
  that begins behind them;
- all others head the entry behind them, boxes and all. What stands behind DIRECTORY or GLOBALDEFS is about the file, or a
  part of it, and what stands right below a header without statements is about that entry: then only what is directly above
  the next header heads its entry;
- *DIRTOOL: IGNORE speaks of the header wherever it stands.

Sources: z/VM DirMaint Tailoring and Administration Guide, the source directory; comments of public directories.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import Enum, auto
from itertools import takewhile
from typing import NamedTuple

from dirtool.model.directory import Directory, Entry
from dirtool.model.sequence_fields import sequence_fields
from dirtool.syntax.control_comment import control_tag, has_control_comment
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS, Fault
from dirtool.syntax.parser import COMMENT, CONTINUATION, Parser, is_orphan_sequence, is_statement, kind_of
from dirtool.syntax.source import Source
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END, code
from dirtool.text.edit import replace_code

TAG = "DIRTOOL:"
IGNORE, IGNORE_ENTRY, IGNORE_FILE = "IGNORE", "IGNORE-ENTRY", "IGNORE-FILE"

_DIRECTIVE = re.compile(rf"\s*\*{TAG}\s*({IGNORE}(?:-[A-Z]+)?)(?![^\s,])", re.ASCII | re.IGNORECASE)
_FOR_ENTRY = IGNORE_ENTRY.removeprefix(IGNORE)
_SHORTEST_ORNAMENT = 3
_SHORTEST_NAME = 3  # of a statement that is put away: in prose a shorter word is no abbreviation
_WORDS_AT_LEAST = 4  # of one that is not in upper case


class _Is(Enum):
    """What a record between two entries is."""

    SEPARATOR = auto()  # blank, or a comment without text
    ORNAMENT = auto()  # a comment of signs alone: a line, or a part of a box
    TEXT = auto()
    END = auto()  # what ends the entry before it
    IGNORE = auto()  # a directive about the header
    FIXED = auto()  # such a directive without room for the word that it needs elsewhere, and what tells nothing


_HEADING = (_Is.TEXT, _Is.ORNAMENT)
_OUTSIDE = (_Is.IGNORE, _Is.FIXED)  # of what is told apart by its neighbours
_OF_FILE = ("directory", "global")


class Between(NamedTuple):
    """The records between two entries, by their 1-based numbers in the source of the second one.

    `control` are those that are control comments. `follows_statement` tells that the entry before ends in the same source.
    """

    before: Entry
    entry: Entry
    kinds: dict[int, _Is]
    control: tuple[int, ...]
    follows_statement: bool

    @property
    def heading(self) -> list[int]:
        """The comments that belong to the entry behind them; bare ones between them included."""
        return self._heading_without(())

    def stranded(self, taken: Collection[int]) -> list[int]:
        """The comments of the entry before of which nothing would tell so any more if those `taken` were not there."""
        gone = {*taken}
        while more := self._heading_without(gone):
            gone.update(more)
        return sorted(gone.difference(taken))

    def _heading_without(self, gone: Collection[int]) -> list[int]:
        """What would be taken for the heading if some records were not there."""
        there = {line: what for line, what in self.kinds.items() if line not in gone}
        told = [(line, what) for line, what in there.items() if what not in _OUTSIDE]
        told = told[self._end_of_before([what for _, what in told]) :]
        of_heading = [line for line, what in told if what in _HEADING]
        found = {line for line, what in there.items() if what is _Is.IGNORE}
        if any(what is _Is.TEXT for _, what in told):
            found.update(line for line, _ in told if of_heading[0] <= line <= of_heading[-1])
        return sorted(found)

    def _end_of_before(self, kinds: list[_Is]) -> int:
        """How many of the first records belong to the entry before."""
        end = _behind_last(_Is.END, kinds)
        if not end and self.follows_statement:
            end = _remark(kinds)
        is_below_header = self.follows_statement and len(self.before) == 1 and kinds[:1] != [_Is.SEPARATOR]
        if is_below_header or self.before.kind in _OF_FILE:
            end = max(end, _behind_last(_Is.SEPARATOR, kinds))
        return end


def _behind_last(wanted: _Is, kinds: list[_Is]) -> int:
    return max((at for at, what in enumerate(kinds, 1) if what is wanted), default=0)


def _remark(kinds: list[_Is]) -> int:
    """How many of the records behind a statement are a remark that ends its entry."""
    run = list(takewhile(lambda what: what in _HEADING, kinds))
    if not run or run[0] is _Is.ORNAMENT:
        return 0
    if _Is.ORNAMENT in run and run.index(_Is.ORNAMENT) < _behind_last(_Is.TEXT, run):
        return run.index(_Is.ORNAMENT)  # where a box begins
    return len(run) if len(run) < len(kinds) else 0


def between_entries(directory: Directory) -> list[Between]:
    """What stands before the header of each entry but the first, where anything does."""
    if between_entries not in directory.remembered:  # two rules ask, and who mends what they find
        directory.remembered[between_entries] = list(_found_between(directory))
    found: list[Between] = directory.remembered[between_entries]
    return found


def _found_between(directory: Directory) -> Iterator[Between]:
    before: Entry | None = None
    for source in directory.sources:
        first = 1
        for entry in directory.entries_of(source):
            has_header = entry.kind != "directory" or entry.name != ""
            if has_header and before is not None and first < entry.line:
                yield _between(before, entry, first)
            if has_header:
                before = entry
            first = source.lines_of(entry.stop - 1)[-1] + 1


def below_header(entry: Entry) -> int:
    """The number of the record behind which the comments of an entry are put."""
    return entry.source.lines_of(entry.start)[-1]


def put_below(entry: Entry, comments: list[str]) -> list[str]:
    """The records to put below the header for comments of the entry.

    A directive about the header becomes one about the entry. Where the header is all of the entry, a bare comment keeps them
    apart from the next one.
    """
    at = below_header(entry)
    below = entry.source.records.texts[at : at + 1]
    is_apart = len(entry) > 1 or (bool(below) and not is_statement(below[0]) and _kind(below[0]) is _Is.SEPARATOR)
    return [*map(_below_header, comments), *([] if is_apart else [COMMENT])]


def control_lines(source: Source) -> list[int]:
    """The records that are control comments, by their 1-based numbers."""
    if control_lines not in source.remembered:
        texts = source.records.texts if has_control_comment(source.joined) else ()
        source.remembered[control_lines] = [line for line, text in enumerate(texts, 1) if control_tag(text)]
    found: list[int] = source.remembered[control_lines]
    return found


# ---- what records between entries are


def _between(before: Entry, entry: Entry, first: int) -> Between:
    source = entry.source
    lines = range(first, entry.line)
    texts = source.records.texts[first - 1 : entry.line - 1]
    control = tuple(line for line, text in zip(lines, texts, strict=True) if control_tag(text))
    kinds: dict[int, _Is] = {}
    goes_on = False
    for line, text in zip(lines, texts, strict=True):
        away = _put_away(text, source.parser) or goes_on
        kinds[line] = _Is.END if away else _kind(_without_field(text, line, source))
        if line in control:
            kinds[line] = _Is.END if first > 1 else _Is.FIXED
        goes_on = away and code(text).rstrip().endswith(CONTINUATION)
    return Between(before, entry, kinds, control, first > 1)


def _without_field(text: str, line: int, source: Source) -> str:
    fields = sequence_fields(source) if len(text) > CODE_END else {}
    return text[: fields[line] - 1] if line in fields else text


def _kind(text: str) -> _Is:
    if is_orphan_sequence(text):
        return _Is.FIXED  # and is no more there when it is repaired
    comment = text.strip()
    if not comment.startswith(COMMENT) or len(comment) < _SHORTEST_ORNAMENT:
        return _Is.SEPARATOR
    directive = _DIRECTIVE.match(code(text))
    if directive is not None:
        word = fold(directive.group(1))
        if word == IGNORE:
            has_room = len(code(text).rstrip()) + len(_FOR_ENTRY) <= CODE_END
            return _Is.IGNORE if has_room else _Is.FIXED
        return _Is.END if word == IGNORE_ENTRY else _Is.FIXED
    return _Is.TEXT if any(map(str.isalnum, comment)) else _Is.ORNAMENT


def _below_header(text: str) -> str:
    """A comment as it is below the header that it stood above."""
    directive = _DIRECTIVE.match(text)
    if directive is None or fold(directive.group(1)) != IGNORE:
        return text
    at = directive.end()
    return replace_code(text, f"{text[:at]}{_FOR_ENTRY}{code(text)[at:].rstrip()}")


def _put_away(text: str, parser: Parser) -> bool:
    """Whether a comment is a statement that somebody has put away, and no sentence that begins with such a word.

    Remembered, since many are alike: 0.1 s less for 40,000 comments.
    """
    known: dict[str, bool] = parser.remembered.setdefault(_put_away, {})
    found = known.get(text[:CODE_END])
    if found is None:
        found = known[text[:CODE_END]] = _is_statement_put_away(text, parser)
    return found


def _is_statement_put_away(text: str, parser: Parser) -> bool:
    words = code(text).strip().lstrip(f"{COMMENT} ").removesuffix(CONTINUATION).split()
    if not words or len(words[0]) < _SHORTEST_NAME or kind_of(fold(words[0])) is None:
        return False
    if not words[0].isupper() and len(words) < _WORDS_AT_LEAST:
        return False
    parsed = parser.parse(" ".join(words))
    return parsed is not None and all(_is_about_remark(fault, words) for fault in parsed.faults)


def _is_about_remark(fault: Fault, words: list[str]) -> bool:
    """Whether a fault is but a remark behind the operands, with an asterisk before it."""
    return fault.rule in ABOUT_DROPPED_WORDS and words[fault.first].startswith(COMMENT)
