"""Verbs that do more, or something else, than to put a statement in the place of the one with the same key.

Source: z/VM DirMaint Commands Reference, the verbs named here.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import (
    check_holder,
    check_include,
    check_storage,
    keeping_links,
    max_storage_of,
)
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.dirmaint.verbs.edits import Edit, attribute_of, carry_out, changes, merged_operands, removals, written_by
from dirtool.dirmaint.verbs.queries import account_of, tag_of
from dirtool.model.storage import storage_bytes
from dirtool.spec.statements import BY_NAME
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Account,
    Class,
    Command,
    Console,
    Dasdopt,
    Identity,
    Include,
    Iucv,
    Link,
    Loaddev,
    Maxstorage,
    Mdisk,
    Miniopt,
    Nicdef,
    Option,
    Storage,
    User,
)

_LONGEST_CLASS = 8  # on the header
_HEADERS = (User, Identity)
_ALL_OF_THEM = "*"


def _storage(request: Request, entry: SourceEntry) -> None:
    wanted = written_by(request, Storage).size
    most = max_storage_of(request.source, entry)
    if most is not None and _bytes(wanted) > _bytes(most):
        raise Refused(3213, f"The maximum storage is {most}, the storage that was asked for {wanted}.")
    _set_size(request, entry, Storage, "storage", wanted)


def _maxstore(request: Request, entry: SourceEntry) -> None:
    _set_size(request, entry, Maxstorage, "max_storage", written_by(request, Maxstorage).size)


def _bytes(size: str) -> int:
    found = storage_bytes(size)
    assert found is not None
    return found


def _set_size(
    request: Request, entry: SourceEntry, kind: type[Storage] | type[Maxstorage], operand: str, size: str
) -> None:
    """Set a size where it is: in its statement, or on the header if it has an operand for it."""
    line = next(iter(entry.of(kind)), None)
    header = entry.header.statement
    on_header = isinstance(header, _HEADERS) and (operand == "storage" or header.storage is not None)
    if line is None and on_header:
        assert header is not None
        request.source.put(entry, entry.header, header.with_operands(**{operand: size}))
        check_storage(request.source, entry)
    else:
        check_holder(entry.kind, kind.definition)
        carry_out(request, entry, [Edit(line, kind(size))])


def _class(request: Request, entry: SourceEntry) -> None:
    statement = written_by(request, Class)
    line = next(iter(entry.of(Class)), None)
    header = entry.header.statement
    fits = isinstance(header, _HEADERS) and header.max_storage is not None and len(statement.class_) <= _LONGEST_CLASS
    if line is None and fits:
        assert header is not None
        request.source.put(entry, entry.header, header.with_operands(class_=statement.class_))
        return
    carry_out(request, entry, [Edit(line, statement)])
    if isinstance(header, _HEADERS) and header.class_ not in (None, _ALL_OF_THEM):
        request.source.put(entry, entry.header, header.with_operands(class_=_ALL_OF_THEM))


def _command(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Command)
    lines = entry.of(Command)
    if order.ordinal == _ALL_OF_THEM and order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no COMMAND statement.")
        carry_out(request, entry, [Edit(line, None) for line in lines])
        return
    if not (order.ordinal or "").isdigit():
        raise Refused(9001, "COMMAND needs the number of a statement.")
    number = int(order.ordinal or "")
    if order.action == "ADD":
        if not 1 <= number <= len(lines) + 1 or request.command.statement is None:
            raise Refused(9015, f"{entry.name} has {len(lines)} COMMAND statements; number {number} cannot be added.")
        _insert_command(request, entry, lines, number, request.command.statement)
        return
    if not 1 <= number <= len(lines):
        raise Refused(9015, f"{entry.name} has no COMMAND statement {number}.")
    statement = written_by(request, Command) if order.action == "REPLACE" else None
    carry_out(request, entry, [Edit(lines[number - 1], statement)])


def _insert_command(request: Request, entry: SourceEntry, lines: list[Line], number: int, statement: Statement) -> None:
    line = request.source.new_line(statement)
    at = entry.lines.index(lines[number - 1]) if number <= len(lines) else None
    if at is None and lines:
        at = entry.lines.index(lines[-1]) + 1
    request.source.insert(entry, line, at)


def _setoptn(request: Request, entry: SourceEntry) -> None:
    order, wanted = request.order, request.command.statement
    assert isinstance(order, verbs.Setoptn)
    lines = entry.of(Option)
    names = [name for line in lines if isinstance(line.statement, Option) for name in line.statement.option or ()]
    if order.action == "ADD":
        wanted = written_by(request, Option)
        known = [
            line for line in lines if line.statement is not None and set(line.statement.operands()) & _values(wanted)
        ]
        edits = [Edit(line, _without(line.statement, wanted.option)) for line in known]
        new = tuple(name for name in wanted.option if name not in names or name in _valued(wanted))
        carry_out(request, entry, [*edits, *([Edit(None, wanted.with_operands(option=new))] if new else [])])
        return
    going = wanted.option if isinstance(wanted, Option) else tuple((order.statement or "").split())
    missing = [name for name in going if name not in names]
    if missing:
        raise Refused(9015, f"{entry.name} has no option {' '.join(missing)}.")
    edits = []
    for line in lines:
        left = _without(line.statement, going)
        if left != line.statement:
            edits.append(Edit(line, left))
    carry_out(request, entry, edits)


def _values(option: Option) -> set[str]:
    return {name for name in option.operands() if name.endswith("_value")}


def _valued(option: Option) -> set[str]:
    """The options that have a value with them."""
    return {name for name in option.option if any(_is_value_of(value, name) for value in _values(option))}


def _is_value_of(value: str, option: str) -> bool:
    return option.startswith(value.removesuffix("_value").upper())


def _without(statement: Statement | None, going: tuple[str, ...]) -> Statement | None:
    """An OPTION statement without some options and their values; None if nothing is left."""
    assert isinstance(statement, Option)
    left = tuple(name for name in statement.option if name not in going)
    gone = [name for name in statement.option if name in going]
    values = {value: None for value in _values(statement) if any(_is_value_of(value, name) for name in gone)}
    return statement.with_operands(option=left, **values) if left else None


def _link(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Link)
    check_holder(entry.kind, BY_NAME["LINK"])
    own = order.vdev or order.owner_vdev
    request.check_device(entry, own)
    statement = Link(order.owner, order.owner_vdev, own, order.mode)
    old = next((line for line in entry.devices.get(own, ()) if isinstance(line.statement, Link)), None)
    carry_out(request, entry, [Edit(old, statement)])


def remove_link(request: Request) -> None:
    """Work off DLINK."""
    order = request.order
    assert isinstance(order, verbs.Dlink)
    entry = request.entry()
    devices = entry.devices
    candidates = chain.from_iterable(devices.values()) if order.vdev is None else devices.get(order.vdev, ())
    found = [
        line
        for line in candidates
        if isinstance(line.statement, Link)
        and (line.statement.userid, line.statement.vdev1) == (order.owner, order.owner_vdev)
    ]
    if not found:
        raise Refused(9015, f"{entry.name} has no link to {order.owner}/{order.owner_vdev}.")
    line = found[0]
    carry_out(request, entry, [Edit(line, None)])
    request.updated(entry)


def _mdisk(request: Request, entry: SourceEntry) -> None:
    """Mode and passwords of a minidisk: its place stays."""
    order = request.order
    assert isinstance(order, verbs.Mdisk | verbs.Mdpw)
    vdev = order.vdev or ""
    request.check_device(entry, vdev)
    line = next((one for one in entry.devices.get(vdev, ()) if isinstance(one.statement, Mdisk)), None)
    if line is None or not isinstance(line.statement, Mdisk):
        raise Refused(9006, f"{entry.name} has no minidisk {vdev}.")
    passwords: dict[str, Any] = {
        name: getattr(order, name) for name in ("read_password", "write_password", "multi_password")
    }
    mode = getattr(order, "mode", None) or line.statement.mode
    if any(passwords.values()) and mode is None:
        mode = "W"  # the default, which has to be said where passwords follow
    if request.server.settings.mdisk_keeps_passwords:
        passwords = {name: value or getattr(line.statement, name) for name, value in passwords.items()}
    new = line.statement.with_operands(mode=mode, **passwords)
    if any(getattr(line.statement, name) and not getattr(order, name) for name in passwords):
        does = "keeps" if request.server.settings.mdisk_keeps_passwords else "drops"
        request.uncertain("mdisk_keeps_passwords", f"{entry.name}/{vdev} {does} the passwords that are not named")
    request.source.put(entry, line, new)


def _extension(request: Request, entry: SourceEntry) -> None:
    """DASDOPT or MINIOPT of a device."""
    order = request.order
    assert isinstance(order, verbs.Dasdopt | verbs.Miniopt)
    vdev = order.vdev or ""
    kind: type[Statement] = Dasdopt if isinstance(order, verbs.Dasdopt) else Miniopt
    request.check_device(entry, vdev)
    allowed = (Mdisk, typed.Dedicate) if kind is Dasdopt else (Mdisk,)
    device = next((one for one in entry.devices.get(vdev, ()) if isinstance(one.statement, allowed)), None)
    if device is None:
        raise Refused(9006, f"{entry.name} has no device {vdev} that {kind.keyword} is for.")
    if order.action == "DELETE":
        if not any(isinstance(one.statement, kind) for one in device.extensions):
            raise Refused(9015, f"{entry.name}/{vdev} has no {kind.keyword}.")
        request.source.cut_extension(entry, device, kind)
        return
    request.source.extend(entry, device, written_by(request, kind))


def _nicdef(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Nicdef)
    vdev = order.vdev or ""
    request.check_device(entry, vdev)
    lines = [line for line in entry.devices.get(vdev, ()) if isinstance(line.statement, Nicdef)]
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no NICDEF {vdev}.")
        carry_out(request, entry, [Edit(line, None) for line in lines])
        return
    new = written_by(request, Nicdef)
    old = {
        attribute_of(name): value
        for line in reversed(lines)
        if line.statement is not None
        for name, value in line.statement.operands().items()
    }
    merged = new.with_operands(**{name: value for name, value in old.items() if getattr(new, name) is None})
    if merged != new:
        keeps = request.server.settings.nicdef_merges
        does = "keeps" if keeps else "drops"
        request.uncertain("nicdef_merges", f"NICDEF {vdev} {does} the operands that it does not name")
        new = merged if keeps else new
    first = lines[0] if lines else None
    carry_out(request, entry, [Edit(first, new), *(Edit(line, None) for line in lines[1:])])


def _loaddev(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Loaddev)
    if order.action == "DELETE":
        carry_out(request, entry, removals(request, entry, Loaddev))
        return
    carry_out(request, entry, merged_operands(entry.of(Loaddev), written_by(request, Loaddev)))


def _iucv(request: Request, entry: SourceEntry) -> None:
    edits = removals(request, entry, Iucv) if getattr(request.order, "action", None) else changes(request, entry, Iucv)
    carry_out(request, entry, edits)


def _include(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Include)
    lines = entry.of(Include)
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} includes no profile.")
        with keeping_links(request, entry):
            carry_out(request, entry, [Edit(line, None) for line in lines])
        check_include(request, entry)
        return
    wanted = written_by(request, Include)
    if request.source.profile(wanted.profile) is None:
        raise Refused(9002, f"There is no profile {wanted.profile}.")
    with keeping_links(request, entry):
        first = lines[0] if lines else None
        carry_out(request, entry, [Edit(first, wanted), *(Edit(one, None) for one in lines[1:])])
    check_include(request, entry)


def _dsecuser(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Dsecuser)
    line = next((one for one in entry.lines if not one.gone and isinstance(one.statement, Console)), None)
    if line is None or not isinstance(line.statement, Console):
        raise Refused(9015, f"{entry.name} has no CONSOLE statement.")
    console = line.statement
    if order.action == "OFF":
        new = console.with_operands(userid=None, observer=None)
    else:
        new = console.with_operands(userid=order.userid, class_=console.class_ or "T")
    request.source.put(entry, line, new)


def _account(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Account)
    if order.action is None:
        carry_out(request, entry, changes(request, entry, Account))
        return
    raise Refused(9018, f"ACCOUNT {order.action} is not simulated; ACCOUNT with all numbers is.")


def _distrib(request: Request, entry: SourceEntry) -> None:
    """The distribution code, which stands on the ACCOUNT statement."""
    order = request.order
    assert isinstance(order, verbs.Distrib)
    line = next(iter(entry.of(Account)), None)
    account = account_of(entry)
    if line is None or account is None:
        raise Refused(9015, f"{entry.name} has no ACCOUNT statement to put it on.")
    if order.action == "DELETE":
        if account.distribution is None:
            raise Refused(9015, f"{entry.name} has no distribution code.")
        if account.more_numbers:
            raise Refused(9010, f"{entry.name} has further account numbers, which stand behind the distribution code.")
    request.source.put(entry, line, account.with_operands(distribution=order.code))


def _stag(request: Request, entry: SourceEntry) -> None:
    """A local tag: a comment `*tag: value`, which stands behind the header."""
    order = request.order
    assert isinstance(order, verbs.Stag)
    if ":" in (order.tag or ""):
        raise Refused(9001, "The name of a tag has no colon in it.")
    lines = [line for line in entry.lines if not line.gone and tag_of(line) == order.tag]
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no tag {order.tag}.")
    else:
        new = request.source.new_comment(f"*{order.tag}: {order.value}")
        request.source.insert(entry, new, entry.lines.index(lines[0]) if lines else 1)
    for line in lines:
        request.source.remove(entry, line)


def _not_modelled(request: Request, entry: SourceEntry) -> None:
    raise Refused(9018, f"{request.verb.name} for {entry.name} is not simulated.")


OWN_STATEMENTS: dict[str, Callable[[Request, SourceEntry], None]] = {
    "STORAGE": _storage,
    "MAXSTORE": _maxstore,
    "CLASS": _class,
    "PRIVCLASS": _class,
    "COMMAND": _command,
    "SETOPTN": _setoptn,
    "LINK": _link,
    "MDISK": _mdisk,
    "MDPW": _mdisk,
    "DASDOPT": _extension,
    "MINIOPT": _extension,
    "NICDEF": _nicdef,
    "LOADDEV": _loaddev,
    "IUCV": _iucv,
    "INCLUDE": _include,
    "DSECUSER": _dsecuser,
    "ACCOUNT": _account,
    "DISTRIB": _distrib,
    "STAG": _stag,
    "POOL": _not_modelled,
}
"""Their handlers, by verb."""
