"""What can be wrong with one statement, as data; `lint` turns it into findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dirtool.spec.values import Certainty

ABOUT_DROPPED_WORDS = ("ignored-operand", "remark-after-operands")  # rules about words that DIRECTXA does not look at


class Fault(NamedTuple):
    """One thing that is wrong with one statement.

    `rule` is the name of the rule that reports it. `first` and `last` are the indexes of the words it is about; an index
    equal to the number of words means the place behind the last one. `operand` is the operand concerned, `wanted` says
    what it takes, in the `form` of the statement if that matters. `expected` are operands and `allowed` words that would fit
    there. `other` is the index of a second word that plays a part. `surplus` tells that the words are too many of a list.
    """

    rule: str
    first: int
    last: int
    operand: str | None = None
    wanted: str = ""
    allowed: tuple[str, ...] = ()
    certainty: Certainty = "error"
    other: int | None = None
    expected: tuple[str, ...] = ()
    form: str | None = None
    surplus: bool = False


def refused(faults: Iterable[Fault]) -> bool:
    """Whether DIRECTXA refuses a statement that has these faults."""
    return any(fault.certainty == "error" and fault.rule not in ABOUT_DROPPED_WORDS for fault in faults)
