"""EXTENT CONTROL for directories that had none: what is proposed, and what is said of it."""

import pytest

from dirtool.errors import InputError
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.migrate.extents.proposal import ControlProposal, GuessedSize, propose_control
from dirtool.migrate.options import GroupBy, MigrateOptions
from dirtool.model.extent import Gap
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.volumes.mapping import map_volumes
from tests.model.made import directory_of

GUEST = "USER LINUX1 LBYONLY\n MDISK 100 3390 0001 0100 LX0001 MR\n"
POOL = KnownVolume("3390", 3339)


def proposal_of(text: str, known: dict[str, KnownVolume] | None = None, **told: object) -> ControlProposal:
    """What is proposed for a directory; the volumes of the site are not told unless they are `known`."""
    directory = directory_of(f"DIRECTORY 123 3390 M01RES\n{text}")
    options = MigrateOptions(volumes=known or {}, **told)  # type: ignore[arg-type]
    return propose_control(directory, map_volumes(directory, options.volumes), options)


def records_in(proposal: ControlProposal, section: str) -> list[str]:
    """The records of a section, comments apart, with one blank between words."""
    texts = proposal.records.texts
    start = texts.index(f":{section}.") + 1
    lines = texts[start : texts.index(":END.", start)]
    return [" ".join(line.split()) for line in lines if not line.lstrip().startswith("*")]


def regions_of(text: str, known: dict[str, KnownVolume] | None = None, **told: object) -> list[str]:
    return records_in(proposal_of(text, known, **told), "REGIONS")


def left_out_of(text: str, known: dict[str, KnownVolume] | None = None, **told: object) -> list[tuple[str, int, str]]:
    return [(one.volid, one.size, one.why) for one in proposal_of(text, known, **told).left_out]


# ---- the file as a whole


def test_the_file_is_aligned_and_says_what_it_is() -> None:
    text = (
        "USER $TDISK$ NOLOG\n MDISK A01 3390 2000 0500 LX0001 R\n"
        "USER MAINT LBYONLY\n MDISK 122 3390 0000 END LX0001 MR\n"
        f"{GUEST} MDISK 101 3390 0001 0100 LX0002 MR\n"
    )
    proposal = proposal_of(text, {"LX0001": POOL, "LX0002": KnownVolume("3390", 100_000)}, method="ROTATING")
    assert proposal.records.texts == [
        "* EXTENT CONTROL for DirMaint, proposed by dirtool.",
        "*",
        "* Regions leave out the label of a volume, the areas that CP is known to",
        "* use, and what others hold for it.",
        "*",
        "* Look before you use this file: a region may hold areas of CP. Nobody",
        "* holds any for the following, nor does a map of CP tell of it:",
        "*   checkpoint",
        "*   warm start",
        "*   the object directory",
        "*   paging",
        "*   spool files",
        ":REGIONS.",
        "  *RegionId  VolSer  RegStart    RegEnd  Dev-Type  Comments",
        "  LX0001A    LX0001         1      1999  3390-03   before $TDISK$/0A01",
        "  LX0001B    LX0001      2500      3338  3390-03   behind $TDISK$/0A01",
        "  LX0002     LX0002         1     65519  3390-A    before cylinder 65520",
        ":END.",
        ":GROUPS.",
        "  *GroupName RegionList",
        "  LX         (ALLOCATE ROTATING)",
        "  LX         LX0001A LX0001B LX0002",
        ":END.",
        ":EXCLUDE.",
        "  * entry_name Address",
        "  * full packs that lie over what others have:",
        "  MAINT        0122",
        ":END.",
        ":AUTOBLOCK.",
        "  *DASDType BlockSize Blocks/Unit Alloc_Unit Architecture",
        ":END.",
        ":DEFAULTS.",
        "  *DASDType Max-Size",
        "  3390-A    100000",
        ":END.",
    ]
    assert (proposal.records.path, proposal.control.path) == ("EXTENT CONTROL", "EXTENT CONTROL")
    assert proposal.groups == {"LX": ("LX0001A", "LX0001B", "LX0002")}
    assert proposal.control.file.faults == {}


def test_a_directory_without_volumes_gets_a_file_without_regions() -> None:
    proposal = proposal_of("USER A NOLOG\n")
    assert (proposal.control.regions, proposal.left_out, proposal.groups) == ({}, (), {})
    assert proposal.control.file.faults == {}


