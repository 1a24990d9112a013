"""dirtool map: options, formats, exit codes, and what cannot be done."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import ROOT, command, dirtool, environment, on_terminal
from tests.report.contract import FREE_SPACE, LINKS, MAP, PLACE, assert_obeys

SAMPLES = [
    ("samples/linux-farm.direct", "--extents", "samples/linux-farm.extents"),
    ("samples/ssi-system.direct", "--extents", "samples/ssi-system.extents"),
    ("samples/vm370.direct",),
    ("samples/broken.direct",),
]
REPORTS = ROOT / "tests" / "cases" / "reports"
HEADING = "Volser  Type     Userid    Addr Mode   Start     End    Size Subconfg Flags"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


# -- the map in its formats


def test_a_volume_as_text(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--extents", "extent.control", "--volume", "LX0002", folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        HEADING,
        "LX0002  3390     .LABEL.                   0       0       1",
        "                 LNX3      0100 MR         1    3338    3338 LNX3-1",
        "                                        3339   10016    6678          GAP",
        "  10,017 cylinders (6.88 GiB; EXTENT CONTROL); used 3,339;",
        "  free 6,678 (4.59 GiB); largest gap 6,678 (4.59 GiB); fragmentation 0 %;",
        "  groups LINUX SPARE; regions LX0002A LX0002B",
        "",
        "1 volume; 0 overlaps",
        "  cylinders: used 3,339 (2.29 GiB); free 6,678 (4.59 GiB)",
    ]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_json_obeys_its_contract(sample: tuple[str, ...]) -> None:
    ran = dirtool("map", *sample, "--format", "json")
    lost = "dirtool: samples/broken.direct:41: the place of this minidisk cannot be read\n"
    assert ran.code == 0
    assert ran.err.startswith(lost if "samples/broken.direct" in sample else "")
    assert_obeys(json.loads(ran.out), MAP)


def test_csv_has_a_line_for_each_extent_and_gap(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--format", "csv", "--volume", "M01RES", folder=site)
    assert ran.out.splitlines() == [
        "volid,devtype,first,last,size,unit,kind,subject,flags",
        "M01RES,3390,0,1112,1113,cylinder,full-pack,MAINT/0123,OVERLAY",
        "M01RES,3390,0,0,1,cylinder,system,.LABEL.,",
        "M01RES,3390,1,20,20,cylinder,gap,,",
        "M01RES,3390,21,120,100,cylinder,minidisk,MAINT/0190,",
        "M01RES,3390,121,1112,992,cylinder,gap,,",
    ]


def test_a_gap_file_has_a_record_for_each_gap(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--format", "gaps", "--volumes", "volumes.txt", folder=site)
    assert ran.out.splitlines() == [
        "FB0001 9336           16     920114     920099",
        "LX0001 3390         7001      10016       3016",
        "LX0002 3390         3339      10016       6678",
        "LX0003 3390            1      10016      10016",
        "M01RES 3390            1         20         20",
        "M01RES 3390          121      10016       9896",
    ]


@pytest.mark.parametrize(
    ("how", "title"), [("svg", "Volume map of user.direct"), ("html", "user.direct &middot; volume map")]
)
def test_a_drawing_is_titled_by_the_name_of_the_file(site: Path, how: str, title: str) -> None:
    ran = dirtool("map", site / "user.direct", "--format", how, "--output-file", site / "map", folder=site)
    assert ran == (0, "", "")
    written = (site / "map").read_text(encoding="utf-8")
    assert f"<title>{title}</title>" in written
    assert str(site) not in written


def test_a_drawing_of_standard_input_says_so() -> None:
    ran = dirtool("map", "-", "--format", "svg", stdin=b"USER A NOLOG\n")
    assert "<title>Volume map of standard input</title>" in ran.out


@pytest.mark.parametrize(
    ("how", "out"),
    [
        ("text", "0 volumes; 0 overlaps\n"),
        ("json", '{"schema": "dirtool.map/1", "volumes": [\n], "unlocated": [\n]}\n'),
        ("csv", "volid,devtype,first,last,size,unit,kind,subject,flags\n"),
        ("gaps", ""),
    ],
)
def test_a_directory_without_minidisks_has_no_volumes(how: str, out: str) -> None:
    assert dirtool("map", "-", "--format", how, stdin=b"USER A NOLOG\n") == (0, out, "")


def test_the_plain_way_shows_the_same() -> None:
    assert dirtool("map", *SAMPLES[0], "--plain") == dirtool("map", *SAMPLES[0])


def test_names_of_a_hostile_file_are_made_harmless() -> None:
    text = b"USER \x1b[2J NOLOG\n MDISK 0191 3390 5 5 LX\x070001 MR\nUSER =A NOLOG\n MDISK 0191 3390 1 2 =X MR\n"
    for how in ("text", "json", "csv", "gaps", "svg", "html"):
        ran = dirtool("map", "-", "--format", how, stdin=text)
        assert ran.code == 0
        assert all(line.isprintable() for line in ran.out.split("\n"))
        assert how != "csv" or not re.search("(^|,)=", ran.out, re.MULTILINE)


# -- filters


@pytest.mark.parametrize(
    ("arguments", "volids"),
    [
        ((), ["LX0001", "LX0002", "M01RES"]),
        (("--volume", "lx*"), ["LX0001", "LX0002"]),
        (("--volume", "LX0001", "--volume", "M01RES"), ["LX0001", "M01RES"]),
        (("--volume", "LX0001, M01RES"), ["LX0001", "M01RES"]),
        (("--volume", "?X0002"), ["LX0002"]),
        (("--user", "LNX*"), ["LX0001", "LX0002"]),
        (("--user", "LNX3-1"), ["LX0002"]),
        (("--region", "lx0002b"), ["LX0002"]),
        (("--group", "LINUX"), ["LX0001", "LX0002"]),
        (("--group", "SPARE,LINUX", "--volume", "*2"), ["LX0002"]),
        (("--type", "3390"), ["LX0001", "LX0002", "M01RES"]),
        (("--type", "3390-01"), ["M01RES"]),
        (("--volumes", "volumes.txt", "--type", "9336"), ["FB0001"]),
        (("--include-volsers", "some.volsers"), ["LX0001", "M01RES"]),
        (("--exclude-volsers", "some.volsers"), ["LX0002"]),
        (("--include-volsers", "some.volsers", "--volume", "LX*"), ["LX0001"]),
    ],
)
def test_filters_choose_volumes(site: Path, arguments: tuple[str, ...], volids: list[str]) -> None:
    (site / "some.volsers").write_text("* ours\nLX0001\nM01RES\n")
    ran = dirtool("map", "user.direct", "--extents", "extent.control", "--format", "json", *arguments, folder=site)
    assert [volume["volid"] for volume in json.loads(ran.out)["volumes"]] == volids


def test_of_a_user_only_the_minidisks_and_the_gaps_beside_are_shown(site: Path) -> None:
    ran = dirtool("map", "overlapping.direct", "--user", "LNX1", "--format", "json", folder=site)
    shown = json.loads(ran.out)
    [volume] = shown["volumes"]
    assert [extent["subject"] for extent in volume["extents"]] == ["LNX1/0100"]
    assert [shared["subjects"] for shared in volume["overlaps"]] == [["LNX1/0100", "LNX3-1/0101"]]
    assert (volume["used"], volume["gaps"]) == (7001, [{"first": 7001, "last": 10016, "size": 3016}])
    assert [one["subject"] for one in shown["unlocated"]] == ["LNX1/0200"]


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("--volume", "LX0009"), "LX0009 is no volume of the map\n  hint: did you mean LX0002 or LX0001?"),
        (("--user", "LNX4"), "LNX4 is no user with a minidisk of the map\n  hint: did you mean LNX3, LNX2 or LNX1?"),
        (("--group", "LNUX"), "LNUX is no group of the map\n  hint: did you mean LINUX?"),
        (("--region", "LX0002C"), "LX0002C is no region of the map\n  hint: did you mean LX0002B, LX0002A or LX0001?"),
        (("--type", "9336"), "9336 is no device type of the map"),
    ],
)
def test_a_name_that_nothing_has_is_2_and_told_what_is_near(site: Path, arguments: tuple[str, ...], err: str) -> None:
    ran = dirtool("map", "user.direct", "--extents", "extent.control", *arguments, folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {err}")


# -- other answers


def test_at_a_place_all_owners_are_told(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--at", "m01res:30", folder=site)
    assert ran == (
        0,
        "M01RES cylinder 30 has 2 owners\n"
        "  MAINT/0123  0-1112  size 1,113  full pack, an overlay\n"
        "  MAINT/0190  21-120  size 100    minidisk\n",
        "",
    )


@pytest.mark.parametrize(
    ("place", "state"),
    [("LX0001:1", "owned"), ("LX0001:7001", "free"), ("LX0001:10016", "free"), ("LX0001:10017", "behind-end")],
)
def test_a_place_as_json_obeys_its_contract(site: Path, place: str, state: str) -> None:
    found = json.loads(dirtool("map", "user.direct", "--at", place, "--format", "json", folder=site).out)
    assert_obeys(found, PLACE)
    assert (found["place"], found["state"]) == (int(place[7:]), state)


@pytest.mark.parametrize(
    "word", ["LX0001", ":5", "LX0001:", "LX0001:0x5", "LX0001:-1", "LX0001:12345678901", "LX0001:٣"]
)
def test_a_wrong_place_is_told_what_is_allowed(site: Path, word: str) -> None:
    assert dirtool("map", "user.direct", f"--at={word}", folder=site) == (
        2,
        "",
        f"dirtool: --at {word}: allowed: VOLID:PLACE, a volume and a cylinder or block, such as LX0001:4711\n",
    )


def test_a_place_on_no_volume_is_2(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--at", "LX0003:5", folder=site)
    assert ran == (2, "", "dirtool: --at LX0003:5: no volume LX0003\n  hint: did you mean LX0002 or LX0001?\n")


def test_links_are_followed_through_links(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--links", "lnx1/100", folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "LNX1/0100 on LX0001 1-5000",
        "  LNX2/0300    RR   line 10",
        "  LNX3-1/0300  RR   line 15, of LNX3: LNX2/0300 > LNX1/0100",
        "2 links, 2 users.",
    ]


def test_links_as_json_obey_their_contract(site: Path) -> None:
    found = json.loads(dirtool("map", "user.direct", "--links", "LNX1/0100", "--format", "json", folder=site).out)
    assert_obeys(found, LINKS)
    assert found["links"][1] == {
        "subject": "LNX3-1/0300",
        "kind": "subconfig",
        "users": ["LNX3"],
        "mode": "RR",
        "members": [],
        "way": ["LNX2/0300", "LNX1/0100"],
        "steps": 2,
        "path": "user.direct",
        "line": 15,
    }


@pytest.mark.parametrize(
    ("word", "err"),
    [
        ("LNX1", "--links LNX1: allowed: USERID/VDEV, such as LNX1/0200; here 1 to 4 hexadecimal digits"),
        ("LNX9/0100", "user.direct: no USER or IDENTITY LNX9\n  hint: did you mean LNX3, LNX2 or LNX1?"),
        ("LNX1/0300", "user.direct: LNX1 has no device 0300\n  hint: it has 0100 and 0200"),
    ],
)
def test_a_device_that_is_not_there_is_2(site: Path, word: str, err: str) -> None:
    assert dirtool("map", "user.direct", "--links", word, folder=site) == (2, "", f"dirtool: {err}\n")


def test_free_space_by_region(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--free-by", "region", "--extents", "extent.control", folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Free cylinders by region",
        "Region   Type  Volumes   Size  Used  Free            Largest  Frag",
        "LX0001   3390        1  10016  7000  3016  2.07 GiB     3016   0 %",
        "LX0002A  3390        1   5000  3338  1662  1.14 GiB     1662   0 %",
        "LX0002B  3390        1   5016     0  5016  3.44 GiB     5016   0 %",
    ]


@pytest.mark.parametrize("by", ["group", "region", "volume", "model"])
def test_free_space_as_json_obeys_its_contract(site: Path, by: str) -> None:
    arguments = ("--extents", "extent.control", "--volumes", "volumes.txt", "--format", "json")
    found = json.loads(dirtool("map", "user.direct", "--free-by", by, *arguments, folder=site).out)
    assert_obeys(found, FREE_SPACE)
    names = {
        "group": ["LINUX", "SPARE"],
        "region": ["LX0001", "LX0002A", "LX0002B"],
        "volume": ["FB0001", "LX0001", "LX0002", "LX0003", "M01RES"],
        "model": ["3390-09", "9336-10"],
    }
    assert [row["name"] for row in found["rows"]] == names[by]


def test_free_space_as_csv(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--free-by", "volume", "--volume", "LX0001", "--format", "csv", folder=site)
    assert ran.out.splitlines() == [
        "name,devtypes,volumes,size,used,free,largest_gap,fragmentation,unit,guessed,unknown",
        "LX0001,3390,1,10017,7001,3016,3016,0.0,cylinder,true,0",
    ]


def test_free_space_by_group_wants_extent_control(site: Path) -> None:
    ran = dirtool("map", "user.direct", "--free-by", "group", folder=site)
    assert ran == (2, "", "dirtool: free space by group needs an EXTENT CONTROL\n  hint: name one with --extents\n")


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("--at", "A:1", "--links", "A/1"), "--at and --links exclude each other"),
        (
            ("--free-by", "volume", "--at", "A:1", "--links", "A/1"),
            "--free-by, --at and --links exclude each other",
        ),
        (("--at", "A:1", "--format", "csv"), "--at goes with --format text or json, not csv"),
        (("--links", "A/1", "--format", "html"), "--links goes with --format text or json, not html"),
        (("--free-by", "model", "--format", "gaps"), "--free-by goes with --format text, json or csv, not gaps"),
        (("--bars", "--format", "json"), "--bars goes with the text of the whole map"),
        (("--no-bars", "--at", "A:1"), "--bars goes with the text of the whole map"),
        (("--bars", "--ascii", "--format", "svg"), "--bars and --ascii go with the text of the whole map"),
    ],
)
def test_options_that_do_not_go_together_are_2(arguments: tuple[str, ...], err: str) -> None:
    assert dirtool("map", "-", *arguments, stdin=b"") == (2, "", f"dirtool: {err}\n")


# -- exit codes


def test_overlaps_are_1_where_they_are_checked(site: Path) -> None:
    for file, arguments, code in (
        ("user.direct", ("--check",), 0),
        ("overlapping.direct", (), 0),
        ("overlapping.direct", ("--check",), 1),
        ("overlapping.direct", ("--check", "--format", "json"), 1),
        ("overlapping.direct", ("--check", "--volume", "LX0002"), 0),
        ("overlapping.direct", ("--check", "--user", "LNX2"), 1),
        ("overlapping.direct", ("--check", "--user", "LNX3"), 1),
    ):
        assert dirtool("map", file, *arguments, folder=site).code == code


def test_identical_extents_are_no_overlap(site: Path) -> None:
    text = b"USER A NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\nUSER B NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\n"
    ran = dirtool("map", "-", "--check", stdin=text, folder=site)
    assert ran.code == 0
    assert "1 pair of identical extents" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        (("-", "--nope"), "No such option: --nope"),
        (("-", "--format", "xml"), "'xml' is not one of 'text', 'json', 'csv', 'gaps', 'svg', 'html'"),
        (("-", "--free-by", "user"), "'user' is not one of 'group', 'region', 'volume', 'model'"),
        (("-", "-"), "unexpected extra argument"),
    ],
)
def test_a_wrong_option_is_2(arguments: tuple[str, ...], said: str) -> None:
    ran = dirtool("map", *arguments, stdin=b"")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


# -- bars, colour, width


def test_bars_are_drawn_in_ascii_and_in_blocks(site: Path) -> None:
    drawn = dirtool("map", "user.direct", "--bars", "--ascii", "--volume", "LX0001", folder=site).out.splitlines()
    assert drawn[:3] == [
        "        # used   + used in part   % system   . free   X overlap",
        "",
        "LX0001  |################################################+.....................|",
    ]
    ran = dirtool("map", "user.direct", "--bars", "--volume", "LX0001", folder=site)
    assert ran.out.splitlines()[2] == f"LX0001  |{'█' * 48}▄{'·' * 21}|"


@pytest.mark.parametrize(
    ("arguments", "extra", "bars", "colour"),
    [
        ((), {}, True, True),
        (("--no-bars",), {}, False, True),
        ((), {"NO_COLOR": "1"}, True, False),
        (("--color", "never"), {}, True, False),
        (("--bars", "--ascii", "--color", "always"), {"NO_COLOR": "1"}, True, True),
    ],
)
def test_a_terminal_gets_bars_and_colour(
    site: Path, arguments: tuple[str, ...], extra: dict[str, str], bars: bool, colour: bool
) -> None:
    ran = on_terminal(*command("map", str(site / "user.direct"), *arguments), extra=extra)
    assert (ran.code, ran.err) == (0, "")
    assert ("\nLX0001  |" in ESCAPE.sub("", ran.out)) == bars
    assert ("\x1b[" in ran.out) == colour


@pytest.mark.parametrize("columns", [80, 100])
def test_nothing_is_wider_than_the_terminal(columns: int) -> None:
    ran = on_terminal(*command("map", *SAMPLES[1]), columns=columns)
    assert max(map(len, ESCAPE.sub("", ran.out).splitlines())) == columns


def test_off_a_terminal_there_is_neither_bar_nor_colour(site: Path) -> None:
    ran = dirtool("map", "user.direct", folder=site)
    assert ran.out.startswith(HEADING)
    assert ran.out.isascii()
    assert "\x1b" not in ran.out


def test_a_reader_that_closes_the_pipe_ends_it_quietly() -> None:
    line = f"{sys.executable} -m dirtool map {SAMPLES[1][0]} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, env=environment(), check=True)
    assert done.stdout.decode().splitlines() == [HEADING.strip(), "0"]
    assert done.stderr == b""
