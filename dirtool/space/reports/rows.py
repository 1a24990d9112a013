"""The rows of the reports that tell who has which place on which volume, and what is free.

A report is a table. Its columns are known by the words of its heading, or, where it has none, by what the words of its rows
are; they are never cut at fixed columns. What is printed only once, for the first row of a volume, is carried down.

Sources: z/VM CMS Commands and Utilities Reference, DIRMAP; z/VM CP Commands and Utilities Reference, DISKMAP; z/VM Directory
Maintenance Facility Commands Reference, USEDEXT, FREEXT and DIRMAP; z/VM Systems Management Application Programming,
Image_Volume_Space_Query_DM; xCAT's documentation of rinv and lsvm. Some layouts are put together from what is told of them,
without having been seen: those are experimental.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from dirtool.errors import InputError
from dirtool.model.extent import SYSTEM_RESIDENCE
from dirtool.model.volume_list import devtype_of, volid_of
from dirtool.space.reports.captured import Line, is_number, lines_of
from dirtool.spec.devices import type_and_model
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import USERID, BadValue
from dirtool.text.records import Records
from dirtool.wording import listed

Value = TypeVar("Value")


class Layout(NamedTuple):
    """A kind of report; `name` is what its readers call it. One that `is_whole` lists all minidisks, as a directory does."""

    name: str
    experimental: bool = False
    is_whole: bool = False


MDISKMAP = Layout("MDISKMAP", is_whole=True)
DISKMAP = Layout("USER DISKMAP", is_whole=True)
GAPFILE = Layout("GAPFILE", experimental=True)
DIRM_DIRMAP = Layout("DIRM DIRMAP", experimental=True, is_whole=True)
USEDEXT = Layout("USEDEXT", experimental=True)
FREEXT = Layout("FREEXT", experimental=True)
SPACE_QUERY = Layout("Image_Volume_Space_Query_DM")
DISK_POOL = Layout("xCAT disk pool")


class Row(NamedTuple):
    """A place on a volume and who has it; the ends are inclusive, `last` is None for END.

    `devtype` is as it is written, with the model (3390-09) or without, and empty where it is not told, as is everything else.
    An owner with dots (.PAGE.) is an area that CP uses.
    """

    line: int
    volid: str
    devtype: str
    first: int
    last: int | None
    is_free: bool
    owner: str = ""
    vdev: str = ""
    mode: str = ""
    subconfig: str = ""
    group: str = ""
    region: str = ""


class _Columns(NamedTuple):
    """The columns of a table, by what they hold: those before the numbers, the numbers, and those behind them."""

    left: tuple[str, ...]
    numbers: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def owner_is_left(self) -> bool:
        return "owner" in self.left

    @property
    def has_owner(self) -> bool:
        return self.owner_is_left or "owner" in self.right


_COLUMN_BY_WORD = {
    "VOLSER": "volid", "VOLUME": "volid", "#VOLID": "volid", "TYPE": "devtype", "DEVTYPE": "devtype", "DEV-TYPE": "devtype",
    "USERID": "owner", "OWNER": "owner", "OWNERID": "owner", "ADDR": "vdev", "CUU": "vdev", "MODE": "mode",
    "SYSTEM": "member", "SYSAFFIN": "member", "START": "start", "STARTADDR": "start", "SIZE": "size", "LENGTH": "size",
    "END": "end", "GAP": "gap", "SUBCONFG": "subconfig", "SUBCONFIG": "subconfig", "GROUP": "group", "REGION": "region",
}  # fmt: skip
_NUMBERS = frozenset({"start", "size", "end"})
_MAY_BE_BLANK = frozenset({"mode", "member"})  # the last one before the numbers
_PLACE = ("volid", "devtype", "group", "region")  # what is carried down

_GAPS = _Columns(("volid", "devtype"), ("start", "end", "size"), ())
_FREE_SPACE = _Columns(("volid", "devtype"), ("start", "size"), ("group", "region"))
_USED_SPACE = _Columns(("volid", "devtype"), ("start", "size"), ("owner", "vdev", "member", "group", "region"))
_LEAST_OF_USED_SPACE = 7  # words of a row; one of free space has six at most

_END = "END"
_GAP = "GAP"
_FLAGS = frozenset({"OVERLAP", "*OVERLAP*", "DUP", _GAP})
_ANY = "*"
_UNKNOWN_TYPE = re.compile(r"\?+")
_DEVICE_NUMBER = re.compile("[0-9A-F]{1,4}")
_HAS_DIGIT = re.compile("[0-9]")
_FULL_DEVICE_NUMBER = re.compile("[0-9A-F]{4}")
_SYSTEM_OWNER = re.compile(r"\.[A-Z0-9]{1,8}\.")
_MODE = BY_NAME["MDISK"].by_name["mode"]
_USERID = BY_NAME["LINK"].by_name["userid"]
_HEADING_WITHIN = 500  # lines from the start of a file
_SAMPLE = 50  # lines that tell whether a file without heading is a report
_LEAST_NUMBERS = 2  # in a heading: start, and end or size
_NUMBERS_OF_A_ROW = 3
_MOST_OF_A_GAP = 2  # words before its numbers: volid and device type


def recognise(records: Records) -> Layout | None:
    """The layout that records have, told by their first 500 lines; None if they are none of these reports."""
    sample: list[Line] = []
    for line in islice(lines_of(records), _HEADING_WITHIN):
        columns = _columns(line.words)
        layout = _layout_with_heading(line.words, columns) if columns else None
        if layout is not None:
            return layout
        sample.append(line)
    return _layout_without_heading(sample[:_SAMPLE])


def rows_of(records: Records, layout: Layout) -> Iterator[Row]:
    """The rows of a report, in order; lines that are none are passed over.

    Raises InputError for a row with a wrong word, and for a line that has the words or the numbers of a row but makes none:
    to pass over what is in use would be to give it out.
    """
    read = {GAPFILE: _gap_rows, SPACE_QUERY: _space_rows, DISK_POOL: _pool_rows}.get(layout, _table_rows)
    return read(lines_of(records))


# -- what a file is


def _columns(words: list[str]) -> _Columns | None:
    """The columns that a heading names; None if the words are no heading."""
    names = [_COLUMN_BY_WORD.get(word.strip("()"), "") for word in words]
    if "volid" not in names or "start" not in names:
        return None
    start = names.index("start")
    behind = next((at for at in range(start, len(names)) if names[at] not in _NUMBERS), len(names))
    if "" in names[:start] or "volid" not in names[:start] or behind - start < _LEAST_NUMBERS:
        return None
    return _Columns(tuple(names[:start]), tuple(names[start:behind]), tuple(names[behind:]))


def _layout_with_heading(words: list[str], columns: _Columns) -> Layout | None:
    if words[0] == "#VOLID":
        return DISK_POOL
    if not columns.has_owner:
        is_list_of_regions = "COMMENTS" in words or ("DEV-TYPE" in words and "group" not in columns.left)
        return None if is_list_of_regions else FREEXT
    if columns.owner_is_left:
        is_diskmap = columns.left[-1] == "devtype"
        return DISKMAP if is_diskmap else MDISKMAP
    return DIRM_DIRMAP if "gap" in columns.right else USEDEXT


def _layout_without_heading(sample: list[Line]) -> Layout | None:
    """The layout of most lines of a sample."""
    for layout, columns in ((GAPFILE, _GAPS), (SPACE_QUERY, _FREE_SPACE)):
        if sum(_is_row(line.words, columns) for line in sample) * 2 > len(sample):
            return layout
    return None


def _is_row(words: list[str], columns: _Columns) -> bool:
    if words[0] == "MDISK" or not _has_words_of_row(words, columns):
        return False
    try:
        _volid(words[0])
    except ValueError:
        return False
    return _span(words, len(columns.left), columns.numbers) is not None


# -- the rows of each layout


def _table_rows(lines: Iterator[Line]) -> Iterator[Row]:
    """The rows of a table with a heading, which may be repeated, at the top of every page."""
    columns: _Columns | None = None
    carried: dict[str, str] = {}
    for line in lines:
        anchor = _anchor(line.words, columns) if columns else None
        if columns is None or anchor is None:
            heading = _columns(line.words)
            if heading is None and columns is not None:
                _passed_over(line, columns)
            columns = heading or columns
            continue
        at, (first, last) = anchor
        cells = _cells(line.words, at, columns)
        is_free = not columns.has_owner or "gap" in cells
        row = _row(line, first, last, is_free, _with_carried(line, cells, carried))
        if row is not None:
            yield row


def _gap_rows(lines: Iterator[Line]) -> Iterator[Row]:
    for line in lines:
        yield from _fixed_row(line, _GAPS, True)


def _space_rows(lines: Iterator[Line]) -> Iterator[Row]:
    for line in lines:
        is_free = len(line.words) < _LEAST_OF_USED_SPACE
        yield from _fixed_row(line, _FREE_SPACE if is_free else _USED_SPACE, is_free)


def _pool_rows(lines: Iterator[Line]) -> Iterator[Row]:
    """The rows of a disk pool: whether they are free or used is told by the command alone."""
    is_free: bool | None = None
    for line in lines:
        if not _has_words_of_row(line.words, _FREE_SPACE):
            told = [word for word in line.words if word in ("FREE", "USED")]
            is_free = told[-1] == "FREE" if told else is_free
        elif is_free is None:
            hint = "put the command in front, as in rinv hyp1 --diskpool POOL1 free, or just the word free or used"
            raise InputError(f"{line.path}:{line.number}: nothing tells whether these places are free or used", hint)
        yield from _fixed_row(line, _FREE_SPACE, bool(is_free))


def _fixed_row(line: Line, columns: _Columns, is_free: bool) -> Iterator[Row]:
    """The row of a table without heading, of which every row has all columns; nothing if the line is no row."""
    at = len(columns.left)
    span = _span(line.words, at, columns.numbers)
    if span is None:
        if _has_words_of_row(line.words, columns):
            raise _misfit(line, at, columns.numbers)
        _passed_over(line, columns)
        return
    cells = _cells(line.words, at, columns)
    row = _row(line, *span, is_free, cells)
    if row is not None:
        yield row


def _has_words_of_row(words: list[str], columns: _Columns) -> bool:
    """Whether words are as many as a row without heading has, and the second one is a device type."""
    if len(words) < len(columns.left) + len(columns.numbers):
        return False
    try:
        _devtype(words[1])
    except ValueError:
        return False
    return True


def _passed_over(line: Line, columns: _Columns) -> None:
    """Lets pass what cannot be a row.

    Raises InputError for a line with as many numbers as a row has, also if one of them is mistyped: a word with a digit.
    """
    many = len(columns.numbers)
    full = len(columns.left)
    for at in range(min(full, len(line.words) - many), -1, -1) if many >= _NUMBERS_OF_A_ROW else ():
        found = line.words[at : at + many]
        is_meant = sum(map(is_number, found)) >= many - 1 and all(map(_HAS_DIGIT.search, found))
        if is_meant and _span(line.words, at, columns.numbers) is None:
            raise _misfit(line, at, columns.numbers)
    numbers = [at for at, word in enumerate(line.words) if is_number(word)]
    if len(numbers) >= _NUMBERS_OF_A_ROW:
        at = numbers[0]
        raise line.error(at, line.words[at], "part of a row", "a row as the heading has it")


def _misfit(line: Line, at: int, numbers: tuple[str, ...]) -> InputError:
    """What is wrong with the numbers of a row, which begin at a word: the first that is none, or that they do not agree."""
    found = line.words[at : at + len(numbers)]
    for index, (name, word) in enumerate(zip(numbers, found, strict=True), at):
        if not is_number(word) and (name == "start" or word != _END):
            return line.error(
                index, word, name, f"a number of 1 to 10 digits{'' if name == 'start' else f', or {_END}'}"
            )
    return line.error(at, " ".join(found), "place", f"numbers of which {listed(numbers, 'and')} agree")


# -- the cells of a row


def _anchor(words: list[str], columns: _Columns) -> tuple[int, tuple[int, int | None]] | None:
    """Where the numbers of a row are among its words, and the first and last cylinder or block that they tell.

    They stand in their own column, or as much before it as columns are left blank: an end that fits to start and size tells.
    """
    full = len(columns.left)
    least = full + len(columns.numbers) + (0 if columns.owner_is_left or not columns.has_owner else 1)
    places = [full] if len(words) >= least else []
    for at in (*places, *range(min(full, len(words)))):
        span = _span(words, at, columns.numbers)
        if span is not None:
            return at, span
    return None


def _span(words: list[str], at: int, numbers: tuple[str, ...]) -> tuple[int, int | None] | None:
    """First and last of the numbers that begin at a word; None if they are none, or do not agree with each other."""
    found = words[at : at + len(numbers)]
    if len(found) < len(numbers) or not is_number(found[numbers.index("start")]):
        return None
    told = dict(zip(numbers, found, strict=True))
    first = int(told["start"])
    ends = [word for name, word in told.items() if name != "start"]
    if _END in ends:
        return first, None
    if not all(map(is_number, ends)):
        return None
    size = int(told["size"]) if "size" in told else int(told["end"]) - first + 1
    if size < 0 or ("end" in told and int(told["end"]) - first + 1 != size):
        return None
    return first, first + size - 1


def _cells(words: list[str], at: int, columns: _Columns) -> dict[str, str]:
    """What the words of a row tell, by column; its numbers begin at a word."""
    left, right = words[:at], words[at + len(columns.numbers) :]
    if columns.owner_is_left:
        return _left_cells(left, right, columns)
    if columns.right[:1] == ("gap",) and _begins_with_gap(right):
        del right[0]
    behind = [name for name in columns.right if name != "gap"]
    return {**_from_the_right(columns.left, left), **dict(zip(behind, right, strict=False))}


def _begins_with_gap(words: list[str]) -> bool:
    """Whether words begin with the size of a gap, which may be blank, and not with an owner whose name is a number."""
    is_owner = len(words) in (2, 3) and _FULL_DEVICE_NUMBER.fullmatch(words[1]) is not None
    return bool(words) and is_number(words[0]) and not is_owner


def _left_cells(left: list[str], right: list[str], columns: _Columns) -> dict[str, str]:
    """The cells of a map of minidisks: a gap has no owner, and is called one before or behind its numbers."""
    if _GAP in left[-1:] or (_GAP in right[:1] and len(left) <= _MOST_OF_A_GAP):
        places = [name for name in columns.left if name in _PLACE]
        return {"gap": _GAP, **dict(zip(places, [word for word in left if word != _GAP], strict=False))}
    names = columns.left
    if left and names[-1] in _MAY_BE_BLANK and _FULL_DEVICE_NUMBER.fullmatch(left[-1]):
        names = names[:-1]
    cells = _from_the_right(names, left)
    if "subconfig" in columns.right and right and right[0] not in (_ANY, *_FLAGS):
        is_remark = len(right) > 1 and len(right[1]) > 1  # behind a subconfiguration stands one character, or nothing
        if not is_remark:
            cells["subconfig"] = right[0]
    return cells


def _from_the_right(names: tuple[str, ...], words: list[str]) -> dict[str, str]:
    """Words by the names of their columns, of which the first ones may be blank."""
    return dict(zip(reversed(names), reversed(words), strict=False))


def _with_carried(line: Line, cells: dict[str, str], carried: dict[str, str]) -> dict[str, str]:
    """The cells of a row with what the rows before it say of its place; a new volume has a type of its own."""
    if "volid" in cells and cells["volid"] != carried.get("volid"):
        carried.pop("devtype", None)
    carried.update((name, cells[name]) for name in _PLACE if name in cells)
    if "volid" not in carried:
        raise line.error(0, line.words[0], "volid", "a volume on the first row")
    return {**carried, **cells}


def _row(line: Line, first: int, last: int | None, is_free: bool, cells: dict[str, str]) -> Row | None:
    """A row of checked cells; None if it is empty. Raises InputError for a wrong cell."""
    if last is not None and last < first:
        return None
    owner = "" if is_free else cells.get("owner", "")
    is_disk = owner and not owner.startswith(".")
    return Row(
        line.number,
        _checked(line, cells["volid"], _volid, "volid"),
        _checked(line, cells.get("devtype", ""), _devtype, "device type"),
        first,
        last,
        is_free,
        _checked(line, owner, _owner, "owner"),
        _checked(line, cells.get("vdev", ""), _device, "device number") if is_disk else "",
        _mode(cells.get("mode", "")),
        _checked(line, cells.get("subconfig", ""), _owner, "subconfiguration") if is_disk else "",
        *("" if cells.get(name) == _ANY else cells.get(name, "") for name in ("group", "region")),
    )


def _checked(line: Line, word: str, read: Callable[[str], str], noun: str) -> str:
    try:
        return read(word)
    except ValueError as error:
        at = line.words.index(word) if word in line.words else None
        raise line.error(at, word or "nothing", noun, str(error)) from None


@lru_cache(maxsize=1 << 16)
def _volid(word: str) -> str:
    return word if word == SYSTEM_RESIDENCE else volid_of(word)


@lru_cache
def _devtype(word: str) -> str:
    """A device type with or without model; empty for none, and for ???? as DirMaint writes it if it does not know."""
    if not word or _UNKNOWN_TYPE.fullmatch(word):
        return ""
    devtype_of(type_and_model(word)[0])
    return word


@lru_cache(maxsize=1 << 16)
def _owner(word: str) -> str:
    if not word or _SYSTEM_OWNER.fullmatch(word):
        return word
    try:
        return str(USERID.read(word, _USERID))
    except BadValue as bad:
        raise ValueError(bad.wanted) from None


@lru_cache
def _mode(word: str) -> str:
    """An access mode; empty for what is none."""
    try:
        return str(_MODE.type.read(word, _MODE)) if word else ""
    except BadValue:
        return ""


def _device(word: str) -> str:
    if not _DEVICE_NUMBER.fullmatch(word):
        raise ValueError("1 to 4 hexadecimal digits")
    return word.zfill(4)
