"""The page of a plan in a browser: what is drawn, what it tells, how it is searched, and on what it can be read."""

import os
from typing import Any

import pytest

if not os.environ.get("DIRTOOL_ALL_TESTS"):
    pytest.importorskip("playwright", reason="no Playwright; pip install 'dirtool[browser]'")

from playwright.sync_api import Page, expect

from dirtool.report.plan_html import plan_html
from dirtool.verify.plan.document import Kind
from tests.browser.conftest import Open
from tests.browser.looks import HOSTILE, PHONE, SPELT, background, poor_texts, search, tip
from tests.report.plans_made import action, dirm, many, plan
from tests.report.volumes_made import crowded, farm, owned, volume

WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


def farm_page(open_page: Open, **context: Any) -> Page:
    return open_page(plan_html(farm()), **context)


def point(page: Page, number: int, share: float, y: int, *, touch: bool = False) -> None:
    bar = page.locator(f"#volume-{number} .bar")
    box = bar.bounding_box()
    assert box is not None
    (bar.tap if touch else bar.hover)(position={"x": box["width"] * share, "y": y})


def subjects(page: Page) -> list[str]:
    found: list[str] = page.locator(".action:visible").evaluate_all("all => all.map(one => one.dataset.subject)")
    return found


def test_pointing_at_an_extent_tells_whose_it_was_and_will_be(open_page: Open) -> None:
    page = farm_page(open_page, **WIDE)
    point(page, 4, 0.7, 10)
    assert tip(page) == [
        "LNX00007/0200", "minidisk, > moved", "cylinders 12,001\u201315,338", "3,338 cylinders \u00b7 2.29 GiB",
        "was DBTEST/0200",
    ]  # fmt: skip
    point(page, 1, 0.055, 10)
    assert tip(page) == [
        "TEST1/0192", "minidisk, -! overwritten", "cylinders 501\u2013600", "100 cylinders \u00b7 70 MiB",
        "What was on it is lost.",
    ]  # fmt: skip
    point(page, 1, 0.1, 35)
    assert tip(page)[:2] == ["LNX00001/0100", "minidisk, as it was"]
    page.mouse.move(1, 1)
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_a_full_pack_over_all_others_is_met_on_its_rail(open_page: Open) -> None:
    page = farm_page(open_page, **WIDE)
    point(page, 2, 0.1, 48)
    assert tip(page)[:2] == ["MAINT/0123", "full pack, as it was"]
    point(page, 2, 0.3, 36)
    assert tip(page)[:2] == ["WEB02/0100", "minidisk, + new"]


def test_a_tap_shows_an_extent_and_one_elsewhere_hides_it(open_page: Open) -> None:
    page = farm_page(open_page, **PHONE)
    page.locator("#volume-4").scroll_into_view_if_needed()
    point(page, 4, 0.7, 10, touch=True)
    assert tip(page)[0] == "LNX00007/0200"
    page.locator("#volumes h2").tap()
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_the_keyboard_goes_from_extent_to_extent_and_begins_with_a_change(open_page: Open) -> None:
    page = farm_page(open_page, **WIDE)
    bar = page.get_by_role("slider", name="Extents of LX0002 before and after")
    bar.scroll_into_view_if_needed()
    page.locator("#show").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if bar.evaluate("one => one === document.activeElement"):
            break
    seen = []
    for _ in range(4):
        seen.append(tip(page)[0])
        assert tip(page)[0] in (bar.get_attribute("aria-valuetext") or "")
        page.keyboard.press("ArrowRight")
    assert seen == ["WEB03/0191", "CMS01/0191", "LNX00011/0101", "CMS01/0191"]
    page.keyboard.press("Home")
    assert tip(page)[0] == ".LABEL."
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_what_changes_is_seen_without_colour_be_it_ever_so_small(open_page: Open) -> None:
    one = volume("LX0001", 1_000_000, [owned("A/0100", 5, 5)], [owned("B/0100", 7, 7)])
    page = open_page(plan_html(plan(action(Kind.ADD_DISK, "B/0100", ""), volumes=(one,))))
    rects = page.locator("#volume-1 .bar rect")
    assert rects.evaluate_all("all => all.map(one => getComputedStyle(one).strokeDasharray)") == ["3px, 2px", "none"]
    assert rects.evaluate_all("all => all.map(one => getComputedStyle(one).strokeWidth)") == ["1.5px", "1.5px"]
    page = farm_page(open_page)
    looks = {"moved": 'url("#stripes")', "overwritten": 'url("#hatch")'}
    for look, fill in looks.items():
        drawn = page.locator(f".bar rect.{look}").first
        assert drawn.evaluate("one => getComputedStyle(one).fill") == fill


