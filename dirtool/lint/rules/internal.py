"""INT: what went wrong in dirtool itself."""

from __future__ import annotations

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import Profile, Rule, message_rule


@message_rule("INT001", "rule-failed", Severity.ERROR, Profile.SYNTAX)
def failure_message(failed: Rule, error: Exception) -> str:
    """A rule could not be applied to a part of the directory.

    Why: this is a defect of dirtool, not of the directory. The other rules were applied, and this one to everything else;
    what it would have said here is not known, so the run does not count as clean.
    Source: dirtool itself
    """
    return f"rule {failed.code} {failed.name} failed here: {type(error).__name__}; please report it"
