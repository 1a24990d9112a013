"""The target of a desired state: the current directory with what desired.yaml wants of it, and nothing else changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from dirtool.compare.desired.directory import entry_records
from dirtool.compare.desired.expansion import expanded
from dirtool.compare.desired.export import told
from dirtool.compare.desired.patterns import names_of
from dirtool.compare.desired.state import Desired, DesiredEntry, FixedPlace, Minidisk, Secret
from dirtool.dirmaint.source_directory import SourceDirectory
from dirtool.dirmaint.source_entry import Line, SourceEntry, lines_of
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.errors import InputError
from dirtool.model.directory import Directory, Entry
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, volumes
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume, sizes
from dirtool.plan.target.areas import wanted_areas
from dirtool.plan.target.existing import Existing
from dirtool.plan.target.places import Disks, How, Placed, Places
from dirtool.plan.target.removals import Removals
from dirtool.plan.target.selection import Selection, selected
from dirtool.plan.target.target import Target
from dirtool.space.allocation.policy import DirmaintSettings, Policy
from dirtool.spec.values import is_reference
from dirtool.syntax.parser import collector_off
from dirtool.syntax.source import Source
from dirtool.text.records import Records, encode_text
from dirtool.text.yaml_tree import Place

_PLACEHOLDER = "NOLOG"
_MACHINES = ("user", "identity")


def make_target(
    current: Directory,
    desired: Desired,
    extents: ExtentControl | None,
    volumes: Mapping[str, KnownVolume],
    *,
    only: Collection[str] = (),
    policy: Policy = Policy.BEST_FIT,
    extents_by_dirmaint: bool = False,
    dirmaint: DirmaintSettings | None = None,
) -> Target:
    """The directory that is wanted, and how it comes about.

    `only` are the subjects (USERID, USERID/VDEV) that count, if there are any. `policy` chooses places; with
    `extents_by_dirmaint` those in a pool are chosen as DirMaint would. Raises InputError for what cannot be, and for what
    would lose data without a word that says so.
    """
    how = How(policy, extents_by_dirmaint, dirmaint)
    with collector_off():
        return _Making(current, desired, extents, volumes, only, how).target()


class _Making:
    """The making of one target."""

    def __init__(
        self,
        current: Directory,
        desired: Desired,
        extents: ExtentControl | None,
        known: Mapping[str, KnownVolume],
        only: Collection[str],
        how: How,
    ) -> None:
        self._current = current
        self._how = how
        self._source = SourceDirectory(current, UsedSpace(), lambda entry, vdev: True)
        self._parser = current.sources[0].parser
        self._read = dict(enumerate(current.entries))
        self._selection: Selection = selected(desired, self._expanded(desired), only)
        self._new_areas, self._extents = wanted_areas(self._selection.desired, extents)
        self._known = with_facts(known, desired)
        self._there = self._entries_there()
        self._disks: dict[str, Mapping[str, Minidisk]] = {name: one.now.minidisks for name, one in self._there.items()}
        self._going = {(one.entry, one.vdev) for one in self._selection.desired.remove if one.keyword is None}
        self._passwords: dict[str, str] = {}

    def target(self) -> Target:
        wanted = self._selection.entries
        disks = Disks(self._disk_there, self._current_disk)
        placed = Places(self._current, self._extents, self._known, disks, self._how).find(wanted)
        removals = Removals(self._source, wanted)
        removals.remove(self._selection.desired.remove)
        for entry in placed.entries.values():
            try:
                self._carry_out(entry)
            except UnicodeEncodeError as error:
                raise InputError(
                    f"{entry.place}: the code page of the directory ({error.encoding}) lacks a character of {entry.name}"
                ) from None
            except ValueError as error:
                raise InputError(f"{entry.place}: {entry.name} cannot be written: {error}") from None
        removals.follow()
        records = self._source.changed()
        directory = self._current
        if records.texts != directory.sources[0].records.texts:
            directory = Directory([Source(records, self._parser)])
        self._check_named(directory, placed)
        return Target(
            path=self._selection.desired.path,
            records=records,
            directory=directory,
            wishes=placed.wishes,
            placements=tuple(placed.placements),
            passwords=self._passwords,
            removals=removals.removed,
            asked_at=dict(_asked_at(wanted.values())),
            areas=self._new_areas,
            remarks=(*self._selection.remarks, *placed.remarks),
            follows=removals.followed,
        )

    # -- what is there

    def _expanded(self, desired: Desired) -> Mapping[str, DesiredEntry]:
        """The entries without patterns and `like`. Those that have their password from `like` are remembered."""
        self._without_password = {
            name
            for entry in desired.entries.values()
            if entry.like is not None and entry.password is None
            for name in names_of(entry.name)
        }
        models = dict.fromkeys(entry.like for entry in desired.entries.values() if entry.like is not None)
        there = self._tell({name: self._source.entry(name) for name in models})
        said = {name: one.now for name, one in there.items()}
        return expanded(desired, said.get)

    def _tell(self, found: Mapping[str, SourceEntry | None]) -> dict[str, Existing]:
        """Those of some entries that are there and have a header that is right, with what they say."""
        there = {name: entry for name, entry in found.items() if entry and _is_right(self._read[entry.number])}
        tellings = told(self._read[entry.number] for entry in there.values())
        return {
            name: Existing(self._source, entry, one, self._parser)
            for (name, entry), one in zip(there.items(), tellings, strict=True)
        }

    def _entries_there(self) -> dict[str, Existing]:
        """The entries that are wanted and are there. Raises InputError for those that are of another kind, or broken."""
        wanted = self._selection.entries
        found = {name: self._find(entry) for name, entry in wanted.items()}
        there = self._tell(found)
        for name, entry in wanted.items():
            known = found[name]
            if known is None:
                if name in self._selection.partial:
                    raise InputError(
                        f"{entry.place}: {name} is new, and --only names a device of it alone; allowed: --only {name}"
                    )
            elif name not in there:
                read = self._read[known.number]
                raise InputError(
                    f"{entry.place}: the header of {name} is wrong in the directory ({read.source.path}:{read.line}); "
                    "allowed: to correct it first"
                )
            elif known.kind != entry.kind:
                raise InputError(
                    f"{entry.place}: {name} is of kind {known.kind}, not {entry.kind}; allowed: kind: {known.kind}"
                )
            else:
                there[name].check_sayable(entry)
        return there

    def _find(self, wanted: DesiredEntry) -> SourceEntry | None:
        """The entry of a name that is there; of two that of the kind that is wanted."""
        profile = self._source.profile(wanted.name) if wanted.kind == "profile" else None
        return profile or self._source.entry(wanted.name)

    def _current_disk(self, name: str, vdev: str) -> Minidisk | None:
        """A minidisk that is there and stays."""
        is_going = (name, None) in self._going or (name, vdev) in self._going
        return None if is_going else self._disk_there(name, vdev)

    def _disk_there(self, name: str, vdev: str) -> Minidisk | None:
        """A minidisk that is there, whether it stays or not."""
        if name not in self._disks:
            there = self._tell({name: self._source.entry(name)})
            self._disks[name] = there[name].now.minidisks if there else {}
        return self._disks[name].get(vdev)

    # -- what is wanted

    def _carry_out(self, entry: DesiredEntry) -> None:
        there = self._there.get(entry.name)
        if there is None:
            self._source.add_entry(self._new_lines(entry))
        else:
            if entry.name in self._without_password and there.now.password is None:
                entry = replace(entry, password=None)  # what `like` copies takes no password away
            if isinstance(entry.password, Secret) and there.now.password is not None:
                self._passwords[entry.name] = _reference(entry.password, entry.place)
            there.become(entry)

    def _new_lines(self, entry: DesiredEntry) -> list[Line]:
        """The lines of a new entry."""
        if entry.kind in _MACHINES and entry.password is None:
            raise InputError(
                f"{entry.place}: {entry.name} is new and has no password; allowed: password: NOLOG, NOPASS, AUTOONLY or "
                "LBYONLY, or where it comes from"
            )
        if isinstance(entry.password, Secret):
            self._passwords[entry.name] = _reference(entry.password, entry.place)
        texts = list(entry_records(entry, {}, lambda one: _PLACEHOLDER))
        for text in texts:
            encode_text(text, self._source.encoding)
        records = Records(self._source.records.path, texts, self._source.encoding)
        (read,) = Directory([Source(records, self._parser)]).entries
        return lines_of(read)

    def _check_named(self, directory: Directory, placed: Placed) -> None:
        """Raise InputError where a place that is named overlaps another minidisk; full packs and exclusions do not count."""
        if not placed.named:
            return
        named_on = {disk.where.volid for disk in placed.named.values() if isinstance(disk.where, FixedPlace)}
        by_volid = volumes(directory, sizes(self._known))
        for volid in sorted(named_on - {SYSTEM_RESIDENCE}):
            volume = by_volid[volid]
            extents = [
                extent
                for extent in volume.extents
                if not volume.is_full_pack(extent) and not self._is_excluded(extent) and extent.size != 0
            ]
            before: Extent | None = None
            for extent in sorted(extents, key=lambda extent: extent.first):
                is_over = before is not None and (before.last is None or extent.first <= before.last)
                for one, other in [(extent, before), (before, extent)] if is_over else []:
                    if one is not None and other is not None and one.subject in placed.named:
                        raise _overlap(placed.named[one.subject], one, other)
                if before is None or (before.last is not None and (extent.last is None or extent.last > before.last)):
                    before = extent

    def _is_excluded(self, extent: Extent) -> bool:
        return self._extents is not None and self._extents.excludes(extent.entry.name, extent.disk.vdev)


def _is_right(entry: Entry) -> bool:
    header = entry.header
    return header.statement.keyword == entry.kind.upper() and bool(header.statement.operands()) and not header.is_broken


def _reference(secret: Secret, place: Place) -> str:
    """A reference as commands have it: one word. Raises InputError for a path that has no place in one."""
    reference = f"{{{secret.source}:{secret.name}}}" if secret.name else f"{{{secret.source}}}"
    if not is_reference(reference):
        raise InputError(
            f"{place}: the path of the password cannot stand in a command; allowed: no blank, no brace and no control "
            "character in it"
        )
    return reference


def with_facts(known: Mapping[str, KnownVolume], desired: Desired) -> dict[str, KnownVolume]:
    """What is known of volumes, and what a desired state tells besides."""
    found = dict(known)
    for volid, facts in desired.volumes.items():
        volume = found.get(volid, KnownVolume())
        found[volid] = volume._replace(
            devtype=volume.devtype or facts.devtype, size=facts.size if volume.size is None else volume.size
        )
    return found


def _asked_at(entries: Iterable[DesiredEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield entry.name, entry.place.in_file
        for devices in (entry.minidisks, entry.nics, entry.links, entry.dedicate):
            for vdev, device in devices.items():
                is_own = device.place.path == entry.place.path  # what `like` copies may stand in the directory
                yield f"{entry.name}/{vdev}", (device.place if is_own else entry.place).in_file


def _overlap(disk: Minidisk, one: Extent, other: Extent) -> InputError:
    return InputError(
        f"{disk.place}: {one.subject} at {_place(one)} overlaps {other.subject} at {_place(other)}; allowed: another place"
    )


def _place(extent: Extent) -> str:
    return f"{extent.volid} {extent.first}-{'END' if extent.last is None else extent.last}"
