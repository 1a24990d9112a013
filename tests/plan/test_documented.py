"""docs/plan-format.md tells of every field of plan.json, and of nothing else; docs/plan.md of every order rule and sign."""

from __future__ import annotations

import inspect
import re
from itertools import chain
from pathlib import Path

import pytest

from dirtool.plan.options import PlanOptions
from dirtool.plan.order import rules, schedule, whole_plan, within_entry, within_step
from dirtool.plan.plan import NOTHING_AGAIN
from dirtool.report.plan_words import _BY_DATA, _BY_KIND, AUXILIARY
from dirtool.space.allocation.policy import DirmaintSettings
from dirtool.spec.dirmaint_capabilities import SWITCHES
from dirtool.verify.plan import proof
from dirtool.verify.plan.document import (
    LOSING,
    SCHEMA,
    Action,
    Data,
    Digests,
    Effective,
    Extent,
    Kind,
    OperandChange,
    OwnedExtent,
    PlanDocument,
    PlannedCommand,
    PlannedPlacement,
    Summary,
    TouchedVolume,
)

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "plan-format.md").read_text(encoding="utf-8")
ABOUT_PLANS = (DOCS / "plan.md").read_text(encoding="utf-8")
_IN_CURRENT = ("path", "digest")
CLAIMS = [
    *(proof.PINS, proof.READ_BACK, proof.TAKEN, proof.OVERLAPS, proof.DANGLING),
    *(proof.END, proof.NOTHING_ELSE, proof.LOSSES, proof.PLACES, NOTHING_AGAIN),
]


def section(heading: str) -> str:
    """The text below a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, heading
    return found[1]


def tables(heading: str) -> list[list[str]]:
    """The names in the first column of each table below a heading."""
    found = re.findall(r"\| --- \| --- \|\n((?:\|.*\n)+)", section(heading))
    cells = [[line.split("|")[1] for line in rows.splitlines()] for rows in found]
    return [list(chain.from_iterable(re.findall(r"`([^`]+)`", cell) for cell in some)) for some in cells]


def test_every_field_of_the_document_is_told_in_its_order() -> None:
    (fields,) = tables("The document")
    assert fields == ["schema", "current", *(name for name in PlanDocument._fields if name not in _IN_CURRENT)]
    assert all(f"`{name}`" in section("The document") for name in _IN_CURRENT)
    assert f'"{SCHEMA}"' in section("The document")


@pytest.mark.parametrize(
    ("heading", "kinds"),
    [
        ("An action", [Action, PlannedCommand]),
        ("Digests", [Digests]),
        ("Places and volumes", [PlannedPlacement, TouchedVolume]),
        ("The summary", [Summary]),
    ],
)
def test_every_field_of_a_part_is_told_in_its_order(heading: str, kinds: list[type[tuple[object, ...]]]) -> None:
    assert tables(heading) == [list(kind._fields) for kind in kinds]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("An action", Extent._fields),
        ("An action", OperandChange._fields),
        ("Places and volumes", OwnedExtent._fields),
        ("The document", ('"desired"', '"whole"')),
        ("An action", [f'"{one}"' for one in Effective]),
        ("Data", [f'"{one}"' for one in Data]),
    ],
)
def test_what_stands_in_a_field_is_told(heading: str, words: list[str]) -> None:
    assert [word for word in words if f"`{word}`" not in section(heading)] == []


def test_every_kind_of_action_is_told() -> None:
    (kinds,) = tables("Kinds")
    assert sorted(kinds) == sorted(Kind)
    assert len(set(kinds)) == len(kinds)


def test_every_claim_is_told_here_and_what_proves_it_elsewhere() -> None:
    assert re.findall(r"^\* (.*)$", section("Claims"), re.MULTILINE) == CLAIMS
    page = (DOCS / "proof.md").read_text(encoding="utf-8")
    assert [claim for claim in CLAIMS if claim != NOTHING_AGAIN and f"| {claim} |" not in page] == []


def test_every_setting_of_a_plan_is_told() -> None:
    all_of_them = DirmaintSettings(exact_first=True, last_used={"LINUX": "LX0001"})
    (names,) = tables("Switches")
    assert names == list(PlanOptions(dirmaint=all_of_them).switches)


# ---- how plans are read


def test_every_order_rule_is_told_under_its_names() -> None:
    functions = [
        name
        for module in (rules, schedule, whole_plan, within_entry, within_step)
        for found in (vars(module), *map(vars, filter(inspect.isclass, vars(module).values())))
        for name, one in found.items()
        if inspect.isfunction(one) and one.__module__ == module.__name__
    ]
    found: dict[str, set[str]] = {}
    for name in functions:
        match = re.fullmatch(r"o(\d+)_(\w+)", name)
        if match is not None:
            found.setdefault(f"O{match[1]}", set()).add(match[2].replace("_", " "))
    rows = re.findall(r"^\| (O\d+) \| ([^|]*) \|", ABOUT_PLANS, re.MULTILINE)
    assert {number: set(names.split(", ")) for number, names in rows} == found
    assert [number for number, _ in rows] == sorted(found, key=lambda number: int(number[1:]))


def test_every_rule_says_its_number_first() -> None:
    texts = [inspect.getdoc(rule) or "" for rule in rules.RULES]
    assert [text for text in texts if not re.match(r"O\d+( and O\d+)*: ", text)] == []


def test_every_sign_is_told() -> None:
    told = re.findall(r"^\| `([^`]+)` \|", about_plans("How to read it"), re.MULTILINE)
    signs = {*_BY_DATA.values(), *_BY_KIND.values(), AUXILIARY}
    assert set(told[: len(signs)]) == signs


def test_what_becomes_of_data_is_told_and_what_needs_consent() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \|.*\| (`--allow-\w+`)? ?\|$", about_plans("What becomes of data"), re.MULTILINE)
    assert {name.split()[0] for name, _ in rows} == set(Data)
    assert {name for name, consent in rows if consent} == set(LOSING)


def about_plans(heading: str) -> str:
    """The text of the other page below a heading."""
    return ABOUT_PLANS.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_every_form_that_is_not_certain_is_told_with_its_setting() -> None:
    page = (DOCS / "what-dirtool-cannot-know.md").read_text(encoding="utf-8")
    table = page.split("## DirMaint\n")[1].split("\n## ")[0]
    assert re.findall(r"setting `([a-z-]+)`", table) == [switch.key.removeprefix("dirmaint.") for switch in SWITCHES]
