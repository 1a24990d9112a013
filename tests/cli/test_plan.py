"""dirtool plan."""

import json
import os
import stat
from pathlib import Path

import pytest

from dirtool.cli.plan_output import Format
from dirtool.verify.plan.document import Claim
from tests.cli.plan_files import (
    DESIRED,
    DIRECTORY,
    NEW,
    REMOVE,
    WITHOUT_LINUX2,
    commands_in,
    planned,
    whole,
    write_site,
)
from tests.cli.run import command as command_line
from tests.cli.run import dirtool, on_terminal, process

CLAIM = Claim("all is well", False, "it is not")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


# ---- the answer, and the exit code


def test_a_plan_is_shown_and_nothing_is_written(site: Path) -> None:
    before = sorted(site.iterdir())
    ran = planned(site)
    assert (ran.code, ran.err) == (0, "")
    assert "~  LINUX1  STORAGE 1G -> 4G\n" in ran.out
    assert ran.out.endswith("Proved: 10 of 10 claims\n")
    assert sorted(site.iterdir()) == before


@pytest.mark.parametrize("how", Format)
def test_a_plan_is_shown_in_every_format(site: Path, how: Format) -> None:
    ran = planned(site, "--format", how)
    assert (ran.code, ran.err) == (0, "")
    assert "LINUX1" in ran.out
    assert json.loads(ran.out)["schema"] == "dirtool.plan/1" if how is Format.JSON else True


def test_changes_are_no_reason_to_fail_unless_that_is_asked_for(site: Path) -> None:
    assert planned(site, "--exit-code").code == 1
    assert (
        planned(
            site, "--exit-code", text=DESIRED.replace("4G", "1G").replace("max_storage: 1G", "max_storage: 2G")
        ).code
        == 0
    )


def test_the_directory_is_beside_the_desired_state_unless_it_is_named(site: Path) -> None:
    assert dirtool("plan", site / "desired.yaml").code == 0
    (site / "other.direct").write_text(DIRECTORY.replace("1G 2G", "4G 4G"))
    assert planned(site, "--current", "other.direct").out.startswith("Nothing to do: ")


