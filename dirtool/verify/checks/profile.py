"""The profile that instances include, who may log on to them, and whether the cloud reads the directory right."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.engine import lint
from dirtool.lint.neighbours import Neighbours
from dirtool.lint.options import Options
from dirtool.lint.place import name_span, span_of
from dirtool.lint.registry import RULES, Finding
from dirtool.model.devices import device_numbers
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.model.recognition import Kind
from dirtool.spec.conf_options import USERID, VDEV
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.statements import Cpu, Ipl, Machine, Mdisk, Nicdef, Spool
from dirtool.syntax.words import fold
from dirtool.verify.comparing import Chosen, driver_option, said
from dirtool.verify.guests import context_of
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import near, plural, shown

DEVICES_FORESEEN = 16
"""Disks, and adapters, that an instance is taken to have at most."""

_NEEDS = (*all_of(Kind.NOVA, Kind.DIRECTORY), *all_of(Kind.ZVMSDK, Kind.DIRECTORY))
_NUMBERS_OF_ADAPTER = 3
_NUMBERS = 0x10000
_READER = "000C"
_READERS = ("RDR", "READER", "2501", "3505")
_FIRST_CPU = "00"
_MODES = ("ESA", "XA", "Z")
_PRIVATE = ("V-DISK", "T-DISK")
_ADMINISTRATORS_AT_MOST = 8
_NEIGHBOURS = "XCP"


class _Plan(NamedTuple):
    """The device numbers that the driver gives to instances by one option: `first` of them to every one."""

    option: Chosen
    what: str
    numbers: range
    first: int


@host_check("VFY012", "no-profile", Severity.ERROR, "VP01", needs=_NEEDS)
def no_profile(host: Host, installation: Installation) -> Answers:
    """The profile of instances is no PROFILE of the directory.

    Why: the entry of an instance includes it, and is refused.
    Fix: define the PROFILE, or name one that is there.
    Source: Enabling z/VM for OpenStack, the default profile
    """
    named = driver_option(host, "zvm_user_profile")
    profile = _profile(host)
    if isinstance(named, Chosen) and profile is None:
        assert host.directory is not None
        name = fold(named.text)
        other = host.directory.machine(name)
        kind = "" if other is None else f"; {shown(name)} is {other.kind.upper()} there"
        meant = Neighbours(host.directory.profiles).of(name)
        related = () if other is None else (Related(name_span(other), other.shown_name, "the entry is here"),)
        message = f"{named.said} is no PROFILE of the directory{kind or near(meant)}"
        yield Finding(place_of(named.stated), message, named.stated.name, related=related)
    elif isinstance(profile, NotCompared):
        yield profile


@host_check("VFY013", "profile-defines-device", Severity.ERROR, needs=_NEEDS)
def profile_defines_device(host: Host, installation: Installation) -> Answers:
    """The profile defines a device whose number the driver gives to an instance, or two of the driver's own numbers collide.

    The root disk has one number, other disks one each, from zvm_user_adde_vdev on (with Feilong behind that of the root disk),
    adapters three each, from zvm_default_nic_vdev on. Of disks and adapters, 16 are looked at; what does not concern the first
    one is a warning.

    Why: the disk or the adapter cannot be defined, or takes the place of the profile's device.
    Fix: give the device of the profile another number, or the option another value.
    Source: Enabling z/VM for OpenStack, the table of nova's options; Feilong, the configuration options of zvmsdk.conf
    """
    plans = []
    for plan in _plans(host):
        if isinstance(plan, NotCompared):
            yield plan
        else:
            plans.append(plan)
    for one, other in combinations(plans, 2):
        yield from _collision(one, other)
    profile = _profile(host)
    if isinstance(profile, NotCompared):
        yield profile
    elif profile is None:
        yield NotCompared("the profile is not there")
    else:
        taken = _numbers_taken(profile)
        for plan in plans:
            yield from _defined_by(profile, taken, plan)


@host_check("VFY014", "unfit-profile", Severity.WARNING, needs=_NEEDS)
def unfit_profile(host: Host, installation: Installation) -> Answers:
    """The profile of instances lacks what they need, or has what they must not share.

    It needs a reader 00C of class * and, if it has any CPU, the CPU 00. It must not have a MACHINE mode in which Linux does not
    run, nor a minidisk with a place of its own. That it has no IPL is only told: the drivers set one.

    Why: the driver punches the configuration of an instance to its reader. A minidisk of a profile is one and the same for all
    who include it.
    Fix: change the profile as the message says.
    Source: Enabling z/VM for OpenStack, the default profile
    """
    profile = _profile(host)
    if profile is None or isinstance(profile, NotCompared):
        yield profile or NotCompared("the profile is not there")
        return
    broken = {placed.statement.keyword for placed in profile.of(Unparsed)}
    for kind, message, severity in _lacking(profile):
        if kind.keyword in broken:
            yield NotCompared(f"{profile.name} has a {kind.keyword} statement that cannot be read")
        else:
            yield Finding(name_span(profile), f"PROFILE {profile.name} {message}", profile.name, message, severity)
    for placed in profile.of(Machine):
        mode = getattr(placed.statement, "mode", None)
        if mode is not None and mode not in _MODES:
            message = f"PROFILE {profile.name} has MACHINE {mode}, in which Linux does not run"
            yield Finding(span_of(placed), message, profile.name)
    for placed in profile.of(Mdisk):
        if getattr(placed.statement, "form", "") not in _PRIVATE:
            subject = subject_of(profile, placed)
            message = f"minidisk {subject} of a profile is one and the same for all instances"
            yield Finding(span_of(placed, "vdev"), message, subject)


@host_check("VFY040", "no-administrator", Severity.WARNING, needs=_NEEDS)
def no_administrator(host: Host, installation: Installation) -> Answers:
    """A userid that may log on to instances is not in the directory, is none, or is one of more than eight.

    Why: the driver writes these userids into the LOGONBY statement of every instance, which takes eight at most.
    Fix: name userids that are there.
    Source: Enabling z/VM for OpenStack, the table of nova's options; Feilong, the configuration options of zvmsdk.conf
    """
    named = driver_option(host, "zvm_default_admin_userid")
    if isinstance(named, NotCompared):
        yield named
        return
    userids = list(dict.fromkeys(map(fold, named.text.split())))
    place, name = place_of(named.stated), named.stated.name
    if len(userids) > _ADMINISTRATORS_AT_MOST:
        message = f"{name} names {len(userids)} userids; LOGONBY takes {_ADMINISTRATORS_AT_MOST}"
        yield Finding(place, message, name, "too many")
    context = context_of(host)
    for userid in userids:
        if not USERID.takes(userid):
            yield Finding(place, f"{name}: {shown(userid)} is no userid; allowed: {USERID.wanted}", shown(userid))
        elif context.directory.machine(userid) is None:
            message = f"{name}: the directory has no entry {userid}"
            yield NotCompared(message) if context.is_fragment else Finding(place, message, userid)


@host_check("VFY041", "read-wrongly", Severity.INFO, needs=any_of(Kind.DIRECTORY))
def read_wrongly(host: Host, installation: Installation) -> Answers:
    """Entries are written such that xCAT or Feilong would read them wrongly.

    Each way is told once, with how many places there are and the first of them. `dirtool lint --select cloud` tells them all.

    Why: the neighbours search entries for words and columns; what CP takes may not be what they look for.
    Fix: write the statements as the rule says, or keep the entries away from the cloud.
    Source: the z/VM plugin of xCAT; smtLayer of Feilong
    """
    assert host.directory is not None
    severities = {code: rule.severity for code, rule in RULES.items() if rule.family == _NEIGHBOURS}
    found = lint(host.directory, options=Options(severities)).diagnostics
    counts: dict[str, int] = {}
    for one in found:
        counts[one.code] = counts.get(one.code, 0) + 1
    told = {one.code: one for one in reversed(found)}  # the first of each
    for code in sorted(told):
        first = told[code]
        more = "" if counts[code] == 1 else f"; {plural(counts[code], 'place')} in all"
        yield Finding(first.span, f"{code}: {first.message}{more}", first.subject, code)


def _profile(host: Host) -> Entry | NotCompared | None:
    """The profile of instances; None if it is not there."""
    named = driver_option(host, "zvm_user_profile")
    if isinstance(named, NotCompared):
        return named
    context = context_of(host)
    profile = context.directory.profiles.get(fold(named.text))
    if profile is None and context.is_fragment:
        return NotCompared(f"the directory is a part of one, and has no PROFILE {shown(fold(named.text))}")
    return profile


def _plans(host: Host) -> Iterator[_Plan | NotCompared]:
    """The device numbers that the driver gives to instances."""
    root = _number_of(driver_option(host, "zvm_user_root_vdev"))
    if isinstance(root, NotCompared):
        yield root
    else:
        yield _Plan(root[0], "the root disk", _from(root[1], 1), 1)
    if host.zvmsdk is None:
        extra = _number_of(driver_option(host, "zvm_user_adde_vdev"))
    else:
        extra = root if isinstance(root, NotCompared) else (root[0], root[1] + 1)
    if isinstance(extra, NotCompared):
        if extra is not root:
            yield extra
    else:
        yield _Plan(extra[0], "a disk", _from(extra[1], DEVICES_FORESEEN), 1)
    adapter = _number_of(driver_option(host, "zvm_default_nic_vdev"))
    if isinstance(adapter, NotCompared):
        yield adapter
    else:
        numbers = _from(adapter[1], DEVICES_FORESEEN * _NUMBERS_OF_ADAPTER)
        yield _Plan(adapter[0], "an adapter", numbers, _NUMBERS_OF_ADAPTER)


def _from(first: int, count: int) -> range:
    """Some device numbers in a row, as far as there are any."""
    return range(first, min(first + count, _NUMBERS))


def _number_of(option: Chosen | NotCompared) -> tuple[Chosen, int] | NotCompared:
    if isinstance(option, NotCompared):
        return option
    if not VDEV.takes(option.text):
        return NotCompared(f"{said(option.stated)} is no device number")
    return option, int(option.text, 16)


def _common(one: range, other: range) -> range:
    """The numbers that are in both of two ranges."""
    return range(max(one.start, other.start), min(one.stop, other.stop))


def _collision(one: _Plan, other: _Plan) -> Iterator[Finding]:
    """A finding if two options come to one number."""
    both = _common(one.numbers, other.numbers)
    if one.option == other.option or not both:
        return
    stated, beside = (one, other) if other.option.is_default else (other, one)
    is_certain = both[0] in one.numbers[: one.first] and both[0] in other.numbers[: other.first]
    message = (
        f"{said(stated.option.stated)} gives {stated.what} the number {both[0]:04X}, "
        f"which {said(beside.option.stated)} gives {beside.what}"
    )
    severity = None if is_certain else Severity.WARNING
    place, name = place_of(stated.option.stated), stated.option.stated.name
    yield Finding(place, message, name, severity=severity, related=(beside.option.related,))


def _numbers_taken(profile: Entry) -> list[tuple[range, Placed]]:
    """The device numbers that each statement of a profile defines, those of an adapter all; a number that stands twice once."""
    numbers = device_numbers(profile.source)
    sizes: dict[str, int] = {}
    for placed in profile.of(Nicdef):
        devices = getattr(placed.statement, "devices", None)
        vdev = numbers[placed.position]
        if vdev is not None and devices is not None:
            sizes.setdefault(vdev, devices)
    taken: dict[str, tuple[range, Placed]] = {}
    for placed in profile:
        vdev = numbers[placed.position]
        if vdev is not None:
            is_adapter = isinstance(placed.statement, Nicdef)
            size = sizes.get(vdev, _NUMBERS_OF_ADAPTER) if is_adapter else 1
            taken.setdefault(vdev, (range(int(vdev, 16), int(vdev, 16) + size), placed))
    return list(taken.values())


def _defined_by(profile: Entry, taken: list[tuple[range, Placed]], plan: _Plan) -> Iterator[Finding]:
    """The statements of a profile that take a number that the driver gives to instances."""
    for numbers, placed in taken:
        both = _common(numbers, plan.numbers)
        if both:
            subject, option = subject_of(profile, placed), plan.option
            message = (
                f"PROFILE {profile.name} defines {both[0]:04X}, which {option.said} gives {plan.what} of an instance"
            )
            severity = None if both[0] in plan.numbers[: plan.first] else Severity.WARNING
            place = span_of(placed, "vdev", "vdev1")
            yield Finding(place, message, subject, plan.what, severity, (option.related,))


def _lacking(profile: Entry) -> Iterator[tuple[type[Statement], str, Severity | None]]:
    """What a profile lacks: of which statement, the rest of a sentence, and how bad that is."""
    spools = [placed.statement for placed in profile.of(Spool)]
    if not any(isinstance(spool, Spool) and _is_reader_of_all(spool) for spool in spools):
        yield Spool, "has no reader 00C of class *", None
    cpus = [getattr(placed.statement, "cpuaddr", None) for placed in profile.of(Cpu)]
    if cpus and _FIRST_CPU not in cpus:
        yield Cpu, "has a CPU, but no CPU 00", None
    if not profile.of(Ipl):
        yield Ipl, "has no IPL", Severity.INFO


def _is_reader_of_all(spool: Spool) -> bool:
    is_reader = spool.direction == "READER" or spool.devtype in _READERS
    return spool.vdev == _READER and is_reader and spool.class_ == "*"
