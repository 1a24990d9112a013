"""Steps for BUILD statements, by which an IDENTITY has its subconfigurations.

One comes with the ADD of its subconfiguration or goes with its PURGE, as DirMaint does it; the others with a file for the
IDENTITY. Source: z/VM DirMaint Commands Reference, ADD ... BUILD ON ... IN, and PURGE.
"""

from __future__ import annotations

from typing import NamedTuple

from dirtool.compare.diff.differences import Difference
from dirtool.compare.diff.facts import Fact
from dirtool.model.directory import Directory
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.comparison import EntryWork
from dirtool.plan.steps.step import Thing


class Member(NamedTuple):
    """What a BUILD statement says: the member of the cluster, and the subconfiguration there."""

    member: str
    subconfig: str

    @property
    def line(self) -> str:
        """What stands for the statement."""
        return member_line(self.member)


def build_of(directory: Directory, name: str) -> tuple[str, str] | None:
    """The identity and the member with which a subconfiguration is added; None if nothing builds it."""
    return min(((one.entry.name, one.member) for one in directory.builds.get(name, ())), default=None)


def member_line(member: str) -> str:
    """What stands for the BUILD statement of a member where lines of an entry are told apart by device numbers."""
    return f"BUILD {member}"


def add_build_steps(build: Build) -> None:
    """Tell the steps of entries which BUILD statements they make and drop."""
    works = build.comparison.works
    added = {work.name for work in works if work.old is None}
    removed = {work.name for work in works if work.new is None}
    for work in works:
        if work.entry.kind == "identity" and work.new is not None:
            for difference in work.differences:
                if difference.key[0] == "BUILD":
                    _add_build(build, work, difference, added, removed)


def _add_build(build: Build, work: EntryWork, difference: Difference, added: set[str], removed: set[str]) -> None:
    before, after = _member(difference.old), _member(difference.new)
    is_dropped = before is not None and before.subconfig not in removed
    is_built = after is not None and not (
        after.subconfig in added and build_of(build.comparison.wanted, after.subconfig) == (work.name, after.member)
    )
    if before is not None and not is_dropped:
        work.going.add(before.line)
    if after is not None and is_built:
        work.final.add(after.line)
    if after is not None and (not is_built or (work.old is None and after.subconfig in added)):
        work.coming.add(after.line)
    drops = {Thing("build", before.subconfig)} if before is not None and is_dropped else set()
    makes = {Thing("build", after.subconfig)} if after is not None and is_built else set()
    if drops or (makes and (work.old is not None or work.coming & work.final)):
        step = build.replacement(work, "which subconfigurations it has")
        step.needs |= drops | {Thing("entry", thing.name) for thing in makes}
        step.makes |= makes
    elif makes:
        build.adds[work.number].makes |= makes


def _member(fact: Fact | None) -> Member | None:
    return None if fact is None else Member(str(fact.said["member"]), str(fact.said["subconfig_id"]))
