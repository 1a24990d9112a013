"""How the simulated DirMaint is set up, and the faults that it is asked for.

Source: z/VM DirMaint Tailoring and Administration Guide, CONFIG DATADVH. What nobody knows for certain is a switch, too, and
the transcript tells when it mattered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Online = Literal["IMMED", "SCHED", "OFFLINE"]
ExactWithin = Literal["group", "region"]
OfRemoved = Literal["refuse", "leave"]

_FIRST_SECOND = 8 * 3600
_SECONDS_OF_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server is set up.

    Of CONFIG DATADVH: `online` is ONLINE=, `disk_cleanup` DISK_CLEANUP=, `exact_first` DASD_ALLOCATE= EXACT_FF,
    `extent_check` EXTENT_CHECK=, `testing` RUNMODE= TESTING, `datamove_machines` how many DATAMOVE_MACHINE= there are. `node`
    is the system, `sender` the user who gives the commands. `delta` tells whether the object directory is updated in parts
    (message 3451), `updates_of_add` how often ADD tells of an update.

    Not certain of DirMaint: `exact_within`, the reach of EXACT_FF; `last_used`, the region that each ROTATING group used last
    (not named: its first region is next); `links_of_removed`, what becomes of links to a device that goes: DirMaint is said
    to leave them; `nicdef_merges`, whether NICDEF keeps the operands that it does not name; `add_checks_extents`, whether ADD
    and REPLACE refuse extents that are used.

    `strict` refuses what DirMaint would let through and the directory would suffer from. A work unit ends when
    `work_unit_takes` further requests have been answered; None: when everything waits for it.
    """

    node: str = "ZVM1"
    sender: str = "MAINT"
    online: Online = "IMMED"
    disk_cleanup: bool = False
    exact_first: bool = False
    extent_check: bool = True
    testing: bool = False
    datamove_machines: int = 1
    delta: bool = True
    updates_of_add: int = 1
    exact_within: ExactWithin = "group"
    last_used: Mapping[str, str] = field(default_factory=dict)
    links_of_removed: OfRemoved = "refuse"
    nicdef_merges: bool = True
    add_checks_extents: bool = True
    strict: bool = True
    work_unit_takes: int | None = None


@dataclass(frozen=True, slots=True)
class Faults:
    """What shall go wrong: the work units (counted from 1) that fail, entries that somebody else has locked, groups without
    room."""

    work_units: frozenset[int] = frozenset()
    locked: frozenset[str] = frozenset()
    full_groups: frozenset[str] = frozenset()


class Clock:
    """The time of the simulation: it goes on by a second with each request, so that every run is the same."""

    def __init__(self) -> None:
        self._seconds = _FIRST_SECOND

    def tick(self) -> None:
        """A request has come in."""
        self._seconds += 1

    def stamp(self) -> str:
        """Day of the month, hour, minute and second, two digits each."""
        days, rest = divmod(self._seconds, _SECONDS_OF_DAY)
        return f"{days % 28 + 1:02}{rest // 3600:02}{rest // 60 % 60:02}{rest % 60:02}"
