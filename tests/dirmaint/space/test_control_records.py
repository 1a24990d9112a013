"""Records of EXTENT CONTROL that are added, changed and removed: all others keep their bytes."""

import pytest

from dirtool.dirmaint.space.control_records import ControlRecords
from dirtool.syntax.extent_control import ControlFile
from dirtool.text.records import Records, read_records

PLAIN = b"* mine\r\n:regions.\r\n  R1  V1 1 END 3390-09\tnote  \n:END.\r\n\r\n:GROUPS.\r\nG R1\r\n:END.\r\n* end"


def changing(data: bytes) -> ControlRecords:
    return ControlRecords(ControlFile(read_records(data)))


def test_without_a_change_the_file_is_the_one_that_was_read() -> None:
    records = read_records(PLAIN)
    assert ControlRecords(ControlFile(records)).records is records


def test_a_record_is_added_at_the_end_of_its_section() -> None:
    records = changing(PLAIN)
    assert records.add("REGIONS", "R2 V2 1 END 3390-09") < 0
    assert records.records.to_bytes() == PLAIN.replace(
        b"note  \n:END.\r\n", b"note  \nR2 V2 1 END 3390-09\r\n:END.\r\n"
    )


def test_a_record_is_changed_and_removed_alone() -> None:
    records = changing(PLAIN)
    records.change(7, "G R2")
    records.remove(3)
    assert records.text(7) == "G R2"
    assert records.text(8) == ":END."
    assert records.records.to_bytes() == PLAIN.replace(b"  R1  V1 1 END 3390-09\tnote  \n", b"").replace(
        b"G R1", b"G R2"
    )


def test_what_was_added_can_be_changed_and_removed_too() -> None:
    records = changing(PLAIN)
    first, second = records.add("GROUPS", "G R2"), records.add("GROUPS", "G R3")
    records.change(first, "G R4")
    records.remove(second)
    assert records.text(first) == "G R4"
    assert records.records.to_bytes() == PLAIN.replace(b"G R1\r\n", b"G R1\r\nG R4\r\n")
    records.remove(first)
    assert records.records.to_bytes() == PLAIN


def test_a_section_that_is_not_there_comes_to_the_end() -> None:
    records = ControlRecords(ControlFile(Records("x", [], "ascii")))
    records.add("GROUPS", "G R1")
    records.add("REGIONS", "R1 V1 1 END 3390-09")
    assert records.records.texts == [":REGIONS.", "R1 V1 1 END 3390-09", ":END.", ":GROUPS.", "G R1", ":END."]
    assert changing(b":EXCLUDE.\nA\n:END.").records.to_bytes() == b":EXCLUDE.\nA\n:END."
    behind = changing(b":EXCLUDE.\nA\n:END.")
    behind.add("GROUPS", "G R1")
    assert behind.records.to_bytes() == b":EXCLUDE.\nA\n:END.\n:GROUPS.\nG R1\n:END.\n"


def test_a_section_that_is_not_closed_ends_before_the_next_one() -> None:
    records = changing(b":REGIONS.\nR1 V1 1 END 3390-09\n:GROUPS.\nG R1")
    records.add("REGIONS", "R2 V2 1 END 3390-09")
    records.add("GROUPS", "G R2")
    assert records.records.to_bytes() == (
        b":REGIONS.\nR1 V1 1 END 3390-09\nR2 V2 1 END 3390-09\n:GROUPS.\nG R1\nG R2\n"
    )


def test_of_two_sections_of_one_name_the_last_one_gets_the_record() -> None:
    records = changing(b":GROUPS.\nG R1\n:END.\n:GROUPS.\nG R2\n:END.\n")
    records.add("GROUPS", "G R3")
    assert records.records.to_bytes() == b":GROUPS.\nG R1\n:END.\n:GROUPS.\nG R2\nG R3\n:END.\n"


@pytest.mark.parametrize("end", ["\n", ""])
def test_in_a_numbered_file_what_stands_in_columns_73_to_80_stays_there(end: str) -> None:
    texts = [":GROUPS.", "G R1 R2", ":END."]
    numbered = [f"{text:<72}{number:08}" for number, text in enumerate(texts, 1)]
    records = changing("".join(text + end for text in numbered).encode())
    records.add("GROUPS", "G R3")
    records.change(2, "G R2")
    assert records.records.texts == [
        numbered[0],
        f"{'G R2':<72}00000002",
        f"{'G R3':<72}00000000",
        numbered[2],
    ]
