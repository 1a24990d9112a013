"""SEC: security."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Related, Severity, Span
from dirtool.lint.machines import RELATED_AT_MOST, Machine, Machines, Use, is_cut
from dirtool.lint.options import allowed
from dirtool.lint.place import span_of, span_of_words
from dirtool.lint.registry import Finding, Profile, directory_rule, statement_rule
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.extent import SYSTEM_RESIDENCE, Extent, directory_disks, extent_of
from dirtool.model.links import Chain, Followed
from dirtool.model.system_area import logs_on
from dirtool.spec.privileged_options import DANGEROUS_OPTIONS
from dirtool.syntax.fault import ABOUT_DROPPED_WORDS
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Class, Identity, Link, Logonby, Mdisk, Option, User
from dirtool.syntax.words import fold
from dirtool.wording import listed

_NO_PASSWORDS = frozenset({"NOLOG", "NOPASS", "AUTOONLY", "LBYONLY", "XXXXXXXX", "********"})
_TRIED_FIRST = frozenset(
    {
        # of the directories that are shipped, and of IBM's guides and samples
        "CPCMS", "LNX4VM", "PASSWORD", "SYS1", "WD5JU8QP", "READ", "WRITE", "MULTIPLE",
        # of everyday life
        "12345678", "CHANGEME", "LETMEIN", "PASSW0RD", "QWERTY", "SECRET", "WELCOME",
    }
)  # fmt: skip
_EVERYTHING = "ALL"
_GENERAL_CLASS = "G"
_PASSWORD = 2  # of the words of a header
_PASSWORD_KINDS = {"read_password": "read", "write_password": "write", "multi_password": "multiple"}
_NAMES_AT_MOST = 3

_WRITES = frozenset({"W", "WR", "M", "MR", "MW"})
_WRITES_ALONE = frozenset({"SW", "SM", "EW"})  # others cannot, meanwhile
_DOES_NOT_GIVE_WAY = "MW"

# ---- passwords


def _has_password(header: User | Identity) -> bool:
    """Whether a header has a password, and none that is hidden or stands for something else."""
    return header.password not in _NO_PASSWORDS


@statement_rule(
    "SEC001", "trivial-password", Severity.WARNING, Directxa.SILENT, on=(User, Identity), where=_has_password
)
def trivial_password(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A logon password is one that anybody would try first.

    Why: that is the userid, a password that is shipped with the system or printed in a guide, an everyday word, or a word of
    the site's own restricted list. Which of them it is, is not told. Silent where an external security manager is named in
    the settings: it keeps the passwords then.
    Bad:
        USER LINUX1 PASSWORD 2G 4G G
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         CONSOLE 0009 3215 T
    Source: z/VM CP Planning and Administration, USER statement; DIRECTXA, the list of restricted passwords
    """
    if context.options.esm or placed.position in placed.source.faults:  # a word may have slipped
        return
    password = placed.statement.password  # type: ignore[attr-defined]
    restricted = _folded(context.options.restricted_passwords)
    if password == entry.name or password in _TRIED_FIRST or password in restricted:
        message = (
            f"the logon password of {entry.shown_name} is one that anybody would try first"
            " (the userid, a shipped default or a restricted word)"
        )
        yield Finding(_password_span(placed), message, entry.shown_name, "")


