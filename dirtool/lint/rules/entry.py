"""ENT: the order and make-up of entries."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Fix, Related, Severity, Span
from dirtool.lint.place import keyword_span, name_span, span_of
from dirtool.lint.registry import Finding, Shape, directory_rule, entry_rule, statement_rule
from dirtool.lint.wording import listed
from dirtool.model.devices import device_numbers, devices_of, own_numbers
from dirtool.model.directory import KIND_BY_HEADER, Directory, Entry, EntryKind, Placed
from dirtool.model.effective import subject_of
from dirtool.spec.statement import Mark, Section, StatementKind
from dirtool.spec.statements import BY_NAME, STATEMENTS
from dirtool.syntax.source import Source
from dirtool.syntax.statement import MASK, Statement, Unparsed
from dirtool.syntax.statements import (
    Cpu,
    Crypto,
    Dasdopt,
    Identity,
    Include,
    Link,
    Load,
    Loaddev,
    Logonby,
    Machine,
    Mdisk,
    Miniopt,
    Nicdef,
    Posixinfo,
    Posixopt,
    Share,
    Special,
    User,
    Xconfig,
)
from dirtool.text.edit import Edit

_HOLDERS: dict[EntryKind, str] = {
    "user": "USER",
    "identity": "IDENTITY",
    "subconfig": "SUBCONFIG",
    "profile": "PROFILE",
    "global": "GLOBALDEFS",
}
"""What the table of statements calls each kind of entry; its header, too."""

_KEYWORD = attrgetter("keyword")
_WITH_DEVICES = ("user", "identity", "subconfig", "profile")
_EXTENSIONS = ("DASDOPT", "MINIOPT")
_EXTENDED = ("MDISK", "LINK", "DEDICATE")
_DEVICES = frozenset(kind.name for kind in STATEMENTS if kind.section is Section.DEVICE and kind.holders)
_GENERAL = frozenset(kind.name for kind in STATEMENTS if kind.section is Section.GENERAL)


def _known(placed: Placed) -> StatementKind | None:
    """The row of a statement that could be parsed."""
    return None if isinstance(placed.statement, Unparsed) else placed.statement.known_definition


def _name(entry: Entry) -> str:
    return entry.shown_name or "the entry"


def _order(directory: Directory) -> dict[int, int]:
    """The places of the files in the order in which they are read, by their identity."""
    return {id(source): at for at, source in enumerate(directory.sources)}


# ---- names


@directory_rule("ENT001", "duplicate-entry", Severity.ERROR, Directxa.REFUSES)
def duplicate_entry(context: Context) -> Iterator[Finding]:
    """Two entries have one name.

    Why: USER, IDENTITY and SUBCONFIG share one set of names, and PROFILEs have one of their own. DIRECTXA refuses the
    directory. An entry that only holds a POOL may stand beside the machine that has its prefix for a name.
    Bad:
        USER LINUX1 NOLOG
        USER LINUX1 NOLOG
    Good:
        USER LINUX1 NOLOG
        USER LINUX2 NOLOG
    Source: z/VM CP Planning and Administration, USER and SUBCONFIG statements; the POOL is met in a running directory
    """
    all_entries = context.directory.entries
    if len({entry.name for entry in all_entries}) == len(all_entries):
        return  # almost always
    machines: dict[str, list[Entry]] = {}
    profiles: dict[str, list[Entry]] = {}
    for entry in all_entries:
        if entry.kind in _WITH_DEVICES:
            (profiles if entry.kind == "profile" else machines).setdefault(entry.name, []).append(entry)
    for name, entries in chain(machines.items(), profiles.items()):
        if len(entries) > 1 and name:
            yield from _namesakes([entry for entry in entries if _only_holds_pool(entry)])
            yield from _namesakes([entry for entry in entries if not _only_holds_pool(entry)])


def _namesakes(entries: list[Entry]) -> Iterator[Finding]:
    for entry in entries[1:]:
        if entry.shown_name == MASK:
            continue
        kinds = [_HOLDERS[one.kind] for one in (entries[0], entry)]
        two = f"two {kinds[0]} entries" if kinds[0] == kinds[1] else f"two entries, {kinds[0]} and {kinds[1]}"
        related = Related(name_span(entries[0]), entries[0].shown_name, "the first of the two is here")
        message = f"{entry.shown_name} is the name of {two}"
        yield Finding(name_span(entry), message, entry.shown_name, "", related=(related,))


def _only_holds_pool(entry: Entry) -> bool:
    return len(entry) == 2 and entry.source.statements[entry.start + 1].keyword == "POOL"


# ---- what an entry may hold


def _at_home(kind: EntryKind) -> frozenset[str]:
    """The statements that one kind of entry holds without a word: its header, and what its place says nothing about."""
    holder = _HOLDERS.get(kind, "")
    extensions = _EXTENSIONS if kind == "profile" else ()  # whether they have a device is another rule
    return frozenset(
        kind.name for kind in STATEMENTS if holder in kind.holders or "FILE" in kind.holders or not kind.holders
    ).union(extensions, ("",))


_AT_HOME = {kind: _at_home(kind) for kind in _HOLDERS}


def _may_be_misplaced(shape: Shape) -> bool:
    kind, keywords = shape
    if kind == "directory":
        return "LOAD" in keywords and len(set(keywords)) > 1
    if not _AT_HOME[kind].issuperset(keywords):
        return True
    return (kind == "identity" and "MDISK" in keywords) or (kind == "profile" and "CRYPTO" in keywords)


@entry_rule(
    "ENT002", "statement-not-allowed-here", Severity.ERROR, Directxa.REFUSES, "HCPDIR752E", where=_may_be_misplaced
)
def statement_not_allowed_here(entry: Entry, context: Context) -> Iterator[Finding]:
    """A statement stands in a kind of entry that may not hold it.

    Why: DIRECTXA refuses the directory. A PROFILE holds no minidisks and no BUILD, an IDENTITY no V-DISK, a SUBCONFIG only
    what differs between the members of a cluster. Where it is not certain whether the entry may hold the statement, this is
    an information only.
    Bad:
        PROFILE LNXDFLT
         MACHINE ESA
         MDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        PROFILE LNXDFLT
         MACHINE ESA
         SPOOL 000E 1403 A
    Source: z/VM CP Planning and Administration, "How to Specify" of each statement; CRYPTO and MDISK statements
    """
    if Load in entry.source.positions_by_type:
        yield from _beside_load(entry)
    if entry.kind == "directory" or _is_index(entry.source):
        return
    home, limited = _AT_HOME[entry.kind], _limited(entry.source)
    if not home.issuperset(map(_KEYWORD, entry.statements)) or not limited.isdisjoint(range(entry.start, entry.stop)):
        for placed in entry:
            yield from _judged_in(entry, placed)


def _limited(source: Source) -> set[int]:
    """The positions of statements of a form that not every entry may hold which may hold the statement."""
    found: set[int] | None = source.remembered.get(_limited)
    if found is None:
        disks = source.positions_by_type.get(Mdisk, ())
        found = {at for at in disks if source.statements[at].form == "V-DISK"}  # type: ignore[attr-defined]
        found.update(source.positions_by_type.get(Crypto, ()))
        source.remembered[_limited] = found
    return found


def _beside_load(entry: Entry) -> Iterator[Finding]:
    """LOAD in a file that is no index, and what is no LOAD in one that is."""
    in_index = _is_index(entry.source)
    for placed in entry:
        kind = _known(placed)
        if kind is None or (kind.name == "LOAD") is in_index:
            continue
        if in_index:
            yield _misplaced(entry, placed, f"{kind.name} may not stand in an index of files, which holds LOAD alone")
        elif kind.name == "LOAD":
            yield _misplaced(entry, placed, "LOAD may only stand in an index of files, which holds nothing else")


def _judged_in(entry: Entry, placed: Placed) -> Iterator[Finding]:
    kind, statement, holder = _known(placed), placed.statement, _HOLDERS[entry.kind]
    if kind is None or kind.name == "LOAD":
        return
    if kind.name not in _AT_HOME[entry.kind]:
        if holder in kind.unsure or kind.mark is Mark.UNSURE:
            message = f"it is not certain that {kind.name} may stand in {_a(holder)}"
            yield _misplaced(entry, placed, message, Severity.INFO)
        else:
            wanted = [one for one in _HOLDERS.values() if one in kind.holders]
            yield _misplaced(entry, placed, f"{kind.name} may not stand in {_a(holder)}, only in {_any(wanted)}")
    elif isinstance(statement, Mdisk) and statement.form == "V-DISK" and entry.kind == "identity":
        yield _misplaced(entry, placed, f"a V-DISK may not stand in {_a(holder)}, only in a USER or a SUBCONFIG")
    elif isinstance(statement, Crypto) and entry.kind == "profile" and not statement.operands().keys() <= {"apvirtual"}:
        yield _misplaced(entry, placed, f"of CRYPTO, only APVIRTUAL may stand in {_a(holder)}")


def _misplaced(entry: Entry, placed: Placed, message: str, severity: Severity | None = None) -> Finding:
    return Finding(keyword_span(placed), message, subject_of(entry, placed), None, severity)


def _is_index(source: Source) -> bool:
    """Whether a file is an index of files, be it with something else in it."""
    return len(source.positions_by_type.get(Load, ())) * 2 > len(source.statements)


def _a(holder: str) -> str:
    return holder if holder == "GLOBALDEFS" else f"an {holder}" if holder == "IDENTITY" else f"a {holder}"


def _any(holders: list[str]) -> str:
    return listed([_a(holder) for holder in holders], "or")


# ---- order within an entry


def _has_general_behind_device(shape: Shape) -> bool:
    keywords = shape.keywords
    for at, keyword in enumerate(keywords):
        if keyword in _DEVICES:
            return shape.kind in _WITH_DEVICES and not _GENERAL.isdisjoint(keywords[at:])
    return False


@entry_rule(
    "ENT003",
    "statement-out-of-order",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR752E",
    where=_has_general_behind_device,
)
def statement_out_of_order(entry: Entry, context: Context) -> Iterator[Finding]:
    """A general statement stands behind a device statement.

    Why: DIRECTXA reports a sequence error and refuses the directory. In an entry, all general statements come first. Repair
    moves the statement up, before the first device; a comment above it stays where it is.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MACHINE ESA
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, "How to Specify" of each statement
    """
    device: Placed | None = None
    for placed in entry:
        kind = _known(placed)
        if kind is None:
            continue
        if device is None:
            device = placed if kind.name in _DEVICES else None
        elif kind.name in _GENERAL and _HOLDERS.get(entry.kind, "") in kind.holders | kind.unsure:
            yield Finding(
                keyword_span(placed),
                f"{kind.name} stands behind a device, but a general statement comes before all devices",
                entry.shown_name,
                related=(Related(keyword_span(device), subject_of(entry, device), "the first device is here"),),
                fix=Fix("move it up, before the first device", "unsafe", _moves(placed, device.line)),
            )


def _moves(placed: Placed, line: int) -> tuple[Edit, ...]:
    """Edits that put a statement's records, as they are, before record `line`."""
    source, lines = placed.source, placed.source.lines_of(placed.position)
    text = "".join(f"{source.records.texts[one - 1]}\n" for one in lines)
    return (Edit(line, 1, line, 1, text), *(Edit(one, 1, one + 1, 1, "") for one in lines))


