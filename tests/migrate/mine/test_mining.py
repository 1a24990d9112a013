"""Profiles are found, and with them every virtual machine is what it was."""

from collections import Counter
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.facts import Fact, Key, facts_of
from dirtool.errors import InputError
from dirtool.lint.engine import lint
from dirtool.migrate.mine import mining
from dirtool.migrate.mine.mined import Action, Left, LeftOut, Mined
from dirtool.migrate.mine.mining import mine
from dirtool.migrate.mine.proof import Comparison, compared
from dirtool.migrate.mine.units import Kept
from dirtool.model.directory import Directory, Entry
from dirtool.syntax.statements import Command
from tests.generator import KINDS, generate
from tests.growth import assert_grows, seconds_for
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
    found: list[tuple[str, list[str]]] = []
    for part in parts(directory, entry):
        texts = [str(one.statement.operands()["text"]) for one in part.of(Command)]
        if texts:
            found.append((part.kind, texts))
    return [("", found[0][1])] if len(found) == 1 else found


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


def groups_not_proposed(found: Mined) -> list[LeftOut]:
    """Groups that are told to be left out, but for those in which lint would find an error more."""
    return [one for one in found.left_out if one.what is Left.GROUP and not one.why.startswith("lint")]


@settings(slowly, max_examples=100)
@given(directories())
def test_every_virtual_machine_of_a_random_directory_stays_as_it_is(text: str) -> None:
    before, found, after = mined(text)
    assert_nothing_changes(before, after, found)
    assert_sums_are_right(before, found)
    assert groups_not_proposed(found) == []
    assert errors(after) - errors(before) == Counter()


@settings(slowly, max_examples=15)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000), st.integers(60, 900))
def test_every_virtual_machine_of_a_generated_directory_stays_as_it_is(kind: str, seed: int, size: int) -> None:
    before, found, after = mined("\n".join(generate(kind, size, seed)))
    assert_nothing_changes(before, after, found)
    assert_sums_are_right(before, found)
    assert groups_not_proposed(found) == []
    assert errors(after) - errors(before) == Counter()


def errors(directory: Directory) -> Counter[str]:
    return Counter(one.code for one in lint(directory).diagnostics if one.severity.value == "error")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_farm_of_500_guests_from_5_templates_gives_5_profiles(seed: int) -> None:
    before, found, after = mined("\n".join(farm(500, seed)))
    assert_nothing_changes(before, after, found)
    assert {group.profile for group in found.groups} == {f"{template.stem}DFLT" for template in TEMPLATES}
    for group in found.groups:
        template = next(one for one in TEMPLATES if group.profile.startswith(one.stem))
        assert group.moves == (*template.general, *template.devices)
        assert {name[:3] for name in group.members} == {template.stem}
        assert len(group.members) + len(group.odd) == 100
    assert mine(after).groups == ()


@pytest.mark.parametrize("kind", ["linux", "ssi"])
def test_what_was_mined_is_hardly_worth_to_be_mined_again(kind: str) -> None:
    _, found, after = mined("\n".join(generate(kind, 8000, 3)))
    assert found.saved > 100
    assert mine(after).saved < found.saved / 20


def test_twice_as_many_guests_take_twice_the_time() -> None:
    def seconds(guests: int) -> float:
        directory = directory_of("\n".join(farm(guests)))
        return seconds_for(lambda: mine(directory))

    assert_grows(lambda: seconds(400), lambda: seconds(800))


# ---- what moves where

START = "DIRECTORY 123 3390 RES001\n"


def guests(body: str, count: int = 4, include: str = "") -> str:
    """Users U1 and on, each with the same statements."""
    head = f"USER U{{}} NOLOG\n{f' INCLUDE {include}{chr(10)}' if include else ''}"
    return "".join(head.format(number) + body for number in range(1, count + 1))


SHARED = " IPL CMS\n MACHINE ESA 4\n CONSOLE 009 3215 T\n SPOOL 00C 2540 READER *\n"


def test_a_new_profile_stands_before_the_first_entry_and_is_included() -> None:
    _, found, after = mined(
        f"{START}* the users\n{guests(SHARED + ' LINK MAINT 190 190 RR' + chr(10), 3)}USER V NOLOG\n"
    )
    assert after.sources[0].records.texts == [
        "DIRECTORY 123 3390 RES001",
        "PROFILE SHRDFLT",
        " IPL CMS",
        " MACHINE ESA 4",
        " CONSOLE 009 3215 T",
        " SPOOL 00C 2540 READER *",
        " LINK MAINT 190 190 RR",
        "* the users",
        *(line for number in (1, 2, 3) for line in (f"USER U{number} NOLOG", " INCLUDE SHRDFLT")),
        "USER V NOLOG",
    ]
    (group,) = found.groups
    assert (group.action, group.instead_of, group.removed, group.added, group.saved) == (Action.NEW, None, 15, 9, 6)
    assert found.proof == (4, 4, 0)


