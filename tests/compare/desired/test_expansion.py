"""Patterns and `like`: the entries as they are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.compare.desired import expansion
from dirtool.compare.desired.expansion import CurrentEntry, expanded
from dirtool.compare.desired.state import DesiredEntry, FixedPlace, Minidisk, Secret
from dirtool.errors import InputError
from dirtool.text.yaml_tree import Place
from tests.compare.desired.made import desired_in, entries_in
from tests.growth import assert_grows, seconds_for

MODEL = """\
WEB02:
  include: LNXDFLT
  password: LBYONLY
  storage: 4G
  class: G
  priority: 50
  logonby: [MAINT]
  options: [APPLMON]
  minidisks:
    "0191": {size: 50, group: LINUX, mode: MR}
    "0200": {clone: GOLD/0200, group: LINUX}
    "0201": {volume: LX0001, start: 101, size: 3338}
    "0202": {devno: "2000"}
    "0203": {mode: MR}
    "0204": {vdisk: 8}
  nics:
    "0600": {type: QDIO, lan: SYSTEM VSW1, macid: 000001}
  links:
    "0190": {userid: MAINT, mode: RR}
  dedicate:
    "1000": {rdev: "3000"}
  statements:
    - SHARE RELATIVE 200
    - IUCV ANY
    - CRYPTO DOMAIN 1 APDEDICATED 2
    - CRYPTO APVIRTUAL
    - LOADDEV LUN 0001000000000000
    - LOADDEV BOOTPROG 2
    - SPOOL 000C 2540 READER *
"""


def entries_of(text: str, current: CurrentEntry | None = None) -> dict[str, DesiredEntry]:
    return expanded(entries_in(text), current)


def current_of(text: str) -> CurrentEntry:
    """The current state of entries, in the words of desired.yaml."""
    return entries_in(text).entries.get


def texts(entry: DesiredEntry) -> list[str]:
    return [wanted.text for wanted in entry.statements]


def refusal_of(text: str, current: CurrentEntry | None = None) -> tuple[str, str | None]:
    with pytest.raises(InputError) as raised:
        entries_of(text, current)
    return raised.value.message, raised.value.hint


def test_a_pattern_makes_an_entry_of_each_of_its_names_in_the_order_of_the_file() -> None:
    entries = entries_of("Z: {class: A}\n'APP{09..11}': {class: G}\nB: {class: B}")
    assert [(name, entry.name, entry.class_) for name, entry in entries.items()] == [
        ("Z", "Z", "A"),
        ("APP09", "APP09", "G"),
        ("APP10", "APP10", "G"),
        ("APP11", "APP11", "G"),
        ("B", "B", "B"),
    ]


def test_like_copies_what_can_be_shared_and_nothing_else() -> None:
    copy = entries_of(MODEL + "NEW: {like: web02}")["NEW"]
    assert (
        copy.name,
        copy.like,
        copy.include,
        copy.password,
        copy.storage,
        copy.class_,
        copy.header,
        copy.logonby,
    ) == (
        "NEW",
        None,
        "LNXDFLT",
        "LBYONLY",
        "4G",
        "G",
        {"priority": 50},
        ("MAINT",),
    )
    assert copy.options
    assert list(copy.minidisks) == ["0191", "0200", "0204"]
    assert copy.nics["0600"].operands == {"type": "QDIO", "lan": "SYSTEM VSW1"}
    assert list(copy.links) == ["0190"]
    assert copy.dedicate == {}
    assert texts(copy) == [
        "SHARE RELATIVE 200",
        "IUCV ANY",
        "CRYPTO APVIRTUAL",
        "LOADDEV BOOTPROG 2",
        "SPOOL 000C 2540 READER *",
    ]


def test_what_an_entry_says_itself_holds() -> None:
    own = entries_of(
        MODEL
        + """\
NEW:
  like: WEB02
  storage: 8G
  priority: 60
  logonby: []
  options: []
  minidisks: {"0191": {size: 7}}
  nics: {"0600": {macid: 000009, vlan: 5}}
  links: {"0200": {userid: GOLD}, "000C": {userid: MAINT}}
  statements: [SHARE ABSOLUTE 5%, IUCV any, IUCV ALLOW]
