"""Small systems made by chance, and what nobody may be given of their volumes: found from what was made, one bit a cylinder."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from dirtool.migrate.options import GroupBy, MigrateOptions
from dirtool.model.directory import Directory
from dirtool.model.volume_list import KnownVolume, SystemArea
from tests.model.made import directory_of

BEHIND_ALL = 1 << 17
LAST_USEFUL = 65519
RESIDENCE = "M01RES"


@dataclass
class World:
    """A directory, what the site tells, and of each volume the cylinders or blocks that nobody may be given."""

    lines: dict[str, list[str]] = field(default_factory=dict)  # by the header of the entry
    known: dict[str, KnownVolume] = field(default_factory=dict)
    untouchable: dict[str, int] = field(default_factory=dict)
    overlays: list[str] = field(default_factory=list)
    numbers: int = 0

    @property
    def text(self) -> str:
        entries = ["DIRECTORY 0123 3390 " + RESIDENCE]
        for header, lines in self.lines.items():
            entries += [header, *lines]
        return "\n".join(entries) + "\n"

    @property
    def disks(self) -> list[list[str]]:
        """The words of all minidisks."""
        return [words for lines in self.lines.values() for line in lines if (words := line.split())[0] == "MDISK"]

    @property
    def directory(self) -> Directory:
        return directory_of(self.text)

    def disk(
        self,
        header: str,
        devtype: str,
        first: int,
        size: int | str,
        volid: str,
        *,
        vdev: str | None = None,
        is_overlay: bool = False,
    ) -> str:
        """Give an entry a minidisk, and return its number; what is no overlay must not be touched."""
        if vdev is None:
            self.numbers += 1
            vdev = f"{self.numbers:04X}"
        self.lines.setdefault(header, []).append(f" MDISK {vdev} {devtype} {first:04} {size} {volid} MR")
        if not is_overlay:
            last = BEHIND_ALL if isinstance(size, str) else first + size - 1
            self.forbid(volid, first, last)
        return vdev

    def forbid(self, volid: str, first: int, last: int) -> None:
        self.untouchable[volid] = self.untouchable.get(volid, 0) | bits(first, last)


def bits(first: int, last: int) -> int:
    """One bit for each place from the first to the last; none if the last is before the first."""
    return ((1 << (last + 1)) - 1) & ~((1 << first) - 1) if last >= first else 0


def bits_of(spans: Iterable[tuple[int, int]]) -> int:
    found = 0
    for first, last in spans:
        found |= bits(first, last)
    return found


def any_world(seed: int) -> World:
    """A system of some volumes of every kind."""
    chance = random.Random(seed)
    world = World()
    tells = chance.random() < 0.6  # the site
    for number in range(chance.randint(1, 5)):
        kind = chance.choice(_KINDS)
        is_residence = number == 0 and kind not in (_own_pack, _looked_at) and chance.random() < 0.5
        volid = RESIDENCE if is_residence else f"{chance.choice(('LX', 'M01W', 'PG'))}{number:02}"
        kind(world, chance, volid, tells)
    _areas_of_residence(world, chance)
    if tells and not world.known:
        world.known["OTHER1"] = KnownVolume("3390", 1113)
    if tells:
        for volid in world.untouchable:
            if volid not in world.known:
                world.forbid(volid, 0, BEHIND_ALL)  # the site does not have it
    return world


def _areas_of_residence(world: World, chance: random.Random) -> None:
    """What CP has on its residence volume: held by owners, or not; its map shows the object directory only."""
    devtype = next((words[2] for words in world.disks if words[-2] == RESIDENCE), None)
    if devtype is None:
        return
    if devtype == "9336":
        world.forbid(RESIDENCE, 0, 207)
    names = chance.choice((("$DIRECT$", "$SYSCKP$", "$SYSWRM$"), ("$DRCT", "$CHKPT$", "$WARM$")))
    some = names if chance.random() < 0.5 else chance.sample(names, chance.randint(0, 2))
    for name in names:
        first, many = chance.randint(1, 300), chance.randint(20, 40)
        known = world.known.get(RESIDENCE, KnownVolume())
        if name in some:
            world.disk(f"USER {name} NOLOG", devtype, first, many, RESIDENCE)
        else:
            world.forbid(RESIDENCE, first, first + many - 1)
        if name == names[0] and known.areas:
            area = SystemArea("DRCT", first, first + many - 1)
            world.known[RESIDENCE] = known._replace(areas=(*known.areas, area))


def options_for(world: World, chance: random.Random) -> MigrateOptions:
    """How to move it: grouped by anything, some volumes in a group that the site has named."""
    groups = {"POOL": ("LX*",), "NONE": ("NOSUCH",)} if chance.random() < 0.3 else {}
    return MigrateOptions(
        volumes=world.known,
        groups=groups,
        group_by=chance.choice(list(GroupBy)),
        method=chance.choice(("LINEAR", "ROTATING")),
        overlays=tuple(world.overlays),
    )


# ---- kinds of volumes

Kind = Callable[[World, random.Random, str, bool], None]


def _label(world: World, volid: str, devtype: str) -> None:
    world.forbid(volid, 0, 31 if devtype == "9336" else 0)


def _size(world: World, chance: random.Random, volid: str, devtype: str, tells: bool, size: int) -> None:
    """What the site tells of a volume, if anything, and that nothing is behind its end."""
    if tells and chance.random() < 0.9:
        areas = []
        for _ in range(chance.choice((0, 0, 1, 2))):
            first = chance.randint(1, size - 1)
            last = min(size - 1, first + chance.randint(0, 30))
            areas.append(SystemArea(chance.choice(("PAGE", "SPOL", "TDSK", "DRCT", "UNKN", "USED")), first, last))
            world.forbid(volid, first, last)
        world.known[volid] = KnownVolume(chance.choice((devtype, devtype, None)), size, tuple(areas))
        world.forbid(volid, size, BEHIND_ALL)


def _is_of_cp(world: World, volid: str) -> bool:
    """Whether CP has an area on a volume, so that no guest has it for itself."""
    return any(area.kind not in ("UNKN", "USED") for area in world.known.get(volid, KnownVolume()).areas)


def _owners(chance: random.Random) -> str:
    return chance.choice(("USER LINUX1 LBYONLY", "USER LINUX2 LBYONLY", "USER WEB01 LBYONLY", "USER DISKS NOLOG"))


def _pool(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """Minidisks of users, with markers and overlays between and over them, and now and then over one another."""
    devtype = chance.choice(("3390", "3390", "3390", "9336", "9336", "2314"))
    size = chance.choice((60, 300, 1113, 2000, 70000))
    _label(world, volid, devtype)
    _size(world, chance, volid, devtype, tells, size)
    reach = min(size, 400)
    start = at = 16 if devtype == "9336" else 1
    while at < reach - 20 and chance.random() < 0.85:
        many = chance.randint(1, 20)
        world.disk(_owners(chance), devtype, at, many, volid)
        at += many + chance.choice((0, 0, 5, -3))
        at = max(at, start)
    if chance.random() < 0.4:
        world.disk("USER $ALLOC$ NOLOG", devtype, 0, 16 if devtype == "9336" else 1, volid)
    if chance.random() < 0.4:
        marker = chance.choice(("$TDISK$", "$PAGE$", "$SAVSYS$", "$SPOOL$"))
        world.disk(f"USER {marker} NOLOG", devtype, chance.randint(1, reach), chance.randint(1, 30), volid)
    if chance.random() < 0.1:
        world.disk("USER LINUX2 LBYONLY", devtype, 0, 25, volid)  # a mistake: on the label
    if chance.random() < 0.1:
        world.disk("USER $TDISK$ NOLOG", devtype, 0, "END", volid)
    if chance.random() < 0.3:
        vdev = world.disk("USER CLONES LBYONLY", devtype, chance.randint(1, reach), chance.randint(1, 40), volid)
        world.overlays.append(chance.choice((f"CLONES/{vdev}", "CLONES", "CLO*/*", f"clones/{vdev}")))
    if chance.random() < 0.5 and at > start:
        world.disk(chance.choice(("USER MAINT LBYONLY", "USER PACKS NOLOG")), devtype, 0, "END", volid, is_overlay=True)
    if volid == RESIDENCE and chance.random() < 0.5:
        first, many = chance.randint(1, 50), chance.randint(1, 20)
        world.disk("USER MAINT LBYONLY", devtype, first, many, "&SYSRES")
        world.forbid(volid, first, first + many - 1)


def _own_pack(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """A pack that one guest has for itself, or that lies alone and may be data."""
    _size(world, chance, volid, "3390", tells, 1113)
    owner = chance.choice(("USER LINUX1 LBYONLY", "USER OLD NOLOG"))
    is_overlay = _is_of_cp(world, volid)
    if chance.random() < 0.2:
        world.disk("USER OLD NOLOG", "3390", 0, chance.choice((1113, 70000, 80000)), volid, is_overlay=is_overlay)
    world.disk(owner, "3390", 0, chance.choice(("END", 1113, 70000)), volid, is_overlay=is_overlay)
    if chance.random() < 0.3:
        world.disk("USER $ALLOC$ NOLOG", "3390", 0, 1, volid)


def _paging(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """A volume of CP's own, with an owner of its area, of some of it, or with none."""
    _label(world, volid, "3390")
    if tells:
        size = chance.choice((1113, 10017))
        last = chance.choice((size - 1, size - 20))
        world.known[volid] = KnownVolume("3390", size, (SystemArea(chance.choice(("PAGE", "SPOL")), 1, last),))
    else:
        marker = chance.choice(("$PAGE$", "$SPOOL$"))
        world.disk(f"USER {marker} NOLOG", "3390", chance.choice((0, 1)), chance.choice(("END", 1100)), volid)
    world.disk("USER MAINT LBYONLY", "3390", 0, "END", volid, is_overlay=True)
    world.forbid(volid, 0, BEHIND_ALL)


