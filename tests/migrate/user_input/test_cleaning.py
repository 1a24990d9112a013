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
from dirtool.migrate.readiness.judge import lint_options
from dirtool.migrate.user_input.cleaning import ChangeKind, UserInput, make_user_input
from dirtool.model.directory import Directory
from dirtool.model.effective import Layers, effective
from dirtool.model.reading import directory_of, read_directory, records_of
from dirtool.syntax.control_comment import control_tag
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import is_statement
from dirtool.syntax.statement import Statement
from dirtool.text.codepage import PAGES
from dirtool.text.records import ENCODINGS, read_records
from tests.compare.diff.disguise import disguised
from tests.generator import encode, generate
from tests.model.made import PARSER
from tests.model.made import directory_of as made

SAMPLES = sorted((Path(__file__).parents[3] / "samples").rglob("*.direct"))
PLAIN, FIXING = MigrateOptions(), MigrateOptions(fix=True)
DROPPED = {ChangeKind.CONTROL, ChangeKind.ORPHAN, ChangeKind.INDEX}


def texts(*files: str, options: MigrateOptions = PLAIN) -> list[str]:
    """The records of USER INPUT without their trailing blanks."""
    return [text.rstrip() for text in make_user_input(made(*files), options).records.texts]


def told(*files: str, options: MigrateOptions = PLAIN) -> list[tuple[str, int, str, str]]:
    """Kind, record, subject and words of every change."""
    changes = make_user_input(made(*files), options).changes
    return [(change.kind.value, change.span.line, change.subject, change.what) for change in changes]


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


H = "USER {} NOLOG 2G 4G G"
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


# ---- one thing at a time


def test_records_are_padded_and_nothing_else_happens_to_a_clean_directory() -> None:
    records = ["* The directory", "DIRECTORY 123 3390 M01RES", "", H.format("A"), " * inside", "\tIPL  cms", "*"]
    assert texts("\n".join(records)) == records
    assert told("\n".join(records)) == []


def test_a_heading_goes_below_its_header_with_its_origin() -> None:
    found = make_user_input(made(f"{H.format('A')}\n IPL CMS\n*\n* web\n* server\n{H.format('B')}\n IPL CMS"), PLAIN)
    assert [line for _, line in found.origins] == [1, 2, 3, 6, 4, 5, 7]
    (change,) = found.changes
    assert (change.kind, change.span[:4], change.subject) == (ChangeKind.MOVED, ("part0", 4, 1, 5), "B")
    assert change.what == "moved below the header of B: * web and 1 more record"


def test_sequence_fields_are_told_once_a_file() -> None:
    numbered = [f"{text:72}{number:08}" for number, text in enumerate([H.format("A"), "* a", " IPL CMS"], 10000000)]
    assert texts("\n".join(numbered)) == [H.format("A"), "* a", " IPL CMS"]
    assert told("\n".join(numbered)) == [("sequence", 1, "", "blanked the sequence fields of 3 records")]
    shifted = [f"{text:71}{number:08}" for number, text in enumerate([H.format("A"), "* a", " IPL CMS"], 10000000)]
    assert texts("\n".join(shifted)) == [H.format("A"), "* a", " IPL CMS"]


def test_a_date_at_the_end_of_a_remark_stays() -> None:
    remark = f"{'* the disks of the web server, as they have been since':72}20190101"
    assert texts(f"{H.format('A')}\n{remark}\n{remark}\n{remark}\n IPL CMS")[1] == remark


def test_control_comments_and_lonely_sequence_fields_are_dropped() -> None:
    text = f"{H.format('A')}\n*PW00= 0123456789ABCDEF\n*OWNER: lab\n00010000\n IPL CMS\n*DVHOPT LNK0 LOG1"
    assert texts(text) == [H.format("A"), "*OWNER: lab", " IPL CMS"]
    assert told(text) == [
        ("control", 2, "A", "dropped: *PW00="),
        ("orphan", 4, "A", "dropped: a record of eight digits"),
        ("control", 6, "A", "dropped: *DVHOPT"),
    ]


def test_a_remark_before_a_control_comment_stays_with_its_entry() -> None:
    text = f"{H.format('A')}\n IPL CMS\n* 193 is gone\n*DVHOPT LNK0 LOG1\n{H.format('B')}\n IPL CMS"
    assert texts(text) == [H.format("A"), "* 193 is gone", " IPL CMS", H.format("B"), " IPL CMS"]
    assert make_user_input(made("\n".join(texts(text))), PLAIN).changes == []


