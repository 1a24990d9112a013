"""The proof that two directories make the same virtual machines, statement by statement in meaning.

It knows nothing of how profiles are chosen: it looks at what each entry becomes at logon, on each member of a cluster, before
and after. Order counts where it may mean something: for COMMANDs, for the records of one adapter, and for what extends a
device. Where COMMANDs come from several entries of a machine their order is not certain, so that each must keep its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from dirtool.compare.diff.meaning import meaning_of
from dirtool.migrate.mine.mined import Proof
from dirtool.model.devices import EXTENSIONS, device_number, is_device
from dirtool.model.directory import Directory, Entry, EntryKind
from dirtool.model.effective import Effective, Layers, Origin, effective
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Command, Pool

_WITHOUT_ORDER = frozenset(("name", "option", "userid"))  # lists of NAMESAVE, OPTION, LOGONBY and their like

_Parts = tuple[list[Entry], list[tuple[EntryKind, str]]]
"""The entries that a machine is made of, and the kinds and names of those that are not there."""


class Comparison(NamedTuple):
    """What was compared, and the entries that are not the same: their names, and what of them differs."""

    proof: Proof
    differences: tuple[tuple[str, str], ...]


def compared(before: Directory, after: Directory, new_profiles: frozenset[str]) -> Comparison:
    """Compare two directories entry by entry; those of `after` that are new profiles have no other side.

    Everything that is no USER, IDENTITY or PROFILE has to be there record by record.
    """
    olds = before.entries
    news = [entry for entry in after.entries if entry.kind != "profile" or entry.name not in new_profiles]
    if [(one.kind, one.name) for one in olds] != [(one.kind, one.name) for one in news]:
        return Comparison(Proof(0, 0, 0), (("", "the entries are not the same ones"),))
    layers, new_layers = Layers(before), Layers(after)
    kept = {id(old): old.texts == new.texts for old, new in zip(olds, news, strict=True)}
    meanings: dict[str, Hashable] = {}
    differences = []
    entries = machines = pool_ids = 0
    for old, new in zip(olds, news, strict=True):
        if old.kind not in ("user", "identity"):
            if old.kind != "profile" and old.statements != new.statements:
                differences.append((old.shown_name, "the statements"))
            continue
        entries += 1
        pool_ids += _ids_of_pools(old)
        for member in layers.members(old):
            machines += 1
            if _is_kept(layers.of(old, member), new_layers.of(new, member), kept):
                continue
            what = _difference(effective(layers, old, member), effective(new_layers, new, member), meanings)
            if what is not None:
                differences.append((old.shown_name, what if member is None else f"{what}, on {member}"))
    return Comparison(Proof(entries, machines, pool_ids), tuple(differences))


def _is_kept(old: _Parts, new: _Parts, kept: dict[int, bool]) -> bool:
    """Whether a machine is made of the very same records: then there is nothing to compare."""
    parts, missing = old
    new_parts, new_missing = new
    named = [(part.kind, part.name) for part in parts] == [(part.kind, part.name) for part in new_parts]
    return named and missing == new_missing and all(kept.get(id(part), False) for part in parts)


def _ids_of_pools(entry: Entry) -> int:
    """How many ids the POOL of an entry makes: each is this machine under another name."""
    pools = (placed.statement for placed in entry.of(Pool))
    return sum(max(0, pool.high - pool.low + 1) for pool in pools if isinstance(pool, Pool))


def _difference(old: Effective, new: Effective, meanings: dict[str, Hashable]) -> str | None:
    """What of a machine differs, in a word; None if nothing does."""
    if old.missing != new.missing:
        return "the parts"
    one, other = _Machine(old, meanings), _Machine(new, meanings)
    if one.header != other.header:
        return "the header"
    if one.commands != other.commands:
        return "the COMMANDs"
    if one.general != other.general:
        return "the general statements"
    return None if one.devices == other.devices else "the devices"


class _Machine:
    """What a virtual machine says: its header, general statements without order, COMMANDs in order, and devices."""

    def __init__(self, machine: Effective, meanings: dict[str, Hashable]) -> None:
        self._meanings = meanings
        header, *others = machine.statements
        self.header = self._said(header)
        commands: dict[int, tuple[str, list[Hashable]]] = {}
        general: set[Hashable] = set()
        devices: dict[Hashable, list[Hashable]] = {}
        device: Hashable = None
        for origin in others:
            statement = origin.placed.statement
            if isinstance(statement, Command):
                commands.setdefault(id(origin.entry), (origin.entry.kind, []))[1].append(self._said(origin))
            elif not is_device(statement):
                general.add(self._said(origin))
            else:
                if not isinstance(statement, EXTENSIONS):
                    device = device_number(statement) or id(statement)
                devices.setdefault(device, []).append(self._said(origin))
        lists = [*commands.values()]
        self.commands: Hashable = tuple((kind if len(lists) > 1 else "", tuple(some)) for kind, some in lists)
        self.general = general
        self.devices = Counter(tuple(some) for some in devices.values())

    def _said(self, origin: Origin) -> Hashable:
        """What a statement says, without the parts that another one says in its place."""
        placed = origin.placed
        if not origin.overridden:
            text = placed.source.text(placed.position)
            known = self._meanings.get(text)
            if known is None:
                known = self._meanings[text] = (placed.statement.keyword, *_operands(origin))
            return known
        without = {name for name, _ in origin.overridden}
        return (
            placed.statement.keyword,
            *(pair for pair in _operands(origin) if pair[0] not in without),
            *sorted(without),
        )


def _operands(origin: Origin) -> Iterator[tuple[str, Hashable]]:
    """The operands of a statement in a form that can be compared; of a broken one its words."""
    placed = origin.placed
    if isinstance(placed.statement, Unparsed) or placed.is_broken:
        yield "", tuple(placed.source.folded_words(placed.position))
        return
    for name, value in sorted(meaning_of(placed).items()):
        yield name, tuple(sorted(value)) if name in _WITHOUT_ORDER and isinstance(value, tuple) else value
