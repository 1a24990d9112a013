"""The whole move from a directory that is kept by hand to DirMaint: what is made for it, what is in its way, what is proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from dirtool.lint.engine import Report, lint
from dirtool.lint.options import Options
from dirtool.migrate.control_files import authfor_control, configa_datadvh
from dirtool.migrate.extents.proposal import ControlProposal, propose_control
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.proof import Moved, claims
from dirtool.migrate.readiness.checks import ABOUT_CONTROL
from dirtool.migrate.readiness.judge import judge, lint_options
from dirtool.migrate.readiness.shortfall import Readiness, Verdict
from dirtool.migrate.runbook import Runbook, runbook
from dirtool.migrate.site import Site, site_of
from dirtool.migrate.user_input.cleaning import UserInput, make_user_input
from dirtool.model.directory import Directory
from dirtool.model.reading import directory_of
from dirtool.space.volumes.mapping import map_volumes
from dirtool.space.volumes.volume_map import VolumeMap
from dirtool.text.columns import RECORD_LENGTH
from dirtool.text.records import Records
from dirtool.verify.plan.document import Claim

USER_INPUT, EXTENT_CONTROL = "USER.INPUT", "EXTENT.CONTROL"
AUTHFOR_CONTROL, CONFIGA_DATADVH = "AUTHFOR.CONTROL", "CONFIGA.DATADVH"

_ABOUT_RECORDS = ("REC", "SYN", "DRM", "SUP", "INT")  # the families of rules that look at records and comments


class Migration(NamedTuple):
    """A move: the files for DirMaint by their names (of which USER.INPUT holds passwords), and all that is said of them.

    `moved` is the directory that USER INPUT holds.
    """

    directory: Directory
    moved: Directory
    volume_map: VolumeMap
    readiness: Readiness
    user_input: UserInput
    proposal: ControlProposal
    site: Site
    runbook: Runbook
    claims: tuple[Claim, ...]
    files: Mapping[str, Records]

    @property
    def holds(self) -> bool:
        """Whether all that is claimed is true; if not, that is a defect of dirtool."""
        return all(claim.holds for claim in self.claims)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of the move any more."""
        return self.readiness.verdict is not Verdict.NOT_READY


def migrate(directory: Directory, options: MigrateOptions) -> Migration:
    """What a move of this directory takes. Nothing is written.

    Raises InputError for what no USER INPUT can be made of: a directory of which a part cannot be read, or a character that
    the code page lacks.
    """
    if directory.failures:
        raise directory.failures[0]
    parser = directory.sources[0].parser
    told = lint_options(options)
    before = lint(directory, options=told)
    user_input = make_user_input(directory, options)
    moved = directory_of(user_input.records, parser)
    volume_map = map_volumes(moved, options.volumes)
    proposal = propose_control(moved, volume_map, options)
    after = lint(moved, options=_for_user_input(told, before, proposal, is_repaired=options.fix))
    site = site_of(directory, options)
    return Migration(
        directory,
        moved,
        volume_map,
        judge(directory, before, after, volume_map, proposal, options),
        user_input,
        proposal,
        site,
        runbook(site, user_input.records, proposal.control),
        tuple(claims(Moved(directory, before, moved, after, volume_map, proposal))),
        _files(user_input.records, proposal.records, site),
    )


def _for_user_input(told: Options, before: Report, proposal: ControlProposal, *, is_repaired: bool) -> Options:
    """What lint is told for USER INPUT: EXTENT CONTROL, and which rules.

    Where no statement was repaired, those that look at statements find what they found in the directory: of them only those
    run that found something, and the run takes half the time.
    """
    found = {one.code for one in before.diagnostics}
    assert told.severities is not None
    severities = {
        code: severity
        for code, severity in told.severities.items()
        if is_repaired or code in found or code in ABOUT_CONTROL or code[:3] in _ABOUT_RECORDS
    }
    return replace(told, severities=severities, extents=proposal.control)


def _files(user_input: Records, extent_control: Records, site: Site) -> dict[str, Records]:
    """The files for DirMaint: all of them in the code page and the framing of USER INPUT, so that they travel alike."""
    texts = {
        EXTENT_CONTROL: extent_control.texts,
        AUTHFOR_CONTROL: authfor_control(site),
        CONFIGA_DATADVH: configa_datadvh(site),
    }
    return {
        USER_INPUT: user_input,
        **{
            name: replace(user_input, path=name, texts=[text.ljust(RECORD_LENGTH) for text in lines], other_ends={})
            for name, lines in texts.items()
        },
    }
