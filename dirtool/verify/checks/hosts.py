"""Several z/VM hosts under one management node: what must be theirs alone, and how many there are of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import Finding
from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.recognition import Kind
from dirtool.spec.copy_keys import NONE
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import chosen, is_here, option, said
from dirtool.verify.guests import agent_of
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, any_of, installation_check
from dirtool.wording import shown

_NAMES = {"XCAT_Host": "VMN01", "ZHCP_Host": "VNE01", "XCAT_zvmsysid": "VHN01"}
_ADDRESSES = {"XCAT_Addr": "VZN01", "XCAT_MN_Addr": "VMNI01", "ZHCP_Addr": "VZN01"}
_OF_MANAGEMENT = ("XCAT_Host", "XCAT_Addr", "XCAT_MN_Addr")  # equal for all hosts of one management node
_OF_AGENT = "ZHCP_"
_AGENT = "agent"


class _Said(NamedTuple):
    """A value of a host: of a key or an option, in upper case."""

    host: Host
    name: str
    text: str
    stated: Stated


@installation_check(
    "VFY043",
    "names-of-hosts",
    Severity.ERROR,
    *("VMN01", "VNE01", "VHN01", "VZN01", "VMNI01"),
    needs=any_of(Kind.DMSSICNF),
)
def names_of_hosts(installation: Installation) -> Answers:
    """Two hosts give one name to nodes of xCAT, or one address to two of them.

    The management node, the ZHCP and the z/VM system are nodes by their names XCAT_Host, ZHCP_Host and XCAT_zvmsysid. The
    management node is one for all hosts: that it has one name and one address in their files is as it should be.

    Why: the node that is defined last takes the place of the other one, and its host is lost.
    Fix: give the ZHCP and the z/VM system of each host a name and an address of its own.
    Source: Enabling z/VM for OpenStack, several z/VM systems under one management node
    """
    hosts = [host for host in installation.hosts if host.dmssicnf is not None]
    if len(hosts) < 2:
        yield NotCompared(f"only one host has a {Kind.DMSSICNF}")
        return
    yield from _shared(hosts, _NAMES, "node name")
    yield from _shared(hosts, _ADDRESSES, "address")


def _shared(hosts: list[Host], ivp: dict[str, str], what: str) -> Iterator[Finding]:
    """The values of some keys that two hosts give, each with the first host that gives it."""
    for first, other in _repeated(value for host in hosts for value in _values(host, ivp)):
        if first.name == other.name and first.name in _OF_MANAGEMENT:
            continue
        message = (
            f"the {what} {shown(other.stated.text)} of {other.name} is also {first.name} of host {first.host.name}"
        )
        related = (is_here(first.stated),)
        detail = f"{other.name} {first.name}"
        yield Finding(place_of(other.stated), message, other.host.name, detail, related=related, ivp=(ivp[other.name],))


def _repeated(values: Iterable[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Values that another host gives too, each with the one that gives it first."""
    first: dict[str, _Said] = {}
    for value in values:
        before = first.setdefault(value.text, value)
        if before.host is not value.host:
            yield before, value


def _values(host: Host, keys: Iterable[str]) -> Iterator[_Said]:
    """What the COPY file of a host gives some keys."""
    for key in keys if host.dmssicnf is not None else ():
        assert host.dmssicnf is not None
        stated = host.dmssicnf.stated(key)
        if stated is not None and fold(stated.text.strip()) not in ("", NONE):
            yield _Said(host, key, fold(stated.text.strip()), stated)


def _differing(one: CopyConfiguration | None, other: CopyConfiguration | None) -> Iterator[tuple[Stated, Stated]]:
    """The values of the management node of which two files say different things."""
    for key in _OF_MANAGEMENT:
        pair = [None if copy is None else copy.stated(key) for copy in (one, other)]
        if pair[0] is not None and pair[1] is not None and fold(pair[0].text) != fold(pair[1].text):
            yield pair[0], pair[1]


