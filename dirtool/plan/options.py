"""What a plan is allowed to do, and how it is to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dirtool.space.allocation.policy import DirmaintSettings
from dirtool.spec.dirmaint_capabilities import DEFAULT, Capabilities

Online = Literal["IMMED", "SCHED", "OFFLINE"]

REPLACE_THRESHOLD = 3
"""Commands for the statements of an entry; where there would be more, the whole entry is replaced."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The choices of a site and of a run.

    `allow_remove` and `allow_overwrite` are the subjects whose data may be lost; `protected` are patterns of subjects that may
    never lose any, whatever is allowed. `clean`: extents that are given up are overwritten (CLEAN), which takes a work unit
    each. `online` is DirMaint's ONLINE=. `dirmaint` tells how DirMaint chooses places, where it shall.
    """

    allow_remove: frozenset[str] = frozenset()
    allow_overwrite: frozenset[str] = frozenset()
    protected: tuple[str, ...] = ()
    replace_threshold: int = REPLACE_THRESHOLD
    clean: bool = False
    online: Online = "IMMED"
    capabilities: Capabilities = DEFAULT
    dirmaint: DirmaintSettings = field(default_factory=DirmaintSettings)

    @property
    def switches(self) -> Mapping[str, str]:
        """The settings that a plan is made with, by name."""
        found = {
            "clean": "yes" if self.clean else "no",
            "online": self.online,
            "replace-threshold": str(self.replace_threshold),
        }
        if self.dirmaint.exact_first:
            found |= {"exact_first": "yes", "exact_within": self.dirmaint.exact_within}
        if self.dirmaint.last_used:
            found["last_used"] = " ".join(
                f"{group}={region}" for group, region in sorted(self.dirmaint.last_used.items())
            )
        return found
