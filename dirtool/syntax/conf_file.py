"""Configuration files of OpenStack's services and of Feilong, read into options with their places.

Sections stand in brackets; an option is a name, `=` or `:`, and a value. A record that begins with a blank goes on with the
value before it, up to a blank record. An option that stands several times has several values, of which the last counts where
one is wanted. Records that begin with `#` or `;` are comments. Quotes around what stands in the first record of a value are
taken off. Names of sections are the same in upper and lower case, but for DEFAULT; names of options are not. A dollar sign is
followed by the name of another option, whose value is put there; two are one dollar sign.

Source: oslo.config, the configuration file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from dirtool.syntax.secrets import holds_credentials, pasted_secrets
from dirtool.syntax.statement import MASK
from dirtool.syntax.text_file import Stated, TextFile
from dirtool.text.records import Records

DEFAULT = "DEFAULT"

_COMMENTS = ("#", ";")
_BETWEEN = re.compile("[=:]")
_WORD = re.compile(r"\S+")
SUBSTITUTED = re.compile(r"\$(?:\{([A-Za-z_][\w.-]*)\}|([A-Za-z_]\w*(?:\.\w+)?))")
"""Where the value of another option is put into a value: $name or ${name}, with a section and a dot before the name."""

_SOUNDS_SECRET = re.compile(
    r"pass?wo?r?d|passphrase|secret|credential|(^|[\W_])(pw|pwd|pass|token)($|[\W_])|(pw|pwd|key)$|(^|[\W_])key($|[\W_])",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*[#;]\s{2,}")  # a comment, with what is put away before it


class ConfOption(NamedTuple):
    """An option as it stands in a section, from one record to another.

    The stated value's lines are joined with a blank between; `pieces` are those lines themselves that say anything. Of a value
    that holds a secret where none should be, the text is a mask.
    """

    section: str
    stated: Stated
    pieces: tuple[Stated, ...]
    line: int
    last_line: int

    @property
    def name(self) -> str:
        return self.stated.name


class ConfFile(TextFile):
    """The options of one file, in order, and the sections as written with the records in which they begin first.

    `faults` are the records that are none of a section, an option, a continuation and a comment.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.options: list[ConfOption] = []
        self.sections: dict[str, int] = {}
        self.faults: list[int] = []
        self._read()

    def values(self, name: str, section: str = DEFAULT) -> list[Stated]:
        """All values of an option of a section, in order."""
        return [option.stated for option in self._by_place.get((_folded(section), name), ())]

    def elements(self, name: str, section: str = DEFAULT) -> list[Stated]:
        """What commas separate in the last value of an option of a section, each with its own place."""
        found = self._by_place.get((_folded(section), name), [])
        return [element for option in found[-1:] for piece in option.pieces for element in _elements(piece)]

    def section_line(self, section: str) -> int | None:
        """The record in which a section begins first; None if it does nowhere."""
        return self._section_lines.get(_folded(section))

    def secrets_in(self, line: int) -> list[tuple[int, int]]:
        """Values of options that are secrets, be they commented out, and what may be the rest of one."""
        return self._from(line, self._secrets.get(line))

    @cached_property
    def _by_place(self) -> dict[tuple[str, str], list[ConfOption]]:
        found: dict[tuple[str, str], list[ConfOption]] = {}
        for option in self.options:
            found.setdefault((_folded(option.section), option.name), []).append(option)
        return found

    @cached_property
    def _section_lines(self) -> dict[str, int]:
        return {_folded(section): line for section, line in reversed(self.sections.items())}

    @cached_property
    def _secrets(self) -> dict[int, int]:
        """Where in which records secrets begin, each up to the end of its record: 0-based."""
        found = {
            piece.line: piece.column - 1
            for option in self.options
            if option.stated.is_secret
            for piece in (*option.pieces, option.stated)
        }
        ends = {option.last_line for option in self.options if option.stated.is_secret}
        faults = set(self.faults)
        follows_secret = False
        for line, text in enumerate(self.texts, 1):
            start = None
            if text.lstrip().startswith(_COMMENTS):
                start = _secret_in_comment(text, follows_secret=follows_secret)
            elif line in faults:
                start = _secret_in_fault(text, follows_secret=follows_secret)
            if start is not None:
                found[line] = start
            if text.strip():
                follows_secret = start is not None or line in ends
        return found

    def _read(self) -> None:
        section = DEFAULT
        pieces: list[Stated] = []  # of the option that is being read
        for line, text in enumerate(self.texts, 1):
            said = text.strip()
            if said.startswith(_COMMENTS):
                continue
            if said and text[0].isspace() and pieces:
                pieces.append(_piece(pieces[0].name, text, len(text) - len(text.lstrip()), line, self.path))
                continue
            self._add(section, pieces)
            pieces = []
            name = _section_in(said)
            if name is not None:
                section = name
                self.sections.setdefault(section, line)
            elif (match := _BETWEEN.search(text)) is not None and text[: match.start()].strip():
                pieces = [_piece(text[: match.start()].strip(), text, match.end(), line, self.path)]
            elif said:
                self.faults.append(line)
        self._add(section, pieces)

    def _add(self, section: str, pieces: list[Stated]) -> None:
        """Note the option whose value stands in some pieces, if there are any."""
        if not pieces:
            return
        first, *others = pieces
        bare = _without_quotes(first)
        text = " ".join([bare.text, *(piece.text for piece in others)]).strip()
        is_secret = (
            is_secret_value(first.name, text)
            or _secret_inside(first.text) is not None
            or any(
                is_secret_value(piece.text, piece.text) or pasted_secrets(piece.text, at_fault=True) is not None
                for piece in others
            )
        )
        is_known = SUBSTITUTED.search(text.replace("$$", "")) is None
        if is_secret and not is_secret_option(first.name):
            text, bare = MASK, bare._replace(text=MASK)
            others = [piece._replace(text=MASK) for piece in others if piece.text]
        stated = first._replace(text=text.replace("$$", "$"), is_secret=is_secret, is_known=is_known)
        told = tuple(piece._replace(is_secret=is_secret, is_known=is_known) for piece in (bare, *others) if piece.text)
        self.options.append(ConfOption(section, stated, told, first.line, pieces[-1].line))


