"""The map as a page: what a browser gets. What it makes of it is for tests/browser."""

import json
import re
from typing import Any

from hypothesis import given, settings

from dirtool.report.map_html import map_html
from dirtool.report.style import printable
from dirtool.space.volumes.volume_map import MappedVolume, Shared, Unlocated, VolumeMap
from tests.report.mapped import area, disk, many, pack, realistic, volume
from tests.report.pages import Reader
from tests.report.strange import texts


def page(*volumes: MappedVolume, unlocated: tuple[Unlocated, ...] = (), title: str = "USER DIRECT") -> list[str]:
    return list(map_html(VolumeMap(list(volumes), list(unlocated), []), title))


def data(lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        "\n".join(lines[lines.index('<script type="application/json" id="map">') + 1 :]).split("</script>")[0]
    )
    return found


def facts(lines: list[str]) -> dict[str, list[str]]:
    """The numbers of the summary by their names, without tags."""
    rows = [re.split(r"</d[td]>", line) for line in lines if "<dt>" in line]
    return {name: more[:-1] for name, *more in ([re.sub("<[^>]*>", "", cell) for cell in row] for row in rows)}


def test_the_script_gets_every_volume_on_a_line() -> None:
    extents = (area("PAGE", 0, 0), disk("A/0100", 1, 49), disk("A-1/0200", 40, 59, "RR", "A"), pack("M/0123", 99))
    lines = page(volume("LX0001", 100, *extents, groups=("LINUX",), members=("ZVMA",)))
    assert data(lines) == {
        "volumes": [
            {
                "volid": "LX0001",
                "devtype": "3390",
                "unit": "cylinder",
                "bytes": 737280,
                "size": 100,
                "source": "size given",
                "guessed": False,
                "reach": 100,
                "used": 60,
                "free": 40,
                "largest": 40,
                "fragmentation": 0.0,
                "members": ["ZVMA"],
                "regions": ["LIN001"],
                "groups": ["LINUX"],
                "extents": [
                    [0, 0, 2, ".PAGE.", 0, ""],
                    [0, 99, 9, "M/0123", 1, "MR"],
                    [1, 49, 0, "A/0100", 2, "MR"],
                    [40, 59, 0, "A-1/0200", 3, "RR"],
                ],
                "gaps": [[60, 99]],
                "overlaps": [[40, 49, "A-1/0200", "A/0100"]],
                "identical": 0,
            }
        ],
        "owners": [[".PAGE.", ""], ["M", "M"], ["A", "A"], ["A-1", "A"]],
        "kinds": ["minidisk", "full pack", "system area"],
    }


def test_what_is_not_known_is_null() -> None:
    (shown,) = data(page(volume("A", None, disk("A/0100", 0, None)._replace(excluded=True), devtype="3350")))["volumes"]
    assert (shown["size"], shown["free"], shown["bytes"]) == (None, None, None)
    assert shown["extents"] == [[0, None, 4, "A/0100", 0, "MR"]]


def test_the_summary_has_the_sums_and_leads_to_the_first_overlap() -> None:
    lines = list(map_html(realistic(), "USER DIRECT"))
    assert facts(lines) == {
        "Volumes": ["29", "2 sizes guessed", "1 size not known"],
        "Used": ["65 %", "402 GiB", "571,665 cylinders", "20,971,552 blocks"],
        "Free": ["215 GiB", "304,632 cylinders", "12,486,068 blocks"],
        "Largest gap": ["66.7 GiB", "97,148 cylinders", "on LXEAV1"],
        "Overlaps": ["2", "the first on USER01"],
        "Without a place": ["6", "listed at the end"],
    }
    assert '<a href="#volume-29">USER01</a>' in "".join(lines)
    assert data(lines)["volumes"][28]["volid"] == "USER01"


def test_units_that_cannot_be_compared_are_not() -> None:
    old, new = volume("OLD350", 555, disk("A/0100", 0, 99), devtype="3350"), volume("NEW336", 1000, devtype="9336")
    assert facts(page(old))["Used"] == ["18 %", "100 cylinders"]
    assert facts(page(old, new))["Used"] == ["&#8211;", "100 cylinders", "0 blocks"]
    assert facts(page(old, new))["Free"] == ["455 cylinders", "1,000 blocks"]


