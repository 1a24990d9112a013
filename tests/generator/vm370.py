"""A small directory of the VM/370 days: no profiles, old volumes, TIMER, guests with lists of devices."""

from tests.generator.dice import Dice
from tests.generator.disks import label
from tests.generator.entry import Entry
from tests.generator.words import Names, password

CYLINDERS = {"3350": 555, "3330": 404, "2314": 203}
PREFIXES = {"3350": "OAK5", "3330": "OAK3", "2314": "OAK1"}
LENGTHS = (1, 2, 5, 10, 14, 20, 30, 40, 40, 40, 50, 60)
ROUND = ("plain", "guest", "plain", "service", "owner", "plain", "guest", "service")
SERVICES = ("OPERATOR", "AUTOLOG1", "RSCS", "EREP", "CPWATCH", "PRTSPOOL", "GAMES", "BATCHMON")


def vm370(records: int, seed: int) -> list[str]:
    """About so many records; the header and MAINT are some 30."""
    system = System(seed)
    turn = 0
    while len(system.records) < records - 4:
        getattr(system, f"_{ROUND[turn % len(ROUND)]}")()
        turn += 1
    return [*system.records, *[""] * 4]


class System:
    """The directory while it grows, in the order in which it is written."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)
        self.names = Names(self.dice)
        self.services = [self.names.take(name) for name in SERVICES]
        self.volumes = dict.fromkeys(CYLINDERS, 1)
        self.next = dict.fromkeys(CYLINDERS, 1)
        self.real_devices = 0
        self.guests = 0
        self.records = [
            "*",
            "*       OAK VALLEY COMPUTER CLUB, VM/370 DIRECTORY (INVENTED)",
            "*",
            "DIRECTORY 6A1 3350 OAKRES",
            "",
        ]
        self._areas()
        self._maint()

    def _areas(self) -> None:
        self.records += [
            "*       AREAS THAT CP USES",
            "USER $CPAREA$ NOLOG",
            " MDISK A01 3350 000 001 OAKRES R",
        ]
        self.records += [" MDISK A02 3350 001 012 OAKRES R", " MDISK A03 3350 455 100 OAKRES R", ""]

    def _maint(self) -> None:
        maint = self._start(f"USER MAINT {password(self.dice)} 720K 16M ABCDEFG", "CMS1")
        maint.general.append("OPTION ECMODE REALTIMER")
        self._console(maint)
        maint.device.append("*        vdev type start len volume mode rdpw    wrpw")
        first = 13
        for vdev, size in ((0x190, 85), (0x191, 30), (0x193, 60), (0x194, 50), (0x19D, 60), (0x19E, 60)):
            maint.unit("MDISK", vdev, f"3350 {first:03} {size:03} OAKRES MR ALL     {password(self.dice)}")
            first += size
        maint.unit("MDISK", 0x6A1, "3350 000 555 OAKRES MW")
        maint.unit("MDISK", 0x6A2, f"3330 000 404 {label(PREFIXES['3330'], 1)} R")
        self._add(maint)

    def _plain(self) -> None:
        """Somebody with a disk and the three links that everybody has."""
        entry = self._start(
            f"USER {self.names.person():<8} {password(self.dice)} 512K 2M G",
            f"ACC{self.dice.between(10, 99)}",
        )
        if self.dice.chance(0.4):
            entry.above.append(f"*       {entry.name}: {self.dice.pick(('MEMBER', 'GUEST', 'STUDENT'))} OF THE CLUB")
        if self.dice.chance(0.5):
            entry.general.append("IPL CMS")
        self._console(entry)
        self._system_links(entry)
        self._disks(entry, self.dice.between(1, 2))
        self._add(entry)

    def _service(self) -> None:
        name = self.services.pop(0) if self.services else self.names.service()
        classes = self.dice.pick((" BG", " G", " ABEG", ""))
        entry = self._start(f"USER {name:<8} {password(self.dice)} 1M 4M{classes}", "SYSTEM")
        entry.general.append(self.dice.pick(("IPL 190", "IPL CMS")))
        self._console(entry)
        self._system_links(entry)
        self._disks(entry, 2)
        self._add(entry)

    def _owner(self) -> None:
        """Somebody who keeps the disks of some product or collection."""
        entry = self._start(f"USER {self.names.person():<8} {password(self.dice)} 768K 4M G 64", "LIBRARY")
        entry.above.append(f"*       {entry.name}: THE LIBRARY OF A PRODUCT")
        self._console(entry)
        entry.link("MAINT", 0x190)
        entry.device += [
            "*       191 - COMMANDS AND EXECS",
            "*       192 - SOURCE",
            "*       193 ON - BACK LEVELS",
        ]
        self._disks(entry, self.dice.between(7, 11))
        self._add(entry)

    def _guest(self) -> None:
        """A guest operating system: its own devices, a timer, terminals."""
        self.guests += 1
        name = self.names.numbered(("DOSVS", "MVTGST", "OSVS")[self.guests % 3])
        entry = self._start(f"USER {name:<8} {password(self.dice)} 4M 16M G 64 ON ON ON ON", name)
        entry.above.append(f"*       {name}: TEST SYSTEM, ASK THE OPERATOR BEFORE USE")
        entry.general.append(
            self.dice.pick(("OPTION ECMODE BMX REALTIMER", "OPTION ECMODE REALTIMER STFIRST VIRT=REAL"))
        )
        self._console(entry)
        entry.unit("SPECIAL", 0x0FF, "TIMER")
        entry.unit("SPECIAL", 0x0C0, "3270")
        for number in range(self.dice.between(6, 12)):
            real = 0x300 + self.real_devices % 0x200
            self.real_devices += 1
            if number % 5 == 4:
                entry.device.append(f"*DEDICATE {real:03X} {real:03X}")
            else:
                entry.unit("DEDICATE", real, f"{real:03X}")
        entry.link("MAINT", 0x190)
        self._disks(entry, 3)
        self._add(entry)

    def _start(self, header: str, distribution: str) -> Entry:
        entry = Entry(header)
        if self.dice.chance(0.06):
            entry.general.append(f"ACCOUNT {self.dice.between(10, 99)} {distribution}")
        return entry

    def _console(self, entry: Entry) -> None:
        entry.unit(
            "CONSOLE",
            self.dice.pick((0x009, 0x009, 0x009, 0x01F)),
            self.dice.pick(("3215", "3215", "3215 T", "3210")),
        )
        entry.unit("SPOOL", 0x00C, self.dice.pick(("2540 READER A", "2540 READER *")))
        entry.unit("SPOOL", 0x00D, "2540 PUNCH A")
        entry.unit("SPOOL", 0x00E, "1403 A")

    def _system_links(self, entry: Entry) -> None:
        for vdev in (0x190, 0x19E, 0x19D)[: self.dice.between(1, 3)]:
            entry.link("MAINT", vdev, self.dice.pick(("RR", "RR", "R")))

    def _disks(self, entry: Entry, count: int) -> None:
        for number in range(count):
            devtype = self.dice.pick(("3350", "3350", "3330", "2314"))
            size = self.dice.pick(LENGTHS)
            if self.next[devtype] + size > CYLINDERS[devtype]:
                self.volumes[devtype] += 1
                self.next[devtype] = 1
            volid = label(PREFIXES[devtype], self.volumes[devtype])
            words = [password(self.dice) for _ in range(self.dice.pick((0, 0, 1, 2, 2, 3)))]
            mode = self.dice.pick(("WR", "WR", "MR", "W"))
            place = f"{devtype} {self.next[devtype]:03} {size:03} {volid} {mode}"
            entry.unit("MDISK", 0x191 + number, place, *words)
            self.next[devtype] += size

    def _add(self, entry: Entry) -> None:
        """The entry, a line above it and now and then a blank record below."""
        records = [*entry.records(), *([""] if self.dice.chance(0.9) else ["*"])]
        if self.dice.chance(0.1):
            records.insert(-2, "  *  ASK MAINT BEFORE YOU CHANGE THIS")
        self.records += ["*", *records]
