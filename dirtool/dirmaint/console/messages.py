"""The messages in the lines of a console log: DirMaint wraps a message over several lines, and people paste logs in many ways.

A line may have anything before a message: a time, the name of a host, quotes; a program's output may have several lines in
one. A message goes on where the next line repeats its id, where `CONT=` follows on the consoles of the servers, or where a
line without an id is indented more, or is needed to complete what a message must say.

Source: public session logs.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

SENT, ACCEPTED, ENDED = 1191, 2288, 2289
WORK_UNIT, WORK_DONE, DATAMOVE_STATE = 3541, 3430, 3389

_LONGEST = 2000
"""Characters of a message that are looked at."""

_ID = re.compile(
    r"(?<![A-Za-z0-9])(?:DVH(?P<routine>[A-Z]{3})?(?P<number>[0-9]{4})(?P<severity>[IWESTAR])?"
    r"|(?:HCP|DMS)[A-Z]{3}[0-9]{3,4}(?P<other>[A-Z]))(?![A-Za-z0-9])"
)
_READY = re.compile(r"\bReady(?:\((?P<rc>[0-9]{1,9})\))?;")
_CODE = re.compile(
    r"\b(?:(?P<reason>reason[ _-]?(?:code)?|rs)|return[ _-]?code|rc)(?![A-Za-z])"
    r"""[\s'":=]{0,9}(?:is|of)?[\s'":=]{0,9}(?P<value>[0-9]{1,9})\b""",
    re.IGNORECASE,
)
_REMOVED = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f]")  # what a terminal acts upon
_AFTER_QUOTED = " \t,'\"[]"
_PLAIN = re.compile(
    r"\s*(?:dirm(?:a|ai|ain|aint)?\s|(?:PUN|RDR|PRT) FILE\s+[0-9]+\s+SENT\b"
    r"|(?:RUNNING|VM READ|CP READ|HOLDING|MORE\.\.\.)\s+\w{1,8}\s*$)|.*\b(?:z/VM USER DIRECTORY CREATION PROGRAM\b"
    r"|EOJ DIRECTORY\b|DIRMAINT \S+ - [0-9/]+; T=)",
    re.IGNORECASE,
)
_NOT_UPDATED = re.compile(r"EOJ\s+DIRECTORY\s+NOT\s+UPDATED")
_NEAR = 3  # lines from a return code to its reason code, at most
_WITHOUT_ID = 3  # lines in a row that may go on a message without its id

_VERB = r"(?P<verb>[A-Z?][A-Z0-9?]{0,11})"
_USERID = r"[A-Z0-9@#$_+:-]{1,8}"
_TARGET = rf"(?P<target>{_USERID})\s+at\s+(?:{_USERID}|\*)"
_REQUEST = rf"(?:Your|Request)\s+{_VERB}\s+(?:request\s+)?"  # in the product's words, or in those of the simulator
_SENTENCES = {
    SENT: rf"{_REQUEST}(?:has\s+been|was)\s+sent\b",
    ACCEPTED: rf"{_REQUEST}for\s+{_TARGET}\s+(?:has\s+been|is)\s+accepted\b",
    ENDED: rf"{_REQUEST}for\s+{_TARGET}\s+(?:has|is)\s.*?\bRC\s*=\s*(?P<rc>[0-9]{{1,9}})\b",
    WORK_UNIT: r".*?\b(?P<unit>[0-9]{8})\b(?:.*?\brequest\s+(?P<request>[0-9.]+)\s+for\s+"
    rf"(?P<target>{_USERID})\s[^;]*;\s+to:\s+{_VERB}(?:\s+(?P<vdev>[0-9A-F]{{1,4}}))?(?=\s|$))?",
    WORK_DONE: rf"{_VERB}\s+\w+\s+for\s+(?P<target>{_USERID})\s+\w+\s+(?P<vdev>[0-9A-F]{{4}})\b.*?\b(?P<unit>[0-9]{{8}})\b",
    DATAMOVE_STATE: rf"DATAMOVE\s+(?P<machine>{_USERID})\s+at\s+\S+\s+Status:\s*(?P<status>[A-Z]{{1,12}})\s+"
    r"WUCF:\s*(?P<unit>[0-9]{8}|NONE)\s+Pending:\s*(?P<pending>[0-9]{1,9})(?:\s+Autologs:\s*[0-9]+)?",
}
_SENTENCE = {number: re.compile(pattern) for number, pattern in _SENTENCES.items()}
_RAW = re.compile(
    r"REQUEST=\s*(?P<request>[0-9.]+)\s+RTN=\s*\w+\s+MSG=\s*[0-9]+\s+FMT=\s*[0-9]+\s+SUBS=\s*(?P<substitutions>.*)"
)
_RAW_REQUEST = re.compile(rf"(?:(?P<rc>[0-9]{{1,9}})\s+)?{_VERB}\s+(?P<target>{_USERID})(?:\s|$)")
_RC_AT_END = re.compile(r"=\s*(?P<rc>[0-9]{1,9})\W*$")  # of a sentence in another language
_UNIT = re.compile(r"\b[0-9]{8}\b")


