"""The options of the zvm drivers of nova, neutron, cinder and ceilometer, and of Feilong, as far as they are judged: defaults,
what they take, and which of them are needed.

Source: Enabling z/VM for OpenStack, the tables of configuration options; the preparation script of xCAT's installation
verification; the zvm driver of nova; the options of Feilong (zvmsdk.conf).
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DEFAULT = "DEFAULT"
RELEASES = ("havana", "icehouse", "juno", "kilo", "liberty", "mitaka", "newton")
"""The releases of OpenStack whose zvm drivers go through xCAT, in order."""

SHORTEST_RPC_TIMEOUT = 180
"""Seconds in which the driver may need to answer a remote procedure call."""


class Domain(NamedTuple):
    """What an option takes: in words, by its shape, and of a number which ones."""

    wanted: str
    shape: re.Pattern[str]
    numbers: range | None = None

    def takes(self, text: str) -> bool:
        """Whether a value is one of them."""
        return bool(self.shape.fullmatch(text)) and (self.numbers is None or int(text) in self.numbers)


_LARGEST = 999_999_999


def _number(least: int = 0, most: int = _LARGEST) -> Domain:
    wanted = f"a whole number of at least {least}" if most == _LARGEST else f"a whole number from {least} to {most}"
    return Domain(wanted, re.compile(r"[0-9]{1,9}"), range(least, most + 1))


def _one_of(*words: str) -> Domain:
    return Domain(" or ".join(words), re.compile("|".join(words), re.IGNORECASE))


def _exactly(*words: str) -> Domain:
    """One of some words in the case in which they are written."""
    return Domain(" or ".join(words), re.compile("|".join(words)))


VDEV = Domain("a device number of 1 to 4 hexadecimal digits", re.compile(r"[0-9A-Fa-f]{1,4}"))
USERID = Domain("1 to 8 of A-Z 0-9 @ # $ _ -", re.compile(r"[A-Za-z0-9@#$_-]{1,8}"))

_ANY_NUMBER = Domain("a whole number", re.compile(r"-?[0-9]{1,9}"))
_CLASSES = Domain("privilege classes: letters, and digits from 1 to 6", re.compile(r"[A-Za-z1-6]{1,32}"))
_TRUTH = _one_of("True", "False")
_SIZE = Domain("1 to 4 digits and M or G", re.compile(r"[0-9]{1,4}[MG]", re.IGNORECASE))
_FORCES = "(?:ARCHITECTURE|DOMAIN|STORAGE|NONE)"
_FORCE = Domain("ARCHITECTURE, DOMAIN, STORAGE or NONE", re.compile(rf"{_FORCES}(?:[ ,]+{_FORCES})*", re.IGNORECASE))
_POOL = r"(?:ECKD|FBA):[A-Za-z0-9@#_-]{1,8}"
_POOLS = Domain(
    "ECKD or FBA, a colon, and the name of a group without $",
    re.compile(rf"{_POOL}(?:[ ,;]+{_POOL})*", re.IGNORECASE),
)


class KnownOption(NamedTuple):
    """One option of a section. `default` None: it has none, or none that matters here."""

    name: str
    default: str | None = None
    domain: Domain | None = None
    section: str = _DEFAULT


NOVA = (
    KnownOption("config_drive_format", "iso9660", _one_of("iso9660")),
    KnownOption("zvm_diskpool_type", "ECKD", _exactly("ECKD", "FBA")),
    KnownOption("zvm_user_profile", "osdflt", USERID),
    KnownOption("zvm_user_default_password", "dfltpass"),
    KnownOption("zvm_user_default_privilege", "G", _CLASSES),
    KnownOption("zvm_user_root_vdev", "0100", VDEV),
    KnownOption("zvm_user_adde_vdev", "0101", VDEV),
    KnownOption("zvm_default_nic_vdev", "1000", VDEV),
    KnownOption("zvm_scsi_pool", "xcatzfcp"),
    KnownOption("zvm_multiple_fcp", "False", _TRUTH),
    KnownOption("zvm_config_drive_inject_password", "False", _TRUTH),
    KnownOption("zvm_image_default_password", "rootpass"),
    KnownOption("zvm_image_compression_level", domain=_number(0, 9)),
    KnownOption("zvm_reachable_timeout", "300", _number()),
    KnownOption("zvm_xcat_connection_timeout", "3600", _number()),
    KnownOption("zvm_console_log_size", "100", _number()),
    KnownOption("zvm_vmrelocate_force", domain=_FORCE),
    KnownOption("zvm_xcat_group", "all", _one_of("all")),
    KnownOption("xcat_image_clean_period", "30", _number()),
    KnownOption("xcat_free_space_threshold", "50", _number()),
    KnownOption("rpc_response_timeout", "60", _number()),
)
NEUTRON = (
    KnownOption("base_mac", "fa:16:3e:00:00:00"),
    KnownOption("xcat_zhcp_nodename", "zhcp", section="agent"),
    KnownOption("polling_interval", "2", _number(), "agent"),
    KnownOption("zvm_xcat_timeout", "300", _number(), "agent"),
)
ZVMSDK = (
    KnownOption("user_profile", domain=USERID, section="zvm"),
    KnownOption("disk_pool", domain=_POOLS, section="zvm"),
    KnownOption("user_root_vdev", "0100", VDEV, "zvm"),
    KnownOption("default_nic_vdev", "1000", VDEV, "zvm"),
    KnownOption("user_default_max_cpu", "32", _number(1, 64), "zvm"),
    KnownOption("user_default_max_memory", "64G", _SIZE, "zvm"),
    KnownOption("user_default_max_reserved_memory", "64G", _SIZE, "zvm"),
    KnownOption("user_default_share_unit", "100", _number(), "zvm"),
    KnownOption("namelist", domain=Domain("1 to 64 characters", re.compile(".{1,64}")), section="zvm"),
    KnownOption("swap_default_with_mdisk", "True", _TRUTH, "zvm"),
    KnownOption("swap_force_mdisk", "False", _TRUTH, "zvm"),
    KnownOption("smapi_socket_timeout_seconds", "240", _number(1), "zvm"),
    KnownOption("smapi_socket_long_call_timeout_seconds", "900", _number(1), "zvm"),
    KnownOption("remotehost_sshd_port", "22", _number(1, 65535), "zvm"),
    KnownOption("bypass_smapiout", "True", _TRUTH, "zvm"),
    KnownOption("cache_interval", "300", _ANY_NUMBER, "monitor"),
    KnownOption("reachable_timeout", "180", _number(), "guest"),
    KnownOption("softstop_timeout", "120", _number(), "guest"),
    KnownOption("softstop_interval", "10", _number(), "guest"),
    KnownOption("console_log_size", "100", _number(), "guest"),
    KnownOption("bind_port", "2000", _number(1, 65535), "sdkserver"),
    KnownOption("auth", "none", _one_of("none", "auth"), "wsgi"),
)

_DEFAULTS = {(one.section, one.name): one.default for one in (*NOVA, *NEUTRON, *ZVMSDK)}


def default_of(name: str, section: str = _DEFAULT) -> str | None:
    """What an option is where no file states it; None if it has no default, or none that is known."""
    return _DEFAULTS.get((section, name))


class Needed(NamedTuple):
    """Options of which one must be stated, each as section and name; `releases` are those that ask for it (empty: all).

    `tell` is the section that tells that the file is there in which they stand.
    """

    options: tuple[tuple[str, str], ...]
    tell: str = _DEFAULT
    releases: tuple[str, ...] = ()
    ivp: str = "MISS01"


def _needed(section: str, *names: str, releases: tuple[str, ...] = ()) -> tuple[Needed, ...]:
    return tuple(Needed(((section, name),), section, releases) for name in names)


NEEDED_BY_NOVA = (
    *_needed(_DEFAULT, "compute_driver", "force_config_drive", "host", "instance_name_template"),
    *_needed(_DEFAULT, "zvm_diskpool", "zvm_host"),
    *_needed(_DEFAULT, "zvm_xcat_master", "zvm_xcat_server", "zvm_xcat_username", "zvm_xcat_password"),
    *_needed(_DEFAULT, "config_drive_format", "zvm_user_profile", releases=("icehouse", "juno")),
)
NEEDED_BY_NOVA_WITH_FEILONG = (
    *_needed(_DEFAULT, "compute_driver", "instance_name_template"),
    *_needed("zvm", "cloud_connector_url"),
)
NEEDED_BY_NEUTRON = (
    *_needed(_DEFAULT, "core_plugin"),
    *_needed(_DEFAULT, "base_mac", releases=("icehouse",)),
    *_needed("ml2", "mechanism_drivers"),
    Needed((("ml2_type_flat", "flat_networks"),), "ml2", ("liberty",)),
    Needed(
        (("ml2_type_flat", "flat_networks"), ("ml2_type_vlan", "network_vlan_ranges")), "ml2", ("newton",), "MISS08"
    ),
    *_needed("agent", "zvm_xcat_server"),
)
NEEDED_BY_CEILOMETER = (
    *_needed(_DEFAULT, "host", "hypervisor_inspector"),
    *_needed("zvm", "zvm_host", "zvm_xcat_master", "zvm_xcat_server", "zvm_xcat_username", "zvm_xcat_password"),
)
NEEDED_BY_STORWIZE = (("san_ip",), ("san_private_key", "san_password"))
"""Options of the section of a Storwize driver, of each row any one."""

NEEDED_BY_ZVMSDK = (("zvm", "user_profile"), ("network", "my_ip"))

COMPUTE_DRIVERS = ("nova.virt.zvm.ZVMDriver", "zvm.ZVMDriver")
FEILONG_DRIVER = "zvm.driver.ZVMDriver"
COMPUTE_DRIVERS_WITH_FEILONG = (FEILONG_DRIVER, *COMPUTE_DRIVERS)
"""Nova documents its own driver by the first of these paths, which the installation verification of xCAT does not know."""

ML2 = "ml2"
ML2_PATH = "neutron.plugins.ml2.plugin.Ml2Plugin"
"""The class path of ML2, which may still be written for it."""

_IBM = "cinder.volume.drivers.ibm.storwize_svc"
STORWIZE_DRIVERS = {
    "cinder.volume.drivers.zvm.storwize_svc.StorwizeSVCZVMDriver": ("icehouse",),
    f"{_IBM}.StorwizeSVCDriver": ("juno", "kilo", "liberty"),
    f"{_IBM}.storwize_svc_fc.StorwizeSVCFCDriver": ("newton",),
}
"""The volume drivers that z/VM works with, and the releases that want each."""

INSECURE_DEFAULTS = {"zvm_user_default_password": "dfltpass", "zvm_image_default_password": "rootpass"}
"""Passwords that everybody knows."""

SHARED = ("zvm_host", "zvm_xcat_master", "zvm_xcat_server", "zvm_xcat_username", "zvm_xcat_password")
"""Options that nova, neutron and ceilometer must be given alike."""
