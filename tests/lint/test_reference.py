"""REF: what is said of references between entries, and what is not."""

import pytest

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES
from tests.model.made import directory_of

REF = {code: rule.severity for code, rule in RULES.items() if code.startswith("REF")}
D = "DIRECTORY 123 3390 VOLUME\n"
DISK = " MDISK 190 3390 1 1 VOLUME MR\n"


def found(*texts: str, fragment: bool | None = None) -> list[Diagnostic]:
    """What the rules of the family find, in order of place."""
    return lint(directory_of(*texts), options=Options(severities=REF, fragment=fragment)).diagnostics


def said(*texts: str, fragment: bool | None = None) -> list[tuple[str, int, str, str]]:
    """Code, record, severity and message of each finding."""
    return [(one.code, one.span.line, str(one.severity), one.message) for one in found(*texts, fragment=fragment)]


def codes(text: str, fragment: bool | None = None) -> list[str]:
    return [one.code for one in found(text, fragment=fragment)]


def related(one: Diagnostic) -> list[tuple[int, int, int, str, str]]:
    return [
        (other.span.line, other.span.column, other.span.end_column, other.subject, other.message)
        for other in one.related
    ]


# ---- REF001 and REF002: profiles


def test_every_include_of_an_unknown_profile_is_reported() -> None:
    text = D + "USER A NOLOG\n INCLUDE P\nUSER B NOLOG\n INCLUDE P\n"
    assert said(text) == [
        ("REF001", 3, "error", "profile P is not in the directory"),
        ("REF001", 5, "error", "profile P is not in the directory"),
    ]
    assert [one.subject for one in found(text)] == ["A", "B"]


def test_in_a_fragment_an_unknown_profile_is_told_once() -> None:
    text = "USER A NOLOG\n INCLUDE P\nUSER B NOLOG\n INCLUDE P\n"
    assert said(text) == [("REF001", 2, "info", "profile P is not part of this fragment; 2 entries include it")]
    (one,) = found(text)
    assert (one.subject, one.directxa) == ("P", None)
    assert found("USER B NOLOG\n INCLUDE P\nUSER A NOLOG\n INCLUDE P\n")[0].fingerprint == one.fingerprint


def test_a_pool_of_an_unknown_profile_is_a_warning() -> None:
    assert said(D + "USER A NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n") == [
        ("REF001", 3, "warning", "profile P is not in the directory")
    ]


def test_a_profile_that_stands_behind_its_users_is_not_defined_before_them() -> None:
    late = "PROFILE P\n SPOOL 00C 2540 READER *\n"
    text = D + "USER A NOLOG\n INCLUDE P\nIDENTITY B NOLOG\n INCLUDE P\n" + late + "USER C NOLOG\n INCLUDE P\n"
    assert said(text) == [
        ("REF001", 3, "error", "profile P is not defined before A"),
        ("REF001", 5, "error", "profile P is not defined before B"),
    ]
    one, other = found(text)
    assert (one.subject, one.span[1:], related(one)) == (
        "A",
        (3, 10, 3, 11),
        [(6, 9, 10, "P", "it is defined only here")],
    )
    assert other.subject == "B"
    everything = lint(directory_of(text)).diagnostics
    assert [(x.code, x.span.line) for x in everything if x.severity is Severity.ERROR] == [
        ("REF001", 3),
        ("REF001", 5),
        ("ENT009", 6),
    ]
    assert codes(D + "USER A NOLOG\n" + late + "USER B NOLOG\n INCLUDE P\n") == []  # ENT009 alone
    assert codes(D + late + "USER A NOLOG\n INCLUDE P\n" + late) == []  # the first of two counts: ENT001, ENT009
    assert codes("USER A NOLOG\n INCLUDE P\n" + late, fragment=True) == []


@pytest.mark.parametrize(
    "text",
    [
        "PROFILE Q\n INCLUDE P\nUSER A NOLOG\n INCLUDE Q\n",  # no PROFILE holds an INCLUDE: ENT002
        "PROFLE P\nUSER A NOLOG\n INCLUDE P\n",
        "USER A NOLOG\n INCLUDE TOOLONGNAME\n",  # VAL011
        "USER A NOLOG\n INCLUDE\n",
    ],
)
def test_an_include_that_is_reported_otherwise_is_not_reported_again(text: str) -> None:
    assert codes(D + text) == []
    assert codes(text) == []


