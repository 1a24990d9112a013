"""Who runs SMAPI, the management node and the ZHCP: their entries in the directory, and what those must hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.place import name_span, span_of
from dirtool.lint.place import shown as shown_operand
from dirtool.lint.registry import Finding
from dirtool.model.effective import Effective, Origin
from dirtool.model.recognition import Kind
from dirtool.model.storage import storage_bytes
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Class, Cpu, Identity, Iucv, Link, Mdisk, Namesave, Nicdef, Option, User
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import is_here, not_said, said
from dirtool.verify.guests import (
    WORKERS,
    Guest,
    Runner,
    agent_of,
    context_of,
    directory_is_here,
    guest_of,
    is_managed_elsewhere,
    manager_of,
    named_by,
    statements_of,
    storage_of,
    where,
)
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import listed, plural, shown

REQUEST_SERVERS = ("VSMREQIN", "VSMREQI6", "VSMREQIU", "VSMREQIM", "VSMPROXY")
GUARD = "VSMGUARD"

_DCSS = "VSMDCSS"
_CODE_DISK = ("MAINT", "0193")
_OTHER_DISKS = (("MAINT", "0190"), ("MAINT", "019E"), ("TCPMAINT", "0591"), ("TCPMAINT", "0592"))
_LEAST_STORAGE = 128 << 20
_AGENT_CLASSES = "ABCDG"
_CLASSES_OF_CP = frozenset("ABCDEFGH")  # all others are a site's own
_IUCV_TARGETS = ("ANY", "ALLOW")
_MANAGEMENT_SWITCHES = {"XCAT_vswitch": "0600", "XCAT_MN_vswitch": "0700"}
_AGENT_ADAPTER = "0600"
_LAN_OF_SYSTEM = "SYSTEM "
_COPY_AND_DIRECTORY = all_of(Kind.DMSSICNF, Kind.DIRECTORY)
_RUNNERS = _COPY_AND_DIRECTORY + all_of(Kind.DMSSICMO, Kind.DIRECTORY)

AnyStatement = TypeVar("AnyStatement", bound=Statement)
_READ = "R"  # the mode of a LINK that names none


@host_check("CNF029", "unknown-user-to-notify", Severity.WARNING, needs=_COPY_AND_DIRECTORY)
def unknown_user_to_notify(host: Host, installation: Installation) -> Answers:
    """XCAT_notify names a user who has no entry in the directory.

    Why: nobody gets the messages of the appliance, nor the log of the installation verification.
    Fix: name a user who is there, such as OPERATOR.
    Source: Enabling z/VM for OpenStack, XCAT_notify
    """
    yield from _unknown(host, "XCAT_notify")


@host_check("CNF030", "unknown-user-in-copy", Severity.ERROR, needs=_COPY_AND_DIRECTORY)
def unknown_user_in_copy(host: Host, installation: Installation) -> Answers:
    """DMSSICNF COPY names a user who has no entry in the directory, or a parm disk that its owner does not have.

    With a role in DMSSICMO COPY, the users XCAT_User and ZHCP_User are not needed.

    Why: SMAPI cannot start the management node or the ZHCP, or cannot change the system configuration on the parm disk.
    Fix: correct the key, or add the entry, the MDISK or the LINK.
    Source: z/VM Systems Management Application Programming, the DMSSICNF COPY file
    """
    for key, runner in (("XCAT_User", manager_of(host, installation.hosts)), ("ZHCP_User", agent_of(host))):
        if runner is not None and runner.stated.name.upper() == key.upper():
            yield from _unknown(host, key)
    yield from _unknown(host, "Parm_Disk_Owner")
    yield from _without_parm_disk(host)


def _unknown(host: Host, key: str) -> Answers:
    """A finding if the user that a key of the COPY file names has no entry."""
    runner = named_by(host, key)
    if runner is None:
        yield not_said(Kind.DMSSICNF, key)
    else:
        yield from _without_entry(host, runner, f"{said(runner.stated)} has no entry in the directory", key)


def _without_entry(
    host: Host,
    runner: Runner,
    message: str,
    detail: str,
    severity: Severity | None = None,
    ivp: tuple[str, ...] = (),
) -> Answers:
    """A finding if the directory has no entry of a user."""
    guest = guest_of(host, runner.userid)
    if isinstance(guest, NotCompared):
        yield guest
    elif guest is None:
        related = (directory_is_here(host),)
        yield Finding(place_of(runner.stated), message, runner.userid, detail, severity, related, ivp=ivp)


def _without_parm_disk(host: Host) -> Answers:
    """A finding if the owner of the parm disk, who has an entry, has no such device."""
    assert host.dmssicnf is not None
    owner, number = (host.dmssicnf.stated(key) for key in ("Parm_Disk_Owner", "Parm_Disk_Number"))
    if owner is None or number is None:
        yield not_said(Kind.DMSSICNF, "Parm_Disk_Owner" if owner is None else "Parm_Disk_Number")
        return
    context = context_of(host)
    guest = guest_of(host, fold(owner.text.strip()), context)
    if not isinstance(guest, Guest):
        return  # which is told of the owner
    vdev = _vdev(number.text)
    devices = {disk.vdev for _, disk in guest.of(Mdisk)} | {link.vdev2 or link.vdev1 for _, link in guest.of(Link)}
    if vdev in devices:
        return
    if not context.knows_devices_of(guest.userid):
        yield NotCompared(f"a part of {guest.entry.shown_name} is not there, or cannot be read")
        return
    message = f"{said(number)}: {guest.entry.shown_name} has no MDISK and no LINK of that number"
    yield Finding(place_of(number), message, f"{guest.userid}/{vdev}", "", related=(_entry_is_here(guest),))


@host_check(
    "VFY028",
    "appliance-without-entry",
    Severity.ERROR,
    *("VMN01", "VZN03"),
    needs=_RUNNERS,
)
def appliance_without_entry(host: Host, installation: Installation) -> Answers:
    """The user of the management node or of the ZHCP has no entry in the directory, or the user to notify has none.

    With a role in DMSSICMO COPY, both run in OPNCLOUD. The user to notify is a warning.

    Why: the management node or the ZHCP of the host is never started.
    Fix: add the entry, or correct XCAT_User, ZHCP_User and XCAT_notify.
    Source: Enabling z/VM for OpenStack, the DMSSICNF and DMSSICMO COPY files
    """
    asked: list[tuple[str, Runner | None, tuple[str, ...], Severity | None]] = [
        ("ZHCP", agent_of(host), ("VZN03",), None),
    ]
    if not is_managed_elsewhere(host, installation.hosts):
        asked.insert(0, ("management node", manager_of(host, installation.hosts), ("VMN01",), None))
    if (notify := named_by(host, "XCAT_notify")) is not None:
        asked.append(("user to notify", notify, (), Severity.WARNING))
    seen: set[str] = set()
    for what, runner, ivp, severity in asked:
        if runner is None:
            yield NotCompared(f"no file names the user of the {what}")
        elif runner.userid not in seen:
            seen.add(runner.userid)
            message = f"the {what} {shown(runner.userid)} has no entry in the directory ({runner.stated.name})"
            yield from _without_entry(host, runner, message, what, severity, ivp)


@host_check("VFY029", "agent-entry", Severity.ERROR, *("VZN01", "VZN04"), needs=_RUNNERS)
def agent_entry(host: Host, installation: Installation) -> Answers:
    """The entry of the ZHCP lacks something that it needs as it logs on.

    It needs OPTION LNKNOPAS, IUCV ANY, the classes A, B, C, D and G, and an adapter on ZHCP_vswitch that is in the entry itself
    and not in its profile. Classes of the site's own may hold the commands; then the classes are not judged. Without a CPU
    statement CP gives it a virtual CPU all the same, which is told as info.

    Why: the ZHCP links disks without passwords, talks to SMAPI by IUCV, gives commands of these classes, and xCAT finds its
    adapter in the entry alone.
    Fix: add the statement, the class or the adapter to the entry of the ZHCP.
    Source: Enabling z/VM for OpenStack, the directory entry of the ZHCP
    """
    runner = agent_of(host)
    guest = None if runner is None else guest_of(host, runner.userid)
    if runner is None:
        yield NotCompared("no file names the user of the ZHCP")
    elif guest is None:
        yield NotCompared("the directory has no entry", shown(runner.userid))
    elif isinstance(guest, NotCompared):
        yield guest
    else:
        here = is_here(runner.stated)
        yield from _needs(guest, Option, lambda option: "LNKNOPAS" in option.option, "OPTION LNKNOPAS", here)
        yield from _needs(guest, Iucv, lambda iucv: iucv.target == "ANY", "IUCV ANY", here, ivp=("VZN04",))
        yield from _needs(guest, Cpu, lambda cpu: True, "CPU statement", here, Severity.INFO)
        yield from _classes(guest, here)
        yield from _own_adapter(host, guest)


def _needs(
    guest: Guest,
    kind: type[AnyStatement],
    fits: Callable[[AnyStatement], bool],
    what: str,
    related: Related | None = None,
    severity: Severity | None = None,
    ivp: tuple[str, ...] = (),
) -> Answers:
    """A finding if a guest has no statement of a kind that fits."""
    lacking = guest.lacks(kind, lambda _, statement: fits(statement))
    if isinstance(lacking, NotCompared):
        yield lacking
    elif lacking is not None:
        message = f"{guest.entry.shown_name} has no {what}{where(lacking)}"
        beside = () if related is None else (related,)
        yield Finding(name_span(guest.entry), message, guest.userid, what, severity, beside, ivp=ivp)


def _classes(guest: Guest, related: Related) -> Answers:
    for logon in guest.logons:
        origin, classes = _classes_of(logon)
        missing = [one for one in _AGENT_CLASSES if one not in classes]
        if not missing:
            continue
        doubt = guest.doubt(logon, Class)
        own = sorted(set(classes) - _CLASSES_OF_CP)
        if doubt is not None or own:
            yield doubt or NotCompared(f"{guest.entry.shown_name} has classes of the site's own")
            continue
        has = shown_operand(origin.placed, "class") or classes
        message = f"{guest.entry.shown_name} lacks class {listed(missing, 'and')}{where(logon)}; it has {has}"
        yield Finding(name_span(guest.entry), message, guest.userid, "classes", related=(related,))
        return


def _classes_of(logon: Effective) -> tuple[Origin, str]:
    """What says which privilege classes a logon has, and which ones; G where nothing does."""
    for origin, stated in statements_of(logon, Class):
        return origin, stated.class_
    header = logon.statements[0]
    statement = header.placed.statement
    on_header = statement.class_ if isinstance(statement, User | Identity) else None
    return header, on_header if on_header not in (None, "*") else "G"


def _own_adapter(host: Host, guest: Guest) -> Answers:
    """A finding if no adapter of the entry itself is on ZHCP_vswitch."""
    switch = None if host.dmssicnf is None else host.dmssicnf.stated("ZHCP_vswitch")
    if switch is None:
        yield not_said(Kind.DMSSICNF, "ZHCP_vswitch")
        return
    name = fold(switch.text.strip())

    def fits(origin: Origin, nic: Nicdef) -> bool:
        return origin.entry.kind != "profile" and _switch_of(nic) == name

    lacking = guest.lacks(Nicdef, fits)
    if isinstance(lacking, NotCompared):
        yield lacking
    elif lacking is not None:
        in_profile = [origin for origin, nic in statements_of(lacking, Nicdef) if _switch_of(nic) == name]
        said_ = f"{guest.entry.shown_name} has no NICDEF of its own on {shown(name)}{where(lacking)}"
        by_profile = f"; that of profile {in_profile[0].entry.shown_name} does not count" if in_profile else ""
        beside = [Related(span_of(origin.placed), name, "the profile has it here") for origin in in_profile[:1]]
        yield Finding(
            name_span(guest.entry),
            said_ + by_profile,
            guest.userid,
            "adapter",
            related=(is_here(switch), *beside),
            ivp=("VZN01",),
        )


@host_check("VFY030", "adapters-of-appliance", Severity.WARNING, *("VMNI01", "VZN01"), needs=_COPY_AND_DIRECTORY)
def adapters_of_appliance(host: Host, installation: Installation) -> Answers:
    """An adapter of the management node or of the ZHCP is on another virtual switch than DMSSICNF COPY says, or is missing.

    Adapter 0600 belongs to XCAT_vswitch or ZHCP_vswitch, 0700 to XCAT_MN_vswitch; where there is none of that number, any one
    on the switch will do. That the ZHCP has none at all is VFY029.

    Why: the node cannot be reached by its address.
    Fix: name the switch of the key on the NICDEF, or correct the key.
    Source: Enabling z/VM for OpenStack, the directory entries of the management node and of the ZHCP
    """
    assert host.dmssicnf is not None
    asked = [(agent_of(host), "ZHCP_vswitch", _AGENT_ADAPTER)]
    if not is_managed_elsewhere(host, installation.hosts):
        manager = manager_of(host, installation.hosts)
        asked = [*((manager, key, vdev) for key, vdev in _MANAGEMENT_SWITCHES.items()), *asked]
    for runner, key, vdev in asked:
        switch = host.dmssicnf.stated(key)
        guest = None if runner is None else guest_of(host, runner.userid)
        if switch is None:
            yield not_said(Kind.DMSSICNF, key)
        elif runner is None:
            yield NotCompared(f"no file names the user whose adapter is on {key}")
        elif guest is None:
            yield NotCompared("the directory has no entry", shown(runner.userid))
        elif isinstance(guest, NotCompared):
            yield guest
        else:
            yield from _adapter(guest, switch, vdev)


def _adapter(guest: Guest, switch: Stated, vdev: str) -> Answers:
    """A finding if the adapter of some number is on another switch, or if there is none, and none other on the switch."""
    name = fold(switch.text.strip())
    ivp = ("VMNI01",) if switch.name.upper() == "XCAT_MN_VSWITCH" else ("VZN01",)
    numbered = [(origin, nic) for origin, nic in guest.of(Nicdef) if nic.vdev == vdev and nic.lan is not None]
    for origin, nic in numbered:
        if _switch_of(nic) != name:
            subject = f"{guest.entry.shown_name}/{vdev}"
            on = shown((nic.lan or "").removeprefix(_LAN_OF_SYSTEM))
            message = f"{subject} is on {on}, but {switch.name} is {shown(switch.text)}"
            related = (is_here(switch),)
            yield Finding(span_of(origin.placed, "lan"), message, subject, switch.name, related=related, ivp=ivp)
    if numbered or switch.name.upper().startswith("ZHCP"):
        return
    what = f"NICDEF on {shown(name)}"
    yield from _needs(guest, Nicdef, lambda nic: _switch_of(nic) == name, what, is_here(switch), ivp=ivp)


@host_check("VFY031", "smapi-servers", Severity.ERROR, "VZN04", needs=any_of(Kind.DIRECTORY))
def smapi_servers(host: Host, installation: Installation) -> Answers:
    """A server of SMAPI has no entry, or its entry is not as SMAPI needs it.

    The request servers and the workers need OPTION DIAG88 and a LINK to MAINT 193, the request servers also NAMESAVE VSMDCSS
    and an IUCV statement. No server may have more than one CPU, or less than 128M. Links to the other disks that they are
    shipped with are told as warnings.

    Why: the server does not start, or abends, and then nothing of the cloud reaches the directory.
    Fix: give the server the entry that it is shipped with.
    Source: z/VM Systems Management Application Programming, setting up the servers
    """
    absent: list[str] = []
    for userid in (*REQUEST_SERVERS, *WORKERS, GUARD):
        guest = guest_of(host, userid)
        if guest is None:
            absent.append(userid)
        elif isinstance(guest, NotCompared):
            yield guest
        else:
            yield from _server(guest)
    if absent:
        place = directory_is_here(host).span
        plural_verb = "has" if len(absent) == 1 else "have"
        message = f"{plural(len(absent), 'server')} of SMAPI {plural_verb} no entry: {listed(absent, 'and')}"
        yield Finding(place, message, absent[0], "absent")


def _server(guest: Guest) -> Answers:
    """What is wrong with the entry of a server."""
    if guest.userid != GUARD:
        yield from _needs(guest, Option, lambda option: "DIAG88" in option.option, "OPTION DIAG88")
        yield from _link(guest, *_CODE_DISK, None)
        for owner, vdev in _OTHER_DISKS:
            yield from _link(guest, owner, vdev, Severity.WARNING)
    if guest.userid in REQUEST_SERVERS:
        yield from _needs(guest, Namesave, lambda saved: _DCSS in saved.name, f"NAMESAVE {_DCSS}")
        yield from _needs(guest, Iucv, lambda iucv: iucv.target in _IUCV_TARGETS, "IUCV ANY or IUCV ALLOW")
    for logon in guest.logons:
        cpus = [origin for origin, _ in statements_of(logon, Cpu)]
        if len(cpus) > 1:
            message = (
                f"{guest.entry.shown_name} has {len(cpus)} CPUs{where(logon)}; the servers of SMAPI work on one only"
            )
            related = Related(span_of(cpus[0].placed), guest.userid, "the first one is here")
            yield Finding(span_of(cpus[1].placed), message, guest.userid, "cpus", related=(related,))
            break
    for logon in guest.logons:
        placed, operand, size = storage_of(logon)
        if (storage_bytes(size) or _LEAST_STORAGE) < _LEAST_STORAGE:
            has = shown_operand(placed, operand)
            message = f"{guest.entry.shown_name} has {has} of storage{where(logon)}; a server of SMAPI needs 128M"
            yield Finding(span_of(placed, operand), message, guest.userid, "storage")
            break


def _link(guest: Guest, owner: str, vdev: str, severity: Severity | None) -> Answers:
    yield from _needs(
        guest,
        Link,
        _is_link_to(owner, vdev),
        f"LINK to {owner} {vdev}",
        severity=severity,
    )


@host_check("VFY032", "parm-disk-links", Severity.ERROR, needs=_COPY_AND_DIRECTORY)
def parm_disk_links(host: Host, installation: Installation) -> Answers:
    """A worker of SMAPI has no LINK to the parm disk that DMSSICNF COPY names, or one that cannot write.

    Why: the worker cannot read or change the system configuration: the functions for volumes and virtual switches fail.
    Fix: add the LINK with mode MD to the worker, or correct Parm_Disk_Owner and Parm_Disk_Number.
    Source: z/VM Systems Management Application Programming, setting up the servers
    """
    assert host.dmssicnf is not None
    owner, number = (host.dmssicnf.stated(key) for key in ("Parm_Disk_Owner", "Parm_Disk_Number"))
    if owner is None or number is None:
        yield not_said(Kind.DMSSICNF, "Parm_Disk_Owner" if owner is None else "Parm_Disk_Number")
        return
    wanted = fold(owner.text.strip()), _vdev(number.text)
    for userid in WORKERS:
        guest = guest_of(host, userid)
        if guest is None:
            yield NotCompared("the directory has no entry", userid)
        elif isinstance(guest, NotCompared):
            yield guest
        else:
            what = f"LINK to the parm disk {' '.join(map(shown, wanted))}"
            yield from _needs(guest, Link, _is_link_to(*wanted), what, is_here(number))
            for origin, link in guest.of(Link):
                if _is_link_to(*wanted)(link) and (link.mode or _READ) in (_READ, "RR"):
                    message = (
                        f"{guest.entry.shown_name} links the parm disk {' '.join(map(shown, wanted))} to read only"
                    )
                    place, related = span_of(origin.placed, "mode"), (is_here(number),)
                    yield Finding(place, message, userid, "mode", Severity.WARNING, related)


def _is_link_to(owner: str, vdev: str) -> Callable[[Link], bool]:
    return lambda link: (link.userid, link.vdev1) == (owner, vdev)


# ---- what the checks share


def _vdev(text: str) -> str:
    """A device number with its four digits, in upper case."""
    return fold(text.strip()).zfill(4)


def _switch_of(nic: Nicdef) -> str:
    """The virtual switch that an adapter is coupled to; empty if it is none."""
    lan = nic.lan or ""
    return lan.removeprefix(_LAN_OF_SYSTEM) if lan.startswith(_LAN_OF_SYSTEM) else ""


def _entry_is_here(guest: Guest) -> Related:
    return Related(name_span(guest.entry), guest.userid, "the entry is here")
