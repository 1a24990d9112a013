"""Twice the records, at most about twice the time: nothing that reads, judges or shows a directory may grow faster."""

import random
from collections import deque
from collections.abc import Callable

import pytest

from dirtool.lint.baseline import baseline_of, match
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.lint.repair import repair
from dirtool.model.devices import devices_of
from dirtool.model.directory import Directory
from dirtool.model.effective import Layers, effective
from dirtool.model.links import LinkResolver
from dirtool.model.reading import directory_of
from dirtool.model.size import Size
from dirtool.model.volume_list import KnownVolume
from dirtool.report.allocation_json import allocation_json
from dirtool.report.directory_view import directory_json, effective_text
from dirtool.report.findings_json import findings_json
from dirtool.report.findings_text import full
from dirtool.report.map_csv import map_csv
from dirtool.report.map_html import map_html
from dirtool.report.map_json import map_json
from dirtool.report.map_svg import map_svg
from dirtool.report.map_text import map_text
from dirtool.report.reach import links_json
from dirtool.report.style import Style
from dirtool.space.allocation.allocate import allocate
from dirtool.space.allocation.policy import Policy
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.reach import reached
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.parser import Parser, collector_off
from dirtool.text.records import read_records
from tests.generator import encode, generate
from tests.growth import assert_grows, seconds_for

EVERYTHING = Options(
    severities=severities_of(Profile.SECURITY), releases=("5.4", "7.3"), volumes={"LX0001": KnownVolume("3390", 10017)}
)


def shares(size: int) -> list[str]:
    """What large directories look like."""
    return generate("shares", 20 * size)


def random_words(size: int) -> list[str]:
    """Statements of which hardly two have the same shape."""
    chance = random.Random(size)
    words = "0191 3390 END * MR - 1-2 'a b' X'00' LONGERTHANEIGHT 00C , É PRIORITY RELATIVE TYPE LAN UID GID ON OFF 4G".split()
    return [
        " ".join([chance.choice(STATEMENTS).name, *(chance.choice(words) for _ in range(chance.randrange(12)))])
        for _ in range(size)
    ]


def one_long_statement(size: int) -> list[str]:
    """A statement that is continued to the end of the file."""
    return ["USER LINUX1 LBYONLY 2G 4G G", " POSIXGLIST GNAMES staff,", *(["  Ops1 2,"] * (4 * size)), "  last"]


def long_statements(size: int) -> list[str]:
    """Statements of three records each."""
    return ["USER LINUX1 LBYONLY 2G 4G G", *([" POSIXINFO UID 7,", "  GNAME staff,", "  IWDIR /u"] * (4 * size))]


def one_statement_of_faults(size: int) -> list[str]:
    """A statement that is wrong in all of its records, each with something behind column 71."""
    return [
        "USER LINUX1 LBYONLY 2G 4G G",
        " POSIXGLIST GNAMES,",
        *([f"{' TOOLONGNAME,':<72}too far"] * (2 * size)),
        "  last",
    ]


def links_in_a_row(size: int) -> list[str]:
    """A user of whose links each leads to the next one, to a disk that the last one leads to."""
    links = [f" LINK * {number + 1:04X} {number:04X} RR" for number in range(8 * size)]
    return ["USER LINUX1 LBYONLY 2G 4G G", *links, f" MDISK {8 * size:04X} 3390 1 1 LX0001 MR"]


def members_by_the_thousand(size: int) -> list[str]:
    """An identity that is built for more members than there can be."""
    builds = [f" BUILD ON M{number} USING SUBCONFIG S{number}" for number in range(2 * size)]
    return ["IDENTITY LINUX1 LBYONLY 2G 4G G", *builds]


# ---- what rules compare with each other


def users(number: int, *statements: str, header: str = "USER L{0} AUTOONLY 2G 4G G") -> list[str]:
    """Entries of equal statements: {0} is the number of the entry, {1} that of the next one, {2} the first with six digits.

    Of the last entry, the next one is the first.
    """
    return [
        record.format(at, (at + 1) % number, f"{at:06X}") for at in range(number) for record in (header, *statements)
    ]


def steps_of_a_staircase(size: int) -> list[str]:
    """Minidisks each of which shares something with twenty others before and behind it."""
    return users(size, " MDISK 0191 3390 {0} 21 LX0001 MR")


def one_place(size: int) -> list[str]:
    """Minidisks of one place, at the start of one volume, beside full packs."""
    return users(size, " MDISK 0191 3390 0 50 LX0001 MR", " MDISK 0192 3390 0 END LX0001 MW")


def one_inside_the_other(size: int) -> list[str]:
    """Minidisks each of which lies within all those before it."""
    return [
        record
        for at in range(size)
        for record in (f"USER L{at} AUTOONLY 2G 4G G", f" MDISK 0191 3390 {at + 1} {2 * (size - at)} LX0001 MR")
    ]


