"""README.md and the pages of the documentation show what happens."""

import re
from pathlib import Path

import pytest

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import RULES
from tests.tools.readme import README, ROOT, commands, pages, refreshed, set_up

EVERY_PAGE = pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())


@EVERY_PAGE
def test_commands_give_the_output_shown(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert text.splitlines() == refreshed(text).splitlines(), "run python -m tests.tools.readme"


@EVERY_PAGE
def test_every_command_shown_is_in_a_block_that_is_run(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^\$ (.*)$", text, re.MULTILINE) == commands(text)


def test_a_command_finds_the_files_of_its_page_and_what_was_written_before() -> None:
    page = """
<!-- file: small.direct -->
```text
USER LINUX1 NOLOG
 MACHINE ESAA
```

```console
$ dirtool lint --write-baseline known.json small.direct
old
$ cat known.json
{"schema": "dirtool.baseline/1", "findings": [
…
]}
$ dirtool lint --format concise samples/broken.direct | python -c "print(input()[:17])"
$ dirtool lint --baseline known.json --fail-on info - < small.direct
$ echo $?
```
"""
    text = refreshed(page)
    assert "old" not in text
    assert commands(text) == commands(page)
    lines = text.splitlines()
    assert lines[9:11] == ["known.json: 2 known findings", "No findings in 2 records in 1 file; 2 known."]
    assert lines[12:15] == ['{"schema": "dirtool.baseline/1", "findings": [', "…", "]}"]
    assert lines[16] == "samples/broken.di"
    assert lines[18:21] == ["No findings in 2 records in 1 file; 2 known.", "$ echo $?", "0"]
    assert not (ROOT / "known.json").exists()


def test_the_first_block_installs_and_lints_then_installs_and_tests() -> None:
    lint, test = set_up()
    assert lint.endswith("dirtool lint samples/ssi-system.direct")
    assert test.endswith("python -m pytest -q")


def test_the_families_of_rules_are_those_that_exist() -> None:
    line = re.search(r"^Rules so far: (.*?)\. ", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert line is not None
    assert set(re.findall(r"\(([A-Z]{3})\)", line[1])) == {code[:3] for code in RULES}


@EVERY_PAGE
def test_the_samples_shown_exist(page: Path) -> None:
    names = re.findall(r"samples/[\w.-]+\.direct", page.read_text(encoding="utf-8"))
    assert [name for name in names if not (ROOT / name).is_file()] == []
