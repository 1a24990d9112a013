"""Where the passwords in a COPY file are, and what may be one: all of it has to be masked, however broken the file is.

A clause that gives a password to a key hides its value. Where such a key stands in anything else (a broken clause, a comment
that puts a setting away, a quoted string that went wrong) what follows is hidden: to the end of the record, or as far as the
next setting of a known key where it is not plain that the password ends before. So is all behind the name of a statement that
may hold passwords: a directory may have slipped in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from dirtool.spec.copy_keys import NO_PASSWORD, NOLOG, NONE, is_secret_key, key_of
from dirtool.spec.statements import BY_SPELLING
from dirtool.syntax.secrets import holds_credentials, pasted_secrets
from dirtool.syntax.words import fold

if TYPE_CHECKING:
    from dirtool.syntax.copy_file import Clause, Comment, CopyFile, Token

_KEYWORDS_OF_NO_SECRET = ("", NONE, NOLOG, NO_PASSWORD)
_NAME = re.compile(r"[A-Za-z0-9@#$!?_.]+")
_NAME_AT_END = re.compile(r"(?<![A-Za-z0-9@#$!?_.])[A-Za-z0-9@#$!?_.]+\Z")
_ASSIGNS = re.compile(r"\s*[=:\"']")
_FOLLOWS = re.compile(r"[^\S\n]*[^\s]|\s*[=:\"']")
_IN_NAMES = re.compile("[_.]")
_QUOTE = re.compile("[\"']")
_BETWEEN = re.compile(r"[ \t=:,]*")
_WORDS_BEFORE_STATEMENT = 3  # it may be put away behind an asterisk
_NOTHING = " \t\n*/=:,;"

Places = list[tuple[int, int]]


def is_secret(name: str, text: str) -> bool:
    """Whether what a key is given is a secret, and no word that stands for none."""
    return is_secret_key(name) and text not in _KEYWORDS_OF_NO_SECRET


def holds_foreign_secret(text: str) -> bool:
    """Whether a value holds a secret of something else: it is an address with a user in it, or a statement of a directory."""
    return holds_credentials(text) or pasted_secrets(text) is not None


def places_of_secrets(file: CopyFile) -> Places:
    """The places of secrets in the text of a file: half-open, in order, apart from each other."""
    return _merged(_Secrets(file).places())


class _Secrets:
    """Looks for secrets in one file."""

    def __init__(self, file: CopyFile) -> None:
        self._file = file
        self._text = file.joined
        self._settings = [clause.start for clause in file.clauses if clause.kind is not None and key_of(clause.name)]
        self._lines: dict[int, bool] = {}  # of clauses that are about a secret, and whether they hold one
        self._hidden = 0  # up to here there is no need to look for more

    def places(self) -> Iterator[tuple[int, int]]:
        for clause, following in zip_longest(self._file.clauses, self._file.clauses[1:]):
            yield from self._in_clause(clause, following)
        self._hidden = 0
        for comment in self._file.comments:
            yield from self._in_comment(comment)

    def _in_clause(self, clause: Clause, following: Clause | None) -> Iterator[tuple[int, int]]:
        if clause.kind is not None and is_secret_key(clause.name):
            yield from self._in_setting(clause)
            return
        is_broken = clause.kind is None
        if is_broken and (clause.name == "=" or self._lines.get(self._file.line_of(clause))):
            yield clause.start, clause.stop  # what a semicolon, or the end of a record, has cut off
        if is_broken and (statement := _statement_in(clause)) is not None:
            yield statement.stop, clause.stop
        if is_broken or clause.kind == "expression":
            behind_value = [token.start for token in clause.value[1:2]]  # another record may have been joined on
            starts = [self._pasted(start, clause.stop, at_fault=True) for start in (clause.start, *behind_value)]
            yield from ((start, clause.stop) for start in starts if start is not None)
        if not any(token.is_string for token in clause.value) and holds_credentials(
            self._text[clause.start : clause.stop]
        ):
            yield clause.tokens[0].stop, clause.stop
        last = len(clause.tokens) - (following is None or following.kind is not None)
        for at, token in enumerate(clause.tokens):
            if token.is_string:
                if holds_credentials(token.text[1:]):
                    yield token.start, token.stop
                elif (start := self._pasted(token.start, token.stop)) is not None:
                    yield start, token.stop
                if is_broken and key_of(clause.name) is None:
                    yield token.start, token.stop
                behind = self._file.end_of_record(token.start)
                yield from self._put_away(token.start, token.stop, behind, behind, is_broken=is_broken)
            elif (is_broken or 1 < at < last) and is_secret_key(token.text):
                yield self._open(token.stop)
                return

    def _in_setting(self, clause: Clause) -> Iterator[tuple[int, int]]:
        """The value of a clause that gives one to the key of a secret."""
        holds_one = clause.kind != "empty" and is_secret(clause.name, self._file.value_of(clause))
        for line in range(self._file.line_of(clause), self._file.place(clause.stop)[0] + 1):
            self._lines[line] = self._lines.get(line, False) or holds_one
        if clause.kind == "empty" or clause.tokens[-1].text == "=":
            yield self._open(clause.stop)
        if holds_one:
            yield clause.tokens[1].stop, clause.stop

    def _in_comment(self, comment: Comment) -> Iterator[tuple[int, int]]:
        start, stop = comment.start + 2, comment.stop - 2 * comment.is_closed
        pasted = pasted_secrets(self._text[start:stop], in_comment=True)
        if pasted is not None:
            yield start + pasted, stop
        yield from self._put_away(start, stop, stop, comment.stop, is_broken=not comment.is_closed)
        lines = {self._file.place(at)[0] for at in (comment.start, comment.stop)}
        beside = [self._lines[line] for line in lines if line in self._lines]
        if any(beside):
            yield start, stop
        elif beside and (quote := _QUOTE.search(self._text, start, stop)) is not None:
            yield quote.start(), stop

    def _put_away(
        self, start: int, stop: int, limit: int, behind: int, *, is_broken: bool
    ) -> Iterator[tuple[int, int]]:
        """What follows the names of secrets in a comment or a quoted string.

        It ends with the record, or at the `limit`; if it is not plain that it ends there it goes on `behind`.
        """
        sought = len(self._text) if is_broken else stop
        for match in _NAME.finditer(self._text, max(start, min(self._hidden, stop)), stop):
            if match.start() < self._hidden or not self._may_assign(match, sought):
                continue
            self._hidden = min(self._file.end_of_record(match.start()), limit)
            if is_broken or self._goes_on(match.end(), self._hidden):
                yield self._open(behind)
                self._hidden = limit
            yield _behind(self._text, match.end()), self._hidden

    def _may_assign(self, match: re.Match[str], stop: int) -> bool:
        """Whether something follows the name of a secret which may be that.

        It may be anything behind the name of a key; a word of prose (password) has to be followed by a sign.
        """
        if not is_secret_key(match[0]):
            return False
        follows = _FOLLOWS if _IN_NAMES.search(match[0].strip(".")) else _ASSIGNS
        return follows.match(self._text, match.end(), stop) is not None

    def _goes_on(self, start: int, stop: int) -> bool:
        """Whether a secret may not be all there yet: nothing is, one more follows, a comment begins, a quote is not closed."""
        found = self._text[start:stop]
        seen = found.rstrip(_NOTHING)
        if not seen.strip(_NOTHING) or "/*" in found or any(found.count(quote) % 2 for quote in "\"'"):
            return True
        last = _NAME_AT_END.search(seen)
        return "=" in found[len(seen) :] or (last is not None and is_secret_key(last[0]))

    def _pasted(self, start: int, stop: int, *, at_fault: bool = False) -> int | None:
        """Where in a part of the text of the file the secrets of a statement of a directory begin that it holds."""
        found = pasted_secrets(self._text[start:stop], at_fault=at_fault)
        return None if found is None else start + found

    def _open(self, at: int) -> tuple[int, int]:
        """From a place to the next setting of a known key."""
        index = bisect_left(self._settings, at)
        return _behind(self._text, at), self._settings[index] if index < len(self._settings) else len(self._text)


def _statement_in(clause: Clause) -> Token | None:
    """The name of a statement of a directory that may hold passwords, among the first words."""
    for token in clause.tokens[:_WORDS_BEFORE_STATEMENT]:
        kind = BY_SPELLING.get(fold(token.text))
        if kind is not None and kind.holds_secrets:
            return token
    return None


def _behind(text: str, at: int) -> int:
    """Where a value begins behind the name of its key, in the same record."""
    match = _BETWEEN.match(text, at)
    assert match is not None
    return match.end()


def _merged(places: Iterable[tuple[int, int]]) -> Places:
    found: Places = []
    for start, stop in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], stop)
        elif start <= stop:
            found.append((start, stop))
    return found
