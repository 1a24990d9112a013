"""A defective plan as text."""

from dirtool.report.plan_defect_text import defect_text
from dirtool.report.style import Style
from dirtool.verify.plan.document import Claim
from dirtool.verify.plan.proof import Defect
from tests.report.plans_made import FARM, STORAGE, plan

BROKEN = (Claim("every command is taken", False, "STORAGE fails"), Claim("nothing else has changed", True, "compared"))
TOLD = [
    "Defect in dirtool: the plan that it made does not lead where it should. Nothing",
    "of it may be run.",
]
REPORT = [
    "Please report it, with the directory and what was wanted as far as they may be",
    "seen.",
]


def test_a_defect_is_told_with_its_action_and_its_command() -> None:
    document = plan(*STORAGE, claims=BROKEN)
    assert list(defect_text(document, Defect("a7", "FOR APP02 STORAGE 8G", "it is more than MAXSTORE"), Style())) == [
        *TOLD,
        "~  APP02  STORAGE 4G -> 8G",
        "    | FOR APP02 STORAGE 8G",
        "    it is more than MAXSTORE",
        "    does not hold: every command is taken (STORAGE fails)",
        *REPORT,
    ]


def test_a_claim_that_does_not_hold_is_a_defect_by_itself() -> None:
    assert list(defect_text(plan(*STORAGE, claims=BROKEN), None, Style())) == [
        *TOLD,
        "    does not hold: every command is taken (STORAGE fails)",
        *REPORT,
    ]


def test_a_defect_of_no_action_is_told_by_its_reason_and_made_harmless() -> None:
    told = list(defect_text(FARM, Defect("", "", "no \x1b[2J plan"), Style()))
    assert told == [*TOLD, "    no \\x1b[2J plan", *REPORT]
