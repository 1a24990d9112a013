"""Where a LINK leads: from device to device, until a minidisk, or nowhere.

A fifth of the links of a running system name a device that its owner itself gets by LINK. Source: z/VM CP Planning and
Administration, LINK and MDISK statements; a disk of an IDENTITY may be defined in any of its subconfigurations.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import device_number, layers
from dirtool.syntax.statements import Link

Outcome = Literal["device", "no-owner", "no-device", "cycle"]


class Step(NamedTuple):
    """One definition of a device on the way: the entry that holds it and its statement."""

    entry: Entry
    placed: Placed


class Chain(NamedTuple):
    """The way of a link.

    `outcome` "device": the last step defines the device; else the way ends before there is one. `owner` and `vdev` are
    what was looked for last.
    """

    steps: tuple[Step, ...]
    outcome: Outcome
    owner: str
    vdev: str


class LinkResolver:
    """Follows links; keeps the devices of every entry it has looked at."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._layers: dict[tuple[str, str | None], list[Entry]] = {}
        self._devices: dict[int, dict[str, Placed]] = {}

    def follow(self, holder: str, link: Link, member: str | None = None) -> Chain:
        """Where `link`, in an entry of the user `holder`, leads on `member` (None: on any).

        On any member, a device that only one subconfiguration of its owner defines is found too.
        """
        steps: list[Step] = []
        seen: set[tuple[str, str]] = set()
        owner, vdev = (holder if link.userid == "*" else link.userid), link.vdev1
        while True:
            if (owner, vdev) in seen:
                return Chain(tuple(steps), "cycle", owner, vdev)
            seen.add((owner, vdev))
            machine = self._directory.machines.get(owner)
            if machine is None:
                return Chain(tuple(steps), "no-owner", owner, vdev)
            step = self._find(machine, vdev, member)
            if step is None:
                return Chain(tuple(steps), "no-device", owner, vdev)
            steps.append(step)
            statement = step.placed.statement
            if not isinstance(statement, Link):
                return Chain(tuple(steps), "device", owner, vdev)
            owner, vdev = (owner if statement.userid == "*" else statement.userid), statement.vdev1

    def _find(self, machine: Entry, vdev: str, member: str | None) -> Step | None:
        """The definition of a device of `machine`: in its subconfigurations, itself, or its profile."""
        parts = self._layers.get((machine.name, member))
        if parts is None:
            parts, _ = layers(self._directory, machine, member)
            self._layers[machine.name, member] = parts
        for entry in parts:
            if placed := self._devices_of(entry).get(vdev):
                return Step(entry, placed)
        return None

    def _devices_of(self, entry: Entry) -> dict[str, Placed]:
        devices = self._devices.get(id(entry))
        if devices is None:
            devices = self._devices[id(entry)] = {}
            for placed in entry:
                vdev = device_number(placed.statement)
                if vdev is not None:
                    devices.setdefault(vdev, placed)
        return devices
