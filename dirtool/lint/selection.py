"""Which rules run, and how severe each one is: the words that select rules, and how layers of such words are resolved.

A selector is a code (EXT001), a prefix of codes (EXT, EXT00), a rule's name (overlapping-extents), a profile (strict), or ALL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import RULES, Profile, all_rules, rules_of
from dirtool.spec.statement import nearest

ALWAYS = "INT001"
"""The rule that nothing removes nor makes milder: without it, a rule that failed would look like one that found nothing."""

Level = Severity | None
"""How severe a rule is; None: off."""


class Selector(NamedTuple):
    """A word that selects rules: the rules' codes, and a rank that is higher for what is more specific.

    `spelling` is the same for all ways to write one selector: a rule's name and its code are one.
    """

    spelling: str
    rank: tuple[int, int]
    codes: frozenset[str]


class UnknownSelector(Exception):
    """A word that selects no rule. `nearest` holds what was most likely meant, best first."""

    wanted = "a code, the beginning of codes, the name of a rule, a profile, or ALL"

    def __init__(self, word: str) -> None:
        super().__init__(f"{word} selects no rule")
        words = {spelling.upper(): spelling for spelling in selectors()}
        self.nearest = tuple(words[one] for one in nearest(word.upper(), tuple(words)))


def selectors() -> list[str]:
    """Every selector that has a name of its own: for completion, and to find what was meant."""
    families = dict.fromkeys(rule.family for rule in all_rules())
    named = [word for rule in all_rules() for word in (rule.code, rule.name)]
    return [*families, *named, *(profile.value for profile in Profile), "ALL"]


def selector(word: str) -> Selector:
    """What a word selects, in any case. Raises UnknownSelector."""
    wanted = word.upper()
    if wanted == "ALL":
        return Selector("ALL", (0, 0), frozenset(RULES))
    for profile in Profile:
        if wanted == profile.upper():
            codes = frozenset(rule.code for rule in rules_of(profile))
            return Selector(profile.value, (1, -len(profile.holds)), codes)  # that with fewer rules is more specific
    by_name = {rule.name.upper(): rule.code for rule in RULES.values()}
    wanted = by_name.get(wanted, wanted)
    codes = frozenset(code for code in RULES if wanted and code.startswith(wanted))
    if not codes:
        raise UnknownSelector(word)
    return Selector(wanted, (2, len(wanted)), codes)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place (the settings, the command line) says about rules. `select` None: the rules stay as they were."""

    select: tuple[Selector, ...] | None = None
    ignore: tuple[Selector, ...] = ()
    levels: Mapping[Selector, Level] = field(default_factory=dict)


def severities(*layers: Layer) -> dict[str, Severity]:
    """The rules to run, by code in the order in which they are listed, after all layers, the later ones on top.

    The profile "recommended" is what the layers start from. A layer with `select` begins anew, also with the rules that an
    earlier one had turned off. Within a layer the more specific selector wins, and `ignore` of two that are equally specific.
    """
    own: dict[str, Severity] = {rule.code: rule.severity for rule in all_rules()}
    levels: dict[str, Level] = dict(own)
    chosen = selector(Profile.RECOMMENDED).codes
    for layer in layers:
        if layer.select is None:
            chosen -= codes_of(layer.ignore)
        else:
            chosen = frozenset(code for code in own if _rank(code, layer.select) > _rank(code, layer.ignore))
            levels = {code: level or own[code] for code, level in levels.items()}
        for one, level in sorted(layer.levels.items(), key=lambda item: item[0].rank):
            levels |= dict.fromkeys(one.codes, level)
    run = {code: level for code, level in levels.items() if code in chosen and level is not None}
    return run | {ALWAYS: own[ALWAYS]}


def codes_of(selected: Iterable[Selector]) -> frozenset[str]:
    """The rules that at least one of some selectors selects."""
    return frozenset().union(*(one.codes for one in selected))


def _rank(code: str, selected: Iterable[Selector]) -> tuple[int, int]:
    """How specifically a rule is selected; lower than every selector's rank if it is not."""
    return max((one.rank for one in selected if code in one.codes), default=(-1, 0))
