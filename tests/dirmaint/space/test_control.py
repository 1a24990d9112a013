"""EXTENT CONTROL as DASD commands change it: what they do, what they refuse, and the file that they leave."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.dirmaint.space.control import Area, Changed, ExtentControlState, Refused, RegionAnswer
from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import lint
from dirtool.model.extent_control import ExtentControl, Group, extent_control_of
from dirtool.syntax.extent_control import Method, Region
from tests.growth import assert_grows, seconds_for
from tests.model.made import control_of

CONTROL = """\
* pools of Linux
:REGIONS.
  *RegionId VolSer RegStart RegEnd Dev-Type
  LXA001  LXA001     1    END  3390-09  first pool
  LXA002  LXA002     1  10016  3390-09
  TWIN    LXA003     1    999  3390-09
  TWIN    LXA004     1    999  3390-09
:END.
:GROUPS.
  LINUX   (ALLOCATE ROTATING)
  LINUX   LXA001  TWIN
  LINUX   LXA002
  PLAIN   LXA001 LXA002
:END.
:DEFAULTS.
  3390-A  30051
:END.
"""


def state() -> ExtentControlState:
    return ExtentControlState(control_of(CONTROL))


def group_names(extents: ExtentControlState) -> list[str]:
    return [area.name for area in extents.areas("group", ("*",))]


def refusal(change: Callable[[ExtentControlState], object]) -> str:
    """Why a change is refused; nothing has changed then."""
    before = state()
    with pytest.raises(Refused) as refused:
        change(before)
    assert before.text() == CONTROL
    assert before.changed_at(Area("group", "LINUX")) == state().changed_at(Area("group", "LINUX"))
    assert refused.value.number is None
    return refused.value.why


# ---- what there is


def test_the_state_begins_with_what_the_file_says() -> None:
    extents = state()
    assert extents.group("LINUX") == Group("LINUX", "ROTATING", ("LXA001", "TWIN", "LXA002"))
    assert extents.group("NONE") is None
    assert group_names(extents) == ["LINUX", "PLAIN"]
    assert [region.name for region in extents.regions_on("LXA003")] == ["TWIN"]
    assert extents.regions_on("LXA004") == []
    assert extents.groups_of("LXA001") == ["LINUX", "PLAIN"]
    assert extents.text() == CONTROL


def test_without_a_file_there_is_nothing() -> None:
    extents = ExtentControlState()
    assert (extents.text(), group_names(extents), dict(extents.regions)) == ("", [], {})


def test_a_query_tells_regions_with_start_size_and_end() -> None:
    assert state().answers(Area("group", "PLAIN")) == [
        RegionAnswer("LXA001", "LXA001", 1, 10016, 10016, "3390-09", "first pool"),
        RegionAnswer("LXA002", "LXA002", 1, 10016, 10016, "3390-09", ""),
    ]
    assert ExtentControlState(control_of(":REGIONS.\nR V 1 END 3390\n:END.")).answers(Area("volume", "V")) == [
        RegionAnswer("R", "V", 1, None, None, "3390", "")
    ]


def test_an_asterisk_stands_for_all_and_a_name_for_itself() -> None:
    extents = state()
    assert extents.areas("group", ["*"]) == [Area("group", "LINUX"), Area("group", "PLAIN")]
    assert extents.areas("region", ["twin", "LXA001"]) == [Area("region", "TWIN"), Area("region", "LXA001")]
    assert [area.name for area in extents.areas("volume", ["*"])] == ["LXA001", "LXA002", "LXA003"]


@pytest.mark.parametrize(("kind", "number"), [("group", None), ("region", 3558), ("volume", None)])
def test_a_query_of_what_is_not_there_is_refused(kind: str, number: int | None) -> None:
    with pytest.raises(Refused) as refused:
        state().areas(kind, ["NOSUCH"])  # type: ignore[arg-type]
    assert (refused.value.number, refused.value.why) == (number, f"there is no {kind} NOSUCH (SMAPI 420/8)")


def test_the_size_of_a_volume_is_that_of_the_system_or_of_a_region_on_it() -> None:
    extents = ExtentControlState(control_of(CONTROL), {"LXA009": 500, "LXA002": 30051})
    sizes = [extents.volume_size(volid) for volid in ("LXA001", "LXA002", "LXA009", "LXA010")]
    assert sizes == [10017, 30051, 500, None]


def test_what_dasd_does_not_change_is_that_of_the_file() -> None:
    extents = ExtentControlState(control_of(":EXCLUDE.\nMAINT-* 0123\n:END.\n:AUTOBLOCK.\n3390 4096 100 1 CKD\n:END."))
    assert extents.excludes("MAINT-1", "0123")
    assert extents.units_for("3390-09", 101, 4096) == 2
    assert extents.size_of("3390-03") == 3339


# ---- DASD ADD


def test_a_region_is_added_from_1_to_the_end_of_its_volume() -> None:
    extents = state()
    assert extents.add_region("lxa005", "lxa005", "3390-a") == Changed(("LXA005",), ())
    assert extents.text() == CONTROL.replace(
        "3390-09\n:END.", "3390-09\nLXA005   LXA005          1        END 3390-A\n:END."
    )
    assert extents.answers(Area("volume", "LXA005")) == [
        RegionAnswer("LXA005", "LXA005", 1, 30050, 30050, "3390-A", "")
    ]


def test_a_region_is_added_with_size_start_and_comment() -> None:
    extents = state()
    extents.add_region("LXA005A", "LXA005", "3390-09", 100, 50, "  for tests ")
    assert "LXA005A  LXA005         50        149 3390-09  for tests\n" in extents.text()


def test_a_volume_is_a_region_that_is_named_like_it() -> None:
    extents = state()
    assert extents.add_volume("LXA005", "3390-09", 10, 5) == Changed(("LXA005",), ())
    assert extents.regions["LXA005"].last == 14


def test_a_comment_is_kept_as_far_as_it_fits_into_the_record() -> None:
    extents = state()
    extents.add_region("LXA005", "LXA005", "3390-09", comment="a pool that is not yet used by anybody at all")
    (answer,) = extents.answers(Area("region", "LXA005"))
    assert answer.comment == "a pool that is not yet u"
    assert max(map(len, extents.records.texts)) == 71


def test_a_group_is_added_with_its_method_and_as_many_records_as_it_takes() -> None:
    extents = ExtentControlState()
    names = [f"REGION{number:02}" for number in range(8)]
    for name in names:
        extents.add_region(name, "LXA001", "3390-09")
    assert extents.add_group("pool", names, "ROTATING") == Changed((), ("POOL",))
    assert extents.records.texts[-5:] == [
        ":GROUPS.",
        "POOL     (ALLOCATE ROTATING)",
        "POOL     REGION00 REGION01 REGION02 REGION03 REGION04 REGION05 REGION06",
        "POOL     REGION07",
        ":END.",
    ]
    assert extents.group("POOL") == Group("POOL", "ROTATING", tuple(names))


def test_a_group_without_a_method_is_linear_and_more_regions_come_behind_its_own() -> None:
    extents = state()
    extents.add_group("NEW", ["TWIN"])
    extents.add_group("PLAIN", ["TWIN"])
    assert extents.group("NEW") == Group("NEW", "LINEAR", ("TWIN",))
    assert extents.group("PLAIN") == Group("PLAIN", "LINEAR", ("LXA001", "LXA002", "TWIN"))
    assert "NEW      TWIN\nPLAIN    TWIN\n:END.\n" in extents.text()


@pytest.mark.parametrize(
    ("region", "why"),
    [
        (("TWIN", "V9", "3390-09"), "there is a region TWIN already (SMAPI 420/4)"),
        (("NEW", "V9", "3390"), "nobody knows where a 3390 ends: its model is needed, or a size"),
        (("NEW", "V9", "3390-09", 10017), "region NEW reaches to 10017, and V9 ends at 10016"),
        (("NEW", "V9", "3390-09", None, 10017), "region NEW reaches to 10017, and V9 ends at 10016"),
        (("NEW", "V9", "3390-09", 0), "0 is no end; allowed: 1 or more"),
        (("NEW.", "V9", "3390-09"), "NEW. is no region; allowed: 1 to 8 of A-Z 0-9 # @ $ : - +"),
        (("NEW", "V999999", "3390-09"), "V999999 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        (("A B", "V9", "3390-09"), "A B V9 1 END 3390-09 is no record of :REGIONS."),
        (("*NEW", "V9", "3390-09"), "*NEW V9 1 END 3390-09 is no record of :REGIONS."),
        (
            ("NEW", "V9", "3390-" + 66 * "9", 5),
            "NEW V9 1 5 3390-999999999999999999999999... is no record of :REGIONS.",
        ),
        (("NEW", "V9", "3390-09", 5, 1, "\u20ac"), "a comment that EXTENT CONTROL cannot hold: \u20ac"),
        (("NEW", "V9", "3390-09", 5, 1, "a\nb"), r"a comment that EXTENT CONTROL cannot hold: 'a\nb'"),
    ],
)
def test_a_region_that_cannot_be_is_refused(region: tuple[Any, ...], why: str) -> None:
    assert refusal(lambda extents: extents.add_region(*region)) == why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda on: on.add_group("PLAIN", ["TWIN"], "LINEAR"),
            "group PLAIN exists, and the method LINEAR is only for a new one",
        ),
        (lambda on: on.add_group("NEW", ["TWIN", "NOSUCH"]), "there is no region NOSUCH (SMAPI 420/8)"),
        (lambda on: on.add_group("PLAIN", ["TWIN", "LXA001"]), "region LXA001 is in group PLAIN already (SMAPI 420/4)"),
        (lambda on: on.add_group("NEW", []), "no region is named for group NEW"),
        (
            lambda on: on.add_group("NEWGROUP1", ["TWIN"]),
            "NEWGROUP1 is no group; allowed: 1 to 8 of A-Z 0-9 # @ $ : - +",
        ),
        (lambda on: on.delete_group("NOSUCH", ["*"]), "there is no group NOSUCH (SMAPI 420/8)"),
        (lambda on: on.delete_group("PLAIN", ["LXA001", "TWIN"]), "region TWIN is not in group PLAIN (SMAPI 420/12)"),
        (lambda on: on.delete_group("PLAIN", []), "no region is named that shall leave group PLAIN"),
        (lambda on: on.delete_region(["LXA001", "NOSUCH"]), "there is no region NOSUCH (SMAPI 420/8)"),
        (lambda on: on.delete_volume(["LXA001", "LXA004"]), "there is no volume LXA004 (SMAPI 420/8)"),
    ],
)
def test_what_dasd_does_not_do_changes_nothing(change: Callable[[ExtentControlState], object], why: str) -> None:
    assert refusal(change) == why


def test_a_device_type_needs_no_model_where_the_system_knows_the_volume_or_a_size_is_given() -> None:
    extents = ExtentControlState(control_of(CONTROL), {"LXA009": 500})
    extents.add_region("KNOWN", "LXA009", "3390")
    assert extents.end_of(extents.regions["KNOWN"]) == 499
    extents.add_region("SIZED", "LXA010", "3390", 20)
    assert extents.end_of(extents.regions["SIZED"]) == 20
    with pytest.raises(Refused, match="region LARGE reaches to 500, and LXA009 ends at 499"):
        extents.add_region("LARGE", "LXA009", "3390-09", 500)


# ---- DASD DELETE


def test_regions_leave_a_group_and_the_rest_of_its_records_stays() -> None:
    extents = state()
    assert extents.delete_group("linux", ["lxa001", "LXA002"]) == Changed((), ("LINUX",))
    assert extents.group("LINUX") == Group("LINUX", "ROTATING", ("TWIN",))
    assert extents.groups_of("LXA001") == ["PLAIN"]
    assert extents.text() == CONTROL.replace("  LINUX   LXA001  TWIN\n  LINUX   LXA002\n", "  LINUX   TWIN\n")


@pytest.mark.parametrize("regions", [["*"], ["TWIN", "LXA002", "LXA001"]])
def test_a_group_goes_with_its_last_region(regions: list[str]) -> None:
    extents = state()
    extents.delete_group("LINUX", regions)
    assert extents.group("LINUX") is None
    assert "LINUX " not in extents.text()
    extents.add_group("LINUX", ["TWIN"])
    assert extents.group("LINUX") == Group("LINUX", "LINEAR", ("TWIN",))


def test_a_group_without_regions_can_be_deleted() -> None:
    extents = ExtentControlState(control_of(":GROUPS.\nG (ALLOCATE ROTATING)\n:END.\n"))
    extents.delete_group("G", ["*"])
    assert extents.text() == ":GROUPS.\n:END.\n"


def test_a_method_stays_when_the_regions_beside_it_leave() -> None:
    control = (
        ":REGIONS.\nR1 V1 1 9 3390-09\nR2 V1 10 19 3390-09\n:END.\n:GROUPS.\nG (ALLOCATE ROTATING) R1\nG R2\n:END.\n"
    )
    extents = ExtentControlState(control_of(control))
    extents.delete_group("G", ["R1"])
    assert extents.group("G") == Group("G", "ROTATING", ("R2",))
    assert extents.text() == control.replace("ROTATING) R1", "ROTATING)")


def test_the_words_of_a_method_are_no_regions() -> None:
    control = (
        ":REGIONS.\nLINEAR V1 1 9 3390-09\nR2 V1 10 19 3390-09\n:END.\n:GROUPS.\nG LINEAR R2 (ALLOCATE LINEAR)\n:END.\n"
    )
    extents = ExtentControlState(control_of(control))
    extents.delete_group("G", ["LINEAR"])
    assert "\nG R2 (ALLOCATE LINEAR)\n" in extents.text()


def test_a_region_goes_with_all_its_records_and_leaves_its_groups() -> None:
    extents = state()
    assert extents.delete_region(["TWIN"]) == Changed(("TWIN",), ("LINUX",))
    assert "TWIN" not in extents.text()
    assert extents.group("LINUX") == Group("LINUX", "ROTATING", ("LXA001", "LXA002"))
    assert extents.delete_region(["LXA001", "LXA002"]) == Changed(("LXA001", "LXA002"), ("LINUX", "PLAIN"))
    assert group_names(extents) == []


def test_a_volume_goes_with_all_regions_on_it() -> None:
    extents = state()
    extents.add_region("LXA001B", "LXA001", "3390-09", 10)
    assert extents.delete_volume(["LXA001"]) == Changed(("LXA001", "LXA001B"), ("LINUX", "PLAIN"))
    assert extents.regions_on("LXA001") == []
    assert extents.members(Area("volume", "LXA001")) is None


# ---- what is in force


def test_a_file_that_was_sent_is_in_force_after_it_is_reloaded() -> None:
    extents = state()
    sent = control_of(":REGIONS.\nNEW V1 1 END 3390-09\n:END.\n")
    extents.file(sent)
    assert extents.pending is sent
    assert (list(extents.regions), extents.text()) == (
        ["LXA001", "LXA002", "TWIN"],
        ":REGIONS.\nNEW V1 1 END 3390-09\n:END.\n",
    )
    extents.reload()
    assert extents.pending is None
    assert list(extents.regions) == ["NEW"]


def test_reloading_without_a_file_changes_nothing() -> None:
    extents = state()
    extents.add_volume("LXA009", "3390-09")
    before = extents.text()
    extents.reload()
    assert extents.text() == before


@pytest.mark.parametrize(
    ("change", "regions"),
    [
        (lambda on: on.add_volume("V2", "3390-09"), ["NEW", "V2"]),
        (lambda on: on.add_group("G", ["NEW"]), ["NEW"]),
        (lambda on: on.delete_group("OLD", ["*"]), ["NEW"]),
        (lambda on: on.delete_region(["NEW"]), []),
        (lambda on: on.delete_volume(["V1"]), []),
    ],
)
def test_a_dasd_command_changes_the_file_that_was_sent(
    change: Callable[[ExtentControlState], object], regions: list[str]
) -> None:
    extents = state()
    extents.file(control_of(":REGIONS.\nNEW V1 1 END 3390-09\n:END.\n:GROUPS.\nOLD NEW\n:END.\n"))
    change(extents)
    assert list(extents.regions) == regions
    assert extents.pending is None


def test_a_group_changes_too_when_a_region_comes_that_it_names_already() -> None:
    extents = ExtentControlState(control_of(":GROUPS.\nG GONE\n:END.\n"))
    before = extents.changed_at(Area("group", "G"))
    extents.add_region("GONE", "V1", "3390-09")
    assert extents.changed_at(Area("group", "G")) > before


def test_it_is_told_of_which_areas_the_regions_have_changed() -> None:
    extents = state()
    areas = [Area("group", "LINUX"), Area("group", "PLAIN"), Area("region", "TWIN"), Area("volume", "LXA003")]
    before = [extents.changed_at(area) for area in areas]
    extents.delete_region(["TWIN"])
    now = [extents.changed_at(area) for area in areas]
    assert [later > earlier for earlier, later in zip(before, now, strict=True)] == [True, False, True, True]


# ---- any changes to any file

NAMES = ("R1", "R2", "R3", "ALLOCATE", "LINEAR")
GROUPS = ("G1", "G2", "ROTATING")
VOLIDS = ("V1", "V2")
RECORDS = (
    "R1 V1 1 END 3390-09 here",
    "  r2   v1  5 20 3390-03",
    "R2 V2 1 9 9336-10",
    "R3 V2 1 END 3390",
    "R4 V2 1",
    "LINEAR V2 30 END 3380-K",
)
GROUP_RECORDS = (
    "G1 R1 R2",
    "  g1 (ALLOCATE ROTATING)",
    "G1 r2  NOSUCH R2 R3",
    "G2 (allocate linear) R1",
    "G2 R3 (ALLOCATE ROTATING)",
    "G2 ((",
    "ROTATING LINEAR R1",
    "* G1 R3",
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with sections that may be twice there, not closed, or not there."""
    records: list[str] = []
    for tag, own in draw(
        st.permutations([(":REGIONS.", RECORDS), (":GROUPS.", GROUP_RECORDS), (":EXCLUDE.", ("A", "* x"))])
    ):
        for _ in range(draw(st.sampled_from((1, 1, 1, 0, 2)))):
            records += [tag, *draw(st.lists(st.sampled_from(own), max_size=4))]
            records += [":END."] if draw(st.integers(0, 9)) else []
    return "\n".join(records)


