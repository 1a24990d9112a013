"""How what DirMaint gives back differs from what went in, for people: whether anything is lost, and what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dirtool.migrate.returned.difference import Difference, DifferenceClass, Finding, Returned, Side
from dirtool.report.change_lines import behind, labelled, wrapped
from dirtool.report.style import Style, harmless
from dirtool.wording import plural

_FOLD_AFTER = 10  # differences of one class and finding; the others are counted
_INDENT = "  "
_LABEL_WIDTH = 10
_TITLES = {DifferenceClass.LOSS: "Losses", DifferenceClass.HARMLESS: "Harmless"}
_WENT_IN, _CAME_BACK = "went in", "came back"


def returned_text(returned: Returned, style: Style, *, show_all: bool) -> Iterator[str]:
    """The verdict, the losses and what is harmless with both places each, what DirMaint is known to do as counts.

    Without `show_all`, only the first ten of each kind of difference.
    """
    yield from _verdict(returned, style)
    for remark in returned.remarks:
        yield from (
            style.paint("warning", line) for line in wrapped(f"Note: {harmless(remark)}", style.width, "", _INDENT)
        )
    for kind, differences in ((DifferenceClass.LOSS, returned.losses), (DifferenceClass.HARMLESS, returned.harmless)):
        if differences:
            yield ""
            yield style.paint("bold", _TITLES[kind])
            yield from _differences(differences, style, show_all=show_all)
    yield from _expected(returned, style)
    yield from _entries(returned, style)


def _verdict(returned: Returned, style: Style) -> Iterator[str]:
    """Whether anything is lost, how many differences there are of each class, and between what."""
    losses, same, known = len(returned.losses), len(returned.harmless), sum(returned.expected.values())
    word, colour = ("LOST", "error") if losses else ("NOTHING LOST", "good")
    counted = ((losses, "loss" if losses == 1 else "losses"), (same, "harmless"), (known, "expected"))
    counts = ", ".join(f"{count:,} {name}" for count, name in counted if count)
    first, *others = behind(f"{word}: ", counts or "not one difference", style.width)
    yield f"{style.paint(colour, word)}{first[len(word) :]}"
    yield from others
    sides = f"{returned.given_path} {_WENT_IN}, {returned.returned_path} {_CAME_BACK}"
    yield from (style.paint("dim", line) for line in wrapped(harmless(sides), style.width, "", _INDENT))


def _differences(differences: list[Difference], style: Style, *, show_all: bool) -> Iterator[str]:
    """Differences of one class, and how many more there are of each kind."""
    counts = Counter(one.finding for one in differences)
    shown: Counter[Finding] = Counter()
    for one in differences:
        shown[one.finding] += 1
        if show_all or shown[one.finding] <= _FOLD_AFTER:
            yield from _difference(one, style)
    for finding, count in counts.items():
        if not show_all and count > _FOLD_AFTER:
            yield f"{_INDENT}and {count - _FOLD_AFTER:,} more of {finding} (--all shows them)"


def _difference(one: Difference, style: Style) -> Iterator[str]:
    """What is different, and below it what went in and what came back, each with its place."""
    subject = harmless(one.subject)
    first, *others = behind(f"{_INDENT}{subject}: ", harmless(one.message), style.width)
    yield f"{_INDENT}{style.paint('bold', subject)}{first[len(_INDENT) + len(subject) :]}"
    yield from others
    for label, side in ((_WENT_IN, one.given), (_CAME_BACK, one.returned)):
        yield from _side(label, side, style)


def _side(label: str, side: Side | None, style: Style) -> Iterator[str]:
    text = "nothing" if side is None else f"{side.place[0]}:{side.place[1]}: {side.text}"
    yield from labelled(label, "dim", text, style, margin=f"{_INDENT}{_INDENT}", width=_LABEL_WIDTH)


def _expected(returned: Returned, style: Style) -> Iterator[str]:
    """What DirMaint is known to do, each with how often."""
    if returned.expected:
        yield ""
        yield style.paint("bold", "Expected")
        told = {kind: plural(count, kind.unit).split(" ") for kind, count in returned.expected.items()}
        counts, units = (max(map(len, column)) for column in zip(*told.values(), strict=True))
        for kind, (count, unit) in told.items():
            yield from behind(f"{_INDENT}{count:>{counts}} {unit:<{units}}  ", kind.words, style.width)


def _entries(returned: Returned, style: Style) -> Iterator[str]:
    """How many entries of each kind went in and came back."""
    if returned.entries:
        yield ""
        yield style.paint("bold", f"{'Entries':<14}{_WENT_IN:>9}  {_CAME_BACK:>9}")
        for kind, given, back in returned.entries:
            line = f"{_INDENT}{harmless(kind).upper():<12}{given:>9,}  {back:>9,}"
            yield line if given == back else style.paint("error", line)
