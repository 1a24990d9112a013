"""Words that operands take."""

import re
from contextlib import suppress

import pytest

from dirtool.compare.desired.words import any_case, operand
from dirtool.spec.statements import BY_NAME


@pytest.mark.parametrize(
    ("statement", "name", "word", "value"),
    [
        ("MDISK", "vdev", "191", "0191"),
        ("MDISK", "volid", "&sysres", "&SYSRES"),
        ("MDISK", "mode", "mwv", "MWV"),
        ("MDISK", "devtype", "3350", "3350"),  # of another era
        ("USER", "storage", "*", "*"),
        ("USER", "line_end", "'", "'"),
        ("USER", "priority", "007", 7),
        ("NICDEF", "type", "hiper", "HIPERSOCKETS"),
        ("NICDEF", "type", "IEDN", "IEDN"),  # may exist
        ("NICDEF", "lan", "me  net", "ME NET"),
        ("NICDEF", "macid", "12", "12"),  # padded, perhaps
        ("NICDEF", "vlan", "1 - 5  9", "1-5 9"),
        ("DEDICATE", "ro", "True", True),
        ("USER", "userid", "ALL", "ALL"),  # confusing
    ],
)
def test_a_word_becomes_the_value_of_the_operand(statement: str, name: str, word: str, value: object) -> None:
    scalar = operand(statement, name)
    assert scalar.read(word) == value
    assert re.fullmatch(scalar.pattern, word)


@pytest.mark.parametrize(
    ("statement", "name", "word", "allowed"),
    [
        ("MDISK", "volid", "LX/001", "1 to 6 of A-Z 0-9 # @ $ : - +, or &SYSRES"),
        ("MDISK", "devtype", "3391", "3390, 3380, 9345, 9336 or FB-512"),
        ("USER", "userid", "SYSTEM", "another one; CP keeps LOGNxxxx, LOGLxxxx, LOGVxxxx, SYSTEM, SYSTEMMP for itself"),
        ("USER", "line_end", " ", "ON, OFF, one character or two hexadecimal digits"),
        ("NICDEF", "type", "QDI O", "one of HIPERSOCKETS QDIO"),
        ("NICDEF", "lan", "SYSTEM A B", "an owner and a name, such as SYSTEM VSW1"),
        ("NICDEF", "lan", "*", "an owner and a name, such as SYSTEM VSW1"),
        ("NICDEF", "vlan", "9" * 5000, "VLAN numbers, and ranges of two with - between them"),
        ("NICDEF", "devices", "\u0663", "a number"),
        ("NICDEF", "chpid", "XY", "a hexadecimal number"),
        ("DEDICATE", "ro", "yes", "true"),
    ],
)
def test_another_word_is_refused_with_what_is_allowed(statement: str, name: str, word: str, allowed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(allowed)}$"):
        operand(statement, name).read(word)


@pytest.mark.parametrize("name", [row.name for row in BY_NAME["NICDEF"].operands])
def test_no_word_makes_anything_but_a_value_or_a_value_error(name: str) -> None:
    for word in ("", " ", "-", "0", "9" * 5000, "\u00df", "\u0130", "'", "a b c", "\n", "-1", "1-", "*", "&"):
        with suppress(ValueError):
            assert operand("NICDEF", name).read(word) is not None


def test_a_pattern_of_words_has_no_character_that_means_more() -> None:
    assert any_case(["R/O", "3800-1", "*"]) == "[Rr][/][Oo]|3800[-]1|[*]"
