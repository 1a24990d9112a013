"""Choices that come out the same for a seed on every platform and every Python."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices, built on `Random.random` alone, whose results Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.random() < share

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, all equally likely."""
        return items[int(self.random() * len(items))]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different items, in their own order."""
        chosen = set[int]()
        while len(chosen) < min(count, len(items)):
            chosen.add(self.below(len(items)))
        return [items[place] for place in sorted(chosen)]
