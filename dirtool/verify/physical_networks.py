"""The physical networks of neutron, which are virtual switches, and the real devices that its files give to these."""

from __future__ import annotations

from typing import NamedTuple

from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.installation import Conf

_NETWORKS = (("flat_networks", "ml2_type_flat", False), ("network_vlan_ranges", "ml2_type_vlan", True))
_ANY = "*"


class Network(NamedTuple):
    """A physical network of neutron, in upper case, and where an option names it."""

    name: str
    stated: Stated
    has_vlans: bool


def networks_of(conf: Conf | None) -> list[Network]:
    """The physical networks that neutron's files name, each once: flat ones, and those with VLANs.

    What is put together of options that are not here names none.
    """
    if conf is None:
        return []
    found: dict[tuple[str, bool], Network] = {}
    for option, section, has_vlans in _NETWORKS:
        for stated in conf.elements(option, section):
            name = fold(stated.text.partition(":")[0].strip())
            if name not in ("", _ANY) and not stated.is_secret:
                found.setdefault((name, has_vlans), Network(name, stated, has_vlans))
    return list(found.values())


def device_lists(conf: Conf | None) -> list[tuple[str, Stated]]:
    """The lists of real devices in neutron's files, by the name of the switch, which is that of the section, in upper case."""
    files = () if conf is None else conf.files
    found = {fold(one.section): one.stated for file in files for one in file.options if one.stated.name == "rdev_list"}
    return list(found.items())
