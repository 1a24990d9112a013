"""What the allocator is asked, from YAML, CSV and words of the command line."""

import csv
import io
import itertools
import json
import re
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.size import Size, SizeUnit
from dirtool.space.requests.reading import read_requests
from dirtool.space.requests.request import Asked, Headroom, Request
from dirtool.text import codepage

PAGE = Path(__file__).parents[3] / "docs" / "requests.md"


def read(*arguments: str, stdin: str | bytes = b"") -> Asked:
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    return read_requests(arguments, lambda: data)


def content(text: str) -> Asked:
    return read("-", stdin=text)


def refusal(*arguments: str, stdin: str = "") -> str:
    with pytest.raises(InputError) as raised:
        read(*arguments, stdin=stdin)
    return raised.value.message


SIZES = (
    "a number from 1 to 9999999999, alone (the cylinders or blocks of the volume) or with one of cyl, blk, blk512, blk1024, "
    "blk2048, blk4096, MiB or GiB behind it; of MiB and GiB also decimals, such as 7.5GiB"
)
FORM = "[COUNTx][SUBJECT:]SIZE[@POOL[:START]], such as LNX1/0200:10016@LINUX"
POOLS = "1 to 8 of A-Z 0-9 # @ $ : - +"
KEYS = "subject, size, devtype, volume, region, group, start, apart, together or count"

# -- words of the command line


@pytest.mark.parametrize(
    ("word", "request_"),
    [
        ("10016", Request("#1", Size(10016, ""))),
        ("lnx1/200:10016@linux", Request("LNX1/0200", Size(10016, ""), pool="LINUX")),
        ("LNX1/0200:7GiB@group:LINUX", Request("LNX1/0200", Size(7, "GiB"), group="LINUX")),
        ("LNX1/0200:5@Region:LNX042", Request("LNX1/0200", Size(5, ""), region="LNX042")),
        ("DB1/0201:7GiB@volume:LX0001", Request("DB1/0201", Size(7, "GiB"), volume="LX0001")),
        ("DB1/0201:100@LX0001:101", Request("DB1/0201", Size(100, ""), volume="LX0001", start=101)),
        ("DB1/0201:100@volume:GROUP:101", Request("DB1/0201", Size(100, ""), volume="GROUP", start=101)),
        ("100@LX0001:101", Request("#1", Size(100, ""), volume="LX0001", start=101)),
        ("A@B/1:10@LX@001", Request("A@B/0001", Size(10, ""), pool="LX@001")),
        ("#A$-_/1:10", Request("#A$-_/0001", Size(10, ""))),
        ("12X/0200:5", Request("12X/0200", Size(5, ""))),
    ],
)
def test_a_word_asks_for_a_minidisk(word: str, request_: Request) -> None:
    assert read(word) == Asked([replace(request_, place=word)])


