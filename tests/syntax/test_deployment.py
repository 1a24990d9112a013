"""What Crowbar and Chef are told: JSON, by the names of its attributes."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.syntax.deployment import Deployment, DeploymentFile, is_deployment
from dirtool.syntax.masking import shown_record
from dirtool.text.records import read_records
from tests.model.made import records_of


def deployed(*records: str) -> DeploymentFile:
    return DeploymentFile(records_of("\n".join(records), "neutron.json"))


def shown(*records: str) -> list[str]:
    file = deployed(*records)
    return [shown_record(file, line).text for line in range(1, len(file.texts) + 1)]


def test_every_scalar_counts_by_the_name_of_its_attribute() -> None:
    file = deployed(
        '{"attributes": {"neutron": {"zvm": {',
        '\t"zvm_xcat_server": "10.1.0.1",',
        '\t"zvm_physnet_rdev": {"a": ["1F00", 2000, true]}',
        "}}}}",
    )
    assert [(one.name, one.text, one.line, one.column) for one in file.attributes] == [
        ("zvm_xcat_server", "10.1.0.1", 2, 21),
        ("a", "1F00", 3, 29),
        ("a", "2000", 3, 37),
        ("a", "true", 3, 43),
    ]


def test_what_is_null_or_empty_is_not_stated() -> None:
    assert deployed('{"a": null, "b": "", "c": [null], "d": {}, "e": "null"}').attributes[0].text == "null"


def test_the_values_of_a_name_are_those_of_all_files_in_order() -> None:
    both = Deployment((deployed('{"x": "1", "y": {"x": "2"}}'), deployed('{"x": "3"}')))
    assert [one.text for one in both.values("x")] == ["1", "2", "3"]


def test_json_in_one_long_line_or_in_records_of_80_is_read() -> None:
    text = json.dumps({f"name{number}": {"zvm_host": f"ZVM{number}"} for number in range(40)})
    for data in (text, text.ljust(80 * (len(text) // 80 + 1))):
        file = DeploymentFile(read_records(data.encode()))
        assert len(Deployment((file,)).values("zvm_host")) == 40
        assert all(one.line <= len(file.texts) for one in file.attributes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a" "zvm"}', "neutron.json:1:6: no JSON: while parsing a flow mapping: expected ',' or '}'"),
        ('{"a": \0}', r"neutron.json:1:7: character U\+0000 is not allowed in JSON"),
        ('{"a": 1', "neutron.json:1:8: no JSON: "),
        ('{"a": 1}\nmore', "neutron.json:2:1: no JSON: "),
        ('{"a": 1, "a": 2}', "neutron.json:1:10: key a stands twice; it is in line 1 already"),
        ('{"password": *hidden}', "neutron.json:1:14: no JSON: password is neither in quotes nor a number"),
        ("", "neutron.json: there is nothing in it"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        deployed(text)


def test_secrets_are_masked_with_all_that_is_below_them() -> None:
    assert shown(
        '{"zvm_xcat_password": "hid\\"den", "zvm_xcat_username": "admin",',
        ' "passwords": {"admin": "hidden", "all": ["hidden", 1234]},',
        ' "database": "mysql://nova:hidden@host/nova", "api_key": hidden}',
    ) == [
        '{"zvm_xcat_password": ********, "zvm_xcat_username": "admin",',
        ' "passwords": {"admin": ********, "all": [********, ********]},',
        ' "database": ********, "api_key": ********}',
    ]


def test_a_secret_over_several_records_is_masked_in_all_of_them() -> None:
    assert shown('{"ssh_key": "one', "  two", "", 'three", "a": "b"}') == [
        '{"ssh_key": ********',
        "********",
        "",
        '********, "a": "b"}',
    ]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ('\n {"zvm_host": 1}', True),
        ('{"id": "neutron",\n "XCAT": {}}', True),
        ('{"name": "package"}', False),
        ('["zvm"]', False),
        ("[zvm]\na=1", False),
        ("", False),
        ("zvm: {}", False),
    ],
)
def test_json_about_zvm_or_xcat_is_such_a_file(text: str, is_one: bool) -> None:
    assert is_deployment(records_of(text)) is is_one


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(alphabet='ab "\\\t\n/é:{},', max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text("abc_", min_size=1), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values, st.sampled_from([None, 2]))
def test_all_json_is_read(value: object, indent: int | None) -> None:
    file = DeploymentFile(read_records(json.dumps({"password": value}, indent=indent).encode()))
    assert all(one.is_secret for one in file.attributes)
    for line in range(1, len(file.texts) + 1):
        assert not any(
            one.text.strip() and one.text in shown_record(file, line).text
            for one in file.attributes
            if len(one.text) > 4
        )


@given(st.text(alphabet='{}[]":, \nab*&!\t\0', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InputError):
        file = deployed(text)
        assert all(one.line <= len(file.texts) for one in file.attributes)
