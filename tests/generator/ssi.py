"""The directory of a two-member SSI cluster under z/VM 7: the shape of a real one, every word of it invented.

The proportions follow one large system: services are IDENTITYs with two SUBCONFIGs alike but for the volume,
most LINKs go to the maintenance owners, a fifth of them to devices that these have by LINK themselves, and
half of the comments are statements that wait for a third and a fourth member.
"""

from collections.abc import Sequence

from tests.generator.dice import Dice
from tests.generator.disks import LENGTHS, Shelf
from tests.generator.entry import Entry, indented
from tests.generator.words import LINK_REMARKS, NOTES, Names, box, password

MEMBERS = ("TIDE1", "TIDE2")
ADMINS = ("HALVORS", "OKONKWO")

# Volumes with the member's number in the place of the `?`; all others come from shelves.
RESIDENCE, PAGE, SPOOL = "TD?RES", "TD?PG1", "TD?SP1"

# What the maintenance owners hold: device number, cylinders, what is on it. Each member has MAINT's own.
MAINT_LOCAL = (
    (0x190, 180, "CMS system disk"),
    (0x193, 260, "CMS maintenance tools"),
    (0x191, 60, "work disk of MAINT"),
    (0x194, 15, "CMS disk, test level"),
    (0x19E, 320, "product code, Y-disk"),
    (0x401, 140, "help files, upper case"),
    (0x402, 140, "help files, mixed case"),
    (0x990, 180, "CMS system disk, test"),
    (0xCF1, 120, "parameter disk, nucleus"),
    (0xCF3, 120, "parameter disk, backup"),
    (0x493, 90, "saved segments"),
    (0x5A6, 30, "local changes"),
    (0x5A2, 30, "local changes, test"),
)
MAINT_LINKS = (
    ("PMAINT", 0x551), ("PMAINT", 0x2CC), ("PMAINT", 0x19D), ("PMAINT", 0x141), ("PMAINT", 0xCF0),
    ("MAINT730", 0x5E5), ("MAINT730", 0x5E6), ("MAINT730", 0x51D),
)  # fmt: skip
PMAINT_DISKS = (
    (0x191, 45, "work disk"),
    (0x2CC, 5, "system directory"),
    (0x41D, 20, "service staging"),
    (0x551, 60, "tools that all members share"),
    (0x19D, 150, "help files"),
    (0x141, 10, "commands of the operator"),
    (0xCF0, 120, "common parameter disk"),
    (0x0C1, 5, "control files of the directory server"),
)
RELEASE_DISKS = (
    0x191, 0x51D, 0x5E5, 0x5E6, 0x5DE, 0x2A2, 0x2A6, 0x2B2, 0x2C2, 0x2D2, 0x393, 0x394, 0x3B2, 0x3C2, 0x3D2,
    0x490, 0x493, 0x4B2, 0x4C2, 0x4D2, 0x6B2, 0x6C2, 0x6D2, 0x7B2, 0x7C4, 0x7D2,
)  # fmt: skip
DISK_NOTES = (
    "work disk", "code", "code, test level", "service staging", "control files", "logs", "source",
    "help and samples", "back level", "customised files", "save disk",
)  # fmt: skip
PRODUCT_DISKS = (
    0x191, 0x2A2, 0x2B2, 0x2C2, 0x2C4, 0x2D2, 0x301, 0x303, 0x308, 0x30B, 0x491, 0x492, 0x5B2, 0x591,
)  # fmt: skip

# Devices that LINKs name, with the owner: its own ones, and those that it has by LINK itself (chains).
OWN = (
    ("MAINT", 0x193), ("MAINT", 0x402), ("MAINT", 0x401), ("MAINT", 0xCF1), ("PMAINT", 0x551),
    ("PMAINT", 0x2CC), ("MAINT730", 0x51D), ("MAINT730", 0x5E5), ("MAINT", 0x19E), ("TCPMAINT", 0x198),
    ("MAINT", 0x5A6),
)  # fmt: skip
CHAINS = (
    ("TCPMAINT", 0x591), ("TCPMAINT", 0x592), ("MAINT", 0x551), ("MAINT", 0x5E6), ("MAINT", 0x141),
)  # fmt: skip
LOCAL = (
    ("MAINT", 0x493), ("MAINT", 0xCF3), ("MAINT", 0x5A2), ("MAINT", 0x990), ("MAINT", 0x194),
)  # fmt: skip

