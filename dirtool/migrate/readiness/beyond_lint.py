"""What stands in the way of a move, or should be known before it, and no rule of lint tells: one function for each check.

Alike things that only want to be known are told once, with their number, at the first of them; some others are related.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Span
from dirtool.lint.engine import Report
from dirtool.lint.place import keyword_span, name_span, span_of, span_of_words
from dirtool.migrate.extents.areas_of_cp import Use
from dirtool.migrate.extents.proposal import ControlProposal
from dirtool.migrate.extents.unknown_places import unknown_places
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness.checks import check_number
from dirtool.migrate.readiness.shortfall import Shortfall, State
from dirtool.model.directory import Directory, Placed, only_holds_pool
from dirtool.model.effective import subject_of
from dirtool.model.extent import SYSTEM_RESIDENCE, extent_of
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap
from dirtool.spec.statement import StatementKind
from dirtool.syntax.masking import shown_text
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.statements import Load, Mdisk, Sysaffin
from dirtool.syntax.words import fold
from dirtool.text.codepage import PAGES, table
from dirtool.text.columns import CODE_END
from dirtool.wording import listed, plural, some_of

MANY_ENTRIES = 10_000
"""From more entries than these on people notice how long DirMaint takes."""

_TOLD_AT_MOST = 10  # places of what is told once
_USUAL_PAGE = "1047"
_VARIABLE = re.compile(r"(?<!\S)&[A-Z][A-Z0-9]*(?!\S)")
_HEXADECIMAL = re.compile("[0-9A-Fa-f]+")
_LOWER_CASE = re.compile("[a-z]")


class Place(NamedTuple):
    """Where something is, whose it is, and what is to be said there beside another place."""

    span: Span
    subject: str
    message: str = "and here"


def names_and_statements(directory: Directory, before: Report) -> Iterator[Shortfall]:
    """C2: names of two entries that DIRECTXA tells apart, DIRECTORY statements that nothing does, and empty entries."""
    yield from _shared_names(directory)
    yield from _repeated_directory_statements(directory)
    told = {(found.span.path, found.span.line) for found in before.diagnostics if found.code == "ENT016"}
    empty = [
        Place(name_span(entry), entry.shown_name)
        for entry in directory.entries
        if len(entry) == 1
        and entry.kind in ("profile", "user", "identity")
        and (entry.source.path, entry.line) not in told
    ]
    if empty:
        said = "is a header and nothing else" if len(empty) == 1 else "are headers and nothing else"
        yield _told_once(2, State.NOTE, empty, f"{_some_subjects(empty)} {said}", "Keep it if it only keeps the name.")


def _shared_names(directory: Directory) -> Iterator[Shortfall]:
    for entry in directory.entries:
        holder = directory.machines.get(entry.name)
        if holder is None or holder is entry:
            continue
        if entry.kind == "profile":
            said = f"{entry.shown_name} is the name of a PROFILE and of a {holder.kind.upper()}"
        elif entry.kind in ("user", "identity") and only_holds_pool(entry):
            said = f"{entry.shown_name} is the prefix of a POOL and the name of a {holder.kind.upper()}"
        else:
            continue  # lint tells: DIRECTXA refuses it
        related = (Related(name_span(holder), holder.shown_name, f"the {holder.kind.upper()} is here"),)
        yield Shortfall(check_number(2), State.CHECK, name_span(entry), entry.shown_name, said, related=related)


def _repeated_directory_statements(directory: Directory) -> Iterator[Shortfall]:
    """DIRECTORY statements that nothing tells from an earlier one."""
    seen: dict[tuple[str, ...], Placed] = {}
    for _, placed in directory.placed(DirectoryStatement):
        first = seen.setdefault(_systems_of(placed), placed)
        if first is not placed:
            said = "a second DIRECTORY statement, which names no other system than the first one"
            related = (Related(keyword_span(first), "DIRECTORY", "the first one is here"),)
            span = span_of(placed)
            yield Shortfall(check_number(2), State.OPEN, span, "DIRECTORY", said, action="Keep one.", related=related)


def _systems_of(placed: Placed) -> tuple[str, ...]:
    """What tells for which systems a DIRECTORY statement is; nothing where it is for whichever uses the directory."""
    statement = placed.statement
    assert isinstance(statement, DirectoryStatement)
    return (statement.volid or "", *(statement.tail or ())) if statement.ssi or statement.tail else ()


def unknown_places_of_disks(directory: Directory, volume_map: VolumeMap) -> Iterator[Shortfall]:
    """C7: minidisks of which it cannot be read where they are, so that their space seems free."""
    for one in unknown_places(directory, {volume.volid for volume in volume_map.volumes}):
        kept_off = f"no region is on {listed(one.volids, 'and')}" if one.volids else "it may be in any region"
        said = f"it cannot be told where this minidisk is, so that its space seems free; {kept_off}"
        span = keyword_span(one.placed)
        yield Shortfall(check_number(7), State.OPEN, span, one.subject, said, action="Correct the statement.")


def areas_of_cp_in_doubt(directory: Directory, proposal: ControlProposal) -> Iterator[Shortfall]:
    """C9: what CP has on its volumes and nobody tells, if there is a region that may have it."""
    statement = next((placed for _, placed in directory.placed(DirectoryStatement)), None)
    span = None if statement is None else keyword_span(statement)
    volids = sorted(proposal.control.volids)
    if proposal.hidden:
        names, owners = _uses(proposal.hidden)
        areas = f"{names} {'area' if len(proposal.hidden) == 1 else 'areas'}"
        said = f"nobody holds the {areas} of CP, which no map of CP shows: see that they are in no region of {some_of(volids)}"
        action = (
            "SYSTEM_RESIDENCE in SYSTEM CONFIG tells their volumes and places (CHECKPOINT and WARMSTART). Give each to a "
            f"user that never logs on, such as {owners}."
        )
        yield Shortfall(check_number(9), State.CHECK, span, "DIRECTORY", said, action=action)
    if proposal.untold:
        names, owners = _uses(proposal.untold)
        said = (
            f"nobody tells where CP has its space for {names}: see that none of it is in a region of {some_of(volids)}"
        )
        action = f"Give what CP answers to QUERY ALLOC MAP ALL with --alloc-map, or have owners such as {owners}."
        yield Shortfall(check_number(9), State.CHECK, span, "DIRECTORY", said, action=action)


def _uses(uses: Sequence[Use]) -> tuple[str, str]:
    """Some uses of areas, and their usual owners, as people say them."""
    return listed([use.name for use in uses], "and"), listed([use.owner for use in uses], "and")


def volumes_without_name(directory: Directory, proposal: ControlProposal) -> Iterator[Shortfall]:
    """C10: minidisks on volumes whose name the directory does not tell, if one of these may have a region."""
    if not proposal.control.regions:
        return
    devices = [
        Place(keyword_span(placed), subject_of(entry, placed))
        for entry, placed in directory.placed(Mdisk, where=lambda disk: disk.form == "DEVNO")
    ]
    if devices:
        said = f"{_some_subjects(devices)}: a real device (DEVNO), of which nobody tells the volume; none may have a region"
        action = "Look with QUERY DASD which volume each device is, and that it is not attached to SYSTEM."
        yield _told_once(10, State.CHECK, devices, said, action)
    on_residence = [
        Place(span_of(placed, "volid"), subject_of(entry, placed))
        for entry, placed in directory.placed(Mdisk, where=lambda disk: disk.volid == SYSTEM_RESIDENCE)
        if (extent := extent_of(entry, placed)) is not None and (extent.first or extent.last is not None)
    ]
    if on_residence:
        named = sorted(
            {
                placed.statement.volid or ""
                for _, placed in directory.placed(DirectoryStatement)
                if isinstance(placed.statement, DirectoryStatement)
            }
        )
        taken = f"taken for {listed(named, 'and')}" if named else "of which nobody tells the name"
        said = f"{_some_subjects(on_residence)}: on {SYSTEM_RESIDENCE}, {taken}"
        action = "If the system is on another volume, see that no region has their space."
        yield _told_once(10, State.CHECK, on_residence, said, action)


def volumes_in_doubt(
    directory: Directory, volume_map: VolumeMap, proposal: ControlProposal, before: Report
) -> Iterator[Shortfall]:
    """C10: volumes whose size is a guess, and those of which a part is in no region, or all.

    Not what lint tells not to be there at all.
    """
    missing = {found.subject for found in before.diagnostics if found.code == "EXT008"}
    guessed = {one.volid for one in proposal.guessed}
    unsized = {volume.volid for volume in volume_map.volumes if volume.size is None}
    left_out = [one for one in proposal.left_out if one.volid not in missing]
    first_disks = _first_disks(directory, guessed.union(one.volid for one in left_out))
    volumes = [volume for volume in volume_map.volumes if volume.volid in guessed and volume.volid in first_disks]
    if volumes:
        places = [
            Place(span_of(first_disks[volume.volid], "volid"), volume.volid, f"taken for {_size(volume)}")
            for volume in volumes
        ]
        said = f"the sizes of {_some_subjects(places)} are guesses: the smallest model that holds the minidisks"
        if len(volumes) == 1:
            said = f"the size of {volumes[0].volid} is a guess: {_size(volumes[0])}, which holds its minidisks"
        yield _told_once(10, State.CHECK, places, said, at_most=len(places))
    for one in left_out:
        disk = first_disks.get(one.volid)
        span = None if disk is None else span_of(disk, "volid")
        is_sized = one.volid not in unsized
        state = State.NOTE if is_sized else State.CHECK
        what = f"{one.size:,} free {one.unit}s of {one.volid} are" if is_sized else f"{one.volid} is"
        action = "Nothing, if DirMaint need not give it out; else see to the reason." if is_sized else ""
        yield Shortfall(check_number(10), state, span, one.volid, f"{what} in no region: {one.why}", action=action)


def _size(volume: MappedVolume) -> str:
    return f"{plural(volume.size or 0, volume.unit)} ({volume.model or volume.devtype})"


def _first_disks(directory: Directory, volids: set[str]) -> dict[str, Placed]:
    """The first minidisk on each of some volumes."""
    found: dict[str, Placed] = {}
    for _, placed in directory.placed(Mdisk, where=lambda disk: disk.volid in volids):
        assert isinstance(placed.statement, Mdisk)
        found.setdefault(placed.statement.volid or "", placed)
    return found


def characters(directory: Directory, options: MigrateOptions) -> Iterator[Shortfall]:
    """C16: lower case in operands in which it does not count; in comments, characters that EBCDIC does not have."""
    lower = [place for source in directory.sources for place in _in_lower_case(directory, source)]
    if lower:
        said = (
            f"lower case in {plural(len(lower), 'statement')} where it does not count: DIRECTXA folds it to upper case"
        )
        yield _told_once(16, State.MENDED if options.fix else State.NOTE, lower, said)
    page = options.code_page if options.code_page in PAGES else _USUAL_PAGE
    known = frozenset(table(page))
    for source in directory.sources:
        if not source.joined.isascii():
            yield from _foreign_comments(directory, source, known, page)


def _in_lower_case(directory: Directory, source: Source) -> Iterator[Place]:
    """The good statements with lower case in words that are folded: not in texts, paths and names that keep their case."""
    known: dict[str, int | None] = {}  # by the text of the statement: its first such word
    last = None
    for line, record in enumerate(source.records.texts, 1):
        if _LOWER_CASE.search(record, 0, CODE_END) is None:
            continue
        position = source.position_at(line)
        if position is None or position == last:
            continue
        last, text = position, source.text(position)
        placed = Placed(source.statements[position], source, position)
        if text not in known:
            known[text] = None if placed.is_broken else _first_lower_word(source, position)
        at = known[text]
        if at is not None:
            span = span_of_words(source.path, placed.words, at, at)
            yield Place(span, subject_of(directory.holder(source, position), placed))


def _first_lower_word(source: Source, position: int) -> int | None:
    """The first word of a statement that has lower case and is folded."""
    words = source.words(position)
    if words[0].text != fold(words[0].text):
        return 0
    kind = source.statements[position].known_definition
    if kind is None:
        return None
    slots = source.parser.dissect(kind, source.folded_words(position)).slots
    kept = {at for name, indexes in slots.items() if _may_be_lower(kind, name) for at in indexes}
    last = max((at for indexes in slots.values() for at in indexes), default=0)
    folded = (at for at in range(1, min(last + 1, len(words))) if at not in kept)
    return next((at for at in folded if _is_lower(words[at].text)), None)


def _is_lower(word: str) -> bool:
    """Whether a word has lower case, but for numbers, which everybody writes as they like."""
    return word != fold(word) and not (_HEXADECIMAL.fullmatch(word) and any(map(str.isdigit, word)))


def _may_be_lower(kind: StatementKind, name: str) -> bool:
    """Whether the case of the words of a slot is of no interest: it counts, or DIRECTXA drops them, or they are secret."""
    row = kind.by_name.get(name)
    return row is None or row.secret or row.type.keeps_case or row.type.takes_quotes


def _foreign_comments(directory: Directory, source: Source, known: frozenset[str], page: str) -> Iterator[Shortfall]:
    """Comments with a character that a code page lacks; in statements lint tells them."""
    for line, text in enumerate(source.records.texts, 1):
        if text.isascii() or known.issuperset(text) or source.position_at(line) is not None:
            continue
        column, character = next((at, one) for at, one in enumerate(text, 1) if one not in known)
        entry = directory.holder_of_line(source, line)
        said = f"a comment has the character U+{ord(character):04X}, which code page {page} does not have"
        span = Span(source.path, line, column, line, column + 1)
        yield Shortfall(check_number(16), State.CHECK, span, entry.shown_name if entry else "", said)


def continued_and_variable(directory: Directory) -> Iterator[Shortfall]:
    """C17: statements over several records, and variables of CP."""
    continued = [
        Place(keyword_span(placed), subject_of(entry, placed))
        for entry, placed in directory.placed(*_continuable_types(directory))
        if len(placed.source.lines_of(placed.position)) > 1
    ]
    if continued:
        said = f"{plural(len(continued), 'statement')} over several records, which stay as they are"
        yield _told_once(17, State.NOTE, continued, said)
    by_name: dict[str, list[Place]] = {}
    for source in directory.sources:
        for name, place in _variables(directory, source):
            by_name.setdefault(name, []).append(place)
    for name, places in by_name.items():
        said = f"the variable {name} in {plural(len(places), 'statement')} stays as it is"
        yield _told_once(17, State.NOTE, places, said)


def _continuable_types(directory: Directory) -> list[type]:
    types = dict.fromkeys(kind for source in directory.sources for kind in source.positions_by_type)
    return [kind for kind in types if kind is not Unparsed and kind.definition.continuable is not None]


def _variables(directory: Directory, source: Source) -> Iterator[tuple[str, Place]]:
    """The variables in statements, each once a statement; what may be a password is none."""
    for position in range(len(source.lines)) if "&" in source.joined else ():
        if "&" not in "".join(map(source.code, source.lines_of(position))):
            continue
        placed = Placed(source.statements[position], source, position)
        for name in dict.fromkeys(_VARIABLE.findall(fold(shown_text(source, position)))):
            word = next((word for word in placed.words if fold(word.text) == name), None)
            if word is not None:
                span = Span(source.path, word.line, word.column, word.line, word.end_column)
                yield name, Place(span, subject_of(directory.holder(source, position), placed))


def systems(directory: Directory) -> Iterator[Shortfall]:
    """C19: what tells that the directory is for more than one system, or in more than one file."""
    statements = [placed for _, placed in directory.placed(DirectoryStatement)]
    ssi = next((placed for placed in statements if getattr(placed.statement, "ssi", False)), None)
    if ssi is not None:
        members = f" of {listed(directory.members, 'and')}" if directory.members else ""
        said = f"the directory is for an SSI cluster{members}"
        yield Shortfall(check_number(19), State.CHECK, keyword_span(ssi), "DIRECTORY", said)
    elif len(directory.members) > 1:
        (first, *_), *_ = directory.builds.values()
        said = f"BUILD names {listed(directory.members, 'and')}, though DIRECTORY tells of no SSI cluster"
        yield Shortfall(check_number(19), State.CHECK, keyword_span(first.placed), first.entry.shown_name, said)
    by_systems = {_systems_of(placed): placed for placed in reversed(statements)}
    if len(by_systems) > 1:
        places = [Place(keyword_span(placed), "DIRECTORY") for placed in reversed(by_systems.values())]
        said = f"{len(places)} DIRECTORY statements, for systems with object directories of their own"
        yield _told_once(19, State.CHECK, places, said)
    yield from _affinities(directory)
    loads = [Place(keyword_span(placed), "LOAD") for _, placed in directory.placed(Load)]
    if loads:
        said = f"the directory is an index that loads {plural(len(loads), 'file')}; USER INPUT is one file with all of them"
        yield _told_once(19, State.NOTE, loads, said, "Keep the files as a backup; nobody reads them any more.")


def _affinities(directory: Directory) -> Iterator[Shortfall]:
    found = [Place(keyword_span(placed), entry.shown_name) for entry, placed in directory.placed(Sysaffin)]
    if found:
        said = f"SYSAFFIN in {plural(len(found), 'place')}: parts of entries count on some systems only"
        action = (
            "Have DirMaint's support of system affinity set up before the move, and try one of these entries first."
        )
        yield _told_once(19, State.CHECK, found, said, action)


def size_of_directory(directory: Directory) -> Iterator[Shortfall]:
    """C20: how many entries there are, where that is many."""
    count = sum(entry.kind in ("profile", "user", "identity", "subconfig") for entry in directory.entries)
    if count > MANY_ENTRIES:
        said = f"the directory has {plural(count, 'entry')}, and DirMaint is slow with more than {MANY_ENTRIES:,}"
        yield Shortfall(check_number(20), State.CHECK, None, "", said)


def _some_subjects(places: Sequence[Place]) -> str:
    return some_of(list(dict.fromkeys(place.subject for place in places)))


def _told_once(
    number: int, state: State, places: Sequence[Place], message: str, action: str = "", at_most: int = _TOLD_AT_MOST
) -> Shortfall:
    """One shortfall for all places, at the first of them; the others are related, up to so many of all."""
    first, *others = places[:at_most]
    related = tuple(Related(*place) for place in others)
    return Shortfall(check_number(number), state, first.span, first.subject, message, action=action, related=related)
