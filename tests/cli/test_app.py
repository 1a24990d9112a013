"""The command itself: version, help, and how little is imported for them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from dirtool import __version__
from tests.cli.run import ROOT, dirtool, process, python

START = """
import json, sys
names, *sys.argv = json.loads(sys.argv[1])
from dirtool.__main__ import run
try:
    run()
except SystemExit:
    pass
print()
print(json.dumps([name for name in names if name in sys.modules]))
"""


def imported(
    names: list[str], *arguments: str, extra: Mapping[str, str] | None = None, folder: Path = ROOT
) -> list[str]:
    """Those of some modules that a command line imports in some folder."""
    out = python(START, json.dumps([names, "dirtool", *arguments]), extra=extra, folder=folder)
    found: list[str] = json.loads(out.splitlines()[-1])
    return found


def asked_for(words: str) -> dict[str, str]:
    """The environment in which the shell asks for the completion of some words."""
    return {"_DIRTOOL_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}


def test_version_imports_nothing_that_is_large() -> None:
    assert imported(["typer", "lark", "rich", "yaml", "dirtool.cli"], "--version") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("lint", "--help"),
        ("parse", "--help"),
        ("verify", "--help"),
        ("plan", "--help"),
        ("migrate", "--help"),
        ("mine", "--help"),
        ("explain", "--help"),
        ("explain", "MDISK"),
    ],
)
def test_help_imports_neither_lark_nor_yaml_nor_the_planner(arguments: tuple[str, ...]) -> None:
    assert imported(["lark", "yaml", "dirtool.plan.plan", "dirtool.plan.target"], *arguments) == []


@pytest.mark.parametrize("arguments", [(), ("REC001",), ("HCPDIR751E",), ("MDISK",)])
def test_explain_does_not_build_the_grammar(arguments: tuple[str, ...]) -> None:
    assert imported(["lark", "yaml", "dirtool.syntax.grammar"], "explain", *arguments) == []


def test_a_run_of_lint_imports_only_what_it_needs(tmp_path: Path) -> None:
    file = tmp_path / "user.direct"
    file.write_bytes(b"USER A NOLOG\n QUACK\n")
    unneeded = ["yaml", "tomllib", "rich", "secrets", "xml", "dirtool.lint.repair", "dirtool.lint.baseline"]
    unneeded += [f"dirtool.report.findings_{name}" for name in ("json", "jsonl", "sarif", "github", "gitlab", "junit")]
    unneeded += ["dirtool.report.patch", "dirtool.cli.lint_repair", "dirtool.cli.lint_baseline", "dirtool.cli.watch"]
    unneeded += ["dirtool.verify", "dirtool.report.explanation", "dirtool.compare", "dirtool.dirmaint.simulate"]
    unneeded += [f"dirtool.plan.{name}" for name in ("plan", "steps", "order", "target")]
    unneeded += ["dirtool.migrate.mine.mining", "dirtool.report.mine_text"]
    unneeded += [f"dirtool.migrate.{name}" for name in ("migration", "readiness", "extents", "user_input", "returned")]
    unneeded += ["dirtool.report.readiness_text", "dirtool.report.runbook_html", "dirtool.migrate.steps"]
    assert imported(unneeded, "lint", str(file), folder=tmp_path) == []


@pytest.mark.parametrize(
    "words", ["dirtool explain MD", "dirtool li", "dirtool parse samples/broken.direct --effective C"]
)
def test_completion_imports_neither_lark_nor_yaml(words: str) -> None:
    assert imported(["lark", "rich", "yaml"], extra=asked_for(words)) == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("dirtool explain MDI", ["MDISK"]),
        ("dirtool explain text-past", ["text-past-column-71"]),
        ("dirtool verify --select management-n", ["management-node"]),
        ("dirtool parse samples/broken.direct --effective CLERK", ["CLERK:9", "CLERK1", "CLERK2", "CLERK3", "CLERK4"]),
    ],
)
def test_codes_and_userids_are_completed(words: str, offered: list[str]) -> None:
    ran = process(extra=asked_for(words))
    assert ran.out.split() == offered


def test_the_version() -> None:
    assert process("--version") == (0, f"dirtool {__version__}\n", "")
    assert dirtool("--version") == (0, f"dirtool {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_an_answer(option: str) -> None:
    ran = dirtool(option)
    assert (ran.code, ran.err) == (0, "")
    assert "Usage: dirtool" in ran.out


def test_no_command_is_2_and_an_unknown_one_too() -> None:
    assert dirtool().code == 2
    ran = dirtool("lnit")
    assert (ran.code, ran.out) == (2, "")
    assert "No such command 'lnit'" in ran.err
