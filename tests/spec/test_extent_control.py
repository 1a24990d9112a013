"""Grammar and table of EXTENT CONTROL join without a rest."""

import re

from dirtool.spec.extent_control import SECTIONS, TAGS
from dirtool.syntax.extent_control import ROW_TYPES
from dirtool.syntax.grammar import Grammar, grammar_text

TEXT = grammar_text("extent_control.lark")
GRAMMAR = Grammar(TEXT)
LITERALS = {"(", ")", "ALLOCATE"}


def test_every_section_has_a_rule_and_every_rule_but_that_of_tags_a_section() -> None:
    rules = set(re.findall(r"^([a-z][a-z_]*): ", TEXT, re.MULTILINE))
    assert rules == {"tag", *(name.lower() for name in SECTIONS)}


def test_the_tags_of_the_grammar_are_those_of_the_table() -> None:
    assert GRAMMAR.keywords_of("tag") == set(TAGS)


def test_the_fields_of_a_rule_are_those_of_its_section() -> None:
    for name, section in SECTIONS.items():
        rule = name.lower()
        reached = {symbol for one in GRAMMAR.lark.rules if one.origin.name == rule for symbol in one.expansion}
        names = {symbol.name for symbol in reached}
        helpers = {one for one in names if one.startswith("_") and one.islower()}
        names |= {symbol.name for one in GRAMMAR.lark.rules if one.origin.name in helpers for symbol in one.expansion}
        open_terminals = {one.lower() for one in names if one.isupper() and not GRAMMAR.literals_of(one)}
        assert open_terminals - {"_"} == {field.name for field in section.fields}, name
        assert GRAMMAR.keywords_of(rule) - {name} <= LITERALS


def test_every_open_terminal_takes_any_word() -> None:
    for name in SECTIONS:
        assert GRAMMAR.open_terminals_of(name.lower()) == {}, name


def test_every_row_has_the_fields_of_its_section_in_their_order() -> None:
    for name, section in SECTIONS.items():
        assert [*ROW_TYPES[name].__dataclass_fields__] == [*(field.name for field in section.fields), "line"]