SERVICES = (
    "AUTOLOG1", "AUTOLOG2", "OPERATOR", "OPERSYMP", "EREP", "DISKACNT", "TCPIP", "FTPSERVE", "SMTP", "RSCS",
    "GCS", "VTAM", "DIRMAINT", "DATAMOVE", "PERFSVM", "DTCVSW1", "DTCVSW2", "VMSERVU", "VMSERVR", "VMSERVS",
    "SNMPD", "LPSERVE", "MONWRITE", "SSLSERV", "BLDSEG", "OP1",
)  # fmt: skip
PRODUCTS = ("7VMRSC30", "7VMPTK30", "7VMDIR30", "7VMRAC30")
ROLES = ("LNXDB", "LNXWEB", "LNXAPP", "LNXMQ")

ACCOUNTS = ("ACCOUNT SYSTEMS SYSPROG", "ACCOUNT 1200 OPERATNS", "ACCOUNT TCPIP")
IPLS = (
    "IPL CMS PARM AUTOCR",
    "IPL CMS PARM AUTOCR",
    "IPL CMS",
    "IPL 190 PARM AUTOCR",
    "IPL GCS PARM AUTOLOG",
)
MACHINES = ("MACHINE ESA", "MACH ESA", "MACHINE XA", "MACH ESA 2", "MACHINE ESA 4")
SIZES = ("32M 64M", "64M 128M", "256M 1G", "512M 2047M", "32768K 64M", "128M 256M", "128M 256M", "128M 256M")
SPOOLS = (
    ("00C 2540 READER *", "00D 2540 PUNCH A", "00E 1403 A"),
    ("00C 2540 READER *", "00D 2540 PUNCH A", "00E 1403 A"),
    ("00C 2540 READER A", "00D 2540 PUNCH A", "00E 1403 A"),
    ("000C 2540 READER *", "000D 2540 PUNCH A", "000E 1403 A"),
    ("00C 2540 READ *", "00D 2540 PUNCH B", "00E 1403"),
    ("000C RDR *", "000D PUN A", "000E 1403 A"),
)
IUCVS = (
    "ALLOW", "ANY", "*MSG", "*CCS", "ANY P M 20", "*CCS PRIORITY MSGLIMIT 255", "*IDENT RESANY GLOBAL",
    "*MSGALL", "ALLOW MSGLIMIT 255", "*ACCOUNT", "*VSWITCH MSGLIMIT 65535", "*MONITOR",
)  # fmt: skip
OPTIONS = (
    "QUICKDSP", "MAXCONN 100 SVM", "ACCT MAXCONN 64 QUICKDSP SVMSTAT", "LNKS LNKE LNKNOPAS",
    "DIAG98 DEVINFO", "QUICKDSP MAXCONN 1024 DIAG98 APPLMON", "LANG AMENG", "IGNMAXU SVM",
    "CONCEAL QUICKDSP",
)  # fmt: skip
SEGMENTS = ("GCS", "VTAM", "TIDESEG", "HELPSEG", "DOSBAM", "PERFOUT")
POSIX_IDS = (
    ("ROOT", "UID 0 GNAME system"),
    ("DAEMON", "UID 1 GNAME staff"),
    ("BIN", "UID 2 GNAME bin"),
    ("NOBODY", "UID 4294967294 GNAME nobody"),
)
POSIX_GROUPS = (
    "system 0",
    "staff  1",
    "bin    2",
    "sys    3",
    "adm    4",
    "mail   6",
    "security 7",
    "nobody 4294967294",
)

# The shapes of entries in the order in which they are added, over and over.
ROUND = (
    "service", "plain", "service", "guest", "service", "service", "plain", "service", "product", "service",
    "service", "service", "plain", "service", "posix", "service", "service", "guest", "service", "service",
)  # fmt: skip


def ssi(records: int, seed: int) -> list[str]:
    """About so many records; the header, the profiles and the maintenance owners alone are some 600."""
    return System(seed).grow(records).records()


