"""CNF: DMSSICNF COPY. How a file is written is judged in DMSSICMO COPY as well, which has the same syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network
from itertools import islice

from dirtool.lint.context import CopyContext
from dirtool.lint.copy_settings import (
    judged,
    keys_in_broken_clauses,
    labels_of,
    name_of,
    name_span,
    related,
    value_of,
    value_span,
)
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.registry import Finding, Profile, copy_rule
from dirtool.model.copy_file import Cause, Difference, Reason, Setting
from dirtool.model.ip_networks import (
    HIGHEST_VLAN,
    Interface,
    address_of,
    devices_of,
    end_of_network,
    interfaces_of,
    prefix_of,
    vlan_of,
)
from dirtool.spec.copy_keys import BY_FOLDED_NAME, DMSSICNF, NEEDED_WITH_XCAT, NONE, Domain
from dirtool.spec.releases import parse_release
from dirtool.spec.statement import nearest
from dirtool.syntax.copy_file import Clause, CopyFile
from dirtool.syntax.copy_secrets import is_secret
from dirtool.syntax.statement import MASK
from dirtool.text.columns import CODE_END
from dirtool.wording import LONGEST_SHOWN, listed, near, plural, shown

_OF_XCAT = ("XCAT_", "ZHCP_")
_LONGEST_NAME = 8
_LONGEST_HOST = 63
_LONGEST_LABEL = 6
_DEFAULT_VLAN = 1
_DEVICES_IN_GROUP = 3
_SIZES_OF_OSA = (16, 256)  # where an OSA begins: a number that ends in 0, or in 00
_SHIPPED_NETWORK = IPv4Network("10.10.10.0/24")
_SHIPPED_DOMAIN = re.compile(r"(.*\.)?ibm\.com\.?", re.IGNORECASE)
_NO_NAME = re.compile(r"[^A-Za-z0-9@#$_+:-]")
_ALTERNATE = r"(?:2|ALT(?:ERNATE)?|SECOND(?:ARY)?)"
_ALTERNATE_PARM_DISK = re.compile(
    rf"{_ALTERNATE}_?PARM_DISK_(?P<front>[A-Z]+)|PARM_DISK_?{_ALTERNATE}_(?P<middle>[A-Z]+)"
    rf"|PARM_DISK_(?P<back>[A-Z]+?)_?{_ALTERNATE}"
)
_WHAT_HOST_HAS = (
    (re.compile(r"\."), "a dot"),
    (re.compile(r"[A-Z]"), "upper case"),
    (re.compile(r"_"), "an underscore"),
    (re.compile(r"^[0-9]"), "a digit in first place"),
    (re.compile(r"[^A-Za-z0-9._-]"), "a character that is no letter, digit or hyphen"),
    (re.compile(rf".{{{_LONGEST_HOST + 1}}}"), f"more than {_LONGEST_HOST} characters"),
)
_READ_BY_REXX_ONLY = {
    Reason.NESTED_COMMENT: "a comment inside of a comment",
    Reason.COMMENT_IN_QUOTES: "a comment in quotes",
    Reason.CONTINUATION: "a comma at the end of a record",
    Reason.SEMICOLON: "a semicolon",
    Reason.SINGLE_QUOTES: "single quotes",
    Reason.DOUBLED_QUOTES: "doubled quotes",
    Reason.SYMBOL: "a value without quotes",
    Reason.EXPRESSION: "an expression",
}
_PHRASES = {
    Domain.ADDRESS: "no IPv4 address",
    Domain.MASK: "no network mask (ones, then zeros)",
    Domain.GATEWAY: f"neither an IPv4 address nor {NONE}",
}


# ---- how the file is written


@copy_rule("CNF001", "unclosed-string-or-comment", Severity.ERROR, Profile.SYNTAX)
def unclosed_string_or_comment(context: CopyContext) -> Iterator[Finding]:
    """A quoted string or a comment is not closed, or a comment ends that has not begun.

    Why: REXX cannot read the file, and the SMAPI servers do not come up. The finding is at the quote or the comment that opens.
    What stands in the records behind it is judged as if it had been closed at the end of its own record.
    Bad:
        Parm_Disk_Owner = "PMAINT
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: z/VM REXX/VM Reference, the structure of REXX
    """
    file = context.copy.file
    for clause in file.clauses:
        token = clause.open_string
        if token is not None:
            name = _shown_name(file, clause)
            message = f"{name}: the string that begins here is not closed by {token.text[0]} in its record"
            yield Finding(_span(file, token.start, token.start + 1), message, name)
    for comment in file.comments:
        if not comment.is_closed:
            yield Finding(
                _span(file, comment.start, comment.start + 2), "the comment that begins here is not closed", ""
            )
    for at in file.stray_ends:
        yield Finding(_span(file, at, at + 2), "a comment ends here that has not begun", "")


@copy_rule("CNF002", "not-an-assignment", Severity.ERROR, Profile.SYNTAX)
def not_an_assignment(context: CopyContext) -> Iterator[Finding]:
    """A clause does not give a value to a name.

    Why: the SMAPI servers have REXX carry out the file. What is no assignment is run, as a rule as a command of the host, and
    with all the privileges of the server.
    Bad:
        Parm_Disk_Owner = "PMAINT"
        ERASE * * A
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: z/VM REXX/VM Reference, clauses and instructions; z/VM Systems Management Application Programming, DMSSICNF COPY
    """
    file = context.copy.file
    for clause in file.clauses:
        if clause.kind is None and clause.open_string is None:
            name = _shown_name(file, clause)
            text = shown(_shown_clause(file, clause))
            key = BY_FOLDED_NAME.get(clause.name.upper())
            hint = "" if key is None else f"; {name} = ... expected"
            message = f"no assignment, and run as a command by the SMAPI server: {text}{hint}"
            yield Finding(_span(file, clause.start, clause.stop), message, name)


@copy_rule("CNF003", "key-assigned-twice", Severity.ERROR, Profile.SYNTAX)
def key_assigned_twice(context: CopyContext) -> Iterator[Finding]:
    """A key is assigned twice.

    Why: the last assignment counts, and nobody is told so; whoever changes the first one changes nothing. Case does not matter.
    Twice the same value is a warning, and so is a value that is known only when the file is carried out.
    Bad:
        Parm_Disk_Number = "CF0"
        Parm_Disk_Number = "CF2"
    Good:
        Parm_Disk_Number = "CF0"
    Source: z/VM REXX/VM Reference, assignments
    """
    before: dict[str, Setting] = {}
    for setting in context.copy.settings:
        if setting.name == MASK:
            continue
        first = before.get(setting.name.upper())
        before[setting.name.upper()] = setting
        if first is None:
            continue
        name = name_of(setting)
        are_known = first.is_known and setting.is_known
        if first.stated.text == setting.stated.text:
            said, severity = f"{name} is assigned the same value twice", Severity.WARNING
        elif not are_known or first.stated.is_secret or setting.stated.is_secret:
            said = f"{name} is assigned twice, and this one counts"
            severity = Severity.ERROR if are_known else Severity.WARNING
        else:
            said = f"{name} is assigned {value_of(first)}, and then {value_of(setting)}, which counts"
            severity = Severity.ERROR
        place = (related(first, "the one before it is here"),)
        yield Finding(name_span(setting), said, name, "twice", severity, place)


@copy_rule("CNF004", "text-behind-column-71", Severity.WARNING)
def text_behind_column_71(context: CopyContext) -> Iterator[Finding]:
    """Text in column 72 or behind it that is no sequence number, or a sequence number behind a comment.

    Why: the scripts of the installation verification (IVP) cut a record at column 71, REXX does not. They take comments out
    before they cut: a sequence number then moves to the left, into the value of a record that has a comment as well.
    Bad:
        System_Config_File_Name = "SYSTEM"   /* the name */                     00010000
    Good:
        /* the name */                                                          00010000
        System_Config_File_Name = "SYSTEM"                                      00020000
    Source: xCAT, the preparation script of its installation verification
    """
    file = context.copy.file
    names = {file.line_of(clause): _known_name(clause) for clause in file.clauses if clause.kind is not None}
    for line, text in enumerate(file.texts, 1):
        tail = text[CODE_END:].strip()
        if tail:
            place = _behind(file, line, text.index(tail, CODE_END), len(tail))
            message = "text behind column 71 that is no sequence number; not everybody reads it"
            yield Finding(place, message, names.get(line, ""))
    for difference in context.differences:
        for cause in difference.causes:
            if cause.reason is Reason.SEQUENCE_NUMBER:
                message = (
                    f"the verification scripts take the sequence number for a part of {_subject(difference)}, since they take "
                    "the comment out first"
                )
                yield Finding(_place(file, cause), message, _subject(difference))


@copy_rule("CNF005", "read-in-two-ways", Severity.WARNING)
def read_in_two_ways(context: CopyContext) -> Iterator[Finding]:
    """REXX and the scripts of the installation verification (IVP) do not read the same.

    Why: what the SMAPI servers work with is then not what the verification looks at. The scripts know no nested comments and no
    quotes around a comment, no clause that goes on behind a comma, no semicolon, and no quotes but double ones. A value without
    quotes is a variable for REXX: where none has that name, it is the name in upper case.
    Bad:
        System_Config_File_Name = 'SYSTEM'
    Good:
        System_Config_File_Name = "SYSTEM"
    Source: z/VM REXX/VM Reference, the structure of REXX; xCAT, the preparation script of its installation verification
    """
    broken = keys_in_broken_clauses(context)
    told: set[Cause] = set()
    for difference in context.differences:
        causes = [cause for cause in _causes_to_tell(difference) if cause not in told]
        if not causes or (difference.rexx is None and difference.name.upper() in broken):
            continue
        told.update(causes)
        subject = _subject(difference)
        what = listed([_READ_BY_REXX_ONLY[cause.reason] for cause in causes], "and")
        message = f"the verification scripts do not read {what} as REXX does"
        if subject:
            message += f": {subject} is {_as_read(difference.rexx)} for REXX, {_as_read(difference.ivp)} for them"
        yield Finding(_place(context.copy.file, causes[0]), message, subject, what)


@copy_rule("CNF006", "unknown-key", Severity.WARNING)
def unknown_key(context: CopyContext) -> Iterator[Finding]:
    """A key that is not known in this file.

    Why: REXX gives the value to a variable that nobody asks for, so that the one that was meant keeps what it had. The files
    hold more keys than are documented, those for traces and waiting times above all; so this is an information, but for names
    that begin with XCAT_ or ZHCP_.
    Bad:
        ZHCP_netmsk = "255.255.255.0"
    Good:
        ZHCP_netmask = "255.255.255.0"
    Source: z/VM Systems Management Application Programming, DMSSICNF COPY; Enabling z/VM for OpenStack
    """
    for setting in context.copy.by_name.values():
        key, folded = setting.key, setting.name.upper()
        if (key is not None and key.file == context.copy.kind) or _alternate_part(setting.name):
            continue
        severity = None if folded.startswith(_OF_XCAT) else Severity.INFO
        if key is not None:
            message = f"{key.name} is a key of {key.file} COPY, not of {context.copy.kind} COPY"
        else:
            message = f"{shown(setting.name)} is no key that is known{near(_keys_like(setting.name))}"
        yield Finding(name_span(setting), message, name_of(setting), "", severity)


@copy_rule("CNF007", "key-in-other-case", Severity.INFO)
def key_in_other_case(context: CopyContext) -> Iterator[Finding]:
    """A key is not written in the case in which it is documented.

    Why: REXX does not mind, but the scripts of the installation verification (IVP) do not find it.
    Bad:
        PARM_DISK_OWNER = "PMAINT"
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: xCAT, the preparation script of its installation verification
    """
    for setting in context.copy.settings:
        if setting.key is not None and setting.name != setting.key.name:
            message = f"{setting.name} is {setting.key.name} for REXX, but not for the verification scripts"
            yield Finding(name_span(setting), message, setting.key.name, "")


# ---- addresses and networks


@copy_rule("CNF010", "bad-address", Severity.ERROR)
def bad_address(context: CopyContext) -> Iterator[Finding]:
    """A value is not the IPv4 address or the network mask that it must be.

    Why: the network of the management node or of the agent does not come up, and nothing reaches it. A mask is a row of ones
    and then of zeros: 255.255.0.255 is none. An empty value is a warning.
    Bad:
        ZHCP_netmask = "255.255.0.255"
    Good:
        ZHCP_netmask = "255.255.255.0"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, *_PHRASES):
        assert setting.key is not None
        domain = setting.key.domain
        if domain is Domain.GATEWAY and text.upper() == NONE:
            continue
        read = prefix_of if domain is Domain.MASK else address_of
        if read(text) is None:
            yield from _wrong(setting, text, _PHRASES[domain])


