"""XCP: what xCAT and Feilong would read wrongly.

Both get an entry as text, record by record, and look for words in it. What is told here is true of some release of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Related, Severity, Span
from dirtool.lint.place import keyword_span, name_span, slots_of, span_of, span_of_words
from dirtool.lint.registry import Finding, Profile, Shape, directory_rule, entry_rule, statement_rule
from dirtool.model.devices import device_numbers
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.syntax.control_comment import DVHOPT
from dirtool.syntax.masking import secret_words, shown_record
from dirtool.syntax.source import Source, Word
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import (
    Command,
    Console,
    Cpu,
    Dasdopt,
    Dedicate,
    Link,
    Machine,
    Mdisk,
    Miniopt,
    Nicdef,
    Special,
    Spool,
    User,
)
from dirtool.syntax.words import fold
from dirtool.wording import SHOWN_AT_MOST, listed, plural, shown, some_of


def _is_guest(shape: Shape) -> bool:
    """Whether an entry is one that these programs make, clone and change; they know no IDENTITY."""
    return shape.kind == "user"


def _guests(context: Context, *kinds: type[Statement]) -> Iterator[tuple[Entry, Placed]]:
    """The good statements of some types in USER entries."""
    for entry, placed in context.directory.placed(*kinds):
        if entry.kind == "user" and placed.position not in placed.source.faults:
            yield entry, placed


def _record(placed: Placed) -> str:
    """Columns 1-71 of the record in which a statement starts."""
    return placed.source.code(placed.line)


def _number_as_written(placed: Placed) -> str:
    """The second word of a statement; of a device statement that is its number."""
    return placed.source.records.texts[placed.line - 1].split(None, 2)[1]


def _number_span(placed: Placed) -> Span:
    """The place of that word."""
    return span_of_words(placed.path, placed.words, 1, 1)


class _Alike:
    """Statements that are misread in one way: how many there are, and the position of the first one of each entry."""

    def __init__(self) -> None:
        self._count = 0
        self._first: dict[Entry, int] = {}

    def add(self, entry: Entry, position: int) -> None:
        """Count one more."""
        self._count += 1
        self._first[entry] = min(position, self._first.get(entry, position))

    def told_once(
        self,
        context: Context,
        what: tuple[str, str, str],
        place: Callable[[Placed], Span],
        severity: Severity | None = None,
    ) -> Iterator[Finding]:
        """One finding for all of them, at the first.

        `what` tells what they are called, what is the matter with them, and what is made of it.
        """
        if not self._count:
            return
        in_order = sorted(self._first.items(), key=lambda one: context.directory.order(one[0].at(one[1])))
        more = len(in_order) - SHOWN_AT_MOST
        names = [entry.shown_name for entry, _ in in_order[:SHOWN_AT_MOST]]
        named = listed([*names, f"{more:,} more"] if more > 0 else names, "and")
        noun, which, said = what
        message = f"{plural(self._count, noun)} {which} ({named}): {said}"
        entry, position = in_order[0]
        yield Finding(place(entry.at(position)), message, entry.shown_name, which, severity)


# ---- words that are found where they are not meant

_SOUGHT = ("MDISK", "NICDEF", "DEDICATE", "COMMAND")
_ONE_SOUGHT = re.compile("|".join(_SOUGHT), re.IGNORECASE)


@directory_rule("XCP001", "keyword-elsewhere", Severity.WARNING, Directxa.SILENT, profile=Profile.CLOUD)
def keyword_elsewhere(context: Context) -> Iterator[Finding]:
    """MDISK, NICDEF, DEDICATE or COMMAND stands in a comment, or inside another statement of an entry.

    Why: for xCAT, every record in which the letters are is such a statement. It copies a minidisk that was put away in a
    comment, and a clone lacks every record that holds MDISK, whatever it says; that is a warning. Of the other three it only
    sees more than there are, such as in CPU 01 NODEDICATE. Write other words in comments.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
        * MDISK 0191 has gone
         MDISK 0200 3390 0100 0050 LX0001 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        * minidisk 0191 has gone
         MDISK 0200 3390 0100 0050 LX0001 MR
    Source: Source code of xCAT, zvm plug-in
    """
    for source in context.directory.sources:
        for line in _lines_with(source, _SOUGHT, _is_sought):
            entry = context.directory.holder_of_line(source, line)
            if entry is None or entry.kind != "user":
                continue
            position = source.position_at(line)
            own = None if position is None else source.statements[position].keyword
            found: dict[str, tuple[int, int]] = {}
            for start, stop in _unhidden(source, line, _ONE_SOUGHT):
                found.setdefault(fold(source.code(line)[start:stop]), (start, stop))
            found.pop(own or "", None)
            if found:
                words = list(found)
                start, stop = found[words[0]]
                is_left_out = "MDISK" in words
                said = ", and leaves it out of a clone" if is_left_out else ""
                message = f"xCAT takes this record for {some_of(words)}{said}"
                severity = None if is_left_out else Severity.INFO
                yield Finding(Span(source.path, line, start + 1, line, stop + 1), message, None, severity=severity)


def _is_sought(text: str) -> bool:
    """Whether a record in upper case begins with one of the words, and holds no other."""
    word = text.split(None, 1)[0]
    return word in _SOUGHT and not any(other in text for other in _SOUGHT if other != word)


def _lines_with(source: Source, sought: Sequence[str], is_good: Callable[[str], bool]) -> Iterator[int]:
    """The records that hold some of the words in any case, but for those that are good, by their numbers."""
    texts = [text.upper() for text in source.records.texts]
    numbers = {number for word in sought for number, text in enumerate(texts, 1) if word in text and not is_good(text)}
    yield from sorted(numbers)


def _unhidden(source: Source, line: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where a pattern is found in columns 1-71 of a record, but for what touches a secret: 0-based, half-open."""
    text, secrets = source.code(line), shown_record(source, line).secrets
    places = (match.span() for match in pattern.finditer(text))
    return [(start, stop) for start, stop in places if not any(a < stop and start < b for a, b in secrets)]


