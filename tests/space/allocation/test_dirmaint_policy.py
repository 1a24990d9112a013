"""Policy dirmaint against what is documented of DirMaint, case by case, and against a plain transcription of its algorithm."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.extent_control import ExtentControl
from dirtool.model.size import Size, SizeUnit
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.allocation.allocate import allocate
from dirtool.space.allocation.placement import Allocation
from dirtool.space.allocation.policy import DirmaintSettings, Policy
from dirtool.space.requests.request import Asked, Headroom, Request
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.syntax.parser import collector_off
from tests.growth import assert_grows, seconds_for
from tests.model.made import control_of, directory_of
from tests.report.mapped import disk, volume

Where = tuple[str, int, int, str]  # volume, first, last, region

# ---- DirMaint's algorithm, as it is told: slow and plain

BYTES = {"blk512": 512, "blk1024": 1024, "blk2048": 2048, "blk4096": 4096}
ON_A_TRACK = {"3390": {512: 49, 1024: 33, 2048: 21, 4096: 12}, "3380": {512: 46, 1024: 31, 2048: 18, 4096: 10}}


@dataclass
class Part:
    """A region."""

    name: str
    volid: str
    first: int
    last: int | None


@dataclass
class Pack:
    """A volume; `size` None: nobody knows it."""

    devtype: str
    model: str
    size: int | None
    is_listed: bool
    areas: list[tuple[int, int]] = field(default_factory=list)

    @property
    def in_regions(self) -> str:
        return f"{self.devtype}-{self.model}"


@dataclass
class Disk:
    """A minidisk; `size` None: END."""

    entry: str
    vdev: str
    volid: str
    first: int
    size: int | None


@dataclass
class System:
    """All that DirMaint knows."""

    packs: dict[str, Pack]
    regions: list[Part]
    groups: dict[str, tuple[str, list[str]]]
    disks: list[Disk]
    exclusions: list[tuple[str, str | None]] = field(default_factory=list)
    blocks_per_cylinder: dict[tuple[str, int], int] = field(default_factory=dict)
    exact_first: bool = False
    exact_within: Literal["group", "region"] = "group"
    last_used: dict[str, str] = field(default_factory=dict)


class DirMaint:
    """Works off requests one by one; what is used is found out anew for each."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.last_used = dict(system.last_used)
        self.given: list[tuple[str, int, int]] = []

    def alloc(self, request: Request) -> Where | None:
        if request.start is not None:
            return self.explicit(request)
        regions = self.candidates(request)
        if request.group is not None and self.system.groups[request.group][0] == "ROTATING":
            regions = self.rotated(regions, request.group)
        if self.system.exact_first and self.system.exact_within == "group":
            for region in regions:
                for first, last in self.gaps(region):
                    if last - first + 1 == self.size(request, self.type_of(region)):
                        return self.take(request, region, first)
        for region in regions:
            size = self.size(request, self.type_of(region))
            if self.system.exact_first and self.system.exact_within == "region":
                for first, last in self.gaps(region):
                    if last - first + 1 == size:
                        return self.take(request, region, first)
            for first, last in self.gaps(region):
                if size is not None and last - first + 1 >= size:
                    return self.take(request, region, first)
        return None

    def explicit(self, request: Request) -> Where | None:
        assert request.volume is not None
        assert request.start is not None
        pack = self.system.packs[request.volume]
        size = self.size(request, pack.devtype)
        if size is None or request.devtype not in (None, pack.devtype):
            return None
        last = request.start + size - 1
        if pack.size is not None and last >= pack.size:
            return None
        for first_used, last_used in self.used(request.volume):
            if first_used <= last and request.start <= last_used:
                return None
        self.given.append((request.volume, request.start, last))
        return request.volume, request.start, last, ""

    def take(self, request: Request, region: Part, first: int) -> Where:
        size = self.size(request, self.type_of(region))
        assert size is not None
        if request.group is not None:
            self.last_used[request.group] = region.name
        self.given.append((region.volid, first, first + size - 1))
        return region.volid, first, first + size - 1, region.name

    # -- where to look

    def candidates(self, request: Request) -> list[Part]:
        if request.group is not None:
            named = {region.name: region for region in self.system.regions}
            regions = [named[name] for name in self.system.groups[request.group][1] if name in named]
        elif request.region is not None:
            regions = [region for region in self.system.regions if region.name == request.region]
        else:
            regions = [region for region in self.system.regions if region.volid == request.volume]
        return [region for region in regions if request.devtype in (None, self.system.packs[region.volid].devtype)]

    def rotated(self, regions: list[Part], group: str) -> list[Part]:
        members = self.system.groups[group][1]
        if group not in self.last_used:
            return regions
        next_member = members.index(self.last_used[group]) + 1
        behind = set(members[next_member:])
        return [one for one in regions if one.name in behind] + [one for one in regions if one.name not in behind]

    def type_of(self, region: Part) -> str:
        return self.system.packs[region.volid].in_regions

    # -- what is free

    def used(self, volid: str) -> list[tuple[int, int]]:
        pack = self.system.packs[volid]
        end = 10**9 if pack.size is None else pack.size - 1
        used = [
            (one.first, end if one.size is None else one.first + one.size - 1)
            for one in self.system.disks
            if one.volid == volid and not self.is_excluded(one)
        ]
        return used + pack.areas + [(first, last) for other, first, last in self.given if other == volid]

    def is_excluded(self, one: Disk) -> bool:
        for owner, vdev in self.system.exclusions:
            is_owner = one.entry.startswith(owner[:-1]) if owner.endswith("*") else one.entry == owner
            if is_owner and vdev in (None, one.vdev):
                return True
        return False

    def gaps(self, region: Part) -> list[tuple[int, int]]:
        size = self.system.packs[region.volid].size
        last = region.last if region.last is not None else (size or 0) - 1
        taken: set[int] = set()
        for first_used, last_used in self.used(region.volid):
            taken.update(range(first_used, min(last_used, last) + 1))
        free = [place for place in range(region.first, last + 1) if place not in taken]
        runs = groupby(enumerate(free), key=lambda pair: pair[1] - pair[0])
        places = [[place for _, place in run] for _, run in runs]
        return [(run[0], run[-1]) for run in places]

    # -- how much is asked for

    def size(self, request: Request, devtype: str) -> int | None:
        number, unit = request.size.count, request.size.unit
        kind = devtype.partition("-")[0]
        has_blocks = kind in ("9336", "9332")
        if unit == "" or (unit == "cyl" and not has_blocks) or (unit == "blk" and has_blocks):
            return number
        if unit in ("cyl", "blk"):
            return None
        if has_blocks:
            return math.ceil(number * BYTES[unit] / 4096) * 8
        told = self.system.blocks_per_cylinder
        usual = ON_A_TRACK[kind][BYTES[unit]] * 15
        return math.ceil(number / told.get((devtype, BYTES[unit]), told.get((kind, BYTES[unit]), usual)))


