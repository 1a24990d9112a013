"""How the time for some work grows with its size; for the tests that hold it to that."""

import time
from collections.abc import Callable

import pytest

TWICE = 2.3  # at most for twice the work, where time grows in proportion
_TRIES = 6


def seconds_for(work: Callable[[], object]) -> float:
    """The processor's time for some work."""
    started = time.process_time()
    work()
    return time.process_time() - started


def assert_grows(less: Callable[[], float], more: Callable[[], float], at_most: float = TWICE) -> None:
    """Fail if the seconds of more work are not at most so many times those of less, in the best of some tries each.

    Whatever disturbs the machine makes times longer, never shorter.
    """
    best_less = best_more = float("inf")
    for _ in range(_TRIES):
        best_less = min(best_less, less())
        best_more = min(best_more, more())
        if best_more <= at_most * best_less:
            return
    pytest.fail(f"more work takes {best_more / best_less:.2f} times as long, and {at_most:g} times are allowed")
