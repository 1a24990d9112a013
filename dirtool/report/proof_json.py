"""The proof of a plan as JSON, schema dirtool.proof/1."""

from __future__ import annotations

from collections.abc import Iterator

from dirtool.report.json_lines import document_lines
from dirtool.verify.plan.proof import Proof

SCHEMA = "dirtool.proof/1"


def proof_json(proof: Proof, plan: str, current: str) -> Iterator[str]:
    """The lines of the JSON document, a claim a line; `plan` and `current` are the paths of the plan and the directory."""
    head = {
        "schema": SCHEMA,
        "plan": plan,
        "current": current,
        "proved": proof.holds,
        "stale": list(proof.stale),
        "defect": None if proof.defect is None else proof.defect._asdict(),
    }
    yield from document_lines(head, {"claims": (claim._asdict() for claim in proof.claims)})
