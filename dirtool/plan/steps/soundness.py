"""Whether DirMaint would take the state that is wanted: its own faults are told before any plan is made for it.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: space that somebody has is refused, unless an EXCLUDE
record names the minidisk; z/VM CP Planning and Administration, LINK and INCLUDE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from dirtool.dirmaint.simulate import NOT_SENT, Simulator
from dirtool.dirmaint.source_entry import lines_of
from dirtool.errors import InputError
from dirtool.model.directory import Entry, Placed, only_holds_pool
from dirtool.model.extent import Extent, volumes
from dirtool.model.extent_control import ExtentControl
from dirtool.model.links import LinkResolver
from dirtool.model.volume_list import KnownVolume
from dirtool.plan.order.within_step import o15_replace
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.comparison import KINDS, machines_with
from dirtool.plan.steps.entries import profiles_of
from dirtool.syntax.command import command_text
from dirtool.syntax.statements import Link
from dirtool.text.records import Records


def check_wanted(build: Build, extents: ExtentControl | None) -> None:
    """Raise InputError for a name that two entries have, a statement in a file that is not understood, a new place that
    somebody has, a new link to nothing, a profile that is not there, and what goes though an entry that stays needs it.
    """
    _check_names(build)
    _check_files(build)
    _check_places(build, extents)
    _check_links(build)
    _check_profiles(build)
    _check_needed(build)


def _check_names(build: Build) -> None:
    """An entry with the name of another one cannot be changed: no command tells which of the two is meant."""
    touched = {
        (entry.kind == "profile", entry.name)
        for work in build.comparison.works
        for entry in (work.old, work.new)
        if entry is not None and entry.kind in KINDS
    }
    for directory in (build.comparison.current, build.comparison.wanted):
        first: dict[tuple[bool, str], Entry] = {}
        for entry in directory.entries:
            key = entry.kind == "profile", entry.name
            if key not in touched or entry.kind not in KINDS or only_holds_pool(entry):
                continue
            other = first.setdefault(key, entry)
            if other is not entry:
                raise InputError(
                    f"{entry.source.path}:{entry.line}: {entry.shown_name} is the name of two entries, the other one in line "
                    f"{other.line}: no command tells which of them is meant"
                )


def _check_needed(build: Build) -> None:
    """Profiles and subconfigurations that go: nobody may include or build them any more."""
    wanted = build.comparison.wanted
    for work in build.comparison.works:
        needing: Iterable[tuple[Entry, Placed]] = ()
        if work.new is None and work.entry.kind == "profile" and work.name not in wanted.profiles:
            needing = wanted.included_by.get(work.name, ())
        elif work.new is None and work.entry.kind == "subconfig" and work.name not in wanted.subconfigs:
            needing = [(one.entry, one.placed) for one in wanted.builds.get(work.name, ())]
        for entry, placed in needing:
            raise InputError(
                f"{placed.source.path}:{placed.line}: {entry.shown_name} names {work.name}, which shall be there no more",
                "remove the statement as well",
            )


def _check_files(build: Build) -> None:
    """An entry that is sent as a whole is read by the compiler, old faults and all."""
    for number in sorted({*build.adds, *build.replacements}):
        entry = build.comparison.works[number].new
        assert entry is not None
        broken = next((placed for placed in entry if placed.is_broken), None)
        if broken is not None:
            raise InputError(
                f"{_where(build, entry.name)}: {entry.shown_name} has to be sent as a whole, and its statement "
                f"{_number_of(entry, broken)} is not understood: DirMaint refuses that",
                "correct the statement; dirtool lint tells what is wrong with it",
            )


def _number_of(entry: Entry, placed: Placed) -> int:
    """Which statement of an entry it is, from 1."""
    return placed.position - entry.start + 1


def _check_places(build: Build, extents: ExtentControl | None) -> None:
    filled: dict[str, set[str]] = {}
    for step in build.steps:
        for room in step.fills:
            filled.setdefault(room.volid, set()).add(room.subject)
    wanted = volumes(build.comparison.wanted) if filled else {}
    for volid, subjects in sorted(filled.items()):
        some = [
            extent
            for extent in wanted[volid].extents
            if extent.subject in subjects
            or extents is None
            or not extents.excludes(extent.entry.name, extent.disk.vdev)
        ]
        for one, other in _neighbours(some):
            if one.subject in subjects or other.subject in subjects:
                raise _shared(build, *sorted((one, other), key=lambda extent: extent.subject not in subjects))


def _neighbours(extents: list[Extent]) -> Iterator[tuple[Extent, Extent]]:
    """Of extents that share something, each with the one before it that reaches furthest."""
    furthest: Extent | None = None
    for extent in sorted(extents, key=lambda one: (one.first, one.subject)):
        if extent.size == 0:
            continue
        if furthest is not None and (furthest.last is None or extent.first <= furthest.last):
            yield furthest, extent
        if furthest is None or (furthest.last is not None and (extent.last is None or extent.last > furthest.last)):
            furthest = extent


def _shared(build: Build, new: Extent, other: Extent) -> InputError:
    end = "END" if other.last is None else other.last
    return InputError(
        f"{_where(build, new.subject)}: {new.subject} would share space with {other.subject}, which has "
        f"{other.first}-{end} of {new.volid}: DirMaint refuses that",
        f"if {other.subject} is meant to lie over others, EXCLUDE it in EXTENT CONTROL" if not other.first else None,
    )


def _check_links(build: Build) -> None:
    resolver = LinkResolver(build.comparison.wanted)
    for work in build.comparison.works:
        for difference in work.differences:
            fact = difference.new
            if fact is None or fact.keyword != "LINK" or fact.vdev is None or work.new is None:
                continue
            placed = fact.places[0]
            assert isinstance(placed.statement, Link)
            for holder in machines_with(build.comparison.wanted, work.new):
                chain = resolver.follow(holder, placed.statement)
                if chain.outcome != "device":
                    raise InputError(
                        f"{_where(build, f'{work.name}/{fact.vdev}')}: {work.name}/{fact.vdev} would link to "
                        f"{placed.statement.userid}/{placed.statement.vdev1}, which leads to no device"
                    )


def _check_profiles(build: Build) -> None:
    known = build.comparison.wanted.profiles
    for work in build.comparison.works:
        if work.new is None:
            continue
        before = set() if work.old is None else profiles_of(work.old)
        for thing in sorted(profiles_of(work.new) - before):
            if thing.name not in known:
                raise InputError(
                    f"{_where(build, work.name)}: {work.name} would include {thing.name}, which is no profile"
                )


def check_taken(
    build: Build, extents: ExtentControl | None, volumes: Mapping[str, KnownVolume] = MappingProxyType({})
) -> None:
    """Raise InputError for an entry that DirMaint does not take as it shall be, whatever the way there.

    For a plan that is not proved: then the fault is in what is wanted, and not in the plan.
    """
    wanted = build.comparison.wanted
    works = [work for work in build.comparison.works if work.entry.kind in KINDS]
    records = {
        work.name: [text for line in lines_of(work.new) for one in (line, *line.extensions) for text in one.texts]
        for work in works
        if work.new is not None
    }
    encoding = wanted.sources[0].records.encoding
    simulator = Simulator(
        wanted, extents=extents, files=lambda name, _: Records(name, records[name], encoding), volumes=volumes
    )
    for work in works:
        for text in map(command_text, o15_replace(work.name)[: 1 if work.new is None else 2]):
            reply = simulator.run(text)
            if reply.rc and (work.new is not None or reply.rc == NOT_SENT):
                raise InputError(
                    f"{_where(build, work.name)}: {work.name}: DirMaint does not take the entry as it shall be: {reply.why}"
                )


def _where(build: Build, subject: str) -> str:
    """Where a subject, or its entry, was asked for."""
    asked_at = build.target.asked_at
    return asked_at.get(subject) or asked_at.get(subject.partition("/")[0]) or build.target.path
