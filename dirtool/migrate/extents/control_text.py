"""EXTENT CONTROL as text, made to be read: columns aligned under their headings, nothing behind column 72.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL; the order of the sections is that of the file as it
is shipped. A section that says nothing is there with its heading only, but for those that not every release has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from dirtool.migrate.extents.exclusions import ProposedExclusion
from dirtool.migrate.extents.ssi_volumes import FamilyVolume
from dirtool.spec.extent_control import END_OF_SECTION, SECTIONS
from dirtool.syntax.extent_control import Method
from dirtool.text.columns import SEQUENCE_START

_LAST_COLUMN = SEQUENCE_START - 1
_USUAL_METHOD: Method = "LINEAR"
_HEADER = (
    "* EXTENT CONTROL for DirMaint, proposed by dirtool.",
    "*",
    "* Regions leave out the label of a volume, the areas that CP is known to",
    "* use, and what others hold for it.",
)
_ABOUT_UNTOLD = (
    "*",
    "* Look before you use this file: a region may hold areas of CP. Nobody",
    "* holds any for the following, nor does a map of CP tell of it:",
)
_ABOUT_GUESSES = (
    "*",
    "* Size guessed: nobody tells the size of the volume; it is taken for the",
    "* smallest model that holds its minidisks. Look before you rely on it.",
)
GUESSED = "size guessed"


class ProposedRegion(NamedTuple):
    """A region, in cylinders or blocks; both ends are inclusive. `devtype` has its model, `remarks` are for the comment."""

    name: str
    volid: str
    first: int
    last: int
    devtype: str
    remarks: tuple[str, ...] = ()


class Contents(NamedTuple):
    """All that the file says."""

    regions: Sequence[ProposedRegion]
    groups: Mapping[str, Sequence[str]]
    method: Method
    families: Sequence[FamilyVolume]
    exclusions: Sequence[ProposedExclusion]
    defaults: Mapping[str, int]
    untold: Sequence[str] = ()  # for what CP may have areas in the regions


def control_text(contents: Contents) -> Iterator[str]:
    """The records of the file, without line ends."""
    yield from _HEADER
    if any(GUESSED in region.remarks for region in contents.regions):
        yield from _ABOUT_GUESSES
    if contents.untold:
        yield from _ABOUT_UNTOLD
        yield from (f"*   {use}" for use in contents.untold)
    yield from _section("REGIONS", _regions(contents.regions))
    yield from _section("GROUPS", _groups(contents.groups, contents.method))
    if contents.families:
        rows = (f"  {one.family:<17} {one.member:<8} {one.volid}" for one in contents.families)
        yield from _section("SSI_VOLUMES", ["  *VolumeFamily     Member   VolSer", *rows])
    yield from _section("EXCLUDE", _exclusions(contents.exclusions))
    yield from _section("AUTOBLOCK", ["  *DASDType BlockSize Blocks/Unit Alloc_Unit Architecture"])
    sizes = (f"  {devtype:<9} {size}" for devtype, size in contents.defaults.items())
    yield from _section("DEFAULTS", ["  *DASDType Max-Size", *sizes])


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield SECTIONS[name].tag
    yield from lines
    yield END_OF_SECTION


def _regions(regions: Sequence[ProposedRegion]) -> Iterator[str]:
    width = max([len("RegStart"), *(len(str(region.last)) for region in regions)])
    yield f"  *RegionId  VolSer  {'RegStart':>{width}}  {'RegEnd':>{width}}  Dev-Type  Comments"
    for name, volid, first, last, devtype, remarks in regions:
        text = f"  {name:<9}  {volid:<6}  {first:>{width}}  {last:>{width}}  {devtype:<8}  "
        yield _with_remarks(text, remarks)


def _with_remarks(text: str, remarks: Iterable[str]) -> str:
    """A record with as many remarks as fit behind it."""
    separator = ""
    for remark in remarks:
        if len(text) + len(separator) + len(remark) <= _LAST_COLUMN:
            text += separator + remark
            separator = ", "
    return text.rstrip()


def _groups(groups: Mapping[str, Sequence[str]], method: Method) -> Iterator[str]:
    yield "  *GroupName RegionList"
    for name, regions in groups.items():
        if regions and method != _USUAL_METHOD:
            yield f"  {name:<9}  (ALLOCATE {method})"
        text = ""
        for region in regions:
            if text and len(text) + 1 + len(region) > _LAST_COLUMN:
                yield text
                text = ""
            text = f"{text} {region}" if text else f"  {name:<9}  {region}"
        if text:
            yield text


def _exclusions(exclusions: Sequence[ProposedExclusion]) -> Iterator[str]:
    yield "  * entry_name Address"
    why = attrgetter("why")
    for reason, own in groupby(sorted(exclusions, key=why), why):
        yield f"  * {reason}:"
        yield from (f"  {one.entry:<12} {one.vdev}" for one in own)
