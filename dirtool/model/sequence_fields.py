"""The sequence fields of a directory: what columns 73-80 hold for the editor alone.

Source: z/VM CP Planning and Administration, records of the source directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dirtool.syntax.parser import is_statement
from dirtool.syntax.source import Source
from dirtool.text.columns import CODE_END, RECORD_LENGTH, SEQUENCE_START, is_numbered, without_sequence

_SHIFTED_AT_LEAST = 3
_EIGHT_DIGITS = re.compile(r"[0-9]{8}")


def sequence_fields(source: Source) -> dict[int, int]:
    """The column in which the sequence field starts, by the number of the record: 73, or 72 where it is shifted.

    That of a comment counts only if the file is numbered, which is to say that most of its statements have a field, and if it
    is plainly a number: else it may be the end of a remark. Behind a comment that goes on to column 72 it has eight digits.
    """
    if sequence_fields not in source.remembered:
        source.remembered[sequence_fields] = _fields(source)
    found: dict[int, int] = source.remembered[sequence_fields]
    return found


def _fields(source: Source) -> dict[int, int]:
    if source.longest <= CODE_END:
        return {}
    texts = source.records.texts
    fields = {
        line: SEQUENCE_START for line, text in enumerate(texts, 1) if len(text) > CODE_END and has_sequence(text)
    } | dict.fromkeys(shifted_lines(source), CODE_END + 1)
    remarks = {line for line in fields if _is_comment(texts[line - 1])}
    numbered = sum(is_statement(texts[line - 1][:CODE_END]) for line in fields)
    if 2 * numbered <= len(source.statements):
        return {line: column for line, column in fields.items() if line not in remarks}
    fields |= dict.fromkeys(_full_comments(texts), SEQUENCE_START)
    return {
        line: column
        for line, column in sorted(fields.items())
        if line not in remarks or is_numbered(texts[line - 1][column - 1 : RECORD_LENGTH].rstrip())
    }


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith("*")


def _full_comments(texts: list[str]) -> Iterator[int]:
    """The comments that go on to column 72, such as the lines of a box, and have eight digits behind it."""
    for line, text in enumerate(texts, 1):
        if (
            len(text) >= RECORD_LENGTH
            and _EIGHT_DIGITS.fullmatch(text.rstrip(), SEQUENCE_START - 1)
            and not text[SEQUENCE_START - 2].isspace()
            and _is_comment(text)
        ):
            yield line


def has_sequence(text: str) -> bool:
    """Whether a record has a sequence field in columns 73-80, and nothing around it."""
    return without_sequence(text) != text


def shifted_lines(source: Source) -> set[int]:
    """The records whose sequence field starts at column 72, if they are enough to be no accident."""
    if source.longest <= CODE_END:
        return set()
    lines = set(_with_field_at_column_72(source.records.texts))
    return lines if len(lines) >= _SHIFTED_AT_LEAST else set()


def _with_field_at_column_72(texts: list[str]) -> Iterator[int]:
    for line, text in enumerate(texts, 1):
        if (
            len(text) > CODE_END
            and text[CODE_END - 1] == " "
            and text[CODE_END] != " "
            and len(text.rstrip()) == RECORD_LENGTH - 1
            and is_numbered(text[CODE_END:].rstrip())
        ):
            yield line
