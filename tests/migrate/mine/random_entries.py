"""Entries that are made from random templates, with noise, for hypothesis: whatever may stand in a directory."""

from __future__ import annotations

from hypothesis import strategies as st

GENERAL = """\
ACCOUNT 1 BIN1
ACIGROUP PAY
AUTOLOG OP1
CLASS ABG
COMMAND SET RUN ON
COMMAND SET RUN OFF
COMMAND CP SET PF12 RETRIEVE
CPU 0
CPU 00 BASE
CPU 1
CRYPTO APVIRTUAL
D8ONECMD FAIL LOCK
IPL CMS
ipl cms
IPL 190 PARM AUTOCR
IUCV ALLOW
IUCV ANY
LOADDEV LUN 1
LOADDEV PORT 2
LOGONBY MAINT
LOGONBY A B C D E
LOGONBY E D C B A
MACHINE ESA
MACH ESA 4
MACHINE XC
MAXSTORAGE 8G
NAMESAVE GCS VTAM
OPTION MAXCONN 5
OPTION MAXCONN 64
OPTION QUICKDSP
option quickd
OPTION APPLMON QUICKDSP
OPTION QUICKDSP APPLMON
POSIXINFO UID 5
POSIXINFO GNAME staff
POSIXINFO UID 5 GID 6
POSIXOPT QUERYDB ALLOW
SCREEN ALL RED
SCREEN INA WHI NON
SHARE REL 100
SHARE RELATIVE 200
STORAGE 2G
STORAGE 2048M
XAUTOLOG OP1
XCONFIG ADDR MAXNUMBER 5 TOTSIZE 5G
IOPRIORITY RELATIVE 5
STDEVOPT LIBRARY CTL
* remark
""".splitlines()
DEVICES = """\
CONSOLE 009 3215 T
CONSOLE 0009 3215
CONSOLE 01F 3270
SPOOL 00C 2540 READER *
SPOOL 00D 2540 PUNCH A
SPOOL 00E 1403 A
SPOOL 000E 1403
LINK MAINT 190 190 RR
LINK MAINT 0190 190 RR
LINK MAINT 190
LINK * 191 291
LINK MAINT 19D 19D RR * the other one
MDISK 191 3390 1 5 VOL001 MR SECRETC
MDISK 300 FB-512 V-DISK 1000
NICDEF 600 TYPE QDIO LAN SYSTEM A
NICDEF 600 VLAN 5
NICDEF 700 TYPE HIPERS
SPECIAL 500 3270
DEDICATE 1B00 1B00
DEDICATE 191 2000
* between
""".splitlines()
ODD = """\
CRYPTO DOMAIN 1 APDED 2
VMRELOCATE ON
APPCPASS A B C SECRETA
SYSAFFIN SYS1
MACHNE ESA
SHARE 5
POSIXGLIST GIDS 1,
 2
COMMAND SET X,
*DIRTOOL: IGNORE REF
XSTORE ALL
LINK MAINT 190 190 RR SECRETB
MDISK 190 3390 1 5 VOL001
MINIOPT NOMDC
DASDOPT DEVCTL
NICDEF 600 TYPE QDIO MACID 000001
SPECIAL 700 HIPER 3
IPL 191
SPOOL 00F 2540
INCLUDE P1

""".splitlines()
HEADERS = ("NOLOG", "SECRETD 1G 2G G", "LBYONLY * 4G G", "AUTOONLY 1G * *", "NOPASS")
NAMES = ("P1", "P2", "NONE")
INDENTS = (" ", "", "  ")

bodies = st.tuples(
    st.lists(st.sampled_from(GENERAL), max_size=7, unique=True),
    st.lists(st.sampled_from(DEVICES), max_size=7, unique=True),
).map(lambda pair: [*pair[0], *pair[1]])
profiles = st.tuples(
    st.lists(st.sampled_from((*GENERAL, "SYSAFFIN SYS1")), max_size=3), st.lists(st.sampled_from(DEVICES), max_size=3)
).map(lambda pair: [*pair[0], *(one for one in pair[1] if not one.startswith("MDISK"))])


@st.composite
def _noisy(draw: st.DrawFn, body: list[str]) -> list[str]:
    """A template's body with something more, something less, or two statements that change places."""
    found = list(body)
    for _ in range(draw(st.sampled_from((0, 0, 0, 0, 1, 2)))):
        at = draw(st.integers(0, len(found)))
        match draw(st.integers(0, 3)):
            case 0:
                found.insert(at, draw(st.sampled_from(GENERAL + DEVICES)))
            case 1:
                found.insert(at, draw(st.sampled_from(ODD)))
            case 2:
                del found[at : at + 1]
            case _:
                found[at : at + 2] = reversed(found[at : at + 2])
    return found


@st.composite
def directories(draw: st.DrawFn) -> str:
    """A directory of two profiles and a few entries each of some templates, some of them with a SUBCONFIG, and a POOL."""
    records = ["DIRECTORY 123 3390 RES001"]
    for name in NAMES[:2]:
        records += [f"PROFILE {name}", *draw(profiles)]
    number = 0
    for _ in range(draw(st.integers(1, 3))):
        body = draw(bodies)
        header, profile = draw(st.sampled_from(HEADERS)), draw(st.sampled_from((*NAMES, "", "")))
        indent = draw(st.sampled_from(INDENTS))
        for _ in range(draw(st.integers(1, 7))):
            number += 1
            include = [f"{indent}INCLUDE {profile}"] if profile else []
            kind = draw(st.sampled_from(("USER", "USER", "IDENTITY")))
            records += [f"{kind} U{number} {header}", *include]
            if kind == "IDENTITY":
                records += [f"{indent}BUILD ON SYS{one} USING SUBCONFIG U{number}-{one}" for one in (1, 2)]
            records += [f"{indent}{one}" for one in draw(_noisy(body))]
            if kind == "IDENTITY":
                records += [f"SUBCONFIG U{number}-1", *draw(profiles)]
    if draw(st.booleans()):
        records += ["USER POO NOLOG", f" POOL LOW 1 HIGH 3 PROFILE {draw(st.sampled_from(NAMES))}"]
    return "\n".join(records)
