"""What only the running system can tell of an installation: what to type, where, in which order, and what to expect.

The names are those of the site, where its files tell them; where they do not, a word in angle brackets stands in their place.

Source: Enabling z/VM for OpenStack, verification of the installation; the installation verification of xCAT; z/VM CP Commands
and Utilities Reference, QUERY; z/VM DirMaint Commands Reference; z/VM Systems Management Application Programming,
Query_API_Functional_Level; Feilong, setup of the z/VM SDK.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.ip_networks import INTERFACES
from dirtool.model.recognition import Kind
from dirtool.spec.copy_keys import NONE
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import Chosen, driver_option, option
from dirtool.verify.guests import APPLIANCE_STORAGE, agent_of, manager_of
from dirtool.verify.installation import Host, Installation
from dirtool.verify.physical_networks import device_lists, networks_of

_SMAPI_SERVERS = ("VSMGUARD", "VSMWORK1", "VSMWORK2", "VSMWORK3", "VSMREQIU", "VSMREQIN", "VSMPROXY", "DIRMAINT")
_SHORTEST_SIGNAL = 30  # seconds
_FULLEST = 90  # percent of a file system

_PLAIN = re.compile(r"[A-Za-z0-9@#$_][A-Za-z0-9@#$_.:%+,/-]{0,63}")
_CP_EDITS = frozenset("@#")  # CP ends a line at #, and takes back a character at @
_PREFIX = re.compile("([0-9A-Fa-f]{2}):([0-9A-Fa-f]{2}):([0-9A-Fa-f]{2})")


class Step(NamedTuple):
    """Something to find out: in words, what to type for it, and what is to come.

    `ivp` are the messages of the installation verification that tell that it did not come.
    """

    task: str
    commands: tuple[str, ...]
    expect: str
    ivp: tuple[str, ...] = ()


class Station(NamedTuple):
    """Where to type (`host` is "" for the only one, and where it is for all), and what, in order."""

    where: str
    host: str
    steps: tuple[Step, ...]


def checklist(installation: Installation) -> list[Station]:
    """All stations in the order in which to visit them: z/VM first, then what needs it."""
    sites = [_Site(host, installation.management_of(host)) for host in installation.hosts]
    with_xcat = [site for site in sites if site.has_xcat]
    main = next((site for site in with_xcat if site.has_management), next(iter(with_xcat), None))
    with_feilong = [site for site in sites if site.has_feilong]
    stations = [site.station("z/VM console, as MAINT", site.on_zvm()) for site in sites]
    if main is not None:
        stations.append(Station("Management node, as root", "", tuple(main.on_management_node())))
    for site in with_xcat:
        stations.append(site.station("Management node, as root: the host and its ZHCP", site.about_host()))
        stations.append(site.station("ZHCP, as root", site.on_agent()))
    stations += [site.station("Feilong's Linux, as root", site.on_feilong()) for site in with_feilong]
    stations += [site.station("Compute node, as root", site.on_compute_node()) for site in sites if site.has_cloud]
    if any(site.has_cloud for site in sites):
        stations.append(
            Station("Controller, with the environment of an administrator", "", tuple(_on_controller(sites)))
        )
    return stations


class _Network(NamedTuple):
    """A network of neutron, which is a virtual switch; whether the switch is to be aware of VLANs, None if nothing tells."""

    name: str
    is_aware: bool | None


class _Site:
    """The names that a host's files tell."""

    def __init__(self, host: Host, management: CopyConfiguration | None) -> None:
        self._host = host
        self._own, self._management = host.dmssicnf, management
        named = (
            option(host.nova, "zvm_xcat_server"),
            option(host.neutron, "zvm_xcat_server", "agent"),
            _attribute(host, "zvm_xcat_server"),
        )
        self.has_management = management is not None
        self.has_feilong = host.zvmsdk is not None
        own = (self._own_key(name) for name in ("XCAT_MN_Addr", "ZHCP_User", "ZHCP_Host"))
        self.has_xcat = not self.has_feilong or any(one is not None for one in (*named, *own))
        self.has_cloud = bool(host.kinds & {Kind.NOVA, Kind.NEUTRON, Kind.CINDER, Kind.CEILOMETER, Kind.DEPLOYMENT})
        self.server = _word("XCAT_MN_Addr", self._key("XCAT_MN_Addr"), *named)
        self.manager = _word("XCAT_Host", self._key("XCAT_Host"), option(host.nova, "zvm_xcat_master"))
        self.system = _word(
            "zvm_host",
            option(host.nova, "zvm_host"),
            option(host.nova, "host"),
            self._own_key("XCAT_zvmsysid"),
            self._only_identifier(),
        )
        self.agent = _word(
            "ZHCP_Host",
            self._own_key("ZHCP_Host"),
            option(host.neutron, "xcat_zhcp_nodename", "agent"),
            _attribute(host, "zvm_xcat_zhcp_nodename"),
        )
        self.pool = _word("zvm_diskpool", *_of_driver(host, "zvm_diskpool", "disk_pool"))
        self.profile = _word("zvm_user_profile", *_of_driver(host, "zvm_user_profile"))

    def station(self, where: str, steps: Iterable[Step]) -> Station:
        """A station of this host."""
        return Station(where, self._host.name, tuple(steps))

    def on_zvm(self) -> Iterator[Step]:
        """What CP and DirMaint tell."""
        yield Step(
            "The name of the system",
            ("QUERY USERID",),
            f"the word behind AT is {_cp(self.system, 'zvm_host')}",
            ("VHN01",),
        )
        yield Step(
            "The servers of SMAPI, and DirMaint",
            tuple(f"QUERY USER {server}" for server in _SMAPI_SERVERS),
            "each is logged on, disconnected (DSC)",
            ("VZN04",),
        )
        runners = (manager_of(self._host), agent_of(self._host))
        machines = {runner.userid: runner.stated.name for runner in runners if runner is not None}
        if machines:
            yield Step(
                "The virtual machines of the management node and of the ZHCP",
                tuple(f"QUERY USER {_cp(userid, key)}" for userid, key in machines.items()),
                "each is logged on",
                ("VZN02",),
            )
        networks = self._networks()
        if networks:
            yield Step(
                "The virtual switches, their real devices, and who is granted to them",
                tuple(
                    command
                    for network in networks
                    for command in (
                        f"QUERY VSWITCH {_cp(network.name, 'vswitch')}",
                        f"QUERY VSWITCH {_cp(network.name, 'vswitch')} ACCESSLIST",
                    )
                ),
                "each is there and ready; " + "; ".join(self._expected_of_switches(networks)),
                ("VN01", "VN02", "VVO01", "VVO02"),
            )
        yield Step("The MAC prefix of users", ("QUERY VMLAN",), self._expected_prefix(), ("VMUP01",))
        yield Step(
            "The time that guests have for their end",
            ("QUERY SIGNAL SHUTDOWNTIME",),
            f"{_SHORTEST_SIGNAL} seconds or more",
            ("VMHS01", "VMHS02"),
        )
        yield Step("Entries that somebody keeps locked", ("DIRM STATUS LOCKED",), "none that the cloud is to change")
        if self._host.directory is not None:
            yield Step(
                "The directory that is in force",
                ("DIRM USER NOPASS",),
                "the file that comes to the reader is the one that was verified, but for passwords",
            )
        yield Step(
            "The profile of instances",
            (f"DIRM FOR {_cp(self.profile, 'zvm_user_profile')} REVIEW",),
            "the entry comes to the reader, and begins with PROFILE",
            ("VP01",),
        )
        yield Step(
            "The free space of the disk pool",
            (f"DIRM FREEXT GROUP {_cp(self.pool, 'zvm_diskpool')}",),
            "the group is there, and has room for the largest instance in one piece",
            ("VDP01", "VDP02"),
        )

    def on_management_node(self) -> Iterator[Step]:
        """What concerns the management node itself."""
        mask = _word("XCAT_MN_Mask", self._key("XCAT_MN_Mask"))
        admin = _word("XCAT_MN_admin", self._key("XCAT_MN_admin"), option(self._host.nova, "zvm_xcat_username"))
        yield Step(
            "Its address",
            (f"ip addr show to {_sh(self.server)}",),
            f"an interface that has it, with the mask {mask}",
            ("VMNI01", "VMNI04"),
        )
        if self._host.dmssicmo is not None:
            yield Step(
                "Its storage", ("vmcp query virtual storage",), f"{APPLIANCE_STORAGE} or more", ("VMS01", "VMS02")
            )
        yield Step("Its node", (f"lsdef {_sh(self.manager)}",), "the attributes of the node", ("VMN01",))
        yield Step(
            "The user of the REST interface",
            (f"gettab {_sh(f'name={admin}')} policy.rule",),
            "allow, or accept",
            ("VU01", "VU02"),
        )
        url = (
            f"https://{self.server}/xcatws/nodes/{_url(self.manager)}"
            f"?userName={_url(admin)}&password=<XCAT_MN_pw>&format=json"
        )
        yield Step(
            "The REST interface; with the password typed in its place, and the history of the shell off",
            (f"curl -k {_sh(url)}",),
            "the attributes of the node, as JSON",
            ("VR01",),
        )
        yield Step(
            "Its file systems", ("df -h",), f"none is filled by more than {_FULLEST} percent", ("VDS01", "VDS02")
        )
        yield Step("Room for images", ("df -h /install",), "as much as all images together take", ("VDS05",))

    def about_host(self) -> Iterator[Step]:
        """What the management node knows of a host and its ZHCP."""
        agent, system = _sh(self.agent), _sh(self.system)
        yield Step(
            "The node of the host", (f"lsdef {system}",), "attributes, of which hcp names the ZHCP", ("VHN01", "VHN02")
        )
        yield Step("The node of the ZHCP", (f"lsdef {agent}",), self._expected_address(), ("VNE01", "VZN05"))
        yield Step("The way to the ZHCP", (f"pping {agent}",), f"{self.agent}: ping", ("VZN01",))
        yield Step(
            "ssh to the ZHCP",
            (f"ssh -o NumberOfPasswordPrompts=0 {agent} hostname",),
            "its host name, and no question for a password",
            ("STN01",),
        )
        yield Step("A request to CP", (f"rpower {agent} stat",), f"{self.agent}: on", ("VZN02",))
        yield Step(
            "A request to SMAPI",
            (f"lsvm {agent}",),
            "the directory entry of the ZHCP; return code 100 with reason 12: DirMaint lacks its AUTHFOR for 140A and 150A",
            ("VZN03",),
        )
        yield Step(
            "The disk pools",
            (f"lsvm {agent} --diskpoolnames", f"lsvm {agent} --diskpool {_sh(self.pool)} free"),
            f"{self.pool} is among the names, and has free space",
            ("VDP01", "VDP02", "VDP03"),
        )
        networks = self._networks()
        if networks:
            yield Step(
                "The networks",
                (f"lsvm {agent} --getnetworknames",),
                f"{', '.join(network.name for network in networks)} are among them",
                ("VN01",),
            )
        query = f"Image_Query_DM -T {self.profile}"
        yield Step(
            "The profile of instances",
            (f"chhypervisor {system} --smcli {shlex.quote(query)}",),
            f"PROFILE {self.profile}",
            ("VP01",),
        )
        if self._host.nova is not None:
            address = _word("my_ip", option(self._host.nova, "my_ip"))
            yield Step(
                "ssh to the compute node",
                (f"ssh -o NumberOfPasswordPrompts=0 {_sh(f'nova@{address}')} pwd",),
                "the home folder of nova, and no question for a password",
                ("VCNC01",),
            )

    def on_agent(self) -> Iterator[Step]:
        """What the ZHCP tells by itself."""
        yield Step(
            "The level of SMAPI",
            ("/opt/zhcp/bin/smcli Query_API_Functional_Level -T dummy",),
            "the functional level; return code 100 with reason 16: AUTHLIST lacks a line for the ZHCP",
            ("VZN04",),
        )
        yield Step(
            "The level of the directory manager",
            ("/opt/zhcp/bin/smcli Query_Directory_Manager_Level_DM -T dummy",),
            "name and level of the directory manager; return code 500: it does not run",
        )
        yield Step(
            "Its file systems", ("df -h",), f"none is filled by more than {_FULLEST} percent", ("VDS01", "VDS02")
        )

    def on_feilong(self) -> Iterator[Step]:
        """What the Linux tells that Feilong runs on."""
        smcli = "/opt/zthin/bin/smcli"
        yield Step(
            "The level of SMAPI",
            (f"{smcli} Query_API_Functional_Level -T dummy",),
            "the functional level; return code 100 with reason 16: AUTHLIST lacks a line for this Linux",
        )
        yield Step(
            "The profile of instances", (f"{smcli} Image_Query_DM -T {_sh(self.profile)}",), f"PROFILE {self.profile}"
        )
        yield Step("The service", ("systemctl status sdkserver",), "active (running)")
        yield Step(
            "The cloud connector",
            ("curl http://localhost:8080/",),
            "JSON with overallRC 0, and the versions of the API",
        )

    def on_compute_node(self) -> Iterator[Step]:
        """What the node tells that nova-compute runs on."""
        yield Step("Its own name and address", ('getent hosts "$(hostname)"',), "an address of this node", ("SYS01",))
        yield Step(
            "The services",
            ("systemctl list-units '*nova*' '*neutron*' '*ceilometer*'",),
            "nova-compute and the agents are active",
        )
        if self.has_xcat:
            yield Step("The way to the management node", (f"ping -c 3 {_sh(self.server)}",), "three answers")

    # -- names

    def _key(self, name: str) -> Stated | None:
        """What DMSSICNF COPY says of the management node."""
        return None if self._management is None else self._management.stated(name)

    def _own_key(self, name: str) -> Stated | None:
        """What DMSSICNF COPY says of this host."""
        return None if self._own is None else self._own.stated(name)

    def _networks(self) -> list[_Network]:
        """The virtual switches that neutron names, and those of DMSSICNF COPY, each once, in upper case."""
        found: dict[str, bool | None] = {}
        for network in networks_of(self._host.neutron):
            if _PLAIN.fullmatch(network.name):
                found.setdefault(network.name, network.has_vlans)
        for keys in INTERFACES:
            if (switch := _plain(self._own_key(keys.switch))) is not None:
                found.setdefault(fold(switch), None)
        return [_Network(name, is_aware) for name, is_aware in found.items()]

    def _expected_of_switches(self, networks: list[_Network]) -> Iterator[str]:
        for kind, is_aware in (("unaware", False), ("aware", True)):
            names = [network.name for network in networks if network.is_aware is is_aware]
            if names:
                yield f"VLAN {kind}: {', '.join(names)}"
        for name, devices in device_lists(self._host.neutron):
            if _PLAIN.fullmatch(name):
                yield f"the real device of {name}: {_word('rdev', devices)}"

    def _only_identifier(self) -> Stated | None:
        """The name of the system in SYSTEM CONFIG, if there is one only."""
        config = self._host.system_config
        names = {} if config is None else {fold(one.text): one for one in config.identifiers}
        return next(iter(names.values())) if len(names) == 1 else None

    def _expected_prefix(self) -> str:
        bytes_of_prefix = _PREFIX.match(_text(option(self._host.neutron, "base_mac")))
        config = self._host.system_config
        told = _word("base_mac", config.user_prefix if config else None)
        prefix = fold("".join(bytes_of_prefix.groups())) if bytes_of_prefix else told
        return f"the user prefix is {prefix}, the first three bytes of base_mac of neutron"

    def _expected_address(self) -> str:
        return f"attributes, of which ip is {_word('ZHCP_Addr', self._own_key('ZHCP_Addr'))}"


