"""Verbs for whole entries: what becomes of the directory, what is sent, and what is refused."""

import pytest

from tests.dirmaint.desk import Desk, change, desk, said, still_linked

DIRECTORY = """\
PROFILE LNX
MACHINE ESA
LINK MAINT 0190 0190 RR
USER MAINT SECRET1 1G 2G G
MDISK 0190 3390 100 100 LNX001 RR ALL
USER WEB01 SECRET2 1G 4G G
INCLUDE LNX
LINK DB01 0100 0200 RR
MDISK 0100 3390 1 50 LNX002 MR RSECRET
 DASDOPT NOCTL
NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
NICDEF 0600 VLAN 10
USER DB01 NOLOG 1G
MDISK 0100 3390 51 50 LNX002 MR
IDENTITY TCPIP NOLOG 256M
BUILD ON VMA USING SUBCONFIG TCPIP-1
SUBCONFIG TCPIP-1
"""
EXTENTS = """\
:REGIONS.
LNX001 LNX001 1 END 3390-09
LNX002 LNX002 1 200 3390-09
:END.
:GROUPS.
LINUX LNX001 LNX002
:END.
"""
FILES = {
    "NEW01 DIRECT": "USER NEW01 HUSH1 1G\nMDISK 0100 3390 AUTOG 10 LINUX MR\nMDISK 0101 3390 AUTOG 10 LINUX MR\n"
    "AMDISK 0102 3390 500 10 LNX001 MR\n",
    "NEW02 DIRECT": "USER NEW02 NOLOG\nMDISK 0100 3390 150 100 LNX001 MR\n",
    "NEW03 DIRECT": "USER OTHER NOLOG\n",
    "NEW04 DIRECT": "USER NEW04 NOLOG\nUSER NEW05 NOLOG\n",
    "NEW05 DIRECT": "MACHINE ESA\n",
    "NEW06 DIRECT": "USER NEW06 NOLOG\nINCLUDE NOBODY\n",
    "NEW07 DIRECT": "USER NEW07 NOLOG 2G 1G\n",
    "TCPIP-2 DIRECT": "SUBCONFIG TCPIP-2\nSPECIAL 0700 CTCA\n",
    "NEWPROF DIRECT": "PROFILE NEWPROF\nMACHINE ESA\n",
    "WEB01 DIRECT": "USER WEB01 HUSH2 1G 4G G\nINCLUDE LNX\nMDISK 0100 3390 1 50 LNX002 MR\n"
    "MDISK 0101 3390 AUTOG 10 LINUX MR\n*DVHOPT LNK0\n",
    "DB01 DIRECT": "USER DB01 NOLOG 2G\n",
    "LNX PROTODIR": "USER LNX NOLOG 1G 2G G\nINCLUDE LNX\nACCOUNT OLD\nMDISK 0100 3390 AUTOG 10 LINUX MR\n",
}
BEFORE = "6213 DIRECTORY PROGRAM OF CP / 6213 HCPDIR750I NO FILE OF RESTRICTED PASSWORDS / 6213 "
BEHIND = " / 6213 EOJ DIRECTORY NOT UPDATED / 3212 Return code 2 came from EXEC DVHBBXXA."
LINKED = "DB01/0100 is linked to: WEB01 would link to nothing"
STILL_LINKED = still_linked("DB01/0100", "WEB01")
CHNGID = "9019 CHNGID is taken as known; not certain of DirMaint (switch: uncertain_forms)."


def farm(**settings: object) -> Desk:
    return desk(DIRECTORY, extents=EXTENTS, files=FILES, **settings)  # type: ignore[arg-type]


