"""Several files in one, its code page, and whether records have line ends."""

from pathlib import Path

import pytest

from dirtool.errors import InputError
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.user_input.cleaning import make_user_input
from dirtool.model.reading import directory_of, read_directory, records_of
from dirtool.text.codepage import PAGES
from dirtool.text.records import ENCODINGS, read_records
from tests.generator import encode, generate
from tests.migrate.user_input.cleaned import PLAIN
from tests.model.made import PARSER
from tests.model.made import directory_of as made


def test_the_parts_of_an_index_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "user.direct").write_text("* all parts\nLOAD SYSTEM DIRECT\nLOAD LINUX DIRECT\n")
    (tmp_path / "system.direct").write_text("DIRECTORY 123 3390 M01RES\nUSER A NOLOG\n IPL CMS\n")
    (tmp_path / "linux.direct").write_text("* Linux\nUSER B NOLOG\n IPL CMS\n")
    found = make_user_input(read_directory(tmp_path / "user.direct", PARSER), PLAIN)
    assert [text.rstrip() for text in found.records.texts] == [
        "* all parts", "DIRECTORY 123 3390 M01RES", "USER A NOLOG", " IPL CMS", "USER B NOLOG", "* Linux", " IPL CMS",
    ]  # fmt: skip
    assert [change.what for change in found.changes] == [
        "dropped, its file is here: LOAD SYSTEM DIRECT",
        "dropped, its file is here: LOAD LINUX DIRECT",
        "moved below the header of B: * Linux",
    ]
    assert found.origins[5] == (str(tmp_path / "linux.direct"), 1)
    assert make_user_input(directory_of(found.records, PARSER), PLAIN).changes == []


def test_a_directory_of_which_a_part_is_missing_is_refused() -> None:
    directory = directory_of(records_of(b"LOAD SYSTEM DIRECT\n", "user.direct"), PARSER)
    with pytest.raises(InputError, match="can only be read from a file"):
        make_user_input(directory, PLAIN)


@pytest.mark.parametrize("page", [None, *ENCODINGS])
@pytest.mark.parametrize("encoding", ["ascii", "cp037"])
@pytest.mark.parametrize("fixed", [False, True])
def test_the_bytes_are_read_back_as_the_same_records(page: str | None, encoding: str, fixed: bool) -> None:
    data = encode(generate("linux", 60, 1), "latin-1" if encoding == "ascii" else encoding, fixed)
    directory = directory_of(records_of(data, "user.direct", "037"), PARSER, encoding="037")
    found = make_user_input(directory, MigrateOptions(code_page=page)).records
    kept = found.encoding
    assert kept == (page or directory.sources[0].records.encoding)
    assert found.blocks == (kept in PAGES or directory.sources[0].records.blocks)
    written = found.to_bytes()
    assert len(written) == len(found.texts) * (80 if found.blocks else 81)
    back = read_records(written, "USER INPUT", kept)
    assert (back.texts, back.blocks) == (found.texts, found.blocks)


def test_line_ends_of_the_directory_are_kept() -> None:
    directory = directory_of(records_of(b"USER A NOLOG\r\n IPL CMS\r\n", "user.direct"), PARSER)
    assert make_user_input(directory, PLAIN).records.end == "\r\n"


def test_parts_in_several_encodings_take_the_first_that_has_every_character() -> None:
    directory = made("USER A NOLOG\n IPL CMS", "USER B NOLOG\n* \u20ac\n IPL CMS")
    assert [source.records.encoding for source in directory.sources] == ["ascii", "utf-8"]
    assert make_user_input(directory, PLAIN).records.encoding == "utf-8"


def test_a_character_that_the_code_page_lacks_is_named_with_its_place() -> None:
    directory = made("USER A NOLOG\n* costs 5\u20ac a month\n IPL CMS")
    with pytest.raises(InputError) as raised:
        make_user_input(directory, MigrateOptions(code_page="1047"))
    assert raised.value.message == "part0:2:10: 1047 has no character '\\u20ac'"
    assert make_user_input(directory, MigrateOptions(code_page="1140")).records.encoding == "1140"


def test_a_line_end_inside_a_record_is_refused_where_records_have_line_ends() -> None:
    data = "USER A NOLOG\x85* a \n b\x85 IPL CMS\x85 CPU 00\x85".encode("cp037")
    directory = directory_of(records_of(data, "user.direct", "037"), PARSER, encoding="037")
    found = make_user_input(directory, PLAIN).records
    assert (found.texts[1].rstrip(), found.blocks) == ("* a \n b", True)
    with pytest.raises(InputError, match=r"user.direct:2:5: the character '\\n' would end the line"):
        make_user_input(directory, MigrateOptions(code_page="latin-1"))


def test_an_unknown_code_page_is_refused() -> None:
    with pytest.raises(InputError, match="unknown encoding '9999'"):
        make_user_input(made("USER A NOLOG"), MigrateOptions(code_page="9999"))
