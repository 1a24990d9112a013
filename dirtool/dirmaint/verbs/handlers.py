"""Which function works off which verb: the one place where the simulator looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dirtool.dirmaint.server import Request
from dirtool.dirmaint.verbs import disks, entries, own_statements, server, space, statements
from dirtool.spec.dirmaint_verbs import VERBS

Handler = Callable[[Request], None]

_OWN_HANDLERS: dict[str, Handler] = {
    "ADD": entries.add_entry,
    "GET": entries.get_entry,
    "REPLACE": entries.replace_entry,
    "REVIEW": entries.review_entry,
    "PURGE": entries.purge_entry,
    "LOCK": entries.lock,
    "UNLOCK": entries.unlock,
    "CHVADDR": entries.change_number,
    "CHNGID": entries.rename_entry,
    "DLINK": own_statements.remove_link,
    "AMDISK": disks.add_disk,
    "CMDISK": disks.change_disk,
    "RMDISK": disks.replace_disk,
    "CLONEDISK": disks.clone_disk,
    "TMDISK": disks.transfer_disk,
    "DMDISK": disks.delete_disk,
    "DASD": space.work_off_dasd,
    "FREEXT": space.report_free,
    "USEDEXT": space.report_used,
    "RLDEXTN": space.reload,
    "FILE": server.receive_file,
    "QUERY": server.query,
    "STATUS": server.status,
    "WORKUNIT": server.cancel_work_unit,
    "CLEANUP": server.clean_up_units,
    "PW": server.set_own_password,
    "SETPW": server.set_password,
    "TESTPW": server.test_password,
    "USER": server.send_directory,
    "SEND": server.send_file,
    "ONLINE": server.go_online,
    "OFFLINE": server.go_online,
    "EXECLOAD": server.loaded,
    "EXECDROP": server.loaded,
}

_WITHOUT_EFFECT = frozenset(
    """
    AUTHDASD DROPDASD AUTHFOR DROPFOR NEEDPASS BACKUP DIRECT RLDDATA RLDCODE LANGUAGE DEFAULTS GLOBALV MAIL
    IVP SUBSCRIBE
    """.split()
)
"""Verbs that change nothing of the directory and of EXTENT CONTROL."""

_REPORTS = frozenset("QRYDASD HISTORY AGELIST PWMON MDAUDIT CHECK EXTNCHK HELP DIRMAP SCAN LINKS".split())
"""Verbs whose reports are not made."""


def _handlers() -> Iterator[tuple[str, Handler]]:
    for verb in VERBS:
        if verb.name in _OWN_HANDLERS:
            yield verb.name, _OWN_HANDLERS[verb.name]
        elif verb.writes is not None:
            yield verb.name, statements.write_statement
        elif verb.name in _REPORTS:
            yield verb.name, server.not_reported
        elif verb.name in _WITHOUT_EFFECT:
            yield verb.name, server.only_received
        else:
            yield verb.name, server.not_modelled


HANDLERS = dict(_handlers())
"""The function that works off each verb, by the name of the verb."""
