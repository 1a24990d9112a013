"""Every statement's examples from the manual, and further forms: the typed operands, or the finding and its place."""

from typing import Any

import pytest

from dirtool.spec.statements import BY_NAME
from dirtool.syntax.fault import Fault
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Mdisk, User
from tests.model.made import PARSER, findings, places, source_of

Operands = dict[str, Any]
HEADERS = {
    "USER": "USER LINUX1 LBYONLY 2G 4G G\n",
    "IDENTITY": "IDENTITY MAINT LBYONLY 2G 4G G\n",
    "GLOBALDEFS": "GLOBALDEFS\n",
    "": "USER LINUX1 LBYONLY 2G 4G G\n",  # AMDISK: DirMaint's files hold it where MDISK stands
}

VALID: list[tuple[str, Operands]] = [
    ("ACCOUNT 1 SYSPROG", {"number": "1", "distribution": "SYSPROG"}),
    ("ACIGROUP PAYROLL", {"groupname": "PAYROLL"}),
    (
        "APPCPASS LUA LUB USERX SECRET",
        {"gateway_lu": "LUA", "target_lu": "LUB", "userid": "USERX", "password": "SECRET"},
    ),
    ("AUTOLOG AUTOLOG1 OP1 MAINT", {"userid": ("AUTOLOG1", "OP1", "MAINT")}),
    ("BUILD ON * USING SUBCONFIG MAINT-1", {"member": "*", "subconfig_id": "MAINT-1"}),
    ("CLASS ABCDEFG123", {"class": "ABCDEFG123"}),
    ("COMMAND SET VCONFIG MODE LINUX", {"text": "SET VCONFIG MODE LINUX"}),
    (
        "CONSOLE 0009 3215 T MAINT OBSERVER",
        {"vdev": "0009", "devtype": "3215", "class": "T", "userid": "MAINT", "observer": True},
    ),
    ("CPU 00 BASE", {"cpuaddr": "00", "base": True}),
    ("CRYPTO APVIRTUAL", {"apvirtual": True}),
    ("CRYPTO DOMAIN 5 APDEDICATED 1 2", {"domains": (5,), "apdedicated": (1, 2)}),
    ("D8ONECMD FAIL LOCK", {"setting": "FAIL", "lock": "LOCK"}),
    ("DASDOPT WRKALLEG", {"wrkalleg": "WRKALLEG"}),
    ("DATEFORMAT ISODATE", {"format": "ISODATE"}),
    ("DEDICATE 0150 2150", {"vdev": "0150", "rdev": "2150"}),
    ("DEDICATE 0150 VOLID LX1 R/O", {"vdev": "0150", "volid": "LX1", "ro": True}),
    ("DIRECTORY 123 3390 M01RES", {"vdev": "0123", "devtype": "3390", "volid": "M01RES"}),
    (
        "DIRECTORY SSI 123 3390 AX1RES AX2RES",
        {"ssi": True, "vdev": "0123", "devtype": "3390", "volid": "AX1RES", "tail": ("AX2RES",)},
    ),
    ("GLOBALDEFS", {}),
    ("GLOBALOPTS MACHINE ESA", {"machine": "ESA"}),
    ("GLOBALOPTS CHPIDV ONE", {"chpidv": "ONE"}),
    (
        "IDENTITY AUTOLOG1 PW 32M 32M ABCDEG",
        {"userid": "AUTOLOG1", "password": "PW", "storage": "32M", "max_storage": "32M", "class": "ABCDEG"},
    ),
    ("INCLUDE IBMDFLT", {"profile": "IBMDFLT"}),
    ("IOPRIORITY ABSOLUTE 10 20", {"kind": "ABSOLUTE", "low": 10, "high": 20}),
    ("IPL CMS PARM AUTOCR", {"target": "CMS", "parm": "AUTOCR"}),
    ("IUCV ALLOW", {"target": "ALLOW"}),
    ("IUCV *IDENT SQLDBA GLOBAL", {"target": "*IDENT", "resource": "SQLDBA", "scope": "GLOBAL"}),
    ("IUCV ANY P M 20", {"target": "ANY", "priority": True, "msglimit": 20}),
    (
        "IUCV *IDENT GATEANY GATEWAY REVOKE",
        {"target": "*IDENT", "resource": "GATEANY", "scope": "GATEWAY", "revoke": True},
    ),
    ("LINK MAINT 0190 0190 RR", {"userid": "MAINT", "vdev1": "0190", "vdev2": "0190", "mode": "RR"}),
    ("LINK PROD 0CF0 0CF0 MD", {"userid": "PROD", "vdev1": "0CF0", "vdev2": "0CF0", "mode": "MD"}),
    ("LINK MAINT 190 190 RR * base disk", {"userid": "MAINT", "vdev1": "0190", "vdev2": "0190", "mode": "RR"}),
    ("LOAD USERS DIRECT A", {"fn": "USERS", "ft": "DIRECT", "fm": "A"}),
    ("LOADDEV PORTNAME 5005076800AA0001", {"portname": "5005076800AA0001"}),
    ("LOADDEV SCPDATA HEX '0A1B'", {"scpdata": "HEX 0A1B"}),
    ("LOADDEV BR_LBA 00000000000000FF", {"br_lba": "00000000000000FF"}),
    ("LOGONBY MAINT SYSPROG1", {"userid": ("MAINT", "SYSPROG1")}),
    ("MACHINE ESA 4", {"mode": "ESA", "mcpu": 4}),
    ("MACH XC", {"mode": "XC"}),
    ("MACHINE Z 16", {"mode": "Z", "mcpu": 16}),
    ("MAXSTORAGE 8G", {"size": "8G"}),
    (
        "MDISK 0191 3390 2610 0005 MO1RES MR READ WRITE MULTI",
        {
            "vdev": "0191",
            "devtype": "3390",
            "form": "extent",
            "start": 2610,
            "size": 5,
            "volid": "MO1RES",
            "mode": "MR",
            "read_password": "READ",
            "write_password": "WRITE",
            "multi_password": "MULTI",
        },
    ),
    (
        "MDISK 0B01 3390 000 END PAGE01 R",
        {
            "vdev": "0B01",
            "devtype": "3390",
            "form": "extent",
            "start": 0,
            "size": "END",
            "volid": "PAGE01",
            "mode": "R",
        },
    ),
    (
        "MDISK 0A80 3390 DEVNO 3A80 MRV",
        {"vdev": "0A80", "devtype": "3390", "form": "DEVNO", "rdev": "3A80", "mode": "MRV"},
    ),
    (
        "MDISK 0201 FB-512 V-DISK 200000 MWV",
        {"vdev": "0201", "devtype": "FB-512", "form": "V-DISK", "size": 200000, "mode": "MWV"},
    ),
    ("MINIOPT NOMDC", {"mdc": "NOMDC"}),
    ("NAMESAVE GCS", {"name": ("GCS",)}),
    ("NAMESAVE GCS VTAM", {"name": ("GCS", "VTAM")}),
    (
        "NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1",
        {"vdev": "0600", "type": "QDIO", "devices": 3, "lan": "SYSTEM VSW1"},
    ),
    ("NICDEF 0600 VLAN 1284", {"vdev": "0600", "vlan": "1284"}),
    ("NOPDATA", {}),
    (
        "OPTION MAXCONN 64 QUICKDSP SVM APPLMON DIAG88",
        {"option": ("MAXCONN", "QUICKDSP", "SVMSTAT", "APPLMON", "DIAG88"), "maxconn_value": 64},
    ),
    ("OPTION LNKNOPAS LANG AMENG", {"option": ("LNKNOPAS", "LANG"), "lang_value": "AMENG"}),
    ("POOL LOW 1 HIGH 50 PROFILE POOLPRF", {"low": 1, "high": 50, "profile": "POOLPRF"}),
    ("POSIXGLIST GIDS 1 2", {"gids": (1, 2)}),
    ("POSIXGROUP staff 1", {"gname": "staff", "gid": 1}),
    ("POSIXINFO UID 0 GNAME system", {"uid": 0, "gname": "system"}),
    ("POSIXOPT QUERYDB ALLOW", {"querydb": "ALLOW"}),
    ("PROFILE IBMDFLT", {"profile": "IBMDFLT"}),
    (
        "SCR INA WHI NON STATA RED NON CPOUT YEL NON",
        {
            "area": ("INAREA", "STATAREA", "CPOUT"),
            "color": ("WHITE", "RED", "YELLOW"),
            "hilite": ("NONE", "NONE", "NONE"),
        },
    ),
    ("SHARE RELATIVE 200", {"relative": 200}),
    ("SHARE ABSOLUTE 3%", {"absolute": "3%"}),
    ("SHARE ABS 5% ABS 10% LIMITHARD", {"absolute": "5%", "max": "ABSOLUTE 10%", "limit": "LIMITHARD"}),
    ("SPECIAL 0500 3270", {"vdev": "0500", "devtype": "3270"}),
    ("SPECIAL 0600 HIPER 3 SYSTEM HLAN1", {"vdev": "0600", "devtype": "HIPERS", "tail": ("3", "SYSTEM", "HLAN1")}),
    ("SPOOL 00C 2540 READER *", {"vdev": "000C", "devtype": "2540", "direction": "READER", "class": "*"}),
    ("SPOOL 00C 2540 READ A", {"vdev": "000C", "devtype": "2540", "direction": "READER", "class": "A"}),
    ("SPOOL 000C RDR *", {"vdev": "000C", "devtype": "RDR", "class": "*"}),
    ("SPOOL 000D PUN A", {"vdev": "000D", "devtype": "PUNCH", "class": "A"}),
    ("SPOOL 00E 1403", {"vdev": "000E", "devtype": "1403"}),
    ("SPOOLFILE MAXSPOOL 500", {"maxspool": 500}),
    ("STDEVOPT LIBRARY CTL", {"library": "CTL"}),
    ("STDEVOPT LIBRARY CTL DASDSYS DATAMOVER", {"library": "CTL", "dasdsys": ("DATAMOVER",)}),
    ("STDEVOPT DASDSYS CONCOPY", {"dasdsys": ("CONCOPY",)}),
    ("STORAGE 2G", {"size": "2G"}),
    ("SUBCONFIG MAINT-1", {"id": "MAINT-1"}),
    ("SYSAFFIN SYSA", {"systems": ("SYSA",)}),
    (
        "USER LINUX1 LBYONLY 2G 8G G",
        {"userid": "LINUX1", "password": "LBYONLY", "storage": "2G", "max_storage": "8G", "class": "G"},
    ),
    ("VMRELOCATE ON DOMAIN DMNB", {"state": "ON", "domain": "DMNB"}),
    ("XAUTOLOG OP1 MAINT", {"userid": ("OP1", "MAINT")}),
    (
        "XCONFIG ADDR MAXNUMBER 5 TOTSIZE 5G NOSHARE",
        {"kind": "ADDRSPACE", "maxnumber": 5, "totsize": "5G", "share": "NOSHARE"},
    ),
    ("XSTORE ALL", {"min": "ALL"}),
]

