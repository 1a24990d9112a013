"""Full packs that lie over what others have of a volume: MAINT's 0123 is one, the only disk of a guest is none.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: without an EXCLUDE record such a disk takes all of
its volume.
"""

from __future__ import annotations

from dirtool.model.volume_list import UNKNOWN_AREA, USED_AREA
from dirtool.space.volumes.mapping import area_owner
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.devices import LABEL_SIZES

_OF_NOBODY_KNOWN = frozenset(map(area_owner, (UNKNOWN_AREA, USED_AREA)))


def overlays(volume: MappedVolume) -> list[MappedExtent]:
    """The full packs of a volume that use none of its space, since they lie over what others have: minidisks, or areas of CP.

    Where others have no more than the label, nothing tells that a full pack is not data.
    """
    label = LABEL_SIZES[volume.unit]
    is_in_use = any(
        extent.counts and (extent.last is None or extent.last >= label) and extent.subject not in _OF_NOBODY_KNOWN
        for extent in volume.extents
    )
    return [extent for extent in volume.extents if is_in_use and extent.kind == "full-pack" and not extent.counts]
