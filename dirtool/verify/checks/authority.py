"""Authority: what the authorisation list of SMAPI and DirMaint's AUTHFOR CONTROL let the ZHCP do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dirtool.lint.context import AuthorityContext
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.options import Options
from dirtool.lint.registry import Finding
from dirtool.lint.rules.authorization_list import (
    field_in_wrong_column,
    is_in_directory,
    missing_marker,
    unknown_user_in_row,
)
from dirtool.model.recognition import Kind
from dirtool.spec.copy_keys import ESM_ONLY
from dirtool.spec.values import LONGEST_NAME
from dirtool.syntax.authfor_control import ANY_NODE, AuthforControl, AuthforRow
from dirtool.syntax.authfor_control import EVERYBODY as EVERY_TARGET
from dirtool.syntax.authorization_list import EVERYBODY, AuthorityRow
from dirtool.syntax.words import fold
from dirtool.verify.comparing import is_here
from dirtool.verify.guests import (
    WORKERS,
    Runner,
    agent_of,
    context_of,
    directory_is_here,
    manager_of,
    system_names,
)
from dirtool.verify.installation import Host, Installation
from dirtool.verify.registry import Answers, NotCompared, any_of, host_check
from dirtool.wording import listed, shown

_LEVELS = ("140A", "150A")
_SETS = "ADGHOPS"
_NO_AGENT = NotCompared("no file names the user of the ZHCP, or that in which Feilong runs")


@host_check(
    "VFY033",
    "authorization-list",
    Severity.ERROR,
    *("VZN03", "VZN04"),
    needs=any_of(Kind.AUTHLIST),
    also=frozenset({Kind.DMSSICNF, Kind.DMSSICMO, Kind.DIRECTORY, Kind.NAMELIST}),
)
def authorization_list(host: Host, installation: Installation) -> Answers:
    """The authorisation list of SMAPI has a row that is of no effect, or none that lets the ZHCP ask for everything.

    The row may also be one of a name list that has the ZHCP among its members. Warnings are: a row of the ZHCP for some
    targets or functions only, no row for the user of the management node, a missing marker, and a name that is neither in a
    complete directory nor a list of NAMELIST. Where Authorization_Policy leaves all to the security manager, nobody looks at
    the file.

    Why: SMAPI refuses what xCAT asks for, and its return code does not tell that it was the columns.
    Fix: write the row with the fields in columns 1, 66 and 131, and start the servers again.
    Source: z/VM Systems Management Application Programming, the authorization file
    """
    policy = None if host.dmssicnf is None else host.dmssicnf.stated("Authorization_Policy")
    if policy is not None and fold(policy.text) == fold(ESM_ONLY):
        yield NotCompared(f"{policy.name} is {shown(policy.text)}: nobody looks at the {Kind.AUTHLIST}")
        return
    assert host.authlist is not None
    context = AuthorityContext(host.authlist, Options(current=host.directory))
    yield from field_in_wrong_column(context)
    yield from (finding._replace(severity=Severity.WARNING) for finding in missing_marker(context))
    yield from _unlisted_names(host, context) if host.namelist is None else _unknown_names(host)
    agent, manager = agent_of(host), manager_of(host, installation.hosts)
    if agent is None:
        yield _NO_AGENT
    else:
        yield from _authority(host, agent, None, ("VZN03", "VZN04"))
    if manager is not None and (agent is None or manager.userid != agent.userid):
        yield from _authority(host, manager, Severity.WARNING)


def _unlisted_names(host: Host, context: AuthorityContext) -> Iterator[Finding]:
    """The names that are not in the directory, where no NAMELIST tells whether they are lists."""
    for finding in unknown_user_in_row(context):
        related = (directory_is_here(host),)
        yield finding._replace(severity=finding.severity or Severity.WARNING, related=related)


def _unknown_names(host: Host) -> Iterator[Finding]:
    """The requesters and targets that are neither lists nor in the directory, as far as that is known."""
    assert host.authlist is not None
    assert host.namelist is not None
    context = None if host.directory is None else context_of(host)
    known = set(host.namelist.lists) | {EVERYBODY, ""}
    is_complete = context is not None and not context.is_fragment
    for row in host.authlist.rows:
        for what, name in (("requester", row.requester), ("target", row.target)):
            is_user = context is not None and is_in_directory(name, what, context.directory)
            if name in known or is_user or not (is_complete or len(name) > LONGEST_NAME):
                continue
            whole = "in the directory nor a list" if len(name) <= LONGEST_NAME else "a userid nor a list"
            word = row.fields[what]
            span = Span(host.authlist.path, row.line, word.column, row.line, word.end_column)
            related = [Related(Span(host.namelist.path, 1, 1, 1, 2), "", "the lists are here")]
            related += [directory_is_here(host)] if is_complete else []
            message = f"{what} {shown(name)} is neither {whole} of {Kind.NAMELIST}"
            yield Finding(span, message, row.requester, f"{what} {name}", Severity.WARNING, tuple(related))


def _authority(host: Host, runner: Runner, severity: Severity | None, ivp: tuple[str, ...] = ()) -> Answers:
    """A finding if no row lets a user ask for every function for everybody."""
    assert host.authlist is not None
    lists = {} if host.namelist is None else host.namelist.lists
    names = {runner.userid, *(name for name, members in lists.items() if runner.userid in members)}
    own = [row for row in host.authlist.rows if row.requester in names]
    if any(_is_for_all(row) for row in own):
        return
    if any(_is_for_all(row) and row.requester == EVERYBODY for row in host.authlist.rows):
        yield NotCompared(f"it is not certain that a row of {EVERYBODY} is one of every requester")
        return
    in_question = [row for row in host.authlist.rows if _is_for_all(row) and _may_be_list(row.requester, host)]
    if in_question:
        yield NotCompared(f"no {Kind.NAMELIST} tells whether {runner.userid} is in {shown(in_question[0].requester)}")
        return
    if own and all(row.faults for row in own):
        return  # which is told of the rows
    what, line = "no row", 1
    if own:
        what, line = "only rows for some targets or functions", own[0].line
        severity = Severity.WARNING
    message = f"{what} in the {Kind.AUTHLIST} for {shown(runner.userid)}, which needs one for ALL and ALL"
    span = Span(host.authlist.path, line, 1, line, 2)
    related = (is_here(runner.stated),)
    yield Finding(span, message, runner.userid, "authority", severity, related, ivp=ivp)


def _is_for_all(row: AuthorityRow) -> bool:
    return not row.faults and (row.target, row.function) == (EVERYBODY, EVERYBODY)


def _may_be_list(name: str, host: Host) -> bool:
    """Whether a requester may be a list of which the members are not known: it is no user whom the directory has."""
    is_user = host.directory is not None and host.directory.machine(name) is not None
    shipped = ("MAINT", "VSMPROXY", "VSMWORK1")
    return host.namelist is None and not is_user and name not in shipped


class _Granted(NamedTuple):
    """What AUTHFOR CONTROL gives a user for everybody: the sets of each level that are missing, and a row that gives some."""

    missing: dict[str, str]
    row: AuthforRow | None


@host_check(
    "VFY042",
    "authority-in-dirmaint",
    Severity.WARNING,
    "VZN03",
    needs=any_of(Kind.AUTHFOR),
    also=frozenset({Kind.DMSSICNF, Kind.DMSSICMO}),
)
def authority_in_dirmaint(host: Host, installation: Installation) -> Answers:
    """DirMaint lets neither the ZHCP nor the workers of SMAPI use the commands that SMAPI needs.

    These are the sets A, D, G, H, O, P and S of the levels 140A and 150A, for ALL.

    Why: SMAPI gives its commands to DirMaint in the name of who asked for them; without the authority each of them fails.
    Fix: `dirm for ALL authfor ZHCP cmdl 140A cmds ADGHOPS`, and the same with 150A.
    Source: z/VM Systems Management Application Programming, setting up DirMaint; z/VM DirMaint Commands Reference, AUTHFOR
    """
    control = host.authfor
    assert control is not None
    agent = agent_of(host)
    workers = [_granted(control, worker, host) for worker in WORKERS]
    asked = [] if agent is None else [_granted(control, agent.userid, host)]
    if (asked and not asked[0].missing) or not any(granted.missing for granted in workers):
        return
    if control.faults:
        yield NotCompared(f"record {control.faults[0]} of {Kind.AUTHFOR} cannot be read")
        return
    userid = WORKERS[0] if agent is None else agent.userid
    granted = asked[0] if asked else next(granted for granted in workers if granted.missing)
    if agent is None:
        userid = next(worker for worker, granted in zip(WORKERS, workers, strict=True) if granted.missing)
    lacking = listed([f"{sets} of level {level}" for level, sets in granted.missing.items()], "and")
    others = "" if agent is None else ", and the workers of SMAPI lack some too"
    message = f"{shown(userid)} lacks the command sets {lacking} for ALL{others}"
    row = granted.row
    span = Span(control.path, row.line, row.column, row.line, row.end_column) if row else Span(control.path, 1, 1, 1, 2)
    related = () if agent is None else (is_here(agent.stated),)
    yield Finding(span, message, userid, "levels", related=related)


def _granted(control: AuthforControl, userid: str, host: Host) -> _Granted:
    """What a user may do for everybody on the system of a host; a row for another node counts only if that is not known."""
    here = system_names(host)
    rows = [
        row
        for row in control.rows
        if row.originator == userid
        and row.target == EVERY_TARGET
        and (row.node == ANY_NODE or not here or row.node in here)
    ]
    has = {level: {letter for row in rows if row.level == level for letter in row.sets} for level in _LEVELS}
    missing = {level: "".join(letter for letter in _SETS if letter not in has[level]) for level in _LEVELS}
    return _Granted({level: sets for level, sets in missing.items() if sets}, rows[0] if rows else None)
