"""EXT: minidisks that overlap, that lie where they should not, and all those that only look like it."""

import pytest

from dirtool.lint.diagnostic import Bar, Diagnostic, Scale, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES
from dirtool.model.volume_list import KnownVolume, SystemArea
from tests.model.made import directory_of

EXT = {code: rule.severity for code, rule in RULES.items() if rule.family == "EXT"}


def judged(text: str, **volumes: KnownVolume) -> list[Diagnostic]:
    """What the family finds, with what is told of the volumes."""
    return lint(directory_of(text), options=Options(severities=EXT, volumes=volumes)).diagnostics


def said(text: str, **volumes: KnownVolume) -> list[tuple[str, int, str]]:
    """Code, record and message."""
    return [(found.code, found.span.line, found.message) for found in judged(text, **volumes)]


def codes(text: str, **volumes: KnownVolume) -> list[str]:
    return [found.code for found in judged(text, **volumes)]


def disks(*places: str) -> str:
    """One USER for each place: A, B, C, ..."""
    return "".join(f"USER {chr(65 + at)} LBYONLY\n MDISK 191 {place} MR\n" for at, place in enumerate(places))


# ---- EXT001


def test_one_cylinder_in_common_is_an_overlap() -> None:
    [found] = judged(
        "USER A NOLOG\n MDISK 0191 3390 0100 0050 VM01RS MR\nUSER B NOLOG\n MDISK 0191 3390 0149 0010 VM01RS MR\n"
    )
    assert (found.code, found.severity, found.subject) == ("EXT001", Severity.ERROR, "A/0191 B/0191")
    assert found.message == "B/0191 shares VM01RS cylinders 149-149 with A/0191"
    assert (found.span.line, found.span.column, found.span.end_column) == (4, 18, 27)
    assert [
        (one.span.line, one.span.column, one.span.end_column, one.subject, one.message) for one in found.related
    ] == [(2, 18, 27, "A/0191", "already owns them here")]
    assert found.scale == Scale("VM01RS", (Bar("A/0191", 100, 149), Bar("B/0191", 149, 158)))


def test_neighbours_that_touch_do_not_overlap() -> None:
    assert codes(disks("3390 0100 0050 LX0001", "3390 0150 0010 LX0001", "3390 099 1 LX0001")) == []


def test_the_one_that_stands_later_is_reported_whichever_begins_first() -> None:
    assert said(disks("3390 149 10 LX0001", "3390 100 50 LX0001")) == [
        ("EXT001", 4, "B/0191 shares LX0001 cylinders 149-149 with A/0191")
    ]


def test_a_disk_within_another_one_is_an_overlap() -> None:
    assert said(disks("3390 100 50 LX0001", "3390 120 5 LX0001")) == [
        ("EXT001", 4, "B/0191 shares LX0001 cylinders 120-124 with A/0191")
    ]


def test_leading_zeros_change_nothing() -> None:
    assert said(disks("3390 00100 0050 LX0001", "3390 149 010 LX0001")) == said(
        disks("3390 100 50 LX0001", "3390 149 10 LX0001")
    )


def test_blocks_are_called_so() -> None:
    assert said(disks("9336 800 800 FB0001", "FB-512 1592 8 FB0001")) == [
        ("EXT001", 4, "B/0191 shares FB0001 blocks 1592-1599 with A/0191")
    ]


def test_cylinders_and_blocks_are_not_compared() -> None:
    assert codes(disks("9336 800 800 FB0001", "3390 1592 8 FB0001")) == ["EXT007"]


def test_a_disk_to_the_end_overlaps_what_lies_behind_its_start() -> None:
    assert said(disks("3390 100 END LX0001", "3390 5000 10 LX0001", "3390 1 99 LX0001")) == [
        ("EXT001", 4, "B/0191 shares LX0001 cylinders 5000-5009 with A/0191")
    ]


def test_two_disks_to_the_end_share_it() -> None:
    assert said(disks("3390 100 END LX0001", "3390 200 END LX0001")) == [
        ("EXT001", 4, "B/0191 shares LX0001 cylinders 200-END with A/0191")
    ]


def test_every_pair_is_reported() -> None:
    found = judged(disks("3390 100 50 LX0001", "3390 120 50 LX0001", "3390 140 50 LX0001"))
    assert [one.subject for one in found] == ["A/0191 B/0191", "A/0191 C/0191", "B/0191 C/0191"]


def test_an_empty_extent_overlaps_nothing() -> None:
    assert codes(disks("3390 100 50 LX0001", "3390 120 0 LX0001", "3390 120 0 LX0001")) == ["EXT005", "EXT005"]


