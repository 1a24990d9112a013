"""The operands of a statement in a form that can be compared: one for all spellings, and nothing where a default is said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dirtool.model.directory import Placed
from dirtool.model.storage import storage_bytes
from dirtool.spec.statement import Operand
from dirtool.spec.values import DATA_SPACE_SIZE, PRIVILEGE_CLASS, STORAGE_SIZE, VLAN
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Special, Spool

_HEX = 16
_UNITS = "KMGTPE"
_RANGE = re.compile(r"([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")


def meaning_of(placed: Placed) -> dict[str, Any]:
    """As `meaning`, found out once for all records that are equal, which share a statement."""
    known: dict[int, dict[str, Any]] = placed.source.remembered.setdefault(meaning_of, {})
    said = known.get(id(placed.statement))
    if said is None:
        said = known[id(placed.statement)] = meaning(placed.statement)
    return dict(said)


def meaning(statement: Statement) -> dict[str, Any]:
    """The operands of a statement in a form that can be compared, without those that have their defaults."""
    by_name = statement.definition.by_name
    said = {
        name: _compared(value, operand)
        for name, value in statement.operands().items()
        if (operand := by_name[name]).default is None or str(value) != operand.default
    }
    if isinstance(statement, Spool):
        is_reader = statement.direction == "READER" or statement.devtype in ("2501", "3505", "RDR", "READER")
        if said.get("class") == ("*" if is_reader else "A"):
            del said["class"]
    elif isinstance(statement, Special) and statement.devtype in ("QDIO", "HIPERS") and statement.tail:
        said["tail"] = tuple(word.lstrip("0") if word.isdigit() else word for word in statement.tail)
    return said


def _compared(value: Any, operand: Operand) -> Any:
    """A value in the one form that all its spellings have."""
    if operand.type in (STORAGE_SIZE, DATA_SPACE_SIZE):
        return _in_largest_unit(value)
    if operand.type is PRIVILEGE_CLASS:
        return "".join(sorted(set(value)))
    if operand.type is VLAN:
        return in_ranges(value.split())
    if operand.name == "pavalias":
        return in_ranges(map(_without_count, value), _HEX)
    if operand.name in ("dasdsys", "other", "obsolete") and operand.many:
        return tuple(sorted(value))
    return value


def _in_largest_unit(size: str) -> str:
    """A size of storage in the largest unit in which it is a whole number: 2048M as 2G."""
    count = storage_bytes(size)
    if not count:
        return size
    exponent = min((count & -count).bit_length() - 1, 10 * len(_UNITS)) // 10
    return f"{count >> 10 * exponent}{_UNITS[exponent - 1]}" if exponent else size


def in_ranges(words: Iterable[str], base: int = 10) -> tuple[str, ...]:
    """Numbers and ranges such as `7-9`, sorted and joined where they touch; what is neither stands at the end."""
    spans, others = [], []
    for word in words:
        match = _RANGE.fullmatch(word)
        if match is None or (base == 10 and not word.replace("-", "").isdecimal()):
            others.append(word)
        else:
            spans.append((int(match[1], base), int(match[2] or match[1], base)))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    form = "{:04X}" if base == _HEX else "{}"
    told = (form.format(first) if first == last else f"{form}-{form}".format(first, last) for first, last in joined)
    return (*told, *sorted(others))


def _without_count(alias: str) -> str:
    """Alias device numbers with a count (`0201.3`) as a range."""
    first, dot, count = alias.partition(".")
    return f"{first}-{int(first, _HEX) + int(count) - 1:X}" if dot else alias
