"""Writes the pages about commands, rules, checks, a move and DirMaint's verbs into docs/: python -m tests.tools.docs

A command's page comes from its docstring and its options, a rule's page from its docstring and from what lint says of its
bad example, a check's page from its docstring and from what it needs, those of the verbs and of the checks of a move from
their tables. Nothing is asked of typer's own help, whose layout differs from release to release.
"""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import groupby
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from dirtool.cli.app import app
from dirtool.dirmaint.settings import SWITCHES as DESK_SWITCHES
from dirtool.lint.engine import Report, lint
from dirtool.lint.registry import FAMILIES, RULES, Profile, Rule, all_rules, rules_of
from dirtool.migrate.readiness.checks import CHECK_OF_RULE, COSTS_DATA
from dirtool.migrate.readiness.checks import CHECKS as CHECKS_OF_A_MOVE
from dirtool.migrate.readiness.shortfall import State, Verdict
from dirtool.migrate.returned.difference import Expected
from dirtool.model.recognition import AnyFile
from dirtool.report.explanation import also_of, needs_of
from dirtool.report.findings_text import full
from dirtool.report.readiness_words import STATE_WORDS
from dirtool.report.style import Style
from dirtool.spec.dirmaint_capabilities import SWITCHES
from dirtool.spec.dirmaint_verbs import VERBS, Verb, WorkUnit
from dirtool.spec.ivp_messages import IVP_MESSAGES
from dirtool.spec.statement import Mark
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.registry import CHECKS, Check, all_checks
from dirtool.wording import listed
from tests.lint.examples import example, options_for, told
from tests.model.made import judged_of

DOCS = Path(__file__).parents[2] / "docs"
FOLDERS = ("commands", "rules")  # nothing else may be in these
MARK = "<!-- Made by python -m tests.tools.docs; do not edit. -->"

