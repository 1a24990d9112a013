"""What files of keys and values share."""

from collections.abc import Callable

import pytest

from dirtool.errors import InputError
from dirtool.syntax.yaml_words import Word, known_word, list_of, mapping_of, number, utf8_records, value_of, word_of
from dirtool.text.yaml_tree import Place, YamlList, YamlMapping, YamlText

PLACE = Place("a.yaml", 3, 7)
TEXT, LIST, MAPPING = YamlText("x", PLACE), YamlList((), PLACE), YamlMapping({}, {}, PLACE)


def test_each_kind_of_value_is_taken_where_it_is_wanted() -> None:
    assert word_of(TEXT, "size") == Word("x", PLACE)
    assert list_of(LIST, "sizes", "a list") is LIST
    assert mapping_of(MAPPING, "pools", "a mapping") is MAPPING


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda: word_of(LIST, "size"), "size is a list; allowed: a single word"),
        (lambda: list_of(MAPPING, "sizes", "a list"), "sizes is a mapping; allowed: a list"),
        (lambda: mapping_of(TEXT, "pools", "a mapping"), "pools is x; allowed: a mapping"),
    ],
)
def test_another_kind_of_value_is_told(read: Callable[[], object], message: str) -> None:
    with pytest.raises(InputError) as raised:
        read()
    assert raised.value.message == f"a.yaml:3:7: {message}"


def test_a_word_is_one_of_those_that_are_known() -> None:
    assert known_word(Word("size", PLACE), ("size", "group"), "key") == "size"
    with pytest.raises(InputError) as raised:
        known_word(Word("gruop", PLACE), ("size", "group", "start"), "key")
    assert raised.value.message == "a.yaml:3:7: gruop is no key; allowed: group, size or start"
    assert raised.value.hint == "did you mean group?"


def test_a_value_that_cannot_be_read_is_told_with_what_is_allowed() -> None:
    read = number(1, 99, "a number")
    assert value_of(Word("12", PLACE), "size", read) == 12
    with pytest.raises(InputError, match=r"^word 1: x is no size; allowed: a number, 1 to 99$"):
        value_of(Word("x", "word 1"), "size", read)


@pytest.mark.parametrize("word", ["0", "100", "-1", "+1", "1_0", "", "\u0663", "9" * 5000])
def test_a_number_has_digits_alone_and_is_within_its_limits(word: str) -> None:
    assert [number(1, 99, "a number")(one) for one in ("1", "099")] == [1, 99]
    with pytest.raises(ValueError, match=r"^a number, 1 to 99$"):
        number(1, 99, "a number")(word)


def test_what_can_be_utf8_is_utf8() -> None:
    assert utf8_records("# \u4f7f\u7528\u4e2d\u7684\u5377\u7684\u5217\u8868\n".encode(), "a").encoding == "utf-8"
    assert utf8_records(b"a: \xe9\n", "a").texts == ["a: \xe9"]