def test_a_lonely_sequence_field_parts_nothing() -> None:
    text = f"{H.format('A')}\n IPL CMS\n* of B\n00010000\n{H.format('B')}\n IPL CMS"
    assert texts(text) == [H.format("A"), " IPL CMS", H.format("B"), "* of B", " IPL CMS"]


def test_what_directxa_ignores_is_dropped_and_told() -> None:
    text = f"{H.format('A')}\n{' SPOOL 00E 1403 A':72}* shared\n{' IPL CMS':90}far away"
    assert texts(text) == [H.format("A"), " SPOOL 00E 1403 A", " IPL CMS"]
    assert told(text) == [
        ("ignored", 2, "A", "dropped what DIRECTXA ignores: * shared"),
        ("ignored", 3, "A", "dropped what DIRECTXA ignores: far away"),
    ]


def test_a_word_that_crosses_column_71_stays_for_somebody_to_look_at_it() -> None:
    cut = f"{' COMMAND DEFINE NIC 0600 TYPE QDIO':66}DEVICES 3"
    assert texts(f"{H.format('A')}\n{cut}") == [H.format("A"), cut]
    assert texts(f"{H.format('A')}\n{cut:85}end") == [H.format("A"), cut]


def test_a_long_comment_goes_on_in_further_records() -> None:
    long = f"* {'word ' * 20}end"
    assert texts(f"{H.format('A')}\n{long}\n IPL CMS")[1:3] == [f"*{' word' * 14}", f"*{' word' * 6} end"]
    assert told(f"{H.format('A')}\n{long}\n IPL CMS") == [
        ("continued", 2, "A", "a comment of 105 columns is 2 records now")
    ]


def test_blanks_go_before_a_comment_is_parted() -> None:
    away = f"{'*MDISK 193 3390 1 5 LX0001 MR':90}SECRET"
    assert texts(f"{H.format('A')}\n IPL CMS\n{away}\n{H.format('B')}\n IPL CMS")[2:4] == [
        "*MDISK 193 3390 1 5 LX0001 MR SECRET", H.format("B")
    ]  # fmt: skip


def test_what_goes_on_behind_a_secret_is_secret() -> None:
    away = f"*MDISK 193 3390 1 5 LX0001 MR ALL SECRET * and {'very ' * 7}long remarks"
    found = made("\n".join(texts(f"{H.format('A')}\n IPL CMS\n{away}\n{H.format('B')}\n IPL CMS"))).sources[0]
    assert found.records.texts[2:5] == [
        f"*MDISK 193 3390 1 5 LX0001 MR ALL SECRET * and{' very' * 4} ,",
        "* very very very long remarks",
        H.format("B"),
    ]
    assert shown_record(found, 4).text == f"* {' '.join(['********'] * 5)}"


# ---- several files, code pages, framing


def test_the_parts_of_an_index_are_one_file(tmp_path: Path) -> None:
    (tmp_path / "user.direct").write_text("* all parts\nLOAD SYSTEM DIRECT\nLOAD LINUX DIRECT\n")
    (tmp_path / "system.direct").write_text("DIRECTORY 123 3390 M01RES\nUSER A NOLOG\n IPL CMS\n")
    (tmp_path / "linux.direct").write_text("* Linux\nUSER B NOLOG\n IPL CMS\n")
    found = make_user_input(read_directory(tmp_path / "user.direct", PARSER), PLAIN)
    assert [text.rstrip() for text in found.records.texts] == [
        "* all parts", "DIRECTORY 123 3390 M01RES", "USER A NOLOG", " IPL CMS", "USER B NOLOG", "* Linux", " IPL CMS",
    ]  # fmt: skip
    assert [change.what for change in found.changes] == [
        "dropped, its file is here: LOAD SYSTEM DIRECT",
        "dropped, its file is here: LOAD LINUX DIRECT",
        "moved below the header of B: * Linux",
    ]
    assert found.origins[5] == (str(tmp_path / "linux.direct"), 1)
    assert make_user_input(again(found), PLAIN).changes == []


def test_a_directory_of_which_a_part_is_missing_is_refused() -> None:
    directory = directory_of(records_of(b"LOAD SYSTEM DIRECT\n", "user.direct"), PARSER)
    with pytest.raises(InputError, match="can only be read from a file"):
        make_user_input(directory, PLAIN)


