"""DRM: what moving to DirMaint changes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Fix, Related, Severity, Span
from dirtool.lint.place import keyword_span, slots_of, span_of, span_of_words
from dirtool.lint.registry import Finding, Profile, directory_rule, source_rule, statement_rule
from dirtool.model.comments import Between, below_header, between_entries, control_lines, put_below
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.extent import Gap, Volume, directory_disks
from dirtool.model.extent_control import ExtentControl
from dirtool.model.sequence_fields import sequence_fields
from dirtool.space.volumes.gaps import clipped, merged
from dirtool.space.volumes.overlays import overlays
from dirtool.space.volumes.volume_map import MappedExtent, MappedVolume
from dirtool.spec.devices import LABEL_SIZES
from dirtool.syntax.control_comment import control_tag, is_of_dirmaint
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Amdisk, Mdisk
from dirtool.syntax.words import fold
from dirtool.text.columns import RECORD_LENGTH, SEQUENCE_START
from dirtool.text.edit import Edit
from dirtool.wording import listed, plural

_EVERYWHERE = Gap(0, sys.maxsize)
_FORM = Mdisk.definition.by_name["form"]
_DIRMAINT_WORDS = frozenset(_FORM.dirmaint_words)
_DIRMAINT_FORMS = _DIRMAINT_WORDS | {form for alias, form in _FORM.aliases if alias in _DIRMAINT_WORDS}  # or may be


@statement_rule(
    "DRM001",
    "dirmaint-only-extent",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR751E",
    on=(Mdisk, Amdisk),
    where=lambda disk: disk.form in _DIRMAINT_FORMS or disk.keyword == "AMDISK",
)
def dirmaint_only_extent(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A minidisk that only DirMaint understands, in a directory for DIRECTXA.

    Why: DIRECTXA refuses the directory. AUTOG, AUTOR, AUTOV and the forms in blocks ask DirMaint to find a place, TDISK and
    VDISK are its spellings of T-DISK and V-DISK, AMDISK is a command. Not reported in a prototype or a single entry: these
    are meant for DirMaint, which writes the extent that it has found.
    Bad:
        DIRECTORY 0123 3390 M01RES
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 AUTOG 0050 LINUX MR
    Good:
        DIRECTORY 0123 3390 M01RES
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM DirMaint Commands Reference, AMDISK; z/VM CP Planning and Administration, MDISK statement
    """
    if context.is_fragment:
        return
    if isinstance(placed.statement, Amdisk):
        message = "AMDISK is a command of DirMaint and no directory statement"
        yield Finding(keyword_span(placed), message, subject_of(entry, placed), "AMDISK")
        return
    words = placed.words
    at = slots_of(placed)["devtype"][-1] + 1
    word = fold(words[at].text)
    if word in _DIRMAINT_WORDS:
        message = f"{word} is a form of MDISK that only DirMaint takes"
        yield Finding(span_of_words(placed.path, words, at, at), message, subject_of(entry, placed), word)


