"""The table of statements: what it says, and that it and the grammar join without a rest."""

import re

import pytest
from lark.grammar import Terminal

from dirtool.spec.statement import Extra, Section, StatementKind, abbreviations, nearest
from dirtool.spec.statements import BY_NAME, BY_SPELLING, STATEMENTS, UNCERTAIN_SPELLINGS
from dirtool.spec.values import ENUM
from dirtool.syntax.grammar import Grammar, grammar_text
from tests.tools import typed_statements

TEXT = grammar_text("directory.lark")
GRAMMAR = Grammar(TEXT)

# From the manual: shortest abbreviation, section, entries that hold it (and may or may not), repeatable, what happens to
# words behind the operands, whether it may be continued, first release, last release that knew it.
FACTS = {
    "ACCOUNT": ("A", "general", "UIP", "S", False, "ignored", False, None, None),
    "ACIGROUP": ("ACIGROUP", "general", "UIP", "", False, "ignored", False, None, None),
    "APPCPASS": ("APPCPASS", "general", "UIP", "", True, "ignored", False, None, None),
    "AUTOLOG": ("AUTOL", "general", "UIP", "", True, "invalid", False, None, None),
    "BUILD": ("BUILD", "header", "I", "", True, "ignored", False, "6.2", None),
    "CLASS": ("CL", "general", "UIP", "", False, "ignored", False, None, None),
    "COMMAND": ("COMMAND", "general", "UISP", "", True, "text", True, None, None),
    "CONSOLE": ("C", "device", "UIP", "S", False, "ignored", False, None, None),
    "CPU": ("CPU", "general", "UIP", "", True, "invalid", False, None, None),
    "CRYPTO": ("CRYPTO", "general", "UISP", "", True, "invalid", False, None, None),
    "D8ONECMD": ("D8ONECMD", "general", "UIP", "", False, "invalid", False, "5.3", None),
    "DASDOPT": ("DASDOPT", "device", "UIS", "P", True, "invalid", False, None, None),
    "DATEFORMAT": ("DATEF", "general", "UIP", "", False, "ignored", False, None, None),
    "DEDICATE": ("D", "device", "UISP", "", True, "invalid", False, None, None),
    "DIRECTORY": ("DIR", "header", "F", "", True, "ignored", False, None, None),
    "GLOBALDEFS": ("GLOBALD", "header", "F", "", False, "ignored", False, None, None),
    "GLOBALOPTS": ("GLOBALO", "general", "G", "", True, "invalid", False, None, None),
    "IDENTITY": ("IDENT", "header", "F", "", True, "ignored", False, "6.2", None),
    "INCLUDE": ("IN", "header", "UI", "", False, "ignored", False, None, None),
    "IOPRIORITY": ("IOPRIOR", "general", "UIP", "S", False, "ignored", False, None, None),
    "IPL": ("I", "general", "UISP", "", False, "text", False, None, None),
    "IUCV": ("IUCV", "general", "UIP", "S", True, "invalid", False, None, None),
    "LINK": ("L", "device", "UISP", "", True, "ignored", False, None, None),
    "LOAD": ("LOAD", "header", "X", "", True, "ignored", False, None, None),
    "LOADDEV": ("LOADDEV", "general", "UISP", "", True, "invalid", True, None, None),
    "LOGONBY": ("LOGONBY", "general", "UIP", "", True, "invalid", False, None, None),
    "MACHINE": ("MA", "general", "UIP", "", False, "ignored", False, None, None),
    "MAXSTORAGE": ("MAXST", "general", "UISP", "", False, "ignored", False, None, None),
    "MDISK": ("M", "device", "UIS", "", True, "ignored", False, None, None),
    "MINIOPT": ("MINIOPT", "device", "UIS", "P", True, "invalid", False, None, None),
    "NAMESAVE": ("NAMESAVE", "general", "UIP", "S", True, "invalid", False, None, None),
    "NICDEF": ("NICDEF", "device", "UISP", "", True, "invalid", False, "4.x", None),
    "NOPDATA": ("NOPDATA", "general", "UIP", "", False, "ignored", False, None, None),
    "OPTION": ("O", "general", "UIP", "S", True, "invalid", False, None, None),
    "POOL": ("POOL", "header", "UI", "", False, "ignored", False, None, None),
    "POSIXGLIST": ("POSIXGLIST", "general", "UIP", "", True, "invalid", True, None, None),
    "POSIXGROUP": ("POSIXGROUP", "general", "G", "", True, "ignored", True, None, None),
    "POSIXINFO": ("POSIXINFO", "general", "UIP", "", True, "invalid", True, None, None),
    "POSIXOPT": ("POSIXOPT", "general", "UIP", "", True, "invalid", True, None, None),
    "PROFILE": ("PROF", "header", "F", "", True, "ignored", False, None, None),
    "SCREEN": ("SCR", "general", "UIP", "", True, "invalid", False, None, None),
    "SHARE": ("SHARE", "general", "UIP", "S", False, "invalid", False, None, None),
    "SPECIAL": ("SPE", "device", "UISP", "", True, "ignored", False, None, None),
    "SPOOL": ("S", "device", "UISP", "", True, "ignored", False, None, None),
    "SPOOLFILE": ("SPOOLF", "general", "UIP", "", False, "ignored", False, None, None),
    "STDEVOPT": ("STDEVOPT", "general", "UIP", "", False, "invalid", False, None, None),
    "STORAGE": ("STO", "general", "UISP", "", False, "ignored", False, None, None),
    "SUBCONFIG": ("SUBCONFIG", "header", "F", "", True, "refused", False, "6.2", None),
    "SYSAFFIN": ("SYSAFFIN", "prefix", "UP", "", True, "invalid", False, None, None),
    "USER": ("U", "header", "F", "", True, "ignored", False, None, None),
    "VMRELOCATE": ("VMRELO", "general", "UP", "", False, "invalid", False, "6.2", None),
    "XAUTOLOG": ("XAUTOL", "general", "UIP", "", True, "invalid", False, None, None),
    "XCONFIG": ("XCONFIG", "general", "UIP", "S", True, "invalid", False, None, None),
    "XSTORE": ("XSTORE", "general", "UISP", "", False, "ignored", False, None, "6.4"),
}  # fmt: skip

