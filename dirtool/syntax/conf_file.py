"""Configuration files of OpenStack's services and of Feilong, read into options with their places.

Sections stand in brackets; an option is a name, `=` or `:`, and a value. A record that begins with a blank goes on with the
value before it. An option that stands several times has several values, of which the last counts where one is wanted. Records
that begin with `#` or `;` are comments. Quotes around a whole value are taken off.

Source: oslo.config, the configuration file format.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dirtool.syntax.text_file import Stated, TextFile
from dirtool.text.records import Records

DEFAULT = "DEFAULT"

_SECTION = re.compile(r"\[\s*([^\]]*?)\s*\]\s*$")
_OPTION = re.compile(r"([^=:\s][^=:]*?)\s*[=:]\s*")
_COMMENTS = ("#", ";")
_SOUNDS_SECRET = re.compile(
    r"passw|passphrase|secret|(^|_)(pw|pwd|pass|token|key)($|_)|_url$|^connection$", re.IGNORECASE
)


class ConfOption(NamedTuple):
    """An option as it stands in a section. The stated value's lines are joined with a blank between."""

    section: str
    stated: Stated
    line: int
    last_line: int

    @property
    def name(self) -> str:
        return self.stated.name


class ConfFile(TextFile):
    """The options of one file, in order, and the sections with the records in which they begin first.

    `faults` are the records that are none of a section, an option, a continuation and a comment.
    """

    def __init__(self, records: Records) -> None:
        super().__init__(records)
        self.options: list[ConfOption] = []
        self.sections: dict[str, int] = {}
        self.faults: list[int] = []
        self._read()

    def values(self, name: str, section: str = DEFAULT) -> list[Stated]:
        """All values of an option of a section, in order; sections and options are told apart by case."""
        return [option.stated for option in self._by_place.get((section, name), ())]

    def _read(self) -> None:
        section, option = DEFAULT, None
        for line, text in enumerate(self.records.texts, 1):
            if not text.strip() or text.lstrip().startswith(_COMMENTS):
                option = option if text.strip() else None
            elif text[0].isspace() and option is not None:
                option = self.options[-1] = _longer(option, text.strip(), line)
            elif (match := _SECTION.match(text.strip())) is not None:
                section, option = match[1], None
                self.sections.setdefault(section, line)
            elif (match := _OPTION.match(text.lstrip())) is not None:
                indent = len(text) - len(text.lstrip())
                option = _option(section, match[1], text.rstrip(), indent + match.end(), line, self.path)
                self.options.append(option)
            else:
                self.faults.append(line)
                option = None
        self._by_place: dict[tuple[str, str], list[ConfOption]] = {}
        for one in self.options:
            self._by_place.setdefault((one.section, one.name), []).append(one)


def is_secret_option(name: str) -> bool:
    """Whether the value of an option may be a secret."""
    return _SOUNDS_SECRET.search(name) is not None


def _option(section: str, name: str, text: str, at: int, line: int, path: str) -> ConfOption:
    value = text[at:]
    stated = Stated(name, _unquoted(value), path, line, at + 1, at + 1 + max(1, len(value)), is_secret_option(name))
    return ConfOption(section, stated, line, line)


def _longer(option: ConfOption, text: str, line: int) -> ConfOption:
    stated = option.stated
    return option._replace(stated=stated._replace(text=f"{stated.text} {text}".strip()), last_line=line)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
