"""dirtool explain: what it takes, and what it says to what it does not know."""

import pytest

from dirtool.lint.registry import RULES, all_rules
from dirtool.spec.messages import MESSAGES
from dirtool.spec.statements import STATEMENTS
from tests.cli.run import dirtool


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("REC001", "REC001 text-past-column-71 (warning)"),
        ("rec001", "REC001 text-past-column-71 (warning)"),
        ("text-past-column-71", "REC001 text-past-column-71 (warning)"),
        ("Unknown-Statement", "SYN001 unknown-statement (error)"),
        ("HCPDIR751E", "HCPDIR751E"),
        ("hcpdir751", "HCPDIR751E"),
        ("HCPDIR494", "HCPDIR494I"),
        ("MDISK", "MDISK (device statement, shortest M)"),
        ("m", "MDISK (device statement, shortest M)"),
        ("logonby", "LOGONBY (general statement)"),
    ],
)
def test_a_code_is_taken_in_any_case_and_spelling(code: str, first: str) -> None:
    ran = dirtool("explain", code)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == first


def test_everything_that_is_known_can_be_explained() -> None:
    every = [*(rule.code for rule in all_rules()), *MESSAGES, *(kind.name for kind in STATEMENTS)]
    ran = dirtool("explain", *every)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n\n") >= len(every) - 1


def test_without_a_code_every_rule_is_listed() -> None:
    ran = dirtool("explain")
    assert (ran.code, ran.err) == (0, "")
    codes = [line[:6] for line in ran.out.splitlines() if line[:6] in RULES]
    assert codes == [rule.code for rule in all_rules()]


@pytest.mark.parametrize(
    ("codes", "hint"),
    [
        (("REC01",), "did you mean REC001, SEC010 or SEC001?"),
        (("MDSIK",), "did you mean MDISK or AMDISK?"),
        (("unknown-statment",), "did you mean UNKNOWN-STATEMENT or UNKNOWN-SECTION?"),
        (("REC001", "QQQQ"), "dirtool explain lists all rules"),
    ],
)
def test_an_unknown_code_is_2_with_the_nearest_offered(codes: tuple[str, ...], hint: str) -> None:
    assert dirtool("explain", *codes) == (
        2,
        "",
        f"dirtool: {codes[-1]}: neither a rule, nor a message of DIRECTXA, nor a directory statement\n  hint: {hint}\n",
    )


def test_a_wrong_option_is_2() -> None:
    ran = dirtool("explain", "--nope")
    assert (ran.code, ran.out) == (2, "")
    assert "No such option: --nope" in ran.err


def test_what_is_not_known_is_harmless() -> None:
    assert "\x1b" not in dirtool("explain", "\x1b[2J").err