@directory_rule("DRM004", "full-pack-hides-space", Severity.WARNING, None, profile=Profile.DIRMAINT)
def full_pack_hides_space(context: Context) -> Iterator[Finding]:
    """A full pack lies over the minidisks of others, and no EXCLUDE record of EXTENT CONTROL names it.

    Why: DirMaint counts all of the volume as used, so that it finds no room there, and refuses changes of the disks beneath. A
    full pack that nobody else has anything under, such as a guest's own, is data and counts rightly; what exists to hold areas
    of CP does so on purpose. Without an EXTENT CONTROL there are no EXCLUDE records yet.
    Bad:
        USER MAINT NOLOG
         MDISK 0122 3390 0000 END LX0001 MR
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        USER MAINT NOLOG
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    holders = context.area_holders
    for mapped in context.volume_map.volumes:
        hiding = {one.subject for one in overlays(mapped) if not one.excluded and one.entry not in holders}
        for extent in context.volumes[mapped.volid].extents if hiding else ():
            if extent.first == 0 and extent.subject in hiding:
                message = f"{extent.subject} is all of {mapped.volid}, and no EXCLUDE record names it"
                yield Finding(span_of(extent.placed, "start", "volid"), message, extent.subject, mapped.volid)


@directory_rule("DRM005", "unprotected-system-area", Severity.WARNING, None, profile=Profile.DIRMAINT)
def unprotected_system_area(context: Context) -> Iterator[Finding]:
    """Nobody owns the label of a volume, or an area that CP uses, and no border of a region keeps DirMaint off it.

    Why: DirMaint places minidisks wherever a region is and no minidisk. The label is on cylinder 0, or in blocks 0 to 15; the
    areas are those that a list of volumes tells. A minidisk of a user that never logs on protects them, such as $ALLOC$, and so
    does a region that begins behind them, or none on the volume. Without an EXTENT CONTROL nothing but the owners does. Not
    judged in a part of a directory, whose owners may be elsewhere.
    Bad:
        DIRECTORY 0123 3390 M01RES
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        DIRECTORY 0123 3390 M01RES
        USER $ALLOC$ NOLOG
         MDISK 0A01 3390 0000 0001 LX0001 R
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    if context.is_fragment:
        return
    control = context.options.extents
    holders = context.area_holders
    for volume, mapped in _carrying_volumes(context):
        owned = merged(_span(one) for one in _minidisks(mapped) if one.counts or one.entry in holders)
        given_out = [_EVERYWHERE] if control is None else _regions_on(control, mapped.volid)
        bare = [
            name
            for name, area in _areas_of_cp(mapped, context)
            if any(clipped(given_out, *area)) and sum(part.size for part in clipped(owned, *area)) < area.size
        ]
        if bare:
            message = (
                f"nobody owns {listed(bare, 'and')} of {mapped.volid}, and no border of a region keeps DirMaint off"
            )
            yield Finding(span_of(volume.extents[0].placed, "volid"), message, mapped.volid, "")


@directory_rule("DRM007", "minidisk-outside-regions", Severity.INFO, None, profile=Profile.DIRMAINT)
def minidisk_outside_regions(context: Context) -> Iterator[Finding]:
    """A minidisk lies in no region of EXTENT CONTROL.

    Why: its space is not given out again by DirMaint when it goes, and reports by region or group do not tell it. Judged where
    an EXTENT CONTROL is given. Of a volume without any region it is told once, if a list of volumes has it. Not reported:
    volumes that are all one full pack, what exists to hold areas of CP, what EXCLUDE records name, and the volumes of the
    DIRECTORY statement where they have no region.
    Bad:
        USER LINUX1 NOLOG
         MDISK 0191 3390 3339 0050 LX0001 MR
    Good:
        USER LINUX1 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL
    """
    control = context.options.extents
    if control is None:
        return
    holders = context.area_holders
    residences = {volid for _, volid in directory_disks(context.directory)}
    for volume, mapped in _carrying_volumes(context):
        regions = _regions_on(control, mapped.volid)
        data = (one for one in _minidisks(mapped) if one.counts and one.entry not in holders)
        outside = {(one.subject, one.first) for one in data if not any(clipped(regions, *_span(one)))}
        if not outside:
            continue
        found = [extent for extent in volume.extents if (extent.subject, extent.first) in outside]
        if regions:
            for extent in found:
                message = f"{extent.subject} lies in no region of {mapped.volid}"
                yield Finding(span_of(extent.placed, "start", "volid"), message, extent.subject, mapped.volid)
        elif (
            mapped.volid in context.options.volumes  # else it is EXT008
            and mapped.volid not in residences
            and not all(map(volume.is_full_pack, found))
        ):
            message = f"{mapped.volid} carries {plural(len(found), 'minidisk')} and has no region"
            yield Finding(span_of(found[0].placed, "volid"), message, mapped.volid, "")


