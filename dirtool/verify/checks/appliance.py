"""The Cloud Manager Appliance: its role, its storage, and the options that it writes itself."""

from __future__ import annotations

from dirtool.lint.diagnostic import Severity
from dirtool.lint.place import span_of
from dirtool.lint.registry import Finding
from dirtool.model.ip_networks import is_none
from dirtool.model.recognition import Kind
from dirtool.model.storage import storage_bytes
from dirtool.spec.copy_keys import NONE, ROLES, ROLES_AWAY_FROM_CONTROLLER
from dirtool.syntax.conf_file import DEFAULT
from dirtool.syntax.statements import Storage
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import disagreement, not_said, said
from dirtool.verify.guests import APPLIANCE, APPLIANCE_STORAGE, guest_of, storage_of, where
from dirtool.verify.installation import Conf, Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import listed

_ROLE = "openstack_system_role"
_ADDRESS = "openstack_controller_address"
_PREFIX = "OPENSTACK_"


@host_check("VFY035", "appliance-role", Severity.ERROR, "ROLE02", "MISS01", needs=any_of(Kind.DMSSICMO))
def appliance_role(host: Host, installation: Installation) -> Answers:
    """The appliance has no role that is known, or a compute node is not told where its controller is.

    Why: the appliance does not know which services to start, or cannot reach the controller.
    Fix: set openstack_system_role to one of the roles that the message allows, and openstack_controller_address for a compute
    node.
    Source: Enabling z/VM for OpenStack, the properties of DMSSICMO COPY
    """
    copy = host.dmssicmo
    assert copy is not None
    role = copy.stated(_ROLE)
    if role is None:
        yield not_said(Kind.DMSSICMO, _ROLE)
    elif fold(role.text.strip()) not in ROLES:
        yield Finding(place_of(role), f"{said(role)}; allowed: {listed(ROLES, 'or')}", _ROLE, ivp=("ROLE02",))
    elif fold(role.text.strip()) in ROLES_AWAY_FROM_CONTROLLER:
        address = copy.stated(_ADDRESS)
        if _ADDRESS.upper() not in copy.by_name:
            yield Finding(place_of(role), f"{said(role)}, but {_ADDRESS} is missing", _ADDRESS, ivp=("MISS01",))
        elif address is not None and is_none(address.text):
            given = NONE if address.text.strip() else "empty"
            yield Finding(place_of(address), f"{said(role)}, but {_ADDRESS} is {given}", _ADDRESS, ivp=("MISS01",))


@host_check("VFY036", "appliance-storage", Severity.WARNING, "VMS02", needs=all_of(Kind.DMSSICMO, Kind.DIRECTORY))
def appliance_storage(host: Host, installation: Installation) -> Answers:
    """The virtual machine of the appliance has less than 8 GB of storage.

    Why: the services of OpenStack do not run in less.
    Fix: give OPNCLOUD 8G or more.
    Source: Enabling z/VM for OpenStack, the requirements of the Cloud Manager Appliance
    """
    guest = guest_of(host, APPLIANCE)
    if guest is None or isinstance(guest, NotCompared):
        yield guest or NotCompared(f"the directory has no {APPLIANCE}")
        return
    for logon in guest.logons:
        placed, operand, size = storage_of(logon)
        amount = storage_bytes(size)
        if amount is None:
            yield guest.doubt(logon, Storage) or NotCompared(f"the storage of {APPLIANCE}{where(logon)} is not known")
        elif amount < (storage_bytes(APPLIANCE_STORAGE) or 0):
            message = f"{APPLIANCE}{where(logon)} has {size} of storage; the appliance needs {APPLIANCE_STORAGE}"
            yield Finding(span_of(placed, operand), message, APPLIANCE)


@host_check(
    "VFY037",
    "appliance-option",
    Severity.WARNING,
    needs=(
        *all_of(Kind.DMSSICMO, Kind.NOVA),
        *all_of(Kind.DMSSICMO, Kind.NEUTRON),
        *all_of(Kind.DMSSICMO, Kind.CINDER),
    ),
)
def appliance_option(host: Host, installation: Installation) -> Answers:
    """An option that the appliance writes itself has another value than its key in DMSSICMO COPY.

    The keys are called openstack_ and the name of the option. Their spelling is not certain, so that this is only told.

    Why: the appliance writes the option anew from its key, and what was edited in the conf file is lost.
    Fix: change the key, and start the appliance again.
    Source: the Chef cookbooks of the Cloud Manager Appliance
    """
    assert host.dmssicmo is not None
    written = [_options(host.nova, DEFAULT), _options(host.cinder, DEFAULT), _options(host.neutron, "agent")]
    compared = False
    for key, setting in host.dmssicmo.by_name.items():
        name = key.removeprefix(_PREFIX).lower()
        for options in written if key.startswith(_PREFIX) and setting.is_known else ():
            if name in options:
                compared = True
                yield from disagreement(options[name], setting.stated, severity=Severity.INFO)
    if not compared:
        yield NotCompared(f"{Kind.DMSSICMO} and the conf files have no option in common")


def _options(conf: Conf | None, section: str) -> dict[str, Stated]:
    """What the options of a section are given, by name."""
    files = () if conf is None else conf.files
    return {one.name: one.stated for file in files for one in file.options if one.section.lower() == section.lower()}