@statement_rule(
    "SEC002",
    "minidisk-open-to-all",
    Severity.WARNING,
    Directxa.SILENT,
    on=(Mdisk,),
    where=lambda disk: _EVERYTHING in (disk.write_password, disk.multi_password),
    profile=Profile.SECURITY,
)
def minidisk_open_to_all(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """The write or multiple password of a minidisk is ALL.

    Why: everybody on the system can write it, without a password. The words of a remark behind the mode fill the places of
    passwords too; they are left to SYN008. Silent where an external security manager is named in the settings.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR ALL ALL
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR ALL
    Source: z/VM CP Planning and Administration, MDISK statement
    """
    if context.options.esm:
        return
    passwords = _passwords_before_remark(placed)
    opened = [name for name in passwords if name != "read_password" and getattr(placed.statement, name) == _EVERYTHING]
    if opened:
        kinds = listed([_PASSWORD_KINDS[name] for name in opened], "and")
        noun = "password" if len(opened) == 1 else "passwords"
        subject = subject_of(entry, placed)
        message = f"ALL as {kinds} {noun} of {subject} lets everybody write it"
        yield Finding(span_of(placed, *opened), message, subject, "")


@statement_rule(
    "SEC003",
    "clear-logon-password",
    Severity.INFO,
    Directxa.SILENT,
    on=(User, Identity),
    where=_has_password,
    profile=Profile.SECURITY,
)
def clear_logon_password(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A logon password stands in the directory.

    Why: everybody who can read the source, a copy or a backup of it can log on. LBYONLY lets people log on with their own
    password, AUTOONLY lets a service machine start without one; an external security manager keeps passwords elsewhere.
    Silent where one is named in the settings: what the directory still holds opens nothing then.
    Bad:
        USER LINUX1 HAZEL65 2G 4G G
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY SYSPROG1
         CONSOLE 0009 3215 T
    Source: z/VM CP Planning and Administration, USER and LOGONBY statements
    """
    if not context.options.esm and placed.position not in placed.source.faults:
        message = (
            f"the logon password of {entry.shown_name} stands in the directory;"
            " LBYONLY, AUTOONLY or an external security manager would do without"
        )
        yield Finding(_password_span(placed), message, entry.shown_name, "")


# ---- authorities


@statement_rule("SEC004", "dangerous-option", Severity.WARNING, Directxa.SILENT, on=(Option,), profile=Profile.SECURITY)
def dangerous_option(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """An OPTION gives a user more than the privilege classes do.

    Why: LNKNOPAS, DEVMAINT, MAINTCCW, D84NOPAS, DIAG88, DIAG98 and SETORIG lead to the data of others, to real devices and
    storage, or to another's name. Who needs one is named in the settings. LNKSTABL and LNKEXCLU are not among them: they keep
    others out and open nothing. An option of a PROFILE is judged there, under the profile's name; a NOLOG entry uses none.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         OPTION QUICKDSP LNKNOPAS
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         OPTION QUICKDSP
         CONSOLE 0009 3215 T
    Source: z/VM CP Planning and Administration, OPTION statement
    """
    statement = placed.statement
    assert isinstance(statement, Option)
    if DANGEROUS_OPTIONS.keys().isdisjoint(statement.option) or not logs_on(entry):
        return
    permitted = _allowed(context.options.allowed_options, entry, context)
    if _EVERYTHING in permitted:
        return
    spellings = statement.definition.by_name["option"].vocabulary
    for index, word in enumerate(placed.words):
        option = spellings.get(fold(word.text), "") if index else ""
        if option in DANGEROUS_OPTIONS and option not in permitted:
            message = f"{entry.shown_name} has OPTION {option}: it {DANGEROUS_OPTIONS[option]}"
            span = span_of_words(placed.path, placed.words, index, index)
            yield Finding(span, message, entry.shown_name, option)


@statement_rule(
    "SEC005",
    "privileged-class",
    Severity.INFO,
    Directxa.SILENT,
    on=(User, Identity, Class),
    profile=Profile.SECURITY,
)
def privileged_class(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A user has a privilege class beyond G.

    Why: the commands of the other classes act on the system and on other users. Who needs them is named in the settings.
    Classes of a PROFILE are judged there, under the profile's name; a NOLOG entry has none.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G BG
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         CONSOLE 0009 3215 T
    Source: z/VM CP Planning and Administration, USER and CLASS statements, IBM-defined privilege classes
    """
    statement = placed.statement
    assert isinstance(statement, User | Identity | Class)
    beyond = _beyond_general(statement.class_)
    if not beyond or placed.position in placed.source.faults or not logs_on(entry):
        return
    permitted = _allowed(context.options.allowed_classes, entry, context)
    found = [] if _EVERYTHING in permitted else sorted(beyond.difference(*permitted))
    if found:
        noun = "class" if len(found) == 1 else "classes"
        message = f"{entry.shown_name} has the privilege {noun} {listed(found, 'and')}"
        yield Finding(span_of(placed, "class"), message, entry.shown_name, "".join(found))


# ---- who can log on


@statement_rule(
    "SEC008",
    "nobody-can-log-on",
    Severity.WARNING,
    Directxa.SILENT,
    on=(User, Identity),
    where=lambda header: header.password == "LBYONLY",
)
def nobody_can_log_on(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """LBYONLY, but no LOGONBY names anybody who is there.

    Why: nobody has a password for the user, and nobody may log on with his own. An external security manager may still allow
    it; where one is named in the settings, nothing is said. In a part of a directory, people whom LOGONBY names may be
    elsewhere; where the profile is, it may have the LOGONBY.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY SYSPROG1
         CONSOLE 0009 3215 T
    Source: z/VM CP Planning and Administration, USER and LOGONBY statements
    """
    if context.options.esm:
        return
    own = _may_log_on_to(entry)
    if own and (context.is_fragment or _any_known(own, context)):
        return
    userids = own + _may_log_on_to(context.profile_of(entry))
    if context.lacks_profile(entry) or (userids and context.is_fragment) or _any_known(userids, context):
        return
    reason = f"LOGONBY names only {_names(userids)}, not in the directory" if userids else "it has no LOGONBY"
    message = f"nobody can log on to {entry.shown_name}, which is LBYONLY: {reason}"
    yield Finding(
        _password_span(placed), f"{message} (an external security manager may still allow it)", entry.shown_name, ""
    )


def _may_log_on_to(entry: Entry | None) -> list[str]:
    """Whom the LOGONBY statements of an entry name."""
    named = [] if entry is None else [one for one in entry.statements if isinstance(one, Logonby)]
    return [userid for statement in named for userid in statement.userid]


def _any_known(userids: list[str], context: Context) -> bool:
    return any(context.directory.machine(userid) is not None for userid in userids)


@statement_rule(
    "SEC009",
    "logon-without-password",
    Severity.WARNING,
    Directxa.SILENT,
    on=(User, Identity),
    where=lambda header: header.password == "NOPASS",
    profile=Profile.SECURITY,
)
def logon_without_password(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """NOPASS lets everybody log on to a user.

    Why: there is no password to ask for. Where an external security manager is named in the settings, it may ask for one of
    its own; as that depends on how it is set up, the finding is an information there.
    Bad:
        USER LINUX1 NOPASS 2G 4G G
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         CONSOLE 0009 3215 T
    Source: z/VM CP Planning and Administration, USER statement
    """
    if placed.position not in placed.source.faults:
        severity = Severity.INFO if context.options.esm else None
        message = f"everybody can log on to {entry.shown_name}: NOPASS asks for no password"
        yield Finding(_password_span(placed), message, entry.shown_name, "", severity)


# ---- who can write what


@directory_rule("SEC006", "shared-write-link", Severity.WARNING, Directxa.SILENT)
def shared_write_link(context: Context) -> Iterator[Finding]:
    """A minidisk can be written by several users at once: one of them has it in mode MW.

    Why: MW is given whoever else writes the disk, and a CMS file system that two write is soon destroyed; MR gives way to a
    writer. Counted are the owner, by the mode of the MDISK, and every LINK with the mode W, WR, M, MR or MW, also by other
    LINKs; one finding a disk. Not: a disk with the mode suffix V (virtual RESERVE and RELEASE make sharing safe), full packs,
    the disk that the DIRECTORY statement names, LINK mode MD, and entries that never log on (NOLOG).
    Bad:
        USER DATA AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX1 AUTOONLY 2G 4G G
         LINK DATA 0191 0291 MW
    Good:
        USER DATA AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX1 AUTOONLY 2G 4G G
         LINK DATA 0191 0291 MR
    Source: z/VM CP Planning and Administration, LINK and MDISK statements; z/VM CP Commands and Utilities Reference, LINK
    """
    machines = Machines(context)
    named = directory_disks(context.directory)
    by_link = _written(context, machines, frozenset({_DOES_NOT_GIVE_WAY}), lambda disk, _: True)

    def is_wanted(disk: _Disk, _: Chain) -> bool:
        is_shared = _mode_of(disk.mdisk) == _DOES_NOT_GIVE_WAY or context.directory.order(disk.placed) in by_link
        return is_shared and not disk.is_shared_on_purpose and (disk.mdisk.vdev, disk.mdisk.volid) not in named

    for disk in _written(context, machines, _WRITES, is_wanted).values():
        uses = sorted(disk.uses + _owners(disk, machines), key=lambda use: use.order)
        trigger = _first_shared(uses)
        writers = _distinct(use.machine for use in uses)
        if trigger is not None and len(writers) > 1 and not _is_full_pack(context, disk):
            yield _shared(disk, trigger, uses, writers)


def _first_shared(uses: list[Use]) -> Use | None:
    """The first LINK in mode MW, else the MDISK if it has it."""
    shared = [use for use in uses if _mode_of(use.placed.statement) == _DOES_NOT_GIVE_WAY]
    return next((use for use in shared if isinstance(use.placed.statement, Link)), shared[0] if shared else None)


def _shared(disk: _Disk, trigger: Use, uses: list[Use], writers: list[Machine]) -> Finding:
    names = [machine.shown for machine in writers]
    at_least = "at least " if is_cut(uses) else ""
    others = f"{names[0]}, {names[1]} and {at_least}{_others(len(names) - 2)}"
    who = listed(names, "and") if len(names) == 2 else others
    links = {use.order: use for use in uses if isinstance(use.placed.statement, Link) and use.order != trigger.order}
    related = [
        Related(_mode_span(use.placed), subject_of(use.entry, use.placed), "this link can write it too")
        for use in islice(links.values(), RELATED_AT_MOST)
    ]
    if trigger.placed.statement is not disk.mdisk:
        related.insert(0, _defined(disk, "minidisk"))
    message = f"{who} can write {disk.subject} at the same time"
    return Finding(_mode_span(trigger.placed), message, disk.subject, "", related=tuple(related))


def _defined(disk: _Disk, noun: str) -> Related:
    return Related(span_of(disk.placed, "vdev"), disk.subject, f"the {noun} is defined here")


@directory_rule("SEC007", "full-pack-writer", Severity.WARNING, Directxa.SILENT, profile=Profile.SECURITY)
def full_pack_writer(context: Context) -> Iterator[Finding]:
    """A full pack can be written, and its volume holds the directory or minidisks of others.

    Why: whoever writes it can change the directory, or the data of others behind CP's back. Judged are the MDISK and every
    LINK to it. Not: minidisks that start at 0 are no data of others but markers and further full packs; a NOLOG entry never
    writes; of which volume a DEVNO minidisk is, is not known.
    Bad:
        USER DATA AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0123 3390 0000 END LX0001 MR
    Good:
        USER DATA AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0123 3390 0000 END LX0001 RR
    Source: z/VM CP Planning and Administration, MDISK and LINK statements
    """
    machines = Machines(context)
    packs = _Packs(context, machines)
    for disk in packs.disks.values():
        holding = next(filter(None, (packs.held(disk, use.machine) for use in _owners(disk, machines))), None)
        if holding is not None:
            message = f"{disk.subject} is a writable full pack of {holding.text}"
            yield Finding(_mode_span(disk.placed), message, disk.subject, "", related=(holding.place,))
    if not packs.disks:
        return
    modes = _WRITES | _WRITES_ALONE
    for disk in _written(
        context, machines, modes, lambda disk, _: context.directory.order(disk.placed) in packs.disks
    ).values():
        told: set[tuple[int, int]] = set()
        for use in disk.uses:
            holding = packs.held(disk, use.machine)
            if holding is not None and use.order not in told:
                told.add(use.order)
                yield _linked_pack(disk, use, holding)


def _linked_pack(disk: _Disk, use: Use, holding: _Holding) -> Finding:
    subject = subject_of(use.entry, use.placed)
    message = f"{subject} is a writable link to {disk.subject}, a full pack of {holding.text}"
    related = (_defined(disk, "full pack"), holding.place)
    return Finding(_mode_span(use.placed), message, subject, disk.subject, related=related)


@directory_rule("SEC010", "write-reach", Severity.INFO, Directxa.SILENT, profile=Profile.SECURITY)
def write_reach(context: Context) -> Iterator[Finding]:
    """By a link to a link, a user of class G only can write a minidisk of a privileged user.

    Why: what the privileged user reads or runs from that disk can be planted, and the chain of links hides it. One finding
    for an entry and a disk. Classes are those of the header and of CLASS, else of the profile; where none is given, the
    system's default counts as G. A user whose profile is not there is not judged, nor one that never logs on (NOLOG).
    Bad:
        USER ADMIN AUTOONLY 2G 4G BG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER DATA AUTOONLY 2G 4G G
         LINK ADMIN 0191 0192 RR
        USER LINUX1 AUTOONLY 2G 4G G
         LINK DATA 0192 0291 MR
    Good:
        USER ADMIN AUTOONLY 2G 4G BG
         MDISK 0191 3390 0100 0050 LX0001 MR
        USER DATA AUTOONLY 2G 4G G
         LINK ADMIN 0191 0192 RR
        USER LINUX1 AUTOONLY 2G 4G G
         LINK DATA 0192 0291 RR
    Source: z/VM CP Planning and Administration, LINK statement; z/VM CP Commands and Utilities Reference, LINK
    """
    machines = Machines(context)
    classes = _Classes(context)

    def is_wanted(disk: _Disk, chain: Chain) -> bool:
        return chain.length > 1 and _privileged_owner(disk, machines, classes) is not None

    for disk in _written(context, machines, _WRITES | _WRITES_ALONE, is_wanted).values():
        owner = _privileged_owner(disk, machines, classes)
        assert owner is not None
        told: set[int] = set()
        for use, chain in sorted(disk.reached, key=lambda reached: reached[0].order):
            is_unprivileged = classes.beyond(use.machine.entry) == frozenset()
            if is_unprivileged and id(use.entry) not in told:
                told.add(id(use.entry))
                yield _reach(disk, use, chain, owner, classes)


def _privileged_owner(disk: _Disk, machines: Machines, classes: _Classes) -> Machine | None:
    owners = machines.made_of(disk.entry)
    return next((owner for owner in owners if logs_on(owner.entry) and classes.beyond(owner.entry)), None)


def _reach(disk: _Disk, use: Use, chain: Chain, owner: Machine, classes: _Classes) -> Finding:
    """The finding that an unprivileged user writes the disk of a privileged one."""
    beyond = sorted(classes.beyond(owner.entry) or ())
    subject = subject_of(use.entry, use.placed)
    message = (
        f"{use.machine.shown}, of class G only, can write {disk.subject} by {chain.length} links, one to the other;"
        f" {owner.shown} has class {listed(beyond, 'and')}"
    )
    steps = list(islice(chain.steps, min(chain.length, RELATED_AT_MOST) - 1))
    way = [
        Related(span_of(step.placed, "userid", "vdev1"), subject_of(step.entry, step.placed), "it leads to this link")
        for step in steps
    ]
    pair = " ".join(sorted((subject, disk.subject)))
    return Finding(_mode_span(use.placed), message, pair, "", related=(*way, _defined(disk, "minidisk")))


class _Disk(NamedTuple):
    """A minidisk, and every LINK that leads to it in some mode, once for each virtual machine that has it."""

    entry: Entry
    placed: Placed
    reached: list[tuple[Use, Chain]]

    @property
    def mdisk(self) -> Mdisk:
        """The MDISK statement."""
        assert isinstance(self.placed.statement, Mdisk)
        return self.placed.statement

    @property
    def subject(self) -> str:
        """USERID/VDEV, of the entry that holds the statement."""
        return subject_of(self.entry, self.placed)

    @property
    def uses(self) -> list[Use]:
        """The links."""
        return [use for use, _ in self.reached]

    @property
    def is_shared_on_purpose(self) -> bool:
        """Whether CP simulates RESERVE and RELEASE on it."""
        return "V" in (self.mdisk.mode or "")


def _written(
    context: Context, machines: Machines, modes: frozenset[str], wanted: Callable[[_Disk, Chain], bool]
) -> dict[tuple[int, int], _Disk]:
    """The minidisks to which a LINK in one of the modes leads by a wanted chain, with those links, by their place."""
    found: dict[tuple[int, int], _Disk] = {}
    for followed in context.links:
        if followed.link.mode not in modes:
            continue
        ends = [
            (member, chain, disk)
            for member, chain in followed.by_member.items()
            if (disk := _disk_at(chain)) is not None and wanted(disk, chain)
        ]
        for entry, placed in followed.places if ends else ():
            for use in _takers(context, machines, followed, entry, placed):
                for member, chain, disk in ends:
                    if member is None or use.machine.member in (None, member):
                        place = context.directory.order(disk.placed)
                        found.setdefault(place, disk).reached.append((use, chain))
    return found


def _disk_at(chain: Chain) -> _Disk | None:
    """The minidisk at the end of a chain, if there is one."""
    if chain.outcome != "device" or chain.last is None or not isinstance(chain.last.placed.statement, Mdisk):
        return None
    return _Disk(chain.last.entry, chain.last.placed, [])


def _takers(context: Context, machines: Machines, followed: Followed, entry: Entry, placed: Placed) -> list[Use]:
    """A LINK once for each virtual machine that has the device by it and ever logs on."""
    if followed.link.userid != "*":
        return [use for use in machines.uses(entry, placed) if logs_on(use.machine.entry)]
    owner = context.directory.machines.get(followed.owner)
    if owner is None or not logs_on(owner):
        return []
    return [Use(Machine(owner.name, owner, None), entry, placed, context.directory.order(placed))]


def _owners(disk: _Disk, machines: Machines) -> list[Use]:
    """The MDISK statement once for each virtual machine that writes the disk as its own."""
    if _mode_of(disk.mdisk) not in _WRITES:
        return []
    return [use for use in machines.uses(disk.entry, disk.placed) if logs_on(use.machine.entry)]


def _mode_of(statement: Statement) -> str:
    """The access mode of a LINK, or of an MDISK for its owner, without the suffixes that tell what others may do."""
    if isinstance(statement, Link):
        return statement.mode or "R"
    assert isinstance(statement, Mdisk)
    return (statement.mode or "W").rstrip("VSE")


def _mode_span(placed: Placed) -> Span:
    return span_of(placed, "mode")


def _distinct(machines: Iterable[Machine]) -> list[Machine]:
    """The virtual machines by name; that of an IDENTITY is none beside those of its members."""
    found: dict[str, dict[str | None, Machine]] = {}
    for machine in machines:
        found.setdefault(machine.userid, {})[machine.member] = machine
    distinct = [
        machine
        for by_member in found.values()
        for member, machine in by_member.items()
        if member is not None or len(by_member) == 1
    ]
    return sorted(distinct, key=lambda machine: (machine.userid, machine.member or ""))


def _others(count: int) -> str:
    return "1 other" if count == 1 else f"{count} others"


def _is_full_pack(context: Context, disk: _Disk) -> bool:
    extent = extent_of(disk.entry, disk.placed)
    if extent is None:
        return disk.mdisk.form == "DEVNO"
    return context.volumes[extent.volid].is_full_pack(extent)


class _Holding(NamedTuple):
    """A volume and what it holds, in words, and where that is told."""

    text: str
    place: Related


class _Packs:
    """The full packs, by the place of their MDISK, and what else their volumes hold."""

    def __init__(self, context: Context, machines: Machines) -> None:
        self._context = context
        self._machines = machines
        self._named = directory_disks(context.directory)
        self._directories = {volid: placed for (_, volid), placed in self._named.items() if volid != SYSTEM_RESIDENCE}
        self._users: dict[str, list[tuple[str, Extent]]] = {}
        self.disks: dict[tuple[int, int], _Disk] = {}
        for entry, placed in context.directory.placed(Mdisk):
            extent = extent_of(entry, placed) if placed.statement.start == 0 else None  # type: ignore[attr-defined]
            if extent is not None and context.volumes[extent.volid].is_full_pack(extent):
                self.disks[context.directory.order(placed)] = _Disk(entry, placed, [])

    def held(self, disk: _Disk, writer: Machine) -> _Holding | None:
        """What the volume of a full pack holds that is not the writer's: the directory, or a minidisk of others."""
        volid = disk.mdisk.volid or ""
        statement = self._directories.get(volid) or self._named.get((disk.mdisk.vdev, volid))
        if statement is not None:
            place = Related(span_of(statement, "vdev", "devtype", "volid"), "", "the directory's volume is named here")
            return _Holding(f"{volid}, which holds the directory", place)
        if volid not in self._users:
            self._users[volid] = self._two_users(volid)
        other = next((extent for userid, extent in self._users[volid] if userid != writer.userid), None)
        if other is None:
            return None
        place = Related(span_of(other.placed, "start", "size", "volid"), other.subject, "it holds this minidisk")
        return _Holding(f"{volid}, which holds minidisks of others, such as {other.subject}", place)

    def _two_users(self, volid: str) -> list[tuple[str, Extent]]:
        """The two users of a volume whose names come first, each with a minidisk that does not start at 0."""
        first: dict[str, Extent] = {}
        for extent in self._context.volumes[volid].extents:
            if extent.first > 0:
                for machine in self._machines.made_of(extent.entry):
                    known = first.get(machine.userid)
                    if known is None or extent.subject < known.subject:
                        first[machine.userid] = extent
        return sorted(first.items(), key=lambda pair: pair[0])[:2]


class _Classes:
    """The privilege classes of virtual machines."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stated: dict[int, frozenset[str]] = {}
        self._beyond: dict[int, frozenset[str] | None] = {}
        for entry, placed in context.directory.placed(Class):
            assert isinstance(placed.statement, Class)
            beyond = _beyond_general(placed.statement.class_)
            self._stated[id(entry)] = self._stated.get(id(entry), frozenset()) | beyond

    def beyond(self, entry: Entry) -> frozenset[str] | None:
        """The classes beyond G of a USER or IDENTITY entry; None where they are not known."""
        if id(entry) not in self._beyond:
            self._beyond[id(entry)] = self._found(entry)
        return self._beyond[id(entry)]

    def _found(self, entry: Entry) -> frozenset[str] | None:
        header = entry.header.statement
        if not isinstance(header, User | Identity):
            return None
        in_header = None if header.class_ in (None, "*") else _beyond_general(header.class_)
        own = self._stated.get(id(entry))
        if in_header is not None or own is not None:
            return (in_header or frozenset()) | (own or frozenset())
        if self._context.lacks_profile(entry):
            return None
        return self._stated.get(id(self._context.profile_of(entry)), frozenset())


@cache
def _beyond_general(classes: str | None) -> frozenset[str]:
    """The privilege classes of a string other than G."""
    return frozenset(classes or "") - {_GENERAL_CLASS, "*"}


def _allowed(table: Mapping[str, frozenset[str]], entry: Entry, context: Context) -> set[str]:
    """What the settings allow an entry, or the users whose part it is."""
    names = dict.fromkeys([entry.name, *context.directory.users_of(entry)])
    return {word.upper() for name in names for word in allowed(table, name)}


def _password_span(header: Placed) -> Span:
    return span_of_words(header.path, header.words, _PASSWORD, _PASSWORD)


def _passwords_before_remark(placed: Placed) -> tuple[str, ...]:
    """The password operands of an MDISK that are passwords: those before a remark; none where a word may have slipped."""
    found = tuple(_PASSWORD_KINDS)
    for fault in placed.source.faults.get(placed.position, ()):
        if fault.rule not in ABOUT_DROPPED_WORDS:
            return ()
        if fault.operand in found:
            found = found[: found.index(fault.operand)]
    return found


@cache
def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _names(userids: Iterable[str]) -> str:
    """Userids for a message, some of them where they are many."""
    distinct = sorted(set(userids))
    shown = distinct[:_NAMES_AT_MOST]
    return (
        listed(shown, "and") if shown == distinct else f"{', '.join(shown)} and {_others(len(distinct) - len(shown))}"
    )
