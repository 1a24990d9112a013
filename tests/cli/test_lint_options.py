"""What a run of lint is told: the settings, and the command line on top of them."""

from pathlib import Path

import pytest

from dirtool.cli.lint_options import Given, Run, in_force, run_of
from dirtool.cli.settings import Settings, read_settings
from dirtool.cli.settings_keys import KEYS, dotted
from dirtool.errors import InputError
from dirtool.lint.diagnostic import Severity
from dirtool.lint.options import Options
from dirtool.lint.selection import Layer, selector, severities
from dirtool.model.volume_list import KnownVolume, SystemArea


def settings(text: str, folder: Path) -> Settings:
    file = folder / "dirtool.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file, no_config=False, formats=("full", "concise"))


def shown(said: Settings, given: Given) -> dict[str, list[tuple[object, str]]]:
    """What is in force, but for the defaults, by dotted names."""
    found: dict[str, list[tuple[object, str]]] = {}
    for row in in_force(said, given):
        if row.origin.kind != "default":
            value = [one.spelling for one in row.value] if row.name[-1] in ("select", "ignore") else row.value
            found.setdefault(dotted(row.name), []).append((value, str(row.origin).rpartition("/")[2]))
    return found


def test_without_a_word_everything_is_as_it_is_by_default() -> None:
    assert run_of(Settings(), Given()) == Run(Options(severities=severities()), Severity.ERROR, "full", None)


def test_every_setting_reaches_the_run(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("* the worst\nsecret1  and what else stands here\n\n Secret2\n")
    (tmp_path / "volumes").write_text("LX0001 3390 100\nLX0009 3390\n")
    text = """\
volumes-file = "volumes"
[lint]
select = ["REC", "strict"]
ignore = ["REC001"]
fail-on = "info"
format = "concise"
baseline = "base.json"
zvm = ["7.2", "7.3"]
fragment = true
esm = "RACF"
not-suppressible = ["VAL00", "REC001"]
restricted-passwords = "words"
[lint.severity]
REC = "info"
REC002 = "off"
[lint.allow-options]
"MAINT*" = ["LNKN"]
[lint.allow-classes]
"MAINT*" = "BG"
OPER = "ALL"
[volumes]
LX0001 = 10017
LX0002 = {devtype = "3390", size = 30051, areas = [{kind = "PAGE", first = 0, last = 9}]}
LX0003 = {}
"""
    run = run_of(settings(text, tmp_path), Given())
    layer = Layer(
        (selector("REC"), selector("strict")),
        (selector("REC001"),),
        {selector("REC"): Severity.INFO, selector("REC002"): None},
    )
    options = Options(
        severities=severities(layer),
        releases=("7.2", "7.3"),
        fragment=True,
        esm="racf",
        volumes={
            "LX0001": KnownVolume("3390", 10017),
            "LX0009": KnownVolume("3390"),
            "LX0002": KnownVolume("3390", 30051, (SystemArea("PAGE", 0, 9),)),
            "LX0003": KnownVolume(),
        },
        allowed_options={"MAINT*": frozenset({"LNKNOPAS"})},
        allowed_classes={"MAINT*": frozenset("BG"), "OPER": frozenset({"ALL"})},
        restricted_passwords=frozenset({"SECRET1", "SECRET2"}),
        not_suppressible=selector("VAL00").codes | {"REC001"},
    )
    assert run == Run(options, Severity.INFO, "concise", tmp_path / "base.json")


def test_a_system_without_a_security_manager_has_none(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('lint.esm = "racf"')
    assert run_of(settings('extend = "site.toml"', tmp_path), Given()).options.esm == "racf"
    assert run_of(settings('extend = "site.toml"\nlint.esm = "None"', tmp_path), Given()).options.esm is None


def test_the_command_line_takes_the_place_of_the_settings(tmp_path: Path) -> None:
    said = settings(
        '[lint]\nfail-on = "info"\nformat = "concise"\nbaseline = "base.json"\nzvm = ["7.2"]\nfragment = true\n',
        tmp_path,
    )
    given = Given(fail_on=Severity.WARNING, format="full", baseline=Path("b"), zvm=["7.3,6.4", "7.4"], fragment=False)
    run = run_of(said, given)
    assert (run.fail_on, run.format, run.baseline) == (Severity.WARNING, "full", Path("b"))
    assert (run.options.releases, run.options.fragment) == (("7.3", "6.4", "7.4"), False)


def test_rules_of_the_command_line_stand_on_those_of_the_settings(tmp_path: Path) -> None:
    said = settings('[lint]\nselect = ["REC"]\nignore = ["REC001"]\nseverity = {REC002 = "info"}', tmp_path)
    below = Layer((selector("REC"),), (selector("REC001"),), {selector("REC002"): Severity.INFO})

    def chosen(given: Given) -> object:
        return run_of(said, given).options.severities

    assert chosen(Given()) == severities(below)
    assert chosen(Given(ignore=["rec003,REC004", "REC005"])) == severities(
        below, Layer(ignore=(selector("REC003"), selector("REC004"), selector("REC005")))
    )
    assert chosen(Given(select=["REC, SYN"])) == severities(below, Layer((selector("REC"), selector("SYN"))))
    assert chosen(Given(severity=["rec=Warning", "REC003=off"])) == severities(
        below, Layer(levels={selector("REC"): Severity.WARNING, selector("REC003"): None})
    )


def test_of_two_levels_for_one_rule_the_last_of_the_command_line_counts() -> None:
    given = Given(severity=["REC001=error", "text-past-column-71=info"])
    assert (run_of(Settings(), given).options.severities or {})["REC001"] is Severity.INFO


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (
            Given(select=["REC,RECC"]),
            "--select RECC: selects no rule; allowed: a code, the beginning of codes, the name of a rule, a profile, or ALL",
            "did you mean REC?",
        ),
        (
            Given(ignore=["REC,"]),
            "--ignore : selects no rule; allowed: a code, the beginning of codes, the name of a rule, a profile, or ALL",
            None,
        ),
        (Given(severity=["REC"]), "--severity REC: allowed: RULES=LEVEL, such as EXT002=error", None),
        (
            Given(severity=["REC=warn"]),
            "--severity REC=warn: warn is no severity; allowed: error, warning, info or off",
            "did you mean warning?",
        ),
        (
            Given(severity=["QQQ=off"]),
            "--severity QQQ: selects no rule; allowed: a code, the beginning of codes, the name of a rule, a profile, or ALL",
            None,
        ),
        (
            Given(zvm=["7.9"]),
            "--zvm 7.9: no release of z/VM; allowed: 5.1, 5.2, 5.3, 5.4, 6.1, 6.2, 6.3, 6.4, 7.1, 7.2, 7.3 or 7.4",
            None,
        ),
    ],
)
def test_a_wrong_value_of_the_command_line_is_named_with_its_option(
    given: Given, message: str, hint: str | None
) -> None:
    with pytest.raises(InputError) as raised:
        run_of(Settings(), given)
    assert (raised.value.message, raised.value.hint) == (message, hint)


