"""DRM: what moving to DirMaint changes."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Severity
from dirtool.lint.place import keyword_span, slots_of, span_of_words
from dirtool.lint.registry import Finding, statement_rule
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.syntax.statements import Amdisk, Mdisk
from dirtool.syntax.words import fold

_FORM = Mdisk.definition.by_name["form"]
_DIRMAINT_WORDS = frozenset(_FORM.dirmaint_words)
_DIRMAINT_FORMS = _DIRMAINT_WORDS | {form for alias, form in _FORM.aliases if alias in _DIRMAINT_WORDS}  # or may be


@statement_rule(
    "DRM001",
    "dirmaint-only-extent",
    Severity.ERROR,
    Directxa.REFUSES,
    "HCPDIR751E",
    on=(Mdisk, Amdisk),
    where=lambda disk: disk.form in _DIRMAINT_FORMS or disk.keyword == "AMDISK",
)
def dirmaint_only_extent(entry: Entry, placed: Placed, context: Context) -> Iterator[Finding]:
    """A minidisk that only DirMaint understands, in a directory for DIRECTXA.

    Why: DIRECTXA refuses the directory. AUTOG, AUTOR, AUTOV and the forms in blocks ask DirMaint to find a place, TDISK and
    VDISK are its spellings of T-DISK and V-DISK, AMDISK is a command. Not reported in a prototype or a single entry: these
    are meant for DirMaint, which writes the extent that it has found.
    Bad:
        DIRECTORY 0123 3390 M01RES
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 AUTOG 0050 LINUX MR
    Good:
        DIRECTORY 0123 3390 M01RES
        USER LINUX1 NOLOG 2G 4G G
         MDISK 0191 3390 0100 0050 LX0001 MR
    Source: z/VM DirMaint Commands Reference, AMDISK; z/VM CP Planning and Administration, MDISK statement
    """
    if context.is_fragment:
        return
    if isinstance(placed.statement, Amdisk):
        message = "AMDISK is a command of DirMaint and no directory statement"
        yield Finding(keyword_span(placed), message, subject_of(entry, placed), "AMDISK")
        return
    words = placed.words
    at = slots_of(placed)["devtype"][-1] + 1
    word = fold(words[at].text)
    if word in _DIRMAINT_WORDS:
        message = f"{word} is a form of MDISK that only DirMaint takes"
        yield Finding(span_of_words(placed.path, words, at, at), message, subject_of(entry, placed), word)
