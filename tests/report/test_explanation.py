"""Explanations fit the width, and every rule, message and statement has one."""

import re

import pytest

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import FAMILIES, RULES, all_rules, in_order
from dirtool.model.recognition import Kind
from dirtool.report.explanation import (
    also_of,
    check_text,
    dirmaint_text,
    ivp_text,
    message_text,
    needs_of,
    return_code_text,
    rule_text,
    rules_table,
    simulator_text,
    smapi_reasons_text,
    smapi_text,
    statement_text,
)
from dirtool.report.style import Style
from dirtool.spec.dirmaint_messages import MESSAGES as DIRMAINT_MESSAGES
from dirtool.spec.dirmaint_messages import RANGES
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.spec.messages import MESSAGES
from dirtool.spec.smapi_codes import CODES, PARAMETER
from dirtool.spec.statements import STATEMENTS
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.registry import all_checks, all_of, any_of


@pytest.mark.parametrize("width", [50, 80, 200])
def test_sentences_of_a_rule_are_wrapped_as_one_paragraph(width: int) -> None:
    for rule in all_rules():
        lines = list(rule_text(rule, Style(width=width)))
        prose = [line for line in lines[1:-1] if not line.startswith("    ")]
        assert max(map(len, prose)) <= width, rule.code
        behind = next(at for at, line in enumerate(lines) if line.startswith(("Bad:", "Source:")))
        why = " ".join(lines[lines.index("", 2) + 1 : behind])
        assert why == " ".join(re.findall(r"Why: .*?(?=\n(?:Bad|Source):)", rule.documentation, re.DOTALL)[0].split())


@pytest.mark.parametrize("code", RULES)
def test_colour_changes_nothing_of_a_rule_but_escape_codes(code: str) -> None:
    painted = list(rule_text(RULES[code], Style(colour=True)))
    assert [re.sub("\x1b\\[[0-9;]*m", "", line) for line in painted] == list(rule_text(RULES[code], Style()))


def test_a_rule_names_the_messages_of_directxa() -> None:
    lines = list(rule_text(RULES["VAL008"], Style()))
    assert lines[0] == "VAL008 storage-above-maximum (error)"
    assert lines[-1] == "DIRECTXA: refuses the directory (HCPDIR1776E)"


@pytest.mark.parametrize("width", [50, 80, 200])
def test_a_check_tells_what_it_needs_and_what_the_verification_would_say(width: int) -> None:
    for check in all_checks():
        lines = list(check_text(check, Style(width=width)))
        heads = [
            line.partition(":")[0] for line in lines if re.match(r"(Why|Fix|Source|Needs|Looks also at|IVP):", line)
        ]
        also = ["Looks also at"] if check.uses.difference(*check.needs) else []
        assert heads == ["Why", "Fix", "Source", "Needs", *also, *["IVP"] * len(check.ivp)]
        assert max(map(len, lines[1:])) <= width, check.code


def test_the_needs_of_a_check_in_words() -> None:
    check = all_checks()[0]
    nova, zvmsdk, extents, cinder = Kind.NOVA, Kind.ZVMSDK, Kind.EXTENTS, Kind.CINDER
    for needs, words in (
        (any_of(nova), "nova.conf"),
        (any_of(nova, zvmsdk), "nova.conf or zvmsdk.conf"),
        (all_of(nova, extents), "EXTENT CONTROL and nova.conf"),
        ((frozenset({nova, extents}), frozenset({zvmsdk})), "EXTENT CONTROL and nova.conf, or zvmsdk.conf"),
    ):
        made = check._replace(needs=needs, uses=frozenset({cinder, extents}).union(*needs))
        assert needs_of(made) == words
        assert also_of(made) == (
            "cinder.conf" if extents in frozenset().union(*needs) else "EXTENT CONTROL and cinder.conf"
        )


def test_a_message_of_the_verification_names_the_checks_that_find_it_before() -> None:
    lines = list(ivp_text(IVP_MESSAGES["VMUP01"], Style()))
    assert lines == [
        "VMUP01",
        "Meaning: the MAC prefix of the z/VM system is not that of neutron.",
        "Found before by dirtool verify:",
        "  VFY024 mac-prefix",
    ]
    assert list(ivp_text(IVP_MESSAGES["STN01"], Style())) == [
        "STN01",
        "Meaning: the management node cannot reach a node by ssh.",
    ]


@pytest.mark.parametrize("number", MESSAGES)
def test_a_message_fits_into_80_columns(number: str) -> None:
    lines = list(message_text(MESSAGES[number], Style()))
    assert lines[0] == number
    assert max(map(len, lines)) <= 80


def test_a_message_names_the_rules_that_find_its_cause() -> None:
    assert list(message_text(MESSAGES["HCPDIR1776E"], Style()))[-2:] == ["Found by:", "  VAL008 storage-above-maximum"]


@pytest.mark.parametrize("kind", STATEMENTS, ids=lambda kind: kind.name)
def test_a_statement_fits_into_80_columns_and_names_its_operands(kind: object) -> None:
    from dirtool.spec.statement import StatementKind

    assert isinstance(kind, StatementKind)
    text = "\n".join(statement_text(kind, Style()))
    assert max(map(len, text.splitlines())) <= 80
    for operand in kind.operands:
        assert re.search(rf"^  \[?{operand.name}\]? ", text, re.MULTILINE)


