"""An edit changes what it names, and every other record keeps its bytes."""

from dataclasses import replace

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from dirtool.errors import DirtoolError, InputError
from dirtool.text import codepage
from dirtool.text.edit import Edit, EditConflict, apply_edits, record_origins, replace_code
from dirtool.text.records import Records, read_records

Position = tuple[int, int]
Place = tuple[int, int, int, int, str]  # an Edit in short
File = tuple[Records, Position, Position]

FILE = b"USER A\r\n MDISK 191\n* last"
BLOCKS = b"".join(text.ljust(80) for text in [b"USER A", b" MDISK 191".ljust(72) + b"00020000", b"* last"])


def edited(data: bytes, *edits: Place, encoding: str | None = None) -> bytes:
    return apply_edits(read_records(data, "a.direct", encoding), [Edit(*edit) for edit in edits]).to_bytes()


# Text files


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param((1, 6, 1, 7, "B"), b"USER B\r\n MDISK 191\n* last", id="replace a word"),
        pytest.param((2, 1, 3, 1, ""), b"USER A\r\n* last", id="remove a record"),
        pytest.param((3, 1, 4, 1, ""), b"USER A\r\n MDISK 191\n", id="remove the last record"),
        pytest.param((2, 1, 4, 1, ""), b"USER A\r\n", id="remove two records"),
        pytest.param((1, 1, 4, 1, ""), b"", id="remove everything"),
        pytest.param((2, 1, 2, 1, "* new\n"), b"USER A\r\n* new\n MDISK 191\n* last", id="insert before a record"),
        pytest.param((1, 7, 1, 7, "\n* new"), b"USER A\n* new\r\n MDISK 191\n* last", id="insert behind a record"),
        pytest.param((4, 1, 4, 1, "* new\n"), b"USER A\r\n MDISK 191\n* last\n* new\n", id="insert at the end"),
        pytest.param(
            (4, 1, 4, 1, "* new"),
            b"USER A\r\n MDISK 191\n* last\n* new\n",
            id="insert half a line at the end",
        ),
        pytest.param((1, 5, 2, 7, ""), b"USER 191\n* last", id="join two records"),
        pytest.param((2, 7, 2, 7, "\n"), b"USER A\r\n MDISK\n 191\n* last", id="split a record"),
        pytest.param((3, 1, 3, 7, ""), b"USER A\r\n MDISK 191\n", id="empty the last record, which has no line end"),
        pytest.param((2, 4, 4, 1, ""), b"USER A\r\n MD\n", id="cut off the end of the file"),
        pytest.param((1, 1, 1, 7, "USER A"), FILE, id="replace by the same"),
    ],
)
def test_one_edit(edit: Place, expected: bytes) -> None:
    assert edited(FILE, edit) == expected


def test_new_records_get_the_common_end_and_old_ones_keep_theirs() -> None:
    data = b"A\r\nB\r\nC\nD\n\nE\r\n\r\n"
    assert edited(data, (3, 1, 3, 1, "x\ny\n"), (5, 1, 6, 1, "")) == b"A\r\nB\r\nx\r\ny\r\nC\nD\nE\r\n\r\n"


def test_edits_may_come_in_any_order_and_touch() -> None:
    data = b"USER A NOLOG\n"
    assert (
        edited(data, (1, 7, 1, 13, " LBYONLY"), (1, 1, 1, 5, "IDENTITY"), (1, 5, 1, 7, " B")) == b"IDENTITY B LBYONLY\n"
    )


def test_insertions_at_one_place_stand_in_the_order_given() -> None:
    assert edited(b"Z\n", (1, 1, 1, 2, "z"), (1, 1, 1, 1, "B\n"), (1, 1, 1, 1, "A\n")) == b"B\nA\nz\n"


def test_several_edits_of_one_record_leave_the_rest_of_it() -> None:
    assert edited(b"a b c d\n", (1, 1, 1, 2, "AA"), (1, 5, 1, 6, ""), (1, 8, 1, 8, "!")) == b"AA b  d!\n"


def test_a_record_of_which_no_byte_is_left_is_none() -> None:
    assert apply_edits(read_records(FILE), [Edit(3, 1, 3, 7, "")]).texts == ["USER A", " MDISK 191"]


def test_an_empty_file_can_be_filled() -> None:
    assert edited(b"", (1, 1, 1, 1, "USER A\n")) == b"USER A\n"


