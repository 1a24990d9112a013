"""Which rules run, and how severe each one is: the words that select rules, and how layers of such words are resolved.

A selector is a code (EXT001), a prefix of codes (EXT, EXT00), a rule's name (overlapping-extents), a profile (strict), or ALL.
The checks of `dirtool verify` are selected in the same way; they have no profiles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import RULES, Profile, Rule, all_rules, in_order
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


class Choice(NamedTuple):
    """What words select from: rules by their codes, what one of them is called, and a code to show as an example."""

    rules: Mapping[str, Rule] = RULES
    noun: str = "rule"
    example: str = "EXT002"

    @property
    def profiles(self) -> list[Profile]:
        """The profiles that select anything."""
        used = {rule.profile for rule in self.rules.values()}
        return [profile for profile in Profile if not used.isdisjoint(profile.holds)]

    @property
    def wanted(self) -> str:
        """What a selector may be, in words."""
        return (
            f"a code, the beginning of codes, the name of a {self.noun}, {'a profile, ' if self.profiles else ''}or ALL"
        )


RULES_OF_LINT = Choice()


class UnknownSelector(Exception):
    """A word that selects nothing. `wanted` tells what would, `nearest` what was most likely meant, best first."""

    def __init__(self, word: str, choice: Choice) -> None:
        super().__init__(f"{word} selects no {choice.noun}")
        self.wanted = choice.wanted
        words = {spelling.upper(): spelling for spelling in selectors(choice)}
        self.nearest = tuple(words[one] for one in nearest(word.upper(), tuple(words)))


def selectors(choice: Choice = RULES_OF_LINT) -> list[str]:
    """Every selector that has a name of its own: for completion, and to find what was meant."""
    rules = in_order(choice.rules.values())
    families = dict.fromkeys(rule.family for rule in rules)
    named = [word for rule in rules for word in (rule.code, rule.name)]
    return [*families, *named, *(profile.value for profile in choice.profiles), "ALL"]


def selector(word: str, choice: Choice = RULES_OF_LINT) -> Selector:
    """What a word selects, in any case. Raises UnknownSelector."""
    wanted = word.upper()
    if wanted == "ALL":
        return Selector("ALL", (0, 0), frozenset(choice.rules))
    for profile in choice.profiles:
        if wanted == profile.upper():
            codes = frozenset(code for code, rule in choice.rules.items() if rule.profile in profile.holds)
            return Selector(profile.value, (1, -len(profile.holds)), codes)  # that with fewer rules is more specific
    by_name = {rule.name.upper(): code for code, rule in choice.rules.items()}
    wanted = by_name.get(wanted, wanted)
    codes = frozenset(code for code in choice.rules if wanted and code.startswith(wanted))
    if not codes:
        raise UnknownSelector(word, choice)
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
    own = {rule.code: rule.severity for rule in all_rules()}
    return resolved(own, selector(Profile.RECOMMENDED).codes, layers) | {ALWAYS: own[ALWAYS]}


def resolved(own: Mapping[str, Severity], chosen: frozenset[str], layers: Iterable[Layer]) -> dict[str, Severity]:
    """What runs by code, in the order of `own`, which tells how severe each is by itself; layers start from `chosen`."""
    levels: dict[str, Level] = dict(own)
    for layer in layers:
        if layer.select is None:
            chosen -= codes_of(layer.ignore)
        else:
            chosen = frozenset(code for code in own if _rank(code, layer.select) > _rank(code, layer.ignore))
            levels = {code: level or own[code] for code, level in levels.items()}
        for one, level in sorted(layer.levels.items(), key=lambda item: item[0].rank):
            levels |= dict.fromkeys(one.codes, level)
    return {code: level for code, level in levels.items() if code in chosen and level is not None}


def codes_of(selected: Iterable[Selector]) -> frozenset[str]:
    """The rules that at least one of some selectors selects."""
    return frozenset().union(*(one.codes for one in selected))


def _rank(code: str, selected: Iterable[Selector]) -> tuple[int, int]:
    """How specifically a rule is selected; lower than every selector's rank if it is not."""
    return max((one.rank for one in selected if code in one.codes), default=(-1, 0))
