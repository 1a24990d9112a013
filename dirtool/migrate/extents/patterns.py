"""Patterns of names, in which * stands for any characters and ? for one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate

from dirtool.syntax.words import fold

_NOTHING = "(?!)"


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """What matches every name in upper case that any of some patterns stands for."""
    return re.compile("|".join(translate(fold(one)) for one in patterns) or _NOTHING)