INVALID = [
    ("ACCOUNT", "SYN002", 8, 9),
    ("ACCOUNT 123456789", "VAL011", 9, 18),
    ("ACIGROUP TOOLONGNAME", "VAL011", 10, 21),
    ("APPCPASS LUA", "SYN002", 13, 14),
    ("AUTOLOG", "SYN002", 8, 9),
    ("BUILD VMSYS01 TCPIP-1", "SYN003", 7, 14),
    ("CLASS A7", "VAL009", 7, 9),
    ("COMMAND", "SYN002", 8, 9),
    ("CONSOLE 009 3215 MAINT", "VAL011", 18, 23),
    ("CPU 40", "VAL001", 5, 7),
    ("CRYPTO DOMAIN 256", "VAL001", 15, 18),
    ("D8ONECMD ON", "SYN003", 10, 12),
    ("DASDOPT DEVCTL NOCTL", "SYN007", 16, 21),
    ("DATEFORMAT YYYYMMDD", "SYN003", 12, 20),
    ("DEDICATE 150", "SYN002", 13, 14),
    ("DIRECTORY 123", "SYN002", 14, 15),
    ("GLOBALOPTS MACHINE 370", "SYN003", 20, 23),
    ("IDENTITY AUTOLOG1", "SYN002", 18, 19),
    ("INCLUDE", "SYN002", 8, 9),
    ("IOPRIORITY 256", "SYN003", 12, 15),
    ("IPL", "SYN002", 4, 5),
    ("IUCV", "SYN002", 5, 6),
    ("LINK MAINT", "SYN002", 11, 12),
    ("LINK MAINT 190 190 RX", "VAL012", 20, 22),
    ("LOAD USERS", "SYN002", 11, 12),
    ("LOADDEV BOOTPROG 31", "VAL001", 18, 20),
    ("LOGONBY A B C D E F G H I", "SYN003", 25, 26),
    ("MACHINE ESA 65", "VAL001", 13, 15),
    ("MAXSTORAGE 8", "VAL007", 12, 13),
    ("MDISK 191 3390 T-DISK", "SYN002", 22, 23),
    ("MINIOPT MDC NOMDC", "SYN007", 13, 18),
    ("NAMESAVE", "SYN002", 9, 10),
    ("NICDEF 600 TYPE ETHER", "SYN003", 17, 22),
    ("NOPDATA ON", "SYN004", 9, 11),
    ("OPTION QUICKDISP", "SYN003", 8, 17),
    ("OPTION MAXCONN", "SYN002", 15, 16),
    ("POOL 1 50 POOLPRF", "SYN003", 6, 7),
    ("POSIXGLIST GIDS 1 GNAMES staff", "SYN007", 19, 31),
    ("POSIXGROUP staff -1", "VAL001", 18, 20),
    ("POSIXINFO UID 1 UID 2", "SYN007", 17, 22),
    ("POSIXOPT SETIDS YES", "SYN003", 17, 20),
    ("PROFILE", "SYN002", 8, 9),
    ("SCREEN INAREA ORANGE", "SYN003", 15, 21),
    ("SHARE 200", "SYN003", 7, 10),
    ("SPECIAL 600", "SYN002", 12, 13),
    ("SPOOL 00C 2540", "SYN002", 15, 16),
    ("SPOOL 00D 2540 PUNCH AA", "VAL011", 22, 24),
    ("SPOOLFILE 100", "SYN003", 11, 14),
    ("STDEVOPT LIBRARY YES", "SYN003", 18, 21),
    ("STORAGE 2", "VAL007", 9, 10),
    ("SUBCONFIG MAINT-1 G", "SYN003", 19, 20),
    ("SYSAFFIN", "SYN002", 9, 10),
    ("USER LINUX1", "SYN002", 12, 13),
    ("USER A PW 8G 4G G", "VAL008", 11, 13),
    ("VMRELOCATE", "SYN002", 11, 12),
    ("XAUTOLOG", "SYN002", 9, 10),
    ("XCONFIG ADDRSPACE MAXNUMBER 5", "SYN002", 30, 31),
    ("XSTORE", "SYN002", 7, 8),
]

