"""Steps and phases of a runbook, as data."""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """Something to do: in words, where, what to type for it, what is to come, and what to do if that does not come.

    `pitfalls` are what goes wrong here for others. `check` names what is not documented, or differs from site to site: what to
    look up before it is typed; empty where nothing is open. Words in angle brackets are to be replaced.
    """

    task: str
    where: str
    commands: tuple[str, ...]
    expect: str
    otherwise: str = ""
    pitfalls: tuple[str, ...] = ()
    check: str = ""


class Phase(NamedTuple):
    """A part of the move: what is true at its end, its steps in order, and the way back to where it began."""

    title: str
    end: str
    steps: tuple[Step, ...]
    back: tuple[Step, ...]
