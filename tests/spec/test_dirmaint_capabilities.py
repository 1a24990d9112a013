"""The table of forms of commands that are not certain."""

import pytest

from dirtool.spec.dirmaint_capabilities import DEFAULT, FORMS, SWITCHES, Capabilities

ROWS = {
    "dirmaint.delete-word-ipl": ("DELETE", ("DELETE", "none"), {"DELETE": "IPL DELETE"}),
    "dirmaint.delete-word-option": (
        "REMOVE",
        ("REMOVE", "DELETE", "none"),
        {"REMOVE": "SETOPTN REMOVE", "DELETE": "SETOPTN DELETE"},
    ),
    "dirmaint.dlink": ("owner-vdev", ("owner-vdev", "none"), {"owner-vdev": "DLINK"}),
    "dirmaint.chngid": ("old-new", ("old-new", "none"), {"old-new": "CHNGID"}),
    "dirmaint.loaddev-alternate": ("no", ("no", "yes"), {"yes": "LOADDEV ALTERNATE"}),
}


def test_the_switches_and_what_they_take() -> None:
    assert {switch.key: (switch.default, switch.words, switch.forms) for switch in SWITCHES} == ROWS
    assert all(switch.meaning for switch in SWITCHES)


def test_every_default_and_every_form_is_one_of_the_words() -> None:
    for switch in SWITCHES:
        assert switch.default in switch.words
        assert switch.forms.keys() <= set(switch.words)
        assert getattr(DEFAULT, switch.name) == switch.default


@pytest.mark.parametrize(
    ("capabilities", "form", "allowed", "settled"),
    [
        (Capabilities(), "IPL DELETE", True, False),
        (Capabilities(delete_word_ipl="none"), "IPL DELETE", False, False),
        (Capabilities(), "SETOPTN REMOVE", True, False),
        (Capabilities(), "SETOPTN DELETE", False, False),
        (Capabilities(delete_word_option="DELETE"), "SETOPTN DELETE", True, True),
        (Capabilities(delete_word_option="DELETE"), "SETOPTN REMOVE", False, False),
        (Capabilities(), "LOADDEV ALTERNATE", False, False),
        (Capabilities(loaddev_alternate="yes"), "LOADDEV ALTERNATE", True, True),
        (Capabilities(), "CRYPTO", False, False),
    ],
)
def test_a_form_is_allowed_where_its_switch_is_set_to_it(
    capabilities: Capabilities, form: str, allowed: bool, settled: bool
) -> None:
    assert capabilities.allow(form) is allowed
    assert capabilities.settle(form) is settled


def test_no_form_has_two_switches() -> None:
    assert len(FORMS) == sum(len(switch.forms) for switch in SWITCHES)
