"""dirtool verify."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dirtool.cli.common import (
    Colour,
    ColourOption,
    EncodingOption,
    OutputOption,
    answer,
    command,
    completions,
    fail,
    known_encoding,
    make_parser,
    progress,
    refuse_to_overwrite,
    style_for,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.selection_words import levels_of, selectors_of
from dirtool.cli.settings_keys import LEVELS, OFF, nearest_word
from dirtool.cli.space_input import VolumesOption
from dirtool.cli.verify_plan import Beside, proof_of, refuse_beside_plan
from dirtool.errors import ANSWER_IS_NO, DONE, REFUSED, InputError
from dirtool.lint.diagnostic import Severity
from dirtool.lint.selection import Layer, selectors
from dirtool.model.recognition import Kind
from dirtool.model.size import Size, size_of
from dirtool.report.style import Style
from dirtool.spec.conf_options import RELEASES
from dirtool.wording import did_you_mean, listed

if TYPE_CHECKING:
    from dirtool.verify.plan.proof import Proof
    from dirtool.verify.run import Verification


class Format(StrEnum):
    """How the answer is written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"


def _complete_selectors(incomplete: str) -> list[str]:
    from dirtool.verify.run import choice_of_checks

    return completions(selectors(choice_of_checks()), incomplete)


def _complete_releases(incomplete: str) -> list[str]:
    return completions(RELEASES, incomplete)


def _file(kind: Kind, *, many: bool = False) -> Any:
    """The option that names a file of a kind, or one of several."""
    name = kind.name.lower().replace("_", "-")
    return typer.Option(f"--{name}", help=f"{kind}{'; for each file once' if many else ''}.", show_default=False)


def _selection(option: str, does: str) -> Any:
    """An option that takes words for checks."""
    return typer.Option(
        option,
        metavar="CHECKS",
        help=f"{does} these checks: codes, beginnings of codes, names or ALL, with commas between.",
        autocompletion=_complete_selectors,
        show_default=False,
    )


