"""The plan as a page: what a browser gets. What it makes of it is for tests/browser."""

import re
from collections import deque

from hypothesis import given, settings

from dirtool.report.plan_html import plan_html
from dirtool.report.style import printable
from dirtool.verify.plan.document import (
    Action,
    Claim,
    Data,
    Digests,
    Extent,
    Kind,
    OperandChange,
    PlanDocument,
    PlannedPlacement,
    Summary,
)
from tests.growth import assert_grows, seconds_for
from tests.report.pages import Reader
from tests.report.plans_made import BY_HAND, FARM, GROWN, MOVED, NEW_GUEST, action, dirm, many, plan
from tests.report.strange import texts
from tests.report.volumes_made import VOLUMES, crowded, farm, owned, volume


def page(document: PlanDocument) -> str:
    return "\n".join(plan_html(document))


def words(markup: str) -> str:
    """What is read of some markup, its tags left out."""
    return " ".join(re.sub("<[^>]*>", " ", markup).split())


def told(document: PlanDocument, name: str) -> str:
    """What is read of the action of an id."""
    number = [one.id for one in document.actions].index(name) + 1
    item = page(document).partition(f'id="action-{number}"')[2].partition(">")[2]
    return words(re.split("</details>\n</li>", item)[0])


def bars(document: PlanDocument, number: int) -> list[tuple[str, float, float, int]]:
    """Of every extent of a volume that changes its look, where it begins and how wide it is in percent, and its top."""
    item = page(document).partition(f'id="volume-{number}"')[2].partition("</li>")[0]
    found = re.findall('<rect class="([a-z]+)" x="([0-9.]+)%" y="([0-9]+)" width="([0-9.]+)%"', item)
    return [(look, float(left), float(wide), int(top)) for look, left, top, wide in found]


def table(document: PlanDocument, number: int) -> list[list[str]]:
    """The cells of the table of a volume."""
    item = page(document).partition(f'id="volume-{number}"')[2].partition("</li>")[0]
    return [
        [words(cell) for cell in re.findall("<td>(.*?)</td>", row)]
        for row in re.findall('<tr class="[^"]*">(.*?)</tr>', item)
    ]


STORED = action(Kind.CHANGE_STATEMENT, "APP02", "STORAGE", id="a7", changes=(OperandChange("size", "4G", "8G"),))


REFUSED = action(
    Kind.RECREATE_DISK, "TEST1/0192", "100 cyl on LX0002 501-600", "grow: recreate in farm.yaml:75", 2,
    id="a16", data=Data.OVERWRITTEN, data_words="overwritten", consent="needs --allow-overwrite TEST1/0192",
    refused="what is on it would be lost",
)  # fmt: skip


def header_of(document: PlanDocument) -> str:
    return words(page(document).partition("<header>")[2].partition("</header>")[0])


def test_the_header_has_the_file_the_counts_the_proof_and_what_is_pinned() -> None:
    document = plan(
        STORED,
        REFUSED,
        pins=Digests({"APP02": "d1", "TEST1": "d1"}, {"LX0002": "d2"}),
        claims=(
            Claim("no two minidisks share space", True, "simulated"),
            Claim("every LINK leads somewhere", True, "read"),
        ),
        summary=Summary(change=1, overwrite=1, entries=2, commands=1_400),
        entries_after=47,
        remarks=("LX0005 is not in EXTENT CONTROL.",),
        digest="d0",
    )
    assert header_of(document) == (
        "Plan farm.direct Dark desired state: farm.yaml "
        "Plan refused: 1 subject loses data without consent "
        "a16 TEST1/0192 100 cyl on LX0002 501-600: what is on it would be lost "
        "LX0005 is not in EXTENT CONTROL. "
        "Add 0 Change 1 Move 0 Copy 0 Remove 0 Overwrite 1 Entries touched 2 46 before, 47 after Commands 1,400 2 stages "
        "Proved: 2 of 2 claims holds no two minidisks share space simulated holds every LINK leads somewhere read "
        "Pinned to 2 entries and 1 volume Entries APP02, TEST1 Volumes LX0002 Directory d0"
    )


