"""SYN: the shape of a statement."""

from __future__ import annotations

from dirtool.lint.diagnostic import Directxa, Severity
from dirtool.lint.registry import Case, fault_rule
from dirtool.spec.statement import Extra
from dirtool.wording import SHOWN_AT_MOST, expected, listed, near


@fault_rule("SYN001", "unknown-statement", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def unknown_statement(case: Case) -> str:
    """The first word of a record is no statement, nor an accepted abbreviation of one.

    Why: DIRECTXA refuses the directory. Abbreviations have a shortest form each: M is MDISK, but LOGON is not LOGONBY.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         MDSIK 0191 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, directory control statements
    """
    if case.fault.wanted:
        return f"{case.shown} may be {case.fault.wanted}, but it is not certain that DIRECTXA takes this spelling"
    return f"{case.shown} is no directory statement{near(case.fault.allowed)}"


@fault_rule("SYN002", "missing-operand", Severity.ERROR, Directxa.REFUSES, "HCPDIR753E")
def missing_operand(case: Case) -> str:
    """A statement ends before an operand that it must have.

    Why: DIRECTXA refuses the directory and does not update it.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 T-DISK
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 T-DISK 10
    Source: z/VM CP Planning and Administration, directory control statements
    """
    operand = case.definition.by_name.get(case.fault.operand or "")
    if operand is not None and operand.keyword and not case.fault.allowed:
        return f"{operand.title} of {case.keyword} lacks its value"
    options = _options(case)
    if 0 < len(options) <= SHOWN_AT_MOST:
        return f"{case.keyword} lacks its {listed(options, 'or')}"
    return f"{case.keyword} lacks an operand{expected(options)}"


@fault_rule("SYN003", "invalid-operand", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def invalid_operand(case: Case) -> str:
    """A word fits no operand of its statement at its place.

    Why: DIRECTXA refuses the directory. Where a list of words is allowed, the message names the nearest ones. A word that
    some release of z/VM may know is a warning or an information only.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         OPTION QUICKDISP
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         OPTION QUICKDSP
    Source: z/VM CP Planning and Administration, directory control statements
    """
    fault = case.fault
    if fault.surplus:
        return f"{case.shown}: {case.keyword} takes {fault.wanted}"
    operand = case.definition.by_name.get(fault.operand or "")
    noun = f"operand of {case.keyword} at this place" if operand is None else f"{operand.title} of {case.keyword}"
    if case.nearest:
        return f"{case.shown} is no {noun}{near(case.nearest)}"
    if fault.wanted and not fault.allowed:
        return f"{case.shown} is no {noun}; expected: {fault.wanted}"
    if operand is not None and fault.expected == (operand.name,):
        return f"{case.shown} is no {noun}; expected: {listed([operand.type.name, *operand.words], 'or')}"
    options = _options(case)
    if options:
        return f"{case.shown} is no {noun}{expected(options)}"
    surplus = (
        "refuses every word behind its operands" if case.definition.extra is Extra.REFUSED else "takes no more words"
    )
    return f"{case.shown} is one word too many: {case.keyword} {surplus}"


def _options(case: Case) -> list[str]:
    """What would fit at the place of the fault: operands and words."""
    names = [case.definition.by_name[name].title for name in case.fault.expected]
    return list(dict.fromkeys([*names, *case.fault.allowed]))


@fault_rule("SYN004", "ignored-operand", Severity.WARNING, Directxa.IGNORES)
def ignored_operand(case: Case) -> str:
    """Words stand behind the last operand that a statement can take.

    Why: DIRECTXA drops them without a word, so what they were meant to do does not happen.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         SPOOL 000E 1403 A SPOOL 000D 2540 PUNCH A
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         SPOOL 000E 1403 A
         SPOOL 000D 2540 PUNCH A
    Source: z/VM CP Planning and Administration, USER and MDISK statements; older guides say it of every statement
    """
    count = case.fault.last - case.fault.first + 1
    words = "a word" if count == 1 else f"{count} words"
    return f"DIRECTXA ignores {words} behind the operands of {case.keyword}: {case.shown}"


@fault_rule("SYN005", "comma-is-no-continuation", Severity.WARNING, Directxa.REFUSES)
def comma_is_no_continuation(case: Case) -> str:
    """A statement that cannot be continued ends with a comma.

    Why: only a few statements (COMMAND, LOADDEV and the POSIX ones) go on in the next record. Elsewhere the comma is taken
    for an operand, or for a part of one.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY MAINT,
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY MAINT
    Source: z/VM CP Planning and Administration, continued directory statements
    """
    return f"{case.keyword} cannot be continued: the comma is taken for an operand"


@fault_rule("SYN006", "unfinished-statement", Severity.ERROR, Directxa.REFUSES)
def unfinished_statement(case: Case) -> str:
    """A continued statement, or a quoted string, does not come to its end before the entry or the file does.

    Why: DIRECTXA refuses it, or takes the next statement for the rest of this one.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         POSIXINFO UID 5,
        USER LINUX2 LBYONLY 2G 4G G
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         POSIXINFO UID 5,
                   GID 6
    Source: z/VM CP Planning and Administration, continued directory statements
    """
    if case.fault.wanted == ",":
        return f"{case.keyword} ends with a comma, but no record follows that continues it"
    return f"{case.keyword} holds a quoted string without its closing {case.fault.wanted}"


@fault_rule("SYN007", "conflicting-operands", Severity.ERROR, Directxa.REFUSES)
def conflicting_operands(case: Case) -> str:
    """Two operands of one statement exclude each other, or one stands twice.

    Why: DIRECTXA refuses the statement; at best the last word wins, and nobody can tell which was meant.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MINIOPT MDC NOMDC
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MINIOPT NOMDC
    Source: z/VM CP Planning and Administration, MINIOPT, DEDICATE, POSIXINFO and POSIXGLIST statements
    """
    other = case.shown_word(case.fault.other or 0)
    first = case.shown_word(case.fault.first)
    if first.upper() == other.upper():
        return f"{first} stands twice in one {case.keyword} statement"
    return f"{first} and {other} exclude each other in one {case.keyword} statement"


@fault_rule("SYN008", "remark-after-operands", Severity.INFO, Directxa.IGNORES)
def remark_after_operands(case: Case) -> str:
    """A remark stands behind a lone asterisk at the end of a statement.

    Why: there are no remarks inside a statement. It works where the statement has no operand left to fill: the words are
    dropped. Behind the mode of an MDISK they are not: the first three become its read, write and multiple passwords.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 0190 RR * the CMS system disk
    Good:
        USER LINUX1 LBYONLY 2G 4G G
        * the CMS system disk
         LINK MAINT 0190 0190 RR
    Source: met in running directories; z/VM CP Planning and Administration, MDISK statement
    """
    if case.fault.operand is None:
        return f"a remark behind the operands of {case.keyword}, which DIRECTXA ignores"
    places = [operand.name for operand in case.definition.operands if operand.secret]
    taken = places[places.index(case.fault.operand) :][: case.fault.last - case.fault.first + 1]
    passwords = listed([place.removesuffix("_password").replace("multi", "multiple") for place in taken], "and")
    noun = "" if taken == ["password"] else " password" if len(taken) == 1 else " passwords"
    return f"a remark behind the operands of {case.keyword}: DIRECTXA takes its words as the {passwords}{noun}"


@fault_rule("SYN009", "keyword-inside-text", Severity.WARNING, Directxa.SILENT)
def keyword_inside_text(case: Case) -> str:
    """A keyword stands behind PARM, where everything to column 71 is text.

    Why: the text goes to the guest as it is, so a LOADPARM in it is no load parameter, and no message tells.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         IPL 0200 PARM AUTOCR LOADPARM 3
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         IPL 0200 LOADPARM 3 PARM AUTOCR
    Source: z/VM CP Planning and Administration, IPL statement
    """
    return f"{case.shown} is a part of the text behind {case.definition.text_keyword}, not an operand of {case.keyword}"
