"""DRM: what moving to DirMaint changes."""

from __future__ import annotations