def _carrying_volumes(context: Context) -> Iterator[tuple[Volume, MappedVolume]]:
    """The volumes with minidisks that the site has, as far as that is told; no placeholder such as $$$$$$."""
    known = context.options.volumes
    for mapped in context.volume_map.volumes:
        volume = context.volumes.get(mapped.volid)
        if volume is not None and any(map(str.isalnum, mapped.volid)) and (not known or mapped.volid in known):
            yield volume, mapped


def _minidisks(volume: MappedVolume) -> Iterator[MappedExtent]:
    """What DirMaint sees of the minidisks of a volume: those that no EXCLUDE record names."""
    return (extent for extent in volume.extents if extent.kind != "system" and not extent.excluded)


def _regions_on(control: ExtentControl, volid: str) -> list[Gap]:
    """What the regions of a volume cover together."""
    ends = [(region.first, control.end_of(region)) for region in control.regions_on(volid)]
    return merged(Gap(first, sys.maxsize if last is None else last) for first, last in ends)


def _areas_of_cp(volume: MappedVolume, context: Context) -> Iterator[tuple[str, Gap]]:
    """The label of a volume, and the areas on it that CP is known to use, each with a name for it."""
    label = LABEL_SIZES[volume.unit]
    yield "cylinder 0" if volume.unit == "cylinder" else f"blocks 0-{label - 1}", Gap(0, label - 1)
    known = context.options.volumes.get(volume.volid)
    for area in () if known is None else known.areas:
        if area.is_of_cp:
            yield f"{area.kind} {area.first}-{area.last}", Gap(area.first, area.last)


def _span(extent: MappedExtent) -> Gap:
    return Gap(extent.first, sys.maxsize if extent.last is None else extent.last)


# ---- comments


@directory_rule("DRM002", "comment-changes-owner", Severity.WARNING, None, profile=Profile.DIRMAINT)
def comment_changes_owner(context: Context) -> Iterator[Finding]:
    """A comment above a header speaks of the entry below it, but DirMaint would keep it with the entry above.

    Why: DirMaint keeps every entry by itself, from its header to the record before the next header. Who gets the entry later
    does not get its heading, and the heading is lost when the entry above is removed. Not meant are blank and bare comment
    records, statements that are put away, remarks right behind the entry above that are set apart from the header, and what
    stands before the first header. Repair moves the comments below the header; *DIRTOOL: IGNORE becomes IGNORE-ENTRY there, so
    that it still speaks of the header.
    Bad:
        USER LINUX1 NOLOG 2G 4G G
         IPL CMS
        *
        * The web server; ask the web team
        USER LINUX2 NOLOG 2G 4G G
         IPL CMS
    Good:
        USER LINUX1 NOLOG 2G 4G G
         IPL CMS
        *MDISK 0191 3390 0100 0050 LX0001 MR
        *
        USER LINUX2 NOLOG 2G 4G G
        * The web server; ask the web team
         IPL CMS
    Source: z/VM DirMaint Tailoring and Administration Guide, the source directory
    """
    for between in between_entries(context.directory):
        heading = between.heading
        if not heading:
            continue
        entry, before = between.entry, between.before
        source = entry.source
        last = source.records.texts[heading[-1] - 1].rstrip()
        comments = "this comment" if len(heading) == 1 else f"these {len(heading)} records"
        yield Finding(
            Span(source.path, heading[0], 1, heading[-1], len(last) + 1),
            f"DirMaint would keep {comments} with {before.shown_name}, not with {entry.shown_name}",
            entry.shown_name,
            "",
            related=(Related(keyword_span(entry.header), entry.shown_name, "the header below which they belong"),),
            fix=Fix(
                "move below the header",
                "unsafe",
                (*_moved(heading, entry), *_kept(between, heading)),
            ),
        )