@command
def verify(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="A plan; with --install: files of the installation, or folders.", show_default=False),
    ] = None,
    current: Annotated[
        str | None,
        typer.Option(help="The directory for which a plan is to be proved; - is standard input.", show_default=False),
    ] = None,
    install: Annotated[bool, typer.Option("--install", help="Verify that the files of an installation agree.")] = False,
    directory: Annotated[Path | None, _file(Kind.DIRECTORY)] = None,
    extents: Annotated[Path | None, _file(Kind.EXTENTS)] = None,
    dmssicnf: Annotated[Path | None, _file(Kind.DMSSICNF)] = None,
    dmssicmo: Annotated[Path | None, _file(Kind.DMSSICMO)] = None,
    system_config: Annotated[Path | None, _file(Kind.SYSTEM_CONFIG)] = None,
    authlist: Annotated[Path | None, _file(Kind.AUTHLIST)] = None,
    namelist: Annotated[Path | None, _file(Kind.NAMELIST)] = None,
    authfor: Annotated[Path | None, _file(Kind.AUTHFOR)] = None,
    nova: Annotated[list[Path] | None, _file(Kind.NOVA, many=True)] = None,
    neutron: Annotated[list[Path] | None, _file(Kind.NEUTRON, many=True)] = None,
    cinder: Annotated[list[Path] | None, _file(Kind.CINDER, many=True)] = None,
    ceilometer: Annotated[list[Path] | None, _file(Kind.CEILOMETER, many=True)] = None,
    zvmsdk: Annotated[list[Path] | None, _file(Kind.ZVMSDK, many=True)] = None,
    deployment: Annotated[list[Path] | None, _file(Kind.DEPLOYMENT, many=True)] = None,
    checklist: Annotated[
        bool, typer.Option("--checklist", help="Write a checklist of what only the running system tells (Markdown).")
    ] = False,
    select: Annotated[list[str] | None, _selection("--select", "Make only")] = None,
    ignore: Annotated[list[str] | None, _selection("--ignore", "Do not make")] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option(
            "--severity",
            metavar="CHECKS=LEVEL",
            help=f"How severe checks are: {listed(LEVELS, 'or')}.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        Severity, typer.Option(case_sensitive=False, help="Exit with 1 from this severity on.")
    ] = Severity.ERROR,
    format_: Annotated[
        Format, typer.Option("--format", case_sensitive=False, help="How to write the answer.")
    ] = Format.FULL,
    all_: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Show every finding (else ten of one code in a file), every file, and each check on a line of its own.",
        ),
    ] = False,
    openstack_release: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help=f"The release of OpenStack, {RELEASES[0]} to {RELEASES[-1]}; else what holds for all of them is asked for.",
            autocompletion=_complete_releases,
            show_default=False,
        ),
    ] = None,
    flavor_size: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            help="The disk of the largest flavor, such as 20GiB: the disk pool must have a gap for it.",
            show_default=False,
        ),
    ] = None,
    volumes: VolumesOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    output_file: OutputOption = None,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
) -> int:
    """Prove a plan again, or verify that the files that describe one z/VM cloud agree.

    A plan is proved against the directory that --current names: its commands are run in the simulated DirMaint, and what
    becomes of the directory is compared with what the plan says. Exit code 0: proved; 1: a claim does not hold; 2: a file
    cannot be read, or an option is wrong; 3: the plan is stale.

    With --install: what a file is, its content tells; an option says it where that does not help. Of several z/VM hosts, each
    has a folder of its own in the folder that is named. A check whose files are missing is skipped, and counted so. Exit code
    0: nothing at or above --fail-on; 1: findings; 2: a file cannot be read, nothing to verify, or an option is wrong.
    """
    from dirtool.verify.reading import read_installation
    from dirtool.verify.run import Status, severities_of
    from dirtool.verify.run import verify as make_checks

    if not install:
        named_kinds = {
            "--directory": directory,
            "--dmssicnf": dmssicnf,
            "--dmssicmo": dmssicmo,
            "--system-config": system_config,
            "--authlist": authlist,
            "--namelist": namelist,
            "--authfor": authfor,
            "--nova": nova,
            "--neutron": neutron,
            "--cinder": cinder,
            "--ceilometer": ceilometer,
            "--zvmsdk": zvmsdk,
            "--deployment": deployment,
        }
        chosen = {
            "--checklist": checklist,
            "--select": select,
            "--ignore": ignore,
            "--severity": severity,
            "--all": all_,
        }
        asked = {"--openstack-release": openstack_release, "--flavor-size": flavor_size}
        refuse_beside_plan({**named_kinds, **chosen, **asked, "--format sarif": format_ is Format.SARIF})
        beside = Beside(extents, volumes, config, no_config)
        with progress("proving", color):
            proof = proof_of(paths or [], current, beside, make_parser(), encoding, output_file)
        shown = (str((paths or [Path()])[0]), current or "")
        answer(_proof_lines(proof, format_, shown, style_for(color, output_file)), output_file)
        return REFUSED if proof.stale else DONE if proof.holds else ANSWER_IS_NO
    for option, is_given in {
        "--current": current,
        "--volumes": volumes,
        "--config": config,
        "--no-config": no_config,
    }.items():
        if is_given:
            raise InputError(f"{option} goes with a plan, not with --install")
    words: dict[str, object] = {"--select": select, "--ignore": ignore, "--severity": severity}
    if checklist:
        words |= {"--openstack-release": openstack_release, "--flavor-size": flavor_size}
        _refuse_beside_checklist({**words, "--all": all_, "--format": format_ is not Format.FULL})
    named: dict[Kind, Sequence[Path | None]] = {
        Kind.DIRECTORY: [directory],
        Kind.EXTENTS: [extents],
        Kind.DMSSICNF: [dmssicnf],
        Kind.DMSSICMO: [dmssicmo],
        Kind.SYSTEM_CONFIG: [system_config],
        Kind.AUTHLIST: [authlist],
        Kind.NAMELIST: [namelist],
        Kind.AUTHFOR: [authfor],
        Kind.NOVA: nova or (),
        Kind.NEUTRON: neutron or (),
        Kind.CINDER: cinder or (),
        Kind.CEILOMETER: ceilometer or (),
        Kind.ZVMSDK: zvmsdk or (),
        Kind.DEPLOYMENT: deployment or (),
    }
    layer = _layer(select, ignore, severity)
    release, flavour_size = _release(openstack_release), _size(flavor_size)
    with progress("reading and comparing", color):
        installation = read_installation(paths or [], _given(named), make_parser(), known_encoding(encoding))
        refuse_to_overwrite(
            output_file, [], stdin=False, beside=map(Path, [*installation.sources, *installation.unrecognised])
        )
        failures = [one for host in installation.hosts if host.directory for one in host.directory.failures]
        if failures:
            return fail(*failures)
        if checklist:
            from dirtool.report.checklist import checklist_markdown

            answer(checklist_markdown(installation), output_file)
            return DONE
        installation = replace(installation, release=release, flavour_size=flavour_size)
        verification = make_checks(installation, severities_of(layer))
    answer(_lines(verification, format_, style_for(color, output_file), fold=not all_), output_file)
    if all(outcome.status is Status.SKIPPED for outcome in verification.outcomes):
        raise InputError("no check could be made: name more files of the installation")
    is_bad = any(found.severity.rank <= fail_on.rank for found in verification.report.diagnostics)
    return ANSWER_IS_NO if is_bad else DONE


