"""What a repair changes, as a unified diff: masked for everybody to see, or whole, to be applied."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from dirtool.report.style import Style, harmless
from dirtool.syntax.masking import shown_record
from dirtool.syntax.source import Source
from dirtool.text.records import Records, encode_text

CONTEXT = 3  # unchanged records around each change

_COMPARED_AT_MOST = 100_000  # pairs of records, where nothing but comparing all of them tells what has changed
_ASCII_FAMILY = ("ascii", "utf-8", "latin-1")
_BLANK = 0x20
_NO_END = b"\\ No newline at end of file\n"


class _Change(NamedTuple):
    """Some old records that others take the place of; 0-based and half-open, either may be none."""

    start: int
    stop: int
    new_start: int
    new_stop: int


class _Hunk(NamedTuple):
    """Changes that stand close together, and the place of all of them with the context before and behind."""

    whole: _Change
    changes: list[_Change]


def masked_patch(old: Source, new: Source, style: Style) -> Iterator[str]:
    """The lines of the diff of a file with all secrets masked, for a terminal; none if nothing has changed.

    A change of a secret is there, as two lines that look alike.
    """
    hunks = list(_hunks(changes(old.records.texts, new.records.texts), len(old.records.texts)))
    if hunks:
        yield style.paint("bold", f"--- {harmless(old.path)}")
        yield style.paint("bold", f"+++ {harmless(new.path)}")
    for hunk in hunks:
        yield style.paint("place", _header(hunk))
        for sign, index in _lines(hunk):
            record = harmless(shown_record(new if sign == "+" else old, index + 1).text.rstrip())
            yield style.paint({"+": "good", "-": "error"}.get(sign, ""), f"{sign}{record}")


def whole_patch(old: Records, new: Records) -> bytes:
    """The diff of a file as it is, secrets and all: only for a file that nobody else can read.

    `patch -p0` and `git apply -p0` apply it to a file of the ASCII family with line ends. For any other file it can only be
    read: it is UTF-8 then, with what cannot be printed spelt out.
    """
    can_be_applied = old.encoding in _ASCII_FAMILY and old.end.endswith("\n")
    old_lines, new_lines = (_bytes_of(one) if can_be_applied else _readable(one) for one in (old, new))
    hunks = list(_hunks(changes(old_lines, new_lines), len(old_lines)))
    if not hunks:
        return b""
    parts = [b"--- " + _file_name(old.path), b"+++ " + _file_name(new.path)]
    for hunk in hunks:
        parts.append(f"{_header(hunk)}\n".encode("ascii"))
        for sign, index in _lines(hunk):
            line = (new_lines if sign == "+" else old_lines)[index]
            parts += [sign.encode("ascii"), line]
            if not line.endswith(b"\n"):
                parts += [b"\n", _NO_END]
    return b"".join(parts)


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[_Change]:
    """What has changed between two lists, in order.

    Whatever stands once in both holds them together; only what is between two such anchors is compared in full. So it
    takes hardly longer than reading the lists, however long they are.
    """
    waiting = [_Change(0, len(old), 0, len(new))]
    while waiting:
        change = _trimmed(waiting.pop(), old, new)
        start, stop, new_start, new_stop = change
        if start == stop and new_start == new_stop:
            continue
        anchors = _anchors(change, old, new) if start < stop and new_start < new_stop else []
        if anchors:
            waiting += reversed(list(_between(anchors, change)))
        elif (stop - start) * (new_stop - new_start) <= _COMPARED_AT_MOST:
            matcher = difflib.SequenceMatcher(None, old[start:stop], new[new_start:new_stop], autojunk=False)
            for tag, i, j, new_i, new_j in matcher.get_opcodes():
                if tag != "equal":
                    yield _Change(start + i, start + j, new_start + new_i, new_start + new_j)
        else:
            yield change


def _trimmed(change: _Change, old: Sequence[Hashable], new: Sequence[Hashable]) -> _Change:
    """A change without what is equal at its beginning and its end."""
    start, stop, new_start, new_stop = change
    while start < stop and new_start < new_stop and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < stop and new_start < new_stop and old[stop - 1] == new[new_stop - 1]:
        stop, new_stop = stop - 1, new_stop - 1
    return _Change(start, stop, new_start, new_stop)


def _anchors(change: _Change, old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Where both have what stands once in each of them, as many as are in the same order."""
    start, stop, new_start, new_stop = change
    times, new_times = Counter(old[start:stop]), Counter(new[new_start:new_stop])
    place = {new[at]: at for at in range(new_start, new_stop) if new_times[new[at]] == 1}
    pairs = [(at, place[old[at]]) for at in range(start, stop) if times[old[at]] == 1 and old[at] in place]
    return _longest_ascending(pairs)


