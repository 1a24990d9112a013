"""Which of many names another one was most likely meant to be, in a time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable

from dirtool.spec.statement import nearest


class Neighbours:
    """Known names, by what is left of them when one character is taken away."""

    def __init__(self, known: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for name in known:
            for rest in _rests(name):
                self._by_rest.setdefault(rest, []).append(name)

    def of(self, name: str) -> tuple[str, ...]:
        """The known names that a name was most likely meant to be, best first."""
        found = {known for rest in _rests(name) for known in self._by_rest.get(rest, ())}
        return nearest(name, tuple(sorted(found)))


def _rests(name: str) -> set[str]:
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
