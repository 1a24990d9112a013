"""The map as JSON: the contract dirtool.map/1."""

import json
from typing import Any

from dirtool.report.map_json import map_json
from dirtool.space.volumes.volume_map import MappedVolume, Shared, Unlocated, VolumeMap
from tests.report.mapped import area, disk, pack, realistic, volume


def parsed(volume_map: VolumeMap) -> dict[str, Any]:
    read: dict[str, Any] = json.loads("\n".join(map_json(volume_map)))
    return read


def test_all_fields_of_a_volume() -> None:
    one = volume(
        "VM0001", 100, area("LABEL", 0, 0), pack("P/0123", 99), disk("A-1/0191", 1, 10, userid="A"),
        disk("B/0191", 10, 29)._replace(excluded=True), disk("C/0191", 10, 29),
        source="model", model="3390-03", groups=("LINUX",), members=("SYSA",),
    )  # fmt: skip
    one.untold_overlaps = 3
    assert parsed(VolumeMap([one], [Unlocated("A/0300", "vdisk", 8), Unlocated("A/0301", "devno", None)], [])) == {
        "schema": "dirtool.map/1",
        "volumes": [
            {
                "volid": "VM0001",
                "devtype": "3390",
                "members": ["SYSA"],
                "unit": "cylinder",
                "size": 100,
                "size_source": "model",
                "used": 30,
                "free": 70,
                "largest_gap": 70,
                "fragmentation": 0.0,
                "extents": [
                    {"first": 0, "last": 0, "size": 1, "subject": ".LABEL.", "kind": "system"},
                    {"first": 0, "last": 99, "size": 100, "subject": "P/0123", "kind": "full-pack", "overlay": True},
                    {"first": 1, "last": 10, "size": 10, "subject": "A-1/0191", "kind": "minidisk"},
                    {"first": 10, "last": 29, "size": 20, "subject": "B/0191", "kind": "minidisk", "excluded": True},
                    {"first": 10, "last": 29, "size": 20, "subject": "C/0191", "kind": "minidisk"},
                ],
                "gaps": [{"first": 30, "last": 99, "size": 70}],
                "overlaps": [
                    {"first": 10, "last": 10, "subjects": ["A-1/0191", "B/0191"]},
                    {"first": 10, "last": 10, "subjects": ["A-1/0191", "C/0191"]},
                ],
                "identical": [{"first": 10, "last": 29, "subjects": ["B/0191", "C/0191"]}],
                "untold_overlaps": 3,
                "model": "3390-03",
                "regions": ["LIN001"],
                "groups": ["LINUX"],
            }
        ],
        "unlocated": [
            {"subject": "A/0300", "kind": "vdisk", "size": 8},
            {"subject": "A/0301", "kind": "devno", "size": None},
        ],
    }


def test_the_fields_stand_in_the_order_of_the_contract() -> None:
    found = parsed(realistic())
    assert list(found) == ["schema", "volumes", "unlocated"]
    for one in found["volumes"]:
        assert list(one)[:13] == [
            "volid", "devtype", "members", "unit", "size", "size_source", "used", "free", "largest_gap", "fragmentation",
            "extents", "gaps", "overlaps",
        ]  # fmt: skip


def test_what_is_not_known_is_null() -> None:
    [one] = parsed(VolumeMap([volume("VM0001", None, disk("A/0191", 5, None))], [], []))["volumes"]
    assert (one["size"], one["size_source"], one["free"]) == (None, "unknown", None)
    assert one["extents"] == [{"first": 5, "last": None, "size": None, "subject": "A/0191", "kind": "minidisk"}]


def test_every_extent_gap_and_overlap_of_a_map_is_there() -> None:
    volume_map = realistic()
    found = parsed(volume_map)
    for one, shown in zip(volume_map.volumes, found["volumes"], strict=True):
        assert [(each["first"], each["last"], each["subject"]) for each in shown["extents"]] == [
            (each.first, each.last, each.subject) for each in one.extents
        ]
        assert [(each["first"], each["last"]) for each in shown["gaps"]] == [tuple(gap) for gap in one.gaps]
        assert shown["overlaps"] == [
            {"first": each.first, "last": each.last, "subjects": list(each.subjects)} for each in one.overlaps
        ]
        assert shown["fragmentation"] == round(one.fragmentation, 4)
    assert found["unlocated"] == [each._asdict() for each in volume_map.unlocated]


def test_a_volume_a_line() -> None:
    volumes: list[MappedVolume] = [volume("VM0001", 10), volume("VM0002", 10)]
    lines = list(map_json(VolumeMap(volumes, [], [])))
    assert [line[:20] for line in lines] == [
        '{"schema": "dirtool.', '{"volid": "VM0001", ', '{"volid": "VM0002", ', '], "unlocated": [', "]}"
    ]  # fmt: skip


def test_overlaps_on_the_system_residence_volume_come_last() -> None:
    found = parsed(VolumeMap([], [], [Shared(100, None, ("A/0190", "B/0190"))]))
    assert list(found) == ["schema", "volumes", "unlocated", "residence_overlaps"]
    assert found["residence_overlaps"] == [{"first": 100, "last": None, "subjects": ["A/0190", "B/0190"]}]


def test_a_map_of_nothing() -> None:
    assert parsed(VolumeMap([], [], [])) == {"schema": "dirtool.map/1", "volumes": [], "unlocated": []}
