"""The name lists of SMAPI (VSMWORK1 NAMELIST): a CMS NAMES file, in which an entry is a list, and other tags hold its members.

Source: z/VM Systems Management Application Programming, the name list file; z/VM CMS Commands, NAMES.
"""

from __future__ import annotations

import re

from dirtool.syntax.text_file import TextFile
from dirtool.syntax.words import fold
from dirtool.text.records import Records

_TAG = re.compile(r":([A-Za-z0-9_]+)\.")
_NICK = "NICK"


class NameList(TextFile):
    """The lists by name, in upper case, each with its members; `lines` tells where each begins."""

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.lists: dict[str, list[str]] = {}
        self.lines: dict[str, int] = {}
        name, tag = "", ""
        for line, text in enumerate(map(fold, records.texts), 1):
            if text.startswith("*"):
                continue
            at = 0
            for match in [*_TAG.finditer(text), None]:
                words = text[at : len(text) if match is None else match.start()].split()
                if tag == _NICK and words:
                    name = words[0]
                    self.lists.setdefault(name, [])
                    self.lines.setdefault(name, line)
                    tag = ""
                elif tag and name:
                    self.lists[name] += words
                if match is not None:
                    tag, at = match[1], match.end()


def is_name_list(records: Records) -> bool:
    """Whether the first record that is no comment begins an entry."""
    first = next((text for text in records.texts if text.strip() and not text.startswith("*")), "")
    return fold(first.lstrip()).startswith(f":{_NICK}.")
