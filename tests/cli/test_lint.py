"""dirtool lint: exit codes, options, and the same findings in a file of any shape."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dirtool.lint import engine
from dirtool.lint.registry import RULES
from dirtool.text import codepage
from dirtool.text.columns import RECORD_LENGTH
from tests.cli.run import ROOT, dirtool

BROKEN = ROOT / "samples" / "broken.direct"
FRONT = b"DIRECTORY 123 3390 M01RES\n"
CLEAN = FRONT + b"USER A NOLOG\n MACHINE ESA\n"
INFO = FRONT + b"USER A NOLOG\n MDISK 190 3390 1 1 LX0001\n LINK A 190 191 RR * remark\n"
WARNING = FRONT + b"USER 1207 NOLOG\n"
ERROR = FRONT + b"USER A NOLOG\n QUACK\n"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(b"", {"error": 0, "warning": 0, "info": 0}, id="empty"),
        pytest.param(CLEAN, {"error": 0, "warning": 0, "info": 0}, id="no findings"),
        pytest.param(INFO, {"error": 0, "warning": 0, "info": 1}, id="only information"),
        pytest.param(WARNING, {"error": 0, "warning": 1, "info": 1}, id="only warnings"),
        pytest.param(ERROR, {"error": 1, "warning": 1, "info": 1}, id="errors"),
    ],
)
@pytest.mark.parametrize("how", ["full", "concise", "json"])
def test_the_exit_code_is_1_from_a_severity_on(text: bytes, codes: dict[str, int], how: str) -> None:
    assert dirtool("lint", "-", "--format", how, stdin=text).code == codes["error"]
    for severity, code in codes.items():
        ran = dirtool("lint", "-", "--format", how, "--fail-on", severity, stdin=text)
        assert (ran.code, ran.err) == (code, "")


def test_one_bad_file_of_several_is_enough(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.write_bytes(CLEAN)
    bad.write_bytes(ERROR)
    assert dirtool("lint", good, good).code == 0
    ran = dirtool("lint", good, bad)
    assert ran.code == 1
    assert ran.out.endswith("\n1 error in 6 records in 2 files.\n")


@pytest.mark.parametrize(
    ("only", "code", "found", "summary"),
    [
        ("refuses", 1, ["SYN001"], "1 error in 4 records in 1 file; 1 left out by --only."),
        ("silent", 0, ["VAL005"], "1 warning in 4 records in 1 file; 1 left out by --only."),
        ("ignores", 0, [], "No findings in 4 records in 1 file; 2 left out by --only."),
    ],
)
def test_only_some_of_what_directxa_does_is_shown_and_counts(
    only: str, code: int, found: list[str], summary: str
) -> None:
    ran = dirtool("lint", "-", "--format", "concise", "--only", only, stdin=WARNING + ERROR.removeprefix(FRONT))
    *findings, last = ran.out.splitlines()
    assert (ran.code, [line.split()[2] for line in findings], last) == (code, found, summary)


def test_a_rule_that_failed_is_told_whatever_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(engine, "ENTRY_RULES", [(RULES["ENT016"], fails, fails)])
    ran = dirtool("lint", "-", "--format", "concise", "--only", "silent", "--select", "ENT016", stdin=CLEAN)
    assert (ran.code, [line.split()[2] for line in ran.out.splitlines()[:-1]]) == (1, ["INT001", "INT001"])


def test_a_file_that_cannot_be_read_hides_no_other() -> None:
    ran = dirtool("lint", "samples/none.direct", BROKEN, "samples/none2.direct")
    assert ran.code == 2
    assert ran.out == dirtool("lint", BROKEN).out
    assert ran.err.splitlines() == [
        f"dirtool: samples/{name}.direct: No such file or directory" for name in ("none", "none2")
    ]


def test_two_inputs_have_two_names() -> None:
    ran = dirtool("lint", "--stdin-filename", BROKEN, "-", BROKEN, stdin=b"USER A NOLOG\n")
    assert ran == (2, "", f"dirtool: --stdin-filename {BROKEN}: this is also one of the files\n")
    assert dirtool("lint", BROKEN, BROKEN) == dirtool("lint", BROKEN)


def test_a_file_of_two_names_is_read_once(tmp_path: Path) -> None:
    file, link = tmp_path / "user.direct", tmp_path / "link"
    file.write_bytes(b"USER A NOLOG\n QUACK\n")
    link.symlink_to(file)
    once = dirtool("lint", file)
    assert dirtool("lint", file, link, tmp_path / "." / "x" / ".." / "user.direct") == once
    file.write_bytes(b"USER A NOLOG\n\tMACHINE ESA\n")
    assert dirtool("lint", link, file, "--fix").err == "Fixed 1 finding in 1 file.\n"
    assert link.is_symlink()


def test_a_folder_is_no_file() -> None:
    assert dirtool("lint", "samples") == (2, "", "dirtool: samples: Is a directory\n")


def test_a_file_without_permission_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "USER.DIRECT":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert dirtool("lint", "USER.DIRECT", "--no-config") == (2, "", "dirtool: USER.DIRECT: Permission denied\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--nope",), "No such option: --nope"),
        (("--format", "xml"), "'xml' is not one of 'full', 'concise', 'json'"),
        (("--fail-on", "never"), "'never' is not one of 'error', 'warning', 'info'"),
        (("--color", "maybe"), "'maybe' is not one of 'auto', 'always', 'never'"),
        (("--encoding", "ebcdic"), "--encoding ebcdic: unknown"),
    ],
)
def test_a_wrong_option_is_2_and_named_on_stderr(arguments: tuple[str, ...], said: str) -> None:
    ran = dirtool("lint", BROKEN, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_an_unknown_encoding_is_told_the_known_ones() -> None:
    ran = dirtool("lint", BROKEN, "--encoding", "ebcdic")
    assert ran.err == (
        "dirtool: --encoding ebcdic: unknown\n  hint: one of ascii, utf-8, latin-1, 037, 500, 924, 1047, 1140\n"
    )


def test_bytes_that_are_not_of_the_encoding_are_2() -> None:
    ran = dirtool("lint", "-", "--encoding", "ascii", stdin=b"USER A NOLOG\n* Gr\xfc\xdfe\n")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dirtool: <stdin>: line 2, column 5: byte X'FC' is not ascii\n")


def test_no_file_is_2() -> None:
    ran = dirtool("lint")
    assert (ran.code, ran.out) == (2, "")
    assert "Missing argument" in ran.err


def test_standard_input_has_a_name_of_choice() -> None:
    assert dirtool("lint", "-", "--format", "concise", stdin=ERROR).out.startswith("<stdin>:3:2: error SYN001 ")
    named = dirtool("lint", "-", "--format", "concise", "--stdin-filename", "USER.DIRECT", stdin=ERROR)
    assert named.out.startswith("USER.DIRECT:3:2: error SYN001 ")


def test_all_shows_what_is_folded_otherwise() -> None:
    text = FRONT + b"USER A NOLOG\n" + b" QUACK\n" * 15
    assert dirtool("lint", "-", stdin=text).out.count("error SYN001") == 10
    assert "and 5 more of SYN001 unknown-statement (--all shows them)" in dirtool("lint", "-", stdin=text).out
    assert dirtool("lint", "-", "--all", stdin=text).out.count("error SYN001") == 15
    assert len(json.loads(dirtool("lint", "-", "--format", "json", stdin=text).out)["diagnostics"]) == 15


@pytest.mark.parametrize("name", ["broken", "linux-farm", "ssi-system", "vm370"])
def test_no_line_is_wider_than_80_columns(name: str) -> None:
    ran = dirtool("lint", f"samples/{name}.direct", "--all")
    too_wide = [line for line in ran.out.splitlines() if len(line) > 80 and len(line.split()) > 1]
    assert too_wide == []


@pytest.mark.parametrize("name", ["linux-farm", "ssi-system"])
def test_a_clean_sample_has_no_findings_but_information(name: str) -> None:
    found = json.loads(dirtool("lint", f"samples/{name}.direct", "--format", "json").out)
    assert (found["summary"]["error"], found["summary"]["warning"]) == (0, 0)


def test_the_plain_way_finds_the_same() -> None:
    fast = dirtool("lint", BROKEN, "--format", "json")
    assert dirtool("lint", BROKEN, "--format", "json", "--plain") == fast


# -- the same directory in other shapes

Found = list[tuple[str, int, int, int, int, str]]


def findings(path: Path) -> Found:
    document = json.loads(dirtool("lint", path, "--format", "json").out)
    return [
        (one["code"], one["line"], one["column"], one["end_line"], one["end_column"], one["message"])
        for one in document["diagnostics"]
    ]


def _crlf(records: list[str]) -> bytes:
    return "".join(f"{record}\r\n" for record in records).encode()


def _bom(records: list[str]) -> bytes:
    return b"\xef\xbb\xbf" + "".join(f"{record}\n" for record in records).encode()


def _padded(records: list[str]) -> bytes:
    return "".join(f"{record:80}\n" for record in records).encode()


def _no_last_end(records: list[str]) -> bytes:
    return "\n".join(records).encode()


def _nel(records: list[str]) -> bytes:
    return codepage.encode("".join(f"{record}\x85" for record in records), "1047")


def _blocks(records: list[str]) -> bytes:
    return codepage.encode("".join(f"{record[:RECORD_LENGTH]:80}" for record in records), "1047")


def _ascii_blocks(records: list[str]) -> bytes:
    return "".join(f"{record[:RECORD_LENGTH]:80}" for record in records).encode()


@pytest.mark.parametrize("shape", [_crlf, _bom, _padded, _no_last_end, _nel])
def test_a_file_of_another_shape_has_the_same_findings(shape: Callable[[list[str]], bytes], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(shape(BROKEN.read_text().split("\n")[:-1]))
    assert findings(other) == findings(BROKEN)
    assert len(findings(BROKEN)) > 25


@pytest.mark.parametrize("shape", [_blocks, _ascii_blocks])
def test_blocks_of_80_have_the_same_findings_but_for_the_record_that_is_longer(
    shape: Callable[[list[str]], bytes], tmp_path: Path
) -> None:
    records = BROKEN.read_text().split("\n")[:-1]
    [too_long] = [record for record in records if len(record) > RECORD_LENGTH]
    other = tmp_path / "other"
    other.write_bytes(shape(records))
    line = records.index(too_long) + 1
    assert findings(other) == [one for one in findings(BROKEN) if one[1] != line or one[0] != "REC004"]


@pytest.mark.parametrize("page", ["037", "500", "924", "1140"])
def test_an_ebcdic_page_is_named(page: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(codepage.encode(BROKEN.read_text().replace("\n", "\x85"), page))
    named = json.loads(dirtool("lint", other, "--format", "json", "--encoding", page).out)
    assert [(one["code"], one["line"]) for one in named["diagnostics"]] == [one[:2] for one in findings(BROKEN)]


def test_findings_of_several_files_carry_their_paths(tmp_path: Path) -> None:
    first, second = tmp_path / "1.direct", tmp_path / "2.direct"
    first.write_bytes(ERROR)
    second.write_bytes(b"*\n" + ERROR)
    document: dict[str, Any] = json.loads(dirtool("lint", second, first, "--format", "json").out)
    assert [(one["path"], one["line"]) for one in document["diagnostics"]] == [(str(first), 3), (str(second), 4)]
    assert document["summary"]["files"] == 2


def test_exit_zero_hides_findings_but_no_failure() -> None:
    assert dirtool("lint", BROKEN, "--exit-zero") == dirtool("lint", BROKEN)._replace(code=0)
    assert dirtool("lint", BROKEN, "--diff", "--exit-zero").code == 0
    assert dirtool("lint", "samples/none.direct", "--exit-zero").code == 2


@pytest.mark.parametrize("option", ["--volumes", "--extents", "--config"])
@pytest.mark.parametrize("output", ["-o", "--write-baseline", "--report"])
def test_no_file_beside_the_directory_is_written_over(tmp_path: Path, option: str, output: str) -> None:
    texts = {"--volumes": "LX0001\n", "--extents": ":REGIONS.\n:END.\n", "--config": "# none\n"}
    file = tmp_path / "beside"
    file.write_text(texts[option])
    ran = dirtool("lint", BROKEN, option, file, output, f"json={file}" if output == "--report" else file)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {file}: the answer would overwrite the file that it is about\n")
    assert file.read_text() == texts[option]
