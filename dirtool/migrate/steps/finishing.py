"""The phases in which DirMaint takes over: go operational, first real changes, finish.

Source: z/VM DirMaint Tailoring and Administration Guide; z/VM DirMaint Commands Reference; DirMaint DASD Management Cleanup;
APAR VM66175 for IVP.
"""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.migrate.steps.installing import FILES
from dirtool.migrate.steps.names import MODE, PRODUCT_DISK, WORKSTATION, Names
from dirtool.migrate.steps.step import Phase, Step
from dirtool.spec.devices import unit_of
from dirtool.spec.releases import Release, parse_release
from dirtool.wording import listed

_WITH_IVP = Release(7, 2)
_SIZE = {"cylinder": 5, "block": 7200}
_FOR_TESTS = "RUNMODE= TESTING", "ONLINE= OFFLINE"
_IN_FORCE = "RUNMODE= OPERATIONAL", "ONLINE= IMMED"
_LABEL = "DIRTST"
_DISK = "0192"


def going_operational(names: Names) -> Phase:
    """From here on DirMaint's source is the truth."""
    return Phase(
        "Go operational",
        "DirMaint writes the object directory, and its source is the only one",
        tuple(_going_operational(names)),
        _back_to_directxa(names),
    )


def _going_operational(names: Names) -> Iterator[Step]:
    yield Step(
        "Stop DIRMAINT",
        names.administrator,
        ("DIRM SHUTDOWN", f"QUERY USER {names.server}"),
        f"{names.server} is not logged on",
        f"FORCE {names.server}",
        ("Are both sessions of the phase Backup still open? From the next step on you may need them.",),
    )
    yield Step(
        "Set RUNMODE= OPERATIONAL and ONLINE= IMMED",
        names.install_id,
        _changing_modes(names, _FOR_TESTS, _IN_FORCE),
        "one record has RUNMODE= OPERATIONAL, one has ONLINE= IMMED, and no other CONFIG file says otherwise",
        "without ONLINE= IMMED changes stay in the source, and nobody sees them",
        check="the way that brought the file into production before",
    )
    yield Step(
        "Start DIRMAINT again",
        names.administrator,
        (f"XAUTOLOG {names.server}", f"QUERY USER {names.server}", f"DIRM FOR {names.server} REVIEW"),
        "DVHREQ2289I with RC = 0",
        "log on to it, and read what it says",
        (
            "Nobody runs DIRECTXA with the old USER DIRECT from now on: it would undo every change that DirMaint has made.",
        ),
    )
    yield Step(
        "See whether USER INPUT is still on the disk of the source directory",
        names.administrator,
        names.with_primary_disk(f"LISTFILE USER * {MODE} (DATE"),
        "USER DIRECT is there, and is newer than USER INPUT, or USER INPUT is gone",
        "with DIRMAINT stopped, rename a USER INPUT that is newer: at a start DIRMAINT would take it again, and what was "
        "changed since would be lost",
        (
            "Never edit USER DIRECT on this disk: each entry has a check sum, and DirMaint refuses changes where it is wrong.",
        ),
        "when your level reads USER INPUT, and what becomes of it",
    )
    yield Step(
        "Have the whole object directory made from DirMaint's source",
        names.administrator,
        ("DIRM DIRECT",),
        "DVHREQ2289I with RC = 0, after what DIRECTXA says: the directory is updated and on line",
        "EOJ DIRECTORY NOT UPDATED: the old object directory is still in force, and the HCPDIR message tells why",
    )
    yield Step(
        "Try the new object directory in a third session",
        names.administrator,
        (
            f"LOGON {names.administrator}",
            "QUERY VIRTUAL STORAGE",
            "QUERY MDISK",
            "LINK MAINT 0190 F190 RR",
            "DETACH F190",
        ),
        "logon, disks and link are as ever; then log on a guest of no importance, too",
        "close no session, and go the way back at once",
    )
    if names.helpers:
        satellites = [one.name for one in names.site.satellites]
        told = f"; {listed(satellites, 'and')} follow each change" if satellites else ""
        yield Step(
            "Start the other servers",
            names.administrator,
            (*names.of_helpers("XAUTOLOG"), "DIRM QUERY DATAMOVE *"),
            f"no DATAMOVE is QUIESCED, and WUCF is NONE{told}",
            "a server that logs off again tells on its console why: log on to it",
            (
                "All servers have to be of one service level: else DVH2180, and requests that never end.",
                *(("Each member has servers of its own.",) if names.site.members else ()),
            ),
        )
    yield Step(
        "Spare the administrators their password with each command",
        listed(names.administrators, "and"),
        ("DIRM NEEDPASS NO", f"DIRM FOR {names.server} REVIEW"),
        "no question for a password with the second command",
    )
    if names.site.smapi_servers:
        servers = [one.name for one in names.site.smapi_servers]
        yield Step(
            "See whether SMAPI reaches DirMaint",
            "A client of SMAPI",
            ("smcli Query_Directory_Manager_Level_DM -T dummy",),
            "name and level of the directory manager",
            f"return code 100: {listed(servers, 'and')} need AUTHFOR and ALLOW_ASUSER_NOPASS_FROM; return code 500: SMAPI does "
            "not know of the directory manager, or it does not run",
            check="how your client calls this function, and which settings of SMAPI name the directory manager",
        )


