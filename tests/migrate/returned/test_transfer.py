"""Files that came over from z/VM and are not what they should be."""

from dataclasses import replace

import pytest

from dirtool.errors import InputError
from dirtool.migrate.returned.comparison import compare_returned
from dirtool.migrate.returned.difference import Expected, Finding, Returned
from dirtool.migrate.returned.transfer import mended
from dirtool.model.directory import Directory
from dirtool.model.reading import directory_of as read_directory_of
from dirtool.syntax.source import Source
from dirtool.text.records import Records
from tests.migrate.returned.as_dirmaint import CONTROL
from tests.model.made import PARSER, directory_of

GIVEN = """\
* the directory
DIRECTORY 0123 3390 VOL001
USER A SECRET1 1G 2G G
 MDISK 0191 3390 1 50 VOL001 MR READPW WRITEPW
USER B SECRET2 1G 2G G
 MDISK 0191 3390 51 50 VOL001 MR
USER C LBYONLY 1G 2G G
 MDISK 0191 3390 101 50 VOL001 MR"""


def returned(text: str) -> Returned:
    return compare_returned(directory_of(GIVEN), directory_of(text))


def refusal(text: str) -> InputError:
    with pytest.raises(InputError) as failure:
        returned(text)
    return failure.value


# ---- other files


@pytest.mark.parametrize(
    "text", ["", "* nothing", "hello world", ":REGIONS.\n V V 1 END 3390-09\n:END.", "DIRECTORY 123 3390 V"]
)
def test_a_file_without_entries_is_refused(text: str) -> None:
    failure = refusal(text)
    assert failure.message == "part0: no entry of a directory is in this file; allowed: what DIRM USER WITHPASS sends"
    assert failure.hint == "send DIRM USER WITHPASS, and name the file that it sends"


@pytest.mark.parametrize(
    ("head", "records"),
    [
        (["From: DIRMAINT at VMSYS1", "Date: Mon, 1 Jan 2024 10:00:00", "To:   MAINT", ""], "the first 3 records"),
        ([":READ  USER     WITHPASS A1 DIRMAINT 01/01/24 10:00:00"], "the first record"),
        (["", "From DIRMAINT Mon Jan  1 10:00:00 2024"], "the first 2 records"),
        (["This is what you asked for"], "the first record"),
    ],
)
def test_a_mail_and_a_punched_file_are_refused_with_the_records_to_remove(head: list[str], records: str) -> None:
    failure = refusal("\n".join([*head, GIVEN]))
    assert failure.message.startswith("part0:1: ")
    assert " before the directory that " in failure.message
    assert failure.hint == f"remove {records}, and compare again"
    removed = int(records.split()[2]) if records.endswith("s") else 1
    assert not returned("\n".join([*head, GIVEN][removed:])).is_lost


def test_a_comment_that_has_lost_its_asterisk_is_a_loss_and_no_header() -> None:
    found = returned(GIVEN.replace("* the directory", "* the\ndirectory of"))
    assert Finding.ENTRY_NEW in {one.finding for one in found.losses}


def test_a_file_that_begins_as_what_went_in_is_not_refused() -> None:
    text = f"FROB 1\n{GIVEN}"
    assert compare_returned(directory_of(text), directory_of(f"{text}\n* more")).losses == []


@pytest.mark.parametrize("mask", ["XXXXXXXX", "********", "????????"])
def test_masked_passwords_are_refused(mask: str) -> None:
    text = GIVEN
    for secret in ("SECRET1", "SECRET2", "READPW", "WRITEPW"):
        text = text.replace(secret, mask)
    assert refusal(text).message == (
        "part0: the passwords in this file are masked, as DIRM USER NOPASS sends it; allowed: what DIRM USER WITHPASS sends"
    )


def test_masked_passwords_of_minidisks_alone_are_refused() -> None:
    assert "are masked" in refusal(GIVEN.replace("READPW", "XXXXXXXX").replace("WRITEPW", "XXXXXXXX")).message


def test_passwords_that_went_in_like_masks_may_come_back_so() -> None:
    text = GIVEN.replace("SECRET1", "XXXX").replace("SECRET2", "XXXX")
    assert not compare_returned(directory_of(text), directory_of(text)).is_lost


