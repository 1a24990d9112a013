"""Profiles are called after their members."""

import pytest

from dirtool.migrate.mine.profile_name import profile_name


@pytest.mark.parametrize(
    ("members", "old", "name"),
    [
        (["LNX0001", "LNX0002", "WEB1"], None, "LNXDFLT"),
        (["LINUX1", "LINUX2"], None, "LINUDFLT"),
        (["WEBA", "WEBB", "WEB1"], None, "WEBDFLT"),
        (["WEBA", "WEBB", "APP"], None, "SHRDFLT"),
        (["WEBA", "WEBB", "APP"], "LNXECKD", "LNXECKD2"),
        (["WEB01", "WEB02"], "LNXECKD", "WEBDFLT"),
        (["A1", "B2", "C3"], "TOOLONGX", "TOOLONG2"),
        (["1", "2", "3"], None, "SHRDFLT"),
        (["LOGN1", "LOGN2"], None, "SHRDFLT"),  # LOGNDFLT is like the ids that CP gives to terminals
    ],
)
def test_a_name_is_made_of_the_letters_that_members_begin_with(members: list[str], old: str | None, name: str) -> None:
    assert profile_name(members, old, set()) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken: set[str] = set()
    for _ in range(12):
        taken.add(profile_name(["LNX1", "LNX2"], None, taken))
    assert sorted(taken) == [
        "LNXDF10",
        "LNXDF11",
        "LNXDF12",
        *(f"LNXDFL{number}" for number in range(2, 10)),
        "LNXDFLT",
    ]
    assert profile_name(["A", "B"], "LNXECKD", {"LNXECKD2"}) == "LNXECKD3"
