"""USER INPUT: the whole directory in one file as DirMaint takes it over, and everything that is different in it.

Sources: z/VM DirMaint Tailoring and Administration Guide, USER INPUT; z/VM CP Planning and Administration, records of the
source directory.
"""

from __future__ import annotations

from typing import NamedTuple

from dirtool.errors import InputError
from dirtool.lint.place import keyword_span
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.runs_of_lint import lint_options
from dirtool.migrate.user_input.change import Change, ChangeKind
from dirtool.migrate.user_input.draft import Draft, Origin, in_order
from dirtool.migrate.user_input.framing import framed
from dirtool.migrate.user_input.layout import padded
from dirtool.migrate.user_input.one_pass import cleaned
from dirtool.migrate.user_input.repairs import with_safe_repairs, with_upper_case
from dirtool.model.directory import Directory
from dirtool.model.reading import is_index
from dirtool.syntax.masking import shown_keyword
from dirtool.syntax.statements import Load
from dirtool.text.records import Records

__all__ = ["Change", "ChangeKind", "UserInput", "make_user_input"]


class UserInput(NamedTuple):
    """The file, all changes in the order of their places, and where each of its records comes from: path and number."""

    records: Records
    changes: list[Change]
    origins: list[Origin]


def make_user_input(directory: Directory, options: MigrateOptions) -> UserInput:
    """The directory as one file for DirMaint. It says the same, and to clean it again changes nothing.

    Records are 80 columns wide: blocks of 80 bytes in an EBCDIC page, or if the directory is kept in blocks, else lines. With
    `options.fix` what CP folds anyway is in upper case, and the safe repairs of lint are made.

    Raises InputError for a directory of which a part could not be read, or begins inside an entry, and for a character that
    the code page lacks.
    """
    if directory.failures:
        raise directory.failures[0]
    _check_begins(directory)
    draft = _cleaned_out(directory)
    if options.fix:
        draft = _repaired(draft, directory, options)
    draft = draft._replace(texts=padded(draft.texts))
    records = framed(draft, directory, options.code_page)
    changes = in_order(draft.changes, [source.path for source in directory.sources])
    return UserInput(records, changes, draft.origins)


def _check_begins(directory: Directory) -> None:
    """Raise InputError for a file that begins inside an entry: behind another file, it would go on with the entry there."""
    are_before = False
    for source in directory.sources:
        dropped = {*source.positions_by_type.get(Load, ())} if is_index(source) else set()
        first = next((at for at in range(len(source.statements)) if at not in dropped), None)
        if first is None:
            continue
        holder = directory.holder(source, first)
        if are_before and holder.kind == "directory" and not holder.name:
            span = keyword_span(holder.at(first))
            raise InputError(
                f"{span.path}:{span.line}:{span.column}: {shown_keyword(source, first)} stands before the first entry of this "
                "file: behind the other files it would belong to another entry",
                "have each file begin with the header of an entry",
            )
        are_before = True


def _cleaned_out(directory: Directory) -> Draft:
    """A directory cleaned until nothing changes: the records of a long comment, and those around the place where two files
    are joined, are judged by their new neighbours.
    """
    draft = cleaned(directory)
    if len(directory.sources) > 1 or any(change.kind is ChangeKind.CONTINUED for change in draft.changes):
        draft = draft.then(_cleaned_out(draft.directory(directory)))
    return draft


def _repaired(draft: Draft, directory: Directory, options: MigrateOptions) -> Draft:
    """The records with all repairs, cleaned again where these make something to clean."""
    while True:
        directory = draft.directory(directory)
        draft = draft.then(with_upper_case(directory))
        directory = draft.directory(directory)
        draft = draft.then(with_safe_repairs(directory, lint_options(options)))
        directory = draft.directory(directory)
        again = _cleaned_out(directory)
        if not again.changes:
            return draft
        draft = draft.then(again)
