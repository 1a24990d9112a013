"""The lines of a capture."""

from dirtool.space.reports.captured import lines_of
from dirtool.text.records import read_records


def words(text: str) -> list[tuple[int, list[str]]]:
    return [(line.number, line.words) for line in lines_of(read_records(text.encode(), "x"))]


def test_words_are_in_upper_case_and_blank_lines_are_none() -> None:
    assert words("\n a  b\n  \nC\n") == [(2, ["A", "B"]), (4, ["C"])]


def test_the_node_and_the_number_of_a_message_are_no_words() -> None:
    assert words("hyp1: VM0042 1\nhyp1: DVHDSD3564I LNX042\nhyp1:\n: x\n") == [
        (1, ["VM0042", "1"]),
        (2, ["LNX042"]),
        (4, [":", "X"]),
    ]


def test_a_message_is_joined_from_its_parts() -> None:
    text = "DVHDSD3563I REGION VOLUME\nDVHDSD3563I COMMENTS\nDVHDSD3564I R1 V1 1 2\nDVHDSD3564I R2 V2 3 4\nDVHDSD3564I lab\n"
    assert words(text) == [
        (1, ["REGION", "VOLUME", "COMMENTS"]),
        (3, ["R1", "V1", "1", "2"]),
        (4, ["R2", "V2", "3", "4", "LAB"]),
    ]


def test_a_fault_is_told_with_its_place() -> None:
    (line,) = lines_of(read_records(b"hyp1: V 3390 3390\n", "x"))
    assert line.error(1, "3390", "word", "others").message == "x:1:9: 3390 is no word; allowed: others"
    assert line.error(2, "3390", "word", "others").message == "x:1:14: 3390 is no word; allowed: others"
    assert line.error(None, "nothing", "word", "others").message == "x:1: nothing is no word; allowed: others"


def test_a_fault_in_a_later_part_of_a_message_is_told_with_the_first_line_alone() -> None:
    (line,) = lines_of(read_records(b"DVHDSD3564I R1\nDVHDSD3564I V1\n", "x"))
    assert line.error(1, "V1", "word", "others").message == "x:1: V1 is no word; allowed: others"