@entry_rule(
    "XCP002",
    "option-left-behind",
    Severity.WARNING,
    Directxa.SILENT,
    where=lambda shape: _is_guest(shape) and not {"DASDOPT", "MINIOPT"}.isdisjoint(shape.keywords),
    profile=Profile.CLOUD,
)
def option_left_behind(entry: Entry, context: Context) -> Iterator[Finding]:
    """A MINIOPT or DASDOPT belongs to a minidisk.

    Why: when xCAT clones the entry, it leaves out the MDISK records and keeps this one. It then belongs to the device before
    it, or to none, and DIRECTXA refuses it. Where the entry is never cloned, nothing happens.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
         MINIOPT NOMDC
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: Source code of xCAT, zvm plug-in
    """
    disk: Placed | None = None
    for placed in entry:
        keyword = placed.statement.keyword
        if isinstance(placed.statement, Mdisk):
            disk = placed
        elif not isinstance(placed.statement, Dasdopt | Miniopt):
            disk = None
        elif disk is not None:
            subject = subject_of(entry, disk)
            message = f"xCAT clones the entry without the MDISK of {subject} and with its {keyword}"
            related = Related(keyword_span(disk), subject, "the minidisk is here")
            yield Finding(keyword_span(placed), message, subject, keyword, related=(related,))


@entry_rule("XCP003", "userid-inside-word", Severity.WARNING, Directxa.SILENT, where=_is_guest, profile=Profile.CLOUD)
def userid_inside_word(entry: Entry, context: Context) -> Iterator[Finding]:
    """The userid is a part of another word of its own entry.

    Why: when xCAT clones the entry, it puts the new userid wherever the letters of the old one are: a clone WEB9 of LNX has
    links to WEB9MAINT. Links, profiles and names then lead nowhere, or to somebody else. The name as a word of its own is
    meant to be replaced. Minidisks and comments are not looked at. Reported once an entry.
    Bad:
        USER LNX AUTOONLY 2G 4G G
         LINK LNXMAINT 0192 0191 RR
        USER LNXMAINT AUTOONLY 2G 4G G
         MDISK 0192 3390 0100 0050 LX0001 MR
    Good:
        USER WEB1 AUTOONLY 2G 4G G
         LINK LNXMAINT 0192 0191 RR
        USER LNXMAINT AUTOONLY 2G 4G G
         MDISK 0192 3390 0100 0050 LX0001 MR
    Source: Source code of xCAT, zvm plug-in
    """
    name = entry.name
    if entry.start in entry.source.faults or _records_of(entry).count(name) == 1:
        return
    pattern = re.compile(rf"(?<=[\w@#$+-]){re.escape(name)}|{re.escape(name)}(?=[\w@#$+-])")
    words = [word for word in _plain_words(entry, (Mdisk, User)) if pattern.search(word.text)]
    if words:
        changed = some_of(list(dict.fromkeys(shown(word.text) for word in words)))
        message = f"xCAT's clone of {name} gets another name inside {changed}"
        yield Finding(span_of_words(entry.source.path, words, 0, 0), message, name, "")