@pytest.mark.parametrize("page", [None, *ENCODINGS])
@pytest.mark.parametrize("encoding", ["ascii", "cp037"])
@pytest.mark.parametrize("fixed", [False, True])
def test_the_bytes_are_read_back_as_the_same_records(page: str | None, encoding: str, fixed: bool) -> None:
    data = encode(generate("linux", 60, 1), "latin-1" if encoding == "ascii" else encoding, fixed)
    directory = directory_of(records_of(data, "user.direct", "037"), PARSER, encoding="037")
    found = make_user_input(directory, MigrateOptions(code_page=page)).records
    kept = found.encoding
    assert kept == (page or directory.sources[0].records.encoding)
    assert found.blocks == (kept in PAGES or directory.sources[0].records.blocks)
    written = found.to_bytes()
    assert len(written) == len(found.texts) * (80 if found.blocks else 81)
    back = read_records(written, "USER INPUT", kept)
    assert (back.texts, back.blocks) == (found.texts, found.blocks)


def test_line_ends_of_the_directory_are_kept() -> None:
    directory = directory_of(records_of(b"USER A NOLOG\r\n IPL CMS\r\n", "user.direct"), PARSER)
    assert make_user_input(directory, PLAIN).records.end == "\r\n"


def test_parts_in_several_encodings_take_the_first_that_has_every_character() -> None:
    directory = made("USER A NOLOG\n IPL CMS", "USER B NOLOG\n* \u20ac\n IPL CMS")
    assert [source.records.encoding for source in directory.sources] == ["ascii", "utf-8"]
    assert make_user_input(directory, PLAIN).records.encoding == "utf-8"


def test_a_character_that_the_code_page_lacks_is_named_with_its_place() -> None:
    directory = made("USER A NOLOG\n* costs 5\u20ac a month\n IPL CMS")
    with pytest.raises(InputError) as raised:
        make_user_input(directory, MigrateOptions(code_page="1047"))
    assert raised.value.message == "part0:2:10: 1047 has no character '\\u20ac'"
    assert make_user_input(directory, MigrateOptions(code_page="1140")).records.encoding == "1140"


def test_a_line_end_inside_a_record_is_refused_where_records_have_line_ends() -> None:
    data = "USER A NOLOG\x85* a \n b\x85 IPL CMS\x85 CPU 00\x85".encode("cp037")
    directory = directory_of(records_of(data, "user.direct", "037"), PARSER, encoding="037")
    found = make_user_input(directory, PLAIN).records
    assert (found.texts[1].rstrip(), found.blocks) == ("* a \n b", True)
    with pytest.raises(InputError, match=r"user.direct:2:5: the character '\\n' would end the line"):
        make_user_input(directory, MigrateOptions(code_page="latin-1"))


def test_an_unknown_code_page_is_refused() -> None:
    with pytest.raises(InputError, match="unknown encoding '9999'"):
        make_user_input(made("USER A NOLOG"), MigrateOptions(code_page="9999"))


# ---- what is repaired


def test_words_are_in_upper_case_but_for_texts() -> None:
    text = (
        "user a secret 2g 4g g\n command set vconfig mode linux\n ipl cms parm AutoCr noSprof\n"
        " posixinfo uid 12 ,\n gname staff\n* as it is\n foo bar\n mdisk 191 3390 xyz"
    )
    assert texts(text, options=FIXING) == [
        "USER A SECRET 2G 4G G",
        " COMMAND set vconfig mode linux",
        " IPL CMS PARM AutoCr noSprof",
        " POSIXINFO UID 12 ,",
        " GNAME staff",
        "* as it is",
        " foo bar",
        " mdisk 191 3390 xyz",
    ]
    assert texts(text) == text.split("\n")
    assert ("upper-case", 2, "A", "COMMAND in upper case") in told(text, options=FIXING)


def test_safe_repairs_of_lint_are_made_at_their_places() -> None:
    ipl = "\tIPL CMS".ljust(72) + "00010000"
    text = f"{H.format('A')}\n{ipl}\n*DIRTOOL: IGNORE REC002 not any more\n CPU 00\n\tCPU 01"
    assert texts(text, options=FIXING) == [H.format("A"), "        IPL CMS", " CPU 00", "        CPU 01"]
    assert [one for one in told(text, options=FIXING) if one[0] == "repaired"] == [
        ("repaired", 2, "A", "REC003: replace tabs by blanks"),
        ("repaired", 3, "A", "SUP001: remove the comment"),
        ("repaired", 5, "A", "REC003: replace tabs by blanks"),
    ]


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