# ---- the same system in dirtool's words


def extents_of(system: System) -> ExtentControl:
    records = [":REGIONS."]
    for region in system.regions:
        devtype = system.packs[region.volid].in_regions
        end = "END" if region.last is None else region.last
        records.append(f"{region.name} {region.volid} {region.first} {end} {devtype}")
    records += [":END.", ":GROUPS."]
    for name, (method, members) in system.groups.items():
        records += [f"{name} (ALLOCATE {method})", *(f"{name} {member}" for member in members)]
    records += [":END.", ":EXCLUDE.", *(f"{owner} {vdev or ''}" for owner, vdev in system.exclusions)]
    records += [":END.", ":AUTOBLOCK."]
    records += [f"{devtype} {block} {blocks} 1 CKD" for (devtype, block), blocks in system.blocks_per_cylinder.items()]
    records += [":END.", ":DEFAULTS."]
    sizes = {pack.in_regions: pack.size for pack in system.packs.values() if pack.size is not None}
    records += [f"{devtype} {size}" for devtype, size in sizes.items()]
    return control_of("\n".join([*records, ":END."]))


def map_of(system: System, extents: ExtentControl) -> VolumeMap:
    records = []
    for entry, disks in groupby(sorted(system.disks, key=lambda one: one.entry), key=lambda one: one.entry):
        records.append(f"USER {entry} NOLOG" if entry.startswith("$") else f"USER {entry} LBYONLY 1G 1G G")
        for one in disks:
            size = "END" if one.size is None else one.size
            records.append(f" MDISK {one.vdev} {system.packs[one.volid].devtype} {one.first} {size} {one.volid} MR")
    known = {
        volid: KnownVolume(pack.devtype, pack.size, tuple(SystemArea("PAGE", *area) for area in pack.areas))
        for volid, pack in system.packs.items()
        if pack.is_listed
    }
    return map_volumes(directory_of("\n".join(records or ["*"])), known, extents)


def run(system: System, requests: Sequence[Request]) -> Allocation:
    extents = extents_of(system)
    dirmaint = DirmaintSettings(system.exact_first, system.exact_within, system.last_used)
    return allocate(map_of(system, extents), extents, Asked(list(requests)), Policy.DIRMAINT, dirmaint=dirmaint)


def places_of(allocation: Allocation, requests: Sequence[Request]) -> list[Where | None]:
    """Where each request goes; None for those that go nowhere."""
    found: dict[str, Where | None] = {one.subject: None for one in allocation.unplaced}
    for one in allocation.placements:
        region = "" if one.window.region is None else one.window.region.name
        found[one.subject] = one.volid, one.first, one.last, region
    assert len(found) == len(requests) == len(allocation.placements) + len(allocation.unplaced)
    return [found[request.subject] for request in requests]


# ---- any system


