"""The target of a directory file: all of it, where absence means removal; or some of its entries."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from dirtool.dirmaint.source_directory import SourceDirectory, only_source
from dirtool.dirmaint.source_entry import Line, SourceEntry
from dirtool.dirmaint.space.volumes import UsedSpace
from dirtool.errors import InputError
from dirtool.model.devices import own_numbers
from dirtool.model.directory import Directory
from dirtool.plan.target.selection import subject_in
from dirtool.plan.target.target import Target
from dirtool.spec.statement import nearest
from dirtool.syntax.source import Source
from dirtool.text.records import Records, encode_text
from dirtool.wording import did_you_mean, plural


def whole_target(current: Directory, wanted: Directory, only: Collection[str] = ()) -> Target:
    """The directory that is wanted; with `only` the current one, of which some entries or devices (USERID/VDEV) are as there.

    An entry or a device that `only` names and that is in one of the two alone comes or goes. Raises InputError for one that
    neither has, and for a directory in several files.
    """
    if not only:
        return _target(only_source(wanted).records, wanted, wanted, ())
    here, there = (SourceDirectory(one, UsedSpace(), lambda entry, vdev: True) for one in (current, wanted))
    names = {name for name, _ in map(subject_in, only)}
    for subject in dict.fromkeys(map(subject_in, only)):
        try:
            _take(here, there, *subject)
        except UnicodeEncodeError as error:
            raise InputError(
                f"--only {subject[0]}: the code page of the directory ({error.encoding}) lacks a character of it"
            ) from None
    records = here.changed()
    directory = Directory([Source(records, current.sources[0].parser)])
    others = sum(entry.name not in names for entry in there.entries.values())
    remark = f"--only leaves out {plural(others, 'other entry')} of {there.records.path}"
    return _target(records, directory, wanted, (remark,) if others else ())


def _target(records: Records, directory: Directory, wanted: Directory, remarks: tuple[str, ...]) -> Target:
    return Target(
        path=wanted.sources[0].path,
        records=records,
        directory=directory,
        wishes={},
        placements=(),
        passwords={},
        removals={},
        asked_at=dict(_asked_at(wanted)),
        remarks=remarks,
    )


def _asked_at(wanted: Directory) -> Iterator[tuple[str, str]]:
    """Where entries and devices stand in a directory."""
    for entry in wanted.entries:
        lines, path = entry.source.lines, entry.source.path
        yield entry.name, f"{path}:{entry.line}"
        for position, vdev in enumerate(own_numbers(entry), entry.start):
            if vdev is not None:
                yield f"{entry.name}/{vdev}", f"{path}:{lines[position]}"


def _take(here: SourceDirectory, there: SourceDirectory, name: str, vdev: str | None) -> None:
    """Let an entry, or a device of one, be as in another directory."""
    old, new = here.entry(name), there.entry(name)
    if vdev is not None and old is not None and new is not None:
        _take_device(here, old, new, vdev)
    elif vdev is not None or (old is None and new is None):
        raise _unknown(here, there, name, vdev)
    elif new is None:
        assert old is not None
        here.remove_entry(old)
    elif old is None or old.kind != new.kind:
        if old is not None:
            here.remove_entry(old)
        here.add_entry(_copied(here, new.lines))
    else:
        here.replace_entry(old, _copied(here, new.lines))


def _copied(here: SourceDirectory, lines: list[Line]) -> list[Line]:
    """Lines of another file as new ones of this. Raises UnicodeEncodeError where its code page lacks a character."""
    found = []
    for line in lines:
        for text in line.texts:
            encode_text(text, here.encoding)
        copy = Line(list(line.texts), line.statement)
        copy.extensions = _copied(here, line.extensions)
        found.append(copy)
    return found


def _take_device(here: SourceDirectory, old: SourceEntry, new: SourceEntry, vdev: str) -> None:
    """Let a device be as in another directory."""
    lines, others = list(old.devices.get(vdev, ())), _copied(here, new.devices.get(vdev, []))
    if not lines and not others:
        raise _unknown(here, here, old.name, vdev)
    at = old.lines.index(lines[0]) if lines else len(old.lines)
    for line in reversed(others):
        here.insert(old, line, at)
    for line in lines:
        here.remove(old, line)


def _unknown(here: SourceDirectory, there: SourceDirectory, name: str, vdev: str | None) -> InputError:
    subject = name if vdev is None else f"{name}/{vdev}"
    known = tuple(dict.fromkeys(entry.name for one in (here, there) for entry in one.entries.values() if entry.name))
    return InputError(
        f"--only {subject}: neither directory has it", did_you_mean(nearest(name, known)) if name not in known else None
    )
