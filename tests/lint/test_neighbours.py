"""What a name was most likely meant to be."""

from dirtool.lint.neighbours import Neighbours


def test_a_name_with_one_character_wrong_missing_or_too_many_is_recognised() -> None:
    neighbours = Neighbours(["LX0001", "LX0002", "M01RES"])
    assert neighbours.of("LX0O01") == ("LX0001",)
    assert neighbours.of("M01RESX") == ("M01RES",)
    assert neighbours.of("01RES") == ("M01RES",)
    assert neighbours.of("WORK") == ()
