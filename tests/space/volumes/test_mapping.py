"""The map of the volumes: literal cases of all it says, and thousands of small directories against bitmaps."""

import random
from collections import Counter

import pytest

from dirtool.model.extent import Gap
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.volumes.mapping import map_volumes, mapped_volumes
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume, Shared, Unlocated
from tests.model.made import control_of, directory_of
from tests.space.oracle import Bitmap, any_world, runs
from tests.space.replay import known_in, map_of


def volume_of(
    text: str, *, volid: str = "LX0001", known: KnownVolume | None = None, control: str | None = None
) -> MappedVolume:
    """One volume of the map of a directory."""
    given = {} if known is None else {volid: known}
    extents = None if control is None else control_of(control)
    [volume] = [one for one in map_volumes(directory_of(text), given, extents).volumes if one.volid == volid]
    return volume


def sized(volume: MappedVolume) -> tuple[int | None, str]:
    return volume.size, volume.size_source


def regions(*lines: str) -> str:
    return "\n".join([":REGIONS.", *lines, ":END."])


ONE = "USER ONE LBYONLY\n MDISK 191 3390 1 100 LX0001 MR\n"


# -- the size of a volume: given, full-pack, extent-control, model, unknown


def test_a_given_size_comes_before_all_others() -> None:
    text = f"{ONE} MDISK 192 3390 0 3339 LX0001 RR\n"
    volume = volume_of(text, known=KnownVolume("3390", 500), control=regions("R LX0001 1 END 3390-09"))
    assert sized(volume) == (500, "given")


def test_a_full_pack_comes_before_extent_control() -> None:
    text = f"{ONE} MDISK 192 3390 0 3339 LX0001 RR\n"
    assert sized(volume_of(text, control=regions("R LX0001 1 END 3390-09"))) == (3339, "full-pack")


def test_of_several_full_packs_the_largest_tells_the_size() -> None:
    text = f"{ONE} MDISK 192 3390 0 1113 LX0001 RR\n MDISK 193 3390 0 3339 LX0001 RR\n"
    assert sized(volume_of(text)) == (3339, "full-pack")


def test_a_full_pack_that_another_minidisk_passes_tells_no_size() -> None:
    text = f"{ONE} MDISK 192 3390 0 1113 LX0001 RR\n MDISK 193 3390 1200 10 LX0001 MR\n"
    assert sized(volume_of(text)) == (2226, "model")


def test_a_full_pack_that_a_system_area_passes_tells_no_size() -> None:
    text = f"{ONE} MDISK 192 3390 0 1113 LX0001 RR\n"
    known = KnownVolume(None, None, (SystemArea("PAGE", 1100, 1200),))
    assert sized(volume_of(text, known=known)) == (2226, "model")


def test_a_minidisk_that_covers_all_others_is_a_full_pack_of_any_size() -> None:
    assert sized(volume_of(f"{ONE} MDISK 192 3390 0 200 LX0001 RR\n")) == (200, "full-pack")


def test_a_full_pack_to_the_end_tells_no_size() -> None:
    assert sized(volume_of(f"{ONE} MDISK 192 3390 0 END LX0001 RR\n")) == (1113, "model")


def test_of_the_types_of_regions_the_smallest_tells_the_size() -> None:
    control = regions("R LX0001 1 END 3390-09", "S LX0001 1 50 3390-03")
    assert sized(volume_of(ONE, control=control)) == (3339, "extent-control")


def test_a_model_is_guessed_that_holds_the_regions_on_a_type_of_unknown_size_too() -> None:
    control = regions("R LX0001 2000 2999 3390", "S LX0001 1 199 3390", "T LX0001 1 END 3390")
    assert sized(volume_of(ONE, control=control)) == (3339, "model")


def test_a_volume_larger_than_all_models_ends_where_its_last_region_ends() -> None:
    assert sized(volume_of(ONE, control=regions("R LX0001 1 200000 3390-A"))) == (200001, "extent-control")


def test_a_minidisk_that_covers_all_others_is_no_full_pack_where_a_larger_size_is_told() -> None:
    text = "USER A LBYONLY\n MDISK 191 3390 0 9000 LX0001 MR\nUSER B LBYONLY\n MDISK 191 3390 100 100 LX0001 MR\n"
    volume = volume_of(text, control=regions("R LX0001 1 10016 3390-09"))
    assert sized(volume) == (10017, "extent-control")
    assert (volume.overlaps, volume.gaps) == ([Shared(100, 199, ("A/0191", "B/0191"))], [Gap(9000, 10016)])


