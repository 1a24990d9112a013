"""Verbs that write a statement: what becomes of the entry, and the answer."""

import pytest

from dirtool.dirmaint.settings import Faults
from tests.dirmaint.desk import change, desk, entry_in, said, still_linked

DIRECTORY = """\
PROFILE LNXDFLT
 IPL CMS
 MACHINE ESA
 CONSOLE 0009 3215 T
 SPOOL 000C 2540 READER *
 LINK MAINT 0190 0190 RR
PROFILE LNXBIG
 CLASS G
 MAXSTORAGE 8G
USER MAINT SECRET1 1G 2G ABCDEFG
 ACCOUNT SYSTEMS
 MACHINE ESA
 MDISK 0190 3390 100 100 SYS001 RR ALL
 MDISK 0191 3390 200 50 SYS001 MR RSECRET WSECRET
 DASDOPT NOCTL
 MINIOPT NOMDC
USER WEB01 SECRET2 1G 4G G
 INCLUDE LNXDFLT
*OWNER: Team Web
 ACCOUNT 4711 FLOOR3
 AUTOLOG OPS1 OPS2
 COMMAND SET VSWITCH VSW1 GRANT WEB01
 COMMAND SET RUN ON
 CPU 00 BASE
 CPU 01
 IUCV ANY
 IUCV ALLOW
 LOADDEV PORTNAME 5005076300C70001
 LOADDEV LUN 4010400000000000
 LOGONBY MAINT OPS1
 NAMESAVE DCSS1
 OPTION QUICKDSP MAXCONN 64
 POSIXINFO UID 100 GNAME staff
 SHARE RELATIVE 200
 XAUTOLOG OPS3
 DEDICATE 1000 2000
 LINK MAINT 0191 0192 RR
 MDISK 0100 3390 300 100 SYS001 MR
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
 SPECIAL 0700 CTCA
USER DB01 SECRET3 512M
 STORAGE 1G
 MAXSTORAGE 2G
 XCONFIG ADDRSPACE MAXNUMBER 10
 XCONFIG ALSERV
"""
COMPILER = "6213 DIRECTORY PROGRAM OF CP / 6213 HCPDIR750I NO FILE OF RESTRICTED PASSWORDS / 6213 "
REFUSED = " / 6213 EOJ DIRECTORY NOT UPDATED / 3212 Return code 2 came from EXEC DVHBBXXA."
DROPPED = (
    "RC 0 / 9019 MAINT/0191 drops the passwords that are not named; "
    "not certain of DirMaint (switch: mdisk_keeps_passwords)."
)
MERGED = (
    "RC 0 / 9019 NICDEF 0600 keeps the operands that it does not name; not certain of DirMaint (switch: nicdef_merges)."
)
UNCERTAIN = "is taken as known; not certain of DirMaint (switch: uncertain_forms)."