TYPES = {"3390": ("S", "M"), "3380": ("S",), "9336": ("S",)}
SIZES = {"3390-S": 40, "3390-M": 75, "3380-S": 33, "9336-S": 90}
UNITS: tuple[SizeUnit, ...] = ("", "", "", "cyl", "blk", "blk512", "blk1024", "blk2048", "blk4096")
ENTRIES = ("A", "AB", "B", "$ALLOC$")


@st.composite
def packs(draw: st.DrawFn) -> dict[str, Pack]:
    """One to four volumes; those of type 9332 have no regions, and nobody knows how large they are."""
    found = {}
    for number in range(draw(st.integers(1, 4))):
        devtype = draw(st.sampled_from((*TYPES, *TYPES, "9332")))
        if devtype == "9332":
            found[f"VOL{number}"] = Pack(devtype, "", None, True)
            continue
        model = draw(st.sampled_from(TYPES[devtype]))
        size = SIZES[f"{devtype}-{model}"]
        areas = draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, 5)), max_size=1))
        spans = [(first, min(first + more, size - 1)) for first, more in areas]
        found[f"VOL{number}"] = Pack(devtype, model, size, bool(spans) or draw(st.booleans()), spans)
    return found


@st.composite
def systems(draw: st.DrawFn) -> System:
    volumes = draw(packs())
    with_regions = [volid for volid, pack in volumes.items() if pack.size is not None and draw(st.integers(0, 5))]
    regions = []
    for number in range(draw(st.integers(1, 7)) if with_regions else 0):
        volid = draw(st.sampled_from(with_regions))
        first = draw(st.integers(0, SIZES[volumes[volid].in_regions] + 2))
        last = draw(st.none() | st.integers(first, first + 25))
        regions.append(Part(f"R{number}", volid, first, last))
    has_regions = {region.volid for region in regions}
    for volid, pack in volumes.items():
        pack.is_listed = pack.is_listed or volid not in has_regions
    names = [*(region.name for region in regions), "NOSUCH"]
    groups = {
        f"G{number}": (
            draw(st.sampled_from(("LINEAR", "ROTATING"))),
            draw(st.lists(st.sampled_from(names), unique=True, min_size=1)),
        )
        for number in range(draw(st.integers(1, 3)))
    }
    disks = []
    for number in range(draw(st.integers(0, 10))):
        volid = draw(st.sampled_from(list(volumes)))
        end = volumes[volid].size or 60
        first = draw(st.integers(1, end - 1))
        size = draw(st.integers(1, min(9, end - first))) if draw(st.integers(0, 9)) else None
        if not draw(st.integers(0, 7)):
            first, size = 0, draw(st.sampled_from((None, volumes[volid].size)))
        disks.append(Disk(draw(st.sampled_from(ENTRIES)), f"{number + 0x100:04X}", volid, first, size))
    exclusions = draw(
        st.lists(
            st.tuples(st.sampled_from(("A", "A*", "AB", "B")), st.sampled_from((None, "0100", "0102"))), max_size=2
        )
    )
    blocks = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(("3390", "3390-S", "3380")), st.sampled_from((512, 4096))), st.integers(1, 60)
        )
    )
    last_used = {name: draw(st.sampled_from(members)) for name, (_, members) in groups.items() if draw(st.booleans())}
    within: Literal["group", "region"] = draw(st.sampled_from(("group", "region")))
    return System(volumes, regions, groups, disks, exclusions, blocks, draw(st.booleans()), within, last_used)


@st.composite
def series(draw: st.DrawFn, system: System) -> list[Request]:
    """Requests, and one more to each group in the end, which shows where its pointer stands."""
    found = []
    for number in range(draw(st.integers(1, 25))):
        unit = draw(st.sampled_from(UNITS))
        amount = draw(st.integers(1, 9)) * (draw(st.sampled_from((1, 40))) if unit.startswith("blk") else 1)
        devtype = draw(st.sampled_from((None, None, None, *TYPES)))
        pool: dict[str, str] = {}
        kind = draw(st.sampled_from(("group", "group", "region", "volume", "start")))
        start = None
        if kind == "region" and system.regions:
            pool["region"] = draw(st.sampled_from(system.regions)).name
        elif kind in ("volume", "start"):
            pool["volume"] = draw(st.sampled_from(list(system.packs)))
            start = draw(st.integers(0, 95)) if kind == "start" else None
        else:
            pool["group"] = draw(st.sampled_from(list(system.groups)))
        found.append(Request(f"#{number}", Size(amount, unit), devtype, start=start, **pool))
    return [*found, *(Request(f"#{group}", Size(1, ""), group=group) for group in system.groups)]


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_every_place_and_every_refusal_is_that_of_the_plain_algorithm(data: st.DataObject) -> None:
    system = data.draw(systems())
    requests = data.draw(series(system))
    dirmaint = DirMaint(system)
    assert places_of(run(system, requests), requests) == [dirmaint.alloc(request) for request in requests]


