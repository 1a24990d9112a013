"""JSON arrays with one value a line."""

import json

import pytest

from dirtool.report.json_lines import document_lines, object_lines


@pytest.mark.parametrize("count", range(4))
def test_a_value_has_a_line_and_commas_stand_between_them(count: int) -> None:
    values = list(range(count))
    lines = list(object_lines(values, lambda value: {"value": value}))
    assert len(lines) == count
    assert json.loads("".join(["[", *lines, "]"])) == [{"value": value} for value in values]


def test_values_may_come_from_an_iterator() -> None:
    assert list(object_lines(iter("ab"), lambda value: {"é": value})) == ['{"\\u00e9": "a"},', '{"\\u00e9": "b"}']


def test_a_document_is_its_head_and_its_tables() -> None:
    lines = list(document_lines({"schema": "x/1", "kind": "k"}, {"rows": [{"a": 1}, {"a": 2}], "none": iter([])}))
    assert lines == ['{"schema": "x/1", "kind": "k",', '"rows": [', '{"a": 1},', '{"a": 2}', "],", '"none": [', "]}"]
    assert json.loads("".join(lines)) == {"schema": "x/1", "kind": "k", "rows": [{"a": 1}, {"a": 2}], "none": []}


def test_what_is_said_of_all_can_stand_behind_the_tables() -> None:
    lines = list(document_lines({"schema": "x/1"}, {"rows": [{"a": 1}]}, {"summary": {"rows": 1}}))
    assert lines == ['{"schema": "x/1",', '"rows": [', '{"a": 1}', '], "summary": {"rows": 1}}']
