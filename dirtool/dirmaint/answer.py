"""What the simulated DirMaint says: messages with DirMaint's numbers, in our words, and numbers of our own from 9000 on.

A number of our own stands where DirMaint's is not known for certain, so that nothing pretends to be IBM's. Messages are told
by their numbers; the texts are not those of the product.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from dirtool.spec.dirmaint_messages import MESSAGES

OWN_ROUTINE = "SIM"
"""The letters in the id of a message with a number of our own."""

PROCESSING = "SHN"
"""The letters in the id of a message that tells how a work unit goes on; those of the other one tell that it is queued."""

Severity = Literal["I", "W", "E"]

OWN: dict[int, tuple[Severity, str, str]] = {
    9001: ("E", "the command is not one", ""),
    9002: ("E", "there is no such entry", "400/4"),
    9003: ("E", "the entry is locked", "400/12"),
    9004: ("E", "the device is locked", "404/12"),
    9005: ("E", "the device number is taken", "404/4"),
    9006: ("E", "there is no such device", "404/8"),
    9007: ("E", "there is no room", "408/24"),
    9008: ("E", "the extent is used", ""),
    9009: ("E", "the extent does not lie on the volume", ""),
    9010: ("E", "the entry may not have this", ""),
    9011: ("E", "something else needs it", "400/16"),
    9012: ("E", "there is no such group, region or volume", "420/8"),
    9013: ("E", "the prototype or the file is missing", "416/4"),
    9014: ("E", "source and target differ", "404/28"),
    9015: ("E", "there is no such statement", ""),
    9016: ("E", "there is no such work unit", "452/4"),
    9017: ("E", "the work unit failed", ""),
    9018: ("E", "dirtool does not know what DirMaint does with this", ""),
    9019: ("W", "what was done is not certain of DirMaint", ""),
    9020: ("E", "DirMaint would do it, to the damage of the directory", ""),
    9021: ("I", "a report", ""),
    9022: ("E", "the entry is not locked by the sender", "400/24"),
    9023: ("I", "what is there", ""),
    9024: ("I", "a setting was changed", ""),
    9025: ("E", "the name of the group or region is taken", "420/4"),
    9026: ("I", "the work unit was given up", ""),
    9027: ("E", "a reference leads to no password", ""),
    9028: ("I", "nothing was changed, since the server only tests", ""),
    9029: ("E", "the password is not the right one", ""),
    9030: ("E", "the file holds another entry", ""),
}
"""Our own messages: severity, what they mean, and the return and reason code of SMAPI for the same, where it has one."""

OF_DIRTOOL_ALONE = frozenset({9018, 9019, 9020, 9027})
"""Those of which DirMaint has no counterpart: it would do, or know, what dirtool does not."""


class Message(NamedTuple):
    """One message of a transcript. `from_server` tells those that the server sends from those of the sender's own EXEC.

    `severity` and `routine` are given where a number has several.
    """

    number: int
    text: str
    from_server: bool = True
    severity: str | None = None
    routine: str | None = None

    @property
    def id(self) -> str:
        """The id as on a console: DVHREQ2289I."""
        if self.number in OWN:
            return f"DVH{OWN_ROUTINE}{self.number}{self.severity or OWN[self.number][0]}"
        known = MESSAGES[self.number]
        return f"DVH{self.routine or known.routine or 'SRV'}{known.number}{self.severity or known.severity[0]}"


class Refused(Exception):
    """A request that fails. `number` is that of the deciding message, and the return code; the others come before it.

    `why` is the text of the deciding message, `cause` what it does not say: what is behind it.
    """

    def __init__(self, number: int, why: str, *, before: tuple[Message, ...] = (), cause: str = "") -> None:
        super().__init__(why)
        self.number = number
        self.why = why
        self.before = before
        self.cause = cause or why