def test_one_other_password_is_a_loss_and_no_mask() -> None:
    found = returned(GIVEN.replace("SECRET1", "XXXXXXXX"))
    assert [(one.finding, one.subject) for one in found.losses] == [(Finding.PASSWORD, "A")]


def test_a_part_that_cannot_be_read_is_refused() -> None:
    broken = Directory(directory_of(GIVEN).sources, [InputError("a part is missing")])
    with pytest.raises(InputError, match="a part is missing"):
        compare_returned(broken, directory_of(GIVEN))
    with pytest.raises(InputError, match="a part is missing"):
        compare_returned(directory_of(GIVEN), broken)


def test_a_directory_of_another_system_is_said_to_be_one() -> None:
    found = returned("DIRECTORY 0123 3390 VOL001\nUSER X NOLOG\nUSER Y NOLOG")
    assert found.remarks == ("no entry of part0 is in part0: they seem to be of two systems",)
    assert len(found.losses) == 5


# ---- a transfer that was cut off


def test_a_file_without_the_last_entries_seems_to_be_cut_off() -> None:
    found = returned(GIVEN[: GIVEN.index("USER C")])
    assert found.remarks == (
        "part0 seems to be cut off behind record 6: what is missing is what USER INPUT has last; fetch it again",
    )
    assert [(one.finding, one.subject) for one in found.losses] == [(Finding.ENTRY_MISSING, "C")]


def test_an_entry_that_is_missing_in_the_middle_is_no_sign_of_a_cut() -> None:
    found = returned(GIVEN[: GIVEN.index("USER B")] + GIVEN[GIVEN.index("USER C") :])
    assert found.remarks == ()


def test_a_last_entry_without_its_control_record_seems_to_be_cut_off() -> None:
    whole = "\n".join(f"{text}\n{CONTROL}" if text.startswith(" MDISK") else text for text in GIVEN.split("\n"))
    cut = whole[: whole.rindex(" MDISK")]
    found = returned(cut)
    assert found.remarks == (
        "part0 seems to be cut off behind record 9: its last entry, C, has no *DVHOPT record; fetch it again",
    )
    assert not returned(whole).remarks


def test_a_last_block_that_is_short_and_a_record_without_line_end_are_signs() -> None:
    texts = [text.ljust(80) for text in GIVEN.split("\n")]
    texts[-1] = texts[-1][:20]
    blocks = Records("USER WITHPASS", texts, "1047", blocks=True, end="")
    (remark,) = compare_returned(directory_of(GIVEN), read_directory_of(blocks, PARSER)).remarks
    assert "its last record has 20 characters, and all others 80" in remark
    lines = replace(blocks, blocks=False, end="\n", other_ends={len(texts) - 1: ""})
    (remark,) = compare_returned(directory_of(GIVEN), read_directory_of(lines, PARSER)).remarks
    assert "its last record has no line end" in remark


# ---- control records in two parts


@pytest.mark.parametrize(
    "parts", [("*DVHOPT LNK0 CRC", "M      "), ("*DVHOPT LNK0 CRCx", "   "), ("*DVHOPT LNK0 CRC", "U")]
)
def test_a_control_record_that_was_cut_by_its_own_bytes_is_one(parts: tuple[str, str]) -> None:
    text = GIVEN.replace("\nUSER B", "\n{}\n{}\nUSER B".format(*parts))
    found = returned(text)
    assert found.differences == ()
    assert found.expected[Expected.DVHOPT] == 1


def test_the_numbers_of_records_stay_where_a_control_record_was_cut() -> None:
    text = GIVEN.replace("\nUSER B", "\n*DVHOPT LNK0 CRC\nM\nUSER B")
    assert [entry.line for entry in mended(directory_of(text)).entries] == [2, 3, 7, 9]
    directory = directory_of(GIVEN)
    assert mended(directory) is directory


def test_a_short_record_elsewhere_is_none_of_a_control_record() -> None:
    for texts in (["*DVHOPT LNK0", "M"], ["*DVHOPT LNK0 CRC", "MO"], ["* CRC", "M"]):
        directory = Directory([Source(Records("x", ["USER A NOLOG", *texts], "ascii"), PARSER)])
        assert mended(directory) is directory