@copy_rule("CNF011", "gateway-out-of-reach", Severity.ERROR)
def gateway_out_of_reach(context: CopyContext) -> Iterator[Finding]:
    """A gateway lies outside of the network of its interface, or is an address that no gateway can have.

    Why: what is not in the network of the interface is reached through the gateway, which must itself be in it, and must be
    another machine.
    Bad:
        ZHCP_Addr    = "192.0.2.20"
        ZHCP_netmask = "255.255.255.0"
        ZHCP_gateway = "198.51.100.1"
    Good:
        ZHCP_Addr    = "192.0.2.20"
        ZHCP_netmask = "255.255.255.0"
        ZHCP_gateway = "192.0.2.1"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for one in _interfaces(context):
        gateway, network = one.gateway, one.network
        if gateway is None or network is None:
            continue
        end = end_of_network(gateway, network)
        if gateway not in network:
            said = f"is not in {network}, the network of {one.keys.address}"
        elif gateway == one.address:
            said = f"is {one.keys.address} itself"
        elif end is not None:
            said = f"is the {end} of {network}"
        else:
            continue
        message = f"{one.keys.gateway} {gateway} {said}"
        yield _finding(one.setting(one.keys.gateway), message, _others(one, one.keys.address, one.keys.mask))


@copy_rule("CNF012", "address-of-whole-network", Severity.ERROR)
def address_of_whole_network(context: CopyContext) -> Iterator[Finding]:
    """An address stands for its whole network: it is the first one in it, or the last.

    Why: the first address of a network names the network, the last one reaches all that is in it. No interface can have them.
    Bad:
        ZHCP_Addr    = "192.0.2.63"
        ZHCP_netmask = "255.255.255.192"
    Good:
        ZHCP_Addr    = "192.0.2.62"
        ZHCP_netmask = "255.255.255.192"
    Source: RFC 1122, section 3.2.1.3
    """
    for one in _interfaces(context):
        if one.address is not None and one.network is not None:
            end = end_of_network(one.address, one.network)
            if end is not None:
                message = f"{one.keys.address} {one.address} is the {end} of {one.network}"
                yield _finding(one.setting(one.keys.address), message, _others(one, one.keys.mask))


@copy_rule("CNF013", "address-given-twice", Severity.ERROR)
def address_given_twice(context: CopyContext) -> Iterator[Finding]:
    """Two interfaces have one address.

    Why: only one of them can be reached, and which one it is may change from day to day.
    Bad:
        XCAT_Addr = "192.0.2.10"
        ZHCP_Addr = "192.0.2.10"
    Good:
        XCAT_Addr = "192.0.2.10"
        ZHCP_Addr = "192.0.2.20"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    first_of: dict[object, Interface] = {}
    for one in _interfaces(context):
        if one.address is not None and (first := first_of.setdefault(one.address, one)) is not one:
            message = f"{one.keys.address} is {one.address}, and so is {first.keys.address}"
            yield _finding(one.setting(one.keys.address), message, _others(first, first.keys.address))