_TEXTS, _EXAMPLES = ("Why", "Fix", "Source"), ("Bad", "Good")
_NAMES = {
    "XCT": "extent.control",
    "CNF": "dmssicnf.copy",
    "CMO": "dmssicmo.copy",
    "AUT": "vsmwork1.authlist",
    "DIR": "new.dirm",
}
_HEADS_OF_CHECKS = {"Why": "Why", "Fix": "How to fix it", "Source": "Source"}
_CERTAINTY = {Mark.DOC: "doc", Mark.KNOW: "know", Mark.UNSURE: "unsure"}
_SIGNS = {"\\t": "a tab", "\\x01": "the character X'01'"}
_PROFILES = {
    Profile.SYNTAX: "records, statements and values",
    Profile.RECOMMENDED: "the same, and entries, links, minidisks, networks, releases, and what is hardly meant to be as "
    "it is; in force where nothing else is chosen",
    Profile.STRICT: "the same, and style, and silenced findings without a reason",
    Profile.SECURITY: "those of strict, and passwords, privileges and access that a site may want as they are",
    Profile.CLOUD: "those of recommended, and entries that xCAT or Feilong would read wrongly",
    Profile.DIRMAINT: "those of recommended, and what moving to DirMaint changes",
}
_STATES = {
    State.OPEN: "it stands in the way: somebody has to mend it in the directory",
    State.CHECK: "somebody should look at it, and decide; the move works without",
    State.MENDED: "it would stand in the way, and the files that were made have it right; the directory itself stays as it is",
    State.NOTE: "good to know; nothing has to be done",
}
_VERDICTS = {
    Verdict.READY: ("nothing is open, and nothing had to be mended", "0"),
    Verdict.READY_WITH_FIXES: ("nothing is open; something is mended in the files that were made", "0"),
    Verdict.NOT_READY: ("something is open", "1"),
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
            name = (self.about.metavar or self.name.upper()).removesuffix("...")
            shown = f"{name}..." if self.many and " " not in name else name
            return shown if self.required else f"[{shown}]"
        return f"{', '.join(self.options)} {self.values}".rstrip()

    @property
    def options(self) -> list[str]:
        """The names of an option, the shortest first; none of an argument."""
        if isinstance(self.about, ArgumentInfo):
            return []
        declared = [word for word in (self.about.default, *(self.about.param_decls or ())) if isinstance(word, str)]
        return sorted(declared, key=len) or [f"--{self.name.replace('_', '-')}"]

    @property
    def help(self) -> str:
        """What it does, with its default where there is one to tell."""
        told = f" Default: `{getattr(self.default, 'value', self.default)}`." if self.default else ""
        return f"{_prose((self.about.help or '').removesuffix('.'))}.{told}"


@cache
def pages() -> dict[str, str]:
    """Every generated page: its path below docs/, and its text."""
    commands = {page_of(name): command_page(name, function) for name, function in commands_by_name().items()}
    rules = {f"rules/{rule.code}.md": rule_page(rule) for rule in all_rules()}
    checks = {f"rules/{check.code}.md": check_page(check) for check in all_checks()}
    tables = {
        "rules/index.md": rules_page(),
        "dirmaint-verbs.md": verbs_page(),
        "simulator-settings.md": simulator_settings_page(),
        "readiness.md": readiness_page(),
    }
    return commands | rules | checks | tables


def commands_by_name() -> dict[str, Callable[..., Any]]:
    """The functions behind the commands; those of a group by both words ("new authlist")."""
    groups = [("", app), *((f"{group.name} ", group.typer_instance) for group in app.registered_groups)]
    return {
        f"{words}{info.name or info.callback.__name__}": info.callback
        for words, group in groups
        if group is not None
        for info in group.registered_commands
        if info.callback
    }


def page_of(name: str) -> str:
    """The path of a command's page."""
    return f"commands/{name.replace(' ', '-')}.md"


def command_page(name: str, function: Callable[..., Any]) -> str:
    """The page of one command."""
    arguments = [one for one in parameters(function) if isinstance(one.about, ArgumentInfo)]
    options = [one for one in parameters(function) if isinstance(one.about, OptionInfo)]
    shown = (("Argument", arguments), ("Option", options))
    title, *rest = map(_prose, _paragraphs(inspect.getdoc(function) or ""))
    parts = [
        f"# dirtool {name}",
        title,
        _fenced(" ".join(["dirtool", name, "[OPTIONS]", *(one.spelling for one in arguments)])),
        *rest,
        *(_table((head, "Meaning"), [(f"`{one.spelling}`", one.help) for one in some]) for head, some in shown if some),
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
    parts = [
        f"# {rule.code} {rule.name}",
        _prose(rule.title),
        _table(
            ("Severity", "DIRECTXA", "Profile", "Repair"),
            [(rule.severity.value, _directxa(rule), f"`{rule.profile}`", _repair(rule))],
        ),
        "## Why",
        _linked(_prose(f"{found['Why'][:1].upper()}{found['Why'][1:]}"), rule),
    ]
    if found["Bad"]:
        parts += [
            "## Bad",
            _fenced(found["Bad"]),
            _says(rule),
            _fenced(printed(rule)),
            "## Good",
            _fenced(found["Good"]),
        ]
    parts += ["## Source", _linked(_prose(f"{found['Source']}."), rule)]
    return _page(parts)


def check_page(check: Check) -> str:
    """The page of a check of `dirtool verify`."""
    rule, found = check.rule, sections(check.rule)
    about, _, _ = rule.documentation.partition("\nWhy:")
    messages = "; ".join(f"`{number}`, {IVP_MESSAGES[number].meaning}" for number in check.ivp) or "says nothing of it"
    parts = [
        f"# {rule.code} {rule.name}",
        *(_linked(_prose(paragraph), rule) for paragraph in _paragraphs(about.strip())),
        _table(
            ("Severity", "Needs", "Looks also at", "Installation verification of xCAT"),
            [(rule.severity.value, needs_of(check), also_of(check), messages)],
        ),
        *(f"## {head}\n\n{_linked(_prose(_sentence(found[name])), rule)}" for name, head in _HEADS_OF_CHECKS.items()),
    ]
    return _page(parts)


def rules_page() -> str:
    """All rules, family by family."""
    parts = [
        "# Rules",
        "What is wrong in a user directory, or in a file beside it (EXTENT CONTROL of DirMaint and files of its commands; "
        "DMSSICNF COPY, DMSSICMO COPY and the authorisation list of SMAPI), as `dirtool lint` sees it. `dirtool explain CODE` "
        "shows the page of a rule on the terminal. A code is never used for another rule.",
        "**DIRECTXA** is what the compiler does with it: it *refuses* the directory, *ignores* the words, or is *silent*. "
        "What it ignores or accepts in silence is what only a second reader can find: `dirtool lint --only silent`.",
        "**Profile** is the first one that holds the rule. [How to choose rules](../settings.md#rules).",
        _table(
            ("Profile", "Rules", "Holds"),
            [(f"`{profile.value}`", str(_size(profile)), _PROFILES[profile]) for profile in Profile],
        ),
        "**Repair** is what `dirtool lint --fix` does: *safe* where the object directory stays the same, *unsafe* where "
        "it needs `--unsafe-fixes`.",
    ]
    for family, of_family in groupby(all_rules(), lambda rule: rule.family):
        rows = [
            (
                f"[{rule.code}]({rule.code}.md) {rule.name}",
                rule.severity.value,
                rule.directxa.value if rule.directxa else "",
                str(rule.profile),
                _repair(rule),
                _prose(rule.title),
            )
            for rule in of_family
        ]
        parts += [
            f"## {family}: {FAMILIES[family]}",
            _table(("Rule", "Severity", "DIRECTXA", "Profile", "Repair", "Finds"), rows),
        ]
    checks = [
        (
            f"[{check.code}]({check.code}.md) {check.rule.name}",
            check.rule.severity.value,
            needs_of(check),
            " ".join(f"`{number}`" for number in check.ivp),
            _prose(check.rule.title),
        )
        for check in all_checks()
    ]
    parts += [
        "## Checks of dirtool verify",
        "What `dirtool verify --install` asks of all files of an installation together: [how to run it](../verify.md). Without "
        "the files that it needs, a check is skipped. **IVP** are the messages under which the installation verification of "
        "xCAT would tell the same later.",
        _table(("Check", "Severity", "Needs", "IVP", "Finds"), checks),
    ]
    return _page(parts)


def verbs_page() -> str:
    """The verbs of DirMaint, and the uncertain forms that a site may settle."""
    verbs = [
        (
            f"`{verb.spelling}`",
            _prose(f"{verb.effect} (also `?`: asks)" if "?" in _actions(verb) else verb.effect),
            verb.authority,
            verb.effective.value,
            "" if verb.work_unit is WorkUnit.NEVER else verb.work_unit.value,
            ", ".join(filter(None, (_CERTAINTY[verb.mark], " ".join(f"{word}?" for word in verb.unsure_words)))),
        )
        for verb in sorted(VERBS, key=lambda verb: verb.name)
    ]
    switches = [
        (f"`{switch.key}`", switch.meaning, f"`{switch.default}`", ", ".join(f"`{word}`" for word in switch.words))
        for switch in SWITCHES
    ]
    parts = [
        "# The verbs of DirMaint",
        "Every verb that dirtool knows, from one table: [how it reads and writes commands](dirmaint-commands.md). The capitals "
        "are the shortest abbreviation. **Sets** are the command sets (one letter each) that customarily hold the verb: "
        "a site's own file decides. **Effective** tells when a virtual machine sees the change, **Work unit** whether a "
        "DATAMOVE machine goes on when the request has been answered. **Certainty**: *doc* was met in a document, *know* is "
        "general knowledge, *unsure* may be wrong; a word with `?` may or may not be known.",
        _table(("Verb", "What it does", "Sets", "Effective", "Work unit", "Certainty"), verbs),
        "## Uncertain forms that a site can settle",
        "What is not certain is written only if one of these [settings](settings.md#keys) says that it is there.",
        _table(("Setting", "What it tells", "Default", "Takes"), switches),
    ]
    return _page(parts)


def simulator_settings_page() -> str:
    """How the simulated server can be set up, and what is not certain of it."""

    def rows(*, certain: bool) -> list[tuple[str, ...]]:
        return [
            (f"`{one.name}`", _prose(one.meaning), _prose(one.takes), _spelt_default(one.default))
            for one in DESK_SWITCHES.values()
            if one.is_certain is certain
        ]

    head = ("Name", "What it tells", "Takes", "Default")
    parts = [
        "# How the simulator is set up",
        "`dirtool simulate --set NAME=VALUE`, once for each; from Python `Settings(name=value)`. [What is "
        "simulated](simulator.md).",
        "## The server and the site",
        _table(head, rows(certain=True)),
        "## What is not certain of DirMaint",
        "The transcript tells with message 9019, and names the switch, when one of these has mattered.",
        _table(head, rows(certain=False)),
        "`--last-used GROUP=REGION` names the region that a ROTATING group used last; of a group that is not named the first "
        "region is next.",
    ]
    return _page(parts)


def readiness_page() -> str:
    """The checks of a move to DirMaint, with what each of them hears of lint."""
    states = [(f"`{STATE_WORDS[state]}`", _STATES[state]) for state in STATE_WORDS]
    verdicts = [(f"`{verdict.value.upper()}`", *_VERDICTS[verdict]) for verdict in Verdict]
    checks = [
        (
            check.code,
            _prose(check.title),
            _prose(check.why),
            _prose(check.action),
            " ".join(f"[{code}](rules/{code}.md)" for code, of in CHECK_OF_RULE.items() if of is check),
        )
        for check in CHECKS_OF_A_MOVE
    ]
    parts = [
        "# The checks of a move",
        "[C1 to C20](#before-the-move) ask whether a directory is ready for DirMaint; the last table is about [what comes "
        "back](#what-dirmaint-changes).",
        "## Before the move",
        "What [`dirtool migrate`](commands/migrate.md) asks of a directory before it moves to DirMaint: [the whole "
        "move](moving.md). What a check finds is told at its record, with one of these words in front:",
        _table(("Word", "Means"), states),
        "The worst of them makes the verdict:",
        _table(("Verdict", "Means", "Exit code"), verdicts),
        "Most checks hear rules of `dirtool lint`, with which `dirtool explain` tells more; the last column has them. What no "
        "rule tells, such as volumes whose size is a guess, they find by themselves. A rule that the settings leave out counts "
        f"even so. A comment in the directory that silences a rule silences it here, too, but not {listed(COSTS_DATA, 'and')}: "
        "what may cost data wants a look.",
        _table(("Check", "All right if", "Why", "What to do", "Rules"), checks),
        "## What DirMaint changes",
        "When [what DirMaint gives back](moving.md#the-proof) is compared with what went in, these differences are expected, "
        "and counted only:",
        _table(("Expected", "Counted by"), [(_prose(one.words), one.unit) for one in Expected]),
    ]
    return _page(parts)


def _spelt_default(default: str | int | bool | None) -> str:
    if isinstance(default, bool):
        return "`yes`" if default else "`no`"
    return "" if default is None else f"`{default}`"


def _actions(verb: Verb) -> tuple[str, ...]:
    return verb.by_name["action"].values if "action" in verb.by_name else ()


def printed(rule: Rule) -> str:
    """What lint prints about the bad example of a rule."""
    judged, report = _judged(rule)
    sources = {source.path: source for source in judged.sources}
    lines = list(full(report, sources, Style(), fold=True))
    return "\n".join(line for line in lines if not line.startswith("more: ")).strip("\n")


@cache
def _judged(rule: Rule) -> tuple[AnyFile, Report]:
    """The bad example of a rule, and what lint says of it."""
    text = example(rule, "Bad")
    judged = judged_of(text, _NAMES.get(rule.family, "user.direct"))
    return judged, lint(judged, options=options_for(rule, text))


def _repair(rule: Rule) -> str:
    """How safe the repair of the bad example is; empty where there is none."""
    if not sections(rule)["Bad"]:
        return ""
    return next((found.fix.safety for found in _judged(rule)[1].diagnostics if found.fix is not None), "")


def _directxa(rule: Rule) -> str:
    if rule.directxa is None:
        return "is not concerned"
    numbers = f" ({', '.join(f'`{number}`' for number in rule.messages)})" if rule.messages else ""
    return f"{rule.directxa.effect}{numbers}"


def _says(rule: Rule) -> str:
    return " ".join(filter(None, ("What `dirtool lint` says", told(rule)))) + ":"


def _size(profile: Profile) -> int:
    return len(rules_of(profile))


def _linked(text: str, shown: Rule) -> str:
    """`text` with the codes of other rules as links to their pages."""
    codes = "|".join(code for code in (*RULES, *CHECKS) if code != shown.code)
    return re.sub(rf"\b({codes})\b", r"[\1](\1.md)", text)


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
    texts = {name: " ".join(found.get(name, [])).strip() for name in _TEXTS}
    return texts | {name: textwrap.dedent("\n".join(found.get(name, []))).strip("\n") for name in _EXAMPLES}


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].removesuffix('.')}."


def _is_union(hint: object) -> bool:
    return get_origin(hint) is not list and get_origin(hint) is not Annotated and bool(get_args(hint))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _prose(text: str) -> str:
    """`text` for Markdown, which else takes `*DVHOPT` for emphasis and `<stdin>` for a tag; code stays as it is."""
    return re.sub("`[^`]*`|[*_<]", lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text)


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
