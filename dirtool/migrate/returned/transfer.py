"""What a file that came over from z/VM may be instead of the answer to `DIRM USER WITHPASS`.

Source: z/VM DirMaint Commands Reference, USER: NOPASS sends the source directory with its passwords masked. z/VM CP Commands
and Utilities Reference, PUNCH: a header record stands before a file that is punched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dirtool.errors import InputError
from dirtool.model.directory import Directory, Entry
from dirtool.syntax.control_comment import DVHOPT
from dirtool.syntax.secrets import secret_operands
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Identity, Mdisk, User
from dirtool.syntax.words import fold
from dirtool.text.columns import RECORD_LENGTH
from dirtool.wording import plural

_WANTED = "what DIRM USER WITHPASS sends"
_ASK = "send DIRM USER WITHPASS, and name the file that it sends"
_HEADER = re.compile(r":READ\s|[A-Za-z][A-Za-z-]*:(\s|$)|From\s")  # of a punched file, of a mail, of a mailbox
_MASKED = re.compile(r"([X*?#.-])\1*")
_BEFORE_CRC = re.compile(re.escape(DVHOPT) + r"\s.*\bCRC.?")
_ENTRIES = ("user", "identity", "subconfig", "profile")


def mended(directory: Directory) -> Directory:
    """The directory without the parts of *DVHOPT records that are records of their own.

    Such a record ends with two binary bytes, and one of them may have become a line end. Numbers of records stay.
    """
    split = {id(source): list(_parts_of_control_records(source)) for source in directory.sources}
    if not any(split.values()):
        return directory
    sources = []
    for source in directory.sources:
        texts = list(source.records.texts)
        for index in split[id(source)]:
            texts[index] = ""
        sources.append(Source(replace(source.records, texts=texts), source.parser))
    return Directory(sources, directory.failures)


def _parts_of_control_records(source: Source) -> Iterator[int]:
    texts = source.records.texts
    if DVHOPT not in source.joined:
        return
    for index, text in enumerate(texts[1:], 1):
        if len(text.strip()) == 1 and _BEFORE_CRC.fullmatch(fold(texts[index - 1]).strip()):
            yield index


def refuse_others(given: Directory, returned: Directory) -> None:
    """Raise InputError where what came back can be no answer: another file, with a header, or without passwords."""
    for directory in (given, returned):
        if directory.failures:
            raise directory.failures[0]
    path = returned.sources[0].path
    if _has_entries(given) and not _has_entries(returned):
        raise InputError(f"{path}: no entry of a directory is in this file; allowed: {_WANTED}", _ASK)
    records = _records_before(returned)
    if records and not _records_before(given):
        raise InputError(
            f"{path}:1: {_stand(records)} before the directory that {'is' if records == 1 else 'are'} no part of it, as a "
            f"mail or a punched file has them; allowed: {_WANTED}, and nothing else",
            f"remove {'the first record' if records == 1 else f'the first {records} records'}, and compare again",
        )
    if _is_masked(given, returned):
        raise InputError(
            f"{path}: the passwords in this file are masked, as DIRM USER NOPASS sends it; allowed: {_WANTED}",
            f"{_ASK}: without passwords nobody can prove that they are the same",
        )


def _has_entries(directory: Directory) -> bool:
    return any(entry.kind in _ENTRIES for entry in directory.entries)


def _stand(records: int) -> str:
    return f"{plural(records, 'record')} {'stands' if records == 1 else 'stand'}"


def _records_before(directory: Directory) -> int:
    """How many records stand before the first one of a directory, from the very first record of the file on."""
    source = directory.sources[0]
    if not source.statements:
        return 0
    start = next(number for number, text in enumerate(source.records.texts, 1) if text.strip())
    entry = directory.entries_of(source)[0]
    if start != source.lines[0] or not (_HEADER.match(source.code(start)) or _is_nothing(entry)):
        return 0
    unknown = [position for position in range(entry.start, entry.stop) if _is_unknown(source.statements[position])]
    return source.lines_of(unknown[-1])[-1]


def _is_nothing(entry: Entry) -> bool:
    """Whether an entry is what stands before the first header, and none of it is a statement."""
    return not entry.name and all(map(_is_unknown, entry.statements))


def _is_unknown(statement: Statement) -> bool:
    return isinstance(statement, Unparsed) and statement.known_definition is None


def _is_masked(given: Directory, returned: Directory) -> bool:
    return any(
        (secrets := set(_secrets(returned, *kinds)))
        and all(map(_MASKED.fullmatch, secrets))
        and not secrets <= set(_secrets(given, *kinds))
        for kinds in ((User, Identity), (Mdisk,))
    )


def _secrets(directory: Directory, *kinds: type[Statement]) -> Iterator[str]:
    """The passwords of statements of some kinds, without the words that stand for one."""
    for kind in kinds:
        rows = [kind.definition.by_name[name] for name in secret_operands(kind.definition)]
        for _, placed in directory.placed(kind):
            for row in rows:
                value = getattr(placed.statement, row.name)
                if value is not None and value not in row.vocabulary:
                    yield value


def signs_of_cut(returned: Directory) -> list[str]:
    """What in a file may come of a transfer that was cut off, in words."""
    source = returned.sources[-1]
    records = source.records
    found = []
    if records.blocks and records.texts and len(records.texts[-1]) < RECORD_LENGTH:
        found.append(f"its last record has {len(records.texts[-1])} characters, and all others {RECORD_LENGTH}")
    elif not records.blocks and records.texts and records.end_of(len(records.texts) - 1) == "":
        found.append("its last record has no line end")
    controlled = [entry for entry in returned.entries if entry.kind in _ENTRIES and _has_control_record(entry)]
    entries = [entry for entry in returned.entries if entry.kind in _ENTRIES]
    if entries and len(controlled) * 2 > len(entries) and not _has_control_record(entries[-1]):
        found.append(f"its last entry, {entries[-1].shown_name}, has no {DVHOPT} record")
    return found


def _has_control_record(entry: Entry) -> bool:
    return any(text.lstrip().startswith(DVHOPT) for text in reversed(entry.texts))
