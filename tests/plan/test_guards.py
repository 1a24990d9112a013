"""Consent for what is lost."""

from __future__ import annotations

from typing import Any

import pytest

from dirtool.plan.guards import with_consents
from dirtool.plan.options import PlanOptions
from dirtool.plan.plan import make_plan
from dirtool.plan.steps.drafts import draft
from dirtool.plan.target.target import Target
from dirtool.plan.target.whole import whole_target
from dirtool.verify.plan.document import LOSING, Action, Data, Kind
from tests.model.made import directory_of

SAID = "desired.yaml:7"


def target(*removed: str) -> Target:
    made = whole_target(directory_of("USER A NOLOG"), directory_of("USER A NOLOG"))
    return made._replace(removals=dict.fromkeys(removed, SAID))


def action(kind: Kind, subject: str, data: Data = Data.NONE, was: str | None = None) -> Action:
    return draft(kind, subject, "", "", data, was=was)


def judged(*actions: Action, removed: tuple[str, ...] = (), **options: Any) -> list[tuple[str | None, str | None]]:
    found = with_consents(actions, target(*removed), PlanOptions(**options))
    return [(one.consent, one.refused) for one in found]


GONE = action(Kind.REMOVE_DISK, "A/0100", Data.ORPHANED)
ENTRY = action(Kind.REMOVE_ENTRY, "A")
WRITTEN = action(Kind.CHANGE_DISK, "A/0100", Data.OVERWRITTEN)


def test_what_loses_nothing_needs_no_consent() -> None:
    kept = [data for data in Data if data not in LOSING]
    assert kept == [Data.NONE, Data.KEPT, Data.COPIED, Data.STALE]
    assert (
        judged(*(action(Kind.CHANGE_DISK, "A/0100", data) for data in kept), action(Kind.REMOVE_STATEMENT, "A"))
        == [(None, None)] * 5
    )


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("data", LOSING)
def test_whatever_loses_data_is_refused_without_consent(kind: Kind, data: Data) -> None:
    ((consent, refused),) = judged(action(kind, "A/0100", data))
    option = "--allow-overwrite" if data is Data.OVERWRITTEN else "--allow-remove"
    assert (consent, refused) == (f"needs {option} A/0100", f"data {data} without consent: {option} A/0100")


@pytest.mark.parametrize("kind", [Kind.REMOVE_ENTRY, Kind.REMOVE_DISK])
def test_a_definition_that_goes_needs_consent_even_if_the_data_are_kept(kind: Kind) -> None:
    assert judged(action(kind, "A", Data.KEPT)) == [
        ("needs --allow-remove A", "removal without consent: --allow-remove A")
    ]


@pytest.mark.parametrize(
    ("one", "options", "consent"),
    [
        (GONE, {"allow_remove": frozenset({"A/0100"})}, "--allow-remove A/0100"),
        (GONE, {"allow_remove": frozenset({"A"})}, "--allow-remove A"),
        (ENTRY, {"allow_remove": frozenset({"A"})}, "--allow-remove A"),
        (WRITTEN, {"allow_overwrite": frozenset({"A/0100"})}, "--allow-overwrite A/0100"),
        (WRITTEN, {"allow_overwrite": frozenset({"A"})}, "--allow-overwrite A"),
        (
            action(Kind.MOVE_DISK, "B/0200", Data.ORPHANED, "A/0100"),
            {"allow_remove": frozenset({"A/0100"})},
            "--allow-remove A/0100",
        ),
        (
            action(Kind.MOVE_DISK, "B/0200", Data.ORPHANED, "A/0100"),
            {"allow_remove": frozenset({"B"})},
            "--allow-remove B",
        ),
    ],
)
def test_consent_is_for_a_subject_or_its_entry(one: Action, options: dict[str, Any], consent: str) -> None:
    assert judged(one, **options) == [(consent, None)]