def test_a_count_asks_for_a_series_and_all_without_a_name_are_numbered() -> None:
    assert read("2x10016@LINUX", "A/1:5", "7", "2X1.5GiB").requests == [
        Request("#1", Size(10016, ""), pool="LINUX", place="2x10016@LINUX"),
        Request("#2", Size(10016, ""), pool="LINUX", place="2x10016@LINUX"),
        Request("A/0001", Size(5, ""), place="A/1:5"),
        Request("#3", Size(7, ""), place="7"),
        Request("#4", Size(1536, "MiB"), place="2X1.5GiB"),
        Request("#5", Size(1536, "MiB"), place="2X1.5GiB"),
    ]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("", f"'': no file of this name, and no request; allowed: {FORM}"),
        ("requests.txt", f"requests.txt: no file of this name, and no request; allowed: {FORM}"),
        ("10017x", f"10017x: 10017x is no size; allowed: {SIZES}"),
        ("A/1:", f"A/1:: '' is no size; allowed: {SIZES}"),
        ("A/1:5x7", f"A/1:5x7: 5x7 is no size; allowed: {SIZES}"),
        ("A:5@P", "A:5@P: A is no subject; allowed: USERID/VDEV, such as LNX1/0200; here 1 to 4 hexadecimal digits"),
        (
            "A/12G:5",
            "A/12G:5: A/12G is no subject; allowed: USERID/VDEV, such as LNX1/0200; here 1 to 4 hexadecimal digits",
        ),
        (
            "A.B/1:5",
            "A.B/1:5: A.B/1 is no subject; allowed: USERID/VDEV, such as LNX1/0200; here 1 to 8 of A-Z 0-9 @ # $ _ -",
        ),
        ("5@", f"5@: '' is no name of a pool; allowed: {POOLS}"),
        ("5@REGION:ABCDEFGHI", f"5@REGION:ABCDEFGHI: ABCDEFGHI is no name of a region; allowed: {POOLS}"),
        ("5@group:A/B", f"5@group:A/B: A/B is no name of a group; allowed: {POOLS}"),
        ("5@volume:LX00001", "5@volume:LX00001: LX00001 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        ("5@LX00001:7", "5@LX00001:7: LX00001 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        ("5@group:LINUX:7", "5@group:LINUX:7: start 7 has no volume; allowed: start together with volume"),
        ("5@LX0001:END", "5@LX0001:END: END is no start; allowed: the first cylinder or block, 0 to 9999999999"),
        ("0x5", "0x5: 0 is no count; allowed: the number of minidisks, 1 to 1000000"),
        ("1000001x5", "1000001x5: 1000001 is no count; allowed: the number of minidisks, 1 to 1000000"),
        ("2xA/1:5", "2xA/1:5: count 2 stands beside subject A/0001; allowed: one of them"),
        ("5@" + "X" * 99, f"5@{'X' * 38}...: {'X' * 40}... is no name of a pool; allowed: {POOLS}"),
    ],
)
def test_a_wrong_word_is_named_with_what_is_allowed(word: str, message: str) -> None:
    assert refusal(word) == message


# -- files


YAML = """\
# for the new release
headroom:
  LINUX: 10%
  lx0007: 500
never: [LX0001, lx0002]
requests:
  - subject: lnx1/0200
    size: 10016
    group: linux
  - {subject: DB1/0201, size: 100, volume: LX0003, start: 101, apart: DB1, together: Logs, devtype: 3390}
  - {count: 2, size: 7GiB, region: LNX042}
"""
FROM_YAML = Asked(
    [
        Request("LNX1/0200", Size(10016, ""), group="LINUX", place="<stdin>:7"),
        Request(
            "DB1/0201", Size(100, ""), devtype="3390", volume="LX0003", start=101, apart="DB1", together="LOGS",
            place="<stdin>:10",
        ),
        Request("#1", Size(7, "GiB"), region="LNX042", place="<stdin>:11"),
        Request("#2", Size(7, "GiB"), region="LNX042", place="<stdin>:11"),
    ],
    {"LINUX": Headroom(10, True), "LX0007": Headroom(500, False)},
    frozenset({"LX0001", "LX0002"}),
)  # fmt: skip

CSV = """\
# for the new release
Subject,SIZE, Group ,volume,start

lnx1/0200,10016,linux
 "DB1/0201", 100,,LX0003,"101"
   # later
,7GiB,,,
,,,,
"""
FROM_CSV = Asked(
    [
        Request("LNX1/0200", Size(10016, ""), group="LINUX", place="<stdin>:4"),
        Request("DB1/0201", Size(100, ""), volume="LX0003", start=101, place="<stdin>:5"),
        Request("#1", Size(7, "GiB"), place="<stdin>:7"),
    ]
)


def placed_in(asked: Asked, path: str) -> Asked:
    """The same, asked for in another file."""
    return replace(asked, requests=[replace(one, place=one.place.replace("<stdin>", path)) for one in asked.requests])


def test_yaml_asks_for_minidisks_headroom_and_volumes_to_leave_alone() -> None:
    assert content(YAML) == FROM_YAML


