"""Where links lead, against an oracle that reads the words of the records and walks from device to device by itself."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

import pytest

from dirtool.lint.diagnostic import Diagnostic, Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from tests.model.made import directory_of

RULES = ("REF003", "REF004", "REF005", "REF006", "REF007")
OPTIONS = Options(severities=dict.fromkeys(RULES, Severity.ERROR))
MEMBERS = ("ONE", "TWO", "THREE")
NUMBERS = ("190", "0191", "192", "193")
USERS = ("A", "B", "C", "D", "E")
BATCHES, IN_A_BATCH = 20, 200


# ---- random directories


def made(chance: random.Random) -> str:
    """A small directory: users, identities with subconfigurations, profiles; links of which many lead to links, or nowhere."""
    members = MEMBERS[: chance.choice((1, 2, 2, 2, 3))]
    names = [name for name in USERS if chance.random() < 0.8]
    identities = [name for name in names if chance.random() < 0.6]
    strangers = [*USERS, "PO00002", "PO00009", *(f"{name}-1" for name in identities)]
    entries = [["PROFILE P1", " SPOOL 00C 2540 READER *"], ["PROFILE P2"]]
    share_of_links = chance.choice((0.4, 0.7, 1.0))

    def link(number: str) -> str:
        owner = chance.choice(("*", *names, *names)) if chance.random() < 0.85 else chance.choice(strangers)
        target = chance.choice((number, *NUMBERS))
        mode = chance.choice(("", " RR"))
        return f" LINK {owner} {target} {number if mode or target != number else ''}{mode}".rstrip()

    def devices(most: int) -> list[str]:
        numbers = sorted(chance.sample(NUMBERS, chance.randint(0, most)))
        return [
            link(number) if chance.random() < share_of_links else f" MDISK {number} 3390 1 1 VOLUME MR"
            for number in numbers
        ]

    for profile in entries:  # which holds no minidisk
        profile += [record for record in devices(2) if record.startswith(" LINK")]
    entries = [profile for profile in entries if chance.random() < 0.95]
    others = []
    for name in names:
        include = [f" INCLUDE {chance.choice(('P1', 'P2'))}"] if chance.random() < 0.4 else []
        builds = []
        if name in identities:
            subconfigs = {member: f"{name}-{number}" for number, member in enumerate(members, 1)}
            if chance.random() < 0.1:
                subconfigs = {"*": f"{name}-1"}
            builds = [
                f" BUILD ON {on} USING SUBCONFIG {sub}" for on, sub in subconfigs.items() if chance.random() < 0.9
            ]
            others += [[f"SUBCONFIG {sub}", *devices(3)] for sub in subconfigs.values() if chance.random() < 0.98]
        header = f"{'IDENTITY' if builds else 'USER'} {name} NOLOG"
        others.append([header, *include, *builds, *devices(2 if builds else 4)])
    if chance.random() < 0.3:
        others.append(["USER PO NOLOG", " POOL LOW 1 HIGH 5 PROFILE P2"])
    chance.shuffle(others)
    return "\n".join(record for entry in [["DIRECTORY 123 3390 VOLUME"], *entries, *others] for record in entry)


# ---- the oracle


@dataclass
class Device:
    line: int
    vdev: int
    target: tuple[str, int] | None  # of a LINK


@dataclass
class Written:
    kind: str
    name: str
    include: str | None = None
    pool: range = range(0)
    builds: list[tuple[str, str]] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)


def read(text: str) -> list[Written]:
    """The entries of a directory, word by word."""
    entries: list[Written] = []
    for line, record in enumerate(text.split("\n"), 1):
        word, *rest = record.split()
        if word in ("DIRECTORY", "PROFILE", "USER", "IDENTITY", "SUBCONFIG"):
            entries.append(Written(word, rest[0]))
        elif word == "INCLUDE":
            entries[-1].include = rest[0]
        elif word == "POOL":
            entries[-1].include, entries[-1].pool = rest[5], range(int(rest[1]), int(rest[3]) + 1)
        elif word == "BUILD":
            entries[-1].builds.append((rest[1], rest[4]))
        elif word == "LINK":
            number = rest[2] if len(rest) > 2 else rest[1]
            entries[-1].devices.append(Device(line, int(number, 16), (rest[0], int(rest[1], 16))))
        else:
            entries[-1].devices.append(Device(line, int(rest[0], 16), None))
    return entries


class Oracle:
    """What is to be found, by the words of the rules."""

    def __init__(self, text: str) -> None:
        self.entries = read(text)
        self.members = sorted({member for entry in self.entries for member, _ in entry.builds} - {"*"})

    def entry(self, name: str, *kinds: str) -> Written | None:
        return next((entry for entry in self.entries if entry.kind in kinds and entry.name == name), None)

    def user(self, name: str) -> Written | None:
        """Whoever can log on under a name."""
        for entry in self.entries:
            made_ids = [f"{entry.name}{number:05}" for number in entry.pool]
            if entry.kind in ("USER", "IDENTITY") and name in (made_ids or [entry.name]):
                return entry
        return None

    def parts(self, name: str, member: str | None) -> list[Written | None]:
        """All that a machine is made of on a member (None: on whichever); None in the list is what is missing."""
        user = self.user(name)
        assert user is not None
        found = [self.entry(sub, "SUBCONFIG") for on, sub in user.builds if member is None or on in (member, "*")]
        return [*found, user, *([self.entry(user.include, "PROFILE")] if user.include else [])]

    def is_whole(self, name: str) -> bool:
        return None not in self.parts(name, None)

    def device(self, name: str, vdev: int, member: str | None) -> tuple[Written, Device] | None:
        for part in self.parts(name, member):
            for device in part.devices if part else []:
                if device.vdev == vdev:
                    return part, device  # type: ignore[return-value]
        return None

    def walk(
        self, name: str, vdev: int, member: str | None
    ) -> tuple[str, list[tuple[Written, Device]], tuple[str, int]]:
        """How the way from a device on ends, its steps, and the device at which it ends."""
        steps: list[tuple[Written, Device]] = []
        been: list[tuple[str, int]] = []
        while (name, vdev) not in been:
            been.append((name, vdev))
            if self.user(name) is None:
                return "nobody", steps, (name, vdev)
            found = self.device(name, vdev, member)
            if found is None:
                return "nothing", steps, (name, vdev)
            steps.append(found)
            if found[1].target is None:
                return "disk", steps, (name, vdev)
            owner, vdev = found[1].target
            name = name if owner == "*" else owner
        return "ring", steps[been.index((name, vdev)) :], (name, vdev)

    def holders(self, entry: Written) -> list[str]:
        """In whose name the LINKs of an entry stand."""
        users = [user for user in self.entries if user.kind in ("USER", "IDENTITY")]
        if entry.kind == "SUBCONFIG":
            return [user.name for user in users if any(sub == entry.name for _, sub in user.builds)]
        if entry.kind == "PROFILE":
            included = [user for user in users if user.include == entry.name]
            return [f"{user.name}{user.pool[0]:05}" if user.pool else user.name for user in included]
        return [entry.name]

    def targets(self, entry: Written, device: Device) -> list[tuple[str, int]]:
        assert device.target is not None
        owner, vdev = device.target
        return [(name, vdev) for name in (self.holders(entry) if owner == "*" else [owner])]

    def found(self) -> set[tuple[object, ...]]:
        links = [(entry, device) for entry in self.entries for device in entry.devices if device.target]
        return {
            *(one for link in links for one in self.of_target(*link)),
            *(one for link in links if link[0].kind == "SUBCONFIG" for one in self.of_local(*link)),
            *self.of_rings(),
        }

    def of_target(self, entry: Written, device: Device) -> set[tuple[object, ...]]:
        found: set[tuple[object, ...]] = set()
        for name, vdev in self.targets(entry, device):
            if self.user(name) is None:
                found.add(("REF005" if self.entry(name, "SUBCONFIG") else "REF003", device.line, name))
            elif self.is_whole(name) and self.device(name, vdev, None) is None:
                found.add(("REF004", device.line))
        return found

    def of_local(self, entry: Written, device: Device) -> set[tuple[object, ...]]:
        builds = [on for user in self.entries for on, sub in user.builds if sub == entry.name]
        found: set[tuple[object, ...]] = set()
        for member in () if "*" in builds else builds:
            for name, vdev in self.targets(entry, device):
                end, steps, last = self.walk(name, vdev, member)
                if end != "nothing" or any(step[0].kind == "SUBCONFIG" for step in steps):
                    continue
                known = self.is_whole(name) and self.is_whole(last[0]) and self.device(*last, None) is not None
                others = [other for other in self.members if self.walk(name, vdev, other)[0] == "disk"]
                if known and others:
                    way = self.walk(name, vdev, others[0])[1]
                    found.add(("REF007", device.line, member, others[0], tuple(step[1].line for step in way)))
        return found

    def of_rings(self) -> set[tuple[object, ...]]:
        found: set[tuple[object, ...]] = set()
        names = [name for entry in self.entries for name in self.holders(entry) if entry.kind != "DIRECTORY"]
        on: list[str | None] = [*self.members]
        for member in on or [None]:
            for name in names:
                for vdev in {int(number, 16) for number in NUMBERS}:
                    if self.user(name) is None:
                        continue
                    end, ring, _ = self.walk(name, vdev, member)
                    if end == "ring":
                        subjects = {f"{entry.name}/{device.vdev:04X}": device.line for entry, device in ring}
                        first = subjects[min(subjects)]
                        found.add(("REF006", first, min(subjects), frozenset(subjects.values()) - {first}))
        return found


def told(one: Diagnostic) -> tuple[object, ...]:
    """A finding in the words of the oracle."""
    related = tuple(other.span.line for other in one.related)
    match one.code:
        case "REF003" | "REF005":
            return one.code, one.span.line, one.message.split()[0].rstrip(",")
        case "REF006":
            return one.code, one.span.line, one.subject, frozenset(related)
        case "REF007":
            there, here = re.findall(r"\bon (\w+)", one.message)[1], re.findall(r"\bon (\w+),", one.message)[0]
            return one.code, one.span.line, here, there, related
        case _:
            return one.code, one.span.line


def judged(text: str) -> list[tuple[object, ...]]:
    return [told(one) for one in lint(directory_of(text), options=OPTIONS).diagnostics]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_links_are_judged_as_the_oracle_judges_them(batch: int) -> None:
    chance = random.Random(batch)
    for _ in range(IN_A_BATCH):
        text = made(chance)
        found = judged(text)
        assert set(found) == Oracle(text).found(), text
        assert len(found) == len(set(found)), text


def test_the_directories_show_all_that_there_is_to_find() -> None:
    chance = random.Random("all")
    found = [one for _ in range(300) for one in Oracle(made(chance)).found()]
    for code in RULES:
        assert sum(one[0] == code for one in found) > 20, code
    rings = [one[3] for one in found if one[0] == "REF006"]
    assert {len(ring) for ring in rings if isinstance(ring, frozenset)} >= {0, 1, 2}
    assert any(isinstance(one[-1], tuple) and len(one[-1]) > 1 for one in found if one[0] == "REF007")


@pytest.mark.parametrize("batch", range(5))
def test_the_order_of_entries_and_members_does_not_matter(batch: int) -> None:
    chance = random.Random(f"order {batch}")
    for _ in range(40):
        text = made(chance)
        head, *entries = re.split(r"\n(?=[A-Z])", text)
        profiles = [entry for entry in entries if entry.startswith("PROFILE")]
        others = [with_builds_shuffled(entry, chance) for entry in entries if entry not in profiles]
        chance.shuffle(others)
        chance.shuffle(profiles)
        assert fingerprints("\n".join([head, *profiles, *others])) == fingerprints(text), text


def with_builds_shuffled(entry: str, chance: random.Random) -> str:
    records = entry.split("\n")
    at = [index for index, record in enumerate(records) if record.startswith(" BUILD")]
    for index, record in zip(at, chance.sample([records[index] for index in at], len(at)), strict=True):
        records[index] = record
    return "\n".join(records)


def fingerprints(text: str) -> list[tuple[str, str, str]]:
    return sorted(
        (one.fingerprint, one.message, one.subject) for one in lint(directory_of(text), options=OPTIONS).diagnostics
    )
