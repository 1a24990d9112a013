"""Pairs of entries that differ in statements of all kinds, each of them valid in a small directory."""

import random
from dataclasses import dataclass, field

from dirtool.spec.statement import Section
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.statement import Unparsed
from tests.dirmaint.commands_made import draw_from
from tests.dirmaint.desk import desk
from tests.generator import entries, generate, statements
from tests.model.made import PARSER
from tests.syntax.made import DERIVATIONS

NAME = "LINUX1"
PROFILES = {
    "P1": "PROFILE P1\nCPU 02\nMACHINE ESA 4\nIPL CMS\nSPOOL 000E 1403 A\n",
    "P2": "PROFILE P2\nOPTION QUICKDSP\nSHARE RELATIVE 200\nNICDEF 0F00 TYPE QDIO LAN SYSTEM VSW1\n",
}
_DEVICES = ("DEDICATE", "NICDEF", "SPECIAL", "SPOOL")
_NUMBERS = ("0009", "000C", "000D", "0190", "0300", "0301", "0302", "0600", "0601", "0603")
_FIT_FOR = {
    "IPL": ["CMS", "0190", "CMS PARM AutoCR", "0190 LOADPARM 'A B'", "ZCMS PARM a  b"],
    "COMMAND": [
        "SET RUN ON",
        "COUPLE 0600 SYSTEM VSW1",
        "DEFINE STOR 2G  STANDBY 2G",
        "MSG OP 'hi'",
        "SPOOL CONS START",
    ],
    "LOADDEV": [
        "PORTNAME 5005076300C70001",
        "PORTNAME 5005076300C70002 LUN 4010400000000000",
        "LUN 4010400000000001 BOOTPROG 3",
        "BR_LBA 0000000000000100",
        "SCPDATA 'root=/dev/dasda1 quiet'",
        "SCPDATA HEX C1C2C3",
    ],
    "NICDEF": [
        "TYPE QDIO LAN SYSTEM VSW1",
        "TYPE QDIO LAN SYSTEM VSW1 VLAN 10",
        "TYPE QDIO LAN SYSTEM VSW2 MACID 0A0B0C",
        "TYPE QDIO DEVICES 4 LAN SYSTEM VSW1 MACID 0A0B0D",
        "TYPE HIPERSOCKETS LAN SYSTEM HS1",
        "TYPE QDIO LAN SYSTEM VSW1 PORTTYPE TRUNK VLAN 1-9",
    ],
    "MACHINE": ["ESA", "ESA 2", "ESA 8", "XC 3", "Z 16"],
    "CPU": ["00", "00 BASE", "01", "01 BASE CPUID 012345", "02 DEDICATE", "03", "04 NODEDICATE"],
    "SPOOL": ["2540 READER *", "2540 PUNCH A", "1403 A", "RDR *", "3211 B"],
    "DEDICATE": ["0A00", "0A00 R/O", "VOLID LX0001", "0A01 MULTIUSER", "0A02 NOQIOASSIST"],
    "POSIXOPT": ["QUERYDB ALLOW", "SETIDS ALLOW", "QUERYDB DISALLOW EXEC_SETIDS ALLOW"],
    "OPTION": ["QUICKDSP", "APPLMON TODENABLE", "MAXCONN 128", "MAXCONN 64 LNKNOPAS", "LANG AMENG", "ACCT"],
    "SHARE": [
        "RELATIVE 100",
        "RELATIVE 300",
        "ABSOLUTE 5%",
        "RELATIVE 200 ABSOLUTE 10% LIMITHARD",
        "RELATIVE 200 NOLIMIT",
    ],
    "STORAGE": ["512M", "1G", "2048M", "2G", "8G"],
    "MAXSTORAGE": ["512M", "1G", "2G", "4G", "16G"],
}
_VIRTUAL = ["FB-512 V-DISK 1000", "FB-512 V-DISK 2000 MR", "3390 T-DISK 5", "3390 T-DISK 5 MR ALL", "FB-512 V-DISK 9 W"]
_DASD_OPTIONS = ["DASDOPT WRKALLEG", "DASDOPT DEVCTL", "DASDOPT SYSCTL PAVALIAS 0700-0702"]
_GENERAL = tuple(
    name
    for name, kind in BY_NAME.items()
    if kind.section is Section.GENERAL and kind.holders & {"USER", "PROFILE", "SUBCONFIG"}
)
_RARE = ("APPCPASS", "CRYPTO", "XSTORE")  # they cannot be written at all, or are of no use any more


