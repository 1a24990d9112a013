"""A farm of Linux guests on one system, as DirMaint keeps it: guests nearly alike, on dense volumes."""

from tests.generator.dice import Dice
from tests.generator.disks import Shelf
from tests.generator.entry import Entry, indented
from tests.generator.words import Names, box, password

ROLES = ("WEB", "APP", "DB", "MQ", "MON", "GIT", "LDAP", "PROXY")
WHOLE = 10016  # a third of a volume: one guest system
ADMIN = "LNXADMIN"
VOLUME_SIZE = 30051


def linux(records: int, seed: int) -> list[str]:
    """About so many records; the header and the owners of the system are some 90."""
    farm = Farm(seed)
    while farm.size + len(farm.shelf.volumes) < records:
        farm.add_guest()
    return farm.records()


class Farm:
    """The directory while it grows."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)
        self.names = Names(self.dice)
        self.shelf = Shelf(self.dice, "LX", VOLUME_SIZE)
        self.real_devices = 0
        self.adapters = 0
        self.top = [*_header(), *_profiles(), *_owners(self.dice)]
        self.guests: list[tuple[str, list[str]]] = []
        self.size = len(self.top) + 1

    def records(self) -> list[str]:
        """The directory; the guests by name, in front of them the owner of each volume's cylinder 0."""
        marker = ["USER $ALLOC$ NOLOG"]
        marker += [f" MDISK {0xA01 + number:04X} 3390 0 1 {volid} R" for number, volid in enumerate(self.shelf.volumes)]
        return [*self.top, *marker, *(record for _, guest in sorted(self.guests) for record in guest)]

    def add_guest(self) -> None:
        """One guest: disks on ECKD, or SCSI disks over two paths."""
        dice = self.dice
        name = self.names.numbered(dice.pick(ROLES))
        scsi = dice.chance(0.3)
        storage, maximum = dice.pick((("2G", "8G"), ("4G", "16G"), ("8G", "32G"), ("16G", "128G"), ("6144M", "12G")))
        entry = Entry(f"USER {name:<8} LBYONLY {storage} {maximum} G", digits=4)
        entry.head.append(f"INCLUDE {'LNXSCSI' if scsi else 'LNXECKD'}")
        entry.general += ["COMMAND SET VCONFIG MODE LINUX"] if dice.chance(0.5) else []
        entry.general += [f"COMMAND DEFINE CPU 0{number} TYPE IFL" for number in range(1, dice.between(1, 3))]
        entry.general += ["CPU 00 BASE", *(["CPU 0A"] if dice.chance(0.1) else [])]
        entry.general += [dice.pick(("CRYPTO APVIRTUAL", "SHARE RELATIVE 200", "VMRELOCATE ON", "OPTION CHPIDV ONE"))]
        if scsi:
            self._scsi(entry)
        self._network(entry)
        if scsi:
            for vdev in (0x1B00, 0x1C00):
                entry.unit("DEDICATE", vdev, f"{0x4000 + self.real_devices % 0xB000:04X}")
                self.real_devices += 1
        else:
            self._eckd(entry)
        entry.unit("MDISK", 0x0300, f"FB-512 V-DISK {dice.pick((262144, 524288, 1048576))} MR")
        crc = "".join(dice.pick("AB7$KÄé¶«ÿ÷µ¿Ñ") for _ in range(2))
        day = f"2026{dice.between(1, 12):02}{dice.between(1, 28):02}"
        trailer = f"*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC{day} CRC{crc}"
        self.guests.append((name, [*entry.records(), trailer]))
        self.size += len(self.guests[-1][1])

    def _scsi(self, entry: Entry) -> None:
        dice = self.dice
        entry.general.append("IPL 1B00")
        entry.general.append(f"LOADDEV PORTNAME 50050768{dice.below(1 << 32):08x}")
        entry.general.append(f"LOADDEV LUN {dice.below(1 << 16):04X}000000000000")
        entry.general.append(f"LOADDEV BOOTPROG {dice.below(3)}")
        text = f"root=/dev/sda{dice.between(1, 3)} rd.zfcp=0.0.1b00"
        if dice.chance(0.5):
            entry.general.append(f"LOADDEV SCPDATA '{text}'")
        else:
            entry.general.append(f"LOADDEV SCPDATA HEX {text[:13].encode('ascii').hex().upper()}")

    def _network(self, entry: Entry) -> None:
        self.adapters += 1
        mac = f"{0x020000 + self.adapters:06X}"
        if self.dice.chance(0.75):
            entry.unit("NICDEF", 0x0600, f"TYPE QDIO DEVICES 3 LAN SYSTEM LXVSW{self.dice.between(1, 2)}")
            entry.device.append(f"NICDEF 0600 MACID {mac} VLAN {self.dice.between(200, 240)} PORTTYPE ACCESS")
        else:
            entry.unit("NICDEF", 0x0600, f"TYPE QDIO LAN SYSTEM LXTRUNK MACID {mac}")
            entry.device.append("NICDEF 0600 PORTTYPE TRUNK VLAN 300-310 320")
        if self.dice.chance(0.2):
            entry.unit("NICDEF", 0x0700, "TYPE HIPERS DEVICES 3 LAN SYSTEM LXHIPER")

    def _eckd(self, entry: Entry) -> None:
        for vdev in (0x0100, 0x0101, 0x0102)[: self.dice.pick((1, 1, 2, 2, 3))]:
            size = self.dice.pick((WHOLE, WHOLE, 5008, 3338, 20032))
            volid, start = self.shelf.take(size)
            passwords = [_passwords(self.dice)] if self.dice.chance(0.4) else []
            entry.unit("MDISK", vdev, f"3390 {start:05} {size:05} {volid} MR", *passwords)


