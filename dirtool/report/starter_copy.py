"""A DMSSICNF COPY to start from: the keys of the catalogue with their values, and what each of them means.

Every value is a string in double quotes on a record of its own, and every comment stands on records of its own: that is what
both readers of the file understand alike.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby

from dirtool.model.copy_file import keys_of
from dirtool.spec.copy_keys import DMSSICNF, NONE, Domain, Key
from dirtool.text.columns import CODE_END

SECTIONS = {
    "": "the SMAPI servers, and the system configuration file",
    "XCAT": "the xCAT management node",
    "ZHCP": "the ZHCP agent",
}
"""What the keys of a prefix are about; "" is any other prefix."""

_TITLE = f"{DMSSICNF} COPY: the configuration of the SMAPI servers, the xCAT management node and the ZHCP agent."
_ON_WORDS = f"{NONE} stands for no gateway, no real device, no VLAN and no volumes."
_COMMENT_WIDTH = CODE_END - len("/*  */")


def starter_values(given: Mapping[str, str]) -> dict[str, str]:
    """What each key of a starter file is given: what is `given` by the name of the key, else what is shipped.

    A key without either is left out, and so are keys of z/VM releases without the management node.
    """
    found = ((key, given.get(key.name, key.default)) for key in starter_keys())
    return {key.name: value for key, value in found if value is not None}


def starter_keys() -> tuple[Key, ...]:
    """The keys that a starter file may hold, in its order."""
    return tuple(key for key in keys_of(DMSSICNF) if key.domain is not Domain.POLICY)


def starter_copy(values: Mapping[str, str]) -> Iterator[str]:
    """The lines of the file that gives `values` to its keys."""
    yield from _comment(_TITLE)
    yield from _comment(_ON_WORDS)
    given = [key for key in starter_keys() if key.name in values]
    for section, keys in groupby(given, _section):
        of_section = list(keys)
        width = max(len(key.name) for key in of_section)
        yield ""
        yield f"/* {f'---- {SECTIONS[section]} ':-<{_COMMENT_WIDTH}} */"
        for key in of_section:
            yield from _comment(key.meaning)
            yield f'{key.name:<{width}} = "{values[key.name]}"'


def _section(key: Key) -> str:
    return key.prefix if key.prefix in SECTIONS else ""


def _comment(text: str) -> Iterator[str]:
    """A text as comments, one a record."""
    yield from (f"/* {line:<{_COMMENT_WIDTH}} */" for line in textwrap.wrap(text, _COMMENT_WIDTH))
