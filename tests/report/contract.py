"""The contracts of JSON documents, as shapes, and a check that a document has its shape."""

from typing import Any

Shape = Any
"""A type; a literal; a tuple of alternatives; a list with the shape of its elements; a dict of fields.

The fields of a dict are all there, in this order, but for those with `?` behind their names, which come last.
"""

UNIT = ("cylinder", "block")
_EXTENT = {
    "first": int,
    "last": (int, None),
    "size": (int, None),
    "subject": str,
    "kind": ("minidisk", "full-pack", "system"),
    "overlay?": True,
    "excluded?": True,
}
_GAP = {"first": int, "last": int, "size": int}
_SHARED = {"first": int, "last": (int, None), "subjects": [str]}

MAP = {
    "schema": "dirtool.map/1",
    "volumes": [
        {
            "volid": str,
            "devtype": str,
            "members": [str],
            "unit": UNIT,
            "size": (int, None),
            "size_source": ("given", "full-pack", "extent-control", "model", "unknown"),
            "used": int,
            "free": (int, None),
            "largest_gap": int,
            "fragmentation": float,
            "extents": [_EXTENT],
            "gaps": [_GAP],
            "overlaps": [_SHARED],
            "identical?": [_SHARED],
            "untold_overlaps?": int,
            "model?": str,
            "regions?": [str],
            "groups?": [str],
        }
    ],
    "unlocated": [
        {"subject": str, "kind": ("devno", "tdisk", "vdisk", "auto", "sysres"), "size": (int, None)},
    ],
    "residence_overlaps?": [_SHARED],
}
_PLACE = {"path": str, "line": int}
_SIDE = {
    "text": str,
    "extent": ({"volid": str, "first": int, "last": (int, None)}, None),
    "places": [_PLACE],
}
_ACTION = ("added", "removed", "changed", "moved")
_DATA = ("none", "kept", "elsewhere", "orphaned", "stale", "overwritten")
_BY_ACTION = dict.fromkeys(_ACTION, int)
DIFF = {
    "schema": "dirtool.diff/1",
    "old": str,
    "new": str,
    "entries": [
        {
            "action": _ACTION,
            "name": str,
            "was": (str, None),
            "kind": ("user", "identity", "subconfig", "profile", "global", "directory"),
            "statements": int,
            "machines": (int, None),
            "disks_kept": int,
            "old": (_PLACE, None),
            "new": (_PLACE, None),
            "changes": [
                {
                    "action": _ACTION,
                    "subject": str,
                    "was": (str, None),
                    "keyword": str,
                    "operands": [{"name": str, "old": (str, None), "new": (str, None), "masked": bool}],
                    "old": (_SIDE, None),
                    "new": (_SIDE, None),
                    "data": (*_DATA, None),
                    "data_words": (str, None),
                    "note": str,
                    "machines": (int, None),
                    "stands_out": bool,
                }
            ],
        }
    ],
    "summary": {"entries": _BY_ACTION, "changes": _BY_ACTION, "data": dict.fromkeys(_DATA, int)},
}
MINE = {
    "schema": "dirtool.mine/1",
    "path": str,
    "groups": [
        {
            "profile": str,
            "action": ("new", "changed", "included"),
            "instead_of": (str, None),
            "members": [str],
            "moves": [str],
            "taken_over": int,
            "removed": int,
            "added": int,
            "saved": int,
            "odd": [{"entry": str, "lacks": [str]}],
            "prototype": ({"name": str, "records": [str], "lacks": [{"what": str, "why": str}]}, None),
        }
    ],
    "left_out": [{"what": ("entries", "statements", "group"), "why": str, "entries": [str]}],
    "proof": {"entries": int, "machines": int, "pool_ids": int},
    "summary": {"records_before": int, "records_after": int, "saved": int, "groups": int, "members": int},
}
ALLOCATION = {
    "schema": "dirtool.allocation/1",
    "policy": ("best-fit", "first-fit", "worst-fit", "balanced", "pack", "dirmaint"),
    "placements": [
        {
            "subject": str,
            "volid": str,
            "devtype": str,
            "first": int,
            "last": int,
            "size": int,
            "unit": UNIT,
            "region": (str, None),
            "group": (str, None),
            "reason": str,
        }
    ],
    "unplaced": [
        {
            "subject": str,
            "size": (int, None),
            "unit": (*UNIT, None),
            "reason": str,
            "largest_gap": int,
            "advice": str,
        }
    ],
    "summary": {
        "placed": int,
        "unplaced": int,
        "volumes_touched": int,
        "optimality": ("proved", "bound", "none"),
        "bound": (int, None),
    },
}
FREE_SPACE = {
    "schema": "dirtool.free-space/1",
    "by": ("group", "region", "volume", "model"),
    "rows": [
        {
            "name": str,
            "devtypes": [str],
            "volumes": int,
            "size": (int, None),
            "used": (int, None),
            "free": (int, None),
            "largest_gap": int,
            "fragmentation": float,
            "unit": UNIT,
            "guessed": bool,
            "unknown": int,
        }
    ],
}
PLACE = {
    "schema": "dirtool.place/1",
    "volid": str,
    "devtype": str,
    "unit": UNIT,
    "place": int,
    "state": ("owned", "free", "behind-end", "unknown"),
    "extents": [_EXTENT],
    "gap": (_GAP, None),
}
LINKS = {
    "schema": "dirtool.links/1",
    "subject": str,
    "extents": [{"volid": str, "first": int, "last": (int, None), "subject": str}],
    "links": [
        {
            "subject": str,
            "kind": ("user", "identity", "subconfig", "profile"),
            "users": [str],
            "mode": (str, None),
            "members": [str],
            "way": [str],
            "steps": int,
            "path": str,
            "line": int,
        }
    ],
}
_PLACE = {"path": str, "line": int, "column": int, "end_line": int, "end_column": int}
_SEVERITY = ("error", "warning", "info")
VERIFY = {
    "schema": "dirtool.verify/1",
    "hosts": [{"name": str, "files": [{"kind": str, "path": str}]}],
    "unrecognised": [str],
    "checks": [
        {
            "code": str,
            "name": str,
            "severity": _SEVERITY,
            "host": str,
            "status": ("passed", "failed", "skipped"),
            "why": str,
            "without": [str],
            "findings": [
                {
                    "code": str,
                    "name": str,
                    "severity": _SEVERITY,
                    "message": str,
                    **_PLACE,
                    "subject": str,
                    "related": [{**_PLACE, "subject": str, "message": str}],
                    "fix": None,
                    "directxa": None,
                    "fingerprint": str,
                    "ivp": [{"id": str, "meaning": str}],
                }
            ],
        }
    ],
    "summary": {"passed": int, "failed": int, "skipped": int, "error": int, "warning": int, "info": int},
}

