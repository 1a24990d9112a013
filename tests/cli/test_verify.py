"""dirtool verify: what it takes, what it says, and how it ends."""

import json
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.cli.verify import Format
from dirtool.model.recognition import Kind
from dirtool.verify.registry import CHECKS
from tests.cli.run import ROOT, dirtool

DMSSICNF = """\
XCAT_MN_Addr  = "192.0.2.10"
XCAT_Host     = "xcat"
XCAT_MN_admin = "mnadmin"
XCAT_MN_pw    = "SECRET01"
"""
NOVA = """\
[DEFAULT]
compute_driver = nova.virt.zvm.ZVMDriver
host = ZVM1
zvm_host = ZVM1
zvm_xcat_server = 192.0.2.10
zvm_xcat_master = xcatmn
zvm_xcat_username = mnadmin
zvm_xcat_password = SECRET02
"""
ONLY = ("--select", "VFY004,VFY007,VFY035")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A folder with a nova.conf that names another management node than DMSSICNF COPY, and a file that is neither."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "DMSSICNF.COPY").write_text(DMSSICNF)
    (folder / "nova.conf").write_text(NOVA)
    (folder / "notes.txt").write_text("hello\n")
    return folder


def checks_of(text: str) -> dict[str, str]:
    """The status of each check of a JSON document."""
    return {check["code"]: check["status"] for check in json.loads(text)["checks"]}


# -- the answer


def test_a_folder_is_verified_and_a_disagreement_ends_with_1(folder: Path) -> None:
    ran = dirtool("verify", "--install", "site", *ONLY, folder=folder.parent)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "site/nova.conf:6:19: error VFY007 management-node",
        "  zvm_xcat_master is xcatmn, but XCAT_Host is xcat",
        "  |",
        "6 | zvm_xcat_master = xcatmn",
        "  |                   ^^^^^^",
        "  site/DMSSICNF.COPY:2:17",
        "  |",
        '2 | XCAT_Host     = "xcat"',
        "  |                 ------ XCAT_Host is here",
        "  IVP: VMN01, the node of the management node is not defined",
        "",
        "more: dirtool explain VFY007",
        "",
        "Files",
        "  DMSSICNF COPY, nova.conf",
        "Not recognised, and not looked at",
        "  site/notes.txt",
        "",
        "Checks",
        "passed   VFY004",
        "skipped  no DMSSICMO COPY: VFY035",
        "failed   VFY007 management-node  1 error",
        "",
        "1 passed, 1 failed, 1 skipped.",
    ]


def test_what_agrees_ends_with_0(folder: Path) -> None:
    (folder / "nova.conf").write_text(NOVA.replace("xcatmn", "xcat"))
    ran = dirtool("verify", "--install", folder, *ONLY, "--format", "concise")
    assert ran == (0, "2 passed, 0 failed, 1 skipped.\n", "")


def test_a_password_is_compared_and_not_shown(folder: Path) -> None:
    for how in Format:
        ran = dirtool("verify", "--install", folder, "--select", "management-password", "--format", how)
        assert (ran.code, ran.err) == (0, "")
        assert "VFY006" in ran.out
        assert "SECRET" not in ran.out


def test_all_checks_are_made_where_none_is_selected(folder: Path) -> None:
    assert [*checks_of(dirtool("verify", "--install", folder, "--format", "json").out)] == sorted(CHECKS)


def test_json_sarif_and_junit_tell_the_same(folder: Path) -> None:
    ran = {how: dirtool("verify", "--install", folder, *ONLY, "--format", how) for how in ("json", "sarif", "junit")}
    assert {one.code for one in ran.values()} == {1}
    assert checks_of(ran["json"].out) == {"VFY004": "passed", "VFY007": "failed", "VFY035": "skipped"}
    (run,) = json.loads(ran["sarif"].out)["runs"]
    assert [(one["ruleId"], one["properties"]) for one in run["results"]] == [("VFY007", {"ivp": ["VMN01"]})]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["VFY007"]
    (suite,) = ET.fromstring(ran["junit"].out)
    assert [case.attrib["name"][:6] for case in suite] == ["VFY004", "VFY007", "VFY035"]
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["skipped"]]


