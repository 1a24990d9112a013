"""VFY015, VFY016, VFY017, VFY018 and VFY034: disk pools, and volumes that must stay out of them."""

import pytest

from dirtool.model.size import size_of
from dirtool.verify.installation import Installation
from dirtool.verify.registry import CHECKS
from dirtool.verify.run import Outcome, verify
from tests.verify.made import Told, found_by, host_of, outcome_of

EXTENTS = """:REGIONS.
LX0001 LX0001 1 10016 3390-09
LX0002 LX0002 1 10016 3390-09
FB0001 FB0001 16 99999 9336
:END.
:GROUPS.
LINUX LX0001 LX0002
FBAS FB0001
EMPTY LX0O09
XCAT LX0001
:END.
"""
DIRECTORY = """DIRECTORY 123 3390 M01RES
USER A NOLOG
 MDISK 0100 3390 1 10000 LX0001 MR
 MDISK 0101 3390 1 10016 LX0002 MR
"""
FULL = DIRECTORY.replace("10000", "10016")
COPY = 'XCAT_User = "XCAT"\nXCAT_iso = "IMG001 IMG002"\n'


def nova(pool: str, type_: str = "ECKD") -> str:
    return f"zvm_diskpool = {pool}\nzvm_diskpool_type = {type_}\n"


def feilong(pools: str) -> str:
    return f"[zvm]\ndisk_pool = {pools}\n"


def asked(flavour: str, pool: str, directory: str = DIRECTORY) -> Outcome:
    """What becomes of VFY017 with a flavour of some size."""
    host = host_of(nova=nova(pool), extents=EXTENTS, directory=directory)
    return verify(
        Installation((host,), flavour_size=size_of(flavour)), {"VFY017": CHECKS["VFY017"].rule.severity}
    ).outcomes[0]


@pytest.mark.parametrize(
    ("pool", "place", "message"),
    [
        ("LINUS", 6, "the disk pool LINUS is no group of EXTENT CONTROL; did you mean LINUX?"),
        ("LIN$", 6, "the disk pool LIN$ has a $ in its name, which the drivers do not take"),
        ("EMPTY", 9, "the disk pool EMPTY is a group of EXTENT CONTROL that has no region"),
    ],
)
def test_a_disk_pool_must_be_a_group_with_a_region(pool: str, place: int, message: str) -> None:
    assert found_by("VFY015", nova=nova(pool), extents=EXTENTS) == [
        Told("error", "nova:1", message, (f"extents:{place}",))
    ]


def test_a_disk_pool_may_be_written_in_lower_case() -> None:
    assert found_by("VFY015", nova=nova("linux"), extents=EXTENTS) == []


def test_each_disk_pool_of_feilong_is_looked_at() -> None:
    assert found_by("VFY015", zvmsdk=feilong("ECKD:LINUX, FBA:NONE"), extents=EXTENTS) == [
        Told("error", "zvmsdk:2", "the disk pool NONE is no group of EXTENT CONTROL", ("extents:6",))
    ]


def test_without_a_disk_pool_nothing_is_compared() -> None:
    outcome = outcome_of("VFY015", nova="host = A", extents=EXTENTS)
    assert (outcome.status, outcome.why) == ("skipped", "neither zvm_diskpool nor disk_pool is stated")
    outcome = outcome_of("VFY015", zvmsdk=feilong("LINUX"), extents=EXTENTS)
    assert (outcome.status, outcome.why) == ("skipped", "disk_pool LINUX is not TYPE:POOL")


def test_a_group_of_which_the_record_is_broken_is_not_missed() -> None:
    broken = EXTENTS.replace("EMPTY LX0O09", "LOST (ALLOCATE")
    assert outcome_of("VFY015", nova=nova("LOST"), extents=broken).why == "the record of LOST cannot be read"


def test_a_disk_pool_has_devices_of_its_type() -> None:
    assert found_by("VFY016", nova=nova("LINUX"), extents=EXTENTS) == []
    assert found_by("VFY016", nova=nova("FBAS", "fba"), extents=EXTENTS) == []
    assert found_by("VFY016", zvmsdk=feilong("FBA:LINUX"), extents=EXTENTS) == [
        Told(
            "error",
            "zvmsdk:2",
            "the disk pool LINUX is taken for FBA, but region LX0001 is on a 3390-09 (and 1 more region)",
            ("extents:2",),
        )
    ]