def _changing_modes(names: Names, old: tuple[str, str], new: tuple[str, str]) -> tuple[str, ...]:
    """The commands that change RUNMODE= and ONLINE= in CONFIGA DATADVH, and bring it into production."""
    runmode, online = (f"CHANGE /{one}/{other}/ *" for one, other in zip(old, new, strict=True))
    return (
        f"DIR2PROD ACCESS_NEW {names.install_id} DIRM",
        f"XEDIT CONFIGA DATADVH {PRODUCT_DISK}",
        *(runmode, "TOP", online, "FILE"),
        f"DIR2PROD PROD {names.install_id} DIRM",
    )


def _back_to_directxa(names: Names) -> tuple[Step, ...]:
    """How the directory is kept by hand again."""
    return (
        Step(
            "If something that DirMaint has changed is to stay: have its source sent, and make a USER DIRECT of it",
            names.administrator,
            (
                "DIRM USER WITHPASS",
                "RECEIVE <spool id> USER WITHPASS A (REPLACE",
                *names.with_source(
                    f"PIPE < USER WITHPASS A | NLOCATE 1.7 /*DVHOPT/ | > USER DIRECT {MODE} FIXED 80", writes=True
                ),
            ),
            "USER DIRECT has no *DVHOPT records, and all else",
            "if DIRMAINT does not answer, USER BACKUP on its backup disk is its latest copy",
            (
                "dirtool does it on your workstation, too: fetch the file as for the verification; the USER.INPUT that dirtool "
                "migrate USER.WITHPASS -o back writes has no *DVHOPT records, and goes to z/VM as USER DIRECT.",
            ),
        ),
        Step(
            "If nothing of it is to stay: put the copy of USER DIRECT back",
            names.administrator,
            names.with_source(f"COPYFILE USER DIRECTSV {MODE} USER DIRECT {MODE} (OLDDATE REPLACE", writes=True),
            "USER DIRECT is that of the freeze",
        ),
        Step(
            "Stop the servers, and let nothing start them",
            names.administrator,
            (*names.of_servers("FORCE"), *names.of_servers("QUERY USER")),
            "none of them is logged on",
            "FORCE says that a server is not logged on: that is what is wanted",
        ),
        Step(
            "Make the object directory from USER DIRECT",
            names.administrator + (f", on each of {listed(names.site.members, 'and')}" if names.site.members else ""),
            names.with_source(f"DIRECTXA USER DIRECT {MODE}"),
            "EOJ DIRECTORY UPDATED AND ON LINE; the directory is kept by hand again",
            f"if nobody can log on any more, restore {listed(names.residence, 'and')} from the dump, or start z/VM with the "
            "second volume",
            ("Do not take USER DIRECT from the disk of DIRMAINT: it is not in the form that DIRECTXA takes from you.",),
            "whether a security manager has learned of users whom DirMaint added or purged",
        ),
        Step(
            "Set RUNMODE= TESTING and ONLINE= OFFLINE again",
            names.install_id,
            _changing_modes(names, _IN_FORCE, _FOR_TESTS),
            "DIRMAINT, started by mistake, writes nothing",
            "as long as ONLINE= is IMMED, a start of DIRMAINT can bring its source online again",
            check="the way that brought the file into production before",
        ),
    )


