"""Typed statements as text: the way back from `Parser.parse`.

The operands stand in the order of the table of statements, each behind its keyword, which is an order that the grammar
takes for every kind. What differs is told by the rows (flags, lists, operands beside another one, values behind words of
a list); four things are special: the form of a minidisk, the passwords of AMDISK, the old forms of DEDICATE, and quoted
strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from dirtool.spec.statement import Operand, StatementKind, abbreviations
from dirtool.spec.statements import BY_SPELLING
from dirtool.spec.values import DEVICE_NUMBER, DEVICE_OR_NAME, QUOTED_NAME, SCP_DATA
from dirtool.syntax.parser import COMMENT, CONTINUATION, is_orphan_sequence
from dirtool.syntax.statement import Statement, Unparsed
from dirtool.syntax.words import fold, split
from dirtool.text.columns import CODE_END

_UNWRITTEN_FORMS = ("extent", "DEVNO")  # the first has no word, the second is the keyword of the real device
_PASSWORDS = "PWS"
_HEX = "HEX"
_HEX_DATA = re.compile(r"HEX ([0-9A-F]{2})+")
_ONE_BLANK = re.compile(r"(?<=\S) (?=\S)")
_OF_ONE_QUOTE = re.compile(r"[^']+|[^\"]+")
_PIECE = 60  # characters of a string that is cut: with its quotes and a comma it fits into a record

_IDENTIFIED_BY = {"NICDEF": ("vdev",)} | dict.fromkeys(
    "AUTOLOG CRYPTO LOGONBY NAMESAVE OPTION SCREEN XAUTOLOG".split(), ()
)
"""Kinds of which several statements mean what one with all their operands means, and what each of them has to repeat."""

_Spell = Callable[[str], str]


class _Phrase(NamedTuple):
    """Words that stay together. The keyword is left out behind a phrase that has the same one: both are of one list."""

    keyword: str
    words: str


def statement_text(statement: Statement) -> str:
    """The canonical text of a statement: full words in upper case, one blank between them, device numbers of four digits.

    Texts, paths and names that keep their case are as they were written. Raises `ValueError` for a statement that was not
    parsed, and for operands that no text gives.
    """
    return text_of(*_parts_of(statement))


def text_of(kind: StatementKind, operands: Mapping[str, Any]) -> str:
    """As `statement_text`, of a kind and its operands by name."""
    text = _joined(kind.name, _phrases(kind, operands, str.upper))
    if text.endswith(CONTINUATION) and not any(row.type.is_text and row.name in operands for row in kind.operands):
        raise ValueError(f"{kind.name}: a comma at its end would be taken for a continuation")
    return text


def items_of(statement: Statement, name: str) -> list[str]:
    """The values of one of a statement's lists, each with what stands behind it: `MAXCONN 64`."""
    kind, operands = _parts_of(statement)
    return list(_items(kind.by_name[name], kind, operands, str.upper))


def statement_records(statement: Statement) -> list[str]:
    """The records of a statement, of at most 71 columns each.

    A statement that is too long goes on behind a comma where its kind may, becomes several that mean the same, or is
    written with its shortest words. Raises `ValueError` as `statement_text`, and where none of these helps.
    """
    return records_of(*_parts_of(statement))


def records_of(kind: StatementKind, operands: Mapping[str, Any]) -> list[str]:
    """As `statement_records`, of a kind and its operands by name."""
    text = text_of(kind, operands)
    if kind.continuable is not None and text.endswith(CONTINUATION):
        raise ValueError(f"{kind.name}: a comma at the end of a text continues the statement")
    if len(text) <= CODE_END:
        return [text]
    if kind.continuable is not None:
        return _continued(_atoms(text, kind))
    if kind.name in _IDENTIFIED_BY:
        return _several(kind, list(_phrases(kind, operands, str.upper)))
    text = _joined(_shortest(kind.spelling), _phrases(kind, operands, _shortest))
    if len(text) > CODE_END:
        raise _too_long(kind)
    return [text]


def _parts_of(statement: Statement) -> tuple[StatementKind, dict[str, Any]]:
    if isinstance(statement, Unparsed):
        raise ValueError(f"{statement.keyword}: a statement that was not understood has no text")
    return statement.definition, statement.operands()


