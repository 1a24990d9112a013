"""DMSSICNF and DMSSICMO COPY as clauses and comments."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dirtool.syntax.copy_file import CopyFile, is_copy_file, lexemes
from dirtool.syntax.masking import shown_record
from dirtool.text.codepage import encode
from dirtool.text.records import Records, read_records
from tests.model.made import records_of
from tests.syntax.copy_texts import TEXTS, holds_secret, planted

KEPT = """\
/* DMSSICNF COPY */

XCAT_User      = "XCAT"              /* user id of the MN */
XCAT_Addr      = "10.10.10.10"
Parm_Disk_Password = ","
"""


def file_of(text: str) -> CopyFile:
    return CopyFile(records_of(text, "DMSSICNF.COPY"))


def clauses_of(text: str) -> list[tuple[str | None, list[str]]]:
    """The kind and the words of each clause."""
    return [(clause.kind, [token.text for token in clause.tokens]) for clause in file_of(text).clauses]


def shown(text: str) -> list[str]:
    """The records without secrets."""
    file = file_of(text)
    return [shown_record(file, line).text for line in range(1, len(file.texts) + 1)]


# ---- clauses


def test_a_clause_ends_with_its_record_or_at_a_semicolon() -> None:
    assert clauses_of("A = 1\nB = 2; C = 3;;\n\n ;D=4") == [
        ("number", ["A", "=", "1"]),
        ("number", ["B", "=", "2"]),
        ("number", ["C", "=", "3"]),
        ("number", ["D", "=", "4"]),
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ('"text"', "string"),
        ("'text'", "string"),
        ('""', "string"),
        ("17", "number"),
        ("1.", "number"),
        (".5", "number"),
        ("10.10.10.10", "symbol"),
        ("1E00", "symbol"),
        ("NONE", "symbol"),
        ("", "empty"),
        ("/* nothing */", "empty"),
        ("-1", "number"),
        ("+2.5", "number"),
        ("- 1", "expression"),
        ("5-1", "expression"),
        ("-1A", "expression"),
        ("A B", "expression"),
        ('"a" "b"', "expression"),
        ('"a"/**/"b"', "expression"),
        ("'a'\"b\"", "expression"),
        ('"F1"x', "expression"),
        ("word(A, 1)", "expression"),
        ("A = B", "expression"),
    ],
)
def test_a_value_is_of_one_kind(value: str, kind: str) -> None:
    assert file_of(f"KEY = {value}").clauses[0].kind == kind


@pytest.mark.parametrize(
    "text",
    ["ERASE * * A", "A", "= 1", "1A = 2", '"A" = 1', "A == 1", "A = = 1", "SET A = 1", "A: B = 1", "é = 1", "A + 1"],
)
def test_what_is_no_assignment_hides_nothing_behind_it(text: str) -> None:
    assert [kind for kind, _ in clauses_of(f"{text}\nB = 1")] == [None, "number"]


def test_a_comma_at_the_end_of_a_record_goes_on_also_before_comments_and_blanks() -> None:
    text = "A = 'b',  /* one\ntwo */ /* three */  \n  || 'c'\nB = ,\n1\nC = 2,"
    assert clauses_of(text) == [
        ("expression", ["A", "=", "'b'", "|", "|", "'c'"]),
        ("number", ["B", "=", "1"]),
        ("number", ["C", "=", "2"]),
    ]
    file = file_of(text)
    assert [[file.place(at) for at in clause.commas] for clause in file.clauses] == [[(1, 8)], [(4, 5)], [(6, 6)]]
    assert clauses_of("A = f(1, 2)\nB = ','\n,\nC = 1") == [
        ("expression", ["A", "=", "f", "(", "1", ",", "2", ")"]),
        ("string", ["B", "=", "','"]),
        ("number", ["C", "=", "1"]),
    ]


def test_a_blank_record_ends_what_a_comma_has_begun() -> None:
    assert clauses_of("A = ,\n\nB = 1") == [("empty", ["A", "="]), ("number", ["B", "=", "1"])]


def test_doubled_quotes_stand_for_one() -> None:
    file = file_of('A = "a""b"\nB = \'it\'\'s\'\nC = """"\nD = \'a""b\'')
    assert [file.stated(clause).text for clause in file.clauses] == ['a"b', "it's", '"', 'a""b']


@pytest.mark.parametrize("value", ['"a', "'a", '"a""', '"""', "'", "\"a'", '"a" "b', '"a" \'b'])
def test_a_string_that_is_not_closed_ends_with_its_record(value: str) -> None:
    file = file_of(f"A = {value}\nB = 1")
    assert [clause.kind for clause in file.clauses] == [None, "number"]
    string = file.clauses[0].open_string
    assert string is not None
    assert string.stop == len(f"A = {value}")


