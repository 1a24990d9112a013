"""The commands for the general statements of an entry, by what each verb does to those that are there.

Source: z/VM DirMaint Commands Reference, the commands that are called as directory statements: which ones replace, add, merge
or work by a key, and how each removes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dirtool.compare.diff.facts import Fact
from dirtool.plan.steps.command_writer import CommandWriter, Unwritable
from dirtool.plan.steps.statement_change import Family
from dirtool.spec.dirmaint_verbs import VERBS
from dirtool.spec.statements import BY_NAME
from dirtool.syntax import statements as typed
from dirtool.syntax import verbs
from dirtool.syntax.command import Command
from dirtool.syntax.statement import Statement
from dirtool.syntax.to_text import statement_text

_AT_ONCE = {"NAMESAVE": 1}  # names in one command
_USUALLY_AT_ONCE = 8

Handler = Callable[[Family, CommandWriter], list[Command]]


def general_commands(family: Family, writer: CommandWriter) -> list[Command]:
    """The commands for general statements of one kind, in the order in which they are run. Raises Unwritable."""
    handler = _HANDLERS.get(family.keyword, _alone if family.keyword in _VERBS else None)
    if handler is None:
        raise Unwritable(f"DirMaint has no command for {family.keyword}")
    return handler(family, writer)


def _verbs_of_statements() -> Mapping[str, type[Statement]]:
    """The verb for each kind of statement: of several the one that is called as it."""
    rows = [row for row in VERBS if row.statement is not None and row.writes is not None]
    rows.sort(key=lambda row: row.name == row.statement)
    return {row.statement: getattr(verbs, row.name.capitalize()) for row in rows if row.statement is not None}


_VERBS = _verbs_of_statements()


def _statements(facts: Iterable[Fact]) -> list[Statement]:
    """The statements that say some facts, each once, in their order."""
    found = {place.position: place.statement for fact in facts for place in fact.places}
    return [found[position] for position in sorted(found)]


def _made(keyword: str, operands: Mapping[str, Any]) -> Statement:
    """A statement with some operands."""
    kind: type[Statement] = getattr(typed, keyword.capitalize())
    return kind(*[operands.get(row.name) for row in kind.definition.operands])


def _operands_of(statement: Statement) -> str:
    """The text of a statement behind its keyword. Raises Unwritable."""
    try:
        return statement_text(statement).partition(" ")[2]
    except ValueError as error:
        raise Unwritable(str(error)) from None


# ---- one statement


def _alone(family: Family, writer: CommandWriter) -> list[Command]:
    """The verb replaces the only statement of its kind."""
    verb = _VERBS[family.keyword]
    if not family.new:
        return [writer.delete(verb)]
    (statement,) = _statements(family.new.values())
    return [writer.write(verb, statement)]


def _of_header(family: Family, writer: CommandWriter) -> list[Command]:
    """What the header says, or a statement in its place: DirMaint changes it where it is."""
    verb = _VERBS[family.keyword]
    if not family.new:
        return [writer.delete(verb)]
    (fact,) = family.new.values()
    return [writer.write(verb, _made(family.keyword, fact.said))]


def _password(family: Family, writer: CommandWriter) -> list[Command]:
    """A word in the place of a password; a password itself is not given in a command."""
    (fact,) = family.new.values() or family.old.values()
    return [writer.give(verbs.Setpw, password=fact.said["password"])]


def _account(family: Family, writer: CommandWriter) -> list[Command]:
    (fact,) = family.new.values() or family.old.values()
    if family.new:
        return [writer.write(verbs.Account, _made("ACCOUNT", fact.said))]
    return [
        writer.delete(verbs.Account, _made("ACCOUNT", {"number": fact.said["number"]}), statement=fact.said["number"])
    ]


def _share(family: Family, writer: CommandWriter) -> list[Command]:
    if any("cputype" in fact.said for fact in family.facts):
        raise Unwritable("SHARE: what becomes of the shares of other types of CPU is not certain")
    return _alone(family, writer)


# ---- statements with a key


def _cpu(family: Family, writer: CommandWriter) -> list[Command]:
    (fact,) = family.new.values() or family.old.values()
    address = fact.said["cpuaddr"]
    if not family.new:
        return [writer.delete(verbs.Cpu, cpuaddr=address)]
    (statement,) = _statements(family.new.values())
    return [writer.write(verbs.Cpu, statement, apart=1, cpuaddr=address)]


def _xconfig(family: Family, writer: CommandWriter) -> list[Command]:
    if not family.new:
        (fact,) = family.old.values()
        return [writer.delete(verbs.Xconfig, statement=fact.said["kind"])]
    (statement,) = _statements(family.new.values())
    return [writer.write(verbs.Xconfig, statement)]


def _appcpass(family: Family, writer: CommandWriter) -> list[Command]:
    if not family.new:
        (fact,) = family.old.values()
        key = _made("APPCPASS", {name: fact.said[name] for name in ("gateway_lu", "target_lu")})
        return [writer.delete(verbs.Appcpass, key, statement=_operands_of(key))]
    (statement,) = _statements(family.new.values())
    return [writer.write(verbs.Appcpass, statement)]


# ---- lists


def _names(family: Family, writer: CommandWriter) -> list[Command]:
    """Lists of names, of which some go and others come; AUTOLOG and XAUTOLOG are one list in two kinds of statements."""
    going: dict[str, list[str]] = {}
    coming: dict[str, list[str]] = {}
    for fact in family.removed:
        for keyword in dict.fromkeys(place.statement.keyword for place in fact.places):
            going.setdefault(keyword, []).append(_name_in(fact))
    for fact in family.added:
        coming.setdefault(fact.places[0].statement.keyword, []).append(_name_in(fact))
    commands = [
        writer.delete(_VERBS[some.keyword], some, statement=_operands_of(some))
        for keyword, names in going.items()
        for some in _in_portions(keyword, names)
    ]
    commands += [
        writer.write(_VERBS[keyword], some, action=None if keyword == "NAMESAVE" else "ADD")
        for keyword, names in coming.items()
        for some in _in_portions(keyword, names)
    ]
    return commands


def _name_in(fact: Fact) -> str:
    (name,) = fact.said.values()
    return str(name)


def _in_portions(keyword: str, names: list[str]) -> list[Statement]:
    size = _AT_ONCE.get(keyword, _USUALLY_AT_ONCE)
    (row,) = BY_NAME[keyword].operands
    return [_made(keyword, {row.name: tuple(names[at : at + size])}) for at in range(0, len(names), size)]


def _option(family: Family, writer: CommandWriter) -> list[Command]:
    """SETOPTN adds what is new; else OPTION replaces all options, since the word by which one is taken away is not certain."""
    if not family.new:
        return [writer.delete(verbs.Option)]
    is_longer = not family.removed and not family.changed
    told = {key: fact for key, fact in family.new.items() if not (is_longer and key in family.old)}
    values = {name: value for fact in told.values() for name, value in fact.said.items()}
    statement = _made("OPTION", {"option": tuple(str(key[1]) for key in told), **values})
    if is_longer:
        return [writer.write(verbs.Setoptn, statement, action="ADD")]
    return [writer.write(verbs.Option, statement)]


def _by_operand(family: Family, writer: CommandWriter) -> list[Command]:
    """POSIXINFO and POSIXOPT, of which one statement may say all that several say."""
    said = {name: value for fact in family.new.values() for name, value in fact.said.items()}
    return _whole(family, writer, said)


def _crypto(family: Family, writer: CommandWriter) -> list[Command]:
    said = {name: value for fact in family.new.values() for name, value in fact.said.items()}
    if ("CRYPTO", "APVIRTUAL") in family.new:
        said["apvirtual"] = True
    return _whole(family, writer, said)


def _posix_groups(family: Family, writer: CommandWriter) -> list[Command]:
    said: dict[str, tuple[Any, ...]] = {}
    for fact in family.new.values():
        ((name, value),) = fact.said.items()
        said[name] = (*said.get(name, ()), value)
    return _whole(family, writer, said)


def _screen(family: Family, writer: CommandWriter) -> list[Command]:
    looks = {str(key[1]): fact.said for key, fact in family.new.items()}
    said: dict[str, Any] = {"area": tuple(looks)}
    for name in ("color", "hilite"):
        values = tuple(look.get(name) for look in looks.values())
        said[name] = values if any(values) else None
    return _whole(family, writer, said)


def _whole(family: Family, writer: CommandWriter, said: Mapping[str, Any]) -> list[Command]:
    """One statement that says all, in the place of all that are there."""
    verb = _VERBS[family.keyword]
    return [writer.write(verb, _made(family.keyword, said)) if family.new else writer.delete(verb)]


def _iucv(family: Family, writer: CommandWriter) -> list[Command]:
    """Each authorisation is one of its own; DELETE takes away all that say at least what it says, and they are added again."""
    going = _statements([*family.removed, *(old for old, _ in family.changed)])
    new = _statements([*family.added, *(fact for _, fact in family.changed)])
    staying = _statements(fact for key, fact in family.new.items() if key in family.old and fact.means(family.old[key]))
    by_target: dict[str, list[Statement]] = {}
    for one in going:
        by_target.setdefault(one.operands()["target"], []).append(one)
    swept = [
        one
        for one in staying
        if any(
            gone.operands().items() <= one.operands().items() for gone in by_target.get(one.operands()["target"], ())
        )
    ]
    return [
        *(writer.delete(verbs.Iucv, one, statement=_operands_of(one)) for one in going),
        *(writer.write(verbs.Iucv, one) for one in (*new, *swept)),
    ]


def _loaddev(family: Family, writer: CommandWriter) -> list[Command]:
    """Each operand by its keyword; all anew where one goes that is not alone in its statement: DELETE may take all of that."""
    if not family.new:
        return [writer.delete(verbs.Loaddev)]
    counts = Counter(place.position for fact in family.old.values() for place in fact.places)
    if any("alternate" in fact.said or counts[fact.places[0].position] > 1 for fact in family.removed):
        commands, written = [writer.delete(verbs.Loaddev)], [*family.new.values()]
    else:
        commands = [_loaddev_delete(writer, *fact.said) for fact in family.removed]
        written = [*family.added, *(new for _, new in family.changed)]
    commands += [
        writer.write(verbs.Loaddev, _made("LOADDEV", fact.said)) for fact in written if "alternate" not in fact.said
    ]
    if any("alternate" in fact.said for fact in written):
        commands.append(writer.write(verbs.Loaddev, _paths(family.new.values())))
    return commands


def _loaddev_delete(writer: CommandWriter, name: str) -> Command:
    keyword = BY_NAME["LOADDEV"].by_name[name].keyword
    if keyword is None:
        raise Unwritable(f"LOADDEV: no command removes the {name}")
    return writer.delete(verbs.Loaddev, statement=keyword.upper())


def _paths(facts: Iterable[Fact]) -> Statement:
    """All paths of LOADDEV ALTERNATE in one statement."""
    paths = [fact.said for fact in facts if "alternate" in fact.said]
    columns = {
        name: tuple(path.get(name) for path in paths) for name in ("alternate", "alternate_portname", "alternate_lun")
    }
    return _made("LOADDEV", {name: values for name, values in columns.items() if any(values)})


def _command(family: Family, writer: CommandWriter) -> list[Command]:
    """COMMAND statements by their numbers, from the last one on, so that the numbers of the others stay as they are.

    What is alike at the beginning and at the end stays; between, statements are replaced one by one.
    """
    old, new = ([fact.said["text"] for fact in facts.values()] for facts in (family.old, family.new))
    if not new:
        return [writer.delete(verbs.Command, ordinal="*")]
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    stop, new_stop = len(old) - last, len(new) - last
    both = min(stop, new_stop)
    commands = [writer.delete(verbs.Command, ordinal=str(at + 1)) for at in range(stop - 1, both - 1, -1)]
    commands += [
        writer.write(verbs.Command, typed.Command(new[at]), action="REPLACE", ordinal=str(at + 1))
        for at in range(first, both)
        if old[at] != new[at]
    ]
    commands += [
        writer.write(verbs.Command, typed.Command(new[at]), action="ADD", ordinal=str(at + 1))
        for at in range(both, new_stop)
    ]
    return commands


def _alike(one: list[str], other: list[str]) -> int:
    """How many texts are alike from the beginning on."""
    return next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )


def _pool(family: Family, writer: CommandWriter) -> list[Command]:
    raise Unwritable("POOL makes userids, and what becomes of them by a command is not certain")


_HANDLERS: Mapping[str, Handler] = {
    "ACCOUNT": _account,
    "APPCPASS": _appcpass,
    "CLASS": _of_header,
    "COMMAND": _command,
    "CPU": _cpu,
    "CRYPTO": _crypto,
    "IUCV": _iucv,
    "LOADDEV": _loaddev,
    "LOGONBY": _names,
    "MAXSTORAGE": _of_header,
    "NAMESAVE": _names,
    "OPTION": _option,
    "PASSWORD": _password,
    "POOL": _pool,
    "POSIXGLIST": _posix_groups,
    "POSIXINFO": _by_operand,
    "POSIXOPT": _by_operand,
    "SCREEN": _screen,
    "SHARE": _share,
    "STORAGE": _of_header,
    "XAUTOLOG": _names,
    "XCONFIG": _xconfig,
}
