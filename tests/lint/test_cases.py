"""Every rule's documentation holds a case that it reports, and one that it does not."""

import pytest

from dirtool.lint.diagnostic import Directxa, Severity
from dirtool.lint.engine import lint
from dirtool.lint.registry import RULES, Rule
from tests.model.made import CORE, directory_of

# What users write in settings: a code keeps its name, its severity and what DIRECTXA does, for ever.
CONTRACT = {
    "REC001": ("text-past-column-71", "warning", "ignores"),
    "REC002": ("word-cut-at-column-71", "error", "ignores"),
    "REC003": ("tab-character", "warning", "refuses"),
    "REC004": ("record-too-long", "warning", "ignores"),
    "REC005": ("control-character", "error", "refuses"),
    "REC006": ("sequence-out-of-order", "info", "ignores"),
    "REC007": ("orphan-sequence-field", "error", "refuses"),
    "REC008": ("shifted-sequence-field", "warning", "refuses"),
    "SYN001": ("unknown-statement", "error", "refuses"),
    "SYN002": ("missing-operand", "error", "refuses"),
    "SYN003": ("invalid-operand", "error", "refuses"),
    "SYN004": ("ignored-operand", "warning", "ignores"),
    "SYN005": ("comma-is-no-continuation", "warning", "refuses"),
    "SYN006": ("unfinished-statement", "error", "refuses"),
    "SYN007": ("conflicting-operands", "error", "refuses"),
    "SYN008": ("remark-after-operands", "info", "ignores"),
    "SYN009": ("keyword-inside-text", "warning", "silent"),
    "VAL001": ("out-of-range", "error", "refuses"),
    "VAL002": ("bad-device-number", "error", "refuses"),
    "VAL003": ("bad-userid", "error", "refuses"),
    "VAL004": ("reserved-userid", "error", "refuses"),
    "VAL005": ("confusing-userid", "warning", "silent"),
    "VAL006": ("bad-volid", "error", "refuses"),
    "VAL007": ("bad-storage-size", "error", "refuses"),
    "VAL008": ("storage-above-maximum", "error", "refuses"),
    "VAL009": ("bad-privilege-class", "error", "refuses"),
    "VAL010": ("bad-device-type", "error", "refuses"),
    "VAL011": ("value-too-long", "error", "refuses"),
    "VAL012": ("bad-mode", "error", "refuses"),
    "VAL013": ("bad-password", "error", "refuses"),
}
EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


def block(rule: Rule, title: str) -> str:
    """The records of an example in the docstring, with \\t and \\x01 made the characters they stand for."""
    lines = rule.documentation.split("\n")
    start = lines.index(f"{title}:") + 1
    stop = next((at for at in range(start, len(lines)) if not lines[at].startswith("    ")), len(lines))
    return "\n".join(line[4:] for line in lines[start:stop]).encode().decode("unicode_escape")


def codes(text: str) -> set[str]:
    return {found.code for found in lint(directory_of(text)).diagnostics}


def test_codes_keep_their_names() -> None:
    found = {code: (rule.name, str(rule.severity), str(rule.directxa)) for code, rule in RULES.items()}
    assert found == CONTRACT
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@EVERY_RULE
def test_the_bad_case_is_reported(rule: Rule) -> None:
    assert rule.code in codes(block(rule, "Bad"))


@EVERY_RULE
def test_the_bad_case_shows_nothing_else(rule: Rule) -> None:
    assert {code for code in codes(block(rule, "Bad")) if code.startswith(CORE)} <= {rule.code}


@EVERY_RULE
def test_the_good_case_is_not_reported(rule: Rule) -> None:
    assert rule.code not in codes(block(rule, "Good"))


@EVERY_RULE
def test_a_rule_says_why_and_on_what_ground(rule: Rule) -> None:
    lines = rule.documentation.split("\n")
    assert rule.title == lines[0]
    assert rule.title.endswith(".")
    for heading in ("Why:", "Bad:", "Good:", "Source:"):
        assert any(line.startswith(heading) for line in lines), heading
    assert rule.severity in Severity
    assert rule.directxa in Directxa