def test_strings_and_comments_do_not_see_each_other() -> None:
    text = 'A = "/* a" /* " */\nB = \'*/\'\nC = 1'
    assert clauses_of(text) == [
        ("string", ["A", "=", '"/* a"']),
        ("string", ["B", "=", "'*/'"]),
        ("number", ["C", "=", "1"]),
    ]
    assert file_of(text).stray_ends == []


# ---- comments


def test_comments_nest_and_go_over_records() -> None:
    file = file_of("/* a /* b\n A = 1 /* c */ */ d\n*/ B = 2 /* e */")
    assert [clause.name for clause in file.clauses] == ["B"]
    assert [(*file.place(one.start), *file.place(one.stop), one.depth, one.is_closed) for one in file.comments] == [
        (1, 1, 3, 3, 3, True),
        (3, 10, 3, 17, 1, True),
    ]


def test_a_comment_that_is_not_closed_ends_with_its_record() -> None:
    file = file_of("/* a\nA = 1 /* b */ /* c\nB = 2 /*/\nC = 3")
    assert [clause.name for clause in file.clauses] == ["A", "B", "C"]
    assert [(file.place(one.start), one.is_closed) for one in file.comments] == [
        ((1, 1), False),
        ((2, 7), True),
        ((2, 15), False),
        ((3, 7), False),
    ]


def test_the_end_of_a_comment_that_has_not_begun_is_told_and_hides_nothing() -> None:
    file = file_of("A = 1 */\n*/ B = 2 /* c */ */")
    assert [file.place(at) for at in file.stray_ends] == [(1, 7), (2, 1), (2, 18)]
    assert [clause.kind for clause in file.clauses] == ["number", "number"]


# ---- records


def test_sequence_fields_are_left_out_and_other_text_is_read() -> None:
    file = file_of(
        f"{'A = 1':72}00010000\n{'B = ':71}X00020000\n{'C = 1':72}nonumber\n{'D = 2':72}00030000  \n{'E = 3':72}00040000 F\n"
    )
    assert [[token.text for token in clause.tokens] for clause in file.clauses] == [
        ["A", "=", "1"],
        ["B", "=", "X00020000"],
        ["C", "=", "1", "nonumber"],
        ["D", "=", "2"],
        ["E", "=", "3", "00040000", "F"],
    ]


@pytest.mark.parametrize(
    "data",
    [
        KEPT.encode(),
        KEPT.replace("\n", "\r\n").encode(),
        KEPT.replace(" ", "\t").encode(),
        "".join(f"{record:72}{number:07}0" for number, record in enumerate(KEPT.splitlines(), 1)).encode(),
        encode("".join(f"{record:80}" for record in KEPT.splitlines()), "1047"),
        encode("".join(f"{record:72}{number:07}0" for number, record in enumerate(KEPT.splitlines(), 1)), "037"),
        encode(KEPT.replace("\n", "\x85"), "1047"),
        b"\xef\xbb\xbf" + KEPT.encode(),
    ],
    ids=["lines", "CRLF", "tabs", "blocks", "EBCDIC blocks", "numbered EBCDIC blocks", "EBCDIC lines", "BOM"],
)
def test_every_framing_is_recognised_read_and_kept(data: bytes) -> None:
    records = read_records(data, "DMSSICNF COPY")
    assert is_copy_file(records)
    file = CopyFile(records)
    assert [(stated.name, stated.text, stated.line) for stated in map(file.stated, file.clauses)] == [
        ("XCAT_User", "XCAT", 3),
        ("XCAT_Addr", "10.10.10.10", 4),
        ("Parm_Disk_Password", ",", 5),
    ]
    assert records.to_bytes() == data


def test_the_place_of_a_value_of_several_records_is_in_the_first() -> None:
    file = file_of('A = "b" ||,   \n  "c"\nB =\nC = /* d\n*/ "e"')
    assert [file.stated(clause)[1:6] for clause in file.clauses] == [
        ('"b" ||,   \n  "c"', "DMSSICNF.COPY", 1, 5, 12),
        ("", "DMSSICNF.COPY", 3, 3, 4),
        ("e", "DMSSICNF.COPY", 5, 4, 7),
    ]


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=40)))
@example("A = 1 /* b\n")
def test_nothing_of_a_text_is_lost(text: str) -> None:
    pieces = list(lexemes(text))
    assert "".join(text[piece.start : piece.stop] for piece in pieces) == text
    file = CopyFile(Records("x", text.split("\n"), "utf-8"))
    words = [token for clause in file.clauses for token in clause.tokens]
    covered = [
        *((token.start, token.stop) for token in words),
        *((comment.start, comment.stop) for comment in file.comments),
        *((at, at + 2) for at in file.stray_ends),
        *((at, at + 1) for at in file.semicolons),
        *((at, at + 1) for clause in file.clauses for at in clause.commas),
    ]
    code = file.joined
    kept = list(code)
    for start, stop in covered:
        assert all(one != "" for one in kept[start:stop])  # nothing is taken twice
        kept[start:stop] = [""] * (stop - start)
    assert all(token.text == code[token.start : token.stop] for token in words)
    assert "".join(kept).replace(",", "").strip() == ""  # a comma that nothing follows belongs to no clause