def test_many_regions_of_a_group_go_on_in_further_records() -> None:
    text = "USER A LBYONLY\n" + "".join(f" MDISK {n:03X} 3390 0001 0100 LX{n:04} MR\n" for n in range(1, 11))
    assert records_in(proposal_of(text), "GROUPS") == [
        "LX LX0001 LX0002 LX0003 LX0004 LX0005 LX0006 LX0007 LX0008",
        "LX LX0009 LX0010",
    ]


# ---- where regions are


def test_a_region_begins_behind_the_label_and_ends_with_the_volume() -> None:
    assert regions_of(GUEST, {"LX0001": POOL}) == ["LX0001 LX0001 1 3338 3390-03"]
    blocks = "USER LINUX1 LBYONLY\n MDISK 100 9336 1024 0800 FB0001 MR\n"
    assert regions_of(blocks, {"FB0001": KnownVolume("9336", 920115)}) == ["FB0001 FB0001 32 920114 9336-10"]


def test_a_guessed_size_is_told() -> None:
    proposal = proposal_of(GUEST)
    assert records_in(proposal, "REGIONS") == ["LX0001 LX0001 1 1112 3390-01 size guessed"]
    assert proposal.guessed == (GuessedSize("LX0001", "3390", 1113),)
    assert "* Size guessed: nobody tells the size of the volume; it is taken for the" in proposal.records.texts


def test_areas_of_cp_split_a_volume() -> None:
    areas = (SystemArea("TDSK", 500, 599), SystemArea("PAGE", 3000, 3338))
    assert regions_of(GUEST, {"LX0001": POOL._replace(areas=areas)}) == [
        "LX0001A LX0001 1 499 3390-03 before .TDSK.",
        "LX0001B LX0001 600 2999 3390-03 behind .TDSK.",
    ]


def test_owners_of_areas_split_a_volume_though_dirmaint_sees_them() -> None:
    text = f"{GUEST}USER $SYSCKP$ NOLOG\n MDISK A01 3390 0200 0009 LX0001 R\n"
    assert [row.split()[2:4] for row in regions_of(text, {"LX0001": POOL})] == [["1", "199"], ["209", "3338"]]


def test_what_only_an_excluded_overlay_has_is_in_no_region() -> None:
    text = f"{GUEST}USER CLONES LBYONLY\n MDISK 100 3390 0051 0100 LX0001 MR\n"
    proposal = proposal_of(text, {"LX0001": POOL}, overlays=("CLONES",))
    assert [row.split()[2:4] for row in records_in(proposal, "REGIONS")] == [["1", "100"], ["151", "3338"]]
    assert records_in(proposal, "EXCLUDE") == ["CLONES 0100"]
    assert proposal.left_out == ()


def test_cylinders_that_only_full_packs_can_use_are_in_no_region() -> None:
    known = {"LX0001": KnownVolume("3390", 70_000)}
    assert regions_of(GUEST, known) == ["LX0001 LX0001 1 65519 3390-A before cylinder 65520"]
    assert left_out_of(GUEST, known) == [("LX0001", 4480, "only full packs are of use behind cylinder 65519")]


def test_names_stay_apart_where_volumes_are_named_alike() -> None:
    text = (
        "USER $TDISK$ NOLOG\n MDISK A01 3390 0500 0010 LX R\n"
        "USER A LBYONLY\n MDISK 100 3390 0001 0010 LX MR\n MDISK 101 3390 0001 0010 LXA MR\n"
    )
    assert [row.split()[0] for row in regions_of(text)] == ["LXB", "LXC", "LXA"]


# ---- volumes without regions

OVERLAY = " MDISK 124 3390 0000 END {} MR\n"