def test_a_minidisk_that_only_covers_all_others_uses_its_space() -> None:
    text = "USER A LBYONLY\n MDISK 191 3390 0 900 LX0001 MR\nUSER B LBYONLY\n MDISK 191 3390 100 100 LX0001 MR\n"
    volume = volume_of(text)
    assert [(one.kind, one.counts) for one in volume.extents] == [("full-pack", True), ("minidisk", True)]
    assert (sized(volume), volume.free, volume.overlaps) == ((900, "full-pack"), 0, [])


def test_a_minidisk_to_the_end_shares_nothing_behind_it() -> None:
    text = "USER A NOLOG\n MDISK 191 3390 2000 END LX0001 MR\nUSER B NOLOG\n MDISK 191 3390 3330 90 LX0001 MR\n"
    behind = "USER C NOLOG\n MDISK 191 3390 3400 10 LX0001 MR\n"
    volume = volume_of(text + behind, known=KnownVolume("3390", 3339))
    assert volume.overlaps == [Shared(3330, 3338, ("A/0191", "B/0191")), Shared(3400, 3409, ("B/0191", "C/0191"))]


def test_a_size_of_the_defaults_of_extent_control_comes_before_that_of_the_model() -> None:
    control = regions("R LX0001 1 END 3390-09") + "\n:DEFAULTS.\n3390-09 9999\n:END."
    assert sized(volume_of(ONE, control=control)) == (9999, "extent-control")


@pytest.mark.parametrize(
    ("start", "size", "model"),
    [(1, 1112, 1113), (1, 1113, 2226), (1, "END", 1113), (1113, "END", 2226), (65519, 1, 65520)],
)
def test_without_better_knowledge_the_smallest_model_is_guessed_that_holds_the_last_extent(
    start: int, size: object, model: int
) -> None:
    assert sized(volume_of(f"USER ONE LBYONLY\n MDISK 191 3390 {start} {size} LX0001 MR\n")) == (model, "model")


def test_a_system_area_counts_for_the_guess_too() -> None:
    known = KnownVolume(None, None, (SystemArea("SPOL", 1112, 1113),))
    assert sized(volume_of(ONE, known=known)) == (2226, "model")


def test_the_model_has_a_name_where_its_size_has_one() -> None:
    assert volume_of(ONE).model == "3390-01"
    assert volume_of(ONE, known=KnownVolume("3390", 30051)).model == ""


@pytest.mark.parametrize("disk", ["3390 65520 1", "0671 1 10", "3380 2655 END"])
def test_a_size_that_nothing_tells_is_unknown(disk: str) -> None:
    volume = volume_of(f"USER ONE LBYONLY\n MDISK 191 {disk} LX0001 MR\n")
    assert (volume.size, volume.size_source, volume.free) == (None, "unknown", None)


def test_behind_the_last_extent_of_a_volume_of_unknown_size_nothing_is_known_to_be_free() -> None:
    volume = volume_of("USER ONE LBYONLY\n MDISK 191 0671 20 10 LX0001 MR\n MDISK 192 0671 40 10 LX0001 MR\n")
    assert volume.gaps == [Gap(16, 19), Gap(30, 39)]
    assert (volume.used, volume.free, volume.largest_gap) == (36, None, 10)


# -- volumes that no minidisk names


def test_a_volume_that_only_the_list_names_is_empty_but_for_its_label() -> None:
    volume = volume_of("USER A NOLOG\n", known=KnownVolume("3390", 3339))
    assert (*sized(volume), volume.used, volume.free, volume.gaps) == (3339, "given", 1, 3338, [Gap(1, 3338)])
    assert volume.extents == [MappedExtent(0, 0, ".LABEL.", "system")]


def test_a_volume_of_which_the_list_tells_no_size_has_none() -> None:
    volume = volume_of("USER A NOLOG\n", known=KnownVolume("3390"))
    assert (*sized(volume), volume.free, volume.gaps) == (None, "unknown", None, [])


