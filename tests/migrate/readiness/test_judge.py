"""What the checks say: of one small directory for each of them, of healthy ones, and of what the cleaning does."""

from dataclasses import replace
from pathlib import Path

import pytest

from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness.checks import check_number
from dirtool.migrate.readiness.shortfall import Readiness, State, Verdict
from dirtool.model.reading import read_directory
from dirtool.model.volume_list import KnownVolume, SystemArea
from tests.migrate.readiness.made import HEAD, readiness_of, readiness_of_directory, told

SAMPLES = Path(__file__).parents[3] / "samples"
PAGING = KnownVolume("3390", 10017, (SystemArea("PAGE", 1, 10016),))  # so CP's map is told, and LX0001 is not in it
KNOWN = MigrateOptions(volumes={"LX0001": KnownVolume("3390", 10017), "PG0001": PAGING})
USER = f"{HEAD}USER LINUX1 NOLOG\n"
DISK = " MDISK 0191 3390 0100 0050 LX0001 MR\n"
MARKER = "USER $ALLOC$ NOLOG\n MDISK 0A01 3390 0000 0001 LX0001 R\n"
HEALTHY = f"{USER} MACHINE ESA\n{DISK}"  # but for the marker

Row = tuple[str, str, int, str, str]


def judged(text: str, cleaned: str | None = None, options: MigrateOptions = KNOWN) -> Readiness:
    """What is said of a directory in which the label of the volume has an owner, too."""
    return readiness_of(text + MARKER, None if cleaned is None else cleaned + MARKER, options)


DEFECTS: list[tuple[str, Row]] = [
    (
        f"{USER} MASCHINE ESA\n",
        ("C1", "open", 3, "LINUX1", "MASCHINE is no directory statement; did you mean MACHINE?"),
    ),
    (
        f"{USER} MDISK 0191 3390 AUTOG 0050 LINUX MR\n",
        ("C1", "open", 3, "LINUX1/0191", "AUTOG is a form of MDISK that only DirMaint takes"),
    ),
    (
        f"{HEALTHY}USER LINUX1 NOLOG\n MACHINE ESA\n",
        ("C2", "open", 5, "LINUX1", "LINUX1 is the name of two USER entries"),
    ),
    (
        f"{USER}{' ACCOUNT 1':<73}BEHIND\n",
        ("C3", "check", 3, "LINUX1", "DIRECTXA ignores what stands in columns 73-79"),
    ),
    (
        f"{USER} COMMAND {'X' * 66}\n",
        ("C3", "open", 3, "LINUX1", "a word of 66 characters runs across column 71: DIRECTXA sees its first 62"),
    ),
    (
        f"{USER}{DISK} MACHINE ESA\n",
        ("C6", "open", 4, "LINUX1", "MACHINE stands behind a device, but a general statement comes before all devices"),
    ),
    (
        f"{HEALTHY}USER LINUX2 NOLOG\n MDISK 0191 3390 0149 0010 LX0001 MR\n",
        (
            *("C7", "open", 6, "LINUX1/0191 LINUX2/0191"),
            "LINUX2/0191 shares LX0001 cylinders 149-149 with LINUX1/0191",
        ),
    ),
    (
        f"{HEALTHY}USER LINUX2 NOLOG\n MDISK 0191 3390 0100 0050 LX0001 MR\n",
        (
            *("C7", "open", 6, "LINUX1/0191 LINUX2/0191"),
            "LINUX2/0191 has the same extent as LINUX1/0191: LX0001 cylinders 100-149",
        ),
    ),
    (
        f"{USER} MDISK 0191 3390 0100 0050 LX0O01 MR\n",
        (
            "C10",
            "check",
            3,
            "LX0O01",
            "LX0O01 carries 1 minidisk and is not in the list of volumes; did you mean LX0001?",
        ),
    ),
    (
        f"{USER} INCLUDE LNXDFLT\n{DISK}",
        ("C11", "open", 3, "LINUX1", "profile LNXDFLT is not in the directory"),
    ),
    (
        f"{HEAD}PROFILE ONE\n MACHINE ESA\nPROFILE TWO\n SHARE RELATIVE 200\nUSER LINUX1 NOLOG\n INCLUDE ONE\n INCLUDE TWO\n",
        ("C11", "open", 8, "LINUX1", "INCLUDE stands twice in LINUX1"),
    ),
    (
        f"{USER} LINK MAINT 0190 0190 RR\n",
        ("C12", "check", 3, "LINUX1/0190", "MAINT, the owner of 0190, is not in the directory"),
    ),
    (
        f"{HEALTHY}SUBCONFIG LOST-1\n MDISK 0191 3390 0200 0050 LX0001 MR\n",
        ("C13", "open", 5, "LOST-1", "no BUILD names SUBCONFIG LOST-1"),
    ),
    (
        f"{HEAD}USER LINUX1 NOLOG 4G 2G\n{DISK}",
        ("C14", "open", 2, "LINUX1", "LINUX1 logs on with 4G of storage, but its maximum is 2G"),
    ),
    (
        f"{HEAD}USER LINUX1 LINUX1 1G 2G\n{DISK}",
        (
            *("C15", "check", 2, "LINUX1"),
            "the logon password of LINUX1 is one that anybody would try first "
            "(the userid, a shipped default or a restricted word)",
        ),
    ),
    (
        f"{USER}\tMACHINE ESA\n",
        ("C16", "open", 3, "LINUX1", "a tab is a character to DIRECTXA, not a blank"),
    ),
    (
        f"{HEALTHY}* Kept for the old guests\nUSER LINUX2 NOLOG\n MACHINE ESA\n",
        ("C4", "check", 5, "LINUX2", "DirMaint would keep this comment with LINUX1, not with LINUX2"),
    ),
    (
        f"{HEALTHY}*PW00= 20250101\n",
        ("C5", "check", 5, "LINUX1", "*PW00= is a record of another directory manager"),
    ),
    (
        f"{USER} XSTORE 32M\n{DISK}",
        ("C18", "check", 3, "LINUX1", "XSTORE has no effect since z/VM 6.4"),
    ),
]