def test_the_kind_of_a_pool_that_keeps_headroom_may_be_told() -> None:
    asked = content("headroom: {Volume:h1: 5, region:h1: 5%, GROUP:H1: 6, h1: 7, 'A:B': 8}")
    assert {pool: str(headroom) for pool, headroom in asked.headroom.items()} == {
        "volume:H1": "5",
        "region:H1": "5%",
        "group:H1": "6",
        "H1": "7",
        "A:B": "8",
    }
    assert refusal("-", stdin="headroom:\n  group:A: 5\n  Group:a: 6\n") == (
        "<stdin>:3:3: headroom of group:A stands twice; it is at <stdin>:2:3 already"
    )


def test_a_column_may_be_the_only_one() -> None:
    assert content("Size\n5\n").requests == [Request("#1", Size(5, ""), place="<stdin>:2")]


def test_yaml_may_be_a_list_of_requests_alone() -> None:
    assert content("- {size: 5}\n- size: 6\n").requests == [
        Request("#1", Size(5, ""), place="<stdin>:1"),
        Request("#2", Size(6, ""), place="<stdin>:2"),
    ]
    assert content("[]") == content("never: []") == Asked([])


def test_json_in_one_line_is_yaml_also_where_it_looks_like_records_of_80() -> None:
    text = f"""{'[{"size": "5",':74}"group{'": "A"}]':80}"""
    assert content(text).requests == [Request("#1", Size(5, ""), group="A", place="<stdin>:1")]


def test_csv_asks_for_a_minidisk_a_line() -> None:
    assert content(CSV) == FROM_CSV


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("name", "text", "asked"), [("a.YML", YAML, FROM_YAML), ("a.csv", CSV, FROM_CSV)])
def test_a_file_is_read_whatever_its_line_ends_and_encoding_are(
    name: str, text: str, asked: Asked, ends: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_bytes(text.replace("\n", ends).encode("utf-8-sig"))
    assert read(str(file)) == placed_in(asked, str(file))
    file.write_bytes(codepage.encode(text.replace("\n", "\x85"), "1047"))
    assert read(str(file)) == placed_in(asked, str(file))
    other = tmp_path / "10016"
    other.write_text(text, encoding="ascii")
    assert read(str(other)) == placed_in(asked, str(other))


def test_a_file_that_is_missing_is_named_and_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "none.csv")) == f"{tmp_path}/none.csv: No such file or directory"
    assert "no file of this name" in refusal(str(tmp_path))


def test_comments_in_another_alphabet_do_not_make_it_ebcdic() -> None:
    assert content("# \u4f7f\u7528\u4e2d\u7684\u5377\u7684\u5217\u8868\n- size: 5\n").requests == [
        Request("#1", Size(5, ""), place="<stdin>:2")
    ]


def test_a_userid_that_begins_like_a_comment_is_put_in_quotes() -> None:
    asked = content('subject,size\n#ADM/0200,5\n"#ADM/0201",6\n')
    assert asked.requests == [Request("#ADM/0201", Size(6, ""), place="<stdin>:3")]


def test_all_files_and_words_together_are_what_is_asked(tmp_path: Path) -> None:
    more, most = tmp_path / "more.yaml", tmp_path / "most.yml"
    more.write_text("never: [LX0009]\nheadroom: {A: 1}\n")
    most.write_text("never: [LX0008, LX0009]\nheadroom: {B: 2%}\n")
    asked = read("1", "-", str(more), str(most), "A/1:5", stdin="size\n2\n")
    assert [(one.subject, one.size.count) for one in asked.requests] == [("#1", 1), ("#2", 2), ("A/0001", 5)]
    assert asked.headroom == {"A": Headroom(1, False), "B": Headroom(2, True)}
    assert asked.never == {"LX0008", "LX0009"}


