"""The comments in a file that are to silence findings, as they are written.

    *DIRTOOL: IGNORE EXT001 shared full pack, agreed 2025-11        the next statement, and what stands before it
    *DIRTOOL: IGNORE-ENTRY REF003, REF004 owners are elsewhere      the entry that holds the comment
    *DIRTOOL: IGNORE-FILE REC numbered by hand                      the file

In a COPY file, which is REXX, it is a comment of that language, and may stand behind the clause that it speaks of:
/* DIRTOOL: IGNORE CNF025 ... */. In a file of commands to DirMaint it is any comment: * DIRTOOL: IGNORE DIR007 ...; there the
comment * DIRTOOL: WAIT is about something else.

A rule is named by its code, its name, or the beginning of its code (at least the family); the first word that is none of
these begins the reason. A family without digits is read as one in first place, behind a comma or behind another family only:
in "EXT001 dev system" the word is a part of the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dirtool.lint.options import Options
from dirtool.lint.registry import FAMILIES, RULES
from dirtool.model.comments import IGNORE, IGNORE_ENTRY, IGNORE_FILE, TAG
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.masking import SourceFile
from dirtool.syntax.words import fold
from dirtool.text.columns import CODE_END

DIRECTIVES = (IGNORE, IGNORE_ENTRY, IGNORE_FILE)
SHOWN_AT_MOST = 40  # characters of a word that should be a selector

_TAG = re.compile(rf"(?:/\*[ \t]*|\*){TAG}", re.ASCII | re.IGNORECASE)
_TAG_OF_COMMANDS = re.compile(rf"(?:/\*|\*|--)[ \t]*{TAG}", re.ASCII | re.IGNORECASE)
_WORD = re.compile(r"[^\s,]+")
_CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
_BEGUN_CODE = re.compile(r"[A-Z]{3}[0-9]{0,2}")
_FAMILY_LETTERS = 3
_NEVER_SILENCED = ("INT", "SUP")


@dataclass(slots=True, eq=False)
class Selector:
    """A word of a directive that names rules, its place (0-based, half-open), and what became of it."""

    text: str
    start: int
    stop: int
    codes: tuple[str, ...]  # that it may silence
    is_rule: bool
    first: int = 0  # the record from which on it silences
    used: bool = False
    earlier: tuple[Directive, Selector] | None = None  # that silences the same


@dataclass(slots=True, eq=False)
class Directive:
    """A comment that is to silence findings. `word` is what it does, in upper case."""

    source: SourceFile
    line: int
    start: int  # of the tag; 0-based
    stop: int  # behind the last selector
    word: str
    selectors: list[Selector] = field(default_factory=list)
    has_reason: bool = False

    @property
    def shown(self) -> str:
        """The directive without tag and reason."""
        return " ".join([self.word, ", ".join(selector.text for selector in self.selectors)])


def directives_in(source: SourceFile, options: Options) -> list[Directive]:
    """The directives of a file, in order; most files have none, which one search in all of it tells."""
    pattern, others = _TAG, frozenset[int]()
    if isinstance(source, CommandFile):
        pattern, others = _TAG_OF_COMMANDS, frozenset(source.waits)
    if pattern.search(source.joined) is None:
        return []
    tags = ((line, pattern.search(text[:CODE_END])) for line, text in enumerate(source.records.texts, 1) if ":" in text)
    return [
        _read(source, line, *tag.span(), options)
        for line, tag in tags
        if tag is not None and line not in others and source.begins_comment(line, tag.start() + 1)
    ]


def _read(source: SourceFile, line: int, start: int, behind_tag: int, options: Options) -> Directive:
    """The directive in a record, whose tag is at a place."""
    text = source.code(line)
    match = _WORD.search(text, behind_tag)
    if match is None:
        return Directive(source, line, start, behind_tag, "")
    directive = Directive(source, line, start, match.end(), fold(match.group()))
    if directive.word in DIRECTIVES:
        directive.selectors = list(_selectors(text, match.end(), options))
        directive.stop = directive.selectors[-1].stop if directive.selectors else match.end()
        directive.has_reason = any(map(str.isalnum, text[directive.stop :]))
    return directive


def _selectors(text: str, start: int, options: Options) -> Iterator[Selector]:
    """The words behind a directive up to its reason; the first one is always taken for a selector."""
    end = start
    behind_family = True
    for match in _WORD.finditer(text, start):
        word = fold(match.group())
        named = codes_of(word)
        listed = end == start or "," in text[end : match.start()]
        if not (named or (_CODE.fullmatch(word) and (listed or word[:_FAMILY_LETTERS] in FAMILIES)) or end == start):
            return
        if word in FAMILIES and not (listed or behind_family):
            return
        codes = tuple(code for code in named if not _is_never_silenced(code, options))
        yield Selector(match.group()[:SHOWN_AT_MOST], *match.span(), codes, bool(named))
        end, behind_family = match.end(), word in FAMILIES


def _is_never_silenced(code: str, options: Options) -> bool:
    return code.startswith(_NEVER_SILENCED) or code in options.not_suppressible


@lru_cache(maxsize=4096)
def codes_of(selector: str) -> tuple[str, ...]:
    """The codes of the rules that a selector in upper case names: a code, a name, or a code's beginning; () for none."""
    if selector in RULES:
        return (selector,)
    if _BEGUN_CODE.fullmatch(selector):
        return tuple(code for code in RULES if code.startswith(selector))
    return tuple(rule.code for rule in RULES.values() if rule.name.upper() == selector)