class MessageId(NamedTuple):
    """The id of a message as it was written, the number if it is one of DirMaint, the severity; empty if it has none."""

    text: str
    number: int | None
    severity: str

    @property
    def is_error(self) -> bool:
        """Whether the severity is that of an error."""
        return self.severity in ("E", "S", "T", "A")


class ConsoleMessage(NamedTuple):
    """A message: its id, the number (from 1) of the line where it begins, and what was found in its text.

    `facts` are words that are known by their place: verb, target (a userid), rc, unit, vdev, request (DIRMAINT's number for
    it), machine, status, pending. `units` are the work units that it names, `within` the ids of other messages in its text.
    """

    id: MessageId
    line: int
    facts: dict[str, str]
    units: list[str]
    within: list[MessageId]


class ReturnCode(NamedTuple):
    """A prompt of CMS with the return code of the last command."""

    rc: int


class SmapiPair(NamedTuple):
    """A return code of SMAPI with its reason code."""

    rc: int
    rs: int


class Remark(Enum):
    """What else a log may tell: that DIRECTXA has changed nothing, or a line that is nothing of all this."""

    NOT_UPDATED = "not updated"
    NOT_READ = "not read"


Seen = ConsoleMessage | ReturnCode | SmapiPair | Remark


def messages_in(lines: Iterable[str]) -> Iterator[Seen]:
    """What is in the lines of a log, in its order; a message comes when it is complete. Never fails, whatever the lines."""
    joiner = _Joiner()
    for number, line in enumerate(lines, 1):
        yield from joiner.line(line, number)
    yield from joiner.close()


@dataclass
class _Open:
    """A message that may go on: where it begins, how far its line is indented, where its last line was, its text so far."""

    id: MessageId
    line: int
    indent: int
    last: int
    text: str
    without_id: int = 0

    def join(self, text: str, number: int) -> None:
        """Adds the rest of another line."""
        self.last = number
        if len(self.text) < _LONGEST:
            cut_anywhere = text.startswith("CONT=")
            joined = self.text.removesuffix(",") + text[5:] if cut_anywhere else f"{self.text} {text}"
            self.text = joined[:_LONGEST]

    def ends_before(self, following: str) -> bool:
        """Whether it is complete, when the next line with its id has this text."""
        if following.startswith(("CONT=", "REQUEST=")) or self.text.endswith("."):
            return not following.startswith("CONT=")
        sentence = _SENTENCE.get(self.id.number or 0)
        said = sentence is not None and sentence.match(self.text) is not None
        return said and following.split()[:1] == self.text.split()[:1]  # some sentences have no full stop

    def wants(self, indent: int, number: int) -> bool:
        """Whether a line without an id, so far indented, may be its rest."""
        if number != self.last + 1 or self.text.endswith(".") or self.without_id == _WITHOUT_ID:
            return False
        if indent > self.indent:
            return True
        sentence = _SENTENCE.get(self.id.number or 0)
        found = sentence and sentence.match(self.text)
        return sentence is not None and (found is None or None in found.groups()) and not _RAW.match(self.text)

    def seen(self) -> Iterator[Seen]:
        """The message, when it is complete."""
        within = [_id_of(found) for found in _ID.finditer(self.text)]
        yield ConsoleMessage(self.id, self.line, _facts(self.id, self.text), _UNIT.findall(self.text), within)
        if _NOT_UPDATED.search(self.text):
            yield Remark.NOT_UPDATED


