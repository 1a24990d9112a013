"""lint --baseline, --write-baseline and --prune-baseline."""

from pathlib import Path

from dirtool.cli.common import answer, tell
from dirtool.lint.baseline import Baseline, baseline_lines, baseline_of, match, prune, read_baseline
from dirtool.lint.engine import Report
from dirtool.wording import plural

_NAMED_AT_MOST = 5  # of the findings that are gone


def write_baseline(report: Report, path: Path) -> Report:
    """Make the findings of a run a baseline, and return what is new to it. Raises InputError."""
    baseline = baseline_of(report.diagnostics)
    answer(baseline_lines(baseline), path)
    tell(f"{path}: {plural(baseline.total(), 'known finding')}")
    return _new(report, baseline, set())


def match_baseline(report: Report, path: Path, judged: set[str], *, pruning: bool) -> Report:
    """What is new to a baseline; tells on stderr what of it is gone, and takes that out of it if `pruning`.

    `judged` are the codes of the rules that were run. Raises InputError.
    """
    baseline = read_baseline(path)
    gone = match(report.diagnostics, baseline, judged).gone
    if gone:
        named = sorted(f"{known.code} of {known.subject}".removesuffix(" of ") for known in gone)
        more = f" and {len(named) - _NAMED_AT_MOST:,} more" if len(named) > _NAMED_AT_MOST else ""
        what = "taken out" if pruning else f"--prune-baseline takes {'it' if gone.total() == 1 else 'them'} out"
        listed = ", ".join(named[:_NAMED_AT_MOST])
        tell(f"{path}: {plural(gone.total(), 'finding')} gone: {listed}{more} ({what})")
    if gone and pruning:
        answer(baseline_lines(prune(baseline, gone)), path)
    return _new(report, baseline, judged)


def _new(report: Report, baseline: Baseline, judged: set[str]) -> Report:
    matched = match(report.diagnostics, baseline, judged)
    return report._replace(diagnostics=matched.new, known=matched.known)
