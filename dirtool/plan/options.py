"""What a plan is allowed to do, and how it is to be made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dirtool.spec.dirmaint_capabilities import DEFAULT, Capabilities

Online = Literal["IMMED", "SCHED", "OFFLINE"]

REPLACE_THRESHOLD = 3
"""Commands for the statements of an entry; where there would be more, the whole entry is replaced."""


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """The choices of a site and of a run.

    `allow_remove` and `allow_overwrite` are the subjects whose data may be lost; `protected` are patterns of subjects that may
    never lose any, whatever is allowed. `clean`: extents that are given up are overwritten (CLEAN), which takes a work unit
    each. `online` is DirMaint's ONLINE=.
    """

    allow_remove: frozenset[str] = frozenset()
    allow_overwrite: frozenset[str] = frozenset()
    protected: tuple[str, ...] = ()
    replace_threshold: int = REPLACE_THRESHOLD
    clean: bool = False
    online: Online = "IMMED"
    capabilities: Capabilities = DEFAULT

    @property
    def switches(self) -> Mapping[str, str]:
        """The settings that a plan is made with, by name."""
        return {
            "clean": "yes" if self.clean else "no",
            "online": self.online,
            "replace-threshold": str(self.replace_threshold),
        }
