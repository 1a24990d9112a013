"""Why something goes."""

from tests.plan.test_order import A, desired


def test_a_device_that_makes_way_for_another_one_goes_for_its_sake() -> None:
    plan = desired([A, " DEDICATE 1000 2001"], "entries:\n  A: {nics: {'1000': {type: QDIO}}}\n")
    assert [(action.kind, action.reason) for action in plan.document.actions if action.subject == "A/1000"] == [
        ("remove-statement", "another device has its number; desired.yaml:3"),
        ("add-statement", "asked for in desired.yaml:3"),
    ]