def test_a_profile_that_nobody_includes_is_reported_in_a_complete_directory() -> None:
    text = "PROFILE P\n SPOOL 00C 2540 READER *\nPROFILE Q\n LINK A 190\nUSER A NOLOG\n INCLUDE Q\n" + DISK
    assert said(D + text) == [("REF002", 2, "info", "no INCLUDE and no POOL names profile P")]
    assert codes(text) == []


@pytest.mark.parametrize("statement", ["INCLUD P", "POOL LOW 1 P", "POOL LOW 1 HIGH 5 PROFILE P", "include p remark"])
def test_a_profile_that_a_statement_names_is_used_be_it_broken(statement: str) -> None:
    assert codes(D + f"PROFILE P\n SPOOL 00C 2540 READER *\nUSER A NOLOG\n {statement}\n") == []


# ---- REF003: owners


def test_a_link_to_nobody_names_owner_and_number() -> None:
    text = D + "USER A NOLOG\n LINK GONE 19E 29E RR * remark\n"
    (one,) = found(text)
    assert one.message == "GONE, the owner of 019E, is not in the directory"
    assert (one.code, one.subject, one.span[1:]) == ("REF003", "A/029E", (3, 7, 3, 11))


def test_links_that_lead_to_a_link_to_nobody_are_not_reported() -> None:
    text = D + "USER A NOLOG\n LINK B 190\nUSER B NOLOG\n LINK C 190\nUSER C NOLOG\n LINK GONE 190\n"
    assert [(one.code, one.span.line) for one in found(text)] == [("REF003", 7)]


def test_equal_links_to_nobody_are_all_reported_in_a_complete_directory() -> None:
    assert codes(D + "USER A NOLOG\n LINK GONE 190\nUSER B NOLOG\n LINK GONE 190\n") == ["REF003", "REF003"]


def test_in_a_fragment_a_missing_owner_is_told_once_with_the_number_of_links() -> None:
    text = "USER A NOLOG\n LINK Z 190\n LINK Z 191\nUSER B NOLOG\n LINK Z 190\n LINK Y 190 191\n"
    assert said(text) == [
        ("REF003", 2, "info", "Z is not part of this fragment; 3 links lead to it"),
        ("REF003", 6, "info", "Y is not part of this fragment; 1 link leads to it"),
    ]
    assert [one.subject for one in found(text)] == ["Z", "Y"]


def test_two_files_are_one_directory() -> None:
    assert said(D + "USER A NOLOG\n LINK B 190\n", "USER B NOLOG\n" + DISK) == []


@pytest.mark.parametrize(
    "text",
    [
        "USER A NOLOG\n LINK G:NE 190\n",  # VAL003
        "USER A NOLOG\n LINK GONE 19X 190\n",  # VAL002
        "USER A NOLOG\n LINK GONE\n",  # SYN002
        "USR GONE NOLOG\nUSER A NOLOG\n LINK GONE 190\n",  # SYN001
        "IDENTIY GONE NOLOG\nUSER A NOLOG\n LINK GONE 190\n",
        "USER GONE\n MDISK 190 3390 1 1 VOLUME MR\nUSER A NOLOG\n LINK GONE 190\n",  # a broken header has a name
        "PROFILE P\n LINK * 190 191\nUSER A NOLOG\n LINK B 190\nUSER B NOLOG\n INCLUDE P\n" + DISK,
        "USER PO NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\nUSER A NOLOG\n LINK PO00005 190\n",  # P: REF001
    ],
)
def test_links_whose_owner_is_there_or_not_to_be_judged(text: str) -> None:
    assert [code for code in codes(D + text) if code in ("REF003", "REF004")] == []


def test_another_misspelt_statement_hides_no_missing_owner() -> None:
    assert codes(D + "USER A NOLOG\n LNK GONE 190\n LINK GONE 190\n") == ["REF003"]


# ---- REF004: devices


def test_a_link_to_no_device_points_at_the_number_and_tells_where_the_owner_is() -> None:
    text = "USER A NOLOG\n LINK B 191 0291\nUSER B NOLOG\n" + DISK
    (one,) = found(text)
    assert one.message == "B has no device 0191"
    assert (one.code, str(one.severity), one.subject, one.span[1:]) == ("REF004", "error", "A/0291", (2, 9, 2, 12))
    assert related(one) == [(3, 6, 7, "B", "the owner is defined here")]


