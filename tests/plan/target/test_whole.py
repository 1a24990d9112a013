"""A directory file as the target: all of it, or some of its entries in the place of those that are there."""

import pytest

from dirtool.errors import InputError
from dirtool.plan.target.whole import whole_target
from tests.model.made import directory_of
from tests.plan.target.made import CURRENT, changed

WANTED = """\
DIRECTORY 0123 3390 VMRES
PROFILE LNXDFLT
 COMMAND SET RUN OFF
USER NEW NOLOG
USER WEB01 OTHERPW 4G 8G G
 INCLUDE LNXDFLT
 MDISK 0200 3390 301 100 LX0001 MR
 MINIOPT NOMDC
 MDISK 0400 3390 401 100 LX0001 MR
USER DB01 LBYONLY 2G 8G G
 LINK WEB01 0200 0300 RR
"""


def test_the_whole_file_is_the_target() -> None:
    wanted = directory_of(WANTED)
    target = whole_target(directory_of(CURRENT), wanted)
    assert (target.records, target.directory) == (wanted.sources[0].records, wanted)
    assert (target.wishes, target.placements, target.passwords, target.removals, target.remarks) == ({}, (), {}, {}, ())
    assert target.asked_at["WEB01"] == "part0:5"
    assert target.asked_at["WEB01/0400"] == "part0:9"


@pytest.mark.parametrize(
    ("only", "old", "new"),
    [
        (["NEW"], [], ["USER NEW NOLOG"]),
        (["MAINT"], ["USER MAINT NOLOG 64M 256M BG", " MDISK 0190 3390 1 100 LX0002 RR"], []),
        (["DB01"], [], []),
        (["LNXDFLT"], [" COMMAND SET RUN ON", " CONSOLE 0009 3215 T", "* the web server"], [" COMMAND SET RUN OFF"]),
        (
            ["WEB01/0200", "web01/400"],
            [" MDISK 0200 3390 101 100 LX0001 MR"],
            [" MDISK 0200 3390 301 100 LX0001 MR", " MINIOPT NOMDC", " MDISK 0400 3390 401 100 LX0001 MR"],
        ),
        (["WEB01/1000"], [" DEDICATE 1000 2000"], []),
    ],
)
def test_only_some_subjects_are_as_in_the_file(only: list[str], old: list[str], new: list[str]) -> None:
    target = whole_target(directory_of(CURRENT), directory_of(WANTED), only)
    assert changed(target) == (old, new)
    assert len(target.remarks) == 1


@pytest.mark.parametrize("only", ["NOBODY", "WEB01/0999", "NEW/0100"])
def test_an_unknown_subject_is_refused(only: str) -> None:
    with pytest.raises(InputError, match=f"--only {only}: neither directory has it"):
        whole_target(directory_of(CURRENT), directory_of(WANTED), [only])


def test_a_directory_in_several_files_is_refused() -> None:
    with pytest.raises(InputError, match="allowed: one file"):
        whole_target(directory_of(CURRENT), directory_of("USER A NOLOG", "USER B NOLOG"))
