"""Whatever the bytes of a file: an answer or a message, never a traceback; and the fast way finds what plain Lark finds."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dirtool.cli.diff import Format as DiffFormat
from dirtool.cli.lint_output import Format
from dirtool.cli.map import Format as MapFormat
from dirtool.cli.migrate import Format as MigrationFormat
from dirtool.cli.mine import Format as MineFormat
from dirtool.cli.plan_output import Format as PlanFormat
from dirtool.cli.simulate import Format as SimulationFormat
from dirtool.compare.desired.reading import desired_of
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.copy_file import Dialect
from dirtool.model.directory import Directory
from dirtool.model.reading import text_records
from dirtool.model.volume_list import KnownVolume, SystemArea
from dirtool.space.allocation.policy import Policy
from dirtool.spec.releases import RELEASES
from dirtool.spec.statements import STATEMENTS
from dirtool.syntax.copy_file import is_copy_file
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.text import codepage
from dirtool.text.records import read_records
from tests.cli.run import ROOT, dirtool
from tests.report.contract import ALLOCATION, DIFF, MAP, MINE, assert_obeys

SAMPLES = [
    path.read_bytes() for suffix in ("direct", "extents") for path in sorted((ROOT / "samples").glob(f"*.{suffix}"))
]
COPY_FILE = b"""\
/* DMSSICNF COPY /* a sample */ */
Parm_Disk_Owner = "PMAINT"   ; Parm_Disk_Number = 'CF0'
XCAT_MN_pw      = "NOLOG"    /* no log on */
xcat_host       = xcat || ,
                  "1"
""".split(b"\n")
COPY_WORDS = [
    *b"/* */ \" ' ; = , XCAT_MN_pw XCAT_Addr ZHCP_vlan cmo_data_disk 10.1.1.1 1E00 NONE [a]".split(b" "),
    b" " * 70,
]
RECORDS = sorted({record for sample in SAMPLES for record in sample.split(b"\n")})
CASES = [path.read_bytes() for path in sorted((ROOT / "tests" / "cases" / "rules").glob("*/*.direct"))]
VOLIDS = sorted(
    {record.split()[5].decode() for record in RECORDS if record.split()[:1] == [b"MDISK"] and len(record) > 40}
)
ALL_RULES = severities_of(Profile.SECURITY)
PARSER = Parser()
KEYWORDS = sorted(
    {kind.name for kind in STATEMENTS}
    | {
        word.upper()
        for kind in STATEMENTS
        for operand in kind.operands
        for word in (*operand.values, *operand.obsolete)
    }
    | {(operand.keyword or "").upper() for kind in STATEMENTS for operand in kind.operands}
)
ODD = (
    b"'", b'"', b",", b"*", b"\t", b"\x00", b"\x1b[2J", b"\x07", b"\x0c", b"\x1c", b"\x1a", b"\x85", b"\xa0", b"\xff", b"\r",
    b"\r\n", b"\n", b"\x15", b"\x25", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80", b"\xc3\x9f", b"\xc4\xb1", b"\xef\xac\x81", b"\xc2\xb2", b"\xd9\xa3", b"9" * 30, b"0" * 5000,
)  # fmt: skip

words = st.one_of(st.sampled_from(KEYWORDS).map(str.encode), st.sampled_from(ODD), st.binary(min_size=1, max_size=9))
written = st.lists(words, max_size=12).map(b" ".join)
records = st.one_of(st.sampled_from(RECORDS), written, written.map(lambda text: b"* " + text))
ends = st.sampled_from([b"\n", b"\r\n", b"\n\n", b"", b",\n", b" ,\r\n", b" " * 60])


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Some records of the samples and of nobody, with a few bytes changed."""
    text = bytearray(b"".join(record + draw(ends) for record in draw(st.lists(records, max_size=8))))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text[at : at + draw(st.integers(0, 5))] = draw(st.one_of(st.sampled_from(ODD), st.binary(max_size=3)))
    return bytes(text)