@pytest.mark.parametrize(
    "text",
    [
        "USER A NOLOG\n{disk}USER A NOLOG\n MDISK 291 3390 9 1 VOLUME MR\nUSER B NOLOG\n LINK A 291\n",
        "USER A NOLOG\nIDENTITY A NOLOG\n{disk}USER B NOLOG\n LINK A 190\n",
        "USER A NOLOG\nUSER A NOLOG\n{disk} IPL 190\n",
        "IDENTITY A NOLOG\n BUILD ON M USING SUBCONFIG S\n IPL 190\nSUBCONFIG S\nSUBCONFIG S\n{disk}",
        "PROFILE P\n SPOOL E 1403\nPROFILE P\n LINK A 190\nUSER B NOLOG\n INCLUDE P\n IPL 190\nUSER A NOLOG\n{disk}",
    ],
)
def test_what_one_of_two_of_a_name_may_have_is_not_missed(text: str) -> None:
    text = D + text.format(disk=DISK)
    assert codes(text) == []
    errors = [one.code for one in lint(directory_of(text)).diagnostics if one.severity is Severity.ERROR]
    assert set(errors) <= {"ENT001", "ENT003"}


def test_a_pool_beside_the_user_of_its_name_hides_nothing() -> None:
    pool, user = "USER A NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n", "USER A NOLOG\n" + DISK
    head, link = D + "PROFILE P\n SPOOL E 1403\n", "USER B NOLOG\n LINK A 190\n LINK A 191\n"
    for text in (head + pool + user + link, head + user + pool + link):
        assert said(text) == [("REF004", 10, "error", "A has no device 0191")]


def test_a_link_of_a_profile_to_its_user_is_reported_once() -> None:
    profile = "PROFILE P\n LINK * 190 290\n"
    users = "USER B NOLOG\n INCLUDE P\nUSER C NOLOG\n INCLUDE P\n" + DISK + "USER A NOLOG\n INCLUDE P\n"
    assert said(profile + users) == [("REF004", 2, "error", "A and 1 other user of P have no device 0190")]
    users += "USER D NOLOG\n INCLUDE P\n"
    assert said(profile + users) == [("REF004", 2, "error", "A and 2 other users of P have no device 0190")]
    assert said(profile + "USER PO NOLOG\n POOL LOW 3 HIGH 5 PROFILE P\n") == [
        ("REF004", 2, "error", "PO has no device 0190")
    ]


@pytest.mark.parametrize(
    "owner",
    [
        "USER B NOLOG\n INCLUDE P\n",  # an unknown profile
        "IDENTITY B NOLOG\n BUILD ON ONE USING SUBCONFIG B-1\n",  # an unknown SUBCONFIG
        "USER B NOLOG\n MDSK 190 3390 1 1 VOLUME MR\n",
        "USER B NOLOG\n MDISK 190 3390\n",
        "USER B NOLOG\n MDISK 19O 3390 1 1 VOLUME MR\n",
        "USER B NOLOG\n INCLUDE\n",
        "IDENTITY B NOLOG\n BUILD ON ONE SUBCONFIG B-1\n",
        "USER B NOLOG\n LINK A 190\n",  # a cycle: REF006
        "USER B NOLOG\n CONSOLE 190 3215\n",
        "USER B NOLOG\n LINK C 191 190\nUSER C NOLOG\n MDISK 191 3390 1 1 VOLUME\n",
    ],
)
def test_a_device_that_is_there_or_not_known(owner: str) -> None:
    assert "REF004" not in codes("USER A NOLOG\n LINK B 190 190\n" + owner, fragment=True)


def test_a_broken_general_statement_makes_no_device_uncertain() -> None:
    assert codes("USER A NOLOG\n LINK B 190 190\nUSER B NOLOG\n IPL\n") == ["REF004"]


# ---- REF005: links to a SUBCONFIG

SUB = "IDENTITY B NOLOG\n BUILD ON ONE USING SUBCONFIG B-1\nSUBCONFIG B-1\n" + DISK


def test_a_link_to_a_subconfig_offers_the_identity() -> None:
    (one,) = found("USER A NOLOG\n LINK B-1 190\n" + SUB)
    assert (one.code, one.message) == ("REF005", "B-1 is a SUBCONFIG and no user; link to B/0190")
    assert (one.subject, one.span[1:]) == ("A/0190", (2, 7, 2, 10))
    assert related(one) == [(5, 11, 14, "B-1", "the SUBCONFIG is here")]


