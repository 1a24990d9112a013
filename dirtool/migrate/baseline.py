"""What is kept of a move for the later proof: what went in, how much space it had, and the files that were made for it.

Digests are those of a plan (`verify.plan.digests`): secrets are masked first, so that a baseline tells nothing of a password,
and a password that somebody changes in USER INPUT is not seen by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from dirtool import __version__
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.reading import directory_of, text_records
from dirtool.model.volume_list import KnownVolume
from dirtool.space.volumes.free_space import free_by
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.spec.devices import Unit
from dirtool.syntax.parser import Parser
from dirtool.syntax.statement import MASK
from dirtool.text.input import read_bytes
from dirtool.text.records import ENCODINGS, Records
from dirtool.verify.plan.digests import digest_of, directory_digest, directory_pins, entry_key
from dirtool.verify.plan.json_form import Wrong, form_of, in_object, object_of
from dirtool.verify.plan.reading import check_digest, json_of, refusal, text_in
from dirtool.wording import listed, plural, shown, some_of

SCHEMA = "dirtool.migration-baseline/1"
FILE_NAME = "baseline.json"
"""Of the baseline in the folder of a move."""

_OF_ANY_VERSION = re.compile(r"dirtool\.migration-baseline/[1-9][0-9]*")
_A_BASELINE = "migration baseline"
_WRITES_ONE = f"`dirtool migrate` writes one into its folder, {FILE_NAME}"


class SourceFile(NamedTuple):
    """A file of the directory that moves: its number of records, and the digest of what DIRECTXA looks at in them."""

    path: str
    records: int
    digest: str


class GroupSpace(NamedTuple):
    """The regions of a group of EXTENT CONTROL, and their space in its unit; None where it is not known."""

    name: str
    unit: Unit
    regions: tuple[str, ...]
    size: int | None
    used: int | None
    free: int | None


class MadeFile(NamedTuple):
    """A file that was made: its number of records, their encoding, and their digest."""

    records: int
    encoding: str
    digest: str


class Baseline(NamedTuple):
    """What is kept of a move.

    `version` is that of the dirtool that made it, `made` when, if anybody has told. `entries` counts those of USER INPUT by
    kind, `digests` are the pins of their records by `entry_key`, of several of one name together, without those whose name
    may be a password. `user_input` names USER INPUT among the `files`.
    """

    version: str
    made: str | None
    sources: tuple[SourceFile, ...]
    entries: Mapping[str, int]
    digests: Mapping[str, str]
    groups: tuple[GroupSpace, ...]
    user_input: str
    files: Mapping[str, MadeFile]


class FileState(StrEnum):
    """What became of a file that was made."""

    MISSING = "missing"
    EDITED = "edited"


class Deviation(NamedTuple):
    """A file of the folder that is not as it was made, and what that means."""

    name: str
    state: FileState
    message: str


def baseline_of(
    directory: Directory,
    user_input: Directory,
    control: ExtentControl,
    files: Mapping[str, Records],
    *,
    volumes: Mapping[str, KnownVolume] | None = None,
    made: str | None = None,
) -> dict[str, Any]:
    """What is kept of a move, as data for JSON.

    `directory` is what moves, `user_input` what was made of it, `control` the EXTENT CONTROL; `files` are those that were made,
    by their names, the records of `user_input` among them. `volumes` is what is known of volumes beside that. `made` is the
    time if it shall be kept: no clock is read here.
    """
    name = next(name for name, records in files.items() if records is user_input.sources[0].records)
    digest, pins = _pins(user_input)
    return as_json(
        Baseline(
            __version__,
            made,
            tuple(_source_file(directory, number) for number in range(len(directory.sources))),
            dict(sorted(Counter(entry.kind for entry in user_input.entries).items())),
            pins,
            tuple(_groups(map_volumes(user_input, volumes, control), control)),
            name,
            {
                one: MadeFile(len(records.texts), records.encoding, digest if one == name else _digest(records))
                for one, records in files.items()
            },
        )
    )


def as_json(baseline: Baseline) -> dict[str, Any]:
    """A baseline as data for JSON."""
    return {"schema": SCHEMA, **form_of(Baseline).write(baseline)}


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises InputError for a file that cannot be read, that is none, or that is a newer one's."""
    return baseline_in(text_in(read_bytes(path), str(path), _A_BASELINE), str(path))


def baseline_in(text: str, path: str) -> Baseline:
    """The baseline in a text; `path` is what messages call it. Raises InputError where it is none."""
    data = json_of(text, path, _A_BASELINE, _WRITES_ONE)
    try:
        fields = object_of(data, "")
        _check_schema(fields.get("schema"), path)
        baseline: Baseline = form_of(Baseline).read(fields, "")
        _check(baseline)
    except Wrong as wrong:
        raise refusal(wrong, path) from None
    return baseline


