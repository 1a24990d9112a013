"""The diff of a file: masked for people, whole for `patch` and `git apply`, and quick for any file."""

import difflib
import re
import shutil
import subprocess
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.report.patch import changes, masked_patch, whole_patch
from dirtool.report.style import Style
from dirtool.syntax.source import Source
from dirtool.text.edit import Edit, apply_edits
from dirtool.text.records import Records, read_records
from tests.growth import assert_grows, seconds_for
from tests.model.made import PARSER

BEFORE = b"""\
DIRECTORY 123 3390 M01RES
USER A SECRET01 1G 1G G
 MACHINE ESA
 IPL CMS
\tLINK MAINT 190 190 RR
 LINK MAINT 19D 19D RR
 LINK MAINT 19E 19E RR
* 1
* 2
* 3
* 4
USER B SECRET02 1G 1G G
00010000
 IPL CMS
"""
PLAIN = Style()
EDITS = [Edit(5, 1, 5, 2, "        "), Edit(12, 8, 12, 16, "SECRET03"), Edit(13, 1, 14, 1, "")]


def both(data: bytes, *edits: Edit, path: str = "USER DIRECT") -> tuple[Records, Records]:
    """The records of a file before and after some edits."""
    old = read_records(data, path)
    return old, apply_edits(old, edits)


def masked(data: bytes, *edits: Edit, style: Style = PLAIN) -> list[str]:
    old, new = both(data, *edits)
    return list(masked_patch(Source(old, PARSER), Source(new, PARSER), style))


# ---- for people


def test_a_diff_for_people_shows_no_secret() -> None:
    assert masked(BEFORE, *EDITS) == [
        "--- USER DIRECT",
        "+++ USER DIRECT",
        "@@ -2,13 +2,12 @@",
        " USER A ******** 1G 1G G",
        "  MACHINE ESA",
        "  IPL CMS",
        "-\\x09LINK MAINT 190 190 RR",
        "+        LINK MAINT 190 190 RR",
        "  LINK MAINT 19D 19D RR",
        "  LINK MAINT 19E 19E RR",
        " * 1",
        " * 2",
        " * 3",
        " * 4",
        "-USER B ******** 1G 1G G",
        "-********",  # behind a header it may be the rest of it
        "+USER B ******** 1G 1G G",
        "  IPL CMS",
    ]


def test_nothing_is_shown_where_nothing_has_changed() -> None:
    assert masked(BEFORE) == []
    assert whole_patch(*both(BEFORE)) == b""


def test_what_is_added_is_green_and_what_is_removed_is_red() -> None:
    assert masked(b"A\nB\n", Edit(1, 1, 1, 2, "C"), style=Style(colour=True)) == [
        "\x1b[1m--- USER DIRECT\x1b[0m",
        "\x1b[1m+++ USER DIRECT\x1b[0m",
        "\x1b[34m@@ -1,2 +1,2 @@\x1b[0m",
        "\x1b[1;31m-A\x1b[0m",
        "\x1b[32m+C\x1b[0m",
        " B",
    ]


def test_changes_far_from_each_other_are_two_hunks() -> None:
    lines = b"".join(b"* %d\n" % number for number in range(20))
    near = [line for line in masked(lines, Edit(5, 1, 6, 1, ""), Edit(12, 1, 13, 1, "")) if line.startswith("@@")]
    far = [line for line in masked(lines, Edit(5, 1, 6, 1, ""), Edit(13, 1, 14, 1, "")) if line.startswith("@@")]
    assert near == ["@@ -2,14 +2,12 @@"]
    assert far == ["@@ -2,7 +2,6 @@", "@@ -10,7 +9,6 @@"]


def test_hunks_of_one_record_and_of_none() -> None:
    assert masked(b"A\n", Edit(1, 1, 1, 2, "B"))[2] == "@@ -1 +1 @@"
    assert masked(b"A\n", Edit(1, 1, 2, 1, ""))[2] == "@@ -1 +0,0 @@"
    assert masked(b"", Edit(1, 1, 1, 1, "A\n"))[2] == "@@ -0,0 +1 @@"


