"""A directory as a desired state: it means the same, what it cannot say is told, and no secret is in it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.compare.desired.export import Exported, export
from dirtool.compare.desired.state import FixedPlace, Link, Minidisk, Temporary, VolumeFacts
from dirtool.compare.desired.text import desired_text
from dirtool.model.reading import read_directory
from dirtool.spec.statements import STATEMENTS
from dirtool.text.yaml_tree import Place
from tests.compare.desired.exported import check
from tests.generator import KINDS, generate
from tests.model.made import directory_of
from tests.syntax.made import good, mutated

SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.direct"))
ORDINARY = [
    "MDISK",
    "LINK",
    "NICDEF",
    "DEDICATE",
    "MINIOPT",
    "DASDOPT",
    "OPTION",
    "LOGONBY",
    "STORAGE",
    "CLASS",
]
INSIDE = [kind.name for kind in STATEMENTS if "FILE" not in kind.holders and kind.holders]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_means_what_its_export_means(path: Path) -> None:
    check(read_directory(path))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1])
def test_a_generated_directory_means_what_its_export_means(kind: str, seed: int) -> None:
    check(directory_of("\n".join(generate(kind, 1000, seed))))


@st.composite
def entries(draw: st.DrawFn) -> str:
    header = draw(st.sampled_from(["USER U1 NOLOG 1G", "IDENTITY I1 LBYONLY", "PROFILE P1", "SUBCONFIG S-1"]))
    header = draw(st.just(header) | good("USER") | mutated("USER"))
    statement = st.sampled_from(INSIDE).flatmap(good) | mutated() | st.sampled_from(ORDINARY).flatmap(good)
    body = draw(st.lists(statement, max_size=12))
    return "\n".join(text.replace("\n", " ")[:71] for text in [header, *body])


@settings(max_examples=40, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=3))
def test_any_directory_means_what_its_export_means(texts: list[str]) -> None:
    check(directory_of("\n".join(texts)))


def exported(text: str) -> Exported:
    return export(directory_of(text))


def not_said(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.why) for one in exported(text).all_unsaid]


def test_an_entry_as_a_desired_one() -> None:
    found = exported(
        """\
USER WEB01 LBYONLY 2G 4G G 64 ON
INCLUDE LNXDFLT
STORAGE 3G
CLASS BG
LOGONBY MAINT OPS
LOGONBY OPS ROOT
OPTION ACCT MAXCONN 64
OPTION ACCT QUICKDSP
SHARE REL 200
MDISK 191 3390 1 50 LX0001 MR
MINIOPT NOCACHE
DASDOPT WRKALLEG
MINIOPT NOMDC
MDISK 192 3380 1 END LX0002
MDISK 193 FB-512 V-DISK 1000
LINK MAINT 190 290 RR
LINK MAINT 19E
NICDEF 600 TYPE QDIO
NICDEF 600 LAN SYSTEM VSW1
DEDICATE 1000 2000 R/O
DEDICATE 1001 3330V OLD001
"""
    )
    assert [*found.all_unsaid] == []
    assert found.secrets == {}
    assert {volid: facts.devtype for volid, facts in found.desired.volumes.items()} == {
        "LX0001": "3390",
        "LX0002": "3380",
    }
    (entry,) = found.desired.entries.values()
    assert (entry.name, entry.kind, entry.include, entry.password) == ("WEB01", "user", "LNXDFLT", "LBYONLY")
    assert (entry.storage, entry.max_storage, entry.class_) == ("3G", "4G", "BG")
    assert entry.header == {"priority": 64, "line_end": "ON"}
    assert entry.logonby == ("MAINT", "OPS", "ROOT")
    assert entry.options is not None
    assert entry.options.operands() == {"option": ("ACCT", "MAXCONN", "QUICKDSP"), "maxconn_value": 64}  # type: ignore[union-attr]
    assert entry.minidisks["0191"] == Minidisk(
        "0191",
        Place("part0", 10, 1),
        FixedPlace("LX0001", 1, 50),
        mode="MR",
        miniopt=("NOCACHE", "NOMDC"),
        dasdopt=("WRKALLEG",),
    )
    assert entry.minidisks["0192"].where == FixedPlace("LX0002", 1, None)
    assert entry.minidisks["0193"].where == Temporary("V-DISK", 1000)
    assert entry.links["0290"] == Link("0290", Place("part0", 16, 1), "MAINT", "0190", "RR")
    assert entry.links["019E"].owner_vdev == "019E"
    assert {vdev: nic.operands for vdev, nic in entry.nics.items()} == {"0600": {"type": "QDIO", "lan": "SYSTEM VSW1"}}
    assert {vdev: one.operands for vdev, one in entry.dedicate.items()} == {"1000": {"rdev": "2000", "ro": True}}
    assert [wanted.text for wanted in entry.statements] == ["SHARE RELATIVE 200", "DEDICATE 1001 3330V OLD001"]


def test_the_device_type_of_a_volume_is_that_of_most_of_its_minidisks() -> None:
    found = exported(
        """\
