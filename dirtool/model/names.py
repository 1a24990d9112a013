"""Words that name a minidisk, a userid, volumes or a pool of space."""

from __future__ import annotations

import re

from dirtool.spec.extent_control import REGION_NAME, SECTIONS
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import DEVICE_NUMBER, USERID, BadValue
from dirtool.syntax.words import fold

_POOL = SECTIONS["REGIONS"].fields[0]
_USERID, _VDEV = BY_NAME["LINK"].by_name["userid"], BY_NAME["LINK"].by_name["vdev1"]


def subject_of(word: str) -> str:
    """A word as the subject of a minidisk, USERID/VDEV with four digits. Raises ValueError that says what is allowed."""
    userid, _, vdev = fold(word).partition("/")
    try:
        return f"{USERID.read(userid, _USERID)}/{DEVICE_NUMBER.read(vdev, _VDEV)}"
    except BadValue as bad:
        raise ValueError(f"USERID/VDEV, such as LNX1/0200; here {bad.wanted}") from None


def pool_of(word: str) -> str:
    """A word as the name of a volume, region or group. Raises ValueError that says what is allowed."""
    try:
        return str(REGION_NAME.read(fold(word), _POOL))
    except BadValue as bad:
        raise ValueError(bad.wanted) from None


def userid_of(word: str) -> str:
    """A word as a userid. Raises ValueError that says what is allowed."""
    try:
        return str(USERID.read(fold(word), _USERID))
    except BadValue as bad:
        raise ValueError(bad.wanted) from None


def volid_pattern_of(word: str) -> str:
    """A word as a volid, or as a pattern of volids. Raises ValueError that says what is allowed."""
    folded = fold(word)
    if not re.fullmatch(r"[A-Z0-9#@$:+*?\[\]!-]+", folded):
        raise ValueError("characters of a volid, with * ? and [ ] as in patterns of files")
    return folded


def subject_pattern_of(word: str) -> str:
    """A word as a pattern of subjects, USERID or USERID/VDEV; a device number that is written in full gets its four digits.

    Raises ValueError that says what is allowed.
    """
    match = re.fullmatch(r"([A-Z0-9@#$_+:*?\[\]!-]+)(?:/([0-9A-F*?\[\]!-]+))?", fold(word))
    if match is None:
        raise ValueError("USERID or USERID/VDEV, with * ? and [ ] as in patterns of files")
    entry, vdev = match.groups()
    if vdev is None:
        return str(entry)
    return f"{entry}/{vdev.zfill(4) if vdev.isalnum() else vdev}"