# ---- what is documented, one by one


ONE = """\
:REGIONS.
R1 VOL001 1 100 3390-03
R2 VOL002 1 100 3390-03
R3 VOL003 1 100 3390-03
:END.
:GROUPS.
LIN R1 R2 R3
ROT (ALLOCATE ROTATING)
ROT R1 R2 R3
:END.
"""
MAINT = "USER MAINT LBYONLY 1G 1G G\n"


def asked(*words: str) -> list[Request]:
    """Requests such as 10@group:LIN and 10@VOL001:5."""
    found = []
    for number, word in enumerate(words, 1):
        size, _, where = word.partition("@")
        kind, _, name = where.partition(":")
        if kind in ("group", "region", "volume"):
            found.append(Request(f"#{number}", Size(int(size), ""), place=word, **{kind: name}))  # type: ignore[arg-type]
        else:
            found.append(Request(f"#{number}", Size(int(size), ""), volume=kind, start=int(name), place=word))
    return found


def allocated(
    extents: str, directory: str, requests: Sequence[Request], dirmaint: DirmaintSettings | None = None
) -> Allocation:
    control = control_of(extents)
    volume_map = map_volumes(directory_of(directory), {}, control)
    return allocate(volume_map, control, Asked(list(requests)), Policy.DIRMAINT, dirmaint=dirmaint)


def shown(allocation: Allocation) -> list[str]:
    return [f"{one.volid} {one.first}-{one.last}" for one in allocation.placements]


def on(volid: str, *spans: tuple[int, int]) -> str:
    """MDISK statements for all of a volume up to cylinder 100 but for some free spans."""
    at, records = 1, []
    for number, (first, last) in enumerate([*spans, (101, 101)]):
        if first > at:
            records.append(f" MDISK {number + 0x200:04X} 3390 {at} {first - at} {volid} MR\n")
        at = last + 1
    return "".join(records)


def test_first_fit_takes_the_lowest_gap_that_is_large_enough_and_no_better_one() -> None:
    directory = MAINT + on("VOL001", (10, 11), (20, 29), (40, 44))
    assert shown(allocated(ONE, directory, asked("5@region:R1"))) == ["VOL001 20-24"]


def test_a_linear_group_begins_with_its_first_region_each_time() -> None:
    directory = MAINT + on("VOL001", (10, 19)) + on("VOL002", (10, 49))
    allocation = allocated(ONE, directory, asked("8@group:LIN", "20@group:LIN", "2@group:LIN"))
    assert shown(allocation) == ["VOL001 10-17", "VOL002 10-29", "VOL001 18-19"]


def test_a_rotating_group_begins_behind_the_region_that_it_used_last() -> None:
    allocation = allocated(ONE, MAINT, asked(*["8@group:ROT"] * 4))
    assert shown(allocation) == ["VOL001 1-8", "VOL002 1-8", "VOL003 1-8", "VOL001 9-16"]


def test_a_rotating_group_goes_on_to_the_next_region_if_one_is_full() -> None:
    directory = MAINT + on("VOL002")
    allocation = allocated(ONE, directory, asked(*["8@group:ROT"] * 3))
    assert shown(allocation) == ["VOL001 1-8", "VOL003 1-8", "VOL001 9-16"]


def test_a_refusal_does_not_move_the_pointer_of_a_rotating_group() -> None:
    allocation = allocated(ONE, MAINT, asked("8@group:ROT", "101@group:ROT", "8@group:ROT"))
    assert shown(allocation) == ["VOL001 1-8", "VOL002 1-8"]


def test_a_region_that_is_named_does_not_move_the_pointer_of_its_group() -> None:
    allocation = allocated(ONE, MAINT, asked("8@region:R1", "8@group:ROT", "8@volume:VOL002", "8@group:ROT"))
    assert shown(allocation) == ["VOL001 1-8", "VOL001 9-16", "VOL002 1-8", "VOL002 9-16"]


def test_the_region_that_was_used_last_can_be_told() -> None:
    settings_ = DirmaintSettings(last_used={"ROT": "R2"})
    assert shown(allocated(ONE, MAINT, asked("8@group:ROT", "8@group:ROT"), settings_)) == ["VOL003 1-8", "VOL001 1-8"]


def test_behind_the_last_region_of_a_rotating_group_comes_its_first() -> None:
    settings_ = DirmaintSettings(last_used={"ROT": "R3"})
    assert shown(allocated(ONE, MAINT, asked("8@group:ROT"), settings_)) == ["VOL001 1-8"]


def test_a_linear_group_does_not_care_what_it_used_last() -> None:
    settings_ = DirmaintSettings(last_used={"LIN": "R2"})
    assert shown(allocated(ONE, MAINT, asked("8@group:LIN"), settings_)) == ["VOL001 1-8"]


