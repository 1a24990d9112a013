"""The spans that findings point at, and operands as messages show them."""

import pytest

from dirtool.lint.place import keyword_span, name_span, shown, span_of
from dirtool.model.directory import Placed
from tests.model.made import directory_of

TEXT = "USER LINUX1 LBYONLY\n  LINK MAINT 190  290 RR\n POSIXINFO UID 5,\n   GNAME staff\n LINK MAINT\n"
ENTRY = directory_of(TEXT).entries[0]
HEADER, LINK, POSIXINFO, BROKEN = list(ENTRY)


@pytest.mark.parametrize(
    ("placed", "operands", "place"),
    [
        (LINK, ("vdev2",), (2, 19, 2, 22)),
        (LINK, ("userid", "vdev1"), (2, 8, 2, 17)),
        (LINK, ("mode", "userid"), (2, 8, 2, 25)),
        (LINK, (), (2, 3, 2, 25)),
        (POSIXINFO, ("gname",), (4, 10, 4, 15)),
        (POSIXINFO, (), (3, 2, 4, 15)),
        (HEADER, ("storage",), (1, 1, 1, 5)),
    ],
)
def test_operands_have_the_place_of_their_words(
    placed: Placed, operands: tuple[str, ...], place: tuple[int, int, int, int]
) -> None:
    assert span_of(placed, *operands) == ("part0", *place)


def test_a_keyword_and_a_name_have_their_places() -> None:
    assert keyword_span(BROKEN) == ("part0", 5, 2, 5, 6)
    assert name_span(ENTRY) == ("part0", 1, 6, 1, 12)
    assert name_span(directory_of("GLOBALDEFS\n").entries[0]) == ("part0", 1, 1, 1, 11)


def test_an_operand_is_shown_as_it_was_understood_and_never_if_it_is_a_secret() -> None:
    (_, disk, names) = directory_of("USER A NOLOG\n MDISK 191 3390 010 5 LX0001 MR PW\n LOGONBY B C\n").entries[0]
    assert [shown(disk, name) for name in ("vdev", "start", "read_password", "rdev")] == ["0191", "10", "********", ""]
    assert shown(names, "userid") == "B C"
