"""The files that tell the utility DIRMAP how large full packs are, and which volumes to map.

Source: z/VM CMS Commands and Utilities Reference, DIRMAP: FULLPACK DEFINES, INCLUDE VOLSERS and EXCLUDE VOLSERS. In each a
line that begins with `*` or `#` is a comment, and so is what stands behind a word that begins so.
"""

from __future__ import annotations

from pathlib import Path

from dirtool.errors import InputError
from dirtool.model.reading import refuse_directory
from dirtool.model.volume_list import devtype_of, read_word, volid_of, words_of
from dirtool.space.reports.captured import is_number
from dirtool.text.input import read_bytes
from dirtool.text.records import Records, read_records

_WORDS_OF_A_PACK = 2


def read_full_packs(path: Path) -> dict[str, tuple[int, ...]]:
    """The sizes that a file FULLPACK DEFINES tells, as `full_packs_in` has them. Raises InputError."""
    return full_packs_in(_records(path, "FULLPACK DEFINES"))


def full_packs_in(records: Records) -> dict[str, tuple[int, ...]]:
    """The sizes of full packs beside the usual ones, by device type, in cylinders or blocks, in ascending order.

    A line names a device type and the last cylinder or block: `3390 10999` is a volume of 11,000 cylinders. Raises InputError
    for a wrong word with file, line, column and what is allowed.
    """
    found: dict[str, set[int]] = {}
    for line, text in enumerate(records.texts, 1):
        words = list(words_of(text))
        if not words:
            continue
        place = f"{records.path}:{line}"
        if len(words) != _WORDS_OF_A_PACK:
            column, word = words[-1] if len(words) < _WORDS_OF_A_PACK else words[_WORDS_OF_A_PACK]
            raise InputError(f"{place}:{column}: {word} makes no full pack; allowed: DEVTYPE LAST, as in 3390 10016")
        devtype = read_word(words[0], devtype_of, "device type", place)
        found.setdefault(devtype, set()).add(read_word(words[1], _last_of, "last cylinder or block", place) + 1)
    return {devtype: tuple(sorted(sizes)) for devtype, sizes in found.items()}


def read_volsers(path: Path) -> frozenset[str]:
    """The volids that a file INCLUDE VOLSERS or EXCLUDE VOLSERS lists. Raises InputError."""
    return volsers_in(_records(path, "a list of volids"))


def volsers_in(records: Records) -> frozenset[str]:
    """The volids that records list, one or several a line. Raises InputError for what is no volid."""
    return frozenset(
        read_word(word, volid_of, "volid", f"{records.path}:{line}")
        for line, text in enumerate(records.texts, 1)
        for word in words_of(text)
    )


def _last_of(word: str) -> int:
    if not is_number(word):
        raise ValueError("the number of the last one, counted from 0")
    return int(word)


def _records(path: Path, wanted: str) -> Records:
    records = read_records(read_bytes(path), str(path))
    refuse_directory(records, wanted)
    return records
