"""The plan: what has to be done, in order, as commands; with its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dirtool.compare.diff.comparison import compare
from dirtool.dirmaint.passwords import without_passwords
from dirtool.dirmaint.source_entry import lines_of
from dirtool.errors import InputError
from dirtool.model.directory import Directory, Entry
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.plan.files import Files
from dirtool.plan.guards import with_consents
from dirtool.plan.options import PlanOptions
from dirtool.plan.order.cycles import open_rings
from dirtool.plan.order.rules import edges_between
from dirtool.plan.order.schedule import Scheduled, scheduled
from dirtool.plan.order.whole_plan import finish, prepare
from dirtool.plan.steps.build import Build
from dirtool.plan.steps.comparison import KINDS
from dirtool.plan.steps.prototypes import use_prototypes
from dirtool.plan.steps.soundness import check_taken
from dirtool.plan.steps.step import Step
from dirtool.plan.steps.steps import steps_between
from dirtool.plan.summary import summary_of
from dirtool.plan.target.target import Target
from dirtool.plan.touched import touched_volumes
from dirtool.syntax import verbs
from dirtool.syntax.command import Command, command_text
from dirtool.syntax.source import Source
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Identity, User
from dirtool.syntax.to_text import statement_records
from dirtool.text.records import Records
from dirtool.verify.plan.digests import digests_of, directory_digest, entry_key
from dirtool.verify.plan.document import Action, Claim, Digests, Mode, PlanDocument, PlannedCommand, Summary
from dirtool.verify.plan.proof import LOSSES, Proof, prove

_WITH_FILE = (verbs.Add, verbs.File, verbs.Replace)

NOTHING_AGAIN = "planning again gives nothing"


class Plan(NamedTuple):
    """A plan with what its document does not hold: the files with their secrets, the state that is wanted, the proof."""

    document: PlanDocument
    files: Mapping[str, tuple[str, ...]]
    target: Target
    proof: Proof | None


def make_plan(
    current: Directory,
    target: Target,
    *,
    mode: Mode = "desired",
    extents: ExtentControl | None = None,
    volumes: Mapping[str, KnownVolume] = MappingProxyType({}),
    only: Iterable[str] = (),
    options: PlanOptions | None = None,
) -> Plan:
    """The plan from a directory to a target, proved; the proof is None where there is nothing to do.

    Raises InputError for what cannot be planned.
    """
    options = options or PlanOptions()
    build = steps_between(current, target, options, extents)
    open_rings(build)
    use_prototypes(build, Files(build).records)
    order = scheduled(build.steps, edges_between(build.steps))
    files = _files(build, order)
    encoding, parser = current.sources[0].records.encoding, current.sources[0].parser
    shown = {name: without_passwords(texts, encoding, parser) for name, texts in files.items()}
    actions = with_consents(list(_actions(order, options)), target, options)
    keys = _keys(build)
    volids = sorted({room.volid for step in build.steps for room in (*step.gives, *step.fills)})
    document = PlanDocument(
        path=current.sources[0].path,
        digest=directory_digest(current),
        desired=target.path,
        mode=mode,
        only=tuple(sorted(only)),
        pins=digests_of(current, keys, volids, "pin", extents),
        end=_end(target, keys, volids),
        actions=actions,
        placements=target.placements,
        claims=(),
        summary=Summary(),
        files=shown,
        masked=tuple(sorted(name for name, texts in files.items() if tuple(texts) != tuple(shown[name]))),
        volumes=touched_volumes(volids, current, target.directory, volumes, extents),
        entries_before=_entries(current),
        entries_after=_entries(target.directory),
        switches=options.switches,
        remarks=target.remarks,
    )
    document = document._replace(summary=summary_of(document))
    if not actions:
        return Plan(document, files, target, None)
    proof = prove(document._replace(files=files), current, extents, volumes, parser=parser)  # as it is sent
    claims = proof.claims
    if proof.directory is not None:
        claims = (*claims, _nothing_again(proof.directory, target))
    if not all(one.holds or one.claim == LOSSES for one in claims):
        check_taken(build, extents, volumes)
    return Plan(document._replace(claims=claims), files, target, proof._replace(claims=claims))


def _end(target: Target, keys: set[str], volids: list[str]) -> Digests:
    """The digests of what shall be; a password that is named by reference is any."""
    end = digests_of(target.directory, keys, volids, "end")
    machines = target.directory.machines
    with_password = [
        text for name in sorted(target.passwords) if name in machines for text in _with_some_password(machines[name])
    ]
    if not with_password:
        return end
    source = target.directory.sources[0]
    entries = Directory([Source(Records("passwords", with_password, source.records.encoding), source.parser)])
    return end._replace(
        entries={**end.entries} | {**digests_of(entries, keys & target.passwords.keys(), (), "end").entries}
    )


def _with_some_password(entry: Entry) -> list[str]:
    header, *others = lines_of(entry)
    assert isinstance(header.statement, User | Identity)
    first = statement_records(header.statement.with_operands(password=MASK))
    return [*first, *(text for line in others for one in (line, *line.extensions) for text in one.texts)]


def _keys(build: Build) -> set[str]:
    """The entries that the plan touches, before and after, and those whose minidisks are copied."""
    touched = [
        entry
        for work in build.comparison.works
        for entry in (work.old, work.new)
        if entry is not None and entry.kind in KINDS  # the others are changed by hand
    ]
    return {entry_key(entry.kind, entry.name) for entry in touched} | {
        name for step in build.steps for name, _ in step.works_on
    }


def _entries(directory: Directory) -> int:
    return sum(entry.kind in KINDS for entry in directory.entries)


def _nothing_again(end: Directory, target: Target) -> Claim:
    """Whether there is nothing left to do when the plan has been carried out."""
    left = [
        entry.name
        for entry in compare(end, target.directory).entries
        if entry.kind in KINDS
        and not (entry.name in target.passwords and all(change.keyword == "PASSWORD" for change in entry.changes))
    ]
    by = "the end compared with what is wanted" if not left else f"{left[0]} would change again"
    return Claim(NOTHING_AGAIN, not left, by)


def _files(build: Build, order: list[Scheduled]) -> dict[str, tuple[str, ...]]:
    files = Files(build)
    found = {}
    for step, _, _ in order:
        records = files.records(step)
        if records is not None:
            assert step.file is not None
            if step.file in found:
                raise InputError(f"{step.entry} would have to be sent twice", "make two plans, one after the other")
            found[step.file] = tuple(records)
        files.note(step.edits)
    return found


def _actions(order: list[Scheduled], options: PlanOptions) -> Iterator[Action]:
    """All actions with their numbers, those of the whole plan first and last."""
    if not order:
        return
    ids: dict[int, str] = {}
    number = 1
    first = prepare()
    yield first._replace(id="1", stage=1)
    for step, stage, edges in order:
        number += 1
        ids[id(step)] = own = str(number)
        after = sorted({ids[id(edge.before)] for edge in edges}, key=int)
        rules = sorted({edge.rule for edge in edges}, key=lambda rule: int(rule[1:]))
        head, *others = step.actions
        commands = tuple(_commands(step, options))
        yield head._replace(id=own, stage=stage, after=tuple(after), rules=tuple(rules), commands=commands)
        for one in others:
            number += 1
            yield one._replace(id=str(number), stage=stage, by=own)
    last = finish(options)
    yield last._replace(id=str(number + 1), stage=order[-1].stage + order[-1].step.is_work_unit)


def _commands(step: Step, options: PlanOptions) -> Iterator[PlannedCommand]:
    with_file = next((at for at, one in enumerate(step.commands) if isinstance(one.order, _WITH_FILE)), None)
    for at, command in enumerate(step.commands):
        file = step.file if at == with_file else None
        yield PlannedCommand(_text(command, options, step), step.is_work_unit and at == 0, file)


def _text(command: Command, options: PlanOptions, step: Step) -> str:
    try:
        return command_text(command, options.capabilities)
    except ValueError as error:
        raise InputError(f"{step.subject}: {error}") from None
