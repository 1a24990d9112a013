"""The table of checks: complete, without a rest, and in whole sentences."""

import pytest

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.diagnostic import Directxa
from dirtool.lint.registry import RULES
from dirtool.migrate.readiness.checks import CHECK_OF_RULE, CHECKS, COSTS_DATA, check_number
from dirtool.migrate.readiness.shortfall import Check

EVERY_CHECK = pytest.mark.parametrize("check", CHECKS, ids=[check.code for check in CHECKS])


def test_there_are_twenty_checks_in_order() -> None:
    assert [check.code for check in CHECKS] == [f"C{number}" for number in range(1, 21)]
    assert all(check_number(check.number) is check for check in CHECKS)


def test_every_rule_that_directxa_refuses_has_its_check() -> None:
    assert [
        code for code, rule in RULES.items() if rule.directxa is Directxa.REFUSES and code not in CHECK_OF_RULE
    ] == []


def test_every_rule_about_moving_to_dirmaint_has_its_check() -> None:
    assert [code for code in RULES if code.startswith("DRM") and code not in CHECK_OF_RULE] == []


def test_no_check_hears_a_rule_that_there_is_not() -> None:
    assert [code for code in CHECK_OF_RULE if code not in RULES] == []
    assert [code for code in COSTS_DATA if code not in CHECK_OF_RULE] == []


def test_no_rule_is_heard_twice() -> None:
    from dirtool.migrate.readiness import checks

    codes = [code for _, codes in checks._TABLE for code in codes]
    assert sorted(codes) == sorted(CHECK_OF_RULE)


@EVERY_CHECK
def test_a_check_says_why_and_what_to_do_in_whole_sentences(check: Check) -> None:
    assert check.title[0].isupper()
    assert not check.title.endswith(".")
    for text in (check.why, check.action):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
