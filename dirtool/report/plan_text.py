"""A plan for people: stage by stage and entry by entry what is done, why, and what becomes of the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from dirtool.report.change_lines import INDENT, behind, head, wrapped
from dirtool.report.plan_words import (
    AUXILIARY,
    SEEN,
    Group,
    counts,
    data_of,
    groups,
    nothing_to_do,
    operand_words,
    pins,
    proved,
    refusal,
    same_for,
    sign_of,
    stage,
    what_of,
    why,
)
from dirtool.report.style import Style, filled, harmless
from dirtool.verify.plan.document import Action, Data, Kind, PlanDocument, PlannedCommand
from dirtool.wording import plural

_COLOURS = {
    Data.KEPT: "good",
    Data.COPIED: "good",
    Data.STALE: "warning",
    Data.ORPHANED: "warning",
    Data.ERASED: "error",
    Data.OVERWRITTEN: "error",
}


def plan_lines(document: PlanDocument, style: Style, *, verbose: bool = False) -> Iterator[str]:
    """What is done, each action with its sign and what becomes of the data; then what is refused, the counts and the proof.

    Without `verbose`, the same change of many entries is told once, unless it loses data or needs consent, and commands,
    order and reasons of places are not told.
    """
    if not document.actions:
        yield style.paint("good", harmless(nothing_to_do(document)))
        yield from _remarks(document, style)
        return
    teller = _Teller(document, style, verbose=verbose)
    stages = document.stages
    before: list[Action] = []
    for number, actions in enumerate(stages, 1):
        if len(stages) > 1:
            yield style.paint("bold", stage(number, len(stages), before))
            yield ""
            before = actions
        several = False  # actions of the entry before
        for at, group in enumerate(groups(actions, fold=not verbose)):
            if at and (several or len(group.told) > 1):
                yield ""
            yield from teller.group(group)
            several = len(group.told) > 1
        yield ""
    yield from _refusal(document, style)
    yield from _end(document, style, verbose=verbose)


class _Teller:
    """Tells of actions: how, and how much of them."""

    def __init__(self, document: PlanDocument, style: Style, *, verbose: bool) -> None:
        self._style = style
        self._verbose = verbose
        self._masked = frozenset(document.masked)
        self._records = {name: len(records) for name, records in document.files.items()}
        self._places = {placement.subject: placement.reason for placement in document.placements} if verbose else {}

    def group(self, group: Group) -> Iterator[str]:
        """The lines of the actions of an entry. A reason that several have stands above, or at the action that is about all."""
        actions = [told.action for told in group.told]
        known: set[str] = set()
        if group.entry is not None and len(actions) > 1 and not group.has_head:
            reason, times = Counter(map(why, actions)).most_common(1)[0]
            known.update([reason] if times > 1 else ())
            yield from self._heading(group.entry, "".join(known))
        for others, alike in groupby(group.told, key=attrgetter("others")):
            told = [one.action for one in alike]
            for action in told:
                yield from self._action(action, known)
                if action is actions[0] and group.has_head:
                    known.add(why(action))
            if others:
                yield from self._below(same_for(others, len(told)))

    def _heading(self, entry: str, reason: str) -> Iterator[str]:
        """The line above the actions of an entry."""
        entry, style = harmless(entry), self._style
        first, *others = behind(f"{entry}  ", harmless(reason), style.width)
        yield f"{style.paint('bold', entry)}{style.paint('dim', first[len(entry) :])}"
        yield from (style.paint("dim", line) for line in others)

    def _action(self, action: Action, known: set[str]) -> Iterator[str]:
        sign, style = sign_of(action), self._style
        told = action.subject, what_of(action)
        if sign == AUXILIARY:
            yield from (style.paint("dim", line) for line in head(sign, *told, Style(width=style.width)))
        else:
            yield from head(sign, *told, style, data_of(action), _COLOURS.get(action.data, ""))
        if why(action) and why(action) not in known:
            yield from self._below(why(action), "dim")
        if action.before is not None and action.kind is Kind.MANUAL:
            yield from self._below(f"by hand: {action.before}", "warning")
        elif action.before is not None and action.before not in known:
            yield from self._below(f"! {action.before}", "warning")
            known.add(action.before)
        if action.consent is not None:
            yield from self._below(f"consent: {action.consent}", "good" if action.refused is None else "error")
        elif action.refused is not None:
            yield from self._below(f"refused: {action.refused}", "error")
        if self._verbose:
            yield from self._details(action)

    def _details(self, action: Action) -> Iterator[str]:
        """Its number, its place in the order, when it is seen, why a place was chosen, and its commands."""
        rules = f" ({', '.join(action.rules)})" if action.rules else ""
        after = f", after {', '.join(action.after)}{rules}" if action.after else ""
        by = f", by the commands of {action.by}" if action.by is not None else ""
        yield from self._below(f"[{action.id}] {action.kind}{after}{by}; {SEEN[action.effective]}", "dim")
        if action.subject in self._places:
            yield from self._below(f"place: {self._places[action.subject]}", "dim")
        if action.text is not None:
            yield from self._below(f"statement: {action.text}", "dim")
        for change in action.changes:
            yield from self._below(f"operand: {operand_words(change)}", "dim")
        for command in action.commands:
            yield from self._below(f"| {self._command(command)}")

    def _command(self, command: PlannedCommand) -> str:
        """A command, and what goes with it."""
        said = ["takes a work unit"] if command.work_unit else []
        if command.file is not None:
            masked = ", passwords masked" if command.file in self._masked else ""
            said.append(f"with file {command.file} of {plural(self._records.get(command.file, 0), 'record')}{masked}")
        return f"{command.text}  ({'; '.join(said)})" if said else command.text

    def _below(self, text: str, colour: str = "") -> Iterator[str]:
        """Lines below an action."""
        for line in wrapped(harmless(text), self._style.width - len(INDENT), "", "  "):
            yield f"{INDENT}{self._style.paint(colour, line)}"


# -- the end


def _refusal(document: PlanDocument, style: Style) -> Iterator[str]:
    """Why the plan is refused, with each subject, and what would help."""
    if not document.is_refused:
        return
    yield style.paint("error", refusal(document))
    for action in document.actions:
        if action.refused is not None:
            told = f"{sign_of(action):<2} {action.subject}  {what_of(action)}"
            yield from (f"{INDENT}{line}" for line in wrapped(harmless(told), style.width - len(INDENT), "", "  "))
            for line in wrapped(harmless(action.refused), style.width - 2 * len(INDENT), "", "  "):
                yield f"{2 * INDENT}{style.paint('error', line)}"
    yield ""


def _end(document: PlanDocument, style: Style, *, verbose: bool) -> Iterator[str]:
    """The counts, what must not change meanwhile, what is proved, and the remarks."""
    first, *others = _filled(counts(document), style)
    yield style.paint("bold", first)
    yield from others
    told = pins(document, None) if verbose else pins(document)
    if told:
        yield from _filled([f"Pinned to: {told[0]}", *told[1:]], style)
    broken = [claim for claim in document.claims if not claim.holds]
    is_proved = bool(document.claims) and not broken
    yield style.paint("good" if is_proved else "error", proved(document))
    for claim in document.claims if verbose else broken:
        text = f"{'holds' if claim.holds else 'does not hold'}: {claim.claim} ({claim.by})"
        for line in wrapped(harmless(text), style.width - len(INDENT), "", "  "):
            yield f"{INDENT}{line if claim.holds else style.paint('error', line)}"
    yield from _remarks(document, style)


def _remarks(document: PlanDocument, style: Style) -> Iterator[str]:
    for remark in document.remarks:
        yield from (
            style.paint("warning", line) for line in wrapped(f"Note: {harmless(remark)}", style.width, "", INDENT)
        )


def _filled(pieces: Iterable[str], style: Style) -> list[str]:
    """Pieces with semicolons between, as many on a line as there is room for; what is longer than a line is wrapped."""
    *front, last = map(harmless, pieces)
    lines = filled([*(f"{piece};" for piece in front), last], style.width - len(INDENT), " ")
    return [part for at, line in enumerate(lines) for part in wrapped(line, style.width, INDENT if at else "", INDENT)]
