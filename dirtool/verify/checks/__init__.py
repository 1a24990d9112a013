"""The checks, one module for what they are about; importing this package registers them all."""

from dirtool.verify.checks import (
    appliance,
    authority,
    devices,
    hosts,
    management,
    names,
    networks,
    options,
    pools,
    profile,
    servers,
)

__all__ = [
    "appliance",
    "authority",
    "devices",
    "hosts",
    "management",
    "names",
    "networks",
    "options",
    "pools",
    "profile",
    "servers",
]
