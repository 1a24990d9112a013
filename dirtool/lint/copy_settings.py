"""What the rules about DMSSICNF and DMSSICMO COPY share: the settings to judge, their places, and how values are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dirtool.lint.context import CopyContext
from dirtool.lint.diagnostic import Related, Span
from dirtool.model.copy_file import Setting
from dirtool.model.ip_networks import is_none
from dirtool.spec.copy_keys import Domain
from dirtool.syntax.statement import MASK
from dirtool.wording import shown

_LABEL = re.compile(r"\S+")


def judged(context: CopyContext, file: str, *domains: Domain) -> Iterator[tuple[Setting, str]]:
    """The settings that count, each with its value without blanks around it: those of the known keys of a file that take
    something of some domains, as far as their values are known. None if this is not that file.
    """
    if context.copy.kind != file:
        return
    for setting in context.copy.by_name.values():
        key = setting.key
        if setting.is_known and key is not None and key.file == file and key.domain in domains:
            yield setting, setting.stated.text.strip()


def name_of(setting: Setting) -> str:
    """The name of a key as it should be written."""
    return setting.name if setting.key is None else setting.key.name


def value_of(setting: Setting) -> str:
    """A value as it may be shown."""
    return MASK if setting.stated.is_secret else shown(setting.stated.text.strip())


def name_span(setting: Setting) -> Span:
    """The place of the name."""
    return Span(setting.stated.path, setting.line, setting.column, setting.line, setting.end_column)


def value_span(setting: Setting) -> Span:
    """The place of the value."""
    stated = setting.stated
    return Span(stated.path, stated.line, stated.column, stated.line, stated.end_column)


def related(setting: Setting, message: str) -> Related:
    """The value as a second place that has part in a finding."""
    return Related(value_span(setting), name_of(setting), message)


def labels_of(context: CopyContext, setting: Setting) -> list[tuple[str, Span]]:
    """The labels of volumes in a value, each with its place; that of the whole value where it is written in pieces."""
    whole = value_span(setting)
    text = setting.stated.text
    if is_none(text):
        return []
    written = context.copy.file.code(whole.line)[whole.column - 1 : whole.end_column - 1]
    start = written.find(text)
    return [
        (match[0], whole if start < 0 else _within(whole, start + match.start(), start + match.end()))
        for match in _LABEL.finditer(text)
    ]


def keys_in_broken_clauses(context: CopyContext) -> set[str]:
    """The names, in upper case, with which clauses begin that are no assignments: what they should be given is not known."""
    return {clause.name.upper() for clause in context.copy.file.clauses if clause.kind is None}


def _within(span: Span, start: int, stop: int) -> Span:
    return span._replace(column=span.column + start, end_column=span.column + stop)
