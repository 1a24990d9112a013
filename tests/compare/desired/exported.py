"""A directory through export, text, reader and back to a directory; and what must be the same at both ends."""

from collections.abc import Set
from typing import NamedTuple

from dirtool.compare.desired.directory import directory_records
from dirtool.compare.desired.export import Exported, export
from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.text import desired_text
from dirtool.compare.diff.facts import Fact, Key, facts_of
from dirtool.model.directory import Directory
from tests.model.made import directory_of, records_of

PLACEHOLDER = "SESAME"
WORDS = ("NOLOG", "NOPASS", "AUTOONLY", "LBYONLY")
SECRETS = ("read_password", "write_password", "multi_password")


class Trip(NamedTuple):
    """What became of a directory: as it was exported, its text, and the directory that this text means."""

    exported: Exported
    text: str
    directory: Directory


def there_and_back(directory: Directory, names: list[str] | None = None) -> Trip:
    """Export a directory, read that, and make a directory of it."""
    exported = export(directory, names)
    text = "".join(f"{line}\n" for line in desired_text(exported.desired))
    read = desired_of(records_of(text, "desired.yaml"))
    records = directory_records(read, lambda entry: PLACEHOLDER)
    assert records == directory_records(exported.desired, lambda entry: PLACEHOLDER)
    assert all(len(record) <= 71 for record in records)
    return Trip(exported, text, directory_of("\n".join(records)))


Meaning = dict[Key, dict[str, object]]


def meaning(directory: Directory, unsaid: Set[tuple[str, int]] = frozenset()) -> dict[str, tuple[Meaning, set[Key]]]:
    """What the entries of a directory say, but for secrets; and what of it is said at some places, too."""
    found = {}
    for entry in directory.entries:
        if entry.kind in ("directory", "global") or (entry.source.path, entry.line) in unsaid:
            continue
        facts = {key: fact for key, fact in facts_of(entry).items() if not _is_secret(fact)}
        touched = {
            key for key, fact in facts.items() if any((place.path, place.line) in unsaid for place in fact.places)
        }
        found[entry.name] = {key: _open(fact) for key, fact in facts.items()}, touched
    return found


def _is_secret(fact: Fact) -> bool:
    """Whether a fact is left out whole; without a password, the userid of APPCPASS may be one."""
    if fact.keyword == "APPCPASS":
        return "userid" in fact.said
    return "password" in fact.said and fact.said["password"] not in WORDS


def _open(fact: Fact) -> dict[str, object]:
    said = {name: value for name, value in fact.said.items() if name not in SECRETS}
    return {"keyword": fact.keyword, "affinity": fact.affinity, **said}


def check(directory: Directory, names: list[str] | None = None) -> Trip:
    """A directory means what its export means."""
    trip = there_and_back(directory, names)
    unsaid = {(one.path, one.line) for one in trip.exported.all_unsaid}
    before, after = meaning(directory, unsaid), meaning(trip.directory)
    for name in names if names is not None else {**before, **after}:
        facts, touched = before[name]
        assert {key: fact for key, fact in after[name][0].items() if key not in touched} == {
            key: fact for key, fact in facts.items() if key not in touched
        }, name
    assert names is None or set(after) == set(names)
    return trip
