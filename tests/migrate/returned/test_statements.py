"""Which statement is which."""

from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.facts import facts_of
from dirtool.migrate.returned.statements import Matched, Matcher, is_order_of_no_meaning
from dirtool.model.directory import Entry
from tests.generator import KINDS, generate
from tests.model.made import directory_of


def entry(*statements: str) -> Entry:
    (found,) = directory_of("\n".join(["USER A NOLOG", *statements])).entries
    return found


def matched(one: list[str], other: list[str]) -> Matched:
    return Matcher().matched(entry(*one), entry(*other))


def test_statements_in_the_same_order_are_pairs() -> None:
    assert matched(["IPL CMS", "LINK B 1 1"], [" ipl cms", "LINK B 01 01"]) == Matched(
        [(0, 0), (1, 1), (2, 2)], [], [], []
    )


def test_statements_in_another_order_are_pairs_the_first_with_the_first() -> None:
    found = matched(["IPL CMS", "COMMAND A", "COMMAND A"], ["COMMAND A", "IPL CMS", "COMMAND A"])
    assert sorted(found.alike) == [(0, 0), (1, 2), (2, 1), (3, 3)]
    assert found.is_whole
    assert not found.is_in_order


def test_statements_that_mean_the_same_are_akin() -> None:
    found = matched(["STORAGE 1G", "LINK B 1"], ["STORAGE 1024M", "LINK B 1 1 R"])
    assert found == Matched([(0, 0)], [(1, 1), (2, 2)], [], [])
    assert not found.is_whole


def test_others_have_no_partner() -> None:
    assert matched(["IPL CMS", "MACH ESA"], ["MACH XA", "IPL CMS"]) == Matched([(0, 0), (1, 2)], [], [2], [1])


@pytest.mark.parametrize(
    ("one", "other", "is_sure"),
    [
        (["IPL CMS", "MACH ESA"], ["MACH ESA", "IPL CMS"], True),
        (["LINK B 1 1", "LINK B 2 2"], ["LINK B 2 2", "LINK B 1 1"], True),
        (["LINK B 1 1", "LINK C 1 1"], ["LINK C 1 1", "LINK B 1 1"], False),
        (["LINK B 1 1", "MDISK 1 3390 1 5 V"], ["MDISK 1 3390 1 5 V", "LINK B 1 1"], False),
        (["COMMAND A", "COMMAND B"], ["COMMAND B", "COMMAND A"], False),
        (["CONSOLE 9 3215", "CONSOLE 8 3215"], ["CONSOLE 8 3215", "CONSOLE 9 3215"], False),
        (
            ["LINK B 1 1", "MDISK 2 3390 1 5 V", "MINIOPT NOMDC"],
            ["MDISK 2 3390 1 5 V", "MINIOPT NOMDC", "LINK B 1 1"],
            True,
        ),
        (
            ["LINK B 1 1", "MDISK 2 3390 1 5 V", "MINIOPT NOMDC"],
            ["MDISK 2 3390 1 5 V", "LINK B 1 1", "MINIOPT NOMDC"],
            False,
        ),
        (["SYSAFFIN S1", "IPL CMS", "MACH ESA"], ["SYSAFFIN S1", "MACH ESA", "IPL CMS"], False),
    ],
)
def test_an_order_means_nothing_where_nothing_depends_on_it(one: list[str], other: list[str], is_sure: bool) -> None:
    before, after = entry(*one), entry(*other)
    assert is_order_of_no_meaning(before, Matcher().matched(before, after)) is is_sure


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 1_000), st.randoms(use_true_random=False))
def test_where_it_is_sure_the_facts_are_equal(kind: str, seed: int, chance: Random) -> None:
    directory = directory_of("\n".join(generate(kind, 60, seed)))
    before = chance.choice(directory.entries)
    header, *others = (placed.source.code(placed.line) for placed in before)
    assume(len(others) > 1 and all(len(before.source.lines_of(at)) == 1 for at in range(before.start, before.stop)))
    for _ in range(chance.randint(1, 3)):
        at, to = chance.randrange(len(others)), chance.randrange(len(others))
        others.insert(to, others.pop(at))
    (after,) = directory_of("\n".join([header, *others])).entries[-1:]
    assume(len(after) == len(before))
    found = Matcher().matched(before, after)
    assume(found.is_whole)
    if is_order_of_no_meaning(before, found):
        one, other = facts_of(before), facts_of(after)
        assert one.keys() == other.keys()
        assert all(fact.means(other[key]) for key, fact in one.items())
        assert [key for key in one if key[0] == "COMMAND"] == [key for key in other if key[0] == "COMMAND"]
