"""How DirMaint changes what an entry says: everything but minidisks with data and links.

What changes is found by meaning, as a comparison of directories finds it; how it is written, by what each verb does. Where
DirMaint has no verb, or none that is certain, the whole entry has to be replaced.

Source: z/VM DirMaint Commands Reference, the commands that are called as directory statements.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from dirtool.compare.diff.facts import BY_WORDS, PASSWORD, Fact, Key, facts_of
from dirtool.model.directory import Entry
from dirtool.model.storage import storage_bytes
from dirtool.plan.order.within_entry import in_order
from dirtool.plan.steps.command_writer import CommandWriter, Unwritable
from dirtool.plan.steps.device_verbs import can_be_linked, device_commands, number_of, numbers_of
from dirtool.plan.steps.statement_change import Facts, Family, StatementChange, change_of
from dirtool.plan.steps.statement_verbs import general_commands
from dirtool.spec.dirmaint_capabilities import Capabilities
from dirtool.syntax.command import STATEMENTS_BEHIND_A_DEVICE, Command
from dirtool.syntax.statement import MASK
from dirtool.syntax.statements import Account, Sysaffin
from dirtool.wording import listed, plural

_DEVICES = ("DEVICE", "CONSOLE")  # what the keys of devices begin with
_KEYED = ("APPCPASS", "CPU", "DEVICE", "XCONFIG")  # of these each key is a change of its own
_OF_OTHERS = ("BUILD",)
_FIRST = ("INCLUDE", "PASSWORD", "SYMBOLS", "STORAGE", "MAXSTORAGE", "CLASS")
_SIZES = ("STORAGE", "MAXSTORAGE")
_WITH_PROFILE = {
    "CLASS": "CLASS",
    "CONSOLE": "CONSOLE",
    "CPU": "CPU",
    "DEVICE": "devices",
    "MACHINE": "MACHINE",
    "MAXSTORAGE": "MAXSTORAGE",
    "STORAGE": "STORAGE",
}
"""What an entry and its profile say together, so that another profile comes neither before nor after it."""

_KEYWORDS = {"XAUTOLOG": ("XAUTOLOG", "AUTOLOG"), "PASSWORD": ("USER", "IDENTITY"), "SYMBOLS": ("USER", "IDENTITY")}
"""The statements that say something, where they are called otherwise."""


def statement_changes(
    name: str, old: Entry, new: Entry, skipped: Container[str], capabilities: Capabilities
) -> list[StatementChange]:
    """What has to change in an entry that is called `name` when that is done, in the order in which it is done.

    Both entries are of one kind; the new one may have another name in its header. Others care for the minidisks with data and
    the links at the device numbers in `skipped`, for the password if PASSWORD is among them, and for BUILD statements.
    """
    return in_order(list(_Changes(name, old, new, skipped, capabilities)))


def needs_replace(changes: Sequence[StatementChange], threshold: int, beside: int = 0) -> str | None:
    """Why one REPLACE of the whole entry is taken instead of single commands, in words; None if these do.

    It is taken where a change has no commands, and where there were more than `threshold` of them, with the commands `beside`
    that the file would save as well.
    """
    without = [change for change in changes if change.commands is None]
    if without:
        more = f", and {len(without) - 1} more" if len(without) > 1 else ""
        return f"{without[0].title}: {without[0].why}{more}"
    count = beside + sum(len(change.commands or ()) for change in changes)
    return f"{plural(count, 'command')} would be needed" if count > threshold else None


class _Changes:
    """The work for one entry."""

    def __init__(self, name: str, old: Entry, new: Entry, skipped: Container[str], capabilities: Capabilities) -> None:
        self._kind = old.kind
        self._has_affinity = any(isinstance(one, Sysaffin) for entry in (old, new) for one in entry.statements)
        self._shown_name = MASK if MASK in (old.shown_name, new.shown_name) else name
        self._writer = CommandWriter(name, new.kind, new.source, capabilities)
        self._before, self._after = (_facts_under_name(entry, new.name, skipped) for entry in (old, new))
        self._broken = {
            fact.keyword for facts in (self._before, self._after) for key, fact in facts.items() if key[0] == BY_WORDS
        }
        self._adapters = {fact.said["macid"]: fact.vdev for fact in self._before.values() if "macid" in fact.said}
        self._families = {key: family for key, family in _families(self._before, self._after).items() if family.differs}

    def __iter__(self) -> Iterator[StatementChange]:
        """All changes: general statements first, then devices by number."""
        for key, family in sorted(self._families.items(), key=_rank):
            if key[0] in _DEVICES:
                for device in _devices(family):
                    yield self._of_device(device)
            else:
                yield self._with_commands(family, change_of(family, self._shown_name))

    def _of_device(self, family: Family) -> StatementChange:
        fact = family.facts[0]
        family = family._replace(keyword=fact.keyword)
        number = MASK if fact.hides_words else number_of(fact)
        before, after = ({number for fact in facts.values() for number in numbers_of(fact)} for facts in family[1:])
        old_macid, new_macid = (_macid(facts) for facts in family[1:])
        change = change_of(family, f"{self._shown_name}/{number}")._replace(
            frees=tuple(sorted(before - after)),
            takes=tuple(sorted(after - before)),
            frees_macid=old_macid if old_macid != new_macid else None,
            takes_macid=new_macid if old_macid != new_macid else None,
        )
        return self._with_commands(family, change)

    # -- commands

    def _with_commands(self, family: Family, change: StatementChange) -> StatementChange:
        try:
            self._check(family)
            return change._replace(commands=tuple(self._commands(family)))
        except Unwritable as error:
            return change._replace(why=str(error))

    def _commands(self, family: Family) -> list[Command]:
        if not _is_device(family):
            return general_commands(family, self._writer)
        old, new = (next(iter(facts.values()), None) for facts in (family.old, family.new))
        return device_commands(old, new, self._writer)

    def _check(self, family: Family) -> None:
        """Raises Unwritable where no command is certain, whatever the verb."""
        keywords = _KEYWORDS.get(family.keyword, (family.keyword,))
        if self._shown_name == MASK:
            raise Unwritable("its header is such that its name may be a password")
        if self._has_affinity:
            raise Unwritable("SYSAFFIN tells for which systems a statement is, and no command is certain to keep to it")
        if any(key[0] == BY_WORDS for key in (*family.old, *family.new)):
            raise Unwritable("the statement is not understood")
        if self._broken.intersection(keywords):
            raise Unwritable(f"another {family.keyword} statement is not understood")
        if _is_device(family) and self._broken.intersection(STATEMENTS_BEHIND_A_DEVICE):
            raise Unwritable("a statement that extends some device is not understood")
        if family.keyword != "COMMAND" and any(_is_said_again(key) for key in (*family.old, *family.new)):
            raise Unwritable("it is said twice")
        if any(fact.is_secret(name) for fact in family.new.values() for name in fact.said):
            raise Unwritable("a command would show a password")
        if any(fact.hides_words for fact in family.facts):
            raise Unwritable("a word of it may be a password")
        if _is_device(family):
            self._check_device(family)
        self._check_with_others(family)

    def _check_device(self, family: Family) -> None:
        """Raises Unwritable for a device that no single command changes."""
        if any(is_for_others(fact) for fact in family.facts):
            raise Unwritable("minidisks with data and links are not changed as statements")
        if len({fact.keyword for fact in family.facts}) > 1:
            raise Unwritable("links to the device would lead to nothing for a while")
        for fact in [*family.added, *(new for _, new in family.changed)]:
            other = self._adapters.get(fact.said.get("macid"))
            if other not in (None, fact.vdev) and ("DEVICE", other) in self._after:
                raise Unwritable(f"its MACID is that of {other}, which gets another one")

    def _check_with_others(self, family: Family) -> None:
        """Raises Unwritable for what no order of single commands makes, or none that the entry alone tells."""
        if family.keyword == "INCLUDE":
            others = {str(key[0]) for key in self._families} & _WITH_PROFILE.keys()
            if others:
                words = listed([_WITH_PROFILE[one] for one in sorted(others)], "and")
                raise Unwritable(f"a profile comes or goes together with {words}")
        if family.keyword in _SIZES:
            self._check_sizes()

    def _check_sizes(self) -> None:
        """Raises Unwritable where one of STORAGE and MAXSTORE, or both in any order, might be refused."""
        usual, most = (self._after.get((keyword,)) for keyword in _SIZES)
        if usual is not None and most is not None and _bytes(usual) > _bytes(most):
            raise Unwritable("the storage would be above its maximum")
        if all((keyword,) in self._families for keyword in _SIZES):
            is_below = ("INCLUDE",) in self._before or self._kind == "subconfig"
            if is_below and ("STORAGE",) not in self._before:
                raise Unwritable("which of STORAGE and MAXSTORE comes first depends on what the entry includes")


def _facts_under_name(entry: Entry, name: str, skipped: Container[str]) -> Facts:
    """What an entry says if it has a name, which is the distribution code where none is said; not what others care for."""
    facts = {key: fact for key, fact in facts_of(entry).items() if not _is_skipped(key, fact, skipped)}
    account = facts.get(("ACCOUNT",))
    if account is not None and name != entry.name:
        codes = [place.statement.distribution for place in account.places if isinstance(place.statement, Account)]
        code = next(filter(None, codes), name)
        account.said.pop("distribution", None)
        if code != name:
            account.said["distribution"] = code
    return facts


def _is_skipped(key: Key, fact: Fact, skipped: Container[str]) -> bool:
    if key[0] in _DEVICES:
        return is_for_others(fact) and number_of(fact) in skipped
    return key[0] in _OF_OTHERS or (key == PASSWORD and fact.keyword in skipped)


def _families(before: Facts, after: Facts) -> dict[Key, Family]:
    """The facts of both sides that commands change together."""
    found: dict[Key, Family] = {}
    for facts, is_new in ((before, False), (after, True)):
        for key, fact in facts.items():
            family = found.setdefault(_family_of(key), Family(fact.keyword, {}, {}))
            (family.new if is_new else family.old)[key] = fact
    return found


def _family_of(key: Key) -> Key:
    if key[0] == BY_WORDS:
        return key
    first = key[:-2] if _is_said_again(key) else key
    return first if key[0] in _KEYED else first[:1]


def _is_said_again(key: Key) -> bool:
    """Whether a key is that of something that is said already, and differently."""
    return len(key) > 2 and key[-2] == "again" and isinstance(key[-1], int)


def _devices(family: Family) -> Iterator[Family]:
    """What changes at a device number; a device that becomes quite another one goes, and the other one comes."""
    linked = [fact for fact in family.facts if can_be_linked(fact)]
    if len({fact.keyword for fact in family.facts}) > 1 and len(linked) < len(family.facts):
        yield family._replace(new={})
        yield family._replace(old={})
    else:
        yield family


def _is_device(family: Family) -> bool:
    return any(key[0] in _DEVICES for key in (*family.old, *family.new))


def is_for_others(fact: Fact) -> bool:
    """Whether a fact is a minidisk with data or a link, for which steps of their own care."""
    return fact.vdev is not None and (fact.keyword == "LINK" or fact.data is not None)


def _macid(facts: Facts) -> str | None:
    """The address of an adapter, if it is one and has its own."""
    return next((fact.said["macid"] for fact in facts.values() if "macid" in fact.said), None)


def _bytes(fact: Fact) -> int:
    return storage_bytes(fact.said["size"]) or 0


def _rank(item: tuple[Key, Family]) -> tuple[bool, int, str, list[str]]:
    key, family = item
    is_device = key[0] in _DEVICES
    first = _FIRST.index(family.keyword) if family.keyword in _FIRST else len(_FIRST)
    word = number_of(family.facts[0]) if is_device else family.keyword
    return is_device, 0 if is_device else first, word, [str(part) for part in key]
