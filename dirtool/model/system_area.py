"""Who exists only to hold areas of volumes that nobody else may have: labels, paging, spool files and their like.

Source: the conventional owners of z/VM's own areas ($ALLOC$, $PAGE$, $SPOOL$, $TDISK$ and others), which never log on.
"""

from __future__ import annotations

from dirtool.model.devices import is_device
from dirtool.model.directory import Directory, Entry
from dirtool.spec.devices import LABEL_SIZES, unit_of
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Dasdopt, Identity, Mdisk, Miniopt, User


def logs_on(entry: Entry) -> bool:
    """Whether a virtual machine can ever run: that of an entry with NOLOG cannot."""
    header = entry.header.statement
    return not (isinstance(header, User | Identity) and header.password == "NOLOG")


def owners_of(directory: Directory, entry: Entry) -> list[Entry]:
    """The USER and IDENTITY entries whose minidisks those of an entry are."""
    return [directory.machines[name] for name in directory.users_of(entry) if name in directory.machines]


def holds_areas(directory: Directory, entry: Entry) -> bool:
    """Whether an entry, or the one that it is a part of, exists to hold areas of volumes that nobody else may have."""
    owners = owners_of(directory, entry)
    names = [owner.name for owner in owners] or [entry.name]
    if not all(map(_never_logs_on, owners)):
        return False
    return all(name.startswith("$") for name in names) or _owns_labels_only(entry)


def holders_of_areas(directory: Directory) -> frozenset[str]:
    """The names of the entries with minidisks that exist to hold areas of volumes."""
    entries = {id(entry): entry for entry, _ in directory.placed(Mdisk)}.values()
    return frozenset(entry.name for entry in entries if holds_areas(directory, entry))


def _never_logs_on(entry: Entry) -> bool:
    return isinstance(entry.header.statement, Unparsed) or not logs_on(entry)


def _owns_labels_only(entry: Entry) -> bool:
    return all(
        isinstance(statement, Miniopt | Dasdopt) or _is_label(statement)
        for statement in entry.statements
        if is_device(statement)
    )


def _is_label(statement: Statement) -> bool:
    return (
        isinstance(statement, Mdisk)
        and statement.start == 0
        and isinstance(statement.size, int)
        and statement.size <= LABEL_SIZES[unit_of(statement.devtype)]
    )