HOLDERS = {
    "U": "USER", "I": "IDENTITY", "S": "SUBCONFIG", "P": "PROFILE", "G": "GLOBALDEFS", "F": "FILE", "X": "INDEX",
}  # fmt: skip
SECRETS = {
    "USER": {"password"},
    "IDENTITY": {"password"},
    "APPCPASS": {"password"},
    "MDISK": {"read_password", "write_password", "multi_password"},
    "AMDISK": {"read_password", "write_password", "multi_password"},
}
BLOCK_WORDS = {f"{form}{size}" for form in ("VBLK", "RBLK", "GBLK", "TBLK", "VDBS") for size in (512, 1024, 2048, 4096)}
BLOCK_WORDS = {word.replace("512", "0512") for word in BLOCK_WORDS}
SPELT_BY_THEIR_TYPE = {"LOADDEV": {"HEX", "AUTO"}, "MDISK": BLOCK_WORDS, "AMDISK": BLOCK_WORDS}
BY_NAME_OF_KIND = pytest.mark.parametrize("kind", STATEMENTS, ids=lambda kind: kind.name)


class Use:
    """What the rules of one statement use: operands and the terminals that fill them, and keywords."""

    def __init__(self, kind: StatementKind, grammar: Grammar = GRAMMAR) -> None:
        self.operands: set[str] = set()
        self.terminals: dict[str, set[str]] = {}
        self._seen: set[str] = set()
        self._rules = grammar.lark.rules
        self._walk(kind.name.lower())

    def _walk(self, rule_name: str) -> None:
        if rule_name in self._seen:
            return
        self._seen.add(rule_name)
        for rule in (rule for rule in self._rules if rule.origin.name == rule_name):
            for symbol in rule.expansion:
                name = symbol.name
                if not symbol.is_term:
                    operand, _, value = name.partition("__")
                    if name.startswith("_"):
                        self._walk(name)
                    elif value:
                        self.operands.add(operand)
                        self._walk(name)
                    else:
                        self.operands.add(name)
                elif isinstance(symbol, Terminal) and not symbol.filter_out:
                    operand = name.lower().partition("__")[0]
                    self.operands.add(operand)
                    self.terminals.setdefault(operand, set()).add(name)


