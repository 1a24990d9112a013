"""A simulated session with DirMaint as JSON, schema dirtool.simulation/1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dirtool.dirmaint.answer import Message
from dirtool.dirmaint.run import Run, Step
from dirtool.dirmaint.simulate import Reply
from dirtool.report.json_lines import document_lines

SCHEMA = "dirtool.simulation/1"


def simulation_json(run: Run, current: str) -> Iterator[str]:
    """The lines of the document: an event a line, in their order; `current` is the path of the directory."""
    counts = run.counts
    head = {
        "schema": SCHEMA,
        "commands": run.path,
        "current": current,
        "summary": {
            "commands": len(run.replies),
            "done": counts.done,
            "failed": counts.failed,
            "work_units_done": counts.units_done,
            "work_units_failed": counts.units_failed,
        },
    }
    return document_lines(head, {"events": map(_event, run.steps)})


def _event(step: Step) -> dict[str, Any]:
    event = step.event
    if isinstance(event, Reply):
        return {
            "kind": "reply",
            "line": step.line,
            "number": event.number,
            "command": event.shown,
            "verb": event.verb or None,
            "target": event.target or None,
            "node": event.node,
            "rc": event.rc,
            "why": event.why or None,
            "work_unit": event.work_unit,
            "messages": list(map(_message, event.messages)),
            "sent": None if event.sent is None else {"name": event.sent[0], "records": event.sent[1]},
            "files": [
                {"name": file.name, "records": len(file.lines), "lines": None if file.is_secret else list(file.lines)}
                for file in event.files
            ],
        }
    return {
        "kind": "work-unit",
        "line": step.line,
        "work_unit": event.work_unit,
        "verb": event.verb,
        "subject": f"{event.userid}/{event.vdev}",
        "state": event.state.value,
        "messages": list(map(_message, event.messages)),
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "number": message.number,
        "severity": message.id[-1],
        "text": message.text,
        "from_server": message.from_server,
    }
