"""What `dirtool plan` and `dirtool show` write: the view of a plan, and what is run on z/VM."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dirtool.cli.common import Colour, answer, is_standard_output, style_for, tell
from dirtool.errors import REFUSED, InputError
from dirtool.text.output import write_folder
from dirtool.wording import shown

if TYPE_CHECKING:
    from dirtool.report.style import Style
    from dirtool.text.records import Records
    from dirtool.verify.plan.document import PlanDocument

MAX_BYTES = 60_000  # what many places for comments take, with some room
_FILE_NAME = re.compile(r"[A-Z0-9@#$_+-]{1,8} (?:DIRECT|PROTODIR)")
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


class Format(StrEnum):
    """How a plan is shown."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class Emit(StrEnum):
    """What is made of a plan to be run: commands, the files that go with some of them, the whole new directory."""

    DIRM = "dirm"
    ENTRY = "entry"
    DIRECT = "direct"


FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        case_sensitive=False,
        help="How to show the plan: text if this is not given; markdown is for comments on a review.",
        show_default=False,
    ),
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="With --format text: tell everything, commands and order too.")
]
MaxBytesOption = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1000,
        help=f"With --format markdown: leave out what is more than this, {MAX_BYTES} if it is not given.",
        show_default=False,
    ),
]
TypedOption = Annotated[
    bool,
    typer.Option(
        "--typed", help='With --emit dirm: as typed at a terminal, with DIRM, and a " before each # @ " and \u00a2.'
    ),
]


@dataclass(frozen=True, slots=True)
class Output:
    """What is written, and where. `out` is what -o names; a folder if it ends as one, if it is one, or if one is needed."""

    format: Format | None
    verbose: bool
    max_bytes: int | None
    color: Colour
    out: str | None
    emits: tuple[Emit, ...] = ()
    typed: bool = False

    def __post_init__(self) -> None:
        """Raise InputError for options that do not go together."""
        if self.verbose and self.format not in (None, Format.TEXT):
            raise InputError(f"--verbose goes with --format text, not {self.format}")
        if self.max_bytes is not None and self.format is not Format.MARKDOWN:
            raise InputError(f"--max-bytes goes with --format markdown, not {self.format or Format.TEXT}")
        if self.typed and Emit.DIRM not in self.emits:
            raise InputError("--typed goes with --emit dirm")
        if Emit.DIRECT in self.emits and len(self.emits) > 1:
            raise InputError("--emit direct goes alone", "it is for those who work without DirMaint")
        if self.emits and self.on_stream:
            if self.emits != (Emit.DIRM,):
                what = next(one for one in self.emits if one is not Emit.DIRM)
                place = "FILE" if what is Emit.DIRECT else "FOLDER"
                raise InputError(
                    f"--emit {what}: this holds passwords, and is never written to a stream",
                    f"name a place with -o {place}",
                )
            if self.format is not None or self.verbose:
                option = "--verbose" if self.format is None else f"--format {self.format}"
                raise InputError(f"{option}: standard output takes the commands", "name a place for these with -o")

    @property
    def path(self) -> Path | None:
        """What -o names."""
        return None if self.out is None else Path(self.out)

    @property
    def on_stream(self) -> bool:
        """Whether what is emitted, or else the answer, goes to standard output."""
        return is_standard_output(self.path)

    @property
    def to_folder(self) -> bool:
        """Whether -o names a folder."""
        if self.out is None or not self.emits or self.on_stream:
            return False
        return Emit.ENTRY in self.emits or self.out.endswith(_SEPARATORS) or os.path.isdir(self.out)


# ---- the view


def show_plan(document: "PlanDocument", output: Output, path: Path | None) -> None:
    """Show a plan in a format, on standard output or in a file."""
    answer(view_lines(document, output, style_for(output.color, path)), path)


def view_lines(document: "PlanDocument", output: Output, style: "Style") -> Iterator[str]:
    """The lines of a plan in a format."""
    match output.format:
        case None | Format.TEXT:
            from dirtool.report.plan_text import plan_lines

            yield from plan_lines(document, style, verbose=output.verbose)
        case Format.JSON:
            from dirtool.report.plan_json import json_text

            yield from json_text(document)
        case Format.MARKDOWN:
            from dirtool.report.plan_markdown import markdown_lines

            yield from markdown_lines(document, output.max_bytes or MAX_BYTES)
        case Format.HTML:
            from dirtool.report.plan_html import plan_html

            yield from plan_html(document)


# ---- whether there is a plan to carry out


def broken_claims(document: "PlanDocument") -> list[str]:
    """The claims that do not hold; of a refused plan but that nothing is lost without consent, which is why it is refused."""
    from dirtool.verify.plan.proof import LOSSES

    return [
        claim.claim
        for claim in document.claims
        if not claim.holds and not (document.is_refused and claim.claim == LOSSES)
    ]


def refuse(document: "PlanDocument", output: Output) -> int:
    """Show a plan that is refused: on standard error where standard output is for commands. The exit code."""
    from dirtool.report.style import Style

    if output.emits and output.on_stream:
        tell(*view_lines(document, replace(output, color=Colour.NEVER), Style()))
    else:
        has_place = output.format is not None and not output.emits
        show_plan(document, output, output.path if has_place else None)
        if output.out is not None and not has_place:
            tell(f"dirtool: nothing is written to {output.out}, since the plan is refused")
    return REFUSED


# ---- what is run


def emit_commands(document: "PlanDocument", output: Output, files: Mapping[str, "Records"] | None) -> None:
    """Write commands, with the files that go with them, to where `output` says. `files` are by name and type."""
    names = {} if files is None else {_file_name(name): records.to_bytes() for name, records in files.items()}
    if not output.to_folder:
        answer(_lines(document, None, output), output.path)
        return
    assert output.path is not None
    stages = document.stages if Emit.DIRM in output.emits else []
    width = len(str(len(stages)))
    for at, actions in enumerate(stages, 1):
        lines = _lines(document, actions[0].stage, output)
        names[f"stage-{at:0{width}}.dirm"] = "".join(f"{line}\n" for line in lines).encode()
    write_folder(output.path, names, private=files is not None)


def _lines(document: "PlanDocument", stage: int | None, output: Output) -> list[str]:
    from dirtool.syntax.command_file import is_comment
    from dirtool.verify.plan.command_lines import command_lines

    lines = command_lines(document, stage, typed=output.typed)
    return [line if is_comment(line) else f"DIRM {line}" for line in lines] if output.typed else lines


def _file_name(name: str) -> str:
    """The name of a file that goes with a command. Raises InputError for one that CMS could not have."""
    if not _FILE_NAME.fullmatch(name):
        raise InputError(f"{shown(name)}: no such file can go with a command", "the name of the entry is no userid")
    return name.replace(" ", ".")
