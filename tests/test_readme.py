"""README.md shows what happens."""

import re
from pathlib import Path

import pytest

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import RULES
from tests.tools.readme import README, blocks, refreshed, set_up


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.splitlines()[0].removeprefix("$ "))
def test_a_command_gives_the_output_shown(block: str) -> None:
    assert block == refreshed(block), "run python -m tests.tools.readme"


def test_every_command_shown_is_in_a_block_that_is_run() -> None:
    prompts = re.findall(r"^\$ ", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(prompts) == sum(len(re.findall(r"^\$ ", block, re.MULTILINE)) for block in blocks())


def test_the_first_block_installs_and_lints_then_installs_and_tests() -> None:
    lint, test = set_up()
    assert lint.endswith("dirtool lint samples/ssi-system.direct")
    assert test.endswith("python -m pytest -q")


def test_the_families_of_rules_are_those_that_exist() -> None:
    line = re.search(r"^Rules so far: (.*?)\. ", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert line is not None
    assert set(re.findall(r"\(([A-Z]{3})\)", line[1])) == {code[:3] for code in RULES}


def test_the_samples_shown_exist() -> None:
    names = re.findall(r"samples/[\w.-]+", README.read_text(encoding="utf-8"))
    assert [name for name in names if not (Path(README.parent) / name).is_file()] == []
