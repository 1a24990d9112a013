"""Settings files: which one is in use, what it says with those it extends, and what is said of one that cannot be read."""

import os
from pathlib import Path
from typing import Any

import pytest

from dirtool.cli.settings import Settings, read_settings
from dirtool.errors import InputError

FAIL_ON = ("lint", "fail-on")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, three below one in which a user's own settings would be."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    folder = tmp_path / "site" / "team" / "lab"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def put(path: Path, text: str | bytes = "") -> Path:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(config: Path | None = None, *, no_config: bool = False) -> Settings:
    return read_settings(config, no_config=no_config, formats=("full", "concise"))


def told(settings: Settings) -> dict[str, tuple[Any, str]]:
    """What is said, and where, by dotted names."""
    return {".".join(name): (one.value, str(one.origin)) for name, one in settings.values.items()}


def refusal(config: Path | None = None) -> InputError:
    with pytest.raises(InputError) as raised:
        read(config)
    return raised.value


# -- finding


def test_without_a_file_nothing_is_said() -> None:
    assert read() == Settings()


def test_the_nearest_file_upward_is_taken_and_no_other(here: Path) -> None:
    put(here.parents[1] / "dirtool.toml", 'lint.esm = "racf"')
    near = put(here.parent / "dirtool.toml", 'lint.fail-on = "info"')
    put(here / "below" / "dirtool.toml", 'lint.fail-on = "error"')
    assert told(read()) == {"lint.fail-on": ("info", f"{near}:1")}


def test_a_file_below_the_current_folder_is_shown_from_there(here: Path) -> None:
    put(here / "dirtool.toml", '\n[lint]\nfail-on = "info"')
    assert told(read()) == {"lint.fail-on": ("info", "dirtool.toml:3")}
    assert read().files == ("dirtool.toml",)


def test_of_two_files_in_a_folder_dirtool_toml_is_taken(here: Path) -> None:
    put(here / "pyproject.toml", '[tool.dirtool.lint]\nfail-on = "info"')
    assert read().files == ("pyproject.toml",)
    put(here / "dirtool.toml")
    assert read() == Settings(("dirtool.toml",))


def test_a_pyproject_toml_without_settings_is_passed_over(here: Path) -> None:
    above = put(here.parent / "pyproject.toml", '[tool.dirtool.lint]\nfail-on = "warning"')
    for text in (
        "",
        '[project]\nname = "dirtool"',
        "[tool.ruff]\n[tool.dirtools]",
        "not = = toml",
        b"\xff\xfe",
        "tool = 1",
    ):
        put(here / "pyproject.toml", text)
        assert told(read()) == {"lint.fail-on": ("warning", f"{above}:2")}
    (here / "pyproject.toml").unlink()
    (here / "pyproject.toml").mkdir()
    assert read().files == (str(above),)


@pytest.mark.parametrize(
    "text",
    [
        '[tool.dirtool.lint]\nfail-on = "info"',
        '[tool.dirtool]\nlint.fail-on = "info"',
        '\n[tool]\ndirtool.lint.fail-on = "info"',
    ],
)
def test_the_table_of_pyproject_toml_is_found_however_it_is_written(here: Path, text: str) -> None:
    put(here / "pyproject.toml", text)
    assert told(read()) == {"lint.fail-on": ("info", f"pyproject.toml:{len(text.splitlines())}")}


def test_an_empty_table_is_a_settings_file_too(here: Path) -> None:
    put(here.parent / "dirtool.toml", 'lint.fail-on = "info"')
    put(here / "pyproject.toml", "[tool.dirtool]")
    assert read() == Settings(("pyproject.toml",))


def test_only_without_any_file_the_users_own_one_is_taken(here: Path) -> None:
    own = put(here.parents[2] / "home" / "dirtool" / "dirtool.toml", 'lint.fail-on = "info"')
    assert told(read()) == {"lint.fail-on": ("info", f"{own}:1 (user)")}
    put(here.parent / "dirtool.toml")
    assert told(read()) == {}


def test_a_file_that_is_named_is_taken_whatever_else_there_is(here: Path) -> None:
    put(here / "dirtool.toml", "nonsense")
    put(here / "other.toml", 'lint.fail-on = "info"')
    put(here / "sub" / "pyproject.toml", '[tool.dirtool]\nlint.fail-on = "warning"')
    assert told(read(Path("other.toml"))) == {"lint.fail-on": ("info", "other.toml:1")}
    assert told(read(Path("sub/pyproject.toml"))) == {"lint.fail-on": ("warning", "sub/pyproject.toml:2")}


