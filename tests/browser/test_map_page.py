"""The page of the map in a browser: what is drawn, what it tells, how it is searched, and on what it can be read."""

import os
import re
from typing import Any

import pytest

if not os.environ.get("DIRTOOL_ALL_TESTS"):
    pytest.importorskip("playwright", reason="no Playwright; pip install 'dirtool[browser]'")

from playwright.sync_api import Page, expect

from dirtool.report.map_html import map_html
from dirtool.report.map_svg import map_svg
from dirtool.space.volumes.volume_map import Unlocated, VolumeMap
from tests.browser.conftest import Open
from tests.browser.looks import HOSTILE, PHONE, SPELT, background, poor_texts, search, tip
from tests.report.mapped import area, disk, many, pack, realistic, volume

SMALL = VolumeMap(
    [
        volume(
            "LX0001", 10000, area("LABEL", 0, 0), disk("LNX1/0100", 1000, 2999, userid="LNX1"), disk("LNX2/0100", 3000, 4999),
            disk("LNX1-A/0200", 4500, 5999, userid="LNX1"), pack("MAINT/0123", 9999), groups=("LINUX",),
        ),
        volume("LX0002", 10000, disk("LNX2/0101", 1, 8000)),
        volume("OPEN01", None, disk("TESTER/0200", 0, 499), disk("TESTER/0201", 1000, None)),
    ],
    [Unlocated("LNX1/0300", "vdisk", 2048), Unlocated("CMS1/0195", "tdisk", 20)],
    [],
)  # fmt: skip


def small(open_page: Open, **context: Any) -> Page:
    return open_page(map_html(SMALL, "USER DIRECT"), **context)


def shown(page: Page) -> list[str]:
    return page.locator(".volume:visible .volid").all_text_contents()


def boxes(page: Page, number: int, look: str) -> list[list[int]]:
    """Where the parts of one look begin and end, in thousandths of the bar."""
    found: list[list[int]] = page.locator(f"#volume-{number} .bar svg").evaluate(
        """(svg, look) => [...svg.querySelectorAll("path." + look)]
             .flatMap((path) => path.getAttribute("d").split("M").filter(Boolean))
             .map((piece) => piece.match(/^([\\d.]+) [\\d.]+h([\\d.]+)/).slice(1).map(Number))
             .map(([x, wide]) => [x, x + wide].map((place) => Math.round((place * 1000) / svg.viewBox.baseVal.width)))""",
        look,
    )
    return found


def point(page: Page, number: int, share: float, y: int = 20, touch: bool = False) -> None:
    bar = page.locator(f"#volume-{number} .bar")
    box = bar.bounding_box()
    assert box is not None
    (bar.tap if touch else bar.hover)(position={"x": box["width"] * share, "y": y})


def test_every_volume_has_a_bar_to_scale(open_page: Open) -> None:
    page = small(open_page, viewport={"width": 1280, "height": 900})
    expect(page.locator(".volume .bar")).to_have_count(3)
    assert boxes(page, 1, "track") == [[0, 1000]]
    assert boxes(page, 1, "a") == [[100, 298], [450, 598]]
    assert boxes(page, 1, "b") == [[300, 498]]
    assert boxes(page, 1, "overlap") == [[450, 500]]
    assert boxes(page, 1, "overlay") == [[0, 998]]
    assert boxes(page, 2, "a") == [[0, 798]]
    assert boxes(page, 2, "overlap") == []


def test_an_overlap_stands_out_without_colour(open_page: Open) -> None:
    page = small(open_page)
    overlap = page.locator("#volume-1 .overlap")
    assert overlap.evaluate("one => getComputedStyle(one).fill") == 'url("#hatch")'
    expect(page.locator("#volume-1 .warning")).to_have_count(1)
    expect(page.locator("#volume-1 .tag")).to_have_text("1 overlap")


def test_a_volume_tells_its_size_where_that_is_from_and_its_numbers(open_page: Open) -> None:
    page = open_page(map_html(realistic(), "USER DIRECT"))
    search(page, "Volume", "LXDUP1")
    expect(page.locator(".volume:visible")).to_have_count(1)
    row = page.locator(".volume:visible")
    assert row.locator(".name p").all_text_contents() == [
        "3390 \u00b7 10,017 cylinders \u00b7 6.88 GiB",
        "size guessed: 3390-09",
    ]
    expect(row.locator(".guess")).to_have_count(1)
    assert row.locator("dt").all_text_contents() == ["Used", "Free", "Largest gap", "Fragmented"]
    assert row.locator("dd").all_text_contents() == ["33 %3,338", "6,6794.59 GiB", "6,6784.59 GiB", "1 %"]


