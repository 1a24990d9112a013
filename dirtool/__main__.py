"""python -m dirtool, and the dirtool command."""

import gc
import os
import sys
from contextlib import suppress

from dirtool.errors import COULD_NOT, DONE, INTERRUPTED


def main() -> None:
    """Run the command line and leave the process."""
    gc.disable()  # a command makes many objects, keeps them to its end, and is gone: a fifth of the time of a large file
    _leave(run())


def run() -> int:
    """Run the command line and return the exit code, with everything written; a closed pipe ends it quietly."""
    try:
        code = _answer()
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return DONE
    except OSError as error:
        with suppress(OSError):
            print(f"dirtool: cannot write the answer: {error.strerror or error}", file=sys.stderr)
        return COULD_NOT
    return code


def _answer() -> int:
    """Run the command line; --version alone is answered before anything is imported."""
    if sys.argv[1:] == ["--version"]:
        from dirtool import __version__

        print(f"dirtool {__version__}")
        return DONE
    try:
        from dirtool.cli.app import app

        app(prog_name="dirtool")
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    return DONE


def _leave(code: int) -> None:
    """End the process without freeing a million objects one by one: 0.2 s of 3 s on 1,000,000 records."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
