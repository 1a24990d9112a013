"""A step: commands that belong together, and what they have to do with other steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dirtool.syntax.command import Command
from dirtool.syntax.statement import Statement
from dirtool.verify.plan.document import Action

ThingKind = Literal["entry", "identity", "profile", "build", "device", "disk", "copied", "area", "prototype"]


class Thing(NamedTuple):
    """Something that steps make, need and end.

    `entry`: an entry that is no profile; `identity`: an IDENTITY for its subconfigurations; `build`: a subconfiguration as
    some IDENTITY builds it; `device`: a device for those who link to it; `disk`: a minidisk for commands about itself;
    `copied`: what was on a minidisk, copied by its guest; `area`: a region, a group, or EXTENT CONTROL as it was read.
    """

    kind: ThingKind
    name: str
    vdev: str = ""


class Slot(NamedTuple):
    """What only one thing has at a time: the name of an entry (`vdev` empty), a device number of an entry, or a MAC address.

    Of the latter `entry` is MACID and `vdev` the address.
    """

    entry: str
    vdev: str = ""


class Room(NamedTuple):
    """Cylinders or blocks of a volume, both ends inclusive, and the minidisk that gives them up or takes them."""

    volid: str
    first: int
    last: int
    subject: str


class LineEdit(NamedTuple):
    """What a step does to the lines of an entry: the device `vdev` is as `statements` say (with what extends it), or gone."""

    entry: str
    vdev: str
    statements: tuple[Statement, ...] = ()


@dataclass(slots=True, eq=False)
class Step:
    """One step. `actions` are what it does; the first one has its commands.

    `makes` are the things that are there when it has ended, `ends` those that are gone; `needs` are things as they will be,
    `leaves` things as they were that it no longer uses. `frees` and `takes` are names and numbers, `gives` and `fills` are
    space. `behind` are steps for the same entry that come before, each with the rule that says so. `works_on` are devices of
    others that a work unit locks. `file` is what goes with ADD or REPLACE, or as a prototype. `is_work_unit`: it has ended when
    a work unit has. `is_destructive`: data are lost by it, or a definition. `is_automatic`: DirMaint chooses the place.
    `predicted` is the number of its place in the order in which places were chosen (0: none was). `number` is that of the work
    on its entry, if it is about one.
    """

    entry: str
    actions: list[Action]
    commands: list[Command] = field(default_factory=list)
    file: str | None = None
    makes: set[Thing] = field(default_factory=set)
    ends: set[Thing] = field(default_factory=set)
    needs: set[Thing] = field(default_factory=set)
    leaves: set[Thing] = field(default_factory=set)
    frees: set[Slot] = field(default_factory=set)
    takes: set[Slot] = field(default_factory=set)
    gives: list[Room] = field(default_factory=list)
    fills: list[Room] = field(default_factory=list)
    edits: list[LineEdit] = field(default_factory=list)
    works_on: set[tuple[str, str]] = field(default_factory=set)
    behind: list[tuple[Step, str]] = field(default_factory=list)
    is_work_unit: bool = False
    is_destructive: bool = False
    is_automatic: bool = False
    predicted: int = 0
    number: int | None = None

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.actions[0].subject