@pytest.mark.parametrize(("text", "row"), DEFECTS, ids=[f"{row[0]}-{row[2]}-{row[4][:20]}" for _, row in DEFECTS])
def test_a_defect_is_told_by_its_check_at_its_record_and_nothing_else_is(text: str, row: Row) -> None:
    assert told(judged(text)) == [row]


def test_a_healthy_directory_is_ready() -> None:
    readiness = judged(HEALTHY)
    assert readiness.shortfalls == ()
    assert readiness.verdict is Verdict.READY


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("linux-farm.direct", [("C9", "check"), ("C9", "check"), ("C10", "note"), ("C10", "check")]),
        ("ssi-system.direct", [("C10", "check"), ("C10", "note"), ("C19", "check")]),
    ],
)
def test_a_healthy_sample_has_little_to_look_at_and_is_never_held_up(
    name: str, expected: list[tuple[str, str]]
) -> None:
    """But for comments, which are the cleaning's to mend, and full packs, which EXTENT CONTROL has mended."""
    found = told(readiness_of_directory(read_directory(SAMPLES / name)))
    assert [row[:2] for row in found if row[0] not in ("C4", "C5", "C8")] == expected
    assert {row[:2] for row in found if row[0] == "C8"} == {("C8", "mended")}


def test_what_the_cleaning_removes_is_mended_at_its_record_in_the_directory() -> None:
    readiness = judged(f"{USER}\tMACHINE ESA\n", f"{USER} MACHINE ESA\n")
    (one,) = readiness.shortfalls
    assert (one.check.code, one.state, one.rule) == ("C16", State.MENDED, "REC003")
    assert one.span is not None
    assert (one.span.path, one.span.line, one.span.column) == ("USER.DIRECT", 3, 1)
    assert readiness.verdict is Verdict.READY_WITH_FIXES


def test_a_minidisk_on_the_label_is_open() -> None:
    readiness = readiness_of(f"{USER} MDISK 0191 3390 0000 0050 LX0001 MR\n{DISK.replace('191', '192')}", options=KNOWN)
    message = "LINUX1/0191 lies on cylinder 0 of LX0001, where the label of the volume is"
    assert told(readiness) == [("C9", "open", 3, "LINUX1/0191", message)]


def test_what_extent_control_mends_is_mended() -> None:
    text = f"{USER} MDISK 0122 3390 0000 10017 LX0001 MR\nUSER LINUX2 NOLOG\n{DISK}"
    readiness = readiness_of(text, options=KNOWN)
    assert told(readiness) == [
        ("C8", "mended", 3, "LINUX1/0122", "LINUX1/0122 is all of LX0001, and no EXCLUDE record names it"),
        ("C9", "mended", 3, "LX0001", "nobody owns cylinder 0 of LX0001, and no border of a region keeps DirMaint off"),
    ]
    assert readiness.verdict is Verdict.READY_WITH_FIXES