@pytest.mark.parametrize(
    ("region", "devtype", "size", "source", "label"),
    [
        ("R LX0001 1 END 3390-03", "3390", 3339, "extent-control", 1),
        ("R LX0001 1 END 3390", "3390", None, "unknown", 0),
        ("R LX0001 16 999 FB-512-10", "FB-512", 920115, "model", 16),
        ("R LX0001 16 END 9336-10", "9336", 920115, "extent-control", 16),
    ],
)
def test_a_volume_that_only_extent_control_names_has_the_type_and_size_of_its_region(
    region: str, devtype: str, size: int | None, source: str, label: int
) -> None:
    volume = volume_of("USER A NOLOG\n", control=regions(region))
    assert (volume.devtype, *sized(volume)) == (devtype, size, source)
    assert volume.used == label or size is None
    assert volume.gaps == ([] if size is None else [Gap(label, size - 1)])


def test_volumes_stand_by_volid_with_their_regions_and_groups() -> None:
    control = (
        regions("R1 LX0002 1 50 3390-03", "R2 LX0002 51 END 3390-03", "R3 LX0000 1 END 3390-03")
        + "\n:GROUPS.\nG1 R2 R3\nG2 R1 R2\n:END."
    )
    volumes = map_volumes(directory_of(ONE), {"LX0003": KnownVolume()}, control_of(control)).volumes
    assert [(one.volid, one.regions, one.groups) for one in volumes] == [
        ("LX0000", ("R3",), ("G1",)),
        ("LX0001", (), ()),
        ("LX0002", ("R1", "R2"), ("G2", "G1")),
        ("LX0003", (), ()),
    ]


def test_the_type_is_that_of_the_list_or_of_most_minidisks_or_of_a_region() -> None:
    text = "USER A NOLOG\n MDISK 1 3380 1 1 LX0001\n MDISK 2 3390 2 1 LX0001\n MDISK 3 3390 3 1 LX0001\n"
    assert volume_of(text).devtype == "3390"
    assert volume_of(text, known=KnownVolume("3350", 555)).devtype == "3350"
    assert volume_of(text.replace(" 3 3390", " 3 9345")).devtype == "3380"  # of as many the first by name


# -- extents


def test_extents_stand_by_their_places_the_larger_ones_first() -> None:
    text = """\
USER TWO LBYONLY
 MDISK 0191 3390 50 10 LX0001 W
USER ONE LBYONLY
 MDISK 200 3390 0 END LX0001 RR
 MDISK 201 3390 50 20 LX0001
 MDISK 202 3390 90 END LX0001 MR
"""
    volume = volume_of(text, known=KnownVolume("3390", 100))
    assert volume.extents == [
        MappedExtent(0, 99, "ONE/0200", "full-pack", "ONE", "ONE", "0200", "RR", counts=False),
        MappedExtent(0, 0, ".LABEL.", "system"),
        MappedExtent(50, 69, "ONE/0201", "minidisk", "ONE", "ONE", "0201", ""),
        MappedExtent(50, 59, "TWO/0191", "minidisk", "TWO", "TWO", "0191", "W"),
        MappedExtent(90, 99, "ONE/0202", "minidisk", "ONE", "ONE", "0202", "MR"),
    ]
    assert (volume.used, volume.free, volume.gaps) == (31, 69, [Gap(1, 49), Gap(70, 89)])


def test_end_on_a_volume_of_unknown_size_has_no_last_place() -> None:
    volume = volume_of("USER A LBYONLY\n MDISK 1 0671 20 10 LX0001\n MDISK 2 0671 50 END LX0001\n")
    assert [(one.first, one.last, one.size) for one in volume.extents] == [(0, 15, 16), (20, 29, 10), (50, None, None)]
    assert volume.gaps == [Gap(16, 19), Gap(30, 49)]


def test_end_behind_the_end_has_one_place() -> None:
    volume = volume_of("USER A LBYONLY\n MDISK 1 3390 200 END LX0001\n", known=KnownVolume("3390", 100))
    assert [(one.first, one.last) for one in volume.extents] == [(0, 0), (200, 200)]
    assert (volume.free, volume.gaps) == (99, [Gap(1, 99)])


def test_what_lies_behind_the_end_is_used_but_takes_no_free_space() -> None:
    volume = volume_of("USER A LBYONLY\n MDISK 1 3390 90 20 LX0001\n", known=KnownVolume("3390", 100))
    assert (volume.used, volume.free, volume.gaps) == (21, 89, [Gap(1, 89)])


