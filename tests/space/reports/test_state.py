"""The state of volumes as reports tell it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.extent import volumes
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.reports.state import State, read_state
from dirtool.syntax.parser import Parser
from dirtool.text.records import read_records
from tests.cli.run import ROOT
from tests.space.reports.test_rows import mutated

REPORTS = ROOT / "tests" / "cases" / "reports"
PARSER = Parser()


def state(text: str, known: dict[str, KnownVolume] | None = None) -> State:
    return read_state(read_records(text.encode(), "report.txt"), PARSER, known or {})


def of_file(name: str, known: dict[str, KnownVolume] | None = None) -> State:
    return state((REPORTS / name).read_text(encoding="ascii"), known)


def texts(state: State) -> list[str]:
    (source,) = state.directory.sources
    return source.records.texts


def refusal(text: str) -> tuple[str, str | None]:
    with pytest.raises(InputError) as raised:
        state(text)
    return raised.value.message, raised.value.hint


def test_minidisks_become_an_invented_directory() -> None:
    found = of_file("mdiskmap.txt")
    assert texts(found) == [
        "USER $ALLOC$ NOLOG",
        "MDISK 0A42 3390 0 1 VM0042 R",
        "USER PACKHOLD LBYONLY",
        "MDISK 0A42 3390 0 10017 VM0042 R",
        "USER DBSRV01 LBYONLY",
        "MDISK 0191 3390 1 100 VM0042 MR",
        "MDISK 0200 3390 101 3339 VM0042 MR",
        "IDENTITY MAINTX LBYONLY",
        "BUILD ON * USING SUBCONFIG MAINTX-1",
        "SUBCONFIG MAINTX-1",
        "MDISK 0191 3390 4000 175 VM0042 MR",
        "USER WEB07 LBYONLY",
        "MDISK 0201 3390 4100 200 VM0042 MR",
        "USER WEB08 LBYONLY",
        "MDISK 0201 3390 1 3338 VM0043",
        "MDISK 0300 FB-512 64 1024 FB0001 MWV",
    ]
    assert (found.directory.sources[0].path, found.directory.sources[0].faults) == ("report.txt", {})
    assert (found.layout, found.experimental) == ("MDISKMAP", False)
    assert [extent.subject for extent in volumes(found.directory)["VM0042"].extents][-2:] == [
        "MAINTX-1/0191",
        "WEB07/0201",
    ]


def test_a_map_of_all_minidisks_tells_the_size_of_a_volume_by_its_last_gap() -> None:
    assert of_file("mdiskmap.txt").volumes == {
        "VM0042": KnownVolume("3390", 10017),
        "VM0043": KnownVolume("3390"),
        "FB0001": KnownVolume("FB-512", 920115, (SystemArea("UNKN", 16, 63),)),
    }


def test_between_minidisks_of_a_map_without_gaps_all_is_free() -> None:
    assert of_file("diskmap.txt").volumes == {"VM0042": KnownVolume("3390"), "VM0043": KnownVolume("3390")}


def test_what_a_list_of_free_places_does_not_tell_of_is_unknown() -> None:
    found = of_file("freext.txt")
    assert texts(found) == []
    assert found.volumes == {
        "VM0042": KnownVolume("3390", 10017, (SystemArea("UNKN", 1, 3439), SystemArea("UNKN", 4000, 4299))),
        "VM0043": KnownVolume("3390", 3339, (SystemArea("UNKN", 3001, 3338),)),
    }
    assert found.extents is not None
    regions = [(one.name, one.volid, one.first, one.last, one.devtype) for one in found.extents.regions.values()]
    assert regions == [("LNX042", "VM0042", 3440, 10016, "3390"), ("LNX043", "VM0043", 1, 3000, "3390")]
    assert found.extents.groups["LINUXA"].regions == ("LNX042", "LNX043")
    assert found.experimental


def test_without_a_model_a_volume_ends_where_its_list_of_free_places_ends() -> None:
    assert state("VM0042 3390 5 9\nVM0042 3390 20 10\n").volumes == {
        "VM0042": KnownVolume("3390", 30, (SystemArea("UNKN", 1, 4), SystemArea("UNKN", 14, 19)))
    }


def test_a_model_that_is_too_small_for_what_is_told_is_not_believed() -> None:
    assert state("VM0042 3390-01 1 1200\n").volumes == {"VM0042": KnownVolume("3390", 1201)}


def test_used_and_free_places_and_areas_of_cp_make_up_a_volume() -> None:
    found = of_file("space_query.txt")
    assert texts(found) == ["USER DBSRV01 LBYONLY", "MDISK 0200 3390 101 3339 VM0042"]
    assert found.volumes == {
        "VM0042": KnownVolume("3390", 10017, (SystemArea("TDSK", 1, 100), SystemArea("UNKN", 4000, 10016)))
    }


def test_used_places_without_owner_are_areas() -> None:
    assert of_file("disk_pool_used.txt").volumes == {
        "VM0042": KnownVolume("3390", 10017, (SystemArea("USED", 1, 100), SystemArea("USED", 101, 3439)))
    }


def test_a_full_pack_does_not_make_used_what_lies_under_it() -> None:
    found = state("VM0042 3390-01 0 1113 MAINT 0122 * G R\nVM0042 3390-01 1 9 A 0191 * G R\nVM0042 3390-01 20 5 G R\n")
    assert found.volumes["VM0042"].areas == (SystemArea("UNKN", 10, 19), SystemArea("UNKN", 25, 1112))


def test_a_minidisk_to_the_end_leaves_nothing_unknown_behind_it() -> None:
    heading = "VOLUME DEVTYPE START END SIZE OWNER ADDR\n"
    text = heading + "VM0042 3390-01 100 END END A 0191\nVOLUME DEVTYPE START END SIZE\nVM0042 3390-01 1 99 99\n"
    found = state(text)
    assert texts(found) == ["USER A LBYONLY", "MDISK 0191 3390 100 END VM0042"]
    assert found.volumes == {"VM0042": KnownVolume("3390", 1113)}


def test_a_place_that_comes_in_two_groups_is_one_minidisk() -> None:
    used = "VM0042 3390 1 9 A 0191 * G1 R1\nVM0042 3390 1 9 A 0191 * G2 R1\n"
    found = state(used)
    assert texts(found) == ["USER A LBYONLY", "MDISK 0191 3390 1 9 VM0042"]
    assert found.extents is None  # it is not known where the region ends
    extents = state(f"{used}VM0042 3390 10 5 G1 R1\n").extents
    assert extents is not None
    assert {group.name: group.regions for group in extents.groups.values()} == {"G1": ("R1",), "G2": ("R1",)}
    assert (extents.regions["R1"].first, extents.regions["R1"].last) == (1, 14)


def test_an_unknown_device_type_is_asked_for() -> None:
    text = (REPORTS / "space_query_unknown_type.txt").read_text(encoding="ascii")
    assert refusal(text) == (
        "report.txt: the device type is not told of FB0001",
        "name it in a list of volumes, one a line: FB0001 DEVTYPE",
    )
    known = {"FB0001": KnownVolume("9336", 4096), "VM0099": KnownVolume("3390", 3339)}
    assert state(text, known).volumes == {
        "FB0001": KnownVolume(
            "9336", 4096, (SystemArea("UNKN", 16, 63), SystemArea("UNKN", 1088, 2047), SystemArea("UNKN", 3072, 4095))
        ),
        "VM0099": KnownVolume("3390", 3339),
    }


def test_of_many_volumes_without_a_device_type_some_are_named() -> None:
    text = "".join(f"VM000{number} ???? 1 9 G R\n" for number in range(9))
    assert refusal(text)[0] == (
        "report.txt: the device type is not told of VM0000, VM0001, VM0002, VM0003, VM0004, VM0005 and 3 more"
    )


def test_what_is_known_of_a_volume_counts_more_than_the_report() -> None:
    known = {"VM0042": KnownVolume("3390", 200, (SystemArea("PARM", 1, 10),)), "VM0043": KnownVolume("3390")}
    found = of_file("usedext.txt", known)
    assert texts(found) == ["USER DBSRV01 LBYONLY", "MDISK 0191 3390 1 100 VM0042", "MDISK 0200 3390 101 3339 VM0042"]
    assert found.volumes == {
        "VM0042": KnownVolume("3390", 200, (SystemArea("PARM", 1, 10),)),
        "VM0043": KnownVolume("3390", None, (SystemArea("PAGE", 1, 50),)),
    }


def test_behind_the_known_end_of_a_volume_nothing_is_unknown() -> None:
    found = state("VM0042 3390 5 3\nVM0042 3390 20 5\nVM0042 3390 40 5\n", {"VM0042": KnownVolume("3390", 10)})
    assert found.volumes == {"VM0042": KnownVolume("3390", 10, (SystemArea("UNKN", 1, 4), SystemArea("UNKN", 8, 9)))}


def test_an_area_that_is_known_already_is_told_once() -> None:
    known = {"VM0042": KnownVolume(None, None, (SystemArea("PAGE", 1, 9),))}
    assert state("VM0042 3390 1 9 .PAGE. ---- * G R\n", known).volumes == {
        "VM0042": KnownVolume("3390", None, (SystemArea("PAGE", 1, 9),))
    }


def test_an_area_may_reach_to_the_end_of_a_volume() -> None:
    heading = "VOLUME DEVTYPE START END SIZE OWNER\n"
    assert state(f"{heading}VM0042 3390-01 5 END END .PAGE.\n").volumes["VM0042"].areas == (
        SystemArea("PAGE", 5, 1112),
    )
    assert state(f"{heading}VM0042 3390 5 END END .PAGE.\n").volumes["VM0042"].areas == (SystemArea("PAGE", 5, 5),)


def test_a_known_device_type_is_that_of_all_minidisks_of_the_volume() -> None:
    assert texts(state("VM0042 3390 1 9 A 0191 * G R\n", {"VM0042": KnownVolume("3380")})) == [
        "USER A LBYONLY",
        "MDISK 0191 3380 1 9 VM0042",
    ]


def test_an_identity_builds_each_of_its_subconfigurations_once() -> None:
    heading = "Volser Type Userid Addr Mode Start End Size Subconfg\n"
    disks = "VM0042 3390 A 0191 MR 1 9 9 A-1 *\n A 0192 MR 10 19 10 A-1 *\n A 0191 MR 20 29 10 A-2 *\n"
    assert texts(state(heading + disks)) == [
        "IDENTITY A LBYONLY",
        "BUILD ON * USING SUBCONFIG A-1",
        "BUILD ON * USING SUBCONFIG A-2",
        "SUBCONFIG A-1",
        "MDISK 0191 3390 1 9 VM0042 MR",
        "MDISK 0192 3390 10 10 VM0042 MR",
        "SUBCONFIG A-2",
        "MDISK 0191 3390 20 10 VM0042 MR",
    ]


def test_a_file_that_is_no_report_is_refused() -> None:
    assert refusal("USER LINUX1 NOLOG\n") == (
        "report.txt: this is no report of volumes",
        "expected a directory, or a report such as MDISKMAP, USEDEXT and FREEXT, or an xCAT disk pool",
    )


SIZE = 60
SPANS = st.tuples(st.integers(0, SIZE - 1), st.integers(1, 12)).map(
    lambda span: (span[0], min(span[1], SIZE - span[0]))
)


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, min_size=1, max_size=6), st.booleans())
def test_free_is_what_is_told_to_be_free_and_used_by_nobody(
    used: list[tuple[int, int]], free: list[tuple[int, int]], size_is_known: bool
) -> None:
    lines = [f"VM0042 3390 {first} {size} U{number} 0191 * G R" for number, (first, size) in enumerate(used)]
    lines += [f"VM0042 3390 {first} {size} G R" for first, size in free]
    found = state("\n".join(lines), {"VM0042": KnownVolume("3390", SIZE)} if size_is_known else {})
    volume = found.volumes["VM0042"]
    told_free = {at for first, size in free for at in range(first, first + size)}
    told_used = {at for first, size in used for at in range(first, first + size)}
    extents = volumes(found.directory)["VM0042"].extents if used else []
    taken = {at for extent in extents if extent.last is not None for at in range(extent.first, extent.last + 1)}
    unknown = {at for area in volume.areas for at in range(area.first, area.last + 1)}
    assert volume.size == (SIZE if size_is_known else max(told_free | told_used) + 1)
    assert taken == told_used
    assert unknown.isdisjoint(told_free)
    assert set(range(1, volume.size)) - taken - unknown == (told_free - told_used) - {0}


@given(mutated())
def test_no_bytes_are_answered_with_anything_but_a_message(data: bytes) -> None:
    with suppress(InputError):
        found = read_state(read_records(data), PARSER, {"VM0042": KnownVolume("3390")})
        (source,) = found.directory.sources
        assert len(source.statements) == len(source.records.texts)
        assert "Unparsed" not in {type(statement).__name__ for statement in source.statements}