def test_actions_and_volumes_are_searched(open_page: Open) -> None:
    page = farm_page(open_page)
    status = page.get_by_role("status")
    everything = status.text_content()
    for typed, found, volids in (
        ("web02", ["WEB02", "WEB02/0100", "WEB02/0101", "WEB02"], ["LX0003"]),
        ("web*/0191", ["WEB03/0191"], ["LX0002"]),
        ("LX0041", ["LNX00007/0200"], ["LX0041"]),
        ("DBTEST", ["LNX00007/0200"], ["LX0041"]),
        ("dmdisk", ["LNX00011/0101"], []),
    ):
        search(page, "Find", typed)
        expect(status).to_have_text(f"{len(found)} of {len(farm().actions)} actions, {len(volids)} of 4 volumes")
        expect(page.locator(".action:visible .what strong")).to_have_text(found)
        expect(page.locator(".volume:visible h3")).to_have_text(volids)
    assert page.locator(".stage:visible h2").all_text_contents() == ["Stage 2 of 2, after the work units in stage 1"]
    search(page, "Find", "nobody")
    expect(page.get_by_text("Nothing in the plan is like that.")).to_be_visible()
    search(page, "Find", "")
    expect(status).to_have_text(everything or "")


def test_one_kind_of_change_can_be_shown(open_page: Open) -> None:
    page = farm_page(open_page)
    for option, found in (("moved", ["LNX00007/0200"]), ("refused", ["TEST1/0192"]), ("by hand", ["DB01/0200"])):
        page.get_by_label("Show").select_option(option)
        assert subjects(page) == found
    page.get_by_label("Show").select_option("everything")
    assert len(subjects(page)) == len(farm().actions)


def test_a_link_finds_an_action_that_is_filtered_away_and_opens_a_file(open_page: Open) -> None:
    page = farm_page(open_page)
    search(page, "Find", "WEB02")
    expect(page.locator(".volume:visible")).to_have_count(1)
    page.locator("section.refused").get_by_role("link", name="a16").click()
    goal = page.locator(".action:target")
    expect(goal).to_have_attribute("data-subject", "TEST1/0192")
    expect(goal).to_be_in_viewport()
    page.locator('[data-subject="WEB02"] summary').first.click()
    page.get_by_role("link", name="WEB02 DIRECT").click()
    expect(page.get_by_text("INCLUDE LNXDFLT")).to_be_visible()