def test_a_link_to_a_subconfig_of_nobody_offers_nothing() -> None:
    assert said("USER A NOLOG\n LINK B-1 190\nSUBCONFIG B-1\n" + DISK, fragment=True) == [
        ("REF005", 2, "error", "B-1 is a SUBCONFIG and no user"),
        ("REF010", 3, "info", "no BUILD in this fragment names SUBCONFIG B-1"),
    ]


def test_a_device_that_the_identity_does_not_have_is_not_offered() -> None:
    assert said("USER A NOLOG\n LINK B-1 191\n" + SUB) == [("REF005", 2, "error", "B-1 is a SUBCONFIG and no user")]


def test_a_user_with_the_name_of_a_subconfig_can_be_linked_to() -> None:
    assert codes("USER A NOLOG\n LINK B-1 190\nUSER B-1 NOLOG\n" + DISK + SUB) == []


# ---- REF006: cycles


def test_a_cycle_is_told_at_its_first_subject_with_every_step() -> None:
    text = "USER C NOLOG\n LINK A 190\nUSER A NOLOG\n LINK B 191 190\nUSER B NOLOG\n LINK C 190 191\n"
    (one,) = found(text)
    assert one.message == "A/0190 leads back to itself by way of B/0191 and C/0190"
    assert (one.code, one.subject, one.span[1:]) == ("REF006", "A/0190", (4, 7, 4, 12))
    assert related(one) == [(6, 7, 12, "B/0191", "step 2 of 3"), (2, 7, 12, "C/0190", "step 3 of 3")]


def test_a_long_cycle_is_told_in_few_words() -> None:
    text = "".join(f"USER U{at} NOLOG\n LINK U{(at + 1) % 8} 190\n" for at in range(8))
    (one,) = found(text)
    assert one.message == "U0/0190 leads back to itself in 8 links, by way of U1/0190"
    assert len(one.related) == 7


def test_a_link_of_a_profile_to_its_own_number_is_one_cycle() -> None:
    text = "PROFILE P\n LINK * 190 190\nUSER A NOLOG\n INCLUDE P\nUSER B NOLOG\n INCLUDE P\n"
    assert said(text) == [("REF006", 2, "error", "P/0190 is a link to itself")]
    own = text + DISK  # B has one of its own
    assert said(own) == said(text)
    assert codes(own.replace("USER A NOLOG\n INCLUDE P\n", "")) == []


def test_a_cycle_of_a_link_that_is_wrong_is_not_reported() -> None:
    text = "USER A NOLOG\n LINK B 190 190 RR\nUSER B NOLOG\n LINK A 190 190 RR\n"
    assert codes(text) == ["REF006"]
    assert codes(text.removesuffix("RR\n") + "RX\n") == []  # VAL012


TWO_MEMBERS = """\
IDENTITY A NOLOG
 BUILD ON ONE USING SUBCONFIG A-1
 BUILD ON TWO USING SUBCONFIG A-2
SUBCONFIG A-1
 LINK B 190
SUBCONFIG A-2
 MDISK 190 3390 1 1 TWO MR
IDENTITY B NOLOG
 BUILD ON ONE USING SUBCONFIG B-1
 BUILD ON TWO USING SUBCONFIG B-2
SUBCONFIG B-1
 MDISK 190 3390 1 1 ONE MR
SUBCONFIG B-2
 LINK A 190
"""


def test_links_of_two_members_make_no_cycle_in_whatever_order_they_are_built() -> None:
    assert codes(TWO_MEMBERS) == []
    records = TWO_MEMBERS.split("\n")
    records[8], records[9] = records[9], records[8]
    assert codes("\n".join(records)) == []


def test_a_cycle_on_one_member_is_one() -> None:
    text = TWO_MEMBERS.replace(" MDISK 190 3390 1 1 TWO MR\n", " LINK * 191 190\n LINK B 190 191\n")
    assert said(text) == [
        ("REF006", 7, "error", "A-2/0190 leads back to itself by way of A-2/0191 and B-2/0190"),
    ]


# ---- REF007: disks of another member


def local(target: str, more: str = "") -> str:
    return (
        "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n BUILD ON TWO USING SUBCONFIG A-2\n"
        f"SUBCONFIG A-1\n{DISK}SUBCONFIG A-2\n{target}{more}"
    )