def test_a_member_of_a_group_that_is_no_region_is_passed_over_and_keeps_its_place() -> None:
    extents = ONE.replace("ROT R1 R2 R3", "ROT R1 GONE R3")
    settings_ = DirmaintSettings(last_used={"ROT": "GONE"})
    assert shown(allocated(extents, MAINT, asked("8@group:ROT", "8@group:ROT"), settings_)) == [
        "VOL003 1-8",
        "VOL001 1-8",
    ]


EXACT = MAINT + on("VOL001", (10, 19), (30, 37)) + on("VOL002", (50, 54)) + on("VOL003")


def test_exact_fit_looks_in_all_regions_of_a_group_before_it_takes_a_larger_gap() -> None:
    settings_ = DirmaintSettings(exact_first=True)
    assert shown(allocated(ONE, EXACT, asked("5@group:LIN"), settings_)) == ["VOL002 50-54"]


def test_exact_fit_within_a_region_takes_a_larger_gap_before_it_looks_in_the_next_region() -> None:
    settings_ = DirmaintSettings(exact_first=True, exact_within="region")
    assert shown(allocated(ONE, EXACT, asked("5@group:LIN"), settings_)) == ["VOL001 10-14"]
    assert shown(allocated(ONE, EXACT, asked("8@group:LIN"), settings_)) == ["VOL001 30-37"]


def test_a_rotating_group_looks_for_an_exact_fit_behind_the_region_that_it_used_last() -> None:
    directory = MAINT + on("VOL001", (10, 14)) + on("VOL002", (50, 70)) + on("VOL003", (80, 84), (90, 94))
    settings_ = DirmaintSettings(exact_first=True, last_used={"ROT": "R1"})
    allocation = allocated(ONE, directory, asked("5@group:ROT", "5@group:ROT", "5@group:ROT"), settings_)
    assert shown(allocation) == ["VOL003 80-84", "VOL001 10-14", "VOL003 90-94"]


def test_without_an_exact_fit_the_first_gap_is_taken() -> None:
    settings_ = DirmaintSettings(exact_first=True)
    assert shown(allocated(ONE, EXACT, asked("6@group:LIN"), settings_)) == ["VOL001 10-15"]


def test_what_is_left_of_a_gap_is_an_exact_fit_for_the_next_request() -> None:
    settings_ = DirmaintSettings(exact_first=True)
    directory = MAINT + on("VOL001", (10, 16), (30, 37))
    allocation = allocated(ONE, directory, asked("5@region:R1", "3@region:R1", "5@region:R1"), settings_)
    assert shown(allocation) == ["VOL001 10-14", "VOL001 30-32", "VOL001 33-37"]


def test_a_request_for_a_volume_looks_in_its_regions_in_the_order_of_extent_control() -> None:
    extents = ":REGIONS.\nHIGH VOL001 51 60 3390-03\nLOW VOL001 1 10 3390-03\n:END.\n"
    allocation = allocated(extents, MAINT, asked("6@volume:VOL001", "6@volume:VOL001", "6@volume:VOL001"))
    assert shown(allocation) == ["VOL001 51-56", "VOL001 1-6"]


def test_no_gap_crosses_the_border_of_two_regions() -> None:
    extents = ":REGIONS.\nR1 VOL001 1 10 3390-03\nR2 VOL001 11 20 3390-03\n:END.\n:GROUPS.\nG R1 R2\n:END.\n"
    allocation = allocated(extents, MAINT, asked("8@group:G", "8@group:G", "4@group:G"))
    assert shown(allocation) == ["VOL001 1-8", "VOL001 11-18"]
    assert [one.subject for one in allocation.unplaced] == ["#3"]


def test_what_is_given_out_in_one_region_is_used_in_a_region_over_it() -> None:
    extents = ":REGIONS.\nALL VOL001 1 20 3390-03\nMID VOL001 6 10 3390-03\n:END.\n"
    allocation = allocated(extents, MAINT, asked("3@region:MID", "6@region:ALL", "5@region:ALL", "3@region:MID"))
    assert shown(allocation) == ["VOL001 6-8", "VOL001 9-14", "VOL001 1-5"]


def test_cylinder_0_is_given_out_where_a_region_begins_with_it() -> None:
    extents = ":REGIONS.\nR1 VOL001 0 9 3390-03\n:END.\n"
    assert shown(allocated(extents, MAINT, asked("5@region:R1"))) == ["VOL001 0-4"]


def test_a_full_pack_fills_its_volume_for_dirmaint() -> None:
    full_pack = MAINT + " MDISK 0123 3390 0 END VOL001 MR\n"
    allocation = allocated(ONE, full_pack, asked("5@volume:VOL001", "5@group:LIN", "5@VOL001:50"))
    assert shown(allocation) == ["VOL002 1-5"]
    assert allocation.unplaced[1].reason == "VOL001 50-54 is not free: MAINT/0123 has 0-3338"


