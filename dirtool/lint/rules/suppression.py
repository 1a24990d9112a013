"""SUP: comments that silence findings."""

from __future__ import annotations
