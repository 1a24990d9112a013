"""Verbs that write one statement of an entry.

Source: z/VM DirMaint Commands Reference, the commands that are called as directory statements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import (
    check_adapter_types,
    check_changed,
    check_holder,
    check_include,
    check_storage,
    keeping_links,
    max_storage_of,
    storage_of,
)
from dirtool.dirmaint.passwords import without_passwords
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_directory import Line, SourceEntry
from dirtool.model.devices import device_number
from dirtool.model.storage import storage_bytes
from dirtool.spec.dirmaint_verbs import Writes
from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Account,
    Appcpass,
    Autolog,
    Class,
    Command,
    Console,
    Cpu,
    Dasdopt,
    Identity,
    Include,
    Iucv,
    Link,
    Loaddev,
    Logonby,
    Maxstorage,
    Mdisk,
    Miniopt,
    Namesave,
    Nicdef,
    Option,
    Posixinfo,
    Storage,
    User,
    Xautolog,
    Xconfig,
)
from dirtool.syntax.to_text import statement_text
from dirtool.syntax.words import fold

_LONGEST_CLASS = 8  # on the header
_HEADERS = (User, Identity)
_LISTS: dict[type[Statement], str] = {Autolog: "userid", Xautolog: "userid", Logonby: "userid", Namesave: "name"}
_ALL_OF_THEM = "*"
Written = TypeVar("Written", bound=Statement)
_TAG = re.compile(r"\*([^\s:]+):(?:\s|$)")


class _Edit(NamedTuple):
    """A change of one statement: another one in its place, or none (`statement` None); a new one where `line` is None."""

    line: Line | None
    statement: Statement | None


def write_statement(request: Request) -> None:
    """Work off a verb that writes a statement: a query, a removal, or a change."""
    verb, order = request.verb, request.order
    action = getattr(order, "action", None)
    if not verb.holders:
        raise Refused(9018, f"{verb.name} changes what stands before all entries, which is not simulated.")
    entry = request.entry(to_read=action == "?")
    kind = _typed(verb.statement)
    special = _SPECIAL.get(verb.name)
    if kind is not None and (special is None or action is not None):
        check_holder(entry.kind, kind.definition)
    if action == "?":
        _tell(request, entry, kind)
    elif special is not None:
        special(request, entry)
    else:
        assert kind is not None
        edits = _removals(request, entry, kind) if action in ("DELETE", "OFF") else _changes(request, entry, kind)
        _carry_out(request, entry, edits)
    if action != "?":
        request.updated(entry)


def _typed(name: str | None) -> type[Statement] | None:
    found: type[Statement] | None = None if name is None else getattr(typed, name.capitalize())
    return found


# ---- asking


def _tell(request: Request, entry: SourceEntry, kind: type[Statement] | None) -> None:
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
    account = _account_of(entry)
    code = account.distribution if account is not None else None
    request.say(9023, f"The distribution code of {entry.name} is {code or f'its name, {entry.name}'}.")


def _tell_tags(request: Request, entry: SourceEntry) -> None:
    tags = [line.texts[0] for line in entry.lines if not line.gone and _tag_of(line) is not None]
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


# ---- what becomes of the statements


def _removals(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[_Edit]:
    """The edits that remove what the order names. Raises Refused where there is nothing of it."""
    wanted = request.command.statement
    lines = _candidates(request, entry, kind)
    if kind in _LISTS and wanted is not None:
        return _shorter_lists(entry, lines, kind, wanted)
    text = getattr(request.order, "statement", None)
    if wanted is None and text and kind is not Account:
        lines = [line for line in lines if _begins(line.statement, text)]
    elif wanted is not None:
        lines = [line for line in lines if line.statement is not None and _says(line.statement, wanted)]
    if not lines:
        raise Refused(9015, f"{entry.name} has no such {kind.keyword} statement.")
    return [_Edit(line, None) for line in lines]


def _candidates(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[Line]:
    vdev, cpuaddr = getattr(request.order, "vdev", None), getattr(request.order, "cpuaddr", None)
    if vdev is not None:
        request.check_device(entry, vdev)
    lines = _lines_of(entry, kind, vdev)
    return [line for line in lines if cpuaddr is None or getattr(line.statement, "cpuaddr", None) == cpuaddr]


def _lines_of(entry: SourceEntry, kind: type[Statement], vdev: str | None) -> list[Line]:
    """The statements of a kind; of devices those with a number, if there is one."""
    if kind.definition.section is not Section.DEVICE:
        return entry.of(kind)
    lines = entry.lines if vdev is None else entry.devices.get(vdev, ())
    return [line for line in lines if not line.gone and isinstance(line.statement, kind)]


def _begins(statement: Statement | None, text: str) -> bool:
    """Whether a statement begins with some words, or has an operand of that keyword."""
    if statement is None:
        return False
    written = statement_text(statement).partition(" ")[2]
    named = statement.operands().get(text.lower()) is not None
    return named or f"{written} ".startswith(f"{text} ")


def _says(statement: Statement, wanted: Statement) -> bool:
    """Whether a statement says all that another one says."""
    operands = statement.operands()
    return all(operands.get(name) == value for name, value in wanted.operands().items())


def _shorter_lists(entry: SourceEntry, lines: list[Line], kind: type[Statement], wanted: Statement) -> list[_Edit]:
    """The edits that take names out of the statements that list them."""
    attribute = _LISTS[kind]
    going = set(getattr(wanted, attribute))
    edits = []
    for line in lines:
        names = getattr(line.statement, attribute)
        left = tuple(name for name in names if name not in going)
        if len(left) < len(names):
            assert line.statement is not None
            edits.append(_Edit(line, line.statement.with_operands(**{attribute: left}) if left else None))
    if not edits:
        raise Refused(9015, f"{entry.name} has no {kind.keyword} with {' '.join(sorted(going))}.")
    return edits


def _changes(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[_Edit]:
    """The edits that write the statement of an order."""
    statement = _written(request, kind) if kind.definition.operands else kind()
    how = request.verb.writes
    lines = _lines_of(entry, kind, device_number(statement) if how is Writes.BY_KEY else None)
    if how is Writes.ADDS:
        return [] if any(line.statement == statement for line in lines) else [_Edit(None, statement)]
    if how is Writes.MERGES and kind in _LISTS:
        return _longer_lists(lines, kind, statement)
    if how is Writes.BY_KEY:
        same = [line for line in lines if line.statement is not None and _key(line.statement) == _key(statement)]
    elif kind is Posixinfo and how is Writes.MERGES:
        return _merged_operands(lines, statement)
    else:
        same = lines
    if not same:
        return [_Edit(None, statement)]
    return [_Edit(same[0], statement), *(_Edit(line, None) for line in same[1:])]


def _written(request: Request, kind: type[Written]) -> Written:
    """The statement that an order writes. Raises Refused where its operands make none."""
    statement = request.command.statement
    if not isinstance(statement, kind):
        raise Refused(9001, f"The operands of {request.verb.name} make no {kind.keyword} statement.")
    return statement


def _longer_lists(lines: list[Line], kind: type[Statement], statement: Statement) -> list[_Edit]:
    """The edits that add names to the statements that list them: a statement of its own for those that are new."""
    attribute = _LISTS[kind]
    known = {name for line in lines for name in getattr(line.statement, attribute)}
    new = tuple(dict.fromkeys(name for name in getattr(statement, attribute) if name not in known))
    return [_Edit(None, statement.with_operands(**{attribute: new}))] if new else []


def _merged_operands(lines: list[Line], statement: Statement) -> list[_Edit]:
    """The edits by which a statement's operands take the place of those of the same names, wherever they stand."""
    edits: list[_Edit] = []
    new = statement.operands()
    for line in lines:
        old = line.statement
        assert old is not None
        if new.keys() & old.operands().keys():
            left = old.with_operands(**{_attribute(name): None for name in new})
            edits.append(_Edit(line, left if left.operands() else None))
    return [*edits, _Edit(None, statement)]