def test_a_disk_pool_without_a_type_is_taken_for_eckd() -> None:
    assert found_by("VFY016", nova="zvm_diskpool = FBAS", extents=EXTENTS) == [
        Told("error", "nova:1", "the disk pool FBAS is taken for ECKD, but region FB0001 is on a 9336", ("extents:4",))
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (nova("LINUX", "CKD"), "zvm_diskpool_type is CKD, not ECKD or FBA"),
        (nova("EMPTY"), "EXTENT CONTROL has no region of EMPTY"),
        ("host = A", "neither zvm_diskpool nor disk_pool is stated"),
    ],
)
def test_types_that_are_not_known_are_not_compared(text: str, why: str) -> None:
    assert outcome_of("VFY016", nova=text, extents=EXTENTS).why == why


def test_a_disk_pool_must_have_free_space() -> None:
    assert found_by("VFY017", nova=nova("LINUX"), extents=EXTENTS, directory=DIRECTORY) == []
    (found,) = outcome_of("VFY017", nova=nova("LINUX"), extents=EXTENTS, directory=FULL).findings
    assert found.message == (
        "the disk pool LINUX has no free space: 0 cylinders are free in total, 0 in the largest gap"
    )
    assert (found.severity, found.span.line, found.related[0].span.line, found.ivp) == ("error", 1, 7, ("VDP02",))


def test_a_disk_pool_must_have_room_for_the_flavour_in_one_piece() -> None:
    assert asked("16", "LINUX").findings == ()
    (found,) = asked("10GiB", "LINUX", DIRECTORY.replace("1 10016", "10 9900")).findings
    assert (found.severity, found.message) == (
        "error",
        "the disk pool LINUX has no room for 10GiB, which takes 14,564 cylinders: 132 cylinders are free in total, 107 in the "
        "largest gap",
    )


def test_the_pools_of_the_appliance_may_be_full() -> None:
    outcome = asked("10GiB", "XCAT")
    assert (outcome.status, [found.severity for found in outcome.findings]) == ("passed", ["info"])


def test_what_is_free_in_a_part_of_a_directory_may_be_used() -> None:
    part = DIRECTORY.partition("\n")[2]
    outcome = outcome_of("VFY017", nova=nova("LINUX"), extents=EXTENTS, directory=part)
    assert (outcome.status, outcome.why) == (
        "skipped",
        "the directory is a part of one: what is free in it may be used by others",
    )
    assert asked("10GiB", "LINUX", part).status == "failed"


def test_cylinders_on_blocks_cannot_be_counted() -> None:
    outcome = asked("10cyl", "FBAS")
    assert (outcome.status, outcome.why) == ("skipped", "how much 10cyl is on the devices of FBAS is not known")


def test_regions_must_not_overlap_nor_hold_the_label() -> None:
    assert found_by("VFY018", extents=EXTENTS) == []
    assert found_by("VFY018", extents=EXTENTS.replace("LX0002 LX0002 1", "LX0002 LX0001 0")) == [
        Told("error", "extents:3", "LX0002 shares LX0001 cylinders 1-10016 with LX0001", ("extents:2",)),
        Told("error", "extents:3", "LX0002 starts at cylinder 0 of LX0001, where the label of the volume is"),
    ]


def test_without_a_region_none_is_compared() -> None:
    outcome = outcome_of("VFY018", extents=":REGIONS.\n:END.\n", directory=DIRECTORY)
    assert (outcome.status, outcome.why) == ("skipped", "EXTENT CONTROL has no region")


def test_a_minidisk_must_not_lie_across_the_border_of_a_region() -> None:
    assert found_by("VFY018", extents=EXTENTS, directory=DIRECTORY.replace("1 10000", "0 10000")) == [
        Told(
            "warning",
            "part0:3",
            "A/0100 has LX0001 cylinders 0-9999, of which a part only is in region LX0001",
            ("extents:2",),
        )
    ]


