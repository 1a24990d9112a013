"""A simulator to try commands on, and what it said in short."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from dirtool.dirmaint.answer import Message
from dirtool.dirmaint.settings import Faults, Settings
from dirtool.dirmaint.simulate import Reply, Simulator
from dirtool.syntax.command import CommandParser
from tests.model.made import PARSER, control_of, directory_of, records_of

COMMANDS = CommandParser(PARSER)


class Desk(Simulator):
    """A simulator that reads its commands with what others have learnt of the grammar."""

    def run(self, text: str) -> Reply:
        return self.run_parsed(text, COMMANDS.parse(text))


def desk(
    directory: str,
    *,
    extents: str | None = None,
    files: Mapping[str, str] | None = None,
    faults: Faults | None = None,
    **settings: Any,
) -> Desk:
    """A simulator; `files` are the sender's, by name and type, `settings` the settings that are not the usual ones."""
    known = {name: records_of(text, name) for name, text in (files or {}).items()}
    return Desk(
        directory_of(directory),
        extents=None if extents is None else control_of(extents),
        settings=Settings(**settings),
        faults=faults,
        files=lambda name, filetype: known.get(f"{name} {filetype}"),
    )


def said(reply: Reply) -> str:
    """The return code, and the messages that are not about the request as such: their numbers and texts."""
    frame = (1191, 2288, 2289)
    update = (3423, 3424, 3425, 3428, 3450, 3451)
    told = [f"{one.number} {one.text}" for one in reply.messages if one.number not in (*frame, *update)]
    return " / ".join([f"RC {reply.rc}", *told])


def still_linked(device: str, linker: str) -> str:
    """What is said where a device stays because somebody links to it."""
    return (
        f"RC 9020 / 9019 It is refused, for DirMaint would leave the link to {device}; not certain of DirMaint "
        f"(switch: links_of_removed). / 9020 {device} is linked to: {linker} would link to nothing."
    )


def ids(messages: Iterable[Message]) -> list[str]:
    """The ids of messages without DVH."""
    return [message.id.removeprefix("DVH") for message in messages]


def entry_in(simulator: Simulator, name: str) -> list[str]:
    """The records of an entry as they are now."""
    found: list[str] = []
    inside = False
    for text in simulator.records.texts:
        words = text.split()
        if words[:1] and words[0] in ("USER", "IDENTITY", "SUBCONFIG", "PROFILE"):
            inside = words[1] == name
        if inside:
            found.append(text)
    return found


def change(simulator: Simulator, command: str) -> list[str]:
    """What a command makes of the directory, as records that go (-) and come (+); and what is said if it is not just done."""
    before = simulator.records.texts
    reply = simulator.run(command)
    after = simulator.records.texts
    lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    answer = said(reply)
    return [f"{line[0]}{line[2:]}" for line in lines] + ([] if answer == "RC 0" else [answer])
