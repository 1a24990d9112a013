"""Changes to plant in a directory of Linux guests, and what a comparison has to say of each: exactly this."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from dirtool.compare.diff.change import Action, Diff
from tests.generator import entries, generate

ADDED, REMOVED, CHANGED, MOVED = Action.ADDED, Action.REMOVED, Action.CHANGED, Action.MOVED


class Seen(NamedTuple):
    """What is seen of a change. An entry as a whole has no keyword."""

    action: Action
    subject: str
    keyword: str = ""
    was: str | None = None


def seen(diff: Diff) -> set[Seen]:
    """Everything that a comparison found; of an entry that is new or gone only that, and what came to it from others."""
    found = set()
    for entry in diff.entries:
        if entry.action is not Action.CHANGED:
            found.add(Seen(entry.action, entry.name, "", entry.was))
        is_alone = entry.action in (Action.ADDED, Action.REMOVED)
        found |= {
            Seen(change.action, change.subject, change.keyword, change.was)
            for change in entry.changes
            if change.action is Action.MOVED or not is_alone
        }
    return found


class Farm:
    """A directory whose guests are changed one after the other."""

    def __init__(self, chance: Random) -> None:
        found = list(entries(generate("linux", 500, seed=chance.randrange(10))))
        self.chance = chance
        self.profiles = [entry for entry in found if entry[0].startswith("PROFILE")]
        self.guests = [entry for entry in found if "LBYONLY" in entry[0]]
        self.others = [entry for entry in found if not (entry in self.profiles or entry in self.guests)]
        chance.shuffle(self.guests)
        self.changed: list[list[str]] = []

    def guest(self, keyword: str = "USER") -> list[str]:
        """The records of a guest that has a statement, and was not changed yet."""
        entry = next(one for one in self.guests if any(record.split()[:1] == [keyword] for record in one))
        self.guests.remove(entry)
        self.changed.append(entry)
        return entry

    @property
    def records(self) -> list[str]:
        """The directory as it is now."""
        parts = [self.others[0], *self.profiles, *self.others[1:], *self.changed, *self.guests]
        return [record for part in parts for record in part]


def rename(farm: Farm) -> set[Seen]:
    entry = farm.guest()
    name = entry[0].split()[1]
    entry[0] = entry[0].replace(name, f"{name}X")
    return {Seen(MOVED, f"{name}X", "", name)}


def add_entry(farm: Farm) -> set[Seen]:
    farm.guests.append(["USER PLANTED NOLOG", " ACCOUNT 1 PLANT"])
    return {Seen(ADDED, "PLANTED")}


def remove_entry(farm: Farm) -> set[Seen]:
    name = farm.guest()[0].split()[1]
    farm.changed.pop()
    return {Seen(REMOVED, name)}


def renumber(farm: Farm) -> set[Seen]:
    entry = farm.guest("NICDEF")
    name = entry[0].split()[1]
    entry[:] = [record.replace("NICDEF 0600", "NICDEF 0E00") for record in entry]
    return {Seen(MOVED, f"{name}/0E00", "NICDEF", f"{name}/0600")}


def grow(farm: Farm) -> set[Seen]:
    entry = farm.guest("MDISK")
    at = next(at for at, record in enumerate(entry) if record.split()[:1] == ["MDISK"])
    words = entry[at].split()
    words[4] = str(int(words[4]) + 8)
    entry[at] = " " + " ".join(words)
    return {Seen(CHANGED, f"{entry[0].split()[1]}/{words[1]}", "MDISK")}


def add_statement(farm: Farm) -> set[Seen]:
    entry = farm.guest()
    entry.insert(2, " ACIGROUP PLANTED")
    return {Seen(ADDED, entry[0].split()[1], "ACIGROUP")}


def remove_statement(farm: Farm) -> set[Seen]:
    entry = farm.guest("CPU")
    entry.remove(" CPU 00 BASE")
    return {Seen(REMOVED, entry[0].split()[1], "CPU")}


def change_operand(farm: Farm) -> set[Seen]:
    entry = farm.guest("SHARE")
    entry[:] = [record.replace("SHARE RELATIVE 200", "SHARE RELATIVE 300") for record in entry]
    return {Seen(CHANGED, entry[0].split()[1], "SHARE")}


def change_password(farm: Farm) -> set[Seen]:
    entry = farm.guest()
    entry[0] = entry[0].replace("LBYONLY", "PLANTED1")
    return {Seen(CHANGED, entry[0].split()[1], "PASSWORD")}


def give_away(farm: Farm) -> set[Seen]:
    """A minidisk goes to another owner, under another number."""
    giver = farm.guest("MDISK")
    disk = next((record for record in giver if record.split()[:1] == ["MDISK"] and "V-DISK" not in record), None)
    if disk is None:
        return set()
    taker = farm.guest()
    giver.remove(disk)
    vdev = disk.split()[1]
    taker.append(disk.replace(f"MDISK {vdev}", "MDISK 0F0F"))
    names = [entry[0].split()[1] for entry in (giver, taker)]
    return {Seen(MOVED, f"{names[1]}/0F0F", "MDISK", f"{names[0]}/{vdev}")}


def change_profile(farm: Farm) -> set[Seen]:
    profile = farm.profiles[0]
    profile.insert(1, " ACIGROUP ALLOFTH")
    return {Seen(ADDED, profile[0].split()[1], "ACIGROUP")}


Plant = Callable[[Farm], set[Seen]]

PLANTS: list[Plant] = [
    rename,
    add_entry,
    remove_entry,
    renumber,
    grow,
    add_statement,
    remove_statement,
    change_operand,
    change_password,
    give_away,
    change_profile,
]
