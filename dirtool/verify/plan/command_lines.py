"""The text of the commands of a plan: one command a line, between comments that tell what each is for.

Comments are lines that begin with an asterisk, which CMS and the files of commands pass over. They hold nothing that could be
taken for a command: printable characters of ASCII alone, no line-edit character of CP, no comma at their end, and 80 columns.
Source: z/VM DirMaint Commands Reference, BATCH; z/VM CP Planning and Administration, line-edit characters.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from dirtool.errors import InputError
from dirtool.spec.dirmaint_verbs import LINE_EDIT_CHARACTERS
from dirtool.syntax.command import as_typed
from dirtool.syntax.command_file import is_comment
from dirtool.syntax.parser import CONTINUATION
from dirtool.verify.plan.document import Action, PlanDocument
from dirtool.wording import plural

WAIT = "* DIRTOOL: WAIT"
"""The comment at which everything waits until all work units have ended."""

_LONGEST = 80
_HARMFUL = re.compile(f"[^ -~]|[{LINE_EDIT_CHARACTERS}]")
_TEXT = "* | "  # what a line begins with that holds words of somebody: no such line can be a WAIT
_RULE = f"* {'-' * 66}"


def command_lines(document: PlanDocument, stage: int | None = None, *, typed: bool = False) -> list[str]:
    """The lines of a plan, or of one of its stages, which are the same lines.

    Between two stages, and behind each that has a step to be done by hand, all work units have to end: `WAIT` stands there.
    `typed`: line-edit characters in commands stand behind an escape character, for lines that are typed at a terminal. Raises
    InputError for a command that would be read as another one.
    """
    carried: dict[str, list[Action]] = {}
    for action in document.actions:
        if action.by is not None:
            carried.setdefault(action.by, []).append(action)
    stages = document.stages
    lines = [] if stage is not None else [_head(document)]
    for at, actions in enumerate(stages):
        if stage is None or actions[0].stage == stage:
            lines.append(f"* Stage {at + 1} of {len(stages)}")
            for action in actions:
                if action.by is None:
                    lines += _action(action, carried.get(action.id, ()), typed=typed)
            if at + 1 < len(stages) or any(map(is_by_hand, actions)):
                lines.append(WAIT)
    return lines


def is_by_hand(action: Action) -> bool:
    """Whether an action is something that people do, and no command."""
    return not action.commands and action.by is None and action.before is not None


def is_one_command(text: str) -> bool:
    """Whether a text is one command in one line, as whatever reads a file of commands takes it."""
    is_line = text.isprintable() and bool(text.strip())
    return is_line and not is_comment(text) and not text.rstrip().endswith(CONTINUATION)


def _head(document: PlanDocument) -> str:
    counts = (
        plural(len(document.actions), "action"),
        plural(sum(len(one.commands) for one in document.actions), "command"),
    )
    return _comment("* ", f"Plan: {' and '.join(counts)}")


def _action(action: Action, carried: Iterable[Action], *, typed: bool) -> Iterator[str]:
    carried = list(carried)
    befores = list(dict.fromkeys(one.before for one in (action, *carried) if one.before is not None))
    if befores:
        yield _RULE
        yield "* BY HAND" if is_by_hand(action) else "* BEFORE THE COMMANDS THAT FOLLOW"
        for before in befores:
            yield from _wrapped(before)
        yield _RULE
    for one in (action, *carried):
        told = "; ".join(filter(None, (f"{one.subject}: {one.title}", one.data_words)))
        yield _comment("* ", f"[{one.id}] {told}")
    for command in action.commands:
        if not is_one_command(command.text):
            raise InputError(
                f"action {action.id}: a command that is not one line of text", "it would be read as another one"
            )
        if command.file is not None:
            yield _comment("* ", f"with the file {command.file}")
        yield as_typed(command.text) if typed else command.text


def _comment(before: str, text: str) -> str:
    """One line of a comment, cut where it is too long."""
    line = before + " ".join(_HARMFUL.sub("?", text).split())
    line = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
    return line.rstrip(CONTINUATION + " ")


def _wrapped(text: str) -> Iterator[str]:
    for line in textwrap.wrap(" ".join(_HARMFUL.sub("?", text).split()), _LONGEST - len(_TEXT)):
        yield f"{_TEXT}{line}".rstrip(CONTINUATION + " ")