def _texts(keyword: str) -> list[str]:
    """Good statements of a kind: those that are given, and what the grammar makes besides."""
    given = [f"{keyword} {text}" for text in _FIT_FOR.get(keyword, ())]
    dice = random.Random(keyword)
    for _ in range(0 if given else 60):
        text = " ".join(DERIVATIONS[keyword].words(draw_from(dice)))  # type: ignore[arg-type]
        parsed = PARSER.parse(text)
        assert parsed is not None
        if len(text) < 72 and not parsed.faults and not isinstance(parsed.statement, Unparsed):
            given.append(text)
    return given


TEXTS = {keyword: _texts(keyword) for keyword in (*_GENERAL, *_DEVICES)}


@dataclass
class Made:
    """An entry: the words behind its name, what it includes, general statements, and devices by number."""

    kind: str
    header: list[str]
    include: str | None = None
    general: list[str] = field(default_factory=list)
    devices: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str = NAME) -> str:
        """Its records."""
        lines = [" ".join([self.kind, name, *self.header])]
        lines += [f"INCLUDE {self.include}"] if self.include is not None else []
        lines += self.general
        for texts in self.devices.values():
            lines += texts
        return "".join(f"{line}\n" for line in lines)


class Maker:
    """Makes entries out of dice."""

    def __init__(self, dice: random.Random, kind: str) -> None:
        self.dice = dice
        self.kind = kind

    def entry(self) -> Made:
        made = Made(self.kind, self.header())
        for _ in range(self.dice.choice([0, 2, 4, 8])):
            self.add_general(made)
        for _ in range(self.dice.choice([0, 1, 3, 6])):
            self.set_device(made)
        if self.kind in ("USER", "IDENTITY"):
            made.include = self.dice.choice([None, "P1", "P2"])
        return made

    def header(self) -> list[str]:
        if self.kind not in ("USER", "IDENTITY"):
            return []
        dice = self.dice
        password = dice.choice(["NOLOG", "NOLOG", "LBYONLY", "HUSH1"])
        sizes = [[], ["1G"], ["1G", "4G"], ["2G", "8G", "G"], ["512M", "16G", "ABG"]]
        return [password, *dice.choice(sizes)]

    def add_general(self, made: Made) -> None:
        """One general statement more, or in the place of one of its kind."""
        keyword = self.dice.choice(_GENERAL)
        if keyword in _RARE and self.dice.random() < 0.8:
            return
        kind = BY_NAME[keyword]
        if self.kind not in kind.holders:
            return
        text = self.dice.choice(TEXTS[keyword])
        if not kind.repeatable:
            made.general = [one for one in made.general if one.split()[0] != text.split()[0]]
        made.general.insert(self.dice.randint(0, len(made.general)), text)

    def set_device(self, made: Made) -> None:
        """A device, or another one in the place of one."""
        dice = self.dice
        vdev = dice.choice(_NUMBERS)
        keyword = dice.choice([*_DEVICES, *_DEVICES, "CONSOLE", "MDISK"])
        if keyword == "CONSOLE" and self.kind != "SUBCONFIG":
            made.devices = {
                number: texts for number, texts in made.devices.items() if not texts[0].startswith("CONSOLE")
            }
            made.devices[vdev] = [f"CONSOLE {vdev} {dice.choice(['3215', '3215 T', '3270 A', '3215 T OPERATOR'])}"]
        elif keyword == "MDISK" and self.kind not in ("PROFILE", "IDENTITY"):
            more = dice.choice([[], [], ["MINIOPT NOMDC"], ["MINIOPT CACHE"]])
            made.devices[vdev] = [f"MDISK {vdev} {dice.choice(_VIRTUAL)}", *more]
        elif keyword in _DEVICES:
            words = dice.choice(TEXTS[keyword]).split()
            rest = words[1:] if keyword in _FIT_FOR else words[2:]
            more = [dice.choice(_DASD_OPTIONS)] if keyword == "DEDICATE" and dice.random() < 0.3 else []
            made.devices[vdev] = [" ".join([keyword, vdev, *rest]), *more]

    def changed(self, made: Made) -> Made:
        """An entry with a few changes."""
        dice = self.dice
        other = Made(made.kind, list(made.header), made.include, list(made.general), dict(made.devices))
        for _ in range(dice.choice([1, 1, 2, 3, 5])):
            what = dice.choice(
                ["general", "general", "general", "device", "device", "drop", "lose", "header", "include", "order"]
            )
            if what == "general":
                self.add_general(other)
            elif what == "device":
                self.set_device(other)
            elif what == "drop" and other.general:
                other.general.pop(dice.randrange(len(other.general)))
            elif what == "lose" and other.devices:
                del other.devices[dice.choice(sorted(other.devices))]
            elif what == "header":
                other.header = self.header()
            elif what == "include" and made.kind in ("USER", "IDENTITY"):
                other.include = dice.choice([None, "P1", "P2"])
            elif what == "order":
                dice.shuffle(other.general)
        return other


