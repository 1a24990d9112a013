"""Entries come, go, get other names or another kind."""

from __future__ import annotations

from tests.plan.changes.clusters import planted_identity
from tests.plan.changes.devices import some_device
from tests.plan.changes.disks import give
from tests.plan.changes.ground import Change, Ground
from tests.plan.changes.links import target
from tests.plan.changes.statements import NOT_IN_AN_IDENTITY, say_some
from tests.plan.worlds import Disk, Entry, Link, Other


def _fill(ground: Ground, entry: Entry) -> None:
    """A new entry gets statements, devices and disks."""
    for _ in range(3):
        say_some(ground, entry, ground.new)
    ground.new.put(entry, some_device(ground, ground.vdev(entry)))
    for _ in range(ground.chance.choice([0, 1, 2])):
        ground.new_disk(entry)
    if ground.chance.random() < 0.5:
        ground.new.put(entry, Link(ground.vdev(entry), *target(ground, entry)))


def entry_added(ground: Ground) -> None:
    _fill(ground, ground.new_guest())


def entries_added_that_link_each_other(ground: Ground) -> None:
    """Two new entries of which each links to a disk of the other."""
    one, other = ground.new_guest(), ground.new_guest()
    first, second = ground.new_disk(one), ground.new_disk(other)
    ground.new.put(one, Link(ground.vdev(one), other.name, second.vdev))
    ground.new.put(other, Link(ground.vdev(other), one.name, first.vdev))


def entry_added_with_profile(ground: Ground) -> None:
    entry, profile = ground.new_guest(), ground.new_guest("profile")
    ground.new.say(profile, "LOGONBY MAINT")
    entry.include = profile.name
    _fill(ground, entry)


def entry_removed(ground: Ground) -> None:
    """An entry goes; who links to its disks or names it drops that."""
    entry = ground.guest()
    disk = ground.disk(entry)
    ground.maybe_linked(entry, disk)
    ground.new.remove(entry)


def entries_removed_that_link_each_other(ground: Ground) -> None:
    one, other = ground.guests(2)
    for owner, linker in ((one, other), (other, one)):
        was, disk = owner.was, ground.disk(owner)
        twin = ground.twin(linker)
        assert twin is not None
        assert was is not None
        vdev = ground.vdev(linker)
        ground.old.put(twin, Link(vdev, was, disk.vdev))
        ground.new.put(linker, Link(vdev, owner.name, disk.vdev))
    for entry in (one, other):
        ground.new.remove(entry)


def entry_removed_disks_taken_over(ground: Ground) -> None:
    """An entry goes; others have its disks, and the links follow them."""
    entry, taker = ground.guests(2)
    for disk in ground.disks(entry, 2):
        give(ground, entry, taker, links_follow=True, disk=disk)
    ground.new.remove(entry)


def entry_replaced(ground: Ground) -> None:
    """An entry goes, and a new one of another name has its disks under their numbers."""
    entry = ground.guest()
    new = ground.new_guest()
    for disk in [*ground.disks(entry, 1), *entry.disks]:
        if disk in entry.devices:
            ground.new.move(disk, entry, new, disk.vdev, links_follow=True)
    ground.new.remove(entry)


def entry_renamed(ground: Ground) -> None:
    """Another name, which links and other references follow."""
    entry = ground.guest("user", "user", "identity")
    if entry.kind == "user":
        ground.maybe_linked(entry, ground.disk(entry))
    ground.new.rename(entry, ground.name())


def entry_renamed_with_changes(ground: Ground) -> None:
    entry = ground.guest()
    ground.linker(entry, ground.disk(entry))
    ground.new.rename(entry, ground.name())
    say_some(ground, entry, ground.new)
    ground.new_disk(entry)
    ground.new.take_out(entry, ground.plant(entry, Disk(ground.vdev(entry), *ground.place())))


def entry_renamed_and_its_name_given_away(ground: Ground) -> None:
    """A is B now, and a new entry is called A."""
    entry = ground.guest()
    ground.disk(entry)
    old = entry.name
    ground.new.rename(entry, ground.name())
    new = ground.new.add(Entry("user", old, ["NOLOG", "64M", "128M", "G"], include="LNXECKD"))
    ground.new_disk(new)


def two_entries_swap_names(ground: Ground) -> None:
    one, other = ground.guests(2)
    for entry in (one, other):
        ground.disk(entry)
    first, second = one.name, other.name
    ground.new.rename(one, ground.name())
    ground.new.rename(other, first)
    ground.new.rename(one, second)


def user_becomes_identity(ground: Ground) -> None:
    """Its disks go into a SUBCONFIG."""
    entry = ground.guest()
    for disk in ground.disks(entry, 2):
        ground.maybe_linked(entry, disk)
    entry.general[:] = [text for text in entry.general if text.split()[0] not in NOT_IN_AN_IDENTITY]
    devices, entry.devices = entry.devices, []
    entry.kind = "identity"
    part = Entry("subconfig", ground.part_name(entry), [], identity=entry.name)
    for device in devices:
        is_console = isinstance(device, Other) and device.keyword == "CONSOLE"
        (entry if is_console else part).devices.append(device)
    entry.builds = {"LXP1": part.name}
    ground.new.add(part)


def identity_becomes_user(ground: Ground) -> None:
    """Its disks come out of its one SUBCONFIG."""
    identity, part = planted_identity(ground)
    identity.kind = "user"
    identity.builds = {}
    del ground.new.entries[part.name]
    identity.devices += part.devices
    identity.general += part.general


CHANGES: tuple[Change, ...] = (
    entry_added,
    entries_added_that_link_each_other,
    entry_added_with_profile,
    entry_removed,
    entries_removed_that_link_each_other,
    entry_removed_disks_taken_over,
    entry_replaced,
    entry_renamed,
    entry_renamed_with_changes,
    entry_renamed_and_its_name_given_away,
    two_entries_swap_names,
    user_becomes_identity,
    identity_becomes_user,
)
