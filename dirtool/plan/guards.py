"""Consent: nothing loses data or a definition unless somebody has said so for this very subject."""

from __future__ import annotations

from collections.abc import Container, Sequence
from fnmatch import fnmatchcase

from dirtool.plan.options import PlanOptions
from dirtool.plan.target.target import Target
from dirtool.verify.plan.document import LOSING, Action, Data, Kind

_REMOVING = (Kind.REMOVE_ENTRY, Kind.REMOVE_DISK)


def with_consents(actions: Sequence[Action], target: Target, options: PlanOptions) -> tuple[Action, ...]:
    """The actions, each with the consent that it needs, or why it has none.

    Consent for an entry is consent for its minidisks; of an entry that goes it is asked for as a whole.
    """
    going = {action.subject for action in actions if action.kind is Kind.REMOVE_ENTRY}
    linked = {action.subject for action in actions if action.kind is Kind.LINK}
    return tuple(_with_consent(action, going, linked, target, options) for action in actions)


def _with_consent(
    action: Action, going: Container[str], linked: Container[str], target: Target, options: PlanOptions
) -> Action:
    needs_consent = action.data in LOSING or action.kind in _REMOVING
    if not needs_consent and not _drops_device(action, linked):
        return action
    subject = action.was or action.subject
    names = list(dict.fromkeys(one for whole in (subject, action.subject) for one in (whole, whole.partition("/")[0])))
    pattern = next((one for one in options.protected if any(fnmatchcase(name, one) for name in names)), None)
    if pattern is not None:
        return action._replace(
            consent="none can be given",
            refused=f"{subject} is protected ({pattern}); the settings have to change first",
        )
    if not needs_consent:
        return action
    is_overwritten = action.data is Data.OVERWRITTEN
    allowed = options.allow_overwrite if is_overwritten else options.allow_remove
    option = f"--allow-{'overwrite' if is_overwritten else 'remove'}"
    given = next((name for name in names if name in allowed), None)
    if given is not None:
        return action._replace(consent=f"{option} {given}")
    where = next((target.removals[name] for name in names if name in target.removals), None)
    if where is not None and action.kind in _REMOVING and not is_overwritten:
        return action._replace(consent=f"remove: in {where}")
    entry = subject.partition("/")[0]
    asked = entry if entry in going and not is_overwritten else subject
    what = "removal" if action.data not in LOSING else f"data {action.data}"
    return action._replace(consent=f"needs {option} {asked}", refused=f"{what} without consent: {option} {asked}")


def _drops_device(action: Action, linked: Container[str]) -> bool:
    """Whether a device without data goes; a link that comes back does not."""
    is_dropped = action.kind is Kind.REMOVE_STATEMENT or (action.kind is Kind.UNLINK and action.subject not in linked)
    return is_dropped and "/" in action.subject