# The table's further invalid examples need a look at more than one statement: a second GLOBALDEFS.

FORMS: list[tuple[str, Operands]] = [
    # every form of MDISK
    (
        "MDISK 0190 3390 0000 END &SYSRES MR",
        {
            "vdev": "0190",
            "devtype": "3390",
            "form": "extent",
            "start": 0,
            "size": "END",
            "volid": "&SYSRES",
            "mode": "MR",
        },
    ),
    (
        "M 191 2314 04711 005 LAB",
        {"vdev": "0191", "devtype": "2314", "form": "extent", "start": 4711, "size": 5, "volid": "LAB"},
    ),
    ("MDISK 191 3390 DEVNO A80", {"vdev": "0191", "devtype": "3390", "form": "DEVNO", "rdev": "0A80"}),
    (
        "MDISK 191 3390 T-DISK 10 MR",
        {"vdev": "0191", "devtype": "3390", "form": "T-DISK", "size": 10, "mode": "MR"},
    ),
    (
        "MDISK 191 FB-512 V-DISK 4194296",
        {"vdev": "0191", "devtype": "FB-512", "form": "V-DISK", "size": 4194296},
    ),
    (
        "MDISK 191 3390 AUTOV 10 VOL001 MR",
        {"vdev": "0191", "devtype": "3390", "form": "AUTOV", "size": 10, "volid": "VOL001", "mode": "MR"},
    ),
    (
        "MDISK 191 3390 AUTOR 10 REGION01",
        {"vdev": "0191", "devtype": "3390", "form": "AUTOR", "size": 10, "area": "REGION01"},
    ),
    (
        "AMDISK 191 3390 AUTOG 10 LINUX MR READ WRITE MULTI",
        {
            "vdev": "0191",
            "devtype": "3390",
            "form": "AUTOG",
            "size": 10,
            "area": "LINUX",
            "mode": "MR",
            "read_password": "READ",
            "write_password": "WRITE",
            "multi_password": "MULTI",
        },
    ),
    (
        "MDISK 191 3390 VBLK0512 10 VOL001 R",
        {
            "vdev": "0191",
            "devtype": "3390",
            "form": "VBLK",
            "size": 10,
            "block_size": 512,
            "volid": "VOL001",
            "mode": "R",
        },
    ),
    (
        "MDISK 191 3390 RBLK1024 10 REGION01",
        {"vdev": "0191", "devtype": "3390", "form": "RBLK", "size": 10, "block_size": 1024, "area": "REGION01"},
    ),
    (
        "MDISK 191 3390 GBLK2048 10 LINUX",
        {"vdev": "0191", "devtype": "3390", "form": "GBLK", "size": 10, "block_size": 2048, "area": "LINUX"},
    ),
    (
        "MDISK 191 3390 TBLK4096 10",
        {"vdev": "0191", "devtype": "3390", "form": "TBLK", "size": 10, "block_size": 4096},
    ),
    (
        "MDISK 191 FB-512 VDBS4096 10 MR",
        {"vdev": "0191", "devtype": "FB-512", "form": "VDBS", "size": 10, "block_size": 4096, "mode": "MR"},
    ),
    (
        "MDISK 191 3390 100 50 LX0001 MR ALL",
        {
            "vdev": "0191",
            "devtype": "3390",
            "form": "extent",
            "start": 100,
            "size": 50,
            "volid": "LX0001",
            "mode": "MR",
            "read_password": "ALL",
        },
    ),
    # NICDEF in any order
    (
        "NICDEF 600 LAN * HLAN1 MACID 0A0B0C DEV 3 TYPE HIPERS",
        {"vdev": "0600", "type": "HIPERSOCKETS", "devices": 3, "lan": "* HLAN1", "macid": "0A0B0C"},
    ),
    (
        "NICDEF 600 PRO VLAN 1 - 5 7-9 12 PORTT TRUNK PORTNUM 1 PQUPLINKTX LOW",
        {
            "vdev": "0600",
            "portnumber": 1,
            "porttype": "TRUNK",
            "pquplinktx": "LOW",
            "vlan": "1-5 7-9 12",
            "promiscuous": "PROMISCUOUS",
        },
    ),
    ("NICDEF 600 NOPRO CHPID f", {"vdev": "0600", "chpid": "0F", "promiscuous": "NOPROMISCUOUS"}),
    # LOADDEV
    (
        "LOADDEV PORT 50050763 050B073D LUN 0123456789abcdef",
        {"portname": "50050763050B073D", "lun": "0123456789ABCDEF"},
    ),
    (
        "LOADDEV SCSI ALT 1B00 PORT 5005076800AA0002 LUN 1",
        {
            "class": "SCSI",
            "alternate": ("1B00",),
            "alternate_portname": ("5005076800AA0002",),
            "alternate_lun": ("1",),
        },
    ),
    ("LOADDEV ALTERNATE 1B00 LUN 1", {"alternate": ("1B00",), "alternate_lun": ("1",)}),
    (
        "LOADDEV ALT 1B00 ALT 1C00 PORT 50050763 050B073D ALT 1D00",
        {
            "alternate": ("1B00", "1C00", "1D00"),
            "alternate_portname": (None, "50050763050B073D", None),
        },
    ),
    (
        "SCR INA WHI NON CPOUT YEL",
        {"area": ("INAREA", "CPOUT"), "color": ("WHITE", "YELLOW"), "hilite": ("NONE", None)},
    ),
    ("SCREEN VMO REV INR GRE", {"area": ("VMOUT", "INREDISP"), "color": (None, "GREEN"), "hilite": ("REVVIDEO", None)}),
    ("SPECIAL 0500 3270", {"vdev": "0500", "devtype": "3270"}),
    ("SPECIAL 0700 FCTC *", {"vdev": "0700", "devtype": "FCTC", "tail": ("*",)}),
    ("SPECIAL 0FF TIMER", {"vdev": "00FF", "devtype": "TIMER"}),
    ("SPECIAL 020 2702 IBM", {"vdev": "0020", "devtype": "2702", "tail": ("IBM",)}),
    ("SPECIAL 600 QDIO 3", {"vdev": "0600", "devtype": "QDIO", "tail": ("3",)}),
    (
        "IUCV *IDENT A GLOBAL M 20 REVOKE",
        {"target": "*IDENT", "resource": "A", "scope": "GLOBAL", "revoke": True, "msglimit": 20},
    ),
    (
        "USER A NOLOG 32M 32M G ON",
        {"userid": "A", "password": "NOLOG", "storage": "32M", "max_storage": "32M", "class": "G", "line_end": "ON"},
    ),
    ("POOL PROFILE P HIGH 9 LOW 1", {"low": 1, "high": 9, "profile": "P"}),
    (
        "CONSOLE 9 3215 T OPER OBS",
        {"vdev": "0009", "devtype": "3215", "class": "T", "userid": "OPER", "observer": True},
    ),
    ("IPL 190", {"target": "0190"}),
    ("MDISK 191 3390 TDISK 5 MR", {"vdev": "0191", "devtype": "3390", "form": "T-DISK", "size": 5, "mode": "MR"}),
    ("MDISK 191 FB-512 VDISK 8", {"vdev": "0191", "devtype": "FB-512", "form": "V-DISK", "size": 8}),
    (
        "AMDISK 200 XXXX AUTOG 16 LINUX MR BLKSIZE 4096 LABEL L1 PWS READ WRITE",
        {
            "vdev": "0200",
            "devtype": "XXXX",
            "form": "AUTOG",
            "size": 16,
            "area": "LINUX",
            "mode": "MR",
            "blksize": "4096",
            "label": "L1",
            "read_password": "READ",
            "write_password": "WRITE",
        },
    ),
    ("IPL CAFE", {"target": "CAFE"}),
    ("IPL CMS PARM 'abc", {"target": "CMS", "parm": "'abc"}),
    ("IPL CMS PARM IT'S \"SO", {"target": "CMS", "parm": "IT'S \"SO"}),
    ("LOADDEV SCPDATA 'root=/dev/dasda1  Mixed Case' \"it's\"", {"scpdata": "root=/dev/dasda1  Mixed Caseit's"}),
    ("LOADDEV SCPDATA hex 0a1b", {"scpdata": "HEX 0A1B"}),
    ("LOADDEV SCP HEX '0A' '1b'", {"scpdata": "HEX 0A1B"}),
    ("LOADDEV SCPDATA bareWord", {"scpdata": "bareWord"}),
    ("LOADDEV ECKD", {"class": "ECKD"}),
    ("LOADDEV ECKD BR_CHR AUTO", {"class": "ECKD", "br_chr": "AUTO"}),
    ("LOADDEV ECKD BR_CHR 1 0 3", {"class": "ECKD", "br_chr": "1 0 3"}),
    ("LOADDEV DEV 1A00 BOOT 30 BR_ ff", {"bootprog": 30, "br_lba": "FF", "device": "1A00"}),
    # USER with 3 to 11 words, the keyword among them
    ("USER A NOLOG", {"userid": "A", "password": "NOLOG"}),
    ("U A B 64K", {"userid": "A", "password": "B", "storage": "64K"}),
    ("USER A B 64K 1M", {"userid": "A", "password": "B", "storage": "64K", "max_storage": "1M"}),
    (
        "USER A B * * *",
        {"userid": "A", "password": "B", "storage": "*", "max_storage": "*", "class": "*"},
    ),
    (
        "USER A B 1G 2G BG 64",
        {"userid": "A", "password": "B", "storage": "1G", "max_storage": "2G", "class": "BG", "priority": 64},
    ),
    (
        "USER A B 1G 2G G 64 ON",
        {
            "userid": "A",
            "password": "B",
            "storage": "1G",
            "max_storage": "2G",
            "class": "G",
            "priority": 64,
            "line_end": "ON",
        },
    ),
    (
        "USER A B 1G 2G G 64 ON OFF",
        {
            "userid": "A",
            "password": "B",
            "storage": "1G",
            "max_storage": "2G",
            "class": "G",
            "priority": 64,
            "line_end": "ON",
            "line_delete": "OFF",
        },
    ),
    (
        "USER A B 1G 2G G 64 OFF OFF 16",
        {
            "userid": "A",
            "password": "B",
            "storage": "1G",
            "max_storage": "2G",
            "class": "G",
            "priority": 64,
            "line_end": "OFF",
            "line_delete": "OFF",
            "character_delete": "16",
        },
    ),
    (
        "IDENT A B 1G 2G G 64 ON OFF OFF \\",
        {
            "userid": "A",
            "password": "B",
            "storage": "1G",
            "max_storage": "2G",
            "class": "G",
            "priority": 64,
            "line_end": "ON",
            "line_delete": "OFF",
            "character_delete": "OFF",
            "escape": "\\",
        },
    ),
    # the rest of the statement as text
    (
        "IPL 200 LOADP 3 PARM AutoCR   LOADING 3 ",
        {"target": "0200", "loadparm": "3", "parm": "AutoCR   LOADING 3"},
    ),
    ("IPL CMS LOADPARM 'A  b' PARM  X  PARM Y", {"target": "CMS", "loadparm": "A  B", "parm": "X  PARM Y"}),
    ("IPL CMS PARM 'a  b'", {"target": "CMS", "parm": "'a  b'"}),
    ("IPL CMS PARM", {"target": "CMS"}),
    ("I LOADDEV", {"target": "LOADDEV"}),
    ("COMMAND   DEFINE NIC  0600 type qdio, ok", {"text": "DEFINE NIC  0600 type qdio, ok"}),
    ("COMMAND COMMAND", {"text": "COMMAND"}),
    ("COMMAND SET 'one quote", {"text": "SET 'one quote"}),
    # abbreviations, lower case, order
    ("MACH 4", {"mcpu": 4}),
    ("machine esa", {"mode": "ESA"}),
    ("MACHINE 370", {"mode": "370"}),
    ("MACHINE XB 2", {"mode": "XB", "mcpu": 2}),
    ("SCR INA WHI", {"area": ("INAREA",), "color": ("WHITE",)}),
    ("SCREEN ALL", {"area": ("ALL",)}),
    ("OPTION LNKE LNKS REALTIME V=R", {"option": ("LNKEXCLU", "LNKSTABL", "REALTIMER", "V=R")}),
    ("OPTION ACCT ACCT", {"option": ("ACCT", "ACCT")}),
    (
        "OPTION AFF 3 CHPIDV ONE",
        {"option": ("AFFINITY", "CHPIDVIRTUALIZATION"), "chpidv_value": "ONE", "affinity_value": "03"},
    ),
    ("iucv any m 20 p", {"target": "ANY", "priority": True, "msglimit": 20}),
    (
        "IUCV *IDENT GATEANY GATEWAY NODE REVOKE",
        {"target": "*IDENT", "resource": "GATEANY", "scope": "GATEWAY", "node": True, "revoke": True},
    ),
    ("IUCV *IDENT RESANY LOCAL", {"target": "*IDENT", "resource": "RESANY", "scope": "LOCAL"}),
    ("l * 191 291 mr", {"userid": "*", "vdev1": "0191", "vdev2": "0291", "mode": "MR"}),
    ("LINK TCPMAINT 592", {"userid": "TCPMAINT", "vdev1": "0592"}),
    ("SHARE REL 100 ABS 10% LIMITH", {"relative": 100, "max": "ABSOLUTE 10%", "limit": "LIMITHARD"}),
    ("SHARE IFL ABS .5", {"cputype": "IFL", "absolute": "0.5%"}),
    ("SHARE REL 1 REL 10000", {"relative": 1, "max": "RELATIVE 10000"}),
    ("DEDICATE 150 DISK1", {"vdev": "0150", "volid": "DISK1"}),
    ("D 150 VOLID LX1 MULTI NOASSIGN", {"vdev": "0150", "volid": "LX1", "users": "MULTIUSER", "noassign": True}),
    (
        "DEDICATE 150 1234 NOQIO USERACC GUEST R/O",
        {"vdev": "0150", "rdev": "1234", "ro": True, "noqioassist": True, "useraccessid": "GUEST"},
    ),
    ("DEDICATE 150 NETWORK 123", {"vdev": "0150", "rdev": "0123", "obsolete": "NETWORK"}),
    ("DEDICATE 150 3330V ABC", {"vdev": "0150", "volid": "ABC", "obsolete": "3330V"}),
    ("CRYPTO DOMAIN 1-5 7 APDED 1 2", {"domains": ("1-5", 7), "apdedicated": (1, 2)}),
    ("CRYPTO CSU * KEYENTRY MODIFY", {"csu": "*", "obsolete": ("KEYENTRY", "MODIFY")}),
    ("CPU 3F DED CPUID 123456 BASE", {"cpuaddr": "3F", "base": True, "cpuid": "123456", "dedicate": "DEDICATE"}),
    ("CPU 1 VECTOR", {"cpuaddr": "01", "obsolete": "VECTOR"}),
    ("D8ONECMD UNLOCK", {"lock": "UNLOCK"}),
    ("D8ONECMD LOCK LOG", {"setting": "LOG", "lock": "LOCK"}),
    (
        "DASDOPT SYSC PAV 100 200-201 300.2 NOWRKAL",
        {
            "control": "SYSCTL",
            "pavalias": ("0100", "0200-0201", "0300.2"),
            "wrkalleg": "NOWRKALLEG",
        },
    ),
    ("MINIOPT NOC RECORDMDC", {"cache": "NOCACHE", "mdc": "RECORDMDC"}),
    ("XCONFIG ACCE ALSIZE 1022", {"kind": "ACCESSLIST", "alsize": 1022}),
    (
        "XCONFIG ADDR TOTSIZE 8192G MAXNUMBER 100 SHARE",
        {
            "kind": "ADDRSPACE",
            "maxnumber": 100,
            "totsize": "8192G",
            "share": "SHARE",
        },
    ),
    ("XSTORE 32M 64M", {"min": "32M", "max": "64M"}),
    (
        "SPOOL 00E 3800-1 A 0f 22 4WCGM",
        {
            "vdev": "000E",
            "devtype": "3800-1",
            "class": "A",
            "width": "0F",
            "length": 22,
            "wcgm": "4WCGM",
        },
    ),
    ("S 00C 2540 P", {"vdev": "000C", "devtype": "2540", "direction": "PUNCH"}),
    ("SPOOL 00E VAFP", {"vdev": "000E", "devtype": "VAFP"}),
    ("CONSOLE 01F 3270", {"vdev": "001F", "devtype": "3270"}),
    ("C 009 3215 T", {"vdev": "0009", "devtype": "3215", "class": "T"}),
    ("SPECIAL 0FF TIMER", {"vdev": "00FF", "devtype": "TIMER"}),
    ("SPECIAL 700 FCTC *", {"vdev": "0700", "devtype": "FCTC", "tail": ("*",)}),
    (
        "ACCOUNT 1 2 3 4 5 6 7 8 9",
        {
            "number": "1",
            "distribution": "2",
            "more_numbers": ("3", "4", "5", "6", "7", "8", "9"),
        },
    ),
    (
        "POSIXINFO IWDIR '/home/My Dir' '/x' IUPGM /bin/Sh FSROOT \"a,b\"",
        {
            "iwdir": "/home/My Dir/x",
            "iupgm": "/bin/Sh",
            "fsroot": "a,b",
        },
    ),
    ("POSIXINFO gid 1 uid 0", {"uid": 0, "gid": 1}),
    ("POSIXGLIST gnames Staff sys", {"gnames": ("Staff", "sys")}),
    ("POSIXOPT EXEC_SETIDS SYSDEFAULT SETIDS DISALLOW", {"setids": "DISALLOW", "exec_setids": "SYSDEFAULT"}),
    ("VMRELOCATE DOMAIN dmnb", {"domain": "DMNB"}),
    ("SYSAFFIN LOGON_AT *", {"when": "LOGON_AT", "systems": ("*",)}),
    ("STDEVOPT DASDSYS NOCONCOPY DATAMOVER", {"dasdsys": ("NOCONCOPY", "DATAMOVER")}),
    ("POOL LOW 0 HIGH 99999 PROF POOLPRF", {"low": 0, "high": 99999, "profile": "POOLPRF"}),
    ("IOPRIORITY REL 5", {"kind": "RELATIVE", "low": 5}),
]

