"""Golden files: what dirtool prints, as it was when somebody last looked at all of it.

`python -m tests.golden` writes them anew; the difference to the old ones is then to be read like any other change.
"""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent


class Golden(NamedTuple):
    """One file: its name, the command line (from the repository's folder) that prints it, and the exit code of that."""

    name: str
    arguments: tuple[str, ...]
    code: int = 0


SMALL = "tests/golden/small.direct"
BROKEN = "samples/broken.direct"
EXTENTS = "tests/cases/planted/reef.extents"
COMMANDS = "tests/golden/commands.dirm"
SSI = "samples/ssi-system.direct"
CLOUD = "samples/cloud-broken"
FARM = ("samples/linux-farm.direct", "--extents", "samples/linux-farm.extents")
GUESTS = ("simulate", "samples/dirm/new-guests.dirm", "--current", *FARM)
COMPARED = ("diff", "tests/golden/before.direct", "tests/golden/after.direct")
PLANNED = ("plan", "samples/desired.yaml")
LOSING = ("plan", "samples/grow-move-shrink.yaml")
GROWN = (*LOSING, "--allow-remove", "APP03/0101")
WHOLE = ("plan", "tests/golden/plan-after.direct", "--whole", "--current", "tests/golden/plan-before.direct")
MOVED = ("migrate", "tests/golden/hand-kept.direct")
RETURNED = ("migrate", "--check", "tests/golden/move", "--against", "tests/golden/move/USER.WITHPASS")
MINED = ("mine", SSI, "--extents", "samples/ssi-system.extents")
MAPPED = ("map", *FARM, "--volume", "LX0013,LXPRES")
ASKED = ("allocate", "samples/new-guests.yaml", "20032@LINUX", "--current", *FARM)

