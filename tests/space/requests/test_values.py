"""What the words of a request mean."""

import pytest

from dirtool.space.requests.request import Headroom
from dirtool.space.requests.values import headroom_of


@pytest.mark.parametrize(
    ("word", "headroom"), [("10%", Headroom(10, True)), ("0%", Headroom(0, True)), ("500", Headroom(500, False))]
)
def test_headroom_is_a_percentage_or_a_number(word: str, headroom: Headroom) -> None:
    assert headroom_of(word) == headroom


@pytest.mark.parametrize("word", ["", "%", "101%", "-1", "1.5%", "10 %", "12345678901", "10GiB"])
def test_other_words_are_no_headroom(word: str) -> None:
    with pytest.raises(
        ValueError, match=r"^a percentage from 0% to 100%, or a number of cylinders or blocks from 0 to 9999999999$"
    ):
        headroom_of(word)
