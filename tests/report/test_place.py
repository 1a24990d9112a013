"""Who has a place of a volume, as text and as JSON."""

import json

from dirtool.report.place import at_json, at_text
from dirtool.report.style import Style
from dirtool.space.volumes.place import owners_at
from dirtool.space.volumes.volume_map import MappedVolume
from tests.report.mapped import area, disk, pack, volume

VOLUME = volume(
    "VM0001", 10017, area("LABEL", 0, 0), pack("MAINT/0123", 10016), disk("A/0191", 1, 3400), disk("LNX1/0200", 3400, 4999)
)  # fmt: skip


def text(one: MappedVolume, place: int) -> list[str]:
    return list(at_text(owners_at(one, place), Style()))


def test_two_owners_and_an_overlay() -> None:
    assert text(VOLUME, 3400) == [
        "VM0001 cylinder 3400 has 3 owners",
        "  MAINT/0123  0-10016    size 10,017  full pack, an overlay",
        "  A/0191      1-3400     size 3,400   minidisk",
        "  LNX1/0200   3400-4999  size 1,600   minidisk",
    ]


def test_a_place_in_a_gap() -> None:
    assert text(VOLUME, 6000) == [
        "VM0001 cylinder 6000 is free, in the gap 5000-10016 of 5,017 cylinders",
        "  MAINT/0123  0-10016  size 10,017  full pack, an overlay",
    ]


def test_a_place_that_does_not_exist() -> None:
    assert text(VOLUME, 10017) == ["VM0001 cylinder 10017 is behind the end: the volume has 10,017 cylinders"]


def test_places_of_a_volume_of_unknown_size() -> None:
    blocks = volume("FB0001", None, disk("A/0200", 0, 15), devtype="9336")
    assert text(blocks, 16) == ["FB0001 block 16 is behind all extents; the size of the volume is not known"]
    assert text(volume("OPEN01", None, disk("A/0200", 0, None)), 16)[1] == "  A/0200  0-END    minidisk"


def test_json() -> None:
    assert json.loads("\n".join(at_json(owners_at(VOLUME, 6000)))) == {
        "schema": "dirtool.place/1",
        "volid": "VM0001",
        "devtype": "3390",
        "unit": "cylinder",
        "place": 6000,
        "state": "free",
        "extents": [
            {"first": 0, "last": 10016, "size": 10017, "subject": "MAINT/0123", "kind": "full-pack", "overlay": True}
        ],
        "gap": {"first": 5000, "last": 10016, "size": 5017},
    }
    owned = json.loads("\n".join(at_json(owners_at(VOLUME, 0))))
    assert (owned["state"], owned["gap"]) == ("owned", None)
