"""The runbook as a page: what a browser gets. What it makes of it is for tests/browser."""

import re

from hypothesis import given

from dirtool.migrate.runbook import Fact, Runbook
from dirtool.migrate.steps.step import Phase, Step
from dirtool.report.runbook_html import runbook_html
from dirtool.report.style import markup
from tests.migrate.moves_made import FEILONG, SSI, book_of_sample, steps
from tests.report.pages import Reader
from tests.report.strange import texts

FULL = Step("Do it", "MAINT", ("QUERY <name>", "QUERY B"), "an answer", "ask", ("Beware.",), "the name")
BARE = Step("Think", "You", (), "a thought")


def made(step: Step, *missing: str) -> Runbook:
    """A runbook of one step, with one more for the way back."""
    return Runbook(
        "x.direct", (Fact("Server", "DIRMAINT", "x:1"),), missing, (Phase("Begin", "it is so", (step,), (BARE,)),)
    )


def page(runbook: Runbook) -> str:
    return "\n".join(runbook_html(runbook))


def test_a_step_has_a_box_to_tick_where_what_and_notes() -> None:
    text = page(made(FULL))
    item = text.partition('<li class="step" data-where="MAINT">\n')[2].partition("</li>")[0]
    assert item.splitlines() == [
        '<label><input type="checkbox" name="1.1"><b>1.1</b> <span>Do it</span></label>',
        '<p class="where">MAINT</p>',
        "<pre>",
        "QUERY <mark>&lt;name&gt;</mark>",
        "QUERY B",
        "</pre>",
        '<dl class="notes">',
        '<div class="expect"><dt>Expected</dt><dd>an answer.</dd></div>',
        '<div class="otherwise"><dt>If not</dt><dd>ask.</dd></div>',
        '<div class="mind"><dt>Mind</dt><dd>Beware.</dd></div>',
        '<div class="check"><dt>Check in your manual</dt><dd>the name.</dd></div>',
        "</dl>",
    ]


def test_the_header_tells_what_is_missing_what_is_given_and_leads_to_the_phases() -> None:
    header = page(made(FULL, "DIRMAINT is not there.")).partition("<header>")[2].partition("</header>")[0]
    assert "<h1>x.direct to DirMaint</h1>" in header
    assert "<li>DIRMAINT is not there.</li>" in header
    assert '<tr><th scope="row">Server</th><td>DIRMAINT</td><td>x:1</td></tr>' in header
    assert '<li><a href="#phase-1">Begin</a> <span class="tally"></span></li>' in header
    assert "lacks" not in page(made(FULL)).partition("<header>")[2].partition("</header>")[0]


def test_the_way_back_is_folded_behind_the_phase() -> None:
    text = page(made(FULL))
    assert '<details class="back"><summary>The way back from phase 1</summary>' in text
    assert '<input type="checkbox" name="1.B1">' in text


def test_places_can_be_chosen_each_once() -> None:
    read = Reader(runbook_html(book_of_sample(FEILONG)))
    places = read.texts_in("option")
    assert places[:5] == [
        "all steps",
        "what is left",
        "everywhere",
        "MAINT740",
        "Your workstation, in the folder of the source file",
    ]
    assert len(places) == len(set(places))


def test_each_step_has_a_box_with_a_name_of_its_own() -> None:
    for sample in (SSI, FEILONG):
        runbook = book_of_sample(sample)
        names = re.findall('<input type="checkbox" name="([^"]+)">', page(runbook))
        assert len(names) == len(set(names)) == len(steps(runbook))


def test_what_is_remembered_is_remembered_for_this_runbook_only() -> None:
    keys = [re.findall('data-key="([0-9a-f]{16})"', page(one)) for one in (made(FULL), made(FULL), made(BARE))]
    assert keys[0] == keys[1] != keys[2]


@given(text=texts.filter(bool))
def test_whatever_files_hold_it_is_text(text: str) -> None:
    step = Step(text, text, (text,), text, text, (text,), text)
    strange, plain = page(made(step, text)), page(made(Step("a", "b", ("c",), "d", "e", ("f",), "g"), "h"))
    assert strange.isascii()
    tags = [tag for tag in Reader([strange]).tags if tag != "mark"]
    assert tags == Reader([plain]).tags
    assert f"<span>{markup(text)}</span>" in strange
