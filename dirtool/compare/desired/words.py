"""The words that are values in desired.yaml: operands of statements, numbers, texts.

A word that is an operand takes what the table of statements says of that operand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dirtool.compare.desired.shapes import Scalar
from dirtool.spec.statement import Operand
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import (
    DECIMAL,
    DEVICE_NUMBER,
    DEVICE_TYPE,
    ENUM,
    FLAG,
    HEX_DIGITS,
    HEX_NUMBER,
    LAN,
    LONGEST_NAME,
    MODE,
    NAME,
    NEW_USERID,
    PRIVILEGE_CLASS,
    STORAGE_SIZE,
    SYMBOL,
    USERID,
    VLAN,
    VOLID,
    BadValue,
    ValueType,
)
from dirtool.syntax.words import fold
from dirtool.syntax.yaml_words import number
from dirtool.wording import listed


def any_case(words: Iterable[str]) -> str:
    """A pattern of some words in any case."""
    return "|".join("".join(map(_in_any_case, word)) for word in words)


def _in_any_case(one: str) -> str:
    if one.isalpha():
        return f"[{one.upper()}{one.lower()}]"
    return one if one.isdigit() else f"[{one}]"


_FORMS: dict[ValueType, tuple[str, str]] = {
    DEVICE_NUMBER: ("[0-9A-Fa-f]{1,4}", ""),
    USERID: ("[A-Za-z0-9@#$_-]{1,8}", ""),
    NEW_USERID: ("[A-Za-z0-9@#$_-]{1,8}", ""),
    VOLID: ("[A-Za-z0-9#@$:+-]{1,6}", ""),
    STORAGE_SIZE: ("[0-9]{1,7}[KMGTPEkmgtpe]", ""),
    PRIVILEGE_CLASS: ("[A-Za-z1-6]{1,8}", ""),
    HEX_DIGITS: ("[0-9A-Fa-f]{1,6}", ""),
    DEVICE_TYPE: ("", ""),
    ENUM: ("", ""),
    DECIMAL: ("[0-9]{1,10}", "a number"),
    HEX_NUMBER: ("[0-9A-Fa-f]{1,8}", "a hexadecimal number"),
    NAME: (rf"\S{{1,{LONGEST_NAME}}}", f"1 to {LONGEST_NAME} characters without a blank"),
    SYMBOL: (r"\S|[0-9A-Fa-f]{2}", "ON, OFF, one character or two hexadecimal digits"),
    LAN: (r"\S+ +\S+", "an owner and a name, such as SYSTEM VSW1"),
    VLAN: ("[0-9]{1,5}(?:[ -]+[0-9]{1,5})*", "VLAN numbers, and ranges of two with - between them"),
}
"""How the values of a type are spelt, in any case, besides its words; and what is said where the type relies on that."""

_LISTED = (DEVICE_TYPE, ENUM, MODE, SYMBOL, LAN)  # types whose messages name the words


def operand(statement: str, name: str, key: str | None = None) -> Scalar:
    """The word that an operand takes; messages call it by its key."""
    row = BY_NAME[statement].by_name[name]
    if row.type is FLAG:
        return Scalar(key or name, true, any_case(["true"]), ("true",))
    form, wanted = _FORMS.get(row.type, ("", ""))
    if row.type is MODE:
        form = f"(?:{any_case(row.words)})[{_letters(row.suffixes)}]*"
    elif row.unknown_certainty != "error":
        form, wanted = r"\S+", row.wanted
    guard = re.compile(form) if wanted else None
    words = row.vocabulary if row.type.joins is None else {}  # of several words they are but the first

    def read(text: str) -> Any:
        word = fold(text) if row.type.joins is None else " ".join(fold(text).split())
        if guard is not None and word not in words and not guard.fullmatch(word):
            raise ValueError(_with_words(wanted, row))
        try:
            return row.read(word)
        except BadValue as bad:
            if bad.certainty == "error":
                raise ValueError(_wanted(bad, row)) from None
            return word if bad.value is None else bad.value

    pattern = "|".join(filter(None, [form, any_case(words)]))
    bounds = (row.low, row.high) if row.type in (DECIMAL, VLAN) else (None, None)
    return Scalar(key or name, read, pattern, row.words, *bounds)


def _letters(suffixes: Iterable[str]) -> str:
    return "".join(f"{one.upper()}{one.lower()}" for one in suffixes)


def _wanted(bad: BadValue, operand: Operand) -> str:
    if operand.type is DEVICE_TYPE:
        return listed(operand.words, "or")
    if bad.rule == "reserved-userid":
        return f"another one; {bad.wanted}"
    return _with_words(bad.wanted, operand)


def _with_words(wanted: str, operand: Operand) -> str:
    """What an operand takes, its words included."""
    if not operand.values or operand.type in _LISTED:
        return wanted
    return f"{wanted}, or {listed(operand.words, 'or')}"


def true(word: str) -> bool:
    """The word true. Raises ValueError for any other."""
    if fold(word) != "TRUE":
        raise ValueError("true")
    return True


def one_of(noun: str, words: tuple[str, ...]) -> Scalar:
    """One of some words in lower case, which may be written in any."""

    def read(word: str) -> str:
        lower = fold(word).lower()
        if lower not in words:
            raise ValueError(listed(words, "or"))
        return lower

    return Scalar(noun, read, any_case(words), words)


def count(noun: str, low: int, high: int, meaning: str) -> Scalar:
    """A whole number within limits."""
    return Scalar(noun, number(low, high, meaning), "[0-9]{1,10}", low=low, high=high)


def path(noun: str, meaning: str) -> Scalar:
    """The path of a file, which may hold any character but NUL."""

    def read(text: str) -> str:
        if not text.strip() or "\0" in text:
            raise ValueError(meaning)
        return text

    return Scalar(noun, read, r"[^\u0000]+")
