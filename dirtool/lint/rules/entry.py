"""ENT: the order and make-up of entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Fix, Related, Severity, Span
from dirtool.lint.machines import make_ups
from dirtool.lint.place import keyword_span, name_span, span_of
from dirtool.lint.registry import Finding, Shape, directory_rule, entry_rule, statement_rule
from dirtool.model.devices import device_count, device_numbers, devices_of, own_numbers
from dirtool.model.directory import KIND_BY_HEADER, Directory, Entry, EntryKind, Placed, only_holds_pool
from dirtool.model.effective import subject_of
from dirtool.spec.statement import Mark, Section, StatementKind
from dirtool.spec.statements import BY_NAME, STATEMENTS
from dirtool.spec.values import HIGHEST_DEVICE_NUMBER
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
from dirtool.text.columns import SEQUENCE_START, is_sequence, sequence
from dirtool.text.edit import Edit
from dirtool.wording import listed

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
            yield from _namesakes([entry for entry in entries if only_holds_pool(entry)])
            yield from _namesakes([entry for entry in entries if not only_holds_pool(entry)])


def _namesakes(entries: list[Entry]) -> Iterator[Finding]:
    for entry in entries[1:]:
        if entry.shown_name == MASK:
            continue
        kinds = [_HOLDERS[one.kind] for one in (entries[0], entry)]
        two = f"two {kinds[0]} entries" if kinds[0] == kinds[1] else f"two entries, {kinds[0]} and {kinds[1]}"
        related = Related(name_span(entries[0]), entries[0].shown_name, "the first of the two is here")
        message = f"{entry.shown_name} is the name of {two}"
        yield Finding(name_span(entry), message, entry.shown_name, "", related=(related,))


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
    home = _AT_HOME[entry.kind]
    for position, statement in enumerate(entry.statements, entry.start):
        if statement.keyword not in home or _is_limited(statement):
            yield from _judged_in(entry, entry.at(position))


def _is_limited(statement: Statement) -> bool:
    """Whether a statement is of a form that not every entry may hold which may hold the statement."""
    return statement.form == "V-DISK" if isinstance(statement, Mdisk) else isinstance(statement, Crypto)


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
    moves the statement up, behind the last one before the first device, and leaves out its sequence number; comments stay
    where they are.
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
    before = entry.header
    for placed in entry:
        kind = _known(placed)
        if device is None and kind is not None and kind.name in _DEVICES:
            device = placed
        elif device is None:
            before = placed
        elif kind is None:
            continue
        elif kind.name in _GENERAL and _HOLDERS.get(entry.kind, "") in kind.holders | kind.unsure:
            yield Finding(
                keyword_span(placed),
                f"{kind.name} stands behind a device, but a general statement comes before all devices",
                entry.shown_name,
                related=(Related(keyword_span(device), subject_of(entry, device), "the first device is here"),),
                fix=Fix("move it up, before the first device", "unsafe", _moves(placed, before)),
            )


def _moves(placed: Placed, before: Placed) -> tuple[Edit, ...]:
    """Edits that put a statement's records behind another statement, without their sequence numbers."""
    lines = placed.source.lines_of(placed.position)
    line = before.source.lines_of(before.position)[-1] + 1
    text = "".join(f"{_without_number(placed.source.records.texts[one - 1])}\n" for one in lines)
    return (Edit(line, 1, line, 1, text), *(Edit(one, 1, one + 1, 1, "") for one in lines))


def _without_number(record: str) -> str:
    return record[: SEQUENCE_START - 1].rstrip() if is_sequence(sequence(record)) else record


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
    if placed != entry.of(Include)[0]:
        return  # it is the second one
    first = next((other for other in entry if _comes_behind_include(_known(other))), None)
    if first is None or first.position > placed.position:
        return
    yield Finding(
        keyword_span(placed),
        f"INCLUDE stands behind {first.statement.keyword}, but only the header and BUILD come before it",
        entry.shown_name,
        related=(Related(keyword_span(first), subject_of(entry, first), "this stands before it"),),
        fix=Fix("move it up, behind the header", "unsafe", _moves(placed, entry.header)),
    )


