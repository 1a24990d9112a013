"""What the rules about DMSSICNF and DMSSICMO COPY share: the settings to judge, their places, and how values are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dirtool.lint.context import CopyContext
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.registry import Finding
from dirtool.model.copy_file import Setting
from dirtool.model.ip_networks import is_none
from dirtool.spec.copy_keys import BY_FOLDED_NAME, NEEDED_WITH_XCAT, Domain
from dirtool.spec.statement import nearest
from dirtool.syntax.copy_secrets import is_secret
from dirtool.syntax.statement import MASK
from dirtool.wording import LONGEST_SHOWN, shown

_LONGEST_LABEL = 6
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
    """The labels of volumes in a value, each with its place; that of the whole value where it is written in pieces.

    There are none in a value that holds a secret.
    """
    whole = value_span(setting)
    text = setting.stated.text
    if setting.stated.is_secret or is_none(text):
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


def passwords_in_clear(context: CopyContext) -> Iterator[Finding]:
    """The passwords in a file, also those that do not count."""
    for setting in context.copy.settings:
        if is_secret(setting.name, setting.stated.text) and setting.is_known:
            name = name_of(setting)
            if setting.key is None:
                yield Finding(
                    value_span(setting), f"{name} sounds like a password, and is in clear", name, "", Severity.INFO
                )
            else:
                yield Finding(value_span(setting), f"{name} holds a password in clear", name, "")


def too_long_label(setting: Setting, label: str, place: Span) -> Finding:
    """What is said of a label that no volume can have."""
    message = f"{name_of(setting)} names {shown(label)}: {len(label)} characters, a volume's label has {_LONGEST_LABEL} at most"
    return Finding(place, message, name_of(setting), label[:LONGEST_SHOWN])


def is_too_long(label: str) -> bool:
    """Whether no volume can have this label."""
    return len(label) > _LONGEST_LABEL


def finding_at_value(
    setting: Setting | None, message: str, others: tuple[Related, ...] = (), severity: Severity | None = None
) -> Finding:
    """A finding about a value."""
    assert setting is not None
    return Finding(value_span(setting), message, name_of(setting), value_of(setting), severity, others)


def wrong_value(setting: Setting, text: str, what: str) -> Iterator[Finding]:
    """What is said of a value that its key cannot have; that a needed one is empty is told elsewhere."""
    name = name_of(setting)
    if text:
        yield finding_at_value(setting, f"{name} is {value_of(setting)}, which is {what}")
    elif name not in NEEDED_WITH_XCAT:
        yield finding_at_value(setting, f"{name} is empty", severity=Severity.WARNING)


def keys_like(context: CopyContext, name: str) -> list[str]:
    """The known keys that a name was most likely meant to be, best first; behind them those that the file gives as well."""
    like = nearest(name.upper(), tuple(BY_FOLDED_NAME))
    return [BY_FOLDED_NAME[one].name for one in sorted(like, key=context.copy.by_name.__contains__)]


def _within(span: Span, start: int, stop: int) -> Span:
    return span._replace(column=span.column + start, end_column=span.column + stop)
