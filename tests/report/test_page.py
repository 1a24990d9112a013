"""What all pages have: a policy, and nothing from elsewhere."""

import base64
import hashlib
import re

import pytest

from dirtool.report.map_html import map_html
from dirtool.report.plan_html import plan_html
from dirtool.report.readiness_html import readiness_html
from dirtool.report.runbook_html import runbook_html
from tests.migrate.moves_made import SSI, book_of_sample
from tests.report.mapped import realistic
from tests.report.moved import migration
from tests.report.pages import Reader
from tests.report.volumes_made import farm

PAGES = {
    "map": list(map_html(realistic(), "USER DIRECT")),
    "plan": list(plan_html(farm())),
    "readiness": list(readiness_html(migration())),
    "runbook": list(runbook_html(book_of_sample(SSI))),
}
every_page = pytest.mark.parametrize("lines", PAGES.values(), ids=PAGES)


@every_page
def test_the_policy_allows_the_script_and_the_style_of_the_page_and_nothing_from_elsewhere(lines: list[str]) -> None:
    text = "\n".join(lines)
    (policy,) = re.findall('http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    digests = {}
    for tag in ("script", "style"):
        (inline,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digests[tag] = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    assert policy == (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{digests['script']}'; style-src 'sha256-{digests['style']}'"
    )


@every_page
def test_nothing_on_the_page_comes_from_elsewhere(lines: list[str]) -> None:
    reader = Reader(lines)
    links = [
        value or "" for one in reader.attributes for name, value in one.items() if name in ("src", "href", "action")
    ]
    assert all(link.startswith(("#", "data:image/svg+xml,")) for link in links)
    assert not any("style" in one or any(name.startswith("on") for name in one) for one in reader.attributes)
    assert set(re.findall(r"https?://[\w./]+", "\n".join(lines))) == {"http://www.w3.org/2000/svg"}


@every_page
def test_every_link_leads_to_something_on_the_page(lines: list[str]) -> None:
    reader = Reader(lines)
    ids = [one["id"] for one in reader.attributes if one.get("id")]
    assert len(ids) == len(set(ids))
    goals = {(one.get("href") or "#").removeprefix("#") for one in reader.attributes}
    assert {goal for goal in goals if goal and not goal.startswith("data:")} <= set(ids)


@every_page
def test_every_tag_that_is_opened_is_closed(lines: list[str]) -> None:
    text = re.sub("<(script|style)>.*?</\\1>", "", "\n".join(lines), flags=re.DOTALL)
    for tag in (
        "div",
        "section",
        "details",
        "ul",
        "ol",
        "li",
        "p",
        "svg",
        "table",
        "dl",
        "span",
        "a",
        "pre",
        "tr",
        "td",
    ):
        assert len(re.findall(f"<{tag}[ >]", text)) == text.count(f"</{tag}>"), tag


def test_a_title_is_not_filled_in_again() -> None:
    lines = list(plan_html(farm()._replace(path="${files} $title $$")))
    assert "<title>${files} $title $$ &middot; plan</title>" in lines
