"""Changes of links."""

from __future__ import annotations

from tests.plan.changes.ground import Change, Ground
from tests.plan.worlds import Disk, Entry, Link


def target(ground: Ground, but: Entry) -> tuple[str, str]:
    """A machine and a number that can be linked to."""
    while True:
        entry = ground.guest("user", "user", "subconfig")
        if ground.new.machine_of(entry) != ground.new.machine_of(but):
            return ground.new.machine_of(entry), ground.disk(entry).vdev


def link_added(ground: Ground) -> None:
    entry = ground.guest("user", "user", "identity", "subconfig", "profile")
    ground.new.put(entry, Link(ground.vdev(entry), *target(ground, entry)))


def link_removed(ground: Ground) -> None:
    owner = ground.guest()
    disk = ground.disk(owner)
    linker = ground.linker(owner, disk)
    ground.new.take_out(linker, linker.links[-1])


def link_mode(ground: Ground) -> None:
    owner = ground.guest()
    ground.linker(owner, ground.disk(owner)).links[-1].mode = "MR"


def link_elsewhere(ground: Ground) -> None:
    """The same number leads to another disk."""
    owner = ground.guest()
    linker = ground.linker(owner, ground.disk(owner))
    ground.new.point(linker, linker.links[-1], *target(ground, linker))


def link_renumbered(ground: Ground) -> None:
    owner = ground.guest()
    linker = ground.linker(owner, ground.disk(owner))
    linker.links[-1].vdev = ground.vdev(linker)


def links_swap_numbers(ground: Ground) -> None:
    owner = ground.guest()
    linker = ground.linker(owner, ground.disk(owner))
    link = linker.links[-1]
    other = ground.plant(linker, Link(ground.vdev(linker), "LNXADMIN", "0192"))
    link.vdev, other.vdev = other.vdev, link.vdev


def link_to_new_disk(ground: Ground) -> None:
    owner, linker = ground.guests(2)
    disk = ground.new_disk(owner)
    ground.new.put(linker, Link(ground.vdev(linker), owner.name, disk.vdev))


def link_becomes_disk(ground: Ground) -> None:
    """A number that was a link is a disk of its own now, or the other way round."""
    entry = ground.guest()
    if ground.chance.random() < 0.5:
        link = ground.plant(entry, Link(ground.vdev(entry), "LNXADMIN", "0192"))
        ground.new.take_out(entry, link)
        ground.new_disk(entry, link.vdev)
    else:
        disk = ground.plant(entry, Disk(ground.vdev(entry), *ground.place()))
        ground.new.take_out(entry, disk)
        ground.new.put(entry, Link(disk.vdev, "LNXADMIN", "0192"))


CHANGES: tuple[Change, ...] = (
    link_added,
    link_removed,
    link_mode,
    link_elsewhere,
    link_renumbered,
    links_swap_numbers,
    link_to_new_disk,
    link_becomes_disk,
)
