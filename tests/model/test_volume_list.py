"""The list of a site's volumes."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.volume_list import KnownVolume, read_volumes, sizes, volumes_in
from dirtool.text import codepage
from dirtool.text.records import read_records


def volumes(text: str) -> dict[str, KnownVolume]:
    return volumes_in(read_records(text.encode(), "volumes.txt"))


def refusal(text: str) -> str:
    with pytest.raises(InputError) as raised:
        volumes(text)
    return raised.value.message


def test_a_line_names_a_volume_its_device_type_and_its_size() -> None:
    assert volumes("LX0001 3390 10017\nLX0002\t3390\n\n   lx0003\nFBA001 9336 640000\nOLD001 3330 404\n") == {
        "LX0001": KnownVolume("3390", 10017),
        "LX0002": KnownVolume("3390"),
        "LX0003": KnownVolume(),
        "FBA001": KnownVolume("9336", 640000),
        "OLD001": KnownVolume("3330", 404),
    }


def test_comments_stand_alone_or_behind_the_words() -> None:
    text = "* volumes\n  # of the lab\nLX0001 * scratch\nLX0002 3390 # spare\nLX0003 3390 10017 *old one\n"
    assert volumes(text) == {
        "LX0001": KnownVolume(),
        "LX0002": KnownVolume("3390"),
        "LX0003": KnownVolume("3390", 10017),
    }


def test_an_empty_list_names_none() -> None:
    assert volumes("") == volumes("* none\n\n") == {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("LX00001", "volumes.txt:2:1: LX00001 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        ("  LX.001 3390", "volumes.txt:2:3: LX.001 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        (
            "LX0001  3309 10017",
            "volumes.txt:2:9: 3309 is no device type; allowed: 3390, 3380, 3370, 9345, 9336 or FB-512, or an older type "
            "such as 3375 or 3350",
        ),
        ("LX0001 3390 0", "volumes.txt:2:13: 0 is no size; allowed: the number of cylinders or blocks, 1 or more"),
        ("LX0001 3390 END", "volumes.txt:2:13: END is no size; allowed: the number of cylinders or blocks, 1 or more"),
        ("LX0001 3390 -5", "volumes.txt:2:13: -5 is no size; allowed: the number of cylinders or blocks, 1 or more"),
        ("LX0001 3390 ²", "volumes.txt:2:13: ² is no size; allowed: the number of cylinders or blocks, 1 or more"),
        ("LX0001 3390 1 x", "volumes.txt:2:15: x is one word too many; allowed: VOLID DEVTYPE SIZE"),
        ("given 3390 1", "volumes.txt:2:1: volid GIVEN stands twice; it is in line 1 already"),
    ],
)
def test_a_wrong_word_is_named_with_its_place_and_what_is_allowed(line: str, message: str) -> None:
    assert refusal(f"GIVEN\n{line}\n") == message


def test_a_list_from_the_system_is_read_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "VOLUMES LIST"
    file.write_bytes(codepage.encode(f"{'* volumes':80}{'LX0001 3390 10017':80}", "1047"))
    assert read_volumes(file) == {"LX0001": KnownVolume("3390", 10017)}


@pytest.mark.parametrize(("name", "reason"), [("none", "No such file or directory"), (".", "Is a directory")])
def test_a_list_that_cannot_be_read_is_named(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        read_volumes(tmp_path / name)
    assert raised.value.message == f"{tmp_path / name}: {reason}"


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_nothing_but_input_errors_comes_out(data: bytes) -> None:
    with suppress(InputError):
        assert all(1 <= len(volid) <= 6 for volid in volumes_in(read_records(data)))


def test_only_sizes_that_are_known_count() -> None:
    assert sizes({"LX0001": KnownVolume("3390", 10017), "LX0002": KnownVolume("3390")}) == {"LX0001": 10017}