def test_the_answer_goes_to_a_file(folder: Path) -> None:
    answer = folder.parent / "answer.json"
    ran = dirtool("verify", "--install", folder, *ONLY, "--format", "json", "-o", answer)
    assert ran == (1, "", "")
    assert checks_of(answer.read_text())["VFY007"] == "failed"


def test_the_answer_never_takes_the_place_of_a_file_that_was_read(folder: Path) -> None:
    for name in ("nova.conf", "notes.txt"):
        before = (folder / name).read_text()
        ran = dirtool("verify", "--install", folder, "-o", folder / name)
        assert (ran.code, ran.out, (folder / name).read_text()) == (2, "", before)
        assert "the answer would overwrite the file that it is about" in ran.err


def test_several_hosts_are_told_apart(folder: Path) -> None:
    for name in ("ZVM1", "ZVM2"):
        (folder / name).mkdir()
        (folder / name / "nova.conf").write_text(NOVA)
        (folder / name / "DMSSICNF.COPY").write_text(DMSSICNF if name == "ZVM1" else 'ZHCP_Host = "zhcp2"\n')
    for name in ("nova.conf", "DMSSICNF.COPY"):
        (folder / name).unlink()
    ran = dirtool("verify", "--install", folder, *ONLY)
    assert "failed   VFY007 management-node  1 error" in ran.out
    found = json.loads(dirtool("verify", "--install", folder, *ONLY, "--format", "json").out)
    assert [host["name"] for host in found["hosts"]] == ["ZVM1", "ZVM2"]
    assert [check["host"] for check in found["checks"] if check["code"] == "VFY007"] == ["ZVM1", "ZVM2"]


# -- files


def test_files_can_be_named_by_what_they_are(folder: Path) -> None:
    (folder / "a").write_text(DMSSICNF)
    (folder / "b").write_text(NOVA.replace("zvm_xcat_master = xcatmn\n", ""))
    (folder / "c").write_text("[DEFAULT]\nzvm_xcat_master = elsewhere\n")
    given = ("--dmssicnf", folder / "a", "--nova", folder / "b", "--nova", folder / "c")
    ran = dirtool("verify", "--install", *given, *ONLY, "--format", "concise")
    assert "c:2:19: error VFY007 management-node: zvm_xcat_master is elsewhere, but XCAT_Host is xcat" in ran.out


def test_single_files_are_recognised(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder / "nova.conf", folder / "DMSSICNF.COPY", *ONLY, "--format", "concise")
    assert ran.out.endswith("1 passed, 1 failed, 1 skipped.\n")


