"""The reader of desired.yaml."""

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dirtool.compare.desired.keys import (
    DEDICATE,
    DOCUMENT,
    ENTRY,
    FORMAT,
    GROUP,
    LINK,
    MINIDISK,
    NIC,
    REFERENCE,
    REGION,
    REMOVAL,
    VOLUME,
)
from dirtool.compare.desired.reading import desired_of, read_desired
from dirtool.compare.desired.state import (
    Clone,
    Dedicate,
    Desired,
    DesiredEntry,
    FixedPlace,
    Format,
    GroupFacts,
    Link,
    Minidisk,
    Nic,
    RealDevice,
    RegionFacts,
    Removal,
    Secret,
    Temporary,
    VolumeFacts,
    Wanted,
    Within,
)
from dirtool.errors import InputError
from dirtool.model.size import Size
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Loaddev, Option, Share
from dirtool.text import codepage
from dirtool.text.records import read_records
from dirtool.text.yaml_tree import Place
from tests.compare.desired.made import PARSER, desired_in, entries_in
from tests.growth import assert_grows, seconds_for
from tests.model.made import records_of

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "desired.md"
CATALOGUE = ROOT / "tests" / "cases" / "desired_errors.txt"


def at(line: int, column: int) -> Place:
    return Place("d.yaml", line, column)


def statement(text: str) -> Statement:
    parsed = PARSER.parse(text)
    assert parsed is not None
    return parsed.statement


def option(text: str) -> Option:
    found = statement(text)
    assert isinstance(found, Option)
    return found


def example_of_page() -> str:
    """The first example of the page."""
    found = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_page_says_what_the_page_says() -> None:
    desired = desired_in(example_of_page())
    web01 = DesiredEntry(
        "WEB01",
        at(7, 3),
        include="LNXDFLT",
        password="LBYONLY",
        storage="4G",
        max_storage="16G",
        class_="G",
        logonby=("MAINT",),
        options=option("OPTION APPLMON"),
        minidisks={
            "0191": Minidisk(
                "0191", at(16, 7), Within("group", "LINUX", Size(50, "")), mode="MR", format=Format("WEB191", 4096)
            ),
            "0200": Minidisk("0200", at(17, 7), Within("region", "LNX042", Size(7, "GiB"))),
            "0201": Minidisk("0201", at(18, 7), FixedPlace("LX0001", 101, 3338)),
            "0202": Minidisk("0202", at(19, 7), Clone("GOLD/0201", "group", "LINUX")),
            "0203": Minidisk("0203", at(20, 7), Temporary("V-DISK", 200000)),
        },
        nics={"0600": Nic("0600", at(22, 7), {"type": "QDIO", "lan": "SYSTEM VSW1", "vlan": "100"})},
        links={"0190": Link("0190", at(24, 7), "MAINT", "0190", "RR")},
        dedicate={"1000": Dedicate("1000", at(25, 16), {"rdev": "2000"})},
        statements=(Wanted("SHARE RELATIVE 200", statement("SHARE RELATIVE 200"), at(26, 18)),),
    )
    apps = DesiredEntry(
        "APP{02..40}",
        at(27, 3),
        like="WEB02",
        minidisks={"0200": Minidisk("0200", at(27, 44), Within("group", "LINUX", Size(10016, "")))},
    )
    web02 = DesiredEntry("WEB02", at(28, 3), include="LNXDFLT", password="LBYONLY", storage="4G", class_="G")
    assert desired == Desired(
        "d.yaml",
        {"WEB01": web01, "APP{02..40}": apps, "WEB02": web02},
        (
            Removal("OLDUSER", at(30, 5)),
            Removal("WEB01", at(31, 5), vdev="0300"),
            Removal("WEB01", at(32, 5), keyword="SHARE"),
        ),
        {"LX0001": VolumeFacts("3390", 10017)},
        "USER.DIRECT",
        "EXTENT.CONTROL",
    )


