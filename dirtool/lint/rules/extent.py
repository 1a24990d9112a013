"""EXT: minidisk extents."""

from __future__ import annotations