def test_no_file_is_looked_at_if_none_is_wanted(here: Path) -> None:
    put(here / "dirtool.toml", "nonsense")
    assert read(no_config=True) == Settings()
    with pytest.raises(InputError, match="--config and --no-config exclude each other"):
        read(Path("dirtool.toml"), no_config=True)


def test_a_byte_order_mark_does_no_harm(here: Path) -> None:
    put(here / "dirtool.toml", b'\xef\xbb\xbflint.fail-on = "info"\r\nlint.esm = "RACF"\r\n')
    assert told(read()) == {"lint.fail-on": ("info", "dirtool.toml:1"), "lint.esm": ("racf", "dirtool.toml:2")}


# -- files that extend others


def test_tables_are_merged_and_lists_and_scalars_replaced(here: Path) -> None:
    site = put(
        here.parents[1] / "site.toml",
        """\
[lint]
select = ["REC", "SYN"]
ignore = ["REC001"]
fail-on = "info"
[lint.severity]
REC = "warning"
text-past-column-71 = "error"
[lint.allow-options]
"MAINT*" = ["LNKNOPAS"]
[volumes]
LX0001 = {devtype = "3390", size = 10}
LX0002 = {}
""",
    )
    put(
        here / "dirtool.toml",
        """\
extend = "../../site.toml"
[lint]
select = ["VAL"]
fail-on = "warning"
[lint.severity]
rec001 = "off"
SYN = "info"
[lint.allow-options]
"maint*" = ["DEVMAINT"]
OPER = ["ALL"]
[volumes]
lx0001 = 10017
""",
    )
    settings = read()
    assert settings.files == ("dirtool.toml", str(site))
    found = {
        name: ([one.spelling for one in value] if name in ("lint.select", "lint.ignore") else value, origin)
        for name, (value, origin) in told(settings).items()
    }
    assert found == {
        "lint.select": (["VAL"], "dirtool.toml:3"),
        "lint.ignore": (["REC001"], f"{site}:3"),
        "lint.fail-on": ("warning", "dirtool.toml:4"),
        "lint.severity.REC": ("warning", f"{site}:6"),
        "lint.severity.REC001": ("off", "dirtool.toml:6"),
        "lint.severity.SYN": ("info", "dirtool.toml:7"),
        "lint.allow-options.MAINT*": (frozenset({"DEVMAINT"}), "dirtool.toml:9"),
        "lint.allow-options.OPER": (frozenset({"ALL"}), "dirtool.toml:10"),
        "volumes.LX0001": ({}, "dirtool.toml:12"),
        "volumes.LX0001.devtype": ("3390", f"{site}:11"),
        "volumes.LX0001.size": (10017, "dirtool.toml:12"),
        "volumes.LX0002": ({}, f"{site}:12"),
    }


def test_paths_start_from_the_file_that_names_them(here: Path) -> None:
    put(here.parent / "conf" / "site.toml", 'volumes-file = "volumes.txt"\nextend = "../conf2/base.toml"')
    put(here.parent / "conf2" / "base.toml", 'lint.baseline = "base.json"\nlint.restricted-passwords = "/etc/words"')
    put(here / "dirtool.toml", 'extend = "../conf/site.toml"')
    values = {name: os.path.normpath(str(value)) for name, (value, _) in told(read()).items()}
    assert values == {
        "volumes-file": str(here.parent / "conf" / "volumes.txt"),
        "lint.baseline": str(here.parent / "conf2" / "base.json"),
        "lint.restricted-passwords": "/etc/words",
    }


def test_a_pyproject_toml_can_extend_and_be_extended(here: Path) -> None:
    put(here / "pyproject.toml", '[tool.dirtool]\nextend = "base/pyproject.toml"')
    put(here / "base" / "pyproject.toml", '[tool.dirtool]\nextend = "../last.toml"\nlint.fail-on = "info"')
    put(here / "last.toml", 'lint.esm = "racf"\nlint.fail-on = "error"')
    assert told(read()) == {"lint.esm": ("racf", "last.toml:1"), "lint.fail-on": ("info", "base/pyproject.toml:3")}


def test_a_circle_names_the_files_in_it(here: Path) -> None:
    put(here / "dirtool.toml", 'extend = "b.toml"')
    put(here / "b.toml", '\nextend = "sub/../c.toml"')
    (here / "sub").mkdir()
    put(here / "c.toml", '\n\nextend = "b.toml"')
    assert refusal().message == "c.toml:3: extend goes in a circle: b.toml -> c.toml -> b.toml"
    put(here / "dirtool.toml", 'extend = "dirtool.toml"')
    assert refusal().message == "dirtool.toml:1: extend goes in a circle: dirtool.toml -> dirtool.toml"


