"""dirtool explain."""

from collections.abc import Iterator
from typing import Annotated

import typer

from dirtool.cli.common import Colour, ColourOption, answer, command, completions, style_for
from dirtool.errors import DONE, InputError
from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import all_rules
from dirtool.report.explanation import message_text, rule_text, rules_table, statement_text
from dirtool.report.style import Style
from dirtool.spec.messages import MESSAGES
from dirtool.spec.statement import nearest
from dirtool.spec.statements import BY_NAME, BY_SPELLING
from dirtool.wording import did_you_mean


def _complete(incomplete: str) -> list[str]:
    names = [*(name for rule in all_rules() for name in (rule.code, rule.name)), *MESSAGES, *BY_NAME]
    return completions(names, incomplete)


@command
def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODE...",
            help="A rule (REC001 or its name), a message of DIRECTXA (HCPDIR751E), or a statement (MDISK).",
            autocompletion=_complete,
            show_default=False,
        ),
    ] = None,
    color: ColourOption = Colour.AUTO,
) -> int:
    """Explain a rule, a message number of DIRECTXA, or a directory statement.

    Without a code: every rule on one line.
    """
    style = style_for(color, None)
    if not codes:
        answer(rules_table(style), None)
        return DONE
    explanations = [list(_explanation(code, style)) for code in codes]
    answer("\n\n".join("\n".join(lines) for lines in explanations).split("\n"), None)
    return DONE


def _explanation(code: str, style: Style) -> Iterator[str]:
    wanted = code.upper()
    for rule in all_rules():
        if wanted in (rule.code, rule.name.upper()):
            return rule_text(rule, style)
    digits = wanted.removeprefix("HCPDIR")
    for number in (wanted, *(f"HCPDIR{digits}{letter}" for letter in ("", "E", "I"))):
        if number in MESSAGES:
            return message_text(MESSAGES[number], style)
    if wanted in BY_SPELLING:
        return statement_text(BY_SPELLING[wanted], style)
    names = nearest(
        wanted, (*(name for rule in all_rules() for name in (rule.code, rule.name.upper())), *MESSAGES, *BY_NAME)
    )
    hint = did_you_mean(names) or "dirtool explain lists all rules"
    raise InputError(f"{code}: neither a rule, nor a message of DIRECTXA, nor a directory statement", hint)
