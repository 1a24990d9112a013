"""What the drawn maps say in words."""

import pytest

from dirtool.report.map_words import (
    capacity,
    extent_words,
    percent,
    reach,
    size_words,
    source_words,
    used_share,
)
from tests.report.mapped import disk, pack, volume


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 MiB"),
        (512, "1 KiB"),
        (80 * 512, "40 KiB"),
        (2**19 - 1, "512 KiB"),
        (2**19 + 512, "1 MiB"),
        (737280, "1 MiB"),
        (50 * 737280, "35 MiB"),
        (2**30 - 1, "1,024 MiB"),
        (2**30, "1.00 GiB"),
        (10017 * 737280, "6.88 GiB"),
        (32760 * 737280, "22.5 GiB"),
        (262668 * 737280, "180 GiB"),
        (2**40, "1.00 TiB"),
        (5000 * 2**40, "5,000 TiB"),
    ],
)
def test_bytes_have_three_digits_that_count(size: int, words: str) -> None:
    assert capacity(size) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.0001, "1 %"), (0.016, "2 %"), (0.744, "74 %"), (0.9999, "99 %"), (1, "100 %"), (1.2, "120 %")],
)
def test_only_nothing_is_called_nothing_and_only_all_is_called_all(share: float, words: str) -> None:
    assert percent(share) == words


def test_a_size_has_its_bytes_where_they_are_known() -> None:
    assert size_words(1, "cylinder", "3350") == ["1 cylinder"]
    assert size_words(2048, "block", "9336") == ["2,048 blocks", "1 MiB"]


def test_a_part_is_told_by_its_first_and_last_place() -> None:
    one = volume("LX0001", 10017)
    assert extent_words(one, 1000, 1049) == "cylinders 1,000-1,049, 50 cylinders, 35 MiB"
    assert extent_words(one, 1000, None) == "cylinders 1,000 to the end"


def test_a_guess_is_called_a_guess() -> None:
    assert source_words(volume("A", 10, source="model", model="3390-09")) == "size guessed: 3390-09"
    assert source_words(volume("A", 10, source="model")) == "size guessed: smallest model"
    assert source_words(volume("A", 10, source="full-pack")) == "size of a full pack"
    assert source_words(volume("A", 10, source="extent-control")) == "size by EXTENT CONTROL"
    assert source_words(volume("A", 10)) == "size given"
    assert source_words(volume("A", None)) == "size not known"


def test_the_used_share_is_that_within_the_size() -> None:
    assert used_share(volume("A", 100, disk("X/0100", 0, 24))) == 0.25
    assert used_share(volume("A", 100, disk("X/0100", 75, 199))) == 0.25
    assert used_share(volume("A", None, disk("X/0100", 0, 24))) is None


def test_drawn_is_the_size_or_what_lies_behind_it() -> None:
    assert reach(volume("A", 100, disk("X/0100", 0, 24))) == 100
    assert reach(volume("A", 100, disk("X/0100", 75, 199), pack("Y/0100", 99))) == 200
    assert reach(volume("A", None, disk("X/0100", 0, 24), disk("X/0101", 40, None))) == 41
    assert reach(volume("A", None)) == 1
