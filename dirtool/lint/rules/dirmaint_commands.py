"""DIR: commands to DirMaint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, cast

from dirtool.lint.command_steps import Step, Thing, entry_named, made_by, needed_by
from dirtool.lint.context import CommandContext
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.place import span_of_words
from dirtool.lint.registry import FAULT_RULES, Case, Finding, Profile, command_rule
from dirtool.spec.dirmaint_verbs import (
    DIRMAINT,
    ESCAPE,
    LINE_EDIT_CHARACTERS,
    LONGEST_COMMAND,
    LONGEST_LINE,
    WITHOUT_PLACE,
    Writes,
)
from dirtool.spec.statement import StatementKind, nearest
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.command import NOT_A_VERB, uncertain_forms
from dirtool.syntax.command_file import CommandLine
from dirtool.syntax.fault import Fault
from dirtool.syntax.source import Word
from dirtool.syntax.statement import MASK
from dirtool.syntax.words import fold
from dirtool.wording import near, plural

_BAD_STORAGE_SIZE, _IGNORED, _BAD_RECORD = "bad-storage-size", "ignored-operand", "bad-record"
_OF_SHAPE = "SYN"
_REFORMED = ("blksize", "label")
_ORDERED = ("STORAGE", "MAXSTORE")
_BYTES = {unit: 1024 ** (power + 1) for power, unit in enumerate("KMGTPE")}


class _CommandCase(NamedTuple):
    """A command that is at fault by itself: what the rules that word the faults of statements look at."""

    fault: Fault
    line: CommandLine
    definition: StatementKind

    @property
    def words(self) -> tuple[Word, ...]:
        return self.line.words

    @property
    def keyword(self) -> str:
        return self.definition.name

    @property
    def shown(self) -> str:
        """The words that are at fault, without secrets."""
        return " ".join(map(self.shown_word, range(self.fault.first, min(self.fault.last + 1, len(self.words)))))

    def shown_word(self, index: int) -> str:
        return MASK if index in self.line.parsed.secrets else self.words[index].text[:40]

    @property
    def nearest(self) -> tuple[str, ...]:
        if self.fault.first in self.line.parsed.secrets:
            return ()
        return nearest(fold(self.words[self.fault.first].text), self.fault.allowed)


# ---- one command by itself


@command_rule("DIR001", "unknown-verb", Severity.ERROR, Profile.SYNTAX)
def unknown_verb(context: CommandContext) -> Iterator[Finding]:
    """A command whose verb DirMaint does not know.

    Why: the command is refused, and in a file of commands those behind it run all the same. Verbs have a shortest abbreviation
    each: AMD is AMDISK, but AM is nothing. A word that may be a password is not shown.
    Bad:
        FORUSER LINUX1 AMDSK 0191 3390 AUTOG 50 LINUX MR
    Good:
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR
    Source: z/VM DirMaint Commands Reference, the DIRMAINT commands
    """
    for case in _cases(context):
        if case.fault.rule == NOT_A_VERB:
            yield _found(context, case, f"{case.shown} is no verb of DirMaint{near(case.fault.allowed)}")


@command_rule("DIR002", "wrong-operand", Severity.ERROR, Profile.SYNTAX)
def wrong_operand(context: CommandContext) -> Iterator[Finding]:
    """A command lacks an operand, or has a word that fits none at its place.

    Why: DirMaint refuses the command, and in a file of commands those behind it run all the same. The statement that a command
    writes is judged as in a directory.
    Bad:
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 50
    Good:
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR
    Source: z/VM DirMaint Commands Reference, the DIRMAINT commands
    """
    for case in _cases(context):
        if case.fault.rule == _IGNORED:
            yield _found(context, case, f"{case.shown} is too much: {case.keyword} takes no more words")
        elif case.fault.rule in FAULT_RULES and _is_of_shape(case.fault):
            yield _found(context, case, _worded(case))


@command_rule("DIR003", "bad-value", Severity.ERROR, Profile.SYNTAX)
def bad_value(context: CommandContext) -> Iterator[Finding]:
    """A value in a command that its operand does not take.

    Why: DirMaint refuses the command, or writes a statement that DIRECTXA refuses. The statement that a command writes is
    judged as in a directory.
    Bad:
        FORUSER LINUX1 AMDISK 019G 3390 AUTOG 50 LINUX MR
    Good:
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR
    Source: z/VM DirMaint Commands Reference, the operands of the DIRMAINT commands
    """
    for case in _cases(context):
        fault, operand = case.fault, case.definition.by_name.get(case.fault.operand or "")
        if fault.rule == NOT_A_VERB or _is_of_shape(fault):
            continue
        title = f"{operand.title} of {case.keyword}" if operand is not None else case.keyword
        if fault.rule == _BAD_STORAGE_SIZE:
            yield _found(context, case, f"{case.shown} is no size of storage ({title}); allowed: {fault.wanted}")
        elif fault.rule == _BAD_RECORD:
            yield _found(context, case, f"{case.shown} cannot be {title}; allowed: {fault.wanted}")
        else:
            yield _found(context, case, _worded(case))


@command_rule("DIR004", "command-too-long", Severity.ERROR)
def command_too_long(context: CommandContext) -> Iterator[Finding]:
    """A command that is longer than every way of sending it takes.

    Why: a line that is typed ends after 255 characters, and programs that send commands stop somewhat before. What is behind
    is cut off without a word. Up to 255 it is a warning. Lists of regions and of options can be given in several commands.
    Bad:
        DASD ADD GROUP LINUX LX0001 LX0002 LX0003 LX0004 LX0005 LX0006 LX0007 LX0008 LX0009 LX0010 LX0011 LX0012,
                             LX0013 LX0014 LX0015 LX0016 LX0017 LX0018 LX0019 LX0020 LX0021 LX0022 LX0023 LX0024,
                             LX0025 LX0026 LX0027 LX0028 LX0029 LX0030 LX0031 LX0032 LX0033 LX0034 LX0035 LX0036
        RLDEXTN
    Good:
        DASD ADD GROUP LINUX LX0001 LX0002 LX0003 LX0004 LX0005 LX0006 LX0007 LX0008 LX0009 LX0010 LX0011 LX0012
        DASD ADD GROUP LINUX LX0013 LX0014 LX0015 LX0016 LX0017 LX0018 LX0019 LX0020 LX0021 LX0022 LX0023 LX0024
        RLDEXTN
    Source: z/VM CP Programming Services (console input); the limit of programs is from experience
    """
    for line in context.file.commands:
        length = len(line.text)
        if length > LONGEST_COMMAND:
            severity = None if length > LONGEST_LINE else Severity.WARNING
            said = f"the command has {length} characters; allowed: {LONGEST_COMMAND}"
            yield Finding(_span(context, line), said, _subject(line), "length", severity)


@command_rule("DIR005", "line-edit-character", Severity.INFO)
def line_edit_character(context: CommandContext) -> Iterator[Finding]:
    """A character in a command that CP takes out of a line that is typed.

    Why: # ends the line, @ deletes the character before it, ¢ the whole line, and " makes the next character an ordinary one.
    Typed at a terminal, such a character needs a " before it. In a file for BATCH, and from a program, it stays as it is.
    Bad:
        FORUSER LINUX1 COMMAND ADD 1 SET OBSERVER #OPER
    Good:
        FORUSER LINUX1 COMMAND ADD 1 SET OBSERVER OPER
    Source: z/VM CP Commands and Utilities Reference, TERMINAL (line editing symbols)
    """
    for line in context.file.commands:
        found = [
            (at, one)
            for at, word in enumerate(line.words)
            if at not in line.parsed.secrets
            for one in LINE_EDIT_CHARACTERS
            if one in word.text
        ]
        if found:
            at, character = found[0]
            said = f"{character} is a line-edit character of CP: typed at a terminal, it is {ESCAPE}{character}"
            yield Finding(_span(context, line, at), said, _subject(line), character)


@command_rule("DIR006", "not-for-batch", Severity.WARNING)
def not_for_batch(context: CommandContext) -> Iterator[Finding]:
    """A command that sends a file of its own, or a file of commands, in a file of commands.

    Why: BATCH refuses ADD without LIKE, REPLACE, FILE and BATCH: the server gets no file with them. Typed, or sent by a program
    that has the file, they work.
    Bad:
        ADD LINUX1
    Good:
        ADD LINUX1 LIKE LINDFLT PW LBYONLY
    Source: z/VM DirMaint Commands Reference, BATCH
    """
    for step in context.steps:
        needs_file = step.verb.name == "ADD" and "like" not in step.command.order.operands()
        if needs_file or not step.verb.batch:
            what = "ADD without LIKE" if needs_file else step.verb.name
            said = f"{what} sends a file with it, which a file of commands for BATCH cannot"
            yield Finding(_span_of_verb(context, step), said, step.subject, step.verb.name)


@command_rule("DIR009", "format-of-temporary-disk", Severity.ERROR)
def format_of_temporary_disk(context: CommandContext) -> Iterator[Finding]:
    """LABEL or BLKSIZE for a minidisk that DirMaint cannot format: T-DISK, V-DISK or DEVNO.

    Why: the command fails with message 3543. Such a disk is made anew with every logon, or is a whole real volume.
    Bad:
        FORUSER LINUX1 AMDISK 0292 FB-512 V-DISK 64000 MR LABEL SWAP
    Good:
        FORUSER LINUX1 AMDISK 0292 FB-512 V-DISK 64000 MR
    Source: z/VM DirMaint Commands Reference, AMDISK; z/VM DirMaint Messages, 3543
    """
    for step in context.steps:
        operands = step.command.order.operands()
        form = operands.get("form")
        if form in WITHOUT_PLACE and any(name in operands for name in _REFORMED):
            word = "LABEL" if "label" in operands else "BLKSIZE"
            said = f"{word}: DirMaint cannot format a {form} (message 3543)"
            yield Finding(_span_of_word(context, step, word), said, step.subject, word)


@command_rule("DIR012", "uncertain-form", Severity.INFO)
def uncertain_form(context: CommandContext) -> Iterator[Finding]:
    """A verb, an operand or a word of which it is not certain that DirMaint knows it.

    Why: what is in no document that could be read may be refused. Try it on a test system; a site can then say in its settings
    which of these forms there are.
    Bad:
        FORUSER LINUX1 IPL DELETE
    Good:
        FORUSER LINUX1 IPL 0200
    Source: none; that is the reason
    """
    for line in context.file.commands:
        if line.parsed.command is None or line.parsed.faults:
            continue
        for form in uncertain_forms(line.parsed.command):
            if not context.options.capabilities.settle(form):
                said = f"it is not certain that DirMaint knows {form}"
                yield Finding(_span(context, line), said, _subject(line), form)


@command_rule("DIR013", "password-in-command", Severity.INFO, Profile.SECURITY)
def password_in_command(context: CommandContext) -> Iterator[Finding]:
    """A password stands in a file of commands.

    Why: whoever can read the file has it. A logon password can be LBYONLY, with LOGONBY naming who may use their own; minidisks
    need none where an external security manager decides.
    Bad:
        FORUSER LINUX1 SETPW GEHEIM
    Good:
        FORUSER LINUX1 LOGONBY ADD MAINT
    Source: z/VM DirMaint Commands Reference, SETPW and ADD
    """
    for step in context.steps:
        if step.command.holds_secret and step.line.parsed.secrets:
            said = f"a password stands in a command ({step.verb.name})"
            yield Finding(_span(context, step.line, min(step.line.parsed.secrets)), said, step.subject, step.verb.name)


@command_rule("DIR014", "no-entry-named", Severity.WARNING)
def no_entry_named(context: CommandContext) -> Iterator[Finding]:
    """A command that changes an entry, and does not say whose.

    Why: without FORUSER it changes the entry of whoever sends it. Not reported of verbs that general users have for their own
    entry, unless another command of the file names an entry.
    Bad:
        FORUSER LINUX1 MAXSTORE 16G
        STORAGE 8G
    Good:
        FORUSER LINUX1 MAXSTORE 16G
        FORUSER LINUX1 STORAGE 8G
    Source: z/VM DirMaint Commands Reference, the FORUSER prefix
    """
    names_others = any(step.entry for step in context.steps)
    for step in context.steps:
        is_own = "G" in step.verb.authority and not names_others
        has_target = step.entry or step.command.prefixes.multiuser or step.verb.name == "PW"
        if step.verb.holders and step.changes and not has_target and not is_own:
            said = f"{step.verb.name} without FORUSER changes the entry of whoever sends it"
            yield Finding(_span_of_verb(context, step), said, step.verb.name, "sender")


# ---- one command after another


@command_rule("DIR007", "dependent-command", Severity.WARNING)
def dependent_command(context: CommandContext) -> Iterator[Finding]:
    """A command needs what an earlier one of the file makes, and runs even where that one has failed.

    Why: a line of BATCH that fails does not stop those behind it: they fail too, or do something else than was meant. Told once
    for each command on which others depend. Put such commands into a file of their own, send them by a program that checks
    the return code, or write the comment * DIRTOOL: WAIT where somebody looks before going on.
    Bad:
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR
        FORUSER LINUX1 MINIOPT 0191 NOMDC
    Good:
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR
        * DIRTOOL: WAIT
        FORUSER LINUX1 MINIOPT 0191 NOMDC
    Source: z/VM DirMaint Commands Reference, BATCH
    """
    told = {(clash.step.line.line, clash.earlier.line.line) for clash in context.clashes}
    dependents: dict[int, list[tuple[Step, Step, Thing]]] = {}
    made, waits = dict[Thing, Step](), 0
    for step in context.steps:
        if step.waits != waits:
            made, waits = {}, step.waits
        needed = [(made[thing], thing) for thing in needed_by(step) if thing in made]
        for earlier, thing in needed[-1:]:
            if (step.line.line, earlier.line.line) not in told:
                dependents.setdefault(earlier.line.line, []).append((step, earlier, thing))
        made.update((thing, step) for thing in made_by(step))
    for (step, earlier, thing), *others in dependents.values():
        do = "does" if len(others) == 1 else "do"
        more = f", as {do} {plural(len(others), 'more command')}" if others else ""
        said = f"{step.verb.name} needs {thing.kind} {thing.name}, and runs even if {earlier.verb.name} fails{more}"
        related = Related(_span(context, earlier.line), earlier.subject, f"{thing.kind} {thing.name} is made here")
        yield Finding(
            _span_of_verb(context, step), said, step.subject, f"{thing.kind} {thing.name}", related=(related,)
        )


@command_rule("DIR008", "work-unit-not-awaited", Severity.WARNING)
def work_unit_not_awaited(context: CommandContext) -> Iterator[Finding]:
    """A device, or an entry, is changed again before the work unit of an earlier command has ended.

    Why: AMDISK with LABEL or BLKSIZE, CMDISK, CLONEDISK, and DMDISK and PURGE with CLEAN are answered when their work is
    queued. Until it has ended (message 3430) the device is locked, and the space belongs to the DATAMOVE machine: the next
    command on it fails. The comment * DIRTOOL: WAIT says where everything waits.
    Bad:
        FORUSER LINUX1 DMDISK 0191 CLEAN
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 100 LINUX MR
    Good:
        FORUSER LINUX1 DMDISK 0191 CLEAN
        * DIRTOOL: WAIT
        FORUSER LINUX1 AMDISK 0191 3390 AUTOG 100 LINUX MR
    Source: z/VM DirMaint Commands Reference, DMDISK, AMDISK and QUERY DATAMOVE
    """
    for clash in context.clashes:
        step, earlier = clash.step, clash.earlier
        said = (
            f"{clash.thing.name} is changed by {step.verb.name} before the work unit of {earlier.verb.name} has ended"
        )
        related = Related(_span(context, earlier.line), earlier.subject, "the work unit is made here")
        yield Finding(_span_of_verb(context, step), said, step.subject, step.verb.name, related=(related,))


@command_rule("DIR010", "storage-order", Severity.WARNING)
def storage_order(context: CommandContext) -> Iterator[Finding]:
    """STORAGE and MAXSTORE of one entry of which the later one leaves more storage than the maximum.

    Why: STORAGE above the maximum fails with return code 3213; MAXSTORE below the storage is refused by DIRECTXA (HCPDIR1776E).
    To raise both, MAXSTORE comes first; to lower both, STORAGE.
    Bad:
        FORUSER LINUX1 MAXSTORE 4G
        FORUSER LINUX1 STORAGE 8G
    Good:
        FORUSER LINUX1 MAXSTORE 8G
        FORUSER LINUX1 STORAGE 8G
    Source: z/VM DirMaint Commands Reference, STORAGE and MAXSTORE; z/VM CP Messages and Codes, HCPDIR1776E
    """
    last: dict[tuple[str, str | None, str], Step] = {}
    for step in context.steps:
        name = step.verb.name
        if name not in _ORDERED or _size_of(step) is None:
            continue
        other = _ORDERED[1 - _ORDERED.index(name)]
        node = step.command.prefixes.atnode
        before = last.get((step.entry, node, other))
        last[step.entry, node, name] = step
        if before is None:
            continue
        storage, maximum = (step, before) if name == "STORAGE" else (before, step)
        if (_size_of(storage) or 0) > (_size_of(maximum) or 0):
            said = f"{_written(storage)} is more than {_written(maximum)}: {name} fails"
            related = Related(_span(context, before.line), before.subject, f"{other} is set here")
            yield Finding(_span_of_verb(context, step), said, step.subject, name, related=(related,))


@command_rule("DIR011", "entry-left-locked", Severity.WARNING)
def entry_left_locked(context: CommandContext) -> Iterator[Finding]:
    """GET or LOCK locks an entry, or a device, and nothing in the file unlocks it.

    Why: until REPLACE or UNLOCK, others cannot change the entry. GET NOLOCK only reads it.
    Bad:
        FORUSER LINUX1 GET
    Good:
        FORUSER LINUX1 GET NOLOCK
    Source: z/VM DirMaint Commands Reference, GET, LOCK and UNLOCK
    """
    locked: dict[tuple[str, str | None], Step] = {}
    for step in context.steps:
        if step.verb.name == "LOCK" or (step.verb.name == "GET" and "nolock" not in step.command.order.operands()):
            locked.setdefault((step.entry, step.vdev), step)
        elif step.verb.name in ("REPLACE", "UNLOCK"):
            locked.pop((step.entry, step.vdev), None)
    for step in locked.values():
        said = f"{step.verb.name} locks {step.subject}, and nothing behind it unlocks that"
        yield Finding(_span_of_verb(context, step), said, step.subject, step.verb.name)


@command_rule("DIR015", "regions-not-reloaded", Severity.INFO)
def regions_not_reloaded(context: CommandContext) -> Iterator[Finding]:
    """DASD changes EXTENT CONTROL, and no RLDEXTN follows.

    Why: IBM's own examples reload the file behind such changes. Once behind the last of them is enough.
    Bad:
        DASD ADD REGION LX0001 LX0001 3390-09
    Good:
        DASD ADD REGION LX0001 LX0001 3390-09
        RLDEXTN
    Source: z/VM DirMaint Commands Reference, DASD and RLDEXTN
    """
    waiting: Step | None = None
    for step in context.steps:
        if step.verb.name == "DASD" and getattr(step.command.order, "action", None) in ("ADD", "DELETE"):
            waiting = step
        elif step.verb.name == "RLDEXTN":
            waiting = None
    if waiting is not None:
        said = "EXTENT CONTROL is changed, and no RLDEXTN follows"
        yield Finding(_span_of_verb(context, waiting), said, "DASD", "reload")


@command_rule("DIR016", "source-removed-after-copy", Severity.WARNING)
def source_removed_after_copy(context: CommandContext) -> Iterator[Finding]:
    """A minidisk, or its entry, is removed in the same file that copies it.

    Why: the copy may fail, and a file of commands goes on: then both are gone. Remove the source when somebody has seen that
    the copy is good.
    Bad:
        FORUSER LINUX2 CLONEDISK 0191 LINUX1 0191 AUTOG 50 LINUX MR
        * DIRTOOL: WAIT
        FORUSER LINUX1 DMDISK 0191 CLEAN
    Good:
        FORUSER LINUX2 CLONEDISK 0191 LINUX1 0191 AUTOG 50 LINUX MR
    Source: z/VM DirMaint Commands Reference, CLONEDISK and BATCH
    """
    copied: dict[str, Step] = {}
    for step in context.steps:
        operands = step.command.order.operands()
        if step.verb.name == "CLONEDISK":
            owner = operands["source_user"]
            copied[owner] = copied[f"{owner}/{operands['source_vdev']}"] = step
        elif step.verb.name in ("DMDISK", "RMDISK", "PURGE") and step.subject in copied:
            copy = copied[step.subject]
            said = f"{step.verb.name} removes {step.subject}, whatever becomes of its copy {copy.subject}"
            related = Related(_span(context, copy.line), copy.subject, "it is copied here")
            yield Finding(_span_of_verb(context, step), said, step.subject, step.verb.name, related=(related,))


@command_rule("DIR017", "replaced-at-once", Severity.WARNING)
def replaced_at_once(context: CommandContext) -> Iterator[Finding]:
    """A command sets what a later one of the file sets again.

    Why: the first one is of no use, or the second one was meant for something else. Not reported of NICDEF, LOADDEV and others
    that set single operands.
    Bad:
        FORUSER LINUX1 STORAGE 4G
        FORUSER LINUX1 STORAGE 8G
    Good:
        FORUSER LINUX1 STORAGE 8G
        FORUSER LINUX2 STORAGE 8G
    Source: z/VM DirMaint Commands Reference, the commands for directory statements
    """
    last: dict[tuple[object, ...], Step] = {}
    removed: Counter[str] = Counter()
    for step in context.steps:
        if step.verb.name in _REMOVES:
            removed[step.subject] += 1
        what = _what_it_sets(step)
        if what is None:
            continue
        key = (*what, removed[step.entry], removed[step.subject])
        before = last.get(key)
        last[key] = step
        if before is not None:
            said = f"{step.verb.name} sets again what an earlier command sets"
            related = Related(_span(context, before.line), before.subject, "it is set here first")
            yield Finding(_span_of_verb(context, step), said, step.subject, step.verb.name, related=(related,))


def _what_it_sets(step: Step) -> tuple[str, str | None, str, str | None] | None:
    """What a command sets as a whole: entry, member, statement, and device; None where it sets none."""
    verb, statement = step.verb, step.command.statement
    node = step.command.prefixes.atnode
    if verb.name == "AMDISK":
        return step.entry, node, "device", step.vdev
    if verb.name in _SETS_DEVICE:
        return step.entry, node, verb.name, step.vdev
    is_set = (
        verb.writes is Writes.REPLACES and statement is not None and getattr(step.command.order, "action", None) is None
    )
    return (step.entry, node, statement.keyword, None) if is_set and statement is not None else None


_SETS_DEVICE = ("MDISK", "MDPW")
_REMOVES = ("DMDISK", "TMDISK", "PURGE")


# ---- places and words


def _cases(context: CommandContext) -> Iterator[_CommandCase]:
    """Everything that is wrong with single commands."""
    for line in context.file.faulty:
        yield from (_CommandCase(fault, line, _definition(fault, line)) for fault in line.parsed.faults)


def _definition(fault: Fault, line: CommandLine) -> StatementKind:
    """Which row a fault is about: that of the statement which the command writes, of its verb, or of the prefixes."""
    verb = line.parsed.verb
    statement = BY_NAME.get((verb.statement or "") if verb is not None else "")
    names = {*fault.expected, *([fault.operand] if fault.operand else [])}
    for kind in (verb, statement, DIRMAINT):
        if kind is not None and names and names <= kind.by_name.keys():
            return kind
    return statement or verb or DIRMAINT


def _is_of_shape(fault: Fault) -> bool:
    return fault.rule in FAULT_RULES and FAULT_RULES[fault.rule][0].family == _OF_SHAPE


def _worded(case: _CommandCase) -> str:
    """What the rule of the same fault in a directory says; it looks at nothing that a command does not have."""
    said = FAULT_RULES[case.fault.rule][1](cast(Case, case))
    return said.replace(f"{case.keyword} statement", f"{case.keyword} command")


def _found(context: CommandContext, case: _CommandCase, said: str) -> Finding:
    """The finding about a case, no more severe than the fact is certain."""
    fault = case.fault
    severity = Severity(fault.certainty)
    if fault.rule in FAULT_RULES:
        severity = severity.at_most(FAULT_RULES[fault.rule][0].severity)
    related = () if fault.other is None else (_other(context, case, fault.other),)
    span = span_of_words(context.file.path, case.words, fault.first, fault.last)
    detail = f"{case.keyword}#{fault.operand or ''} {case.shown}"
    milder = None if severity is Severity.ERROR else severity
    return Finding(span, said, _subject(case.line), detail, milder, related)


def _other(context: CommandContext, case: _CommandCase, index: int) -> Related:
    span = span_of_words(context.file.path, case.words, index, index)
    return Related(span, _subject(case.line), "the first of the two is here")


def _subject(line: CommandLine) -> str:
    """Whose entry a command is for, else its verb."""
    return entry_named(line) or (line.parsed.verb.name if line.parsed.verb is not None else "")


def _span(context: CommandContext, line: CommandLine, at: int | None = None) -> Span:
    """The place of a word of a command; of all of them where none is given."""
    first, last = (0, len(line.words) - 1) if at is None else (at, at)
    return span_of_words(context.file.path, line.words, first, last)


def _span_of_verb(context: CommandContext, step: Step) -> Span:
    """The place of a step from its verb on."""
    return span_of_words(context.file.path, step.line.words, step.line.parsed.at_verb, len(step.line.words) - 1)


def _span_of_word(context: CommandContext, step: Step, word: str) -> Span:
    """The place of a keyword behind the verb."""
    words = step.line.words
    at = next(at for at in range(step.line.parsed.at_verb + 1, len(words)) if fold(words[at].text) == word)
    return _span(context, step.line, at)


def _size_of(step: Step) -> int | None:
    """The size of storage that a step sets, in bytes."""
    size = getattr(step.command.statement, "size", None)
    return int(size[:-1]) * _BYTES[size[-1]] if size and size[:-1].isdigit() and size[-1] in _BYTES else None


def _written(step: Step) -> str:
    return f"{step.verb.name} {getattr(step.command.statement, 'size', '')}"
