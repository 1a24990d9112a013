"""Volumes that are filled back to back, as people and DirMaint fill them."""

from tests.generator.dice import Dice

LENGTHS = (1, 1, 2, 2, 3, 5, 5, 5, 10, 10, 10, 20, 20, 30, 45, 60, 60, 120, 200, 500)


def label(prefix: str, number: int) -> str:
    """A volid of six characters: prefix and number, in letters where the digits run out."""
    width = 6 - len(prefix)
    if number < 10**width:
        return f"{prefix}{number:0{width}}"
    rest, tail = number - 10**width, ""
    for _ in range(width - 1):
        rest, digit = divmod(rest, 36)
        tail = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + tail
    return prefix + chr(ord("A") + rest) + tail


class Shelf:
    """Volumes of one size, filled one after the other; every third has a gap."""

    def __init__(self, dice: Dice, prefix: str, size: int, first: int = 1) -> None:
        self.volumes: list[str] = []
        self.size = size
        self._dice = dice
        self._prefix = prefix
        self._first = first
        self._next = size
        self._until_gap = -1

    def take(self, length: int) -> tuple[str, int]:
        """Volume and first cylinder of `length` cylinders that nobody has."""
        if self._next + length > self.size:
            self.volumes.append(label(self._prefix, len(self.volumes) + 1))
            self._next = self._first
            self._until_gap = self._dice.between(4, 12) if len(self.volumes) % 3 == 1 else -1
        start = self._next
        self._next += length
        self._until_gap -= 1
        if self._until_gap == 0:
            self._next += self._dice.between(4, 16)
        return self.volumes[-1], start
