"""The name lists of SMAPI."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.syntax.name_list import NameList, is_name_list
from tests.model.made import records_of


def test_a_list_has_the_words_of_its_other_tags_as_members() -> None:
    found = NameList(
        records_of(
            "* lists of the site\n"
            ":nick.OPERATORS   :list.MAINT OPERATOR\n"
            "                        sysprog\n"
            "\n"
            ":nick.our_functions\n"
            "                  :list.Image_Query_DM :more.Image_CPUS\n"
        )
    )
    assert found.lists == {
        "OPERATORS": ["MAINT", "OPERATOR", "SYSPROG"],
        "OUR_FUNCTIONS": ["IMAGE_QUERY_DM", "IMAGE_CPUS"],
    }
    assert found.lines == {"OPERATORS": 2, "OUR_FUNCTIONS": 5}


def test_a_list_that_stands_twice_is_one() -> None:
    found = NameList(records_of(":nick.A :list.B\n:nick.A :list.C"))
    assert (found.lists, found.lines) == ({"A": ["B", "C"]}, {"A": 1})


def test_words_before_any_list_belong_to_none() -> None:
    assert NameList(records_of("X :list.Y\n:nick. :list.Z\n:nick.A")).lists == {"A": []}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("* x\n\n  :NICK.A", True), (":nick.A", True), (":list.A", False), ("", False), ("USER A", False), ("*", False)],
)
def test_a_name_list_begins_with_an_entry(text: str, is_one: bool) -> None:
    assert is_name_list(records_of(text)) is is_one


@given(st.lists(st.sampled_from([":nick.", ":list.", "A", " ", "\n", "*", ":", ".", "é"])))
def test_any_text_is_read(pieces: list[str]) -> None:
    found = NameList(records_of("".join(pieces)))
    assert found.lists.keys() == found.lines.keys()
