"""DirMaint on the desk: commands as text in, messages and return codes out, and a directory that changes as DirMaint's would.

    from dirtool.dirmaint.simulate import Simulator

    simulator = Simulator(directory, extents=control)
    reply = simulator.run("FOR WEB01 STORAGE 4G")
    assert reply.rc == 0
    simulator.wait()
    simulator.records.to_bytes()

A request is answered at once, as the server answers requests one by one; work units go on behind it until `wait`. Every run of
the same commands gives the same answers: time goes on by a second with each request.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dirtool.dirmaint.answer import PROCESSING, Message, Refused
from dirtool.dirmaint.passwords import PasswordFinder, with_passwords
from dirtool.dirmaint.server import File, FileFinder, Hold, Request, Server, make_server, update_messages
from dirtool.dirmaint.settings import Faults, Settings
from dirtool.dirmaint.source_entry import SourceEntry
from dirtool.dirmaint.verbs.handlers import HANDLERS, Handler
from dirtool.dirmaint.verbs.server import loaded
from dirtool.dirmaint.work_units import State, WorkUnit, WorkUnits
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.volume_list import KnownVolume
from dirtool.syntax.command import NOT_A_VERB, CommandParser, ParsedCommand, uncertain_forms
from dirtool.syntax.parser import Parser
from dirtool.syntax.statement import MASK
from dirtool.text.records import Records
from dirtool.wording import listed

NOT_SENT = 9001
"""The return code of a command that the sender's own part of DirMaint does not take."""


class Reply(NamedTuple):
    """The answer to one command.

    `shown` is the command without its passwords. `rc` is 0 if it was done, or handed to a work unit; else the number of the
    deciding message. `files` are what the server sends, which may hold passwords. `sent` is the file that went with it: its
    name, and how many records it has. `why` tells why it has failed: the deciding message, or what the compiler has said.
    """

    number: int
    shown: str
    verb: str
    target: str
    node: str
    messages: tuple[Message, ...]
    rc: int
    work_unit: str | None = None
    files: tuple[File, ...] = ()
    sent: tuple[str, int] | None = None
    why: str = ""


class Ended(NamedTuple):
    """A work unit has ended: whether it was done or has failed, and what is said."""

    work_unit: str
    verb: str
    userid: str
    vdev: str
    state: State
    messages: tuple[Message, ...]


Event = Reply | Ended


class Changed(NamedTuple):
    """What commands and work units have changed: entries by number (None: gone), and what work units hold, in order.

    The number of an entry that was read is its place among the directory's entries; new ones have higher numbers. An entry may
    be as it was.
    """

    entries: dict[int, SourceEntry | None]
    holds: tuple[Hold, ...]


def _no_files(name: str, filetype: str) -> Records | None:
    return None


