"""Lark's parser, and its tables kept between runs."""

import os
import stat
from pathlib import Path

import pytest

from dirtool.syntax import grammar
from dirtool.syntax.grammar import Grammar, SyntaxFault, grammar_text, without_blanks
from dirtool.syntax.parser import Parser

TEXT = grammar_text("directory.lark")
STATEMENTS = [
    ("mdisk", "MDISK 191 3390 1 1 VOL001 MR".split()),
    ("mdisk", "MDISK 191 3390 VBLK0512 10 VOL001".split()),
    ("mdisk", "MDISK 191 3390 T-DISK".split()),
    ("nicdef", "NICDEF 600 LAN SYSTEM VSW1 TYPE QDIO".split()),
    ("ipl", ["IPL", "CMS", "LOADPARM", "'A B'"]),
    ("share", "SHARE REL 5".split()),
    ("share", "SHARE RELATIVE 5 ABSOLUTE 5%".split()),
    ("xconfig", "XCONFIG ADDRSPACE MAXNUMBER 5 TOTSIZE 5G".split()),
    ("user", ["USER", "A"]),
    ("nopdata", ["NOPDATA"]),
]
posix_only = pytest.mark.skipif(os.name != "posix", reason="modes of files are a POSIX thing")


def trees(found: Grammar) -> list[object]:
    return [found.parse(words, start) for start, words in STATEMENTS]


BUILT = trees(Grammar(TEXT))


def is_kept(folder: Path) -> bool:
    """Whether a run with this folder reads the tables, and reads them right."""

    def refuse(*_: object) -> None:
        raise RuntimeError("the parser was built")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammar, "_build", refuse)
        try:
            return trees(Grammar(TEXT, folder)) == BUILT
        except RuntimeError:
            return False


@pytest.fixture
def cached(tmp_path: Path) -> Path:
    """A folder with the tables of an earlier run."""
    Grammar(TEXT, tmp_path / "cache")
    return tmp_path / "cache"


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_second_run_reads_the_tables_and_builds_nothing(cached: Path, tmp_path: Path) -> None:
    assert is_kept(cached)
    assert not is_kept(tmp_path)


def test_the_tables_of_another_grammar_are_not_taken(cached: Path) -> None:
    Grammar(TEXT + "\n// changed\n", cached)
    assert len(list(cached.iterdir())) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"data": {}, "memo": {}}',
        b'{"data":{"parser":{"parser":{"tokens":{},"states":{}}}},"memo":{}}',
        b"\xff\xfe\x00",
        b"\x80\x04N.",
        b"[" * 99999,
    ],
)
def test_a_file_that_holds_no_tables_is_ignored_and_replaced(cached: Path, content: bytes) -> None:
    only_file(cached).write_bytes(content)
    assert not is_kept(cached)
    assert trees(Grammar(TEXT, cached)) == BUILT
    assert is_kept(cached)


def test_a_file_that_is_cut_off_is_replaced(cached: Path) -> None:
    file = only_file(cached)
    file.write_bytes(file.read_bytes()[:-100])
    assert trees(Grammar(TEXT, cached)) == BUILT
    assert is_kept(cached)


@pytest.mark.parametrize("part", ["parser", "lexer_conf", "start_states", "tokens", "options", "rules"])
def test_tables_that_were_changed_are_replaced(cached: Path, part: str) -> None:
    file = only_file(cached)
    kept = file.read_text()
    assert f'"{part}"' in kept
    file.write_text(kept.replace(f'"{part}"', '"X"', 1))
    assert trees(Grammar(TEXT, cached)) == BUILT
    assert is_kept(cached)


def test_a_folder_below_a_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert trees(Grammar(TEXT, tmp_path / "file" / "cache")) == BUILT
    assert (tmp_path / "file").read_text() == ""


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o500)
    assert trees(Grammar(TEXT, folder)) == BUILT
    assert list(folder.iterdir()) == []


def test_a_failing_write_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", refuse)
    assert trees(Grammar(TEXT, tmp_path)) == BUILT
    assert list(tmp_path.iterdir()) == []


@posix_only
def test_the_tables_are_for_their_owner_alone(cached: Path) -> None:
    assert stat.S_IMODE(cached.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(cached).stat().st_mode) == 0o600


def test_a_parser_hands_its_folder_on(cached: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_build", None)
    parsed = Parser(cached).parse("MDISK 191 3390 1 1 VOL001")
    assert parsed is not None
    assert parsed.statement.operands()["volid"] == "VOL001"


def test_a_comment_needs_no_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "_build", None)
    assert Parser().parse("* nothing") is None


# ---- where Lark gives up


@pytest.mark.parametrize(
    ("text", "word", "accepted"),
    [
        ("USER", 1, {"USERID"}),
        ("USER A", 2, {"PASSWORD"}),
        ("MACHINE ESA X", 2, {"$END", "MCPU"}),
        ("CPU 00 BASE X", 3, {"$END", "BASE", "DEDICATE", "OBSOLETE__CPU"}),
    ],
)
def test_a_refusal_names_the_word_and_what_would_have_been_taken(text: str, word: int, accepted: set[str]) -> None:
    words = text.split()
    found = Grammar(TEXT).parse(words, words[0].lower())
    assert isinstance(found, SyntaxFault)
    assert found.word == word
    assert accepted <= found.accepted


def test_a_quoted_word_counts_as_one() -> None:
    found = Grammar(TEXT).parse(["IPL", "CMS", "LOADPARM", "'A B'", "X"], "ipl")
    assert isinstance(found, SyntaxFault)
    assert found.word == 4


def test_without_blanks_fills_everything_that_separates_words() -> None:
    assert without_blanks("'a b\tc\x0bd\x1ce\xa0f\u3000g'") == "'a_b_c_d_e_f_g'"


def test_a_grammar_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"grammars/nothing\.lark"):
        grammar_text("nothing.lark")