def test_every_statement_has_a_rule_and_every_start_rule_a_row() -> None:
    assert sorted(GRAMMAR.lark.options.start) == sorted(kind.name.lower() for kind in STATEMENTS)
    assert len(STATEMENTS) == len(BY_NAME) == len(FACTS) + 1


@BY_NAME_OF_KIND
def test_the_terminals_of_a_statement_are_its_operands(kind: StatementKind) -> None:
    assert Use(kind).operands - {"ignored"} == {operand.name for operand in kind.operands}


@BY_NAME_OF_KIND
def test_the_keywords_of_the_grammar_are_those_of_the_row(kind: StatementKind) -> None:
    in_grammar = GRAMMAR.keywords_of(kind.name.lower())
    introduced = {word.upper() for operand in kind.operands for word in (operand.keyword or "").split()}
    values = {word.upper() for operand in kind.operands for word in (*operand.values, *operand.obsolete)}
    spelt_by_type = SPELT_BY_THEIR_TYPE.get(kind.name, set())
    assert introduced <= in_grammar
    assert spelt_by_type <= in_grammar
    assert in_grammar <= {kind.name} | introduced | values | spelt_by_type


@BY_NAME_OF_KIND
def test_a_terminal_that_lists_words_lists_those_of_its_operand(kind: StatementKind) -> None:
    for name, terminals in Use(kind).terminals.items():
        if name in ("ignored", "block_size"):
            continue
        operand = kind.by_name[name]
        listed = {word for terminal in terminals for word in GRAMMAR.literals_of(terminal)}
        values = {word.upper() for word in (*operand.values, *operand.obsolete)}
        if all(GRAMMAR.literals_of(terminal) for terminal in terminals):
            assert listed == values, name
        else:
            assert listed <= values, name


def test_a_rule_that_states_a_value_states_one_of_the_row() -> None:
    stated = {rule.origin.name for rule in GRAMMAR.lark.rules if "__" in rule.origin.name.strip("_")}
    stated = {name for name in stated if not name.startswith("_")}
    assert {name for name in stated if name.startswith("kind__")} == {"kind__accesslist", "kind__addrspace"}
    assert [name.upper() for name in BY_NAME["XCONFIG"].by_name["kind"].words] == ["ACCESSLIST", "ADDRSPACE"]
    forms = {word.replace("-", "").lower() for word in BY_NAME["MDISK"].by_name["form"].values}
    assert {name.removeprefix("form__") for name in stated if name.startswith("form__")} == forms
    assert all(name.startswith(("kind__", "form__")) for name in stated)


def test_the_grammar_holds_no_range_of_a_number() -> None:
    bare = re.sub(r"//.*", "", TEXT)
    patterns = re.findall(r"/[^/\n]+/", re.sub(r'"[^"\n]*"', "", bare))
    counted = sorted(pattern for pattern in patterns if "{" in pattern)
    assert counted == [r"/\S{1,4}/", r"/\S{5,}/"]  # what tells a real device from a volume, not a limit
    rules = re.sub(r'"[^"\n]*"|/[^/\n]+/', "", bare)
    assert "~" not in rules
    assert re.findall(r"(?<![\w.-])[0-9]+(?![\w])", rules) == []