def test_what_overlaps_a_great_many_is_told_ten_times_and_counted() -> None:
    small = "".join(f" MDISK {vdev:X} 3390 {vdev * 10} 5 LX0001 MR\n" for vdev in range(0x100, 0x132))
    found = judged(f"USER A LBYONLY\n MDISK 191 3390 1000 9000 LX0001 MR\nUSER B LBYONLY\n{small}")
    assert [one.code for one in found] == ["EXT001"] * 10
    assert [one.message for one in found[8:]] == [
        "B/0108 shares LX0001 cylinders 2640-2644 with A/0191",
        "B/0109 shares LX0001 cylinders 2650-2654 with A/0191; A/0191 overlaps 40 more minidisks",
    ]


def test_exactly_ten_overlaps_are_all_told() -> None:
    small = "".join(f" MDISK {vdev:X} 3390 {vdev * 10} 5 LX0001 MR\n" for vdev in range(0x100, 0x10A))
    found = judged(f"USER A LBYONLY\n MDISK 191 3390 1000 9000 LX0001 MR\nUSER B LBYONLY\n{small}")
    assert len(found) == 10
    assert not any("more" in one.message for one in found)


def test_one_more_than_ten_is_one_minidisk() -> None:
    small = "".join(f" MDISK {vdev:X} 3390 {vdev * 10} 5 LX0001 MR\n" for vdev in range(0x100, 0x10B))
    found = judged(f"USER B LBYONLY\n{small}USER Z LBYONLY\n MDISK 191 3390 1000 9000 LX0001 MR\n")
    assert {one.span.line for one in found} == {14}
    assert sum(one.message.endswith("; Z/0191 overlaps 1 more minidisk") for one in found) == 1


# ---- the usual false alarms


def test_full_packs_overlap_everything_and_each_other_on_purpose() -> None:
    text = (
        "USER MAINT LBYONLY\n MDISK 122 3390 000 END LX0001 MR\n MDISK 123 3390 0000 10017 LX0001 MW\n"
        "USER DUMP LBYONLY\n MDISK 122 3390 0 END LX0001 RR\n MDISK 123 3390 0 10017 LX0001 R\n"
        "USER A LBYONLY\n MDISK 191 3390 1 50 LX0001 MR\n MDISK 192 3390 51 9966 LX0001 MR\n"
    )
    assert codes(text) == []


@pytest.mark.parametrize(
    ("devtype", "size"),
    [
        *(("3390", size) for size in (1113, 2226, 3339, 10017, 30051, 32760, 60102, 65520)),
        *(("3380", size) for size in (885, 1770, 2655)),
        *(("3330", size) for size in (404, 808)),
        ("3350", 555),
        ("2314", 203),
    ],
)
def test_the_size_of_a_model_makes_a_full_pack(devtype: str, size: int) -> None:
    assert codes(disks(f"{devtype} 0 {size} LX0001", f"{devtype} 0 {size} LX0001", f"{devtype} 5 20 LX0001")) == []
    assert "EXT004" in codes(disks(f"{devtype} 0 {size - 100} LX0001", f"{devtype} {size - 90} 20 LX0001"))


def test_the_known_size_of_a_volume_makes_a_full_pack() -> None:
    text = disks("3390 0 5000 LX0001", "3390 4990 20 LX0001")
    assert codes(text, LX0001=KnownVolume("3390", 5000)) == ["EXT003"]
    assert codes(text) == ["EXT004", "EXT001"]


def test_a_disk_from_0_that_covers_all_others_is_a_full_pack() -> None:
    assert codes(disks("3390 0 5000 LX0001", "3390 4990 10 LX0001", "3390 1 20 LX0001")) == []
    assert codes(disks("3390 0 5000 LX0001", "3390 0 5000 LX0001")) == []


def test_markers_of_areas_are_no_overlap() -> None:
    text = (
        "USER $ALLOC$ NOLOG\n MDISK A01 3390 000 001 LX0001 R\n MDISK A02 3390 0 1 LXPAGE R\n"
        "USER $PAGE$ NOLOG\n MDISK A01 3390 001 END LXPAGE R\n"
        "USER $DIRECT$ NOLOG\n MDISK A01 3390 001 020 LX0001 R\n"
        "USER A LBYONLY\n MDISK 191 3390 21 50 LX0001 MR\n"
    )
    assert codes(text) == []


def test_markers_are_real_extents() -> None:
    text = (
        "USER $DIRECT$ NOLOG\n MDISK A01 3390 001 020 LX0001 R\n MDISK A02 3390 001 END LXPAGE R\n"
        "USER A LBYONLY\n MDISK 191 3390 20 50 LX0001 MR\n MDISK 192 3390 500 50 LXPAGE MR\n"
    )
    assert said(text) == [
        ("EXT001", 5, "A/0191 shares LX0001 cylinders 20-20 with $DIRECT$/0A01"),
        ("EXT001", 6, "A/0192 shares LXPAGE cylinders 500-549 with $DIRECT$/0A02"),
    ]


