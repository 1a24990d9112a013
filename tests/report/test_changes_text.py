"""All that USER INPUT has differently, as text."""

from collections import deque

from hypothesis import given

from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.report.changes_text import changes_text
from tests.growth import assert_grows, seconds_for
from tests.report.moved import CHANGES, at
from tests.report.strange import texts


def test_every_change_has_a_line_and_the_kinds_are_counted_behind_them() -> None:
    assert list(changes_text(CHANGES)) == [
        "USER.DIRECT:1: sequence fields of 45 records blanked",
        "USER.DIRECT:11: LNX1: the comment stands below USER now",
        "USER.DIRECT:12: LNX2: the comment stands below USER now",
        "USER.DIRECT:30: LNX3: *AC= is of another product",
        "",
        "Changes in USER.INPUT: 4",
        "  2  comments moved to their entry",
        "  1  control comments dropped",
        "  1  files without sequence fields now",
    ]


def test_no_change_is_told_as_such() -> None:
    assert list(changes_text([])) == ["Changes in USER.INPUT: none"]


@given(texts, texts)
def test_a_change_has_one_line_whatever_is_in_it(subject: str, what: str) -> None:
    lines = list(changes_text([Change(ChangeKind.MOVED, at(1, what), subject, what)]))
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)


def test_twice_the_changes_take_twice_the_time() -> None:
    once, twice = (
        [Change(ChangeKind.MOVED, at(line), f"LNX{line}", "it stands below USER now") for line in range(count)]
        for count in (5000, 10000)
    )
    assert_grows(
        lambda: seconds_for(lambda: deque(changes_text(once), maxlen=0)),
        lambda: seconds_for(lambda: deque(changes_text(twice), maxlen=0)),
    )
