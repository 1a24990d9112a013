"""The page of a move to DirMaint in a browser: how it is searched, how long lists grow, and on what it can be read."""

import os
from typing import Any

import pytest

if not os.environ.get("DIRTOOL_ALL_TESTS"):
    pytest.importorskip("playwright", reason="no Playwright; pip install 'dirtool[browser]'")

from playwright.sync_api import Page, expect

from dirtool.lint.diagnostic import Related
from dirtool.migrate.extents.exclusions import ProposedExclusion, Reason
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.migrate.migration import Migration
from dirtool.migrate.readiness.shortfall import Readiness, State
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.model.extent import Gap
from dirtool.report.readiness_html import readiness_html
from tests.browser.conftest import Open
from tests.browser.looks import HOSTILE, PHONE, SPELT, background, poor_texts, search
from tests.report.moved import (
    CHECKS,
    COMMENTS,
    FAILING,
    LINKS,
    NOTHING_PROPOSED,
    PROPOSAL,
    READY,
    at,
    changed,
    comments,
    migration,
    shortfall,
)

WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


def opened(open_page: Open, made: Migration | None = None, **context: Any) -> Page:
    return open_page(readiness_html(made or migration(), "moved"), **{**WIDE, **context})


def subjects(page: Page) -> list[str]:
    return page.locator(".asked:visible .subject").all_text_contents()


