"""What a code, a message number or a statement's name means, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from dirtool.dirmaint.answer import OF_DIRTOOL_ALONE, OWN, OWN_ROUTINE
from dirtool.lint.registry import FAMILIES, Rule, all_rules, in_order
from dirtool.model.recognition import Kind
from dirtool.report.style import Style
from dirtool.spec.dirmaint_messages import DirmaintMessage, Range
from dirtool.spec.dirmaint_verbs import Verb
from dirtool.spec.ivp_messages import IVP_MESSAGES, IvpMessage
from dirtool.spec.messages import Message
from dirtool.spec.smapi_codes import CODES, PARAMETER, PARAMETER_FAULTS, SmapiCode
from dirtool.spec.statement import Extra, Mark, Operand, StatementKind, abbreviations
from dirtool.spec.statements import UNCERTAIN_SPELLINGS
from dirtool.spec.values import DEVICE_TYPE, ENUM, FLAG, MODE
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.registry import Check, all_checks
from dirtool.wording import listed

_LISTED_TYPES = (DEVICE_TYPE, ENUM, FLAG, MODE)
_HEADS = ("Why:", "Bad:", "Good:", "Fix:", "Source:")
_ROW = "{:<6}  {:<8}  {:<8}  {:<11}  {}"
_HOW_TO_GO_ON = (
    "A profile holds the rules of those before it: syntax, recommended, strict, security; cloud holds recommended. dirtool "
    "lint runs recommended, unless --select or the settings say otherwise. What has no profile is a check of dirtool verify. "
    "dirtool explain CODE tells more."
)
_HOLDERS = {
    "FILE": "the file itself",
    "INDEX": "an index of files",
    **{name: name for name in ("GLOBALDEFS", "USER", "IDENTITY", "SUBCONFIG", "PROFILE")},
}


def rule_text(rule: Rule, style: Style) -> Iterator[str]:
    """A rule: code, name, severity, its documentation, and what DIRECTXA does."""
    yield f"{style.paint('bold', f'{rule.code} {rule.name}')} ({style.paint(rule.severity.value, rule.severity.value)})"
    yield ""
    for paragraph in _paragraphs(rule.documentation):
        head = paragraph.partition(" ")[0]
        first, *others = [paragraph] if paragraph[:1] in ("", " ") else _wrapped(paragraph, style.width)
        yield style.paint("bold", head) + first[len(head) :] if head in _HEADS else first
        yield from others
    if rule.profile is not None:
        yield f"{style.paint('bold', 'Profile:')} {rule.profile.value}"
    if rule.directxa is not None:
        numbers = f" ({', '.join(rule.messages)})" if rule.messages else ""
        yield f"{style.paint('bold', 'DIRECTXA:')} {rule.directxa.effect}{numbers}"


def check_text(check: Check, style: Style) -> Iterator[str]:
    """A check of an installation: as a rule, and the files that it needs, and what the verification of xCAT would say."""
    yield from rule_text(check.rule, style)
    yield from _headed("Needs:", needs_of(check), style)
    if others := also_of(check):
        yield from _headed("Looks also at:", others, style)
    for number in check.ivp:
        yield from _headed("IVP:", f"{number}, {IVP_MESSAGES[number].meaning}", style)


def needs_of(check: Check) -> str:
    """The files without which a check is skipped, in words."""
    ways = [listed([kind for kind in Kind if kind in row], "and") for row in check.needs]
    return (", or " if any(len(row) > 1 for row in check.needs) else " or ").join(ways)


def also_of(check: Check) -> str:
    """The files that a check looks at where they are there, in words; empty if there are none."""
    others = [kind for kind in Kind if kind in check.uses.difference(*check.needs)]
    return listed(others, "and") if others else ""


def _headed(head: str, text: str, style: Style) -> Iterator[str]:
    first, *others = _wrapped(f"{head} {text}", style.width)
    yield style.paint("bold", head) + first[len(head) :]
    yield from others


def _paragraphs(documentation: str) -> Iterator[str]:
    """The lines of a rule's documentation, those of one sentence after another joined to a paragraph."""
    paragraph = ""
    for line in documentation.splitlines():
        if paragraph and line[:1] not in ("", " ") and line.partition(" ")[0] not in _HEADS:
            paragraph = f"{paragraph} {line}"
            continue
        if paragraph:
            yield paragraph
            paragraph = ""
        if line[:1] in ("", " "):
            yield line
        else:
            paragraph = line
    if paragraph:
        yield paragraph


def message_text(message: Message, style: Style) -> Iterator[str]:
    """A message of DIRECTXA: meaning, next step, and the rules that find its cause."""
    yield style.paint("bold", message.number)
    yield from _wrapped(f"Meaning: {message.meaning}.", style.width)
    yield from _wrapped(f"Next: {message.advice}", style.width)
    rules = [rule for rule in all_rules() if message.number in rule.messages]
    if rules:
        yield "Found by:"
        yield from (f"  {rule.code} {rule.name}" for rule in rules)


