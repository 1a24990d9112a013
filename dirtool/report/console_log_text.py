"""What is in a console log of DirMaint, as text: each request with its fate, what failed first, then all else, once each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from dirtool.dirmaint.answer import OWN
from dirtool.dirmaint.console.log import ConsoleLog, Request, State, WorkUnit
from dirtool.dirmaint.console.messages import ACCEPTED, ENDED, SENT, MessageId
from dirtool.report.explanation import dirmaint_text, message_text, simulator_text, smapi_text
from dirtool.report.style import Style
from dirtool.spec.dirmaint_messages import FIRST_NUMBER, range_of
from dirtool.spec.dirmaint_messages import MESSAGES as DIRMAINT
from dirtool.spec.messages import MESSAGES as DIRECTXA
from dirtool.spec.smapi_codes import decoded
from dirtool.spec.statement import Mark
from dirtool.wording import listed, plural

_LIFE = (SENT, ACCEPTED, ENDED)
_COMPLETED, _FAILED, _ALMOST, _WITHOUT_END = "completed", "failed", "completed but for disk work", "without an end"
_FATES = {
    State.SENT: ("warning", "was sent, and is not accepted so far"),
    State.ACCEPTED: ("warning", "was accepted, and has not ended so far"),
    State.COMPLETED: ("good", "completed"),
    State.FAILED: ("error", "failed"),
}
_NOT_DONE = ("warning", "completed, but its disk work is not done")
_PERHAPS_DONE = ("warning", "completed, and its disk work is no longer pending")
_COLOURS_OF_UNITS = {State.DONE: "good", State.FAILED: "error"}
_WAIT = (
    "Next: The log does not tell its end. Wait for 3430 with this id, or ask QUERY DATAMOVE until nothing is pending; then "
    "read the entry again."
)
_SEE = "Next: QUERY DATAMOVE shows no work any more, and the log does not tell how it ended. Read the entry again."
_LAST_SAID = {State.SENT: SENT, State.ACCEPTED: ACCEPTED}
_OUTPUT_OF_DIRECTXA = 6213
_COMPONENTS = {"HCP": "CP", "DMS": "CMS"}
_CHANGED_NOTHING = "DIRECTXA says that it has changed nothing."
_INDENT = "  "
_QUIET_AT_MOST = 10  # requests that completed without a word


def console_log_text(log: ConsoleLog, style: Style) -> Iterator[str]:
    """The requests, with what decided their fate; work units, codes and messages outside of them; what was not read."""
    teller = _Teller(style)
    blocks = [
        [style.paint("bold", line) for line in _summary(log.requests, style.width)],
        list(_apart(_without_many(teller.request(request) for request in sorted(log.requests, key=_urgency)))),
        *(list(teller.return_code(rc)) for rc in log.return_codes),
        *(list(teller.smapi(rc, rs)) for rc, rs in log.smapi),
        list(teller.outside(log)),
        list(teller.messages(log)),
        _not_read(log, style),
    ]
    for number, lines in enumerate(filter(None, blocks)):
        if number:
            yield ""
        yield from lines


def _apart(requests: Iterable[list[str]]) -> Iterator[str]:
    """The lines of requests, with a blank line around those that have more than one."""
    before: list[str] = []
    for lines in requests:
        if before and (len(before) > 1 or len(lines) > 1):
            yield ""
        yield from lines
        before = lines


def _without_many(requests: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    """The lines of requests, without most of those that completed and say nothing more, which stand at the end."""
    quiet = 0
    for lines in map(list, requests):
        quiet = quiet + 1 if len(lines) == 1 else 0
        if quiet <= _QUIET_AT_MOST:
            yield lines
    if quiet > _QUIET_AT_MOST:
        yield [f"and {plural(quiet - _QUIET_AT_MOST, 'more request')} completed"]


def _summary(requests: list[Request], width: int) -> list[str]:
    """How many requests there are, and how they ended; nothing for a single one."""
    fates = Counter(_counted(request) for request in requests)
    if len(requests) < 2:
        return []
    counts = [f"{fates[fate]:,} {fate}" for fate in (_FAILED, _WITHOUT_END, _ALMOST, _COMPLETED) if fates[fate]]
    return wrap(f"{plural(len(requests), 'request')}: {listed(counts, 'and')}", width, subsequent_indent=_INDENT)


def _not_read(log: ConsoleLog, style: Style) -> list[str]:
    what = "is neither a message nor a code" if log.not_read == 1 else "are neither messages nor codes"
    return wrap(f"{plural(log.not_read, 'line')} of the log {what}.", style.width) if log.not_read else []


class _Teller:
    """Explains what is in a log; each message the first time only."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._inner = Style(style.colour, style.width - len(_INDENT))
        self._told: set[str | int] = set()
        self._told_to_wait = False

    def request(self, request: Request) -> Iterator[str]:
        """A request: its fate, what decided it, its work units."""
        colour, fate = _fate(request)
        number = f", request {request.number}" if request.number else ""
        target = f" for {request.target}" if request.target else ""
        code = f" with return code {request.rc}" if request.state is State.FAILED and request.rc is not None else ""
        heading = f"line {request.line}{number}: {request.verb or 'a request'}{target} {fate}{code}"
        for line in wrap(heading, self._style.width, subsequent_indent=_INDENT):
            yield line.replace(fate, self._style.paint(colour, fate))
        yield from _indented(self._causes(request))
        if request.not_updated:
            yield f"{_INDENT}{_CHANGED_NOTHING}"
        if request.state in _LAST_SAID:
            advice = DIRMAINT[_LAST_SAID[request.state]].advice
            yield from _indented(wrap(f"Next: {advice}", self._inner.width))
        for unit in request.units:
            yield from _indented(self._unit(unit))

    def return_code(self, rc: int) -> Iterator[str]:
        """A command of CMS that failed."""
        yield f"A command {self._style.paint('error', 'ended')} with return code {rc}"
        yield from _indented(self._of_return_code(rc, None))

    def smapi(self, rc: int, rs: int) -> Iterator[str]:
        """A pair of codes of SMAPI."""
        code = decoded(rc, rs)
        if code is None:
            yield f"{self._style.paint('bold', f'SMAPI {rc}/{rs}')} is not known"
        else:
            yield from smapi_text(rc, rs, code, self._style)

    def outside(self, log: ConsoleLog) -> Iterator[str]:
        """Work units that no request of the log has begun, and what DATAMOVE machines and DIRECTXA said."""
        of_requests = {unit.id for request in log.requests for unit in request.units}
        for unit in log.units.values():
            if unit.id not in of_requests:
                yield from self._unit(unit)
        for machine in log.datamove:
            work = f"works on {machine.unit}" if machine.unit else "no work unit in progress"
            yield f"DATAMOVE machine {machine.machine}: {machine.status}, {work}, {machine.pending:,} pending"
        if log.not_updated:
            yield _CHANGED_NOTHING

    def messages(self, log: ConsoleLog) -> Iterator[str]:
        """The messages that are not explained so far: in full those that are a problem."""
        others = [
            one for one in log.messages if not (log.requests and one.number in _LIFE) and _key(one) not in self._told
        ]
        for one in others:
            if _is_mere_information(one) and _key(one) not in self._told:
                yield from self._briefly(one)
        for one in others:
            if _key(one) not in self._told:
                yield from self._message(one, self._style)

    def _causes(self, request: Request) -> Iterator[str]:
        """What decided the fate of a request, and what else went wrong; not that DIRECTXA spoke, where it is told what."""
        problems = request.problems
        if any(one.text in DIRECTXA for one in problems):
            self._told.add(_OUTPUT_OF_DIRECTXA)
            problems = [one for one in problems if one.number != _OUTPUT_OF_DIRECTXA]
        if request.state is State.FAILED and request.rc is not None:
            yield from self._of_return_code(
                request.rc, next((one for one in problems if one.number == request.rc), None)
            )
        elif request.state is State.FAILED and not problems:
            yield "The log does not tell why."
        for one in problems:
            if request.rc is None or one.number != request.rc:
                yield from self._message(one, self._inner)

    def _of_return_code(self, rc: int, deciding: MessageId | None) -> Iterator[str]:
        """What a return code means: the message of this number, as the log has it or as it is known, or where it is from."""
        message = DIRMAINT.get(rc)
        if deciding is not None or message is not None or rc in OWN:
            yield from self._message(deciding or MessageId(f"DVH{rc}", rc, ""), self._inner)
            return
        number = ": no message of this number is known here; it" if rc >= FIRST_NUMBER and range_of(rc) else ""
        yield from wrap(f"Return code {rc}{number}{_origin(rc)}.", self._inner.width)

    def _message(self, one: MessageId, style: Style) -> Iterator[str]:
        """A message with meaning, cause and next step; only its id where these were told before."""
        if _key(one) in self._told:
            yield f"{style.paint('bold', one.text)} explained above"
            return
        self._told.add(_key(one))
        inner = Style(style.colour, style.width - len(_INDENT))
        if one.number in DIRMAINT:
            heading, *lines = dirmaint_text(DIRMAINT[one.number], inner, one.text)
        elif one.text in DIRECTXA:
            heading, *lines = message_text(DIRECTXA[one.text], inner)
        elif one.number in OWN:
            heading, *lines = simulator_text(one.number, inner, one.text)
        else:
            heading, *lines = wrap(f"{one.text}{_unknown(one)}.", inner.width)
        yield heading
        yield from _indented(lines)

    def _briefly(self, one: MessageId) -> Iterator[str]:
        """A message that is no problem: its meaning only."""
        self._told.add(_key(one))
        if one.number in DIRMAINT:
            said = f": {DIRMAINT[one.number].meaning}"
        elif one.text in DIRECTXA:
            said = f": {DIRECTXA[one.text].meaning}"
        elif one.number in OWN:
            said = f": {OWN[one.number][1]} (of dirtool simulate)"
        else:
            said = _unknown(one)
        yield from wrap(f"{one.text}{said}.", self._style.width, subsequent_indent=_INDENT)

    def _unit(self, unit: WorkUnit) -> Iterator[str]:
        fate = self._style.paint(_COLOURS_OF_UNITS.get(unit.state, "warning"), unit.state.value)
        command = " ".join(filter(None, (unit.verb, unit.target, unit.vdev)))
        yield f"Work unit {unit.id}{f', {command}' if command else ''}: {fate}"
        if unit.state in (State.QUEUED, State.RUNNING) and not self._told_to_wait:
            self._told_to_wait = True
            yield from _indented(wrap(_WAIT, self._inner.width - len(_INDENT)))
        elif unit.state is State.GONE:
            yield from _indented(wrap(_SEE, self._inner.width - len(_INDENT)))


