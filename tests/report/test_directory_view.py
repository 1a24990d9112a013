"""A directory as JSON (contract dirtool.directory/1) and as text; an effective entry likewise."""

import json
from typing import Any

import pytest

from dirtool.model.effective import Layers, effective
from dirtool.model.links import LinkResolver
from dirtool.report.directory_view import directory_json, directory_text, effective_json, effective_text
from dirtool.report.style import Style
from tests.report.judged import directory

CLUSTER = """\
DIRECTORY SSI 123 3390 AAARES
GLOBALDEFS
 GLOBALOPTS CHPIDV ONE
PROFILE GUESTS
 MACHINE ESA 4
 LINK MAINT 0190 0190 RR
IDENTITY MAINT SECRETPW 128M 1G ABCDEFG
 BUILD ON SYSA USING SUBCONFIG MAINT-1
 BUILD ON SYSB USING SUBCONFIG MAINT-2
SUBCONFIG MAINT-1
 MDISK 190 3390 100 107 AAARES MR ALL HIDDEN1
SUBCONFIG MAINT-2
 MDISK 190 3390 100 END BBBRES MR ALL HIDDEN2
USER LINUX1 LBYONLY 2G 4G G
 INCLUDE GUESTS
 MACHINE XC
 QUACK
 LINK MAINT 0190 0191 RR
 LINK NOBODY 0190 0192 RR
"""


