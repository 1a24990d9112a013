"""What a COPY file says, as each of its two readers understands it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.copy_file import (
    CopyConfiguration,
    Dialect,
    copy_configuration_of,
    differences,
    keys_of,
    read_copy_file,
)
from dirtool.spec.copy_keys import DMSSICMO, DMSSICNF
from dirtool.syntax.statement import MASK
from tests.model.made import records_of
from tests.syntax.copy_texts import TEXTS, holds_secret, planted

PLAIN = """\
/* DMSSICNF COPY */
XCAT_User = "XCAT"                   /* the userid */
XCAT_Addr=10.10.10.10
Authorization_Policy = Authorization_Policy_EsmOnly
XCAT_vlan = 12
"""


def copy_of(text: str, dialect: Dialect = Dialect.REXX) -> CopyConfiguration:
    return copy_configuration_of(records_of(text, "DMSSICNF.COPY"), dialect)


def values_of(text: str, dialect: Dialect = Dialect.REXX) -> list[tuple[str, str]]:
    return [(setting.name, setting.stated.text) for setting in copy_of(text, dialect).settings]


def told(text: str) -> list[tuple[str, int, str | None, str | None, list[str]]]:
    """The differences: name, line, what each reader has, and the causes with their places."""
    return [
        (
            one.name,
            one.line,
            one.rexx.stated.text if one.rexx is not None else None,
            one.ivp.stated.text if one.ivp is not None else None,
            [f"{cause.reason} {cause.line}:{cause.column}-{cause.end_column}" for cause in one.causes],
        )
        for one in differences(copy_of(text).file)
    ]


# ---- REXX


def test_a_plain_file_says_the_same_to_both() -> None:
    meant = [
        ("XCAT_User", "XCAT"),
        ("XCAT_Addr", "10.10.10.10"),
        ("Authorization_Policy", "Authorization_Policy_EsmOnly"),
        ("XCAT_vlan", "12"),
    ]
    assert values_of(PLAIN) == values_of(PLAIN, Dialect.IVP) == meant
    assert told(PLAIN) == []


def test_a_symbol_is_a_variable_or_its_own_name_in_upper_case() -> None:
    text = "ZHCP_vswitch = xcat_vswitch\nXCAT_vswitch = 'vsw1'\nZHCP_vswitch = xcat_vswitch\nXCAT_OSAdev = 1e00\n"
    assert values_of(text) == [
        ("ZHCP_vswitch", "XCAT_VSWITCH"),
        ("XCAT_vswitch", "vsw1"),
        ("ZHCP_vswitch", "vsw1"),
        ("XCAT_OSAdev", "1E00"),
    ]
    assert values_of("Trace_Level = Trace_on") == [("Trace_Level", "Trace_on")]  # it may be a constant


def test_what_a_symbol_stands_for_is_as_secret_and_as_unknown_as_that() -> None:
    secret, _, unknown = copy_of("XCAT_MN_pw = 'x'\nB = C || D\nA = b\nXCAT_MN_admin = XCAT_MN_pw").settings[1:]
    assert not secret.is_known
    assert unknown.stated.is_secret
    copied = copy_of("B = C || D\nA = b").settings[1]
    assert not copied.is_known


def test_the_last_assignment_counts_in_any_case() -> None:
    copy = copy_of("XCAT_User = 'A'\nxcat_user = 'B'")
    assert copy.value("XCAT_USER") == "B"
    assert copy.stated("XCAT_User") == copy.settings[1].stated
    assert copy.value("XCAT_notify") == "OPERATOR"  # what is shipped
    assert copy.value("XCAT_zvmsysid") is None
    assert copy.stated("XCAT_notify") is None


def test_the_value_of_an_expression_is_not_known() -> None:
    copy = copy_of("XCAT_User = 'X' || 'CAT'")
    assert copy.get("XCAT_User") is None
    assert copy.value("XCAT_User") is None


def test_the_names_tell_which_file_it_is() -> None:
    assert copy_of(PLAIN).kind == DMSSICNF
    assert copy_of("cmo_data_disk = 'A'\nopenstack_x = 'B'\nXCAT_User = 'C'").kind == DMSSICMO
    assert copy_of("").kind == DMSSICNF
    assert {key.file for key in keys_of(DMSSICMO)} == {DMSSICMO}


def test_a_setting_has_the_places_of_its_name_and_its_value() -> None:
    first, second, third = copy_of('  A = "b"; B = c ||,\n d\nC = /* e\n*/ 1').settings
    assert (first.line, first.column, first.end_column, first.last_line, first.stated[3:6]) == (1, 3, 4, 1, (1, 7, 10))
    assert (second.line, second.column, second.last_line, second.stated[3:6]) == (1, 12, 2, (1, 16, 21))
    assert (third.line, third.column, third.last_line, third.stated[3:6]) == (3, 1, 4, (4, 4, 5))


def test_a_file_is_read_and_a_directory_refused(tmp_path: Path) -> None:
    path = tmp_path / "DMSSICNF.COPY"
    path.write_text(PLAIN)
    assert read_copy_file(path).value("XCAT_vlan") == "12"
    assert read_copy_file(path, dialect=Dialect.IVP).dialect is Dialect.IVP
    path.write_text("USER XCAT NOLOG\n")
    with pytest.raises(InputError, match="this is a directory, not DMSSICNF COPY"):
        read_copy_file(path)


# ---- IVP


def by_hand(text: str) -> list[tuple[str, str]]:
    """What the scripts do, step by step on the whole text."""
    kept = "\n".join(line for line in text.split("\n") if line != "")
    kept = re.sub(r"/\*.*?\*/", "", kept, flags=re.DOTALL)
    halves = []
    for line in kept.split("\n"):
        cut = line[:71].strip()
        if cut != "" and "=" in cut:
            name, value = cut.split("=", 1)
            halves.append((name.strip(), re.sub(r'^"+|"+$', "", value.strip())))
    return halves


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.text("/*=\"'\nab ", max_size=40)))
def test_the_scripts_read_what_their_steps_give(text: str) -> None:
    text = text.removesuffix("\n")
    read = values_of(text, Dialect.IVP)
    meant = by_hand(text)
    assert [value for _, value in read] == [value for _, value in meant]
    assert all(name in (other, MASK) for (name, _), (other, _) in zip(read, meant, strict=True))


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, planted))
def test_every_place_is_in_the_file_and_holds_what_it_says(text: str) -> None:
    records = records_of(text, "DMSSICNF.COPY")
    for dialect in Dialect:
        for one in copy_configuration_of(records, dialect).settings:
            record, at = records.texts[one.line - 1], records.texts[one.stated.line - 1]
            assert 1 <= one.column < one.end_column <= len(record) + 1
            assert 1 <= one.stated.column < one.stated.end_column <= len(at) + 1
            assert one.line <= one.stated.line <= one.last_line <= len(records.texts)
            assert record[one.column - 1] == (one.name or "=")[0] or one.name == MASK


@settings(max_examples=300, deadline=None)
@given(planted)
def test_no_reading_has_a_password_that_is_not_marked(text: str) -> None:
    for dialect in Dialect:
        for one in copy_of(text, dialect).settings:
            assert one.stated.is_secret or not holds_secret(one.stated.text)
            assert not holds_secret(one.name)


def test_the_scripts_know_no_continuation_no_semicolon_and_no_nesting() -> None:
    text = "A = 'b',\n'c'\nB = 1; C = 2\n/* a /* b */ D = 3 */\nE /* x\n*/ = \"4\" /* y */\nF == G = 1\n= H"
    assert values_of(text, Dialect.IVP) == [
        ("A", "'b',"),
        ("B", "1; C = 2"),
        ("D", "3 */"),
        ("E", "4"),
        ("F", "= G = 1"),
        ("", "H"),
    ]


def test_the_scripts_settings_have_places() -> None:
    text = '/* a */  A  = "b" /* c\n*/ "d"  \nB =\nC =  1 /* e */'
    settings = copy_of(text, Dialect.IVP).settings
    assert [(one.line, one.column, one.end_column, one.last_line, *one.stated[3:6]) for one in settings] == [
        (1, 10, 11, 2, 1, 15, 23),
        (3, 1, 2, 3, 3, 3, 4),
        (4, 1, 2, 4, 4, 6, 7),
    ]


def test_a_secret_in_the_value_of_another_key_is_marked() -> None:
    (one,) = copy_of('a = 1 ; XCAT_MN_pw = "s3cret"', Dialect.IVP).settings
    assert one.stated.is_secret
    first, second = copy_of('XCAT_MN_pw =\n"s3cret" ; ZHCP_User = "ZHCP"', Dialect.IVP).settings
    assert (first.stated.text, second.name) == ("", MASK)


# ---- differences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A = '1'", [("A", 1, "1", "'1'", ["single quotes 1:5-8"])]),
        ('A = "b""c"', [("A", 1, 'b"c', 'b""c', ["doubled quotes 1:5-11"])]),
        ("A = b || c", [("A", 1, "b || c", "b || c", ["expression 1:5-11"])]),
        ("XCAT_Host = xcat", [("XCAT_Host", 1, "XCAT", "xcat", ["symbol 1:13-17"])]),
        ("A = 1;", [("A", 1, "1", "1;", ["semicolon 1:6-7"])]),
        ("; A = 1", [("A", 1, "1", None, ["semicolon 1:1-2"]), ("; A", 1, None, "1", ["semicolon 1:1-2"])]),
        ("A = 1; B = 2", [("A", 1, "1", "1; B = 2", ["semicolon 1:6-7"]), ("B", 1, "2", None, ["semicolon 1:6-7"])]),
        ("A = 1,  \n", [("A", 1, "1", "1,", ["continuation 1:6-7"])]),
        (
            'A = 1,\nB = "2"',
            [("A", 1, '1,\nB = "2"', "1,", ["expression 1:5-7", "continuation 1:6-7"]),
             ("B", 2, None, "2", ["continuation 1:6-7"])],
        ),
        ("A = 1 /* b\n*/ ,", [("A", 1, "1", "1  ,", ["continuation 2:4-5"])]),
        ("A = ,\n1", [("A", 1, "1", ",", ["continuation 1:5-6"])]),
        ("xcat_user = 'A'", [("xcat_user", 1, "A", None, ["key in another case 1:1-10", "single quotes 1:13-16"])]),
        ("xcat_addr = 1", [("xcat_addr", 1, "1", None, ["key in another case 1:1-10"])]),
        ("A = 1 /* b /* c */ d */", [("A", 1, "1", "1  d */", ["nested comment 1:12-14"])]),
        ("/* b /* c */ d */\nA = 1", [("", 1, None, None, ["nested comment 1:6-8"])]),
        ("/* b /* c */\nA = 1\n*/", [("A", 2, None, "1", ["nested comment 1:6-8"])]),
        (
            'A = "/*"\nB = 1\nC = 2 /* d */\nE = 3',
            [
                ("A", 1, "/*", "", ["comment in quotes 1:5-9"]),
                ("B", 2, "1", None, ["comment in quotes 1:5-9"]),
                ("C", 3, "2", None, ["comment in quotes 1:5-9"]),
            ],
        ),
        (f"A = {' ' * 70}'b'", [("A", 1, "b", "", ["text behind column 71 1:72-78", "single quotes 1:75-78"])]),
        (f'A = "{"b" * 70}"', [("A", 1, "b" * 70, "b" * 66, ["text behind column 71 1:72-77"])]),
        (
            f"{'A = 1 /* b */':72}00010000",
            [("A", 1, "1", f"1{' ' * 60}000100", ["sequence number behind a comment 1:73-81"])],
        ),
    ],
)  # fmt: skip
def test_a_difference_has_its_cause(
    text: str, expected: list[tuple[str, int, str | None, str | None, list[str]]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"{'A = 1':72}00010000",
        f"{'/* b */':72}00010000",
        "A = 1 /* b\n */",
        "A =",
        "A = 'b' = \"",
        'A = "b=c"',
        "A = 1\nA = '2'\nA = \"3\"",
        "ERASE * * A",
        "SET A = 1",
        'A = "b',
        "Trace_Level = Trace_on",
    ],
)
def test_the_readers_agree_or_rexx_cannot_read_it(text: str) -> None:
    assert told(text) == []


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_nothing_differs_without_a_cause_in_what_rexx_can_read(text: str) -> None:
    copy = copy_of(text)
    file = copy.file
    if (
        file.stray_ends
        or any(one.kind is None for one in file.clauses)
        or not all(one.is_closed for one in file.comments)
    ):
        return
    rexx = {one.name.upper(): one for one in copy.settings}
    ivp = {
        one.name.upper(): one for one in copy.settings_of(Dialect.IVP) if one.key is None or one.key.name == one.name
    }
    differing = {
        name
        for name in rexx | ivp
        if name not in rexx
        or name not in ivp
        or not rexx[name].is_known
        or rexx[name].stated.text != ivp[name].stated.text
    }
    assert {one.name.upper() for one in differences(file) if one.rexx or one.ivp} == differing
