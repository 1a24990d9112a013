"""The passwords that a target names by reference, put where its directory has a placeholder."""

from __future__ import annotations

from collections.abc import Callable

from dirtool.dirmaint.source_directory import SourceDirectory
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.errors import InputError
from dirtool.plan.target.target import Target
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import PASSWORD, BadValue
from dirtool.syntax.statements import Identity, User
from dirtool.text.records import Records

_OPERAND = BY_NAME["USER"].by_name["password"]


def with_passwords(target: Target, find: Callable[[str], str]) -> Records:
    """The whole directory that is wanted, with its passwords; `find` gives that of a reference such as `env:NAME`.

    Raises InputError where it gives none, or what cannot be a password.
    """
    if not target.passwords:
        return target.records
    source = SourceDirectory(target.directory, UsedSpace(), lambda entry, vdev: True)
    for name, reference in sorted(target.passwords.items()):
        entry = source.machine(name)
        assert entry is not None
        header = entry.header.statement
        assert isinstance(header, User | Identity)
        source.put(entry, entry.header, header.with_operands(password=_password(reference, find)))
    return source.changed()


def _password(reference: str, find: Callable[[str], str]) -> str:
    word = find(reference[1:-1])
    try:
        if len(word.split()) != 1:
            raise BadValue("bad-password", "one word")
        password: str = PASSWORD.read(word.upper(), _OPERAND)
    except BadValue as bad:
        raise InputError(f"{reference}: this cannot be a password; allowed: {bad.wanted}") from None
    return password
