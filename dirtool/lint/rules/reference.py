"""REF: references between entries."""

from __future__ import annotations
