"""What the checks of a move say, as data."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Span


class State(StrEnum):
    """What a shortfall asks for, worst first."""

    OPEN = "open"  # must be mended by somebody before the move
    MENDED = "mended"  # would stand in the way, but the files that were made have it right
    CHECK = "check"  # somebody should look at it; the move works without
    NOTE = "note"  # good to know


class Verdict(StrEnum):
    """Whether the directory can move."""

    READY = "ready"
    READY_WITH_FIXES = "ready with fixes"  # as the files that were made have it
    NOT_READY = "not ready"


class Check(NamedTuple):
    """One question of the readiness report: C1 to C20. `why` says what goes wrong, `action` what to do about it."""

    number: int
    title: str
    why: str
    action: str

    @property
    def code(self) -> str:
        """How people name it: C1."""
        return f"C{self.number}"


class Shortfall(NamedTuple):
    """One thing that a check has found, at its record. `rule` is the code of the rule of lint that tells the same, or empty.

    `action` says what to do about this one, where that is not what its check says of all.
    """

    check: Check
    state: State
    span: Span | None  # None: it is about the directory as a whole, or about what is in no file
    subject: str
    message: str
    rule: str = ""
    action: str = ""
    related: tuple[Related, ...] = ()


class Readiness(NamedTuple):
    """The answer of all checks: their shortfalls in the order of the checks, each check's by place."""

    checks: tuple[Check, ...]
    shortfalls: tuple[Shortfall, ...]

    def of(self, check: Check) -> list[Shortfall]:
        """What one check has found."""
        return [one for one in self.shortfalls if one.check is check]

    @property
    def verdict(self) -> Verdict:
        """Not ready while anything is open; ready with fixes where the files that were made mend something."""
        states = {one.state for one in self.shortfalls}
        if State.OPEN in states:
            return Verdict.NOT_READY
        return Verdict.READY_WITH_FIXES if State.MENDED in states else Verdict.READY