def _records_of(entry: Entry) -> str:
    """All records of an entry, with the comments before the next one."""
    lines, texts = entry.source.lines, entry.source.records.texts
    return "\n".join(texts[entry.line - 1 : lines[entry.stop] - 1 if entry.stop < len(lines) else None])


def _plain_words(entry: Entry, without: tuple[type[Statement], ...]) -> Iterator[Word]:
    """The words of an entry that are no secrets, but for statements of some types."""
    for placed in entry:
        if not isinstance(placed.statement, without):
            words, secrets = placed.words, secret_words(placed.source, placed.position)
            yield from (word for word in words if word not in secrets)


# ---- MACIDs


@entry_rule(
    "XCP004",
    "macid-elsewhere",
    Severity.WARNING,
    Directxa.SILENT,
    where=lambda shape: _is_guest(shape) and "NICDEF" in shape.keywords,
    profile=Profile.CLOUD,
)
def macid_elsewhere(entry: Entry, context: Context) -> Iterator[Finding]:
    """The digits of the MACID stand in another statement of the entry too.

    Why: when xCAT clones the entry, it puts the new MACID wherever the digits of the first one are: in the number of a LUN,
    the clone then starts from somebody else's disk, or from none. Another MACID, or none, avoids it.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         LOADDEV LUN 4010020001000000
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         LOADDEV LUN 4010020001000000
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 02A001
    Source: Source code of xCAT, zvm plug-in
    """
    adapters = _with_macid(entry)
    if not adapters:
        return
    placed, macid = adapters[0], _macid(adapters[0])
    assert macid is not None
    if _records_of(entry).upper().count(macid) == 1:
        return
    at = span_of(placed, "macid")
    digits = placed.source.code(at.line)[at.column - 1 : at.end_column - 1]
    words = [word for word in _plain_words(entry, (Mdisk, Nicdef, User)) if digits in word.text]
    for word in words[:1]:
        message = f"xCAT's clone gets another MACID inside {shown(word.text)}"
        related = Related(at, subject_of(entry, placed), "the MACID is given here")
        yield Finding(span_of_words(entry.source.path, [word], 0, 0), message, None, digits, related=(related,))


@entry_rule(
    "XCP005",
    "second-macid-kept",
    Severity.WARNING,
    Directxa.SILENT,
    where=lambda shape: _is_guest(shape) and shape.keywords.count("NICDEF") > 1,
    profile=Profile.CLOUD,
)
def second_macid_kept(entry: Entry, context: Context) -> Iterator[Finding]:
    """Two adapters of an entry have MACIDs.

    Why: when xCAT clones the entry, it gives a new MACID to the first adapter only. The second one of the clone has the
    address of the original, and frames for one of them reach the other. Leave out the MACID of the second adapter (CP then
    chooses one at each logon), or change it in the clone before that logs on.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001
         NICDEF 0700 TYPE QDIO LAN SYSTEM VSW2 MACID 020002
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001
         NICDEF 0700 TYPE QDIO LAN SYSTEM VSW2
    Source: Source code of xCAT, zvm plug-in
    """
    by_macid: dict[str | None, Placed] = {}
    for placed in _with_macid(entry):
        by_macid.setdefault(_macid(placed), placed)
    adapters = list(by_macid.values())
    for placed in adapters[1:]:
        first = adapters[0]
        subject = subject_of(entry, placed)
        message = f"xCAT's clone keeps MACID {_macid(placed)} of {subject}: it replaces that of the first adapter only"
        related = Related(span_of(first, "macid"), subject_of(entry, first), "the first MACID is here")
        yield Finding(span_of(placed, "macid"), message, subject, "", related=(related,))


def _with_macid(entry: Entry) -> list[Placed]:
    """The NICDEF records of an entry that give a MACID."""
    faults = entry.source.faults
    return [placed for placed in entry.of(Nicdef) if _macid(placed) is not None and placed.position not in faults]


def _macid(placed: Placed) -> str | None:
    assert isinstance(placed.statement, Nicdef)
    return placed.statement.macid


# ---- minidisks

_MODE = 6  # of the words that xCAT counts
_EXTENT = "extent"
_WITHOUT_PLACE = ("DEVNO", "T-DISK", "V-DISK")
_BLOCK_TYPES = ("9336", "FB-512")