CHANGES: list[tuple[str, list[str]]] = [
    ("FOR WEB01 ACCOUNT 4712", ["- ACCOUNT 4711 FLOOR3", "+ACCOUNT 4712"]),
    ("FOR WEB01 ACCOUNT ?", ["RC 0 / 9023 ACCOUNT 4711 FLOOR3"]),
    (
        "FOR WEB01 ACCOUNT DELETE 4711",
        ["RC 9018 / 9018 ACCOUNT DELETE is not simulated; ACCOUNT with all numbers is."],
    ),
    ("FOR WEB01 DISTRIB FLOOR4", ["- ACCOUNT 4711 FLOOR3", "+ACCOUNT 4711 FLOOR4"]),
    ("FOR WEB01 DISTRIB DELETE", ["- ACCOUNT 4711 FLOOR3", "+ACCOUNT 4711"]),
    ("FOR WEB01 DISTRIB ?", ["RC 0 / 9023 The distribution code of WEB01 is FLOOR3."]),
    ("FOR MAINT DISTRIB ?", ["RC 0 / 9023 The distribution code of MAINT is its name, MAINT."]),
    ("FOR DB01 DISTRIB X", ["RC 9015 / 9015 DB01 has no ACCOUNT statement to put it on."]),
    ("FOR WEB01 ACIGROUP GRP1", ["+ACIGROUP GRP1"]),
    ("FOR WEB01 ACIGROUP DELETE", ["RC 9015 / 9015 WEB01 has no such ACIGROUP statement."]),
    ("FOR WEB01 ACIGROUP ?", ["RC 0 / 9023 WEB01 has no ACIGROUP statement."]),
    ("FOR WEB01 APPCPASS GW1 TGT1 OPS1 APSECRET", ["+APPCPASS GW1 TGT1 OPS1 APSECRET"]),
    ("FOR WEB01 APPCPASS ?", ["RC 0 / 9023 WEB01 has no APPCPASS statement."]),
    ("FOR WEB01 APPCPASS GW1 TGT1 DELETE", ["RC 9015 / 9015 WEB01 has no such APPCPASS statement."]),
    ("FOR WEB01 AUTOLOG ADD OPS2 OPS4", ["+AUTOLOG OPS4"]),
    ("FOR WEB01 AUTOLOG ADD OPS1", []),
    ("FOR WEB01 AUTOLOG DELETE OPS1", ["- AUTOLOG OPS1 OPS2", "+AUTOLOG OPS2"]),
    ("FOR WEB01 AUTOLOG DELETE OPS1 OPS2", ["- AUTOLOG OPS1 OPS2"]),
    ("FOR WEB01 AUTOLOG DELETE OPS9", ["RC 9015 / 9015 WEB01 has no AUTOLOG with OPS9."]),
    ("FOR WEB01 AUTOLOG ?", ["RC 0 / 9023 AUTOLOG OPS1 OPS2"]),
    ("FOR WEB01 XAUTOLOG ADD OPS1", ["+XAUTOLOG OPS1"]),
    ("FOR WEB01 XAUTOLOG DELETE OPS3", ["- XAUTOLOG OPS3"]),
    ("FOR WEB01 CLASS BG", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 SECRET2 1G 4G BG"]),
    ("FOR WEB01 CLASS ABCDEFGHI", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 SECRET2 1G 4G *", "+CLASS ABCDEFGHI"]),
    ("FOR WEB01 CLASS ?", ["RC 0 / 9023 WEB01 has class G."]),
    ("FOR DB01 CLASS BG", ["+CLASS BG"]),
    ("FOR WEB01 PRIVCLASS A", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 SECRET2 1G 4G A"]),
    ("FOR LNXBIG CLASS AB", ["- CLASS G", "+CLASS AB"]),
    ("FOR WEB01 COMMAND ADD 1 SET PRIVCLASS OFF", ["+COMMAND SET PRIVCLASS OFF"]),
    ("FOR WEB01 COMMAND ADD 3 Msg op Started", ["+COMMAND Msg op Started"]),
    ("FOR WEB01 COMMAND ADD 9 SET X", ["RC 9015 / 9015 WEB01 has 2 COMMAND statements; number 9 cannot be added."]),
    ("FOR WEB01 COMMAND REPLACE 2 SET RUN OFF", ["- COMMAND SET RUN ON", "+COMMAND SET RUN OFF"]),
    ("FOR WEB01 COMMAND REPLACE 3 SET RUN OFF", ["RC 9015 / 9015 WEB01 has no COMMAND statement 3."]),
    ("FOR WEB01 COMMAND DELETE 1", ["- COMMAND SET VSWITCH VSW1 GRANT WEB01"]),
    ("FOR WEB01 COMMAND DELETE *", ["- COMMAND SET VSWITCH VSW1 GRANT WEB01", "- COMMAND SET RUN ON"]),
    ("FOR WEB01 COMMAND DELETE 5", ["RC 9015 / 9015 WEB01 has no COMMAND statement 5."]),
    ("FOR WEB01 COMMAND ?", ["RC 0 / 9023 COMMAND SET VSWITCH VSW1 GRANT WEB01 / 9023 COMMAND SET RUN ON"]),
    ("FOR WEB01 COMMAND ? 2", ["RC 0 / 9023 COMMAND SET RUN ON"]),
    ("FOR DB01 COMMAND DELETE *", ["RC 9015 / 9015 DB01 has no COMMAND statement."]),
    ("FOR WEB01 CONSOLE 0009 3270", ["+CONSOLE 0009 3270"]),
    ("FOR LNXDFLT CONSOLE 001F 3215 T MAINT", ["- CONSOLE 0009 3215 T", "+CONSOLE 001F 3215 T MAINT"]),
    ("FOR LNXDFLT CONSOLE DELETE", ["- CONSOLE 0009 3215 T"]),
    ("FOR LNXDFLT CONSOLE ?", ["RC 0 / 9023 CONSOLE 0009 3215 T"]),
    ("FOR WEB01 CPU 02", ["+CPU 02"]),
    ("FOR WEB01 CPU 01 BASE", [f"RC 3212 / {COMPILER}WEB01: only one CPU may be BASE.{REFUSED}"]),
    ("FOR WEB01 CPU 00", ["- CPU 00 BASE", "+CPU 00"]),
    ("FOR WEB01 CPU 01 DELETE", ["- CPU 01"]),
    ("FOR WEB01 CPU 05 DELETE", ["RC 9015 / 9015 WEB01 has no such CPU statement."]),
    ("FOR WEB01 CPU ?", ["RC 0 / 9023 CPU 00 BASE / 9023 CPU 01"]),
    ("FOR WEB01 SETCPU 02 NODEDICATE", ["+CPU 02 NODEDICATE"]),
    ("FOR WEB01 CRYPTO APVIRTUAL", ["+CRYPTO APVIRTUAL", f"RC 0 / 9019 CRYPTO {UNCERTAIN}"]),
    ("FOR WEB01 CRYPTO DELETE", ["RC 9015 / 9015 WEB01 has no such CRYPTO statement."]),
    (
        "FOR WEB01 CRYPTO ?",
        [f"RC 0 / 9023 WEB01 has no CRYPTO statement. / 9019 CRYPTO {UNCERTAIN}"],
    ),
    ("FOR WEB01 D8ONECMD OPS1 LOG", ["RC 9001 / 9001 OPS1 does not fit; allowed: FAIL, LOCK, LOG, OFF or UNLOCK."]),
    ("FOR WEB01 D8ONECMD DELETE", ["RC 9015 / 9015 WEB01 has no such D8ONECMD statement."]),
    ("FOR MAINT DASDOPT 0191 DEVCTL", ["- DASDOPT NOCTL", "+DASDOPT DEVCTL"]),
    ("FOR MAINT DASDOPT 0191 DELETE", ["- DASDOPT NOCTL"]),
    ("FOR MAINT DASDOPT 0190 DELETE", ["RC 9015 / 9015 MAINT/0190 has no DASDOPT."]),
    ("FOR MAINT DASDOPT 0190 NOCTL", ["+DASDOPT NOCTL"]),
    ("FOR MAINT DASDOPT 0555 NOCTL", ["RC 9006 / 9006 MAINT has no device 0555 that DASDOPT is for."]),
    ("FOR MAINT DASDOPT ?", ["RC 0 / 9023 0191 DASDOPT NOCTL"]),
    ("FOR MAINT MINIOPT 0191 MDC", ["- MINIOPT NOMDC", "+MINIOPT MDC"]),
    ("FOR MAINT MINIOPT 0191 DELETE", ["- MINIOPT NOMDC"]),
    ("FOR WEB01 MINIOPT 1000 MDC", ["RC 9006 / 9006 WEB01 has no device 1000 that MINIOPT is for."]),
    ("FOR WEB01 DATEFORM ISODATE", ["+DATEFORMAT ISODATE"]),
    ("FOR WEB01 DATEFORM DELETE", ["RC 9015 / 9015 WEB01 has no such DATEFORMAT statement."]),
    ("FOR WEB01 DEDICATE 1001 2001", ["+DEDICATE 1001 2001"]),
    ("FOR WEB01 DEDICATE 1000 2002", ["- DEDICATE 1000 2000", "+DEDICATE 1000 2002"]),
    ("FOR WEB01 DEDICATE 0100 2002", ["RC 9005 / 9005 WEB01/0100 is there already."]),
    ("FOR WEB01 DEDICATE 1000 DELETE", ["- DEDICATE 1000 2000"]),
    ("FOR WEB01 DEDICATE 1009 DELETE", ["RC 9015 / 9015 WEB01 has no such DEDICATE statement."]),
    ("FOR WEB01 DEDICATE ?", ["RC 0 / 9023 DEDICATE 1000 2000"]),
    ("FOR WEB01 DSECUSER OPS1", ["RC 9015 / 9015 WEB01 has no CONSOLE statement."]),
    ("FOR LNXDFLT DSECUSER OPS1", ["- CONSOLE 0009 3215 T", "+CONSOLE 0009 3215 T OPS1"]),
    ("FOR LNXDFLT DSECUSER OFF", ["- CONSOLE 0009 3215 T", "+CONSOLE 0009 3215 T"]),
    ("FOR LNXDFLT DSECUSER ?", ["RC 0 / 9023 CONSOLE 0009 3215 T"]),
    (
        "DIRECTORY 0123 3390 SYS001",
        ["RC 9018 / 9018 DIRECTORY changes what stands before all entries, which is not simulated."],
    ),
    (
        "GLOBALOPTS MACHINE ESA",
        ["RC 9018 / 9018 GLOBALOPTS changes what stands before all entries, which is not simulated."],
    ),
    ("FOR DB01 INCLUDE LNXDFLT", ["+INCLUDE LNXDFLT"]),
    ("FOR WEB01 INCLUDE LNXBIG", ["- INCLUDE LNXDFLT", "+INCLUDE LNXBIG"]),
    ("FOR WEB01 INCLUDE NOBODY", ["RC 9002 / 9002 There is no profile NOBODY."]),
    ("FOR WEB01 INCLUDE DELETE", ["- INCLUDE LNXDFLT"]),
    ("FOR DB01 INCLUDE DELETE", ["RC 9015 / 9015 DB01 includes no profile."]),
    ("FOR WEB01 INCLUDE ?", ["RC 0 / 9023 INCLUDE LNXDFLT"]),
    ("FOR WEB01 IOPRIORITY RELATIVE 10 20", ["+IOPRIORITY RELATIVE 10 20", f"RC 0 / 9019 IOPRIORITY high {UNCERTAIN}"]),
    ("FOR WEB01 IOPRIORITY DELETE", ["RC 9015 / 9015 WEB01 has no such IOPRIORITY statement."]),
    ("FOR WEB01 IPL 0100 LOADPARM 1", ["+IPL 0100 LOADPARM 1"]),
    ("FOR LNXDFLT IPL CMS PARM AutoCR", ["- IPL CMS", "+IPL CMS PARM AutoCR"]),
    ("FOR LNXDFLT IPL DELETE", ["- IPL CMS", f"RC 0 / 9019 IPL DELETE {UNCERTAIN}"]),
    ("FOR LNXDFLT IPL ?", ["RC 0 / 9023 IPL CMS"]),
    ("FOR WEB01 IUCV OPS1 MSGLIMIT 10", ["+IUCV OPS1 MSGLIMIT 10"]),
    ("FOR WEB01 IUCV ANY", []),
    ("FOR WEB01 IUCV ANY DELETE", ["- IUCV ANY"]),
    ("FOR WEB01 IUCV OPS9 DELETE", ["RC 9015 / 9015 WEB01 has no such IUCV statement."]),
    ("FOR WEB01 IUCV ?", ["RC 0 / 9023 IUCV ANY / 9023 IUCV ALLOW"]),
    ("FOR WEB01 LINK MAINT 0190 0290 RR", ["+LINK MAINT 0190 0290 RR"]),
    ("FOR WEB01 LINK MAINT 0190 0192 RR", ["- LINK MAINT 0191 0192 RR", "+LINK MAINT 0190 0192 RR"]),
    ("FOR WEB01 LINK MAINT 0190 0100 RR", ["RC 9005 / 9005 WEB01/0100 is there already."]),
    ("FOR WEB01 LINK MAINT 0999 0290 RR", ["RC 9006 / 9006 MAINT has no device 0999."]),
    ("FOR WEB01 LINK NOBODY 0191 0290 RR", ["RC 9006 / 9006 NOBODY is not in the directory."]),
    ("FOR WEB01 LINK MAINT 0190", ["+LINK MAINT 0190 0190"]),
    ("FOR WEB01 DLINK MAINT 0191", ["- LINK MAINT 0191 0192 RR", f"RC 0 / 9019 DLINK {UNCERTAIN}"]),
    ("FOR WEB01 DLINK MAINT 0191 0192", ["- LINK MAINT 0191 0192 RR", f"RC 0 / 9019 DLINK {UNCERTAIN}"]),
    ("FOR WEB01 DLINK MAINT 0190", ["RC 9015 / 9015 WEB01 has no link to MAINT/0190."]),
    ("FOR WEB01 LOADDEV BOOTPROG 1", ["+LOADDEV BOOTPROG 1"]),
    ("FOR WEB01 LOADDEV LUN 4010400000000001", ["- LOADDEV LUN 4010400000000000", "+LOADDEV LUN 4010400000000001"]),
    ("FOR WEB01 LOADDEV LUN DELETE", ["- LOADDEV LUN 4010400000000000"]),
    ("FOR WEB01 LOADDEV DELETE", ["- LOADDEV PORTNAME 5005076300C70001", "- LOADDEV LUN 4010400000000000"]),
    ("FOR WEB01 LOADDEV SCPDATA DELETE", ["RC 9015 / 9015 WEB01 has no such LOADDEV statement."]),
    ("FOR WEB01 LOADDEV ?", ["RC 0 / 9023 LOADDEV PORTNAME 5005076300C70001 / 9023 LOADDEV LUN 4010400000000000"]),
    ("FOR WEB01 LOGONBY ADD OPS2", ["+LOGONBY OPS2"]),
    ("FOR WEB01 LOGONBY DELETE MAINT", ["- LOGONBY MAINT OPS1", "+LOGONBY OPS1"]),
    ("FOR WEB01 LOGONBY ?", ["RC 0 / 9023 LOGONBY MAINT OPS1"]),
    (
        "FOR WEB01 MACHINE ESA 1",
        [f"RC 3212 / {COMPILER}WEB01: 2 CPU statements are more than MACHINE allows (1).{REFUSED}"],
    ),
    ("FOR WEB01 MACHINE ESA 4", ["+MACHINE ESA 4"]),
    ("FOR WEB01 SETMACH XC", ["+MACHINE XC"]),
    ("FOR WEB01 MACHINE DELETE", ["RC 9015 / 9015 WEB01 has no such MACHINE statement."]),
    ("FOR LNXDFLT MACHINE DELETE", ["- MACHINE ESA"]),
    ("FOR LNXDFLT MACHINE ?", ["RC 0 / 9023 MACHINE ESA"]),
    ("FOR WEB01 MAXSTORE 8G", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 SECRET2 1G 8G G"]),
    (
        "FOR WEB01 MAXSTORE 512M",
        [f"RC 3212 / {COMPILER}HCPDIR1776E THE DEFAULT STORAGE OF WEB01 IS ABOVE ITS MAXIMUM.{REFUSED}"],
    ),
    ("FOR DB01 MAXSTORE 4G", ["- MAXSTORAGE 2G", "+MAXSTORAGE 4G"]),
    ("FOR WEB01 MAXSTORE ?", ["RC 0 / 3207 WEB01 has a maximum storage of 4G and a default storage of 1G."]),
    ("FOR WEB01 STORAGE 2G", ["-USER WEB01 SECRET2 1G 4G G", "+USER WEB01 SECRET2 2G 4G G"]),
    ("FOR WEB01 STORAGE 5G", ["RC 3213 / 3213 The maximum storage is 4G, the storage that was asked for 5G."]),
    ("FOR DB01 STORAGE 2G", ["- STORAGE 1G", "+STORAGE 2G"]),
    ("FOR WEB01 STORAGE ?", ["RC 0 / 3207 WEB01 has a maximum storage of 4G and a default storage of 1G."]),
    ("FOR DB01 STORAGE ?", ["RC 0 / 3207 DB01 has a maximum storage of 2G and a default storage of 1G."]),
    ("FOR LNXDFLT STORAGE 1G", ["+STORAGE 1G"]),
    (
        "FOR MAINT MDISK 0191 RR",
        [
            "- MDISK 0191 3390 200 50 SYS001 MR RSECRET WSECRET",
            "+MDISK 0191 3390 200 50 SYS001 RR",
            DROPPED,
        ],
    ),
    (
        "FOR MAINT MDISK 0191 MW ALL WNEW MNEW",
        ["- MDISK 0191 3390 200 50 SYS001 MR RSECRET WSECRET", "+MDISK 0191 3390 200 50 SYS001 MW ALL WNEW MNEW"],
    ),
    (
        "FOR MAINT MDISK 0191",
        [
            "- MDISK 0191 3390 200 50 SYS001 MR RSECRET WSECRET",
            "+MDISK 0191 3390 200 50 SYS001 MR",
            DROPPED,
        ],
    ),
    ("FOR MAINT MDISK 0195 RR", ["RC 9006 / 9006 MAINT has no minidisk 0195."]),
    (
        "FOR MAINT MDISK ?",
        ["RC 0 / 9023 MDISK 0190 3390 100 100 SYS001 RR ALL / 9023 MDISK 0191 3390 200 50 SYS001 MR ******** ********"],
    ),
    (
        "FOR MAINT MDPW 0191 RNEW",
        [
            "- MDISK 0191 3390 200 50 SYS001 MR RSECRET WSECRET",
            "+MDISK 0191 3390 200 50 SYS001 MR RNEW",
            DROPPED,
        ],
    ),
    (
        "FOR MAINT MDPW 0191",
        [
            "- MDISK 0191 3390 200 50 SYS001 MR RSECRET WSECRET",
            "+MDISK 0191 3390 200 50 SYS001 MR",
            DROPPED,
        ],
    ),
    ("FOR WEB01 MDPW 0100 RNEW", ["- MDISK 0100 3390 300 100 SYS001 MR", "+MDISK 0100 3390 300 100 SYS001 MR RNEW"]),
    ("FOR WEB01 NAMESAVE DCSS2", ["+NAMESAVE DCSS2"]),
    ("FOR WEB01 NAMESAVE DCSS1", []),
    ("FOR WEB01 NAMESAVE DELETE DCSS1", ["- NAMESAVE DCSS1"]),
    ("FOR WEB01 NAMESAVE ?", ["RC 0 / 9023 NAMESAVE DCSS1"]),
    ("FOR WEB01 NICDEF 0700 TYPE QDIO LAN SYSTEM VSW2", ["RC 9005 / 9005 WEB01/0700 is there already."]),
    ("FOR WEB01 NICDEF 0800 TYPE QDIO LAN SYSTEM VSW2", ["+NICDEF 0800 TYPE QDIO LAN SYSTEM VSW2"]),
    ("FOR WEB01 NICDEF 0800 LAN SYSTEM VSW2", [f"RC 3212 / {COMPILER}WEB01: NICDEF 0800 has no TYPE.{REFUSED}"]),
    (
        "FOR WEB01 NICDEF 0600 VLAN 10",
        [
            "- NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1",
            "+NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 VLAN 10",
            MERGED,
        ],
    ),
    (
        "FOR WEB01 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW2",
        ["- NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1", "+NICDEF 0600 TYPE QDIO LAN SYSTEM VSW2"],
    ),
    ("FOR WEB01 NICDEF 00FF TYPE QDIO", ["RC 9020 / 9020 WEB01/00FF would take a number of WEB01/0100."]),
    ("FOR WEB01 NICDEF 0600 DELETE", ["- NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1"]),
    ("FOR WEB01 NICDEF 0900 DELETE", ["RC 9015 / 9015 WEB01 has no NICDEF 0900."]),
    ("FOR WEB01 NICDEF ?", ["RC 0 / 9023 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1"]),
    ("FOR DB01 NOPDATA", ["+NOPDATA"]),
    ("FOR DB01 NOPDATA DELETE", ["RC 9015 / 9015 DB01 has no such NOPDATA statement."]),
    ("FOR DB01 NOPDATA ?", ["RC 0 / 9023 DB01 has no NOPDATA statement."]),
    ("FOR WEB01 OPTION TODENABLE", ["- OPTION QUICKDSP MAXCONN 64", "+OPTION TODENABLE"]),
    ("FOR WEB01 OPTION DELETE", ["- OPTION QUICKDSP MAXCONN 64"]),
    ("FOR WEB01 OPTION ?", ["RC 0 / 9023 OPTION QUICKDSP MAXCONN 64"]),
    ("FOR WEB01 SETOPTN ADD TODENABLE", ["+OPTION TODENABLE"]),
    ("FOR WEB01 SETOPTN ADD QUICKDSP", []),
    ("FOR WEB01 SETOPTN ADD MAXCONN 128", ["- OPTION QUICKDSP MAXCONN 64", "+OPTION QUICKDSP", "+OPTION MAXCONN 128"]),
    (
        "FOR WEB01 SETOPTN REMOVE QUICKDSP",
        ["- OPTION QUICKDSP MAXCONN 64", "+OPTION MAXCONN 64", f"RC 0 / 9019 SETOPTN REMOVE {UNCERTAIN}"],
    ),
    (
        "FOR WEB01 SETOPTN DELETE MAXCONN",
        ["- OPTION QUICKDSP MAXCONN 64", "+OPTION QUICKDSP", f"RC 0 / 9019 SETOPTN DELETE {UNCERTAIN}"],
    ),
    ("FOR WEB01 SETOPTN REMOVE TODENABLE", ["RC 9015 / 9015 WEB01 has no option TODENABLE."]),
    ("FOR WEB01 POOL LOW 1 HIGH 5 PROFILE LNXDFLT", ["RC 9018 / 9018 POOL for WEB01 is not simulated."]),
    ("FOR WEB01 POSIXGLIST GIDS 1 2", ["+POSIXGLIST GIDS 1 2"]),
    ("FOR WEB01 POSIXINFO UID 101", ["- POSIXINFO UID 100 GNAME staff", "+POSIXINFO UID 101"]),
    ("FOR WEB01 POSIXINFO DELETE", ["- POSIXINFO UID 100 GNAME staff"]),
    ("FOR WEB01 POSIXIUPGM /bin/sh", ["+POSIXINFO IUPGM /bin/sh"]),
    ("FOR WEB01 POSIXIWDIR /home/web01", ["+POSIXINFO IWDIR /home/web01"]),
    ("FOR WEB01 POSIXFSROOT /../VMBFS:VMSYS:ROOT/", ["+POSIXINFO FSROOT /../VMBFS:VMSYS:ROOT/"]),
    ("FOR WEB01 POSIXOPT QUERYDB ALLOW", ["+POSIXOPT QUERYDB ALLOW"]),
    (
        "POSIXGROUP staff 100",
        ["RC 9018 / 9018 POSIXGROUP changes what stands before all entries, which is not simulated."],
    ),
    ("FOR WEB01 SCREEN ALL RED NONE", ["+SCREEN ALL RED NONE"]),
    ("FOR WEB01 SHARE ABSOLUTE 5%", ["- SHARE RELATIVE 200", "+SHARE ABSOLUTE 5%"]),
    ("FOR WEB01 SHARE DELETE", ["- SHARE RELATIVE 200"]),
    ("FOR WEB01 SHARE ?", ["RC 0 / 9023 SHARE RELATIVE 200"]),
    ("FOR WEB01 SPECIAL 0701 CTCA MAINT", ["+SPECIAL 0701 CTCA MAINT"]),
    ("FOR WEB01 SPECIAL 0700 CTCA MAINT", ["- SPECIAL 0700 CTCA", "+SPECIAL 0700 CTCA MAINT"]),
    ("FOR WEB01 SPECIAL 0700 DELETE", ["- SPECIAL 0700 CTCA"]),
    ("FOR LNXDFLT SPOOL 000C 2540 READER A", ["- SPOOL 000C 2540 READER *", "+SPOOL 000C 2540 READER A"]),
    ("FOR LNXDFLT SPOOL 000D 2540 PUNCH A", ["+SPOOL 000D 2540 PUNCH A"]),
    ("FOR LNXDFLT SPOOL 000C DELETE", ["- SPOOL 000C 2540 READER *"]),
    ("FOR LNXDFLT SPOOL ?", ["RC 0 / 9023 SPOOL 000C 2540 READER *"]),
    ("FOR WEB01 STAG OWNER Team Net", ["-*OWNER: Team Web", "+*OWNER: Team Net"]),
    ("FOR WEB01 STAG SITE Berlin, hall 3", ["+*SITE: Berlin, hall 3"]),
    ("FOR WEB01 STAG OWNER DELETE", ["-*OWNER: Team Web"]),
    ("FOR WEB01 STAG SITE DELETE", ["RC 9015 / 9015 WEB01 has no tag SITE."]),
    ("FOR WEB01 STAG ?", ["RC 0 / 9023 *OWNER: Team Web"]),
    ("FOR DB01 STAG ?", ["RC 0 / 9023 DB01 has no local tags."]),
    ("FOR WEB01 STDEVOPT LIBRARY CTL", ["+STDEVOPT LIBRARY CTL"]),
    ("FOR WEB01 VMRELOCATE ON", ["+VMRELOCATE ON"]),
    ("FOR DB01 XCONFIG ADDRSPACE MAXNUMBER 20", ["RC 9001 / 9001 The command ends too soon; it needs TOTSIZE."]),
    ("FOR DB01 XCONFIG ACCESSLIST ALSIZE 500", ["+XCONFIG ACCESSLIST ALSIZE 500"]),
    ("FOR DB01 XCONFIG ALSERV DELETE", ["RC 9001 / 9001 ALSERV does not fit; allowed: ACCESSLIST or ADDRSPACE."]),
    ("FOR DB01 XCONFIG ?", ["RC 0 / 9023 DB01 has no XCONFIG statement."]),
    ("FOR DB01 XSTORE 100M", ["+XSTORE 100M"]),
    (
        "FOR WEB01 SETOPTN REMOVE MAXCONN",
        ["- OPTION QUICKDSP MAXCONN 64", "+OPTION QUICKDSP", f"RC 0 / 9019 SETOPTN REMOVE {UNCERTAIN}"],
    ),
    ("FOR WEB01 SETOPTN DELETE MAXCONN QUICKDSP", ["RC 9001 / 9001 QUICKDSP does not fit; allowed: maxconn value."]),
    ("FOR LNXDFLT CLASS ?", ["RC 0 / 9023 LNXDFLT has no class of its own."]),
    ("FOR WEB01 MINIOPT ?", ["RC 0 / 9023 WEB01 has no MINIOPT statement."]),
    ("FOR WEB01 STAG A:B X", ["RC 9001 / 9001 The name of a tag has no colon in it."]),
    ("FOR WEB01 SPOOLFILE MAXSPOOL 100", ["+SPOOLFILE MAXSPOOL 100"]),
    ("FOR WEB01 D8ONECMD LOG OPS1", ["RC 9001 / 9001 OPS1 does not fit; allowed: FAIL, LOCK, LOG, OFF or UNLOCK."]),
    ("FOR WEB01 D8ONECMD FAIL LOCK", ["+D8ONECMD FAIL LOCK"]),
    ("FOR DB01 XCONFIG ADDRSPACE MAXNUMBER 20 TOTSIZE 100M", ["+XCONFIG ADDRSPACE MAXNUMBER 20 TOTSIZE 100M"]),
    ("FOR DB01 XCONFIG ADDRSPACE DELETE", ["RC 9015 / 9015 DB01 has no such XCONFIG statement."]),
    ("FOR WEB01 SETOPTN ADD MAXCONN", ["RC 9001 / 9001 The command ends too soon; it needs maxconn value."]),
    ("FOR WEB01 COMMAND X", ["RC 9001 / 9001 X does not fit; allowed: ?, ADD, DELETE or REPLACE."]),
    ("FOR WEB01 NICDEF", ["RC 9001 / 9001 The command ends too soon; it needs vdev or ?."]),
    ("FOR WEB01 CRYPTO DOMAIN 1 APDEDICATED 2", ["+CRYPTO DOMAIN 1 APDEDICATED 2", f"RC 0 / 9019 CRYPTO {UNCERTAIN}"]),
    ("FOR NOBODY STORAGE 1G", ["RC 9002 / 9002 NOBODY is not in the directory."]),
    ("FOR LNXDFLT INCLUDE LNXBIG", ["RC 9010 / 9010 INCLUDE may not stand in a PROFILE."]),
    ("FOR LNXDFLT SHARE RELATIVE 100", ["+SHARE RELATIVE 100"]),
    ("FOR LNXDFLT LINK MAINT 0191 0191 RR", ["+LINK MAINT 0191 0191 RR"]),
    ("FOR LNXDFLT SPECIAL 0190 CTCA", ["RC 9005 / 9005 LNXDFLT/0190 is there already."]),
]


@pytest.mark.parametrize(("command", "becomes"), CHANGES, ids=[one[0] for one in CHANGES])
def test_a_verb_changes_its_statement(command: str, becomes: list[str]) -> None:
    assert change(desk(DIRECTORY), command) == becomes


def test_a_statement_comes_to_stand_behind_those_of_its_section() -> None:
    simulator = desk(
        "USER WEB01 NOLOG 1G\n CPU 00\n* a note\n SPOOL 000C 2540 READER *\n* the next one\nUSER DB01 NOLOG 1G\n"
    )
    for command in ["SHARE RELATIVE 200", "IPL CMS", "SPOOL 000D 2540 PUNCH A"]:
        assert simulator.run(f"FOR WEB01 {command}").rc == 0
    assert simulator.records.texts == [
        "USER WEB01 NOLOG 1G",
        " CPU 00",
        "SHARE RELATIVE 200",
        "IPL CMS",
        "* a note",
        " SPOOL 000C 2540 READER *",
        "SPOOL 000D 2540 PUNCH A",
        "* the next one",
        "USER DB01 NOLOG 1G",
    ]


def test_what_is_long_is_continued_or_becomes_several_statements() -> None:
    names = " ".join(f"OPERAT{number:02}" for number in range(12))
    assert [len(text) < 72 for text in change(desk(DIRECTORY), f"FOR DB01 AUTOLOG ADD {names}")] == [True, True]


def test_an_identity_is_changed_for_one_member_by_its_subconfiguration() -> None:
    simulator = desk(
        "IDENTITY TCPIP NOLOG 256M\nBUILD ON VMA USING SUBCONFIG TCPIP-1\nBUILD ON VMB USING SUBCONFIG TCPIP-2\n"
        "SUBCONFIG TCPIP-1\nSUBCONFIG TCPIP-2\n"
    )
    reply = simulator.run("FOR TCPIP ATNODE VMB SPECIAL 0700 CTCA")
    assert [message.text for message in reply.messages][1:3] == [
        "Request SPECIAL for TCPIP at VMB is accepted.",
        "The source of entry TCPIP-2 is changed.",
    ]
    assert entry_in(simulator, "TCPIP-2") == ["SUBCONFIG TCPIP-2", "SPECIAL 0700 CTCA"]
    assert said(simulator.run("FOR TCPIP ATNODE VMC SPECIAL 0700 CTCA")) == (
        "RC 9002 / 9002 TCPIP has no SUBCONFIG for VMC."
    )


def test_an_entry_that_somebody_else_has_locked_can_be_asked_about_and_not_changed() -> None:
    simulator = desk(DIRECTORY, faults=Faults(locked=frozenset({"WEB01"})))
    assert said(simulator.run("FOR WEB01 SHARE RELATIVE 100")) == "RC 9003 / 9003 WEB01 is locked by OPERATOR."
    assert said(simulator.run("FOR WEB01 SHARE ?")) == "RC 0 / 9023 SHARE RELATIVE 200"


def test_a_command_without_a_target_is_for_its_sender() -> None:
    reply = desk(DIRECTORY, sender="DB01").run("STORAGE ?")
    assert (reply.target, said(reply)) == (
        "DB01",
        "RC 0 / 3207 DB01 has a maximum storage of 2G and a default storage of 1G.",
    )


def test_a_query_shows_no_password() -> None:
    simulator = desk(DIRECTORY + " APPCPASS GW1 LU1 OPS1 HUSHHUSH\n")
    assert said(simulator.run("FOR DB01 APPCPASS ?")) == "RC 0 / 9023 APPCPASS GW1 LU1 OPS1 ********"


def test_nicdef_replaces_a_statement_where_it_does_not_merge() -> None:
    command = "FOR WEB01 NICDEF 0600 TYPE QDIO VLAN 10"
    assert change(desk(DIRECTORY, nicdef_merges=False), command)[1:] == [
        "+NICDEF 0600 TYPE QDIO VLAN 10",
        MERGED.replace("keeps", "drops"),
    ]
    assert change(desk(DIRECTORY), command)[1:] == ["+NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 VLAN 10", MERGED]


def test_mdisk_keeps_the_passwords_where_it_is_set_so() -> None:
    assert change(desk(DIRECTORY, mdisk_keeps_passwords=True), "FOR MAINT MDISK 0191 RR")[1:] == [
        "+MDISK 0191 3390 200 50 SYS001 RR RSECRET WSECRET",
        DROPPED.replace("drops", "keeps"),
    ]
    assert change(desk(DIRECTORY), "FOR MAINT MDISK 0191 RR ALL WNEW")[1:] == [
        "+MDISK 0191 3390 200 50 SYS001 RR ALL WNEW"
    ]


def test_what_dirmaint_may_not_know_is_refused_where_it_is_set_so() -> None:
    assert change(desk(DIRECTORY, uncertain_forms=False), "FOR WEB01 DLINK MAINT 0191") == [
        "RC 9001 / 9001 DLINK may be unknown to DirMaint (switch: uncertain_forms)."
    ]
    assert change(desk(DIRECTORY, uncertain_forms=False), "FOR WEB01 SHARE DELETE") == ["- SHARE RELATIVE 200"]


def test_where_it_is_not_strict_an_adapter_may_take_numbers_of_others() -> None:
    command = "FOR WEB01 NICDEF 00FF TYPE QDIO"
    assert change(desk(DIRECTORY), command) == ["RC 9020 / 9020 WEB01/00FF would take a number of WEB01/0100."]
    assert change(desk(DIRECTORY, strict=False), command) == ["+NICDEF 00FF TYPE QDIO"]


def test_the_maximum_of_a_profile_is_only_that_of_users_without_one_of_their_own() -> None:
    directory = "PROFILE P\nMAXSTORAGE 8G\nUSER A NOLOG 4G 16G G\nINCLUDE P\nUSER B NOLOG 1G\nINCLUDE P\n"
    assert change(desk(directory), "FOR P MAXSTORE 2G") == ["-MAXSTORAGE 8G", "+MAXSTORAGE 2G"]
    assert change(desk(directory), "FOR P MAXSTORE 512M") == [
        f"RC 3212 / {COMPILER}HCPDIR1776E THE DEFAULT STORAGE OF B IS ABOVE ITS MAXIMUM.{REFUSED}"
    ]


def test_the_maximum_of_an_identity_is_not_below_the_storage_of_its_members() -> None:
    directory = "IDENTITY A NOLOG 1G 4G G\nBUILD ON M1 USING SUBCONFIG A-1\nSUBCONFIG A-1\nSTORAGE 3G\n"
    assert change(desk(directory), "FOR A MAXSTORE 3G") == ["-IDENTITY A NOLOG 1G 4G G", "+IDENTITY A NOLOG 1G 3G G"]
    assert desk(directory).run("FOR A MAXSTORE 2G").rc == 3212


def test_a_device_that_others_link_to_is_not_removed_or_their_links_stay() -> None:
    directory = "USER A NOLOG 1G\nDEDICATE 0500 0600\nUSER B NOLOG 1G\nLINK A 0500 0500 RR\n"
    command = "FOR A DEDICATE 0500 DELETE"
    assert change(desk(directory), command) == [still_linked("A/0500", "B")]
    assert change(desk(directory, links_of_removed="leave"), command) == [
        "-DEDICATE 0500 0600",
        "RC 0 / 9019 The link to A/0500 stays: B would link to nothing; "
        "not certain of DirMaint (switch: links_of_removed).",
    ]


def test_a_statement_that_would_be_too_long_is_refused() -> None:
    assert change(desk(DIRECTORY), f"FOR WEB01 STAG SITE {'x' * 80}") == [
        "RC 9001 / 9001 The statement cannot be written: a comment does not fit into 71 columns."
    ]


def test_a_request_for_many_entries_is_not_simulated() -> None:
    assert said(desk(DIRECTORY).run("MULTIUSER LNX* STORAGE 1G")) == "RC 9018 / 9018 MULTIUSER is not simulated."