def test_two_markers_of_cylinder_0_are_no_full_packs() -> None:
    text = "USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1 LX0001 R\nUSER $LABEL$ NOLOG\n MDISK A01 3390 0 1 LX0001 R\n"
    assert codes(text) == ["EXT002"]


SLICES = "USER UNIX LBYONLY\n MDISK 350 3330 001 403 UNX001 MR\n" + "".join(
    f" MDISK 35{slice} 3330 {slice * 50:03} 050 UNX001 MR\n" for slice in range(1, 8)
)


def test_a_guest_may_have_slices_of_its_pack_sized_disk() -> None:
    assert codes(SLICES) == []
    assert codes(SLICES.replace("001 403", "000 404")) == []
    assert codes(SLICES.replace("3330 001 403", "3330 001 END")) == []


def test_slices_do_not_overlap_each_other() -> None:
    assert said(SLICES.replace("3330 100 050", "3330 099 050")) == [
        ("EXT001", 4, "UNIX/0352 shares UNX001 cylinders 99-99 with UNIX/0351")
    ]


def test_another_entry_has_no_slices_of_it() -> None:
    found = codes(SLICES + "USER B LBYONLY\n MDISK 191 3330 402 1 UNX001 MR\n")
    assert found == ["EXT001"]


def test_what_is_no_pack_has_no_slices() -> None:
    assert codes(SLICES.replace("001 403", "001 402")) == ["EXT001"] * 7


def test_one_slice_is_not_several() -> None:
    text = "USER A LBYONLY\n MDISK 200 3390 1 10016 LX0001 MR\n MDISK 201 3390 500 10 LX0001 MR\n"
    assert codes(text) == ["EXT001"]
    assert codes(f"{text} MDISK 202 3390 510 10 LX0001 MR\n") == []


def test_what_leaves_the_pack_sized_disk_is_no_slice() -> None:
    text = (
        "USER A LBYONLY\n MDISK 200 3390 1 3338 LX0001 MR\n MDISK 201 3390 500 10 LX0001 MR\n"
        " MDISK 202 3390 510 10 LX0001 MR\n MDISK 203 3390 3338 2 LX0001 MR\n"
    )
    assert said(text) == [("EXT001", 5, "A/0203 shares LX0001 cylinders 3338-3338 with A/0200")]


def test_the_members_of_a_cluster_have_volumes_of_their_own() -> None:
    assert codes(cluster("M01RES", "M02RES")) == []


def test_one_volume_of_two_members_is_one_volume() -> None:
    assert codes(cluster("VMCOM1", "VMCOM1")) == ["EXT001"]


def test_the_system_residence_of_two_members_are_two_volumes() -> None:
    assert codes(cluster("&SYSRES", "&SYSRES")) == []
    assert codes(cluster("&SYSRES", "&SYSRES").replace("BUILD ON TWO", "BUILD ON ONE")) == ["EXT001"]
    assert codes(cluster("&SYSRES", "&SYSRES").replace("BUILD ON TWO", "BUILD ON *")) == ["EXT001"]


def test_a_user_has_its_disk_on_the_system_residence_of_every_member() -> None:
    text = cluster("&SYSRES", "&SYSRES") + "USER B LBYONLY\n MDISK 191 3390 140 10 &SYSRES MR\n"
    assert [found.subject for found in judged(text)] == ["B/0191 MAINT-1/0191", "B/0191 MAINT-2/0191"]


def test_equal_disks_on_the_system_residence_of_two_members_are_no_repetition() -> None:
    assert codes(cluster("&SYSRES", "&SYSRES").replace("120 50", "100 50")) == []
    assert codes(cluster("VMCOM1", "VMCOM1").replace("120 50", "100 50")) == ["EXT002"]


def test_a_subconfig_that_nothing_builds_meets_no_other_one() -> None:
    alone = "SUBCONFIG A-1\n MDISK 191 3390 100 50 &SYSRES MR\n"
    assert codes(f"{alone}SUBCONFIG B-1\n MDISK 191 3390 120 50 &SYSRES MR\n") == []
    assert codes(f"{alone} MDISK 192 3390 120 50 &SYSRES MR\n") == ["EXT001"]


def cluster(one: str, two: str) -> str:
    """Two members, each with a disk of its own: cylinders 100-149 and 120-169."""
    return (
        "IDENTITY MAINT LBYONLY\n BUILD ON ONE USING SUBCONFIG MAINT-1\n BUILD ON TWO USING SUBCONFIG MAINT-2\n"
        f"SUBCONFIG MAINT-1\n MDISK 191 3390 100 50 {one} MR\nSUBCONFIG MAINT-2\n MDISK 191 3390 120 50 {two} MR\n"
    )