def test_what_all_users_of_a_profile_share_goes_into_it_in_its_order() -> None:
    profile = "PROFILE P\n SPOOL 00E 1403 A\n"
    _, found, after = mined(f"{START}{profile}{guests(SHARED, 3, 'P')}")
    assert after.sources[0].records.texts[1:8] == [
        "PROFILE P",
        " IPL CMS",
        " MACHINE ESA 4",
        " SPOOL 00E 1403 A",
        " CONSOLE 009 3215 T",
        " SPOOL 00C 2540 READER *",
        "USER U1 NOLOG",
    ]
    assert [(group.profile, group.action, group.saved) for group in found.groups] == [("P", Action.CHANGED, 8)]


def test_where_others_include_a_profile_a_new_one_takes_over_what_it_says() -> None:
    profile = "PROFILE P\n MACHINE XC\n* the printer\n SPOOL 00E 1403 A\n"
    _, found, after = mined(f"{START}{profile}USER OTHER NOLOG\n INCLUDE P\n{guests(SHARED, 6, 'P')}")
    (group,) = found.groups
    assert (group.profile, group.action, group.instead_of, group.taken_over) == ("P2", Action.NEW, "P", 2)
    assert after.sources[0].records.texts[5:12] == [
        "PROFILE P2",
        " IPL CMS",
        " MACHINE ESA 4",
        "* the printer",
        " SPOOL 00E 1403 A",
        " CONSOLE 009 3215 T",
        " SPOOL 00C 2540 READER *",
    ]
    assert after.profile_name(after.machines["OTHER"]) == "P"
    assert after.profile_name(after.machines["U1"]) == "P2"


def test_entries_that_say_all_of_a_profile_include_it() -> None:
    profile = f"PROFILE P\n{SHARED}"
    _, found, after = mined(f"{START}{profile}USER OTHER NOLOG\n INCLUDE P\n{guests(SHARED, 3)}")
    (group,) = found.groups
    assert (group.profile, group.action, group.removed, group.added) == ("P", Action.INCLUDED, 12, 3)
    assert after.sources[0].records.texts[-2:] == ["USER U3 NOLOG", " INCLUDE P"]


def test_a_profile_that_a_pool_names_stays_as_it_is() -> None:
    pool = "USER POO NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n"
    _, found, _ = mined(f"{START}PROFILE P\n SPOOL 00E 1403 A\n{guests(SHARED, 6, 'P')}{pool}")
    assert [(group.profile, group.action) for group in found.groups] == [("P2", Action.NEW)]
    assert found.proof.pool_ids == 5


def test_an_entry_that_lacks_little_is_told_and_stays() -> None:
    odd = "USER ODD NOLOG\n IPL CMS\n MACHINE ESA 2\n CONSOLE 009 3215 T\n SPOOL 00C 2540 READER *\n"
    _, found, after = mined(f"{START}{guests(SHARED, 5)}{odd}")
    assert found.groups[0].odd == (("ODD", ("MACHINE ESA 4",)),)
    assert after.machines["ODD"].texts == odd.splitlines()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (" SYSAFFIN A\n", "SYSAFFIN in them limits what stands behind it"),
        (" MACHNE ESA\n", "DIRECTXA refuses a statement of theirs, or their name is there twice"),
        (" POSIXINFO UID 5,\n", "DIRECTXA refuses a statement of theirs, or their name is there twice"),
        (" MINIOPT NOMDC\n", "DIRECTXA refuses a statement of theirs, or their name is there twice"),
        (" INCLUDE NONE\n", "their profile is not there, or not as it should be"),
        (" *DIRTOOL: IGNORE REF003\n", "a comment for dirtool in them may speak of what would move"),
    ],
)
def test_an_entry_that_had_better_be_left_alone_is_told(entry: str, why: str) -> None:
    text = f"USER LONE NOLOG\n{entry}{SHARED}"
    _, found, after = mined(f"{START}{guests(SHARED)}{text}")
    assert after.machines["LONE"].texts == text.splitlines()
    assert (Left.ENTRIES, why, ("LONE",)) in found.left_out


def test_what_all_users_say_in_place_of_their_profile_takes_the_place_there() -> None:
    _, found, after = mined(
        f"{START}PROFILE P\n MACHINE XC\n SPOOL 00E 1403 A\n{guests(' MACHINE ESA 4' + chr(10), 3, 'P')}"
    )
    assert after.sources[0].records.texts[1:5] == ["PROFILE P", " MACHINE ESA 4", " SPOOL 00E 1403 A", "USER U1 NOLOG"]
    assert (found.groups[0].removed, found.groups[0].added) == (3, 0)


def test_what_the_profile_says_already_goes_without_a_record_more() -> None:
    _, found, after = mined(
        f"{START}PROFILE P\n MACHINE XC\n OPTION ACCT\n{guests(' MACH XC' + chr(10) + ' OPTION ACCT' + chr(10), 3, 'P')}"
    )
    assert after.sources[0].records.texts[1:5] == ["PROFILE P", " MACHINE XC", " OPTION ACCT", "USER U1 NOLOG"]
    assert (found.groups[0].removed, found.groups[0].added, found.groups[0].moves) == (6, 0, ("MACH XC", "OPTION ACCT"))


