"""What Lark does without shapes: one LALR parse of a whole file by the same grammar, its transformer embedded.

Comments and abbreviations are taken out of the file beforehand (`in_full`), which dirtool does while it parses; the
operands are left as tokens, where dirtool reads values. Both are in Lark's favour.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer, Tree
from lark.lexer import TerminalDef

from dirtool.spec.statements import BY_SPELLING, STATEMENTS
from dirtool.syntax.grammar import Grammar, _match_whole_words, grammar_text
from dirtool.syntax.parser import fold, is_statement
from dirtool.syntax.shape import _full_keywords

FILE_RULES = f"""
start: (statement? _NEWLINE)*
?statement: {" | ".join(kind.name.lower() for kind in STATEMENTS)}
_NEWLINE: "\\n"
"""


class Operands(Transformer[Token, Any]):
    """Every statement as a dict of its operands."""

    def start(self, statements: list[Any]) -> list[Any]:
        return statements

    def __default__(self, data: str, children: list[Any], meta: object) -> Any:
        if data.startswith("_"):
            return Tree(data, children)  # Lark puts the children into the rule above
        operands: dict[str, Token] = {}
        for child in children:
            if isinstance(child, Token):
                operands[child.type] = child
            else:
                operands.update(child)
        return operands


def in_full(texts: Iterable[str]) -> Iterator[str]:
    """The statements among `texts`, in upper case and their keywords spelt in full."""
    grammar = Grammar(grammar_text("directory.lark"))
    keywords = {kind.name: _full_keywords(kind, grammar.keywords_of(kind.name.lower())) for kind in STATEMENTS}
    for text in filter(is_statement, texts):
        words = fold(text).split()
        full = keywords[BY_SPELLING[words[0]].name]
        yield " ".join([full.get(word, word) for word in words])


def _match_words(terminal: TerminalDef) -> None:
    if terminal.name != "_NEWLINE":
        _match_whole_words(terminal)


def parse(text: str) -> list[dict[str, Token]]:
    """The statements of `text`."""
    grammar = grammar_text("directory.lark") + FILE_RULES
    parser = Lark(grammar, parser="lalr", transformer=Operands(), edit_terminals=_match_words, maybe_placeholders=False)
    statements: list[dict[str, Token]] = parser.parse(text)  # type: ignore[assignment]
    return statements


if __name__ == "__main__":
    parse(Path(sys.argv[1]).read_text(encoding="latin-1"))
