"""Strict YAML: texts, lists and mappings with their places, and what is refused."""

import json
from contextlib import suppress
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.text.records import Records, read_records
from dirtool.text.yaml_tree import DEEPEST, MOST_ALIASED, Place, YamlList, YamlMapping, YamlNode, YamlText, yaml_tree

Plain = str | list["Plain"] | dict[str, "Plain"]


def tree(text: str) -> YamlNode:
    return yaml_tree(read_records(text.encode(), "x.yaml", "utf-8"))


def plain(node: YamlNode) -> Plain:
    """A tree without its places."""
    match node:
        case YamlText():
            return node.text
        case YamlList():
            return [plain(one) for one in node.elements]
        case YamlMapping():
            return {key: plain(one) for key, one in node.values.items()}


def refusal(text: str) -> str:
    with pytest.raises(InputError) as raised:
        tree(text)
    return raised.value.message


def test_every_node_knows_its_place() -> None:
    assert tree("# c\na:\n  - b\n  - {c: 'd'}\n") == YamlMapping(
        {
            "a": YamlList(
                (
                    YamlText("b", Place("x.yaml", 3, 5)),
                    YamlMapping(
                        {"c": YamlText("d", Place("x.yaml", 4, 9))},
                        {"c": Place("x.yaml", 4, 6)},
                        Place("x.yaml", 4, 5),
                    ),
                ),
                Place("x.yaml", 3, 3),
            )
        },
        {"a": Place("x.yaml", 2, 1)},
        Place("x.yaml", 2, 1),
    )


def test_columns_count_characters_and_lines_count_records() -> None:
    document = tree("\ufeffé: 'a\x85b'\r\n'ü ö': {x: ä, y: z}\r\n")
    assert isinstance(document, YamlMapping)
    inner = document.values["ü ö"]
    assert isinstance(inner, YamlMapping)
    assert str(inner.values["y"].place) == "x.yaml:2:18"
    assert inner.values["y"].place.in_file == "x.yaml:2"


@pytest.mark.parametrize(
    "word", ["0191", "0x10", "1_000", "1:30", "no", "Yes", "true", "2026-01-31", "1e3", ".inf", "="]
)
def test_a_scalar_is_the_text_that_was_written(word: str) -> None:
    assert plain(tree(f"a: {word}")) == {"a": word}


def test_quotes_and_blocks_are_read_as_yaml_has_them() -> None:
    assert plain(tree("""a: 'it''s'\nb: "x\\ty"\nc: |\n  one\n  two\nd: >-\n  one\n  two\ne: "null"\n""")) == {
        "a": "it's",
        "b": "x\ty",
        "c": "one\ntwo\n",
        "d": "one two",
        "e": "null",
    }


def test_an_empty_text_list_or_mapping_is_a_value() -> None:
    assert plain(tree("a: ''\nb: []\nc: {}\n")) == {"a": "", "b": [], "c": {}}


def test_a_document_may_begin_and_end_with_its_marks() -> None:
    assert plain(tree("%YAML 1.2\n---\na: b\n...\n")) == {"a": "b"}


def test_an_alias_stands_for_the_whole_value_of_the_last_anchor_before_it() -> None:
    assert plain(tree("- &a {b: &c [d]}\n- *a\n- *c\n- &c e\n- *c\n")) == [{"b": ["d"]}, {"b": ["d"]}, ["d"], "e", "e"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.yaml: there is nothing in it"),
        ("# a comment\n", "x.yaml: there is nothing in it"),
        ("---\n", "x.yaml:1:4: the document has no value"),
        ("a:\nb: c\n", "x.yaml:1:3: a has no value"),
        ("a: ~\n", "x.yaml:1:4: a has no value"),
        ("a:\n  - b\n  -\n", "x.yaml:3:4: an element of the list has no value"),
        ("{a: b, c}\n", "x.yaml:1:9: c has no value"),
        ("a: b\nc: d\na: e\n", "x.yaml:3:1: key a stands twice; it is in line 1 already"),
        ("a: {b: c, 'b': d}\n", "x.yaml:1:11: key b stands twice; it is in line 1 already"),
        (
            "? [a]\n: b\n",
            "x.yaml:1:3: the key is no word; allowed: a word, in quotes or not, with a colon behind it",
        ),
        (
            "- &a b\n- *a : c\n",
            "x.yaml:2:3: the key is no word; allowed: a word, in quotes or not, with a colon behind it",
        ),
        ("'': b\n", "x.yaml:1:1: the key is no word; allowed: a word, in quotes or not, with a colon behind it"),
        ("<<: {a: b}\n", "x.yaml:1:1: << merges nothing here; allowed: an alias in the place of a whole value"),
        ("a: !!python/object:os.system b\n", "x.yaml:1:4: a has a tag; allowed: values without tags"),
        ("a: b\n---\nc: d\n", "x.yaml:2:1: a second document begins; allowed: one in a file"),
        ("a: *b\n", "x.yaml:1:4: *b stands for nothing; allowed: the name of an anchor (&) before it"),
        ("&a [*a]\n", "x.yaml:1:5: *a stands for nothing; allowed: the name of an anchor (&) before it"),
        ("a: [b\nc: d\n", "x.yaml:2:2: no YAML: while parsing a flow sequence: expected ',' or ']', but got ':'"),
        (
            "a: @b\n",
            "x.yaml:1:4: no YAML: while scanning for the next token: found character '@' that cannot start any token",
        ),
        (
            "\ta: b\n",
            "x.yaml:1:1: no YAML: while scanning for the next token: found character '\\t' that cannot start any token",
        ),
        ("a: b\n c: d\n", "x.yaml:2:3: no YAML: mapping values are not allowed here"),
        ('a: "\\UFFFFFFFF"\n', "x.yaml:1:7: no YAML: a number is too large"),
        ("a: b\nc: \x07\n", "x.yaml:2:4: character U+0007 is not allowed in YAML"),
    ],
)
def test_what_is_refused_is_named_with_its_place(text: str, message: str) -> None:
    assert refusal(text) == message


