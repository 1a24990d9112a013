"""The phases in which DirMaint gets the files and is tried, while the object directory stays as it is.

Source: z/VM DirMaint Tailoring and Administration Guide, the files and disks of the servers; z/VM 7.2, Steps for controlling
where DirMaint creates minidisks; Program Directory for DirMaint, DIR2PROD; z/VM TCP/IP User's Guide, FTP.
"""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.migrate.steps.names import MODE, PRODUCT_DISK, WORKSTATION, Names
from dirtool.migrate.steps.step import Phase, Step
from dirtool.wording import listed, plural

FILES = ("USER INPUT", "EXTENT CONTROL", "AUTHFOR CONTROL", "CONFIGA DATADVH")
_PASSWORDS = "USER INPUT holds the passwords of everybody: leave it nowhere but where a step puts it."


def installing(names: Names) -> Phase:
    """The files come to the disks of DIRMAINT, which does not run."""
    return Phase(
        "Install the files",
        "the four files are on the disks of DIRMAINT, which has not been started",
        tuple(_installing(names)),
        (_files_away(names), _old_way(names)),
    )


def _installing(names: Names) -> Iterator[Step]:
    yield Step(
        "See to it that none of the servers runs, and that the install id is logged off",
        names.administrator,
        (*names.of_servers("QUERY USER"), f"QUERY USER {names.install_id}"),
        "each of them is not logged on",
        f"log it off at its console, or use FORCE, such as FORCE {names.server}",
        ("An edit of these files while DIRMAINT runs is overwritten, or not seen.",),
    )
    yield Step(
        f"Bring the files to the A-disk of {names.install_id}; type the password when FTP asks for it",
        WORKSTATION,
        (
            "ftp <z/VM host>",
            f"cd {names.install_id}.191",
            "binary" if names.is_ebcdic else "ascii",
            "quote site fixrecfm 80",
            *(f"put {file.replace(' ', '.')}" for file in FILES),
            "quit",
        ),
        "each put ends with a reply that begins with 226 or 250",
        f"a disk that is read only is in use by somebody else: {names.install_id} has to be logged off",
        (*_pitfalls_of_transfer(names), "Plain FTP sends everything readable for all: use a connection with TLS."),
        "how FTP logs on to a userid that has no password of its own, and how its server is set up for TLS",
    )
    yield Step(
        "See whether the files have arrived whole",
        names.install_id,
        ("LISTFILE * * A (DATE", "DIRECTXA USER INPUT A (EDIT"),
        f"all four have the format F 80, USER INPUT has {plural(names.records, 'record')}, and DIRECTXA ends with EOJ "
        "DIRECTORY NOT UPDATED and no message that ends with E",
        "erase them, and send them again: another format means that fixrecfm or the type of the transfer was not set",
        (_PASSWORDS,),
    )
    yield Step(
        "Get the disks of the product",
        names.install_id,
        (f"DIR2PROD ACCESS_NEW {names.install_id} DIRM", "QUERY DISK", "LISTFILE CONFIG* DATADVH *"),
        "one of the disks that are accessed in write mode now has CONFIG DATADVH",
        "DIR2PROD is an EXEC on a disk of the product: access that first",
        check="the operands of DIR2PROD and the disks that it accesses, in the Program Directory for your level",
    )
    yield Step(
        "Put CONFIGA DATADVH beside CONFIG DATADVH, and bring it into production",
        names.install_id,
        (
            f"COPYFILE CONFIGA DATADVH A CONFIGA DATADVH {PRODUCT_DISK} (OLDDATE REPLACE",
            f"DIR2PROD PROD {names.install_id} DIRM",
        ),
        "CONFIGA DATADVH is on the disks that DIRMAINT and its users read",
        f"PUT2PROD DIRM, given by {names.maintenance_id}, is the other way to bring it there",
        (
            "Never change the shipped CONFIG DATADVH: service replaces it.",
            "Another CONFIG file that says otherwise may win over CONFIGA: look at all of them for RUNMODE= and ONLINE=.",
        ),
        "which of the two your level uses, and in which order CONFIG files are read",
    )
    yield Step(
        "Put the other files on the disk of DIRMAINT for the source directory; keep what is there",
        names.install_id,
        names.with_primary_disk(
            f"LISTFILE * * {MODE} (DATE",
            f"RENAME EXTENT CONTROL {MODE} EXTENT SHIPPED {MODE}",
            f"RENAME AUTHFOR CONTROL {MODE} AUTHFOR SHIPPED {MODE}",
            *(f"COPYFILE {file} A {file} {MODE} (OLDDATE REPLACE" for file in FILES[:3]),
            f"LISTFILE * * {MODE} (DATE",
            writes=True,
        ),
        "USER INPUT, EXTENT CONTROL and AUTHFOR CONTROL are there with the format F 80",
        "file not found from RENAME means that there was none; read only means that DIRMAINT still runs, or that the link "
        "asks for a password",
        (
            "Compare EXTENT SHIPPED with the new EXTENT CONTROL: records under :EXCLUDE. that IBM ships may be missing.",
            "A USER DIRECT on this disk is the work of an earlier start: find out whose, before you go on.",
            _PASSWORDS,
        ),
        "whether DIRMAINT's source directory is on 01DF at your level, as is usual",
    )