@copy_rule("CNF014", "one-switch-two-settings", Severity.WARNING)
def one_switch_two_settings(context: CopyContext) -> Iterator[Finding]:
    """The management node and the agent are on one virtual switch, but differ in mask, VLAN or real device.

    Why: a switch has one network, one real device and, for those who talk to each other, one VLAN. One of the two is a slip.
    Bad:
        XCAT_vswitch = "XCATVSW1"
        XCAT_vlan    = "NONE"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_vlan    = "100"
    Good:
        XCAT_vswitch = "XCATVSW1"
        XCAT_vlan    = "100"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_vlan    = "100"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for node, agent in _on_one_switch(context):
        for name, other, value, other_value in (
            (agent.keys.mask, node.keys.mask, agent.prefix, node.prefix),
            (agent.keys.vlan, node.keys.vlan, agent.vlan, node.vlan),
            (agent.keys.device, node.keys.device, agent.devices, node.devices),
        ):
            setting, second = agent.setting(name), node.setting(other)
            if value is None or other_value is None or value == other_value or setting is None or second is None:
                continue
            message = (
                f"{name} is {value_of(setting)} and {other} is {value_of(second)}, but both are on switch {node.switch}"
            )
            yield _finding(setting, message, _others(node, other, node.keys.switch))


@copy_rule("CNF015", "one-switch-two-networks", Severity.WARNING)
def one_switch_two_networks(context: CopyContext) -> Iterator[Finding]:
    """The management node and the agent are on one virtual switch, but in two networks without a gateway between them.

    Why: the management node does not reach the agent, and no virtual machine can be made. Both need a gateway, or one network.
    Bad:
        XCAT_vswitch = "XCATVSW1"
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_Addr    = "198.51.100.20"
        ZHCP_netmask = "255.255.255.0"
    Good:
        XCAT_vswitch = "XCATVSW1"
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        ZHCP_vswitch = "XCATVSW1"
        ZHCP_Addr    = "192.0.2.20"
        ZHCP_netmask = "255.255.255.0"
    Source: Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for node, agent in _on_one_switch(context):
        if node.address is None or node.network is None or agent.address is None or agent.network is None:
            continue
        without = [one for one in (node, agent) if one.is_without_gateway]
        if without and node.address not in agent.network and agent.address not in node.network:
            names = [one.keys.gateway for one in without]
            message = (
                f"{agent.keys.address} is in {agent.network} and {node.keys.address} in {node.network}, both on switch "
                f"{node.switch}, and {listed(names, 'and')} {'names' if len(names) == 1 else 'name'} no gateway"
            )
            places = _others(node, node.keys.address) + tuple(
                place for one in without for place in _others(one, one.keys.gateway)
            )
            yield _finding(agent.setting(agent.keys.address), message, places)


