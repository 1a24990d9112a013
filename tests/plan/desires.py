"""Random desired.yaml files for a directory and an EXTENT CONTROL: what shall be of some of its entries.

from tests.plan.desires import desire
one = desire(seed, kinds=["disk_grown"])
one.current, one.text, one.extents      # records, the text of desired.yaml, records
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import cycle
from random import Random
from typing import Any, NamedTuple

from tests.plan.changes.ground import Ground
from tests.plan.pairs import extent_control, volumes_of
from tests.plan.worlds import Device, Disk, Entry, Link, Other, farm


class Desire(NamedTuple):
    """A directory, its EXTENT CONTROL, and a desired.yaml, with what was wanted, by the names of the functions here."""

    current: list[str]
    extents: list[str]
    text: str
    kinds: tuple[str, ...]


class Wishes:
    """What is wanted, while it is put together."""

    def __init__(self, ground: Ground, wishes: int) -> None:
        self.empty = [f"E{number:05}" for number in range(20 + 3 * wishes)]  # volumes that are in a group
        self.alone = [f"N{number:05}" for number in range(20 + 3 * wishes)]  # those that are in none
        self._alone = cycle(self.alone)
        self.ground = ground
        self.chance = ground.chance
        self.entries: dict[str, dict[str, Any]] = {}
        self.remove: list[Any] = []
        self.regions: dict[str, dict[str, Any]] = {}
        self.groups: dict[str, dict[str, Any]] = {}

    def say(self, entry: Entry, key: str, value: Any) -> None:
        """Something that an entry shall be or have; of a mapping one more item."""
        said = self.entries.setdefault(entry.name, {} if entry.kind == "user" else {"kind": entry.kind})
        if isinstance(value, dict):
            said.setdefault(key, {}).update(value)
        elif isinstance(value, list):
            said.setdefault(key, []).extend(value)
        else:
            said[key] = value

    def new_name(self) -> str:
        """The name of a new entry."""
        return self.ground.name()

    def add(self, name: str, **said: Any) -> None:
        """A new entry."""
        self.entries[name] = {"password": "LBYONLY", "storage": "1G", "max_storage": "2G", "class": "G", **said}

    def pool(self) -> dict[str, str]:
        """Where dirtool shall look for a place."""
        volid = next(self._alone)
        return self.chance.choice([{"group": "POOL0"}, {"group": "POOL1"}, {"region": volid}, {"volume": volid}])

    def size(self) -> Any:
        """A size in any unit."""
        return self.chance.choice([1, 20, 3338, "100cyl", "7GiB", "500MiB"])

    @property
    def text(self) -> str:
        """desired.yaml. Each value is JSON, which YAML reads as well."""
        parts = [("regions", self.regions), ("groups", self.groups), ("entries", self.entries)]
        lines = ["version: 1"]
        for key, some in parts:
            lines += (
                [f"{key}:", *(f"  {json.dumps(name)}: {json.dumps(said)}" for name, said in some.items())]
                if some
                else []
            )
        lines += ["remove:", *(f"  - {json.dumps(one)}" for one in self.remove)] if self.remove else []
        return "".join(f"{line}\n" for line in lines)


Want = Callable[[Wishes], None]


def desire(seed: int, *, entries: int = 20, kinds: Sequence[str] | None = None, wishes: int = 4) -> Desire:
    """A desired state out of a number: the same for the same one. Without `kinds`, `wishes` of any kind."""
    chance = Random(seed)
    if kinds is None:
        kinds = chance.choices(list(WANTS), k=wishes)
    made = Wishes(Ground(chance, farm(chance, entries), mixing=0), len(kinds))
    for kind in kinds:
        WANTS[kind](made)
    current = made.ground.old
    volids = [volid for volid in volumes_of(current) if volid != "LXPRES"]
    return Desire(current.records(), extent_control([*volids, *made.empty], made.alone), made.text, tuple(kinds))


# ---- what may be wanted


def storage_raised(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    wishes.say(entry, "storage", "256G")
    wishes.say(entry, "max_storage", "1T")


def storage_lowered(wishes: Wishes) -> None:
    entry = wishes.ground.guest("user", "identity")
    wishes.say(entry, "storage", "32M")
    wishes.say(entry, "max_storage", "64M")


def statement_said(wishes: Wishes) -> None:
    some = [
        "SHARE RELATIVE 250",
        "IPL 0190",
        "DATEFORMAT ISODATE",
        "MACHINE ESA 24",
        "COMMAND SET RUN ON",
        "SPOOLFILE MAXSPOOL 77",
    ]
    wishes.say(wishes.ground.guest("user", "identity"), "statements", wishes.chance.sample(some, 2))


def options_and_logonby(wishes: Wishes) -> None:
    entry = wishes.ground.guest("user", "identity")
    wishes.say(entry, "options", wishes.chance.choice([[], ["APPLMON"], ["QUICKDSP", "MAXCONN 99"]]))
    wishes.say(entry, "logonby", wishes.chance.choice([[], ["MAINT"], ["LNXADMIN", "MAINT"]]))


def password_by_reference(wishes: Wishes) -> None:
    wishes.say(wishes.ground.guest(), "password", {"env": "GUEST_PASSWORD"})


def disk_in_pool(wishes: Wishes) -> None:
    entry = wishes.ground.guest("user", "user", "subconfig")
    for _ in range(wishes.chance.choice([1, 3])):
        wishes.say(
            entry, "minidisks", {wishes.ground.vdev(entry): {"size": wishes.size(), **wishes.pool(), "mode": "MR"}}
        )


def disk_at_named_place(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    volid, start, size = wishes.ground.place()
    where = {"volume": volid, "start": start, "size": size, "devtype": "3390", "mode": "MR"}
    wishes.say(entry, "minidisks", {wishes.ground.vdev(entry): where})


def disk_formatted(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    form = wishes.chance.choice([{"label": "NEWDSK"}, {"blksize": 2048}, {"label": "NEWDSK", "blksize": 4096}])
    wishes.say(
        entry, "minidisks", {wishes.ground.vdev(entry): {"size": 10, **wishes.pool(), "mode": "MR", "format": form}}
    )


def disk_cloned(wishes: Wishes) -> None:
    source, entry = wishes.ground.guests(2)
    subject = f"{source.name}/{wishes.ground.disk(source).vdev}"
    wishes.say(entry, "minidisks", {wishes.ground.vdev(entry): {"clone": subject, **wishes.pool(), "mode": "MR"}})


def clones_of_one_disk(wishes: Wishes) -> None:
    source = wishes.ground.guest()
    subject = f"{source.name}/{wishes.ground.disk(source, size=30).vdev}"
    name = wishes.new_name()[-3:]
    wishes.add(f"CL{name}{{01..03}}", minidisks={"0100": {"clone": subject, "group": "POOL0", "mode": "MR"}})


def disk_grown(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    disk = wishes.ground.disk(entry, size=20)
    how = wishes.chance.choice(["cmdisk", "guest", "recreate"])
    wishes.say(entry, "minidisks", {disk.vdev: {"size": 45, "group": "POOL1", "grow": how}})


def disk_changed(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    disk = wishes.ground.disk(entry)
    wishes.say(entry, "minidisks", {disk.vdev: wishes.chance.choice([{"mode": "RR"}, {"miniopt": ["NOMDC"]}])})


def temporary_disk(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    what: dict[str, Any] = wishes.chance.choice([{"vdisk": 20000}, {"tdisk": 10, "devtype": "3390"}])
    wishes.say(entry, "minidisks", {wishes.ground.vdev(entry): {**what, "mode": "MR"}})


def nic_added(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    wishes.say(entry, "nics", {wishes.ground.vdev(entry): {"type": "QDIO", "lan": "SYSTEM VSW1", "vlan": "100-102"}})


def nic_changed(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    vdev = wishes.ground.vdev(entry)
    wishes.ground.plant(entry, Other(vdev, ["NICDEF {} TYPE QDIO LAN SYSTEM VSW1"]))
    wishes.say(entry, "nics", {vdev: {"lan": "SYSTEM VSW2", "vlan": "7"}})


def device_dedicated(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    rdev = f"{0xE000 + wishes.chance.randrange(0x1000):04X}"
    wishes.say(entry, "dedicate", {wishes.ground.vdev(entry): {"rdev": rdev}})


def link_wanted(wishes: Wishes) -> None:
    """To a disk that is there, or to one that is wanted as well."""
    owner, entry = wishes.ground.guests(2)
    if wishes.chance.random() < 0.5:
        there = wishes.ground.disk(owner).vdev
    else:
        there = wishes.ground.vdev(owner)
        wishes.say(owner, "minidisks", {there: {"size": 10, "group": "POOL0", "mode": "MR"}})
    wishes.say(entry, "links", {wishes.ground.vdev(entry): {"userid": owner.name, "vdev": there, "mode": "RR"}})


def guest_wanted(wishes: Wishes) -> None:
    disks = {f"{0x100 + at:04X}": {"size": wishes.size(), **wishes.pool(), "mode": "MR"} for at in range(3)}
    nics = {"0600": {"type": "QDIO", "lan": "SYSTEM VSW1"}}
    links = {"0F00": {"userid": "LNXADMIN", "vdev": "0192", "mode": "RR"}}
    wishes.add(wishes.new_name(), include="LNXECKD", minidisks=disks, nics=nics, links=links)


def guest_wanted_with_password(wishes: Wishes) -> None:
    disk = {"size": 10, "group": "POOL0", "mode": "MR", "format": {"label": "NEW191"}}
    wishes.add(wishes.new_name(), password={"env": "NEW_PASSWORD"}, minidisks={"0191": disk})


def guests_like_another(wishes: Wishes) -> None:
    model = wishes.ground.guest()
    disks = {disk.vdev: {"size": disk.size, "group": "POOL0", "mode": "MR"} for disk in model.disks}
    wishes.entries[f"LK{wishes.new_name()[-3:]}{{01..03}}"] = {
        "like": model.name,
        **({"minidisks": disks} if disks else {}),
    }


def profile_wanted(wishes: Wishes) -> None:
    profile, user = wishes.new_name(), wishes.ground.guest()
    wishes.entries[profile] = {"kind": "profile", "statements": ["MACHINE ESA 16", "CONSOLE 0009 3215 T"]}
    wishes.say(user, "include", profile)


def identity_wanted(wishes: Wishes) -> None:
    name = wishes.new_name()
    builds = [f"BUILD ON LXP{member} USING SUBCONFIG {name}-{member}" for member in (1, 2)]
    wishes.entries[name] = {
        "kind": "identity",
        "password": "NOLOG",
        "storage": "64M",
        "class": "G",
        "statements": builds,
    }
    for member in (1, 2):
        disks = {"0191": {"size": 5, "group": f"POOL{member - 1}", "mode": "MR"}}
        wishes.entries[f"{name}-{member}"] = {"kind": "subconfig", "minidisks": disks}


def entry_removed(wishes: Wishes) -> None:
    """With the links to it."""
    ground = wishes.ground
    entry = ground.both(ground.made("user"))
    disk = ground.plant(entry, Disk(ground.vdev(entry), *ground.place()))
    if wishes.chance.random() < 0.5:
        linker = ground.guest()
        vdev = ground.vdev(linker)
        ground.plant(linker, Link(vdev, entry.name, disk.vdev))
        wishes.remove.append(f"{linker.name}/{vdev}")
    wishes.remove.append(entry.name)


def device_removed(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    vdev = wishes.ground.vdev(entry)
    disk, link = Disk(vdev, *wishes.ground.place()), Link(vdev, "LNXADMIN", "0192")
    devices: list[Device] = [disk, link, Other(vdev, ["SPECIAL {} 3270"])]
    wishes.ground.plant(entry, wishes.chance.choice(devices))
    wishes.remove.append(f"{entry.name}/{vdev}")


def statement_removed(wishes: Wishes) -> None:
    entry = wishes.ground.guest()
    twin = wishes.ground.twin(entry)
    assert twin is not None
    if not twin.said("ACIGROUP"):
        wishes.ground.old.say(twin, "ACIGROUP PLANTED")
    wishes.remove.append({"entry": entry.name, "keyword": "ACIGROUP"})


def region_and_group_wanted(wishes: Wishes) -> None:
    """And a guest with a disk in it."""
    number = len(wishes.regions)
    volid, group = f"A{number:05}", f"GRP{number}"
    wishes.regions[volid] = {"volume": volid, "devtype": "3390-09", "start": 1, "size": "END"}
    wishes.groups[group] = {"regions": [volid]}
    wishes.add(wishes.new_name(), minidisks={"0100": {"size": 100, "group": group, "mode": "MR"}})


WANTS: dict[str, Want] = {
    want.__name__: want
    for want in (
        *(storage_raised, storage_lowered, statement_said, options_and_logonby, password_by_reference),
        *(disk_in_pool, disk_at_named_place, disk_formatted, disk_cloned, clones_of_one_disk, disk_grown, disk_changed),
        *(temporary_disk, nic_added, nic_changed, device_dedicated, link_wanted),
        *(guest_wanted, guest_wanted_with_password, guests_like_another, profile_wanted, identity_wanted),
        *(entry_removed, device_removed, statement_removed, region_and_group_wanted),
    )
}
"""All of them, by name."""
