"""Files of commands to DirMaint: what is a command, where its words stand, and what may be shown of them."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dirtool.syntax.command_file import CommandFile, is_command_file
from dirtool.syntax.masking import shown_record
from dirtool.syntax.statement import MASK
from tests.model.made import records_of
from tests.syntax.made_commands import command_parser, good_commands, mutated_commands

PARSER = command_parser()
SAMPLES = Path(__file__).parents[2] / "samples"


def file_of(*records: str) -> CommandFile:
    return CommandFile(records_of("\n".join(records), "commands"), PARSER)


def shown(*records: str) -> list[str]:
    file = file_of(*records)
    return [shown_record(file, line + 1).text for line in range(len(records))]


# ---- what is a command


def test_every_record_is_a_command_but_comments_and_blank_ones() -> None:
    file = file_of(
        "* new guests",
        "/* for the test system */",
        "-- since June",
        "",
        "FOR LINUX1 STORAGE 2G",
        "  dirm for linux2 amdisk 191 3390 autog 5 grp",
    )
    assert [(command.line, command.parsed.verb and command.parsed.verb.name) for command in file.commands] == [
        (5, "STORAGE"),
        (6, "AMDISK"),
    ]
    assert file.faulty == []


def test_a_comma_continues_a_command_in_the_next_record() -> None:
    file = file_of("FOR LINUX1 AMDISK 0191 3390 ,", "   AUTOG 5 GRP,", "MR", "FOR LINUX1 STORAGE 2G")
    first, second = file.commands
    assert first.text == "FOR LINUX1 AMDISK 0191 3390 AUTOG 5 GRP MR"
    assert (first.line, first.lines, second.line) == (1, (1, 2, 3), 4)
    assert [(word.text, word.line, word.column, word.end_column) for word in first.words[5:]] == [
        ("AUTOG", 2, 4, 9),
        ("5", 2, 10, 11),
        ("GRP", 2, 12, 15),
        ("MR", 3, 1, 3),
    ]
    assert file.command_at(2) is file.command_at(3) is first
    assert file.command_at(4) is second


def test_a_record_between_the_parts_of_a_command_that_looks_like_a_comment_is_a_part() -> None:
    (command,) = file_of("FOR LINUX1 COMMAND ADD 1 SAY,", "* HELLO").commands
    assert command.text == "FOR LINUX1 COMMAND ADD 1 SAY * HELLO"


def test_a_command_that_the_end_of_the_file_cuts_off_is_one() -> None:
    (command,) = file_of("FOR LINUX1 AMDISK 0191 3390,").commands
    assert [fault.rule for fault in command.parsed.faults] == ["missing-operand"]


@pytest.mark.parametrize(
    ("record", "is_wait"),
    [
        ("* DIRTOOL: WAIT", True),
        ("  *dirtool: wait  ", True),
        ("* DIRTOOL: WAIT now", False),
        ("* DIRTOOL: IGNORE DIR008", False),
        ("/* DIRTOOL: WAIT", False),
    ],
)
def test_a_comment_says_where_everything_waits(record: str, is_wait: bool) -> None:
    assert file_of("BACKUP", record, "DIRECT").waits == ([2] if is_wait else [])


@settings(max_examples=100, deadline=None)
@given(st.lists(good_commands() | mutated_commands(), min_size=1, max_size=5))
def test_words_stand_where_they_are_said_to_stand(texts: list[str]) -> None:
    records = [" ".join(text.split()) for text in texts]
    file = file_of(*records)
    for command in file.commands:
        assert len(command.words) == len(command.parsed.words)
        for word, parsed in zip(command.words, command.parsed.words, strict=True):
            assert records[word.line - 1][word.column - 1 : word.end_column - 1] == word.text == parsed.group()


# ---- what is a file of commands


@pytest.mark.parametrize(
    "records",
    [
        ["DIRM FOR LINUX1 STORAGE 2G"],
        ["FOR LINUX1 STORAGE 2G"],
        ["* guests", "ADD LINUX1 LIKE LINDFLT PW LBYONLY", "FOR LINUX1 STORAGE 2G"],
        ["FOR LINUX1 FROB", "FOR LINUX1 STORAGE 2G"],
        ["rlde"],
        ["AMDISK 0191 3390 AUTOG 5 GRP MR", "PURGE"],
        ["USER WITHPASS", "USER BACKUP", "BACKUP", "RLDE"],
        ["* the directory read again, to be compared", "USER WITHPASS"],
    ],
)
def test_a_file_of_commands_is_known_by_its_first_words(records: list[str]) -> None:
    assert is_command_file(records_of("\n".join(records)))


@pytest.mark.parametrize(
    "records",
    [
        [],
        ["* DIRM FOR LINUX1 STORAGE 2G"],
        ["STORAGE 2G"],
        ["USER LINUX1 LBYONLY 2G 4G G", " MDISK 0191 3390 AUTOG 5 GRP MR"],
        ["USER LINUX1 LBYONLY 2G 4G G", " AMDISK 0191 3390 AUTOG 5 GRP MR"],
        ["PROFILE LINDFLT", " COMMAND SET RUN ON"],
        ["USER LINUX1 LBYONLY 2G 4G G", "ADD LINUX2"],
        ["CPU 0", "MAXSTORE 4G", "STORAGE 2G"],
        ["STORAGE 2G", "LINK MAINT 190 190 RR", "GET X"],
        [":REGIONS.", "LX0001 LX0001 001 END 3390-09", ":END."],
        ["for i in 1 2 3; do", "  echo $i", "done", "exit"],
        ["echo 'for all'", "for x in y", "z", "w"],
    ],
)
def test_other_files_are_none(records: list[str]) -> None:
    assert not is_command_file(records_of("\n".join(records)))


def test_of_the_samples_those_that_are_called_so_are() -> None:
    files = [path for path in sorted(SAMPLES.rglob("*")) if path.is_file()]
    assert len(files) > 10
    for path in files:
        text = path.read_bytes().decode("latin-1")
        assert is_command_file(records_of(text)) is (path.suffix == ".dirm"), path


# ---- secrets


def test_passwords_are_masked_in_commands_and_in_comments() -> None:
    assert shown(
        "ADD LINUX1 LIKE LINDFLT PW SECRET1 VPW SECRET1 ACCT A1",
        "FOR LINUX1 SETPW SECRET1 30",
        "FOR LINUX1 AMDISK 0191 3390 AUTOG 5 GRP MR,",
        "   PWS SECRET1 SECRET2",
        "FOR LINUX1 APPCPASS LU TP USERID SECRET1",
        "* FOR LINUX1 LINK MAINT 0190 0190 RR SECRET1",
        "/* setpw SECRET1 */",
        "* PW SECRET1",
        "* old: DIRM FOR LINUX1 SETPW SECRET1",
        "FOR LINUX1 CMDISK 0191 3390 AUTOG 60 GRP MR SECRET1 SECRET2",
        "* DIRTOOL: WAIT FOR LINUX1 SETPW SECRET1",
        "PW RANDOM 8",
        "FOR LINUX1 STORAGE 2G",
    ) == [
        f"ADD LINUX1 LIKE LINDFLT PW {MASK} VPW {MASK} ACCT A1",
        f"FOR LINUX1 SETPW {MASK} 30",
        "FOR LINUX1 AMDISK 0191 3390 AUTOG 5 GRP MR,",
        f"   PWS {MASK} {MASK}",
        f"FOR LINUX1 APPCPASS LU TP USERID {MASK}",
        f"* FOR LINUX1 LINK MAINT 0190 0190 RR {MASK}",
        f"/* setpw {MASK} */",
        f"* PW {MASK}",
        f"* old: DIRM FOR LINUX1 SETPW {MASK}",
        f"FOR LINUX1 CMDISK 0191 3390 AUTOG 60 GRP MR {MASK} {MASK}",
        f"* DIRTOOL: WAIT FOR LINUX1 SETPW {MASK}",
        "PW RANDOM 8",
        "FOR LINUX1 STORAGE 2G",
    ]


@pytest.mark.parametrize(
    "record",
    [
        "FOR LINUX1 AMDISK 19G 3390 AUTOG 5 GRP MR",
        "FOR LINUX1 AMDISK 191 3390 AUTOX 5 GRP MR",
        "FOR LINUX1 AMDISC",
        "FOR LINUX1 SETPWD",
        "FOR LINUX1 LINK MAINT 19G 190 RR",
        "FOR LINUX1 STORAGE TWO",
        "FOR LINUX1 COMMAND ADD 1 SET RUN ON",
        "DASD ADD GROUP GRP (ROTATE) R1",
        "* a comment about links and passwords",
    ],
)
def test_what_is_no_password_is_shown_though_it_is_wrong(record: str) -> None:
    shown_text = shown(record)[0]
    assert shown_text.split()[:5] == record.split()[:5]


def test_of_a_verb_that_is_none_the_words_behind_it_may_be_passwords_and_it_itself_where_few_follow() -> None:
    assert shown("FOR LINUX1 AMDISC 191", "FOR LINUX1 FROB 191 3390", "FOR LINUX1 FROB 191") == [
        f"FOR LINUX1 AMDISC {MASK}",
        f"FOR LINUX1 FROB {MASK} {MASK}",
        f"FOR LINUX1 {MASK} {MASK}",
    ]


WITH_PASSWORDS = [
    "FOR LINUX1 SETPW {0}",
    "FOR LINUX1 SETPW {0} 30",
    "ADD LINUX1 LIKE LINDFLT PW {0} VPW {0}",
    "ADD LINUX1 LIKE LINDFLT ACCT A1 PW {0}",
    "PW {0} VPW {0}",
    "FOR LINUX1 TESTPW {0}",
    "FOR LINUX1 LINK MAINT 190 190 RR {0}",
    "FOR LINUX1 MDISK 191 MR {0} {1} {0}",
    "FOR LINUX1 MDPW 191 {0} {1}",
    "FOR LINUX1 AMDISK 191 3390 AUTOG 5 GRP MR LABEL LNX191 PWS {0} {1} {0}",
    "FOR LINUX1 AMDISK 191 3390 1 5 LX0001 PWS {0}",
    "FOR LINUX1 AMDISK 191 3390 T-DISK 5 PWS {0}",
    "FOR LINUX1 CLONEDISK 191 GOLD 191 PWS {0}",
    "FOR LINUX1 CLONEDISK 191 GOLD 191 AUTOG 5 GRP MR PWS {0}",
    "FOR LINUX1 TMDISK 191 TO LINUX2 192 MR PWS {0} {1}",
    "FOR LINUX1 APPCPASS LU TP USERID {0}",
    "DIRM FOR LINUX1 AT * SETPW {0}",
]
PASSWORDS = ("QZ7XKJ3W", "GEHEIM77")


@st.composite
def one_mistake(draw: st.DrawFn) -> list[str]:
    """The records of a command with passwords, after one small mistake."""
    words = draw(st.sampled_from(WITH_PASSWORDS)).format(*PASSWORDS).split()
    change = draw(
        st.sampled_from("none drop double swap glue split misspell cut comment before behind in-text".split())
    )
    at = draw(st.integers(0, len(words) - 1))
    word = words[at]
    match change:
        case "drop":
            del words[at]
        case "double":
            words.insert(at, word)
        case "swap" if at and words[at - 1] != "USERID":
            words[at - 1 : at + 1] = [word, words[at - 1]]
        case "glue" if at:
            words[at - 1 : at + 1] = [words[at - 1] + word]
        case "split" if at:
            return [" ".join(words[:at]), " ".join(words[at:])]
        case "misspell" if len(word) > 2 and word not in PASSWORDS:
            words[at] = word[:-2] + word[-1] + word[-2]
        case "cut" if len(word) > 2 and word not in PASSWORDS:
            words[at] = word[1:]
        case "comment":
            words = [draw(st.sampled_from(["*", "/*", "--", "* *"])), *words]
        case "before":
            words = [*"FOR LINUX2 STORAGE 2G".split(), *words]
        case "behind":
            words += "FOR LINUX2 STORAGE 2G".split()
        case "in-text":
            words = [*"FOR LINUX2 COMMAND ADD 1 SAY".split(), *words]
    return [" ".join(words)]


@settings(max_examples=500, deadline=None)
@given(one_mistake())
@example(["FOR LINUX1 LINK MAINT 190 190 RR", PASSWORDS[0]])
def test_no_password_is_shown_whatever_small_mistake_was_made(records: list[str]) -> None:
    text = "\n".join(shown(*records))
    assert not any(password in text for password in PASSWORDS), text


@settings(max_examples=100, deadline=None)
@given(st.lists(good_commands() | mutated_commands(), min_size=1, max_size=3))
def test_places_of_secrets_are_in_their_record_and_apart(records: list[str]) -> None:
    file = file_of(*(record.replace("\n", " ") for record in records))
    for line, text in enumerate(file.texts, 1):
        end = 0
        for start, stop in file.secrets_in(line):
            assert end <= start < stop <= len(text)
            end = stop
