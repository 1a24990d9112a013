"""EXT001, EXT002, EXT003, EXT005 and EXT007 against bitmaps: one bit for each cylinder or block of a volume.

What is expected is found from the words of the records, pair by pair, with nothing of dirtool's own model.
"""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import pytest

from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.model.volume_list import KnownVolume
from tests.model.made import directory_of

CODES = ("EXT001", "EXT002", "EXT003", "EXT005", "EXT007")
OPTIONS = Options(
    severities=dict.fromkeys(CODES, Severity.ERROR),
    volumes={"KNOWN1": KnownVolume("3390", 30), "KNOWN2": KnownVolume(None, 1113), "KNOWN3": KnownVolume("9336", 40)},
)
AT_MOST = 10  # overlaps of one minidisk
HORIZON = 70_000  # behind everything that is generated: where END ends

PACKS = {
    "3390": {1113, 2226, 3339, 10017, 30051, 32760, 60102, 65520},
    "3380": {885, 1770, 2655},
    "3350": {555},
    "2314": {203},
    "9336": {920115, 1672881},
}
ENDS = {"3350": 555, "2314": 203}
BLOCKS = {"9336"}


class Disk(NamedTuple):
    """A minidisk, in the words of its record; `member` is where its SUBCONFIG is built: "" for an entry that all have."""

    line: int
    owner: str
    member: str
    vdev: str
    devtype: str
    start: int
    size: str
    volid: str
    columns: tuple[int, int, int]  # of start and of size, and the one behind size

    @property
    def subject(self) -> str:
        return f"{self.owner}/{self.vdev:0>4}"

    @property
    def length(self) -> int:
        return HORIZON - self.start if self.size == "END" else int(self.size)

    @property
    def bits(self) -> int:
        return ((1 << self.length) - 1) << self.start

    def meets(self, other: "Disk") -> bool:
        """Whether the two are on one volume and counted alike."""
        if self.volid != other.volid or (self.devtype in BLOCKS) != (other.devtype in BLOCKS):
            return False
        return self.volid != "&SYSRES" or "" in (self.member, other.member) or self.member == other.member

    def is_at(self, other: "Disk") -> bool:
        return self.bits == other.bits

    def holds(self, other: "Disk") -> bool:
        return other.bits & ~self.bits == 0


Found = tuple[str, int, int, int, str, str, tuple[int, ...]]  # code, line, columns, message, subject, related lines


def disks_in(text: str) -> list[Disk]:
    """The minidisks with a place, in order."""
    member_of: dict[str, str] = {}
    for line in text.splitlines():
        words = line.split()
        if words[0] == "BUILD":
            member_of[words[5]] = words[2]
    found, owner, member = [], "", ""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words[0] in ("USER", "IDENTITY", "SUBCONFIG"):
            owner = words[1]
            member = member_of.get(owner, f"/{owner}") if words[0] == "SUBCONFIG" else ""
            member = "" if member == "*" else member
        elif words[0] == "MDISK" and words[3].isdigit():
            at = line.index(f" {words[3]} {words[4]} {words[5]}") + 2
            columns = (at, at + len(words[3]) + 1, at + len(words[3]) + 1 + len(words[4]))
            found.append(Disk(number, owner, member, words[1], words[2], int(words[3]), words[4], words[5], columns))
    return found


def is_full_pack(disk: Disk, disks: list[Disk]) -> bool:
    if disk.start or not disk.bits:
        return False
    if disk.size == "END" or disk.length in PACKS.get(disk.devtype, ()) or disk.length == known_size(disk.volid):
        return True
    if known_size(disk.volid):
        return False
    others = [other for other in disks if other is not disk and other.meets(disk) and other.bits]
    label = 16 if disk.devtype in BLOCKS else 1
    return bool(others) and disk.length > label and all(map(disk.holds, others))


def known_size(volid: str) -> int | None:
    known = OPTIONS.volumes.get(volid)
    return known.size if known else None


def is_pack_sized(disk: Disk) -> bool:
    sizes = {*PACKS.get(disk.devtype, ()), known_size(disk.volid)}
    return disk.length in sizes or (disk.start == 1 and (disk.size == "END" or 1 + disk.length in sizes))


def slices(compared: list[Disk]) -> set[tuple[int, int]]:
    """The lines of a pack-sized disk and of a slice of it in its own entry, which has several, either way round."""
    found: dict[Disk, list[Disk]] = {}
    packs = [disk for disk in compared if is_pack_sized(disk)]
    for disk in compared:
        own = [pack for pack in packs if pack.owner == disk.owner and pack.meets(disk)]
        outer = [pack for pack in own if not any(one.holds(pack) and not one.is_at(pack) for one in own)]
        around = [pack for pack in outer if pack.holds(disk) and not pack.is_at(disk)]
        if around:
            latest = max(pack.start for pack in around)
            found.setdefault(min(pack for pack in around if pack.start == latest), []).append(disk)
    several = [(pack.line, disk.line) for pack, own in found.items() if len(own) > 1 for disk in own]
    return {pair for one, other in several for pair in ((one, other), (other, one))}