def test_what_exclude_names_is_neither_used_nor_protected() -> None:
    directory = MAINT + " MDISK 0123 3390 0 END VOL001 MR\n MDISK 0124 3390 1 20 VOL002 MR\n"
    extents = ONE + ":EXCLUDE.\nMAINT 0123\nMAINT 0124\n:END.\n"
    allocation = allocated(extents, directory, asked("5@region:R1", "5@region:R2", "5@VOL002:6"))
    assert shown(allocation) == ["VOL001 1-5", "VOL002 1-5", "VOL002 6-10"]


def test_a_place_with_a_start_may_lie_outside_of_all_regions() -> None:
    assert shown(allocated(ONE, MAINT, asked("10@VOL001:2000"))) == ["VOL001 2000-2009"]


def test_a_place_with_a_start_must_not_be_used() -> None:
    directory = MAINT + " MDISK 0191 3390 50 5 VOL001 MR\n"
    allocation = allocated(ONE, directory, asked("10@VOL001:45", "5@VOL001:45", "5@VOL001:49"))
    assert shown(allocation) == ["VOL001 45-49"]
    assert [one.reason for one in allocation.unplaced] == [
        "VOL001 45-54 is not free: MAINT/0191 has 50-54",
        "VOL001 49-53 is not free: #2 gets 45-49",
    ]


def test_a_place_with_a_start_must_not_be_behind_the_end() -> None:
    allocation = allocated(ONE, MAINT, asked("10@VOL001:3330"))
    assert allocation.unplaced[0].reason == (
        "VOL001 3330-3339 is behind the end of VOL001, whose last cylinder is 3338"
    )


def test_requests_are_worked_off_in_their_order_be_they_with_a_start_or_not() -> None:
    allocation = allocated(ONE, MAINT, asked("10@region:R1", "10@VOL001:5", "10@VOL001:11", "10@region:R1"))
    assert shown(allocation) == ["VOL001 1-10", "VOL001 11-20", "VOL001 21-30"]
    assert allocation.unplaced[0].reason == "VOL001 5-14 is not free: #1 gets 1-10"


def test_what_a_region_behind_the_end_of_its_volume_gives_out_is_used() -> None:
    extents = ":REGIONS.\nR1 VOL001 3330 3345 3390-03\n:END.\n"
    allocation = allocated(extents, MAINT, asked("12@region:R1", "5@VOL001:3330"))
    assert shown(allocation) == ["VOL001 3330-3341"]
    assert allocation.unplaced[0].reason == "VOL001 3330-3334 is not free: #1 gets 3330-3341"


def test_dirmaint_chooses_no_place_on_a_volume_without_regions() -> None:
    directory = MAINT + " MDISK 0191 3390 50 5 OTHER1 MR\n"
    allocation = allocated(ONE, directory, asked("5@volume:OTHER1", "5@OTHER1:55"))
    assert shown(allocation) == ["OTHER1 55-59"]
    unplaced = allocation.unplaced[0]
    assert unplaced.reason == (
        "DirMaint chooses a place only within regions, and extent.control has none on volume OTHER1"
    )
    assert unplaced.advice == "ask for a place with a start, or for another pool"


def test_dirmaint_chooses_no_place_where_no_pool_is_named() -> None:
    (unplaced,) = allocated(ONE, MAINT, [Request("#1", Size(5, ""))]).unplaced
    assert unplaced.reason == "DirMaint chooses a place only within a group, a region or a volume"
    assert unplaced.advice == "ask for a group, a region or a volume"


MIXED = """\
:REGIONS.
OLD VOL380 1 100 3380-K
NEW VOL390 1 100 3390-03
FBA VOL336 16 END 9336-10
:END.
:GROUPS.
MIX OLD NEW FBA
:END.
"""


def test_a_device_type_rules_out_the_regions_of_others() -> None:
    requests = [Request("#1", Size(5, ""), "3390", group="MIX"), Request("#2", Size(5, ""), "9336", group="MIX")]
    assert shown(allocated(MIXED, MAINT, requests)) == ["VOL390 1-5", "VOL336 16-20"]


def test_cms_blocks_become_the_cylinders_of_the_region_that_is_tried() -> None:
    requests = [Request(f"#{at}", Size(1000, "blk4096"), kind, group="MIX") for at, kind in enumerate((None, "3390"))]
    assert shown(allocated(MIXED, MAINT, requests)) == ["VOL380 1-7", "VOL390 1-6"]


def test_cms_blocks_fill_whole_pages_of_a_fixed_block_volume() -> None:
    requests = [Request("#1", Size(3, "blk512"), region="FBA"), Request("#2", Size(3, "blk1024"), region="FBA")]
    assert shown(allocated(MIXED, MAINT, requests)) == ["VOL336 16-23", "VOL336 24-31"]


def test_autoblock_tells_how_many_cms_blocks_a_cylinder_holds() -> None:
    extents = MIXED + ":AUTOBLOCK.\n3390 4096 100 1 CKD\n:END.\n"
    requests = [Request("#1", Size(1000, "blk4096"), region="NEW")]
    assert shown(allocated(extents, MAINT, requests)) == ["VOL390 1-10"]