def test_what_is_asked_twice_is_named_with_both_places(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("size,subject\n5,A/1\n")
    assert refusal("a/0001:7", str(file)) == f"{file}:2:3: A/0001 stands twice; it is at a/0001:7 already"
    assert refusal(str(file), "a/0001:7") == f"a/0001:7: A/0001 stands twice; it is at {file}:2:3 already"
    other = tmp_path / "b.yaml"
    other.write_text("headroom: {a: 5}")
    message = refusal(str(other), "-", stdin="headroom:\n  A: 5%\n")
    assert message == f"<stdin>:2:3: headroom of A stands twice; it is at {other}:1:12 already"
    assert refusal("-", "-") == "- stands twice; allowed: standard input once"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("5", "1:1: the document is 5; allowed: a list of requests, or a mapping of requests, headroom and never"),
        ("request: []", "1:1: request is no key; allowed: requests, headroom or never"),
        ("requests: 5", "1:11: requests is 5; allowed: a list of requests"),
        ("- 5", "1:3: the request is 5; allowed: a mapping, such as {subject: LNX1/0200, size: 10016, group: LINUX}"),
        ("- {size: 5, Group: A}", "1:13: Group is no key; allowed: group, " + KEYS.replace("group, ", "")),
        ("- {size: [5]}", "1:10: size is a list; allowed: a single word"),
        ("- {size: {a: b}}", "1:10: size is a mapping; allowed: a single word"),
        ("- {size: 5, size: 6}", "1:13: key size stands twice; it is in line 1 already"),
        ("- {size: }", "1:9: size has no value"),
        ("- {size: ''}", f"1:10: '' is no size; allowed: {SIZES}"),
        ("- {subject: A/1}", "1:3: the request has no size"),
        ("- {size: 5, volume: A, group: B}", "1:31: volume and group exclude each other; allowed: one of them"),
        ("- {size: 5, group: A, start: 7}", "1:30: start 7 has no volume; allowed: start together with volume"),
        (
            "- {size: 5, volume: A, start: -7}",
            "1:31: -7 is no start; allowed: the first cylinder or block, 0 to 9999999999",
        ),
        ("- {size: 5, subject: A/1, count: 1}", "1:34: count 1 stands beside subject A/0001; allowed: one of them"),
        ("- {size: 5, apart: 'a b'}", "1:20: a b is no name of a set; allowed: 1 to 32 of A-Z 0-9 # @ $ : - + _ . /"),
        (
            "- {size: 5, devtype: 3309}",
            "1:22: 3309 is no device type; allowed: 3390, 3380, 3370, 9345, 9336 or FB-512, or an older type such as 3375 or "
            "3350",
        ),
        ("never: LX0001", "1:8: never is LX0001; allowed: a list of volids"),
        ("never: [[]]", "1:9: the volid is a list; allowed: a single word"),
        ("never: [LX.001]", "1:9: LX.001 is no volid; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +"),
        ("headroom: [A]", "1:11: headroom is a list; allowed: a mapping of pools, such as {LINUX: 10%}"),
        (
            "headroom: {volume:LX00001: 5}",
            "1:12: volume:LX00001 is no name of a pool; allowed: 1 to 6 of A-Z 0-9 # @ $ : - +",
        ),
        ("headroom: {disk:LX001: 5}", f"1:12: disk:LX001 is no name of a pool; allowed: {POOLS}"),
        ("headroom: {A B: 5}", f"1:12: A B is no name of a pool; allowed: {POOLS}"),
        (
            "headroom: {A: 101%}",
            "1:15: 101% is no headroom; allowed: a percentage from 0% to 100%, or a number of cylinders or blocks from 0 to "
            "9999999999",
        ),
        ("subject,sise\nA/1,5", "1:9: sise is no column; allowed: size, " + KEYS.replace("size, ", "")),
        ("subject;size\nA/1;5", "1:1: subject;size is no column; allowed: columns with commas between them"),
        ("size\tgroup\n5\tA", "1:1: 'size\\tgroup' is no column; allowed: columns with commas between them"),
        ("size,,group\n5", f"1:6: '' is no column; allowed: {KEYS}"),
        ("size,SIZE\n5,5", "1:6: column size stands twice"),
        ("size,group\n5,A,\n5,A,,B", "3:6: B stands behind the last column, group"),
        ('size,group\n5,"A', "2:1: no CSV: unexpected end of data"),
        ('size,group\n# a "quote\n"5",A B', f"3:5: A B is no name of a group; allowed: {POOLS}"),
        ('size,group\n"5""x",A', f'2:1: 5"x is no size; allowed: {SIZES}'),
        ("subject,size\nA/1,", "2:1: the request has no size"),
        ("size\n\n,", None),
    ],
)
def test_what_is_wrong_in_a_file_is_named_with_its_place_and_what_is_allowed(text: str, message: str | None) -> None:
    if message is None:
        assert content(text) == Asked([])
    else:
        assert refusal("-", stdin=text) == f"<stdin>:{message}"


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n"])
def test_a_file_with_nothing_in_it_is_refused(text: str, tmp_path: Path) -> None:
    assert refusal("-", stdin=text) == "<stdin>: there is nothing in it"
    (tmp_path / "a.csv").write_text(text)
    assert refusal(str(tmp_path / "a.csv")).startswith(f"{tmp_path}/a.csv: there is nothing in it; allowed: a header")