def dirmaint_text(message: DirmaintMessage, style: Style, shown: str = "") -> Iterator[str]:
    """A message of DirMaint, under its id or the one that is `shown`: meaning, usual cause, next step."""
    yield f"{style.paint('bold', shown or message.id)} {message.name}{_doubt(message.mark)}"
    yield from _meaning(message.meaning, message.cause, message.advice, style)


def simulator_text(number: int, style: Style, shown: str = "") -> Iterator[str]:
    """A message of dirtool's own, which the simulator sends where DirMaint's number is not certain; under its id or `shown`."""
    severity, meaning, smapi = OWN[number]
    also = f"; SMAPI answers {smapi}" if smapi else ""
    yield f"{style.paint('bold', shown or f'DVH{OWN_ROUTINE}{number}{severity}')} of dirtool simulate"
    yield from _wrapped(f"Meaning: {meaning}.", style.width)
    counterpart = "no such message" if number in OF_DIRTOOL_ALONE else f"another number, which is not certain{also}"
    yield from _wrapped(f"DirMaint: {counterpart}.", style.width)


def smapi_text(rc: int, rs: int, code: SmapiCode, style: Style) -> Iterator[str]:
    """A return and a reason code of SMAPI: meaning, usual cause, next step."""
    yield f"{style.paint('bold', f'SMAPI {rc}/{rs}')} return code {rc}, reason code {rs}{_doubt(code.mark)}"
    yield from _meaning(code.meaning, code.cause, code.advice, style)


def smapi_reasons_text(rc: int, style: Style) -> Iterator[str]:
    """A return code of SMAPI by itself: each of its reason codes on one line."""
    yield f"{style.paint('bold', f'SMAPI {rc}')} by reason code"
    if rc == PARAMETER:
        rows = [(f"{rc}/nn{fault:02}", f"parameter nn: {what}") for fault, what in PARAMETER_FAULTS.items()]
    else:
        codes = [code for code in CODES.values() if code.rc == rc]
        rows = [(f"{rc}/{'n' if code.rs is None else code.rs}", code.meaning + _doubt(code.mark)) for code in codes]
    width = max(len(pair) for pair, _ in rows) + 2
    for pair, meaning in rows:
        yield from textwrap.wrap(
            meaning,
            style.width,
            initial_indent=f"  {pair:<{width}}",
            subsequent_indent=" " * (width + 2),
            break_on_hyphens=False,
        )


def return_code_text(rc: int, of: Range, style: Style) -> Iterator[str]:
    """A return code that is no number of a message: who gives it."""
    yield f"{style.paint('bold', f'Return code {rc}')} of a command{_doubt(of.mark)}"
    yield from _headed("From:", f"{of.source}.", style)


def _meaning(meaning: str, cause: str, advice: str, style: Style) -> Iterator[str]:
    yield from _wrapped(f"Meaning: {meaning}.", style.width)
    if cause:
        yield from _wrapped(f"Cause: {cause}", style.width)
    yield from _wrapped(f"Next: {advice}", style.width)


def ivp_text(message: IvpMessage, style: Style) -> Iterator[str]:
    """A message of the installation verification: meaning, and the checks that tell the same before."""
    yield style.paint("bold", message.number)
    yield from _wrapped(f"Meaning: {message.meaning}.", style.width)
    checks = [check.rule for check in all_checks() if message.number in check.ivp]
    if checks:
        yield "Found before by dirtool verify:"
        yield from (f"  {rule.code} {rule.name}" for rule in checks)


def statement_text(kind: StatementKind, style: Style) -> Iterator[str]:
    """A statement: abbreviation, where it may stand, its operands and limits, and the source."""
    shortest = abbreviations(kind.spelling)[0]
    shorter = "" if shortest == kind.name else f", shortest {shortest}"
    yield f"{style.paint('bold', kind.name)} ({kind.section.value} statement{shorter})"
    for name, text in _facts(kind):
        yield from _field(name, text, style.width)
    if kind.operands:
        yield ""
        yield "Operands ([ ] may be left out; capitals are the shortest form)"
        for operand in kind.operands:
            yield from _operand(operand, style)


def verb_text(verb: Verb, style: Style) -> Iterator[str]:
    """A verb of DirMaint: what it does, who may use it, when it is of effect, its operands, and the source."""
    shortest = abbreviations(verb.spelling)[0]
    shorter = "" if shortest == verb.name else f", shortest {shortest}"
    yield f"{style.paint('bold', verb.name)} (verb of DirMaint{shorter})"
    facts = {
        "Does": verb.effect,
        "For": _listed(verb.holders) or "no entry",
        "Command sets": f"{verb.authority}, customarily",
        "Effective": verb.effective.value,
        "Work unit": verb.work_unit.value,
        "In a BATCH file": "yes" if verb.batch else "no",
        "Not certain": ", ".join(verb.unsure_words),
        "Source": f"{verb.source}{_doubt(verb.mark)}",
    }
    for name, text in facts.items():
        if text:
            yield from _field(name, text, style.width)
    if verb.operands:
        yield ""
        yield "Operands ([ ] may be left out; capitals are the shortest form)"
        for operand in verb.operands:
            yield from _operand(operand, style)


