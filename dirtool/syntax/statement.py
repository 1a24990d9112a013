"""What every typed statement has in common. The statements themselves are in `syntax.statements`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

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

    def with_operands(self, **operands: Any) -> Self:
        """The same statement with other values of some operands, by the names of its attributes; None leaves one out."""
        return type(self)(*[operands.get(slot, getattr(self, slot)) for slot in self.__slots__])

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and all(getattr(self, s) == getattr(other, s) for s in self.__slots__)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        if self.known_definition is None or self.known_definition.holds_secrets:  # where they are only masking.py knows
            return f"{self.keyword}({', '.join(self.operands())})"
        return f"{self.keyword}({', '.join(f'{name}={value!r}' for name, value in self.operands().items())})"


class Unparsed(Statement):
    """A statement that is not one: its words do not fit, or it is of no known kind."""

    __slots__ = ("_known", "keyword")

    def __init__(self, keyword: str, known: StatementKind | None) -> None:
        self.keyword = keyword
        self._known = known

    @property
    def known_definition(self) -> StatementKind | None:
        return self._known

    def operands(self) -> dict[str, Any]:
        return {}
