"""Prototypes hold what the members share, and DirMaint makes an entry of them."""

import pytest

from dirtool.compare.diff.facts import facts_of
from dirtool.dirmaint.simulate import Simulator
from dirtool.migrate.mine.mined import Lack, Prototype
from dirtool.migrate.mine.mining import mine
from dirtool.model.effective import Layers, effective
from dirtool.model.extent_control import ExtentControl
from tests.migrate.mine.farm import TEMPLATES, VOLUMES, farm
from tests.model.made import PARSER, control_of, directory_of, records_of

START = "DIRECTORY 123 3390 RES001\n"
BODY = " IPL CMS\n MACHINE ESA 4\n CONSOLE 009 3215 T\n SPOOL 00C 2540 READER *\n SPOOL 00E 1403 A\n"
DISK = ("DEVICE", "0100")
REGIONS = "\n".join(f"FRM{number:03} FRM{number:03} 1 END 3390-A" for number in range(VOLUMES))
CONTROL = f"""\
:REGIONS.
{REGIONS}
:END.
:GROUPS.
FARM {" ".join(f"FRM{number:03}" for number in range(10))}
FARM {" ".join(f"FRM{number:03}" for number in range(10, VOLUMES))}
:END.
:DEFAULTS.
3390-A 262668
:END.
"""


def prototype(bodies: list[str], control: ExtentControl | None = None, header: str = "NOLOG 1G 2G G") -> Prototype:
    entries = "".join(f"USER U{number} {header}\n{BODY}{body}\n" for number, body in enumerate(bodies))
    (group,) = mine(directory_of(f"{START}{entries}"), control).groups
    assert group.prototype is not None
    return group.prototype


def own(found: Prototype) -> list[str]:
    """The records behind the header and the INCLUDE."""
    assert found.records[1] == " INCLUDE SHRDFLT"
    return list(found.records[2:])


def test_a_prototype_is_a_nolog_entry_that_includes_the_profile() -> None:
    found = prototype([""] * 3, header="SESAME 1G 2G BG 64 ON OFF")
    assert found == Prototype("SHRDFLT PROTODIR", ("USER SHRDFLT NOLOG 1G 2G BG 64 ON OFF", " INCLUDE SHRDFLT"), ())


def test_what_members_say_differently_on_their_headers_is_told() -> None:
    entries = "".join(f"USER U{at} NOLOG {size}G 8G {'BG'[at % 2]}\n{BODY}" for at, size in enumerate((1, 2, 2, 2)))
    (group,) = mine(directory_of(f"{START}{entries}")).groups
    assert group.prototype is not None
    assert group.prototype.records == (
        "USER SHRDFLT NOLOG * 8G",
        " INCLUDE SHRDFLT",
        "* storage on USER: the members have 2G (3), 1G (1)",
        "* class on USER: the members have B (2), G (2)",
    )


def test_what_members_share_and_a_profile_cannot_hold_is_there() -> None:
    found = prototype([" STORAGE 4G\n MDISK 300 FB-512 V-DISK 1000 MR\n LINK MAINT 190\n DASDOPT DEVCTL"] * 3)
    assert own(found) == [" STORAGE 4G", " MDISK 0300 FB-512 V-DISK 1000 MR", " LINK MAINT 190", " DASDOPT DEVCTL"]
    assert found.lacks == ()


def test_an_adapter_is_there_without_the_macid_that_each_has_of_its_own() -> None:
    bodies = [f" NICDEF 600 TYPE QDIO LAN SYSTEM A\n NICDEF 600 MACID 00000{at}" for at in range(1, 4)]
    found = prototype(bodies)
    assert own(found)[0] == " NICDEF 0600 TYPE QDIO LAN SYSTEM A"
    assert [lack.what for lack in found.lacks] == ["MACID of NICDEF 0600"]


@pytest.mark.parametrize(
    ("body", "what", "why"),
    [
        (" DEDICATE 1B00 1B0{}", "DEDICATE 1B00", "each member has its own"),
        (" LOADDEV LUN {}", "LOADDEV", "each member has its own"),
        (" APPCPASS A B C SESAME", "APPCPASS", "it stays with the members"),
        (" MDISK 191 3390 {} 1{} VOL001", "MDISK 0191", "the members have 10 (1), 11 (1), 1 other"),
        (" MDISK 191 3390 DEVNO 100{}", "MDISK 0191", "each member has a place of its own"),
        (" MDISK 191 3390 1 END VOL00{}", "MDISK 0191", "each member has a place of its own"),
        (" MDISK 191 3390 {} 1 VOL001", "MDISK 0191", "3390, 1 cylinder; no EXTENT CONTROL tells a group"),
    ],
)
def test_what_is_missing_is_told_and_in_a_comment(body: str, what: str, why: str) -> None:
    found = prototype([body.format(at, at) for at in range(3)])
    assert found.lacks == (Lack(what, why),)
    assert own(found) == [f"* {what}: {why}"[:71]]