@pytest.mark.parametrize(
    "disk",
    [
        "3390 T-DISK 50",
        "FB-512 V-DISK 2097152",
        "3390 DEVNO 3A80",
        "3390 AUTOG 50 LINUX",
        "3390 AUTOV 50 LX0001",
        "3390 AUTOR 50 REGION1",
        "3390 VBLK4096 50 LX0001",
    ],
)
def test_a_disk_without_a_place_overlaps_nothing(disk: str) -> None:
    assert codes(disks(disk, disk, "3390 1 50 LX0001")) == []


# ---- EXT002


def test_equal_extents_are_one_disk_under_two_names() -> None:
    [found] = judged(disks("3390 100 50 LX0001", "3390 0100 050 LX0001"))
    assert (found.code, found.severity, found.subject) == ("EXT002", Severity.WARNING, "A/0191 B/0191")
    assert found.message == "B/0191 has the same extent as A/0191: LX0001 cylinders 100-149"
    assert [(one.span.line, one.message) for one in found.related] == [(2, "already owns it here")]


def test_of_several_equal_extents_each_is_compared_with_the_first() -> None:
    found = judged(disks(*["3390 100 50 LX0001"] * 4))
    assert [(one.code, one.subject) for one in found] == [("EXT002", f"A/0191 {name}/0191") for name in "BCD"]


def test_equal_extents_on_a_placeholder_are_reported_too() -> None:
    assert codes(disks("3390 1 50 $$$$$$", "3390 1 50 $$$$$$")) == ["EXT002"]


def test_what_overlaps_two_equal_extents_overlaps_both() -> None:
    assert codes(disks("3390 100 50 LX0001", "3390 100 50 LX0001", "3390 149 50 LX0001")) == [
        "EXT002",
        "EXT001",
        "EXT001",
    ]


# ---- EXT003


def test_the_end_of_a_volume_of_known_size() -> None:
    text = disks("3390 10000 17 LX0001", "3390 9900 100 LX0001")
    assert codes(text) == []
    assert codes(text, LX0001=KnownVolume("3390", 10017)) == []
    assert said(text, LX0001=KnownVolume(None, 10016)) == [
        ("EXT003", 2, "A/0191 ends at cylinder 10016 of LX0001, but LX0001 ends at 10015")
    ]


@pytest.mark.parametrize(("devtype", "size"), [("2314", 203), ("3330", 808), ("3350", 555), ("3375", 959)])
def test_a_type_of_one_size_has_a_known_end(devtype: str, size: int) -> None:
    assert codes(disks(f"{devtype} 100 {size - 100} OAK001")) == []
    assert said(disks(f"{devtype} 100 {size - 99} OAK001")) == [
        ("EXT003", 2, f"A/0191 ends at cylinder {size} of OAK001, but a {devtype} ends at {size - 1}")
    ]


@pytest.mark.parametrize("size", ["END", "3339"])
def test_no_end_is_inferred_from_a_model_or_a_full_pack(size: str) -> None:
    assert codes(disks(f"3390 0 {size} LX0001", "3390 10000 50000 LX0001")) == []
    assert codes(disks("3380 0 885 LX0001", "3380 800 5000 LX0001")) == []


def test_a_disk_to_the_end_has_no_end() -> None:
    assert codes(disks("3390 1 END LX0001"), LX0001=KnownVolume("3390", 100)) == []


def test_a_size_in_cylinders_says_nothing_of_blocks() -> None:
    assert codes(disks("9336 80000 800 LX0001"), LX0001=KnownVolume("3390", 10017)) == ["EXT007"]


# ---- EXT004


def test_cylinder_0_is_where_the_label_is() -> None:
    [found] = judged(disks("3390 0 50 LX0001", "3390 100 50 LX0001"))
    assert found.message == "A/0191 lies on cylinder 0 of LX0001, where the label of the volume is"
    assert (found.code, found.severity, found.span.line, found.subject) == ("EXT004", Severity.ERROR, 2, "A/0191")


def test_cylinder_1_is_free() -> None:
    assert codes(disks("3390 1 50 LX0001")) == []


@pytest.mark.parametrize(
    ("size", "severity"), [(50, "error"), (1112, "error"), (1114, "warning"), (5000, "warning"), (10016, "warning")]
)
def test_a_disk_alone_on_a_volume_of_unknown_size_may_be_all_of_it(size: int, severity: str) -> None:
    text = disks(f"3390 0 {size} LX0001")
    assert [(found.code, found.severity) for found in judged(text)] == [("EXT004", severity)]
    assert [found.severity for found in judged(text, LX0001=KnownVolume("3390", 20000))] == ["error"]


