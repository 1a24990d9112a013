"""Changes of minidisks: they come and go, and get other numbers, owners and extents."""

from __future__ import annotations

from tests.plan.changes.ground import Change, Ground
from tests.plan.worlds import Disk, Entry


def disk_added(ground: Ground) -> None:
    entry = ground.guest("user", "user", "subconfig")
    for _ in range(ground.chance.choice([1, 1, 3])):
        ground.new_disk(entry)


def disk_removed(ground: Ground) -> None:
    """A disk goes; those who link to it drop the links."""
    entry = ground.guest("user", "user", "subconfig")
    disk = ground.disk(entry)
    ground.maybe_linked(entry, disk)
    ground.new.take_out(entry, disk)


def disk_mode(ground: Ground) -> None:
    ground.disk(ground.guest("user", "subconfig")).mode = ground.chance.choice(["RR", "W", "MW", "WR"])


def disk_extensions(ground: Ground) -> None:
    """MINIOPT and DASDOPT come, change or go."""
    entry = ground.guest()
    disk = ground.disk(entry)
    twin = ground.twin(entry)
    before = twin.disk(disk.vdev) if twin is not None else None
    assert before is not None
    options: tuple[list[str], ...] = (
        [],
        ["MINIOPT NOMDC"],
        ["MINIOPT NOCACHE"],
        ["DASDOPT WRKALLEG"],
        ["MINIOPT NOMDC", "DASDOPT NOCTL"],
    )
    before.extensions = list(ground.chance.choice(options))
    disk.extensions = list(ground.chance.choice(options))


def disk_passwords(ground: Ground) -> None:
    disk = ground.disk(ground.guest())
    disk.passwords = ground.chance.choice(["", "ALL", "ALL WRITEX", "READX WRITEX MULTIX"])


def disk_renumbered(ground: Ground) -> None:
    """Another number; links follow."""
    entry = ground.guest("user", "user", "subconfig")
    disk = ground.disk(entry)
    ground.maybe_linked(entry, disk)
    ground.new.move(disk, entry, entry, ground.vdev(entry), links_follow=True)


def disk_renumbered_and_replaced(ground: Ground) -> None:
    """Another number; the old one has another disk now, which the links have."""
    entry = ground.guest()
    disk = ground.disk(entry)
    ground.linker(entry, disk)
    old = disk.vdev
    entry.devices.remove(disk)
    disk.vdev = ground.vdev(entry)
    entry.devices.append(disk)
    ground.new_disk(entry, old)


def disk_moved(ground: Ground) -> None:
    """Another entry has the extent now; links follow, or go."""
    giver, taker = ground.guests(2)
    give(ground, giver, taker, links_follow=ground.chance.random() < 0.6)


def disk_moved_and_changed(ground: Ground) -> None:
    """Another owner, another mode, and more words behind it."""
    giver, taker = ground.guests(2)
    disk = give(ground, giver, taker, links_follow=True)
    disk.mode, disk.extensions = "RR", ["MINIOPT NOMDC"]


def disk_moved_and_replaced(ground: Ground) -> None:
    """Another owner; the old number has another disk now, which the links have."""
    giver, taker = ground.guests(2)
    disk = ground.disk(giver)
    ground.linker(giver, disk)
    old = disk.vdev
    giver.devices.remove(disk)
    disk.vdev = old if ground.is_free(taker, old) else ground.vdev(taker)
    taker.devices.append(disk)
    ground.new_disk(giver, old)


def disk_moved_to_new_entry(ground: Ground) -> None:
    giver = ground.guest()
    give(ground, giver, ground.new_guest(), links_follow=ground.chance.random() < 0.5)


def give(ground: Ground, giver: Entry, taker: Entry, *, links_follow: bool, disk: Disk | None = None) -> Disk:
    if disk is None:
        disk = ground.disk(giver)
        ground.maybe_linked(giver, disk)
    keeps = ground.is_free(taker, disk.vdev) and ground.chance.random() < 0.5
    ground.new.move(disk, giver, taker, disk.vdev if keeps else ground.vdev(taker), links_follow=links_follow)
    return disk


def two_disks_swap_numbers(ground: Ground) -> None:
    entry = ground.guest()
    rotate(ground, [(entry, disk) for disk in ground.disks(entry, 2)])


def three_disks_rotate(ground: Ground) -> None:
    entry = ground.guest()
    rotate(ground, [(entry, disk) for disk in ground.disks(entry, 3)])


def two_disks_swap_owners(ground: Ground) -> None:
    rotate(ground, [(entry, ground.disk(entry)) for entry in ground.guests(2)])


def ring_of_three(ground: Ground) -> None:
    rotate(ground, [(entry, ground.disk(entry)) for entry in ground.guests(3)])


