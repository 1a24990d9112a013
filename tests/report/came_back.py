"""What came back from DirMaint, made by hand, for the tests of its views."""

from __future__ import annotations

from dirtool.migrate.returned.difference import (
    Difference,
    DifferenceClass,
    EntryCount,
    Expected,
    Finding,
    Returned,
    Side,
)

GIVEN, BACK = "USER.INPUT", "USER.WITHPASS"
USERS = EntryCount("user", 45, 45)


def difference(
    kind: DifferenceClass,
    finding: Finding,
    message: str,
    given: str | None,
    returned: str | None,
    line: int = 12,
    subject: str = "LNX1/0191",
) -> Difference:
    sides = (None if text is None else Side(text, (path, line)) for text, path in ((given, GIVEN), (returned, BACK)))
    return Difference(kind, finding, subject, message, *sides)


SAME = Returned(GIVEN, BACK, (USERS,), {}, ())
KNOWN = Returned(GIVEN, BACK, (USERS,), {Expected.DVHOPT: 45, Expected.BLANKS: 1505, Expected.STATEMENT_ORDER: 1}, ())
LOST = Returned(
    GIVEN,
    BACK,
    (EntryCount("user", 45, 44), EntryCount("profile", 3, 3)),
    {Expected.DVHOPT: 44},
    (
        difference(
            DifferenceClass.LOSS,
            Finding.STATEMENT_MISSING,
            "a minidisk is gone",
            "MDISK 0191 3390 101 50 LX0001 MR",
            None,
        ),
        difference(
            DifferenceClass.LOSS,
            Finding.STATEMENT_CHANGED,
            "the operand mode is MW and was MR, so that another guest may write to the minidisk at the same time",
            "MDISK 0200 3390 201 50 LX0001 MR ******** ******** ********",
            "MDISK 0200 3390 0201 0050 LX0001 MW ******** ******** ********",
            14,
            "LNX1/0200",
        ),
        difference(
            DifferenceClass.HARMLESS, Finding.COMMENT_NEW, "a comment is new", None, "* TAKEN IN BY DIRMAINT", 3, "LNX2"
        ),
    ),
    ("USER.WITHPASS seems to be cut off behind record 1,200.",),
)


def many(count: int) -> Returned:
    """That many entries that did not come back."""
    missing = (
        difference(
            DifferenceClass.LOSS, Finding.ENTRY_MISSING, "the entry is gone", f"USER L{line}", None, line, f"L{line}"
        )
        for line in range(1, count + 1)
    )
    return SAME._replace(differences=tuple(missing))
