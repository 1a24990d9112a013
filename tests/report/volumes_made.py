"""Volumes before and after a plan, made by hand, for the tests of its page."""

from dirtool.verify.plan.document import Extent, ExtentKind, OwnedExtent, PlanDocument, TouchedVolume
from tests.report.plans_made import FARM


def owned(subject: str, first: int, last: int, kind: ExtentKind = "minidisk") -> OwnedExtent:
    """An extent and whose it is."""
    return OwnedExtent(first, last, subject, kind)


def volume(
    volid: str, size: int | None, before: list[OwnedExtent], after: list[OwnedExtent], devtype: str | None = "3390"
) -> TouchedVolume:
    """A volume that is counted in cylinders."""
    return TouchedVolume(volid, devtype, "cylinder", size, tuple(before), tuple(after))


_LABEL, _OLD = owned(".LABEL.", 0, 0, "system"), owned("LNX00001/0100", 601, 1600)
_PACK, _WEB = owned("MAINT/0123", 0, 30050, "full-pack"), owned("WEB01/0100", 1, 5000)
_RECREATED = owned("TEST1/0192", 501, 600)
VOLUMES = (
    volume(
        "LX0002",
        10000,
        [_LABEL, owned("CMS01/0191", 201, 250), owned("LNX00011/0101", 301, 350), _RECREATED, _OLD],
        [_LABEL, owned("WEB03/0191", 101, 150), owned("CMS01/0191", 401, 500), _RECREATED, _OLD],
    ),
    volume("LX0003", 30051, [_PACK, _WEB], [_PACK, _WEB, owned("WEB02/0100", 5001, 15016)]),
    volume("LX0005", None, [], [owned("DB01/0300", 1, 10016)]),
    volume("LX0041", 20000, [owned("DBTEST/0200", 12001, 15338)], [owned("LNX00007/0200", 12001, 15338)]),
)
"""Those of the farm: extents that are new, gone, moved and overwritten; a full pack over all others; an open end."""


def farm() -> PlanDocument:
    """The farm with its volumes; the disk that would be overwritten tells where it is."""
    *others, last = FARM.actions
    recreated = last._replace(old_extent=Extent("LX0002", 501, 600, "cylinder"))
    return FARM._replace(actions=(*others, recreated), volumes=VOLUMES)


def crowded(volumes: int, extents: int) -> tuple[TouchedVolume, ...]:
    """That many volumes with that many extents each; every tenth has another owner afterwards, every tenth is gone."""
    rows = [
        owned(f"U{number // 2:05}/{0x100 + number % 2:04X}", 100 * number, 100 * number + 89)
        for number in range(extents)
    ]
    after = [
        row._replace(subject=f"N{row.subject}") if number % 10 == 5 else row
        for number, row in enumerate(rows)
        if number % 10
    ]
    return tuple(volume(f"LX{number:04}", 100 * extents, rows, after) for number in range(volumes))
