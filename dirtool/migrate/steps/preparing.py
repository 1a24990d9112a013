"""The phases in which nothing changes for anybody: prepare, freeze, backup.

Source: z/VM DirMaint Tailoring and Administration Guide; Program Directory for DirMaint; z/VM Service Guide, SERVICE and
PUT2PROD; z/VM CP Commands and Utilities Reference, DIRECTXA and DISKMAP.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from dirtool.migrate.steps.names import MODE, WORKSTATION, Names
from dirtool.migrate.steps.step import Phase, Step
from dirtool.spec.releases import Release, parse_release
from dirtool.wording import listed

_WITH_UPGRADE_EXIT = Release(7, 4)
_FOLDER_OF_SOURCE = "Your workstation, in the folder of the source file"
_FETCHED = "FROZEN.DIRECT"
_PASSWORDS = "It holds the passwords of everybody."


def preparing(names: Names) -> Phase:
    """The days before: what has to be there, and whether the directory is ready."""
    return Phase(
        "Prepare",
        "DirMaint is enabled, its servers and disks are there, and the directory is ready",
        tuple(_preparing(names)),
        (
            Step(
                "Nothing was changed but the state of the product: leave it, or disable it again",
                names.maintenance_id,
                ("SERVICE DIRM DISABLE", "PUT2PROD"),
                f"QUERY PRODUCT shows {names.install_id} as disabled",
                check="the operands of SERVICE for your level",
            ),
        ),
    )


def _preparing(names: Names) -> Iterator[Step]:
    yield Step(
        "Enable DirMaint, for which a licence is needed",
        names.maintenance_id,
        ("QUERY PRODUCT", "SERVICE DIRM ENABLE", "PUT2PROD", "QUERY PRODUCT"),
        f"{names.install_id} is enabled in the second answer",
        f"look in SYSTEM CONFIG for the statement PRODUCT PRODID {names.install_id} STATE ENABLED",
        ("From z/VM 7.4 on an upgrade asks the directory manager by an exit, UPGDVHXT, which has to be set up.",)
        if parse_release(names.site.release.name) >= _WITH_UPGRADE_EXIT
        else (),
        f"the Program Directory for your level: the steps, and the userid {names.maintenance_id}",
    )
    yield Step(
        "See what the entries of the servers hold",
        _FOLDER_OF_SOURCE,
        tuple(
            f"dirtool parse {shlex.quote(names.site.source)} --effective {name}"
            for name in ("DIRMAINT", *[shlex.quote(one.name) for one in names.site.datamoves])
        ),
        f"DIRMAINT has 128M of storage or more, the classes A, B, D and G, the options that its shipped entry has (such as "
        f"LNKNOPAS and D84NOPAS), the disks 0155, 01DF and 01DB, and a link in write mode to {names.vdev}, the device of the "
        "object directory",
        "correct the entries in USER DIRECT now, run DIRECTXA, and make the files of this folder again; the same for all "
        "that is listed above as lacking",
        check="the entries that the Program Directory for your level lists",
    )
    yield Step(
        "See whether the disk of the source directory is formatted, and large enough",
        names.administrator,
        names.with_primary_disk(f"QUERY DISK {MODE}"),
        f"at least {names.room:,} blocks of 4K are left: room for two copies of {names.records:,} records",
        "format it, or give it more room, while DIRMAINT is logged off",
        check="whether your level formats the disks of the servers by itself",
    )
    if names.site.esm is None:
        yield Step(
            "If a security manager such as RACF runs: give DIRMAINT what it needs there",
            "An administrator of the security manager",
            (),
            "DIRMAINT may define and delete users, and link the disks that it has to",
            "without a security manager there is nothing to do",
            check="the chapter on your security manager in the Tailoring and Administration Guide",
        )
    else:
        yield Step(
            "Give DIRMAINT what it needs of the security manager",
            "An administrator of the security manager",
            ("RAC ALTUSER DIRMAINT SPECIAL", "RAC LISTUSER DIRMAINT"),
            "SPECIAL is among the attributes of DIRMAINT; where administrators are for groups, group-SPECIAL is enough",
            "another security manager than RACF has its own commands",
            check=f"the chapter on your security manager, and CONFIGRC SAMPDVH on the 2C2 disk of {names.install_id}",
        )
    yield Step(
        "See whether DIRECTXA accepts the directory as it is, without a change",
        names.administrator,
        names.with_source(f"DIRECTXA USER DIRECT {MODE} (EDIT"),
        "EOJ DIRECTORY NOT UPDATED, and no message that ends with E before it",
        "dirtool explain tells of the HCPDIR message what to do; DirMaint cannot start from what DIRECTXA refuses",
        check=_where_source_is(names),
    )
    yield Step(
        "See whether the directory is ready",
        WORKSTATION,
        (),
        "readiness.html says ready, or ready with fixes, and you have looked at all that it asks you to check",
        "mend the source file, and make the files of this folder again: what is changed in USER.INPUT only is in no proof",
        ("From DirMaint's view this is a new installation: what another directory manager knows beside the directory stays "
         "behind.",),
    )  # fmt: skip
    yield Step(
        "See whether the volumes are what EXTENT.CONTROL takes them for",
        names.administrator,
        ("QUERY ALLOC MAP", "QUERY CPOWNED", "QUERY DASD"),
        "every volume of EXTENT.CONTROL is there, is attached to SYSTEM, and has no page, spool, directory or temporary space "
        "inside a region",
        "make the files of this folder again, with what is so: --volumes for the list of volumes, --alloc-map for the answer "
        "to QUERY ALLOC MAP",
        (
            "QUERY ALLOC does not show the areas of warm start and checkpoint, which SYSTEM_RESIDENCE in SYSTEM CONFIG tells: "
            "a region must not hold them.",
            "A region that starts at 0 has the label of the volume in it, which the first minidisk there overwrites.",
            "A volume is of use for minidisks only if CPFMTXA has formatted it, and the space is PERM.",
        ),
    )
    yield Step(
        "Compare the map of the minidisks with that of another program",
        names.administrator,
        names.with_source(f"DISKMAP USER DIRECT {MODE}", "XEDIT USER DISKMAP A"),
        "overlaps and gaps are those that dirtool map shows of the source file",
        "a minidisk that one of them does not know is in a part of the directory that the other one did not read",
    )


def _where_source_is(names: Names) -> str:
    """What to check where the place of USER DIRECT is only a habit, or not known."""
    disk = names.site.source_disk
    if disk is None:
        return "where USER DIRECT is kept: the directory has neither PMAINT 02CC nor MAINT 02CC"
    return f"whether USER DIRECT is kept on {disk.owner} {disk.vdev}, which is usual"


# -- freeze


def freezing(names: Names) -> Phase:
    """From here on nobody changes the directory."""
    return Phase(
        "Freeze",
        "nobody changes the directory any more; the files of this folder, USER DIRECT and the object directory say the same",
        tuple(_freezing(names)),
        (
            Step(
                "End the freeze",
                names.administrator,
                ("MSG ALL The user directory can be changed again",),
                "nothing was changed, so there is nothing to take back",
                "with changes made from now on, make the files of this folder again before the next try",
            ),
        ),
    )


def _freezing(names: Names) -> Iterator[Step]:
    others = [one.name for one in (*names.site.smapi_servers, *names.site.clients)]
    yield Step(
        "Announce that the directory must not be changed until you say so",
        names.administrator,
        ("MSG ALL The user directory is frozen: no changes until further notice",),
        "everybody who edits USER DIRECT, or runs DIRECTXA, knows of it",
        "wait until they do",
        (f"Programs change the directory, too: {listed(others, 'and')} pass on what others ask for.",)
        if others
        else (),
    )
    yield Step(
        f"See whether USER DIRECT has changed since the files of this folder were made: fetch it as {_FETCHED}, and compare",
        _FOLDER_OF_SOURCE,
        ("umask 077", *_fetching(names), f"dirtool diff {shlex.quote(names.site.source)} {_FETCHED} --exit-code"),
        "exit code 0: no difference",
        "make the files of this folder again, from the new file, and read the readiness report again",
        (_PASSWORDS,),
        _where_source_is(names),
    )
    yield Step(
        "Make the object directory once more from USER DIRECT, so that both are the same",
        names.administrator + (f", on each of {listed(names.site.members, 'and')}" if names.site.members else ""),
        names.with_source(f"DIRECTXA USER DIRECT {MODE}"),
        "EOJ DIRECTORY UPDATED AND ON LINE",
        "correct what the messages tell, and make the files of this folder again",
    )


def _fetching(names: Names) -> tuple[str, ...]:
    """How USER DIRECT comes from z/VM: byte for byte, under a name that no file has yet."""
    disk = names.site.source_disk
    folder = "<owner>.<vdev>" if disk is None else f"{disk.owner}.{disk.vdev}"
    return ("ftp <z/VM host>", f"cd {folder}", "binary", f"get USER.DIRECT {_FETCHED}", "quit")


# -- backup


def backing_up(names: Names) -> Phase:
    """What leads back, made while everything still works."""
    return Phase(
        "Backup",
        "there is a copy of USER DIRECT, one of the object directory, and a way to log on that needs neither",
        tuple(_backing_up(names)),
        (
            Step(
                "Nothing was changed: keep the copies, and end the freeze",
                names.administrator,
                ("MSG ALL The user directory can be changed again",),
                "everything is as it was",
            ),
        ),
    )


def _backing_up(names: Names) -> Iterator[Step]:
    yield Step(
        "Copy USER DIRECT",
        names.administrator,
        names.with_source(
            f"COPYFILE USER DIRECT {MODE} USER DIRECTSV {MODE} (OLDDATE",
            f"LISTFILE USER * {MODE} (DATE",
            writes=True,
        ),
        "USER DIRECTSV has as many records as USER DIRECT",
        "if the disk is read only, somebody has it in write mode: ask them to give it free",
        check=_where_source_is(names),
    )
    yield Step(
        f"Keep {_FETCHED}, the copy that the comparison was made with, outside of z/VM",
        _FOLDER_OF_SOURCE,
        (f"chmod 600 {_FETCHED}",),
        "only you can read it, and it is in a place that is there when z/VM is not",
        pitfalls=(_PASSWORDS,),
    )
    yield Step(
        f"Dump {listed(names.residence, 'and')}, where the object directory is, with DDR or your backup product",
        "Whoever makes your backups",
        (),
        "the dump is complete, and you know how to restore it from a system that does not run",
        pitfalls=(
            "Best of all is a second volume with directory space of its own, which nobody touches during the move.",
        ),
        check="the procedure of your site for a restore without a running z/VM",
    )
    yield Step(
        "Stay logged on, from here to the end",
        f"{names.administrator} and OPERATOR",
        ("QUERY USERID",),
        "two sessions are open, one of them at the system console, and two people can use them",
        pitfalls=("With a wrong object directory nobody can log on, but who is logged on stays so.",),
    )
