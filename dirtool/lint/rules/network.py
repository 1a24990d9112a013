"""NET: virtual networks."""

from __future__ import annotations
