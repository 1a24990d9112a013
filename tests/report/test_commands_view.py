"""A file of commands as JSON and as text."""

import json
from typing import Any

from dirtool.report.commands_view import commands_json, commands_text
from dirtool.report.style import Style
from dirtool.syntax.command import CommandParser
from dirtool.syntax.command_file import CommandFile
from dirtool.syntax.statement import MASK
from tests.model.made import PARSER, records_of


def file_of(*records: str) -> CommandFile:
    return CommandFile(records_of("\n".join(records), "commands"), CommandParser(PARSER))


def document(*records: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("\n".join(commands_json(file_of(*records))))
    return found


def test_the_fields_of_the_document() -> None:
    assert document(
        "dirm for linux1 amd 191 3390 autog 5 grp,", "  pws all secret", "* DIRTOOL: WAIT", "FOR X FROB 1 2"
    ) == {
        "schema": "dirtool.commands/1",
        "commands": [
            {
                "line": 1,
                "text": f"dirm for linux1 amd 191 3390 autog 5 grp pws all {MASK}",
                "verb": "AMDISK",
                "effect": "adds a minidisk",
                "effective": "at once",
                "work_unit": "if LABEL or BLKSIZE is there",
                "prefixes": {"foruser": "LINUX1"},
                "operands": {
                    "vdev": "0191",
                    "devtype": "3390",
                    "form": "AUTOG",
                    "size": 5,
                    "area": "GRP",
                    "read_password": "ALL",
                    "write_password": MASK,
                },
                "faults": [],
            },
            {"line": 4, "text": f"FOR X FROB {MASK} {MASK}", "verb": None, "faults": ["unknown-verb"]},
        ],
        "waits": [{"line": 3}],
    }


def test_the_statement_of_a_command_stands_beside_its_operands() -> None:
    (row,) = document("FOR LINUX1 NICDEF 600 TYPE QDIO")["commands"]
    assert row["operands"] == {"vdev": "0600"}
    assert row["statement"] == {"keyword": "NICDEF", "operands": {"vdev": "0600", "type": "QDIO"}}


def test_a_question_changes_nothing() -> None:
    rows = document("FOR LINUX1 STORAGE ?", "DASD QUERY GROUP *", "DASD DELETE GROUP G *")["commands"]
    assert [row["effective"] for row in rows] == ["nothing changes", "nothing changes", "at once"]


def test_where_it_is_not_known_which_words_are_secrets_no_operands_are_shown() -> None:
    (row,) = document("ADD LINUX1 LIKE P PW SECRET PW SECRET")["commands"]
    assert "operands" not in row
    assert row["faults"] == ["conflicting-operands"]
    assert "SECRET" not in json.dumps(row)


def test_passwords_are_masked_wherever_they_stand() -> None:
    lines = "\n".join(
        commands_json(
            file_of(
                "FOR X APPCPASS LU TP USERID SECRET",
                "FOR X APPCPASS LU TP USERID SECRET DELETE",
                "FOR X LINK MAINT 190 190 RR SECRET",
                "FOR X SETPW SECRET",
                "SCAN LINK MAINT 190 190 RR SECRET",
                "FOR X COMMAND ADD 1 LINK MAINT 190 190 RR SECRET",
                "FOR X COMMAND ADD 1 SETPW SECRET",
            )
        )
    )
    assert "SECRET" not in lines


def test_the_text_tells_what_each_command_does() -> None:
    assert list(
        commands_text(file_of("* c", "FOR LINUX1 DMDISK 0191", "* DIRTOOL: WAIT", "FROB", "* DIRTOOL: WAIT"), Style())
    ) == [
        "     2  FOR LINUX1 DMDISK 0191",
        "        removes a minidisk; its space is cleaned, or left as it is; effective:",
        "        at once; work unit: if the space is cleaned",
        "     3  everything waits for the end of all work units",
        f"     4  {MASK}",
        "        not a command of DirMaint",
        "     5  everything waits for the end of all work units",
    ]


def test_the_text_tells_what_is_asked_for_and_what_is_removed() -> None:
    lines = commands_text(file_of("FOR A STORAGE ?", "FOR A CPU 01 DELETE", "FOR A CPU 01"), Style(width=200))
    assert [line.strip() for line in lines][1::2] == [
        "asks for what is there; effective: nothing changes",
        "removes the statement, or a part of it; effective: next logon",
        "writes the CPU statement: takes the place of the one with the same number or name, or adds one; "
        "effective: next logon",
    ]


def test_a_file_without_commands_has_empty_tables() -> None:
    assert document("* nothing") == {"schema": "dirtool.commands/1", "commands": [], "waits": []}
    assert list(commands_text(file_of("* nothing"), Style())) == []


def test_nothing_that_a_terminal_obeys_is_printed() -> None:
    lines = commands_text(file_of("FOR A\x1b[2J FROB\x07 X Y Z"), Style())
    assert all(line.isprintable() for line in lines)