USER A NOLOG
MDISK 191 3390 1 1 V1
MDISK 192 3380 2 1 V1
MDISK 193 3390 3 1 V1
MDISK 194 3390 1 1 &SYSRES
"""
    ).desired
    assert found.volumes == {"V1": VolumeFacts("3390")}
    assert [disk.devtype for disk in found.entries["A"].minidisks.values()] == [None, "3380", None, "3390"]


def test_profiles_and_subconfigs_keep_their_storage_as_a_statement() -> None:
    found = exported("PROFILE P\nSTORAGE 1G\nCLASS G\nSUBCONFIG S-1\nMAXSTORAGE 2G\n").desired.entries
    assert [wanted.text for wanted in found["P"].statements] == ["STORAGE 1G", "CLASS G"]
    assert [wanted.text for wanted in found["S-1"].statements] == ["MAXSTORAGE 2G"]


def test_classes_that_no_header_has_room_for_stay_a_statement() -> None:
    entry = exported("USER A NOLOG 1G 1G G\nCLASS ABCDEFGHI\n").desired.entries["A"]
    assert (entry.class_, [wanted.text for wanted in entry.statements]) == (None, ["CLASS ABCDEFGHI"])


@pytest.mark.parametrize(
    ("statements", "line", "why"),
    [
        ("SHARE RELATIVE 20000", 2, "there is an error in it"),
        ("NOSUCH 1", 2, "there is an error in it"),
        ("MDISK 191 3390 1 1 V\nLINK B 191", 3, "a second device 0191"),
        ("NICDEF 600 TYPE QDIO\nSPOOL 602 1403", 3, "a second device 0602"),
        ("NICDEF FFFE TYPE QDIO", 2, "its device numbers go past FFFF"),
        ("IPL CMS\nIPL 190", 3, "it may stand once"),
        ("INCLUDE P\nINCLUDE Q", 3, "it may stand once"),
        ("MDISK 191 3390 1 0 V", 2, "its size is not 1 to 9999999999"),
        ("SPOOL 00C 1403\nMINIOPT NOMDC", 3, "it stands behind no device that can have it"),
        ("MDISK 191 3390 1 1 V\nIPL CMS\nMINIOPT NOMDC", 4, "it stands behind no device that can have it"),
        ("LINK B 191\nMINIOPT NOMDC", 3, "it stands behind no device that can have it"),
        ("NICDEF 600 LAN SYSTEM A, TYPE QDIO", 2, "a comma at the end of a name would be taken for a continuation"),
        ("INCLUDE P, Q", 2, "a comma at the end of a name would be taken for a continuation"),
        ("LOADDEV BR_LBA A, LUN 1", 2, "there is an error in it"),
        ("BUILD ON M1 USING SUBCONFIG S-1", 2, "it does not belong in an entry of kind user"),
        ("COMMAND SET \x01", 2, "there are control characters in it"),
    ],
)
def test_what_cannot_be_said_is_told(statements: str, line: int, why: str) -> None:
    assert not_said(f"USER A NOLOG\n{statements}\n") == [(line, why)]


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("NICDEF 600 TYPE QDIO", "NICDEF 600 DEVICES 6", "a NICDEF before it gives another number of devices"),
        ("OPTION MAXCONN 5", "OPTION ACCT MAXCONN 6", "an OPTION before it gives another value"),
        ("OPTION MAXCONN 5", "OPTION", "there is an error in it"),
        ("LOGONBY A B C D E F G H", "LOGONBY I", "these are more than 8 userids"),
        ("LOGONBY A", "LOGONBY B,", "there is an error in it"),
        ("MINIOPT MDC", "MINIOPT NOMDC", "a second MINIOPT says the same of 0191"),
        ("DASDOPT DEVCTL", "DASDOPT NOSUCH", "there is an error in it"),
    ],
)
def test_what_a_key_says_completely_is_said_whole_or_not_at_all(first: str, second: str, why: str) -> None:
    text = f"USER A NOLOG\nMDISK 191 3390 1 1 V\n{first}\n{second}\n"
    keyword = first.split()[0]
    assert not_said(text) == [(3, f"it is a part of what another {keyword} says, too"), (4, why)]
    entry = exported(text).desired.entries["A"]
    assert (entry.options, entry.logonby, entry.nics) == (None, None, {})
    assert entry.minidisks["0191"] == Minidisk("0191", Place("part0", 2, 1), FixedPlace("V", 1, 1))


def test_a_vdisk_of_an_identity_is_told() -> None:
    text = "IDENTITY A NOLOG\nMDISK 191 FB-512 V-DISK 100\n"
    assert not_said(text) == [(2, "a V-DISK belongs in a SUBCONFIG, not in the IDENTITY")]


def test_what_stands_behind_sysaffin_is_told_statement_by_statement() -> None:
    text = "USER A NOLOG\nMACHINE ESA\nSYSAFFIN EXIST_AT M1\nIPL CMS\nLINK B 191\n"
    assert not_said(text) == [
        (3, "what stands behind it holds for some systems alone"),
        (4, "it is under the SYSAFFIN in line 3"),
        (5, "it is under the SYSAFFIN in line 3"),
    ]


def test_entries_and_sections_that_are_not_there_are_told_before_the_next_entry() -> None:
    found = exported(
        """\
