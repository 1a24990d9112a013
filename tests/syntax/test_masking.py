"""What is shown of a file: everything but its secrets, also where a mistake has moved them."""

from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dirtool.cli.lint_output import Format, lines_of
from dirtool.lint.baseline import baseline_lines, baseline_of
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.lint.repair import repair
from dirtool.model.volume_list import KnownVolume
from dirtool.report.directory_view import directory_json, directory_text
from dirtool.report.patch import masked_patch
from dirtool.report.statistics import statistics
from dirtool.report.style import Style
from dirtool.syntax.masking import secret_words, shown_code, shown_codes, shown_record, shown_text
from dirtool.syntax.source import Word
from tests.model.made import directory_of, findings, source_of

H = "USER LINUX1 LBYONLY 2G 4G G\n"


def shown(statement: str) -> str:
    """What is shown of one statement."""
    return shown_text(source_of(f"{statement}\n"), 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USER LINUX1 TOPSECRE 2G 4G G", "USER LINUX1 ******** 2G 4G G"),
        ("  user linux1 topsecre", "user linux1 ********"),
        ("IDENTITY MAINT X", "IDENTITY MAINT ********"),
        ("USER LINUX1 NOLOG", "USER LINUX1 NOLOG"),
        ("USER LINUX1 lbyonly 2G", "USER LINUX1 lbyonly 2G"),
        ("USER LINUX1 NOPASS", "USER LINUX1 NOPASS"),
        ("USER LINUX1 AUTOONLY", "USER LINUX1 AUTOONLY"),
        ("USER LINUX1 ALL", "USER LINUX1 ********"),
        ("USER LINUX1 NINECHARS 2G", "USER LINUX1 ******** 2G"),
        ("USER LINUX1 TOPSECRE,", "USER LINUX1 ********"),
        ("USER LINUX1 TOPSECRE 2G 4G G ,", "USER LINUX1 ******** 2G 4G G ,"),
        ("USER LINUX1 TOPSECRE 2G 4G G 64,", "USER LINUX1 ******** 2G 4G G 64,"),
        (
            "MDISK 191 3390 1 1 VOL001 MR READPW WRITEPW MULTIPW",
            "MDISK 191 3390 1 1 VOL001 MR ******** ******** ********",
        ),
        ("MDISK 191 3390 1 1 VOL001 MR ALL WRITEPW", "MDISK 191 3390 1 1 VOL001 MR ALL ********"),
        ("MDISK 191 3390 1 1 VOL001 MR NOLOG", "MDISK 191 3390 1 1 VOL001 MR ********"),
        ("MDISK 191 3390 1 1 VOL001 MR A B C MORE", "MDISK 191 3390 1 1 VOL001 MR ******** ******** ******** ********"),
        ("MDISK 191 3390 DEVNO 1000 MW PW", "MDISK 191 3390 DEVNO 1000 MW ********"),
        ("AMDISK 191 3390 AUTOG 10 LINUX MR PW", "AMDISK 191 3390 AUTOG 10 LINUX MR ********"),
        ("APPCPASS LUA LUB USERX SECRET", "APPCPASS LUA LUB USERX ********"),
        ("APPCPASS LUA LUB USERX SECRET,", "APPCPASS LUA LUB USERX ********"),
        # behind LINK's mode an older system had a password
        ("LINK MAINT 190 190 RR SECRET", "LINK MAINT 190 190 RR ********"),
        ("LINK MAINT 190 190 RR * base disk", "LINK MAINT 190 190 RR * base disk"),
        ("LINK MAINT 190 190 RR", "LINK MAINT 190 190 RR"),
        # what is no statement
        ("SECRET 64M 1G G", "******** ******** ******** ********"),
        ("# USER LINUX1 SECRET 64M 1G G", "# USER LINUX1 ******** 64M 1G G"),
        ("00027 GLOBALDEFS", "00027 GLOBALDEFS"),
        ("...", "..."),
        ("USER", "USER"),
        ("USER 64M", "USER 64M"),
        ("USR LINUX1 SECRET 64M 1G G", "USR LINUX1 ******** 64M 1G G"),
        ("MEMORY 512M", "MEMORY ********"),
        ("DEFINE NIC 600", "DEFINE ******** ********"),
        # a remark is no password but for the words that DIRECTXA takes, and one more if the asterisk is one too many
        (
            "MDISK 191 3390 1 5 V MR * 1 4K BLOCKS LABEL X",
            "MDISK 191 3390 1 5 V MR * ******** ******** ******** LABEL X",
        ),
        # what is wrong in front of the mode is shown, and what looks like a mode or a number
        ("LINK MAINT 19G", "LINK MAINT 19G"),
        ("LINK MAINT 190 19GX", "LINK MAINT 190 19GX"),
        ("LINK MAINT 190 RX", "LINK MAINT 190 RX"),
        ("LINK MAINT 190 SECRET", "LINK MAINT 190 ********"),
        ("MDISK 191 3390 10 5 VOLUME7 MR", "MDISK 191 3390 10 5 VOLUME7 MR"),
        ("MDISK 191 3390 O100 50 LX0001 MR SECRET", "MDISK 191 3390 O100 50 LX0001 MR ********"),
        ("USER NOLOG 64M 1G G", "USER NOLOG ******** ******** G"),
        ("COMMAND MSG OP L IS DOWN", "COMMAND MSG OP L IS DOWN"),
        ("COMMAND MSG OP USER A SECRET 64M", "COMMAND MSG OP USER A ******** 64M"),
        ("COMMAND AUTOLOG TCPIP SECRET", "COMMAND AUTOLOG TCPIP ********"),
        ("COMMAND AUTOLOG TCPIP", "COMMAND AUTOLOG TCPIP"),
        # others hold none
        ("SPOOL 00E 1403 A MORE WORDS", "SPOOL 00E 1403 A MORE WORDS"),
        ("LOGONBY MAINT", "LOGONBY MAINT"),
        ("IPL CMS PARM SECRET", "IPL CMS PARM SECRET"),
        # a second statement that was joined on to a list of names, which takes its words
        ("NAMESAVE SEG1 USER LINUX1 SECRET 64M", "NAMESAVE SEG1 USER LINUX1 ******** 64M"),
        ("LOGONBY MAINT MDISK 191 3390 1 5 V MR PW", "LOGONBY MAINT MDISK 191 3390 1 5 V MR ********"),
        ("LOGONBY MAINT OPERATOR", "LOGONBY MAINT OPERATOR"),
        ("NAMESAVE SEG1 AMDISK 191 3390 AUTOG 5 G MR PW", "NAMESAVE SEG1 AMDISK 191 3390 AUTOG 5 G MR ********"),
        # its name may be short, or grown together with the word before it, if it is whole; else these are names
        ("LOGONBY MAINT U LINUX1 SECRET 64M", "LOGONBY MAINT U LINUX1 ******** 64M"),
        ("LOGONBY A01USER LINUX1 SECRET 64M 1G G", "LOGONBY A01USER LINUX1 ******** 64M 1G G"),
        ("LOGONBY TCPUSER OPERATOR MAINT VMUTIL", "LOGONBY TCPUSER OPERATOR MAINT VMUTIL"),
        ("XAUTOLOG U OPERATOR MAINT", "XAUTOLOG U OPERATOR MAINT"),
        ("ACCOUNT 1 M 191 3390 1 5 V MR PW", "ACCOUNT 1 M 191 3390 1 5 V MR ********"),
        ("DIRECTORY 123 3390 VOL001 U LINUX1 PW 64M", "DIRECTORY 123 3390 VOL001 U LINUX1 ******** 64M"),
        ("IUCV *RPI M 191 3390 1 5 V MR PW", "IUCV *RPI M 191 3390 1 5 V MR ********"),
        ("COMMAND SET RUN ONUSER LINUX1 SECRET 64M", "COMMAND SET RUN ONUSER LINUX1 ******** 64M"),
        ("IPL CMS PARM AUTOCRMDISK 191 3390 1 5 V MR PW", "IPL CMS PARM AUTOCRMDISK 191 3390 1 5 V MR ********"),
        ("IPL 190 USER LINUX1 SECRET", "IPL 190 USER LINUX1 ********"),
        ("IPL 190MDISK 191 3390 1 5 V MR PW", "IPL 190MDISK 191 3390 1 5 V MR ********"),
        # a word is missing, or a minidisk is none
        ("APPCPASS GATEWAY LUNAME SECRET", "APPCPASS GATEWAY LUNAME ********"),
        ("MDISK PW1 SECRET", "MDISK ******** ********"),
    ],
)
def test_secrets_are_masked(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("MDSIK 191 3390 1 1 VOL001 MR SECRETPW", "SECRETPW"),  # no statement
        ("USRE LINUX1 SECRETPW 2G", "SECRETPW"),
        ("USER LINUX1 SECRETPW 2G 4G G ON", "SECRETPW"),  # broken behind the password
        ("MDISK 191 3390 1X 1 VOL001 MR SECRETPW", "SECRETPW"),  # broken before it
        ("MDISK 191 3390 END 1 VOL001 MR A SECRETPW", "SECRETPW"),
        ("MDISK 191 3390 1 X VOL001 MR A B SECRETPW", "SECRETPW"),
        ("USER : LINUX1 SECRETPW 2G", "SECRETPW"),  # a word too many before it
        ("USER LINUX1 SECRETPW\t2G 4G G 6X", "SECRETPW"),
        ("LINK MAINT 190 190 RR , SECRETPW", "SECRETPW"),
        ("MDISK 191 3390 1 1 VOL001 MR SECRETPW,", "SECRETPW"),
    ],
)
def test_a_broken_statement_leaks_nothing(text: str, secret: str) -> None:
    assert secret in source_of(text).text(0)
    assert secret not in shown(text)
    assert secret not in repr(source_of(text).statements[0])
    assert all(secret not in finding.message for finding in findings(text))


