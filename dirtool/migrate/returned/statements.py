"""Which statement of an entry that went in is which of the entry that came back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from itertools import pairwise
from typing import NamedTuple

from dirtool.compare.diff.meaning import meaning_of
from dirtool.model.devices import EXTENSIONS, device_number, device_numbers
from dirtool.model.directory import Entry, Placed
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Console, Sysaffin

_Positions = tuple[list[tuple[int, int]], list[int], list[int]]


class Matched(NamedTuple):
    """The statements of two entries by their positions: pairs of which both say the same, and those that have no partner.

    Those of `alike` have the same operands, or the same words where they are broken; those of `akin` say the same in another
    way, such as 1024M for 1G. The headers are a pair whatever they say, of `akin` if it is not the same.
    """

    alike: list[tuple[int, int]]
    akin: list[tuple[int, int]]
    left: list[int]
    over: list[int]

    @property
    def is_whole(self) -> bool:
        """Whether each statement has a partner that is alike."""
        return not (self.akin or self.left or self.over)

    @property
    def is_in_order(self) -> bool:
        """Whether the partners stand in the same order."""
        partners = [partner for _, partner in sorted(self.alike + self.akin)]
        return all(one < other for one, other in pairwise(partners))


class Matcher:
    """Finds the partners of statements; remembers what it found out about those that stand in many entries."""

    def __init__(self) -> None:
        self._alike: dict[tuple[int, int], bool] = {}
        self._said: dict[int, Hashable] = {}

    def matched(self, given: Entry, returned: Entry) -> Matched:
        """The statements with those that are alike, then those that are akin; of several, the first with the first."""
        if self._are_alike(given, returned):
            pairs = zip(range(given.start, given.stop), range(returned.start, returned.stop), strict=True)
            return Matched(list(pairs), [], [], [])
        alike: list[tuple[int, int]] = []
        akin: list[tuple[int, int]] = []
        headers = given.start, returned.start
        is_header_alike = self._operands(given.source, headers[0]) == self._operands(returned.source, headers[1])
        (alike if is_header_alike else akin).append(headers)
        left, over = list(range(given.start + 1, given.stop)), list(range(returned.start + 1, returned.stop))
        for found, key in ((alike, self._operands), (akin, _meaning)):
            pairs_found, left, over = _paired(given.source, returned.source, left, over, key)
            found += pairs_found
        return Matched(alike, akin, left, over)

    def _are_alike(self, given: Entry, returned: Entry) -> bool:
        """Whether all statements are alike, one by one."""
        if len(given) != len(returned):
            return False
        for at, (one, other) in enumerate(zip(given.statements, returned.statements, strict=True)):
            if one is other:
                continue
            alike = self._alike.get((id(one), id(other)))
            if alike is None:
                alike = self._alike[id(one), id(other)] = one == other
            if not alike or given.start + at in given.source.faults or returned.start + at in returned.source.faults:
                return False
        return True

    def _operands(self, source: Source, position: int) -> Hashable:
        """What a statement says, by its operands; where anything is wrong with it, by its words.

        Equal records share a statement if one parser has read both files: it is looked at once.
        """
        statement = source.statements[position]
        said = self._said.get(id(statement))
        if said is None:
            if isinstance(statement, Unparsed):
                return _words(source, position)
            said = self._said[id(statement)] = (
                type(statement),
                *[getattr(statement, slot) for slot in statement.__slots__],
            )
        if position not in source.faults:
            return said
        words = _words(source, position)
        return words if Placed(statement, source, position).is_broken else (said, words)


def is_order_of_no_meaning(given: Entry, matched: Matched) -> bool:
    """Whether an entry surely means the same with its statements in the order of their partners.

    That is so where statements of one name, and devices of one number, are in their order, and each DASDOPT and MINIOPT
    stands behind the same statement; with SYSAFFIN nothing is sure.
    """
    if given.of(Sysaffin):
        return False
    source = given.source
    numbers = device_numbers(source)
    last: dict[str, int] = {}
    before = -1
    for position, partner in sorted(matched.alike):
        statement = source.statements[position]
        if isinstance(statement, EXTENSIONS):
            if partner != before + 1:
                return False
        else:
            number = numbers[position]
            group = statement.keyword if number is None or isinstance(statement, Console) else number
            if last.get(group, -1) > partner:
                return False
            last[group] = partner
        before = partner
    return True


def meaning_key(placed: Placed) -> Hashable:
    """What a statement means, whatever its spelling."""
    return _meaning(placed.source, placed.position)


def _paired(
    given: Source, returned: Source, left: list[int], over: list[int], key: Callable[[Source, int], Hashable]
) -> _Positions:
    if not (left and over):
        return [], left, over
    waiting: dict[Hashable, deque[int]] = {}
    for position in over:
        waiting.setdefault(key(returned, position), deque()).append(position)
    pairs, still = [], []
    for position in left:
        queue = waiting.get(key(given, position))
        if queue:
            pairs.append((position, queue.popleft()))
        else:
            still.append(position)
    return pairs, still, sorted(position for queue in waiting.values() for position in queue)


def _words(source: Source, position: int) -> Hashable:
    return tuple(map(str.strip, source.folded_words(position)))


def _meaning(source: Source, position: int) -> Hashable:
    placed = Placed(source.statements[position], source, position)
    statement = placed.statement
    if isinstance(statement, Unparsed) or placed.is_broken:
        return _words(source, position)
    vdev = device_number(statement)
    said = meaning_of(placed)
    if vdev is not None:
        said.pop("vdev", None)
        said.pop("vdev2", None)
    return statement.keyword, vdev, tuple(sorted(said.items()))
