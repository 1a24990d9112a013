"""Whether the tests notice when an order rule of the planner is lost.

    python -m tests.tools.order_mutations [--tests PATH]... [RULE ...]

Each rule (a function such as o12_freed_space in dirtool/plan/order) is taken away in a copy of the project, and the tests are
run on that. It lists which test fails first for each; the answer is 1 if the loss of one is not noticed.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent.parent
ORDER = Path("dirtool", "plan", "order")
COPIED = ("dirtool", "tests", "grammars", "samples", "docs", "pyproject.toml", "README.md", "CHANGELOG.md")

WITHOUT = {
    "o1_nobody_at_work": 'return order(verbs.Backup), ""',
    "o2_backup": 'return order(verbs.Query, what="DATAMOVE", words=("*",))',
    "o15_replace": "return [order(verbs.Replace, name)]",
    "o17_format": "return dict(wanted)",
    "o23_read_again": "return order(verbs.Backup)",
}
"""What stands in the place of some rules."""

NEUTRAL = {
    "Iterator": "yield from ()",
    "int": "return 0",
    "bool": "return False",
    "set": "return set()",
    "str": 'return ""',
    "Command | None": "return None",
}
"""What stands in the place of the others, by what they give."""


class OrderRule(NamedTuple):
    """A rule: the module, relative to the project, the function, and the records of its body, first and last (1-based)."""

    module: Path
    name: str
    first: int
    last: int
    indent: int
    gives: str

    @property
    def without(self) -> str:
        """The body of a rule that is lost."""
        return WITHOUT.get(self.name) or NEUTRAL[self.gives]


def main() -> int:
    """The command line."""
    options = argparse.ArgumentParser(
        prog="python -m tests.tools.order_mutations", description=__doc__.partition("\n")[0]
    )
    options.add_argument("--tests", action="append", help="the tests to run (default: tests/plan)")
    options.add_argument("rules", nargs="*", help="some rules alone, by the beginning of their names, such as o12")
    given = options.parse_args()
    tests = given.tests or ["tests/plan"]
    known = [rule for rule in rules() if not given.rules or rule.name.startswith(tuple(given.rules))]
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        failing = first_failure(copy, tests)
        if failing:
            print(f"the tests fail as they are: {failing}")
            return 2
        unnoticed = [rule for rule in known if not noticed(copy, rule, tests)]
    print(f"{len(known) - len(unnoticed)} of {len(known)} rules are missed when they are lost")
    return 1 if unnoticed else 0


def rules() -> Iterator[OrderRule]:
    """All order rules, by the numbers that they have."""
    found = []
    for path in (PROJECT / ORDER).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and re.match(r"o\d+_", node.name):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                last = body[-1].end_lineno
                assert last is not None
                assert node.returns is not None
                gives = ast.unparse(node.returns).partition("[")[0]
                found.append(OrderRule(ORDER / path.name, node.name, body[0].lineno, last, body[0].col_offset, gives))
    return iter(sorted(found, key=lambda rule: (int(rule.name[1:].partition("_")[0]), rule.name)))


def copied(folder: Path) -> Path:
    """A copy of what the tests need."""
    for name in COPIED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / name)
    return folder


def noticed(copy: Path, rule: OrderRule, tests: list[str]) -> bool:
    """Whether a test fails without a rule, and tell which."""
    path = copy / rule.module
    before = path.read_text(encoding="utf-8")
    lines = before.splitlines()
    lines[rule.first - 1 : rule.last] = [" " * rule.indent + rule.without]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    try:
        failing = first_failure(copy, tests)
    finally:
        path.write_text(before, encoding="utf-8")
    print(f"{rule.name:24} {failing or 'NO TEST NOTICES'}", flush=True)
    return bool(failing)


def first_failure(copy: Path, tests: list[str]) -> str:
    """The first test that fails; empty if none does."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    if done.returncode == 0:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, re.MULTILINE)
    return failed.group(1) if failed else done.stdout[-500:] + done.stderr[-500:]


if __name__ == "__main__":
    sys.exit(main())
