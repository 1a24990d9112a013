"""Which of many gaps takes a request, by policy, in a time that hardly grows with the number of gaps.

A request always takes the start of a gap, so that gaps shrink and none is added. An index may share its gaps with others: it
believes the size that it remembers only after a look at the true one, and mends what it remembers. That is not enough where
a gap that has become smaller may be a better one: such an index hears of every change. Measured with 100,000 requests into
100,000 gaps (python -m tests.bench.allocate).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeVar

Skip = Callable[[int], bool]  # whether a gap is out of the question, by its number

Node = TypeVar("Node", int, tuple[int, int])

_LOOKS = 4  # at nodes, for each volume, before they are sorted again
_STEPS = 8  # of first fit over subtrees, for each request at most


class Taken(NamedTuple):
    """What requests have taken, side by side: the positions of their gaps in the index (-1: no gap holds the request), the
    places where they start, how large the gaps were, and how many gaps were as good (with first fit 1: it looks at no other).
    """

    positions: list[int]
    firsts: list[int]
    sizes: list[int]
    equals: list[int]


class Gaps:
    """All gaps by number: where each one starts now, how large it still is (in cylinders or blocks), and on which volume.

    `changes` are the gaps that have become smaller, one after another, each with the size that it had: what indexes that
    hear of it need, and `listeners` is the number of these. What an index takes in one go is left out if nobody else listens.
    """

    def __init__(self, firsts: list[int], sizes: list[int], volids: list[str]) -> None:
        self.firsts = firsts
        self.sizes = sizes
        self.volids = volids
        self.changes: list[tuple[int, int]] = []
        self.listeners = 0

    def take(self, gap: int, size: int, granule: int) -> int:
        """Take the start of a gap and return where that is; what is left starts at a multiple of `granule` again."""
        first, before = self.firsts[gap], self.sizes[gap]
        used = size + -size % granule
        self.firsts[gap] = first + used
        self.sizes[gap] = max(0, before - used)
        self.changes.append((gap, before))
        return first


class GapIndex(ABC):
    """The gaps of a search space in its order, ready for the question which of them takes a request.

    What `find` hands out, `take` or `put_back` takes back: between the two it is not found again.
    """

    def __init__(self, gaps: Gaps, order: Sequence[int], granule: int = 1) -> None:
        self.gaps = gaps
        self.order = order
        self.granule = granule

    @abstractmethod
    def find(self, size: int, skip: Skip | None = None) -> int | None:
        """The position of the gap for a request of `size`; None if no gap holds it."""

    @abstractmethod
    def put_back(self, position: int) -> None:
        """Remember a gap again that was handed out, with its true size."""

    def equals(self, position: int) -> int:
        """How many gaps are as good as the one handed out, itself among them."""
        return 1

    def take(self, position: int, size: int) -> int:
        """Take the start of the gap handed out, and return where that is."""
        first = self.gaps.take(self.order[position], size, self.granule)
        self.put_back(position)
        return first

    def take_all(self, sizes: Sequence[int]) -> Taken:
        """Let requests take their gaps one after another."""
        taken = Taken([], [], [], [])
        for size in sizes:
            position = self.find(size)
            if position is None:
                add(taken, -1, 0, 0, 0)
            else:
                equals = self.equals(position)
                before = self.gaps.sizes[self.order[position]]
                add(taken, position, self.take(position, size), before, equals)
        return taken


def add(taken: Taken, position: int, first: int, size: int, equals: int) -> None:
    """Add one request to what requests have taken."""
    taken.positions.append(position)
    taken.firsts.append(first)
    taken.sizes.append(size)
    taken.equals.append(equals)


class FirstFit(GapIndex):
    """The first gap that holds a request: a tree in which every node knows the largest gap below it."""

    def __init__(self, gaps: Gaps, order: Sequence[int], granule: int = 1) -> None:
        super().__init__(gaps, order, granule)
        self._leaves = 1 << max(0, len(order) - 1).bit_length()
        leaves = [gaps.sizes[gap] for gap in order]
        self._tree = _tree_of(leaves + [0] * (self._leaves - len(leaves)), max)

    @property
    def largest(self) -> int:
        """No gap is larger: it is the size of the largest one, if every change has been heard of."""
        return self._tree[1]

    def find(self, size: int, skip: Skip | None = None) -> int | None:
        return self.find_from(0, size, skip)

    def find_from(self, start: int, size: int, skip: Skip | None = None) -> int | None:
        """The same, of the gaps from a position on."""
        while (position := self._next(start, size)) is not None:
            gap = self.order[position]
            if self.gaps.sizes[gap] != self._tree[self._leaves + position]:
                self.put_back(position)
            elif skip is not None and skip(gap):
                start = position + 1
            else:
                return position
        return None

    def _next(self, start: int, size: int) -> int | None:
        """The first position from `start` on whose gap is remembered to hold `size`."""
        tree, leaves = self._tree, self._leaves
        if start >= leaves:
            return None
        node = leaves + start
        while tree[node] < size:  # up, until there is a subtree on the right, and into that
            while node & 1:
                node >>= 1
            if not node:
                return None
            node += 1
        while node < leaves:
            node *= 2
            if tree[node] < size:
                node += 1
        return node - leaves

    def put_back(self, position: int) -> None:
        tree = self._tree
        node = self._leaves + position
        now = tree[node] = self.gaps.sizes[self.order[position]]
        while node > 1:
            now = max(now, tree[node ^ 1])
            node >>= 1
            if tree[node] == now:
                return
            tree[node] = now

    def take_all(self, sizes: Sequence[int]) -> Taken:
        """As in the other indexes, all in one loop, which takes half of the time.

        Gaps only shrink, so that no request of some size is found before an earlier one of that size: the search starts at
        the subtree where the last one was found, out of so many that all steps over them are fewer than eight a request.
        """
        tree, leaves, order, granule = self._tree, self._leaves, self.order, self.granule
        firsts, left = self.gaps.firsts, self.gaps.sizes
        taken = Taken([], [], [], [])
        add_position, add_first, add_size = taken.positions.append, taken.firsts.append, taken.sizes.append
        starts = dict.fromkeys(sizes, 1)
        subtrees = _power_below(min(_STEPS * len(sizes) // max(1, len(starts)), leaves))
        starts = dict.fromkeys(starts, subtrees)
        for size in sizes:
            while tree[1] >= size:
                node = starts[size]
                if tree[node] < size:
                    node += 1
                    while tree[node] < size:
                        node += 1
                    starts[size] = node
                while node < leaves:
                    node += node
                    if tree[node] < size:
                        node += 1
                gap = order[node - leaves]
                before = left[gap]
                if before != tree[node]:
                    self.put_back(node - leaves)
                    continue
                first = firsts[gap]
                add_position(node - leaves)
                add_first(first)
                add_size(before)
                used = size + -size % granule
                firsts[gap] = first + used
                now = before - used if before > used else 0
                left[gap] = tree[node] = now
                while node > 1:
                    if tree[node ^ 1] > now:
                        now = tree[node ^ 1]
                    node >>= 1
                    if tree[node] == now:
                        break
                    tree[node] = now
                break
            else:
                add_position(-1)
                add_first(0)
                add_size(0)
        return taken._replace(equals=[1] * len(sizes))


def _power_below(number: int) -> int:
    """The largest power of two that is not above a number, 1 at least."""
    return 1 << max(1, number).bit_length() - 1


def _tree_of(leaves: list[Node], best: Callable[[Node, Node], Node]) -> list[Node]:
    """A tree of the best of all leaves below each node, as a list: the root at 1, the children of a node at twice its place
    and one more.
    """
    levels = [leaves]
    while len(levels[-1]) > 1:
        levels.append(list(map(best, levels[-1][::2], levels[-1][1::2])))
    tree = [leaves[0]]
    for level in reversed(levels):
        tree += level
    return tree


class BestFit(GapIndex):
    """The smallest gap that holds a request, of equal ones the first.

    Gaps lie in a heap for each size. Which sizes there are is kept as bits in words, and which words have any in one more.
    A gap that another index has made smaller lies in two heaps: in the old one it is void, and left out when it comes up.
    """

    def __init__(self, gaps: Gaps, order: Sequence[int], granule: int = 1) -> None:
        super().__init__(gaps, order, granule)
        gaps.listeners += 1
        self._sort()

    def _sort(self) -> None:
        """Put all gaps in their heaps."""
        gaps, order = self.gaps, self.order
        self._heard = len(gaps.changes)
        self._void: Counter[int] = Counter()  # how many gaps are void, by the size that they had
        bits = max([gaps.sizes[gap] for gap in order], default=0).bit_length()
        self._shift = (bits + 1) // 2
        self._words = [0] * ((1 << (bits - self._shift)) + 1)
        self._top = 0
        self._heaps: dict[int, list[int]] = {}
        for position, gap in enumerate(order):
            self._heaps.setdefault(gaps.sizes[gap], []).append(position)
        self._heaps.pop(0, None)
        for size in self._heaps:
            self._mark(size)

    @cached_property
    def _position_of(self) -> dict[int, int]:
        return {gap: position for position, gap in enumerate(self.order)}

    def _hear(self) -> None:
        """Learn of the gaps that others have made smaller since the last time."""
        changes = self.gaps.changes
        if len(changes) - self._heard > len(self.order):
            self._sort()
            return
        sizes = dict(reversed(changes[self._heard :]))  # as they were at first
        for gap in sizes.keys() & self._position_of.keys() if sizes else ():
            self._void[sizes[gap]] += 1
            self.put_back(self._position_of[gap])
        self._heard = len(changes)

    def find(self, size: int, skip: Skip | None = None) -> int | None:
        self._hear()
        aside: list[tuple[int, int]] = []
        found = None
        while found is None and (next_size := self._next(size)):
            position = self._pop(next_size)
            if self.gaps.sizes[self.order[position]] != next_size:
                self._drop(next_size)
            elif skip is not None and skip(self.order[position]):
                aside.append((next_size, position))
            else:
                found = position
        for next_size, position in aside:
            self._push(next_size, position)
        return found

    def _next(self, size: int) -> int:
        """The smallest size of some gap that is not below `size`; 0 if there is none."""
        word, bit = size >> self._shift, size & ((1 << self._shift) - 1)
        if word >= len(self._words):
            return 0
        bits = self._words[word] >> bit
        if bits:
            return size + (bits & -bits).bit_length() - 1
        above = self._top >> (word + 1)
        if not above:
            return 0
        word += (above & -above).bit_length()
        bits = self._words[word]
        return (word << self._shift) + (bits & -bits).bit_length() - 1

    def _pop(self, size: int) -> int:
        heap = self._heaps[size]
        position = heappop(heap)
        if not heap:
            self._unmark(size)
        return position

    def _push(self, size: int, position: int) -> None:
        heap = self._heaps.setdefault(size, [])
        if not heap:
            self._mark(size)
        heappush(heap, position)

    def _drop(self, size: int) -> None:
        """A void gap has come up."""
        self._void[size] -= 1
        if not self._void[size]:
            del self._void[size]

    def _mark(self, size: int) -> None:
        word = size >> self._shift
        self._words[word] |= 1 << (size & ((1 << self._shift) - 1))
        self._top |= 1 << word

    def _unmark(self, size: int) -> None:
        word = size >> self._shift
        self._words[word] ^= 1 << (size & ((1 << self._shift) - 1))
        if not self._words[word]:
            self._top ^= 1 << word

    def put_back(self, position: int) -> None:
        size = self.gaps.sizes[self.order[position]]
        if size:
            self._push(size, position)

    def equals(self, position: int) -> int:
        size = self.gaps.sizes[self.order[position]]
        return len(self._heaps[size]) + 1 - self._void[size]

    def take(self, position: int, size: int) -> int:
        first = super().take(position, size)
        self._heard = len(self.gaps.changes)
        return first

    def take_all(self, sizes: Sequence[int]) -> Taken:
        """As in the other indexes, all in one loop, which takes half of the time, if no gap is void."""
        self._hear()
        if self._void:
            return super().take_all(sizes)
        heaps, order, granule = self._heaps, self.order, self.granule
        firsts, left = self.gaps.firsts, self.gaps.sizes
        words, shift, mask = self._words, self._shift, (1 << self._shift) - 1
        limit = len(words) << shift
        taken = Taken([], [], [], [])
        add_position, add_first, add_size, add_equals = (column.append for column in taken)
        for size in sizes:
            found = size
            heap = heaps.get(size)
            if not heap:
                bits = words[size >> shift] >> (size & mask) if size < limit else 0
                found = size + (bits & -bits).bit_length() - 1 if bits else self._next(size)
                if not found:
                    add_position(-1)
                    add_first(0)
                    add_size(0)
                    add_equals(0)
                    continue
                heap = heaps[found]
            position = heap[0]
            equals = len(heap)
            if equals > 1:
                heappop(heap)
            else:
                heap.clear()
                self._unmark(found)
            gap = order[position]
            first = firsts[gap]
            add_position(position)
            add_first(first)
            add_size(found)
            add_equals(equals)
            used = size + -size % granule
            firsts[gap] = first + used
            now = left[gap] = found - used if found > used else 0
            if now:
                heap = heaps.get(now)
                if heap:
                    heappush(heap, position)
                else:
                    heaps[now] = [position]
                    self._mark(now)
        if self.gaps.listeners > 1:
            changes = self.gaps.changes
            changes += [(order[at], had) for at, had in zip(taken.positions, taken.sizes, strict=True) if had]
            self._heard = len(changes)
        return taken


class WorstFit(GapIndex):
    """The largest gap, of equal ones the first: a heap."""

    def __init__(self, gaps: Gaps, order: Sequence[int], granule: int = 1) -> None:
        super().__init__(gaps, order, granule)
        self._heap = [(-gaps.sizes[gap], position) for position, gap in enumerate(order)]
        heapify(self._heap)

    def find(self, size: int, skip: Skip | None = None) -> int | None:
        heap, aside = self._heap, []
        found = None
        while found is None and heap and -heap[0][0] >= size:
            remembered, position = heappop(heap)
            if -remembered != self.gaps.sizes[self.order[position]]:
                self.put_back(position)
            elif skip is not None and skip(self.order[position]):
                aside.append((remembered, position))
            else:
                found = position
        for pair in aside:
            heappush(heap, pair)
        return found

    def put_back(self, position: int) -> None:
        heappush(self._heap, (-self.gaps.sizes[self.order[position]], position))


class Balanced(GapIndex):
    """The volume with the most free space among those with a gap that holds a request, and in it the smallest such gap.

    `free` is the free space of each volume, shared by all indexes; of volumes with as much the first is taken. A tree over
    the volumes knows the most free space and the largest gap below each node. As long as its leaves are sorted by their
    largest gaps, hardly a node is looked at in vain; when too many were, they are sorted again.
    """

    def __init__(self, gaps: Gaps, order: Sequence[int], granule: int, free: dict[str, int]) -> None:
        super().__init__(gaps, order, granule)
        self._free = free
        positions: dict[str, list[int]] = {}
        for position, gap in enumerate(order):
            positions.setdefault(gaps.volids[gap], []).append(position)
        self._number = {volid: number for number, volid in enumerate(positions)}
        self._positions = positions
        self._seen = {volid: free[volid] for volid in positions}  # how much was free when its gaps were looked at
        gaps.listeners += 1
        self._heard = len(gaps.changes)
        self._gaps_of = {volid: self._look_at(volid) for volid in positions}
        self._plant()

    def _hear(self) -> None:
        """Learn on which volumes others have made gaps smaller since the last time: they are looked at again."""
        changes, volids = self.gaps.changes, self.gaps.volids
        is_long = len(changes) - self._heard > len(self.order)
        for volid in self._seen if is_long else {volids[gap] for gap, _ in changes[self._heard :]}:
            if volid in self._seen:
                self._seen[volid] = -1
        self._heard = len(changes)

    def find(self, size: int, skip: Skip | None = None) -> int | None:
        self._hear()
        waiting = [(*self._most[1], 1)]
        while waiting:
            *_, node = heappop(waiting)
            if self._largest[node] < size:
                continue
            self._looked += 1
            if node < self._leaves:
                for child in (2 * node, 2 * node + 1):
                    if self._largest[child] >= size:
                        heappush(waiting, (*self._most[child], child))
                continue
            volid = self._volids[node - self._leaves]
            if self._seen[volid] != self._free[volid]:
                self._gaps_of[volid] = self._look_at(volid)
                self._tell(volid)
                heappush(waiting, (*self._most[node], node))
                continue
            gaps = self._gaps_of[volid]
            for at in range(bisect_left(gaps, (size, 0)), len(gaps)):
                if skip is None or not skip(self.order[gaps[at][1]]):
                    return gaps[at][1]
        return None

    def take(self, position: int, size: int) -> int:
        gap = self.order[position]
        before, volid = self.gaps.sizes[gap], self.gaps.volids[gap]
        first = self.gaps.take(gap, size, self.granule)
        self._heard = len(self.gaps.changes)
        self._free[volid] -= size
        self._seen[volid] = self._free[volid]
        gaps = self._gaps_of[volid]
        del gaps[bisect_left(gaps, (before, position))]
        insort(gaps, (self.gaps.sizes[gap], position))
        if self._looked > _LOOKS * len(self._volids):
            self._plant()
        else:
            self._tell(volid)
        return first

    def put_back(self, position: int) -> None:
        """A gap that was handed out, and not taken, has stayed in its place."""

    def _look_at(self, volid: str) -> list[tuple[int, int]]:
        """The gaps of a volume, by their true sizes and their positions."""
        self._seen[volid] = self._free[volid]
        return sorted((self.gaps.sizes[self.order[position]], position) for position in self._positions[volid])

    def _plant(self) -> None:
        """Make the tree."""
        self._looked = 0
        self._volids = sorted(self._positions, key=lambda volid: (self._gaps_of[volid][-1][0], self._number[volid]))
        self._leaf = {volid: place for place, volid in enumerate(self._volids)}
        self._leaves = 1 << max(0, len(self._volids) - 1).bit_length()
        padding = self._leaves - len(self._volids)
        self._largest = _tree_of([self._gaps_of[volid][-1][0] for volid in self._volids] + [0] * padding, max)
        most = [(-self._free[volid], self._number[volid]) for volid in self._volids]
        self._most = _tree_of([*most, *([(1, 0)] * padding)], min)

    def _tell(self, volid: str) -> None:
        """Tell the tree what a volume has."""
        node = self._leaves + self._leaf[volid]
        self._largest[node] = self._gaps_of[volid][-1][0]
        self._most[node] = (-self._free[volid], self._number[volid])
        while node > 1:
            node >>= 1
            self._largest[node] = max(self._largest[2 * node], self._largest[2 * node + 1])
            self._most[node] = min(self._most[2 * node], self._most[2 * node + 1])
