"""Commands for the simulator, valid or not, out of random numbers: aimed at what a directory has, or as the grammars allow."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dirtool.dirmaint.settings import Faults, Settings
from dirtool.dirmaint.simulate import Reply, Simulator
from dirtool.model.devices import device_number
from dirtool.model.directory import Directory, Entry
from dirtool.model.extent_control import ExtentControl
from dirtool.spec.dirmaint_verbs import VERBS
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Build, Link, Mdisk, Option
from dirtool.text.records import Records, encode_text, read_records
from tests.generator import encode, generate
from tests.model.made import PARSER, control_of
from tests.syntax.made import DERIVATIONS, HOSTILE, WORDS
from tests.syntax.made_commands import BY_VERB

FARM = """\
* Two guests and what they need
DIRECTORY 0123 3390 SYSRES
PROFILE LNXDFLT
 IPL CMS
 MACHINE ESA 4
 CONSOLE 0009 3215 T
 SPOOL 000C 2540 READER *
* the Y-disk
 LINK MAINT 019E 019E RR
 LINK * 0100 0110 RR
PROFILE NETDFLT
 CONSOLE 0009 3215 T
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
USER MAINT AMBER55 128M 1000M ABCDEFG
 OPTION LNKNOPAS MAXCONN 16
 COMMAND SET RUN ON
 COMMAND TERM MORE 0 0
 CPU 00 BASE
 CPU 01
 LINK MAINT 0190 0290 RR
 MDISK 0190 3390 101 100 LX0001 MR ALL
 MDISK 0191 3390 201 50 LX0001 MR AMBER1 AMBER2 AMBER3
 MINIOPT NOMDC
 MDISK 019E 3390 251 100 LX0001 RR
* the whole residence volume
 MDISK 0123 3390 0 END SYSRES MR
USER LINUX1 NOLOG 1G 2G G
 INCLUDE LNXDFLT
 ACCOUNT 1 LINUX
 LOGONBY MAINT
 IUCV ALLOW
 IUCV ANY
 POSIXINFO UID 1001,
  GNAME staff
 XCONFIG ADDRSPACE MAXNUMBER 4 TOTSIZE 2G
 DEDICATE 1000 2000
 LINK MAINT 0191 0291 RR
 MDISK 0100 3390 1001 1000 LX0001 MR
 DASDOPT WRKALLEG
 MDISK 0101 FB-512 V-DISK 2000
 MDISK 0102 3390 2001 500 LX0001 MR
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 0A0B0C
 SPECIAL 0800 CTCA MAINT
USER LINUX2 LBYONLY 512M 1G G
 INCLUDE NETDFLT
 LINK LINUX1 0100 0200 RR
 LINK * 0300 0301 RR
 MDISK 0300 3390 1 100 LX0002 MR
 NICDEF 0600 MACID 0D0E0F
USER $ALLOC$ NOLOG
 MDISK 0A01 3390 0 1 LX0001 R
 MDISK 0A02 3390 0 1 LX0002 R
"""

CLUSTER = """\
DIRECTORY SSI 0123 3390 M1RES M2RES
PROFILE LNXDFLT
 SPOOL 000C 2540 READER *
 LINK MAINT 0190 0190 RR
 LINK PMAINT 0551 0551 RR
IDENTITY MAINT AMBER55 128M 1000M ABCDEFG
 BUILD ON MEMBER1 USING SUBCONFIG MAINT-1
 BUILD ON MEMBER2 USING SUBCONFIG MAINT-2
 OPTION LNKNOPAS
 LINK PMAINT 0551 0551 RR
SUBCONFIG MAINT-1
 LINK MAINT 0190 0290 RR
 MDISK 0190 3390 1 100 M1W001 MR
 MDISK 0191 3390 101 100 M1W001 MR
SUBCONFIG MAINT-2
 MDISK 0190 3390 1 100 M2W001 MR
 MDISK 0191 3390 101 100 M2W001 MR
USER PMAINT NOLOG 64M 128M G
 MDISK 0551 3390 1 100 LX0001 RR
* MDISK 0552 3390 101 100 LX0001 RR
 MDISK 0141 3390 201 100 LX0001 RR
