"""What `dirtool verify PLAN` reads, and the proof of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dirtool.cli.common import STDIN, read, refuse_to_overwrite
from dirtool.cli.lint_output import Format as FindingsFormat
from dirtool.cli.settings import read_settings
from dirtool.cli.site import extents_in_force, volumes_in_force
from dirtool.errors import InputError

if TYPE_CHECKING:
    from dirtool.syntax.parser import Parser
    from dirtool.verify.plan.proof import Proof


_INSTALL = "dirtool verify --install FOLDER, which verifies an installation"


@dataclass(frozen=True, slots=True)
class Beside:
    """What the command line names beside a plan and a directory."""

    extents: Path | None
    volumes: Path | None
    config: Path | None
    no_config: bool

    @property
    def files(self) -> list[Path]:
        """All of them."""
        return [path for path in (self.extents, self.volumes, self.config) if path is not None]


def proof_of(
    plans: Sequence[Path],
    current: str | None,
    beside: Beside,
    parser: "Parser",
    encoding: str | None,
    output_file: Path | None,
) -> "Proof":
    """The proof of the one plan that is named, against a directory. Raises InputError for what is missing or cannot be read."""
    from dirtool.verify.plan.proof import prove
    from dirtool.verify.plan.reading import read_plan

    if not plans:
        raise InputError("verify: what is to be verified?", f"a plan with --current, or {_INSTALL}")
    if len(plans) > 1:
        raise InputError(f"{plans[1]}: one plan is verified at a time", "--install verifies several files together")
    if current is None:
        raise InputError(
            "--current is missing: the directory for which the plan is to be proved", f"without a plan: {_INSTALL}"
        )
    document = read_plan(plans[0])
    settings = read_settings(beside.config, no_config=beside.no_config, formats=tuple(FindingsFormat)).values
    directory = read(current, parser, encoding)
    refuse_to_overwrite(output_file, [directory], stdin=current == STDIN, beside=[plans[0], *beside.files])
    extents = extents_in_force(settings, beside.extents)
    if extents is None and document.pins.extents is not None:
        raise InputError(f"{plans[0]}: the plan was made with EXTENT CONTROL", "--extents names it")
    return prove(document, directory, extents, volumes_in_force(settings, beside.volumes), parser=parser)


def refuse_beside_plan(options: Mapping[str, object]) -> None:
    """Raise InputError for an option that is only for the files of an installation."""
    for option, is_given in options.items():
        if is_given:
            raise InputError(f"{option} goes with --install")
