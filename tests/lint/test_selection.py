"""Selectors, and what layers of them come to."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import RULES, Profile, Rule
from dirtool.lint.selection import (
    ALWAYS,
    Choice,
    Layer,
    Level,
    UnknownSelector,
    codes_of,
    selector,
    selectors,
    severities,
)

ERROR, WARNING, INFO = Severity


def layer(select: str | None = None, ignore: str = "", **levels: Level) -> Layer:
    """A layer, from words with blanks between; the levels by selectors."""
    return Layer(
        None if select is None else tuple(map(selector, select.split())),
        tuple(map(selector, ignore.split())),
        {selector(word.replace("_", "-")): level for word, level in levels.items()},
    )


def family(name: str) -> set[str]:
    return {code for code in RULES if code.startswith(name)}


def without_internal(*layers: Layer) -> set[str]:
    return set(severities(*layers)) - {ALWAYS}


# -- selectors


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("REC001", {"REC001"}),
        ("rec001", {"REC001"}),
        ("text-past-column-71", {"REC001"}),
        ("Text-Past-Column-71", {"REC001"}),
        ("REC", family("REC")),
        ("val01", family("VAL01")),
        ("SYNTAX", {code for code, rule in RULES.items() if rule.profile is Profile.SYNTAX}),
        ("security", {code for code, rule in RULES.items() if rule.profile not in (Profile.CLOUD, Profile.DIRMAINT)}),
        ("all", set(RULES)),
    ],
)
def test_a_selector_is_taken_in_any_case(word: str, codes: set[str]) -> None:
    assert selector(word).codes == codes


def test_the_name_and_the_code_of_a_rule_are_one_selector() -> None:
    assert selector("text-past-column-71") == selector("rec001") == selector("REC001")


def test_a_profile_holds_those_before_it_and_those_for_one_purpose_hold_recommended() -> None:
    held = {profile: selector(profile).codes for profile in Profile}
    assert all(held[fewer] <= held[more] for fewer, more in pairwise(list(Profile)[:4]))
    for profile in (Profile.CLOUD, Profile.DIRMAINT):
        added = held[profile] - held[Profile.RECOMMENDED]
        assert added == {code for code, rule in RULES.items() if rule.profile is profile}
        assert held[Profile.RECOMMENDED] <= held[profile]


def test_no_word_means_two_things() -> None:
    words = [word.upper() for word in selectors()]
    assert len(words) == len(set(words))
    assert not [word for word in (*Profile, "ALL") for code in RULES if code.startswith(word.upper())]


def test_words_may_select_from_other_rules_which_may_be_of_no_profile() -> None:
    checks = {code: replace(RULES[code], profile=None) for code in ("REC001", "REC002", "SYN001")}
    choice = Choice(checks, "check")
    assert selectors(choice) == [
        "REC", "SYN", "REC001", RULES["REC001"].name, "REC002", RULES["REC002"].name, "SYN001", RULES["SYN001"].name, "ALL",
    ]  # fmt: skip
    assert selector("rec", choice).codes == {"REC001", "REC002"}
    assert selector("all", choice).codes == set(checks)
    for word in ("recommended", "VAL001", ""):
        with pytest.raises(UnknownSelector) as raised:
            selector(word, choice)
        assert raised.value.wanted == "a code, the beginning of codes, the name of a check, or ALL"


def test_everything_that_is_offered_selects_something() -> None:
    assert all(selector(word).codes for word in selectors())


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("RECC", ("REC",)),
        ("text-past-column-72", ("text-past-column-71",)),
        ("recomended", ("recommended",)),
        ("stirct", ("strict",)),
        ("QQQ", ()),
        ("", ()),
        ("REC 001", ("REC001",)),
    ],
)
def test_what_selects_nothing_is_refused_with_what_was_meant(word: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownSelector) as raised:
        selector(word)
    assert raised.value.nearest[: len(nearest) or None] == nearest


# -- layers


def test_without_a_word_the_recommended_rules_run_each_with_its_own_severity() -> None:
    recommended = {code: rule.severity for code, rule in RULES.items() if rule.profile in Profile.RECOMMENDED.holds}
    assert severities() == severities(Layer()) == recommended


def test_rules_come_in_the_order_in_which_they_are_listed() -> None:
    assert list(severities(layer("VAL REC SYN"))) == [
        *sorted(family("REC")), *sorted(family("SYN")), *sorted(family("VAL")), ALWAYS,
    ]  # fmt: skip


def test_select_replaces_and_ignore_takes_away() -> None:
    assert without_internal(layer("REC001 SYN")) == {"REC001"} | family("SYN")
    assert without_internal(layer(ignore="REC SYN001")) == without_internal() - family("REC") - {"SYN001"}
    assert without_internal(layer("REC", "REC001 text-past-column-71 REC004")) == family("REC") - {"REC001", "REC004"}
    assert without_internal(layer("")) == set()


def test_the_more_specific_word_wins_whether_it_selects_or_ignores() -> None:
    assert without_internal(layer("REC001", "REC")) == {"REC001"}
    assert without_internal(layer("REC VAL01", "VAL0 REC00")) == family("VAL01")
    assert without_internal(layer("SYN", "ALL")) == family("SYN")
    assert without_internal(layer("syntax", "ALL SYN")) == selector("syntax").codes - family("SYN") - {ALWAYS}
    assert without_internal(layer("text-past-column-71", "rec00")) == {"REC001"}


def test_of_two_equally_specific_words_ignore_wins() -> None:
    assert without_internal(layer("REC001", "text-past-column-71")) == set()
    assert without_internal(layer("REC", "rec")) == set()
    assert without_internal(layer("ALL", "all")) == set()


def test_of_two_profiles_the_one_with_fewer_rules_is_the_more_specific() -> None:
    assert without_internal(layer("recommended", "strict")) == without_internal()
    assert without_internal(layer("strict", "syntax")) == selector("strict").codes - selector("syntax").codes - {ALWAYS}


def test_ignore_alone_takes_away_however_general_it_is() -> None:
    assert without_internal(layer("REC001"), layer(ignore="REC")) == set()
    assert without_internal(layer(ignore="ALL")) == set()


def test_a_later_layer_stands_on_the_earlier_one() -> None:
    below = layer("REC SYN", "REC001")
    assert without_internal(below, layer()) == (family("REC") | family("SYN")) - {"REC001"}
    assert without_internal(below, layer(ignore="SYN")) == family("REC") - {"REC001"}
    assert without_internal(below, layer("REC")) == family("REC")


def test_the_most_specific_level_counts() -> None:
    found = severities(layer("REC SYN", ALL=INFO, REC=WARNING, REC001=ERROR, text_past_column_71=ERROR))
    assert found["REC001"] is ERROR
    assert found["REC002"] is WARNING
    assert found["SYN001"] is INFO


def test_of_the_levels_of_two_profiles_that_of_the_smaller_one_counts() -> None:
    found = severities(layer("REC", strict=INFO, syntax=WARNING))
    assert {found[code] for code in family("REC")} == {WARNING}


def test_off_takes_away_and_a_level_does_not_select() -> None:
    assert without_internal(layer("REC", REC=None, REC001=ERROR)) == {"REC001"}
    assert without_internal(layer("REC", SYN=ERROR)) == family("REC")
    assert "REC001" not in severities(layer("REC001", REC001=None))


def test_the_levels_of_a_later_layer_count_however_general_they_are() -> None:
    found = severities(layer("REC", REC001=ERROR), layer(ALL=INFO))
    assert {found[code] for code in family("REC")} == {INFO}


def test_a_later_layer_turns_a_rule_on_again_by_a_level_or_by_selecting_it() -> None:
    off = layer(REC001=None)
    assert "REC001" not in severities(off)
    assert "REC001" not in severities(off, layer(ignore="SYN"))
    assert severities(off, layer(REC001=ERROR))["REC001"] is ERROR
    assert severities(off, layer("REC001"))["REC001"] is RULES["REC001"].severity


def test_a_level_stays_when_a_later_layer_selects() -> None:
    assert severities(layer(REC001=INFO), layer("REC"))["REC001"] is INFO


@pytest.mark.parametrize(
    "removing",
    [layer(""), layer("REC001"), layer(ignore="ALL"), layer(ignore="INT001"), layer(INT001=None), layer(ALL=INFO)],
)
def test_the_rule_about_rules_that_fail_always_runs(removing: Layer) -> None:
    assert severities(removing)[ALWAYS] is ERROR


def test_the_rules_of_several_selectors_are_those_of_each() -> None:
    assert codes_of([]) == frozenset()
    assert codes_of([selector("REC"), selector("SYN001")]) == family("REC") | {"SYN001"}


# -- the same, said rule by rule


_BEGINNINGS = {code[:length] for code in RULES for length in range(1, len(code) + 1)}
WORDS = [*sorted(_BEGINNINGS | {rule.name for rule in RULES.values()}), *Profile, "ALL"]
PROFILES = {
    "syntax": ["syntax"],
    "recommended": ["syntax", "recommended"],
    "strict": ["syntax", "recommended", "strict"],
    "security": ["syntax", "recommended", "strict", "security"],
    "cloud": ["syntax", "recommended", "cloud"],
    "dirmaint": ["syntax", "recommended", "dirmaint"],
}


def strength(word: str, rule: Rule) -> float:
    """How specifically a word selects a rule; -1: not at all."""
    if word.lower() == "all":
        return 0
    if word.lower() in PROFILES:
        held = PROFILES[word.lower()]
        return 1 - len(held) / 10 if rule.profile in held else -1
    if word.lower() in (rule.name, rule.code.lower()):
        return 100
    return 1 + len(word) if rule.code.lower().startswith(word.lower()) else -1


words = st.lists(
    st.builds(lambda word, up: word.upper() if up else word.lower(), st.sampled_from(WORDS), st.booleans()), max_size=5
)
levels = st.dictionaries(st.sampled_from(WORDS), st.sampled_from([*Severity, None]), max_size=4)
said = st.tuples(st.none() | words, words, levels)


@given(below=said, above=said)
def test_layers_come_to_what_each_rule_is_told(
    below: tuple[list[str] | None, list[str], dict[str, Level]],
    above: tuple[list[str] | None, list[str], dict[str, Level]],
) -> None:
    expected: dict[str, Severity] = {}
    for rule in RULES.values():
        runs = rule.profile in PROFILES["recommended"]
        level: Level = rule.severity
        for select, ignore, told in (below, above):
            chosen = max((strength(word, rule) for word in select or ()), default=-1)
            ignored = max((strength(word, rule) for word in ignore), default=-1)
            if select is None:
                runs = runs and ignored == -1
            else:
                runs = chosen > ignored
                level = level or rule.severity
            spoken = {selector(word).spelling: one for word, one in told.items()}  # a name and a code are one word
            speaking = [(strength(word, rule), one) for word, one in spoken.items() if strength(word, rule) >= 0]
            if speaking:
                level = max(reversed(speaking), key=lambda pair: pair[0])[1]  # of equals the last
        if rule.code == "INT001":
            expected[rule.code] = rule.severity
        elif runs and level is not None:
            expected[rule.code] = level
    layers = [
        Layer(
            None if select is None else tuple(map(selector, select)),
            tuple(map(selector, ignore)),
            {selector(word): level for word, level in told.items()},
        )
        for select, ignore, told in (below, above)
    ]
    assert severities(*layers) == expected
