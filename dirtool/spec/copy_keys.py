"""The keys of DMSSICNF COPY and DMSSICMO COPY: what each means, what it may be, and how sure that is.

Source: z/VM Systems Management Application Programming, the DMSSICNF and DMSSICMO COPY files; Enabling z/VM for OpenStack, the
settings of the xCAT management node and of the ZHCP agent. The files hold more keys than are listed here: the shipped ones of
each release have keys for traces and waiting times of the servers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache

from dirtool.spec.statement import Mark

UNCLOSED = "unclosed-string-or-comment"
NOT_AN_ASSIGNMENT = "not-an-assignment"
"""The names of the rules that judge a clause by itself."""

DMSSICNF = "DMSSICNF"
DMSSICMO = "DMSSICMO"
NONE = "NONE"
NOLOG = "NOLOG"
NO_PASSWORD = ","
"""What stands for no link password."""


class Domain(Enum):
    """What a key takes, in words."""

    USERID = "a userid: 1 to 8 of A-Z 0-9 @ # $ _ - + :"
    ADDRESS = "an IPv4 address"
    MASK = "an IPv4 network mask: ones, then zeros"
    GATEWAY = "an IPv4 address, or NONE"
    SWITCH = "the name of a virtual switch: 1 to 8 of A-Z 0-9 @ # $ _ - + :"
    OSA = "a real device of 1 to 4 hexadecimal digits, or NONE"
    VLAN = "1 to 4094, or NONE"
    HOST = "a short host name"
    DOMAIN = "a domain that begins with a dot"
    SYSTEM = "the name of a z/VM system: 1 to 8 characters"
    VOLUMES = "labels of volumes, 1 to 6 characters each, with blanks between; or NONE"
    FILE_NAME = "a CMS file name or type: 1 to 8 characters"
    FILE_ID = "the name and the type of a CMS file"
    DEVICE = "a virtual device of 1 to 4 hexadecimal digits"
    POLICY = "a symbol"
    LINUX_USER = "a Linux user: 1 to 32 characters in lower case"
    PASSWORD = "a password"
    ROLE = "a role of the appliance"
    PLACE = "RDR, or a directory of SFS"
    TEXT = "text"


@dataclass(frozen=True)
class Key:
    """One key. `default` is what is shipped, as far as that is known; `since` and `until` are z/VM releases."""

    name: str
    file: str
    domain: Domain
    meaning: str
    default: str | None = None
    is_secret: bool = False
    since: str | None = None
    until: str | None = None
    mark: Mark = Mark.KNOW

    @property
    def prefix(self) -> str:
        """What the name begins with, up to the first underscore."""
        return self.name.partition("_")[0]


def _server(name: str, domain: Domain, meaning: str, default: str | None = None, **more: object) -> Key:
    return Key(name, DMSSICNF, domain, meaning, default, **more)  # type: ignore[arg-type]


def _appliance(name: str, domain: Domain, meaning: str, default: str | None = None, *, secret: bool = False) -> Key:
    """A key of the xCAT management node or of the ZHCP agent, which z/VM 6.3 and 6.4 have."""
    return Key(name, DMSSICNF, domain, meaning, default, is_secret=secret, since="6.3", until="6.4")


def _cma(name: str, domain: Domain, meaning: str, *, secret: bool = False, mark: Mark = Mark.DOC) -> Key:
    """A key of the Cloud Manager Appliance."""
    return Key(name, DMSSICMO, domain, meaning, is_secret=secret, since="6.3", until="6.4", mark=mark)


def _option(option: str, *, secret: bool = False) -> Key:
    """A key that feeds an option of nova, cinder or neutron; its spelling is not certain."""
    return _cma(f"openstack_{option}", Domain.TEXT, f"the option {option}", secret=secret, mark=Mark.UNSURE)


CONTROLLER = "CONTROLLER"
ROLES = (CONTROLLER, "COMPUTE", "COMPUTE_MN", "MN", "ZHCP")
"""What the appliance may be: openstack_system_role."""

ROLES_WITH_MANAGEMENT = (CONTROLLER, "COMPUTE_MN", "MN")
"""Those with which the management node runs in the appliance."""

ROLES_AWAY_FROM_CONTROLLER = ("COMPUTE", "COMPUTE_MN")
"""Those of a compute node, whose controller is elsewhere."""

ESM_ONLY = "Authorization_Policy_EsmOnly"
"""The policy with which nobody looks at the AUTHLIST."""

KEYS = (
    _server(
        "Authorization_Policy",
        Domain.POLICY,
        "who answers a request: the security manager and then the AUTHLIST, or the security manager only",
        "Authorization_Policy_EsmAuthlist",
        since="7.2",
        mark=Mark.DOC,
    ),
    _server("AuthListFileIdAny", Domain.FILE_ID, "the file of authorisations", "VSMWORK1 AUTHLIST", mark=Mark.DOC),
    _server("NameListFileIdAny", Domain.FILE_ID, "the file of name lists", "VSMWORK1 NAMELIST", mark=Mark.DOC),
    _server("System_Config_File_Name", Domain.FILE_NAME, "the name of the system configuration file", "SYSTEM", mark=Mark.DOC),
    _server("System_Config_File_Type", Domain.FILE_NAME, "its type", "CONFIG", mark=Mark.DOC),
    _server("Parm_Disk_Owner", Domain.USERID, "the owner of the parm disk", "PMAINT", mark=Mark.DOC),
    _server("Parm_Disk_Number", Domain.DEVICE, "its device number", "CF0", mark=Mark.DOC),
    _server("Parm_Disk_Password", Domain.PASSWORD, "its link password; a comma is none", ",", is_secret=True, mark=Mark.DOC),
    _appliance("XCAT_User", Domain.USERID, "the userid of the management node", "XCAT"),
    _appliance("XCAT_Addr", Domain.ADDRESS, "its address on the network to the agents", "10.10.10.10"),
    _appliance("XCAT_Host", Domain.HOST, "its host name, which is the name of its node in xCAT", "xcat"),
    _appliance("XCAT_Domain", Domain.DOMAIN, "the domain behind its host name"),
    _appliance("XCAT_vswitch", Domain.SWITCH, "the virtual switch of the network to the agents", "XCATVSW1"),
    _appliance("XCAT_OSAdev", Domain.OSA, "the real device of that switch", NONE),
    _appliance("XCAT_zvmsysid", Domain.SYSTEM, "the name of the z/VM system, which is the name of its node in xCAT"),
    _appliance("XCAT_notify", Domain.USERID, "who is told what happens", "OPERATOR"),
    _appliance("XCAT_gateway", Domain.GATEWAY, "the gateway of the network to the agents", NONE),
    _appliance("XCAT_netmask", Domain.MASK, "the mask of that network", "255.255.255.0"),
    _appliance("XCAT_vlan", Domain.VLAN, "the VLAN of that network", NONE),
    _appliance("XCAT_iso", Domain.VOLUMES, "volumes for the repository of images", NONE),
    _appliance("XCAT_MN_Addr", Domain.ADDRESS, "the address of the management node that OpenStack uses"),
    _appliance("XCAT_MN_vswitch", Domain.SWITCH, "the virtual switch of the management network", "XCATVSW2"),
    _appliance("XCAT_MN_OSAdev", Domain.OSA, "the real device of that switch", NONE),
    _appliance("XCAT_MN_gateway", Domain.GATEWAY, "the gateway of the management network", NONE),
    _appliance("XCAT_MN_Mask", Domain.MASK, "the mask of the management network", "255.255.255.0"),
    _appliance("XCAT_MN_vlan", Domain.VLAN, "the VLAN of the management network", NONE),
    _appliance("XCAT_MN_admin", Domain.LINUX_USER, "its administrator, who is also the user of its REST", "mnadmin"),
    _appliance("XCAT_MN_pw", Domain.PASSWORD, "the password of that user; NOLOG is none", NOLOG, secret=True),
    _appliance("ZHCP_User", Domain.USERID, "the userid of the agent", "ZHCP"),
    _appliance("ZHCP_Addr", Domain.ADDRESS, "its address on the network to the management node", "10.10.10.20"),
    _appliance("ZHCP_Host", Domain.HOST, "its host name, which is the name of its node in xCAT", "zhcp"),
    _appliance("ZHCP_Domain", Domain.DOMAIN, "the domain behind its host name"),
    _appliance("ZHCP_gateway", Domain.GATEWAY, "the gateway of the network to the management node", NONE),
    _appliance("ZHCP_netmask", Domain.MASK, "the mask of that network", "255.255.255.0"),
    _appliance("ZHCP_vswitch", Domain.SWITCH, "the virtual switch of that network", "XCATVSW1"),
    _appliance("ZHCP_OSAdev", Domain.OSA, "the real device of that switch", NONE),
    _appliance("ZHCP_vlan", Domain.VLAN, "the VLAN of that network", NONE),
    _cma("openstack_system_role", Domain.ROLE, "which components run"),
    _cma("openstack_controller_address", Domain.TEXT, "the address of the controller, or its host name"),
    _cma("cmo_admin_password", Domain.PASSWORD, "the password of the administrator of OpenStack", secret=True),
    _cma("cmo_data_disk", Domain.VOLUMES, "more volumes for the data of the appliance"),
    _option("instance_name_template"),
    _option("zvm_diskpool"),
    _option("zvm_fcp_list"),
    _option("zvm_zhcp_fcp_list"),
    _option("zvm_scsi_pool"),
    _option("zvm_timeout"),
    _option("san_ip"),
    _option("san_private_key", secret=True),
    _option("storwize_svc_volpool_name"),
    _option("storwize_svc_vol_iogrp"),
    _option("xcat_mgt_ip"),
    _option("xcat_mgt_mask"),
    _option("zvm_xcat_master"),
    _option("zvm_image_default_password", secret=True),
    _option("zvm_vmrelocate_force"),
)  # fmt: skip
"""The keys that are known, in the order in which a file is usually written."""

BY_FOLDED_NAME = {key.name.upper(): key for key in KEYS}
NEEDED_WITH_XCAT = tuple(
    f"XCAT_{name}"
    for name in (
        "User",
        "Addr",
        "Host",
        "vswitch",
        "netmask",
        "zvmsysid",
        "MN_Addr",
        "MN_Mask",
        "MN_vswitch",
        "MN_admin",
    )
)
"""The keys without which no other XCAT_ key makes sense."""

_SECRETS = tuple(key.name.upper() for key in KEYS if key.is_secret)
_NEAR = 0.85
_ALTERNATE = r"(?:2|ALT(?:ERNATE)?|SECOND(?:ARY)?)"
_ALTERNATE_PARM_DISK = re.compile(
    rf"{_ALTERNATE}_?PARM_DISK_(?P<front>[A-Z]+)|PARM_DISK_?{_ALTERNATE}_(?P<middle>[A-Z]+)"
    rf"|PARM_DISK_(?P<back>[A-Z]+?)_?{_ALTERNATE}"
)
_SOUNDS_SECRET = re.compile(
    r"PASSW|PASSPH|SECRET|TOKEN|CREDENTIAL|(^|[_.])PASS([_.]|$)|PWD?([_.0-9]|$)|(PRIVATE|API|ACCESS)_?KEY",
    re.IGNORECASE,
)


def key_of(name: str) -> Key | None:
    """The key of a name in any case, if it is known."""
    return BY_FOLDED_NAME.get(name.upper())


@lru_cache(maxsize=1024)
def is_secret_key(name: str) -> bool:
    """Whether the value of a key may be a secret: it is one of a known key, or of one that may have been meant."""
    key = key_of(name)
    if key is not None:
        return key.is_secret
    return bool(_SOUNDS_SECRET.search(name) or get_close_matches(name.upper(), _SECRETS, 1, _NEAR))


def alternate_parm_disk_part(name: str) -> str | None:
    """What of the alternate parm disk a key tells, if it is one of those: OWNER, NUMBER, or another part."""
    match = _ALTERNATE_PARM_DISK.fullmatch(name.upper())
    return None if match is None else match["front"] or match["middle"] or match["back"]
