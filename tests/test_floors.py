"""A floor of the house imports only from floors below it; below the command line nothing prints, asks or exits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "dirtool"
FLOORS = (
    ("text",),
    ("spec",),
    ("syntax",),
    ("model",),
    ("compare", "space", "dirmaint"),
    ("lint",),
    ("verify",),
    ("plan",),
    ("migrate",),
    ("report",),
    ("cli",),
)
HEIGHT = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
TOP = len(FLOORS)  # __main__ and __init__
FREE = {"errors", "wording"}  # for everybody
MODULES = sorted(PACKAGE.rglob("*.py"))
EVERY_MODULE = pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())

ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv"}
STREAMS = {"stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__", "argv"}


def room_of(path: Path) -> str:
    """The room of a module: the folder below dirtool, or the module's own name at the top."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def height_of(room: str) -> int:
    return HEIGHT.get(room, TOP)


def imports(tree: ast.AST, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a module imports, wherever it stands."""
    parents = path.relative_to(PACKAGE.parent).parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(parents[: len(parents) - node.level + 1]) + "." if node.level else ""
            name = f"{base}{node.module or ''}".rstrip(".")
            if name == "dirtool":
                yield from ((node.lineno, f"dirtool.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, name


def forbidden_imports(tree: ast.AST, path: Path) -> list[str]:
    room = room_of(path)
    found = []
    for line, name in imports(tree, path):
        first, _, rest = name.partition(".")
        if first == "dirtool" and rest:
            target = rest.partition(".")[0]
            above = height_of(target) >= height_of(room) and target != room
            if (above and target not in FREE and not target.startswith("__version__")) or (
                room in FREE and target != room
            ):
                found.append(f"{line}: {room} imports {target}")
        elif first == "rich" and height_of(room) < HEIGHT["report"]:
            found.append(f"{line}: {room} imports rich")
        elif first == "typer" and height_of(room) < HEIGHT["cli"]:
            found.append(f"{line}: {room} imports typer")
    return found


def forbidden_deeds(tree: ast.AST) -> list[str]:
    """What only the command line may do: print, look at the environment and the streams, exit."""
    found = []
    for node in ast.walk(tree):
        deed = None
        if isinstance(node, ast.Name) and node.id in {"print", "input", "exit", "quit", "breakpoint"}:
            deed = node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, name = node.value.id, node.attr
            if (module == "os" and name in ENVIRONMENT | {"_exit", "abort"}) or (
                module == "sys" and name in STREAMS | {"exit"}
            ):
                deed = f"{module}.{name}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "sys"):
            taken = {alias.name for alias in node.names} & (ENVIRONMENT | STREAMS | {"exit", "_exit", "abort"})
            deed = f"from {node.module} import {sorted(taken)}" if taken else None
        elif isinstance(node, ast.Raise) and "SystemExit" in ast.dump(node):
            deed = "raise SystemExit"
        if deed is not None and isinstance(node, ast.expr | ast.stmt):
            found.append(f"{node.lineno}: {deed}")
    return found


@EVERY_MODULE
def test_a_floor_imports_only_from_floors_below(path: Path) -> None:
    assert forbidden_imports(ast.parse(path.read_bytes()), path) == []


@EVERY_MODULE
def test_below_the_command_line_nothing_prints_asks_or_exits(path: Path) -> None:
    if height_of(room_of(path)) < HEIGHT["cli"] or room_of(path) in FREE:
        assert forbidden_deeds(ast.parse(path.read_bytes())) == []


def test_every_room_has_a_floor() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms <= set(HEIGHT)
    assert {"text", "spec", "syntax", "model", "lint"} <= rooms


@pytest.mark.parametrize(
    ("room", "line", "good"),
    [
        ("text", "from dirtool.syntax.parser import Parser", False),
        ("text", "import dirtool.model", False),
        ("text", "from dirtool import syntax", False),
        ("text", "from ..syntax import parser", False),
        ("text", "from . import columns", True),
        ("text", "from dirtool.errors import InputError", True),
        ("syntax", "from dirtool.spec.values import BadValue", True),
        ("model", "def f():\n    from dirtool.lint import engine", False),
        ("compare", "from dirtool.space import allocate", False),
        ("lint", "from dirtool.compare import diff", True),
        ("verify", "from dirtool.plan import order", False),
        ("model", "import rich.console", False),
        ("report", "from rich.table import Table", True),
        ("report", "import typer", False),
        ("cli", "from dirtool.report import text", True),
    ],
)
def test_the_check_of_imports_sees_what_it_should(room: str, line: str, good: bool) -> None:
    assert (forbidden_imports(ast.parse(line), PACKAGE / room / "module.py") == []) is good


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("print('x')", False),
        ("show = print", False),
        ("import os; os.environ['HOME']", False),
        ("import os; os.getenv('HOME')", False),
        ("from os import environ", False),
        ("import sys; sys.exit(1)", False),
        ("from sys import exit", False),
        ("raise SystemExit(1)", False),
        ("import sys; sys.stdout.write('x')", False),
        ("import os; os.replace('a', 'b')", True),
        ("import sys; sys.version_info", True),
        ("stream.print('x')", True),
    ],
)
def test_the_check_of_deeds_sees_what_it_should(line: str, good: bool) -> None:
    assert (forbidden_deeds(ast.parse(line)) == []) is good
