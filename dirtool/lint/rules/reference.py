"""REF: references between entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain as chained
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Related, Severity, Span
from dirtool.lint.place import name_span, shown, slots_of, span_of, span_of_words
from dirtool.lint.registry import FAULT_RULES, Finding, directory_rule, link_rule
from dirtool.model.devices import own_numbers
from dirtool.model.directory import ANY_MEMBER, Built, Directory, Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.links import Chain, Followed, Step
from dirtool.spec.statement import nearest
from dirtool.syntax.fault import Fault
from dirtool.syntax.masking import shown_operands
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import (
    Autolog,
    Command,
    Console,
    Include,
    Ipl,
    Iucv,
    Logonby,
    Mdisk,
    Pool,
    Xautolog,
)
from dirtool.syntax.words import fold
from dirtool.wording import SHOWN_AT_MOST, listed

_LISTS: dict[type[Statement], str] = {  # statements that name users, and the operand that does
    Logonby: "userid",
    Autolog: "userid",
    Xautolog: "userid",
    Console: "userid",
    Iucv: "target",
}
_NOBODY_IN_PARTICULAR = frozenset({"ANY", "ALLOW", "ALL"})
_DEVICE_NUMBER = re.compile(r"[0-9A-F]{4}")
_WRITING = frozenset({"W", "WR", "M", "MR", "MW", "SW", "SM", "EW"})  # modes of LINK
_READING = frozenset({"R", "RR"})  # modes of MDISK
_MAKES_DEVICE = re.compile(  # a CP command that gives its user a device: not processors and storage
    r"\s*(CP\s+)?(ATT(A|AC|ACH)?|LINK|(RE)?DEF(I|IN|INE)?(?!\s+(CPU|STOR(A|AG|AGE)?)\b))\b", re.IGNORECASE
)


@directory_rule("REF001", "unknown-profile", Severity.ERROR, Directxa.REFUSES)
def unknown_profile(context: Context) -> Iterator[Finding]:
    """An INCLUDE names a profile that is not defined before it.

    Why: DIRECTXA refuses the directory: a profile stands before the entries that include it. What includes a profile that is
    not there at all is not judged by rules that would have to know what is in it.
    Bad:
        DIRECTORY 0123 3390 VMRES1
        PROFILE LNXDFLT
         SPOOL 000C 2540 READER *
        USER LINUX1 NOLOG
         INCLUDE LNXDFLT
        USER LINUX2 NOLOG
         INCLUDE LNXDFT
    Good:
        DIRECTORY 0123 3390 VMRES1
        PROFILE LNXDFLT
         SPOOL 000C 2540 READER *
        USER LINUX1 NOLOG
         INCLUDE LNXDFLT
    Source: z/VM CP Planning and Administration, INCLUDE and POOL statements
    """
    directory = context.directory
    missing = [name for name in directory.included_by if name not in directory.profiles]
    doubtful = _meant_by_broken(directory, "PROFILE") if missing else ()
    for name in missing:
        users = [(user, placed) for user, placed in directory.included_by[name] if _is_user(user) and _is_sound(placed)]
        if name in doubtful or not users:
            continue
        if context.is_fragment:
            yield _not_in_fragment("profile ", "profile", users, ("entry includes it", "entries include it"))
            continue
        for user, placed in users:
            profile = shown(placed, "profile")
            milder = Severity.WARNING if isinstance(placed.statement, Pool) else None
            message = f"profile {profile} is not in the directory"
            yield Finding(span_of(placed, "profile"), message, user.shown_name, profile, milder)
    if not context.is_fragment:
        yield from _included_too_early(directory)


def _included_too_early(directory: Directory) -> Iterator[Finding]:
    """An INCLUDE of each user that stands before its profile; no word of profiles that stand where they should."""
    above: set[int] = set()
    for entry in directory.entries:
        if _is_user(entry):
            above.add(id(entry))
        elif above and entry.kind == "profile" and directory.profiles[entry.name] is entry:
            for user, placed in directory.included_by.get(entry.name, ()):
                if id(user) in above and isinstance(placed.statement, Include) and _is_sound(placed):
                    profile = shown(placed, "profile")
                    related = (Related(name_span(entry), entry.shown_name, "it is defined only here"),)
                    message = f"profile {profile} is not defined before {user.shown_name}"
                    yield Finding(span_of(placed, "profile"), message, user.shown_name, profile, related=related)


@directory_rule("REF002", "unused-profile", Severity.INFO, Directxa.SILENT)
def unused_profile(context: Context) -> Iterator[Finding]:
    """A profile that no INCLUDE and no POOL names.

    Why: it does no harm, but whoever changes it expects an effect. Not judged in a part of a directory.
    Bad:
        DIRECTORY 0123 3390 VMRES1
        PROFILE LNXDFLT
         SPOOL 000C 2540 READER *
        USER LINUX1 NOLOG
    Good:
        DIRECTORY 0123 3390 VMRES1
        PROFILE LNXDFLT
         SPOOL 000C 2540 READER *
        USER LINUX1 NOLOG
         INCLUDE LNXDFLT
    Source: z/VM CP Planning and Administration, PROFILE statement
    """
    directory = context.directory
    unused = [profile for name, profile in directory.profiles.items() if name and name not in directory.included_by]
    if context.is_fragment or not unused:
        return
    doubtful = _meant_by_broken(directory, "INCLUDE", "POOL")
    for profile in unused:
        if profile.name not in doubtful:
            name = profile.shown_name
            yield Finding(name_span(profile), f"no INCLUDE and no POOL names profile {name}", name, "")


@directory_rule("REF003", "link-to-nobody", Severity.ERROR, Directxa.SILENT)
def link_to_nobody(context: Context) -> Iterator[Finding]:
    """A LINK to a disk of a user who is not in the directory.

    Why: DIRECTXA does not look at what a LINK leads to; the link fails when its user logs on. In a part of a directory an
    owner may be elsewhere: it is told once, as an information. Ids that a POOL makes are in the directory.
    Bad:
        DIRECTORY 0123 3390 VMRES1
        USER MAINT NOLOG
         MDISK 0190 3390 0100 0107 VMRES1 RR
        USER LINUX1 NOLOG
         LINK MAIMT 0190 0190 RR
    Good:
        DIRECTORY 0123 3390 VMRES1
        USER MAINT NOLOG
         MDISK 0190 3390 0100 0107 VMRES1 RR
        USER LINUX1 NOLOG
         LINK MAINT 0190 0190 RR
    Source: z/VM CP Planning and Administration, LINK statement
    """
    missing: dict[str, list[tuple[Entry, Placed]]] = {}
    for followed in context.links:
        if _names_nobody(followed) and followed.owner not in context.directory.subconfigs:
            missing.setdefault(followed.owner, []).extend(_sound_places(followed))
    doubtful = _meant_by_broken(context.directory, "USER", "IDENTITY") if missing else ()
    for owner, places in missing.items():
        if owner in doubtful or not places:
            continue
        if context.is_fragment:
            yield _not_in_fragment("", "userid", places, ("link leads to it", "links lead to it"))
            continue
        for entry, placed in places:
            name, vdev = shown(placed, "userid"), shown(placed, "vdev1")
            message = f"{name}, the owner of {vdev}, is not in the directory"
            yield Finding(span_of(placed, "userid"), message, subject_of(entry, placed), f"{name}/{vdev}")


@directory_rule("REF004", "link-to-no-device", Severity.ERROR, Directxa.SILENT)
def link_to_no_device(context: Context) -> Iterator[Finding]:
    """A LINK to a device that its owner does not have.

    Why: DIRECTXA does not look at what a LINK leads to; the link fails when its user logs on. A device counts wherever the
    owner gets it from: its own entry, a LINK of its own, its profile, or a SUBCONFIG on whatever member. Reported where the
    device is missing, not for links that lead there; and not where a part of the owner's machine is missing or broken.
    Bad:
        USER MAINT NOLOG
         MDISK 0190 3390 0100 0107 VMRES1 RR
        USER LINUX1 NOLOG
         LINK MAINT 0191 0190 RR
    Good:
        USER MAINT NOLOG
         MDISK 0190 3390 0100 0107 VMRES1 RR
        USER LINUX1 NOLOG
         LINK MAINT 0190 0190 RR
    Source: z/VM CP Planning and Administration, LINK and MDISK statements
    """
    lacking: dict[tuple[str, int], tuple[Entry, Placed, list[str]]] = {}
    for followed in context.links:
        chain = followed.anywhere
        if chain.outcome == "no-device" and not chain.length and context.knows_devices_of(followed.owner):
            for entry, placed in _sound_places(followed):
                lacking.setdefault(_key(placed), (entry, placed, []))[2].append(followed.owner)
    for entry, placed, owners in lacking.values():
        owner, vdev = min(owners), shown(placed, "vdev1")
        machine = context.directory.machine(owner)
        assert machine is not None
        who = f"{_shown_owner(placed, machine)} has"
        if others := len(owners) - 1:  # LINK * in a PROFILE
            who = f"{machine.shown_name} and {others} other user{'s' if others > 1 else ''} of {entry.shown_name} have"
        message = f"{who} no device {vdev}"
        related = (Related(name_span(machine), machine.shown_name, "the owner is defined here"),)
        detail = f"{shown(placed, 'userid')}/{vdev}"
        yield Finding(span_of(placed, "vdev1"), message, subject_of(entry, placed), detail, related=related)


@link_rule("REF005", "link-to-subconfig", Severity.ERROR, Directxa.SILENT)
def link_to_subconfig(followed: Followed, context: Context) -> Iterator[Finding]:
    """A LINK that names a SUBCONFIG where an owner belongs.

    Why: nobody logs on as a SUBCONFIG and nobody links to it: its disks are those of the IDENTITY that builds it. The link
    fails when its user logs on.
    Bad:
        IDENTITY OP1 NOLOG
         BUILD ON * USING SUBCONFIG OP1-1
        SUBCONFIG OP1-1
         MDISK 0191 3390 0100 0050 VMRES1 MR
        USER LINUX1 NOLOG
         LINK OP1-1 0191 0291 RR
    Good:
        IDENTITY OP1 NOLOG
         BUILD ON * USING SUBCONFIG OP1-1
        SUBCONFIG OP1-1
         MDISK 0191 3390 0100 0050 VMRES1 MR
        USER LINUX1 NOLOG
         LINK OP1 0191 0291 RR
    Source: z/VM CP Planning and Administration, SUBCONFIG and LINK statements
    """
    directory = context.directory
    subconfig = directory.subconfigs.get(followed.owner)
    if subconfig is None or not _names_nobody(followed):
        return
    builders = sorted(
        {
            built.entry.shown_name
            for built in directory.builds.get(subconfig.name, ())
            if context.resolver.definitions(built.entry.name, followed.link.vdev1)
        }
    )
    related = (Related(name_span(subconfig), subconfig.shown_name, "the SUBCONFIG is here"),)
    for entry, placed in _sound_places(followed):
        name, vdev = shown(placed, "userid"), shown(placed, "vdev1")
        instead = "; link to " + listed([f"{builder}/{vdev}" for builder in builders], "or") if builders else ""
        message = f"{name} is a SUBCONFIG and no user{instead}"
        yield Finding(span_of(placed, "userid"), message, subject_of(entry, placed), f"{name}/{vdev}", related=related)


@directory_rule("REF006", "link-cycle", Severity.ERROR, Directxa.SILENT)
def link_cycle(context: Context) -> Iterator[Finding]:
    """Links that end in themselves.

    Why: there is no disk at their end, and none of them can be made. One finding a cycle; links that lead into it are not
    reported. In a cluster a cycle that is there on one member only counts.
    Bad:
        USER LINUX1 NOLOG
         LINK LINUX2 0191 0191 RR
        USER LINUX2 NOLOG
         LINK LINUX1 0191 0191 RR
    Good:
        USER LINUX1 NOLOG
         LINK LINUX2 0191 0191 RR
        USER LINUX2 NOLOG
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, LINK statement
    """
    for ring in context.resolver.rings:
        if not all(_is_sound(step.placed) for step in ring):
            continue
        subjects = [subject_of(step.entry, step.placed) for step in ring]
        yield Finding(
            _target_span(ring[0].placed),
            _around(subjects),
            subjects[0],
            " ".join(subjects),
            related=tuple(
                Related(_target_span(step.placed), subject, f"step {number} of {len(ring)}")
                for number, (step, subject) in enumerate(zip(ring[1:], subjects[1:], strict=True), 2)
            ),
        )


@link_rule("REF007", "link-to-local-disk", Severity.WARNING, Directxa.SILENT)
def link_to_local_disk(followed: Followed, context: Context) -> Iterator[Finding]:
    """A LINK in the SUBCONFIG of one member to a disk that is there on another member only.

    Why: a disk that is defined in a SUBCONFIG exists only on the member for which that is built; on this one the link fails
    when its user logs on.
    Bad:
        IDENTITY OP1 NOLOG
         BUILD ON VMSYS1 USING SUBCONFIG OP1-1
         BUILD ON VMSYS2 USING SUBCONFIG OP1-2
        SUBCONFIG OP1-1
         MDISK 0191 3390 0100 0050 VMRES1 MR
        SUBCONFIG OP1-2
         LINK * 0191 0291 RR
    Good:
        IDENTITY OP1 NOLOG
         BUILD ON VMSYS1 USING SUBCONFIG OP1-1
         BUILD ON VMSYS2 USING SUBCONFIG OP1-2
        SUBCONFIG OP1-1
         MDISK 0191 3390 0100 0050 VMRES1 MR
        SUBCONFIG OP1-2
         MDISK 0191 3390 0100 0050 VMRES2 MR
         LINK * 0191 0291 RR
    Source: z/VM CP Planning and Administration, BUILD, SUBCONFIG, LINK and MDISK statements
    """
    if followed.anywhere.is_local:
        for entry, placed in followed.places:
            for member in _members_of(entry, context.directory):
                yield from _local_target(followed, entry, placed, member, context)


@directory_rule("REF008", "ipl-of-no-device", Severity.WARNING, Directxa.SILENT)
def ipl_of_no_device(context: Context) -> Iterator[Finding]:
    """An IPL of a device number that the virtual machine does not have.

    Why: DIRECTXA does not look for the device; the machine stops when it is logged on. All of its devices count: those of its
    profile, and of its subconfigurations. An IPL in a PROFILE is judged for those who include it. Nothing is said where a
    COMMAND defines, attaches or links devices, or where a part of the machine is missing or broken. A word that is both a
    number and a name, such as CAFE, is taken for a number; where it has no digit that is an information only.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY LINUX1
         IPL 0200
         MDISK 0201 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY LINUX1
         IPL 0201
         MDISK 0201 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, IPL statement
    """
    for ipl in _device_ipls(context):
        if not _may_have(ipl, context):
            yield _without_device(ipl)


@directory_rule("REF009", "unknown-user-in-list", Severity.WARNING, Directxa.SILENT)
def unknown_user_in_list(context: Context) -> Iterator[Finding]:
    """LOGONBY, AUTOLOG, XAUTOLOG, CONSOLE or IUCV names an id that is not in the directory.

    Why: DIRECTXA does not look whether there is such a user. It is mostly an id that was renamed or removed, or is misspelt,
    and whoever creates it later has an authority that nobody thought of. Not judged in a part of a directory; ids that a
    POOL makes, and resources that an IUCV *IDENT of the directory names, are known.
    Bad:
        DIRECTORY 0123 3390 VMRES1
        USER MAINT NOLOG
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY MAINT SYSPROG
         SPOOL 000C 2540 READER *
    Good:
        DIRECTORY 0123 3390 VMRES1
        USER MAINT NOLOG
        USER LINUX1 LBYONLY 2G 4G G
         LOGONBY MAINT
         SPOOL 000C 2540 READER *
    Source: z/VM CP Planning and Administration, LOGONBY, AUTOLOG, XAUTOLOG, CONSOLE and IUCV statements
    """
    directory = context.directory
    if context.is_fragment:
        return
    unknown = _unknown_ids(directory)
    if unknown:
        unknown -= _meant_by_broken(directory, "USER", "IDENTITY")
    for kind in _LISTS if unknown else ():
        for entry, placed in directory.placed(kind):
            if unknown.isdisjoint(_ids_in(placed.statement)) or not _is_sound(placed):
                continue
            for name in dict.fromkeys(_shown_ids(placed)):
                if name in unknown:
                    is_part = name in directory.subconfigs
                    message = f"{name} is {'a SUBCONFIG and no user' if is_part else 'not in the directory'}"
                    detail = f"{kind.keyword} {name}"
                    yield Finding(_id_span(placed, name), message, subject_of(entry, placed), detail)


@directory_rule("REF010", "orphan-subconfig", Severity.ERROR, Directxa.REFUSES, "HCPDIR666E")
def orphan_subconfig(context: Context) -> Iterator[Finding]:
    """A SUBCONFIG that no BUILD names.

    Why: DIRECTXA refuses the directory. In a part of a directory the IDENTITY may be elsewhere: an information.
    Bad:
        DIRECTORY 0123 3390 VMRES1
        IDENTITY OP1 NOLOG
         BUILD ON VMSYS1 USING SUBCONFIG OP1-1
        SUBCONFIG OP1-1
        SUBCONFIG OP1-2
    Good:
        DIRECTORY 0123 3390 VMRES1
        IDENTITY OP1 NOLOG
         BUILD ON VMSYS1 USING SUBCONFIG OP1-1
         BUILD ON VMSYS2 USING SUBCONFIG OP1-2
        SUBCONFIG OP1-1
        SUBCONFIG OP1-2
    Source: z/VM CP Planning and Administration, BUILD and SUBCONFIG statements; APAR VM65444
    """
    directory = context.directory
    orphans = [subconfig for name, subconfig in directory.subconfigs.items() if name and name not in directory.builds]
    doubtful = _meant_by_broken(directory, "BUILD") if orphans else ()
    where, milder = ("in this fragment ", Severity.INFO) if context.is_fragment else ("", None)
    for subconfig in orphans:
        if subconfig.name not in doubtful:
            name = subconfig.shown_name
            yield Finding(name_span(subconfig), f"no BUILD {where}names SUBCONFIG {name}", name, "", milder)


@directory_rule("REF011", "build-of-nothing", Severity.ERROR, Directxa.REFUSES)
def build_of_nothing(context: Context) -> Iterator[Finding]:
    """A BUILD of a SUBCONFIG that is not there, a SUBCONFIG that is built twice, or two BUILDs for one member.

    Why: DIRECTXA refuses the directory: every member needs one SUBCONFIG of its own. In a part of a directory a SUBCONFIG
    may be elsewhere: an information.
    Bad:
        IDENTITY OP1 NOLOG
         BUILD ON VMSYS1 USING SUBCONFIG OP1-1
         BUILD ON VMSYS1 USING SUBCONFIG OP1-2
        SUBCONFIG OP1-1
        SUBCONFIG OP1-2
    Good:
        IDENTITY OP1 NOLOG
         BUILD ON VMSYS1 USING SUBCONFIG OP1-1
         BUILD ON VMSYS2 USING SUBCONFIG OP1-2
        SUBCONFIG OP1-1
        SUBCONFIG OP1-2
    Source: z/VM CP Planning and Administration, BUILD statement
    """
    directory = context.directory
    missing = [name for name in directory.builds if name not in directory.subconfigs]
    doubtful = _meant_by_broken(directory, "SUBCONFIG") if missing else ()
    for name in missing:
        if name not in doubtful:
            yield from _missing_subconfig(_sound_builds(directory.builds[name]), context)
    for builds in directory.builds.values():
        if len(builds) > 1 and len({(id(built.entry), built.member) for built in _sound_builds(builds)}) > 1:
            builds = _sound_builds(builds)
            subconfig = shown(builds[0].placed, "subconfig_id")
            message = f"SUBCONFIG {subconfig} is built {len(builds)} times"
            yield _said_twice(builds, "subconfig_id", message, subconfig, "twice", "it is built here too")
    for builds in map(_sound_builds, _of_one_member(directory)):
        if len(builds) > 1:
            identity, member = builds[0].entry.shown_name, shown(builds[0].placed, "member")
            message = f"{identity} has {len(builds)} BUILDs on {member}"
            yield _said_twice(builds, "member", message, identity, f"ON {member}", f"this one is for {member} too")


@link_rule("REF012", "link-mode-beyond-owner", Severity.INFO, Directxa.SILENT)
def link_mode_beyond_owner(followed: Followed, context: Context) -> Iterator[Finding]:
    """A LINK that asks for write access to a disk that its owner has read-only.

    Why: it works: the mode of an MDISK is its owner's own, and whoever writes a LINK into the directory authorises it.
    Service machines do so on purpose. Elsewhere, somebody may not expect that the disk is written to. Not judged on LINK *
    in a PROFILE, which is each user's own disk.
    Bad:
        USER MAINT NOLOG
         MDISK 0190 3390 0100 0107 VMRES1 RR
        USER LINUX1 NOLOG
         LINK MAINT 0190 0190 MR
    Good:
        USER MAINT NOLOG
         MDISK 0190 3390 0100 0107 VMRES1 RR
        USER LINUX1 NOLOG
         LINK MAINT 0190 0190 RR
    Source: z/VM CP Planning and Administration, LINK and MDISK statements
    """
    if (followed.link.mode or "").removesuffix("D") not in _WRITING:
        return
    disks = {
        member: disk for member, chain in followed.by_member.items() if (disk := _read_only_disk(chain)) is not None
    }
    for entry, placed in _sound_places(followed) if disks else ():
        members = _members_of(entry, context.directory)
        candidates = [*members, None] if members else sorted(disks, key=str)
        disk = next((disks[member] for member in candidates if member in disks), None)
        if disk is None or (entry.kind == "profile" and followed.link.userid == "*"):
            continue
        subject, target = subject_of(entry, placed), subject_of(disk.entry, disk.placed)
        modes = shown(placed, "mode"), shown(disk.placed, "mode")
        message = f"{subject} asks for mode {modes[0]}, but the MDISK {target} has mode {modes[1]}"
        related = (Related(span_of(disk.placed, "mode"), target, "the mode of the owner"),)
        yield Finding(span_of(placed, "mode"), message, subject, target, related=related)


def _is_sound(placed: Placed) -> bool:
    """Whether a statement has no error of its own, which is reported already."""
    return not any(map(_is_error, placed.source.faults.get(placed.position, ())))


def _is_error(fault: Fault) -> bool:
    rule, _ = FAULT_RULES[fault.rule]
    return rule.severity is Severity.ERROR and fault.certainty == "error"


def _is_user(entry: Entry) -> bool:
    return entry.kind in ("user", "identity")


def _key(placed: Placed) -> tuple[str, int]:
    """The place of a statement, to sort by."""
    return placed.path, placed.position


def _meant_by_broken(directory: Directory, *keywords: str) -> set[str]:
    """The words of broken statements that are of some kinds, or that were most likely meant to be.

    What they name may be there, or be used, once they are mended.
    """
    found: set[str] = set()
    for _, placed in directory.placed(Unparsed):
        statement = placed.statement
        known = statement.known_definition is not None
        if statement.keyword in keywords if known else nearest(fold(statement.keyword), keywords):
            found.update(fold(word.text) for word in placed.words[1:])
    return found


def _not_in_fragment(noun: str, operand: str, places: list[tuple[Entry, Placed]], lead: tuple[str, str]) -> Finding:
    """What statements of a fragment name and is not there, told at the first of them."""
    placed = min((placed for _, placed in places), key=_key)
    name = shown(placed, operand)
    message = f"{noun}{name} is not part of this fragment; {len(places)} {lead[len(places) > 1]}"
    return Finding(span_of(placed, operand), message, name, "", Severity.INFO)


# ---- links


def _names_nobody(followed: Followed) -> bool:
    """Whether the owner that a LINK names is no user."""
    chain = followed.anywhere
    return chain.outcome == "no-owner" and not chain.length and followed.link.userid != "*"


def _sound_places(followed: Followed) -> list[tuple[Entry, Placed]]:
    return [(entry, placed) for entry, placed in followed.places if _is_sound(placed)]


def _target_span(link: Placed) -> Span:
    """The words of a LINK that name what it leads to."""
    return span_of(link, "userid", "vdev1")


def _shown_owner(link: Placed, machine: Entry) -> str:
    """The owner that a LINK names, whose entry is given."""
    name = shown(link, "userid")
    return machine.shown_name if name == "*" else name


def _around(subjects: list[str]) -> str:
    """What is wrong with a cycle of links."""
    first = subjects[0]
    if len(subjects) == 1:
        return f"{first} is a link to itself"
    if len(subjects) > SHOWN_AT_MOST:
        return f"{first} leads back to itself in {len(subjects)} links, by way of {subjects[1]}"
    return f"{first} leads back to itself by way of {listed(subjects[1:], 'and')}"


def _members_of(entry: Entry, directory: Directory) -> list[str]:
    """The members, by name, for which a SUBCONFIG is built; none for other entries, and for one that is built for any."""
    return [member for member in directory.built_for(entry) if member != ANY_MEMBER]


def _local_target(followed: Followed, entry: Entry, placed: Placed, member: str, context: Context) -> Iterator[Finding]:
    """What is wrong with a LINK in the SUBCONFIG of a member, if it leads nowhere there, and to a device elsewhere.

    Nothing where another LINK of that member's SUBCONFIGs is on the way, which is judged by itself.
    """
    chain = followed.on(member)
    if chain.outcome != "no-device" or chain.is_local or not _is_sound(placed):
        return
    exists = bool(context.resolver.definitions(chain.owner, chain.vdev))
    if not exists or not all(map(context.knows_devices_of, (followed.owner, chain.owner))):
        return
    elsewhere = sorted(other for other in context.directory.members if followed.on(other).outcome == "device")
    machine = context.directory.machine(followed.owner)
    if not elsewhere or machine is None:
        return
    there = elsewhere[0]
    target = f"{_shown_owner(placed, machine)}/{shown(placed, 'vdev1')}"
    others = listed(elsewhere, "and") if len(elsewhere) <= SHOWN_AT_MOST else f"{there} and other members"
    lacks, has = ("leads nowhere", "leads to a device") if chain.length else ("does not exist", "exists")
    message = f"{target} {lacks} on {member}, for which {entry.shown_name} is built, but {has} on {others}"
    related = tuple(
        Related(span_of(step.placed), subject_of(step.entry, step.placed), f"on {there} it leads here")
        for step in followed.on(there).steps
    )
    yield Finding(span_of(placed, "vdev1"), message, subject_of(entry, placed), f"{target} {member}", related=related)


def _read_only_disk(chain: Chain) -> Step | None:
    """The minidisk that a LINK leads to, if its owner has it read-only."""
    if chain.outcome != "device" or chain.last is None:
        return None
    disk = chain.last.placed.statement
    return chain.last if isinstance(disk, Mdisk) and (disk.mode or "").rstrip("DESV") in _READING else None


# ---- IPL


class _DeviceIpl(NamedTuple):
    """An IPL of a device number, and a machine that it is for, on `member` (None: on any).

    `include` is the statement by which the machine gets it, if a PROFILE holds it.
    """

    vdev: str
    entry: Entry
    placed: Placed
    machine: Entry
    member: str | None = None
    include: Placed | None = None


def _device_ipls(context: Context) -> Iterator[_DeviceIpl]:
    """Every IPL of a device number, for every machine that it is for."""
    directory = context.directory
    having: set[int] = set()
    of_profiles: list[tuple[Entry, Placed, str]] = []
    for entry, placed in directory.placed(Ipl):
        having.add(id(entry))
        vdev = placed.statement.target  # type: ignore[attr-defined]
        if not _DEVICE_NUMBER.fullmatch(vdev):
            continue
        if _is_user(entry):
            yield _DeviceIpl(vdev, entry, placed, entry)
        elif entry.kind == "profile":
            of_profiles.append((entry, placed, vdev))
        elif entry.kind == "subconfig" and len(builds := directory.builds.get(entry.name, [])) == 1:
            yield _DeviceIpl(vdev, entry, placed, builds[0].entry, builds[0].member)
    for profile, placed, vdev in of_profiles:
        if vdev in own_numbers(profile):
            continue
        for user, include in directory.included_by.get(profile.name, ()):
            parts = context.resolver.parts(user.name)
            others = [id(part) for part in parts if part is not profile]
            if len(others) < len(parts) and having.isdisjoint(others):
                yield _DeviceIpl(vdev, profile, placed, user, None, include)


def _may_have(ipl: _DeviceIpl, context: Context) -> bool:
    """Whether a machine has the device of its IPL, or may get it, or is not known well enough."""
    name, resolver = ipl.machine.name, context.resolver
    if context.directory.machines.get(name) is not ipl.machine:  # there are two of that name
        return True
    if resolver.find(name, ipl.vdev, ipl.member) is not None or not context.knows_devices_of(name):
        return True
    return any(_makes_device(statement) for part in resolver.parts(name, ipl.member) for statement in part.statements)


def _makes_device(statement: Statement) -> bool:
    return isinstance(statement, Command) and _MAKES_DEVICE.match(statement.text) is not None


def _without_device(ipl: _DeviceIpl) -> Finding:
    """What is wrong with an IPL, told where its user includes the profile that holds it."""
    words, entry = ipl.placed.words, ipl.machine if ipl.include else ipl.entry
    at = slots_of(ipl.placed)["target"][0]
    span = span_of_words(ipl.placed.path, words, at, at)
    target, written = shown(ipl.placed, "target"), fold(words[at].text)
    message, severity = f"{entry.shown_name} has no device {target} to IPL", None
    if written.isalpha():
        message += f"; CP takes {written} for a device number, not for the name of a saved system"
        severity = Severity.INFO
    related: tuple[Related, ...] = ()
    if ipl.include:
        related = (Related(span, ipl.entry.shown_name, "the IPL of its profile"),)
        span = span_of(ipl.include, "profile")
    return Finding(span, message, entry.shown_name, f"IPL {target}", severity, related)


# ---- lists of users


def _unknown_ids(directory: Directory) -> set[str]:
    """The ids in lists of users that are neither in the directory nor made by a POOL, nor resources of an IUCV *IDENT."""
    lists: dict[int, Statement] = {}
    for source in directory.sources:
        for kind in _LISTS:
            statements = map(source.statements.__getitem__, source.positions_by_type.get(kind, ()))
            lists.update((id(statement), statement) for statement in statements)
    named = {name for statement in lists.values() for name in _ids_in(statement) if name}
    resources = {statement.resource for statement in lists.values() if isinstance(statement, Iucv)}
    strangers = named - directory.machines.keys() - resources - _NOBODY_IN_PARTICULAR
    return {name for name in strangers if not name.startswith("*") and directory.machine(name) is None}


def _ids_in(statement: Statement) -> tuple[str | None, ...]:
    """The ids that a statement of those in `_LISTS` names."""
    named = getattr(statement, _LISTS[type(statement)])
    return named if isinstance(named, tuple) else (named,)


def _shown_ids(placed: Placed) -> tuple[str, ...]:
    """As `_ids_in`, without those that may be secrets."""
    named = shown_operands(placed.source, placed.position).get(_LISTS[type(placed.statement)], ())
    return named if isinstance(named, tuple) else (named,)


def _id_span(placed: Placed, name: str) -> Span:
    """The place of an id in a list of users."""
    words = placed.source.folded_words(placed.position)
    at = next(index for index in slots_of(placed)[_LISTS[type(placed.statement)]] if words[index] == name)
    return span_of_words(placed.path, placed.words, at, at)


# ---- BUILD


def _sound_builds(builds: Iterable[Built]) -> list[Built]:
    """Those that an IDENTITY holds and that have no error of their own."""
    return [built for built in builds if built.entry.kind == "identity" and _is_sound(built.placed)]


def _of_one_member(directory: Directory) -> Iterable[list[Built]]:
    """The BUILDs of an IDENTITY for one member, where there are several."""
    first: dict[tuple[int, str], Built] = {}
    found: dict[tuple[int, str], list[Built]] = {}
    for built in chained.from_iterable(directory.builds.values()):
        key = id(built.entry), built.member
        if first.setdefault(key, built) is not built:
            found.setdefault(key, [first[key]]).append(built)
    return found.values()


def _missing_subconfig(builds: list[Built], context: Context) -> Iterator[Finding]:
    """What is wrong with the BUILDs of a SUBCONFIG that is not there."""
    if context.is_fragment and builds:
        places = [(built.entry, built.placed) for built in builds]
        yield _not_in_fragment("SUBCONFIG ", "subconfig_id", places, ("BUILD names it", "BUILDs name it"))
        return
    for built in builds:
        name = shown(built.placed, "subconfig_id")
        message = f"SUBCONFIG {name} is not in the directory"
        yield Finding(span_of(built.placed, "subconfig_id"), message, built.entry.shown_name, name)


def _said_twice(builds: list[Built], operand: str, message: str, subject: str, detail: str, other: str) -> Finding:
    """What BUILD statements contradict each other in; told at the last of them."""
    *others, last = sorted(builds, key=lambda built: _key(built.placed))
    related = tuple(Related(span_of(built.placed, operand), built.entry.shown_name, other) for built in others)
    return Finding(span_of(last.placed, operand), message, subject, detail, related=related)