def parsed(text: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("\n".join(directory_json(directory(text))))
    return read


def statements(text: str) -> list[dict[str, Any]]:
    return [statement for entry in parsed(text)["entries"] for statement in entry["statements"]]


def operands(statement: str) -> Any:
    [shown] = statements(statement)
    return shown["operands"]


def test_the_fields_are_those_of_the_contract_in_its_order() -> None:
    found = parsed(CLUSTER)
    assert list(found) == ["schema", "entries"]
    assert found["schema"] == "dirtool.directory/1"
    for entry in found["entries"]:
        assert list(entry) == ["kind", "name", "line", "statements"]
        for statement in entry["statements"]:
            expected = ["keyword", "line", "text", "operands"]
            assert list(statement) == expected + (["error"] if statement["keyword"] == "QUACK" else [])


def test_the_kinds_of_entries() -> None:
    kinds = [(entry["kind"], entry["name"], entry["line"]) for entry in parsed(CLUSTER)["entries"]]
    assert kinds == [
        ("directory", "DIRECTORY", 1),
        ("global", "GLOBALDEFS", 2),
        ("profile", "GUESTS", 4),
        ("identity", "MAINT", 7),
        ("subconfig", "MAINT-1", 10),
        ("subconfig", "MAINT-2", 12),
        ("user", "LINUX1", 14),
    ]


def test_operands_have_their_types() -> None:
    assert operands(" mdisk 19e 3390 0100 0050 volume mr all") == {
        "vdev": "019E",
        "devtype": "3390",
        "form": "extent",
        "start": 100,
        "size": 50,
        "volid": "VOLUME",
        "mode": "MR",
        "read_password": "ALL",
    }
    assert operands(" MDISK 1 FB-512 V-DISK 12345")["size"] == 12345
    assert "volid" not in operands(" MDISK 1 FB-512 V-DISK 12345")
    assert operands(" MDISK 1 3390 0 END VOLUME")["size"] == "END"
    assert operands(" MDISK 1 3390 DEVNO 1F")["rdev"] == "001F"
    assert operands(" CPU 3 BASE")["base"] is True
    assert operands(" LOGONBY A B C")["userid"] == ["A", "B", "C"]
    assert operands(" MACHINE ESA 4") == {"mode": "ESA", "mcpu": 4}


def test_a_secret_is_masked_in_text_and_operands_and_a_word_that_is_none_is_shown() -> None:
    [user, disk] = statements("USER A SECRETPW 1G\n MDISK 191 3390 1 2 VOLUME MR ALL HIDDEN\n")
    assert user["text"] == "USER A ******** 1G"
    assert user["operands"] == {"userid": "A", "password": "********", "storage": "1G"}
    assert disk["text"] == "MDISK 191 3390 1 2 VOLUME MR ALL ********"
    assert (disk["operands"]["read_password"], disk["operands"]["write_password"]) == ("ALL", "********")
    assert operands("USER A NOLOG")["password"] == "NOLOG"


def test_a_statement_that_is_none_says_why() -> None:
    [quack, short] = statements(" QUACK ABC DEF\n MDISK 191\n")
    assert quack == {
        "keyword": "********", "line": 1, "text": "******** ******** ********", "operands": {}, "error": "unknown-statement",
    }  # fmt: skip
    assert short["error"] == "missing-operand"
    assert short["operands"] == {}


def test_a_continued_statement_has_the_line_of_its_first_record_and_the_text_of_all() -> None:
    [header, command, machine] = statements("USER A NOLOG\n COMMAND SET RUN ,\n* why\n ON\n MACHINE ESA\n")
    assert (command["line"], command["text"]) == (2, "COMMAND SET RUN ,\nON")
    assert (header["line"], machine["line"]) == (1, 5)


def test_a_directory_as_text() -> None:
    assert list(directory_text(directory(CLUSTER), Style()))[-8:] == [
        "user LINUX1  USER DIRECT:14  6 statements",
        "      14  USER        userid=LINUX1  password=LBYONLY  storage=2G",
        "                      max_storage=4G  class=G",
        "      15  INCLUDE     profile=GUESTS",
        "      16  MACHINE     mode=XC",
        "      17  QUACK       QUACK",
        "      18  LINK        userid=MAINT  vdev1=0190  vdev2=0191  mode=RR",
        "      19  LINK        userid=NOBODY  vdev1=0190  vdev2=0192  mode=RR",
    ]


def shown(userid: str, member: str | None = None) -> tuple[list[str], dict[str, Any]]:
    read = directory(CLUSTER)
    entry = read.machines[userid]
    layers = Layers(read)
    machines = [effective(layers, entry, one) for one in ([member] if member else layers.members(entry))]
    document = "\n".join(effective_json(machines, LinkResolver(read)))
    return list(effective_text(machines, LinkResolver(read), Style())), json.loads(document)


def test_an_effective_entry_as_text_tells_where_each_line_comes_from() -> None:
    assert shown("LINUX1")[0] == [
        "LINUX1",
        "  USER LINUX1 LBYONLY 2G 4G G                   user LINUX1 line 14",
        "  MACHINE XC                                    user LINUX1 line 16",
        "  QUACK                                         user LINUX1 line 17",
        "  LINK MAINT 0190 0191 RR                       user LINUX1 line 18",
        "      on SYSA leads to MAINT-1/0190 on AAARES 100-206",
        "      on SYSB leads to MAINT-2/0190 on BBBRES 100-END",
        "  LINK NOBODY 0190 0192 RR                      user LINUX1 line 19",
        "      leads to nowhere: there is no user NOBODY",
        "  LINK MAINT 0190 0190 RR                       profile GUESTS line 6",
        "      on SYSA leads to MAINT-1/0190 on AAARES 100-206",
        "      on SYSB leads to MAINT-2/0190 on BBBRES 100-END",
        "Overridden",
        "  MACHINE ESA 4                                 profile GUESTS line 5",
        "      by user LINUX1 line 16",
    ]


def effective_lines(text: str, userid: str, width: int = 80) -> list[str]:
    read = directory(text)
    layers = Layers(read)
    entry = read.machine(userid)
    assert entry is not None
    machines = [effective(layers, entry, None, userid)]
    return list(effective_text(machines, LinkResolver(read, layers), Style(width=width)))


def test_a_part_that_is_overridden_is_named() -> None:
    text = "PROFILE P\n POSIXINFO UID 1 GID 2\nUSER A NOLOG 1G 2G G\n INCLUDE P\n STORAGE 2G\n POSIXINFO UID 3\n"
    assert effective_lines(text, "A") == [
        "A",
        "  USER A NOLOG 1G 2G G                          user A line 3",
        "      but storage by user A line 5",
        "  STORAGE 2G                                    user A line 5",
        "  POSIXINFO UID 3                               user A line 6",
        "  POSIXINFO UID 1 GID 2                         profile P line 2",
        "      but uid by user A line 6",
    ]


def test_an_id_of_a_pool_is_shown_by_its_own_name() -> None:
    text = "PROFILE P\n LINK * 190 191\n MDISK 190 3390 5 0 V\nUSER PO NOLOG\n POOL LOW 1 HIGH 5 PROFILE P\n"
    assert effective_lines(text, "PO00002")[0] == "PO00002"
    assert "      leads to P/0190 on V 5, of size 0" in effective_lines(text, "PO00002")


def test_a_long_chain_of_links_is_shortened() -> None:
    links = "".join(f" LINK * {number + 1:04X} {number:04X} RR\n" for number in range(1, 40))
    lines = effective_lines(f"USER A NOLOG\n{links} MDISK 0028 3390 1 2 V\n", "A")
    assert lines[3] == "      leads to A/0002 > A/0003 > A/0004 > A/0005 > A/0006 > (33 more) > A/0028"
    assert lines[4] == "        on V 1-2"


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_of_text_is_wider_than_asked_for(width: int) -> None:
    text = CLUSTER.replace(" QUACK\n", f" MDISK 0191 3390 {'0':0>5} {'50':>20} LX0001 MR SECRET SECRET SECRET\n")
    read = directory(text)
    lines = [*directory_text(read, Style(width=width)), *effective_lines(text, "LINUX1", width)]
    assert max(len(line) for line in lines if "MDISK" not in line) <= width


def test_an_effective_entry_as_json() -> None:
    document = shown("LINUX1")[1]
    assert list(document) == ["schema", "name", "kind", "members"]
    assert (document["schema"], document["name"], document["kind"]) == ("dirtool.effective/1", "LINUX1", "user")
    [machine] = document["members"]
    assert list(machine) == ["member", "statements", "overridden", "missing"]
    assert machine["member"] is None
    assert machine["statements"][3] == {
        "keyword": "LINK",
        "line": 18,
        "text": "LINK MAINT 0190 0191 RR",
        "operands": {"userid": "MAINT", "vdev1": "0190", "vdev2": "0191", "mode": "RR"},
        "origin": {"kind": "user", "name": "LINUX1", "path": "USER DIRECT", "line": 18},
        "leads_to": [
            {
                "members": [member],
                "outcome": "device",
                "steps": [disk],
                "length": 1,
                "end": disk,
                "extent": {"volid": volid, "first": 100, "last": last},
            }
            for member, disk, volid, last in (
                ("SYSA", "MAINT-1/0190", "AAARES", 206),
                ("SYSB", "MAINT-2/0190", "BBBRES", None),
            )
        ],
    }
    assert [(one["text"], one["by"]) for one in machine["overridden"]] == [
        ("MACHINE ESA 4", {"kind": "user", "name": "LINUX1", "path": "USER DIRECT", "line": 16})
    ]
    assert machine["missing"] == []


def test_an_identity_is_shown_once_for_each_member_that_it_is_built_for() -> None:
    lines, document = shown("MAINT")
    assert [line for line in lines if not line.startswith(" ")] == ["MAINT on member SYSA", "MAINT on member SYSB"]
    assert [one["member"] for one in document["members"]] == ["SYSA", "SYSB"]
    assert any("MDISK 190 3390 100 END BBBRES MR ALL ********" in line for line in lines)
    assert not any("HIDDEN" in line or "SECRETPW" in line for line in lines)


def test_what_is_named_and_not_there_is_said() -> None:
    read = directory("USER A NOLOG\n INCLUDE NOWHERE\n")
    lines = list(effective_text([effective(Layers(read), read.machines["A"])], LinkResolver(read), Style()))
    assert lines[-1] == "PROFILE NOWHERE is named, but it is not in this directory"


def test_no_character_reaches_a_terminal_that_it_would_obey() -> None:
    nasty = "\x1b[2J\x07\x00\u202e\u2066\u200f\ufeff"
    read = directory(
        f"{nasty} X\nUSER A{nasty} NOLOG\n INCLUDE P{nasty}\n {nasty}\n COMMAND {nasty}\n LINK B{nasty} 1 1\n"
    )
    lines = list(directory_text(read, Style()))
    for entry in read.machines.values():
        lines += effective_text([effective(Layers(read), entry)], LinkResolver(read), Style())
    assert len(lines) > 9
    assert [line for line in lines if not line.isprintable()] == []
    json.loads("\n".join(directory_json(read)))
