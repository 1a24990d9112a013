"""A whole file of commands, run."""

from dirtool.dirmaint.run import Counts, Run, run_file
from dirtool.dirmaint.settings import Faults
from dirtool.dirmaint.simulate import Ended, Reply
from dirtool.syntax.command_file import CommandFile
from tests.dirmaint.desk import COMMANDS, desk
from tests.model.made import records_of

COMMANDS_OF_A = """\
FOR A STORAGE 2G
FOR B REVIEW
FOR A AMDISK 191 3390 1 5 V1 MR LABEL X
* DIRTOOL: WAIT
FOR A REVIEW
"""


def run(text: str, *, stop: bool = False, failing: int | None = None) -> Run:
    faults = Faults(work_units=frozenset() if failing is None else frozenset({failing}))
    simulator = desk("USER A NOLOG 1G 4G G\n", faults=faults)
    return run_file(simulator, CommandFile(records_of(text, "a.dirm"), COMMANDS), stop_at_failure=stop)


def events(found: Run) -> list[tuple[str, int | None]]:
    """What happened, and the record that it comes from."""
    return [
        (step.event.verb if isinstance(step.event, Reply) else f"end of {step.event.verb}", step.line)
        for step in found.steps
    ]


def test_commands_and_ends_of_work_units_are_told_in_their_order_with_their_records() -> None:
    found = run(COMMANDS_OF_A)
    assert events(found) == [("STORAGE", 1), ("REVIEW", 2), ("AMDISK", 3), ("end of AMDISK", 4), ("REVIEW", 5)]
    assert found.counts == Counts(done=3, failed=1, units_done=1, units_failed=0)
    assert found.failed == 1


def test_at_the_end_of_the_file_everything_is_waited_for() -> None:
    assert events(run(COMMANDS_OF_A.replace("* DIRTOOL: WAIT\n", ""))) == [
        ("STORAGE", 1),
        ("REVIEW", 2),
        ("AMDISK", 3),
        ("REVIEW", 4),
        ("end of AMDISK", None),
    ]


def test_what_stands_behind_a_failure_is_left_out_if_that_is_wanted() -> None:
    assert events(run(COMMANDS_OF_A, stop=True)) == [("STORAGE", 1), ("REVIEW", 2)]


def test_a_work_unit_that_fails_is_counted_apart() -> None:
    found = run(COMMANDS_OF_A, failing=1)
    assert found.counts == Counts(done=3, failed=1, units_done=0, units_failed=1)
    assert found.failed == 2
    assert all(isinstance(one, Ended) for one in found.ended)
