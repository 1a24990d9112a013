"""USER INPUT says what the directory says, holds every record of it or tells what became of it, and is clean."""

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.diff.comparison import compare
from dirtool.errors import InputError
from dirtool.lint.engine import lint
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.runs_of_lint import lint_options
from dirtool.migrate.user_input.cleaning import ChangeKind, UserInput, make_user_input
from dirtool.model.directory import Directory
from dirtool.model.effective import Layers, effective
from dirtool.model.reading import directory_of, read_directory
from dirtool.syntax.control_comment import control_tag
from dirtool.syntax.parser import is_statement
from dirtool.syntax.statement import Statement
from tests.compare.diff.disguise import disguised
from tests.generator import generate
from tests.migrate.user_input.cleaned import FIXING, PLAIN, H, texts
from tests.model.made import PARSER
from tests.model.made import directory_of as made

SAMPLES = sorted((Path(__file__).parents[3] / "samples").rglob("*.direct"))
DROPPED = {ChangeKind.CONTROL, ChangeKind.ORPHAN, ChangeKind.INDEX}


def again(made_of_it: UserInput) -> Directory:
    return directory_of(made_of_it.records, PARSER)


def check(directory: Directory, options: MigrateOptions = PLAIN) -> UserInput:
    """All that is true of every USER INPUT."""
    found = make_user_input(directory, options)
    clean = again(found)
    assert compare(directory, clean).entries == ()
    assert _effective(clean) == _effective(directory)
    assert {len(text) for text in found.records.texts} <= {80}
    _check_account(directory, found)
    second = make_user_input(clean, options)
    assert second.changes == []
    assert second.records == found.records
    return found


def _effective(directory: Directory) -> list[list[Statement]]:
    layers = Layers(directory)
    return [
        [origin.placed.statement for origin in effective(layers, entry, None).statements]
        for entry in directory.machines.values()
    ]


def _check_account(directory: Directory, found: UserInput) -> None:
    there = set(found.origins)
    gone, mended = (
        {(change.span.path, change.span.line) for change in found.changes if change.kind in kinds}
        for kinds in (DROPPED, {ChangeKind.REPAIRED})
    )
    every = {(source.path, line) for source in directory.sources for line in range(1, len(source.records.texts) + 1)}
    assert there | gone | mended == every
    assert not there & gone
    assert len(found.origins) == len(found.records.texts)


# ---- what is true of every directory


NASTY = [
    *(H.format(name) for name in ("A", "B", "C")),
    "PROFILE P",
    "DIRECTORY 123 3390 M01RES",
    "GLOBALDEFS",
    "USER D secret 2g 4g g",
    " INCLUDE P",
    " IPL CMS",
    " ipl cms parm AutoCR",
    " COMMAND set vconfig mode linux",
    " POSIXINFO UID 12 ,",
    "  GNAME staff",
    " MDISK 191 3390 1 5 LX0001 MR",
    "\tMDISK 192 3390 6 5 LX0001 MR",
    f"{' IPL CMS':72}00010000",
    f"{' MACHINE ESA':71}00020000",
    f"{' ACCOUNT LAB':71}00020010",
    f"{' CPU 00':71}00020020",
    f"{' LINK MAINT 190 190 RR':72}* shared with all of us",
    f"{' COMMAND DEFINE NIC 0600 TYPE QDIO':66}DEVICES 3",
    "00030000",
    f"{'':72}00040000",
    "",
    "*",
    "**",
    "* a remark",
    "* Include files",
    "*----------",
    "****************",
    f"{'* numbered':72}00050000",
    f"{'* shifted':71}00060000",
    "* as of 2019 the machine of somebody whose name does not fit into a record 20190101",
    f"*{'':79}far to the right of everything",
    f"* {'x' * 150} end",
    "*" * 100,
    "*MDISK 0193 3390 0100 0050 LX0001 MR OPENSES4ME",
    "* LINK MAINT 191 191 RR * not any more",
    f"{'*LINK MAINT 191 191 RR':85}seldom used",
    "*POSIXINFO UID 12 ,",
    "*DVHOPT LNK0 LOG1 RCM1 SMS0 NPW1 LNGAMENG PWC20260101 CRC\xf3:",
    "*PW00= 0123456789ABCDEF",
    "*AC= LAB",
    "*OWNER: the lab",
    "*DIRTOOL: IGNORE REF001 later",
    f"*DIRTOOL: IGNORE REF001 {'x' * 45}",
    "*DIRTOOL: IGNORE-ENTRY REF001 later",
    "*DIRTOOL: IGNORE-FILE REC later",
    "   * indented",
]


