"""New entries that are alike but for their names: one prototype is sent, and each is added LIKE it.

Source: z/VM DirMaint Commands Reference, FILE and ADD LIKE: the prototype's name and password give way to those of the entry.
"""

from __future__ import annotations

from collections.abc import Callable

from dirtool.plan.steps.build import Build
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.drafts import draft
from dirtool.plan.steps.orders import order
from dirtool.plan.steps.step import Step, Thing
from dirtool.syntax import verbs
from dirtool.syntax.statements import User
from dirtool.syntax.to_text import statement_text
from dirtool.verify.plan.document import Effective, Kind

PROTOTYPE = "PROTODIR"
_FEWEST = 3  # entries for which a prototype pays


def use_prototypes(build: Build, file_of: Callable[[Step], list[str] | None]) -> None:
    """Let users whose files say the same but for the name be added LIKE a prototype, which is called as the first of them.

    `file_of` gives the records of the file that goes with a step.
    """
    alike: dict[tuple[str, ...], list[tuple[EntryWork, Step, str]]] = {}
    for number, step in build.adds.items():
        work = build.comparison.works[number]
        password = _password(build, work)
        records = None if password is None else file_of(step)
        if password is not None and records is not None:
            alike.setdefault(_shape(work, records), []).append((work, step, password))
    for some in alike.values():
        if len(some) >= _FEWEST:
            _add_like(build, some)


def _password(build: Build, work: EntryWork) -> str | None:
    """The password for ADD LIKE: a word such as LBYONLY, or a reference; None for what a command must not show, or no user."""
    header = work.entry.header.statement
    if not isinstance(header, User):
        return None
    row = header.definition.by_name["password"]
    return build.target.passwords.get(work.name) or (header.password if header.password in row.vocabulary else None)


def _shape(work: EntryWork, records: list[str]) -> tuple[str, ...]:
    """The records of an entry with its header as it is without name and password."""
    header = work.entry.header.statement
    assert isinstance(header, User)
    count = len(work.entry.source.lines_of(work.entry.start))
    return (statement_text(header.with_operands(userid="", password="NOLOG")), *records[count:])


def _add_like(build: Build, some: list[tuple[EntryWork, Step, str]]) -> None:
    some = sorted(some, key=lambda one: one[0].name)
    name = some[0][0].name
    there = Thing("prototype", name)
    action = draft(
        Kind.FILE,
        f"{name} {PROTOTYPE}",
        f"a prototype for {len(some)} entries",
        "they are alike but for their names",
        effective=Effective.NOW,
    )
    send = Step("", [action], [order(verbs.File, fn=name, ft=PROTOTYPE)], file=f"{name} {PROTOTYPE}", makes={there})
    build.prototypes[some[0][0].number] = send
    build.steps.append(send)
    for work, step, password in some:
        step.commands = [order(verbs.Add, entry=work.name, like=name, password=password)]
        step.file = None
        step.needs.add(there)