IDENTITY TCPIP NOLOG 64M 128M G
 INCLUDE LNXDFLT
 BUILD ON * USING SUBCONFIG TCPIP-1
 LINK PMAINT 0141 0141 RR
SUBCONFIG TCPIP-1
 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1
 MDISK 0191 3390 401 10 LX0001 MR
"""

POOLS = """\
PROFILE LNXDFLT
 MACHINE ESA
 LINK LINUX1 0191 0191 RR
USER LINUX1 NOLOG 64M 128M G
 MDISK 0191 FB-512 1000 5000 VOL1 MR
 MDISK 0192 FB-512 6000 5000 VOL1 MR
USER LNX NOLOG 64M 128M G
 POOL LOW 1 HIGH 20 PROFILE LNXDFLT
user maint nolog 64m 128m g
 option quickdsp
 link lnx00001 191 200 rr
 mdisk 191 3390 1 10 lx0002 mr
 nicdef 600 type qdio lan system vsw1
"""

WRONG = """\
 MDISK 0999 3390 1 1 LX0001
USER LINUX1 NOLOG 64M 128M G
 OPTION QUICKDSP QUICKDSP
 SHARE RELATIVE 20000
 LINK NOBODY 0190 0190 RR
 LINK LINUX1 0500 0501 RR
 MDISK 0191 3390 1 100 LX0001 MR
 MDISK 0191 3390 101 100 LX0001 MR
 MDISK 0192 3390 150 100 LX0001 MR
 MDISK 0193 3390 0 10 LX0002 MR
 MDISK 0194 9345 20 0 LX0002 MR
 MDISK
 NOSUCH STATEMENT
USER LINUX1 NOLOG
 LINK MAINT 0191 0191 RR
PROFILE LNXDFLT
PROFILE LNXDFLT
 NICDEF 0600 LAN SYSTEM VSW1
USER MAINT NOLOG 2G 1G *
 INCLUDE LNXDFLT
 INCLUDE NOSUCH
 CPU 00
 CPU 00
 CPU 7FF
 IPL 190
 MDISK 0191 3390 90 END LX0001 MR
 LINK MAINT 0191 0192 RR
 LINK MAINT 0192 0193 RR
 MACHINE ESA
SUBCONFIG LONE-1
 MDISK 0191 3390 1 10 LX0003 MR
IDENTITY TWICE NOLOG 64M 128M G
 BUILD ON * USING SUBCONFIG LONE-2
 BUILD ON M USING SUBCONFIG NOSUCH
IDENTITY TWICE2 NOLOG 64M 128M G
 BUILD ON M USING SUBCONFIG LONE-2
SUBCONFIG LONE-2
 MACHINE ESA
"""

EXTENTS = """\
:REGIONS.
  *RegionId  VolSer    RegStart      RegEnd  Dev-Type  Comments
  LX0001     LX0001           1         END  3390-09
  LX0002     LX0002           1        3338  3390-09
  LX0003     LX0003           1         END  3390-09
  M1W001     M1W001           1         END  3390-09
  VOL1       VOL1            16       99999  9336
  SMALL      LX0004           1         300  3390-03
:END.
:GROUPS.
  LINUX      (ALLOCATE ROTATING)
  LINUX      LX0001 LX0002
  LINUX2     LX0003 SMALL
  FBA        VOL1
:END.
:EXCLUDE.
  MAINT        0123
  MAINT-*      0777
:END.
:DEFAULTS.
  3390-09   10017
  3390-03   3339
:END.
"""

CONTROL = control_of(EXTENTS)

TEXTS: dict[str, str] = {"farm": FARM, "cluster": CLUSTER, "pools": POOLS, "wrong": WRONG}
RIGHT = ("farm", "cluster", "pools")
"""Those in which lint finds no error."""

ENCODINGS: tuple[Callable[[list[str]], bytes], ...] = (
    lambda texts: encode(texts, "latin-1"),
    lambda texts: b"".join(encode_text(text, "1047") + b"\x25" for text in texts),
    lambda texts: encode(texts, "latin-1", fixed=True),
    lambda texts: b"".join(encode_text(f"{text:<80}", "1047") for text in texts),
    lambda texts: "\r\n".join([*texts[:3], ""]).encode() + "\n".join(texts[3:]).encode(),
)


def draw_from(dice: random.Random) -> Callable[..., object]:
    """What draws from hypothesis' strategies of a sample, without hypothesis."""
    return lambda strategy: dice.choice(strategy.elements)