def test_the_typed_classes_are_those_that_the_table_gives() -> None:
    written = (typed_statements.FOLDER / "statements.py").read_text(encoding="utf-8")
    assert written == typed_statements.statements_source(), "run python -m tests.tools.typed_statements"


# ---- what the rows say


@pytest.mark.parametrize("name", FACTS)
def test_a_row_says_what_the_manual_says(name: str) -> None:
    shortest, section, holders, unsure, repeatable, extra, continuable, since, obsolete_since = FACTS[name]
    kind = BY_NAME[name]
    assert abbreviations(kind.spelling)[0] == shortest
    # BUILD, INCLUDE and POOL stand at the head of an entry, LOAD in an index
    assert kind.section is Section(section)
    assert kind.holders == {HOLDERS[letter] for letter in holders}
    assert kind.unsure == {HOLDERS[letter] for letter in unsure}
    assert kind.repeatable is repeatable
    assert kind.extra.name == extra.upper()
    assert (kind.continuable is not None) is continuable
    assert (kind.since, kind.obsolete_since) == (since, obsolete_since)
    assert kind.source


def test_amdisk_is_input_to_dirmaint_only() -> None:
    assert [kind.name for kind in STATEMENTS if not kind.holders] == ["AMDISK"]
    mdisk, amdisk = (set(BY_NAME[name].by_name) for name in ("MDISK", "AMDISK"))
    assert amdisk - mdisk == {"blksize", "label"}
    assert mdisk < amdisk


def test_secrets_are_marked() -> None:
    found = {kind.name: {operand.name for operand in kind.operands if operand.secret} for kind in STATEMENTS}
    assert {name: secrets for name, secrets in found.items() if secrets} == SECRETS
    assert [kind.name for kind in STATEMENTS if kind.ignored_is_secret] == ["APPCPASS", "LINK", "MDISK", "AMDISK"]


def test_only_the_listed_kinds_of_extra_words_exist() -> None:
    assert [extra.name for extra in Extra] == ["IGNORED", "INVALID", "REFUSED", "TEXT"]


def test_keyword_operands_have_a_list_unless_any_word_is_only_an_information() -> None:
    unlisted = {
        (kind.name, operand.name)
        for kind in STATEMENTS
        for operand in kind.operands
        if operand.type is ENUM and not operand.values and not operand.obsolete
    }
    assert unlisted == {("GLOBALOPTS", "other")}
    assert BY_NAME["GLOBALOPTS"].by_name["other"].unknown("ANYTHING") == "info"


# ---- abbreviations


@pytest.mark.parametrize("name", FACTS)
def test_every_prefix_from_the_shortest_on_is_the_statement(name: str) -> None:
    shortest = len(FACTS[name][0])
    for length in range(1, len(name) + 1):
        found = BY_SPELLING.get(name[:length])
        assert (found is BY_NAME[name]) is (length >= shortest), name[:length]


def test_no_spelling_belongs_to_two_statements() -> None:
    spellings = [short for kind in STATEMENTS for short in abbreviations(kind.spelling)]
    assert len(spellings) == len(set(spellings)) == len(BY_SPELLING)


@pytest.mark.parametrize(
    ("word", "name"),
    [("M", "MDISK"), ("MA", "MACHINE"), ("MACH", "MACHINE"), ("MAXSTOR", "MAXSTORAGE"), ("S", "SPOOL"), ("I", "IPL"),
     ("IN", "INCLUDE"), ("C", "CONSOLE"), ("CL", "CLASS"), ("D", "DEDICATE"), ("DIR", "DIRECTORY"), ("L", "LINK"),
     ("U", "USER"), ("O", "OPTION"), ("A", "ACCOUNT"), ("SCR", "SCREEN"), ("GLOBALDEF", "GLOBALDEFS")],
)  # fmt: skip
def test_one_letter_forms_go_to_the_old_statement(word: str, name: str) -> None:
    assert BY_SPELLING[word].name == name