def test_a_claim_that_does_not_hold_is_open() -> None:
    broken = plan(STORED, claims=(Claim("one", True, "simulated"), Claim("two", False, "read again")))
    assert '<details class="proof wrong" open><summary>Not proved: only 1 of 2 claims hold</summary><ul>' in page(
        broken
    )
    assert '<li class="wrong"><b>does not hold</b> two <span>read again</span></li>' in page(broken)
    assert '<details class="proof wrong" open>' in page(plan(STORED, claims=()))


def test_what_it_was_made_with_is_told() -> None:
    header = header_of(
        plan(
            STORED,
            mode="whole",
            only=("APP*", "WEB01"),
            pins=Digests({}, {}, "e1"),
            switches={"extents-by": "dirmaint"},
        )
    )
    assert "whole directory: farm.yaml , only APP*, WEB01" in header
    assert "EXTENT CONTROL e1 Settings extents-by: dirmaint" in header


def test_an_action_has_its_sign_its_data_its_reason_and_its_commands() -> None:
    place = PlannedPlacement(
        "WEB02/0100", "LX0003", "3390", 5001, 15016, 10016, "cylinder", None, "LINUX", "smallest gap that fits"
    )
    document = plan(
        *NEW_GUEST,
        MOVED,
        GROWN,
        *BY_HAND,
        REFUSED,
        placements=(place,),
        volumes=VOLUMES,
        files={"WEB02 DIRECT": ()},
    )
    assert told(document, "a8") == (
        "&gt; moved: LNX00007/0200 3338 cyl on LX0041 12001-15338 data kept "
        "was DBTEST/0200 (same extent; entry renamed in farm.yaml:40) ! log off DBTEST first "
        "1 command a8, seen at the next logon FOR DBTEST TMDISK 0200 TO LNX00007 0200"
    )
    assert told(document, "a3") == (
        "+ new: WEB02/0100 10016 cyl on LX0003 5001-15016 data none there before (asked for in farm.yaml:15) "
        "details a3, seen at the next logon; by the commands of a2 place: smallest gap that fits before and after: LX0003"
    )
    assert told(document, "a2").endswith("a2, seen at once; after a1 (O2) ADD WEB02 with WEB02 DIRECT")
    assert told(document, "a9").endswith("FOR CMS01 CMDISK 0191 3390 401 100 LX0002 takes a work unit")
    assert "refused: what is on it would be lost" in told(document, "a16")
    assert "consent" not in told(document, "a16")
    assert "consent: remove: in farm.yaml:9" in told(plan(STORED._replace(consent="remove: in farm.yaml:9")), "a7")
    assert "by hand: let DB01 copy what is on 0200 to 0300" in told(document, "a13")
    assert "statement: SHARE RELATIVE 200" in told(plan(STORED._replace(text="SHARE RELATIVE 200")), "a7")


def test_every_sign_has_a_look_of_its_own() -> None:
    looks = re.findall('<li class="action ([^"]*)" .*\n.*aria-hidden="true">([^<]*)<', page(farm()))
    assert sorted(set(looks)) == [
        ("add", "+"), ("change", "~"), ("copy", "=&gt;"), ("hand", "*"), ("move", "&gt;"), ("overwrite is-refused", "-!"),
        ("remove", "-"), ("rest", "."),
    ]  # fmt: skip
    assert re.findall('<option value="([^"]*)">', page(farm())) == [
        "", "is-refused", "add", "change", "move", "copy", "remove", "overwrite", "hand", "rest",
    ]  # fmt: skip


