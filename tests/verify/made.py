"""Installations out of texts, and what is found in them."""

from collections.abc import Callable
from typing import NamedTuple

from dirtool.model.copy_file import copy_configuration_of
from dirtool.syntax.authfor_control import AuthforControl
from dirtool.syntax.authorization_list import AuthorizationList
from dirtool.syntax.conf_file import ConfFile
from dirtool.syntax.deployment import Deployment, DeploymentFile
from dirtool.syntax.name_list import NameList
from dirtool.syntax.system_config import SystemConfig
from dirtool.text.records import Records
from dirtool.verify.installation import Conf, Host, Installation
from dirtool.verify.registry import CHECKS
from dirtool.verify.run import Outcome, verify
from tests.model.made import control_of, directory_of, records_of

CONFS = ("nova", "neutron", "cinder", "ceilometer", "zvmsdk")
OTHERS: dict[str, Callable[[Records], object]] = {
    "directory": lambda records: directory_of("\n".join(records.texts)),
    "extents": lambda records: control_of("\n".join(records.texts), records.path),
    "dmssicnf": copy_configuration_of,
    "dmssicmo": copy_configuration_of,
    "system_config": SystemConfig,
    "authlist": AuthorizationList,
    "namelist": NameList,
    "authfor": AuthforControl,
    "deployment": lambda records: Deployment((DeploymentFile(records),)),
}


class Told(NamedTuple):
    """A finding as tests compare it: severity, the file's name and record, the message, and the file and record beside it."""

    severity: str
    place: str
    message: str
    related: tuple[str, ...] = ()


def host_of(name: str = "", **texts: str) -> Host:
    """A host with the files in some texts, by the host's names for them; each file is called by that name too.

    Several files of one service stand in one text, with a line `--- FILE NAME` before each.
    """
    host = Host(name)
    before = f"{name}/" if name else ""
    for attribute, text in texts.items():
        if attribute in CONFS:
            pieces = [(attribute, text)] if "--- " not in text else [_piece(one) for one in text.split("--- ")[1:]]
            files = tuple(ConfFile(records_of(piece, before + path)) for path, piece in pieces)
            setattr(host, attribute, Conf(files))
        else:
            setattr(host, attribute, OTHERS[attribute](records_of(text, before + attribute)))
    return host


def outcome_of(code: str, *hosts: Host, **texts: str) -> Outcome:
    """What becomes of a check on the first of some hosts; without any, on one with the files in `texts`."""
    installation = Installation(hosts or (host_of(**texts),))
    return verify(installation, {code: CHECKS[code].rule.severity}).outcomes[0]


def found_by(code: str, *hosts: Host, **texts: str) -> list[Told]:
    """What a check finds; fails if it is skipped."""
    installation = Installation(hosts or (host_of(**texts),))
    outcomes = verify(installation, {code: CHECKS[code].rule.severity}).outcomes
    assert any(outcome.status != "skipped" for outcome in outcomes), [outcome.why for outcome in outcomes]
    return [
        Told(
            found.severity,
            f"{found.span.path}:{found.span.line}",
            found.message,
            tuple(f"{other.span.path}:{other.span.line}" for other in found.related),
        )
        for outcome in outcomes
        for found in outcome.findings
    ]


def _piece(text: str) -> tuple[str, str]:
    name, _, rest = text.partition("\n")
    return name.strip(), rest
