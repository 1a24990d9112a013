"""A directory as the state that is wanted: entry by entry what desired.yaml can say, and what it cannot.

No secret becomes a part of it. What is left out for that reason, and what cannot be said, is told beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, get_args

from dirtool.compare.desired.checks import may_stand_once
from dirtool.compare.desired.keys import FURTHER_OPERANDS, MOST_LOGONBY
from dirtool.compare.desired.patterns import is_pattern
from dirtool.compare.desired.state import (
    Dedicate,
    Desired,
    DesiredEntry,
    DesiredKind,
    FixedPlace,
    Link,
    Minidisk,
    Nic,
    RealDevice,
    Temporary,
    VolumeFacts,
    Wanted,
    holders_of,
)
from dirtool.model.devices import EXTENSIONS, NIC_DEVICES, numbers_taken
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.extent import SYSTEM_RESIDENCE
from dirtool.model.size import LARGEST
from dirtool.spec.devices import VDISK_BLOCKS
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
from dirtool.syntax import statements as typed
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS
from dirtool.syntax.masking import hides_words, secret_words, shown_text
from dirtool.syntax.parser import CONTINUATION, collector_off
from dirtool.syntax.secrets import may_take_in_another
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.to_text import statement_records, statement_text, text_of
from dirtool.text.columns import CODE_END
from dirtool.text.yaml_tree import Place
from dirtool.wording import listed, shown

_KINDS: dict[str, DesiredKind] = {kind: kind for kind in get_args(DesiredKind)}
_PLACEHOLDER = "*"  # of an operand that something else says
_PASSWORD_WORDS = BY_NAME["USER"].by_name["password"].vocabulary
_CLASS_OF_HEADER = BY_NAME["USER"].by_name["class"].longest or 0


class Unsaid(NamedTuple):
    """A statement, or a whole entry, that desired.yaml cannot say: where it is, its text without secrets, and why.

    `stays` tells that it is none of an entry, and is as it was whatever becomes of the entries.
    """

    path: str
    line: int
    text: str
    why: str
    stays: bool = False


class Exported(NamedTuple):
    """What became of a directory.

    `unsaid` is by the name of the entry that has it; entries and sections that are not there at all are in `before`, by the
    name of the entry that they stand before ("": behind the last one). `secrets` counts what is left out, by entry and kind.
    """

    desired: Desired
    unsaid: dict[str, list[Unsaid]]
    before: dict[str, list[Unsaid]]
    secrets: dict[str, Counter[str]]

    def keep(self, name: str, before: list[Unsaid], unsaid: list[Unsaid], secrets: Counter[str]) -> None:
        """Adds what belongs to an entry, where there is any."""
        if before:
            self.before[name] = before
        if unsaid:
            self.unsaid[name] = unsaid
        if secrets:
            self.secrets[name] = secrets

    @property
    def all_unsaid(self) -> Iterator[Unsaid]:
        """All that is not said, in the order of the entries."""
        for name in (*self.desired.entries, ""):
            yield from self.before.get(name, ())
            yield from self.unsaid.get(name, ())


class Told(NamedTuple):
    """An entry as it is, and those of its statements that this does not say.

    `affinity` is the line of the SYSAFFIN behind which nothing is said, if there is one.
    """

    entry: DesiredEntry
    unsaid: list[Unsaid]
    affinity: int | None


def told(entries: Iterable[Entry]) -> Iterator[Told]:
    """Entries one by one as what is wanted, each minidisk with its device type.

    They are USER, IDENTITY, SUBCONFIG or PROFILE, with headers that are right.
    """
    shared = _Shared({})
    for entry in entries:
        found = _Entry(entry, shared)
        yield Told(found.desired(), found.unsaid, found.affinity)


def export(directory: Directory, names: Collection[str] | None = None, current: str | None = None) -> Exported:
    """The entries of a directory (those with some names, or all) as a desired state; `current` is the path to name in it."""
    chosen = [entry for entry in directory.entries if names is None or entry.name in names]
    shared = _Shared(_devtypes(directory, {id(entry) for entry in chosen}))
    entries: dict[str, DesiredEntry] = {}
    volumes = {volid: VolumeFacts(devtype) for volid, devtype in shared.devtypes.items()}
    exported = Exported(Desired(directory.sources[0].path, entries, volumes=volumes, current=current), {}, {}, {})
    waiting: list[Unsaid] = []
    with collector_off():
        for entry in chosen:
            why = _why_not(entry, entries)
            if why is None:
                found = _Entry(entry, shared)
                entries[entry.name] = found.desired()
                exported.keep(entry.name, waiting, found.unsaid, found.secrets)
                waiting = []
            elif len(entry):
                waiting.append(_unsaid(entry.header, why, stays=entry.kind in ("directory", "global")))
    exported.keep("", waiting, [], Counter())
    return exported


def _devtypes(directory: Directory, chosen: set[int]) -> dict[str, str]:
    """The device type of most minidisks of a volume, by volid."""
    counts: dict[str, Counter[str]] = {}
    for entry, placed in directory.placed(typed.Mdisk):
        disk = placed.statement
        assert isinstance(disk, typed.Mdisk)
        if id(entry) in chosen and disk.volid not in (None, SYSTEM_RESIDENCE) and not placed.is_broken:
            counts.setdefault(disk.volid or "", Counter())[disk.devtype] += 1
    return {volid: counts[volid].most_common(1)[0][0] for volid in sorted(counts)}


def _why_not(entry: Entry, before: Collection[str]) -> str | None:
    """Why an entry cannot be said at all; None if it can."""
    if entry.kind not in _KINDS:
        return "only entries are"
    if isinstance(entry.header.statement, Unparsed) or entry.header.is_broken or entry.shown_name != entry.name:
        return "the header of this entry is wrong"
    if is_pattern(entry.name) or entry.name.endswith(CONTINUATION):
        return "its name would be taken for something else"
    return f"a second entry {entry.name}" if entry.name in before else None


def _unsaid(placed: Placed, why: str, *, stays: bool = False) -> Unsaid:
    text = " ".join(shown_text(placed.source, placed.position).split())
    return Unsaid(placed.path, placed.line, shown(text, CODE_END), why, stays)


class _Unsayable(Exception):
    """Why a statement cannot be said."""


class _Shared:
    """What all entries of a directory share: the device types of volumes, and the texts of statements.

    Equal records share a statement, so that its text is made once.
    """

    def __init__(self, devtypes: dict[str, str]) -> None:
        self.devtypes = devtypes
        self._texts: dict[int, str] = {}

    def text(self, statement: Statement) -> str:
        """The canonical text. Raises ValueError where there is none, or none that fits into records."""
        text = self._texts.get(id(statement))
        if text is None:
            text = statement_text(statement)
            if len(text) > CODE_END or text.endswith(CONTINUATION):
                statement_records(statement)
            self._texts[id(statement)] = text
        return text


def _is_printable(source: Source) -> bool:
    """Whether all characters of a file can be printed."""
    known: bool | None = source.remembered.get(_is_printable)  # entries of one file may be told at many times
    if known is None:
        known = source.remembered[_is_printable] = all(map(str.isprintable, source.records.texts))
    return known


_Extendable = Minidisk | Link | Dedicate  # by MINIOPT (minidisks alone) and DASDOPT
_Whole = tuple[str, str]  # the number of a device ("": none) and a keyword


class _Entry:
    """Collects what an entry says, statement by statement."""

    def __init__(self, entry: Entry, shared: _Shared) -> None:
        self.unsaid: list[Unsaid] = []
        self.secrets: Counter[str] = Counter()
        self._entry = entry
        self._kind = _KINDS[entry.kind]
        self._shared = shared
        self._said: dict[str, str] = {}  # fields of the entry
        self._header: dict[str, object] = {}
        self._devices: dict[str, _Extendable] = {}
        self._nics: dict[str, Nic] = {}
        self._extensions: dict[tuple[str, str], dict[str, Any]] = {}  # what is said of a device, by vdev and keyword
        self._last: _Extendable | None = None  # the device before, if it can have extensions
        self._taken: set[int] = set()
        self._once: set[tuple[str, str]] = set()
        self._logonby: dict[str, None] = {}
        self._options: dict[str, None] = {}
        self._option_values: dict[str, Any] = {}
        self._statements: list[Wanted] = []
        self._affinity: Placed | None = None
        self._parts: dict[_Whole, list[Placed]] = {}
        self._cut: dict[_Whole, None] = {}
        statements = iter(entry)
        self._take_header(next(statements))
        for placed in statements:
            self._take(placed)
        for whole in self._cut:
            self._leave_out(whole)
        self.unsaid.sort(key=lambda one: one.line)

    def desired(self) -> DesiredEntry:
        """The entry as it is wanted."""
        return DesiredEntry(
            self._entry.name,
            Place(self._entry.source.path, self._entry.line, 1),
            self._kind,
            header=self._header,
            **self._said,
            logonby=tuple(self._logonby) or None,
            options=_option({"option": tuple(self._options), **self._option_values}) if self._options else None,
            minidisks={vdev: one for vdev, one in self._devices.items() if isinstance(one, Minidisk)},
            nics=self._nics,
            links={vdev: one for vdev, one in self._devices.items() if isinstance(one, Link)},
            dedicate={vdev: one for vdev, one in self._devices.items() if isinstance(one, Dedicate)},
            statements=tuple(self._statements),
        )

    @property
    def affinity(self) -> int | None:
        """The line of the SYSAFFIN that counts."""
        return None if self._affinity is None else self._affinity.line

    def _take_header(self, placed: Placed) -> None:
        header = placed.statement
        if not isinstance(header, typed.User | typed.Identity):
            return
        if header.password in _PASSWORD_WORDS:
            self._said["password"] = header.password
        else:
            self.secrets["password"] += 1
        sizes = {"storage": header.storage, "max_storage": header.max_storage, "class_": header.class_}
        self._said |= {name: value for name, value in sizes.items() if value not in (None, _PLACEHOLDER)}
        operands = header.operands()
        self._header = {name: operands[name] for name in FURTHER_OPERANDS if name in operands}

    def _take(self, placed: Placed) -> None:
        statement = placed.statement
        whole = self._whole_of(statement)
        try:
            at_fault = placed.position in placed.source.faults
            is_wrong = at_fault and (isinstance(statement, Unparsed) or placed.is_broken)
            if is_wrong or not isinstance(statement, EXTENSIONS):
                self._last = None  # they say more of what they stand behind
            if is_wrong:
                raise _Unsayable("there is an error in it")
            if self._affinity is not None:
                raise _Unsayable(f"it is under the SYSAFFIN in line {self._affinity.line}")
            if isinstance(statement, typed.Sysaffin):
                self._affinity = placed
                raise _Unsayable("what stands behind it holds for some systems alone")
            if self._kind not in _holders(statement.keyword):
                raise _Unsayable(f"it does not belong in an entry of kind {self._kind}")
            if (at_fault or statement.keyword in _TAKES_IN_ANOTHER) and hides_words(placed.source, placed.position):
                raise _Unsayable("it may hold a password where none belongs")
            if not (_is_printable(placed.source) or statement_text(statement).isprintable()):
                raise _Unsayable("there are control characters in it")
            once = may_stand_once(statement)
            if once in self._once:
                raise _Unsayable("it may stand once")
            _WAYS.get(type(statement), _Entry._take_other)(self, placed, statement)
        except _Unsayable as error:
            self.unsaid.append(_unsaid(placed, str(error)))
            if whole is not None:
                self._cut[whole] = None
        else:
            if once is not None:
                self._once.add(once)
            if whole is not None:
                self._parts.setdefault(whole, []).append(placed)

    # -- what is said whole or not at all

    def _whole_of(self, statement: Statement) -> _Whole | None:
        """What a statement is a part of that a key says completely: half of it would be another thing."""
        keyword = statement.keyword
        if keyword in ("OPTION", "LOGONBY"):
            return "", keyword
        if isinstance(statement, typed.Nicdef):
            return statement.vdev, keyword
        if keyword == "MINIOPT" and isinstance(self._last, Minidisk):
            return self._last.vdev, keyword
        if keyword == "DASDOPT" and self._last is not None:
            return self._last.vdev, keyword
        return None

    def _leave_out(self, whole: _Whole) -> None:
        vdev, keyword = whole
        self.unsaid += [
            _unsaid(placed, f"it is a part of what another {keyword} says, too")
            for placed in self._parts.pop(whole, ())
        ]
        match keyword:
            case "OPTION":
                self._options = {}
            case "LOGONBY":
                self._logonby = {}
            case "NICDEF":
                self._nics.pop(vdev, None)
            case "MINIOPT" | "DASDOPT":
                self._devices[vdev] = _extended(self._devices[vdev], keyword, ())

    # -- what has a key of its own

    def _take_include(self, placed: Placed, statement: typed.Include) -> None:
        _refuse_comma(statement.profile)
        self._said["include"] = statement.profile

    def _take_size(self, placed: Placed, statement: typed.Storage | typed.Maxstorage) -> None:
        """A size in a statement comes before that of the header."""
        if self._kind not in _holders("USER"):
            self._take_other(placed, statement)
        else:
            self._said["storage" if isinstance(statement, typed.Storage) else "max_storage"] = statement.size

    def _take_class(self, placed: Placed, statement: typed.Class) -> None:
        self._said.pop("class_", None)
        if self._kind not in _holders("USER") or len(statement.class_) > _CLASS_OF_HEADER:
            self._take_other(placed, statement)
        else:
            self._said["class_"] = statement.class_

    def _take_logonby(self, placed: Placed, statement: typed.Logonby) -> None:
        userids = self._logonby | dict.fromkeys(statement.userid)
        if len(userids) > MOST_LOGONBY:
            raise _Unsayable(f"these are more than {MOST_LOGONBY} userids")
        self._logonby = userids

    def _take_option(self, placed: Placed, statement: typed.Option) -> None:
        values = statement.operands()
        words = values.pop("option")
        _refuse_comma(*words, *map(str, values.values()))
        if any(self._option_values.get(name, value) != value for name, value in values.items()):
            raise _Unsayable("an OPTION before it gives another value")
        self._options.update(dict.fromkeys(words))
        self._option_values |= values

    # -- devices

    def _take_numbers(self, statement: Statement) -> None:
        numbers = numbers_taken(statement)
        if numbers.stop > HIGHEST_DEVICE_NUMBER + 1:
            raise _Unsayable("its device numbers go past FFFF")
        for number in numbers:
            if number in self._taken:
                raise _Unsayable(f"a second device {number:04X}")
        self._taken.update(numbers)

    def _take_disk(self, placed: Placed, disk: typed.Mdisk) -> None:
        where = _where(disk)
        if self._kind == "identity" and disk.form == "V-DISK":
            raise _Unsayable("a V-DISK belongs in a SUBCONFIG, not in the IDENTITY")
        self._take_numbers(disk)
        is_known = disk.form == "V-DISK" or self._shared.devtypes.get(disk.volid or "") == disk.devtype
        devtype = None if is_known else disk.devtype
        if disk.read_password not in (None, _PLACEHOLDER):
            passwords = (disk.read_password, disk.write_password, disk.multi_password)
            self.secrets.update("minidisk password" for one in passwords if one is not None)
        self._last = self._devices[disk.vdev] = Minidisk(disk.vdev, _place(placed), where, devtype, disk.mode)

    def _take_nic(self, placed: Placed, nic: typed.Nicdef) -> None:
        """Further statements for an adapter modify it."""
        _refuse_comma(nic.lan or "")
        operands: dict[str, object] = nic.operands()
        del operands["vdev"]
        before = self._nics.get(nic.vdev)
        if before is None:
            self._take_numbers(nic)
            self._nics[nic.vdev] = Nic(nic.vdev, _place(placed), operands)
        elif operands.get("devices") not in (None, before.operands.get("devices", NIC_DEVICES)):
            raise _Unsayable("a NICDEF before it gives another number of devices")
        else:
            self._nics[nic.vdev] = replace(before, operands={**before.operands, **operands})

    def _take_link(self, placed: Placed, link: typed.Link) -> None:
        vdev = link.vdev2 or link.vdev1
        self._take_numbers(link)
        faults = placed.source.faults.get(placed.position, ())
        if any(fault.rule == ABOUT_DROPPED_WORDS[0] for fault in faults):
            self.secrets["LINK password"] += 1
        self._last = self._devices[vdev] = Link(vdev, _place(placed), link.userid, link.vdev1, link.mode)

    def _take_dedicate(self, placed: Placed, statement: typed.Dedicate) -> None:
        if statement.obsolete is not None:
            self._take_other(placed, statement)
            return
        self._take_numbers(statement)
        operands = {name: value for name, value in statement.operands().items() if name != "vdev"}
        self._last = self._devices[statement.vdev] = Dedicate(statement.vdev, _place(placed), operands)

    def _take_extension(self, placed: Placed, statement: typed.Miniopt | typed.Dasdopt) -> None:
        """What MINIOPT or DASDOPT says of the device before it."""
        device, keyword = self._last, statement.keyword
        if device is None or (keyword == "MINIOPT" and not isinstance(device, Minidisk)):
            raise _Unsayable("it stands behind no device that can have it")
        said, before = statement.operands(), self._extensions.get((device.vdev, keyword), {})
        if before.keys() & said.keys():
            raise _Unsayable(f"a second {keyword} says the same of {device.vdev}")
        text = text_of(statement.definition, before | said)
        if len(text) > CODE_END:
            raise _Unsayable(f"{keyword} of {device.vdev} does not fit into {CODE_END} columns in full words")
        self._extensions[device.vdev, keyword] = before | said
        words = tuple(text.split()[1:])
        self._last = self._devices[device.vdev] = _extended(device, keyword, words)

    # -- all else

    def _take_appcpass(self, placed: Placed, statement: typed.Appcpass) -> None:
        """With a password it stays as it is, whole: without it, it would be another statement."""
        if statement.password is None and not secret_words(placed.source, placed.position):
            self._take_other(placed, statement)
        else:
            self.secrets["APPCPASS statement"] += 1

    def _take_other(self, placed: Placed, statement: Statement) -> None:
        try:
            text = self._shared.text(statement)
        except ValueError as error:
            raise _Unsayable(str(error)) from None
        self._take_numbers(statement)
        self._statements.append(Wanted(text, statement, _place(placed)))


_WAYS: dict[type[Statement], Callable[[_Entry, Placed, Any], None]] = {
    typed.Appcpass: _Entry._take_appcpass,
    typed.Class: _Entry._take_class,
    typed.Dasdopt: _Entry._take_extension,
    typed.Dedicate: _Entry._take_dedicate,
    typed.Include: _Entry._take_include,
    typed.Link: _Entry._take_link,
    typed.Logonby: _Entry._take_logonby,
    typed.Maxstorage: _Entry._take_size,
    typed.Mdisk: _Entry._take_disk,
    typed.Miniopt: _Entry._take_extension,
    typed.Nicdef: _Entry._take_nic,
    typed.Option: _Entry._take_option,
    typed.Storage: _Entry._take_size,
}

_holders = cache(holders_of)
_TAKES_IN_ANOTHER = frozenset(name for name, kind in BY_NAME.items() if may_take_in_another(kind))


def _place(placed: Placed) -> Place:
    return Place(placed.path, placed.line, 1)


def _extended(device: _Extendable, keyword: str, words: tuple[str, ...]) -> _Extendable:
    """A device with the words of the MINIOPT or DASDOPT behind it."""
    if keyword == "MINIOPT" and isinstance(device, Minidisk):
        return replace(device, miniopt=words)
    return replace(device, dasdopt=words)


def _where(disk: typed.Mdisk) -> FixedPlace | RealDevice | Temporary:
    size = disk.size
    if disk.form == "DEVNO":
        return RealDevice(disk.rdev or "")
    if disk.form == "extent":
        if size != "END":
            _check_size(size, LARGEST)
        if disk.start is None or disk.start > LARGEST:
            raise _Unsayable(f"its place is more than {LARGEST}")
        return FixedPlace(disk.volid or "", disk.start, None if size == "END" else int(size or 0))
    if disk.form == "V-DISK":
        return Temporary("V-DISK", _check_size(size, VDISK_BLOCKS))
    if disk.form == "T-DISK":
        return Temporary("T-DISK", _check_size(size, LARGEST))
    raise _Unsayable(f"{disk.form} leaves its place to DirMaint")


def _refuse_comma(*words: str) -> None:
    if any(word.endswith(CONTINUATION) for word in words):
        raise _Unsayable("a comma at the end of a name would be taken for a continuation")


def _check_size(size: int | str | None, largest: int) -> int:
    if not isinstance(size, int) or not 1 <= size <= largest:
        raise _Unsayable(f"its size is not {listed(('1', str(largest)), 'to')}")
    return size


def _option(operands: dict[str, Any]) -> typed.Option:
    """One statement of the operands of several."""
    values: list[Any] = [operands.get(name) for name in typed.Option.__slots__]
    return typed.Option(*values)