def _fate(request: Request) -> tuple[str, str]:
    """Colour and words for the state of a request: it is not done before its work units."""
    units = {unit.state for unit in request.units}
    if request.state is not State.COMPLETED or units <= {State.DONE}:
        return _FATES[request.state]
    return _PERHAPS_DONE if units <= {State.DONE, State.GONE} else _NOT_DONE


def _urgency(request: Request) -> int:
    """What to look at first: what failed, then what has no end, then what is not done or was warned of."""
    if request.state is State.FAILED or any(unit.state is State.FAILED for unit in request.units):
        return 0
    if request.state is not State.COMPLETED:
        return 1
    return 2 if _fate(request) != _FATES[State.COMPLETED] or request.problems else 3


def _counted(request: Request) -> str:
    if request.state is State.COMPLETED:
        return _COMPLETED if _fate(request) == _FATES[State.COMPLETED] else _ALMOST
    return _FAILED if request.state is State.FAILED else _WITHOUT_END


def _key(one: MessageId) -> str | int:
    return one.text if one.number is None else one.number


def _is_mere_information(one: MessageId) -> bool:
    problem = one.number in DIRMAINT and DIRMAINT[one.number].cause
    return one.severity in ("I", "") and not problem


def _unknown(one: MessageId) -> str:
    if one.number is None:
        return f" is a message of {_COMPONENTS[one.text[:3]]}; on z/VM, HELP {one.text} explains it"
    source = range_of(one.number)
    return f" is not known; its number{_origin(one.number)}" if source else " is not known"


def _origin(rc: int) -> str:
    """Where a number comes from that is not known."""
    source = range_of(rc)
    if source is None:
        return " is not known"
    return f" comes from {source.source}{'; not certain' if source.mark is Mark.UNSURE else ''}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"{_INDENT}{line}" for line in lines)
