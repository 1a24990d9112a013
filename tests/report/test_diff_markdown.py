"""A difference as Markdown."""

from dirtool.compare.diff.comparison import compare
from dirtool.report.diff_markdown import diff_markdown
from tests.model.made import directory_of
from tests.report.test_diff_text import NEW, OLD, farm


def lines(old: str, new: str, max_bytes: int = 60_000) -> list[str]:
    return list(diff_markdown(compare(directory_of(old), directory_of(new)), max_bytes))


def test_what_is_about_data_owners_and_privileges_comes_first() -> None:
    told = lines(OLD, NEW)
    assert told[:8] == [
        "### Changes in the directory",
        "",
        "5 entries (1 added, 1 removed, 2 changed, 1 renamed); 7 changes inside (1 added, 5 changed, 1 moved); "
        "data: 1 overwritten, 1 orphaned, 1 elsewhere, 1 stale",
        "",
        "#### Data, owners and privileges",
        "",
        "| | Subject | Change | Data | Where |",
        "|---|---|---|---|---|",
    ]
    assert "| `>` | LNX7 | USER, was DBTEST | kept on 1 minidisk | part0:3 |" in told
    assert told[told.index("#### Everything else") + 4 :] == [
        "| `~` | P | MACHINE mcpu 16 -> 32; changes 1 virtual machine |  | part0:2 |",
        "| `~` | KEEP | PASSWORD changed |  | part0:9 -> 6 |",
        "| `+` | KEEP | ACCOUNT 1 |  | part0:8 |",
    ]


def test_two_directories_that_mean_the_same_have_no_table() -> None:
    assert lines(OLD, OLD) == ["### Changes in the directory", "", "No difference in meaning."]


def test_what_is_more_than_allowed_is_left_out_and_counted() -> None:
    old, new = farm(300, "VSW1"), farm(300, "VSW2")
    for limit in (1000, 5000, 20_000):
        told = lines(old, new, limit)
        assert len("\n".join(told).encode()) < limit
        shown = sum(line.startswith("| `~`") for line in told)
        assert told[-1] == f"**{300 - shown} more rows left out: the limit is {limit:,} bytes.**"
    assert len(lines(old, new)) == 308


def test_what_a_file_holds_is_no_markup() -> None:
    told = "\n".join(lines("USER A NOLOG", "USER A NOLOG\n COMMAND <b> `x` | @you #1 [a](b) http://a WWW.b"))
    assert "COMMAND &#60;b> \\`x\\` &#124; @&#8203;you #&#8203;1 \\[a\\](b) http:&#8203;//a W&#8203;WW.b" in told