@statement_rule("ENT008", "include-out-of-order", Severity.ERROR, Directxa.REFUSES, "HCPDIR752E", on=(Include,))
def include_out_of_order(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """INCLUDE stands behind another statement than the header and BUILD.

    Why: DIRECTXA reports a sequence error and refuses the directory. In an IDENTITY, INCLUDE may stand before the BUILDs or
    behind them. Repair moves it up, behind the header.
    Bad:
        PROFILE LNXDFLT
         MACHINE ESA
        USER LINUX1 AUTOONLY 2G 4G G
         ACCOUNT LAB
         INCLUDE LNXDFLT
    Good:
        PROFILE LNXDFLT
         MACHINE ESA
        USER LINUX1 AUTOONLY 2G 4G G
         INCLUDE LNXDFLT
         ACCOUNT LAB
    Source: z/VM CP Planning and Administration, INCLUDE statement; BUILD behind INCLUDE is met in a running directory
    """
    if placed.position <= entry.start + 1 or entry.kind not in ("user", "identity"):
        return
    includes = placed.source.positions_by_type[Include]
    if placed.position != includes[bisect_left(includes, entry.start)]:
        return  # it is the second one
    first = next((other for other in entry if _comes_behind_include(_known(other))), None)
    if first is None or first.position > placed.position:
        return
    yield Finding(
        keyword_span(placed),
        f"INCLUDE stands behind {first.statement.keyword}, but only the header and BUILD come before it",
        entry.shown_name,
        related=(Related(keyword_span(first), subject_of(entry, first), "this stands before it"),),
        fix=Fix("move it up, behind the header", "unsafe", _moves(placed, _line_behind(entry.header))),
    )


def _comes_behind_include(kind: StatementKind | None) -> bool:
    return kind is not None and (kind.section in (Section.GENERAL, Section.DEVICE) or kind.name == "POOL")


def _line_behind(placed: Placed) -> int:
    return placed.source.lines_of(placed.position)[-1] + 1


@statement_rule("ENT011", "orphan-extension", Severity.ERROR, Directxa.REFUSES, "HCPDIR752E", on=(Dasdopt, Miniopt))
def orphan_extension(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """DASDOPT or MINIOPT does not follow the device that it extends.

    Why: DIRECTXA reports a sequence error and refuses the directory. DASDOPT comes behind MDISK, LINK or DEDICATE, MINIOPT
    behind MDISK; one may stand between the device and the other. Comments between them do not matter.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         SPOOL 000E 1403 A
         MINIOPT NOMDC
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MINIOPT NOMDC
         SPOOL 000E 1403 A
    Source: z/VM CP Planning and Administration, MDISK, DASDOPT and MINIOPT statements
    """
    statements, at = placed.source.statements, placed.position - 1
    if isinstance(statements[at], Mdisk) or entry.kind not in _WITH_DEVICES:
        return
    if statements[at].keyword in _EXTENSIONS:
        at -= 1
    before, keyword = statements[at], placed.statement.keyword
    if before.keyword in _EXTENSIONS:  # one of the three stands twice
        return
    wanted = ("MDISK",) if keyword == "MINIOPT" else _EXTENDED
    if before.known_definition is None or before.keyword in (*wanted, "AMDISK"):
        return
    message = f"{keyword} stands behind {before.keyword}, but belongs behind {listed(wanted, 'or')}"
    other = Placed(before, placed.source, at)
    related = Related(keyword_span(other), subject_of(entry, other), "the statement that it stands behind")
    yield Finding(keyword_span(placed), message, entry.shown_name, related=(related,))


# ---- statements that stand twice

_ONCE = frozenset(kind.name for kind in STATEMENTS if not kind.repeatable and "FILE" not in kind.holders)
_BY_OPERAND = (Loaddev, Posixinfo, Posixopt)
_MAY_REPEAT = ("class", "alternate", "alternate_portname", "alternate_lun")  # operands of LOADDEV
_WATCHED = _ONCE.union(("LOADDEV", "POSIXINFO", "POSIXOPT", "LOGONBY", "XCONFIG"))
_MOST_LOGONBY = BY_NAME["LOGONBY"].by_name["userid"].most or 0
_MILDER = {
    "ACCOUNT": Severity.INFO,  # further numbers may stand on further statements
    "DASDOPT": Severity.WARNING,
    "LOADDEV": Severity.WARNING,
    "MINIOPT": Severity.WARNING,
    "POOL": Severity.WARNING,
    "POSIXOPT": Severity.WARNING,
    "XCONFIG": Severity.WARNING,
}


class _Part(NamedTuple):
    """What may stand once: a statement, one of its forms, an operand of it, or the statement behind one device."""

    keyword: str
    form: str = ""
    operand: str = ""
    device: str = ""


def _may_repeat_itself(shape: Shape) -> bool:
    keywords = shape.keywords
    watched = [keyword for keyword in keywords if keyword in _WATCHED]
    return len(watched) != len(set(watched)) or (
        ("MINIOPT" in keywords or "DASDOPT" in keywords)
        and any(one in _EXTENSIONS and other in _EXTENSIONS for one, other in pairwise(keywords))
    )


@entry_rule("ENT004", "repeated-statement", Severity.ERROR, Directxa.REFUSES, where=_may_repeat_itself)
def repeated_statement(entry: Entry, context: Context) -> Iterator[Finding]:
    """A statement, or an operand of one, that may stand once in an entry stands there twice.

    Why: DIRECTXA refuses the directory; where it does not, nobody can tell which of the two holds. An entry and its profile
    may each have one. The operands of POSIXINFO, POSIXOPT and LOADDEV may be spread over several statements, each of them
    once; LOGONBY takes eight userids over all statements of an entry.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA
         MACHINE XC
         SPOOL 000E 1403 A
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA
         SPOOL 000E 1403 A
    Source: z/VM CP Planning and Administration, each statement's own page; POSIXINFO and LOGONBY statements
    """
    first: dict[_Part, Placed] = {}
    device = ""
    for placed in entry:
        kind = _known(placed)
        if kind is None or _HOLDERS.get(entry.kind, "") not in kind.holders | kind.unsure:
            continue
        if kind.name in _DEVICES and kind.name not in _EXTENSIONS:
            device = subject_of(entry, placed) if kind.name in _EXTENDED else ""
        for part in _parts(placed.statement, kind, device):
            before = first.setdefault(part, placed)
            if before is not placed:
                yield _repeated(entry, before, placed, part)
    yield from _too_many_logonby(entry)


def _parts(statement: Statement, kind: StatementKind, device: str) -> list[_Part]:
    """What a statement says that may be said once."""
    if isinstance(statement, _BY_OPERAND):
        return [_Part(kind.name, operand=operand) for operand in statement.operands() if operand not in _MAY_REPEAT]
    if isinstance(statement, Share):
        return [_Part(kind.name, statement.cputype or "")]
    if isinstance(statement, Xconfig):
        return [_Part(kind.name, statement.kind)]
    if kind.name in _EXTENSIONS:
        return [_Part(kind.name, device=device)] if device else []
    return [_Part(kind.name)] if kind.name in _ONCE else []


def _repeated(entry: Entry, before: Placed, placed: Placed, part: _Part) -> Finding:
    spans = [span_of(one, part.operand) if part.operand else keyword_span(one) for one in (before, placed)]
    what = f"{part.keyword} {part.form}".rstrip()
    if part.operand:
        what = f"{BY_NAME[part.keyword].by_name[part.operand].title} of {part.keyword}"
    where = f"behind {part.device}" if part.device else f"in {_name(entry)}"
    related = Related(spans[0], entry.shown_name, "the first of the two is here")
    severity = Severity.INFO if part.keyword == "SHARE" and part.form else _MILDER.get(part.keyword)
    return Finding(spans[1], f"{what} stands twice {where}", entry.shown_name, " ".join(part), severity, (related,))


def _too_many_logonby(entry: Entry) -> Iterator[Finding]:
    """The statement that names the ninth userid; not where one statement has too many by itself, which is SYN003."""
    several = [(placed, placed.statement.userid) for placed in entry if isinstance(placed.statement, Logonby)]
    total = len({userid for _, some in several for userid in some})
    if total <= _MOST_LOGONBY or any(len(some) > _MOST_LOGONBY for _, some in several):
        return
    named: set[str] = set()
    for placed, some in several:
        named.update(some)
        if len(named) > _MOST_LOGONBY:
            message = f"LOGONBY names {total} userids in {_name(entry)}; at most {_MOST_LOGONBY} are allowed"
            related = Related(span_of(several[0][0], "userid"), entry.shown_name, "the first of them are here")
            yield Finding(span_of(placed, "userid"), message, entry.shown_name, "LOGONBY", related=(related,))
            return


# ---- device numbers

_NIC_DEVICES = BY_NAME["NICDEF"].by_name["devices"]
_HIGHEST_NUMBER = 0xFFFF


def _number_span(placed: Placed) -> Span:
    """The place of the device number that a statement defines."""
    statement = placed.statement
    if isinstance(statement, Link):
        return span_of(placed, "vdev1" if statement.vdev2 is None else "vdev2")
    return span_of(placed, "pavalias" if isinstance(statement, Dasdopt) else "vdev")


def _has_several_devices(shape: Shape) -> bool:
    return shape.kind in _WITH_DEVICES and sum(map(_DEVICES.__contains__, shape.keywords)) > 1


@entry_rule(
    "ENT005",
    "duplicate-device-number",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR758E",
    where=_has_several_devices,
)
def duplicate_device_number(entry: Entry, context: Context) -> Iterator[Finding]:
    """Two devices of one entry have one number.

    Why: DIRECTXA refuses the directory. 191 and 0191 are one number; a LINK has the second of its numbers. Several NICDEF
    statements describe one adapter.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MDISK 191 3390 0150 0050 LX0001 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MDISK 192 3390 0150 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, device statements
    """
    numbers = own_numbers(entry)  # None for the header at least
    if len(set(numbers)) + numbers.count(None) > len(numbers):
        return
    first: dict[str, Placed] = {}
    for placed, number in zip(entry, numbers, strict=True):
        if number is None:
            continue
        before = first.setdefault(number, placed)
        kinds = {type(before.statement), type(placed.statement)}
        if before is placed or (Nicdef in kinds and kinds <= {Nicdef, Special}):  # one adapter, or ENT014
            continue
        subject = subject_of(entry, placed)
        related = Related(_number_span(before), subject_of(entry, before), "the first of the two is here")
        keywords = [one.statement.keyword for one in (before, placed)]
        by = f"two {keywords[0]} statements" if keywords[0] == keywords[1] else f"{keywords[0]} and {keywords[1]}"
        yield Finding(_number_span(placed), f"{subject} is defined twice, by {by}", subject, "", related=(related,))


class _Claim(NamedTuple):
    """The device numbers that a statement takes, both ends inclusive, and the number of the device that they belong to."""

    first: int
    last: int
    device: str
    entry: Entry
    placed: Placed

    @property
    def is_alias(self) -> bool:
        """Whether the numbers are those of PAV aliases of the device."""
        return isinstance(self.placed.statement, Dasdopt)

    @property
    def subject(self) -> str:
        return f"{self.entry.shown_name}/{self.first:04X}" if self.is_alias else subject_of(self.entry, self.placed)

    @property
    def shown(self) -> str:
        """The device, with its numbers if there are several."""
        numbers = "" if self.first == self.last else f" ({self.first:04X}-{self.last:04X})"
        return f"{'the PAV alias ' if self.is_alias else ''}{self.subject}{numbers}"


@directory_rule("ENT006", "device-range-collision", Severity.ERROR, Directxa.SILENT)
def device_range_collision(context: Context) -> Iterator[Finding]:
    """A network adapter takes numbers that another device of the virtual machine has, or that do not exist.

    Why: NICDEF and SPECIAL name the first number and take as many as they say, three if they do not. DIRECTXA looks at the
    first one only; at logon, one of the devices is not made. The profile and the subconfigurations count. The PAV aliases
    of a DASDOPT need numbers of their own as well; a collision of these is a warning.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
         MDISK 0601 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
         MDISK 0603 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, NICDEF, SPECIAL and DASDOPT statements
    """
    directory = context.directory
    ranges, order = _ranges(directory), _order(directory)
    for entry, numbers in ranges.values():
        if any(len(number) > len("FFFF") for number in numbers):
            yield from _past_end(entry)
    known: dict[int, list[_Claim]] = {}
    seen: set[tuple[_Place, _Place]] = set()
    for parts in _machines(context, [entry for entry, _ in ranges.values()]):
        if not _may_collide(parts, ranges):
            continue
        for pair in _collisions(_claims_of(parts, known)):
            earlier, later = sorted(pair, key=lambda claim: (order[id(claim.placed.source)], claim.placed.position))
            places = _place(earlier.placed), _place(later.placed)
            if places not in seen:
                seen.add(places)
                yield _collision(earlier, later)


_Place = tuple[int, int]


def _place(placed: Placed) -> _Place:
    """What tells a statement from all others."""
    return id(placed.source), placed.position


def _ranges(directory: Directory) -> dict[int, tuple[Entry, set[str]]]:
    """The entries in which a device takes more numbers than its own, with those, by the entry's identity."""
    found: dict[int, tuple[Entry, set[str]]] = {}
    for entry, placed in directory.placed(Nicdef, Special, Dasdopt):
        if entry.kind not in _WITH_DEVICES:
            continue
        statement, number = placed.statement, device_numbers(placed.source)[placed.position]
        if number is not None and (count := _count(statement)) > 1:
            first = int(number, 16)
            _, numbers = found.setdefault(id(entry), (entry, set()))
            numbers.update(f"{one:04X}" for one in range(first + 1, first + count))
        elif isinstance(statement, Dasdopt) and statement.pavalias is not None:
            _, numbers = found.setdefault(id(entry), (entry, set()))
            numbers.add(_ALIASES)
    return found


_ALIASES = "PAV"  # in place of numbers that are not looked at before they must be


def _may_collide(parts: list[Entry], ranges: dict[int, tuple[Entry, set[str]]]) -> bool:
    """Whether a device of a virtual machine may have one of the further numbers of another one."""
    further = set().union(*(ranges[id(part)][1] for part in parts if id(part) in ranges))
    return _ALIASES in further or not all(further.isdisjoint(own_numbers(part)) for part in parts)


def _past_end(entry: Entry) -> Iterator[Finding]:
    for claim in _claims(entry):
        if claim.last > _HIGHEST_NUMBER and not claim.is_alias:
            message = f"{claim.subject} takes {claim.last - claim.first + 1} device numbers, which go past FFFF"
            yield Finding(_number_span(claim.placed), message, claim.subject, "FFFF")


def _count(statement: Statement) -> int:
    """How many device numbers a device takes, as far as one statement tells."""
    match statement:
        case Nicdef():
            told = statement.devices
        case Special(devtype="QDIO" | "HIPERS"):
            told = next((int(word) for word in statement.tail or () if word.isascii() and word.isdigit()), None)
        case _:
            return 1
    default, low, high = int(_NIC_DEVICES.default or 1), _NIC_DEVICES.low or 1, _NIC_DEVICES.high or 1
    return told if isinstance(told, int) and low <= told <= high else default


def _claims(entry: Entry) -> list[_Claim]:
    """The device numbers that the statements of an entry take; all NICDEF statements of one adapter are one device."""
    devices: dict[str, _Claim] = {}
    aliases: list[_Claim] = []
    device = ""
    for placed, number in zip(entry, own_numbers(entry), strict=True):
        statement = placed.statement
        if number is not None:
            device = number
            first = int(number, 16)
            claim = _Claim(first, first + _count(statement) - 1, device, entry, placed)
            before = devices.setdefault(number, claim)
            if claim.last > before.last and isinstance(before.placed.statement, Nicdef):
                devices[number] = before._replace(last=claim.last)
        elif isinstance(statement, Dasdopt):
            aliases += [_Claim(*_alias_numbers(alias), device, entry, placed) for alias in statement.pavalias or ()]
    return [*devices.values(), *aliases]


def _alias_numbers(alias: str) -> tuple[int, int]:
    """The first and the last number of a word behind PAVALIAS, such as 0151, 0151-0153 or 0151.3; none if it is none."""
    first, mark, rest = alias.partition("-") if "-" in alias else alias.partition(".")
    try:
        start = int(first, 16)
        return start, start if not mark else int(rest, 16) if mark == "-" else start + int(rest) - 1
    except ValueError:  # it is reported as it is
        return 0, -1


def _machines(context: Context, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The entries of each virtual machine that one of some entries is a part of; an entry of no machine stands alone."""
    directory, layers = context.directory, context.layers
    users: dict[int, Entry] = {}
    for entry in entries:
        if entry.kind == "profile":
            owners = [user for user, _ in directory.included_by.get(entry.name, ())]
        elif entry.kind == "subconfig":
            owners = [built.entry for built in directory.builds.get(entry.name, ())]
        else:
            owners = [entry]
        users.update((id(user), user) for user in owners)
        if not owners:
            yield [entry]
    for user in users.values():
        for member in layers.members(user):
            yield layers.of(user, member)[0]


def _claims_of(parts: list[Entry], known: dict[int, list[_Claim]]) -> list[_Claim]:
    """What the devices of a virtual machine take; a device of an upper part replaces that of a lower one."""
    found: list[_Claim] = []
    replaced: set[str] = set()
    for part in parts:
        if id(part) not in known:
            known[id(part)] = _claims(part)
        found += [claim for claim in known[id(part)] if claim.device not in replaced]
        replaced.update(claim.device for claim in known[id(part)])
    return found


def _collisions(claims: list[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """Each claim that begins inside another one, with that other one."""
    furthest: _Claim | None = None
    for claim in sorted(claims, key=lambda claim: (claim.first, claim.is_alias)):
        if furthest is not None and claim.first <= furthest.last and claim.placed != furthest.placed:
            yield furthest, claim
        if furthest is None or claim.last > furthest.last:
            furthest = claim


def _collision(earlier: _Claim, later: _Claim) -> Finding:
    first, last = max(earlier.first, later.first), min(earlier.last, later.last)
    numbers = f"{first:04X}" if first == last else f"{first:04X}-{last:04X}"
    message = f"{later.shown} and {earlier.shown} both take {numbers}"
    related = Related(_number_span(earlier.placed), earlier.subject, "the other one is here")
    severity = Severity.WARNING if earlier.is_alias or later.is_alias else None
    subject = " ".join(sorted((earlier.subject, later.subject)))
    return Finding(_number_span(later.placed), message, subject, "", severity, (related,))


@directory_rule("ENT007", "profile-device-overridden", Severity.INFO, Directxa.SILENT)
def profile_device_overridden(context: Context) -> Iterator[Finding]:
    """A device of the entry, or of its SUBCONFIG, replaces the one of that number in the included profile.

    Why: this is how a profile is made to fit, but it is easily done without being meant: the profile's device is dropped
    without a word.
    Bad:
        PROFILE LNXDFLT
         SPOOL 000E 1403 A
        USER LINUX1 AUTOONLY 2G 4G G
         INCLUDE LNXDFLT
         SPOOL 00E 1403 B
    Good:
        PROFILE LNXDFLT
         SPOOL 000E 1403 A
        USER LINUX1 AUTOONLY 2G 4G G
         INCLUDE LNXDFLT
         SPOOL 000F 1403 B
    Source: z/VM CP Planning and Administration, INCLUDE and PROFILE statements
    """
    directory = context.directory
    for name, profile in directory.profiles.items():
        devices = devices_of(profile)
        if not devices:
            continue
        users = {id(user): user for user, _ in directory.included_by.get(name, ())}
        for user in users.values():
            for part in (user, *_subconfigs(user, directory)):
                if not devices.keys().isdisjoint(own_numbers(part)):
                    yield from _overrides(part, profile, devices)


def _subconfigs(entry: Entry, directory: Directory) -> list[Entry]:
    """The subconfigurations of an entry on all members."""
    names = (name for some in directory.subconfigs_of(entry).values() for name in some)
    return [directory.subconfigs[name] for name in names if name in directory.subconfigs]


def _overrides(entry: Entry, profile: Entry, devices: dict[str, int]) -> Iterator[Finding]:
    for number, position in devices_of(entry).items():
        if number in devices:
            placed, other = entry.at(position), profile.at(devices[number])
            subject, replaced = subject_of(entry, placed), subject_of(profile, other)
            message = f"{subject} replaces {other.statement.keyword} {replaced} of the profile"
            related = Related(_number_span(other), replaced, "the device of the profile is here")
            yield Finding(_number_span(placed), message, subject, profile.shown_name, related=(related,))


# ---- order of entries

_RANKS: dict[EntryKind, int] = {"directory": 0, "global": 1, "profile": 2, "user": 3, "identity": 3, "subconfig": 3}
_PLACES = ("before all entries", "before the first PROFILE, USER, IDENTITY or SUBCONFIG", "before all users")


@directory_rule("ENT009", "entry-out-of-order", Severity.ERROR, Directxa.REFUSES, "HCPDIR752E")
def entry_out_of_order(context: Context) -> Iterator[Finding]:
    """An entry stands behind entries that it comes before, or GLOBALDEFS stands twice.

    Why: DIRECTXA wants the DIRECTORY statements first, then GLOBALDEFS, then all profiles, then USER, IDENTITY and SUBCONFIG
    entries; it refuses any other order, also of files that an index loads.
    Bad:
        USER LINUX1 NOLOG
        PROFILE LNXDFLT
         MACHINE ESA
    Good:
        PROFILE LNXDFLT
         MACHINE ESA
        USER LINUX1 NOLOG
    Source: z/VM CP Planning and Administration, source directory file formats
    """
    first: dict[int, Entry] = {}
    highest = 0
    for entry in context.directory.entries:
        rank = _RANKS[entry.kind]
        if rank == highest and rank > 1:
            continue  # as it should be, almost always
        header = entry.header.statement
        if isinstance(header, Unparsed) or header.keyword not in KIND_BY_HEADER:
            continue
        twice = first.get(rank) if entry.kind == "global" else None
        above = next((other for other_rank, other in first.items() if other_rank > rank), None)
        is_first_directory = rank == 0 and rank not in first
        first.setdefault(rank, entry)
        highest = max(highest, rank)
        if twice is not None:
            yield _out_of_order(entry, twice, "GLOBALDEFS stands twice in the directory")
        elif above is not None and not is_first_directory:  # that one is ENT010
            what = header.keyword if rank < 2 else f"{header.keyword} {entry.shown_name}"
            yield _out_of_order(entry, above, f"{what} stands too late: it belongs {_PLACES[rank]}")


def _out_of_order(entry: Entry, other: Entry, message: str) -> Finding:
    related = Related(keyword_span(other.header), other.shown_name, "this entry stands before it")
    return Finding(keyword_span(entry.header), message, entry.shown_name, "", related=(related,))


@directory_rule("ENT010", "no-directory-statement", Severity.ERROR, Directxa.REFUSES, "HCPDIR762E")
def no_directory_statement(context: Context) -> Iterator[Finding]:
    """The first statement is not DIRECTORY.

    Why: DIRECTXA reads nothing else and refuses the directory. A file without any DIRECTORY statement is taken for a part of
    a directory, which is an information only, unless it is said to be whole.
    Bad:
        USER LINUX1 NOLOG
    Good:
        DIRECTORY 0123 3390 VMRES1
        USER LINUX1 NOLOG
    Source: z/VM CP Planning and Administration, DIRECTORY statement
    """
    directory, is_fragment = context.directory, context.options.fragment
    first = _first_statement(directory)
    if first is None or is_fragment or first.statement.keyword == "DIRECTORY":
        return
    if context.has_directory_statement:
        late = next(entry for entry in directory.entries if entry.kind == "directory" and entry.name)
        related = Related(
            keyword_span(first), directory.holder(first.source, first.position).shown_name, "the first statement"
        )
        yield Finding(keyword_span(late.header), "DIRECTORY is not the first statement", "", "late", related=(related,))
    elif not directory.failures:
        message = "there is no DIRECTORY statement"
        if is_fragment is None:
            message += ": this is judged as a part of a directory"
        yield Finding(keyword_span(first), message, "", "missing", Severity.INFO if is_fragment is None else None)


def _first_statement(directory: Directory) -> Placed | None:
    """The first statement that could be parsed, or is a broken DIRECTORY; LOAD is not counted."""
    for source in directory.sources:
        for position, statement in enumerate(source.statements):
            broken = isinstance(statement, Unparsed)
            if statement.keyword == "DIRECTORY" or not (broken or statement.keyword == "LOAD"):
                return Placed(statement, source, position)
    return None


@entry_rule(
    "ENT015",
    "statement-outside-entry",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR752E",
    where=lambda shape: shape.kind == "directory",
)
def statement_outside_entry(entry: Entry, context: Context) -> Iterator[Finding]:
    """A statement that belongs into an entry stands before the first one.

    Why: its header is missing, and DIRECTXA refuses the directory. In a part of a directory the header may be in another
    part: there this is an information, once a file.
    Bad:
        DIRECTORY 0123 3390 VMRES1
         MACHINE ESA
        USER LINUX1 NOLOG
    Good:
        DIRECTORY 0123 3390 VMRES1
        USER LINUX1 NOLOG
         MACHINE ESA
    Source: z/VM CP Planning and Administration, creating and updating a user directory
    """
    if _is_index(entry.source):
        return
    for placed in entry:
        statement, kind = placed.statement, placed.statement.known_definition
        if kind is None:  # perhaps the header that is missing
            return
        if isinstance(statement, Unparsed) or statement.keyword in KIND_BY_HEADER or kind.holders <= {"INDEX"}:
            continue
        if context.is_fragment:
            message = f"{kind.name} belongs into an entry, but this part of a directory begins without a header"
            yield Finding(keyword_span(placed), message, "", "fragment", Severity.INFO)
            return
        message = f"{kind.name} stands outside of all entries; it belongs into {_any(sorted(kind.holders, key=_rank))}"
        yield Finding(keyword_span(placed), message, entry.shown_name)


def _rank(holder: str) -> int:
    return list(_HOLDERS.values()).index(holder)


# ---- what an entry lacks, or has too much of


@statement_rule(
    "ENT012",
    "missing-class",
    Severity.ERROR,
    Directxa.REFUSES,
    on=(User, Identity),
    where=lambda header: header.class_ == "*" and header.password != "NOLOG",
)
def missing_class(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """The header leaves the privilege class to a CLASS statement, and there is none.

    Why: an asterisk in place of the class means that a CLASS statement of the entry or of its profile tells it; without one,
    DIRECTXA refuses the directory. A header without a class is fine: the system's default holds.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G *
         SPOOL 000E 1403 A
    Good:
        USER LINUX1 AUTOONLY 2G 4G *
         CLASS G
         SPOOL 000E 1403 A
    Source: z/VM CP Planning and Administration, USER and CLASS statements
    """
    if not context.lacks_profile(entry) and not _may_have_class(entry, context.profile_of(entry)):
        message = f"{_name(entry)} has * for its class, but no CLASS statement tells it"
        yield Finding(span_of(placed, "class"), message, entry.shown_name, "")


def _may_have_class(*entries: Entry | None) -> bool:
    """Whether a statement of some entries is CLASS, be it broken, or may have been meant so."""
    return any(
        statement.keyword == "CLASS" or statement.known_definition is None
        for entry in entries
        if entry is not None
        for statement in entry.statements
    )


@directory_rule("ENT013", "too-many-cpus", Severity.ERROR, Directxa.REFUSES)
def too_many_cpus(context: Context) -> Iterator[Finding]:
    """A virtual machine has more CPUs than MACHINE allows, two base CPUs, or one CPU address twice in an entry.

    Why: DIRECTXA refuses the directory. The CPU statements of an entry and of its profile are taken together, where one of
    the entry replaces that of the same address; a MACHINE statement of the entry replaces that of the profile, number and
    all. Without a number there is no limit.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA 1
         CPU 00
         CPU 01
         SPOOL 000E 1403 A
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA 2
         CPU 00
         CPU 01
         SPOOL 000E 1403 A
    Source: z/VM CP Planning and Administration, CPU and MACHINE statements
    """
    order = _order(context.directory)
    seen: set[tuple[_Place, ...]] = set()
    for entry in _with_cpus(context):
        yield from _addresses_twice(entry)
        profile = context.profile_of(entry)
        layers = [entry] if profile is None else [entry, profile]
        found = _cpus(entry) if profile is None else _cpus(profile) | _cpus(entry)
        cpus = sorted(found.values(), key=lambda own: (order[id(own.placed.source)], own.placed.position))
        bases = [own for own in cpus if isinstance(own.placed.statement, Cpu) and own.placed.statement.base]
        for base in bases[1:]:
            places = _place(bases[0].placed), _place(base.placed)
            if places not in seen:
                seen.add(places)
                yield _second_base(bases[0], base)
        if (
            entry.kind != "profile" or entry.name not in context.directory.included_by
        ):  # else it is judged with its users
            yield from _beyond_machine(layers, cpus, order, seen)


def _with_cpus(context: Context) -> list[Entry]:
    """The entries that have two CPUs or more, or a profile with any; and every profile with two or more."""
    directory = context.directory
    counts = Counter(id(entry) for entry, _ in directory.placed(Cpu))
    found: dict[int, Entry] = {}
    for entry, _ in directory.placed(Cpu):
        if entry.kind == "profile":
            found.update((id(user), user) for user, _ in directory.included_by.get(entry.name, ()))
        if entry.kind in ("user", "identity", "profile") and counts[id(entry)] > 1:
            found[id(entry)] = entry
    return list(found.values())


class _Own(NamedTuple):
    """A statement and the entry that holds it."""

    entry: Entry
    placed: Placed


def _cpus(entry: Entry) -> dict[str, _Own]:
    """The CPU statements of an entry by address; the first of two."""
    found: dict[str, _Own] = {}
    for placed in entry:
        if isinstance(placed.statement, Cpu):
            found.setdefault(placed.statement.cpuaddr, _Own(entry, placed))
    return found


def _addresses_twice(entry: Entry) -> Iterator[Finding]:
    first = _cpus(entry)
    for placed in entry:
        if isinstance(placed.statement, Cpu) and first[placed.statement.cpuaddr].placed != placed:
            address = placed.statement.cpuaddr
            related = Related(
                span_of(first[address].placed, "cpuaddr"), entry.shown_name, "the first of the two is here"
            )
            message = f"CPU {address} stands twice in {_name(entry)}"
            detail = f"CPU {address}"
            yield Finding(span_of(placed, "cpuaddr"), message, entry.shown_name, detail, related=(related,))


def _second_base(first: _Own, second: _Own) -> Finding:
    related = Related(span_of(first.placed, "base"), first.entry.shown_name, "the other base CPU is here")
    message = f"{_name(second.entry)} has two base CPUs"
    return Finding(span_of(second.placed, "base"), message, second.entry.shown_name, "BASE", related=(related,))


def _beyond_machine(
    layers: list[Entry], cpus: list[_Own], order: dict[int, int], seen: set[tuple[_Place, ...]]
) -> Iterator[Finding]:
    """The first CPU that is too many, or MACHINE where that stands behind it."""
    machine = _machine(layers)
    if machine is None or not isinstance(machine.placed.statement, Machine):
        return
    most = machine.placed.statement.mcpu
    if most is None or len(cpus) <= most:
        return
    pair = sorted((cpus[most], machine), key=lambda own: (order[id(own.placed.source)], own.placed.position))
    places = tuple(_place(own.placed) for own in pair)
    if places in seen:
        return
    seen.add(places)
    spans = [span_of(own.placed, "mcpu" if own is machine else "cpuaddr") for own in pair]
    subject = pair[1].entry.shown_name
    what = "one CPU too many is here" if pair[1] is machine else "the number is given here"
    message = f"{_name(pair[1].entry)} has more CPU statements than the {most} that MACHINE allows"
    related = Related(spans[0], pair[0].entry.shown_name, what)
    yield Finding(spans[1], message, subject, "MACHINE", related=(related,))


def _machine(layers: list[Entry]) -> _Own | None:
    """The MACHINE statement in effect, be it broken; None where there is none, or more than one in an entry."""
    for layer in layers:
        found = [_Own(layer, placed) for placed in layer if placed.statement.keyword == "MACHINE"]
        if found:
            return found[0] if len(found) == 1 else None
    return None


_EXCLUDING = tuple(BY_NAME[name] for name in ("CRYPTO", "LOADDEV", "POSIXINFO"))
_MORE_PAIRS = {"LOADDEV": (("class=ECKD", "class=SCSI"),)}
_CONFLICTING = frozenset(("NICDEF", *(kind.name for kind in _EXCLUDING)))


def _may_conflict(shape: Shape) -> bool:
    keywords = shape.keywords
    return not _CONFLICTING.isdisjoint(keywords) and (
        any(keywords.count(kind.name) > 1 for kind in _EXCLUDING) or ("NICDEF" in keywords and "SPECIAL" in keywords)
    )


@entry_rule("ENT014", "conflicting-statements", Severity.ERROR, Directxa.REFUSES, where=_may_conflict)
def conflicting_statements(entry: Entry, context: Context) -> Iterator[Finding]:
    """Two statements of one entry exclude each other.

    Why: DIRECTXA refuses the directory. CRYPTO takes APVIRTUAL or APDEDICATED, LOADDEV tells of a SCSI disk or of an ECKD
    one, POSIXINFO gives GID or GNAME, whether in one statement or in several; a number is that of a NICDEF or of a SPECIAL.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         CRYPTO APVIRTUAL
         CRYPTO DOMAIN 5 APDEDICATED 1
         SPOOL 000E 1403 A
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         CRYPTO DOMAIN 5 APDEDICATED 1
         SPOOL 000E 1403 A
    Source: z/VM CP Planning and Administration, CRYPTO, NICDEF, LOADDEV and POSIXINFO statements
    """
    by_keyword: dict[str, list[Placed]] = {}
    for placed in entry:
        if _known(placed) is not None:
            by_keyword.setdefault(placed.statement.keyword, []).append(placed)
    for kind in _EXCLUDING:
        yield from _exclusion(entry, kind, by_keyword.get(kind.name, []))
    yield from _adapters_of_two_kinds(entry, by_keyword.get("NICDEF", []), by_keyword.get("SPECIAL", []))


def _exclusion(entry: Entry, kind: StatementKind, several: list[Placed]) -> Iterator[Finding]:
    """The first two statements that say what excludes the other; not where one statement says both, which is SYN007."""
    for pair in (*kind.excludes, *_MORE_PAIRS.get(kind.name, ())):
        saying = [[placed for placed in several if _says(placed.statement, what)] for what in pair]
        positions = [{placed.position for placed in some} for some in saying]
        if all(saying) and positions[0].isdisjoint(positions[1]):
            names = [what.partition("=")[0] for what in pair]
            found = sorted((some[0].position, name, some[0]) for some, name in zip(saying, names, strict=True))
            (_, other, earlier), (_, operand, later) = found
            titles = [what.partition("=")[2] or kind.by_name[what].title.upper() for what in pair]
            message = f"{titles[0]} and {titles[1]} of {kind.name} exclude each other in {_name(entry)}"
            related = Related(span_of(earlier, other), entry.shown_name, "the other one is here")
            unsure = any(kind.by_name[name].mark is Mark.UNSURE for name in names if name != "class")
            severity = Severity.INFO if unsure else None
            yield Finding(span_of(later, operand), message, entry.shown_name, " ".join(pair), severity, (related,))
            return


def _says(statement: Statement, what: str) -> bool:
    """Whether a statement has an operand, or has it with the value behind an equals sign."""
    name, _, value = what.partition("=")
    said = statement.operands().get(name)
    return said is not None and (not value or said == value)


def _adapters_of_two_kinds(entry: Entry, nicdefs: list[Placed], specials: list[Placed]) -> Iterator[Finding]:
    numbers = device_numbers(entry.source)
    first = {numbers[placed.position]: placed for placed in reversed(nicdefs)}
    for special in specials:
        nicdef = first.get(numbers[special.position])
        if nicdef is not None and numbers[special.position] is not None:
            earlier, later = sorted((nicdef, special), key=lambda placed: placed.position)
            subject = subject_of(entry, later)
            related = Related(_number_span(earlier), subject_of(entry, earlier), "the other one is here")
            message = f"{subject} is a NICDEF and a SPECIAL, which exclude each other"
            yield Finding(_number_span(later), message, subject, "", related=(related,))


_FILLING = frozenset(
    (
        "",
        "INCLUDE",
        "POOL",
        "BUILD",
        "COMMAND",
        "POSIXINFO",
        *(kind.name for kind in STATEMENTS if kind.section is Section.DEVICE),
    )
)


@entry_rule(
    "ENT016",
    "empty-entry",
    Severity.WARNING,
    Directxa.SILENT,
    where=lambda shape: shape.kind in ("user", "identity") and _FILLING.isdisjoint(shape.keywords),
)
def empty_entry(entry: Entry, context: Context) -> Iterator[Finding]:
    """A USER or IDENTITY that somebody can log on to has no device.

    Why: nobody can do anything in such a machine: it has no console, no disk and no link. Entries with NOLOG, an INCLUDE, a
    POOL, a BUILD, a COMMAND or a POSIXINFO are ordinary without a device.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MACHINE ESA
         CONSOLE 0009 3215 T
    Source: entries of running directories
    """
    header = entry.header.statement
    if isinstance(header, User | Identity) and header.password != "NOLOG":
        yield Finding(name_span(entry), f"{_name(entry)} can log on, but has no device", entry.shown_name, "")
