"""SEC: passwords, authorities, and who can write what."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from tests.model.made import directory_of

SECURITY = severities_of(Profile.SECURITY)


def found(text: str, code: str, **options: object) -> list[Diagnostic]:
    """What one rule finds in one file."""
    how = Options(severities={code: SECURITY[code]}, **options)  # type: ignore[arg-type]
    return lint(directory_of(text), options=how).diagnostics


def places(text: str, code: str, **options: object) -> list[tuple[int, int, int]]:
    """Record, column and end column of what one rule finds."""
    return [(one.span.line, one.span.column, one.span.end_column) for one in found(text, code, **options)]


def messages(text: str, code: str, **options: object) -> list[str]:
    return [one.message for one in found(text, code, **options)]


def related(one: Diagnostic) -> list[tuple[int, str, str]]:
    return [(other.span.line, other.subject, other.message) for other in one.related]


# ---- which rules are in the default profile


def test_the_rules_of_the_default_profile() -> None:
    recommended = severities_of(Profile.RECOMMENDED)
    assert [code for code in sorted(SECURITY) if code.startswith("SEC") and code in recommended] == [
        "SEC001",
        "SEC006",
        "SEC008",
    ]


# ---- SEC001


@pytest.mark.parametrize(
    "password", ["LINUX1", "linux1", "PASSWORD", "password", "SECRET", "CPCMS", "WD5JU8QP", "SYS1", "CHANGEME"]
)
def test_a_password_that_anybody_would_try(password: str) -> None:
    [one] = found(f"USER LINUX1 {password} 1G 2G G\n", "SEC001")
    assert (one.span.line, one.span.column, one.span.end_column) == (1, 13, 13 + len(password))
    assert (one.subject, one.severity) == ("LINUX1", "warning")


def test_the_message_does_not_tell_which_password_it_is() -> None:
    texts = [f"USER LINUX1 {password} 1G 2G G\n" for password in ("LINUX1", "SECRET", "ROSEBUD")]
    told = {
        (one.message, one.subject, one.fingerprint)
        for text in texts
        for one in found(text, "SEC001", restricted_passwords=frozenset({"ROSEBUD"}))
    }
    [(message, _, _)] = told
    assert message == (
        "the logon password of LINUX1 is one that anybody would try first"
        " (the userid, a shipped default or a restricted word)"
    )


@pytest.mark.parametrize(
    "password",
    ["NOLOG", "NOPASS", "AUTOONLY", "LBYONLY", "XXXXXXXX", "********", "LINUX2", "LINUX", "LINUX11", "PASSWORT"],
)
def test_other_words_are_none_of_those(password: str) -> None:
    assert found(f"USER LINUX1 {password} 1G 2G G\n", "SEC001") == []


@pytest.mark.parametrize("userid", ["NOLOG", "LBYONLY", "XXXXXXXX"])
def test_a_word_that_is_no_password_is_none_for_a_user_of_that_name(userid: str) -> None:
    assert found(f"USER {userid} {userid} 1G 2G G\n", "SEC001") == []


def test_a_site_has_its_own_restricted_words() -> None:
    text = "USER LINUX1 ROSEBUD 1G 2G G\nIDENTITY LINUX2 rosebud 1G 2G G\n"
    assert found(text, "SEC001") == []
    assert places(text, "SEC001", restricted_passwords=frozenset({"Rosebud"})) == [(1, 13, 20), (2, 17, 24)]


@pytest.mark.parametrize(
    "header", ["USER LINUX1 LINUX1 1X 2G G", "USER LINUX1 LINUX1 1G 2G G7", "USER LINUX1", "USER SECRET 1G 2G G"]
)
def test_a_header_with_a_fault_is_not_judged(header: str) -> None:
    assert found(f"{header}\n", "SEC001") == []


def test_passwords_of_minidisks_are_not_judged() -> None:
    assert found("USER LINUX1 NOLOG\n MDISK 191 3390 1 1 V MR LINUX1 SECRET PASSWORD\n", "SEC001") == []


@pytest.mark.parametrize("code", ["SEC001", "SEC002", "SEC003", "SEC008"])
def test_an_external_security_manager_keeps_the_passwords(code: str) -> None:
    text = "USER A A 1G 2G G\n MDISK 191 3390 1 1 V MR ALL ALL\nUSER B LBYONLY 1G 2G G\n"
    assert len(found(text, code)) == 1
    assert found(text, code, esm="racf") == []


# ---- SEC002


@pytest.mark.parametrize(
    ("words", "first", "last", "kinds"),
    [
        ("READ ALL", 34, 36, "write password"),
        ("READ all", 34, 36, "write password"),
        ("READ WRITE1 ALL", 41, 43, "multiple password"),
        ("ALL ALL ALL", 33, 39, "write and multiple passwords"),
        ("ALL ALL", 33, 35, "write password"),
        ("READ ALL * remark", 34, 36, "write password"),
        ("READ WRITE1 ALL * remark", 41, 43, "multiple password"),
        ("READ ALL MULTI1 WORD", 34, 36, "write password"),
    ],
)
def test_a_minidisk_that_all_can_write(words: str, first: int, last: int, kinds: str) -> None:
    [one] = found(f"USER A NOLOG\n MDISK 191 3390 1 1 VOL1 MR {words}\n", "SEC002")
    assert (one.span.line, one.span.column, one.span.end_column) == (2, first, last + 1)
    assert one.message == f"ALL as {kinds} of A/0191 lets everybody write it"
    assert (one.subject, one.severity) == ("A/0191", "warning")


@pytest.mark.parametrize(
    "words",
    ["", "ALL", "ALL WRITE1", "ALL WRITE1 MULTI1", "* ALL ALL", "READ * ALL", "READ WRITE1 * ALL", "* remark ALL"],
)
def test_a_minidisk_that_not_all_can_write(words: str) -> None:
    assert found(f"USER A NOLOG\n MDISK 191 3390 1 1 VOL1 MR {words}\n", "SEC002") == []


def test_words_that_may_have_slipped_are_not_judged() -> None:
    assert found("USER A NOLOG\n MDISK 191 3390 1 1 VOL1 READ ALL ALL\n", "SEC002") == []


# ---- SEC003 and SEC009


@pytest.mark.parametrize(
    ("password", "is_clear"),
    [
        ("HAZEL65", True),
        ("LINUX1", True),
        ("NOLOG", False),
        ("NOPASS", False),
        ("AUTOONLY", False),
        ("LBYONLY", False),
        ("XXXXXXXX", False),
        ("********", False),
    ],
)
def test_a_password_in_the_directory(password: str, is_clear: bool) -> None:
    assert places(f"USER LINUX1 {password} 1G 2G G\n", "SEC003") == [(1, 13, 13 + len(password))] * is_clear


def test_a_clear_password_is_an_information_that_does_not_show_it() -> None:
    [one] = found("IDENTITY LINUX1 HAZEL65 1G 2G G\n", "SEC003")
    assert (one.severity, one.subject) == ("info", "LINUX1")
    assert one.message == (
        "the logon password of LINUX1 stands in the directory;"
        " LBYONLY, AUTOONLY or an external security manager would do without"
    )


def test_nopass_is_an_information_only_with_an_external_security_manager() -> None:
    text = "USER LINUX1 NOPASS 1G 2G G\nUSER NOPASS AUTOONLY 1G 2G G\n"
    [alone] = found(text, "SEC009")
    [beside] = found(text, "SEC009", esm="racf")
    assert (alone.span, alone.message) == (beside.span, beside.message)
    assert alone.message == "everybody can log on to LINUX1: NOPASS asks for no password"
    assert (alone.severity, beside.severity) == ("warning", "info")
    assert (alone.span.line, alone.span.column, alone.span.end_column) == (1, 13, 19)


# ---- SEC004

OPTIONS = "USER SERVER1 AUTOONLY 1G 2G BG\n OPTION LNKNOPAS QUICKDSP DIAG98\n"


def test_each_dangerous_option_is_reported_at_its_word() -> None:
    assert places(OPTIONS, "SEC004") == [(2, 9, 17), (2, 27, 33)]
    assert [(one.subject, one.severity) for one in found(OPTIONS, "SEC004")] == [("SERVER1", "warning")] * 2


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({}, 2),
        ({"SERVER1": {"LNKNOPAS"}}, 1),
        ({"SERV*": {"lnknopas"}, "*1": {"DIAG98"}}, 0),
        ({"SERVER1": {"ALL"}}, 0),
        ({"SERVER2": {"ALL"}}, 2),
    ],
)
def test_options_that_the_site_allows(table: Mapping[str, set[str]], expected: int) -> None:
    allowed = {pattern: frozenset(words) for pattern, words in table.items()}
    assert len(found(OPTIONS, "SEC004", allowed_options=allowed)) == expected


def test_an_abbreviated_option_is_told_in_full() -> None:
    assert messages("USER A AUTOONLY 1G 2G G\n OPTION LNKN\n", "SEC004") == [
        "A has OPTION LNKNOPAS: it links to every minidisk without a password"
    ]


def test_an_option_of_a_profile_is_judged_there() -> None:
    text = "PROFILE P\n OPTION LNKNOPAS\nUSER A AUTOONLY 1G 2G G\n INCLUDE P\n"
    assert [(one.span.line, one.subject) for one in found(text, "SEC004")] == [(2, "P")]
    assert found(text, "SEC004", allowed_options={"P": frozenset({"LNKNOPAS"})}) == []


@pytest.mark.parametrize("option", ["LNKSTABL", "LNKEXCLU", "QUICKDSP", "ACCT", "SVMSTAT", "APPLMON", "DEVINFO"])
def test_options_that_open_nothing(option: str) -> None:
    assert found(f"USER A AUTOONLY 1G 2G G\n OPTION {option}\n", "SEC004") == []


# ---- SEC005


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USER A AUTOONLY 1G 2G G\n", []),
        ("USER A AUTOONLY 1G 2G\n", []),
        ("USER A AUTOONLY * * * 64\n", []),
        ("USER A NOLOG 1G 2G ABCDEFG\n CLASS ABC\n", []),
        ("USER A AUTOONLY 1G 2G BG\n", [((1, 23, 25), "A has the privilege class B")]),
        ("USER A AUTOONLY 1G 2G FED\n", [((1, 23, 26), "A has the privilege classes D, E and F")]),
        ("USER A AUTOONLY 1G 2G *\n CLASS GZ1\n", [((2, 8, 11), "A has the privilege classes 1 and Z")]),
        ("PROFILE P\n CLASS BG\n", [((2, 8, 10), "P has the privilege class B")]),
        ("USER A AUTOONLY 1G 2G B7\n", []),  # VAL009
    ],
)
def test_classes_beyond_g(text: str, expected: list[tuple[tuple[int, int, int], str]]) -> None:
    assert list(zip(places(text, "SEC005"), messages(text, "SEC005"), strict=True)) == expected


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"B"}, ["A has the privilege classes D and E"]),
        ({"B", "e"}, ["A has the privilege class D"]),
        ({"BDEG"}, []),
        ({"ALL"}, []),
        ({"A"}, ["A has the privilege classes B, D and E"]),
    ],
)
def test_classes_that_the_site_allows(words: set[str], said: list[str]) -> None:
    text = "USER A AUTOONLY 1G 2G BDEG\n"
    assert messages(text, "SEC005", allowed_classes={"A": frozenset(words)}) == said


# ---- SEC006

OWNER = "USER DATA AUTOONLY 1G 2G G\n MDISK 191 3390 100 10 VOL001 {}\n"
WRITER = "USER {} AUTOONLY 1G 2G G\n LINK DATA 191 {} {}\n"


@pytest.mark.parametrize(
    ("own", "link", "line"),
    [
        ("MR", "MW", 4),
        ("", "MW", 4),
        ("W", "MW", 4),
        ("M", "MW", 4),
        ("WR", "MW", 4),
        ("MW", "MW", 4),
        ("MWS", "MW", 4),
        ("MW", "MR", 2),
        ("MW", "W", 2),
        ("MW", "WR", 2),
        ("MW", "M", 2),
        # who only reads is no writer
        ("RR", "MW", None),
        ("R", "MW", None),
        ("MW", "RR", None),
        ("MW", "R", None),
        ("MW", "", None),
        # all give way
        ("MR", "MR", None),
        ("W", "M", None),
        # on purpose, of uncertain meaning, or with others kept out
        ("MWV", "MW", None),
        ("MRV", "MW", None),
        ("MR", "MD", None),
        ("MW", "MD", None),
        ("MR", "MWD", None),
        ("MD", "MW", None),
        ("MW", "SW", None),
        ("MW", "EW", None),
    ],
)
def test_two_writers_of_a_minidisk(own: str, link: str, line: int | None) -> None:
    text = OWNER.format(own) + WRITER.format("LINUX1", 291, link)
    assert [one.span.line for one in found(text, "SEC006")] == ([] if line is None else [line])


def test_a_link_is_reported_at_its_mode_with_all_other_writers() -> None:
    text = (
        OWNER.format("MR") + WRITER.format("B", 291, "MR") + WRITER.format("A", 291, "MW") + " LINK DATA 191 292 MW\n"
    )
    [one] = found(text, "SEC006")
    assert (one.span.line, one.span.column, one.span.end_column) == (6, 20, 22)
    assert one.message == "A, B and 1 other can write DATA/0191 at the same time"
    assert (one.subject, one.severity) == ("DATA/0191", "warning")
    assert related(one) == [
        (2, "DATA/0191", "the minidisk is defined here"),
        (4, "B/0291", "this link can write it too"),
        (7, "A/0292", "this link can write it too"),
    ]


def test_no_more_than_ten_other_writers_are_pointed_at() -> None:
    text = OWNER.format("RR") + "".join(WRITER.format(f"L{number:02}", 291, "MW") for number in range(60))
    [one] = found(text, "SEC006")
    assert one.message == "L00, L01 and 58 others can write DATA/0191 at the same time"
    assert len(one.related) == 11


def test_a_minidisk_is_reported_at_its_mode_where_the_links_give_way() -> None:
    [one] = found(OWNER.format("MW") + WRITER.format("A", 291, "MR"), "SEC006")
    assert (one.span.line, one.span.column, one.span.end_column) == (2, 31, 33)
    assert related(one) == [(4, "A/0291", "this link can write it too")]


def test_two_links_of_one_entry_are_one_writer() -> None:
    text = OWNER.format("RR") + WRITER.format("A", 291, "MW") + " LINK DATA 191 292 MW\n"
    assert found(text, "SEC006") == []
    assert len(found(text + WRITER.format("B", 291, "W"), "SEC006")) == 1


def test_entries_that_never_log_on_write_nothing() -> None:
    text = OWNER.format("MW") + WRITER.format("A", 291, "MW")
    assert found(text.replace("DATA AUTOONLY", "DATA NOLOG"), "SEC006") == []
    assert found(text.replace("A AUTOONLY 1G 2G G\n LINK", "A NOLOG\n LINK"), "SEC006") == []


def test_a_link_to_a_disk_of_its_own_is_no_second_writer() -> None:
    text = OWNER.format("MR") + " LINK * 191 291 MW\n" + WRITER.format("A", 291, "W")
    assert messages(text, "SEC006") == ["A and DATA can write DATA/0191 at the same time"]
    assert found(text.replace("DATA AUTOONLY", "DATA NOLOG"), "SEC006") == []
    assert found(OWNER.format("MR") + " LINK * 191 291 MW\n", "SEC006") == []


@pytest.mark.parametrize("place", ["0 END VOL001", "0 3339 VOL001", "DEVNO 1234", "0 500 VOL001"])
def test_full_packs_are_meant_to_be_shared(place: str) -> None:
    text = OWNER.format("MW") + WRITER.format("A", 291, "MW") + " MDISK 192 3390 200 10 VOL001 MR\n"
    assert len(found(text, "SEC006")) == 1
    assert found(text.replace("100 10 VOL001", place), "SEC006") == []


@pytest.mark.parametrize("volid", ["VOL001", "VOL002", "&SYSRES"])
def test_the_disk_of_the_directory_is_left_alone(volid: str) -> None:
    text = OWNER.format("MW").replace("VOL001", volid) + WRITER.format("A", 291, "MW")
    assert len(found(f"DIRECTORY SSI 123 3390 VOL001 VOL002\n{text}", "SEC006")) == 1
    assert found(f"DIRECTORY SSI 191 3390 VOL001 VOL002\n{text}", "SEC006") == []


def test_links_are_followed_to_the_minidisk() -> None:
    text = OWNER.format("RR") + WRITER.format("A", 291, "RR") + WRITER.format("B", 291, "MW")
    chained = text + "USER C AUTOONLY 1G 2G G\n LINK A 291 391 MW\n"
    assert found(text, "SEC006") == []
    assert messages(chained, "SEC006") == ["B and C can write DATA/0191 at the same time"]


def test_a_link_that_leads_nowhere_writes_nothing() -> None:
    text = WRITER.format("A", 291, "MW") + WRITER.format("B", 291, "MW") + "USER DATA NOLOG\n LINK A 291 191 MW\n"
    assert found(text, "SEC006") == []


CLUSTER = """\
IDENTITY SERV AUTOONLY 1G 2G G
 BUILD ON ONE USING SUBCONFIG SERV-1
 BUILD ON TWO USING SUBCONFIG SERV-2
