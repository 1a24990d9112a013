"""DirMaint's own choice of places: against the allocator's policy that tells it beforehand, and case by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.space.allocation import (
    Allocation,
    AllocationSettings,
    Chosen,
    ExactWithin,
    InTheWay,
    NoRoom,
    PastEnd,
    RoomLeft,
    UnknownArea,
)
from dirtool.dirmaint.space.control import Area, ExtentControlState, Refused
from dirtool.dirmaint.space.volumes import Used, UsedSpace
from dirtool.model.extent_control import extent_control_of
from dirtool.space.requests.request import Request
from tests.growth import assert_grows, seconds_for
from tests.model.made import control_of
from tests.space.allocation.test_dirmaint_policy import System, Where, extents_of, places_of, run, series, systems

# ---- the same places as the allocator's policy


class Desk:
    """What DirMaint would do with requests on a system, one after another."""

    def __init__(self, system: System) -> None:
        self.system = system
        control = extents_of(system)
        listed = {volid: pack.size for volid, pack in system.packs.items() if pack.is_listed and pack.size is not None}
        self.extents = ExtentControlState(control, listed)
        self.used = UsedSpace()
        for disk in system.disks:
            if not self.extents.excludes(disk.entry, disk.vdev):
                size = system.packs[disk.volid].size
                last = disk.first + disk.size - 1 if disk.size is not None else None if size is None else size - 1
                self.used.add(disk.volid, disk.first, last, f"{disk.entry}/{disk.vdev}")
        for volid, pack in system.packs.items():
            for first, last in pack.areas:
                self.used.add(volid, first, last, ".PAGE.")
        dirmaint = AllocationSettings(system.exact_first, system.exact_within, system.last_used)
        self.allocation = Allocation(self.extents, self.used, dirmaint)

    def place(self, request: Request) -> Where | None:
        if request.start is not None:
            return self.explicit(request)
        form, name = next(
            (form, name)
            for form, name in zip("GRV", (request.group, request.region, request.volume), strict=True)
            if name is not None
        )
        blocks = request.size.unit.removeprefix("blk")
        form = f"{form}BLK" if blocks else f"AUTO{form}"
        chosen = self.allocation.choose(
            form, request.size.count, name, request.devtype or "XXXX", int(blocks) if blocks else None
        )
        if not isinstance(chosen, Chosen):
            return None
        self.allocation.take(chosen, request.subject)
        return chosen.volid, chosen.first, chosen.last, chosen.region

    def explicit(self, request: Request) -> Where | None:
        assert request.volume is not None
        assert request.start is not None
        devtype = self.system.packs[request.volume].devtype
        size = request.size.on(devtype, self.extents.units_for)
        if size is None or request.devtype not in (None, devtype):
            return None
        last = request.start + size - 1
        if self.allocation.obstacle(request.volume, request.start, last) is not None:
            return None
        self.used.add(request.volume, request.start, last, request.subject)
        return request.volume, request.start, last, ""


def as_commands_say(requests: Sequence[Request]) -> list[Request]:
    """Requests with the sizes that a command can have: cylinders or blocks of the device, or CMS blocks."""
    return [
        replace(one, size=replace(one.size, unit="")) if one.size.unit in ("cyl", "blk") else one for one in requests
    ]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_place_and_every_refusal_is_that_of_the_policy_dirmaint(data: st.DataObject) -> None:
    system = data.draw(systems())
    requests = as_commands_say(data.draw(series(system)))
    desk = Desk(system)
    assert [desk.place(request) for request in requests] == places_of(run(system, requests), requests)


# ---- what is heard of changes

START = """\
:REGIONS.
R1 VOL001 1 20 3390-03
R2 VOL001 15 40 3390-03
R3 VOL002 1 30 3390-09
B1 VOL003 16 200 9336-10
:END.
:GROUPS.
LIN R1 R2 R3
ROT (ALLOCATE ROTATING)
ROT R3 B1 R1 GONE
:END.
"""
FORMS = ("AUTOG", "AUTOR", "AUTOV", "GBLK")
AREAS = {
    "AUTOG": ("LIN", "ROT", "NEW"),
    "GBLK": ("LIN", "ROT", "NEW"),
    "AUTOR": ("R1", "R2", "B1", "GONE"),
    "AUTOV": ("VOL001", "VOL003", "VOL009"),
}


def dasd(data: st.DataObject, extents: ExtentControlState) -> None:
    """Some DASD command, which may be refused."""
    region = data.draw(st.sampled_from(("R1", "R2", "R3", "B1", "GONE")))
    group = data.draw(st.sampled_from(("LIN", "ROT", "NEW")))
    volid = data.draw(st.sampled_from(("VOL001", "VOL002", "VOL003")))
    try:
        match data.draw(st.integers(0, 4)):
            case 0:
                devtype = "9336-10" if volid == "VOL003" else "3390-03"
                size = data.draw(st.integers(1, 30))
                extents.add_region(region, volid, devtype, size, data.draw(st.integers(0, 30)))
            case 1:
                extents.delete_region([region])
            case 2:
                extents.add_group(group, [region], data.draw(st.sampled_from((None, "ROTATING"))))
            case 3:
                extents.delete_group(group, [data.draw(st.sampled_from((region, "*")))])
            case 4:
                extents.delete_volume([volid])
    except Refused:
        pass


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_has_changed_places_are_those_that_somebody_finds_who_begins_anew(data: st.DataObject) -> None:
    extents, used = ExtentControlState(control_of(START)), UsedSpace()
    exact_first = data.draw(st.booleans())
    within: ExactWithin = data.draw(st.sampled_from(("group", "region")))
    allocation = Allocation(extents, used, AllocationSettings(exact_first, within))
    owned: list[tuple[str, int, int | None, str]] = []
    for number in range(data.draw(st.integers(1, 25))):
        match data.draw(st.integers(0, 5)):
            case 0:
                dasd(data, extents)
            case 1 if owned:
                extent = data.draw(st.sampled_from(owned))
                owned.remove(extent)
                used.remove(*extent)
            case 2:
                first = data.draw(st.integers(0, 40))
                last = data.draw(st.integers(first, first + 6) | st.just(None))
                owned.append((data.draw(st.sampled_from(("VOL001", "VOL002", "VOL003"))), first, last, f"#{number}"))
                used.add(*owned[-1])
            case _:
                form = data.draw(st.sampled_from(FORMS))
                name = data.draw(st.sampled_from(AREAS[form]))
                blocks = 4096 if form == "GBLK" else None
                size = data.draw(st.integers(1, 9))
                asked = form, size * (100 if blocks else 1), name, data.draw(st.sampled_from(("XXXX", "3390"))), blocks
                chosen = allocation.choose(*asked)
                anew = UsedSpace()
                for extent in owned:
                    anew.add(*extent)
                told = AllocationSettings(exact_first, within, allocation.last_used)
                state = ExtentControlState(extent_control_of(extents.records))
                again = Allocation(state, anew, told).choose(*asked)
                assert place_of(chosen) == place_of(again)
                if isinstance(chosen, Chosen):
                    allocation.take(chosen, f"#{number}")
                    owned.append((chosen.volid, chosen.first, chosen.last, f"#{number}"))


def place_of(answer: Chosen | NoRoom | UnknownArea) -> object:
    """An answer without that of which only one who was there from the beginning knows that it is not certain."""
    return answer._replace(uncertain=()) if isinstance(answer, Chosen) else answer


# ---- one by one

THREE = """\
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


