"""What DMSSICNF COPY or DMSSICMO COPY says, as each of its two readers understands it.

The SMAPI servers have REXX interpret the file. The script that prepares the verification of an installation (IVP) reads it by
rules of its own: comments do not nest, a record ends in column 71, what stands before the first equals sign is the key, and
double quotes are taken off both ends of what stands behind it.

Source: z/VM Systems Management Application Programming, the DMSSICNF COPY file; the preparation script of xCAT's installation
verification.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from dirtool.model.reading import read_file, refuse_directory
from dirtool.spec.copy_keys import DMSSICMO, DMSSICNF, KEYS, Domain, Key, key_of
from dirtool.syntax.copy_file import Clause, CopyFile
from dirtool.syntax.copy_secrets import holds_foreign_secret, is_secret
from dirtool.syntax.statement import MASK
from dirtool.syntax.text_file import Stated
from dirtool.text.columns import CODE_END
from dirtool.text.records import Records

_CMO_PREFIXES = ("OPENSTACK_", "CMO_")


class Dialect(StrEnum):
    """Who reads the file."""

    REXX = "rexx"
    IVP = "ivp"


class Setting(NamedTuple):
    """What the file gives to one name, from the record `line` to `last_line`. `key` is None for a name that is not known.

    `line`, `column` and `end_column` are the place of the name; in two records, with a comment between, of its first.
    `clause` is None as the verification scripts read it. `is_known` tells whether its value is one that is known without
    carrying out the file: a REXX expression is not.
    """

    stated: Stated
    line: int
    column: int
    end_column: int
    last_line: int
    key: Key | None
    clause: Clause | None = None
    is_known: bool = True

    @property
    def name(self) -> str:
        """The name as written; masked if it is none of a known key and may be a secret."""
        return self.stated.name


class Reason(StrEnum):
    """Why the two readers may understand something differently."""

    NESTED_COMMENT = "nested comment"
    COMMENT_IN_QUOTES = "comment in quotes"
    CONTINUATION = "continuation"
    SEMICOLON = "semicolon"
    SINGLE_QUOTES = "single quotes"
    DOUBLED_QUOTES = "doubled quotes"
    SYMBOL = "symbol"
    EXPRESSION = "expression"
    TEXT_BEHIND_71 = "text behind column 71"
    SEQUENCE_NUMBER = "sequence number behind a comment"
    CASE_OF_KEY = "key in another case"


class Cause(NamedTuple):
    """A reason and its place: 1-based, the end exclusive."""

    reason: Reason
    line: int
    column: int
    end_column: int


class Difference(NamedTuple):
    """A name for which the two readers have different values, where one of them has it, and why.

    A reader that has no setting of the name has None. The name is empty for a cause that changes no value here.
    """

    name: str
    line: int
    rexx: Setting | None
    ivp: Setting | None
    causes: tuple[Cause, ...]


class CopyConfiguration:
    """The settings in a COPY file.

    `kind` is DMSSICNF or DMSSICMO: which of the two has more of the names.
    """

    def __init__(self, file: CopyFile, dialect: Dialect = Dialect.REXX) -> None:
        self.file = file
        self.path = file.path
        self.dialect = dialect

    @property
    def sources(self) -> list[CopyFile]:
        """The one file."""
        return [self.file]

    @cached_property
    def kind(self) -> str:
        """DMSSICMO, if most names are those of the appliance; else DMSSICNF."""
        names = [setting.name.upper() for setting in self.settings]
        return DMSSICMO if sum(name.startswith(_CMO_PREFIXES) for name in names) * 2 > len(names) else DMSSICNF

    @cached_property
    def settings(self) -> list[Setting]:
        """All assignments in the order of the file, as the reader of the dialect understands them."""
        return self.settings_of(self.dialect)

    def settings_of(self, dialect: Dialect) -> list[Setting]:
        """All assignments in the order of the file, as one of the readers understands them."""
        if dialect is Dialect.REXX:
            return list(_rexx_settings(self.file))
        return list(_ivp_settings(_WithoutComments(self.file)))

    @cached_property
    def by_name(self) -> dict[str, Setting]:
        """The last assignment to each name, which is the one that counts, by the name in upper case."""
        return {setting.name.upper(): setting for setting in self.settings}

    def get(self, name: str) -> Setting | None:
        """What a name is given, if its value is known; of several times the last."""
        setting = self.by_name.get(name.upper())
        return setting if setting is not None and setting.is_known else None

    def stated(self, name: str) -> Stated | None:
        """The value that a name is given, and where; None if it is not given, or not known."""
        setting = self.get(name)
        return None if setting is None else setting.stated

    def value(self, name: str) -> str | None:
        """The text that a name is given, or what is shipped where the file says nothing; None if that is not known."""
        if name.upper() in self.by_name:
            return None if (setting := self.get(name)) is None else setting.stated.text
        key = key_of(name)
        return None if key is None else key.default


def read_copy_file(path: Path, encoding: str | None = None, dialect: Dialect = Dialect.REXX) -> CopyConfiguration:
    """The settings in the file `path`. Raises InputError if it cannot be read, or is a directory."""
    records = read_file(path, encoding)
    refuse_directory(records, f"{DMSSICNF} COPY")
    return copy_configuration_of(records, dialect)


def copy_configuration_of(records: Records, dialect: Dialect = Dialect.REXX) -> CopyConfiguration:
    """The settings in the records of a file."""
    return CopyConfiguration(CopyFile(records), dialect)


def keys_of(kind: str) -> tuple[Key, ...]:
    """The known keys of DMSSICNF or DMSSICMO."""
    return tuple(key for key in KEYS if key.file == kind)


def differences(file: CopyFile) -> list[Difference]:
    """What the two readers of a file understand differently, in the order of the file; of several settings the last counts.

    A nested comment is told even where no value differs. What REXX cannot read is no difference, but an error.
    """
    kept = _WithoutComments(file)
    causes = _Causes(file, kept)
    rexx = {setting.name.upper(): setting for setting in _rexx_settings(file)}
    ivp = {setting.name.upper(): setting for setting in _ivp_settings(kept) if _is_met(setting)}
    found = []
    for name in rexx | ivp:
        one, other = rexx.get(name), ivp.get(name)
        if one is None or other is None or not one.is_known or one.stated.text != other.stated.text:
            first = one or other
            assert first is not None
            if why := causes.of(one, other):
                found.append(Difference(first.name, first.line, one, other, why))
    told = {cause for difference in found for cause in difference.causes}
    alone = [Difference("", cause.line, None, None, (cause,)) for cause in causes.nested if cause not in told]
    return sorted([*found, *alone], key=lambda difference: difference.line)


def _is_met(setting: Setting) -> bool:
    """Whether somebody who looks for a known key by its name finds this one."""
    return setting.key is None or setting.key.name == setting.name


def _rexx_settings(file: CopyFile) -> Iterator[Setting]:
    given: dict[str, Setting] = {}
    for clause in file.clauses:
        if clause.kind is None:
            continue
        line, column = file.place(clause.start)
        key, stated = key_of(clause.name), file.stated(clause)
        end_column = column + len(clause.name)
        known = clause.kind != "expression"
        setting = Setting(stated, line, column, end_column, file.place(clause.stop)[0], key, clause, known)
        if clause.kind == "symbol":
            setting = _resolved(setting, given.get(stated.text.upper()))
        if key is None and file.is_hidden(clause.start, clause.tokens[0].stop):
            setting = setting._replace(stated=setting.stated._replace(name=MASK, is_secret=True))
        given[clause.name.upper()] = setting
        yield setting


def _resolved(setting: Setting, variable: Setting | None) -> Setting:
    """A setting whose value is a symbol: the value of a variable, or else its own name in upper case.

    Constants of SMAPI are variables that no file tells; there the name stands for the value.
    """
    stated, key = setting.stated, setting.key
    if variable is not None:
        hidden = stated.is_secret or variable.stated.is_secret
        return setting._replace(
            stated=stated._replace(text=variable.stated.text, is_secret=hidden), is_known=variable.is_known
        )
    if _is_constant(stated.text, key):
        return setting
    return setting._replace(stated=stated._replace(text=stated.text.upper()))


def _is_constant(symbol: str, key: Key | None) -> bool:
    """Whether a symbol may be the name of a constant of SMAPI."""
    return not symbol[0].isdigit() and symbol[0] != "." and (key is None or key.domain is Domain.POLICY)


def _ivp_settings(kept: _WithoutComments) -> Iterator[Setting]:
    offset = 0
    for line in kept.text.split("\n"):
        name, equals, value = line[:CODE_END].partition("=")
        if equals:
            yield _ivp_setting(kept, name, value, offset)
        offset += len(line) + 1


def _ivp_setting(kept: _WithoutComments, name: str, value: str, offset: int) -> Setting:
    """The setting in a line that begins at `offset` in what is left of a file without comments."""
    equals = offset + len(name)
    name_place = offset + _indent(name), offset + len(name.rstrip())
    value_place = equals + 1 + _indent(value), equals + 1 + len(value.rstrip())
    if not value.strip():
        value_place = equals, equals + 1
    name, text = name.strip(), value.strip().strip('"')
    key = key_of(name)
    hidden = is_secret(name, text) or kept.is_hidden(*value_place)
    shown = MASK if key is None and kept.is_hidden(*name_place) else name
    line, column, end_column = kept.span(*name_place) if name else kept.span(equals, equals + 1)
    text = MASK if not is_secret(name, text) and holds_foreign_secret(text) else text
    stated = Stated(shown, text, kept.path, *kept.span(*value_place), hidden)
    return Setting(stated, line, column, end_column, kept.place(value_place[1] - 1)[0], key)


class _WithoutComments:
    """The text of a file without its comments, as one sees it to whom they do not nest, and where what is left of it stood.

    `comments` are their places in the whole text, sequence fields included.
    """

    def __init__(self, file: CopyFile) -> None:
        self.path = file.path
        self._file = file
        self._records = file.records.texts
        self._lines = [0, *accumulate(len(text) + 1 for text in self._records)]
        text = "\n".join(self._records)
        self.comments = list(_comments_in(text))
        self._begins = [0, *(stop for _, stop in self.comments)]  # of the pieces that are kept
        ends = [*(start for start, _ in self.comments), len(text)]
        pieces = [text[start:stop] for start, stop in zip(self._begins, ends, strict=True)]
        self._shifted = [0, *accumulate(map(len, pieces))]  # where they begin now
        self.text = "".join(pieces)

    def place(self, at: int) -> tuple[int, int]:
        """The 1-based record and column of a place in what is left."""
        piece = min(bisect_right(self._shifted, at), len(self._begins)) - 1
        return self.place_in_whole(self._begins[piece] + at - self._shifted[piece])

    def place_in_whole(self, at: int) -> tuple[int, int]:
        """The 1-based record and column of a place in the whole text."""
        line = bisect_right(self._lines, at, hi=max(1, len(self._records)))
        return line, at - self._lines[line - 1] + 1

    def span(self, start: int, stop: int) -> tuple[int, int, int]:
        """The record and the columns of a part of what is left that is not empty; of several records, the first."""
        (line, column), (last_line, last_column) = self.place(start), self.place(stop - 1)
        return line, column, last_column + 1 if last_line == line else len(self._records[line - 1].rstrip()) + 1

    def is_hidden(self, start: int, stop: int) -> bool:
        """Whether a secret is in some part of what is left, or of the comments in between."""
        if start >= stop:
            return False
        first, last = (self._file.offset(*self.place(at)) for at in (start, stop - 1))
        return self._file.is_hidden(first, last + 1)


def _comments_in(text: str) -> Iterator[tuple[int, int]]:
    """The comments of a text in which they do not nest; one that does not end is none."""
    start = text.find("/*")
    while start >= 0:
        end = text.find("*/", start + 2)
        if end < 0:
            return
        yield start, end + 2
        start = text.find("/*", end + 2)


class _Causes:
    """What in a file may make its readers differ.

    `nested` are the comments inside of comments, one of each outermost.
    """

    def __init__(self, file: CopyFile, kept: _WithoutComments) -> None:
        self._file = file
        self.nested: list[Cause] = []
        self._by_line: dict[int, dict[Reason, Cause]] = {}
        self._nested_comments()
        self._comments_in_quotes(kept)
        for at in file.semicolons:
            cause = self._cause(Reason.SEMICOLON, at, at + 1)
            self._note(cause, cause.line)
        for clause in file.clauses:
            if clause.commas:
                cause = self._cause(Reason.CONTINUATION, clause.commas[0], clause.commas[0] + 1)
                self._note(cause, max(cause.line, file.place(clause.stop)[0]), file.line_of(clause))
        self._behind_column_71()
        self._sequence_numbers()

    def of(self, *settings: Setting | None) -> tuple[Cause, ...]:
        """The causes in the records of settings, one of each reason, in the order of the file."""
        found: dict[Reason, Cause] = {}
        for setting in settings:
            if setting is None:
                continue
            for cause in self._in_clause(setting):
                found.setdefault(cause.reason, cause)
            for line in range(setting.line, setting.last_line + 1):
                for cause in self._by_line.get(line, {}).values():
                    found.setdefault(cause.reason, cause)
        return tuple(sorted(found.values(), key=lambda cause: cause[1:]))

    def _in_clause(self, setting: Setting) -> Iterator[Cause]:
        clause = setting.clause
        if clause is None:
            return
        if setting.key is not None and setting.key.name != clause.name:
            yield self._cause(Reason.CASE_OF_KEY, clause.start, clause.tokens[0].stop)
        if clause.kind == "expression":
            yield self._cause(Reason.EXPRESSION, clause.value[0].start, clause.stop)
        elif clause.kind == "symbol" and setting.stated.text != clause.value[0].text:
            yield self._cause(Reason.SYMBOL, clause.value[0].start, clause.stop)
        elif clause.kind == "string" and clause.value[0].text[0] == "'":
            yield self._cause(Reason.SINGLE_QUOTES, clause.value[0].start, clause.stop)
        elif clause.kind == "string" and '""' in clause.value[0].text[1:-1]:
            yield self._cause(Reason.DOUBLED_QUOTES, clause.value[0].start, clause.stop)

    def _nested_comments(self) -> None:
        file = self._file
        for comment in file.comments:
            if comment.depth > 1:
                inner = file.joined.index("/*", comment.start + 2)
                cause = self._cause(Reason.NESTED_COMMENT, inner, inner + 2)
                self.nested.append(cause)
                self._note(cause, file.place(comment.stop)[0], file.place(comment.start)[0])

    def _comments_in_quotes(self, kept: _WithoutComments) -> None:
        """Quoted strings in which one sees a comment begin who takes no heed of quotes."""
        begins = [kept.place_in_whole(start) for start, _ in kept.comments]
        for clause in self._file.clauses:
            for token in clause.tokens:
                if not token.is_string or "/*" not in token.text:
                    continue
                line, column = self._file.place(token.start)
                at = bisect_left(begins, (line, column))
                if at < len(begins) and begins[at] < (line, column + len(token.text)):
                    last_line, _ = kept.place_in_whole(kept.comments[at][1])
                    self._note(self._cause(Reason.COMMENT_IN_QUOTES, token.start, token.stop), last_line)

    def _behind_column_71(self) -> None:
        stops = [token.stop for clause in self._file.clauses for token in clause.tokens]
        for line, text in enumerate(self._file.texts, 1):
            if len(text) > CODE_END:
                at = bisect_right(stops, self._file.offset(line, len(text) + 1)) - 1
                if at >= 0 and stops[at] > self._file.offset(line, CODE_END + 1):
                    end_column = self._file.place(stops[at])[1]
                    self._note(Cause(Reason.TEXT_BEHIND_71, line, CODE_END + 1, end_column), line)

    def _sequence_numbers(self) -> None:
        """Sequence fields in records in which a comment ends: without the comment they come to stand before column 72."""
        for comment in self._file.comments:
            line, _ = self._file.place(comment.stop)
            text, record = self._file.texts[line - 1], self._file.records.texts[line - 1].rstrip()
            if len(record) > len(text):
                self._note(Cause(Reason.SEQUENCE_NUMBER, line, len(text) + 1, len(record) + 1), line)

    def _cause(self, reason: Reason, start: int, stop: int) -> Cause:
        """A cause in a place in the text of the file; of several records, the first."""
        (line, column), (end_line, end_column) = self._file.place(start), self._file.place(stop)
        if end_line != line:
            end_column = len(self._file.texts[line - 1].rstrip()) + 1
        return Cause(reason, line, column, end_column)

    def _note(self, cause: Cause, last_line: int, first_line: int | None = None) -> None:
        """Note a cause for the records that it changes: from its own, if no other one is the first."""
        for line in range(first_line or cause.line, last_line + 1):
            self._by_line.setdefault(line, {}).setdefault(cause.reason, cause)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
