"""The source directory while commands change it: what stands where, and what keeps its bytes."""

from contextlib import suppress

import pytest

from dirtool.dirmaint.source_directory import SourceDirectory, extent_of
from dirtool.dirmaint.space.volumes import Used, UsedSpace
from dirtool.errors import InputError
from dirtool.syntax.statement import Statement
from dirtool.syntax.statements import Logonby, Mdisk, Pool
from tests.model.made import directory_of

DIRECTORY = """\
PROFILE DFLT
 LINK MAINT 0190 0190 RR
USER MAINT NOLOG 64M 128M G
* comment of MAINT
 share   relative 200
 MDISK 0190 3390 1 10 LX0001
* behind the disk
USER WEB01 NOLOG 64M 128M G
 INCLUDE DFLT
 NICDEF 0600 TYPE QDIO DEVICES 4
 MDISK 0191 3390 11 10 LX0001
  MINIOPT NOMDC
"""


def source_of(text: str = DIRECTORY) -> SourceDirectory:
    return SourceDirectory(directory_of(text), UsedSpace(), lambda entry, vdev: (entry, vdev) == ("WEB01", "0999"))


def texts_of(source: SourceDirectory, name: str) -> list[str]:
    entry = source.entry(name)
    assert entry is not None
    return [text for line in entry.all_lines() for text in line.texts]


def statement_of(text: str) -> Statement:
    return directory_of(f"USER A NOLOG\n {text}\n").entries[0].statements[1]


def test_a_directory_in_several_files_is_refused() -> None:
    with pytest.raises(InputError, match="the directory is in 2 files; allowed: one file"):
        SourceDirectory(directory_of("USER A NOLOG\n", "USER B NOLOG\n"), UsedSpace(), lambda entry, vdev: False)


def test_a_new_statement_stands_behind_those_of_its_section_and_the_rest_keeps_its_bytes() -> None:
    source = source_of()
    maint = source.machine("MAINT")
    assert maint is not None
    source.add(maint, statement_of("MDISK 0191 3390 21 10 LX0001"))
    source.add(maint, statement_of("INCLUDE DFLT"))
    assert texts_of(source, "MAINT") == [
        "USER MAINT NOLOG 64M 128M G",
        "INCLUDE DFLT",
        "* comment of MAINT",
        " share   relative 200",
        " MDISK 0190 3390 1 10 LX0001",
        "MDISK 0191 3390 21 10 LX0001",
        "* behind the disk",
    ]
    assert [entry.name for entry in source.users["DFLT"].values()] == ["WEB01", "MAINT"]


def test_a_statement_that_takes_two_records_of_its_own_is_two_statements() -> None:
    source = source_of()
    web = source.machine("WEB01")
    assert web is not None
    lan, vlan = statement_of("NICDEF 0700 TYPE QDIO DEVICES 3 LAN SYSTEM LONGLAN1 MACID 020003"), {"vlan": "210"}
    source.add(web, lan.with_operands(**vlan, porttype="ACCESS"))
    assert [str(line.texts) for line in web.devices["0700"]] == [
        "['NICDEF 0700 TYPE QDIO DEVICES 3 LAN SYSTEM LONGLAN1 MACID 020003']",
        "['NICDEF 0700 PORTTYPE ACCESS VLAN 210']",
    ]


def test_what_is_undone_is_as_before_in_all_that_is_known() -> None:
    source = source_of()
    web, maint = source.machine("WEB01"), source.machine("MAINT")
    assert web is not None
    assert maint is not None
    before = source.changed().to_bytes()
    with suppress(KeyError), source.undone(unless_done=True):
        source.put(web, web.devices["0600"][0], statement_of("NICDEF 0700 TYPE QDIO MACID 000001"))
        source.remove(maint, maint.devices["0190"][0])
        source.rename_entry(maint, directory_of("USER OTHER NOLOG 64M 128M G\n").entries[0].statements[0])
        source.remove_entry(web)
        raise KeyError
    assert source.changed().to_bytes() == before
    assert not +source.macids
    assert source.space.overlapping("LX0001", 0, None) == [Used(1, 10, "MAINT/0190"), Used(11, 20, "WEB01/0191")]
    assert source.machine("OTHER") is None


def test_a_new_profile_stands_before_all_users_and_a_new_user_at_the_end() -> None:
    source = source_of()
    for text in ("USER NEW NOLOG\n", "PROFILE NEWPROF\n SPOOL 000C 2540 READER\n"):
        other = source_of(text)
        (entry,) = other.entries.values()
        source.add_entry(entry.lines)
    texts = source.changed().texts
    assert texts[2:5] == ["PROFILE NEWPROF", " SPOOL 000C 2540 READER", "USER MAINT NOLOG 64M 128M G"]
    assert texts[-1] == "USER NEW NOLOG"


def test_the_members_of_a_pool_are_known_by_their_numbers() -> None:
    source = source_of(
        "PROFILE P\nUSER LNX NOLOG\n POOL LOW 2 HIGH 9 PROFILE P\nUSER A NOLOG\n LINK LNX00002 191 200 RR\n"
    )
    pool = source.machine("LNX")
    assert pool is not None
    assert source.pool_of("LNX00002") is pool
    assert source.pool_of("LNX00001") is source.pool_of("LNX2") is None
    assert [(name, vdev, len(linkers)) for name, vdev, linkers in source.links_to(pool)] == [("LNX00002", "0191", 1)]
    assert pool.profile == "P"
    assert isinstance(pool.of(Pool)[0].statement, Pool)


def test_a_link_to_the_machine_itself_counts_for_each_user_of_the_profile() -> None:
    source = source_of("PROFILE P\n LINK * 191 291 RR\nUSER A NOLOG\n INCLUDE P\n MDISK 191 3390 1 1 LX0001\n")
    machine = source.machine("A")
    assert machine is not None
    assert [(name, vdev) for name, vdev, _ in source.links_to(machine)] == [("A", "0191")]
    assert not list(source.links_to(machine, by_name=True))


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("MDISK 0191 3390 11 10 LX0001", ("LX0001", 11, 20)),
        ("MDISK 0191 3390 11 END LX0001", ("LX0001", 11, None)),
        ("MDISK 0191 FB-512 V-DISK 10", None),
    ],
)
def test_the_extent_of_a_minidisk(text: str, extent: tuple[str, int, int | None] | None) -> None:
    disk = statement_of(text)
    assert isinstance(disk, Mdisk)
    assert extent_of(disk) == extent


def test_lines_that_are_gone_are_forgotten_when_they_are_the_most() -> None:
    source = source_of()
    maint = source.machine("MAINT")
    assert maint is not None
    for _ in range(100):
        with source.undone(unless_done=True):
            disk = source.add(maint, statement_of("MDISK 0191 3390 21 10 LX0001"))
        with source.undone(unless_done=True):
            source.remove(maint, disk)
    assert len(maint.lines) < 20
    assert source.changed().texts == source.records.texts


def test_general_statements_are_found_in_their_order_after_changes_and_after_changes_that_are_taken_back() -> None:
    source = source_of()
    maint = source.machine("MAINT")
    assert maint is not None
    before = [line.texts for line in maint.of(Logonby)]
    with source.undone():
        first = source.add(maint, statement_of("LOGONBY OP1"))
        source.add(maint, statement_of("LOGONBY OP2"))
        source.remove(maint, first)
        source.insert(maint, source.new_line(statement_of("LOGONBY OP0")), 1)
        assert [line.texts for line in maint.of(Logonby)] == [["LOGONBY OP0"], *before, ["LOGONBY OP2"]]
    assert [line.texts for line in maint.of(Logonby)] == before
