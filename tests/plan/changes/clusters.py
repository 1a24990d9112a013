"""Changes of identities and their subconfigs."""

from __future__ import annotations

from tests.plan.changes.disks import give, rotate
from tests.plan.changes.ground import Change, Ground
from tests.plan.changes.links import target
from tests.plan.worlds import Disk, Entry, Link


def planted_identity(ground: Ground) -> tuple[Entry, Entry]:
    """An identity of both directories with one subconfig, which has a disk."""
    identity = ground.both(ground.made("identity"))
    twin = ground.twin(identity)
    assert twin is not None
    name = ground.part_name(identity)
    for one in (twin, identity):
        one.builds = {"LXP1": name}
    part = Entry("subconfig", name, [], identity=identity.name, general=["COMMAND SET RUN ON"])
    part.devices.append(Disk("0191", *ground.place()))
    return identity, ground.both(part)


def identity_added(ground: Ground) -> None:
    """An identity with a subconfig for each member."""
    identity = ground.new_guest("identity")
    ground.new.put(identity, Link(ground.vdev(identity), *target(ground, identity)))
    for member in (1, 2)[: ground.chance.choice([1, 2])]:
        _add_subconfig(ground, identity, f"LXP{member}")


def _add_subconfig(ground: Ground, identity: Entry, member: str) -> Entry:
    part = Entry("subconfig", ground.part_name(identity), [], identity=identity.name)
    identity.builds[member] = part.name
    ground.new.add(part)
    ground.new_disk(part)
    return part


def subconfig_added(ground: Ground) -> None:
    """A member more."""
    identity, _ = planted_identity(ground)
    _add_subconfig(ground, identity, "LXP2")


def subconfig_removed(ground: Ground) -> None:
    _, part = planted_identity(ground)
    ground.new.remove_subconfig(part)


def identity_removed(ground: Ground) -> None:
    identity, _ = planted_identity(ground)
    ground.new.remove(identity)


def subconfig_for_another_member(ground: Ground) -> None:
    identity, part = planted_identity(ground)
    identity.builds = {"LXP2": part.name}


def subconfig_of_another_identity(ground: Ground) -> None:
    """Another identity builds it."""
    (_, part), (other, _) = planted_identity(ground), planted_identity(ground)
    identity = ground.new.entries[part.identity or ""]
    identity.builds = {}
    part.identity = other.name
    other.builds["LXP2"] = part.name
    part.disks[0].vdev = ground.vdev(part)


def subconfigs_swap_members(ground: Ground) -> None:
    identity, part = planted_identity(ground)
    other = Entry("subconfig", ground.part_name(identity), [], identity=identity.name)
    other.devices.append(Disk("0191", *ground.place()))
    other = ground.both(other)
    twin = ground.twin(identity)
    assert twin is not None
    twin.builds = {"LXP1": part.name, "LXP2": other.name}
    identity.builds = {"LXP2": part.name, "LXP1": other.name}


def disk_from_user_to_subconfig(ground: Ground) -> None:
    giver = ground.guest()
    _, part = planted_identity(ground)
    give(ground, giver, part, links_follow=True)


def disk_from_subconfig_to_user(ground: Ground) -> None:
    _, part = planted_identity(ground)
    taker = ground.guest()
    give(ground, part, taker, links_follow=True, disk=part.disks[0])


def disks_swap_between_subconfigs(ground: Ground) -> None:
    (_, one), (_, other) = planted_identity(ground), planted_identity(ground)
    rotate(ground, [(one, one.disks[0]), (other, other.disks[0])])


CHANGES: tuple[Change, ...] = (
    identity_added,
    subconfig_added,
    subconfig_removed,
    identity_removed,
    subconfig_for_another_member,
    subconfig_of_another_identity,
    subconfigs_swap_members,
    disk_from_user_to_subconfig,
    disk_from_subconfig_to_user,
    disks_swap_between_subconfigs,
)
