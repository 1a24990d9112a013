"""DRM: what only DirMaint understands."""

import pytest

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.lint.repair import repair
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


# ---- comments and sequence fields

H, CMS = "USER {} NOLOG 2G 4G G", " IPL CMS"
MOVING = Options(severities=severities_of(Profile.DIRMAINT))


def found_of(code: str, *texts: str) -> list[Diagnostic]:
    return [one for one in lint(directory_of(*texts), options=MOVING).diagnostics if one.code == code]


def repaired(*records: str, codes: tuple[str, ...] = ("DRM002", "DRM003", "DRM006")) -> list[str]:
    """The records after all repairs by some rules; a second repair must find nothing."""
    options = Options(severities={code: RULES[code].severity for code in codes})
    directory = directory_of("\n".join(records))
    result = repair(directory, lint(directory, options=options), options, unsafe=True)
    assert (result.undone, result.report.diagnostics) == ([], [])
    return result.directory.sources[0].records.texts


def test_a_heading_is_shown_with_the_header_below_it() -> None:
    (one,) = found_of("DRM002", "\n".join([H.format("A"), CMS, "*", "* The web", "* server", H.format("B"), CMS]))
    assert one.span[1:] == (4, 1, 5, 9)
    assert one.message == "DirMaint would keep these 2 records with A, not with B"
    assert (one.subject, one.related[0].span.line, one.directxa) == ("B", 6, None)


def test_a_heading_goes_below_its_header() -> None:
    assert repaired(H.format("A"), CMS, "*", "* one", "*", "* two", "*", H.format("B"), CMS) == [
        H.format("A"), CMS, "*", "*", H.format("B"), "* one", "*", "* two", CMS
    ]  # fmt: skip


def test_a_heading_of_an_entry_without_statements_is_kept_apart_from_the_next() -> None:
    assert repaired(H.format("A"), CMS, "* b", H.format("B"), "* c", H.format("C")) == [
        H.format("A"), CMS, H.format("B"), "* b", "*", H.format("C"), "* c", "*"
    ]  # fmt: skip


def test_a_remark_goes_below_its_header_where_it_would_be_taken_for_a_heading() -> None:
    assert repaired(H.format("A"), CMS, "* 193 is gone", "*****", "* web *", H.format("B"), CMS) == [
        H.format("A"), "* 193 is gone", CMS, H.format("B"), "*****", "* web *", CMS
    ]  # fmt: skip
    assert repaired(H.format("A"), CMS, "* 193 is gone", "*DVHOPT LNK0", H.format("B"), CMS) == [
        H.format("A"), "* 193 is gone", CMS, H.format("B"), CMS
    ]  # fmt: skip


def test_a_directive_about_a_header_still_holds_below_it() -> None:
    before = directory_of("DIRECTORY 123 3390 M01RES\n*DIRTOOL: IGNORE REF002 not yet\nPROFILE P\n IPL CMS")
    report = lint(before, options=MOVING)
    assert [one.code for one in report.diagnostics] == ["DRM002"]
    result = repair(before, report, MOVING, unsafe=True)
    assert result.directory.sources[0].records.texts[2] == "*DIRTOOL: IGNORE-ENTRY REF002 not yet"
    assert result.report.diagnostics == []


def test_control_comments_are_shown_by_their_tags() -> None:
    text = "\n".join([H.format("A"), "*PW00= 0123456789ABCDEF", "*OWNER: lab", CMS, "*DVHOPT LNK0", H.format("B"), CMS])
    found = found_of("DRM003", text)
    assert [(one.span.line, one.span.end_column, one.subject, one.message) for one in found] == [
        (2, 7, "A", "*PW00= is a record of another directory manager"),
        (5, 8, "A", "*DVHOPT is a record of DirMaint, which writes a new one"),
    ]


def test_sequence_fields_are_told_once_and_blanked() -> None:
    records = [f"{text:72}{number:08}" for number, text in enumerate([H.format("A"), "* numbered", CMS], 10000000)]
    (one,) = found_of("DRM006", "\n".join(records))
    assert (one.message, one.fix and one.fix.safety) == (
        "3 records with a sequence field in columns 73-80",
        "safe",
    )
    assert [text.rstrip() for text in repaired(*records)] == [H.format("A"), "* numbered", CMS]
