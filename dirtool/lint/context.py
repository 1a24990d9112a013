"""What rules may ask about the file under judgement; everything is found out once, when the first of them asks."""

from __future__ import annotations

from functools import cached_property

from dirtool.lint.command_steps import Clash, Step, clashes, steps_of
from dirtool.lint.options import Options
from dirtool.model.copy_file import CopyConfiguration, Difference, differences
from dirtool.model.directory import Directory, Entry, only_holds_pool
from dirtool.model.effective import Layers
from dirtool.model.extent import Volume, volumes
from dirtool.model.extent_control import ExtentControl
from dirtool.model.links import Followed, LinkResolver
from dirtool.model.system_area import holders_of_areas
from dirtool.model.volume_list import sizes
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.spec.statement import Section
from dirtool.syntax.authorization_list import AuthorizationList
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.fault import Fault
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Directory as DirectoryStatement
from dirtool.syntax.statements import Mdisk


class Context:
    """The directory, the options, and the model's indexes."""

    def __init__(self, directory: Directory, options: Options) -> None:
        self.directory = directory
        self.options = options

    @cached_property
    def is_fragment(self) -> bool:
        """Whether the directory is but a part of one: what it refers to may be elsewhere.

        The options tell; else it is one if it has no DIRECTORY statement, or if a part of it could not be read.
        """
        if self.options.fragment is not None:
            return self.options.fragment
        return not self.has_directory_statement or bool(self.directory.failures)

    @cached_property
    def has_directory_statement(self) -> bool:
        """Whether any DIRECTORY statement is there, be it broken."""
        return any(entry.kind == "directory" and entry.name for entry in self.directory.entries)

    @cached_property
    def has_zvm_feature(self) -> bool:
        """Whether anything tells that the directory is for z/VM, and no older system's own: a PROFILE, a SUBCONFIG, a
        3390, or a statement that came with some release of z/VM.
        """
        directory = self.directory
        if any(entry.kind in ("profile", "subconfig") for entry in directory.entries):
            return True
        types = {kind for source in directory.sources for kind in source.positions_by_type if kind is not Unparsed}
        if any(kind.definition.since for kind in types):
            return True
        located = (placed.statement for _, placed in directory.placed(Mdisk, DirectoryStatement))
        return any(getattr(statement, "devtype", None) == "3390" for statement in located)

    @cached_property
    def entries_by_make_up(self) -> dict[tuple[type[Statement], ...], list[Entry]]:
        """The entries by the types of their statements, in order: there are far fewer such rows than entries."""
        found: dict[tuple[type[Statement], ...], list[Entry]] = {}
        for source in self.directory.sources:
            types = tuple(map(type, source.statements))
            for entry in self.directory.entries_of(source):
                found.setdefault(types[entry.start : entry.stop], []).append(entry)
        return found

    @cached_property
    def layers(self) -> Layers:
        """The entries that make up each virtual machine."""
        return Layers(self.directory)

    @cached_property
    def resolver(self) -> LinkResolver:
        """Follows links."""
        return LinkResolver(self.directory, self.layers)

    @property
    def links(self) -> list[Followed]:
        """Every LINK and where it leads."""
        return self.resolver.followed

    @cached_property
    def volumes(self) -> dict[str, Volume]:
        """Every volume with its minidisks, by volid."""
        return volumes(self.directory, sizes(self.options.volumes))

    @cached_property
    def volume_map(self) -> VolumeMap:
        """What is used of every volume, as far as the directory and the options tell."""
        return map_volumes(self.directory, self.options.volumes, self.options.extents)

    @cached_property
    def area_holders(self) -> frozenset[str]:
        """The names of the entries with minidisks that exist to hold areas of volumes."""
        return holders_of_areas(self.directory)

    def knows_devices_of(self, userid: str) -> bool:
        """Whether all that may define a device of a user is there: no part of its machine is missing or broken."""
        known = self._known_machines.get(userid)
        if known is None:
            machine = self.directory.machine(userid)
            parts, missing = ([], []) if machine is None else self.layers.of(machine, None)
            known = machine is not None and not missing and self._entries_in_doubt.isdisjoint(map(id, parts))
            self._known_machines[userid] = known
        return known

    @cached_property
    def _known_machines(self) -> dict[str, bool]:
        return {}

    @cached_property
    def _entries_in_doubt(self) -> set[int]:
        """The entries with a broken statement that may have meant to define a device, or to name a part of the machine; and
        those of which there are two.
        """
        broken = {
            id(self.directory.holder(source, position))
            for source in self.directory.sources
            for position, faults in source.faults.items()
            if _hides_device(source.statements[position], faults)
        }
        return broken | self._with_namesake

    @cached_property
    def _with_namesake(self) -> set[int]:
        """The entries taken of two of one name, which are reported as such; which of the two is meant is not known."""
        directory = self.directory
        if len({entry.name for entry in directory.entries}) == len(directory.entries):
            return set()  # almost always
        taken = {"profile": directory.profiles, "subconfig": directory.subconfigs}
        taken |= dict.fromkeys(("user", "identity"), directory.machines)
        return {
            id(taken[entry.kind][entry.name])
            for entry in directory.entries
            if entry.kind in taken and taken[entry.kind][entry.name] is not entry and not only_holds_pool(entry)
        }

    def profile_of(self, entry: Entry) -> Entry | None:
        """The PROFILE that an entry includes, if it is there."""
        return self.directory.profiles.get(self.directory.profile_name(entry) or "")

    def lacks_profile(self, entry: Entry) -> bool:
        """Whether an entry includes a PROFILE that is not there, or of which there are two: what it holds is not known."""
        name = self.directory.profile_name(entry)
        return name is not None and (
            name not in self.directory.profiles or id(self.directory.profiles[name]) in self._with_namesake
        )


