"""Cores are chosen by the records that they save."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dirtool.migrate.mine.choosing import Known, Prices, assign, bits_of

UNITS = 10


def prices(**others: object) -> Prices:
    """What new profiles cost where entries have none, every unit one record."""
    told = {"weights": [1] * UNITS, "costs": [1] * UNITS, "profile": 1, "fee": 1, "floor": 0, "least": 3}
    return Prices(**{**told, **others})  # type: ignore[arg-type]


def mask(*units: int) -> int:
    return sum(1 << unit for unit in units)


def saved(counts: dict[int, int], cores: dict[int, int], told: Prices) -> int:
    """The records that a choice saves."""
    gained = sum(counts[one] * (told.gain(core) - told.floor) for one, core in cores.items())
    return gained - sum(told.price(core) for core in set(cores.values()))


def test_the_bits_of_a_number_are_told_from_the_lowest_on() -> None:
    assert list(bits_of(0b1010011)) == [0, 1, 4, 6]
    assert list(bits_of(0)) == []


def test_templates_with_a_common_part_are_told_apart() -> None:
    one, other = mask(0, 1, 2, 3, 4), mask(0, 1, 2, 5, 6)
    assert assign({one: 20, other: 20}, prices()).cores == {one: one, other: other}


def test_a_unit_that_some_have_more_makes_no_profile_of_its_own() -> None:
    core = mask(0, 1, 2, 3, 4)
    assigned = assign({core: 20, core | mask(5): 6, core | mask(6): 3}, prices())
    assert set(assigned.cores.values()) == {core}
    assert len(assigned.cores) == 3


def test_a_core_is_all_that_its_members_share() -> None:
    some = [mask(0, 1, 2, 3, extra) for extra in (4, 5, 6)]
    assert assign(dict.fromkeys(some, 2), prices()).cores == dict.fromkeys(some, mask(0, 1, 2, 3))


def test_few_odd_ones_of_a_large_core_get_none_but_are_near() -> None:
    core = mask(0, 1, 2, 3, 4, 5, 6, 7)
    odd = core & ~mask(7)
    assigned = assign({core: 30, odd: 4}, prices())
    assert (assigned.cores, assigned.near) == ({core: core}, {odd: core})
    assert assign({odd: 4}, prices()).cores == {odd: odd}
    assert assign({odd: 4}, prices(known=[Known(core, 8, 30)])).cores == {}


def test_what_is_no_large_part_of_an_entry_founds_no_profile_but_it_may_join() -> None:
    many, few = mask(0, 1, 2, 3, 4, 5, 6, 7, 8), mask(0, 1, 2)
    other = mask(0, 1, 2, 9)
    assert assign({many: 2, mask(0, 1, 2, 4, 5, 6, 7): 1}, prices()).cores != {}
    assigned = assign({other: 4, few | mask(3, 4, 5, 6, 7): 2}, prices())
    assert assigned.cores[other] == other
    assert assign({few: 4, many: 2}, prices()).cores == {few: few, many: few}


def test_a_profile_that_is_there_costs_nothing() -> None:
    core = mask(0, 1)
    assert assign({core: 2}, prices(given=frozenset((core,)), least=2)).cores == {core: core}
    assert assign({core: 2}, prices(least=2)).cores == {}


def test_a_variant_of_what_is_included_has_to_save_its_price_twice() -> None:
    core = mask(0, 1)
    included = {"fee": 0, "profile": 9}
    assert assign({core: 11}, prices(**included)).cores == {core: core}
    assert assign({core: 10}, prices(**included)).cores == {}


sets = st.dictionaries(st.integers(0, (1 << UNITS) - 1), st.integers(1, 9), max_size=7)


@given(sets)
def test_each_choice_saves_something_and_has_enough_members(counts: dict[int, int]) -> None:
    told = prices()
    cores = assign(counts, told).cores
    for core in set(cores.values()):
        own = {one: core for one in cores if cores[one] == core}
        assert all(one & core == core for one in own)
        assert sum(counts[one] for one in own) >= 3
        assert saved(counts, own, told) > 0


@given(sets)
def test_no_single_core_saves_much_more_than_the_choice(counts: dict[int, int]) -> None:
    told = prices()
    chosen = saved(counts, assign(counts, told).cores, told)
    candidates = {one & other for one, other in combinations(counts, 2)} | counts.keys()
    for core in candidates:
        own = {one: core for one in counts if one & core == core and 2 * core.bit_count() >= one.bit_count()}
        if sum(counts[one] for one in own) >= 3:
            assert saved(counts, own, told) <= max(2 * chosen, 8)