def test_what_extends_a_minidisk_goes_with_it() -> None:
    bodies = [f" MDISK 191 3390 {at * 10 + 1} 5 VOL001 MR\n MINIOPT NOMDC" for at in range(3)]
    assert own(prototype(bodies, control_of(CERTAIN.format("")))) == [
        " MDISK 0191 3390 AUTOG 5 G1 MR",
        " MINIOPT NOMDC",
    ]
    assert [text[:13] for text in own(prototype(bodies))] == ["* MDISK 0191:"]


def test_a_statement_that_fills_its_record_is_whole() -> None:
    option = f"DASDOPT WRKALLEG PAVALIAS {' '.join(f'{number:04X}' for number in range(0x1001, 0x1009))}"
    full = f"{option:66} 1009"
    found = prototype([f"LINK MAINT 190\n{full}"] * 3)
    assert own(found) == [" LINK MAINT 190", full]


def test_members_with_different_kinds_of_disks_have_none_in_the_prototype() -> None:
    bodies = [" MDISK 191 3390 1 5 VOL001 MR", " MDISK 191 3390 6 5 VOL001 RR", " LINK MAINT 191"]
    assert prototype([*bodies, bodies[0]]).lacks == (Lack("MDISK 0191", "the members differ in type or mode"),)


def test_what_not_all_members_have_is_not_missing() -> None:
    assert prototype([" DEDICATE 1B00 1B00", "", " MDISK 191 3390 1 5 VOL001"]).lacks == ()


CERTAIN = """\
:REGIONS.
R1 VOL001 1 100 3390-03
R2 VOL002 1 100 3390-03
R4 VOL004 1 100 3390-03
:END.
:GROUPS.
G1 R1 R2
G4 R4
{}:END.
"""


@pytest.mark.parametrize(
    ("groups", "volids", "mode", "records"),
    [
        ("", "12", "MR", [" MDISK 0191 3390 AUTOG 5 G1 MR"]),
        (
            "",
            "12",
            "MR ALL",
            [" MDISK 0191 3390 AUTOG 5 G1 MR", "* password of MDISK 0191: the members have their own"],
        ),
        ("G2 R1\n", "11", "MR", ["* MDISK 0191: 3390, 5 cylinders; they are not in one group"]),
        ("", "14", "MR", ["* MDISK 0191: 3390, 5 cylinders; they are not in one group"]),
        ("", "13", "MR", ["* MDISK 0191: 3390, 5 cylinders; they are not in one group"]),
    ],
)
def test_a_minidisk_is_asked_for_where_its_group_is_certain(
    groups: str, volids: str, mode: str, records: list[str]
) -> None:
    bodies = [f" MDISK 191 3390 {at * 10 + 1} 5 VOL00{volids[at % 2]} {mode}" for at in range(4)]
    assert own(prototype(bodies, control_of(CERTAIN.format(groups)))) == records


def test_identities_get_no_prototype() -> None:
    entries = "".join(f"{'USER' if at else 'IDENTITY'} U{at} NOLOG\n{BODY}" for at in range(4))
    (group,) = mine(directory_of(f"{START}{entries}")).groups
    assert group.prototype is None


def test_dirmaint_makes_guests_of_the_prototypes_that_are_like_their_members() -> None:
    control = control_of(CONTROL)
    found = mine(directory_of("\n".join(farm(60))), control)
    after = directory_of("\n".join(found.records.texts))
    prototypes = {group.profile: group.prototype for group in found.groups}
    assert len(prototypes) == len(TEMPLATES)
    simulator = Simulator(
        after,
        extents=control,
        prototypes={
            name: records_of("\n".join(one.records), one.name) for name, one in prototypes.items() if one is not None
        },
        parser=PARSER,
    )
    for number, group in enumerate(found.groups):
        reply = simulator.run(f"ADD NEW{number} LIKE {group.profile} PW LBYONLY")
        assert reply.rc == 0, reply
    simulator.wait()
    made = directory_of("\n".join(simulator.records.texts))
    layers = Layers(made)
    for number, group in enumerate(found.groups):
        new, like = made.machines[f"NEW{number}"], made.machines[group.members[0]]
        said, wanted = (
            [origin.placed.statement for origin in effective(layers, one).statements if origin.entry.kind == "profile"]
            for one in (new, like)
        )
        assert said == wanted
        disk, old = facts_of(new)[DISK], facts_of(like)[DISK]
        assert (disk.said["size"], disk.said["form"], disk.said["mode"]) == (
            old.said["size"],
            "extent",
            old.said["mode"],
        )