class Volumes:
    """DirMaint with an EXTENT CONTROL, and what it gives out."""

    def __init__(self, control: str = THREE, sizes: Mapping[str, int] | None = None, **settings_: Any) -> None:
        self.extents = ExtentControlState(control_of(control), sizes or {})
        self.used = UsedSpace()
        self.allocation = Allocation(self.extents, self.used, AllocationSettings(**settings_))

    def fill(self, volid: str, *free: tuple[int, int]) -> Volumes:
        """Use all of a volume up to cylinder 100 but for some gaps."""
        at = 1
        for first, last in [*free, (101, 101)]:
            self.used.add(volid, at, first - 1, f"X/{at:04}")
            at = last + 1
        return self

    def choose(self, form: str, size: int, name: str, devtype: str = "XXXX", blocks: int | None = None) -> Chosen:
        chosen = self.allocation.choose(form, size, name, devtype, blocks)
        assert isinstance(chosen, Chosen), chosen
        return chosen

    def give(self, *asked: tuple[str, int, str]) -> list[str]:
        """The places of some requests, one after another, each with what is not certain of it."""
        found = []
        for one in asked:
            chosen = self.choose(*one)
            self.allocation.take(chosen, "NEW/0100")
            found.append(" ".join([chosen.volid, f"{chosen.first}-{chosen.last}", *chosen.uncertain]))
        return found


