"""A plan as data: what plan.json holds, and what every view of a plan shows. It holds no secret.

Names of fields are those of the file. An action without commands is carried out by those of another one (`by`): a minidisk by
the ADD of its entry, a statement by a REPLACE.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, NamedTuple

from dirtool.spec.devices import Unit

SCHEMA = "dirtool.plan/1"

ExtentKind = Literal["minidisk", "full-pack", "system"]
Mode = Literal["desired", "whole"]


class Data(StrEnum):
    """What an action does to data."""

    NONE = "none"
    KEPT = "kept"
    COPIED = "copied"
    ERASED = "erased"
    ORPHANED = "orphaned"
    STALE = "stale"
    OVERWRITTEN = "overwritten"


LOSING = (Data.ERASED, Data.ORPHANED, Data.OVERWRITTEN)
"""What becomes of data that are lost, or will be when their place is given out again."""


class Effective(StrEnum):
    """When a virtual machine sees what an action has changed."""

    NOW = "now"
    NEXT_LOGON = "next-logon"
    LOGOFF = "logoff"


class Kind(StrEnum):
    """What an action is."""

    PREPARE = "prepare"
    ADD_REGION = "add-region"
    ADD_GROUP = "add-group"
    RELOAD = "reload-extents"
    FILE = "file-prototype"
    ADD_ENTRY = "add-entry"
    RENAME_ENTRY = "rename-entry"
    REPLACE_ENTRY = "replace-entry"
    REMOVE_ENTRY = "remove-entry"
    ADD_STATEMENT = "add-statement"
    CHANGE_STATEMENT = "change-statement"
    REMOVE_STATEMENT = "remove-statement"
    ADD_DISK = "add-disk"
    CLONE_DISK = "clone-disk"
    COPY_DISK = "copy-disk"
    RECREATE_DISK = "recreate-disk"
    CHANGE_DISK = "change-disk"
    MOVE_DISK = "move-disk"
    REMOVE_DISK = "remove-disk"
    UNLINK = "unlink"
    LINK = "link"
    MANUAL = "manual"
    FINISH = "finish"


class Extent(NamedTuple):
    """A place on a volume: first and last cylinder or block, both inclusive."""

    volid: str
    first: int
    last: int
    unit: Unit

    @property
    def size(self) -> int:
        """How many cylinders or blocks."""
        return self.last - self.first + 1


class OperandChange(NamedTuple):
    """An operand before and after (None: absent), as it may be told."""

    name: str
    old: str | None
    new: str | None


class PlannedCommand(NamedTuple):
    """One command to DirMaint. `work_unit`: it has ended only when message 3430 tells so. `file` goes with it."""

    text: str
    work_unit: bool = False
    file: str | None = None


class Action(NamedTuple):
    """One thing that the plan does.

    `was` is the subject before, where that was another one. `data_words` says the data effect in a few words. `after` are the
    ids of the actions that have to be done before, `rules` the order rules that say so (O1 to O23). Between two stages all work
    units end. `consent` says what consent the action needs and where it is given, or how to give it; `refused` says why the
    plan is refused because of the action. `by` is the id of the action whose commands carry it out. `before` says what has to
    be so before its commands are run (a guest that has to be logged off), or, of a manual step, what is to be done.
    `title` says in a few words what it does to its subject, such as "10016 cyl on LX0003 5001-15016".
    """

    id: str
    kind: Kind
    subject: str
    title: str
    reason: str
    data: Data
    data_words: str
    effective: Effective
    stage: int
    was: str | None = None
    after: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    consent: str | None = None
    refused: str | None = None
    by: str | None = None
    before: str | None = None
    old_extent: Extent | None = None
    new_extent: Extent | None = None
    changes: tuple[OperandChange, ...] = ()
    text: str | None = None
    commands: tuple[PlannedCommand, ...] = ()


class Digests(NamedTuple):
    """Digests of entries by key (`digests.entry_key`), of volumes by volid, and of EXTENT CONTROL, if there is one."""

    entries: Mapping[str, str]
    volumes: Mapping[str, str]
    extents: str | None = None


class Claim(NamedTuple):
    """What is said of a plan, whether it holds, and by what that was found out."""

    claim: str
    holds: bool
    by: str


class PlannedPlacement(NamedTuple):
    """A place that was chosen, as `dirtool allocate` tells it."""

    subject: str
    volid: str
    devtype: str
    first: int
    last: int
    size: int
    unit: Unit
    region: str | None
    group: str | None
    reason: str


class OwnedExtent(NamedTuple):
    """An extent and whose it is."""

    first: int
    last: int
    subject: str
    kind: ExtentKind = "minidisk"


class TouchedVolume(NamedTuple):
    """A volume on which something changes: its extents before and after. `size` is None if nothing tells it."""

    volid: str
    devtype: str | None
    unit: Unit
    size: int | None
    before: tuple[OwnedExtent, ...]
    after: tuple[OwnedExtent, ...]


class Summary(NamedTuple):
    """Counts: actions by what they do, entries that are touched, commands."""

    add: int = 0
    change: int = 0
    move: int = 0
    copy: int = 0
    remove: int = 0
    overwrite: int = 0
    entries: int = 0
    commands: int = 0

    @property
    def done(self) -> Mapping[str, int]:
        """The counts of actions, by what they do."""
        return {
            "add": self.add,
            "change": self.change,
            "move": self.move,
            "copy": self.copy,
            "remove": self.remove,
            "overwrite": self.overwrite,
        }


class PlanDocument(NamedTuple):
    """A plan. `pins` are digests of what it was made for, `end` of what shall be; an entry in `pins` alone shall be gone.

    `files` are those that go with the commands (name and type with a blank between), their records without secrets.
    `masked` names the files that had some. `entries_before` and `entries_after` are how many entries the directory has.
    `switches` are the settings that it was made with. `remarks` are what the reader has to know, such as that --only left
    something out.
    """

    path: str
    digest: str
    desired: str
    mode: Mode
    only: tuple[str, ...]
    pins: Digests
    end: Digests
    actions: tuple[Action, ...]
    placements: tuple[PlannedPlacement, ...]
    claims: tuple[Claim, ...]
    summary: Summary
    files: Mapping[str, tuple[str, ...]]
    masked: tuple[str, ...]
    volumes: tuple[TouchedVolume, ...]
    entries_before: int
    entries_after: int
    switches: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether some action has no consent."""
        return any(action.refused is not None for action in self.actions)

    @property
    def stages(self) -> list[list[Action]]:
        """The actions with commands or instructions, stage by stage, in their order."""
        found: dict[int, list[Action]] = {}
        for action in self.actions:
            found.setdefault(action.stage, []).append(action)
        return [found[stage] for stage in sorted(found)]
