"""CNF: the names, volumes and passwords in DMSSICNF COPY, and the keys that it must have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network

from dirtool.lint.context import CopyContext
from dirtool.lint.copy_settings import (
    finding_at_value,
    is_too_long,
    judged,
    keys_in_broken_clauses,
    keys_like,
    labels_of,
    name_of,
    name_span,
    passwords_in_clear,
    related,
    too_long_label,
    value_of,
    value_span,
    wrong_value,
)
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.registry import Finding, copy_rule
from dirtool.model.copy_file import Setting
from dirtool.model.ip_networks import address_of, in_one_machine, interfaces_of
from dirtool.spec.copy_keys import DMSSICNF, NEEDED_WITH_XCAT, Domain, alternate_parm_disk_part
from dirtool.spec.releases import parse_release
from dirtool.spec.values import LONGEST_NAME
from dirtool.wording import listed, plural, shown

_HOSTS = {"XCAT_Host", "ZHCP_Host"}
_LONGEST_HOST = 63
_SHIPPED_NETWORK = IPv4Network("10.10.10.0/24")
_SHIPPED_DOMAIN = re.compile(r"(.*\.)?ibm\.com\.?", re.IGNORECASE)
_ALSO_OF_AGENT = ("XCAT_zvmsysid", "XCAT_notify")  # keys that a host without a management node has too
_NO_NAME = re.compile(r"[^A-Za-z0-9@#$_+:-]")
_WHAT_HOST_HAS = (
    (re.compile(r"\."), "a dot"),
    (re.compile(r"[A-Z]"), "upper case"),
    (re.compile(r"_"), "an underscore"),
    (re.compile(r"^[0-9]"), "a digit in first place"),
    (re.compile(r"^-|-$"), "a hyphen in first or last place"),
    (re.compile(r"[^A-Za-z0-9._-]"), "a character that is no letter, digit or hyphen"),
    (re.compile(rf".{{{_LONGEST_HOST + 1}}}"), f"more than {_LONGEST_HOST} characters"),
)


@copy_rule("CNF020", "bad-name", Severity.ERROR)
def bad_name(context: CopyContext) -> Iterator[Finding]:
    """The name of a user, of a virtual switch or of the system is longer than 8 characters, or has one that no name has.

    Why: CP knows no such name. A userid or a switch in lower case is a warning: CP has them in upper case. An empty value is
    one, too.
    Bad:
        ZHCP_vswitch = "XCATVSW12"
    Good:
        ZHCP_vswitch = "XCATVSW1"
    Source: z/VM CP Planning and Administration, USER and DEFINE VSWITCH; z/VM Systems Management Application Programming
    """
    for setting, text in judged(context, DMSSICNF, Domain.USERID, Domain.SWITCH, Domain.SYSTEM):
        name, value = name_of(setting), value_of(setting)
        strange = _NO_NAME.search(text)
        if not text:
            yield from wrong_value(setting, text, "")
        elif strange is not None:
            yield finding_at_value(setting, f"{name} is {value}: {shown(strange[0])} is in no such name")
        elif len(text) > LONGEST_NAME:
            yield finding_at_value(setting, f"{name} is {value}: {len(text)} characters, {LONGEST_NAME} at most")
        elif text != text.upper() and setting.key is not None and setting.key.domain is not Domain.SYSTEM:
            yield finding_at_value(
                setting, f"{name} is {value}, which is {text.upper()} for CP", severity=Severity.WARNING
            )


# ---- names


@copy_rule("CNF021", "odd-host-name", Severity.WARNING)
def odd_host_name(context: CopyContext) -> Iterator[Finding]:
    """A host name is more than a short name in lower case.

    Why: it becomes the name of a node in xCAT, with the domain put behind it. A dot gives it a second domain; upper case, an
    underscore, a digit in first place, a hyphen at either end or more than 63 characters are refused by one program or another
    on the way.
    Bad:
        ZHCP_Host = "zhcp.example.com"
    Good:
        ZHCP_Host = "zhcp"
    Source: RFC 952; Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, Domain.HOST):
        has = [what for pattern, what in _WHAT_HOST_HAS if pattern.search(text)]
        if has:
            yield finding_at_value(
                setting, f"{name_of(setting)} is {value_of(setting)}: a host name with {listed(has, 'and')}"
            )


