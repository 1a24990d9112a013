"""The policies by which places are chosen; docs/policies.md tells what each is good for."""

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


@dataclass(frozen=True, slots=True)
class DirmaintSettings:
    """How DirMaint is set up: whether it looks for an exact fit first (DASD_ALLOCATE= EXACT_FF), in all of a group or in each
    region before the next one, and the region that each ROTATING group used last (not named: its first region is next).
    """

    exact_first: bool = False
    exact_within: ExactWithin = "group"
    last_used: Mapping[str, str] = field(default_factory=dict)
