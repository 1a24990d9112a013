"""The text of a desired state: its layout, its quotes, and that it is read as what it was."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.state import Desired, DesiredEntry, Nic
from dirtool.compare.desired.text import Comments, desired_text
from dirtool.text.yaml_tree import Place
from tests.model.made import records_of

WRITTEN = """\
version: 1
current: USER.DIRECT
extents: EXTENT.CONTROL
volumes:
  LX0001: {devtype: 3390, size: 10017}
  LX0002: {size: 32760}
  "123456": {devtype: FB-512}
regions:
  LNX042: {volume: LX0042, devtype: "3390-09", start: 1, size: 10016}
  "43": {volume: LX0043, devtype: FB-512, start: 16, size: END}
groups:
  LINUX: {regions: [LNX042, "43"]}
  NEW: {regions: [LNX042], rotating: true}
entries:
  LNXDFLT:
    kind: profile
    links:
      "0190": {userid: MAINT, vdev: "0190", mode: RR, dasdopt: [WRKALLEG]}
  WEB01:
    include: LNXDFLT
    password: {env: WEB01_PW}
    storage: 4G
    max_storage: 16G
    class: G
    priority: 64
    line_end: "#"
    escape: "ON"
    logonby: [MAINT, "4711", "OPS#1"]
    options: [APPLMON, MAXCONN 64]
    minidisks:
      "0191": {size: 50, group: LINUX, mode: MR, format: {label: WEB191, blksize: 4096}}
      "0200": {size: 7GiB, region: LNX042, grow: cmdisk}
      "0201": {volume: LX0001, start: 101, size: 3338, miniopt: [NOCACHE, NOMDC]}
      "0202": {clone: GOLD/0201, volume: LX0002}
      "0203": {vdisk: 200000}
      "0204": {tdisk: 10, devtype: 3390}
      "0205": {devno: "0A00", devtype: 3390, mode: MR}
      "0206": {volume: LX0001, start: 0, size: END}
      "0207": {size: 10}
      "0208": {mode: MR}
    nics:
      "0600": {type: QDIO, lan: SYSTEM VSW1, vlan: 100}
      "0700": {macid: "123456", chpid: "0F", vlan: "5-7 9"}
    links:
      "0190": {userid: MAINT, vdev: "0190"}
    dedicate:
      "1000": {rdev: "2000"}
      "1001": {volid: LX0009, ro: true, dasdopt: [PAVALIAS, "1002-1004"]}
    statements:
      - SHARE RELATIVE 200
      - IUCV *IDENT RESANY GLOBAL
      - "COMMAND SET  RUN ON"
  "APP{02..40}":
    like: WEB02
    password: {prompt: true}
    logonby: []
    options: []
  WEB02:
    kind: user
remove:
  - OLDUSER
  - WEB01/0300
  - {entry: WEB01, keyword: SHARE}
"""


ANYWHERE = Place("desired.yaml", 1, 1)


def text_of(desired: Desired, comments: Comments | None = None) -> str:
    lines = desired_text(desired) if comments is None else desired_text(desired, comments)
    return "".join(f"{line}\n" for line in lines)


def test_the_layout() -> None:
    assert text_of(desired_of(records_of(WRITTEN))) == WRITTEN


def test_what_is_too_long_for_a_line_takes_several() -> None:
    entry = DesiredEntry(
        "A",
        ANYWHERE,
        options=(),
        logonby=tuple(f"USER{number:04}" for number in range(14)),
        nics={"0600": Nic("0600", ANYWHERE, {"lan": "SYSTEM VSWITCH1", "vlan": " ".join(map(str, range(100, 130)))})},
    )
    assert (
        text_of(Desired("", {"A": entry}))
        == """\
version: 1
entries:
  A:
    logonby:
      - USER0000
      - USER0001
      - USER0002
      - USER0003
      - USER0004
      - USER0005
      - USER0006
      - USER0007
      - USER0008
      - USER0009
      - USER0010
      - USER0011
      - USER0012
      - USER0013
    options: []
    nics:
      "0600":
        lan: SYSTEM VSWITCH1
        vlan: "100 101 102 103 104 105 106 107 108 109 110 111 112 113 114 115 116 117 118 119 120 121 122 123 124 125 \
126 127 128 129"
"""
    )


def test_comments_stand_where_they_belong() -> None:
    entries = {name: DesiredEntry(name, ANYWHERE, include="P") for name in ("A", "B")}
    comments = Comments(["first", ""], {"B": ["before B"], "": ["at the end"]}, {"A": ["inside A", "again"]})
    assert (
        text_of(Desired("", entries), comments)
        == """\
# first
#
version: 1
entries:
  A:
    # inside A
    # again
    include: P
  # before B
  B:
    include: P
  # at the end
"""
    )


def test_nothing_is_wanted() -> None:
    assert text_of(Desired("", {})) == "version: 1\n"
    assert text_of(Desired("", {}), Comments(before={"": ["gone"]})) == "version: 1\nentries: {}\n  # gone\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("USER.DIRECT", "USER.DIRECT"),
        ("../a/USER DIRECT", "../a/USER DIRECT"),
        ("NO", '"NO"'),
        ("Off", '"Off"'),
        ("null", '"null"'),
        ("0191", '"0191"'),
        ("4711", '"4711"'),
        ("1E3", '"1E3"'),
        ("16E", '"16E"'),
        ("4G", "4G"),
        ("7GiB", "7GiB"),
        ("FB-512", "FB-512"),
        ("*", '"*"'),
        ("&SYSRES", '"&SYSRES"'),
        ("A#B", '"A#B"'),
        ("@HOME", '"@HOME"'),
        ("$ALLOC$", "$ALLOC$"),
        (" A", '" A"'),
        ("A: B", '"A: B"'),
        ("it's", '"it\'s"'),
        ('say "x"', "'say \"x\"'"),
        ('it\'s "x" \\', '"it\'s \\"x\\" \\\\"'),
        ("a\tb\x85", '"a\\x09b\\x85"'),
        ("\ufeff\U000e0001", '"\\uFEFF\\U000E0001"'),
    ],
)
def test_words_are_in_quotes_where_yaml_would_read_something_else(text: str, written: str) -> None:
    assert text_of(Desired("", {}, current=text)) == f"version: 1\ncurrent: {written}\n"


@given(st.text(min_size=1) | st.from_regex(r"[0-9a-zA-Z:._+~<=-]{1,8}", fullmatch=True))
@example("<<")
@example("=")
@example("190:20:30")
@example("1_000")
@example("0x1F")
@example("2001-01-01")
@example(".5")
@example(".inf")
@example("---")
@example("a  b ")
def test_any_text_is_read_as_that_text(text: str) -> None:
    entry = DesiredEntry("A", ANYWHERE, logonby=(text, text))
    read = yaml.safe_load(text_of(Desired("", {"A": entry}, current=text)))
    assert read["current"] == text
    assert read["entries"]["A"]["logonby"] == [text, text]
