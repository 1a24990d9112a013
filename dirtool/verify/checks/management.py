"""The management node and the agents, as the services, the deployment tools and DMSSICNF COPY name them."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import Finding
from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.ip_networks import address_of
from dirtool.model.recognition import Kind
from dirtool.spec.copy_keys import NOLOG, key_of
from dirtool.spec.statement import Mark
from dirtool.syntax.text_file import Stated
from dirtool.verify.comparing import (
    chosen,
    disagreement,
    is_here,
    is_same,
    not_said,
    said,
    shared_values,
)
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import listed, shown

_SERVICES = any_of(Kind.NOVA, Kind.NEUTRON, Kind.CEILOMETER)
_COPY = frozenset({Kind.DMSSICNF})
_NO_MANAGEMENT = NotCompared(f"no {Kind.DMSSICNF} describes the management node")
_PASSWORD = "XCAT_MN_pw"

_OF_MANAGEMENT = {
    "zvm_xcat_server": "XCAT_MN_Addr",
    "zvm_xcat_username": "XCAT_MN_admin",
    "zvm_xcat_password": _PASSWORD,
    "zvm_xcat_master": "XCAT_Host",
    "zvm_xcat_mgt_vswitch": "XCAT_MN_vswitch",
}
_IN_ANY_CASE = ("zvm_xcat_mgt_vswitch", "zvm_host")
_NODENAMES = ("zvm_xcat_zhcp_nodename", "xcat_zhcp_nodename")
_ADDRESSES = frozenset({"my_ip", "xcat_mgt_ip"})
_ADDRESSES_OR_NAMES = frozenset({"zvm_xcat_server", "san_ip"})
_COPY_ADDRESSES = ("XCAT_Addr", "XCAT_MN_Addr", "ZHCP_Addr", "openstack_xcat_mgt_ip")
_COPY_ADDRESSES_OR_NAMES = ("openstack_controller_address", "openstack_san_ip")


@host_check("VFY004", "management-address", Severity.ERROR, "VMNI01", needs=_SERVICES, also=_COPY)
def management_address(host: Host, installation: Installation) -> Answers:
    """The services look for the management node at another address than the one that it has.

    A host name is not resolved, and so not compared.

    Why: no service reaches the management node.
    Fix: give zvm_xcat_server the address XCAT_MN_Addr, which is the one on the network to OpenStack.
    Source: Enabling z/VM for OpenStack, the settings of the management node
    """
    yield from _against_management(host, installation, "zvm_xcat_server")


@host_check("VFY005", "management-user", Severity.ERROR, "VU01", needs=_SERVICES, also=_COPY)
def management_user(host: Host, installation: Installation) -> Answers:
    """The services call the management node as another user than its administrator.

    Why: xCAT puts XCAT_MN_admin into its policy table, and refuses others.
    Fix: give zvm_xcat_username the value of XCAT_MN_admin.
    Source: Enabling z/VM for OpenStack, the settings of the management node
    """
    yield from _against_management(host, installation, "zvm_xcat_username")


@host_check("VFY006", "management-password", Severity.WARNING, "VR01", needs=_SERVICES, also=_COPY)
def management_password(host: Host, installation: Installation) -> Answers:
    """The password of the services is not that of the management node, or the management node has none.

    Neither password is shown.

    Why: the management node refuses the services, unless its password was changed there later. With NOLOG it has none until one
    is set there.
    Fix: make zvm_xcat_password and XCAT_MN_pw one.
    Source: Enabling z/VM for OpenStack, the settings of the management node
    """
    yield from _against_management(host, installation, "zvm_xcat_password")


@host_check("VFY007", "management-node", Severity.ERROR, "VMN01", needs=_SERVICES, also=_COPY)
def management_node(host: Host, installation: Installation) -> Answers:
    """The services call the management node by another name than the one of its node in xCAT.

    Why: xCAT does not know the node.
    Fix: give zvm_xcat_master the value of XCAT_Host.
    Source: Enabling z/VM for OpenStack, the settings of the management node
    """
    yield from _against_management(host, installation, "zvm_xcat_master")


@host_check(
    "VFY008",
    "agent-node",
    Severity.ERROR,
    "VNE01",
    needs=(*all_of(Kind.NEUTRON, Kind.DMSSICNF), *all_of(Kind.DEPLOYMENT, Kind.DMSSICNF)),
)
def agent_node(host: Host, installation: Installation) -> Answers:
    """Neutron, or what deploys it, calls the ZHCP by another name than the one of its node in xCAT.

    Where neutron states none, its default zhcp counts.

    Why: xCAT does not know the node, and the networks of the z/VM system cannot be set up.
    Fix: give xcat_zhcp_nodename the value of ZHCP_Host of the z/VM system.
    Source: Enabling z/VM for OpenStack, the table of neutron's options
    """
    node = _own(host, "ZHCP_Host")
    if node is None:
        yield not_said(Kind.DMSSICNF, "ZHCP_Host")
        return
    has_agent = host.neutron is not None and host.neutron.has_xcat_agent
    agent = chosen(host.neutron, "xcat_zhcp_nodename", "agent") if has_agent else None
    if agent is None and not any(_deployed(host, _NODENAMES)):
        yield NotCompared("nothing says xcat_zhcp_nodename")
    if agent is not None and agent.is_default and agent.text != node.text:
        message = f"{agent.said} is not ZHCP_Host, which is {shown(node.text)}"
        yield Finding(place_of(agent.stated), message, agent.stated.name, related=(is_here(node),))
    elif agent is not None:
        yield from disagreement(agent.stated, node)
    yield from _any_of_deployment(host, _NODENAMES, node)


@host_check("VFY038", "deployment-disagrees", Severity.ERROR, needs=any_of(Kind.DEPLOYMENT), also=_COPY)
def deployment_disagrees(host: Host, installation: Installation) -> Answers:
    """What Crowbar or Chef is told of the management node or of the z/VM system is not what DMSSICNF COPY says.

    Of a password neither is shown, and a difference is a warning.

    Why: the tool writes the conf files of all services, which are then wrong together.
    Fix: give the attribute the value of the key that the message names.
    Source: the z/VM attributes of Crowbar's barclamps; the Chef cookbooks of the zvm drivers
    """
    assert host.deployment is not None
    management = installation.management_of(host)
    compared = False
    for name, key in _OF_MANAGEMENT.items():
        other = None if management is None else management.stated(key)
        for stated in host.deployment.values(name):
            if other is not None and _can_be_compared(stated, other):
                compared = True
                severity = Severity.WARNING if key == _PASSWORD else None
                yield from disagreement(stated, other, folds=name in _IN_ANY_CASE, severity=severity)
    system = _own(host, "XCAT_zvmsysid")
    if system is not None and host.deployment.values("zvm_host"):
        compared = True
        yield from _any_of_deployment(host, ("zvm_host",), system)
    if not compared:
        yield NotCompared(f"{Kind.DEPLOYMENT} and {Kind.DMSSICNF} have nothing in common")


@host_check(
    "VFY045",
    "not-ipv4",
    Severity.ERROR,
    needs=any_of(
        Kind.NOVA,
        Kind.NEUTRON,
        Kind.CINDER,
        Kind.CEILOMETER,
        Kind.ZVMSDK,
        Kind.DMSSICNF,
        Kind.DMSSICMO,
        Kind.DEPLOYMENT,
    ),
)
def not_ipv4(host: Host, installation: Installation) -> Answers:
    """An address of the installation is not IPv4.

    Where a host name is taken too, only what looks like an address is judged.

    Why: xCAT, the appliances and the zvm drivers know IPv4 only.
    Fix: use an IPv4 address of the same node.
    Source: Enabling z/VM for OpenStack, network considerations
    """
    found = [*_addresses(host)]
    for stated, takes_name in found:
        if address_of(stated.text) is not None or (takes_name and not _looks_like_address(stated.text)):
            continue
        version = "an IPv6 address" if ":" in stated.text else "no IPv4 address"
        message = f"{said(stated)} is {version}; xCAT and the drivers know IPv4 only"
        yield Finding(place_of(stated), message, stated.name, severity=_limit(stated))
    if not found:
        yield NotCompared("no file states an address")


def _against_management(host: Host, installation: Installation, name: str) -> Answers:
    """Compare what the services say of an option, the first of them for all, with the key for the same."""
    key = _OF_MANAGEMENT[name]
    management = installation.management_of(host)
    stated = next(iter(shared_values(host, name)), None)
    other = None if management is None else management.stated(key)
    if stated is None:
        yield NotCompared(f"no service says {name}")
    elif management is None:
        yield _NO_MANAGEMENT
    elif other is None:
        yield not_said(Kind.DMSSICNF, key)
    elif key == _PASSWORD and _is_no_password(other):
        message = f"{key} is {NOLOG}, but REST needs a password, as {name} gives one"
        yield Finding(place_of(other), message, key, related=(is_here(stated),))
    elif not _can_be_compared(stated, other):
        yield NotCompared(f"{said(stated)} is a name, which is not resolved")
    else:
        yield from disagreement(stated, other)


def _is_no_password(stated: Stated) -> bool:
    """Whether XCAT_MN_pw says that there is none."""
    return stated.text == NOLOG


def _can_be_compared(stated: Stated, other: Stated) -> bool:
    """Whether a value can tell whether it is that of a key: a host name cannot, and NOLOG is no password."""
    if other.name.upper() == _PASSWORD.upper():
        return not _is_no_password(other)
    return address_of(other.text) is None or _looks_like_address(stated.text)


def _looks_like_address(text: str) -> bool:
    """Whether something is meant to be an address, of IPv4 or IPv6, and no host name."""
    return ":" in text or not any(character.isalpha() for character in text)


def _own(host: Host, key: str) -> Stated | None:
    """What a host's own DMSSICNF COPY says."""
    copy: CopyConfiguration | None = host.dmssicnf
    return None if copy is None else copy.stated(key)


