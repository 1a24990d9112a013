"""The files that go with ADD and REPLACE: an entry as it shall be, but for the devices that other commands care for."""

from __future__ import annotations

from collections.abc import Iterable

from dirtool.dirmaint.source_entry import Line, SourceEntry, lines_of
from dirtool.model.devices import device_number
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.builds import member_line
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.step import LineEdit, Step
from dirtool.syntax.control_comment import DVHOPT
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Build as BuildStatement
from dirtool.syntax.to_text import statement_records


class Files:
    """What the steps so far have done to entries, as far as a file has to know it."""

    def __init__(self, build: Build) -> None:
        known = (build.adds, build.replacements, build.prototypes)
        self._works = {id(step): build.comparison.works[number] for some in known for number, step in some.items()}
        self._replacements = {id(step) for step in build.replacements.values()}
        self._arrived: dict[str, dict[str, tuple[Statement, ...]]] = {}
        self._left: dict[str, set[str]] = {}

    def records(self, step: Step) -> list[str] | None:
        """The records of the file that goes with a step; None if there is none."""
        if step.file is None:
            return None
        work = self._works[id(step)]
        assert work.new is not None
        is_replaced = id(step) in self._replacements
        behind = work.coming - work.final if is_replaced else work.coming
        lines = [line for line in lines_of(work.new) if _number(line.statement) not in behind]
        entry = SourceEntry(work.new.kind, work.name, 0, None, lines)
        if is_replaced:
            for extra in self._kept(work):
                assert extra.statement is not None
                entry.lines.insert(entry.place_for(extra.statement), extra)
        return [text for line in entry.all_lines() for text in line.texts if not text.startswith(DVHOPT)]

    def _kept(self, work: EntryWork) -> Iterable[Line]:
        """The lines of devices that are there at this time and for which other commands care."""
        arrived, left = self._arrived.get(work.name, {}), self._left.get(work.name, set())
        if work.old is not None:
            for line in lines_of(work.old):
                number = _number(line.statement)
                if number is not None and number in work.going and number not in left:
                    yield line
        for number, statements in sorted(arrived.items()):
            if number not in work.final:
                first, *others = [Line(statement_records(one), one) for one in statements]
                first.extensions = others
                yield first

    def note(self, edits: Iterable[LineEdit]) -> None:
        """A step has been done."""
        for edit in edits:
            self._left.setdefault(edit.entry, set()).add(edit.vdev)
            if edit.statements:
                self._arrived.setdefault(edit.entry, {})[edit.vdev] = edit.statements
            else:
                self._arrived.get(edit.entry, {}).pop(edit.vdev, None)


def _number(statement: Statement | None) -> str | None:
    """The device number of a line, or what stands for it of a BUILD."""
    if isinstance(statement, BuildStatement):
        return member_line(statement.member)
    return None if statement is None else device_number(statement)