class _Joiner:
    """Joins lines to messages."""

    def __init__(self) -> None:
        self._open: _Open | None = None
        self._rc: tuple[int, int] | None = None  # the last return code that may be one of SMAPI, and its line

    def line(self, whole: str, number: int) -> Iterator[Seen]:
        """What is complete with one more line."""
        parts = [part for part in _REMOVED.sub("", whole).replace("\\r", "").split("\\n") if part.strip()]
        understood = not parts
        for part in parts:
            understood |= yield from self._part(part, number)
        if not understood:
            yield Remark.NOT_READ

    def close(self) -> Iterator[Seen]:
        """What is complete when nothing of the open message follows."""
        if self._open is not None:
            yield from self._open.seen()
        self._open = None

    def _part(self, text: str, number: int) -> Generator[Seen, None, bool]:
        """What is complete with a line, or a part of one; the value is whether it is understood."""
        codes = list(self._codes(text, number))
        yield from codes
        found = list(_ID.finditer(text))
        begins = [one for one in found if one["number"]] or found  # those of CP are inside those of DirMaint
        ends = [*(one.start() for one in begins[1:]), len(text)]
        for this, end in zip(begins, ends, strict=False):
            rest = _unquoted(text[this.end() : end]).lstrip(":").strip()
            yield from self._piece(_id_of(this), rest, number, _indent_of(text))
        if begins or codes:
            return True
        if _PLAIN.match(text):
            if _NOT_UPDATED.search(text):
                yield Remark.NOT_UPDATED
            return True
        return _READY.search(text) is not None or self._goes_on(text, number)

    def _piece(self, found: MessageId, text: str, number: int, indent: int) -> Iterator[Seen]:
        if self._open is not None and self._open.id == found and not self._open.ends_before(text):
            self._open.join(text, number)
            return
        yield from self.close()
        self._open = _Open(found, number, indent, number, text[:_LONGEST])

    def _goes_on(self, text: str, number: int) -> bool:
        if self._open is None or not self._open.wants(_indent_of(text), number):
            return False
        self._open.join(_unquoted(text).strip(), number)
        self._open.without_id += 1
        return True

    def _codes(self, text: str, number: int) -> Iterator[Seen]:
        for found in _CODE.finditer(text):
            value = int(found["value"])
            if not found["reason"]:
                self._rc = value, number
            elif self._rc is not None and number - self._rc[1] <= _NEAR:
                yield SmapiPair(self._rc[0], value)
                self._rc = None
        yield from (ReturnCode(int(found["rc"])) for found in _READY.finditer(text) if int(found["rc"] or 0))


def _id_of(found: re.Match[str]) -> MessageId:
    number = found["number"]
    return MessageId(found[0], int(number) if number else None, found["severity"] or found["other"] or "")


def _unquoted(text: str) -> str:
    """What is before the end of a quoted text, or all."""
    kept = text.rstrip(_AFTER_QUOTED)
    return kept if {"'", '"'} & {*text[len(kept) :]} else text


def _indent_of(text: str) -> int:
    return len(text) - len(text.lstrip())


def _facts(found: MessageId, text: str) -> dict[str, str]:
    """What the text of a message says, in the words that its form tells."""
    raw = _RAW.match(text)
    if raw is None:
        sentence = _SENTENCE.get(found.number or 0)
        said = sentence and sentence.match(text)
        if said is None and found.number == ENDED:
            said = _RC_AT_END.search(text)
        return _words(said)
    said = _RAW_REQUEST.match(raw["substitutions"]) if found.number in (ACCEPTED, ENDED) else None
    return {"request": raw["request"], **_words(said)}


def _words(said: re.Match[str] | None) -> dict[str, str]:
    return {name: word for name, word in said.groupdict().items() if word} if said else {}
