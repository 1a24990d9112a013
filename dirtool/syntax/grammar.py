"""Lark's parser for statements and records: find the grammar, build the parser, keep its tables between runs."""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import lark
from lark import Lark
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.grammar import Rule
from lark.lexer import PatternRE, PatternStr, TerminalDef

if TYPE_CHECKING:
    from lark.tree import ParseTree

_RULE = r"^([a-z][a-z0-9]*(?:_[a-z0-9]+)*): "
_START_RULE = re.compile(f'{_RULE}"', re.MULTILINE)
_FIRST_RULE = re.compile(_RULE, re.MULTILINE)
_WHOLE_WORD = "(?!\\S)"
_ANY_WORD = f"(?:\\S+){_WHOLE_WORD}"
_LITERAL = re.compile(r"[*:]?[A-Z0-9][A-Z0-9/_-]*\.?|\([A-Z]+\)|[()?*]")
_SPACE = re.compile(r"\s")
_BLANK = "BLANK"
END_OF_STATEMENT = "$END"


class SyntaxFault(NamedTuple):
    """Where Lark gave up: the index of the word (the number of words at the end), and the terminals it would have taken."""

    word: int
    accepted: frozenset[str]


def grammar_text(name: str) -> str:
    """The text of grammars/`name`: inside the package when installed from a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "grammars", package.parent / "grammars"):
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    raise FileNotFoundError(f"grammars/{name} is missing from the installation")


class Grammar:
    """A grammar in which every statement is parsed alone.

    Each kind of statement is a start rule of its own: one that begins with a literal, and is called as the statement in lower
    case. Without any, the first rule is the one to start with.
    """

    def __init__(self, text: str, cache_folder: Path | None = None) -> None:
        self.lark = _from_cache(text, cache_folder) or _build(text, cache_folder)
        self._patterns = {terminal.name: terminal.pattern.value for terminal in self.lark.terminals}
        self._literals = {name: _words_of(pattern) for name, pattern in self._patterns.items()}
        self._used: dict[str, set[str]] = {}
        for rule in self.lark.rules:
            self._used.setdefault(rule.origin.name, set()).update(symbol.name for symbol in rule.expansion)

    def open_terminals_of(self, start: str) -> dict[str, re.Pattern[str]]:
        """The terminals of the rule `start` that take more than a list of words, as patterns of one whole word."""
        return {
            name: re.compile(self._patterns[name])
            for name in self._terminals_of(start)
            if not self.literals_of(name) and self._patterns[name] != _ANY_WORD
        }

    def keywords_of(self, start: str) -> set[str]:
        """The words that the rule `start` knows by their spelling."""
        return {word for terminal in self._terminals_of(start) for word in self.literals_of(terminal)}

    def literals_of(self, terminal: str) -> tuple[str, ...]:
        """The words that `terminal` stands for, if it stands for a list of words; else nothing."""
        return self._literals[terminal]

    def _terminals_of(self, start: str) -> list[str]:
        reached: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting.extend(self._used.get(name, ()))
        return sorted(reached & self._patterns.keys())

    def parse(self, words: list[str], start: str) -> ParseTree | SyntaxFault:
        """Lark's tree of one statement, whose keywords are spelt in full and in upper case; or where it gave up.

        A quoted string with blanks inside is one word: Lark is shown it with its blanks filled.
        """
        text = " ".join(map(without_blanks, words))
        try:
            return self.lark.parse(text, start=start)
        except UnexpectedInput as error:
            at_end = isinstance(error, UnexpectedToken) and error.token.type == END_OF_STATEMENT
            position = len(text) if at_end else error.pos_in_stream or 0
            accepted = error.accepts if isinstance(error, UnexpectedToken) else getattr(error, "allowed", None)
            return SyntaxFault(len(words) if at_end else text.count(" ", 0, position), frozenset(accepted or ()))


def without_blanks(word: str) -> str:
    """A quoted string as Lark is shown it: blanks, and whatever else separates words, filled."""
    return _SPACE.sub("_", word)


def _words_of(pattern: str) -> tuple[str, ...]:
    """The words that a terminal's pattern lists, or nothing if it is more than a list."""
    body = _without_group(_without_group(pattern.removesuffix(_WHOLE_WORD)))
    words = re.sub(r"\\(\W)", r"\1", body).split("|")
    return tuple(words) if all(_LITERAL.fullmatch(word) for word in words) else ()


def _without_group(pattern: str) -> str:
    return pattern[3:-1] if pattern.startswith("(?:") and pattern.endswith(")") else pattern


def _match_whole_words(terminal: TerminalDef) -> None:
    """Make a terminal end where its word ends, and try literals before open words."""
    if terminal.name == _BLANK:
        return
    if isinstance(terminal.pattern, PatternStr):
        terminal.priority = 1
    terminal.pattern = PatternRE(f"(?:{terminal.pattern.to_regexp()}){_WHOLE_WORD}")


def _build(text: str, cache_folder: Path | None) -> Lark:
    parser = Lark(
        text,
        parser="lalr",
        start=_START_RULE.findall(text) or _FIRST_RULE.findall(text)[:1],
        edit_terminals=_match_whole_words,
        maybe_placeholders=False,
    )
    if cache_folder is not None:
        _keep(parser, _cache_file(text, cache_folder))
    return parser


# Building takes Lark 100 ms, loading the tables 25 ms. Lark's own cache unpickles what it finds; ours is JSON behind its
# digest, so that a file that was damaged is built anew.


def _cache_file(text: str, folder: Path) -> Path:
    versions = f"{lark.__version__} {sys.version_info[:2]}"
    return folder / f"grammar-{_digest(f'{versions} {text}')}.tables"


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=12).hexdigest()


def _keep(parser: Lark, file: Path) -> None:
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    data["options"]["edit_terminals"] = None
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                tables = json.dumps({"data": data, "memo": memo})
                stream.write(f"{_digest(tables)}\n{tables}")
            os.replace(temporary, file)
        except OSError:
            os.unlink(temporary)
    except OSError:
        return  # a folder that cannot be written only costs the next run its head start


def _from_cache(text: str, folder: Path | None) -> Lark | None:
    """The parser as an earlier run kept it, or None when there is none, or another than was kept."""
    if folder is None:
        return None
    try:
        digest, _, tables = _cache_file(text, folder).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if digest != _digest(tables):
        return None
    kept = json.loads(tables)
    data, memo = kept["data"], _numbered(kept["memo"])
    table = data["parser"]["parser"]
    table["tokens"] = _numbered(table["tokens"])
    table["states"] = {state: _numbered(actions) for state, actions in _numbered(table["states"]).items()}
    parser: Lark = Lark._load_from_dict(data, memo)  # type: ignore[no-untyped-call]
    return parser


def _numbered(mapping: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in mapping.items()}
