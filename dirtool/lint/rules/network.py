"""NET: virtual networks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from dirtool.lint.context import Context
from dirtool.lint.diagnostic import Directxa, Related, Severity
from dirtool.lint.machines import Machines, Use, make_ups, meeting
from dirtool.lint.place import name_span, span_of
from dirtool.lint.registry import Finding, directory_rule
from dirtool.model.directory import Entry, Placed
from dirtool.model.effective import subject_of
from dirtool.syntax.statement import Unparsed
from dirtool.syntax.statements import Command, Nicdef

_SHORTEST_COUPLE = 4
_VDEV_LENGTH = 4


@directory_rule("NET001", "duplicate-mac", Severity.ERROR, Directxa.SILENT)
def duplicate_mac(context: Context) -> Iterator[Finding]:
    """One MACID is given to two adapters.

    Why: frames for one of them reach the other, or the virtual switch refuses the second. The records of one adapter may
    repeat it; a profile gives its own to everybody who includes it. Two adapters that are for different members of a cluster
    are not compared: each system puts its own prefix before the MACID.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001
        USER LINUX2 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020001
        USER LINUX2 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO LAN SYSTEM VSW1 MACID 020002
    Source: z/VM CP Planning and Administration, NICDEF statement
    """
    machines = Machines(context)
    by_mac: dict[str, list[Use]] = {}
    for entry, placed in context.directory.placed(Nicdef):
        mac = _nic(placed).macid
        if mac is not None and placed.position not in placed.source.faults:
            by_mac.setdefault(mac, []).extend(machines.uses(entry, placed))
    for mac, uses in by_mac.items():
        for group in meeting(uses) if len(uses) > 1 else ():
            for first, other in _pairs(group):
                yield _shared_mac(mac, first, other)


def _pairs(uses: list[Use]) -> Iterator[tuple[Use, Use]]:
    """The adapter whose name is first with, for each record that gives the same MACID to another one, the first of those."""
    first, *others = sorted(uses, key=lambda use: (use.subject, use.order))
    paired: set[tuple[int, int]] = set()
    for use in others:
        if _adapter(use) != _adapter(first) and use.order not in paired:
            paired.add(use.order)
            yield first, use


def _adapter(use: Use) -> tuple[str, str]:
    return use.machine.userid, _nic(use.placed).vdev


def _shared_mac(mac: str, first: Use, other: Use) -> Finding:
    earlier, later = sorted((first, other), key=lambda use: use.order)
    if earlier.order == later.order:  # a profile
        related = tuple(
            Related(name_span(use.machine.entry), use.subject, "it has the MACID from this profile")
            for use in (first, other)
        )
    else:
        related = (Related(span_of(earlier.placed, "macid"), earlier.subject, "the same MACID is given here"),)
    message = f"MACID {mac} is given to {first.subject} and to {other.subject}"
    subject = f"{first.subject} {other.subject}"
    return Finding(span_of(later.placed, "macid"), message, subject, mac, related=related)


@directory_rule("NET002", "nic-without-lan", Severity.INFO, Directxa.SILENT)
def nic_without_lan(context: Context) -> Iterator[Finding]:
    """An adapter is coupled to nothing: no NICDEF record of it names a LAN, and no COMMAND couples it.

    Why: the guest sees an adapter whose cable is not plugged in, until somebody enters COUPLE. The records and commands of
    the entry, of its profile and, on each member, of its subconfiguration are taken together.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO DEVICES 3
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         COMMAND COUPLE 0600 TO SYSTEM VSW1
         NICDEF 0600 TYPE QDIO DEVICES 3
    Source: z/VM CP Planning and Administration, NICDEF statement; z/VM CP Commands and Utilities Reference, COUPLE
    """
    for entry, placed in _lacking(context, lambda nic: nic.lan is None, _coupled(context)):
        subject = subject_of(entry, placed)
        message = f"no NICDEF couples the adapter {subject} to a LAN, and no COMMAND does"
        yield Finding(span_of(placed, "vdev"), message, subject, "")


@directory_rule("NET003", "nic-without-type", Severity.ERROR, Directxa.REFUSES)
def nic_without_type(context: Context) -> Iterator[Finding]:
    """An adapter has no TYPE on any of its NICDEF records, or two of them in one entry.

    Why: the type is needed once to make the adapter. A profile and the entry may each give one. What a profile or a
    subconfiguration that is not there would add is not known, and nothing is said then.
    Bad:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 LAN SYSTEM VSW1
    Good:
        USER LINUX1 AUTOONLY 2G 4G G
         NICDEF 0600 TYPE QDIO
         NICDEF 0600 LAN SYSTEM VSW1
    Source: z/VM CP Planning and Administration, NICDEF statement
    """
    for entry, placed in _lacking(context, lambda nic: nic.type is None):
        subject = subject_of(entry, placed)
        yield Finding(span_of(placed, "vdev"), f"no NICDEF gives the adapter {subject} a TYPE", subject, "")
    first_type: dict[tuple[int, str], Placed] = {}
    for entry, placed in context.directory.placed(Nicdef):
        nic = _nic(placed)
        if nic.type is None or not entry.name:
            continue
        first = first_type.setdefault((id(entry), nic.vdev), placed)
        if first.position != placed.position:
            subject = subject_of(entry, placed)
            related = Related(span_of(first, "type"), subject, "the first of the two is here")
            message = f"the adapter {subject} has a TYPE on two NICDEF records of one entry"
            yield Finding(span_of(placed, "type"), message, subject, "two", related=(related,))


_Adapter = tuple[int, str]  # an entry that has a part in it, by its identity, and its number


def _lacking(
    context: Context, lacks: Callable[[Nicdef], bool], others: Collection[_Adapter] = ()
) -> Iterator[tuple[Entry, Placed]]:
    """Where adapters are defined that lack something in some virtual machine: on all records of it, and in `others`.

    Not those of a virtual machine of which a part is not there, or has a NICDEF that is none.
    """
    unclear = {
        id(entry) for entry, placed in context.directory.placed(Unparsed) if placed.statement.keyword == "NICDEF"
    }
    first: dict[_Adapter, tuple[Entry, Placed]] = {}
    having = set(others)
    for entry, placed in context.directory.placed(Nicdef):
        adapter = id(entry), _nic(placed).vdev
        first.setdefault(adapter, (entry, placed))
        if not lacks(_nic(placed)):
            having.add(adapter)
    seen: set[_Adapter] = set()
    for (_, vdev), (entry, _) in ((adapter, place) for adapter, place in first.items() if adapter not in having):
        for parts, is_whole in make_ups(entry, context):
            adapters = [(id(part), vdev) for part in parts]
            told = next(adapter for adapter in adapters if adapter in first)
            is_clear = is_whole and unclear.isdisjoint(map(id, parts))
            if is_clear and having.isdisjoint(adapters) and told not in seen:
                seen.add(told)
                yield first[told]


def _coupled(context: Context) -> set[_Adapter]:
    """The adapters that a COMMAND couples."""
    found: set[_Adapter] = set()
    for entry, placed in context.directory.placed(Command):
        statement = placed.statement
        assert isinstance(statement, Command)
        words = statement.text.upper().split()
        if words[:1] == ["CP"]:
            del words[0]
        if len(words) > 1 and len(words[0]) >= _SHORTEST_COUPLE and "COUPLE".startswith(words[0]):
            found.add((id(entry), words[1].zfill(_VDEV_LENGTH)))
    return found


def _nic(placed: Placed) -> Nicdef:
    assert isinstance(placed.statement, Nicdef)
    return placed.statement