def text_of(bits: int, disk: Disk) -> str:
    """The cylinders or blocks that are set."""
    unit = "blocks" if disk.devtype in BLOCKS else "cylinders"
    last = bits.bit_length() - 1
    return f"{unit} {(bits & -bits).bit_length() - 1}-{'END' if last == HORIZON - 1 else last}"


def expected(text: str) -> Iterator[Found]:
    disks = disks_in(text)
    compared = [disk for disk in disks if disk.bits and not is_full_pack(disk, disks)]
    exempt = slices(compared)
    for one, other in combinations(compared, 2):
        shared = one.bits & other.bits
        if one.meets(other) and shared and not one.is_at(other) and (one.line, other.line) not in exempt:
            message = f"{other.subject} shares {one.volid} {text_of(shared, one)} with {one.subject}"
            subject = " ".join(sorted((one.subject, other.subject)))
            yield "EXT001", other.line, other.columns[0], other.columns[2], message, subject, (one.line,)
    for disk in compared:
        equal = [other for other in compared if other.meets(disk) and other.is_at(disk)]
        first = min(equal, key=lambda one: (one.subject, one.line))
        if first is not disk:
            earlier, later = sorted((first, disk))
            place = f"{disk.volid} {text_of(disk.bits, disk)}"
            message = f"{later.subject} has the same extent as {earlier.subject}: {place}"
            subject = " ".join(sorted((disk.subject, first.subject)))
            yield "EXT002", later.line, later.columns[0], later.columns[2], message, subject, (earlier.line,)
    for disk in disks:
        end = ends_at(disk)
        if disk.bits and disk.size != "END" and end is not None and disk.bits >> end:
            unit, last = ("block" if disk.devtype in BLOCKS else "cylinder"), disk.bits.bit_length() - 1
            whose = disk.volid if known_size(disk.volid) else f"a {disk.devtype}"
            message = f"{disk.subject} ends at {unit} {last} of {disk.volid}, but {whose} ends at {end - 1}"
            yield "EXT003", disk.line, disk.columns[0], disk.columns[2], message, disk.subject, ()
    yield from empty_ones(text)
    for volid in dict.fromkeys(disk.volid for disk in disks):
        yield from types_of(volid, [disk for disk in disks if disk.volid == volid])


def ends_at(disk: Disk) -> int | None:
    known = OPTIONS.volumes.get(disk.volid)
    if known is None:
        return ENDS.get(disk.devtype)
    return known.size if known.devtype is None or (known.devtype in BLOCKS) == (disk.devtype in BLOCKS) else None


def empty_ones(text: str) -> Iterator[Found]:
    owner = ""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if words[0] in ("USER", "IDENTITY", "SUBCONFIG"):
            owner = words[1]
        elif words[0] == "MDISK" and words[4].isdigit() and int(words[4]) == 0 and words[3] != "DEVNO":
            subject = f"{owner}/{words[1]:0>4}"
            column = line.index(f" {words[3]} {words[4]}") + len(words[3]) + 3
            message = f"{subject} has a size of 0; allowed: 1 or more"
            yield "EXT005", number, column, column + len(words[4]), message, subject, ()


def types_of(volid: str, disks: list[Disk]) -> Iterator[Found]:
    if volid == "$$$$$$":
        return
    if volid in OPTIONS.volumes and (told := OPTIONS.volumes[volid].devtype):
        counts = Counter(disk.devtype for disk in disks if disk.devtype != told)
        said = [f"a {one} for {counts[one]} minidisk{'s' if counts[one] > 1 else ''}" for one in sorted(counts)]
        message = f"{volid} is {' and '.join(said)}, but a {told} in the list of volumes"
        for wrong in [disk for disk in disks if disk.devtype != told][:1]:
            column = wrong.columns[0] - 1 - len(wrong.devtype)
            yield "EXT007", wrong.line, column, column + len(wrong.devtype), message, volid, ()
        return
    members = sorted({disk.member for disk in disks if disk.member}) if volid == "&SYSRES" else []
    for members_there in [{""}, *({"", member} for member in members)]:
        there = [disk for disk in disks if volid != "&SYSRES" or disk.member in members_there]
        counts = Counter(disk.devtype for disk in there)
        if len(counts) > 1:
            order = sorted(counts, key=lambda devtype: (-counts[devtype], devtype))
            wrong = next(disk for disk in there if disk.devtype == order[-1])
            right = next(disk for disk in there if disk.devtype == order[0])
            said = [f"a {one} for {counts[one]} minidisk{'s' if counts[one] > 1 else ''}" for one in order]
            message = f"{volid} is {', '.join(said[:-1])} and {said[-1]}"
            column = wrong.columns[0] - 1 - len(wrong.devtype)
            yield "EXT007", wrong.line, column, column + len(wrong.devtype), message, volid, (right.line,)
            return


def found_in(text: str) -> list[Found]:
    return sorted(
        (
            one.code,
            one.span.line,
            one.span.column,
            one.span.end_column,
            one.message,
            one.subject,
            tuple(related.span.line for related in one.related),
        )
        for one in lint(directory_of(text), options=OPTIONS).diagnostics
    )


