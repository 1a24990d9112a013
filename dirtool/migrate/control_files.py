"""The two small files of a move: who may give commands to DirMaint, and what is set otherwise than IBM ships it.

Each record that counts has its reason in a comment before it. What stands in them is certain, but for the node and the system
of a server, which the comments ask to check; what the directory cannot tell is left as a comment.

Source: z/VM DirMaint Tailoring and Administration Guide, AUTHFOR CONTROL and CONFIG DATADVH; z/VM DirMaint Commands Reference,
AUTHFOR; Tuning DirMaint Performance; z/VM Systems Management Application Programming, setting up DirMaint.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

from dirtool.migrate.site import Server, Site
from dirtool.spec.releases import Release, parse_release
from dirtool.syntax.authfor_control import ANY_NODE, EVERYBODY
from dirtool.wording import listed

_LEVELS = ("140A", "150A")
_SETS_OF_ADMINISTRATOR = "ADGHMOPS"
_SETS_OF_SMAPI = "ADGHOPS"
_WIDTH = 72
_WAITS_LONG_BY_DEFAULT = Release(7, 1)  # the last release that does
_EVERY_SYSTEM = "*"


def authfor_control(site: Site) -> list[str]:
    """The records of AUTHFOR CONTROL: a row a command level for each administrator, server of SMAPI and client of these.

    Who is several of them has the rows of the first alone: two for one level would contradict each other.
    """
    lines = [
        *_comment("*", "AUTHFOR CONTROL: who may give commands to DirMaint for whom; one record a command level."),
        "*",
        _authfor_row("* TARGET", "USER", "NODE", "LEVEL", "SETS"),
    ]
    for told in site.administrators:
        why = f"{told.name} administers the directory, and may do everything for everybody."
        lines += _authority(told.name, _SETS_OF_ADMINISTRATOR, why)
    if not site.administrators:
        why = "Nobody is known to administer the directory: put a userid in the place of ADMIN, and take the asterisks away."
        rows = [f"* {row}" for row in _rows("ADMIN", _SETS_OF_ADMINISTRATOR)]
        lines += ["*", *_comment("*", why), *rows]
    have_rows = {told.name for told in site.administrators}
    reasons = (
        (site.smapi_servers, "is a server of SMAPI, and passes on what its clients ask for."),
        (site.clients, "asks for changes through SMAPI, which gives the commands in the name of who asks."),
    )
    for names, why in reasons:
        others = [told.name for told in names if told.name not in have_rows]
        for name in others:
            lines += _authority(name, _SETS_OF_SMAPI, f"{name} {why}")
        have_rows.update(others)
    return lines


def _authority(userid: str, sets: str, why: str) -> list[str]:
    return ["*", *_comment("*", why), *_rows(userid, sets)]


def _rows(userid: str, sets: str) -> list[str]:
    return [_authfor_row(EVERYBODY, userid, ANY_NODE, level, sets) for level in _LEVELS]


def _authfor_row(target: str, originator: str, node: str, level: str, sets: str) -> str:
    return f"{target:<8} {originator:<8} {node:<8} {level:<4} {sets}"


class Setting(NamedTuple):
    """A record of CONFIGA DATADVH, and why it is there; without a keyword it is a comment only."""

    keyword: str
    value: str
    why: str


def configa_datadvh(site: Site) -> list[str]:
    """The records of CONFIGA DATADVH, which overrides the shipped CONFIG DATADVH: for tests at first, nothing goes online."""
    head = (
        "CONFIGA DATADVH: what is set otherwise than in CONFIG DATADVH, which stays as it is shipped. IBM advises to take the "
        "comments out once it is in use."
    )
    lines = _comment("/", head)
    for setting in _settings(site):
        lines += ["/", *_comment("/", setting.why)]
        if setting.keyword:
            lines.append(f"{setting.keyword}= {setting.value}")
    return lines


def _settings(site: Site) -> Iterator[Setting]:
    yield Setting(
        "RUNMODE",
        "TESTING",
        "For the first start: DirMaint looks at what it is asked, and writes nothing. It becomes OPERATIONAL when the checks "
        "of the runbook are passed.",
    )
    yield Setting(
        "ONLINE",
        "OFFLINE",
        "For the first start: the object directory stays as it is. It becomes IMMED together with RUNMODE: each change is in "
        "force at once.",
    )
    yield Setting("UPDATE_IN_PLACE", "YES", "A small change rewrites a few records, not the whole source.")
    yield Setting(
        "DASD_ALLOCATE", "FIRST_FIT", "The first gap that is large enough is taken; to look at all of them is slow."
    )
    yield Setting(
        "DISK_CLEANUP",
        "NO",
        "The space of a minidisk that goes is left as it is, as it was without DirMaint. YES formats it first: nobody can read "
        "what was there, and each removal takes time and a work unit. CLEAN and NOCLEAN on a command say it for one disk.",
    )
    yield Setting(
        "SORT_BY_DEVICE_ADDRESS", "NO", "Statements stay in their order; to sort them slows each change down."
    )
    if parse_release(site.release.name) <= _WAITS_LONG_BY_DEFAULT:
        yield Setting("DVHWAIT_BATCH_INTERVAL", "00:00", "Up to z/VM 7.1: no pause between two requests.")
        yield Setting(
            "DVHWAIT_CLUSTER_INTERVAL", "00:01", "Up to z/VM 7.1: a short wait while satellites read the source."
        )
    yield from _datamoves(site)
    yield from _satellites(site)
    yield from _smapi(site)
    if site.esm is not None:
        yield _note(
            "There is a security manager. What DirMaint has to know of RACF is in a file of its own, CONFIGRC DATADVH: begin "
            f"with CONFIGRC SAMPDVH from the 2C2 disk of {site.install_id.name}.",
        )


def _datamoves(site: Site) -> Iterator[Setting]:
    keyword, task = "DATAMOVE_MACHINE", "copies, formats and cleans minidisks"
    if not site.datamoves:
        yield _note(f"{keyword}= is missing: the directory has no DATAMOVE yet, which {task}.")
    for server in site.datamoves:
        if not site.members:
            yield Setting(
                keyword,
                f"{server.name} {ANY_NODE} {_EVERY_SYSTEM}",
                f"{server.name} {task}: userid, node, system affinity.",
            )
        elif not server.members:
            yield _on_unknown_member(server, keyword, f"{server.name} MEMBER {_EVERY_SYSTEM}")
        for member in server.members:
            yield Setting(
                keyword,
                f"{server.name} {member} {_EVERY_SYSTEM}",
                f"{server.name} {task} on {member}: userid, node, system affinity. Check in your manual that the node is "
                f"{member}, and which affinity a cluster takes.",
            )


def _satellites(site: Site) -> Iterator[Setting]:
    keyword = "SATELLITE_SERVER"
    if site.members and not site.satellites:
        yield _note(
            f"{keyword}= is missing: the directory has no DIRMSAT yet. Each of {listed(site.members, 'and')} needs one, and a "
            f"record {keyword}= DIRMSAT MEMBER with its name."
        )
    for server in site.satellites:
        if not site.members:
            yield _note(
                f"{server.name} is in the directory: if it keeps a second object directory, it needs a record {keyword}= "
                f"{server.name} with the node and the CPU ids of its system, which the directory does not tell."
            )
        elif not server.members:
            yield _on_unknown_member(server, keyword, f"{server.name} MEMBER")
        for member in server.members:
            yield Setting(
                keyword,
                f"{server.name} {member}",
                f"{server.name} keeps the object directory of {member} up to date: userid, node. Check in your manual that the "
                f"node is {member}, and whether CPU ids have to follow.",
            )


def _on_unknown_member(server: Server, keyword: str, value: str) -> Setting:
    return _note(
        f"{server.name} is a USER, which runs on one member, and the directory does not tell on which. It needs a record "
        f"{keyword}= {value} with the name of that member."
    )


def _smapi(site: Site) -> Iterator[Setting]:
    for told in site.smapi_servers:
        why = f"{told.name} gives commands in the name of others without their passwords, from any node."
        yield Setting("ALLOW_ASUSER_NOPASS_FROM", f"{told.name} {ANY_NODE}", why)


def _note(text: str) -> Setting:
    return Setting("", "", text)


def _comment(mark: str, text: str) -> list[str]:
    """A text as comments of no more columns than there are."""
    return [f"{mark} {line}" for line in wrap(text, _WIDTH - 2, break_long_words=False, break_on_hyphens=False)]
