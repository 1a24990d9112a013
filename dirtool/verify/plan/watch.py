"""A judge of every state on the way of a plan, command by command, apart from all checks of the simulated DirMaint.

It asks the simulator only which entries a command has changed, and looks at these alone, so that the time grows with the
commands and not with the directory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from dirtool.dirmaint.simulate import Changed, Ended
from dirtool.dirmaint.source_entry import SourceEntry
from dirtool.dirmaint.work_units import State
from dirtool.model.directory import Directory
from dirtool.model.extent import volumes
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.verify.plan.link_watch import LinkWatch
from dirtool.verify.plan.part import Disk, Part, end_of, part_of
from dirtool.verify.plan.space_watch import DataWatch, Lost, SpaceWatch, difference


class Damage(NamedTuple):
    """What has become wrong by a command, in words: minidisks that share space, and what else leads to nothing."""

    overlaps: list[str]
    dangling: list[str]


class Watch:
    """Watches a directory while commands change it.

    `is_excluded` names the minidisks that EXTENT CONTROL excludes, by entry and number; `sizes` are the sizes of volumes that
    are known, in cylinders or blocks.
    """

    def __init__(self, directory: Directory, is_excluded: Callable[[str, str], bool], sizes: Mapping[str, int]) -> None:
        then = volumes(directory, sizes)
        self._space = SpaceWatch(then, is_excluded, sizes)
        self._links = LinkWatch(directory)
        self._data = DataWatch(then)
        self._sizes = sizes

    def changed(self, changed: Changed, ended: list[Ended], cloned: Command | None = None) -> Damage:
        """Something has changed: by a command, or by work units that have `ended`. `cloned` is a CLONEDISK that was taken."""
        before = {number: self._links.part(number) for number in changed.entries}
        after = {number: None if entry is None else _part(entry) for number, entry in changed.entries.items()}
        gone, come = difference(_disks(before), _disks(after))
        for disk in (*gone, *come):
            self._data.touch(disk.volid)
        self._note_copies(ended, gone, come)
        for hold in changed.holds:
            if hold.is_taken:
                how = f"a work unit for {hold.subject} writes there"
                self._data.written(hold.volid, hold.first, end_of(hold.last), how)
        damage = Damage(self._space.change(gone, come, changed.holds), self._links.change(after))
        if cloned is not None:
            self._note_clone(cloned)
        return damage

    def lost(self, end: Directory) -> list[Lost]:
        """The minidisks that were there in the beginning and whose data are lost in the end, by subject."""
        return self._data.lost(volumes(end, self._sizes))

    def _note_copies(self, ended: list[Ended], gone: list[Disk], come: list[Disk]) -> None:
        old_by_subject, new_by_subject = ({disk.subject: disk for disk in disks} for disks in (gone, come))
        for unit in ended:
            subject = f"{unit.userid}/{unit.vdev}"
            old, new = old_by_subject.get(subject), new_by_subject.get(subject)
            if unit.verb == "CMDISK" and unit.state is State.DONE and old is not None and new is not None:
                self._data.copied(subject, old, new)

    def _note_clone(self, command: Command) -> None:
        """A copy over a minidisk, or to a new place: whatever was there is lost."""
        order = command.order
        assert isinstance(order, verbs.Clonedisk)
        for disk in self._links.disks_of(command.prefixes.foruser or "", order.vdev):
            self._data.written(disk.volid, disk.first, disk.last, f"a copy to {disk.subject} is written there")


def _part(entry: SourceEntry) -> Part:
    return part_of(entry.kind, entry.name, (line.statement for line in entry.statements if line.statement is not None))


def _disks(parts: Mapping[int, Part | None]) -> list[Disk]:
    return [disk for part in parts.values() if part is not None for disk in part.disks]
