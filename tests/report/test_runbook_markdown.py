"""The runbook as Markdown: lists to tick off, and nothing of the files that would be markup."""

from hypothesis import given

from dirtool.migrate.runbook import Fact, Runbook
from dirtool.migrate.steps.step import Phase, Step
from dirtool.report.runbook_markdown import runbook_markdown
from tests.migrate.moves_made import FEILONG, SSI, book_of_sample, steps
from tests.report.strange import texts

FULL = Step("Do it", "MAINT", ("QUERY A", "QUERY B"), "an answer", "ask", ("Beware.", "Really."), "the name")
BARE = Step("Think", "You", (), "a thought")


def document(
    *of_phase: Step, back: tuple[Step, ...] = (BARE,), source: str = "x.direct", **more: tuple[str, ...]
) -> list[str]:
    """The lines of a runbook of one phase."""
    phase = Phase("Begin", "it has begun", of_phase, back)
    facts = (Fact("Server", "DIRMAINT", "a|b:1"),)
    return list(runbook_markdown(Runbook(source, facts, more.get("missing", ()), (phase,))))


def test_a_document_looks_like_this() -> None:
    lines = document(FULL, missing=("DIRMAINT is not there.",))
    assert lines[0] == "# Runbook: x.direct to DirMaint"
    assert lines[3:] == [
        "",
        "## What the directory lacks for DirMaint",
        "",
        "- DIRMAINT is not there.",
        "",
        "## Names that the commands use, and where they come from",
        "",
        "| What | Name | From |",
        "|---|---|---|",
        "| Server | DIRMAINT | a&#124;b:1 |",
        "",
        "## 1. Begin",
        "",
        "At its end it has begun.",
        "",
        "- [ ] **1.1** Do it",
        "",
        "  **Where**: MAINT",
        "",
        "  ```text",
        "  QUERY A",
        "  QUERY B",
        "  ```",
        "",
        "  **Expected**: an answer.",
        "",
        "  **If not**: ask.",
        "",
        "  **Mind**: Beware.",
        "",
        "  **Mind**: Really.",
        "",
        "  **Check in your manual**: the name.",
        "",
        "### The way back from phase 1",
        "",
        "- [ ] **1.B1** Think",
        "",
        "  **Where**: You",
        "",
        "  **Expected**: a thought.",
    ]


def test_the_runbook_of_a_cluster_begins_like_this() -> None:
    lines = list(runbook_markdown(book_of_sample(SSI)))
    assert lines[0] == "# Runbook: ssi-system.direct to DirMaint"
    assert "| Maintenance id | MAINT730 | ssi-system.direct:864 |" in lines
    at = lines.index("- [ ] **5.1** Log on to DIRMAINT, and start it by hand")
    assert lines[at + 1 : at + 10] == [
        "",
        "  **Where**: DIRMAINT, at its console",
        "",
        "  ```text",
        "  LOGON DIRMAINT BY MAINT",
        "  DVHBEGIN",
        "  ```",
        "",
        "  **Expected**: it finds USER INPUT, builds its own source from it, adds a \\*DVHOPT record to each entry, and waits "
        "for work (DVH2140 or DVH2141).",
    ]


def test_each_step_is_an_item_to_tick_off_with_a_number_of_its_own() -> None:
    for sample in (SSI, FEILONG):
        made = book_of_sample(sample)
        items = [line for line in runbook_markdown(made) if line.startswith("- [ ] ")]
        assert len(items) == len(steps(made)) == len({item.split()[3] for item in items})


def test_no_command_ends_its_block() -> None:
    lines = document(BARE._replace(commands=("echo ```", "````")))
    assert lines.count("  `````text") == lines.count("  `````") == 1


@given(text=texts.filter(bool))
def test_whatever_files_hold_a_line_is_a_line_and_a_heading_is_ours(text: str) -> None:
    lines = document(Step(text, text, (text,), text, text, (text,), text), source=text, missing=(text,))
    assert all(line.isprintable() for line in lines)
    assert [line.split()[0] for line in lines if line.startswith("#")] == ["#", "##", "##", "##", "###"]
    assert len(lines) == len(document(Step("a", "b", ("c",), "d", "e", ("f",), "g"), missing=("h",)))
