"""What a plan does, in numbers."""

from __future__ import annotations

from collections import Counter

from dirtool.verify.plan.document import Action, Data, Kind, PlanDocument, Summary

_COUNTED = {
    Kind.ADD_REGION: "add",
    Kind.ADD_GROUP: "add",
    Kind.ADD_ENTRY: "add",
    Kind.ADD_STATEMENT: "add",
    Kind.ADD_DISK: "add",
    Kind.CLONE_DISK: "copy",
    Kind.COPY_DISK: "copy",
    Kind.RENAME_ENTRY: "move",
    Kind.MOVE_DISK: "move",
    Kind.CHANGE_STATEMENT: "change",
    Kind.CHANGE_DISK: "change",
    Kind.RECREATE_DISK: "change",
    Kind.REMOVE_STATEMENT: "remove",
    Kind.REMOVE_DISK: "remove",
    Kind.REMOVE_ENTRY: "remove",
}

_LOST = {Data.OVERWRITTEN: "overwrite", Data.ERASED: "remove", Data.ORPHANED: "remove"}
"""What counts first: what becomes of data that are lost."""


def summary_of(document: PlanDocument) -> Summary:
    """How many actions add, change, move, copy, remove and overwrite, and how many entries and commands there are."""
    counts = Counter(_counted(action) for action in document.actions)
    links = _links(document.actions)
    return Summary(
        counts["add"] + links["add"],
        counts["change"] + links["change"],
        counts["move"],
        counts["copy"],
        counts["remove"] + links["remove"],
        counts["overwrite"],
        len({*document.pins.entries, *document.end.entries}),
        sum(len(action.commands) for action in document.actions),
    )


def _counted(action: Action) -> str:
    if action.kind not in _COUNTED:
        return ""
    return _LOST.get(action.data) or _COUNTED[action.kind]


def _links(actions: tuple[Action, ...]) -> Counter[str]:
    """Links: one that goes and comes again, or leads elsewhere, is one that changes."""
    gone = {action.subject for action in actions if action.kind is Kind.UNLINK}
    come = {action.subject for action in actions if action.kind is Kind.LINK}
    changed = {action.subject for action in actions if action.kind is Kind.LINK and action.changes}
    return Counter(add=len(come - gone - changed), remove=len(gone - come), change=len((come & gone) | changed))