def entry_of(text: str) -> DesiredEntry:
    """The one entry of which a text has the lines below the name."""
    (entry,) = entries_in("X:\n" + "".join(f"  {line}\n" for line in text.splitlines())).entries.values()
    return entry


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{mode: MR}", None),
        ("{size: 50}", Within("", "", Size(50, ""))),
        ("{size: 1.5GiB, volume: lx0001}", Within("volume", "LX0001", Size(1536, "MiB"))),
        ("{size: 5000blk4096, group: linux}", Within("group", "LINUX", Size(5000, "blk4096"))),
        ("{volume: LX0001, start: 0, size: end}", FixedPlace("LX0001", 0, None)),
        ("{volume: '&sysres', start: 7, size: 8}", FixedPlace("&SYSRES", 7, 8)),
        ("{clone: gold/201}", Clone("GOLD/0201")),
        ("{clone: gold/201, volume: LX0001}", Clone("GOLD/0201", "volume", "LX0001")),
        ("{vdisk: 8, mode: MWV}", Temporary("V-DISK", 8)),
        ("{tdisk: 5, devtype: 3390}", Temporary("T-DISK", 5)),
        ("{devno: 9A}", RealDevice("009A")),
    ],
)
def test_a_minidisk_has_a_place_or_keeps_the_one_that_it_has(text: str, where: object) -> None:
    assert entry_of(f"minidisks: {{0191: {text}}}").minidisks["0191"].where == where


def test_what_stands_behind_a_device_is_read_in_full_words() -> None:
    entry = entry_of(
        "minidisks: {191: {size: 5, miniopt: [noc, nomdc], dasdopt: [wrkal], grow: Guest}}\n"
        "links: {192: {userid: '*', vdev: 191, dasdopt: [PAV 201-203]}}\n"
        "dedicate: {300: {rdev: a1, ro: TRUE, users: SINGLE, dasdopt: [nocTL]}}\n"
    )
    assert entry.minidisks["0191"].miniopt == ("NOCACHE", "NOMDC")
    assert entry.minidisks["0191"].dasdopt == ("WRKALLEG",)
    assert entry.minidisks["0191"].grow == "guest"
    assert entry.links["0192"] == Link("0192", at(5, 13), "*", "0191", None, ("PAVALIAS", "0201-0203"))
    assert entry.dedicate["0300"].operands == {"rdev": "00A1", "ro": True, "users": "SINGLEUSER"}
    assert entry.dedicate["0300"].dasdopt == ("NOCTL",)


def test_a_link_that_names_no_number_of_its_owner_has_the_same() -> None:
    assert entry_of("links: {'0190': {userid: maint}}").links["0190"] == Link("0190", at(4, 13), "MAINT", "0190")


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("lbyonly", "LBYONLY"),
        ("NOLOG", "NOLOG"),
        ("{env: OPS_1}", Secret("env", "OPS_1")),
        ("{file: secrets/ops 1}", Secret("file", "secrets/ops 1")),
        ("{prompt: true}", Secret("prompt")),
    ],
)
def test_a_password_is_a_word_or_a_reference(text: str, password: object) -> None:
    assert entry_of(f"password: {text}").password == password


def test_operands_of_the_header_are_read_as_those_of_the_statement() -> None:
    entry = entry_of("storage: '*'\nclass: abc1\npriority: 064\nline_end: off\nline_delete: '#'\nescape: 7f\n")
    assert (entry.storage, entry.class_) == ("*", "ABC1")
    assert entry.header == {"priority": 64, "line_end": "OFF", "line_delete": "#", "escape": "7F"}


def test_operands_of_an_adapter_have_the_types_of_the_statement() -> None:
    nic = entry_of(
        "nics: {600: {type: hiper, devices: 6, lan: 'system  vsw1', chpid: f, macid: 00000a, vlan: 100 - 110 7, "
        "promiscuous: prom}}"
    ).nics["0600"]
    assert nic.operands == {
        "type": "HIPERSOCKETS",
        "devices": 6,
        "lan": "SYSTEM VSW1",
        "chpid": "0F",
        "macid": "00000A",
        "vlan": "100-110 7",
        "promiscuous": "PROMISCUOUS",
    }


def test_an_empty_list_wants_none_and_no_list_wants_nothing_special() -> None:
    assert (entry_of("logonby: []").logonby, entry_of("options: []").options) == ((), ())
    assert (entry_of("class: G").logonby, entry_of("class: G").options) == (None, None)


