"""What an allocation is: where each request goes and why, and why some go nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from dirtool.space.allocation.search_space import Window
from dirtool.space.packing.pack import Optimality
from dirtool.space.requests.request import Request
from dirtool.spec.devices import Unit

Why = Callable[["Placement"], str]


class Placement(NamedTuple):
    """A place for a request: `size` cylinders or blocks from `first` on. `group` is the one that was asked for.

    `why` words the reason when somebody asks for it: of a hundred thousand placements hardly one is read. What it words is
    the `gap_size` before, `equals`, how many gaps were as good, and `position`, whose meaning is the policy's own: how many
    gaps or regions come before, or where a gap begins of which the placement is not the start.
    """

    request: Request
    window: Window
    group: str | None
    first: int
    size: int
    why: Why
    gap_size: int
    position: int = 0
    equals: int = 1

    @property
    def subject(self) -> str:
        """The userid and the vdev, or the number in a series."""
        return self.request.subject

    @property
    def last(self) -> int:
        """The last cylinder or block, inclusive."""
        return self.first + self.size - 1

    @property
    def volid(self) -> str:
        """The volume."""
        return self.window.volume.volid

    @property
    def unit(self) -> Unit:
        """What `size` counts."""
        return self.window.volume.unit

    @property
    def reason(self) -> str:
        """Why it goes there: what was looked at, what was rejected, and what decided."""
        text = self.why(self)
        return f"{text}; the size of {self.volid} is a guess" if self.window.volume.size_source == "model" else text


class Unplaced(NamedTuple):
    """A request that goes nowhere. `size` is in cylinders or blocks, None where the size that was asked for is none of them.

    `largest_gap` is the size of the largest gap that is left where it may go, `advice` what would help.
    """

    request: Request
    size: int | None
    unit: Unit | None
    reason: str
    largest_gap: int
    advice: str

    @property
    def subject(self) -> str:
        """The userid and the vdev, or the number in a series."""
        return self.request.subject


@dataclass(frozen=True, slots=True)
class Allocation:
    """The answer to all requests, in their order.

    `optimality` "proved": no answer leaves more of the largest gaps whole, or places all where this one does not; "bound":
    at least `bound` gaps are needed; "none": nothing is known. Both are of policy `pack` alone.
    """

    policy: str
    placements: list[Placement]
    unplaced: list[Unplaced]
    optimality: Optimality = "none"
    bound: int | None = None

    @property
    def volumes_touched(self) -> int:
        """How many volumes get a minidisk."""
        return len({placement.volid for placement in self.placements})
