"""What Lark does without shapes: one LALR parse of a whole file by the same grammar, its transformer embedded.

The result is the same typed statements (`python -m tests.bench` compares them). Abbreviations are spelt in full beforehand,
as dirtool does before Lark sees a word; that is not counted, in Lark's favour.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, Tree
from lark.lexer import TerminalDef

from dirtool.spec.statement import StatementKind
from dirtool.spec.statements import BY_SPELLING, STATEMENTS
from dirtool.spec.values import BadValue
from dirtool.syntax import statements as typed_statements
from dirtool.syntax.grammar import Grammar, _match_whole_words, grammar_text
from dirtool.syntax.parser import is_statement
from dirtool.syntax.shape import _full_keywords
from dirtool.syntax.statement import Statement
from dirtool.syntax.words import fold

FILE_RULES = f"""
start: ((statement | COMMENT)? _NEWLINE)*
?statement: {" | ".join(kind.name.lower() for kind in STATEMENTS)}
COMMENT: /\\*[^\\n]*/
_NEWLINE: "\\n"
"""


class ToStatements(Transformer[Token, Any]):
    """Every statement rule to its typed statement; COMMENT is dropped."""

    def start(self, children: list[Any]) -> list[Statement]:
        return [child for child in children if isinstance(child, Statement)]

    def __default__(self, data: str, children: list[Any], meta: object) -> Any:
        build = BUILDERS.get(data)
        return Tree(data, children) if build is None else build(children)


def _builder(kind: StatementKind) -> Callable[[list[Any]], Statement]:
    typed = getattr(typed_statements, kind.name.capitalize())

    def build(children: list[Any]) -> Statement:
        words: dict[str, list[str]] = {}
        form = None
        for child in children:
            if isinstance(child, Token):
                words.setdefault(child.type.lower().partition("__")[0], []).append(child)
                continue
            name, _, value = child.data.partition("__")
            if value:
                form = next(word for word in kind.by_name[name].values if word.replace("-", "").lower() == value)
                words[name] = [form]
                for token in child.children:
                    words.setdefault(token.type.lower().partition("__")[0], []).append(token)
            else:
                words[name] = [str(token) for token in child.scan_values(lambda one: isinstance(one, Token))]
        values: list[Any] = []
        for operand in kind.operands:
            found = words.get(operand.name)
            if found is None:
                values.append(None)
            elif operand.name == "form":
                values.append(form)
            elif operand.many:
                values.append(tuple(map(operand.read, map(str, found))))
            else:
                joined = (operand.type.joins or "").join(found)
                try:
                    values.append(operand.with_form(form).read(joined))
                except BadValue:
                    values.append(joined)
        return typed(*values)  # type: ignore[no-any-return]

    return build


BUILDERS = {kind.name.lower(): _builder(kind) for kind in STATEMENTS}


def in_full(texts: Iterable[str]) -> Iterator[str]:
    """The records, their statements in upper case and with keywords spelt in full."""
    grammar = Grammar(grammar_text("directory.lark"))
    keywords = {kind.name: _full_keywords(kind, grammar.keywords_of(kind.name.lower())) for kind in STATEMENTS}
    for text in texts:
        if not is_statement(text):
            yield text.strip()
            continue
        words = fold(text).split()
        full = keywords[BY_SPELLING[words[0]].name]
        yield " ".join([full.get(word, word) for word in words])


def _match_words(terminal: TerminalDef) -> None:
    if terminal.name not in ("_NEWLINE", "COMMENT"):
        _match_whole_words(terminal)


def parse(text: str) -> list[Statement]:
    """The statements of `text`."""
    grammar = grammar_text("directory.lark") + FILE_RULES
    parser = Lark(
        grammar, parser="lalr", transformer=ToStatements(), edit_terminals=_match_words, maybe_placeholders=False
    )
    found: list[Statement] = parser.parse(text)  # type: ignore[assignment]
    return found


def main() -> None:
    """Parse a file; given a second name, only write there what Lark is to see."""
    text = Path(sys.argv[1]).read_text(encoding="latin-1")
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(
            "".join(f"{record}\n" for record in in_full(text.splitlines())), encoding="latin-1"
        )
    else:
        parse(text)


if __name__ == "__main__":
    main()
