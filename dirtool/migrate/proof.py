"""What is proved of the files of a move, before anybody sees them: by other parts of dirtool than those that made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dirtool.compare.diff.comparison import compare
from dirtool.dirmaint.simulate import Simulator
from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import Report, lint
from dirtool.lint.options import Options
from dirtool.migrate.extents.proposal import ControlProposal
from dirtool.migrate.readiness.checks import ABOUT_CONTROL, code_and_subject
from dirtool.model.directory import Directory
from dirtool.space.volumes.gaps import clipped
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.verify.plan.document import Claim


class Evidence(NamedTuple):
    """What is looked at: a directory and what lint says of it, the same of the USER INPUT that was made of it, the map of
    its volumes, and EXTENT CONTROL.
    """

    directory: Directory
    report: Report
    user_input: Directory
    user_input_report: Report
    volume_map: VolumeMap
    proposal: ControlProposal


def claims(evidence: Evidence) -> Iterator[Claim]:
    """What is said of the files, and whether it holds."""
    control = evidence.proposal.control
    changed = compare(evidence.directory, evidence.user_input).entries
    yield Claim("USER INPUT says what the directory says", not changed, "dirtool diff")
    made = _counted(evidence.user_input_report) - _counted(evidence.report)
    yield Claim("lint finds no error or warning in USER INPUT that is not in the directory", not made, "dirtool lint")
    found = lint(control, options=Options(current=evidence.user_input)).diagnostics
    yield Claim("lint finds nothing in EXTENT CONTROL", not found, "dirtool lint")
    all_given = all(free == given for free, given in _free_and_given(evidence))
    yield Claim("EXTENT CONTROL gives out all free space but what the report tells", all_given, "dirtool map")
    yield Claim(
        "DirMaint, as simulated, loads both and gives back what went in", _comes_back(evidence), "dirtool simulate"
    )


def _counted(report: Report) -> Counter[tuple[str, str]]:
    """How many errors and warnings of each code each subject has, but for those that ask what EXTENT CONTROL says."""
    return Counter(
        code_and_subject(found)
        for found in report.diagnostics
        if found.severity is not Severity.INFO and found.code not in ABOUT_CONTROL
    )


def _free_and_given(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """How much is free on each volume, and how much of that is in regions or told as left out."""
    control = evidence.proposal.control
    left_out = Counter[str]()
    for one in evidence.proposal.left_out:
        left_out[one.volid] += one.size
    for volume in evidence.volume_map.volumes:
        in_regions = sum(
            gap.size
            for region in control.regions_on(volume.volid)
            if (end := control.end_of(region)) is not None
            for gap in clipped(volume.gaps, region.first, end)
        )
        yield sum(gap.size for gap in volume.gaps), in_regions + left_out[volume.volid]


def _comes_back(evidence: Evidence) -> bool:
    """Whether the simulated DirMaint, loaded with both files, sends the records that went in."""
    (source,) = evidence.user_input.sources
    simulator = Simulator(evidence.user_input, extents=evidence.proposal.control, parser=source.parser)
    replies = [simulator.run("RLDEXTN"), simulator.run("USER WITHPASS")]
    sent = [list(file.lines) for reply in replies for file in reply.files]
    return not any(reply.rc for reply in replies) and sent == [source.records.texts]
