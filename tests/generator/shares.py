"""A directory of any size for benchmarks, with the share of each statement that a large real directory has.

Statements come in hands of a thousand, so the shares are the same in every part of the file. All statements
are valid, device numbers are unique in an entry, extents do not meet and LINKs lead somewhere; else it need
not make sense.
"""

from tests.generator.dice import Dice
from tests.generator.words import NOTES, PASSWORD_STEMS

# Of a thousand statements: for each IDENTITY two BUILDs and two SUBCONFIGs.
IDENTITIES, USERS, SUBCONFIGS = 25, 21, 50
HEADS = IDENTITIES + USERS
MDISKS_OF_HEADS, MDISKS_OF_SUBCONFIGS = 84, 100
LINKS_OF_HEADS, LINKS_OF_SUBCONFIGS = 246, 50
MINIOPTS = 10
COMMENTS = 130

# How many entries of a hand have the statement; the texts are drawn at random. None stands twice in an entry.
GENERAL: tuple[tuple[int, tuple[str, ...]], ...] = (
    (24, ()),  # ACCOUNT: made up each time
    (33, ("IPL CMS PARM AUTOCR", "IPL CMS", "IPL ZCMS PARM AUTOCR", "IPL GCS PARM AUTOLOG")),
    (33, ("MACHINE ESA", "MACHINE XC", "MACHINE ESA 4", "MACH ESA", "MACH XC")),
    (29, ("OPTION QUICKDSP", "OPTION MAXCONN 100 SVM", "OPTION ACCT DIAG98", "OPTION LNKS LNKE LNKNOPAS")),
    (17, ("IUCV ALLOW", "IUCV ALLOW MSGLIMIT 255", "IUCV ANY PRIORITY MSGLIMIT 100", "IUCV *CCS P M 10")),
    (16, ("IUCV *MSG", "IUCV *MSGALL", "IUCV ANY", "IUCV *IDENT RESANY GLOBAL")),
    (19, ("LOGONBY MAINT", "LOGONBY MAINT PMAINT", "LOGONBY TCPMAINT MAINT")),
    (14, ("NAMESAVE GCS", "NAMESAVE VTAM", "NAMESAVE HELPSEG", "NAMESAVE GCS VTAM")),
    (7, ("CPU 00 BASE", "CPU 1", "CPU 00 NODEDICATE")),
    (7, ("COMMAND SET RUN ON", "COMMAND CP SET PF12 RETRIEVE", "COMMAND DEFINE CPU 01 TYPE IFL")),
    (7, ("POSIXINFO UID 7 GNAME security", "POSIXINFO UID 4294967295 GNAME DEFAULT")),
    (7, ("SHARE REL 3000", "SHARE ABS 5%", "SHARE RELATIVE 1500")),
    (7, ("AUTOLOG MAINT", "AUTOLOG AUTOLOG1 MAINT PMAINT")),
    (2, ("XCONFIG ADDR MAXNUMBER 50 TOTSIZE 2G SHARE",)),
    (1, ("XCONFIG ACCESSLIST ALSIZE 1022",)),
    (2, ("POSIXOPT QUERYDB ALLOW", "POSIXOPT SETIDS ALLOW")),
    (2, ("STORAGE 64M",)),
    (2, ("MAXSTORAGE 64G", "MAXSTOR 64G")),
    (2, ("CLASS ABCDEFG",)),
    (3, ("D8ONECMD FAIL LOCK",)),
    (3, ("LOADDEV PORT 5005076800AA0001 LUN 4010400000000000", "LOADDEV BOOTPROG 0 BR_LBA 00000000000000FF")),
    (2, ("XAUTOLOG AUTOLOG1 MAINT",)),
    (2, ("CRYPTO APVIRTUAL", "CRYPTO DOMAIN 5 APDEDICATED 1 2")),
)  # fmt: skip
INCLUDES = 16
CONSOLES = 27
CONSOLE = (
    "CONSOLE 009 3215 T",
    "CONSOLE 009 3215",
    "CONSOLE 0009 3215 T",
    "CONSOLE 009 3215 T MAINT OBSERVER",
)
SPOOLED = 26  # entries with three SPOOLs; one of them has two
SPOOL = ((" SPOOL 00C 2540 READER *", " SPOOL 00D 2540 PUNCH A", " SPOOL 00E 1403 A"),
         (" SPOOL 000C 2540 READER A", " SPOOL 000D 2540 PUNCH A", " SPOOL 000E 1403 A"),
         (" SPOOL 000C RDR *", " SPOOL 000D PUN A", " SPOOL 000E 1403"))  # fmt: skip