def test_messages_hold_no_secret() -> None:
    texts = [
        "USER LINUX1 NINECHARS 2G",
        "USER LINUX1 SEC\x01RET",
        "LINK MAINT 190 190 RR SECRETPW",
        "MDISK 191 3390 1 1 VOL001 MR SECRETPWX",
        "APPCPASS A B C SECRETPWX",
    ]
    for text in texts:
        said = findings(text)
        assert said, text
        assert all(word not in finding.message for finding in said for word in text.split()[-2:] if len(word) > 4), said


def test_what_is_behind_a_statement_may_be_the_rest_of_its_secrets() -> None:
    assert shown_text(source_of("USER LINUX1\nPW1 LINK MAINT 190 190 RR\n"), 1) == "******** LINK MAINT 190 190 RR"
    assert shown_text(source_of("SPOOL 00E 1403 A\n* USER LINUX1\nPW1\n"), 1) == "********"
    assert shown_text(source_of("SPOOL 00E 1403 A\n* a comment\nPW1\n"), 1) == "PW1"
    assert shown("1 LINK MAINT 190 190 RR") == "1 LINK MAINT 190 190 RR"


def test_a_statement_may_have_grown_together_with_one_that_is_a_single_word() -> None:
    source = source_of("USER LINUX1 NOLOG\nGLOBALDEFSUSER LINUX2 SECRET\n")
    assert shown_text(source, 1) == "GLOBALDEFSUSER LINUX2 ********"


