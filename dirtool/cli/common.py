"""What all commands share: options, reading files, writing answers, failures and exit codes."""

import functools
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dirtool.errors import DONE, INTERRUPTED, DirtoolError, InputError
from dirtool.model.directory import Directory
from dirtool.model.reading import read_file, records_of
from dirtool.model.recognition import NAMES, AnyFile, recognised
from dirtool.report.style import PLAIN_WIDTH, Style, harmless
from dirtool.syntax.parser import Parser
from dirtool.syntax.words import fold
from dirtool.text.output import write_file
from dirtool.text.records import ENCODINGS, Records

STDIN = "-"
STDIN_NAME = "<stdin>"
_STDOUT_NAMES = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
PROGRESS_AFTER_SECONDS = 2.0


_REPORT_IT = "this is a defect of dirtool; with DIRTOOL_DEBUG=1 it shows where (look for secrets before you pass it on)"


class Colour(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def completions(words: Iterable[str], incomplete: str) -> list[str]:
    """The words that begin like `incomplete`, whatever its case, each begun as it is: the shell compares letter by letter."""
    begun = [word for word in words if word.upper().startswith(incomplete.upper())]
    fold = str.lower if incomplete.islower() else str.upper if incomplete.isupper() else str
    return [incomplete + fold(word[len(incomplete) :]) for word in begun]


ColourOption = Annotated[Colour, typer.Option("--color", help="Colour: auto is on a terminal, unless NO_COLOR is set.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output-file", "-o", help="Write the answer to this file instead of standard output.")
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        help=f"Encoding of the file: {', '.join(ENCODINGS)}. The content tells ASCII from EBCDIC, not one EBCDIC code page "
        "from another; without this option that is 1047.",
        show_default=False,
        autocompletion=lambda incomplete: completions(ENCODINGS, incomplete),
    ),
]
PlainOption = Annotated[bool, typer.Option("--plain", hidden=True, help="Ask Lark for every statement.")]


def command(function: Callable[..., int]) -> Callable[..., None]:
    """A command for typer: the function's return value becomes the exit code, a failure one message on stderr."""

    @functools.wraps(function)
    def run(*args: object, **options: object) -> None:
        try:
            code = function(*args, **options)
        except DirtoolError as error:
            code = fail(error)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except (MemoryError, RecursionError) as error:
            code = fail(DirtoolError(f"out of {'memory' if isinstance(error, MemoryError) else 'stack'}"))
        except Exception as error:
            if os.environ.get("DIRTOOL_DEBUG"):
                raise
            code = fail(DirtoolError(f"internal error: {type(error).__name__}", _REPORT_IT))
        raise typer.Exit(code)

    return run


def fail(*failures: DirtoolError) -> int:
    """Tell of failures on stderr, and return the worst exit code; DONE without one."""
    for failure in failures:
        tell(f"dirtool: {failure.message}", *([f"  hint: {failure.hint}"] if failure.hint else []))
    return max((failure.exit_code for failure in failures), default=DONE)


def tell(*lines: str) -> None:
    """Write on stderr what is not part of the answer, if anybody can be told."""
    with suppress(OSError):
        for line in lines:
            typer.echo(harmless(line), err=True)


def make_parser(*, plain: bool = False) -> Parser:
    """A parser that keeps Lark's tables in the user's cache folder."""
    import platformdirs

    return Parser(platformdirs.user_cache_path("dirtool"), plain=plain)


def read(name: str, parser: Parser, encoding: str | None, stdin_name: str = STDIN_NAME) -> Directory:
    """The directory in the file `name`, or in standard input for `-`. Raises InputError."""
    found = read_any(name, parser, encoding, stdin_name)
    if not isinstance(found, Directory):
        path = found.sources[0].path
        raise InputError(f"{path}: this is {NAMES[type(found)]}, not a directory")
    return found


def read_any(name: str, parser: Parser, encoding: str | None, stdin_name: str = STDIN_NAME) -> AnyFile:
    """The directory, or what else is in the file `name`, or in standard input for `-`: its content tells.

    Raises InputError.
    """
    folder = None if name == STDIN else Path(name).parent
    return recognised(input_records(name, encoding, stdin_name), parser, folder, encoding)


def input_records(name: str, encoding: str | None, stdin_name: str = STDIN_NAME) -> Records:
    """The records of the file `name`, or of standard input for `-`. Raises InputError."""
    encoding = known_encoding(encoding)
    return records_of(standard_input(), stdin_name, encoding) if name == STDIN else read_file(Path(name), encoding)


