"""What every typed statement has in common. The statements themselves are in `syntax.statements`."""

from __future__ import annotations

from typing import Any, ClassVar

from dirtool.spec.statement import StatementKind

MASK = "********"


class Statement:
    """A statement with typed operands, one attribute each; an operand that is absent is None.

    Equal records share one object, which is why a statement knows neither its record nor its entry, and why it is
    read-only by convention. An operand that cannot take its word keeps the word, as text.
    """

    __slots__: tuple[str, ...] = ()
    definition: ClassVar[StatementKind]
    keyword: str

    @property
    def known_definition(self) -> StatementKind | None:
        """The row of the table of statements, if the keyword is in it."""
        return self.definition

    def operands(self) -> dict[str, Any]:
        """The operands that are present, by the operand's name, in the order of the table of statements."""
        present = {}
        for operand, slot in zip(self.definition.operands, self.__slots__, strict=True):
            value = getattr(self, slot)
            if value is not None:
                present[operand.name] = value
        return present

    def shown_operands(self) -> dict[str, Any]:
        """As `operands`, with secrets masked; words such as NOLOG and ALL, which are no secrets, are shown.

        Where the words seem to be shifted, so that the secret may stand elsewhere, all but the first are masked.
        """
        operands = self.operands()
        shifted = tuple(operands)[1:] if operands and self.definition.looks_shifted(operands) else ()
        return {
            name: MASK if name in shifted or self.definition.by_name[name].hides(value) else value
            for name, value in operands.items()
        }

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(getattr(self, s) == getattr(other, s) for s in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.keyword}({', '.join(f'{name}={value!r}' for name, value in self.shown_operands().items())})"


class Unparsed(Statement):
    """A statement that is not one: `word` is the index of the first word that does not fit (0: no such statement)."""

    __slots__ = ("_known", "keyword", "word")

    def __init__(self, keyword: str, known: StatementKind | None, word: int) -> None:
        self.keyword = keyword
        self.word = word
        self._known = known

    @property
    def known_definition(self) -> StatementKind | None:
        return self._known

    def operands(self) -> dict[str, Any]:
        return {}
