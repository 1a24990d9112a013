"""What the views of a plan say in words, its signs, and what they tell together.

The signs are `+` new, `~` changed, `>` moved, `=>` copied, `-` removed, `-!` overwritten, `*` to be done by hand, `.` the rest.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from dirtool.report.claims import holding
from dirtool.verify.plan.document import LOSING, Action, Data, Effective, Kind, OperandChange, PlanDocument
from dirtool.wording import plural

_BY_DATA = {
    Data.OVERWRITTEN: "-!",
    Data.ERASED: "-",
    Data.ORPHANED: "-",
    Data.COPIED: "=>",
}
_BY_KIND = {
    Kind.ADD_REGION: "+",
    Kind.ADD_GROUP: "+",
    Kind.ADD_ENTRY: "+",
    Kind.ADD_STATEMENT: "+",
    Kind.ADD_DISK: "+",
    Kind.CLONE_DISK: "=>",
    Kind.COPY_DISK: "=>",
    Kind.LINK: "+",
    Kind.RENAME_ENTRY: ">",
    Kind.MOVE_DISK: ">",
    Kind.REPLACE_ENTRY: "~",
    Kind.CHANGE_STATEMENT: "~",
    Kind.CHANGE_DISK: "~",
    Kind.RECREATE_DISK: "~",
    Kind.REMOVE_ENTRY: "-",
    Kind.REMOVE_STATEMENT: "-",
    Kind.REMOVE_DISK: "-",
    Kind.UNLINK: "-",
    Kind.MANUAL: "*",
}
SEEN = {
    Effective.NOW: "seen at once",
    Effective.NEXT_LOGON: "seen at the next logon",
    Effective.LOGOFF: "seen after a logoff",
}
AUXILIARY = "."
"""The sign of what only prepares, or tidies up."""
_TOGETHER = {
    Kind.PREPARE: "before everything",
    Kind.FILE: "before everything",
    Kind.ADD_REGION: "space",
    Kind.ADD_GROUP: "space",
    Kind.RELOAD: "space",
    Kind.FINISH: "after everything",
}
_WHOLE = (Kind.ADD_ENTRY, Kind.RENAME_ENTRY, Kind.REPLACE_ENTRY, Kind.REMOVE_ENTRY)
_TOLD_BY_TITLE = (Kind.ADD_STATEMENT, Kind.CHANGE_STATEMENT, Kind.REMOVE_STATEMENT)
_ALIKE_AT_LEAST = 4  # entries; of fewer everything is told
_NAMES_AT_MOST = 6
_WORD = re.compile(r"[\w#@$:+-]+")
_PLACE = re.compile(r"\d+-\d+")


class Told(NamedTuple):
    """An action that is told, and the other entries of which the same could be told."""

    action: Action
    others: tuple[str, ...] = ()


class Group(NamedTuple):
    """What is told of one entry in one stage. `entry` is None where it is about none, or about several."""

    entry: str | None
    told: tuple[Told, ...]

    @property
    def has_head(self) -> bool:
        """Whether the first action is about the entry as a whole, so that the others can stand below it."""
        return self.told[0].action.kind in _WHOLE


# -- one action


def sign_of(action: Action) -> str:
    """One or two characters that say what is done; a loss of data has a minus, whatever is done."""
    by_kind = "~" if action.kind is Kind.LINK and action.changes else _BY_KIND.get(action.kind, AUXILIARY)
    return by_kind if action.kind is Kind.MANUAL and not loses_data(action) else _BY_DATA.get(action.data, by_kind)


def what_of(action: Action) -> str:
    """The action in a few words, with the operands that change: the title of a statement tells of them already."""
    changes = () if action.kind in _TOLD_BY_TITLE else action.changes
    return "; ".join(filter(None, (action.title, *map(operand_words, changes))))


def operand_words(change: OperandChange) -> str:
    """An operand before and after."""
    name = change.name.replace("_", " ")
    if change.old is None or change.new is None:
        value = change.new if change.old is None else change.old
        return f"{name} {value or ''}".rstrip() + (" added" if change.old is None else " removed")
    return f"{name} changed" if change.old == change.new else f"{name} {change.old} -> {change.new}"


def data_of(action: Action) -> str:
    """What becomes of the data; empty where there are none."""
    return f"data {action.data_words}" if action.data_words else ""


def why(action: Action) -> str:
    """What it was before, and the reason in brackets; without what the title, the reason or the consent tells already."""
    was = action.was or ""
    was = "" if was in action.title or was in action.reason else f"was {was}"
    is_told = not action.reason or (action.consent is not None and action.reason.endswith(action.consent))
    return " ".join(filter(None, (was, "" if is_told else f"({action.reason})")))


def loses_data(action: Action) -> bool:
    """Whether data cannot be reached any more after it, or are not there any more."""
    return action.data in LOSING


# -- many actions


def stage(number: int, of: int, before: Sequence[Action] = ()) -> str:
    """The heading of a stage, and what has to be over before it; `before` are the actions of the stage before it."""
    if number == 1:
        return f"Stage 1 of {of}"
    has_work_units = any(command.work_unit for action in before for command in action.commands)
    is_by_hand = any(action.kind is Kind.MANUAL for action in before)
    waits = [
        *(["the work units"] if has_work_units else []),
        *(["what is done by hand"] if is_by_hand else []),
    ]
    after = f"after {' and '.join(waits)} in stage {number - 1}" if waits else f"when stage {number - 1} is done"
    return f"Stage {number} of {of}, {after}"


def groups(actions: Sequence[Action], *, fold: bool) -> list[Group]:
    """The actions of a stage, entry by entry in the order in which each comes first.

    With `fold`, what is the same for many entries is told of the first of them, but for what loses data or needs consent.
    """
    alike = _alike(actions) if fold else {}
    found: dict[tuple[str | None, str], list[Told]] = {}
    for action, said in _said(actions):
        entry = _entry(action)
        same = alike.get(said, ()) if said is not None else ()
        if same and same[0] != entry:
            continue
        together = _TOGETHER.get(action.kind)
        key = (entry, "") if together is None else (None, together)
        found.setdefault(key, []).append(Told(action, tuple(same[1:])))
    return [Group(entry, tuple(told)) for (entry, _), told in found.items()]


def _alike(actions: Sequence[Action]) -> dict[Hashable, list[str]]:
    """The entries for which the same is done, by what is done, where they are many."""
    found: dict[Hashable, list[str]] = {}
    for action, said in _said(actions):
        if said is not None:
            found.setdefault(said, []).append(_entry(action))
    return {said: entries for said, entries in found.items() if len(entries) >= _ALIKE_AT_LEAST}


def _said(actions: Iterable[Action]) -> Iterator[tuple[Action, Hashable]]:
    """Each action with what it does, whoever it is about, and how often that was said of its entry; None: it is told alone."""
    times: dict[Hashable, int] = {}
    for action in actions:
        if loses_data(action) or action.consent is not None or action.refused is not None:
            yield action, None
            continue
        done = _done(action)
        whose = _entry(action), done
        times[whose] = times.get(whose, 0) + 1
        yield action, (done, times[whose])


def _done(action: Action) -> Hashable:
    """What an action does, whoever it is about and wherever on the volumes."""
    extents = [extent for extent in (action.old_extent, action.new_extent) if extent is not None]
    volids = {extent.volid for extent in extents}
    entry, _, vdev = action.subject.partition("/")

    def anybody(word: re.Match[str]) -> str:
        found = word.group()
        is_place = bool(extents) and _PLACE.fullmatch(found) is not None
        return "*" if found == entry or found in volids or is_place else found

    words = (action.title, action.data_words, action.was or "", action.before or "")
    said = tuple(_WORD.sub(anybody, text) for text in words)
    sizes = tuple(extent.size for extent in extents)
    return action.kind, action.data, action.effective, vdev, said, action.changes, sizes


def _entry(action: Action) -> str:
    return action.subject.partition("/")[0]


# -- the plan as a whole


def nothing_to_do(document: PlanDocument) -> str:
    """What is said of a plan without actions."""
    return f"Nothing to do: the directory is as {document.desired} says."


def refusal(document: PlanDocument) -> str:
    """Why a plan is refused, in one sentence; empty if it is not."""
    refused = [action for action in document.actions if action.refused is not None]
    if not refused:
        return ""
    count = len({action.subject for action in refused})
    lost = all(map(loses_data, refused))
    verb = ("lose" if lost else "need") + ("s" if count == 1 else "")
    return f"Plan refused: {plural(count, 'subject')} {verb} {'data without consent' if lost else 'consent'}"


def counts(document: PlanDocument) -> list[str]:
    """How much is done, in pieces."""
    summary = document.summary
    done = [f"{count:,} {name}" for name, count in summary.done.items()]
    before, after = document.entries_before, document.entries_after
    if before == after:
        size = f"directory stays {plural(after, 'entry')}"
    else:
        size = f"directory {'grows' if after > before else 'shrinks'} from {before:,} to {plural(after, 'entry')}"
    touched = f"{plural(summary.entries, 'entry')}, {plural(summary.commands, 'command')}"
    return [f"Plan: {', '.join(done)}", touched, size]


def pins(document: PlanDocument, at_most: int | None = _NAMES_AT_MOST) -> list[str]:
    """What must not change until the plan is carried out, in pieces; of more than `at_most` entries or volumes some."""
    entries, volumes = (names([*some], at_most) for some in (document.pins.entries, document.pins.volumes))
    extents = "EXTENT CONTROL" if document.pins.extents is not None else ""
    return [*filter(None, (entries, f"volumes {volumes}" if volumes else "", extents))]


def names(some: Sequence[str], at_most: int | None = _NAMES_AT_MOST) -> str:
    """Names with commas between, the first of them and how many more there are."""
    told = some[:at_most]
    return f"{', '.join(told)}{f', and {len(some) - len(told):,} more' if len(told) < len(some) else ''}"


def same_for(others: Sequence[str], actions: int) -> str:
    """That what some actions do is done for other entries, too."""
    what = "the same" if actions == 1 else f"the same {actions} actions"
    return f"{what} for {plural(len(others), 'more entry')}: {names(others)}"


def proved(document: PlanDocument) -> str:
    """How many of the claims hold."""
    return holding(document.claims, "the consent" if document.is_refused else "")