def test_a_link_to_a_local_disk_names_both_members() -> None:
    (one,) = found(local(" LINK A 190 290\n"))
    assert one.message == "A/0190 does not exist on TWO, for which A-2 is built, but exists on ONE"
    assert (one.code, str(one.severity), one.subject) == ("REF007", "warning", "A-2/0290")
    assert one.span[1:] == (7, 9, 7, 12)
    assert related(one) == [(5, 2, 30, "A-1/0190", "on ONE it leads here")]


def test_a_link_to_a_local_disk_through_a_link_tells_the_way() -> None:
    (one,) = found(local(" LINK B 390\n", "USER B NOLOG\n LINK A 190 390\n"))
    assert one.message == "B/0390 leads nowhere on TWO, for which A-2 is built, but leads to a device on ONE"
    assert [line for line, *_ in related(one)] == [9, 5]


@pytest.mark.parametrize(
    "text",
    [
        local(" MDISK 190 3390 1 1 V MR\n LINK A 190 290\n"),
        local("", "USER B NOLOG\n LINK A 190\n"),  # not in a SUBCONFIG
        local("", "IDENTITY B NOLOG\n BUILD ON * USING SUBCONFIG B-1\nSUBCONFIG B-1\n LINK A 190\n"),
        local(" LINK A 190 290\n").replace("SUBCONFIG A-1\n MDISK", "SUBCONFIG A-3\n MDISK"),  # A-1 is not there
    ],
)
def test_links_to_local_disks_that_are_there_or_not_judged(text: str) -> None:
    assert "REF007" not in codes(text, fragment=True)


def test_a_way_that_ends_at_a_user_of_whom_not_all_is_known_is_not_judged() -> None:
    text = local(" LINK B 390\n", "USER B NOLOG\n LINK A 190 390\n")
    assert codes(text.replace("IDENTITY A NOLOG\n", "IDENTITY A NOLOG\n INCLUDE P\n"), fragment=True) == ["REF001"]


def test_a_disk_of_no_member_is_missing_and_not_local() -> None:
    assert codes(local(" LINK A 191 290\n")) == ["REF004"]


def test_many_members_are_not_all_named() -> None:
    builds = "".join(f" BUILD ON M{at} USING SUBCONFIG A-{at}\n" for at in range(9))
    subconfigs = "".join(f"SUBCONFIG A-{at}\n{DISK}" for at in range(8))
    (one,) = found(f"IDENTITY A NOLOG\n{builds}{subconfigs}SUBCONFIG A-8\n LINK A 190 290\n")
    assert one.message == "A/0190 does not exist on M8, for which A-8 is built, but exists on M0 and other members"


# ---- REF008: IPL


def test_an_ipl_of_no_device() -> None:
    (one,) = found("USER A NOLOG\n IPL 191 PARM AUTOCR\n" + DISK)
    assert (one.code, str(one.severity), one.message) == ("REF008", "warning", "A has no device 0191 to IPL")
    assert (one.subject, one.span[1:]) == ("A", (2, 6, 2, 9))


def test_an_ipl_of_letters_is_a_hint() -> None:
    assert said("USER A NOLOG\n IPL DAD\n" + DISK) == [
        (
            "REF008",
            2,
            "info",
            "A has no device 0DAD to IPL; CP takes DAD for a device number, not for the name of a saved system",
        )
    ]


def test_the_ipl_of_a_profile_is_judged_for_those_who_include_it() -> None:
    text = "PROFILE P\n IPL 190\nUSER A NOLOG\n INCLUDE P\nUSER B NOLOG\n INCLUDE P\n" + DISK
    (one,) = found(text)
    assert (one.message, one.subject, one.span[1:]) == ("A has no device 0190 to IPL", "A", (4, 10, 4, 11))
    assert related(one) == [(2, 6, 9, "P", "the IPL of its profile")]
    assert codes(text.replace("USER A NOLOG\n INCLUDE P\n", "USER A NOLOG\n INCLUDE P\n IPL CMS\n")) == []
    assert codes(text.replace("IPL 190\n", "IPL 190\n LINK B 190\n")) == []


