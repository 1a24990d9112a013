"""What lint is told of a move."""

from dataclasses import replace

from dirtool.lint.diagnostic import Severity
from dirtool.lint.engine import lint
from dirtool.lint.options import Options
from dirtool.lint.registry import RULES, Profile
from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.runs_of_lint import lint_options, lint_options_of_user_input
from dirtool.model.volume_list import KnownVolume
from tests.model.made import control_of, directory_of

KNOWN = MigrateOptions(volumes={"LX0001": KnownVolume("3390", 10017)})


def test_both_runs_of_lint_have_all_rules_of_the_profile_whatever_the_site_has_turned_off() -> None:
    options = lint_options(replace(KNOWN, lint=Options(severities={"EXT001": Severity.INFO}, esm="RACF")))
    assert options.severities == {
        code: rule.severity
        for code, rule in RULES.items()
        if rule.profile in Profile.DIRMAINT.holds and code != "SUP001"
    }
    assert "SEC001" in options.severities
    assert (options.esm, options.releases, options.volumes) == ("RACF", ("7.4",), KNOWN.volumes)


def test_the_volumes_that_lint_knows_count_where_none_are_named_for_the_move() -> None:
    volumes = {"LX0002": KnownVolume("3390", 3339)}
    assert lint_options(MigrateOptions(lint=Options(volumes=volumes))).volumes == volumes


def test_where_nothing_is_repaired_only_rules_that_may_say_something_else_look_at_user_input() -> None:
    before = lint(directory_of("USER LINUX1 NOLOG\n XSTORE 32M\n"), options=lint_options(KNOWN))
    control = control_of(":REGIONS.\n:END.\n")
    some = lint_options_of_user_input(KNOWN, before, control)
    every = lint_options_of_user_input(replace(KNOWN, fix=True), before, control)
    assert (some.extents, every.extents) == (control, control)
    assert every.severities == lint_options(KNOWN).severities
    assert {"REL002", "REC001", "EXT008"} <= (some.severities or {}).keys()
    assert not {"REF001", "EXT001"} & (some.severities or {}).keys()
