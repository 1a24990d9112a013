"""What is looked for on all pages: colours, contrasts, the tooltip, and names that mean something to a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
HOSTILE = (
    "</script><script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", "A&amp;B", "\"'><b>x</b>",
    "\x00\x1b[2J", "</title></style></noscript><!--", "${data}", "\u2028\u202e", "'+alert(1)+'", "__proto__",
)  # fmt: skip
SPELT = [name.translate({0: "\\x00", 27: "\\x1b", 0x2028: "\\u2028", 0x202E: "\\u202e"}) for name in HOSTILE]
"""The hostile names as they are shown."""

_CONTRASTS = """() => {
  const rgb = (text) => (text.match(/^rgb\\((.*)\\)$/) ?? [])[1]?.split(", ").map(Number);
  const linear = (one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * linear(colour[at] / 255), 0);
  const behind = (one) => rgb(getComputedStyle(one).backgroundColor) ?? behind(one.parentElement);
  const poor = [];
  for (const one of document.querySelectorAll("body *")) {
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || !one.checkVisibility()) continue;
    const [high, low] = [light(rgb(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => b - a);
    if ((high + 0.05) / (low + 0.05) < 4.5) poor.push(one.className + ": " + one.textContent);
  }
  return poor;
}"""


def poor_texts(page: Page) -> list[str]:
    """The visible texts whose colour is too near to that behind them."""
    found: list[str] = page.evaluate(_CONTRASTS)
    return found


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def search(page: Page, field: str, typed: str) -> None:
    page.get_by_label(field, exact=True).fill(typed)


def tip(page: Page) -> list[str]:
    return page.get_by_role("tooltip").locator("strong, p").all_text_contents()
