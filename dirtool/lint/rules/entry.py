"""ENT: the order and make-up of entries."""

from __future__ import annotations
