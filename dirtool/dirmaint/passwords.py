"""Passwords that a command names by reference, so that the command itself holds none; and texts without passwords.

In the place of a password a command may have {env:NAME}, {file:PATH} or {prompt}; this is dirtool's, not DirMaint's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dirtool.dirmaint.answer import Refused
from dirtool.errors import InputError
from dirtool.spec.statement import Operand
from dirtool.spec.values import PASSWORD, BadValue, is_reference
from dirtool.syntax.command import Command
from dirtool.syntax.extent_control import ControlFile
from dirtool.syntax.masking import SourceFile, shown_record
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.text.records import Records

PasswordFinder = Callable[[str], str]
"""The password for what stands between the braces, such as `env:NAME`; raises InputError, which names it, if there is none."""


def with_passwords(command: Command, find: PasswordFinder | None) -> Command:
    """The command with the passwords that its references lead to, each asked for once.

    Raises Refused where there is none, where it cannot be a password, and where a reference stands within a statement.
    """
    order = command.order
    holds_secrets = command.statement is not None and command.statement.definition.holds_secrets
    if holds_secrets and any(map(is_reference, (getattr(order, "statement", None) or "").split())):
        raise Refused(9027, f"A reference cannot stand for a password in the statement of {command.verb.name}.")
    found: dict[str, str] = {}
    passwords = {}
    for row in order.definition.operands:
        reference = getattr(order, row.name) if row.secret else None
        if reference is not None and is_reference(reference):
            if reference not in found:
                found[reference] = _found(reference, row, find)
            passwords[row.name] = found[reference]
    return command._replace(order=order.with_operands(**passwords)) if passwords else command


def _found(reference: str, row: Operand, find: PasswordFinder | None) -> str:
    if find is None:
        raise Refused(9027, f"Nobody can be asked for the password {reference}.")
    try:
        word = find(reference[1:-1])
        if len(word.split()) != 1:
            raise BadValue("bad-password", "one word")
        password: str = PASSWORD.read(word.upper(), row)
    except InputError as error:
        raise Refused(9027, f"There is no password: {error}.") from None
    except BadValue as bad:
        raise Refused(9027, f"What {reference} leads to cannot be a password; allowed: {bad.wanted}.") from None
    return password


def without_passwords(texts: Sequence[str], encoding: str, parser: Parser) -> tuple[str, ...]:
    """Records of a directory with their passwords masked."""
    return _shown(Source(Records("", list(texts), encoding), parser), len(texts))


def without_pasted_passwords(control: Records) -> tuple[str, ...]:
    """Records of EXTENT CONTROL without those passwords that statements of a directory may have that slipped into it."""
    return _shown(ControlFile(control), len(control.texts))


def _shown(file: SourceFile, records: int) -> tuple[str, ...]:
    return tuple(shown_record(file, line).text for line in range(1, records + 1))