def test_standard_input_can_be_either(site: Path) -> None:
    wanted = dirtool("plan", "-", stdin=DESIRED.encode(), folder=site)
    assert (wanted.code, wanted.err) == (0, "")
    assert dirtool("plan", "desired.yaml", "--current", "-", stdin=DIRECTORY.encode(), folder=site).code == 0
    assert dirtool("plan", "-", "--current", "-", folder=site).err == (
        "dirtool: standard input can be the desired state or the directory, not both\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("desired.yaml", "--verbose", "--format", "json"), "--verbose goes with --format text, not json"),
        (("desired.yaml", "--max-bytes", "5000"), "--max-bytes goes with --format markdown, not text"),
        (("desired.yaml", "--typed"), "--typed goes with --emit dirm"),
        (("desired.yaml", "--emit", "direct", "--emit", "dirm"), "--emit direct goes alone"),
        (("desired.yaml", "--emit", "entry"), "--emit entry: this holds passwords, and is never written to a stream"),
        (
            ("desired.yaml", "--emit", "direct", "-o", "/dev/stdout"),
            "--emit direct: this holds passwords, and is never written to a stream",
        ),
        (("desired.yaml", "--emit", "dirm", "--format", "json"), "--format json: standard output takes the commands"),
        (("desired.yaml", "--dasd-allocate", "EXACT_FF"), "--dasd-allocate goes with --policy dirmaint"),
        (("user.direct",), "user.direct: this is a directory, not a desired state"),
        (("user.direct", "--whole"), "--whole needs the directory as it is"),
        (("desired.yaml", "--whole", "--current", "user.direct"), "desired.yaml: this is no directory"),
        (("desired.yaml", "--current", "desired.yaml"), "desired.yaml: this is no directory"),
        (("user.direct", "--whole", "--current", "user.direct", "--policy", "pack"), "--whole chooses no places"),
        (("desired.yaml", "-o", "user.direct"), "user.direct: the answer would overwrite the file that it is about"),
        (("desired.yaml", "-o", "extent.control"), "extent.control: the answer would overwrite"),
        (("desired.yaml", "--emit", "dirm", "-o", "desired.yaml"), "desired.yaml: the answer would overwrite"),
        (("desired.yaml", "--only", "LINUX9"), "--only LINUX9: the desired state says nothing of it"),
        (("desired.yaml", "--only", ""), "--only: a subject is missing"),
        (("none.yaml",), "none.yaml: No such file or directory"),
    ],
)
def test_what_cannot_be_is_told_with_exit_code_2(site: Path, options: tuple[str, ...], message: str) -> None:
    ran = dirtool("plan", *options, folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {message}")
    assert (site / "user.direct").read_text() == DIRECTORY


def test_a_desired_state_that_names_no_directory_needs_one(site: Path) -> None:
    ran = planned(site, text=DESIRED.replace("current: user.direct\n", ""))
    assert (ran.code, ran.err) == (
        2,
        "dirtool: desired.yaml: the directory as it is is not named\n"
        "  hint: name it with --current FILE, or with the key current\n",
    )


@pytest.mark.parametrize("key", ["current: user.direct", "extents: extent.control"])
@pytest.mark.parametrize("named", ["/dev/zero", "pipe", "."])
def test_a_file_that_the_desired_state_names_is_no_device_and_no_pipe(site: Path, key: str, named: str) -> None:
    os.mkfifo(site / "pipe")
    word = key.partition(":")[0]
    ran = planned(site, text=DESIRED.replace(key, f"{word}: {named}"))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: desired.yaml: {word}: {'' if named == '.' else named}")
    assert "is no file" in ran.err


def test_a_place_is_not_chosen_while_the_place_of_some_minidisk_cannot_be_read(site: Path) -> None:
    (site / "user.direct").write_text(DIRECTORY.replace("301 100", "3O1 100"))
    ran = planned(site, text=DESIRED + NEW)
    assert ran.code == 2
    assert "the place of this minidisk cannot be read" in ran.err
    assert planned(site).code == 0


# ---- what it is allowed to do


def test_a_plan_that_loses_data_without_consent_is_shown_and_refused(site: Path) -> None:
    ran = whole(site, wanted=WITHOUT_LINUX2)
    assert (ran.code, ran.err) == (3, "")
    assert "Plan refused: 2 subjects need consent" in ran.out
    assert "--allow-remove LINUX2" in ran.out


@pytest.mark.parametrize("consents", [("LINUX2",), ("linux2",), ("LINUX9,LINUX2",)])
def test_consent_for_an_entry_is_consent_for_its_minidisks(site: Path, consents: tuple[str, ...]) -> None:
    assert whole(site, *(word for one in consents for word in ("--allow-remove", one)), wanted=WITHOUT_LINUX2).code == 0


def test_consent_that_nothing_needs_is_told_of_since_it_may_be_a_slip(site: Path) -> None:
    ran = whole(site, "--allow-remove", "LINUX22", wanted=WITHOUT_LINUX2)
    assert ran.code == 3
    assert (
        ran.err
        == "dirtool: --allow-remove LINUX22: nothing in the plan needs it\n  hint: did you mean LINUX2 or LINUX2/0200?\n"
    )


def test_what_the_settings_protect_no_consent_removes(site: Path) -> None:
    (site / "dirtool.toml").write_text('[plan]\nprotect = ["LINUX?/200"]\n')
    ran = planned(site, "--allow-remove", "LINUX2", text=DESIRED + REMOVE)
    assert (ran.code, ran.err) == (3, "")
    assert "LINUX2/0200 is protected (LINUX?/0200)" in ran.out


@pytest.mark.parametrize(
    ("settings", "options", "is_cleaned"),
    [
        ("", (), False),
        ("", ("--clean",), True),
        ("[plan]\nclean = true\n", (), True),
        ("[plan]\nclean = true\n", ("--no-clean",), False),
    ],
)
def test_whether_what_is_removed_is_overwritten_the_settings_and_the_command_line_say(
    site: Path, settings: str, options: tuple[str, ...], is_cleaned: bool
) -> None:
    (site / "dirtool.toml").write_text(settings)
    ran = planned(site, *options, "--emit", "dirm", text=DESIRED + REMOVE)
    gone = [one for one in commands_in(ran.out) if one.startswith("FORUSER LINUX2")]
    assert gone == [*(["FORUSER LINUX2 DMDISK 0200 CLEAN"] if is_cleaned else []), "FORUSER LINUX2 PURGE NOCLEAN"]


@pytest.mark.parametrize(("online", "is_there"), [("IMMED", False), ("SCHED", True)])
def test_where_changes_wait_for_the_object_directory_direct_brings_them_there(
    site: Path, online: str, *, is_there: bool
) -> None:
    (site / "dirtool.toml").write_text(f'[plan]\nonline = "{online}"\n')
    assert ("DIRECT" in commands_in(planned(site, "--emit", "dirm").out)) is is_there


def test_an_entry_is_replaced_from_so_many_commands_on_as_the_settings_say(site: Path) -> None:
    assert "FORUSER LINUX1 REPLACE" not in commands_in(planned(site, "--emit", "dirm").out)
    (site / "dirtool.toml").write_text("[plan]\nreplace-threshold = 1\n")
    assert "FORUSER LINUX1 REPLACE" in commands_in(planned(site, "--emit", "dirm").out)


def test_what_only_leaves_out_is_told_beside_the_commands(site: Path) -> None:
    text = DESIRED + REMOVE
    assert "Note: --only leaves out 1 of 2 subjects" in planned(site, "--only", "LINUX1", text=text).out
    ran = planned(site, "--only", "LINUX1", "--emit", "dirm", text=text)
    assert ran.err == "dirtool: --only leaves out 1 of 2 subjects of desired.yaml\n"


# ---- what is written


def test_a_saved_plan_is_json_and_the_text_is_shown_all_the_same(site: Path) -> None:
    ran = planned(site, "-o", "plan.json")
    assert ran == planned(site)
    document = json.loads((site / "plan.json").read_text())
    assert document["schema"] == "dirtool.plan/1"
    assert (site / "plan.json").read_text() == planned(site, "--format", "json").out


def test_a_file_has_the_format_that_is_named(site: Path) -> None:
    ran = planned(site, "--format", "html", "-o", "plan.html")
    assert ran.out == ""
    assert (site / "plan.html").read_text().startswith("<!doctype html>")


def test_the_commands_of_all_stages_go_to_standard_output_or_to_a_file(site: Path) -> None:
    text = DESIRED + NEW + REMOVE
    ran = planned(site, "--emit", "dirm", text=text)
    assert (ran.code, ran.err) == (0, "")
    assert commands_in(ran.out) == [
        "QUERY DATAMOVE *",
        "BACKUP",
        "ADD LINUX3",
        "FORUSER LINUX3 SETPW {env:NEW_PASSWORD}",
        "FORUSER LINUX1 MAXSTORE 4G",
        "FORUSER LINUX1 STORAGE 4G",
        "FORUSER LINUX2 PURGE NOCLEAN",
        "USER WITHPASS",
    ]
    assert "* DIRTOOL: WAIT" in ran.out.splitlines()
    to_file = planned(site, "--emit", "dirm", "-o", "new.dirm", text=text)
    assert (site / "new.dirm").read_text() == ran.out
    assert to_file.out.endswith("Proved: 10 of 10 claims\n")


def test_typed_commands_can_be_typed_at_a_terminal(site: Path) -> None:
    text = DESIRED.replace("LINUX1:", '"LINUX#1":').replace("{max", "{password: NOLOG, max")
    ran = planned(site, "--emit", "dirm", "--typed", text=text)
    assert 'DIRM ADD LINUX"#1' in ran.out.splitlines()
    assert all(line.startswith(("*", "DIRM ")) for line in ran.out.splitlines())


def test_a_folder_gets_a_file_for_each_stage_and_those_that_go_with_commands(site: Path) -> None:
    planned(site, "--emit", "dirm", "--emit", "entry", "-o", "run/", text=DESIRED + NEW + REMOVE)
    assert sorted(path.name for path in (site / "run").iterdir()) == ["LINUX3.DIRECT", "stage-1.dirm", "stage-2.dirm"]
    assert stat.S_IMODE((site / "run").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (site / "run").iterdir()} == {0o600}
    assert commands_in((site / "run" / "stage-2.dirm").read_text()) == ["FORUSER LINUX2 PURGE NOCLEAN", "USER WITHPASS"]
    assert (site / "run" / "LINUX3.DIRECT").read_text().startswith("USER LINUX3 NOLOG ")


def test_the_stages_lead_to_what_the_whole_directory_is_to_be(site: Path) -> None:
    text, secret = DESIRED + NEW + REMOVE, {"NEW_PASSWORD": "SESAME09"}
    planned(site, "--emit", "dirm", "--emit", "entry", "-o", "run", text=text)
    planned(site, "--emit", "direct", "-o", "wanted.direct", text=text, environment=secret)
    now = "user.direct"
    for number in (1, 2):
        asked = (f"run/stage-{number}.dirm", "--current", now, "--extents", "extent.control")
        now = f"after{number}.direct"
        assert dirtool("simulate", *asked, "-o", now, folder=site, extra=secret).code == 0
    assert dirtool("diff", now, "wanted.direct", "--exit-code", folder=site).code == 0
    assert "USER LINUX3 SESAME09" in (site / "wanted.direct").read_text()


def test_a_folder_with_something_in_it_is_refused(site: Path) -> None:
    (site / "run").mkdir()
    (site / "run" / "stage-9.dirm").write_text("")
    ran = planned(site, "--emit", "dirm", "-o", "run")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "dirtool: cannot write to run: the folder is not empty")
    assert [path.name for path in (site / "run").iterdir()] == ["stage-9.dirm"]


