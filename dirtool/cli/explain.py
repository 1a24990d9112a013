"""dirtool explain."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import Colour, ColourOption, answer, command, completions, style_for
from dirtool.errors import DONE, InputError
from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import Rule, all_rules
from dirtool.report.style import Style
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.spec.messages import MESSAGES
from dirtool.spec.statement import nearest
from dirtool.spec.statements import BY_NAME, BY_SPELLING
from dirtool.wording import did_you_mean

if TYPE_CHECKING:
    from dirtool.verify.registry import Check


def _checks() -> "list[Check]":
    """Every check; the other commands, which know nothing of checks, do not import them."""
    from dirtool.verify import checks as _registers_all_checks  # noqa: F401
    from dirtool.verify.registry import all_checks

    return all_checks()


def _names() -> list[str]:
    """Everything that can be explained."""
    rules: list[Rule] = [*all_rules(), *(check.rule for check in _checks())]
    return [*(name for rule in rules for name in (rule.code, rule.name)), *MESSAGES, *IVP_MESSAGES, *BY_NAME]


def _complete(incomplete: str) -> list[str]:
    return completions(_names(), incomplete)


@command
def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODE...",
            help="A rule or check (REC001 or its name), a message of DIRECTXA (HCPDIR751E) or of the installation verification "
            "(OPTS01), or a statement (MDISK).",
            autocompletion=_complete,
            show_default=False,
        ),
    ] = None,
    color: ColourOption = Colour.AUTO,
) -> int:
    """Explain a rule, a check, a message number of DIRECTXA or of the installation verification, or a directory statement.

    Without a code: every rule and check on one line.
    """
    from dirtool.report.explanation import rules_table

    style = style_for(color, None)
    if not codes:
        answer(rules_table(style), None)
        return DONE
    explanations = [list(_explanation(code, style)) for code in codes]
    answer("\n\n".join("\n".join(lines) for lines in explanations).split("\n"), None)
    return DONE


def _explanation(code: str, style: Style) -> Iterator[str]:
    from dirtool.report.explanation import check_text, ivp_text, message_text, rule_text, statement_text

    wanted = code.upper()
    for rule in all_rules():
        if wanted in (rule.code, rule.name.upper()):
            return rule_text(rule, style)
    for check in _checks():
        if wanted in (check.code, check.rule.name.upper()):
            return check_text(check, style)
    digits = wanted.removeprefix("HCPDIR")
    for number in (wanted, *(f"HCPDIR{digits}{letter}" for letter in ("", "E", "I"))):
        if number in MESSAGES:
            return message_text(MESSAGES[number], style)
    if wanted in IVP_MESSAGES:
        return ivp_text(IVP_MESSAGES[wanted], style)
    if wanted in BY_SPELLING:
        return statement_text(BY_SPELLING[wanted], style)
    hint = did_you_mean(nearest(wanted, tuple(name.upper() for name in _names()))) or "dirtool explain lists all rules"
    raise InputError(f"{code}: neither a rule, nor a check, nor a message, nor a directory statement", hint)