@directory_rule("XCP006", "mode-is-not-seventh", Severity.WARNING, Directxa.SILENT, profile=Profile.CLOUD)
def mode_is_not_seventh(context: Context) -> Iterator[Finding]:
    """The mode of a minidisk is not the seventh word, since it is a full pack by DEVNO, or a temporary or virtual disk.

    Why: the seventh word of MDISK is the mode to xCAT, and it clones what it takes for a minidisk: space in a pool in place
    of a whole volume or of a temporary disk, with no mode or with a password as mode. It makes nothing of virtual disks; those
    are reported once a directory, as information. A full pack may be given as an extent from 0 to END.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0200 3390 DEVNO 4A12 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0200 3390 0 END LX4A12 MR
    Source: Source code of xCAT, zvm plug-in
    """
    virtual = _Alike()
    for entry, placed in context.directory.placed(Mdisk, where=lambda disk: disk.form in _WITHOUT_PLACE):
        assert isinstance(placed.statement, Mdisk)
        if entry.kind != "user" or placed.position in placed.source.faults:
            continue
        if placed.statement.form == "V-DISK":
            virtual.add(entry, placed.position)
            continue
        if _MODE in slots_of(placed).get("mode", ()):
            continue
        subject = subject_of(entry, placed)
        taken = "takes a password for the mode" if len(placed.words) > _MODE else "finds no mode"
        message = f"xCAT {taken} of {subject}: it reads the seventh word, whatever the form of the minidisk"
        yield Finding(span_of(placed, "mode"), message, subject, placed.statement.form)
    what = "minidisk", "of form V-DISK", "xCAT looks for the mode in the seventh word, where it is not"
    yield from virtual.told_once(context, what, keyword_span, Severity.INFO)


@directory_rule("XCP007", "blocks-taken-for-cylinders", Severity.WARNING, Directxa.SILENT, profile=Profile.CLOUD)
def blocks_taken_for_cylinders(context: Context) -> Iterator[Finding]:
    """Minidisks are on FBA disks, whose size is in blocks.

    Why: when xCAT clones the entry, it asks for the disk in cylinders. The request fails, or makes a disk of another size.
    Make the disk by chvm --add9336, and copy what is on it. Reported once a directory, at the first such minidisk.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0200 9336 32 5000000 LXF001 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0200 3390 0100 3338 LX0001 MR
    Source: Source code of xCAT, zvm plug-in
    """
    found = _Alike()
    disks = context.directory.placed(Mdisk, where=lambda disk: disk.devtype in _BLOCK_TYPES and disk.form == _EXTENT)
    for entry, placed in disks:
        if entry.kind == "user" and placed.position not in placed.source.faults:
            found.add(entry, placed.position)
    what = "minidisk", "on FBA disks", "xCAT takes blocks for cylinders when it clones the entry"
    yield from found.told_once(context, what, lambda placed: span_of(placed, "devtype"))


# ---- device numbers

_FIRST_ANSWER = "0001"
_WIDTH = 4
_OF_FEWER_DIGITS = "of fewer than four digits"
_SEEN_BY_XCAT = (Console, Mdisk, Nicdef, Spool)


@directory_rule("XCP008", "number-taken-for-free", Severity.WARNING, Directxa.SILENT, profile=Profile.CLOUD)
def number_taken_for_free(context: Context) -> Iterator[Finding]:
    """xCAT takes a device number for free that is not.

    Why: looking for a free number, xCAT begins with 0001 and counts up. It knows numbers of four digits on CONSOLE, MDISK,
    NICDEF and SPOOL, and neither shorter ones nor those of DEDICATE, SPECIAL and LINK; asked by way of SMAPI, some releases
    answer 0001 whatever the entry says. The new device then replaces one, or is refused. Reported where 0001 is in use; and
    once a directory, as information, where numbers are written with fewer than four digits.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         DEDICATE 0001 4001
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         DEDICATE 1B00 4001
    Source: Source code of xCAT, zvm plug-in
    """
    for source in context.directory.sources:
        for position in _positions_of(_FIRST_ANSWER, device_numbers(source)):
            entry = context.directory.holder(source, position)
            placed = entry.at(position)
            subject = subject_of(entry, placed)
            message = f"{subject} is in use, and xCAT may answer {_FIRST_ANSWER} when it looks for a free number"
            number = (
                "vdev" if not isinstance(placed.statement, Link) else "vdev2" if placed.statement.vdev2 else "vdev1"
            )
            yield Finding(span_of(placed, number), message, subject, "")
    short = _Alike()
    for entry, placed in _guests(context, *_SEEN_BY_XCAT):
        if _is_short(placed):
            short.add(entry, placed.position)
    what = "device number", _OF_FEWER_DIGITS, "xCAT knows those of four, and takes all others for free"
    yield from short.told_once(context, what, _number_span, Severity.INFO)


def _is_short(placed: Placed) -> bool:
    return len(_number_as_written(placed)) < _WIDTH


