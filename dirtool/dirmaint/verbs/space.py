"""Verbs for space: DASD, RLDEXTN, and the reports of what is used and free.

Source: z/VM DirMaint Commands Reference, DASD, FREEXT, USEDEXT, RLDEXTN; the messages of DASD QUERY after console logs.
"""

from __future__ import annotations

from dirtool.dirmaint.answer import Refused
from dirtool.dirmaint.server import File, Request
from dirtool.dirmaint.space.control import Area, AreaKind, RegionAnswer
from dirtool.dirmaint.space.control import Refused as RefusedByControl
from dirtool.dirmaint.space.rows import FREE_HEADING, USED_HEADING, free_rows, used_rows
from dirtool.syntax import verbs
from dirtool.syntax.extent_control import Method

_KINDS: dict[str, AreaKind] = {"GROUP": "group", "REGION": "region", "VOLUME": "volume"}
_METHODS: dict[str | None, Method] = {"(LINEAR)": "LINEAR", "(ROTATING)": "ROTATING"}
_HEADING = "REGION   VOLUME      START       SIZE        END DEV-TYPE COMMENTS"
_END = "END"
_USUAL_START = "START"
_TAKEN, _UNKNOWN, _UNUSABLE = 9025, 9012, 9009
_SMAPI = {"420/4": _TAKEN, "420/8": _UNKNOWN, "420/12": _UNKNOWN}


def work_off_dasd(request: Request) -> None:
    """Work off DASD."""
    order = request.order
    assert isinstance(order, verbs.Dasd)
    if order.action in ("ADD", "DELETE"):
        reload(request)
    try:
        if order.action == "ADD":
            _add(request, order)
        elif order.action == "DELETE":
            _delete(request, order)
        elif order.action == "QUERY":
            _query(request, order)
        else:
            report(request, order.action or "", order.area, order.names)
    except RefusedByControl as refused:
        raise _refused(refused) from None


def _refused(refused: RefusedByControl) -> Refused:
    """A refusal with the number of our own that means what SMAPI's pair does."""
    number = next((own for pair, own in _SMAPI.items() if pair in refused.why), _UNUSABLE)
    return Refused(number, _sentence(refused.why))


def _sentence(why: str) -> str:
    return f"{why[:1].upper()}{why[1:]}."


def _add(request: Request, order: verbs.Dasd) -> None:
    control = request.server.control
    if order.area == "GROUP":
        control.add_group(order.group or "", order.regions or (), _METHODS.get(order.method))
        return
    size = None if order.size in (None, _END) else int(order.size or 0)
    start = None if str(order.start) in ("None", _USUAL_START) else order.start
    place = (order.volid or "", order.devtype or "", size, start, order.comment or "")
    if order.area == "VOLUME":
        control.add_volume(*place)
    else:
        control.add_region(order.region or "", *place)


def _delete(request: Request, order: verbs.Dasd) -> None:
    control = request.server.control
    if order.area == "GROUP":
        control.delete_group(order.group or "", order.regions or ())
    elif order.area == "REGION":
        control.delete_region(order.regions or ())
    else:
        control.delete_volume(order.volids or ())


def _query(request: Request, order: verbs.Dasd) -> None:
    """What is asked is told of each area; one that is not there is only a warning."""
    control = request.server.control
    kind = _KINDS[order.area or ""]
    has_heading = False
    for name in order.names or ():
        try:
            areas = control.areas(kind, (name,))
        except RefusedByControl as refused:
            request.say(3558, _sentence(refused.why))
            continue
        for area in areas:
            if kind == "group":
                _tell_group(request, area)
                continue
            for answer in control.answers(area):
                if not has_heading:
                    request.say(3563, _HEADING)
                    has_heading = True
                request.say(3564, _row(answer))


def _tell_group(request: Request, area: Area) -> None:
    group = request.server.control.group(area.name)
    assert group is not None
    request.say(3561, f"GROUP={group.name} ALLOCATE=({group.method}) REGIONS={len(group.regions)}")
    request.say(3562, f"GROUP={group.name} REGIONS={' '.join(f'{name:<8}' for name in group.regions)}".rstrip())


def _row(answer: RegionAnswer) -> str:
    size, end = ("END" if one is None else one for one in (answer.size, answer.end))
    row = f"{answer.region:<8} {answer.volume:<6} {answer.start:>10} {size:>10} {end:>10} {answer.devtype:<8}"
    return f"{row} {answer.comment}".rstrip()


def report_free(request: Request) -> None:
    """Work off FREEXT."""
    order = request.order
    assert isinstance(order, verbs.Freext)
    report(request, "FREEXT", *_asked(order))


def report_used(request: Request) -> None:
    """Work off USEDEXT."""
    order = request.order
    assert isinstance(order, verbs.Usedext)
    report(request, "USEDEXT", *_asked(order))


def _asked(order: verbs.Freext | verbs.Usedext) -> tuple[str | None, tuple[str, ...] | None]:
    """The kind of area and the names, also in the old form: V=LNX001."""
    if order.old_area is None:
        return order.area, order.names
    letter, _, name = order.old_area.partition("=")
    return next(area for area in _KINDS if area.startswith(letter)), (name,)


def report(request: Request, name: str, area: str | None, names: tuple[str, ...] | None) -> None:
    """Send a file of used or free space; without an area it is about all regions."""
    server = request.server
    try:
        areas = server.control.areas(_KINDS[area or "REGION"], names or ("*",))
    except RefusedByControl as refused:
        raise _refused(refused) from None
    lines = []
    for one in areas:
        rows = free_rows if name == "FREEXT" else used_rows
        lines += [str(row) for row in rows(server.control, server.space, one)]
    heading = FREE_HEADING if name == "FREEXT" else USED_HEADING
    request.files.append(File(f"{name} REPORT", (heading, *lines)))


def reload(request: Request) -> None:
    """Work off RLDEXTN: what EXCLUDE names may be another matter now."""
    control, source = request.server.control, request.source
    if control.pending is None:
        return
    with source.new_exclusions():
        undo = control.reload()

    def take_back() -> None:
        with source.new_exclusions():
            undo()

    source.note(take_back)
