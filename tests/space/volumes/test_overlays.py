"""Which full packs lie over what others have."""

import pytest

from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.overlays import overlays
from tests.model.made import directory_of

PACK = "USER PACKS NOLOG\n MDISK 100 3390 0 END LX0001 MR\n"


def found(text: str, *areas: SystemArea) -> list[str]:
    known = {"LX0001": KnownVolume("3390", 3339, areas)}
    (volume,) = map_volumes(directory_of(text), known).volumes
    return [one.subject for one in overlays(volume)]


@pytest.mark.parametrize(
    "others", ["USER A LBYONLY\n MDISK 100 3390 5 5 LX0001 MR\n", "USER $PAGE$ NOLOG\n MDISK 100 3390 5 5 LX0001 MR\n"]
)
def test_a_full_pack_over_what_others_have_is_an_overlay(others: str) -> None:
    assert found(PACK + others) == ["PACKS/0100"]


def test_an_area_of_cp_is_what_others_have_and_one_of_nobody_known_is_not() -> None:
    assert found(PACK, SystemArea("PAGE", 5, 9)) == ["PACKS/0100"]
    assert found(PACK, SystemArea("UNKN", 5, 9), SystemArea("USED", 20, 29)) == []


def test_a_full_pack_over_nothing_but_the_label_may_be_data() -> None:
    assert found(PACK) == []
    assert found(PACK + "USER $ALLOC$ NOLOG\n MDISK 100 3390 0 1 LX0001 MR\n") == []


def test_the_own_pack_of_a_guest_is_none() -> None:
    assert found("USER A LBYONLY\n MDISK 100 3390 0 END LX0001 MR\n MDISK 101 3390 5 5 LX0001 MR\n") == []
