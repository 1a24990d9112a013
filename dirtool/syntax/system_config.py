"""SYSTEM CONFIG, the configuration file of CP, as far as others must agree with it: names of the system, and virtual switches.

A statement ends with its record, and goes on behind a comma at the end of the record; comments are as in REXX, and do not nest.
Names of systems with a colon behind each may stand before a statement, which then holds for those systems only; so do all
statements between NAME: BEGIN and NAME: END.

Source: z/VM CP Planning and Administration, the system configuration file: SYSTEM_IDENTIFIER, DEFINE VSWITCH, VMLAN.
"""

from __future__ import annotations

import re
from itertools import dropwhile, pairwise
from typing import NamedTuple

from dirtool.syntax.source import Word
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.syntax.words import fold
from dirtool.text.columns import without_sequence
from dirtool.text.records import Records

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NOT_LINE_FEED = re.compile(r"[^\n]")
_WORD = re.compile(r"[^\s,:]+:?|:|,(?=\s*$)")
_CONTINUATION = ","
_IDENTIFIER = "SYSTEM_ID"
_DEFINE = "DEFINE"
_SHORTEST_DEFINE = "DEF"
_MACIDS = re.compile(r"[0-9A-F]{6}-[0-9A-F]{6}")
_REAL_DEVICE = re.compile(r"[0-9A-F]{1,4}(?:\.P?[0-9]{1,2})?|NONE")
_DEVICES_AT_MOST = 3
_BRIDGE = "BRIDGE"
_UPLINK = "UPLINK"
_SIGN = re.compile(f"{_IDENTIFIER}|(?:CP_OWNED|SYSTEM_RESIDENCE)(?!\\w)", re.IGNORECASE)


class Switch(NamedTuple):
    """A virtual switch that is defined: the real devices of its uplink, and its VLAN operand, if it has one.

    Where it is defined for several systems, the devices are those of all of them.
    """

    name: Stated
    rdevs: tuple[Stated, ...]
    vlan: Stated | None

    @property
    def is_aware(self) -> bool:
        """Whether it is aware of VLANs: it has a VLAN operand that is not UNAWARE."""
        return self.vlan is not None and self.vlan.text != "UNAWARE"


class SystemConfig(TextFile):
    """The statements in question. All values are in upper case.

    `identifiers` are the names that the system may have, `switches` the virtual switches by name; `user_prefix` and
    `mac_prefix` are those of VMLAN, `user_macids` the first and the last MACID that are for NICDEF statements.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.identifiers: list[Stated] = []
        self.user_prefix: Stated | None = None
        self.mac_prefix: Stated | None = None
        self.user_macids: Stated | None = None
        self._found: dict[str, tuple[Stated, list[Stated], Stated | None]] = {}  # what makes a switch
        of_some = False  # whether the statement holds for some systems only
        for words in _statements(records.texts):
            statement = list(dropwhile(_names_system, words))
            keyword = statement[0].text if statement else ""
            if keyword in ("BEGIN", "END"):
                of_some = keyword == "BEGIN"
            elif statement:
                self._read(statement, of_some=of_some or len(statement) < len(words))
        self.switches = {name: Switch(one, tuple(rdevs), vlan) for name, (one, rdevs, vlan) in self._found.items()}

    def _read(self, words: list[Word], *, of_some: bool) -> None:
        keyword = words[0].text
        if keyword.startswith(_IDENTIFIER) and len(words) > 1:
            self.identifiers.append(self._stated(keyword, words[-1]))
        elif len(words) > 2 and words[1].text == "VSWITCH" and _is_define(keyword):
            self._define(words[2], words[3:], of_some=of_some)
        elif keyword == "VMLAN":
            for name, value in pairwise(words):
                if name.text == "USERPREFIX":
                    self.user_prefix = self._stated(name.text, value)
                elif name.text == "MACPREFIX":
                    self.mac_prefix = self._stated(name.text, value)
                elif name.text == "USER" and _MACIDS.fullmatch(value.text):
                    self.user_macids = self._stated("MACIDRANGE", value)

    def _define(self, name: Word, operands: list[Word], *, of_some: bool) -> None:
        """Note a switch. CP takes the first definition of a name; but another system may have another one."""
        rdevs: list[Stated] = []
        vlan, keyword, is_bridge = None, "", False
        for word in operands:
            if keyword == "RDEV" and len(rdevs) < _DEVICES_AT_MOST and _REAL_DEVICE.fullmatch(word.text):
                rdevs += [] if is_bridge else [self._stated(keyword, word)]
                continue
            if keyword == "VLAN":
                vlan = self._stated(keyword, word)
            elif word.text == _UPLINK or word.text.startswith(_BRIDGE):
                is_bridge = word.text != _UPLINK
            keyword = word.text
        new = self._stated("VSWITCH", name), rdevs, vlan
        first = self._found.setdefault(name.text, new)
        if first is not new and of_some:
            first[1].extend(rdevs)

    def _stated(self, name: str, word: Word) -> Stated:
        return Stated(name, word.text, self.path, word.line, word.column, word.end_column)


def is_system_config(records: Records) -> bool:
    """Whether any statement gives the system its name, or defines a device of CP's own."""
    if _SIGN.search("\n".join(records.texts)) is None:
        return False  # at once for almost every other file
    keywords = (
        next((word.text for word in words if not _names_system(word)), "") for words in _statements(records.texts)
    )
    return any(_SIGN.match(keyword) for keyword in keywords)


def _names_system(word: Word) -> bool:
    """Whether a word before a statement names a system for which it holds."""
    return word.text.endswith(":")


def _is_define(keyword: str) -> bool:
    return _DEFINE.startswith(keyword) and keyword.startswith(_SHORTEST_DEFINE)


def _statements(texts: list[str]) -> list[list[Word]]:
    """The words of each statement, in upper case; there is at least one."""
    text = "\n".join(map(without_sequence, texts))
    text = _COMMENT.sub(lambda comment: _NOT_LINE_FEED.sub(" ", comment[0]), text)
    found: list[list[Word]] = []
    goes_on = False
    for line, code in enumerate(text.split("\n"), 1):
        words = [Word(fold(match[0]), line, match.start() + 1, match.end() + 1) for match in _WORD.finditer(code)]
        ends_open = bool(words) and words[-1].text == _CONTINUATION
        words = words[:-1] if ends_open else words
        if words and goes_on:
            found[-1] += words
        elif words:
            found.append(words)
        goes_on = (ends_open and bool(found)) or (goes_on and not words)
    return found