def _attribute(operand: str) -> str:
    return "class_" if operand == "class" else operand


def _key(statement: Statement) -> object:
    """What tells a statement from others of its kind."""
    match statement:
        case Cpu():
            return statement.cpuaddr
        case Xconfig():
            return statement.kind
        case Appcpass():
            return statement.gateway_lu, statement.target_lu
        case _:
            return device_number(statement)


def _carry_out(request: Request, entry: SourceEntry, edits: Iterable[_Edit]) -> None:
    """Change the statements, then check them as they are."""
    edits = list(edits)
    old = [edit.line.statement for edit in edits if edit.line is not None and edit.line.statement is not None]
    numbers = [number for number in map(device_number, old) if number is not None]
    with keeping_links(request, entry, numbers):
        new = [_put(request, entry, edit) for edit in edits]
    check_changed(request, entry, [line for line in new if line is not None])
    for statement in old:
        check_adapter_types(request, entry, statement)


def _put(request: Request, entry: SourceEntry, edit: _Edit) -> Line | None:
    """Carry out one edit; the line that is there now."""
    line, statement = edit
    if statement is None:
        assert line is not None
        request.source.remove(entry, line)
        return None
    if line is None:
        return request.source.add(entry, statement)
    request.source.put(entry, line, statement)
    return line


