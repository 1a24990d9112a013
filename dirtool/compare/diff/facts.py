"""What an entry says in meaning: facts by key, whatever their spelling, their order and the statements that they stand in.

Two entries mean the same if their facts are equal. Source for what adds up and what stands for what: z/VM CP Planning and
Administration, the description of each statement. An operand that is its default is no part of a fact, nor is what CP does
not look at: comments, words behind the last operand, and the priority of a header.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable
from typing import Any

from dirtool.compare.diff.meaning import in_ranges, meaning, meaning_of
from dirtool.model.devices import EXTENSIONS, device_number
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import STATEMENT_OF_OPERAND
from dirtool.spec.statement import Operand, StatementKind
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.masking import hides_words, shown_keyword, shown_text
from dirtool.syntax.statement import MASK, Statement, Unparsed
from dirtool.syntax.statements import (
    Account,
    Appcpass,
    Autolog,
    Build,
    Command,
    Console,
    Cpu,
    Crypto,
    Globaldefs,
    Globalopts,
    Identity,
    Iucv,
    Load,
    Loaddev,
    Logonby,
    Namesave,
    Nicdef,
    Option,
    Posixglist,
    Posixgroup,
    Posixinfo,
    Posixopt,
    Profile,
    Screen,
    Share,
    Subconfig,
    Sysaffin,
    User,
    Xautolog,
    Xconfig,
)

Key = tuple[Hashable, ...]

FLAG_SET = "yes"  # the value of a keyword that is there
BY_WORDS = "?"  # the first part of the key of a statement that is broken
KIND: Key = ("KIND",)
PASSWORD: Key = ("PASSWORD",)
CLASS: Key = ("CLASS",)
STORAGE: Key = ("STORAGE",)
MAXSTORAGE: Key = ("MAXSTORAGE",)

OF_HEADER = frozenset((KIND, PASSWORD, STORAGE, MAXSTORAGE, CLASS, ("SYMBOLS",)))
"""What the header of a virtual machine says, or a statement in its place."""

_FRAMES = (Globaldefs, Load, Profile, Subconfig)
_SYMBOLS = ("line_end", "line_delete", "character_delete", "escape")
_PLACEHOLDER = "*"  # of an operand of a header that something else says
_DATA_OF_DISK = ("form", "start", "size", "volid", "rdev", "area")
_ADDS_UP = frozenset(("IUCV", "LOGONBY", "NAMESAVE", "OPTION", "POSIXGLIST", "XAUTOLOG"))

_ITEMS: dict[type[Statement], tuple[str, str]] = {  # lists of names: the operand, and what the keys begin with
    Autolog: ("userid", "XAUTOLOG"),
    Logonby: ("userid", "LOGONBY"),
    Namesave: ("name", "NAMESAVE"),
    Xautolog: ("userid", "XAUTOLOG"),
}
_TOLD_APART_BY: dict[type[Statement], tuple[str, ...]] = {  # statements of which several stand side by side
    Appcpass: ("gateway_lu", "target_lu"),
    Build: ("member",),
    Command: ("text",),
    Cpu: ("cpuaddr",),
    Iucv: ("target", "resource", "scope"),
    Posixgroup: ("gname",),
    Share: ("cputype",),
    Xconfig: ("kind",),
}
_BY_OPERAND = (Globalopts, Loaddev, Posixinfo, Posixopt)


class Fact:
    """One thing that an entry says: a device, an option, a size of storage. Read-only by convention.

    `said` holds its operands in a form that can be compared, without those that have their defaults; secrets are in it, and
    only `shown` and `text` may be told to anybody. `item` is the part of a list that the fact is about. `affinity` are the
    systems that a SYSAFFIN statement before it names.
    """

    __slots__ = ("_hides_words", "affinity", "item", "keyword", "places", "said", "vdev")

    def __init__(self, keyword: str, said: dict[str, Any], place: Placed, item: str = "", affinity: str = "") -> None:
        self.keyword = keyword
        self.said = said
        self.places = [place]
        self.item = item
        self.affinity = affinity
        self.vdev: str | None = None
        self._hides_words: bool | None = None

    def means(self, other: Fact) -> bool:
        """Whether both say the same."""
        return self.keyword == other.keyword and self.said == other.said and self.affinity == other.affinity

    @property
    def kind(self) -> StatementKind | None:
        """The row of the table of statements."""
        return BY_NAME.get(self.keyword)

    @property
    def shown_keyword(self) -> str:
        """The keyword as it may be told: of what is no statement it may be a secret."""
        place = self.places[0]
        is_unknown = isinstance(place.statement, Unparsed)
        return shown_keyword(place.source, place.position) if is_unknown else self.keyword

    @property
    def hides_words(self) -> bool:
        """Whether a word that is no declared secret may be one, so that nothing but masked text can be shown."""
        if self._hides_words is None:  # it takes a while, and several ask
            self._hides_words = any(hides_words(place.source, place.position) for place in self.places)
        return self._hides_words

    def shown(self, name: str) -> str | None:
        """The operand as it may be told, its default where it is not said; None if there is neither."""
        operand = self._operand(name)
        if name not in self.said:
            return None if operand is None else _default_shown(operand)
        if self.hides_words or self.is_secret(name):
            return MASK
        return shown_value(self.said[name])

    def is_secret(self, name: str) -> bool:
        """Whether an operand is a password, and not one of the words that stand for one."""
        operand = self._operand(name)
        return operand is not None and operand.secret and self.said.get(name) not in operand.vocabulary

    @property
    def text(self) -> str:
        """The fact as it may be told: the part of the list, or its statements with one blank between words."""
        if self.item and not self.hides_words:
            return self.item
        texts = (" ".join(shown_text(place.source, place.position).split()) for place in self.places)
        return "; ".join(dict.fromkeys(map(self._with_full_keyword, texts)))

    @property
    def data(self) -> tuple[Any, ...] | None:
        """What tells where the data of a minidisk are; None for other devices, and for temporary and virtual disks."""
        if self.keyword != "MDISK" or self.said.get("form") in ("T-DISK", "V-DISK"):
            return None
        return tuple(self.said.get(name) for name in _DATA_OF_DISK)

    def _operand(self, name: str) -> Operand | None:
        for keyword in (self.keyword, "DASDOPT", "MINIOPT", "USER"):
            operand = BY_NAME[keyword].by_name.get(name) if keyword in BY_NAME else None
            if operand is not None:
                return operand
        return None

    def _with_full_keyword(self, text: str) -> str:
        word, _, others = text.partition(" ")
        is_short = self.kind is not None and len(self.places) == 1 and self.keyword.startswith(word.upper())
        return f"{self.keyword} {others}".rstrip() if is_short else text


def facts_of(entry: Entry) -> dict[Key, Fact]:
    """The facts of an entry by key, in the order of their statements."""
    found = _Facts(entry)
    for placed in entry:
        found.take(placed)
    found.add_header()
    return found.facts


def shown_value(value: Any) -> str:
    """A value of a fact as text."""
    if isinstance(value, tuple):
        return " ".join(map(shown_value, value))
    return FLAG_SET if value is True else str(value)


class _Facts:
    """Collects the facts of one entry."""

    def __init__(self, entry: Entry) -> None:
        self.facts: dict[Key, Fact] = {}
        self._entry = entry
        self._counts: dict[Key, int] = {}
        self._device: Fact | None = None
        self._nics: dict[str, Fact] = {}
        self._affinity = ""

    def take(self, placed: Placed) -> None:
        """Adds what a statement says."""
        statement = placed.statement
        if isinstance(statement, Unparsed) or placed.is_broken:
            words = map(str.strip, placed.source.folded_words(placed.position))  # a string without an end has blanks
            self._device = None  # what extends a broken device extends no other one
            self._add((BY_WORDS, *words), statement.keyword, {}, placed)
        elif isinstance(statement, EXTENSIONS) and self._device is not None:
            self._extend(self._device, statement, placed)
        elif isinstance(statement, Sysaffin):
            self._affinity = " ".join(filter(None, (statement.when, *sorted(statement.systems))))
        elif isinstance(statement, User | Identity):
            pass  # its operands count where no statement says the same
        elif not isinstance(statement, _FRAMES):
            self._take_typed(statement, placed)

    def add_header(self) -> None:
        """Adds what the header says and no statement of the entry."""
        self._affinity = ""
        header = self._entry.header
        if self._entry.kind in ("user", "identity", "subconfig"):
            self._add(KIND, "ENTRY", {"kind": self._entry.kind.upper()}, header)
        statement = header.statement
        if not isinstance(statement, User | Identity) or header.is_broken:
            return
        operands = meaning(statement)
        self._add(PASSWORD, "PASSWORD", {"password": statement.password}, header)
        for name, keyword in STATEMENT_OF_OPERAND.items():
            value = operands.get(name, _PLACEHOLDER)
            if value != _PLACEHOLDER and (keyword,) not in self.facts:
                (operand,) = BY_NAME[keyword].operands
                self._add((keyword,), keyword, {operand.name: value}, header, f"{keyword} {value}")
        symbols = {name: operands[name] for name in _SYMBOLS if name in operands}
        if symbols:
            self._add(
                ("SYMBOLS",), "SYMBOLS", symbols, header, f"line-edit symbols {shown_value((*symbols.values(),))}"
            )

    def _take_typed(self, statement: Statement, placed: Placed) -> None:
        self._device = None  # only what follows a device extends it
        said = meaning_of(placed)
        kind = type(statement)
        if kind in _ITEMS:
            operand, first = _ITEMS[kind]
            for item in said[operand]:
                self._add((first, item), first, {operand: item}, placed, f"{statement.keyword} {item}")
        elif kind in _TOLD_APART_BY:
            self._add((statement.keyword, *map(said.get, _TOLD_APART_BY[kind])), statement.keyword, said, placed)
        elif isinstance(statement, _BY_OPERAND):
            self._take_operands(statement, said, placed)
        elif kind in _OWN_WAYS:
            _OWN_WAYS[kind](self, said, placed)
        elif isinstance(statement, Console):  # there is one, whatever its number
            self._device = self._add(("CONSOLE",), "CONSOLE", said, placed)
        elif (vdev := device_number(statement)) is not None:
            self._take_device(vdev, statement, said, placed)
        else:
            self._add((statement.keyword,), statement.keyword, said, placed)

    def _add(self, key: Key, keyword: str, said: dict[str, Any], placed: Placed, item: str = "") -> Fact:
        """Adds a fact; one that is said again counts again, unless it is of a kind that adds up."""
        if keyword == "IUCV" and (key in self._counts or key in self.facts):
            key = self._told_by_all(key, said)
        before = self.facts.get(key)
        if before is not None:
            if keyword in _ADDS_UP and before.said == said:
                before.places.append(placed)
                return before
            self._counts[key] = count = self._counts.get(key, 1) + 1
            key = (*key, "again", count)
        fact = self.facts[key] = Fact(keyword, said, placed, item, self._affinity)
        return fact

    def _told_by_all(self, key: Key, said: dict[str, Any]) -> Key:
        """The key of one of several authorisations for one target, which are independent: all that each says."""
        if key in self.facts and self.facts[key].said != said:
            self._counts[key] = 1
            first = self.facts.pop(key)
            self.facts[*key, *sorted(first.said.items())] = first
        return key if key in self.facts else (*key, *sorted(said.items()))

    def _take_device(self, vdev: str, statement: Statement, said: dict[str, Any], placed: Placed) -> None:
        said.pop("vdev", None)
        said.pop("vdev2", None)
        nic = self._nics.get(vdev) if isinstance(statement, Nicdef) else None
        if nic is not None:  # a further statement for an adapter modifies it
            for name in statement.operands():
                nic.said.pop(name, None)  # what says a default is in `said` no more
            nic.said.update(said)
            nic.places.append(placed)
            return
        self._device = self._add(("DEVICE", vdev), statement.keyword, said, placed)
        self._device.vdev = vdev
        if isinstance(statement, Nicdef):
            self._nics[vdev] = self._device

    def _extend(self, device: Fact, statement: Statement, placed: Placed) -> None:
        for name, value in meaning(statement).items():
            before = device.said.get(name)
            device.said[name] = value if before in (None, value) else (before, value)
        device.places.append(placed)

    def _take_operands(self, statement: Statement, said: dict[str, Any], placed: Placed) -> None:
        """Statements of which each operand counts by itself; of the paths of LOADDEV ALTERNATE each one does."""
        beside = ("alternate_portname", "alternate_lun")
        for name in said:
            if name == "alternate":
                ports, luns = (said.get(one, (None,) * len(said[name])) for one in beside)
                for vdev, port, lun in zip(said[name], ports, luns, strict=True):
                    words = {"alternate": vdev, "alternate_portname": port, "alternate_lun": lun}
                    path = {one: word for one, word in words.items() if word is not None}
                    text = f"LOADDEV ALTERNATE {shown_value(tuple(path.values()))}"
                    self._add((statement.keyword, name, vdev), statement.keyword, path, placed, text)
            elif name not in beside:
                word = (statement.definition.by_name[name].keyword or "").upper()
                text = " ".join(filter(None, (statement.keyword, word, shown_value(said[name]))))
                self._add((statement.keyword, name), statement.keyword, {name: said[name]}, placed, text)

    def _take_option(self, said: dict[str, Any], placed: Placed) -> None:
        for word in said["option"]:
            name = f"{'chpidv' if word == 'CHPIDVIRTUALIZATION' else word.lower()}_value"
            value = getattr(placed.statement, name, None)
            text = f"OPTION {word}" if value is None else f"OPTION {word} {value}"
            self._add(("OPTION", word), "OPTION", {} if value is None else {name: value}, placed, text)

    def _take_account(self, said: dict[str, Any], placed: Placed) -> None:
        """The first number is the default; the others, wherever they stand, have no order."""
        if said.get("distribution") == self._entry.name:
            said.pop("distribution")
        more = {*said.pop("more_numbers", ())}
        fact = self.facts.get(("ACCOUNT",))
        if fact is None:
            fact = self._add(("ACCOUNT",), "ACCOUNT", said, placed)
        else:
            more |= {*fact.said.get("more_numbers", ()), said["number"]}
            if "distribution" in said:
                fact.said.setdefault("distribution", said["distribution"])
            fact.places.append(placed)
        if more:
            fact.said["more_numbers"] = tuple(sorted(more))

    def _take_crypto(self, said: dict[str, Any], placed: Placed) -> None:
        """Domains and adapters of several statements add up."""
        if said.pop("apvirtual", False):
            self._add(("CRYPTO", "APVIRTUAL"), "CRYPTO", {}, placed, "CRYPTO APVIRTUAL")
        if not said:
            return
        fact = self.facts.get(("CRYPTO", "lists"))
        before = {} if fact is None else fact.said
        for name in ("domains", "apdedicated"):
            if name in said:
                words = [*before.get(name, ()), *map(str, said[name])]
                said[name] = in_ranges(words)
        if fact is None:
            self._add(("CRYPTO", "lists"), "CRYPTO", said, placed)
        else:
            fact.said.update(said)
            fact.places.append(placed)

    def _take_posix_groups(self, said: dict[str, Any], placed: Placed) -> None:
        for name, values in said.items():
            for value in values:
                text = f"POSIXGLIST {name.upper()} {value}"
                self._add(("POSIXGLIST", name, value), "POSIXGLIST", {name: value}, placed, text)

    def _take_screen(self, said: dict[str, Any], placed: Placed) -> None:
        areas = said["area"]
        colors, hilites = (said.get(name, (None,) * len(areas)) for name in ("color", "hilite"))
        for area, color, hilite in zip(areas, colors, hilites, strict=True):
            looks = {name: value for name, value in (("color", color), ("hilite", hilite)) if value is not None}
            self._add(("SCREEN", area), "SCREEN", looks, placed, " ".join(("SCREEN", area, *looks.values())))


_OWN_WAYS: dict[type[Statement], Callable[[_Facts, dict[str, Any], Placed], None]] = {
    Account: _Facts._take_account,
    Crypto: _Facts._take_crypto,
    Option: _Facts._take_option,
    Posixglist: _Facts._take_posix_groups,
    Screen: _Facts._take_screen,
}


# ---- what may be told


def _default_shown(operand: Operand) -> str | None:
    """The default of an operand, where it is a word of the operand or a number."""
    default = operand.default
    if default is None:
        return None
    is_word = default == default.upper() and (default in operand.vocabulary or operand.takes(default))
    return default if is_word else None


def says_the_same(one: Entry, other: Entry) -> bool:
    """Whether two entries are the same statement by statement, however they are spelt: a quick look that may say no wrongly."""
    return one.texts == other.texts or (
        one.statements == other.statements and _faulty_texts(one) == _faulty_texts(other)
    )


def _faulty_texts(entry: Entry) -> list[tuple[int, str]]:
    """The statements of an entry that may say more than their operands, by their place in it: words that are wrong are none."""
    positions = entry.source.remembered.get(_faulty_texts)
    if positions is None:
        positions = entry.source.remembered[_faulty_texts] = sorted(entry.source.faults)
    faulty = positions[bisect_left(positions, entry.start) : bisect_left(positions, entry.stop)]
    return [(position - entry.start, entry.source.text(position)) for position in faulty]


def print_of(facts: dict[Key, Fact]) -> frozenset[Hashable]:
    """Everything that an entry says, apart from what its header alone says: to find it again under another name."""
    return frozenset(
        (key, fact.keyword, fact.affinity, tuple(sorted(fact.said.items())))
        for key, fact in facts.items()
        if key not in OF_HEADER
    )