@pytest.mark.parametrize(
    ("profile", "statement", "why"),
    [
        ("POSIXINFO UID 5", "POSIXINFO GNAME staff", Kept.PARTLY),
        ("OPTION MAXCONN 5", "OPTION MAXCONN 64", Kept.PARTLY),
        ("SCREEN ALL RED", "SCREEN INAREA BLUE", Kept.PARTLY),
        ("LINK A 190 190 RR\n LINK B 190 190 RR", "LINK MAINT 190 190 RR", Kept.PARTLY),
        ("COMMAND A", "COMMAND A", Kept.ORDER),
        ("LOGONBY A B C D E", "LOGONBY F G H I", Kept.LOGONBY),
    ],
)
def test_what_does_not_go_with_the_profile_stays_and_is_told(profile: str, statement: str, why: Kept) -> None:
    text = f"{START}PROFILE P\n {profile}\n{guests(f' {statement}{chr(10)}', 4, 'P')}"
    before, found, _ = mined(text)
    assert (found.groups, found.records) == ((), before.sources[0].records)
    assert found.left_out == ((Left.STATEMENTS, why, ("U1", "U2", "U3", "U4")),)


@pytest.mark.parametrize(
    "profile",
    [
        "SYSAFFIN ONE\n SPOOL 00E 1403",
        "SPOOL 00E 1403\n IPL CMS",
        "MDISK 191 3390 1 5 VOL001",
        "MACHNE ESA",
        "SPOOL 00E 1403\nPROFILE P\n SPOOL 00D 3525",
    ],
)
def test_nothing_is_built_on_a_profile_that_is_not_as_it_should_be(profile: str) -> None:
    before, found, _ = mined(f"{START}PROFILE P\n {profile}\n{guests(SHARED, 9, 'P')}USER O NOLOG\n INCLUDE P\n")
    assert (found.groups, found.records) == ((), before.sources[0].records)
    assert found.left_out[0][:2] == (Left.ENTRIES, "their profile is not there, or not as it should be")


def test_a_directory_of_an_older_system_gets_no_profile() -> None:
    _, found, _ = mined(guests(" IPL CMS\n CONSOLE 009 3215\n SPOOL 00E 1403 A\n SPOOL 00D 2540 PUNCH\n"))
    assert found.groups == ()
    assert [one.why for one in found.left_out] == [
        "nothing tells that the directory is for z/VM, and older systems have no PROFILE"
    ]


def test_a_group_that_is_not_proved_is_told_and_the_others_stay() -> None:
    def doubting(before: Directory, after: Directory, new: frozenset[str]) -> Comparison:
        real = compared(before, after, new)
        doubtful = after.machines["WEB0000"].texts[1] == " INCLUDE WEBDFLT"
        return real._replace(differences=(("WEB0000", "the devices"),)) if doubtful else real

    with patch.object(mining, "compared", doubting):
        before, found, after = mined("\n".join(farm(60)))
    assert_nothing_changes(before, after, found)
    assert sorted(group.profile for group in found.groups) == ["APPDFLT", "DBSDFLT", "JVMDFLT", "MONDFLT"]
    (left,) = found.left_out
    assert (left.what, left.why) == (Left.GROUP, "the devices of WEB0000 would not stay the same")
    assert {name[:3] for name in left.entries} == {"WEB"}


def test_nothing_is_proposed_if_something_else_would_not_stay() -> None:
    def failing(before: Directory, after: Directory, new: frozenset[str]) -> Comparison:
        real = compared(before, after, new)
        return real._replace(differences=(("MAINT", "the devices"),)) if new else real

    with patch.object(mining, "compared", failing):
        before, found, _ = mined("\n".join(farm(60)))
    assert (found.groups, found.records) == ((), before.sources[0].records)
    assert {one.why for one in found.left_out} == {"another entry would not stay the same"}
    assert len(found.left_out) == 5


def test_a_profile_that_would_copy_an_error_is_not_proposed() -> None:
    profile = "PROFILE P\n LINK NOBODY 190 190 RR\n"
    _, found, _ = mined(f"{START}{profile}USER OTHER NOLOG\n INCLUDE P\n{guests(SHARED, 6, 'P')}")
    assert found.groups == ()
    assert [(one.what, one.why) for one in found.left_out] == [(Left.GROUP, "lint would find more errors: REF003")]


def test_a_directory_in_several_files_is_refused() -> None:
    with pytest.raises(InputError, match="in 2 files; allowed: one file"):
        mine(directory_of(f"{START}USER A NOLOG", "USER B NOLOG"))


@pytest.mark.parametrize(
    "text", ["", "* nothing", "DIRECTORY 123 3390 RES001", "PROFILE P\n IPL CMS", "SUBCONFIG A-1\n IPL CMS"]
)
def test_a_directory_without_users_has_no_use_for_a_profile(text: str) -> None:
    before, found, _ = mined(text)
    assert (found.groups, found.records) == ((), before.sources[0].records)
