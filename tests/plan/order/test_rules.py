"""The rules between steps, each with steps made by hand, and where all the rules are."""

from __future__ import annotations

import inspect
import re

import pytest

from dirtool.plan.order import rules, schedule, whole_plan, within_entry, within_step
from dirtool.plan.order.rules import (
    RULES,
    Edge,
    Index,
    Rule,
    edges_between,
    o3_areas,
    o4_profiles,
    o5_identities,
    o6_prototypes,
    o7_owners,
    o11_options,
    o12_freed_space,
    o14_automatic,
    o18_names,
    o20_copies,
    o21_numbers,
    within_entries,
)
from dirtool.plan.steps.step import Slot, Step
from dirtool.verify.plan.document import Kind
from tests.plan.order.made import edges, room, step, thing, told
from tests.plan.test_order import FIVE, A, disk, whole

ELSEWHERE = {
    "O8": "the text of entries: general statements stand before devices (test below)",
}
"""The rules that no function of the planner has, and what has them."""


def test_every_rule_from_o1_to_o23_is_a_documented_function_or_a_property_of_something_else() -> None:
    found = {
        f"O{match[1]}": function
        for module in (rules, schedule, whole_plan, within_entry, within_step)
        for name, function in inspect.getmembers(module)
        if (match := re.match(r"o(\d+)_", name))
    }
    methods = {
        f"O{match[1]}": function
        for name, function in inspect.getmembers(schedule._Stages)
        if (match := re.match(r"o(\d+)_", name))
    }
    found |= methods
    assert sorted([*found, *ELSEWHERE], key=lambda rule: int(rule[1:])) == [f"O{n}" for n in range(1, 24)]
    for rule, function in found.items():
        words = re.match(r"(O\d+)(?: and (O\d+))?: ", inspect.getdoc(function) or "")
        assert words is not None, rule
        assert rule in words.groups(), rule


def test_every_rule_between_steps_is_applied() -> None:
    named = {function for name, function in inspect.getmembers(rules) if re.match(r"o\d+_|within_", name)}
    assert set(RULES) == named


@pytest.mark.parametrize(
    ("rule", "thing_of_it"),
    [
        (o3_areas, "area POOL1"),
        (o4_profiles, "profile P"),
        (o5_identities, "identity I"),
        (o5_identities, "build I-1"),
        (o6_prototypes, "prototype W1"),
        (o7_owners, "entry A"),
        (o7_owners, "device A 0100"),
        (o11_options, "disk A 0100"),
        (o20_copies, "copied A 0100"),
    ],
)
def test_what_is_needed_is_made_before_and_what_goes_is_left_before(rule: Rule, thing_of_it: str) -> None:
    one = {thing(thing_of_it)}
    assert edges(rule, step("NEEDS", needs=one), step("MAKES", makes=one)) == ["MAKES > NEEDS"]
    assert edges(rule, step("ENDS", ends=one), step("LEAVES", leaves=one)) == ["LEAVES > ENDS"]
    assert edges(rule, step("ENDS", ends=one), step("NEEDS", needs=one)) == ["NEEDS > ENDS"]
    assert edges(rule, step("MAKES", makes=one, is_work_unit=True), step("NEEDS", needs=one)) == ["MAKES >> NEEDS"]
    for other in set(RULES) - {rule}:
        assert edges(other, step("NEEDS", needs=one), step("MAKES", makes=one)) == []


def test_what_is_made_anew_is_needed_as_it_will_be() -> None:
    device = {thing("device A 0100")}
    steps = step("NEEDS", needs=device), step("ENDS", ends=device), step("MAKES", makes=device)
    assert edges(o7_owners, *steps) == ["MAKES > NEEDS"]


def test_no_step_waits_for_itself() -> None:
    device = {thing("device A 0100")}
    both = step("A", makes=device, needs=device, leaves=device, ends=device, frees={Slot("A")}, takes={Slot("A")})
    both.gives, both.fills = [room("V1", 1, 10)], [room("V1", 1, 10)]
    assert edges_between([both]) == []


def test_statements_of_an_entry_are_as_their_own_rules_say() -> None:
    first = step("FIRST")
    then = step("THEN", behind=[(first, "O9")])
    (edge,) = within_entries(Index([then, first]))
    assert (told([edge]), edge.rule) == (["FIRST > THEN"], "O9")


@pytest.mark.parametrize(
    ("given", "taken", "expected"),
    [
        (("V1", 1, 10), ("V1", 10, 20), ["GIVES > TAKES"]),
        (("V1", 10, 20), ("V1", 1, 10), ["GIVES > TAKES"]),
        (("V1", 1, 100), ("V1", 50, 50), ["GIVES > TAKES"]),
        (("V1", 1, 10), ("V1", 11, 20), []),
        (("V1", 11, 20), ("V1", 1, 10), []),
        (("V1", 1, 10), ("V2", 1, 10), []),
    ],
)
def test_o12_space_is_given_up_before_any_of_it_is_taken(
    given: tuple[str, int, int], taken: tuple[str, int, int], expected: list[str]
) -> None:
    assert edges(o12_freed_space, step("TAKES", fills=[room(*taken)]), step("GIVES", gives=[room(*given)])) == expected


