"""Which entry is which."""

from dirtool.compare.diff.matching import matched_entries
from tests.model.made import directory_of

DISKS = [f" MDISK 019{at} 3390 {at}00 50 VOL001 MR" for at in range(1, 5)]


def names(old: str, new: str) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Names of the pairs, of those that are gone, and of those that are new."""
    pairs, removed, added = matched_entries(directory_of(old), directory_of(new))
    return (
        [(one.name, other.name) for one, other in pairs],
        [entry.name for entry in removed],
        [entry.name for entry in added],
    )


def user(name: str, *statements: str) -> str:
    return "\n".join((f"USER {name} PW", *statements, ""))


def test_entries_of_one_name_are_one_whatever_they_hold() -> None:
    assert names(user("A", *DISKS) + user("B"), user("B", *DISKS) + user("A")) == ([("A", "A"), ("B", "B")], [], [])


def test_a_profile_is_no_user_of_its_name() -> None:
    assert names("PROFILE A\n IPL CMS\n", user("A", " IPL CMS")) == ([], ["A"], ["A"])


def test_half_of_the_minidisks_of_both_make_one_entry_of_two() -> None:
    assert names(user("A", *DISKS[:2]), user("B", *DISKS[1:3])) == ([("A", "B")], [], [])
    assert names(user("A", *DISKS[:1]), user("B", *DISKS)) == ([], ["A"], ["B"])


def test_the_one_that_has_more_of_them_is_the_one() -> None:
    assert names(user("A", *DISKS), user("B", *DISKS[:2]) + user("C", *DISKS[1:])) == ([("A", "C")], [], ["B"])


def test_a_user_is_not_renamed_to_a_subconfiguration() -> None:
    assert names(user("A", *DISKS), "\n".join(("SUBCONFIG B", *DISKS))) == ([], ["A"], ["B"])


def test_entries_that_are_alike_are_paired_as_they_come() -> None:
    says = (" ACCOUNT 1", " IPL CMS")
    old, new = user("A", *says) + user("B", *says), user("C", *says) + user("D", *says) + user("E", *says)
    assert names(old, new) == ([("A", "C"), ("B", "D")], [], ["E"])


def test_entries_without_minidisks_have_to_say_three_quarters_of_the_same() -> None:
    says = [f" NAMESAVE SEG{at}" for at in range(8)]
    assert names(user("A", *says), user("B", *says[:-1], " ACCOUNT 1"))[0] == [("A", "B")]
    assert names(user("A", *says), user("B", *says[:5], " ACCOUNT 1"))[0] == []


def test_of_two_entries_of_one_name_the_equal_ones_are_paired() -> None:
    first, second = user("A", " ACCOUNT 1"), user("A", " ACCOUNT 2")
    old, new = directory_of(first + second), directory_of(second + first + second)
    pairs, removed, added = matched_entries(old, new)
    assert [(one.line, other.line) for one, other in pairs] == [(1, 3), (3, 1)]
    assert (removed, [entry.line for entry in added]) == ([], [5])
