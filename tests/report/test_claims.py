"""What is claimed to be proved."""

from hypothesis import given

from dirtool.report.claims import claim_lines, claims_markup, holding
from dirtool.report.style import Style
from dirtool.verify.plan.document import Claim
from tests.report.pages import Reader
from tests.report.strange import texts

HOLDS, FAILS = Claim("nothing overlaps", True, "the map"), Claim("every LINK resolves", False, "LNX1/0191 does not")


def test_how_many_hold_is_told() -> None:
    assert holding(()) == "Not proved: no claim was examined"
    assert holding((HOLDS,)) == "Proved: 1 of 1 claim"
    assert holding((HOLDS, FAILS)) == "Not proved: only 1 of 2 claims hold"
    assert holding((HOLDS, FAILS), "the consent") == "Proved but for the consent: 1 of 2 claims"
    assert holding((HOLDS, HOLDS), "the consent") == "Proved: 2 of 2 claims"


def test_every_claim_is_told_with_what_it_was_found_out_by() -> None:
    assert list(claim_lines((HOLDS, FAILS), Style())) == [
        "holds    nothing overlaps: the map",
        "fails    every LINK resolves: LNX1/0191 does not",
    ]
    assert list(claim_lines((FAILS,), Style(width=40))) == [
        "fails    every LINK resolves: LNX1/0191",
        "           does not",
    ]


def test_the_markup_is_open_where_something_is_not_proved() -> None:
    assert list(claims_markup((HOLDS,), "Proved: 1 of 1 claim")) == [
        '<details class="proof"><summary>Proved: 1 of 1 claim</summary><ul>',
        '<li class="holds"><b>holds</b> nothing overlaps <span>the map</span></li>',
        "</ul></details>",
    ]
    assert next(iter(claims_markup((FAILS,), ""))).startswith('<details class="proof wrong" open>')
    assert next(iter(claims_markup((), ""))).startswith('<details class="proof wrong" open>')


@given(texts, texts)
def test_texts_are_harmless(claim: str, by: str) -> None:
    one = (Claim(claim, True, by),)
    assert all(line.isprintable() for line in claim_lines(one, Style()))
    reader = Reader(claims_markup(one, claim))
    assert reader.tags == ["details", "summary", "ul", "li", "b", "span"]
