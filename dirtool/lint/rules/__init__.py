"""The rules, one module a family; importing this package registers them all."""

from dirtool.lint.rules import (
    device,
    dirmaint,
    entry,
    extent,
    extent_control,
    internal,
    network,
    record,
    reference,
    release,
    security,
    style,
    suppression,
    syntax,
    value,
)

__all__ = [
    "device",
    "dirmaint",
    "entry",
    "extent",
    "extent_control",
    "internal",
    "network",
    "record",
    "reference",
    "release",
    "security",
    "style",
    "suppression",
    "syntax",
    "value",
]
