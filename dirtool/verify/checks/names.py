"""Names: of the z/VM system, and of the instances that nova makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.place import name_span
from dirtool.lint.registry import Finding
from dirtool.model.directory import Entry
from dirtool.model.recognition import Kind
from dirtool.spec.conf_options import USERID
from dirtool.spec.values import LONGEST_NAME
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.comparing import (
    disagreement,
    driver_option,
    is_here,
    is_same,
    not_said,
    option,
    said,
    shared_values,
)
from dirtool.verify.installation import Host, Installation, place_of
from dirtool.verify.registry import Answers, NotCompared, all_of, any_of, host_check
from dirtool.wording import plural, shown, some_of

_CONVERSION = re.compile(r"%(?:\((\w*)\))?([#0\- +]*)((?:[1-9][0-9]*)?)((?:\.[0-9]*)?)([diouxXs])")
_DIGITS = {"d": "0-9", "i": "0-9", "u": "0-9", "s": "0-9", "o": "0-7", "x": "0-9A-F", "X": "0-9A-F"}
_OF_ANY_LENGTH = re.compile(r"%\((?!id\))\w*\)")
_RESERVED = "RSZ"
_TEMPLATE = "instance_name_template"
_RELATED_AT_MOST = 10


@host_check(
    "VFY009",
    "system-name",
    Severity.ERROR,
    "VHN01",
    needs=(
        *all_of(Kind.DMSSICNF, Kind.SYSTEM_CONFIG),
        *(
            frozenset({service, other})
            for service in (Kind.NOVA, Kind.NEUTRON, Kind.CEILOMETER)
            for other in (Kind.DMSSICNF, Kind.SYSTEM_CONFIG)
        ),
    ),
)
def system_name(host: Host, installation: Installation) -> Answers:
    """The z/VM system has not the same name everywhere: zvm_host, XCAT_zvmsysid, and SYSTEM_IDENTIFIER of SYSTEM CONFIG.

    Case does not matter. A SYSTEM CONFIG may serve several systems; the name must be that of one of them.

    Why: the system's node in xCAT has a name that the services do not ask for. A wrong name at the first start of the
    management node leaves nodes behind that a later correction does not remove.
    Fix: use the name of SYSTEM CONFIG in the other files.
    Source: Enabling z/VM for OpenStack, the settings of the management node
    """
    copy = None if host.dmssicnf is None else host.dmssicnf.stated("XCAT_zvmsysid")
    names = [one for one in (*shared_values(host, "zvm_host")[:1], copy) if one is not None]
    identifiers = [] if host.system_config is None else host.system_config.identifiers
    if len(names) + bool(identifiers) < 2:
        yield NotCompared("less than two files name the z/VM system")
        return
    strangers = [
        name for name in names if identifiers and not any(is_same(name, one, folds=True) for one in identifiers)
    ]
    if strangers and any("&" in one.text for one in identifiers):
        yield NotCompared(f"{Kind.SYSTEM_CONFIG} leaves the name of the system to a variable")
        strangers = []
    for name in strangers:
        known = some_of([*dict.fromkeys(shown(one.text) for one in identifiers)])
        message = f"{name.name} is {shown(name.text)}, but {Kind.SYSTEM_CONFIG} names {known}"
        related = tuple(map(is_here, identifiers[:_RELATED_AT_MOST]))
        detail = f"{name.name} is not SYSTEM_IDENTIFIER"
        yield Finding(place_of(name), message, name.name, detail, related=related)
    if not strangers and len(names) > 1:
        yield from disagreement(names[0], names[1], folds=True)


@host_check("VFY010", "instance-names", Severity.ERROR, "PROP02", "PROP01", "PROP03", "PROP04", needs=any_of(Kind.NOVA))
def instance_names(host: Host, installation: Installation) -> Answers:
    """The template of instances makes names that cannot be userids.

    The name of an instance is the template with the instance's number in it. It must be one word of 8 characters at most, all
    of them such as a userid may have, and must not begin with rsz, as those of instances do that are being resized.

    Why: the virtual machine of the instance cannot be defined.
    Fix: use a template such as inst%04x: a prefix, and the number with leading zeros.
    Source: Enabling z/VM for OpenStack, the table of nova's options
    """
    template = option(host.nova, _TEMPLATE)
    if template is None or not template.is_known:
        yield not_said(Kind.NOVA, _TEMPLATE)
        return
    for why, message in _faults(template.text):
        yield Finding(place_of(template), f"{said(template)}: {why}", _TEMPLATE, why, ivp=(message,))


@host_check("VFY011", "instance-names-taken", Severity.ERROR, needs=all_of(Kind.NOVA, Kind.DIRECTORY))
def instance_names_taken(host: Host, installation: Installation) -> Answers:
    """Userids of the directory are names that the template of instances will make.

    Those that include the profile of instances are most likely instances of this cloud, and only told.

    Why: when its number comes, the virtual machine of the instance cannot be defined; or a deleted instance takes the entry of
    somebody else with it.
    Fix: use a prefix that no other userid begins with.
    Source: Enabling z/VM for OpenStack, the table of nova's options
    """
    stated = option(host.nova, _TEMPLATE)
    directory = host.directory
    assert directory is not None
    if stated is None or not stated.is_known:
        yield not_said(Kind.NOVA, _TEMPLATE)
        return
    pattern = None if any(_faults(stated.text)) else instance_pattern(stated.text)
    if pattern is None:
        yield NotCompared(f"{said(stated)} makes no names")
        return
    taken = [entry for name, entry in sorted(directory.machines.items()) if pattern.fullmatch(name)]
    profile = driver_option(host, "zvm_user_profile")
    own = "" if isinstance(profile, NotCompared) else fold(profile.text)
    instances = [entry for entry in taken if own and directory.profile_name(entry) == own]
    strangers = [entry for entry in taken if not own or directory.profile_name(entry) != own]
    if strangers:
        yield _collisions(stated, strangers, "that other userids have already")
    if instances:
        yield _collisions(stated, instances, f"that instances with the profile {own} have already", Severity.INFO)


class _Template(NamedTuple):
    """A template with one number in it: what stands before and behind, and how the number is written."""

    before: str
    behind: str
    key: str | None
    flags: str
    width: str
    precision: str
    kind: str

    @property
    def first_name(self) -> str:
        """The name of the first instance, which is one of the shortest."""
        number = f"%{self.flags}{self.width}{self.precision}{self.kind}" % 1
        return f"{self.before}{number}{self.behind}"


def instance_pattern(text: str) -> re.Pattern[str] | None:
    """What the names of all instances match, in upper case; None for a template that has not exactly one number in it."""
    template = _template_of(text)
    if template is None:
        return None
    digits = _DIGITS[template.kind]
    least = len(template.first_name) - len(template.before) - len(template.behind)
    longer = f"[{digits.replace('0', '1', 1)}][{digits}]{{{least},}}"
    before, behind = re.escape(fold(template.before)), re.escape(fold(template.behind))
    return re.compile(f"{before}(?:[{digits}]{{{least}}}|{longer}){behind}")


def _template_of(text: str) -> _Template | None:
    """The parts of a template; None if it has not exactly one number, or writes it with more than digits."""
    pieces = text.split("%%")
    found = [(at, match) for at, piece in enumerate(pieces) for match in _CONVERSION.finditer(piece)]
    if len(found) != 1:
        return None
    at, match = found[0]
    before = "%".join([*pieces[:at], pieces[at][: match.start()]])
    behind = "%".join([pieces[at][match.end() :], *pieces[at + 1 :]])
    key, flags, width, precision, kind = match.groups()
    is_bounded = len(width) <= 2 and len(precision) <= 3
    if key not in (None, "id") or "#" in flags or not is_bounded or text.replace("%%", "").count("%") != 1:
        return None
    return _Template(before, behind, key, flags, width, precision, kind)


def _faults(text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a template, each with the message of the verification."""
    if len(text.split()) > 1:
        yield "it is more than one word", "PROP03"
        return
    if fold(text).startswith(_RESERVED):
        yield "names that begin with rsz are for instances that are being resized", "PROP04"
    if "%" not in text.replace("%%", ""):
        yield "it has no part that varies, such as %04x", "PROP02"
        return
    if _OF_ANY_LENGTH.search(text):
        yield f"its names may be longer than {LONGEST_NAME} characters", "PROP01"
        return
    template = _template_of(text)
    if template is None:
        yield "it has not exactly one number in it, such as %04x", "PROP02"
        return
    name = template.first_name
    if len(name) > LONGEST_NAME:
        yield f"its names, such as {shown(name)}, are longer than {LONGEST_NAME} characters", "PROP01"
    elif " " in name:
        yield f"its names, such as {shown(name)}, are more than one word", "PROP03"
    elif not USERID.takes(name):
        yield f"its names, such as {shown(name)}, are no userids; allowed: {USERID.wanted}", "PROP02"


def _collisions(stated: Stated, entries: list[Entry], what: str, severity: Severity | None = None) -> Finding:
    names = [entry.shown_name for entry in entries]
    related = tuple(
        Related(name_span(entry), entry.shown_name, f"{entry.shown_name} is here")
        for entry in entries[:_RELATED_AT_MOST]
    )
    message = f"{said(stated)} makes {plural(len(names), 'name')} {what}: {some_of(names)}"
    return Finding(place_of(stated), message, _TEMPLATE, what, severity, related)