@dataclass
class World:
    """A simulator, the files of its sender, and what was read last of its directory."""

    simulator: Simulator
    files: dict[tuple[str, str], Records]
    encoding: str
    commands: list[str] = field(default_factory=list)

    def directory(self) -> Directory:
        """The directory as written, read anew."""
        return Directory([Source(self.simulator.records, PARSER)])


def settings_from(dice: random.Random) -> Settings:
    """Settings that let nothing wrong pass."""
    return Settings(
        online=dice.choice(["IMMED", "IMMED", "SCHED", "OFFLINE"]),
        disk_cleanup=dice.random() < 0.3,
        exact_first=dice.random() < 0.3,
        exact_within=dice.choice(["group", "region"]),
        datamove_machines=dice.choice([1, 2, 3]),
        delta=dice.random() < 0.5,
        nicdef_merges=dice.random() < 0.7,
        work_unit_takes=dice.choice([None, None, 1, 3]),
    )


def faults_from(dice: random.Random) -> Faults:
    """Faults, mostly none."""
    return Faults(
        work_units=frozenset(dice.sample(range(1, 6), dice.choice([0, 0, 1, 2]))),
        locked=frozenset(dice.choice([[], [], [], ["LINUX2"], ["MAINT"]])),
        full_groups=frozenset(dice.choice([[], [], [], ["LINUX2"]])),
    )


def world_of(dice: random.Random, data: bytes, control: ExtentControl | None, settings: Settings) -> World:
    """A simulator that begins with a directory in some bytes."""
    records = read_records(data, "user.direct")
    files: dict[tuple[str, str], Records] = {}
    simulator = Simulator(
        Directory([Source(records, PARSER)]),
        extents=control,
        settings=settings,
        faults=faults_from(dice),
        files=lambda name, filetype: files.get((name, filetype)),
    )
    return World(simulator, files, records.encoding)


def small_world(dice: random.Random, name: str | None = None) -> tuple[str, World]:
    """A simulator that begins with one of the directories here, in some encoding."""
    name = name or dice.choice(sorted(TEXTS))
    texts = TEXTS[name].splitlines()
    control = dice.choice([CONTROL, CONTROL, CONTROL, None])
    return name, world_of(dice, dice.choice(ENCODINGS)(texts), control, settings_from(dice))


def generated_world(dice: random.Random) -> World:
    """A simulator that begins with a generated directory."""
    kind = dice.choice(["ssi", "linux", "shares"])
    texts = generate(kind, 150, dice.randrange(20))
    return world_of(dice, dice.choice(ENCODINGS[:4])(texts), CONTROL, settings_from(dice))


def work_off(world: World, seed: int) -> Reply | None:
    """Work off one command that a number stands for; None if it was to wait."""
    dice = random.Random(seed)
    if dice.random() < 0.06:
        world.commands.append("WAIT")
        world.simulator.wait()
        return None
    text = Aim(dice, world).command()
    world.commands.append(text)
    return world.simulator.run(text)