@pytest.mark.parametrize(
    ("text", "known", "why"),
    [
        ("USER A LBYONLY\n MDISK 100 3390 1 9 $$$$$$ MR\n", {}, "it is a placeholder and no volume"),
        (GUEST, {"LX0002": KnownVolume("3390", 1)}, "the site does not have it"),
        (
            f"{GUEST} DEDICATE 200 VOLID LX0001\n",
            {"LX0001": POOL},
            "LINUX1/0200 has it for itself",
        ),
        (
            "USER OLD NOLOG\n MDISK 100 3390 0 END LX0001 MR\n",
            {"LX0001": POOL},
            "OLD/0100 is all of it, and may be data",
        ),
        (
            f"USER $PAGE$ NOLOG\n MDISK A01 3390 1 3000 PG0001 R\nUSER MAINT LBYONLY\n{OVERLAY.format('PG0001')}",
            {"PG0001": POOL},
            "CP has it for paging or spooling",
        ),
        (
            "USER A LBYONLY\n",
            {"PG0001": POOL._replace(areas=(SystemArea("SPOL", 1, 3000),))},
            "CP has it for paging or spooling",
        ),
        (
            "USER A LBYONLY\n MDISK 100 3390 1 9 M01RES MR\n",
            {"M01RES": POOL},
            "the DIRECTORY statement names it, and nobody tells which areas CP has there: "
            "it wants owners, such as $SYSCKP$, $SYSWRM$ and $DIRECT$",
        ),
        (
            "USER A LBYONLY\n",
            {"LX0001": POOL},
            "nobody has anything on it, so that it may be CP's; it gets a region if a group names it",
        ),
        ("USER A LBYONLY\n", {"LX0001": KnownVolume(None, 500)}, "nobody tells its device type"),
    ],
)
def test_a_volume_that_is_left_out_is_told_with_the_reason(text: str, known: dict[str, KnownVolume], why: str) -> None:
    proposal = proposal_of(text, known)
    assert records_in(proposal, "REGIONS") == []
    (left,) = proposal.left_out
    assert (left.why, left.gaps) == (why, tuple(map_volumes(directory_of(text), known).volumes[0].gaps))


def test_a_volume_of_unknown_size_is_left_out_with_what_is_known_to_be_free() -> None:
    text = "USER A LBYONLY\n MDISK 100 2314 0001 0010 OLD001 MR\n MDISK 101 2314 0300 0010 OLD001 MR\n"
    (left,) = proposal_of(text).left_out
    assert (left.gaps, left.why) == ((Gap(11, 299),), "nobody tells how large it is")
    full = "USER A LBYONLY\n MDISK 100 2314 0001 0310 OLD001 MR\n"
    assert left_out_of(full) == [("OLD001", 0, "nobody tells how large it is")]


def test_the_own_pack_of_a_guest_is_neither_given_out_nor_excluded_nor_left_out() -> None:
    text = "USER LINUX1 LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n"
    for told in ((), ("LINUX1/0100",), ("*",)):
        proposal = proposal_of(text, {"LX0001": POOL}, overlays=told)
        assert (proposal.control.regions, proposal.exclusions, proposal.left_out) == ({}, (), ())


def test_an_empty_volume_gets_a_region_if_a_group_names_it() -> None:
    proposal = proposal_of("USER A NOLOG\n", {"LX0001": POOL, "PG0001": POOL}, groups={"LINUX": ("LX*",)})
    assert proposal.groups == {"LINUX": ("LX0001",)}
    assert [one.volid for one in proposal.left_out] == ["PG0001"]


def test_a_volume_that_lies_ready_with_an_owner_of_its_label_gets_a_region_if_the_map_of_cp_is_told() -> None:
    label = "USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1 LX0001 R\n"
    assert regions_of(label, {"LX0001": POOL}) == []
    paging = POOL._replace(areas=(SystemArea("PAGE", 1, 3338),))
    assert regions_of(label, {"LX0001": POOL, "PG0001": paging}) == ["LX0001 LX0001 1 3338 3390-03"]


RESIDENT = "USER MAINT LBYONLY\n MDISK 190 3390 0100 0100 M01RES MR\n"


def test_the_residence_volume_gets_regions_where_owners_tell_its_areas() -> None:
    label = "USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1 M01RES R\n"
    assert regions_of(RESIDENT + label, {"M01RES": POOL}) == []
    assert regions_of(RESIDENT + label + AREAS, {"M01RES": POOL}) == [
        "M01RES M01RES 39 3338 3390-03 behind $SYSWRM$/0A01"
    ]


AREAS = (
    "USER $DIRECT$ NOLOG\n MDISK A01 3390 1 20 M01RES R\n"
    "USER $SYSCKP$ NOLOG\n MDISK A01 3390 21 9 M01RES R\nUSER $SYSWRM$ NOLOG\n MDISK A01 3390 30 9 M01RES R\n"
)


