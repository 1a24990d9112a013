"""Work that DATAMOVE machines do while DIRMAINT goes on: units that are queued, run, and end or fail.

Source: z/VM DirMaint Tailoring and Administration Guide, the DATAMOVE service machine; z/VM DirMaint Messages, 3541 and 3430.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter

from dirtool.dirmaint.answer import Message
from dirtool.dirmaint.settings import Faults, Settings


class State(StrEnum):
    """How far a work unit has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(slots=True)
class WorkUnit:
    """One piece of work. `number` counts from 1 over the run; `identity` is what messages call it, eight digits.

    `userid` and `vdev` are locked until it ends. `begun` is what is said when it goes on. `finish` puts the result into the
    directory and gives what is said about that; `cancel` takes back what the unit holds. `requests_left` is how many further
    requests it takes (None: until everything waits for it). `updates` are the entries that its end changes, besides that of
    its machine.
    """

    number: int
    identity: str
    verb: str
    userid: str
    vdev: str
    begun: str
    finish: Callable[[], list[Message]]
    cancel: Callable[[], None]
    requests_left: int | None = None
    machine: str | None = None
    updates: tuple[str, ...] = ()
    state: State = field(default=State.QUEUED)


class WorkUnits:
    """All units of a run: each machine does one at a time, the others wait in the order in which they came."""

    def __init__(self, settings: Settings, faults: Faults) -> None:
        self._takes = settings.work_unit_takes
        self._failing = faults.work_units
        self.machines = ["DATAMOVE", *(f"DATAMOV{n}" for n in range(2, settings.datamove_machines + 1))]
        self.all: list[WorkUnit] = []
        self.failed: dict[str, WorkUnit] = {}
        self._queue: OrderedDict[str, WorkUnit] = OrderedDict()
        self._running: dict[str, WorkUnit] = {}
        self._identities: set[str] = set()

    def add(self, unit: WorkUnit) -> None:
        """Queue a unit; a machine that is free takes it at once."""
        self.all.append(unit)
        self._identities.add(unit.identity)
        self._queue[unit.identity] = unit
        self._assign(by_request=True)

    def is_known(self, identity: str) -> bool:
        """Whether a unit has been called so."""
        return identity in self._identities

    @property
    def unfinished(self) -> list[WorkUnit]:
        """The units that run, wait or have failed, in their order."""
        units = [*self._running.values(), *self._queue.values(), *self.failed.values()]
        return sorted(units, key=attrgetter("number"))

    @property
    def pending(self) -> int:
        """How many units wait for a machine."""
        return len(self._queue)

    def running_on(self, machine: str) -> WorkUnit | None:
        """What a machine is doing."""
        return self._running.get(machine)

    def tick(self) -> list[WorkUnit]:
        """A request has been answered: the units that have ended by that, in the order of their machines."""
        ended = []
        for unit in list(self._running.values()):
            if unit.requests_left is not None:
                unit.requests_left -= 1
                if unit.requests_left <= 0:
                    ended.append(unit)
        return [self._end(unit) for unit in ended]

    def next_done(self) -> WorkUnit | None:
        """End the unit that has run the longest; None if nothing runs."""
        unit = min(self._running.values(), key=lambda one: one.number, default=None)
        return None if unit is None else self._end(unit)

    def cancel(self, identity: str) -> WorkUnit | None:
        """Take a unit out that waits, runs or has failed; None if there is none."""
        running = {unit.identity: machine for machine, unit in self._running.items()}
        unit = self.failed.pop(identity, None) or self._queue.pop(identity, None)
        if identity in running:
            unit = self._running.pop(running[identity])
        if unit is not None:
            unit.state = State.CANCELLED
            self._assign(by_request=True)
        return unit

    def retry(self) -> list[WorkUnit]:
        """Queue all units again that have failed."""
        units = list(self.failed.values())
        self.failed.clear()
        for unit in units:
            unit.state = State.QUEUED
            self._failing -= {unit.number}
            self._queue[unit.identity] = unit
        self._assign(by_request=True)
        return units

    def _end(self, unit: WorkUnit) -> WorkUnit:
        assert unit.machine is not None
        del self._running[unit.machine]
        if unit.number in self._failing:
            unit.state = State.FAILED
            self.failed[unit.identity] = unit
        else:
            unit.state = State.DONE
        self._assign(by_request=False)
        return unit

    def _assign(self, *, by_request: bool) -> None:
        """Give the machines that are free what waits; the request that does so has not been answered yet."""
        for machine in self.machines:
            if self._queue and machine not in self._running:
                _, unit = self._queue.popitem(last=False)
                unit.machine, unit.state = machine, State.RUNNING
                unit.requests_left = None if self._takes is None else self._takes + by_request
                self._running[machine] = unit
