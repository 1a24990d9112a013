"""The policies by which places are chosen, and what each is good for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

ExactWithin = Literal["group", "region"]


class Policy(StrEnum):
    """How the allocator chooses between gaps."""

    BEST_FIT = "best-fit"
    FIRST_FIT = "first-fit"
    WORST_FIT = "worst-fit"
    BALANCED = "balanced"
    PACK = "pack"
    DIRMAINT = "dirmaint"


MEANINGS: dict[Policy, str] = {
    Policy.BEST_FIT: "the smallest gap that holds the request, of equal ones the first. Good for everyday use: large gaps stay "
    "large, and what is returned is used again. Leaves slivers where sizes differ by little.",
    Policy.FIRST_FIT: "the first gap that holds it, in the order of the pool. Good to keep the last volumes of a group empty, "
    "for an exchange of hardware or a backup that is done by volume.",
    Policy.WORST_FIT: "the largest gap. Good where minidisks grow: there is room behind each new one. Uses up large "
    "gaps first.",
    Policy.BALANCED: "the volume with the most free space that has a gap for it, and there the smallest such gap. Good to "
    "spread new guests, and their I/O, over volumes.",
    Policy.PACK: "all requests at once, so that they fit if they can, and only the smallest gaps are opened. Good for a batch "
    "that is tight, and to keep large gaps whole. Takes longer, and one request more may change all places.",
    Policy.DIRMAINT: "what DirMaint does with AUTOV, AUTOR and AUTOG. Good to know before where they will land.",
}
"""What each policy takes, and what it is good for."""


@dataclass(frozen=True, slots=True)
class DirmaintSettings:
    """How DirMaint is set up: whether it looks for an exact fit first (DASD_ALLOCATE= EXACT_FF), in all of a group or in each
    region before the next one, and the region that each ROTATING group used last (not named: its first region is next).
    """

    exact_first: bool = False
    exact_within: ExactWithin = "group"
    last_used: Mapping[str, str] = field(default_factory=dict)