def rules_table(style: Style) -> Iterator[str]:
    """Every rule and check on one line, family by family: code, severity, what DIRECTXA does, first profile, name."""
    yield style.paint("bold", _ROW.format("code", "severity", "DIRECTXA", "profile", "name"))
    everything = in_order([*all_rules(), *(check.rule for check in all_checks())])
    for family, rules in groupby(everything, lambda rule: rule.family):
        yield ""
        yield style.paint("bold", f"{family}: {FAMILIES[family]}")
        for rule in rules:
            severity = style.paint(rule.severity.value, f"{rule.severity.value:<8}")
            directxa = "-" if rule.directxa is None else rule.directxa.value
            yield _ROW.format(
                rule.code, severity, directxa, "-" if rule.profile is None else rule.profile.value, rule.name
            )
    yield ""
    yield from _wrapped(_HOW_TO_GO_ON, style.width)


def _listed(holders: frozenset[str]) -> str:
    return ", ".join(shown for holder, shown in _HOLDERS.items() if holder in holders)


def _facts(kind: StatementKind) -> Iterator[tuple[str, str]]:
    """What is known of a statement as a whole: a name and a text each."""
    perhaps = [spelling for spelling, meant in UNCERTAIN_SPELLINGS.items() if meant is kind]
    yield "May stand in", _listed(kind.holders) or "DirMaint input only"
    if kind.unsure:
        yield "Perhaps also in", _listed(kind.unsure)
    if perhaps:
        yield "Perhaps also", f"spelt {', '.join(perhaps)}"
    yield "How often", "any number of times" if kind.repeatable else "once an entry"
    yield "Extra words", "refused" if kind.extra in (Extra.INVALID, Extra.REFUSED) else kind.extra.value
    if kind.continuable is not None:
        yield "Continued", f"by a comma at the end of the record{_doubt(kind.continuable)}"
    if kind.since:
        yield "Since", f"z/VM {kind.since}"
    if kind.obsolete_since:
        yield "No effect since", f"z/VM {kind.obsolete_since}"
    yield "Source", f"{kind.source}{_doubt(kind.mark)}"


def _by_release(words: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    """The releases that some words name, each with its words in one text."""
    for release in dict.fromkeys(release for _, release in words):
        yield release, " ".join(word for word, of_word in words if of_word == release)


def _doubt(mark: Mark) -> str:
    return "; not certain" if mark is Mark.UNSURE else ""


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _field(name: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=f"{name + ':':<17}", subsequent_indent=" " * 17, break_on_hyphens=False
    )


def _operand(operand: Operand, style: Style) -> Iterator[str]:
    words = " ".join(value for value in operand.values if value not in operand.dirmaint_words)
    takes = [
        words if words and operand.type in _LISTED_TYPES else " or ".join(filter(None, (operand.type.name, words)))
    ]
    if operand.high is not None:
        takes.append(f"{operand.low or 0} to {operand.high}")
    elif operand.low is not None:
        takes.append(f"{operand.low} or more")
    if operand.longest:
        takes.append(f"at most {operand.longest} characters")
    if operand.many:
        takes.append(f"up to {operand.most} times{_doubt(operand.most_mark)}" if operand.most else "repeated")
    if operand.obsolete:
        takes.append(f"of older systems: {' '.join(operand.obsolete)}")
    if operand.uncertain:
        takes.append(f"perhaps also: {' '.join(operand.uncertain)}")
    if operand.dirmaint_words:
        takes.append(f"for DirMaint only: {' '.join(one for one in operand.values if one in operand.dirmaint_words)}")
    if operand.default:
        takes.append(f"default {operand.default}")
    doubt = "; not certain" if operand.since_certainty == "info" else ""
    if operand.since:
        takes.append(f"since z/VM {operand.since}{doubt}")
    for release, words_of_it in _by_release(operand.words_since):
        takes.append(f"{words_of_it} since z/VM {release}{doubt}")
    for release, words_of_it in _by_release(operand.obsolete_since):
        takes.append(f"{words_of_it} without effect since z/VM {release}")
    keyword = f"{operand.keyword} " if operand.keyword else ""
    name = f"  {operand.name if operand.required else f'[{operand.name}]'}"
    yield from textwrap.wrap(
        f"{keyword}{'; '.join(takes)}{_doubt(operand.mark)}",
        style.width,
        initial_indent=f"{name:<21} ",
        subsequent_indent=" " * 22,
        break_on_hyphens=False,
    )
