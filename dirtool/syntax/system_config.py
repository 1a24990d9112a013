"""SYSTEM CONFIG, the configuration file of CP, as far as others must agree with it: names of the system, and virtual switches.

A statement ends with its record, and goes on behind a comma at the end of the record; comments are as in REXX, and do not nest.

Source: z/VM CP Planning and Administration, the system configuration file: SYSTEM_IDENTIFIER, DEFINE VSWITCH, VMLAN.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from dirtool.syntax.source import Word
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END
from dirtool.text.records import Records

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_NOT_LINE_FEED = re.compile(r"[^\n]")
_WORD = re.compile(r"[^\s,]+|,(?=\s*$)")
_CONTINUATION = ","
_OF_SWITCH = frozenset(
    "TYPE RDEV UPLINK NONE CONNECT CONTROLLER ETHERNET IP NOGROUP GROUP PORTNAME PORTTYPE PRIROUTER NONROUTER QUEUESTORAGE "
    "USERBASED PORTBASED VLAN VEPA ISOLATION NATIVE GVRP NOGVRP DISCONNECT GLOBAL LOCAL BRIDGEPORT IPTIMEOUT QDIO INMN IEDN ON "
    "OFF AWARE UNAWARE MACPROTECT NOMACPROTECT UNSPECIFIED".split()
)
_REAL_DEVICE = re.compile(r"[0-9A-F]{1,4}(?:\.P?[0-9]{1,2})?|NONE")


class Switch(NamedTuple):
    """A virtual switch that is defined: its real devices, and its VLAN operand, if it has one.

    `is_aware` tells whether it is aware of VLANs: one with a VLAN operand that is not UNAWARE.
    """

    name: Stated
    rdevs: tuple[Stated, ...]
    vlan: Stated | None

    @property
    def is_aware(self) -> bool:
        return self.vlan is not None and self.vlan.text != "UNAWARE"


class SystemConfig(TextFile):
    """The statements in question. All values are in upper case.

    `identifiers` are the names that the system may have, `switches` the virtual switches by name; `user_prefix` and
    `mac_prefix` are those of VMLAN.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.identifiers: list[Stated] = []
        self.switches: dict[str, Switch] = {}
        self.user_prefix: Stated | None = None
        self.mac_prefix: Stated | None = None
        for words in _statements(records.texts):
            self._read(words)

    def _read(self, words: list[Word]) -> None:
        keyword = words[0].text
        if keyword in ("SYSTEM_IDENTIFIER", "SYSTEM_IDENTIFIER_DEFAULT") and len(words) > 1:
            self.identifiers.append(self._stated(keyword, words[-1]))
        elif keyword == "DEFINE" and len(words) > 2 and words[1].text == "VSWITCH":
            self.switches[words[2].text] = self._switch(words[2:])
        elif keyword == "VMLAN":
            for name, value in pairwise(words):
                if name.text == "USERPREFIX":
                    self.user_prefix = self._stated(name.text, value)
                elif name.text == "MACPREFIX":
                    self.mac_prefix = self._stated(name.text, value)

    def _switch(self, words: list[Word]) -> Switch:
        name, *operands = words
        rdevs: list[Stated] = []
        vlan = None
        keyword = ""
        for word in operands:
            if word.text in _OF_SWITCH and not (keyword == "VLAN" and word.text in ("AWARE", "UNAWARE")):
                keyword = word.text
            elif keyword == "RDEV" and _REAL_DEVICE.fullmatch(word.text):
                rdevs.append(self._stated(keyword, word))
            elif keyword == "VLAN":
                vlan, keyword = self._stated(keyword, word), ""
        return Switch(self._stated("VSWITCH", name), tuple(rdevs), vlan)

    def _stated(self, name: str, word: Word) -> Stated:
        return Stated(name, word.text, self.path, word.line, word.column, word.end_column)


def is_system_config(records: Records) -> bool:
    """Whether any statement gives the system its name, or defines a device of CP's own."""
    return any(
        words[0].text.startswith("SYSTEM_IDENTIFIER") or words[0].text in ("CP_OWNED", "SYSTEM_RESIDENCE")
        for words in _statements(records.texts)
    )


def _statements(texts: list[str]) -> list[list[Word]]:
    """The words of each statement, in upper case."""
    text = "\n".join(text[: CODE_END + 1] for text in texts)
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
