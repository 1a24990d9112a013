"""Words that name a minidisk or a pool of space."""

import pytest

from dirtool.model.names import pool_of, subject_of


@pytest.mark.parametrize(
    ("word", "subject"), [("lnx1/200", "LNX1/0200"), ("A/0", "A/0000"), ("12345678/ffff", "12345678/FFFF")]
)
def test_a_subject_is_folded_and_has_four_digits(word: str, subject: str) -> None:
    assert subject_of(word) == subject


@pytest.mark.parametrize("word", ["LNX1", "LNX1/", "/0200", "LNX1/0200/1", "LNX1/XYZ", "TOOLONGUSERID/0200"])
def test_other_words_are_no_subject(word: str) -> None:
    with pytest.raises(ValueError, match=r"^USERID/VDEV, such as LNX1/0200; here "):
        subject_of(word)


def test_the_name_of_a_pool_is_folded() -> None:
    assert pool_of("linux-1") == "LINUX-1"
    with pytest.raises(ValueError, match="1 to 8 of A-Z"):
        pool_of("LINUX.1")
