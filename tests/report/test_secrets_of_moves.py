"""No view of a move shows a password, whatever was found in the records that hold it, or was done to them."""

from collections.abc import Iterator

import pytest

from dirtool.migrate.migration import Migration, migrate
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.returned.comparison import compare_returned
from dirtool.model.directory import Directory
from dirtool.report.changes_text import changes_text
from dirtool.report.readiness_html import readiness_html
from dirtool.report.readiness_json import readiness_json
from dirtool.report.readiness_text import readiness_text
from dirtool.report.returned_json import returned_json
from dirtool.report.returned_text import returned_text
from dirtool.report.style import Style
from tests.model.made import source_of

SECRETS = (
    "HERON11", "HERON12", "HERON13", "HERON14", "HERON15", "HERON16", "HERON17", "HERON18", "HERON19", "HERON20", "HERON21",
)  # fmt: skip
TEXT = """\
DIRECTORY 123 3390 RES001
* a comment above, of LNX1                                              00010000
USER LNX1 HERON11 64M 32M G
*PW00= 20190402 HERON12
 MDISK 0191 3390 100 50 LX0001 MR HERON13 HERON14 HERON15
 mdisk 0192 3390 120 50 lx0001 mr heron16                               00050000
 LINK GONE 0190 0190 RR
 XSTORE 64M
USER LNX1 HERON17 64M 64M G
 MDISK 0200 3390 000 END LX0001 MR HERON18
 MDISK 0300 3390 BROKEN 10 LX0001 MR HERON19
IDENTITY NODE1 HERON20 64M 64M G
 BUILD ON MEMBER1 USING SUBCONFIG GONE-1
USER LBY LBYONLY 64M 64M G
 APPCPASS HERON21 HERON21
"""
RETURNED = (
    TEXT.replace("HERON11", "OTTER11").replace("HERON13", "OTTER13").replace("USER LBY LBYONLY", "USER LBY OTTER14")
)


def directory(text: str, path: str) -> Directory:
    return Directory([source_of(text, path)])


def views(made: Migration) -> Iterator[str]:
    for show_all in (False, True):
        yield from readiness_text(made, Style(colour=show_all), show_all=show_all, folder="moved")
    yield from readiness_json(made)
    yield from readiness_html(made, "moved")
    yield from changes_text(made.user_input.changes)


@pytest.mark.parametrize("fix", [False, True])
def test_no_view_of_a_move_shows_a_password(fix: bool) -> None:
    made = migrate(directory(TEXT, "USER.DIRECT"), MigrateOptions(fix=fix))
    kept = "\n".join(made.files["USER.INPUT"].texts).upper()
    told = "\n".join(views(made)).upper()
    assert len(made.readiness.shortfalls) > 8
    assert "HERON11" in kept
    assert [secret for secret in SECRETS if secret in told] == []


def test_no_view_of_what_came_back_shows_a_password() -> None:
    returned = compare_returned(directory(TEXT, "USER.INPUT"), directory(RETURNED, "USER.WITHPASS"))
    told = "\n".join([*returned_text(returned, Style(), show_all=True), *returned_json(returned)]).upper()
    assert returned.is_lost
    assert [secret for secret in (*SECRETS, "OTTER11", "OTTER13", "OTTER14") if secret in told] == []
