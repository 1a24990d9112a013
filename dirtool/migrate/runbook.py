"""The runbook of a move to DirMaint: what to type where, in which order, what to expect, and the way back from every phase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dirtool.migrate.site import Site
from dirtool.migrate.steps.finishing import changing, finishing, going_operational
from dirtool.migrate.steps.installing import installing, starting, verifying
from dirtool.migrate.steps.names import Names
from dirtool.migrate.steps.preparing import backing_up, freezing, preparing
from dirtool.migrate.steps.step import Phase
from dirtool.model.extent_control import ExtentControl
from dirtool.text.records import Records


class Fact(NamedTuple):
    """What the runbook takes for given: what it is, its value, and where that comes from."""

    name: str
    value: str
    origin: str


class Runbook(NamedTuple):
    """The whole document: the name of the source file, what is taken for given, what the directory lacks, and the phases."""

    source: str
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    phases: tuple[Phase, ...]


def runbook(site: Site, user_input: Records, control: ExtentControl) -> Runbook:
    """The runbook for a site, whose folder holds this USER INPUT and this EXTENT CONTROL beside the other files."""
    names = Names(site, user_input, control)
    phases = (preparing, freezing, backing_up, installing, starting, verifying, going_operational, changing, finishing)
    return Runbook(site.source, tuple(_facts(site)), site.missing, tuple(phase(names) for phase in phases))


def _facts(site: Site) -> Iterator[Fact]:
    yield Fact("Release of z/VM", *site.release)
    yield Fact("Install id", *site.install_id)
    yield Fact("Maintenance id", *site.maintenance_id)
    yield Fact("Server", *site.server)
    yield from (Fact("DATAMOVE machine", one.name, one.origin) for one in site.datamoves)
    yield from (Fact("Satellite server", one.name, one.origin) for one in site.satellites)
    yield from (Fact("Administrator", *one) for one in site.administrators)
    yield from (Fact("Server of SMAPI", *one) for one in site.smapi_servers)
    yield from (Fact("Client of SMAPI", *one) for one in site.clients)
    yield from (Fact("Member" if site.members else "System", *one) for one in site.systems)
    yield from (Fact("Volume of the object directory", *one) for one in site.residence)
    if site.source_disk is not None:
        disk = site.source_disk
        yield Fact("Disk with USER DIRECT", f"{disk.owner} {disk.vdev}", f"{disk.origin}, the usual place")
    if site.starter is not None:
        yield Fact("Starts servers", *site.starter)
    if site.esm is not None:
        yield Fact("Security manager", site.esm, "told by an option")
    yield Fact("Guest to try with", *site.new_guest)
