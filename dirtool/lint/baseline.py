"""Baselines: findings that were there when lint was taken up, so that later runs report what is new.

A baseline is JSON, schema dirtool.baseline/1, one finding a line in the order of code, subject and fingerprint. It names no
file and no record: a finding is the same wherever its entry stands. How often it is there counts, so that a second one of
the same kind is new.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dirtool.errors import InputError
from dirtool.lint.diagnostic import Diagnostic
from dirtool.text.input import read_bytes

SCHEMA = "dirtool.baseline/1"

_NEVER_KNOWN = "INT001"  # a rule that fails is a defect of dirtool, and not one to live with


class Known(NamedTuple):
    """What tells one finding of a directory from all others."""

    code: str
    subject: str
    fingerprint: str


Baseline = Counter[Known]
"""Findings, and how often each of them is there."""


class Matched(NamedTuple):
    """The findings that a baseline does not know, how many it knows, and what of it is there no longer."""

    new: list[Diagnostic]
    known: int
    gone: Baseline


def baseline_of(diagnostics: Iterable[Diagnostic]) -> Baseline:
    """The baseline that knows these findings."""
    return Counter(_known(found) for found in diagnostics if found.code != _NEVER_KNOWN)


def baseline_lines(baseline: Baseline) -> Iterator[str]:
    """The lines of the JSON document."""
    yield f'{{"schema": "{SCHEMA}", "findings": ['
    ordered = sorted(baseline.items())
    for index, (known, count) in enumerate(ordered, 1):
        written = known._asdict() | ({"count": count} if count > 1 else {})
        yield json.dumps(written) + ("," if index < len(ordered) else "")
    yield "]}"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises InputError, naming the file and what is wrong, if there is none in it."""
    data = read_bytes(path)
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        raise _not_a_baseline(path, f"{where}not JSON") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        found = "there is none" if schema is None else f"this is {json.dumps(schema)[:40]}"
        raise _not_a_baseline(path, f'its schema must be "{SCHEMA}", but {found}')
    findings = document.get("findings")
    if not isinstance(findings, list):
        raise _not_a_baseline(path, '"findings" must be a list')
    baseline: Baseline = Counter()
    for number, written in enumerate(findings, 1):
        known, count = _read(written, f"finding {number}", path)
        baseline[known] += count
    return baseline


def match(diagnostics: Iterable[Diagnostic], baseline: Baseline, judged: Collection[str]) -> Matched:
    """What a baseline says of the findings of a run; `judged` are the codes of the rules that were run.

    Of a rule that was not run nobody knows whether its findings are gone.
    """
    left = Counter(baseline)
    new = []
    known = 0
    for found in diagnostics:
        one = _known(found)
        if found.code != _NEVER_KNOWN and left[one] > 0:
            left[one] -= 1
            known += 1
        else:
            new.append(found)
    return Matched(new, known, Counter({one: count for one, count in left.items() if count and one.code in judged}))


def prune(baseline: Baseline, gone: Baseline) -> Baseline:
    """A baseline without what is gone."""
    return baseline - gone


def _known(found: Diagnostic) -> Known:
    return Known(found.code, found.subject, found.fingerprint)


def _read(written: Any, what: str, path: Path) -> tuple[Known, int]:
    if not isinstance(written, dict):
        raise _not_a_baseline(path, f"{what} must be an object")
    for name in Known._fields:
        if not isinstance(written.get(name), str):
            raise _not_a_baseline(path, f'"{name}" of {what} must be a text')
    count = written.get("count", 1)
    if type(count) is not int or count < 1:
        raise _not_a_baseline(path, f'"count" of {what} must be a whole number from 1 on')
    return Known(*(written[name] for name in Known._fields)), count


def _not_a_baseline(path: Path, why: str) -> InputError:
    return InputError(f"{path}: no baseline: {why}", hint="write a new one with --write-baseline")