FURTHER_INVALID = [
    ("MDISK 201 3390 V-DISK 100", "VAL010", 11, 15),
    ("MDISK 201 9336 V-DISK 100", "VAL010", 11, 15),
    ("MDISK 191 3390 VBLK1000 10 VOL001", "SYN003", 16, 24),
    ("MDISK 191 3390 END 5 VOL001", "SYN003", 16, 19),
    ("MDISK 191 3390 10 5", "SYN002", 20, 21),
    ("MDISK 191 3390 DEVNO", "SYN002", 21, 22),
    ("MDISK 191 3390 10 5 VOLUME7 MR", "VAL006", 21, 28),
    ("MDISK 191 3390 10 5 VOL001 * 3 CYL", "VAL012", 28, 29),
    ("NICDEF 600", "SYN002", 11, 12),
    ("NICDEF 600 TYPE QDIO TYPE QDIO", "SYN007", 22, 31),
    ("NICDEF 600 PRO NOPRO", "SYN007", 16, 21),
    ("NICDEF 600 COLOR RED", "SYN003", 12, 17),
    ("LOADDEV LUN 0XYZ", "SYN003", 13, 17),
    ("LOADDEV PORT 500507630 50B073D01", "SYN003", 24, 33),
    ("LOADDEV PORT 12345678901234567", "VAL011", 14, 31),
    ("IPL CMS,", "SYN005", 5, 9),
    ("IPL 200 PARM AUTOCR LOADPARM 3", "SYN009", 21, 29),
    ("NICDEF 600 VLAN 10 20 4095", "VAL001", 23, 27),
    ("NICDEF 600 LAN SYSTEM TOOLONGNAME", "VAL011", 23, 34),
    ("NICDEF 600 LAN US:ER MYLAN", "VAL003", 16, 21),
    ("NICDEF 600 MACID 000000", "VAL001", 18, 24),
    ("SHARE REL 1 REL 20000", "VAL001", 17, 22),
    ("SHARE REL 200 REL 100", "VAL001", 19, 22),
    ("SPOOL 00E 3800 A 03", "VAL001", 18, 20),
    ("CPU 001", "VAL011", 5, 8),
    ("IUCV *IDENT GATEANY LOCAL", "SYN003", 21, 26),
    ("IUCV *IDENT SQLDBA GLOBAL NODE", "SYN003", 27, 31),
    ("LOADDEV ECKD PORTNAME 1", "SYN007", 14, 24),
    ("LOADDEV LUN 1 ECKD", "SYN003", 15, 19),
    ("MDISK 191 3350 V-DISK 100", "VAL010", 11, 15),
    ("IPL PARM LOADPARM 'a b", "SYN006", 19, 23),
    ("LOGONBY MAINT,,", "SYN005", 9, 16),
    ("MDISK 191 3390 1 -5 VOL001", "VAL001", 18, 20),
    ("MDISK 191 3390 T-DISK -5", "VAL001", 23, 25),
    ("MDISK 191 3390 AUTOG END LINUX", "SYN003", 22, 25),
    ("STDEVOPT DASDSYS CONCOPY DASDSYS DATAMOVER", "SYN003", 26, 33),
    ("SPECIAL 500 3270 SYSTEM X", "SYN004", 25, 26),
    ("LOADDEV SCPDATA HEX", "SYN002", 20, 21),
    ("LOADDEV SCPDATA 'no end", "SYN006", 17, 24),
    ('POSIXINFO IWDIR "no end', "SYN006", 17, 24),
    ("IPL CMS X", "SYN003", 9, 10),
    ("IPL TOOLONGNAME", "VAL011", 5, 16),
    ("IUCV *IDENT SQLDBA", "SYN002", 19, 20),
    ("IUCV ANY M", "SYN002", 11, 12),
    ("USER A NOLOG 1G 2G G ABC", "SYN003", 22, 25),
    ("USER LINUX:1 PW", "VAL003", 6, 13),
    ("SPECIAL 600 9999", "VAL010", 13, 17),
    ("DEDICATE 150 PACK", "VAL002", 14, 18),
    ("DEDICATE 150 1234 SINGLEUSER MULTIUSER", "SYN007", 30, 39),
    ("CRYPTO APVIRT APDED 3", "SYN007", 15, 22),
    ("CPU 00 DED NODED", "SYN007", 12, 17),
    ("SCREEN ALL RED INAREA BLUE", "SYN007", 16, 22),
    ("SCREEN INA WHI INAREA RED", "SYN007", 16, 22),
    ("STDEVOPT DASDSYS CONCOPY NOCONCOPY", "SYN007", 26, 35),
    ("POSIXINFO GID 1 GNAME staff", "SYN007", 17, 28),
    ("MACHINE", "SYN002", 8, 9),
    ("SHARE REL 0", "VAL001", 11, 12),
    ("SUBCONFIG LOGNSYSC", "VAL004", 11, 19),
    ("D8ONECMD", "SYN002", 9, 10),
    ("MDSIK 191 3390 1 1 VOL001", "SYN001", 1, 6),
    ("LOGON MAINT", "SYN001", 1, 6),
    ("MEMORY 512M", "SYN001", 1, 7),
]