# ---- verbs of their own


def _storage(request: Request, entry: SourceEntry) -> None:
    wanted = _written(request, Storage).size
    most = max_storage_of(request.source, entry)
    if most is not None and _bytes(wanted) > _bytes(most):
        raise Refused(3213, f"The maximum storage is {most}, the storage that was asked for {wanted}.")
    _set_size(request, entry, Storage, "storage", wanted)


def _maxstore(request: Request, entry: SourceEntry) -> None:
    _set_size(request, entry, Maxstorage, "max_storage", _written(request, Maxstorage).size)


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
        _carry_out(request, entry, [_Edit(line, kind(size))])


def _class(request: Request, entry: SourceEntry) -> None:
    statement = _written(request, Class)
    line = next(iter(entry.of(Class)), None)
    header = entry.header.statement
    fits = isinstance(header, _HEADERS) and header.max_storage is not None and len(statement.class_) <= _LONGEST_CLASS
    if line is None and fits:
        assert header is not None
        request.source.put(entry, entry.header, header.with_operands(class_=statement.class_))
        return
    _carry_out(request, entry, [_Edit(line, statement)])
    if isinstance(header, _HEADERS) and header.class_ not in (None, _ALL_OF_THEM):
        request.source.put(entry, entry.header, header.with_operands(class_=_ALL_OF_THEM))


def _command(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Command)
    lines = entry.of(Command)
    if order.ordinal == _ALL_OF_THEM and order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no COMMAND statement.")
        _carry_out(request, entry, [_Edit(line, None) for line in lines])
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
    statement = _written(request, Command) if order.action == "REPLACE" else None
    _carry_out(request, entry, [_Edit(lines[number - 1], statement)])


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
        wanted = _written(request, Option)
        known = [
            line for line in lines if line.statement is not None and set(line.statement.operands()) & _values(wanted)
        ]
        edits = [_Edit(line, _without(line.statement, wanted.option)) for line in known]
        new = tuple(name for name in wanted.option if name not in names or name in _valued(wanted))
        _carry_out(request, entry, [*edits, *([_Edit(None, wanted.with_operands(option=new))] if new else [])])
        return
    going = wanted.option if isinstance(wanted, Option) else tuple((order.statement or "").split())
    missing = [name for name in going if name not in names]
    if missing:
        raise Refused(9015, f"{entry.name} has no option {' '.join(missing)}.")
    edits = []
    for line in lines:
        left = _without(line.statement, going)
        if left != line.statement:
            edits.append(_Edit(line, left))
    _carry_out(request, entry, edits)


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
    _carry_out(request, entry, [_Edit(old, statement)])


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
    _carry_out(request, entry, [_Edit(line, None)])
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
    request.source.extend(entry, device, _written(request, kind))