def _cluster(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """Equal volumes of two members."""
    has_pack = chance.random() < 0.5
    world.numbers += 2
    small, pack = f"{world.numbers:04X}", f"{world.numbers - 1:04X}"
    for member in ("1", "2"):
        own = f"SY{member}{volid[-2:]}"
        _label(world, own, "3390")
        _size(world, chance, own, "3390", tells, 1113)
        world.lines.setdefault(
            "IDENTITY TCPIP LBYONLY", [f" BUILD ON SYS{one} USING SUBCONFIG TCPIP-{one}" for one in "12"]
        )
        world.disk(f"SUBCONFIG TCPIP-{member}", "3390", 10, 20, own, vdev=small)
        if has_pack:
            is_overlay = _is_of_cp(world, own)  # else it is the guest's, with slices of it
            world.disk(f"SUBCONFIG TCPIP-{member}", "3390", 0, "END", own, vdev=pack, is_overlay=is_overlay)


def _empty(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """A volume that the site has and nobody uses; a placeholder; a dedicated one; one of which only few is known."""
    world.known |= (
        {volid: chance.choice((KnownVolume("3390", 500), KnownVolume(None, 500), KnownVolume()))} if tells else {}
    )
    _label(world, volid, "3390")
    if tells and world.known[volid].size:
        world.forbid(volid, 500, BEHIND_ALL)
    if not tells:
        world.disk("USER LINUX1 LBYONLY", "3390", 5, 5, "$$$$$$")
        world.forbid("$$$$$$", 0, BEHIND_ALL)
    elif not volid.startswith("LX"):
        world.forbid(volid, 0, BEHIND_ALL)  # it may be CP's
    if chance.random() < 0.3:
        world.lines.setdefault("USER LINUX2 LBYONLY", []).append(f" DEDICATE 0200 VOLID {volid}")
        world.forbid(volid, 0, BEHIND_ALL)


def _looked_at(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """The pack of a guest, or of two that share it, of which somebody else has a slice to look at it."""
    world.known |= {volid: KnownVolume("3390", 1113)} if tells else {}
    for name in ("VSETEST", "ZOSTEST")[: chance.randint(1, 2)]:
        world.disk(f"USER {name} LBYONLY", "3390", 0, chance.choice(("END", 1113)), volid)
    for name in ("MAINT", "LINUX1")[: chance.randint(1, 2)]:
        world.disk(f"USER {name} LBYONLY", "3390", chance.randint(1, 900), chance.randint(1, 200), volid)
    if chance.random() < 0.3:
        world.disk("USER $ALLOC$ NOLOG", "3390", 0, 1, volid)


_BROKEN = (
    "MDISK {vdev} 3390 ABC 50 {volid} MR",
    "MDISK {vdev} 3390 100 5O {volid}",
    "MDISK {vdev} 3390 100 {volid} MR",
    "MDSIK {vdev} 3390 100 50 {volid} MR",
    "MDISK {vdev} 3390 100 50 {volid}MRALL",
    "MINIDISK {vdev} 3390 100 50 {volid} MR",
    "MDISK {vdev} 3390 100 50,\n {volid} MR",
    "AMDISK {vdev} 3390 100 50 {volid} MR",
    "MDISK {vdev} 3390" + " " * 47 + "100 50 {volid} MR",
)


def _broken(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """A volume with a minidisk of which nobody can tell where it is."""
    _pool(world, chance, volid, tells)
    world.numbers += 1
    line = chance.choice(_BROKEN).format(vdev=f"{world.numbers:04X}", volid=volid)
    world.lines.setdefault(_owners(chance), []).append(f" {line}")
    world.forbid(volid, 0, BEHIND_ALL)


def _mixed(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """A volume of which nobody can tell whether it has cylinders or blocks, unless the site does."""
    devtype = chance.choice(("3390", "9336"))
    world.known |= {volid: KnownVolume(devtype if chance.random() < 0.5 else None, 3339)} if tells else {}
    _label(world, volid, devtype)
    world.disk(_owners(chance), "3390", chance.randint(1, 100), 20, volid)
    world.disk(_owners(chance), "9336", chance.randint(1, 1000), 800, volid)
    if not tells or world.known[volid].devtype is None:
        world.forbid(volid, 0, BEHIND_ALL)
    else:
        world.forbid(volid, 3339, BEHIND_ALL)


def _ready(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """A volume on which only its label has an owner: one for paging, of which nobody tells, or one that is new."""
    world.disk("USER $ALLOC$ NOLOG", "3390", 0, 1, volid)
    if not tells:
        world.forbid(volid, 0, BEHIND_ALL if not volid.startswith("LX") else 0)
        return
    world.known[volid] = KnownVolume("3390", 1113)
    world.known["PG9999"] = KnownVolume("3390", 1113, (SystemArea("PAGE", 1, 1112),))  # CP's map is told
    world.forbid(volid, 1113, BEHIND_ALL)
    world.forbid("PG9999", 0, BEHIND_ALL)


def _of_two_members(world: World, chance: random.Random, volid: str, tells: bool) -> None:
    """One label for the minidisks of two members, be it one volume or two."""
    _label(world, volid, "3390")
    _size(world, chance, volid, "3390", tells, 1113)
    builds = [f" BUILD ON SYS{one} USING SUBCONFIG EREP-{one}" for one in "12"]
    world.lines.setdefault("IDENTITY EREP LBYONLY", builds)
    for member in "12":
        world.disk(f"SUBCONFIG EREP-{member}", "3390", chance.randint(1, 900), chance.randint(1, 100), volid)


_KINDS: tuple[Kind, ...] = (
    *(_pool, _pool, _pool, _own_pack, _paging, _cluster, _empty),
    *(_looked_at, _broken, _mixed, _ready, _of_two_members),
)
