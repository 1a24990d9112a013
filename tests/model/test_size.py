"""Sizes as people write them, and the cylinders or blocks that they take."""

import re
from contextlib import suppress
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dirtool.model.size import Size, SizeUnit, size_of
from dirtool.spec.devices import DASD_TYPES, usual_units_for

ON_A_CYLINDER = {
    "3390": {512: 735, 1024: 495, 2048: 315, 4096: 180},
    "3380": {512: 690, 1024: 465, 2048: 270, 4096: 150},
}


@pytest.mark.parametrize(
    ("word", "size"),
    [
        ("10016", Size(10016, "")),
        ("1", Size(1, "")),
        ("010016cyl", Size(10016, "cyl")),
        ("8000BLK", Size(8000, "blk")),
        ("1blk512", Size(1, "blk512")),
        ("1blk1024", Size(1, "blk1024")),
        ("1Blk2048", Size(1, "blk2048")),
        ("5000blk4096", Size(5000, "blk4096")),
        ("700MiB", Size(700, "MiB")),
        ("7gib", Size(7, "GiB")),
        ("7.0GIB", Size(7, "GiB")),
        ("7.5GiB", Size(7680, "MiB")),
        ("0.25MiB", Size(64, "blk4096")),
        ("7.3GiB", Size(1913652, "blk4096")),
        ("0.000001MiB", Size(1, "blk4096")),
        ("2.0", Size(2, "")),
    ],
)
def test_a_size_is_a_number_and_its_unit(word: str, size: Size) -> None:
    assert size_of(word) == size


WRONG = "0 0.0GiB -5 +5 5cyls 5MB 5G GiB 1.5 1.5cyl 1,5GiB .5GiB 5.GiB 1e3 0x10 ² ٣ 12345678901 1.1234567GiB END"


@pytest.mark.parametrize("word", [*WRONG.split(), "", "5 cyl", "5\n", "7g\u0131b"])
def test_what_is_no_size_is_told_what_is_allowed(word: str) -> None:
    allowed = (
        "a number from 1 to 9999999999, alone (the cylinders or blocks of the volume) or with one of cyl, blk, blk512, "
        "blk1024, blk2048, blk4096, MiB or GiB behind it; of MiB and GiB also decimals, such as 7.5GiB"
    )
    with pytest.raises(ValueError, match=f"^{re.escape(allowed)}$"):
        size_of(word)


@pytest.mark.parametrize(
    ("word", "on_3390", "on_3380", "on_9345", "on_9336"),
    [
        ("10016", 10016, 10016, 10016, 10016),
        ("10016cyl", 10016, 10016, 10016, None),
        ("8001blk", None, None, None, 8001),
        ("735blk512", 1, 2, None, 736),
        ("736blk512", 2, 2, None, 736),
        ("495blk1024", 1, 2, None, 992),
        ("315blk2048", 1, 2, None, 1264),
        ("180blk4096", 1, 2, None, 1440),
        ("181blk4096", 2, 2, None, 1448),
        ("1blk512", 1, 1, None, 8),
        ("1blk4096", 1, 1, None, 8),
        ("1MiB", 2, 2, None, 2048),
        ("700MiB", 996, 1195, None, 1433600),
        ("7GiB", 10195, 12234, None, 14680064),
        ("7.5GiB", 10923, 13108, None, 15728640),
        ("0.25MiB", 1, 1, None, 512),
    ],
)
def test_a_size_takes_cylinders_or_blocks_as_the_type_of_device_has_them(
    word: str, on_3390: int | None, on_3380: int | None, on_9345: int | None, on_9336: int | None
) -> None:
    size = size_of(word)
    devtypes = ("3390", "3380", "9345", "9336")
    assert [size.on(devtype, usual_units_for) for devtype in devtypes] == [on_3390, on_3380, on_9345, on_9336]


def test_a_device_type_may_have_its_model_behind_it() -> None:
    assert size_of("8blk").on("9336-20", usual_units_for) == 8
    assert size_of("1MiB").on("FB-512", usual_units_for) == 2048
    assert (
        size_of("181blk4096").on(
            "3390-09", lambda devtype, blocks, block: {("3390-09", 181, 4096): 19}[devtype, blocks, block]
        )
        == 19
    )


SIZES = st.builds(Size, st.integers(1, 10**9), st.sampled_from(get_args(SizeUnit)))
BYTES = {"blk512": 512, "blk1024": 1024, "blk2048": 2048, "blk4096": 4096, "MiB": 2**20, "GiB": 2**30}


@given(SIZES, st.booleans())
def test_a_size_is_read_back_as_it_is_written(size: Size, shout: bool) -> None:
    assert size_of(str(size).upper() if shout else str(size)) == size


@given(SIZES, st.sampled_from(DASD_TYPES))
def test_what_a_size_takes_is_enough_and_one_less_is_not(size: Size, devtype: str) -> None:
    taken = size.on(devtype, usual_units_for)
    assume(size.unit in BYTES and taken is not None)
    assert taken is not None
    if devtype in ON_A_CYLINDER:
        block = min(BYTES[size.unit], 4096)
        holds, wanted = ON_A_CYLINDER[devtype][block] * block, size.count * BYTES[size.unit]
        assert (taken - 1) * holds < wanted <= taken * holds
    else:
        assert taken % 8 == 0
        assert (taken - 8) * 512 < size.count * BYTES[size.unit] <= taken * 512


@given(st.integers(1, 10**10 - 1), st.integers(0, 6), st.sampled_from(["MiB", "GiB"]))
def test_decimals_are_exact_and_rounded_up_to_a_block_of_4096_bytes(digits: int, places: int, unit: str) -> None:
    amount = Fraction(digits, 10**places)
    text = f"{digits // 10**places}{f'.{digits % 10**places:0{places}}' if places else ''}"
    size = size_of(f"{text}{unit}")
    rest = size.count * BYTES[size.unit] - amount * BYTES[unit]
    assert 0 <= rest < 4096


@given(st.text())
def test_whatever_the_word_is_nothing_but_value_errors_comes_out(word: str) -> None:
    with suppress(ValueError):
        assert size_of(word).count >= 1
