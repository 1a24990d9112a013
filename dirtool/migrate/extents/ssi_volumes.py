"""Families of volumes of an SSI cluster: which volume of one member is what another one is to the other member.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL, :SSI_VOLUMES.: by it DirMaint finds the volumes for a
SUBCONFIG that is made like that of another member. Two volumes are a family where the minidisks of one IDENTITY with one
device number are on them, all those of the one volume on the other one, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dirtool.migrate.extents.surroundings import Surroundings
from dirtool.migrate.extents.unique_names import UniqueNames
from dirtool.space.volumes.volume_map import MappedVolume

_Family = frozenset[tuple[str, str]]  # member and volid


class FamilyVolume(NamedTuple):
    """One record: the volume of a family on a member."""

    family: str
    member: str
    volid: str


def ssi_volumes(volumes: Iterable[MappedVolume], around: Surroundings) -> list[FamilyVolume]:
    """The families that are certain, in the order of their volumes, with a volume of each of their members."""
    members = {volume.volid: member for volume in volumes if (member := around.member_of(volume))}
    partners = _partners(volumes, around, members)
    families = {volid: _family(volid, own, members) for volid, own in partners.items()}
    names = UniqueNames()
    named: dict[_Family, str] = {}
    for family in families.values():
        if family is not None and family not in named and all(families.get(volid) == family for _, volid in family):
            named[family] = names.plain_or_lettered(_common([volid for _, volid in sorted(family)]))
    return [FamilyVolume(name, *row) for family, name in named.items() for row in sorted(family)]


def _partners(
    volumes: Iterable[MappedVolume], around: Surroundings, members: Mapping[str, str]
) -> dict[str, dict[str, set[str]]]:
    """For each volume of one member the volumes of others that have minidisks of the same users and numbers, by member."""
    places: dict[tuple[str, str], dict[str, set[str]]] = {}
    for volume in volumes:
        for extent in volume.extents:
            member = around.member_of_entry(extent.entry)
            if member:
                own = places.setdefault((extent.userid, extent.vdev), {})
                own.setdefault(member, set()).add(volume.volid)
    found: dict[str, dict[str, set[str]]] = {}
    for by_member in places.values():
        for member, volids in by_member.items():
            for volid in volids:
                if members.get(volid) == member:
                    for other, theirs in by_member.items():
                        if other != member:
                            found.setdefault(volid, {}).setdefault(other, set()).update(theirs)
    return found


def _family(volid: str, partners: Mapping[str, set[str]], members: Mapping[str, str]) -> _Family | None:
    """A volume with its partners; None if any of them is in doubt."""
    found = {(members[volid], volid)}
    for member, theirs in partners.items():
        if len(theirs) != 1 or members.get(*theirs) != member:
            return None
        found.update((member, one) for one in theirs)
    return frozenset(found)


def _common(volids: list[str]) -> str:
    """What the names of volumes have in common: TDRES for TD1RES and TD2RES."""
    shared = [letters[0] for letters in zip(*volids, strict=False) if len(set(letters)) == 1]
    return "".join(shared) or volids[0]