SUBCONFIG SERV-1
 {}
SUBCONFIG SERV-2
 {}
"""


def test_a_subconfiguration_and_its_identity_are_one_machine() -> None:
    text = CLUSTER.format("LINK DATA 191 291 MW", "LINK DATA 191 292 RR")
    assert found(OWNER.format("RR") + text, "SEC006") == []
    both = text.replace("\nSUBCONFIG SERV-1", "\n LINK DATA 191 293 MW\nSUBCONFIG SERV-1")
    assert found(OWNER.format("RR") + both, "SEC006") == []
    assert messages(OWNER.format("MR") + both, "SEC006") == [
        "DATA and SERV on ONE can write DATA/0191 at the same time"
    ]


def test_two_members_are_two_machines() -> None:
    text = OWNER.format("RR") + CLUSTER.format("LINK DATA 191 291 MW", "LINK DATA 191 291 MW")
    assert messages(text, "SEC006") == ["SERV on ONE and SERV on TWO can write DATA/0191 at the same time"]


def test_each_member_writes_its_own_disk() -> None:
    text = CLUSTER.format("MDISK 191 3390 1 1 LOC001 RR", "MDISK 191 3390 1 1 LOC002 RR")
    links = CLUSTER.replace("SERV", "GST").format("LINK SERV 191 291 MW", "LINK SERV 191 291 MW")
    assert found(text + links, "SEC006") == []
    anywhere = "USER A AUTOONLY 1G 2G G\n LINK SERV 191 291 W\n"
    assert messages(text + links + anywhere, "SEC006") == [
        "A and GST on ONE can write SERV-1/0191 at the same time",
        "A and GST on TWO can write SERV-2/0191 at the same time",
    ]


def test_all_who_include_a_profile_have_its_links() -> None:
    profile = "PROFILE P\n LINK DATA 191 291 MW\n"
    users = ["USER A AUTOONLY 1G 2G G\n INCLUDE P\n", "USER B AUTOONLY 1G 2G G\n INCLUDE P\n"]
    owner = OWNER.format("RR")
    assert found(profile + owner + users[0], "SEC006") == []
    [one] = found(profile + owner + users[0] + users[1], "SEC006")
    assert (one.span.line, one.message) == (2, "A and B can write DATA/0191 at the same time")
    # a device of one's own goes before it
    assert found(profile + owner + users[0] + users[1] + " MDISK 291 3390 300 1 VOL001 MR\n", "SEC006") == []


def test_very_many_who_include_a_profile_are_not_counted() -> None:
    users = "".join(f"USER A{number:03} AUTOONLY 1G 2G G\n INCLUDE P\n" for number in range(80))
    text = "PROFILE P\n LINK DATA 191 291 MW\n" + OWNER.format("RR") + users
    assert messages(text, "SEC006") == ["A000, A001 and at least 48 others can write DATA/0191 at the same time"]


MODES = ("RR", "W", "MR", "MW", "MD")


@given(
    owners=st.lists(st.sampled_from(MODES), min_size=1, max_size=3),
    links=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.sampled_from(MODES)), max_size=12),
    dice=st.randoms(use_true_random=False),
)
def test_disks_with_several_writers_are_those_that_a_simple_count_finds(
    owners: list[str], links: list[tuple[int, int, str]], dice: random.Random
) -> None:
    """Users U0 to U3; U0 owns the disks; a link leads to a disk, or to a link that stands before it."""
    disks = {f"{0x100 + number:04X}": mode for number, mode in enumerate(owners)}
    entries: dict[int, list[str]] = {user: [] for user in range(4)}
    entries[0] = [f" MDISK {vdev} 3390 {int(vdev, 16)} 1 VOL001 {mode}" for vdev, mode in disks.items()]
    writers = {vdev: {0} if mode in ("W", "MR", "MW") else set() for vdev, mode in disks.items()}
    stubborn = {vdev for vdev, mode in disks.items() if mode == "MW"}
    ends = [(0, vdev, vdev) for vdev in disks]  # user, device, and the disk that it is in the end
    for number, (user, target, mode) in enumerate(links):
        owner, vdev, disk = ends[target % len(ends)]
        entries[user].append(f" LINK U{owner} {vdev} {0x200 + number:X} {mode}")
        ends.append((user, f"{0x200 + number:04X}", disk))
        if mode in ("W", "MR", "MW"):
            writers[disk].add(user)
        if mode == "MW":
            stubborn.add(disk)
    order = list(entries)
    dice.shuffle(order)
    text = "\n".join(line for user in order for line in (f"USER U{user} AUTOONLY 1G 2G G", *entries[user]))
    expected = {f"U0/{disk}" for disk in stubborn if len(writers[disk]) > 1}
    assert {one.subject for one in found(text, "SEC006")} == expected


# ---- SEC007

PACKS = "DIRECTORY 123 3390 SYS001\nUSER OWNER AUTOONLY 1G 2G G\n MDISK 122 3390 {} {}\n"
OTHER = "USER OTHER AUTOONLY 1G 2G G\n MDISK 191 3390 {} 10 VOL001 MR\n"


@pytest.mark.parametrize(
    ("place", "mode", "start", "is_told"),
    [
        ("0 END VOL001", "MR", 100, True),
        ("0 3339 VOL001", "MW", 100, True),
        ("0 4000 VOL001", "W", 100, True),  # it covers the other one
        ("0 END VOL001", "", 100, True),
        ("0 END VOL001", "MWV", 100, True),
        ("0 END SYS001", "MR", 100, True),
        ("0 END VOL001", "RR", 100, False),
        ("0 END VOL001", "R", 100, False),
        ("0 END VOL002", "MR", 100, False),  # a volume of its own
        ("0 END VOL001", "MR", 0, False),  # a marker or another full pack
        ("1 END VOL001", "MR", 100, False),
        ("0 50 VOL001", "MR", 100, False),
        ("DEVNO 1234", "MR", 100, False),
    ],
)
def test_a_full_pack_that_its_owner_writes(place: str, mode: str, start: int, is_told: bool) -> None:
    told = found(PACKS.format(place, mode) + OTHER.format(start), "SEC007")
    assert [(one.span.line, one.subject) for one in told] == [(3, "OWNER/0122")] * is_told


def test_what_the_volume_holds_is_named() -> None:
    text = PACKS.format("0 END VOL001", "MR") + OTHER.format(100)
    [one] = found(text, "SEC007")
    assert (
        one.message
        == "OWNER/0122 is a writable full pack of VOL001, which holds minidisks of others, such as OTHER/0191"
    )
    assert related(one) == [(5, "OTHER/0191", "it holds this minidisk")]
    [one] = found(PACKS.format("0 END SYS001", "MR"), "SEC007")
    assert one.message == "OWNER/0122 is a writable full pack of SYS001, which holds the directory"
    assert related(one) == [(1, "", "the directory's volume is named here")]
    assert (one.span.column, one.span.end_column) == (30, 32)


def test_the_system_residence_volume_holds_the_directory_on_the_named_device() -> None:
    text = PACKS.format("0 END &SYSRES", "MR")
    assert found(text, "SEC007") == []
    assert len(found(text.replace("MDISK 122", "MDISK 123"), "SEC007")) == 1


def test_every_writable_link_to_a_full_pack_is_reported() -> None:
    links = " LINK OWNER 122 222 MR\n LINK OWNER 122 223 RR\n LINK OWNER 122 224 SW\n LINK OWNER 122 225 MD\n"
    text = PACKS.format("0 END SYS001", "RR") + "USER A AUTOONLY 1G 2G G\n" + links
    told = found(text, "SEC007")
    assert [(one.span.line, one.subject) for one in told] == [(5, "A/0222"), (7, "A/0224")]
    assert told[0].message == (
        "A/0222 is a writable link to OWNER/0122, a full pack of SYS001, which holds the directory"
    )
    assert related(told[0])[0] == (3, "OWNER/0122", "the full pack is defined here")


def test_a_link_of_a_profile_to_a_full_pack_is_reported_once() -> None:
    users = "USER A AUTOONLY 1G 2G G\n INCLUDE P\nUSER B AUTOONLY 1G 2G G\n INCLUDE P\n"
    profile = "PROFILE P\n LINK OWNER 122 222 MR\n"
    told = found(PACKS.format("0 END SYS001", "RR") + profile + users, "SEC007")
    assert [(one.span.line, one.subject) for one in told] == [(5, "P/0222")]


def test_what_is_of_others_is_seen_from_who_writes() -> None:
    text = PACKS.format("0 END VOL001", "MR") + OTHER.format(100) + " LINK OWNER 122 222 MR\n"
    assert [one.subject for one in found(text, "SEC007")] == ["OWNER/0122"]
    mine = text.replace("USER OTHER", " MDISK 191 3390 200 10 VOL001 MR\nUSER OTHER")
    assert [one.subject for one in found(mine, "SEC007")] == ["OWNER/0122", "OTHER/0222"]


def test_a_full_pack_of_an_entry_that_never_logs_on_is_not_written_by_it() -> None:
    text = PACKS.format("0 END SYS001", "MR").replace("AUTOONLY 1G 2G G", "NOLOG")
    assert found(text, "SEC007") == []
    assert len(found(text + "USER A AUTOONLY 1G 2G G\n LINK OWNER 122 222 MR\n", "SEC007")) == 1


# ---- SEC008

HEAD = "DIRECTORY 123 3390 SYS001\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("USER A LBYONLY 1G 2G G\n", "it has no LOGONBY"),
        ("PROFILE P\nUSER A LBYONLY 1G 2G G\n INCLUDE P\n", "it has no LOGONBY"),
        ("USER A LBYONLY 1G 2G G\n LOGONBY X\n", "LOGONBY names only X, not in the directory"),
        (
            "PROFILE P\n LOGONBY Z\nUSER A LBYONLY 1G 2G G\n INCLUDE P\n LOGONBY Y X\n LOGONBY W\n",
            "LOGONBY names only W, X, Y and 1 other, not in the directory",
        ),
        ("USER A LBYONLY 1G 2G G\n LOGONBY X B\nUSER B NOLOG\n", None),
        ("PROFILE P\n LOGONBY B\nUSER A LBYONLY 1G 2G G\n INCLUDE P\nUSER B NOLOG\n", None),
        ("PROFILE P\n LOGONBY B\nUSER A LBYONLY 1G 2G G\n INCLUDE P\n LOGONBY X\nUSER B NOLOG\n", None),
        ("USER A LBYONLY 1G 2G G\n INCLUDE GONE\n", None),
        ("USER A LBYONLY 1G 2G G\n INCLUDE GONE\n LOGONBY X\n", None),
        ("USER A AUTOONLY 1G 2G G\n", None),
        ("USER LBYONLY NOLOG\n", None),
    ],
)
def test_nobody_can_log_on(text: str, said: str | None) -> None:
    expected = f"nobody can log on to A, which is LBYONLY: {said} (an external security manager may still allow it)"
    assert messages(HEAD + text, "SEC008") == [expected] * (said is not None)


def test_an_id_that_a_pool_makes_is_there() -> None:
    text = "USER A LBYONLY 1G 2G G\n LOGONBY PL00001\nUSER PL NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n"
    assert found(HEAD + text, "SEC008") == []
    assert len(found(HEAD + text.replace("PL00001", "PL00006"), "SEC008")) == 1


def test_in_a_fragment_people_may_be_elsewhere() -> None:
    assert found("USER A LBYONLY 1G 2G G\n LOGONBY X\n", "SEC008") == []
    assert found("PROFILE P\n LOGONBY X\nUSER A LBYONLY 1G 2G G\n INCLUDE P\n", "SEC008") == []
    assert places("USER A LBYONLY 1G 2G G\n", "SEC008") == [(1, 8, 15)]


# ---- SEC010

REACH = """\
USER ADMIN AUTOONLY 1G 2G {owner}
 MDISK 191 3390 100 10 VOL001 MR
