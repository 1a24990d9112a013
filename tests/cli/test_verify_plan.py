"""dirtool verify PLAN: what it takes, what it says, and how it ends."""

import json
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.verify.plan.document import PlanDocument
from dirtool.verify.plan.json_form import as_json
from tests.cli.run import dirtool
from tests.verify.plan.documents_made import CURRENT, changed, document


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "USER.DIRECT").write_text(CURRENT)
    write(tmp_path, document())
    return tmp_path


def write(folder: Path, plan: PlanDocument) -> None:
    """Put a plan into a folder."""
    (folder / "plan.json").write_text(json.dumps(as_json(plan)))


ASKED = ("verify", "plan.json", "--current", "USER.DIRECT")


def test_a_plan_that_leads_where_it_says_is_proved(folder: Path) -> None:
    ran = dirtool(*ASKED, folder=folder)
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
holds    what the plan was made for is as it was: digests of 2 entries and 2
           volumes
holds    the text of the commands holds those of the actions, in their stages: 6
           commands read back
holds    every command is taken, and every work unit ends well: 6 commands
           simulated
holds    no two minidisks share space on the way that did not before: looked at
           after every command
holds    no link and no INCLUDE leads to nothing on the way that did not before:
           looked at after every command
holds    in the end every entry and volume that the plan touches is as it says:
           digests of 3 entries and 2 volumes
holds    nothing else has changed: records of all other entries compared
holds    every minidisk whose data are lost is named, with consent: extents
           before and after compared; 1 minidisk lost
holds    the minidisks are where the plan places them: 1 place looked up in the
           end

Proved: 9 claims hold.
"""
    )


def test_a_plan_that_goes_wrong_ends_with_1_and_names_the_command(folder: Path) -> None:
    write(folder, changed(document(), 4, commands=()))
    ran = dirtool(*ASKED, "--format", "concise", folder=folder)
    assert (ran.code, ran.err) == (1, "")
    assert (
        ran.out
        == """\
fails    in the end every entry and volume that the plan touches is as it says: WEB01 is not as it shall be, \
WEB02 is not as it shall be and LX0001 is not as it shall be
Not proved: 1 of 9 claims do not hold.
"""
    )


def test_a_stale_plan_ends_with_3_and_names_the_subject(folder: Path) -> None:
    (folder / "USER.DIRECT").write_text(CURRENT.replace("USER WEB02 NOLOG 1G", "USER WEB02 NOLOG 2G"))
    ran = dirtool(*ASKED, folder=folder)
    assert (ran.code, ran.err) == (3, "")
    assert (
        ran.out
        == """\
fails    what the plan was made for is as it was: WEB02 has changed

Stale: the plan was made for another state; make it anew.
"""
    )


def test_a_defect_is_told_in_json(folder: Path) -> None:
    plan = document()
    write(folder, changed(plan, 4, commands=(plan.actions[4].commands[0]._replace(text="FOR WEB09 SETPW SECRET99"),)))
    ran = dirtool(*ASKED, "--format", "json", folder=folder)
    found = json.loads(ran.out)
    assert ran.code == 1
    assert {name: found[name] for name in ("schema", "plan", "current", "proved", "stale", "defect")} == {
        "schema": "dirtool.proof/1",
        "plan": "plan.json",
        "current": "USER.DIRECT",
        "proved": False,
        "stale": [],
        "defect": {"action": "a5", "command": "FOR WEB09 SETPW ********", "why": "WEB09 is not in the directory."},
    }
    assert [set(claim) for claim in found["claims"]] == 9 * [{"claim", "holds", "by"}]
    assert "SECRET99" not in ran.out


def test_the_claims_are_test_cases_of_junit(folder: Path) -> None:
    (folder / "USER.DIRECT").write_text(CURRENT.replace("USER WEB02", "USER WEB09"))
    ran = dirtool(*ASKED, "--format", "junit", folder=folder)
    suite = ET.fromstring(ran.out)[0]
    assert (ran.code, suite.get("tests"), suite.get("failures")) == (3, "1", "1")
    assert suite[0][0].get("message") == "WEB02 is gone and the minidisks on LX0001 have changed"


def test_the_answer_goes_to_a_file_and_takes_no_place_of_what_is_read(folder: Path) -> None:
    assert dirtool(*ASKED, "-o", "answer", folder=folder).out == ""
    assert (folder / "answer").read_text().endswith("Proved: 9 claims hold.\n")
    for name in ("plan.json", "USER.DIRECT"):
        ran = dirtool(*ASKED, "-o", name, folder=folder)
        assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("verify",), "verify: what is to be verified?"),
        (("verify", "plan.json"), "--current is missing: the directory for which the plan is to be proved"),
        (("verify", "a", "b", "--current", "c"), "b: one plan is verified at a time"),
        (("verify", "none.json", "--current", "USER.DIRECT"), "none.json: No such file or directory"),
        ((*ASKED, "--nova", "nova.conf"), "--nova goes with --install"),
        ((*ASKED, "--format", "sarif"), "--format sarif goes with --install"),
        (("verify", "--install", ".", "--current", "x"), "--current goes with a plan, not with --install"),
        (("verify", "USER.DIRECT", "--current", "USER.DIRECT"), "USER.DIRECT:1:1: this is no plan: expecting value"),
        (
            ("verify", "plan.json", "--current", "plan.json"),
            "plan.json: this is one record of",
        ),
    ],
)
def test_what_is_missing_or_does_not_go_together_ends_with_2(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    ran = dirtool(*words, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {message}")


def test_a_plan_made_with_extent_control_needs_it(folder: Path) -> None:
    plan = document()
    write(folder, plan._replace(pins=plan.pins._replace(extents=plan.digest)))
    ran = dirtool(*ASKED, folder=folder)
    assert (ran.code, ran.err) == (
        2,
        "dirtool: plan.json: the plan was made with EXTENT CONTROL\n  hint: --extents names it\n",
    )
    (folder / "EXTENT.CONTROL").write_text(":REGIONS.\n R1 LX0001 1 END 3390-09\n:END.\n")
    ran = dirtool(*ASKED, "--extents", "EXTENT.CONTROL", folder=folder)
    assert (ran.code, ran.out.splitlines()[0]) == (
        3,
        "fails    what the plan was made for is as it was: EXTENT CONTROL has changed",
    )


def test_a_hostile_plan_is_shown_harmlessly(folder: Path) -> None:
    plan = document()
    write(folder, plan._replace(end=plan.end._replace(entries={"\x1b[2J\n": plan.digest})))
    ran = dirtool(*ASKED, folder=folder)
    assert ran.code == 1
    assert all(line.isprintable() for line in ran.out.split("\n"))


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=40, deadline=None)
def test_any_bytes_in_the_place_of_a_plan_end_with_2(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.json").write_bytes(data)
        (folder / "USER.DIRECT").write_text(CURRENT)
        ran = dirtool(*ASKED, folder=folder, extra={"DIRTOOL_DEBUG": "1"})
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("dirtool: plan.json")