def _on_controller(sites: list[_Site]) -> Iterator[Step]:
    """What the services of OpenStack tell of each other, and a first instance."""
    systems = ", ".join(dict.fromkeys(site.system for site in sites))
    yield Step("The services of nova", ("nova service-list",), f"nova-compute on {systems} is enabled and up")
    yield Step("The hypervisors", ("nova hypervisor-list",), f"{systems}")
    yield Step("The agents of neutron", ("neutron agent-list",), f"the z/VM agent on {systems} is alive")
    yield Step("The networks", ("neutron net-list",), "a network for each physical network that instances use")
    yield Step("The services of cinder", ("cinder service-list",), "cinder-volume is enabled and up")
    yield Step(
        "A first instance",
        (
            "nova boot --image '<image>' --flavor '<flavor>' --nic net-id='<network>' '<instance>'",
            "nova show '<instance>'",
        ),
        "its status becomes ACTIVE, and it answers ping and ssh",
    )
    yield Step(
        "A volume for it",
        ("cinder create 1", "nova volume-attach '<instance>' '<volume>'", "cinder list"),
        "the status of the volume becomes available, then in-use",
    )
    yield Step(
        "The end of both",
        ("nova volume-detach '<instance>' '<volume>'", "cinder delete '<volume>'", "nova delete '<instance>'"),
        "both are gone; on z/VM the entry of the instance is gone too",
    )


