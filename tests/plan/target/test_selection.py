"""--only narrows a desired state to some subjects, and says how many it leaves out."""

import pytest

from dirtool.errors import InputError
from tests.plan.target.made import changed, target_of

TEXT = (
    "entries:\n"
    "  WEB01: {class: BG, minidisks: {'0300': {vdisk: 5}, '0400': {vdisk: 6}}}\n"
    "  DB01: {class: BG}\n"
    "  'APP{1..2}': {like: DB01, password: NOLOG}\n"
    "remove: [MAINT, WEB01/0600]"
)


@pytest.mark.parametrize(
    ("only", "old", "new", "left_out"),
    [
        (["DB01"], ["USER DB01 LBYONLY 2G 8G G"], ["USER DB01 LBYONLY 2G 8G BG"], 9),
        (["web01/300"], [], ["MDISK 0300 FB-512 V-DISK 5"], 9),
        (["WEB01/0600"], [" NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1"], [], 9),
        (
            ["WEB01"],
            ["USER WEB01 SESAME 2G 8G G", " NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1"],
            ["USER WEB01 SESAME 2G 8G BG", "MDISK 0300 FB-512 V-DISK 5", "MDISK 0400 FB-512 V-DISK 6"],
            6,
        ),
        (["APP2"], [], ["USER APP2 NOLOG 2G 8G BG", "LINK WEB01 0200 0300 RR"], 8),
    ],
)
def test_only_what_is_named_counts(only: list[str], old: list[str], new: list[str], left_out: int) -> None:
    target = target_of(TEXT, only=only)
    assert changed(target) == (old, new)
    assert target.remarks == (f"--only leaves out {left_out} of 10 subjects of d.yaml",)


def test_all_that_is_named_is_no_selection() -> None:
    assert target_of("entries: {DB01: {class: BG}}", only=["DB01"]).remarks == ()


@pytest.mark.parametrize(
    ("only", "message", "hint"),
    [
        ("DB02", "--only DB02: the desired state says nothing of it", "did you mean DB01?"),
        (
            "WEB01/0301",
            "--only WEB01/0301: the desired state says nothing of it",
            "did you mean WEB01/0300 or WEB01/0400?",
        ),
        ("MAINT/0190", "--only MAINT/0190: the desired state says nothing of it", None),
    ],
)
def test_an_unknown_subject_is_refused(only: str, message: str, hint: str | None) -> None:
    with pytest.raises(InputError) as raised:
        target_of(TEXT, only=[only])
    assert raised.value.message.startswith(message)
    assert hint is None or (raised.value.hint is not None and raised.value.hint.startswith(hint[:22]))


def test_a_device_alone_of_a_new_entry_is_refused() -> None:
    with pytest.raises(InputError, match="NEW is new, and --only names a device of it alone; allowed: --only NEW"):
        target_of("entries: {NEW: {password: NOLOG, minidisks: {'0300': {vdisk: 5}}}}", only=["NEW/0300"])