def test_options_are_one_statement_with_their_values() -> None:
    options = entry_of("options: [lnkn, MAXCONN 128, 'CPUID 0A1B2C']").options
    assert isinstance(options, Option)
    assert options.operands() == {
        "option": ("LNKNOPAS", "MAXCONN", "CPUID"),
        "cpuid_value": "0A1B2C",
        "maxconn_value": 128,
    }


def test_statements_keep_their_text_and_are_read() -> None:
    first, second = entry_of("statements:\n - ' share rel 200 '\n - LOADDEV SCPDATA 'a b'").statements
    assert (first.text, first.place) == ("share rel 200", at(5, 8))
    assert isinstance(first.statement, Share)
    assert (second.text, second.place) == ("LOADDEV SCPDATA 'a b'", at(6, 8))
    assert isinstance(second.statement, Loaddev)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("profile", "storage: 4G"),
        ("subconfig", "logonby: [A]"),
        ("profile", "minidisks: {}"),
        ("subconfig", "include: A"),
    ],
)
def test_a_kind_of_entry_has_only_its_keys(kind: str, text: str) -> None:
    with pytest.raises(InputError, match=f"an entry of kind {kind} has no "):
        entry_of(f"kind: {kind}\n{text}")


def test_what_may_or_may_not_be_is_no_error() -> None:
    assert entry_of("kind: subconfig\noptions: [APPLMON]").options  # OPTION in a SUBCONFIG is not certain
    assert entry_of("nics: {600: {type: IEDN}}").nics["0600"].operands == {"type": "IEDN"}
    assert entry_of("nics: {600: {macid: 12}}").nics["0600"].operands == {"macid": "12"}
    assert entry_of("statements: [STORAGE 4G, XAUTOLOG A B C D E F G H I]")
    assert entries_in("'0191': {class: G}").entries["0191"].name == "0191"  # looks like the number of a spool file


def test_all_numbers_that_an_adapter_takes_are_taken() -> None:
    assert entry_of("nics: {600: {devices: 4}}\nminidisks: {604: {size: 5}}")
    with pytest.raises(
        InputError, match=r"minidisk 0603 takes number 0603, which NIC 0600 \(0600-0603\) at d\.yaml:4:12 "
    ):
        entry_of("nics: {600: {devices: 4}}\nminidisks: {603: {size: 5}}")
    with pytest.raises(InputError, match=r"^d\.yaml:5:19: SPECIAL 0601 takes number 0601, which NIC 0600"):
        entry_of("nics: {600: {type: QDIO}}\nstatements: [ SPECIAL 601 CTCA ]")


def test_one_share_for_each_type_of_processor_may_stand() -> None:
    assert len(entry_of("statements: [SHARE CP REL 100, SHARE IFL REL 100, ACCOUNT 1, ACCOUNT 2]").statements) == 4
    with pytest.raises(InputError, match="SHARE stands twice"):
        entry_of("statements: [SHARE IFL REL 100, SHARE IFL REL 200]")


def test_a_device_that_is_wanted_cannot_be_removed_and_a_statement_that_is_wanted_stays() -> None:
    text = "version: 1\nentries:\n  A: {statements: [IUCV ANY, SPOOL 00C 2540 READER]}\nremove:\n - "
    assert desired_in(text + "{entry: A, keyword: IUCV}").remove == (Removal("A", at(5, 4), keyword="IUCV"),)
    with pytest.raises(InputError, match=r"^d\.yaml:5:4: A/000C shall be removed, but is wanted at d\.yaml:3:30; "):
        desired_in(text + "A/C")


# -- places inside scalars


@pytest.mark.parametrize(
    ("scalar", "place"),
    [
        ("[MACHINE ESA 65]", "4:30"),
        ("['MACHINE ESA 65']", "4:31"),
        ('["MACHINE ESA 65"]', "4:31"),
        ('["  MACHINE ESA  65"]', "4:34"),
        ('["MACHINE \\x45SA 65"]', "4:18"),  # escaped: where the scalar begins
        ("\n      - >-\n        MACHINE\n        ESA 65", "5:13"),
    ],
)
def test_a_fault_inside_a_statement_has_its_own_column_where_that_can_be_told(scalar: str, place: str) -> None:
    with pytest.raises(InputError, match="65 is no mcpu; allowed: 1 to 64") as raised:
        entry_of(f"statements: {scalar}")
    assert raised.value.message.startswith(f"d.yaml:{place}: ")


