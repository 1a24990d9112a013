"""Twice the text of a COPY file, at most about twice the time, to recognise, read, judge and show it."""

from collections import deque
from collections.abc import Callable

import pytest

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.copy_file import Dialect, copy_configuration_of, differences
from dirtool.report.copy_view import copy_json, copy_text
from dirtool.report.findings_json import findings_json
from dirtool.report.style import Style
from dirtool.spec.copy_keys import KEYS
from dirtool.syntax.copy_file import is_copy_file
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import collector_off
from tests.growth import assert_grows, seconds_for
from tests.model.made import records_of

EVERYTHING = Options(severities=severities_of(Profile.SECURITY))


def well_kept(size: int) -> str:
    """Settings with comments, each key many times."""
    return "\n".join(f'{KEYS[at % len(KEYS)].name} = "value {at}"   /* number {at} */' for at in range(size))


def unclosed_comments(size: int) -> str:
    return "/* XCAT_User = 1\n" * size


def one_deep_comment(size: int) -> str:
    return "/* a\n" * size + "*/\n" * size


def stray_ends(size: int) -> str:
    return "a = 1 */ */\n*/" * size


def one_huge_comment(size: int) -> str:
    return "/*" + "XCAT_User = 1 /* b */\n" * size + "*/"


def one_huge_clause(size: int) -> str:
    return "XCAT_User = " + "a || 'b' ||,\n" * size + "1"


def one_huge_record(size: int) -> str:
    """Assignments in one record, with secrets, comments and all kinds of quotes."""
    return 'XCAT_MN_pw = "a"; b = \'c\'; /* /* */ XCAT_pw = 1 */ xcat_host = d; e = "f""g" || h;' * (size // 2)


def one_huge_string(size: int) -> str:
    return 'a = "' + '""XCAT_MN_pw = /*' * size + '"'


def one_huge_open_string(size: int) -> str:
    return "a = '" + "''" * size + '"/*'


def many_secrets(size: int) -> str:
    """In clauses, in broken ones and in comments."""
    return "".join(
        f'XCAT_MN_pw = "a{at}" /* "b" */\nSET my_password {at}\n/* XCAT_MN_pw = {at}\n"c */\nXCAT_MN_pw =\n"open\n'
        for at in range(size // 4)
    )


def names_of_secrets(size: int) -> str:
    return "XCAT_MN_pw " * size + "\n/*" + " XCAT_MN_pw" * size + "\n" * size + "*/"


def names_in_one_record(size: int) -> str:
    return 'e = "XCAT_MN_pw = 1" || h; /* XCAT_MN_pw = 1 */ SET "XCAT_MN_pw" "a" ;' * (size // 2)


def continued(size: int) -> str:
    return "".join(f"A{at} = 'b',\n\n" for at in range(size))


def quoted_comments(size: int) -> str:
    """Comments that only those see who take no heed of quotes; all but one have no end."""
    return "\n".join(f'A{at} = "/*"' for at in range(size)) + '\nB = "*/"\n' + 'C = "/*"\n' * size


def behind_column_71(size: int) -> str:
    return "".join(f"{f'A{at} = 1 /* b */ ':72}{at:08}\n{f'B{at} = 1':75} || 2\n" for at in range(size))


def everything(text: str) -> None:
    """All that recognises, reads, judges and shows a COPY file."""
    records = records_of(text, "DMSSICNF.COPY")
    is_copy_file(records)
    copy = copy_configuration_of(records)
    for line in range(1, len(records.texts) + 1):
        shown_record(copy.file, line)
    differences(copy.file)
    report = lint(copy, options=EVERYTHING)
    for dialect in Dialect:
        other = copy_configuration_of(records, dialect)
        for lines in (copy_json(other), copy_text(other, Style())):
            deque(lines, maxlen=0)
    deque(findings_json(report, {copy.path: copy.file}), maxlen=0)


SHAPES = [
    well_kept,
    unclosed_comments,
    one_deep_comment,
    stray_ends,
    one_huge_comment,
    one_huge_clause,
    one_huge_record,
    one_huge_string,
    one_huge_open_string,
    many_secrets,
    names_of_secrets,
    names_in_one_record,
    continued,
    quoted_comments,
    behind_column_71,
]


@pytest.mark.parametrize("text_of", SHAPES)
def test_twice_the_text_takes_twice_the_time(text_of: Callable[[int], str]) -> None:
    once, twice = text_of(200), text_of(400)
    assert_grows(lambda: seconds(once), lambda: seconds(twice))


def seconds(text: str) -> float:
    """The processor's time for recognising a text, reading, judging and showing it."""
    with collector_off():  # as in the commands
        return seconds_for(lambda: everything(text))
