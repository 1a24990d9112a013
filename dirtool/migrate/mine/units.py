"""What of an entry may go to a PROFILE, in units that stay together, and what may not.

Source: z/VM CP Planning and Administration, PROFILE and INCLUDE statements, and the place of each statement: a PROFILE takes
no MDISK, and of CRYPTO nothing but APVIRTUAL; LOGONBY takes eight userids in an entry.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from dirtool.compare.diff.meaning import meaning_of
from dirtool.model.devices import EXTENSIONS, device_number
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.effective import STATEMENT_OF_OPERAND, Key, keys_of
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.fault import Fault
from dirtool.syntax.masking import secret_words
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Command, Crypto, Identity, Logonby, Mdisk, Nicdef, User

_PROFILE = "PROFILE"
_HEADERS = {keyword: operand for operand, keyword in STATEMENT_OF_OPERAND.items()}
_LISTS = frozenset(("AUTOLOG", "LOGONBY", "NAMESAVE", "OPTION", "XAUTOLOG"))  # the order of their words means nothing
_REMARK = "remark-after-operands"
TOGETHER = frozenset(("COMMAND", "CRYPTO", "LOADDEV", "POSIXGLIST", "POSIXINFO", "POSIXOPT", "SCREEN"))
"""Kinds of which all statements of an entry stay together: in their order, or since one says more of another."""
MOST_LOGONBY = BY_NAME["LOGONBY"].by_name["userid"].most or 0


class Kept(StrEnum):
    """Why a unit stays where it is, though others say the same."""

    EXTENSION = "whether a PROFILE may hold DASDOPT and MINIOPT is not certain"
    FAULT = "lint finds something in the statement"
    HEADER = "the header says something too, and would win over a profile"
    LOGONBY = "with the userids of the profile there would be more than LOGONBY takes"
    ORDER = "beside the COMMANDs of a profile or a SUBCONFIG the order is not certain"
    PARTLY = "the profile says a part of it"
    REPEATED = "the entry says it twice"
    SECRET = "the statement holds a password"


class Unit(NamedTuple):
    """Statements of an entry that stay together: a device, all COMMANDs, or one general statement.

    `says` is what they say, however they are spelt. `positions` are those of the source. `claims` is what no other layer may
    say beside it, as `model.effective.keys_of`. `kept` tells why it stays where it is; None if it may move.
    """

    says: Hashable
    keyword: str
    is_device: bool
    positions: tuple[int, ...]
    claims: dict[Key, str]
    kept: Kept | None


class _Traits(NamedTuple):
    """What is the same for all records that are equal, without their faults."""

    vdev: str | None
    is_extension: bool
    belongs: bool  # in a PROFILE, certainly
    said: Hashable
    claims: dict[Key, str]


class Units:
    """The units of the entries of one file. Equal records share a statement, of which the traits are found out once."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._traits: dict[int, _Traits] = {}

    def of(self, entry: Entry) -> list[Unit]:
        """The units of a USER, an IDENTITY or a PROFILE in the order of their first statements.

        What stands in no PROFILE, an MDISK for example, is no unit.
        """
        groups = self._groups(entry)
        found = []
        claimed: dict[Key, int] = {}
        for positions in groups:
            for key in self._claims(entry, positions):
                claimed[key] = claimed.get(key, 0) + 1
        for positions in groups:
            unit = self._unit(entry, positions, claimed)
            if unit is not None:
                found.append(unit)
        return found

    def traits(self, placed: Placed, entry: Entry) -> _Traits:
        """What equal records have in common."""
        found = self._traits.get(id(placed.statement))
        if found is None:
            found = self._traits[id(placed.statement)] = _traits_of(placed, entry)
        return found

    def _groups(self, entry: Entry) -> list[list[int]]:
        """The positions of the statements behind the header, those of a unit together."""
        found: dict[Hashable, list[int]] = {}
        device: list[int] | None = None
        for placed in _body(entry):
            traits = self.traits(placed, entry)
            keyword = placed.statement.keyword
            if traits.is_extension:
                if device is not None:
                    device.append(placed.position)
                continue
            device = None
            key: Hashable = placed.position
            if traits.vdev is not None:
                key = ("device", traits.vdev)
            elif keyword in TOGETHER:
                key = keyword
            group = found.setdefault(key, [])
            group.append(placed.position)
            if traits.vdev is not None:
                device = group
        return [*found.values()]

    def _claims(self, entry: Entry, positions: Iterable[int]) -> dict[Key, str]:
        return {key: part for at in positions for key, part in self.traits(entry.at(at), entry).claims.items()}

    def _unit(self, entry: Entry, positions: list[int], claimed: dict[Key, int]) -> Unit | None:
        some = [entry.at(at) for at in positions]
        first = some[0].statement
        if isinstance(first, Mdisk | Unparsed) or not self.traits(some[0], entry).belongs:
            return None
        claims = self._claims(entry, positions)
        said = [self.traits(placed, entry).said for placed in some]
        remarks = [remark for placed in some if (remark := _remark(placed))]
        in_order = first.keyword not in TOGETHER or isinstance(first, Command)
        says = (first.keyword, tuple(said if in_order else sorted(said, key=repr)), *remarks)
        kept = self._kept(entry, some, claims, claimed)
        return Unit(says, first.keyword, self.traits(some[0], entry).vdev is not None, tuple(positions), claims, kept)

    def _kept(self, entry: Entry, some: list[Placed], claims: dict[Key, str], claimed: dict[Key, int]) -> Kept | None:
        first = some[0].statement
        devices = [placed for placed in some if self.traits(placed, entry).vdev is not None]
        is_adapter = all(isinstance(placed.statement, Nicdef) for placed in devices)
        if any(claimed[key] > 1 for key in claims) or (len(devices) > 1 and not is_adapter):
            return Kept.REPEATED
        if any(_is_at_fault(placed) for placed in some):
            return Kept.FAULT
        if any(secret_words(placed.source, placed.position) for placed in some):
            return Kept.SECRET
        if any(not self.traits(placed, entry).belongs for placed in some):
            return Kept.EXTENSION
        header = entry.header.statement
        operand = _HEADERS.get(first.keyword)
        if isinstance(header, User | Identity) and operand and header.operands().get(operand) not in (None, "*"):
            return Kept.HEADER
        if isinstance(first, Command) and any(self._subconfigs_with_commands(entry)):
            return Kept.ORDER
        return None

    def _subconfigs_with_commands(self, entry: Entry) -> Iterator[bool]:
        subconfigs = self._directory.subconfigs
        for names in self._directory.subconfigs_of(entry).values():
            for name in names:
                yield name in subconfigs and bool(subconfigs[name].of(Command))


