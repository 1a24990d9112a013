"""Minidisks that are there but of which nobody can tell where: the volumes on which they may lie get no region.

The map of volumes does not have them, so that their space seems free.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dirtool.model.directory import Directory, Placed
from dirtool.model.effective import subject_of
from dirtool.space.volumes.unreadable import unreadable_disks
from dirtool.syntax.statements import Amdisk, Mdisk
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END, is_cut

_LONGEST_VOLID = 6
_WORDS_BEFORE = 2  # the keyword and the device number; any other word may be missing
_WORD = re.compile(r"[^\s,]+")


class UnknownPlace(NamedTuple):
    """A statement that has, or may be meant to have, a place; `volids` are the volumes that it names, if it names any."""

    placed: Placed
    subject: str
    volids: tuple[str, ...]


def unknown_places(directory: Directory, volids: Collection[str]) -> list[UnknownPlace]:
    """The statements that have no place that can be read, in their order; `volids` are all volumes that are known."""
    statements = {(id(one.source), one.position): one for one in (*unreadable_disks(directory), *_others(directory))}
    found = []
    for placed in sorted(statements.values(), key=directory.order):
        entry = directory.holder(placed.source, placed.position)
        named = tuple(dict.fromkeys(word for word in (*_words(placed), _volid(placed)) if word in volids))
        found.append(UnknownPlace(placed, subject_of(entry, placed), named))
    return found


def _others(directory: Directory) -> Iterator[Placed]:
    """Those with a place that is not what was meant, or not the system's: cut at the end of a record, or a command."""
    for _, placed in directory.placed(Mdisk, Amdisk):
        if isinstance(placed.statement, Amdisk) or any(map(is_cut, _records(placed))):
            yield placed


def _volid(placed: Placed) -> str:
    """The volume as it is read, which may be none that there is."""
    return placed.statement.volid or "" if isinstance(placed.statement, Mdisk | Amdisk) else ""


def _records(placed: Placed) -> list[str]:
    """The records of a statement, and the one that its comma was meant to go on in."""
    texts = placed.source.records.texts
    lines = placed.source.lines_of(placed.position)
    goes_on = texts[lines[-1] - 1][:CODE_END].rstrip().endswith(",")
    return texts[lines[0] - 1 : lines[-1] + goes_on]


def _words(placed: Placed) -> Iterator[str]:
    """What may be volids, also with what was written behind them without a blank."""
    words = [word for record in _records(placed) for word in _WORD.findall(fold(record))]
    for word in words[_WORDS_BEFORE:]:
        yield word
        if len(word) > _LONGEST_VOLID:
            yield from (word[:length] for length in range(1, _LONGEST_VOLID + 1))
