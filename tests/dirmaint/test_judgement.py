"""What stands in the way of a change: each check with what it refuses, and what comes near and is done."""

import pytest

from tests.dirmaint.desk import desk, said, still_linked

DIRECTORY = """\
PROFILE DFLT
 SPOOL 000C 2540 READER *
 LINK MAINT 0190 0190 RR
PROFILE NETDFLT
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
PROFILE SELF
 LINK * 0100 0110 RR
USER MAINT NOLOG 64M 128M ABCDEFG
 MDISK 0190 3390 1 10 LX0001
 MDISK 0191 3390 11 10 LX0001
USER WEB01 NOLOG 64M 128M G
 INCLUDE NETDFLT
 CPU 00 BASE
 CRYPTO APVIRTUAL
 LINK MAINT 0191 0291 RR
 NICDEF 0600 MACID 0A0B0C
 NICDEF 0700 TYPE QDIO
USER WEB02 NOLOG 64M 128M *
 INCLUDE DFLT
 CLASS G
 MDISK 0100 3390 21 10 LX0001
IDENTITY TCPIP NOLOG 64M 128M G
 BUILD ON ONE USING SUBCONFIG TCPIP-1
 BUILD ON TWO USING SUBCONFIG TCPIP-2
SUBCONFIG TCPIP-1
 MDISK 0191 3390 31 10 LX0001
SUBCONFIG TCPIP-2
 MDISK 0191 3390 41 10 LX0001
USER LNX NOLOG 64M 128M G
 POOL LOW 1 HIGH 9 PROFILE DFLT
"""

