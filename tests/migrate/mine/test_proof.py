"""The proof finds whatever a virtual machine says otherwise."""

import pytest

from dirtool.migrate.mine.proof import compared
from tests.model.made import directory_of

PROFILE = "PROFILE P\n MACHINE ESA\n SPOOL 00E 1403 A\n"
USER = "USER A NOLOG 1G\n INCLUDE P\n"
MANY = "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n BUILD ON TWO USING SUBCONFIG A-2\n"


def differences(before: str, after: str, *new: str) -> list[tuple[str, str]]:
    found = compared(directory_of(before), directory_of(after), frozenset(new))
    return list(found.differences)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{PROFILE}{USER} IPL CMS\n", f"{PROFILE} IPL CMS\n{USER}"),
        (f"{PROFILE}{USER} IPL CMS\n", f"{PROFILE} ipl   cms\n{USER}* a comment\n"),
        (f"{PROFILE}{USER} LINK M 190\n SPOOL 00D 3525\n", f"{PROFILE} SPOOL 00D 3525 A\n{USER} LINK M 0190\n"),
        (f"{PROFILE}{USER} OPTION ACCT\n", f"{PROFILE} OPTION ACCT\n{USER} OPTION ACCT\n"),
        (f"{PROFILE}{USER} COMMAND A\n COMMAND B\n", f"{PROFILE} COMMAND A\n COMMAND B\n{USER}"),
        (f"{MANY} IPL CMS\nSUBCONFIG A-1\n IPL 190\n", f"{MANY} IPL CMS\nSUBCONFIG A-1\n IPL 190\n"),
    ],
)
def test_what_changes_its_place_is_the_same(before: str, after: str) -> None:
    assert differences(before, after) == []


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (f"{PROFILE}{USER} IPL CMS\n", f"{PROFILE}{USER}", "the general statements"),
        (f"{PROFILE}{USER} MACHINE XC\n", f"{PROFILE} MACHINE XC\n{USER} MACHINE ESA\n", "the general statements"),
        (f"{PROFILE}{USER} STORAGE 2G\n", f"{PROFILE} STORAGE 2G\n{USER}", "the header"),
        (f"{PROFILE}{USER}", f"{PROFILE}USER A LBYONLY 1G\n INCLUDE P\n", "the header"),
        (f"{PROFILE}{USER} LINK M 190\n", f"{PROFILE} LINK M 191\n{USER}", "the devices"),
        (f"{PROFILE}{USER} LINK M 190\n MINIOPT NOMDC\n", f"{PROFILE}{USER} LINK M 190\n", "the devices"),
        (f"{PROFILE}{USER} NICDEF 600 TYPE QDIO\n NICDEF 600 VLAN 1\n",
         f"{PROFILE}{USER} NICDEF 600 VLAN 1\n NICDEF 600 TYPE QDIO\n", "the devices"),
        (f"{PROFILE}{USER} COMMAND A\n COMMAND B\n", f"{PROFILE} COMMAND B\n COMMAND A\n{USER}", "the COMMANDs"),
        (f"{PROFILE} COMMAND A\n{USER} COMMAND B\n", f"{PROFILE} COMMAND A\n COMMAND B\n{USER}", "the COMMANDs"),
        (f"{PROFILE}{USER} MACHNE A\n", f"{PROFILE}{USER} MACHNE B\n", "the general statements"),
        (f"{PROFILE}{USER}", f"{PROFILE}USER A NOLOG 1G\n INCLUDE Q\n", "the parts"),
    ],
)  # fmt: skip
def test_what_is_not_the_same_is_found(before: str, after: str, what: str) -> None:
    assert differences(before, after) == [("A", what)]


def test_each_member_of_a_cluster_is_compared() -> None:
    sub = "SUBCONFIG A-1\n IPL 190\nSUBCONFIG A-2\n"
    before = f"{PROFILE}{MANY} INCLUDE P\n IPL CMS\n{sub}"
    after = f"{PROFILE}{MANY} INCLUDE P\n{sub}"
    assert differences(before, after) == [("A", "the general statements, on TWO")]
    assert compared(directory_of(before), directory_of(before), frozenset()).proof == (1, 2, 0)


def test_subconfigs_and_the_entries_themselves_have_to_be_there() -> None:
    before = f"{PROFILE}{USER}SUBCONFIG S\n IPL CMS\n"
    assert differences(before, f"{PROFILE}{USER}SUBCONFIG S\n") == [("S", "the statements")]
    assert differences(before, f"{PROFILE}{USER}") == [("", "the entries are not the same ones")]
    assert differences(before, f"PROFILE Q\n{before}", "Q") == []


def test_the_ids_of_a_pool_are_machines() -> None:
    before = f"{PROFILE}USER POO NOLOG\n POOL LOW 1 HIGH 40 PROFILE P\n"
    assert compared(directory_of(before), directory_of(before), frozenset()).proof.pool_ids == 40
    assert differences(before, before.replace("00E", "00F")) == [("POO", "the devices")]