def test_pointing_at_a_part_tells_whose_it_is_and_where(open_page: Open) -> None:
    page = small(open_page)
    point(page, 1, 0.2)
    assert tip(page) == [
        "LNX1/0100", "minidisk", "cylinders 1,000\u20132,999", "2,000 cylinders \u00b7 1.37 GiB", "user LNX1, mode MR",
        "also here: MAINT/0123",
    ]  # fmt: skip
    point(page, 1, 0.8)
    assert tip(page) == ["Free", "cylinders 6,000\u20139,999", "4,000 cylinders \u00b7 2.75 GiB"]
    page.mouse.move(1, 1)
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_an_overlap_names_both(open_page: Open) -> None:
    page = small(open_page)
    point(page, 1, 0.475)
    assert tip(page) == [
        "LNX1-A/0200 and LNX2/0100", "overlap", "cylinders 4,500\u20134,999", "500 cylinders \u00b7 352 MiB",
        "Both have these.",
    ]  # fmt: skip
    point(page, 1, 0.55)
    assert tip(page)[4] == "user LNX1, entry LNX1-A, mode MR"


def test_an_overlap_that_is_all_of_a_minidisk_comes_first(open_page: Open) -> None:
    inner = VolumeMap([volume("A", 100, disk("A/0100", 0, 79), disk("B/0100", 40, 59))], [], [])
    page = open_page(map_html(inner, "USER DIRECT"))
    point(page, 1, 0.5)
    assert tip(page)[0] == "A/0100 and B/0100"


def test_a_full_pack_over_all_others_is_met_on_its_rail(open_page: Open) -> None:
    page = small(open_page)
    point(page, 1, 0.2, y=34)
    assert tip(page)[:2] == ["MAINT/0123", "full pack"]
    assert tip(page)[-1] == "lies over all others and uses nothing"


def test_what_lies_behind_an_unknown_end_is_told(open_page: Open) -> None:
    page = small(open_page)
    point(page, 3, 0.99)
    assert tip(page)[0] == "TESTER/0201"
    assert "cylinders 1,000 to the end" in tip(page)
    teeth = page.locator("#volume-3 .edge")
    assert teeth.evaluate("one => getComputedStyle(one).fill") == background(page)
    expect(page.locator("#volume-3 .scale")).to_have_text("01,000 and on")


def test_what_lies_behind_a_known_end_is_told(open_page: Open) -> None:
    page = open_page(map_html(VolumeMap([volume("BEYOND", 1000, disk("LATE/0200", 900, 1999))], [], []), "x"))
    point(page, 1, 0.75)
    assert tip(page)[-1] == "The volume ends at 999."
    expect(page.locator(".limit")).to_have_count(1)
    expect(page.locator(".tag.wrong")).to_have_text("behind the end")


def test_a_tap_shows_a_part_and_one_elsewhere_hides_it(open_page: Open) -> None:
    page = small(open_page, **PHONE)
    point(page, 2, 0.3, touch=True)
    assert tip(page)[0] == "LNX2/0101"
    page.locator("h1").tap()
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_the_keyboard_goes_from_part_to_part(open_page: Open) -> None:
    page = small(open_page)
    page.locator("#volume-1 .volid").focus()
    page.keyboard.press("Tab")
    bar = page.get_by_role("slider", name="Parts of LX0001")
    expect(bar).to_be_focused()
    assert bar.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    seen = []
    for _ in range(8):
        seen.append(tip(page)[0])
        assert tip(page)[0] in (bar.get_attribute("aria-valuetext") or "")
        page.keyboard.press("ArrowRight")
    assert seen == [
        "MAINT/0123", ".LABEL.", "Free", "LNX1/0100", "LNX2/0100", "LNX1-A/0200", "LNX1-A/0200 and LNX2/0100", "Free",
    ]  # fmt: skip
    page.keyboard.press("Home")
    assert tip(page)[0] == "MAINT/0123"
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert bar.get_attribute("aria-valuenow") == "7"
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_have_count(0)


