"""What changed between two directories."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.change import Action, Change, Diff
from dirtool.compare.diff.comparison import compare
from dirtool.compare.diff.disks import Data
from dirtool.text.records import read_records
from tests.compare.diff.disguise import disguised
from tests.compare.diff.plants import PLANTS, Farm, Plant, Seen, seen
from tests.generator import KINDS, generate
from tests.model.made import directory_of

ROOT = Path(__file__).resolve().parents[3]
ADDED, REMOVED, CHANGED, MOVED = Action.ADDED, Action.REMOVED, Action.CHANGED, Action.MOVED
OPPOSITE = {ADDED: REMOVED, REMOVED: ADDED, CHANGED: CHANGED, MOVED: MOVED}
SAMPLES = [*sorted((ROOT / "samples").glob("*.direct")), *sorted((ROOT / "tests" / "cases").rglob("*.direct"))]


def changed(old: str, new: str) -> Diff:
    """The difference of two directories in texts."""
    return compare(directory_of(old), directory_of(new))


def only(diff: Diff) -> Change:
    """The one change that there is."""
    (entry,) = diff.entries
    (change,) = entry.changes
    return change


def user(*statements: str, header: str = "USER A PW 1G 2G G", before: str = "") -> str:
    """A directory with one user, and perhaps something before it."""
    return "\n".join(filter(None, (before, header, *statements)))


def assert_same(old: str, new: str) -> None:
    assert changed(old, new).entries == ()
    assert changed(new, old).entries == ()


# ---- devices with another number


@pytest.mark.parametrize(
    ("size", "words"), [(80, "kept; 30 cylinders more"), (20, "kept up to 20, then orphaned"), (50, "kept")]
)
def test_a_minidisk_may_have_another_number_and_another_size_at_once(size: int, words: str) -> None:
    change = only(changed(user("MDISK 191 3390 1 50 V1 MR"), user(f"MDISK 291 3390 1 {size} V1 MR")))
    assert (change.action, change.subject, change.was) == (MOVED, "A/0291", "A/0191")
    assert change.effect is not None
    assert change.effect.words == words


def test_what_a_renumbered_minidisk_has_more_may_be_another_ones() -> None:
    old = user("MDISK 191 3390 1 50 V1 MR", "MDISK 192 3390 51 50 V1 MR")
    (entry,) = changed(old, user("MDISK 291 3390 1 80 V1 MR")).entries
    assert {change.subject: change.effect.words for change in entry.changes if change.effect} == {
        "A/0291": "kept; 30 cylinders more, stale: last owner A/0192",
        "A/0192": "overwritten: A/0291 has 51-80",
    }


def test_a_new_minidisk_on_the_extent_of_another_one_stands_out() -> None:
    old = "USER A NOLOG\n MDISK 191 3390 1 50 V1 MR\n"
    (entry,) = changed(old, f"{old}USER B NOLOG\n MDISK 191 3390 1 50 V1 MR\n").entries
    (words,) = [change.effect.words for change in entry.changes if change.effect and change.stands_out]
    assert words == "kept: A/0191 had the same extent"


# ---- the same meaning


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_in_disguise_is_the_same(path: Path) -> None:
    records = read_records(path.read_bytes()).texts
    hidden = disguised(records, Random(path.stem))
    assert_same("\n".join(records), "\n".join(hidden))


@settings(deadline=None, max_examples=20)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_a_generated_directory_in_disguise_is_the_same(kind: str, seed: int) -> None:
    records = generate(kind, 300, seed)
    assert_same("\n".join(records), "\n".join(disguised(records, Random(seed))))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["MACHINE ESA 4"], ["  mach  esa 04"]),
        (["MDISK 0191 3390 0100 0050 VOL001 W"], ["M 191 3390 100 50 vol001"]),
        (["LINK MAINT 190"], ["LINK MAINT 0190 0190 R"]),
        (["LINK MAINT 190 190 RR"], ["LINK MAINT 190 190 RR * the system disk"]),
        (["OPTION QUICKDSP LNKS", "OPTION APPLMON"], ["OPTION APPLMON LNKSTABL QUICKD"]),
        (["OPTION APPLMON"], ["OPTION APPLMON", "OPTION APPLMON"]),
        (["LOGONBY B C"], ["LOGONBY C", "LOGONBY B"]),
        (["AUTOLOG OP1 OP2"], ["XAUTOLOG OP2", "AUTOLOG OP1"]),
        (["NAMESAVE GCS VTAM"], ["NAMESAVE VTAM", "NAMESAVE GCS"]),
        (["IUCV ANY P M 20", "IUCV *MSG"], ["IUCV *MSG", "IUCV ANY PRIORITY MSGLIMIT 20"]),
        (["IUCV B M 5", "IUCV B M 9"], ["IUCV B M 9", "IUCV B M 5"]),
        (["ACCOUNT 1 DIST 3 4"], ["ACCOUNT 1 DIST", "ACCOUNT 4", "ACCOUNT 3"]),
        (["ACCOUNT 1 A"], ["ACCOUNT 1"]),
        (["CRYPTO DOMAIN 1 2 3 APDED 7"], ["CRYPTO DOMAIN 3 1", "CRYPTO DOMAIN 2 APDEDICATED 07"]),
        (["NICDEF 600 TYPE QDIO DEV 3", "NICDEF 600 LAN SYSTEM VSW1"], ["NICDEF 0600 LAN SYSTEM VSW1 TYPE QDIO"]),
        (["NICDEF 600 TYPE QDIO VLAN 1-2 3 7"], ["NICDEF 600 TYPE QDIO VLAN 7 001 - 3"]),
        (["POSIXINFO UID 7 GNAME staff"], ["POSIXINFO GNAME staff,", " UID 7"]),
        (["SCREEN INA WHI NON", "SCREEN CPOUT YEL"], ["SCREEN CPOUT YELLOW INAREA WHITE NONE"]),
        (["MDISK 191 3390 1 5 VOL001", "MINIOPT NOMDC"], ["MDISK 191 3390 1 5 VOL001", "MINIOPT CACHE NOMDC"]),
        (["SPOOL 00C 2540 READER *"], ["SPOOL 00C 2540 R"]),
        (["SPOOL 00E 1403 A"], ["SPOOL 00E 1403"]),
        (["SPECIAL 0700 QDIO 3 SYSTEM LAN1"], ["SPECIAL 700 QDIO 03 SYSTEM LAN1"]),
        (["CPU 00 BASE", "CPU 01"], ["CPU 1", "CPU 0 BASE"]),
        (["DEDICATE 1000 2000"], ["DED 1000 2000"]),
        (["STORAGE 1G", "CLASS GB"], ["STORAGE 1024M", "CLASS BG"]),
        (["FOO  bar"], ["* a comment", " FOO BAR", "*DVHOPT LNK0 LOG1"]),
    ],
)
def test_other_words_for_the_same_are_no_difference(one: list[str], other: list[str]) -> None:
    assert_same(user(*one), user(*other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("USER A PW 2G 4G G", "USER A PW 2048M 4096M G 64"),
        ("USER A PW 2G 4G BG", "USER A PW * * *\n STORAGE 2G\n MAXSTORAGE 4G\n CLASS GB"),
        ("USER A PW 2G", "USER A PW 2G 2G"),
        ("USER A PW 2G 4G G", "USER A PW 2G 4G G 64 ON ON ON ON"),
    ],
)
def test_a_header_says_the_same_as_statements_in_its_place(one: str, other: str) -> None:
    assert_same(one, other)


def test_order_matters_for_commands_and_for_what_stands_twice() -> None:
    ordered = changed(user("COMMAND A", "COMMAND B", "COMMAND C"), user("COMMAND B", "COMMAND A", "COMMAND C"))
    assert only(ordered).note == "COMMAND statements run in another order"
    assert seen(changed(user("IPL CMS", "IPL 190"), user("IPL 190", "IPL CMS"))) == {Seen(CHANGED, "A", "IPL")}


def test_two_entries_of_one_name_and_two_devices_of_one_number_are_all_compared() -> None:
    twice = "USER A PW\n MDISK 191 3390 1 5 VOL001\n MDISK 191 3390 9 5 VOL001\nUSER A PX\n ACCOUNT 1"
    assert_same(twice, "USER A PX\n ACCOUNT 1\nUSER A PW\n MDISK 191 3390 1 5 VOL001\n MDISK 191 3390 9 5 VOL001")
    diff = changed(twice, twice.replace("9 5", "9 6").replace("ACCOUNT 1", "ACCOUNT 2"))
    assert seen(diff) == {Seen(CHANGED, "A/0191", "MDISK"), Seen(CHANGED, "A", "ACCOUNT")}


def test_a_pool_and_the_identity_of_its_name_are_not_mixed_up() -> None:
    pool, identity = "USER GRP PW\n POOL LOW 1 HIGH 9 PROFILE P", "IDENTITY GRP PW\n ACCOUNT 1"
    assert_same(f"PROFILE P\n ACCOUNT 5\n{pool}\n{identity}", f"PROFILE P\n ACCOUNT 5\n{identity}\n{pool}")


def test_an_index_file_and_one_file_for_all_mean_the_same() -> None:
    assert compare(
        directory_of("LOAD A DIRECT", "USER A PW\n ACCOUNT 1", "USER B PW"),
        directory_of("USER B PW\nUSER A PW\n ACCOUNT 1"),
    ) == Diff(())


# ---- planted changes


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PLANTS), unique=True, max_size=6), st.integers(0, 10_000))
def test_exactly_what_was_planted_is_shown(plants: list[Plant], seed: int) -> None:
    farm = Farm(Random(seed))
    before = "\n".join(farm.records)
    expected = {one for plant in plants for one in plant(farm)}
    after = disguised(farm.records, Random(seed))
    assert seen(changed(before, "\n".join(after))) == expected


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PLANTS), unique=True, max_size=6), st.integers(0, 10_000))
def test_the_way_back_is_the_mirror_of_the_way_there(plants: list[Plant], seed: int) -> None:
    farm = Farm(Random(seed))
    before = "\n".join(farm.records)
    for plant in plants:
        plant(farm)
    after = "\n".join(farm.records)
    there, back = seen(changed(before, after)), seen(changed(after, before))
    assert back == {
        Seen(OPPOSITE[one.action], one.was or one.subject, one.keyword, one.subject if one.was else None)
        for one in there
    }


# ---- entries


DISK = " MDISK 0200 3390 12001 3338 LX0041 MR"


def test_an_entry_that_holds_the_same_minidisks_under_another_name_is_renamed() -> None:
    old = f"USER DBTEST PW 1G 2G G\n{DISK}\nUSER B PW\n LINK DBTEST 200 200 RR\n LOGONBY DBTEST\n ACCOUNT 1"
    diff = changed(old, old.replace("DBTEST", "LNX7"))
    assert seen(diff) == {Seen(MOVED, "LNX7", "", "DBTEST")}  # what names it has followed
    assert diff.entries[0].disks_kept == 1


def test_a_renamed_entry_may_have_changed_too() -> None:
    diff = changed(f"USER DBTEST PW 1G 2G G\n{DISK}\n ACCOUNT 1", f"USER LNX7 PW 1G 2G G\n{DISK[:-2]}MW\n ACCOUNT 2")
    assert seen(diff) == {
        Seen(MOVED, "LNX7", "", "DBTEST"),
        Seen(CHANGED, "LNX7", "ACCOUNT"),
        Seen(CHANGED, "LNX7/0200", "MDISK"),
    }


def test_an_entry_without_minidisks_is_renamed_if_it_says_the_same_and_enough() -> None:
    says = " ACCOUNT 7\n DEDICATE 1000 2000"
    assert seen(changed(f"USER A PW\n{says}", f"USER B PX\n{says}")) == {
        Seen(MOVED, "B", "", "A"),
        Seen(CHANGED, "B", "PASSWORD"),
    }
    assert seen(changed("USER A NOLOG", "USER B NOLOG")) == {Seen(REMOVED, "A"), Seen(ADDED, "B")}


def test_subconfigurations_and_profiles_are_renamed_with_what_names_them() -> None:
    old = f"PROFILE P\n ACCOUNT 1\n IPL CMS\nIDENTITY M PW\n INCLUDE P\n BUILD ON S1 USING SUBCONFIG M-1\nSUBCONFIG M-1\n{DISK}"
    assert seen(changed(old, old.replace("PROFILE P", "PROFILE Q").replace("INCLUDE P", "INCLUDE Q"))) == {
        Seen(MOVED, "Q", "", "P")
    }
    assert seen(changed(old, old.replace("M-1", "M-9"))) == {Seen(MOVED, "M-9", "", "M-1")}


def test_a_user_that_becomes_an_identity_is_changed() -> None:
    assert only(changed("USER A PW", "IDENTITY A PW")).operands == (("kind", "USER", "IDENTITY", False),)


def test_what_a_new_entry_says_is_told_with_it_and_counted_apart() -> None:
    diff = changed("DIRECTORY 123 3390 RES", f"DIRECTORY 123 3390 RES\nUSER A PW 1G 2G BG\n ACCOUNT 1\n{DISK}")
    (entry,) = diff.entries
    assert [change.new_text for change in entry.changes] == [
        "USER A ******** 1G 2G BG",
        "CLASS BG",
        "ACCOUNT 1",
        "MDISK 0200 3390 12001 3338 LX0041 MR",
    ]
    assert diff.counts["entries"]["added"] == 1
    assert sum(diff.counts["changes"].values()) == 0


def test_the_difference_can_be_narrowed_to_entries_by_both_of_their_names() -> None:
    diff = changed(f"USER A PW\n{DISK}\nUSER C PW", f"USER B PW\n{DISK}\nUSER C PX")
    assert [entry.name for entry in diff.of(["A"]).entries] == ["B"]
    assert [entry.name for entry in diff.of(["C", "B"]).entries] == ["B", "C"]


# ---- profiles

SHARED = "PROFILE P\n {}\nUSER A PW 1G\n INCLUDE P\n {}\nUSER B PW 1G\n INCLUDE P\n {}"


def shared(profile: str = "*", a: str = "*", b: str = "*") -> str:
    return SHARED.format(profile, a, b)


def told(diff: Diff) -> list[tuple[str, Action, str, int | None]]:
    return [(entry.name, one.action, one.keyword, one.machines) for entry in diff.entries for one in entry.changes]


@pytest.mark.parametrize("statement", ["LINK MAINT 190 190 RR", "OPTION QUICKDSP", "MACHINE ESA 4", "MAXSTORAGE 4G"])
def test_a_statement_that_goes_to_the_profile_of_all_its_users_is_no_change(statement: str) -> None:
    assert_same(shared(a=statement, b=statement), shared(profile=statement))


def test_a_profile_that_changes_is_told_once_with_the_machines_that_change() -> None:
    assert told(changed(shared(), shared(profile="OPTION QUICKDSP"))) == [("P", ADDED, "OPTION", 2)]
    assert told(changed(shared("IPL CMS"), shared("IPL 190"))) == [("P", CHANGED, "IPL", 2)]
    assert told(changed(shared("IPL CMS", a="IPL 200"), shared("IPL 190", a="IPL 200"))) == [("P", CHANGED, "IPL", 1)]
    assert told(changed(shared(a="OPTION QUICKDSP"), shared(profile="OPTION QUICKDSP"))) == [("P", ADDED, "OPTION", 1)]


def test_a_profile_that_changes_for_nobody_is_told_all_the_same() -> None:
    assert told(changed("PROFILE P\n IPL CMS", "PROFILE P\n IPL 190")) == [("P", CHANGED, "IPL", 0)]


def test_a_user_whose_own_statement_is_gone_has_that_of_its_profile() -> None:
    change = only(changed(shared("IPL CMS", a="IPL 190"), shared("IPL CMS")))
    assert (change.subject, change.action, change.note) == ("A", CHANGED, "now by PROFILE P")
    assert change.operands == (("target", "0190", "CMS", False),)


def test_another_profile_is_told_with_all_that_it_changes() -> None:
    profiles = "PROFILE P\n IPL CMS\n OPTION APPLMON\nPROFILE Q\n IPL 190\n OPTION APPLMON\nUSER A PW\n INCLUDE {}"
    assert told(changed(profiles.format("P"), profiles.format("Q"))) == [
        ("A", CHANGED, "INCLUDE", None),
        ("A", CHANGED, "IPL", None),
    ]


# ---- devices and data


def test_a_device_with_another_number_has_moved() -> None:
    for one in ("NICDEF {} TYPE QDIO LAN SYSTEM VSW1", "LINK MAINT 190 {} RR", "DEDICATE {} 2000", "SPOOL {} 1403 A"):
        change = only(changed(user(one.format("0600")), user(one.format("0700"))))
        assert (change.action, change.subject, change.was) == (MOVED, "A/0700", "A/0600")


def test_a_device_that_moved_may_have_changed_too() -> None:
    change = only(changed(user("LINK MAINT 190 190 RR"), user("LINK MAINT 190 290 MW")))
    assert change.action is MOVED
    assert change.operands == (("mode", "RR", "MW", False), ("vdev", "0190", "0290", False))


def test_two_minidisks_that_changed_their_numbers_have_both_moved() -> None:
    one, other = "MDISK {} 3390 100 50 VOL001 MR", "MDISK {} 3390 200 50 VOL001 MR"
    diff = changed(user(one.format("0191"), other.format("0192")), user(one.format("0192"), other.format("0191")))
    assert seen(diff) == {Seen(MOVED, "A/0191", "MDISK", "A/0192"), Seen(MOVED, "A/0192", "MDISK", "A/0191")}


def test_a_minidisk_with_another_owner_has_moved_and_its_data_are_kept() -> None:
    change = only(changed(f"USER A PW\n{DISK}\nUSER B PW", f"USER A PW\nUSER B PW\n{DISK.replace('0200', '0300')}"))
    assert (change.action, change.subject, change.was) == (MOVED, "B/0300", "A/0200")
    assert change.effect is not None
    assert change.effect.data is Data.KEPT


def test_the_disks_of_an_entry_that_is_gone_may_be_with_several_others() -> None:
    disks = "\n".join(f" MDISK 020{at} 3390 {at}00 50 VOL001 MR" for at in range(1, 5))
    new = "USER B PW\n{}\n{}\nUSER C PW\n{}\n{}".format(*disks.split("\n"))
    diff = changed(f"USER A PW\n{disks}\nUSER B PW\nUSER C PW", new)
    assert {(one.action, one.subject[:1], one.was and one.was[:1]) for one in seen(diff)} == {
        (REMOVED, "A", None),
        (MOVED, "B", "A"),
        (MOVED, "C", "A"),
    }


def test_another_kind_of_device_under_a_number_is_another_device() -> None:
    assert seen(changed(user("LINK B 191 191 RR"), user("MDISK 191 3390 1 5 VOL001"))) == {
        Seen(REMOVED, "A/0191", "LINK"),
        Seen(ADDED, "A/0191", "MDISK"),
    }


@pytest.mark.parametrize(
    ("old", "new", "data", "words"),
    [
        ("100 50 VOL001", "100 60 VOL001", Data.KEPT, "kept; 10 cylinders more"),
        ("100 50 VOL001", "100 40 VOL001", Data.ORPHANED, "kept up to 139, then orphaned"),
        ("100 50 VOL001", "300 50 VOL001", Data.ELSEWHERE, "elsewhere: there only if copied; old extent orphaned"),
        ("100 50 VOL001", "100 50 VOL002", Data.ELSEWHERE, "elsewhere: there only if copied; old extent orphaned"),
        ("100 50 VOL001 MR", "100 50 VOL001 MW", Data.KEPT, "kept"),
        ("100 50 VOL001", "100 END VOL001", Data.KEPT, "kept; all more"),
    ],
)
def test_a_minidisk_that_changes_says_what_becomes_of_the_data(old: str, new: str, data: Data, words: str) -> None:
    change = only(changed(user(f"MDISK 191 3390 {old}"), user(f"MDISK 191 3390 {new}")))
    assert (change.action, change.effect) == (CHANGED, (data, words))


@pytest.mark.parametrize(
    ("old", "new", "effects"),
    [
        ("A 100 50", "", {"A": "orphaned"}),
        ("", "B 100 50", {"B": "none there before"}),
        ("A 100 50", "B 120 50", {"A": "overwritten: B/0191 has 120-149", "B": "stale: last owner A/0191"}),
        ("A 100 50|C 100 50", "C 100 50", {"A": "kept: C/0191 has the same extent"}),
        ("C 100 50", "A 100 50|C 100 50", {"A": "kept: C/0191 had the same extent"}),
        ("A 100 50", "B 0 3339", {"A": "orphaned", "B": "stale: last owner A/0191"}),
    ],
)
def test_cylinders_that_one_gives_up_and_another_one_takes(old: str, new: str, effects: dict[str, str]) -> None:
    def directory(disks: str) -> str:
        held = dict(disk.split(" ", 1) for disk in disks.split("|") if disk)
        users = ((name, f"\n MDISK 191 3390 {held[name]} VOL001" if name in held else "") for name in "ABC")
        return "\n".join(f"USER {name} PW{disk}" for name, disk in users)

    diff = changed(directory(old), directory(new))
    found = {one.subject[:1]: one.effect.words for entry in diff.entries for one in entry.changes if one.effect}
    assert found == effects


def test_the_system_residence_volume_is_another_one_for_each_subconfiguration() -> None:
    old = "SUBCONFIG M-1\n MDISK 123 3390 0 END &SYSRES\nSUBCONFIG M-2\n MDISK 124 3390 5 9 &SYSRES"
    new = "SUBCONFIG M-1\n MDISK 123 3390 0 END &SYSRES\n MDISK 124 3390 5 9 &SYSRES\nSUBCONFIG M-2"
    assert seen(changed(old, new)) == {Seen(REMOVED, "M-2/0124", "MDISK"), Seen(ADDED, "M-1/0124", "MDISK")}


# ---- what may be told


def test_a_password_that_changed_is_told_and_not_shown() -> None:
    diff = changed(
        "USER A GEHEIM1\n MDISK 191 3390 1 5 VOL001 MR ALL GEHEIM2",
        "USER A GEHEIM3\n MDISK 191 3390 1 5 VOL001 MR ALL GEHEIM4",
    )
    assert "GEHEIM" not in repr(diff)
    assert [one.operands for one in diff.entries[0].changes] == [
        (("password", "********", "********", True),),
        (("write_password", "********", "********", True),),
    ]
    assert only(changed("USER A NOLOG", "USER A GEHEIM")).operands == (("password", "NOLOG", "********", True),)


def test_a_statement_that_is_broken_is_compared_by_its_words_and_shown_masked() -> None:
    old, new = (user(f"MDISK 19X 3390 1 5 VOL001 MR GEHEIM{at}") for at in "12")
    diff = changed(old, new)
    assert "GEHEIM" not in repr(diff)
    assert [one.action for one in diff.entries[0].changes] == [ADDED, REMOVED]
    assert_same(old, old.replace("MDISK", "  mdisk"))


@pytest.mark.parametrize(
    ("old", "new", "stands_out"),
    [
        ("OPTION APPLMON", "OPTION LNKNOPAS", True),
        ("ACCOUNT 1", "ACCOUNT 2", False),
        ("LOGONBY B", "LOGONBY C", True),
        ("IUCV B", "IUCV C", False),
        ("IUCV B", "IUCV ANY", True),
        ("CLASS G", "CLASS BG", True),
    ],
)
def test_privileges_stand_out(old: str, new: str, stands_out: bool) -> None:
    changes = changed(user(old, header="USER A PW 1G 2G *"), user(new, header="USER A PW 1G 2G *")).entries[0].changes
    assert any(change.stands_out for change in changes) is stands_out


def test_every_change_has_its_places_on_both_sides() -> None:
    change = only(changed(user("ACCOUNT 1"), user("* one more", "ACCOUNT 2")))
    assert (change.old_places, change.new_places) == ((("part0", 2),), (("part0", 3),))


def test_systems_that_a_statement_is_for_are_compared() -> None:
    change = only(changed(user("SYSAFFIN SYSA", "ACCOUNT 1"), user("SYSAFFIN SYSB", "ACCOUNT 1")))
    assert change.operands == (("sysaffin", "SYSA", "SYSB", False),)
