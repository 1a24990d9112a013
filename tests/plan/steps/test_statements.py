import random
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.facts import facts_of
from dirtool.model.directory import Entry
from dirtool.plan.steps.statement_change import StatementChange
from dirtool.plan.steps.statements import needs_replace, statement_changes
from dirtool.spec.dirmaint_capabilities import DEFAULT, Capabilities
from dirtool.spec.statements import BY_NAME
from dirtool.syntax.command import command_text
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Loaddev
from dirtool.syntax.to_text import statement_records
from dirtool.verify.plan.document import Kind, OperandChange
from tests.dirmaint.desk import COMMANDS, desk
from tests.model.made import directory_of, entry_of
from tests.plan.steps.entries_made import NAME, Made, directory_with, generated_pairs, pair_of
from tests.syntax.made import mutated

SEEDS = st.integers(0, 2**32 - 1)


def changes_of(
    old: str, new: str, name: str = "A", skipped: tuple[str, ...] = (), capabilities: Capabilities = DEFAULT
) -> list[StatementChange]:
    """The changes between two entries, each the last one of its text."""
    before, after = directory_of(old).entries[-1], directory_of(new).entries[-1]
    return statement_changes(name, before, after, skipped, capabilities)


def told(old: str, new: str, header: str = "USER A NOLOG 1G 4G G", **more: Any) -> list[str]:
    """The commands between two entries with the same header; what cannot be written, and why."""
    found: list[str] = []
    for change in changes_of(f"{header}\n{old}\n", f"{header}\n{new}\n", **more):
        if change.commands is None:
            found.append(f"? {change.title}: {change.why}")
        else:
            found += [command_text(command, None).removeprefix("FORUSER A ") for command in change.commands]
    return found


def meaning(entry: Entry) -> object:
    """What an entry says; the order of COMMAND statements counts."""
    facts = facts_of(entry)
    said = {key: (fact.keyword, fact.said, fact.affinity) for key, fact in facts.items()}
    return said, [key for key in facts if key[0] == "COMMAND"]


def run(directory: str, changes: Sequence[StatementChange], name: str = NAME, **switches: Any) -> Entry:
    """The entry that the commands make of it in a simulator; each of them is taken."""
    simulator = desk(directory, **switches)
    for change in changes:
        assert change.commands is not None
        for command in change.commands:
            text = command_text(command)
            reply = simulator.run(text)
            assert reply.rc == 0, (text, reply.why)
    return entry_of(directory_of("\n".join(simulator.records.texts)), name)


def check_convergence(before: str, after: str, name: str = NAME, **switches: Any) -> list[StatementChange]:
    """Whether the commands lead from one directory to the other; what they are."""
    old, new = (entry_of(directory_of(text), name) for text in (before, after))
    changes = statement_changes(name, old, new, (), DEFAULT)
    if all(change.commands is not None for change in changes):
        assert meaning(run(before, changes, name, **switches)) == meaning(new)
    return changes


# ---- convergence


