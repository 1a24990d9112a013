"""Digests of what a plan was made for and of what it leads to, so that a plan can be pinned without a state file.

A digest is `sha256:` and 64 hexadecimal digits: all of them, since whoever can make two entries of one digest could slip the
one in for the other. Secrets are masked first: no digest tells anything of a password.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Literal

from dirtool.compare.diff.facts import BY_WORDS, Fact, Key, facts_of
from dirtool.model.directory import Directory, Entry, EntryKind
from dirtool.model.extent import Volume, volumes
from dirtool.model.extent_control import ExtentControl
from dirtool.syntax.masking import shown_code, shown_codes, shown_record
from dirtool.syntax.statement import MASK
from dirtool.verify.plan.document import Digests

_KEYS: Mapping[EntryKind, str] = {"profile": "PROFILE {}", "directory": "DIRECTORY", "global": "GLOBALDEFS"}


def entry_key(kind: EntryKind, name: str) -> str:
    """What an entry is called in a plan: its name, and `PROFILE NAME` for a profile, since a user may have that name too.

    `DIRECTORY` and `GLOBALDEFS`, which are too long for a name, are the statements before all entries and the global ones.
    """
    return _KEYS.get(kind, "{}").format(name)


def by_key(directory: Directory) -> dict[str, list[Entry]]:
    """The entries of a directory by their keys, in its order: several of one key are a fault of the directory."""
    found: dict[str, list[Entry]] = {}
    for entry in directory.entries:
        found.setdefault(entry_key(entry.kind, entry.name), []).append(entry)
    return found


def entry_pin(entry: Entry) -> str:
    """The digest of an entry's records, comments included, so that every edit of it is seen but that of a password.

    What DIRECTXA does not look at does not count: blanks at the end, and the sequence field.
    """
    return digest_of(_records_of(entry))


def entry_end(entry: Entry) -> str:
    """The digest of what an entry says, whatever its order, its layout, its spelling and its comments."""
    return digest_of(_meaning_of(entry))


def volume_digest(volume: Volume | None) -> str:
    """The digest of a volume's minidisks: places and subjects, whatever their order; None is a volume without any."""
    extents = () if volume is None else volume.extents
    return digest_of(
        sorted(f"{extent.first}-{'END' if extent.last is None else extent.last} {extent.subject}" for extent in extents)
    )


def directory_digest(directory: Directory) -> str:
    """The digest of all records of a directory; as `entry_pin`."""
    return digest_of(code for source in directory.sources for code in shown_codes(source))


def directory_pins(directory: Directory) -> tuple[str, dict[str, str]]:
    """The same, and the pins of all entries by their keys: in one pass, which takes half of the time of one by one."""
    codes = {id(source): shown_codes(source) for source in directory.sources}
    pins = {
        key: digest_of(
            code
            for entry in some
            for code in codes[id(entry.source)][entry.line - 1 : entry.line - 1 + len(entry.texts)]
        )
        for key, some in by_key(directory).items()
    }
    return digest_of(chain.from_iterable(codes.values())), pins


def extents_digest(control: ExtentControl | None) -> str:
    """The digest of the records of EXTENT CONTROL, without blanks at their ends; None is a file without records."""
    texts = () if control is None else range(1, len(control.file.records.texts) + 1)
    return digest_of(shown_record(control.file, line).text.rstrip() for line in texts if control is not None)


def digests_of(
    directory: Directory,
    names: Iterable[str],
    volids: Iterable[str],
    kind: Literal["pin", "end"],
    control: ExtentControl | None = None,
) -> Digests:
    """The pins or the ends of the entries of some keys, as far as they are there, and of volumes; of EXTENT CONTROL if given.

    Entries of one key have one digest together.
    """
    entries, all_volumes = by_key(directory), volumes(directory)
    of_entry = _records_of if kind == "pin" else _meaning_of
    return Digests(
        {
            name: digest_of(text for entry in entries[name] for text in of_entry(entry))
            for name in sorted(set(names))
            if name in entries
        },
        {volid: volume_digest(all_volumes.get(volid)) for volid in sorted(set(volids))},
        None if control is None else extents_digest(control),
    )


def digest_of(texts: Iterable[str]) -> str:
    """The digest of some texts."""
    joined = "\n".join([*texts, ""])
    return f"sha256:{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _records_of(entry: Entry) -> list[str]:
    lines = range(entry.line, entry.line + len(entry.texts))
    return [shown_code(entry.source, line) for line in lines]


def _meaning_of(entry: Entry) -> list[str]:
    facts = facts_of(entry)
    texts = sorted(_text_of(key, fact) for key, fact in facts.items())
    commands = [
        _text_of(key, fact) for key, fact in facts.items() if key[0] == "COMMAND"
    ]  # CP runs them in their order
    return [entry_key(entry.kind, entry.name), *texts, *commands]


def _text_of(key: Key, fact: Fact) -> str:
    """A fact as a text that is the same for all that means the same."""
    if key[0] == BY_WORDS or fact.hides_words:
        return repr((fact.text, fact.affinity))
    said = sorted((name, MASK if fact.is_secret(name) else value) for name, value in fact.said.items())
    return repr((key, fact.keyword, fact.affinity, said))