def users_of_a_profile(size: int) -> list[str]:
    """A profile with something for every rule, and its users."""
    profile = [
        "PROFILE P",
        " CPU 00",
        " CPU 01",
        " IPL 0200",
        " MACHINE ESA 1",
        " OPTION LNKNOPAS",
        " DEDICATE 0400 4000",
    ]
    profile += [" LINK * 0191 0291 MW", " LINK L0 0191 0391 MW", " NICDEF 0600 TYPE QDIO MACID 020000"]
    profile += [" NICDEF 0700 LAN SYSTEM VSW1", " SPOOL 0601 1403 A"]
    own = [" INCLUDE P", " MDISK 0191 3390 {0} 1 LX0001 MR", " NICDEF 0610 TYPE QDIO MACID {2}", " SPOOL 0601 1403 A"]
    return profile + users(size, *own)


def adapters(size: int) -> list[str]:
    """A user of whose adapters each takes numbers of the next ones."""
    return ["USER LINUX1 AUTOONLY 2G 4G G", *(f" NICDEF {at:04X} DEVICES 9 MACID {at:06X}" for at in range(size))]


def links_in_a_ring(size: int) -> list[str]:
    """Users each of whom links to the next one's link, the last one to the first one's, and others who link to them."""
    ring = users(size, " LINK L{1} 0191 0191 MW")
    return ring + users(size, " LINK L{0} 0191 0191 MW", header="USER M{0} AUTOONLY 2G 4G G")


def rings_of_two(size: int) -> list[str]:
    """Users each of whom has a link to itself, by way of another one."""
    return users(size, " LINK * 0191 0192 RR", " LINK * 0192 0191 RR")


def writers_of_one_disk(size: int) -> list[str]:
    """Users who write one minidisk and one full pack, each by a link to the link of the one before."""
    owner = ["USER L0 AUTOONLY 2G 4G ABG", " MDISK 0191 3390 1 1 LX0001 MW", " MDISK 0123 3390 0 END LX0001 MW"]
    links = [" LINK L{0} 0191 0191 MW", " LINK L0 0123 0123 MW", " LINK L0 0191 0291 MW"]
    return owner + users(size, *links, header="USER L{1} AUTOONLY 2G 4G G")[: -len(links) - 1]


def devices_dedicated_to_all(size: int) -> list[str]:
    """Users of one real device and of one volume, which carries a minidisk of each."""
    own = [" MDISK 0191 3390 {0} 1 LX0001 MR", " DEDICATE 0200 4000", " DEDICATE 0201 VOLID LX0001"]
    return users(size, *own)


def one_mac(size: int) -> list[str]:
    """Adapters of one address."""
    return users(size, " NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020000")


def subconfigs_of_two_members(size: int) -> list[str]:
    """Identities with links that lead to a disk on one member only, and to links that lead to others."""
    builds = [" BUILD ON M1 USING SUBCONFIG A{0}", " BUILD ON M2 USING SUBCONFIG B{0}"]
    on_one = ["SUBCONFIG A{0}", " LINK I{1} 0191 0192 MW", " LINK * 0191 0291 MW", " LINK I{1} 0193 0193 MW"]
    on_two = ["SUBCONFIG B{0}", " MDISK 0191 3390 {0} 1 LX0001 MR", " NICDEF 0600 LAN SYSTEM VSW1"]
    return users(size, *builds, *on_one, *on_two, header="IDENTITY I{0} AUTOONLY 2G 4G G")


def one_subconfig_for_all(size: int) -> list[str]:
    """Identities that build one SUBCONFIG."""
    shared = ["SUBCONFIG S", " IPL 0200", " LINK * 0191 0291 MW", " MDISK 0191 3390 1 1 LX0001 MR", " NICDEF 0600"]
    return users(size, " BUILD ON M1 USING SUBCONFIG S", header="IDENTITY I{0} AUTOONLY 2G 4G G") + shared


def members_with_a_subconfig(size: int) -> list[str]:
    """An identity with a SUBCONFIG for each of more members than there can be."""
    builds = [f" BUILD ON M{at} USING SUBCONFIG S{at}" for at in range(size)]
    own = [" CPU 00", " DEDICATE 0400 4000", " MDISK 0191 3390 1 1 LX0001 MR", " NICDEF 0600"]
    return ["IDENTITY I AUTOONLY 2G 4G G", *builds, *users(size, *own, header="SUBCONFIG S{0}")]


# ---- comments that silence, and repairs


def silencing_comments(size: int) -> list[str]:
    """Comments of all kinds, some of use and some not, in all entries and many in one place."""
    own = ["*DIRTOOL: IGNORE VAL001 it grows", " MACHINE ESA 99", "*DIRTOOL: IGNORE-ENTRY EXT, NET"]
    own += ["*DIRTOOL: IGNORE EXT001", " MDISK 0191 3390 5 5 LX0001 MR"]
    in_one_place = [
        "*DIRTOOL: IGNORE-FILE REF moved",
        "*DIRTOOL: IGNORE-ENTRY EXT001",
        "*DIRTOOL: IGNORE VAL001, NET001",
    ]
    return users(size, *own) + in_one_place * size


