"""Every verb is worked off by one function."""

from dirtool.dirmaint.verbs import server, statements
from dirtool.dirmaint.verbs.handlers import HANDLERS
from dirtool.spec.dirmaint_verbs import VERBS


def test_every_verb_has_a_function_that_works_it_off() -> None:
    assert set(HANDLERS) == {verb.name for verb in VERBS}


def test_a_verb_that_writes_a_statement_needs_no_function_of_its_own() -> None:
    assert HANDLERS["STORAGE"] is statements.write_statement
    assert HANDLERS["DIRMAP"] is server.not_reported
    assert HANDLERS["BACKUP"] is server.only_received
