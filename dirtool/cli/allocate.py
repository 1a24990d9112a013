"""dirtool allocate."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dirtool.cli.common import (
    STDIN,
    Colour,
    ColourOption,
    EncodingOption,
    OutputOption,
    PlainOption,
    answer,
    command,
    names_in,
    progress,
    standard_input,
    style_for,
)
from dirtool.cli.lint_options import ConfigOption, NoConfigOption
from dirtool.cli.space_input import (
    AllocationMapOption,
    Beside,
    ExtentsOption,
    FitOption,
    FullPacksOption,
    LastUsedOption,
    Space,
    VolumesOption,
    WithinOption,
    dirmaint_settings,
    lost_disks,
    read_space,
)
from dirtool.errors import ANSWER_IS_NO, DONE, InputError
from dirtool.model.links import LinkResolver
from dirtool.report.style import Style
from dirtool.space.allocation.all_at_once import Pack
from dirtool.space.allocation.allocate import DEFAULT_SECONDS
from dirtool.space.allocation.allocate import allocate as allocate_all
from dirtool.space.allocation.placement import Allocation
from dirtool.space.allocation.policy import Policy
from dirtool.space.packing.pack import Packing, pack
from dirtool.space.requests.reading import named_pool_of, read_requests
from dirtool.space.requests.request import Asked, Headroom, in_sets
from dirtool.space.requests.values import headroom_of
from dirtool.space.volumes.reach import definitions

MOST_SECONDS = 86_400  # of a time limit: a day


class Format(StrEnum):
    """How an allocation is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@command
def allocate(
    requests: Annotated[
        list[str],
        typer.Argument(
            help="What to place: YAML or CSV files (- is standard input), or words: "
            "[COUNTx][SUBJECT:]SIZE[@POOL[:START]].",
            show_default=False,
        ),
    ],
    current: Annotated[
        str, typer.Option(help="The directory, or a report such as MDISKMAP; - is standard input.", show_default=False)
    ],
    extents: ExtentsOption = None,
    policy: Annotated[Policy, typer.Option(case_sensitive=False, help="How to choose between gaps.")] = Policy.BEST_FIT,
    until_full: Annotated[
        bool, typer.Option("--until-full", help="Go on with the one request without a subject until no more fits.")
    ] = False,
    together: Annotated[
        bool, typer.Option("--together", help="Put the new minidisks of a user on one volume.")
    ] = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="Put the new minidisks of a user on different volumes.")
    ] = False,
    headroom: Annotated[
        list[str] | None,
        typer.Option(metavar="POOL=SIZE", help="Leave so much of a pool free: 10%, or a number.", show_default=False),
    ] = None,
    never: Annotated[
        list[str] | None,
        typer.Option(metavar="VOLID", help="Take these volumes only where a request names them.", show_default=False),
    ] = None,
    dasd_allocate: FitOption = None,
    exact_within: WithinOption = None,
    last_used: LastUsedOption = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help=f"With policy pack: how long to search; counted in steps, so that every machine gives the same answer. "
            f"Without this option {DEFAULT_SECONDS:g}.",
            min=0.0,
            show_default=False,
        ),
    ] = None,
    optimal: Annotated[
        bool,
        typer.Option("--optimal", help="With policy pack: let OR-Tools prove or improve it; needs dirtool[optimal]."),
    ] = False,
    format_: Annotated[Format, typer.Option("--format", case_sensitive=False, help="How to write it.")] = Format.TEXT,
    output_file: OutputOption = None,
    volumes: VolumesOption = None,
    allocation_map: AllocationMapOption = None,
    full_packs: FullPacksOption = None,
    config: ConfigOption = None,
    no_config: NoConfigOption = False,
    encoding: EncodingOption = None,
    color: ColourOption = Colour.AUTO,
    plain: PlainOption = False,
) -> int:
    """Give places to new minidisks, and say why.

    Nothing is changed: the answer tells where each one goes. POOL is a group or a region of EXTENT CONTROL, or a volume. Exit
    code 1: a request has no place; 2: a file cannot be read, or an option is wrong.
    """
    _check_options(policy, time_limit, optimal=optimal)
    dirmaint = dirmaint_settings(
        dasd_allocate, exact_within, last_used, is_used=policy is Policy.DIRMAINT, by="--policy dirmaint"
    )
    if current == STDIN and STDIN in requests:
        raise InputError("standard input can be the requests or the directory, not both")
    if together and apart:
        raise InputError("--together and --apart exclude each other")
    beside = Beside(volumes, extents, allocation_map or (), full_packs, config, no_config)
    asked = read_requests(requests, standard_input)
    asked = replace(
        in_sets(asked, "together" if together else "apart" if apart else None),
        headroom={**asked.headroom, **_headroom(headroom or [])},
        never=asked.never.union(names_in(never)),
    )
    style = style_for(color, output_file)
    with progress("placing", color):
        space = read_space(current, beside, output_file, encoding, plain=plain, others=_files(requests))
        lost = lost_disks(space.directory)
        if lost is not None:
            raise lost
        _refuse_present(space, asked)
        allocation = allocate_all(
            space.volume_map,
            space.extents,
            asked,
            policy,
            until_full=until_full,
            dirmaint=dirmaint,
            seconds=DEFAULT_SECONDS if time_limit is None else time_limit,
            packer=_proving_packer(time_limit) if optimal else pack,
        )
    answer(_lines(allocation, format_, style), output_file)
    return ANSWER_IS_NO if allocation.unplaced else DONE


