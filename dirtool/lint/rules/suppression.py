"""SUP: comments that silence findings."""

from __future__ import annotations

from collections.abc import Sequence

from dirtool.lint.diagnostic import Severity
from dirtool.lint.registry import Profile, message_rule
from dirtool.wording import expected, near


@message_rule("SUP001", "unused-suppression", Severity.WARNING, Profile.RECOMMENDED)
def unused_suppression(what: str, where: str) -> str:
    """A comment that is to silence findings silences none, or names what is no rule.

    Why: what it once accepted is repaired, or has moved away; left in place it would hide the next defect of that kind. A
    rule that was not chosen, that was not told what it needs, or that a broken statement keeps silent is not missed; in a part
    of a directory the finding may depend on the rest, so it is an information there. Repair removes the comment, or the one
    code of it.
    Bad:
        USER LINUX1 NOLOG
        *DIRTOOL: IGNORE VAL001 the new machine has more
         MACHINE ESA 64
    Good:
        USER LINUX1 NOLOG
        *DIRTOOL: IGNORE VAL001 the new machine has more
         MACHINE ESA 65
    Source: dirtool itself
    """
    return f"{what} silences nothing {where}"


@message_rule("SUP002", "suppression-without-reason", Severity.INFO, Profile.STRICT)
def suppression_without_reason(what: str) -> str:
    """A comment that silences findings does not say why.

    Why: the next reader cannot tell whether it may go. The reason is what stands behind the codes.
    Bad:
        USER LINUX1 NOLOG
        *DIRTOOL: IGNORE VAL001
         MACHINE ESA 65
    Good:
        USER LINUX1 NOLOG
        *DIRTOOL: IGNORE VAL001 the new machine has more
         MACHINE ESA 65
    Source: dirtool itself
    """
    return f"{what} gives no reason"


def no_directive(word: str, nearest: Sequence[str], known: Sequence[str]) -> str:
    """Words SUP001 where a comment asks for what there is not."""
    return f"{word} is no directive{near(nearest) or expected(known)}" if word else f"no directive{expected(known)}"


def no_rule(selector: str, nearest: Sequence[str]) -> str:
    """Words SUP001 where a comment names what is neither code, name nor family of a rule."""
    return f"{selector} is no rule{near(nearest)}"


def no_rule_named(directive: str) -> str:
    """Words SUP001 where a comment names nothing that it is to silence."""
    return f"{directive} names no rule"


def never_silenced(selector: str) -> str:
    """Words SUP001 where the rule is one that no comment silences."""
    return f"{selector} cannot be silenced by a comment"