@copy_rule("CNF016", "management-address-in-inner-network", Severity.WARNING)
def management_address_in_inner_network(context: CopyContext) -> Iterator[Finding]:
    """XCAT_MN_Addr lies in the network between management node and agents.

    Why: the management node then has two interfaces in one network. What comes in through the one is answered through the
    other, and OpenStack does not get the answer.
    Bad:
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        XCAT_MN_Addr = "192.0.2.11"
    Good:
        XCAT_Addr    = "192.0.2.10"
        XCAT_netmask = "255.255.255.0"
        XCAT_MN_Addr = "198.51.100.10"
    Source: Enabling z/VM for OpenStack, the networks of the xCAT management node
    """
    for node, management, agent in _all_interfaces(context):
        address = management.address
        if address is None or node.network is None or address in (node.address, agent.address):
            continue  # an address that is given twice says it all
        if address in node.network:
            message = (
                f"{management.keys.address} {address} is in {node.network}, the network of {node.keys.address}: two "
                "interfaces in one network"
            )
            yield _finding(
                management.setting(management.keys.address), message, _others(node, node.keys.address, node.keys.mask)
            )


@copy_rule("CNF017", "one-switch-for-both-networks", Severity.WARNING)
def one_switch_for_both_networks(context: CopyContext) -> Iterator[Finding]:
    """XCAT_vswitch and XCAT_MN_vswitch are one virtual switch.

    Why: the network between management node and agents is then open to all that the management network is open to.
    Bad:
        XCAT_vswitch    = "XCATVSW1"
        XCAT_MN_vswitch = "XCATVSW1"
    Good:
        XCAT_vswitch    = "XCATVSW1"
        XCAT_MN_vswitch = "XCATVSW2"
    Source: Enabling z/VM for OpenStack, the networks of the xCAT management node
    """
    for node, management, _ in _all_interfaces(context):
        if node.switch is not None and node.switch == management.switch:
            message = f"{management.keys.switch} is {management.switch}, and so is {node.keys.switch}"
            yield _finding(management.setting(management.keys.switch), message, _others(node, node.keys.switch))