VOLIDS = {
    "LX0001": "3390",
    "LX0002": "3380",
    "OAK001": "3350",
    "OAK002": "2314",
    "FB0001": "9336",
    "KNOWN1": "3390",
    "KNOWN2": "3390",
    "KNOWN3": "9336",
    "&SYSRES": "3390",
    "$$$$$$": "3390",
}
OWNERS = (
    "USER A NOLOG",
    "USER $ALLOC$ NOLOG",
    "IDENTITY I NOLOG\n BUILD ON ONE USING SUBCONFIG I-1\n BUILD ON TWO USING SUBCONFIG I-2",
    "SUBCONFIG I-1",
    "SUBCONFIG I-2",
    "USER B NOLOG",
    "IDENTITY J NOLOG\n BUILD ON ONE USING SUBCONFIG J-1\n BUILD ON * USING SUBCONFIG J-2",
    "SUBCONFIG J-1",
    "SUBCONFIG J-2",
    "SUBCONFIG LOST-1",
)


def generated(chance: random.Random) -> str:
    """A small directory: few volumes, so that its minidisks meet, now and then as large as a pack."""
    volids = chance.sample(sorted(VOLIDS), chance.randint(1, 3))
    if chance.random() < 0.4:
        volids = ["&SYSRES"]
    packs = chance.random() < 0.4
    records, vdev = [], 0x100
    for owner in chance.sample(OWNERS, chance.randint(1, 6)):
        records.append(owner)
        for _ in range(chance.randint(0, 4)):
            vdev += 1
            records.append(f" MDISK {vdev:X} {place(chance, chance.choice(volids), packs)} MR")
    return "\n".join(records) + "\n"


def place(chance: random.Random, volid: str, packs: bool) -> str:
    devtype = VOLIDS[volid]
    if chance.random() < 0.04:
        devtype = chance.choice(sorted(PACKS))
    if chance.random() < 0.04:
        count = chance.choice((0, 5))
        return chance.choice((f"3390 T-DISK {count}", f"FB-512 V-DISK {count}", f"3390 DEVNO {count}"))
    start, size = chance.randint(0, 12), str(chance.randint(1, 8))
    if packs and chance.random() < 0.4:
        pack = chance.choice([size for size in (*PACKS[devtype], known_size(volid), 30) if size and size < HORIZON])
        start = chance.choice((0, 0, 1, 1, 3))
        size = str(pack - chance.choice((0, 0, start, start, 1)))
    dice = chance.random()
    if dice < 0.05:
        size = "END"
    elif dice < 0.1:
        size = chance.choice(("0", "000"))
    elif dice < 0.2:
        start, size = 0, chance.choice(("1", "1", "20", "16"))
    return f"{devtype} {start:0{chance.choice((1, 3))}} {size} {volid}"


@pytest.mark.parametrize("seed", range(40))
def test_findings_agree_with_bitmaps(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        text = generated(chance)
        found, wanted = found_in(text), sorted(expected(text))
        if not any("more minidisk" in message for _, _, _, _, message, *_ in found):
            assert found == wanted, text
        else:
            assert [one for one in found if one[0] != "EXT001"] == [one for one in wanted if one[0] != "EXT001"], text
            check_what_is_left_out(found, wanted)


def check_what_is_left_out(found: list[Found], wanted: list[Found]) -> None:
    """Of each minidisk ten overlaps are told, and how many more there are; a pair is left out for no other reason."""
    told = {one[5]: one[4] for one in found if one[0] == "EXT001"}
    true = {one[5]: one[4] for one in wanted if one[0] == "EXT001"}
    assert {pair: message.partition(";")[0] for pair, message in told.items()}.items() <= true.items()
    count = Counter(subject for pair in told for subject in pair.split())
    count_of_true = Counter(subject for pair in true for subject in pair.split())
    assert max(count.values()) == AT_MOST
    assert all(AT_MOST in (count[one], count[other]) for one, other in map(str.split, true.keys() - told.keys()))
    left = {words[0]: int(words[2]) for message in told.values() for words in map(str.split, message.split("; ")[1:])}
    assert left == {
        subject: count_of_true[subject] - AT_MOST
        for subject in count
        if count[subject] == AT_MOST < count_of_true[subject]
    }


def test_what_is_generated_shows_everything() -> None:
    """Each rule, and each reason for which nothing is said."""
    chance = random.Random(0)
    texts = [generated(chance) for _ in range(400)]
    codes = Counter(found[0] for text in texts for found in expected(text))
    assert all(codes[code] >= 10 for code in CODES), codes
    disks = [disks_in(text) for text in texts]
    assert sum(is_full_pack(disk, some) for some in disks for disk in some) >= 20
    assert sum(bool(slices([disk for disk in some if not is_full_pack(disk, some)])) for some in disks) >= 5
    apart = [
        pair
        for some in disks
        for pair in combinations(some, 2)
        if pair[0].volid == "&SYSRES" == pair[1].volid and not pair[0].meets(pair[1]) and pair[0].bits & pair[1].bits
    ]
    assert len(apart) >= 10