def _pitfalls_of_transfer(names: Names) -> Iterator[str]:
    """What the code page of the files means for the transfer."""
    if names.is_ebcdic:
        yield "The files are EBCDIC already: as text they would be translated a second time."
    elif names.has_blocks:
        yield "The files are text without line ends, which FTP cannot cut into records: make them again with --code-page 1047."
    else:
        yield (
            "FTP translates the text by a table of its own: compare characters such as [ ] ^ and ¬ with the original, or make "
            "the files again with --code-page 1047."
        )


def _files_away(names: Names, *, has_started: bool = False) -> Step:
    own = (f"RENAME USER DIRECT {MODE} USER TRIAL {MODE}",) if has_started else ()
    return Step(
        "Take USER INPUT away, so that DIRMAINT cannot start from it by chance",
        names.install_id,
        (
            *names.with_primary_disk(
                *own,
                f"ERASE USER INPUT {MODE}",
                f"ERASE EXTENT CONTROL {MODE}",
                f"RENAME EXTENT SHIPPED {MODE} EXTENT CONTROL {MODE}",
                f"ERASE AUTHFOR CONTROL {MODE}",
                f"RENAME AUTHFOR SHIPPED {MODE} AUTHFOR CONTROL {MODE}",
                writes=True,
            ),
            "ERASE USER INPUT A",
        ),
        "the disk is as it was before" + (", but for USER TRIAL, which DIRMAINT has built" if has_started else ""),
    )


def _old_way(names: Names) -> Step:
    return Step(
        "USER DIRECT and the object directory are what they were: end the freeze",
        names.administrator,
        ("MSG ALL The user directory can be changed again",),
        "the directory is kept by hand, as before",
    )


# -- first start


def starting(names: Names) -> Phase:
    """DIRMAINT builds its source from USER INPUT, and changes nothing else."""
    return Phase(
        "First start, for tests",
        "DIRMAINT runs with RUNMODE= TESTING and ONLINE= OFFLINE, and has read the directory",
        tuple(_starting(names)),
        (_stop(names), _files_away(names, has_started=True), _old_way(names)),
    )


def _starting(names: Names) -> Iterator[Step]:
    yield Step(
        "Log on to DIRMAINT, and start it by hand",
        names.console,
        (f"LOGON {names.server} BY {names.administrator}", "DVHBEGIN"),
        "it finds USER INPUT, builds its own source from it, adds a *DVHOPT record to each entry, and waits for work (DVH2140 "
        "or DVH2141)",
        "write down the first DVH and HCPDIR messages that end with E, and go the way back of this phase; dirtool explain "
        "tells what they mean",
        (
            "Do not use XAUTOLOG the first time: you would not see what happens.",
            "There is no command to begin again: erase what was built, put USER INPUT there once more, and start again.",
            *(("Start it on one member only; the others wait.",) if names.site.members else ()),
        ),
        "what your level types at its console as it starts, and whether it starts without DVHBEGIN",
    )
    yield Step(
        "Let it run by itself",
        names.console,
        ("#CP DISC",),
        f"QUERY USER {names.server}, given elsewhere, shows DSC",
    )
    yield Step(
        "See whether it answers to an administrator",
        names.administrator,
        (f"DIRM FOR {names.server} REVIEW",),
        "DVHREQ2289I with RC = 0, and the entry comes to the reader with its passwords masked",
        "DVH1001 or DVH1002: the interface disk of DirMaint is not accessed, or DIRMAINT was never started; a "
        "message that you are not authorized: AUTHFOR CONTROL does not have the userid, or is not on the disk",
        ("It may ask for your logon password: that is so until NEEDPASS NO, in a later phase.",),
    )


