"""What holds of every proposal: it lints clean, tells all free space, and lets DirMaint give out nothing that anybody has.

Small systems are made by chance. What is free and what is taken is found from their records by hand, one bit a cylinder, with
nothing of dirtool's own; only the map, which has bitmaps of its own to hold against, says what was free before.
"""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.server import make_server
from dirtool.dirmaint.settings import Faults, Settings
from dirtool.dirmaint.space.allocation import Allocation, Chosen
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.migrate.extents.proposal import ControlProposal, propose_control
from dirtool.space.volumes.mapping import map_volumes
from tests.migrate.extents.worlds import World, any_world, bits, bits_of, options_for
from tests.model.made import PARSER

SEEDS = st.integers(0, 2**32 - 1)
MDISK = re.compile(r" MDISK (\w{4}) \S+ +(\d+) (\d+|END) (\S+)")
END = 1 << 17


def proposed(world: World, seed: int) -> ControlProposal:
    options = options_for(world, random.Random(seed))
    return propose_control(world.directory, map_volumes(world.directory, world.known), options)


def section(proposal: ControlProposal, name: str) -> list[list[str]]:
    """The words of the records of a section, comments apart."""
    texts = proposal.records.texts
    start = texts.index(f":{name}.") + 1
    return [text.split() for text in texts[start : texts.index(":END.", start)] if not text.lstrip().startswith("*")]


def regions(proposal: ControlProposal) -> dict[str, list[tuple[int, int]]]:
    """First and last of the regions on each volume."""
    found: dict[str, list[tuple[int, int]]] = {}
    for _, volid, first, last, *_ in section(proposal, "REGIONS"):
        found.setdefault(volid, []).append((int(first), int(last)))
    return found


def seen_by_dirmaint(world: World, proposal: ControlProposal) -> dict[str, int]:
    """What minidisks have of each volume, but for those that EXCLUDE records name."""
    excluded = {tuple(words) for words in section(proposal, "EXCLUDE")}
    used: dict[str, int] = {}
    name = ""
    for line in world.text.splitlines():
        if not line.startswith(" "):
            name = line.split()[1]
        elif (match := MDISK.match(line[:71])) and (name, match[1]) not in excluded:
            first = int(match[2])
            last = END if match[3] == "END" else first + int(match[3]) - 1
            used[match[4]] = used.get(match[4], 0) | bits(first, last)
    return used


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_what_dirmaint_sees_free_in_regions_and_what_is_left_out_are_the_gaps_of_the_map(seed: int) -> None:
    world = any_world(seed)
    proposal = proposed(world, seed)
    used, own = seen_by_dirmaint(world, proposal), regions(proposal)
    left: dict[str, int] = {}
    for one in proposal.left_out:
        gaps = bits_of(one.gaps)
        assert not left.get(one.volid, 0) & gaps
        left[one.volid] = left.get(one.volid, 0) | gaps
    for volume in map_volumes(world.directory, world.known).volumes:
        given_out = bits_of(own.pop(volume.volid, [])) & ~used.get(volume.volid, 0)
        assert not given_out & left.get(volume.volid, 0)
        assert given_out | left.pop(volume.volid, 0) == bits_of(volume.gaps)
    assert (own, left) == ({}, {})


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_a_map_that_is_made_with_it_has_the_same_gaps(seed: int) -> None:
    world = any_world(seed)
    proposal = proposed(world, seed)
    before = map_volumes(world.directory, world.known).volumes
    after = map_volumes(world.directory, world.known, proposal.control).volumes
    assert {one.volid: one.gaps for one in after} == {one.volid: one.gaps for one in before}


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_no_region_overlaps_another_one_or_has_what_nobody_may_be_given(seed: int) -> None:
    world = any_world(seed)
    proposal = proposed(world, seed)
    used = seen_by_dirmaint(world, proposal)
    for volid, own in regions(proposal).items():
        assert sum(last - first + 1 for first, last in own) == bits_of(own).bit_count()
        assert not bits_of(own) & ~used.get(volid, 0) & world.untouchable.get(volid, 0)


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_it_lints_clean_and_takes_away_what_lint_says_of_the_directory(seed: int) -> None:
    world = any_world(seed)
    proposal = proposed(world, seed)
    volumes = {
        volid: one._replace(areas=tuple(area for area in one.areas if area.is_of_cp))
        for volid, one in world.known.items()
    }
    assert lint(proposal.control, options=Options(current=world.directory, volumes=volumes)).diagnostics == []
    told = Options(severities_of(Profile.DIRMAINT), volumes=volumes, extents=proposal.control)
    found = lint(world.directory, options=told).diagnostics
    assert not {one.code for one in found} & {"DRM005", "INT001"}
    hiding = [
        one.message for one in found if one.code == "DRM004"
    ]  # a pack that may be data stays, and no region is there
    assert not any(f"all of {volid}," in message for message in hiding for volid in regions(proposal))


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_every_region_is_in_one_group_and_every_record_ends_before_column_73(seed: int) -> None:
    proposal = proposed(any_world(seed), seed)
    names = [words[0] for words in section(proposal, "REGIONS")]
    members = [name for words in section(proposal, "GROUPS") if words[1] != "(ALLOCATE" for name in words[1:]]
    assert sorted(members) == sorted(names)
    assert len(set(names)) == len(names)
    assert [name for own in proposal.groups.values() for name in own] == members
    assert max(map(len, proposal.records.texts)) <= 72
    assert proposal.records.texts == [text.rstrip() for text in proposal.records.texts]


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_automatic_allocation_meets_nothing_that_anybody_has(seed: int) -> None:
    world = any_world(seed)
    proposal = proposed(world, seed)
    chance = random.Random(seed)
    server = make_server(world.directory, proposal.control, Settings(), Faults(), PARSER, lambda name, kind: None, {})
    taken = dict(world.untouchable)
    for number in range(40):
        chosen = any_choice(server.allocation, proposal, chance)
        if chosen is not None:
            extent = bits(chosen.first, chosen.last)
            assert not extent & taken.get(chosen.volid, 0)
            taken[chosen.volid] = taken.get(chosen.volid, 0) | extent
            server.allocation.take(chosen, f"NEW/{number:04X}")


def any_choice(allocation: Allocation, proposal: ControlProposal, chance: random.Random) -> Chosen | None:
    """Where DirMaint places a minidisk that asks for some group, region or volume; None if it does not."""
    rows = section(proposal, "REGIONS")
    if not rows:
        return None
    name, volid, *_ = chance.choice(rows)
    groups = [group for group, own in proposal.groups.items() if name in own]
    form, asked = chance.choice([("AUTOG", groups[0]), ("AUTOR", name), ("AUTOV", volid), ("GBLK", groups[0])])
    found = allocation.choose(form, chance.choice((1, 3, 20, 300)), asked, block_size=4096 if form == "GBLK" else None)
    return found if isinstance(found, Chosen) else None
