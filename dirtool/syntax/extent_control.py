"""EXTENT CONTROL, DirMaint's file of regions and groups, read into rows; its records are kept as they are.

Each record is parsed alone, so that a bad one hides nothing. A record whose first word begins with an asterisk is a comment,
and so is one with a slash in column 1. Sections may stand in any order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from dirtool.spec.extent_control import BAD_RECORD, END_OF_SECTION, SECTIONS, TAGS, Section
from dirtool.syntax.fault import Fault
from dirtool.syntax.parser import STATEMENT_NAMES, collector_off
from dirtool.syntax.source import Word
from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.columns import RECORD_LENGTH, SEQUENCE_START, is_sequence
from dirtool.text.records import Records

if TYPE_CHECKING:
    from dirtool.syntax.extent_record import RecordParser

Method = Literal["LINEAR", "ROTATING"]

_WORD = re.compile(r"\S+")
_WORD_OR_PARENTHESIS = re.compile(r"[()]|[^\s()]+")
_BEFORE_SEQUENCE = SEQUENCE_START - 1
_BY_TAG = {section.tag: section for section in SECTIONS.values()}


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a volume that DirMaint may give out.

    Both ends are inclusive, in cylinders or blocks from 0 on; `last` is None for END, the end of the volume. `devtype` is as
    it is written, with its model: 3390-09.
    """

    name: str
    volid: str
    first: int
    last: int | None
    devtype: str
    comment: str
    line: int


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """One record of a group: some of its regions, the order in which they are tried, or both."""

    name: str
    method: Method | None
    regions: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class SsiVolume:
    """The volume that stands for a family of volumes on one member of an SSI cluster."""

    family: str
    member: str
    volid: str
    line: int


@dataclass(frozen=True, slots=True)
class DefaultGroup:
    """A group and a member of an SSI cluster. What DirMaint makes of it is not known for certain."""

    group: str
    member: str
    line: int


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Minidisks whose space does not count as used, and is not protected.

    `owner` is the name of an entry, in which `*` stands for any characters. `vdev` has four digits; None: all its minidisks.
    """

    owner: str
    vdev: str | None
    line: int


@dataclass(frozen=True, slots=True)
class AutoBlock:
    """How many CMS blocks of a size in bytes fit in how many cylinders or blocks (`units`) of a device type."""

    devtype: str
    block_size: int
    blocks: int
    units: int
    architecture: str
    line: int


@dataclass(frozen=True, slots=True)
class DefaultSize:
    """The size of a device type with its model, in cylinders or blocks."""

    devtype: str
    size: int
    line: int


Row = Region | GroupRecord | SsiVolume | DefaultGroup | Exclusion | AutoBlock | DefaultSize

ROW_TYPES: dict[str, type[Row]] = {
    "REGIONS": Region,
    "GROUPS": GroupRecord,
    "SSI_VOLUMES": SsiVolume,
    "DEFAULT_GROUPS": DefaultGroup,
    "EXCLUDE": Exclusion,
    "AUTOBLOCK": AutoBlock,
    "DEFAULTS": DefaultSize,
}
"""The rows of each section, by its name."""


class Part(NamedTuple):
    """One section of the file: its records from that with the tag, `line`, to the `last`.

    `section` is None for a tag, in upper case, that there is not. If the section `is_closed`, the last record is its :END.;
    else it is the one before the next section, or the last of the file.
    """

    tag: str
    section: Section | None
    line: int
    last: int
    is_closed: bool = False


class ControlFile(TextFile):
    """EXTENT CONTROL as rows and sections.

    `faults` holds what is wrong with a record by itself, by its number; such a record is no row. `stray_ends` are the records
    with an :END. that closes nothing, `lines` those that are not blank and no comments. `plain` asks Lark for every record
    instead of once per shape.
    """

    def __init__(self, records: Records, *, plain: bool = False) -> None:
        super().__init__(records, _without_sequence(records.texts))
        self.rows: list[Row] = []
        self.parts: list[Part] = []
        self.stray_ends: list[int] = []
        self.lines: list[int] = []
        self._words: tuple[int, list[Word]] | None = None
        self.faults: dict[int, tuple[Fault, ...]] = {}
        with collector_off():
            self._read(_record_parser(plain))

    def part_at(self, line: int) -> Part | None:
        """The section that holds record `line`."""
        at = bisect_right(self.parts, line, key=lambda part: part.line)
        return self.parts[at - 1] if at and line <= self.parts[at - 1].last else None

    def words(self, line: int) -> list[Word]:
        """The words of a record with their places."""
        if self._words is None or self._words[0] != line:  # one record's are asked for several times in a row
            self._words = line, self._words_of(line)
        return self._words[1]

    def _words_of(self, line: int) -> list[Word]:
        text, part = self.texts[line - 1], self.part_at(line)
        section = None if part is None or is_tag(text) else part.section
        pattern = _WORD_OR_PARENTHESIS if section is not None and section.has_parentheses else _WORD
        return [Word(match[0], line, match.start() + 1, match.end() + 1) for match in pattern.finditer(text)]

    def _read(self, parser: RecordParser) -> None:
        open_part: Part | None = None
        for line, text in enumerate(self.texts, 1):
            first = _first_word(text)
            if not first or is_comment(text):
                continue
            self.lines.append(line)
            if is_tag(text):
                open_part = self._tag(fold(first), line, open_part)
                fault = parser.tag_fault(fold(text).split())
                if fault is not None and fault.first:  # a tag that there is not is told by its part
                    self.faults[line] = (fault,)
            elif open_part is None:
                self.faults[line] = (Fault(BAD_RECORD, 0, len(self.words(line)) - 1),)
            elif open_part.section is not None:
                found = parser.row(text, line, open_part.section)
                if isinstance(found, tuple):
                    self.faults[line] = found
                else:
                    self.rows.append(found)

    def _tag(self, tag: str, line: int, open_part: Part | None) -> Part | None:
        """Note a section's begin or end; the section that is open behind it."""
        is_end = tag == END_OF_SECTION
        if open_part is not None:
            self.parts[-1] = open_part._replace(last=line if is_end else line - 1, is_closed=is_end)
        elif is_end:
            self.stray_ends.append(line)
        if is_end:
            return None
        self.parts.append(Part(tag, _BY_TAG.get(tag), line, len(self.texts)))
        return self.parts[-1]


