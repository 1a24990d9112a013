"""Comments by which directory managers keep what they know of an entry: data of a product, and no remarks.

Sources: the directory entries that DirMaint sends (*DVHOPT); CA VM:Director Reference, Special Comment Reference, and public
directories of sites that use it (*AC=, *ED=, *EX=, *FP=, *PW=, *SP=, *SV=, and numbered ones such as *PW00=).
"""

from __future__ import annotations

import re

DVHOPT = "*DVHOPT"
"""How the record begins that DirMaint ends each entry with."""

_TAG = re.compile(r"\*(?:DVHOPT(?=\s|\Z)|(?:AC|ED|EX|FP|PW|SP|SV)[0-9]{0,2}=)")
_IN_TEXT = re.compile(rf"^{_TAG.pattern}", re.MULTILINE)
_TAG_OF_PASSWORDS = "*PW"


def control_tag(text: str) -> str:
    """The word that makes a record a control comment, such as *DVHOPT or *PW00=; empty for any other record.

    A local tag of DirMaint (*tag:) is none: it belongs to the site.
    """
    tag = _TAG.match(text)
    return "" if tag is None else tag.group()


def has_control_comment(text: str) -> bool:
    """Whether any of some records with line feeds between them is a control comment; one search tells."""
    return _IN_TEXT.search(text) is not None


def is_of_dirmaint(tag: str) -> bool:
    """Whether a control comment is DirMaint's own."""
    return tag == DVHOPT


def keeps_passwords(tag: str) -> bool:
    """Whether a control comment tells of passwords, so that what stands behind its tag is secret."""
    return tag.startswith(_TAG_OF_PASSWORDS)
