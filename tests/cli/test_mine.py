"""dirtool mine."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.run import dirtool
from tests.migrate.mine.farm import farm

FARM = "samples/hand-kept.direct"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "USER.DIRECT"
    path.write_text("".join(f"{record}\n" for record in farm(60)))
    return path


def test_proposals_are_shown_and_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()
    ran = dirtool("mine", file)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("+  JVMDFLT  new PROFILE for ")
    assert [path.name for path in file.parent.iterdir()] == ["USER.DIRECT"]
    assert file.read_bytes() == before


def test_the_new_directory_and_the_prototypes_go_to_a_folder_of_their_owner(file: Path) -> None:
    folder = file.parent / "mined"
    ran = dirtool("mine", file, "-o", folder)
    assert (ran.code, ran.err) == (0, "")
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "APPDFLT.PROTODIR",
        "DBSDFLT.PROTODIR",
        "JVMDFLT.PROTODIR",
        "MONDFLT.PROTODIR",
        "USER.DIRECT",
        "WEBDFLT.PROTODIR",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    told = json.loads(dirtool("mine", file, "--format", "json").out)
    assert len((folder / "USER.DIRECT").read_text().splitlines()) == told["summary"]["records_after"]
    changed = json.loads(dirtool("diff", file, folder / "USER.DIRECT", "--format", "json").out)["entries"]
    inside = {change["keyword"] for entry in changed if entry["action"] == "changed" for change in entry["changes"]}
    assert inside == {"INCLUDE"}
    assert dirtool("mine", folder / "USER.DIRECT").out.startswith("no profile would make the file smaller")


def test_a_folder_that_is_not_empty_is_refused(file: Path) -> None:
    ran = dirtool("mine", file, "-o", file.parent)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: cannot write to {file.parent}: the folder is not empty\n")


def test_a_stream_is_refused() -> None:
    assert dirtool("mine", FARM, "-o", "-") == (
        2,
        "",
        "dirtool: -o: a directory holds passwords, and is never written to a stream\n  hint: name a folder\n",
    )


def test_the_fewest_members_are_asked_for(file: Path) -> None:
    assert dirtool("mine", file, "--min-members", "60").out.startswith("no profile would make the file smaller\n")
    assert dirtool("mine", file, "--min-members", "1").code == 2


def test_extent_control_tells_the_groups_of_minidisks(file: Path) -> None:
    extents = file.parent / "EXTENT.CONTROL"
    volumes = [f"FRM{number:03}" for number in range(40)]
    regions = "".join(f"{volid} {volid} 1 200000 3390-A\n" for volid in volumes)
    groups = "".join(f"FARM {volid}\n" for volid in volumes)
    extents.write_text(f":REGIONS.\n{regions}:END.\n:GROUPS.\n{groups}:END.\n")
    folder = file.parent / "mined"
    assert dirtool("mine", file, "--extents", extents, "-o", folder).code == 0
    assert " MDISK 0100 3390 AUTOG 3338 FARM MR\n" in (folder / "WEBDFLT.PROTODIR").read_text()
    lost = extents.read_text().replace(":GROUPS.", "R1 TOOLONGVOLID 5\n:GROUPS.")
    extents.write_text(lost)
    assert "this record cannot be read" in dirtool("mine", file, "--extents", extents).err


def test_standard_input_is_mined_too(file: Path) -> None:
    folder = file.parent / "mined"
    ran = dirtool("mine", "-", "-o", folder, stdin=file.read_bytes())
    assert ran.code == 0
    assert (folder / "user.direct").is_file()
    assert json.loads(dirtool("mine", "-", "--format", "json", stdin=file.read_bytes()).out)["path"] == "<stdin>"


def test_prototypes_are_files_as_the_directory_is(tmp_path: Path) -> None:
    file = tmp_path / "blocks"
    file.write_bytes("".join(f"{record[:80]:80}" for record in farm(60)).encode())
    assert dirtool("mine", file, "-o", tmp_path / "mined").code == 0
    data = (tmp_path / "mined" / "WEBDFLT.PROTODIR").read_bytes()
    assert len(data) % 80 == 0
    assert data.startswith(b"USER WEBDFLT NOLOG * * G".ljust(80))


def test_where_nothing_is_proposed_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "user.direct"
    file.write_text("DIRECTORY 123 3390 RES001\nUSER A NOLOG\n")
    ran = dirtool("mine", file, "-o", tmp_path / "mined")
    assert ran.code == 0
    assert ran.err == f"dirtool: nothing is written to {tmp_path / 'mined'}, since nothing is proposed\n"
    assert not (tmp_path / "mined").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"hello\nworld\n", "this is no directory: no record of it is a statement"),
        (b":REGIONS.\nR1 V1 1 5 3390-03\n:END.\n", "this is EXTENT CONTROL, not a directory"),
        (b"", "this is no directory: no record of it is a statement"),
    ],
)
def test_what_is_no_directory_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    assert dirtool("mine", file) == (2, "", f"dirtool: {file}: {message}\n")


def test_a_directory_in_several_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("LOAD A DIRECT\n")
    (tmp_path / "A.DIRECT").write_text("USER A NOLOG\n")
    ran = dirtool("mine", tmp_path / "index")
    assert (ran.code, ran.out) == (2, "")
    assert "the directory is in 2 files; allowed: one file" in ran.err
