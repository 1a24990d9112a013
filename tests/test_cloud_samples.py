"""The samples of whole installations: the consistent ones agree, the broken one shows what its README lists, no more."""

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.copy_file import Dialect, read_copy_file
from dirtool.model.recognition import AnyFile, Kind, kind_of, recognised
from dirtool.text.records import read_records
from dirtool.verify.reading import read_installation
from dirtool.verify.run import Status, Verification, verify
from tests.cli.run import dirtool
from tests.model.made import PARSER

SAMPLES = Path(__file__).parents[1] / "samples"
CLOUD, FEILONG, BROKEN = (SAMPLES / name for name in ("cloud", "feilong", "cloud-broken"))
GOOD = (CLOUD, FEILONG)
JUDGED = (Kind.DIRECTORY, Kind.EXTENTS, Kind.DMSSICNF, Kind.DMSSICMO, Kind.AUTHLIST)  # by lint, without any other file
PASSWORDS = ("Quince7Harbor", "Medlar5Jetty", "Larch14", "Larch24", "Larch34", "Osier1Wharf", "Osier2Wharf")

_ROW = re.compile(r"\| (?P<code>[A-Z]{3}\d{3}) \| (?P<command>\w+) \| (?P<count>\d+) \| `(?P<place>[^`]+)` \|")


def judged_in(folder: Path) -> list[AnyFile]:
    """The files of a folder that lint judges; their paths are those from the folder."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != "README.md"]
    all_records = [read_records(file.read_bytes(), file.relative_to(folder).as_posix()) for file in files]
    return [recognised(records, PARSER, None, None) for records in all_records if kind_of(records) in JUDGED]


def lint_findings(folder: Path) -> list[tuple[str, str]]:
    """Code and place of all that lint finds."""
    return [(one.code, f"{one.span.path}:{one.span.line}") for one in lint(*judged_in(folder)).diagnostics]


@cache
def verified(folder: Path) -> Verification:
    """What verify says of a folder."""
    return verify(read_installation([folder], {}, PARSER, None))


def verify_findings(folder: Path) -> list[tuple[str, str]]:
    """Code and place of all that verify finds."""
    found = verified(folder).report.diagnostics
    return [(one.code, f"{Path(one.span.path).relative_to(folder).as_posix()}:{one.span.line}") for one in found]


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
@pytest.mark.parametrize("profile", [Profile.RECOMMENDED, Profile.CLOUD])
def test_lint_finds_nothing_in_a_consistent_installation(folder: Path, profile: Profile) -> None:
    options = Options(severities=severities_of(profile))
    assert [(one.code, one.span, one.message) for one in lint(*judged_in(folder), options=options).diagnostics] == []


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_nothing_fails_in_a_consistent_installation(folder: Path) -> None:
    verification = verified(folder)
    assert verification.counts[Status.FAILED] == 0
    assert [(one.code, one.span, one.message) for one in verification.report.diagnostics] == []
    assert verification.installation.unrecognised == ()


def test_every_check_is_made_on_one_of_the_consistent_installations() -> None:
    outcomes = [outcome for folder in GOOD for outcome in verified(folder).outcomes]
    made = {outcome.check.code for outcome in outcomes if outcome.status is not Status.SKIPPED}
    assert {outcome.check.code for outcome in outcomes} - made == set()


def test_what_is_skipped_for_the_cloud_is_what_its_files_are_not_about() -> None:
    skipped = [(one.check.code, one.host) for one in verified(CLOUD).outcomes if one.status is Status.SKIPPED]
    assert skipped == [
        ("CNF029", "ZVM2"),
        ("VFY026", "ZVM2"),
        ("VFY035", "ZVM1"),
        ("VFY036", "ZVM1"),
        ("VFY037", "ZVM1"),
        ("VFY039", "ZVM1"),
        ("VFY039", "ZVM2"),
    ]


def test_the_broken_installation_shows_exactly_what_its_readme_lists() -> None:
    rows = list(_ROW.finditer((BROKEN / "README.md").read_text(encoding="utf-8")))
    listed = {(row["command"], row["code"], row["place"]): int(row["count"]) for row in rows}
    found = Counter(("lint", *one) for one in lint_findings(BROKEN))
    found += Counter(("verify", *one) for one in verify_findings(BROKEN))
    assert found == listed
    assert len(rows) == len(listed) > 20


@pytest.mark.parametrize("folder", [*GOOD, BROKEN], ids=lambda folder: folder.name)
def test_no_password_of_an_installation_is_shown(folder: Path) -> None:
    texts = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file())
    assert any(password in texts for password in PASSWORDS)
    for how in ("full", "concise", "json", "sarif", "junit"):
        ran = dirtool("verify", "--install", folder, "--format", how)
        assert [password for password in PASSWORDS if password in ran.out + ran.err] == []
    for file in folder.rglob("*.*"):
        for ran in (dirtool("lint", file), dirtool("parse", file)):
            assert [password for password in PASSWORDS if password in ran.out + ran.err] == []


# ---- what dirtool new makes of them


@pytest.mark.parametrize("host", ["ZVM1", "ZVM2"])
def test_the_settings_that_are_made_for_a_copy_file_agree_with_the_installation(host: str, tmp_path: Path) -> None:
    shutil.copytree(CLOUD, tmp_path, dirs_exist_ok=True)
    for file in [*(tmp_path / host).iterdir(), tmp_path / "cinder.conf"]:
        if kind_of(read_records(file.read_bytes())) in (Kind.NOVA, Kind.NEUTRON, Kind.CINDER):
            file.unlink()
    management, copy, extents, config = (
        tmp_path / name
        for name in (
            "ZVM1/DMSSICNF.COPY",
            *(f"{host}/{one}" for one in ("DMSSICNF.COPY", "EXTENT.CONTROL", "SYSTEM.CONFIG")),
        )
    )
    ran = dirtool(
        *(
            "new",
            "openstack",
            "--from",
            copy,
            "--extents",
            extents,
            "--system-config",
            config,
            "--pool",
            f"LINUX{host[-1]}",
        ),
        *(
            "--profile",
            "OSDFLT",
            "--instance-names",
            f"os{host[-1]}%05x",
            "--management",
            management,
            "-o",
            tmp_path / host,
        ),
    )
    assert ran == (0, "", "")
    outcomes = verify(read_installation([tmp_path], {}, PARSER, None)).outcomes
    failed = {
        one.check.code: [found.message for found in one.findings] for one in outcomes if one.status is Status.FAILED
    }
    to_be_filled_in = {"VFY001", "VFY002", "VFY006"}  # the storage controller, and the password
    assert failed.keys() - to_be_filled_in == set(), failed
    assert {one.check.code for one in outcomes if one.status is Status.PASSED and one.host == host} >= {
        *("VFY003", "VFY004", "VFY005", "VFY007", "VFY008", "VFY009", "VFY015", "VFY016", "VFY020", "VFY022", "VFY024")
    }


def test_both_readers_of_the_copy_files_agree() -> None:
    files = [file for file in SAMPLES.rglob("DMSSIC*.COPY") if "cloud-broken" not in file.parts]
    assert len(files) == 4
    for copy in map(read_copy_file, files):
        rexx, ivp = ([(one.name, one.stated.text) for one in copy.settings_of(dialect)] for dialect in Dialect)
        assert rexx == ivp