def _positions_of(number: str, numbers: list[str | None]) -> list[int]:
    return [at for at, one in enumerate(numbers) if one == number] if number in numbers else []


@entry_rule(
    "XCP009",
    "highest-disk-misjudged",
    Severity.WARNING,
    Directxa.SILENT,
    where=lambda shape: _is_guest(shape) and shape.keywords.count("MDISK") > 1,
    profile=Profile.CLOUD,
)
def highest_disk_misjudged(entry: Entry, context: Context) -> Iterator[Finding]:
    """The minidisk with the highest number is not the last one by its letters.

    Why: Feilong gives a new minidisk the number behind the highest, and compares the numbers as text: 191 is above 0200, and
    0aff above 0B00. The new one may get a number that is in use. Write four digits and capital letters.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0aff 3390 0100 0050 LX0001 MR
         MDISK 0B00 3390 0150 0050 LX0001 MR
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         MDISK 0AFF 3390 0100 0050 LX0001 MR
         MDISK 0B00 3390 0150 0050 LX0001 MR
    Source: Source code of Feilong, vmops
    """
    faults = entry.source.faults
    disks = [placed for placed in entry.of(Mdisk) if placed.position not in faults]
    if not disks:
        return
    taken = max(disks, key=_number_as_written)
    highest = max(disks, key=lambda placed: int(_number_as_written(placed), 16))
    word, other = _number_as_written(taken), _number_as_written(highest)
    if int(word, 16) != int(other, 16):
        message = f"Feilong takes minidisk {word} for the highest, which is {other}"
        related = Related(span_of(highest, "vdev"), subject_of(entry, highest), "the highest is here")
        yield Finding(span_of(taken, "vdev"), message, None, "", related=(related,))


# ---- what comes from a profile


@directory_rule("XCP010", "profile-is-not-merged", Severity.INFO, Directxa.SILENT, profile=Profile.CLOUD)
def profile_is_not_merged(context: Context) -> Iterator[Finding]:
    """A PROFILE gives something to guests that xCAT or Feilong looks for in the entry alone.

    Why: both read the entry as it stands. xCAT lists and removes no adapter and no dedicated device that comes from a
    profile; Feilong knows no MACHINE and no CPU from there, and takes one processor for the most that the guest may
    have. Write them in the entries. Reported once a profile that somebody includes.
    Bad:
        PROFILE LINUX
        MACHINE ESA 16
        USER LINUX1 AUTOONLY 2G 4G G
         INCLUDE LINUX
    Good:
        PROFILE LINUX
         OPTION QUICKDSP
        USER LINUX1 AUTOONLY 2G 4G G
         INCLUDE LINUX
        MACHINE ESA 16
    Source: Source code of xCAT, zvm plug-in, and of Feilong, smtclient
    """
    for name, users in context.directory.included_by.items():
        profile = context.directory.profiles.get(name)
        if profile is None:
            continue
        said = " and ".join(f"{program} sees no {listed(words, 'or')}" for program, words in _unseen(profile) if words)
        if said:
            message = f"{said} of profile {name}, which is included in {plural(len(users), 'entry')}"
            yield Finding(name_span(profile), message, profile.shown_name, said)


def _unseen(profile: Entry) -> Iterator[tuple[str, list[str]]]:
    """What a profile gives to guests that xCAT or Feilong does not look for there, by the names of the statements."""
    yield "xCAT", [kind.keyword for kind in (Nicdef, Dedicate, Special) if profile.of(kind)]
    has_maximum = any(getattr(placed.statement, "mcpu", None) is not None for placed in profile.of(Machine))
    yield "Feilong", [*(["MACHINE"] if has_maximum else []), *(["CPU"] if profile.of(Cpu) else [])]


# ---- processors

_UNKNOWN_CPU = "08"
_CPUS_KNOWN_WELL = 8  # 00 to 07
_CPU = "CPU "
_CPU_TEXT = re.compile(_CPU, re.IGNORECASE)
_CPU_RECORDS = (_CPU, "COMMAND DEFINE CPU ")