def change(data: st.DataObject, extents: ExtentControlState) -> None:
    """Any DASD command; that it may be refused is left to who calls."""
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    match data.draw(st.integers(0, 5)):
        case 0:
            devtype = data.draw(st.sampled_from(("3390-09", "9336-10", "3390")))
            size = data.draw(st.none() | st.integers(1, 20000))
            start = data.draw(st.sampled_from((None, 1, 5)))
            extents.add_region(names[0], data.draw(st.sampled_from(VOLIDS)), devtype, size, start, "a note")
        case 1:
            method: Method | None = data.draw(st.sampled_from((None, None, "LINEAR", "ROTATING")))
            extents.add_group(data.draw(st.sampled_from(GROUPS)), names, method)
        case 2:
            extents.delete_group(data.draw(st.sampled_from(GROUPS)), data.draw(st.sampled_from((names, ["*"]))))
        case 3:
            extents.delete_region(names)
        case 4:
            extents.delete_volume([data.draw(st.sampled_from(VOLIDS))])
        case 5:
            extents.add_volume(data.draw(st.sampled_from(VOLIDS)), "3390-03")


def parsed(control: ExtentControl) -> object:
    """What a file says."""
    return _unplaced(dict(control.regions)), control.groups


def said(extents: ExtentControlState) -> object:
    """What a state says, in the same form."""
    groups = {name: extents.group(name) for name in group_names(extents)}
    return _unplaced(dict(extents.regions)), groups


