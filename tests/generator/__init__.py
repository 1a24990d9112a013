"""Synthetic z/VM user directories: invented, valid, and the same for a seed everywhere.

    from tests.generator import generate
    records = generate("ssi", records=1500, seed=7)

or, on the command line, `python -m tests.generator ssi --records 1500 --seed 7 > file`.
"""

from collections.abc import Callable, Iterator

from tests.generator.layout import COLUMNS, lay_out
from tests.generator.linux import linux
from tests.generator.shares import shares
from tests.generator.ssi import ssi
from tests.generator.vm370 import vm370

__all__ = ["COLUMNS", "KINDS", "encode", "entries", "generate", "statements"]

KINDS: dict[str, Callable[[int, int], list[str]]] = {
    "ssi": ssi,
    "linux": linux,
    "vm370": vm370,
    "shares": shares,
}
HEADERS = frozenset({"DIRECTORY", "GLOBALDEFS", "PROFILE", "USER", "IDENTITY", "SUBCONFIG"})


def generate(kind: str, records: int, seed: int = 0, columns: str | None = None) -> list[str]:
    """A directory of one of the `KINDS` as a list of records without line ends.

    `shares` gives exactly so many records; the other kinds end with the entry that reaches the number, and
    have a core that they never leave out. `columns` is one of `COLUMNS`: vm370 is numbered by default, the
    rest bare.
    """
    if columns is None:
        columns = "numbered" if kind == "vm370" else "none"
    return lay_out(KINDS[kind](records, seed), columns, seed)


def encode(records: list[str], encoding: str = "latin-1", fixed: bool = False) -> bytes:
    """The file: one line a record, or with `fixed` records of 80 without line ends."""
    if fixed:
        return "".join(f"{record:<80}" for record in records).encode(encoding)
    return "".join(f"{record}\n" for record in records).encode(encoding)


def statements(records: list[str]) -> Iterator[str]:
    """Columns 1 to 71 of the records that are neither comment nor blank, without blanks around."""
    for record in records:
        text = record[:71].strip()
        if text and not text.startswith("*"):
            yield text


def entries(records: list[str]) -> Iterator[list[str]]:
    """The records entry by entry, DIRECTORY with all before it first; comments belong to the entry above."""
    entry: list[str] = []
    started = False
    for record in records:
        if record[:71].split(maxsplit=1)[:1] and record.split(maxsplit=1)[0] in HEADERS:
            if started:
                yield entry
                entry = []
            started = True
        entry.append(record)
    if entry:
        yield entry
