"""Values that must agree: which one counts, and what is said when two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from dirtool.lint.diagnostic import Related, Severity
from dirtool.lint.registry import Finding
from dirtool.model.recognition import Kind
from dirtool.spec.conf_options import FEILONG_DRIVER, default_of
from dirtool.syntax.conf_file import DEFAULT, is_secret_option
from dirtool.syntax.text_file import Stated
from dirtool.syntax.words import fold
from dirtool.verify.installation import Conf, Host, place_of
from dirtool.verify.registry import NotCompared
from dirtool.wording import shown


class Chosen(NamedTuple):
    """The value of an option that counts, and whether it is a default: then its place is the section that lacks it."""

    stated: Stated
    is_default: bool

    @property
    def text(self) -> str:
        return self.stated.text

    @property
    def said(self) -> str:
        """Name and value as the beginning of a sentence."""
        return f"{said(self.stated)}{', the default,' if self.is_default else ''}"

    @property
    def related(self) -> Related:
        """The second place of a finding."""
        words = "is not stated in this file" if self.is_default else "is here"
        return Related(place_of(self.stated), self.stated.name, f"{self.stated.name} {words}")


def option(conf: Conf | None, name: str, section: str = DEFAULT) -> Stated | None:
    """The value of an option that counts, which is the last one; None if it is not stated."""
    return None if conf is None else conf.stated(name, section)


def has_section(conf: Conf | None, section: str) -> bool:
    """Whether any file has a section, in whatever case, with an option in it."""
    files = () if conf is None else conf.files
    return any(one.section.lower() == section.lower() for file in files for one in file.options)


def chosen(conf: Conf | None, name: str, section: str = DEFAULT) -> Chosen | None:
    """The value of an option that is stated, or else its default; None if there is neither, or no file."""
    stated = option(conf, name, section)
    if stated is not None:
        return Chosen(stated, is_default=False)
    default = default_of(name, section)
    if conf is None or not conf.files or default is None:
        return None
    lines = ((file, file.section_line(section)) for file in conf.files)
    file, line = next(((file, line) for file, line in lines if line is not None), (conf.files[0], 1))
    return Chosen(Stated(name, default, file.path, line, 1, 1, is_secret_option(name)), is_default=True)


def said(stated: Stated) -> str:
    """Name and value as the beginning of a sentence; of a secret the name only."""
    return stated.name if stated.is_secret else f"{stated.name} {shown(stated.text)}"


def is_same(one: Stated, other: Stated, *, folds: bool = False) -> bool:
    """Whether two values are equal; with `folds` their case does not matter."""
    return fold(one.text) == fold(other.text) if folds else one.text == other.text


def disagreement(
    one: Stated,
    other: Stated,
    *,
    folds: bool = False,
    severity: Severity | None = None,
) -> Iterator[Finding | NotCompared]:
    """A finding at the first of two values if they differ, with the place of the other one.

    With `folds`, values that differ in their case only do not differ.
    """
    if not (one.is_known and other.is_known):
        yield NotCompared(f"{(other if one.is_known else one).name} is put together of options that are not here")
        return
    if is_same(one, other, folds=folds):
        return
    is_secret = one.is_secret or other.is_secret
    names = f"{one.name} is not what {_also(one, other)} is"
    message = names if is_secret else f"{one.name} is {shown(one.text)}, but {_also(one, other)} is {shown(other.text)}"
    yield Finding(place_of(one), message, one.name, names, severity, related=(is_here(other),))


def _also(one: Stated, other: Stated) -> str:
    """What the second of two values is called: by its name, or by its file where both have one name."""
    return other.name if one.name != other.name else f"that of {PurePath(other.path).name}"


def is_here(stated: Stated) -> Related:
    """The second place of a finding."""
    return Related(place_of(stated), stated.name, f"{stated.name} is here")


def not_said(where: Kind, name: str) -> NotCompared:
    """What is said where a file does not state what has to be compared."""
    return NotCompared(f"{where} does not say", name)


def shared_values(host: Host, name: str) -> list[Stated]:
    """What the services of a host say of an option that they must be given alike: nova, neutron and ceilometer, in this order.

    The name of the z/VM system is what neutron and ceilometer call `host`, too.
    """
    places = [(host.nova, name, DEFAULT), (host.neutron, name, "agent"), (host.ceilometer, name, "zvm")]
    if name == "zvm_host":
        places += [(host.neutron, "host", DEFAULT), (host.ceilometer, "host", DEFAULT)]
    found = (option(*place) for place in places)
    return [stated for stated in found if stated is not None]


def is_for_feilong(conf: Conf) -> bool:
    """Whether nova has the driver that talks to Feilong, and leaves disks and profiles to zvmsdk.conf."""
    driver = option(conf, "compute_driver")
    return option(conf, "cloud_connector_url", "zvm") is not None or (
        driver is not None and driver.text == FEILONG_DRIVER
    )


def driver_option(host: Host, name: str, feilong_name: str | None = None) -> Chosen | NotCompared:
    """The value that counts of an option of the zvm driver: that of zvmsdk.conf where there is one, else that of nova.conf.

    Feilong calls it `feilong_name`, by default `name` without its `zvm_`.
    """
    feilong_name = feilong_name or name.removeprefix("zvm_")
    if host.zvmsdk is not None:
        return chosen(host.zvmsdk, feilong_name, "zvm") or not_said(Kind.ZVMSDK, feilong_name)
    if host.nova is not None and is_for_feilong(host.nova):
        return NotCompared(f"{Kind.NOVA} leaves it to {Kind.ZVMSDK}, which is not there")
    found = chosen(host.nova, name) or not_said(Kind.NOVA, name)
    if isinstance(found, Chosen) and not found.stated.is_known:
        return NotCompared(f"{name} is put together of options that are not here")
    return found
