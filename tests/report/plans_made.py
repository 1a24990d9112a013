"""Plans made by hand, for the tests of their views."""

from typing import Any

from hypothesis import strategies as st

from dirtool.verify.plan.document import (
    Action,
    Claim,
    Data,
    Digests,
    Effective,
    Extent,
    Kind,
    OperandChange,
    PlanDocument,
    PlannedCommand,
    PlannedPlacement,
    Summary,
)

DIGEST = f"sha256:{'0' * 64}"


def action(
    kind: Kind, subject: str, title: str, reason: str = "asked for in farm.yaml:9", stage: int = 1, **more: Any
) -> Action:
    """An action without effect on data, unless told otherwise."""
    fields: dict[str, Any] = {
        "id": "a1",
        "data": Data.NONE,
        "data_words": "",
        "effective": Effective.NEXT_LOGON,
        **more,
    }
    return Action(kind=kind, subject=subject, title=title, reason=reason, stage=stage, **fields)


def plan(*actions: Action, **more: Any) -> PlanDocument:
    """A plan of these actions and nothing else."""
    fields: dict[str, Any] = {
        "path": "farm.direct",
        "digest": DIGEST,
        "desired": "farm.yaml",
        "mode": "desired",
        "only": (),
        "pins": Digests({}, {}),
        "end": Digests({}, {}),
        "placements": (),
        "claims": (Claim("no two minidisks share space", True, "simulated"),),
        "summary": Summary(),
        "files": {},
        "masked": (),
        "volumes": (),
        "entries_before": 46,
        "entries_after": 46,
        "switches": {},
        **more,
    }
    return PlanDocument(actions=actions, **fields)


def dirm(text: str, *, work_unit: bool = False, file: str | None = None) -> tuple[PlannedCommand, ...]:
    """One command."""
    return (PlannedCommand(text, work_unit, file),)