def check_folder(folder: Path, baseline: Baseline, parser: Parser | None = None) -> list[Deviation]:
    """The files of a folder that are no longer as they were made, in the order of the baseline.

    Raises InputError for a folder or a file that cannot be read.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: this is no folder; allowed: the folder that `dirtool migrate` has written")
    found = (_deviation(folder, name, baseline, parser) for name in baseline.files)
    return [one for one in found if one is not None]


# ---- what is kept


def _source_file(directory: Directory, number: int) -> SourceFile:
    source = directory.sources[number]
    path = source.path.encode("utf-8", "backslashreplace").decode("utf-8")
    return SourceFile(path, len(source.records.texts), directory_digest(Directory([source])))


def _pins(directory: Directory) -> tuple[str, dict[str, str]]:
    """The digest of a directory and those of its entries, but for entries whose name may be a password."""
    digest, pins = directory_pins(directory)
    hidden = {entry_key(entry.kind, entry.name) for entry in directory.entries if entry.shown_name == MASK}
    return digest, {key: pins[key] for key in sorted(pins) if key not in hidden}


def _groups(volume_map: VolumeMap, control: ExtentControl) -> list[GroupSpace]:
    return [
        GroupSpace(row.name, row.unit, control.groups[row.name].regions, row.size, row.used, row.free)
        for row in free_by(volume_map, "group", control)
    ]


def _digest(records: Records) -> str:
    """The digest of the records of a file without secrets; blanks at their ends do not count."""
    return digest_of(text.rstrip() for text in records.texts)


# ---- reading


def _check_schema(schema: Any, path: str) -> None:
    """Raise Wrong for another file than a baseline, and InputError for that of a newer dirtool."""
    if isinstance(schema, str) and schema != SCHEMA and _OF_ANY_VERSION.fullmatch(schema):
        message = f"{path}: schema: {shown(schema)}; allowed: {SCHEMA}"
        raise InputError(message, "a newer dirtool has made this file: update this one")
    if schema != SCHEMA:
        raise Wrong("schema", schema, SCHEMA)


def _check(baseline: Baseline) -> None:
    for number, source in enumerate(baseline.sources):
        check_digest(f"sources[{number}].digest", source.digest)
    for key, digest in baseline.digests.items():
        check_digest(in_object("digests", key), digest)
    for name, made in baseline.files.items():
        place = in_object("files", name)
        if Path(name).name != name or not name.isprintable():
            raise Wrong(place, name, "the name of a file in the folder")
        if made.encoding not in ENCODINGS:
            raise Wrong(f"{place}.encoding", made.encoding, listed(ENCODINGS, "or"))
        check_digest(f"{place}.digest", made.digest)
    if baseline.user_input not in baseline.files:
        raise Wrong("user_input", baseline.user_input, "the name of one of the files")


# ---- the folder


def _deviation(folder: Path, name: str, baseline: Baseline, parser: Parser | None) -> Deviation | None:
    path = folder / name
    if not path.exists():
        return Deviation(name, FileState.MISSING, f"{path} is missing: nothing can be said of it")
    made = baseline.files[name]
    encoding = None if made.encoding == "ascii" else made.encoding  # an edit may have brought in other characters
    records = text_records(read_bytes(path), str(path), encoding, name)
    if name != baseline.user_input:
        if _digest(records) == made.digest:
            return None
        message = f"{path} was edited since it was made: what the readiness report proves of it does not hold any more"
        return Deviation(name, FileState.EDITED, message)
    digest, pins = _pins(directory_of(records, parser or Parser()))
    if digest == made.digest:
        return None
    message = f"{path} was edited since it was made: {_meaning(pins, baseline.digests)}"
    return Deviation(name, FileState.EDITED, message)


def _meaning(now: Mapping[str, str], then: Mapping[str, str]) -> str:
    """What it means that USER INPUT is another one than that which was made."""
    told = [
        f"{plural(len(names), 'entry')} {what} ({some_of([*map(shown, names)])})"
        for what, names in (
            ("missing", [name for name in then if name not in now]),
            ("new", [name for name in now if name not in then]),
            ("changed", [name for name in now if name in then and now[name] != then[name]]),
        )
        if names
    ]
    return (
        f"{', '.join(told) or 'comments before all entries'}; what comes back is compared with the file as it is now, but the "
        "readiness report and EXTENT CONTROL were made for the other one: run `dirtool migrate` again"
    )
