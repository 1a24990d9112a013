"""What all commands share: streams, files, colour, width, progress, failures."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dirtool.cli import common
from dirtool.errors import InputError
from tests.cli.run import ROOT, command, dirtool, environment, on_terminal, process

BROKEN = "samples/broken.direct"
SSI = "samples/ssi-system.direct"

# A command line of every command that gives a long answer, and its exit code.
LONG = [(("lint", BROKEN), 1), (("parse", SSI), 0), (("explain",), 0)]
ANSWERS = [
    *LONG,
    (("lint", BROKEN, "--format", "concise"), 1),
    (("lint", BROKEN, "--format", "json"), 1),
    (("parse", BROKEN, "--format", "text"), 0),
    (("parse", BROKEN, "--effective", "CLERK1"), 0),
    (("explain", "REC001", "MDISK", "HCPDIR751E"), 0),
]
TO_A_FILE = [(arguments, code) for arguments, code in ANSWERS if arguments[0] != "explain"]
ESCAPE = "\x1b["


# -- streams and files


@pytest.mark.parametrize(("arguments", "code"), ANSWERS)
def test_the_answer_is_on_stdout_and_nothing_on_stderr(arguments: tuple[str, ...], code: int) -> None:
    ran = process(*arguments)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.endswith("\n")
    assert ESCAPE not in ran.out
    assert ran == dirtool(*arguments)


@pytest.mark.parametrize(("arguments", "code"), TO_A_FILE)
def test_an_output_file_gets_the_whole_answer_and_stdout_nothing(
    arguments: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    file = tmp_path / "answer"
    for option in ("--output-file", "-o"):
        assert dirtool(*arguments, option, file) == (code, "", "")
        assert file.read_bytes().decode() == dirtool(*arguments).out
        assert os.listdir(tmp_path) == ["answer"]


@pytest.mark.parametrize("name", ["lint", "parse"])
def test_an_output_file_in_a_folder_that_is_not_there_is_2(name: str, tmp_path: Path) -> None:
    file = tmp_path / "none" / "answer"
    assert dirtool(name, BROKEN, "-o", file) == (2, "", f"dirtool: cannot write {file}: No such file or directory\n")


@pytest.mark.parametrize("name", ["lint", "parse"])
def test_a_folder_is_no_output_file(name: str, tmp_path: Path) -> None:
    assert dirtool(name, BROKEN, "-o", tmp_path) == (2, "", f"dirtool: cannot write {tmp_path}: Is a directory\n")


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "answer"
    file.write_text("old")
    monkeypatch.setattr(os, "replace", refuse)
    assert dirtool("lint", BROKEN, "-o", file) == (2, "", f"dirtool: cannot write {file}: No space left on device\n")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["answer"]


@pytest.mark.parametrize("arguments", [("parse", BROKEN, "--effective", "NOBODY"), ("lint", BROKEN, "samples/none")])
def test_a_failure_leaves_the_output_file_alone(arguments: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "answer"
    assert dirtool(*arguments, "-o", file).code == 2
    assert not file.exists()


def test_an_output_file_has_no_colour_unless_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "answer"
    dirtool("lint", BROKEN, "-o", file)
    assert ESCAPE not in file.read_text()
    dirtool("lint", BROKEN, "-o", file, "--color", "always")
    assert ESCAPE in file.read_text()


@pytest.mark.parametrize(("arguments", "code"), LONG)
def test_a_reader_that_closes_the_pipe_ends_it_quietly(arguments: tuple[str, ...], code: int) -> None:
    many = arguments if arguments[0] == "explain" else (arguments[0], *arguments[1:])
    running = subprocess.Popen(
        command(*many), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment()
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(30) == code


def test_head_gets_its_line() -> None:
    line = f"{sys.executable} -m dirtool parse {SSI} | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, env=environment(), timeout=60)
    assert ran.stdout.decode().splitlines() == ['{"schema": "dirtool.directory/1", "entries": [', "0"]
    assert ran.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(("arguments", "_code"), LONG)
def test_a_full_disk_behind_stdout_is_2_and_no_defect(arguments: tuple[str, ...], _code: int) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            command(*arguments), stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), timeout=60
        )
    assert ran.returncode == 2
    assert ran.stderr == b"dirtool: cannot write the answer: No space left on device\n"


@pytest.mark.parametrize(
    ("closed", "arguments", "expected"),
    [
        (">&-", ("lint", BROKEN), (2, "", "dirtool: standard output is closed\n")),
        ("<&-", ("lint", "-"), (2, "", "dirtool: standard input is closed\n")),
        ("2>&-", ("lint", "samples/none"), (2, "", "")),
    ],
)
def test_a_closed_stream_is_no_defect(closed: str, arguments: tuple[str, ...], expected: tuple[int, str, str]) -> None:
    line = f"{sys.executable} -m dirtool {' '.join(arguments)} {closed}"
    ran = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, env=environment(), timeout=60)
    assert (ran.returncode, ran.stdout.decode(), ran.stderr.decode()) == expected


def test_a_stream_that_lacks_a_character_gets_it_spelt_out() -> None:
    text = "USER A NOLOG\n Größe\n".encode()
    ran = process("lint", "-", "--format", "concise", stdin=text, extra={"PYTHONIOENCODING": "ascii"})
    assert (ran.code, ran.err) == (1, "")
    assert "GR\\xf6\\xdfE is no directory statement" in ran.out or "Gr\\xf6\\xdfe is no directory statement" in ran.out


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_file_may_be_called_anything(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[2J"))
    file.write_bytes(b"USER A NOLOG\n QUACK\n")
    for how in ("full", "concise"):
        ran = process("lint", file, "--format", how, "--fragment")
        assert (ran.code, ran.err) == (1, "")
        assert "/\\udcff\\x1b[2J:2:2" in ran.out
    [found] = json.loads(process("lint", file, "--format", "json", "--fragment").out)["diagnostics"]
    assert os.fsencode(found["path"]) == os.fsencode(file)
    missing = process("lint", f"{file}X")
    assert (missing.code, missing.out) == (2, "")
    assert missing.err.endswith("/\\udcff\\x1b[2JX: No such file or directory\n")


# -- failures


def _raising(error: BaseException) -> Callable[..., None]:
    def fail(*arguments: object, **options: object) -> None:
        raise error

    return fail


STEPS = [
    ("dirtool.cli.lint.judge", ("lint", BROKEN)),
    ("dirtool.cli.lint.read_any", ("lint", BROKEN)),
    ("dirtool.cli.parse.read_any", ("parse", BROKEN)),
    ("dirtool.cli.parse.directory_json", ("parse", BROKEN)),
    ("dirtool.report.explanation.rule_text", ("explain", "REC001")),
    ("dirtool.report.explanation.rules_table", ("explain",)),
]


@pytest.mark.parametrize(("step", "arguments"), STEPS)
def test_an_interrupted_command_is_130(
    step: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(step, _raising(KeyboardInterrupt()))
    assert dirtool(*arguments) == (130, "", "")
    if arguments[0] != "explain":
        assert dirtool(*arguments, "-o", tmp_path / "answer") == (130, "", "")
        assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("step", "arguments"), STEPS)
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ZeroDivisionError("SECRETPW"), "internal error: ZeroDivisionError"),
        (MemoryError(), "out of memory"),
        (RecursionError(), "out of stack"),
        (InputError("that\x1b[2J"), "that\\x1b[2J"),
    ],
)
def test_a_failure_is_2_with_one_message_and_no_traceback(
    step: str, arguments: tuple[str, ...], error: Exception, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, _raising(error))
    ran = dirtool(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == f"dirtool: {said}"
    assert "Traceback" not in ran.err
    assert "SECRETPW" not in ran.err


def test_a_traceback_is_there_for_the_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dirtool.cli.lint.judge", _raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        dirtool("lint", BROKEN, extra={"DIRTOOL_DEBUG": "1"})


def test_a_real_interrupt_is_130_and_quiet() -> None:
    running = subprocess.Popen(
        command("lint", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(1.5)  # it now waits for its input
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, b"", b"")


# -- colour and width


@pytest.mark.parametrize(
    ("color", "extra", "on"),
    [
        ("auto", {}, False),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": ""}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
    ],
)
@pytest.mark.parametrize("arguments", [("lint", BROKEN), ("parse", BROKEN, "--format", "text"), ("explain", "REC001")])
def test_colour_off_a_terminal(color: str, extra: dict[str, str], on: bool, arguments: tuple[str, ...]) -> None:
    assert (ESCAPE in dirtool(*arguments, "--color", color, extra=extra).out) == on


@pytest.mark.parametrize(
    ("color", "extra", "on"),
    [
        ("auto", {}, True),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("never", {}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_on_a_terminal(color: str, extra: dict[str, str], on: bool) -> None:
    ran = on_terminal(*command("lint", BROKEN, "--color", color), extra=extra)
    assert (ran.code, ran.err) == (1, "")
    assert (ESCAPE in ran.out) == on


def test_an_output_file_is_drawn_for_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / "answer"
    ran = on_terminal(*command("lint", BROKEN, "-o", str(file)), columns=132)
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert file.read_text() == dirtool("lint", BROKEN).out


def test_json_has_no_colour_on_a_terminal() -> None:
    ran = on_terminal(*command("lint", BROKEN, "--format", "json", "--color", "always"))
    assert json.loads(ran.out)["schema"] == "dirtool.lint/1"


@pytest.mark.parametrize(("columns", "expected"), [(60, 60), (80, 80), (120, 120), (0, 80)])
def test_the_width_is_that_of_the_terminal(columns: int, expected: int) -> None:
    ran = on_terminal(*command("lint", BROKEN, "--color", "never"), columns=columns)
    excerpts = [line for line in ran.out.splitlines() if re.match(r" *\d+ \|", line)]
    assert max(map(len, excerpts)) <= expected
    assert max(map(len, excerpts)) > min(expected, 100) - 5


# -- progress

SLOW = """
import time
import dirtool.cli.common as common
common.PROGRESS_AFTER_SECONDS = {after}
with common.progress("reading and judging", common.Colour.AUTO):
    time.sleep({takes})