def test_the_subject_of_a_finding_holds_no_secret() -> None:
    [found] = findings("USER LINUX1 NOLOG\n LINK MAINT 190 QZSECR\n")
    assert found.subject == "LINUX1/********"


def test_secret_words_have_their_places() -> None:
    source = source_of(" MDISK 191 3390 1 1 VOL001 MR ALL WRITEPW\n")
    assert secret_words(source, 0) == (Word("WRITEPW", 1, 35, 42),)


def test_the_mask_has_one_length() -> None:
    assert shown("USER A B").count("*") == shown("USER A BBBBBBBB").count("*") == 8


def test_several_records_are_shown_one_below_the_other() -> None:
    source = source_of(H + " POSIXINFO UID 5,\n   GID 6\n")
    assert shown_text(source, 1) == source.text(1) == "POSIXINFO UID 5,\nGID 6"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("USER A SECRET 2G", "USER A ******** 2G"),
        ("* a comment", "* a comment"),
        (f"{'* a comment':<80}USER A B", f"{'* a comment':<80}USER A ********"),
        (f"{'* a comment of some words':<80}USER A B", f"{'* a comment of some words':<80}USER A ********"),
        ("*USER A SECRET 2G", "*USER A ******** 2G"),
        (" * MDISK 191 3390 1 1 V MR PW", " * MDISK 191 3390 1 1 V MR ********"),
        ("* USER: A SECRET 2G", "* USER: A ******** 2G"),
        # a statement that was moved out of the columns that are read
        (f"{'':75}MDISK 191 3390 1 1 V MR PW", f"{'':75}MDISK 191 {' '.join(['********'] * 6)}"),
        (f"{'':72}00010000", f"{'':72}00010000"),
        (f"{' MDISK 191 3390 1 1 VOL001 MR':<66}SECRETPW", f"{' MDISK 191 3390 1 1 VOL001 MR':<66}********"),
        (f"{'USER A NOLOG':<72}00010000", f"{'USER A NOLOG':<72}00010000"),
        # digits at another place behind column 71 are no sequence field
        (f"{' MDISK 191 3390 1 1 VOL001 MR':<71}12345", f"{' MDISK 191 3390 1 1 VOL001 MR':<71}********"),
        (f"{' MDISK 191 3390 1 1 VOL001 MR':<71}00010000", f"{' MDISK 191 3390 1 1 VOL001 MR':<71}00010000"),
    ],
)
def test_a_whole_record_is_shown_without_secrets(record: str, expected: str) -> None:
    assert shown_record(source_of(record), 1).text == expected


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_all_records_at_once_are_shown_as_one_by_one(data: st.DataObject) -> None:
    behind = st.sampled_from(["", " " * 8, "00010000", "SECRET1"])
    records = [
        f"{record:<72}{data.draw(behind)}" if data.draw(st.booleans()) else record
        for record in (*data.draw(st.sampled_from(FRAMES)), *data.draw(slips()), *data.draw(slips()))
    ]
    commented = [f"* {record}" if data.draw(st.integers(0, 5)) == 0 else record for record in records]
    source = source_of("\n".join(commented))
    one_by_one = [shown_code(source, line) for line in range(1, len(source.records.texts) + 1)]
    assert shown_codes(source) == one_by_one
    assert shown_codes(source) == one_by_one  # also those that are remembered


