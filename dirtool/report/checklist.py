"""The checklist of what only the running system tells, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dirtool.report.style import printable
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.verify.checklist import Station, Step, checklist
from dirtool.verify.installation import Installation
from dirtool.wording import listed

_HOW_TO_USE = (
    "The files cannot tell what follows; ask the running system, in this order. What stands in angle brackets, no file tells: "
    "put your own value in its place, and leave the quotes of the shell. Passwords are never shown here."
)
_MEANS_SOMETHING = re.compile(r"[\\`*_{}\[\]<>|~&]")


def checklist_markdown(installation: Installation) -> Iterator[str]:
    """The lines of the document: a heading for each place to type at, an item for each thing to find out."""
    yield "# Checklist of the running system"
    yield ""
    yield _HOW_TO_USE
    for number, station in enumerate(checklist(installation), 1):
        yield ""
        yield f"## {number}. {_title(station)}"
        for step in station.steps:
            yield ""
            yield from _item(step)


def _title(station: Station) -> str:
    return f"{station.where} (host {_literal(station.host)})" if station.host else station.where


def _item(step: Step) -> Iterator[str]:
    yield f"- [ ] {step.task}"
    yield ""
    yield "  ```text"
    yield from (f"  {command}" for command in step.commands)
    yield "  ```"
    yield ""
    yield f"  Expected: {_literal(step.expect)}."
    if step.ivp:
        said = listed([f"{number} ({IVP_MESSAGES[number].meaning})" for number in step.ivp], "or")
        yield f"  If it is not so, the IVP says {said}."


def _literal(text: str) -> str:
    """Text that may come from a file, with nothing in it that Markdown would take for markup."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", printable(text))
