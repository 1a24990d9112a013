"""What is kept of a move, how it is read again, and what became of the files since."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool import __version__
from dirtool.errors import InputError
from dirtool.migrate.baseline import (
    SCHEMA,
    Baseline,
    Deviation,
    FileState,
    GroupSpace,
    MadeFile,
    SourceFile,
    as_json,
    baseline_in,
    baseline_of,
    check_folder,
    read_baseline,
)
from dirtool.model.directory import Directory, Entry
from dirtool.syntax.source import Source
from dirtool.text.records import ENCODINGS, Records
from dirtool.verify.plan.digests import entry_pin
from tests.model.made import PARSER, control_of, records_of

USER_INPUT = """\
USER MAINT SECRET1 128M 1G ABG
 MDISK 0191 3390 1 100 VOL001 MR READPW WRITEPW
USER LINUX1 LBYONLY 2G 4G G
 MDISK 0100 3390 101 1000 VOL001 MR
IDENTITY OPER NOLOG
USER $ALLOC$ NOLOG"""
CONTROL = """\
:REGIONS.
 VOL001 VOL001 1 END 3390-09
:END.
:GROUPS.
 ALL VOL001
:END."""
A_DIGEST = f"sha256:{'0' * 64}"


def directory_in(records: Records) -> Directory:
    return Directory([Source(records, PARSER)])


def made_files(user_input: str = USER_INPUT) -> dict[str, Records]:
    return {
        "USER.INPUT": records_of(user_input, "USER INPUT"),
        "EXTENT.CONTROL": records_of(CONTROL, "EXTENT CONTROL"),
        "AUTHFOR.CONTROL": records_of("ALL MAINT * 150A ADGHMOPS", "AUTHFOR CONTROL"),
    }


def made(files: dict[str, Records], when: str | None = None) -> dict[str, Any]:
    user_input = directory_in(files["USER.INPUT"])
    directory = directory_in(records_of(f"* as it was\n{USER_INPUT}", "USER.DIRECT"))
    control = control_of(CONTROL)
    return baseline_of(directory, user_input, control, files, made=when)


def written(folder: Path, files: dict[str, Records]) -> Baseline:
    """The files in a folder, and their baseline as it is read again."""
    for name, records in files.items():
        (folder / name).write_bytes(records.to_bytes())
    (folder / "baseline.json").write_text(json.dumps(made(files)))
    return read_baseline(folder / "baseline.json")


def refused(data: Any) -> str:
    with pytest.raises(InputError) as failure:
        baseline_in(data if isinstance(data, str) else json.dumps(data), "b.json")
    return failure.value.message


# ---- what is kept


def test_a_baseline_tells_what_went_in_and_how_much_space_there_was() -> None:
    data = made(made_files(), "2024-02-29")
    assert data["schema"] == SCHEMA
    assert data["version"] == __version__
    assert data["made"] == "2024-02-29"
    assert data["sources"][0]["path"] == "USER.DIRECT"
    assert data["sources"][0]["records"] == 7
    assert data["entries"] == {"identity": 1, "user": 3}
    assert list(data["digests"]) == ["$ALLOC$", "LINUX1", "MAINT", "OPER"]
    assert data["groups"] == [
        {"name": "ALL", "unit": "cylinder", "regions": ["VOL001"], "size": 10016, "used": 1100, "free": 8916}
    ]
    assert data["user_input"] == "USER.INPUT"
    assert {name: (file["records"], file["encoding"]) for name, file in data["files"].items()} == {
        "USER.INPUT": (6, "ascii"),
        "EXTENT.CONTROL": (6, "ascii"),
        "AUTHFOR.CONTROL": (1, "ascii"),
    }


def test_nothing_is_kept_of_the_clock() -> None:
    assert made(made_files())["made"] is None
    assert json.dumps(made(made_files())) == json.dumps(made(made_files()))


def test_a_baseline_tells_nothing_of_passwords() -> None:
    data = made(made_files())
    others = USER_INPUT.replace("SECRET1", "SECRET2").replace("WRITEPW", "OTHERPW")
    assert made(made_files(others)) == data
    assert "SECRET1" not in json.dumps(data)


def test_the_name_of_a_broken_header_that_may_be_a_password_is_not_kept() -> None:
    data = made(made_files(f"{USER_INPUT}\nUSER 12345678ABC"))
    assert data["entries"]["user"] == 4
    assert "12345678ABC" not in json.dumps(data)


def test_the_digests_of_entries_are_those_of_a_plan() -> None:
    directory = directory_in(made_files()["USER.INPUT"])
    assert made(made_files())["digests"] == {entry.name: entry_pin(entry) for entry in sorted_by_name(directory)}
    changed = made(made_files(USER_INPUT.replace("2G 4G", "2G 8G")))["digests"]
    assert {name for name, digest in changed.items() if digest != made(made_files())["digests"][name]} == {"LINUX1"}


def sorted_by_name(directory: Directory) -> list[Entry]:
    return sorted(directory.entries, key=lambda entry: entry.name)


# ---- reading


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.from_regex(r"[A-Z]{1,8}\.[A-Z]{1,8}", fullmatch=True)
NUMBERS = st.integers(0, 10**15 - 1)
DIGESTS = st.integers(0, 2**256 - 1).map(lambda number: f"sha256:{number:064x}")


@st.composite
def baselines(draw: st.DrawFn) -> Baseline:
    """Any baseline."""
    file = st.builds(MadeFile, records=NUMBERS, encoding=st.sampled_from(ENCODINGS), digest=DIGESTS)
    files = draw(st.dictionaries(NAMES, file, min_size=1, max_size=3))
    sizes = st.none() | NUMBERS
    group = st.builds(
        GroupSpace, name=TEXTS, regions=st.lists(TEXTS, max_size=2).map(tuple), size=sizes, used=sizes, free=sizes
    )
    return Baseline(
        draw(TEXTS),
        draw(st.none() | TEXTS),
        tuple(draw(st.lists(st.builds(SourceFile, path=TEXTS, records=NUMBERS, digest=DIGESTS), max_size=2))),
        draw(st.dictionaries(TEXTS, NUMBERS, max_size=3)),
        draw(st.dictionaries(TEXTS, DIGESTS, max_size=3)),
        tuple(draw(st.lists(group, max_size=2))),
        draw(st.sampled_from(sorted(files))),
        files,
    )


@given(baselines())
def test_a_baseline_that_is_written_is_read_as_it_was(baseline: Baseline) -> None:
    assert baseline_in(json.dumps(as_json(baseline)), "b.json") == baseline


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | TEXTS, lambda one: st.lists(one, max_size=3))
)
def test_other_data_are_refused(data: Any) -> None:
    assert refused(json.dumps(data)).startswith("b.json: ")


@given(baselines(), st.data())
def test_a_value_of_another_type_is_refused_at_its_place(baseline: Baseline, data: st.DataObject) -> None:
    fields = as_json(baseline)
    name = data.draw(st.sampled_from(sorted(fields.keys() - {"schema", "made"})))
    fields[name] = data.draw(st.sampled_from([None, 7, True]))
    assert refused(fields).startswith(f"b.json: {name}: ")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": "dirtool.plan/1"}, "b.json: schema: dirtool.plan/1; allowed: dirtool.migration-baseline/1"),
        ({"schema": None}, "b.json: schema: no value; allowed: dirtool.migration-baseline/1"),
        ({"schema": 1}, "b.json: schema: 1; allowed: dirtool.migration-baseline/1"),
        ({"digests": {"A": "sha256:0"}}, "b.json: digests.A: sha256:0; allowed: sha256: and 64 hexadecimal digits"),
        ({"entries": {"user": -1}}, "b.json: entries.user: -1; allowed: a whole number from 0 to 999999999999999"),
        ({"user_input": "X"}, "b.json: user_input: X; allowed: the name of one of the files"),
        ({"groups": [{"name": "G"}]}, "b.json: groups[0].unit: no value; allowed: cylinder or block"),
        (
            {"files": {"../USER.INPUT": {"records": 1, "encoding": "ascii", "digest": A_DIGEST}}},
            "b.json: files['../USER.INPUT']: ../USER.INPUT; allowed: the name of a file in the folder",
        ),
        (
            {"files": {"USER.INPUT": {"records": 1, "encoding": "utf-16", "digest": A_DIGEST}}},
            "b.json: files['USER.INPUT'].encoding: utf-16; allowed: ascii, utf-8, latin-1, 037, 500, 924, 1047 or 1140",
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_place(change: dict[str, Any], message: str) -> None:
    assert refused(made(made_files()) | change) == message


def test_a_newer_baseline_is_said_to_be_one() -> None:
    with pytest.raises(InputError, match=r"schema: dirtool\.migration-baseline/2; allowed: dirtool") as failure:
        baseline_in(json.dumps(made(made_files()) | {"schema": "dirtool.migration-baseline/2"}), "b.json")
    assert failure.value.hint == "a newer dirtool has made this file: update this one"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.json:1:1: this is no migration baseline: expecting value"),
        ('{"schema":\n x}', "b.json:2:2: this is no migration baseline: expecting value"),
        ("[" * 100_000, "b.json: this is no migration baseline: it is nested too deep"),
        ('{"schema": 1, "schema": 1}', "b.json: schema: schema; allowed: each key once"),
    ],
)
def test_a_file_that_is_no_json_is_said_to_be_none(text: str, message: str) -> None:
    assert refused(text) == message


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    with pytest.raises(InputError, match="No such file"):
        read_baseline(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="this is no migration baseline: it is not text in UTF-8"):
        read_baseline(path)


# ---- the folder


def test_files_that_are_as_they_were_made_are_not_told(tmp_path: Path) -> None:
    assert check_folder(tmp_path, written(tmp_path, made_files())) == []


def test_files_that_were_made_in_ebcdic_are_read_as_such(tmp_path: Path) -> None:
    files = made_files()
    files["USER.INPUT"] = Records(
        "USER INPUT", [text.replace("$", "#").ljust(80) for text in USER_INPUT.split("\n")], "037", blocks=True, end=""
    )
    assert check_folder(tmp_path, written(tmp_path, files)) == []


def test_a_file_that_is_missing_or_edited_is_told(tmp_path: Path) -> None:
    baseline = written(tmp_path, made_files())
    (tmp_path / "EXTENT.CONTROL").write_text(CONTROL.replace("1 END", "0 END"))
    (tmp_path / "AUTHFOR.CONTROL").unlink()
    assert [(one.name, one.state) for one in check_folder(tmp_path, baseline)] == [
        ("EXTENT.CONTROL", FileState.EDITED),
        ("AUTHFOR.CONTROL", FileState.MISSING),
    ]


def edited(folder: Path, old: str, new: str) -> str:
    """What is said of an edit of USER INPUT."""
    baseline = written(folder, made_files())
    (folder / "USER.INPUT").write_text(USER_INPUT.replace(old, new))
    (one,) = check_folder(folder, baseline)
    assert one == Deviation("USER.INPUT", FileState.EDITED, one.message)
    return one.message.removeprefix(f"{folder / 'USER.INPUT'} was edited since it was made: ")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2G 4G", "2G 8G", "1 entry changed (LINUX1); "),
        ("USER LINUX1", "USER LINUX2", "1 entry missing (LINUX1), 1 entry new (LINUX2); "),
        ("IDENTITY OPER NOLOG\n", "", "1 entry missing (OPER); "),
        ("USER LINUX1", "* f\u00fcr mich\nUSER LINUX1", "1 entry changed (MAINT); "),
        ("USER MAINT", "* f\u00fcr mich\nUSER MAINT", "comments before all entries; "),
    ],
)
def test_it_is_told_which_entries_of_user_input_were_edited(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert edited(tmp_path, old, new).startswith(told)


def test_other_passwords_are_not_seen(tmp_path: Path) -> None:
    baseline = written(tmp_path, made_files())
    (tmp_path / "USER.INPUT").write_text(USER_INPUT.replace("SECRET1", "SECRET2"))
    assert check_folder(tmp_path, baseline) == []


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is no folder; allowed: the folder that `dirtool migrate` has written"):
        check_folder(tmp_path / "none", written(tmp_path, made_files()))
