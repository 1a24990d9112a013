"""AUT: the authorisation list of SMAPI."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dirtool.lint.context import AuthorityContext
from dirtool.lint.diagnostic import Related, Severity, Span
from dirtool.lint.neighbours import Neighbours
from dirtool.lint.registry import Finding, Profile, authority_rule
from dirtool.model.directory import Directory
from dirtool.spec.smapi_functions import FUNCTION_LISTS, FUNCTIONS
from dirtool.spec.values import LONGEST_NAME
from dirtool.syntax.authorization_list import EVERYBODY, MARKER, AuthorityRow, Field
from dirtool.syntax.statement import MASK
from dirtool.syntax.words import fold
from dirtool.wording import LONGEST_SHOWN, near, shown

_FUNCTIONS = frozenset(map(fold, (EVERYBODY, *FUNCTIONS, *FUNCTION_LISTS)))


@authority_rule("AUT001", "field-in-wrong-column", Severity.ERROR, Profile.SYNTAX)
def field_in_wrong_column(context: AuthorityContext) -> Iterator[Finding]:
    """A field of a row is missing or too long, or does not begin in its column; or there is a fourth.

    Why: SMAPI takes the fields from columns 1, 66 and 131. A row of which one stands elsewhere is of no effect: the requester is
    refused, and no message tells why. A tab is one column, like any other character.
    Bad:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP     ALL     ALL
    Good:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              ALL
    Source: z/VM Systems Management Application Programming, the authorization file
    """  # noqa: E501
    for row in context.file.rows:
        for fault in row.faults:
            word = fault.word or row.words[-1]
            yield Finding(_span(context, row, word), fault.said, _subject(row), fault.field)


@authority_rule("AUT002", "missing-marker", Severity.WARNING, Profile.SYNTAX)
def missing_marker(context: AuthorityContext) -> Iterator[Finding]:
    """The first record is not the marker DO.NOT.REMOVE, in all three fields.

    Why: the record is shipped with the file, and its name says it. What a server does without it is not documented.
    Bad:
        ZHCP                                                             ALL                                                              ALL
    Good:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              ALL
    Source: z/VM Systems Management Application Programming, the authorization file
    """  # noqa: E501
    file = context.file
    if not file.markers:
        if file.rows:
            yield Finding(_span(context, file.rows[0]), f"the first record is no marker: there is no {MARKER}", MARKER)
        return
    marker = file.markers[0]
    if file.rows and file.rows[0].line < marker.line:
        first = Related(_span(context, file.rows[0]), _subject(file.rows[0]), "the first row is here")
        said = f"{MARKER} stands behind other rows; it must be the first record"
        yield Finding(_span(context, marker), said, MARKER, "order", related=(first,))
    for fault in marker.faults:
        yield Finding(_span(context, marker, fault.word), f"{MARKER}: {fault.said}", MARKER, fault.field)


@authority_rule("AUT003", "unknown-user-in-row", Severity.WARNING)
def unknown_user_in_row(context: AuthorityContext) -> Iterator[Finding]:
    """A requester or a target that is not in the directory, and resembles one that is.

    Why: whoever was meant is refused. And who creates the user later has an authority that nobody thought of. Judged where a
    complete directory is given. What resembles no user may be a list of names of the site, and is an information; a name of more
    than 8 characters is a list. A target may be a profile too.
    Bad:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHPC                                                             ALL                                                              ALL
    Good:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              ALL
    Source: z/VM Systems Management Application Programming, the authorization file
    """  # noqa: E501
    current = context.current
    if current is None or current.is_fragment:
        return
    nearest = cache(Neighbours(current.directory.machines).of)
    for row in context.file.rows:
        for name, what in ((row.requester, "requester"), (row.target, "target")):
            if _may_be_unknown(name) and not is_in_directory(name, what, current.directory):
                meant = nearest(name)
                said = f"{what} {shown(name)} is not in the directory{near(meant) or '; it may be a list of names'}"
                severity = None if meant else Severity.INFO
                yield Finding(_span(context, row, row.fields[what]), said, _subject(row), f"{what} {name}", severity)


@authority_rule("AUT004", "repeated-row", Severity.INFO)
def repeated_row(context: AuthorityContext) -> Iterator[Finding]:
    """A row stands twice.

    Why: the second one gives nothing more, and whoever removes the one of them believes that the authority is gone.
    Bad:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              ALL
        ZHCP                                                             ALL                                                              ALL
    Good:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              ALL
        MAINT                                                            ALL                                                              ALL
    Source: z/VM Systems Management Application Programming, the authorization file
    """  # noqa: E501
    first: dict[tuple[str, ...], AuthorityRow] = {}
    for row in context.file.rows:
        before = first.setdefault(tuple(word.text for word in row.words), row)
        if before is not row:
            related = Related(_span(context, before), _subject(before), "the first of the two is here")
            said = f"the row of {shown(_subject(row))} is the same as in record {before.line:,}"
            yield Finding(_span(context, row), said, _subject(row), "twice", related=(related,))


@authority_rule("AUT005", "unknown-function", Severity.INFO)
def unknown_function(context: AuthorityContext) -> Iterator[Finding]:
    """A function that is not known here, nor as a list of functions that comes with SMAPI.

    Why: a row that names no function gives nothing. It may be a list of the site's own, or of a newer release.
    Bad:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              Image_Qery_DM
    Good:
        DO.NOT.REMOVE                                                    DO.NOT.REMOVE                                                    DO.NOT.REMOVE
        ZHCP                                                             ALL                                                              Image_Query_DM
    Source: z/VM Systems Management Application Programming, the functions and the predefined lists
    """  # noqa: E501
    nearest = cache(Neighbours(_FUNCTIONS - {EVERYBODY}).of)
    spelling = {fold(name): name for name in (*FUNCTIONS, *FUNCTION_LISTS)}
    for row in context.file.rows:
        if row.function and row.function not in _FUNCTIONS:
            meant = [spelling[name] for name in nearest(row.function)]
            said = f"function {shown(row.function)} is not known{near(meant) or '; it may be a list of functions'}"
            yield Finding(_span(context, row, row.fields["function"]), said, _subject(row), row.function)


def _may_be_unknown(name: str) -> bool:
    """Whether a name is one of a user, if it is any."""
    return bool(name) and name != EVERYBODY and len(name) <= LONGEST_NAME


def is_in_directory(name: str, what: str, directory: Directory) -> bool:
    """Whether a directory has the user that is the requester of a row, or the user or the profile that is its target."""
    return directory.machine(name) is not None or (what == "target" and name in directory.profiles)


def _subject(row: AuthorityRow) -> str:
    """Whom a row is for: its requester, or else its first word."""
    first = row.words[0]
    return (row.requester or (MASK if first.is_secret else first.text))[:LONGEST_SHOWN]


def _span(context: AuthorityContext, row: AuthorityRow, word: Field | None = None) -> Span:
    """The place of a word of a row; of all of them where none is given."""
    first, last = (word, word) if word is not None else (row.words[0], row.words[-1])
    return Span(context.file.path, row.line, first.column, row.line, last.end_column)