def _passwords(dice: Dice) -> str:
    return " ".join(password(dice) for _ in range(3))


def _header() -> list[str]:
    return [
        *box(
            "USER DIRECT of the Linux farm on LXPLEX1",
            "",
            "This directory is invented. No such system exists.",
            "",
            "Kept by DirMaint: send changes with DIRM, do not edit this file.",
            "Volumes: LXPRES residence, LX0001 and on for the guests.",
        ),
        "DIRECTORY 123 3390 LXPRES",
    ]


def _profiles() -> list[str]:
    console = [
        "CONSOLE 0009 3215 T",
        "SPOOL 000C 2540 READER *",
        "SPOOL 000D 2540 PUNCH A",
        "SPOOL 000E 1403 A",
    ]
    links = ["LINK MAINT 0190 0190 RR", "LINK MAINT 019D 019D RR", f"LINK {ADMIN} 0192 0191 RR"]
    common = [f"LOGONBY {ADMIN} MAINT", "MACHINE ESA 16", "OPTION QUICKDSP LXAPP APPLMON"]
    return [
        "PROFILE LNXECKD",
        *indented(["IPL CMS PARM AUTOCR", *common, *console, *links], " "),
        "*",
        "* Guests that start from SCSI disks name their own IPL device",
        "PROFILE LNXSCSI",
        *indented([*common, "OPTION CHPIDV ONE", *console, *links], " "),
    ]


def _owners(dice: Dice) -> list[str]:
    """The owners of the residence volume and of what the guests share."""
    maint = Entry(f"USER MAINT {password(dice)} 256M 1G ABCDEFG", digits=4)
    maint.general += ["ACCOUNT SYSTEMS", "IPL CMS PARM AUTOCR", "MACHINE ESA", "OPTION LNKNOPAS"]
    admin = Entry(f"USER {ADMIN} {password(dice)} 512M 2G BG", digits=4)
    admin.above.append("*")
    admin.general += ["ACCOUNT LINUX", "IPL CMS PARM AUTOCR", "LOGONBY MAINT", "MACHINE ESA 2", "CPU 00 BASE"]
    for entry in (maint, admin):
        entry.unit("CONSOLE", 0x0009, "3215 T")
        entry.unit("SPOOL", 0x000C, "2540 READER *")
        entry.unit("SPOOL", 0x000D, "2540 PUNCH A")
        entry.unit("SPOOL", 0x000E, "1403 A")
    first = 39
    maint.device.append("*     vdev type start size volume mode")
    for vdev, size in ((0x0190, 214), (0x0191, 60), (0x0193, 240), (0x019D, 150), (0x019E, 300)):
        maint.unit("MDISK", vdev, f"3390 {first:05} {size:05} LXPRES MR ALL {password(dice)} {password(dice)}")
        first += size
    maint.unit("MDISK", 0x0123, "3390 00000 END LXPRES MR")
    admin.link("MAINT", 0x0190)
    admin.link("MAINT", 0x019D)
    admin.link("MAINT", 0x019E)
    for vdev, size in ((0x0191, 50), (0x0192, 30), (0x0200, 3338)):
        admin.unit("MDISK", vdev, f"3390 {first:05} {size:05} LXPRES MR {_passwords(dice)}")
        first += size
    areas = [
        "USER $DIRECT$ NOLOG",
        " MDISK 0A01 3390 00000 00001 LXPRES R",
        " MDISK 0A02 3390 00001 00038 LXPRES R",
    ]
    return ["*", *maint.records(), *admin.records(), "*", *areas]