def _given(named: Mapping[Kind, Sequence[Path | None]]) -> dict[Kind, list[Path]]:
    """The files that options name, by their kinds."""
    given = {kind: [path for path in paths if path is not None] for kind, paths in named.items()}
    return {kind: paths for kind, paths in given.items() if paths}


def _layer(select: list[str] | None, ignore: list[str] | None, severity: list[str] | None) -> Layer:
    """What the command line says about checks. Raises InputError for a word that selects none."""
    from dirtool.verify.run import choice_of_checks

    choice = choice_of_checks()
    levels = levels_of(severity or (), choice)
    return Layer(
        selectors_of("--select", select, choice) if select else None,
        selectors_of("--ignore", ignore or (), choice),
        {one: None if level == OFF else Severity(level) for one, level in levels},
    )


def _release(word: str | None) -> str | None:
    """What --openstack-release names, in lower case. Raises InputError."""
    release = None if word is None else word.lower()
    if release is not None and release not in RELEASES:
        message = f"--openstack-release {word}: no such release; allowed: {listed(RELEASES, 'or')}"
        raise InputError(message, did_you_mean(nearest_word(release, RELEASES)))
    return release


def _size(word: str | None) -> Size | None:
    """What --flavor-size asks for. Raises InputError."""
    try:
        return None if word is None else size_of(word)
    except ValueError as error:
        raise InputError(f"--flavor-size {word}: no size; allowed: {error}") from None


def _refuse_beside_checklist(options: Mapping[str, object]) -> None:
    for option, is_given in options.items():
        if is_given:
            raise InputError(f"--checklist makes no checks; {option} does not go with it")


def _lines(verification: "Verification", format_: Format, style: Style, *, fold: bool) -> Iterator[str]:
    """The lines of the answer; what writes it is imported only when it is asked for."""
    match format_:
        case Format.FULL:
            from dirtool.report.verification_text import verification_full

            yield from verification_full(verification, style, fold=fold)
        case Format.CONCISE:
            from dirtool.report.verification_text import verification_concise

            yield from verification_concise(verification, style)
        case Format.JSON:
            from dirtool.report.verification_json import verification_json

            yield from verification_json(verification)
        case Format.SARIF:
            from dirtool.report.findings_sarif import findings_sarif

            yield from findings_sarif(verification.report, verification.installation.sources)
        case Format.JUNIT:
            from dirtool.report.verification_junit import verification_junit

            yield from verification_junit(verification)


def _proof_lines(proof: "Proof", format_: Format, paths: tuple[str, str], style: Style) -> Iterator[str]:
    """The lines of the answer about a plan; `paths` are those of the plan and of the directory."""
    plan, current = paths
    match format_:
        case Format.FULL:
            from dirtool.report.proof_text import proof_full

            yield from proof_full(proof, style)
        case Format.JSON:
            from dirtool.report.proof_json import proof_json

            yield from proof_json(proof, plan, current)
        case Format.JUNIT:
            from dirtool.report.proof_junit import proof_junit

            yield from proof_junit(proof, plan)
        case _:
            from dirtool.report.proof_text import proof_concise

            yield from proof_concise(proof, style)
