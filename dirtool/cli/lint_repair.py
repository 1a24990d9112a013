"""lint --fix and --diff: the repair of what can be repaired, written or shown."""

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from dirtool.cli.common import Colour, answer, is_standard_output, style_for, tell
from dirtool.errors import InputError
from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import Report, lint
from dirtool.lint.options import Options
from dirtool.lint.repair import Repaired, repair
from dirtool.model.directory import Directory
from dirtool.syntax.source import Source
from dirtool.text.input import read_bytes
from dirtool.text.output import write_file
from dirtool.wording import plural


class Repair:
    """What repairing some directories would do to each of them. Raises InputError if two of them share a file."""

    def __init__(self, directories: list[Directory], options: Options, *, unsafe: bool) -> None:
        _refuse_shared_files(directories)
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
        """Put the repaired files in place of the old ones, each at once.

        Raises InputError: before anything is written for a file that may not be, or is not any more what was read;
        else with those that are written already.
        """
        repaired = {path: records for one in self._after for path, records in one.records.items()}
        for source in chain.from_iterable(directory.sources for directory in self._before):
            if source.path in repaired:
                _refuse_unless_ready(source)
        written: list[str] = []
        for path, records in repaired.items():
            try:
                write_file(Path(path), records.to_bytes())
            except InputError as error:
                hint = f"repaired before: {', '.join(written)}" if written else error.hint
                raise InputError(error.message, hint) from None
            written.append(path)
        self._tell(f"Fixed {plural(self._fixed, 'finding')} in {plural(self._files, 'file')}.")

    def show(self, output_file: Path | None, colour: Colour) -> bool:
        """Write the differences, masked on a stream and whole in a file of its owner alone; whether there are any."""
        from dirtool.report.patch import masked_patch, whole_patch

        changed = list(self._changed())
        if output_file is not None and not is_standard_output(output_file):
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
        tell(what, *chain.from_iterable(map(_left, self._after)))


def _refuse_shared_files(directories: list[Directory]) -> None:
    """A file of two directories would be repaired twice, each time as if there were no other."""
    holders: dict[str, Directory] = {}
    for directory in directories:
        for source in directory.sources:
            holder = holders.setdefault(os.path.realpath(source.path), directory)
            if holder is not directory:
                raise InputError(f"{source.path}: {holder.sources[0].path} loads it too", "repair one after the other")


def _refuse_unless_ready(source: Source) -> None:
    """Raise InputError unless a file is what was read, and may be replaced."""
    path = Path(source.path)
    if read_bytes(path) != source.records.to_bytes():
        raise InputError(f"{path} has changed since it was read", "nothing is repaired; run it again")
    if not all(os.access(place, os.W_OK) for place in (path, os.path.dirname(os.path.realpath(path)))):
        raise InputError(f"cannot write {path}: Permission denied", "nothing is repaired")


def _left(one: Repaired) -> Iterator[str]:
    """What could have been repaired and was not, with the reason."""
    for undone in one.undone:
        yield f"{_place(undone.diagnostic)}: {undone.diagnostic.code} not repaired: {undone.reason}"
    for skipped in one.skipped:
        yield f"{_place(skipped)}: {skipped.code} not repaired: its statement has an error of syntax"


def _place(found: Diagnostic) -> str:
    return f"{found.span.path}:{found.span.line}:{found.span.column}"