def _body(entry: Entry) -> Iterator[Placed]:
    """The statements behind the header, without those that only hold the parts together."""
    for position in range(entry.start + 1, entry.stop):
        placed = entry.at(position)
        definition = placed.statement.known_definition
        if definition is None or definition.section is not Section.HEADER:
            yield placed


def _traits_of(placed: Placed, entry: Entry) -> _Traits:
    statement = placed.statement
    definition = statement.known_definition
    if isinstance(statement, Unparsed) or definition is None:
        return _Traits(None, False, False, None, {})
    belongs = _PROFILE in definition.holders and not (isinstance(statement, Crypto) and _names_domains(statement))
    if placed.is_broken:  # its operands may be none of their types
        return _Traits(device_number(statement), isinstance(statement, EXTENSIONS), belongs, None, {})
    said = tuple(sorted((name, _sorted(definition.name, value)) for name, value in meaning_of(placed).items()))
    return _Traits(
        device_number(statement),
        isinstance(statement, EXTENSIONS),
        belongs,
        (definition.name, said),
        keys_of(statement, entry),
    )


def _sorted(keyword: str, value: Hashable) -> Hashable:
    return tuple(sorted(value)) if keyword in _LISTS and isinstance(value, tuple) else value


def _names_domains(statement: Crypto) -> bool:
    return set(statement.operands()) != {"apvirtual"}


def _faults(placed: Placed) -> tuple[Fault, ...]:
    return placed.source.faults.get(placed.position, ())


def _is_at_fault(placed: Placed) -> bool:
    """Whether anything is wrong with a statement but a remark behind it."""
    return any(fault.rule != _REMARK for fault in _faults(placed))


def _remark(placed: Placed) -> str:
    """The words of a statement with a remark: it goes to a profile with its remark, so who moves it has the same one."""
    return " ".join(word.text for word in placed.words) if _faults(placed) else ""


def logonby_userids(statements: Iterable[Statement]) -> int:
    """How many userids the LOGONBY statements among some name."""
    return sum(len(one.userid) for one in statements if isinstance(one, Logonby))
