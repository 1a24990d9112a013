"""Desired entries as they are meant: each name of a pattern by itself, with what `like` copies.

Copied is what two entries can share. Never copied: minidisks whose place is named or kept, whole real devices, DEDICATEs,
MAC addresses, passwords (not the words such as NOLOG), the BUILDs of an identity, the domains and adapters of CRYPTO, and the
ports and LUNs of LOADDEV.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import TypeVar

from dirtool.compare.desired.checks import check_clones, check_entry, check_removals, may_stand_once, numbers_of
from dirtool.compare.desired.patterns import is_pattern, names_of
from dirtool.compare.desired.state import Desired, DesiredEntry, FixedPlace, Minidisk, Nic, RealDevice, Secret, Wanted
from dirtool.errors import InputError
from dirtool.model.devices import device_number
from dirtool.spec.statement import nearest
from dirtool.syntax.statements import Build, Crypto, Loaddev
from dirtool.syntax.to_text import statement_text
from dirtool.text.yaml_tree import Place
from dirtool.wording import did_you_mean

Device = TypeVar("Device")

MOST_COPIED = 2_000_000
"""How many statements and devices patterns and `like` may copy, over all entries of a file."""

_LONGEST_RING = 10  # entries that a message shows

CurrentEntry = Callable[[str], DesiredEntry | None]
"""The current state of an entry, as desired.yaml would say it; None where there is none of that name."""


def expanded(desired: Desired, current: CurrentEntry | None = None) -> dict[str, DesiredEntry]:
    """The entries by name, without patterns and without `like`, in the order of the file.

    An entry that `like` names is that of the file on top of that of the `current` directory, as it will be. Raises
    InputError for one that neither has, of another kind, or that leads back to where it began; and where copies and what an
    entry says itself do not go together.
    """
    return _Expansion(desired, current or (lambda name: None)).entries()


def check_shared(entry: DesiredEntry) -> None:
    """Raise InputError for what the many entries of a pattern cannot share."""
    for place, what in _unshared(entry):
        raise InputError(
            f"{place}: {what}, which the entries of {entry.name} cannot share; allowed: in an entry of its own"
        )


def _unshared(entry: DesiredEntry) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str]] = []
    if isinstance(entry.password, Secret) and entry.password.source != "prompt":
        source = "variable" if entry.password.source == "env" else "file"
        found.append((entry.place, f"the password comes from one {source}"))
    found += [
        (disk.place, f"minidisk {vdev} names its place") for vdev, disk in entry.minidisks.items() if _is_own(disk)
    ]
    found += [
        (nic.place, f"macid of NIC {vdev} is one address")
        for vdev, nic in entry.nics.items()
        if "macid" in nic.operands
    ]
    found += [(device.place, f"dedicate {vdev} is one real device") for vdev, device in entry.dedicate.items()]
    found += [
        (wanted.place, f"{wanted.statement.keyword} is for one machine")
        for wanted in entry.statements
        if _is_of_one_machine(wanted)
    ]
    return found


def _is_own(disk: Minidisk) -> bool:
    """Whether a minidisk is of cylinders or of a device that no other one may have."""
    return isinstance(disk.where, FixedPlace | RealDevice)


def _is_of_one_machine(wanted: Wanted) -> bool:
    match wanted.statement:
        case Build():
            return True
        case Crypto(domains=domains, apdedicated=adapters):
            return bool(domains or adapters)
        case Loaddev(portname=port, lun=lun, alternate=alternate):
            return bool(port or lun or alternate)
    return False


class _Expansion:
    """Resolves the entries of a desired state."""

    def __init__(self, desired: Desired, current: CurrentEntry) -> None:
        self._desired = desired
        self._current = current
        self._raw: dict[str, DesiredEntry] = {}
        self._done: dict[str, DesiredEntry] = {}
        self._models: dict[str, DesiredEntry] = {}
        self._copied = 0
        for entry in desired.entries.values():
            names = names_of(entry.name) if is_pattern(entry.name) else [entry.name]
            self._note_copies(entry, entry, len(names) - 1)
            self._raw |= {name: entry if name == entry.name else replace(entry, name=name) for name in names}

    def entries(self) -> dict[str, DesiredEntry]:
        for name in self._raw:
            for one in reversed(self._chain(name)):
                self._done[one] = self._resolved(self._raw[one])
        check_removals(self._done, self._desired.remove)
        return {name: self._done[name] for name in self._raw}

    def _chain(self, name: str) -> list[str]:
        """An entry and those that it is like, one after the other, as far as they are not done yet."""
        chain: dict[str, None] = {}
        following: str | None = name
        while following in self._raw and following not in self._done:
            assert following is not None
            if following in chain:
                ring = [*list(chain)[list(chain).index(following) :], following]
                shown = ring if len(ring) <= _LONGEST_RING else [*ring[: _LONGEST_RING - 2], "...", ring[-1]]
                raise InputError(
                    f"{self._raw[following].place}: like leads back to where it began: {' -> '.join(shown)}"
                )
            chain[following] = None
            following = self._raw[following].like
        return list(chain)

    def _resolved(self, entry: DesiredEntry) -> DesiredEntry:
        if entry.like is None:
            check_clones(entry)
            return entry
        model = self._model(entry.like, entry)
        if model.kind != entry.kind:
            raise InputError(
                f"{entry.place}: {entry.name} of kind {entry.kind} is like {entry.like}, which is of kind {model.kind}; "
                "allowed: an entry of the same kind"
            )
        self._note_copies(model, entry)
        resolved = replace(_over(entry, model), like=None)
        check_entry(resolved)
        return resolved

    def _note_copies(self, model: DesiredEntry, entry: DesiredEntry, times: int = 1) -> None:
        """An entry gets what a model has. Raises InputError where that is too much for a file."""
        self._copied += times * sum(map(len, (model.statements, model.minidisks, model.nics, model.links)))
        if self._copied > MOST_COPIED:
            raise InputError(
                f"{entry.place}: patterns and like copy more than {MOST_COPIED:,} statements and devices up to here",
                "use a profile",
            )

    def _model(self, name: str, of: DesiredEntry) -> DesiredEntry:
        """What can be copied of an entry as it will be."""
        found = self._models.get(name)
        if found is None:
            written, current = self._done.get(name), self._current(name)
            if written is None and current is None:
                hint = did_you_mean(nearest(name, tuple(self._raw)))
                raise InputError(
                    f"{of.place}: {of.name} is like {name}, which is no entry; allowed: another entry", hint
                )
            if written is None or current is None:
                entry = written or current
                assert entry is not None
            else:
                entry = _over(written, current)
            found = self._models[name] = _shareable(entry)
        return found


def _shareable(entry: DesiredEntry) -> DesiredEntry:
    """An entry without what is never copied."""
    return replace(
        entry,
        password=None if isinstance(entry.password, Secret) else entry.password,
        minidisks={
            vdev: disk for vdev, disk in entry.minidisks.items() if disk.where is not None and not _is_own(disk)
        },
        nics={vdev: _without_address(nic) for vdev, nic in entry.nics.items()},
        dedicate={},
        statements=tuple(wanted for wanted in entry.statements if not _is_of_one_machine(wanted)),
    )


def _without_address(nic: Nic) -> Nic:
    return replace(nic, operands={name: value for name, value in nic.operands.items() if name != "macid"})


def _over(entry: DesiredEntry, model: DesiredEntry) -> DesiredEntry:
    """An entry with what a model has and it does not say itself.

    A device whose number it takes is its own, whole; of a network adapter that both have, the operands count one by one.
    """
    taken = numbers_of(entry)
    own = {once for wanted in entry.statements if (once := may_stand_once(wanted.statement)) is not None}
    said = {statement_text(wanted.statement) for wanted in entry.statements}
    copied = tuple(
        wanted
        for wanted in model.statements
        if may_stand_once(wanted.statement) not in own
        and device_number(wanted.statement) not in taken
        and statement_text(wanted.statement) not in said
    )
    return replace(
        entry,
        include=entry.include or model.include,
        password=entry.password or model.password,
        storage=entry.storage or model.storage,
        max_storage=entry.max_storage or model.max_storage,
        class_=entry.class_ or model.class_,
        header={**model.header, **entry.header},
        logonby=model.logonby if entry.logonby is None else entry.logonby,
        options=model.options if entry.options is None else entry.options,
        minidisks=_untaken(model.minidisks, taken) | dict(entry.minidisks),
        nics=_untaken(model.nics, taken)
        | {vdev: _nic_over(nic, model.nics.get(vdev)) for vdev, nic in entry.nics.items()},
        links=_untaken(model.links, taken) | dict(entry.links),
        dedicate=_untaken(model.dedicate, taken) | dict(entry.dedicate),
        statements=(*copied, *entry.statements),
    )


def _untaken(devices: Mapping[str, Device], taken: Container[str]) -> dict[str, Device]:
    return {vdev: device for vdev, device in devices.items() if vdev not in taken}


def _nic_over(nic: Nic, model: Nic | None) -> Nic:
    return nic if model is None else replace(nic, operands={**model.operands, **nic.operands})
