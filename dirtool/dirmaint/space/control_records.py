"""The records of EXTENT CONTROL while some are added, changed and removed; all others keep their bytes."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.spec.extent_control import END_OF_SECTION, SECTIONS
from dirtool.syntax.extent_control import ControlFile, Part
from dirtool.text.columns import SEQUENCE_START
from dirtool.text.edit import Edit, apply_edits
from dirtool.text.records import Records

_SEQUENCE = "00000000"  # of what is added to a file with sequence numbers


class ControlRecords:
    """Records by their keys: those of the file by their numbers from 1 on, those that were added by numbers below 0.

    What stands in columns 73-80 of a numbered file is none of a record's text, and stays where it is.
    """

    def __init__(self, file: ControlFile) -> None:
        self._file = file
        self._is_numbered = file.texts != file.records.texts
        self._changed: dict[int, str | None] = {}  # None: removed
        self._added: dict[str, dict[int, str]] = {"REGIONS": {}, "GROUPS": {}}
        self._section_of: dict[int, str] = {}
        self._records: Records | None = file.records

    def text(self, key: int) -> str:
        """The text of a record that is there."""
        if key < 0:
            return self._added[self._section_of[key]][key]
        return self._changed.get(key) or self._file.texts[key - 1]

    def add(self, section: str, text: str) -> int:
        """Add a record at the end of a section, and return its key."""
        key = -1 - len(self._section_of)
        self._section_of[key] = section
        self._added[section][key] = text
        self._records = None
        return key

    def change(self, key: int, text: str) -> None:
        """Give a record another text."""
        if key < 0:
            self._added[self._section_of[key]][key] = text
        else:
            self._changed[key] = text
        self._records = None

    def remove(self, key: int) -> None:
        """Take a record out of the file."""
        if key < 0:
            del self._added[self._section_of[key]][key]
        else:
            self._changed[key] = None
        self._records = None

    @property
    def records(self) -> Records:
        """The file as it is now."""
        if self._records is None:
            self._records = apply_edits(self._file.records, self._edits())
        return self._records

    def _edits(self) -> Iterator[Edit]:
        for line, text in self._changed.items():
            if text is None:
                yield Edit(line, 1, line + 1, 1, "")
            else:
                whole = self._file.records.texts[line - 1]
                field = whole[len(self._file.texts[line - 1]) :]
                yield Edit(line, 1, line, len(whole) + 1, _with_field(text, field))
        missing: list[str] = []
        for section, added in self._added.items():
            if added:
                part = self._part(section)
                if part is None:
                    missing += [SECTIONS[section].tag, *added.values(), END_OF_SECTION]
                else:
                    yield self._insertion(part.last if part.is_closed else part.last + 1, list(added.values()))
        if missing:
            yield self._insertion(len(self._file.texts) + 1, missing)

    def _part(self, section: str) -> Part | None:
        """The section that records are added to: the last one of its name, since its records are read last."""
        tag = SECTIONS[section].tag
        return next((part for part in reversed(self._file.parts) if part.tag == tag), None)

    def _insertion(self, line: int, texts: list[str]) -> Edit:
        field = _SEQUENCE if self._is_numbered else ""
        return Edit(line, 1, line, 1, "".join(f"{_with_field(text, field)}\n" for text in texts))


def _with_field(text: str, field: str) -> str:
    return text.ljust(SEQUENCE_START - 1) + field if field else text