@copy_rule("CNF018", "bad-vlan", Severity.ERROR)
def bad_vlan(context: CopyContext) -> Iterator[Finding]:
    """A VLAN is neither a number of 1 to 4094 nor NONE.

    Why: no other VLAN exists. VLAN 1 is a warning: it is the one that most switches send without a tag. So is an empty value.
    Bad:
        ZHCP_vlan = "4095"
    Good:
        ZHCP_vlan = "4094"
    Source: IEEE 802.1Q; Enabling z/VM for OpenStack, the settings of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, Domain.VLAN):
        vlan = vlan_of(text)
        if vlan is None or not text:
            yield from _wrong(setting, text, f"neither a VLAN of 1 to {HIGHEST_VLAN} nor {NONE}")
        elif vlan == _DEFAULT_VLAN:
            message = f"{name_of(setting)} is {vlan}, the VLAN that most switches send without a tag"
            yield _finding(setting, message, severity=Severity.WARNING)


@copy_rule("CNF019", "bad-osa-device", Severity.ERROR)
def bad_osa_device(context: CopyContext) -> Iterator[Finding]:
    """A real device for a virtual switch cannot be one, or is that of another switch.

    Why: without its device a switch connects nobody to the network outside. Warnings are one device for two switches, of which
    the second does not get it; a device with an odd number at which no group of three devices of an OSA begins; and an empty
    value. Several devices are an information, since not every level takes a list.
    Bad:
        ZHCP_OSAdev = "1E00G"
    Good:
        ZHCP_OSAdev = "1E00"
    Source: z/VM Connectivity, the devices of a virtual switch; Enabling z/VM for OpenStack
    """
    for setting, text in judged(context, DMSSICNF, Domain.OSA):
        devices = devices_of(text)
        name = name_of(setting)
        if devices is None or not text:
            yield from _wrong(setting, text, f"neither a device of 1 to 4 hexadecimal digits nor {NONE}")
        elif len(devices) > 1:
            message = f"{name} is {value_of(setting)}: not every level takes more than one device"
            yield _finding(setting, message, severity=Severity.INFO)
        elif any(map(_begins_no_group, devices)):
            message = f"{name} is {value_of(setting)}, which begins no group of three devices"
            yield _finding(setting, message, severity=Severity.WARNING)
    first_of: dict[int, Interface] = {}
    for one in _interfaces(context):
        for device in one.devices or ():
            first = first_of.setdefault(device, one)
            if first.switch and one.switch and first.switch != one.switch:
                message = (
                    f"{one.keys.device} is {device:04X} for switch {one.switch}, and {first.keys.device} for switch "
                    f"{first.switch}"
                )
                places = _others(first, first.keys.device, first.keys.switch)
                yield _finding(one.setting(one.keys.device), message, places, Severity.WARNING)


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
            yield from _wrong(setting, text, "")
        elif strange is not None:
            yield _finding(setting, f"{name} is {value}: {shown(strange[0])} is in no such name")
        elif len(text) > _LONGEST_NAME:
            yield _finding(setting, f"{name} is {value}: {len(text)} characters, {_LONGEST_NAME} at most")
        elif text != text.upper() and setting.key is not None and setting.key.domain is not Domain.SYSTEM:
            yield _finding(setting, f"{name} is {value}, which is {text.upper()} for CP", severity=Severity.WARNING)


# ---- names


@copy_rule("CNF021", "odd-host-name", Severity.WARNING)
def odd_host_name(context: CopyContext) -> Iterator[Finding]:
    """A host name is more than a short name in lower case.

    Why: it becomes the name of a node in xCAT, with the domain put behind it. A dot gives it a second domain; upper case, an
    underscore, a digit in first place or more than 63 characters are refused by one program or another on the way.
    Bad:
        ZHCP_Host = "zhcp.example.com"
    Good:
        ZHCP_Host = "zhcp"
    Source: RFC 952; Enabling z/VM for OpenStack, the settings of the xCAT management node and of the ZHCP agent
    """
    for setting, text in judged(context, DMSSICNF, Domain.HOST):
        has = [what for pattern, what in _WHAT_HOST_HAS if pattern.search(text)]
        if has:
            yield _finding(setting, f"{name_of(setting)} is {value_of(setting)}: a host name with {listed(has, 'and')}")


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
            yield _finding(setting, f"{name} is {value}, with two dots side by side")
        elif text and not text.startswith("."):
            yield _finding(setting, f"{name} is {value}, which does not begin with a dot")


@copy_rule("CNF023", "node-name-given-twice", Severity.ERROR)
def node_name_given_twice(context: CopyContext) -> Iterator[Finding]:
    """Two of XCAT_Host, ZHCP_Host and XCAT_zvmsysid are the same.

    Why: all three become the names of nodes in xCAT, which has one node of a name. What is wrong when the management node is
    started for the first time stays in its tables. Case does not matter.
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
            message = f"{name_of(setting)} is {value_of(setting)}, and so is {name_of(first)}: two nodes of one name"
            yield _finding(setting, message, (related(first, f"{name_of(first)} is here"),))


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
            yield _finding(
                setting, f"{setting.key.name} {address} is in {_SHIPPED_NETWORK}, the network of the file as shipped"
            )
        elif setting.key.domain is Domain.DOMAIN and _SHIPPED_DOMAIN.fullmatch(text):
            yield _finding(setting, f"{setting.key.name} is {value_of(setting)}, as in the file as shipped")


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
    alternate = {_alternate_part(name): copy.get(name) for name in copy.by_name}
    owner, number = copy.get("Parm_Disk_Owner"), copy.get("Parm_Disk_Number")
    other_owner, other_number = alternate.get("OWNER"), alternate.get("NUMBER")
    if owner is None or number is None or other_owner is None or other_number is None:
        return
    if _disk(owner, number) == _disk(other_owner, other_number):
        message = f"the alternate parm disk is the parm disk: {value_of(owner)} {value_of(number)}"
        places = tuple(related(one, f"{name_of(one)} is here") for one in (owner, number))
        yield _finding(other_number, message, places, Severity.INFO)


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
    if copy.kind != DMSSICNF or not of_xcat:
        return
    unknown = [setting.name for setting in copy.by_name.values() if setting.key is None]
    meant = keys_in_broken_clauses(context) | {like[0].upper() for like in map(_keys_like, unknown) if like}
    for name in NEEDED_WITH_XCAT:
        setting = copy.by_name.get(name.upper())
        if setting is not None and setting.is_known and not setting.stated.text.strip():
            yield Finding(value_span(setting), f"{name} is empty, but xCAT needs it", name, "empty")
        elif setting is None and name.upper() not in meant and not context.options.fragment:
            first = of_xcat[0]
            message = f"{name} is missing, which xCAT needs; {name_of(first)} is there"
            yield Finding(name_span(first), message, name, "")


