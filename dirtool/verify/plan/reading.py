"""Read plan.json: strictly, since what comes out of it is run and proved.

Every failure names the file and the place in it (`actions[3].data`), the value, and what is allowed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dirtool.errors import InputError
from dirtool.text.input import read_bytes
from dirtool.verify.plan.command_lines import is_one_command
from dirtool.verify.plan.document import Action, Digests, PlanDocument
from dirtool.verify.plan.json_form import MOST, Number, Twice, Wrong, from_json, in_object
from dirtool.wording import shown

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read as a plan."""

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_HIDDEN = object()  # a value that may be anything, such as a password
_A_DIGEST = "sha256: and 64 hexadecimal digits"


def read_plan(path: Path) -> PlanDocument:
    """The plan in a file. Raises InputError for a file that cannot be read, or that holds no plan."""
    data = read_bytes(path, at_most=LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{path}: the file has more than {LARGEST:,} bytes, too many for a plan")
    return plan_in(data, str(path))


def plan_in(data: bytes, path: str) -> PlanDocument:
    """The plan in the bytes of a file; `path` is what messages call it. Raises InputError where it is none."""
    return plan_of(text_in(data, path, "plan"), path)


def plan_of(text: str, path: str) -> PlanDocument:
    """The plan in a text; `path` is what messages call it. Raises InputError where it is none."""
    data = json_of(text, path, "plan", "`dirtool plan -o plan.json` writes one")
    try:
        document = from_json(data)
        _check(document)
    except Wrong as wrong:
        raise refusal(wrong, path) from None
    return document


def text_in(data: bytes, path: str, what: str) -> str:
    """The text in the bytes of a file that shall hold what is called `what`. Raises InputError if it is not in UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path}: this is no {what}: it is not text in UTF-8") from None


def json_of(text: str, path: str, what: str, hint: str) -> Any:
    """The data in a text, for `json_form` to read. Raises InputError with the place where it is no JSON."""
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=Number, parse_constant=Number
        )
    except json.JSONDecodeError as error:
        message = f"{path}:{error.lineno}:{error.colno}: this is no {what}: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InputError(message, hint) from None
    except RecursionError:
        raise InputError(f"{path}: this is no {what}: it is nested too deep") from None


def refusal(wrong: Wrong, path: str) -> InputError:
    """What is said of a value that is wrong in a file."""
    place = f" {wrong.place}:" if wrong.place else ""
    value = "" if wrong.value is _HIDDEN else f" {_told(wrong.value)};"
    return InputError(f"{path}:{place}{value} allowed: {wrong.allowed}")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | Twice:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            return Twice(key)
        seen.add(key)
    raise AssertionError("fewer keys than pairs, and none stands twice")


def _integer(text: str) -> int | Number:
    return int(text) if len(text) <= len(str(MOST)) else Number(text)


def _told(value: Any) -> str:
    match value:
        case None:
            return "no value"
        case str():
            return shown(value) if value else "an empty text"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Number():
            return shown(value.text)
        case list():
            return "a list"
    return "an object"


# ---- what holds between values


def _check(document: PlanDocument) -> None:
    """Raise Wrong where values that are right by themselves do not go together."""
    for name, digests in (("pins", document.pins), ("end", document.end)):
        _check_digests(name, digests)
    check_digest("current.digest", document.digest)
    _check_actions(document)
    _check_order(document.actions)
    for at, masked in enumerate(document.masked):
        _check_file(f"masked[{at}]", masked, document.files)
    for at, placement in enumerate(document.placements):
        _check_ends(f"placements[{at}]", placement.first, placement.last)
    for number, volume in enumerate(document.volumes):
        for name, extents in (("before", volume.before), ("after", volume.after)):
            for at, extent in enumerate(extents):
                _check_ends(f"volumes[{number}].{name}[{at}]", extent.first, extent.last)


def _check_digests(place: str, digests: Digests) -> None:
    for name, some in (("entries", digests.entries), ("volumes", digests.volumes)):
        for key, digest in some.items():
            check_digest(in_object(f"{place}.{name}", key), digest)
    check_digest(f"{place}.extents", digests.extents)


def check_digest(place: str, digest: str | None) -> None:
    """Raise Wrong for a text that can be no digest."""
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise Wrong(place, digest, _A_DIGEST)


def _check_actions(document: PlanDocument) -> None:
    seen: set[str] = set()
    for at, action in enumerate(document.actions):
        place = f"actions[{at}]"
        if not action.id.isprintable() or not action.id.strip() or action.id in seen:
            raise Wrong(f"{place}.id", action.id, "a name of its own for each action")
        seen.add(action.id)
        for name, extent in (("old_extent", action.old_extent), ("new_extent", action.new_extent)):
            if extent is not None:
                _check_ends(f"{place}.{name}", extent.first, extent.last)
        for number, command in enumerate(action.commands):
            if not is_one_command(command.text):
                raise Wrong(
                    f"{place}.commands[{number}].text", _HIDDEN, "one command in one line of printable characters"
                )
            if command.file is not None:
                _check_file(f"{place}.commands[{number}].file", command.file, document.files)
        if action.commands and action.by is not None:
            raise Wrong(f"{place}.by", action.by, "null, since the action has commands of its own")


def _check_file(place: str, name: str, files: Mapping[str, tuple[str, ...]]) -> None:
    if name not in files:
        raise Wrong(place, name, "the name of one of the files of the plan")


def _check_ends(place: str, first: int, last: int) -> None:
    if last < first:
        raise Wrong(f"{place}.last", last, f"{first} or more, since the first is {first}")


def _check_order(actions: tuple[Action, ...]) -> None:
    """Raise Wrong where `after` or `by` names no action, or leads back to where it began."""
    numbers = {action.id: at for at, action in enumerate(actions)}
    for at, action in enumerate(actions):
        for number, before in enumerate(action.after):
            if before not in numbers:
                raise Wrong(f"actions[{at}].after[{number}]", before, "the id of another action")
        if action.by is not None and action.by not in numbers:
            raise Wrong(f"actions[{at}].by", action.by, "the id of another action")
    for name, links in (
        ("after", [action.after for action in actions]),
        ("by", [() if action.by is None else (action.by,) for action in actions]),
    ):
        cycle = _cycle([[numbers[one] for one in some] for some in links])
        if cycle is not None:
            at, leads_to = cycle
            raise Wrong(f"actions[{at}].{name}", actions[leads_to].id, "an action that does not lead back to this one")


def _cycle(links: list[list[int]]) -> tuple[int, int] | None:
    """A number that leads back to itself, and the next one on that way; None if there is none."""
    waiting = [len(set(some)) for some in links]
    behind: list[list[int]] = [[] for _ in links]
    for at, some in enumerate(links):
        for one in set(some):
            behind[one].append(at)
    ready = [at for at, count in enumerate(waiting) if not count]
    while ready:
        for at in behind[ready.pop()]:
            waiting[at] -= 1
            if not waiting[at]:
                ready.append(at)
    at = next((at for at, count in enumerate(waiting) if count), -1)
    seen: set[int] = set()
    while at >= 0 and at not in seen:
        seen.add(at)
        at = next(one for one in links[at] if waiting[one])
    return None if at < 0 else (at, next(one for one in links[at] if waiting[one]))