def rotate(ground: Ground, places: list[tuple[Entry, Disk]]) -> None:
    """Each disk goes where the next one is; links follow their disks, or stay to the numbers."""
    links_follow = ground.chance.random() < 0.5
    for entry, disk in places:
        ground.maybe_linked(entry, disk)
    slots = [(entry, disk.vdev) for entry, disk in places]
    linkers = [ground.new.linkers(ground.new.machine_of(entry), disk.vdev) for entry, disk in places]
    for entry, disk in places:
        entry.devices.remove(disk)
    turned = [*slots[1:], slots[0]]
    for (_, disk), (entry, vdev), some in zip(places, turned, linkers, strict=True):
        disk.vdev = vdev
        entry.devices.append(disk)
        for linker, link in some if links_follow else ():
            if linker is entry:
                linker.devices.remove(link)
            else:
                ground.new.point(linker, link, ground.new.machine_of(entry), vdev)


def chain_of_moves(ground: Ground) -> None:
    """A disk of A takes the place of one of B, that one the place of one of C, which goes to a new entry."""
    *some, last = [*ground.guests(3), ground.new_guest()]
    _pass_on([(entry, ground.disk(entry)) for entry in some], last, ground)


def _pass_on(places: list[tuple[Entry, Disk]], last: Entry, ground: Ground) -> None:
    for entry, disk in places:
        ground.maybe_linked(entry, disk)
    numbers = [disk.vdev for _, disk in places]
    for (entry, disk), taker, vdev in reversed(
        list(zip(places, [*(entry for entry, _ in places[1:]), last], [*numbers[1:], numbers[-1]], strict=True))
    ):
        ground.new.move(disk, entry, taker, vdev, links_follow=True)


# ---- extents


def extent_rewritten(ground: Ground) -> None:
    """The record says another place, or another size; nobody copies anything."""
    entry = ground.guest()
    disk = ground.disk(entry, size=10)
    what = ground.chance.choice(["grow", "shrink", "shift", "elsewhere"])
    if what == "grow":
        disk.size += 5
    elif what == "shrink":
        disk.size -= 5
    elif what == "shift":
        disk.start += 3
    else:
        disk.volid, disk.start, disk.size = ground.place()


def space_taken_over(ground: Ground) -> None:
    """A new disk lies on space that another one gives up, on all or on a part of it, or it reaches beyond."""
    giver, taker = ground.guests(2)
    disk = ground.disk(giver, size=20)
    ground.maybe_linked(giver, disk)
    ground.new.take_out(giver, disk)
    first = disk.start + ground.chance.choice([0, 0, 5])
    size = ground.chance.choice([disk.size, 10, 20 + 15]) - (first - disk.start)
    ground.new.put(taker, Disk(ground.vdev(taker), disk.volid, first, size))


def space_taken_over_by_two(ground: Ground) -> None:
    giver, *takers = ground.guests(3)
    disk = ground.disk(giver, size=20)
    ground.new.take_out(giver, disk)
    for at, taker in enumerate(takers):
        ground.new.put(taker, Disk(ground.vdev(taker), disk.volid, disk.start + 10 * at, 10))


def extents_exchanged_in_part(ground: Ground) -> None:
    """Two disks side by side: the border between them moves, or each takes a part of the other."""
    one, other = ground.guests(2)
    volid, start, _ = ground.place(40)
    first, second = (
        ground.plant(entry, Disk(ground.vdev(entry), volid, start + 20 * at, 20))
        for at, entry in enumerate((one, other))
    )
    if ground.chance.random() < 0.5:
        first.size, second.start, second.size = 30, start + 30, 10
    else:
        first.start, first.size, second.start, second.size = start + 15, 25, start, 15


def extents_exchanged(ground: Ground) -> None:
    """Two disks of one size change their places and keep their owners and numbers."""
    one, other = ground.guests(2)
    first, second = ground.disk(one, size=10), ground.disk(other, size=10)
    for entry, disk in ((one, first), (other, second)):
        ground.maybe_linked(entry, disk)
    first.volid, first.start, second.volid, second.start = second.volid, second.start, first.volid, first.start


CHANGES: tuple[Change, ...] = (
    disk_added,
    disk_removed,
    disk_mode,
    disk_extensions,
    disk_passwords,
    disk_renumbered,
    disk_renumbered_and_replaced,
    disk_moved,
    disk_moved_and_changed,
    disk_moved_and_replaced,
    disk_moved_to_new_entry,
    two_disks_swap_numbers,
    three_disks_rotate,
    two_disks_swap_owners,
    ring_of_three,
    chain_of_moves,
    extent_rewritten,
    space_taken_over,
    space_taken_over_by_two,
    extents_exchanged_in_part,
    extents_exchanged,
)