def _comes_behind_include(kind: StatementKind | None) -> bool:
    return kind is not None and (kind.section in (Section.GENERAL, Section.DEVICE) or kind.name == "POOL")


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
    device: Placed | None = None
    for placed in entry:
        keyword = placed.statement.keyword
        if keyword not in _EXTENSIONS and keyword in _DEVICES:
            device = placed if keyword in _EXTENDED else None
        kind = _known(placed) if keyword in _WATCHED or keyword in _EXTENSIONS else None
        if kind is None or _HOLDERS.get(entry.kind, "") not in kind.holders | kind.unsure:
            continue
        for part in _parts(entry, placed.statement, kind, device):
            before = first.setdefault(part, placed)
            if before is not placed:
                yield _repeated(entry, before, placed, part)
    yield from _too_many_logonby(entry)


def _parts(entry: Entry, statement: Statement, kind: StatementKind, device: Placed | None) -> list[_Part]:
    """What a statement says that may be said once; of an extension, behind `device`."""
    if isinstance(statement, _BY_OPERAND):
        return [_Part(kind.name, operand=operand) for operand in statement.operands() if operand not in _MAY_REPEAT]
    if isinstance(statement, Share):
        return [_Part(kind.name, statement.cputype or "")]
    if isinstance(statement, Xconfig):
        return [_Part(kind.name, statement.kind)]
    if kind.name in _EXTENSIONS:
        return [] if device is None else [_Part(kind.name, device=subject_of(entry, device))]
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

_ADAPTERS = frozenset(("NICDEF", "SPECIAL"))


def _number_span(placed: Placed) -> Span:
    """The place of the device number that a statement defines."""
    statement = placed.statement
    if isinstance(statement, Link):
        return span_of(placed, "vdev1" if statement.vdev2 is None else "vdev2")
    return span_of(placed, "vdev")


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
    """The device numbers that a device takes, both ends inclusive."""

    first: int
    last: int
    entry: Entry
    placed: Placed

    @property
    def subject(self) -> str:
        return subject_of(self.entry, self.placed)

    @property
    def shown(self) -> str:
        """The device, with its numbers if there are several."""
        return self.subject if self.first == self.last else f"{self.subject} ({self.first:04X}-{self.last:04X})"


def _has_adapter(shape: Shape) -> bool:
    return shape.kind in _WITH_DEVICES and not _ADAPTERS.isdisjoint(shape.keywords)


@entry_rule("ENT006", "device-range-collision", Severity.ERROR, Directxa.SILENT, where=_has_adapter)
def device_range_collision(entry: Entry, context: Context) -> Iterator[Finding]:
    """A network adapter takes numbers that another device of the virtual machine has, or that do not exist.

    Why: NICDEF and SPECIAL name the first number and take as many as they say, three if they do not. DIRECTXA looks at the
    first one only; at logon, one of the devices is not made. The profile and the subconfigurations count.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
         MDISK 0601 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
         MDISK 0603 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, NICDEF and SPECIAL statements
    """
    ranges = _claims([*entry.of(Nicdef), *entry.of(Special)], entry)
    for claim in ranges:
        if claim.last > HIGHEST_DEVICE_NUMBER:
            message = f"{claim.subject} takes {claim.last - claim.first + 1} device numbers, which go past FFFF"
            yield Finding(_number_span(claim.placed), message, claim.subject, "FFFF")
    further = {f"{number:04X}" for claim in ranges for number in range(claim.first + 1, claim.last + 1)}
    seen: set[frozenset[tuple[int, int]]] = set()
    for parts in [parts for parts, _ in make_ups(entry, context)] or [[entry]]:
        if all(further.isdisjoint(own_numbers(part)) for part in parts):
            continue  # almost always
        for pair in _collisions(_claims_of(parts)):
            places = frozenset(context.directory.order(claim.placed) for claim in pair)
            if pair[0].entry is entry and places not in seen:
                seen.add(places)
                yield _collision(*sorted(pair, key=lambda claim: context.directory.order(claim.placed)))


