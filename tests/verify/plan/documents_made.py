"""Plans made by hand: the directory that is, the one that is wanted, and the actions between."""

from collections.abc import Mapping, Sequence
from typing import Any

from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.verify.plan.digests import digests_of, directory_digest
from dirtool.verify.plan.document import (
    Action,
    Data,
    Effective,
    Extent,
    Kind,
    PlanDocument,
    PlannedCommand,
    PlannedPlacement,
    Summary,
)
from tests.model.made import directory_of

CURRENT = """\
DIRECTORY 0123 3390 RES001
PROFILE LNXDFLT
 MACHINE ESA
 LINK MAINT 0190 0190 RR
USER MAINT NOLOG 64M 128M G
 MDISK 0190 3390 101 50 RES001 RR ALL
USER WEB01 KEEPIT 1G 2G G
 INCLUDE LNXDFLT
 MDISK 0191 3390 0001 0050 LX0001 MR
 MDISK 0200 3390 0101 1000 LX0001 MR
 MDISK 0201 3390 2001 0100 LX0001 MR
USER WEB02 NOLOG 1G 2G G
 INCLUDE LNXDFLT
 MDISK 0191 3390 0051 0050 LX0001 MR
USER OTHER NOLOG 1G 2G G
 LINK WEB01 0191 0391 RR
"""

WANTED = """\
DIRECTORY 0123 3390 RES001
PROFILE LNXDFLT
 MACHINE ESA
 LINK MAINT 0190 0190 RR
USER MAINT NOLOG 64M 128M G
 MDISK 0190 3390 101 50 RES001 RR ALL
USER WEB01 KEEPIT 1G 2G G
 INCLUDE LNXDFLT
 MDISK 0191 3390 0001 0050 LX0001 MR
USER WEB02 NOLOG 4G 8G G
 INCLUDE LNXDFLT
 MDISK 0191 3390 0051 0050 LX0001 MR
 MDISK 0200 3390 0101 1000 LX0001 MR
USER OTHER NOLOG 1G 2G G
 LINK WEB01 0191 0391 RR
USER WEB03 AUTOONLY 2G 2G G
 INCLUDE LNXDFLT
 MDISK 0191 3390 0001 0050 LX0002 MR
 MDISK 0200 3390 0051 0100 LX0002 MR
"""

WEB03 = (
    "USER WEB03 AUTOONLY 2G 2G G",
    " INCLUDE LNXDFLT",
    " MDISK 0191 3390 0001 0050 LX0002 MR",
)

WEB02 = (
    "USER WEB02 NOLOG 4G 8G G",
    " INCLUDE LNXDFLT",
    " MDISK 0191 3390 0051 0050 LX0001 MR",
)


def extent(volid: str, first: int, last: int) -> Extent:
    """Cylinders of a volume."""
    return Extent(volid, first, last, "cylinder")


def action(
    number: int,
    kind: Kind,
    subject: str,
    *commands: PlannedCommand,
    data: Data = Data.NONE,
    stage: int = 1,
    after: tuple[str, ...] = (),
    consent: str | None = None,
    by: str | None = None,
    before: str | None = None,
    was: str | None = None,
) -> Action:
    """An action of which only what is told matters."""
    return Action(
        id=f"a{number}",
        kind=kind,
        subject=subject,
        title=str(kind),
        reason=f"desired.yaml:{number}",
        data=data,
        data_words=f"data {data}",
        effective=Effective.NEXT_LOGON,
        stage=stage,
        was=was,
        after=after,
        consent=consent,
        by=by,
        before=before,
        commands=commands,
    )


def run(text: str, *, unit: bool = False, file: str | None = None) -> PlannedCommand:
    """A command."""
    return PlannedCommand(text, unit, file)


def actions() -> tuple[Action, ...]:
    """An entry that is added, a minidisk that goes away, another one that goes to another entry, an entry that is replaced."""
    return (
        action(1, Kind.ADD_ENTRY, "WEB03", run("ADD WEB03", file="WEB03 DIRECT")),
        action(2, Kind.ADD_DISK, "WEB03/0191", by="a1"),
        action(
            3,
            Kind.ADD_DISK,
            "WEB03/0200",
            run("FOR WEB03 AMDISK 0200 3390 51 100 LX0002 MR LABEL WEB200 BLKSIZE 4096", unit=True),
            after=("a1",),
        ),
        action(
            4,
            Kind.REPLACE_ENTRY,
            "WEB02",
            run("FOR WEB02 GET LOCK"),
            run("FOR WEB02 REPLACE", file="WEB02 DIRECT"),
            before="log off WEB02",
        ),
        action(
            5,
            Kind.MOVE_DISK,
            "WEB02/0200",
            run("FOR WEB01 TMDISK 0200 TO WEB02 0200"),
            data=Data.KEPT,
            stage=2,
            after=("a4",),
            was="WEB01/0200",
        ),
        action(6, Kind.MANUAL, "WEB01", stage=2, before="log on WEB01 and see that nobody uses 0201, then log it off"),
        action(
            7,
            Kind.REMOVE_DISK,
            "WEB01/0201",
            run("FOR WEB01 DMDISK 0201 CLEAN", unit=True),
            data=Data.ERASED,
            stage=3,
            after=("a6",),
            consent="listed under remove: in desired.yaml:58",
        ),
    )


FILES = {"WEB03 DIRECT": WEB03, "WEB02 DIRECT": WEB02}


def document(
    some: Sequence[Action] | None = None,
    *,
    current: Directory | None = None,
    wanted: Directory | None = None,
    files: Mapping[str, tuple[str, ...]] | None = None,
    placements: tuple[PlannedPlacement, ...] = (),
    pins: Sequence[str] = ("WEB01", "WEB02"),
    ends: Sequence[str] = ("WEB01", "WEB02", "WEB03"),
    volids: Sequence[str] = ("LX0001", "LX0002"),
    control: ExtentControl | None = None,
    switches: Mapping[str, str] | None = None,
) -> PlanDocument:
    """A plan from one directory to another by some actions; by itself the small one of this module."""
    before = directory_of(CURRENT) if current is None else current
    after = directory_of(WANTED) if wanted is None else wanted
    done = actions() if some is None else tuple(some)
    return PlanDocument(
        path="USER.DIRECT",
        digest=directory_digest(before),
        desired="desired.yaml",
        mode="desired",
        only=(),
        pins=digests_of(before, pins, volids, "pin", control),
        end=digests_of(after, ends, volids, "end"),
        actions=done,
        placements=placements or ((placement("WEB03/0200", "LX0002", 51, 150),) if some is None else ()),
        claims=(),
        summary=Summary(commands=sum(len(one.commands) for one in done)),
        files=FILES if files is None else files,
        masked=(),
        volumes=(),
        entries_before=len(before.entries),
        entries_after=len(after.entries),
        switches=switches or {},
    )


def placement(subject: str, volid: str, first: int, last: int) -> PlannedPlacement:
    """A place that was chosen."""
    return PlannedPlacement(subject, volid, "3390", first, last, last - first + 1, "cylinder", None, None, "first gap")


def changed(plan: PlanDocument, number: int, **fields: Any) -> PlanDocument:
    """A plan with other values of some fields of one action."""
    some = [one._replace(**fields) if at == number else one for at, one in enumerate(plan.actions)]
    return plan._replace(actions=tuple(some))
