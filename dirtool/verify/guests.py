"""The virtual machines that checks ask about: which userid runs what, and what its entry is when it logs on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Related, Span
from dirtool.lint.options import Options
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import Effective, Origin, effective
from dirtool.spec.copy_keys import NONE, ROLES, ROLES_WITH_MANAGEMENT
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Identity, Storage, User
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.installation import Host
from dirtool.verify.registry import NotCompared
from dirtool.wording import shown

APPLIANCE = "OPNCLOUD"
"""The user in which the Cloud Manager Appliance runs, in whatever role."""

APPLIANCE_STORAGE = "8G"
"""The storage that he needs at least."""

WORKERS = ("VSMWORK1", "VSMWORK2", "VSMWORK3")
"""The servers of SMAPI that do what is asked for."""

AnyStatement = TypeVar("AnyStatement", bound=Statement)


class Runner(NamedTuple):
    """A userid that runs a part of the cloud, and the value that says so: its own key, or the role of the appliance."""

    userid: str
    stated: Stated

    @property
    def said(self) -> str:
        """Who says so, and whom, as the beginning of a sentence."""
        by_role = f", which {APPLIANCE} takes on," if self.userid != fold(self.stated.text.strip()) else ""
        return f"{self.stated.name} {shown(self.stated.text)}{by_role}"


class Guest(NamedTuple):
    """A virtual machine as it logs on, once for each member of the cluster that the host may be."""

    userid: str
    entry: Entry
    logons: tuple[Effective, ...]
    in_doubt: frozenset[str]  # the statements of which one is broken

    def of(self, kind: type[AnyStatement]) -> Iterator[tuple[Origin, AnyStatement]]:
        """The statements of a kind on any member, each once."""
        seen = set()
        for logon in self.logons:
            for origin, statement in statements_of(logon, kind):
                place = id(origin.placed.source), origin.placed.position
                if place not in seen:
                    seen.add(place)
                    yield origin, statement

    def lacks(
        self, kind: type[AnyStatement], fits: Callable[[Origin, AnyStatement], bool]
    ) -> Effective | NotCompared | None:
        """The first logon in which no statement of a kind fits, if there is one.

        NotCompared if a part of the virtual machine is not there, or if a broken statement may be the one.
        """
        for logon in self.logons:
            if not any(fits(origin, statement) for origin, statement in statements_of(logon, kind)):
                return self.doubt(logon, kind) or logon
        return None

    def doubt(self, logon: Effective, kind: type[Statement]) -> NotCompared | None:
        """Why it is not known which statements of a kind a logon has; None if it is known."""
        if logon.missing:
            what, name = logon.missing[0]
            return NotCompared(f"{self.entry.shown_name} needs {what.upper()} {name}, which is not there")
        for keyword in (kind.keyword, self.entry.header.statement.keyword):
            if keyword in self.in_doubt:
                return NotCompared(f"the statement {keyword} of {self.entry.shown_name} cannot be read")
        return None


def statements_of(logon: Effective, kind: type[AnyStatement]) -> Iterator[tuple[Origin, AnyStatement]]:
    """The statements of a kind that a virtual machine has when it logs on, each with its origin."""
    for origin in logon.statements:
        if isinstance(origin.placed.statement, kind):
            yield origin, origin.placed.statement


def storage_of(logon: Effective) -> tuple[Placed, str, str]:
    """The statement that says how much storage a logon has, the name of the operand that does, and the amount; or empty."""
    for origin, stated in statements_of(logon, Storage):
        return origin.placed, "size", stated.size
    header = logon.statements[0].placed
    on_header = header.statement.storage if isinstance(header.statement, User | Identity) else None
    return header, "storage", on_header or ""


def where(logon: Effective) -> str:
    """The member that a logon is for, as the end of a sentence."""
    return f" on {logon.member}" if logon.member else ""


def context_of(host: Host) -> Context:
    """What the rules of lint may ask about the directory of a host that has one."""
    assert host.directory is not None
    return Context(host.directory, Options())


def directory_is_here(host: Host) -> Related:
    """Where the directory of a host begins, for what is not in it."""
    assert host.directory is not None
    source = host.directory.sources[0]
    line = source.lines[0] if source.lines else 1
    return Related(Span(source.path, line, 1, line, 2), "", "the directory is here")


def guest_of(host: Host, userid: str, context: Context | None = None) -> Guest | NotCompared | None:
    """The virtual machine of a userid; None if the directory has none, NotCompared if it may be elsewhere."""
    context = context or context_of(host)
    entry = context.directory.machine(userid)
    if entry is None:
        return (
            NotCompared("the directory is a part of one, and has no entry", shown(userid))
            if context.is_fragment
            else None
        )
    logons = tuple(effective(context.layers, entry, member, userid) for member in _members(host, context, entry))
    parts, _ = context.layers.of(entry, None)
    broken = frozenset(placed.statement.keyword for part in parts for placed in part.of(Unparsed))
    return Guest(userid, entry, logons, broken)


def agent_of(host: Host) -> Runner | None:
    """Who runs the ZHCP of a host: the appliance, if it has a role, else ZHCP_User; None if nothing tells."""
    role = _role(host)
    return Runner(APPLIANCE, role) if role is not None else named_by(host, "ZHCP_User")


def manager_of(host: Host, hosts: Iterable[Host] = ()) -> Runner | None:
    """Who runs the management node on a host: the appliance in some roles, else XCAT_User; None if nothing tells.

    In the other roles of the appliance it runs elsewhere, and it may where XCAT_User is not in the directory of this host, but
    another one of `hosts` may have him.
    """
    role = _role(host)
    if role is not None:
        return Runner(APPLIANCE, role) if fold(role.text.strip()) in ROLES_WITH_MANAGEMENT else None
    manager = named_by(host, "XCAT_User")
    if manager is None or (host.directory is not None and host.directory.machine(manager.userid) is not None):
        return manager
    others = [one.directory for one in hosts if one is not host]
    is_elsewhere = any(directory is None or directory.machine(manager.userid) is not None for directory in others)
    return None if is_elsewhere else manager


def is_managed_elsewhere(host: Host, hosts: Iterable[Host]) -> bool:
    """Whether the files of a host name a management node that does not run on it."""
    is_named = _role(host) is not None or named_by(host, "XCAT_User") is not None
    return is_named and manager_of(host, hosts) is None


def named_by(host: Host, key: str) -> Runner | None:
    """The user whom a key of DMSSICNF COPY names; None if it names nobody."""
    stated = None if host.dmssicnf is None else host.dmssicnf.stated(key)
    userid = "" if stated is None else fold(stated.text.strip())
    return None if stated is None or userid in ("", NONE) else Runner(userid, stated)


def system_names(host: Host) -> set[str]:
    """The names that the files of a host give its z/VM system, as far as they are certain."""
    stated = None if host.dmssicnf is None else host.dmssicnf.stated("XCAT_zvmsysid")
    names = [] if stated is None else [stated.text]
    if host.system_config is not None and len(host.system_config.identifiers) == 1:
        names.append(host.system_config.identifiers[0].text)
    return set(map(fold, names))


def _role(host: Host) -> Stated | None:
    """The role of the appliance, if it has one that is known."""
    role = None if host.dmssicmo is None else host.dmssicmo.stated("openstack_system_role")
    is_known = role is not None and fold(role.text.strip()) in ROLES
    return role if is_known else None


def _members(host: Host, context: Context, entry: Entry) -> list[str | None]:
    """The members on which an entry is looked at: the one that the host is, if that is known, else all on which it differs."""
    members = context.layers.members(entry)
    here = sorted(system_names(host).intersection(context.directory.members))
    return [*here] if here and members != [None] else members
