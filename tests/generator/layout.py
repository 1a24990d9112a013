"""What stands behind the statements of a file: nothing, blanks, or something in columns 73 to 80."""

from collections.abc import Callable

from tests.generator.dice import Dice

COLUMNS = ("none", "padded", "numbered", "stamped")


def lay_out(records: list[str], columns: str, seed: int) -> list[str]:
    """The records in one of the styles of `COLUMNS`.

    padded:   blanks up to column 72
    numbered: a sequence number on every record but the one in a hundred that somebody inserted by hand
    stamped:  a day and time in columns 73 to 80 of the MDISK records only
    """
    if columns == "none":
        return records
    return _STYLES[columns](records, Dice(seed))


def _padded(records: list[str], _: Dice) -> list[str]:
    return [f"{record:<72}" for record in records]


def _numbered(records: list[str], dice: Dice) -> list[str]:
    inserted = [dice.chance(0.01) for _ in records]
    numbers = range(10, 10 * len(records) + 10, 10)
    return [
        f"{record:<80}" if by_hand else f"{record:<72}{number:08}"
        for record, number, by_hand in zip(records, numbers, inserted, strict=True)
    ]


def _stamped(records: list[str], dice: Dice) -> list[str]:
    return [
        f"{record:<72}26{dice.between(1, 12):02}{dice.between(1, 28):02}{dice.between(7, 18):02}"
        if record.lstrip().startswith("MDISK")
        else record
        for record in records
    ]


_STYLES: dict[str, Callable[[list[str], Dice], list[str]]] = {
    "padded": _padded,
    "numbered": _numbered,
    "stamped": _stamped,
}
