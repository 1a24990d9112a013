"""A plan as one page: what is done, why and what becomes of the data, and the volumes before and after. All without script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dirtool.report.claims import claims_markup
from dirtool.report.page import fact, page
from dirtool.report.plan_extents import lost_places
from dirtool.report.plan_volumes_html import anchor, volumes_markup
from dirtool.report.plan_words import (
    SEEN,
    Group,
    data_of,
    groups,
    nothing_to_do,
    proved,
    refusal,
    sign_of,
    stage,
    what_of,
    why,
)
from dirtool.report.style import markup
from dirtool.verify.plan.document import Action, Kind, PlanDocument, PlannedCommand
from dirtool.wording import plural

_DONE = {
    "+": ("add", "new"),
    "~": ("change", "changed"),
    ">": ("move", "moved"),
    "=>": ("copy", "copied"),
    "-": ("remove", "removed"),
    "-!": ("overwrite", "overwritten"),
    "*": ("hand", "by hand"),
    ".": ("rest", "the rest"),
}
"""Of each sign its class, and what a screen reader says."""


def plan_html(document: PlanDocument) -> Iterator[str]:
    """The lines of the page."""
    links = _links_of(document)
    blocks = {
        "${summary}": lambda: _summary(document, links),
        "${shown}": lambda: _shown(document),
        "${actions}": lambda: _actions(document, links),
        "${volumes}": lambda: _volumes(document),
        "${files}": lambda: _files(document),
    }
    return page("plan", "Plan", document.path, "actions", blocks)


class _Links(NamedTuple):
    """What leads from an action to elsewhere on the page: by ids, volids and names; and why a place was chosen."""

    actions: Mapping[str, str]
    volumes: Mapping[str, str]
    files: Mapping[str, str]
    places: Mapping[str, str]


def _links_of(document: PlanDocument) -> _Links:
    return _Links(
        {action.id: _action_anchor(number) for number, action in enumerate(document.actions, 1)},
        {volume.volid: anchor(number) for number, volume in enumerate(document.volumes, 1)},
        {name: _file_anchor(number) for number, name in enumerate(document.files, 1)},
        {placement.subject: placement.reason for placement in document.placements},
    )


def _action_anchor(number: int) -> str:
    return f"action-{number}"


def _file_anchor(number: int) -> str:
    return f"file-{number}"


def _link(anchors: Mapping[str, str], name: str) -> str:
    """A name that leads to where that is told, if it is told anywhere."""
    to, text = anchors.get(name), markup(name)
    return text if to is None else f'<a href="#{to}">{text}</a>'


# -- the header


def _summary(document: PlanDocument, links: _Links) -> Iterator[str]:
    """What it is for; why it is refused, or not proved; the remarks; the numbers; what it rests on."""
    only = f", only {', '.join(document.only)}" if document.only else ""
    way = "whole directory" if document.mode == "whole" else "desired state"
    yield f'<p class="for">{way}: <strong>{markup(document.desired)}</strong>{markup(only)}</p>'
    yield from _refusal(document, links)
    yield from (f'<p class="remark">{markup(remark)}</p>' for remark in document.remarks)
    yield from _facts(document)
    yield from claims_markup(document.claims, proved(document))
    yield from _basis(document)


def _refusal(document: PlanDocument, links: _Links) -> Iterator[str]:
    refused = [action for action in document.actions if action.refused is not None]
    if refused:
        yield f'<section class="refused"><h2>{markup(refusal(document))}</h2><ul>'
        for action in refused:
            told = f"{what_of(action)}: {action.refused}"
            subject = f"<strong>{markup(action.subject)}</strong>"
            yield f"<li>{_link(links.actions, action.id)} {subject} {markup(told)}</li>"
        yield "</ul></section>"


def _facts(document: PlanDocument) -> Iterator[str]:
    summary = document.summary
    before, after = document.entries_before, document.entries_after
    yield '<dl class="facts">'
    for name, count in summary.done.items():
        yield fact(name.capitalize(), f"{count:,}", is_wrong=name == "overwrite" and count > 0)
    size = f"of {before:,}" if before == after else f"{before:,} before, {after:,} after"
    yield fact("Entries touched", f"{summary.entries:,}", size)
    yield fact("Commands", f"{summary.commands:,}", plural(len(document.stages), "stage"))
    yield "</dl>"


def _basis(document: PlanDocument) -> Iterator[str]:
    """What it was made for, and how."""
    entries, volumes = document.pins.entries, document.pins.volumes
    pinned = f"Pinned to {plural(len(entries), 'entry')} and {plural(len(volumes), 'volume')}"
    yield f'<details class="basis"><summary>{pinned}</summary><dl>'
    rows = {
        "Entries": ", ".join(entries),
        "Volumes": ", ".join(volumes),
        "Directory": document.digest,
        "EXTENT CONTROL": document.pins.extents or "",
        "Settings": ", ".join(f"{name}: {value}" for name, value in document.switches.items()),
    }
    for name, value in rows.items():
        if value:
            yield f"<div><dt>{name}</dt><dd>{markup(value)}</dd></div>"
    yield "</dl></details>"


# -- the actions


def _shown(document: PlanDocument) -> Iterator[str]:
    """What can be chosen to be shown: whatever there is."""
    signs = {sign_of(action) for action in document.actions}
    yield '<option value="">everything</option>'
    if document.is_refused:
        yield '<option value="is-refused">refused</option>'
    yield from (f'<option value="{look}">{word}</option>' for sign, (look, word) in _DONE.items() if sign in signs)


def _actions(document: PlanDocument, links: _Links) -> Iterator[str]:
    if not document.actions:
        yield f'<p class="nothing">{markup(nothing_to_do(document))}</p>'
    stages = document.stages
    before: list[Action] = []
    for number, actions in enumerate(stages, 1):
        yield f'<section class="stage"><h2>{stage(number, len(stages), before) if len(stages) > 1 else "Actions"}</h2>'
        for group in groups(actions, fold=False):
            yield from _group(group, links)
        yield "</section>"
        before = actions


def _group(group: Group, links: _Links) -> Iterator[str]:
    yield '<section class="entry">'
    yield f"<h3>{markup(group.entry or '') or 'The directory'}</h3><ol>"
    for told in group.told:
        yield from _action(told.action, links)
    yield "</ol></section>"


def _action(action: Action, links: _Links) -> Iterator[str]:
    """An action: what is always seen, and its commands folded away."""
    sign = sign_of(action)
    look, word = _DONE[sign]
    refused = "" if action.refused is None else " is-refused"
    yield f'<li class="action {look}{refused}" id="{links.actions[action.id]}" data-subject="{markup(action.subject)}">'
    data = data_of(action)
    effect = f'<span class="data {action.data}">{markup(data)}</span>' if data else ""
    subject = f"<strong>{markup(action.subject)}</strong> " if action.subject else ""
    yield f'<p class="head"><span class="sign" aria-hidden="true">{markup(sign)}</span><span class="unseen">{word}: </span>'
    yield f'<span class="what">{subject}{markup(what_of(action))}</span>{effect}</p>'
    yield from (f'<p class="{name}">{markup(text)}</p>' for name, text in _notes(action))
    yield from _details(action, links)
    yield "</li>"


def _notes(action: Action) -> Iterator[tuple[str, str]]:
    if why(action):
        yield "why", why(action)
    if action.before is not None:
        yield "before", f"by hand: {action.before}" if action.kind is Kind.MANUAL else f"! {action.before}"
    if action.refused is not None:
        yield "no", f"refused: {action.refused}"
    elif action.consent is not None:
        yield "consent", f"consent: {action.consent}"


def _details(action: Action, links: _Links) -> Iterator[str]:
    commands = plural(len(action.commands), "command") if action.commands else "details"
    yield f'<details class="fold"><summary>{commands}</summary><p class="order">{"; ".join(_order(action, links.actions))}</p>'
    if action.subject in links.places:
        yield f"<p>place: {markup(links.places[action.subject])}</p>"
    if action.text is not None:
        yield f"<p>statement: <code>{markup(action.text)}</code></p>"
    volids = dict.fromkeys(extent.volid for extent in (action.old_extent, action.new_extent) if extent is not None)
    where = ", ".join(_link(links.volumes, volid) for volid in volids)
    if where:
        yield f'<p class="where">before and after: {where}</p>'
    if action.commands:
        yield '<ol class="commands">'
        yield from (_command(command, links.files) for command in action.commands)
        yield "</ol>"
    yield "</details>"


def _order(action: Action, anchors: Mapping[str, str]) -> Iterator[str]:
    yield f"{markup(action.id)}, {SEEN[action.effective]}"
    if action.after:
        rules = f" ({', '.join(map(markup, action.rules))})" if action.rules else ""
        yield f"after {', '.join(_link(anchors, one) for one in action.after)}{rules}"
    if action.by is not None:
        yield f"by the commands of {_link(anchors, action.by)}"


def _command(command: PlannedCommand, files: Mapping[str, str]) -> str:
    more = ["takes a work unit"] if command.work_unit else []
    if command.file is not None:
        more.append(f"with {_link(files, command.file)}")
    notes = f"<span>{'; '.join(more)}</span>" if more else ""
    return f"<li><code>{markup(command.text)}</code>{notes}</li>"


# -- what is below


def _volumes(document: PlanDocument) -> Iterator[str]:
    if document.volumes:
        yield '<section id="volumes"><h2>Volumes before and after</h2>'
        yield '<ul class="legend" aria-label="Legend">'
        yield '<li><i class="key a"></i><i class="key b"></i>as it was, the tone changes with the user</li>'
        yield from (_key(look, word) for look, word in _LOOKS.items())
        yield "</ul><ol>"
        yield from volumes_markup(document.volumes, lost_places(document.actions))
        yield "</ol></section>"


_LOOKS = {
    "new": "new",
    "gone": "gone",
    "moved": "moved to another owner",
    "overwritten": "overwritten",
    "full-pack": "full pack",
    "system": "system area",
}


def _key(look: str, word: str) -> str:
    drawn = f'<rect class="{look}" x="1" y="1" width="16" height="10"/>'
    return f'<li><svg width="18" height="12" aria-hidden="true">{drawn}</svg>{word}</li>'


def _files(document: PlanDocument) -> Iterator[str]:
    """The files that go with the commands."""
    if document.files:
        yield '<section id="files"><h2>Files</h2>'
        for number, (name, records) in enumerate(document.files.items(), 1):
            masked = ", passwords masked" if name in document.masked else ""
            about = f"<span>{plural(len(records), 'record')}{masked}</span>"
            yield f'<details id="{_file_anchor(number)}"><summary>{markup(name)} {about}</summary><pre>'
            yield from (markup(record) for record in records)
            yield "</pre></details>"
        yield "</section>"
