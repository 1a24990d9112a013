"""Changes of headers and of general statements."""

from __future__ import annotations

from tests.plan.changes.ground import Change, Ground
from tests.plan.worlds import MACHINES, Entry, World

ONE_OF_A_KIND = {
    "ACCOUNT": ["1 LINUX", "77 PLANT", "77"],
    "ACIGROUP": ["PLANTED", "OTHERS"],
    "CRYPTO": ["APVIRTUAL", "DOMAIN 5 APDEDICATED 1"],
    "D8ONECMD": ["FAIL LOCK", "OFF UNLOCK"],
    "DATEFORMAT": ["ISODATE", "FULLDATE"],
    "IOPRIORITY": ["RELATIVE 10 20", "ABSOLUTE 5 9"],
    "IPL": ["CMS", "0190", "CMS PARM AUTOCR", "0190 LOADPARM 3"],
    "MACHINE": ["ESA 32", "ESA 8", "XA 16", "Z 64"],
    "NOPDATA": [""],
    "POSIXINFO": ["UID 1001 GNAME staff", "UID 1002", "UID 1001 IWDIR /home/plant"],
    "POSIXOPT": ["QUERYDB ALLOW", "SETIDS DISALLOW"],
    "SCREEN": ["ALL RED", "ALL BLUE NONE", "INAREA GREEN"],
    "SHARE": ["RELATIVE 200", "ABSOLUTE 5%", "RELATIVE 300 ABSOLUTE 20% LIMITHARD"],
    "SPOOLFILE": ["MAXSPOOL 500", "MAXSPOOL 9999"],
    "STDEVOPT": ["DASDSYS CONCOPY", "LIBRARY CTL"],
    "VMRELOCATE": ["ON", "OFF"],
}
SEVERAL = {
    "APPCPASS": ["LU1 LU2 USERX PASSX", "LU3 LU4 USERX PASSX", "LU1 LU2 USERX PASSY"],
    "COMMAND": ["SET RUN ON", "TERM MORE 0 0", "SET VCONFIG MODE LINUX", "CP SET EMSG ON"],
    "CPU": ["00 BASE", "01", "02 DEDICATE", "03"],
    "IUCV": ["ANY", "ALLOW", "MAINT MSGLIMIT 10", "*MSG MSGLIMIT 255"],
    "LOADDEV": ["PORTNAME 5005076826988F40", "LUN 4B3C000000000000", "BOOTPROG 2", "PORTNAME 5005076826988F41"],
    "LOGONBY": ["MAINT", "LNXADMIN", "MAINT LNXADMIN"],
    "NAMESAVE": ["MYSEG", "YOURSEG", "MYSEG OURSEG"],
    "OPTION": ["QUICKDSP", "MAXCONN 40", "LNKNOPAS LXAPP", "MAXCONN 128", "APPLMON"],
    "XAUTOLOG": ["MAINT", "LNXADMIN"],
    "XCONFIG": ["ADDRSPACE MAXNUMBER 4 TOTSIZE 2G", "ACCESSLIST ALSIZE 100", "ACCESSLIST ALSIZE 200"],
}
_KEYED = ("APPCPASS", "CPU", "LOADDEV", "XCONFIG")  # of each key one
NOT_IN_AN_IDENTITY = ("VMRELOCATE",)
_SIZES = ("512M", "1G", "2G", "4G", "8G", "16G")


def header_storage(ground: Ground) -> None:
    """Storage and its maximum go up, down, or one of them changes."""
    entry = ground.guest(*MACHINES)
    first, second = sorted(ground.chance.choices(range(len(_SIZES)), k=2))
    if len(entry.head) >= 3:
        entry.head[1:3] = [_SIZES[first], _SIZES[second]]


def header_storage_both_up(ground: Ground) -> None:
    """The new storage is above the old maximum."""
    entry = ground.guest()
    entry.head[1:3] = ["512G", "1T"]


def header_storage_both_down(ground: Ground) -> None:
    """The new maximum is below the old storage."""
    entry = ground.guest()
    entry.head[1:3] = ["64M", "128M"]


def header_class(ground: Ground) -> None:
    entry = ground.guest(*MACHINES)
    entry.head[3:4] = [ground.chance.choice(["G", "BG", "EG", "ABCDEFG"])]


def header_password_word(ground: Ground) -> None:
    """NOLOG, LBYONLY and the like, which are no secrets."""
    entry = ground.guest(*MACHINES)
    entry.head[0] = ground.chance.choice(["NOLOG", "AUTOONLY", "LBYONLY"])


def statement_added(ground: Ground) -> None:
    entry = ground.guest(*MACHINES)
    for _ in range(ground.chance.choice([1, 1, 3])):
        say_some(ground, entry, ground.new)


def statement_removed(ground: Ground) -> None:
    entry = ground.guest(*MACHINES)
    for _ in range(ground.chance.choice([1, 1, 3])):
        _say_in_both(ground, entry)
        if entry.general:
            entry.general.remove(ground.chance.choice(entry.general))


