"""Every page is a one-to-one table; the places that set the pages apart are those that IBM documents."""

import pytest

from dirtool.text import codepage

EVERY_BYTE = bytes(range(256))
EVERY_PAGE = pytest.mark.parametrize("page", codepage.PAGES)


def test_the_pages_are_those_of_the_field() -> None:
    assert codepage.PAGES == ("037", "500", "924", "1047", "1140")


@EVERY_PAGE
def test_a_table_has_256_distinct_characters(page: str) -> None:
    assert len(codepage.table(page)) == 256
    assert len(set(codepage.table(page))) == 256


@EVERY_PAGE
def test_every_byte_comes_back(page: str) -> None:
    assert codepage.encode(codepage.decode(EVERY_BYTE, page), page) == EVERY_BYTE


@EVERY_PAGE
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xc1\xc9\xd1\xd9\xe2\xe9", "AIJRSZ"),
        (b"\x81\x89\x91\x99\xa2\xa9", "aijrsz"),
        (b"\xf0\xf1\xf9", "019"),
        (b"\x40\x5c\x61\x4b\x6b\x7a\x5e\x7d\x7f\x6c\x6d\x60\x4e\x4d\x5d\x7e", " */.,:;'\"%_-+()="),
        (b"\x7c\x7b\x5b\x50", "@#$&"),
        (b"\x00\x05\x0d\x15\x25", "\x00\t\r\x85\n"),
    ],
)
def test_letters_digits_signs_and_controls_are_the_same_everywhere(page: str, data: bytes, text: str) -> None:
    assert codepage.decode(data, page) == text
    assert codepage.encode(text, page) == data


@pytest.mark.parametrize(
    ("page", "brackets_caret_not_cent_bar_exclamation"),
    [
        ("037", b"\xba\xbb\xb0\x5f\x4a\x4f\x5a"),
        ("1140", b"\xba\xbb\xb0\x5f\x4a\x4f\x5a"),
        ("500", b"\x4a\x5a\x5f\xba\xb0\xbb\x4f"),
        ("1047", b"\xad\xbd\x5f\xb0\x4a\x4f\x5a"),
        ("924", b"\xad\xbd\x5f\xba\xb0\x4f\x5a"),
    ],
)
def test_the_signs_that_move_between_pages(page: str, brackets_caret_not_cent_bar_exclamation: bytes) -> None:
    assert codepage.decode(brackets_caret_not_cent_bar_exclamation, page) == "[]^¬¢|!"


@pytest.mark.parametrize(("page", "sign"), [("037", "¤"), ("500", "¤"), ("1047", "¤"), ("1140", "€"), ("924", "€")])
def test_the_currency_or_euro_sign(page: str, sign: str) -> None:
    assert codepage.decode(b"\x9f", page) == sign


@pytest.mark.parametrize("page", ["037", "500", "1047"])
def test_latin_1_pages_hold_latin_1(page: str) -> None:
    assert set(codepage.table(page)) == set(EVERY_BYTE.decode("latin-1"))


def test_924_holds_latin_9() -> None:
    assert set(codepage.table("924")) == set(EVERY_BYTE.decode("iso8859-15"))


def test_1047_and_037_differ_in_six_places() -> None:
    assert _places_that_differ("037", "1047") == {0x5F, 0xAD, 0xB0, 0xBA, 0xBB, 0xBD}


def test_924_has_the_eight_new_characters_of_latin_9_and_moves_three_others() -> None:
    changed = {0x4A, 0x6A, 0x9D, 0x9F, 0xB0, 0xB7, 0xB8, 0xB9, 0xBA, 0xBB, 0xBE}
    assert _places_that_differ("1047", "924") == changed
    assert codepage.decode(bytes(sorted(changed)), "924") == "ÝŠž€¢ŒœŸ¬šŽ"


def test_a_character_that_the_page_lacks_is_an_error() -> None:
    with pytest.raises(UnicodeEncodeError) as caught:
        codepage.encode("AB€", "1047")
    assert caught.value.start == 2


def test_an_unknown_page_is_an_error() -> None:
    with pytest.raises(KeyError):
        codepage.decode(b"", "273")


def _places_that_differ(one: str, other: str) -> set[int]:
    return {byte for byte in EVERY_BYTE if codepage.table(one)[byte] != codepage.table(other)[byte]}