def _files(requests: list[str]) -> list[Path]:
    """The files among the requests."""
    return [Path(one) for one in requests if os.path.isfile(one)]


def _check_options(policy: Policy, time_limit: float | None, *, optimal: bool) -> None:
    """Raise InputError for options that do not go with the policy."""
    if time_limit is not None and policy is not Policy.PACK:
        raise InputError("--time-limit goes with --policy pack")
    if time_limit is not None and not time_limit <= MOST_SECONDS:  # nor any number at all
        raise InputError(f"--time-limit {time_limit:g}: allowed: a number of seconds from 0 to {MOST_SECONDS:,}")
    if optimal and policy is not Policy.PACK:
        raise InputError("--optimal goes with --policy pack")


def _proving_packer(time_limit: float | None) -> Pack:
    """Packs, and lets OR-Tools go on where something is left to prove. Raises InputError if it is not installed."""
    from dirtool.space.packing.optimal import DEFAULT_LIMIT, improve, require

    require()
    limit = DEFAULT_LIMIT if time_limit is None else time_limit

    def packed(
        items: Sequence[Mapping[int, int]], capacities: Sequence[int], kinds: Sequence[int], effort: int
    ) -> Packing:
        return improve(items, capacities, kinds, pack(items, capacities, kinds, effort), limit)

    return packed


def _headroom(typed: list[str]) -> dict[str, Headroom]:
    """What pools keep, by name."""
    found: dict[str, Headroom] = {}
    for word in typed:
        pool, equals, size = (part.strip() for part in word.partition("="))
        if not equals or not pool:
            raise InputError(f"--headroom {word}: allowed: POOL=SIZE, such as LINUX=10%")
        try:
            name = named_pool_of(pool)
        except ValueError as error:
            raise InputError(f"--headroom {word}: {pool} is no name of a pool; allowed: {error}") from None
        if name in found:
            raise InputError(f"--headroom {word}: {name} is given headroom twice")
        try:
            found[name] = headroom_of(size)
        except ValueError as error:
            raise InputError(f"--headroom {word}: allowed: POOL=SIZE, where SIZE is {error}") from None
    return found


def _refuse_present(space: Space, asked: Asked) -> None:
    """Raise InputError if a minidisk that is to be placed is there already."""
    resolver = LinkResolver(space.directory)
    for request in asked.requests:
        userid, slash, vdev = request.subject.partition("/")
        steps = definitions(space.directory, resolver, userid, vdev) if slash else []
        if steps:
            place = f"{steps[0].placed.path}:{steps[0].placed.line}"
            raise InputError(
                f"{request.place}: {request.subject} is there already ({place})", "choose another device number"
            )


def _lines(allocation: Allocation, format_: Format, style: Style) -> Iterator[str]:
    """The allocation in a format."""
    match format_:
        case Format.TEXT:
            from dirtool.report.allocation_text import allocation_text

            return allocation_text(allocation, style)
        case Format.JSON:
            from dirtool.report.allocation_json import allocation_json

            return allocation_json(allocation)
        case Format.CSV:
            from dirtool.report.allocation_csv import allocation_csv

            return allocation_csv(allocation)
