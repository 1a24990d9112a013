"""Passwords that desired.yaml names by reference, of entries that are there."""

from __future__ import annotations

import pytest

from tests.plan.test_order import FIVE, commands_of, desired

WANTED = "entries:\n  A: {password: {env: PW}}\n"
MORE = "entries:\n  A: {password: {env: PW}, statements: [%s]}\n"
RENAMED = (
    "entries:\n  B:\n    password: {env: PW}\n    storage: 64M\n    max_storage: 128M\n    class: G\n"
    "    minidisks: {'0100': {volume: V1, start: 1, size: 10, mode: MR}}\nremove: [A]\n"
)
DISK = " MDISK 0100 3390 1 10 V1 MR"


@pytest.mark.parametrize("word", ["NOLOG", "LBYONLY", "AUTOONLY"])
def test_an_entry_that_has_a_word_in_its_place_gets_one(word: str) -> None:
    plan = desired([f"USER A {word} 64M 128M G"], WANTED)
    assert commands_of(plan) == ["A SETPW {env:PW}"]
    assert plan.document.actions[1].title == f"PASSWORD {word} -> {{env:PW}}"


def test_an_entry_that_has_one_keeps_it() -> None:
    assert desired(["USER A SESAME 64M 128M G"], WANTED).document.actions == ()


def test_it_comes_behind_the_file_of_the_entry_which_has_the_word() -> None:
    statements = ", ".join(f"'{one.strip()}'" for one in FIVE)
    plan = desired(["USER A NOLOG 64M 128M G"], MORE % statements)
    assert commands_of(plan) == ["A GET LOCK", "A REPLACE", "A SETPW {env:PW}"]
    assert plan.files["A DIRECT"][0] == "USER A NOLOG 64M 128M G"


@pytest.mark.parametrize("word", ["NOLOG", "SESAME"])
def test_an_entry_that_gets_another_name_gets_the_one_that_is_wanted(word: str) -> None:
    plan = desired([f"USER A {word} 64M 128M G", DISK], RENAMED)
    assert commands_of(plan) == ["CHNGID A B", "B SETPW {env:PW}"]
    assert "SESAME" not in repr(plan.document)
