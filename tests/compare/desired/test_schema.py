"""The JSON Schema of desired.yaml: it takes what the reader takes, and refuses what a schema can."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.desired.keys import DOCUMENT
from dirtool.compare.desired.schema import desired_schema
from dirtool.compare.desired.shapes import Either, Items, Keyed, Named, Scalar, Shape
from dirtool.errors import InputError
from tests.compare.desired.made import desired_in
from tests.compare.desired.test_reading import NODES, PAGE, ROOT, catalogue

SCHEMA = desired_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_written(text: str) -> Any:
    """A document as dirtool takes it: every scalar is a text."""
    return yaml.load(text, yaml.BaseLoader)


def as_typed(text: str) -> Any:
    """A document as an editor takes it, with numbers and truth values; keys are texts in JSON."""
    return json.loads(json.dumps(yaml.safe_load(text)))


def scalars_of(shape: Shape) -> Iterator[Scalar]:
    match shape:
        case Scalar():
            yield shape
        case Items():
            yield from scalars_of(shape.element)
        case Named():
            yield shape.name
            yield from scalars_of(shape.value)
        case Keyed():
            for key in shape.keys.values():
                yield from scalars_of(key.shape)
        case Either():
            yield shape.word
            yield from scalars_of(shape.mapping)


SCALARS = {f"{one.noun} {one.pattern}": one for one in scalars_of(DOCUMENT) if one.pattern and one.read is not str}


def test_it_is_a_schema_of_its_draft_and_goes_into_json() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_has_a_description() -> None:
    for definition in [SCHEMA, *SCHEMA["$defs"].values()]:
        assert all(one["description"] for one in definition["properties"].values())


@pytest.mark.parametrize("read", [as_written, as_typed])
def test_it_takes_the_sample_and_the_examples(read: Any) -> None:
    examples = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for text in [*examples, (ROOT / "samples" / "desired.yaml").read_text(encoding="utf-8")]:
        VALIDATOR.validate(read(text))


UNSEEN = (  # what a schema cannot see, or does not
    r" stands twice| shall be removed| takes number | goes past FFFF| cannot share| is no pattern of names| on no userid",
    r"is no userid|is no name of a profile|no size of a place|has no start|does not belong|is no option|is no operand",
    r"one userid too many|is no MAXCONN|ends too early|does not go with|is the name of no statement|is no statement;",
    r"is not removed by keyword|is no keyword|holds a password|is no RELATIVE|is no mcpu|is no number;|line ends|closing",
    r"does not fit|is no storage; allowed: at most|is no lan; allowed: at most|this is a directory|no chpid|no devtype",
    r"is no blksize|is no ro;|is no rotating;|is a clone of itself",
)


def refused_by_reader() -> list[tuple[Any, str]]:
    """The documents of the catalogue, as an editor takes them, with the message of the reader; those that are YAML."""
    documents = []
    for text, message, _ in catalogue():
        with suppress(yaml.YAMLError):
            documents.append((as_typed(text), message))
    return documents


def test_it_refuses_what_a_schema_can() -> None:
    unseen = re.compile("|".join(UNSEEN))
    missed = [message for document, message in refused_by_reader() if VALIDATOR.is_valid(document)]
    assert [message for message in missed if not unseen.search(message)] == []
    assert len(missed) < 85


@pytest.mark.parametrize("scalar", SCALARS.values(), ids=lambda scalar: scalar.noun)
@settings(max_examples=25)  # for each of fifty
@given(data=st.data())
def test_what_a_word_takes_matches_its_pattern(scalar: Scalar, data: st.DataObject) -> None:
    near = st.from_regex(scalar.pattern, fullmatch=True)
    word = data.draw(
        near | st.text(max_size=9) | st.sampled_from([*scalar.words, *(w.lower() for w in scalar.words), "*"])
    )
    try:
        scalar.read(word)
    except ValueError:
        return
    assert re.search(f"^(?:{scalar.pattern})$", word)


@given(NODES)
def test_what_the_reader_takes_the_schema_takes(node: object) -> None:
    for around in ('{"version": "1", "entries": {"A": %s}}', '{"version": "1", "entries": {"A": {"nics": %s}}}'):
        text = around % json.dumps(node)
        try:
            desired_in(text)
        except InputError:
            continue
        VALIDATOR.validate(as_written(text))
