"""Targets of random desired states: what is as wanted stays, what is wanted is there, and nothing goes unasked."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dirtool.compare.desired.checks import may_stand_once
from dirtool.compare.desired.export import export, told
from dirtool.compare.desired.state import Clone, Desired, DesiredEntry, FixedPlace, Within
from dirtool.compare.diff.meaning import meaning
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent import volumes
from dirtool.model.reading import read_directory
from dirtool.plan.target.target import Target
from dirtool.plan.target.wanted import make_target
from dirtool.syntax.statements import Posixinfo
from tests.compare.desired.test_export import entries as any_entries
from tests.generator import KINDS, generate
from tests.model.made import directory_of
from tests.plan.target.wishes import partial, random_desired

TEXTS = st.lists(any_entries(), min_size=1, max_size=3).filter(
    lambda texts: not any("\ud800" <= one <= "\udfff" for text in texts for one in text)  # no file has these
)
CASES = st.tuples(st.sampled_from(sorted(KINDS)), st.integers(0, 5), st.integers(0, 2**32))


@cache
def directory(kind: str, seed: int, records: int = 250) -> Directory:
    return directory_of("\n".join(generate(kind, records, seed)))


def target_of(current: Directory, desired: Desired) -> Target:
    return make_target(current, desired, None, {})


@settings(deadline=None)
@given(CASES)
def test_what_is_as_wanted_does_not_change_a_byte(case: tuple[str, int, int]) -> None:
    kind, seed, chance = case
    current = directory(kind, seed)
    for desired in (export(current).desired, partial(Random(chance), current)):
        target = target_of(current, desired)
        assert target.records.texts == current.sources[0].records.texts
        assert (target.wishes, target.placements, target.removals, target.passwords) == ({}, (), {}, {})


@pytest.mark.parametrize("name", ["broken", "linux-farm", "ssi-system", "vm370"])
def test_a_sample_is_as_its_export_wants_it(name: str) -> None:
    current = read_directory(Path(__file__).parents[3] / "samples" / f"{name}.direct")
    assert target_of(current, export(current).desired).records.to_bytes() == current.sources[0].records.to_bytes()


REFUSED = re.compile(
    r"shall be removed|takes number|no room for|is a minidisk with data|in a form|SYSAFFIN|is no size of"
)


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_a_target_is_its_own_target_and_has_what_is_wanted(case: tuple[str, int, int]) -> None:
    kind, seed, chance = case
    current = directory(kind, seed)
    desired = random_desired(Random(chance), current)
    target = target_unless_refused(current, desired)
    if target is None:
        return
    again = target_of(target.directory, desired)
    assert again.records.texts == target.records.texts
    assert (again.wishes, again.placements, again.removals) == ({}, (), {})
    after = export(target.directory).desired.entries
    for wanted in desired.entries.values():
        assert_contains(after[wanted.name], wanted)
    for removal in desired.remove:
        if removal.vdev is None and removal.keyword is None:
            assert removal.entry not in after
    assert_nothing_lost(current, target, desired)


def target_unless_refused(current: Directory, desired: Desired) -> Target | None:
    """The target of a random state, which may be refused for some reasons."""
    try:
        return target_of(current, desired)
    except InputError as error:
        if REFUSED.search(error.message):
            return None
        raise


def assert_contains(entry: DesiredEntry, wanted: DesiredEntry) -> None:
    """An entry says what is wanted of it, as far as one can read it off its fields."""
    own = {one.statement.keyword for one in wanted.statements}
    assert wanted.include in (None, entry.include)
    if isinstance(wanted.password, str):
        assert entry.password == wanted.password
    sizes = {"2048M": "2G", "GB": "BG"}
    if wanted.storage is not None and "STORAGE" not in own:
        assert sizes.get(entry.storage or "", entry.storage) == sizes.get(wanted.storage, wanted.storage)
    if wanted.class_ is not None and "CLASS" not in own:
        assert sorted(entry.class_ or "") == sorted(wanted.class_)
    assert wanted.header.items() <= entry.header.items()
    assert wanted.logonby is None or set(entry.logonby or ()) == set(wanted.logonby)
    for vdev, disk in wanted.minidisks.items():
        there = entry.minidisks[vdev]
        assert disk.mode in (None, there.mode)
        assert disk.miniopt in ((), there.miniopt)
        if isinstance(disk.where, Within) and disk.where.size.unit == "":
            assert isinstance(there.where, FixedPlace)
            assert there.where.size == disk.where.size.count
        elif not isinstance(disk.where, Within | Clone):
            assert disk.where in (None, there.where)
    for vdev, nic in wanted.nics.items():
        assert nic.operands.items() <= entry.nics[vdev].operands.items()
    for vdev, link in wanted.links.items():
        there_link = entry.links[vdev]
        assert (link.userid, link.owner_vdev) == (there_link.userid, there_link.owner_vdev)
        assert link.mode in (None, there_link.mode)
    for vdev, dedicate in wanted.dedicate.items():
        assert dedicate.operands.items() <= entry.dedicate[vdev].operands.items()
    said = [meaning(one.statement) | {"": one.statement.keyword} for one in entry.statements]
    for one in wanted.statements:
        if isinstance(one.statement, Posixinfo):
            assert any(meaning(one.statement).items() <= other.items() for other in said)
        else:
            assert meaning(one.statement) | {"": one.statement.keyword} in said
    once = [key for one in entry.statements if (key := may_stand_once(one.statement))]
    assert len(once) == len(set(once))


def assert_nothing_lost(current: Directory, target: Target, desired: Desired) -> None:
    """All entries and minidisks are there that nobody has removed by name, with their places but for those that grow."""
    gone = {one.entry for one in desired.remove if one.vdev is None and one.keyword is None}
    gone_disks = {f"{one.entry}/{one.vdev}" for one in desired.remove if one.vdev is not None}
    assert {entry.name for entry in current.entries} - {entry.name for entry in target.directory.entries} <= gone
    before, after = extents(current), extents(target.directory)
    for subject, extent in before.items():
        if subject.split("/")[0] in gone or subject in gone_disks:
            continue
        wish = target.wishes.get(subject)
        assert after[subject] == extent or (wish is not None and wish.grow is not None)
    for subject, extent in after.items():
        if before.get(subject) != extent:
            volid, first, last = extent
            others = (one for name, one in {**before, **after}.items() if name != subject and one[0] == volid)
            assert all(last < start or end < first for _, start, end in others), subject


def extents(directory: Directory) -> dict[str, tuple[str, int, int]]:
    """The places of minidisks that do not start at 0."""
    return {
        one.subject: (one.volid, one.first, one.last or 10**9)
        for volume in volumes(directory).values()
        for one in volume.extents
        if one.first
    }


def test_what_is_said_of_an_entry_is_what_the_export_of_it_alone_says() -> None:
    current = directory("ssi", 1)
    entries = [entry for entry in current.entries if entry.kind not in ("directory", "global")]
    names = export(current).desired.entries.keys()
    for one in told(entry for entry in entries if entry.name in names):
        alone = export(current, [one.entry.name]).desired.entries[one.entry.name]
        assert (one.entry.statements, one.entry.links) == (alone.statements, alone.links)
        assert all(disk.devtype or disk.where for disk in one.entry.minidisks.values())


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_directory_is_as_its_export_wants_it(texts: list[str]) -> None:
    current = directory_of("\n".join(texts))
    assume(all(count == 1 for count in Counter(entry.name for entry in current.entries).values()))
    assert target_of(current, export(current).desired).records.texts == current.sources[0].records.texts


@settings(max_examples=100, deadline=None)
@given(TEXTS, TEXTS)
def test_any_desired_state_of_any_directory_has_a_target_that_is_its_own_or_is_refused(
    texts: list[str], others: list[str]
) -> None:
    current = directory_of("\n".join(texts))
    desired = export(directory_of("\n".join(others))).desired
    try:
        target = target_of(current, desired)
    except InputError:
        return
    again = target_of(target.directory, desired)
    assert again.records.texts == target.records.texts