@copy_rule("CNF022", "odd-domain", Severity.WARNING)
def odd_domain(context: CopyContext) -> Iterator[Finding]:
    """A domain does not begin with a dot, or has two dots side by side.

    Why: it is put behind the host name as it is: "xcat" and "example.com" make "xcatexample.com".
    Bad:
        ZHCP_Domain = "example.com"
    Good:
        ZHCP_Domain = ".example.com"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, Domain.DOMAIN):
        name, value = name_of(setting), value_of(setting)
        if ".." in text:
            yield finding_at_value(setting, f"{name} is {value}, with two dots side by side")
        elif text and not text.startswith("."):
            yield finding_at_value(setting, f"{name} is {value}, which does not begin with a dot")


@copy_rule("CNF023", "node-name-given-twice", Severity.ERROR)
def node_name_given_twice(context: CopyContext) -> Iterator[Finding]:
    """Two of XCAT_Host, ZHCP_Host and XCAT_zvmsysid are the same.

    Why: all three become the names of nodes in xCAT, which has one node of a name. What is wrong when the management node is
    started for the first time stays in its tables. Case does not matter. Where XCAT_User and ZHCP_User are one virtual machine
    with one address, one name for both is an information.
    Bad:
        XCAT_Host = "zhcp"
        ZHCP_Host = "zhcp"
    Good:
        XCAT_Host = "xcat"
        ZHCP_Host = "zhcp"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    first_of: dict[str, Setting] = {}
    for setting, text in judged(context, DMSSICNF, Domain.HOST, Domain.SYSTEM):
        first = first_of.setdefault(text.lower(), setting)
        if text and first is not setting:
            is_one = {name_of(first), name_of(setting)} == _HOSTS and _is_one_node(context)
            message = f"{name_of(setting)} is {value_of(setting)}, and so is {name_of(first)}: "
            message += "one node for both" if is_one else "two nodes of one name"
            others = (related(first, f"{name_of(first)} is here"),)
            yield finding_at_value(setting, message, others, Severity.INFO if is_one else None)


# ---- what is hardly meant


@copy_rule("CNF024", "shipped-value", Severity.WARNING)
def shipped_value(context: CopyContext) -> Iterator[Finding]:
    """An address or a domain is that of the file as it is shipped.

    Why: 10.10.10.0/24 and a domain that ends in ibm.com are examples. Several systems that keep them get in each other's way as
    soon as their networks meet. Where the network is meant to stay for itself, silence the finding.
    Bad:
        ZHCP_Addr = "10.10.10.20"
    Good:
        ZHCP_Addr = "10.20.30.20"
    Source: z/VM Systems Management Application Programming, DMSSICNF COPY as shipped
    """
    for setting, text in judged(context, DMSSICNF, Domain.ADDRESS, Domain.DOMAIN):
        assert setting.key is not None
        address = address_of(text)
        if address is not None and address in _SHIPPED_NETWORK:
            yield finding_at_value(
                setting, f"{setting.key.name} {address} is in {_SHIPPED_NETWORK}, the network of the file as shipped"
            )
        elif setting.key.domain is Domain.DOMAIN and _SHIPPED_DOMAIN.fullmatch(text):
            yield finding_at_value(setting, f"{setting.key.name} is {value_of(setting)}, as in the file as shipped")


