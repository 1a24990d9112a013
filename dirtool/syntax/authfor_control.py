"""AUTHFOR CONTROL, DirMaint's file of who may act for whom: one row a record.

Source: z/VM DirMaint Tailoring and Administration Guide, the AUTHFOR CONTROL file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.records import Records

EVERYBODY = "ALL"
ANY_NODE = "*"
_FIELDS = 5
_LEVEL = re.compile(r"[0-9]{3}A")
_WORD = re.compile(r"\S+")


class AuthforRow(NamedTuple):
    """Who (`originator`, at `node`) may use which command sets (`sets`, a letter each) of a command level for a `target`."""

    target: str
    originator: str
    node: str
    level: str
    sets: str
    line: int
    column: int
    end_column: int


class AuthforControl(TextFile):
    """The rows of the file; `faults` are the records that are none, and no comments."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.rows: list[AuthforRow] = []
        self.faults: list[int] = []
        for line, text in enumerate(records.texts, 1):
            words = fold(text).split()
            if not words or text.startswith("/") or words[0].startswith("*"):
                continue
            if _is_row(words):
                start = len(text) - len(text.lstrip())
                target, originator, node, level, sets = words[:_FIELDS]
                end = len(text.rstrip()) + 1
                self.rows.append(AuthforRow(target, originator, node, level, sets, line, start + 1, end))
            else:
                self.faults.append(line)


def is_authfor_control(records: Records) -> bool:
    """Whether most records that are no comments are rows."""
    found = [text.split() for text in records.texts if text.strip() and not text.lstrip().startswith(("*", "/"))]
    return bool(found) and sum(_is_row([fold(word) for word in words]) for words in found) * 2 > len(found)


def _is_row(words: list[str]) -> bool:
    return len(words) >= _FIELDS and _LEVEL.fullmatch(words[3]) is not None