def what_can_be_repaired(size: int) -> list[str]:
    """Entries with something for every repair."""
    own = ["\tMACHINE ESA", " MDISK 191 3390 1 1 LX0001", " MDISK 0192 3390 2 1 LX0001 MR", " XSTORE 5", " ACCOUNT X"]
    return users(size, *own, "00000010", " OPTION ECMODE")


def repairs_of_one_entry(size: int) -> list[str]:
    """Statements of one entry that all go to one place."""
    statements = [" ACCOUNT X", " XSTORE 5"] * size
    return ["USER LINUX1 AUTOONLY 2G 4G G", " MDISK 191 3390 1 1 LX0001", *statements]


def repairs_in_each_others_way(size: int) -> list[str]:
    """Entries with two repairs that cannot be made together."""
    return users(size, " MDISK 0191 3390 1 1 LX0001 MR", " MACHINE ESA", " INCLUDE P")


# ---- what is done with them


def everything(directory: Directory) -> None:
    """All that reads, judges and shows a directory."""
    report = lint(directory, options=EVERYTHING)
    sources = {source.path: source for source in directory.sources}
    shown = [full(report, sources, Style(), fold=False), findings_json(report, sources), directory_json(directory)]
    for entry in list(directory.machines.values())[:1]:
        layers = Layers(directory)
        machines = [effective(layers, entry, member) for member in layers.members(entry)]
        shown.append(effective_text(machines, LinkResolver(directory, layers), Style()))
    for lines in shown:
        deque(lines, maxlen=0)


def judging(directory: Directory) -> None:
    """All rules, and a baseline that knows what they find."""
    found = lint(directory, options=EVERYTHING).diagnostics
    assert match(found, baseline_of(found), RULES) == ([], len(found), {})


def mapping(directory: Directory) -> None:
    """The map in every format, and who reaches the last device of the first user."""
    found = map_volumes(directory)
    formats = [
        map_text(found, Style(), bars=True),
        map_json(found),
        map_csv(found),
        map_svg(found, ""),
        map_html(found, ""),
    ]
    machine = next(iter(directory.machines.values()))
    last_devices = [*devices_of(machine)][-1:]
    formats += [links_json(reached(directory, machine.name, vdev)) for vdev in last_devices]
    for lines in formats:
        deque(lines, maxlen=0)


def placing(directory: Directory) -> None:
    """A request for every minidisk by every policy, so that some find no place."""
    found = map_volumes(
        directory, {f"N{number:05}": KnownVolume("3390", 3339) for number in range(len(directory.entries) // 9)}
    )
    sizes = [extent.size or 1 for volume in found.volumes for extent in volume.extents]
    asked = Asked([Request(f"#{number}", Size(size, "")) for number, size in enumerate(sizes)])
    for policy in Policy:
        if policy is not Policy.DIRMAINT:
            deque(allocation_json(allocate(found, None, asked, policy, seconds=0.05)), maxlen=0)


def repairing(directory: Directory) -> None:
    """All repairs."""
    repair(directory, lint(directory, options=EVERYTHING), EVERYTHING, unsafe=True)


SIZES: dict[Callable[[Directory], None], int] = {
    everything: 1000,
    judging: 500,
    repairing: 400,
    mapping: 800,
    placing: 400,
}


@pytest.mark.parametrize(
    ("records_of", "work"),
    [
        (shares, everything),
        (random_words, everything),
        (one_long_statement, everything),
        (long_statements, everything),
        (one_statement_of_faults, everything),
        (links_in_a_row, everything),
        (members_by_the_thousand, everything),
        (steps_of_a_staircase, judging),
        (one_place, judging),
        (one_inside_the_other, judging),
        (users_of_a_profile, judging),
        (adapters, judging),
        (links_in_a_ring, judging),
        (rings_of_two, judging),
        (writers_of_one_disk, judging),
        (devices_dedicated_to_all, judging),
        (one_mac, judging),
        (subconfigs_of_two_members, judging),
        (one_subconfig_for_all, judging),
        (members_with_a_subconfig, judging),
        (silencing_comments, judging),
        (shares, mapping),
        (steps_of_a_staircase, mapping),
        (one_place, mapping),
        (one_inside_the_other, mapping),
        (links_in_a_row, mapping),
        (links_in_a_ring, mapping),
        (subconfigs_of_two_members, mapping),
        (shares, placing),
        (what_can_be_repaired, repairing),
        (repairs_of_one_entry, repairing),
        (repairs_in_each_others_way, repairing),
        (silencing_comments, repairing),
    ],
)
def test_twice_the_records_take_twice_the_time(
    records_of: Callable[[int], list[str]], work: Callable[[Directory], None]
) -> None:
    size = SIZES[work]
    once, twice = encode(records_of(size)), encode(records_of(2 * size))
    assert_grows(lambda: seconds(once, work), lambda: seconds(twice, work))


def seconds(data: bytes, work: Callable[[Directory], None]) -> float:
    """The processor's time for reading a file and doing something with it."""
    parser = Parser()
    parser.parse("USER LINUX1 NOLOG")  # Lark builds its tables
    with collector_off():  # as in the commands
        return seconds_for(lambda: work(directory_of(read_records(data), parser)))
