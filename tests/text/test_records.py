"""Whatever the bytes are, their records come back as they were; what they are is told by their content."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.text import codepage
from dirtool.text.records import ENCODINGS, Records, encode_text, read_records, split_lines

STATEMENTS = ["USER LINUX01 LBYONLY 4G 16G G", " MDISK 0191 3390 0001 0050 VM01RS MR", "* made by hand", ""]
ASCII_BLOCKS = "".join(text.ljust(80) for text in STATEMENTS).encode()


def ebcdic(*texts: str, page: str = "1047") -> bytes:
    return codepage.encode("".join(texts), page)


# What the bytes of a file are


def test_an_empty_file_has_no_records() -> None:
    records = read_records(b"")
    assert (records.texts, records.encoding, records.blocks) == ([], "ascii", False)
    assert records.to_bytes() == b""


def test_lines_end_with_lf() -> None:
    records = read_records(b"USER A\n MDISK \n\n", "a.direct")
    assert records == Records("a.direct", ["USER A", " MDISK ", ""], "ascii", end="\n")


def test_lines_end_with_crlf_and_the_cr_is_no_part_of_them() -> None:
    records = read_records(b"USER A\r\n*\r\n")
    assert (records.texts, records.end, records.other_ends) == (["USER A", "*"], "\r\n", {})


def test_mixed_line_ends_are_kept_one_by_one() -> None:
    records = read_records(b"A\r\nB\nC\r\nD")
    assert records.texts == ["A", "B", "C", "D"]
    assert (records.end, records.other_ends) == ("\r\n", {1: "\n", 3: ""})
    assert [records.end_of(index) for index in range(4)] == ["\r\n", "\n", "\r\n", ""]


def test_the_common_end_is_lf_where_as_many_lines_have_either() -> None:
    records = read_records(b"A\r\nB\n")
    assert (records.end, records.other_ends) == ("\n", {0: "\r\n"})


def test_a_cr_elsewhere_is_part_of_the_record() -> None:
    assert read_records(b"A\rB\r\r\nC\r").texts == ["A\rB\r", "C\r"]


@pytest.mark.parametrize("character", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\x00"])
def test_no_other_character_ends_a_line(character: str) -> None:
    text = f"USER A {character} B"
    assert read_records(f"{text}\n".encode()).texts == [text]


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"* plain", "ascii", "* plain"),
        (b"* caf\xc3\xa9", "utf-8", "* café"),
        (b"* caf\xe9", "latin-1", "* café"),
        (b"*DVHOPT LNK0 CRC\xc3\xa9 \xff\x00", "latin-1", "*DVHOPT LNK0 CRCÃ© ÿ\x00"),
    ],
)
def test_the_encoding_is_told_by_the_bytes(data: bytes, encoding: str, text: str) -> None:
    records = read_records(data)
    assert (records.encoding, records.texts) == (encoding, [text])


@pytest.mark.parametrize(("body", "encoding"), [(b"USER A\n", "utf-8"), (b"* \xff\n", "latin-1"), (b"", "utf-8")])
def test_a_byte_order_mark_is_no_text_and_is_kept(body: bytes, encoding: str) -> None:
    records = read_records(b"\xef\xbb\xbf" + body)
    assert (records.bom, records.encoding) == (b"\xef\xbb\xbf", encoding)
    assert records.texts == body.decode("latin-1").split("\n")[:-1]
    assert records.to_bytes() == b"\xef\xbb\xbf" + body


def test_a_byte_order_mark_tells_that_a_file_is_not_ebcdic() -> None:
    data = b"\xef\xbb\xbf" + "éééé".encode()
    assert read_records(data).texts == ["éééé"]


def test_only_the_first_byte_order_mark_is_one() -> None:
    assert read_records(b"\xef\xbb\xbf\xef\xbb\xbfA\n").texts == ["\ufeffA"]


# EBCDIC


@pytest.mark.parametrize("end", ["\x85", "\r\x85", "\n", "\r\n"])
@pytest.mark.parametrize("page", codepage.PAGES)
def test_ebcdic_lines(page: str, end: str) -> None:
    data = ebcdic(*(text + end for text in STATEMENTS), page=page)
    records = read_records(data, encoding=page)
    assert (records.texts, records.encoding, records.end) == (STATEMENTS, page, end)
    assert records.to_bytes() == data


def test_the_more_frequent_line_end_is_the_one() -> None:
    data = ebcdic("USER A\n", "* \x85 NEL\n", "* B\n")
    assert read_records(data).texts == ["USER A", "* \x85 NEL", "* B"]
    data = ebcdic("USER A\x85", "* \n LF\x85", "* B\x85")
    assert read_records(data).texts == ["USER A", "* \n LF", "* B"]


def test_ebcdic_is_1047_unless_another_page_is_named() -> None:
    data = ebcdic("USER A ", page="1047") + b"\xad\xbd\x5f\x9f"
    assert read_records(data).texts == ["USER A []^¤"]
    assert read_records(data, encoding="924").texts == ["USER A []^€"]
    assert read_records(data, encoding="037").texts == ["USER A Ý¨¬¤"]


@pytest.mark.parametrize("page", codepage.PAGES)
def test_a_page_says_nothing_about_a_file_that_is_ascii(page: str) -> None:
    records = read_records(b"USER A NOLOG\n", encoding=page)
    assert (records.texts, records.encoding) == (["USER A NOLOG"], "ascii")


def test_an_ascii_encoding_is_forced_on_ebcdic_content() -> None:
    records = read_records(ebcdic("USER A"), encoding="latin-1")
    assert (records.texts, records.encoding) == (["äâÅÙ@Á"], "latin-1")


def test_lower_case_and_digits_count_as_ebcdic_too() -> None:
    assert read_records(ebcdic("abcxyz")).texts == ["abcxyz"]
    assert read_records(ebcdic("0123456789")).texts == ["0123456789"]


# Blocks


@pytest.mark.parametrize("page", [*codepage.PAGES, None])
def test_blocks_of_80_without_line_ends(page: str | None) -> None:
    text = ASCII_BLOCKS.decode()
    data = ebcdic(text, page=page) if page else text.encode()
    records = read_records(data, encoding=page)
    assert records.blocks
    assert records.encoding == (page or "ascii")
    assert records.texts == [statement.ljust(80) for statement in STATEMENTS]
    assert records.to_bytes() == data


def test_a_sequence_field_does_not_hide_blocks() -> None:
    numbered = b"".join(b" MDISK 0191".ljust(72) + b"%08d" % number for number in range(5))
    assert read_records(numbered).blocks


def test_binary_bytes_do_not_hide_blocks() -> None:
    comment = b"*DVHOPT LNK0 LOG1 CRC\n\xe9".ljust(80)
    records = read_records(ASCII_BLOCKS + comment)
    assert (records.blocks, records.encoding, len(records.texts)) == (True, "latin-1", 5)
    assert records.texts[4].startswith("*DVHOPT LNK0 LOG1 CRC\né ")


def test_bytes_that_happen_to_be_utf_8_do_not_hide_blocks() -> None:
    records = read_records(ASCII_BLOCKS + b"*DVHOPT CRC\xc3\xa9".ljust(80))
    assert (records.blocks, records.encoding, len(records.texts)) == (True, "latin-1", 5)


def test_ebcdic_binary_bytes_do_not_hide_blocks() -> None:
    comment = ebcdic("*DVHOPT CRC".ljust(80))[:-69] + b"\x15\x25" + ebcdic(" " * 67)
    assert read_records(ebcdic(ASCII_BLOCKS.decode()) + comment).blocks


def test_a_shorter_last_block_is_kept() -> None:
    records = read_records(ASCII_BLOCKS + b"* the end")
    assert (records.blocks, records.texts[-1], len(records.texts)) == (True, "* the end", 5)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"* " + b"x" * 798, id="a multiple of 80, but column 72 is in use"),
        pytest.param((b"* ".ljust(80) + b"x" * 160) * 3 + b"x" * 80, id="column 72 is blank in three blocks of ten"),
        pytest.param(ASCII_BLOCKS[:80] + b"* too little to tell", id="one block and a rest"),
        pytest.param(b"*".ljust(80) + b"x" * 80 + b"rest", id="a rest, and one block with column 72 in use"),
        pytest.param(b"USER A", id="a short line"),
    ],
)
def test_one_long_line_stays_one(data: bytes) -> None:
    records = read_records(data)
    assert (records.blocks, records.texts) == (False, [data.decode()])


def test_lines_whose_lengths_add_up_to_80_are_no_blocks() -> None:
    data = b"USER A\n" * 11 + b"*2\n"
    assert len(data) == 80
    assert not read_records(data).blocks
    padded = (b"USER A".ljust(79) + b"\n") * 10
    assert read_records(padded).texts == ["USER A".ljust(79)] * 10
    assert read_records(b"*".ljust(80) + b"\n" + b"*".ljust(79)).texts == ["*".ljust(80), "*".ljust(79)]
    assert read_records(b"*".ljust(399) + b"\n").texts == ["*".ljust(399)]


BOX = ["*" * 72, "* TITLE".ljust(71) + "*", "*" * 72]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(STATEMENTS, id="padded"),
        pytest.param([f"{text:<72}{number:08}" for number, text in enumerate(STATEMENTS)], id="numbered"),
        pytest.param([f"{text:<71}{number:08}" for number, text in enumerate(STATEMENTS)], id="numbered in 72-79"),
        pytest.param(BOX * 3 + STATEMENTS, id="more boxes than statements"),
        pytest.param([*STATEMENTS, STATEMENTS[0].ljust(71) + "X"], id="column 72 in use once"),
    ],
)
@pytest.mark.parametrize("tail", ["", "\n", "\r\n"])
@pytest.mark.parametrize("page", [None, "1047"])
def test_blocks_are_told_from_one_long_line(texts: list[str], tail: str, page: str | None) -> None:
    text = "".join(text.ljust(80) for text in texts) + (tail if page is None else tail.replace("\n", "\x85"))
    data = text.encode() if page is None else ebcdic(text)
    records = read_records(data)
    assert records.blocks
    assert [record.rstrip() for record in records.texts] == texts
    assert records.to_bytes() == data


@pytest.mark.parametrize("page", [None, "037"])
def test_cr_alone_ends_lines_where_there_is_no_other_end(page: str | None) -> None:
    text = "USER A NOLOG\r LINK B 191 291\r\r* x"
    data = text.encode() if page is None else ebcdic(text, page="037")
    records = read_records(data, encoding=page)
    assert (records.texts, records.end, records.other_ends) == (text.split("\r"), "\r", {3: ""})
    assert records.to_bytes() == data


def test_characters_of_several_bytes_are_not_cut() -> None:
    data = ASCII_BLOCKS + "* café".ljust(79).encode()
    assert read_records(data, encoding="utf-8").texts == [data.decode()]
    assert read_records(ASCII_BLOCKS, encoding="utf-8").blocks


# Forced encodings


def test_an_unknown_encoding_is_refused_with_the_list_of_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        read_records(b"", encoding="cp1252")
    assert caught.value.message == "unknown encoding 'cp1252'"
    assert caught.value.hint == "use one of ascii, utf-8, latin-1, 037, 500, 924, 1047, 1140"


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        (b"USER A\r\n* \xc3\xa9 \xe9", "utf-8", "line 2, column 5: byte X'E9' is not utf-8"),
        (b"USER A\n* \xc3", "utf-8", "line 2, column 3: byte X'C3' is not utf-8"),
        (b"\xef\xbb\xbfAB\xff", "utf-8", "line 1, column 3: byte X'FF' is not utf-8"),
        (b"*\n\n* caf\xc3\xa9", "ascii", "line 3, column 6: byte X'C3' is not ascii"),
        (b"\xef\xbb\xbfA", "ascii", "line 1, column 1: byte X'EF' is not ascii"),
        (ASCII_BLOCKS + b"*DVHOPT\xff".ljust(80), "ascii", "line 5, column 8: byte X'FF' is not ascii"),
    ],
)
def test_bytes_that_do_not_obey_are_shown(data: bytes, encoding: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        read_records(data, "a.direct", encoding)
    assert caught.value.message == f"a.direct: {place}"


# Pieces


def test_encode_text_knows_every_encoding() -> None:
    assert [encode_text("A", encoding) for encoding in ENCODINGS] == [b"A"] * 3 + [b"\xc1"] * 5
    with pytest.raises(UnicodeEncodeError):
        encode_text("€", "latin-1")


def test_split_lines_without_a_line_end() -> None:
    assert split_lines("", "\n") == ([], "\n", {})
    assert split_lines("A\r", "\x85") == (["A\r"], "\x85", {0: ""})


# Properties

lines = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from([*STATEMENTS, "* \x00\x1c\x1d\x85\r", "x" * 85]),
            st.text("A \r\n\x85\x00é€", max_size=9),
        ),
        st.sampled_from(["\n", "\r\n", "\x85", "\r\x85", "\r", ""]),
    ),
    max_size=12,
).map(lambda pairs: "".join(text + end for text, end in pairs))

blocks = st.builds(
    lambda statements, stray, rest: b"".join(text.ljust(80) for text in statements) + stray.ljust(80) + rest,
    st.lists(st.sampled_from([b"USER A", b" MDISK 191".ljust(72) + b"00010000", b""]), max_size=12),
    st.binary(max_size=80),
    st.binary(max_size=79) | st.just(b""),
)

ascii_files = st.builds(
    lambda bom, body, tail: bom + body + tail,
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"]),
    lines.map(str.encode) | lines.map(lambda text: text.encode("latin-1", "replace")) | blocks,
    st.binary(max_size=3),
)

ebcdic_files = ascii_files.map(lambda data: codepage.encode(data.decode("latin-1"), "1047"))

files = st.binary(max_size=400) | ascii_files | ebcdic_files


@given(files)
@example(b"\xef\xbb\xbf")
@example(b"\r\n")
@example(b"\r")
@example(b"\x15")
@example(b"\x40" * 80)
@example(b" " * 160)
@example(b"\n" * 80)
def test_every_byte_comes_back(data: bytes) -> None:
    assert read_records(data).to_bytes() == data


@given(files, st.sampled_from(ENCODINGS))
def test_every_byte_comes_back_whatever_the_encoding(data: bytes, encoding: str) -> None:
    try:
        records = read_records(data, encoding=encoding)
    except InputError:
        assert encoding in ("ascii", "utf-8")
        return
    assert records.to_bytes() == data
    assert records.encoding == encoding or encoding in codepage.PAGES


@given(files)
def test_records_hold_no_line_end_of_their_own(data: bytes) -> None:
    records = read_records(data)
    if records.blocks:
        assert [len(text) for text in records.texts[:-1]] == [80] * (len(records.texts) - 1)
        assert 0 < len(records.texts[-1]) <= 80
    else:
        assert not any(records.end[-1] in text for text in records.texts)
    assert all(0 <= index < len(records.texts) for index in records.other_ends)


@given(lines)
def test_an_ascii_file_and_the_same_in_ebcdic_have_the_same_records(text: str) -> None:
    text = "USER LINUX01 NOLOG\n" * 9 + text.replace("\x85", "").replace("€", "").replace("é", "")
    records, in_ebcdic = read_records(text.encode()), read_records(codepage.encode(text, "1047"))
    assert in_ebcdic.encoding == "1047"
    assert in_ebcdic.texts == records.texts
    assert (in_ebcdic.end, in_ebcdic.other_ends) == (records.end, records.other_ends)


def test_two_long_lines_of_eighty_characters_a_piece_are_no_blocks() -> None:
    line = "FOR WEB01 NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 VLAN 100 PORTTYPE ACCESS".ljust(119) + "X"
    records = read_records(f"{line}\n{line[:-1]}\n".encode(), "long.dirm")
    assert (len(records.texts), records.blocks) == (2, False)
    three = read_records((f"{line[:150]:<150}\n" + " " * 89 + "\n").encode(), "long.dirm")
    assert not three.blocks
