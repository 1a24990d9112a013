"""Steps that wait for each other in a ring."""

from __future__ import annotations

from collections.abc import Iterable

from dirtool.plan.order.rules import Edge
from dirtool.plan.steps.step import Step


def rings(steps: list[Step], edges: Iterable[Edge]) -> list[list[Step]]:
    """The sets of steps of which each has to wait for all others of its set (Tarjan's strongly connected components)."""
    following: dict[int, list[Step]] = {}
    for edge in edges:
        following.setdefault(id(edge.before), []).append(edge.after)
    numbers: dict[int, int] = {}
    lowest: dict[int, int] = {}
    waiting: list[Step] = []
    is_waiting: set[int] = set()
    found: list[list[Step]] = []
    for start in steps:
        if id(start) in numbers:
            continue
        path = [(start, iter(following.get(id(start), ())))]
        numbers[id(start)] = lowest[id(start)] = len(numbers)
        waiting.append(start)
        is_waiting.add(id(start))
        while path:
            step, others = path[-1]
            other = next(others, None)
            if other is None:
                path.pop()
                if path:
                    above = id(path[-1][0])
                    lowest[above] = min(lowest[above], lowest[id(step)])
                if lowest[id(step)] == numbers[id(step)]:
                    members = [waiting.pop()]
                    while members[-1] is not step:
                        members.append(waiting.pop())
                    is_waiting -= {id(one) for one in members}
                    if len(members) > 1:
                        found.append(members)
            elif id(other) not in numbers:
                numbers[id(other)] = lowest[id(other)] = len(numbers)
                waiting.append(other)
                is_waiting.add(id(other))
                path.append((other, iter(following.get(id(other), ()))))
            elif id(other) in is_waiting:
                lowest[id(step)] = min(lowest[id(step)], numbers[id(other)])
    return found
