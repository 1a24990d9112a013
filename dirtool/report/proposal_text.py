"""The proposed EXTENT CONTROL for people: groups, exclusions, sizes that are guesses, and the space that no region has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dirtool.migrate.extents.proposal import ControlProposal
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.report.change_lines import behind, wrapped
from dirtool.report.proposal_words import amount, groups_of, left_out_by_reason, places_of
from dirtool.report.style import Style, harmless
from dirtool.wording import plural, some_of

_INDENT = "  "


def proposal_lines(proposal: ControlProposal, style: Style, *, show_all: bool) -> Iterator[str]:
    """What is proposed, then what is left out and why.

    Without `show_all`, some of the names of each list, and the space that is left out by its reasons only.
    """
    yield style.paint("bold", "Space that DirMaint may give out")
    groups = groups_of(proposal)
    if not groups:
        yield f"{_INDENT}none: no volume has room that is known to be free"
    width = max((len(group.name) for group in groups), default=0)
    for name, method, regions in groups:
        text = "no volume belongs to it"
        if regions:
            text = f"{method}, {plural(len(regions), 'region')}: {_names(regions, show_all=show_all)}"
        yield from behind(f"{_INDENT}{harmless(name):<{width}}  ", harmless(text), style.width)
    by_reason: dict[str, list[str]] = {}
    for one in proposal.exclusions:
        by_reason.setdefault(one.why, []).append(one.subject)
    for why, subjects in by_reason.items():
        yield from _line(f"excluded, {why}: {_names(subjects, show_all=show_all)}", style)
    if proposal.guessed:
        sizes = [f"{one.volid} ({one.devtype}, {one.size:,})" for one in proposal.guessed]
        text = f"size guessed, look before you rely on it: {_names(sizes, show_all=show_all)}"
        yield from (style.paint("warning", line) for line in _line(text, style))
    if proposal.left_out:
        yield ""
        yield style.paint("bold", "Free space that no region has")
        for why, some in left_out_by_reason(proposal.left_out).items():
            yield from _left_out(why, some, style, show_all=show_all)


def _left_out(why: str, some: list[LeftOut], style: Style, *, show_all: bool) -> Iterator[str]:
    if not show_all:
        volids = list(dict.fromkeys(one.volid for one in some))
        yield from _line(f"{amount(some)} of {some_of(volids)}: {why}", style)
        return
    for one in some:
        where = f"{one.volid} {places_of(one)}".rstrip()
        yield from _line(f"{where}: {amount([one])}: {why}", style)


def _names(names: Sequence[str], *, show_all: bool) -> str:
    return ", ".join(names) if show_all else some_of(names)


def _line(text: str, style: Style) -> list[str]:
    return wrapped(harmless(text), style.width, _INDENT, f"{_INDENT}{_INDENT}")
