"""FCP devices: those of the instances, those of the ZHCP, and who has them in the directory."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.place import span_of
from dirtool.lint.registry import Finding
from dirtool.model.directory import Directory
from dirtool.model.effective import subject_of
from dirtool.model.recognition import Kind
from dirtool.syntax.statements import Dedicate
from dirtool.syntax.text_file import Stated
from dirtool.verify.checks.names import instance_pattern
from dirtool.verify.comparing import is_here, option
from dirtool.verify.guests import agent_of
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, any_of, host_check
from dirtool.wording import shown

_LIST, _AGENTS_LIST = "zvm_fcp_list", "zvm_zhcp_fcp_list"
_RANGE = re.compile(r"([0-9A-Fa-f]{1,4})(?:-([0-9A-Fa-f]{1,4}))?")
_REAL_DEVICE = re.compile(r"[0-9A-F]{1,4}")
_SEPARATOR = ";"


class _Range(NamedTuple):
    """Real devices, both ends inclusive."""

    first: int
    last: int
    stated: Stated


@host_check(
    "VFY019",
    "fcp-devices",
    Severity.ERROR,
    needs=any_of(Kind.NOVA),
    also=frozenset({Kind.DIRECTORY, Kind.DMSSICNF, Kind.DMSSICMO}),
)
def fcp_devices(host: Host, installation: Installation) -> Answers:
    """A list of FCP devices cannot be read, is there without the other one, or has a device that somebody else has.

    A list is ranges of real devices with a hyphen, and semicolons between them: 1F00-1F0F;1F20. A device may stand in one of
    the two lists only; those of the ZHCP may be dedicated to the ZHCP, those of the instances to users whose names the
    template of instances makes.

    Why: the driver attaches a device of its list to the next instance that gets a volume, whoever has it.
    Fix: take the device out of one list, or the DEDICATE out of the entry.
    Source: Enabling z/VM for OpenStack, zvm_fcp_list and zvm_zhcp_fcp_list
    """
    lists = [stated for name in (_LIST, _AGENTS_LIST) if (stated := option(host.nova, name)) is not None]
    if not lists:
        yield NotCompared(f"{Kind.NOVA} says neither {_LIST} nor {_AGENTS_LIST}")
    elif len(lists) == 1:
        missing = _AGENTS_LIST if lists[0].name == _LIST else _LIST
        message = f"{lists[0].name} is there, but {missing} is not: both are needed, or none"
        yield Finding(place_of(lists[0]), message, lists[0].name, "alone", ivp=("PROP07",))
    ranges = []
    for stated in lists:
        for piece in stated.text.split(_SEPARATOR) if stated.text else ():
            found = _range(piece.strip(), stated)
            if found is not None:
                ranges.append(found)
            else:
                message = (
                    f"{stated.name}: {shown(piece.strip())} is no range of real devices, such as 1F00-1F0F or 1F20"
                )
                yield Finding(place_of(stated), message, stated.name, f"range {piece}")
    ranges.sort(key=lambda one: one[:2])
    yield from _in_both(ranges)
    if host.directory is not None and ranges:
        yield from _dedicated(host, host.directory, ranges)


def _range(piece: str, stated: Stated) -> _Range | None:
    """One piece of a list; None for what is no range, or one that ends before it begins."""
    match = _RANGE.fullmatch(piece)
    if match is None:
        return None
    first, last = (int(word, 16) for word in (match[1], match[2] or match[1]))
    return _Range(first, last, stated) if first <= last else None


def _in_both(ranges: list[_Range]) -> Iterator[Finding]:
    """What is in both lists, of sorted ranges; each range is compared with that of the other list that reaches furthest."""
    furthest: dict[str, _Range] = {}
    for one in ranges:
        for name, other in furthest.items():
            if name != one.stated.name and other.last >= one.first:
                shared = _said(one.first, min(one.last, other.last))
                message = f"{shared} in {_LIST} and in {_AGENTS_LIST}"
                yield Finding(
                    place_of(one.stated), message, one.stated.name, f"both {shared}", related=(is_here(other.stated),)
                )
        known = furthest.get(one.stated.name)
        if known is None or one.last > known.last:
            furthest[one.stated.name] = one


def _dedicated(host: Host, directory: Directory, ranges: list[_Range]) -> Answers:
    """The devices of the lists that are dedicated to users who should not have them."""
    agent = agent_of(host)
    template = option(host.nova, "instance_name_template")
    instances = None if template is None else instance_pattern(template.text)
    by_list = {name: _merged([one for one in ranges if one.stated.name == name]) for name in (_LIST, _AGENTS_LIST)}
    for entry, placed in directory.placed(Dedicate):
        dedicate = placed.statement
        assert isinstance(dedicate, Dedicate)
        if dedicate.rdev is None or not _REAL_DEVICE.fullmatch(dedicate.rdev):
            continue
        for name, own in by_list.items():
            at = bisect_right(own, int(dedicate.rdev, 16), key=lambda one: one.first) - 1
            if at < 0 or own[at].last < int(dedicate.rdev, 16):
                continue
            users = directory.users_of(entry) or [entry.name]
            if name == _LIST and instances is None:
                yield NotCompared(f"instance_name_template does not tell who may have devices of {name}")
            elif name == _AGENTS_LIST and agent is None:
                yield NotCompared(f"no file tells who is the ZHCP, which may have devices of {name}")
            elif not all(_may_have(user, agent.userid if agent else "", instances, name) for user in users):
                subject = subject_of(entry, placed)
                related = Related(span_of(placed, "rdev"), subject, "it is dedicated here")
                message = f"{name} has device {dedicate.rdev}, which is dedicated to {entry.shown_name}"
                yield Finding(place_of(own[at].stated), message, subject, f"{name} {dedicate.rdev}", related=(related,))


def _may_have(userid: str, agent: str, instances: re.Pattern[str] | None, name: str) -> bool:
    """Whether a user may have a device of a list: the ZHCP, or an instance."""
    if name == _AGENTS_LIST:
        return userid == agent
    return instances is not None and instances.fullmatch(userid) is not None


def _merged(ranges: list[_Range]) -> list[_Range]:
    """Sorted ranges without those that are in others."""
    found: list[_Range] = []
    for one in ranges:
        if not found or one.last > found[-1].last:
            found.append(one)
    return found


def _said(first: int, last: int) -> str:
    return f"device {first:04X} is" if first == last else f"devices {first:04X}-{last:04X} are"