class Aim:
    """What one command is made of: names and numbers that the directory has, mostly."""

    def __init__(self, dice: random.Random, world: World) -> None:
        self.dice = dice
        self.world = world
        self.directory = world.directory()
        self.entries = [entry for entry in self.directory.entries if entry.kind in _KINDS]

    # -- pieces

    def entry(self, *kinds: str) -> Entry | None:
        """Some entry of these kinds."""
        found = [entry for entry in self.entries if not kinds or entry.kind in kinds]
        return self.dice.choice(found) if found else None

    def name(self, *kinds: str) -> str:
        """The name of some entry, seldom of none."""
        entry = self.entry(*kinds)
        if entry is None or self.dice.random() < 0.05:
            return self.new_name()
        return entry.name

    def new_name(self) -> str:
        """A name that is mostly free."""
        return self.dice.choice(["NEW1", "NEW2", "NEW3", "NEW-4", "LINUX1", "LNX00001", "MAINT-3"])

    def vdev(self, entry: Entry | None = None) -> str:
        """A device number that is mostly not free."""
        entry = entry or self.entry()
        own = [] if entry is None else [number for one in entry if (number := device_number(one.statement))]
        if own and self.dice.random() < 0.8:
            return self.dice.choice(own)
        return self.new_vdev()

    def new_vdev(self) -> str:
        """A device number that is mostly free."""
        return self.dice.choice(["0191", "0200", "201", "0300", "0400", "601", "0602", "19E", "FFFE", "FFFF", "0"])

    def volid(self) -> str:
        """A volume."""
        disks = [placed.statement for _, placed in self.directory.placed(Mdisk)]
        used = [disk.volid for disk in disks if isinstance(disk, Mdisk) and disk.volid]
        return self.dice.choice([*(self.dice.sample(used, 1) if used else []), "LX0001", "LX0002", "LX0004", "VOL1"])

    def region(self) -> str:
        """A region."""
        return self.dice.choice(["LX0001", "LX0002", "LX0003", "SMALL", "VOL1", "NEWREG", "NEWREG2"])

    def group(self) -> str:
        """A group."""
        return self.dice.choice(["LINUX", "LINUX", "LINUX2", "FBA", "NEWGRP", "NOSUCH"])

    def size(self) -> str:
        """A number of cylinders or blocks."""
        return str(self.dice.choice([1, 5, 10, 49, 50, 100, 100, 500, 1000, 3338, 10016, 20000]))

    def place(self, *, lasting: bool = False) -> str:
        """Where a minidisk shall be, with its device type."""
        dice = self.dice
        devtype = dice.choice(["3390", "3390", "XXXX", "XXXX", "FB-512", "9336"])
        forms = [
            f"{devtype} AUTOG {self.size()} {self.group()}",
            f"{devtype} AUTOR {self.size()} {self.region()}",
            f"{devtype} AUTOV {self.size()} {self.volid()}",
            f"{devtype} GBLK4096 {self.size()} {self.group()}",
            f"3390 {dice.choice([0, 1, 150, 301, 3000, 5000])} {self.size()} {self.volid()}",
            f"3390 {dice.choice([0, 1, 9000])} END {self.volid()}",
            *([] if lasting else ["FB-512 V-DISK 1000", "3390 T-DISK 5", "3390 DEVNO 1234"]),
        ]
        return dice.choice(forms)

    def passwords(self) -> str:
        """A mode, and perhaps passwords."""
        return self.dice.choice(["", "", "MR", "RR", "MR PWS ALL", "MR PWS READ1 WRITE1 MULTI1"])

    def formatting(self) -> str:
        """Perhaps that the minidisk be formatted."""
        return self.dice.choice(["", "", "LABEL LAB001", "BLKSIZE 4096 LABEL LAB001"])

    def member(self) -> str:
        """A member of a cluster."""
        builds = [placed.statement for _, placed in self.directory.placed(Build)]
        return self.dice.choice([*(one.member for one in builds if isinstance(one, Build)), "MEMBER1", "MEMBER3", "*"])

    def file(self, records: Records) -> Records:
        """A file of the sender."""
        self.world.files[records.path.split()[0], records.path.split()[1]] = records
        return records

    # -- commands

    def command(self) -> str:
        """One command, valid or not."""
        text = self.dice.choice(_AIMED)(self) if self.dice.random() < 0.7 else self.derived()
        if self.dice.random() < 0.04:
            text = self.damaged(text)
        return text

    def derived(self) -> str:
        """A command of any verb as the grammars allow, some of its words aimed."""
        draw = draw_from(self.dice)
        words = BY_VERB[self.dice.choice(VERBS).name].words(draw)  # type: ignore[arg-type]
        before = f"FOR {self.name()}" if self.dice.random() < 0.9 else ""
        return " ".join([before, *map(self.aimed, words)]).strip()

    def aimed(self, word: str) -> str:
        """A word, or in its place one that the directory has."""
        if word in _NAMES and self.dice.random() < 0.8:
            return self.name()
        if word in _NUMBERS and self.dice.random() < 0.5:
            return self.vdev()
        return self.volid() if word in _VOLIDS else word

    def damaged(self, text: str) -> str:
        """A command with a word left out, doubled, or another one in its place."""
        words = text.split()
        at = self.dice.randrange(len(words))
        words[at : at + 1] = self.dice.choice([[], [words[at]] * 2, [self.dice.choice([*WORDS, *HOSTILE])]])
        return " ".join(words)

    def statement(self, *names: str) -> str:
        """A statement as the grammar allows, some of its words aimed."""
        words = DERIVATIONS[self.dice.choice(names or _GENERAL)].words(draw_from(self.dice))  # type: ignore[arg-type]
        return " ".join([words[0], *map(self.aimed, words[1:])])

    def entry_texts(self, kind: str, name: str) -> list[str]:
        """An entry of a kind, made of what may stand in it."""
        dice = self.dice
        header = f"{kind} {name}" + ("" if kind in ("PROFILE", "SUBCONFIG") else " NOLOG 64M 128M G")
        texts = [header]
        if kind in ("USER", "IDENTITY") and dice.random() < 0.5:
            texts.append(f" INCLUDE {self.name('profile')}")
        if kind == "IDENTITY" and dice.random() < 0.5:
            texts.append(f" BUILD ON {self.member()} USING SUBCONFIG {self.name('subconfig')}")
        texts += [f" {self.statement()}"[:71] for _ in range(dice.choice([0, 0, 1, 2]))]
        devices = [
            " SPOOL 000C 2540 READER *",
            " CONSOLE 0009 3215 T",
            f" LINK {self.name()} {self.vdev()} {self.new_vdev()} RR",
            f" MDISK {self.new_vdev()} {self.place()}",
            f" AMDISK {self.new_vdev()} {self.place()}",
            f" NICDEF {self.new_vdev()} TYPE QDIO LAN SYSTEM VSW1",
            f" DEDICATE {self.new_vdev()} 1000",
            "* a remark",
            f" MDISK {self.new_vdev()} FB-512 V-DISK 1000\n  MINIOPT NOMDC",
        ]
        for text in dice.sample(devices, dice.choice([0, 1, 2, 4])):
            texts += text.split("\n")
        return texts

    def changed_texts(self, entry: Entry) -> list[str]:
        """The records of an entry with a few of them left out, doubled, or new."""
        dice, source = self.dice, entry.source
        stop = source.lines[entry.stop] - 1 if entry.stop < len(source.lines) else len(source.records.texts)
        texts = source.records.texts[entry.line - 1 : stop]
        for _ in range(dice.choice([0, 1, 1, 2])):
            at = dice.randrange(1, len(texts) + 1)
            fresh = self.entry_texts(entry.kind.upper(), entry.name)[1:]
            texts[at : at + 1] = dice.choice([[], [], fresh, texts[at : at + 1] * 2])
        return texts


