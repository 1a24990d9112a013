"""Where requests go and why as JSON, schema dirtool.allocation/1."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dirtool.report.json_lines import object_lines
from dirtool.space.allocation.placement import Allocation, Placement, Unplaced

SCHEMA = "dirtool.allocation/1"


def allocation_json(allocation: Allocation) -> Iterator[str]:
    """The lines of the JSON document; one placement a line, then one request without a place a line."""
    yield f'{{"schema": "{SCHEMA}", "policy": "{allocation.policy}", "placements": ['
    yield from object_lines(allocation.placements, placement_object)
    yield '], "unplaced": ['
    yield from object_lines(allocation.unplaced, _unplaced)
    yield f'], "summary": {json.dumps(_summary(allocation))}}}'


def placement_object(placement: Placement) -> dict[str, Any]:
    """A placement, with the fields of the contract."""
    window = placement.window
    return {
        "subject": placement.subject,
        "volid": placement.volid,
        "devtype": window.volume.devtype,
        "first": placement.first,
        "last": placement.last,
        "size": placement.size,
        "unit": placement.unit,
        "region": None if window.region is None else window.region.name,
        "group": placement.group,
        "reason": placement.reason,
    }


def _unplaced(unplaced: Unplaced) -> dict[str, Any]:
    return {
        "subject": unplaced.subject,
        "size": unplaced.size,
        "unit": unplaced.unit,
        "reason": unplaced.reason,
        "largest_gap": unplaced.largest_gap,
        "advice": unplaced.advice,
    }


def _summary(allocation: Allocation) -> dict[str, Any]:
    return {
        "placed": len(allocation.placements),
        "unplaced": len(allocation.unplaced),
        "volumes_touched": allocation.volumes_touched,
        "optimality": allocation.optimality,
        "bound": allocation.bound,
    }
