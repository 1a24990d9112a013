"""The lines of keys in TOML."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.cli.toml_lines import Key, lines_of_keys


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", {}),
        ("\n# c = 1\n", {}),
        ("a = 1\n\n  b = 2 # c = 3\n", {("a",): 1, ("b",): 3}),
        ("[x]\na = 1\r\n[y]\r\na = 2", {("x",): 1, ("x", "a"): 2, ("y",): 3, ("y", "a"): 4}),
        ("x.a = 1\nx.b = 2", {("x",): 1, ("x", "a"): 1, ("x", "b"): 2}),
        ("[ x . y ]\nz . a=1", {("x",): 1, ("x", "y"): 1, ("x", "y", "z"): 2, ("x", "y", "z", "a"): 2}),
        ('\'a.b\' = 1\n"c d" = 2\n"\\u0065" = 3', {("a.b",): 1, ("c d",): 2, ("e",): 3}),
        ("[\"LN*\".'x]']\na = 1", {("LN*",): 1, ("LN*", "x]"): 1, ("LN*", "x]", "a"): 2}),
        (
            "a = [\n  1, # [\n  [2,\n   3],\n]\nb = 1",
            {("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, 0): 3, ("a", 1, 1): 4, ("b",): 6},
        ),
        (
            "v = {a = 1, b.c = {d = [2]}}",
            {
                ("v",): 1,
                ("v", "a"): 1,
                ("v", "b"): 1,
                ("v", "b", "c"): 1,
                ("v", "b", "c", "d"): 1,
                ("v", "b", "c", "d", 0): 1,
            },
        ),
        (
            "[[v]]\na = 1\n[[v]]\na = 2\n[v.w]\nb = 3",
            {
                ("v",): 1,
                ("v", 0): 1,
                ("v", 0, "a"): 2,
                ("v", 1): 3,
                ("v", 1, "a"): 4,
                ("v", 1, "w"): 5,
                ("v", 1, "w", "b"): 6,
            },
        ),
        ('a = """\nb = 1\n\\"""" # "\nc = 1', {("a",): 1, ("c",): 4}),
        ('a = """x"""""\nc = 1', {("a",): 1, ("c",): 2}),
        ('a = """x""""\nc = "1"', {("a",): 1, ("c",): 2}),
        ("a = '''\nb = '1'\n'''\nc = 1", {("a",): 1, ("c",): 4}),
        ('a = "# [ { = \\" "\nb = \'\\\'\nc = 1', {("a",): 1, ("b",): 2, ("c",): 3}),
        ("a = 1979-05-27 07:32:00.5Z\nb = -1.5e+3\nc = inf", {("a",): 1, ("b",): 2, ("c",): 3}),
        ("1.2 = 3\n3 = 4", {("1",): 1, ("1", "2"): 1, ("3",): 2}),
        ("a = {}\nb = []", {("a",): 1, ("b",): 2}),
    ],
)
def test_every_key_and_every_element_has_the_line_in_which_it_stands(text: str, lines: dict[Key, int]) -> None:
    tomllib.loads(text)
    assert lines_of_keys(text) == lines


# -- documents made at random: every key is written with its line in mind

_BARE = st.text("abcXYZ019_-", min_size=1, max_size=5)
_KEYS = _BARE | st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=5)
_SCALARS = st.integers() | st.booleans() | st.text("ab\"'#[]{}=,.\\\n ", max_size=8)
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3), max_leaves=8
)
_TABLES = st.dictionaries(_KEYS, _VALUES, max_size=4)


class Writer:
    """Writes tables as TOML and remembers the line of everything."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[Key, int] = {}

    def put(self, text: str) -> None:
        self.text += text

    def mark(self, key: Key) -> None:
        self.lines[key] = self.text.count("\n") + 1

    def between(self, new_lines: bool) -> None:
        choices = ["", " ", "\t"] + (["\n", ' # ] } = "\n', "\n\n  "] if new_lines else [])
        self.put(self.draw(st.sampled_from(choices)))

    def key(self, name: str) -> None:
        is_bare = name != "" and all(one in "abcXYZ019_-" for one in name)
        styles = [quoted(name), *([name] if is_bare else []), *([f"'{name}'"] if "'" not in name else [])]
        self.put(self.draw(st.sampled_from(styles)))

    def value(self, at: Key, value: Any) -> None:
        if isinstance(value, dict):
            self.put("{")
            for number, (name, one) in enumerate(value.items()):
                self.put(", " if number else "")
                self.pair((*at, name), one)
            self.put("}")
        elif isinstance(value, list):
            self.put("[")
            for number, one in enumerate(value):
                self.between(new_lines=True)
                self.mark((*at, number))
                self.value((*at, number), one)
                self.between(new_lines=True)
                self.put(",")
            self.between(new_lines=True)
            self.put("]")
        elif isinstance(value, str):
            blocks = ['"""' + quoted(value)[1:-1].replace("\\n", "\n") + '"""'] if not value.startswith("\n") else []
            self.put(self.draw(st.sampled_from([quoted(value), *blocks])))
        else:
            self.put(str(value).lower())

    def pair(self, at: Key, value: Any) -> None:
        self.mark(at)
        self.key(str(at[-1]))
        self.between(new_lines=False)
        self.put("=")
        self.between(new_lines=False)
        self.value(at, value)

    def document(self, tables: dict[str, Any]) -> None:
        for name, value in tables.items():
            if not isinstance(value, dict):
                self.pair((name,), value)
                self.put("\n")
        for name, value in tables.items():
            if isinstance(value, dict):
                self.between(new_lines=True)
                self.put("\n")
                self.mark((name,))
                self.put("[")
                self.key(name)
                self.put("]\n")
                for inner, one in value.items():
                    self.pair((name, inner), one)
                    self.put("  # end\n")


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[Key, int]]:
    tables = draw(_TABLES)
    writer = Writer(draw)
    writer.document(tables)
    return writer.text, tables, writer.lines


@given(documents())
def test_the_lines_of_any_document_are_those_in_which_its_keys_were_written(
    document: tuple[str, dict[str, Any], dict[Key, int]],
) -> None:
    text, tables, lines = document
    assert tomllib.loads(text) == tables
    assert lines_of_keys(text) == lines
