"""VAL: the value of an operand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Related, Severity, Span
from dirtool.lint.registry import Case, Finding, Profile, directory_rule, fault_rule
from dirtool.model.directory import Directory, Entry, Placed
from dirtool.model.storage import storage_bytes
from dirtool.spec.values import PASSWORD_LENGTH
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Identity, Maxstorage, Storage, User
from dirtool.wording import expected, near


def _refusal(case: Case, noun: str) -> str:
    return f"{case.shown} is no {noun} ({_operand(case)}); allowed: {case.fault.wanted}"


def _operand(case: Case) -> str:
    """The operand at fault, as people call it."""
    return f"{case.definition.by_name[case.fault.operand or ''].title} of {case.keyword}"


@fault_rule("VAL001", "out-of-range", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def out_of_range(case: Case) -> str:
    """A number is outside the range of its operand.

    Why: DIRECTXA refuses the directory. Sizes and places of minidisks are not judged here: they depend on the volume.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         MACHINE ESA 65
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         MACHINE ESA 64
    Source: z/VM CP Planning and Administration, each statement's own page
    """
    return f"{case.shown} is out of range ({_operand(case)}); allowed: {case.fault.wanted}"


@fault_rule("VAL002", "bad-device-number", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_device_number(case: Case) -> str:
    """A virtual or real device number is not 1 to 4 hexadecimal digits.

    Why: DIRECTXA refuses the directory. Often a word is missing before it, so that all others stand one place early.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 RR
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 0190 RR
    Source: z/VM CP Planning and Administration, IPL and MDISK statements
    """
    return _refusal(case, "device number")


@fault_rule("VAL003", "bad-userid", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_userid(case: Case) -> str:
    """A userid is not 1 to 8 characters of the set that CP allows.

    Why: DIRECTXA refuses the directory. An installation can change the set; dirtool knows the one that is shipped.
    Bad:
        USER LINUX:1 LBYONLY 2G 4G G
    Good:
        USER LINUX-1 LBYONLY 2G 4G G
    Source: z/VM CP Planning and Administration, USER and SUBCONFIG statements
    """
    return _refusal(case, "userid")


@fault_rule("VAL004", "reserved-userid", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def reserved_userid(case: Case) -> str:
    """An entry has a name that CP keeps for itself.

    Why: CP uses LOGNxxxx, LOGLxxxx and LOGVxxxx while somebody logs on, SYSTEM and SYSTEMMP for its own work.
    Bad:
        USER SYSTEM NOLOG
    Good:
        USER SYSTEM1 NOLOG
    Source: z/VM CP Planning and Administration, USER statement
    """
    return f"{case.shown} is reserved: {case.fault.wanted}"


@fault_rule("VAL005", "confusing-userid", Severity.WARNING, Directxa.SILENT)
def confusing_userid(case: Case) -> str:
    """A userid of digits only, or one that is a word of CP's own commands.

    Why: CP takes one to four digits for the number of a spool file, and a command's name or ALL for what it says, in every
    command that takes a userid.
    Bad:
        USER 4711 LBYONLY 2G 4G G
    Good:
        USER U4711 LBYONLY 2G 4G G
    Source: z/VM CP Commands and Utilities Reference, restricted user IDs
    """
    return f"{case.shown} is a confusing userid: {case.fault.wanted}"


@fault_rule("VAL006", "bad-volid", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_volid(case: Case) -> str:
    """A volume label is not 1 to 6 characters of the set that CP allows.

    Why: DIRECTXA refuses the directory.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 0100 0050 VOLUME7 MR
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 0100 0050 VOLUM7 MR
    Source: z/VM CP Planning and Administration, MDISK statement; z/VM DirMaint Commands Reference, DEDICATE
    """
    return _refusal(case, "volume label")


@fault_rule("VAL007", "bad-storage-size", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_storage_size(case: Case) -> str:
    """A storage size is not digits and a unit, or is beyond what its unit allows.

    Why: DIRECTXA refuses the directory. On USER and IDENTITY an asterisk leaves the size to a STORAGE or MAXSTORAGE
    statement.
    Bad:
        USER LINUX1 LBYONLY 2048 4G G
    Good:
        USER LINUX1 LBYONLY 2048M 4G G
    Source: z/VM CP Commands and Utilities Reference, DEFINE STORAGE
    """
    message = _refusal(case, "storage size")
    in_header = case.placed.position == case.entry.start
    if in_header and case.entry.shown_name == MASK:  # its words stand as if they had slipped
        message += "; perhaps a word before it is missing, or is one too many"
    return message


@directory_rule(
    "VAL008", "storage-above-maximum", Severity.ERROR, Directxa.REFUSES, "HCPDIR1776E", profile=Profile.SYNTAX
)
def storage_above_maximum(context: Context) -> Iterator[Finding]:
    """The storage that an entry logs on with is larger than its maximum.

    Why: DIRECTXA refuses the directory. Either size comes from the STORAGE or MAXSTORAGE statement of the SUBCONFIG on a
    member, else of the entry, else from its header unless an asterisk stands there, else from the profile. Where one of them
    is told nowhere, nothing is judged; a header that gives only the first may mean it for both, so a maximum of the profile
    below it is an information only.
    Bad:
        USER LINUX1 LBYONLY 8G 4G G
    Good:
        USER LINUX1 LBYONLY 4G 8G G
    Source: z/VM CP Planning and Administration, USER, STORAGE and MAXSTORAGE statements
    """
    directory = context.directory
    stated = _stated_by_statements(directory)
    profiles = {name: stated[id(entry)] for name, entry in directory.profiles.items() if id(entry) in stated}
    subconfigs = {name: stated[id(entry)] for name, entry in directory.subconfigs.items() if id(entry) in stated}
    for entry in directory.entries:
        header = entry.source.statements[entry.start]
        if not isinstance(header, User | Identity):
            continue
        built = directory.subconfigs_of(entry).values() if subconfigs else ()
        uppers = [subconfigs[name] for names in built for name in names if name in subconfigs]
        profile = profiles.get(directory.profile_name(entry) or "") if profiles else None
        if uppers or profile or id(entry) in stated or _is_more(header.storage, header.max_storage):
            lower = [stated.get(id(entry), _NOTHING), _stated_on(entry, header), profile or _NOTHING]
            yield from _judged(entry, header, [[upper, *lower] for upper in uppers] + [lower])


def _judged(entry: Entry, header: User | Identity, machines: list[list[_Stated]]) -> Iterator[Finding]:
    """What is wrong with an entry as it is on some members, whose layers state sizes; the layer that wins comes first."""
    judged: set[tuple[int, ...]] = set()
    for layers in machines:
        default = next((one.default for one in layers if one.default), None)
        maximum = next((one.maximum for one in layers if one.maximum), None)
        if default is None or maximum is None or not _is_more(default.text, maximum.text):
            continue
        pair = default.place + maximum.place
        if pair not in judged:
            judged.add(pair)
            # a header that gives one size only may mean it for both
            alone = default.placed == entry.header and header.max_storage is None
            uncertain = alone and maximum.entry.kind == "profile"
            yield _above_maximum(entry, default, maximum, Severity.INFO if uncertain else None)


class _Size(NamedTuple):
    """A size of storage, the entry that states it, and the statement and word that do."""

    text: str
    entry: Entry
    placed: Placed
    word: int

    @property
    def span(self) -> Span:
        """The place of the size."""
        found = self.placed.words[self.word]
        return Span(self.placed.path, found.line, found.column, found.line, found.end_column)

    @property
    def place(self) -> tuple[int, int]:
        """What tells it from others."""
        return id(self.placed.source), self.placed.position


class _Stated(NamedTuple):
    """The default and the maximum size of storage that one layer of a machine states."""

    default: _Size | None = None
    maximum: _Size | None = None


_NOTHING = _Stated()


def _above_maximum(entry: Entry, default: _Size, maximum: _Size, severity: Severity | None) -> Finding:
    related = [Related(maximum.span, entry.shown_name, "the maximum is given here")]
    if default.entry.kind == "profile":
        header = entry.header.words[0]
        span = Span(entry.source.path, header.line, header.column, header.line, header.end_column)
        related.append(Related(span, entry.shown_name, f"{entry.shown_name} takes it from its profile"))
    message = f"{entry.shown_name} logs on with {default.text} of storage, but its maximum is {maximum.text}"
    return Finding(default.span, message, entry.shown_name, "", severity, tuple(related))


@cache
def _is_more(size: str | None, limit: str | None) -> bool:
    """Whether one size of storage is larger than another; not where either is no size."""
    as_bytes, limit_as_bytes = storage_bytes(size or ""), storage_bytes(limit or "")
    return as_bytes is not None and limit_as_bytes is not None and as_bytes > limit_as_bytes


def _stated_on(entry: Entry, header: User | Identity) -> _Stated:
    """The sizes on a header; an asterisk states nothing."""
    sizes = (
        None if size in (None, "*") else _Size(str(size), entry, entry.header, word)
        for word, size in ((3, header.storage), (4, header.max_storage))
    )
    return _Stated(*sizes)


def _stated_by_statements(directory: Directory) -> dict[int, _Stated]:
    """The sizes that STORAGE and MAXSTORAGE statements state, by the identity of the entry that holds them."""
    found: dict[int, _Stated] = {}
    for entry, placed in directory.placed(Storage, Maxstorage):
        statement = placed.statement
        assert isinstance(statement, Storage | Maxstorage)
        size = _Size(statement.size, entry, placed, 1)
        before = found.get(id(entry), _NOTHING)
        new = _Stated(size) if isinstance(statement, Storage) else _Stated(None, size)
        found[id(entry)] = _Stated(before.default or new.default, before.maximum or new.maximum)
    return found


@fault_rule("VAL009", "bad-privilege-class", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_privilege_class(case: Case) -> str:
    """A privilege class is none of A to Z and 1 to 6.

    Why: DIRECTXA refuses the directory.
    Bad:
        USER LINUX1 LBYONLY 2G 4G BG7
    Good:
        USER LINUX1 LBYONLY 2G 4G BG6
    Source: z/VM CP Planning and Administration, CLASS statement
    """
    return _refusal(case, "string of privilege classes")


@fault_rule("VAL010", "bad-device-type", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_device_type(case: Case) -> str:
    """A device type that the statement does not know, in any era.

    Why: DIRECTXA refuses the directory. A model is not part of a type: 3390, not 3390-3. Types of older systems are not
    reported here.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3309 0100 0050 LX0001 MR
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM CP Planning and Administration, MDISK, CONSOLE, SPOOL and SPECIAL statements
    """
    if not case.fault.allowed:
        return _refusal(case, "device type")
    form = f" {case.fault.form}" if case.fault.form else ""
    return f"{case.shown} is no device type of {case.keyword}{form}{near(case.nearest) or expected(case.fault.allowed)}"


@fault_rule("VAL011", "value-too-long", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def value_too_long(case: Case) -> str:
    """A word has more characters than its operand holds.

    Why: DIRECTXA refuses the directory.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         ACCOUNT 123456789
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         ACCOUNT 12345678
    Source: z/VM CP Planning and Administration, each statement's own page
    """
    return f"{case.shown} is too long ({_operand(case)}); allowed: {case.fault.wanted}"


@fault_rule("VAL012", "bad-mode", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_mode(case: Case) -> str:
    """An access mode, or a suffix of one, that does not exist.

    Why: DIRECTXA refuses the directory. A remark behind LINK with no mode before it is taken for the mode.
    Bad:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 0190 RX
    Good:
        USER LINUX1 LBYONLY 2G 4G G
         LINK MAINT 0190 0190 RR
    Source: z/VM CP Planning and Administration, LINK and MDISK statements
    """
    return f"{case.shown} is no access mode of {case.keyword}; allowed: {case.fault.wanted}"


@fault_rule("VAL013", "bad-password", Severity.ERROR, Directxa.REFUSES, "HCPDIR751E")
def bad_password(case: Case) -> str:
    """A password has more than 8 characters, or a character that nobody can type.

    Why: DIRECTXA refuses the directory. The password itself is never shown.
    Bad:
        USER LINUX1 NINECHARS 2G 4G G
    Good:
        USER LINUX1 LBYONLY 2G 4G G
    Source: z/VM CP Planning and Administration, USER and MDISK statements
    """
    operand = (case.fault.operand or "password").replace("_", " ")
    length = len(case.words[case.fault.first].text)
    if length > PASSWORD_LENGTH:
        return f"the {operand} of {case.keyword} has {length} characters; allowed: {case.fault.wanted}"
    return f"the {operand} of {case.keyword} holds a character that nobody can type"
