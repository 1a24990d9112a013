"""REC: the layout of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from dirtool.lint.diagnostic import Directxa, Fix, Related, Severity, Span
from dirtool.lint.registry import Finding, source_rule
from dirtool.model.sequence_fields import lines_with_sequence, shifted_lines
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS
from dirtool.syntax.parser import is_orphan_sequence, is_statement
from dirtool.syntax.source import Source
from dirtool.text.columns import (
    CODE_END,
    RECORD_LENGTH,
    SEQUENCE_START,
    is_cut,
    is_foreign,
    is_sequence,
    sequence,
    word_end,
)
from dirtool.text.edit import Edit

_DIGITS_ALONE = re.compile(r"\n[0-9]{8}\s*(?:\n|\Z)")
_TAB_STOP = 8
_ONCE_A_FILE = "file"


@source_rule("REC001", "text-past-column-71", Severity.WARNING, Directxa.IGNORES)
def text_past_column_71(source: Source) -> Iterator[Finding]:
    """A statement's record holds text behind column 71 that is no sequence field.

    Why: DIRECTXA reads columns 1 to 71 and drops the rest without a word. Columns 73-80 may hold a sequence field: eight
    letters and digits.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 0190 RR                                                * shared
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 0190 RR                                                00010000
    Source: z/VM CP Planning and Administration, IPL statement (the limit of 71 columns)
    """
    dropped = _lines_with_dropped_words(source)
    for line, text in _long_statements(source):
        if is_cut(text) or line in dropped:
            continue
        start = CODE_END + 1 if text[CODE_END] != " " else SEQUENCE_START
        stop = len(text.rstrip())
        yield _finding(source, line, start, stop + 1, f"DIRECTXA ignores what stands in {_columns(start, stop)}")


@source_rule("REC002", "word-cut-at-column-71", Severity.ERROR, Directxa.IGNORES)
def word_cut_at_column_71(source: Source) -> Iterator[Finding]:
    """A word of a statement runs across column 71.

    Why: DIRECTXA sees only the part up to column 71: a shorter name, a smaller number, and no message.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         COMMAND DEFINE NIC 0600 TYPE QDIO                                 DEVICES 3
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         COMMAND DEFINE NIC 0600 TYPE QDIO DEVICES 3
    Source: z/VM CP Planning and Administration, IPL statement (the limit of 71 columns)
    """
    dropped = _lines_with_dropped_words(source)
    for line, text in _long_statements(source):
        if not is_cut(text) or line in dropped:
            continue
        start = text.rfind(" ", 0, CODE_END) + 2
        stop = word_end(text, CODE_END)
        length = CODE_END - start + 1
        message = f"a word of {stop - start + 1} characters runs across column 71: DIRECTXA sees its first {length}"
        yield _finding(source, line, start, stop + 1, message)


@source_rule("REC003", "tab-character", Severity.WARNING, Directxa.REFUSES)
def tab_character(source: Source) -> Iterator[Finding]:
    """A statement's record holds a tab in columns 1 to 71.

    Why: a tab is no blank to DIRECTXA but a character of the word it stands in. Repair puts blanks up to the next of the
    places that are eight columns apart, as the editor that put the tab there showed it; in a text, such as that of COMMAND,
    that is another text.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
        \\tMDISK 0191 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 LBYONLY 2G 4G G
                MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, syntax of control statements (blanks separate operands)
    """
    if "\t" not in source.joined:
        return
    for line, text in enumerate(source.records.texts, 1):
        if "\t" not in text[:CODE_END] or not is_statement(text[:CODE_END]):
            continue
        at = text.index("\t")
        fits = len(text.rstrip().expandtabs(_TAB_STOP)) <= CODE_END
        safety: Literal["safe", "unsafe"] = "unsafe" if _is_tab_in_text(source, line) else "safe"
        fix = Fix("replace tabs by blanks", safety, _tab_edits(line, text[:CODE_END])) if fits else None
        yield _finding(source, line, at + 1, at + 2, "a tab is a character to DIRECTXA, not a blank", fix=fix)


def _is_tab_in_text(source: Source, line: int) -> bool:
    """Whether a statement is another one with blanks for the tabs in a record of it."""
    position = source.position_at(line)
    kind = None if position is None else source.statements[position].known_definition
    if position is None or kind is None:
        return False
    if len(source.lines_of(position)) > 1 and kind.takes_quotes and any(map(source.text(position).count, "'\"")):
        return True  # the string may have begun in another record
    text = source.code(line)
    return source.parser.parse(text) != source.parser.parse(text.expandtabs(_TAB_STOP))


def _tab_edits(line: int, text: str) -> tuple[Edit, ...]:
    """One edit for every tab: the blanks up to the next tab stop."""
    edits = []
    column = 0
    for at, character in enumerate(text):
        blanks = _TAB_STOP - column % _TAB_STOP if character == "\t" else 1
        if character == "\t":
            edits.append(Edit(line, at + 1, line, at + 2, " " * blanks))
        column += blanks
    return tuple(edits)


@source_rule("REC004", "record-too-long", Severity.WARNING, Directxa.IGNORES)
def record_too_long(source: Source) -> Iterator[Finding]:
    """A record has more than 80 characters.

    Why: a directory's records are 80 columns wide; the rest is cut off when the file is brought to z/VM.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
        *                                                                              too long
    Good:
        USER LINUX1 LBYONLY 2G 4G G
        * short enough
    Source: z/VM CP Commands and Utilities Reference, DIRECTXA
    """
    texts = source.records.texts
    if source.longest <= RECORD_LENGTH:
        return
    for line, text in enumerate(texts, 1):
        length = len(text.rstrip())
        if length > RECORD_LENGTH:
            message = f"a record of {length} characters; a directory's records end at column {RECORD_LENGTH}"
            yield _finding(source, line, RECORD_LENGTH + 1, length + 1, message)


@source_rule("REC005", "control-character", Severity.ERROR, Directxa.REFUSES)
def control_character(source: Source) -> Iterator[Finding]:
    """A statement holds a control character, or one that no EBCDIC code page of a directory has.

    Why: such a character comes from a damaged transfer or from a word processor; DIRECTXA takes it for a part of a word.
    In comments it does no harm: DirMaint's *DVHOPT records hold two bytes of any value.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         ACCOUNT LAB\\x01
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         ACCOUNT LAB
    Source: z/VM CP Planning and Administration, syntax of control statements
    """
    for line, text in _odd_statements(source):
        at = next((at for at, one in enumerate(text[:CODE_END]) if is_foreign(one)), None)
        if at is not None:
            message = f"the character U+{ord(text[at]):04X} does not belong in a statement"
            yield _finding(source, line, at + 1, at + 2, message)


@source_rule("REC006", "sequence-out-of-order", Severity.INFO, Directxa.IGNORES)
def sequence_out_of_order(source: Source) -> Iterator[Finding]:
    """The numbers in columns 73-80 do not ascend; reported once a file.

    Why: nobody minds, but records were inserted, moved or copied, and XEDIT's SERIAL would renumber them.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G                                             00020000
         MACHINE ESA                                                            00010000
    Good:
        USER LINUX1 LBYONLY 2G 4G G                                             00010000
         MACHINE ESA                                                            00020000
    Source: z/VM CP Planning and Administration, records of the source directory
    """
    texts = source.records.texts
    before: tuple[int, str] | None = None
    for line in source.past_code:
        number = sequence(texts[line - 1])
        if len(number) != RECORD_LENGTH - SEQUENCE_START + 1 or not (number.isascii() and number.isdigit()):
            continue
        if before is not None and number <= before[1]:
            earlier = Span(source.path, before[0], SEQUENCE_START, before[0], RECORD_LENGTH + 1)
            yield _finding(
                source,
                line,
                SEQUENCE_START,
                RECORD_LENGTH + 1,
                f"sequence number {number} follows {before[1]}",
                related=(Related(earlier, "", "the number before it"),),
                detail=_ONCE_A_FILE,
            )
            return
        before = line, number


@source_rule("REC007", "orphan-sequence-field", Severity.ERROR, Directxa.REFUSES)
def orphan_sequence_field(source: Source) -> Iterator[Finding]:
    """A record holds nothing but an eight-digit number at its beginning.

    Why: a file transfer pushed the sequence field onto a line of its own; DIRECTXA takes it for a statement. Repair removes
    the record.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
        00010000
    Good:
        USER LINUX1 LBYONLY 2G 4G G                                             00010000
    Source: met in public copies of directories
    """
    if _DIGITS_ALONE.search(f"\n{source.joined}") is None:
        return
    for line, text in enumerate(source.records.texts, 1):
        if is_orphan_sequence(text):
            fix = Fix("remove the record", "safe", (Edit(line, 1, line + 1, 1, ""),))
            yield _finding(source, line, 1, 9, "a sequence field on a record of its own", fix=fix)


@source_rule("REC008", "shifted-sequence-field", Severity.WARNING, Directxa.REFUSES)
def shifted_sequence_field(source: Source) -> Iterator[Finding]:
    """The sequence fields of at least three records start one column early; reported once a file.

    Why: an editor or a web page ate a column. A reader that looks at column 72 sees a one-character operand more on each of
    these records. dirtool reads them as if the field stood at column 73. Repair moves the fields.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G                                            00010000
         MACHINE ESA                                                           00020000
         IPL CMS                                                               00030000
    Good:
        USER LINUX1 LBYONLY 2G 4G G                                             00010000
         MACHINE ESA                                                            00020000
         IPL CMS                                                                00030000
    Source: met in a public copy of a directory
    """
    lines = shifted_lines(source)
    if not lines:
        return
    edits = tuple(Edit(line, CODE_END + 1, line, CODE_END + 1, " ") for line in sorted(lines))
    first = min(lines)
    message = f"{len(lines)} records have their sequence field in columns 72-79 instead of 73-80"
    fix = Fix("shift the fields by one column", "unsafe", edits)
    yield _finding(source, first, CODE_END + 1, RECORD_LENGTH, message, fix=fix, detail=_ONCE_A_FILE)


def _columns(first: int, last: int) -> str:
    return f"column {first}" if first == last else f"columns {first}-{last}"


def _finding(
    source: Source,
    line: int,
    column: int,
    end_column: int,
    message: str,
    *,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
    detail: str | None = None,
) -> Finding:
    span = Span(source.path, line, column, line, end_column)
    return Finding(span, message, None, detail, related=related, fix=fix)


def _long_statements(source: Source) -> list[tuple[int, str]]:
    """Records of statements with something behind column 71, but for sequence fields, be they shifted."""
    if _long_statements not in source.remembered:
        source.remembered[_long_statements] = list(_found_long_statements(source))
    found: list[tuple[int, str]] = source.remembered[_long_statements]
    return found


def _found_long_statements(source: Source) -> Iterator[tuple[int, str]]:
    texts, numbered, shifted = source.records.texts, set(lines_with_sequence(source)), shifted_lines(source)
    for line in source.past_code:
        text = texts[line - 1]
        if text[CODE_END] == " " and (line in numbered or (field := sequence(text)) == "" or is_sequence(field)):
            continue
        if line not in shifted and is_statement(text[:CODE_END]):
            yield line, text


def _odd_statements(source: Source) -> Iterator[tuple[int, str]]:
    """Records of statements with a character that is not printable, or not of one byte."""
    texts = source.records.texts
    if source.is_plain:
        return
    wide = source.records.encoding == "utf-8"
    for line, text in enumerate(texts, 1):
        if (not text.isprintable() or (wide and not text.isascii())) and is_statement(text[:CODE_END]):
            yield line, text


def _lines_with_dropped_words(source: Source) -> set[int]:
    """The records of statements that end in words that DIRECTXA drops anyway."""
    return {
        line
        for index, faults in source.faults.items()
        if any(fault.rule in ABOUT_DROPPED_WORDS for fault in faults)
        for line in source.lines_of(index)
    }
