"""CNF: how DMSSICNF and DMSSICMO COPY, which have one syntax, are written, and which keys they have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from dirtool.lint.context import CopyContext
from dirtool.lint.copy_settings import (
    keys_in_broken_clauses,
    keys_like,
    name_of,
    name_span,
    related,
    value_of,
)
from dirtool.lint.diagnostic import Severity, Span
from dirtool.lint.registry import Finding, Profile, copy_rule
from dirtool.model.copy_file import Cause, Difference, Reason, Setting
from dirtool.spec.copy_keys import BY_FOLDED_NAME, NOT_AN_ASSIGNMENT, UNCLOSED, alternate_parm_disk_part
from dirtool.syntax.copy_file import Clause, CopyFile
from dirtool.syntax.statement import MASK
from dirtool.text.columns import CODE_END
from dirtool.wording import LONGEST_SHOWN, listed, near, shown

_OF_XCAT = ("XCAT_", "ZHCP_")
_READ_BY_REXX_ONLY = {
    Reason.NESTED_COMMENT: "a comment inside of a comment",
    Reason.COMMENT_IN_QUOTES: "a comment in quotes",
    Reason.CONTINUATION: "a comma at the end of a record",
    Reason.SEMICOLON: "a semicolon",
    Reason.SINGLE_QUOTES: "single quotes",
    Reason.DOUBLED_QUOTES: "doubled quotes",
    Reason.SYMBOL: "a value without quotes",
    Reason.EXPRESSION: "an expression",
}


@copy_rule("CNF001", UNCLOSED, Severity.ERROR, Profile.SYNTAX)
def unclosed_string_or_comment(context: CopyContext) -> Iterator[Finding]:
    """A quoted string or a comment is not closed, or a comment ends that has not begun.

    Why: REXX cannot read the file, and the SMAPI servers do not come up. The finding is at the quote or the comment that opens.
    What stands in the records behind it is judged as if it had been closed at the end of its own record.
    Bad:
        Parm_Disk_Owner = "PMAINT
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: z/VM REXX/VM Reference, the structure of REXX
    """
    file = context.copy.file
    for clause in file.clauses:
        token = clause.open_string
        if token is not None:
            name = _shown_name(file, clause)
            message = f"{name}: the string that begins here is not closed by {token.text[0]} in its record"
            yield Finding(_span(file, token.start, token.start + 1), message, name)
    for comment in file.comments:
        if not comment.is_closed:
            yield Finding(
                _span(file, comment.start, comment.start + 2), "the comment that begins here is not closed", ""
            )
    for at in file.stray_ends:
        yield Finding(_span(file, at, at + 2), "a comment ends here that has not begun", "")


@copy_rule("CNF002", NOT_AN_ASSIGNMENT, Severity.ERROR, Profile.SYNTAX)
def not_an_assignment(context: CopyContext) -> Iterator[Finding]:
    """A clause does not give a value to a name.

    Why: the SMAPI servers have REXX carry out the file. What is no assignment is run, as a rule as a command of the host, and
    with all the privileges of the server.
    Bad:
        Parm_Disk_Owner = "PMAINT"
        ERASE * * A
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: z/VM REXX/VM Reference, clauses and instructions; z/VM Systems Management Application Programming, DMSSICNF COPY
    """
    file = context.copy.file
    for clause in file.clauses:
        if clause.kind is None and clause.open_string is None:
            name = _shown_name(file, clause)
            text = shown(_shown_clause(file, clause))
            key = BY_FOLDED_NAME.get(clause.name.upper())
            hint = "" if key is None else f"; {name} = ... expected"
            message = f"no assignment, and run as a command by the SMAPI server: {text}{hint}"
            yield Finding(_span(file, clause.start, clause.stop), message, name)


@copy_rule("CNF003", "key-assigned-twice", Severity.ERROR, Profile.SYNTAX)
def key_assigned_twice(context: CopyContext) -> Iterator[Finding]:
    """A key is assigned twice.

    Why: the last assignment counts, and nobody is told so; whoever changes the first one changes nothing. Case does not matter.
    Twice the same value is a warning, and so is a value that is known only when the file is carried out.
    Bad:
        Parm_Disk_Number = "CF0"
        Parm_Disk_Number = "CF2"
    Good:
        Parm_Disk_Number = "CF0"
    Source: z/VM REXX/VM Reference, assignments
    """
    before: dict[str, Setting] = {}
    for setting in context.copy.settings:
        if setting.name == MASK:
            continue
        first = before.get(setting.name.upper())
        before[setting.name.upper()] = setting
        if first is None:
            continue
        name = name_of(setting)
        are_known = first.is_known and setting.is_known
        if first.stated.text == setting.stated.text:
            said, severity = f"{name} is assigned the same value twice", Severity.WARNING
        elif not are_known or first.stated.is_secret or setting.stated.is_secret:
            said = f"{name} is assigned twice, and this one counts"
            severity = Severity.ERROR if are_known else Severity.WARNING
        else:
            said = f"{name} is assigned {value_of(first)}, and then {value_of(setting)}, which counts"
            severity = Severity.ERROR
        place = (related(first, "the one before it is here"),)
        yield Finding(name_span(setting), said, name, "twice", severity, place)


@copy_rule("CNF004", "text-behind-column-71", Severity.WARNING)
def text_behind_column_71(context: CopyContext) -> Iterator[Finding]:
    """Text in column 72 or behind it that is no sequence number, or a sequence number behind a comment.

    Why: the scripts of the installation verification (IVP) cut a record at column 71, REXX does not. They take comments out
    before they cut: a sequence number then moves to the left, into the value of a record that has a comment as well.
    Bad:
        System_Config_File_Name = "SYSTEM"   /* the name */                     00010000
    Good:
        /* the name */                                                          00010000
        System_Config_File_Name = "SYSTEM"                                      00020000
    Source: xCAT, the preparation script of its installation verification
    """
    file = context.copy.file
    names = {file.line_of(clause): _known_name(clause) for clause in file.clauses if clause.kind is not None}
    for line, text in enumerate(file.texts, 1):
        tail = text[CODE_END:].strip()
        if tail:
            place = _behind(file, line, text.index(tail, CODE_END), len(tail))
            message = "text behind column 71 that is no sequence number; not everybody reads it"
            yield Finding(place, message, names.get(line, ""))
    for difference in context.differences:
        for cause in difference.causes:
            if cause.reason is Reason.SEQUENCE_NUMBER:
                message = (
                    f"the verification scripts take the sequence number for a part of {_subject(difference)}, since they take "
                    "the comment out first"
                )
                yield Finding(_place(file, cause), message, _subject(difference))


@copy_rule("CNF005", "read-in-two-ways", Severity.WARNING)
def read_in_two_ways(context: CopyContext) -> Iterator[Finding]:
    """REXX and the scripts of the installation verification (IVP) do not read the same.

    Why: what the SMAPI servers work with is then not what the verification looks at. The scripts know no nested comments and no
    quotes around a comment, no clause that goes on behind a comma, no semicolon, and no quotes but double ones. A value without
    quotes is a variable for REXX: where none has that name, it is the name in upper case.
    Bad:
        System_Config_File_Name = 'SYSTEM'
    Good:
        System_Config_File_Name = "SYSTEM"
    Source: z/VM REXX/VM Reference, the structure of REXX; xCAT, the preparation script of its installation verification
    """
    broken = keys_in_broken_clauses(context)
    told: set[Cause] = set()
    for difference in context.differences:
        causes = [cause for cause in _causes_to_tell(difference) if cause not in told]
        if not causes or (difference.rexx is None and difference.name.upper() in broken):
            continue
        told.update(causes)
        subject = _subject(difference)
        what = listed([_READ_BY_REXX_ONLY[cause.reason] for cause in causes], "and")
        message = f"the verification scripts do not read {what} as REXX does"
        if subject:
            message += f": {subject} is {_as_read(difference.rexx)} for REXX, {_as_read(difference.ivp)} for them"
        yield Finding(_place(context.copy.file, causes[0]), message, subject, what)


@copy_rule("CNF006", "unknown-key", Severity.WARNING)
def unknown_key(context: CopyContext) -> Iterator[Finding]:
    """A key that is not known in this file.

    Why: REXX gives the value to a variable that nobody asks for, so that the one that was meant keeps what it had. The files
    hold more keys than are documented, those for traces and waiting times above all; so this is an information, but for names
    that begin with XCAT_ or ZHCP_.
    Bad:
        ZHCP_netmsk = "255.255.255.0"
    Good:
        ZHCP_netmask = "255.255.255.0"
    Source: z/VM Systems Management Application Programming, DMSSICNF COPY; Enabling z/VM for OpenStack
    """
    for setting in context.copy.by_name.values():
        key, folded = setting.key, setting.name.upper()
        if (key is not None and key.file == context.copy.kind) or alternate_parm_disk_part(setting.name):
            continue
        severity = None if folded.startswith(_OF_XCAT) else Severity.INFO
        if key is not None:
            message = f"{key.name} is a key of {key.file} COPY, not of {context.copy.kind} COPY"
        else:
            message = f"{shown(setting.name)} is no key that is known{near(keys_like(context, setting.name))}"
        yield Finding(name_span(setting), message, name_of(setting), "", severity)


@copy_rule("CNF007", "key-in-other-case", Severity.INFO)
def key_in_other_case(context: CopyContext) -> Iterator[Finding]:
    """A key is not written in the case in which it is documented.

    Why: REXX does not mind, but the scripts of the installation verification (IVP) do not find it.
    Bad:
        PARM_DISK_OWNER = "PMAINT"
    Good:
        Parm_Disk_Owner = "PMAINT"
    Source: xCAT, the preparation script of its installation verification
    """
    for setting in context.copy.settings:
        if setting.key is not None and setting.name != setting.key.name:
            message = f"{setting.name} is {setting.key.name} for REXX, but not for the verification scripts"
            yield Finding(name_span(setting), message, setting.key.name, "")


# ---- places in the text


def _span(file: CopyFile, start: int, stop: int) -> Span:
    """The place of a piece of the text of the file."""
    return Span(file.path, *file.place(start), *file.place(stop))


def _behind(file: CopyFile, line: int, start: int, length: int) -> Span:
    """The place of some characters of a record; `start` counts from 0."""
    return Span(file.path, line, start + 1, line, start + length + 1)


def _place(file: CopyFile, cause: Cause) -> Span:
    return Span(file.path, cause.line, cause.column, cause.line, cause.end_column)


def _subject(difference: Difference) -> str:
    """The key that is read in two ways; empty if it is none in particular."""
    key = BY_FOLDED_NAME.get(difference.name.upper())
    return difference.name if key is None else key.name


def _causes_to_tell(difference: Difference) -> Iterator[Cause]:
    """The causes that no other rule tells; where text behind column 71 makes an expression, that is the cause."""
    is_behind = any(cause.reason is Reason.TEXT_BEHIND_71 for cause in difference.causes)
    for cause in difference.causes:
        if cause.reason in _READ_BY_REXX_ONLY and not (is_behind and cause.reason is Reason.EXPRESSION):
            yield cause


def _as_read(setting: Setting | None) -> str:
    """What one of the readers takes for the value."""
    if setting is None:
        return "not there"
    return value_of(setting) if setting.is_known else "an expression"


def _known_name(clause: Clause) -> str:
    """The key that a clause is about, as it should be written; a name that is not known is not shown."""
    key = BY_FOLDED_NAME.get(clause.name.upper())
    return "" if key is None else key.name


def _shown_clause(file: CopyFile, clause: Clause) -> str:
    """The beginning of a clause, without comments and secrets."""
    shown_text, behind = "", clause.start
    for token in islice(clause.tokens, LONGEST_SHOWN):
        is_hidden = file.is_hidden(token.start, token.stop)
        shown_text += (" " if token.start > behind else "") + (MASK if is_hidden else token.text)
        behind = token.stop
    return shown_text


def _shown_name(file: CopyFile, clause: Clause) -> str:
    """The first word of a clause, as it may be shown."""
    key = BY_FOLDED_NAME.get(clause.name.upper())
    if key is not None:
        return key.name
    return MASK if file.is_hidden(clause.start, clause.tokens[0].stop) else shown(clause.name)