# ---- what rules share


def passwords_in_clear(context: CopyContext) -> Iterator[Finding]:
    """The passwords in a file, also those that do not count."""
    for setting in context.copy.settings:
        if is_secret(setting.name, setting.stated.text) and setting.is_known:
            name = name_of(setting)
            if setting.key is None:
                yield Finding(
                    value_span(setting), f"{name} sounds like a password, and is in clear", name, "", Severity.INFO
                )
            else:
                yield Finding(value_span(setting), f"{name} holds a password in clear", name, "")


def too_long_label(setting: Setting, label: str, place: Span) -> Finding:
    """What is said of a label that no volume can have."""
    message = f"{name_of(setting)} names {shown(label)}: {len(label)} characters, a volume's label has {_LONGEST_LABEL} at most"
    return Finding(place, message, name_of(setting), label[:LONGEST_SHOWN])


def is_too_long(label: str) -> bool:
    """Whether no volume can have this label."""
    return len(label) > _LONGEST_LABEL


def _finding(
    setting: Setting | None, message: str, others: tuple[Related, ...] = (), severity: Severity | None = None
) -> Finding:
    """A finding about a value."""
    assert setting is not None
    return Finding(value_span(setting), message, name_of(setting), value_of(setting), severity, others)


def _wrong(setting: Setting, text: str, what: str) -> Iterator[Finding]:
    """What is said of a value that its key cannot have; that a needed one is empty is told elsewhere."""
    name = name_of(setting)
    if text:
        yield _finding(setting, f"{name} is {value_of(setting)}, which is {what}")
    elif name not in NEEDED_WITH_XCAT:
        yield _finding(setting, f"{name} is empty", severity=Severity.WARNING)