_SIDE_OF_CHECK = ({"text": str, "path": str, "line": int}, None)
RETURNED = {
    "schema": "dirtool.migration-check/1",
    "lost": bool,
    "given": str,
    "returned": str,
    "remarks": [str],
    "entries": [{"kind": str, "given": int, "returned": int}],
    "expected": [{"kind": str, "words": str, "unit": ("record", "entry"), "count": int}],
    "differences": [
        {
            "class": ("loss", "harmless"),
            "finding": str,
            "subject": str,
            "message": str,
            "given": _SIDE_OF_CHECK,
            "returned": _SIDE_OF_CHECK,
        }
    ],
    "summary": {"loss": int, "harmless": int, "expected": int},
}

_STATE = ("open", "mended", "check", "note")
_MAYBE_PLACE = dict.fromkeys(_PLACE, (int, None)) | {"path": (str, None)}
MIGRATION = {
    "schema": "dirtool.migration/1",
    "verdict": ("ready", "ready with fixes", "not ready"),
    "path": str,
    "checks": [
        {
            "code": str,
            "title": str,
            "state": (*_STATE, "right"),
            **dict.fromkeys(_STATE, int),
            "why": str,
            "action": str,
        }
    ],
    "shortfalls": [
        {
            "code": str,
            "rule": (str, None),
            "state": _STATE,
            "subject": str,
            "message": str,
            **_MAYBE_PLACE,
            "action": str,
            "related": [{**_PLACE, "subject": str, "message": str}],
        }
    ],
    "changes": [{"kind": str, "subject": str, "what": str, **_PLACE}],
    "files": [{"name": str, "records": int, "private": bool}],
    "groups": [{"name": str, "method": ("LINEAR", "ROTATING", None), "regions": [str]}],
    "regions": [
        {"name": str, "volid": str, "first": int, "last": (int, None), "devtype": str, "comment": str},
    ],
    "excludes": [{"entry": str, "vdev": str, "why": str}],
    "guessed": [{"volid": str, "devtype": str, "size": int}],
    "left_out": [{"volid": str, "unit": UNIT, "size": (int, None), "gaps": [_GAP], "why": str}],
    "claims": [{"claim": str, "holds": bool, "by": str}],
    "summary": {
        **dict.fromkeys(_STATE, int),
        "changes": int,
        "regions": int,
        "groups": int,
        "excludes": int,
        "claims": int,
        "holding": int,
    },
}


def assert_obeys(value: object, shape: Shape, where: str = "document") -> None:
    """Fail at the first place where a document is not of its shape."""
    if isinstance(shape, tuple):
        assert any(_obeys(value, one) for one in shape), f"{where}: {value!r}"
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{where}: {value!r}"
        for number, element in enumerate(value):
            assert_obeys(element, shape[0], f"{where}[{number}]")
    elif isinstance(shape, dict):
        assert isinstance(value, dict), f"{where}: {value!r}"
        fields = {name.removesuffix("?"): one for name, one in shape.items()}
        assert list(value) == [name for name in fields if name in value or name in shape], where
        for name, element in value.items():
            assert_obeys(element, fields[name], f"{where}.{name}")
    elif isinstance(shape, type):
        assert type(value) is shape, f"{where}: {value!r}"
    else:
        assert (type(value), value) == (type(shape), shape), where


def _obeys(value: object, shape: Shape) -> bool:
    try:
        assert_obeys(value, shape)
    except AssertionError:
        return False
    return True