def _too_long(kind: StatementKind) -> ValueError:
    return ValueError(f"{kind.name}: the statement does not fit into {CODE_END} columns")


def _joined(name: str, phrases: Iterable[_Phrase]) -> str:
    words, last = [name], ""
    for keyword, phrase in phrases:
        if keyword and keyword != last:
            words.append(keyword)
        words.append(phrase)
        last = keyword
    return " ".join(words)


# ---- the phrases of a statement


def _phrases(kind: StatementKind, operands: Mapping[str, Any], spell: _Spell) -> Iterator[_Phrase]:
    """All operands in the order of the table, spelt in full or short by `spell`."""
    if kind.name == "DEDICATE" and "obsolete" in operands:
        yield from _old_dedicate(kind, operands, spell)
        return
    companions = _companions(kind)
    for row in kind.operands:
        value = operands.get(row.name)
        if value is None or row.name in companions or row.name == "block_size":
            continue
        if row.name == "form":
            yield from _form(value, operands)
        elif row.many:
            beside = any(name == row.name for name in companions.values())
            for words in _items(row, kind, operands, spell):
                stops_list = beside or fold(words) in _keywords(kind)
                keyword = spell(row.keyword or "")
                yield _Phrase("", f"{keyword} {words}") if keyword and stops_list else _Phrase(keyword, words)
        else:
            keyword = "" if row.keyword == _PASSWORDS and _are_keywords(operands, kind) else row.keyword or ""
            yield _Phrase(spell(keyword), _value(row, value, kind, spell))


def _are_keywords(operands: Mapping[str, Any], kind: StatementKind) -> bool:
    """Whether a password is a keyword, which it can only be in the form of AMDISK that has no keywords."""
    return any(operands.get(name) in _keywords(kind) for name in ("write_password", "multi_password"))


def _companions(kind: StatementKind) -> dict[str, str]:
    """Operands that stand behind the words of a list: by the table, or since a word of the list is their keyword."""
    found = {row.name: row.beside for row in kind.operands if row.beside is not None}
    for many in (row for row in kind.operands if row.many and row.vocabulary):
        for row in kind.operands:
            if row.keyword is not None and row is not many and row.keyword.upper() in many.vocabulary:
                found[row.name] = many.name
    return found


def _items(row: Operand, kind: StatementKind, operands: Mapping[str, Any], spell: _Spell) -> Iterator[str]:
    """The values of a list, each with what stands behind it."""
    companions = _companions(kind)
    beside = [one for one in kind.operands if companions.get(one.name) == row.name]
    for index, value in enumerate(operands[row.name]):
        words = [_value(row, value, kind, spell)]
        for other in beside:
            its_value = operands.get(other.name)
            if other.beside is None:
                if (other.keyword or "").upper() == value:
                    words.append(_value(other, its_value, kind, spell))
            elif its_value is not None and its_value[index] is not None:
                words += [*filter(None, [spell(other.keyword or "")]), _value(other, its_value[index], kind, spell)]
        yield " ".join(words)


def _form(form: str, operands: Mapping[str, Any]) -> Iterator[_Phrase]:
    """The word of a minidisk's form; those in blocks have the size of a block in it."""
    size = operands.get("block_size")
    if form not in _UNWRITTEN_FORMS:
        yield _Phrase("", form if size is None else f"{form}{size:04}")


def _old_dedicate(kind: StatementKind, operands: Mapping[str, Any], spell: _Spell) -> Iterator[_Phrase]:
    """DEDICATE with NETWORK or 3330V, which stands before the device and takes the place of the keyword."""
    vdev, *others = (
        _Phrase("" if row.name == "volid" else spell(row.keyword or ""), _value(row, operands[row.name], kind, spell))
        for row in kind.operands
        if row.name in operands and row.name != "obsolete"
    )
    yield from (vdev, _Phrase("", operands["obsolete"]), *others)


# ---- values