_KINDS = ("user", "identity", "subconfig", "profile")
_NAMES = frozenset({"LINUX1", "MAINT", "TCPIP", "SYSTEM", "LONGUSER", "LNX2"})
_NUMBERS = frozenset({"191", "0191", "100", "64", "65", "3F", "0F", "40"})
_VOLIDS = frozenset({"VOL1", "LX0001"})
_GENERAL = (
    "ACCOUNT ACIGROUP CPU CRYPTO IPL IUCV LOGONBY MACHINE MAXSTORAGE OPTION POSIXINFO SHARE SCREEN STORAGE XCONFIG COMMAND "
    "CLASS NAMESAVE D8ONECMD SPOOLFILE STDEVOPT XSTORE VMRELOCATE LOADDEV AUTOLOG"
).split()
_DEVICES = ("DEDICATE", "SPECIAL", "SPOOL", "NICDEF")


def _for(aim: Aim, *kinds: str) -> tuple[str, Entry | None]:
    entry = aim.entry(*kinds)
    node = (
        f"ATNODE {aim.member()} " if entry is not None and entry.kind == "identity" and aim.dice.random() < 0.6 else ""
    )
    sender = f"ASUSER {aim.name()} " if aim.dice.random() < 0.05 else ""
    return f"{node}{sender}FOR {entry.name if entry is not None else aim.new_name()}", entry