def test_o12_what_is_cleaned_or_copied_first_is_free_when_the_work_unit_has_ended() -> None:
    takes = step("TAKES", fills=[room("V1", 1, 10)])
    assert edges(o12_freed_space, step("CLEANS", gives=[room("V1", 5, 5)], is_work_unit=True), takes) == [
        "CLEANS >> TAKES"
    ]


def test_o12_finds_each_pair_among_many_as_if_all_were_compared() -> None:
    givers = [step(f"G{n}", gives=[room("V1", n * 7 % 90, n * 7 % 90 + n % 9)]) for n in range(40)]
    takers = [step(f"T{n}", fills=[room("V1", n * 11 % 90, n * 11 % 90 + n % 6)]) for n in range(40)]
    expected = {
        f"{giver.subject} > {taker.subject}"
        for giver in givers
        for taker in takers
        if giver.gives[0].first <= taker.fills[0].last and taker.fills[0].first <= giver.gives[0].last
    }
    found = edges(o12_freed_space, *takers, *givers)
    assert len(found) == len(set(found)) > 100
    assert set(found) == expected


def placed(subject: str, number: int, first: int = 0, *, is_automatic: bool = False) -> Step:
    return step(subject, predicted=number, fills=[room("V1", first, first)], is_automatic=is_automatic)


def test_o14_dirmaint_chooses_in_the_order_of_the_predictions_and_before_anything_is_given_up() -> None:
    gone = step("GONE", gives=[room("V9", 1, 10)], is_work_unit=True)
    second, first = placed("SECOND", 2, is_automatic=True), placed("FIRST", 1, is_automatic=True)
    assert edges(o14_automatic, gone, second, first) == ["FIRST > SECOND", "SECOND > GONE"]


def test_o14_places_that_were_chosen_before_are_taken_before_and_those_chosen_later_are_taken_later() -> None:
    automatic = [placed(f"AUTO{n}", n, is_automatic=True) for n in (3, 5)]
    others = [placed(f"N{n}", n) for n in (1, 2, 4, 6)]
    assert edges(o14_automatic, *others, *automatic) == [
        "N1 > AUTO3",
        "N2 > AUTO3",
        "AUTO3 > N4",
        "AUTO3 > AUTO5",
        "N4 > AUTO5",
        "AUTO5 > N6",
    ]


def test_o14_what_takes_freed_space_takes_none_that_dirmaint_could_choose() -> None:
    gone = step("GONE", gives=[room("V1", 5, 5)])
    steps = [placed("INTO", 1, 5), placed("AUTO", 2, 7, is_automatic=True), gone]
    assert edges(o14_automatic, *steps) == ["AUTO > GONE"]
    assert edges(o12_freed_space, *steps) == ["GONE > INTO"]


def test_o14_says_nothing_where_all_places_are_explicit() -> None:
    assert edges(o14_automatic, placed("A", 1), placed("B", 2), step("GONE", gives=[room("V1", 1, 10)])) == []


def test_o18_a_name_and_o21_a_number_are_free_before_they_are_given_again() -> None:
    name = step("PURGE", frees={Slot("A")}, is_work_unit=True), step("ADD", takes={Slot("A")})
    number = step("OLD", frees={Slot("A", "0100")}), step("NEW", takes={Slot("A", "0100")})
    address = step("OLD", frees={Slot("MACID", "0A0B0C")}), step("NEW", takes={Slot("MACID", "0A0B0C")})
    assert (edges(o18_names, *name), edges(o21_numbers, *name)) == (["PURGE >> ADD"], [])
    assert (edges(o18_names, *number), edges(o21_numbers, *number)) == ([], ["OLD > NEW"])
    assert (edges(o18_names, *address), edges(o21_numbers, *address)) == ([], ["OLD > NEW"])
    assert edges(o18_names, name[0], step("ADD", takes={Slot("PROFILE A")})) == []


def test_two_steps_have_one_edge_which_waits_if_any_rule_says_so() -> None:
    before = step("BEFORE", makes={thing("disk A 0100")}, gives=[room("V1", 1, 10)], is_work_unit=True)
    after = step("AFTER", needs={thing("disk A 0100")}, fills=[room("V1", 1, 10)])
    assert edges_between([after, before]) == [Edge(before, after, "O11", True)]
    after.behind.append((before, "O9"))  # says nothing of waiting
    assert edges_between([after, before]) == [Edge(before, after, "O9", True)]


def test_o8_general_statements_stand_before_devices_whether_a_command_or_a_file_brings_them() -> None:
    by_command = whole([A, disk("0100", 1)], [A, " ACCOUNT 1", disk("0100", 1)])
    assert by_command.proof is not None
    assert by_command.proof.directory is not None
    assert [one.keyword for one in by_command.proof.directory.entries[0].statements] == ["USER", "ACCOUNT", "MDISK"]
    by_file = whole([A, disk("0100", 1)], [A, *FIVE])  # the minidisk goes behind the file
    assert by_file.files == {"A DIRECT": (A, *FIVE, " MDISK 0100 3390 1 10 LX0001 MR")}


def test_the_phases_of_o16_know_every_kind_that_has_a_step() -> None:
    assert set(Kind) - set(schedule._PHASES) == {Kind.PREPARE, Kind.FINISH}
