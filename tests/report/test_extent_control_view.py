"""An EXTENT CONTROL as JSON and as text."""

import json

from dirtool.report.extent_control_view import extent_control_json, extent_control_text
from dirtool.report.style import Style
from tests.model.made import control_of

MADE = control_of("""\
lost
:REGIONS.
LX0001 VOL1 1 10016 3390-09 first  one
lx0002 VOL2 5 END 3390-27
LX0001 VOL3 1 END 3390-27
LX0003 VOL3 1 END
:END.
:GROUPS.
LINUX (ALLOCATE ROTATING)
LINUX LX0001
:END.
:SSI_VOLUMES.
RES TIDE1 TD1RES
:END.
:DEFAULT_GROUPS.
LINUX TIDE1
:END.
:EXCLUDE.
MAINT-* 0122
PMAINT
MAINT 1
:END.
:AUTOBLOCK.
3390 4096 180 1 CKD
:END.
:DEFAULTS.
3390-27 30051
:END.
:WHAT.
:END.
:END.
""")


def test_every_row_is_in_the_document() -> None:
    assert json.loads("\n".join(extent_control_json(MADE))) == {
        "schema": "dirtool.extent-control/1",
        "regions": [
            {"name": "LX0001", "volid": "VOL1", "first": 1, "last": 10016, "devtype": "3390-09", "comment": "first  one",
             "line": 3},
            {"name": "LX0002", "volid": "VOL2", "first": 5, "last": None, "devtype": "3390-27", "comment": "", "line": 4},
        ],
        "duplicates": [
            {"name": "LX0001", "volid": "VOL3", "first": 1, "last": None, "devtype": "3390-27", "comment": "", "line": 5},
        ],
        "groups": [{"name": "LINUX", "method": "ROTATING", "regions": ["LX0001"], "line": 9}],
        "ssi_volumes": [{"family": "RES", "member": "TIDE1", "volid": "TD1RES", "line": 13}],
        "default_groups": [{"group": "LINUX", "member": "TIDE1", "line": 16}],
        "excludes": [
            {"owner": "MAINT-*", "vdev": "0122", "line": 19},
            {"owner": "PMAINT", "vdev": None, "line": 20},
        ],
        "autoblocks": [
            {"devtype": "3390", "block_size": 4096, "blocks": 180, "units": 1, "architecture": "CKD", "line": 24}
        ],
        "defaults": [{"devtype": "3390-27", "size": 30051, "line": 27}],
        "errors": [
            {"text": "lost", "error": "bad-record", "line": 1},
            {"text": "LX0003 VOL3 1 END", "error": "bad-record", "line": 6},
            {"text": "MAINT 1", "error": "unpadded-device-number", "line": 21},
            {"text": ":WHAT.", "error": "unknown-section", "line": 29},
            {"text": ":END.", "error": "unknown-section", "line": 31},
        ],
    }  # fmt: skip


def test_a_row_stands_on_a_line_of_its_own() -> None:
    lines = list(extent_control_json(MADE))
    assert len([line for line in lines if '"line": ' in line]) == 15


def test_a_file_without_rows_has_all_lists() -> None:
    document = json.loads("\n".join(extent_control_json(control_of(":END."))))
    assert [len(rows) for name, rows in document.items() if name != "schema"] == [0] * 8 + [1]


def test_the_text_names_the_fields_and_leaves_out_what_is_not_there() -> None:
    assert list(extent_control_text(MADE, Style()))[:12] == [
        "regions (2)",
        "       3  name=LX0001  volid=VOL1  first=1  last=10016  devtype=3390-09",
        "          comment=first  one",
        "       4  name=LX0002  volid=VOL2  first=5  last=END  devtype=3390-27",
        "duplicates (1)",
        "       5  name=LX0001  volid=VOL3  first=1  last=END  devtype=3390-27",
        "groups (1)",
        "       9  name=LINUX  method=ROTATING  regions=LX0001",
        "ssi_volumes (1)",
        "      13  family=RES  member=TIDE1  volid=TD1RES",
        "default_groups (1)",
        "      16  group=LINUX  member=TIDE1",
    ]
    assert "      20  owner=PMAINT  vdev=all" in extent_control_text(MADE, Style())
    assert list(extent_control_text(control_of(":REGIONS.\n:END."), Style())) == []


def test_control_characters_and_secrets_are_not_shown() -> None:
    made = control_of("USER LINUX1 TOPSECRT\n:REGIONS.\nA V1 1 2 3390 \x1b[2J\n:END.")
    shown = "\n".join(extent_control_text(made, Style()))
    assert "TOPSECRT" not in shown + "".join(extent_control_json(made))
    assert "\x1b" not in shown
    assert "comment=\\x1b[2J" in shown
