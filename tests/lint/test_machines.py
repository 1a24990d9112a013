"""In which virtual machines a statement takes effect, and which of these can meet."""

from dirtool.lint.context import Context
from dirtool.lint.machines import USES_AT_MOST, Machines, is_cut, make_ups, meeting
from dirtool.lint.options import Options
from dirtool.model.directory import Entry, Placed
from dirtool.syntax.statements import Dedicate
from tests.model.made import directory_of, entry_of

TEXT = """\
PROFILE P
 DEDICATE 100 1000
IDENTITY A NOLOG
 BUILD ON ONE USING SUBCONFIG A-1
 BUILD ON TWO USING SUBCONFIG A-2
 INCLUDE P
SUBCONFIG A-1
 DEDICATE 200 2000
SUBCONFIG A-2
 DEDICATE 200 2000
SUBCONFIG ALONE
 DEDICATE 200 2000
USER B LBYONLY
 INCLUDE P
 DEDICATE 100 3000
USER C LBYONLY
 INCLUDE P
"""
CONTEXT = Context(directory_of(TEXT), Options())
MACHINES = Machines(CONTEXT)


def dedicate(name: str) -> tuple[Entry, Placed]:
    entry = entry_of(CONTEXT.directory, name)
    return entry, entry.of(Dedicate)[0]


def shown(name: str) -> list[tuple[str, str]]:
    return [(use.machine.shown, use.subject) for use in MACHINES.uses(*dedicate(name))]


def test_a_statement_of_a_profile_counts_for_those_who_do_not_replace_it() -> None:
    assert shown("P") == [("A", "A/0100"), ("C", "C/0100")]


def test_a_statement_of_a_subconfig_counts_on_its_member() -> None:
    assert shown("A-1") == [("A on ONE", "A-1/0200")]
    assert shown("ALONE") == [("ALONE", "ALONE/0200")]
    assert shown("B") == [("B", "B/0100")]


def test_uses_on_two_members_do_not_meet_unless_one_is_for_any() -> None:
    local = [use for name in ("A-1", "A-2") for use in MACHINES.uses(*dedicate(name))]
    assert [len(group) for group in meeting(local)] == [1, 1]
    everywhere = [*local, *MACHINES.uses(*dedicate("B"))]
    assert [len(group) for group in meeting(everywhere)] == [3]


def test_no_more_uses_are_told_than_anybody_reads() -> None:
    users = "".join(f"USER U{number:03} NOLOG\n INCLUDE P\n" for number in range(60))
    machines = Machines(context := Context(directory_of("PROFILE P\n DEDICATE 100 1000\n" + users), Options()))
    profile = entry_of(context.directory, "P")
    uses = machines.uses(profile, profile.of(Dedicate)[0])
    assert (len(uses), is_cut(uses), is_cut(uses[:-1])) == (USES_AT_MOST, True, False)


def test_what_an_entry_makes_up_on_each_member() -> None:
    def parts(name: str) -> list[tuple[list[str], bool]]:
        entry = entry_of(CONTEXT.directory, name)
        return [([part.name for part in made], whole) for made, whole in make_ups(entry, CONTEXT)]

    assert parts("A-2") == [(["A-2", "A", "P"], True)]
    assert parts("B") == [(["B", "P"], True)]
    assert parts("P") == [
        (["A-1", "A", "P"], True),
        (["A-2", "A", "P"], True),
        (["B", "P"], True),
        (["C", "P"], True),
    ]
