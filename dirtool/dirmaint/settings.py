"""How the simulated DirMaint is set up, and the faults that it is asked for.

Source: z/VM DirMaint Tailoring and Administration Guide, CONFIG DATADVH. What nobody knows for certain is a switch, too, and
the transcript tells when it mattered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, NamedTuple

from dirtool.spec.devices import PAGE_BLOCKS
from dirtool.spec.values import LONGEST_NAME
from dirtool.syntax.words import fold
from dirtool.wording import listed

Online = Literal["IMMED", "SCHED", "OFFLINE"]
ExactWithin = Literal["group", "region"]
OfRemoved = Literal["refuse", "leave"]

_FIRST_SECOND = 8 * 3600
_SECONDS_OF_DAY = 24 * 3600
_MOST = 999_999
_TRUTH = {"yes": True, "no": False}


class Switch(NamedTuple):
    """One setting as people write it.

    `words` are all it takes; none: a number, or a name where the `default` is one. `is_certain` tells that it is one of
    CONFIG DATADVH or of the site; else it stands for what nobody knows for certain of DirMaint.
    """

    name: str
    meaning: str
    default: str | int | bool | None
    words: tuple[str, ...]
    is_certain: bool

    @property
    def takes(self) -> str:
        """What it takes, in words."""
        if self.words or isinstance(self.default, bool):
            return listed(self.words or tuple(_TRUTH), "or")
        if isinstance(self.default, str):
            return f"1 to {LONGEST_NAME} letters and digits"
        return f"a number from 1 to {_MOST}"

    def read(self, text: str) -> str | int | bool:
        """The value that a text gives it. Raises ValueError that says what is allowed."""
        spelt = {word.lower(): word for word in self.words or _TRUTH}
        if self.words and text.lower() in spelt:
            return spelt[text.lower()]
        if isinstance(self.default, bool) and text.lower() in _TRUTH:
            return _TRUTH[text.lower()]
        is_number = not self.words and not isinstance(self.default, bool | str)
        if is_number and text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _MOST:
            return int(text)
        is_name = not self.words and isinstance(self.default, str) and text.isascii() and text.isalnum()
        if is_name and len(text) <= LONGEST_NAME:
            return fold(text)
        raise ValueError(self.takes)


def _site(meaning: str, default: Any, *words: str) -> Any:
    return field(default=default, metadata={"row": (meaning, default, words, True)})


def _unsure(meaning: str, default: Any, *words: str) -> Any:
    return field(default=default, metadata={"row": (meaning, default, words, False)})


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server is set up, and what is not certain of DirMaint, one attribute each; `SWITCHES` tells what each means.

    `last_used` names the region that each ROTATING group used last; of a group that is not named the first one is next.
    """

    node: str = _site("the system", "ZVM1")
    sender: str = _site("the user who gives the commands", "MAINT")
    online: Online = _site("ONLINE=: when the object directory follows", "IMMED", "IMMED", "SCHED", "OFFLINE")
    disk_cleanup: bool = _site("DISK_CLEANUP=: whether space is cleaned when it is given back", False)
    exact_first: bool = _site("DASD_ALLOCATE= EXACT_FF: a gap of exactly the size comes first", False)
    extent_check: bool = _site("EXTENT_CHECK=: whether extents that are used are refused", True)
    testing: bool = _site(
        "RUNMODE= TESTING: requests are judged and change nothing; those about EXTENT CONTROL and files by their form",
        False,
    )
    datamove_machines: int = _site("how many DATAMOVE machines there are", 1)
    work_unit_takes: int | None = _site(
        "after how many further requests a work unit ends; without it, when everything waits", None
    )
    strict: bool = _site("whether is refused what DirMaint would do to the damage of the directory", True)
    delta: bool = _site("whether the object directory is updated in its changed parts (message 3451)", True)
    updates_of_add: int = _site("how often ADD tells of an update", 1)
    uncertain_forms: bool = _unsure("whether DirMaint knows the verbs and words that are not certain", True)
    exact_within: ExactWithin = _unsure(
        "where EXACT_FF looks before it takes the first gap", "group", "group", "region"
    )
    last_used: Mapping[str, str] = field(default_factory=dict)
    fba_unit: int = _unsure("to how many blocks a size in CMS blocks is rounded up on fixed-block devices", PAGE_BLOCKS)
    links_of_removed: OfRemoved = _unsure(
        "what becomes of links to a device that goes; DirMaint is said to leave them", "refuse", "refuse", "leave"
    )
    nicdef_merges: bool = _unsure("whether NICDEF keeps the operands that it does not name", True)
    mdisk_keeps_passwords: bool = _unsure("whether MDISK and MDPW keep the passwords that they do not name", False)
    add_checks_extents: bool = _unsure("whether ADD and REPLACE refuse extents that are used", True)
    replace_allocates: bool = _unsure("whether REPLACE gives minidisks a place", True)
    cleanup_retries: bool = _unsure("whether CLEANUP tries failed work units again, or gives them up", True)

    def with_switches(self, values: Mapping[str, str | int | bool]) -> Settings:
        """The same with other values of some switches, by their names."""
        return replace(self, **values)  # type: ignore[arg-type]


def _switches() -> dict[str, Switch]:
    rows = ((one, one.metadata["row"]) for one in fields(Settings) if "row" in one.metadata)
    return {one.name: Switch(one.name, *row) for one, row in rows}


SWITCHES = _switches()
"""All settings that one word can say, by name; `last_used` takes a word for each group."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What shall go wrong: the work units (counted from 1) that fail, entries that somebody else has locked, groups without
    room."""

    work_units: frozenset[int] = frozenset()
    locked: frozenset[str] = frozenset()
    full_groups: frozenset[str] = frozenset()


class Clock:
    """The time of the simulation: it goes on by a second with each request, so that every run is the same."""

    def __init__(self) -> None:
        self._seconds = _FIRST_SECOND

    def tick(self) -> None:
        """A request has come in."""
        self._seconds += 1

    def stamp(self) -> str:
        """Day of the month, hour, minute and second, two digits each."""
        days, rest = divmod(self._seconds, _SECONDS_OF_DAY)
        return f"{days % 28 + 1:02}{rest // 3600:02}{rest // 60 % 60:02}{rest % 60:02}"
