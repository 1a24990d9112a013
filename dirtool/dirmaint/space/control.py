"""EXTENT CONTROL while commands run: what DASD ADD and DASD DELETE make of it, and the file that they leave.

Source: z/VM DirMaint Commands Reference, DASD; z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL. A region of
the file has a start and an end, one of the command a size and a start. A command that is refused changes nothing, be it only
one of several names that is wrong. Where the manuals are silent: a region that is deleted leaves its groups too, a volume is
deleted with all regions on it, and a group goes with its last region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from dirtool.dirmaint.space.control_records import ControlRecords
from dirtool.model.extent_control import ExtentControl, Group, extent_control_of
from dirtool.spec.extent_control import END_OF_SECTION, END_OF_VOLUME, SECTIONS
from dirtool.syntax.extent_control import ControlFile, GroupRecord, Method, Region, Row
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END
from dirtool.text.records import Records, encode_text
from dirtool.wording import shown

AreaKind = Literal["group", "region", "volume"]

FILE_NAME = "EXTENT CONTROL"
ALL = "*"
NO_SUCH_REGION = 3558

_USUAL_METHOD: Method = "LINEAR"
_USUAL_START = 1


class Area(NamedTuple):
    """A group, a region or a volume, by its name."""

    kind: AreaKind
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Refused(Exception):
    """A DASD command that DirMaint does not do: `number` is that of its message, where it is known, and `why` the cause."""

    def __init__(self, number: int | None, why: str) -> None:
        super().__init__(why)
        self.number = number
        self.why = why


class Changed(NamedTuple):
    """What a DASD command has changed: the regions that have come or gone, and the groups that have other regions now."""

    regions: tuple[str, ...]
    groups: tuple[str, ...]


class RegionAnswer(NamedTuple):
    """A region as DASD QUERY tells it; `size` and `end` are None for END on a device of unknown size."""

    region: str
    volume: str
    start: int
    size: int | None
    end: int | None
    devtype: str
    comment: str


class _Part:
    """A record of a group: its method, if it states one, and its regions."""

    def __init__(self, method: Method | None, regions: Iterable[str]) -> None:
        self.method = method
        self.regions = list(regions)


class ExtentControlState:
    """EXTENT CONTROL, to begin with as in `control` (None: without a record), changed by DASD commands.

    What a DASD command changes is in force at once. A file that is sent to DirMaint is `pending` until RLDEXTN, or until the
    next change by DASD, which is made to that file. `volume_sizes` are the sizes of volumes that the running system knows, in
    cylinders or blocks: with them END needs no model of a device type.
    """

    def __init__(
        self,
        control: ExtentControl | None = None,
        volume_sizes: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._volume_sizes = volume_sizes
        self._clock = 0
        self._pending: ExtentControl | None = None
        self._load(control or extent_control_of(Records(FILE_NAME, [], "ascii")))

    def _load(self, control: ExtentControl) -> None:
        self.control = control
        self._pending = None
        self._rows = ControlRecords(control.file)
        self._regions = dict(control.regions)
        self._region_keys: dict[str, list[int]] = {name: [one.line] for name, one in control.regions.items()}
        for duplicate, first in control.duplicates:
            self._region_keys[first.name].append(duplicate.line)
        self._on_volume: dict[str, dict[str, Region]] = {}
        for region in control.regions.values():
            self._on_volume.setdefault(region.volid, {})[region.name] = region
        self._parts: dict[str, dict[int, _Part]] = {}  # by group and key
        self._groups: dict[str, Group] = {}  # as long as they are right
        self._groups_of: dict[str, dict[str, None]] = {}
        for record in control.group_records:
            self._add_part(record.line, record)
        self._clock += 1
        self._loaded = self._clock
        self._changed: dict[Area, int] = {}

    # -- what there is

    @property
    def regions(self) -> Mapping[str, Region]:
        """The regions by name, in the order of the file."""
        return self._regions

    def group(self, name: str) -> Group | None:
        """A group by its name; its method is that of its first record."""
        parts = self._parts.get(name)
        if parts is None:
            return None
        if name not in self._groups:
            method = next(iter(parts.values())).method or _USUAL_METHOD
            regions = tuple(region for part in parts.values() for region in part.regions)
            self._groups[name] = Group(name, method, regions)
        return self._groups[name]

    def regions_on(self, volid: str) -> list[Region]:
        """The regions on a volume, in the order of the file."""
        return list(self._on_volume.get(volid, {}).values())

    def groups_of(self, region: str) -> list[str]:
        """The names of the groups that a region belongs to."""
        return list(self._groups_of.get(region, {}))

    def members(self, area: Area) -> list[str] | None:
        """The names of the regions of an area in their order, each once, be they there or not; None if there is no area."""
        match area.kind:
            case "group":
                group = self.group(area.name)
                return None if group is None else list(dict.fromkeys(group.regions))
            case "region":
                return [area.name] if area.name in self._regions else None
            case "volume":
                return list(self._on_volume[area.name]) if area.name in self._on_volume else None

    def areas(self, kind: AreaKind, names: Sequence[str]) -> list[Area]:
        """The areas of some names; "*" stands for all of that kind. Raises Refused for a name that is not there."""
        known: Mapping[AreaKind, Mapping[str, object]] = {
            "group": self._parts,
            "region": self._regions,
            "volume": self._on_volume,
        }
        if ALL in names:
            return [Area(kind, name) for name in known[kind]]
        found = [Area(kind, fold(name)) for name in dict.fromkeys(names)]
        for area in found:
            if area.name not in known[kind]:
                raise _unknown(area, NO_SUCH_REGION if kind == "region" else None)
        return found

    def answers(self, area: Area) -> list[RegionAnswer]:
        """What DASD QUERY tells of the regions of an area; a member of a group that is no region is passed over."""
        names = self.members(area) or []
        return [self._answer(self._regions[name]) for name in names if name in self._regions]

    def _answer(self, region: Region) -> RegionAnswer:
        end = self.end_of(region)
        size = None if end is None else end - region.first + 1
        return RegionAnswer(region.name, region.volid, region.first, size, end, region.devtype, region.comment)

    def changed_at(self, area: Area) -> int:
        """A number that grows whenever the regions of an area change."""
        return self._changed.get(area, self._loaded)

    # -- sizes

    def size_of(self, devtype: str) -> int | None:
        """The size of a device type with its model, in cylinders or blocks; None if that is not known."""
        return self.control.size_of(devtype)

    def volume_size(self, volid: str) -> int | None:
        """The size of a volume, by the running system or by the device type of a region on it; None if it is not known."""
        known = self._volume_sizes.get(volid)
        sizes = (self.size_of(region.devtype) for region in self._on_volume.get(volid, {}).values())
        return next((size for size in sizes if size is not None), None) if known is None else known

    def end_of(self, region: Region) -> int | None:
        """The last cylinder or block of a region; None for END on a device of unknown size."""
        if region.last is not None:
            return region.last
        size = self.size_of(region.devtype)
        size = self._volume_sizes.get(region.volid) if size is None else size
        return None if size is None else size - 1

    def units_for(self, devtype: str, blocks: int, block_size: int) -> int | None:
        """How many cylinders or blocks hold so many CMS blocks of a size in bytes; None if that is not known."""
        return self.control.units_for(devtype, blocks, block_size)

    def excludes(self, entry_name: str, vdev: str) -> bool:
        """Whether an EXCLUDE record names a minidisk; `vdev` has 4 digits."""
        return self.control.excludes(entry_name, vdev)

    # -- the file

    @property
    def records(self) -> Records:
        """The file as it is on DirMaint's disk, be it in force or pending."""
        return self._rows.records if self._pending is None else self._pending.file.records

    def text(self) -> str:
        """The same, its records with a line feed behind each."""
        return "".join(f"{text}\n" for text in self.records.texts)

    @property
    def pending(self) -> ExtentControl | None:
        """The file that was sent to DirMaint and is not in force yet."""
        return self._pending

    def file(self, control: ExtentControl) -> None:
        """FILE EXTENT CONTROL: the file is there, and comes into force with RLDEXTN."""
        self._pending = control

    def reload(self) -> Callable[[], None]:
        """RLDEXTN: what is in the file comes into force. What is returned takes that back, if nothing has changed since."""
        before = dict(vars(self))
        if self._pending is not None:
            self._load(self._pending)
        return lambda: vars(self).update(before)

    # -- DASD ADD

    def add_group(self, name: str, regions: Sequence[str], method: Method | None = None) -> Changed:
        """DASD ADD GROUP: a new group, or more regions of one. Raises Refused."""
        self.reload()
        name, added = fold(name), list(dict.fromkeys(map(fold, regions)))
        is_new = name not in self._parts
        if not added:
            raise Refused(None, f"no region is named for group {name}")
        if method is not None and not is_new:
            raise Refused(None, f"group {name} exists, and the method {method} is only for a new one")
        for region in added:
            if region not in self._regions:
                raise _unknown(Area("region", region))
            if name in self._groups_of.get(region, {}):
                raise Refused(None, f"region {region} is in group {name} already (SMAPI 420/4)")
        texts = [] if method is None else [f"{name:<8} (ALLOCATE {method})"]
        texts += _group_texts(name, added)
        for text, row in [(text, _row("GROUPS", text, name)) for text in texts]:
            assert isinstance(row, GroupRecord)
            self._add_part(self._rows.add("GROUPS", text), row)
        self._touch(Area("group", name))
        return Changed((), (name,))

    def add_region(
        self,
        name: str,
        volid: str,
        devtype: str,
        size: int | None = None,
        start: int | None = None,
        comment: str = "",
    ) -> Changed:
        """DASD ADD REGION: a new region. `size` None is END, `start` None is 1. Raises Refused.

        A comment is kept as far as it fits into the record.
        """
        self.reload()
        first = _USUAL_START if start is None else start
        end = END_OF_VOLUME if size is None else first + size - 1
        words = fold(name), fold(volid), str(first), str(end), fold(devtype)
        text = "{:<8} {:<6} {:>10} {:>10} {:<8} ".format(*words)
        text = (text + comment.strip()[: max(0, CODE_END - len(text))]).rstrip()
        if not self._can_be_written(text):
            raise Refused(None, f"a comment that {FILE_NAME} cannot hold: {shown(comment)}")
        region = _row("REGIONS", text, *words)
        assert isinstance(region, Region)
        self._check(region)
        key = self._rows.add("REGIONS", text)
        self._regions[region.name] = region
        self._region_keys[region.name] = [key]
        self._on_volume.setdefault(region.volid, {})[region.name] = region
        self._touch_region(region)
        return Changed((region.name,), ())

    def add_volume(
        self, volid: str, devtype: str, size: int | None = None, start: int | None = None, comment: str = ""
    ) -> Changed:
        """DASD ADD VOLUME: a region that is named like its volume. Raises Refused."""
        return self.add_region(volid, volid, devtype, size, start, comment)

    def _check(self, region: Region) -> None:
        """Raise Refused for a region of a name that there is, or that is not all on its volume."""
        if region.name in self._regions:
            raise Refused(None, f"there is a region {region.name} already (SMAPI 420/4)")
        last = region.first if region.last is None else region.last
        sizes = self.size_of(region.devtype), self._volume_sizes.get(region.volid)
        if sizes == (None, None) and region.last is None:
            raise Refused(None, f"nobody knows where a {region.devtype} ends: its model is needed, or a size")
        for size in sizes:
            if size is not None and last >= size:
                raise Refused(None, f"region {region.name} reaches to {last}, and {region.volid} ends at {size - 1}")

    # -- DASD DELETE

    def delete_group(self, name: str, regions: Sequence[str]) -> Changed:
        """DASD DELETE GROUP: some regions of a group leave it, or the group goes (`*`). Raises Refused."""
        self.reload()
        name = fold(name)
        group = self.group(name)
        if group is None:
            raise _unknown(Area("group", name))
        gone = dict.fromkeys(group.regions if ALL in regions else map(fold, regions))
        for region in gone:
            if name not in self._groups_of.get(region, {}):
                raise Refused(None, f"region {region} is not in group {name} (SMAPI 420/12)")
        if not regions:
            raise Refused(None, f"no region is named that shall leave group {name}")
        self._leave(name, gone)
        return Changed((), (name,))

    def delete_region(self, names: Sequence[str]) -> Changed:
        """DASD DELETE REGION: regions go, and leave their groups; minidisks in them stay. Raises Refused."""
        self.reload()
        gone = dict.fromkeys(map(fold, names))
        for name in gone:
            if name not in self._regions:
                raise _unknown(Area("region", name))
        return self._delete_regions(gone)

    def delete_volume(self, volids: Sequence[str]) -> Changed:
        """DASD DELETE VOLUME: all regions on volumes go, and leave their groups; minidisks stay. Raises Refused."""
        self.reload()
        gone = dict.fromkeys(map(fold, volids))
        for volid in gone:
            if volid not in self._on_volume:
                raise _unknown(Area("volume", volid))
        return self._delete_regions(dict.fromkeys(name for volid in gone for name in self._on_volume[volid]))

    def _delete_regions(self, gone: Iterable[str]) -> Changed:
        left: dict[str, dict[str, None]] = {}
        for name in gone:
            region = self._regions.pop(name)
            on_volume = self._on_volume[region.volid]
            del on_volume[name]
            if not on_volume:
                del self._on_volume[region.volid]
            for key in self._region_keys.pop(name):
                self._rows.remove(key)
            for group in self._groups_of.get(name, {}):
                left.setdefault(group, {})[name] = None
            self._touch_region(region)
        for group, regions in left.items():
            self._leave(group, regions)
        return Changed(tuple(gone), tuple(left))

    # -- records

    def _add_part(self, key: int, record: GroupRecord) -> None:
        self._parts.setdefault(record.name, {})[key] = _Part(record.method, record.regions)
        for region in record.regions:
            self._groups_of.setdefault(region, {})[record.name] = None

    def _leave(self, name: str, gone: Mapping[str, None]) -> None:
        """Regions leave a group; without any it goes."""
        parts = self._parts[name]
        for key, part in list(parts.items()):
            kept = [region for region in part.regions if region not in gone]
            if len(kept) == len(part.regions):
                continue
            part.regions = kept
            if kept or part.method is not None:
                self._rows.change(key, _without(self._rows.text(key), gone))
            else:
                self._rows.remove(key)
                del parts[key]
        for region in gone:
            del self._groups_of[region][name]
        if not any(part.regions for part in parts.values()):
            for key in parts:
                self._rows.remove(key)
            del self._parts[name]
        self._touch(Area("group", name))

    def _can_be_written(self, text: str) -> bool:
        try:
            encode_text(text, self.control.file.records.encoding)
        except UnicodeEncodeError:
            return False
        return text.isprintable()

    def _touch_region(self, region: Region) -> None:
        groups = (Area("group", group) for group in self._groups_of.get(region.name, {}))
        self._touch(Area("region", region.name), Area("volume", region.volid), *groups)

    def _touch(self, *areas: Area) -> None:
        self._clock += 1
        for area in areas:
            self._changed[area] = self._clock
            if area.kind == "group":
                self._groups.pop(area.name, None)


