"""A directory in one file, or in an index and the files that it loads."""

import gzip
import re
from pathlib import Path

import pytest

from dirtool.errors import InputError
from dirtool.model.reading import directory_of, read_directory, read_file, refuse_directory
from dirtool.model.reading import records_of as bytes_as_records
from tests.model.made import PARSER, records_of

INDEX = "* the parts\nLOAD GLOBAL DIRECT A\n load users direct\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index").write_text(INDEX)
    return tmp_path


def test_one_file(tmp_path: Path) -> None:
    (tmp_path / "user.direct").write_text("USER A NOLOG\n IPL CMS\n")
    directory = read_directory(tmp_path / "user.direct")
    assert [(entry.name, len(entry)) for entry in directory.entries] == [("A", 2)]
    assert directory.sources[0].path == str(tmp_path / "user.direct")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("GLOBAL.DIRECT", "USERS.DIRECT"),
        ("global.direct", "Users.Direct"),
        ("GLOBAL.DIRECT.A", "USERS DIRECT"),
        ("global direct a", "users.direct"),
    ],
)
def test_an_index_loads_its_parts_in_its_order(folder: Path, first: str, second: str) -> None:
    (folder / first).write_text("DIRECTORY 123 3390 M01RES\n")
    (folder / second).write_text("USER A NOLOG\nUSER B NOLOG\n")
    directory = read_directory(folder / "index", PARSER)
    assert [Path(source.path).name for source in directory.sources] == ["index", first, second]
    assert [entry.name for entry in directory.entries if entry.kind != "directory"] == ["A", "B"]
    assert "DIRECTORY" in [entry.name for entry in directory.entries]


def test_a_part_that_is_not_there_is_named_with_the_line_that_wants_it(folder: Path) -> None:
    (folder / "global.direct").write_text("DIRECTORY 123 3390 M01RES\n")
    directory = read_directory(folder / "index", PARSER)
    [failure] = directory.failures
    assert failure.message == f"{folder / 'index'}:3: LOAD names USERS DIRECT, which is not in {folder}"
    assert failure.hint == "expected a file called USERS.DIRECT beside the index, in any case"
    assert "DIRECTORY" in [entry.name for entry in directory.entries]


def test_an_index_without_its_folder_cannot_be_read() -> None:
    [failure] = directory_of(records_of(INDEX, "<stdin>"), PARSER).failures
    assert failure.message == "<stdin>: an index of files can only be read from a file"
    assert failure.hint


def test_an_index_with_another_statement_is_one_all_the_same(folder: Path) -> None:
    (folder / "index").write_text("DIRECTORY 123 3390 M01RES\nLOAD GLOBAL DIRECT\nLOAD USERS DIRECT\n")
    (folder / "global.direct").write_text("PROFILE P\n IPL CMS\n")
    (folder / "users.direct").write_text("USER A NOLOG\n")
    directory = read_directory(folder / "index", PARSER)
    assert [entry.name for entry in directory.entries] == ["DIRECTORY", "P", "A"]
    assert directory.failures == []


def test_an_index_may_load_an_index(folder: Path) -> None:
    (folder / "index").write_text("LOAD INNER DIRECT\nLOAD LAST DIRECT\n")
    (folder / "inner.direct").write_text("LOAD ONE DIRECT\nLOAD TWO DIRECT\n")
    for name in ("one", "two", "last"):
        (folder / f"{name}.direct").write_text(f"USER {name} NOLOG\n")
    directory = read_directory(folder / "index", PARSER)
    assert [entry.name for entry in directory.entries if entry.kind == "user"] == ["ONE", "TWO", "LAST"]


def test_of_two_files_whose_names_differ_in_case_the_first_is_read(folder: Path) -> None:
    (folder / "GLOBAL.DIRECT").write_text("PROFILE UPPER\n")
    (folder / "global.direct").write_text("PROFILE LOWER\n")
    if len(list(folder.iterdir())) == 3:  # not on a system that folds names
        assert "UPPER" in [entry.name for entry in read_directory(folder / "index", PARSER).entries]


def test_what_is_no_regular_file_is_no_part(folder: Path) -> None:  # to open a pipe would be to wait for ever
    (folder / "global.direct").mkdir()
    first, _ = read_directory(folder / "index", PARSER).failures
    assert first.message == f"{folder / 'index'}:2: LOAD names GLOBAL DIRECT, which is not in {folder}"


