"""Packing with OR-Tools, where the extra `optimal` is installed: proves a packing or finds a better one.

The model is the arc flow of Valério de Carvalho: a path from 0 to v is a set of items of size v together, an arc is an
item, and larger items come first on a path. A path needs a gap of at least its length; gaps are nested in that, so it is
enough that no more paths are longer than a capacity than there are larger gaps.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from dirtool.errors import InputError
from dirtool.space.packing.bound import fewest_gaps
from dirtool.space.packing.pack import Packing, Part, joined, opened_by
from dirtool.space.packing.task import Homes, Task, tasks_of

DEFAULT_LIMIT = 30.0  # deterministic seconds of the solver

_ARCS = 300_000  # of a model that is still worth a try

Shape = tuple[int, ...]  # of equal items their sizes in each kind of gap
Arc = tuple[int, int, Shape]


class _Flow(NamedTuple):
    """The arcs of one kind of gap and the ends of paths, with their variables."""

    arcs: dict[Arc, Any]
    ends: dict[int, Any]


def is_available() -> bool:
    """Whether OR-Tools is installed."""
    return find_spec("ortools") is not None


def require() -> None:
    """Raise InputError if OR-Tools is not installed."""
    if not is_available():
        raise InputError("OR-Tools is not installed", 'install it: python -m pip install "dirtool[optimal]"')


def improve(
    items: Sequence[Mapping[int, int]],
    capacities: Sequence[int],
    kinds: Sequence[int],
    packing: Packing,
    limit: float = DEFAULT_LIMIT,
) -> Packing:
    """The packing that `pack` has found, or a better one, with a bound that is as high or higher.

    `limit` is in the solver's deterministic seconds, about as long as true ones: the same version of OR-Tools gives the
    same answer on every machine. InputError if OR-Tools is missing.
    """
    require()
    if packing.optimality == "proved":
        return packing
    tasks = tasks_of(items, capacities, kinds)
    parts = []
    for task in tasks:
        place_of = {gap: place for place, gap in enumerate(task.gaps)}
        bins = [packing.bins[item] for item in task.items]
        homes = [None if gap is None else place_of[gap] for gap in bins]
        part, spent = _improve(task, homes, limit)
        limit -= spent
        parts.append(part)
    return joined(tasks, parts, len(items), capacities, packing.bound)


def _improve(task: Task, homes: Homes, limit: float) -> tuple[Part, float]:
    """The answer for one part, and the time that was spent; m goes up from the bound, so that each refusal proves."""
    bound = m = fewest_gaps(task)
    spent = 0.0
    while m < opened_by(task, homes) and spent < limit:
        model = _Model(task, m)
        if model.is_too_large:
            break
        status, seconds = model.solve(limit - spent)
        spent += seconds
        if status in ("OPTIMAL", "FEASIBLE"):
            homes = model.homes()
        elif status == "INFEASIBLE" and bound == m:
            bound += 1
        m += 1
    return Part(homes, bound), spent


class _Model:
    """The question whether all items go into the m smallest gaps."""

    def __init__(self, task: Task, m: int) -> None:
        self._cp: Any = import_module("ortools.sat.python.cp_model")
        self._model = self._cp.CpModel()
        self._solver = self._cp.CpSolver()
        self._members: dict[Shape, list[int]] = {}
        for item, shape in enumerate(zip(*task.sizes.values(), strict=True)):
            self._members.setdefault(shape, []).append(item)
        self._places: dict[int, list[int]] = {}  # the gaps of each kind, the largest first
        for place in reversed(range(m)):
            self._places.setdefault(task.kinds[place], []).append(place)
        self._capacities = task.capacities
        self._spare = sum(task.capacities[:m]) - sum(task.least)  # a path that leaves more of its gap is in no packing
        self._flows: dict[int, _Flow] = {}
        self.is_too_large = False
        for at, kind in enumerate(task.sizes):
            if kind in self._places and not self.is_too_large:
                self._add_kind(kind, at)
        if not self.is_too_large:
            self._place_all()

    def _add_kind(self, kind: int, at: int) -> None:
        rooms = [self._capacities[place] for place in self._places[kind]]
        arcs = _arcs({shape: len(items) for shape, items in self._members.items()}, at, rooms[0])
        if len(arcs) > _ARCS:
            self.is_too_large = True
            return
        goals = {node for _, node, _ in arcs if self._may_end(node, rooms[::-1])}
        arcs = _leading_to(goals, arcs)
        into, out = defaultdict(list), defaultdict(list)
        variables = {}
        for arc in arcs:
            first, last, shape = arc
            variables[arc] = self._model.new_int_var(0, len(self._members[shape]), "")
            out[first].append(variables[arc])
            into[last].append(variables[arc])
        ends = {node: self._model.new_int_var(0, len(rooms), "") for node in sorted(goals)}
        for node in into:
            self._model.add(sum(into[node]) == sum(out[node]) + ends.get(node, 0))
        for capacity in {0, *rooms}:
            longer = [end for node, end in ends.items() if node > capacity]
            self._model.add(sum(longer) <= sum(room > capacity for room in rooms))
        self._flows[kind] = _Flow(variables, ends)

    def _may_end(self, node: int, rooms: list[int]) -> bool:
        at = bisect_left(rooms, node)
        return at < len(rooms) and rooms[at] - node <= self._spare

    def _place_all(self) -> None:
        of_shape = defaultdict(list)
        for flow in self._flows.values():
            for (_, _, shape), variable in flow.arcs.items():
                of_shape[shape].append(variable)
        for shape, items in self._members.items():
            self._model.add(sum(of_shape[shape]) == len(items))

    def solve(self, limit: float) -> tuple[str, float]:
        """The status as OR-Tools names it, and the deterministic seconds that it took.

        Some runs are long for no reason but their choices: each next one has other choices and twice the time.
        """
        parameters = self._solver.parameters
        parameters.num_workers = 1
        spent, status = 0.0, "UNKNOWN"
        while spent < limit and status == "UNKNOWN":
            parameters.random_seed += 1
            parameters.max_deterministic_time = min(2.0**parameters.random_seed, limit - spent)
            status = self._solver.status_name(self._solver.solve(self._model))
            spent += self._solver.response_proto.deterministic_time
        return status, spent

    def homes(self) -> Homes:
        """The packing that was found: paths cut out of the flow, the longest into the largest gap."""
        left = {shape: list(items) for shape, items in self._members.items()}
        homes: Homes = [None] * sum(map(len, left.values()))
        for kind, flow in self._flows.items():
            paths = self._paths(flow)
            for place, (_, shapes) in zip(self._places[kind], sorted(paths, reverse=True), strict=False):
                for shape in shapes:
                    homes[left[shape].pop()] = place
        return homes

    def _paths(self, flow: _Flow) -> list[tuple[int, list[Shape]]]:
        """The length of each path, and the items on it."""
        out: dict[int, Counter[Arc]] = defaultdict(Counter)
        for arc, variable in flow.arcs.items():
            out[arc[0]][arc] = self._solver.value(variable)
        ends = Counter({node: self._solver.value(end) for node, end in flow.ends.items()})
        paths = []
        for _ in range(ends.total()):
            node, shapes = 0, []
            while not ends[node]:
                arc = next(arc for arc, amount in out[node].items() if amount)
                out[node][arc] -= 1
                shapes.append(arc[2])
                node = arc[1]
            ends[node] -= 1
            paths.append((node, shapes))
        return paths


def _arcs(amounts: Mapping[Shape, int], at: int, capacity: int) -> list[Arc]:
    """The arcs on paths of at most the capacity; `at` tells which size of a shape counts here."""
    nodes = {0}
    arcs: list[Arc] = []
    for shape in sorted(amounts, key=lambda shape: (-shape[at], shape)):
        size = shape[at]
        steps = {
            first + number * size
            for first in nodes
            for number in range(min(amounts[shape], (capacity - first) // size))
        }
        arcs += [(first, first + size, shape) for first in sorted(steps)]
        nodes |= {first + size for first in steps}
        if len(arcs) > _ARCS:
            break
    return arcs


def _leading_to(goals: set[int], arcs: list[Arc]) -> list[Arc]:
    """Those arcs from which a path can go on to one of these nodes."""
    alive = set(goals)
    kept = []
    for arc in reversed(arcs):
        if arc[1] in alive:
            alive.add(arc[0])
            kept.append(arc)
    return kept[::-1]
