"""A plan as JSON."""

import json

from hypothesis import given, settings

from dirtool.report.plan_json import json_text
from dirtool.verify.plan.document import PlanDocument
from dirtool.verify.plan.json_form import from_json
from dirtool.verify.plan.reading import plan_of
from tests.report.plans_made import FARM, plan, plans


def test_what_is_written_is_read_again() -> None:
    assert plan_of("\n".join(json_text(FARM)), "plan.json") == FARM
    assert plan_of("\n".join(json_text(plan())), "plan.json") == plan()


def test_an_action_stands_on_a_line() -> None:
    lines = list(json_text(FARM))
    assert lines[:4] == [
        "{",
        '"schema": "dirtool.plan/1",',
        f'"current": {{"path": "farm.direct", "digest": "sha256:{"0" * 64}"}},',
        '"desired": "farm.yaml",',
    ]
    start = lines.index('"actions": [') + 1
    ids = [json.loads(line.rstrip(","))["id"] for line in lines[start : start + len(FARM.actions)]]
    assert ids == [action.id for action in FARM.actions]
    assert lines[start + len(FARM.actions)] == "],"
    assert lines[-1] == "}"


@given(plans())
@settings(max_examples=30, deadline=None)
def test_every_plan_comes_back(document: PlanDocument) -> None:
    assert from_json(json.loads("\n".join(json_text(document)))) == document