@pytest.mark.parametrize("place", ["1 10016", "0 1", "0 END", "0 10017"])
def test_a_minidisk_may_lie_in_a_region_beside_it_or_be_the_whole_volume(place: str) -> None:
    assert found_by("VFY018", extents=EXTENTS, directory=DIRECTORY.replace("1 10000", place)) == []


@pytest.mark.parametrize("region", ["1 10016 3390-09", "1 END 3390-09", "1 END 3390"])
def test_a_minidisk_and_a_region_may_both_go_to_the_end_of_the_volume(region: str) -> None:
    extents = EXTENTS.replace("LX0001 1 10016 3390-09", f"LX0001 {region}")
    assert found_by("VFY018", extents=extents, directory=DIRECTORY.replace("1 10000", "5000 END")) == []
    assert len(found_by("VFY018", extents=extents, directory=DIRECTORY.replace("1 10000", "0 5000"))) == 1


def test_a_minidisk_to_the_end_of_the_volume_goes_beyond_a_region_before_it() -> None:
    extents = EXTENTS.replace("LX0001 1 10016", "LX0001 1 9000")
    assert len(found_by("VFY018", extents=extents, directory=DIRECTORY.replace("1 10000", "5000 END"))) == 1


def test_a_minidisk_may_lie_across_regions_that_touch_or_be_excluded() -> None:
    touching = EXTENTS.replace("1 10016 3390-09\nLX0002 LX0002 1", "1 5000 3390-09\nLX0002 LX0001 5001")
    assert found_by("VFY018", extents=touching, directory=DIRECTORY) == []
    excluded = f"{EXTENTS}:EXCLUDE.\nA 0100\n:END.\n"
    assert found_by("VFY018", extents=excluded, directory=DIRECTORY.replace("1 10000", "0 10000")) == []


def test_unsafe_regions_need_an_extent_control() -> None:
    assert outcome_of("VFY018", directory=DIRECTORY).why == "no EXTENT CONTROL"


def test_volumes_of_the_management_node_are_in_no_region_and_nobody_else_has_them() -> None:
    assert found_by("VFY034", dmssicnf=COPY, extents=EXTENTS, directory=DIRECTORY) == []
    in_use = COPY.replace("IMG001", "LX0001")
    assert found_by("VFY034", dmssicnf=in_use, extents=EXTENTS, directory=DIRECTORY) == [
        Told(
            "error",
            "dmssicnf:2",
            "XCAT_iso gives volume LX0001 to the management node, but region LX0001 of EXTENT CONTROL is on it",
            ("extents:2",),
        ),
        Told(
            "error",
            "dmssicnf:2",
            "XCAT_iso gives volume LX0001 to the management node, but A/0100 is on it",
            ("part0:3",),
        ),
    ]


def test_the_appliance_itself_full_packs_and_labels_may_be_on_its_volumes() -> None:
    copy = 'cmo_data_disk = "LX0002"\n'
    assert [told.message for told in found_by("VFY034", dmssicmo=copy, directory=DIRECTORY)] == [
        "cmo_data_disk gives volume LX0002 to the management node, but A/0101 is on it"
    ]
    assert found_by("VFY034", dmssicmo=copy, directory=DIRECTORY.replace("USER A", "USER OPNCLOUD")) == []
    assert found_by("VFY034", dmssicmo=copy, directory=DIRECTORY.replace("1 10016", "0 END")) == []
    assert found_by("VFY034", dmssicmo=copy, directory=DIRECTORY.replace("1 10016", "0 1")) == []
    assert len(found_by("VFY034", dmssicmo=copy, directory=DIRECTORY.replace("1 10016", "1 1"))) == 1


def test_without_such_volumes_nothing_is_compared() -> None:
    copy = 'XCAT_iso = "NONE"\n'
    outcome = outcome_of("VFY034", dmssicnf=copy, extents=EXTENTS)
    assert (outcome.status, outcome.why) == ("skipped", "neither XCAT_iso nor cmo_data_disk names a volume")
