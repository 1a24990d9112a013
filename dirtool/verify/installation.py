"""The files that describe one installation: z/VM hosts under one management node, and the cloud that drives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dirtool.lint.diagnostic import Span
from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.recognition import Kind
from dirtool.model.size import Size
from dirtool.syntax.authfor_control import AuthforControl
from dirtool.syntax.authorization_list import AuthorizationList
from dirtool.syntax.conf_file import DEFAULT, SUBSTITUTED, ConfFile
from dirtool.syntax.deployment import Deployment
from dirtool.syntax.masking import SourceFile
from dirtool.syntax.name_list import NameList
from dirtool.syntax.system_config import SystemConfig
from dirtool.syntax.text_file import Stated

_TELLS_OF_MANAGEMENT = "XCAT_MN_Addr"
_AGENT = "agent"
_FEILONG = "cloud_connector_url"
_OF_XCAT_AGENT = ("zvm_", "xcat_", "polling_interval")
_LONGEST_FILLED = 1000  # characters of a value that others are put into, and of each of these


@dataclass(frozen=True, slots=True)
class Conf:
    """The configuration files of one service, as if they were one: of several values the last one counts."""

    files: tuple[ConfFile, ...]

    def values(self, name: str, section: str = DEFAULT) -> list[Stated]:
        """All values of an option, file by file."""
        return [stated for file in self.files for stated in file.values(name, section)]

    def elements(self, name: str, section: str = DEFAULT) -> list[Stated]:
        """What commas separate in the value of an option that counts, each with its own place.

        Nothing of a value that stays unknown; where the values of others are put into it, each has the place of the whole.
        """
        stated = self.stated(name, section)
        if stated is None or not stated.is_known:
            return []
        last = next(file for file in reversed(self.files) if file.values(name, section))
        if last.values(name, section)[-1].is_known:
            return last.elements(name, section)
        return [stated._replace(text=text) for text in map(str.strip, stated.text.split(",")) if text]

    def stated(self, name: str, section: str = DEFAULT) -> Stated | None:
        """The value of an option that counts, with the values of others that it names in it; None if there is none.

        It stays unknown where it names one that is not there, is unknown itself, or is a secret that this one is not.
        """
        values = self.values(name, section)
        if not values or values[-1].is_known:
            return values[-1] if values else None
        stated = values[-1]
        pieces, at = [], 0
        for match in SUBSTITUTED.finditer(stated.text[:_LONGEST_FILLED]):
            group, _, other = (match[1] or match[2]).rpartition(".")
            others = self.values(other, group or DEFAULT)
            if not others or not others[-1].is_known or (others[-1].is_secret and not stated.is_secret):
                return stated
            pieces += [stated.text[at : match.start()], others[-1].text[:_LONGEST_FILLED]]
            at = match.end()
        return stated._replace(text="".join([*pieces, stated.text[at:]]), is_known=True)

    @property
    def has_xcat_agent(self) -> bool:
        """Whether neutron's agent for z/VM is set up, and goes through xCAT: other agents have a section of that name, too."""
        return not self.has_feilong_agent and any(name.startswith(_OF_XCAT_AGENT) for name in self._of_agent)

    @property
    def has_feilong_agent(self) -> bool:
        """Whether neutron's agent for z/VM is set up, and goes through Feilong."""
        return _FEILONG in self._of_agent

    @property
    def _of_agent(self) -> set[str]:
        """The names of the options in the sections of agents."""
        return {one.name for file in self.files for one in file.options if one.section.lower() == _AGENT}


@dataclass(slots=True)
class Host:
    """One z/VM system and what runs on it: the files that are there, None for those that are not.

    `name` is "" for an only host.
    """

    name: str = ""
    directory: Directory | None = None
    extents: ExtentControl | None = None
    dmssicnf: CopyConfiguration | None = None
    dmssicmo: CopyConfiguration | None = None
    system_config: SystemConfig | None = None
    authlist: AuthorizationList | None = None
    namelist: NameList | None = None
    authfor: AuthforControl | None = None
    nova: Conf | None = None
    neutron: Conf | None = None
    cinder: Conf | None = None
    ceilometer: Conf | None = None
    zvmsdk: Conf | None = None
    deployment: Deployment | None = None

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of files that are there."""
        return frozenset(kind for kind in Kind if getattr(self, ATTRIBUTES[kind]) is not None)

    @property
    def files(self) -> Iterator[tuple[Kind, SourceFile]]:
        """All files, each with what kind it is of."""
        for kind, attribute in ATTRIBUTES.items():
            found = getattr(self, attribute)
            if isinstance(found, Conf | Deployment):
                yield from ((kind, file) for file in found.files)
            elif isinstance(found, Directory | ExtentControl | CopyConfiguration | AuthorizationList):
                yield from ((kind, file) for file in found.sources)
            elif found is not None:
                yield kind, found


ATTRIBUTES = {kind: kind.name.lower() for kind in Kind}
"""What a host calls its file of each kind."""


@dataclass(frozen=True, slots=True)
class Installation:
    """z/VM hosts under one management node, in the order of their names.

    `unrecognised` are the paths of the files that were looked at and left out, because nothing tells what they are. `release`
    is that of OpenStack, in lower case; without one, what holds for any of them is asked for. `flavour_size` is that of a disk
    for which every disk pool should have room, if one is asked about.
    """

    hosts: tuple[Host, ...]
    unrecognised: tuple[str, ...] = ()
    release: str | None = None
    flavour_size: Size | None = None

    def management_of(self, host: Host) -> CopyConfiguration | None:
        """The DMSSICNF COPY that describes the management node of a host: its own, or else the only one that does."""
        if host.dmssicnf is not None and host.dmssicnf.stated(_TELLS_OF_MANAGEMENT) is not None:
            return host.dmssicnf
        found = [one.dmssicnf for one in self.hosts if one.dmssicnf and one.dmssicnf.stated(_TELLS_OF_MANAGEMENT)]
        return found[0] if len(found) == 1 else None

    @property
    def sources(self) -> dict[str, SourceFile]:
        """All files by their paths."""
        return {file.path: file for host in self.hosts for _, file in host.files}


def place_of(stated: Stated) -> Span:
    """The place of a value."""
    return Span(stated.path, stated.line, stated.column, stated.line, stated.end_column)