def test_the_table_has_every_rule_on_a_line_below_its_family() -> None:
    lines = list(rules_table(Style()))
    assert max(map(len, lines)) <= 80
    code_or_family = (re.match(r"([A-Z]{3}\d{3})  |([A-Z]{3}): ", line) for line in lines)
    shown = [match[1] or match[2] for match in code_or_family if match]
    every = in_order([*all_rules(), *(check.rule for check in all_checks())])
    below = [(family, [rule.code for rule in every if rule.family == family]) for family in FAMILIES]
    assert shown == [word for family, codes in below for word in (family, *codes)]
    at = lines.index("VAL: the value of an operand")
    assert lines[0].split() == ["code", "severity", "DIRECTXA", "profile", "name"]
    assert lines[at + 5].split() == ["VAL005", "warning", "silent", "syntax", "confusing-userid"]
    assert "SUP001  warning   -         recommended  unused-suppression" in lines
    assert "VFY006  warning   -         -            management-password" in lines


def test_colour_changes_nothing_of_the_table_but_escape_codes() -> None:
    painted = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in rules_table(Style(colour=True))]
    assert painted == list(rules_table(Style()))


def test_where_a_statement_may_stand() -> None:
    from dirtool.spec.statements import BY_NAME

    def holders(name: str) -> str:
        return next(line for line in statement_text(BY_NAME[name], Style()) if line.startswith("May stand in"))

    assert holders("LOADDEV") == "May stand in:    USER, IDENTITY, SUBCONFIG, PROFILE"
    assert holders("USER") == "May stand in:    the file itself"
    assert holders("LOAD") == "May stand in:    an index of files"


def test_what_came_or_went_with_a_release() -> None:
    from dirtool.spec.statements import BY_NAME

    def told(name: str) -> str:
        return " ".join("\n".join(statement_text(BY_NAME[name], Style())).split())

    assert "Since: z/VM 6.2" in told("BUILD")
    assert "up to 3 times; since z/VM 7.4" in told("LOADDEV")
    assert "SCSI ECKD; since z/VM 7.3; not certain" in told("LOADDEV")
    assert "STHYI-GUEST STHYI-RESPOOL STHYI-UNLIM STHYI-UTIL since z/VM 6.3" in told("OPTION")
    assert "Z since z/VM 6.4; not certain" in told("MACHINE")
    assert "CRYPTO without effect since z/VM 6.1" in told("CPU")


@pytest.mark.parametrize("width", [50, 80, 200])
def test_messages_and_codes_of_dirmaint_and_smapi_are_wrapped(width: int) -> None:
    style = Style(width=width)
    for message in DIRMAINT_MESSAGES.values():
        heading, *lines = dirmaint_text(message, style)
        assert heading.startswith(f"{message.id} {message.name}")
        heads = [line.partition(":")[0] for line in lines if re.match("(Meaning|Cause|Next):", line)]
        assert heads == (["Meaning", "Cause", "Next"] if message.cause else ["Meaning", "Next"])
        assert max(map(len, lines)) <= width
    for code in CODES.values():
        lines = list(smapi_text(code.rc, code.rs or 0, code, style))
        assert lines[0].startswith(f"SMAPI {code.rc}/{code.rs or 0} return code {code.rc}, reason code {code.rs or 0}")
        assert max(map(len, lines[1:])) <= width
        assert max(map(len, smapi_reasons_text(code.rc, style))) <= width


def test_what_is_not_certain_is_told_so() -> None:
    assert next(dirmaint_text(DIRMAINT_MESSAGES[3602], Style())) == "DVH3602E locked by another user; not certain"
    assert next(smapi_text(208, 24, CODES[208, 24], Style())).endswith("; not certain")
    assert list(smapi_reasons_text(216, Style())) == [
        "SMAPI 216 by reason code",
        "  216/4  the running image has the CPU already; not certain",
        "  216/8  the running image has no such CPU; not certain",
        "  216/n  an error with a CPU of a running image; not certain",
    ]


def test_a_message_of_the_simulator_tells_the_code_of_smapi_for_the_same() -> None:
    assert list(simulator_text(9002, Style())) == [
        "DVHSIM9002E of dirtool simulate",
        "Meaning: there is no such entry.",
        "DirMaint: another number, which is not certain; SMAPI answers 400/4.",
    ]
    assert list(simulator_text(9008, Style()))[2:] == ["DirMaint: another number, which is not certain."]


def test_a_message_that_only_the_simulator_has_is_told_as_such() -> None:
    assert list(simulator_text(9020, Style()))[2:] == ["DirMaint: no such message."]


def test_a_message_is_shown_with_the_id_that_somebody_saw() -> None:
    assert (
        next(dirmaint_text(DIRMAINT_MESSAGES[2289], Style(), "DVHREQ2289E"))
        == "DVHREQ2289E request completed or failed"
    )


def test_the_faults_of_parameters_are_listed_by_their_two_digits() -> None:
    lines = list(smapi_reasons_text(PARAMETER, Style()))
    assert lines[:3] == [
        "SMAPI 24 by reason code",
        "  24/nn01  parameter nn: the name of a list begins with a colon",
        "  24/nn10  parameter nn: not all are decimal digits",
    ]


def test_a_return_code_that_is_no_message_tells_who_gives_it() -> None:
    assert list(return_code_text(28, RANGES[0], Style())) == [
        "Return code 28 of a command",
        "From: CMS, or the user's half of DirMaint: a file was not found.",
    ]
