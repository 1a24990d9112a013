"""Lint, map and plan IBM z/VM user directories."""

__version__ = "0.1.0"
