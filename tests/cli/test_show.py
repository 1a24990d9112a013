"""dirtool show."""

import json
from pathlib import Path
from typing import Any

import pytest

from dirtool.cli.plan_output import Format
from tests.cli.plan_files import (
    DESIRED,
    DIRECTORY,
    NEW,
    REMOVE,
    WITHOUT_LINUX2,
    commands_in,
    planned,
    whole,
    write_site,
)
from tests.cli.run import Ran, dirtool


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


@pytest.fixture
def saved(site: Path) -> Path:
    """A folder with a plan in it, and what that was made from."""
    planned(site, "-o", "plan.json", text=DESIRED + NEW + REMOVE)
    return site


def shown(saved: Path, *options: str) -> Ran:
    return dirtool("show", "plan.json", *options, folder=saved)


def edit(saved: Path, **fields: Any) -> None:
    """Let the plan say something else."""
    file = saved / "plan.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **fields}))


@pytest.mark.parametrize("how", Format)
def test_a_plan_is_shown_as_it_was_when_it_was_made(saved: Path, how: Format) -> None:
    assert shown(saved, "--format", how) == planned(saved, "--format", how, text=DESIRED + NEW + REMOVE)
    assert shown(saved, "--format", how, "-o", "answer").out == ""
    assert (saved / "answer").read_text() == shown(saved, "--format", how).out


def test_a_plan_may_come_from_standard_input(saved: Path) -> None:
    ran = dirtool("show", "-", stdin=(saved / "plan.json").read_bytes())
    assert ran == shown(saved)
    assert dirtool("show", "-", stdin=b"\xff").err == "dirtool: <stdin>: this is no plan: it is not text in UTF-8\n"


@pytest.mark.parametrize("options", [(), ("--typed",)])
def test_the_commands_are_those_that_the_plan_was_made_with(saved: Path, options: tuple[str, ...]) -> None:
    asked = ("--emit", "dirm", *options)
    assert shown(saved, *asked) == planned(saved, *asked, text=DESIRED + NEW + REMOVE)


def test_a_folder_gets_the_stages_and_the_files_that_are_sent(saved: Path) -> None:
    assert shown(saved, "--emit", "dirm", "--emit", "entry", "-o", "run").out == shown(saved).out
    planned(saved, "--emit", "dirm", "--emit", "entry", "-o", "other", text=DESIRED + NEW + REMOVE)
    both = [{path.name: path.read_text() for path in (saved / name).iterdir()} for name in ("run", "other")]
    assert sorted(both[0]) == ["LINUX3.DIRECT", "stage-1.dirm", "stage-2.dirm"]
    assert both[0] == both[1]


@pytest.mark.parametrize("name", ["plan.json", "user.direct", "desired.yaml"])
@pytest.mark.parametrize("options", [("--format", "html"), ("--emit", "dirm")])
def test_no_answer_takes_the_place_of_what_the_plan_is_about(saved: Path, name: str, options: tuple[str, ...]) -> None:
    before = (saved / name).read_bytes()
    ran = shown(saved, *options, "-o", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {name}: the answer would overwrite")
    assert (saved / name).read_bytes() == before


@pytest.mark.parametrize("path", ["X" * 10_000, "a\0b", ""])
def test_what_a_plan_calls_its_directory_may_be_no_path(saved: Path, path: str) -> None:
    edit(saved, current={"path": path, "digest": "sha256:" + "0" * 64})
    assert shown(saved, "-o", "answer", "--format", "html").code == 0
    assert shown(saved, "-o", "answer", "--format", "html").code == 0


def test_files_without_their_passwords_are_not_written(site: Path) -> None:
    (site / "dirtool.toml").write_text("[plan]\nreplace-threshold = 0\n")
    planned(site, "-o", "plan.json")
    ran = shown(site, "--emit", "entry", "-o", "run")
    assert (ran.code, ran.err.splitlines()) == (
        2,
        [
            "dirtool: plan.json: a plan holds no passwords, and some are left out of LINUX1 DIRECT",
            "  hint: `dirtool plan --emit entry` writes these files",
        ],
    )
    assert not (site / "run").exists()
    assert "FORUSER LINUX1 REPLACE" in commands_in(shown(site, "--emit", "dirm").out)


def test_a_stale_plan_is_told_of_and_shown_all_the_same(saved: Path) -> None:
    beside = ("--current", "user.direct", "--extents", "extent.control")
    assert shown(saved, *beside) == shown(saved)
    (saved / "user.direct").write_text(DIRECTORY.replace("LINUX1 SESAME03 1G", "LINUX1 SESAME03 2G"))
    ran = shown(saved, *beside)
    assert (ran.code, ran.out) == (0, shown(saved).out)
    assert ran.err == "dirtool: plan.json: the plan is stale: LINUX1 has changed\n  hint: plan again\n"


def test_nothing_is_emitted_of_a_plan_that_is_refused(site: Path) -> None:
    whole(site, "--format", "json", "-o", "plan.json", wanted=WITHOUT_LINUX2)
    assert shown(site).code == 0
    ran = shown(site, "--emit", "dirm")
    assert (ran.code, ran.out) == (3, "")
    assert "Plan refused" in ran.err


def test_nothing_is_emitted_of_a_plan_of_which_something_is_not_proved(saved: Path) -> None:
    edit(saved, claims=[{"claim": "all is well", "holds": False, "by": "it is not"}])
    assert shown(saved).code == 0
    ran = shown(saved, "--emit", "dirm")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "dirtool: plan.json: nothing is emitted, since something is not proved: all is well\n"


@pytest.mark.parametrize(
    "name", ["../LINUX3 DIRECT", "/etc/passwd DIRECT", "LINUX3 direct/x", "A B", ".. DIRECT", "\x1b[2J DIRECT"]
)
def test_no_file_is_written_beside_the_folder_whatever_the_plan_says(saved: Path, name: str) -> None:
    edit(saved, actions=[], files={name: ["USER LINUX3 NOLOG"]})
    ran = shown(saved, "--emit", "entry", "-o", "run")
    assert ran.code == 2
    assert ran.err.endswith("no such file can go with a command\n  hint: the name of the entry is no userid\n")
    assert not (saved / "run").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("plan.json", "--emit", "direct", "-o", "x"), "--emit direct: a plan does not hold the directory"),
        (("-", "--current", "-"), "standard input can be the plan or the directory, not both"),
        (("plan.json", "-o", "plan.json"), "plan.json: the answer would overwrite the file that it is about"),
        (("plan.json", "--current", "user.direct", "-o", "user.direct"), "user.direct: the answer would overwrite"),
        (("user.direct",), "user.direct:1:1: this is no plan"),
        (("none.json",), "none.json: No such file or directory"),
    ],
)
def test_what_cannot_be_is_told_with_exit_code_2(saved: Path, options: tuple[str, ...], message: str) -> None:
    ran = dirtool("show", *options, folder=saved)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {message}")
