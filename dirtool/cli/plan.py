"""dirtool plan."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    Colour,
    ColourOption,
    EncodingOption,
    PlainOption,
    command,
    fail,
    make_parser,
    progress,
    refuse_to_overwrite,
    tell,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.password_source import password_from
from dirtool.cli.plan_output import (
    Emit,
    Format,
    FormatOption,
    MaxBytesOption,
    Output,
    TypedOption,
    VerboseOption,
    broken_claims,
    emit_commands,
    refuse,
    show_plan,
)
from dirtool.cli.settings import read_settings
from dirtool.cli.space_input import (
    AllocationMapOption,
    ExtentsOption,
    FitOption,
    LastUsedOption,
    VolumesOption,
    WithinOption,
    dirmaint_settings,
    lost_disks,
)
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.space.allocation.policy import Policy
from dirtool.spec.statement import nearest
from dirtool.text.output import write_file
from dirtool.wording import did_you_mean

if TYPE_CHECKING:
    from dirtool.model.directory import Directory
    from dirtool.plan.options import PlanOptions
    from dirtool.plan.plan import Plan
    from dirtool.text.records import Records
    from dirtool.verify.plan.document import PlanDocument


class By(StrEnum):
    """Who chooses the places of minidisks."""

    DIRTOOL = "dirtool"
    DIRMAINT = "dirmaint"


@command
def plan(
    desired: Annotated[
        str,
        typer.Argument(
            help="A desired.yaml, or with --whole a directory file; - is standard input.", show_default=False
        ),
    ],
    current: Annotated[
        str | None,
        typer.Option(
            help="The directory as it is, instead of what `current:` names; - is standard input.", show_default=False
        ),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="DESIRED is a directory file, and all of what is wanted: what is not in it is removed."
        ),
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SUBJECT",
            help="Only these: USERID or USERID/VDEV; commas between, or repeatable.",
            show_default=False,
        ),
    ] = None,
    allow_remove: Annotated[
        list[str] | None,
        typer.Option(metavar="SUBJECT", help="This one may be removed: USERID or USERID/VDEV.", show_default=False),
    ] = None,
    allow_overwrite: Annotated[
        list[str] | None,
        typer.Option(metavar="SUBJECT", help="The data of this one may be overwritten.", show_default=False),
    ] = None,
    format_: FormatOption = None,
    verbose: VerboseOption = False,
    max_bytes: MaxBytesOption = None,
    output_file: Annotated[
        str | None,
        typer.Option(
            "--output-file",
            "-o",
            metavar="PLACE",
            help="Write the plan to this file: as --format says; without that as JSON, and the text is shown. With --emit: "
            "the file or FOLDER/ for what is emitted.",
            show_default=False,
        ),
    ] = None,
    emit: Annotated[
        list[Emit] | None,
        typer.Option(
            case_sensitive=False,
            help="Write what is run: the commands (dirm), the files that ADD and REPLACE send (entry), or the whole new "
            "directory (direct). Repeatable.",
            show_default=False,
        ),
    ] = None,
    typed: TypedOption = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if there is anything to do.")] = False,
    policy: Annotated[Policy, typer.Option(case_sensitive=False, help="How to choose between gaps.")] = Policy.BEST_FIT,
    extents_by: Annotated[
        By,
        typer.Option(
            case_sensitive=False, help="Who chooses the places in groups and regions; those of dirmaint are predicted."
        ),
    ] = By.DIRTOOL,
    dasd_allocate: FitOption = None,
    exact_within: WithinOption = None,
    last_used: LastUsedOption = None,
    clean: Annotated[
        bool | None,
        typer.Option(
            "--clean/--no-clean",
            help="Have DirMaint overwrite what is removed, or not, instead of what the settings say.",
            show_default=False,
        ),
    ] = None,
    extents: ExtentsOption = None,
    volumes: VolumesOption = None,
    allocation_map: AllocationMapOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Plan the way from the directory that is to the one that is wanted.

    Says what has to be done, in which order, and what becomes of the data; chooses places for minidisks; and proves by
    simulation that the commands lead there. Nothing is changed. What DESIRED does not mention stays as it is, but with
    --whole.

    Whatever loses data or a definition needs consent for that subject: `remove:` in desired.yaml, --allow-remove,
    --allow-overwrite. Without it the plan is shown and refused, and nothing is emitted. `protect` in the settings names
    subjects for which no consent counts.

    Commands hold no password: where one is wanted stands {env:NAME}, {file:PATH} or {prompt}. What --emit entry and --emit
    direct write holds those that entries have, and is for its owner alone; direct asks for the new ones. A folder gets a file
    of commands for each stage; one with something in it is refused.

    Exit code 1: there is something to do, with --exit-code, or the proof fails, which is a defect; 2: a file cannot be read,
    or what is wanted cannot be; 3: the plan is refused.
    """
    output = Output(format_, verbose, max_bytes, color, output_file, tuple(dict.fromkeys(emit or ())), typed)
    by_dirmaint = extents_by is By.DIRMAINT
    if whole and (by_dirmaint or policy is not Policy.BEST_FIT):
        raise InputError("--whole chooses no places: --policy and --extents-by go without it")
    dirmaint = dirmaint_settings(
        dasd_allocate,
        exact_within,
        last_used,
        is_used=by_dirmaint or policy is Policy.DIRMAINT,
        by="--policy dirmaint or --extents-by dirmaint",
    )
    if STDIN == desired == current:
        raise InputError("standard input can be the desired state or the directory, not both")
    from dirtool.cli.plan_input import only_in, options_of, read_directory, read_site, read_wanted
    from dirtool.model.directory import Directory
    from dirtool.plan.plan import make_plan
    from dirtool.plan.target.wanted import make_target
    from dirtool.plan.target.whole import whole_target
    from dirtool.report.plan_defect_text import defect_text
    from dirtool.report.style import Style

    settings = read_settings(config, no_config=no_config, formats=tuple(FindingsFormat))
    with progress("planning", color):
        parser = make_parser(plain=plain)
        wanted = read_wanted(desired, current, parser, encoding, whole=whole)
        there = read_directory(wanted.current, parser, encoding)
        whole_one = [wanted.state] if isinstance(wanted.state, Directory) else []
        named = [Path(desired), wanted.extents, extents, volumes, config, *(allocation_map or ())]
        beside = [path for path in named if path is not None]
        stdin = STDIN in (desired, wanted.current)
        refuse_to_overwrite(output.path, [there, *whole_one], stdin=stdin, beside=beside)
        failures = [one for directory in (there, *whole_one) for one in directory.failures]
        if failures:
            return fail(*failures)
        site = read_site(wanted, there, settings, extents, volumes, allocation_map or ())
        if isinstance(wanted.state, Directory):
            target = whole_target(there, wanted.state, only_in(only))
        else:
            target = make_target(
                there,
                wanted.state,
                site.extents,
                site.volumes,
                only=only_in(only),
                policy=policy,
                extents_by_dirmaint=by_dirmaint,
                dirmaint=dirmaint,
            )
        lost = lost_disks(there) if target.placements else None
        if lost is not None:
            raise lost
        options = options_of(settings, allow_remove, allow_overwrite, clean, dirmaint)
        made = make_plan(
            there,
            target,
            mode="whole" if whole else "desired",
            extents=site.extents,
            volumes=site.volumes,
            only=only_in(only),
            options=options,
        )
    _tell_of_needless(made.document, options)
    if broken_claims(made.document):
        tell(*defect_text(made.document, None if made.proof is None else made.proof.defect, Style()))
        return ANSWER_IS_NO
    if made.document.is_refused:
        return refuse(made.document, output)
    _write(made, there, output)
    return ANSWER_IS_NO if exit_code and made.document.actions else DONE


