"""The records of a file: read from bytes of any kind, and turned back into exactly those bytes."""

import re
import string
from dataclasses import dataclass, field

from dirtool.errors import InputError
from dirtool.text import codepage
from dirtool.text.columns import CODE_END, RECORD_LENGTH

ENCODINGS = ("ascii", "utf-8", "latin-1", *codepage.PAGES)

_DEFAULT_PAGE = "1047"
_UTF8_BOM = b"\xef\xbb\xbf"
_LF = "\n"
_CR = "\r"
_NEL = "\x85"

_SAMPLE_SIZE = 1 << 18  # the bytes, from the start of a file, that tell its family
_MARKS = " *" + string.digits + string.ascii_letters
_ASCII_MARKS = _MARKS.encode("ascii")
_EBCDIC_MARKS = _MARKS.encode("cp037")  # every page has these at the same places

_BLOCKS_PER_LINE_END = 3  # blocks hold line ends only by chance: in the two binary bytes of a *DVHOPT comment


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one file, and what else it takes to write the same bytes again.

    Blocks are records of 80 bytes without line ends; the last block of a file may be shorter.
    """

    path: str
    texts: list[str] = field(repr=False)  # without line ends; nothing stripped, nothing folded
    encoding: str  # one of ENCODINGS
    blocks: bool = False
    end: str = _LF  # the line end of every record that is not in other_ends; "" for blocks
    other_ends: dict[int, str] = field(default_factory=dict, repr=False)  # by index into texts
    bom: bytes = b""
    tail: str = ""  # the one line end behind all blocks that a transfer has left there

    def end_of(self, index: int) -> str:
        """The line end of one record, in characters; `index` counts from 0."""
        return self.other_ends.get(index, self.end)

    def to_bytes(self) -> bytes:
        """The bytes of the file; for records as they were read, exactly the bytes read.

        Raises: UnicodeEncodeError if the encoding lacks a character of the texts.
        """
        return self.bom + encode_text(self._joined() + self.tail, self.encoding)

    def _joined(self) -> str:
        if self.other_ends:
            return "".join([text + self.end_of(index) for index, text in enumerate(self.texts)])
        return self.end.join([*self.texts, ""])


def read_records(data: bytes, path: str = "<bytes>", encoding: str | None = None) -> Records:
    """The records of `data`, whose family (ASCII or EBCDIC), encoding and framing its content tells.

    `encoding` forces "ascii", "utf-8" or "latin-1". The name of an EBCDIC page forces nothing: it chooses the
    page of a file whose content is EBCDIC (default 1047); one whose content is ASCII is still read as such.

    Raises: InputError if `encoding` is none of ENCODINGS, or if the bytes do not obey a forced one. With
    `encoding` None nothing is raised, whatever the bytes.
    """
    if encoding is not None and encoding not in ENCODINGS:
        raise InputError(f"unknown encoding {encoding!r}", hint=f"use one of {', '.join(ENCODINGS)}")
    forced = None if encoding in codepage.PAGES else encoding
    if forced is None and _is_ebcdic(data):
        return _read_ebcdic(data, path, encoding or _DEFAULT_PAGE)
    return _read_ascii(data, path, forced)


def encode_text(text: str, encoding: str) -> bytes:
    """The bytes of `text` in one of ENCODINGS.

    Raises: UnicodeEncodeError if the encoding lacks a character.
    """
    return codepage.encode(text, encoding) if encoding in codepage.PAGES else text.encode(encoding)


def split_lines(text: str, newline: str) -> tuple[list[str], str, dict[int, str]]:
    """The lines of `text` without their ends, the end most of them have, and the other ends by line index.

    A line ends with `newline`, or with CR and `newline`; behind the last one the end may be missing.
    """
    newlines = text.count(newline)
    with_carriage = text.count(_CR + newline) if _CR in text and newline != _CR else 0
    end = _CR + newline if 2 * with_carriage > newlines else newline
    other_ends: dict[int, str] = {}
    if with_carriage in (0, newlines):
        lines = text.split(end)
    else:
        lines = text.split(newline)
        for index in range(newlines):
            own_end = newline
            if lines[index].endswith(_CR):
                lines[index] = lines[index][:-1]
                own_end = _CR + newline
            if own_end != end:
                other_ends[index] = own_end
    if lines[-1]:
        other_ends[len(lines) - 1] = ""
    else:
        lines.pop()
    return lines, end, other_ends


def _is_ebcdic(data: bytes) -> bool:
    sample = data[:_SAMPLE_SIZE]
    return not data.startswith(_UTF8_BOM) and _count(sample, _EBCDIC_MARKS) > _count(sample, _ASCII_MARKS)


def _count(data: bytes, wanted: bytes) -> int:
    return len(data) - len(data.translate(None, wanted))


def _read_ebcdic(data: bytes, path: str, page: str) -> Records:
    text = codepage.decode(data, page)
    if _are_blocks(text, (_NEL, _LF)):
        return _cut_into_blocks(text, path, page)
    lines, end, other_ends = split_lines(text, _newline_of(text, (_NEL, _LF)))
    return Records(path, lines, page, end=end, other_ends=other_ends)


def _read_ascii(data: bytes, path: str, forced: str | None) -> Records:
    bom = _UTF8_BOM if data.startswith(_UTF8_BOM) and forced != "ascii" else b""
    body = data[len(bom) :]
    blocks = _are_blocks(body.decode("latin-1"), (_LF,))
    encoding = forced or _ascii_encoding(body, bom, blocks)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(body, error.start, blocks, path, encoding) from None
    if blocks and len(text) == len(body):  # characters of several bytes cannot be cut into blocks
        return _cut_into_blocks(text, path, encoding, bom)
    lines, end, other_ends = split_lines(text, _newline_of(text, (_LF,)))
    return Records(path, lines, encoding, end=end, other_ends=other_ends, bom=bom)


def _newline_of(text: str, newlines: tuple[str, ...]) -> str:
    """The most frequent of some line ends, the first of equals; CR if none of them is there but CR is."""
    most = max(newlines, key=text.count)
    return _CR if most not in text and _CR in text else most


def _are_blocks(text: str, newlines: tuple[str, ...]) -> bool:
    """Whether `text`, one character a byte, looks like 80-byte records without line ends, but for one behind them all.

    A record is padded with blanks, or numbered in 73-80 or one column early: one of columns 72 and 80 is blank.
    """
    body = text.removesuffix(_tail_of(text))
    blocks, rest = divmod(len(body), RECORD_LENGTH)
    line_ends = max(map(body.count, newlines))
    if blocks == 0 or line_ends * _BLOCKS_PER_LINE_END > blocks or body[-1] in newlines:
        return False
    if line_ends and not all(
        _is_comment_at(body, match.start()) for match in re.finditer(f"[{''.join(newlines)}]", body)
    ):
        return False
    whole = blocks * RECORD_LENGTH
    at_72, at_80 = (body[column - 1 : whole : RECORD_LENGTH] for column in (CODE_END + 1, RECORD_LENGTH))
    blank = sum(" " in columns for columns in zip(at_72, at_80, strict=True))
    if rest:
        return blocks > 1 and line_ends == 0 and blank == blocks
    return blocks <= blank * 2


def _is_comment_at(body: str, at: int) -> bool:
    """Whether the block that holds a place is a comment, where any byte may be."""
    return body[at - at % RECORD_LENGTH : at].lstrip().startswith("*")


def _tail_of(text: str) -> str:
    """The one line end behind the last of a file's blocks, if there is one."""
    for newline in (_CR + _LF, _CR + _NEL, _LF, _NEL):
        if text.endswith(newline) and len(text) % RECORD_LENGTH == len(newline):
            return newline
    return ""


def _cut_into_blocks(text: str, path: str, encoding: str, bom: bytes = b"") -> Records:
    tail = _tail_of(text)
    texts = [text[start : start + RECORD_LENGTH] for start in range(0, len(text) - len(tail), RECORD_LENGTH)]
    return Records(path, texts, encoding, blocks=True, end="", bom=bom, tail=tail)


def _ascii_encoding(body: bytes, bom: bytes, blocks: bool) -> str:
    if body.isascii():
        return "utf-8" if bom else "ascii"
    return "utf-8" if not blocks and _is_utf8(body) else "latin-1"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _undecodable(body: bytes, at: int, blocks: bool, path: str, encoding: str) -> InputError:
    if blocks:
        line, column = at // RECORD_LENGTH + 1, at % RECORD_LENGTH + 1
    else:
        line_start = body.rfind(b"\n", 0, at) + 1
        line, column = body.count(b"\n", 0, at) + 1, len(body[line_start:at].decode("utf-8")) + 1
    return InputError(
        f"{path}: line {line}, column {column}: byte X'{body[at]:02X}' is not {encoding}",
        hint="without a forced encoding the content decides",
    )