# ---- assignments in any layout, read back

names = st.from_regex(r"[A-Za-z@#$!?_][A-Za-z0-9@#$!?_.]{0,12}", fullmatch=True)
strings = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=["Cc", "Zs"], include_characters=" "),
                  max_size=12)  # fmt: skip
comments = st.recursive(
    st.sampled_from([" ", " a ", "\n", "'", '"', ";", " XCAT_User = 1 ", ", \n"]),
    lambda inner: st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"/*{''.join(parts)}*/"),
    max_leaves=4,
).filter(lambda text: text.startswith("/*"))
blanks = st.lists(
    st.one_of(st.sampled_from(["", " ", "\t", "   ", ",\n", ", /* x */ \n  "]), comments), max_size=2
).map("".join)
ends = st.sampled_from(["\n", ";", "\n\n", " ; \n", ' /* "end" */\n'])


@st.composite
def values(draw: st.DrawFn) -> tuple[str, str]:
    """What is written, and what it means."""
    if draw(st.booleans()):
        quote, text = draw(st.sampled_from("\"'")), draw(strings)
        return f"{quote}{text.replace(quote, quote * 2)}{quote}", text
    word = draw(st.one_of(names, st.integers(0, 99999).map(str), st.just("10.10.10.10")))
    return word, word


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(names, values(), blanks, blanks, blanks, ends), max_size=6))
def test_assignments_in_any_layout_are_read_back(
    assignments: list[tuple[str, tuple[str, str], str, str, str, str]],
) -> None:
    text = "".join(
        f"{before}{name}{between}={behind}{written}{end}"
        for name, (written, _), before, between, behind, end in assignments
    )
    file = CopyFile(Records("x", text.split("\n"), "utf-8"))
    read = [(clause.name, file.value_of(clause)) for clause in file.clauses]
    assert read == [(name, meant) for name, (_, meant), *_ in assignments]
    assert file.stray_ends == []
    assert all(comment.is_closed for comment in file.comments)


# ---- secrets


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('XCAT_MN_pw = "s3cret" /* was "other" */', "XCAT_MN_pw = ******** /* ******** */"),
        ("cmo_admin_password = s3cret", "cmo_admin_password = ********"),
        ('Parm_Disk_Password="s3cret"', "Parm_Disk_Password=********"),
        ('my_password = "s3cret"', "my_password = ********"),
        ('XCAT_MN_pwd = "s3cret"; XCAT_User = "XCAT"', 'XCAT_MN_pwd = ********; XCAT_User = "XCAT"'),
        ('XCATMNpw = "s3cret"', "XCATMNpw = ********"),
        ('XCAT_MN_pw = "s3" || "cret" /* a */', "XCAT_MN_pw = ******** /* ******** */"),
        ("XCAT_MN_pw s3cret", "XCAT_MN_pw ********"),
        ("SET XCAT_MN_pw = s3cret", "SET XCAT_MN_pw = ********"),
        ('XCAT_User = "X" XCAT_MN_pw = s3cret', 'XCAT_User = "X" XCAT_MN_pw = ********'),
        ('XCAT_User = "X ; XCAT_MN_pw = "s3cret"', 'XCAT_User = "X ; XCAT_MN_pw = ********'),
        ('/* XCAT_MN_pw = "s3cret" */ XCAT_User = "X"', '/* XCAT_MN_pw = ******** */ XCAT_User = "X"'),
        ("/* the password: s3cret */", "/* the password: ******** */"),
        ("USER LINUX1 S3CRET 1G", "USER ********"),
        ("* USER LINUX1 S3CRET 1G", "* USER ********"),
        ("MDISK 191 3390 1 5 LX0001 MR READ WRITE", "MDISK ********"),
        ('"s3cret" XCAT_MN_pw', "******** XCAT_MN_pw"),
        (f"{'XCAT_MN_pw = ':72}S3CRET22", f"{'XCAT_MN_pw = ':72}********"),
        (f"{'XCAT_MN_pw = ':72}12345678", f"{'XCAT_MN_pw = ':72}********"),
        (f"{'XCAT_MN_pw = 1':72}s3cret", "XCAT_MN_pw = ********"),
        (f"{'a':72}00010000 XCAT_MN_pw = s3cret", f"{'a':72}00010000 XCAT_MN_pw = ********"),
        (f"{'XCAT_MN_pw = 1':72}00010000", f"{'XCAT_MN_pw = ********':79}00010000"),
    ],
)
def test_a_secret_is_masked_and_as_little_else_as_can_be(text: str, seen: str) -> None:
    assert shown(text) == [seen]


