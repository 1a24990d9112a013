"""dirtool config."""

import json
from pathlib import Path
from typing import Any

import pytest

from dirtool.cli.settings_keys import KEYS, dotted
from dirtool.lint.registry import RULES, all_rules
from dirtool.lint.selection import selector, severities
from tests.cli.run import command as command_line
from tests.cli.run import dirtool, on_terminal, process
from tests.cli.test_app import asked_for, imported

SETTINGS = """\
extend = "base/site.toml"
volumes-file = "volumes.txt"

[lint]
select = ["REC", "VAL01", "text-past-column-71"]
fail-on = "warning"
restricted-passwords = "words"

[lint.severity]
REC = "info"
REC002 = "error"

[lint.allow-options]
"MAINT*" = ["LNKNOPAS", "DEVMAINT"]

[volumes]
LX0001 = {devtype = 3390, areas = [{kind = "PAGE", first = 1, last = 99}, {kind = "SPOL", first = 100, last = 199}]}
LX0002 = {}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "dirtool.toml").write_text(SETTINGS)
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "site.toml").write_text('[lint]\nignore = ["REC003"]\nfragment = true\n')
    (tmp_path / "words").write_text("HUSHHUSH\n")
    (tmp_path / "volumes.txt").write_text("LX0009\n")
    return tmp_path


def document(*arguments: str | Path, folder: Path) -> Any:
    ran = dirtool("config", "--show", "--format", "json", *arguments, folder=folder)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_the_settings_in_force_are_shown_with_where_they_come_from(here: Path) -> None:
    ran = dirtool("config", "--show", folder=here)
    assert (ran.code, ran.err) == (0, "")
    table, _, rules = ran.out.partition("\n\n12 ")
    assert (
        table
        == """\
Settings file: dirtool.toml
it extends:    base/site.toml

Setting                      Value                              From
volumes-file                 volumes.txt                        dirtool.toml:2
volumes.LX0001.areas         PAGE 1-99, SPOL 100-199            dirtool.toml:17
volumes.LX0001.devtype       3390                               dirtool.toml:17
volumes.LX0002               known                              dirtool.toml:18
extents                      none                               default
lint.select                  REC, VAL01, REC001                 dirtool.toml:5
lint.ignore                  REC003                             base/site.toml:2
lint.severity.REC            info                               dirtool.toml:10
lint.severity.REC002         error                              dirtool.toml:11
lint.fail-on                 warning                            dirtool.toml:6
lint.format                  full                               default
lint.baseline                none                               default
lint.zvm                     none                               default
lint.fragment                true                               base/site.toml:3
lint.esm                     not told                           default
lint.not-suppressible        none                               default
lint.restricted-passwords    words                              dirtool.toml:7
lint.allow-options."MAINT*"  DEVMAINT, LNKNOPAS                 dirtool.toml:14
dirmaint.delete-word-ipl     DELETE                             default
dirmaint.delete-word-option  REMOVE                             default
dirmaint.dlink               owner-vdev                         default
dirmaint.chngid              old-new                            default
dirmaint.loaddev-alternate   no                                 default
plan.protect                 none                               default
plan.clean                   false                              default
plan.replace-threshold       3                                  default
plan.online                  IMMED                              default
migrate.administrators       as the directory has them          default
migrate.smapi-servers        as the directory has them          default
migrate.group-by             volume                             default
migrate.allocate             LINEAR                             default
migrate.overlays             none                               default"""
    )
    assert (
        rules
        == """\
rules in force
  error    REC002 VAL010 VAL011 VAL012 VAL013 INT001
  warning  none
  info     REC001 REC004 REC005 REC006 REC007 REC008
