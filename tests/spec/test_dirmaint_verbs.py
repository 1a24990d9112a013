"""The table of DirMaint's verbs: what it says, and that it and the grammar join without a rest."""

import pytest

from dirtool.spec.dirmaint_verbs import (
    DIRMAINT,
    PREFIXES,
    VERB_BY_NAME,
    VERB_BY_SPELLING,
    VERBS,
    Effective,
    Verb,
    WorkUnit,
    Writes,
)
from dirtool.spec.statement import Mark, abbreviations
from dirtool.spec.statements import BY_NAME, entries
from dirtool.syntax.grammar import Grammar, grammar_text
from tests.spec.test_statements import BLOCK_WORDS, Use
from tests.tools import typed_statements

GRAMMAR = Grammar(grammar_text("dirmaint.lark"))
ROWS = (DIRMAINT, *VERBS)
BY_NAME_OF_VERB = pytest.mark.parametrize("verb", ROWS, ids=lambda verb: verb.name)
WITH_A_PLACE = ("AMDISK", "CMDISK", "RMDISK", "CLONEDISK")

# From the manual: shortest abbreviation, customary command sets, and whether it writes a statement: R replaces the only
# one, K the one with the same key, A adds, M changes a list; with the name of the statement where it is another one.
STATEMENT_VERBS = {
    "ACCOUNT": ("ACC", "A", "R"),
    "ACIGROUP": ("ACI", "A", "R"),
    "APPCPASS": ("APPCPASS", "A", "K"),
    "AUTOLOG": ("AUTO", "A", "M"),
    "CLASS": ("CL", "A", "R"),
    "COMMAND": ("COMMAND", "A", "K"),
    "CONSOLE": ("CON", "A", "R"),
    "CPU": ("CPU", "A", "K"),
    "CRYPTO": ("CRY", "A", "R"),
    "D8ONECMD": ("D8ONECMD", "A", "R"),
    "DASDOPT": ("DASDOPT", "DA", "K"),
    "DATEFORM": ("DATEF", "GA", "R DATEFORMAT"),
    "DEDICATE": ("DED", "D", "K"),
    "DIRECTORY": ("DIRECTORY", "A", "K"),
    "DISTRIB": ("DIST", "A", "R -"),
    "DSECUSER": ("DSECUSER", "G", "R CONSOLE"),
    "GLOBALOPTS": ("GLOBALOPTS", "A", "R"),
    "INCLUDE": ("INCLUDE", "A", "R"),
    "IOPRIORITY": ("IOPRI", "A", "R"),
    "IPL": ("IPL", "GA", "R"),
    "IUCV": ("IUCV", "A", "A"),
    "LINK": ("LINK", "G", "K"),
    "LOADDEV": ("LOADDEV", "A", "K"),
    "LOGONBY": ("LOGONBY", "AG", "M"),
    "MACHINE": ("MACH", "A", "R"),
    "MAXSTORE": ("MAXSTORE", "A", "R MAXSTORAGE"),
    "MDISK": ("MDISK", "GD", "K"),
    "MDPW": ("MDPW", "G", "K MDISK"),
    "MINIOPT": ("MINIOPT", "DA", "K"),
    "NAMESAVE": ("NAMESAVE", "A", "M"),
    "NICDEF": ("NICDEF", "A", "K"),
    "NOPDATA": ("NOPDATA", "A", "R"),
    "OPTION": ("OPTION", "A", "R"),
    "POOL": ("POOL", "A", "R"),
    "POSIXFSROOT": ("POSIXFSROOT", "A", "M POSIXINFO"),
    "POSIXGLIST": ("POSIXGLIST", "A", "R"),
    "POSIXGROUP": ("POSIXGROUP", "A", "K"),
    "POSIXINFO": ("POSIXINFO", "A", "R"),
    "POSIXIUPGM": ("POSIXIUPGM", "A", "M POSIXINFO"),
    "POSIXIWDIR": ("POSIXIWDIR", "A", "M POSIXINFO"),
    "POSIXOPT": ("POSIXOPT", "A", "R"),
    "PRIVCLASS": ("PRIVCLASS", "A", "R CLASS"),
    "SCREEN": ("SCREEN", "G", "R"),
    "SETCPU": ("SETCPU", "A", "K CPU"),
    "SETMACH": ("SETMACH", "A", "R MACHINE"),
    "SETOPTN": ("SETOPTN", "A", "M OPTION"),
    "SHARE": ("SHARE", "A", "R"),
    "SPECIAL": ("SPEC", "A", "K"),
    "SPOOL": ("SP", "AG", "K"),
    "SPOOLFILE": ("SPOOLFILE", "A", "R"),
    "STAG": ("STAG", "A", "K -"),
    "STDEVOPT": ("STDEVOPT", "A", "R"),
    "STORAGE": ("STORAGE", "GA", "R"),
    "VMRELOCATE": ("VMRELO", "A", "R"),
    "XAUTOLOG": ("XAUTO", "A", "M"),
    "XCONFIG": ("XCONFIG", "A", "K"),
    "XSTORE": ("XSTORE", "A", "R"),
}
OTHER_VERBS = {
    "ADD": "ADD", "AGELIST": "AGELIST", "AMDISK": "AMD", "AUTHDASD": "AUTHDASD", "AUTHFOR": "AUTHF", "BACKUP": "BACKUP",
    "BATCH": "BATCH", "CHECK": "CHECK", "CHNGID": "CHNGID", "CHVADDR": "CHVADDR", "CLEANUP": "CLEANUP", "CLONEDISK": "CLONED",
    "CMDISK": "CMD", "CMS": "CMS", "CP": "CP", "DASD": "DASD", "DATAMOVE": "DATAMOVE", "DEFAULTS": "DEFAULTS",
    "DIRECT": "DIRECT", "DIRMAP": "DIRMAP", "DLINK": "DLINK", "DMDISK": "DMD", "DMVCTL": "DMVCTL", "DROPDASD": "DROPDASD",
    "DROPFOR": "DROPF", "DSATCTL": "DSATCTL", "EDIT": "EDIT", "EXECDROP": "EXECD", "EXECLOAD": "EXECL", "EXTNCHK": "EXTNCHK",
    "FILE": "FILE", "FREEXT": "FREE", "GET": "GET", "GLOBALDEFS": "GLOBALDEFS", "GLOBALV": "GLOBALV", "HELP": "HELP",
    "HISTORY": "HISTORY", "IVP": "IVP", "LANGUAGE": "LANGUAGE", "LINKS": "LINKS", "LOCK": "LOCK", "MAIL": "MAIL",
    "MDAUDIT": "MDAUDIT", "NEEDPASS": "NEEDPASS", "NOTAPE": "NOTAPE", "OFFLINE": "OFFLINE", "ONLINE": "ONLINE",
    "PRIOSET": "PRIOSET", "PURGE": "PURGE", "PW": "PW", "PWGEN": "PWGEN", "PWMON": "PWMON", "QRYDASD": "QRYDASD",
    "QUERY": "Q", "REPLACE": "REPLACE", "REVIEW": "REV", "RLDCODE": "RLDC", "RLDDATA": "RLDD", "RLDEXTN": "RLDE",
    "RMDISK": "RMD", "SCAN": "SCAN", "SEND": "SEND", "SETPTOKN": "SETPTOKN", "SETPW": "SETPW", "SHUTDOWN": "SHUTDOWN",
    "SSI": "SSI", "STATUS": "STATUS", "SUBSCRIBE": "SUBSCRIBE", "SYSAFFIN": "SYSAFFIN", "TERM": "TERM", "TESTPW": "TESTPW",
    "TMDISK": "TMD", "UNDOSSI": "UNDOSSI", "UNLOCK": "UNLOCK", "USEDEXT": "USED", "USER": "USER", "VCONFIG": "VCONFIG",
    "WORKUNIT": "WORKUNIT",
}  # fmt: skip
HOW = {"R": Writes.REPLACES, "K": Writes.BY_KEY, "A": Writes.ADDS, "M": Writes.MERGES}
SECRETS = {
    "ADD": {"password", "verify_password"},
    "AMDISK": {"read_password", "write_password", "multi_password"},
    "CLONEDISK": {"read_password", "write_password", "multi_password"},
    "LINK": {"link_password"},
    "MDISK": {"read_password", "write_password", "multi_password"},
    "MDPW": {"read_password", "write_password", "multi_password"},
    "PW": {"password", "verify_password"},
    "SETPW": {"password"},
    "TESTPW": {"password"},
    "TMDISK": {"read_password", "write_password", "multi_password"},
}


