"""Groups of regions: as the site has named them, or proposed from the volumes' names or from who uses them.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL. A group that has cylinders and blocks, or volumes of
several members of a cluster, would give out space that is of no use to who asks; so none is proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from string import digits

from dirtool.migrate.extents.surroundings import Surroundings
from dirtool.migrate.extents.unique_names import UniqueNames
from dirtool.migrate.options import GroupBy
from dirtool.space.volumes.volume_map import MappedVolume


def groups_of(volumes: Iterable[MappedVolume], around: Surroundings, by: GroupBy) -> dict[str, str]:
    """The group of each volume by its volid; those that the site has named come first, then others as they are met."""
    names = UniqueNames(around.groups_given)
    proposed: dict[tuple[str, str, str], str] = {}
    found: dict[str, str] = {}
    for volume in volumes:
        given = around.group_given(volume.volid)
        if given is not None:
            found[volume.volid] = given
            continue
        key = _label(volume, around, by), volume.unit, around.member_of(volume)
        if key not in proposed:
            proposed[key] = names.plain_or_lettered(key[0])
        found[volume.volid] = proposed[key]
    return found


def _label(volume: MappedVolume, around: Surroundings, by: GroupBy) -> str:
    """What a volume is grouped by: what at least half of its users have in common, or else the begin of its name."""
    if by is not GroupBy.VOLUME:
        users = {
            extent.userid
            for extent in volume.extents
            if extent.kind != "system" and extent.counts and not around.is_marker(extent.entry)
        }
        traits = Counter(map(stem if by is GroupBy.USER else around.profile_of, sorted(users)))
        trait, count = min(traits.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
        if trait and count * 2 >= len(users):
            return trait
    return stem(volume.volid)


def stem(name: str) -> str:
    """A name without the number at its end: LX for LX0013, WEB for WEB01; a name of digits as it is."""
    return name.rstrip(digits) or name
