"""The order of steps, and their stages."""

from __future__ import annotations

import gc
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.plan.order.rules import Edge, edges_between
from dirtool.plan.order.schedule import o16_phase, o20_destructive_last, scheduled
from dirtool.plan.steps.step import LineEdit, Slot, Step
from dirtool.verify.plan.document import Kind
from tests.growth import assert_grows, seconds_for
from tests.plan.order.made import room, stages, step, thing


def order_of(*steps: Step) -> list[str]:
    """The stages of some steps, by all rules between them."""
    return stages(scheduled(list(steps), edges_between(list(steps))))


def gone(subject: str, **more: object) -> Step:
    return step(subject, Kind.REMOVE_DISK, is_destructive=True, **more)


def unit(subject: str, entry: str, vdev: str, kind: Kind = Kind.COPY_DISK) -> Step:
    """A work unit for a minidisk."""
    return step(subject, kind, is_work_unit=True, edits=[LineEdit(entry, vdev)])


def test_without_rules_steps_go_by_phase_then_by_subject() -> None:
    steps = [
        step("Z", Kind.MANUAL),
        step("Y", Kind.LINK),
        step("X", Kind.ADD_DISK),
        step("W", Kind.CLONE_DISK),
        step("V", Kind.REPLACE_ENTRY),
        step("U", Kind.RENAME_ENTRY),
        step("T", Kind.UNLINK),
        step("S", Kind.ADD_ENTRY),
        step("R", Kind.FILE),
    ]
    assert order_of(*steps) == ["R S T U V W X Y Z"]
    assert [o16_phase(one) for one in steps] == [7, 6, 5, 5, 4, 3, 2, 1, 0]


def test_what_has_to_wait_for_a_work_unit_is_in_a_later_stage_and_all_else_is_not() -> None:
    copies = step("COPIES", makes={thing("disk A 0100")}, is_work_unit=True)
    assert order_of(step("OTHER"), step("NEEDS", needs={thing("disk A 0100")}), copies) == ["COPIES OTHER", "NEEDS"]


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        (unit("THEN", "A", "0100"), ["FIRST", "THEN"]),
        (step("THEN", edits=[LineEdit("A", "0100")]), ["FIRST", "THEN"]),
        (step("THEN", makes={thing("disk A 0100")}), ["FIRST", "THEN"]),
        (step("THEN", needs={thing("disk A 0100")}), ["FIRST", "THEN"]),
        (step("THEN", takes={Slot("A", "0100")}), ["FIRST", "THEN"]),
        (step("THEN", frees={Slot("A", "0100")}), ["FIRST", "THEN"]),
        (step("THEN", works_on={("A", "0100")}), ["FIRST", "THEN"]),
        (unit("THEN", "A", "0101"), ["FIRST THEN"]),
        (unit("THEN", "B", "0100"), ["FIRST THEN"]),
        (step("THEN", takes={Slot("A")}), ["FIRST THEN"]),
    ],
)
def test_o13_a_device_with_a_work_unit_is_left_alone_until_that_has_ended(then: Step, expected: list[str]) -> None:
    assert order_of(unit("FIRST", "A", "0100"), then) == expected


@pytest.mark.parametrize("kind", [Kind.REPLACE_ENTRY, Kind.REMOVE_ENTRY, Kind.RENAME_ENTRY])
def test_o13_so_is_the_whole_of_its_entry(kind: Kind) -> None:
    copies = unit("A/0100", "A", "0100")
    whole = step("A", kind, needs={thing("device B 0200")})
    later = step("B", Kind.LINK, makes={thing("device B 0200")})
    assert order_of(whole, copies, later) == ["A/0100 B", "A"]
    assert order_of(whole, unit("B/0100", "C", "0100"), later) == ["B/0100 B A"]


def test_o13_several_copies_of_one_minidisk_are_made_one_by_one() -> None:
    clones = [unit(name, name, "0200", Kind.CLONE_DISK) for name in "CBD"]
    for clone in clones:
        clone.works_on.add(("A", "0100"))
    assert order_of(*clones, unit("E", "E", "0200", Kind.CLONE_DISK)) == ["B E", "C", "D"]