def test_where_nothing_is_recognised_there_is_nothing_to_verify(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello\n")
    for paths in ((tmp_path,), ()):
        ran = dirtool("verify", "--install", *paths)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("dirtool: ")


def test_a_file_that_is_not_there_is_2(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder, "--cinder", folder / "none.conf")
    assert (ran.code, ran.out) == (2, "")
    assert "none.conf" in ran.err


def test_a_directory_of_which_a_part_is_missing_is_not_judged(folder: Path) -> None:
    (folder / "USER.DIRECT").write_text("LOAD PART DIRECT\n")
    ran = dirtool("verify", "--install", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "PART" in ran.err.upper()


# -- secrets

PASSWORDS = ("Quince7Harbor", "Medlar5Jetty", "Larch14", "Larch24", "Larch34", "Osier1Wharf", "Osier2Wharf")


@pytest.mark.parametrize("site", ["cloud", "cloud-broken", "feilong"])
def test_no_password_of_an_installation_is_shown(site: str) -> None:
    texts = [file.read_text() for file in (ROOT / "samples" / site).rglob("*") if file.is_file()]
    assert any(password in text for text in texts for password in PASSWORDS)
    for words in (*(("--format", how, "--all") for how in Format), ("--checklist",)):
        ran = dirtool("verify", "--install", f"samples/{site}", *words)
        assert [password for password in PASSWORDS if password in ran.out + ran.err] == []


def test_no_password_is_shown_where_everything_is_wrong(folder: Path) -> None:
    wrong = NOVA.replace("xcatmn", "").replace("ZVM1", "not a name").replace("mnadmin", "'")
    (folder / "nova.conf").write_text(
        wrong.replace("\n", "\n\n") + "zvm_user_default_password = SECRET03LONG\n  SECRET04\n"
    )
    (folder / "DMSSICNF.COPY").write_text(DMSSICNF.replace('"SECRET01"', "'SECRET''05'"))
    (folder / "cinder.conf").write_text(
        "[DEFAULT]\nvolume_driver = x\nsan_password = SECRET06\nconnection = x://a:SECRET07@b\n"
    )
    (folder / "crowbar.json").write_text('{"zvm": {"zvm_xcat_password": "SECRET08", "zvm_xcat_server": "x"}}')
    for words in (*(("--format", how, "--all") for how in Format), ("--checklist",)):
        ran = dirtool("verify", "--install", folder, *words)
        assert "SECRET" not in ran.out + ran.err


# -- any bytes

PIECES = sorted(
    {
        line
        for file in (ROOT / "samples" / "cloud").rglob("*")
        if file.is_file()
        for line in file.read_bytes().split(b"\n")
    }
)
OPTIONS = [f"--{kind.name.lower().replace('_', '-')}" for kind in Kind]
odd_files = st.lists(
    st.sampled_from(PIECES)
    | st.binary(max_size=12)
    | st.sampled_from([b"\xff", b"\x1b[2J", b"/*", b"[x]", b"{", b"=" * 9]),
    min_size=1,
    max_size=25,
).map(b"\n".join)


@settings(max_examples=40, deadline=None)
@given(files=st.dictionaries(st.sampled_from(OPTIONS), odd_files, min_size=1), how=st.sampled_from(Format))
def test_whatever_the_files_hold_there_is_an_answer_or_a_message(files: dict[str, bytes], how: Format) -> None:
    with tempfile.TemporaryDirectory() as folder:
        given_files: list[str | Path] = []
        for option, data in files.items():
            path = Path(folder) / option
            path.write_bytes(data)
            given_files += [option, path]
        ran = dirtool("verify", "--install", *given_files, "--format", how, "--all")
        assert ran.code in (0, 1, 2)
        assert "internal error" not in ran.err
        assert "INT001" not in ran.out
        if ran.code == 2 and "no check could be made" not in ran.err:
            assert (ran.out, ran.err[:9]) == ("", "dirtool: ")
        elif ran.code == 2:
            assert ran.out
        else:
            listed = dirtool("verify", "--install", *given_files, "--checklist")
            assert (listed.code, listed.out[:11]) == (0, "# Checklist")


# -- checks


def test_checks_are_selected_by_code_beginning_and_name(folder: Path) -> None:
    def made(*words: str) -> list[str]:
        return [*checks_of(dirtool("verify", "--install", folder, "--format", "json", *words).out)]

    assert made("--select", "cnf") == ["CNF029", "CNF030"]
    assert made("--select", "Management-Node, VFY004") == ["VFY004", "VFY007"]
    assert made("--select", "VFY00", "--ignore", "VFY00", "--select", "VFY007") == ["VFY007"]
    assert "VFY007" not in made("--ignore", "management-node")


def test_a_severity_can_be_changed_and_decides_how_it_ends(folder: Path) -> None:
    asked = ("verify", "--install", folder, *ONLY, "--format", "concise")
    assert dirtool(*asked, "--severity", "VFY007=warning").code == 0
    assert dirtool(*asked, "--severity", "VFY007=warning", "--fail-on", "warning").code == 1
    assert dirtool(*asked, "--severity", "VFY007=off").out == "1 passed, 0 failed, 1 skipped.\n"


def test_all_lists_each_skipped_check(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder, *ONLY, "--all")
    assert "skipped  VFY035 appliance-role" in ran.out


def test_the_release_and_the_size_of_a_disk_are_taken(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder, *ONLY, "--openstack-release", "Newton", "--flavor-size", "7.5GiB")
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (
            ("--select", "VFY07"),
            "--select VFY07: selects no check; allowed: a code, the beginning of codes, the name of a check, or ALL",
            None,
        ),
        (
            ("--ignore", "strict"),
            "--ignore strict: selects no check; allowed: a code, the beginning of codes, the name of a check, or ALL",
            None,
        ),
        (
            ("--select", "managment-node"),
            "--select managment-node: selects no check; allowed: a code, the beginning of codes, the name of a check, or ALL",
            "did you mean management-node, agent-node or management-subnet?",
        ),
        (("--severity", "VFY007"), "--severity VFY007: allowed: CHECKS=LEVEL, such as VFY006=error", None),
        (
            ("--severity", "VFY007=eror"),
            "--severity VFY007=eror: eror is no severity; allowed: error, warning, info or off",
            "did you mean error?",
        ),
        (
            ("--openstack-release", "newtn"),
            "--openstack-release newtn: no such release; allowed: havana, icehouse, juno, kilo, liberty, mitaka or newton",
            "did you mean newton?",
        ),
        (("--checklist", "--select", "VFY"), "--checklist makes no checks; --select does not go with it", None),
        (("--checklist", "--format", "json"), "--checklist makes no checks; --format does not go with it", None),
        (("--checklist", "--flavor-size", "1"), "--checklist makes no checks; --flavor-size does not go with it", None),
    ],
)
def test_a_wrong_word_is_2_with_what_is_allowed(
    folder: Path, words: tuple[str, ...], message: str, hint: str | None
) -> None:
    ran = dirtool("verify", "--install", folder, *words)
    told = ran.err.splitlines()
    assert (ran.code, ran.out, told[0]) == (2, "", f"dirtool: {message}")
    if hint is not None:
        assert told[1] == f"  hint: {hint}"


