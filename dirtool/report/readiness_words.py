"""What the views of a move to DirMaint say in words, and what they tell together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Span
from dirtool.migrate.readiness.shortfall import Check, Readiness, Shortfall, State, Verdict
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.wording import plural

VERDICT_LOOKS = {Verdict.READY: "good", Verdict.READY_WITH_FIXES: "warning", Verdict.NOT_READY: "error"}
"""Of each verdict its colour."""
STATE_WORDS = {State.OPEN: "open", State.CHECK: "look", State.MENDED: "mended", State.NOTE: "note"}
"""Each state as a label beside a shortfall, those first that ask something of the reader."""
_RANK = {state: rank for rank, state in enumerate(STATE_WORDS)}


class Found(NamedTuple):
    """A check and what it has found, by state and in a state by place.

    `action` is what is to be done about all that say nothing else; empty where all is mended, or each says its own.
    """

    check: Check
    shortfalls: tuple[Shortfall, ...]
    action: str

    def own_action(self, one: Shortfall) -> str:
        """What is to be done about a shortfall, where that is not what is to be done about all."""
        return "" if one.action == self.action else one.action


def found_by(readiness: Readiness) -> list[Found]:
    """Every check with what it has found, also those that found nothing, in their order."""
    by_number: dict[int, list[Shortfall]] = {check.number: [] for check in readiness.checks}
    for one in readiness.shortfalls:
        by_number[one.check.number].append(one)
    return [_found(check, sorted(by_number[check.number], key=_rank)) for check in readiness.checks]


def _found(check: Check, shortfalls: list[Shortfall]) -> Found:
    asked = {one.action or check.action for one in shortfalls if one.state is not State.MENDED}
    action = asked.pop() if len(asked) == 1 else check.action if check.action in asked else ""
    return Found(check, tuple(shortfalls), action)


def verdict(readiness: Readiness) -> str:
    """`NOT READY`."""
    return readiness.verdict.value.upper()


def counts_of(shortfalls: Iterable[Shortfall], mended: str = "mended") -> list[str]:
    """`2 open`, `3 to look at`, `1 mended`, `1 note`: how many there are of each state that there is."""
    counts = Counter(one.state for one in shortfalls)
    words = {State.OPEN: "open", State.CHECK: "to look at", State.MENDED: mended}
    return [
        f"{counts[state]:,} {words[state]}" if state in words else plural(counts[state], "note")
        for state in STATE_WORDS
        if counts[state]
    ]


def verdict_counts(readiness: Readiness) -> str:
    """How many shortfalls there are of each state, behind the verdict."""
    counts = counts_of(readiness.shortfalls, "mended in the files that were made")
    return ", ".join(counts) or "nothing stands in the way"


def place_of(span: Span | None) -> str:
    """`USER.DIRECT:12`; empty where there is no place."""
    return "" if span is None else f"{span.path}:{span.line}"


def told(one: Shortfall | Related) -> str:
    """`USER.DIRECT:12: LINUX1/0191: what is wrong`, without what it has not; a message that begins with its subject says it."""
    subject = "" if one.message.startswith((f"{one.subject} ", f"{one.subject}: ")) else one.subject
    return ": ".join(filter(None, (place_of(one.span), subject, one.message)))


def changes_by_kind(changes: Iterable[Change]) -> dict[ChangeKind, int]:
    """How many changes there are of each kind, in the order of the kinds."""
    counts = Counter(change.kind for change in changes)
    return {kind: counts[kind] for kind in ChangeKind if counts[kind]}


def _rank(shortfall: Shortfall) -> int:
    return _RANK[shortfall.state]
