"""Reading a console log: which requests to DirMaint are in it, how each ended, and what else was said.

Only numbers, ids, verbs, userids and device numbers are kept of a log, never its free text, which may hold passwords.

Source: z/VM DirMaint Messages (the messages of a request's life: sent, accepted, completed or failed; those of work units),
and public session logs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from dirtool.dirmaint.answer import OWN
from dirtool.dirmaint.console.messages import (
    ACCEPTED,
    DATAMOVE_STATE,
    ENDED,
    SENT,
    WORK_DONE,
    WORK_UNIT,
    ConsoleMessage,
    MessageId,
    Remark,
    ReturnCode,
    SmapiPair,
    messages_in,
)
from dirtool.spec.dirmaint_messages import MESSAGES as DIRMAINT
from dirtool.spec.messages import MESSAGES as DIRECTXA
from dirtool.spec.smapi_codes import decoded

_QUEUED_BY = "DVHSCU"  # the same message from elsewhere tells that the work has begun
_NO_UNIT = "NONE"


class State(Enum):
    """How far a request, or a work unit, has come; GONE is a work unit whose end is not told, when nothing is pending."""

    SENT = "sent"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    FAILED = "failed"
    QUEUED = "queued"
    RUNNING = "in progress"
    GONE = "no longer pending"
    DONE = "done"


@dataclass
class WorkUnit:
    """Disk work: its id, how far it has come, and of its command the verb, the userid and the device, as far as told."""

    id: str
    state: State
    verb: str = ""
    target: str = ""
    vdev: str = ""


@dataclass
class Request:
    """A command and its fate.

    `line` (from 1) is where the log names it first. `verb` and `target` (a userid) are empty if they are not told; `number`
    is DIRMAINT's own for it. `problems` are the errors and warnings that came while it ran.
    """

    line: int
    state: State
    verb: str = ""
    target: str = ""
    number: str = ""
    rc: int | None = None
    problems: list[MessageId] = field(default_factory=list)
    units: list[WorkUnit] = field(default_factory=list)
    not_updated: bool = False


class Datamove(NamedTuple):
    """What QUERY DATAMOVE said last of a DATAMOVE machine; `unit` is the work unit in progress, empty if there is none."""

    machine: str
    status: str
    unit: str
    pending: int


@dataclass
class ConsoleLog:
    """What is in a log, all in its order. Messages, return codes of commands, and codes of SMAPI are there once each.

    `units` are all work units by their id, also those of the requests; `not_updated` tells of a run of DIRECTXA outside of
    all requests; `not_read` is the number of lines that are neither a message nor a code, nor blank.
    """

    requests: list[Request] = field(default_factory=list)
    units: dict[str, WorkUnit] = field(default_factory=dict)
    messages: list[MessageId] = field(default_factory=list)
    return_codes: list[int] = field(default_factory=list)
    smapi: list[tuple[int, int]] = field(default_factory=list)
    datamove: list[Datamove] = field(default_factory=list)
    not_updated: bool = False
    not_read: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there is something in it that can be explained."""
        return bool(
            self.requests
            or self.units
            or self.return_codes
            or any(one.number in DIRMAINT or one.number in OWN or one.text in DIRECTXA for one in self.messages)
            or any(decoded(rc, rs) for rc, rs in self.smapi)
        )


def read_console_log(lines: Iterable[str]) -> ConsoleLog:
    """What the lines of a log say; never fails, whatever they are."""
    follower = _Follower()
    for seen in messages_in(lines):
        match seen:
            case ConsoleMessage():
                follower.message(seen)
            case Remark.NOT_UPDATED:
                follower.not_updated()
            case ReturnCode():
                follower.return_codes[seen.rc] = None
            case SmapiPair():
                follower.smapi[seen.rc, seen.rs] = None
            case Remark.NOT_READ:
                follower.log.not_read += 1
    return follower.finished()


