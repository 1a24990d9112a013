"""The device types of regions: each with the model whose size is that of the volume, by :DEFAULTS. where no model has it.

Source: z/VM DirMaint Tailoring and Administration Guide, EXTENT CONTROL: the model behind the type tells the size of the
device. 3390-27 and 3390-54 go by two sizes each, the even multiples of a 3390-1 and the larger ones that storage servers offer:
so :DEFAULTS. tells of these, too, and of all others that not every release need have alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from dirtool.spec.devices import MODELS, model_of

_CERTAIN = frozenset({"3390-01", "3390-02", "3390-03", "3390-09"})
_OTHER_SIZES = {"3390": {30051: "27", 60102: "54"}}
_ANY_SIZE = "A"  # the model of extended address volumes, which come in any size

Sized = tuple[str, int]
"""A device type without model, and a size in cylinders or blocks."""


class DeviceTypes(NamedTuple):
    """The device types with models by type and size, and the sizes that :DEFAULTS. must tell, by type and model."""

    names: dict[Sized, str]
    defaults: dict[str, int]


def device_types(sized: Iterable[Sized]) -> DeviceTypes:
    """How the types of volumes are written, and what :DEFAULTS. says of them but for the models that are alike everywhere.

    The most frequent of the sizes that no model has gets the plainest name.
    """
    counts = Counter(sized)
    names = {one: model for one in counts if (model := model_of(*one))}
    defaults = {name: one[1] for one, name in names.items() if name not in _CERTAIN}
    taken = set(names.values())
    for devtype, size in sorted(counts.keys() - names.keys(), key=lambda one: (-counts[one], one)):
        name = next(name for name in _candidates(devtype, size) if name not in taken)
        taken.add(name)
        names[devtype, size] = name
        defaults[name] = size
    return DeviceTypes(names, dict(sorted(defaults.items())))


def _candidates(devtype: str, size: int) -> Iterator[str]:
    other = _OTHER_SIZES.get(devtype, {}).get(size)
    if other is not None:
        yield f"{devtype}-{other}"
    models = MODELS.get(devtype, {})
    if not models:
        yield devtype
    if _ANY_SIZE not in models:
        yield f"{devtype}-{_ANY_SIZE}"
    yield from (f"{devtype}-{_ANY_SIZE}{number}" for number in count(2))