"""
    )


def test_json_has_the_same(here: Path) -> None:
    found = document(folder=here)
    assert list(found) == ["schema", "files", "settings", "rules"]
    assert found["schema"] == "dirtool.config/1"
    assert found["files"] == ["dirtool.toml", "base/site.toml"]
    by_key = {one["key"]: (one["value"], *one["origin"].values()) for one in found["settings"]}
    assert by_key["lint.select"] == (["REC", "VAL01", "REC001"], "settings", "dirtool.toml", 5)
    assert by_key["lint.fragment"] == (True, "settings", "base/site.toml", 3)
    assert by_key["lint.esm"] == (None, "default", None, None)
    assert by_key["lint.zvm"] == ([], "default", None, None)
    assert by_key["volumes.LX0001.areas"][0][0] == {"kind": "PAGE", "first": 1, "last": 99}
    assert by_key["volumes.LX0002"][0] == {}
    assert by_key['lint.allow-options."MAINT*"'][0] == ["DEVMAINT", "LNKNOPAS"]
    assert found["rules"]["REC001"] == "info"
    assert list(found["rules"]) == [rule.code for rule in all_rules() if rule.code in found["rules"]]


def test_words_that_nobody_may_use_are_not_shown(here: Path) -> None:
    for how in ("text", "json"):
        assert "HUSH" not in dirtool("config", "--show", "--format", how, folder=here).out


def test_the_command_line_is_shown_too(here: Path) -> None:
    found = document("--select", "SYN", "--ignore", "SYN001", "--severity", "SYN002=off", folder=here)
    typed = {one["key"]: one["value"] for one in found["settings"] if one["origin"]["kind"] == "command-line"}
    assert typed == {"lint.select": ["SYN"], "lint.ignore": ["SYN001"], "lint.severity.SYN002": "off"}
    assert set(found["rules"]) == selector("SYN").codes - {"SYN001", "SYN002"} | {"INT001"}


def test_a_file_can_be_named_or_none_be_wanted(here: Path) -> None:
    assert document("--config", "base/site.toml", folder=here)["files"] == ["base/site.toml"]
    found = document("--no-config", folder=here)
    assert found["files"] == []
    assert found["rules"] == severities()
    assert dirtool("config", "--show", "--no-config", folder=here).out.startswith(
        "Settings file: none (--no-config)\n\n"
    )


def test_that_there_is_no_file_is_said(tmp_path: Path) -> None:
    ran = dirtool("config", "--show", folder=tmp_path)
    assert ran.out.startswith("Settings file: none found\n\nSetting  ")


def test_the_users_own_file_is_told_apart(tmp_path: Path) -> None:
    own = tmp_path / "home" / "dirtool" / "dirtool.toml"
    own.parent.mkdir(parents=True)
    own.write_text('lint.fail-on = "info"')
    (tmp_path / "work").mkdir()
    extra = {"XDG_CONFIG_HOME": str(tmp_path / "home")}
    ran = dirtool("config", "--show", "--format", "json", extra=extra, folder=tmp_path / "work")
    kinds = {one["key"]: one["origin"] for one in json.loads(ran.out)["settings"]}
    assert kinds["lint.fail-on"] == {"kind": "user", "path": str(own), "line": 1}
    assert "(user)" in dirtool("config", "--show", extra=extra, folder=tmp_path / "work").out


def test_lines_fit_whatever_the_settings_are(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 20) / ("path" * 20)
    folder.mkdir(parents=True)
    (folder / "dirtool.toml").write_text(
        f"[lint]\nselect = [{', '.join(map(repr, RULES))}]\n"
        f'[lint.allow-options]\n"{"LONG*" * 20}" = ["LNKNOPAS", "DEVMAINT"]\n'
    )
    (folder / "below").mkdir()
    ran = dirtool("config", "--show", folder=folder / "below")
    assert ran.code == 0
    _, _, table = ran.out.partition("\n\n")
    assert [line for line in table.splitlines() if len(line) > 80] == []


def test_a_terminal_gets_its_width_and_a_bold_heading(here: Path) -> None:
    ran = on_terminal(*command_line("config", "--show", "--config", here / "dirtool.toml"), columns=100)
    assert "\x1b[1mSetting" in ran.out
    assert max(map(len, ran.out.splitlines())) > 80


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "lint.select = 5",
            "dirtool: dirtool.toml:1: lint.select: 5 is not allowed; allowed: a list; of each element: ",
        ),
        ("[lint", "dirtool: dirtool.toml:1:6: no TOML: "),
        (
            'lint.restricted-passwords = "none"',
            "dirtool: none: No such file or directory\n  hint: named in dirtool.toml:1",
        ),
        ('"\\u001b[2J" = 1', 'dirtool: dirtool.toml:1: "\\u001b[2J": no such setting; '),
        ('lint.fail-on = "\\u202E"', 'dirtool: dirtool.toml:1: lint.fail-on: "\\u202e" is not allowed; '),
    ],
)
def test_wrong_settings_are_2_with_one_message(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "dirtool.toml").write_text(text)
    ran = dirtool("config", "--show", folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)
    assert "Traceback" not in ran.err


def test_what_is_shown_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "\x1b[2J.toml").write_text('lint.baseline = "\\u001b[2J"\nlint.esm = "\\u202e"')
    ran = dirtool("config", "--show", "--config", "\x1b[2J.toml", folder=tmp_path)
    assert ran.code == 0
    assert not {"\x1b", "\u202e"} & set(ran.out)
    assert "\\x1b[2J.toml:1" in ran.out


def test_wrong_options_are_2() -> None:
    assert dirtool("config", "--show", "--config", "x", "--no-config").code == 2
    assert dirtool("config", "--show", "--select", "QQQ").code == 2
    assert dirtool("config", "--show", "--config", "none.toml") == (
        2,
        "",
        "dirtool: none.toml: No such file or directory\n",
    )


def test_the_answer_can_go_to_a_file(here: Path) -> None:
    ran = dirtool("config", "--show", "-o", here / "answer", folder=here)
    assert (ran.code, ran.out) == (0, "")
    assert (here / "answer").read_text() == dirtool("config", "--show", folder=here).out


def test_without_show_every_key_is_listed_with_its_meaning() -> None:
    ran = dirtool("config")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines() if line[0] != " "] == list(map(dotted, KEYS))
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "option",
    [("--no-config",), ("--config", "x"), ("--select", "REC"), ("--severity", "REC=off"), ("--format", "json")],
)
def test_what_goes_with_show_is_refused_without_it(option: tuple[str, ...]) -> None:
    assert dirtool("config", *option) == (2, "", "dirtool: all options but --output-file and --color go with --show\n")


def test_neither_the_parser_nor_a_reader_of_files_is_loaded_without_need() -> None:
    assert (
        imported(["lark", "rich", "yaml", "tomllib", "dirtool.syntax.grammar"], "config", "--show", "--no-config") == []
    )


def test_rules_are_completed() -> None:
    ran = process(extra=asked_for("dirtool config --select text-past"))
    assert ran.out.split() == ["text-past-column-71"]


def test_a_list_below_a_table_may_be_empty(tmp_path: Path) -> None:
    (tmp_path / "dirtool.toml").write_text('volumes.LX0001.areas = []\nlint.allow-options."*" = []\n')
    ran = dirtool("config", "--show", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines() if "LX0001" in line or "allow" in line] == [
        ["volumes.LX0001.areas", "none", "dirtool.toml:1"],
        ['lint.allow-options."*"', "none", "dirtool.toml:2"],
    ]