def test_an_empty_extent_is_no_extent() -> None:
    volume = volume_of("USER A LBYONLY\n MDISK 1 3390 9 0 LX0001\n", known=KnownVolume("3390", 10))
    assert [one.subject for one in volume.extents] == [".LABEL."]


@pytest.mark.parametrize(
    ("devtype", "disk", "labels", "gaps"),
    [
        ("3390", "0 1", [], [(1, 99)]),
        ("3390", "1 9", [(0, 0)], [(10, 99)]),
        ("9336", "8 4", [(0, 7), (12, 15)], [(16, 99)]),
        ("9336", "0 16", [], [(16, 99)]),
        ("9336", "12 20", [(0, 11)], [(32, 99)]),
        ("9336", "32 8", [(0, 15)], [(16, 31), (40, 99)]),
    ],
)
def test_the_label_is_used_where_nobody_has_it(
    devtype: str, disk: str, labels: list[tuple[int, int]], gaps: list[tuple[int, int]]
) -> None:
    volume = volume_of(f"USER $A$ NOLOG\n MDISK 1 {devtype} {disk} LX0001\n", known=KnownVolume(devtype, 100))
    assert [one[:2] for one in volume.extents if one.subject == ".LABEL."] == labels
    assert volume.gaps == [Gap(*gap) for gap in gaps]
    assert volume.used + (volume.free or 0) == 100


def test_a_volume_smaller_than_its_label_is_full() -> None:
    volume = volume_of("USER A NOLOG\n", known=KnownVolume("9336", 10))
    assert (volume.used, volume.free, volume.gaps, volume.fragmentation) == (10, 0, [], 0.0)


def test_fragmentation_is_what_lies_outside_of_the_largest_gap() -> None:
    volume = volume_of("USER A NOLOG\n MDISK 1 3390 26 1 LX0001\n", known=KnownVolume("3390", 102))
    assert (volume.gaps, volume.largest_gap, volume.fragmentation) == ([Gap(1, 25), Gap(27, 101)], 75, 0.25)


# -- full packs


INNER = "USER INNER LBYONLY\n MDISK 191 3390 10 5 LX0001 MR\n"


@pytest.mark.parametrize(
    ("text", "control", "counts"),
    [
        ("USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n", "", True),
        (f"USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n{INNER}", "", False),
        ("USER GUEST NOLOG\n MDISK 100 3390 0 END LX0001 MR\n", "", False),
        ("USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n", "GUEST 0100", False),
        ("USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n", "GUEST 0101", True),
        ("USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n", "GU*", False),
        ("USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001\n MDISK 101 3390 10 5 LX0001\n", "", True),
        (f"USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n{INNER.replace('10 5', '0 1')}", "", True),
        (f"USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n{INNER.replace('LBYONLY', 'NOLOG')}", "", False),
        (f"USER GUEST LBYONLY\n MDISK 100 3390 0 100 LX0001 MR\n{INNER}", "", False),
        ("USER GUEST LBYONLY\n MDISK 100 3390 0 99 LX0001 MR\n", "", True),
    ],
    ids=[
        "a guest's own volume",
        "another user has a minidisk on it",
        "who never logs on has no volume",
        "it is excluded",
        "another is excluded",
        "all of its owner are excluded",
        "slices of its own",
        "a label proves nothing",
        "an area that CP has",
        "the size of the volume",
        "no full pack",
    ],
)
def test_a_full_pack_is_used_space_unless_it_lies_over_the_minidisks_of_others(
    text: str, control: str, counts: bool
) -> None:
    extents = f":EXCLUDE.\n{control}\n:END.\n" if control else None
    volume = volume_of(text, known=KnownVolume("3390", 100), control=extents)
    assert [one.counts for one in volume.extents if one.vdev == "0100"] == [counts]
    assert volume.used == (volume.size or 0) - (volume.free or 0)


@pytest.mark.parametrize(("kind", "counts"), [("PAGE", False), ("PARM", False), ("UNKN", True), ("USED", True)])
def test_what_cp_uses_proves_that_a_full_pack_is_no_guests_and_what_is_not_known_does_not(
    kind: str, counts: bool
) -> None:
    text = "USER GUEST LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n"
    volume = volume_of(text, known=KnownVolume("3390", 100, (SystemArea(kind, 1, 50),)))
    assert [one.counts for one in volume.extents if one.vdev == "0100"] == [counts]