SEARCHES: list[tuple[str, str, list[str], list[list[int]]]] = [
    ("lnx1", "2 extents, 2.40 GiB on 1 of 3 volumes", ["LX0001"], [[100, 298], [450, 598]]),
    ("LNX1-A", "1 extent, 1.03 GiB on 1 of 3 volumes", ["LX0001"], [[450, 598]]),
    ("LNX2", "2 extents, 6.87 GiB on 2 of 3 volumes", ["LX0001", "LX0002"], [[300, 498]]),
    ("nobody", "0 extents on 0 of 3 volumes", [], []),
    ("*1", "2 extents, 2.40 GiB on 1 of 3 volumes", ["LX0001"], [[100, 298], [450, 598]]),
    ("N*", "0 extents on 0 of 3 volumes", [], []),
    ("LNX1/0100", "1 extent, 1.37 GiB on 1 of 3 volumes", ["LX0001"], [[100, 298]]),
]


def test_a_user_is_searched_and_its_extents_are_found(open_page: Open) -> None:
    page = small(open_page, viewport={"width": 1280, "height": 900})
    for typed, said, volids, hits in SEARCHES:
        search(page, "User", typed)
        expect(page.get_by_role("status")).to_have_text(said)
        expect(page.get_by_text("No volume is like that.")).to_be_visible(visible=not volids)
        assert shown(page) == volids
        if volids:
            assert boxes(page, 1, "hit") == hits


def test_a_search_finds_what_has_no_place_too(open_page: Open) -> None:
    page = small(open_page)
    status = page.get_by_role("status")
    expect(status).to_have_text("3 volumes")
    search(page, "User", "LNX1")
    expect(status).to_have_text("2 extents, 2.40 GiB on 1 of 3 volumes")
    assert page.locator("#unlocated li:visible").all_text_contents() == ["LNX1/03002,048 blocks, 1 MiB"]
    expect(page.locator("#unlocated h3:visible")).to_have_count(1)
    search(page, "User", "")
    expect(status).to_have_text("3 volumes")
    expect(page.locator(".hit").and_(page.locator("path"))).to_have_count(0)


def test_a_volume_is_searched_by_its_volid_and_its_groups(open_page: Open) -> None:
    page = small(open_page)
    for typed, volids in (
        ("lx", ["LX0001", "LX0002"]),
        ("linux", ["LX0001"]),
        ("", ["LX0001", "LX0002", "OPEN01"]),
        ("*02", ["LX0002"]),
    ):
        search(page, "Volume", typed)
        expect(page.locator(".volume:visible")).to_have_count(len(volids))
        assert shown(page) == volids


ORDERS = (
    ("most free", "LXEAV1"), ("overlaps first", "USER01"), ("largest gap", "LXEAV1"), ("most used", "720P01"),
    ("most fragmented", "USER01"), ("volid", "720P01"),
)  # fmt: skip


def test_volumes_are_put_in_order(open_page: Open) -> None:
    page = open_page(map_html(realistic(), "USER DIRECT"))
    for order, first in ORDERS:
        page.get_by_label("Order").select_option(order)
        expect(page.locator(".volume .volid").first).to_have_text(first)


def test_the_summary_leads_to_the_first_overlap_even_if_that_is_filtered_away(open_page: Open) -> None:
    page = open_page(map_html(realistic(), "USER DIRECT"))
    facts = page.locator(".facts > div")
    assert facts.filter(has_text="Overlaps").locator("dd").all_text_contents() == ["2", "the first on USER01"]
    search(page, "Volume", "720")
    expect(page.locator(".volume:visible")).to_have_count(4)
    page.get_by_role("link", name="USER01").click()
    row = page.locator(".volume:target")
    expect(row.locator(".volid")).to_have_text("USER01")
    expect(row).to_be_in_viewport()


