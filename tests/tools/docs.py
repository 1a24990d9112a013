"""Writes the pages about commands and rules into docs/: python -m tests.tools.docs

A command's page comes from its docstring and its options, a rule's page from its docstring. Nothing is asked of typer's
own help, whose layout differs from release to release.
"""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from dirtool.cli.app import app
from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import Rule, all_rules

DOCS = Path(__file__).parents[2] / "docs"
FOLDERS = ("commands", "rules")  # nothing else may be in these
MARK = "<!-- Made by python -m tests.tools.docs; do not edit. -->"

_TEXTS, _EXAMPLES = ("Why", "Source"), ("Bad", "Good")
_DIRECTXA = {
    "refuses": "DIRECTXA refuses the directory",
    "ignores": "DIRECTXA ignores it without a message",
    "silent": "DIRECTXA accepts it without a message",
}


class Parameter(NamedTuple):
    """One argument or option of a command."""

    name: str
    kind: type[Any]
    many: bool
    required: bool
    default: object
    about: ArgumentInfo | OptionInfo

    @property
    def values(self) -> str:
        """What it takes, in words; empty for a switch."""
        if self.about.metavar:
            return self.about.metavar
        if issubclass(self.kind, Enum):
            return "|".join(str(member.value) for member in self.kind)
        return {bool: "", str: "TEXT", Path: "FILE"}[self.kind]

    @property
    def spelling(self) -> str:
        """How it is typed."""
        if isinstance(self.about, ArgumentInfo):
            name = self.about.metavar or self.name.upper()
            shown = name if self.required or name.startswith("[") else f"[{name}]"
            return f"{shown}..." if self.many and not shown.endswith("...") else shown
        declared = [word for word in (self.about.default, *(self.about.param_decls or ())) if isinstance(word, str)]
        names = sorted(declared, key=len) or [f"--{self.name.replace('_', '-')}"]
        return f"{', '.join(names)} {self.values}".rstrip()

    @property
    def help(self) -> str:
        """What it does, with its default where there is one to tell."""
        told = f" Default: `{getattr(self.default, 'value', self.default)}`." if self.default else ""
        return f"{_prose((self.about.help or '').removesuffix('.'))}.{told}"


def pages() -> dict[str, str]:
    """Every generated page: its path below docs/, and its text."""
    commands = {f"commands/{name}.md": command_page(name, function) for name, function in commands_by_name().items()}
    rules = {f"rules/{rule.code}.md": rule_page(rule) for rule in all_rules()}
    return commands | rules | {"rules/index.md": rules_page()}


def commands_by_name() -> dict[str, Callable[..., Any]]:
    """The functions behind the commands."""
    functions = [info.callback for info in app.registered_commands if info.callback is not None]
    return {function.__name__: function for function in functions}


def command_page(name: str, function: Callable[..., Any]) -> str:
    """The page of one command."""
    shown = list(parameters(function))
    arguments = [one for one in shown if isinstance(one.about, ArgumentInfo)]
    options = [one for one in shown if isinstance(one.about, OptionInfo)]
    title, *rest = map(_prose, _paragraphs(inspect.getdoc(function) or ""))
    parts = [
        f"# dirtool {name}",
        title,
        _fenced(" ".join(["dirtool", name, "[OPTIONS]", *(one.spelling for one in arguments)])),
        *rest,
        _table(("Argument", "Meaning"), [(f"`{one.spelling}`", one.help) for one in arguments]),
        _table(("Option", "Meaning"), [(f"`{one.spelling}`", one.help) for one in options]),
        "Exit codes, streams and colour: [all commands](../index.md#what-all-commands-share).",
    ]
    return _page(parts)


def parameters(function: Callable[..., Any]) -> Iterator[Parameter]:
    """The arguments and options of a command that its help shows."""
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        hint, about = get_args(hints[name])
        if about.hidden:
            continue
        kinds = [kind for kind in get_args(hint) if kind is not NoneType] if _is_union(hint) else [hint]
        many = get_origin(kinds[0]) is list
        kind = get_args(kinds[0])[0] if many else kinds[0]
        required = parameter.default is inspect.Parameter.empty
        yield Parameter(name, kind, many, required, None if required else parameter.default, about)


def rule_page(rule: Rule) -> str:
    """The page of one rule."""
    found = sections(rule)
    numbers = f" ({', '.join(f'`{number}`' for number in rule.messages)})" if rule.messages else ""
    directxa = "" if rule.directxa is None else f" {_DIRECTXA[rule.directxa.value]}{numbers}."
    examples = [part for head in _EXAMPLES if found[head] for part in (f"## {head}", _fenced(found[head]))]
    parts = [
        f"# {rule.code} {rule.name}",
        f"Severity: {rule.severity.value}. First profile: `{rule.profile.value}`.{directxa}",
        _prose(rule.title),
        "## Why",
        _prose(f"{found['Why'][:1].upper()}{found['Why'][1:]}"),
        *examples,
        "## Source",
        _prose(f"{found['Source']}."),
    ]
    return _page(parts)


def rules_page() -> str:
    """The table of all rules."""
    rows = [
        (
            f"[{rule.code}]({rule.code}.md)",
            rule.name,
            rule.severity.value,
            rule.directxa.value if rule.directxa else "",
            rule.profile.value,
            _prose(rule.title),
        )
        for rule in all_rules()
    ]
    parts = [
        "# Rules",
        "DIRECTXA is what the compiler does with it: it *refuses* the directory, *ignores* the words, or is *silent*. "
        "What it ignores or accepts in silence is what only a second reader can find.",
        _table(("Code", "Name", "Severity", "DIRECTXA", "Profile", "Finds"), rows),
        "`dirtool explain CODE` shows a rule's page on the terminal. Codes are never used for another rule.",
    ]
    return _page(parts)


def sections(rule: Rule) -> dict[str, str]:
    """The parts of a rule's documentation behind its first line: Why, Bad, Good, Source."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in rule.documentation.splitlines()[1:]:
        head, _, text = line.partition(":")
        if head in (*_TEXTS, *_EXAMPLES):
            name = head
            found[name] = [text.strip()] if text.strip() else []
        elif name:
            found[name].append(line)
    texts = {name: " ".join(found[name]).strip() for name in _TEXTS}
    return texts | {name: textwrap.dedent("\n".join(found.get(name, []))).strip("\n") for name in _EXAMPLES}


def _is_union(hint: object) -> bool:
    return get_origin(hint) is not list and get_origin(hint) is not Annotated and bool(get_args(hint))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _prose(text: str) -> str:
    """`text` for Markdown, which else takes `*DVHOPT` for emphasis and `<stdin>` for a tag."""
    return re.sub(r"([*_<])", r"\\\1", text)


def _fenced(text: str) -> str:
    return f"```text\n{text}\n```"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _page(parts: list[str]) -> str:
    return f"{MARK}\n\n" + "\n\n".join(parts) + "\n"


def write() -> None:
    """Write all pages, and remove those of commands and rules that are gone."""
    wanted = pages()
    for folder in FOLDERS:
        (DOCS / folder).mkdir(parents=True, exist_ok=True)
        for file in (DOCS / folder).iterdir():
            if f"{folder}/{file.name}" not in wanted:
                file.unlink()
    for path, text in wanted.items():
        (DOCS / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
