"""COPY files, the AUTHLIST and configuration files on the command line: recognised by content, shown, judged or refused."""

import json
from pathlib import Path

import pytest

from dirtool.syntax.authorization_list import authority_row
from dirtool.text.codepage import encode
from tests.cli.run import dirtool

COPY = """\
/* DMSSICNF COPY */
System_Config_File_Name = "SYSTEM"
Parm_Disk_Owner = 'PMAINT'   /* its owner */
Parm_Disk_Password = "S3CRET"
"""
BLOCKS = "".join(f"{record:80}" for record in COPY.splitlines())
DIRECTORY = b"USER XCAT NOLOG\n"


def test_a_copy_file_is_shown() -> None:
    ran = dirtool("parse", "-", stdin=COPY.encode())
    document = json.loads(ran.out)
    assert (ran.code, ran.err, document["schema"], document["dialect"]) == (0, "", "dirtool.copy/1", "rexx")
    assert [(one["name"], one["value"]) for one in document["settings"]] == [
        ("System_Config_File_Name", "SYSTEM"),
        ("Parm_Disk_Owner", "PMAINT"),
        ("Parm_Disk_Password", "********"),
    ]


def test_it_is_recognised_as_it_comes_from_cms(tmp_path: Path) -> None:
    path = tmp_path / "DMSSICNF COPY"
    path.write_bytes(encode(BLOCKS, "1047"))
    assert dirtool("parse", path).out == dirtool("parse", "-", stdin=COPY.encode()).out


def test_it_is_shown_as_either_reader_understands_it() -> None:
    shown = {
        dialect: dirtool("parse", "-", "--format", "text", "--dialect", dialect, stdin=COPY.encode()).out.split("\n")
        for dialect in ("rexx", "IVP")
    }
    assert shown["rexx"][3] == "       3  Parm_Disk_Owner         = PMAINT  /* its owner */"
    assert shown["IVP"][3] == "       3  Parm_Disk_Owner         = 'PMAINT'  /* its owner */"


def test_a_dialect_is_for_copy_files() -> None:
    refused = ", and --dialect goes with DMSSICNF or DMSSICMO COPY\n"
    ran = dirtool("parse", "-", "--dialect", "ivp", stdin=DIRECTORY)
    assert (ran.code, ran.err) == (2, f"dirtool: <stdin>: this is a directory{refused}")
    ran = dirtool("lint", "-", "--dialect", "ivp", stdin=DIRECTORY)
    assert (ran.code, ran.err) == (2, "dirtool: --dialect goes with DMSSICNF or DMSSICMO COPY, and no file is one\n")
    assert dirtool("lint", "-", "samples/broken.direct", "--dialect", "ivp", stdin=COPY.encode()).err == ""


def test_lint_judges_the_settings_of_a_dialect() -> None:
    def codes(dialect: str) -> set[str]:
        ran = dirtool("lint", "-", "--dialect", dialect, "--format", "json", stdin=COPY.encode())
        return {one["code"] for one in json.loads(ran.out)["diagnostics"]}

    assert "CNF020" not in codes("rexx")
    assert "CNF020" in codes("ivp")  # 'PMAINT' with its quotes is no userid


@pytest.mark.parametrize("text", [COPY, authority_row("ZHCP")])
def test_what_is_no_directory_has_no_effective_entry(text: str) -> None:
    ran = dirtool("parse", "-", "--effective", "XCAT", stdin=text.encode())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("which has no entries\n  hint: --effective wants a directory\n")


def test_an_authorisation_list_is_shown() -> None:
    text = f"{authority_row('DO.NOT.REMOVE', 'DO.NOT.REMOVE', 'DO.NOT.REMOVE')}\n{authority_row('ZHCP')}\n"
    document = json.loads(dirtool("parse", "-", stdin=text.encode()).out)
    assert (document["schema"], len(document["markers"]), len(document["rows"])) == ("dirtool.authlist/1", 1, 1)
    assert dirtool("parse", "-", "--format", "text", stdin=text.encode()).out.endswith("ZHCP  ALL  ALL\n")


@pytest.mark.parametrize("command", ["parse", "lint", "map"])
def test_a_configuration_file_is_not_taken_for_a_directory(command: str) -> None:
    ran = dirtool(command, "-", stdin=b"[DEFAULT]\nzvm_xcat_password = s3cret\nhost = a\n")
    message = (
        "dirtool: <stdin>: this is a configuration file, not a directory\n  hint: dirtool verify --install reads it\n"
    )
    assert ran == (2, "", message)


def test_a_copy_file_has_no_map() -> None:
    ran = dirtool("map", "-", stdin=COPY.encode())
    assert (ran.code, ran.err) == (2, "dirtool: <stdin>: this is a COPY file of SMAPI, not a directory\n")
