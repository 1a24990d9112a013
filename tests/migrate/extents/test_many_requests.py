"""Ten thousand minidisks whose place DirMaint chooses, by the proposed EXTENT CONTROL: none meets what anybody has.

The simulated DirMaint is not told of the areas that CP uses: the borders of regions are all that keeps it off. What nobody may
be given is found here from the records by hand.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from dirtool.dirmaint.server import make_server
from dirtool.dirmaint.settings import Faults, Settings
from dirtool.dirmaint.space.allocation import Chosen
from dirtool.migrate.extents.proposal import ControlProposal, propose_control
from dirtool.migrate.options import GroupBy, MigrateOptions
from dirtool.model.directory import Directory
from dirtool.model.volume_list import KnownVolume, SystemArea, read_volumes
from dirtool.space.volumes.mapping import map_volumes
from dirtool.syntax.source import Source
from dirtool.text.records import Records
from tests.dirmaint.desk import Desk
from tests.generator import generate
from tests.migrate.extents.worlds import bits
from tests.model.made import PARSER

REQUESTS = 10_000
END = 1 << 21
SMALLEST_PACK = 1113
HEADER = re.compile(r"\s*(USER|IDENTITY|SUBCONFIG|PROFILE|DIRECTORY) +(\S+)")
MDISK = re.compile(r"\s*MDISK +\S+ +(\S+) +(\d+) +(\w+) +(\S+)")

PAGE = SystemArea("PAGE", 25_000, 25_499)
FARM = {f"LX{number:04}": KnownVolume("3390", 30051) for number in range(2, 14)}
FARM |= {"LX0001": KnownVolume("3390", 30051, (PAGE,)), "LXPRES": KnownVolume("3390", 10017)}


def sample(name: str) -> list[str]:
    return Path("samples", name).read_text("latin-1").splitlines()


SYSTEMS = {
    "ssi-system": (sample("ssi-system.direct"), {}),
    "linux-farm": (sample("linux-farm.direct"), FARM),
    "hand-kept": (sample("hand-kept.direct"), read_volumes(Path("samples/hand-kept.volumes"))),
    "a generated cluster": (generate("ssi", 4000, seed=8), {}),
    "a generated farm": (generate("linux", 2000, seed=8), {}),
}


def untouchable(records: Iterable[str], known: dict[str, KnownVolume]) -> dict[str, int]:
    """Of each volume the cylinders or blocks that somebody has: a user, a marker, CP, the label; one bit each.

    A full pack that others have minidisks under is none of these.
    """
    found: dict[str, int] = {}
    packs: dict[str, list[str]] = {}
    users: dict[str, set[str]] = {}
    name = ""
    for record in records:
        if header := HEADER.match(record[:71]):
            name = header[2]
        elif disk := MDISK.match(record[:71]):
            devtype, start, size, volid = disk[1], int(disk[2]), disk[3], disk[4]
            found[volid] = found.get(volid, 0) | bits(0, 15 if devtype in ("9336", "FB-512") else 0)
            if start == 0 and (size == "END" or int(size) >= SMALLEST_PACK):
                packs.setdefault(volid, []).append(name)
                continue
            found[volid] |= bits(start, END if size == "END" else start + int(size) - 1)
            if start:
                users.setdefault(volid, set()).add(name)
    for volid, owners in packs.items():
        if users.get(volid, set()) <= set(owners):
            found[volid] |= bits(0, END)
    for volid, volume in known.items():
        for area in volume.areas:
            found[volid] = found.get(volid, 1) | bits(area.first, area.last)
        if volume.size is not None:
            found[volid] = found.get(volid, 1) | bits(volume.size, END)
    return found


def moved(
    records: list[str], known: dict[str, KnownVolume], method: str = "LINEAR"
) -> tuple[Directory, ControlProposal]:
    directory = Directory([Source(Records("USER INPUT", records, "latin-1"), PARSER)])
    options = MigrateOptions(
        volumes=known, group_by=GroupBy.USER, method="ROTATING" if method == "ROTATING" else "LINEAR"
    )
    return directory, propose_control(directory, map_volumes(directory, known), options)


@pytest.mark.parametrize("method", ["LINEAR", "ROTATING"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_none_of_ten_thousand_minidisks_meets_what_anybody_has(system: str, method: str) -> None:
    records, known = SYSTEMS[system]
    directory, proposal = moved(records, known, method)
    server = make_server(directory, proposal.control, Settings(), Faults(), PARSER, lambda name, kind: None, {})
    chance = random.Random(system)
    names = {
        "AUTOG": list(proposal.control.groups),
        "AUTOR": list(proposal.control.regions),
        "AUTOV": [region.volid for region in proposal.control.regions.values()],
    }
    taken = untouchable(records, known)
    given: list[tuple[Chosen, str]] = []
    placed = 0
    for number in range(REQUESTS):
        form = chance.choice(list(names))
        size = chance.choice((1, 1, 5, 20, 100, 700))
        chosen = server.allocation.choose(form, size, chance.choice(names[form]))
        if isinstance(chosen, Chosen):
            extent = bits(chosen.first, chosen.last)
            assert chosen.size == size
            assert not taken.get(chosen.volid, 0) & extent, f"{chosen} meets somebody"
            taken[chosen.volid] = taken.get(chosen.volid, 0) | extent
            given.append((chosen, f"NEW/{number:05}"))
            server.allocation.take(*given[-1])
            placed += 1
        if given and (not isinstance(chosen, Chosen) or chance.random() < 0.3):  # somebody gives a minidisk back
            gone, owner = given.pop(chance.randrange(len(given)))
            taken[gone.volid] &= ~bits(gone.first, gone.last)
            server.space.remove(gone.volid, gone.first, gone.last, owner)
    assert placed > REQUESTS / 4


def test_commands_that_add_minidisks_meet_nothing_either() -> None:
    records, known = SYSTEMS["hand-kept"]
    directory, proposal = moved(records, known)
    simulator = Desk(directory, extents=proposal.control)
    taken = untouchable(records, known)
    chance = random.Random(8)
    for number in range(100):
        size, group = chance.randint(1, 20), chance.choice(list(proposal.groups))
        reply = simulator.run(f"FOR MAINT AMDISK {0xA000 + number:04X} XXXX AUTOG {size} {group} MR")
        assert reply.rc == 0
    texts = simulator.records.texts
    added = [text.split() for text in texts if text.lstrip().startswith("MDISK A0") and len(text.split()[1]) == 4]
    assert len(added) == 100
    for _, _, _, start, length, volid, *_ in added:
        extent = bits(int(start), int(start) + int(length) - 1)
        assert not taken.get(volid, 0) & extent
        taken[volid] = taken.get(volid, 0) | extent