def test_control_characters_and_trailing_blanks_are_not_shown() -> None:
    assert masked(b"* \x1b[2J  \n", Edit(1, 1, 2, 1, "* \x07\n"))[3:] == ["-* \\x1b[2J", "+* \\x07"]


# ---- to be applied

LINES = st.sampled_from(
    [b"USER A NOLOG", b" IPL CMS", b" LINK MAINT 190 190 RR", b"* x", b"", b" ", b"\\ No", b"--- a", b"@@"]
)
needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def applied(folder: Path, command: list[str], old: Records, new: Records) -> bytes:
    """What a command makes of the old file with the patch."""
    path = folder / old.path
    path.write_bytes(old.to_bytes())
    (folder / "the.patch").write_bytes(whole_patch(old, new))
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return path.read_bytes() if path.exists() else b""


PATCH = ["patch", "-p0", "-i", "the.patch"]
GIT = ["git", "apply", "-p0", "--whitespace=nowarn", "the.patch"]
COMMANDS = [pytest.param(PATCH, marks=needs_patch, id="patch"), pytest.param(GIT, marks=needs_git, id="git")]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("data", "edits"),
    [
        (BEFORE, EDITS),
        (BEFORE.replace(b"\n", b"\r\n"), EDITS),
        (BEFORE.replace(b"* 1\n", b"* 1\r\n"), EDITS),
        (BEFORE.removesuffix(b"\n"), [*EDITS, Edit(14, 1, 14, 1, "*")]),
        (BEFORE.removesuffix(b"\n"), [*EDITS, Edit(15, 1, 15, 1, "* new\n")]),
        (BEFORE.removesuffix(b"\n"), [Edit(14, 1, 15, 1, "")]),
        (b"* \xe9\n* x\n", [Edit(2, 1, 2, 2, "+")]),
        ("* é\n* x\n".encode(), [Edit(2, 1, 2, 2, "é")]),
        (b"\xef\xbb\xbf* a\n* b\n", [Edit(1, 1, 1, 2, "+")]),
        (b"A\n", [Edit(1, 1, 2, 1, "")]),
    ],
)
def test_a_whole_diff_can_be_applied(tmp_path: Path, command: list[str], data: bytes, edits: list[Edit]) -> None:
    old, new = both(data, *edits)
    assert applied(tmp_path, command, old, new) == new.to_bytes() != data


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("path", ["plain", "with blank", 'quo"te', "back\\slash", "tab\there", 'bl ank"', "umlaut-é"])
def test_names_of_files_are_read_as_they_are(tmp_path: Path, command: list[str], path: str) -> None:
    old, new = both(BEFORE, *EDITS, path=path)
    assert applied(tmp_path, command, old, new) == new.to_bytes()


def test_a_whole_diff_holds_what_changes_as_it_is() -> None:
    patch = whole_patch(*both(BEFORE, *EDITS))
    assert b"-USER B SECRET02 1G 1G G\n-00010000\n+USER B SECRET03 1G 1G G\n" in patch
    assert patch.startswith(b"--- USER DIRECT\t\n+++ USER DIRECT\t\n@@ -2,13 +2,12 @@\n")


@pytest.mark.parametrize(
    "data", [b"".join(line.ljust(80) for line in BEFORE.split(b"\n")[:-1]), BEFORE.replace(b"\n", b"\r")]
)
def test_a_diff_of_a_file_without_lines_can_be_read(data: bytes) -> None:
    lines = whole_patch(*both(data, *EDITS)).decode().split("\n")
    assert [line.rstrip() for line in lines if line[:1] in ("-", "+")] == [
        "--- USER DIRECT",
        "+++ USER DIRECT",
        "-\\x09LINK MAINT 190 190 RR",
        "+        LINK MAINT 190 190 RR",
        "-USER B SECRET02 1G 1G G",
        "-00010000",
        "+USER B SECRET03 1G 1G G",
    ]


