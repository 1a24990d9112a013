"""DRM: what only DirMaint understands."""

import pytest

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.spec.statements import BY_NAME
from tests.model.made import directory_of

D = "DIRECTORY 123 3390 M01RES\nUSER A NOLOG 2G 4G G\n"
FORMS = {
    "AUTOG": "AUTOG 5 LINUX",
    "AUTOR": "AUTOR 5 LNX042",
    "AUTOV": "AUTOV 5 LX0001",
    "TDISK": "TDISK 5",
    "VDISK": "VDISK 4096",
    **{f"{form}{size}": f"{form}{size} 5 X" for form in ("GBLK", "RBLK", "VBLK") for size in ("0512", "1024", "2048")},
    **{f"{form}4096": f"{form}4096 5" for form in ("TBLK", "VDBS")},
}


def judged(text: str, *, fragment: bool | None = None) -> list[Diagnostic]:
    found = lint(directory_of(text), options=Options(fragment=fragment)).diagnostics
    return [one for one in found if one.code.startswith("DRM")]


@pytest.mark.parametrize("word", FORMS)
def test_a_form_that_only_dirmaint_takes_is_shown_at_its_word(word: str) -> None:
    devtype = "FB-512" if word in ("VDISK", "VDBS4096") else "3390"
    for spelt in (FORMS[word], FORMS[word].lower()):
        (found,) = judged(f"{D} MDISK 0191 {devtype} {spelt} MR\n")
        assert (found.code, str(found.severity), str(found.directxa)) == ("DRM001", "error", "refuses")
        assert (found.span.line, found.span.column) == (3, 14 + len(devtype))
        assert found.span.end_column - found.span.column == len(word)
        assert found.message == f"{word} is a form of MDISK that only DirMaint takes"
        assert found.subject == "A/0191"


def test_every_word_of_the_table_that_stands_alone_is_tried() -> None:
    words = set(BY_NAME["MDISK"].by_name["form"].dirmaint_words)
    in_blocks = {word for word in words if word[:4] in ("GBLK", "RBLK", "VBLK", "TBLK", "VDBS")}
    assert words - in_blocks <= set(FORMS)
    assert set(FORMS) <= words


@pytest.mark.parametrize(
    "statement",
    [
        "MDISK 191 3390 1 5 LX0001 MR",
        "MDISK 191 3390 DEVNO 2150 MR",
        "MDISK 191 3390 T-DISK 5 MR",
        "MDISK 191 FB-512 V-DISK 4096 MR",
        "MDISK 191 3390 1 5 AUTOG MR TDISK VDISK AUTOR",
        "MDISK 191 3390 T-DISK 5 MR AUTOG",
        "MDISK 191 FB-512 V-DISK 5 MR VDISK",
        "*MDISK 191 3390 AUTOG 5 LINUX MR",
        "COMMAND DIRM AMDISK 191 3390 AUTOG 5 LINUX MR",
        "LINK AMDISK 191 191 RR",
    ],
)
def test_what_directxa_takes_too(statement: str) -> None:
    assert judged(f"{D} {statement}\n") == []


def test_a_command_of_dirmaint_is_shown_at_its_name_once() -> None:
    text = f"{D} AMDISK 0191 3390 AUTOG 5 LINUX MR\n"
    (found,) = judged(text)
    assert (found.span.line, found.span.column, found.span.end_column) == (3, 2, 8)
    assert found.message == "AMDISK is a command of DirMaint and no directory statement"
    assert [one.code for one in lint(directory_of(text)).diagnostics if one.span.line == 3] == ["DRM001"]


def test_a_statement_that_cannot_be_read_is_reported_as_such_only() -> None:
    assert judged(f"{D} AMDISK 0191\n MDISK 192 3390 AUTOG\n MDISK 193 3390 GBLK 5 LINUX\n") == []


@pytest.mark.parametrize(
    ("text", "fragment", "reported"),
    [
        (f"{D} MDISK 191 3390 AUTOG 5 LINUX\n", None, True),
        (f"{D} MDISK 191 3390 AUTOG 5 LINUX\n", True, False),
        ("USER A NOLOG\n MDISK 191 3390 AUTOG 5 LINUX\n AMDISK 192 3390 AUTOG 5 LINUX\n", None, False),
        ("USER A NOLOG\n MDISK 191 3390 AUTOG 5 LINUX\n", False, True),
    ],
)
def test_an_entry_for_dirmaint_may_hold_its_forms(text: str, fragment: bool | None, reported: bool) -> None:
    assert bool(judged(text, fragment=fragment)) == reported


def test_passwords_stay_unseen() -> None:
    found = judged(
        f"{D} MDISK 191 3390 AUTOG 5 LINUX MR SECRET1 SECRET2\n AMDISK 192 3390 AUTOG 5 LINUX MR PWS SECRET3\n"
    )
    assert len(found) == 2
    assert "SECRET" not in repr(found)