@copy_rule("CNF025", "password-in-clear", Severity.WARNING)
def password_in_clear(context: CopyContext) -> Iterator[Finding]:
    """A password stands in the file in clear.

    Why: the file is on a disk that every SMAPI server links, and many users besides. NOLOG is no password, nor is the comma of
    Parm_Disk_Password. A key that is not known, but sounds like a password, is an information.
    Bad:
        Parm_Disk_Password = "SECRET"
    Good:
        Parm_Disk_Password = ","
    Source: z/VM Systems Management Application Programming, DMSSICNF COPY
    """
    if context.copy.kind == DMSSICNF:
        yield from passwords_in_clear(context)


@copy_rule("CNF026", "bad-volume-label", Severity.ERROR)
def bad_volume_label(context: CopyContext) -> Iterator[Finding]:
    """A label of a volume in XCAT_iso is longer than 6 characters, or stands there twice.

    Why: no volume has such a label, and the repository of images lacks its space. Twice the same label is a warning. The labels
    are separated by blanks.
    Bad:
        XCAT_iso = "IMG001,IMG002"
    Good:
        XCAT_iso = "IMG001 IMG002"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node
    """
    for setting, _ in judged(context, DMSSICNF, Domain.VOLUMES):
        first_of: dict[str, Span] = {}
        for label, place in labels_of(context, setting):
            first = first_of.setdefault(label.upper(), place)
            if is_too_long(label):
                yield too_long_label(setting, label, place)
            elif first is not place:
                message = f"{name_of(setting)} names {label} twice"
                second = (Related(first, name_of(setting), "the first of the two is here"),)
                yield Finding(place, message, name_of(setting), label, Severity.WARNING, second)


@copy_rule("CNF027", "one-parm-disk-twice", Severity.WARNING)
def one_parm_disk_twice(context: CopyContext) -> Iterator[Finding]:
    """The parm disk and the alternate parm disk are one.

    Why: SMAPI refuses to change SYSTEM CONFIG then (return code 300, reason 22). How the keys of the alternate disk are spelt
    is not certain: names that they may have are taken for them, and what is found is an information.
    Bad:
        Parm_Disk_Owner     = "PMAINT"
        Parm_Disk_Number    = "CF0"
        Alt_Parm_Disk_Owner  = "PMAINT"
        Alt_Parm_Disk_Number = "0CF0"
    Good:
        Parm_Disk_Owner     = "PMAINT"
        Parm_Disk_Number    = "CF0"
        Alt_Parm_Disk_Owner  = "PMAINT"
        Alt_Parm_Disk_Number = "CF2"
    Source: z/VM Systems Management Application Programming, return codes
    """
    if context.copy.kind != DMSSICNF:
        return
    copy = context.copy
    alternate = {alternate_parm_disk_part(name): copy.get(name) for name in copy.by_name}
    owner, number = copy.get("Parm_Disk_Owner"), copy.get("Parm_Disk_Number")
    other_owner, other_number = alternate.get("OWNER"), alternate.get("NUMBER")
    if owner is None or number is None or other_owner is None or other_number is None:
        return
    if _disk(owner, number) == _disk(other_owner, other_number):
        message = f"the alternate parm disk is the parm disk: {value_of(owner)} {value_of(number)}"
        places = tuple(related(one, f"{name_of(one)} is here") for one in (owner, number))
        yield finding_at_value(other_number, message, places, Severity.INFO)


@copy_rule("CNF028", "xcat-on-later-release", Severity.WARNING)
def xcat_on_later_release(context: CopyContext) -> Iterator[Finding]:
    """Keys of the xCAT management node or of the ZHCP agent are there, but the z/VM release has neither.

    Why: xCAT came with z/VM 6.3 and 6.4 only. What the keys say has no effect, and misleads whoever reads the file. Judged
    where a release is told (`--zvm 7.3`); where several are, the oldest counts.
    Bad:
        ZHCP_User = "ZHCP"
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: z/VM 7.1 General Information, what is withdrawn
    """
    if context.copy.kind != DMSSICNF or not context.options.releases:
        return
    oldest = min(map(parse_release, context.options.releases))
    late = [
        setting
        for setting in context.copy.by_name.values()
        if (key := setting.key) is not None and key.until is not None and parse_release(key.until) < oldest
    ]
    if late:
        others = f" and {plural(len(late) - 1, 'more key')}" if len(late) > 1 else ""
        verb = "are" if others else "is"
        message = f"{name_of(late[0])}{others} {verb} for xCAT, which z/VM {oldest} does not have"
        yield Finding(name_span(late[0]), message, name_of(late[0]), "")