def test_two_full_packs_without_inner_minidisks_use_the_volume_once() -> None:
    text = "USER A LBYONLY\n MDISK 1 3390 0 END LX0001\nUSER B LBYONLY\n MDISK 1 3390 0 100 LX0001\n"
    volume = volume_of(text, known=KnownVolume("3390", 100))
    assert (volume.used, volume.free, volume.overlaps, volume.identical) == (100, 0, [], [])


def test_a_full_pack_of_an_identity_is_no_other_users_when_its_subconfigs_have_slices() -> None:
    text = """\
IDENTITY GUEST LBYONLY
 BUILD ON ONE USING SUBCONFIG GUEST-1
 BUILD ON TWO USING SUBCONFIG GUEST-2
SUBCONFIG GUEST-1
 MDISK 100 3390 0 END LX0001 MR
SUBCONFIG GUEST-2
 MDISK 101 3390 10 5 LX0001 MR
"""
    volume = volume_of(text, known=KnownVolume("3390", 100))
    [pack] = [one for one in volume.extents if one.kind == "full-pack"]
    assert (pack.subject, pack.userid, pack.entry, pack.counts) == ("GUEST-1/0100", "GUEST", "GUEST-1", True)


def test_excluded_minidisks_are_told_and_stay_used() -> None:
    volume = volume_of(ONE, known=KnownVolume("3390", 200), control=":EXCLUDE.\nONE 0191\n:END.\n")
    assert [(one.subject, one.excluded, one.counts) for one in volume.extents if one.vdev] == [("ONE/0191", True, True)]
    assert volume.used == 101


# -- overlaps


def test_overlaps_and_identical_extents_are_apart_and_markers_take_part() -> None:
    text = """\
USER $PAGE$ NOLOG
 MDISK A01 3390 20 10 LX0001 R
USER B LBYONLY
 MDISK 191 3390 25 10 LX0001 MR
USER A LBYONLY
 MDISK 191 3390 25 10 LX0001 MR
"""
    volume = volume_of(text, known=KnownVolume("3390", 50))
    assert volume.overlaps == [
        Shared(25, 29, ("$PAGE$/0A01", "B/0191")),
        Shared(25, 29, ("$PAGE$/0A01", "A/0191")),
    ]
    assert volume.identical == [Shared(25, 34, ("A/0191", "B/0191"))]
    assert (volume.used, volume.free) == (16, 34)


def test_of_a_minidisk_ten_overlaps_are_told_and_the_others_counted() -> None:
    text = "USER A LBYONLY\n MDISK 1000 3390 5 50 LX0001\n"
    text += "".join(f" MDISK {number:04} 3390 {10 + number} 1 LX0001\n" for number in range(15))
    volume = volume_of(text, known=KnownVolume("3390", 100))
    assert (len(volume.overlaps), volume.untold_overlaps) == (10, 5)


AREA = (SystemArea("PAGE", 50, 59),)


@pytest.mark.parametrize(
    ("owner", "disk", "kind", "shared"),
    [
        ("USER A LBYONLY", "40 11", "PAGE", (50, 50)),
        ("USER A LBYONLY", "59 END", "PAGE", (59, 59)),
        ("USER A LBYONLY", "60 5", "PAGE", None),
        ("USER A LBYONLY", "0 END", "PAGE", None),
        ("USER $PAGE$ NOLOG", "50 10", "PAGE", None),
        ("USER $PAGE$ LBYONLY", "50 10", "PAGE", (50, 59)),
        ("USER A NOLOG", "50 10", "PAGE", (50, 59)),
        ("USER A LBYONLY", "50 10", "PARM", None),
        ("USER A LBYONLY", "52 3", "PARM", None),
        ("USER A LBYONLY", "52 9", "PARM", (52, 59)),
        ("USER A LBYONLY", "49 5", "PARM", (50, 53)),
        ("USER A LBYONLY", "50 END", "PARM", (50, 59)),
        ("USER A LBYONLY", "51 END", "PARM", (51, 59)),
    ],
)
def test_a_minidisk_on_a_system_area_overlaps_it_unless_it_is_there_on_purpose(
    owner: str, disk: str, kind: str, shared: tuple[int, int] | None
) -> None:
    known = KnownVolume("3390", 100, (SystemArea(kind, 50, 59),))
    volume = volume_of(f"{owner}\n MDISK 191 3390 {disk} LX0001 MR\n", known=known)
    subject = f"{owner.split()[1]}/0191"
    pair = (f".{kind}.", subject) if subject > "." else (subject, f".{kind}.")
    assert volume.overlaps == ([] if shared is None else [Shared(*shared, pair)])


