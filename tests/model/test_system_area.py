"""Who exists only to hold areas of volumes."""

import pytest

from dirtool.model.system_area import holds_areas, logs_on, owners_of
from tests.model.made import directory_of, entry_of

DIRECTORY = directory_of("""\
USER $PAGE$ NOLOG
 MDISK 0A01 3390 1 500 LX0001 R
USER $LIVE LBYONLY
 MDISK 0A01 3390 1 500 LX0001 R
USER LABELS NOLOG
 MDISK 0A01 3390 0 1 LX0001 R
 MDISK 0A02 9336 0 16 FB0001 R
USER MORE NOLOG
 MDISK 0A01 3390 0 1 LX0001 R
 MDISK 0A02 3390 5 1 LX0001 R
IDENTITY $SPOOL$ NOLOG
 BUILD ON * USING SUBCONFIG SPOOL-1
SUBCONFIG SPOOL-1
 MDISK 0A01 3390 1 500 LX0002 R
SUBCONFIG NOBODY-1
 MDISK 0A01 3390 1 500 LX0002 R
""")


@pytest.mark.parametrize(
    ("name", "is_holder"),
    [
        ("$PAGE$", True),
        ("$LIVE", False),
        ("LABELS", True),
        ("MORE", False),
        ("SPOOL-1", True),
        ("NOBODY-1", False),
    ],
)
def test_areas_are_held_by_who_never_logs_on_and_has_a_dollar_or_nothing_but_labels(name: str, is_holder: bool) -> None:
    assert holds_areas(DIRECTORY, entry_of(DIRECTORY, name)) is is_holder


def test_a_user_with_nolog_never_runs() -> None:
    assert [logs_on(entry_of(DIRECTORY, name)) for name in ("LABELS", "$LIVE", "$SPOOL$")] == [False, True, False]


def test_the_minidisks_of_a_subconfiguration_are_those_of_who_builds_it() -> None:
    assert [owner.name for owner in owners_of(DIRECTORY, entry_of(DIRECTORY, "SPOOL-1"))] == ["$SPOOL$"]
    assert owners_of(DIRECTORY, entry_of(DIRECTORY, "NOBODY-1")) == []
