"""Directories of look-alikes: guests made from templates, each with things of its own."""

from __future__ import annotations

from typing import NamedTuple

from tests.generator.dice import Dice

CONSOLE = ["CONSOLE 0009 3215 T", "SPOOL 000C 2540 READER *", "SPOOL 000D 2540 PUNCH A", "SPOOL 000E 1403 A"]
LINKS = [f"LINK MAINT {vdev} {vdev} RR" for vdev in ("0190", "019D", "019E")]
EXTRA = ["LINK MAINT 0402 0402 RR", "LINK TCPMAINT 0592 0592 RR", "LINK MAINT 0401 0401 RR", "LINK PMAINT 0551 0551 RR"]
VOLUMES = 40


class Template(NamedTuple):
    """What guests of one kind have in common: the beginning of their names, general statements and devices."""

    stem: str
    general: list[str]
    devices: list[str]
    disk: int  # cylinders


TEMPLATES = (
    Template(
        "WEB", ["IPL CMS PARM AUTOCR", "MACHINE ESA 4", "OPTION APPLMON", "LOGONBY WEBADM"], [*CONSOLE, *LINKS], 3338
    ),
    Template(
        "DBS",
        [
            "COMMAND SET VCONFIG MODE LINUX",
            "COMMAND DEFINE CPU 01 TYPE IFL",
            "IPL CMS",
            "MACHINE ESA 8",
            "LOGONBY DBADM",
        ],
        [*CONSOLE, *LINKS, "LINK DBADM 0192 0391 RR"],
        10016,
    ),
    Template(
        "APP", ["CPU 00 BASE", "CPU 01", "IPL 0100", "MACHINE ESA 2", "SHARE RELATIVE 200"], [*CONSOLE, LINKS[0]], 5008
    ),
    Template(
        "JVM",
        [
            "CRYPTO APVIRTUAL",
            "IPL CMS PARM AUTOCR",
            "MACHINE Z 16",
            "OPTION QUICKDSP LXAPP",
            "IUCV ALLOW",
            "SHARE RELATIVE 500",
        ],
        [*CONSOLE, *LINKS, "SPECIAL 0700 HIPER 3 SYSTEM JLAN"],
        10016,
    ),
    Template(
        "MON",
        ["NAMESAVE MONDCSS", "IUCV *MONITOR MSGLIMIT 255", "MACHINE XC", "OPTION SVMSTAT"],
        [*CONSOLE, *LINKS],
        100,
    ),
)


def farm(guests: int = 500, seed: int = 1, templates: tuple[Template, ...] = TEMPLATES) -> list[str]:
    """A directory of guests that are made from templates in turn.

    Each has its own userid, password, storage, places of minidisks and MAC; some have a link more, some a statement less.
    """
    dice = Dice(seed)
    records = ["DIRECTORY 123 3390 FRMRES", *_owners()]
    free = [1] * VOLUMES
    for number in range(guests):
        records += guest(templates[number % len(templates)], number, dice, free)
    return records


def guest(template: Template, number: int, dice: Dice, free: list[int]) -> list[str]:
    """One guest; `free` holds the first free cylinder of each volume."""
    storage = dice.pick((2, 4, 8, 16))
    volume = number % len(free)
    start = free[volume]
    free[volume] += template.disk
    devices = [one for one in template.devices if not (template.devices.index(one) and dice.chance(0.01))]
    if dice.chance(0.15):
        devices.append(dice.pick(EXTRA))
    return [
        f"USER {template.stem}{number:04} PW{dice.below(10**6):06} {storage}G {2 * storage}G G",
        *(f" {one}" for one in template.general),
        *(f" {one}" for one in devices),
        f" NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID {number + 1:06X}",
        f" MDISK 0100 3390 {start:05} {template.disk:05} FRM{volume:03} MR R{dice.below(10**5)} W{dice.below(10**5)}",
    ]


def _owners() -> list[str]:
    owned = {
        "MAINT": ("0190", "019D", "019E", "0401", "0402"),
        "TCPMAINT": ("0592",),
        "PMAINT": ("0551",),
        "DBADM": ("0192",),
        "WEBADM": ("0191",),
    }
    records = []
    start = 1
    for name, vdevs in owned.items():
        records.append(f"USER {name} NOLOG 64M 64M G")
        for vdev in vdevs:
            records.append(f" MDISK {vdev} 3390 {start:05} 00010 FRMRES MR")
            start += 10
    return records
