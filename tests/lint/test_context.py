"""What rules may ask: whether the directory is whole, whether it is for z/VM, and whose devices are known."""

import pytest

from dirtool.errors import InputError
from dirtool.lint.context import Context
from dirtool.lint.options import Options
from dirtool.model.directory import Directory
from dirtool.model.volume_list import KnownVolume
from tests.model.made import directory_of, entry_of, source_of

WHOLE = "DIRECTORY 123 3390 M01RES\n"


def context(text: str, options: Options | None = None) -> Context:
    return Context(directory_of(text), options or Options())


@pytest.mark.parametrize(
    ("text", "told", "is_fragment"),
    [
        (WHOLE + "USER A NOLOG\n", None, False),
        ("USER A NOLOG\n", None, True),
        ("DIRECTORY 123\nUSER A NOLOG\n", None, False),
        (WHOLE + "USER A NOLOG\n", True, True),
        ("USER A NOLOG\n", False, False),
    ],
)
def test_a_directory_statement_or_the_options_tell_a_part_from_the_whole(
    text: str, told: bool | None, is_fragment: bool
) -> None:
    assert context(text, Options(fragment=told)).is_fragment is is_fragment


def test_a_directory_of_which_a_part_cannot_be_read_is_a_part() -> None:
    directory = Directory([source_of(WHOLE)], [InputError("gone")])
    assert Context(directory, Options()).is_fragment


@pytest.mark.parametrize(
    ("text", "is_zvm"),
    [
        ("USER A NOLOG\n MDISK 191 3350 1 1 OLD001\n", False),
        ("USER A NOLOG\n MDISK 191 3390 1 1 NEW001\n", True),
        ("DIRECTORY 123 3390 M01RES\n", True),
        ("PROFILE P\n", True),
        ("SUBCONFIG A-1\n", True),
        ("USER A NOLOG\n NICDEF 600 TYPE QDIO\n", True),
        ("USER A NOLOG\n OPTION ECMODE\n", False),
    ],
)
def test_what_tells_that_a_directory_is_for_zvm(text: str, is_zvm: bool) -> None:
    assert context(text).has_zvm_feature is is_zvm


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("USER A NOLOG\n MDISK 191 3390 1 1 LX0001\n", True),
        ("USER A NOLOG\n INCLUDE P\n", False),
        ("PROFILE P\nUSER A NOLOG\n INCLUDE P\n", True),
        ("PROFILE P\n QUACK\nUSER A NOLOG\n INCLUDE P\n", False),
        ("USER A NOLOG\n MDISK 19G 3390 1 1 LX0001\n", False),
        ("USER A NOLOG\n IPL\n", True),
        ("IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n", False),
        ("IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\nSUBCONFIG A-1\n", True),
        ("USER A NOLOG\nUSER A NOLOG\n", False),
        ("USER B NOLOG\n", False),
    ],
)
def test_the_devices_of_a_user_are_known_if_no_part_of_the_machine_is_missing_or_broken(text: str, known: bool) -> None:
    assert context(text).knows_devices_of("A") is known


def test_a_profile_that_is_not_there_or_there_twice_is_lacking() -> None:
    users = "USER A NOLOG\n INCLUDE ONE\nUSER B NOLOG\n INCLUDE TWO\nUSER C NOLOG\n INCLUDE NONE\nUSER D NOLOG\n"
    judged = context("PROFILE ONE\nPROFILE TWO\nPROFILE TWO\n" + users)
    lacking = {name: judged.lacks_profile(entry_of(judged.directory, name)) for name in "ABCD"}
    assert lacking == {"A": False, "B": True, "C": True, "D": False}


def test_volumes_have_the_sizes_that_are_known() -> None:
    text = "USER A NOLOG\n MDISK 191 3390 1 1 LX0001\n MDISK 192 3390 1 1 LX0002\n"
    options = Options(volumes={"LX0001": KnownVolume("3390", 3339), "LX0002": KnownVolume()})
    assert {name: volume.size for name, volume in context(text, options).volumes.items()} == {
        "LX0001": 3339,
        "LX0002": None,
    }


def test_entries_of_one_make_up_stand_together() -> None:
    judged = context("USER A NOLOG\n IPL CMS\nUSER B NOLOG\n ACCOUNT 1\nUSER C NOLOG\n IPL GCS\n")
    assert [[entry.name for entry in some] for some in judged.entries_by_make_up.values()] == [["A", "C"], ["B"]]