class System:
    """The directory while it grows; entries come in the order of their names only at the end."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)
        self.names = Names(self.dice)
        self.residence = 39  # first free cylinder on the residence volumes, behind CP's own areas
        self.local = Shelf(self.dice, "TD?W", 3339, first=501)
        self.shared = Shelf(self.dice, "TDU", 3339)
        self.linux = Shelf(self.dice, "TDL", 30051)
        self.entries: list[tuple[str, list[str]]] = []
        self.size = 0
        self.lendable: list[tuple[str, int]] = []
        self.real_devices = 0
        self.adapters = 0
        self.services = list(SERVICES)
        self.products = list(PRODUCTS)
        self.posix = list(POSIX_IDS)
        for name in (*SERVICES, *PRODUCTS, *ADMINS, "PACKSAVE", *(name for name, _ in POSIX_IDS)):
            self.names.take(name)
        self._core()

    def grow(self, records: int) -> "System":
        """Adds entries until the directory has about so many records."""
        turn = 0
        while self.size + 2 * len(self._volumes()) < records:
            getattr(self, f"_{ROUND[turn % len(ROUND)]}")()
            turn += 1
        return self

    def records(self) -> list[str]:
        """The directory: header, profiles, markers, then all entries by name."""
        body = [*self._markers(), *sorted([*self.entries, ("PACKSAVE", self._packsave())])]
        return [*_header(), *_profiles(), *(record for _, entry in body for record in entry)]

    # The core that every system has

    def _core(self) -> None:
        self.size = len(_header()) + len(_profiles()) + 45
        self._maint()
        self._pmaint()
        self._owner("MAINT730", "BEG", "service of the release", RELEASE_DISKS)
        self._owner("7VMTCP30", "BG", "TCP/IP code and its service", PRODUCT_DISKS)
        self._tcpmaint()
        for admin in ADMINS:
            self._person(admin)
        self._pool()
        for _ in range(3):  # AUTOLOG1, AUTOLOG2 and OPERATOR, whom others name
            self._service()

    def _maint(self) -> None:
        entry = self._start(f"IDENTITY MAINT    {password(self.dice)}  512M 1000M ABCDEFG 64")
        entry.above += box("MAINT: owner of the system's disks, one set on each member")
        entry.general += [
            "ACCOUNT SYSTEMS SYSPROG",
            "IPL CMS PARM AUTOCR",
            "IUCV ANY",
            "LOGONBY " + " ".join(ADMINS),
        ]
        entry.general += [
            "MACH XC",
            "OPTION LNKS LNKE LNKNOPAS",
            "NAMESAVE GCS",
            "POSIXINFO UID 0 GNAME system",
            "POSIXOPT SETIDS ALLOW",
        ]
        self._console(entry)
        entry.device.append("*    what MAINT takes from the owners that all members share")
        for owner, vdev in MAINT_LINKS:
            entry.link(owner, vdev, "MR" if vdev == 0x2CC else "RR")
        local = self._local(entry)
        local.device += [f"*  {vdev:03X}  {what}" for vdev, _, what in MAINT_LOCAL] + _RULER
        for vdev, size, _ in MAINT_LOCAL:
            local.unit("MDISK", vdev, f"3390 {self.residence:04} {size:04} {RESIDENCE} MR", *self._passwords(3))
            self.residence += size
        local.device.append("*    full packs, for DIRECTXA, CPFMTXA and DDR")
        for vdev, end, volid in ((0x122, "10017", SPOOL), (0x123, "END", RESIDENCE), (0x124, "END", PAGE)):
            local.unit("MDISK", vdev, f"3390 0000 {end} {volid} MR")
        self._add_identity(entry, local, templates=True)

    def _pmaint(self) -> None:
        entry = self._start(f"USER PMAINT   {password(self.dice)} 128M 1000M BEG 64")
        entry.above += box("PMAINT: what the members share")
        entry.general += [
            "ACCOUNT SYSTEMS SYSPROG",
            "IPL CMS PARM AUTOCR",
            "LOGONBY " + " ".join(ADMINS),
            "D8ONECMD FAIL LOCK",
            "MACHINE ESA",
        ]
        self._console(entry)
        for vdev in (0x190, 0x19E, 0x193):
            entry.link("MAINT", vdev)
        entry.device += [f"*  {vdev:03X}  {what}" for vdev, _, what in PMAINT_DISKS] + _RULER
        for vdev, size, _ in PMAINT_DISKS:
            self._disk(entry, vdev, size)
        entry.unit("MDISK", 0x1F0, f"3390 0 3339 {self.shared.volumes[0]} RR")
        self._add(entry)

    def _tcpmaint(self) -> None:
        entry = self._start(f"IDENTITY TCPMAINT {password(self.dice)} 128M 256M ABCDEFG")
        entry.above += ["*", "* TCPMAINT: customises TCP/IP; the code belongs to 7VMTCP30", "*"]
        entry.head.append("INCLUDE TCPCMSU")
        entry.general += ["ACCOUNT TCPIP", "IPL CMS PARM AUTOCR", "LOGONBY MAINT " + ADMINS[0]]
        for vdev, there in ((0x591, 0x491), (0x592, 0x492)):
            entry.link("7VMTCP30", there, "MR", at=vdev)
        entry.link("MAINT", 0x193)
        local = self._local(entry)
        for vdev, size in ((0x191, 10), (0x198, 9), (0x195, 5)):
            self._local_disk(local, vdev, size)
        self._add_identity(entry, local, templates=True)

    def _pool(self) -> None:
        self.names.take("WEB")
        records = ["* Servers that come and go with the load: WEB00001 to WEB00024"]
        records += ["IDENTITY WEB AUTOONLY 1G 2G G", " POOL LOW 1 HIGH 24 PROFILE LNXPOOL"]
        self._add_records("WEB", records)

    # The shapes

    def _service(self) -> None:
        """A service machine of the system or of the house: mostly an IDENTITY, one in nine a USER."""
        name = self.services.pop(0) if self.services else self.names.service()
        is_identity = name in SERVICES or not self.dice.chance(0.11)
        sizes = self.dice.pick(SIZES)
        classes = self.dice.pick(("G", "BG", "EG", "BEG", "ABCDEG", "ABCDEFG", "G"))
        secret = self.dice.pick(("AUTOONLY", "AUTOONLY", "LBYONLY", password(self.dice)))
        entry = self._start(f"{'IDENTITY' if is_identity else 'USER'} {name:<8} {secret:<8} {sizes} {classes}")
        if self.dice.chance(0.8):
            entry.above += ["*", f"* {name}: {self.dice.pick(NOTES)}", "*"]
        includes = self.dice.chance(0.16)
        if includes:
            entry.head.append(f"INCLUDE {self.dice.pick(('OPSDFLT', 'TCPCMSU'))}")
        self._abilities(entry, secret == "LBYONLY")
        if not includes:
            self._console(entry)
            for vdev in (0x190, 0x19D, 0x19E):
                entry.link("PMAINT" if vdev == 0x19D else "MAINT", vdev, remark=self._remark())
        entry.used |= {0x190, 0x19D, 0x19E}
        direct, chained = self.dice.between(3, 6), self.dice.between(1, 4)
        self._links(entry, [*self.dice.sample(OWN, direct), *self.dice.sample(CHAINS, chained)])
        if not is_identity:
            self._disk(entry, 0x191, self._length())
            self._add(entry)
            return
        local = self._local(entry)
        if self.dice.chance(0.02):
            self._add_identity(entry, local)
            return
        for owner, vdev in self.dice.sample(LOCAL, self.dice.pick((0, 1, 1, 2))):
            local.link(owner, vdev, remark=self._remark())
        vdevs = (0x191, 0x192, 0x195, 0x198)[: self.dice.pick((1, 1, 1, 2, 3))]
        if self.dice.chance(0.35):
            local.device += [f"*  {vdev:03X}  {self.dice.pick(DISK_NOTES)}" for vdev in vdevs] + _RULER
        for vdev in vdevs:
            self._local_disk(local, vdev, self._length())
        if name == "DIRMAINT":
            local.unit("MDISK", 0x1D0, f"3390 0 END {RESIDENCE} R")
        if self.dice.chance(0.04):
            local.general.append("COMMAND SET PF12 RETRIEVE")
        self._add_identity(entry, local, templates=self.dice.chance(0.9))

    def _plain(self) -> None:
        self._person(self.names.person())

    def _person(self, name: str) -> None:
        """Somebody with a disk of their own."""
        dice = self.dice
        with_own_statements = dice.chance(0.2)
        sizes = f"64M {dice.pick(('64M', '256M', '1G'))} {dice.pick(('G', 'G', 'BG', 'EG'))}"
        tail = dice.pick(("", " 64", " 64 ON ON ON ON"))
        entry = self._start(f"USER {name:<8} {password(dice)} {'* * *' if with_own_statements else sizes}{tail}")
        if dice.chance(0.3):
            entry.above += [
                f"*AC= {dice.between(1000, 9999)}",
                f"*ED= 26/0{dice.between(1, 9)}/1{dice.between(0, 9)} {name}",
            ]
        includes = dice.chance(0.75)
        if includes:
            entry.head.append("INCLUDE IBMDFLT")
        if with_own_statements:
            entry.general += ["CLASS G", "STORAGE 128M", "MAXSTOR 2G"]
        entry.general += [
            f"ACCOUNT {dice.between(1000, 9999)} DEPT{dice.between(1, 30):02}",
            "IPL CMS PARM AUTOCR",
        ]
        if dice.chance(0.12) or name in ADMINS:
            entry.general.append("SCR INA WHI NON STATA RED NON CPOUT YEL NON")
        if dice.chance(0.3):
            entry.general.append(f"POSIXINFO UID {dice.between(1000, 9999)} GNAME staff")
        if not includes:
            self._console(entry)
            for vdev in (0x190, 0x19E):
                entry.link("MAINT", vdev, remark=self._remark())
        entry.used |= {0x190, 0x19D, 0x19E}
        self._links(entry, [*dice.sample(OWN, dice.between(1, 3)), *dice.sample(CHAINS, dice.between(0, 2))])
        self._disk(entry, 0x191, self._length())
        self._add(entry)

    def _product(self) -> None:
        """The owner of the code of one product."""
        name = self.products.pop(0) if self.products else self.names.numbered("7TIDPR")
        vdevs = self.dice.sample(PRODUCT_DISKS[1:], self.dice.between(5, 10))
        self._owner(name, "BG", "code and service of one product", (0x191, *vdevs))

    def _owner(self, name: str, classes: str, what: str, vdevs: Sequence[int]) -> None:
        entry = self._start(f"USER {name} {password(self.dice)} 64M 512M {classes}")
        entry.above += ["*", f"* {name}: {what}", "*"]
        entry.head.append("INCLUDE IBMDFLT")
        entry.general += [
            "ACCOUNT SYSTEMS SYSPROG",
            "IPL CMS PARM AUTOCR",
            "LOGONBY " + " ".join(ADMINS),
            "MACHINE XC",
        ]
        entry.used |= {0x190, 0x19D, 0x19E}
        self._links(entry, [(owner, vdev) for owner, vdev in (*OWN[:4], *CHAINS[:3], *OWN[6:8]) if vdev not in vdevs])
        entry.device += [f"*  {vdev:03X}  {self.dice.pick(DISK_NOTES)}" for vdev in vdevs] + _RULER
        for vdev in vdevs:
            self._disk(entry, vdev, self._length())
        if name == "7VMRSC30":
            entry.unit("MDISK", 0x5B4, "3390 0001 0010 $$$$$$ MR")
        self._add(entry)

    def _guest(self) -> None:
        """A Linux guest: some with OSA devices of their own, some on SCSI disks."""
        dice = self.dice
        name = self.names.numbered(dice.pick(ROLES))
        scsi, by_statement = self.adapters % 3 == 1, self.adapters % 3 == 2
        sizes = "* * * 64" if by_statement else f"{dice.pick(('2G 8G', '4G 16G', '8G 64G'))} G"
        entry = self._start(f"USER {name:<8} LBYONLY {sizes}", digits=4)
        entry.head.append("INCLUDE LNXDFLT")
        entry.above += ["*", f"*:name.{name} :list.{dice.pick(ADMINS)}"]
        entry.general += ["STORAGE 4G", "MAXSTORAGE 32G", "CLASS G"] if by_statement else []
        entry.general += [
            "COMMAND SET VCONFIG MODE LINUX",
            f"COMMAND DEFINE CPU 0{dice.between(1, 3)} TYPE IFL",
            "CPU 00 BASE",
        ]
        entry.general += [f"IPL {'1000' if scsi else '0100'}{dice.pick(('', ' LOADP 1'))}"]
        entry.general.append(dice.pick(("CRYPTO APVIRTUAL", "CRYPTO APVIRT", "SHARE REL 300", "SHARE ABS 3%")))
        entry.general += ["XAUTOLOG AUTOLOG1 MAINT"] if dice.chance(0.4) else []
        if scsi:
            entry.general += [
                f"LOADDEV PORT 50050768{dice.below(1 << 32):08X}",
                f"LOADDEV LUN {dice.below(1 << 16):04X}000000000000",
            ]
            entry.general += ["*LOADDEV BOOTPROG 0", "*LOADDEV BR_LBA 00000000000000FF"]
        self.adapters += 1
        entry.unit("NICDEF", 0x0600, "TYPE QDIO DEVICES 3 LAN SYSTEM TIDEVSW1")
        entry.device.append(f"NICDEF 0600 MACID {self.adapters:06X} VLAN {dice.between(100, 190)}")
        if scsi:
            for vdev in (0x1000, 0x1100):
                entry.unit("DEDICATE", vdev, f"{0x2000 + self.real_devices % 0xD000:04X}")
                self.real_devices += 1
        self._disk(entry, 0x191, 5)
        if not scsi:
            volid, start = self.linux.take(10016)
            entry.unit("MDISK", 0x0100, f"3390 {start:05} 10016 {volid} MR")
            entry.device.append("MINIOPT NOMDC")
        if dice.chance(0.5):
            entry.unit("MDISK", 0x0300, f"FB-512 V-DISK {dice.pick((200000, 524288, 2097152))} MR")
        # DirMaint kept the first guest once. Behind CRC stand two bytes of checksum, of any value.
        trailer = "*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260317 CRC\xf37"
        self._add_records(name, [*entry.records(), *([trailer] if self.adapters == 1 else [])])

    def _posix(self) -> None:
        """An id that the POSIX functions want to see; when all are there, one more plain user."""
        if not self.posix:
            self._plain()
            return
        name, info = self.posix.pop(0)
        self._add_records(name, [f"USER {name} NOLOG", f" POSIXINFO {info}"])

    # Parts of entries

    def _start(self, header: str, digits: int = 3) -> Entry:
        dice = self.dice
        return Entry(header, dice.pick(("", " ", " ", " ", " ", " ")), 4 if dice.chance(0.08) else digits)

    def _abilities(self, entry: Entry, by_others: bool) -> None:
        """What a service machine may do: account, options, IUCV and the like."""
        dice = self.dice
        general = entry.general
        general += [dice.pick((*ACCOUNTS, f"ACCOUNT {dice.between(1000, 9999)}")), dice.pick(IPLS)]
        data_spaces = dice.chance(0.15)
        general.append("MACH XC" if data_spaces else dice.pick(MACHINES))
        if data_spaces:
            general += ["XCONFIG ADDR MAXNUMBER 50 TOTSIZE 2G SHARE", "XCONFIG ACCESSLIST ALSIZE 1022"]
        elif general[-1][-1] in "24":
            general += ["CPU 00 BASE", "CPU 01"]
        general += [f"OPTION {option}" for option in dice.sample(OPTIONS, dice.between(0, 2))]
        general += [f"IUCV {iucv}" for iucv in dice.sample(IUCVS, dice.pick((0, 1, 1, 2, 2)))]
        if by_others or dice.chance(0.6):
            general.append("LOGONBY " + dice.pick(("MAINT", " ".join(ADMINS), f"MAINT {ADMINS[1]}")))
        general += [f"NAMESAVE {name}" for name in dice.sample(SEGMENTS, dice.pick((0, 0, 0, 1, 2)))]
        for share, text in (
            (0.22, "AUTOLOG MAINT " + ADMINS[0]),
            (0.06, "XAUTOLOG MAINT"),
            (0.16, f"SHARE {dice.pick(('REL 3000', 'RELATIVE 1500', 'ABS 5%', 'REL 1500'))}"),
            (0.13, "POSIXINFO UID 7 GNAME security"),
            (0.08, "POSIXOPT QUERYDB ALLOW"),
            (0.06, "D8ONECMD FAIL LOCK"),
            (0.08, "COMMAND SET RUN ON"),
        ):
            if dice.chance(share):
                general.append(text)

    def _console(self, entry: Entry) -> None:
        """CONSOLE and three SPOOLs, in one of the usual spellings."""
        tail = self.dice.pick((" T", " T", "", "", " T MAINT", " T OPERATOR OBSERVER"))
        entry.device.append(f"CONSOLE {self.dice.pick(('009', '009', '009', '0009', '01F'))} 3215{tail}")
        entry.device += [f"SPOOL {unit}" for unit in self.dice.pick(SPOOLS)]
        entry.used |= {0x009, 0x01F, 0x00C, 0x00D, 0x00E}

    def _links(self, entry: Entry, targets: Sequence[tuple[str, int]]) -> None:
        """LINKs to devices that the entry does not have itself, some to the disk of a service machine."""
        dice = self.dice
        for owner, vdev in targets:
            if vdev not in entry.used and owner != entry.name:
                entry.link(owner, vdev, self._mode(owner, vdev), remark=self._remark())
        if self.lendable and dice.chance(0.3):
            owner, vdev = dice.pick(self.lendable)
            entry.link(owner, vdev, at=0x391)
        if dice.chance(0.06):
            entry.digits = 7 - entry.digits

    def _mode(self, owner: str, vdev: int) -> str:
        if (owner, vdev) == ("PMAINT", 0x2CC) and self.dice.chance(0.3):
            return "MD"
        return self.dice.pick(("RR", "RR", "RR", "RR", "RR", "RR", "RR", "RR", "MR"))

    def _remark(self) -> str:
        return self.dice.pick(LINK_REMARKS) if self.dice.chance(0.12) else ""

    def _length(self) -> int:
        return self.dice.pick(LENGTHS)

    def _passwords(self, usual: int = -1) -> list[str]:
        """Passwords of a minidisk: none for one in five, mostly three; `ALL` for reading now and then."""
        count = usual if usual >= 0 else self.dice.pick((0, 0, 1, 2, 3, 3, 3, 3, 3, 3))
        words = [password(self.dice) for _ in range(count)]
        return ["ALL", *words[1:]] if words and self.dice.chance(0.25) else words

    def _disk(self, entry: Entry, vdev: int, size: int) -> None:
        """A minidisk on a volume that the members share."""
        volid, start = self.shared.take(size)
        self._place(entry, vdev, size, volid, start)

    def _local_disk(self, local: Entry, vdev: int, size: int) -> None:
        """A minidisk at the same place on a volume of each member."""
        volid, start = self.local.take(size)
        self._place(local, vdev, size, volid, start)

    def _place(self, entry: Entry, vdev: int, size: int, volid: str, start: int) -> None:
        width, size_width = self.dice.pick((0, 4, 5, 5)), self.dice.pick((0, 3, 4, 4))
        tail = ["* old label", "WORK"] if self.dice.chance(0.03) else self._passwords()
        mode = self.dice.pick(("MR", "MR", "MR", "MR", "RR", "M", "W", "R"))
        extent = f"{start:0{width}} {size:0{size_width}} {volid}"
        entry.unit("MDISK", vdev, f"3390 {extent} {mode}", *tail)
        if self.dice.chance(0.05):
            entry.device.append("MINIOPT NOMDC")

    # Adding entries

    def _local(self, entry: Entry) -> Entry:
        """The entry of one member, to be filled; it may use no device number of the IDENTITY."""
        name = self.names.subconfig(entry.name)
        local = Entry(f"SUBCONFIG {name}", entry.indent, entry.digits)
        local.used |= entry.used
        return local

    def _add_identity(self, entry: Entry, local: Entry, templates: bool = False) -> None:
        """The IDENTITY with a BUILD and a SUBCONFIG for each member, as comments for two members to come."""
        for number, member in enumerate(MEMBERS, 1):
            entry.head.append(f"BUILD ON {member} USING SUBCONFIG {local.name.replace('?', str(number))}")
        for number in (3, 4):
            entry.head.append(f"*BUILD ON @@MEMBER{number}NAME USING SUBCONFIG {local.name.replace('?', str(number))}")
        records = [*entry.records(), *local.for_member(1), *local.for_member(2)]
        if templates:
            later = Entry(local.head[0], " ")
            later.device = [text for text in (*local.general, *local.device) if not text.startswith("*")]
            records += [f"*{record}" for number in (3, 4) for record in later.for_member(number)]
        if local.device and entry.name not in ("MAINT", "TCPMAINT"):
            self.lendable.append((entry.name, 0x191))
        self._add_records(entry.name, records)

    def _add(self, entry: Entry) -> None:
        self._add_records(entry.name, entry.records())

    def _add_records(self, name: str, records: list[str]) -> None:
        self.entries.append((name, records))
        self.size += len(records)

    # The markers: entries that nobody logs on to, which own what CP uses

    def _volumes(self) -> list[str]:
        """All volumes, those of both members one after the other."""
        local = [RESIDENCE, PAGE, SPOOL, *self.local.volumes]
        return (
            [volid.replace("?", str(number)) for number in (1, 2) for volid in local]
            + self.shared.volumes
            + self.linux.volumes
        )

    def _markers(self) -> list[tuple[str, list[str]]]:
        pair = (1, 2)
        places = {
            "$ALLOC$": [(0, "001", volid) for volid in self._volumes()],
            "$DIRECT$": [(1, "020", RESIDENCE.replace("?", str(number))) for number in pair],
            "$PAGE$": [(1, "END", PAGE.replace("?", str(number))) for number in pair],
            "$SPOOL$": [(1, "END", SPOOL.replace("?", str(number))) for number in pair],
            "$SYSCKP$": [(21, "009", RESIDENCE.replace("?", str(number))) for number in pair],
            "$SYSWRM$": [(30, "009", RESIDENCE.replace("?", str(number))) for number in pair],
            "$TDISK$": [(1, "500", volid.replace("?", str(number))) for volid in self.local.volumes for number in pair],
        }
        title = box("Areas that CP uses, each with an owner so that nobody takes them")
        return [
            (name, [*(title if name == "$ALLOC$" else ["*"]), f"USER {name} NOLOG", *_marker_disks(disks)])
            for name, disks in places.items()
        ]

    def _packsave(self) -> list[str]:
        """The machine that saves whole volumes: a full pack of each."""
        entry = Entry("USER PACKSAVE LBYONLY 128M 512M BG")
        entry.above += ["*", "* PACKSAVE: saves whole volumes to tape, reads only", "*"]
        entry.head.append("INCLUDE OPSDFLT")
        entry.general += ["ACCOUNT 1200 OPERATNS", "IPL CMS PARM AUTOCR", "LOGONBY MAINT"]
        for number, volid in enumerate(self._volumes()):
            entry.unit("MDISK", 0xE01 + number, f"3390 {'000' if number % 2 else '0000'} END {volid} RR")
        return entry.records()


def _marker_disks(disks: list[tuple[int, str, str]]) -> list[str]:
    return [
        f" MDISK {0xA01 + number:03X} 3390 {start:03} {size} {volid} R"
        for number, (start, size, volid) in enumerate(disks)
    ]


_RULER = ["*     vdev type start len  volume mode rdpw    wrpw    mupw"]


def _header() -> list[str]:
    """Comment box, DIRECTORY and GLOBALDEFS."""
    return [
        *box(
            "USER DIRECT of the cluster TIDE: members TIDE1 and TIDE2",
            "",
            "This directory is invented. No such system exists.",
            "",
            "Order of the file:",
            "  1. DIRECTORY and the global definitions",
            "  2. profiles",
            "  3. owners of the areas that CP uses, named $...$",
            "  4. all other entries by name; a SUBCONFIG stands behind its",
            "     IDENTITY",
            "",
            "Statements for a third and a fourth member stand ready as",
            "comments. To add the member, remove the asterisks and put its",
            "name in the place of @@MEMBER3NAME.",
            "",
            "Volumes: TDnRES residence, TDnPG1 paging, TDnSP1 spool, TDnWnn",
            "local disks of member n; TDUnnn shared; TDLnnn Linux.",
        ),
        "*",
        "DIRECTORY SSI 123 3390 " + " ".join(RESIDENCE.replace("?", str(number)) for number in (1, 2)),
        "*",
        "GLOBALDEFS",
        "      GLOBALOPTS CHPIDV ONE",
        *(f"      POSIXGROUP {group}" for group in POSIX_GROUPS),
    ]


def _profiles() -> list[str]:
    """Five profiles, each used by some entry."""
    console = ["CONSOLE 009 3215 T", "SPOOL 00C 2540 READER *", "SPOOL 00D 2540 PUNCH A", "SPOOL 00E 1403 A"]
    links = ["LINK MAINT 190 190 RR", "LINK PMAINT 19D 19D RR", "LINK MAINT 19E 19E RR"]
    statements = {
        "IBMDFLT": [*console, *links],
        "TCPCMSU": ["OPTION QUICKDSP SVMSTAT", *console, *links],
        "OPSDFLT": ["SPOOLFILE MAXSPOOL 9999", *console, *links],
        "LNXDFLT": ["LOGONBY HALVORS OKONKWO", "MACHINE ESA 8", "OPTION QUICKDSP LXAPP APPLMON",
                    *console, *links],
        "LNXPOOL": ["IPL 190", "MACHINE ESA 2", *console[:2], "*NICDEF 0700 TYPE HIPERS LAN SYSTEM TIDEHS1",
                    "NICDEF 0600 TYPE QDIO LAN SYSTEM TIDEVSW1", *links],
    }  # fmt: skip
    title = [*box("Profiles"), "*"]
    return title + [
        record for name, body in statements.items() for record in (f"PROFILE {name}", *indented(body, " "), "*")
    ]