def test_a_file_with_passwords_takes_the_place_of_a_link_and_not_of_what_that_leads_to(site: Path) -> None:
    (site / "open").write_text("kept")
    (site / "new.direct").symlink_to("open")
    assert planned(site, "--emit", "direct", "-o", "new.direct").code == 0
    assert not (site / "new.direct").is_symlink()
    assert (site / "open").read_text() == "kept"


@pytest.mark.parametrize("place", ["desired.yaml", "also.direct", "file", "dangling", "none/run"])
def test_commands_and_files_go_to_no_place_that_is_no_folder(site: Path, place: str) -> None:
    (site / "file").write_text("kept")
    (site / "dangling").symlink_to("nowhere")
    (site / "also.direct").symlink_to("user.direct")
    ran = planned(site, "--emit", "dirm", "--emit", "entry", "-o", place, text=DESIRED + NEW)
    assert (ran.code, ran.out) == (2, "")
    assert not (site / "nowhere").exists()
    assert (site / "file").read_text() == "kept"
    assert (site / "user.direct").read_text() == DIRECTORY


@pytest.mark.parametrize(
    "name", ["..", ".", "/", "../X", "CON:", "A B", "*", "?", "A*", "x\\ny", "-", "X" * 9, "{1..2}/"]
)
def test_no_name_of_an_entry_leads_out_of_the_folder(site: Path, name: str) -> None:
    text = f'{DESIRED}  "{name}": {{password: NOLOG}}\n'
    ran = planned(site, "--emit", "dirm", "--emit", "entry", "-o", "run", text=text)
    names = sorted(path.name for path in (site / "run").iterdir()) if (site / "run").exists() else []
    if name == "-":  # which is a userid
        assert (ran.code, names) == (0, ["-.DIRECT", "stage-1.dirm"])
    else:
        assert (ran.code, ran.out, names) == (2, "", [])
        assert ran.err.startswith("dirtool: desired.yaml:6:3: ")
    assert {path.name for path in site.iterdir()} - {"run"} == {"user.direct", "extent.control", "desired.yaml"}