def test_actions_stand_by_stages_and_entries() -> None:
    text = page(farm()).partition('<div id="actions"')[2].partition('id="nothing"')[0]
    heads = [words(head) for head in re.findall("<h[23]>.*?</h[23]>", text)]
    assert heads == [
        "Stage 1 of 2", "The directory", "WEB02", "APP02", "LNX00007", "CMS01", "WEB03", "DB01",
        "Stage 2 of 2, after the work units in stage 1", "DB01", "WEB01", "LNX00011", "TEST1",
    ]  # fmt: skip
    assert "<h2>Actions</h2>" in page(plan(STORED))
    by_hand = plan(action(Kind.MANUAL, "DB01/0200", "copy by the guest"), STORED._replace(stage=2))
    assert "<h2>Stage 2 of 2, after what is done by hand in stage 1</h2>" in page(by_hand)
    assert words(page(plan())).count("Nothing to do: the directory is as farm.yaml says.") == 1


def test_what_changes_is_drawn_to_scale_on_its_side() -> None:
    """The bar of before is at 1, that of after at 27, and the rails are 19 below."""
    assert bars(farm(), 1) == [
        ("new", 1.01, 0.5, 27), ("gone", 2.01, 0.5, 1), ("gone", 3.01, 0.5, 1), ("new", 4.01, 1.0, 27),
        ("overwritten", 5.01, 1.0, 1), ("new", 5.01, 1.0, 27),
    ]  # fmt: skip
    assert bars(farm(), 4) == [("moved", 60.005, 16.69, 1), ("moved", 60.005, 16.69, 27)]
    packs = volume("V", 100, [owned("A/0100", 0, 9), owned("A/0123", 0, 99, "full-pack")], [owned("A/0100", 0, 9)])
    assert bars(plan(STORED, volumes=(packs,)), 1) == [("gone", 0.0, 100.0, 20)]
    alone = volume("V", 100, [owned("A/0123", 0, 99, "full-pack")], [])
    assert bars(plan(STORED, volumes=(alone,)), 1) == [("gone", 0.0, 100.0, 1)]


def test_what_stays_is_one_path_for_each_look() -> None:
    paths = re.findall('<path class="([a-z-]+)" d="([^"]*)"', page(plan(STORED, volumes=crowded(1, 200))))
    assert [look for look, _ in paths] == ["track", "a", "b"] * 2
    assert sum(d.count("M") for _, d in paths[1:3]) == 160
    label, web, rest = (owned("A/0100", 0, 499), owned("A/0101", 500, 999), owned("B/0100", 1000, 1999))
    same = plan(STORED, volumes=(volume("V", 2000, [label, web, rest], [label, web, rest]),))
    assert re.findall('<path class="([ab])" d="([^"]*)"', page(same))[:2] == [
        ("a", "M0 0h2492v1H0zM2500 0h2492v1H2500z"),
        ("b", "M5000 0h4992v1H5000z"),
    ]


def test_the_table_of_a_volume_has_all_extents() -> None:
    assert table(farm(), 1) == [
        ["0", "0", "1", "1 MiB", ".LABEL.", ".LABEL.", "system area", "as it was"],
        ["101", "150", "50", "35 MiB", "", "WEB03/0191", "minidisk", "+ new"],
        ["201", "250", "50", "35 MiB", "CMS01/0191", "", "minidisk", "- gone"],
        ["301", "350", "50", "35 MiB", "LNX00011/0101", "", "minidisk", "- gone"],
        ["401", "500", "100", "70 MiB", "", "CMS01/0191", "minidisk", "+ new"],
        ["501", "600", "100", "70 MiB", "TEST1/0192", "TEST1/0192", "minidisk", "-! overwritten"],
        ["601", "1,600", "1,000", "703 MiB", "LNX00001/0100", "LNX00001/0100", "minidisk", "as it was"],
    ]
    assert table(farm(), 4) == [
        ["12,001", "15,338", "3,338", "2.29 GiB", "DBTEST/0200", "LNX00007/0200", "minidisk", "&gt; moved"]
    ]


