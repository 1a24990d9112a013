"""The profiles that a directory has use for, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dirtool.migrate.mine.mined import Action, Group, Left, Mined, Prototype
from dirtool.report.change_lines import INDENT, head, wrapped
from dirtool.report.style import Style, harmless
from dirtool.wording import listed, plural, some_of

_GROUPS_AT_MOST = 10
_MOVES_AT_MOST = 14
_NAMES_AT_MOST = 8
_ODD_AT_MOST = 3
_SIGNS = {Action.NEW: "+", Action.CHANGED: "~", Action.INCLUDED: ">"}
_LEFT = {
    Left.ENTRIES: "left as they are",
    Left.STATEMENTS: "statements that several have stay in their entries",
    Left.GROUP: "no profile is proposed for look-alikes",
}
_FURTHER = f"{INDENT}  "


def mine_text(mined: Mined, style: Style, *, fold: bool = True) -> Iterator[str]:
    """Profile by profile who is to include it, what moves, and how many records go; then what stays, the sum, and the proof.

    With `fold`, the groups that save the least are only counted where there are many, and so is the end of long lists.
    """
    shown = mined.groups[:_GROUPS_AT_MOST] if fold else mined.groups
    for group in shown:
        yield from _group(group, style, fold=fold)
        yield ""
    if others := mined.groups[len(shown) :]:
        saved = sum(group.saved for group in others)
        told = f"and {plural(len(others), 'more profile')} that {_save(len(others))} {plural(saved, 'record')} (--all)"
        yield from wrapped(told, style.width)
        yield ""
    for left in mined.left_out:
        told = f"{_LEFT[left.what]}, since {left.why}: {_names(left.entries, fold=fold)}"
        yield from _paragraph(told, style, "", INDENT)
    if mined.left_out:
        yield ""
    yield from _sum(mined, style)


def _group(group: Group, style: Style, *, fold: bool) -> Iterator[str]:
    saves = f"saves {plural(group.saved, 'record')}"
    yield from head(_SIGNS[group.action], group.profile, _what(group), style, saves, "good")
    yield from _paragraph(_names(group.members, fold=fold), style, INDENT, INDENT)
    most = _MOVES_AT_MOST if fold else len(group.moves)
    for text in group.moves[:most]:
        yield from _paragraph(text, style, _FURTHER, f"{_FURTHER}  ")
    if len(group.moves) > most:
        yield f"{_FURTHER}and {plural(len(group.moves) - most, 'more record')}"
    yield from _dim(_count(group), style)
    if group.odd:
        yield from _dim(_odd(group, fold=fold), style)
    yield from _dim(_prototype(group.prototype, fold=fold), style)


def _what(group: Group) -> str:
    members = plural(len(group.members), "entry")
    match group.action:
        case Action.NEW:
            instead = f" in place of {group.instead_of}" if group.instead_of else ""
            return f"new PROFILE for {members}{instead}"
        case Action.CHANGED:
            return f"PROFILE gets what all {members} share"
        case Action.INCLUDED:
            return f"PROFILE says what {members} say"


def _count(group: Group) -> str:
    """How many records go, and what for others come."""
    taken = f", {group.taken_over:,} of them from {group.instead_of}" if group.taken_over else ""
    return f"{plural(group.removed, 'record')} {'goes' if group.removed == 1 else 'go'}, {_come(group.added)}{taken}"


def _come(added: int) -> str:
    return "one comes" if added == 1 else f"{added:,} come" if added else "none comes"


def _odd(group: Group, *, fold: bool) -> str:
    """The entries that are nearly members, each with what it lacks."""
    most = _ODD_AT_MOST if fold else len(group.odd)
    told = [f"{one.entry} lacks {', '.join(one.lacks)}" for one in group.odd[:most]]
    more = len(group.odd) - most
    return "; ".join(["nearly the same: " + told[0], *told[1:], *([f"and {more:,} more"] if more > 0 else [])])


def _prototype(prototype: Prototype | None, *, fold: bool) -> str:
    if prototype is None:
        return "no PROTODIR file: not all of them are USERs"
    if not prototype.lacks:
        return f"{prototype.name} has all that they have"
    if fold:
        return f"{prototype.name} has no {listed([lack.what for lack in prototype.lacks], 'or')}"
    return f"{prototype.name} has no {'; no '.join(f'{lack.what}: {lack.why}' for lack in prototype.lacks)}"


def _names(names: Sequence[str], *, fold: bool) -> str:
    return some_of(names, _NAMES_AT_MOST if fold else len(names))


def _sum(mined: Mined, style: Style) -> Iterator[str]:
    if not mined.groups:
        yield style.paint("bold", "no profile would make the file smaller")
        return
    share = 100 * mined.saved // mined.before
    told = (
        f"{plural(len(mined.groups), 'profile')} {_save(len(mined.groups))} {plural(mined.saved, 'record')}: "
        f"{mined.before:,} now, {mined.after:,} then, {share} % fewer"
    )
    first, *others = wrapped(told, style.width, "", INDENT)
    yield from (style.paint("bold", first), *others)
    proof = mined.proof
    pools = f" and {plural(proof.pool_ids, 'id')} of pools" if proof.pool_ids else ""
    told = (
        f"proved: {plural(proof.machines, 'virtual machine')} of {plural(proof.entries, 'entry')}{pools} are what they were, "
        "statement by statement"
    )
    yield from (style.paint("good", line) for line in wrapped(told, style.width, "", INDENT))


def _save(count: int) -> str:
    return "saves" if count == 1 else "save"


def _dim(text: str, style: Style) -> Iterator[str]:
    yield from (style.paint("dim", line) for line in _paragraph(text, style, INDENT, _FURTHER))


def _paragraph(text: str, style: Style, first: str, others: str) -> list[str]:
    return wrapped(harmless(text), style.width, first, others)
