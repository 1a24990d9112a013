"""Work units: they run, wait, end, fail, are tried again and given up; what they hold meanwhile."""

import re

from dirtool.dirmaint.settings import Faults
from dirtool.dirmaint.simulate import Simulator
from dirtool.dirmaint.work_units import State
from tests.dirmaint.desk import change, desk, entry_in, ids, said

DIRECTORY = """\
USER DB01 NOLOG 1G
USER WEB01 NOLOG 1G
MDISK 0100 3390 5001 50 LNX001 MR
MDISK 0200 3390 5101 50 LNX001 MR
MDISK 0300 3390 T-DISK 10 MR
"""
EXTENTS = ":REGIONS.\nLNX001 LNX001 1 END 3390-09\n:END.\n:GROUPS.\nLINUX LNX001\n:END.\n"
NEW_DB01 = {"DB01 DIRECT": "USER DB01 NOLOG 1G\n", "WEB01 DIRECT": "USER WEB01 NOLOG 1G\n"}


def add(vdev: str) -> str:
    return f"FOR DB01 AMDISK {vdev} 3390 AUTOG 10 LINUX MR LABEL DB{vdev}"


def states(simulator: Simulator) -> list[str]:
    """What STATUS says of work units: device and state."""
    told = (re.search(r"/(\w+)\): (\w+)", message.text) for message in simulator.run("STATUS").messages)
    return [f"{found[1]} {found[2]}" for found in told if found]


def ends(simulator: Simulator) -> list[str]:
    return [f"{ended.vdev} {ended.state}" for ended in simulator.wait()]


def test_one_machine_does_one_unit_after_the_other() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    for vdev in ("0191", "0192", "0193"):
        assert simulator.run(add(vdev)).rc == 0
    assert states(simulator) == ["0191 running", "0192 queued", "0193 queued"]
    assert simulator.run("QUERY DATAMOVE *").messages[2].text.endswith("Pending: 3 Autologs: 0")
    assert ends(simulator) == ["0191 done", "0192 done", "0193 done"]
    assert entry_in(simulator, "DB01")[1:] == [
        "MDISK 0191 3390 1 10 LNX001 MR",
        "MDISK 0192 3390 11 10 LNX001 MR",
        "MDISK 0193 3390 21 10 LNX001 MR",
    ]


def test_a_unit_that_waits_is_not_told_to_be_in_progress() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    assert ids(simulator.run(add("0191")).messages)[2:4] == ["SCU3541I", "SHN3541I"]
    assert ids(simulator.run(add("0192")).messages)[2:4] == ["SCU3541I", "BIU3450I"]


def test_several_machines_work_at_the_same_time() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, datamove_machines=2)
    for vdev in ("0191", "0192", "0193"):
        simulator.run(add(vdev))
    assert states(simulator) == ["0191 running", "0192 running", "0193 queued"]
    told = [message.text.split()[1] for message in simulator.run("QUERY DATAMOVE *").messages if message.number == 3389]
    assert told == ["DATAMOVE", "DATAMOV2"]
    assert said(simulator.run("QUERY DATAMOVE DATAMOV3")) == "RC 9002 / 9002 DATAMOV3 is no DATAMOVE machine."


def test_a_unit_names_the_machine_that_does_it() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, datamove_machines=2)
    simulator.run(add("0191"))
    assert any("entry DATAMOV2 " in message.text for message in simulator.run(add("0192")).messages)
    assert any("entry DATAMOV2 " in message.text for message in simulator.wait()[1].messages)


def test_a_unit_ends_behind_as_many_further_requests_as_are_set() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, work_unit_takes=2)
    simulator.run(add("0191"))
    simulator.run("STATUS")
    assert len(simulator.events) == 2
    reply = simulator.run("STATUS")
    ended = simulator.events[-1]
    assert (simulator.events[-2], ended.verb) == (reply, "AMDISK")
    assert simulator.wait() == []


def test_a_unit_that_waited_counts_requests_from_when_it_began() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, work_unit_takes=1)
    for vdev in ("0191", "0192"):
        simulator.run(add(vdev))
    assert [event.verb for event in simulator.events] == ["AMDISK", "AMDISK", "AMDISK"]
    simulator.run("STATUS")
    assert len(simulator.events) == 5


def test_ids_of_units_differ_within_one_second() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, disk_cleanup=True, datamove_machines=3)
    simulator.run("FOR WEB01 PURGE")
    found = [ended.work_unit for ended in simulator.wait()]
    assert found == ["01080001", "01080002"]