def test_without_script_everything_is_there(open_page: Open) -> None:
    page = farm_page(open_page, java_script_enabled=False)
    assert len(subjects(page)) == len(farm().actions)
    for gone in ("#controls", "#theme", ".how"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".legend")).to_be_visible()
    expect(page.locator("#volume-1 .bar rect.gone")).to_have_count(2)
    page.locator("#volume-4 summary").click()
    expect(page.get_by_role("row", name="DBTEST/0200")).to_be_visible()
    page.locator('[data-subject="LNX00007/0200"] summary').click()
    expect(page.get_by_text("FOR DBTEST TMDISK 0200 TO LNX00007 0200")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(open_page: Open, scheme: str) -> None:
    page = farm_page(open_page, color_scheme=scheme, viewport={"width": 1280, "height": 6000})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    point(page, 1, 0.055, 10)
    assert background(page) == {"light": "rgb(248, 247, 244)", "dark": "rgb(20, 23, 27)"}[scheme]
    assert poor_texts(page) == []


@pytest.mark.parametrize("width", [360, 390, 800, 1280])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    long = "W" * 90
    one = action(
        Kind.ADD_DISK, f"{long}/0100", long, long, was=long, consent=long, refused=long, before=long, text=long,
        data_words=long, commands=dirm(long * 3, file=long),
    )  # fmt: skip
    farmed = farm()
    document = farmed._replace(
        path=f"/{long}",
        desired=long,
        remarks=(long,),
        actions=(one, *farmed.actions),
        files={long: (long * 3,)},
        volumes=(*farmed.volumes, volume(long, 100, [owned(long, 0, 50)], [owned(long * 2, 0, 50)])),
    )
    page = open_page(plan_html(document), viewport={"width": width, "height": 740})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    last = len(document.volumes)
    page.locator(f"#volume-{last} .bar").scroll_into_view_if_needed()
    point(page, last, 0.2, 10)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.entry, .volume')].filter((one) => one.scrollWidth > one.clientWidth + 1).length"
        )
        == 0
    )
    box = page.get_by_role("tooltip").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width


def test_print_is_light_and_has_the_commands_and_no_controls(open_page: Open) -> None:
    page = farm_page(open_page, color_scheme="dark")
    command = page.get_by_text("FOR DBTEST TMDISK 0200 TO LNX00007 0200")
    expect(command).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(command).to_be_visible()
    for gone in ("#controls", "#theme"):
        expect(page.locator(gone)).to_be_hidden()
    assert background(page) == "rgb(255, 255, 255)"


def test_texts_are_text_whatever_they_hold(open_page: Open) -> None:
    actions = [
        action(
            Kind.ADD_DISK, f"{name}/0100", name, name, id=f"a{number}{name}", was=name, consent=name, refused=name,
            before=name, text=name, data_words=name, commands=dirm(name, file=name), after=(f"a0{HOSTILE[0]}",),
        )
        for number, name in enumerate(HOSTILE)
    ]  # fmt: skip
    volumes = tuple(volume(name, 100, [owned(f"{name}/0100", 0, 49)], [], devtype=name) for name in HOSTILE)
    document = plan(
        *actions, path=HOSTILE[0], files={name: (name,) for name in HOSTILE}, volumes=volumes, remarks=HOSTILE
    )
    page = open_page(plan_html(document), viewport={"width": 1280, "height": 6000})
    assert page.title() == f"{HOSTILE[0]} \u00b7 plan"
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE[0])
    assert sorted(subjects(page)) == sorted(f"{name}/0100" for name in SPELT)
    assert page.locator(".volume h3").all_text_contents() == SPELT
    for number, name in enumerate(SPELT, 1):
        point(page, number, 0.2, 10)
        assert tip(page)[0] == f"{name}/0100"
    search(page, "Find", "<img")
    expect(page.locator(".action:visible")).to_have_count(1)
    page.locator("section.refused a").first.click()
    expect(page.locator(".action:target")).to_have_attribute("data-subject", f"{SPELT[0]}/0100")
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main img, header img")).to_have_count(0)


def test_many_changes_and_crowded_volumes_are_drawn_with_few_nodes(open_page: Open) -> None:
    document = many(250)._replace(volumes=crowded(50, 60))
    page = open_page(plan_html(document), **WIDE)
    expect(page.get_by_role("status")).to_have_text("500 actions, 50 volumes")
    assert page.locator(".bar *").count() < 50 * 80
    search(page, "Find", "APP00123")
    expect(page.get_by_role("status")).to_have_text("2 of 500 actions, 0 of 50 volumes")
    search(page, "Find", "U00003")
    expect(page.get_by_role("status")).to_have_text("0 of 500 actions, 50 volumes")


def test_a_plan_without_actions_is_a_page_too(open_page: Open) -> None:
    page = open_page(plan_html(plan()))
    expect(page.get_by_role("status")).to_have_text("0 actions")
    expect(page.get_by_text("Nothing to do: the directory is as farm.yaml says.")).to_be_visible()
    expect(page.get_by_text("Nothing in the plan is like that.")).to_be_hidden()
