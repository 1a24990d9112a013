"""Options of the services: whether they are there, and what they are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dirtool.lint.diagnostic import Severity, Span
from dirtool.lint.registry import Finding
from dirtool.model.recognition import Kind
from dirtool.spec.conf_options import (
    COMPUTE_DRIVERS,
    COMPUTE_DRIVERS_WITH_FEILONG,
    INSECURE_DEFAULTS,
    ML2,
    ML2_PATH,
    NEEDED_BY_CEILOMETER,
    NEEDED_BY_NEUTRON,
    NEEDED_BY_NOVA,
    NEEDED_BY_NOVA_WITH_FEILONG,
    NEEDED_BY_STORWIZE,
    NEEDED_BY_ZVMSDK,
    NEUTRON,
    NOVA,
    SHARED,
    SHORTEST_RPC_TIMEOUT,
    STORWIZE_DRIVERS,
    ZVMSDK,
    KnownOption,
    Needed,
)
from dirtool.spec.copy_keys import CONTROLLER
from dirtool.spec.values import PASSWORD_LENGTH
from dirtool.syntax.conf_file import DEFAULT
from dirtool.syntax.text_file import Stated
from dirtool.verify.comparing import (
    chosen,
    disagreement,
    has_section,
    is_for_feilong,
    not_said,
    option,
    said,
    shared_values,
)
from dirtool.verify.installation import Conf, Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import listed, shown

_PROTOCOL = "storwize_svc_connection_protocol"
_FIBRE_CHANNEL = "FC"
_ZVM = "zvm"
_AGENT = "agent"
_LONGEST_PATH = 100  # characters of a driver's class path, which tells drivers apart by its end


@host_check(
    "VFY001",
    "missing-option",
    Severity.ERROR,
    "MISS01",
    "MISS02",
    "MISS04",
    "MISS05",
    "MISS08",
    needs=any_of(Kind.NOVA, Kind.NEUTRON, Kind.CINDER, Kind.CEILOMETER),
)
def missing_option(host: Host, installation: Installation) -> Answers:
    """An option is missing that the zvm driver of a service needs.

    Which ones are needed depends on the release of OpenStack; where that is not told, only those are asked for that every
    release needs, and where Feilong takes the place of xCAT, what goes to xCAT is not. Of neutron's files, those that are not
    there are not judged. Of cinder, a section with a Storwize driver is; that it has no driver at all is a warning.

    Why: the driver does not start, or starts and cannot reach the management node.
    Fix: state the option in the section that the message names.
    Source: Enabling z/VM for OpenStack, the tables of required configuration options
    """
    release = installation.release
    if host.nova is not None:
        rows = NEEDED_BY_NOVA_WITH_FEILONG if is_for_feilong(host.nova) else NEEDED_BY_NOVA
        yield from _missing(host.nova, rows, release)
    if host.neutron is not None:
        asked = [row for row in NEEDED_BY_NEUTRON if row.tell != _AGENT or not host.neutron.has_feilong_agent]
        here = [row for row in asked if _is_told(host.neutron, row.tell)]
        yield from _missing(host.neutron, here, release)
        for section in dict.fromkeys(row.tell for row in asked if row not in here):
            what = "an option of xCAT's agent" if section == _AGENT else f"a section {section}"
            yield NotCompared(f"no file of neutron has {what}")
    if host.cinder is not None:
        yield from _missing_of_cinder(host.cinder)
    if host.ceilometer is not None:
        yield from _missing(host.ceilometer, NEEDED_BY_CEILOMETER, release)


@host_check(
    "VFY002",
    "options-disagree",
    Severity.ERROR,
    "OPTS01",
    needs=(
        *all_of(Kind.NOVA, Kind.NEUTRON),
        *all_of(Kind.NOVA, Kind.CEILOMETER),
        *all_of(Kind.NEUTRON, Kind.CEILOMETER),
    ),
)
def options_disagree(host: Host, installation: Installation) -> Answers:
    """Two services are given different values of an option that they must share.

    These are the name of the z/VM system (which neutron and ceilometer may call `host`), and the address, the node, the user
    and the password of the management node. A difference in case only is a warning.

    Why: the services talk to different management nodes, or look for their agents on hosts that nobody knows.
    Fix: give them one value.
    Source: Enabling z/VM for OpenStack, the tables of configuration options
    """
    compared = False
    for name in SHARED:
        values = shared_values(host, name)
        for other in values[1:]:
            compared = True
            yield from disagreement(other, values[0])
    if not compared:
        yield NotCompared("no option that services share stands in the files of two of them")


@host_check("VFY003", "nova-host", Severity.ERROR, "OPTS01", needs=any_of(Kind.NOVA))
def nova_host(host: Host, installation: Installation) -> Answers:
    """The host of nova.conf is not its zvm_host.

    Why: nova, neutron and ceilometer know the z/VM system by this name, and find each other by it.
    Fix: give both options the name of the z/VM system.
    Source: Enabling z/VM for OpenStack, the table of nova's options
    """
    one, other = option(host.nova, "host"), option(host.nova, "zvm_host")
    if one is None or other is None:
        yield not_said(Kind.NOVA, "host" if one is None else "zvm_host")
    else:
        yield from disagreement(one, other)


@host_check(
    "VFY026", "volume-driver", Severity.ERROR, "PROP08", needs=any_of(Kind.CINDER), also=frozenset({Kind.DMSSICMO})
)
def volume_driver(host: Host, installation: Installation) -> Answers:
    """A Storwize driver of cinder is not the one of the release, or does not use Fibre Channel.

    Where the release of OpenStack is not told, or is one whose driver is not known, the driver of any release will do. Where
    enabled_backends names sections, only those count. On an appliance cinder counts only for the controller.

    Why: z/VM reaches the disks of a Storwize system by FCP devices only, which other drivers and other protocols do not know.
    Fix: set volume_driver to the class that the message names, and storwize_svc_connection_protocol to FC.
    Source: Enabling z/VM for OpenStack, the table of cinder's options
    """
    role = None if host.dmssicmo is None else host.dmssicmo.stated("openstack_system_role")
    if role is not None and role.text.strip().upper() != CONTROLLER:
        yield NotCompared(f"the appliance is {shown(role.text)}; cinder counts for a {CONTROLLER} only")
        return
    assert host.cinder is not None
    drivers = _storwize_drivers(host.cinder)
    if not drivers:
        yield NotCompared(f"{Kind.CINDER} names no Storwize driver")
    wanted = [path for path, releases in STORWIZE_DRIVERS.items() if installation.release in releases]
    for section, driver in drivers:
        allowed = wanted or [*STORWIZE_DRIVERS]
        if driver.text not in allowed:
            path = shown(driver.text, _LONGEST_PATH)
            message = f"{driver.name} {path} is not the driver for z/VM; allowed: {listed(allowed, 'or')}"
            yield Finding(place_of(driver), message, driver.name)
        protocol = option(host.cinder, _PROTOCOL, section)
        if protocol is not None and protocol.text.upper() != _FIBRE_CHANNEL:
            yield Finding(place_of(protocol), f"{said(protocol)}; z/VM needs {_FIBRE_CHANNEL}", _PROTOCOL)
        elif protocol is None and not driver.text.endswith("FCDriver"):
            message = f"{_PROTOCOL} is missing; z/VM needs {_FIBRE_CHANNEL}, which is not the default"
            yield Finding(place_of(driver), message, _PROTOCOL, severity=Severity.WARNING)


@host_check(
    "VFY027",
    "bad-option",
    Severity.ERROR,
    "MISS02",
    "PROP05",
    "PROP06",
    "TRON01",
    "TRON02",
    needs=any_of(Kind.NOVA, Kind.NEUTRON),
)
def bad_option(host: Host, installation: Installation) -> Answers:
    """An option of nova or neutron has a value that it does not take, or one that is not safe.

    Warnings are a time for remote procedure calls of less than 180 seconds (it is 60 where it is not stated), a core plugin
    that is written as its class path, and passwords that are the well-known defaults. With Feilong, nova has no such time and
    no such passwords.

    Why: the driver does not start, or gives up before z/VM has answered; everybody knows the default passwords.
    Fix: use a value that the message allows; set passwords of your own.
    Source: Enabling z/VM for OpenStack, the tables of configuration options
    """
    if host.nova is not None:
        yield from _bad_values(host.nova, NOVA)
        yield from _compute_driver(host.nova)
        if not is_for_feilong(host.nova):
            yield from _rpc_timeout(host.nova)
            yield from _passwords(host.nova)
    if host.neutron is not None:
        yield from _bad_values(host.neutron, NEUTRON)
        yield from _plugins(host.neutron)
    if host.nova is None and not _states_judged(host.neutron):
        yield NotCompared(f"the {Kind.NEUTRON} state no option that is judged")


@host_check("VFY039", "zvmsdk-option", Severity.ERROR, needs=any_of(Kind.ZVMSDK))
def zvmsdk_option(host: Host, installation: Installation) -> Answers:
    """An option of zvmsdk.conf is missing, or has a value that it does not take.

    Why: Feilong does not start without user_profile and my_ip, and cannot place disks in what is no pool.
    Fix: use a value that the message allows.
    Source: Feilong, the configuration options of zvmsdk.conf
    """
    conf = host.zvmsdk
    assert conf is not None
    for section, name in NEEDED_BY_ZVMSDK:
        if option(conf, name, section) is None:
            yield Finding(_section_span(conf, section), f"[{section}] {name} is missing", name)
    yield from _bad_values(conf, ZVMSDK)


def _is_told(neutron: Conf, section: str) -> bool:
    """Whether the file of neutron is there in which a section stands; neutron.conf has a section for all agents, too."""
    return neutron.has_xcat_agent if section == _AGENT else has_section(neutron, section)


def _missing(conf: Conf, rows: Iterable[Needed], release: str | None) -> Iterator[Finding]:
    for row in rows:
        if row.releases and release not in row.releases:
            continue
        stated = [one for section, name in row.options if (one := option(conf, name, section)) is not None]
        if not any(one.text.strip() for one in stated):
            names = listed([f"[{section}] {name}" for section, name in row.options], "and")
            section, name = row.options[0]
            verb, what = "is" if len(row.options) == 1 else "are", "empty" if stated else "missing"
            place = place_of(stated[0]) if stated else _section_span(conf, section)
            yield Finding(place, f"{names} {verb} {what}", name, ivp=(row.ivp,))


def _missing_of_cinder(conf: Conf) -> Iterator[Finding]:
    sections = [one.section for file in conf.files for one in file.options if one.name == "volume_driver"]
    if not sections:
        message = f"[{DEFAULT}] volume_driver is missing"
        yield Finding(
            _section_span(conf, DEFAULT), message, "volume_driver", severity=Severity.WARNING, ivp=("MISS05",)
        )
    for section, _ in _storwize_drivers(conf):
        rows = [Needed(tuple((section, name) for name in names), ivp="MISS02") for names in NEEDED_BY_STORWIZE]
        yield from _missing(conf, rows, None)


def _storwize_drivers(conf: Conf) -> list[tuple[str, Stated]]:
    """The sections with a driver for Storwize that are in use, each with the driver."""
    found = {one.section: one.stated for file in conf.files for one in file.options if one.name == "volume_driver"}
    enabled = option(conf, "enabled_backends")
    used = set() if enabled is None else {name.strip().lower() for name in enabled.text.split(",")} - {""}
    return [
        (section, driver)
        for section, driver in found.items()
        if "storwize" in driver.text.lower() and (not used or section.lower() in used)
    ]


def _section_span(conf: Conf, section: str) -> Span:
    """Where a section begins; the beginning of the first file if there is none."""
    for file in conf.files:
        line = file.section_line(section)
        if line is not None:
            return Span(file.path, line, 1, line, len(file.texts[line - 1]) + 1)
    return Span(conf.files[0].path, 1, 1, 1, 1)


def _bad_values(conf: Conf, known: Iterable[KnownOption]) -> Iterator[Finding]:
    for one in known:
        stated = option(conf, one.name, one.section)
        if stated is not None and one.domain is not None and not one.domain.takes(stated.text):
            yield Finding(place_of(stated), f"{said(stated)}; allowed: {one.domain.wanted}", one.name)


def _states_judged(neutron: Conf | None) -> bool:
    """Whether the files of neutron state an option whose value is judged."""
    judged = [(one.name, one.section) for one in NEUTRON if one.domain is not None]
    plugins = [("core_plugin", DEFAULT), ("mechanism_drivers", ML2)]
    return any(option(neutron, *one) is not None for one in (*judged, *plugins))


def _compute_driver(conf: Conf) -> Iterator[Finding]:
    stated = option(conf, "compute_driver")
    allowed = COMPUTE_DRIVERS_WITH_FEILONG if is_for_feilong(conf) else COMPUTE_DRIVERS
    if stated is not None and stated.text not in allowed:
        message = f"{said(stated)} is not the driver for z/VM; allowed: {listed(allowed, 'or')}"
        yield Finding(place_of(stated), message, stated.name, ivp=("PROP05",))


def _rpc_timeout(conf: Conf) -> Iterator[Finding]:
    timeout = chosen(conf, "rpc_response_timeout")
    if timeout is not None and timeout.text.isdecimal() and int(timeout.text[:10]) < SHORTEST_RPC_TIMEOUT:
        message = f"{timeout.said} is less than the {SHORTEST_RPC_TIMEOUT} seconds that z/VM may need"
        ivp = "MISS02" if timeout.is_default else "PROP06"
        yield Finding(place_of(timeout.stated), message, timeout.stated.name, severity=Severity.WARNING, ivp=(ivp,))


def _passwords(conf: Conf) -> Iterator[Finding]:
    for name, insecure in INSECURE_DEFAULTS.items():
        password = chosen(conf, name)
        if password is not None and password.text == insecure:
            how = "missing, so that it is" if password.is_default else "still"
            message = f"{name} is {how} the default that everybody knows"
            yield Finding(place_of(password.stated), message, name, severity=Severity.WARNING)
    stated = option(conf, "zvm_user_default_password")
    if stated is not None and len(stated.text) > PASSWORD_LENGTH:
        message = f"{stated.name} is longer than {PASSWORD_LENGTH} characters"
        yield Finding(place_of(stated), message, stated.name)


def _plugins(conf: Conf) -> Iterator[Finding]:
    core = option(conf, "core_plugin")
    if core is not None and core.text == ML2_PATH:
        message = f"{said(core)} is an old way to write {ML2}"
        yield Finding(place_of(core), message, core.name, severity=Severity.WARNING, ivp=("TRON01",))
    elif core is not None and core.text != ML2:
        yield Finding(place_of(core), f"{said(core)} is not {ML2}", core.name, ivp=("TRON02",))
    drivers = option(conf, "mechanism_drivers", ML2)
    if drivers is not None and not any(_ZVM in word for word in drivers.text.lower().split(",")):
        yield Finding(place_of(drivers), f"{said(drivers)} does not name {_ZVM}", drivers.name)