def test_the_disk_that_the_directory_statement_names_lies_on_the_directory_area_on_purpose() -> None:
    text = "DIRECTORY 123 3390 LX0001\nUSER MAINT LBYONLY\n MDISK 123 3390 50 10 LX0001 RR\n"
    assert volume_of(text, known=KnownVolume("3390", 100, (SystemArea("DRCT", 50, 59),))).overlaps == []


def test_system_areas_are_extents_and_used() -> None:
    volume = volume_of("USER A NOLOG\n", known=KnownVolume("3390", 100, (*AREA, SystemArea("DRCT", 55, 64))))
    assert [one[:4] for one in volume.extents] == [
        (0, 0, ".LABEL.", "system"),
        (50, 59, ".PAGE.", "system"),
        (55, 64, ".DRCT.", "system"),
    ]
    assert (volume.used, volume.gaps, volume.overlaps) == (16, [Gap(1, 49), Gap(65, 99)], [])


# -- members of a cluster


SSI = """\
IDENTITY ID LBYONLY
 BUILD ON ONE USING SUBCONFIG ID-1
 BUILD ON TWO USING SUBCONFIG ID-2
 BUILD ON * USING SUBCONFIG ID-3
SUBCONFIG ID-1
{one}
SUBCONFIG ID-2
{two}
SUBCONFIG ID-3
{all}
USER A LBYONLY
{user}
"""


@pytest.mark.parametrize(
    ("who", "members"),
    [
        (("one",), ("ONE",)),
        (("two",), ("TWO",)),
        (("one", "two"), ("ONE", "TWO")),
        (("one", "all"), ()),
        (("one", "user"), ()),
    ],
)
def test_members_are_those_with_minidisks_unless_all_may_have_them(
    who: tuple[str, ...], members: tuple[str, ...]
) -> None:
    disks = {
        name: f" MDISK 191 3390 {10 * at} 5 LX0001 MR" if name in who else "*"
        for at, name in enumerate(("one", "two", "all", "user"), 1)
    }
    assert volume_of(SSI.format(**disks)).members == members


# -- what has no place


def test_minidisks_without_a_place_are_told_in_the_order_of_the_directory() -> None:
    text = """\
USER A LBYONLY
 MDISK 101 3390 T-DISK 10
 MDISK 102 FB-512 V-DISK 2000
 MDISK 103 3390 DEVNO 1234 MR
 MDISK 104 3390 AUTOG 50 LINUX MR
 MDISK 105 3390 AUTOV 50 LX0001 MR
 MDISK 106 3390 10 20 &SYSRES MR
 MDISK 107 3390 30 END &SYSRES MR
 MDISK 108 3390 15 2 &SYSRES MR
 MDISK 109 XXXX GBLK4096 100 LINUX MR
 MDISK 10A XXXX VDBS512 100 MR
"""
    found = map_volumes(directory_of(text))
    assert found.unlocated[:8] == [
        Unlocated("A/0101", "tdisk", 10),
        Unlocated("A/0102", "vdisk", 2000),
        Unlocated("A/0103", "devno", None),
        Unlocated("A/0104", "auto", 50),
        Unlocated("A/0105", "auto", 50),
        Unlocated("A/0106", "sysres", 20),
        Unlocated("A/0107", "sysres", None),
        Unlocated("A/0108", "sysres", 2),
    ]
    assert [one for one in found.unlocated[8:] if one.size is not None and one.kind == "auto"] == []
    assert found.volumes == []
    assert found.residence_overlaps == [Shared(15, 16, ("A/0106", "A/0108"))]
    assert found.overlaps == 1


def test_the_system_residence_of_two_members_is_two_volumes() -> None:
    disks = {"one": " MDISK 191 3390 10 5 &SYSRES", "two": " MDISK 191 3390 12 5 &SYSRES", "all": "*", "user": "*"}
    assert map_volumes(directory_of(SSI.format(**disks))).residence_overlaps == []
    disks["user"] = " MDISK 191 3390 14 5 &SYSRES"
    found = map_volumes(directory_of(SSI.format(**disks))).residence_overlaps
    assert [one.subjects for one in found] == [("A/0191", "ID-1/0191"), ("A/0191", "ID-2/0191")]