def _interfaces(context: CopyContext) -> Iterable[Interface]:
    return interfaces_of(context.copy) if context.copy.kind == DMSSICNF else ()


def _all_interfaces(context: CopyContext) -> Iterable[tuple[Interface, Interface, Interface]]:
    """The three interfaces, of a file that has them."""
    return [interfaces_of(context.copy)] if context.copy.kind == DMSSICNF else []


def _on_one_switch(context: CopyContext) -> Iterator[tuple[Interface, Interface]]:
    """The management node and the agent, if they are on one switch."""
    for node, _, agent in _all_interfaces(context):
        if node.switch is not None and node.switch == agent.switch:
            yield node, agent


def _others(one: Interface, *names: str) -> tuple[Related, ...]:
    """Keys of an interface as second places."""
    settings = [one.setting(name) for name in names]
    return tuple(related(setting, f"{name_of(setting)} is here") for setting in settings if setting is not None)


def _keys_like(name: str) -> list[str]:
    """The known keys that a name was most likely meant to be, best first."""
    return [BY_FOLDED_NAME[one].name for one in nearest(name.upper(), tuple(BY_FOLDED_NAME))]


def _alternate_part(name: str) -> str | None:
    """What of the alternate parm disk a key tells, if it is one of those: OWNER, NUMBER, or another part."""
    match = _ALTERNATE_PARM_DISK.fullmatch(name.upper())
    return None if match is None else match["front"] or match["middle"] or match["back"]


