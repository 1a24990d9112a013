"""The releases of z/VM that a directory may be for, and their order.

Source: z/VM CP Planning and Administration, one edition for each of them.
"""

from __future__ import annotations

from typing import NamedTuple


class Release(NamedTuple):
    """A release of z/VM; the later one is the greater one."""

    version: int
    number: int

    def __str__(self) -> str:
        return f"{self.version}.{self.number}"


RELEASES = tuple(Release(version, number) for version in (5, 6, 7) for number in (1, 2, 3, 4))
"""All of them, the oldest first."""

CURRENT = RELEASES[-1]

_SOME_NUMBER = "x"  # of a release of which only the version is known


def parse_release(text: str) -> Release:
    """The release that `text` names as people do ("7.3").

    Raises: ValueError, which lists all releases, if it is none.
    """
    named = next((release for release in RELEASES if str(release) == text), None)
    if named is None:
        raise ValueError(f"'{text}' is no release of z/VM; allowed: {', '.join(map(str, RELEASES))}")
    return named


def recorded_release(text: str) -> Release:
    """The release that a row of the table of statements names, which may be older than all that a directory can be for.

    "4.x" is some release of version 4, and counts as its first: in doubt a release has what is asked for.
    """
    version, _, number = text.partition(".")
    return Release(int(version), 0 if number == _SOME_NUMBER else int(number))