WORDS_BEHIND = [
    ("USER A B 1G 2G G 64 ON ON ON ON MORE WORDS", "SYN004", 33, 43),
    ("MDISK 191 3390 1 1 VOL001 MR ALL ALL ALL MORE", "SYN004", 42, 46),
    ("LINK MAINT 190 190 RR MORE WORDS", "SYN004", 23, 33),
    ("SPOOL 00E 1403 A SPOOL 00D 2540 PUNCH A", "SYN004", 18, 40),
    ("SPOOL 00E 3800 A 0F 22 4WCGM CFS BTS", "SYN004", 34, 37),
    ("INCLUDE IBMDFLT MORE", "SYN004", 17, 21),
    ("ACCOUNT 1 2 3 4 5 6 7 8 9 10 11", "SYN004", 27, 32),
    ("CONSOLE 009 3215 T MAINT OBSERVER MORE", "SYN004", 35, 39),
    ("NOPDATA ON", "SYN004", 9, 11),
    ("INCLUDE IBMDFLT * the profile", "SYN008", 17, 30),
    ("LINK MAINT 190 190 RR * base disk", "SYN008", 23, 34),
    ("MDISK 191 3390 1 1 VOL001 MR * 3 CYL WORK DISK", "SYN008", 30, 47),
    ("MDISK 191 3390 1 1 VOL001 MR ALL ALL ALL * DISK", "SYN008", 42, 48),
]


