"""Sequence fields, and what in a comment only looks like one."""

from dirtool.model.sequence_fields import sequence_fields
from tests.model.made import source_of


def fields(*records: str) -> dict[int, int]:
    return sequence_fields(source_of("\n".join(records)))


def at(text: str, column: int, field: str) -> str:
    return f"{text:{column - 1}}{field}"


def test_a_field_of_a_statement_or_of_a_blank_record_counts() -> None:
    assert fields(at("USER A NOLOG", 73, "00010000"), " IPL CMS", at("", 73, "A0000020")) == {1: 73, 3: 73}


def test_text_behind_column_72_is_none() -> None:
    assert fields(at("USER A NOLOG", 73, "* shared"), at(" IPL CMS", 73, "00010000 more"), at(" X", 73, "123")) == {}


def test_fields_that_are_shifted_together_count() -> None:
    records = [at("USER A NOLOG", 72, "00010000"), at(" IPL CMS", 72, "00020000"), at(" CPU 00", 72, "00030000")]
    assert fields(*records) == {1: 72, 2: 72, 3: 72}
    assert fields(*records[:2]) == {}


def test_a_number_in_a_comment_counts_in_a_numbered_file() -> None:
    comment = at("* the web server", 73, "00020000")
    assert fields(at("USER A NOLOG", 73, "00010000"), comment, at(" IPL CMS", 73, "00030000")) == {1: 73, 2: 73, 3: 73}
    assert fields("USER A NOLOG", comment, at(" IPL CMS", 73, "00030000")) == {3: 73}
    assert fields(comment, comment, comment) == {}


def test_what_may_be_a_word_does_not_count_in_a_comment() -> None:
    numbered = at("USER A NOLOG", 73, "00010000")
    for word in ("01/02/19", "      12", "AB12CD34", "RELEASE7"):
        assert fields(numbered, at("* as of release", 73, word)) == {1: 73}


def test_a_comment_that_goes_on_to_column_72_has_a_field_of_eight_digits_in_a_numbered_file() -> None:
    numbered, box = at("USER A NOLOG", 73, "00010000"), "*" * 72
    assert fields(f"{box}00000000", numbered, f"{box}00020000") == {1: 73, 2: 73, 3: 73}
    assert fields(f"{box}00000000", "USER A NOLOG") == {}
    for word in ("RELEASE7", "ABC00001", "0002000", "00020000 more"):
        assert fields(numbered, f"{box}{word}") == {1: 73}


def test_a_remark_that_ends_in_column_79_counts_only_where_the_fields_are_shifted() -> None:
    remark = at("* as of", 72, "20190101")
    assert fields(" IPL CMS", remark, remark, remark) == {}
    shifted = [at(f" CPU 0{number}", 72, f"000{number}0000") for number in range(3)]
    assert fields(*shifted, remark) == {1: 72, 2: 72, 3: 72, 4: 72}