def _amdisk(aim: Aim) -> str:
    before, _ = _for(aim)
    return f"{before} AMDISK {aim.new_vdev()} {aim.place()} {aim.passwords()} {aim.formatting()}"


def _cmdisk(aim: Aim) -> str:
    before, entry = _for(aim)
    return f"{before} CMDISK {aim.vdev(entry)} {aim.place(lasting=True)}"


def _rmdisk(aim: Aim) -> str:
    before, entry = _for(aim)
    return f"{before} RMDISK {aim.vdev(entry)} {aim.place()} {aim.formatting()}"


def _clonedisk(aim: Aim) -> str:
    before, entry = _for(aim)
    source = aim.entry()
    disks = [one.statement for one in source or () if isinstance(one.statement, Mdisk)]
    disk = aim.dice.choice(disks) if disks else None
    vdev = "0191" if disk is None else disk.vdev
    size = "10" if disk is None else str(disk.size)
    target = aim.dice.choice([aim.vdev(entry), aim.new_vdev()])
    place = aim.dice.choice(["", f"AUTOG {size} {aim.group()}", f"AUTOR {size} {aim.region()}"])
    return f"{before} CLONEDISK {target} {source.name if source is not None else 'NOBODY'} {vdev} {place}"


def _tmdisk(aim: Aim) -> str:
    before, entry = _for(aim)
    return f"{before} TMDISK {aim.vdev(entry)} TO {aim.name()} {aim.dice.choice([aim.vdev(), aim.new_vdev()])}"


def _dmdisk(aim: Aim) -> str:
    before, entry = _for(aim)
    return f"{before} DMDISK {aim.vdev(entry)} {aim.dice.choice(['', 'CLEAN', 'NOCLEAN'])}"


def _link(aim: Aim) -> str:
    before, entry = _for(aim)
    own = aim.dice.choice([aim.new_vdev(), aim.vdev(entry)])
    owner = aim.entry()
    name = "*" if aim.dice.random() < 0.1 else aim.name() if owner is None else owner.name
    return f"{before} LINK {name} {aim.vdev(owner)} {own} RR"


def _dlink(aim: Aim) -> str:
    before, entry = _for(aim)
    links = [one.statement for one in entry or () if isinstance(one.statement, Link)]
    link = aim.dice.choice(links) if links else None
    if not isinstance(link, Link):
        return f"{before} DLINK MAINT 0190"
    return f"{before} DLINK {link.userid} {link.vdev1} {aim.dice.choice(['', link.vdev2])}"


def _statement(aim: Aim) -> str:
    before, _ = _for(aim)
    written = aim.statement().split()
    verb = {"MAXSTORAGE": "MAXSTORE"}.get(written[0], written[0])
    number = f"ADD {aim.dice.choice(['1', '2', '3'])}" if verb == "COMMAND" else ""
    add = "ADD" if verb in ("LOGONBY", "AUTOLOG") else ""
    return " ".join([before, verb, number, add, *written[1:]])


def _deletion(aim: Aim) -> str:
    before, entry = _for(aim)
    placed = list(entry)[1:] if entry is not None else []
    if not placed:
        return f"{before} SHARE DELETE"
    statement = aim.dice.choice(placed).statement
    vdev = device_number(statement)
    if vdev is not None:
        return f"{before} {statement.keyword} {vdev} DELETE"
    return f"{before} {statement.keyword} {aim.dice.choice(['DELETE', '?', 'DELETE 1', 'DELETE MAINT', '00 DELETE'])}"


def _device(aim: Aim) -> str:
    before, entry = _for(aim)
    keyword, *words = aim.statement(*_DEVICES).split()
    vdev = aim.dice.choice([aim.vdev(entry), aim.new_vdev()])
    return " ".join([before, keyword, vdev, *words[1:]])