# -- secrets


@pytest.mark.parametrize(
    "disk",
    [
        "191 3390 1 10 LX0001 SECRETPW",
        "191 3390 1 10 LX0001 SECRETPW SECRETPW",
        "191 3390 1 10 LX0001 MR SECRETPW SECRETPW SECRETPW",
        "191 3390 1 10 LX0001 MRX SECRETPW SECRETPW",
        "191 SECRETPW 1 10 LX0001 MR",
    ],
)
def test_a_password_in_the_wrong_place_is_never_shown(disk: str) -> None:
    found = map_volumes(directory_of(f"USER A LBYONLY\n MDISK {disk}\n"))
    assert "SECRETPW" not in repr(found)


# -- against bitmaps


def check(volume: MappedVolume, truth: Bitmap) -> None:
    assert (volume.devtype, volume.size, volume.size_source) == (truth.devtype, *truth.size_and_source)
    assert [tuple(gap) for gap in volume.gaps] == [
        gap for gap in runs(truth.free) if truth.size is not None or gap[1] < truth.taken.bit_length()
    ]
    assert volume.largest_gap == max((last - first + 1 for first, last in runs(truth.free)), default=0)
    if truth.size is not None:
        assert volume.free == truth.free.bit_count()
        assert volume.used == truth.used.bit_count()
        if not truth.used >> truth.size:
            assert volume.used + volume.free == truth.size
    assert Counter(tuple(one) for one in volume.overlaps) == Counter(truth.overlaps)
    assert Counter(one.subjects for one in volume.identical) == Counter(truth.identical)
    kinds = {disk.subject: "full-pack" if truth.is_pack(disk) else "minidisk" for disk in truth.disks}
    assert {one.subject: one.kind for one in volume.extents if one.vdev} == kinds
    overlays = {disk.subject for disk in truth.disks if truth.is_pack(disk) and truth.is_overlay(disk)}
    assert {one.subject for one in volume.extents if not one.counts} == overlays
    excluded = {disk.subject for disk in truth.disks if disk.subject in truth.world.excluded}
    assert {one.subject for one in volume.extents if one.excluded} == excluded


@pytest.mark.parametrize("seed", range(30))
def test_the_map_agrees_with_bitmaps(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        world = any_world(chance)
        found = map_of(world)
        assert [volume.volid for volume in found.volumes] == list(world.volumes)
        for volume in found.volumes:
            check(volume, world.volumes[volume.volid])


@pytest.mark.parametrize("seed", range(3))
def test_some_volumes_are_as_they_are_among_all(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        world = any_world(chance)
        found = map_of(world).volumes
        volids = {"NOSUCH", "&SYSRES", *(one.volid for one in found if chance.random() < 0.5)}
        some = mapped_volumes(directory_of(world.directory), volids, known_in(world), control_of(world.control))
        assert some == {one.volid: one for one in found if one.volid in volids}


def test_what_is_generated_shows_everything() -> None:
    chance = random.Random(0)
    truths = [truth for _ in range(300) for truth in any_world(chance).volumes.values()]
    sources = Counter(truth.size_and_source[1] for truth in truths)
    assert all(sources[source] >= 10 for source in ("given", "full-pack", "extent-control", "model", "unknown")), (
        sources
    )
    assert sum(bool(list(truth.overlaps)) for truth in truths) >= 50
    assert sum(bool(list(truth.identical)) for truth in truths) >= 10
    packs = [(truth, disk) for truth in truths for disk in truth.disks if truth.is_pack(disk)]
    assert Counter(truth.is_overlay(disk) for truth, disk in packs).keys() == {True, False}
    assert sum(bool(truth.size and truth.used >> truth.size) for truth in truths) >= 10


def test_who_takes_space_from_a_map_takes_none_from_the_next_one() -> None:
    directory = directory_of("USER A NOLOG\n MDISK 191 3390 1 5 LX0001")
    known = {"LX0001": KnownVolume(size=100)}
    first = map_volumes(directory, known)
    first.volumes[0].gaps.clear()
    first.volumes[0].extents.clear()
    (volume,) = map_volumes(directory, known).volumes
    assert volume.gaps == [Gap(6, 99)]
    assert [extent.subject for extent in volume.extents] == [".LABEL.", "A/0191"]