def test_the_files_that_are_sent_hold_their_passwords_and_no_other_answer_does(site: Path) -> None:
    (site / "dirtool.toml").write_text("[plan]\nreplace-threshold = 0\n")
    ran = planned(site, "--emit", "dirm", "--emit", "entry", "-o", "run")
    assert "SESAME03" in (site / "run" / "LINUX1.DIRECT").read_text()
    assert "SESAME" not in (site / "run" / "stage-1.dirm").read_text()
    assert "SESAME" not in "".join([ran.out, *(planned(site, "--format", how).out for how in Format)])


@pytest.mark.parametrize("statement", ["COMMAND MSG * ********", "ACCOUNT ********", "COMMAND ****************"])
def test_what_looks_like_a_masked_password_is_a_word_like_others(site: Path, statement: str) -> None:
    (site / "dirtool.toml").write_text("[plan]\nreplace-threshold = 0\n")
    text = DESIRED.replace("storage: 4G}", f'storage: 4G, statements: ["{statement}"]}}')
    assert planned(site, "-o", "plan.json", text=text).code == 0
    asked = ("verify", "plan.json", "--current", "user.direct", "--extents", "extent.control")
    ran = dirtool(*asked, folder=site)
    assert (ran.code, ran.err) == (0, "")


def test_the_new_directory_is_for_its_owner_alone_and_keeps_what_does_not_change(site: Path) -> None:
    planned(site, "--emit", "direct", "-o", "new.direct")
    assert stat.S_IMODE((site / "new.direct").stat().st_mode) == 0o600
    assert (site / "new.direct").read_text() == DIRECTORY.replace("LINUX1 SESAME03 1G 2G", "LINUX1 SESAME03 4G 4G")


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "{env:NEW_PASSWORD}: the environment has no variable NEW_PASSWORD"),
        ({"NEW_PASSWORD": "TWO WORDS"}, "{env:NEW_PASSWORD}: this cannot be a password; allowed: one word"),
        (
            {"NEW_PASSWORD": "MUCHTOOLONG"},
            "{env:NEW_PASSWORD}: this cannot be a password; allowed: at most 8 characters",
        ),
    ],
)
def test_a_new_directory_without_a_password_of_it_is_not_written(
    site: Path, environment: dict[str, str], message: str
) -> None:
    ran = planned(site, "--emit", "direct", "-o", "new.direct", text=DESIRED + NEW, environment=environment)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {message}")
    assert not (site / "new.direct").exists()


