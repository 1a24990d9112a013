"""Mine a directory for profiles: choose, write, prove; what cannot be proved is taken back and told."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from dirtool.errors import InputError
from dirtool.migrate.mine.linting import Errors
from dirtool.migrate.mine.lookalikes import Look, Lookalikes, Team
from dirtool.migrate.mine.mined import LEAST, Action, Group, Left, LeftOut, Mined, Odd
from dirtool.migrate.mine.profile_name import profile_name
from dirtool.migrate.mine.proof import Comparison, compared
from dirtool.migrate.mine.prototype import Prototypes
from dirtool.migrate.mine.writing import Writer, Written
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.syntax.parser import collector_off
from dirtool.syntax.source import Source
from dirtool.wording import some_of


def mine(directory: Directory, control: ExtentControl | None = None, *, least: int = LEAST) -> Mined:
    """The profiles and prototypes that a directory has use for, and the directory with them.

    `control` is the EXTENT CONTROL from which prototypes take the groups of their minidisks (None: there is none), `least` the
    fewest members of a group. Nothing is proposed that is not proved: with all of it every virtual machine is as it is now.

    Raises InputError for a directory in several files.
    """
    if len(directory.sources) != 1:
        paths = some_of([source.path for source in directory.sources])
        raise InputError(f"{paths}: the directory is in {len(directory.sources)} files; allowed: one file")
    with collector_off():
        return _mine(directory, control, least)


def _mine(directory: Directory, control: ExtentControl | None, least: int) -> Mined:
    lookalikes = Lookalikes(directory, least)
    largest_first = sorted(lookalikes.teams(), key=lambda team: -len(team.members) * len(team.core))
    teams = _named(largest_first, directory)
    dropped: list[LeftOut] = []
    errors = Errors(directory) if teams else None
    while True:
        writer = Writer(directory)
        written = [writer.take(team, name) for name, team in teams]
        records = writer.finish()
        after = Directory([Source(records, directory.sources[0].parser)])
        comparison = compared(directory, after, frozenset(name for name, team in teams if team.target is None))
        why = _reasons(comparison, teams)
        if not why and errors is not None:
            why = _errors(Errors(after).more_than(errors), teams)
        if not why:
            break
        dropped += [LeftOut(Left.GROUP, why[name], _members(team)) for name, team in teams if name in why]
        teams = [(name, team) for name, team in teams if name not in why]
    prototypes = Prototypes(after, control)
    groups = [_group(name, team, one, writer, prototypes) for (name, team), one in zip(teams, written, strict=True)]
    source = directory.sources[0]
    left_out = (*dropped, *lookalikes.left_out())
    groups.sort(key=lambda group: -group.saved)
    return Mined(source.path, tuple(groups), left_out, comparison.proof, len(source.records.texts), records)


def _group(name: str, team: Team, written: Written, writer: Writer, prototypes: Prototypes) -> Group:
    """A team as it is told, with the name of its profile and what it does to the records."""
    members = _members(team)
    return Group(
        profile=name,
        action=_action(team),
        instead_of=team.old.name if team.old is not None and team.target is None else None,
        members=members,
        moves=written.moves,
        taken_over=written.taken_over,
        removed=written.removed,
        added=written.added,
        odd=tuple(_odd(look, lacking, team, writer) for look, lacking in team.odd),
        prototype=prototypes.of(name, members),
    )


def _action(team: Team) -> Action:
    if team.target is None:
        return Action.NEW
    return Action.INCLUDED if team.is_given else Action.CHANGED


def _odd(look: Look, lacking: list[Hashable], team: Team, writer: Writer) -> Odd:
    texts = (text for says in lacking for text in writer.spelling(says, team))
    return Odd(look.entry.name, tuple(texts))


def _named(teams: list[Team], directory: Directory) -> list[tuple[str, Team]]:
    """The teams with the names of their profiles."""
    taken = {entry.name for entry in directory.entries}
    found = []
    for team in teams:
        name = team.target.name if team.target is not None else ""
        if not name:
            name = profile_name(_members(team), None if team.old is None else team.old.name, taken)
            taken.add(name)
        found.append((name, team))
    return found


def _reasons(comparison: Comparison, teams: list[tuple[str, Team]]) -> dict[str, str]:
    """Why profiles are not proved: a member of theirs would not be what it is. All of them if it is nobody's."""
    different = dict(comparison.differences)
    found = {}
    for name, team in teams:
        member = next((one for one in _members(team) if one in different), None)
        if member is not None:
            found[name] = f"{different[member]} of {member} would not stay the same"
    if different and not found:
        found = {name: "another entry would not stay the same" for name, _ in teams}
    return found


def _errors(codes: Mapping[str, str], teams: list[tuple[str, Team]]) -> dict[str, str]:
    """Why profiles would be a change for the worse: lint finds more errors, in them; all of them if it is elsewhere."""
    found = {name: codes[name] for name, _ in teams if name in codes} or {
        name: code for name, _ in teams for code in codes.values()
    }
    return {name: f"lint would find more errors: {code}" for name, code in found.items()}


def _members(team: Team) -> tuple[str, ...]:
    return tuple(look.entry.name for look in team.members)
