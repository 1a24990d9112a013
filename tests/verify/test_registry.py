"""The registry of checks, and what must be true of all of them."""

import re

import pytest

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import FAMILIES, RULES, Profile
from dirtool.model.recognition import Kind
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.registry import CHECKS, all_checks, all_of, any_of, host_check

EACH = pytest.mark.parametrize("code", sorted(CHECKS))


def test_a_code_cannot_be_given_twice() -> None:
    code = next(iter(CHECKS))
    with pytest.raises(ValueError, match=f"check {code} is registered twice"):
        host_check(code, "again", Severity.ERROR, needs=any_of(Kind.NOVA))(lambda host, installation: iter(()))


def test_any_of_some_files_or_all_of_them() -> None:
    assert any_of(Kind.NOVA, Kind.ZVMSDK) == (frozenset({Kind.NOVA}), frozenset({Kind.ZVMSDK}))
    assert all_of(Kind.NOVA, Kind.ZVMSDK) == (frozenset({Kind.NOVA, Kind.ZVMSDK}),)


def test_checks_come_in_the_order_of_their_codes() -> None:
    codes = [check.code for check in all_checks()]
    assert codes == sorted(CHECKS)
    assert codes[:2] == ["CNF029", "CNF030"]


def test_no_name_and_no_code_means_two_things() -> None:
    rules = [*RULES.values(), *(check.rule for check in CHECKS.values())]
    words = [word.upper() for rule in rules for word in (rule.code, rule.name)]
    assert len(words) == len(set(words))
    assert not {*IVP_MESSAGES}.intersection(words)


@EACH
def test_a_check_says_what_it_needs_and_what_the_verification_would_say(code: str) -> None:
    check = CHECKS[code]
    assert re.fullmatch(r"(VFY|CNF)[0-9]{3}", code)
    assert check.rule.family in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.rule.name)
    assert check.needs
    assert all(check.needs)
    assert check.uses >= frozenset().union(*check.needs)
    assert {*check.ivp} <= {*IVP_MESSAGES}
    assert (check.rule.profile, check.rule.directxa, check.rule.messages) == (None, None, ())


def test_a_rule_of_lint_is_of_a_profile_and_a_check_is_of_none() -> None:
    assert all(isinstance(rule.profile, Profile) for rule in RULES.values())
