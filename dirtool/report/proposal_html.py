"""The proposed EXTENT CONTROL as markup for a page: regions, groups, exclusions, and the space that no region has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dirtool.migrate.extents.proposal import ControlProposal
from dirtool.report.map_words import size_words
from dirtool.report.proposal_words import amount, contents, groups_of, places_of, region_end
from dirtool.report.style import markup
from dirtool.spec.devices import unit_of
from dirtool.wording import plural, some_of

_NUMBERS = ("First", "Last")
_ROWS_AT_MOST = 300  # of a table; a browser draws no more at once
_REGIONS_AT_MOST = 30  # of a group
_NAMES = ("Group", "Region", "Minidisk", "Volume")


def proposal_markup(proposal: ControlProposal, title: str) -> Iterator[str]:
    """The section of the page; a table without a row is left out."""
    yield f'<section id="extents"><h2>{markup(title)}</h2><p class="fine">{markup(contents(proposal.control))}</p>'
    yield from _table("Groups", ("Group", "Method", "Has", "Regions"), _groups(proposal))
    heads = ("Region", "Volume", "First", "Last", "Type", "Groups", "Size")
    yield from _table("Regions", heads, _regions(proposal))
    yield from _table("EXCLUDE records", ("Minidisk", "Why"), [(one.subject, one.why) for one in proposal.exclusions])
    guesses = [
        (one.volid, one.devtype, ", ".join(size_words(one.size, unit_of(one.devtype), one.devtype)))
        for one in proposal.guessed
    ]
    yield from _table("Sizes that are guesses", ("Volume", "Type", "Taken for"), guesses)
    left_out = [(one.volid, places_of(one), amount([one]), one.why) for one in proposal.left_out]
    yield from _table("Free space that no region has", ("Volume", "Where", "How much", "Why"), left_out)
    yield "</section>"


def _groups(proposal: ControlProposal) -> list[tuple[str, ...]]:
    return [
        (
            name,
            method or "",
            plural(len(regions), "region"),
            some_of(regions, _REGIONS_AT_MOST) if regions else "no volume belongs to it",
        )
        for name, method, regions in groups_of(proposal)
    ]


def _regions(proposal: ControlProposal) -> list[tuple[str, ...]]:
    control = proposal.control
    guessed = {one.volid for one in proposal.guessed}
    return [
        (
            region.name,
            region.volid,
            f"{region.first}",
            region_end(region.last),
            region.devtype,
            ", ".join(control.groups_of(region.name)),
            "guessed" if region.volid in guessed else "",
        )
        for region in control.regions.values()
    ]


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table in a box that scrolls, with its number of rows above; of a long one the begin."""
    if not rows:
        return
    yield f'<div class="parts" tabindex="0" role="region" aria-label="{title}"><h3>{title} <small>{len(rows):,}</small></h3>'
    yield f"<table><thead><tr>{''.join(_cell('th', head, head) for head in heads)}</tr></thead><tbody>"
    for row in rows[:_ROWS_AT_MOST]:
        yield f"<tr>{''.join(_cell('td', head, cell) for head, cell in zip(heads, row, strict=True))}</tr>"
    yield "</tbody></table>"
    if len(rows) > _ROWS_AT_MOST:
        yield f"<p>and {len(rows) - _ROWS_AT_MOST:,} more, which --format json lists</p>"
    yield "</div>"


def _cell(tag: str, head: str, text: str) -> str:
    looks = ' class="number"' if head in _NUMBERS else ' class="subject"' if head in _NAMES and tag == "td" else ""
    return f"<{tag}{looks}>{markup(text)}</{tag}>"