def statement_changed(ground: Ground) -> None:
    entry = ground.guest(*MACHINES)
    for _ in range(ground.chance.choice([1, 1, 3])):
        _say_in_both(ground, entry)
        known = [text for text in entry.general if text.split()[0] in ONE_OF_A_KIND]
        if known:
            keyword = ground.chance.choice(known).split()[0]
            entry.general[:] = [text for text in entry.general if text.split()[0] != keyword]
            ground.new.say(entry, f"{keyword} {ground.chance.choice(ONE_OF_A_KIND[keyword])}".strip())


def ten_statements(ground: Ground) -> None:
    """So many statements of one entry change that a REPLACE says it shorter."""
    entry = ground.guest()
    entry.general.clear()
    for _ in range(10):
        say_some(ground, entry, ground.new)


def commands_in_another_order(ground: Ground) -> None:
    entry = ground.guest(*MACHINES, "subconfig")
    for text in SEVERAL["COMMAND"][:3]:
        if f"COMMAND {text}" not in entry.general:
            _both_say(ground, entry, f"COMMAND {text}")
    commands = entry.said("COMMAND")
    entry.general[:] = [text for text in entry.general if text not in commands]
    entry.general += ground.chance.sample(commands, len(commands))


def cpus_and_machine(ground: Ground) -> None:
    """More CPUs than MACHINE allows so far, or fewer than now."""
    entry = ground.guest()
    twin = ground.twin(entry)
    assert twin is not None
    for one in (twin, entry):
        one.general[:] = [text for text in one.general if text.split()[0] not in ("CPU", "MACHINE")]
    few, many = (
        [f"MACHINE ESA {count}", *(f"CPU {at:02}{' BASE' * (not at)}" for at in range(count))] for count in (2, 6)
    )
    before, after = (few, many) if ground.chance.random() < 0.5 else (many, few)
    twin.general += before
    entry.general += after


def names_exchanged(ground: Ground) -> None:
    """Entries name others in LOGONBY, XAUTOLOG and IUCV, and exchange these names."""
    one, other, third = ground.guests(3)
    keyword, tail = ground.chance.choice([("LOGONBY", ""), ("XAUTOLOG", ""), ("IUCV", " MSGLIMIT 9")])
    for entry, name, was in ((one, other.name, other.was), (other, third.name, third.was)):
        twin = ground.twin(entry)
        assert twin is not None
        for world, which, named in ((ground.old, twin, was), (ground.new, entry, name)):
            which.general[:] = [text for text in which.general if text.split()[0] != keyword]
            world.say(which, f"{keyword} {named}{tail}")
    one.general, other.general = other.general, one.general
    for entry in (one, other):
        entry.general[:] = [text for text in entry.general if text.split()[0] != keyword]
    ground.new.say(one, f"{keyword} {third.name}{tail}")
    ground.new.say(other, f"{keyword} {one.name}{tail}")


def say_some(ground: Ground, entry: Entry, *worlds: World) -> None:
    """A statement that the entry does not have, in some of the directories."""
    text = some_statement(ground, entry)
    if text is None:
        return
    for world in worlds:
        one = entry if world is ground.new else ground.twin(entry)
        assert one is not None
        world.say(one, text)


def _say_in_both(ground: Ground, entry: Entry) -> None:
    say_some(ground, entry, ground.old, ground.new)


def _both_say(ground: Ground, entry: Entry, text: str) -> None:
    twin = ground.twin(entry)
    assert twin is not None
    if text not in twin.general:
        ground.old.say(twin, text)
    ground.new.say(entry, text)


def some_statement(ground: Ground, entry: Entry) -> str | None:
    """A statement that goes with what an entry says in both directories."""
    twin = ground.twin(entry)
    said = [*entry.general, *(twin.general if twin is not None else ())]
    keywords = {text.split()[0] for text in said}
    keyword = ground.chance.choice([*ONE_OF_A_KIND, *SEVERAL])
    if keyword in NOT_IN_AN_IDENTITY and entry.kind == "identity":
        return None
    if keyword in ONE_OF_A_KIND:
        return f"{keyword} {ground.chance.choice(ONE_OF_A_KIND[keyword])}".strip() if keyword not in keywords else None
    text = f"{keyword} {ground.chance.choice(SEVERAL[keyword])}"
    words = set(text.split()[1:])
    if any(one == text or (one.split()[0] == keyword and _clash(keyword, words, one)) for one in said):
        return None
    return text


def _clash(keyword: str, words: set[str], other: str) -> bool:
    """Whether two statements of one kind say something of one thing."""
    said = set(other.split()[1:])
    if keyword == "CPU":
        return other.split()[1].rjust(2, "0") in words or bool({"BASE"} & said & words)
    if keyword == "IUCV":
        return bool({"ANY", "ALLOW"} & said & words) or other.split()[1] in words
    if keyword == "COMMAND":
        return False
    return bool(said & words)


CHANGES: tuple[Change, ...] = (
    header_storage,
    header_storage_both_up,
    header_storage_both_down,
    header_class,
    header_password_word,
    statement_added,
    statement_removed,
    statement_changed,
    ten_statements,
    commands_in_another_order,
    cpus_and_machine,
    names_exchanged,
)