class Simulator:
    """A simulated DirMaint that begins with a directory.

    `extents` is its EXTENT CONTROL, `files` finds files of the sender (ADD, REPLACE, FILE), `prototypes` are those that the
    server has already, by name. `volumes` is what is known of volumes besides: their sizes, and the areas that CP uses.
    `passwords` gives the password for a reference, which a command may have in its place as {env:NAME}, {file:PATH} or
    {prompt}: it gets what stands between the braces and raises InputError if there is none; without it such a request is
    refused. Raises InputError for a directory in several files.
    """

    def __init__(
        self,
        directory: Directory,
        *,
        extents: ExtentControl | None = None,
        settings: Settings | None = None,
        faults: Faults | None = None,
        files: FileFinder = _no_files,
        prototypes: Mapping[str, Records] = MappingProxyType({}),
        volumes: Mapping[str, KnownVolume] = MappingProxyType({}),
        passwords: PasswordFinder | None = None,
        parser: Parser | None = None,
    ) -> None:
        parser = parser or directory.sources[0].parser
        self._commands = CommandParser(parser)
        self._server: Server = make_server(
            directory, extents, settings or Settings(), faults or Faults(), parser, files, volumes
        )
        self._server.prototypes.update(prototypes)
        self._passwords = passwords
        self._requests = 0
        self.events: list[Event] = []

    def run(self, text: str) -> Reply:
        """Work off one command, and tell of the work units that end by that. The reply is the last but those events."""
        parsed = self._commands.parse(text)
        return self.run_parsed(text, parsed)

    def run_parsed(self, text: str, parsed: ParsedCommand | None) -> Reply:
        """The same for a command that has been parsed already."""
        self._server.clock.tick()
        self._requests += 1
        shown = _shown(text, parsed)
        reply = self._not_sent(shown, parsed) or self._answer(shown, parsed)  # type: ignore[arg-type]
        self.events.append(reply)
        self.events += map(self._ended, self._server.units.tick())
        return reply

    def wait(self) -> list[Ended]:
        """Let all work units end, in their order."""
        ended = []
        while (unit := self._server.units.next_done()) is not None:
            self._server.clock.tick()
            ended.append(self._ended(unit))
        self.events += ended
        return ended

    def take_changes(self) -> Changed:
        """What has changed since the last call, or since the beginning."""
        source, holds = self._server.source, self._server.holds
        changed = Changed({number: source.entries.get(number) for number in sorted(source.touched)}, tuple(holds))
        source.touched.clear()
        holds.clear()
        return changed

    @property
    def records(self) -> Records:
        """The directory as it is now. What no command has touched keeps its bytes."""
        return self._server.source.changed()

    @property
    def extents(self) -> Records:
        """EXTENT CONTROL as it is now."""
        return self._server.control.records

    # -- inside

    def _not_sent(self, shown: str, parsed: ParsedCommand | None) -> Reply | None:
        """The answer to what is no command: the sender's own part tells it, and nothing is sent."""
        faults = () if parsed is None else [fault for fault in parsed.faults if fault.certainty == "error"]
        if parsed is not None and parsed.command is not None and not faults:
            return None
        verb = "" if parsed is None or parsed.verb is None else parsed.verb.name
        why = "There is no command." if parsed is None else _why(parsed)
        told = (Message(NOT_SENT, why, from_server=False),)
        return Reply(self._requests, shown, verb, "", "*", told, NOT_SENT, why=why)

    def _answer(self, shown: str, parsed: ParsedCommand) -> Reply:
        command = parsed.command
        assert command is not None
        request = Request(self._server, command, self._requests)
        verb = command.verb.name
        handler = HANDLERS[verb]
        if handler is loaded:
            handler(request)
            told = tuple(message._replace(from_server=False) for message in request.said)
            return Reply(self._requests, shown, verb, request.target, request.node, told, 0)
        node = self._server.settings.node
        sent = Message(1191, f"Request {verb} was sent to DIRMAINT at {node}.", from_server=False)
        rc = self._work_off(request, handler)
        about = f"Request {verb} for {request.target} at {request.node}"
        accepted = Message(2288, f"{about} is accepted.")
        if rc:
            completed = Message(2289, f"{about} has failed; RC = {rc}.", severity="E")
        else:
            completed = Message(2289, f"{about} is done; RC = 0.", severity="I")
        unit = None if request.unit is None else request.unit.identity
        files, sending = tuple(request.files), self._sent_with(verb, request)
        messages = (sent, accepted, *request.said, completed)
        why = request.cause or next((one.text for one in reversed(request.said) if rc and one.number == rc), "")
        return Reply(self._requests, shown, verb, request.target, request.node, messages, rc, unit, files, sending, why)

    def _work_off(self, request: Request, handler: Handler) -> int:
        """Let the server work off a request; its return code. What is refused has changed nothing."""
        if request.command.prefixes.multiuser is not None:
            request.say(9018, "MULTIUSER is not simulated.")
            return 9018
        try:
            request.command = with_passwords(request.command, self._passwords)
            forms = _forms(request)
            if self._server.settings.testing:
                self._test(request, handler)
            else:
                with request.source.undone(unless_done=True):
                    handler(request)
            for form in forms:
                request.uncertain("uncertain_forms", f"{form} is taken as known")
        except Refused as refused:
            request.said += refused.before
            request.say(refused.number, refused.why)
            request.cause = refused.cause
            return refused.number
        except UnicodeEncodeError as error:  # whose own text shows the character, which may be one of a password
            request.say(NOT_SENT, f"The directory's code page ({error.encoding}) lacks a character of the statement.")
            return NOT_SENT
        except ValueError as error:
            request.say(NOT_SENT, f"The statement cannot be written: {error}.")
            return NOT_SENT
        return request.rc

    def _test(self, request: Request, handler: Handler) -> None:
        """Let the server say whether it would refuse a request, and take back all that this has changed."""
        server = self._server
        if request.verb.name in _NOT_TESTED and getattr(request.order, "action", None) not in _QUERIES:
            request.say(9028, "RUNMODE is TESTING: nothing was changed, and of this command only the form was tested.")
            return
        kept = dict(server.locks), dict(server.device_locks), server.settings
        try:
            with server.source.undone():
                handler(request)
        finally:
            for unit in server.units.all:
                unit.cancel()
            server.units = WorkUnits(server.settings, server.faults)
            server.locks, server.device_locks, server.settings = kept
        request.unit = None
        request.said = [message for message in request.said if message.number not in _OF_CHANGES]
        request.say(9028, "RUNMODE is TESTING: nothing was changed.")

    def _sent_with(self, verb: str, request: Request) -> tuple[str, int] | None:
        order = request.order.operands()
        names = {
            "ADD": (str(order.get("entry")), "DIRECT"),
            "REPLACE": (request.target, "DIRECT"),
            "FILE": (str(order.get("fn")), str(order.get("ft"))),
        }
        if verb not in names or order.get("like") is not None:
            return None
        records = self._server.files(*names[verb])
        return None if records is None else (" ".join(names[verb]), len(records.texts))

    def _ended(self, unit: WorkUnit) -> Ended:
        """Carry out the end of a work unit, and what is said about it."""
        settings = self._server.settings
        said = [Message(3541, unit.begun, routine=PROCESSING)]
        about = f"{unit.verb} work for {unit.userid} device {unit.vdev} has"
        if unit.state is State.FAILED:
            why = "its locks and its space stay until CLEANUP or WORKUNIT CANCEL"
            said.append(Message(9017, f"{about} failed (WUCF {unit.identity}); {why}."))
        else:
            assert unit.machine is not None
            more = unit.finish()
            for name in (*unit.updates, unit.machine):
                said += update_messages(settings, name)
            said += [*more, Message(3430, f"{about} finished (WUCF {unit.identity}).")]
        return Ended(unit.identity, unit.verb, unit.userid, unit.vdev, unit.state, tuple(said))