@pytest.mark.parametrize("other", ["USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1", "USER B LBYONLY\n MDISK 191 3390 0 50"])
def test_what_starts_at_0_too_makes_no_small_disk_a_full_pack(other: str) -> None:
    text = disks("3390 0 50 LX0001")
    [found] = [found for found in judged(f"{text}{other} LX0001 R\n") if found.subject == "A/0191"]
    assert (found.code, found.severity) == ("EXT004", Severity.ERROR)
    assert codes(f"{text.replace(' 50 ', ' 1200 ')}{other.replace(' 50', ' 1200')} LX0001 R\n") == []


def test_a_disk_smaller_than_all_models_that_covers_others_is_hardly_a_full_pack() -> None:
    text = disks("3390 0 50 LX0001", "3390 10 10 LX0001")
    assert [(found.code, found.severity) for found in judged(text)] == [("EXT004", Severity.WARNING)]
    assert codes(text, LX0001=KnownVolume("3390", 50)) == []
    assert codes(text.replace(" 50 ", " 1113 ")) == []
    assert [found.severity for found in judged(disks("0671 0 50 LX0001", "0671 32 8 LX0001"))] == []


def test_where_the_size_of_the_volume_is_given_nothing_smaller_is_a_full_pack_by_covering_all_others() -> None:
    found = judged(disks("3390 0 2000 LX0001", "3390 10 10 LX0001"), LX0001=KnownVolume("3390", 10017))
    assert [(one.code, one.severity) for one in found] == [("EXT004", Severity.ERROR), ("EXT001", Severity.ERROR)]


def test_a_guest_may_slice_a_volume_of_its_own_from_its_start() -> None:
    guest = (
        "USER MAINT LBYONLY\n MDISK 122 3390 0 END LX0001 MR\n"
        "USER UNIX LBYONLY\n MDISK 200 3390 0 1113 LX0001 MR\n MDISK 201 3390 0 40 LX0001 MR\n"
        " MDISK 202 3390 40 100 LX0001 MR\n"
    )
    assert codes(guest) == []
    assert "EXT004" in codes(guest + "USER Z LBYONLY\n MDISK 191 3390 500 10 LX0001 MR\n")
    assert "EXT004" in codes(guest.replace(" MDISK 200 3390 0 1113 LX0001 MR\n", ""))


@pytest.mark.parametrize(
    ("owner", "found"),
    [
        ("USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1 LX0001 R\n MDISK A02 3390 5 10 LX0001 R\n", []),
        ("USER $NUC NOLOG\n MDISK A01 3390 0 20 LX0001 R\n", []),
        ("USER $ALLOC$ SECRET\n MDISK A01 3390 0 1 LX0001 R\n", ["EXT004"]),
        ("USER LABELS NOLOG\n MDISK A01 3390 0 1 LX0001 R\n MDISK A02 3390 0 1 LX0002 R\n", []),
        ("USER LABELS NOLOG\n MDISK A01 3390 0 1 LX0001 R\n MDISK A02 3390 1 1 LX0002 R\n", ["EXT004"]),
        ("USER LABELS NOLOG\n MDISK A01 3390 0 1 LX0001 R\n LINK MAINT 190 190 RR\n", ["EXT004"]),
        ("USER LABELS NOLOG\n MDISK A01 3390 0 2 LX0001 R\n", ["EXT004"]),
        (
            "IDENTITY $DIRECT$ NOLOG\n BUILD ON ONE USING SUBCONFIG DIRECT-1\n"
            "SUBCONFIG DIRECT-1\n MDISK A01 3390 0 20 LX0001 R\n",
            [],
        ),
        ("SUBCONFIG $DIREC-1\n MDISK A01 3390 0 20 LX0001 R\n", []),
        ("SUBCONFIG DIRECT-1\n MDISK A01 3390 0 20 LX0001 R\n", ["EXT004"]),
    ],
)
def test_owners_that_exist_to_hold_areas(owner: str, found: list[str]) -> None:
    other = "USER Z LBYONLY\n MDISK 191 3390 100 10 LX0001 MR\n"
    assert codes(owner + other) == found


def test_the_disk_with_the_directory_may_start_at_0() -> None:
    text = "DIRECTORY 123 3390 M01RES\n" + disks("3390 0 50 M01RES", "3390 100 10 M01RES")
    assert codes(text) == ["EXT004"]
    assert codes(text.replace("MDISK 191 3390 0 50", "MDISK 123 3390 0 50")) == []
    members = text.replace("DIRECTORY 123 3390 M01RES", "DIRECTORY SSI 123 3390 M00RES M01RES")
    assert codes(members.replace("MDISK 191 3390 0 50", "MDISK 123 3390 0 50")) == []
    assert codes(members.replace("191 3390 0 50 M01RES", "123 3390 0 50 LX0001")) == ["EXT004"]