def is_extent_control(records: Records) -> bool:
    """Whether any record begins or ends a section, as in EXTENT CONTROL, and no more than half of the others are statements."""
    if not any(":" in text and fold(_first_word(text)) in TAGS for text in records.texts):
        return False  # at once for almost every directory
    words = [fold(_first_word(text)) for text in records.texts if text.strip() and not is_comment(text)]
    others = [word for word in words if word not in TAGS]
    return sum(word in STATEMENT_NAMES for word in others) * 2 <= len(others)


def is_comment(text: str) -> bool:
    """Whether a record is a comment."""
    return text.startswith("/") or text.lstrip().startswith("*")


def is_tag(text: str) -> bool:
    """Whether a record is to begin or to end a section: a word with a colon before and a dot behind it, or alone."""
    first, *others = text.split(None, 1) or [""]
    return first.startswith(":") and (first.endswith(".") or not others)


def words_in(text: str, section: Section) -> list[str]:
    """The words of a record in upper case."""
    folded = fold(text)
    return _WORD_OR_PARENTHESIS.findall(folded) if section.has_parentheses else folded.split()


def _first_word(text: str) -> str:
    return next(iter(text.split(None, 1)), "")


def _without_sequence(texts: list[str]) -> list[str]:
    """The records without the field in columns 73-80, where most of them have a sequence field there behind a blank.

    There a sequence field is one even if the text before it reaches up to it. In a file that is not numbered, columns 73-80
    are a part of the record like all others.
    """
    numbered = [is_sequence(text[_BEFORE_SEQUENCE:RECORD_LENGTH]) for text in texts]
    apart = [
        has_field and text[_BEFORE_SEQUENCE - 1].isspace() for text, has_field in zip(texts, numbered, strict=True)
    ]
    if sum(apart) * 2 <= sum(map(bool, map(str.strip, texts))):
        return texts
    return [text[:_BEFORE_SEQUENCE] if has_field else text for text, has_field in zip(texts, numbered, strict=True)]


@cache
def _record_parser(plain: bool) -> RecordParser:
    """The parser of all files; Lark is imported here, so that help and completion do without."""
    from dirtool.syntax.extent_record import RecordParser

    return RecordParser(plain=plain)