def names_in(typed: list[str] | None) -> tuple[str, ...]:
    """The names that an option names, each time one or several with commas between."""
    return tuple(fold(name.strip()) for words in typed or () for name in words.split(",") if name.strip())


def entries_in(typed: list[str] | None) -> tuple[str, ...]:
    """The names of --entry, without it none. Raises InputError for an --entry that names nothing."""
    names = names_in(typed)
    if typed and not names:
        raise InputError("--entry: a name is missing")
    return names


def known_encoding(encoding: str | None, option: str = "--encoding") -> str | None:
    """What an option names as an encoding, in lower case. Raises InputError if it is none."""
    encoding = None if encoding is None else encoding.lower()
    if encoding is not None and encoding not in ENCODINGS:
        raise InputError(f"{option} {encoding}: unknown", f"one of {', '.join(ENCODINGS)}")
    return encoding


def standard_input() -> bytes:
    """The bytes of standard input. Raises InputError."""
    if sys.stdin is None:
        raise InputError("standard input is closed")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"standard input: {error.strerror or error}") from None


def style_for(colour: Colour, output_file: Path | None) -> Style:
    """How to draw a report: NO_COLOR beats the terminal, FORCE_COLOR and --color beat both; 80 columns off a terminal.

    FORCE_COLOR is about streams: it colours no file.
    """
    terminal = is_terminal(output_file)
    if colour is Colour.AUTO:
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        coloured = (terminal and not plain) or (output_file is None and bool(os.environ.get("FORCE_COLOR")))
    else:
        coloured = colour is Colour.ALWAYS
    columns = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else PLAIN_WIDTH
    return Style(coloured, max(40, columns or PLAIN_WIDTH))  # a terminal that does not know its width says 0


def is_terminal(output_file: Path | None) -> bool:
    """Whether the answer goes to a terminal."""
    return output_file is None and sys.stdout is not None and sys.stdout.isatty()


def takes_unicode(output_file: Path | None) -> bool:
    """Whether what the answer goes to takes every character: a file does, a stream if its encoding is a UTF."""
    return not is_standard_output(output_file) or (
        sys.stdout is not None and (sys.stdout.encoding or "").lower().startswith("utf")
    )


def refuse_to_overwrite(
    output_file: Path | None, files: Iterable[AnyFile], *, stdin: bool, beside: Iterable[Path] = ()
) -> None:
    """Raise InputError if the answer would take the place of a file that it is about, also of one read as `stdin`.

    `beside` are files that were read beside these.
    """
    if output_file is None or not os.path.exists(output_file):  # unlike that of Path, whatever the name
        return
    paths = [*(Path(source.path) for file in files for source in file.sources), *beside]
    if any(os.path.exists(path) and output_file.samefile(path) for path in paths) or (
        stdin and _is_stream(output_file, 0)
    ):
        raise InputError(
            f"{output_file}: the answer would overwrite the file that it is about", "name another file with -o"
        )


def _is_stream(path: Path, descriptor: int) -> bool:
    """Whether a path is the file behind one of the process's streams."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def is_standard_output(output_file: Path | None) -> bool:
    """Whether an answer goes to standard output: without a file, or where one of its names is that of the file."""
    return output_file is None or str(output_file) in _STDOUT_NAMES


def answer(lines: Iterable[str], output_file: Path | None) -> None:
    """Write the answer: to standard output, or whole to a file. A reader that closes its pipe ends it quietly."""
    if output_file is not None and not is_standard_output(output_file):
        write_file(output_file, "".join(f"{line}\n" for line in lines).encode("utf-8", errors="backslashreplace"))
        return
    if sys.stdout is None:
        raise InputError("standard output is closed")
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python must not write the rest at its end
    except OSError as error:
        raise InputError(f"cannot write the answer: {error.strerror or error}") from None


@contextmanager
def progress(doing: str, colour: Colour) -> Iterator[None]:
    """Shows on a terminal's stderr, after two seconds, that something is being done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    watcher = threading.Thread(target=_show_progress, args=(doing, colour, done), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _show_progress(doing: str, colour: Colour, done: threading.Event) -> None:
    if done.wait(PROGRESS_AFTER_SECONDS):
        return
    from rich.console import Console

    console = Console(stderr=True, no_color=True if colour is Colour.NEVER else None)
    with console.status(doing, spinner="dots" if console.encoding.startswith("utf") else "line"):
        done.wait()