def test_the_reason_tells_what_was_tried_before() -> None:
    directory = MAINT + on("VOL001") + on("VOL002")
    settings_ = DirmaintSettings(last_used={"ROT": "R1"})
    requests = asked("5@region:R3", "5@group:LIN", "5@group:ROT", "5@group:ROT")
    assert [one.reason for one in allocated(ONE, directory, requests, settings_).placements] == [
        "DirMaint takes the first gap of region R3 that holds 5 cylinders: VOL003 1-100",
        "DirMaint takes the first gap of region R3 of group LIN that holds 5 cylinders: VOL003 6-100; "
        "the 2 regions tried before have none",
        "DirMaint takes the first gap of region R3 of group ROT that holds 5 cylinders: VOL003 11-100; "
        "ROTATING began with region R2, and the region tried before has none",
        "DirMaint takes the first gap of region R3 of group ROT that holds 5 cylinders: VOL003 16-100; "
        "ROTATING began with region R1, and the 2 regions tried before have none",
    ]


def test_the_reason_of_an_exact_fit_says_so() -> None:
    settings_ = DirmaintSettings(exact_first=True)
    reasons = [one.reason for one in allocated(ONE, EXACT, asked("5@group:LIN", "8@region:R1"), settings_).placements]
    assert reasons == [
        "DirMaint takes a gap of exactly 5 cylinders before any other: VOL002 50-54, region R2 of group LIN; "
        "the region tried before has none",
        "DirMaint takes a gap of exactly 8 cylinders before any other: VOL001 30-37",
    ]


# ---- what is refused as a whole


@pytest.mark.parametrize(
    ("last_used", "message", "hint"),
    [
        ({"NONE": "R1"}, "--last-used NONE=R1: NONE is no group of extent.control", None),
        ({"ROTS": "R1"}, "--last-used ROTS=R1: ROTS is no group of extent.control", "did you mean ROT?"),
        ({"ROT": "GONE"}, "--last-used ROT=GONE: GONE is no region of group ROT", "it has R1, R2 and R3"),
        ({"ROT": "R33"}, "--last-used ROT=R33: R33 is no region of group ROT", "did you mean R3?"),
    ],
)
def test_a_last_region_that_is_not_there_is_an_error(last_used: dict[str, str], message: str, hint: str | None) -> None:
    with pytest.raises(InputError) as raised:
        allocated(ONE, MAINT, asked("5@group:ROT"), DirmaintSettings(last_used=last_used))
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_without_extent_control_there_is_no_policy_dirmaint() -> None:
    with pytest.raises(InputError, match=r"^policy dirmaint needs EXTENT CONTROL$"):
        allocate(map_volumes(directory_of(MAINT)), None, Asked(asked("5@VOL001:1")), Policy.DIRMAINT)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            Asked([Request("A/0191", Size(1, ""), group="LIN", apart="S", place="requests.csv:2")]),
            "requests.csv:2: policy dirmaint keeps nothing apart or together: DirMaint does not",
        ),
        (
            Asked([Request("A/0191", Size(1, ""), group="LIN", together="S", place="requests.csv:2")]),
            "requests.csv:2: policy dirmaint keeps nothing apart or together: DirMaint does not",
        ),
        (
            Asked(asked("5@group:LIN"), headroom={"LIN": Headroom(10, True)}),
            "policy dirmaint knows no headroom and no volumes that are never chosen: DirMaint does not",
        ),
        (
            Asked(asked("5@group:LIN"), never=frozenset({"VOL001"})),
            "policy dirmaint knows no headroom and no volumes that are never chosen: DirMaint does not",
        ),
    ],
)
def test_what_dirmaint_cannot_be_told_is_an_error(wanted: Asked, message: str) -> None:
    control = control_of(ONE)
    with pytest.raises(InputError) as raised:
        allocate(map_volumes(directory_of(MAINT), {}, control), control, wanted, Policy.DIRMAINT)
    assert raised.value.message == message


# ---- many requests, many regions


AT_MOST = 7.0  # times as long, of four times as many
PER_VOLUME = 10
Task = tuple[VolumeMap, ExtentControl, list[Request]]


