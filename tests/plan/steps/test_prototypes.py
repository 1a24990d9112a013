"""Entries that are alike are added LIKE a prototype."""

from __future__ import annotations

from dirtool.plan.plan import Plan
from tests.plan.test_order import A, commands_of, desired

FARM = (
    "entries:\n  'W{1..%d}': {password: LBYONLY, storage: 1G, class: G, minidisks: {'0100': {vdisk: 1000}}}\n"
    "  X: {password: LBYONLY, storage: 2G, class: G}\n"
)


def farm(count: int) -> Plan:
    return desired([A], FARM % count)


def test_three_entries_that_are_alike_have_one_file_and_another_one_has_its_own() -> None:
    plan = farm(3)
    assert commands_of(plan) == [
        "FILE W1 PROTODIR",
        "ADD W1 LIKE W1 PW LBYONLY",
        "ADD W2 LIKE W1 PW LBYONLY",
        "ADD W3 LIKE W1 PW LBYONLY",
        "ADD X",
    ]
    assert list(plan.files) == ["W1 PROTODIR", "X DIRECT"]
    (action,) = (one for one in plan.document.actions if one.kind == "file-prototype")
    assert (action.title, action.reason) == ("a prototype for 3 entries", "they are alike but for their names")
    assert [command.file for command in action.commands] == ["W1 PROTODIR"]


def test_for_two_of_them_a_prototype_does_not_pay() -> None:
    assert commands_of(farm(2)) == ["ADD W1", "ADD W2", "ADD X"]


def test_a_password_by_reference_goes_with_add_like_and_never_into_the_file() -> None:
    text = "entries:\n" + "".join(f"  W{n}: {{password: {{env: PW{n}}}, storage: 1G, class: G}}\n" for n in (1, 2, 3))
    plan = desired([A], text)
    assert commands_of(plan) == ["FILE W1 PROTODIR", *(f"ADD W{n} LIKE W1 PW {{env:PW{n}}}" for n in (1, 2, 3))]
    assert plan.files["W1 PROTODIR"][0].split()[:3] == ["USER", "W1", "NOLOG"]


def test_entries_that_differ_in_anything_but_the_name_have_files_of_their_own() -> None:
    text = "entries:\n" + "".join(f"  W{n}: {{password: LBYONLY, storage: {n}G, class: G}}\n" for n in range(1, 5))
    assert commands_of(desired([A], text)) == ["ADD W1", "ADD W2", "ADD W3", "ADD W4"]


def test_entries_with_minidisks_on_volumes_are_not_alike() -> None:
    disks = "{'0100': {size: 10, group: POOL}}"
    text = f"entries:\n  'W{{1..3}}': {{password: LBYONLY, storage: 1G, class: G, minidisks: {disks}}}\n"
    assert commands_of(desired([A], text)) == ["ADD W1", "ADD W2", "ADD W3"]