def test_the_first_blocks_of_a_fixed_block_volume() -> None:
    found = judged(disks("9336 8 1000 FB0001", "9336 16 1000 FB0002", "9336 32 1000 FB0003", "9336 0 16 FB0004"))
    assert [(one.code, one.severity, one.message, one.directxa is None) for one in found] == [
        ("EXT004", "error", "A/0191 lies on block 8 of FB0001, where the label of the volume is", False),
        ("EXT004", "info", "B/0191 starts at block 16 of FB0002; blocks below 32 are better left free", True),
        ("EXT004", "error", "D/0191 lies on block 0 of FB0004, where the label of the volume is", False),
    ]


def test_a_disk_that_starts_behind_the_first_block_is_not_all_of_its_volume() -> None:
    found = judged(disks("9336 8 1000000 FB0001", "9336 0 1000000 FB0002"))
    assert [(one.code, one.severity) for one in found] == [("EXT004", "error"), ("EXT004", "warning")]


AREAS = KnownVolume("3390", 10017, (SystemArea("PAGE", 100, 199), SystemArea("PARM", 300, 399)))


def test_areas_that_cp_uses() -> None:
    [found] = judged(disks("3390 190 20 LX0001"), LX0001=AREAS)
    assert (found.code, found.severity) == ("EXT004", "error")
    assert found.message == "A/0191 lies on LX0001 cylinders 190-199, which CP uses for paging"
    assert found.scale == Scale("LX0001", (Bar("PAGE", 100, 199), Bar("A/0191", 190, 209)))
    assert codes(disks("3390 200 20 LX0001", "3390 90 10 LX0001"), LX0001=AREAS) == []
    assert codes(disks("3390 0 10017 LX0001"), LX0001=AREAS) == []
    assert codes("USER $PAGE$ NOLOG\n MDISK A01 3390 100 100 LX0001 R\n", LX0001=AREAS) == []


def test_areas_of_other_kinds_are_named_and_those_of_nobody_known_are_nothing() -> None:
    areas = tuple(SystemArea(kind, at, at + 9) for at, kind in ((100, "UNKN"), (200, "USED"), (300, "DUMP")))
    found = judged(
        disks("3390 100 5 LX0001", "3390 200 5 LX0001", "3390 300 5 LX0001"), LX0001=KnownVolume("3390", 10017, areas)
    )
    assert [one.message for one in found] == ["C/0191 lies on LX0001 cylinders 300-304, which CP uses for DUMP"]


def test_a_disk_within_an_area_for_parm_disks_is_most_likely_one() -> None:
    found = judged(disks("3390 300 50 LX0001", "3390 390 20 LX0001"), LX0001=AREAS)
    assert [(one.code, one.severity) for one in found] == [("EXT004", "info"), ("EXT004", "error")]


# ---- EXT005 and EXT011


@pytest.mark.parametrize(
    ("disk", "columns"),
    [
        ("3390 100 0 LX0001", (21, 22)),
        ("3390 100 0000 LX0001", (21, 25)),
        ("3390 T-DISK 0", (24, 25)),
        ("FB-512 V-DISK 0", (26, 27)),
        ("3390 AUTOG 0 LINUX", (23, 24)),
    ],
)
def test_a_size_of_zero(disk: str, columns: tuple[int, int]) -> None:
    [found] = judged(disks(disk))
    assert (found.code, found.message) == ("EXT005", "A/0191 has a size of 0; allowed: 1 or more")
    assert (found.span.column, found.span.end_column) == columns


def test_a_size_of_one_is_enough() -> None:
    assert codes(disks("3390 100 1 LX0001", "3390 T-DISK 1", "FB-512 V-DISK 1", "3390 200 END LX0001")) == []


def test_the_limit_of_a_virtual_disk() -> None:
    assert codes(disks("FB-512 V-DISK 4194296")) == []
    assert said(disks("FB-512 V-DISK 4194297")) == [
        ("EXT011", 2, "A/0191 is a virtual disk of 4194297 blocks; allowed: at most 4194296")
    ]
    assert codes(disks("3390 T-DISK 4194297")) == []


# ---- EXT006


def test_cylinders_beyond_65519_are_for_full_packs() -> None:
    assert said(disks("3390 65000 521 LX0001")) == [
        ("EXT006", 2, "A/0191 reaches cylinder 65520 of LX0001; only full packs are of use beyond 65519")
    ]
    assert said(disks("3390 70000 END LX0001"))[0][2].startswith("A/0191 reaches cylinder 70000 ")


