"""One pass over the records of a directory: what stays, what goes, and what goes elsewhere."""

from __future__ import annotations

from dirtool.lint.diagnostic import Span
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.migrate.user_input.draft import Draft, Origin, in_order
from dirtool.migrate.user_input.layout import continued, statement_columns
from dirtool.model.comments import Between, below_header, between_entries, control_lines, put_below
from dirtool.model.directory import Directory, Entry
from dirtool.model.reading import is_index
from dirtool.model.sequence_fields import sequence_fields
from dirtool.syntax.control_comment import control_tag
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import COMMENT, is_orphan_sequence, is_statement
from dirtool.syntax.source import Source
from dirtool.syntax.statements import Load
from dirtool.text.columns import CODE_END, RECORD_LENGTH
from dirtool.wording import plural


def cleaned(directory: Directory) -> Draft:
    """The records of all files one after the other, with nothing in them that is in DirMaint's way."""
    work = _Work(directory)
    for source in directory.sources:
        work.drop_index(source)
        work.drop_control_comments(source)
        work.drop_orphans(source)
        work.lay_out(source)
    for between in between_entries(directory):
        work.move_comments(between)
    return work.draft()


class _Work:
    """What becomes of the records: `_instead` holds those in the place of a record, `_below` those behind it."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._instead: dict[int, dict[int, list[str]]] = {id(source): {} for source in directory.sources}
        self._below: dict[int, dict[int, list[tuple[int, str]]]] = {id(source): {} for source in directory.sources}
        self._changes: list[Change] = []

    def draft(self) -> Draft:
        """The records that come out of it."""
        texts: list[str] = []
        origins: list[Origin] = []
        for source in self._directory.sources:
            instead, below = self._instead[id(source)], self._below[id(source)]
            for line, text in enumerate(source.records.texts, 1):
                here = instead.get(line)
                if here is None:
                    texts.append(text)
                    origins.append((source.path, line))
                else:
                    texts += here
                    origins += [(source.path, line)] * len(here)
                for moved, text_below in below.get(line, ()):
                    texts.append(text_below)
                    origins.append((source.path, moved))
        return Draft(texts, origins, in_order(self._changes, [source.path for source in self._directory.sources]))

    def drop_index(self, source: Source) -> None:
        """The statements that name the parts: they are all in one file now."""
        if not is_index(source):
            return
        for position in source.positions_by_type.get(Load, ()):
            line = source.lines[position]
            self._drop(source, line, ChangeKind.INDEX, f"dropped, its file is here: {_shown(source, line)}")

    def drop_control_comments(self, source: Source) -> None:
        """The records of this or another directory manager."""
        for line in control_lines(source):
            tag = control_tag(source.records.texts[line - 1])
            self._drop(source, line, ChangeKind.CONTROL, f"dropped: {tag}")

    def drop_orphans(self, source: Source) -> None:
        """Sequence fields that a transfer has pushed onto a record of their own."""
        for line, text in enumerate(source.records.texts, 1):
            if text[:1].isdigit() and is_orphan_sequence(text):
                self._drop(source, line, ChangeKind.ORPHAN, "dropped: a record of eight digits")

    def lay_out(self, source: Source) -> None:
        """Whatever stands behind column 71."""
        instead, fields, texts = self._instead[id(source)], sequence_fields(source), source.records.texts
        for line in source.past_code:
            text = texts[line - 1]
            if line in instead:
                continue
            if line in fields:
                instead[line] = [text[: fields[line] - 1]]
            elif text.lstrip().startswith(COMMENT):
                self._continue_comment(source, line, text)
            elif is_statement(text[:CODE_END]):
                self._cut(source, line, text, statement_columns(text))
            else:
                self._cut(source, line, text, CODE_END)  # a blank record: the rest may look like a sequence field
        if fields:
            first = min(fields)
            span = Span(source.path, first, fields[first], first, fields[first] + 8)
            what = f"blanked the sequence fields of {plural(len(fields), 'record')}"
            self._changes.append(Change(ChangeKind.SEQUENCE, span, "", what))

    def _continue_comment(self, source: Source, line: int, text: str) -> None:
        if len(text.rstrip()) <= RECORD_LENGTH:
            return
        pieces = continued(text, is_secret=bool(shown_record(source, line).secrets))
        self._instead[id(source)][line] = pieces
        what = f"a comment of {len(text.rstrip())} columns is {plural(len(pieces), 'record')} now"
        self._tell(ChangeKind.CONTINUED, source, line, RECORD_LENGTH, what)

    def _cut(self, source: Source, line: int, text: str, columns: int) -> None:
        if not text[columns:].strip():
            return
        self._instead[id(source)][line] = [text[:columns]]
        shown = shown_record(source, line)
        lost = shown.text[shown.column(columns + 1) - 1 :].strip()
        self._tell(ChangeKind.IGNORED, source, line, columns, f"dropped what DIRECTXA ignores: {lost}")

    def move_comments(self, between: Between) -> None:
        """The comments before a header, to the entries that they belong to."""
        heading = between.heading
        self._move(heading, between.entry)
        self._move(between.stranded({*heading, *between.control}), between.before)

    def _move(self, lines: list[int], entry: Entry) -> None:
        if not lines:
            return
        source, owner = entry.source, entry.shown_name
        instead, texts = self._instead[id(source)], source.records.texts
        pieces = [(line, piece) for line in lines for piece in instead.get(line, [texts[line - 1]])]
        instead.update((line, []) for line in lines)
        comments = put_below(entry, [piece for _, piece in pieces])
        origins = [*(line for line, _ in pieces), *lines[-1:] * (len(comments) - len(pieces))]
        below = self._below[id(source)].setdefault(below_header(entry), [])
        below += zip(origins, comments, strict=True)
        span = Span(source.path, lines[0], 1, lines[-1], len(texts[lines[-1] - 1].rstrip()) + 1)
        shown = [_shown(source, line) for line in lines]
        first = next((text for text in shown if any(map(str.isalnum, text))), shown[0])  # else all of it may be secret
        words = " ".join(first.split())
        more = f" and {plural(len(lines) - 1, 'more record')}" if len(lines) > 1 else ""
        what = f"moved below the header of {owner}: {words}{more}"
        self._changes.append(Change(ChangeKind.MOVED, span, owner, what))

    def _drop(self, source: Source, line: int, kind: ChangeKind, what: str) -> None:
        self._instead[id(source)][line] = []
        self._tell(kind, source, line, 0, what)

    def _tell(self, kind: ChangeKind, source: Source, line: int, column: int, what: str) -> None:
        entry = self._directory.holder_of_line(source, line)
        end = len(source.records.texts[line - 1].rstrip()) + 1
        span = Span(source.path, line, column + 1, line, end)
        self._changes.append(Change(kind, span, entry.shown_name if entry else "", what))


def _shown(source: Source, line: int) -> str:
    """A record as it may be shown, without its sequence field."""
    shown, fields = shown_record(source, line), sequence_fields(source)
    return shown.text[: shown.column(fields[line]) - 1 if line in fields else None].strip()
