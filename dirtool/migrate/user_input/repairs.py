"""What is repaired on the way to USER INPUT where that is asked for: words in lower case, and what lint repairs safely."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dirtool.lint.diagnostic import Span
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.lint.repair import repair
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.migrate.user_input.draft import PATH, Draft, Origin
from dirtool.model.directory import Directory
from dirtool.syntax.fault import refused
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.words import fold
from dirtool.text.columns import code
from dirtool.text.edit import record_origins, replace_code
from dirtool.text.records import Records

_WORD = re.compile(r"\S+")


def with_upper_case(directory: Directory) -> Draft:
    """A directory of one file with every word in upper case that CP reads so anyway.

    What keeps its case (the text of COMMAND and PARM, POSIX names) is found by reading each statement again: a word is folded
    only if the statement is the same then.
    """
    (source,) = directory.sources
    texts = list(source.records.texts)
    whole = _source([fold(text) for text in texts], source.parser, like=[source])
    changes = []
    for index, statement in enumerate(source.statements):
        lines = source.lines_of(index)
        before = [code(texts[line - 1]) for line in lines]
        after = [fold(text) for text in before]
        if after == before or isinstance(statement, Unparsed) or refused(source.faults.get(index, ())):
            continue
        if not _are_equal(source, index, whole, index):
            after = _folded_by_word(before, source, index)
        if after != before:
            for line, text in zip(lines, after, strict=True):
                texts[line - 1] = replace_code(texts[line - 1], text)
            span = Span(source.path, lines[0], 1, lines[-1], len(after[-1].rstrip()) + 1)
            owner = directory.holder(source, index).shown_name
            changes.append(Change(ChangeKind.UPPER_CASE, span, owner, f"{statement.keyword} in upper case"))
    return Draft(texts, _own_origins(source), changes)


def with_safe_repairs(directory: Directory, options: Options) -> Draft:
    """A directory of one file with all safe repairs of lint that do no harm."""
    (source,) = directory.sources
    result = repair(directory, lint(directory, options=options), options, unsafe=False)
    origins = _own_origins(source)
    changes = []
    for found in result.passes:
        for one in found:
            assert one.fix is not None
            _, line = origins[one.span.line - 1]
            span = one.span._replace(line=line, end_line=line)
            changes.append(Change(ChangeKind.REPAIRED, span, one.subject, f"{one.code}: {one.fix.title}"))
        edits = [edit for one in found if one.fix for edit in one.fix.edits]
        origins = [origins[line - 1] for line in record_origins(len(origins), edits)]
    return Draft(result.directory.sources[0].records.texts, origins, changes)


def _own_origins(source: Source) -> list[Origin]:
    return [(source.path, line) for line in range(1, len(source.records.texts) + 1)]


def _source(texts: list[str], parser: Parser, like: Iterable[Source] = ()) -> Source:
    return Source(Records(PATH, texts, "utf-8"), parser, like)


def _are_equal(one: Source, at: int, other: Source, other_at: int) -> bool:
    """Whether two statements say the same, and the same is wrong with them."""
    if other_at >= len(other.statements) or one.statements[at] != other.statements[other_at]:
        return False
    return one.faults.get(at, ()) == other.faults.get(other_at, ())


def _folded_by_word(codes: list[str], source: Source, index: int) -> list[str]:
    """The records of a statement with those words in upper case that leave it as it is."""
    found = list(codes)
    for at, text in enumerate(codes):
        for word in _WORD.finditer(text):
            start, end = word.span()
            trial = [*found[:at], found[at][:start] + fold(word.group()) + found[at][end:], *found[at + 1 :]]
            if trial != found and _are_equal(source, index, _source(trial, source.parser), 0):
                found = trial
    return found
