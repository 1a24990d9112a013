"""What lint is told for its two runs of a move: over the directory, and over the USER INPUT that is made of it."""

from __future__ import annotations

from dataclasses import replace

from dirtool.lint.engine import Report, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.readiness.checks import ABOUT_CONTROL
from dirtool.model.extent_control import ExtentControl

_ABOUT_RECORDS = ("REC", "SYN", "DRM", "SUP", "INT")  # the families of rules that look at records and comments


def lint_options(options: MigrateOptions) -> Options:
    """What lint is told for both of its runs: the rules of the profile `dirmaint`, each as severe as it is by itself.

    What a site has turned off for everyday use counts here all the same. A directive that silences nothing any more is none
    of this: what it was for may be mended.
    """
    told = options.lint
    severities = severities_of(Profile.DIRMAINT)
    del severities["SUP001"]
    return replace(
        told,
        severities=severities,
        releases=(str(options.release),),
        volumes=options.volumes or told.volumes,
    )


def lint_options_of_user_input(options: MigrateOptions, before: Report, control: ExtentControl) -> Options:
    """What lint is told for USER INPUT: the proposed EXTENT CONTROL, too, and only the rules that may say something else.

    Where no statement was repaired, those that look at statements find what they found in the directory, as `before` tells: of
    them only those run that found something, and the run takes half the time.
    """
    told = lint_options(options)
    found = {one.code for one in before.diagnostics}
    severities = {
        code: severity
        for code, severity in (told.severities or {}).items()
        if options.fix or code in found or code in ABOUT_CONTROL or code[:3] in _ABOUT_RECORDS
    }
    return replace(told, severities=severities, extents=control)