EXTENTS = ":REGIONS.\n  LX0001 LX0001 1 END 3390-03\n:END.\n:DEFAULTS.\n  3390-03 3339\n:END.\n"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("FOR DFLT SHARE RELATIVE 200", "RC 0"),
        ("FOR DFLT CRYPTO DOMAIN 5 APDEDICATED 1", "RC 9010 / 9010 CRYPTO may not stand in a PROFILE."),
        ("FOR DFLT CRYPTO APVIRTUAL", "RC 0"),
        ("FOR NETDFLT INCLUDE DFLT", "RC 9010 / 9010 INCLUDE may not stand in a PROFILE."),
        ("FOR TCPIP AMDISK 0300 FB-512 V-DISK 100", "RC 9010 / 9010 MDISK may not stand in an IDENTITY."),
        ("ATNODE ONE FOR TCPIP AMDISK 0300 FB-512 V-DISK 100", "RC 0"),
        ("FOR WEB01 DEDICATE 0291 1000", "RC 9005 / 9005 WEB01/0291 is there already."),
        ("FOR WEB01 DEDICATE 0292 1000", "RC 0"),
        ("FOR WEB01 DEDICATE 0702 1000", "RC 9020 / 9020 WEB01/0702 would take a number of WEB01/0700."),
        ("FOR WEB01 DEDICATE 0703 1000", "RC 0"),
        ("FOR WEB01 NICDEF 06FE TYPE QDIO", "RC 9020 / 9020 WEB01/06FE would take a number of WEB01/0700."),
        ("FOR WEB01 NICDEF 06FD TYPE QDIO", "RC 0"),
        ("FOR WEB01 NICDEF FFFE TYPE QDIO", "RC 9020 / 9020 WEB01/FFFE would take numbers past FFFF."),
        ("FOR WEB01 NICDEF FFFD TYPE QDIO", "RC 0"),
        ("FOR WEB01 DEDICATE 0602 1000", "RC 9020 / 9020 WEB01/0602 would take a number of WEB01/0600."),
        ("FOR NETDFLT NICDEF 06FE TYPE QDIO", "RC 9020 / 9020 NETDFLT/06FE would take a number of WEB01/0700."),
        ("FOR WEB01 NICDEF 0800 MACID 0A0B0C TYPE QDIO", "RC 9020 / 9020 MACID 0A0B0C is the address of another adapter."),
        ("FOR WEB01 NICDEF 0800 MACID 0A0B0D TYPE QDIO", "RC 0"),
        ("FOR WEB01 LINK MAINT 0500 0500 RR", "RC 9006 / 9006 MAINT has no device 0500."),
        ("FOR MAINT LINK WEB01 0700 0500 RR", "RC 9006 / 9006 WEB01/0700 is no disk."),
        ("FOR WEB01 LINK NOBODY 0191 0500 RR", "RC 9006 / 9006 NOBODY is not in the directory."),
        ("FOR WEB01 LINK TCPIP-1 0191 0500 RR", "RC 9006 / 9006 TCPIP-1 is a SUBCONFIG, which nobody can link to."),
        ("FOR WEB01 LINK TCPIP 0191 0500 RR", "RC 0"),
        ("FOR WEB01 LINK WEB01 0500 0500 RR", "RC 9006 / 9006 The link would lead back to itself by WEB01/0500."),
        ("FOR WEB01 LINK LNX00009 0190 0500 RR", "RC 0"),
        ("FOR WEB01 LINK LNX00009 000C 0500 RR", "RC 9006 / 9006 LNX00009/000C is no disk."),
        ("FOR WEB01 LINK LNX00009 0191 0500 RR", "RC 9006 / 9006 LNX00009 has no device 0191."),
        ("FOR WEB01 LINK LNX00010 000C 0500 RR", "RC 9006 / 9006 LNX00010 is not in the directory."),
        ("FOR MAINT DMDISK 0191", still_linked("MAINT/0191", "WEB01")),
        ("FOR WEB02 DMDISK 0100", "RC 0"),
        ("FOR MAINT PURGE", still_linked("MAINT/0190", "DFLT")),
        ("FOR TCPIP PURGE", "RC 9011 / 9011 TCPIP has BUILD statements; their SUBCONFIGs go first."),
        ("CHNGID MAINT OTHER", still_linked("MAINT/0190", "DFLT")),
        ("CHNGID WEB02 LNX00001", "RC 9020 / 9020 LNX00001 is a member of the pool LNX."),
        ("CHNGID WEB02 LNX00010", "RC 0"),
        ("CHNGID WEB02 *", "RC 9001 / 9001 * is no name of an entry."),
        ("FOR WEB01 INCLUDE SELF", "RC 9006 / 9006 WEB01 has no device 0100."),
        ("FOR WEB02 INCLUDE SELF", "RC 0"),
        ("FOR WEB02 AMDISK 0300 3390 3330 9 LX0001", "RC 0"),
        (
            "FOR WEB02 AMDISK 0300 3390 3330 10 LX0001",
            "RC 9009 / 9009 LX0001 ends with 3338; the minidisk would end with 3339.",
        ),
        ("FOR WEB02 AMDISK 0300 3390 20 10 LX0001", "RC 9008 / 9008 MAINT/0191 has 11-20 of LX0001."),
        ("FOR WEB02 AMDISK 0300 9345 100 10 LX0001", "RC 9020 / 9020 LX0001 is 3390 elsewhere in the directory, not 9345."),
    ],
)  # fmt: skip
def test_a_command_is_refused_where_it_does_damage_and_done_where_not(command: str, answer: str) -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    before = simulator.records
    told = said(simulator.run(command))
    assert told.startswith("RC 0") if answer == "RC 0" else told.endswith(answer.partition(" / ")[2]), told
    assert (simulator.records == before) is not answer.startswith("RC 0")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("FOR WEB01 CPU 01 BASE", "WEB01: only one CPU may be BASE."),
        ("FOR NETDFLT NICDEF 0600 DELETE", "WEB01: NICDEF 0600 has no TYPE."),
        ("FOR WEB01 INCLUDE DELETE", "WEB01: NICDEF 0600 has no TYPE."),
        ("FOR WEB01 NICDEF 0800 LAN SYSTEM VSW1", "WEB01: NICDEF 0800 has no TYPE."),
        ("FOR WEB01 CHVADDR 0600 0800", "WEB01: NICDEF 0800 has no TYPE."),
        ("FOR WEB01 MAXSTORE 32M", "HCPDIR1776E THE DEFAULT STORAGE OF WEB01 IS ABOVE ITS MAXIMUM."),
    ],
)
def test_what_the_compiler_refuses_is_told_in_its_name(command: str, says: str) -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    before = simulator.records
    reply = simulator.run(command)
    assert reply.rc == 3212
    assert says in [message.text for message in reply.messages if message.number == 6213]
    assert simulator.records == before


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ("USER NEW NOLOG\n INCLUDE NOSUCH", "NEW: there is no profile NOSUCH."),
        ("USER NEW NOLOG\n SPOOL 000C 2540 READER\n ACCOUNT 1", "NEW: ACCOUNT may not follow SPOOL."),
        ("USER NEW NOLOG\n POOL LOW 1 HIGH 2 PROFILE DFLT\n INCLUDE DFLT", "NEW: INCLUDE may not follow POOL."),
        ("USER NEW NOLOG\n MINIOPT NOMDC", "NEW: MINIOPT does not follow its device."),
        ("USER NEW NOLOG 64M 64M *", "NEW: the class on the header is * and there is no CLASS statement."),
        ("USER NEW NOLOG\n DEDICATE 100 1\n DEDICATE 100 2", "NEW: device 0100 stands twice."),
        ("USER NEW NOLOG\n NICDEF 600 TYPE QDIO\n NICDEF 600 TYPE QDIO", "NEW: NICDEF 0600 has two types."),
        ("USER NEW NOLOG\n IPL CMS\n IPL 190", "NEW: IPL stands more than once."),
        ("USER NEW NOLOG\n CPU 0\n CPU 00", "NEW: a CPU address stands twice."),
        ("USER NEW NOLOG\n MDISK 0300 3390 T-DISK 0", "HCPDIR751E MDISK 0300 HAS NO SIZE."),
        ("USER NEW NOLOG 2G 1G G", "HCPDIR1776E THE DEFAULT STORAGE OF NEW IS ABOVE ITS MAXIMUM."),
        ("USER NEW NOLOG\n POSIXINFO GID 1\n POSIXINFO GNAME G", "NEW: POSIXINFO: gid AND gname EXCLUDE EACH OTHER."),
        ("SUBCONFIG NEW", "HCPDIR666E NO BUILD STATEMENT NAMES SUBCONFIG NEW."),
    ],
)
def test_an_entry_is_refused_that_the_compiler_would_not_take(texts: str, says: str) -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, files={"NEW DIRECT": texts})
    before = simulator.records
    reply = simulator.run("ADD NEW")
    assert says in [message.text for message in reply.messages]
    assert reply.rc == 3212
    assert simulator.records == before


