"""The EBCDIC code pages that a directory may be written in, each a one-to-one table of 256 characters.

In all of them X'15' is NEL (U+0085) and X'25' is LF (U+000A).
"""

import codecs
from functools import cache

PAGES = ("037", "500", "924", "1047", "1140")

_EVERY_BYTE = bytes(range(256))
_SHIPPED_WITH_PYTHON = {"037": "cp037", "500": "cp500", "1140": "cp1140"}

# Source: IBM CP01047, as in glibc.
_1047_FROM_037 = {0x5F: "^", 0xAD: "[", 0xB0: "¬", 0xBA: "Ý", 0xBB: "¨", 0xBD: "]"}

# Source: IBM's announcement of CP00924, the Latin-9 counterpart of 1047: eight replaced, three moved.
_924_FROM_1047 = {
    0x4A: "Ý", 0x6A: "Š", 0x9D: "ž", 0x9F: "€", 0xB0: "¢", 0xB7: "Œ",
    0xB8: "œ", 0xB9: "Ÿ", 0xBA: "¬", 0xBB: "š", 0xBE: "Ž",
}  # fmt: skip


def decode(data: bytes, page: str) -> str:
    """The characters of `data`, one a byte.

    Raises: KeyError if `page` is none of PAGES.
    """
    return codecs.charmap_decode(data, "strict", table(page))[0]


def encode(text: str, page: str) -> bytes:
    """The bytes of `text`, one a character.

    Raises: UnicodeEncodeError if the page lacks a character; KeyError if `page` is none of PAGES.
    """
    return codecs.charmap_encode(text, "strict", _encoding_map(page))[0]


@cache
def table(page: str) -> str:
    """The 256 characters of a page, in the order of their bytes.

    Raises: KeyError if `page` is none of PAGES.
    """
    if page == "924":
        return _changed(table("1047"), _924_FROM_1047)
    if page == "1047":
        return _changed(table("037"), _1047_FROM_037)
    return _EVERY_BYTE.decode(_SHIPPED_WITH_PYTHON[page])


def _changed(base: str, changes: dict[int, str]) -> str:
    return "".join(changes.get(byte, character) for byte, character in enumerate(base))


_encoding_map = cache(lambda page: codecs.charmap_build(table(page)))