def _unknown(area: Area, number: int | None = None) -> Refused:
    return Refused(number, f"there is no {area} (SMAPI 420/8)")


def _row(section: str, text: str, *words: str) -> Row:
    """A record, which begins with some words, as it will be read. Raises Refused for one that is wrong."""
    file = _file_of(section, text)
    is_record = len(text) <= CODE_END and bool(file.rows or file.faults)  # and no comment
    if not is_record or text.split()[: len(words)] != [*words]:
        raise Refused(None, f"{shown(' '.join(words))} is no record of {SECTIONS[section].tag}")
    if file.rows:
        return file.rows[0]
    ((fault, *_),) = file.faults.values()
    wrong = " ".join(word.text for word in file.words(2)[fault.first : fault.last + 1])
    titles = {field.name: field.title for field in SECTIONS[section].fields}
    title = titles.get(fault.operand or "", f"record of {SECTIONS[section].tag}")
    raise Refused(None, f"{shown(wrong)} is no {title}" + (f"; allowed: {fault.wanted}" if fault.wanted else ""))


def _group_texts(name: str, regions: Sequence[str]) -> list[str]:
    """The records that name the regions of a group, as many in each as fit."""
    texts = [f"{name:<8}"]
    for region in regions:
        if len(texts[-1]) + 1 + len(region) > CODE_END:
            texts.append(f"{name:<8}")
        texts[-1] += f" {region}"
    return texts


def _without(text: str, gone: Mapping[str, None]) -> str:
    """A record of a group without some regions, and the blanks behind them; all else stays as it is written."""
    words = _file_of("GROUPS", text).words(2)
    starts = [word.column - 1 for word in words]
    kept, is_inside = text[: starts[0]], False
    for index, (word, start, stop) in enumerate(zip(words, starts, [*starts[1:], len(text)], strict=True)):
        is_inside = word.text == "(" or (is_inside and word.text != ")")
        if not index or is_inside or fold(word.text) not in gone:
            kept += text[start:stop]
    return kept.rstrip()


def _file_of(section: str, text: str) -> ControlFile:
    """A file with one record, its second."""
    return ControlFile(Records(FILE_NAME, [SECTIONS[section].tag, text, END_OF_SECTION], "utf-8"))