def test_a_wrong_size_is_told_with_what_is_allowed(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder, "--flavor-size", "many")
    assert ran.code == 2
    assert ran.err.startswith("dirtool: --flavor-size many: no size; allowed: a number from 1 to 9999999999, alone")


def test_an_unknown_encoding_is_2(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder, "--encoding", "klingon")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "dirtool: --encoding klingon: unknown")


def test_what_is_to_be_verified_must_be_said(folder: Path) -> None:
    ran = dirtool("verify", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "dirtool verify --install" in ran.err


# -- the checklist


def test_the_checklist_has_the_names_of_the_site_and_makes_no_checks(folder: Path) -> None:
    ran = dirtool("verify", "--install", folder, "--checklist")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("# Checklist of the running system\n")
    assert "  lsdef xcat\n" in ran.out
    assert "SECRET" not in ran.out


def test_the_checklist_goes_to_a_file(folder: Path) -> None:
    answer = folder.parent / "todo.md"
    assert dirtool("verify", "--install", folder, "--checklist", "-o", answer) == (0, "", "")
    assert answer.read_text().startswith("# Checklist")


def test_where_no_check_can_be_made_the_answer_is_not_yes(tmp_path: Path) -> None:
    (tmp_path / "VSMWORK1.NAMELIST").write_text(":nick.CLOUD :list.ZHCP\n")
    ran = dirtool("verify", "--install", tmp_path, "--format", "concise")
    assert (ran.code, ran.err) == (2, "dirtool: no check could be made: name more files of the installation\n")
    assert ran.out.startswith("0 passed, 0 failed, ")


def test_a_file_of_another_kind_than_its_option_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "DMSSICNF.COPY"
    path.write_text("[DEFAULT]\ncompute_driver = zvm.ZVMDriver\n")
    ran = dirtool("verify", "--install", "--dmssicnf", path)
    assert (ran.code, ran.err) == (2, f"dirtool: {path}: this is nova.conf, not DMSSICNF COPY\n")
