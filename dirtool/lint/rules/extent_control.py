"""XCT: EXTENT CONTROL."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest

from dirtool.lint.context import Context, ControlContext
from dirtool.lint.diagnostic import Bar, Related, Scale, Severity, Span
from dirtool.lint.neighbours import Neighbours
from dirtool.lint.place import span_of_words
from dirtool.lint.registry import Finding, Profile, control_rule
from dirtool.model.devices import device_numbers
from dirtool.model.extent_control import Exclusion, ExtentControl, GroupRecord, Region, matches
from dirtool.model.overlap import Place, Sweep, repeated
from dirtool.spec.devices import LABEL_SIZES, Unit, type_and_model, unit_of, unit_of_model
from dirtool.spec.extent_control import BAD_RECORD, END_OF_SECTION, METHODS, SECTIONS, TAGS, UNPADDED_NUMBER
from dirtool.spec.statement import nearest
from dirtool.syntax.extent_control import is_tag
from dirtool.syntax.fault import Fault
from dirtool.syntax.masking import shown_words
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Mdisk
from dirtool.syntax.words import fold
from dirtool.wording import LONGEST_SHOWN, expected, listed, near, plural

_OVERLAPS_AT_MOST = 10  # of one region
_NAME, _VOLID, _FIRST, _LAST, _DEVTYPE = range(5)  # the words of a region
_PHRASES = {"(": tuple(f"(ALLOCATE {method})" for method in METHODS), ")": ("closing parenthesis",)}
_KINDS_WITH_DISKS = ("user", "identity", "subconfig")


@control_rule("XCT001", "unknown-section", Severity.ERROR, Profile.SYNTAX)
def unknown_section(context: ControlContext) -> Iterator[Finding]:
    """A section that does not exist, is not closed, or stands twice.

    Why: DirMaint does not see the records in it, or takes those of the next section for them. The records of an unknown
    section are not judged; those of a section that stands twice, or is not closed, are.
    Bad:
        :REGION.
        LX0001 LX0001 1 END 3390-09
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 END 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    file = context.control.file
    seen: dict[str, int] = {}
    for part, following in zip_longest(file.parts, file.parts[1:]):
        place = _place(context, part.line, 0)
        tag = part.tag[:LONGEST_SHOWN]
        if part.section is None:
            sections = f"; allowed: {listed([section.tag for section in SECTIONS.values()], 'or')}"
            yield Finding(place, f"{tag} is no section{near(nearest(part.tag, TAGS)) or sections}", tag)
        elif part.tag in seen:
            first = Related(_place(context, seen[part.tag], 0), tag, "the first of the two is here")
            yield Finding(place, f"section {tag} stands twice", tag, "twice", related=(first,))
        seen.setdefault(part.tag, part.line)
        if not part.is_closed:
            said = f"section {tag} is not closed by {END_OF_SECTION}"
            related = (
                () if following is None else (Related(_place(context, following.line, 0), "", "the next begins here"),)
            )
            yield Finding(place, said, tag, "open", related=related)
    for line in file.stray_ends:
        yield Finding(_place(context, line, 0), f"{END_OF_SECTION} closes no section", END_OF_SECTION)


@control_rule("XCT002", "bad-record", Severity.ERROR, Profile.SYNTAX)
def bad_record(context: ControlContext) -> Iterator[Finding]:
    """A record that has not the shape of its section, or a word in it that cannot be what it stands for.

    Why: DirMaint does not take the record, so that what it should say is missing. A record outside of all sections is one, and
    a region that ends before it starts.
    Bad:
        :REGIONS.
        LX0001 LX0001 1 3390-09
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    for line, fault in _faults(context, BAD_RECORD):
        words = shown_words(context.control.file, line)
        said = _said(context, line, fault, words)
        yield Finding(_place(context, line, fault.first, fault.last), said, words[0][:LONGEST_SHOWN])


@control_rule("XCT003", "duplicate-region", Severity.ERROR)
def duplicate_region(context: ControlContext) -> Iterator[Finding]:
    """Two regions have one name.

    Why: DirMaint ignores the second one, so that its space is never given out.
    Bad:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        LX0001 LX0002 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        LX0002 LX0002 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001 LX0002
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    for region, first in context.control.duplicates:
        message = f"region {region.name} stands twice; DirMaint ignores this one, {_extent(region)}"
        related = (Related(_place(context, first.line, _NAME), first.name, "the one that counts is here"),)
        yield Finding(_place(context, region.line, _NAME), message, region.name, _extent(region), related=related)