DIRECTORY 123 3390 RES
GLOBALDEFS
USER A NOLOG
USER A NOLOG
IPL CMS
USER B:C NOLOG
USER D NOLOG
USER A NOLOG
"""
    )
    assert list(found.desired.entries) == ["A", "D"]
    assert {
        name: [(one.line, one.text, one.why, one.stays) for one in some] for name, some in found.before.items()
    } == {
        "A": [(1, "DIRECTORY 123 3390 RES", "only entries are", True), (2, "GLOBALDEFS", "only entries are", True)],
        "D": [
            (4, "USER A NOLOG", "a second entry A", False),
            (6, "USER B:C NOLOG", "the header of this entry is wrong", False),
        ],
        "": [(8, "USER A NOLOG", "a second entry A", False)],
    }


@pytest.mark.parametrize("header", ["PROFILE P{1", "PROFILE P, X"])
def test_a_profile_whose_name_looks_like_something_else_is_told(header: str) -> None:
    assert not_said(header) == [(1, "its name would be taken for something else")]


def test_secrets_are_left_out_and_counted() -> None:
    found = exported(
        """\
USER A SESAME1 1G
APPCPASS LU1 LU2 B SESAME2
APPCPASS LU1 LU3
APPCPASS LU1 SESAME LU4
MDISK 191 3390 1 1 V MR SESAME3 SESAME4 SESAME5
MDISK 192 3390 2 1 V MR * SESAME OF A REMARK
MDISK 193 3390 3 1 V MR ALL
LINK B 191 291 RR SESAME6
USER C AUTOONLY
"""
    )
    assert found.secrets == {"A": {"password": 1, "APPCPASS statement": 2, "minidisk password": 4, "LINK password": 1}}
    assert "SESAME" not in "".join(desired_text(found.desired))
    assert [wanted.text for wanted in found.desired.entries["A"].statements] == ["APPCPASS LU1 LU3"]
    assert found.desired.entries["C"].password == "AUTOONLY"


def test_what_may_be_a_password_in_a_wrong_place_is_masked_where_it_is_told() -> None:
    found = exported("USER A NOLOG\nMDISK 191 3390 1 1 V SESAME1 SESAME2\nNAMESAVE B USER C SESAME3 1G\n")
    assert "SESAME" not in "".join((*desired_text(found.desired), *(one.text for one in found.all_unsaid)))
    assert [one.line for one in found.all_unsaid] == [2, 3]


def test_some_entries_alone() -> None:
    directory = directory_of("USER A NOLOG\nMDISK 191 3390 1 1 V1\nUSER B NOLOG\nMDISK 191 3390 1 1 V2\nNOSUCH\n")
    found = export(directory, ["A"], "user.direct")
    assert list(found.desired.entries) == ["A"]
    assert list(found.desired.volumes) == ["V1"]
    assert found.desired.current == "user.direct"
    assert [*found.all_unsaid] == []
    check(directory, ["A"])