def test_the_first_gap_that_is_large_enough_is_taken() -> None:
    volumes = Volumes().fill("VOL001", (10, 11), (20, 29), (40, 44))
    assert volumes.choose("AUTOR", 5, "R1") == Chosen("VOL001", 20, 5, "3390", "R1", None)


def test_what_is_chosen_is_given_out_only_when_it_is_taken() -> None:
    volumes = Volumes()
    chosen = volumes.choose("AUTOG", 8, "LIN")
    assert volumes.choose("AUTOG", 8, "LIN") == chosen
    volumes.allocation.take(chosen, "LNX1/0100")
    assert volumes.used.overlapping("VOL001", 1, 100) == [Used(1, 8, "LNX1/0100")]
    assert volumes.choose("AUTOG", 8, "LIN").first == 9


def test_a_linear_group_begins_with_its_first_region_each_time() -> None:
    volumes = Volumes().fill("VOL001", (10, 19)).fill("VOL002", (10, 49))
    assert volumes.give(("AUTOG", 8, "LIN"), ("AUTOG", 20, "LIN"), ("AUTOG", 2, "LIN")) == [
        "VOL001 10-17",
        "VOL002 10-29",
        "VOL001 18-19",
    ]


def test_a_rotating_group_goes_on_behind_the_region_that_it_used_last() -> None:
    volumes = Volumes(last_used={"ROT": "R2"})
    assert volumes.give(*[("AUTOG", 8, "ROT")] * 3) == ["VOL003 1-8", "VOL001 1-8", "VOL002 1-8"]
    assert volumes.allocation.last_used == {"ROT": "R2"}


def test_where_a_rotating_group_begins_is_uncertain_as_long_as_nobody_has_told() -> None:
    volumes = Volumes().fill("VOL002")
    assert volumes.give(*[("AUTOG", 50, "ROT")] * 3) == [
        "VOL001 1-50 last_used",
        "VOL003 1-50 last_used",
        "VOL001 51-100 last_used",
    ]
    assert volumes.give(("AUTOG", 50, "ROT")) == ["VOL003 51-100"]  # there is room nowhere else


def test_a_place_that_is_only_remembered_is_not_used_yet() -> None:
    volumes = Volumes(last_used={"ROT": "R2"})
    volumes.allocation.remember(volumes.choose("AUTOG", 8, "ROT"))
    assert volumes.allocation.last_used == {"ROT": "R3"}
    assert volumes.used.overlapping("VOL003", 1, 100) == []


def test_a_rotating_group_that_lost_the_region_it_used_last_begins_anew() -> None:
    volumes = Volumes(last_used={"ROT": "R2"})
    volumes.extents.delete_group("ROT", ["R2"])
    assert volumes.give(("AUTOG", 8, "ROT")) == ["VOL001 1-8 last_used"]


def test_a_region_or_a_volume_that_is_named_does_not_move_the_pointer_of_a_group() -> None:
    volumes = Volumes(last_used={"ROT": "R3"})
    assert volumes.give(("AUTOR", 8, "R1"), ("AUTOG", 8, "ROT"), ("AUTOV", 8, "VOL002"), ("AUTOG", 8, "ROT")) == [
        "VOL001 1-8",
        "VOL001 9-16",
        "VOL002 1-8",
        "VOL002 9-16",
    ]


def exact(**settings_: Any) -> Volumes:
    volumes = Volumes(exact_first=True, **settings_)
    return volumes.fill("VOL001", (10, 19), (30, 37)).fill("VOL002", (50, 54)).fill("VOL003")


def test_an_exact_gap_is_looked_for_in_all_of_a_group_and_that_is_uncertain_where_it_matters() -> None:
    assert exact().give(("AUTOG", 5, "LIN"), ("AUTOG", 8, "LIN"), ("AUTOG", 7, "LIN")) == [
        "VOL002 50-54 exact_within",
        "VOL001 30-37",
        "VOL001 10-16",
    ]


def test_an_exact_gap_may_be_looked_for_region_by_region() -> None:
    assert exact(exact_within="region").give(("AUTOG", 5, "LIN"), ("AUTOG", 8, "LIN")) == [
        "VOL001 10-14 exact_within",
        "VOL001 30-37",
    ]


def test_what_is_given_back_is_an_exact_gap_again() -> None:
    volumes = exact()
    assert volumes.give(("AUTOR", 8, "R1")) == ["VOL001 30-37"]
    volumes.used.remove("VOL001", 30, 37, "NEW/0100")
    assert volumes.give(("AUTOR", 8, "R1")) == ["VOL001 30-37"]


