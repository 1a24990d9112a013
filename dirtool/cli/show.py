"""dirtool show."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    STDIN_NAME,
    Colour,
    ColourOption,
    EncodingOption,
    PlainOption,
    command,
    make_parser,
    progress,
    read,
    refuse_to_overwrite,
    standard_input,
    tell,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.plan_output import (
    Emit,
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
from dirtool.cli.site import extents_in_force
from dirtool.cli.space_input import ExtentsOption
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.wording import some_of

if TYPE_CHECKING:
    from dirtool.verify.plan.document import PlanDocument


@command
def show(
    plan: Annotated[
        str,
        typer.Argument(
            help="A plan as `dirtool plan -o plan.json` writes it; - is standard input.", show_default=False
        ),
    ],
    format_: FormatOption = None,
    verbose: VerboseOption = False,
    max_bytes: MaxBytesOption = None,
    output_file: Annotated[
        str | None,
        typer.Option(
            "--output-file",
            "-o",
            metavar="PLACE",
            help="Write the answer to this file instead of standard output. With --emit: the file or FOLDER/ for what is "
            "emitted.",
            show_default=False,
        ),
    ] = None,
    emit: Annotated[
        list[Emit] | None,
        typer.Option(
            case_sensitive=False,
            help="Write what is run: the commands (dirm), or the files that ADD and REPLACE send (entry), if no password is "
            "left out of them. Repeatable.",
            show_default=False,
        ),
    ] = None,
    typed: TypedOption = False,
    current: Annotated[
        str | None,
        typer.Option(help="A directory: warn if the plan is not for it any more.", show_default=False),
    ] = None,
    extents: ExtentsOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Show a saved plan again, in any format, or write what is run.

    A plan that is refused, or of which something is not proved, is shown, and nothing of it is emitted. `dirtool verify`
    proves it again: what a plan says of itself may have been edited.

    With --current a plan that is stale is told of on standard error, and shown all the same. Exit code 1: something is not
    proved, with --emit; 2: a file cannot be read; 3: the plan is refused, with --emit.
    """
    from dirtool.verify.plan.reading import plan_in, read_plan

    output = Output(format_, verbose, max_bytes, color, output_file, tuple(dict.fromkeys(emit or ())), typed)
    if Emit.DIRECT in output.emits:
        raise InputError("--emit direct: a plan does not hold the directory", "`dirtool plan --emit direct` writes it")
    if plan == STDIN == current:
        raise InputError("standard input can be the plan or the directory, not both")
    document = plan_in(standard_input(), STDIN_NAME) if plan == STDIN else read_plan(Path(plan))
    named = (Path(plan), Path(document.path), Path(document.desired), extents, config)
    beside = [path for path in named if path is not None]
    refuse_to_overwrite(output.path, [], stdin=STDIN in (plan, current), beside=beside)
    if current is not None:
        from dirtool.verify.plan.proof import what_is_stale

        with progress("reading", color):
            directory = read(current, make_parser(plain=plain), encoding)
            refuse_to_overwrite(output.path, [directory], stdin=False)
            settings = read_settings(config, no_config=no_config, formats=tuple(FindingsFormat))
            stale = what_is_stale(document, directory, extents_in_force(settings.values, extents))
        if stale:
            tell(f"dirtool: {plan}: the plan is stale: {some_of(stale)}", "  hint: plan again")
    if not output.emits:
        show_plan(document, output, output.path)
        return DONE
    return _emit(document, plan, output)


def _emit(document: "PlanDocument", plan: str, output: Output) -> int:
    """Write what is run of a plan that may be run. The exit code."""
    from dirtool.text.records import Records

    broken = broken_claims(document)
    if broken:
        tell(f"dirtool: {plan}: nothing is emitted, since something is not proved: {some_of(broken)}")
        return ANSWER_IS_NO
    if document.is_refused:
        return refuse(document, output)
    if Emit.ENTRY in output.emits and document.masked:
        raise InputError(
            f"{plan}: a plan holds no passwords, and some are left out of {some_of(document.masked)}",
            "`dirtool plan --emit entry` writes these files",
        )
    files = {name: Records(name, list(texts), "utf-8") for name, texts in document.files.items()}
    emit_commands(document, output, files if Emit.ENTRY in output.emits else None)
    if not output.on_stream:
        show_plan(document, output, None)
    return DONE