def placed(text: str) -> tuple[str, int]:
    """An example inside an entry that may hold it, and its record: by the row of its keyword."""
    parsed = PARSER.parse(text)
    assert parsed is not None
    definition = parsed.statement.known_definition
    holders = sorted(definition.holders) if definition else ["USER"]
    if "FILE" in holders or "INDEX" in holders:
        return f"{text}\n", 1
    header = HEADERS[next((holder for holder in HEADERS if holder in holders), "")]
    return f"{header} {text}\n", 2


def operands_of(text: str) -> Operands:
    parsed = PARSER.parse(text)
    assert parsed is not None
    assert not isinstance(parsed.statement, Unparsed), parsed.faults
    return parsed.statement.operands()


@pytest.mark.parametrize(("text", "operands"), [*VALID, *FORMS])
def test_a_valid_statement_is_read_and_nothing_is_said(text: str, operands: Operands) -> None:
    found = operands_of(text)
    assert found == operands
    assert list(found) == [name for name in BY_NAME[definition_name(text)].by_name if name in operands]
    assert [type(value) for value in found.values()] == [type(operands[name]) for name in found]
    said = [finding for finding in findings(placed(text)[0]) if finding.severity != "info"]
    assert said == []


@pytest.mark.parametrize(("text", "code", "column", "end_column"), [*INVALID, *FURTHER_INVALID, *WORDS_BEHIND])
def test_an_invalid_statement_is_found_at_its_wrong_word(text: str, code: str, column: int, end_column: int) -> None:
    file, line = placed(text)
    shift = 1 if line == 2 else 0
    assert places(file) == [(code, line, column + shift, end_column + shift)]