class ControlContext:
    """An EXTENT CONTROL, the options, and the directory beside it, where one is given."""

    def __init__(self, control: ExtentControl, options: Options) -> None:
        self.control = control
        self.options = options

    @cached_property
    def current(self) -> Context | None:
        """The directory that the file is for."""
        return None if self.options.current is None else Context(self.options.current, self.options)


class CopyContext:
    """A DMSSICNF or DMSSICMO COPY, and the options."""

    def __init__(self, copy: CopyConfiguration, options: Options) -> None:
        self.copy = copy
        self.options = options

    @cached_property
    def differences(self) -> list[Difference]:
        """What the two readers of the file understand differently."""
        return differences(self.copy.file)


class AuthorityContext:
    """An authorisation list of SMAPI, the options, and the directory beside it, where one is given."""

    def __init__(self, file: AuthorizationList, options: Options) -> None:
        self.file = file
        self.options = options

    @cached_property
    def current(self) -> Context | None:
        """The directory that the file is for."""
        return None if self.options.current is None else Context(self.options.current, self.options)


class CommandContext:
    """A file of commands to DirMaint, and the options."""

    def __init__(self, file: CommandFile, options: Options) -> None:
        self.file = file
        self.options = options

    @cached_property
    def steps(self) -> list[Step]:
        """The commands that change something, or ask for it, as far as they are understood, in order."""
        return steps_of(self.file)

    @cached_property
    def clashes(self) -> list[Clash]:
        """The commands that come before an earlier one's work unit on the same device, or entry, has ended."""
        return clashes(self.steps)


def _hides_device(statement: Statement, faults: tuple[Fault, ...]) -> bool:
    """Whether a statement is broken in such a way that it is not known which device it defines."""
    kind = statement.known_definition
    if kind is not None and kind.section is Section.GENERAL:
        return False
    return isinstance(statement, Unparsed) or any(fault.rule == "bad-device-number" for fault in faults)
