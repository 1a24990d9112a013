"""What a run of lint is told beside the directory: which rules, and what a site knows of its system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from dirtool.lint.diagnostic import Severity
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.spec.dirmaint_capabilities import DEFAULT, Capabilities


@dataclass(frozen=True, slots=True)
class Options:
    """How to judge.

    `severities` holds the rules to run by their code (None: those of the profile "recommended"). `releases` are the z/VM
    releases that the directory is for. `fragment` tells whether it is a part of one only (None: whether it has a DIRECTORY
    statement tells). `esm` names the external security manager. `volumes` are all that the site has (empty: not told).
    `extents` is the EXTENT CONTROL beside a directory, `current` the directory beside an EXTENT CONTROL.
    `allowed_options` and `allowed_classes` say what SEC004 and SEC005 let pass, by a pattern of userids; "ALL" is everything.
    `restricted_passwords` are words that nobody may use; `not_suppressible` codes that no comment silences. `capabilities` says
    which uncertain forms of commands to DirMaint are there.
    """

    severities: Mapping[str, Severity] | None = None
    releases: tuple[str, ...] = ()
    fragment: bool | None = None
    esm: str | None = None
    volumes: Mapping[str, KnownVolume] = field(default_factory=dict)
    extents: ExtentControl | None = None
    current: Directory | None = None
    allowed_options: Mapping[str, frozenset[str]] = field(default_factory=dict)
    allowed_classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    restricted_passwords: frozenset[str] = frozenset()
    not_suppressible: frozenset[str] = frozenset()
    capabilities: Capabilities = DEFAULT


def allowed(table: Mapping[str, frozenset[str]], userid: str) -> frozenset[str]:
    """All that a table of patterns allows a user."""
    return frozenset().union(*(words for pattern, words in table.items() if fnmatchcase(userid, pattern)))
