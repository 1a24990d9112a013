"""The messages of xCAT's installation verification that tell what dirtool finds before: their numbers, and what they mean.

The verification is two scripts. The first one looks at the configuration files on the compute node, the second one at the
running management node.

Source: Enabling z/VM for OpenStack, Appendix "Installation Verification Programs".
"""

from __future__ import annotations

from typing import NamedTuple


class IvpMessage(NamedTuple):
    """A message: its number, and what it tells, as the rest of a sentence."""

    number: str
    meaning: str


_MEANINGS = {
    "BPVDP01": "disk pools are not checked, since none is named",
    "BPVMN01": "the node of the management node is not checked, since it is not named",
    "BPVN01": "networks are not checked, since none is named",
    "FILE01": "a configuration file is not there",
    "MISS01": "an option that is needed is missing",
    "MISS02": "an option is missing, and its default is taken",
    "MISS04": "the options of ceilometer are missing",
    "MISS05": "the options of cinder are missing",
    "MISS08": "neither flat networks nor ranges of VLANs are named",
    "OPTS01": "an option has not the same value in all files",
    "PROP01": "names made of the template of instances are longer than eight characters",
    "PROP02": "the template of instances makes names that cannot be used, or has no part that varies",
    "PROP03": "the template of instances is more than one word",
    "PROP04": "the template of instances begins with rsz",
    "PROP05": "the compute driver is another one than that for z/VM",
    "PROP06": "the time in which a remote procedure call must be answered is too short",
    "PROP07": "one of the two lists of FCP devices is missing",
    "PROP08": "an option of the Storwize driver has not the value that z/VM needs",
    "PROP09": "the list of real devices of a network is empty",
    "PROP10": "the list of real devices of a network has more than one",
    "PROP11": "a real device of a network is not hexadecimal",
    "PROP12": "a real device of a network is longer than four digits",
    "ROLE01": "cinder is not checked, since the appliance is no controller",
    "ROLE02": "the role of the appliance is not known",
    "STN01": "the management node cannot reach a node by ssh",
    "SYS01": "the name of the compute node, or its address, cannot be resolved",
    "TRON01": "the core plugin of neutron is given by a path that is deprecated",
    "TRON02": "the core plugin of neutron is another one than ML2",
    "VCNC01": "the management node cannot reach the compute node by ssh",
    "VDP01": "a disk pool does not exist",
    "VDP02": "a disk pool has no free space",
    "VDP03": "the host has no disk pool",
    "VDS01": "a file system is filled by more than it should be",
    "VDS02": "a file system has less free space than it should have",
    "VDS05": "the repository of images is smaller than expected",
    "VHN01": "the node of the z/VM system is not defined",
    "VHN02": "the node of the z/VM system names no ZHCP",
    "VMHS01": "the time that guests have for their end cannot be told",
    "VMHS02": "the time that guests have for their end is too short",
    "VMN01": "the node of the management node is not defined",
    "VMNI01": "no interface of the management node has its address",
    "VMNI03": "the mask of the management network is not valid",
    "VMNI04": "the mask of the management network is not that of the interface",
    "VMS01": "the storage of the appliance cannot be told",
    "VMS02": "the appliance has less storage than it needs",
    "VMUP01": "the MAC prefix of the z/VM system is not that of neutron",
    "VN01": "a network has no virtual switch of its name",
    "VN02": "a virtual switch is aware of VLANs where its network is not, or the other way round",
    "VNE01": "the node of the ZHCP does not exist",
    "VP01": "the default profile does not exist",
    "VR01": "the REST interface of the management node does not answer",
    "VU01": "the user of the REST interface is not in the policy table",
    "VU02": "the policy table does not let the user of the REST interface in",
    "VVO01": "a virtual switch with a list of real devices does not exist",
    "VVO02": "a virtual switch does not use the real device that is listed for it",
    "VZN01": "the ZHCP does not answer a ping",
    "VZN02": "the ZHCP cannot ask CP, or is not logged on",
    "VZN03": "the directory entry of the ZHCP cannot be read",
    "VZN04": "SMAPI does not answer the ZHCP",
    "VZN05": "no node has the name of the ZHCP that the node of the host names",
}  # fmt: skip

IVP_MESSAGES = {number: IvpMessage(number, meaning) for number, meaning in _MEANINGS.items()}
"""Every message by its number."""