@st.composite
def shaped(draw: st.DrawFn) -> bytes:
    """The same in EBCDIC, in blocks of 80, or with long records."""
    text = draw(mutated()).decode("latin-1")
    how = draw(st.sampled_from(["lines", "blocks", "ascii blocks", "one line"]))
    if how == "one line":
        return text.replace("\n", " ").encode("latin-1")
    if how == "ascii blocks":
        return "".join(f"{record[:80]:80}" for record in text.split("\n")).encode("latin-1")
    ebcdic = (
        "".join(f"{record[:80]:80}" for record in text.split("\n")) if how == "blocks" else text.replace("\n", "\x85")
    )
    return codepage.encode(ebcdic, "1047")


anything = st.one_of(st.binary(max_size=300), mutated(), shaped())
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def answered(data: bytes, *arguments: str) -> str:
    """The answer on a file of these bytes; fails where there is a traceback or a defect."""
    ran = dirtool(arguments[0], "-", *arguments[1:], stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code in (0, 1, 2)
    assert (ran.err != "") == (ran.code == 2)
    return ran.out


def assert_inside(place: dict[str, Any], texts: list[str]) -> None:
    """A place is not empty and lies in the file; the end may be one column behind the record: there a word is missing."""
    assert 1 <= place["line"] <= place["end_line"] <= len(texts)
    assert 1 <= place["column"] <= len(texts[place["line"] - 1]) + 1
    assert 1 <= place["end_column"] <= len(texts[place["end_line"] - 1]) + 2
    assert (place["line"], place["column"]) < (place["end_line"], place["end_column"])


@settings(slowly, max_examples=200)
@given(anything, st.sampled_from([*Format, Format.FULL, Format.CONCISE]))
@example(b"USER \x1b[2J NOLOG\n INCLUDE \x1b\n", Format.FULL)
@example(b" POSIXINFO UID 5,\n", Format.FULL)
@example(b"LOAD A B\n", Format.CONCISE)
@example("USER ﬁ NOLOG\n MDISK ² 3390 ٣ 1 ABC".encode(), Format.FULL)
@example(b"MDISK 191 3390 " + b"9" * 5000 + b" 1 ABC", Format.CONCISE)
def test_any_bytes_are_judged_in_every_format(data: bytes, how: Format) -> None:
    document = answered(data, "lint", "--format", "json", "--select", "ALL")
    shown = answered(data, "lint", "--format", how, "--select", "ALL", "--all")
    assert all(line.isprintable() for line in shown.split("\n"))
    if document:
        texts = read_records(data).texts
        for found in json.loads(document)["diagnostics"]:
            assert_inside(found, texts)
            for related in found["related"]:
                assert_inside(related, texts)
            assert found["message"].count("\n") == 0


@settings(slowly, max_examples=100)
@given(anything, st.sampled_from(MapFormat))
@example(b"USER \x1b[2J NOLOG\n MDISK 191 3390 1 5 \x1b\n", MapFormat.CSV)
@example(b"USER A NOLOG\n MDISK 191 3390 0 END A\n MDISK 192 FB-512 0 5 A\n MDISK 193 3390 5 0 A\n", MapFormat.TEXT)
def test_any_bytes_are_mapped_in_every_format(data: bytes, how: MapFormat) -> None:
    ran = dirtool("map", "-", "--format", how, stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code == (2 if not ran.out and ran.err else 0)
    assert all(line.isprintable() for line in ran.out.split("\n"))
    if how is MapFormat.JSON and ran.out:
        assert_obeys(json.loads(ran.out), MAP)


@settings(slowly, max_examples=100)
@given(anything, st.sampled_from(Policy))
def test_room_is_looked_for_among_any_bytes(data: bytes, policy: Policy) -> None:
    asked = ("2x5", "NEW/0100:7MiB", "--policy", policy, "--extents", "samples/linux-farm.extents")
    ran = dirtool("allocate", *asked, "--current", "-", "--format", "json", stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code in (0, 1, 2)
    if ran.out:
        assert_obeys(json.loads(ran.out), ALLOCATION)


@settings(slowly, max_examples=100)
@given(anything, st.sampled_from(["yaml", "csv", "txt"]))
def test_any_bytes_are_requests_or_no_requests(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"asked.{suffix}"
        file.write_bytes(data)
        ran = dirtool("allocate", file, "--current", "samples/vm370.direct", extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code in (0, 1, 2)
    assert all(line.isprintable() for line in ran.err.split("\n"))


@settings(slowly, max_examples=100)
@given(anything, anything, st.sampled_from(DiffFormat))
@example(b"USER \x1b[2J NOLOG\n LINK \x1b 191\n", b"USER A NOLOG\n", DiffFormat.MARKDOWN)
@example(b"USER A NOLOG\n MDISK 191 3390 5 0 A\n", b"USER B NOLOG\n MDISK 191 3390 0 END A\n", DiffFormat.TEXT)
def test_any_bytes_are_compared_in_every_format(data: bytes, other: bytes, how: DiffFormat) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "old.direct").write_bytes(data)
        ran = dirtool(
            "diff", Path(folder) / "old.direct", "-", "--format", how, stdin=other, extra={"DIRTOOL_DEBUG": "1"}
        )
    assert ran.code == (2 if not ran.out and ran.err else 0)
    assert all(line.isprintable() for line in ran.out.split("\n"))
    if how is DiffFormat.JSON and ran.out:
        assert_obeys(json.loads(ran.out), DIFF)


@settings(slowly, max_examples=150)
@given(anything)
@example(b"USER A NOLOG\n COMMAND \x1b[2J\n IPL \x1b\n")
@example("USER A NOLOG\n OPTION \u2028 \u202e ²\n MDISK 191 3390 \u0663 1 ABC".encode())
def test_any_bytes_are_exported_as_what_the_reader_takes(data: bytes) -> None:
    ran = dirtool("export", "-", stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code in (0, 1, 2)
    assert (ran.out == "") == (ran.code == 2)
    assert all(line.isprintable() for line in f"{ran.out}{ran.err}".split("\n"))
    if ran.out:
        desired_of(text_records(ran.out.encode(), "desired.yaml"), PARSER)


moves = st.sampled_from(
    [(), ("--fix",), ("--code-page", "1047"), ("--group-by", "profile", "--overlay", "*"), ("--fix", "--all")]
)


@settings(slowly, max_examples=100)
@given(st.one_of(anything, st.sampled_from(CASES)), moves, st.sampled_from(MigrationFormat))
@example(b"USER \x1b[2J NOLOG\n LINK \x1b 191\n", (), MigrationFormat.TEXT)
@example(b"USER A NOLOG\n\tCOMMAND SET\tX\n", ("--fix",), MigrationFormat.JSON)
@example(b"PROFILE A\n MDISK 191 3390 0 END A RR\nUSER B NOLOG\n MDISK 191 3390 5 5 A\n", (), MigrationFormat.HTML)
@example(b"USER A NOLOG\n" + b" " * 73 + b"00001880\n IPL CMS\n", (), MigrationFormat.TEXT)
@example(b"LOAD A B\nUSER A NOLOG\n \x00\n", ("--all",), MigrationFormat.HTML)
def test_any_bytes_are_moved_and_come_back_or_are_refused(
    data: bytes, options: tuple[str, ...], how: MigrationFormat
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "move"
        asked = ("migrate", "-", "-o", str(made), "--format", how, *options)
        ran = dirtool(*asked, stdin=data, extra={"DIRTOOL_DEBUG": "1"})
        assert ran.code in (0, 1, 2)
        assert (ran.err != "") == (ran.out == "") == (ran.code == 2) == (not made.exists())
        assert all(line.isprintable() for line in f"{ran.out}{ran.err}".split("\n"))
        if not ran.out:
            return
        for name in ("readiness.txt", "changes.txt", "runbook.md", "readiness.html", "runbook.html"):
            assert all(line.isprintable() for line in (made / name).read_text(encoding="utf-8").split("\n"))
        document = json.loads((made / "readiness.json").read_text(encoding="utf-8"))
        assert {claim["holds"] for claim in document["claims"]} == {True}
        assert "defect of dirtool" not in json.dumps(document["shortfalls"])
        again = ("migrate", "--check", str(made), "--against", str(made / "USER.INPUT"), "--format", "json")
        ran = dirtool(*again, extra={"DIRTOOL_DEBUG": "1"})
        assert (ran.code, json.loads(ran.out)["differences"]) == (0, []) if ran.out else ran.code == 2


@settings(slowly, max_examples=100)
@given(anything, st.booleans(), st.sampled_from(MineFormat))
@example(b" COMMAND \x1b[2J\n IPL CMS\n LINK A 190 190 RR * \x07\n SPOOL 00E 1403\n", True, MineFormat.TEXT)
@example(" COMMAND \u2028\n LINK \u202e 190 190 RR\n OPTION ²\n SPOOL \u0663\n".encode(), True, MineFormat.JSON)
def test_whatever_entries_share_is_mined_or_refused(data: bytes, shared: bool, how: MineFormat) -> None:
    if shared:
        entries = (b"\nUSER U%d NOLOG\n" % number + data for number in range(4))
        data = b"DIRECTORY 123 3390 RES001" + b"".join(entries)
    with tempfile.TemporaryDirectory() as folder:
        asked = ("--format", how, "--all", "--extents", "samples/linux-farm.extents", "-o", Path(folder) / "new")
        ran = dirtool("mine", "-", *asked, stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code == (0 if ran.out else 2)
    assert all(line.isprintable() for line in f"{ran.out}{ran.err}".split("\n"))
    if how is MineFormat.JSON and ran.out:
        assert_obeys(json.loads(ran.out), MINE)


COMMANDS = [
    b"FOR MAINT",
    b"ADD NEW1 LIKE P PW",
    b"AMDISK 0191 3390 AUTOG 5 LINUX",
    b"DASD ADD REGION R",
    b"GET",
    b"PURGE",
]


@st.composite
def commands(draw: st.DrawFn) -> bytes:
    """Commands and pieces of some, with records of the samples and of nobody between."""
    pieces = st.one_of(st.sampled_from(COMMANDS), words, records)
    return b"RLDEXTN\n" + b"".join(draw(pieces) + draw(st.sampled_from([b" ", b"\n", b",\n"])) for _ in range(12))


@settings(slowly, max_examples=100)
@given(st.one_of(anything, commands()), anything, st.sampled_from(SimulationFormat))
@example(b"FOR A\x1b[2J REVIEW\n", b"USER A\x1b[2J NOLOG\n", SimulationFormat.TEXT)
@example(b"FOR A REVIEW\n", "USER A NOLOG\n LINK \u2028 191\n".encode(), SimulationFormat.TEXT)
def test_any_bytes_are_worked_off_or_refused(data: bytes, current: bytes, how: SimulationFormat) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "user.direct").write_bytes(current)
        asked = ("--current", Path(folder) / "user.direct", "--extents", "samples/linux-farm.extents", "--format", how)
        ran = dirtool("simulate", "-", *asked, "-o", Path(folder) / "new", stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code in (0, 1, 2)
    assert (ran.err != "") == (ran.out == "") == (ran.code == 2)
    assert all(line.isprintable() for line in f"{ran.out}{ran.err}".split("\n"))
    if how is SimulationFormat.JSON and ran.out:
        assert json.loads(ran.out)["schema"] == "dirtool.simulation/1"


releases = st.lists(st.sampled_from(RELEASES).map(str), max_size=2, unique=True).map(tuple)
known_volumes = st.sampled_from(VOLIDS).flatmap(
    lambda volid: st.builds(
        lambda *volume: {volid: KnownVolume(*volume)},
        st.sampled_from([None, "3390", "FB-512", "3380"]),
        st.sampled_from([None, 1, 10017]),
        st.sampled_from([(), (SystemArea("PAGE", 0, 0), SystemArea("SPOL", 1, 5000))]),
    )
)
all_options = st.builds(
    Options,
    severities=st.just(ALL_RULES),
    releases=releases,
    fragment=st.sampled_from([None, True, False]),
    esm=st.sampled_from([None, "none", "racf"]),
    volumes=st.one_of(st.just({}), known_volumes),
    allowed_options=st.sampled_from([{}, {"*": frozenset(["ALL"])}]),
    restricted_passwords=st.sampled_from([frozenset(), frozenset(["NOLOG"])]),
    not_suppressible=st.sampled_from([frozenset(), frozenset(["EXT001"])]),
)


@st.composite
def disarranged(draw: st.DrawFn) -> bytes:
    """What some rule finds something in, its words and records in disorder: one missing, doubled, another's, with a comma."""
    words = draw(st.sampled_from(CASES)).split(b" ")
    for _ in range(draw(st.integers(0, 3))):
        at, other = draw(st.integers(0, len(words) - 1)), draw(st.integers(0, len(words) - 1))
        words[at : at + 1] = draw(st.sampled_from([[words[other]], [], [words[at], words[at]], [words[at] + b","]]))
    return b" ".join(words) + b"\n"


DESIRED = b"""\
version: 1
current: tests/golden/before.direct
entries:
  WEB09: {password: LBYONLY, storage: 1G, minidisks: {"0191": {volume: LX0003, start: 6001, size: 5, mode: MR}}}
  WEB01: {max_storage: 16G, statements: [SHARE RELATIVE 200]}
"""


@st.composite
def desired(draw: st.DrawFn) -> bytes:
    """A desired state, with words in the place of some of its own."""
    pieces = DESIRED.split(b" ")
    for _ in range(draw(st.integers(1, 3))):
        pieces[draw(st.integers(4, len(pieces) - 1))] = draw(words)
    return b" ".join(pieces)


def assert_planned(*arguments: str | Path, stdin: bytes) -> None:
    """Whatever comes of it: an answer in printable lines, or a message."""
    ran = dirtool("plan", *arguments, stdin=stdin, extra={"DIRTOOL_DEBUG": "1"})
    assert ran.code in (0, 1, 2, 3)
    assert (ran.out == "") == (ran.code in (1, 2))
    assert all(line.isprintable() for line in f"{ran.out}{ran.err}".split("\n"))


@settings(slowly, max_examples=60)
@given(st.one_of(desired(), desired(), st.binary(max_size=300)))
@example(DESIRED.replace(b"WEB01:", b'"WEB01\\n* DIRTOOL: WAIT":'))
@example(DESIRED.replace(b"WEB09:", b'"../WEB":'))
@example(DESIRED.replace(b"SHARE RELATIVE 200", b"ACCOUNT " + b"9" * 10_000))
@example(DESIRED.replace(b"SHARE RELATIVE 200", b'"COMMAND \\e[2J"'))
def test_any_bytes_are_a_desired_state_or_none(data: bytes) -> None:
    assert_planned("-", "--verbose", stdin=data)


@settings(slowly, max_examples=60)
@given(st.one_of(disarranged(), anything), st.one_of(disarranged(), anything), st.sampled_from(PlanFormat))
@example(b"DIRECTORY 1\nUSER \x1b[2J NOLOG\n LINK \x1b 191\n", b"USER A NOLOG\n", PlanFormat.MARKDOWN)
@example(b"USER A NOLOG\n MDISK 191 3390 5 0 A\n", b"USER B NOLOG\n MDISK 191 3390 0 END A\n", PlanFormat.HTML)
def test_the_way_between_any_bytes_is_planned_or_refused(data: bytes, other: bytes, how: PlanFormat) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "old.direct").write_bytes(data)
        assert_planned("-", "--whole", "--current", Path(folder) / "old.direct", "--format", how, stdin=other)


@settings(slowly, max_examples=50)
@given(anything)
def test_any_bytes_are_no_plan(data: bytes) -> None:
    ran = dirtool("show", "-", stdin=data, extra={"DIRTOOL_DEBUG": "1"})
    assert (ran.code, ran.out) == (2, "")
    assert all(line.isprintable() for line in ran.err.split("\n"))


@settings(slowly, max_examples=600)
@given(st.one_of(mutated(), disarranged()), all_options)
@example(b"USER A NOLOG\n MDISK 192 3390 T-DISK 0,\n", Options(severities=ALL_RULES, fragment=False))
@example(b"USER A NOLOG\n LOGONBY B,\n", Options(severities=ALL_RULES, fragment=False))
@example(b"USER A NOLOG\n IUCV B MSGLIMIT 255,\n", Options(severities=ALL_RULES, fragment=False))
@example(b"USER A NOLOG\n NICDEF 600 VLAN 1,\n", Options(severities=ALL_RULES, releases=("5.4",)))
def test_no_rule_fails_whatever_the_text_and_the_options(data: bytes, options: Options) -> None:
    directory = Directory([Source(read_records(data), PARSER)])
    assert [found.message for found in lint(directory, options=options).diagnostics if found.code == "INT001"] == []


@settings(slowly, max_examples=150)
@given(anything)
def test_any_bytes_are_parsed_in_every_format(data: bytes) -> None:
    document = answered(data, "parse")
    shown = answered(data, "parse", "--format", "text")
    assert all(line.isprintable() for line in shown.split("\n"))
    if not document:
        return
    entries = json.loads(document).get("entries", [])  # an EXTENT CONTROL has none
    machines = [entry["name"] for entry in entries if entry["kind"] in ("user", "identity") and entry["name"]]
    for userid in machines[:2]:
        json.loads(answered(data, "parse", f"--effective={userid}", "--format", "json") or "{}")
        shown = answered(data, "parse", f"--effective={userid}")
        assert all(line.isprintable() for line in shown.split("\n"))


@st.composite
def copies(draw: st.DrawFn) -> bytes:
    """Records of a COPY file, and of nobody, with signs and a few bytes between; also in EBCDIC, in blocks of 80."""
    pieces = st.one_of(st.sampled_from(COPY_FILE), st.sampled_from(COPY_WORDS), st.sampled_from(ODD))
    made = b"XCAT_User = 1\n" + b"".join(
        piece + draw(st.sampled_from([b" ", b"\n", b"\n", b""])) for piece in draw(st.lists(pieces, max_size=12))
    )
    if draw(st.booleans()):
        return made
    return codepage.encode("".join(f"{record[:80]:80}" for record in made.decode("latin-1").split("\n")), "1047")


@settings(slowly, max_examples=30)
@given(copies(), st.sampled_from(Dialect), st.sampled_from([Format.FULL, Format.CONCISE]))
def test_any_bytes_in_a_copy_file_are_shown_and_judged(data: bytes, dialect: Dialect, how: Format) -> None:
    texts = read_records(data).texts
    given_dialect = ("--dialect", dialect) if is_copy_file(read_records(data)) else ()
    document = answered(data, "lint", "--format", "json", "--select", "ALL", *given_dialect)
    for found in json.loads(document or '{"diagnostics": []}')["diagnostics"]:
        assert found["code"] != "INT001"
        for place in (found, *found["related"]):
            assert_inside(place, texts)
    json.loads(answered(data, "parse", *given_dialect) or "{}")
    for shown in (
        answered(data, "lint", "--format", how, "--select", "ALL", "--all", *given_dialect),
        answered(data, "parse", "--format", "text", *given_dialect),
    ):
        assert all(line.isprintable() for line in shown.split("\n"))


@settings(slowly, max_examples=120)
@given(st.one_of(mutated(), shaped()))
def test_plain_lark_finds_the_same(data: bytes) -> None:
    for command in (("lint", "--format", "json"), ("parse",)):
        assert answered(data, *command, "--plain") == answered(data, *command)


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "latin-1", "037", "924", "1047"])
def test_any_bytes_with_an_encoding_are_an_answer_or_a_message(encoding: str) -> None:
    @settings(slowly, max_examples=15)
    @given(anything)
    def judge(data: bytes) -> None:
        answered(data, "lint", "--encoding", encoding)

    judge()


def test_every_sample_cut_anywhere_is_judged() -> None:
    for sample in SAMPLES:
        for at in range(0, len(sample), len(sample) // 5):
            for piece in (sample[:at], sample[at : at + 2000]):
                json.loads(answered(piece, "lint", "--format", "json"))
