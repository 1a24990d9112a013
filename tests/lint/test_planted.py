"""A small system in which each mistake has been made once: lint finds each of them once, and nothing else."""

import random
from collections import Counter
from itertools import takewhile
from pathlib import Path

import pytest

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint
from dirtool.lint.registry import RULES
from dirtool.model.recognition import recognised
from dirtool.text.codepage import encode
from dirtool.text.columns import RECORD_LENGTH
from dirtool.text.records import read_records
from tests.lint.case_files import codes_in, expected, found_in, options_of, shown_to_lint
from tests.model.made import PARSER

FILES = sorted((Path(__file__).parents[1] / "cases" / "planted").iterdir())
DIRECTORIES = [file for file in FILES if file.suffix == ".direct"]
EVERY_FILE = pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
EVERY_DIRECTORY = pytest.mark.parametrize("file", DIRECTORIES, ids=[file.name for file in DIRECTORIES])
MOVABLE = ("USER", "IDENTITY", "SUBCONFIG")
INCLUDES_LATE_PROFILE = " INCLUDE RFAPP"  # a user that stood before it would be a mistake more (REF001)
HEADERS = ("DIRECTORY", "GLOBALDEFS", "PROFILE", *MOVABLE)
TOO_LONG = "REC004"  # what no file of records of 80 can show


def text_of(file: Path) -> str:
    return file.read_text(encoding="latin-1").removesuffix("\n")


def diagnostics(data: bytes, text: str) -> list[Diagnostic]:
    """What is found in a file, judged as the first records of a text want it."""
    return lint(recognised(read_records(data), PARSER, None, None), options=options_of(text)).diagnostics


def identities(text: str) -> Counter[tuple[str, str]]:
    """What tells the findings of a text from each other wherever they stand: code and fingerprint."""
    return Counter((one.code, one.fingerprint) for one in diagnostics(shown_to_lint(text).encode("latin-1"), text))


@EVERY_FILE
def test_a_file_shows_what_its_marks_announce(file: Path) -> None:
    assert found_in(text_of(file)) == expected(text_of(file))


def test_every_rule_finds_exactly_one_mistake() -> None:
    """But for those on the authorisation list, whose records are longer than 80: they have cases of their own."""
    assert Counter(codes_in(FILES)) == Counter(code for code in RULES if not code.startswith(("INT", "AUT")))


@EVERY_FILE
def test_the_same_is_found_in_ebcdic_records_of_80(file: Path) -> None:
    records = shown_to_lint(text_of(file)).split("\n")
    text = "\n".join(record[:RECORD_LENGTH] for record in records)
    found = diagnostics(encode("".join(f"{one:<80}" for one in text.split("\n")), "1047"), text_of(file))
    wanted = [one for one in expected(text_of(file)) if one.code != TOO_LONG]
    assert sum(len(one) > RECORD_LENGTH for one in records) == len(expected(text_of(file))) - len(wanted)
    assert sorted((one.span.line, one.code, one.span.column, one.message) for one in found) == sorted(
        (one.line, one.code, one.column, one.message) for one in wanted
    )


@EVERY_DIRECTORY
@pytest.mark.parametrize("seed", range(3))
def test_the_same_is_found_in_entries_of_another_order(file: Path, seed: int) -> None:
    moved = reordered(text_of(file), seed)
    assert moved != text_of(file)
    assert identities(moved) == identities(text_of(file))


def reordered(text: str, seed: int) -> str:
    """A text with its USERs, IDENTITYs and SUBCONFIGs put in another order; all else stays where it is."""
    blocks = entries(text)
    places = [at for at, block in enumerate(blocks) if is_movable(block)]
    moving = [blocks[at] for at in places]
    random.Random(seed).shuffle(moving)
    for at, block in zip(places, moving, strict=True):
        blocks[at] = block
    return "\n".join(record for block in blocks for record in block)


def entries(text: str) -> list[list[str]]:
    """The records of each entry with the comments above its header; what stands above the first one is by itself."""
    blocks: list[list[str]] = [[]]
    for record in text.split("\n"):
        if record.startswith(HEADERS):
            comments = list(takewhile(is_comment, reversed(blocks[-1])))[::-1]
            del blocks[-1][len(blocks[-1]) - len(comments) :]
            blocks.append(comments)
        blocks[-1].append(record)
    return blocks


def is_comment(record: str) -> bool:
    """Whether a record is a comment, and not the one with which DirMaint ends an entry."""
    return record.startswith("*") and not record.startswith("*DVHOPT")


def is_movable(block: list[str]) -> bool:
    header = next((one for one in block if not one.startswith("*")), "")
    return header.startswith(MOVABLE) and INCLUDES_LATE_PROFILE not in block