def test_where_nothing_is_nothing_is_claimed() -> None:
    shown = facts(page())
    assert shown == {
        "Volumes": ["0"],
        "Used": ["&#8211;", "0 MiB"],
        "Free": ["0 MiB"],
        "Largest gap": ["&#8211;"],
        "Overlaps": ["none"],
    }


def test_overlaps_that_are_not_told_are_counted() -> None:
    shown = volume("A", 100, disk("A/0100", 0, 50), disk("B/0100", 50, 60))
    shown.untold_overlaps = 30
    assert facts(page(shown))["Overlaps"] == ["31", "the first on A"]


def test_overlaps_on_the_residence_volume_are_listed_and_counted() -> None:
    shared = [Shared(10, 19, ("A/0100", "B/0100")), Shared(30, None, ("A/0101", "C/0100"))]
    lines = list(map_html(VolumeMap([], [], shared), "x"))
    assert facts(lines)["Overlaps"] == ["2", "the first on &amp;SYSRES"]
    assert "<li>A/0100 and B/0100<span>10-19</span></li>" in lines
    assert "<li>A/0101 and C/0100<span>30 to the end</span></li>" in lines


def test_without_script_there_is_a_row_for_every_volume() -> None:
    lines = page(volume("LX0001", 10000, disk("A/0100", 0, 4999)), volume("OPEN01", None, disk("A/0101", 0, None)))
    assert [line for line in lines if line.startswith("<tr id=")] == [
        '<tr id="volume-1"><td>LX0001</td><td>3390</td><td>10,000 cylinders, 6.87 GiB</td><td>size given</td><td>50 %</td>'
        "<td>5,000</td><td>5,000</td><td>0 %</td><td>0</td></tr>",
        '<tr id="volume-2"><td>OPEN01</td><td>3390</td><td>&#8211;</td><td>size not known</td><td>&#8211;</td>'
        "<td>&#8211;</td><td>0</td><td>&#8211;</td><td>0</td></tr>",
    ]


def test_minidisks_without_a_place_stand_at_the_end_by_their_kinds() -> None:
    disks = [Unlocated("B/0300", "vdisk", 2048), Unlocated("A/0124", "devno", None), Unlocated("A/0300", "vdisk", 8)]
    lines = page(unlocated=tuple(disks))
    shown = [re.sub("<[^>]*>", " ", line).split() for line in lines if line.startswith("<li data-subject=")]
    assert shown == [["A/0124"], ["B/0300", "2,048", "blocks,", "1", "MiB"], ["A/0300", "8", "blocks,", "4", "KiB"]]


def named(title: str, volid: str, subject: str, group: str) -> list[str]:
    shown = volume(volid, 100, disk(subject, 0, 50), disk("B/0100", 50, 60), groups=(group,))
    return page(shown, unlocated=(Unlocated(subject, "tdisk", 5),), title=title)


PLAIN = Reader(named("USER DIRECT", "LX0001", "A/0100", "LINUX")).tags


@given(texts, texts, texts, texts)
@settings(max_examples=40, deadline=None)
def test_whatever_a_name_holds_it_is_text(title: str, volid: str, subject: str, group: str) -> None:
    lines = named(title, volid, subject, group)
    assert all(line.isascii() and line.isprintable() for line in lines)
    assert Reader(lines).tags == PLAIN
    (read,) = data(lines)["volumes"]
    assert not any("<" in line for line in lines if '"volid":' in line or '"owners":' in line)
    assert (read["volid"], read["groups"]) == (printable(volid), [printable(group)])
    assert read["extents"][0][3] == printable(subject)
    assert {printable(subject), "B/0100"} == set(read["overlaps"][0][2:])


def test_a_page_grows_with_what_it_shows() -> None:
    once, twice = (sum(map(len, map_html(many(count, 40), "x"))) for count in (100, 200))
    empty = sum(map(len, map_html(many(0, 40), "x")))
    assert twice - empty < 2.1 * (once - empty)
    assert once - empty < 100 * 40 * 80
