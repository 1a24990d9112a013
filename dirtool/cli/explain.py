"""dirtool explain."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    STDIN_NAME,
    Colour,
    ColourOption,
    answer,
    command,
    completions,
    standard_input,
    style_for,
)
from dirtool.dirmaint.answer import OWN
from dirtool.errors import DONE, InputError
from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import Rule, all_rules
from dirtool.report.style import Style
from dirtool.spec.dirmaint_messages import FIRST_NUMBER, range_of
from dirtool.spec.dirmaint_messages import MESSAGES as DIRMAINT_MESSAGES
from dirtool.spec.dirmaint_verbs import VERB_BY_SPELLING, VERBS
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.spec.messages import MESSAGES
from dirtool.spec.smapi_codes import CODES, decoded
from dirtool.spec.statement import nearest
from dirtool.spec.statements import BY_NAME, BY_SPELLING
from dirtool.text.records import read_records
from dirtool.wording import did_you_mean, some_of

if TYPE_CHECKING:
    from dirtool.verify.registry import Check

# What is asked for, word by word; but the two codes of SMAPI are one, however they are written: 400/8, rc 400 rs 8.
_ASKED = re.compile(
    r"(?:(?P<smapi>SMAPI)\s+)?(?:\bRC\s*[=:]?\s*|\bR(?:EADY)?\()?(?P<number>[0-9]{1,9})"
    r"(?:(?:\s*/\s*|[\s,]+RS\s*[=:]?\s*)(?P<reason>[0-9]{1,9}))?(?!\S)|\S+|^\s*$",
    re.IGNORECASE,
)
_AROUND = re.compile(r"(?<!\S)[\"'(]+|[\"')\]:;,.]+(?!\S)")  # what comes along when a code is pasted
_IN_A_LOG = (
    "messages of DirMaint (DVH...) and DIRECTXA (HCPDIR...), return codes with reason codes of SMAPI, Ready(nnnnn)"
)
_DIRMAINT_ID = re.compile(r"DVH(?:[A-Z]{3})?([0-9]{4})[A-Z]?")


def _checks() -> "list[Check]":
    """Every check; the other commands, which know nothing of checks, do not import them."""
    from dirtool.verify import checks as _registers_all_checks  # noqa: F401
    from dirtool.verify.registry import all_checks

    return all_checks()


def _names() -> list[str]:
    """Everything that can be explained."""
    rules: list[Rule] = [*all_rules(), *(check.rule for check in _checks())]
    return [
        *(name for rule in rules for name in (rule.code, rule.name)),
        *MESSAGES,
        *(message.id for message in DIRMAINT_MESSAGES.values()),
        *IVP_MESSAGES,
        *BY_NAME,
        *(verb.name for verb in VERBS if verb.name not in BY_NAME),
    ]


def _complete(incomplete: str) -> list[str]:
    return completions(_names(), incomplete)


@command
def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODE...",
            help="A rule or check (REC001 or its name), a message of DIRECTXA (HCPDIR751E), of DirMaint (DVHREQ2289E or 2289) "
            "or of the installation verification (OPTS01), a return code of SMAPI with its reason code (400/8) or without "
            "(SMAPI 400), a statement (MDISK), or a verb of DirMaint (PURGE). A - by itself: the console log of DirMaint, or "
            "the output of a client of SMAPI, on standard input.",
            autocompletion=_complete,
            show_default=False,
        ),
    ] = None,
    color: ColourOption = Colour.AUTO,
) -> int:
    """Explain a rule, a check, a message or return code of DIRECTXA, DirMaint or SMAPI, a statement, a verb, or a log.

    Without a code: every rule and check on one line. Of a log (-) it tells each request with its end and what decided it,
    what failed first; the work units; and every other message and code once; never the log's own text, which may hold
    passwords. Lines that are neither are counted.
    """
    from dirtool.report.explanation import rules_table

    style = style_for(color, None)
    if not codes:
        answer(rules_table(style), None)
    elif codes == [STDIN]:
        answer(_log_from_stdin(style), None)
    elif STDIN in codes:
        raise InputError("-: a log is explained by itself", "dirtool explain -")
    else:
        typed = " ".join(codes)
        words = _AROUND.sub("", typed) or typed
        explanations = [list(text) for asked in _ASKED.finditer(words) for text in _explanations(asked, style)]
        answer("\n\n".join("\n".join(lines) for lines in explanations).split("\n"), None)
    return DONE


def _log_from_stdin(style: Style) -> Iterator[str]:
    from dirtool.dirmaint.console.log import read_console_log
    from dirtool.report.console_log_text import console_log_text

    log = read_console_log(_lines_of(standard_input()))
    if not log.is_known:
        others = f"; there is {some_of([one.text for one in log.messages])}" if log.messages else ""
        raise InputError(f"{STDIN_NAME}: no message and no code that is known{others}", _IN_A_LOG)
    return console_log_text(log, style)


def _lines_of(data: bytes) -> Sequence[str]:
    """The lines of a log, which may come from z/VM as it is, in EBCDIC; what is no text at some place still is at others."""
    try:
        return read_records(data, STDIN_NAME).texts
    except InputError:
        return data.decode("utf-8", errors="replace").split("\n")


def _explanations(asked: re.Match[str], style: Style) -> Iterator[Iterator[str]]:
    """The explanations of one code: a number by itself may be several things."""
    from dirtool.report.explanation import smapi_text

    if asked["reason"]:
        rc, rs = int(asked["number"]), int(asked["reason"])
        code = decoded(rc, rs)
        if code is None:
            known = any(row.rc == rc for row in CODES.values())
            raise InputError(
                f"SMAPI {rc}/{rs}: not known", f"dirtool explain SMAPI {rc} lists its reason codes" if known else None
            )
        yield smapi_text(rc, rs, code, style)
    elif asked["number"]:
        yield from _number(int(asked["number"]), style, of_smapi=bool(asked["smapi"]))
    else:
        yield _explanation(asked[0], style)


def _number(number: int, style: Style, *, of_smapi: bool) -> Iterator[Iterator[str]]:
    """A number by itself: a message of DIRECTXA or DirMaint, a return code of SMAPI or of a command, all that it can be."""
    from dirtool.report.explanation import message_text, return_code_text, smapi_reasons_text

    found = []
    if not of_smapi:
        found += [message_text(MESSAGES[name], style) for name in _directxa_names(str(number)) if name in MESSAGES]
        if number in DIRMAINT_MESSAGES or number in OWN:
            found.append(_dirmaint(number, style))
        if number < FIRST_NUMBER and (source := range_of(number)):
            found.append(return_code_text(number, source, style))
    if any(row.rc == number for row in CODES.values()):
        found.append(smapi_reasons_text(number, style))
    if not found:
        raise _not_known(str(number), number)
    yield from found


def _dirmaint(number: int, style: Style) -> Iterator[str]:
    """A message of DirMaint, or of its simulator."""
    from dirtool.report.explanation import dirmaint_text, simulator_text

    if number in OWN:
        return simulator_text(number, style)
    return dirmaint_text(DIRMAINT_MESSAGES[number], style)


def _not_known(code: str, number: int) -> InputError:
    source = range_of(number)
    hint = f"as a return code of DirMaint it would come from {source.source}" if source else None
    return InputError(f"{code}: not known", hint)


def _directxa_names(digits: str) -> list[str]:
    return [f"HCPDIR{digits}{letter}" for letter in ("", "E", "I")]


def _explanation(code: str, style: Style) -> Iterator[str]:
    from dirtool.report.explanation import (
        check_text,
        ivp_text,
        message_text,
        rule_text,
        statement_text,
        verb_text,
    )

    wanted = code.upper()
    for rule in all_rules():
        if wanted in (rule.code, rule.name.upper()):
            return rule_text(rule, style)
    for check in _checks():
        if wanted in (check.code, check.rule.name.upper()):
            return check_text(check, style)
    for name in (wanted, *_directxa_names(wanted.removeprefix("HCPDIR"))):
        if name in MESSAGES:
            return message_text(MESSAGES[name], style)
    if dirmaint := _DIRMAINT_ID.fullmatch(wanted):
        number = int(dirmaint[1])
        if number in DIRMAINT_MESSAGES or number in OWN:
            return _dirmaint(number, style)
        raise _not_known(code, number)
    if wanted in IVP_MESSAGES:
        return ivp_text(IVP_MESSAGES[wanted], style)
    parts = []
    if wanted in BY_SPELLING:
        parts.append(statement_text(BY_SPELLING[wanted], style))
    if wanted in VERB_BY_SPELLING:
        parts.append(verb_text(VERB_BY_SPELLING[wanted], style))
    if parts:
        return chain(parts[0], *(chain(("",), part) for part in parts[1:]))
    hint = did_you_mean(nearest(wanted, tuple(name.upper() for name in _names()))) or "dirtool explain lists all rules"
    raise InputError(
        f"{code}: neither a rule, a check, a message, a return code, a directory statement, nor a verb of DirMaint",
        hint,
    )