def test_a_volid_opens_the_list_of_all_parts(open_page: Open) -> None:
    page = small(open_page)
    volid = page.get_by_role("button", name="LX0001")
    volid.click()
    expect(volid).to_have_attribute("aria-expanded", "true")
    parts = page.get_by_role("region", name="All parts of LX0001")
    assert parts.locator("p").all_text_contents() == ["Regions: LIN001 \u00b7 Groups: LINUX"]
    rows = [row.split("\t") for row in parts.locator("tbody tr").all_inner_texts()]
    assert rows[3] == ["1,000", "2,999", "2,000", "1.37 GiB", "LNX1/0100", "minidisk"]
    assert len(rows) == 8
    volid.click()
    expect(parts).to_have_count(0)


@pytest.mark.parametrize(("scheme", "paper", "other", "turned"), [
    ("light", "rgb(248, 247, 244)", "Dark", "rgb(20, 23, 27)"),
    ("dark", "rgb(20, 23, 27)", "Light", "rgb(248, 247, 244)"),
])  # fmt: skip
def test_the_page_is_light_or_dark_as_the_system_is_and_can_be_turned(
    open_page: Open, scheme: str, paper: str, other: str, turned: str
) -> None:
    page = small(open_page, color_scheme=scheme)
    assert background(page) == paper
    page.get_by_role("button", name=other).click()
    assert background(page) == turned
    page.get_by_role("button", name=scheme.capitalize()).click()
    assert background(page) == paper
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(open_page: Open, scheme: str) -> None:
    page = small(open_page, color_scheme=scheme)
    page.locator("#volume-1 .volid").click()
    search(page, "User", "LNX1")
    expect(page.locator("tr.overlap")).to_have_count(1)
    point(page, 1, 0.475)
    assert poor_texts(page) == []


@pytest.mark.parametrize("width", [360, 390, 800, 1280])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    long_named = volume("W" * 40, 100, disk("W" * 60 + "/0100", 1, 50), disk("V" * 60 + "/0100", 1, 40))
    shown_map = VolumeMap([*realistic().volumes, long_named], [Unlocated("W" * 60 + "/0100", "tdisk", 5)], [])
    page = open_page(map_html(shown_map, "/a/long/path/" + "x" * 80), viewport={"width": width, "height": 740})
    page.locator("#unlocated").scroll_into_view_if_needed()
    point(page, len(shown_map.volumes), 0.2)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = page.get_by_role("tooltip").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width


def test_on_a_phone_the_bar_has_all_the_width(open_page: Open) -> None:
    page = small(open_page, **PHONE)
    box = page.locator("#volume-1 .bar").bounding_box()
    assert box is not None
    assert box["width"] > 320
    assert boxes(page, 1, "overlap") == [[450, 500]]


def test_print_is_light_and_has_no_controls(open_page: Open) -> None:
    page = small(open_page, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("#controls")).to_be_hidden()
    expect(page.locator("#theme")).to_be_hidden()
    expect(page.locator(".bar")).to_have_count(3)
    assert background(page) == "rgb(255, 255, 255)"


def test_print_has_all_bars_and_then_only_those_that_are_seen_again(open_page: Open) -> None:
    page = open_page(map_html(many(60, 5), "USER DIRECT"))
    expect(page.locator(".bar").first).to_be_visible()
    assert page.locator(".bar").count() < 40
    page.evaluate(
        "addEventListener('afterprint', () => { window.printed = document.querySelectorAll('.bar').length; })"
    )
    page.pdf()
    assert page.evaluate("window.printed") == 60
    expect(page.locator("#volume-60 .bar")).to_have_count(0)


def test_without_script_there_is_a_table_of_the_volumes(open_page: Open) -> None:
    page = small(open_page, java_script_enabled=False)
    rows = [row.split("\t") for row in page.locator("noscript tr").all_inner_texts()]
    assert rows[1] == [
        "LX0001",
        "3390",
        "10,000 cylinders, 6.87 GiB",
        "size given",
        "50 %",
        "4,999",
        "4,000",
        "20 %",
        "1",
    ]
    assert [row[0] for row in rows] == ["Volume", "LX0001", "LX0002", "OPEN01"]
    for gone in ("#controls", "#theme", ".legend"):
        expect(page.locator(gone)).to_be_hidden()
    page.get_by_role("link", name="LX0001").first.click()
    expect(page.locator("tr:target")).to_contain_text("LX0001")


