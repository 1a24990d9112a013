"""Every key of a settings file: the values that it takes, and what is said of those that it does not."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.cli.settings import read_settings
from dirtool.cli.settings_keys import KEYS, dotted
from dirtool.cli.toml_lines import lines_of_keys
from dirtool.errors import InputError
from dirtool.lint.diagnostic import Severity
from dirtool.model.volume_list import SystemArea
from tests.tools.docs import DOCS

RULES = "a code, the beginning of codes, the name of a rule, a profile, or ALL"


def values(text: str, folder: Path) -> dict[str, Any]:
    """The values of the settings in a text, by dotted names; selectors as they are spelt."""
    file = folder / "dirtool.toml"
    file.write_text(text, encoding="utf-8")
    found = read_settings(file, no_config=False, formats=("full", "concise")).values
    return {".".join(name): _spelt(setting.value) for name, setting in found.items()}


def _spelt(value: Any) -> Any:
    return [getattr(one, "spelling", one) for one in value] if isinstance(value, tuple) else value


def refusal(text: str, folder: Path) -> tuple[str, str | None]:
    """What is said of a text, without the file's name; and the hint."""
    with pytest.raises(InputError) as raised:
        values(text, folder)
    return raised.value.message.removeprefix(f"{folder}/dirtool.toml:"), raised.value.hint


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        (
            'lint.select = ["rec", "Text-Past-Column-71", "STRICT", "all"]',
            "lint.select",
            ["REC", "REC001", "strict", "ALL"],
        ),
        ("lint.select = []", "lint.select", []),
        ('lint.ignore = ["VAL0"]', "lint.ignore", ["VAL0"]),
        ('lint.not-suppressible = ["REC"]', "lint.not-suppressible", ["REC"]),
        ('lint.fail-on = "Warning"', "lint.fail-on", Severity.WARNING),
        ('lint.format = "concise"', "lint.format", "concise"),
        ('lint.zvm = ["7.3", "6.4"]', "lint.zvm", ["7.3", "6.4"]),
        ("lint.fragment = false", "lint.fragment", False),
        ('lint.esm = "None"', "lint.esm", "none"),
        ('lint.severity.rec = "Info"', "lint.severity.REC", Severity.INFO),
        ('lint.severity.text-past-column-71 = "off"', "lint.severity.REC001", "off"),
        (
            '[lint.allow-options]\n"ops*" = ["lnkn", "Maintccw", "NOVF"]',
            "lint.allow-options.OPS*",
            {"LNKNOPAS", "MAINTCCW", "NOVF"},
        ),
        ('lint.allow-options.MAINT = ["all"]', "lint.allow-options.MAINT", {"ALL"}),
        (
            'plan.protect = ["maint*", "db01/200", "[A-C]?/0?00"]',
            "plan.protect",
            ["MAINT*", "DB01/0200", "[A-C]?/0?00"],
        ),
        ("plan.clean = true", "plan.clean", True),
        ("plan.replace-threshold = 0", "plan.replace-threshold", 0),
        ('plan.online = "sched"', "plan.online", "SCHED"),
        ('[lint.allow-classes]\n"*" = "bg6"', "lint.allow-classes.*", "BG6"),
        ('lint.allow-classes."[a-c]?" = "All"', "lint.allow-classes.[A-C]?", "ALL"),
        ("volumes.lx0001 = 10017", "volumes.LX0001.size", 10017),
        ("volumes.LX0001 = {}", "volumes.LX0001", {}),
        ('volumes."A#$@+-" = {devtype = "fb-512"}', "volumes.A#$@+-.devtype", "FB-512"),
        ("volumes.123456.devtype = 3390", "volumes.123456.devtype", "3390"),
        (
            '[[volumes.LX0001.areas]]\nkind = "spol"\nfirst = 1\nlast = 1',
            "volumes.LX0001.areas",
            [SystemArea("SPOL", 1, 1)],
        ),
    ],
)
def test_a_key_takes(text: str, name: str, value: Any, tmp_path: Path) -> None:
    assert values(text, tmp_path)[name] == value