NICS = 3

OWNERS = {
    "MAINT": (0x190, 0x19D, 0x19E, 0x193, 0x401, 0x402, 0x551, 0x5E5, 0x5E6, 0x51D),
    "PMAINT": (0x41D, 0x2CC, 0x141, 0xCF0),
    "TCPMAINT": (0x591, 0x592, 0x198),
}
LOCAL_VDEVS = (0x493, 0x990, 0xCF1, 0xCF3)
MODES = ("RR", "RR", "RR", "RR", "RR", "RR", "RR", "MR", "RR * base disk")
SIZES = (1, 2, 3, 5, 10, 10, 20, 30, 45, 60, 120, 200)
CLASSES = ("G", "BG", "EG", "ABCDEFG", "G")
STEPS = tuple(step for step in range(1, HEADS, 2) if step != 23)  # no divisor in common with HEADS
VOLUME_SIZE = 10017


def shares(records: int, seed: int) -> list[str]:
    """Exactly so many records."""
    file = _File(Dice(seed))
    while len(file.records) < records:
        file.deal()
    del file.records[records:]
    return file.records


class _File:
    """The file while it grows."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.records: list[str] = []
        self.hands = 0
        self.volume = 1
        self.cylinder = 1
        self.links = [
            [f" LINK {owner} {vdev:03X} {vdev:03X} {mode}" for mode in MODES]
            + [f" LINK {owner} {vdev:04X} {vdev:04X} RR"]
            for owner, vdevs in OWNERS.items()
            for vdev in vdevs
        ]
        self.local_links = [f" LINK MAINT {vdev:03X} {vdev:03X} RR" for vdev in LOCAL_VDEVS]
        self.notes = [f"* {note}" for note in NOTES] + [
            "*",
            "*" * 60,
            "*  191 work disk",
            "*LINK MAINT 401 401 RR",
        ]
        self.secrets = [f"{stem}{number}" for stem in PASSWORD_STEMS for number in range(10, 100)]
        self._prologue()

    def _prologue(self) -> None:
        self.records += [
            "* A synthetic directory for benchmarks",
            "DIRECTORY 123 3390 SHRRES",
            "PROFILE IBMDFLT",
        ]
        self.records += [" SPOOL 00F 1403 A", "PROFILE OPSDFLT", " SPOOL 00F 1403 B"]
        for owner, vdevs in OWNERS.items():
            self.records.append(f"USER {owner} NOLOG")
            more = (0x123, *LOCAL_VDEVS) if owner == "MAINT" else ()
            for vdev in (*more, *vdevs):
                place = "0 END SHRRES R" if vdev == 0x123 else self._place()
                self.records.append(f" MDISK {vdev:03X} 3390 {place}")
        self.records += ["USER AUTOLOG1 NOLOG", f" MDISK 191 3390 {self._place()}"]

    def deal(self) -> None:
        """A thousand statements in 46 entries and 50 SUBCONFIGs."""
        dice = self.dice
        first = self.hands * HEADS
        self.hands += 1
        head: list[list[str]] = [[] for _ in range(HEADS)]
        general: list[list[str]] = [[] for _ in range(HEADS)]
        device: list[list[str]] = [[] for _ in range(HEADS)]
        for count, texts in GENERAL:
            for place in self._some(count):
                general[place].append(f" {dice.pick(texts)}" if texts else f" ACCOUNT {first + place:08}")
        for place in self._some(INCLUDES):
            head[place].append("INCLUDE IBMDFLT" if dice.chance(0.8) else "INCLUDE OPSDFLT")
        for place in self._some(CONSOLES):
            device[place].append(f" {dice.pick(CONSOLE)}")
        for number, place in enumerate(self._some(SPOOLED)):
            device[place] += dice.pick(SPOOL)[: 3 if number else 2]
        for place in self._some(NICS):
            device[place].append(" NICDEF 600 TYPE QDIO LAN SYSTEM VSWITCH1")
        self._deal_links(device, first)
        locals_ = self._deal_disks(device)
        notes = [dice.below(HEADS + SUBCONFIGS) for _ in range(COMMENTS)]
        for place in notes:
            (general[place] if place < HEADS else locals_[place - HEADS]).insert(0, dice.pick(self.notes))
        for place in range(HEADS):
            self._write(place, first + place, head[place], general[place], device[place], locals_)

    def _write(
        self,
        place: int,
        number: int,
        head: list[str],
        general: list[str],
        device: list[str],
        locals_: list[list[str]],
    ) -> None:
        """One entry, and for an IDENTITY (they come evenly among the 46) its SUBCONFIGs."""
        dice = self.dice
        identity = (place + 1) * IDENTITIES // HEADS
        is_identity = identity > place * IDENTITIES // HEADS
        name = f"S{number:07}"
        records = self.records
        by_others = "LBYONLY" if any(text.startswith(" LOGONBY") for text in general) else "AUTOONLY"
        secret = dice.pick(self.secrets) if dice.chance(0.5) else by_others
        records.append(f"{'IDENTITY' if is_identity else 'USER'} {name} {secret} 64M 1G {dice.pick(CLASSES)}")
        records += head
        if is_identity:
            builds = ((member, f"{number:06}-{member}") for member in (1, 2))
            locals_of_entry = zip(builds, locals_[2 * identity - 2 : 2 * identity], strict=True)
            pairs = [
                (f"BUILD ON MEMBER{member} USING SUBCONFIG {sub}", sub, body) for (member, sub), body in locals_of_entry
            ]
            records += [build for build, _, _ in pairs]
            records += general
            records += device
            for _, sub, body in pairs:
                records.append(f"SUBCONFIG {sub}")
                records += body
        else:
            records += general
            records += device

    def _deal_links(self, device: list[list[str]], first: int) -> None:
        """LINKs to the owners; one in five to the first disk of an entry in front."""
        dice = self.dice
        turn = [dice.below(len(self.links)) for _ in range(HEADS)]
        for number in range(LINKS_OF_HEADS):
            place = number % HEADS
            if number % 5 == 0 and first:
                device[place].append(f" LINK S{dice.below(first):07} 191 {0x700 + number // HEADS:03X} RR")
            else:
                turn[place] += 1
                device[place].append(dice.pick(self.links[turn[place] % len(self.links)]))

    def _deal_disks(self, device: list[list[str]]) -> list[list[str]]:
        """MDISKs, a MINIOPT behind some; returns what the SUBCONFIGs hold."""
        locals_: list[list[str]] = [[self.local_links[number % 4]] for number in range(LINKS_OF_SUBCONFIGS)]
        for number in range(MDISKS_OF_HEADS):
            place = number % HEADS
            device[place].append(f" MDISK {'191' if number < HEADS else '192'} 3390 {self._place()}")
        for number in range(MDISKS_OF_SUBCONFIGS):
            body = locals_[number % SUBCONFIGS]
            body.append(f" MDISK {'0195' if number < SUBCONFIGS else '199'} 3390 {self._place()}")
            if number % 10 == 0:
                body.append(" MINIOPT NOMDC")
        return locals_

    def _place(self) -> str:
        """The rest of an MDISK: an extent behind the last one, mode and mostly passwords."""
        dice = self.dice
        size = dice.pick(SIZES)
        if self.cylinder + size > VOLUME_SIZE:
            self.volume += 1
            self.cylinder = 1
        place = f"{self.cylinder:05} {size:03} V{self.volume:05} MR"
        self.cylinder += size
        if dice.chance(0.25):
            return place
        secrets = self.secrets
        return f"{place} {dice.pick(secrets)} {dice.pick(secrets)} {dice.pick(secrets)}"

    def _some(self, count: int) -> list[int]:
        """So many different entries of a hand."""
        start, step = self.dice.below(HEADS), self.dice.pick(STEPS)
        return [(start + number * step) % HEADS for number in range(count)]
