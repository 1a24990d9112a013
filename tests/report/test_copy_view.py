"""A COPY file as JSON and as text."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.model.copy_file import CopyConfiguration, Dialect, copy_configuration_of
from dirtool.report.copy_view import copy_json, copy_text
from dirtool.report.style import Style
from tests.model.made import records_of
from tests.syntax.copy_texts import TEXTS, holds_secret, planted

TEXT = """\
/* DMSSICNF COPY /* a sample */ */
Authorization_Policy = Authorization_Policy_EsmOnly
XCAT_User = 'XCAT' ; XCAT_Host = "xcat"  /* the host */
XCAT_MN_pw = "s3cret"
Trace = 7 /* not known */
XCAT_notify = "OP" ||,
  "ER"
XCAT_iso =
XCAT_Domain = ".lab
ERASE * * A
SET XCAT_MN_pw = "s3cret"
ZHCP_User = "ZHCP" */ */
/* not closed
"""


def made(text: str = TEXT, dialect: Dialect = Dialect.REXX) -> CopyConfiguration:
    return copy_configuration_of(records_of(text, "DMSSICNF.COPY"), dialect)


def test_everything_is_in_the_document() -> None:
    document = json.loads("\n".join(copy_json(made())))
    assert {name: document[name] for name in ("schema", "kind", "dialect")} == {
        "schema": "dirtool.copy/1",
        "kind": "DMSSICNF",
        "dialect": "rexx",
    }
    policy = "Authorization_Policy"
    assert document["settings"] == [
        {"name": policy, "key": policy, "value": f"{policy}_EsmOnly", "form": "symbol", "line": 2, "column": 1,
         "text": f"{policy} = {policy}_EsmOnly", "comment": None},
        {"name": "XCAT_User", "key": "XCAT_User", "value": "XCAT", "form": "string", "line": 3, "column": 1,
         "text": "XCAT_User = 'XCAT'", "comment": None},
        {"name": "XCAT_Host", "key": "XCAT_Host", "value": "xcat", "form": "string", "line": 3, "column": 22,
         "text": 'XCAT_Host = "xcat"', "comment": "the host"},
        {"name": "XCAT_MN_pw", "key": "XCAT_MN_pw", "value": "********", "form": "string", "line": 4, "column": 1,
         "text": "XCAT_MN_pw = ********", "comment": None},
        {"name": "Trace", "key": None, "value": "7", "form": "number", "line": 5, "column": 1, "text": "Trace = 7",
         "comment": "not known"},
        {"name": "XCAT_notify", "key": "XCAT_notify", "value": None, "form": "expression", "line": 6, "column": 1,
         "text": 'XCAT_notify = "OP" ||,\n  "ER"', "comment": None},
        {"name": "XCAT_iso", "key": "XCAT_iso", "value": "", "form": "empty", "line": 8, "column": 1, "text": "XCAT_iso =",
         "comment": None},
        {"name": "ZHCP_User", "key": "ZHCP_User", "value": "ZHCP", "form": "string", "line": 12, "column": 1,
         "text": 'ZHCP_User = "ZHCP"', "comment": None},
    ]  # fmt: skip
    assert document["errors"] == [
        {"text": 'XCAT_Domain = ".lab', "error": "unclosed-string-or-comment", "line": 9},
        {"text": "ERASE * * A", "error": "not-an-assignment", "line": 10},
        {"text": "SET XCAT_MN_pw = ********", "error": "not-an-assignment", "line": 11},
        {"text": 'ZHCP_User = "ZHCP" */ */', "error": "unclosed-string-or-comment", "line": 12},
        {"text": "/* not closed", "error": "unclosed-string-or-comment", "line": 13},
    ]


def test_what_the_readers_understand_differently_is_in_the_document() -> None:
    def cause(name: str, line: int, column: int, end_column: int) -> dict[str, str | int]:
        return {"cause": name, "line": line, "column": column, "end_column": end_column}

    semicolon = cause("semicolon", 3, 20, 21)
    differences = json.loads("\n".join(copy_json(made())))["differences"]
    assert differences == [
        {"name": None, "line": 1, "rexx": None, "ivp": None, "causes": [cause("nested comment", 1, 18, 20)]},
        {"name": "XCAT_User", "line": 3, "rexx": "XCAT", "ivp": "'XCAT' ; XCAT_Host = \"xcat",
         "causes": [cause("single quotes", 3, 13, 19), semicolon]},
        {"name": "XCAT_Host", "line": 3, "rexx": "xcat", "ivp": None, "causes": [semicolon]},
        {"name": "XCAT_notify", "line": 6, "rexx": None, "ivp": 'OP" ||,',
         "causes": [cause("expression", 6, 15, 23), cause("continuation", 6, 22, 23)]},
    ]  # fmt: skip