@directory_rule("DRM003", "foreign-control-comment", Severity.WARNING, None, profile=Profile.DIRMAINT)
def foreign_control_comment(context: Context) -> Iterator[Finding]:
    """A comment is a record of a directory manager, and no remark.

    Why: *DVHOPT belongs to DirMaint, which writes one into each entry; that of another directory holds a checksum and settings
    that are not those of the new one. *PW00=, *AC= and their like belong to another product, and say nothing to DirMaint. Not
    meant are DirMaint's local tags (*tag:), which belong to the site, and all other comments.
    Bad:
        USER LINUX1 NOLOG 2G 4G G
        *AC= LAB
         IPL CMS
        *DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRCAB
    Good:
        USER LINUX1 NOLOG 2G 4G G
        *OWNER: the lab
         IPL CMS
    Source: DirMaint's answers to GET and REVIEW; CA VM:Director Reference, Special Comment Reference
    """
    directory = context.directory
    found = {id(source): lines for source in directory.sources if (lines := control_lines(source))}
    if not found:
        return
    last_ones = {(id(one.entry.source), one.control[-1]): one for one in between_entries(directory) if one.control}
    for source in directory.sources:
        for line in found.get(id(source), ()):
            tag = control_tag(source.records.texts[line - 1])
            owner = "DirMaint, which writes a new one" if is_of_dirmaint(tag) else "another directory manager"
            edits = [Edit(line, 1, line + 1, 1, "")]
            between = last_ones.get((id(source), line))
            if between is not None:
                edits += _kept(between, between.control)
            span = Span(source.path, line, 1, line, len(tag) + 1)
            fix = Fix("remove the record", "unsafe", tuple(edits))
            yield Finding(span, f"{tag} is a record of {owner}", None, tag, fix=fix)


def _kept(between: Between, taken: Iterable[int]) -> Iterator[Edit]:
    """Puts below the header of the entry before what nobody could tell to be its own without the comments that are taken."""
    heading = {*between.heading}
    stranded = [line for line in between.stranded({*taken}) if line not in heading]
    if stranded:
        yield from _moved(stranded, between.before)


def _moved(lines: list[int], entry: Entry) -> Iterator[Edit]:
    """Takes comments away from where they are, and puts them below the header of their entry."""
    texts = entry.source.records.texts
    below = below_header(entry) + 1
    comments = put_below(entry, [texts[line - 1] for line in lines])
    yield Edit(below, 1, below, 1, "".join(f"{text}\n" for text in comments))
    for _, run in groupby(enumerate(lines), lambda one: one[1] - one[0]):
        numbers = [line for _, line in run]
        yield Edit(numbers[0], 1, numbers[-1] + 1, 1, "")


# ---- columns 73 to 80


@source_rule("DRM006", "sequence-numbers-kept", Severity.WARNING, None, profile=Profile.DIRMAINT)
def sequence_numbers_kept(source: Source) -> Iterator[Finding]:
    """Columns 73 to 80 hold sequence fields; reported once a file.

    Why: DirMaint adds, replaces and sorts records, and numbers none: soon the numbers say nothing, and where it takes a whole
    record for data they are in the way. Repair blanks them. What stands there and is no sequence field is told by REC001. In a
    comment it is one only if most statements of the file have one.
    Bad:
        USER LINUX1 NOLOG 2G 4G G                                               00010000
         IPL CMS                                                                00020000
    Good:
        USER LINUX1 NOLOG 2G 4G G
         IPL CMS
    Source: z/VM CP Planning and Administration, records of the source directory
    """
    lines = [line for line, column in sequence_fields(source).items() if column == SEQUENCE_START]
    if not lines:
        return
    texts = source.records.texts
    edits = tuple(Edit(line, SEQUENCE_START, line, len(texts[line - 1]) + 1, "") for line in lines)
    span = Span(source.path, lines[0], SEQUENCE_START, lines[0], RECORD_LENGTH + 1)
    message = f"{plural(len(lines), 'record')} with a sequence field in columns {SEQUENCE_START}-{RECORD_LENGTH}"
    yield Finding(span, message, None, "file", fix=Fix("blank the fields", "safe", edits))