"""


def test_what_takes_long_is_shown_on_a_terminal() -> None:
    ran = on_terminal(sys.executable, "-c", SLOW.format(after=0.05, takes=0.6), stream="stderr")
    assert "reading and judging" in ran.err
    assert (ran.code, ran.out) == (0, "")


def test_what_is_quick_shows_nothing() -> None:
    ran = on_terminal(sys.executable, "-c", SLOW.format(after=5, takes=0), stream="stderr")
    assert ran == (0, "", "")


def test_progress_is_never_shown_off_a_terminal() -> None:
    ran = on_terminal(sys.executable, "-c", SLOW.format(after=0.05, takes=0.4), stream="stdout")
    assert ran == (0, "", "")


def test_progress_waits_two_seconds() -> None:
    from dirtool.cli.common import PROGRESS_AFTER_SECONDS

    assert PROGRESS_AFTER_SECONDS == 2.0


@pytest.mark.parametrize("name", ["lint", "parse"])
def test_an_answer_never_overwrites_its_own_directory(name: str, tmp_path: Path) -> None:
    file = tmp_path / "USER.DIRECT"
    file.write_bytes(b"USER A NOLOG\n")
    ran = dirtool(name, file, "--output-file", file)
    assert (ran.code, ran.out, file.read_bytes()) == (2, "", b"USER A NOLOG\n")
    assert "the answer would overwrite the file that it is about" in ran.err


def test_the_answer_never_takes_the_place_of_standard_input(tmp_path: Path) -> None:
    mine = tmp_path / "my.direct"
    mine.write_text("USER A NOLOG\n")
    with mine.open("rb") as stream:
        ran = subprocess.run(
            command("lint", "-", "-o", mine), stdin=stream, capture_output=True, cwd=ROOT, env=environment(), timeout=60
        )
    assert ran.returncode == 2
    assert b"would overwrite the file that it is about" in ran.stderr
    assert mine.read_text() == "USER A NOLOG\n"


@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_an_output_file_may_be_standard_output(name: str) -> None:
    ran = process("lint", "samples/vm370.direct", "-o", name)
    assert ran == (0, "No findings in 202 records in 1 file.\n", "")
    assert not Path(ROOT, "-").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", ["--version", "--help", "lint samples/broken.direct", "explain REC001"])
def test_an_answer_that_cannot_be_written_is_a_failure(arguments: str) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            command(*arguments.split()), stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), timeout=60
        )
    assert ran.returncode == 2
    assert ran.stderr == b"dirtool: cannot write the answer: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_failure_that_cannot_be_told_is_one_all_the_same() -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(command("lint", "nope"), stderr=full, cwd=ROOT, env=environment(), timeout=60)
    assert ran.returncode == 2


@pytest.mark.parametrize(("incomplete", "expected"), [("rec00", ["rec001", "rec002"]), ("REC00", ["REC001", "REC002"])])
def test_completions_are_begun_as_they_were_typed(incomplete: str, expected: list[str]) -> None:
    assert common.completions(["REC001", "REC002", "SYN001"], incomplete) == expected