@pytest.mark.parametrize(
    ("owner", "named"), [("$DIRECT$", "$DIRECT$"), ("$SYSCKP$", "$SYSCKP$"), ("$SYSWRM$", "$SYSWRM$")]
)
def test_one_owner_too_few_keeps_regions_off_the_residence_even_if_a_group_names_it(owner: str, named: str) -> None:
    told = {"groups": {"SYSTEM": ("M01RES",)}}
    text = RESIDENT + AREAS.replace(owner, "$OTHER$")
    assert regions_of(text, {"M01RES": POOL}, **told) == []
    assert left_out_of(text, {"M01RES": POOL}, **told)[0][2].endswith(f"it wants owners, such as {named}")


def test_owners_on_sysres_tell_of_every_residence_volume_and_owners_of_labels_of_none() -> None:
    second = "DIRECTORY 123 3390 M02RES 124 SYS2\nUSER A LBYONLY\n MDISK 100 3390 100 9 M02RES MR\n"
    on_sysres = second + AREAS.replace("M01RES", "&SYSRES")
    assert [row.split()[1:4] for row in regions_of(on_sysres, {"M02RES": POOL})] == [["M02RES", "39", "3338"]]
    labels = RESIDENT + AREAS.replace("3390 30 9", "3390 0 1")
    assert regions_of(labels, {"M01RES": POOL}) == []


def test_the_map_of_cp_shows_the_object_directory_but_neither_checkpoint_nor_warm_start() -> None:
    known = {"M01RES": POOL._replace(areas=(SystemArea("DRCT", 1, 20),))}
    assert regions_of(RESIDENT, known, groups={"SYSTEM": ("M01RES",)}) == []
    text = RESIDENT + AREAS.replace("$DIRECT$", "$OTHER$")
    assert [row.split()[2:4] for row in regions_of(text, known)] == [["39", "3338"]]


def test_owners_may_have_other_names_and_areas_on_another_volume_if_there_is_one_residence_only() -> None:
    text = RESIDENT + AREAS.replace("$SYSCKP$", "$CHKPT$").replace("$SYSWRM$", "$WARM$").replace(
        "30 9 M01RES", "30 9 M01COM"
    )
    assert [row.split()[2:4] for row in regions_of(text, {"M01RES": POOL})] == [["30", "3338"]]
    second = "DIRECTORY 123 3390 M02RES 124 SYS2\nUSER A LBYONLY\n MDISK 100 3390 1 9 M02RES MR\n"
    assert regions_of(text + second, {"M01RES": POOL}) == []


def test_minidisks_on_sysres_are_taken_for_those_of_the_residence() -> None:
    text = f"{AREAS}USER MAINT LBYONLY\n MDISK 190 3390 0100 0100 &SYSRES MR\n MDISK 123 3390 0 END &SYSRES MR\n"
    assert [row.split(maxsplit=2)[2] for row in regions_of(text, {"M01RES": POOL})] == [
        "39 99 3390-03 behind $SYSWRM$/0A01",
        "200 3338 3390-03 behind &SYSRES",
    ]
    assert left_out_of(text, {"M01RES": POOL}) == [("M01RES", 100, "MAINT/0190 is there, if the volume is &SYSRES")]


@pytest.mark.parametrize(
    "line",
    [
        "MDISK 102 3390 ABC 50 LX0001 MR",
        "MDISK 102 3390 100 LX0001 MR",
        "MDSIK 102 3390 100 50 LX0001 MR",
        "MDISK 102 3390 100 50 LX0001MR",
        "MDISK 102 3390 100 50,\n LX0001 MR",
        "AMDISK 102 3390 100 50 LX0001 MR",
        "MDISK 102 3390" + " " * 47 + "100 50 LX0001 MR",
    ],
)
def test_a_volume_with_a_minidisk_of_which_nobody_can_tell_where_it_is_gets_no_region(line: str) -> None:
    text = f"{GUEST} {line}\n MDISK 103 3390 1 10 LX0002 MR\n"
    told = {"LX0001": POOL, "LX0002": POOL}
    assert [row.split()[1] for row in regions_of(text, told)] == ["LX0002"]
    why = {volid: why for volid, _, why in left_out_of(text, told)}["LX0001"]
    assert why.startswith("the place of LINUX1")
    assert why.endswith(", which may be on it, cannot be read")


