"""A Chromium for the tests of pages. Without one, or without Playwright to drive it, they are skipped, unless
DIRTOOL_ALL_TESTS asks for all of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class Open(Protocol):
    def __call__(self, lines: Iterable[str], *, kind: str = "html", **context: Any) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each page has a context of its own."""
    if CHROMIUM is None and not os.environ.get("DIRTOOL_ALL_TESTS"):
        pytest.skip("no Chromium; apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # a container has no user namespaces for the sandbox; nothing but what the test wrote is opened
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Whatever pages ask for elsewhere, or complain of; in the end there must be nothing."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path, complaints: list[str]) -> Iterator[Open]:
    """Opens lines as a page."""
    contexts: list[BrowserContext] = []

    def opened(lines: Iterable[str], *, kind: str = "html", **context: Any) -> Page:
        path = tmp_path / f"{len(contexts)}.{kind}"
        path.write_text("\n".join(lines), encoding="ascii")
        contexts.append(browser.new_context(**context))
        page = contexts[-1].new_page()
        page.set_default_timeout(5000)
        page.on("request", lambda request: complaints.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        complaints.remove(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