def test_the_reading_of_the_scripts_has_no_forms() -> None:
    document = json.loads(
        "\n".join(copy_json(made("A = 'b'; XCAT_MN_pw = s3cret\nC = 1 /* d\n*/ ;  /* e */\n", Dialect.IVP)))
    )
    assert document["dialect"] == "ivp"
    assert document["settings"] == [
        {"name": "A", "key": None, "value": "********", "form": None, "line": 1, "column": 1,
         "text": "A = 'b'; XCAT_MN_pw = ********", "comment": None},
        {"name": "C", "key": None, "value": "1  ;", "form": None, "line": 2, "column": 1, "text": "C = 1 /* d\n*/ ;  /* e */",
         "comment": None},
    ]  # fmt: skip


def test_a_setting_stands_on_a_line_of_its_own() -> None:
    lines = list(copy_json(made()))
    assert len([line for line in lines if '"form": ' in line]) == 8


def test_the_text_is_aligned() -> None:
    assert list(copy_text(made(), Style())) == [
        "DMSSICNF COPY, as the SMAPI servers (REXX) read it",
        "settings (8)",
        "       2  Authorization_Policy = Authorization_Policy_EsmOnly",
        "       3  XCAT_User            = XCAT",
        "       3  XCAT_Host            = xcat  /* the host */",
        "       4  XCAT_MN_pw           = ********",
        "       5  Trace                = 7  /* not known */",
        '       6  XCAT_notify          = "OP" ||, "ER" (an expression)',
        '       8  XCAT_iso             = ""',
        "      12  ZHCP_User            = ZHCP",
        "differences (4)",
        "       1  nested comment at 1:18",
        "       3  XCAT_User: rexx XCAT  ivp 'XCAT' ; XCAT_Host = \"xcat",
        "                     single quotes at 3:13  semicolon at 3:20",
        "       3  XCAT_Host: rexx xcat  ivp no value  semicolon at 3:20",
        '       6  XCAT_notify: rexx no value  ivp OP" ||,  expression at 6:15',
        "                       continuation at 6:22",
        "errors (5)",
        '       9  XCAT_Domain = ".lab  (unclosed-string-or-comment)',
        "      10  ERASE * * A  (not-an-assignment)",
        "      11  SET XCAT_MN_pw = ********  (not-an-assignment)",
        '      12  ZHCP_User = "ZHCP" */ */  (unclosed-string-or-comment)',
        "      13  /* not closed  (unclosed-string-or-comment)",
    ]


def test_an_empty_file_has_all_lists() -> None:
    document = json.loads("\n".join(copy_json(made("/* nothing */"))))
    assert [document[name] for name in ("settings", "differences", "errors")] == [[], [], []]
    assert list(copy_text(made("", Dialect.IVP), Style())) == [
        "DMSSICNF COPY, as the scripts of the installation verification (IVP) read it"
    ]


def test_comments_belong_to_the_clause_before_them_in_their_record() -> None:
    document = json.loads(
        "\n".join(copy_json(made("A = 1; B = 2 /* b */; /* c */ C = 3 /* d\n  e */ /* f */\nD = 4\n/* g */")))
    )
    assert [(one["name"], one["comment"]) for one in document["settings"]] == [
        ("A", None), ("B", "b"), ("C", "d e"), ("D", None),
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(TEXTS, planted), st.sampled_from(Dialect))
def test_no_view_shows_a_planted_password_or_acts_upon_a_terminal(text: str, dialect: Dialect) -> None:
    copy = made(text, dialect)
    document = "\n".join(copy_json(copy))
    json.loads(document)
    shown = list(copy_text(copy, Style()))
    assert not holds_secret(document)
    assert not holds_secret("\n".join(shown))
    assert all(line.isprintable() for line in shown)
