"""What is told of an export: the comments in it, and the lines beside it."""

from dirtool.compare.desired.export import export
from dirtool.report.export_notes import comments_of, told
from tests.model.made import directory_of

DIRECTORY = """\
DIRECTORY 123 3390 RES
USER A SESAME1 1G
SHARE NOSUCH
MDISK 191 3390 1 1 V MR SESAME3 SESAME4
USER B SESAME5
LINK A 191 191 RR SESAME6
USER C NOLOG
USER C NOLOG
"""


def test_the_comments_of_a_file() -> None:
    comments = comments_of(export(directory_of(DIRECTORY)))
    assert comments.head == [
        "Exported by dirtool from part0.",
        "What is not said here stays as it is. Left out: passwords, comments, and what stands before the first entry.",
    ]
    assert comments.before == {
        "A": ["not exported, line 1: DIRECTORY 123 3390 RES: only entries are"],
        "": ["not exported, line 8: USER C NOLOG: a second entry C"],
    }
    assert comments.inside == {
        "A": [
            "left out: 1 password and 2 minidisk passwords",
            "not exported, line 3: SHARE NOSUCH: there is an error in it",
        ],
        "B": ["left out: 1 password and 1 LINK password"],
    }


def test_the_lines_beside_it() -> None:
    assert list(told(export(directory_of(DIRECTORY)))) == [
        "dirtool: part0:1: DIRECTORY 123 3390 RES: not exported: only entries are",
        "dirtool: part0:3: SHARE NOSUCH: not exported: there is an error in it",
        "dirtool: part0:8: USER C NOLOG: not exported: a second entry C",
        "dirtool: left out: 2 passwords, 2 minidisk passwords and 1 LINK password",
    ]


def test_nothing_is_told_of_an_export_that_says_everything() -> None:
    exported = export(directory_of("USER A NOLOG\n"))
    assert list(told(exported)) == []
    assert (comments_of(exported).before, comments_of(exported).inside) == ({}, {})