@pytest.mark.parametrize(
    "texts",
    [
        # a word that may begin a second statement is looked at anew: in a long record what is behind it counts as one
        ("ACCOUNT USER ABC", f"{'ACCOUNT USER ABC':<72}00010000"),
        (f"{'ACCOUNT USER ABC':<72}00010000", "ACCOUNT USER ABC"),
        # what goes on in the next record, and the same by itself
        ("* USER A SECRET 2G,", "* RR HIDDEN", "*", "* RR HIDDEN"),
        (" LINK A 191 191 RR SECRET,", "* RR HIDDEN", " HIDDEN"),
        ("* RR HIDDEN", "*LINK A 191 191 RR ALL,", "* RR HIDDEN"),
        # the same words behind column 71, or as passwords
        (f"{'*PW00= 20190402 SECRET':<72}00010000", "*PW00= 20190402 SECRET", "* PW00= 20190402 SECRET"),
        (" COMMAND AUTOLOG A SECRET", " COMMAND AUTOLOG A", " AUTOLOG A B C", " COMMAND 'A'USER B SECRET"),
        (" NAMESAVE USER", "USER A NOLOG", "USER A NOLOG 2G", "USER A SECRET 2G", "USER A nolog"),
    ],
)
def test_what_stands_around_a_record_is_seen_where_all_are_shown(texts: tuple[str, ...]) -> None:
    source = source_of("\n".join(texts))
    assert shown_codes(source) == [shown_code(source, line) for line in range(1, len(texts) + 1)]


def test_columns_move_with_the_mask() -> None:
    one = shown_record(source_of(" USER A SEC 2G"), 1)
    assert one.text == " USER A ******** 2G"
    assert [one.column(column) for column in (1, 8, 9, 10, 12, 13, 15)] == [1, 8, 9, 9, 17, 18, 20]


# ---- small mistakes

SECRETS = ("SECRET1", "XSECRET9", "7SECRETS", "SECRET")
HOLDERS = (
    "USER LINUX1 {} 64M 1G G",
    "USER LINUX1 {}",
    "USER LINUX1 {} 64M",
    "USER LINUX1 {} * * * 64",
    "U LINUX1 {} 64M 1G G",
    "IDENTITY MAINT {} 64M 1G ABCDEFG 64 ON ON ON ON",
    "M 191 3390 100 50 LX0001 MR {} {}",
    "MDISK 191 3390 100 50 LX0001 MR {}",
    "MDISK 191 3390 0100 0050 LX0001 MR {} {} {}",
    "MDISK 191 3390 T-DISK 10 MR {} {}",
    "MDISK 191 3390 DEVNO 1234 MW {}",
    "MDISK 191 FB-512 V-DISK 1000 MR ALL {}",
    "MDISK 191 3390 AUTOG 10 LINUX MR {} {}",
    "AMDISK 191 XXXX AUTOG 10 LINUX MR PWS {} {}",
    "APPCPASS GATEWAY LUNAME USERX {}",
)
OTHERS = (
    "SPOOL 00E 1403 A",
    "COMMAND SET RUN ON",
    "IPL 190",
    "IPL CMS PARM AUTOCR",
    "ACCOUNT 1 2",
    "NAMESAVE SEG1",
    "XAUTOLOG MAINT",
    "IUCV *RPI",
    "DEDICATE 191 1234",
    "DIRECTORY 123 3390 VOL001",
    "POOL LOW 1 HIGH 5 PROFILE IBMDFLT",
    "OPTION LNKNOPAS DEVMAINT",
    "SUBCONFIG MAINT-1",
    "DASDOPT WRKALLEG",
    "INCLUDE IBMDFLT",
    "CONSOLE 009 3215 T MAINT OBSERVER",
    "CONSOLE 009 3215",
    "OPTION ACCT MAXCONN 64",
    "MACHINE ESA 4",
    "LOGONBY MAINT",
    "LINK MAINT 190 190 RR",
    "LINK MAINT 190 190 RR * base disk",
    "NICDEF 600 TYPE QDIO LAN SYSTEM VSW1",
    "USER OTHER NOLOG",
    "MDISK 192 3390 150 50 LX0001 MR",
    "MDISK 193 3390 120 END LX0001 MW",
)
FRAMES = (
    ("USER FIRST NOLOG",),
    ("DIRECTORY 123 3390 VOL001", "PROFILE IBMDFLT", " SPOOL 00C 2540 READER *", "USER MAINT NOLOG"),
    ("IDENTITY MAINT NOLOG", " BUILD ON * USING SUBCONFIG MAINT-1"),
    ("PROFILE IBMDFLT",),
    (),
)