def test_the_nth_unit_fails_and_holds_its_locks_and_its_space() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, faults=Faults(work_units=frozenset({2})))
    for vdev in ("0191", "0192"):
        simulator.run(add(vdev))
    first, second = simulator.wait()
    assert (first.state, second.state) == (State.DONE, State.FAILED)
    assert ids(second.messages) == ["SHN3541I", "SIM9017E"]
    assert entry_in(simulator, "DB01") == ["USER DB01 NOLOG 1G", "MDISK 0191 3390 1 10 LNX001 MR"]
    assert said(simulator.run("FOR DB01 LINK WEB01 0100 0192 RR")) == (
        f"RC 9004 / 9004 DB01/0192 is locked by work unit {second.work_unit}."
    )
    assert change(simulator, "FOR DB01 AMDISK 0194 3390 AUTOG 10 LINUX MR") == ["+MDISK 0194 3390 21 10 LNX001 MR"]


def test_cleanup_tries_a_unit_again_that_has_failed() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, faults=Faults(work_units=frozenset({1})))
    simulator.run(add("0191"))
    assert ends(simulator) == ["0191 failed"]
    assert states(simulator) == ["0191 failed"]
    reply = simulator.run("CLEANUP")
    assert [one for one in ids(reply.messages) if one[3:7] in ("9019", "3541")] == ["SIM9019W", "SCU3541I"]
    assert ends(simulator) == ["0191 done"]
    assert entry_in(simulator, "DB01")[1:] == ["MDISK 0191 3390 1 10 LNX001 MR"]
    assert said(simulator.run("CLEANUP")) == "RC 0"


def test_cleanup_gives_up_a_unit_that_has_failed_where_it_is_set_so() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, faults=Faults(work_units=frozenset({1})), cleanup_retries=False)
    simulator.run(add("0191"))
    simulator.wait()
    told = said(simulator.run("CLEANUP"))
    assert "(switch: cleanup_retries)" in told
    assert told.endswith("/ 9026 Work unit 01080001 (AMDISK DB01/0191) is given up.")
    assert change(simulator, "FOR DB01 AMDISK 0191 3390 AUTOG 10 LINUX MR") == ["+MDISK 0191 3390 1 10 LNX001 MR"]


def test_a_unit_is_given_up_whether_it_waits_runs_or_has_failed() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, faults=Faults(work_units=frozenset({1})))
    failed = simulator.run(add("0191")).work_unit
    simulator.wait()
    running, waiting = (simulator.run(add(vdev)).work_unit for vdev in ("0192", "0193"))
    for unit in (waiting, running, failed):
        assert simulator.run(f"WORKUNIT CANCEL {unit}").rc == 0
        assert said(simulator.run(f"WORKUNIT CANCEL {unit}")).startswith("RC 9016")
    assert (states(simulator), simulator.wait()) == ([], [])
    assert change(simulator, "FOR DB01 AMDISK 0191 3390 AUTOG 10 LINUX MR") == ["+MDISK 0191 3390 1 10 LNX001 MR"]


def test_when_the_running_unit_is_given_up_the_next_one_begins() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS)
    first = simulator.run(add("0191")).work_unit
    simulator.run(add("0192"))
    simulator.run(f"WORKUNIT CANCEL {first}")
    assert states(simulator) == ["0192 running"]


def test_a_purge_that_cleans_is_pending_until_its_units_have_ended() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, files=NEW_DB01)
    reply = simulator.run("FOR WEB01 PURGE CLEAN")
    assert (reply.rc, reply.messages[-2].number) == (3543, 3543)
    assert entry_in(simulator, "WEB01") == []
    pending = "RC 6831 / 6831 The removal of WEB01 has not ended."
    assert said(simulator.run("FOR WEB01 PURGE")) == pending
    assert said(simulator.run("ADD WEB01")) == pending
    assert ends(simulator) == ["0100 done", "0200 done"]
    assert simulator.run("ADD WEB01").rc == 0
    assert said(simulator.run("ADD WEB01")) == "RC 3658 / 3658 WEB01 is in the directory already."


def test_a_purge_stays_pending_when_a_unit_fails_until_that_is_given_up() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, files=NEW_DB01, faults=Faults(work_units=frozenset({2})))
    simulator.run("FOR WEB01 PURGE CLEAN")
    _, failed = simulator.wait()
    assert simulator.run("ADD WEB01").rc == 6831
    assert simulator.run(f"WORKUNIT CANCEL {failed.work_unit}").rc == 0
    assert simulator.run("ADD WEB01").rc == 0


def test_a_purge_without_cleaning_ends_at_once() -> None:
    simulator = desk(DIRECTORY, extents=EXTENTS, files=NEW_DB01)
    assert simulator.run("FOR WEB01 PURGE NOCLEAN").rc == 0
    assert simulator.wait() == []
    assert simulator.run("ADD WEB01").rc == 0