# ---- table and grammar


def test_every_verb_has_a_rule_and_every_start_rule_a_row() -> None:
    assert sorted(GRAMMAR.lark.options.start) == sorted(verb.name.lower() for verb in ROWS)
    assert len(ROWS) == len(VERB_BY_NAME)


@BY_NAME_OF_VERB
def test_the_terminals_of_a_verb_are_its_operands(verb: Verb) -> None:
    assert Use(verb, GRAMMAR).operands == verb.by_name.keys()


@BY_NAME_OF_VERB
def test_the_keywords_of_the_grammar_are_those_of_the_row(verb: Verb) -> None:
    in_grammar = GRAMMAR.keywords_of(verb.name.lower())
    introduced = {word.upper() for operand in verb.operands for word in (operand.keyword or "").split()}
    values = {word.upper() for operand in verb.operands for word in operand.values}
    blocks = BLOCK_WORDS if verb.name in WITH_A_PLACE else set()
    noise = {"TO"} if verb.name in ("CHVADDR", "TMDISK") else set()
    assert introduced <= in_grammar
    assert in_grammar <= {verb.name} | introduced | values | blocks | noise


@BY_NAME_OF_VERB
def test_a_terminal_that_lists_words_lists_those_of_its_operand(verb: Verb) -> None:
    for name, terminals in Use(verb, GRAMMAR).terminals.items():
        listed = {word for terminal in terminals for word in GRAMMAR.literals_of(terminal)}
        if name == "block_size":
            continue
        assert listed <= {word.upper() for word in verb.by_name[name].values}, name


