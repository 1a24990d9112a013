"""A small run of commands, made by hand."""

from dirtool.dirmaint.answer import Message
from dirtool.dirmaint.run import Run, Step
from dirtool.dirmaint.server import File
from dirtool.dirmaint.simulate import Ended, Reply
from dirtool.dirmaint.work_units import State

SENT = Message(1191, "It is sent.", from_server=False)
DONE = Message(2289, "It is done; with RC = 0.")
REVIEWED = Reply(
    1, "FOR A REVIEW", "REVIEW", "A", "*", (SENT, DONE), 0, files=(File("A DIRECT", ("USER A NOLOG", " IPL CMS")),)
)
GOT = Reply(2, "FOR A GET", "GET", "A", "*", (SENT, DONE), 0, files=(File("A DIRECT", ("USER A PW",), is_secret=True),))
REFUSED = Reply(3, "FOR B REVIEW", "REVIEW", "B", "*", (SENT, Message(9002, "There is no B.")), 9002, why="No B.")
NOT_SENT = Reply(4, "NOSUCH", "", "", "*", (Message(9001, "What is that?", from_server=False),), 9001, why="What?")
FORMATTED = Reply(5, "FOR A AMDISK 191", "AMDISK", "A", "*", (SENT, DONE), 0, "01080005", sent=("X Y", 1))
FAILED = Ended("01080005", "AMDISK", "A", "0191", State.FAILED, (Message(3543, "It cannot be formatted."),))

RUN = Run(
    "a.dirm",
    (
        Step(REVIEWED, 1),
        Step(GOT, 2),
        Step(REFUSED, 3),
        Step(NOT_SENT, 4),
        Step(FORMATTED, 6),
        Step(FAILED, None),
    ),
)
