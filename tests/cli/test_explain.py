"""dirtool explain: what it takes, and what it says to what it does not know."""

import pytest

from dirtool.lint.registry import RULES, all_rules, in_order
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.spec.messages import MESSAGES
from dirtool.spec.statements import STATEMENTS
from dirtool.verify.registry import CHECKS
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
        ("vfy007", "VFY007 management-node (error)"),
        ("Management-Node", "VFY007 management-node (error)"),
        ("cnf030", "CNF030 unknown-user-in-copy (error)"),
        ("opts01", "OPTS01"),
    ],
)
def test_a_code_is_taken_in_any_case_and_spelling(code: str, first: str) -> None:
    ran = dirtool("explain", code)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == first


def test_everything_that_is_known_can_be_explained() -> None:
    every = [
        *(rule.code for rule in all_rules()),
        *CHECKS,
        *MESSAGES,
        *IVP_MESSAGES,
        *(kind.name for kind in STATEMENTS),
    ]
    ran = dirtool("explain", *every)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("\n\n") >= len(every) - 1


def test_a_check_tells_what_it_needs_and_what_the_verification_would_say() -> None:
    told = dirtool("explain", "VFY007").out.splitlines()
    assert [line.partition(":")[0] for line in told if line.partition(":")[0] in ("Why", "Fix", "Source", "Needs", "IVP")] == [
        "Why", "Fix", "Source", "Needs", "IVP",
    ]  # fmt: skip
    assert "IVP: VMN01, the node of the management node is not defined" in told


def test_a_message_of_the_verification_tells_who_finds_it_before() -> None:
    assert dirtool("explain", "VMN01").out.splitlines() == [
        "VMN01",
        "Meaning: the node of the management node is not defined.",
        "Found before by dirtool verify:",
        "  VFY007 management-node",
        "  VFY028 appliance-without-entry",
        "  VFY043 names-of-hosts",
        "  VFY044 one-agent-for-each-host",
    ]


def test_without_a_code_every_rule_and_check_is_listed() -> None:
    ran = dirtool("explain")
    assert (ran.code, ran.err) == (0, "")
    codes = [line[:6] for line in ran.out.splitlines() if line[:6] in {*RULES, *CHECKS}]
    assert codes == [rule.code for rule in in_order([*RULES.values(), *(check.rule for check in CHECKS.values())])]
    assert "VFY007  error     -         -            management-node" in ran.out.splitlines()


@pytest.mark.parametrize(
    ("codes", "hint"),
    [
        (("OPTS1",), "did you mean OPTS01?"),
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
        f"dirtool: {codes[-1]}: neither a rule, nor a check, nor a message, nor a directory statement\n  hint: {hint}\n",
    )


def test_a_wrong_option_is_2() -> None:
    ran = dirtool("explain", "--nope")
    assert (ran.code, ran.out) == (2, "")
    assert "No such option: --nope" in ran.err


def test_what_is_not_known_is_harmless() -> None:
    assert "\x1b" not in dirtool("explain", "\x1b[2J").err