def test_a_file_that_is_loaded_twice_is_read_once(folder: Path) -> None:
    (folder / "index.direct").write_text("LOAD A DIRECT\nLOAD A DIRECT\nLOAD INDEX DIRECT\n")
    (folder / "a.direct").write_text("USER A NOLOG\n")
    index = folder / "index.direct"
    directory = read_directory(index, PARSER)
    assert [entry.name for entry in directory.entries if entry.kind == "user"] == ["A"]
    assert [failure.message for failure in directory.failures] == [
        f"{index}:2: LOAD names A DIRECT, which is read already ({index}:1)",
        f"{index}:3: LOAD names INDEX DIRECT, which is read already ({index})",
    ]


def test_a_load_among_other_statements_is_an_ordinary_statement() -> None:
    directory = directory_of(records_of("USER A NOLOG\nLOAD GLOBAL DIRECT A\n"), PARSER)
    assert [statement.keyword for statement in directory.entries[0].statements] == ["USER", "LOAD"]
    assert len(directory.sources) == 1


def test_a_broken_load_hides_no_other_part(folder: Path) -> None:
    (folder / "index").write_text("LOAD GLOBAL\nLOAD USERS DIRECT\n")
    (folder / "users.direct").write_text("USER A NOLOG\n")
    directory = read_directory(folder / "index", PARSER)
    assert [entry.name for entry in directory.entries if entry.kind == "user"] == ["A"]
    assert [fault.rule for fault in directory.sources[0].faults[0]] == ["missing-operand"]


def test_an_empty_file_is_an_empty_directory(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    directory = read_directory(tmp_path / "empty", PARSER)
    assert (len(directory.sources), directory.entries) == (1, [])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.direct: No such file"):
        read_file(tmp_path / "nothing.direct")
    with pytest.raises(InputError, match=re.escape(str(tmp_path))):
        read_file(tmp_path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("USER A NOLOG\n".encode("utf-16-le"), None),  # nothing but its NUL characters tells
        ("\ufeffUSER A NOLOG\n".encode("utf-16-le"), "this is a UTF-16 file, not a directory"),
        ("\ufeffUSER A NOLOG\n".encode("utf-16-be"), "this is a UTF-16 file, not a directory"),
        (gzip.compress(b"USER A NOLOG\n", mtime=0), "this is a gzip file, not a directory"),
        (b"PK\x03\x04\x14\x00", "this is a zip file, not a directory"),
        (b"* USER A NOLOG ".ljust(1001, b"."), "this is one record of 1,001 characters, not a directory"),
        (b"* USER A NOLOG ".ljust(1000, b"."), None),
        (b"* USER A NOLOG ".ljust(1001, b".") + b"\n*\n", None),
        (b"\xef\xbb\xbfUSER A NOLOG\n", None),
    ],
)
def test_what_can_be_no_directory_is_refused(data: bytes, said: str | None) -> None:
    if said is None:
        assert bytes_as_records(data, "a").to_bytes() == data
    else:
        with pytest.raises(InputError) as refusal:
            bytes_as_records(data, "a")
        assert refusal.value.message == f"a: {said}"
        assert refusal.value.hint


def test_the_encoding_is_handed_on(tmp_path: Path) -> None:
    (tmp_path / "user.direct").write_bytes(b"* \xe9\nUSER A NOLOG\n")
    assert read_directory(tmp_path / "user.direct", PARSER, "latin-1").sources[0].records.texts[0] == "* é"
    with pytest.raises(InputError):
        read_directory(tmp_path / "user.direct", PARSER, "utf-8")


def test_an_ebcdic_directory_is_read(tmp_path: Path) -> None:
    text = "".join(f"{record:<80}" for record in ("USER A NOLOG", " LINK B 191 291 RR"))
    (tmp_path / "user.direct").write_bytes(text.encode("cp1140"))
    directory = read_directory(tmp_path / "user.direct", PARSER)
    assert [statement.keyword for statement in directory.entries[0].statements] == ["USER", "LINK"]


@pytest.mark.parametrize(
    "text",
    ["USER A SECRET1 64M\n", "* a comment\n\n user a secret1\n MDISK 191 3390 1 5 LX0001 MR\nGUESS\n", "LOAD A B"],
)
def test_a_directory_in_the_place_of_another_file_is_refused_without_a_word_of_it(text: str) -> None:
    with pytest.raises(InputError) as raised:
        refuse_directory(records_of(text, "x"), "a list of volids")
    assert raised.value.message == "x: this is a directory, not a list of volids"


@pytest.mark.parametrize("text", ["", "* USER A\n", "USER 3390\nLX0001 3390\n", "subject,size\nA/0200,5\n"])
def test_other_files_are_no_directory(text: str) -> None:
    refuse_directory(records_of(text), "a list of volids")
