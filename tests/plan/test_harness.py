import pytest

from tests.plan.harness import Run, look_at, read, run_commands
from tests.plan.surface import Fate

CURRENT = """\
PROFILE LNXDFLT
 MACHINE ESA
USER A NOLOG 64M 128M G
 INCLUDE LNXDFLT
 MDISK 0100 3390 1 10 LX0001 MR
 MDISK 0101 3390 11 10 LX0001 MR
USER B NOLOG 64M 128M G
 LINK A 0100 0200 RR
 MDISK 0100 3390 21 10 LX0001 MR
""".splitlines()

NEW_A = ["USER A NOLOG 64M 128M G", " MDISK 0100 3390 1 10 LX0001 MR"]


def run(*lines: str, **files: list[str]) -> Run:
    return run_commands(CURRENT, lines, {name.replace("_", " "): records for name, records in files.items()})


def wanted(*changes: tuple[str, str]) -> list[str]:
    text = "\n".join(CURRENT)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.splitlines()


def test_a_good_run_leads_to_what_is_wanted() -> None:
    found = run("FOR A CHVADDR 0101 TO 0102")
    assert found.problems == []
    assert found.differences(wanted(("MDISK 0101", "MDISK 0102"))) == []
    assert found.differences(CURRENT) == [
        "changed A (was None): ['moved A/0101 MDISK: MDISK 0102 3390 11 10 LX0001 MR -> "
        "MDISK 0101 3390 11 10 LX0001 MR']"
    ]


def test_a_refused_command_is_a_problem() -> None:
    (problem,) = run("FOR A DMDISK 0100").problems
    assert problem.startswith("FOR A DMDISK 0100: RC 9020: A/0100 is linked to")


@pytest.mark.parametrize(
    ("lines", "fates"),
    [
        (["FOR A TMDISK 0101 TO B 0101"], {"A/0101": (Fate.KEPT, ("B/0101",))}),
        (["FOR A DMDISK 0101"], {"A/0101": (Fate.ORPHANED, ())}),
        (["FOR A DMDISK 0101 CLEAN"], {"A/0101": (Fate.ERASED, ())}),
        (["FOR A CMDISK 0101 3390 1 20 LX0002"], {"A/0101": (Fate.COPIED, ("A/0101",))}),
        (
            ["FOR A DMDISK 0101", "FOR B AMDISK 0300 3390 15 10 LX0003", "FOR B CLONEDISK 0300 B 0100"],
            {"A/0101": (Fate.ORPHANED, ())},
        ),
        (
            ["FOR A DMDISK 0101", "FOR B AMDISK 0300 3390 11 10 LX0001", "FOR B CLONEDISK 0300 B 0100"],
            {"A/0101": (Fate.OVERWRITTEN, ("B/0300",)), "B/0100": (Fate.KEPT, ("B/0100",))},
        ),
        (
            ["FOR A DMDISK 0101", "FOR B AMDISK 0300 3390 11 10 LX0001 MR LABEL NEW300"],
            {"A/0101": (Fate.OVERWRITTEN, ("B/0300",))},
        ),
        (["FOR B PURGE CLEAN", "* DIRTOOL: WAIT"], {"B/0100": (Fate.ERASED, ())}),
        (["FOR A RMDISK 0101 3390 1 10 LX0002"], {"A/0101": (Fate.ORPHANED, ())}),
    ],
)
def test_commands_move_data_as_dirmaint_does(lines: list[str], fates: dict[str, tuple[Fate, tuple[str, ...]]]) -> None:
    found = run(*lines)
    assert found.problems == []
    assert {subject: tuple(found.fates[subject]) for subject in fates} == fates


def test_a_minidisk_that_nobody_has_for_a_while_is_told() -> None:
    found = run("FOR A DMDISK 0101", "FOR B AMDISK 0101 3390 11 10 LX0001 MR")
    assert (found.problems, found.unowned) == ([], {"A/0101"})
    assert found.fates["A/0101"] == (Fate.KEPT, ("B/0101",))


def test_a_file_goes_with_its_command_and_a_reference_leads_to_a_password() -> None:
    found = run("FOR A GET", "FOR A REPLACE", "FOR A SETPW {env:PASSWORD}", A_DIRECT=NEW_A)
    assert found.problems == []
    want = wanted((" MDISK 0101 3390 11 10 LX0001 MR\n", ""), (" INCLUDE LNXDFLT\n", ""))
    assert [told.split(":")[0] for told in found.differences(want)] == ["changed A (was None)"]
    assert found.differences(want, by_reference=["A"]) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ([" MDISK 0101 3390 25 10 LX0001 MR"], "A/0101 and B/0100 overlap on LX0001"),
        ([" LINK B 0300 0300 RR"], "A links B/0300, which is not there"),
        ([" INCLUDE NOBODY"], "A includes NOBODY, which is not there"),
        ([" MDISK 0101 3390 41 10 LX0001 MR", " MDISK 0101 3390 51 10 LX0001 MR"], "A/0101 stands twice"),
    ],
)
def test_what_is_wrong_with_a_directory_is_seen(entry: list[str], problem: str) -> None:
    text = (
        "\n".join(CURRENT)
        .replace(" INCLUDE LNXDFLT", "\n".join(entry))
        .replace("MDISK 0101 3390 11", "MDISK 0105 3390 11")
    )
    assert problem in look_at(read(text.splitlines())).problems