def _of_driver(host: Host, name: str, feilong_name: str | None = None) -> tuple[Stated, ...]:
    """The value of an option of the zvm driver; of a pool that has its type before it, the name."""
    found = driver_option(host, name, feilong_name)
    if not isinstance(found, Chosen):
        return ()
    return (found.stated._replace(text=found.stated.text.rpartition(":")[2]),)


def _attribute(host: Host, name: str) -> Stated | None:
    """What Crowbar or Chef is told of an attribute."""
    values = [] if host.deployment is None else host.deployment.values(name)
    return values[-1] if values else None


def _plain(*stated: Stated | None) -> str | None:
    """The first of some values that can be shown and typed as it is."""
    return next((text for text in map(_text, stated) if _PLAIN.fullmatch(text) and fold(text) != NONE), None)


def _text(stated: Stated | None) -> str:
    """A value that can be shown, as it is; else empty."""
    return stated.text if stated is not None and stated.is_known and not stated.is_secret else ""


def _word(name: str, *stated: Stated | None) -> str:
    """The first of some values that can be shown and typed as it is; else a word in the place of `name`."""
    return _plain(*stated) or _placeholder(name)


def _placeholder(name: str) -> str:
    return f"<{name}>"


def _cp(word: str, name: str) -> str:
    """A word for the line of a console, where nothing can be quoted; else a word in the place of `name`."""
    return fold(word) if _PLAIN.fullmatch(word) and not _CP_EDITS.intersection(word) else _placeholder(name)


def _sh(word: str) -> str:
    """A word for a shell."""
    return shlex.quote(word)


def _url(word: str) -> str:
    """A word for a part of a URL."""
    return quote(word, safe="") if _PLAIN.fullmatch(word) else word