@given(SEEDS, st.booleans(), st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_commands_make_the_old_entry_mean_what_the_new_one_means(seed: int, merges: bool, keeps: bool) -> None:
    old, new = pair_of(random.Random(seed))
    changes = check_convergence(
        directory_with(old), directory_with(new), nicdef_merges=merges, mdisk_keeps_passwords=keeps
    )
    assert bool(changes) == (meaning(_entry(old)) != meaning(_entry(new)))
    assert "HUSH" not in repr(changes)


@pytest.mark.parametrize("kind", ["ssi", "linux", "vm370", "shares"])
def test_so_they_do_between_any_two_users_of_a_generated_directory(kind: str) -> None:
    pairs = generated_pairs(kind, 40)
    found = [check_convergence(before, after, "X1") for before, after in pairs]
    written = [changes for changes in found if all(change.commands is not None for change in changes)]
    assert len(written) > 2


def test_few_changes_have_no_commands_and_each_reason_is_one_of_those_that_are_tested_below() -> None:
    reasons: Counter[str] = Counter()
    count = 0
    for seed in range(300):
        old, new = pair_of(random.Random(seed))
        for change in statement_changes(NAME, _entry(old), _entry(new), (), DEFAULT):
            count += 1
            if change.commands is None:
                reasons[_reason(change)] += 1
    assert set(reasons) <= {why for _, _, _, why in WITHOUT} | {"removes", "depends on what the entry includes"}
    assert sum(reasons.values()) < 0.2 * count


def _entry(made: Made) -> Entry:
    return entry_of(directory_of(directory_with(made)), NAME)


def _reason(change: StatementChange) -> str:
    why = change.why or ""
    return next((word for word in REASONS if word in why), why)


REASONS = (
    "removes",
    "password",
    "not certain that DirMaint knows this",
    "is not certain",
    "depends on what the entry includes",
    "comes or goes together",
    "said twice",
    "more than once",
    "lead to nothing",
    "which gets another one",
    "above its maximum",
    "taken for another one",
    "not understood",
    "has no command",
    "SYSAFFIN",
    "are not changed as statements",
    "is not certain for a",
)

WITHOUT = [
    (
        "APPCPASS GW1 LU1 OPS1",
        "APPCPASS GW1 LU1 OPS1 HUSH1",
        f"? APPCPASS GW1 LU1 password none -> {MASK}: a command would show a password",
        "password",
    ),
    (
        "",
        "CRYPTO DOMAIN 1",
        "? CRYPTO + DOMAIN 1: CRYPTO: it is not certain that DirMaint knows this",
        "not certain that DirMaint knows this",
    ),
    ("ACCOUNT 1", "", "? ACCOUNT 1: ACCOUNT DELETE: it is not certain that DirMaint knows this", ""),
    (
        "SHARE CP RELATIVE 100",
        "SHARE RELATIVE 200",
        "? SHARE + RELATIVE 200, - CP RELATIVE 100: SHARE: what becomes of the shares of other types of CPU is not certain",
        "is not certain",
    ),
    (
        "NICDEF 0600 TYPE QDIO",
        "NICDEF 0600 TYPE QDIO\nDASDOPT WRKALLEG",
        "? NICDEF wrkalleg NOWRKALLEG -> WRKALLEG: DASDOPT is not certain behind NICDEF",
        "",
    ),
    (
        "INCLUDE P1",
        "INCLUDE P2\nCPU 00\nSPOOL 000C 2540 READER A",
        "? INCLUDE P1 -> P2: a profile comes or goes together with CPU and devices",
        "comes or goes together",
    ),
    (
        "",
        "XCONFIG ADDRSPACE MAXNUMBER 1 TOTSIZE 1M\nXCONFIG ADDRSPACE MAXNUMBER 2 TOTSIZE 1M",
        "? XCONFIG + ADDRSPACE MAXNUMBER 1 TOTSIZE 1M, + ADDRSPACE MAXNUMBER 2 TOTSIZE 1M: it is said twice",
        "said twice",
    ),
    (
        "",
        "ACIGROUP DELETE",
        "? ACIGROUP DELETE: ACIGROUP: the command would be taken for another one",
        "taken for another one",
    ),
    (
        "DEDICATE 0500 0600",
        "MDISK 0500 FB-512 V-DISK 100",
        "? DEDICATE 0500 0600 -> MDISK 0500 FB-512 V-DISK 100: links to the device would lead to nothing for a while",
        "lead to nothing",
    ),
    ("", "SHARE RELATIVE 99999", "? SHARE RELATIVE 99999: the statement is not understood", "not understood"),
    ("", "FLAVOUR SWEET", f"? FLAVOUR {MASK}: the statement is not understood", ""),
    (
        "SHARE RELATIVE 99999",
        "SHARE RELATIVE 99999\nSHARE RELATIVE 9",
        "? SHARE RELATIVE 9: another SHARE statement is not understood",
        "",
    ),
    (
        "",
        "POOL LOW 1 HIGH 9 PROFILE P1",
        "? POOL LOW 1 HIGH 9 PROFILE P1: POOL makes userids, and what becomes of them by a command is not certain",
        "",
    ),
    (
        "SYSAFFIN VMA\nSHARE RELATIVE 9",
        "SYSAFFIN VMB\nSHARE RELATIVE 9",
        "? SHARE SYSAFFIN VMA -> VMB: SYSAFFIN tells for which systems a statement is, and no command is certain to keep to it",
        "SYSAFFIN",
    ),
    (
        "",
        "LINK B 0191 0200 RR",
        "? LINK B 0191 0200 RR: minidisks with data and links are not changed as statements",
        "",
    ),
    (
        "",
        "APPCPASS GW1 LU1 OPS1",
        f"? APPCPASS GW1 LU1 {MASK}: a word of it may be a password",
        "",
    ),
    (
        "MDISK 0300 FB-512 V-DISK 9 MR ALL",
        "MDISK 0300 FB-512 V-DISK 9 MR",
        "? MDISK read password ALL -> none: MDISK: whether it keeps the passwords that it does not name is not certain",
        "",
    ),
    (
        "DEDICATE 0500 0600\nDASDOPT BAD",
        "DEDICATE 0500 0601\nDASDOPT BAD",
        "? DEDICATE rdev 0600 -> 0601: a statement that extends some device is not understood",
        "",
    ),
    (
        "",
        "DEDICATE 0500 0600\nDASDOPT WRKALLEG\nDASDOPT SYSCTL",
        "? DEDICATE 0500 0600; DASDOPT WRKALLEG; DASDOPT SYSCTL: DEDICATE: more than one statement extends it in the same way",
        "",
    ),
    (
        "NICDEF 0600 TYPE QDIO MACID 0A0B0C\nNICDEF 0700 TYPE QDIO MACID 0A0B0D",
        "NICDEF 0600 TYPE QDIO MACID 0A0B0D\nNICDEF 0700 TYPE QDIO MACID 0A0B0C",
        "? NICDEF MACID 0A0B0C -> 0A0B0D: its MACID is that of 0700, which gets another one",
        "which gets another one",
    ),
    (
        "STORAGE 1G\nMAXSTORAGE 4G",
        "STORAGE 4G\nMAXSTORAGE 2G",
        "? STORAGE 1G -> 4G: the storage would be above its maximum",
        "above its maximum",
    ),
    (
        "IPL CMS",
        "IPL CMS\nIPL CMS",
        "? IPL + CMS: it is said twice",
        "",
    ),
    ("IUCV", "", "? IUCV: the statement is not understood", ""),
    (
        "CONSOLE 0009 3215\nCONSOLE 0010 3215",
        "",
        "? CONSOLE - 0009 3215, - 0010 3215: it is said twice",
        "",
    ),
]


@pytest.mark.parametrize(("old", "new", "becomes", "reason"), WITHOUT, ids=[f"{one[0]} > {one[1]}" for one in WITHOUT])
def test_what_cannot_be_written_says_why(old: str, new: str, becomes: str, reason: str) -> None:
    assert told(old, new)[:1] == [becomes]
    assert reason in becomes


def test_a_real_password_that_changes_is_not_given_in_a_command() -> None:
    (change,) = changes_of("USER A HUSH1\n", "USER A HUSH2\n")
    assert (change.title, change.commands, change.why) == (
        f"PASSWORD {MASK} -> {MASK}",
        None,
        "a command would show a password",
    )
    assert change.changes == (OperandChange("password", MASK, MASK),)


def test_a_verb_that_is_not_certain_for_a_kind_of_entry_is_not_used() -> None:
    assert told("", "ACCOUNT 1", header="SUBCONFIG A") == ["? ACCOUNT 1: ACCOUNT is not certain for a SUBCONFIG"]
    assert told("", "DEDICATE 0500 0600\nDASDOPT WRKALLEG", header="PROFILE A") == [
        "? DEDICATE 0500 0600; DASDOPT WRKALLEG: DASDOPT is not certain for a PROFILE"
    ]


def test_line_edit_symbols_have_no_command() -> None:
    (change,) = changes_of('USER A NOLOG 1G 1G G 64 # @ ! "\n', 'USER A NOLOG 1G 1G G 64 $ @ ! "\n')
    assert (change.title, change.commands, change.why) == (
        "SYMBOLS line end # -> $",
        None,
        "DirMaint has no command for SYMBOLS",
    )


def test_storage_and_its_maximum_wait_for_each_other_where_a_profile_may_say_more() -> None:
    changes = changes_of("USER A NOLOG\nINCLUDE P\n", "USER A NOLOG 1G 2G\nINCLUDE P\n")
    assert {change.why for change in changes} == {
        "which of STORAGE and MAXSTORE comes first depends on what the entry includes"
    }
    assert all(change.commands for change in changes_of("USER A NOLOG\n", "USER A NOLOG 1G 2G\n"))


# ---- what is written

WRITTEN = [
    ("STORAGE 1G", "STORAGE 2G", ["STORAGE 2G"]),
    ("CLASS BG", "CLASS GB", []),
    ("CLASS BG", "CLASS BEG", ["CLASS BEG"]),
    ("", "ACCOUNT 1 DEPT7", ["ACCOUNT 1 DEPT7"]),
    ("IPL CMS", "IPL 0190 LOADPARM 'A B'", ["IPL 0190 LOADPARM 'A B'"]),
    ("IPL CMS", "", ["IPL DELETE"]),
    ("MACHINE ESA", "", ["MACHINE DELETE"]),
    ("INCLUDE P1", "INCLUDE P2", ["INCLUDE P2"]),
    ("INCLUDE P1", "", ["INCLUDE DELETE"]),
    ("LOGONBY A B", "LOGONBY B C D", ["LOGONBY DELETE A", "LOGONBY ADD C D"]),
    (
        "",
        "LOGONBY A B C D E F G H\nLOGONBY I J",
        ["LOGONBY ADD A B C D E F G H", "LOGONBY ADD I J"],
    ),
    ("AUTOLOG A\nXAUTOLOG A B", "XAUTOLOG C", ["AUTOLOG DELETE A", "XAUTOLOG DELETE A B", "XAUTOLOG ADD C"]),
    ("NAMESAVE A", "NAMESAVE B C", ["NAMESAVE DELETE A", "NAMESAVE B", "NAMESAVE C"]),
    ("OPTION QUICKDSP", "OPTION QUICKDSP MAXCONN 128", ["SETOPTN ADD MAXCONN 128"]),
    ("OPTION QUICKDSP MAXCONN 64", "OPTION QUICKDSP\nOPTION MAXCONN 128", ["OPTION QUICKDSP MAXCONN 128"]),
    ("OPTION QUICKDSP ACCT", "OPTION ACCT", ["OPTION ACCT"]),
    ("OPTION ACCT", "", ["OPTION DELETE"]),
    ("IUCV ANY", "IUCV ANY\nIUCV ALLOW", ["IUCV ALLOW"]),
    ("IUCV B MSGLIMIT 5", "IUCV B MSGLIMIT 9", ["IUCV B MSGLIMIT 5 DELETE", "IUCV B MSGLIMIT 9"]),
    (
        "IUCV B\nIUCV B MSGLIMIT 9\nIUCV B PRIORITY",
        "IUCV B MSGLIMIT 9\nIUCV B PRIORITY",
        ["IUCV B DELETE", "IUCV B MSGLIMIT 9", "IUCV B PRIORITY"],
    ),
    ("APPCPASS GW LU OPS HUSH1", "", ["APPCPASS GW LU DELETE"]),
    ("CPU 00 BASE\nCPU 01", "CPU 00 BASE", ["CPU 01 DELETE"]),
    ("CPU 00", "CPU 00 BASE CPUID 012345", ["CPU 00 BASE CPUID 012345"]),
    ("XCONFIG ACCESSLIST ALSIZE 6", "", ["XCONFIG ACCESSLIST DELETE"]),
    ("POSIXINFO UID 1\nPOSIXINFO GID 2", "POSIXINFO UID 1", ["POSIXINFO UID 1"]),
    ("POSIXGLIST GIDS 1", "POSIXGLIST GIDS 1\nPOSIXGLIST GIDS 2", ["POSIXGLIST GIDS 1 2"]),
    ("SCREEN INAREA RED", "SCREEN INAREA RED\nSCREEN CPOUT BLINK", ["SCREEN INAREA RED CPOUT BLINK"]),
    ("LOADDEV PORTNAME 1\nLOADDEV LUN 2", "LOADDEV PORTNAME 1", ["LOADDEV LUN DELETE"]),
    ("LOADDEV PORTNAME 1 LUN 2", "LOADDEV PORTNAME 1", ["LOADDEV DELETE", "LOADDEV PORTNAME 1"]),
    ("LOADDEV PORTNAME 1 LUN 2 BOOTPROG 3", "LOADDEV PORTNAME 4", ["LOADDEV DELETE", "LOADDEV PORTNAME 4"]),
    ("LOADDEV ALTERNATE 1000\nLOADDEV LUN 2", "LOADDEV LUN 1", ["LOADDEV DELETE", "LOADDEV LUN 1"]),
    ("COMMAND A\nCOMMAND B\nCOMMAND C\nCOMMAND D", "COMMAND A\nCOMMAND D", ["COMMAND DELETE 3", "COMMAND DELETE 2"]),
    (
        "NICDEF 0600 TYPE QDIO MACID 0A0B0C",
        "NICDEF 0500 TYPE QDIO MACID 0A0B0C",
        ["NICDEF 0600 DELETE", "NICDEF 0500 TYPE QDIO MACID 0A0B0C"],
    ),
    ("LOADDEV PORTNAME 1 LUN 2", "", ["LOADDEV DELETE"]),
    ("COMMAND A\nCOMMAND B\nCOMMAND C", "COMMAND A\nCOMMAND C", ["COMMAND DELETE 2"]),
    ("COMMAND A\nCOMMAND C", "COMMAND A\nCOMMAND b  B\nCOMMAND C", ["COMMAND ADD 2 b  B"]),
    ("COMMAND A\nCOMMAND B", "COMMAND B\nCOMMAND A", ["COMMAND REPLACE 1 B", "COMMAND REPLACE 2 A"]),
    ("COMMAND A\nCOMMAND A", "COMMAND A", ["COMMAND DELETE 2"]),
    ("COMMAND A", "", ["COMMAND DELETE *"]),
    ("", "NOPDATA", ["NOPDATA"]),
    ("D8ONECMD OFF", "D8ONECMD FAIL LOCK", ["D8ONECMD FAIL LOCK"]),
    ("", "IOPRIORITY ABSOLUTE 9", ["IOPRIORITY ABSOLUTE 9"]),
    ("MAXSTORAGE 4G", "MAXSTORAGE 8G", ["MAXSTORE 8G"]),
    ("POSIXOPT QUERYDB ALLOW", "POSIXOPT SETIDS ALLOW", ["POSIXOPT SETIDS ALLOW"]),
    ("SPOOLFILE MAXSPOOL 9", "", ["SPOOLFILE DELETE"]),
    ("", "STDEVOPT LIBRARY CTL", ["STDEVOPT LIBRARY CTL"]),
    ("VMRELOCATE ON", "VMRELOCATE OFF", ["VMRELOCATE OFF"]),
    ("XSTORE 1M", "", ["XSTORE DELETE"]),
    ("", "DATEFORMAT ISO", ["DATEFORM ISODATE"]),
    ("SPOOL 00C 2540 READER *", "SPOOL 000C 2540 READER A", ["SPOOL 000C 2540 READER A"]),
    ("SPECIAL 0700 CTCA", "", ["SPECIAL 0700 DELETE"]),
    ("CONSOLE 0009 3215", "CONSOLE 001F 3215 T OPS", ["CONSOLE 001F 3215 T OPS"]),
    ("CONSOLE 0009 3215", "", ["CONSOLE DELETE"]),
    ("SPECIAL 0500 CTCA", "DEDICATE 0500 0600", ["SPECIAL 0500 DELETE", "DEDICATE 0500 0600"]),
    ("DEDICATE 0500 0600", "DEDICATE 0500 0601 R/O", ["DEDICATE 0500 0601 R/O"]),
    (
        "DEDICATE 0500 0600\nDASDOPT WRKALLEG",
        "DEDICATE 0500 0601\nDASDOPT WRKALLEG",
        ["DEDICATE 0500 0601", "DASDOPT 0500 WRKALLEG"],
    ),
    ("DEDICATE 0500 0600\nDASDOPT WRKALLEG", "DEDICATE 0500 0600", ["DASDOPT 0500 DELETE"]),
    ("", "MDISK 0300 FB-512 V-DISK 100 MR ALL", ["AMDISK 0300 FB-512 V-DISK 100 MR PWS ALL"]),
    (
        "MDISK 0300 FB-512 V-DISK 100",
        "MDISK 0300 FB-512 V-DISK 200 MR",
        ["RMDISK 0300 FB-512 V-DISK 200", "MDISK 0300 MR"],
    ),
    ("MDISK 0300 FB-512 V-DISK 100 MR", "MDISK 0300 FB-512 V-DISK 100", ["MDISK 0300 W"]),
    ("MDISK 0300 3390 T-DISK 5 MR HUSH1", "", ["DMDISK 0300 NOCLEAN"]),
    ("MDISK 0300 FB-512 V-DISK 9", "MDISK 0300 FB-512 V-DISK 9\nMINIOPT NOMDC", ["MINIOPT 0300 NOMDC"]),
    ("NICDEF 0600 TYPE QDIO", "NICDEF 0600 TYPE QDIO VLAN 10", ["NICDEF 0600 TYPE QDIO VLAN 10"]),
    ("NICDEF 0600 TYPE QDIO VLAN 10", "NICDEF 0600 TYPE QDIO", ["NICDEF 0600 DELETE", "NICDEF 0600 TYPE QDIO"]),
    (
        "NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1",
        "NICDEF 0600 TYPE QDIO\nNICDEF 0600 LAN SYSTEM VSW2",
        ["NICDEF 0600 DELETE", "NICDEF 0600 TYPE QDIO LAN SYSTEM VSW2"],
    ),
    ("* a comment\nSHARE REL 100", "SHARE RELATIVE 100\n* another one", []),
]


@pytest.mark.parametrize(("old", "new", "commands"), WRITTEN, ids=[f"{one[0]} > {one[1]}" for one in WRITTEN])
def test_statements_are_written_by_their_verbs(old: str, new: str, commands: list[str]) -> None:
    assert told(old, new) == commands
    profiles = "PROFILE P1\nPROFILE P2\n"
    before, after = (f"{profiles}USER A NOLOG 1G 4G G\n{text}\n" for text in (old, new))
    for merges in (True, False):
        assert check_convergence(before, after, "A", nicdef_merges=merges) is not None


def test_every_general_statement_and_device_of_an_entry_has_a_line_in_the_tables_above() -> None:
    texts = " ".join(f"{one[0]}\n{one[1]}\n" for one in (*WRITTEN, *WITHOUT))
    untested = {name for name, kind in BY_NAME.items() if kind.holders & {"USER", "PROFILE"} and name not in texts}
    assert not untested


# ---- what is told


def test_a_change_is_told_in_a_few_words() -> None:
    (change,) = changes_of("USER A NOLOG 4G 16G\n", "USER A NOLOG 8G 16G\n")
    assert change[:5] == (
        Kind.CHANGE_STATEMENT,
        "A",
        "STORAGE 4G -> 8G",
        (OperandChange("size", "4G", "8G"),),
        "STORAGE 8G",
    )
    (change,) = changes_of("USER A NOLOG\nOPT QUICKD\n", "USER A NOLOG\nOPT QUICKD MAXCONN 128\n")
    assert change[:5] == (
        Kind.CHANGE_STATEMENT,
        "A",
        "OPTION + MAXCONN 128",
        (OperandChange("option", None, "MAXCONN 128"),),
        "OPTION QUICKDSP MAXCONN 128",
    )


def test_a_device_tells_the_numbers_that_it_gives_up_and_takes() -> None:
    (change,) = changes_of("USER A NOLOG\nNICDEF 0600 TYPE QDIO DEV 4\n", "USER A NOLOG\nNICDEF 0600 TYPE QDIO\n")
    assert (change.kind, change.subject, change.title) == (Kind.CHANGE_STATEMENT, "A/0600", "NICDEF DEVICES 4 -> 3")
    assert (change.frees, change.takes) == (("0603",), ())
    (gone,) = changes_of("USER A NOLOG\nSPECIAL 0700 CTCA\n", "USER A NOLOG\n")
    assert (gone.kind, gone.frees, gone.takes, gone.text) == (Kind.REMOVE_STATEMENT, ("0700",), (), None)
    (come,) = changes_of("USER A NOLOG\n", "USER A NOLOG\nNICDEF FFFE TYPE QDIO\n")
    assert (come.kind, come.takes) == (Kind.ADD_STATEMENT, ("FFFE", "FFFF"))


def test_others_care_for_minidisks_links_and_builds() -> None:
    old = "IDENTITY A NOLOG\nBUILD ON M1 USING SUBCONFIG A-1\nLINK B 0191 0191 RR\nNICDEF 0200 TYPE QDIO\n"
    new = "IDENTITY A NOLOG\nBUILD ON M2 USING SUBCONFIG A-1\nMDISK 0200 3390 1 9 LX0001\n"
    (change,) = changes_of(old, new, skipped=("0191", "0200"))
    assert (change.title, change.frees) == ("NICDEF 0200 TYPE QDIO", ("0200", "0201", "0202"))


def test_a_minidisk_of_others_keeps_no_profile_from_changing() -> None:
    old = "USER A NOLOG\nINCLUDE P1\n"
    new = "USER A NOLOG\nINCLUDE P2\nMDISK 0200 3390 1 9 LX0001\n"
    (change,) = changes_of(old, new, skipped=("0200",))
    assert change.commands is not None


def test_the_entry_is_called_as_it_is_then_and_its_account_is_compared_under_the_new_name() -> None:
    old, new = "USER A NOLOG\nACCOUNT 1 A\nSHARE REL 9\n", "USER B NOLOG\nACCOUNT 1\nSHARE REL 10\n"
    found = changes_of(old, new, name="B")
    assert [command_text(one) for change in found for one in change.commands or ()] == [
        "FORUSER B ACCOUNT 1",
        "FORUSER B SHARE RELATIVE 10",
    ]
    simulator = desk(old)
    for command in ["CHNGID A B", "FOR B ACCOUNT 1", "FOR B SHARE RELATIVE 10"]:
        assert simulator.run(command).rc == 0
    assert meaning(directory_of("\n".join(simulator.records.texts)).entries[-1]) == meaning(
        directory_of(new).entries[-1]
    )


def test_the_capability_table_is_asked() -> None:
    assert told("IPL CMS", "", capabilities=Capabilities(delete_word_ipl="none")) == [
        "? IPL CMS: IPL DELETE: the setting dirmaint.delete-word-ipl says that DirMaint does not know this"
    ]
    new = "LOADDEV PORTNAME 1 ALTERNATE 1000 PORTNAME 2 LUN 3"
    assert told("LOADDEV PORTNAME 1", new)[0].startswith("? LOADDEV + ALTERNATE 1000 2 3: LOADDEV ALTERNATE")
    assert told("LOADDEV PORTNAME 1", new, capabilities=Capabilities(loaddev_alternate="yes")) == [
        "LOADDEV ALTERNATE 1000 PORTNAME 2 LUN 3"
    ]


def test_a_command_that_is_too_long_is_not_written() -> None:
    loaddev = Loaddev(None, None, None, None, None, "x y " * 70, None, None, None, None, None)
    records = "\n".join(statement_records(loaddev))
    (change,) = changes_of("USER A NOLOG\n", f"USER A NOLOG\n{records}\n")
    assert change.why == "LOADDEV: the command has 308 characters; allowed: 240"
    assert len(change.title) < 80


def test_a_password_in_a_temporary_disk_is_shown_nowhere() -> None:
    (change,) = changes_of("USER A NOLOG\n", "USER A NOLOG\nMDISK 0300 3390 T-DISK 5 MR HUSH1 HUSH2\n")
    assert (change.commands, change.why) == (None, "a command would show a password")
    assert change.text == f"MDISK 0300 3390 T-DISK 5 MR {MASK} {MASK}"


def test_the_header_of_whom_the_name_may_be_a_password_has_no_commands() -> None:
    changes = changes_of("USER HUSH1\nSHARE REL 1\n", "USER HUSH1\nSHARE REL 2\n", name="HUSH1")
    assert all(change.commands is None for change in changes)
    assert "HUSH" not in repr(changes)


# ---- one REPLACE


def test_single_commands_do_up_to_the_threshold() -> None:
    changes = changes_of("USER A NOLOG\n", "USER A NOLOG\nSHARE REL 1\nIPL CMS\nSPOOL 000C 2540 READER A\n")
    assert needs_replace(changes, 3) is None
    assert needs_replace(changes, 2) == "3 commands would be needed"
    assert needs_replace(changes, 3, beside=1) == "4 commands would be needed"
    assert needs_replace([], 0) is None


def test_what_has_no_command_needs_a_replace() -> None:
    changes = changes_of("USER A NOLOG 1G\nCLASS G\n", "USER A NOLOG\n")
    assert needs_replace(changes, 9) == "STORAGE 1G: STORAGE has no form that removes the statement, and 1 more"


# ---- whatever stands there


@given(st.lists(mutated(), max_size=6), st.lists(mutated(), max_size=6), st.sampled_from(["USER A NOLOG", "PROFILE A"]))
@settings(max_examples=80, deadline=None)
def test_any_two_entries_can_be_compared_and_commands_are_what_they_are_read_as(
    old: list[str], new: list[str], header: str
) -> None:
    before, after = (_clean("\n".join([header, *texts])) for texts in (old, new))
    for change in changes_of(before, after):
        for command in change.commands or ():
            text = command_text(command)
            parsed = COMMANDS.parse(text)
            assert parsed is not None
            assert parsed.command == command
            assert "\n" not in text
            assert not parsed.secrets
        assert (change.commands is None) == (change.why is not None)


def _clean(text: str) -> str:
    """One entry in an encoding that takes everything."""
    lines = [line for line in text.split("\n") if line.split()[:1] and not _is_header(line.split()[0])]
    return "\n".join([text.split("\n")[0], *lines]).encode("utf-8", "replace").decode("utf-8")


def _is_header(word: str) -> bool:
    return any(
        name.startswith(word.upper())
        for name in ("USER", "IDENTITY", "SUBCONFIG", "PROFILE", "DIRECTORY", "GLOBALDEFS")
    )