def _nicdef(aim: Aim) -> str:
    before, entry = _for(aim)
    kind = aim.dice.choice(["TYPE QDIO", "TYPE QDIO DEVICES 8", "MACID 0A0B0C", "LAN SYSTEM VSW1", "TYPE HIPERS"])
    return f"{before} NICDEF {aim.dice.choice([aim.vdev(entry), aim.new_vdev()])} {kind}"


def _extension(aim: Aim) -> str:
    before, entry = _for(aim)
    vdev = aim.vdev(entry)
    rest = aim.dice.choice(["MINIOPT {} NOMDC", "MINIOPT {} DELETE", "DASDOPT {} WRKALLEG", "DASDOPT {} DELETE"])
    return f"{before} {rest.format(vdev)}"


def _options(aim: Aim) -> str:
    before, entry = _for(aim)
    has = [name for one in entry or () if isinstance(one.statement, Option) for name in one.statement.option or ()]
    word = aim.dice.choice([*has, "QUICKDSP", "APPLMON", "MAXCONN 20", "LNKNOPAS"])
    return f"{before} SETOPTN {aim.dice.choice(['ADD', 'REMOVE', 'DELETE'])} {word}"


def _command_statement(aim: Aim) -> str:
    before, _ = _for(aim)
    number = aim.dice.choice(["1", "2", "3", "9", "*"])
    return f"{before} COMMAND {aim.dice.choice([f'ADD {number} CP Q TIME', f'REPLACE {number} SET X Y', f'DELETE {number}'])}"


def _size(aim: Aim) -> str:
    before, _ = _for(aim)
    return f"{before} {aim.dice.choice(['STORAGE', 'MAXSTORE'])} {aim.dice.choice(['32M', '128M', '1G', '2G', '16E', '1X'])}"


def _class(aim: Aim) -> str:
    before, _ = _for(aim)
    classes = aim.dice.choice(["G", "BG", "ABCDEFGH", "ABCDEFGHI1234", "*"])
    return f"{before} {aim.dice.choice(['CLASS', 'PRIVCLASS'])} {classes}"


def _include(aim: Aim) -> str:
    before, _ = _for(aim)
    return f"{before} INCLUDE {aim.dice.choice(['DELETE', aim.name('profile'), aim.name('profile')])}"


def _mode(aim: Aim) -> str:
    before, entry = _for(aim)
    rest = aim.dice.choice(["MDISK {} MR", "MDISK {} RR ALL", "MDPW {} ALL", "MDPW {} R1 W1 M1", "MDPW {}"])
    return f"{before} {rest.format(aim.vdev(entry))}"


def _password(aim: Aim) -> str:
    before, _ = _for(aim)
    return f"{before} {aim.dice.choice(['SETPW NEWPW1', 'PW NEWPW1 VPW NEWPW1', 'PW A1 VPW B1', 'TESTPW NOLOG', 'PW RANDOM'])}"


def _add(aim: Aim) -> str:
    dice = aim.dice
    kind = dice.choice(["USER", "USER", "USER", "PROFILE", "IDENTITY", "SUBCONFIG", "SUBCONFIG"])
    name = aim.new_name() if dice.random() < 0.9 else aim.name()
    built = f"BUILD ON {aim.member()} IN {aim.name('identity')}" if kind == "SUBCONFIG" or dice.random() < 0.05 else ""
    if dice.random() < 0.25 and ("PROTO", "PROTODIR") in aim.world.files:
        return f"ADD {name} {built} LIKE PROTO {dice.choice(['', 'PW S1', 'PW S1 VPW S1', 'ACCT 12 ACIGROUP G1'])}"
    model = aim.entry(kind.lower()) if dice.random() < 0.3 else None
    texts = aim.entry_texts(kind, name) if model is None else aim.changed_texts(model)
    if model is not None:
        texts[0] = texts[0].replace(model.name, name)
    aim.file(Records(f"{name} DIRECT", texts, "utf-8"))
    return f"ADD {name} {built}"