NEW_GUEST = (
    action(
        Kind.ADD_ENTRY, "WEB02", "USER with 9 statements, like WEB01", "asked for in farm.yaml:9",
        id="a2", after=("a1",), rules=("O2",), commands=dirm("ADD WEB02", file="WEB02 DIRECT"), effective=Effective.NOW,
    ),
    action(
        Kind.ADD_DISK, "WEB02/0100", "10016 cyl on LX0003 5001-15016", "asked for in farm.yaml:15",
        id="a3", by="a2", data_words="none there before", new_extent=Extent("LX0003", 5001, 15016, "cylinder"),
    ),
    action(
        Kind.ADD_DISK, "WEB02/0101", "2913 cyl on LX0004 1-2913", "asked for in farm.yaml:16",
        id="a4", by="a2", data=Data.STALE, data_words="stale: last owner TEST9/0100",
        new_extent=Extent("LX0004", 1, 2913, "cylinder"),
    ),
    action(
        Kind.CHANGE_STATEMENT, "WEB02", "PASSWORD changed", "asked for in farm.yaml:11",
        id="a5", after=("a2",), rules=("O4",), commands=dirm("FOR WEB02 SETPW {env:WEB02_PASSWORD}"),
        changes=(OperandChange("password", "NOLOG", "{env:WEB02_PASSWORD}"),),
    ),
)  # fmt: skip
STORAGE = (
    action(
        Kind.CHANGE_STATEMENT, "APP02", "MAXSTORE 8G -> 16G", "asked for in farm.yaml:31",
        id="a6", after=("a1",), rules=("O2",), commands=dirm("FOR APP02 MAXSTORE 16G"),
        changes=(OperandChange("size", "8G", "16G"),),
    ),
    action(
        Kind.CHANGE_STATEMENT, "APP02", "STORAGE 4G -> 8G", "asked for in farm.yaml:31",
        id="a7", after=("a6",), rules=("O9",), commands=dirm("FOR APP02 STORAGE 8G"),
        changes=(OperandChange("size", "4G", "8G"),),
    ),
)  # fmt: skip
MODE = action(
    Kind.CHANGE_DISK, "APP02/0100", "3338 cyl on LX0003 1-3338", "asked for in farm.yaml:33",
    id="a17", data=Data.KEPT, data_words="kept", commands=dirm("FOR APP02 MDISK 0100 MW"),
    changes=(OperandChange("mode", "MR", "MW"),),
)  # fmt: skip
MOVED = action(
    Kind.MOVE_DISK, "LNX00007/0200", "3338 cyl on LX0041 12001-15338", "same extent; entry renamed in farm.yaml:40",
    id="a8", was="DBTEST/0200", data=Data.KEPT, data_words="kept",
    commands=dirm("FOR DBTEST TMDISK 0200 TO LNX00007 0200"), before="log off DBTEST first",
)  # fmt: skip
GROWN = action(
    Kind.COPY_DISK, "CMS01/0191", "50 cyl on LX0002 201-250 -> 100 cyl on LX0002 401-500", "grow: cmdisk in farm.yaml:52",
    id="a9", data=Data.COPIED, data_words="copied by DirMaint", before="log off CMS01 first",
    old_extent=Extent("LX0002", 201, 250, "cylinder"), new_extent=Extent("LX0002", 401, 500, "cylinder"),
    commands=dirm("FOR CMS01 CMDISK 0191 3390 401 100 LX0002", work_unit=True), effective=Effective.LOGOFF,
)  # fmt: skip
CLONED = action(
    Kind.CLONE_DISK, "WEB03/0201", "3338 cyl on LX0004 2914-6251", "clone: GOLD/0201 in farm.yaml:60",
    id="a10", data=Data.COPIED, data_words="copied from GOLD/0201", before="log off GOLD first",
    new_extent=Extent("LX0004", 2914, 6251, "cylinder"),
    commands=dirm("FOR WEB03 CLONEDISK 0201 GOLD 0201 2914 3338 LX0004 MR", work_unit=True),
)  # fmt: skip
FORMATTED = action(
    Kind.ADD_DISK, "WEB03/0191", "50 cyl on LX0002 101-150", "asked for in farm.yaml:58",
    id="a11", data_words="formatted for CMS", new_extent=Extent("LX0002", 101, 150, "cylinder"),
    commands=dirm("FOR WEB03 AMDISK 0191 3390 101 50 LX0002 MR BLKSIZE 4096 LABEL WEB191", work_unit=True),
)  # fmt: skip
BY_HAND = (
    action(
        Kind.ADD_DISK, "DB01/0300", "10016 cyl on LX0005 1-10016", "grow: guest in farm.yaml:70",
        id="a12", data_words="none there before", new_extent=Extent("LX0005", 1, 10016, "cylinder"),
        commands=dirm("FOR DB01 AMDISK 0300 3390 1 10016 LX0005 MR"),
    ),
    action(
        Kind.MANUAL, "DB01/0200", "copy of 0200 to 0300 by the guest", "grow: guest in farm.yaml:70", 2,
        id="a13", after=("a12",), rules=("O7",), data=Data.KEPT, data_words="kept",
        before="let DB01 copy what is on 0200 to 0300 and mount 0300 from then on; then plan again",
    ),
)  # fmt: skip
REMOVED = (
    action(
        Kind.UNLINK, "WEB01/0301", "LINK LNX00011 0101 0301 RR", "the disk goes", 2,
        id="a14", commands=dirm("FOR WEB01 DLINK LNX00011 0101 0301"),
    ),
    action(
        Kind.REMOVE_DISK, "LNX00011/0101", "50 cyl on LX0002 301-350", "listed under remove: in farm.yaml:81", 2,
        id="a15", after=("a14",), rules=("O7", "O20"), data=Data.ORPHANED, data_words="orphaned",
        consent="remove: in farm.yaml:81", old_extent=Extent("LX0002", 301, 350, "cylinder"),
        commands=dirm("FOR LNX00011 DMDISK 0101 NOCLEAN"),
    ),
)  # fmt: skip
OVERWRITTEN = action(
    Kind.RECREATE_DISK, "TEST1/0192", "100 cyl on LX0002 501-600", "grow: recreate in farm.yaml:75", 2,
    id="a16", data=Data.OVERWRITTEN, data_words="overwritten: formatted anew", consent="needs --allow-overwrite TEST1/0192",
    refused="data overwritten without consent: --allow-overwrite TEST1/0192",
    commands=dirm("FOR TEST1 RMDISK 0192 3390 501 100 LX0002", work_unit=True),
)  # fmt: skip

