"""A link may lead to a link: entries that come or go with such links are in the order that these need."""

from itertools import pairwise

import pytest

from dirtool.plan.options import PlanOptions
from dirtool.plan.plan import Plan, make_plan
from dirtool.plan.target.whole import whole_target
from tests.model.made import directory_of
from tests.plan.steps.test_soundness import refusal

KEPT = "USER KEPT NOLOG\n"


def chain(*names: str) -> str:
    """The first has a minidisk, each of the others a link to the one before."""
    first, *_ = names
    links = (f"USER {name} NOLOG\n LINK {before} 0190 0190 RR\n" for before, name in pairwise(names))
    return f"USER {first} NOLOG\n MDISK 0190 3390 1 10 VOL001 MR\n" + "".join(links)


def plan_between(old: str, new: str, *allowed: str) -> Plan:
    current = directory_of(old)
    options = PlanOptions(allow_remove=frozenset(allowed))
    return make_plan(current, whole_target(current, directory_of(new)), mode="whole", options=options)


def subjects(plan: Plan, kind: str) -> list[str]:
    return [action.subject for action in plan.document.actions if action.kind == kind]


NAMES = ("DD", "CC", "AA", "BB", "EE")


def test_an_entry_is_added_behind_those_that_its_link_leads_through() -> None:
    plan = plan_between(KEPT, KEPT + chain(*NAMES))
    assert plan.proof is not None
    assert plan.proof.holds
    assert subjects(plan, "add-entry") == list(NAMES)


def test_an_entry_is_removed_before_those_that_its_link_leads_through() -> None:
    plan = plan_between(KEPT + chain(*NAMES), KEPT, *NAMES)
    assert plan.proof is not None
    assert plan.proof.holds
    assert subjects(plan, "remove-entry") == list(NAMES[::-1])


@pytest.mark.parametrize("is_new", [True, False])
def test_a_ring_of_entries_opens_at_a_link_that_leads_through_another(*, is_new: bool) -> None:
    texts = (
        KEPT,
        f"{KEPT}USER AA NOLOG\n MDISK 0190 3390 1 10 VOL001 MR\n LINK CC 0191 0192 RR\n"
        "USER BB NOLOG\n LINK AA 0190 0190 RR\n"
        "USER CC NOLOG\n MDISK 0191 3390 11 10 VOL001 MR\n LINK BB 0190 0190 RR\n",
    )
    plan = plan_between(*(texts if is_new else texts[::-1]), "AA", "BB", "CC")
    assert plan.proof is not None
    assert plan.proof.holds


def test_links_that_lead_to_each_other_lead_to_nothing() -> None:
    ring = "USER AA NOLOG\n LINK BB 0190 0190 RR\nUSER BB NOLOG\n LINK AA 0190 0190 RR\n"
    assert "which leads to no device" in refusal(KEPT, KEPT + ring)
    assert "which leads to no device" in refusal(KEPT, f"{KEPT} LINK KEPT 0190 0190 RR\n")


def test_a_link_stays_for_which_nothing_is_left_of_an_entry_that_goes() -> None:
    stays = "USER FF NOLOG\n LINK EE 0190 0190 RR\n"
    told = refusal(KEPT + chain(*NAMES) + stays, KEPT + stays)
    assert "FF/0190 links to EE/0190, which shall be there no more" in told
