"""The releases of z/VM: their names, their order, and those that the table of statements speaks of."""

from itertools import pairwise

import pytest

from dirtool.spec.releases import CURRENT, RELEASES, Release, parse_release, recorded_release
from dirtool.spec.statements import STATEMENTS

NAMES = ["5.1", "5.2", "5.3", "5.4", "6.1", "6.2", "6.3", "6.4", "7.1", "7.2", "7.3", "7.4"]


def test_the_releases_from_the_oldest_on() -> None:
    assert list(map(str, RELEASES)) == NAMES
    assert all(older < newer for older, newer in pairwise(RELEASES))
    assert str(CURRENT) == "7.4"


@pytest.mark.parametrize("name", NAMES)
def test_a_release_is_read_by_its_name(name: str) -> None:
    assert str(parse_release(name)) == name
    assert parse_release(name) == recorded_release(name)


@pytest.mark.parametrize("text", ["", "7", "7.5", "4.4", "6.5", "7.30", "07.3", "7.3 ", "z/VM 7.3", "4.x", "7.x"])
def test_what_is_no_release_is_refused_with_all_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="is no release of z/VM") as refused:
        parse_release(text)
    assert str(refused.value) == (
        f"'{text}' is no release of z/VM; allowed: 5.1, 5.2, 5.3, 5.4, 6.1, 6.2, 6.3, 6.4, 7.1, 7.2, 7.3, 7.4"
    )


def test_releases_are_compared_by_number() -> None:
    assert Release(7, 10) > Release(7, 4)
    assert Release(10, 1) > Release(7, 4)


def test_some_release_of_a_version_counts_as_its_first() -> None:
    assert recorded_release("4.x") < parse_release("5.1")
    assert parse_release("6.4") < recorded_release("7.x") < parse_release("7.1")


def recorded() -> list[str]:
    """Every release that the table of statements names."""
    found = [release for kind in STATEMENTS for release in (kind.since, kind.obsolete_since) if release]
    for kind in STATEMENTS:
        for operand in kind.operands:
            found += [operand.since] if operand.since else []
            found += [release for _, release in (*operand.words_since, *operand.obsolete_since)]
    return found


def test_the_table_of_statements_names_releases_that_exist() -> None:
    assert set(recorded()) <= {*NAMES, "4.x"}
    assert {"4.x", "5.3", "6.2", "7.4"} <= set(recorded())


def test_words_with_a_release_are_words_of_their_operand() -> None:
    for kind in STATEMENTS:
        for operand in kind.operands:
            assert {word for word, _ in operand.obsolete_since} <= {word.upper() for word in operand.obsolete}
            listed = {word.upper() for word in operand.values}
            assert not listed or {word for word, _ in operand.words_since} <= listed