@st.composite
def slips(draw: st.DrawFn) -> list[str]:
    """Records of which one, with passwords, has suffered a small mistake."""
    words = draw(st.sampled_from(HOLDERS)).format(*[draw(st.sampled_from(SECRETS))] * 3).split()
    before, behind = draw(st.sampled_from(OTHERS)), draw(st.sampled_from(OTHERS))
    at = draw(st.integers(0, len(words) - 1))
    mistake = draw(st.sampled_from(["drop", "double", "swap", "insert", "glue", "comma", "wrap", "join", "grow"]))
    if mistake == "drop":
        del words[at]
    elif mistake == "double":
        words.insert(at, words[at])
    elif mistake == "swap":
        words[at : at + 2] = reversed(words[at : at + 2])
    elif mistake == "insert":
        words.insert(at, draw(st.sampled_from(["X", "OOPS", "*", ",", "191", "A:B", "64M", "MR"])))
    elif mistake in ("glue", "comma"):
        words[at : at + 2] = [("" if mistake == "glue" else ",").join(words[at : at + 2])]
    text = " ".join(words)
    if mistake == "wrap":
        return [before, " ".join(words[:at]), " ".join(words[at:]), behind]
    if mistake in ("join", "grow"):
        blank = " " if mistake == "join" or len(words[0]) == 1 else ""  # one letter more tells nothing
        return [f"{before}{blank}{text}", behind]
    return [before, text, behind]


ALL_RULES = Options(
    severities=severities_of(Profile.SECURITY),
    releases=("5.4", "7.3"),
    volumes={"LX0001": KnownVolume("3390", 100)},
    restricted_passwords=frozenset(["SECRET1"]),
)


def everything_shown(text: str, options: Options) -> str:
    """All that any command prints of a file."""
    directory = directory_of(text)
    report = lint(directory, options=options)
    repaired = repair(directory, report, options, unsafe=True)
    style = Style(width=300)
    sources = {source.path: source for source in directory.sources}
    lines = chain(
        *(lines_of(report, sources, form, style, fold=False) for form in Format),
        statistics(report, style),
        baseline_lines(baseline_of(report.diagnostics)),
        *(masked_patch(*pair, style) for pair in zip(directory.sources, repaired.directory.sources, strict=True)),
        (f"{undone.diagnostic.message} {undone.reason}" for undone in repaired.undone),
        directory_json(directory),
        directory_text(directory, style),
    )
    return "\n".join(lines).upper()


@settings(max_examples=1500, deadline=None)
@given(slips(), st.sampled_from(FRAMES), st.sampled_from([None, "racf", "none"]))
@example(["LOGONBY MAINT", "USER SECRET1 512M 1G G", "LOGONBY MAINT"], FRAMES[0], None)
@example(["LOGONBY MAINT", "USER LINUX1,SECRET1 64M", "LOGONBY MAINT"], FRAMES[0], None)
@example(["SPOOL 00E 1403 A USER LINUX1 SECRET1 64M 1G G"], FRAMES[0], None)
@example(["USER LINUX1", "SECRET1 64M 1G G"], FRAMES[0], None)
def test_a_small_mistake_shows_no_password(records: list[str], frame: tuple[str, ...], esm: str | None) -> None:
    text = "\n".join([*frame, *records])
    if "SECRET" in everything_shown(text, replace(ALL_RULES, esm=esm)):  # then nothing may tell that there is a mistake
        place = next(line for line, record in enumerate(records, len(frame) + 1) if "SECRET" in record)
        assert [found for found in findings(text) if found.span.line == place] == []
