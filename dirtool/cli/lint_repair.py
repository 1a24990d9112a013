"""lint --fix and --diff: the repair of what can be repaired, written or shown."""

from collections.abc import Iterator
from pathlib import Path

import typer

from dirtool.cli.common import Colour, answer, style_for
from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import Report, lint
from dirtool.lint.options import Options
from dirtool.lint.repair import Repaired, repair
from dirtool.model.directory import Directory
from dirtool.report.style import harmless, plural
from dirtool.syntax.source import Source
from dirtool.text.output import write_file


class Repair:
    """What repairing some directories would do to each of them."""

    def __init__(self, directories: list[Directory], options: Options, *, unsafe: bool) -> None:
        self._before = directories
        self._after = [repair(one, lint(one, options=options), options, unsafe=unsafe) for one in directories]

    @property
    def directories(self) -> list[Directory]:
        """The directories as they are after it."""
        return [one.directory for one in self._after]

    @property
    def reports(self) -> list[Report]:
        """What lint says of each of them then."""
        return [one.report for one in self._after]

    def write(self) -> None:
        """Put the repaired files in place of the old ones, each at once. Raises InputError."""
        for one in self._after:
            for path, records in one.records.items():
                write_file(Path(path), records.to_bytes(), like=Path(path))
        self._tell(f"Fixed {plural(self._fixed, 'finding')} in {plural(self._files, 'file')}.")

    def show(self, output_file: Path | None, colour: Colour) -> bool:
        """Write the differences, masked on a stream and whole in a file of its owner alone; whether there are any."""
        from dirtool.report.patch import masked_patch, whole_patch

        changed = list(self._changed())
        if output_file is not None:
            write_file(
                output_file, b"".join(whole_patch(old.records, new.records) for old, new in changed), private=True
            )
        else:
            style = style_for(colour, None)
            answer((line for old, new in changed for line in masked_patch(old, new, style)), None)
        self._tell(f"Would fix {plural(self._fixed, 'finding')} in {plural(self._files, 'file')}.")
        return bool(changed)

    def _changed(self) -> Iterator[tuple[Source, Source]]:
        """The files that change, as they are before and after."""
        for before, after in zip(self._before, self._after, strict=True):
            for old, new in zip(before.sources, after.directory.sources, strict=True):
                if new.records is not old.records:
                    yield old, new

    @property
    def _fixed(self) -> int:
        return sum(len(one.fixed) for one in self._after)

    @property
    def _files(self) -> int:
        return sum(len(one.records) for one in self._after)

    def _tell(self, what: str) -> None:
        """Say on stderr what was done, and what was not."""
        typer.echo(what, err=True)
        for one in self._after:
            for line in _left(one):
                typer.echo(harmless(line), err=True)


def _left(one: Repaired) -> Iterator[str]:
    """What could have been repaired and was not, with the reason."""
    for undone in one.undone:
        yield f"{_place(undone.diagnostic)}: {undone.diagnostic.code} not repaired: {undone.reason}"
    for skipped in one.skipped:
        yield f"{_place(skipped)}: {skipped.code} not repaired: its statement has an error of syntax"


def _place(found: Diagnostic) -> str:
    return f"{found.span.path}:{found.span.line}:{found.span.column}"