# -- files that settings name


def test_a_list_of_volumes_on_the_command_line_goes_before_the_settings(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("GONE01 3390 1\n")
    (tmp_path / "mine").write_text("LX0001 3390 20\nLX0002 3380\n")
    text = 'volumes-file = "theirs"\n[volumes]\nLX0001 = 10\nLX0002 = 10\nLX0003 = 10\n'
    assert run_of(settings(text, tmp_path), Given(volumes=tmp_path / "mine")).options.volumes == {
        "LX0001": KnownVolume("3390", 20),
        "LX0002": KnownVolume("3380", 10),
        "LX0003": KnownVolume(None, 10),
    }


def test_areas_that_the_settings_name_stay_known(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("LX0001 3390 20\n")
    text = "[volumes.LX0001]\nareas = [{kind = 'PARM', first = 1, last = 2}]"
    assert run_of(settings(text, tmp_path), Given(volumes=tmp_path / "mine")).options.volumes == {
        "LX0001": KnownVolume("3390", 20, (SystemArea("PARM", 1, 2),))
    }


@pytest.mark.parametrize("key", ["volumes-file", "extents", "lint.restricted-passwords"])
def test_a_file_that_cannot_be_read_is_named_and_who_named_it(key: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        run_of(settings(f'\n{key} = "none"', tmp_path), Given())
    assert raised.value.message == f"{tmp_path}/none: No such file or directory"
    assert raised.value.hint == f"named in {tmp_path}/dirtool.toml:2"


def test_a_wrong_word_in_a_list_of_volumes_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "list").write_text("LX0001 3390\nLX0002 WRONG\n")
    with pytest.raises(InputError) as raised:
        run_of(settings('volumes-file = "list"', tmp_path), Given())
    assert raised.value.message.startswith(f"{tmp_path}/list:2:8: WRONG is no device type; allowed: 3390, ")


def test_a_list_of_words_may_come_from_the_system_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "RPWLIST.DATA").write_bytes(f"{'ABCDEF':80}{'* comment':80}{'secret':80}".encode("cp037"))
    run = run_of(settings('lint.restricted-passwords = "RPWLIST.DATA"', tmp_path), Given())
    assert run.options.restricted_passwords == {"ABCDEF", "SECRET"}


# -- what is in force


def test_without_a_word_every_key_with_a_value_is_in_force_by_default() -> None:
    rows = in_force(Settings(), Given())
    assert {str(row.origin) for row in rows} == {"default"}
    assert [row.name for row in rows] == [
        name for name, known in KEYS.items() if not known.is_table and name != ("extend",)
    ]


def test_what_is_in_force_says_where_it_comes_from(tmp_path: Path) -> None:
    text = '[lint]\nesm = "racf"\nfail-on = "info"\nselect = ["REC"]\nseverity = {REC = "info", SYN = "info"}'
    given = Given(fail_on=Severity.ERROR, select=["SYN"], severity=["SYN=off"], zvm=["7.3"], volumes=Path("list"))
    assert shown(settings(text, tmp_path), given) == {
        "volumes-file": [(Path("list"), "command line")],
        "lint.select": [(["SYN"], "command line")],
        "lint.severity.REC": [(Severity.INFO, "dirtool.toml:5")],
        "lint.severity.SYN": [("off", "command line")],
        "lint.fail-on": [(Severity.ERROR, "command line")],
        "lint.zvm": [(("7.3",), "command line")],
        "lint.esm": [("racf", "dirtool.toml:2")],
    }


def test_what_both_ignore_is_shown_of_both_unless_the_command_line_selects(tmp_path: Path) -> None:
    said = settings('lint.ignore = ["REC"]', tmp_path)
    assert shown(said, Given(ignore=["SYN"])) == {
        "lint.ignore": [(["REC"], "dirtool.toml:1"), (["SYN"], "command line")]
    }
    assert shown(said, Given(select=["ALL"])) == {"lint.select": [(["ALL"], "command line")]}
    assert shown(said, Given(select=["ALL"], ignore=["SYN"])) == {
        "lint.select": [(["ALL"], "command line")],
        "lint.ignore": [(["SYN"], "command line")],
    }


def test_a_volume_of_which_nothing_else_is_known_is_shown_alone(tmp_path: Path) -> None:
    rows = shown(settings("[volumes]\nB = {}\nA = {size = 1, devtype = 3390}", tmp_path), Given())
    assert list(rows) == ["volumes.A.devtype", "volumes.A.size", "volumes.B"]