def test_names_are_text_whatever_they_hold(open_page: Open) -> None:
    volumes = [
        volume(name, 100, disk(f"{name}/0100", 1, 50), disk(f"{name}/0200", 40, 60), groups=(name,)) for name in HOSTILE
    ]
    disks = [Unlocated(f"{name}/0300", "tdisk", 1) for name in HOSTILE]
    page = open_page(map_html(VolumeMap(volumes, disks, []), HOSTILE[0]), viewport={"width": 1280, "height": 2400})
    expect(page.locator(".bar")).to_have_count(len(HOSTILE))
    assert page.title() == f"{HOSTILE[0]} \u00b7 volume map"
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE[0])
    assert shown(page) == SPELT
    for number, name in enumerate(SPELT, 1):
        point(page, number, 0.2)
        assert tip(page)[0] == f"{name}/0100"
        page.locator(f"#volume-{number} .volid").click()
    assert page.locator("#unlocated li").evaluate_all("all => all.map(one => one.dataset.subject)") == [
        f"{name}/0300" for name in SPELT
    ]
    search(page, "User", "<img")
    expect(page.locator(".volume:visible")).to_have_count(1)
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main b, main img")).to_have_count(0)


def test_the_policy_lets_no_other_script_run(open_page: Open, complaints: list[str]) -> None:
    page = small(open_page)
    page.evaluate(
        """() => {
             const script = document.createElement("script");
             script.textContent = "window.hacked = 1";
             document.body.append(script);
           }"""
    )
    assert page.evaluate("window.hacked") is None
    (complaint,) = complaints
    assert "violates the following Content Security Policy" in complaint
    complaints.clear()


def test_five_thousand_volumes_are_drawn_only_where_they_are_seen(open_page: Open) -> None:
    page = open_page(map_html(many(5000, 40), "USER DIRECT"), viewport={"width": 1280, "height": 900})
    nodes = "document.querySelectorAll('*').length"
    expect(page.locator(".bar").first).to_be_visible()
    assert page.locator(".volume").count() == 5000
    assert page.locator(".bar").count() < 40
    assert page.evaluate(nodes) < 6500
    page.locator("#volume-3000").scroll_into_view_if_needed()
    expect(page.locator("#volume-3000 .bar")).to_be_visible()
    search(page, "User", "U00123")
    expect(page.get_by_role("status")).to_contain_text("200 extents")
    expect(page.locator(".hit").first).to_be_attached()
    search(page, "User", "")
    search(page, "Volume", "V0499")
    expect(page.get_by_role("status")).to_have_text("10 of 5,000 volumes")
    assert shown(page) == [f"V{number:05d}" for number in range(4990, 5000)]
    assert page.evaluate(nodes) < 6500


@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_not_drawn_yet_takes_as_much_room(open_page: Open, width: int) -> None:
    page = open_page(map_html(many(60, 5), "USER DIRECT"), viewport={"width": width, "height": 740})
    expect(page.locator(".bar").first).to_be_visible()
    assert page.locator(".bar").count() < 60
    heights = "document.querySelectorAll('.volume').forEach((one) => found.add(one.offsetHeight))"
    assert page.evaluate(f"(() => {{ const found = new Set(); {heights}; return found.size; }})()") == 1


@pytest.mark.parametrize(("motion", "duration"), [("reduce", "0s"), ("no-preference", "0.12s")])
def test_nothing_moves_for_those_who_do_not_want_it(open_page: Open, motion: str, duration: str) -> None:
    page = small(open_page, reduced_motion=motion)
    assert page.evaluate("getComputedStyle(document.getElementById('tip')).transitionDuration") == duration


def test_an_empty_map_is_a_page_too(open_page: Open) -> None:
    page = open_page(map_html(VolumeMap([], [], []), "USER DIRECT"))
    expect(page.get_by_role("status")).to_have_text("0 volumes")
    expect(page.get_by_text(re.compile("^No volume is like that"))).to_be_visible()


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(248, 247, 244)"), ("dark", "rgb(20, 23, 27)")])
def test_the_drawing_is_light_or_dark_as_the_system_is(open_page: Open, scheme: str, paper: str) -> None:
    page = open_page(map_svg(SMALL, "USER DIRECT"), kind="svg", color_scheme=scheme)
    expect(page.locator("g.volume")).to_have_count(3)
    assert page.locator("rect.paper").evaluate("one => getComputedStyle(one).fill") == paper