def unfold(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def test_every_shortfall_is_told_with_its_place_and_what_to_do(open_page: Open) -> None:
    page = opened(open_page)
    expect(page.get_by_role("status")).to_have_text("5 shortfalls, 4 changes")
    overlap = page.locator("#C7")
    assert overlap.locator(".do").all_text_contents() == [
        "Do: separate the two, or name one of them an overlay (--overlay)"
    ]
    row = overlap.locator(".rows > li")
    assert row.locator(".label").all_text_contents() == ["open"]
    assert row.locator("p").all_text_contents() == [
        "LNX2/0191 shares cylinders 149-149 of LX0001 with LNX1/0191, and nothing says that this is on purposeEXT001",
        "USER.DIRECT:21",
        "USER.DIRECT:14: LNX1/0191: already has them",
    ]


def test_what_each_asks_is_told_at_each_where_it_is_not_the_same_for_all(open_page: Open) -> None:
    found = (
        shortfall(LINKS, State.OPEN, "one", 1, action="remove it"),
        shortfall(LINKS, State.OPEN, "two", 2, action="write it again"),
    )
    page = opened(open_page, migration(Readiness(CHECKS, found)))
    assert page.locator("#C12 .do").all_text_contents() == ["Do: remove it", "Do: write it again"]


SEARCHES: tuple[tuple[str, list[str], str], ...] = (
    ("lnx2", ["LNX2", "LNX2/0191"], "2 of 5 shortfalls, 1 of 4 changes"),
    ("LNX*/0191", ["LNX2/0191"], "1 of 5 shortfalls, 0 of 4 changes"),
    ("ext001", ["LNX2/0191"], "1 of 5 shortfalls, 0 of 4 changes"),
    ("GONE", ["LNX3/0192"], "1 of 5 shortfalls, 0 of 4 changes"),
    ("direct:12", ["LNX2"], "1 of 5 shortfalls, 1 of 4 changes"),
    ("sequence", [], "0 of 5 shortfalls, 1 of 4 changes"),
)


def test_shortfalls_and_changes_are_searched(open_page: Open) -> None:
    page = opened(open_page)
    for typed, found, said in SEARCHES:
        search(page, "Find", typed)
        expect(page.get_by_role("status")).to_have_text(said)
        expect(page.locator(".asked:visible .subject")).to_have_text(found)
        expect(page.get_by_text("No shortfall is like that.")).to_be_visible(visible=not found)
    search(page, "Find", "")
    expect(page.get_by_role("status")).to_have_text("5 shortfalls, 4 changes")
    expect(page.get_by_text("No shortfall is like that.")).to_be_hidden()


def test_one_state_and_one_check_can_be_chosen(open_page: Open) -> None:
    page = opened(open_page)
    page.get_by_label("State").select_option("mended")
    assert subjects(page) == ["LNX1"]
    expect(page.get_by_role("status")).to_have_text("1 of 5 shortfalls, 4 changes")
    page.get_by_label("State").select_option("all")
    page.get_by_label("Check").select_option("C12 Every LINK leads to a minidisk")
    assert subjects(page) == ["LNX3/0192"]
    expect(page.locator(".asked:visible")).to_have_count(1)
    page.get_by_label("State").select_option("open")
    expect(page.get_by_text("No shortfall is like that.")).to_be_visible()


def test_a_check_in_the_table_leads_to_what_it_found_be_it_filtered_away(open_page: Open) -> None:
    page = opened(open_page)
    search(page, "Find", "lnx3")
    expect(page.locator(".asked:visible")).to_have_count(1)
    page.locator("#checks").get_by_role("link", name="C7").click()
    section = page.locator(".asked:target")
    expect(section).to_have_attribute("id", "C7")
    expect(section).to_be_in_viewport()
    expect(page.get_by_label("Find")).to_have_value("")


def test_the_changes_are_folded_away_and_can_be_chosen_by_kind(open_page: Open) -> None:
    page = opened(open_page)
    kind = page.get_by_label("Kind")
    expect(kind).to_be_hidden()
    page.get_by_text("4 changes, one by one").click()
    kind.select_option("comments moved to their entry")
    rows = page.locator("#changes .rows > li")
    assert rows.locator("p").all_text_contents() == [
        "LNX1 the comment stands below USER now", "USER.DIRECT:11",
        "LNX2 the comment stands below USER now", "USER.DIRECT:12",
    ]  # fmt: skip
    assert rows.locator(".label").all_text_contents() == ["moved", "moved"]
    expect(page.get_by_role("status")).to_have_text("5 shortfalls, 2 of 4 changes")


def test_long_lists_grow_when_asked(open_page: Open) -> None:
    page = opened(open_page, changed(20_000)._replace(readiness=comments(650)))
    expect(page.get_by_role("status")).to_have_text("650 shortfalls, 20,000 changes")
    assert page.locator("*").count() < 2500
    rows = page.locator("#C4 .rows > li")
    expect(rows).to_have_count(100)
    assert page.locator("#C4 p.more").text_content() == "100 of 650 shown"
    page.locator("#C4").get_by_role("button", name="Show 500 more").click()
    expect(rows).to_have_count(600)
    page.locator("#C4").get_by_role("button", name="Show 50 more").click()
    expect(rows).to_have_count(650)
    expect(page.locator("#C4 button")).to_be_hidden()
    page.get_by_text("20,000 changes, one by one").click()
    search(page, "Find", "LNX1999")
    expect(page.get_by_role("status")).to_have_text("0 of 650 shortfalls, 10 of 20,000 changes")
    expect(page.locator("#changes .rows > li")).to_have_count(10)


def test_without_script_everything_but_the_ends_of_long_lists_is_there(open_page: Open) -> None:
    page = opened(open_page, changed(150), java_script_enabled=False)
    for gone in ("#controls", "#theme", "#changes .field"):
        expect(page.locator(gone)).to_be_hidden()
    overlap = page.locator("#C7 noscript li")
    expect(overlap).to_be_visible()
    assert (overlap.text_content() or "").startswith("open: USER.DIRECT:21: LNX2/0191: shares cylinders")
    page.locator("#changes summary").click()
    rows = page.locator("#changes noscript li")
    expect(rows.last).to_be_visible()
    assert rows.all_text_contents()[99:] == [
        "USER.DIRECT:100: LNX00100: the comment stands below USER now",
        "and 50 more",
    ]
    expect(page.get_by_text("CP uses it: .PAGE.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("made", [migration(), FAILING, migration(READY)], ids=["short", "failing", "ready"])
def test_every_text_can_be_read(open_page: Open, made: Migration, scheme: str) -> None:
    page = opened(open_page, made, color_scheme=scheme, viewport={"width": 1280, "height": 4000})
    unfold(page)
    assert background(page) == {"light": "rgb(248, 247, 244)", "dark": "rgb(20, 23, 27)"}[scheme]
    assert poor_texts(page) == []


@pytest.mark.parametrize("width", [360, 390, 800, 1280])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    long = "W" * 90
    one = shortfall(
        COMMENTS, State.OPEN, long, 1, long, rule="DRM002", action=long, related=(Related(at(1, long), long, long),)
    )
    made = migration(Readiness(CHECKS, (one,)), path=f"/{long}")
    made = made._replace(
        user_input=made.user_input._replace(changes=[Change(ChangeKind.MOVED, at(1, long), long, long)]),
        proposal=PROPOSAL._replace(left_out=(LeftOut(long, "cylinder", (Gap(1, 2),), long),), groups={long: (long,)}),
    )
    page = opened(open_page, made, viewport={"width": width, "height": 740})
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    rows = page.locator(".rows > li")
    assert rows.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).length") == 0


def test_print_is_light_and_has_no_controls(open_page: Open) -> None:
    page = opened(open_page, migration(comments(150)), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in ("#controls", "#theme", "#C4 button"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_text("100 of 150 shown")).to_be_visible()
    assert background(page) == "rgb(255, 255, 255)"


def test_a_phone_reads_it_too(open_page: Open) -> None:
    page = opened(open_page, migration(), **PHONE)
    row = page.locator("#C7 .rows > li")
    label, body = (row.locator(name).bounding_box() for name in (".label", "div"))
    assert label is not None
    assert body is not None
    assert body["y"] > label["y"]
    page.get_by_text("4 changes, one by one").tap()
    expect(page.get_by_label("Kind")).to_be_visible()


def test_texts_are_text_whatever_they_hold(open_page: Open) -> None:
    found = [
        shortfall(
            COMMENTS, State.OPEN, name, 1, name, rule=name, action=name, related=(Related(at(2, name), name, name),)
        )
        for name in HOSTILE
    ]
    made = migration(Readiness(CHECKS, tuple(found)), path=HOSTILE[0])
    made = made._replace(
        user_input=made.user_input._replace(
            changes=[Change(ChangeKind.MOVED, at(1, name), name, name) for name in HOSTILE]
        ),
        proposal=NOTHING_PROPOSED._replace(
            left_out=tuple(LeftOut(name, "cylinder", (), name) for name in HOSTILE),
            exclusions=tuple(ProposedExclusion(name, name, Reason.NAMED) for name in HOSTILE),
            groups=dict.fromkeys(HOSTILE, ()),
        ),
    )
    page = opened(open_page, made)
    assert page.title() == f"{HOSTILE[0]} \u00b7 move to dirmaint"
    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE[0])
    assert page.locator(".asked .subject").all_text_contents() == SPELT
    unfold(page)
    assert page.locator("#changes .subject").all_text_contents() == SPELT
    search(page, "Find", "<img")
    expect(page.locator(".asked .rows > li")).to_have_count(1)
    assert page.evaluate("window.hacked") is None
    expect(page.locator("main img, header img")).to_have_count(0)


def test_a_directory_that_is_ready_is_a_page_too(open_page: Open) -> None:
    page = opened(open_page, changed(0)._replace(readiness=READY, proposal=NOTHING_PROPOSED))
    expect(page.get_by_role("status")).to_have_text("0 shortfalls")
    expect(page.get_by_text("No shortfall is like that.")).to_be_hidden()
    expect(page.get_by_text("None: it is what the directory is.")).to_be_visible()