def test_a_circle_by_a_link_is_one_too(here: Path) -> None:
    put(here / "dirtool.toml", 'extend = "other.toml"')
    (here / "other.toml").symlink_to("dirtool.toml")
    assert "extend goes in a circle: dirtool.toml -> dirtool.toml" in refusal().message


def test_a_long_chain_is_followed_to_its_end(here: Path) -> None:
    for number in range(1500):
        put(here / f"{number}.toml", f'extend = "{number + 1}.toml"')
    put(here / "1500.toml", 'lint.fail-on = "info"')
    assert told(read(Path("0.toml"))) == {"lint.fail-on": ("info", "1500.toml:1")}


def test_an_error_in_a_file_that_is_extended_says_who_extends_it(here: Path) -> None:
    put(here / "dirtool.toml", '\nextend = "none.toml"')
    error = refusal()
    assert (error.message, error.hint) == ("none.toml: No such file or directory", "extended by dirtool.toml:2")
    put(here / "none.toml", "lint.fail_on = 1")
    assert (refusal().message[:24], refusal().hint) == ("none.toml:1: lint.fail_o", "did you mean fail-on?")


# -- files that cannot be read


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = = 1", "1:5"),
        ("[lint]\nfail-on error", "2:9"),
        ('[lint]\nfail-on = "error', "2:17"),
        ("\n[lint", "2:6"),
        ("lint.select = [\n", "1:16"),
        ("[lint]\n[lint]", "2:6"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_place(here: Path, text: str, place: str) -> None:
    put(here / "dirtool.toml", text)
    message = refusal().message
    assert message.startswith(f"dirtool.toml:{place}: no TOML: ")
    assert "(at " not in message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'# ok\nlint.esm = "r\xe4cf"', "dirtool.toml:2: byte X'E4' is not UTF-8"),
        (b"\xff\xfel\0", "dirtool.toml:1: byte X'FF' is not UTF-8"),
    ],
)
def test_what_is_no_utf_8_is_refused_with_its_line(here: Path, data: bytes, message: str) -> None:
    put(here / "dirtool.toml", data)
    assert (refusal().message, refusal().hint) == (message, "save the file as UTF-8")


def test_a_number_that_is_too_long_for_python_is_refused(here: Path) -> None:
    put(here / "dirtool.toml", "volumes.LX0001 = " + "1" * 5000)
    assert refusal().message.startswith("dirtool.toml: no TOML: Exceeds the limit")


def test_a_broken_pyproject_toml_that_speaks_of_dirtool_is_refused(here: Path) -> None:
    put(here / "pyproject.toml", "[tool.dirtool]\nlint")
    assert refusal().message.startswith("pyproject.toml:2:5: no TOML: ")


def test_a_file_without_the_table_of_pyproject_toml_cannot_be_named(here: Path) -> None:
    put(here / "pyproject.toml", "[tool.ruff]")
    assert refusal(Path("pyproject.toml")).message == "pyproject.toml: no table [tool.dirtool]"
    put(here / "pyproject.toml", "[tool]\ndirtool = 5")
    assert refusal(Path("pyproject.toml")).message == "pyproject.toml:2: 5 is not allowed; allowed: a table"


def test_a_file_that_is_not_there_a_folder_and_a_broken_link_are_refused(here: Path) -> None:
    assert refusal(Path("none.toml")).message == "none.toml: No such file or directory"
    assert refusal(Path("")).message == ".: Is a directory"
    (here / "dirtool.toml").mkdir()
    assert refusal().message == "dirtool.toml: Is a directory"
    (here / "dirtool.toml").rmdir()
    (here / "dirtool.toml").symlink_to("gone.toml")
    assert refusal().message == "dirtool.toml: No such file or directory"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be read")
def test_a_file_that_must_not_be_read_is_refused(here: Path) -> None:
    put(here / "dirtool.toml").chmod(0)
    assert refusal().message == "dirtool.toml: Permission denied"


def test_a_current_folder_that_is_gone_is_refused(here: Path) -> None:
    here.rmdir()
    error = refusal()
    assert (error.message, error.hint) == (
        "current folder: No such file or directory",
        "--no-config looks for no settings",
    )
    assert read(no_config=True) == Settings()
