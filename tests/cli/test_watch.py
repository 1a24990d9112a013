"""lint --watch: again after every change, until it is interrupted."""

import signal
import subprocess
import time
from pathlib import Path

from tests.cli.run import ROOT, command, dirtool, environment


def test_a_changed_file_is_judged_again(tmp_path: Path) -> None:
    file = tmp_path / "user.direct"
    file.write_bytes(b"USER A NOLOG\n QUACK\n")
    watching = subprocess.Popen(
        command("lint", file, "--fragment", "--watch", "--format", "concise"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        text=True,
    )
    assert watching.stdout is not None
    assert watching.stderr is not None
    try:
        assert "SYN001" in watching.stdout.readline()
        assert watching.stdout.readline() == "1 error in 2 records in 1 file.\n"
        assert watching.stderr.readline() == "Watching 1 file; Ctrl-C ends it.\n"
        time.sleep(0.1)
        file.write_bytes(b"USER A NOLOG\n MACHINE ESA\n")
        assert watching.stdout.readline() == "No findings in 2 records in 1 file.\n"
        assert watching.stderr.readline() == "Watching 1 file; Ctrl-C ends it.\n"
        file.unlink()
        assert watching.stderr.readline() == f"dirtool: {file}: No such file or directory\n"
        assert watching.stderr.readline() == "Watching 1 file; Ctrl-C ends it.\n"
        file.write_bytes(b"USER A NOLOG\n")
        assert watching.stdout.readline() == "No findings in 1 record in 1 file.\n"
    finally:
        watching.send_signal(signal.SIGINT)
        code = watching.wait(timeout=30)
    assert code == 130


def test_it_ends_when_nobody_reads_the_answers_any_more(tmp_path: Path) -> None:
    file = tmp_path / "user.direct"
    file.write_bytes(b"USER A NOLOG\n")
    watching = subprocess.Popen(
        command("lint", file, "--fragment", "--watch"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert watching.stdout is not None
    assert watching.stderr is not None
    try:
        assert watching.stderr.readline() == b"Watching 1 file; Ctrl-C ends it.\n"
        watching.stdout.close()
        file.write_bytes(b"USER B NOLOG\n ")
        assert watching.wait(timeout=30) == 0
        assert watching.stderr.read() == b""
    finally:
        watching.kill()
        watching.wait()


def test_standard_input_cannot_be_watched() -> None:
    assert dirtool("lint", "-", "--watch", stdin=b"") == (2, "", "dirtool: --watch: standard input cannot change\n")
