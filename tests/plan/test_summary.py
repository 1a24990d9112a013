"""The numbers of a plan."""

from __future__ import annotations

import pytest

from dirtool.plan.summary import summary_of
from dirtool.verify.plan.document import Data, Kind, OperandChange, Summary
from tests.plan.test_order import FIVE, GROWN, A, B, desired, disk, whole

LINK = " LINK B 0100 0200 RR"
COUNTED = {
    "add": {Kind.ADD_REGION, Kind.ADD_GROUP, Kind.ADD_ENTRY, Kind.ADD_STATEMENT, Kind.ADD_DISK, Kind.LINK},
    "change": {Kind.CHANGE_STATEMENT, Kind.CHANGE_DISK, Kind.RECREATE_DISK},
    "move": {Kind.RENAME_ENTRY, Kind.MOVE_DISK},
    "copy": {Kind.CLONE_DISK, Kind.COPY_DISK},
    "remove": {Kind.REMOVE_STATEMENT, Kind.REMOVE_DISK, Kind.REMOVE_ENTRY, Kind.UNLINK},
}
DOCUMENT = whole([A], [A, " ACCOUNT 1"]).document
ACTION = DOCUMENT.actions[1]


def counts(
    *kinds: Kind, data: Data = Data.NONE, subjects: str = "", changes: tuple[OperandChange, ...] = ()
) -> dict[str, int]:
    """What is counted of some actions, but for entries and commands."""
    actions = tuple(
        ACTION._replace(kind=kind, subject=subject, data=data, changes=changes, commands=())
        for kind, subject in zip(kinds, subjects or "ABCDEFGH", strict=False)
    )
    found = summary_of(DOCUMENT._replace(actions=actions))._asdict()
    return {name: count for name, count in found.items() if count and name not in ("entries", "commands")}


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_counts_once_or_not_at_all(kind: Kind) -> None:
    assert counts(kind) == {name: 1 for name, kinds in COUNTED.items() if kind in kinds}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (Data.OVERWRITTEN, {"overwrite": 1}),
        (Data.ERASED, {"remove": 1}),
        (Data.ORPHANED, {"remove": 1}),
        (Data.STALE, {"change": 1}),
        (Data.KEPT, {"change": 1}),
    ],
)
def test_data_that_are_lost_count_first(data: Data, expected: dict[str, int]) -> None:
    assert counts(Kind.CHANGE_DISK, data=data) == expected
    assert counts(Kind.REPLACE_ENTRY, data=data) == {}


def test_a_link_that_goes_and_comes_again_is_one_that_changes() -> None:
    assert counts(Kind.UNLINK, Kind.LINK, subjects="AA") == {"change": 1}
    assert counts(Kind.UNLINK, Kind.LINK, subjects="AB") == {"add": 1, "remove": 1}
    assert counts(Kind.LINK, changes=(OperandChange("mode", "RR", "MR"),)) == {"change": 1}


@pytest.mark.parametrize(
    ("current", "wanted", "expected"),
    [
        ([A], [A, " ACCOUNT 1"], Summary(add=1, entries=1, commands=4)),
        ([A], [A, *FIVE], Summary(add=5, entries=1, commands=5)),
        ([A, disk("0100", 1)], [A, disk("0200", 1)], Summary(move=1, entries=1, commands=4)),
        ([A, disk("0100", 1)], [A], Summary(remove=1, entries=1, commands=4)),
        ([A, LINK, B, disk("0100", 1)], [A, B], Summary(remove=2, entries=2, commands=5)),
        ([A, disk("0100", 1), B], [A, disk("0100", 1)], Summary(remove=1, entries=1, commands=4)),
    ],
)
def test_the_summary_of_a_plan(current: list[str], wanted: list[str], expected: Summary) -> None:
    assert whole(current, wanted).document.summary == expected


def test_a_copy_and_its_place_are_one_copy() -> None:
    document = desired([A, disk("0100", 1)], GROWN % "cmdisk").document
    assert document.summary == Summary(copy=1, entries=1, commands=4)
