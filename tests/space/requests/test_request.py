"""What the allocator is asked."""

import pytest

from dirtool.space.requests.request import Headroom


@pytest.mark.parametrize(
    ("headroom", "size", "free"),
    [
        (Headroom(10, True), 10017, 1002),
        (Headroom(10, True), 10, 1),
        (Headroom(0, True), 10017, 0),
        (Headroom(100, True), 10017, 10017),
        (Headroom(500, False), 10017, 500),
    ],
)
def test_headroom_is_a_percentage_of_the_pool_rounded_up_or_a_number(headroom: Headroom, size: int, free: int) -> None:
    assert headroom.of(size) == free


def test_headroom_is_shown_as_it_is_written() -> None:
    assert (str(Headroom(10, True)), str(Headroom(500, False))) == ("10%", "500")