def _replace(aim: Aim) -> str:
    entry = aim.entry()
    if entry is None:
        return "FOR NOBODY REPLACE"
    locked = entry.name in aim.world.simulator._server.locks
    if not locked:
        return f"FOR {entry.name} GET {aim.dice.choice(['', 'LOCK'])}"
    aim.file(Records(f"{entry.name} DIRECT", aim.changed_texts(entry), "utf-8"))
    return f"FOR {entry.name} REPLACE"


def _file(aim: Aim) -> str:
    if aim.dice.random() < 0.3:
        text = EXTENTS if aim.dice.random() < 0.5 else EXTENTS.replace("LX0003", "LX0007").replace("MAINT  ", "LINUX1 ")
        aim.file(Records("EXTENT CONTROL", text.splitlines(), "ascii"))
        return "FILE EXTENT CONTROL"
    kind = aim.dice.choice(["USER", "USER", "SUBCONFIG", "PROFILE"])
    aim.file(Records("PROTO PROTODIR", aim.entry_texts(kind, "PROTO"), "utf-8"))
    return "FILE PROTO PROTODIR"


def _purge(aim: Aim) -> str:
    return f"FOR {aim.name()} PURGE {aim.dice.choice(['', 'CLEAN', 'NOCLEAN'])}"


def _rename(aim: Aim) -> str:
    before, entry = _for(aim)
    return aim.dice.choice(
        [
            f"CHNGID {aim.name()} {aim.new_name()}",
            f"{before} CHVADDR {aim.vdev(entry)} TO {aim.new_vdev()}",
            f"{before} CHVADDR {aim.vdev(entry)} {aim.vdev(entry)}",
        ]
    )


def _lock(aim: Aim) -> str:
    before, entry = _for(aim)
    return f"{before} {aim.dice.choice(['LOCK', 'UNLOCK'])} {aim.dice.choice(['', aim.vdev(entry)])}"


def _dasd(aim: Aim) -> str:
    region, group, volid = aim.region(), aim.group(), aim.volid()
    return aim.dice.choice(
        [
            f"DASD ADD GROUP {group} {aim.dice.choice(['', '(ROTATING)'])} {region} {aim.region()}",
            f"DASD ADD REGION {region} {volid} 3390-03 {aim.size()} 1 SOME REMARK",
            f"DASD ADD REGION {region} {volid} 3390-09",
            f"DASD ADD VOLUME {volid} 3390-03",
            f"DASD DELETE GROUP {group} {aim.dice.choice(['*', region])}",
            f"DASD DELETE REGION {region}",
            f"DASD DELETE VOLUME {volid}",
            f"DASD QUERY {aim.dice.choice([f'GROUP {group}', f'REGION {region}', 'VOLUME *', 'GROUP *'])}",
            f"{aim.dice.choice(['FREEXT', 'USEDEXT'])} {aim.dice.choice(['', f'G {group}', f'R {region}', f'V {volid}'])}",
            "RLDEXTN",
        ]
    )


def _units(aim: Aim) -> str:
    units = aim.world.simulator._server.units.all
    identity = aim.dice.choice(units).identity if units else "01080001"
    return aim.dice.choice([f"WORKUNIT CANCEL {identity}", "CLEANUP", "QUERY DATAMOVE *", "STATUS", "REVIEW", "ONLINE"])


_AIMED: tuple[Callable[[Aim], str], ...] = (
    *(_amdisk, _amdisk, _amdisk, _cmdisk, _cmdisk, _rmdisk, _clonedisk, _tmdisk, _tmdisk, _dmdisk, _dmdisk),
    *(_link, _link, _link, _dlink, _statement, _statement, _deletion, _deletion, _device, _nicdef, _nicdef),
    *(_extension, _options, _command_statement, _size, _class, _include, _mode, _password),
    *(
        _add,
        _add,
        _add,
        _replace,
        _replace,
        _replace,
        _file,
        _purge,
        _purge,
        _rename,
        _rename,
        _lock,
        _dasd,
        _dasd,
        _units,
    ),
)


def seeds(dice: random.Random, count: int) -> Iterator[int]:
    """Numbers that stand for commands."""
    return (dice.randrange(1 << 32) for _ in range(count))
