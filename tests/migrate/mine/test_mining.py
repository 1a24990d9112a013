"""Profiles are found, and with them every virtual machine is what it was."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.facts import Fact, Key, facts_of
from dirtool.errors import InputError
from dirtool.lint.engine import lint
from dirtool.migrate.mine import mining
from dirtool.migrate.mine.mined import Action, Left, Mined, Proof
from dirtool.migrate.mine.mining import mine
from dirtool.migrate.mine.proof import Comparison
from dirtool.model.directory import Directory, Entry
from dirtool.syntax.statements import Command
from tests.generator import KINDS, generate
from tests.migrate.mine.farm import TEMPLATES, farm
from tests.migrate.mine.random_entries import directories
from tests.model.made import directory_of

slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mined(text: str, least: int = 3) -> tuple[Directory, Mined, Directory]:
    """A directory, what mining it finds, and the directory with it."""
    before = directory_of(text)
    found = mine(before, least=least)
    return before, found, directory_of("\n".join(found.records.texts))


def parts(directory: Directory, entry: Entry) -> list[Entry]:
    """The entries that a virtual machine is made of, by the names that they give: the strongest first."""
    subconfigs = [name for names in directory.subconfigs_of(entry).values() for name in names]
    found = [directory.subconfigs[name] for name in subconfigs if name in directory.subconfigs]
    profile = directory.profiles.get(directory.profile_name(entry) or "")
    return [*found, entry, *([profile] if profile else [])]


def facts(directory: Directory, entry: Entry) -> dict[Key, Fact]:
    """What a virtual machine says, key by key, the strongest part first: another way than that of the proof."""
    found: dict[Key, Fact] = {}
    for part in parts(directory, entry):
        for key, fact in facts_of(part).items():
            if key[0] not in ("KIND", "PROFILE", "INCLUDE"):
                found.setdefault(key, fact)
    return found


def commands(directory: Directory, entry: Entry) -> list[tuple[str, list[str]]]:
    """The COMMANDs of a virtual machine in order, by the entries that they come from."""
    some = [
        (part.kind, [str(one.statement.operands()["text"]) for one in part.of(Command)])
        for part in parts(directory, entry)
    ]
    some = [(kind, texts) for kind, texts in some if texts]
    return [("", some[0][1])] if len(some) == 1 else some


def assert_nothing_changes(before: Directory, after: Directory, found: Mined) -> None:
    new = {group.profile for group in found.groups if group.action is Action.NEW}
    olds = before.entries
    news = [entry for entry in after.entries if entry.kind != "profile" or entry.name not in new]
    assert [(one.kind, one.name) for one in olds] == [(one.kind, one.name) for one in news]
    for old, now in zip(olds, news, strict=True):
        if old.kind in ("user", "identity"):
            was, said = facts(before, old), facts(after, now)
            assert was.keys() == said.keys()
            assert [key for key in was if not was[key].means(said[key])] == []
            assert commands(before, old) == commands(after, now)
        elif old.kind != "profile":
            assert old.texts[: len(old)] == now.texts[: len(now)]


def assert_sums_are_right(before: Directory, found: Mined) -> None:
    assert found.before == len(before.sources[0].records.texts)
    assert found.saved == sum(group.saved for group in found.groups)
    assert all(group.saved > 0 and len(group.members) >= 3 for group in found.groups)


@settings(slowly, max_examples=300)
@given(directories())
def test_every_virtual_machine_of_a_random_directory_stays_as_it_is(text: str) -> None:
    before, found, after = mined(text)
    assert_nothing_changes(before, after, found)
    assert_sums_are_right(before, found)
    assert [one for one in found.left_out if one.what is Left.GROUP and not one.why.startswith("lint")] == []


@settings(slowly, max_examples=25)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000), st.integers(60, 900))
def test_every_virtual_machine_of_a_generated_directory_stays_as_it_is(kind: str, seed: int, size: int) -> None:
    before, found, after = mined("\n".join(generate(kind, size, seed)))
    assert_nothing_changes(before, after, found)
    assert_sums_are_right(before, found)
    assert [one for one in found.left_out if one.what is Left.GROUP and not one.why.startswith("lint")] == []


def errors(directory: Directory) -> Counter[str]:
    return Counter(one.code for one in lint(directory).diagnostics if one.severity.value == "error")


@settings(slowly, max_examples=100)
@given(directories())
def test_lint_finds_no_error_more(text: str) -> None:
    before, _, after = mined(text)
    assert errors(after) - errors(before) == Counter()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_farm_of_500_guests_from_5_templates_gives_5_profiles(seed: int) -> None:
    before, found, after = mined("\n".join(farm(500, seed)))
    assert_nothing_changes(before, after, found)
    assert {group.profile for group in found.groups} == {f"{template.stem}DFLT" for template in TEMPLATES}
    for group in found.groups:
        template = next(one for one in TEMPLATES if group.profile.startswith(one.stem))
        assert sorted(group.moves) == sorted((*template.general, *template.devices))
        assert {name[:3] for name in group.members} == {template.stem}
        assert len(group.members) + len(group.odd) == 100
    again = mine(after)
    assert again.groups == ()