RECORDS = st.lists(st.sampled_from(NASTY), max_size=18)
COMMENTS = st.lists(st.sampled_from([record for record in NASTY if not is_statement(record)]), max_size=4)
PART = st.tuples(COMMENTS, RECORDS).map(lambda part: [*part[0], H.format("E"), *part[1]])  # it begins with an entry


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.lists(PART, max_size=2))
def test_a_nasty_directory_is_accounted_for_and_cleaned_once_for_all(first: list[str], more: list[list[str]]) -> None:
    check(made(*("\n".join(records) for records in (first, *more))))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NASTY), max_size=18))
def test_a_nasty_directory_is_repaired_once_for_all(records: list[str]) -> None:
    check(made("\n".join(records)), FIXING)


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(("ssi", "linux", "vm370", "shares")),
    st.integers(0, 10**6),
    st.sampled_from((PLAIN, FIXING)),
)
def test_a_directory_in_disguise_says_the_same(kind: str, seed: int, options: MigrateOptions) -> None:
    records = disguised(generate(kind, 120, seed), random.Random(seed))
    check(made("\n".join(records)), options)


@pytest.mark.parametrize("options", [PLAIN, FIXING])
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_the_samples_go_through(file: Path, options: MigrateOptions) -> None:
    check(read_directory(file, PARSER), options)


def test_of_what_dirmaint_sends_a_plain_directory_is_made() -> None:
    sent = read_directory(Path(__file__).parents[3] / "samples" / "hand-kept.withpass", PARSER)
    assert sum("*DVHOPT" in text for text in sent.sources[0].records.texts) == 39
    assert not [text for text in check(sent).records.texts if "*DVHOPT" in text]


@pytest.mark.parametrize("kind", ["ssi", "linux", "vm370"])
def test_lint_finds_nothing_that_it_did_not_find_before(kind: str) -> None:
    directory = made("\n".join(generate(kind, 400, 3)))
    found = again(make_user_input(directory, PLAIN))
    assert not _counted(found) - _counted(directory)
    assert not {"DRM002", "DRM003", "DRM006", "REC001", "REC004", "REC008"} & {code for code, _ in _counted(found)}


def _counted(directory: Directory) -> Counter[tuple[str, str]]:
    diagnostics = lint(directory, options=lint_options(PLAIN)).diagnostics
    return Counter((one.code, one.subject) for one in diagnostics)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([record for record in NASTY if record.lstrip().startswith("*")]), max_size=12))
def test_no_word_of_a_comment_is_lost(comments: list[str]) -> None:
    comments = [text for text in comments if not control_tag(text) and "numbered" not in text and "shifted" not in text]
    records = [H.format("A"), " IPL CMS", *comments, H.format("B"), " IPL CMS"]
    before, after = ("".join(found).replace("-ENTRY", "") for found in (records, texts("\n".join(records))))
    assert Counter(filter(str.isalnum, after)) == Counter(filter(str.isalnum, before))


# ---- secrets


def test_no_change_shows_a_secret() -> None:
    secrets = ["OPENSES", "TIGER42", "0123456789ABCDEF", "LYNX77"]
    records = [
        f"USER A {secrets[0]} 2G 4G G",
        f"*PW00= {secrets[2]}",
        f"{' MDISK 191 3390 1 5 LX0001 MR':72}{secrets[1]}",
        f"* MDISK 192 3390 6 5 LX0001 MR {secrets[3]} and more to be said of it",
        f"{'*MDISK 193 3390 6 5 LX0001 MR':90}{secrets[3]}",
        f"*MDISK 194 3390 6 5 LX0001 MR ALL {' '.join([secrets[1], secrets[3]] * 6)}",
        "* of B",
        "user b opensea 2g 4g g",
        f"* USER C {secrets[1]} 2G 4G G was here",
        "* as well",
        "USER C NOLOG",
        "00010000",
    ]
    for options in (PLAIN, FIXING):
        said = " ".join(change.what for change in make_user_input(made("\n".join(records)), options).changes)
        assert not [secret for secret in [*secrets, "opensea", "OPENSEA"] if secret in said]


def test_a_file_that_begins_inside_an_entry_is_refused_behind_another_one() -> None:
    guest = f"{H.format('A')}\n IPL CMS"
    with pytest.raises(InputError) as raised:
        make_user_input(made(guest, "* what is this\n MACHINE ESA\nUSER B NOLOG"), PLAIN)
    assert raised.value.message.startswith("part1:2:2: MACHINE stands before the first entry of this file: ")
    with pytest.raises(InputError, match=r"part2:1:1: \*{8} stands before"):
        make_user_input(made("LOAD X Y", guest, "SECRET1 64M"), PLAIN)
    for first in ("", "* nothing", "LOAD X Y\nLOAD Z Y"):
        assert texts(first, " MACHINE ESA", guest)[-3:] == [" MACHINE ESA", *guest.split("\n")]
    assert texts(guest, "* nothing", f"PROFILE B\n{guest}")[:3] == [*guest.split("\n"), "PROFILE B"]