@pytest.mark.parametrize("form", ["crlf", "blocks"])
def test_what_is_sent_has_the_form_of_the_directory(site: Path, form: str) -> None:
    lines = DIRECTORY.splitlines()
    blocks = "".join(f"{line:80}" for line in lines).encode("cp037")
    (site / "user.direct").write_bytes("".join(f"{line}\r\n" for line in lines).encode() if form == "crlf" else blocks)
    planned(site, "--emit", "entry", "-o", "run", text=DESIRED + NEW)
    data = (site / "run" / "LINUX3.DIRECT").read_bytes()
    if form == "crlf":
        assert data.endswith(b"\r\n")
    else:
        assert (len(data) % 80, data[:11]) == (0, "USER LINUX3".encode("cp037"))


def test_nothing_is_emitted_of_a_plan_that_is_refused(site: Path) -> None:
    ran = whole(site, "--emit", "dirm", wanted=WITHOUT_LINUX2)
    assert (ran.code, ran.out) == (3, "")  # whoever sends standard output on sends no text of a plan
    assert "Plan refused" in ran.err
    ran = whole(site, "-o", "plan.json", wanted=WITHOUT_LINUX2)
    assert (ran.code, ran.err) == (3, "dirtool: nothing is written to plan.json, since the plan is refused\n")
    assert "Plan refused" in ran.out
    assert not (site / "plan.json").exists()
    ran = whole(site, "--format", "json", "-o", "plan.json", wanted=WITHOUT_LINUX2)
    assert (ran.code, ran.out) == (3, "")
    assert json.loads((site / "plan.json").read_text())["schema"] == "dirtool.plan/1"


def test_a_plan_that_is_not_proved_is_a_defect_and_no_plan(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dirtool.plan.plan._nothing_again", lambda end, target: CLAIM)
    for options in ((), ("--format", "json"), ("--emit", "dirm")):
        ran = planned(site, *options)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("Defect in dirtool: ")
        assert "does not hold: all is well (it is not)" in ran.err
    planned(site, "-o", "plan.json")
    assert not (site / "plan.json").exists()


def test_the_places_that_dirmaint_chooses_are_those_that_are_predicted(site: Path) -> None:
    ran = planned(site, "--extents-by", "dirmaint", "--emit", "dirm", text=DESIRED + NEW)
    assert "FORUSER LINUX3 AMDISK 0191 3390 AUTOG 10 LINUX MR" in commands_in(ran.out)


def test_the_region_that_was_used_last_is_proved_to_count(site: Path) -> None:
    (site / "extent.control").write_text(
        ":REGIONS.\n  R1 LX0001 501 600 3390-03\n  R2 LX0001 601 700 3390-03\n:END.\n"
        ":GROUPS.\n  LINUX (ALLOCATE ROTATING)\n  LINUX R1 R2\n:END.\n"
    )
    asked = ("--extents-by", "dirmaint", "--last-used", "LINUX=R1")
    ran = planned(site, *asked, text=DESIRED + NEW)
    assert "+  LINUX3/0191  10 cyl on LX0001 601-610" in ran.out
    assert ran.out.endswith("Proved: 10 of 10 claims\n")


# ---- streams


def test_colour_is_for_terminals(site: Path) -> None:
    line = command_line("plan", site / "desired.yaml")
    assert "\x1b[" in on_terminal(*line).out
    assert "\x1b[" not in on_terminal(*line, extra={"NO_COLOR": "1"}).out
    assert "\x1b[" not in planned(site).out
    assert "\x1b[" in planned(site, "--color", "always").out


def test_help_does_not_wait_for_what_only_a_plan_needs() -> None:
    ran = process("plan", "--help")
    assert ran.code == 0
    assert "--allow-remove" in ran.out