def test_a_volume_in_cylinders_and_blocks_gets_a_region_only_if_the_site_tells_its_type() -> None:
    text = f"{GUEST} MDISK 101 9336 2000 0800 LX0001 MR\n"
    assert regions_of(text, {"LX0001": KnownVolume(None, 3339)}) == []
    assert regions_of(text, {"LX0001": POOL}) == ["LX0001 LX0001 1 3338 3390-03"]


def test_the_loader_may_be_at_the_begin_of_a_residence_volume_in_blocks() -> None:
    text = AREAS.replace("3390 1 20", "9336 1000 20").replace("3390 21", "9336 2100").replace("3390 30", "9336 3000")
    text += "USER MAINT LBYONLY\n MDISK 190 9336 4000 0800 M01RES MR\n"
    first = regions_of(text, {"M01RES": KnownVolume("9336", 920115)})[0]
    assert first == "M01RESA M01RES 208 999 9336-10 behind the loader"


def test_an_obstacle_within_a_larger_one_leaves_nothing_out_twice() -> None:
    text = AREAS.replace("3390 1 20", "9336 1000 20").replace("3390 21", "9336 2100").replace("3390 30", "9336 3000")
    text += "USER MAINT LBYONLY\n MDISK 190 9336 0040 0010 &SYSRES MR\n"
    left = proposal_of(text, {"M01RES": KnownVolume("9336", 920115)}).left_out
    assert [gap for one in left for gap in one.gaps] == [Gap(16, 31), Gap(32, 207)]


# ---- exclusions

OVER = f"{GUEST}USER MAINT LBYONLY\n MDISK 122 3390 0 END LX0001 MR\n"


def test_a_full_pack_over_others_is_excluded_by_its_number_of_four_digits() -> None:
    proposal = proposal_of(OVER)
    assert [(one.subject, str(one.why)) for one in proposal.exclusions] == [
        ("MAINT/0122", "full packs that lie over what others have")
    ]


def test_no_record_names_a_minidisk_of_the_same_number_that_is_data() -> None:
    text = f"{OVER} MDISK 122 3390 0 END LX0002 MR\n"
    proposal = proposal_of(text, {"LX0001": POOL, "LX0002": POOL})
    assert proposal.exclusions == ()
    assert left_out_of(text, {"LX0001": POOL, "LX0002": POOL}) == [
        ("LX0001", 3238, "MAINT/0122 is all of it, and may be data")
    ]


LOOK = "USER VSETEST LBYONLY\n MDISK 200 3390 0 END LX0001 {}\nUSER MAINT LBYONLY\n MDISK 990 3390 39 214 LX0001 RR\n"


def test_the_pack_of_a_guest_of_which_somebody_has_a_slice_is_given_out_only_if_the_site_says_that_it_is_none() -> None:
    known = {"LX0001": POOL}
    assert (regions_of(LOOK.format("MR"), known), proposal_of(LOOK.format("MR"), known).exclusions) == ([], ())
    assert left_out_of(LOOK.format("MR"), known) == [("LX0001", 3124, "VSETEST/0200 is all of it, and may be data")]
    assert len(regions_of(LOOK.format("MR"), known, overlays=("VSETEST",))) == 1


def test_a_pack_that_is_only_read_or_lies_over_areas_of_cp_is_no_guests_own() -> None:
    assert len(regions_of(LOOK.format("RR"), {"LX0001": POOL})) == 1
    areas = (SystemArea("TDSK", 1000, 1099),)
    assert len(regions_of(LOOK.format("MR"), {"LX0001": POOL._replace(areas=areas)})) == 2


def test_a_pack_of_a_user_that_never_logs_on_is_no_guests_own() -> None:
    text = LOOK.format("MR").replace("VSETEST LBYONLY", "PACKS NOLOG")
    assert [one.subject for one in proposal_of(text, {"LX0001": POOL}).exclusions] == ["PACKS/0200"]


def test_no_record_names_a_pack_that_is_an_overlay_on_one_volume_and_may_be_data_on_another() -> None:
    text = LOOK.format("MR") + LOOK.format("MR").replace("LX0001", "LX0002").replace("MDISK 990", "MDISK 991")
    areas = (SystemArea("TDSK", 1000, 1099),)
    assert proposal_of(text, {"LX0001": POOL, "LX0002": POOL._replace(areas=areas)}).exclusions == ()