def _longest_ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, which ascend in the first number, that ascends in the second one too."""
    ends: list[int] = []  # the smallest second number that a part of each length can end with,
    last_of: list[int] = []  # and the pair that has it
    before: list[int] = []  # of each pair: the pair before it in the longest part that it ends
    for at, (_, number) in enumerate(pairs):
        length = bisect_left(ends, number)
        before.append(last_of[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        last_of[length : length + 1] = [at]
    found = []
    at = last_of[-1] if last_of else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _between(anchors: list[tuple[int, int]], change: _Change) -> Iterator[_Change]:
    """What is before, between and behind the anchors."""
    start, new_start = change.start, change.new_start
    for at, new_at in [*anchors, (change.stop, change.new_stop)]:
        if start < at or new_start < new_at:
            yield _Change(start, at, new_start, new_at)
        start, new_start = at + 1, new_at + 1


def _hunks(found: Iterator[_Change], size: int) -> Iterator[_Hunk]:
    """The changes of a file of `size` records in groups, each with its context; groups whose contexts meet are one."""
    group: list[_Change] = []
    for change in found:
        if group and change.start - group[-1].stop > 2 * CONTEXT:
            yield _hunk(group, size)
            group = []
        group.append(change)
    if group:
        yield _hunk(group, size)


def _hunk(group: list[_Change], size: int) -> _Hunk:
    first, last = group[0], group[-1]
    before, behind = min(CONTEXT, first.start), min(CONTEXT, size - last.stop)
    whole = _Change(first.start - before, last.stop + behind, first.new_start - before, last.new_stop + behind)
    return _Hunk(whole, group)


def _header(hunk: _Hunk) -> str:
    start, stop, new_start, new_stop = hunk.whole
    return f"@@ -{_range(start, stop)} +{_range(new_start, new_stop)} @@"


def _range(start: int, stop: int) -> str:
    """Number of the first record and how many there are; of none, the number of the record before."""
    count = stop - start
    return f"{start + 1}" if count == 1 else f"{start + 1},{count}" if count else f"{start},0"


def _lines(hunk: _Hunk) -> Iterator[tuple[str, int]]:
    """The lines of a hunk: a sign, and the index of a record, of the new ones behind a plus."""
    at = hunk.whole.start
    for start, stop, new_start, new_stop in hunk.changes:
        yield from ((" ", index) for index in range(at, start))
        yield from (("-", index) for index in range(start, stop))
        yield from (("+", index) for index in range(new_start, new_stop))
        at = stop
    yield from ((" ", index) for index in range(at, hunk.whole.stop))


def _bytes_of(records: Records) -> list[bytes]:
    """Each record with its line end, as it is in the file."""
    lines = [encode_text(text + records.end_of(index), records.encoding) for index, text in enumerate(records.texts)]
    return [records.bom + lines[0], *lines[1:]] if lines else []


def _readable(records: Records) -> list[bytes]:
    return [f"{harmless(text)}\n".encode() for text in records.texts]


def _file_name(path: str) -> bytes:
    """A name as `patch` and `git apply` read it: with a tab behind it if it holds a blank, else quoted where it must be."""
    name = path.encode("utf-8", "surrogateescape")
    if any(byte < _BLANK or byte in b'"\\' for byte in name):
        quoted = (f"\\{byte:03o}" if byte < _BLANK or byte in b'"\\' else chr(byte) for byte in name)
        return f'"{"".join(quoted)}"\n'.encode("latin-1")
    return name + (b"\t\n" if b" " in name else b"\n")