def _claims(statements: Iterable[Placed], entry: Entry) -> list[_Claim]:
    """The device numbers that some statements of an entry take; all NICDEF statements of one adapter are one device."""
    devices: dict[str, _Claim] = {}
    for placed in statements:
        number = device_numbers(entry.source)[placed.position]
        if number is None:
            continue
        first = int(number, 16)
        claim = _Claim(first, first + device_count(placed.statement) - 1, entry, placed)
        before = devices.setdefault(number, claim)
        if claim.last > before.last and isinstance(before.placed.statement, Nicdef):
            devices[number] = before._replace(last=claim.last)
    return list(devices.values())


def _claims_of(parts: list[Entry]) -> list[_Claim]:
    """What the devices of a virtual machine take; a device of an upper part replaces that of a lower one."""
    found: dict[int, _Claim] = {}
    for part in parts:
        found = {claim.first: claim for claim in _claims(part, part)} | found
    return list(found.values())


def _collisions(claims: list[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """Each device whose number is among those of another one, behind that other one."""
    furthest: _Claim | None = None
    for claim in sorted(claims, key=lambda claim: claim.first):
        if furthest is not None and claim.first <= furthest.last:
            yield furthest, claim
        if furthest is None or claim.last > furthest.last:
            furthest = claim


def _collision(earlier: _Claim, later: _Claim) -> Finding:
    first, last = max(earlier.first, later.first), min(earlier.last, later.last)
    numbers = f"{first:04X}" if first == last else f"{first:04X}-{last:04X}"
    message = f"{later.shown} and {earlier.shown} both take {numbers}"
    related = Related(_number_span(earlier.placed), earlier.subject, "the other one is here")
    subject = " ".join(sorted((earlier.subject, later.subject)))
    return Finding(_number_span(later.placed), message, subject, "", related=(related,))


@entry_rule(
    "ENT007",
    "profile-device-overridden",
    Severity.INFO,
    Directxa.SILENT,
    where=lambda shape: shape.kind in ("user", "identity") and "INCLUDE" in shape.keywords,
)
def profile_device_overridden(entry: Entry, context: Context) -> Iterator[Finding]:
    """A device of the entry, or of its SUBCONFIG, replaces the one of that number in the included profile.

    Why: this is how a profile is made to fit, but it is easily done without being meant: the profile's device is dropped
    without a word. NICDEF statements without a TYPE add to the adapter of the profile, and replace nothing.
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
    Source: z/VM CP Planning and Administration, INCLUDE, PROFILE and NICDEF statements
    """
    profile = context.profile_of(entry)
    if profile is None:
        return
    devices = context.resolver.devices_of(profile)
    for part in context.layers.of(entry, None)[0]:
        if part is not profile and not devices.keys().isdisjoint(own_numbers(part)):
            yield from _overrides(part, profile, devices)


def _overrides(entry: Entry, profile: Entry, devices: dict[str, int]) -> Iterator[Finding]:
    for number, position in devices_of(entry).items():
        if number not in devices:
            continue
        placed, other = entry.at(position), profile.at(devices[number])
        if isinstance(other.statement, Nicdef) and isinstance(placed.statement, Nicdef) and _adds(entry, number):
            continue
        subject, replaced = subject_of(entry, placed), subject_of(profile, other)
        message = f"{subject} replaces {other.statement.keyword} {replaced} of the profile"
        related = Related(_number_span(other), replaced, "the device of the profile is here")
        yield Finding(_number_span(placed), message, subject, profile.shown_name, related=(related,))


def _adds(entry: Entry, vdev: str) -> bool:
    """Whether the NICDEF statements of an adapter only add to the one that another entry defines."""
    nicdefs = (statement for statement in entry.statements if isinstance(statement, Nicdef) and statement.vdev == vdev)
    return all(nicdef.type is None for nicdef in nicdefs)


# ---- order of entries

_RANKS: dict[EntryKind, int] = {"directory": 0, "global": 1, "profile": 2, "user": 3, "identity": 3, "subconfig": 3}
_PLACES = (
    "before all entries",
    "before the first PROFILE, USER, IDENTITY or SUBCONFIG",
    "before the first USER, IDENTITY or SUBCONFIG",
)


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
            message, what = "GLOBALDEFS stands twice in the directory", "the first of the two is here"
            yield _out_of_order(entry, message, twice, what)
        elif above is not None and not is_first_directory:  # that one is ENT010
            name = header.keyword if rank < 2 else f"{header.keyword} {entry.shown_name}"
            message = f"{name} stands too late: it belongs {_PLACES[rank]}"
            yield _out_of_order(entry, message, above, "this entry stands before it")


def _out_of_order(entry: Entry, message: str, other: Entry, what: str) -> Finding:
    related = Related(keyword_span(other.header), other.shown_name, what)
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


def _may_have_too_many_cpus(shape: Shape) -> bool:
    own = shape.keywords.count("CPU")
    if shape.kind not in ("user", "identity", "profile") or own > 1:
        return shape.kind != "subconfig" and own > 1
    return "INCLUDE" in shape.keywords and (own == 1 or "MACHINE" in shape.keywords)


@entry_rule("ENT013", "too-many-cpus", Severity.ERROR, Directxa.REFUSES, where=_may_have_too_many_cpus)
def too_many_cpus(entry: Entry, context: Context) -> Iterator[Finding]:
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
    found = _cpus(entry)
    yield from _addresses_twice(entry, found)
    profile = context.profile_of(entry)
    layers = [entry] if profile is None else [entry, profile]
    if profile is not None:
        found = _cpus(profile) | found
    cpus = sorted(found.values(), key=lambda own: context.directory.order(own.placed))
    bases = [own for own in cpus if _cpu(own.placed).base]
    for base in bases[1:]:
        if entry in (bases[0].entry, base.entry):  # else it is the profile's own fault
            yield _second_base(bases[0], base)
    machine = _machine(layers)
    if machine is not None and not (entry.kind == "profile" and _is_always_replaced(machine, context)):
        yield from _beyond_machine(entry, machine, cpus, context)


class _Own(NamedTuple):
    """A statement and the entry that holds it."""

    entry: Entry
    placed: Placed


def _cpus(entry: Entry) -> dict[str, _Own]:
    """The CPU statements of an entry by address; the first of two."""
    found: dict[str, _Own] = {}
    for placed in entry.of(Cpu):
        found.setdefault(_cpu(placed).cpuaddr, _Own(entry, placed))
    return found


def _cpu(placed: Placed) -> Cpu:
    assert isinstance(placed.statement, Cpu)
    return placed.statement


def _addresses_twice(entry: Entry, first: dict[str, _Own]) -> Iterator[Finding]:
    for placed in entry.of(Cpu):
        address = _cpu(placed).cpuaddr
        if first[address].placed != placed:
            other = span_of(first[address].placed, "cpuaddr")
            related = Related(other, entry.shown_name, "the first of the two is here")
            message = f"CPU {address} stands twice in {_name(entry)}"
            yield Finding(span_of(placed, "cpuaddr"), message, entry.shown_name, f"CPU {address}", related=(related,))


def _second_base(first: _Own, second: _Own) -> Finding:
    related = Related(span_of(first.placed, "base"), first.entry.shown_name, "the other base CPU is here")
    message = f"{_name(second.entry)} has two base CPUs"
    return Finding(span_of(second.placed, "base"), message, second.entry.shown_name, "BASE", related=(related,))


def _machine(layers: list[Entry]) -> _Own | None:
    """The MACHINE statement in effect; None where there is none, where it is broken, or where an entry has more than one."""
    for layer in layers:
        found = [placed for kind in (Machine, Unparsed) for placed in layer.of(kind)]
        found = [placed for placed in found if placed.statement.keyword == "MACHINE"]
        if found:
            return _Own(layer, found[0]) if len(found) == 1 and isinstance(found[0].statement, Machine) else None
    return None


def _is_always_replaced(machine: _Own, context: Context) -> bool:
    """Whether all who include a profile have a MACHINE of their own in place of the profile's."""
    users = context.directory.machines_of(machine.entry)
    return bool(users) and all("MACHINE" in map(_KEYWORD, user.statements) for user in users)


def _beyond_machine(entry: Entry, machine: _Own, cpus: list[_Own], context: Context) -> Iterator[Finding]:
    """The first CPU that is too many, or MACHINE where that stands behind it."""
    assert isinstance(machine.placed.statement, Machine)
    most = machine.placed.statement.mcpu
    if most is None or len(cpus) <= most or entry not in (cpus[most].entry, machine.entry):
        return
    earlier, later = sorted((cpus[most], machine), key=lambda own: context.directory.order(own.placed))
    spans = [span_of(own.placed, "mcpu" if own is machine else "cpuaddr") for own in (earlier, later)]
    what = "one CPU too many is here" if later is machine else "the number is given here"
    message = f"{_name(entry)} has {len(cpus)} CPUs, but MACHINE allows {most} at most"
    related = Related(spans[0], earlier.entry.shown_name, what)
    yield Finding(spans[1], message, later.entry.shown_name, "MACHINE", related=(related,))


_EXCLUDING = tuple(BY_NAME[name] for name in ("CRYPTO", "LOADDEV", "POSIXINFO"))
_MORE_PAIRS = {"LOADDEV": (("class=ECKD", "class=SCSI"),)}
_CONFLICTING = frozenset((*_ADAPTERS, *(kind.name for kind in _EXCLUDING)))


def _may_conflict(shape: Shape) -> bool:
    keywords = shape.keywords
    return not _CONFLICTING.isdisjoint(keywords) and (
        any(keywords.count(kind.name) > 1 for kind in _EXCLUDING) or _ADAPTERS.issubset(keywords)
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
    by_keyword: dict[str, list[Placed]] = {name: [] for name in _CONFLICTING}
    for placed in entry:
        if placed.statement.keyword in by_keyword and _known(placed) is not None:
            by_keyword[placed.statement.keyword].append(placed)
    for kind in _EXCLUDING:
        if len(by_keyword[kind.name]) > 1:
            yield from _exclusion(entry, kind, by_keyword[kind.name])
    yield from _adapters_of_two_kinds(entry, by_keyword["NICDEF"], by_keyword["SPECIAL"])


def _exclusion(entry: Entry, kind: StatementKind, several: list[Placed]) -> Iterator[Finding]:
    """The first two statements that say what excludes the other; not where one statement says both, which is SYN007."""
    saying: dict[str, list[Placed]] = {}  # by the operand, and by the operand with its value
    for placed in several:
        for name, value in placed.statement.operands().items():
            saying.setdefault(name, []).append(placed)
            saying.setdefault(f"{name}={value}", []).append(placed)
    for pair in (*kind.excludes, *_MORE_PAIRS.get(kind.name, ())):
        some, others = (saying.get(what, []) for what in pair)
        if not some or not others or not {one.position for one in some}.isdisjoint(one.position for one in others):
            continue
        names = [what.partition("=")[0] for what in pair]
        (_, other, earlier), (_, operand, later) = sorted(
            (placed.position, name, placed) for name, placed in zip(names, (some[0], others[0]), strict=True)
        )
        titles = [what.partition("=")[2] or kind.by_name[what].title.upper() for what in pair]
        message = f"{titles[0]} and {titles[1]} of {kind.name} exclude each other in {_name(entry)}"
        related = Related(span_of(earlier, other), entry.shown_name, "the other one is here")
        unsure = any(kind.by_name[name].mark is Mark.UNSURE for name in names if name != "class")
        severity = Severity.INFO if unsure else None
        yield Finding(span_of(later, operand), message, entry.shown_name, " ".join(pair), severity, (related,))
        return


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