def test_what_stands_in_a_profile_is_never_excluded_since_no_record_can_name_it() -> None:
    text = f"PROFILE PACKS\n MDISK 122 3390 0000 END LX0001 RR\n{GUEST}"
    proposal = proposal_of(text, {"LX0001": POOL}, overlays=("*",))
    assert records_in(proposal, "EXCLUDE") == ["LINUX1 0100"]
    assert lint(proposal.control, options=Options(current=directory_of(text))).diagnostics == []


def test_what_holds_areas_is_never_excluded() -> None:
    text = f"{GUEST}USER $SPOOL$ NOLOG\n MDISK A01 3390 0 END LX0001 R\n MDISK A02 3390 5 5 LX0001 R\n"
    assert proposal_of(text, overlays=("$*",)).exclusions == ()


def test_overlays_may_be_named_by_identity_or_subconfig() -> None:
    text = (
        "IDENTITY TCPIP LBYONLY\n BUILD ON SYS1 USING SUBCONFIG TCPIP-1\n"
        "SUBCONFIG TCPIP-1\n MDISK 191 3390 0001 0010 LX0001 MR\n MDISK 192 3390 0005 0020 LX0001 MR\n"
    )
    for pattern in ("TCPIP/0192", "tcpip-1/0192", "TCP*/??92"):
        assert records_in(proposal_of(text, overlays=(pattern,)), "EXCLUDE") == ["TCPIP-1 0192"]


# ---- groups


def grouped(text: str, by: GroupBy) -> dict[str, tuple[str, ...]]:
    return dict(proposal_of(text, group_by=by).groups)


FARM = (
    "PROFILE LNX\n IPL 190\nPROFILE CMS\n IPL 190\n"
    "USER WEB01 LBYONLY\n INCLUDE LNX\n MDISK 100 3390 0001 0100 LX0001 MR\n"
    "USER WEB02 LBYONLY\n INCLUDE LNX\n MDISK 100 3390 0101 0100 LX0001 MR\n"
    "USER DB01 LBYONLY\n INCLUDE LNX\n MDISK 100 3390 0001 0100 LX0002 MR\n"
    "USER BILL LBYONLY\n INCLUDE CMS\n MDISK 191 3390 0001 0010 UV0001 MR\n"
    "USER SUE LBYONLY\n INCLUDE CMS\n MDISK 191 3390 0011 0010 UV0001 MR\n"
    "USER TOM LBYONLY\n MDISK 191 3390 0021 0010 UV0001 MR\n"
)


def test_groups_go_by_the_names_of_volumes_without_their_numbers() -> None:
    assert grouped(FARM, GroupBy.VOLUME) == {"LX": ("LX0001", "LX0002"), "UV": ("UV0001",)}


def test_groups_go_by_the_names_of_users_where_half_of_them_agree() -> None:
    assert grouped(FARM, GroupBy.USER) == {"WEB": ("LX0001",), "DB": ("LX0002",), "UV": ("UV0001",)}


def test_groups_go_by_the_profile_that_most_include() -> None:
    assert grouped(FARM, GroupBy.PROFILE) == {"LNX": ("LX0001", "LX0002"), "CMS": ("UV0001",)}


def test_groups_that_the_site_names_come_first_and_take_the_first_that_fits() -> None:
    groups = {"WEB": ("lx0001",), "ALL": ("LX*", "UV????"), "SPARE": ("ZZ*",)}
    proposal = proposal_of(FARM, groups=groups)
    assert proposal.groups == {"WEB": ("LX0001",), "ALL": ("LX0002", "UV0001"), "SPARE": ()}
    assert records_in(proposal, "GROUPS") == ["WEB LX0001", "ALL LX0002 UV0001"]


def test_a_proposed_group_is_none_that_the_site_has_named_and_mixes_no_units() -> None:
    text = f"{FARM}USER F LBYONLY\n MDISK 100 9336 1024 0800 UV0002 MR\n"
    assert proposal_of(text, groups={"LX": ("LX0001",)}).groups == {
        "LX": ("LX0001",),
        "LXA": ("LX0002",),
        "UV": ("UV0001",),
        "UVA": ("UV0002",),
    }


