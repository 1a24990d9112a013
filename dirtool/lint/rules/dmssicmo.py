"""CMO: DMSSICMO COPY, the settings of the Cloud Manager Appliance."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.lint.context import CopyContext
from dirtool.lint.copy_settings import (
    is_too_long,
    judged,
    keys_in_broken_clauses,
    labels_of,
    name_of,
    name_span,
    passwords_in_clear,
    related,
    too_long_label,
    value_of,
    value_span,
)
from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import Finding, copy_rule
from dirtool.model.copy_file import Setting
from dirtool.model.ip_networks import is_none
from dirtool.spec.copy_keys import CONTROLLER, DMSSICMO, ROLES, ROLES_AWAY_FROM_CONTROLLER, Domain
from dirtool.spec.statement import nearest
from dirtool.wording import listed, near

_ROLE, _ADDRESS = "openstack_system_role", "openstack_controller_address"
_OPTIONS = "OPENSTACK_"
_ROLES_WITHOUT_OPENSTACK = ("MN", "ZHCP")
_OWN_ADDRESSES = ("localhost", "127.0.0.1")


@copy_rule("CMO001", "unknown-role", Severity.ERROR)
def unknown_role(context: CopyContext) -> Iterator[Finding]:
    """The role of the appliance does not exist.

    Why: the role decides which components of the appliance are started. Case does not matter.
    Bad:
        openstack_system_role = "COMPUTE-MN"
        openstack_controller_address = "192.0.2.50"
    Good:
        openstack_system_role = "COMPUTE_MN"
        openstack_controller_address = "192.0.2.50"
    Source: Enabling z/VM for OpenStack, the DMSSICMO COPY file
    """
    for setting, text in judged(context, DMSSICMO, Domain.ROLE):
        if text.upper() not in ROLES:
            meant = near(nearest(text.upper(), ROLES)) or f"; allowed: {listed(ROLES, 'or')}"
            message = f"{_ROLE} is {value_of(setting)}, which is no role{meant}" if text else f"{_ROLE} is empty{meant}"
            yield Finding(value_span(setting), message, _ROLE, value_of(setting), ivp=("ROLE02",))


@copy_rule("CMO002", "no-controller-address", Severity.ERROR)
def no_controller_address(context: CopyContext) -> Iterator[Finding]:
    """The role needs a controller, but none is named.

    Why: an appliance with the role COMPUTE or COMPUTE_MN works for the controller whose address is given, and cannot start
    without one. Of a part of a file (`--fragment`) only an address that is empty or NONE is told.
    Bad:
        openstack_system_role = "COMPUTE"
    Good:
        openstack_system_role = "COMPUTE"
        openstack_controller_address = "192.0.2.50"
    Source: Enabling z/VM for OpenStack, the DMSSICMO COPY file
    """
    for role in _with_role(context, *ROLES_AWAY_FROM_CONTROLLER):
        address = context.copy.by_name.get(_ADDRESS.upper())
        others = (related(role, "the role is here"),)
        if address is not None and address.is_known and is_none(address.stated.text):
            given = value_of(address) if address.stated.text.strip() else "empty"
            message = f"{_ADDRESS} is {given}, but the role {value_of(role)} needs it"
            yield Finding(value_span(address), message, _ADDRESS, "empty", related=others)
        elif (
            address is None and not context.options.fragment and _ADDRESS.upper() not in keys_in_broken_clauses(context)
        ):
            message = f"{_ADDRESS} is missing, but the role {value_of(role)} needs it"
            yield Finding(value_span(role), message, _ADDRESS, "")


@copy_rule("CMO003", "controller-of-controller", Severity.WARNING)
def controller_of_controller(context: CopyContext) -> Iterator[Finding]:
    """A controller is given the address of a controller.

    Why: it is one itself. Either the role is wrong, or the address stayed from another one; its own address does no harm, but
    only that of the machine itself is known here.
    Bad:
        openstack_system_role = "CONTROLLER"
        openstack_controller_address = "192.0.2.50"
    Good:
        openstack_system_role = "CONTROLLER"
    Source: Enabling z/VM for OpenStack, the DMSSICMO COPY file
    """
    for role in _with_role(context, CONTROLLER):
        address = context.copy.get(_ADDRESS)
        if address is None or is_none(address.stated.text):
            continue
        if address.stated.text.strip().lower() not in _OWN_ADDRESSES:
            message = f"{_ADDRESS} is {value_of(address)}, but the role is {value_of(role)}"
            yield Finding(value_span(address), message, _ADDRESS, related=(related(role, "the role is here"),))


@copy_rule("CMO004", "bad-data-disk", Severity.WARNING)
def bad_data_disk(context: CopyContext) -> Iterator[Finding]:
    """A label of a volume in cmo_data_disk is longer than 6 characters, or that of a volume for minidisks.

    Why: no volume has such a label. Of a volume in EXTENT CONTROL, DirMaint gives out space (told by `--extents`). The labels
    are separated by blanks. Whether XCAT_iso names the same volume, `dirtool verify` tells.
    Bad:
        cmo_data_disk = "CMO0001"
    Good:
        cmo_data_disk = "CMO001"
    Source: Enabling z/VM for OpenStack, the DMSSICMO COPY file
    """
    regions = {} if context.options.extents is None else context.options.extents.regions
    region_of = {region.volid: region.name for region in regions.values()}
    for setting, _ in judged(context, DMSSICMO, Domain.VOLUMES):
        for label, place in labels_of(context, setting):
            region = region_of.get(label.upper())
            if is_too_long(label):
                yield too_long_label(setting, label, place)
            elif region is not None:
                message = (
                    f"{name_of(setting)} names {label}, of which EXTENT CONTROL gives out space as region {region}"
                )
                yield Finding(place, message, name_of(setting), label)


@copy_rule("CMO005", "administrator-password-in-clear", Severity.WARNING)
def administrator_password_in_clear(context: CopyContext) -> Iterator[Finding]:
    """A password stands in DMSSICMO COPY in clear.

    Why: the file is on a disk that every SMAPI server links, and many users besides. A key that is not known, but sounds like a
    password, is an information.
    Bad:
        cmo_admin_password = "SECRET"
    Good:
        openstack_system_role = "MN"
    Source: Enabling z/VM for OpenStack, the DMSSICMO COPY file
    """
    if context.copy.kind == DMSSICMO:
        yield from passwords_in_clear(context)


@copy_rule("CMO006", "openstack-without-openstack", Severity.WARNING)
def openstack_without_openstack(context: CopyContext) -> Iterator[Finding]:
    """The role runs nothing of OpenStack, but settings of OpenStack are there.

    Why: with the role MN the appliance is only the management node of xCAT, with ZHCP only its agent. Either the role is wrong,
    or the setting has no effect.
    Bad:
        openstack_system_role = "ZHCP"
        openstack_controller_address = "192.0.2.50"
    Good:
        openstack_system_role = "ZHCP"
    Source: Enabling z/VM for OpenStack, the DMSSICMO COPY file
    """
    for role in _with_role(context, *_ROLES_WITHOUT_OPENSTACK):
        for name, setting in context.copy.by_name.items():
            is_empty = setting.is_known and is_none(setting.stated.text)
            if name.startswith(_OPTIONS) and name != _ROLE.upper() and not is_empty:
                message = f"{name_of(setting)} has no effect, for the role is {value_of(role)}"
                others = (related(role, "the role is here"),)
                yield Finding(name_span(setting), message, name_of(setting), "", related=others)


def _with_role(context: CopyContext, *roles: str) -> Iterator[Setting]:
    """The role of the appliance, if it is one of these."""
    for setting, text in judged(context, DMSSICMO, Domain.ROLE):
        if text.upper() in roles:
            yield setting