@pytest.mark.parametrize("key", ["lint.baseline", "lint.restricted-passwords", "volumes-file", "extents"])
def test_a_path_starts_from_the_folder_of_the_file(key: str, tmp_path: Path) -> None:
    assert values(f'{key} = "sub/file"', tmp_path)[key] == tmp_path / "sub" / "file"
    assert values(f'{key} = "/etc/file"', tmp_path)[key] == Path("/etc/file")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        # keys
        (
            "fail-on = 1",
            "1: fail-on: no such setting; allowed: extend, volumes-file, volumes, extents, lint, dirmaint, plan or migrate",
            "did you mean lint.fail-on?",
        ),
        (
            "[lint]\n\nfail_on = 'error'",
            "3: lint.fail_on: no such setting; allowed: fail-on, select, ignore, severity, format, baseline, "
            "zvm, fragment, esm, not-suppressible, restricted-passwords, allow-options or allow-classes",
            "did you mean fail-on?",
        ),
        (
            "[lnt]\nx = 1",
            "1: lnt: no such setting; allowed: lint, extend, volumes-file, volumes, extents, dirmaint, plan or migrate",
            "did you mean lint?",
        ),
        (
            "[tool.dirtool]",
            "1: tool: no such setting; allowed: extend, volumes-file, volumes, extents, lint, dirmaint, plan or migrate",
            None,
        ),
        (
            '"a b" = 1',
            '1: "a b": no such setting; allowed: extend, volumes-file, volumes, extents, lint, dirmaint, plan or migrate',
            None,
        ),
        ("lint = 1", "1: lint: 1 is not allowed; allowed: a table", None),
        (
            'plan.protect = ["A", "A/B/C"]',
            '1: plan.protect: "A/B/C" is not allowed; allowed: USERID or USERID/VDEV, with * ? and [ ] as in patterns of files',
            None,
        ),
        (
            "plan.protect = 'MAINT'",
            '1: plan.protect: "MAINT" is not allowed; allowed: a list of patterns of subjects, '
            'such as ["MAINT*", "DB01/0200"]',
            None,
        ),
        (
            "plan.replace-threshold = -1",
            "1: plan.replace-threshold: -1 is not allowed; allowed: a whole number, 0 or more",
            None,
        ),
        ("plan.online = 'NEVER'", '1: plan.online: "NEVER" is not allowed; allowed: IMMED, SCHED or OFFLINE', None),
        ("volumes = 'x'", '1: volumes: "x" is not allowed; allowed: a table', None),
        (
            "volumes.LX0001 = {\n size = 1, typ = 2}".replace("\n", ""),
            "1: volumes.LX0001.typ: no such setting; allowed: devtype, size or areas",
            None,
        ),
        # selectors
        (
            'lint.select = [\n  "REC",\n  "RECC",\n]',
            '3: lint.select: "RECC" selects no rule; allowed: ' + RULES,
            "did you mean REC?",
        ),
        (
            'lint.ignore = "REC"',
            '1: lint.ignore: "REC" is not allowed; allowed: a list; of each element: ' + RULES,
            None,
        ),
        (
            "lint.select = [1]",
            "1: lint.select: 1 is not allowed; allowed: " + RULES,
            None,
        ),
        (
            '[lint.severity]\nREC = "off"\nQQQ = "off"',
            '3: lint.severity.QQQ: "QQQ" selects no rule; allowed: ' + RULES,
            None,
        ),
        (
            '[lint.severity]\nREC001 = "off"\nREC = "info"\ntext-past-column-71 = "info"',
            "4: lint.severity.REC001 is the same as what line 2 sets",
            "leave one of them out",
        ),
        # words
        (
            'lint.fail-on = "warn"',
            '1: lint.fail-on: "warn" is not allowed; allowed: error, warning or info',
            "did you mean warning?",
        ),
        (
            "lint.severity.REC = true",
            "1: lint.severity.REC: true is not allowed; allowed: error, warning, info or off",
            None,
        ),
        ('lint.format = "ful"', '1: lint.format: "ful" is not allowed; allowed: full or concise', "did you mean full?"),
        ('lint.fragment = "yes"', '1: lint.fragment: "yes" is not allowed; allowed: true or false', None),
        (
            "lint.esm = ''",
            '1: lint.esm: "" is not allowed; allowed: the name of an external security manager, such as "racf", or '
            '"none"',
            None,
        ),
        (
            'lint.zvm = "7.3"',
            '1: lint.zvm: "7.3" is not allowed; allowed: a list of releases, such as ["7.3"]',
            None,
        ),
        (
            "lint.zvm = [7.3]",
            "1: lint.zvm: 7.3 is not allowed; allowed: 5.1, 5.2, 5.3, 5.4, 6.1, 6.2, 6.3, 6.4, 7.1, 7.2, 7.3 or 7.4, "
            "in quotes",
            None,
        ),
        ("lint.baseline = 5", "1: lint.baseline: allowed: a path in quotes", None),
        ('volumes-file = " "', "1: volumes-file: allowed: a path in quotes", None),
        ('extend = "a\\u0000b"', "1: extend: allowed: a path in quotes", None),
        # users
        (
            '[lint.allow-options]\n"A B" = []',
            '2: lint.allow-options."A B": no pattern of userids; allowed: A-Z 0-9 @ # $ _ - and * ? [ ]',
            None,
        ),
        (
            "[lint.allow-options]\nA = 'LNKNOPAS'",
            '2: lint.allow-options.A: "LNKNOPAS" is not allowed; allowed: a list of OPTION words, such as '
            '["LNKNOPAS"], or ["ALL"]',
            None,
        ),
        (
            "[lint.allow-options]\nA = [\n'DEVMAINT',\n'LNKNOPASS']",
            '4: lint.allow-options.A: "LNKNOPASS" is not allowed; allowed: ALL, or a word of the OPTION statement '
            "(dirtool explain OPTION lists them)",
            "did you mean LNKNOPAS?",
        ),
        (
            "lint.allow-classes.A = 'B7'",
            '1: lint.allow-classes.A: "B7" is not allowed; allowed: letters A to Z and digits 1 to 6, such as "BG", '
            'or "ALL"',
            None,
        ),
        (
            "[lint.allow-classes]\nA = 'B'\na = 'C'",
            "3: lint.allow-classes.A is the same as what line 2 sets",
            "leave one of them out",
        ),
        # volumes
        (
            "volumes.LX00001 = 1",
            '1: volumes.LX00001: "LX00001" is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +',
            None,
        ),
        (
            "volumes.A = 0",
            "1: volumes.A: 0 is not allowed; allowed: a size, 1 or more, or a table with devtype, size and areas",
            None,
        ),
        (
            "volumes.A = true",
            "1: volumes.A: true is not allowed; allowed: a size, 1 or more, or a table with devtype, size and areas",
            None,
        ),
        (
            "volumes.A = {size = 1.5}",
            "1: volumes.A.size: 1.5 is not allowed; allowed: the number of cylinders or blocks, 1 or more",
            None,
        ),
        (
            "volumes.A.devtype = '3309'",
            '1: volumes.A.devtype: "3309" is not allowed; allowed: 3390, 3380, 3370, 9345, 9336 or FB-512, or an '
            "older type such as 3375 or 3350",
            None,
        ),
        (
            "volumes.A.devtype = true",
            '1: volumes.A.devtype: true is not allowed; allowed: a device type, such as "3390"',
            None,
        ),
        ("volumes.A = 1\nvolumes.a = 1", "2: volumes.A is the same as what line 1 sets", "leave one of them out"),
        (
            "volumes.A.areas = {}",
            "1: volumes.A.areas: a table is not allowed; allowed: a list of {kind, first, last}",
            None,
        ),
        ("volumes.A.areas = [1]", "1: volumes.A.areas: 1 is not allowed; allowed: a table", None),
        (
            "volumes.A.areas = [{kind = 'PAGE', first = 1}]",
            "1: volumes.A.areas: the area has no last; wanted: kind, first and last",
            None,
        ),
        (
            "volumes.A.areas = [{kind = 'PAGE', frist = 1}]",
            "1: volumes.A.areas.frist: no such setting; allowed: first, kind or last",
            "did you mean first?",
        ),
        (
            "volumes.A.areas = [\n{kind = 'PAGE', first = 0, last = 1},\n{kind = 'SPOOL', first = 0, last = 1}]",
            '3: volumes.A.areas.kind: "SPOOL" is not allowed; allowed: PAGE, SPOL, TDSK, DRCT or PARM',
            "did you mean SPOL?",
        ),
        (
            "volumes.A.areas = [{kind = 'PAGE', first = 5, last = 4}]",
            "1: volumes.A.areas.last: 4 is not allowed; allowed: a cylinder or block not before the first, 5",
            None,
        ),
        (
            "volumes.A.areas = [{kind = 'PAGE', first = -1, last = 4}]",
            "1: volumes.A.areas.first: -1 is not allowed; allowed: a cylinder or block, 0 or more",
            None,
        ),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line_and_what_is_allowed(
    text: str, message: str, hint: str | None, tmp_path: Path
) -> None:
    assert refusal(text, tmp_path) == (message, hint)


