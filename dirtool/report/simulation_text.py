"""A simulated session with DirMaint as a transcript: each command, what the sender's console shows, and what came of all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from dirtool.dirmaint.answer import Message
from dirtool.dirmaint.run import Run
from dirtool.dirmaint.simulate import Reply
from dirtool.dirmaint.work_units import State
from dirtool.report.style import Style, harmless
from dirtool.wording import plural

_CONSOLE_WIDTH = 72
_PAINT = {"E": "error", "W": "warning"}


def simulation_text(run: Run, style: Style) -> Iterator[str]:
    """The transcript of a run, as a console would show it, and its outcome in one line."""
    for step in run.steps:
        yield from _reply(step.event, style) if isinstance(step.event, Reply) else _messages(step.event.messages, style)
    if run.steps:
        yield ""
    yield summary(run)


def simulation_concise(run: Run, style: Style) -> Iterator[str]:
    """One line a command and a work unit: its record and what came of it, and why a command has failed."""
    for step in run.steps:
        event, place = step.event, f"{run.path}:{step.line}" if step.line is not None else run.path
        if isinstance(event, Reply):
            yield f"{style.paint('place', place)}: {_outcome(event, style)} {harmless(event.shown)}{_why(event.why)}"
        else:
            state = style.paint("error" if event.state is State.FAILED else "good", event.state.value)
            what = f"work unit {event.work_unit} ({event.verb} {event.userid}/{event.vdev})"
            yield f"{style.paint('place', place)}: {state} {what}"
    yield summary(run)


def summary(run: Run) -> str:
    """What came of a run: how many commands were done and how many failed, and the work units."""
    counts = run.counts
    said = f"{plural(len(run.replies), 'command')}: {counts.done} done, {counts.failed} failed"
    if run.ended:
        said += f"; {plural(len(run.ended), 'work unit')}: {counts.units_done} done, {counts.units_failed} failed"
    return said


def _outcome(reply: Reply, style: Style) -> str:
    return style.paint("error", f"RC {reply.rc}") if reply.rc else style.paint("good", "RC 0")


def _why(why: str) -> str:
    return f": {harmless(why)}" if why else ""


def _reply(reply: Reply, style: Style) -> Iterator[str]:
    yield style.paint("bold", harmless(reply.shown))
    if reply.sent is not None:
        name, records = reply.sent
        yield harmless(f"File {name} ({plural(records, 'record')}) is sent with it.")
    yield from _messages([message for message in reply.messages if not message.from_server], style)
    yield (
        "Ready;" if any(message.from_server for message in reply.messages) or not reply.rc else f"Ready({reply.rc:05});"
    )
    yield from _messages([message for message in reply.messages if message.from_server], style)
    for file in reply.files:
        yield f" File {harmless(file.name)} ({plural(len(file.lines), 'record')}) is sent to you{_hidden(file.is_secret)}"
        if not file.is_secret:
            yield from (f" | {harmless(line)}" for line in file.lines)


def _hidden(is_secret: bool) -> str:
    return "; it holds passwords." if is_secret else ":"


def _messages(messages: list[Message] | tuple[Message, ...], style: Style) -> Iterator[str]:
    """Messages as a console of 72 columns shows them: their id on every line; a blank before those from the server."""
    for message in messages:
        blank = " " if message.from_server else ""
        width = max(20, min(_CONSOLE_WIDTH, style.width) - len(message.id) - 2)
        kind = _PAINT.get(message.id[-1], "")
        for line in textwrap.wrap(harmless(message.text), width, break_on_hyphens=False) or [""]:
            yield f"{blank}{style.paint(kind, message.id) if kind else message.id} {line}"
