"""The whole move from a directory that is kept by hand to DirMaint: what is made for it, what is in its way, what is proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from dirtool.lint.engine import lint
from dirtool.migrate.control_files import authfor_control, configa_datadvh
from dirtool.migrate.extents.proposal import ControlProposal, propose_control
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.proof import Evidence, claims
from dirtool.migrate.readiness.judge import judge
from dirtool.migrate.readiness.shortfall import Readiness, Verdict
from dirtool.migrate.runbook import Runbook, runbook
from dirtool.migrate.runs_of_lint import lint_options, lint_options_of_user_input
from dirtool.migrate.site import Site, site_of
from dirtool.migrate.user_input.cleaning import UserInput, make_user_input
from dirtool.model.directory import Directory
from dirtool.space.volumes.mapping import map_volumes
from dirtool.syntax.parser import collector_off
from dirtool.syntax.source import Source
from dirtool.text.columns import RECORD_LENGTH
from dirtool.text.records import Records
from dirtool.verify.plan.document import Claim

USER_INPUT, EXTENT_CONTROL = "USER.INPUT", "EXTENT.CONTROL"
AUTHFOR_CONTROL, CONFIGA_DATADVH = "AUTHFOR.CONTROL", "CONFIGA.DATADVH"


class Migration(NamedTuple):
    """A move: the files for DirMaint by their names (of which USER.INPUT holds passwords), and all that is said of them.

    `moved` is the directory that USER INPUT holds.
    """

    directory: Directory
    moved: Directory
    readiness: Readiness
    user_input: UserInput
    proposal: ControlProposal
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
    before = lint(directory, options=lint_options(options))
    user_input = make_user_input(directory, options)
    with collector_off():  # equal statements are one, so that to compare them takes 0.1 s instead of 0.4
        moved = Directory([Source(user_input.records, parser, directory.sources)])
    volume_map = map_volumes(moved, options.volumes)
    proposal = propose_control(moved, volume_map, options)
    after = lint(moved, options=lint_options_of_user_input(options, before, proposal.control))
    site = site_of(directory, options)
    return Migration(
        directory=directory,
        moved=moved,
        readiness=judge(directory, before, after, volume_map, proposal, options),
        user_input=user_input,
        proposal=proposal,
        runbook=runbook(site, user_input.records, proposal.control),
        claims=tuple(claims(Evidence(directory, before, moved, after, volume_map, proposal))),
        files=_files(user_input.records, proposal.records, site),
    )


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