def test_every_terminal_is_used() -> None:
    used = {symbol.name for rule in GRAMMAR.lark.rules for symbol in rule.expansion if symbol.is_term}
    assert {terminal.name for terminal in GRAMMAR.lark.terminals} - used <= {"BLANK", "WORD"}


def test_the_typed_classes_are_those_that_the_table_gives() -> None:
    written = (typed_statements.FOLDER / "verbs.py").read_text(encoding="utf-8")
    assert written == typed_statements.verbs_source(), "run python -m tests.tools.typed_statements"


# ---- what the rows say


def test_there_are_the_verbs_of_the_manual_and_no_others() -> None:
    assert {verb.name for verb in VERBS} == STATEMENT_VERBS.keys() | OTHER_VERBS.keys()


@pytest.mark.parametrize("name", STATEMENT_VERBS)
def test_a_verb_writes_its_statement_as_the_manual_says(name: str) -> None:
    shortest, authority, writes = STATEMENT_VERBS[name]
    how, _, other = writes.partition(" ")
    verb = VERB_BY_NAME[name]
    assert abbreviations(verb.spelling)[0] == shortest
    assert verb.authority == authority
    assert verb.writes is HOW[how]
    assert verb.statement == {"": name, "-": None}.get(other, other)
    assert verb.effective is Effective.LOGON
    assert verb.work_unit is WorkUnit.NEVER


@pytest.mark.parametrize("name", OTHER_VERBS)
def test_a_verb_that_writes_none_is_spelt_as_the_manual_says(name: str) -> None:
    verb = VERB_BY_NAME[name]
    assert abbreviations(verb.spelling)[0] == OTHER_VERBS[name]
    assert (verb.writes, verb.statement) == (None, None)
    assert verb.authority


def test_every_statement_that_a_verb_writes_is_one_and_its_holders_are_those_of_the_statement() -> None:
    for verb in VERBS:
        if verb.statement is not None:
            kind = BY_NAME[verb.statement]
            assert verb.holders <= kind.holders | entries("PROFILE")


def test_every_statement_of_an_entry_has_its_verb() -> None:
    written = {verb.statement for verb in VERBS}
    without = {kind.name for kind in BY_NAME.values() if kind.holders and kind.name not in written}
    # headers of entries, parts of a file, and what no verb of its own is for
    assert without == {"BUILD", "GLOBALDEFS", "IDENTITY", "LOAD", "PROFILE", "SUBCONFIG", "SYSAFFIN", "USER"}