def _unplaced(regions: dict[str, Region]) -> list[Region]:
    return [replace(region, line=0) for region in regions.values()]


def errors(control: ExtentControl) -> Counter[tuple[str, str]]:
    """The errors that lint finds."""
    found = lint(control).diagnostics
    return Counter((one.code, one.subject) for one in found if one.severity is Severity.ERROR)


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_the_file_says_what_the_state_says_after_any_changes(data: st.DataObject) -> None:
    text = data.draw(files())
    if data.draw(st.booleans()):
        text = "\n".join(f"{record:<72}{number:08}" for number, record in enumerate(text.split("\n"), 1))
    control = control_of(text)
    before = errors(control)
    extents = ExtentControlState(control)
    assert said(extents) == parsed(control)
    for _ in range(data.draw(st.integers(1, 12))):
        text, sayings = extents.text(), said(extents)
        try:
            change(data, extents)
        except Refused:
            assert (extents.text(), said(extents)) == (text, sayings)
        again = extent_control_of(extents.records)
        assert said(extents) == parsed(again)
        assert errors(again) <= before
        for region in extents.regions.values():
            assert set(extents.groups_of(region.name)) == set(again.groups_of(region.name))
            assert extents.end_of(region) == again.end_of(region)
            assert [one.name for one in extents.regions_on(region.volid)] == [
                one.name for one in again.regions_on(region.volid)
            ]


# ---- growth


def worked_off(count: int) -> ExtentControlState:
    """So many regions come into one group, and half of them go again."""
    extents = ExtentControlState()
    for number in range(count):
        extents.add_region(f"R{number}", f"V{number % 50}", "3390-09", 10, 1 + number % 9000)
        extents.add_group(f"G{number % 20}", [f"R{number}"])
    for number in range(0, count, 2):
        extents.delete_region([f"R{number}"])
    assert extents.records.texts
    return extents


def test_four_times_the_dasd_commands_take_about_four_times_as_long() -> None:
    assert_grows(lambda: seconds_for(lambda: worked_off(250)), lambda: seconds_for(lambda: worked_off(1_000)), 7)