@pytest.mark.parametrize("word", ["MI", "MAX", "LO", "LOGON", "P", "POS", "SH", "X", "CO2", "MEMORY", "TERM", "MDOPT"])
def test_what_is_shorter_or_else_spelt_is_no_statement(word: str) -> None:
    assert word not in BY_SPELLING


@pytest.mark.parametrize(
    ("word", "name"),
    [("MAXSTORE", "MAXSTORAGE"), ("MAX", "MAXSTORAGE"), ("SUBC", "SUBCONFIG"), ("AUTO", "AUTOLOG"), ("COMM", "COMMAND"),
     ("IDEN", "IDENTITY"), ("ACIG", "ACIGROUP"), ("NAMES", "NAMESAVE"), ("VMREL", "VMRELOCATE"), ("IOPRIO", "IOPRIORITY")],
)  # fmt: skip
def test_some_spellings_may_or_may_not_exist(word: str, name: str) -> None:
    assert UNCERTAIN_SPELLINGS[word].name == name


@pytest.mark.parametrize("word", ["ST", "GLOB", "CO", "MACHI", "LOGON", "POSIX", "NICD", "LOADD", "X"])
def test_others_do_not(word: str) -> None:
    assert word not in UNCERTAIN_SPELLINGS


def test_the_nearest_words_are_those_that_are_begun_then_those_that_resemble() -> None:
    assert nearest("CHPID", ("CPUID", "CHPIDVIRTUALIZATION")) == ("CHPIDVIRTUALIZATION", "CPUID")
    assert nearest("C", ("CPUID", "CHPIDVIRTUALIZATION")) == ()
    assert nearest("READR", ("READER", "PUNCH")) == ("READER",)


def test_no_spelling_is_certain_and_uncertain() -> None:
    assert not UNCERTAIN_SPELLINGS.keys() & BY_SPELLING.keys()


@BY_NAME_OF_KIND
def test_what_excludes_something_by_its_value_is_a_word_of_the_grammar(kind: StatementKind) -> None:
    """A shape knows literals apart, and no other words."""
    for selector in (one for pair in kind.excludes for one in pair):
        name, _, value = selector.partition("=")
        assert name in kind.by_name
        assert not value or value in GRAMMAR.keywords_of(kind.name.lower())


def test_abbreviations_are_the_prefixes_from_the_capitals_on() -> None:
    assert abbreviations("Mdisk") == ["M", "MD", "MDI", "MDIS", "MDISK"]
    assert abbreviations("V-DISK") == ["V-DISK"]
    assert abbreviations("DEVices") == ["DEV", "DEVI", "DEVIC", "DEVICE", "DEVICES"]


# keywords of operands: the shortest form that running directories and the manual have
@pytest.mark.parametrize(
    ("statement", "operand", "word", "full"),
    [
        ("OPTION", "option", "LNKE", "LNKEXCLU"),
        ("OPTION", "option", "LNKS", "LNKSTABL"),
        ("OPTION", "option", "SVM", "SVMSTAT"),
        ("OPTION", "option", "REALTIME", "REALTIMER"),
        ("SPOOL", "direction", "READ", "READER"),
        ("SPOOL", "devtype", "PUN", "PUNCH"),
        ("SPECIAL", "devtype", "HIPER", "HIPERS"),
        ("NICDEF", "type", "HIPERS", "HIPERSOCKETS"),
        ("NICDEF", "promiscuous", "NOPRO", "NOPROMISCUOUS"),
        ("SHARE", "limit", "LIMITH", "LIMITHARD"),
        ("DATEFORMAT", "format", "ISO", "ISODATE"),
        ("DEDICATE", "users", "MULTI", "MULTIUSER"),
        ("SCREEN", "area", "STATA", "STATAREA"),
        ("SCREEN", "color", "YEL", "YELLOW"),
        ("SCREEN", "hilite", "NON", "NONE"),
    ],
)
def test_operand_words_may_be_abbreviated(statement: str, operand: str, word: str, full: str) -> None:
    assert BY_NAME[statement].by_name[operand].read(word) == full