def _tell_of_needless(document: "PlanDocument", options: "PlanOptions") -> None:
    """Say which consents nothing needs: one of them may be a slip."""
    given = {action.consent for action in document.actions}
    needing = tuple(dict.fromkeys(action.was or action.subject for action in document.actions if action.refused))
    allowed = {"--allow-remove": options.allow_remove, "--allow-overwrite": options.allow_overwrite}
    for option, subjects in allowed.items():
        for subject in sorted(subjects):
            is_needed = f"{option} {subject}" in given or any(
                subject in (one, one.partition("/")[0]) for one in needing
            )
            if not is_needed:
                meant = did_you_mean(nearest(subject, needing))
                tell(
                    f"dirtool: {option} {subject}: nothing in the plan needs it",
                    *([f"  hint: {meant}"] if meant else []),
                )


def _write(made: "Plan", there: "Directory", output: Output) -> None:
    """Write what is emitted, or the plan, and show the plan where there is a place for it."""
    document = made.document
    if not output.emits:
        if output.format is None and output.out is not None and not output.on_stream:
            show_plan(document, replace(output, format=Format.JSON, verbose=False), output.path)
            show_plan(document, output, None)
        else:
            show_plan(document, output, output.path)
        return
    if output.emits == (Emit.DIRECT,):
        from dirtool.plan.target.passwords import with_passwords

        assert output.path is not None
        records = with_passwords(made.target, lambda reference: password_from(reference, f"{{{reference}}}"))
        write_file(output.path, records.to_bytes(), private=True)
    else:
        emit_commands(document, output, _files(made, there) if Emit.ENTRY in output.emits else None)
    if output.on_stream:
        tell(*(f"dirtool: {remark}" for remark in document.remarks))
    else:
        show_plan(document, output, None)


def _files(made: "Plan", there: "Directory") -> dict[str, "Records"]:
    """The files that go with commands, in the form of the directory: its encoding, its line ends or its blocks."""
    from dirtool.text.columns import RECORD_LENGTH
    from dirtool.text.records import Records

    form = there.sources[0].records
    width = RECORD_LENGTH if form.blocks else 0
    return {
        name: Records(name, [text.ljust(width) for text in texts], form.encoding, form.blocks, form.end)
        for name, texts in made.files.items()
    }