def test_a_null_that_was_meant_as_a_word_is_told_how_to_say_so() -> None:
    with pytest.raises(InputError) as raised:
        tree("a: null")
    assert (raised.value.message, raised.value.hint) == (
        "x.yaml:1:4: a has no value",
        'the word itself is written "null", in quotes',
    )


def test_nesting_has_an_end() -> None:
    assert plain(tree("[" * DEEPEST + "]" * DEEPEST))
    for opening in ("[", "- ", "{a: "):
        column = DEEPEST * len(opening) + 1
        assert refusal(opening * 19_999 + "\n\n") == f"x.yaml:1:{column}: nested too deep; allowed: {DEEPEST} levels"


def test_aliases_nest_no_deeper_than_what_they_stand_for() -> None:
    half = DEEPEST // 2
    anchored = f"- &a {'[' * half}{']' * half}\n"
    assert plain(tree(f"{anchored}- {'[' * (half - 1)}*a{']' * (half - 1)}\n"))
    assert "nested too deep" in refusal(f"{anchored}- {'[' * half}*a{']' * half}\n")
    assert "nested too deep" in refusal(f"{anchored}- &b [[*a]]\n- {'[' * (half - 2)}*b{']' * (half - 2)}\n")


def test_aliases_of_aliases_do_not_grow_without_end() -> None:
    laughs = ["- &a0 [x]", *(f"- &a{level + 1} [{', '.join([f'*a{level}'] * 10)}]" for level in range(9))]
    assert (
        refusal("\n".join(laughs)) == f"x.yaml:6:23: the aliases up to here stand for more than {MOST_ALIASED} values"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f'["{"x" * 75}", "{"y" * 77}"]', ["x" * 75, "y" * 77]),
        (f'{{"k": "{"x" * 70}", "l": "{"y" * 72}"}}', {"k": "x" * 70, "l": "y" * 72}),
    ],
)
def test_long_lines_are_not_cut_into_records_of_80(text: str, value: Plain) -> None:
    assert read_records(text.encode()).blocks
    assert plain(tree(text)) == value


def test_lines_that_fill_records_of_80_together_stay_lines() -> None:
    text = f'a: b\nc: "{"x" * 70} {"y" * 79} {"z" * 79}"'
    assert plain(tree(text)) == {"a": "b", "c": f"{'x' * 70} {'y' * 79} {'z' * 79}"}


def test_records_of_80_without_line_ends_are_lines() -> None:
    assert plain(tree(f"{'a: b':80}{'c: [d,':80}{'  e]':80}")) == {"a": "b", "c": ["d", "e"]}


WORDS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=6)
VALUES: st.SearchStrategy[Plain] = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS.filter(bool), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_a_document_in_json_is_read_as_it_is(value: Plain) -> None:
    assert plain(tree(json.dumps(value))) == value


@given(
    st.text() | st.lists(st.sampled_from([*"ab:-[]{},?&*!|>'\"%#\\\n ~", "<<", "---\n", "\\U", "9" * 9])).map("".join)
)
def test_whatever_the_text_is_nothing_but_input_errors_comes_out(text: str) -> None:
    with suppress(InputError):
        plain(tree(text))


# ---- with and without libyaml

SIGNS = st.sampled_from([*"abé\U0001f600-:?,[]{}#&*!|>'\"%@`~<=1 \n\t\r\\\x07\x85\u2028\ufeff"])
WORDS_OF_YAML = st.sampled_from(
    (
        *(
            "k: v\n",
            "  k: v\n",
            "c:\n",
            "- x\n",
            "- k: [a, 'b']\n",
            "{a: b, c: [d]}",
            "[a:b]",
            '"a":b',
            "---\n",
            "--- ",
        ),
        *(
            "...\n",
            ": ",
            "- ",
            "? ",
            ", ",
            " # c\n",
            "''",
            '"\\x41"',
            "&x ",
            "*x",
            "<<: ",
            "!t ",
            "null",
            "%YAML 1.1\n",
        ),
        *("|\n", "|2\n", "|#\n", ">-\n", ">1-\n", "k: |\n  text\n", "\n  ", "\n    "),
    )
)


def told(text: str) -> YamlNode | str:
    """The tree of a text, or what is wrong with it."""
    try:
        return yaml_tree(Records("x.yaml", text.split("\n"), "utf-8"))
    except InputError as error:
        return str(error)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml")
@given(st.lists(WORDS_OF_YAML | SIGNS, max_size=14).map("".join))
@settings(max_examples=500, deadline=None)
def test_libyaml_changes_nothing(text: str) -> None:
    with patch.object(yaml, "CBaseLoader", None):
        expected = told(text)
    assert told(text) == expected


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML without libyaml")
def test_libyaml_is_used() -> None:
    with patch.object(yaml, "BaseLoader", None):
        assert plain(tree("a: [b, 'c']\n")) == {"a": ["b", "c"]}
