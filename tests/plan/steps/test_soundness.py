"""What DirMaint would not take of a state that is wanted is told before any plan is made for it."""

import pytest

from dirtool.errors import InputError
from dirtool.plan.options import PlanOptions
from dirtool.plan.plan import make_plan
from dirtool.plan.target.whole import whole_target
from tests.model.made import control_of, directory_of

GUEST = """\
USER WEB01 LBYONLY 1G 2G G
 MDISK 0100 3390 1 100 VOL001 MR
"""
PACK = """\
USER MAINT NOLOG
 MDISK 0123 3390 0 END VOL001 R
"""
EXCLUDING = """\
:EXCLUDE.
 MAINT 0123
:END.
"""


def refusal(old: str, new: str, extents: str | None = None) -> str:
    current, wanted = directory_of(old), directory_of(new)
    with pytest.raises(InputError) as error:
        make_plan(
            current,
            whole_target(current, wanted),
            mode="whole",
            extents=None if extents is None else control_of(extents),
        )
    return str(error.value)


def test_a_new_minidisk_on_space_that_another_one_keeps() -> None:
    told = refusal(GUEST, f"{GUEST}USER WEB02 LBYONLY 1G 2G G\n MDISK 0100 3390 100 50 VOL001 MR\n")
    assert "WEB02/0100 would share space with WEB01/0100, which has 1-100 of VOL001: DirMaint refuses that" in told


def test_a_full_pack_has_to_be_excluded() -> None:
    new = f"{PACK}{GUEST} MDISK 0101 3390 101 100 VOL001 MR\n"
    told = refusal(PACK + GUEST, new)
    assert "WEB01/0101 would share space with MAINT/0123, which has 0-END of VOL001" in told
    current = directory_of(PACK + GUEST)
    plan = make_plan(current, whole_target(current, directory_of(new)), mode="whole", extents=control_of(EXCLUDING))
    assert plan.proof is not None
    assert plan.proof.holds


def test_what_shared_space_before_and_does_not_change_may_go_on() -> None:
    both = f"{GUEST}USER WEB02 LBYONLY 1G 2G G\n MDISK 0100 3390 50 100 VOL001 MR\n"
    current = directory_of(both)
    plan = make_plan(current, whole_target(current, directory_of(both.replace("1G", "2G"))), mode="whole")
    assert plan.proof is not None
    assert plan.proof.holds


def test_a_new_link_to_nothing() -> None:
    told = refusal(GUEST, f"{GUEST} LINK WEB09 0100 0200 RR\n")
    assert "WEB01/0200 would link to WEB09/0100, which leads to no device" in told


def test_a_link_to_what_goes() -> None:
    linker = "USER WEB02 LBYONLY 1G 2G G\n LINK WEB01 0100 0200 RR\n"
    told = refusal(GUEST + linker, "USER WEB01 LBYONLY 1G 2G G\n" + linker)
    assert "WEB02/0200 links to WEB01/0100, which shall be there no more" in told


def test_a_profile_that_is_not_there() -> None:
    told = refusal(GUEST, "USER WEB01 LBYONLY 1G 2G G\n INCLUDE LNX\n MDISK 0100 3390 1 100 VOL001 MR\n")
    assert "WEB01 would include LNX, which is no profile" in told


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("SUBCONFIG PART1\n STORAGE 4G\n", "PART1: DirMaint does not take the entry as it shall be: HCPDIR666E"),
        (
            "IDENTITY IDENT NOLOG 1G 2G G\n BUILD ON ZVM1 USING SUBCONFIG NONE\n",
            "BUILD names NONE, which is no SUBCONFIG",
        ),
        ("USER WEB02 LBYONLY 4G 2G G\n", "WEB02: DirMaint does not take the entry as it shall be: HCPDIR1776E"),
        ("USER WEB02 LBYONLY 1G 2G G\n MACHINE ESA 1\n CPU 00\n CPU 01\n", "are more than MACHINE allows (1)"),
        ("PROFILE A:B\n MACHINE ESA\n", "A:B: DirMaint does not take the entry as it shall be"),
        ("PROFILE DELETE,\n MACHINE ESA\n", "DELETE"),
        ("USER WEB02 NOLOG\n LINK WEB01 0100 0200 RR\n LINK WEB01 0100 0200 RR\n", "device 0200 stands twice"),
    ],
)
def test_an_entry_that_dirmaint_does_not_take_is_a_fault_of_what_is_wanted(new: str, why: str) -> None:
    assert why in refusal(GUEST, GUEST + new)


def test_an_entry_that_no_command_can_name_cannot_go() -> None:
    assert "A:B: DirMaint does not take" in refusal(f"PROFILE A:B\n MACHINE ESA\n{GUEST}", GUEST)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "PROFILE LNX\n MACHINE ESA\n",
            "USER WEB02 NOLOG\n INCLUDE LNX\n",
            "WEB02 names LNX, which shall be there no more",
        ),
        (
            "SUBCONFIG PART1\n STORAGE 4G\n",
            "IDENTITY IDENT NOLOG 1G 2G G\n BUILD ON ZVM1 USING SUBCONFIG PART1\n",
            "IDENT names PART1, which shall be there no more",
        ),
    ],
)
def test_what_goes_though_an_entry_that_stays_needs_it(old: str, new: str, why: str) -> None:
    assert why in refusal(f"{old}{GUEST}{new}", GUEST + new)


def test_an_entry_with_the_name_of_another_one_is_not_changed() -> None:
    told = refusal(f"{GUEST}IDENTITY WEB01 NOLOG 1G 2G G\n", f"{GUEST}IDENTITY WEB01 NOLOG 1G 4G G\n")
    assert "part0:3: WEB01 is the name of two entries, the other one in line 1" in told


@pytest.mark.parametrize("entry", ["SUBCONFIG PART1\n", "PROFILE PART1\n"])
def test_a_minidisk_of_a_part_that_no_machine_has_may_go(entry: str) -> None:
    current = directory_of(f"{entry} MDISK 0191 3390 201 10 VOL001 MR\n{GUEST}")
    options = PlanOptions(allow_remove=frozenset(["PART1"]), clean=True)
    plan = make_plan(current, whole_target(current, directory_of(GUEST)), mode="whole", options=options)
    assert plan.proof is not None
    assert plan.proof.holds