def definition_name(text: str) -> str:
    parsed = PARSER.parse(text)
    assert parsed is not None
    return parsed.statement.keyword


def test_every_statement_of_the_table_has_examples() -> None:
    named = {definition_name(text) for text, _ in VALID}
    refused = {definition_name(text) for text, *_ in INVALID}
    assert set(BY_NAME) - named == {"AMDISK"}
    assert set(BY_NAME) - refused == {"AMDISK", "GLOBALDEFS"}


# ---- what a statement is


def test_a_typed_statement_has_its_operands_as_attributes() -> None:
    parsed = PARSER.parse("MDISK 191 3390 100 50 LX0001 MR")
    assert parsed is not None
    disk = parsed.statement
    assert isinstance(disk, Mdisk)
    assert (disk.vdev, disk.start, disk.size, disk.volid, disk.mode, disk.rdev) == (
        "0191",
        100,
        50,
        "LX0001",
        "MR",
        None,
    )
    assert disk.keyword == "MDISK"
    assert disk.known_definition is BY_NAME["MDISK"]


def test_a_word_that_cannot_be_its_value_stays_as_text() -> None:
    assert operands_of("MDISK 19G 3390 1 1 VOLUME7 RX") == {
        "vdev": "19G", "devtype": "3390", "form": "extent", "start": 1, "size": 1, "volid": "VOLUME7", "mode": "RX",
    }  # fmt: skip
    assert operands_of("NICDEF 600 VLAN 4095") == {"vdev": "0600", "vlan": "4095"}
    assert operands_of("CRYPTO DOMAIN 5-300 1") == {"domains": ("5-300", 1)}
    assert operands_of("SHARE REL 1 REL 0") == {"relative": 1, "max": "RELATIVE 0"}
    assert operands_of("MACHINE ESA 65") == {"mode": "ESA", "mcpu": 65}