@pytest.mark.parametrize(
    ("one", "options"),
    [
        (GONE, {"allow_remove": frozenset({"A/0101", "B", "*", "A/"})}),
        (GONE, {"allow_overwrite": frozenset({"A/0100", "A"})}),
        (WRITTEN, {"allow_remove": frozenset({"A/0100", "A"})}),
        (ENTRY, {"allow_remove": frozenset({"A/0100"})}),
    ],
)
def test_consent_for_something_else_is_none(one: Action, options: dict[str, Any]) -> None:
    ((_, refused),) = judged(one, **options)
    assert refused is not None


def test_what_is_listed_under_remove_has_consent_but_not_for_overwriting() -> None:
    assert judged(GONE, ENTRY, removed=("A",)) == [(f"remove: in {SAID}", None)] * 2
    assert judged(GONE, removed=("A/0100",)) == [(f"remove: in {SAID}", None)]
    assert judged(GONE, removed=("A/0101",))[0][1] is not None
    assert judged(GONE._replace(data=Data.OVERWRITTEN), removed=("A",))[0][1] is not None
    assert judged(action(Kind.RECREATE_DISK, "A/0100", Data.ORPHANED), removed=("A",))[0][1] is not None


def test_for_an_entry_that_goes_one_consent_is_asked_for() -> None:
    assert judged(ENTRY, GONE) == [
        ("needs --allow-remove A", "removal without consent: --allow-remove A"),
        ("needs --allow-remove A", "data orphaned without consent: --allow-remove A"),
    ]
    overwritten = judged(ENTRY, GONE._replace(data=Data.OVERWRITTEN))[1]
    assert overwritten == (
        "needs --allow-overwrite A/0100",
        "data overwritten without consent: --allow-overwrite A/0100",
    )


@pytest.mark.parametrize("pattern", ["A", "A/0100", "A/*", "?/0100", "*"])
def test_what_is_protected_is_refused_whatever_is_allowed(pattern: str) -> None:
    everything = frozenset({"A", "A/0100"})
    found = judged(GONE, removed=("A",), protected=("B*", pattern), allow_remove=everything)
    assert found == [
        ("none can be given", f"A/0100 is protected ({pattern}); the settings have to change first"),
    ]
    assert judged(WRITTEN, protected=(pattern,), allow_overwrite=everything)[0][0] == "none can be given"


def test_a_subject_that_is_protected_may_still_be_changed() -> None:
    assert judged(action(Kind.CHANGE_DISK, "A/0100", Data.KEPT), protected=("A",)) == [(None, None)]


def test_a_refused_plan_is_whole() -> None:
    current = directory_of("USER A NOLOG\n MDISK 0100 3390 1 10 LX0001\nUSER B NOLOG")
    wanted = directory_of("USER A NOLOG\nUSER B NOLOG\n ACCOUNT 1")
    document = make_plan(current, whole_target(current, wanted), mode="whole").document
    assert document.is_refused
    assert [(one.kind, one.refused is not None, len(one.commands)) for one in document.actions[1:-1]] == [
        (Kind.ADD_STATEMENT, False, 1),
        (Kind.REMOVE_DISK, True, 1),
    ]


@pytest.mark.parametrize("kind", [Kind.REMOVE_STATEMENT, Kind.UNLINK])
def test_a_device_without_data_goes_without_consent_but_not_if_it_is_protected(kind: Kind) -> None:
    gone = action(kind, "A/0600")
    assert judged(gone) == [(None, None)]
    assert judged(gone, protected=("A/0600",)) == [
        ("none can be given", "A/0600 is protected (A/0600); the settings have to change first")
    ]
    assert judged(gone, protected=("A/0601",)) == [(None, None)]


def test_a_protected_link_may_be_away_for_a_while_and_a_statement_may_go() -> None:
    away = judged(action(Kind.UNLINK, "A/0600"), action(Kind.LINK, "A/0600"), protected=("A*",))
    assert away == [(None, None)] * 2
    assert judged(action(Kind.REMOVE_STATEMENT, "A"), protected=("A*",)) == [(None, None)]
