"""Order rules that hold within a step: which commands stand together, and what they may not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dirtool.plan.steps.orders import order
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.wording import some_of

_NOT_FORMATTED = ("T-DISK", "V-DISK", "DEVNO")


def o15_replace(name: str) -> list[Command]:
    """O15: GET, which locks an entry, and REPLACE, which frees it, stand together; nothing else for the entry between them.

    Source: z/VM DirMaint Commands Reference, GET and REPLACE: whoever has not locked an entry cannot replace it.
    """
    return [order(verbs.Get, name, lock=True), order(verbs.Replace, name)]


def o17_format(form: str, wanted: Mapping[str, str]) -> dict[str, str]:
    """O17: LABEL and BLKSIZE never stand with a temporary or virtual disk, or a real device: message 3543."""
    return {} if form in _NOT_FORMATTED else dict(wanted)


def o19_logged_off(guests: Sequence[str]) -> str:
    """O19: who has a minidisk that is moved, copied, recreated or erased, or may write on it by a link, is logged off first.

    Writing would spoil the copy, or what the new owner has; DATAMOVE does not get what somebody has to write.
    """
    return f"log {some_of(guests)} off"
