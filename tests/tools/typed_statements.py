"""Writes dirtool/syntax/statements.py and verbs.py from their tables: python -m tests.tools.typed_statements

Plain source, since making the classes at start-up would cost a run 25 ms.
"""

import keyword
from pathlib import Path

from dirtool.spec.dirmaint_verbs import DIRMAINT, VERBS
from dirtool.spec.statement import Operand, StatementKind
from dirtool.spec.statements import STATEMENTS

FOLDER = Path(__file__).parents[2] / "dirtool" / "syntax"

HEAD = '''"""One class per {what}, its operands as attributes. Made from the table of {what}s; do not edit:

    python -m tests.tools.typed_statements
"""

from dirtool.spec.{module} import {table}
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


def source_of(kind: StatementKind, table: str) -> str:
    """The class of one kind of statement."""
    fields = [(attribute(operand), annotation(operand)) for operand in kind.operands]
    lines = [
        "\n",
        f"class {kind.name.capitalize()}(Statement):",
        f"    __slots__ = ({''.join(f'{name!r}, ' for name, _ in fields).strip()})",
        f'    definition = {table}["{kind.name}"]',
        f'    keyword = "{kind.name}"',
    ]
    if fields:
        lines += ["", "    def __init__(", "        self,"]
        lines += [f"        {name}: {type_}," for name, type_ in fields]
        lines += ["    ) -> None:"]
        lines += [f"        self.{name} = {name}" for name, _ in fields]
    return "\n".join(lines)


def statements_source() -> str:
    """The whole module of statements."""
    body = "".join(source_of(kind, "BY_NAME") for kind in sorted(STATEMENTS, key=lambda kind: kind.name))
    return f"{HEAD.format(what='statement', module='statements', table='BY_NAME')}{body}\n"


def verbs_source() -> str:
    """The whole module of DirMaint's verbs."""
    kinds = sorted([DIRMAINT, *VERBS], key=lambda kind: kind.name)
    body = "".join(source_of(kind, "VERB_BY_NAME") for kind in kinds)
    return f"{HEAD.format(what='verb', module='dirmaint_verbs', table='VERB_BY_NAME')}{body}\n"


if __name__ == "__main__":
    for name, source in (("statements.py", statements_source()), ("verbs.py", verbs_source())):
        (FOLDER / name).write_text(source, encoding="utf-8", newline="\n")
