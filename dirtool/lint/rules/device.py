"""DEV: real devices."""

from __future__ import annotations