# -- files


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_is_read_whatever_its_line_ends_and_encoding_are(ends: str, tmp_path: Path) -> None:
    text = "# für später\nversion: 1\nentries: {A: {class: G}}\n"
    file = tmp_path / "d.yaml"
    for data in (text.replace("\n", ends).encode("utf-8-sig"), codepage.encode(text.replace("\n", "\x85"), "1047")):
        file.write_bytes(data)
        assert read_desired(file, "d.yaml").entries["A"].class_ == "G"
    with pytest.raises(InputError, match=r"^none\.yaml: No such file"):
        read_desired(tmp_path / "none", "none.yaml")


def test_json_is_read_as_well() -> None:
    assert desired_in('{"version": 1, "entries": {"A": {"class": "G", "options": []}}}').entries["A"].class_ == "G"


def test_aliases_stand_for_whole_values() -> None:
    desired = entries_in("A: {minidisks: &disks {191: {size: 5}}}\nB: {minidisks: *disks}")
    assert desired.entries["B"].minidisks == desired.entries["A"].minidisks


# -- errors


def catalogue() -> list[tuple[str, str, str | None]]:
    """Text, message and hint of every case."""
    cases = []
    for case in CATALOGUE.read_text(encoding="ascii").split("\n\n"):
        text, _, outcome = case.rstrip("\n").partition("\n=> ")
        message, _, hint = outcome.partition("\nhint: ")
        cases.append((text, message, hint or None))
    return cases


@pytest.mark.parametrize(("text", "message", "hint"), catalogue())
def test_what_is_wrong_is_told_with_its_place_and_what_is_allowed(text: str, message: str, hint: str | None) -> None:
    with pytest.raises(InputError) as raised:
        desired_in(text)
    assert (raised.value.message, raised.value.hint) == (message, hint)


def test_the_catalogue_is_a_catalogue() -> None:
    cases = catalogue()
    assert len(cases) > 150
    assert len({text for text, _, _ in cases}) == len(cases)
    assert all("HUNTER2X" not in f"{message}{hint}" for _, message, hint in cases)


