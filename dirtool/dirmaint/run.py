"""A whole file of commands, run one after another, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dirtool.dirmaint.simulate import Ended, Reply, Simulator
from dirtool.dirmaint.work_units import State
from dirtool.syntax.command_file import CommandFile


class Step(NamedTuple):
    """One event of a run, with the record of the file from which it comes (None: the end of the file)."""

    event: Reply | Ended
    line: int | None


class Counts(NamedTuple):
    """How many commands were done and how many failed, and the same of work units."""

    done: int
    failed: int
    units_done: int
    units_failed: int


class Run(NamedTuple):
    """All steps of a run in their order."""

    path: str
    steps: tuple[Step, ...]

    @property
    def replies(self) -> list[Reply]:
        """The answers to the commands."""
        return [step.event for step in self.steps if isinstance(step.event, Reply)]

    @property
    def ended(self) -> list[Ended]:
        """The work units that have ended."""
        return [step.event for step in self.steps if isinstance(step.event, Ended)]

    @property
    def counts(self) -> Counts:
        """What came of the commands and of the work units."""
        failed = Counter(reply.rc != 0 for reply in self.replies)
        units = Counter(ended.state for ended in self.ended)
        return Counts(failed[False], failed[True], units[State.DONE], units[State.FAILED])

    @property
    def failed(self) -> int:
        """How many commands and work units have failed."""
        return self.counts.failed + self.counts.units_failed


def run_file(simulator: Simulator, file: CommandFile, *, stop_at_failure: bool = False) -> Run:
    """Run the commands of a file; at the comment `* DIRTOOL: WAIT` and at the end, wait for all work units.

    `stop_at_failure` leaves out what stands behind the first command that fails, as a program would that looks at each return
    code; a file that is sent with BATCH goes on.
    """
    steps: list[Step] = []

    def note(events: Iterable[Reply | Ended], line: int | None) -> None:
        steps.extend(Step(event, line) for event in events)

    waits = iter([*file.waits, len(file.texts) + 1])
    wait = next(waits)
    for command in file.commands:
        while wait < command.line:
            note(simulator.wait(), wait)
            wait = next(waits)
        before = len(simulator.events)
        reply = simulator.run_parsed(command.text, command.parsed)
        note(simulator.events[before:], command.line)
        if stop_at_failure and reply.rc:
            break
    note(simulator.wait(), None)
    return Run(file.path, tuple(steps))