def test_what_does_not_go_beyond_65519_or_is_a_full_pack() -> None:
    assert codes(disks("3390 65000 520 LX0001", "3390 1 END LX0002", "9336 70000 800 FB0001")) == []
    assert codes(disks("3390 0 262668 LX0001"), LX0001=KnownVolume("3390", 262668)) == []
    assert codes(disks("3390 0 262668 LX0001")) == []
    assert codes(disks("3390 0 100170 LX0001", "3390 82 END LX0001")) == []


# ---- EXT007


def test_two_types_for_one_volume() -> None:
    [found] = judged(disks("3390 1 5 LX0001", "3380 6 5 LX0001", "3390 11 5 LX0001", "3380 1 5 LX0002"))
    assert (found.code, found.span.line, found.span.column, found.subject) == ("EXT007", 4, 12, "LX0001")
    assert found.message == "LX0001 is a 3390 for 2 minidisks and a 3380 for 1 minidisk"
    assert [(one.span.line, one.subject, one.message) for one in found.related] == [(2, "A/0191", "3390 here")]


def test_of_two_types_named_as_often_the_later_one_by_its_name_is_wrong() -> None:
    assert said(disks("3390 1 5 LX0001", "3380 6 5 LX0001")) == [
        ("EXT007", 2, "LX0001 is a 3380 for 1 minidisk and a 3390 for 1 minidisk")
    ]


def test_a_type_that_is_none_is_reported_as_such_only() -> None:
    assert codes(disks("3390 1 5 LX0001", "3309 6 5 LX0001")) == []


def test_fb_512_goes_with_every_type_of_blocks() -> None:
    assert codes(disks("9336 800 8 FB0001", "FB-512 808 8 FB0001", "FB-512 816 8 FB0001")) == []
    assert said(disks("9336 800 8 FB0001", "FB-512 808 8 FB0001", "3370 816 8 FB0001")) == [
        ("EXT007", 2, "FB0001 is a 3370 for 1 minidisk and a 9336 for 1 minidisk")
    ]
    assert codes(disks("FB-512 808 8 FB0001", "3390 816 8 FB0001")) == ["EXT007"]


def test_the_list_of_volumes_knows_the_type() -> None:
    text = disks("3380 1 5 LX0001", "3380 6 5 LX0001", "3390 11 5 LX0001")
    [found] = judged(text, LX0001=KnownVolume("3390"))
    assert (found.code, found.span.line, found.span.column, found.subject) == ("EXT007", 2, 12, "LX0001")
    assert found.message == "LX0001 is a 3380 for 2 minidisks, but a 3390 in the list of volumes"
    assert codes(disks("3390 1 5 LX0001"), LX0001=KnownVolume("3390")) == []
    assert codes(disks("9336 800 8 FB0001"), FB0001=KnownVolume("FB-512")) == []
    assert codes(disks("FB-512 800 8 FB0001"), FB0001=KnownVolume("9336")) == []
    assert codes(disks("3370 800 8 FB0001"), FB0001=KnownVolume("9336")) == ["EXT007"]
    assert codes(disks("3390 800 8 FB0001"), FB0001=KnownVolume("FB-512")) == ["EXT007"]
    assert codes(disks("3370 800 8 FB0001", "9336 808 8 FB0001"), FB0001=KnownVolume("FB-512")) == ["EXT007"]


def test_the_directory_statement_names_a_type_too() -> None:
    text = "DIRECTORY 123 3390 LXRES1\n" + disks("3380 1 5 LXRES1", "3390 6 5 LX0001")
    [found] = judged(text)
    assert (found.code, found.span.line, found.span.column) == ("EXT007", 3, 12)
    assert found.message == "LXRES1 is a 3380 for 1 minidisk, but a 3390 for the DIRECTORY statement"
    assert [(one.span.line, one.span.column, one.message) for one in found.related] == [(1, 15, "3390 here")]
    assert codes(text.replace("3380", "3390")) == []


def test_a_placeholder_has_no_type() -> None:
    assert codes(disks("3390 1 5 $$$$$$", "3380 6 5 $$$$$$")) == []


def test_the_members_of_a_cluster_may_have_different_residence_volumes() -> None:
    text = cluster("&SYSRES", "&SYSRES").replace("3390 120", "3380 120")
    assert codes(text) == []
    assert codes(text + "USER B LBYONLY\n MDISK 191 3390 1 1 &SYSRES MR\n") == ["EXT007"]
    assert codes(text.replace("&SYSRES", "VMCOM1")) == ["EXT007", "EXT001"]


# ---- EXT008


KNOWN = {f"LX000{number}": KnownVolume() for number in range(1, 4)}


def test_a_volume_that_is_not_in_the_list() -> None:
    text = disks("3390 1 5 LX0O01", "3390 6 5 LX0O01", "3390 1 5 LX0001", "3390 1 5 &SYSRES")
    [found] = judged(text, **KNOWN)
    assert (found.code, found.severity, found.span.line, found.subject) == ("EXT008", "warning", 2, "LX0O01")
    assert (found.span.column, found.span.end_column) == (21, 27)
    assert found.message == ("LX0O01 carries 2 minidisks and is not in the list of volumes; did you mean LX0001?")


