import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.verify.plan.document import (
    Action,
    Digests,
    Extent,
    OperandChange,
    OwnedExtent,
    PlanDocument,
    PlannedCommand,
    PlannedPlacement,
    Summary,
    TouchedVolume,
)
from dirtool.verify.plan.json_form import as_json
from dirtool.verify.plan.reading import LARGEST, plan_of, read_plan
from tests.verify.plan.documents_made import document

_TEXTS = st.text(max_size=12)
_NUMBERS = st.integers(0, 10**15 - 1)
_DIGESTS = st.integers(0, 2**256 - 1).map(lambda number: f"sha256:{number:064x}")
_COMMANDS = st.from_regex(r"[A-Z][A-Z0-9 /']{0,20}[A-Z]", fullmatch=True)


def _with_ends(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type with a first and a last number, the first no larger than the last."""
    found = st.builds(kind, first=st.integers(0, 10**9), last=st.integers(10**9, 10**14))
    return found if "size" not in kind._fields else found.map(lambda one: one._replace(size=one.last - one.first + 1))


@st.composite
def _documents(draw: st.DrawFn) -> PlanDocument:
    files = draw(st.dictionaries(_TEXTS, st.lists(_TEXTS, max_size=3).map(tuple), max_size=3))
    names = st.sampled_from([None, *files])
    actions: list[Action] = []
    for number in range(draw(st.integers(0, 4))):
        earlier = [one.id for one in actions]
        by = draw(st.sampled_from([None, *earlier]))
        commands = st.builds(PlannedCommand, text=_COMMANDS, work_unit=st.booleans(), file=names)
        one = draw(
            st.builds(
                Action,
                stage=st.integers(0, 9),
                old_extent=st.none() | _with_ends(Extent),
                new_extent=st.none() | _with_ends(Extent),
                was=st.none() | _TEXTS,
                rules=st.lists(_TEXTS, max_size=2).map(tuple),
                consent=st.none() | _TEXTS,
                refused=st.none() | _TEXTS,
                before=st.none() | _TEXTS,
                changes=st.lists(st.builds(OperandChange), max_size=2).map(tuple),
                text=st.none() | _TEXTS,
            )
        )
        after = draw(st.lists(st.sampled_from(earlier), max_size=2).map(tuple)) if earlier else ()
        own = () if by is not None else draw(st.lists(commands, max_size=2).map(tuple))
        actions.append(one._replace(id=f"a{number}", after=after, by=by, commands=own))
    digests = st.builds(
        Digests,
        entries=st.dictionaries(_TEXTS, _DIGESTS, max_size=3),
        volumes=st.dictionaries(_TEXTS, _DIGESTS, max_size=3),
        extents=st.none() | _DIGESTS,
    )
    owned = st.lists(_with_ends(OwnedExtent), max_size=2).map(tuple)
    volumes = st.builds(TouchedVolume, size=st.none() | _NUMBERS, before=owned, after=owned)
    plans = st.builds(
        PlanDocument,
        digest=_DIGESTS,
        pins=digests,
        end=digests,
        actions=st.just(tuple(actions)),
        placements=st.lists(_with_ends(PlannedPlacement), max_size=2).map(tuple),
        summary=st.builds(Summary, *[_NUMBERS] * len(Summary._fields)),
        files=st.just(files),
        masked=st.just(tuple(files)[:1]),
        volumes=st.lists(volumes, max_size=2).map(tuple),
        entries_before=_NUMBERS,
        entries_after=_NUMBERS,
        remarks=st.lists(_TEXTS, max_size=2).map(tuple),
    )
    return draw(plans)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_documents())
def test_reading_what_was_written_gives_an_equal_plan(plan: PlanDocument) -> None:
    assert plan_of(json.dumps(as_json(plan)), "plan.json") == plan


def test_the_fields_are_those_of_the_contract() -> None:
    written = as_json(document())
    assert list(written)[:2] == ["schema", "current"]
    assert (written["schema"], written["current"]["path"]) == ("dirtool.plan/1", "USER.DIRECT")
    assert {"pins", "end", "actions", "placements", "claims", "summary"} <= set(written)
    first = written["actions"][0]
    assert {"id", "kind", "subject", "reason", "data", "effective", "stage", "after", "consent", "commands"} <= set(
        first
    )
    assert first["commands"] == [{"text": "ADD WEB03", "work_unit": False, "file": "WEB03 DIRECT"}]
    assert written["placements"][0] == {
        "subject": "WEB03/0200", "volid": "LX0002", "devtype": "3390", "first": 51, "last": 150, "size": 100,
        "unit": "cylinder", "region": None, "group": None, "reason": "first gap",
    }  # fmt: skip


def test_unknown_fields_are_passed_over_and_fields_with_a_default_may_be_missing() -> None:
    data = as_json(document())
    data["later"] = {"any": [1.5]}
    data["actions"][0]["later"] = None
    del data["remarks"], data["actions"][0]["was"]
    assert plan_of(json.dumps(data), "plan.json") == document()


def _set(*way: str | int, to: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in way[:-1]:
            data = data[step]
        data[way[-1]] = to

    return change


def _delete(*way: str | int) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in way[:-1]:
            data = data[step]
        del data[way[-1]]

    return change


_KINDS_OF_DATA = "none, kept, copied, erased, orphaned, stale or overwritten"
_COUNT = "a whole number from 0 to 999999999999999"
_ACYCLIC = "an action that does not lead back to this one"
_FILE = "the name of one of the files of the plan"
_COMMAND = "one command in one line of printable characters"
_TEXT = ("actions", 0, "commands", 0, "text")


@pytest.mark.parametrize(
    ("change", "place", "allowed"),
    [
        (_set("schema", to="dirtool.map/1"), "schema: dirtool.map/1;", "dirtool.plan/1"),
        (_delete("schema"), "schema: no value;", "dirtool.plan/1"),
        (_delete("current", "digest"), "current.digest: no value;", "a text"),
        (_set("current", to=[]), "current: a list;", "an object"),
        (_delete("actions"), "actions: no value;", "a list"),
        (_delete("actions", 3, "data"), "actions[3].data: no value;", _KINDS_OF_DATA),
        (_set("actions", 3, "data", to="lost"), "actions[3].data: lost;", _KINDS_OF_DATA),
        (_set("actions", 3, "data", to=["kept"]), "actions[3].data: a list;", _KINDS_OF_DATA),
        (_set("actions", 0, "stage", to=True), "actions[0].stage: true;", _COUNT),
        (_set("actions", 0, "stage", to=-1), "actions[0].stage: -1;", _COUNT),
        (_set("actions", 0, "stage", to=1.5), "actions[0].stage: 1.5;", _COUNT),
        (_set("actions", 0, "stage", to=10**15), "actions[0].stage: 1000000000000000;", _COUNT),
        (_set("actions", 0, "stage", to=10**99), f"actions[0].stage: 1{'0' * 39}...;", _COUNT),
        (_set("actions", 0, "title", to=None), "actions[0].title: no value;", "a text"),
        (_set("actions", 0, "title", to="\ud800"), "actions[0].title: '\\ud800';", "a text"),
        (_set("actions", 0, "was", to=3), "actions[0].was: 3;", "a text, or null"),
        (_set("actions", 1, "id", to="a1"), "actions[1].id: a1;", "a name of its own for each action"),
        (_set("actions", 1, "by", to="b"), "actions[1].by: b;", "the id of another action"),
        (_set("actions", 0, "by", to="a1"), "actions[0].by: a1;", "null, since the action has commands of its own"),
        (_set("actions", 1, "by", to="a2"), "actions[1].by: a2;", _ACYCLIC),
        (_set("actions", 2, "after", to=["a1", "z"]), "actions[2].after[1]: z;", "the id of another action"),
        (_set("actions", 0, "after", to=["a3"]), "actions[0].after: a3;", _ACYCLIC),
        (_set("actions", 0, "commands", 0, "file", to="X"), "actions[0].commands[0].file: X;", _FILE),
        (_set(*_TEXT, to="A\nPURGE SECRET99"), "actions[0].commands[0].text:", _COMMAND),
        (_set(*_TEXT, to="* X"), "actions[0].commands[0].text:", _COMMAND),
        (_set(*_TEXT, to="X,"), "actions[0].commands[0].text:", _COMMAND),
        (_set(*_TEXT, to=" "), "actions[0].commands[0].text:", _COMMAND),
        (
            _set("pins", "entries", "WEB01", to="sha256:1"),
            "pins.entries.WEB01: sha256:1;",
            "sha256: and 64 hexadecimal digits",
        ),
        (_set("pins", "entries", "PROFILE X", to=1), "pins.entries['PROFILE X']: 1;", "a text"),
        (_set("masked", to=["X DIRECT"]), "masked[0]: X DIRECT;", _FILE),
        (_set("placements", 0, "last", to=50), "placements[0].last: 50;", "51 or more, since the first is 51"),
        (_set("files", to={"A": "text"}), "files.A: text;", "a list"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_is_allowed(
    change: Callable[[Any], None], place: str, allowed: str
) -> None:
    data = json.loads(json.dumps(as_json(document())))
    change(data)
    with pytest.raises(InputError) as caught:
        plan_of(json.dumps(data), "plan.json")
    assert caught.value.message == f"plan.json: {place} allowed: {allowed}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "plan.json:1:1: this is no plan: expecting value"),
        ("USER X SECRET99", "plan.json:1:1: this is no plan: expecting value"),
        ("[" * 100_000, "plan.json: this is no plan: it is nested too deep"),
        ('{"a":' * 100_000, "plan.json: this is no plan: it is nested too deep"),
        ("[]", "plan.json: a list; allowed: an object"),
        (
            '{"schema": "dirtool.plan/1", "schema": "dirtool.plan/1"}',
            "plan.json: schema: schema; allowed: each key once",
        ),
        (f'{{"schema": {"9" * 10_000}}}', f"plan.json: schema: {'9' * 40}...; allowed: dirtool.plan/1"),
        ('{"schema": NaN}', "plan.json: schema: NaN; allowed: dirtool.plan/1"),
    ],
)
def test_what_is_no_plan_at_all_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        plan_of(text, "plan.json")
    assert caught.value.message == message


@settings(deadline=None)
@given(st.data())
def test_a_plan_with_anything_in_the_place_of_a_value_is_read_or_refused(data: st.DataObject) -> None:
    tree = json.loads(json.dumps(as_json(document())))
    where, at = tree, data.draw(st.sampled_from(sorted(tree)))
    while isinstance(where[at], dict | list) and where[at] and data.draw(st.booleans()):
        where = where[at]
        at = data.draw(st.sampled_from(sorted(where) if isinstance(where, dict) else range(len(where))))
    where[at] = data.draw(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([]) | st.just({})
    )
    with suppress(InputError):
        plan_of(json.dumps(tree), "plan.json")


def test_a_plan_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(as_json(document())))
    assert read_plan(path) == document()


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xff\xfe{")
    with pytest.raises(InputError, match="not text in UTF-8"):
        read_plan(path)
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(InputError, match="too many for a plan"):
        read_plan(path)