def test_a_volume_tells_what_is_known_of_it() -> None:
    heads = [words(line) for line in plan_html(farm()) if line.startswith('<div class="name">')]
    assert heads == [
        "LX0002 3390 &middot; 10,000 cylinders &middot; 6.87 GiB -! 1 overwritten - 2 gone + 2 new 2 as it was",
        "LX0003 3390 &middot; 30,051 cylinders &middot; 20.6 GiB + 1 new 2 as it was",
        "LX0005 3390 &middot; size not known + 1 new",
        "LX0041 3390 &middot; 20,000 cylinders &middot; 13.7 GiB &gt; 1 moved",
    ]
    unknown = plan(STORED, volumes=(volume("V", 100, [], [owned("A/0100", 0, 9)], devtype=None),))
    assert "V 100 cylinders + 1 new" in words(page(unknown))
    assert table(unknown, 1) == [["0", "9", "10", "", "", "A/0100", "minidisk", "+ new"]]


def test_files_stand_at_the_end() -> None:
    text = page(farm()).partition('<section id="files">')[2].partition("</section>")[0]
    assert text == (
        '<h2>Files</h2>\n<details id="file-1"><summary>WEB02 DIRECT <span>2 records, passwords masked</span></summary><pre>\n'
        "USER WEB02 ********\n INCLUDE LNXDFLT\n</pre></details>\n"
    )
    assert 'id="files"' not in page(plan(STORED))
    assert 'id="volumes"' not in page(plan(STORED))


def strange(*some: str) -> PlanDocument:
    """A plan with these texts wherever a text can be."""
    one, two, three, four = some
    place = Extent(one, 0, 9, "cylinder")
    told_action = Action(
        id=two, kind=Kind.ADD_DISK, subject=f"{one}/{three}", title=two, reason=three, data=Data.KEPT, data_words=four,
        effective=FARM.actions[0].effective, stage=1, was=one, after=(two, "elsewhere"), rules=(three,), consent=four,
        refused=one, by=two, before=three, new_extent=place, changes=(OperandChange(one, two, three),), text=four,
        commands=dirm(one, file=two),
    )  # fmt: skip
    return plan(
        told_action,
        path=one,
        desired=two,
        only=(three,),
        digest=four,
        pins=Digests({}, {}, one),
        claims=(Claim(two, True, three),),
        files={two: (three, four)},
        masked=(two,),
        switches={one: two},
        remarks=(three,),
        placements=(PlannedPlacement(f"{one}/{three}", one, two, 0, 9, 10, "cylinder", None, None, four),),
        volumes=(volume(one, 10, [owned(three, 0, 4)], [owned(four, 5, 9), owned(two, 0, 2)], devtype=two),),
    )


PLAIN = Reader(plan_html(strange("A", "B", "C", "D"))).tags


@given(texts, texts, texts, texts)
@settings(max_examples=40, deadline=None)
def test_whatever_a_text_holds_it_is_text(one: str, two: str, three: str, four: str) -> None:
    lines = list(plan_html(strange(f"1{one}", f"2{two}", f"3{three}", f"4{four}")))
    assert all(line.isascii() and line.isprintable() for line in lines)
    reader = Reader(lines)
    assert reader.tags == PLAIN
    assert reader.texts_in("h1") == [f"1{printable(one)}".strip()]
    assert [value for each in reader.attributes for name, value in each.items() if name == "data-subject"] == [
        f"1{printable(one)}/3{printable(three)}"
    ]


def test_a_page_grows_with_what_it_shows() -> None:
    crowd = crowded(50, 200)
    less, more = (many(changes)._replace(volumes=crowd[:volumes]) for changes, volumes in ((125, 25), (250, 50)))
    assert sum(map(len, plan_html(more))) < 3_000_000
    assert_grows(
        lambda: seconds_for(lambda: deque(plan_html(less), maxlen=0)),
        lambda: seconds_for(lambda: deque(plan_html(more), maxlen=0)),
    )