def _value(row: Operand, value: Any, kind: StatementKind, spell: _Spell) -> str:
    """The words of one value. A value that was too long for its operand is what was written, quotes and all."""
    if value is True:
        return spell(row.values[0])
    if row.type.takes_quotes and not (row.longest and len(value) > row.longest):
        return _quoted(row, value, kind)
    word = str(value)
    if spell is _shortest:
        return _shortened(row, word)
    return word


def _quoted(row: Operand, value: str, kind: StatementKind) -> str:
    """A string in quotes where it needs them: in several pieces where it holds quotes of both kinds and may be cut."""
    if row.type is SCP_DATA:
        bare = _HEX_DATA.fullmatch(value) is not None
    else:
        bare = bool(value) and not re.search(r"[\s'\"]", value) and fold(value) not in _keywords(kind)
    if bare:
        return value
    pieces = _OF_ONE_QUOTE.findall(value) or [""]
    if len(pieces) > 1 and row.type is QUOTED_NAME:
        if re.match(r"['\"]|.*\s", value):
            raise ValueError(f"{kind.name}: {row.title} holds quotes of both kinds")
        return value
    return " ".join(f'"{piece}"' if "'" in piece else f"'{piece}'" for piece in pieces)


def _keywords(kind: StatementKind) -> set[str]:
    return {word for row in kind.operands if row.keyword for word in abbreviations(row.keyword)}


def _shortest(spelling: str) -> str:
    """The shortest accepted spelling of a word whose capitals are it."""
    return abbreviations(spelling)[0] if spelling else ""


def _shortened(row: Operand, word: str) -> str:
    if row.type in (DEVICE_NUMBER, DEVICE_OR_NAME):
        return word.lstrip("0") or "0"
    spelling = next((one for one in (*row.values, *row.obsolete) if one.upper() == word), word)
    return _shortest(spelling)


# ---- records


def _atoms(text: str, kind: StatementKind) -> list[str]:
    """What may stand at the beginning of a record: words, and pieces of quoted strings that are too long for a record."""
    if not kind.takes_quotes:
        return _ONE_BLANK.split(text)
    atoms: list[str] = []
    for word in split(text, kind):
        if len(word) <= _PIECE:
            atoms.append(word)
        elif word[0] in "'\"":
            atoms += _pieces(word[1:-1], word[0])
        elif atoms[-1] == _HEX:
            atoms += _pieces(word, "'")
        else:
            atoms.append(word)
    return atoms


def _pieces(text: str, quote: str) -> list[str]:
    return [f"{quote}{text[at : at + _PIECE]}{quote}" for at in range(0, len(text), _PIECE)]


def _continued(atoms: list[str]) -> list[str]:
    """The words in records with a comma at the end of all but the last."""
    records: list[str] = []
    for atom in _openers(atoms):
        longer = f"{records[-1]} {atom}" if records else atom
        if records and len(longer) >= CODE_END:
            records.append(atom)
        else:
            records[-1:] = [longer]
    if any(len(record) >= CODE_END for record in records):
        raise _too_long(BY_SPELLING[atoms[0]])
    return [*(f"{record}{CONTINUATION}" for record in records[:-1]), records[-1]]


def _openers(atoms: list[str]) -> list[str]:
    """The words, those that would be taken for something else at the beginning of a record joined to the one before."""
    found = [" ".join(atoms[:2])]
    for atom in atoms[2:]:
        first = fold(atom).split()[0]
        if first in BY_SPELLING or first.startswith(COMMENT) or is_orphan_sequence(atom):
            found[-1] += f" {atom}"
        else:
            found.append(atom)
    return found


def _several(kind: StatementKind, phrases: list[_Phrase]) -> list[str]:
    """Statements that together mean all the phrases."""
    head = phrases[: len(_IDENTIFIED_BY[kind.name])]
    chunks: list[list[_Phrase]] = [[]]
    for phrase in phrases[len(head) :]:
        if chunks[-1] and len(_joined(kind.name, [*head, *chunks[-1], phrase])) > CODE_END:
            chunks.append([])
        chunks[-1].append(phrase)
    records = [_joined(kind.name, [*head, *chunk]) for chunk in chunks]
    if any(len(record) > CODE_END for record in records):
        raise _too_long(kind)
    return records
