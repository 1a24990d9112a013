"""What is answered depends on the files alone: not on the hash seed, the locale, the terminal or the time of day."""

import pytest

from tests.cli.run import process

SAMPLES = ("samples/broken.direct", "samples/linux-farm.direct")
ARGUMENTS = ("lint", "--select", "ALL", "--exit-zero", *SAMPLES)
FARM = ("samples/linux-farm.direct", "--extents", "samples/linux-farm.extents")
ASKED = ("samples/new-guests.yaml", "30x5000@LINUX", "40000", "--current", *FARM)
PLAIN = {"PYTHONHASHSEED": "0"}
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "4711"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    {"PYTHONHASHSEED": "5", "COLUMNS": "40", "TERM": "dumb", "TZ": "Pacific/Apia"},
]


@pytest.mark.parametrize("how", ["json", "full", "sarif"])
def test_the_same_file_gives_the_same_bytes(how: str) -> None:
    first = process(*ARGUMENTS, "--format", how, extra=PLAIN)
    assert first.code == 0
    assert len(first.out) > 10_000
    for surroundings in SURROUNDINGS:
        assert process(*ARGUMENTS, "--format", how, extra=surroundings) == first


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", *FARM, "--format", "json"),
        ("diff", *SAMPLES, "--format", "json"),
        ("export", SAMPLES[1]),
        ("plan", "samples/desired.yaml", "--format", "json"),
        ("plan", "samples/desired.yaml", "--format", "html"),
        ("plan", "samples/desired.yaml", "--policy", "pack", "--emit", "dirm"),
        ("migrate", "samples/ssi-system.direct", "--format", "json"),
        ("mine", "samples/hand-kept.direct", "--format", "json"),
        ("simulate", "samples/dirm/new-guests.dirm", "--current", *FARM, "--format", "json"),
        ("allocate", *ASKED),
        ("allocate", *ASKED, "--policy", "pack", "--time-limit", "0.2", "--format", "json"),
    ],
)
def test_the_same_space_gives_the_same_bytes(arguments: tuple[str, ...]) -> None:
    first = process(*arguments, extra=PLAIN)
    assert first.code == (arguments[0] in ("allocate", "simulate"))
    assert len(first.out) > 1_000
    for surroundings in SURROUNDINGS[::2]:
        assert process(*arguments, extra=surroundings) == first


@pytest.mark.parametrize("words", [("--format", "json"), ("--checklist",)])
def test_the_same_installation_gives_the_same_bytes(words: tuple[str, ...]) -> None:
    arguments = ("verify", "--install", "samples/cloud-broken", *words)
    first = process(*arguments, extra=PLAIN)
    assert first.code == ("--checklist" not in words)
    assert len(first.out) > 10_000
    for surroundings in SURROUNDINGS[1:3]:
        assert process(*arguments, extra=surroundings) == first