def test_a_group_that_has_no_name_for_extent_control_is_refused() -> None:
    with pytest.raises(InputError, match="MUCHTOOLONG is no name of a group; allowed: 1 to 8 of"):
        proposal_of(GUEST, groups={"MUCHTOOLONG": ("LX*",)})


# ---- clusters

TWINS = (
    "USER $ALLOC$ NOLOG\n MDISK A01 3390 0 1 TD1W01 R\n MDISK A02 3390 0 1 TD2W01 R\n"
    "IDENTITY TCPIP LBYONLY\n BUILD ON SYS1 USING SUBCONFIG TCPIP-1\n BUILD ON SYS2 USING SUBCONFIG TCPIP-2\n"
    "SUBCONFIG TCPIP-1\n MDISK 191 3390 0001 0010 TD1W01 MR\n"
    "SUBCONFIG TCPIP-2\n MDISK 191 3390 0001 0010 TD2W01 MR\n"
)


def test_equal_volumes_of_two_members_are_a_family_and_no_group() -> None:
    proposal = proposal_of(TWINS, {"TD1W01": POOL, "TD2W01": POOL})
    assert records_in(proposal, "SSI_VOLUMES") == ["TDW01 SYS1 TD1W01", "TDW01 SYS2 TD2W01"]
    assert proposal.groups == {"TD1W": ("TD1W01",), "TD2W": ("TD2W01",)}
    assert records_in(proposal, "REGIONS") == [
        "TD1W01 TD1W01 1 3338 3390-03 SYS1",
        "TD2W01 TD2W01 1 3338 3390-03 SYS2",
    ]


@pytest.mark.parametrize(
    "more",
    [
        "USER LINUX1 LBYONLY\n MDISK 100 3390 0100 0100 TD1W01 MR\n",  # of every member
        "SUBCONFIG TCPIP-3\n MDISK 192 3390 0100 0100 TD1W01 MR\n",  # of nobody knows whom
        " MDISK 192 3390 0100 0100 TD2W01 MR\nSUBCONFIG EREP-1\n MDISK 192 3390 0100 0100 TD1W02 MR\n"
        "IDENTITY EREP LBYONLY\n BUILD ON SYS1 USING SUBCONFIG EREP-1\n BUILD ON SYS2 USING SUBCONFIG EREP-2\n"
        "SUBCONFIG EREP-2\n MDISK 192 3390 0200 0100 TD2W01 MR\n",  # TD2W01 would have two partners
    ],
)
def test_a_family_in_doubt_is_none(more: str) -> None:
    assert ":SSI_VOLUMES." not in proposal_of(TWINS + more).records.texts


# ---- device types


def test_device_types_have_the_size_of_the_volume() -> None:
    sizes = {"A": 10017, "B": 30051, "C": 32760, "D": 20000, "E": 5000, "F": 5000, "G": 60102}
    text = "USER X LBYONLY\n" + "".join(f" MDISK {ord(one):03X} 3390 0001 0010 VOL{one} MR\n" for one in sizes)
    proposal = proposal_of(text, {f"VOL{one}": KnownVolume("3390", size) for one, size in sizes.items()})
    assert [row.split()[-2:] for row in records_in(proposal, "REGIONS")] == [
        ["10016", "3390-09"],
        ["30050", "3390-A3"],
        ["32759", "3390-27"],
        ["19999", "3390-A2"],
        ["4999", "3390-A"],
        ["4999", "3390-A"],
        ["60101", "3390-54"],
    ]
    assert records_in(proposal, "DEFAULTS") == [
        "3390-27 32760",
        "3390-54 60102",
        "3390-A 5000",
        "3390-A2 20000",
        "3390-A3 30051",
    ]


@pytest.mark.parametrize(
    ("devtype", "size", "written"), [("3350", 555, "3350"), ("FB-512", 5000, "FB-512"), ("3380", 900, "3380-A2")]
)
def test_types_without_such_a_model_get_their_size_by_defaults(devtype: str, size: int, written: str) -> None:
    text = f"USER X LBYONLY\n MDISK 100 {devtype} 0100 0010 OLD001 MR\n"
    proposal = proposal_of(text, {"OLD001": KnownVolume(devtype, size)})
    assert [row.split()[-1] for row in records_in(proposal, "REGIONS")] == [written]
    assert records_in(proposal, "DEFAULTS") == [f"{written} {size}"]
