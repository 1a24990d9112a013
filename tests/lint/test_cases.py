"""Every rule's documentation holds a case that it reports, and one that it does not."""

import pytest

from dirtool.lint.diagnostic import Directxa, Severity
from dirtool.lint.engine import lint
from dirtool.lint.registry import RULES, Rule
from tests.lint.examples import example, options_for
from tests.model.made import judged_of

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
    "ENT001": ("duplicate-entry", "error", "refuses"),
    "ENT002": ("statement-not-allowed-here", "error", "refuses"),
    "ENT003": ("statement-out-of-order", "error", "refuses"),
    "ENT004": ("repeated-statement", "error", "refuses"),
    "ENT005": ("duplicate-device-number", "error", "refuses"),
    "ENT006": ("device-range-collision", "error", "silent"),
    "ENT007": ("profile-device-overridden", "info", "silent"),
    "ENT008": ("include-out-of-order", "error", "refuses"),
    "ENT009": ("entry-out-of-order", "error", "refuses"),
    "ENT010": ("no-directory-statement", "error", "refuses"),
    "ENT011": ("orphan-extension", "error", "refuses"),
    "ENT012": ("missing-class", "error", "refuses"),
    "ENT013": ("too-many-cpus", "error", "refuses"),
    "ENT014": ("conflicting-statements", "error", "refuses"),
    "ENT015": ("statement-outside-entry", "error", "refuses"),
    "ENT016": ("empty-entry", "warning", "silent"),
    "REF001": ("unknown-profile", "error", "refuses"),
    "REF002": ("unused-profile", "info", "silent"),
    "REF003": ("link-to-nobody", "error", "silent"),
    "REF004": ("link-to-no-device", "error", "silent"),
    "REF005": ("link-to-subconfig", "error", "silent"),
    "REF006": ("link-cycle", "error", "silent"),
    "REF007": ("link-to-local-disk", "warning", "silent"),
    "REF008": ("ipl-of-no-device", "warning", "silent"),
    "REF009": ("unknown-user-in-list", "warning", "silent"),
    "REF010": ("orphan-subconfig", "error", "refuses"),
    "REF011": ("build-of-nothing", "error", "refuses"),
    "REF012": ("link-mode-beyond-owner", "info", "silent"),
    "EXT001": ("overlapping-extents", "error", "silent"),
    "EXT002": ("identical-extents", "warning", "silent"),
    "EXT003": ("extent-past-volume-end", "error", "silent"),
    "EXT004": ("extent-on-system-area", "error", "silent"),
    "EXT005": ("empty-extent", "error", "refuses"),
    "EXT006": ("extent-above-65520", "warning", "silent"),
    "EXT007": ("two-types-for-one-volume", "error", "silent"),
    "EXT008": ("unknown-volume", "warning", "silent"),
    "EXT009": ("minidisk-on-dedicated-volume", "warning", "silent"),
    "EXT010": ("unaligned-fba-extent", "info", "silent"),
    "EXT011": ("vdisk-too-large", "error", "refuses"),
    "NET001": ("duplicate-mac", "error", "silent"),
    "NET002": ("nic-without-lan", "info", "silent"),
    "NET003": ("nic-without-type", "error", "refuses"),
    "DEV001": ("real-device-dedicated-twice", "warning", "silent"),
    "STY001": ("mixed-device-number-width", "info", "silent"),
    "STY002": ("unusual-device-order", "info", "silent"),
    "STY003": ("minidisk-without-mode", "info", "silent"),
    "SEC001": ("trivial-password", "warning", "silent"),
    "SEC002": ("minidisk-open-to-all", "warning", "silent"),
    "SEC003": ("clear-logon-password", "info", "silent"),
    "SEC004": ("dangerous-option", "warning", "silent"),
    "SEC005": ("privileged-class", "info", "silent"),
    "SEC006": ("shared-write-link", "warning", "silent"),
    "SEC007": ("full-pack-writer", "warning", "silent"),
    "SEC008": ("nobody-can-log-on", "warning", "silent"),
    "SEC009": ("logon-without-password", "warning", "silent"),
    "SEC010": ("write-reach", "info", "silent"),
    "REL001": ("needs-newer-release", "error", "refuses"),
    "REL002": ("obsolete-statement", "warning", "silent"),
    "DRM001": ("dirmaint-only-extent", "error", "refuses"),
    "DRM002": ("comment-changes-owner", "warning", "None"),
    "DRM003": ("foreign-control-comment", "warning", "None"),
    "DRM004": ("full-pack-hides-space", "warning", "None"),
    "DRM005": ("unprotected-system-area", "warning", "None"),
    "DRM006": ("sequence-numbers-kept", "warning", "None"),
    "DRM007": ("minidisk-outside-regions", "info", "None"),
    "XCT001": ("unknown-section", "error", "None"),
    "XCT002": ("bad-record", "error", "None"),
    "XCT003": ("duplicate-region", "error", "None"),
    "XCT004": ("overlapping-regions", "warning", "None"),
    "XCT005": ("region-past-volume-end", "error", "None"),
    "XCT006": ("region-on-cylinder-zero", "error", "None"),
    "XCT007": ("unknown-region-in-group", "error", "None"),
    "XCT008": ("method-given-late", "warning", "None"),
    "XCT009": ("region-in-no-group", "info", "None"),
    "XCT010": ("exclude-of-nothing", "warning", "None"),
    "XCT011": ("unpadded-device-number", "error", "None"),
    "CNF001": ("unclosed-string-or-comment", "error", "None"),
    "CNF002": ("not-an-assignment", "error", "None"),
    "CNF003": ("key-assigned-twice", "error", "None"),
    "CNF004": ("text-behind-column-71", "warning", "None"),
    "CNF005": ("read-in-two-ways", "warning", "None"),
    "CNF006": ("unknown-key", "warning", "None"),
    "CNF007": ("key-in-other-case", "info", "None"),
    "CNF010": ("bad-address", "error", "None"),
    "CNF011": ("gateway-out-of-reach", "error", "None"),
    "CNF012": ("address-of-whole-network", "error", "None"),
    "CNF013": ("address-given-twice", "error", "None"),
    "CNF014": ("one-switch-two-settings", "warning", "None"),
    "CNF015": ("one-switch-two-networks", "warning", "None"),
    "CNF016": ("management-address-in-inner-network", "warning", "None"),
    "CNF017": ("one-switch-for-both-networks", "warning", "None"),
    "CNF018": ("bad-vlan", "error", "None"),
    "CNF019": ("bad-osa-device", "error", "None"),
    "CNF020": ("bad-name", "error", "None"),
    "CNF021": ("odd-host-name", "warning", "None"),
    "CNF022": ("odd-domain", "warning", "None"),
    "CNF023": ("node-name-given-twice", "error", "None"),
    "CNF024": ("shipped-value", "warning", "None"),
    "CNF025": ("password-in-clear", "warning", "None"),
    "CNF026": ("bad-volume-label", "error", "None"),
    "CNF027": ("one-parm-disk-twice", "warning", "None"),
    "CNF028": ("xcat-on-later-release", "warning", "None"),
    "CNF031": ("missing-key", "error", "None"),
    "CMO001": ("unknown-role", "error", "None"),
    "CMO002": ("no-controller-address", "error", "None"),
    "CMO003": ("controller-of-controller", "warning", "None"),
    "CMO004": ("bad-data-disk", "warning", "None"),
    "CMO005": ("administrator-password-in-clear", "warning", "None"),
    "CMO006": ("openstack-without-openstack", "warning", "None"),
    "AUT001": ("field-in-wrong-column", "error", "None"),
    "AUT002": ("missing-marker", "warning", "None"),
    "AUT003": ("unknown-user-in-row", "warning", "None"),
    "AUT004": ("repeated-row", "info", "None"),
    "AUT005": ("unknown-function", "info", "None"),
    "DIR001": ("unknown-verb", "error", "None"),
    "DIR002": ("wrong-operand", "error", "None"),
    "DIR003": ("bad-value", "error", "None"),
    "DIR004": ("command-too-long", "error", "None"),
    "DIR005": ("line-edit-character", "info", "None"),
    "DIR006": ("not-for-batch", "warning", "None"),
    "DIR007": ("dependent-command", "warning", "None"),
    "DIR008": ("work-unit-not-awaited", "warning", "None"),
    "DIR009": ("format-of-temporary-disk", "error", "None"),
    "DIR010": ("storage-order", "warning", "None"),
    "DIR011": ("entry-left-locked", "warning", "None"),
    "DIR012": ("uncertain-form", "info", "None"),
    "DIR013": ("password-in-command", "info", "None"),
    "DIR014": ("no-entry-named", "warning", "None"),
    "DIR015": ("regions-not-reloaded", "info", "None"),
    "DIR016": ("source-removed-after-copy", "warning", "None"),
    "DIR017": ("replaced-at-once", "warning", "None"),
    "XCP001": ("keyword-elsewhere", "warning", "silent"),
    "XCP002": ("option-left-behind", "warning", "silent"),
    "XCP003": ("userid-inside-word", "warning", "silent"),
    "XCP004": ("macid-elsewhere", "warning", "silent"),
    "XCP005": ("second-macid-kept", "warning", "silent"),
    "XCP006": ("mode-is-not-seventh", "warning", "silent"),
    "XCP007": ("blocks-taken-for-cylinders", "warning", "silent"),
    "XCP008": ("number-taken-for-free", "warning", "silent"),
    "XCP009": ("highest-disk-misjudged", "warning", "silent"),
    "XCP010": ("profile-is-not-merged", "info", "silent"),
    "XCP011": ("cpu-08-unknown", "warning", "silent"),
    "XCP012": ("cpu-counted-elsewhere", "info", "silent"),
    "XCP013": ("maximum-of-cpus-not-read", "info", "silent"),
    "XCP014": ("header-not-split", "info", "silent"),
    "XCP015": ("reserved-storage-not-known", "info", "silent"),
    "XCP016": ("nicdef-not-recognised", "info", "silent"),
    "XCP017": ("statement-not-at-column-1", "info", "silent"),
    "XCP018": ("last-record-removed", "warning", "silent"),
    "SUP001": ("unused-suppression", "warning", "None"),
    "SUP002": ("suppression-without-reason", "info", "None"),
    "INT001": ("rule-failed", "error", "None"),
}
WITH_EXAMPLES = [rule for rule in RULES.values() if rule.code != "INT001"]
EVERY_RULE = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
EVERY_EXAMPLE = pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=[rule.code for rule in WITH_EXAMPLES])


def codes(rule: Rule, title: str) -> set[str]:
    """The codes found in an example."""
    text = example(rule, title)
    return {found.code for found in lint(judged_of(text), options=options_for(rule, text)).diagnostics}


def test_codes_keep_their_names() -> None:
    found = {code: (rule.name, str(rule.severity), str(rule.directxa)) for code, rule in RULES.items()}
    assert found == CONTRACT
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@EVERY_EXAMPLE
def test_the_bad_case_shows_the_rule_and_nothing_else(rule: Rule) -> None:
    assert codes(rule, "Bad") == {rule.code}


@EVERY_EXAMPLE
def test_the_good_case_shows_nothing(rule: Rule) -> None:
    assert codes(rule, "Good") <= {"ENT010"} - {rule.code}


@EVERY_RULE
def test_a_rule_says_why_and_on_what_ground(rule: Rule) -> None:
    lines = rule.documentation.split("\n")
    assert rule.title == lines[0]
    assert rule.title.endswith(".")
    for heading in ("Why:", *(("Bad:", "Good:") if rule in WITH_EXAMPLES else ()), "Source:"):
        assert any(line.startswith(heading) for line in lines), heading
    assert rule.severity in Severity
    assert rule.directxa is None or rule.directxa in Directxa