def test_one_statement_may_be_wrong_in_several_places() -> None:
    text = "USER LINUX:1 NINECHARS 64X 2G G7\n"
    assert places(text) == [("VAL003", 1, 6, 13), ("VAL013", 1, 14, 23), ("VAL007", 1, 24, 27), ("VAL009", 1, 31, 33)]


def test_a_bad_word_is_reported_each_time_it_stands() -> None:
    text = "USER A LBYONLY\n LINK B 19G 19G\n LINK C 19G\n"
    assert places(text) == [("VAL002", 2, 9, 12), ("VAL002", 2, 13, 16), ("VAL002", 3, 9, 12)]


def test_a_broken_statement_keeps_its_keyword_and_the_word_that_does_not_fit() -> None:
    parsed = PARSER.parse("mdisk 191 3390 T-DISK")
    assert parsed is not None
    broken = parsed.statement
    assert isinstance(broken, Unparsed)
    assert (broken.keyword, broken.known_definition) == ("MDISK", BY_NAME["MDISK"])
    assert broken.operands() == {}
    assert parsed.faults == (Fault("missing-operand", 4, 4, "size", expected=("size",)),)


def test_an_unknown_statement_offers_the_nearest_names() -> None:
    parsed = PARSER.parse("MDSIK 191")
    assert parsed is not None
    assert (parsed.statement.keyword, parsed.statement.known_definition) == ("MDSIK", None)
    assert parsed.faults == (Fault("unknown-statement", 0, 0, allowed=("MDISK", "AMDISK")),)


@pytest.mark.parametrize("text", ["", "   ", "* USER A B", "  *MDISK", "00010000", "12345678   "])
def test_some_records_hold_no_statement(text: str) -> None:
    assert PARSER.parse(text) is None


def test_statements_are_equal_by_their_operands() -> None:
    first, second, third = (
        PARSER.parse(text) for text in ("LINK A 191 291 RR", " l  a 0191 0291 rr", "LINK A 191 291 MR")
    )
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.statement == second.statement
    assert first.statement != third.statement
    assert first.statement != "LINK A 191 291 RR"


def test_equal_records_share_one_statement() -> None:
    source = source_of("USER A NOLOG\n LINK B 191 291 RR\nUSER C NOLOG\n LINK B 191 291 RR\n")
    assert source.statements[1] is source.statements[3]


def test_the_representation_of_a_statement_holds_no_secret() -> None:
    parsed = PARSER.parse("USER LINUX1 TOPSECRE 2G")
    assert parsed is not None
    assert isinstance(parsed.statement, User)
    assert parsed.statement.password == "TOPSECRE"
    assert repr(parsed.statement) == "USER(userid, password, storage)"
    assert repr(PARSER.parse("MACHINE ESA 4").statement) == "MACHINE(mode='ESA', mcpu=4)"  # type: ignore[union-attr]


@pytest.mark.parametrize("count", [8, 9])
def test_a_list_has_a_largest_number_of_words(count: int) -> None:
    text = f"USER A NOLOG\n LOGONBY {' '.join(f'U{number}' for number in range(count))}\n"
    assert places(text) == ([] if count == 8 else [("SYN003", 2, 34, 36)])