def _nicdef(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Nicdef)
    vdev = order.vdev or ""
    request.check_device(entry, vdev)
    lines = [line for line in entry.devices.get(vdev, ()) if isinstance(line.statement, Nicdef)]
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no NICDEF {vdev}.")
        _carry_out(request, entry, [_Edit(line, None) for line in lines])
        return
    new = _written(request, Nicdef)
    old = {
        _attribute(name): value
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
    _carry_out(request, entry, [_Edit(first, new), *(_Edit(line, None) for line in lines[1:])])


def _loaddev(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Loaddev)
    if order.action == "DELETE":
        _carry_out(request, entry, _removals(request, entry, Loaddev))
        return
    _carry_out(request, entry, _merged_operands(entry.of(Loaddev), _written(request, Loaddev)))


def _iucv(request: Request, entry: SourceEntry) -> None:
    edits = (
        _removals(request, entry, Iucv) if getattr(request.order, "action", None) else _changes(request, entry, Iucv)
    )
    _carry_out(request, entry, edits)


def _include(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Include)
    lines = entry.of(Include)
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} includes no profile.")
        with keeping_links(request, entry):
            _carry_out(request, entry, [_Edit(line, None) for line in lines])
        check_include(request, entry)
        return
    wanted = _written(request, Include)
    if request.source.profile(wanted.profile) is None:
        raise Refused(9002, f"There is no profile {wanted.profile}.")
    with keeping_links(request, entry):
        first = lines[0] if lines else None
        _carry_out(request, entry, [_Edit(first, wanted), *(_Edit(one, None) for one in lines[1:])])
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
        _carry_out(request, entry, _changes(request, entry, Account))
        return
    raise Refused(9018, f"ACCOUNT {order.action} is not simulated; ACCOUNT with all numbers is.")


def _distrib(request: Request, entry: SourceEntry) -> None:
    """The distribution code, which stands on the ACCOUNT statement."""
    order = request.order
    assert isinstance(order, verbs.Distrib)
    line = next(iter(entry.of(Account)), None)
    account = _account_of(entry)
    if line is None or account is None:
        raise Refused(9015, f"{entry.name} has no ACCOUNT statement to put it on.")
    if order.action == "DELETE":
        if account.distribution is None:
            raise Refused(9015, f"{entry.name} has no distribution code.")
        if account.more_numbers:
            raise Refused(9010, f"{entry.name} has further account numbers, which stand behind the distribution code.")
    request.source.put(entry, line, account.with_operands(distribution=order.code))


def _account_of(entry: SourceEntry) -> Account | None:
    return next((line.statement for line in entry.of(Account) if isinstance(line.statement, Account)), None)


def _stag(request: Request, entry: SourceEntry) -> None:
    """A local tag: a comment `*tag: value`, which stands behind the header."""
    order = request.order
    assert isinstance(order, verbs.Stag)
    if ":" in (order.tag or ""):
        raise Refused(9001, "The name of a tag has no colon in it.")
    lines = [line for line in entry.lines if not line.gone and _tag_of(line) == order.tag]
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no tag {order.tag}.")
    else:
        new = request.source.new_comment(f"*{order.tag}: {order.value}")
        request.source.insert(entry, new, entry.lines.index(lines[0]) if lines else 1)
    for line in lines:
        request.source.remove(entry, line)


def _tag_of(line: Line) -> str | None:
    """The name of the tag that a comment is, if it is one."""
    found = _TAG.match(line.texts[0]) if line.statement is None else None
    return None if found is None else fold(found[1])


def _not_modelled(request: Request, entry: SourceEntry) -> None:
    raise Refused(9018, f"{request.verb.name} for {entry.name} is not simulated.")


_SPECIAL: dict[str, Callable[[Request, SourceEntry], None]] = {
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
"""Verbs that do more, or something else, than to put a statement in the place of the one with the same key."""