def test_a_byte_order_mark_stays() -> None:
    assert edited(b"\xef\xbb\xbfA\n", (1, 1, 1, 1, "é")) == b"\xef\xbb\xbf\xc3\xa9A\n"


def test_binary_bytes_of_other_records_stay() -> None:
    assert edited(b"*DVHOPT \xff\x00\nUSER A\n", (2, 6, 2, 7, "é")) == b"*DVHOPT \xff\x00\nUSER \xe9\n"


def test_ebcdic_stays_ebcdic() -> None:
    data = codepage.encode("USER A\x85* \n\x85", "1047")
    changed = edited(data, (2, 1, 2, 1, "* [1]\n"), (2, 1, 2, 2, "**"))
    assert changed == codepage.encode("USER A\x85* [1]\x85** \n\x85", "1047")


def test_the_records_given_are_not_changed() -> None:
    records = read_records(FILE)
    apply_edits(records, [Edit(1, 1, 3, 1, "x\n")])
    assert records == read_records(FILE)


# Blocks


def test_a_changed_block_is_padded_again() -> None:
    changed = edited(BLOCKS, (1, 6, 1, 7, "LONGER"), (3, 1, 3, 7, ""))
    assert changed == b"USER LONGER".ljust(80) + BLOCKS[80:160] + b" " * 80


def test_new_blocks_are_padded() -> None:
    assert edited(BLOCKS, (2, 1, 3, 1, "A\nB\n")) == BLOCKS[:80] + b"A".ljust(80) + b"B".ljust(80) + BLOCKS[160:]


def test_ebcdic_blocks_are_padded_with_ebcdic_blanks() -> None:
    data = codepage.encode(BLOCKS.decode(), "037")
    changed = edited(data, (1, 6, 1, 81, "B"), encoding="037")
    assert changed == b"\xe4\xe2\xc5\xd9\x40\xc2" + b"\x40" * 74 + data[80:]


def test_a_block_that_does_not_fit_is_refused_by_place_and_size() -> None:
    with pytest.raises(InputError) as caught:
        edited(BLOCKS, (2, 2, 2, 2, "XY"))
    assert caught.value.message == "a.direct: line 2: a record of 82 bytes does not fit into 80"


def test_a_block_counts_bytes() -> None:
    with pytest.raises(InputError, match="81 bytes"):
        edited(BLOCKS, (2, 2, 2, 3, "é"), encoding="utf-8")


def test_a_line_end_inside_a_block_stays_there() -> None:
    data = BLOCKS + b"*DVHOPT \n".ljust(80)
    assert edited(data, (4, 2, 4, 8, "dvhopt")) == BLOCKS + b"*dvhopt \n".ljust(80)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param((1, 6, 1, 7, "B"), b"USER B".ljust(80) + BLOCKS[80:] + b"* short", id="untouched"),
        pytest.param((4, 1, 4, 1, "* new\n"), BLOCKS + b"* new".ljust(80) + b"* short", id="a block before it"),
        pytest.param((5, 1, 5, 1, "* new"), BLOCKS + b"* short".ljust(80) + b"* new".ljust(80), id="one behind it"),
        pytest.param((4, 3, 4, 3, ""), BLOCKS + b"* short", id="touched, but not changed"),
        pytest.param((4, 3, 4, 8, "new"), BLOCKS + b"* new".ljust(80), id="changed itself"),
    ],
)
def test_a_shorter_last_block(edit: Place, expected: bytes) -> None:
    assert edited(BLOCKS + b"* short", edit) == expected


# Refusals


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, 1, 1, 5, "x"), (1, 4, 1, 6, "y")),
        ((1, 1, 3, 1, ""), (2, 3, 2, 3, "y")),
        ((2, 1, 3, 1, ""), (2, 1, 3, 1, "")),
        ((2, 1, 2, 2, ""), (2, 1, 2, 3, "")),
    ],
)
def test_edits_that_overlap_conflict_in_either_order(one: Place, other: Place) -> None:
    for edits in [(one, other), (other, one)]:
        with pytest.raises(EditConflict) as caught:
            edited(FILE, *edits)
        assert str(Edit(*one)) in caught.value.message
        assert str(Edit(*other)) in caught.value.message


def test_a_conflict_names_both_places() -> None:
    with pytest.raises(DirtoolError) as caught:
        edited(FILE, (1, 1, 2, 1, ""), (1, 6, 1, 7, "B"))
    one, other = "line 1, column 1 to line 2, column 1", "line 1, column 6 to line 1, column 7"
    assert caught.value.message == f"a.direct: the edits at {one} and at {other} overlap"