@pytest.mark.parametrize(
    ("command", "makes"),
    [
        ("DEFINE T3390 AS 100 10", True),
        ("CP DEF MDISK 100", True),
        ("attach 2100 * 100", True),
        ("ATT 2100 &USERID 100", True),
        ("LINK MAINT 190 100 RR", True),
        ("REDEFINE 200 100", True),
        ("DEFINE CPU 1", False),
        ("DEF STOR 4G", False),
        ("CP DEFINE STORAGE 4G", False),
        ("SET RUN ON", False),
        ("ATTN", False),
        ("DEFAULT 1", False),
    ],
)
def test_a_command_may_make_the_device(command: str, makes: bool) -> None:
    assert codes(f"USER A NOLOG\n IPL 100\n COMMAND {command}\n{DISK}") == ([] if makes else ["REF008"])
    profile = f"PROFILE P\n COMMAND {command}\nUSER A NOLOG\n INCLUDE P\n IPL 100\n{DISK}"
    assert codes(profile) == ([] if makes else ["REF008"])


def test_of_two_entries_of_one_name_only_the_first_is_judged() -> None:
    first, second = f"USER A NOLOG\n{DISK}", "USER A NOLOG\n IPL 191\n MDISK 191 3390 2 1 VOLUME MR\n"
    assert codes(first + second) == []
    assert codes(first + "USER B NOLOG\n IPL 191\n" + DISK) == ["REF008"]


IDENTITY = "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n BUILD ON TWO USING SUBCONFIG A-2\n"


@pytest.mark.parametrize(
    "text",
    [
        "USER A NOLOG\n IPL CMS\n",
        "USER A NOLOG\n IPL LOADDEV\n LOADDEV SCSI\n",
        "USER A NOLOG\n INCLUDE P\n IPL 100\n",  # an unknown profile
        "USER A NOLOG\n IPL 100\n MDSK 100 3390 1 1 V\n",
        "USER A NOLOG\n IPL 100\n DEDICATE 100 2100\n",
        "USER A NOLOG\n IPL 00C\n SPOOL 00C 2540 READER *\n",
        "PROFILE P\n SPOOL 00C 2540 READER *\nUSER A NOLOG\n INCLUDE P\n IPL 00C\n",
        "PROFILE P\n IPL 100\n",
        f"{IDENTITY} IPL 190\nSUBCONFIG A-1\nSUBCONFIG A-2\n{DISK}",  # on one member
        f"{IDENTITY}{DISK}SUBCONFIG A-1\nSUBCONFIG A-2\n IPL 190\n",  # of the IDENTITY
        f"PROFILE P\n{IDENTITY} INCLUDE P\nSUBCONFIG A-1\nSUBCONFIG A-2\n IPL 190\n".replace(
            "PROFILE P\n", "PROFILE P\n LINK A 191 190\n"
        ),
        "SUBCONFIG A-2\n IPL 190\n",  # of an IDENTITY that is elsewhere
        " IPL 190\n MDISK 191 3390 1 1 V\n",  # of an entry whose header is elsewhere
    ],
)
def test_an_ipl_that_is_right_or_not_judged(text: str) -> None:
    assert "REF008" not in codes(text, fragment=True)


def test_an_ipl_of_a_subconfig_is_judged_on_its_member() -> None:
    text = f"{IDENTITY}SUBCONFIG A-1\n{DISK}SUBCONFIG A-2\n IPL 190\n"
    assert said(text) == [("REF008", 7, "warning", "A-2 has no device 0190 to IPL")]


# ---- REF009: lists of users


@pytest.mark.parametrize(
    ("statement", "first", "last", "subject"),
    [
        ("LOGONBY B GONE GONE", 12, 15, "A"),
        ("AUTOLOG B GONE", 12, 15, "A"),
        ("XAUTOLOG GONE", 11, 14, "A"),
        ("IUCV GONE P M 20", 7, 10, "A"),
        ("CONSOLE 009 3215 T GONE OBSERVER", 21, 24, "A/0009"),
    ],
)
def test_an_unknown_user_is_told_once_a_statement(statement: str, first: int, last: int, subject: str) -> None:
    text = D + f"USER A NOLOG\n {statement}\nUSER B NOLOG\n"
    (one,) = found(text)
    assert (one.code, one.message, one.subject) == ("REF009", "GONE is not in the directory", subject)
    assert one.span[1:] == (3, first, 3, last + 1)
    assert codes(text, fragment=True) == []


def test_the_lists_of_a_profile_count() -> None:
    text = D + "PROFILE P\n LOGONBY GONE\nUSER A NOLOG\n INCLUDE P\n"
    assert said(text) == [("REF009", 3, "warning", "GONE is not in the directory")]


