"""The proof of a plan as JUnit XML: a test suite, a test case a claim.

Everything is ASCII, so that it is what its first line says in whatever encoding it is printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.report.findings_junit import quoted
from dirtool.verify.plan.proof import Proof


def proof_junit(proof: Proof, plan: str) -> Iterator[str]:
    """The lines of the XML document; `plan` is the path of the plan, which the suite is called by."""
    failing = sum(not claim.holds for claim in proof.claims)
    counts = f'tests="{len(proof.claims)}" failures="{failing}" errors="0" skipped="0"'
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<testsuites name="dirtool verify" {counts}>'
    yield f"<testsuite name={quoted(plan)} {counts}>"
    for claim in proof.claims:
        case = f"<testcase name={quoted(claim.claim)} classname={quoted(plan)}"
        yield f"{case}/>" if claim.holds else f"{case}><failure message={quoted(claim.by)}/></testcase>"
    yield "</testsuite>"
    yield "</testsuites>"
