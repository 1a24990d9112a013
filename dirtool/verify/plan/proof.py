"""The proof of a plan: its commands are run as text in the simulated DirMaint, and judged by what the directory is then.

Nothing here makes plans or chooses places, and nothing that the plan says of itself is believed: what it pins, what it leads to
and what becomes of data are found out from the directory before, on the way, and after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dirtool.dirmaint.settings import SWITCHES, Settings
from dirtool.dirmaint.simulate import Ended, Simulator
from dirtool.dirmaint.work_units import State
from dirtool.errors import InputError
from dirtool.model.directory import Directory
from dirtool.model.extent import extent_of
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.model.reading import directory_of
from dirtool.model.volume_list import KnownVolume, sizes
from dirtool.syntax.command import CommandParser
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Mdisk
from dirtool.text.records import Records
from dirtool.verify.plan.command_lines import command_lines
from dirtool.verify.plan.digests import by_key, digests_of, extents_digest
from dirtool.verify.plan.document import LOSING, Action, Claim, Digests, PlanDocument, PlannedCommand
from dirtool.verify.plan.space_watch import Lost
from dirtool.verify.plan.watch import Watch
from dirtool.wording import plural, some_of

PINS = "what the plan was made for is as it was"
READ_BACK = "the text of the commands holds those of the actions, in their stages"
TAKEN = "every command is taken, and every work unit ends well"
OVERLAPS = "no two minidisks share space on the way that did not before"
DANGLING = "no link and no INCLUDE leads to nothing on the way that did not before"
END = "in the end every entry and volume that the plan touches is as it says"
NOTHING_ELSE = "nothing else has changed"
LOSSES = "every minidisk whose data are lost is named, with consent"
PLACES = "the minidisks are where the plan places them"

_OF_RUN = (TAKEN, OVERLAPS, DANGLING)
_OF_END = (END, NOTHING_ELSE, LOSSES, PLACES)
_ANY_PASSWORD = "ANYTHING"
_MASKED = "X"
_NOT_JUDGED = "not judged, since the commands were not run to their end"


class Defect(NamedTuple):
    """Where a plan goes wrong: the action (empty: none of them), its command without secrets, and why."""

    action: str
    command: str
    why: str


class Proof(NamedTuple):
    """What holds of a plan. `stale` is what is not as it was, in words; `directory` the end, as far as the plan got there."""

    claims: tuple[Claim, ...]
    stale: tuple[str, ...]
    defect: Defect | None
    directory: Directory | None

    @property
    def holds(self) -> bool:
        """Whether all claims hold."""
        return all(claim.holds for claim in self.claims)


def prove(
    document: PlanDocument,
    current: Directory,
    extents: ExtentControl | None = None,
    volumes: Mapping[str, KnownVolume] = MappingProxyType({}),
    *,
    parser: Parser | None = None,
    check_pins: bool = True,
) -> Proof:
    """Prove a plan against a directory, with EXTENT CONTROL and what is known of volumes.

    A plan that is stale is not run. Where a password is named by reference, any word stands for it. Raises InputError for a
    directory in several files, and for a setting of the plan that is none.
    """
    stale = what_is_stale(document, current, extents) if check_pins else ()
    if stale:
        return Proof((Claim(PINS, False, some_of(stale)),), stale, None, None)
    claims = []
    if check_pins:
        claims.append(Claim(PINS, True, _compared(document.pins)))
    run = _Run(document, current, extents, volumes, parser or current.sources[0].parser)
    claims += run.claims()
    return Proof(tuple(claims), (), run.defect, run.end)


def _compared(digests: Digests) -> str:
    return f"digests of {plural(len(digests.entries), 'entry')} and {plural(len(digests.volumes), 'volume')}"


# ---- what a plan was made for


def what_is_stale(document: PlanDocument, current: Directory, extents: ExtentControl | None) -> tuple[str, ...]:
    """What is not as it was when the plan was made, in words."""
    pins, new = document.pins, [name for name in document.end.entries if name not in document.pins.entries]
    now = digests_of(current, [*pins.entries, *new], pins.volumes, "pin")
    found = [_changed(name, now.entries) for name, digest in pins.entries.items() if now.entries.get(name) != digest]
    found += [f"{name} is there already" for name in new if name in now.entries]
    found += [
        f"the minidisks on {volid} have changed" for volid, one in pins.volumes.items() if now.volumes[volid] != one
    ]
    if pins.extents is not None and pins.extents != extents_digest(extents):
        found.append("EXTENT CONTROL has changed" if extents is not None else "EXTENT CONTROL is not given")
    return tuple(found)


def _changed(name: str, now: Mapping[str, str]) -> str:
    return f"{name} has changed" if name in now else f"{name} is gone"


# ---- the commands


class _Run:
    """One run of the commands of a plan."""

    def __init__(
        self,
        document: PlanDocument,
        current: Directory,
        extents: ExtentControl | None,
        volumes: Mapping[str, KnownVolume],
        parser: Parser,
    ) -> None:
        self._document = document
        self._current = current
        self._parser = parser
        self._simulator = Simulator(
            current,
            extents=extents,
            settings=_settings(document),
            files=self._file,
            volumes=volumes,
            passwords=lambda _: _ANY_PASSWORD,
            parser=parser,
        )
        is_excluded = (lambda _name, _vdev: False) if extents is None else extents.excludes
        self._watch = Watch(current, is_excluded, sizes(volumes))
        self._overlaps: list[str] = []
        self._dangling: list[str] = []
        self.defect: Defect | None = None
        self.end: Directory | None = None

    def claims(self) -> Iterator[Claim]:
        """Run all of it; what holds."""
        try:
            texts = command_lines(self._document)
        except InputError as error:
            self.defect = Defect("", "", error.message)
            texts = []
        file = CommandFile(Records("commands", texts, "utf-8"), CommandParser(self._parser))
        planned = [
            (action, command) for stage in self._document.stages for action in stage for command in action.commands
        ]
        if self.defect is None and [one.text for one in file.commands] != [command.text for _, command in planned]:
            self.defect = Defect("", "", "the text of the commands does not hold those of the actions")
        if self.defect is not None:
            yield Claim(READ_BACK, False, self.defect.why)
            yield from (Claim(one, False, _NOT_JUDGED) for one in (*_OF_RUN, *_OF_END))
            return
        out_of_order = self._out_of_order()
        yield Claim(READ_BACK, not out_of_order, out_of_order or f"{plural(len(planned), 'command')} read back")
        self._step_through(file, planned)
        done = f"{plural(len(planned), 'command')} simulated"
        yield Claim(TAKEN, self.defect is None, done if self.defect is None else _told(self.defect))
        for claim, damage in ((OVERLAPS, self._overlaps), (DANGLING, self._dangling)):
            by = some_of(damage) if damage else "looked at after every command"
            yield Claim(claim, not damage and self.defect is None, by if damage or self.defect is None else _NOT_JUDGED)
        if self.defect is not None:
            yield from (Claim(one, False, _NOT_JUDGED) for one in _OF_END)
        else:
            yield from self._claims_of_end()

    def _file(self, name: str, filetype: str) -> Records | None:
        """A file of the plan; short words stand for what is masked, so that no record becomes longer than it was."""
        known = f"{name} {filetype}"
        texts = self._document.files.get(known)
        if texts is None:
            return None
        records = Records(known, list(texts), self._current.sources[0].records.encoding)
        return _with_some_passwords(records, self._parser) if known in self._document.masked else records

    def _out_of_order(self) -> str:
        """Which action does not stand behind those that it needs; empty if each does."""
        at = {
            action.id: (stage, n) for stage, some in enumerate(self._document.stages) for n, action in enumerate(some)
        }
        carriers = {action.id: action.by or action.id for action in self._document.actions}
        for action in self._document.actions:
            for before in action.after:
                one, other = carriers[before], carriers[action.id]
                if one != other and at[one] > at[other]:
                    return f"action {action.id} stands before {before}, which it needs"
        return ""

    def _step_through(self, file: CommandFile, planned: list[tuple[Action, PlannedCommand]]) -> None:
        """Run the commands of a file, and wait where it waits; stop where something fails."""
        waits = iter([*file.waits, len(file.texts) + 1])
        wait = next(waits)
        by_unit: dict[str, tuple[Action, str]] = {}
        for (action, command), line in zip(planned, file.commands, strict=True):
            while wait < line.line:
                self._settle(self._simulator.wait(), by_unit)
                wait = next(waits)
            if self.defect is not None:
                return
            before = len(self._simulator.events)
            reply = self._simulator.run_parsed(line.text, line.parsed)
            if reply.work_unit is not None:
                by_unit[reply.work_unit] = action, reply.shown
            if reply.rc:
                self.defect = Defect(action.id, reply.shown, reply.why)
            elif reply.work_unit is not None and not command.work_unit:
                self.defect = Defect(action.id, reply.shown, "it starts a work unit, and the plan does not say so")
            ended = [event for event in self._simulator.events[before:] if isinstance(event, Ended)]
            cloned = line.parsed.command if reply.verb == "CLONEDISK" and not reply.rc else None
            damage = self._watch.changed(self._simulator.take_changes(), ended, cloned)
            self._overlaps += [f"{one} ({action.id})" for one in damage.overlaps]
            self._dangling += [f"{one} ({action.id})" for one in damage.dangling]
            _leave_out_done(by_unit, ended)
        self._settle(self._simulator.wait(), by_unit)
        if by_unit and self.defect is None:
            action, shown = next(iter(by_unit.values()))
            self.defect = Defect(action.id, shown, "its work unit does not end well")

    def _settle(self, ended: list[Ended], by_unit: dict[str, tuple[Action, str]]) -> None:
        """Work units have ended while everything waited for them."""
        damage = self._watch.changed(self._simulator.take_changes(), ended)
        self._overlaps += damage.overlaps
        self._dangling += damage.dangling
        _leave_out_done(by_unit, ended)

    # -- the end

    def _claims_of_end(self) -> Iterator[Claim]:
        document = self._document
        self.end = end = directory_of(self._simulator.records, self._parser)
        differing = list(self._differing(end))
        yield Claim(END, not differing, some_of(differing) if differing else _compared(document.end))
        others = self._others(end)
        yield Claim(NOTHING_ELSE, not others, some_of(others) if others else "records of all other entries compared")
        lost = self._watch.lost(end)
        without = self._without_consent(lost)
        by = (
            f"extents before and after compared; {plural(len(lost), 'minidisk')} lost"
            if not without
            else some_of(without)
        )
        yield Claim(LOSSES, not without, by)
        misplaced = list(self._misplaced(end))
        told = f"{plural(len(document.placements), 'place')} looked up in the end"
        yield Claim(PLACES, not misplaced, some_of(misplaced) if misplaced else told)

    def _differing(self, end: Directory) -> Iterator[str]:
        wanted = self._document.end
        gone = [name for name in self._document.pins.entries if name not in wanted.entries]
        control = extent_control_of(self._simulator.extents)
        found = digests_of(end, [*wanted.entries, *gone], wanted.volumes, "end", control)
        yield from (
            f"{name} is not as it shall be" for name, one in wanted.entries.items() if found.entries.get(name) != one
        )
        yield from (f"{name} is still there" for name in gone if name in found.entries)
        yield from (
            f"{volid} is not as it shall be" for volid, one in wanted.volumes.items() if found.volumes[volid] != one
        )
        if wanted.extents is not None and wanted.extents != found.extents:
            yield "EXTENT CONTROL is not as it shall be"

    def _others(self, end: Directory) -> list[str]:
        """The entries that are other ones in the end, of which the plan says nothing."""
        touched = {*self._document.pins.entries, *self._document.end.entries}
        before, after = (
            {name: [entry.texts for entry in some] for name, some in by_key(one).items() if name not in touched}
            for one in (self._current, end)
        )
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return [f"{name} has changed" for name in names]

    def _without_consent(self, lost: list[Lost]) -> list[str]:
        actions = [action for action in self._document.actions if action.data in LOSING]
        agreed = {
            name
            for action in actions
            if action.consent is not None and action.refused is None
            for name in (action.subject, action.was)
            if name is not None
        }
        found = [
            f"{one.subject}: {one.how}" for one in lost if not agreed & {one.subject, one.subject.partition("/")[0]}
        ]
        told = {one.subject for one in lost}
        return found + [
            f"{action.subject}: data {action.data}, without consent"
            for action in actions
            if action.subject not in told and (action.consent is None or action.refused is not None)
        ]

    def _misplaced(self, end: Directory) -> Iterator[str]:
        entries = {entry.name: entry for entry in reversed(end.entries) if entry.kind != "profile"}
        for place in self._document.placements:
            name, _, vdev = place.subject.partition("/")
            disks = entries[name].of(Mdisk) if name in entries else []
            found = [extent_of(entries[name], placed) for placed in disks]
            own = [one for one in found if one is not None and one.disk.vdev == vdev]
            if not any(
                (one.volid, one.first) == (place.volid, place.first) and one.last in (place.last, None) for one in own
            ):
                yield f"{place.subject} is not on {place.volid} {place.first}-{place.last}"


def _with_some_passwords(records: Records, parser: Parser) -> Records:
    """A file with a word in the place of each masked password; what only looks like one that is masked stays."""
    source = Source(records, parser)
    texts = []
    for line, text in enumerate(records.texts, 1):
        for start, stop in reversed(shown_record(source, line).secrets):
            if text[start:stop] == MASK:
                text = text[:start] + _MASKED + text[stop:]
        texts.append(text)
    return Records(records.path, texts, records.encoding)


def _settings(document: PlanDocument) -> Settings:
    """How the simulated DirMaint is set up: as the plan's switches say. Raises InputError for a value that is none."""
    found = {}
    for name, value in document.switches.items():
        switch = SWITCHES.get(name)
        if switch is not None:
            try:
                found[name] = switch.read(value)
            except ValueError as error:
                raise InputError(f"{document.path}: switches.{name}: {value}; allowed: {error}") from None
    pairs = (word.partition("=") for word in document.switches.get("last_used", "").split())
    return Settings(last_used={group: region for group, _, region in pairs}).with_switches(found)


def _told(defect: Defect) -> str:
    return f"{defect.action}: {defect.command}: {defect.why}"


def _leave_out_done(by_unit: dict[str, tuple[Action, str]], ended: list[Ended]) -> None:
    """Forget the work units that have ended well."""
    for unit in ended:
        if unit.state is State.DONE:
            by_unit.pop(unit.work_unit, None)