@pytest.mark.parametrize(
    "statement",
    [
        "IUCV ANY",
        "IUCV ALLOW",
        "IUCV *MSG",
        "IUCV *NEWSERV",
        "XAUTOLOG ALL",
        "LOGONBY PO00005 a",
        "LOGONBY G:NE",  # VAL003
        "CONSOLE 009 3215 T",
        "IUCV *IDENT GONE GLOBAL\n IUCV GONE",
        "LOGONBY GONE\nUSR GONE NOLOG",
    ],
)
def test_what_names_nobody_in_particular_or_somebody_known(statement: str) -> None:
    text = "PROFILE P\n SPOOL 00C 2540 READER *\nUSER PO NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n"
    assert codes(D + text + f"USER A NOLOG\n {statement}\n") == []


def test_a_subconfig_is_no_user() -> None:
    assert said(D + SUB + "USER A NOLOG\n LOGONBY B-1\n") == [
        ("REF009", 7, "warning", "B-1 is a SUBCONFIG and no user")
    ]


def test_a_password_of_a_statement_that_was_joined_on_is_no_unknown_user() -> None:
    text = D + "USER A NOLOG\n LOGONBY A USER B HUSHHUSH 1G\n"
    assert not any("HUSHHUSH" in one.message for one in found(text))


# ---- REF010 and REF011: BUILD and SUBCONFIG


def test_a_subconfig_that_no_build_names() -> None:
    text = D + "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\nSUBCONFIG A-1\nSUBCONFIG A-2\n"
    assert said(text) == [("REF010", 5, "error", "no BUILD names SUBCONFIG A-2")]
    assert RULES["REF010"].messages == ("HCPDIR666E",)
    (one,) = found(text)
    assert (one.subject, one.span[1:]) == ("A-2", (5, 11, 5, 14))
    assert said("SUBCONFIG A-2\n") == [("REF010", 1, "info", "no BUILD in this fragment names SUBCONFIG A-2")]


@pytest.mark.parametrize("build", ["BUILD ON ONE SUBCONFIG A-1", "BILD ON ONE USING SUBCONFIG A-1"])
def test_a_broken_build_may_name_a_subconfig(build: str) -> None:
    assert codes(D + f"IDENTITY A NOLOG\n {build}\nSUBCONFIG A-1\n") == []


def test_a_build_of_nothing() -> None:
    text = "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n"
    (one,) = found(D + text)
    assert (one.code, one.message, one.subject) == ("REF011", "SUBCONFIG A-1 is not in the directory", "A")
    assert one.span[1:] == (3, 31, 3, 34)
    assert said(text) == [("REF011", 2, "info", "SUBCONFIG A-1 is not part of this fragment; 1 BUILD names it")]
    assert codes(D + text + "SUBCONFG A-1\n") == []


def test_a_subconfig_that_is_built_twice_is_told_at_the_last_build() -> None:
    text = "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG S\nSUBCONFIG S\nIDENTITY B NOLOG\n"
    text += " BUILD ON TWO USING SUBCONFIG S\n"
    (one,) = found(text)
    assert (one.code, one.message, one.subject) == ("REF011", "SUBCONFIG S is built 2 times", "S")
    assert one.span[1:] == (5, 31, 5, 32)
    assert related(one) == [(2, 31, 32, "A", "it is built here too")]


def test_a_member_that_is_named_twice_is_told_at_the_last_build() -> None:
    text = "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG S\n BUILD ON ONE USING SUBCONFIG T\n"
    (one,) = found(text + "SUBCONFIG S\nSUBCONFIG T\n")
    assert (one.code, one.message, one.subject) == ("REF011", "A has 2 BUILDs on ONE", "A")
    assert one.span[1:] == (3, 11, 3, 14)
    assert related(one) == [(2, 11, 14, "A", "this one is for ONE too")]


def test_one_build_that_is_there_twice_is_told_once() -> None:
    build = " BUILD ON ONE USING SUBCONFIG S\n"
    assert codes("IDENTITY A NOLOG\n" + build + build + "SUBCONFIG S\n") == ["REF011"]


def test_a_build_in_a_user_is_reported_otherwise() -> None:
    assert codes(D + "USER A NOLOG\n BUILD ON ONE USING SUBCONFIG S\n") == []


# ---- REF012: modes


