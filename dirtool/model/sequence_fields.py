"""The sequence fields of a directory: what columns 73-80 hold for the editor alone.

Source: z/VM CP Planning and Administration, records of the source directory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from dirtool.syntax.parser import is_statement
from dirtool.syntax.source import Source
from dirtool.text.columns import CODE_END, RECORD_LENGTH, SEQUENCE_START, has_sequence, is_numbered

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
    texts = source.records.texts
    fields = dict.fromkeys(lines_with_sequence(source), SEQUENCE_START)
    fields |= dict.fromkeys(shifted_lines(source), CODE_END + 1)
    remarks = [line for line in fields if _is_comment(texts[line - 1])]
    numbered = (line for line in fields if is_statement(texts[line - 1][:CODE_END]))
    is_numbered_file = next(islice(numbered, len(source.statements) // 2, None), None) is not None
    for line in remarks:
        if not (is_numbered_file and is_numbered(texts[line - 1][fields[line] - 1 : RECORD_LENGTH].rstrip())):
            del fields[line]
    full_comments = list(_full_comments(source)) if is_numbered_file else []
    return dict(sorted((fields | dict.fromkeys(full_comments, SEQUENCE_START)).items())) if full_comments else fields


def lines_with_sequence(source: Source) -> list[int]:
    """The records with something in columns 73-80 that looks like a sequence field, and nothing around it."""
    if lines_with_sequence not in source.remembered:
        texts = source.records.texts
        source.remembered[lines_with_sequence] = [line for line in source.past_code if has_sequence(texts[line - 1])]
    found: list[int] = source.remembered[lines_with_sequence]
    return found


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith("*")


def _full_comments(source: Source) -> Iterator[int]:
    """The comments that go on to column 72, such as the lines of a box, and have eight digits behind it."""
    for line in source.past_code:
        text = source.records.texts[line - 1]
        if (
            not text[SEQUENCE_START - 2].isspace()
            and len(text) >= RECORD_LENGTH
            and _EIGHT_DIGITS.fullmatch(text.rstrip(), SEQUENCE_START - 1)
            and _is_comment(text)
        ):
            yield line


def shifted_lines(source: Source) -> set[int]:
    """The records whose sequence field starts at column 72, if they are enough to be no accident."""
    if shifted_lines not in source.remembered:
        lines = set(_with_field_at_column_72(source))
        source.remembered[shifted_lines] = lines if len(lines) >= _SHIFTED_AT_LEAST else set()
    found: set[int] = source.remembered[shifted_lines]
    return found


def _with_field_at_column_72(source: Source) -> Iterator[int]:
    texts = source.records.texts
    for line in source.past_code:
        text = texts[line - 1]
        if (
            text[CODE_END] != " "
            and text[CODE_END - 1] == " "
            and len(text.rstrip()) == RECORD_LENGTH - 1
            and is_numbered(text[CODE_END:].rstrip())
        ):
            yield line
