"""The failures that end a command, and the exit code each one means.

Findings about a directory are data (`lint.diagnostic`), never exceptions.
"""

DONE = 0
ANSWER_IS_NO = 1
COULD_NOT = 2
REFUSED = 3
INTERRUPTED = 130


class DirtoolError(Exception):
    """A failure that a user can act on; printed as one message, never with a traceback."""

    exit_code = COULD_NOT

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(DirtoolError):
    """A file, an option or a value that cannot be used as it is; the message names it."""