def test_only_disk_verbs_make_work_units() -> None:
    found = {verb.name: verb.work_unit for verb in VERBS if verb.work_unit is not WorkUnit.NEVER}
    assert found == {
        "ADD": WorkUnit.IF_FORMATTED,
        "AMDISK": WorkUnit.IF_FORMATTED,
        "RMDISK": WorkUnit.IF_FORMATTED,
        "PURGE": WorkUnit.IF_CLEANED,
        "DMDISK": WorkUnit.IF_CLEANED,
        "CMDISK": WorkUnit.ALWAYS,
        "CLONEDISK": WorkUnit.ALWAYS,
    }


def test_what_sends_a_file_is_not_for_a_file_of_commands() -> None:
    assert {verb.name for verb in VERBS if not verb.batch} == {"REPLACE", "FILE", "BATCH"}


def test_what_is_not_certain_is_marked() -> None:
    assert {verb.name for verb in VERBS if verb.mark is Mark.UNSURE} == {
        "CHECK", "CHNGID", "CRYPTO", "DLINK", "EXTNCHK", "GLOBALDEFS", "NOTAPE", "SYSAFFIN", "TERM", "VCONFIG",
    }  # fmt: skip
    operands = {(verb.name, row.name) for verb in VERBS for row in verb.operands if row.mark is Mark.UNSURE}
    assert operands == {("LOCK", "reason"), ("SSI", "volid"), ("UNDOSSI", "volid"), ("STATUS", "words")}
    assert {verb.name: verb.unsure_words for verb in VERBS if verb.unsure_words} == {
        "ACCOUNT": ("ADD", "DELETE"),
        "IPL": ("DELETE",),
        "LOADDEV": ("ALTERNATE",),
        "SETOPTN": ("REMOVE", "DELETE"),
    }


def test_what_was_read_in_a_document_is_marked() -> None:
    assert {verb.name for verb in VERBS if verb.mark is Mark.DOC} == {
        "ADD", "AMDISK", "AUTHFOR", "CLASS", "CLEANUP", "CLONEDISK", "COMMAND", "CPU", "DASD", "DATAMOVE", "DMVCTL", "DSATCTL",
        "EXECDROP", "EXECLOAD", "FILE", "FREEXT", "GET", "IUCV", "IVP", "NICDEF", "PURGE", "PW", "QUERY", "REPLACE", "REVIEW",
        "RLDEXTN", "SEND", "SETOPTN", "STORAGE", "UNLOCK", "USEDEXT",
    }  # fmt: skip


def test_secrets_are_marked() -> None:
    found = {verb.name: {operand.name for operand in verb.operands if operand.secret} for verb in VERBS}
    assert {name: secrets for name, secrets in found.items() if secrets} == SECRETS


# ---- spellings


@pytest.mark.parametrize("name", [*STATEMENT_VERBS, *OTHER_VERBS])
def test_every_prefix_from_the_shortest_on_is_the_verb(name: str) -> None:
    shortest = len(STATEMENT_VERBS[name][0] if name in STATEMENT_VERBS else OTHER_VERBS[name])
    for length in range(1, len(name) + 1):
        found = VERB_BY_SPELLING.get(name[:length])
        assert (found is VERB_BY_NAME[name]) is (length >= shortest), name[:length]


def test_no_spelling_belongs_to_two_verbs_or_to_a_prefix() -> None:
    spellings = [short for verb in VERBS for short in abbreviations(verb.spelling)]
    assert len(spellings) == len(set(spellings))
    assert VERB_BY_SPELLING.keys() - set(spellings) == {"?", "ACCT"}
    assert not VERB_BY_SPELLING.keys() & PREFIXES.keys()


@pytest.mark.parametrize(
    ("word", "name"),
    [("FOR", "foruser"), ("FORUSER", "foruser"), ("AT", "atnode"), ("TO", "tosys"), ("AS", "asuser"), ("BY", "byuser"),
     ("PROM", "prompt"), ("MULTI", "multiuser"), ("REQUEST", "request"), ("CMDL", "cmdlevel")],
)  # fmt: skip
def test_prefixes_and_their_abbreviations(word: str, name: str) -> None:
    assert PREFIXES[word] == name


@pytest.mark.parametrize("word", ["FO", "A", "T", "B", "PRO", "MULT", "REQ", "CMD", "FROM", "PWNEVER", "BATCH"])
def test_what_is_no_prefix(word: str) -> None:
    assert word not in PREFIXES