def test_the_nearest_key_is_asked_for() -> None:
    with pytest.raises(InputError) as raised:
        content("- {size: 5, goup: A}")
    assert raised.value.hint == "did you mean group?"


# -- there and back


def names(longest: int, alphabet: str) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=longest)


POOL = names(8, "AZ09#@$-+")
SUBJECTS = st.just("") | st.builds("{}/{:04X}".format, names(8, "AZ09@#$_-"), st.integers(0, 0xFFFF))
SIZE = st.builds(Size, st.integers(1, 10**9), st.sampled_from(get_args(SizeUnit)))


def pools(*kinds: str) -> st.SearchStrategy[dict[str, str | int]]:
    """At most one of some kinds of pool, and perhaps the start on a volume."""
    volume = st.fixed_dictionaries({"volume": names(6, "AZ09#@$-+")}, optional={"start": st.integers(0, 10**10 - 1)})
    return st.one_of(st.just({}), volume, *(st.fixed_dictionaries({kind: POOL}) for kind in kinds))


def requests(
    pool: st.SearchStrategy[dict[str, str | int]], others: st.SearchStrategy[dict[str, str]]
) -> st.SearchStrategy[list[Request]]:
    """Requests without places, each subject once, the nameless ones numbered."""
    request = st.builds(
        lambda subject, size, *more: Request(subject, size, **more[0], **more[1]), SUBJECTS, SIZE, pool, others
    )
    return st.lists(request, max_size=5).map(numbered)


def numbered(asked: list[Request]) -> list[Request]:
    count = itertools.count(1)
    once = {one.subject or object(): one for one in asked}.values()
    return [one if one.subject else replace(one, subject=f"#{next(count)}") for one in once]


OTHERS: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {},
    optional={
        "devtype": st.sampled_from(["3390", "9336"]),
        "apart": names(9, "AZ09/._"),
        "together": names(9, "AZ09/._"),
    },
)
IN_FILES = requests(pools("region", "group"), OTHERS)
IN_WORDS = requests(pools("region", "group", "pool"), st.just({}))


def written(request: Request) -> dict[str, str]:
    """A request as the keys and words that ask for it."""
    keys = [one.name for one in fields(request) if one.name != "place"]
    words = {key: str(getattr(request, key)) for key in keys if getattr(request, key) is not None}
    if "/" not in request.subject:
        del words["subject"]
    return words


def without_places(asked: Asked) -> Asked:
    return replace(asked, requests=[replace(one, place="") for one in asked.requests])


HEADROOM = st.dictionaries(
    POOL,
    st.builds(Headroom, st.integers(0, 100), st.just(True)) | st.builds(Headroom, st.integers(0, 9**9), st.just(False)),
)


@given(st.builds(Asked, IN_FILES, HEADROOM, st.frozensets(names(6, "AZ09#@$-+"))), st.booleans())
def test_what_is_written_as_yaml_is_read_back(asked: Asked, quoted: bool) -> None:
    document = {
        "requests": [written(one) for one in asked.requests],
        "headroom": {pool: str(headroom) for pool, headroom in asked.headroom.items()},
        "never": sorted(asked.never),
    }
    assert without_places(content(json.dumps(document, indent=1 if quoted else None))) == asked


