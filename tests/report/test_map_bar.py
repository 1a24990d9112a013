"""A volume as a bar: to scale, and nothing in it that is not so."""

from hypothesis import given
from hypothesis import strategies as st

from dirtool.report.map_bar import bar, bar_legend
from dirtool.report.style import Style
from dirtool.space.volumes.volume_map import MappedVolume
from tests.report.mapped import area, disk, volume


def drawn(one: MappedVolume, width: int = 20) -> str:
    return bar(one, width, Style(), ascii=True)


def test_every_sign() -> None:
    mixed = volume(
        "MIXED1", 100, area("LABEL", 0, 0), area("PAGE", 1, 19), disk("A/0191", 20, 39), disk("B/0191", 50, 62),
        disk("C/0191", 90, 97), disk("D/0191", 97, 99),
    )  # fmt: skip
    assert drawn(mixed) == "|%%%%####..##+.....#X|"
    assert bar(mixed, 20, Style(), ascii=False) == "|▒▒▒▒████··██▄·····█X|"


def test_the_legend_names_every_sign() -> None:
    assert bar_legend(Style(), ascii=True) == "# used   + used in part   % system   . free   X overlap"
    assert bar_legend(Style(), ascii=False) == "█ used   ▄ used in part   ▒ system   · free   X overlap"


def test_an_overlap_of_one_cylinder_on_a_large_volume_is_seen() -> None:
    assert drawn(volume("LARGE1", 65520, disk("A/0191", 1, 30000), disk("B/0191", 30000, 65519))).count("X") == 1


def test_a_small_volume_has_a_cell_for_each_cylinder() -> None:
    assert drawn(volume("TINY01", 5, disk("A/0191", 1, 1), disk("B/0191", 3, 4))) == "|.#.##|"


def test_a_volume_of_unknown_size_is_open() -> None:
    assert drawn(volume("OPEN01", None, disk("A/0191", 10, 19))) == "|..........##########>"
    assert drawn(volume("OPEN02", None)) == "|>"


def test_what_lies_behind_the_end_does_not_change_the_scale() -> None:
    assert drawn(volume("LATE01", 20, disk("A/0191", 0, 9), disk("B/0191", 4000, 4999))) == "|##########..........|"


def test_runs_are_painted() -> None:
    painted = bar(volume("PAINT1", 4, disk("A/0191", 0, 1)), 20, Style(colour=True), ascii=True)
    assert painted == "|\x1b[34m##\x1b[0m\x1b[32m..\x1b[0m|"


@st.composite
def volumes(draw: st.DrawFn) -> MappedVolume:
    size = draw(st.integers(1, 120))
    spans = draw(st.lists(st.tuples(st.integers(0, 130), st.integers(1, 40)), max_size=8))
    return volume("ANY001", size, *(disk(f"U{at}/0191", first, first + more) for at, (first, more) in enumerate(spans)))


@given(volumes(), st.integers(1, 30))
def test_a_cell_is_free_where_all_of_it_is_and_used_where_nothing_is_free(one: MappedVolume, width: int) -> None:
    assert one.size is not None
    free = {place for gap in one.gaps for place in range(gap.first, gap.last + 1)}
    shared = {
        place
        for overlap in one.overlaps
        for place in range(overlap.first, min(one.size, (overlap.last or 0) + 1))
    }  # fmt: skip
    cells = drawn(one, width)[1:-1]
    assert len(cells) == min(width, one.size)
    for number, cell in enumerate(cells):
        places = {place for place in range(one.size) if place * len(cells) // one.size == number}
        expected = "X" if places & shared else "." if places <= free else "+" if places & free else "#"
        assert cell == expected