def _stop(names: Names) -> Step:
    return Step(
        "Stop the servers",
        names.administrator,
        ("DIRM SHUTDOWN", *names.of_helpers("FORCE"), f"QUERY USER {names.server}"),
        f"{names.server} is not logged on",
        f"FORCE {names.server}",
    )


# -- verification


def verifying(names: Names) -> Phase:
    """What DirMaint has is what it was given, while nothing depends on it yet."""
    return Phase(
        "Verification",
        "what DirMaint gives back is what went in, its space is that of the plan, and each administrator reaches it",
        tuple(_verifying(names)),
        (_stop(names), _files_away(names, has_started=True), _old_way(names)),
    )


def _verifying(names: Names) -> Iterator[Step]:
    yield Step(
        "Have the whole source sent, with its passwords, before anything is changed",
        names.administrator,
        ("DIRM USER WITHPASS", "QUERY RDR ALL", "RECEIVE <spool id> USER WITHPASS A (REPLACE"),
        "USER WITHPASS is on your A-disk",
        pitfalls=("It holds the passwords of everybody: nobody else may have a link to your A-disk.",),
    )
    yield Step(
        "Compare it with what went in",
        WORKSTATION,
        (
            "umask 077",
            "ftp <z/VM host>",
            f"cd {names.administrator}.191",
            "binary",
            "get USER.WITHPASS",
            "quit",
            "dirtool migrate --check . --against USER.WITHPASS",
        ),
        "exit code 0: no entry and no statement is lost, and the counts of baseline.json are those of DirMaint",
        "a loss is named with its entry: go the way back, and mend it in the source file; a difference that is expected or "
        "harmless needs nothing",
        ("Fetch it as binary: two bytes of each *DVHOPT record are no text, and a translation spoils them.",),
    )
    yield Step(
        "Compare regions and groups with EXTENT.CONTROL",
        names.administrator,
        ("DIRM DASD QUERY GROUP *", "DIRM DASD QUERY REGION *"),
        f"{plural(len(names.control.groups), 'group')} and {plural(len(names.control.regions), 'region')}, with the places "
        "that EXTENT.CONTROL has",
        "a region that is missing may have a name that was used before: DirMaint ignores the second one",
        ("A change of EXTENT CONTROL counts only after DIRM RLDEXTN.",),
    )
    yield from _comparing_space(names)
    if names.administrators[1:]:
        yield Step(
            "See whether the other administrators reach it, too",
            listed(names.administrators[1:], "and"),
            (f"DIRM FOR {names.server} REVIEW",),
            "DVHREQ2289I with RC = 0 for each of them",
            "see whether AUTHFOR CONTROL has them for both levels",
        )


def _comparing_space(names: Names) -> Iterator[Step]:
    if not names.groups:
        return
    more = f", and the same for {plural(names.untold_groups, 'more group')}" if names.untold_groups else ""
    yield Step(
        "Find out how much space is free by the files of this folder",
        WORKSTATION,
        ("dirtool map USER.INPUT --extents EXTENT.CONTROL --free-by group",),
        "a table of groups: keep it for the next step",
    )
    yield Step(
        f"Compare free and used space with it{more}",
        names.administrator,
        tuple(f"DIRM {verb} GROUP {group}" for group in names.groups for verb in ("FREEXT", "USEDEXT")),
        "a file for each command comes to the reader; sizes add up to what the table says, but for areas of CP that DirMaint "
        "sees and dirtool was not told of",
        "more free space than in the table: DirMaint does not see minidisks that dirtool sees; find them before it gives their "
        "space away",
        check="that a region holds no area of CP that neither of them knows, such as warm start and checkpoint",
    )