@given(IN_FILES, st.booleans())
def test_what_is_written_as_csv_is_read_back(asked: list[Request], quoted: bool) -> None:
    file = io.StringIO()
    columns = ["size", "subject", "devtype", "volume", "region", "group", "start", "apart", "together"]
    writer = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writeheader()
    writer.writerows(map(written, asked))
    assert without_places(content(file.getvalue())).requests == asked


def as_word(request: Request) -> str:
    """A request as a word of the command line."""
    words = written(request)
    kind = next((kind for kind in ("pool", "volume", "region", "group") if kind in words), None)
    pool = "" if kind is None else f"@{'' if kind == 'pool' else kind + ':'}{words[kind]}"
    start = f":{words['start']}" if "start" in words else ""
    return f"{words['subject'] + ':' if 'subject' in words else ''}{words['size']}{pool}{start}"


@given(IN_WORDS)
def test_what_is_written_as_words_is_read_back(asked: list[Request]) -> None:
    assert without_places(read(*map(as_word, asked))).requests == asked


PIECES = st.sampled_from(
    [*"0159AZ/:@x,;\"'#-%{}[]\n ", "subject", "size", "requests:", "GiB", "group", "start", ": ", "- {"]
)


@given(st.lists(st.text(max_size=3) | PIECES).map("".join))
def test_whatever_the_argument_and_the_content_are_nothing_but_input_errors_comes_out(text: str) -> None:
    for arguments in ([text[:20]], ["-"]):
        with suppress(InputError):
            assert all(one.size.count >= 1 for one in read(*arguments, stdin=text).requests)
    with suppress(InputError):
        read("-", stdin=f"size,{text}")


@given(st.binary())
def test_whatever_the_bytes_are_nothing_but_input_errors_comes_out(data: bytes) -> None:
    with suppress(InputError):
        read("-", stdin=data)


# -- the page


def examples(language: str) -> str:
    """The one example in a language."""
    page = PAGE.read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return str(found)


def test_the_words_of_the_page_are_read() -> None:
    words = examples("text").split()
    assert without_places(read(*words)).requests == [
        Request("LNX1/0200", Size(10016, ""), pool="LINUX"),
        *(Request(f"#{number}", Size(10016, ""), pool="LINUX") for number in range(1, 13)),
        Request("DB1/0201", Size(7, "GiB"), volume="LX0001"),
        Request("DB1/0202", Size(100, ""), volume="LX0001", start=101),
        Request("#13", Size(700, "MiB")),
    ]


def test_the_csv_of_the_page_is_read() -> None:
    assert content(examples("csv")).requests == [
        Request("LNX1/0200", Size(10016, ""), group="LINUX", place="<stdin>:3"),
        Request("LNX2/0200", Size(10016, ""), group="LINUX", place="<stdin>:4"),
        Request("DB1/0201", Size(7, "GiB"), volume="LX0001", start=101, place="<stdin>:6"),
    ]


def test_the_yaml_of_the_page_is_read() -> None:
    assert without_places(content(examples("yaml"))) == Asked(
        [
            Request("LNX1/0200", Size(10016, ""), group="LINUX"),
            Request("DB1/0201", Size(7, "GiB"), group="LINUX", apart="DB1"),
            Request("DB1/0202", Size(7, "GiB"), group="LINUX", apart="DB1"),
            *(Request(f"#{number}", Size(5000, "blk4096"), devtype="3390") for number in range(1, 13)),
        ],
        {"LINUX": Headroom(10, True), "LX0007": Headroom(500, False)},
        frozenset({"LX0001", "LX0002"}),
    )


def test_the_page_names_every_key_and_unit() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [key for key in re.findall("[a-z]+", KEYS.replace(" or", "")) if f"| `{key}` |" not in page] == []
    assert [unit for unit in get_args(SizeUnit) if unit and f"`{unit}`" not in page] == []


def test_a_directory_is_refused_without_a_word_of_it() -> None:
    assert refusal("-", stdin="USER A SECRET1 64M\n MDISK 0191 3390 1 5 LX0001 MR SECRET2\n") == (
        "<stdin>: this is a directory, not requests"
    )