# -- first changes


def changing(names: Names) -> Phase:
    """Changes that touch nobody, each seen to be in force."""
    return Phase(
        "First real changes",
        "an entry and a minidisk have been added, changed and removed, and nobody else has noticed",
        tuple(_changing(names)),
        (
            Step(
                "Remove the guest",
                names.administrator,
                (f"DIRM FOR {names.guest} PURGE NOCLEAN",),
                f"DVHREQ2289I with RC = 0; {names.guest} has no entry any more",
                "a message that it is locked: a work unit still has it; look at DIRM QUERY DATAMOVE *",
            ),
            *_back_to_directxa(names),
        ),
    )


def _changing(names: Names) -> Iterator[Step]:
    guest = names.guest
    yield Step(
        f"Add {guest}, a guest to try with: nobody has that name",
        names.administrator,
        (
            f"XEDIT {guest} DIRECT A",
            *(f"INPUT {record}" for record in _new_entry(names)),
            "FILE",
            f"DIRM ADD {guest}",
        ),
        "DVHREQ2289I with RC = 0, and DVHBIU3428I: the change is online",
        "DVH3212: DIRECTXA refuses the entry, and the DVH6213 messages before tell why",
    )
    yield Step(
        "Change its storage, see that it has it, and take that back",
        names.administrator,
        (f"DIRM FOR {guest} STORAGE 33M", f"LOGON {guest} BY {names.administrator}", "QUERY VIRTUAL STORAGE", "LOGOFF",
         f"DIRM FOR {guest} STORAGE 32M"),
        "STORAGE = 33M at the logon; LOGON and what follows it are for another session",
        "ONLINE= is not IMMED, if the storage is still 32M",
        ("A guest that is logged on has to log off and on to see a change.",),
    )  # fmt: skip
    if names.area is not None:
        yield from _changing_disks(names, *names.area)
    yield Step(
        f"Remove {guest}",
        names.administrator,
        (f"DIRM FOR {guest} PURGE NOCLEAN",),
        "DVHREQ2289I with RC = 0",
        "a message that it is locked: a work unit still has it; wait for its end",
    )


def _new_entry(names: Names) -> tuple[str, ...]:
    """The records of the guest to try with."""
    return (
        f"USER {names.guest} LBYONLY 32M 64M G",
        "IPL CMS",
        f"LOGONBY {names.administrator}",
        "MACHINE ESA",
        "CONSOLE 0009 3215 T",
        "SPOOL 000C 2540 READER *",
        "SPOOL 000D 2540 PUNCH A",
        "SPOOL 000E 1403 A",
        "LINK MAINT 0190 0190 RR",
    )


def _changing_disks(names: Names, devtype: str, how: str, area: str) -> Iterator[Step]:
    guest, size = names.guest, _SIZE[unit_of(devtype)]
    yield Step(
        f"Give {guest} a formatted minidisk, at a place that DirMaint chooses",
        names.administrator,
        (
            f"DIRM FOR {guest} AMDISK {_DISK} {devtype} {how} {size} {area} MR BLKSIZE 4096 LABEL {_LABEL}",
            "DIRM QUERY DATAMOVE *",
            f"DIRM FOR {guest} REVIEW",
        ),
        "DVHSHN3430I some time later; then the entry has an MDISK whose place dirtool map shows as free",
        f"{area} may have no room: name another one; after a DVHSHN message that ends with E look at the console of DATAMOVE, "
        "and use DIRM CLEANUP",
        (
            "RC = 0 means that the work is queued: it is done with DVHSHN3430I.",
            "Disks of Linux are better added without BLKSIZE and LABEL, and formatted by Linux.",
        ),
    )
    yield Step(
        "Remove it, and have its space formatted",
        names.administrator,
        (f"DIRM FOR {guest} DMDISK {_DISK} CLEAN", "DIRM QUERY DATAMOVE *"),
        "DVHSHN3430I some time later, and WUCF is NONE",
        "DIRM CLEANUP first; only by IBM's procedure are the files of the servers edited",
    )


