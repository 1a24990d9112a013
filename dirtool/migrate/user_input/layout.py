"""One record in 80 columns: what becomes of that which stands behind column 71.

Sources: z/VM CP Planning and Administration, records of the source directory; z/VM DirMaint Tailoring and Administration
Guide, USER INPUT (records of 80).
"""

from __future__ import annotations

import re

from dirtool.text.columns import CODE_END, RECORD_LENGTH, SEQUENCE_START, is_cut, is_numbered

_MARK = re.compile(r"\s*\*+\s*")
_NEXT = "* "
_COMMA = " ,"


def statement_columns(text: str) -> int:
    """How many columns of a statement's record stay: those that DIRECTXA reads, and the rest of a word that it cuts off.

    Such a word (REC002) is no more what was meant, and somebody has to look at it.
    """
    return RECORD_LENGTH if is_cut(text) else CODE_END


def continued(text: str, *, is_secret: bool) -> list[str]:
    """A comment of more than 80 columns with fewer blanks, or else as several records; every word of it is there.

    A line of signs alone is a part of a box, and is cut. Where there is a secret, a comma says that the comment goes on, as
    that of a statement that is put away does: what is behind it is secret then, too.
    """
    if not any(map(str.isalnum, text)):
        return [text[:RECORD_LENGTH]]
    mark = _MARK.match(text)
    assert mark is not None
    rest = f"{mark.group()}{' '.join(text[mark.end() :].split())}"
    if len(rest) <= RECORD_LENGTH and not any(map(is_numbered, (rest[CODE_END:], rest[SEQUENCE_START - 1 :]))):
        return [rest]  # what ends in a number would seem to have a sequence field
    found = []
    start, comma = mark.end(), _COMMA if is_secret else ""
    while len(rest) > CODE_END:
        end = CODE_END - len(comma)
        at = rest.rfind(" ", start, end + 1)
        first, rest = (rest[:at], rest[at:]) if at > 0 else (rest[:end], rest[end:])
        if len(first.rstrip()) > start:
            found.append(f"{first.rstrip()}{comma}")
        rest, start = f"{_NEXT}{rest.lstrip()}", len(_NEXT)
    return [*found, rest]


def padded(texts: list[str]) -> list[str]:
    """Records that are 80 columns wide; what is longer has nothing but blanks there."""
    return [text[:RECORD_LENGTH].ljust(RECORD_LENGTH) for text in texts]