@control_rule("XCT004", "overlapping-regions", Severity.WARNING)
def overlapping_regions(context: ControlContext) -> Iterator[Finding]:
    """Two regions share cylinders or blocks of one volume.

    Why: free space in both of them is counted twice, and a region is no border any more for what belongs to whom. Of a region
    that overlaps many, ten are told and the others counted.
    Bad:
        :REGIONS.
        LX0001A LX0001 1 5000 3390-09
        LX0001B LX0001 5000 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001A LX0001B
        :END.
    Good:
        :REGIONS.
        LX0001A LX0001 1 4999 3390-09
        LX0001B LX0001 5000 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001A LX0001B
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    regions = list(context.control.regions.values())
    places: dict[tuple[str, Unit], list[Place]] = {}
    for number, region in enumerate(regions):
        end = context.control.end_of(region)
        place = Place(region.first, sys.maxsize if end is None else max(end, region.first), number, name=region.name)
        places.setdefault((region.volid, _unit(region)), []).append(place)
    sweeps = [(Sweep(on_volume, _OVERLAPS_AT_MOST), repeated(on_volume)) for on_volume in places.values()]
    untold = {number: more for sweep, _ in sweeps for number, more in sweep.untold.items()}
    pairs = [pair for sweep, same in sweeps for pair in (*sweep.pairs, *same)]
    last_of = {number: pair for pair in pairs for number in pair}
    for pair in sorted(pairs, key=lambda pair: (pair[1], pair[0])):
        earlier, later = (regions[number] for number in pair)
        more = [
            (regions[number].name, untold[number]) for number in pair if last_of[number] == pair and number in untold
        ]
        yield _overlap(context, earlier, later, more)


@control_rule("XCT005", "region-past-volume-end", Severity.ERROR)
def region_past_volume_end(context: ControlContext) -> Iterator[Finding]:
    """A region ends beyond the end of its volume.

    Why: DirMaint would place minidisks where the volume has no cylinders. The end is that of the device type with its model,
    by `:DEFAULTS.` or as usual for the model, and that of the volume where a list of volumes tells it.
    Bad:
        :REGIONS.
        LX0001 LX0001 1 10017 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    for region in context.control.regions.values():
        last = region.first if region.last is None else region.last
        for whose, size in _sizes(context, region):
            if last >= size:
                said = "starts" if region.last is None else "ends"
                unit = _unit(region)
                yield Finding(
                    _place(context, region.line, _FIRST if region.last is None else _LAST),
                    f"{region.name} {said} at {unit} {last} of {region.volid}, but {whose} ends at {size - 1}",
                    region.name,
                    f"{region.volid} {last}",
                    scale=Scale(region.volid, (Bar(region.volid, 0, size - 1), _bar(region))),
                )
                break


@control_rule("XCT006", "region-on-cylinder-zero", Severity.ERROR)
def region_on_cylinder_zero(context: ControlContext) -> Iterator[Finding]:
    """A region starts at the very beginning of its volume.

    Why: there is the volume's label and the map of what is allocated; the minidisk that DirMaint places there destroys them.
    On fixed-block devices these are blocks 0 to 15: a region that starts at one of 1 to 15 is a warning.
    Bad:
        :REGIONS.
        LX0001 LX0001 0 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    for region in context.control.regions.values():
        unit = _unit(region)
        if region.first < LABEL_SIZES[unit]:
            message = (
                f"{region.name} starts at {unit} {region.first} of {region.volid}, where the label of the volume is"
            )
            severity = Severity.WARNING if region.first else None
            yield Finding(_place(context, region.line, _FIRST), message, region.name, region.volid, severity)


@control_rule("XCT007", "unknown-region-in-group", Severity.ERROR)
def unknown_region_in_group(context: ControlContext) -> Iterator[Finding]:
    """A group names a region that does not exist.

    Why: DirMaint cannot place anything there; often the name is misspelt, or it is that of a volume whose region has another
    one. A region whose own record is wrong is not missed.
    Bad:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001 LX0O02
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        LX0002 LX0002 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001 LX0002
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    control = context.control
    broken = {fold(_word(context, line, _NAME)) for line in control.file.faults if _is_in(control, line, "REGIONS")}
    known = control.regions.keys() | broken
    neighbours: Neighbours | None = None
    for record in control.group_records:
        if known.issuperset(record.regions):
            continue
        neighbours = neighbours or Neighbours(control.regions)
        for at, region in _members(context, record):
            if region not in known:
                message = (
                    f"group {record.name} names region {region}, which does not exist{near(neighbours.of(region))}"
                )
                yield Finding(_place(context, record.line, at), message, record.name, region)


