"""The page of the runbook in a browser: what is ticked off, what is remembered, what is shown, and on what it can be read."""

import os
from typing import Any

import pytest

if not os.environ.get("DIRTOOL_ALL_TESTS"):
    pytest.importorskip("playwright", reason="no Playwright; pip install 'dirtool[browser]'")

from playwright.sync_api import Page, expect

from dirtool.migrate.steps.step import Step
from dirtool.report.runbook_html import runbook_html
from tests.browser.conftest import Open
from tests.browser.looks import HOSTILE, PHONE, SPELT, background, poor_texts
from tests.migrate.moves_made import SSI, book_of_sample
from tests.report.test_runbook_html import made


def opened(open_page: Open, **context: Any) -> Page:
    return open_page(runbook_html(book_of_sample(SSI)), **context)


def reload(page: Page, complaints: list[str]) -> None:
    page.reload()
    complaints.remove(page.url)


def test_ticks_are_counted_and_remembered_until_all_are_taken_back(open_page: Open, complaints: list[str]) -> None:
    page = opened(open_page)
    status = page.get_by_role("status")
    expect(status).to_have_text("0 of 49 steps done")
    page.get_by_label("2.1").check()
    page.get_by_label("2.2").check()
    expect(status).to_have_text("2 of 49 steps done")
    expect(page.get_by_role("navigation")).to_contain_text("Freeze 2/3")
    reload(page, complaints)
    expect(status).to_have_text("2 of 49 steps done")
    expect(page.get_by_label("2.1")).to_be_checked()
    page.get_by_role("button", name="Untick all").click()
    expect(status).to_have_text("0 of 49 steps done")
    reload(page, complaints)
    expect(status).to_have_text("0 of 49 steps done")


def test_the_way_back_does_not_count(open_page: Open, complaints: list[str]) -> None:
    page = opened(open_page)
    page.get_by_text("The way back from phase 2").click()
    page.get_by_label("2.B1").check()
    expect(page.get_by_role("status")).to_have_text("0 of 49 steps done")
    reload(page, complaints)
    assert page.locator('input[name="2.B1"]').is_checked()


def test_what_is_left_and_one_place_can_be_shown(open_page: Open) -> None:
    page = opened(open_page)
    page.get_by_label("2.1").check()
    page.locator("#show").select_option("what is left")
    expect(page.locator('input[name="2.1"]')).to_be_hidden()
    expect(page.locator('input[name="2.2"]')).to_be_visible()
    page.locator("#where").select_option("DIRMAINT, at its console")
    expect(page.locator(".step:visible")).to_have_count(2)
    expect(page.locator(".phase:visible h2")).to_have_text(["5. First start, for tests"])
    page.get_by_role("link", name="Freeze").click()
    expect(page.locator('input[name="2.1"]')).to_be_visible()


def test_without_script_it_is_a_list_to_tick_off_all_the_same(open_page: Open) -> None:
    page = opened(open_page, java_script_enabled=False)
    page.locator('input[name="1.1"]').check()
    assert page.locator('input[name="1.1"]').is_checked()
    assert page.locator("#controls").is_hidden()


def test_names_that_mean_something_to_a_browser_are_text(open_page: Open) -> None:
    for name, spelt in zip(HOSTILE, SPELT, strict=True):
        page = open_page(runbook_html(made(Step(name, name, (name,), name, name, (name,), name), name)))
        assert page.locator(".step").first.locator("label span").text_content() == spelt
        assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read(open_page: Open, scheme: str) -> None:
    page = opened(open_page, color_scheme=scheme)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.get_by_label("1.1").check()
    assert poor_texts(page) == []
    light = background(page)
    page.locator("#theme").click()
    assert background(page) != light
    assert poor_texts(page) == []


def test_it_fits_a_phone(open_page: Open) -> None:
    page = opened(open_page, **PHONE)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_on_paper_there_are_the_ways_back_and_no_controls(open_page: Open) -> None:
    page = opened(open_page)
    page.emulate_media(media="print")
    expect(page.locator("#controls")).to_be_hidden()
    assert page.locator('input[name="4.B1"]').bounding_box() is not None
