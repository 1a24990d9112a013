"""One directory entry while it is being written."""

from collections.abc import Iterable


class Entry:
    """Comments above, header, general and device statements; knows which device numbers it has given out.

    A text may hold `?` for the number of an SSI member, see `for_member`.
    """

    def __init__(self, header: str, indent: str = " ", digits: int = 3) -> None:
        self.name = header.split()[1]
        self.above: list[str] = []
        self.head = [header]
        self.general: list[str] = []
        self.device: list[str] = []
        self.indent = indent
        self.digits = digits
        self.used = set[int]()

    def vdev(self, number: int) -> str:
        """The device number as this entry spells it, now taken."""
        if number in self.used:
            raise ValueError(f"{self.name} has two devices {number:04X}")
        self.used.add(number)
        return f"{number:0{self.digits}X}"

    def unit(self, keyword: str, vdev: int, *words: str) -> None:
        """Adds a device statement."""
        self.device.append(" ".join((keyword, self.vdev(vdev), *words)))

    def link(self, owner: str, vdev: int, mode: str = "RR", at: int | None = None, remark: str = "") -> None:
        """Adds a LINK, and a remark behind a lone asterisk."""
        there = f"{vdev:0{self.digits}X}"
        here = self.vdev(vdev if at is None else at)
        self.device.append(f"LINK {owner} {there} {here} {mode}" + (f" * {remark}" if remark else ""))

    def records(self) -> list[str]:
        """The entry, comments and header at column 1, the rest indented."""
        body = [*self.general, *self.device]
        return [*self.above, *self.head, *indented(body, self.indent)]

    def for_member(self, member: int) -> list[str]:
        """The records with the member's number in the place of every `?`."""
        return [record.replace("?", str(member)) for record in self.records()]


def indented(records: Iterable[str], indent: str) -> list[str]:
    """The statements indented, the comments as they are."""
    return [record if record.startswith("*") else indent + record for record in records]