@control_rule("XCT008", "method-given-late", Severity.WARNING)
def method_given_late(context: ControlContext) -> Iterator[Finding]:
    """LINEAR or ROTATING stands on a later record of a group.

    Why: the order in which the regions are tried belongs to a group when it is made: the first record states it, and a group
    whose first record does not is LINEAR.
    Bad:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        LINUX (ALLOCATE ROTATING)
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX (ALLOCATE ROTATING)
        LINUX LX0001
        :END.
    Source: z/VM DirMaint Commands Reference, DASD; z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    first_of: dict[str, GroupRecord] = {}
    for record in context.control.group_records:
        first = first_of.setdefault(record.name, record)
        if record is first or record.method is None:
            continue
        at = next(at for at, word in enumerate(_words(context, record.line)) if fold(word) == record.method and at)
        method = context.control.groups[record.name].method
        message = f"{record.method} comes late; group {record.name} is {method} by its first record"
        related = (Related(_place(context, first.line, 0), record.name, "the group begins here"),)
        yield Finding(_place(context, record.line, at), message, record.name, record.method, related=related)


@control_rule("XCT009", "region-in-no-group", Severity.INFO)
def region_in_no_group(context: ControlContext) -> Iterator[Finding]:
    """A region belongs to no group.

    Why: DirMaint gives out space in it only to those who name the region itself. Often it was forgotten when a volume came.
    Bad:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        LX0002 LX0002 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001
        :END.
    Good:
        :REGIONS.
        LX0001 LX0001 1 10016 3390-09
        LX0002 LX0002 1 10016 3390-09
        :END.
        :GROUPS.
        LINUX LX0001 LX0002
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    for region in context.control.regions.values():
        if not context.control.groups_of(region.name):
            message = f"region {region.name} on {region.volid} belongs to no group"
            yield Finding(_place(context, region.line, _NAME), message, region.name, region.volid)


@control_rule("XCT010", "exclude-of-nothing", Severity.WARNING)
def exclude_of_nothing(context: ControlContext) -> Iterator[Finding]:
    """An EXCLUDE record names an entry or a minidisk that the directory does not have.

    Why: it excludes nothing. What it was meant for counts as used space, and makes a volume look full. Judged where a directory
    is given; in a part of one the minidisk may be elsewhere, so that it is an information there. The minidisks of an IDENTITY
    are those of its SUBCONFIGs.
    Bad:
        :EXCLUDE.
        MAINT-* 0133
        :END.
    Good:
        :EXCLUDE.
        MAINT-* 0123
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    if context.current is None:
        return
    disks = _Disks(context.current)
    severity = Severity.INFO if context.current.is_fragment else None
    for one in context.control.exclusions:
        numbers = disks.of(one.owner)
        subject = one.owner if one.vdev is None else f"{one.owner}/{one.vdev}"
        if numbers is None:
            what = "no entry has a name like" if "*" in one.owner else "there is no entry"
            message = f"{subject} excludes nothing: {what} {one.owner}"
            yield Finding(_place(context, one.line, 0), message, subject, "", severity)
        elif not _has(numbers, one):
            what = "no minidisk" if one.vdev is None else f"no minidisk {one.vdev}"
            message = f"{subject} excludes nothing: {one.owner} has {what}"
            at = 0 if one.vdev is None else 1
            yield Finding(_place(context, one.line, at), message, subject, "", severity)


@control_rule("XCT011", "unpadded-device-number", Severity.ERROR, Profile.SYNTAX)
def unpadded_device_number(context: ControlContext) -> Iterator[Finding]:
    """The address in an EXCLUDE record has fewer than four digits.

    Why: DirMaint wants four digits, with zeros in front; a shorter address names no minidisk, so that nothing is excluded.
    Bad:
        :EXCLUDE.
        MAINT-* 123
        :END.
    Good:
        :EXCLUDE.
        MAINT-* 0123
        :END.
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    for line, fault in _faults(context, UNPADDED_NUMBER):
        owner, number = (fold(word) for word in _words(context, line))
        message = f"{number} has fewer than four digits; {number.zfill(4)} expected"
        yield Finding(_place(context, line, fault.first), message, f"{owner}/{number}", "")


# ---- places and words


def _place(context: ControlContext, line: int, first: int, last: int | None = None) -> Span:
    """The place of some words of a record; behind the last word when there is none of that index."""
    file = context.control.file
    return span_of_words(file.path, file.words(line), first, first if last is None else last)


def _words(context: ControlContext, line: int) -> list[str]:
    return [word.text for word in context.control.file.words(line)]


def _word(context: ControlContext, line: int, at: int) -> str:
    return _words(context, line)[at]


def _members(context: ControlContext, record: GroupRecord) -> Iterator[tuple[int, str]]:
    """The regions that a record of a group names, each with the index of its word."""
    left = list(reversed(record.regions))
    for at, word in enumerate(_words(context, record.line)):
        if at and left and fold(word) == left[-1]:
            yield at, left.pop()


def _is_in(control: ExtentControl, line: int, section: str) -> bool:
    part = control.file.part_at(line)
    return part is not None and part.section is not None and part.section.name == section and part.line != line


