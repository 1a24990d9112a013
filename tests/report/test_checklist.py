"""The checklist as Markdown: items to tick off, and nothing of the files that would be markup."""

import re

from hypothesis import given

from dirtool.report.checklist import checklist_markdown
from dirtool.verify.installation import Installation
from tests.cli.run import dirtool
from tests.report.strange import texts
from tests.tools.docs import DOCS
from tests.verify.made import host_of
from tests.verify.test_checklist import DMSSICNF, NASTY, NEUTRON, NOVA


def document(name: str = "", **files: str) -> list[str]:
    return list(checklist_markdown(Installation((host_of(name, **files),))))


def test_a_document_begins_like_this() -> None:
    lines = document(dmssicnf=DMSSICNF)
    assert lines[0] == "# Checklist of the running system"
    assert lines[3:13] == [
        "",
        "## 1. z/VM console, as MAINT",
        "",
        "- [ ] The name of the system",
        "",
        "  ```text",
        "  QUERY USERID",
        "  ```",
        "",
        "  Expected: the word behind AT is ZVM1.",
    ]
    assert lines[13] == "  If it is not so, the IVP says VHN01 (the node of the z/VM system is not defined)."


def test_every_item_has_a_command_in_a_block_and_what_to_expect() -> None:
    text = "\n".join(document(dmssicnf=DMSSICNF, nova=NOVA, neutron=NEUTRON))
    items = text.split("\n- [ ] ")[1:]
    assert len(items) > 30
    for item in items:
        assert re.match(r"[^\n]+\n\n  ```text\n(  [^\n]+\n)+  ```\n\n  Expected: [^\n]+\.\n", item + "\n")


def test_a_host_is_named_in_the_headings() -> None:
    assert "## 1. z/VM console, as MAINT (host zvm\\_1)" in document("zvm_1", dmssicnf=DMSSICNF)


def test_a_word_in_angle_brackets_is_no_tag() -> None:
    assert "  Expected: the word behind AT is \\<zvm\\_host\\>." in document(directory="DIRECTORY 123 3390 X\n")


def test_no_heading_and_no_fence_comes_out_of_a_file() -> None:
    for value in NASTY:
        quoted = value.replace('"', '""').replace("\n", " ")
        lines = document(
            f"{value}\n# x", dmssicnf=f'XCAT_zvmsysid = "{quoted}"\nZHCP_Host = "{quoted}"\nZHCP_User = "{quoted}"\n'
        )
        assert sum(line.startswith("#") for line in lines) == 5
        assert {line for line in lines if "```" in line and "\\`" not in line} == {"  ```text", "  ```"}


@given(name=texts, value=texts)
def test_whatever_files_hold_a_line_is_a_line(name: str, value: str) -> None:
    lines = document(
        name, nova=f"[DEFAULT]\nhost = {value.splitlines()[0] if value.splitlines() else ''}\n", dmssicnf=DMSSICNF
    )
    assert all(line.isprintable() for line in lines)


def test_the_item_that_the_documentation_shows_is_one_of_the_sample() -> None:
    page = (DOCS / "verify.md").read_text(encoding="utf-8")
    item = page.partition("````markdown\n")[2].partition("````")[0]
    assert item.startswith("- [ ] ")
    assert item in dirtool("verify", "--install", "samples/cloud", "--checklist").out