@pytest.mark.parametrize(
    "edit",
    [
        (0, 1, 1, 1, ""),
        (1, 0, 1, 1, ""),
        (1, 8, 1, 8, ""),
        (1, 1, 1, 8, ""),
        (4, 2, 4, 2, ""),
        (4, 1, 5, 1, ""),
        (5, 1, 5, 1, ""),
        (1, 3, 1, 2, ""),
        (2, 1, 1, 1, ""),
    ],
)
def test_a_place_outside_the_file_is_a_mistake_of_the_caller(edit: Place) -> None:
    with pytest.raises(ValueError, match=r"a\.direct: "):
        edited(FILE, edit)


@pytest.mark.parametrize(
    ("edit", "place"),
    [((1, 3, 1, 4, "a\u20ac"), "line 1, column 4"), ((1, 3, 1, 3, "a\n\nbc€"), "line 3, column 3")],
)
def test_a_character_that_the_encoding_lacks_is_refused(edit: Place, place: str) -> None:
    with pytest.raises(InputError) as caught:
        edited(FILE, edit)
    assert caught.value.message == rf"a.direct: {place}: ascii has no character '\u20ac'"
    with pytest.raises(InputError, match="1047 has no character"):
        edited(codepage.encode("USER A\x85", "1047"), (1, 1, 1, 1, "€"))


@pytest.mark.parametrize(
    ("data", "edit"),
    [(codepage.encode("USER A\x85", "1047"), (1, 1, 1, 1, "* \x85")), (b"USER A\n", (1, 7, 1, 7, "\r"))],
)
def test_a_record_that_would_be_read_back_as_something_else_is_refused(data: bytes, edit: Place) -> None:
    with pytest.raises(InputError, match="line 1: the record would hold a character that ends a line here"):
        edited(data, edit)


# One record


def test_replace_code_keeps_what_stands_behind_column_71() -> None:
    record = " MDISK 191".ljust(72) + "00020000"
    assert replace_code(record, " LINK A 191") == " LINK A 191".ljust(72) + "00020000"
    assert replace_code("x" * 80, "*") == "*".ljust(71) + "x" * 9
    assert replace_code("*".ljust(80), "USER A") == "USER A".ljust(80)


def test_replace_code_adds_no_blanks_without_need() -> None:
    assert replace_code(" MDISK 191", " LINK A") == " LINK A"
    assert replace_code("x" * 71, "*") == "*"
    assert replace_code("", "x" * 71) == "x" * 71


def test_replace_code_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="72 characters"):
        replace_code("", "x" * 72)


# Properties

statements = st.lists(st.sampled_from(["USER A", " MDISK 191", "", "* é", "*".ljust(80), "A\rB"]), max_size=8)
line_ends = st.sampled_from(["\n", "\r\n"])
new_texts = st.sampled_from(["", "X", "X\n", "X\nY", "\nX\n"])


@st.composite
def files(draw: st.DrawFn) -> Records:
    texts = draw(statements)
    data = "".join(text + draw(line_ends) for text in texts) + draw(st.sampled_from(["", "* without a line end"]))
    if draw(st.booleans()):
        data = "".join(text.ljust(80) for text in texts) + draw(st.sampled_from(["", "short"]))
    return read_records(draw(st.sampled_from([data.encode(), data.encode("latin-1"), codepage.encode(data, "1047")])))