CHANGES = [
    (
        "ADD NEW01",
        [
            "+USER NEW01 HUSH1 1G",
            "+MDISK 0100 3390 1 10 LNX001 MR",
            "+MDISK 0101 3390 11 10 LNX001 MR",
            "+MDISK 0102 3390 500 10 LNX001 MR",
        ],
    ),
    ("ADD NEW03", ["RC 9030 / 9030 NEW03 DIRECT holds entry OTHER."]),
    (
        "ADD NEW04",
        [
            "RC 9001 / 9001 The file has to hold one entry, which begins with USER, IDENTITY, PROFILE or SUBCONFIG.",
        ],
    ),
    (
        "ADD NEW05",
        [
            "RC 9001 / 9001 The file has to hold one entry, which begins with USER, IDENTITY, PROFILE or SUBCONFIG.",
        ],
    ),
    ("ADD NEW06", [f"RC 3212 / {BEFORE}NEW06: there is no profile NOBODY.{BEHIND}"]),
    ("ADD NEW07", [f"RC 3212 / {BEFORE}HCPDIR1776E THE DEFAULT STORAGE OF NEW07 IS ABOVE ITS MAXIMUM.{BEHIND}"]),
    ("ADD NEW08", ["RC 9013 / 9013 The sender has no file NEW08 DIRECT."]),
    ("ADD WEB01", ["RC 3658 / 3658 WEB01 is in the directory already."]),
    ("ADD TCPIP-2", [f"RC 3212 / {BEFORE}HCPDIR666E NO BUILD STATEMENT NAMES SUBCONFIG TCPIP-2.{BEHIND}"]),
    (
        "ADD TCPIP-2 BUILD ON VMB IN TCPIP",
        ["+BUILD ON VMB USING SUBCONFIG TCPIP-2", "+SUBCONFIG TCPIP-2", "+SPECIAL 0700 CTCA"],
    ),
    ("ADD TCPIP-2 BUILD ON VMA IN TCPIP", ["RC 9005 / 9005 TCPIP has a SUBCONFIG for VMA already."]),
    ("ADD TCPIP-2 BUILD ON VMA IN WEB01", ["RC 9002 / 9002 WEB01 is no IDENTITY of the directory."]),
    ("ADD NEW01 BUILD ON VMC IN TCPIP", ["RC 9010 / 9010 BUILD ON is for a SUBCONFIG."]),
    ("ADD NEWPROF", ["+PROFILE NEWPROF", "+MACHINE ESA"]),
    ("ADD NEW09 LIKE LNX PW HUSH3", ["RC 9013 / 9013 The server has no prototype LNX PROTODIR."]),
    ("FOR WEB01 REPLACE", ["RC 9022 / 9022 WEB01 is not locked by MAINT; GET locks it."]),
    ("FOR WEB01 UNLOCK", ["RC 3601 / 3601 Entry WEB01 is not locked."]),
    ("FOR WEB01 UNLOCK 0100", ["RC 3601 / 3601 Device WEB01/0100 is not locked."]),
    ("FOR LNX PURGE", ["RC 9011 / 9011 LNX is included by WEB01."]),
    ("FOR TCPIP PURGE", ["RC 9011 / 9011 TCPIP has BUILD statements; their SUBCONFIGs go first."]),
    ("FOR TCPIP-1 PURGE", ["-BUILD ON VMA USING SUBCONFIG TCPIP-1", "-SUBCONFIG TCPIP-1"]),
    ("FOR DB01 PURGE", [STILL_LINKED]),
    ("FOR NOBODY PURGE", ["RC 9002 / 9002 NOBODY is not in the directory."]),
    (
        "FOR WEB01 CHVADDR 0100 0101",
        ["-MDISK 0100 3390 1 50 LNX002 MR RSECRET", "+MDISK 0101 3390 1 50 LNX002 MR RSECRET"],
    ),
    ("FOR WEB01 CHVADDR 0200 TO 0300", ["-LINK DB01 0100 0200 RR", "+LINK DB01 0100 0300 RR"]),
    (
        "FOR WEB01 CHVADDR 0600 0700",
        [
            "-NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1",
            "+NICDEF 0700 TYPE QDIO LAN SYSTEM VSW1",
            "-NICDEF 0600 VLAN 10",
            "+NICDEF 0700 VLAN 10",
        ],
    ),
    ("FOR WEB01 CHVADDR 0200 0100", ["RC 9005 / 9005 WEB01/0100 is there already."]),
    ("FOR WEB01 CHVADDR 0999 0998", ["RC 9006 / 9006 WEB01 has no device 0999."]),
    ("FOR DB01 CHVADDR 0100 0101", [STILL_LINKED]),
    ("CHNGID WEB01 WEB02", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB02 SECRET2 1G 4G G", f"RC 0 / {CHNGID}"]),
    ("CHNGID WEB01 MAINT", ["RC 3658 / 3658 MAINT is in the directory already."]),
    ("CHNGID DB01 DB02", [STILL_LINKED]),
    ("CHNGID LNX LNY", ["RC 9018 / 9018 CHNGID of a PROFILE is not simulated."]),
    ("CHNGID NOBODY DB02", ["RC 9002 / 9002 NOBODY is not in the directory."]),
]


@pytest.mark.parametrize(("command", "becomes"), CHANGES, ids=[one[0] for one in CHANGES])
def test_a_verb_changes_entries_or_refuses(command: str, becomes: list[str]) -> None:
    simulator = farm()
    assert change(simulator, command) == becomes
    if becomes[0].startswith("RC"):
        assert simulator.records.texts == DIRECTORY.splitlines()


def test_an_entry_is_made_from_a_prototype() -> None:
    simulator = farm()
    simulator.run("FILE LNX PROTODIR")
    assert change(simulator, "ADD NEW09 LIKE LNX PW HUSH3 ACCT NEWACC ACIGROUP GRP") == [
        "+USER NEW09 HUSH3 1G 2G G",
        "+INCLUDE LNX",
        "+ACCOUNT NEWACC",
        "+ACIGROUP GRP",
        "+MDISK 0100 3390 1 10 LNX001 MR",
    ]
    assert change(simulator, "ADD NEW10 LIKE LNX")[:3] == ["+USER NEW10 NOLOG 1G 2G G", "+INCLUDE LNX", "+ACCOUNT OLD"]


def test_new_profiles_stand_before_all_users() -> None:
    simulator = farm()
    simulator.run("ADD NEWPROF")
    assert simulator.records.texts[:5] == [*DIRECTORY.splitlines()[:3], "PROFILE NEWPROF", "MACHINE ESA"]


def test_an_entry_is_got_locked_replaced_and_free_again() -> None:
    simulator = farm()
    (file,) = simulator.run("FOR WEB01 GET").files
    assert (file.name, file.lines, file.is_secret) == ("WEB01 DIRECT", tuple(DIRECTORY.splitlines()[5:12]), True)
    assert (
        said(simulator.run("ASUSER OTHER FOR WEB01 SHARE RELATIVE 100")) == "RC 9003 / 9003 WEB01 is locked by MAINT."
    )
    assert change(simulator, "FOR WEB01 REPLACE") == [
        "-USER WEB01 SECRET2 1G 4G G",
        "+USER WEB01 HUSH2 1G 4G G",
        "-LINK DB01 0100 0200 RR",
        "-MDISK 0100 3390 1 50 LNX002 MR RSECRET",
        "+MDISK 0100 3390 1 50 LNX002 MR",
        "+MDISK 0101 3390 1 10 LNX001 MR",
        "- DASDOPT NOCTL",
        "-NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1",
        "-NICDEF 0600 VLAN 10",
        "RC 0 / 9019 REPLACE gives minidisks a place; not certain of DirMaint (switch: replace_allocates).",
    ]
    assert simulator.run("FOR WEB01 UNLOCK").rc == 3601


def test_an_entry_stays_locked_when_replace_fails() -> None:
    simulator = farm(replace_allocates=False)
    simulator.run("FOR WEB01 GET")
    assert said(simulator.run("FOR WEB01 REPLACE")) == "RC 9001 / 9001 A minidisk in a file for REPLACE needs a place."
    assert simulator.run("FOR WEB01 UNLOCK").rc == 0


def test_a_replaced_entry_keeps_what_others_link_to() -> None:
    simulator = farm()
    simulator.run("FOR DB01 GET")
    assert change(simulator, "FOR DB01 REPLACE") == [STILL_LINKED]


def test_replace_says_nothing_of_places_where_the_file_has_them_all() -> None:
    simulator = desk("USER DB01 NOLOG 1G\n", files=FILES)
    simulator.run("FOR DB01 GET")
    assert change(simulator, "FOR DB01 REPLACE") == ["-USER DB01 NOLOG 1G", "+USER DB01 NOLOG 2G"]


def test_get_without_a_lock_and_review_lock_nothing() -> None:
    simulator = farm()
    simulator.run("FOR WEB01 GET NOLOCK")
    (file,) = simulator.run("FOR WEB01 REVIEW").files
    assert (file.lines[0], file.lines[3], file.is_secret) == (
        "USER WEB01 ******** 1G 4G G",
        "MDISK 0100 3390 1 50 LNX002 MR ********",
        False,
    )
    assert simulator.run("FOR WEB01 UNLOCK").rc == 3601


def test_a_device_that_is_locked_keeps_others_out() -> None:
    simulator = farm()
    simulator.run("FOR WEB01 LOCK 0100")
    assert said(simulator.run("ASUSER OTHER FOR WEB01 DMDISK 0100")) == (
        "RC 9004 / 9004 WEB01/0100 is locked by MAINT."
    )
    assert simulator.run("FOR WEB01 UNLOCK 0100").rc == 0
    assert simulator.run("ASUSER OTHER FOR WEB01 DMDISK 0100").rc == 0


def test_what_somebody_else_has_locked_can_be_unlocked() -> None:
    simulator = farm()
    simulator.run("ASUSER OTHER FOR WEB01 GET")
    simulator.run("ASUSER OTHER FOR WEB01 LOCK 0100")
    assert simulator.run("FOR WEB01 UNLOCK").rc == 0
    assert simulator.run("FOR WEB01 DMDISK 0100").rc == 9004
    assert simulator.run("FOR WEB01 UNLOCK 0100").rc == 0
    assert simulator.run("FOR WEB01 DMDISK 0100").rc == 0


def test_what_a_work_unit_has_locked_cannot_be_unlocked() -> None:
    simulator = farm()
    unit = simulator.run("FOR WEB01 DMDISK 0100 CLEAN").work_unit
    assert said(simulator.run("FOR WEB01 UNLOCK 0100")) == (f"RC 9004 / 9004 WEB01/0100 is locked by work unit {unit}.")


def test_space_that_is_used_is_refused_or_taken_as_is_set_and_that_is_told() -> None:
    used = "space that is used: MAINT/0190 has 100-199 of LNX001; not certain of DirMaint (switch: add_checks_extents)."
    assert change(farm(), "ADD NEW02") == [
        f"RC 9008 / 9019 ADD refuses {used} / 9008 MAINT/0190 has 100-199 of LNX001."
    ]
    assert change(farm(add_checks_extents=False), "ADD NEW02") == [
        "+USER NEW02 NOLOG",
        "+MDISK 0100 3390 150 100 LNX001 MR",
        f"RC 0 / 9019 ADD takes {used}",
    ]


def test_links_to_what_goes_stay_where_it_is_set_so_and_that_is_told() -> None:
    left = f"9019 The link to {LINKED.replace(' is linked to', ' stays')}; not certain of DirMaint (switch: links_of_removed)."
    assert change(farm(links_of_removed="leave"), "FOR DB01 PURGE")[2:] == [f"RC 0 / {left}"]
    assert change(farm(links_of_removed="leave"), "FOR DB01 CHVADDR 0100 0101")[2:] == [f"RC 0 / {left}"]
    assert change(farm(links_of_removed="leave"), "CHNGID DB01 DB02")[2:] == [f"RC 0 / {left} / {CHNGID}"]


def test_an_entry_that_others_need_goes_when_they_have_gone() -> None:
    simulator = farm()
    assert simulator.run("FOR WEB01 PURGE").rc == 0
    assert simulator.run("FOR DB01 PURGE").rc == 0
    assert simulator.run("FOR LNX PURGE").rc == 0
    assert simulator.run("FOR MAINT PURGE").rc == 0
    assert simulator.records.texts == DIRECTORY.splitlines()[14:]


def test_a_password_that_became_a_statement_is_not_told() -> None:
    text = "USER NEW08 NOLOG\nMDISK 0100 3390 500 10 LNX001 MR\nHUSH1 HUSH2\n"
    reply = desk(DIRECTORY, files={"NEW08 DIRECT": text}).run("ADD NEW08")
    assert "6213 line 3: ********: unknown-statement" in said(reply)
