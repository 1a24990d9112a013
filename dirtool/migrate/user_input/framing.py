"""The bytes of USER INPUT: its code page, and whether its records have line ends."""

from __future__ import annotations

from dirtool.errors import InputError
from dirtool.migrate.user_input.draft import PATH, Draft
from dirtool.model.directory import Directory
from dirtool.text.codepage import PAGES
from dirtool.text.columns import RECORD_LENGTH
from dirtool.text.records import ENCODINGS, Records, encode_text

_LF = "\n"
_CR = "\r"


def framed(draft: Draft, directory: Directory, code_page: str | None) -> Records:
    """The file: blocks of 80 in an EBCDIC page, or where the directory is kept in blocks; else lines.

    Without a code page it is that of the directory, of several the first that has every character.

    Raises InputError for a character that it does not have.
    """
    if code_page is not None and code_page not in ENCODINGS:
        raise InputError(f"unknown encoding {code_page!r}", hint=f"use one of {', '.join(ENCODINGS)}")
    joined = "".join(draft.texts)
    found = list(dict.fromkeys(source.records.encoding for source in directory.sources))
    wanted = [code_page] if code_page else found
    missing = [(encoding, _lacks(joined, encoding)) for encoding in wanted]
    encoding = next((encoding for encoding, at in missing if at is None), None)
    if encoding is None:
        encoding, at = missing[0]
        assert at is not None
        raise _refused(draft, directory, at, f"{encoding} has no character {joined[at]!a}")
    first = directory.sources[0].records
    if encoding in PAGES or (first.blocks and (encoding != "utf-8" or joined.isascii())):
        return Records(PATH, draft.texts, encoding, blocks=True, end="")
    _check_line_ends(draft, directory, joined)
    return Records(PATH, draft.texts, encoding, end=first.end if first.end == _CR + _LF else _LF)


def _lacks(joined: str, encoding: str) -> int | None:
    """Where the first character stands that an encoding does not have."""
    try:
        encode_text(joined, encoding)
    except UnicodeEncodeError as error:
        return error.start
    return None


def _check_line_ends(draft: Draft, directory: Directory, joined: str) -> None:
    """Raise InputError for a character that would end a line inside a record, as blocks may hold it."""
    at = joined.find(_LF)
    if at < 0:
        ends = (number for number, text in enumerate(draft.texts, 1) if text.endswith(_CR))
        at = next(ends, 0) * RECORD_LENGTH - 1
    if at >= 0:
        raise _refused(draft, directory, at, f"the character {joined[at]!a} would end the line")


def _refused(draft: Draft, directory: Directory, at: int, why: str) -> InputError:
    """An error at the place of a character in the directory, of which the place in the records is known."""
    path, line = draft.origins[at // RECORD_LENGTH]
    character = draft.texts[at // RECORD_LENGTH][at % RECORD_LENGTH]
    source = next(source for source in directory.sources if source.path == path)
    column = source.records.texts[line - 1].find(character) + 1
    return InputError(f"{path}:{line}:{column}: {why}", "write it otherwise, or choose another code page")