def test_no_volume_is_unknown_without_a_list() -> None:
    assert codes(disks("3390 1 5 LX0O01")) == []


def test_no_name_is_offered_that_is_not_near() -> None:
    assert said(disks("3390 1 5 QQQQQQ"), **KNOWN) == [
        ("EXT008", 2, "QQQQQQ carries 1 minidisk and is not in the list of volumes")
    ]


def test_a_volid_that_is_none_is_reported_as_such_only() -> None:
    assert codes(disks("3390 1 5 VOLUME7"), **KNOWN) == []


# ---- EXT009


def test_a_dedicated_volume_with_minidisks() -> None:
    text = disks("3390 1 5 LX0001", "3390 6 5 LX0001")
    [found] = judged(text + "USER G LBYONLY\n DEDICATE 200 VOLID LX0001\n DEDICATE 201 VOLID LX0002\n")
    assert (found.code, found.severity, found.span.line, found.subject) == ("EXT009", "warning", 6, "G/0200")
    assert found.message == "G/0200 dedicates LX0001, which carries 2 minidisks"
    assert [(one.span.line, one.subject) for one in found.related] == [(2, "A/0191")]


def test_a_dedicated_device_that_is_a_minidisk() -> None:
    text = disks("3390 DEVNO 3A80") + "USER G LBYONLY\n DEDICATE 200 3A80\n DEDICATE 201 3A81\n"
    assert said(text) == [("EXT009", 4, "G/0200 dedicates device 3A80, which is the minidisk A/0191")]


def test_a_device_number_is_another_device_on_each_member() -> None:
    text = cluster("M01RES", "M02RES").replace("3390 100 50 M01RES", "3390 DEVNO 3A80")
    assert codes(f"{text} DEDICATE 200 3A80\n") == []
    assert codes(text.replace("BUILD ON TWO", "BUILD ON ONE") + " DEDICATE 200 3A80\n") == ["EXT009"]
    assert codes(f"{text}USER G LBYONLY\n DEDICATE 200 3A80\n") == ["EXT009"]


# ---- EXT010


def test_blocks_go_by_eights() -> None:
    found = judged(disks("9336 1004 800 FB0001", "9336 2000 801 FB0001", "9336 4001 801 FB0001"))
    assert [(one.code, one.severity, one.span.column, one.message) for one in found] == [
        ("EXT010", "info", 17, "A/0191 has a start of 1004; on FB0001 multiples of 8 blocks are better"),
        ("EXT010", "info", 22, "B/0191 has a size of 801; on FB0001 multiples of 8 blocks are better"),
        (
            "EXT010",
            "info",
            17,
            "C/0191 has a start of 4001 and a size of 801; on FB0001 multiples of 8 blocks are better",
        ),
    ]


def test_the_start_goes_by_eights_wherever_a_disk_ends() -> None:
    (found,) = judged(disks("9336 800 80 FB0001", "9336 1001 END FB0001"))
    assert (found.code, found.span.column, found.span.end_column) == ("EXT010", 17, 21)
    assert found.message == "B/0191 has a start of 1001; on FB0001 multiples of 8 blocks are better"


def test_what_need_not_go_by_eights() -> None:
    assert codes(disks("9336 1000 800 FB0001", "9336 0 920115 FB0001", "9336 2000 END FB0002", "3390 3 5 LX0001")) == []
    assert codes(disks("FB-512 V-DISK 1001", "9336 1003 0 FB0001")) == ["EXT005"]


# ---- the family


def test_the_order_of_entries_changes_no_fingerprint() -> None:
    entries = [
        f"USER {name} LBYONLY\n MDISK 191 3390 {place} LX0001 MR\n"
        for name, place in zip(
            "ABCDEFG", ("100 50", "100 50", "120 50", "100 50", "0 10", "169 5", "200 0"), strict=True
        )
    ]
    prints = {
        tuple(sorted(found.fingerprint for found in judged("".join(some))))
        for some in (entries, entries[::-1], entries[3:] + entries[:3], entries[1::2] + entries[::2])
    }
    assert len(prints) == 1


def test_a_name_that_may_be_a_password_is_not_shown() -> None:
    text = "USER LINUX1 2G 4G G\n MDISK 191 3390 100 50 LX0001 MR\n MDISK 192 3390 120 50 LX0001 MR\n"
    [found] = [one for one in judged(text) if one.code == "EXT001"]
    assert found.subject == "********/0191 ********/0192"
    assert "LINUX1" not in f"{found.message}{found.related}{found.scale}"