@installation_check(
    "VFY044",
    "one-agent-for-each-host",
    Severity.ERROR,
    *("VHN02", "VNE01", "VHN01", "VMN01"),
    needs=any_of(Kind.DMSSICNF, Kind.NEUTRON, Kind.NOVA),
    also=frozenset({Kind.DMSSICMO}),
)
def one_agent_for_each_host(installation: Installation) -> Answers:
    """There is not one ZHCP, one neutron agent and one nova host for each z/VM system, or there are two management nodes.

    Why: a ZHCP works for the z/VM system on which it runs, and an agent or a compute service for one host. What two hosts
    share is done for one of them only.
    Fix: give each host its own ZHCP and files that name it; describe the management node alike in all of them.
    Source: Enabling z/VM for OpenStack, several z/VM systems under one management node
    """
    hosts = installation.hosts
    if len(hosts) < 2:
        yield NotCompared("there is only one host")
        return
    yield from _one_each(_nodes_of_agents(hosts), "a ZHCP", "VNE01")
    yield from _one_each(_compute_hosts(hosts), "a compute service", "VHN01")
    yield from _copied_files(hosts)
    yield from _one_each(_agents(hosts), "a system and a ZHCP", "VNE01")
    yield from _without_agent(hosts)
    yield from _management_nodes(hosts)


def _one_each(values: Iterable[_Said], what: str, ivp: str) -> Iterator[Finding]:
    for first, other in _repeated(values):
        message = f"{said(other.stated)} is also what host {first.host.name} has; each host needs {what} of its own"
        related = (is_here(first.stated),)
        yield Finding(place_of(other.stated), message, other.host.name, other.name, related=related, ivp=(ivp,))


def _compute_hosts(hosts: Iterable[Host]) -> Iterator[_Said]:
    """The host of each nova.conf."""
    for host in hosts:
        stated = option(host.nova, "host")
        if stated is not None:
            yield _Said(host, "host", fold(stated.text.strip()), stated)


def _copied_files(hosts: Iterable[Host]) -> Iterator[Finding]:
    """The files of nova that name the host which another one names: most likely copies of it, meant for another host."""
    for host in hosts:
        named: dict[str, Stated] = {}
        files = () if host.nova is None else host.nova.files
        for stated in (one for file in files for one in file.values("host")[-1:]):
            first = named.setdefault(fold(stated.text.strip()), stated)
            if first is not stated:
                message = (
                    f"{said(stated)} is also what {PurePath(first.path).name} has; each host has a file of its own"
                )
                related = (is_here(first),)
                yield Finding(place_of(stated), message, host.name, "copy", Severity.WARNING, related, ivp=("VHN01",))


def _nodes_of_agents(hosts: Iterable[Host]) -> Iterator[_Said]:
    """The node of the ZHCP that the file of neutron's agent names on each host, or means by its default."""
    for host in hosts:
        node = chosen(host.neutron, "xcat_zhcp_nodename", _AGENT)
        if node is not None and host.neutron is not None and host.neutron.has_xcat_agent:
            yield _Said(host, "xcat_zhcp_nodename", fold(node.text.strip()), node.stated)


def _agents(hosts: Iterable[Host]) -> Iterator[_Said]:
    """The user of the ZHCP of each host, with the system that he is on."""
    for host in hosts:
        agent, system = agent_of(host), None if host.dmssicnf is None else host.dmssicnf.stated("XCAT_zvmsysid")
        if agent is not None and system is not None:
            yield _Said(host, agent.stated.name, f"{agent.userid} {fold(system.text.strip())}", agent.stated)


def _without_agent(hosts: Iterable[Host]) -> Iterator[Finding]:
    """The hosts whose COPY file names no ZHCP, while that of another one does; with Feilong there need not be one."""
    with_copy = [(host, host.dmssicnf) for host in hosts if host.dmssicnf is not None and host.zvmsdk is None]
    agents = [agent for host, _ in with_copy if (agent := agent_of(host)) is not None]
    for host, copy in with_copy if agents else ():
        names_agent = any(name.startswith(_OF_AGENT) for name in copy.by_name)
        if agent_of(host) is None and not names_agent and copy.settings:
            stated = copy.stated("XCAT_zvmsysid") or copy.settings[0].stated
            message = f"{Kind.DMSSICNF} of host {host.name} names no ZHCP; each host needs a ZHCP of its own"
            related = (is_here(agents[0].stated),)
            yield Finding(place_of(stated), message, host.name, "no agent", related=related, ivp=("VHN02",))


def _management_nodes(hosts: Iterable[Host]) -> Iterator[Finding]:
    """The COPY files that describe another management node than the first one that describes any."""
    copies = [(host, host.dmssicnf) for host in hosts if host.dmssicnf is not None]
    first = next((copy for _, copy in copies if any(copy.stated(key) for key in _OF_MANAGEMENT)), None)
    for host, copy in copies:
        for before, stated in _differing(first, copy):
            differ = f"{stated.name} is {shown(stated.text)}, not {shown(before.text)}"
            message = f"host {host.name} has another management node: {differ}"
            yield Finding(place_of(stated), message, host.name, stated.name, related=(is_here(before),), ivp=("VMN01",))
            break
