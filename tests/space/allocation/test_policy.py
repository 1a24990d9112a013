"""The policies, and the page that explains them."""

import re
from pathlib import Path

import pytest

from dirtool.model.size import Size
from dirtool.space.allocation.allocate import allocate
from dirtool.space.allocation.policy import Policy
from dirtool.space.requests.request import Asked, Request
from dirtool.space.volumes.mapping import map_volumes
from tests.model.made import control_of, directory_of

PAGE = (Path(__file__).parents[3] / "docs" / "policies.md").read_text(encoding="utf-8")
WORDS = " ".join(re.sub("^> ", "", PAGE, flags=re.MULTILINE).split())

EXTENTS = control_of("""\
:REGIONS.
LX0001 LX0001 1 END 3390-03
LX0002 LX0002 1 END 3390-03
LX0003 LX0003 1 END 3390-03
:END.
:GROUPS.
LINUX (ALLOCATE ROTATING)
LINUX LX0001 LX0002 LX0003
:END.
""")
MAP = map_volumes(
    directory_of("""\
USER MAINT LBYONLY 64M 1G G
 MDISK 0191 3390 101 20 LX0001 MR
 MDISK 0192 3390 171 130 LX0001 MR
 MDISK 0193 3390 321 3018 LX0001 MR
 MDISK 0194 3390 31 970 LX0002 MR
 MDISK 0195 3390 1041 2298 LX0002 MR
 MDISK 0196 3390 1 2938 LX0003 MR
"""),
    {},
    EXTENTS,
)


def test_the_page_shows_the_gaps_of_the_example() -> None:
    for volume in MAP.volumes:
        gaps = ", ".join(f"{gap.first}-{gap.last}" for gap in volume.gaps)
        assert f"| {volume.volid} | {gaps} |" in PAGE


@pytest.mark.parametrize("policy", Policy)
def test_the_page_tells_what_a_policy_means_and_where_it_puts_the_example(policy: Policy) -> None:
    requests = [Request("LNX1/0200", Size(40, ""), group="LINUX"), Request("LNX2/0200", Size(30, ""), group="LINUX")]
    one, other = allocate(MAP, EXTENTS, Asked(requests), policy).placements
    assert re.search(f"## {policy} .* Good (to|for|where) ", WORDS)
    assert one.reason in WORDS
    places = f"{one.volid} {one.first}-{one.last} | {other.volid} {other.first}-{other.last}"
    assert f"| [{policy}](#{policy}) | {places} |" in PAGE


def test_the_page_shows_what_is_said_of_a_request_without_a_place() -> None:
    (unplaced,) = allocate(MAP, EXTENTS, Asked([Request("#1", Size(500, ""), group="LINUX")])).unplaced
    assert f"{unplaced.reason}; {unplaced.advice}" in WORDS