"""
    )["NEW"]
    assert (own.storage, own.class_, own.header, own.logonby, own.options) == ("8G", "G", {"priority": 60}, (), ())
    assert own.minidisks["0191"].mode is None
    assert list(own.minidisks) == ["0204", "0191"]
    assert own.nics["0600"].operands == {"type": "QDIO", "lan": "SYSTEM VSW1", "macid": "000009", "vlan": "5"}
    assert list(own.links) == ["0190", "0200", "000C"]
    assert texts(own) == ["CRYPTO APVIRTUAL", "LOADDEV BOOTPROG 2", "SHARE ABSOLUTE 5%", "IUCV any", "IUCV ALLOW"]


def test_a_password_by_reference_is_not_copied() -> None:
    entries = entries_of("A: {password: {prompt: true}}\nB: {like: A}\nC: {like: A, password: NOLOG}")
    assert [entry.password for entry in entries.values()] == [Secret("prompt"), None, "NOLOG"]


def test_like_goes_on_from_entry_to_entry_in_any_order() -> None:
    entries = entries_of("A: {like: B}\nB: {like: C2, class: B}\n'C{1..2}': {like: D, storage: 2G}\nD: {include: P}")
    assert [(e.include, e.storage, e.class_) for e in entries.values()] == [
        ("P", "2G", "B"),
        ("P", "2G", "B"),
        ("P", "2G", None),
        ("P", "2G", None),
        ("P", None, None),
    ]


def test_an_entry_of_the_current_directory_can_be_copied() -> None:
    current = current_of(
        "OLD: {include: P, minidisks: {'0191': {volume: LX0001, start: 5, size: 5}, '0300': {vdisk: 8}}}"
    )
    new = entries_of("NEW: {like: OLD, class: G}", current)["NEW"]
    assert (new.include, new.class_, list(new.minidisks)) == ("P", "G", ["0300"])


def test_an_entry_that_changes_is_copied_as_it_will_be() -> None:
    current = current_of(
        "OLD: {include: P, storage: 2G, nics: {'0600': {type: QDIO}}, statements: [SHARE REL 100, IUCV ANY]}"
    )
    entries = entries_of(
        "NEW: {like: OLD}\nOLD: {storage: 4G, nics: {'0600': {vlan: 5}}, statements: [SHARE REL 200]}", current
    )
    new = entries["NEW"]
    assert (new.include, new.storage, new.nics["0600"].operands) == ("P", "4G", {"type": "QDIO", "vlan": "5"})
    assert texts(new) == ["IUCV ANY", "SHARE REL 200"]
    assert entries["OLD"].include is None  # it says no more than before


@pytest.mark.parametrize(
    ("text", "ring"),
    [
        ("A: {like: A}", "A -> A"),
        ("A: {like: B}\nB: {like: A}", "A -> B -> A"),
        ("X: {like: A}\nA: {like: B}\nB: {like: C}\nC: {like: A}", "A -> B -> C -> A"),
        ("'A{1..2}': {like: A1}", "A1 -> A1"),
        (
            "".join(f"A{at}: {{like: A{(at + 1) % 99}}}\n" for at in range(99)),
            "A0 -> A1 -> A2 -> A3 -> A4 -> A5 -> A6 -> A7 -> ... -> A0",
        ),
    ],
)
def test_a_ring_is_named(text: str, ring: str) -> None:
    message, _ = refusal_of(text)
    assert message.endswith(f": like leads back to where it began: {ring}")
    assert message.startswith("d.yaml:")


def test_an_entry_that_nobody_has_is_named_with_those_that_are_near() -> None:
    assert refusal_of("WEB01: {class: G}\nNEW: {like: WEB10}") == (
        "d.yaml:4:3: NEW is like WEB10, which is no entry; allowed: another entry",
        "did you mean WEB01?",
    )
    assert refusal_of("NEW: {like: OTHER}", lambda name: None)[1] is None


def test_an_entry_of_another_kind_is_not_copied() -> None:
    message, _ = refusal_of("P: {kind: profile}\nNEW: {like: P}")
    assert message == (
        "d.yaml:4:3: NEW of kind user is like P, which is of kind profile; allowed: an entry of the same kind"
    )


def test_what_is_copied_must_go_together_with_what_an_entry_says() -> None:
    message, _ = refusal_of("A: {links: {'0601': {userid: M}}}\nB: {like: A, nics: {'0600': {type: QDIO}}}")
    assert message == (
        "d.yaml:3:15: link 0601 takes number 0601, which NIC 0600 (0600-0602) at d.yaml:4:23 has already"
    )
    with pytest.raises(InputError, match=r"^d\.yaml:6:4: B/0190 shall be removed, but is wanted at d\.yaml:3:15; "):
        expanded(
            desired_in("version: 1\nentries:\n  A: {links: {190: {userid: M}}}\n  B: {like: A}\nremove:\n - B/190\n")
        )


def test_what_is_copied_from_a_directory_has_its_place_there() -> None:
    place = Place("user.direct", 7, 1)
    disk = Minidisk("0191", place, FixedPlace("LX0001", 5, 5))
    old = DesiredEntry("OLD", place, minidisks={"0191": disk}, password="NOPASS")
    assert expanded(entries_in("NEW: {like: OLD}"), {"OLD": old}.get)["NEW"] == DesiredEntry(
        "NEW", Place("d.yaml", 3, 3), password="NOPASS", nics={}, minidisks={}
    )


@given(st.dictionaries(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEFG"), min_size=1))
def test_any_chain_ends_or_is_a_ring(like: dict[str, str]) -> None:
    text = "\n".join(f"{name}: {{like: {other}}}" for name, other in like.items())
    end = {"G": DesiredEntry("G", Place("u", 1, 1), class_="G")}

    def leads_to_the_end(name: str) -> bool:
        for _ in like:
            name = like.get(name, name)
        return name == "G"

    if all(map(leads_to_the_end, like)):
        assert {entry.class_ for entry in entries_of(text, end.get).values()} == {"G"}
    else:
        refusal_of(text, end.get)


def test_no_name_of_a_pattern_is_a_clone_of_itself() -> None:
    entries_of("A{1..3}: {minidisks: {'0191': {clone: A4/0191}}}")
    message, _ = refusal_of("A{1..3}: {minidisks: {'0191': {clone: A2/0191}}}")
    assert message == "d.yaml:3:25: minidisk A2/0191 is a clone of itself; allowed: another one"


def test_what_like_copies_is_bounded_over_the_whole_file(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "M: {statements: [CPU 00, CPU 01], links: {190: {userid: N}}}\nA{1..3}: {like: M}"
    monkeypatch.setattr(expansion, "MOST_COPIED", 9)
    assert len(entries_of(text)) == 4
    monkeypatch.setattr(expansion, "MOST_COPIED", 8)
    assert refusal_of(text) == (
        "d.yaml:4:3: patterns and like copy more than 8 statements and devices up to here",
        "use a profile",
    )


def test_what_a_pattern_makes_is_bounded_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "A{1..5}: {statements: [CPU 00, CPU 01]}"
    monkeypatch.setattr(expansion, "MOST_COPIED", 8)
    assert len(entries_of(text)) == 5
    monkeypatch.setattr(expansion, "MOST_COPIED", 7)
    assert "patterns and like copy more than 7 statements and devices up to here" in refusal_of(text)[0]


def test_time_grows_with_the_length_of_a_chain() -> None:
    def chain(length: int) -> str:
        return (
            "\n".join(f"A{number}: {{like: A{number + 1}}}" for number in range(length)) + f"\nA{length}: {{class: G}}"
        )

    less, more = entries_in(chain(1000)), entries_in(chain(2000))
    assert_grows(lambda: seconds_for(lambda: expanded(less)), lambda: seconds_for(lambda: expanded(more)))