def directory_with(made: Made, name: str = NAME) -> str:
    """A directory with an entry, and all that it needs."""
    before = "".join(PROFILES.values())
    if made.kind == "PROFILE":
        return f"{before}{made.text(name)}USER WEB01 NOLOG 64M\nINCLUDE {name}\n"
    if made.kind == "SUBCONFIG":
        return f"{before}IDENTITY TCPIP NOLOG 64M\nBUILD ON MEM1 USING SUBCONFIG {name}\n{made.text(name)}"
    return before + made.text(name)


def is_valid(made: Made) -> bool:
    """Whether DirMaint would take an entry."""
    simulator = desk(
        directory_with(Made(made.kind, ["NOLOG"] if made.header else [])), files={f"{NAME} DIRECT": made.text()}
    )
    assert simulator.run(f"FOR {NAME} GET").rc == 0
    return simulator.run(f"FOR {NAME} REPLACE").rc == 0


def pair_of(dice: random.Random) -> tuple[Made, Made]:
    """Two valid entries: the second one is a changed first one, or quite another one, mostly with the same header."""
    maker = Maker(dice, dice.choice(["USER", "USER", "USER", "IDENTITY", "PROFILE", "SUBCONFIG"]))
    old = next(made for made in iter(maker.entry, None) if is_valid(made))
    make = maker.entry if dice.random() < 0.3 else lambda: maker.changed(old)
    new = next(made for made in iter(make, None) if is_valid(made))
    if dice.random() < 0.7:
        like = Made(new.kind, old.header, old.include, new.general, new.devices)
        new = like if is_valid(like) else new
    return old, new


_WITH_DATA = ("MDISK", "LINK", "BUILD", "MINIOPT", "DASDOPT")


def generated_pairs(kind: str, count: int) -> list[tuple[str, str]]:
    """Directories with an entry X1, in each pair first one user and then another one of a generated directory.

    They have no minidisks with data and no links. Only pairs in which both are valid.
    """
    dice = random.Random(kind)
    records = list(entries(generate(kind, 500, 3)))
    before = "".join(_without_disks(one, None) for one in records if one[0].split()[0] == "PROFILE")
    users = {word: [one for one in records if one[0].split()[0] == word] for word in ("USER", "IDENTITY")}
    words = [word for word, some in users.items() if len(some) > 1]
    found = []
    for _ in range(count):
        old, new = (_without_disks(one, "X1") for one in dice.sample(users[dice.choice(words)], 2))
        simulator = desk(before + old, files={"X1 DIRECT": new})
        if simulator.run("FOR X1 GET").rc == 0 and simulator.run("FOR X1 REPLACE").rc == 0:
            found.append((before + old, before + new))
    return found


def _without_disks(records: list[str], name: str | None) -> str:
    """An entry under another name (None: its own), without minidisks that have data, links and BUILD statements."""
    header, *others = statements(records)
    words = header.split()
    if name is not None:
        words[1:3] = [name, "NOLOG"]
    kept = [text for text in others if text.split()[0] not in _WITH_DATA]
    return "".join(f"{text}\n" for text in [" ".join(words), *kept])