def _disk(owner: Setting, number: Setting) -> tuple[str, str]:
    """A disk, as it can be compared."""
    return owner.stated.text.strip().upper(), number.stated.text.strip().upper().lstrip("0")


def _begins_no_group(device: int) -> bool:
    """Whether a device has an odd number, and is not a whole number of groups behind any at which an OSA may begin."""
    return device % 2 == 1 and all(device % size % _DEVICES_IN_GROUP for size in _SIZES_OF_OSA)


# ---- places in the text


def _span(file: CopyFile, start: int, stop: int) -> Span:
    """The place of a piece of the text of the file."""
    return Span(file.path, *file.place(start), *file.place(stop))


def _behind(file: CopyFile, line: int, start: int, length: int) -> Span:
    """The place of some characters of a record; `start` counts from 0."""
    return Span(file.path, line, start + 1, line, start + length + 1)


def _place(file: CopyFile, cause: Cause) -> Span:
    return Span(file.path, cause.line, cause.column, cause.line, cause.end_column)


def _subject(difference: Difference) -> str:
    """The key that is read in two ways; empty if it is none in particular."""
    key = BY_FOLDED_NAME.get(difference.name.upper())
    return difference.name if key is None else key.name


def _causes_to_tell(difference: Difference) -> Iterator[Cause]:
    """The causes that no other rule tells; where text behind column 71 makes an expression, that is the cause."""
    is_behind = any(cause.reason is Reason.TEXT_BEHIND_71 for cause in difference.causes)
    for cause in difference.causes:
        if cause.reason in _READ_BY_REXX_ONLY and not (is_behind and cause.reason is Reason.EXPRESSION):
            yield cause


def _as_read(setting: Setting | None) -> str:
    """What one of the readers takes for the value."""
    if setting is None:
        return "not there"
    return value_of(setting) if setting.is_known else "an expression"


def _known_name(clause: Clause) -> str:
    """The key that a clause is about, as it should be written; a name that is not known is not shown."""
    key = BY_FOLDED_NAME.get(clause.name.upper())
    return "" if key is None else key.name


def _shown_clause(file: CopyFile, clause: Clause) -> str:
    """The beginning of a clause, without comments and secrets."""
    shown_text, behind = "", clause.start
    for token in islice(clause.tokens, LONGEST_SHOWN):
        is_hidden = file.is_hidden(token.start, token.stop)
        shown_text += (" " if token.start > behind else "") + (MASK if is_hidden else token.text)
        behind = token.stop
    return shown_text


def _shown_name(file: CopyFile, clause: Clause) -> str:
    """The first word of a clause, as it may be shown."""
    key = BY_FOLDED_NAME.get(clause.name.upper())
    if key is not None:
        return key.name
    return MASK if file.is_hidden(clause.start, clause.tokens[0].stop) else shown(clause.name)