FILES = (
    Golden("help.txt", ("--help",)),
    Golden("lint-help.txt", ("lint", "--help")),
    Golden("parse-help.txt", ("parse", "--help")),
    Golden("map-help.txt", ("map", "--help")),
    Golden("allocate-help.txt", ("allocate", "--help")),
    Golden("diff-help.txt", ("diff", "--help")),
    Golden("new-help.txt", ("new", "--help")),
    Golden("new-dmssicnf-help.txt", ("new", "dmssicnf", "--help")),
    Golden("new-openstack-help.txt", ("new", "openstack", "--help")),
    Golden("new-authlist-help.txt", ("new", "authlist", "--help")),
    Golden("verify-help.txt", ("verify", "--help")),
    Golden("explain-help.txt", ("explain", "--help")),
    Golden("config-help.txt", ("config", "--help")),
    Golden("config-keys.txt", ("config",)),
    Golden("lint-broken-full.txt", ("lint", BROKEN), 1),
    Golden("lint-broken-concise.txt", ("lint", "--format", "concise", BROKEN), 1),
    Golden("lint-broken.json", ("lint", "--format", "json", BROKEN), 1),
    Golden("lint-small-full-colour.txt", ("lint", "--color", "always", SMALL), 1),
    Golden("lint-small-concise-colour.txt", ("lint", "--color", "always", "--format", "concise", SMALL), 1),
    Golden("parse-small.json", ("parse", SMALL)),
    Golden("parse-small.txt", ("parse", "--format", "text", SMALL)),
    Golden("parse-small-effective.txt", ("parse", SMALL, "--effective", "LINUX1")),
    Golden("parse-small-effective.json", ("parse", SMALL, "--effective", "LINUX1", "--format", "json")),
    Golden("parse-extents.json", ("parse", EXTENTS)),
    Golden("parse-extents.txt", ("parse", "--format", "text", EXTENTS)),
    Golden("lint-extents-full.txt", ("lint", EXTENTS), 1),
    Golden("parse-commands.json", ("parse", COMMANDS)),
    Golden("parse-commands.txt", ("parse", "--format", "text", COMMANDS)),
    Golden("lint-commands-full.txt", ("lint", "--select", "security", COMMANDS), 1),
    Golden("parse-ssi-effective.txt", ("parse", SSI, "--effective", "TCPIP")),
    Golden("parse-ssi-effective.json", ("parse", SSI, "--effective", "TCPIP", "--format", "json")),
    Golden("map-farm.txt", MAPPED),
    Golden("map-farm-bars.txt", (*MAPPED, "--bars", "--ascii")),
    Golden("map-farm-colour.txt", (*MAPPED, "--bars", "--color", "always")),
    Golden("map-farm.json", (*MAPPED, "--format", "json")),
    Golden("map-vm370.txt", ("map", "samples/vm370.direct")),
    Golden("map-free.txt", ("map", *FARM, "--free-by", "group")),
    Golden("map-place.txt", ("map", *FARM, "--at", "LXPRES:100")),
    Golden("map-links.txt", ("map", SSI, "--links", "MAINT/0190")),
    Golden("allocate-farm.txt", ASKED, 1),
    Golden("allocate-farm-colour.txt", (*ASKED, "--color", "always"), 1),
    Golden("allocate-farm.json", (*ASKED, "--format", "json"), 1),
    Golden("diff.txt", COMPARED),
    Golden("diff-all-colour.txt", (*COMPARED, "--all", "--color", "always")),
    Golden("diff.json", (*COMPARED, "--format", "json", "--exit-code"), 1),
    Golden("diff-markdown.txt", (*COMPARED, "--format", "markdown")),
    Golden("plan-help.txt", ("plan", "--help")),
    Golden("plan.txt", PLANNED),
    Golden("plan-verbose-colour.txt", (*PLANNED, "--verbose", "--color", "always", "--exit-code"), 1),
    Golden("plan.json", (*PLANNED, "--format", "json")),
    Golden("plan-markdown.txt", (*PLANNED, "--format", "markdown")),
    Golden("plan-commands.txt", (*PLANNED, "--emit", "dirm")),
    Golden("plan-refused.txt", LOSING, 3),
    Golden("plan-grow.txt", GROWN),
    Golden("plan-grow-verbose.txt", (*GROWN, "--verbose")),
    Golden("plan-grow.json", (*GROWN, "--format", "json")),
    Golden("plan-grow-markdown.txt", (*GROWN, "--format", "markdown")),
    Golden("plan-grow-commands.txt", (*GROWN, "--emit", "dirm", "--typed")),
    Golden("plan-only.txt", (*PLANNED, "--only", "APP02,NIGHTJOB")),
    Golden("plan-whole.txt", WHOLE, 3),
    Golden("plan-whole-verbose.txt", (*WHOLE, "--allow-remove", "OLDUSER", "--verbose")),
    Golden("show-help.txt", ("show", "--help")),
    Golden("show.txt", ("show", "tests/golden/plan.json", "--current", *FARM)),
    Golden("show-grow-markdown.txt", ("show", "tests/golden/plan-grow.json", "--format", "markdown")),
    Golden("show-typed.txt", ("show", "tests/golden/plan.json", "--emit", "dirm", "--typed")),
    Golden("simulate-help.txt", ("simulate", "--help")),
    Golden("simulate.txt", GUESTS, 1),
    Golden("simulate-colour.txt", (*GUESTS, "--color", "always"), 1),
    Golden("simulate-concise.txt", (*GUESTS, "--format", "concise", "--fail-work-unit", "1"), 1),
    Golden("simulate.json", (*GUESTS, "--format", "json"), 1),
    Golden("verify-broken.txt", ("verify", "--install", CLOUD), 1),
    Golden(
        "verify-broken-all.txt",
        ("verify", "--install", CLOUD, "--all", "--select", "VFY00,VFY035", "--color", "always"),
        1,
    ),
    Golden("verify-broken-concise.txt", ("verify", "--install", CLOUD, "--format", "concise"), 1),
    Golden("verify-broken.json", ("verify", "--install", CLOUD, "--format", "json"), 1),
    Golden("verify-checklist.txt", ("verify", "--install", CLOUD, "--checklist")),
    Golden("export-help.txt", ("export", "--help")),
    Golden(
        "export-farm.yaml",
        ("export", FARM[0], *(f"--entry={name}" for name in ("LNXECKD", "$DIRECT$", "DB01", "WEB01"))),
    ),
    Golden("migrate-help.txt", ("migrate", "--help")),
    Golden("migrate.txt", MOVED),
    Golden("migrate-all-colour.txt", (*MOVED, "--all", "--fix", "--color", "always")),
    Golden("migrate.json", (*MOVED, "--format", "json")),
    Golden("migrate-check.txt", RETURNED, 1),
    Golden("migrate-check.json", (*RETURNED, "--format", "json"), 1),
    Golden("mine-help.txt", ("mine", "--help")),
    Golden("mine.txt", MINED),
    Golden("mine-all-colour.txt", (*MINED, "--all", "--color", "always")),
    Golden("mine.json", (*MINED, "--format", "json")),
    Golden("explain-rule.txt", ("explain", "REC003")),
    Golden("explain-check.txt", ("explain", "VFY017", "VDP02")),
    Golden("explain-message.txt", ("explain", "HCPDIR751E")),
    Golden("explain-dirmaint.txt", ("explain", "DVHADD3212E", "3601", "DVH1172")),
    Golden("explain-smapi.txt", ("explain", "400/12", "rc 596 rs 3543", "SMAPI 408")),
    Golden("explain-statement.txt", ("explain", "MDISK")),
    Golden("explain-table.txt", ("explain",)),
    Golden("explain-rule-colour.txt", ("explain", "--color", "always", "SYN001")),
)


def path_of(golden: Golden) -> Path:
    """Where a golden file is."""
    return FOLDER / golden.name


def printed(golden: Golden) -> bytes:
    """What dirtool prints now. Fails on any other exit code than the one expected, and on anything on stderr."""
    from tests.cli.run import dirtool

    ran = dirtool(*golden.arguments)
    assert (ran.code, ran.err) == (golden.code, ""), f"{golden.arguments}: exit code {ran.code}, stderr {ran.err!r}"
    return ran.out.encode()