def _faults(context: ControlContext, rule: str) -> Iterator[tuple[int, Fault]]:
    for line, faults in context.control.file.faults.items():
        yield from ((line, fault) for fault in faults if fault.rule == rule)


def _said(context: ControlContext, line: int, fault: Fault, words: Sequence[str]) -> str:
    """What is wrong with a record; `words` are its words without secrets."""
    file = context.control.file
    part = file.part_at(line)
    shown = words[fault.first][:LONGEST_SHOWN] if fault.first < len(words) else ""
    if is_tag(file.texts[line - 1]):
        return f"{words[0]} takes no word behind it, but {shown} is there"
    if part is None or part.section is None:
        return f"{shown} stands outside of all sections"
    by_name = {field.name: field for field in part.section.fields}
    if fault.operand is not None:
        meant = nearest(type_and_model(fold(shown))[0], fault.allowed)
        return f"{shown} is no {by_name[fault.operand].title}{near(meant) or f'; allowed: {fault.wanted}'}"
    words_allowed = (phrase for word in fault.allowed for phrase in _PHRASES.get(word, (word,)))
    options = [*(by_name[name].title for name in fault.expected), *words_allowed]
    if fault.first == len(words):
        return f"a record of {part.tag} lacks its {listed(options, 'or')}"
    return f"{shown} is one word too many for a record of {part.tag}" if not options else f"{shown}{expected(options)}"


# ---- regions


def _unit(region: Region) -> Unit:
    return unit_of_model(region.devtype)


def _range(unit: Unit, first: int, last: int | None) -> str:
    return f"{unit}s {first}-{'END' if last is None else last}"


def _extent(region: Region) -> str:
    return f"{region.volid} {_range(_unit(region), region.first, region.last)}"


def _bar(region: Region) -> Bar:
    return Bar(region.name, region.first, region.last)


def _overlap(context: ControlContext, earlier: Region, later: Region, untold: Sequence[tuple[str, int]]) -> Finding:
    ends = [end for end in map(context.control.end_of, (earlier, later)) if end is not None]
    shared = _range(_unit(later), max(earlier.first, later.first), min(ends, default=None))
    more = "".join(f"; {name} overlaps {plural(left, 'more region')}" for name, left in untold)
    return Finding(
        _place(context, later.line, _VOLID, _LAST),
        f"{later.name} shares {later.volid} {shared} with {earlier.name}{more}",
        " ".join(sorted((earlier.name, later.name))),
        f"{later.volid} {shared}",
        related=(Related(_place(context, earlier.line, _VOLID, _LAST), earlier.name, "already has them here"),),
        scale=Scale(later.volid, tuple(sorted(map(_bar, (earlier, later)), key=lambda bar: (bar.first, bar.subject)))),
    )


def _sizes(context: ControlContext, region: Region) -> Iterator[tuple[str, int]]:
    """The sizes that a region must fit in, each with whose it is."""
    known = context.options.volumes.get(region.volid)
    is_comparable = known is not None and (known.devtype is None or unit_of(known.devtype) == _unit(region))
    if known is not None and known.size is not None and is_comparable:
        yield region.volid, known.size
    size = context.control.size_of(region.devtype)
    if size is not None:
        yield f"a {region.devtype}", size


# ---- exclusions


class _Disks:
    """The device numbers of the minidisks in a directory, by the name of the entry that holds them."""

    def __init__(self, context: Context) -> None:
        self._numbers: dict[str, set[str | None]] = {}
        for entry in context.directory.entries:
            if entry.kind in _KINDS_WITH_DISKS:
                self._numbers.setdefault(entry.name, set())
        for entry, placed in context.directory.placed(Mdisk, Unparsed):
            if entry.kind in _KINDS_WITH_DISKS:
                # None for what is broken: nobody knows which minidisk it is
                self._numbers[entry.name].add(device_numbers(placed.source)[placed.position])
        self._names = sorted(self._numbers)
        self._found: dict[str, set[str | None] | None] = {}

    def of(self, owner: str) -> set[str | None] | None:
        """The device numbers of all entries that an exclusion's owner stands for; None if there is no such entry."""
        if owner not in self._found:
            head = owner.partition("*")[0]
            start = bisect_left(self._names, head)
            behind = (self._names[at] for at in range(start, len(self._names)))
            names = [name for name in takewhile(lambda name: name.startswith(head), behind) if matches(owner, name)]
            self._found[owner] = set().union(*(self._numbers[name] for name in names)) if names else None
        return self._found[owner]


def _has(numbers: set[str | None], one: Exclusion) -> bool:
    """Whether any of some minidisks is excluded; one that cannot be understood may be it."""
    return bool(numbers) if one.vdev is None else one.vdev in numbers or None in numbers