@copy_rule("CNF031", "missing-key", Severity.ERROR)
def missing_key(context: CopyContext) -> Iterator[Finding]:
    """A key is missing, or empty, that the xCAT management node cannot do without.

    Why: as soon as any XCAT_ key is used, its user, its two addresses and masks, its two switches, its host name, its
    administrator and the name of the z/VM system must be there. Of a part of a file (`--fragment`) only what is empty is told.
    A key that stands in a broken clause is not missed, nor one whose name is plainly misspelt.
    Bad:
        XCAT_User       = "XCAT"
        XCAT_Addr       = "192.0.2.10"
        XCAT_Host       = "xcat"
        XCAT_vswitch    = "XCATVSW1"
        XCAT_netmask    = "255.255.255.0"
        XCAT_MN_Addr    = "198.51.100.10"
        XCAT_MN_Mask    = "255.255.255.0"
        XCAT_MN_vswitch = "XCATVSW2"
        XCAT_MN_admin   = "mnadmin"
    Good:
        XCAT_User       = "XCAT"
        XCAT_Addr       = "192.0.2.10"
        XCAT_Host       = "xcat"
        XCAT_vswitch    = "XCATVSW1"
        XCAT_netmask    = "255.255.255.0"
        XCAT_zvmsysid   = "ZVMSYS1"
        XCAT_MN_Addr    = "198.51.100.10"
        XCAT_MN_Mask    = "255.255.255.0"
        XCAT_MN_vswitch = "XCATVSW2"
        XCAT_MN_admin   = "mnadmin"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node
    """
    copy = context.copy
    of_xcat = [one for one in copy.settings if one.key is not None and one.key.prefix == "XCAT"]
    if _is_of_agent_only(context):
        of_xcat = [one for one in of_xcat if one.key is not None and one.key.name not in _ALSO_OF_AGENT]
    if copy.kind != DMSSICNF or not of_xcat:
        return
    unknown = [setting.name for setting in copy.by_name.values() if setting.key is None]
    likely = (keys_like(context, name) for name in unknown)
    meant = keys_in_broken_clauses(context) | {like[0].upper() for like in likely if like}
    for name in NEEDED_WITH_XCAT:
        setting = copy.by_name.get(name.upper())
        if setting is not None and setting.is_known and not setting.stated.text.strip():
            yield Finding(value_span(setting), f"{name} is empty, but xCAT needs it", name, "empty")
        elif setting is None and name.upper() not in meant and not context.options.fragment:
            first = of_xcat[0]
            message = f"{name} is missing, which xCAT needs; {name_of(first)} is there"
            yield Finding(name_span(first), message, name, "")


def _is_of_agent_only(context: CopyContext) -> bool:
    """Whether the file is of a host that has an agent, and its management node elsewhere."""
    names = {setting.key.name for setting in context.copy.settings if setting.key is not None}
    return any(name.startswith("ZHCP_") for name in names) and not names & {"XCAT_User", "XCAT_Addr", "XCAT_MN_Addr"}


def _is_one_node(context: CopyContext) -> bool:
    """Whether the management node and the agent are one virtual machine with one address."""
    node, _, agent = interfaces_of(context.copy)
    return in_one_machine(context.copy) and node.address == agent.address


def _disk(owner: Setting, number: Setting) -> tuple[str, str]:
    """A disk, as it can be compared."""
    return owner.stated.text.strip().upper(), number.stated.text.strip().upper().lstrip("0")
