"""dirtool allocate: options, formats, exit codes, and what cannot be done."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import ROOT, command, dirtool, environment, on_terminal
from tests.report.contract import ALLOCATION, assert_obeys

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
CURRENT = ("--current", "user.direct")
SITE = (*CURRENT, "--extents", "extent.control")
FARM = ("--current", "samples/linux-farm.direct", "--extents", "samples/linux-farm.extents")
POLICIES = ("best-fit", "first-fit", "worst-fit", "balanced", "pack", "dirmaint")


def places(site: Path, *arguments: str) -> list[tuple[str, str, int, int]]:
    """Where requests go: subject, volume, first and last; volume "" for those that go nowhere."""
    ran = dirtool("allocate", *arguments, "--format", "json", folder=site)
    assert ran.err == ""
    found = json.loads(ran.out)
    assert_obeys(found, ALLOCATION)
    assert ran.code == bool(found["unplaced"])
    placed = [(one["subject"], one["volid"], one["first"], one["last"]) for one in found["placements"]]
    return placed + [(one["subject"], "", 0, 0) for one in found["unplaced"]]


# -- the answer in its formats


def test_a_placement_as_text(site: Path) -> None:
    ran = dirtool("allocate", "LNX9/0200:1000@LINUX", "LNX9/0201:6678@LINUX", *SITE, folder=site)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "LNX9/0200  LX0002  3339-4338  1,000 cylinders  703 MiB  region LX0002A",
        "    the smallest of 2 gaps in group LINUX that holds 1,000 cylinders: LX0002",
        "    3339-5000 (662 to spare)",
        "LNX9/0201  no place for 6,678 cylinders",
        "    no gap of 6,678 cylinders in group LINUX; the largest has 3,016 cylinders;",
        "    nearest miss: LX0001 7001-10016, 3,662 cylinders short; no move of a single",
        "    minidisk would make room",
        "",
        "1 request placed (703 MiB) on 1 volume, 1 without a place; policy best-fit.",
    ]


@pytest.mark.parametrize("policy", POLICIES)
def test_json_obeys_its_contract_whatever_the_policy(policy: str) -> None:
    asked = ("3x10016@LINUX", "NEW/0200:7GiB@LINUX2", "2x40000@LINUX")
    ran = dirtool("allocate", *asked, *FARM, "--policy", policy, "--format", "json")
    found = json.loads(ran.out)
    assert_obeys(found, ALLOCATION)
    assert (ran.code, ran.err, found["policy"]) == (1, "", policy)
    assert found["summary"] | {"optimality": "", "bound": None} == {
        "placed": 4,
        "unplaced": 2,
        "volumes_touched": 4,
        "optimality": "",
        "bound": None,
    }


def test_csv_has_a_line_for_each_request(site: Path) -> None:
    ran = dirtool("allocate", "LNX9/0200:1000@LINUX", "9999", *SITE, "--format", "csv", folder=site)
    header, placed, unplaced = csv.reader(ran.out.splitlines())
    assert ran.code == 1
    assert header == ["subject", "volid", "devtype", "first", "last", "size", "unit", "region", "group", "reason"]
    assert placed[:9] == ["LNX9/0200", "LX0002", "3390", "3339", "4338", "1000", "cylinder", "LX0002A", "LINUX"]
    assert unplaced[:9] == ["#1", "", "", "", "", "9999", "cylinder", "", ""]
    assert unplaced[9].startswith("no gap of 9,999 cylinders in all volumes; the largest has 5,016 cylinders")


def test_an_answer_goes_to_a_file(site: Path) -> None:
    ran = dirtool("allocate", "5@LX0001", *SITE, "--output-file", site / "answer", "--color", "auto", folder=site)
    assert ran == (0, "", "")
    assert (site / "answer").read_text() == dirtool("allocate", "5@LX0001", *SITE, folder=site).out


# -- what is asked


def test_requests_come_from_files_and_words_and_standard_input(site: Path) -> None:
    (site / "more.csv").write_text("subject,size,volume,start\nB/0200,5,LX0001,8000\n")
    asked = ("A/0200:5@LINUX", "-", "more.csv", "5@SPARE")
    ran = dirtool(
        "allocate", *asked, *SITE, "--format", "json", stdin=b"requests:\n- {subject: C/0200, size: 5, region: LX0002A}\n",
        folder=site,
    )  # fmt: skip
    assert [(one["subject"], one["volid"], one["first"]) for one in json.loads(ran.out)["placements"]] == [
        ("A/0200", "LX0001", 7001),
        ("C/0200", "LX0002", 3339),
        ("B/0200", "LX0001", 8000),
        ("#1", "LX0002", 5001),
    ]


def test_units_may_be_mixed(site: Path) -> None:
    asked = ("10@LX0001", "10cyl@LX0001", "181blk4096@LX0001", "80blk@FB0001", "1MiB@FB0001", "1.5GiB@LX0003")
    assert places(site, *asked, "7GiB@LX0001", *SITE, "--volumes", "volumes.txt") == [
        ("#1", "LX0001", 7001, 7010),
        ("#2", "LX0001", 7011, 7020),
        ("#3", "LX0001", 7021, 7022),
        ("#4", "FB0001", 16, 95),
        ("#5", "FB0001", 96, 2143),
        ("#6", "LX0003", 1, 2185),
        ("#7", "", 0, 0),
    ]


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ("best-fit", [("A/0200", "LX0002", 3339, 4338), ("A/0201", "LX0001", 7001, 8000)]),
        ("first-fit", [("A/0200", "LX0001", 7001, 8000), ("A/0201", "LX0001", 8001, 9000)]),
        ("worst-fit", [("A/0200", "LX0001", 7001, 8000), ("A/0201", "LX0001", 8001, 9000)]),
        ("balanced", [("A/0200", "LX0002", 3339, 4338), ("A/0201", "LX0001", 7001, 8000)]),
        ("dirmaint", [("A/0200", "LX0001", 7001, 8000), ("A/0201", "LX0002", 3339, 4338)]),
    ],
)
def test_a_policy_chooses(site: Path, policy: str, found: list[tuple[str, str, int, int]]) -> None:
    assert places(site, "A/0200:1000@LINUX", "A/0201:1000@LINUX", *SITE, "--policy", policy) == found


def test_until_full_goes_on_as_long_as_there_is_room(site: Path) -> None:
    assert places(site, "1500@LINUX", "A/0200:1000@LINUX", *SITE, "--until-full") == [
        ("A/0200", "LX0002", 3339, 4338),
        ("#1", "LX0001", 7001, 8500),
        ("#2", "LX0001", 8501, 10000),
    ]


def test_minidisks_of_a_user_stay_together_or_apart(site: Path) -> None:
    asked = ("A/0200:1600@LINUX", "A/0201:900@LINUX", "B/0200:10@LINUX")
    assert [place[1] for place in places(site, *asked, *SITE)] == ["LX0002", "LX0001", "LX0002"]
    assert [place[1] for place in places(site, *asked, *SITE, "--together")][:2] == ["LX0001", "LX0001"]
    near = ("A/0200:10@LINUX", "A/0201:20@LINUX")
    assert [place[1] for place in places(site, *near, *SITE)] == ["LX0002", "LX0002"]
    assert sorted(place[1] for place in places(site, *near, *SITE, "--apart")) == ["LX0001", "LX0002"]


def test_a_pool_keeps_its_headroom(site: Path) -> None:
    assert places(site, "3016@LX0001", *SITE)[0][1] == "LX0001"
    for headroom in ("LX0001=1", "lx0001=1%", "LINUX=50%"):
        ran = dirtool("allocate", "3016@LX0001", *SITE, "--headroom", headroom, folder=site)
        assert ran.code == 1
        assert f"keeps {headroom.partition('=')[2]} free" in ran.out


def test_volumes_are_left_alone_unless_a_request_names_them(site: Path) -> None:
    never = (*CURRENT, "--volumes", "volumes.txt", "--never", "lx0001, LX0002,M01RES", "--never", "FB0001")
    assert [place[1] for place in places(site, "10", "10@LX0001", *never)] == ["LX0003", "LX0001"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), ("LX0001", 7001)),
        (("--last-used", "linux=lx0001"), ("LX0002", 3339)),
        (("--dasd-allocate", "exact_ff"), ("LX0002", 3339)),
        (("--dasd-allocate", "EXACT_FF", "--exact-within", "group"), ("LX0002", 3339)),
        (("--dasd-allocate", "EXACT_FF", "--exact-within", "region"), ("LX0001", 7001)),
        (("--dasd-allocate", "FIRST_FIT"), ("LX0001", 7001)),
    ],
)
def test_dirmaint_is_told_how_it_is_set_up(site: Path, arguments: tuple[str, ...], found: tuple[str, int]) -> None:
    [placed] = places(site, "1662@LINUX", *SITE, "--policy", "dirmaint", *arguments)
    assert placed[1:3] == found


def test_policy_pack_takes_a_time_limit_and_says_what_is_proved(site: Path) -> None:
    ran = dirtool("allocate", "2x1500@LINUX", *SITE, "--policy", "PACK", "--time-limit", "0.5", folder=site)
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out.splitlines()[-2:]
        == [
            "2 requests placed (2.06 GiB) on 1 volume; policy pack.",
            "Proved: no packing leaves more of the largest gaps whole.",
        ]
        or "Proved" in ran.out
    )


# -- what cannot be done


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("10@LNUX", *SITE), "10@LNUX: LNUX is no group, region or volume\n  hint: did you mean LINUX?"),
        (("10@group:SPAR", *SITE), "10@group:SPAR: SPAR is no group\n  hint: did you mean SPARE?"),
        (("10@region:LX0001A", *SITE), "10@region:LX0001A: LX0001A is no region\n  hint: did you mean LX0001"),
        (("10@volume:LX0003", *SITE), "10@volume:LX0003: LX0003 is no volume\n  hint: did you mean LX000"),
        (("10@LINUX", *CURRENT), "10@LINUX: LINUX is no group, region or volume"),
        (("10@LINUX:5", *SITE), "10@LINUX:5: LINUX is no volume"),
        (
            ("LNX1/100:5@LINUX", *SITE),
            "LNX1/100:5@LINUX: LNX1/0100 is there already (user.direct:6)\n  hint: choose another device number",
        ),
        (("LNX2/0300:5@LINUX", *SITE), "LNX2/0300:5@LINUX: LNX2/0300 is there already (user.direct:10)"),
        (("LNX3/0100:5@LINUX", *SITE), "LNX3/0100:5@LINUX: LNX3/0100 is there already (user.direct:14)"),
        (("LNX3-1/0100:5@LINUX", *SITE), "LNX3-1/0100:5@LINUX: LNX3-1/0100 is there already (user.direct:14)"),
        (("A/0200:5", "A/200:5", *CURRENT), "A/200:5: A/0200 stands twice; it is at A/0200:5 already"),
        (("five", *CURRENT), "five: no file of this name, and no request; allowed: [COUNTx][SUBJECT:]SIZE[@POOL[:START]]"),
        (("0", *CURRENT), "0: 0 is no size; allowed:"),
        (("none.csv", *CURRENT), "none.csv: No such file or directory"),
        (("user.direct", *CURRENT), "user.direct: this is a directory, not requests"),
        (("10", "--current", "none"), "none: No such file or directory"),
        (("10", "--current", "."), ".: Is a directory"),
        (("-", "--current", "-"), "standard input can be the requests or the directory, not both"),
        (("-", "-", *CURRENT), "- stands twice; allowed: standard input once"),
        (("10", *CURRENT, "--together", "--apart"), "--together and --apart exclude each other"),
        (("10", *CURRENT, "--time-limit", "5"), "--time-limit goes with --policy pack"),
        (("10", *CURRENT, "--last-used", "A=B"), "--last-used goes with --policy dirmaint"),
        (("10", *CURRENT, "--dasd-allocate", "EXACT_FF"), "--dasd-allocate goes with --policy dirmaint"),
        (("10", *CURRENT, "--exact-within", "group"), "--exact-within goes with --policy dirmaint"),
        (
            ("10", *SITE, "--policy", "dirmaint", "--exact-within", "group"),
            "--exact-within goes with --dasd-allocate EXACT_FF",
        ),
        (
            ("10", *SITE, "--policy", "dirmaint", "--last-used", "LINUX"),
            "--last-used LINUX: allowed: GROUP=REGION, such as LINUX=LX0003",
        ),
        (("10", *CURRENT, "--policy", "dirmaint"), "policy dirmaint needs EXTENT CONTROL\n  hint: name the file"),
        (("10", *CURRENT, "--headroom", "LX0001"), "--headroom LX0001: allowed: POOL=SIZE, such as LINUX=10%"),
        (
            ("10", *CURRENT, "--headroom", "LX0001=5", "--headroom", "lx0001=6"),
            "--headroom lx0001=6: LX0001 is given headroom twice",
        ),
        (("10", *SITE, "--headroom", "region:SPARE=5"), "headroom 5: SPARE is no region"),
        (("10", *CURRENT, "--policy", "pack", "--time-limit", "nan"), "--time-limit nan: allowed: a number of seconds"),
        (("10", *CURRENT, "--policy", "pack", "--time-limit", "inf"), "--time-limit inf: allowed: a number of seconds"),
        (("10", *CURRENT, "--optimal"), "--optimal goes with --policy pack"),
        (("10", *CURRENT, "--headroom", "=5"), "--headroom =5: allowed: POOL=SIZE, such as LINUX=10%"),
        (("10", *CURRENT, "--headroom", "LX0001=101%"), "--headroom LX0001=101%: allowed:"),
        (("10", *CURRENT, "--never", "LX0009"), "LX0009 is never to be chosen, but is no volume\n  hint: did you mean"),
        (("A/0200:10", *CURRENT, "--until-full"), "--until-full wants one request without a subject, and there is none"),
        (("10", "20", *CURRENT, "--until-full"), "--until-full wants one request without a subject, and there are several"),
        (("10@LX0001:5", *CURRENT, "--until-full"), "10@LX0001:5: --until-full chooses the places itself"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_2_and_says_why(site: Path, arguments: tuple[str, ...], err: str) -> None:
    ran = dirtool("allocate", *arguments, stdin=b"", folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {err}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        (("10",), "Missing option '--current'"),
        (("10", *CURRENT, "--policy", "next-fit"), "'next-fit' is not one of 'best-fit', 'first-fit'"),
        (("10", *CURRENT, "--format", "html"), "'html' is not one of 'text', 'json', 'csv'"),
        (("10", *CURRENT, "--time-limit", "-1"), "-1.0 is not in the range x>=0.0"),
        (("10", *CURRENT, "--apart=x"), "does not take a value"),
    ],
)
def test_a_wrong_option_is_2(site: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = dirtool("allocate", *arguments, folder=site)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_request_without_a_place_hides_no_other(site: Path) -> None:
    asked = ("10@LX0001:7000", "10@LX0001:10010", "10blk@LX0001", "10@LX0001")
    ran = dirtool("allocate", *asked, *SITE, folder=site)
    assert ran.code == 1
    assert ran.out.startswith("#4  LX0001  7001-7010  10 cylinders  7 MiB\n")
    assert ran.out.splitlines()[3:] == [
        "#1  no place for 10 cylinders",
        "    LX0001 7000-7009 is not free: LNX2/0100 has 5001-7000; ask for another",
        "    place, or for none",
        "#2  no place for 10 cylinders",
        "    LX0001 10010-10019 is behind the end of LX0001, whose last cylinder is",
        "    10016; ask for another place, or for none",
        "#3  no place for 10blk",
        "    10blk is no size on what region LX0001 has; ask for another pool, or for",
        "    another size",
        "",
        "1 request placed (7 MiB) on 1 volume, 3 without a place; policy best-fit.",
    ]


# -- colour, width, streams


@pytest.mark.parametrize("columns", [60, 80])
def test_nothing_is_wider_than_the_terminal(columns: int) -> None:
    asked = ("3x10016@LINUX", "LINUXWEB/0201:7GiB@LINUX2", "30x50000", "LXADMIN/0300:1@SYSTEM")
    ran = on_terminal(*command("allocate", *asked, *FARM), columns=columns)
    assert (ran.code, ran.err) == (1, "")
    assert max(map(len, ESCAPE.sub("", ran.out).splitlines())) <= columns
    assert ran.out.startswith("\x1b[1m#1")


def test_no_color_is_obeyed(site: Path) -> None:
    arguments = ("allocate", "5@LX0001", "--current", str(site / "user.direct"))
    assert "\x1b" not in on_terminal(*command(*arguments), extra={"NO_COLOR": "1"}).out
    assert "\x1b[1m" in dirtool(*arguments, "--color", "always", extra={"NO_COLOR": "1"}).out


def test_a_reader_that_closes_the_pipe_ends_it_quietly() -> None:
    line = f"{sys.executable} -m dirtool allocate 2000x10@LINUX {' '.join(FARM)} | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, cwd=ROOT, env=environment(), check=True)
    assert done.stdout.decode().splitlines() == ["#1     LX0001  25041-25050  10 cylinders  7 MiB  group LINUX", "0"]
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ("10@LINUX", "--never", "LX0001,LX0002"),
            "only volumes that are never chosen have a gap for it: LX0001, LX0002",
        ),
        (("4000@LINUX", "--never", "LX0002"), "no gap of 4,000 cylinders in group LINUX; nothing"),
    ],
)
def test_volumes_that_are_never_chosen_are_named_where_they_have_a_gap(
    site: Path, arguments: tuple[str, ...], reason: str
) -> None:
    ran = dirtool("allocate", *arguments, *SITE, "--format", "json", folder=site)
    assert ran.code == 1
    assert json.loads(ran.out)["unplaced"][0]["reason"].startswith(reason.partition("; nothing")[0])


def test_what_is_left_out_since_it_is_never_chosen_is_said(site: Path) -> None:
    ran = dirtool("allocate", "10@LINUX", "--never", "LX0002", *SITE, "--format", "json", folder=site)
    assert json.loads(ran.out)["placements"][0]["reason"].endswith("; left out: LX0002, never chosen")


def test_headroom_counts_volumes_that_are_never_chosen_too(site: Path) -> None:
    asked = ("100@region:LX0001", "--never", "LX0001", "--headroom", "LINUX=4679")
    assert dirtool("allocate", *asked, *SITE, folder=site).code == 1
    assert dirtool("allocate", *asked[:-1], "LINUX=4578", *SITE, folder=site).code == 0


def test_a_device_type_that_a_pool_does_not_have_is_the_reason(site: Path) -> None:
    (site / "typed.csv").write_text("size,volume,devtype\n5,LX0001,3380\n")
    ran = dirtool("allocate", "typed.csv", *SITE, "--format", "json", folder=site)
    assert json.loads(ran.out)["unplaced"][0]["reason"] == "volume LX0001 is a 3390-09, not a 3380"
