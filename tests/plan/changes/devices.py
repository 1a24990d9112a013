"""Changes of devices that are neither minidisks with a place nor links."""

from __future__ import annotations

from tests.plan.changes.ground import Change, Ground
from tests.plan.worlds import MACHINES, Other


def some_device(ground: Ground, vdev: str) -> Other:
    number = ground.chance.randrange(0x100000)
    return Other(
        vdev,
        ground.chance.choice(
            [
                [f"NICDEF {{}} TYPE QDIO LAN SYSTEM VSW{number % 3} MACID 0B{number % 0x10000:04X}"],
                [
                    "NICDEF {} TYPE QDIO DEVICES 3 LAN SYSTEM VSW1",
                    f"NICDEF {{}} VLAN {number % 4000 + 1} PORTTYPE ACCESS",
                ],
                ["NICDEF {} TYPE HIPERS DEVICES 3 LAN SYSTEM LXHIPER"],
                [f"DEDICATE {{}} {0xC000 + number % 0x3000:04X}"],
                [f"DEDICATE {{}} {0xC000 + number % 0x3000:04X}", "DASDOPT WRKALLEG"],
                ["SPECIAL {} CTCA MAINT"],
                ["SPECIAL {} 3270"],
                ["SPOOL {} 2540 READER A"],
                ["SPOOL {} 1403 B"],
                [f"MDISK {{}} FB-512 V-DISK {number % 90000 + 1000} MR"],
                [f"MDISK {{}} 3390 T-DISK {number % 50 + 1} MR"],
            ]
        ),
    )


def device_added(ground: Ground) -> None:
    entry = ground.guest()
    ground.new.put(entry, some_device(ground, ground.vdev(entry)))


def device_removed(ground: Ground) -> None:
    entry = ground.guest()
    device = ground.plant(entry, some_device(ground, ground.vdev(entry)))
    ground.new.take_out(entry, device)


def device_changed(ground: Ground) -> None:
    """Another device of the same kind under the number."""
    entry = ground.guest()
    device = ground.plant(entry, some_device(ground, ground.vdev(entry)))
    while True:
        other = some_device(ground, device.vdev)
        if other.keyword == device.keyword and ("V-DISK" in other.forms[0]) == ("V-DISK" in device.forms[0]):
            device.forms = other.forms
            return


def device_of_another_kind(ground: Ground) -> None:
    """The number has a device of another kind now."""
    entry = ground.guest()
    device = ground.plant(entry, some_device(ground, ground.vdev(entry)))
    ground.new.take_out(entry, device)
    if ground.chance.random() < 0.5:
        ground.new_disk(entry, device.vdev)
    else:
        ground.new.put(entry, some_device(ground, device.vdev))


def device_renumbered(ground: Ground) -> None:
    entry = ground.guest()
    device = ground.plant(entry, some_device(ground, ground.vdev(entry)))
    device.vdev = ground.vdev(entry)


def devices_swap_numbers(ground: Ground) -> None:
    entry = ground.guest()
    one, other = (ground.plant(entry, some_device(ground, ground.vdev(entry))) for _ in range(2))
    one.vdev, other.vdev = other.vdev, one.vdev


def console_changed(ground: Ground) -> None:
    """A console of its own, or another observer."""
    entry = ground.guest(*MACHINES)
    console = next((one for one in entry.devices if isinstance(one, Other) and one.keyword == "CONSOLE"), None)
    if console is None:
        ground.new.put(entry, Other("0009", ["CONSOLE {} 3215 T MAINT OBSERVER"]))
    else:
        console.forms = [f"CONSOLE {{}} 3270 {ground.chance.choice('ATC')} LNXADMIN"]


CHANGES: tuple[Change, ...] = (
    device_added,
    device_removed,
    device_changed,
    device_of_another_kind,
    device_renumbered,
    devices_swap_numbers,
    console_changed,
)