PLACE = re.compile(r"d\.yaml(:[0-9]+:[0-9]+)?: ")
KEYS = [
    *(
        f"{key}: "
        for shape in (DOCUMENT, ENTRY, MINIDISK, NIC, LINK, DEDICATE, FORMAT, REFERENCE)
        for key in shape.keys
    ),
    *"0191 0600 WEB01 A{1..3} QDIO LINUX LX0001/0191 SHARE OPTION IUCV MDISK 5 4G END true [] {} MAINT LBYONLY G".split(),
]
NODES = st.recursive(
    st.sampled_from([one.removesuffix(": ") for one in KEYS]) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([one.removesuffix(": ") for one in KEYS]) | st.text(max_size=4), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def refusal_of(text: str) -> str | None:
    """Why a text is refused, if it is."""
    try:
        desired_in(text)
    except InputError as error:
        return error.message
    return None


def assert_read_or_refused(text: str) -> None:
    message = refusal_of(text)
    assert message is None or (PLACE.match(message) and "\n" not in message)


@given(
    st.lists(
        st.text(max_size=3) | st.sampled_from([*KEYS, "version: 1\n", "entries:\n ", ": ", "- ", "{", "\n  "])
    ).map("".join)
)
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    assert_read_or_refused(text)
    assert_read_or_refused(f"version: 1\nentries: {text}")


@given(NODES)
def test_any_tree_is_read_or_refused_with_its_place(node: object) -> None:
    import json

    for text in ('{"version": 1, "entries": {"A": %s}}', '{"version": 1, "entries": {"A": {"minidisks": %s}}}'):
        assert_read_or_refused(text % json.dumps(node))


STATEMENTS = st.lists(
    st.sampled_from(
        "SHARE RELATIVE 200 USER IUCV ANY CRYPTO DOMAIN 1 IPL CMS PARM ' \" COMMAND , * LOADDEV LUN OPTION MACHINE ESA".split()
    )
    | st.text(max_size=3)
).map(" ".join)


@given(STATEMENTS)
@example("IPL CMS PARM 'a")
@example("SHARE ,")
def test_any_statement_is_read_or_refused_with_its_place(text: str) -> None:
    import json

    for key in ("statements", "options", "logonby"):
        assert_read_or_refused(f'{{"version": 1, "entries": {{"A": {{"{key}": [{json.dumps(text)}]}}}}}}')


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        desired_of(read_records(data, "d.yaml"), PARSER)


# -- the sample and the page


def test_the_sample_is_read() -> None:
    desired = read_desired(ROOT / "samples" / "desired.yaml", "samples/desired.yaml")
    assert (desired.current, desired.extents) == ("linux-farm.direct", "linux-farm.extents")
    assert list(desired.entries) == ["WEB02", "APP{05..07}", "NIGHTJOB", "APP02"]
    assert desired.entries["NIGHTJOB"].password == Secret("env", "NIGHTJOB_PASSWORD")
    assert [replace(one, place=at(1, 1)) for one in desired.remove] == [
        Removal("PROXY04", at(1, 1)),
        Removal("GIT04", at(1, 1), "0300"),
        Removal("WEB01", at(1, 1), keyword="SHARE"),
    ]


def test_regions_and_groups() -> None:
    desired = desired_in(
        """\
version: 1
regions:
  lnx042: {volume: lx0042, devtype: 3390-09, start: 1, size: 10016}
  LNX043: {volume: LX0043, devtype: fb-512, start: 16, size: end}
groups:
  LINUX: {regions: [LNX042, lnx043]}
  NEW: {regions: [LNX042], rotating: true}
"""
    )
    assert desired.regions == {
        "LNX042": RegionFacts(at(3, 3), "LX0042", "3390-09", 1, 10016),
        "LNX043": RegionFacts(at(4, 3), "LX0043", "FB-512", 16, None),
    }
    assert desired.groups == {
        "LINUX": GroupFacts(at(6, 3), ("LNX042", "LNX043")),
        "NEW": GroupFacts(at(7, 3), ("LNX042",), rotating=True),
    }


def test_every_example_of_the_page_is_read() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 5
    for text in examples:
        desired_in(text)


@pytest.mark.parametrize(
    "shape",
    [DOCUMENT, VOLUME, REGION, GROUP, ENTRY, MINIDISK, FORMAT, NIC, LINK, DEDICATE, REFERENCE, REMOVAL],
    ids=lambda shape: str(shape.noun),
)
def test_the_page_has_a_table_of_the_keys_as_the_reader_has_them(shape: object) -> None:
    assert hasattr(shape, "keys")
    rows = [f"| `{name}` | {key.means} |" for name, key in shape.keys.items()]
    assert "\n".join(["| Key | Means |", "| --- | --- |", *rows, ""]) in PAGE.read_text(encoding="utf-8")


# -- size


def many(count: int) -> str:
    lines = ["version: 1", "entries:"]
    for number in range(count):
        lines += [
            f"  U{number:06}:",
            "    include: LNXDFLT",
            "    minidisks: {'0191': {size: 50, group: LINUX}, '0200': {size: 5}}",
            "    statements: [SHARE RELATIVE 200]",
        ]
    return "\n".join(lines)


def test_time_grows_with_the_number_of_entries() -> None:
    less, more = records_of(many(400)), records_of(many(800))
    assert_grows(
        lambda: seconds_for(lambda: desired_of(less, PARSER)), lambda: seconds_for(lambda: desired_of(more, PARSER))
    )


def test_all_patterns_of_a_file_stand_for_no_more_names_than_are_allowed() -> None:
    text = "\n".join(f"A{number:02}{{0000..9998}}: {{class: G}}" for number in range(11))
    with pytest.raises(InputError, match=r"^d\.yaml:13:3: the patterns up to here stand for more than 100,000 names$"):
        entries_in(text)