class _Follower:
    """Follows the requests and the work units through the messages of a log."""

    def __init__(self) -> None:
        self.log = ConsoleLog()
        self.return_codes: dict[int, None] = {}
        self.smapi: dict[tuple[int, int], None] = {}
        self._messages: dict[MessageId, None] = {}
        self._datamove: dict[str, Datamove] = {}
        self._sent: dict[str, deque[Request]] = {}
        self._accepted: dict[tuple[str, str], deque[Request]] = {}
        self._by_number: dict[str, Request] = {}
        self._pending: dict[str, WorkUnit] = {}
        self._busy: set[str] = set()
        self._asked_datamove = False
        self._running: Request | None = None
        self._in_english = False

    def finished(self) -> ConsoleLog:
        """All that was followed."""
        self._datamove_answered()
        self.log.messages = list(self._messages)
        self.log.return_codes = list(self.return_codes)
        self.log.smapi = list(self.smapi)
        self.log.datamove = list(self._datamove.values())
        return self.log

    def message(self, message: ConsoleMessage) -> None:
        """Takes one more message."""
        for one in (message.id, *message.within):
            self._messages[one] = None
        self._in_english |= "verb" in message.facts
        if message.id.number != DATAMOVE_STATE:
            self._datamove_answered()
        steps = {
            SENT: self._was_sent,
            ACCEPTED: self._was_accepted,
            ENDED: self._has_ended,
            WORK_UNIT: self._work_unit,
            WORK_DONE: self._work_done,
            DATAMOVE_STATE: self._datamove_state,
        }
        step = steps.get(message.id.number or 0)
        if step is not None:
            step(message)
        else:
            self._problems(message)

    def not_updated(self) -> None:
        """Takes that DIRECTXA changed nothing."""
        (self._running or self.log).not_updated = True

    def _was_sent(self, message: ConsoleMessage) -> None:
        if "verb" in message.facts:
            request = Request(message.line, State.SENT, message.facts["verb"])
            self.log.requests.append(request)
            self._sent.setdefault(request.verb, deque()).append(request)

    def _was_accepted(self, message: ConsoleMessage) -> None:
        if "verb" not in message.facts:
            return
        verb, target = message.facts["verb"], message.facts["target"]
        request = self._next_sent(verb) or self._new(message)
        request.state, request.verb, request.target = State.ACCEPTED, verb, target
        request.number = message.facts.get("request", "")
        if request.number:
            self._by_number[request.number] = request
        self._accepted.setdefault((verb, target), deque()).append(request)
        self._running = request

    def _has_ended(self, message: ConsoleMessage) -> None:
        request = self._ended(message)
        if request is None:
            return
        rc = message.facts.get("rc")
        request.rc = None if rc is None else int(rc)
        request.state = State.FAILED if message.id.is_error or request.rc else State.COMPLETED
        if request is self._running:
            self._running = None

    def _ended(self, message: ConsoleMessage) -> Request | None:
        """The request that a message ends. Where it cannot be read, in another language, that is the one that is running."""
        if "verb" not in message.facts:
            request = self._by_number.get(message.facts.get("request", "")) or self._running
            return request or (None if self._in_english else self._new(message))
        verb, target = message.facts["verb"], message.facts["target"]
        waiting = self._accepted.get((verb, target))
        request = waiting.popleft() if waiting else self._next_sent(verb) or self._new(message)
        request.verb, request.target = verb, target
        return request

    def _next_sent(self, verb: str) -> Request | None:
        waiting = self._sent.get(verb)
        return waiting.popleft() if waiting else None

    def _new(self, message: ConsoleMessage) -> Request:
        request = Request(message.line, State.SENT, number=message.facts.get("request", ""))
        self.log.requests.append(request)
        return request

    def _work_unit(self, message: ConsoleMessage) -> None:
        for found in message.units[:1]:
            unit = self.log.units.get(found)
            if unit is None:
                unit = self._new_unit(found, State.QUEUED)
                if self._running is not None:
                    self._running.units.append(unit)
            if unit.state in (State.QUEUED, State.GONE) and not message.id.text.startswith(_QUEUED_BY):
                unit.state = State.RUNNING
                self._pending[found] = unit
            self._tell(unit, message)

    def _work_done(self, message: ConsoleMessage) -> None:
        for found in message.units[-1:]:
            unit = self.log.units.get(found) or self._new_unit(found, State.DONE)
            self._settle(unit, State.DONE)
            self._tell(unit, message)

    def _new_unit(self, found: str, state: State) -> WorkUnit:
        self.log.units[found] = self._pending[found] = unit = WorkUnit(found, state)
        return unit

    def _settle(self, unit: WorkUnit, state: State) -> None:
        unit.state = state
        self._pending.pop(unit.id, None)

    def _tell(self, unit: WorkUnit, message: ConsoleMessage) -> None:
        unit.verb = unit.verb or message.facts.get("verb", "")
        unit.target = unit.target or message.facts.get("target", "")
        unit.vdev = unit.vdev or message.facts.get("vdev", "")

    def _datamove_state(self, message: ConsoleMessage) -> None:
        facts = message.facts
        if "machine" in facts:
            unit = "" if facts["unit"] == _NO_UNIT else facts["unit"]
            machine = Datamove(facts["machine"], facts["status"], unit, int(facts["pending"]))
            self._datamove[machine.machine] = machine
            self._asked_datamove = True
            self._busy.discard(machine.machine)
            if machine.unit or machine.pending:
                self._busy.add(machine.machine)

    def _datamove_answered(self) -> None:
        """All lines of an answer to QUERY DATAMOVE are there: if no machine has work, no work unit is pending."""
        if self._asked_datamove and not self._busy:
            for unit in list(self._pending.values()):
                self._settle(unit, State.GONE)
        self._asked_datamove = False

    def _problems(self, message: ConsoleMessage) -> None:
        """Errors and warnings belong to the request that they name, or that is running; an error ends the work units in it."""
        if message.id.is_error:
            for found in message.units:
                if found in self.log.units:
                    self._settle(self.log.units[found], State.FAILED)
        request = self._by_number.get(message.facts.get("request", "")) or self._running
        if request is not None:
            new = (one for one in (message.id, *message.within) if one.is_error or one.severity == "W")
            request.problems += [one for one in new if one not in request.problems]