def test_links_that_are_left_are_only_told_of_where_the_settings_say_so() -> None:
    simulator = desk(DIRECTORY, links_of_removed="leave")
    assert said(simulator.run("FOR MAINT DMDISK 0191")) == (
        "RC 0 / 9019 The link to MAINT/0191 stays: WEB01 would link to nothing; not certain of DirMaint "
        "(switch: links_of_removed)."
    )


def test_settings_that_are_not_strict_let_pass_what_only_harms() -> None:
    simulator = desk(DIRECTORY, strict=False)
    for command in ("FOR WEB01 DEDICATE 0702 1000", "CHNGID WEB02 LNX00001", "FOR WEB01 NICDEF FFFF TYPE QDIO"):
        assert simulator.run(command).rc == 0


def test_a_way_of_many_links_is_walked_to_its_end() -> None:
    links = 2_000  # more than Python calls within calls
    users = "".join(f"USER L{at} NOLOG\nLINK L{at + 1} 0190 0190 RR\n" for at in range(links))
    simulator = desk(f"USER WEB01 NOLOG\n{users}USER L{links} NOLOG\nMDISK 0190 3390 1 9 LNX001 MR\n")
    assert said(simulator.run("FOR WEB01 LINK L0 0190 0190 RR")) == "RC 0"
    assert said(simulator.run(f"FOR L{links} LINK L0 0190 0191 RR")) == "RC 0"


def test_profiles_that_include_each_other_are_no_part_of_a_machine() -> None:
    simulator = desk(
        "PROFILE P1\nINCLUDE P2\nPROFILE P2\nINCLUDE P1\nUSER MAINT NOLOG\nMDISK 0190 3390 1 9 LNX001 MR\n"
    )
    assert said(simulator.run("FOR P1 LINK MAINT 0190 0190 RR")) == "RC 0"


# ---- the labels of volumes

LABELS = """\
USER $ALLOC$ NOLOG
 MDISK 0A01 3390 0 1 LX0001 R
USER LINUX1 NOLOG 64M 128M G
 MDISK 0191 3390 1 10 LX0001 MR
"""
OVER_LABEL = "RC 9020 / 9020 LX0001 has its label in the first cylinder or blocks; a minidisk there may destroy it."


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("FOR $ALLOC$ AMDISK 0A02 3390 0 1 LX0002 R", "RC 0"),
        ("FOR LINUX1 AMDISK 0A02 3390 0 1 LX0001 R", OVER_LABEL),
        ("FOR $ALLOC$ TMDISK 0A01 TO LINUX1 0200", OVER_LABEL),
        ("FOR $ALLOC$ SETPW SESAME", OVER_LABEL),
        ("FOR $ALLOC$ SETPW NOLOG", "RC 0"),
        ("FOR LINUX1 SETPW SESAME", "RC 0"),
        ("CHNGID $ALLOC$ HOLDER", OVER_LABEL),
        ("CHNGID $ALLOC$ $DIRECT$", "RC 0"),
        ("CHNGID LINUX1 LINUX2", "RC 0"),
        ("FOR $ALLOC$ AMDISK 0A02 3390 5 10 LX0002 R", "RC 0"),
        ("ADD $PAGE$", "RC 0"),
    ],
)
def test_only_who_never_logs_on_and_is_there_for_that_has_the_label_of_a_volume(command: str, answer: str) -> None:
    files = {"$PAGE$ DIRECT": "USER $PAGE$ NOLOG\n MDISK 0A01 3390 0 1 LX0003 R\n"}
    simulator = desk(LABELS, files=files)
    before = simulator.records.texts
    found = said(simulator.run(command))
    assert found.startswith(answer)
    assert (simulator.records.texts == before) == (answer == OVER_LABEL or "NOLOG" in command)


def test_where_it_is_not_strict_a_minidisk_may_be_over_a_label() -> None:
    simulator = desk(LABELS, strict=False)
    for command in ("FOR $ALLOC$ SETPW SESAME", "CHNGID $ALLOC$ HOLDER", "FOR HOLDER TMDISK 0A01 TO LINUX1 0200"):
        assert simulator.run(command).rc == 0