@pytest.mark.parametrize(
    "text",
    [
        'lint.restricted-passwords = ["HUSHHUSH"]',
        "lint.restricted-passwords = {HUSHHUSH = 1}",
        "lint.restricted-passwords = 47114711",
        'lint.restricted-password = "HUSHHUSH"',
        'lint.select = [["HUSHHUSH"]]',
        'passwords = ["HUSHHUSH"]',
    ],
)
def test_words_that_should_be_in_the_list_of_passwords_are_not_shown(text: str, tmp_path: Path) -> None:
    message, hint = refusal(text, tmp_path)
    assert "HUSH" not in f"{message}{hint}"
    assert "4711" not in f"{message}{hint}"


def test_a_long_value_is_cut(tmp_path: Path) -> None:
    message, _ = refusal(f'lint.fail-on = "{"x" * 500}"', tmp_path)
    assert f'"{"x" * 40}..." is not allowed' in message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[lint]\nfail-on = 1", 2),
        ("# lint.fail-on = 2\nlint . 'fail-on' = 1", 2),
        ("[ 'lint' ]\n# fail-on\n\"fail-on\" = 1", 3),
        ("lint = {esm = 'x', fail-on = 1}", 1),
        ("[lint.severity]\nREC = 'off'\n[lint]\nesm = 'fail-on'\nfail-on = 1", 5),
        ('[lint]\nesm = """\\\nfail-on = 2\n"""\nfail-on = 1', 5),
        ("[lint]\nselect = [\n# fail-on\n'REC',\n]\nfail-on = 1", 6),
    ],
)
def test_the_line_is_found_however_the_key_is_written(text: str, line: int, tmp_path: Path) -> None:
    message, _ = refusal(text, tmp_path)
    assert message == f"{line}: lint.fail-on: 1 is not allowed; allowed: error, warning or info"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (("lint", "allow-options", "MAINT*"), 'lint.allow-options."MAINT*"'),
        (("volumes", "A-1_"), "volumes.A-1_"),
        (("",), '""'),
    ],
)
def test_a_name_is_quoted_where_toml_needs_it(name: tuple[str, ...], shown: str) -> None:
    assert dotted(name) == shown
    assert name in lines_of_keys(f"{shown} = 1")