def test_an_exact_gap_that_comes_about_later_is_found() -> None:
    volumes = exact()
    assert volumes.choose("AUTOG", 7, "LIN").region == "R1"
    volumes.used.remove("VOL003", 1, 100, "X/0001")
    volumes.used.add("VOL003", 1, 93, "Y/0191")
    assert volumes.give(("AUTOG", 7, "LIN")) == ["VOL003 94-100 exact_within"]


def test_the_regions_of_a_volume_are_tried_in_the_order_of_the_file_and_no_gap_crosses_their_border() -> None:
    volumes = Volumes(":REGIONS.\nHIGH VOL001 11 20 3390-03\nLOW VOL001 0 10 3390-03\n:END.\n")
    assert volumes.give(("AUTOV", 6, "VOL001"), ("AUTOV", 6, "VOL001"), ("AUTOV", 4, "VOL001")) == [
        "VOL001 11-16",
        "VOL001 0-5",
        "VOL001 17-20",
    ]


MIXED = """\
:REGIONS.
R1 VOL001 1 END 3390-03
R2 VOL002 1 END 3390-09
R3 VOL003 16 END 9336-10
OLD VOL004 1 END 3390
TAPE VOL005 1 9 9345-1
:END.
:GROUPS.
G R1 R2 R3
:END.
"""


def test_a_device_type_rules_out_the_regions_of_others_and_its_model_those_of_other_models() -> None:
    volumes = Volumes(MIXED)
    assert volumes.choose("AUTOG", 5, "G", "3390").region == "R1"
    assert volumes.choose("AUTOG", 5, "G", "3390-09").region == "R2"
    assert volumes.choose("AUTOG", 5, "G", "9336") == Chosen("VOL003", 16, 5, "9336", "R3", "G")


def test_cms_blocks_become_cylinders_of_the_region_that_is_tried() -> None:
    volumes = Volumes(MIXED).fill("VOL001")
    volumes.used.add("VOL001", 101, None, "X/0191")
    assert volumes.choose("GBLK", 1000, "G", "XXXX", 4096) == Chosen("VOL002", 1, 6, "3390", "R2", "G")


def test_that_cms_blocks_fill_whole_pages_of_fixed_blocks_is_uncertain_where_it_matters() -> None:
    volumes = Volumes(MIXED)
    assert volumes.choose("RBLK", 3, "R3", "XXXX", 512) == Chosen("VOL003", 16, 8, "9336", "R3", None, ("fba_unit",))
    assert volumes.choose("RBLK", 2, "R3", "XXXX", 4096) == Chosen("VOL003", 16, 16, "9336", "R3", None)
    assert Volumes(MIXED, fba_unit=1).choose("RBLK", 3, "R3", "XXXX", 512).size == 3


def test_that_there_is_no_room_is_told_with_the_largest_gap() -> None:
    volumes = Volumes().fill("VOL001", (10, 11)).fill("VOL002", (20, 29), (40, 49)).fill("VOL003")
    answer = NoRoom("no gap in group LIN is large enough", RoomLeft("VOL002", 20, 10, "R2"))
    assert volumes.allocation.choose("AUTOG", 11, "LIN") == answer
    volumes.used.add("VOL002", 20, 49, "Y/0191")
    assert volumes.allocation.choose("AUTOG", 11, "LIN") == answer._replace(largest=RoomLeft("VOL001", 10, 2, "R1"))
    assert volumes.allocation.choose("AUTOR", 1, "R3") == NoRoom("no gap in region R3 is large enough")


def test_that_there_is_no_room_for_whole_pages_is_uncertain_if_there_is_for_the_blocks() -> None:
    volumes = Volumes(":REGIONS.\nR VOL003 16 19 9336-10\n:END.\n")
    answer = volumes.allocation.choose("RBLK", 3, "R", "XXXX", 512)
    assert answer == NoRoom("no gap in region R is large enough", RoomLeft("VOL003", 16, 4, "R"), ("fba_unit",))


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (("AUTOG", 5, "G", "3380"), "group G has no region on a 3380"),
        (("AUTOR", 5, "OLD"), "nobody knows where the regions of region OLD end"),
        (("RBLK", 5, "TAPE", "XXXX", 512), "nobody knows how many CMS blocks a cylinder of a 9345-1 holds"),
    ],
)
def test_why_nothing_can_be_chosen_is_told(asked: tuple[Any, ...], reason: str) -> None:
    assert Volumes(MIXED).allocation.choose(*asked) == NoRoom(reason)


