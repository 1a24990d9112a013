"""A finding as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2s
from typing import Literal, NamedTuple

from dirtool.text.edit import Edit


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANK[self]

    def at_most(self, limit: Severity) -> Severity:
        """The milder of the two."""
        return max(self, limit, key=lambda severity: severity.rank)


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Directxa(StrEnum):
    """What the compiler does with what a rule finds."""

    REFUSES = "refuses"
    IGNORES = "ignores"
    SILENT = "silent"

    @property
    def effect(self) -> str:
        """The same, as the end of a sentence."""
        effects = {
            Directxa.REFUSES: "refuses the directory",
            Directxa.IGNORES: "ignores it without a message",
            Directxa.SILENT: "accepts it without a message",
        }
        return effects[self]


class Span(NamedTuple):
    """A place in a file: 1-based records and columns, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Related(NamedTuple):
    """A second place that has part in a finding, and what part."""

    span: Span
    subject: str
    message: str


class Bar(NamedTuple):
    """An extent to draw: both ends are inclusive, `last` None is the end of the volume."""

    subject: str
    first: int
    last: int | None


class Scale(NamedTuple):
    """A part of a volume to draw, with the extents that a finding is about."""

    volid: str
    bars: tuple[Bar, ...]


class Fix(NamedTuple):
    """A repair: "safe" leaves the object directory as it is, "unsafe" may change it."""

    title: str
    safety: Literal["safe", "unsafe"]
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` is one line, names the values and never a secret. `fingerprint` survives reordering.

    `ivp` are the messages under which the installation verification of xCAT would tell the same later.
    """

    code: str
    name: str
    severity: Severity
    message: str
    span: Span
    subject: str
    directxa: Directxa | None
    fingerprint: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    scale: Scale | None = None
    ivp: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int, int, str, str]:
        """What findings are sorted by."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


def fingerprint(*parts: object) -> str:
    """A short digest of what makes a finding the same finding in the next version of the file."""
    return blake2s("\0".join(map(str, parts)).encode(errors="surrogatepass"), digest_size=8).hexdigest()