def _deployed(host: Host, names: tuple[str, ...]) -> list[Stated]:
    """What a deployment states of some attributes."""
    return [] if host.deployment is None else [stated for name in names for stated in host.deployment.values(name)]


def _any_of_deployment(host: Host, names: tuple[str, ...], wanted: Stated) -> Answers:
    """A finding if a deployment, which may be of several hosts, states some attributes and none of them as wanted."""
    values = _deployed(host, names)
    if any(is_same(stated, wanted, folds=stated.name in _IN_ANY_CASE) for stated in values):
        return
    if len(values) == 1:
        yield from disagreement(values[0], wanted)
    elif values:
        message = f"no {listed(names, 'or')} is {shown(wanted.text)}, which {wanted.name} is"
        yield Finding(place_of(values[0]), message, values[0].name, related=(is_here(wanted),))


def _addresses(host: Host) -> Iterator[tuple[Stated, bool]]:
    """Every address that the files of a host state, and whether a host name may stand in its place."""
    confs = (host.nova, host.neutron, host.cinder, host.ceilometer, host.zvmsdk)
    stated = [one.stated for conf in confs if conf is not None for file in conf.files for one in file.options]
    if host.deployment is not None:
        stated += [one for file in host.deployment.files for one in file.attributes]
    for one in stated:
        if one.name in _ADDRESSES or one.name in _ADDRESSES_OR_NAMES:
            yield one, one.name in _ADDRESSES_OR_NAMES
    for copy in (host.dmssicnf, host.dmssicmo):
        for key in (*_COPY_ADDRESSES, *_COPY_ADDRESSES_OR_NAMES):
            found = None if copy is None else copy.stated(key)
            if found is not None:
                yield found, key in _COPY_ADDRESSES_OR_NAMES


def _limit(stated: Stated) -> Severity | None:
    """Info for a key whose spelling is not certain."""
    key = key_of(stated.name)
    return Severity.INFO if key is not None and key.mark is Mark.UNSURE else None