def test_a_diff_of_an_ebcdic_file_can_be_read() -> None:
    old = read_records("USER A\x85* \n\x01\x85".encode("cp037"), "x")
    new = replace(old, texts=["USER B", *old.texts[1:]])
    assert whole_patch(old, new).decode().split("\n")[3:] == ["-USER A", "+USER B", " * \\x0a\\x01", ""]


# ---- what has changed

ITEMS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def put_together(old: list[str], new: list[str]) -> list[str]:
    """The old list with all changes made to it."""
    found: list[str] = []
    at = 0
    for start, stop, new_start, new_stop in changes(old, new):
        assert at <= start <= stop
        assert start < stop or new_start < new_stop
        found += old[at:start]
        assert len(found) == new_start
        found += new[new_start:new_stop]
        at = stop
    return found + old[at:]


@given(ITEMS, ITEMS)
def test_changes_make_the_new_list_of_the_old(old: list[str], new: list[str]) -> None:
    assert put_together(old, new) == new


@settings(max_examples=30, deadline=None)
@given(st.lists(LINES, max_size=12), st.lists(LINES, max_size=12), st.booleans(), st.booleans())
@needs_patch
def test_any_two_files(
    tmp_path_factory: pytest.TempPathFactory, old: list[bytes], new: list[bytes], old_end: bool, new_end: bool
) -> None:
    before = read_records(b"\n".join(old) + b"\n" * old_end, "f", "latin-1")
    after = read_records(b"\n".join(new) + b"\n" * new_end, "f", "latin-1")
    if before.to_bytes() != after.to_bytes():
        assert applied(tmp_path_factory.mktemp("any"), PATCH, before, after) == after.to_bytes()


def test_few_edits_are_few_changes_in_a_file_of_records_that_are_alike() -> None:
    old = [text for number in range(300) for text in (f"USER {number}", *[" LINK MAINT 190 190 RR"] * 5)]
    new = [*old[:100], "NEW", *old[100:900], *old[901:]]
    assert len(list(changes(old, new))) == 2


def test_a_moved_record_is_one_removed_and_one_added() -> None:
    old = [f"* {number}" for number in range(9)]
    new = [*old[:2], old[6], *old[2:6], *old[7:]]
    assert list(changes(old, new)) == [(2, 2, 2, 3), (6, 7, 7, 7)]


@given(st.lists(st.integers(0, 40), unique=True), st.data())
def test_as_little_changes_as_in_a_full_comparison_where_all_differ(old: list[int], data: st.DataObject) -> None:
    new = [one for one in old if data.draw(st.booleans())]
    removed = sum(stop - start for start, stop, _, _ in changes(old, new))
    full = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    assert removed == len(old) - len(new) == sum(j - i for tag, i, j, _, _ in full if tag != "equal")


def lists(kind: str, size: int) -> tuple[list[str], list[str]]:
    """Two long lists that are hard to compare."""
    if kind == "alike":
        return ["same"] * size, ["x", *["same"] * size, "y"]
    old = [f"* {number}" for number in range(size)]
    if kind == "all changed":
        return old, [f"{one}x" for one in old]
    if kind == "first and last":
        return old, ["x", *old[1:-1], "y"]
    return old, [old[number * 7919 % size] for number in range(size)]


@pytest.mark.parametrize("kind", ["alike", "all changed", "first and last", "shuffled"])
def test_twice_the_records_take_about_twice_the_time(kind: str) -> None:
    def seconds(size: int) -> float:
        old, new = lists(kind, size)
        return seconds_for(lambda: deque(changes(old, new), maxlen=0))

    # four times as long if every record met every other
    assert_grows(lambda: seconds(50_000), lambda: seconds(100_000), at_most=3)


def test_the_header_counts_what_follows() -> None:
    lines = whole_patch(*both(BEFORE, *EDITS)).decode().split("\n")
    match = re.fullmatch(r"@@ -2,(\d+) \+2,(\d+) @@", lines[2])
    assert match is not None
    assert [sum(line[:1] in signs for line in lines[3:] if line) for signs in (" -", " +")] == [
        int(match[1]),
        int(match[2]),
    ]