@pytest.mark.parametrize(
    "text",
    [
        'XCAT_MN_pw = "NOLOG"   /* log on is not possible */',
        'Parm_Disk_Password      = ","        /* comma = no link password    */',
        'XCAT_MN_pw = ""',
        "XCAT_MN_pw = NONE",
        "/* the password of the disk */",
        "/* set XCAT_MN_pw */",
        'XCAT_MN_admin = "mnadmin"',
        'XCAT_Addr "10.10.10.10"',
        "ERASE * * A",
        'XCAT_Domain = ".lab',
    ],
)
def test_what_is_no_secret_is_shown(text: str) -> None:
    assert shown(f'{text}\nXCAT_User = "X"') == [text, 'XCAT_User = "X"']


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ('XCAT_MN_pw =\n"s3cret"\nXCAT_User = "X"', ["XCAT_MN_pw =", "********", 'XCAT_User = "X"']),
        ("XCAT_MN_pw\n=\ns3cret", ["XCAT_MN_pw", "********", "********"]),
        ('XCAT_MN_pw = "s3\ncret"', ["XCAT_MN_pw = ********", "********"]),
        ("XCAT_MN_pw = ,\n's3cret',\n'more'", ["XCAT_MN_pw = ********", "********", "********"]),
        ('/* XCAT_MN_pw =\n   "s3cret" */', ["/* XCAT_MN_pw =", "   ******** */"]),
        ("/*\nXCAT_MN_pw = s3cret\nXCAT_User = X\n*/", ["/*", "XCAT_MN_pw = ********", "XCAT_User = X", "*/"]),
        ("/* XCAT_MN_pw = */\ns3cret", ["/* XCAT_MN_pw = */", "********"]),
        ("/* XCAT_MN_pw = \n s3cret", ["/* XCAT_MN_pw =", " ********"]),
        ("/* a /* XCAT_MN_pw = s3cret */ b\n*/", ["/* a /* XCAT_MN_pw = ********", "*/"]),
        ('/* XCAT_MN_pw = "a" XCAT_MN_pw =\ns3cret */', ["/* XCAT_MN_pw = ********", "******** */"]),
        ("/* XCAT_MN_pw = a; my_pw\n= s3cret */", ["/* XCAT_MN_pw = ********", "******** */"]),
        ("XCAT_MN_pw = /*\ns3cret */", ["XCAT_MN_pw = ********", "********"]),
    ],
)
def test_a_secret_is_masked_in_the_records_behind_its_key(text: str, seen: list[str]) -> None:
    assert [line.rstrip() for line in shown(text)] == seen


@settings(max_examples=600, deadline=None)
@given(planted)
def test_nothing_of_a_planted_password_is_shown(text: str) -> None:
    assert not holds_secret("\n".join(shown(text)))


# ---- recognition


@pytest.mark.parametrize(
    "text",
    [
        KEPT,
        "/* only keys of others */\nTrace_Level = 3\nTrace_File = 'A B'\n",
        'XCAT_User = "XCAT\nERASE * * A\n',
        'XCAT_User "XCAT"\nXCAT_Addr "10.10.10.10"\nXCAT_Host = "xcat"\nXCAT_Domain\nERASE * * A\n# what\n',
        "xcat_user = 'a'; xcat_addr = 'b'",
        "/* not closed\nXCAT_User = 1\n",
        "#trace = 1\nXCAT_User = 1\n",
    ],
)
def test_a_copy_file_is_recognised_also_when_half_of_it_is_broken(text: str) -> None:
    assert is_copy_file(records_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/* DMSSICNF COPY */\n",
        "USER XCAT NOLOG\n MDISK 0191 3390 1 1 LX0001 MR\n* XCAT_User = 1\n",
        "USER LINUX1 NOLOG\n COMMAND DEFINE NIC 600\n IPL 190 PARM A=B\n",
        ":REGIONS.\nLX0001 VOL1 1 2 3390-09\n:END.\n",
        "[DEFAULT]\nzvm_xcat_server = 1.2.3.4\nhost = a\n",
        "# the settings\nhost = a\nport = 1\n",
        "- userid: LINUX1\n  disks: 2x10\n",
        "userid,disks\nLINUX1,0100=5\n",
        "/* XCAT_User = 1\nXCAT_Addr = 2 */\n",
        "/* CONFIG DATADVH */\nONLINE= IMMED\nRUNMODE= OPERATIONAL\nDISK_CLEANUP= YES\nALLOW_ASUSER_NOPASS_FROM= VSMGUARD *\n",
    ],
)
def test_no_other_file_is_taken_for_one(text: str) -> None:
    assert not is_copy_file(records_of(text))
