"""The records that are no statements: comments, blank records, and DirMaint's own control records."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from dirtool.migrate.returned.difference import Difference, DifferenceClass, Expected, Finding, Side
from dirtool.migrate.returned.layout import layout
from dirtool.migrate.returned.meaning import one_line
from dirtool.model.directory import Entry
from dirtool.syntax.control_comment import DVHOPT
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import is_orphan_sequence
from dirtool.syntax.source import Source
from dirtool.syntax.words import fold
from dirtool.text.columns import code

_SEQUENCE_FIELD = "0"  # the words of a record that is nothing but a sequence field, whatever its number
_UNTOLD = {  # what is only counted where it comes or goes
    DVHOPT: Expected.DVHOPT,
    "": Expected.BLANK_RECORD,
    _SEQUENCE_FIELD: Expected.SEQUENCE_FIELD,
}


class Comment(NamedTuple):
    """A record that is no statement: behind which statement of its entry it stands, counted from 0, and its words."""

    source: Source
    line: int
    behind: int
    words: str
    subject: str

    @property
    def text(self) -> str:
        """The whole record."""
        return self.source.records.texts[self.line - 1]

    @property
    def side(self) -> Side:
        """The record as it may be told."""
        return Side(one_line(shown_record(self.source, self.line).text), (self.source.path, self.line))


def comments_of(entry: Entry) -> list[Comment]:
    """The records of an entry that are no statements."""
    source, line = entry.source, entry.line
    stop = line + len(entry.texts)
    if stop - line == len(entry) and not _is_continued(entry):
        return []
    statements = {one for position in range(entry.start, entry.stop) for one in source.lines_of(position)}
    starts = source.lines
    return [
        _comment(source, one, bisect_left(starts, one, entry.start, entry.stop) - 1 - entry.start, entry.shown_name)
        for one in range(line, stop)
        if one not in statements
    ]


def comments_before(source: Source) -> list[Comment]:
    """The records before the first statement of a file."""
    first = source.lines[0] if source.lines else len(source.records.texts) + 1
    return [_comment(source, line, -1, "") for line in range(1, first)]


def _is_continued(entry: Entry) -> bool:
    return any(len(entry.source.lines_of(position)) > 1 for position in range(entry.start, entry.stop))


def _comment(source: Source, line: int, behind: int, subject: str) -> Comment:
    text = code(source.records.texts[line - 1])
    words = " ".join(fold(text).split())
    if words.startswith(DVHOPT):
        words = DVHOPT
    elif is_orphan_sequence(text):
        words = _SEQUENCE_FIELD
    return Comment(source, line, behind, words, subject)


class Comments:
    """Collects what became of the comments of a directory."""

    def __init__(self) -> None:
        self.expected: Counter[Expected] = Counter()
        self._changed: list[Difference] = []
        self._left: list[Comment] = []
        self._over: list[Comment] = []

    def compare(self, given: Iterable[Comment], returned: Iterable[Comment], partners: Mapping[int, int]) -> None:
        """Take in the comments of an entry; `partners` tells which statement that went in is which that came back, from 0."""
        waiting: dict[str, deque[tuple[int, Comment]]] = {}
        for at, comment in enumerate(returned):
            waiting.setdefault(comment.words, deque()).append((at, comment))
        last = -1
        for comment in given:
            queue = waiting.get(comment.words)
            if queue:
                at, other = queue.popleft()
                is_moved = at < last or partners.get(comment.behind, comment.behind) != other.behind
                self._pair(comment, other, is_moved=is_moved)
                last = max(last, at)
            else:
                self._alone(comment, self._left)
        for queue in waiting.values():
            for _, comment in queue:
                self._alone(comment, self._over)

    def differences(self) -> Iterator[Difference]:
        """What is told of comments: those that changed, went to another entry, are gone or are new. All are harmless."""
        yield from self._changed
        waiting: dict[str, deque[Comment]] = {}
        for comment in self._over:
            waiting.setdefault(comment.words, deque()).append(comment)
        for comment in self._left:
            queue = waiting.get(comment.words)
            if queue:
                other = queue.popleft()
                where = f"is in {other.subject} now" if other.subject else "stands before all entries now"
                yield _told(Finding.COMMENT_MOVED, f"the comment {where}", comment, other)
            else:
                yield _told(Finding.COMMENT_MISSING, "the comment is missing", comment, None)
        for queue in waiting.values():
            for comment in queue:
                yield _told(Finding.COMMENT_NEW, "the comment is new", None, comment)

    def _pair(self, given: Comment, returned: Comment, *, is_moved: bool) -> None:
        if given.words == DVHOPT:
            self.expected[Expected.DVHOPT] += is_moved or given.text != returned.text
            return
        if is_moved:
            self.expected[Expected.COMMENT_PLACE] += 1
        found = layout(given.text, returned.text)
        self.expected.update(found.expected)
        if found.other_words or found.other_remark:
            self._changed.append(_told(Finding.REMARK, "what stands behind column 71 is not the same", given, returned))

    def _alone(self, comment: Comment, where: list[Comment]) -> None:
        expected = _UNTOLD.get(comment.words)
        if expected is None:
            where.append(comment)
        else:
            self.expected[expected] += 1


def _told(finding: Finding, message: str, given: Comment | None, returned: Comment | None) -> Difference:
    comment = given or returned
    assert comment is not None
    return Difference(
        DifferenceClass.HARMLESS,
        finding,
        comment.subject,
        message,
        None if given is None else given.side,
        None if returned is None else returned.side,
    )
