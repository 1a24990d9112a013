"""What is told of a move: every option and every setting, alone and together, and what none of them takes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.run import Ran, dirtool

DIRECTORY = """\
DIRECTORY 0123 3390 RES001
PROFILE DFLT
 MACHINE ESA
USER MAINT SESAME01 128M 1G ABCDEFG
 MDISK 0123 3390 0000 END LX0001 MR
USER WEB01 LBYONLY 1G 2G G
 INCLUDE DFLT
 MDISK 0200 3390 0301 0100 LX0001 MR
USER WEB02 LBYONLY 1G 2G G
 INCLUDE DFLT
 MDISK 0200 3390 0401 0100 LY0001 MR
USER CLONES LBYONLY 1G 2G G
 INCLUDE DFLT
 MDISK 0300 3390 0350 0010 LX0001 MR
"""
LIST = "RES001 3390 3339\nLX0001 3390 3339\nLY0001 3390 3339\n"
ALLOCATIONS = """\
                EXTENT     EXTENT                           %  ALLOCATION
VOLID  RDEV      START        END   TOTAL  IN USE   HIGH USED TYPE
------ ---- ---------- ---------- ------- ------- ------ ---- -------------
LY0001 1000       2000       2999    1000       0      0   0% TDISK
"""
IN_BRACKETS = "with * ? and [ ] as in patterns of files"
USERIDS = "1 to 8 of A-Z 0-9 @ # $ _ -"
PAGES = "ascii, utf-8, latin-1, 037, 500, 924, 1047, 1140"
RELEASES = "5.1, 5.2, 5.3, 5.4, 6.1, 6.2, 6.3, 6.4, 7.1, 7.2, 7.3 or 7.4"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "user.direct").write_text(DIRECTORY)
    (tmp_path / "volumes").write_text(LIST)
    return tmp_path


def moved(site: Path, *options: str | Path, settings: str = "") -> Ran:
    """What comes of a move, with some settings."""
    (site / "dirtool.toml").write_text(settings)
    return dirtool("migrate", "user.direct", *options, folder=site)


def groups(site: Path, *options: str, settings: str = "") -> dict[str, tuple[str | None, list[str]]]:
    """The proposed groups with their methods and regions."""
    found = document(site, *options, settings=settings)["groups"]
    return {group["name"]: (group["method"], group["regions"]) for group in found}


def document(site: Path, *options: str, settings: str = "") -> Any:
    ran = moved(site, "--volumes", "volumes", "--format", "json", *options, settings=settings)
    assert ran.err == ""
    return json.loads(ran.out)


def file(site: Path, name: str, *options: str, settings: str = "") -> str:
    """One of the files that are written."""
    ran = moved(site, "--volumes", "volumes", "-o", site / "move", "--overwrite", *options, settings=settings)
    assert ran.err == ""
    return (site / "move" / name).read_text()


# ---- administrators, SMAPI


@pytest.mark.parametrize(
    ("options", "settings"),
    [
        (("--admin", "opsmgr,Abbot"), ""),
        (("--admin", "opsmgr", "--admin", "ABBOT"), 'migrate.administrators = ["PMAINT"]'),
        ((), 'migrate.administrators = ["opsmgr", "ABBOT"]'),
    ],
)
def test_administrators_are_typed_or_set_and_what_is_typed_goes_first(
    site: Path, options: tuple[str, ...], settings: str
) -> None:
    told = file(site, "AUTHFOR.CONTROL", *options, settings=settings).splitlines()
    assert [line.split()[1] for line in told if line.startswith("ALL ")] == ["OPSMGR", "OPSMGR", "ABBOT", "ABBOT"]


@pytest.mark.parametrize(
    ("options", "settings"),
    [(("--smapi", "vsmwork1"), 'migrate.smapi-servers = ["VSMEVSRV"]'), ((), 'migrate.smapi-servers = ["vsmwork1"]')],
)
def test_smapi_servers_are_typed_or_set_and_what_is_typed_goes_first(
    site: Path, options: tuple[str, ...], settings: str
) -> None:
    told = file(site, "AUTHFOR.CONTROL", *options, settings=settings)
    assert "VSMWORK1" in told
    assert "VSMEVSRV" not in told


# ---- groups


@pytest.mark.parametrize(
    ("options", "settings", "expected"),
    [
        ((), "", {"LX": ("LINEAR", ["LX0001"]), "LY": ("LINEAR", ["LY0001"])}),
        (("--group", "linux=l?0001"), "", {"LINUX": ("LINEAR", ["LX0001", "LY0001"])}),
        (("--group", "A=LX0001", "--group", "A=ly*"), "", {"A": ("LINEAR", ["LX0001", "LY0001"])}),
        (
            ("--group", "A=LX0001,LY*"),
            'migrate.groups = {A = ["NONE"], B = ["LX*"]}',
            {"A": ("LINEAR", ["LX0001", "LY0001"]), "B": (None, [])},
        ),
        (
            ("--group", "C=LY*"),
            'migrate.groups.b = ["L*"]',
            {"C": ("LINEAR", ["LY0001"]), "B": ("LINEAR", ["LX0001"])},
        ),
        (("--group-by", "USER"), "", {"CLONES": ("LINEAR", ["LX0001"]), "WEB": ("LINEAR", ["LY0001"])}),
        (("--group-by", "profile"), "", {"DFLT": ("LINEAR", ["LX0001", "LY0001"])}),
        ((), 'migrate.group-by = "profile"', {"DFLT": ("LINEAR", ["LX0001", "LY0001"])}),
        (
            ("--group-by", "volume"),
            'migrate.group-by = "profile"',
            {"LX": ("LINEAR", ["LX0001"]), "LY": ("LINEAR", ["LY0001"])},
        ),
        (
            ("--allocate", "rotating", "--group", "A=L*"),
            "",
            {"A": ("ROTATING", ["LX0001", "LY0001"])},
        ),
        ((), 'migrate = {allocate = "rotating", groups.A = ["L*"]}', {"A": ("ROTATING", ["LX0001", "LY0001"])}),
        (
            ("--allocate", "LINEAR"),
            'migrate = {allocate = "ROTATING", groups.A = ["L*"]}',
            {"A": ("LINEAR", ["LX0001", "LY0001"])},
        ),
    ],
)
def test_groups_are_typed_set_or_proposed(
    site: Path, options: tuple[str, ...], settings: str, expected: dict[str, tuple[str | None, list[str]]]
) -> None:
    assert groups(site, *options, settings=settings) == expected


# ---- overlays, volumes, allocations


def excluded(site: Path, *options: str, settings: str = "") -> list[tuple[str, str]]:
    return [(one["entry"], one["vdev"]) for one in document(site, *options, settings=settings)["excludes"]]


@pytest.mark.parametrize(
    ("options", "settings", "more"),
    [
        ((), "", []),
        (("--overlay", "clones"), "", ["0300"]),
        (("--overlay", "NOBODY,CLO*/03??"), 'migrate.overlays = ["WEB*"]', ["0300"]),
        ((), 'migrate.overlays = ["CLONES/0300"]', ["0300"]),
    ],
)
def test_overlays_are_typed_or_set_and_what_is_typed_goes_first(
    site: Path, options: tuple[str, ...], settings: str, more: list[str]
) -> None:
    found = excluded(site, *options, settings=settings)
    assert found == [*(("CLONES", number) for number in more), ("MAINT", "0123")]


def test_volumes_and_allocations_are_typed_or_set(site: Path) -> None:
    (site / "map").write_text(ALLOCATIONS)

    def regions(*options: str, settings: str = "") -> list[tuple[str, int, int]]:
        (site / "dirtool.toml").write_text(settings)
        ran = dirtool("migrate", "user.direct", "--format", "json", *options, folder=site)
        assert ran.err == ""
        return [(one["volid"], one["first"], one["last"]) for one in json.loads(ran.out)["regions"]]

    guessed = [("LX0001", 1, 1112), ("LY0001", 1, 1112)]
    told = [("LX0001", 1, 3338), ("LY0001", 1, 3338)]
    assert regions() == guessed
    assert regions("--volumes", "volumes") == told
    assert regions(settings='volumes-file = "volumes"') == told
    assert regions("--no-config", settings='volumes-file = "volumes"') == guessed
    assert regions(settings='[volumes.LX0001]\ndevtype = "3390"\nsize = 3339') == [("LX0001", 1, 3338)]
    assert regions("--volumes", "volumes", "--alloc-map", "map") == [
        ("LX0001", 1, 3338),
        ("LY0001", 1, 1999),
        ("LY0001", 3000, 3338),
    ]


# ---- the release


@pytest.mark.parametrize(
    ("options", "settings", "codes"),
    [
        (("--zvm", "6.3"), "", []),
        (("--zvm", "7.3"), 'lint.zvm = ["6.3"]', ["REL002"]),
        ((), 'lint.zvm = ["6.3"]', []),
        ((), 'lint.zvm = ["6.3", "7.2"]', ["REL002"]),
    ],
)
def test_the_release_is_typed_or_the_newest_that_is_set(
    site: Path, options: tuple[str, ...], settings: str, codes: list[str]
) -> None:
    (site / "user.direct").write_text(f"{DIRECTORY} XSTORE 16M\n")
    found = [one["rule"] for one in document(site, *options, settings=settings)["shortfalls"] if one["code"] == "C18"]
    assert found == codes


# ---- what nothing takes: name, value, allowed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--zvm", "9.9"), f"--zvm 9.9: no release of z/VM; allowed: {RELEASES}"),
        (("--admin", "OPSMGR,A/B"), f"--admin A/B: allowed: {USERIDS}"),
        (("--smapi", "TOOLONGID"), f"--smapi TOOLONGID: allowed: {USERIDS}"),
        (("--group", "LX"), "--group LX: allowed: GROUP=VOLIDS, such as LINUX=LX*,LY0001"),
        (("--group", "LX="), "--group LX=: allowed: GROUP=VOLIDS, such as LINUX=LX*,LY0001"),
        (("--group", "=LX*"), "--group =LX*: allowed: 1 to 8 of A-Z 0-9 # @ $ : - +"),
        (("--group", "LINUX=L X"), "--group LINUX=L X: allowed: "),
        (("--overlay", "A/B/C"), f"--overlay A/B/C: allowed: USERID or USERID/VDEV, {IN_BRACKETS}"),
        (("--overlay", "A/ZZZZ"), f"--overlay A/ZZZZ: allowed: USERID or USERID/VDEV, {IN_BRACKETS}"),
        (("--code-page", "0037"), f"--code-page 0037: unknown\n  hint: one of {PAGES}\n"),
        (("--encoding", "0037"), f"--encoding 0037: unknown\n  hint: one of {PAGES}\n"),
        (("--volumes", "none"), "none: No such file or directory\n"),
        (("--volumes", "user.direct"), "user.direct:1:21: RES001 is one word too many; allowed: VOLID DEVTYPE SIZE"),
        (("--alloc-map", "user.direct"), "user.direct: no row of a map of allocations\n"),
        (("--config", "none"), "none: No such file or directory\n"),
    ],
)
def test_a_word_that_an_option_does_not_take_is_told_with_what_it_does(
    site: Path, options: tuple[str, ...], message: str
) -> None:
    ran = moved(site, *options, "-o", site / "move")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {message}")
    assert not (site / "move").exists()


@pytest.mark.parametrize(
    ("option", "value", "allowed"),
    [
        ("--group-by", "size", "'volume', 'user', 'profile'"),
        ("--allocate", "random", "'linear', 'rotating'"),
        ("--format", "pdf", "'text', 'json', 'html'"),
        ("--color", "red", "'auto', 'always', 'never'"),
    ],
)
def test_a_word_of_a_choice_is_told_with_the_others(site: Path, option: str, value: str, allowed: str) -> None:
    ran = moved(site, option, value)
    assert (ran.code, ran.out) == (2, "")
    assert f"Invalid value for '{option}': '{value}' is not one of {allowed}" in ran.err.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'migrate.administrators = "MAINT"',
            '1: migrate.administrators: "MAINT" is not allowed; allowed: a list of userids',
        ),
        ('migrate.administrators = ["A B"]', f'1: migrate.administrators: "A B" is not allowed; allowed: {USERIDS}'),
        ("migrate.smapi-servers = [5]", "1: migrate.smapi-servers: 5 is not allowed; allowed: a userid"),
        ('migrate.groups = ["LX*"]', "1: migrate.groups: a list is not allowed; allowed: a table"),
        ('migrate.groups.LINUX = "LX*"', '1: migrate.groups.LINUX: "LX*" is not allowed; allowed: a list of volids'),
        ('migrate.groups.LINUX = ["L X"]', '1: migrate.groups.LINUX: "L X" is not allowed; allowed: '),
        ('migrate.groups."A B" = ["LX*"]', '"A B" is no name of a group; allowed: 1 to 8 of A-Z 0-9 # @ $ : - +'),
        ('migrate.group-by = "size"', '1: migrate.group-by: "size" is not allowed; allowed: volume, user or profile'),
        ('migrate.allocate = "RANDOM"', '1: migrate.allocate: "RANDOM" is not allowed; allowed: LINEAR or ROTATING'),
        ('migrate.overlays = ["A/B/C"]', '1: migrate.overlays: "A/B/C" is not allowed; allowed: USERID or USERID/VDEV'),
        (
            "migrate.overlays = true",
            "1: migrate.overlays: true is not allowed; allowed: a list of patterns of subjects",
        ),
        ("migrate.zvm = '7.3'", "no such setting; allowed: "),
        ('lint.zvm = ["9.9"]', f'lint.zvm: "9.9" is not allowed; allowed: {RELEASES}, in quotes'),
        ('volumes.LX0001 = "big"', "allowed: a size, 1 or more, or a table with devtype, size and areas"),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_its_name_its_value_and_what_is_allowed(
    site: Path, text: str, message: str
) -> None:
    ran = moved(site, settings=text)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dirtool: dirtool.toml:1")
    assert message in ran.err


def test_settings_that_cannot_be_do_not_matter_without_them(site: Path) -> None:
    assert moved(site, settings="migrate.allocate = 5").code == 2
    assert moved(site, "--no-config", settings="migrate.allocate = 5").err == ""
