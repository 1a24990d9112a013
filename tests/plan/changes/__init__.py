"""Changes to plant in a directory, one function each, so that a failing example tells what is in it.

Each gets a `Ground`: the directory that is and the one that is wanted. It changes the second; what it needs to begin with it
puts into both. Both stay valid.
"""

from __future__ import annotations

from tests.plan.changes import clusters, devices, disks, entries, links, profiles, statements
from tests.plan.changes.ground import Change, Ground

__all__ = ["CHANGES", "Change", "Ground"]

_ROOMS = (statements, devices, disks, links, entries, profiles, clusters)

CHANGES: dict[str, Change] = {change.__name__: change for room in _ROOMS for change in room.CHANGES}
"""All of them, by name."""
