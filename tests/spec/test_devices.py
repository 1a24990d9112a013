"""Device types: sizes, models, and CMS blocks."""

import re

import pytest

from dirtool.spec.devices import DASD_TYPES, MODEL_SIZES, MODELS, cms_blocks, model_size, type_and_model, unit_bytes
from tests.tools.docs import DOCS


def test_the_sizes_of_a_type_ascend_and_hold_those_of_its_models() -> None:
    for devtype, sizes in MODEL_SIZES.items():
        assert sizes == tuple(sorted(set(sizes)))
        assert set(MODELS.get(devtype, {}).values()) <= set(sizes)
    assert MODEL_SIZES["3390"] == (1113, 2226, 3339, 10017, 30051, 32760, 60102, 65520)
    assert MODEL_SIZES["FB-512"] == (920115, 1672881)
    assert set(DASD_TYPES) <= MODEL_SIZES.keys()


@pytest.mark.parametrize(
    ("word", "split", "size"),
    [
        ("3390-09", ("3390", "09"), 10017),
        ("3390-3", ("3390", "3"), 3339),
        ("3390-27", ("3390", "27"), 32760),
        ("3390-A", ("3390", "A"), None),
        ("3390", ("3390", ""), None),
        ("3380-K", ("3380", "K"), 2655),
        ("9336-10", ("9336", "10"), 920115),
        ("FB-512", ("FB-512", ""), None),
        ("FB-512-10", ("FB-512", "10"), None),
        ("2314-01", ("2314", "01"), None),
        ("", ("", ""), None),
    ],
)
def test_a_device_type_is_split_into_type_and_model(word: str, split: tuple[str, str], size: int | None) -> None:
    assert type_and_model(word) == split
    assert model_size(word) == size


@pytest.mark.parametrize(
    ("devtype", "counts"),
    [
        ("3390", [(735, 1), (495, 1), (315, 1), (180, 1), None]),
        ("3380", [(690, 1), (465, 1), (270, 1), (150, 1), None]),
        ("9336", [(1, 1), (1, 2), (1, 4), (1, 8), None]),
        ("FB-512", [(1, 1), (1, 2), (1, 4), (1, 8), None]),
        ("9345", [None, None, None, None, None]),
    ],
)
def test_cms_blocks_fit_in_cylinders_and_blocks(devtype: str, counts: list[tuple[int, int] | None]) -> None:
    assert [cms_blocks(devtype, size) for size in (512, 1024, 2048, 4096, 800)] == counts


@pytest.mark.parametrize(
    ("devtype", "size"),
    [("3390", 737280), ("3380", 614400), ("9336", 512), ("FB-512", 512), ("3350", None), ("????", None)],
)
def test_the_bytes_of_a_unit_are_those_of_its_4k_blocks(devtype: str, size: int | None) -> None:
    assert unit_bytes(devtype) == size


def test_the_manual_has_the_sizes_of_all_models() -> None:
    cells = re.findall(
        r"\| ((?:[0-9A-Z]+-[0-9A-Z]+(?:, )?)+) \| (\d+)", (DOCS / "files.md").read_text(encoding="utf-8")
    )
    told = {model: int(size) for models, size in cells for model in models.split(", ")}
    assert told == {f"{devtype}-{model}": size for devtype, models in MODELS.items() for model, size in models.items()}