USER MIDDLE AUTOONLY 1G 2G G
 LINK ADMIN 191 192 RR
USER LINUX1 AUTOONLY 1G 2G {writer}
 LINK MIDDLE 192 291 {mode}
"""


@pytest.mark.parametrize(
    ("owner", "writer", "mode", "is_told"),
    [
        ("BG", "G", "MR", True),
        ("BG", "", "W", True),
        ("Z", "G", "SW", True),
        ("BG", "G", "RR", False),
        ("BG", "G", "MD", False),
        ("BG", "G", "", False),
        ("G", "G", "MR", False),
        ("BG", "EG", "MR", False),
        ("", "G", "MR", False),
    ],
)
def test_who_reaches_what(owner: str, writer: str, mode: str, is_told: bool) -> None:
    told = found(REACH.format(owner=owner, writer=writer, mode=mode), "SEC010")
    assert [(one.span.line, one.subject) for one in told] == [(6, "ADMIN/0191 LINUX1/0291")] * is_told


def test_every_step_of_the_way_is_pointed_at() -> None:
    [one] = found(REACH.format(owner="CBG", writer="G", mode="MR"), "SEC010")
    assert one.severity == "info"
    assert one.message == (
        "LINUX1, of class G only, can write ADMIN/0191 by 2 links, one to the other; ADMIN has class B and C"
    )
    assert related(one) == [
        (4, "MIDDLE/0192", "it leads to this link"),
        (2, "ADMIN/0191", "the minidisk is defined here"),
    ]


def test_a_very_long_way_is_pointed_at_in_part() -> None:
    steps = "".join(f"USER S{n:02} AUTOONLY 1G 2G G\n LINK S{n + 1:02} 191 191 RR\n" for n in range(30))
    text = f"{steps}USER S30 AUTOONLY 1G 2G BG\n MDISK 191 3390 1 1 VOL001 MR\nUSER A AUTOONLY 1G 2G G\n LINK S00 191 291 W\n"
    [one] = found(text, "SEC010")
    assert "by 31 links" in one.message
    assert len(one.related) == 10
    assert one.related[-1].message == "the minidisk is defined here"


def test_one_link_is_no_way() -> None:
    text = REACH.format(owner="BG", writer="G", mode="MR").replace("LINK MIDDLE 192", "LINK ADMIN 191")
    assert found(text, "SEC010") == []


@pytest.mark.parametrize(
    ("own", "profile", "is_told"),
    [
        ("*", " CLASS BG\n", True),
        ("", " CLASS BG\n", True),
        ("G", " CLASS BG\n", False),  # the header goes before the profile
        ("*", " CLASS G\n", False),
        ("", "", False),
    ],
)
def test_classes_of_the_owner_are_those_in_effect(own: str, profile: str, is_told: bool) -> None:
    text = REACH.format(owner=own, writer="G", mode="MR").replace(" MDISK", " INCLUDE P\n MDISK")
    assert len(found(f"PROFILE P\n{profile}{text}", "SEC010")) == is_told


def test_a_class_that_is_not_known_is_not_judged() -> None:
    text = REACH.format(owner="BG", writer="*", mode="MR")
    assert len(found(text, "SEC010")) == 1
    assert found(text.replace(" LINK MIDDLE", " INCLUDE GONE\n LINK MIDDLE"), "SEC010") == []


@pytest.mark.parametrize("name", ["ADMIN", "LINUX1"])
def test_who_never_logs_on_reaches_and_runs_nothing(name: str) -> None:
    text = REACH.format(owner="BG", writer="G", mode="MR")
    assert found(text.replace(f"{name} AUTOONLY", f"{name} NOLOG"), "SEC010") == []


# ---- all of them

SYSTEM = [
    "USER ADMIN AUTOONLY 1G 2G BG\n MDISK 191 3390 100 10 VOL001 MW\n MDISK 122 3390 0 END VOL001 MR",
    "USER MIDDLE SECRET 1G 2G G\n OPTION DIAG98\n LINK ADMIN 191 192 MR\n MDISK 191 3390 110 10 VOL001 MR ALL ALL",
    "USER LINUX1 LBYONLY 1G 2G G\n LINK MIDDLE 192 291 MW\n LINK ADMIN 122 222 MW",
    "USER LINUX2 NOPASS 1G 2G G\n LINK MIDDLE 192 291 MW\n LINK ADMIN 122 222 MW",
]


@given(st.permutations(SYSTEM))
def test_findings_do_not_depend_on_the_order_of_entries(entries: list[str]) -> None:
    def told(order: list[str]) -> list[tuple[str, str, str]]:
        directory = directory_of(HEAD + "\n".join(order))
        report = lint(directory, options=Options(severities=SECURITY, fragment=False))
        security = (one for one in report.diagnostics if one.code.startswith("SEC"))
        return sorted((one.code, one.subject, one.fingerprint) for one in security)

    assert told(entries) == told(SYSTEM)
    assert {code for code, _, _ in told(SYSTEM)} == {f"SEC{number:03}" for number in range(1, 11)}