def test_a_group_with_no_region_that_is_there_has_no_room() -> None:
    volumes = Volumes(":GROUPS.\nG GONE\n:END.\n")
    assert volumes.allocation.choose("AUTOG", 5, "G") == NoRoom("group G has no region")


def test_a_region_up_to_the_end_needs_a_size_that_the_system_may_know() -> None:
    assert Volumes(MIXED, {"VOL004": 30}).choose("AUTOV", 29, "VOL004").last == 29


@pytest.mark.parametrize(
    ("form", "area"),
    [("AUTOG", Area("group", "R1")), ("RBLK", Area("region", "LIN")), ("VBLK", Area("volume", "VOL009"))],
)
def test_a_name_that_is_not_known_is_told_with_what_it_should_be_the_name_of(form: str, area: Area) -> None:
    assert Volumes().allocation.choose(form, 5, area.name, "XXXX", 4096) == UnknownArea(area)


def test_what_a_dasd_command_adds_is_used_at_once() -> None:
    volumes = Volumes()
    assert volumes.give(("AUTOG", 100, "LIN"), ("AUTOG", 100, "LIN"), ("AUTOG", 100, "LIN")) == [
        "VOL001 1-100",
        "VOL002 1-100",
        "VOL003 1-100",
    ]
    assert isinstance(volumes.allocation.choose("AUTOG", 1, "LIN"), NoRoom)
    volumes.extents.add_region("R4", "VOL004", "3390-03", 50)
    volumes.extents.add_group("LIN", ["R4"])
    assert volumes.give(("AUTOG", 50, "LIN")) == ["VOL004 1-50"]
    volumes.extents.delete_region(["R4"])
    assert isinstance(volumes.allocation.choose("AUTOG", 1, "LIN"), NoRoom)


def test_a_place_that_is_named_needs_no_region_but_must_be_free_and_on_its_volume() -> None:
    volumes = Volumes(THREE, {"VOL009": 50}).fill("VOL001", (10, 19))
    obstacle = volumes.allocation.obstacle
    assert obstacle("VOL001", 10, 19) is None
    assert obstacle("VOL001", 19, 20) == InTheWay((Used(20, 100, "X/0020"),))
    assert obstacle("VOL009", 40, 49) is None
    assert obstacle("VOL009", 40, 50) == PastEnd(50)
    assert obstacle("VOL009", 50, None) == PastEnd(50)
    assert obstacle("VOL010", 99999, None) is None


def test_without_the_check_of_extents_only_the_end_of_the_volume_stops_a_place() -> None:
    volumes = Volumes(extent_check=False).fill("VOL001")
    assert volumes.allocation.obstacle("VOL001", 1, 100) is None
    assert volumes.allocation.obstacle("VOL001", 3339, 3339) == PastEnd(3339)


# ---- growth


def given_out(regions: int, per_region: int, requests: int, **settings_: Any) -> list[object]:
    """Answers to requests in one group of many regions with many gaps; what every third gets is given back."""
    names = [f"R{number}" for number in range(regions)]
    records = [":REGIONS.", *(f"{name} V{number} 1 9999 3390-09" for number, name in enumerate(names)), ":END."]
    records += [":GROUPS.", "G (ALLOCATE ROTATING)", *(f"G {name}" for name in names), ":END."]
    volumes = Volumes("\n".join(records), **settings_)
    for number in range(regions):
        for at in range(per_region):
            volumes.used.add(f"V{number}", at * 40 + 1, at * 40 + 1 + (at * 7 + number) % 39, f"U{at}")
    answers: list[object] = []
    for number in range(requests):
        chosen = volumes.choose("AUTOG", number * 13 % 60 + 1, "G")
        answers.append(chosen)
        volumes.allocation.take(chosen, f"N{number}")
        if number % 3 == 0:
            volumes.used.remove(chosen.volid, chosen.first, chosen.last, f"N{number}")
    return answers


@pytest.mark.parametrize("exact_first", [False, True])
def test_four_times_the_regions_and_the_requests_take_about_four_times_as_long(exact_first: bool) -> None:
    assert_grows(
        lambda: seconds_for(lambda: given_out(50, 20, 500, exact_first=exact_first)),
        lambda: seconds_for(lambda: given_out(200, 20, 2_000, exact_first=exact_first)),
        6.5,
    )
