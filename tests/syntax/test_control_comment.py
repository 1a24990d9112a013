"""Control comments of directory managers, and what looks like them."""

import pytest

from dirtool.syntax.control_comment import control_tag, has_control_comment, is_of_dirmaint, keeps_passwords
from dirtool.syntax.masking import shown_record
from tests.model.made import source_of


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRC\xf3:", "*DVHOPT"),
        ("*DVHOPT", "*DVHOPT"),
        ("*PW00= 0123456789ABCDEF", "*PW00="),
        ("*PW= 02/03/19", "*PW="),
        ("*AC= LAB", "*AC="),
        ("*ED=", "*ED="),
        ("*DVHOPTIONS are explained elsewhere", ""),
        (" *DVHOPT LNK0", ""),
        ("* PW= is a tag of another product", ""),
        ("*IP=192.0.2.1", ""),
        ("*OWNER: the lab", ""),
        ("*:name.LNXDB01 :list.OKONKWO", ""),
        ("*DIRTOOL: IGNORE REF001", ""),
        (" IPL CMS", ""),
        ("", ""),
    ],
)
def test_a_tag_makes_a_control_comment(text: str, tag: str) -> None:
    assert control_tag(text) == tag
    assert has_control_comment(f"USER A\n{text}\n IPL CMS") == bool(tag)


def test_only_one_is_of_dirmaint_and_some_keep_passwords() -> None:
    tags = ["*DVHOPT", "*PW00=", "*PW=", "*AC="]
    assert [is_of_dirmaint(tag) for tag in tags] == [True, False, False, False]
    assert [keeps_passwords(tag) for tag in tags] == [False, True, True, False]


def test_what_is_kept_of_passwords_is_masked() -> None:
    source = source_of("USER A NOLOG\n*PW00= 0123456789ABCDEF\n*PW=0123456789ABCDEF 2\n*AC= LAB")
    shown = [shown_record(source, line).text for line in (2, 3, 4)]
    assert shown == ["*PW00= ********", "*PW=******** ********", "*AC= LAB"]