@st.composite
def files_with_places(draw: st.DrawFn) -> File:
    """Records and two places in them, in order."""
    records = draw(files())
    places = [
        (line, column)
        for line, text in enumerate(records.texts, 1)
        for column in (1, len(text) // 2 + 1, len(text) + 1)
    ]
    places.append((len(records.texts) + 1, 1))
    one, other = draw(st.sampled_from(places)), draw(st.sampled_from(places))
    return records, min(one, other), max(one, other)


def record_bytes(records: Records) -> list[bytes]:
    return [
        replace(records, texts=[text], other_ends={0: records.end_of(index)}, bom=b"").to_bytes()
        for index, text in enumerate(records.texts)
    ]


def between(records: Records, start: Position, end: Position) -> str:
    """The text from one place to another, with "\\n" for each line end."""
    whole = [text + "\n" for text in records.texts] + [""]
    whole[end[0] - 1] = whole[end[0] - 1][: end[1] - 1]
    whole[start[0] - 1] = whole[start[0] - 1][start[1] - 1 :]
    return "".join(whole[start[0] - 1 : end[0]])


def behind(start: Position, text: str) -> Position:
    """The place behind `text` put at `start`."""
    *completed, last = text.split("\n")
    return (start[0] + len(completed), len(last) + 1 + (0 if completed else start[1] - 1))


def whole_texts(records: Records) -> list[str]:
    """The texts; a shorter last block, which an edit may have made a whole one, is padded."""
    return [text.ljust(80) if records.blocks else text for text in records.texts]


def apply_where_possible(records: Records, edit: Edit) -> Records:
    """The edited records; where "X" is too much for a block, or would leave a CR at the end, no example."""
    try:
        return apply_edits(records, [edit])
    except InputError:
        reject()


@given(files_with_places())
def test_an_edit_that_changes_nothing_gives_the_same_bytes(file: File) -> None:
    records, start, end = file
    assert apply_edits(records, []).to_bytes() == records.to_bytes()
    assert apply_edits(records, [Edit(*start, *start, "")]).to_bytes() == records.to_bytes()
    same = Edit(*start, *end, between(records, start, end))
    assert whole_texts(apply_edits(records, [same])) == whole_texts(records)


@given(files_with_places(), new_texts)
def test_an_edit_changes_only_its_own_records(file: File, text: str) -> None:
    records, start, end = file
    before = record_bytes(records)
    after = record_bytes(apply_where_possible(records, Edit(*start, *end, text)))
    kept_before = min(start[0], len(before)) - 1  # the last record may get a line end that it lacked
    kept_behind = max(len(before) - end[0], 0)
    assert after[: max(kept_before, 0)] == before[: max(kept_before, 0)]
    assert after[len(after) - kept_behind :] == before[len(before) - kept_behind :]


@given(files_with_places(), new_texts)
def test_the_inverse_edit_gives_the_file_back(file: File, text: str) -> None:
    records, start, end = file
    if end[0] > len(records.texts) and (text or start[1] > 1) and not text.endswith("\n"):
        text += "\n"  # a record has a line end, and with it the inverse knows where the text ends
    changed = apply_where_possible(records, Edit(*start, *end, text))
    inverse = Edit(*start, *behind(start, text), between(records, start, end))
    restored = apply_edits(changed, [inverse])
    assert whole_texts(restored) == whole_texts(records)
    if restored.texts == records.texts and not records.other_ends:
        assert restored.to_bytes() == records.to_bytes()


@given(files_with_places(), new_texts)
def test_what_was_edited_is_read_back_as_it_is(file: File, text: str) -> None:
    records, start, end = file
    changed = apply_where_possible(records, Edit(*start, *end, text))
    assert read_records(changed.to_bytes(), records.path, changed.encoding).texts == changed.texts


# Where records come from


def test_records_have_the_numbers_that_they_had_before() -> None:
    delete, insert = Edit(2, 1, 4, 1, ""), Edit(5, 1, 5, 1, "x\ny\n")
    inside = Edit(6, 2, 6, 3, "z")
    assert record_origins(6, [inside, insert, delete]) == [1, 4, 5, 5, 5, 6]
    assert record_origins(2, [Edit(1, 1, 3, 1, "")]) == []
    assert record_origins(2, [Edit(3, 1, 3, 1, "x\n")]) == [1, 2, 3]


@given(
    st.lists(st.sampled_from(("keep", "change", "delete", "insert", "join", "split")), max_size=12).map(
        lambda done: [*done, "keep"]
    )
)
def test_every_record_is_told_where_it_comes_from(done: list[str]) -> None:
    records = Records("a", [f"record {line}" for line in range(1, len(done) + 1)], "ascii")
    edits = {
        "change": lambda line: Edit(line, 1, line, 2, "R"),
        "delete": lambda line: Edit(line, 1, line + 1, 1, ""),
        "insert": lambda line: Edit(line, 1, line, 1, f"record {line} new\n"),
        "join": lambda line: Edit(line, 9 + (line > 9), line + 1, 1, ""),
        "split": lambda line: Edit(line, 9, line, 9, "\n"),
    }
    asked = [edits[what](line) for line, what in enumerate(done, 1) if what in edits]
    texts = apply_edits(records, asked).texts
    origins = record_origins(len(done), asked)
    assert len(origins) == len(texts)
    for line, text in zip(origins, texts, strict=True):
        assert f"record {line}" in text.lower() or done[line - 1] == "split"