def _forms(request: Request) -> list[str]:
    """What DirMaint may not know of a command. Raises Refused where there is some and the settings do not take it."""
    forms = uncertain_forms(request.command)
    if forms and not request.server.settings.uncertain_forms:
        raise Refused(9001, f"{forms[0]} may be unknown to DirMaint (switch: uncertain_forms).")
    return forms


def _shown(text: str, parsed: ParsedCommand | None) -> str:
    """A command without its passwords, its words with one blank between them."""
    if parsed is None:
        return ""
    return " ".join(MASK if at in parsed.secrets else word.group() for at, word in enumerate(parsed.words))


def _why(parsed: ParsedCommand) -> str:
    """What is wrong with a command, in words."""
    fault = next((one for one in parsed.faults if one.certainty == "error"), parsed.faults[0])
    possible = [*(name.replace("_", " ") for name in fault.expected), *fault.allowed]
    if fault.first >= len(parsed.words):
        return f"The command ends too soon; it needs {listed(possible, 'or') if possible else 'more'}."
    word = MASK if fault.first in parsed.secrets else parsed.words[fault.first].group()
    allowed = fault.wanted or (listed(possible, "or") if possible else "")
    if fault.rule == NOT_A_VERB:
        return f"{word} is no command of DirMaint{f'; near to it: {allowed}' if allowed else ''}."
    return f"{word} does not fit{f'; allowed: {allowed}' if allowed else ''}."


_NOT_TESTED = ("DASD", "RLDEXTN", "FILE")
_QUERIES = ("QUERY", "USEDEXT", "FREEXT")
_OF_CHANGES = (3423, 3424, 3425, 3428, 3450, 3451, 3541, 3891)
"""The messages that tell of changes and of work units."""