def test_minidisks_outside_of_the_regions_are_good_to_know_and_the_reason_is_told() -> None:
    text = f"{HEALTHY} DEDICATE 0500 LX0002\n MDISK 0192 3390 0001 0010 LX0002 MR\n"
    options = MigrateOptions(volumes={**KNOWN.volumes, "LX0002": KnownVolume("3390", 1113)})
    assert told(judged(text, options=options), 9, 10) == [
        ("C9", "mended", 6, "LX0002", "nobody owns cylinder 0 of LX0002, and no border of a region keeps DirMaint off"),
        ("C10", "note", 6, "LX0002", "1,102 free cylinders of LX0002 are in no region: LINUX1/0500 has it for itself"),
    ]


def test_of_two_alike_findings_that_which_is_left_stays_open() -> None:
    text = f"{USER} FRIST 1\n MACHINE ESA\n SECOND 2\n"
    readiness = judged(text, f"{USER} MACHINE ESA\n SECOND 2\n")
    assert [row[:3] for row in told(readiness)] == [("C1", "mended", 3), ("C1", "open", 5)]


def test_as_many_of_a_subject_stay_open_as_are_left_where_the_words_have_changed() -> None:
    text = f"{USER} FRIST 1\n SECOND 2\n"
    readiness = judged(text, f"{USER} THRID 3\n")
    assert [row[:3] for row in told(readiness)] == [("C1", "open", 3), ("C1", "mended", 4)]


def test_what_only_the_cleaned_directory_has_is_open() -> None:
    readiness = judged(HEALTHY, f"{HEALTHY} FRIST 1\n")
    (one,) = readiness.shortfalls
    assert (one.check.code, one.state, one.rule) == ("C1", State.OPEN, "SYN001")
    assert one.span is not None
    assert one.span.path == "USER INPUT"
    assert "please report it" in one.action
    assert readiness.verdict is Verdict.NOT_READY


def test_an_information_that_only_the_cleaned_directory_has_is_good_to_know() -> None:
    numbered = f"{'* a':72}00020000\n{'* b':72}00010000\n"
    cleaned = HEALTHY.replace(" MACHINE", f"{numbered} MACHINE")
    assert [row[:3] for row in told(judged(HEALTHY, cleaned))] == [("C3", "note", 4)]


def test_an_information_that_no_check_hears_is_none_of_it() -> None:
    text = f"{HEALTHY} LINK LINUX1 0191 0192 RR{{}}\n"
    assert judged(text.format(""), text.format("  * read only")).shortfalls == ()


def test_what_is_told_once_a_file_is_the_same_in_another_entry() -> None:
    numbered = f"{'* a':72}00020000\n{'* b':72}00010000\n"
    text = f"{USER}{{}} MACHINE ESA\nUSER LINUX2 NOLOG\n{{}} MACHINE ESA\n"
    assert [row[:3] for row in told(judged(text.format(numbered, ""), text.format("", numbered)))] == [
        ("C3", "note", 4)
    ]


def test_what_only_the_cleaned_directory_has_is_open_also_where_no_check_hears_its_rule() -> None:
    nobody_logs_on = f"{HEALTHY}USER LINUX9 LBYONLY 64M 64M G\n CONSOLE 0009 3215\n"
    (one,) = judged(HEALTHY, nobody_logs_on).shortfalls
    assert (one.check.code, one.state, one.rule) == ("C1", State.OPEN, "SEC008")


OVERLAP = f"{HEALTHY}USER LINUX2 NOLOG\n{{}} MDISK 0191 3390 0149 0010 LX0001 MR\n"


@pytest.mark.parametrize("overlay", ["LINUX1/0191", "LINUX2"])
def test_an_overlap_with_an_excluded_overlay_is_good_to_know(overlay: str) -> None:
    readiness = judged(OVERLAP.format(""), options=replace(KNOWN, overlays=(overlay,)))
    assert [row[:4] for row in told(readiness, 7)] == [("C7", "note", 6, "LINUX1/0191 LINUX2/0191")]
    assert readiness.of(check_number(7))[0].action == "Nothing: EXTENT CONTROL excludes one of the two."
    assert readiness.verdict is Verdict.READY


def test_an_overlap_that_a_comment_silences_is_looked_at() -> None:
    readiness = judged(OVERLAP.format("*DIRTOOL: IGNORE EXT001 one disk\n"))
    said = "LINUX2/0191 shares LX0001 cylinders 149-149 with LINUX1/0191; a comment says that it is meant"
    assert told(readiness) == [("C7", "check", 7, "LINUX1/0191 LINUX2/0191", said)]
    assert readiness.verdict is Verdict.READY


