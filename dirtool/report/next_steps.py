"""What the reader of a readiness report has to do next."""

from __future__ import annotations

from shlex import quote

from dirtool.migrate.migration import USER_INPUT, Migration
from dirtool.migrate.readiness.shortfall import State
from dirtool.wording import plural

_CHANGES_FILE, _RUNBOOK_FILES = "changes.txt", "runbook.html or runbook.md"
"""What is written beside the files for DirMaint: the list of all changes, and the runbook."""


def next_steps(migration: Migration, folder: str | None) -> list[str]:
    """What the reader has to do. `folder` is where the files are; None if they were not written."""
    source = quote(migration.directory.sources[0].path)
    into = "FOLDER" if folder is None else quote(folder)
    if not migration.holds:
        return ["A proof fails, which is a defect of dirtool: use none of the files, and report it."]
    states = {one.state for one in migration.readiness.shortfalls}
    again = "" if folder is None else ", and --overwrite"
    steps = []
    if State.OPEN in states:
        steps.append(f"Mend what is open in {source}, and run dirtool migrate again with the same options{again}.")
    if State.CHECK in states:
        steps.append("Look at each that is marked look, and decide.")
    if State.OPEN in states:
        return steps
    if folder is None:
        return [*steps, f"Write the files: dirtool migrate {source} with the same options, and -o {into}."]
    if migration.user_input.changes:
        steps.append(f"Read {_CHANGES_FILE}: it lists all that {USER_INPUT} has differently.")
    if migration.runbook.missing:
        lacking = plural(len(migration.runbook.missing), "thing")
        steps.append(
            f"See to what the directory lacks for DirMaint itself: {lacking}, at the beginning of the runbook."
        )
    return [
        *steps,
        f"Follow {_RUNBOOK_FILES}: freeze, back up, install, try, cut over; each phase has its way back.",
        f"After the move: dirtool migrate --check {into} --against USER.WITHPASS.",
    ]
