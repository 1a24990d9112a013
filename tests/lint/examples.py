"""The examples in the documentation of rules, and how they are judged."""

from dataclasses import replace
from typing import NamedTuple

from dirtool.lint.engine import severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Rule
from dirtool.model.volume_list import KnownVolume
from tests.model.made import control_of, directory_of


class _Told(NamedTuple):
    """What a rule must be told before it can find anything, for lint and in words."""

    options: Options
    words: str


_VOLUME = _Told(
    Options(volumes={"LX0001": KnownVolume("3390", 3339)}),
    "where LX0001, a 3390 of 3,339 cylinders, is the only volume of the site",
)
_NOTHING = _Told(Options(), "")
_CURRENT = directory_of("DIRECTORY 0123 3390 M01RES\nSUBCONFIG MAINT-1\n MDISK 0123 3390 0 END M01RES MR")
_REQUESTERS = directory_of("DIRECTORY 0123 3390 M01RES\nUSER ZHCP NOLOG")
_ONE_REGION = control_of(":REGIONS.\nLX0001 LX0001 1 3338 3390-03\n:END.")
_TOLD = {
    "AUT003": _Told(Options(current=_REQUESTERS), "beside a directory in which ZHCP is a user"),
    "CNF028": _Told(Options(releases=("7.3",)), "with `--zvm 7.3`"),
    "DRM007": _Told(Options(extents=_ONE_REGION), "beside an EXTENT CONTROL whose only region is on LX0001"),
    "EXT003": _VOLUME,
    "EXT008": _VOLUME,
    "REL001": _Told(Options(releases=("5.4",)), "with `--zvm 5.4`"),
    "SEC010": _Told(
        Options(allowed_classes={"ADMIN": frozenset({"B"})}), 'with `ADMIN = "B"` in `[lint.allow-classes]`'
    ),
    "XCT010": _Told(Options(current=_CURRENT), "beside a directory in which MAINT-1 has a minidisk 0123"),
}
_OF_WHOLE = ("ENT010", "CMO002", "CNF031")  # rules about what a whole file must have


def example(rule: Rule, title: str) -> str:
    """The records of an example in the docstring, with \\t and \\x01 made the characters they stand for."""
    lines = rule.documentation.split("\n")
    start = lines.index(f"{title}:") + 1
    stop = next((at for at in range(start, len(lines)) if not lines[at].startswith("    ")), len(lines))
    return "\n".join(line[4:] for line in lines[start:stop]).encode().decode("unicode_escape")


def options_for(rule: Rule, text: str) -> Options:
    """How an example is judged: by all rules of the rule's profile, as a fragment if it may be one."""
    assert rule.profile is not None
    return replace(
        _TOLD.get(rule.code, _NOTHING).options,
        severities=severities_of(rule.profile) | {rule.code: rule.severity},
        fragment="DIRECTORY" not in text and rule.code not in _OF_WHOLE and rule.family not in ("XCT", "AUT"),
    )


def told(rule: Rule) -> str:
    """What lint must be told before it finds what the rule is about, in words; empty: nothing."""
    return _TOLD.get(rule.code, _NOTHING).words
