"""Verbs that write one statement of an entry.

Source: z/VM DirMaint Commands Reference, the commands that are called as directory statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.judgement import (
    check_adapter_type,
    check_device,
    check_device_removal,
    check_holder,
    check_link,
    check_macid,
    check_statements,
    compiler_says,
    make_ups,
    max_storage_of,
    storage_of,
)
from dirtool.dirmaint.server import Request
from dirtool.dirmaint.source_directory import Line, SourceEntry
from dirtool.model.devices import device_number
from dirtool.model.storage import storage_bytes
from dirtool.spec.dirmaint_verbs import Writes
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

_LONGEST_CLASS = 8  # on the header
_HEADERS = (User, Identity)
_LISTS: dict[type[Statement], str] = {Autolog: "userid", Xautolog: "userid", Logonby: "userid", Namesave: "name"}
_ALL_OF_THEM = "*"

Handler = Callable[[Request], None]


class _Edit(NamedTuple):
    """A change of one statement: another one in its place, or none (`statement` None); a new one where `line` is None."""

    line: Line | None
    statement: Statement | None


def write_statement(request: Request) -> None:
    """Work off a verb that writes a statement: a query, a removal, or a change."""
    verb, order = request.verb, request.order
    action = getattr(order, "action", None)
    if not verb.holders:
        raise Refused(9018, f"{verb.name} changes what is not in an entry, which is not modelled.")
    entry = request.entry()
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
    if request.verb.name in ("STORAGE", "MAXSTORE"):
        most = max_storage_of(request.source, entry) or storage_of(entry) or "the system's default"
        usual = storage_of(entry) or "the system's default"
        request.say(3207, f"{entry.name} has a maximum storage of {most} and a default storage of {usual}.")
        return
    found = [line.statement for line in entry.statements if kind is not None and isinstance(line.statement, kind)]
    ordinal = getattr(request.order, "ordinal", None)
    for number, statement in enumerate(found, 1):
        if ordinal in (None, _ALL_OF_THEM, str(number)):
            request.say(9023, _shown(statement))
    if not found:
        request.say(9023, f"{entry.name} has no {request.verb.statement or request.verb.name} statement.")


def _shown(statement: Statement) -> str:
    """A statement as text; one that may hold a password without its operands."""
    return repr(statement) if statement.definition.holds_secrets else statement_text(statement)


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
    for line in lines:
        _check_going(request, entry, line)
    return [_Edit(line, None) for line in lines]


def _candidates(request: Request, entry: SourceEntry, kind: type[Statement]) -> list[Line]:
    vdev, cpuaddr = getattr(request.order, "vdev", None), getattr(request.order, "cpuaddr", None)
    if vdev is not None:
        request.check_device(entry, vdev)
        return [line for line in entry.devices.get(vdev, ()) if isinstance(line.statement, kind)]
    lines = [line for line in entry.lines if not line.gone and isinstance(line.statement, kind)]
    return [line for line in lines if cpuaddr is None or getattr(line.statement, "cpuaddr", None) == cpuaddr]


def _check_going(request: Request, entry: SourceEntry, line: Line) -> None:
    """A device, or the devices of a profile, may be linked to."""
    statement = line.statement
    vdev = None if statement is None else device_number(statement)
    if vdev is not None and not isinstance(statement, Nicdef):
        check_device_removal(request, entry, vdev)
    if isinstance(statement, Include):
        profile = request.source.profile(statement.profile)
        for vdev in profile.devices if profile is not None else ():
            if request.source.linkers(entry.name, vdev) and vdev not in entry.devices:
                raise Refused(9011, f"{entry.name}/{vdev}, which {statement.profile} gives it, is linked to.")
    if isinstance(statement, Nicdef) and len(entry.devices.get(statement.vdev, ())) == 1:
        check_device_removal(request, entry, statement.vdev)


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
    statement = request.command.statement
    if statement is None:
        statement = kind() if not kind.definition.operands else None
    if statement is None:
        raise Refused(9001, f"{request.verb.name} needs operands.")
    how = request.verb.writes
    lines = [line for line in entry.lines if not line.gone and isinstance(line.statement, kind)]
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
    """Check the statements as they shall be, then change them."""
    edits = list(edits)
    replaced = {id(edit.line): edit.statement for edit in edits if edit.line is not None}
    general = [
        statement
        for line in (entry.header, *entry.general())
        if (statement := replaced.get(id(line), line.statement)) is not None
    ]
    new = [edit.statement for edit in edits if edit.line is None and edit.statement is not None]
    check_statements(request, entry, [*general, *(one for one in new if device_number(one) is None)])
    for edit in edits:
        if edit.statement is not None and device_number(edit.statement) is not None:
            check_device(request, entry, edit.statement, edit.line)
    lines = [(edit, None if edit.statement is None else request.source.new_line(edit.statement)) for edit in edits]
    for edit, line in lines:
        if edit.statement is None:
            assert edit.line is not None
            request.source.remove(entry, edit.line)
        elif edit.line is not None:
            request.source.put(entry, edit.line, edit.statement)
        else:
            assert line is not None
            request.source.insert(entry, line)


# ---- verbs of their own


def _storage(request: Request, entry: SourceEntry) -> None:
    wanted = _size(request.command.statement)
    most = max_storage_of(request.source, entry)
    if most is not None and _bytes(wanted) > _bytes(most):
        raise Refused(3213, f"The maximum storage is {most}, the storage that was asked for {wanted}.")
    _set_size(request, entry, Storage, "storage", wanted)


def _maxstore(request: Request, entry: SourceEntry) -> None:
    wanted = _size(request.command.statement)
    usual = storage_of(entry)
    if usual is not None and storage_bytes(usual) is not None and _bytes(wanted) < _bytes(usual):
        raise compiler_says(f"HCPDIR1776E THE DEFAULT STORAGE OF {entry.name} IS ABOVE ITS MAXIMUM.")
    if entry.kind == "profile":
        for (user, *_), *_ in [(parts,) for parts in make_ups(request.source, entry)]:
            usual = storage_of(user)
            if usual is not None and storage_bytes(usual) is not None and _bytes(wanted) < _bytes(usual):
                raise compiler_says(f"HCPDIR1776E THE DEFAULT STORAGE OF {user.name} IS ABOVE ITS MAXIMUM.")
    _set_size(request, entry, Maxstorage, "max_storage", wanted)


def _size(statement: Statement | None) -> str:
    if not isinstance(statement, Storage | Maxstorage):
        raise Refused(9001, "A size is needed.")
    return statement.size


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
    else:
        check_holder(entry.kind, kind.definition)
        _carry_out(request, entry, [_Edit(line, kind(size))])


def _class(request: Request, entry: SourceEntry) -> None:
    statement = request.command.statement
    assert isinstance(statement, Class)
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
    statement = request.command.statement if order.action == "REPLACE" else None
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
    if not isinstance(wanted, Option):
        raise Refused(9015, f"{order.statement} names no options.")
    lines = entry.of(Option)
    names = [name for line in lines if isinstance(line.statement, Option) for name in line.statement.option or ()]
    if order.action == "ADD":
        known = [
            line for line in lines if line.statement is not None and set(line.statement.operands()) & _values(wanted)
        ]
        edits = [_Edit(line, _without(line.statement, wanted)) for line in known]
        new = tuple(name for name in wanted.option if name not in names or name in _valued(wanted))
        _carry_out(request, entry, [*edits, *([_Edit(None, wanted.with_operands(option=new))] if new else [])])
        return
    request.uncertain("delete_word_option", f"The word {order.action} removes options")
    missing = [name for name in wanted.option if name not in names]
    if missing:
        raise Refused(9015, f"{entry.name} has no option {' '.join(missing)}.")
    edits = []
    for line in lines:
        left = _without(line.statement, wanted)
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


def _without(statement: Statement | None, going: Option) -> Statement | None:
    """An OPTION statement without some options and their values; None if nothing is left."""
    assert isinstance(statement, Option)
    left = tuple(name for name in statement.option if name not in going.option)
    gone = [name for name in statement.option if name in going.option]
    values = {value: None for value in _values(statement) if any(_is_value_of(value, name) for name in gone)}
    return statement.with_operands(option=left, **values) if left else None


def _link(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Link)
    check_holder(entry.kind, BY_NAME["LINK"])
    own = order.vdev or order.owner_vdev
    request.check_device(entry, own)
    statement = Link(order.owner, order.owner_vdev, own, order.mode)
    check_link(request, entry, statement)
    old = next((line for line in entry.devices.get(own, ()) if isinstance(line.statement, Link)), None)
    _carry_out(request, entry, [_Edit(old, statement)])


def remove_link(request: Request) -> None:
    """Work off DLINK."""
    order = request.order
    assert isinstance(order, verbs.Dlink)
    entry = request.entry()
    found = [
        line
        for vdev, lines in entry.devices.items()
        for line in lines
        if isinstance(line.statement, Link)
        and (line.statement.userid, line.statement.vdev1) == (order.owner, order.owner_vdev)
        and order.vdev in (None, vdev)
    ]
    if not found:
        raise Refused(9015, f"{entry.name} has no link to {order.owner}/{order.owner_vdev}.")
    request.uncertain("dlink_form", "DLINK with the owner first")
    line = found[0]
    check_device_removal(request, entry, device_number(line.statement) or "")  # type: ignore[arg-type]
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
    request.source.put(entry, line, line.statement.with_operands(mode=mode, **passwords))


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
    if request.command.statement is None:
        raise Refused(9001, f"{kind.keyword} needs operands.")
    request.source.extend(entry, device, request.command.statement)


def _nicdef(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Nicdef)
    vdev = order.vdev or ""
    request.check_device(entry, vdev)
    lines = [line for line in entry.devices.get(vdev, ()) if isinstance(line.statement, Nicdef)]
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} has no NICDEF {vdev}.")
        check_device_removal(request, entry, vdev)
        _carry_out(request, entry, [_Edit(line, None) for line in lines])
        return
    new = request.command.statement
    if not isinstance(new, Nicdef):
        raise Refused(9001, "NICDEF needs operands.")
    if lines and request.server.settings.nicdef_merges:
        kept = {
            _attribute(name): value
            for line in reversed(lines)
            if line.statement is not None
            for name, value in line.statement.operands().items()
        }
        merged = new.with_operands(**{name: value for name, value in kept.items() if getattr(new, name) is None})
        if merged != new:
            request.uncertain("nicdef_merges", f"NICDEF {vdev} keeps the operands that it does not name")
        new = merged
    check_adapter_type(request, entry, vdev, [new])
    check_macid(request, new, lines[0] if lines else None)
    first = lines[0] if lines else None
    _carry_out(request, entry, [_Edit(first, new), *(_Edit(line, None) for line in lines[1:])])


def _loaddev(request: Request, entry: SourceEntry) -> None:
    order = request.order
    assert isinstance(order, verbs.Loaddev)
    if order.action == "DELETE":
        _carry_out(request, entry, _removals(request, entry, Loaddev))
        return
    statement = request.command.statement
    if statement is None:
        raise Refused(9001, "LOADDEV needs operands.")
    _carry_out(request, entry, _merged_operands(entry.of(Loaddev), statement))


def _iucv(request: Request, entry: SourceEntry) -> None:
    edits = (
        _removals(request, entry, Iucv) if getattr(request.order, "action", None) else _changes(request, entry, Iucv)
    )
    _carry_out(request, entry, edits)


def _include(request: Request, entry: SourceEntry) -> None:
    order, wanted = request.order, request.command.statement
    assert isinstance(order, verbs.Include)
    lines = entry.of(Include)
    for line in lines:
        _check_going(request, entry, line)
    if order.action == "DELETE":
        if not lines:
            raise Refused(9015, f"{entry.name} includes no profile.")
        _carry_out(request, entry, [_Edit(line, None) for line in lines])
        return
    if not isinstance(wanted, Include) or request.source.profile(wanted.profile) is None:
        raise Refused(9002, "There is no such profile.")
    profile = request.source.profile(wanted.profile)
    assert profile is not None
    for line in (*profile.adapters, *entry.adapters):
        if request.server.settings.strict and line.statement is not None:
            _check_against(request, entry, profile, line.statement)
    _carry_out(request, entry, [_Edit(lines[0] if lines else None, wanted), *(_Edit(one, None) for one in lines[1:])])


def _check_against(request: Request, entry: SourceEntry, profile: SourceEntry, statement: Statement) -> None:
    """Raise Refused if an adapter of an entry, or of the profile that it shall include, takes a number of the other."""
    from dirtool.dirmaint.judgement import claim_of

    claim = claim_of(statement)
    assert claim is not None
    for number in range(claim.first + 1, claim.last + 1):
        vdev = f"{number:04X}"
        if vdev in entry.devices or vdev in profile.devices:
            raise Refused(9020, f"{entry.name} and {profile.name} would have device {vdev} twice.")


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
    raise Refused(9018, f"ACCOUNT {order.action} is not certain of DirMaint; ACCOUNT with all numbers is.")


def _not_modelled(request: Request, entry: SourceEntry) -> None:
    raise Refused(9018, f"{request.verb.name} for {entry.name} is not modelled.")


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
    "DISTRIB": _not_modelled,
    "STAG": _not_modelled,
    "POOL": _not_modelled,
}
"""Verbs that do more, or something else, than to put a statement in the place of the one with the same key."""