def test_a_link_with_more_than_the_mode_of_the_disk() -> None:
    (one,) = found("USER A NOLOG\n LINK B 190 190 MR\nUSER B NOLOG\n MDISK 190 3390 1 1 V RR\n")
    assert (one.code, str(one.severity)) == ("REF012", "info")
    assert one.message == "A/0190 asks for mode MR, but the MDISK B/0190 has mode RR"
    assert (one.subject, one.span[1:]) == ("A/0190", (2, 17, 2, 19))
    assert related(one) == [(4, 23, 25, "B/0190", "the mode of the owner")]


@pytest.mark.parametrize("mode", ["W", "WR", "M", "MR", "MW", "SW", "SM", "EW", "MD", "MRD"])
@pytest.mark.parametrize("own", ["R", "RR", "RV", "RRVS"])
def test_modes_that_write_to_a_disk_that_is_read(mode: str, own: str) -> None:
    text = f"USER A NOLOG\n LINK B 190 190 {mode}\nUSER B NOLOG\n MDISK 190 3390 1 1 V {own}\n"
    assert codes(text) == ["REF012"]


@pytest.mark.parametrize(
    ("mode", "own"), [("RR", "RR"), ("R", "R"), ("SR", "RR"), ("ER", "RR"), ("", "RR"), ("MR", "MR"), ("MW", "")]
)
def test_modes_that_go_together(mode: str, own: str) -> None:
    assert codes(f"USER A NOLOG\n LINK B 190 190 {mode}\nUSER B NOLOG\n MDISK 190 3390 1 1 V {own}\n") == []


def test_the_mode_of_the_disk_is_that_on_the_member_of_the_link() -> None:
    text = (
        "IDENTITY A NOLOG\n BUILD ON ONE USING SUBCONFIG A-1\n BUILD ON TWO USING SUBCONFIG A-2\n"
        "SUBCONFIG A-1\n MDISK 190 3390 1 1 ONE RR\nSUBCONFIG A-2\n MDISK 190 3390 1 1 TWO MR\n"
    )
    assert codes(text + "USER B NOLOG\n LINK A 190 190 MR\n") == ["REF012"]
    assert codes(text + " LINK A 190 290 MR\n") == []
    assert codes(text.replace("ONE RR\n", "ONE RR\n LINK A 190 290 MR\n")) == ["REF012"]
    of_any = "IDENTITY B NOLOG\n BUILD ON * USING SUBCONFIG B-1\nSUBCONFIG B-1\n LINK A 190 190 MR\n"
    assert codes(text + of_any) == ["REF012"]
    assert codes(text.replace("ONE RR", "ONE MR").replace("TWO MR", "TWO RR") + of_any) == ["REF012"]


def test_the_own_disk_of_those_who_include_a_profile_is_not_judged() -> None:
    disk = " MDISK 190 3390 1 1 V RR\n"
    assert codes(f"PROFILE P\n LINK * 190 290 MR\nUSER B NOLOG\n INCLUDE P\n{disk}") == []
    assert codes(f"PROFILE P\n LINK B 190 290 MR\nUSER B NOLOG\n INCLUDE P\n{disk}") == ["REF012"]
    assert codes(f"USER B NOLOG\n LINK * 190 290 MR\n{disk}") == ["REF012"]


# ---- all of them


def test_fingerprints_do_not_depend_on_the_order_of_entries() -> None:
    entries = [
        "USER A NOLOG\n LINK GONE 190\n LINK B 999\n LINK I-1 191\n LINK C 192\n IPL 777\n LOGONBY NOONE\n",
        "USER B NOLOG\n MDISK 190 3390 1 1 V RR\n",
        "USER C NOLOG\n LINK A 192\n LINK B 190 190 MR\n",
        "IDENTITY I NOLOG\n BUILD ON ONE USING SUBCONFIG I-1\n BUILD ON TWO USING SUBCONFIG I-2\n",
        "IDENTITY J NOLOG\n BUILD ON ONE USING SUBCONFIG I-1\n BUILD ON ONE USING SUBCONFIG J-3\n",
        "SUBCONFIG I-1\n MDISK 191 3390 1 1 V\n",
        "SUBCONFIG I-2\n LINK * 191 291\n",
        "SUBCONFIG J-2\n",
    ]
    there, back = (
        sorted((one.code, one.fingerprint, one.message) for one in found(D, *order))
        for order in (entries, entries[::-1])
    )
    assert there == back
    assert {code for code, *_ in there} == set(REF) - {"REF001", "REF002"}
