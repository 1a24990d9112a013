"""Moves to DirMaint made by hand, for the tests of their views."""

from __future__ import annotations

from functools import cache
from typing import Any

from dirtool.lint.diagnostic import Related, Span
from dirtool.migrate.extents.exclusions import ProposedExclusion, Reason
from dirtool.migrate.extents.proposal import ControlProposal, GuessedSize
from dirtool.migrate.extents.usable_space import LeftOut
from dirtool.migrate.migration import Migration, migrate
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness.shortfall import Check, Readiness, Shortfall, State
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.migrate.user_input.cleaning import UserInput
from dirtool.model.directory import Directory
from dirtool.model.extent import Gap
from dirtool.verify.plan.document import Claim
from tests.model.made import control_of, records_of, source_of

COMPILES = Check(
    1, "DIRECTXA accepts it", "DirMaint cannot start from a source that DIRECTXA refuses.", "mend the statement"
)
UNIQUE = Check(2, "Every name stands once", "A name is the key of one entry.", "remove one of the two")
COMMENTS = Check(
    4,
    "Comments stand in their entry",
    "DirMaint counts a comment above USER to the entry before it.",
    "move the comment below USER",
)
OVERLAPS = Check(
    7,
    "No minidisks overlap",
    "DirMaint gives out what its map calls free, and trusts that map.",
    "separate the two, or name one of them an overlay (--overlay)",
)
LINKS = Check(
    12, "Every LINK leads to a minidisk", "CP accepts it, and the link fails at logon.", "mend or remove the LINK"
)
SIZE = Check(20, "The directory is not very large", "Each change takes time.", "tune DirMaint before the move")
CHECKS = (COMPILES, UNIQUE, COMMENTS, OVERLAPS, LINKS, SIZE)


def at(line: int, path: str = "USER.DIRECT") -> Span:
    return Span(path, line, 1, line, 9)


def shortfall(
    check: Check,
    state: State,
    message: str,
    line: int | None = 1,
    subject: str = "LNX1",
    *,
    rule: str = "",
    action: str = "",
    related: tuple[Related, ...] = (),
) -> Shortfall:
    return Shortfall(check, state, None if line is None else at(line), subject, message, rule, action, related)


SHORT = Readiness(
    CHECKS,
    (
        shortfall(
            COMMENTS, State.MENDED, "the comment stands above USER, and would go to the entry before", 11, rule="DRM002"
        ),
        shortfall(
            COMMENTS, State.CHECK, "the comment tells of MAINT", 12, "LNX2", action="see to which entry it belongs"
        ),
        shortfall(
            OVERLAPS,
            State.OPEN,
            "shares cylinders 149-149 of LX0001 with LNX1/0191, and nothing says that this is on purpose",
            21,
            "LNX2/0191",
            rule="EXT001",
            related=(Related(at(14), "LNX1/0191", "already has them"),),
        ),
        shortfall(LINKS, State.NOTE, "LINK to GONE/0192, an entry that is not here", 30, "LNX3/0192"),
        shortfall(SIZE, State.NOTE, "12,000 entries", None, ""),
    ),
)
"""Something in each state."""

READY = Readiness(CHECKS, ())
MENDED = Readiness(CHECKS, SHORT.shortfalls[:1])


def comments(count: int, state: State = State.MENDED) -> Readiness:
    """That many comments above their entries, the last three to look at."""
    states = [state] * (count - 3) + [State.CHECK] * 3
    found = (shortfall(COMMENTS, one, "stands above USER", line) for line, one in enumerate(states, 1))
    return Readiness(CHECKS, tuple(found))


CHANGES = (
    Change(ChangeKind.SEQUENCE, at(1), "", "sequence fields of 45 records blanked"),
    Change(ChangeKind.MOVED, at(11), "LNX1", "the comment stands below USER now"),
    Change(ChangeKind.MOVED, at(12), "LNX2", "the comment stands below USER now"),
    Change(ChangeKind.CONTROL, at(30), "LNX3", "*AC= is of another product"),
)


CONTROL = """\
:REGIONS.
LX0001 LX0001 1 10016 3390-09 size guessed
LX0002 LX0002 1 END 3390-03
USER01 USER01 101 3338 3390-03
:END.
:GROUPS.
LINUX (ALLOCATE ROTATING)
LINUX LX0001 LX0002
USER USER01
:END.
:EXCLUDE.
MAINT 0123
:END.
"""
PROPOSAL = ControlProposal(
    records_of(CONTROL, "EXTENT CONTROL"),
    control_of(CONTROL, "EXTENT CONTROL"),
    (
        LeftOut("USER01", "cylinder", (Gap(1, 50), Gap(90, 90)), "CP uses it: .PAGE."),
        LeftOut("USER02", "cylinder", (Gap(0, 0),), "the label of the volume is there"),
        LeftOut("FBA001", "block", (Gap(0, 15),), "the label of the volume is there"),
        LeftOut("WORK01", "cylinder", (), "nobody tells how large it is"),
    ),
    (GuessedSize("LX0001", "3390", 10017),),
    (ProposedExclusion("MAINT", "0123", Reason.OVERLAY),),
    {"LINUX": ("LX0001", "LX0002"), "SPARE": (), "USER": ("USER01",)},
)
NOTHING_PROPOSED = ControlProposal(records_of("", "EXTENT CONTROL"), control_of(""), (), (), (), {})
CLAIMS = (
    Claim("USER INPUT says what the directory says", True, "dirtool diff"),
    Claim("Lint finds nothing in EXTENT CONTROL", True, "dirtool lint --current"),
)


_TEXT = "USER LNX1 SECRET99 64M 64M G\nUSER LNX2 NOLOG"


@cache
def _made() -> Migration:
    return migrate(Directory([source_of(_TEXT)]), MigrateOptions())


def migration(readiness: Readiness = SHORT, *, path: str = "USER.DIRECT", **others: Any) -> Migration:
    """A move of a small directory of that path. `others` are fields of it."""
    user_input = UserInput(records_of(_TEXT, "USER INPUT"), list(CHANGES), [])
    files = {
        "USER.INPUT": user_input.records,
        "EXTENT.CONTROL": PROPOSAL.records,
        "AUTHFOR.CONTROL": records_of("ALL MAINT * 140A ADGHMOPS"),
    }
    fields = {
        "directory": Directory([source_of(_TEXT, path)]),
        "readiness": readiness,
        "user_input": user_input,
        "proposal": PROPOSAL,
        "claims": CLAIMS,
        "files": files,
    }
    return _made()._replace(**{**fields, **others})


FAILING = migration(claims=(*CLAIMS, Claim("DirMaint loads both files", False, "dirtool simulate")))


def changed(count: int) -> Migration:
    """A move with that many changes."""
    changes = [
        Change(ChangeKind.MOVED, at(line), f"LNX{line:05}", "the comment stands below USER now")
        for line in range(1, count + 1)
    ]
    made = migration()
    return made._replace(user_input=made.user_input._replace(changes=changes))