FARM = plan(
    action(
        Kind.PREPARE, "", "BACKUP of the directory", "",
        id="a1", commands=dirm("BACKUP"), effective=Effective.NOW,
    ),
    *NEW_GUEST,
    *STORAGE,
    MODE,
    MOVED,
    GROWN,
    FORMATTED,
    CLONED,
    *BY_HAND,
    *REMOVED,
    OVERWRITTEN,
    pins=Digests(
        dict.fromkeys(("APP02", "CMS01", "DB01", "DBTEST", "LNX00007", "LNX00011", "TEST1", "WEB01", "WEB02", "WEB03"), DIGEST),
        dict.fromkeys(("LX0002", "LX0003", "LX0004", "LX0005", "LX0041"), DIGEST),
    ),
    placements=(
        PlannedPlacement(
            "WEB02/0100", "LX0003", "3390", 5001, 15016, 10016, "cylinder", None, "LINUX", "smallest gap of LINUX that fits"
        ),
    ),
    claims=(
        *(Claim(f"claim {number}", True, "simulated") for number in range(1, 8)),
        Claim("every LINK leads to a minidisk", True, "read again"),
    ),
    summary=Summary(add=4, change=4, move=1, copy=2, remove=2, overwrite=1, entries=10, commands=14),
    files={"WEB02 DIRECT": ("USER WEB02 ********", " INCLUDE LNXDFLT")},
    masked=("WEB02 DIRECT",),
    entries_before=46,
    entries_after=47,
    remarks=("LX0005 is not in EXTENT CONTROL.",),
)  # fmt: skip
"""A farm of Linux guests: two stages, and a disk that would be overwritten without consent."""


def many(count: int) -> PlanDocument:
    """A plan for that many guests, of which each gets an entry with a disk and a change of its network."""
    actions = []
    for number in range(count):
        name = f"APP{number:05}"
        first = number * 100 + 1
        actions += [
            action(Kind.ADD_ENTRY, name, "USER with 9 statements", f"asked for in farm.yaml:{number}", id=f"a{number}a"),
            action(
                Kind.ADD_DISK, f"{name}/0100", f"100 cyl on LX{number // 10:04} {first}-{first + 99}",
                id=f"a{number}b", by=f"a{number}a", data_words="none there before",
                new_extent=Extent(f"LX{number // 10:04}", first, first + 99, "cylinder"),
            ),
        ]  # fmt: skip
    return plan(*actions, summary=Summary(add=2 * count, entries=count, commands=count), entries_after=46 + count)


NAMES = st.sampled_from(("A", "LNX00011", "PROD-DB1", "$SYS@#"))
WORDS = st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), max_size=9), max_size=30).map(
    " ".join
)


def plans(
    words: st.SearchStrategy[str] = WORDS, names: st.SearchStrategy[str] = NAMES
) -> st.SearchStrategy[PlanDocument]:
    """Plans of some actions, with these words in all places where a text of somebody may be."""
    maybe = st.none() | words
    actions = st.builds(
        Action,
        id=st.just("a1"),
        kind=st.sampled_from(Kind),
        subject=st.builds(lambda name, vdev: f"{name}{vdev}", names, st.sampled_from(("", "/0100", "/0191"))),
        title=words,
        reason=words,
        data=st.sampled_from(Data),
        data_words=words,
        effective=st.sampled_from(Effective),
        stage=st.integers(1, 3),
        after=st.just(("a0",)),
        rules=st.just(("O1",)),
        by=st.none(),
        old_extent=st.none(),
        new_extent=st.none() | st.just(Extent("LX0001", 1, 50, "cylinder")),
        was=st.none() | names,
        consent=maybe,
        refused=maybe,
        before=maybe,
        changes=st.lists(st.builds(OperandChange, words, maybe, maybe), max_size=2).map(tuple),
        text=maybe,
        commands=st.lists(st.builds(PlannedCommand, st.just("FOR A LOCK"), st.booleans(), st.none()), max_size=2).map(
            tuple
        ),
    )
    return st.builds(
        lambda actions, claims, remarks, path: plan(*actions, claims=claims, remarks=remarks, path=path, desired=path),
        st.lists(actions, max_size=8),
        st.lists(st.builds(Claim, words, st.booleans(), words), max_size=3).map(tuple),
        st.lists(words, max_size=2).map(tuple),
        names,
    )
