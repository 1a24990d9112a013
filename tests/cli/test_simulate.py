"""dirtool simulate."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from dirtool.cli.simulate import Format
from tests.cli.run import Ran, command, dirtool, on_terminal, process

DIRECTORY = """\
PROFILE DFLT
 MACHINE ESA 2
USER MAINT SECRET01 128M 1G ABCDEFG
 MDISK 0190 3390 1 100 LX0001 RR ALL SECRET02
USER DATAMOVE NOLOG 64M 128M BG
*
USER LINUX1 LBYONLY 1G 2G G
 INCLUDE DFLT
 LOGONBY MAINT
"""
CONTROL = """\
:REGIONS.
  LX0001     LX0001           1        1000  3390-03
  LX0002     LX0002           1        1000  3390-03
:END.
:GROUPS.
  LINUX      (ALLOCATE ROTATING)
  LINUX      LX0001 LX0002
:END.
"""
FORMATTED = "FOR LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR LABEL L191\n"
BIGGER = "FOR LINUX1 STORAGE 2G\n"
TOO_BIG = "FOR LINUX1 STORAGE 4G\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "user.direct").write_text(DIRECTORY)
    (tmp_path / "extent.control").write_text(CONTROL)
    return tmp_path


def simulated(site: Path, commands: str, *options: str | Path) -> Ran:
    """What comes of some commands, in short."""
    (site / "new.dirm").write_text(commands)
    asked = ("new.dirm", "--current", "user.direct", "--extents", "extent.control", "--format", "concise")
    return dirtool("simulate", *asked, *options, folder=site)


def told(ran: Ran) -> list[str]:
    """The lines of an answer in short without the places, and without the outcome of all."""
    assert ran.err == ""
    return [line.partition(": ")[2] for line in ran.out.splitlines()[:-1]]


def document(site: Path, commands: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(simulated(site, commands, "--format", "json").out)
    return found


# ---- the answer, and the exit code


def test_a_line_tells_the_outcome_of_a_command_and_another_one_that_of_its_work_unit(site: Path) -> None:
    ran = simulated(site, f"* a disk\n{FORMATTED}* DIRTOOL: WAIT\n{BIGGER}")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "new.dirm:2: RC 0 FOR LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR LABEL L191\n"
        "new.dirm:3: done work unit 01080001 (AMDISK LINUX1/0191)\n"
        "new.dirm:4: RC 0 FOR LINUX1 STORAGE 2G\n"
        "2 commands: 2 done, 0 failed; 1 work unit: 1 done, 0 failed\n"
    )


@pytest.mark.parametrize(("commands", "code"), [("", 0), ("* nothing\n", 0), (BIGGER, 0), (TOO_BIG, 1), ("FROB\n", 1)])
def test_the_exit_code_tells_whether_a_command_has_failed(site: Path, commands: str, code: int) -> None:
    assert simulated(site, commands).code == code


def test_a_command_that_the_compiler_refuses_tells_what_that_has_said(site: Path) -> None:
    (site / "NEW1.DIRECT").write_text("USER NEW1 NOLOG 4G 2G G\n")
    said = "HCPDIR1776E THE DEFAULT STORAGE OF NEW1 IS ABOVE ITS MAXIMUM."
    assert told(simulated(site, "ADD NEW1\n")) == [f"RC 3212 ADD NEW1: {said}"]
    (event,) = document(site, "ADD NEW1\n")["events"]
    assert (event["rc"], event["why"], event["sent"]) == (3212, said, {"name": "NEW1 DIRECT", "records": 1})


def test_programs_get_every_event_with_its_record(site: Path) -> None:
    found = document(site, f"{FORMATTED}{TOO_BIG}")
    assert (found["schema"], found["commands"], found["current"]) == ("dirtool.simulation/1", "new.dirm", "user.direct")
    assert [(one["kind"], one["line"], one.get("rc"), one["work_unit"]) for one in found["events"]] == [
        ("reply", 1, 0, "01080001"),
        ("reply", 2, 3213, None),
        ("work-unit", None, None, "01080001"),
    ]


def test_the_commands_or_the_directory_may_come_from_standard_input(site: Path) -> None:
    (site / "new.dirm").write_text(BIGGER)
    by_commands = process("simulate", "-", "--current", str(site / "user.direct"), stdin=BIGGER.encode())
    by_directory = process("simulate", str(site / "new.dirm"), "--current", "-", stdin=DIRECTORY.encode())
    assert by_commands == by_directory
    assert by_commands.code == 0


@pytest.mark.parametrize("how", Format)
def test_every_format_keeps_80_columns_but_for_what_is_quoted(site: Path, how: Format) -> None:
    names = "FOR LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR LABEL L191\nFOR LINUX1 GET\nFOR LINUX1 REVIEW\nFROB\n"
    out = simulated(site, names, "--format", how).out
    assert how is Format.JSON or max(map(len, out.splitlines())) <= 80


def test_colour_comes_on_a_terminal_and_not_where_it_is_unwanted(site: Path) -> None:
    (site / "new.dirm").write_text(TOO_BIG)
    asked = ("simulate", str(site / "new.dirm"), "--current", str(site / "user.direct"))
    assert "\x1b[1;31mDVHSTO3213E\x1b[0m" in on_terminal(*command(*asked)).out
    assert "\x1b" not in on_terminal(*command(*asked), extra={"NO_COLOR": "1"}).out
    assert "\x1b" not in process(*asked).out


# ---- what is written


def test_the_directory_is_written_for_its_owner_alone_and_only_what_has_changed_is_other(site: Path) -> None:
    ran = simulated(site, BIGGER, "-o", "new.direct", "--extents-output", "new.extents")
    assert ran.code == 0
    assert (site / "new.direct").read_text() == DIRECTORY.replace("LBYONLY 1G", "LBYONLY 2G")
    assert stat.S_IMODE((site / "new.direct").stat().st_mode) == 0o600
    assert (site / "new.extents").read_text() == CONTROL
    written = {"new.direct", "new.extents"}
    assert {path.name for path in site.iterdir()} == {"user.direct", "extent.control", "new.dirm", *written}


def test_it_is_written_too_where_a_command_has_failed(site: Path) -> None:
    assert simulated(site, f"{TOO_BIG}{BIGGER}", "-o", "new.direct").code == 1
    assert "LBYONLY 2G" in (site / "new.direct").read_text()


def test_it_keeps_its_encoding_and_its_records_of_80(site: Path) -> None:
    blocks = "".join(f"{record:80}" for record in DIRECTORY.splitlines()).encode("cp037")
    (site / "user.direct").write_bytes(blocks)
    assert simulated(site, BIGGER, "-o", "new.direct", "--encoding", "037").code == 0
    expected = blocks.replace("LBYONLY 1G".encode("cp037"), "LBYONLY 2G".encode("cp037"))
    assert (site / "new.direct").read_bytes() == expected


def test_extent_control_follows_the_commands(site: Path) -> None:
    simulated(site, "DASD ADD REGION LX0003 LX0003 3390-03 1000 1\n", "--extents-output", "new.extents")
    assert "LX0003 1 1000 3390-03" in " ".join((site / "new.extents").read_text().split())


def test_a_password_is_asked_for_only_where_the_directory_is_written(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = "FOR LINUX1 SETPW {env:NEWPW}\n"
    assert told(simulated(site, named)) == ["RC 0 FOR LINUX1 SETPW {env:NEWPW}"]
    (failed,) = told(simulated(site, named, "-o", "new.direct"))
    assert failed.startswith("RC 9027 FOR LINUX1 SETPW {env:NEWPW}: There is no password")
    monkeypatch.setenv("NEWPW", "sesame99")
    ran = simulated(site, named, "-o", "new.direct")
    assert "sesame99" not in ran.out.lower()
    assert "USER LINUX1 SESAME99 1G 2G G" in (site / "new.direct").read_text()


# ---- options


@pytest.mark.parametrize(
    ("options", "commands", "outcomes"),
    [
        (["--stop"], f"{TOO_BIG}{BIGGER}", ["RC 3213"]),
        ([], f"{TOO_BIG}{BIGGER}", ["RC 3213", "RC 0"]),
        (["--lock", "linux1"], BIGGER, ["RC 9003"]),
        (["--lock", "MAINT,LINUX1"], BIGGER, ["RC 9003"]),
        (["--full-group", "LINUX"], FORMATTED, ["RC 9007"]),
        (["--fail-work-unit", "1"], FORMATTED, ["RC 0", "failed"]),
        (["--fail-work-unit", "2"], FORMATTED, ["RC 0", "done"]),
        (["--set", "testing=yes", "--set", "node=SSI1"], FORMATTED, ["RC 0"]),
        (["--set", "Disk-Cleanup=YES"], f"{FORMATTED}* DIRTOOL: WAIT\nFOR LINUX1 DMDISK 191\n", ["RC 0", "done"] * 2),
    ],
)
def test_options_make_what_shall_happen(site: Path, options: list[str], commands: str, outcomes: list[str]) -> None:
    ran = simulated(site, commands, *options)
    lines = told(ran)
    assert [line[: len(outcome)] for line, outcome in zip(lines, outcomes, strict=True)] == outcomes
    assert ran.code == any(outcome not in ("RC 0", "done") for outcome in outcomes)


@pytest.mark.parametrize(("options", "volid"), [([], "LX0001"), (["--last-used", "linux=lx0001"], "LX0002")])
def test_a_rotating_group_goes_on_behind_the_region_that_it_used_last(
    site: Path, options: list[str], volid: str
) -> None:
    simulated(site, "FOR LINUX1 AMDISK 0191 3390 AUTOG 50 LINUX MR\n", "-o", "new.direct", *options)
    assert f" 50 {volid} MR" in (site / "new.direct").read_text()


def test_files_of_the_sender_are_looked_for_beside_the_commands_or_where_it_is_said(site: Path) -> None:
    folder = site / "files"
    folder.mkdir()
    (folder / "new1 direct").write_text("USER NEW1 NOLOG 1G 2G G\n")
    assert told(simulated(site, "ADD NEW1\n")) == ["RC 9013 ADD NEW1: The sender has no file NEW1 DIRECT."]
    assert told(simulated(site, "ADD NEW1\n", "--files", "files")) == ["RC 0 ADD NEW1"]


def test_a_prototype_may_be_there_from_the_beginning(site: Path) -> None:
    (site / "LINPROTO.PROTODIR").write_text("USER LINPROTO NOLOG 1G 2G G\n INCLUDE DFLT\n")
    like = "ADD NEW1 LIKE LINPROTO PW LBYONLY\n"
    assert simulated(site, like).code == 1
    assert simulated(site, like, "--prototype", "LINPROTO.PROTODIR", "-o", "new.direct").code == 0
    assert "USER NEW1 LBYONLY 1G 2G G\n INCLUDE DFLT\n" in (site / "new.direct").read_text()


# ---- what is refused


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--set", "nodes=A"], "--set nodes=A: allowed: NAME=VALUE, where NAME is node, "),
        (["--set", "node"], "--set node: allowed: NAME=VALUE, where NAME is node, "),
        (["--set", "online=never"], "--set online=never: allowed: IMMED, SCHED or OFFLINE"),
        (["--set", "datamove_machines=0"], "--set datamove_machines=0: allowed: a number from 1 to 999999"),
        (["--lock", "LINUX2"], "--lock LINUX2: LINUX2 is not in the directory\n  hint: did you mean LINUX1?"),
        (["--full-group", "LINUZ"], "LINUZ is no group of EXTENT CONTROL\n  hint: did you mean LINUX?"),
        (["--last-used", "LINUX"], "--last-used LINUX: allowed: GROUP=REGION"),
        (["--last-used", "NOSUCH=LX0001"], "--last-used NOSUCH: NOSUCH is no group of EXTENT CONTROL"),
        (["--last-used", "LINUX=LX0009"], "--last-used LINUX=LX0009: LX0009 is no region of group LINUX"),
        (["--files", "nowhere"], "--files nowhere: No such file or directory"),
        (["--prototype", "NOSUCH.PROTODIR"], "NOSUCH.PROTODIR: No such file or directory"),
        (["--current", "extent.control"], "extent.control: this is EXTENT CONTROL, not a directory"),
        (["--current", "new.dirm"], "new.dirm: this is a file of commands to DirMaint, not a directory"),
        (["--extents", "new.dirm"], "new.dirm: this is no EXTENT CONTROL"),
        (["-o", "user.direct"], "user.direct: the answer would overwrite the file that it is about"),
        (["-o", "new.dirm"], "new.dirm: the answer would overwrite the file that it is about"),
        (["--extents-output", "extent.control"], "extent.control: the answer would overwrite"),
        (["-o", "out", "--extents-output", "./out"], "name the same file"),
        (["-o", "-"], "-: the transcript goes to standard output"),
        (["-o", "nowhere/new"], "cannot write nowhere/new: No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(site: Path, options: list[str], said: str) -> None:
    ran = simulated(site, FORMATTED, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert sorted(path.name for path in site.iterdir()) == ["extent.control", "new.dirm", "user.direct"]
    assert (site / "user.direct").read_text() == DIRECTORY


def test_a_group_without_extent_control_is_none(site: Path) -> None:
    (site / "new.dirm").write_text(BIGGER)
    ran = dirtool("simulate", "new.dirm", "--current", "user.direct", "--full-group", "LINUX", folder=site)
    assert "LINUX is no group of EXTENT CONTROL\n  hint: --extents names the file" in ran.err


@pytest.mark.parametrize(("file", "what"), [("user.direct", "a directory"), ("extent.control", "EXTENT CONTROL")])
def test_another_file_in_the_place_of_the_commands_is_refused(site: Path, file: str, what: str) -> None:
    ran = dirtool("simulate", file, "--current", "user.direct", folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert f"{file}: this is {what}, not a file of commands" in ran.err


@pytest.mark.parametrize("commands", ["USER WITHPASS\n", "STORAGE 2G\nCLASS G\n", "FOR A REVIEW\nPROFILE X\n"])
def test_what_might_be_a_part_of_a_directory_is_run_where_it_may_be_commands(site: Path, commands: str) -> None:
    assert simulated(site, commands).code in (0, 1)


def test_standard_input_cannot_be_both() -> None:
    ran = process("simulate", "-", "--current", "-")
    assert (ran.code, ran.err) == (2, "dirtool: standard input can be the commands or the directory, not both\n")


def test_a_directory_may_begin_empty(site: Path) -> None:
    (site / "user.direct").write_text("")
    (site / "NEW1.DIRECT").write_text("USER NEW1 NOLOG\n")
    assert simulated(site, "ADD NEW1\n", "-o", "new.direct").code == 0
    assert (site / "new.direct").read_text() == "USER NEW1 NOLOG\n"


def test_the_directory_and_extent_control_go_to_two_files(site: Path) -> None:
    ran = simulated(site, BIGGER, "-o", "new.direct", "--extents-output", site / "new.direct")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "dirtool: new.direct: -o and --extents-output name the same file\n"
    assert not (site / "new.direct").exists()


@pytest.mark.parametrize("option", ["-o", "--extents-output"])
@pytest.mark.parametrize("name", ["-", "/dev/stdout"])
def test_standard_output_has_the_transcript_alone(site: Path, option: str, name: str) -> None:
    ran = simulated(site, BIGGER, option, name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"dirtool: {name}: the transcript goes to standard output\n  hint: name a file\n"
    assert not (site / "-").exists()


def test_a_prototype_is_not_overwritten(site: Path) -> None:
    (site / "LINUX.PROTODIR").write_text("USER LINUX NOLOG\n")
    ran = simulated(site, BIGGER, "--prototype", "LINUX.PROTODIR", "-o", "LINUX.PROTODIR")
    assert ran.code == 2
    assert (site / "LINUX.PROTODIR").read_text() == "USER LINUX NOLOG\n"
