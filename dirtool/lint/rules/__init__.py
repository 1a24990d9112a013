"""The rules, one module a family; importing this package registers them all."""

from dirtool.lint.rules import record, syntax, value

__all__ = ["record", "syntax", "value"]
