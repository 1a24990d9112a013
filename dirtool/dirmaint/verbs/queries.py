"""What DirMaint tells when a verb asks for what is there: `STORAGE ?`, `SHARE ?` and their like."""

from __future__ import annotations

import re
from collections.abc import Callable

from dirtool.dirmaint.judgement import (
    max_storage_of,
    storage_of,
)
from dirtool.dirmaint.passwords import without_passwords
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Account,
    Class,
    Identity,
    User,
)
from dirtool.syntax.to_text import statement_text
from dirtool.syntax.words import fold

_ALL_OF_THEM = "*"
_HEADERS = (User, Identity)
_TAG = re.compile(r"\*([^\s:]+):(?:\s|$)")


def tell(request: Request, entry: SourceEntry, kind: type[Statement] | None) -> None:
    if request.verb.name in _ANSWERS:
        _ANSWERS[request.verb.name](request, entry)
        return
    found = [line.statement for line in entry.statements if kind is not None and isinstance(line.statement, kind)]
    ordinal = getattr(request.order, "ordinal", None)
    for number, statement in enumerate(found, 1):
        if ordinal in (None, _ALL_OF_THEM, str(number)):
            _show(request, statement_text(statement))
    if not found:
        request.say(9023, f"{entry.name} has no {request.verb.statement} statement.")


def _show(request: Request, text: str) -> None:
    """Tell a statement, or a comment, without its passwords."""
    for shown in without_passwords([text], request.source.encoding, request.server.parser):
        request.say(9023, shown)


def _tell_storage(request: Request, entry: SourceEntry) -> None:
    usual = storage_of(entry) or _OF_THE_SYSTEM
    most = max_storage_of(request.source, entry) or storage_of(entry) or _OF_THE_SYSTEM
    request.say(3207, f"{entry.name} has a maximum storage of {most} and a default storage of {usual}.")


def _tell_class(request: Request, entry: SourceEntry) -> None:
    header = entry.header.statement
    found = [line.statement.class_ for line in entry.of(Class) if isinstance(line.statement, Class)]
    if not found and isinstance(header, _HEADERS):
        found = [header.class_ or ""]
    request.say(9023, f"{entry.name} has {f'class {found[0]}' if any(found) else 'no class of its own'}.")


def _tell_extensions(request: Request, entry: SourceEntry) -> None:
    """The DASDOPT or MINIOPT statements, behind their devices, whose numbers they do not have."""
    name = request.verb.name
    found = [
        (vdev, one.statement)
        for vdev, lines in entry.devices.items()
        for line in lines
        for one in line.extensions
        if one.statement is not None and one.statement.keyword == name
    ]
    for vdev, statement in found:
        request.say(9023, f"{vdev} {statement_text(statement)}")
    if not found:
        request.say(9023, f"{entry.name} has no {name} statement.")


def _tell_distribution(request: Request, entry: SourceEntry) -> None:
    account = account_of(entry)
    code = account.distribution if account is not None else None
    request.say(9023, f"The distribution code of {entry.name} is {code or f'its name, {entry.name}'}.")


def _tell_tags(request: Request, entry: SourceEntry) -> None:
    tags = [line.texts[0] for line in entry.lines if not line.gone and tag_of(line) is not None]
    for text in tags:
        _show(request, text)
    if not tags:
        request.say(9023, f"{entry.name} has no local tags.")


_OF_THE_SYSTEM = "the system's default"
_ANSWERS: dict[str, Callable[[Request, SourceEntry], None]] = {
    "STORAGE": _tell_storage,
    "MAXSTORE": _tell_storage,
    "CLASS": _tell_class,
    "PRIVCLASS": _tell_class,
    "DASDOPT": _tell_extensions,
    "MINIOPT": _tell_extensions,
    "DISTRIB": _tell_distribution,
    "STAG": _tell_tags,
}


def account_of(entry: SourceEntry) -> Account | None:
    return next((line.statement for line in entry.of(Account) if isinstance(line.statement, Account)), None)


def tag_of(line: Line) -> str | None:
    """The name of the tag that a comment is, if it is one."""
    found = _TAG.match(line.texts[0]) if line.statement is None else None
    return None if found is None else fold(found[1])
