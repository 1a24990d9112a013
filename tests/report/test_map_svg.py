"""The map as a drawing: valid XML, to scale, with a tooltip on each part, and nothing in it that a file could add."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from dirtool.report.map_svg import map_svg
from dirtool.space.volumes.volume_map import MappedVolume, VolumeMap
from tests.report.mapped import area, disk, many, pack, realistic, volume
from tests.report.strange import texts

NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(*volumes: MappedVolume, title: str = "USER DIRECT") -> Element:
    return ElementTree.fromstring("\n".join(map_svg(VolumeMap(list(volumes), [], []), title)))


def parts(root: Element) -> list[tuple[str, float, float, str]]:
    """Of every part its look, where it begins, how wide it is, and its tooltip."""
    return [
        (
            rect.attrib["class"].removeprefix("part "),
            float(rect.attrib["x"]),
            float(rect.attrib["width"]),
            rect[0].text or "",
        )
        for rect in root.iter(f"{NAMESPACE}rect")
        if rect.attrib.get("class", "").startswith("part ")
    ]


def words(root: Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{NAMESPACE}text")]


def test_the_style_reads_the_same_in_xml_and_in_html() -> None:
    text = "\n".join(map_svg(realistic(), "USER DIRECT"))
    style = text.partition("<style>")[2].partition("</style>")[0]
    assert style
    assert not set("<>&") & set(style)


def test_extents_gaps_and_overlaps_are_drawn_to_scale_with_tooltips() -> None:
    """A bar begins at 180 and is 560 wide."""
    root = drawn(
        volume(
            "LX0001", 560, area("PAGE", 0, 9), disk("A/0100", 10, 109), disk("B/0100", 100, 209), pack("M/0123", 559)
        )
    )
    assert parts(root) == [
        ("gap", 390.0, 350.0, "free: cylinders 210-559, 350 cylinders, 246 MiB"),
        ("system", 180.0, 10.0, ".PAGE., system area: cylinders 0-9, 10 cylinders, 7 MiB"),
        ("overlay", 180.0, 560.0, "M/0123, full pack: cylinders 0-559, 560 cylinders, 394 MiB"),
        ("a", 190.0, 99.25, "A/0100, minidisk: cylinders 10-109, 100 cylinders, 70 MiB"),
        ("b", 280.0, 109.25, "B/0100, minidisk: cylinders 100-209, 110 cylinders, 77 MiB"),
        ("overlap", 280.0, 10.0, "overlap of A/0100 and B/0100: cylinders 100-109, 10 cylinders, 7 MiB"),
    ]


def test_a_volume_is_labelled() -> None:
    root = drawn(volume("LX0001", 10017, disk("A/0100", 0, 5007), source="model", model="3390-09"))
    assert words(root)[8:] == [
        "LX0001", "3390 10,017 cylinders", "size guessed: 3390-09", "0", "10,016",
        "50 % used", "5,009 free, 0 % fragmented", "largest gap 5,009",
    ]  # fmt: skip


def test_overlaps_are_counted_beside_their_volume() -> None:
    assert words(drawn(volume("A", 100, disk("A/0100", 0, 50), disk("B/0100", 50, 60))))[-1] == "1 overlap"


def test_neighbours_of_one_user_have_one_tone() -> None:
    root = drawn(
        volume("A", 100, disk("A/0100", 0, 9), disk("A/0101", 10, 19), disk("B/0100", 20, 29), disk("A/0102", 30, 39))
    )
    assert [look for look, *_ in parts(root) if look != "gap"] == ["a", "a", "b", "a"]


def test_a_minidisk_to_the_end_reaches_to_the_open_end_of_the_bar() -> None:
    root = drawn(volume("A", None, disk("A/0100", 0, 399), disk("A/0101", 401, None)))
    *_, (_, left, width, tooltip) = parts(root)
    assert tooltip == "A/0101, minidisk: cylinders 401 to the end"
    assert left < 740 - 24
    assert left + width == 740 - 0.75
    (track,) = [path for path in root.iter(f"{NAMESPACE}path") if path.attrib.get("class") == "track"]
    assert track.attrib["d"].count("l-5 2.5") == 4
    assert "401 and on" in words(root)


def test_what_lies_behind_the_end_lies_behind_a_line() -> None:
    root = drawn(volume("A", 280, disk("A/0100", 200, 559)))
    (limit,) = [path for path in root.iter(f"{NAMESPACE}path") if path.attrib.get("class") == "limit"]
    assert limit.attrib["d"].startswith("M460.00 ")
    assert "ends at 279" in words(root)


def test_a_small_extent_and_a_small_overlap_can_be_seen() -> None:
    root = drawn(volume("A", 1182006, disk("A/0100", 10, 10), disk("B/0100", 10, 11)))
    assert {look: width for look, _, width, _ in parts(root) if look != "gap"} == {"a": 0.5, "b": 0.5, "overlap": 4.0}


def test_the_drawing_grows_with_the_volumes() -> None:
    assert [drawn(*many(count, 2).volumes).attrib["height"] for count in (0, 1, 100)] == ["128", "182", "5528"]


def test_light_and_dark_and_a_legend_are_there() -> None:
    text = "\n".join(map_svg(realistic(), "USER DIRECT"))
    assert "@media (prefers-color-scheme:dark)" in text
    assert words(ElementTree.fromstring(text))[:8] == [
        "USER DIRECT", "29 volumes", "minidisk", "minidisk of another user", "full pack", "system area", "free", "overlap",
    ]  # fmt: skip


def test_nothing_comes_from_elsewhere() -> None:
    text = "\n".join(map_svg(realistic(), "USER DIRECT")).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not {"http", "href", "@import", "<script", "<image", "<foreignObject"} & set(text.split())
    assert "http" not in text
    assert "href" not in text


@given(texts, texts, texts)
def test_whatever_a_name_holds_it_is_text(title: str, volid: str, subject: str) -> None:
    shown = volume(volid, 100, disk(subject, 0, 50), disk("B/0100", 50, 60))
    lines = list(map_svg(VolumeMap([shown], [], []), title))
    assert "".join(lines).isascii()
    assert all(line.isprintable() for line in lines if "\n" not in line)
    root = ElementTree.fromstring("\n".join(lines))
    plain = drawn(volume("A", 100, disk("A/0100", 0, 50), disk("B/0100", 50, 60)))
    assert [one.tag for one in root.iter()] == [one.tag for one in plain.iter()]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200)), max_size=6), st.none() | st.integers(1, 400))
def test_every_part_lies_on_its_bar(rows: list[tuple[int, int]], size: int | None) -> None:
    extents = [disk(f"U{number}/0100", first, first + length) for number, (first, length) in enumerate(rows)]
    for _, left, width, _ in parts(drawn(volume("A", size, *extents))):
        assert 180 <= left <= left + width <= 740 + 4