# -- finish


def finishing(names: Names) -> Phase:
    """What makes it last."""
    return Phase(
        "Finish",
        "DirMaint starts by itself and is backed up, the old USER DIRECT is out of the way, and the freeze is over",
        tuple(_finishing(names)),
        (
            *_back_to_directxa(names),
            Step(
                f"Take the lines for the servers out of the PROFILE EXEC of {names.starter}",
                names.administrator,
                names.with_disk_of(names.starter, f"XEDIT PROFILE EXEC {MODE}"),
                "nothing starts the servers with the system",
            ),
        ),
    )


def _finishing(names: Names) -> Iterator[Step]:
    yield Step(
        f"Have {names.starter} start the servers with the system",
        names.administrator,
        names.with_disk_of(names.starter, f"XEDIT PROFILE EXEC {MODE}"),
        f'it has a line for {names.server}, such as "CP XAUTOLOG {names.server}", and for those of '
        f"{listed(names.helpers or ['its helpers'], 'and')} that {names.server} does not start itself",
        "a disk that is read only is in use: log its owner off first",
        ("With a security manager they start after it.",),
        f"whether {names.server} starts the others at your site"
        + ("" if names.site.starter else ", and what starts servers"),
    )
    yield Step(
        "Put the old USER DIRECT out of the way",
        names.administrator,
        names.with_source(f"RENAME USER DIRECT {MODE} USER OLDDIRCT {MODE}", f"LISTFILE USER * {MODE}", writes=True),
        "there is no USER DIRECT any more, and nobody can run DIRECTXA with it by habit",
        pitfalls=("USER DIRECTSV stays, for the way back.",),
    )
    yield Step(
        "Make a backup, and see that it is one",
        names.administrator,
        ("DIRM BACKUP", *names.with_backup_disk(f"LISTFILE USER BACKUP {MODE} (DATE")),
        "USER BACKUP is of today, and has a few more records than USER INPUT had: those with *DVHOPT",
        "look at the console of DIRMAINT",
        ("Have it made each night: DIRMAINT DATADVH holds the times. Have the disk 01DF in your own backups, too.",),
        "whether your level makes a backup each night as it is shipped",
    )
    if parse_release(names.site.release.name) >= _WITH_IVP:
        yield Step(
            "Have DirMaint check its own installation",
            names.administrator,
            ("DIRM IVP", "DIRM DATAMOVE IVP"),
            "the answers name no error",
            "z/VM 7.2 knows IVP with APAR VM66175 only",
        )
    yield Step(
        "Erase what holds passwords and is not needed any more",
        f"{names.install_id}, then {names.administrator}",
        ("ERASE USER INPUT A", *(f"ERASE {file} A" for file in FILES[1:]), "ERASE USER WITHPASS A"),
        "neither of them has USER INPUT or USER WITHPASS on a disk or in the reader",
        pitfalls=("The first four are on the disk of the install id, the last one is on that of the administrator.",),
    )
    yield Step(
        "The same for this folder",
        WORKSTATION,
        ("rm USER.WITHPASS",),
        "USER.INPUT and the copy of USER DIRECT are kept where only you can read them, or are gone, too",
    )
    yield Step(
        "End the freeze, and tell everybody how the directory is changed from now on",
        names.administrator,
        ("MSG ALL The user directory can be changed again, with DirMaint: HELP DIRMAINT",),
        "whoever used to edit USER DIRECT knows what to type instead",
        pitfalls=(
            "A command takes longer than an edit by hand: files for GET and REPLACE, or BATCH, are the way for many changes.",
            "A change of a PROFILE makes the entries of all who include it new, with messages for each.",
            "A change of the directory does not change a guest that runs.",
        ),
    )