@entry_rule(
    "XCP011",
    "cpu-08-unknown",
    Severity.WARNING,
    Directxa.SILENT,
    where=lambda shape: _is_guest(shape) and "CPU" in shape.keywords,
    profile=Profile.CLOUD,
)
def cpu_08_unknown(entry: Entry, context: Context) -> Iterator[Finding]:
    """An entry has a CPU 08, or more than eight processors.

    Why: the list from which xCAT takes addresses for chvm --setprocessor has 09 twice and no 08, and it counts wrongly when it
    takes some away: another number of processors is left than was asked for. Change those of this entry by hand.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
        MACHINE ESA 16
        CPU 00 BASE
        CPU 08
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        MACHINE ESA 16
        CPU 00 BASE
        CPU 01
         CONSOLE 0009 3215 T
    Source: Source code of xCAT, zvm plug-in
    """
    found = entry.of(Cpu)
    named = next((placed for placed in found if getattr(placed.statement, "cpuaddr", None) == _UNKNOWN_CPU), None)
    if named is not None:
        message = f"xCAT knows no CPU {_UNKNOWN_CPU} when it sets the number of processors"
        yield Finding(span_of(named, "cpuaddr"), message, None, "")
    elif len(found) > _CPUS_KNOWN_WELL:
        message = f"{len(found)} processors: xCAT has no CPU {_UNKNOWN_CPU}, and 09 twice, when it sets their number"
        yield Finding(keyword_span(found[_CPUS_KNOWN_WELL]), message, None, "")


@directory_rule("XCP012", "cpu-counted-elsewhere", Severity.INFO, Directxa.SILENT, profile=Profile.CLOUD)
def cpu_counted_elsewhere(context: Context) -> Iterator[Finding]:
    """CPU stands in a comment of an entry, or in a statement that defines no processor in Feilong's way.

    Why: Feilong counts the records with this word, and takes the guest to have a processor more: it adds one too few, or
    removes one that is needed. Define processors by CPU or COMMAND DEFINE CPU in full, and use another word in comments.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
        * the second CPU is for the backup
        CPU 00 BASE
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        * the second processor is for the backup
        CPU 00 BASE
         CONSOLE 0009 3215 T
    Source: Source code of Feilong, smtclient
    """
    for source in context.directory.sources:
        for line in _lines_with(source, (_CPU,), lambda text: text.lstrip().startswith(_CPU_RECORDS)):
            entry = context.directory.holder_of_line(source, line)
            places = _unhidden(source, line, _CPU_TEXT)
            if entry is not None and entry.kind == "user" and places:
                start, stop = places[0]
                span = Span(source.path, line, start + 1, line, stop)
                yield Finding(span, "Feilong counts this record as a processor of the guest", None)


