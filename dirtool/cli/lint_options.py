"""What a run of lint is told: the settings, and the command line on top of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from dirtool.cli.common import completions
from dirtool.cli.selection_words import levels_of, selectors_of, separated
from dirtool.cli.settings import Settings
from dirtool.cli.settings_keys import (
    EVERYTHING,
    KEYS,
    LEVELS,
    NO_ESM,
    OFF,
    RELEASE_WORDS,
    Name,
    Origin,
    Setting,
)
from dirtool.cli.site import capabilities_in_force, extents_in_force, read_named, volumes_in_force
from dirtool.errors import InputError
from dirtool.lint.diagnostic import Severity
from dirtool.lint.options import Options
from dirtool.lint.selection import Layer, Level, Selector, codes_of, selector, selectors, severities
from dirtool.syntax.words import fold
from dirtool.text.input import read_bytes
from dirtool.text.records import read_records
from dirtool.wording import listed

_SELECT, _IGNORE = ("lint", "select"), ("lint", "ignore")
_DEFAULT, _TYPED = Origin("default"), Origin("command-line")


def _complete_selectors(incomplete: str) -> list[str]:
    return completions(selectors(), incomplete)


ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Take the settings from this file.", show_default=False)
]
NoConfigOption = Annotated[bool, typer.Option("--no-config", help="Take no settings from files.")]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULES",
        help="Run these rules: codes, beginnings of codes, names, profiles or ALL, with commas between.",
        autocompletion=_complete_selectors,
        show_default=False,
    ),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option(
        "--ignore",
        metavar="RULES",
        help="Do not run these rules.",
        autocompletion=_complete_selectors,
        show_default=False,
    ),
]
SeverityOption = Annotated[
    list[str] | None,
    typer.Option(
        "--severity",
        metavar="RULES=LEVEL",
        help=f"How severe rules are: {listed(LEVELS, 'or')}.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says about settings, as it was typed; None and an empty list: nothing."""

    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    severity: Sequence[str] | None = None
    fail_on: Severity | None = None
    format: str | None = None
    baseline: Path | None = None
    zvm: Sequence[str] | None = None
    fragment: bool | None = None
    volumes: Path | None = None
    extents: Path | None = None

    def values(self) -> dict[Name, Setting]:
        """The same as settings. Raises InputError for selectors, levels and releases that do not exist."""
        found: dict[Name, Any] = {
            _SELECT: selectors_of("--select", self.select) if self.select else None,
            _IGNORE: selectors_of("--ignore", self.ignore) if self.ignore else None,
            ("lint", "fail-on"): self.fail_on,
            ("lint", "format"): self.format,
            ("lint", "baseline"): self.baseline,
            ("lint", "zvm"): _releases(self.zvm) if self.zvm else None,
            ("lint", "fragment"): self.fragment,
            ("volumes-file",): self.volumes,
            ("extents",): self.extents,
            **{("lint", "severity", one.spelling): level for one, level in levels_of(self.severity or ())},
        }
        return {name: Setting(value, _TYPED) for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Run:
    """All that a run of lint is told."""

    options: Options
    fail_on: Severity
    format: str
    baseline: Path | None


class InForce(NamedTuple):
    """A setting in force: its name, its value and where that comes from."""

    name: Name
    value: Any
    origin: Origin


def _releases(values: Iterable[str]) -> tuple[str, ...]:
    words = tuple(separated(values))
    for word in words:
        if word not in RELEASE_WORDS:
            raise InputError(f"--zvm {word}: no release of z/VM; allowed: {listed(RELEASE_WORDS, 'or')}")
    return words


# -- what is in force


def in_force(settings: Settings, given: Given) -> list[InForce]:
    """Every setting in force, in the order in which keys are listed.

    The command line takes the place of the settings, but that what it ignores comes on top where it selects nothing.
    """
    typed = given.values()
    gone = {*typed, _IGNORE} if _SELECT in typed else typed.keys() - {_IGNORE}
    rows = [(name, setting) for name, setting in settings.values.items() if name not in gone]
    rows += typed.items()
    told = {name[:length] for name, _ in rows for length in range(1, len(name) + 1)}
    rows += [
        (name, Setting(known.default, _DEFAULT))
        for name, known in KEYS.items()
        if name not in told and not known.is_table and name != ("extend",)
    ]
    parents = {name[:-1] for name, _ in rows}
    shown = [InForce(name, *setting) for name, setting in rows if name not in parents]
    return sorted(shown, key=lambda row: (_place(row.name), row.name))


def _place(name: Name) -> int:
    """Where the key of a setting stands in the list of all keys."""
    return next(place for place, key in enumerate(KEYS) if name[: len(key)] == key)


def run_of(settings: Settings, given: Given) -> Run:
    """The options and the other values of a run: those of the command line on top of those of the settings.

    Raises InputError for a value or a file that cannot be used.
    """
    typed = given.values()
    values = {
        **{name: known.default for name, known in KEYS.items()},
        **{name: setting.value for name, setting in {**settings.values, **typed}.items()},
    }
    options = Options(
        severities=severities(_layer(settings.values), _layer(typed)),
        releases=values["lint", "zvm"],
        fragment=values["lint", "fragment"],
        esm=None if values["lint", "esm"] == NO_ESM else values["lint", "esm"],
        volumes=volumes_in_force(settings.values, given.volumes),
        extents=extents_in_force(settings.values, given.extents),
        allowed_options=_under(settings.values, ("lint", "allow-options")),
        allowed_classes={
            pattern: frozenset([classes] if classes == EVERYTHING else classes)
            for pattern, classes in _under(settings.values, ("lint", "allow-classes")).items()
        },
        restricted_passwords=_words(settings.values.get(("lint", "restricted-passwords"))),
        not_suppressible=codes_of(values["lint", "not-suppressible"]),
        capabilities=capabilities_in_force(settings.values),
    )
    return Run(options, values["lint", "fail-on"], values["lint", "format"], values["lint", "baseline"])


def _layer(values: Mapping[Name, Setting]) -> Layer:
    """What some values say about rules."""
    select, ignore = values.get(_SELECT), values.get(_IGNORE)
    levels: dict[Selector, Level] = {
        selector(word): None if level == OFF else Severity(level)
        for word, level in _under(values, ("lint", "severity")).items()
    }
    return Layer(None if select is None else select.value, () if ignore is None else ignore.value, levels)


def _under(values: Mapping[Name, Setting], table: Name) -> dict[str, Any]:
    """The keys of a table with their values."""
    return {name[-1]: one.value for name, one in values.items() if name[:-1] == table}


def _words(setting: Setting | None) -> frozenset[str]:
    """The first words of the lines of a file; one that begins with an asterisk is a comment."""
    if setting is None:
        return frozenset()
    data = read_named(setting, read_bytes)
    words = (fold(text).split() for text in read_records(data).texts)
    return frozenset(line[0] for line in words if line and not line[0].startswith("*"))
