"""Changes of profiles and of who includes them."""

from __future__ import annotations

from collections.abc import Iterable

from tests.plan.changes.ground import Change, Ground
from tests.plan.changes.links import target
from tests.plan.worlds import Entry, Link


def profile_added(ground: Ground) -> None:
    """Some machines include a new profile."""
    profile = ground.new_guest("profile")
    for entry in ground.guests(2):
        entry.include = profile.name


def _included(ground: Ground, users: Iterable[Entry]) -> Entry:
    """A profile of both directories that some entries include in the one that is."""
    profile = ground.both(ground.made("profile"))
    for entry in users:
        twin = ground.twin(entry)
        assert twin is not None
        twin.include = entry.include = profile.name
    return profile


def profile_removed(ground: Ground) -> None:
    """Its users include another one."""
    users = ground.guests(2)
    profile = _included(ground, users)
    for entry in users:
        entry.include = "LNXSCSI"
    ground.new.remove(profile)


def profile_and_users_removed(ground: Ground) -> None:
    users = ground.guests(2)
    profile = _included(ground, users)
    for entry in users:
        ground.new.remove(entry)
    ground.new.remove(profile)


def profile_replaced(ground: Ground) -> None:
    """The users of one profile that goes include a new one."""
    users = ground.guests(3)
    profile = _included(ground, users)
    other = ground.new_guest("profile")
    for entry in users:
        entry.include = other.name
    ground.new.remove(profile)


def profile_changed(ground: Ground) -> None:
    users = ground.guests(2)
    profile = _included(ground, users)
    for text in ground.chance.sample(["ACIGROUP PLANTED", "ACCOUNT 5", "IPL CMS"], 2):
        ground.new.say(profile, text)
    ground.new.put(profile, Link("0F1F", *target(ground, users[0])))


def statement_goes_to_profile(ground: Ground) -> None:
    """What its users said themselves is said by the profile."""
    users = ground.guests(2)
    profile = _included(ground, users)
    for entry in users:
        twin = ground.twin(entry)
        assert twin is not None
        for world, one in ((ground.old, twin), (ground.new, entry)):
            one.general[:] = [text for text in one.general if text.split()[0] != "ACIGROUP"]
            if world is ground.old:
                world.say(one, "ACIGROUP SHARED")
    ground.new.say(profile, "ACIGROUP SHARED")


def include_dropped(ground: Ground) -> None:
    """A machine includes no profile any more."""
    entry = ground.guest()
    _included(ground, [entry])
    entry.include = None


CHANGES: tuple[Change, ...] = (
    profile_added,
    profile_removed,
    profile_and_users_removed,
    profile_replaced,
    profile_changed,
    statement_goes_to_profile,
    include_dropped,
)
