"""What is removed by name, and what leads to nothing without it: LINK and BUILD statements go with what they name.

Source: z/VM DirMaint Commands Reference, PURGE and DMDISK; z/VM CP Planning and Administration, LINK, BUILD and INCLUDE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from dirtool.compare.desired.state import DesiredEntry, Removal
from dirtool.dirmaint.source_directory import SourceDirectory
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.errors import InputError
from dirtool.model.devices import device_number
from dirtool.plan.target.said import key_of, lines_saying
from dirtool.syntax.statements import Build, Link
from dirtool.text.yaml_tree import Place
from dirtool.wording import some_of


class _Gone(NamedTuple):
    """An entry or one of its devices that is gone, and where that was asked for."""

    entry: SourceEntry
    vdev: str | None
    place: Place

    @property
    def subject(self) -> str:
        return self.entry.name if self.vdev is None else f"{self.entry.name}/{self.vdev}"


class Removals:
    """Removes what is asked for, and then what names it.

    `removed` are the subjects that were there (`USERID KEYWORD` for statements), with where that was asked for; `followed`
    those that went with them, with why.
    """

    def __init__(self, source: SourceDirectory, wanted: Mapping[str, DesiredEntry]) -> None:
        self.removed: dict[str, str] = {}
        self.followed: dict[str, str] = {}
        self._source = source
        self._wanted = wanted
        self._gone: list[_Gone] = []
        self._subconfigs: list[tuple[_Gone, str]] = []  # of identities that are gone
        self._links: dict[int, dict[tuple[str, str], list[Line]]] = {}  # of an entry, by owner and number

    def remove(self, removals: Iterable[Removal]) -> None:
        """Remove entries, devices and statements. What is not there needs no removal."""
        for removal in removals:
            entry = self._source.entry(removal.entry)
            if entry is None:
                continue
            if removal.keyword is not None:
                self._remove_statements(entry, removal.keyword, removal.place)
            elif removal.vdev is not None:
                self._remove_device(entry, removal.vdev, removal.place)
            else:
                self._remove_entry(entry, removal.place)

    def _remove_statements(self, entry: SourceEntry, keyword: str, place: Place) -> None:
        wanted = self._wanted.get(entry.name)
        if wanted is not None and keyword in _said_by_keys(wanted):
            return
        kept = set() if wanted is None else {key_of(one.statement) for one in wanted.statements}
        for line in lines_saying(entry, keyword):
            if line.statement is not None and key_of(line.statement) not in kept:
                self._source.remove(entry, line)
                self.removed[f"{entry.name} {keyword}"] = place.in_file

    def _remove_device(self, entry: SourceEntry, vdev: str, place: Place) -> None:
        lines = list(entry.devices.get(vdev, ()))
        for line in lines:
            self._source.remove(entry, line)
        if lines:
            self._note(_Gone(entry, vdev, place))

    def _remove_entry(self, entry: SourceEntry, place: Place) -> None:
        gone = _Gone(entry, None, place)
        if entry.kind == "identity":
            builds = [line.statement for line in entry.of(Build)]
            self._subconfigs += [(gone, build.subconfig_id) for build in builds if isinstance(build, Build)]
        self._source.remove_entry(entry)
        self._note(gone)

    def _note(self, gone: _Gone) -> None:
        self.removed[gone.subject] = gone.place.in_file
        self._gone.append(gone)

    # -- what names something that is gone

    def follow(self) -> None:
        """Remove what names something that is gone, when all else is as it shall be.

        Raises InputError where that is wanted, and for a profile that is used.
        """
        gone = self._gone
        while gone:
            self._gone = []
            for one in gone:
                self._follow(one)
            gone = self._gone
        for gone_identity, name in self._subconfigs:
            part = self._source.machine(name)
            if part is not None and part.kind == "subconfig" and not self._source.builders.get(name):
                raise InputError(
                    f"{gone_identity.place}: {gone_identity.subject} shall be removed, and nobody builds {name} then; "
                    f"allowed: to remove {name} as well"
                )

    def _follow(self, gone: _Gone) -> None:
        entry = gone.entry
        if entry.kind == "profile":
            users = [user.name for user in self._source.users.get(entry.name, {}).values()]
            if gone.vdev is None and users and self._source.profile(entry.name) is None:
                raise InputError(
                    f"{gone.place}: {entry.name} shall be removed, but is the profile of {some_of(users)}; "
                    "allowed: to give them another one"
                )
        if gone.vdev is None:
            if entry.kind == "subconfig":
                self._drop_builds(gone)
            if self._source.machine(entry.name) is None and entry.kind != "profile":
                self._drop_links(gone, self._source.links_to(entry, by_name=True))
            return
        for machine in self._machines_of(entry):
            if not self._has(machine, gone.vdev):
                self._drop_links(gone, self._source.links_to(machine, [gone.vdev]))

    def _machines_of(self, entry: SourceEntry) -> list[SourceEntry]:
        """The users that a part belongs to."""
        match entry.kind:
            case "subconfig":
                return list(dict.fromkeys(self._source.builders.get(entry.name, ())))
            case "profile":
                return [user for user in self._source.users.get(entry.name, {}).values() if user.kind != "profile"]
            case _:
                return [entry]

    def _has(self, machine: SourceEntry, vdev: str) -> bool:
        """Whether some part of a virtual machine defines a device."""
        profile = self._source.profile(machine.profile or "")
        parts = chain([machine], *self._source.subconfigs(machine).values(), [] if profile is None else [profile])
        return any(vdev in part.devices for part in parts)

    def _drop_links(self, gone: _Gone, links: Iterator[tuple[str, str, list[SourceEntry]]]) -> None:
        for owner, vdev, linkers in list(links):
            for linker in linkers:
                by_target = self._links_of(linker)
                for line in (*by_target.pop((owner, vdev), ()), *by_target.get(("*", vdev), ())):
                    if not line.gone and line.statement is not None:
                        self._drop_link(gone, linker, line)

    def _links_of(self, entry: SourceEntry) -> dict[tuple[str, str], list[Line]]:
        found = self._links.get(entry.number)
        if found is None:
            found = self._links[entry.number] = {}
            for line in entry.statements:
                if isinstance(line.statement, Link):
                    found.setdefault((line.statement.userid, line.statement.vdev1), []).append(line)
        return found

    def _drop_link(self, gone: _Gone, linker: SourceEntry, line: Line) -> None:
        assert line.statement is not None
        vdev = device_number(line.statement) or ""
        wanted = self._wanted.get(linker.name)
        link = None if wanted is None else wanted.links.get(vdev)
        if link is not None:
            raise InputError(
                f"{gone.place}: {gone.subject} shall be removed, but {linker.name}/{vdev}, which is wanted at {link.place}, "
                "links to it; allowed: one of the two"
            )
        self._source.remove(linker, line)
        self.followed[f"{linker.name}/{vdev}"] = f"{gone.place.in_file}, since {gone.subject} is removed"
        self._gone.append(_Gone(linker, vdev, gone.place))

    def _drop_builds(self, gone: _Gone) -> None:
        """The BUILD statements of a subconfig go with it."""
        name = gone.entry.name
        if self._source.machine(name) is not None:
            return
        for identity in list(dict.fromkeys(self._source.builders.get(name, ()))):
            wanted = self._wanted.get(identity.name)
            for one in () if wanted is None else wanted.statements:
                if isinstance(one.statement, Build) and one.statement.subconfig_id == name:
                    raise InputError(
                        f"{gone.place}: {name} shall be removed, but {identity.name} builds it at {one.place}; "
                        "allowed: one of the two"
                    )
            for line in identity.of(Build):
                if isinstance(line.statement, Build) and line.statement.subconfig_id == name:
                    self._source.remove(identity, line)
            self.followed[identity.name] = f"{gone.place.in_file}, since {name} is removed"


def _said_by_keys(wanted: DesiredEntry) -> set[str]:
    """The keywords of the statements that keys of a wanted entry say, all of each."""
    said = {"INCLUDE": wanted.include, "LOGONBY": wanted.logonby, "OPTION": wanted.options}
    return {keyword for keyword, value in said.items() if value is not None}