def test_o20_what_removes_comes_in_a_stage_behind_all_that_makes_something_in_its_place() -> None:
    makes = step("MAKES", needs={thing("disk A 0100")})
    copies = step("COPIES", makes={thing("disk A 0100")}, is_work_unit=True)
    assert order_of(gone("GONE"), makes, copies) == ["COPIES", "MAKES", "GONE"]
    assert order_of(gone("GONE"), step("CHANGES", Kind.CHANGE_STATEMENT)) == ["CHANGES GONE"]


def test_o20_what_removes_goes_before_others_only_if_something_waits_for_it() -> None:
    """A minidisk that comes into the place of another one waits for that; nothing waits for what goes besides."""
    first = gone("D1", gives=[room("V1", 1, 10)])
    comes = step("ADD", fills=[room("V1", 1, 10)])
    besides = gone("A1")
    assert order_of(besides, first, comes) == ["D1 ADD", "A1"]
    steps = [besides, first, comes]
    assert o20_destructive_last(steps, edges_between(steps)) == {id(besides)}


def test_o20_all_that_leads_to_something_that_is_made_counts_however_far_it_is() -> None:
    chain = [gone(f"D{n}", frees={Slot("A", f"{n:04}")}, takes={Slot("A", f"{n - 1:04}")}) for n in range(2, 5)]
    first, last = gone("D1", frees={Slot("A", "0001")}), step("ADD", takes={Slot("A", "0004")})
    steps = [gone("C0"), last, *chain, first]
    assert order_of(*steps) == ["D1 D2 D3 D4 ADD", "C0"]


@given(st.integers(0, 2**32 - 1))
def test_every_edge_is_kept_and_the_order_of_the_steps_plays_no_part(seed: int) -> None:
    chance = Random(seed)
    kinds = [kind for kind in Kind if kind not in (Kind.PREPARE, Kind.FINISH)]
    steps = [
        step(f"S{n:02}", chance.choice(kinds), is_work_unit=chance.random() < 0.3, is_destructive=chance.random() < 0.3)
        for n in range(chance.randint(1, 12))
    ]
    edges = [
        Edge(one, other, "O7", one.is_work_unit and chance.random() < 0.8)
        for at, one in enumerate(steps)
        for other in steps[at + 1 :]
        if chance.random() < 0.2
    ]
    found = scheduled(steps, edges)
    places = {id(one.step): (one.stage, at) for at, one in enumerate(found)}
    assert len(places) == len(steps)
    for edge in edges:
        (stage, at), (other_stage, other_at) = places[id(edge.before)], places[id(edge.after)]
        assert at < other_at
        assert stage + edge.waits <= other_stage
    last = o20_destructive_last(steps, edges)
    first_to_go = min((places[id(one)] for one in steps if id(one) in last), default=(99, 0))
    making = [one for one in steps if one.actions[0].kind in (Kind.ADD_DISK, Kind.ADD_ENTRY) and not one.is_destructive]
    assert all(places[id(one)][0] < first_to_go[0] for one in making)
    again = scheduled(chance.sample(steps, len(steps)), chance.sample(edges, len(edges)))
    assert [(one.step.subject, one.stage) for one in again] == [(one.step.subject, one.stage) for one in found]


def test_the_time_grows_in_proportion_to_the_steps() -> None:
    def seconds(count: int) -> float:
        steps = [
            step(
                f"A{n:06}",
                makes={thing(f"disk A{n} 0100")},
                needs={thing(f"disk A{n - 1} 0100")},
                frees={Slot(f"A{n}")},
            )
            for n in range(count)
        ]
        steps += [
            gone(f"B{n:06}", gives=[room(f"V{n % 50}", n * 20, n * 20 + 9)], is_work_unit=True) for n in range(count)
        ]
        steps += [step(f"C{n:06}", fills=[room(f"V{n % 50}", n * 20 + 5, n * 20 + 14)]) for n in range(count)]
        gc.collect()  # else it is collected meanwhile, which takes as long as the tests before have left things
        return seconds_for(lambda: scheduled(steps, edges_between(steps)))

    assert_grows(lambda: seconds(500), lambda: seconds(2000), at_most=8)  # 16 if it were quadratic