@statement_rule(
    "XCP013",
    "maximum-of-cpus-not-read",
    Severity.INFO,
    Directxa.SILENT,
    on=(Machine,),
    where=lambda machine: machine.mcpu is not None,
    profile=Profile.CLOUD,
)
def maximum_of_cpus_not_read(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """MACHINE gives the most processors that the guest may have, in other words than MACHINE ESA.

    Why: Feilong reads the number behind MACHINE ESA alone, with the words in full and one blank between them. Of XA, XC and Z,
    and of short forms, it takes the number of CPU statements for the most, and refuses to add processors.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
        MACHINE XA 4
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        MACHINE ESA 4
         CONSOLE 0009 3215 T
    Source: Source code of Feilong, smtclient
    """
    if entry.kind == "user" and not _record(placed).lstrip().startswith("MACHINE ESA "):
        message = "Feilong reads the most processors behind MACHINE ESA only"
        yield Finding(span_of(placed), message, None, "")


# ---- headers

_WORDS_BEHIND_USER = 5  # userid, password, storage, most storage, classes
_FEILONG_HEADER = re.compile(r"USER( [^ ]+){5}( |$)")
_IDENTITY = "IDENTITY"


@directory_rule("XCP014", "header-not-split", Severity.INFO, Directxa.SILENT, profile=Profile.CLOUD)
def header_not_split(context: Context) -> Iterator[Finding]:
    """The header of an entry is not in the form that Feilong reads.

    Why: Feilong looks for a record that begins with USER and a blank, and splits it at each blank. An IDENTITY, another case,
    and blanks before the words or several between them make it take the wrong word for the storage, or find none; it then
    cannot change the storage of the guest. Write USER at the beginning of the record, and userid, password, storage,
    most storage and classes behind it with one blank between. Each kind is reported once a directory, at the first header.
    Bad:
        USER LINUX1   AUTOONLY 2G 4G G
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         CONSOLE 0009 3215 T
    Source: Source code of Feilong, smtclient
    """
    found: dict[str, _Alike] = {}
    for entry in context.directory.entries:
        if entry.kind in ("user", "identity"):
            header = entry.header
            if getattr(header.statement, "storage", None) and not _FEILONG_HEADER.match(_record(header)):
                found.setdefault(_why_not_split(header), _Alike()).add(entry, entry.start)
    for why, headers in found.items():
        what = "header", why, "Feilong does not find the storage of the guest"
        yield from headers.told_once(context, what, keyword_span)


def _why_not_split(header: Placed) -> str:
    """In which way a header is not what Feilong reads."""
    text = _record(header)
    if header.statement.keyword == _IDENTITY:
        return "beginning with IDENTITY"
    if text[0].isspace():
        return "beginning with blanks"
    if not text.startswith("USER "):
        return "not beginning with USER in capitals"
    if len(text.split()) > _WORDS_BEHIND_USER:
        return "with several blanks in a row"
    return "with fewer than five words behind USER"


# ---- statements that are looked for in one spelling

_RESERVED_AS_KNOWN = re.compile(r"COMMAND (DEF|DEFINE) (STOR|STORAGE) (RES|RESERVED) [^ ]+ *$")
_SHORTEST_DEFINE, _SHORTEST_STORAGE, _SHORTEST_RESERVED = 3, 4, 3
_NIC_AS_KNOWN = re.compile(r"NICDEF [0-9A-F]{4} TYPE QDIO LAN SYSTEM ")
_READ_BY_NAME = (Command, Cpu, Dedicate, Machine, Mdisk, Nicdef)


@directory_rule("XCP015", "reserved-storage-not-known", Severity.INFO, Directxa.SILENT, profile=Profile.CLOUD)
def reserved_storage_not_known(context: Context) -> Iterator[Finding]:
    """Reserved storage is defined by a COMMAND in a spelling that Feilong may not know.

    Why: Feilong knows some spellings of the command, and CP every abbreviation. It leaves one that it does not know as it is
    when it changes the storage of the guest: storage and reserved storage together are then more than the guest may have, or
    less. Which spellings a release knows is not certain; not reported are DEF or DEFINE, STOR or STORAGE, RES or RESERVED and
    the size, in capitals and with one blank between.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
        COMMAND CP DEFI STOR RESERV 2G
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        COMMAND DEF STOR RESERVED 2G
    Source: Source code of Feilong, smtclient
    """
    for _, placed in _guests(context, Command):
        assert isinstance(placed.statement, Command)
        text = placed.statement.text
        if _reserves(fold(text).split()) and not _RESERVED_AS_KNOWN.match(_record(placed).lstrip()):
            message = "Feilong may not know this spelling of COMMAND DEF STOR RESERVED, which is not certain"
            yield Finding(span_of(placed), message, None)


def _reserves(words: list[str]) -> bool:
    """Whether the words of a CP command are DEFINE STORAGE with RESERVED among its operands."""
    if words[:1] == ["CP"]:
        del words[0]
    spellings = (("DEFINE", _SHORTEST_DEFINE), ("STORAGE", _SHORTEST_STORAGE))
    if len(words) < len(spellings) or not all(map(_is_short_for, words, *zip(*spellings, strict=True))):
        return False
    return any(_is_short_for(word, "RESERVED", _SHORTEST_RESERVED) for word in words[len(spellings) :])


def _is_short_for(word: str, name: str, shortest: int) -> bool:
    return len(word) >= shortest and name.startswith(word)


@directory_rule("XCP016", "nicdef-not-recognised", Severity.INFO, Directxa.SILENT, profile=Profile.CLOUD)
def nicdef_not_recognised(context: Context) -> Iterator[Finding]:
    """An adapter on a virtual switch is not written in the form in which Feilong and xCAT look for it.

    Why: Feilong looks for NICDEF, four digits and TYPE QDIO LAN SYSTEM, in this order, and both take the seventh word for the
    name of the switch. Other operands before LAN, or a shorter number, hide that the adapter is coupled. Write what else there
    is behind the name. Each kind is reported once a directory, at the first record.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 DEVICES 3
    Source: Source code of Feilong, vmops and sdkwsgi, and of xCAT, zvm plug-in
    """
    short, other = _Alike(), _Alike()
    for entry, placed in _guests(context, Nicdef):
        assert isinstance(placed.statement, Nicdef)
        is_on_switch = (placed.statement.lan or "").startswith("SYSTEM ") and placed.statement.type in (None, "QDIO")
        if is_on_switch and not _NIC_AS_KNOWN.match(_record(placed).lstrip()):
            (short if _is_short(placed) else other).add(entry, placed.position)
    what = "adapter number", _OF_FEWER_DIGITS, "Feilong looks for all four, and does not find the adapter"
    yield from short.told_once(context, what, _number_span)
    which = "in another form than NICDEF vdev TYPE QDIO LAN SYSTEM name"
    what = "adapter", which, "Feilong and xCAT do not find the name of the switch"
    yield from other.told_once(context, what, lambda placed: span_of(placed, "lan"))


@directory_rule("XCP017", "statement-not-at-column-1", Severity.INFO, Directxa.SILENT, profile=Profile.CLOUD)
def statement_not_at_column_1(context: Context) -> Iterator[Finding]:
    """A statement does not begin with its name in full, in capitals, in column 1.

    Why: Feilong looks for CPU, COMMAND and MACHINE at the beginning of a record, as it writes them itself, and xCAT looks for
    the names of devices in full. CP takes blanks before a statement, lower case and abbreviations. SMAPI is taken to hand out
    the records as they are. Each kind is reported once a directory, at the first record.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         CPU 00 BASE
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        CPU 00 BASE
         CONSOLE 0009 3215 T
    Source: Source code of Feilong, smtclient, and of xCAT, zvm plug-in
    """
    indented = _recorded(context, (Command, Cpu, Machine), _is_indented)
    what = "statement", "beginning with blanks", "not found by Feilong where SMAPI hands out the blanks"
    yield from indented.told_once(context, what, keyword_span)
    spelled = _recorded(context, _READ_BY_NAME, lambda record, name: not record.lstrip().startswith(name))
    what = "statement", "with a name in lower case or not in full", "not found by xCAT and Feilong"
    yield from spelled.told_once(context, what, keyword_span)


def _is_indented(record: str, name: str) -> bool:
    return record[0].isspace() and record.lstrip().startswith(name)


def _recorded(context: Context, kinds: tuple[type[Statement], ...], is_so: Callable[[str, str], bool]) -> _Alike:
    """The statements of some types in USER entries of which something is so, told their record and their name in full."""
    found = _Alike()
    for source in context.directory.sources:
        texts, lines = source.records.texts, source.lines
        for kind in kinds:
            positions = source.positions_by_type.get(kind, ())
            for position in [position for position in positions if is_so(texts[lines[position] - 1], kind.keyword)]:
                entry = context.directory.holder(source, position)
                if entry.kind == "user" and position not in source.faults:
                    found.add(entry, position)
    return found


# ---- the record that DirMaint adds


@directory_rule("XCP018", "last-record-removed", Severity.WARNING, Directxa.SILENT, profile=Profile.CLOUD)
def last_record_removed(context: Context) -> Iterator[Finding]:
    """An entry does not end with the *DVHOPT record that DirMaint keeps in others.

    Why: the last record of an entry is taken away by xCAT without a look, since it should be this one. A clone lacks the
    statement that stands there. DirMaint writes the record whenever it changes the entry. Nothing is said of a directory where
    most entries have no such record: DirMaint adds them when it takes it over. Entries without one are reported once a
    directory. Those with NOLOG do not count: nobody clones them.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
        CPU 00 BASE
         CONSOLE 0009 3215 T
        *DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRCAB
        USER LINUX2 AUTOONLY 2G 4G G
        CPU 00 BASE
         CONSOLE 0009 3215 T
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
        CPU 00 BASE
         CONSOLE 0009 3215 T
        *DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRCAB
        USER LINUX2 AUTOONLY 2G 4G G
        CPU 00 BASE
         CONSOLE 0009 3215 T
        *DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRCAC
    Source: Source code of xCAT, zvm plug-in
    """
    behind: dict[int, int] = {}  # by entry, how many of its statements the last *DVHOPT has behind it
    for source in context.directory.sources:
        for line in _control_comments(source):
            entry = context.directory.holder_of_line(source, line)
            if entry is not None:
                position = source.position_before(line)
                assert position is not None
                behind[id(entry)] = entry.stop - 1 - position
    guests = [entry for entry in context.directory.entries if behind and _can_be_cloned(entry)]
    without = [entry for entry in guests if id(entry) not in behind]
    if 2 * len(without) > len(guests):
        return
    for entry in guests:
        if behind.get(id(entry)):
            last = entry.at(entry.stop - 1)
            message = "xCAT's clone lacks this statement: it takes the last record for *DVHOPT, which stands before it"
            yield Finding(keyword_span(last), message, None, "")
    alike = _Alike()
    for entry in without:
        alike.add(entry, entry.stop - 1)
    what = "entry", "without *DVHOPT at the end", "xCAT's clone lacks the last record"
    yield from alike.told_once(context, what, keyword_span)


def _can_be_cloned(entry: Entry) -> bool:
    header = entry.header.statement
    return isinstance(header, User) and header.password != "NOLOG" and len(entry) > 1


def _control_comments(source: Source) -> Iterable[int]:
    """The numbers of the records that DirMaint ends an entry with."""
    if DVHOPT not in source.joined:
        return ()
    return [line for line, text in enumerate(source.records.texts, 1) if text.startswith(DVHOPT)]
