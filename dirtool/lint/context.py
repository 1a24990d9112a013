"""What rules may ask about the directory under judgement; everything is found out once, when the first of them asks."""

from __future__ import annotations

from functools import cached_property

from dirtool.lint.options import Options, sizes
from dirtool.model.directory import Directory, Entry
from dirtool.model.effective import Layers, profile_name
from dirtool.model.extent import Volume, volumes
from dirtool.model.links import Followed, LinkResolver


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

    def profile_of(self, entry: Entry) -> Entry | None:
        """The PROFILE that an entry includes, if it is there."""
        return self.directory.profiles.get(profile_name(entry) or "")

    def lacks_profile(self, entry: Entry) -> bool:
        """Whether an entry includes a PROFILE that is not there: what it may define is not known."""
        name = profile_name(entry)
        return name is not None and name not in self.directory.profiles