def is_conf_file(records: Records) -> bool:
    """Whether the first record that is neither blank nor a comment begins a section, and one more or an option follows it."""
    said = (text.strip() for text in records.texts if text.strip() and not text.lstrip().startswith(_COMMENTS))
    first, second = next(said, ""), next(said, "")
    return _section_in(first) is not None and (_section_in(second) is not None or _BETWEEN.search(second) is not None)


def is_secret_option(name: str) -> bool:
    """Whether the value of an option may be a secret, by the option's name."""
    return _SOUNDS_SECRET.search(name) is not None


def is_secret_value(name: str, text: str) -> bool:
    """Whether a value may be a secret, or has one in it.

    Its name sounds like one, or it is an address with a user in it (`://USER:PASSWORD@`), or a statement of a directory.
    """
    return is_secret_option(name) or holds_credentials(text) or pasted_secrets(text) is not None


def _section_in(said: str) -> str | None:
    """The name of the section that a record begins; a comment may stand behind it."""
    if not said.startswith("["):
        return None
    name, bracket, rest = said[1:].partition("]")
    is_one = bracket and name.strip() and (not rest.strip() or rest.lstrip().startswith(_COMMENTS))
    return name.strip() if is_one else None


def _folded(section: str) -> str:
    return section if section == DEFAULT else section.lower()


def _piece(name: str, text: str, start: int, line: int, path: str) -> Stated:
    """What a record says of a value, from a place on."""
    value = text[start:].strip()
    column = len(text) - len(text[start:].lstrip()) + 1 if value else min(start, len(text.rstrip())) + 1
    return Stated(name, value, path, line, column, column + max(1, len(value)))


def _elements(piece: Stated) -> Iterator[Stated]:
    if piece.text == MASK:
        yield piece
        return
    at = 0
    for part in piece.text.split(","):
        text = part.strip()
        if text:
            column = piece.column + at + len(part) - len(part.lstrip())
            yield piece._replace(text=text, column=column, end_column=column + len(text))
        at += len(part) + 1


def _without_quotes(piece: Stated) -> Stated:
    text = piece.text
    if len(text) < 2 or text[0] != text[-1] or text[0] not in "'\"":
        return piece
    return piece._replace(text=text[1:-1], column=piece.column + 1, end_column=piece.end_column - 1)


def _secret_inside(text: str) -> int | None:
    """Where in a text the value of an option begins that may be a secret."""
    match = _BETWEEN.search(text)
    if match is None or not is_secret_value(text[: match.start()], text):
        return None
    return len(text) - len(text[match.end() :].lstrip())


def _secret_in_comment(text: str, *, follows_secret: bool) -> int | None:
    """Where in a comment the value of an option begins that is put away, or goes on, if it may be a secret."""
    start = _secret_inside(text)
    if start is None:
        start = pasted_secrets(text, in_comment=True)
    goes_on = _GOES_ON.match(text) if start is None and follows_secret else None
    return start if goes_on is None else goes_on.end()


def _secret_in_fault(text: str, *, follows_secret: bool) -> int | None:
    """Where in a record that is no option a secret may begin: behind its first word, or at once if it follows a secret."""
    words = [match.start() for match in _WORD.finditer(text)]
    if follows_secret:
        return words[0]
    pasted = pasted_secrets(text, at_fault=True)
    if pasted is not None:
        return pasted
    return words[1] if len(words) > 1 and is_secret_value(text, text) else None
