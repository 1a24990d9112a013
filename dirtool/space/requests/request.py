"""What the allocator is asked: the minidisks that shall get a place, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from dirtool.model.size import Size


@dataclass(frozen=True, slots=True)
class Request:
    """A minidisk that shall get a place.

    `subject` is its userid and vdev (LNX1/0200), or #1, #2 and so on for those without a name, which are numbered over all
    that is asked. At most one of `pool`, `volume`, `region` and `group` is there; of a `pool` it is not told which of these
    it is. `start` is the first cylinder or block, and stands only with a volume. The members of a set that `apart` names go
    to different volumes, those of a set that `together` names go to one. `place` tells where it was asked for: file and line,
    or the word of the command line.
    """

    subject: str
    size: Size
    devtype: str | None = None
    pool: str | None = None
    volume: str | None = None
    region: str | None = None
    group: str | None = None
    start: int | None = None
    apart: str | None = None
    together: str | None = None
    place: str = ""


class Headroom(NamedTuple):
    """How much of a pool stays free: a percentage of its size, or a number of cylinders or blocks."""

    amount: int
    is_percent: bool

    def __str__(self) -> str:
        return f"{self.amount}{'%' if self.is_percent else ''}"

    def of(self, size: int) -> int:
        """How many cylinders or blocks of a pool of `size` stay free, rounded up."""
        return -(-size * self.amount // 100) if self.is_percent else self.amount


@dataclass(frozen=True, slots=True)
class Asked:
    """All that is asked: the requests in their order, the headroom of pools by name, volumes never chosen automatically."""

    requests: list[Request]
    headroom: Mapping[str, Headroom] = field(default_factory=dict)
    never: frozenset[str] = frozenset()


def in_sets(asked: Asked, kind: Literal["apart", "together"] | None) -> Asked:
    """What is asked, with a set for each user: those of its requests that are in no set of the kind. None: as it is."""
    if kind is None:
        return asked
    requests = []
    for one in asked.requests:
        request = one
        userid, slash, _ = request.subject.partition("/")
        is_alone = bool(slash) and getattr(request, kind) is None
        if is_alone:
            request = replace(request, apart=userid) if kind == "apart" else replace(request, together=userid)
        requests.append(request)
    return replace(asked, requests=requests)