def test_an_overlap_that_is_excluded_and_silenced_is_good_to_know() -> None:
    text = OVERLAP.format("*DIRTOOL: IGNORE EXT001 one disk\n")
    readiness = judged(text, options=replace(KNOWN, overlays=("LINUX2",)))
    assert [row[:2] for row in told(readiness, 7)] == [("C7", "note")]


def test_a_minidisk_on_the_label_that_a_comment_silences_is_looked_at() -> None:
    text = f"{HEALTHY}*DIRTOOL: IGNORE EXT004 our label\n MDISK 0192 3390 0000 0050 LX0001 MR\n"
    assert [row[:3] for row in told(readiness_of(text, options=KNOWN))] == [("C9", "check", 6)]


def test_what_comments_silence_that_costs_no_data_stays_silent() -> None:
    assert judged(f"{USER}*DIRTOOL: IGNORE REF003 later\n LINK MAINT 0190 0190 RR\n").shortfalls == ()


def test_equal_minidisks_on_a_placeholder_are_looked_at() -> None:
    text = f"{USER} MDISK 0191 3390 0100 0050 $$$$$$ MR\n MDISK 0192 3390 0100 0050 $$$$$$ MR\n"
    readiness = judged(text)
    assert [row[:4] for row in told(readiness, 7)] == [("C7", "check", 4, "LINUX1/0191 LINUX1/0192")]


def test_a_directory_without_its_statement_is_open_though_lint_takes_it_for_a_part() -> None:
    readiness = judged("USER LINUX1 NOLOG\n MACHINE ESA\n")
    assert [row[:3] for row in told(readiness)] == [("C1", "open", 1)]
    assert [one.action for one in readiness.shortfalls] == ["Give the whole directory, which begins with DIRECTORY."]


def test_a_mild_case_of_what_directxa_refuses_is_looked_at() -> None:
    readiness = judged(f"{USER} OPTION SITEWORD\n")
    assert [row[:3] for row in told(readiness)] == [("C1", "check", 3)]


def test_a_milder_case_still_is_good_to_know() -> None:
    readiness = judged(f"{USER} MDISK 0191 FB-512 20 8000 FB0001 MR\n")
    said = "LINUX1/0191 starts at block 20 of FB0001; blocks below 32 are better left free"
    assert ("C9", "note", 3, "LINUX1/0191", said) in told(readiness)


def test_what_no_check_hears_is_counted() -> None:
    text = f"{USER} NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1\n SPOOL 0601 2540 READER A\n"
    said = "1 more finding of lint, of no concern to a move: ENT006"
    assert told(judged(text)) == [("C1", "note", 0, "", said)]


def test_a_finding_that_can_be_repaired_says_how() -> None:
    (one,) = judged(f"{USER}\tMACHINE ESA\n").shortfalls
    assert one.action == "Replace tabs by blanks."


def test_second_places_come_with_a_shortfall() -> None:
    (one,) = judged(OVERLAP.format("")).shortfalls
    assert [(related.span.line, related.subject) for related in one.related] == [(4, "LINUX1/0191")]


def test_shortfalls_come_by_check_and_by_place() -> None:
    text = f"{USER} XSTORE 32M\n FRIST 1\n{DISK} MACHINE ESA\nUSER LINUX2 NOLOG\n SECOND 2\n"
    codes = [(one.check.number, one.span.line if one.span else 0) for one in judged(text).shortfalls]
    assert codes == [(1, 4), (1, 8), (6, 6), (18, 3)]


@pytest.mark.parametrize("password", ["SECRET1X", "&SECRETX", "secretxy"])
def test_no_password_is_in_any_word_of_the_report(password: str) -> None:
    text = (
        f"{HEAD}USER OWNER {password} 4G 2G G\n MDISK 0191 3390 0100 0050 LX0001 MR {password} {password} {password}\n"
        f" MDISK 0192 3390 0149 0050 LX0001 MR * {password}\nUSER OWNER {password}\nUSEER OTHER {password}\n"
        f" LINK OWNER 0191 0191 MR {password}\n* USER GONE {password}\n"
    )
    readiness = judged(text, text.replace("USEER", "USER"))
    assert len(readiness.shortfalls) > 5
    assert password.upper() not in str(readiness).upper()