_JUNK: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["REC", "off", "3390", "ALL", "PAGE", "", "x y"]) | st.integers(-1, 9) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["REC", "LX0001", "size", "kind", "first", "last", "areas", "A*", ""]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_toml(one)}' for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


@given(key=st.sampled_from([dotted(name) for name in KEYS if name != ("extend",)]), value=_JUNK)
def test_whatever_a_value_is_it_is_taken_or_refused_with_file_and_line(
    key: str, value: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "junk"
    folder.mkdir(exist_ok=True)
    place = message = f"{folder}/dirtool.toml:2: {key}"
    found: dict[str, Any] = {}
    try:
        found = values(f"\n{key} = {_toml(value)}", folder)
    except InputError as error:
        message = error.message
    assert message.startswith(place)
    assert all(name == key or name.startswith(f"{key}.") for name in found)


def test_every_key_is_in_the_manual() -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [name for name in KEYS if f"| `{name[-1]}` |" not in text] == []


def test_the_examples_of_the_manual_are_taken(tmp_path: Path) -> None:
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| `([^`]* = [^`]*)` \|$", text, re.MULTILINE))
    assert all(values(block, tmp_path) for block in blocks)
    for name in KEYS:
        if name != ("extend",):
            found = values(".".join([*name[:-1], rows[name[-1]]]), tmp_path)
            assert all(key.startswith(".".join(name)) for key in found)
