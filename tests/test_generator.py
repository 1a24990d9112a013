"""The generator keeps its promises, and the samples are what it makes.

The little reader below knows nothing of dirtool and of the generator: it splits records into words.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from tests.generator import COLUMNS, KINDS, encode, entries, generate, statements
from tests.generator.words import PASSWORD_STEMS

ROOT = Path(__file__).parent.parent
SAMPLES = {"ssi-system": ("ssi", 1500, 3), "linux-farm": ("linux", 400, 7), "vm370": ("vm370", 200, 7)}
DEVICE = {"CONSOLE", "SPOOL", "LINK", "MDISK", "MINIOPT", "DASDOPT", "DEDICATE", "SPECIAL", "NICDEF"}
HEAD = {"USER", "IDENTITY", "SUBCONFIG", "PROFILE", "INCLUDE", "BUILD", "POOL", "DIRECTORY", "GLOBALDEFS"}
PACKS = {"2314": 203, "3330": 404, "3350": 555}

# Statement shares in percent of a large real system.
SHARES = {
    "LINK": 29.6, "MDISK": 18.4, "SPOOL": 7.7, "SUBCONFIG": 5.0, "BUILD": 5.0, "IUCV": 3.3, "IPL": 3.3,
    "OPTION": 2.9, "CONSOLE": 2.7, "ACCOUNT": 2.4,
    "LOGONBY": 1.9, "INCLUDE": 1.6, "NAMESAVE": 1.4, "MINIOPT": 1.0,
}  # fmt: skip


def sample_records(name: str) -> list[str]:
    return (ROOT / "samples" / f"{name}.direct").read_bytes().decode("latin-1").split("\n")[:-1]


def words_by_entry(records: list[str]) -> dict[str, list[list[str]]]:
    """Words of the statements of each entry, by `KEYWORD name` of its header."""
    found: dict[str, list[list[str]]] = {}
    for entry in entries(records):
        words = [text.split() for text in statements(entry)]
        key = " ".join(words[0][:2]) if words[0][0] not in ("DIRECTORY", "GLOBALDEFS") else words[0][0]
        assert key not in found, f"{key} stands twice"
        found[key] = words
    return found


def extents(records: list[str]) -> dict[str, list[tuple[int, int, str]]]:
    """First and last cylinder and owner of minidisks that are no full packs, by volume; END is far away."""
    found = defaultdict(list)
    for key, body in words_by_entry(records).items():
        for words in body:
            if words[0] == "MDISK" and words[3].isdigit():
                first = int(words[3])
                if first == 0 and (words[4] == "END" or int(words[4]) > 100):
                    continue
                last = 10**9 if words[4] == "END" else first + int(words[4]) - 1
                found[words[5]].append((first, last, f"{key}/{words[1]}"))
                assert last < PACKS.get(words[2], 65520) or words[4] == "END"
    return found


def devices(records: list[str]) -> dict[str, dict[int, list[str]]]:
    """Device statements by number that a USER or IDENTITY sees: its own, its profile's, its SUBCONFIGs'."""
    body = words_by_entry(records)
    found: dict[str, dict[int, list[str]]] = {}
    for key, statements_of in body.items():
        kind, _, name = key.partition(" ")
        if kind not in ("USER", "IDENTITY"):
            continue
        found[name] = seen = {}
        for words in statements_of:
            if words[0] == "INCLUDE":
                seen.update(numbers(body[f"PROFILE {words[1]}"]))
        for words in statements_of:
            if words[0] == "BUILD":
                seen.update(numbers(body.get(f"SUBCONFIG {words[5]}", [])))
        seen.update(numbers(statements_of))
    return found


def numbers(body: list[list[str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for words in body:
        if words[0] in DEVICE - {"MINIOPT", "DASDOPT"}:
            number = int(words[3] if words[0] == "LINK" else words[1], 16)
            assert number not in found or words[0] == "NICDEF" == found[number][0], f"{words} takes a number again"
            found[number] = words
    return found


def is_comment(record: str) -> bool:
    return record.lstrip().startswith("*")


def is_commented_statement(record: str) -> bool:
    words = "BUILD ON|SUBCONFIG|LINK|MDISK|MINIOPT|LOADDEV|NICDEF|COMMAND|DEDICATE"
    return re.match(rf"\* ?({words}) ?", record) is not None


def repeated_share(records: list[str]) -> float:
    count = Counter(" ".join(text.split()) for text in statements(records))
    return sum(times for times in count.values() if times > 1) / count.total()


def statement_shares(records: list[str]) -> dict[str, float]:
    count = Counter(text.split()[0] for text in statements(records))
    return {keyword: 100 * times / count.total() for keyword, times in count.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_the_output_of_the_generator(name: str) -> None:
    kind, records, seed = SAMPLES[name]
    assert (ROOT / "samples" / f"{name}.direct").read_bytes() == encode(generate(kind, records, seed))


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_gives_one_directory_and_another_seed_another(kind: str) -> None:
    assert generate(kind, 900, 3) == generate(kind, 900, 3)
    assert generate(kind, 900, 3) != generate(kind, 900, 4)


def test_the_choices_are_the_same_on_every_machine() -> None:
    assert generate("shares", 40, 1)[19:22] == [
        " MDISK 5E5 3390 00616 120 V00001 MR JASPER24 MARTEN70 AMBER13",
        " MDISK 5E6 3390 00736 003 V00001 MR HAZEL48 CLOVER27 LAUREL51",
        " MDISK 51D 3390 00739 045 V00001 MR GECKO31 HERON25 JASPER32",
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("records", [800, 6000])
@pytest.mark.parametrize("seed", range(3))
class TestEveryDirectory:
    def test_has_about_the_size_that_was_asked_for(self, kind: str, records: int, seed: int) -> None:
        assert abs(len(generate(kind, records, seed)) - records) < (1 if kind == "shares" else 90)

    def test_has_no_code_past_column_71(self, kind: str, records: int, seed: int) -> None:
        assert all(len(record) <= 71 for record in generate(kind, records, seed, "none"))

    def test_has_no_overlap(self, kind: str, records: int, seed: int) -> None:
        for volume in extents(generate(kind, records, seed)).values():
            taken = sorted(volume)
            assert not [pair for pair in pairwise(taken) if pair[0][1] >= pair[1][0]]

    def test_leaves_no_link_dangling(self, kind: str, records: int, seed: int) -> None:
        seen = devices(generate(kind, records, seed))
        for name in seen:
            for words in seen[name].values():
                steps = [name]
                while words[0] == "LINK":
                    assert words[1] in seen, words
                    assert int(words[2], 16) in seen[words[1]], words
                    words = seen[words[1]][int(words[2], 16)]
                    steps.append(" ".join(words))
                    assert len(steps) < 5, steps
                assert words[0] == "MDISK" or len(steps) == 1

    def test_has_general_statements_before_devices(self, kind: str, records: int, seed: int) -> None:
        for body in words_by_entry(generate(kind, records, seed)).values():
            ranks = [0 if words[0] in HEAD else 2 if words[0] in DEVICE else 1 for words in body]
            assert ranks == sorted(ranks)

    def test_builds_every_subconfig_once(self, kind: str, records: int, seed: int) -> None:
        body = words_by_entry(generate(kind, records, seed))
        built = [words[5] for entry in body.values() for words in entry if words[0] == "BUILD"]
        there = [key.split()[1] for key in body if key.startswith("SUBCONFIG")]
        assert len(set(built)) == len(built)
        assert set(there) <= set(built)
        assert kind == "shares" or sorted(there) == sorted(built)

    def test_spells_passwords_nowhere_else(self, kind: str, records: int, seed: int) -> None:
        stem = re.compile("|".join(PASSWORD_STEMS))
        password = re.compile(rf"(USER|IDENTITY) \S+ +({stem.pattern})\d\d|MDISK .*")
        for record in generate(kind, records, seed):
            assert not stem.search(password.sub("", record)), record


def test_the_ssi_system_looks_like_a_real_one() -> None:
    records = sample_records("ssi-system")
    comments = [record for record in records if is_comment(record)]
    assert 0.20 <= len(comments) / len(records) <= 0.38
    assert 0.40 <= sum(map(is_commented_statement, comments)) / len(comments) <= 0.60
    assert 0.45 <= repeated_share(records) <= 0.65
    shares = statement_shares(records)
    assert {keyword for keyword in SHARES if abs(shares[keyword] - SHARES[keyword]) > 3.5} == set()


def test_the_ssi_system_has_one_of_everything() -> None:
    records = sample_records("ssi-system")
    assert {
        "POOL", "NICDEF", "XCONFIG", "CLASS", "D8ONECMD", "LOADDEV", "XAUTOLOG", "CRYPTO", "GLOBALOPTS",
        "POSIXGROUP", "POSIXINFO", "POSIXOPT", "STORAGE", "SHARE", "CPU", "COMMAND", "DEDICATE",
        "NAMESAVE", "AUTOLOG", "MACH", "SCR",
    } <= statement_shares(records).keys()  # fmt: skip
    text = "\n".join(records)
    pieces = ("\xf3", " END ", "V-DISK", "2CC MD", "OBSERVER", "* * *", "ALL ", "$$$$$$", "@@MEMBER3NAME")
    assert [piece for piece in pieces if piece not in text] == []
    assert sum("POOL" in record.split() for record in records) == 1
    assert text.count("*DVHOPT") == 1


def test_a_fifth_of_the_links_goes_on_to_a_link() -> None:
    records = sample_records("ssi-system")
    seen = devices(records)
    links = [text.split() for text in statements(records) if text.startswith("LINK")]
    chains = [words for words in links if seen[words[1]][int(words[2], 16)][0] == "LINK"]
    remarks = [words for words in links if "*" in words]
    assert 0.15 <= len(chains) / len(links) <= 0.25
    assert 0.06 <= len(remarks) / len(links) <= 0.12


def test_the_ssi_members_differ_in_the_volume_only() -> None:
    body = words_by_entry(sample_records("ssi-system"))
    pairs = [(body[key], body[key[:-1] + "2"]) for key in body if key.startswith("SUBCONFIG") and key.endswith("1")]
    same = [first for first, second in pairs if str(first[1:]).replace("'TD1", "'TD2") == str(second[1:])]
    assert len(pairs) > 20
    assert len(same) >= 0.9 * len(pairs)


@pytest.mark.parametrize("records", [5000, 40000])
def test_shares_has_the_statements_of_a_real_system(records: int) -> None:
    made = generate("shares", records, 1)
    found = statement_shares(made)
    assert {keyword for keyword in SHARES if abs(found[keyword] - SHARES[keyword]) > 0.6} == set()
    assert found["USER"] + found["IDENTITY"] == pytest.approx(4.6, abs=0.4)
    assert 0.5 <= repeated_share(made) <= 0.65
    assert 0.04 <= sum(map(is_comment, made)) / len(made) <= 0.20
    assert 30 <= len(encode(made)) / len(made) <= 32


def test_shares_repeats_no_minidisk() -> None:
    disks = [text for text in statements(generate("shares", 40000, 1)) if text.startswith("MDISK")]
    places = [" ".join(text.split()[2:6]) for text in disks]
    assert len(set(places)) == len(places)


def test_vm370_is_of_its_time() -> None:
    records = sample_records("vm370")
    text = [record[:72] for record in records]
    assert all(record[72:].strip().isdigit() or not record[72:].strip() for record in records)
    assert 0.06 <= sum(not line.strip() for line in text) / len(text) <= 0.12
    assert 0.15 <= sum(map(is_comment, text)) / len(text) <= 0.30
    assert {text.split()[2] for text in statements(text) if text.startswith("MDISK")} == {*PACKS}
    assert not any("PROFILE" in line.split() for line in text)


@pytest.mark.parametrize("columns", COLUMNS)
def test_columns_change_nothing_but_what_stands_behind_the_statements(columns: str) -> None:
    bare = generate("ssi", 700, 1, "none")
    made = generate("ssi", 700, 1, columns)
    assert [record[:72].rstrip() for record in made] == [record.rstrip() for record in bare]


def test_fixed_records_have_no_line_ends() -> None:
    records = generate("linux", 150, 1)
    assert encode(records, "cp037", fixed=True).decode("cp037") == "".join(f"{record:<80}" for record in records)


def test_the_broken_sample_names_every_rule_about_records_statements_and_values() -> None:
    named = set(re.findall(r"\[([A-Z]{3}\d{3})\]$", "\n".join(sample_records("broken")), re.MULTILINE))
    assert {f"REC{number:03}" for number in range(1, 9)} <= named
    assert {f"SYN{number:03}" for number in range(1, 9)} <= named
    assert {f"VAL{number:03}" for number in range(1, 14)} <= named


def test_the_hundred_broken_statements_are_a_hundred() -> None:
    cases = ROOT / "tests" / "cases"
    records = (cases / "hundred_broken.direct").read_bytes().decode("latin-1").split("\n")
    expected = [line.split() for line in (cases / "hundred_broken.expected").read_text("ascii").splitlines()]
    assert len({line for line, _, _ in expected}) == len(expected) == 100
    for line, column, code in expected:
        before, after = records[int(line) - 1][: int(column) - 1], records[int(line) - 1][int(column) - 1 :]
        assert (after == "") == (code == "SYN002"), (line, code)
        assert not before or (before.endswith(" ") if after else not before.endswith(" ")), (line, code)
    assert len(list(statements(records))) >= 300
