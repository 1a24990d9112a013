"""A directory in disguise: other order, other spelling, other layout, and the very same meaning.

    from tests.compare.diff.disguise import disguised
    records = disguised(records, random.Random(seed))

What changes: the order of entries, of statements and of operands where it means nothing; abbreviations, case, leading zeros
and blanks; lists split over several statements; operands of the header as statements; defaults that are told or left out;
units of storage; comments, blank records and sequence fields. What is broken, continued or a text stays as it is written.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import Any, TypeVar

from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.spec.statement import Operand, Section, StatementKind, abbreviations
from dirtool.spec.values import DECIMAL, DEVICE_NUMBER, ENUM, PRIVILEGE_CLASS, SIZE, STORAGE_SIZE, WHOLE_NUMBER
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import (
    Autolog,
    Console,
    Cpu,
    Dasdopt,
    Identity,
    Iucv,
    Link,
    Logonby,
    Mdisk,
    Miniopt,
    Namesave,
    Nicdef,
    Option,
    Posixgroup,
    Screen,
    Sysaffin,
    User,
    Xautolog,
)
from dirtool.syntax.to_text import text_of
from tests.model.made import directory_of

One = TypeVar("One")

_FREE = (Autolog, Cpu, Iucv, Logonby, Namesave, Option, Posixgroup, Screen, Xautolog)  # whatever their order
_LISTS = {Autolog: "userid", Logonby: "userid", Namesave: "name", Xautolog: "userid"}
_NUMBERS = (DECIMAL, SIZE, WHOLE_NUMBER)
_CODE_END = 71
_ORDER = ("directory", "global", "profile")


def disguised(records: Sequence[str], chance: Random) -> list[str]:
    """The records of a directory that means the same."""
    directory = directory_of("\n".join(records))
    parts: dict[str, list[Entry]] = {kind: [] for kind in (*_ORDER, "machine")}
    for entry in directory.entries:
        parts[entry.kind if entry.kind in _ORDER else "machine"].append(entry)
    found: list[str] = []
    for kind, entries in parts.items():
        of_kind = entries if kind == "directory" else _shuffled(entries, chance, lambda entry: entry.name)
        for entry in of_kind:
            for text in _entry(entry, directory, chance):
                found += _laid_out(text, chance)
    return found


def _shuffled(some: Sequence[One], chance: Random, group: Callable[[One], Hashable]) -> list[One]:
    """Another order, in which those of one group (None: of no group) follow one another as before."""
    order = list(some)
    chance.shuffle(order)
    waiting: dict[Hashable, Iterator[One]] = {}
    for one in some:
        waiting.setdefault(group(one), iter([other for other in some if group(other) == group(one)]))
    return [one if group(one) is None else next(waiting[group(one)]) for one in order]


def _entry(entry: Entry, directory: Directory, chance: Random) -> Iterator[str]:
    """The records of an entry."""
    statements = list(entry)
    if any(isinstance(placed.statement, Sysaffin) for placed in statements) or _has_stray_extension(entry.statements):
        yield from (text for placed in statements for text in _verbatim(placed))
        return
    frame: list[list[Placed]] = []
    general: list[list[Placed]] = []
    devices: list[list[Placed]] = []
    for placed in statements:
        kind = placed.statement.known_definition
        section = None if kind is None else kind.section
        if isinstance(placed.statement, Dasdopt | Miniopt) and devices:
            devices[-1].append(placed)
        elif section is Section.DEVICE:
            devices.append([placed])
        else:
            (frame if section is Section.HEADER else general).append([placed])
    more = list(_header(entry, chance)) if frame and frame[0] and frame[0][0].position == entry.start else []
    if more:
        frame = frame[1:]
    yield from more[:1]
    for unit in (*frame,):
        yield from _unit(unit, entry, chance)
    yield from more[1:]
    for unit in (*_shuffled(general, chance, _group), *_shuffled(devices, chance, _group)):
        yield from _unit(unit, entry, chance)


def _has_stray_extension(statements: list[Statement]) -> bool:
    """Whether an extension of a device does not follow one, so that its place matters."""
    extensions = (Dasdopt, Miniopt)
    return any(
        isinstance(statement, extensions)
        and not isinstance(before, extensions)
        and (isinstance(before, Unparsed) or device_number(before) is None)
        for before, statement in pairwise(statements)
    )


def _group(unit: list[Placed]) -> Hashable:
    """Statements that have to stay in their order."""
    statement = unit[0].statement
    if isinstance(statement, Option) and len(statement.operands()) > 1:
        return "OPTION"  # of two values of one word, one is the first
    if isinstance(statement, Unparsed | Console) or not isinstance(statement, _FREE):
        vdev = None if isinstance(statement, Unparsed | Console) else device_number(statement)
        return vdev or statement.keyword
    return None


def _header(entry: Entry, chance: Random) -> Iterator[str]:
    """The header, and the statements that take the place of some of its operands; nothing if it stays as it is."""
    statement = entry.header.statement
    said = {one.keyword for one in entry.statements}
    if (
        not isinstance(statement, User | Identity)
        or entry.header.position in entry.source.faults
        or chance.random() < 0.5
    ):
        return
    if said & {"STORAGE", "MAXSTORAGE", "CLASS"} or statement.max_storage is None or statement.class_ is None:
        return
    if "*" in (statement.storage, statement.max_storage, statement.class_):
        return
    words = [word.text for word in entry.header.words]
    yield _spaced([*words[:3], "*", "*", "*", *words[6:]], chance)
    yield f"STORAGE {_in_other_unit(str(statement.storage), chance)}"
    yield f"MAXSTORAGE {statement.max_storage}"
    yield f"CLASS {_mixed(statement.class_, chance)}"


def _unit(unit: list[Placed], entry: Entry, chance: Random) -> Iterator[str]:
    first, *extensions = unit
    yield from _statement(first, entry, chance)
    for placed in chance.sample(extensions, len(extensions)) if _is_told_once(extensions) else extensions:
        yield from _statement(placed, entry, chance)


def _is_told_once(extensions: list[Placed]) -> bool:
    keywords = [placed.statement.keyword for placed in extensions]
    return len(set(keywords)) == len(keywords)


def _verbatim(placed: Placed) -> list[str]:
    return [placed.source.code(line) for line in placed.source.lines_of(placed.position)]


def _statement(placed: Placed, entry: Entry, chance: Random) -> list[str]:
    """The records of a statement, spelt otherwise."""
    statement, source = placed.statement, placed.source
    kind = statement.known_definition
    written = _verbatim(placed)
    is_special = kind is None or isinstance(statement, Unparsed) or placed.position in source.faults
    if is_special or kind is None or len(written) > 1:
        return written
    texts = _split(statement, kind, entry, chance)
    if texts is None:
        texts = [_respelt(placed, kind, chance)]
    return texts if all(len(text) <= _CODE_END for text in texts) else written


def _split(statement: Statement, kind: StatementKind, entry: Entry, chance: Random) -> list[str] | None:
    """Lists in another order, on one statement or several; None for what is no list."""
    operands = statement.operands()
    if type(statement) in _LISTS:
        name = _LISTS[type(statement)]
        return [text_of(kind, {name: some}) for some in _parts(list(operands[name]), chance)]
    if isinstance(statement, Option):
        return [
            text_of(
                kind, {"option": some} | {name: operands[name] for word in some if (name := _value(word)) in operands}
            )
            for some in _parts(list(operands["option"]), chance)
        ]
    if (
        isinstance(statement, Nicdef)
        and [one.vdev for one in entry.statements if isinstance(one, Nicdef)].count(statement.vdev) == 1
    ):
        names = [name for name in operands if name != "vdev"]
        if names:
            some = _parts(names, chance)
            return [text_of(kind, {"vdev": statement.vdev} | {name: operands[name] for name in part}) for part in some]
    return None


def _value(word: str) -> str:
    return f"{'chpidv' if word == 'CHPIDVIRTUALIZATION' else word.lower()}_value"


def _parts(some: list[Any], chance: Random) -> list[tuple[Any, ...]]:
    """One list or two, with the same in it."""
    chance.shuffle(some)
    at = chance.randrange(len(some) + 1)
    return [tuple(part) for part in (some[:at], some[at:]) if part]


def _respelt(placed: Placed, kind: StatementKind, chance: Random) -> str:
    """The words of a statement, each in another of its spellings."""
    words = [word.text for word in placed.words]
    text = placed.source.text(placed.position)
    name = chance.choice(abbreviations(kind.spelling))
    if any(operand.type.keeps_case or operand.type.takes_quotes for operand in kind.operands):
        return f"{'':{chance.randrange(4)}}{name}{text[len(words[0]) :]}"
    slots = placed.source.parser.dissect(kind, placed.source.folded_words(placed.position)).slots
    of_word = {at: kind.by_name[one] for one, some in slots.items() if one in kind.by_name for at in some}
    spelt = [_word(word, of_word.get(at), kind, chance) for at, word in enumerate(words[1:], 1)]
    spelt += _defaults(placed.statement, len(words), chance)
    found = _spaced([name, *spelt], chance)
    return found.lower() if chance.random() < 0.3 else found


def _word(word: str, operand: Operand | None, kind: StatementKind, chance: Random) -> str:
    folded = word.upper()
    if operand is None:  # a keyword of an operand
        known = (one.keyword for one in kind.operands if one.keyword and " " not in one.keyword)
        spellings = next((some for one in known if folded in (some := abbreviations(one))), [word])
        return chance.choice(spellings)
    if operand.type is ENUM and folded in operand.vocabulary:
        meant = operand.vocabulary[folded]
        return chance.choice([one for one, other in operand.vocabulary.items() if other == meant])
    if operand.type is DEVICE_NUMBER:
        digits = folded.lstrip("0") or "0"
        return digits.zfill(chance.randint(len(digits), 4))
    if operand.type in _NUMBERS and word.isdigit() and operand.name != "mcpu":
        return f"{'0' * chance.randrange(3)}{word}"
    if operand.type is STORAGE_SIZE:
        return _in_other_unit(folded, chance)
    if operand.type is PRIVILEGE_CLASS and folded != "*":
        return _mixed(folded, chance)
    return word


def _defaults(statement: Statement, words: int, chance: Random) -> list[str]:
    """Operands behind the last one that say what would be so without them."""
    if isinstance(statement, Link) and statement.mode is None and chance.random() < 0.5:
        return ["R"] if statement.vdev2 is not None else [statement.vdev1, "R"]
    if isinstance(statement, Mdisk) and statement.mode is None and statement.form == "extent" and chance.random() < 0.5:
        return ["W"]
    return []


def _in_other_unit(size: str, chance: Random) -> str:
    """`2G` as `2048M`, where that is possible and not too long."""
    number, unit = size[:-1], size[-1:]
    smaller = {"G": "M", "T": "G"}.get(unit)
    if smaller and number.isdigit() and int(number) < 1000 and chance.random() < 0.5:
        return f"{int(number) * 1024}{smaller}"
    return size


def _mixed(classes: str, chance: Random) -> str:
    return "".join(chance.sample(classes, len(classes)))


def _spaced(words: Sequence[str], chance: Random) -> str:
    """Words with one blank or several between, and some before."""
    text = " " * chance.randrange(4) + words[0]
    for word in words[1:]:
        text += " " * chance.choice((1, 1, 1, 2, 3)) + word
    return text if len(text) <= _CODE_END else " ".join(words)


def _laid_out(text: str, chance: Random) -> list[str]:
    """A record, with a comment or a blank record before it, or a sequence field behind it."""
    before = chance.choice([[], [], [], [], ["* of no meaning"], [""], ["*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1"]])
    if text.rstrip().endswith(",") or chance.random() < 0.7 or len(text) > _CODE_END:
        return [text] if text.rstrip().endswith(",") else [*before, text]
    return [*before, f"{text:<72}{chance.randrange(10**8):08}"]