@cache
def farm(size: int, method: str = "LINEAR") -> tuple[VolumeMap, ExtentControl]:
    """So many regions of 100 cylinders, ten on a volume, each with a minidisk in the middle, all in one group."""
    volumes = [
        volume(
            f"V{at:05}", 10017, *[disk(f"U/{number:04X}", 100 * number + 41, 100 * number + 45) for number in range(10)]
        )
        for at in range(size // PER_VOLUME)
    ]
    regions = [
        f"R{at} V{at // PER_VOLUME:05} {at % PER_VOLUME * 100 + 1} {at % PER_VOLUME * 100 + 100} 3390-09"
        for at in range(size)
    ]
    members = [f"G R{at}" for at in range(size)]
    records = [":REGIONS.", *regions, ":END.", ":GROUPS.", f"G (ALLOCATE {method})", *members, ":END."]
    return VolumeMap(volumes, [], []), control_of("\n".join(records))


def whole(size: int, *regions: str) -> tuple[VolumeMap, ExtentControl]:
    """One large volume."""
    records = [":REGIONS.", "ALL VFBA01 0 END 9336-20", *regions, ":END."]
    return VolumeMap([volume("VFBA01", size, devtype="9336")], [], []), control_of("\n".join(records))


def wanted(number: int, size: int, **where: str | int) -> Request:
    return Request(f"#{number}", Size(size, ""), **where)  # type: ignore[arg-type]


def from_a_linear_group(size: int) -> Task:
    chance = random.Random(size)
    return *farm(size), [wanted(at, chance.randrange(1, 60), group="G") for at in range(size)]


def from_a_rotating_group(size: int) -> Task:
    chance = random.Random(size)
    return *farm(size, "ROTATING"), [wanted(at, chance.randrange(1, 60), group="G") for at in range(size)]


def from_a_full_group(size: int) -> Task:
    """Ever smaller requests of which hardly one finds a place."""
    return *farm(size), [wanted(at, 100 - at * 50 // size, group="G") for at in range(size)]


def from_every_volume(size: int) -> Task:
    chance = random.Random(size)
    volids = [f"V{at % (size // PER_VOLUME):05}" for at in range(size)]
    return *farm(size), [wanted(at, chance.randrange(1, 60), volume=volid) for at, volid in enumerate(volids)]


def with_explicit_ones_between(size: int) -> Task:
    """Every other request splits a gap of the group."""
    chance = random.Random(size)
    explicit = [
        wanted(at, 3, volume=f"V{chance.randrange(size // PER_VOLUME):05}", start=chance.randrange(1, 1000))
        for at in range(0, size, 2)
    ]
    others = [wanted(at, chance.randrange(1, 30), group="G") for at in range(1, size, 2)]
    return *farm(size), [one for pair in zip(explicit, others, strict=True) for one in pair]


def into_one_region_that_is_split(size: int) -> Task:
    chance = random.Random(size)
    explicit = [wanted(at, 1, volume="VFBA01", start=chance.randrange(20 * size)) for at in range(0, size, 2)]
    others = [wanted(at, chance.randrange(1, 9), region="ALL") for at in range(1, size, 2)]
    return *whole(20 * size), [one for pair in zip(explicit, others, strict=True) for one in pair]


def into_regions_under_a_large_one(size: int) -> Task:
    chance = random.Random(size)
    regions = [f"R{at} VFBA01 {20 * at} {20 * at + 19} 9336-20" for at in range(size)]
    names = [f"R{chance.randrange(size)}" if at % 2 else "ALL" for at in range(size)]
    requests = [wanted(at, chance.randrange(1, 9), region=name) for at, name in enumerate(names)]
    return *whole(20 * size, *regions), requests


def to_places_that_are_used(size: int) -> Task:
    """Half of the requests ask for a place that the other half has got."""
    starts = [2 * (at * 7919 % size) for at in range(size // 2)] * 2
    return *whole(2 * size), [wanted(at, 2, volume="VFBA01", start=start) for at, start in enumerate(starts)]


FIRST_FIT = DirmaintSettings()
EXACT_FF = DirmaintSettings(exact_first=True)
EXACT_FF_WITHIN_REGIONS = DirmaintSettings(exact_first=True, exact_within="region")


@pytest.mark.parametrize(
    ("task", "dirmaint"),
    [
        (from_a_linear_group, FIRST_FIT),
        (from_a_linear_group, EXACT_FF_WITHIN_REGIONS),
        (from_a_rotating_group, FIRST_FIT),
        (from_a_rotating_group, EXACT_FF),
        (from_a_full_group, EXACT_FF),
        (from_every_volume, EXACT_FF),
        (with_explicit_ones_between, EXACT_FF),
        (into_one_region_that_is_split, FIRST_FIT),
        (into_regions_under_a_large_one, EXACT_FF),
        (to_places_that_are_used, FIRST_FIT),
    ],
)
def test_four_times_the_requests_take_about_four_times_as_long(
    task: Callable[[int], Task], dirmaint: DirmaintSettings
) -> None:
    few, many = task(1500), task(6000)
    assert_grows(lambda: seconds(few, dirmaint), lambda: seconds(many, dirmaint), AT_MOST)


def seconds(task: Task, dirmaint: DirmaintSettings) -> float:
    """The processor's time for the requests of a task."""
    volume_map, extents, requests = task
    with collector_off():  # as in the commands
        return seconds_for(lambda: allocate(volume_map, extents, Asked(requests), Policy.DIRMAINT, dirmaint=dirmaint))
