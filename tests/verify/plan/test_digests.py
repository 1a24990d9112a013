import re

import pytest

from dirtool.model.extent import volumes
from dirtool.verify.plan.digests import (
    digests_of,
    directory_digest,
    entry_end,
    entry_key,
    entry_pin,
    extents_digest,
    volume_digest,
)
from tests.model.made import control_of, directory_of, entry_of

ENTRY = """\
USER WEB01 KEEPIT 1G 2G G
* a comment
 INCLUDE LNXDFLT
 OPTION APPLMON QUICKDSP
 COMMAND SET RUN ON
 COMMAND TERM MORE 0 0
 MDISK 0191 3390 0001 0050 LX0001 MR READ1 WRITE1
"""


def both(text: str) -> tuple[str, str]:
    """The pin and the end of the entry."""
    entry = entry_of(directory_of(text), "WEB01")
    return entry_pin(entry), entry_end(entry)


def test_a_digest_is_sha256_in_full() -> None:
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", digest) for digest in both(ENTRY))


@pytest.mark.parametrize(
    ("old", "new", "pin_stays", "end_stays"),
    [
        ("KEEPIT", "OTHERPW", True, True),
        ("KEEPIT", "NOLOG", False, False),
        ("READ1 WRITE1", "READ2 WRITE2", True, True),
        ("READ1 WRITE1", "ALL WRITE1", False, False),
        ("READ1 WRITE1", "READ1", False, False),
        ("* a comment", "* another one", False, True),
        ("* a comment\n", "", False, True),
        ("APPLMON QUICKDSP", "QUICKDSP APPLMON", False, True),
        (" OPTION", " OPT", False, True),
        (" INCLUDE LNXDFLT", " INCLUDE LNXDFLT      ", True, True),
        (" INCLUDE LNXDFLT", f"{' INCLUDE LNXDFLT':<72}00000010", True, True),
        (" INCLUDE LNXDFLT", "  INCLUDE  LNXDFLT", False, True),
        ("0001 0050", "0001 0051", False, False),
        ("SET RUN ON\n COMMAND TERM MORE 0 0", "TERM MORE 0 0\n COMMAND SET RUN ON", False, False),
        ("QUICKDSP", "LNKNOPAS", False, False),
        (" OPTION APPLMON QUICKDSP", " NOSUCH SECRET99", False, False),
    ],
)
def test_what_makes_a_difference(old: str, new: str, *, pin_stays: bool, end_stays: bool) -> None:
    before, after = both(ENTRY), both(ENTRY.replace(old, new))
    assert ([one == other for one, other in zip(before, after, strict=True)]) == [pin_stays, end_stays]


def test_a_volume_is_its_extents_with_their_owners_in_any_order() -> None:
    rows = [" MDISK 0191 3390 1 50 LX0001", " MDISK 0200 3390 101 END LX0001"]
    one = volumes(directory_of("\n".join(["USER A NOLOG", *rows])))["LX0001"]
    assert volume_digest(volumes(directory_of("\n".join(["USER A NOLOG", *rows[::-1]])))["LX0001"]) == volume_digest(
        one
    )
    for other in ("USER B NOLOG", "USER A NOLOG\n MDISK 0300 3390 60 1 LX0001"):
        assert volume_digest(volumes(directory_of("\n".join([other, *rows])))["LX0001"]) != volume_digest(one)
    assert volume_digest(None) != volume_digest(one)


def test_a_user_and_a_profile_of_one_name_are_told_apart() -> None:
    directory = directory_of("PROFILE X\n CPU 00\nUSER X NOLOG\nUSER Y NOLOG\n")
    found = digests_of(directory, ["X", "PROFILE X", "Z"], ["LX0001"], "pin")
    assert list(found.entries) == ["PROFILE X", "X"]
    assert found.entries["X"] != found.entries["PROFILE X"]
    assert (list(found.volumes), found.extents) == (["LX0001"], None)
    assert found.entries["X"] == entry_pin(directory.entries[1])
    assert [entry_key(entry.kind, entry.name) for entry in directory.entries] == ["PROFILE X", "X", "Y"]


def test_entries_of_one_key_have_one_digest_together() -> None:
    one = digests_of(directory_of("USER X NOLOG\n CPU 00\nUSER X NOLOG\n CPU 01\n"), ["X"], [], "end")
    other = digests_of(directory_of("USER X NOLOG\n CPU 00\nUSER X NOLOG\n CPU 02\n"), ["X"], [], "end")
    assert one != other


def test_the_digest_of_a_directory_knows_no_passwords() -> None:
    text = "DIRECTORY 0123 3390 RES001\n* note\n" + ENTRY
    before = directory_digest(directory_of(text))
    assert directory_digest(directory_of(text.replace("KEEPIT", "OTHERPW"))) == before
    assert directory_digest(directory_of(text.replace("note", "more"))) != before


def test_the_digest_of_extent_control_is_that_of_its_records() -> None:
    one = control_of(":REGIONS.\n R1 LX0001 1 END 3390-09\n:END.\n")
    assert extents_digest(control_of(":REGIONS.   \n R1 LX0001 1 END 3390-09\n:END.\n")) == extents_digest(one)
    assert extents_digest(control_of(":REGIONS.\n R2 LX0001 1 END 3390-09\n:END.\n")) != extents_digest(one)
    assert extents_digest(None) != extents_digest(one)
