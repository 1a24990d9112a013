"""Writes dirtool/syntax/statements.py from the table of statements: python -m tests.tools.typed_statements

Plain source, since making the classes at start-up would cost a run 25 ms.
"""

import keyword
from pathlib import Path

from dirtool.spec.statement import Operand, StatementKind
from dirtool.spec.statements import STATEMENTS

TARGET = Path(__file__).parents[2] / "dirtool" / "syntax" / "statements.py"

HEAD = '''"""One class per statement, its operands as attributes. Made from the table of statements; do not edit:

    python -m tests.tools.typed_statements
"""

from dirtool.spec.statements import BY_NAME
from dirtool.syntax.statement import Statement
'''


def attribute(operand: Operand) -> str:
    """The operand's name, with an underscore behind it where Python has other use for the word."""
    return f"{operand.name}_" if keyword.iskeyword(operand.name) else operand.name


def annotation(operand: Operand) -> str:
    """The Python type of the operand's attribute."""
    plain = f"{operand.type.annotation} | None" if operand.beside else operand.type.annotation
    value = f"tuple[{plain}, ...]" if operand.many else plain
    return value if operand.required else f"{value} | None"


def source_of(kind: StatementKind) -> str:
    """The class of one kind of statement."""
    fields = [(attribute(operand), annotation(operand)) for operand in kind.operands]
    lines = [
        "\n",
        f"class {kind.name.capitalize()}(Statement):",
        f"    __slots__ = ({''.join(f'{name!r}, ' for name, _ in fields).strip()})",
        f'    definition = BY_NAME["{kind.name}"]',
        f'    keyword = "{kind.name}"',
    ]
    if fields:
        lines += ["", "    def __init__(", "        self,"]
        lines += [f"        {name}: {type_}," for name, type_ in fields]
        lines += ["    ) -> None:"]
        lines += [f"        self.{name} = {name}" for name, _ in fields]
    return "\n".join(lines)


def source() -> str:
    """The whole module."""
    body = "".join(source_of(kind) for kind in sorted(STATEMENTS, key=lambda kind: kind.name))
    return f"{HEAD}{body}\n"


if __name__ == "__main__":
    TARGET.write_text(source(), encoding="utf-8", newline="\n")
