"""How one word is read as the value of an operand, and what is said when it cannot be.

Every reader takes the word (upper case, unless its type keeps the case) and the operand's row. It returns the typed value,
or raises `BadValue`, which carries the name of the rule that judges it and what would have been allowed.

Sources: z/VM CP Planning and Administration (the statements' pages), z/VM CP Commands and Utilities Reference (DEFINE
STORAGE for the limits of storage sizes, DirMaint DEDICATE for the characters of a volid).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dirtool.spec.cp_commands import CP_COMMANDS

if TYPE_CHECKING:
    from dirtool.spec.statement import Operand

Certainty = Literal["error", "warning", "info"]

MAX_STORAGE_BY_UNIT = {"K": 2096128, "M": 9999999, "G": 9999999, "T": 9999999, "P": 16384, "E": 16}
RESERVED_USERIDS = ("LOGNxxxx", "LOGLxxxx", "LOGVxxxx", "SYSTEM", "SYSTEMMP")
PASSWORD_LENGTH = 8

_DEVICE_NUMBER = re.compile(r"[0-9A-F]{1,4}")
_USERID = re.compile(r"[A-Z0-9@#$_-]{1,8}")
_RESERVED_USERID = re.compile(r"LOG[NLV].{4}|SYSTEM|SYSTEMMP")
_VOLID = re.compile(r"[A-Z0-9#@$:+-]{1,6}")
_STORAGE = re.compile(r"([0-9]{1,7})([KMGTPE])")
_CLASS = re.compile(r"[A-Z1-6]+")
_HEX = re.compile(r"[0-9A-F]+")
_PAV_ALIAS = re.compile(r"[0-9A-F]{1,4}(-[0-9A-F]{1,4}|\.[0-9]+)?")
_PERCENT = re.compile(r"([0-9]*\.?[0-9]+)%?")


class BadValue(Exception):
    """A word that cannot be the value of its operand.

    `rule` is the name of the rule that reports it, `wanted` says in words what the operand takes, `allowed` lists the
    words it takes where there is a list, `certainty` caps the severity where the fact itself is not certain. `value` is
    what the word means all the same, where it means something (a number beyond its limit).
    """

    def __init__(
        self,
        rule: str,
        wanted: str,
        allowed: tuple[str, ...] = (),
        certainty: Certainty = "error",
        value: int | None = None,
    ) -> None:
        super().__init__(wanted)
        self.value = value
        self.rule = rule
        self.wanted = wanted
        self.allowed = allowed
        self.certainty = certainty


@dataclass(frozen=True, slots=True)
class ValueType:
    """How an operand's words become its value.

    `annotation` is the value's Python type. `joins` puts the words of an operand of several words together (None: each
    word is a value). `keeps_case` operands see their words as written, all others folded to upper case.
    `takes_quotes` operands take a quoted string as one word. `is_text` operands take the rest of the statement, inner blanks
    and all.
    """

    name: str
    read: Callable[[str, Operand], Any]
    annotation: str = "str"
    joins: str | None = None
    keeps_case: bool = False
    takes_quotes: bool = False
    is_text: bool = False


def _device_number(word: str, operand: Operand) -> str:
    if not _DEVICE_NUMBER.fullmatch(word):
        raise BadValue("bad-device-number", "1 to 4 hexadecimal digits")
    return word.zfill(4)


def _userid(word: str, operand: Operand) -> str:
    if not _USERID.fullmatch(word):
        raise BadValue("bad-userid", "1 to 8 of A-Z 0-9 @ # $ _ -")
    return word


def _new_userid(word: str, operand: Operand) -> str:
    _userid(word, operand)
    if word.startswith(("LOG", "SYS")) and _RESERVED_USERID.fullmatch(word):
        raise BadValue("reserved-userid", f"CP keeps {', '.join(RESERVED_USERIDS)} for itself")
    if word.isdigit() and len(word) <= 4:
        raise BadValue("confusing-userid", "it looks like the number of a spool file", certainty="warning")
    if word == "ALL" or word in CP_COMMANDS:
        raise BadValue("confusing-userid", "it is a word of CP's own commands", certainty="warning")
    return word


def _volid(word: str, operand: Operand) -> str:
    if not _VOLID.fullmatch(word):
        raise BadValue("bad-volid", "1 to 6 of A-Z 0-9 # @ $ : - +")
    return word


def _device_type(word: str, operand: Operand) -> str:
    raise BadValue("bad-device-type", "a device type that the statement knows", operand.words)


def _name(word: str, operand: Operand) -> str:
    if operand.longest and len(word) > operand.longest:
        raise BadValue("value-too-long", f"at most {operand.longest} characters", certainty=operand.certainty)
    return word


def _quoted_name(word: str, operand: Operand) -> str:
    return _name(unquoted(word), operand)


def _text(text: str, operand: Operand) -> str:
    return _name(text, operand)


def _storage(word: str, operand: Operand) -> str:
    match = _STORAGE.fullmatch(word)
    if not match:
        raise BadValue("bad-storage-size", "1 to 7 digits and one of the units K M G T P E")
    largest = MAX_STORAGE_BY_UNIT[match[2]]
    if int(match[1]) > largest:
        raise BadValue("bad-storage-size", f"at most {largest}{match[2]}")
    return word


def _in_range(number: int, operand: Operand, value: int | None = None) -> int:
    low, high = operand.low, operand.high
    if (low is not None and number < low) or (high is not None and number > high):
        wanted = f"{low} to {high}" if high is not None else f"{low} or more"
        lenient = number == 0 and operand.zero_is_met
        raise BadValue("out-of-range", wanted, certainty="info" if lenient else operand.certainty, value=value)
    return number


def _whole_number(word: str, operand: Operand) -> int:
    return int(word)


def _decimal(word: str, operand: Operand) -> int:
    return _in_range(int(word), operand, int(word))


def _decimal_or_range(word: str, operand: Operand) -> int | str:
    first, dash, last = word.partition("-")
    if dash and first and last:
        _in_range(int(first), operand)
        _in_range(int(last), operand)
        return word
    return _in_range(int(word), operand, int(word))


def _size(word: str, operand: Operand) -> int | str:
    return word if word == "END" else int(word)


def _hex_digits(word: str, operand: Operand) -> str:
    if operand.longest and len(word) > operand.longest:
        raise BadValue("value-too-long", f"at most {operand.longest} hexadecimal digits", certainty=operand.certainty)
    if not _HEX.fullmatch(word):
        raise BadValue("invalid-operand", "hexadecimal digits")
    if operand.exact_length and len(word) != operand.longest:
        raise BadValue("out-of-range", f"{operand.longest} hexadecimal digits", certainty="info")
    return word


def _hex_number(word: str, operand: Operand) -> str:
    digits = max(2, len(f"{operand.high or 0:X}"))
    number = int(word, 16)
    if operand.high is not None and number > operand.high:
        raise BadValue("out-of-range", f"{0:0{digits}X} to {operand.high:0{digits}X}")
    return f"{number:0{digits}X}"


def _privilege_class(word: str, operand: Operand) -> str:
    if not _CLASS.fullmatch(word):
        raise BadValue("bad-privilege-class", "letters A to Z and digits 1 to 6")
    return _name(word, operand)


def _one_of(rule: str, kinds: str) -> Callable[[str, Operand], str]:
    def read(word: str, operand: Operand) -> str:
        if len(word) > 1:
            raise BadValue("value-too-long", kinds)
        if not re.fullmatch(r"[A-Z0-9*]", word):
            raise BadValue(rule, kinds)
        return word

    return read


def _password(word: str, operand: Operand) -> str:
    if len(word) > PASSWORD_LENGTH:
        raise BadValue("bad-password", f"at most {PASSWORD_LENGTH} characters")
    if not word.isprintable():
        raise BadValue("bad-password", "no control characters")
    return word


def _mode(word: str, operand: Operand) -> str:
    base = word.rstrip("".join(operand.suffixes))
    if base not in operand.words and word not in operand.words:
        suffixes = f", each also with {' '.join(operand.suffixes)} behind it" if operand.suffixes else ""
        raise BadValue("bad-mode", " ".join(operand.words) + suffixes, operand.words)
    return word


def _enum(word: str, operand: Operand) -> str:
    raise BadValue("invalid-operand", operand.wanted, operand.words, operand.unknown(word))


def _iucv_target(word: str, operand: Operand) -> str:
    if word.startswith("*"):
        raise BadValue("invalid-operand", "a system service that is known", operand.words, "info")
    return _userid(word, operand)


def _symbol(word: str, operand: Operand) -> str:
    if len(word) > 1 and not (len(word) == 2 and _HEX.fullmatch(word)):
        raise BadValue("invalid-operand", "ON, OFF, one character or two hexadecimal digits", operand.words)
    return word


def _percent(word: str, operand: Operand) -> str:
    match = _PERCENT.fullmatch(word)
    if not match or not 0.1 <= float(match[1]) <= 100:
        raise BadValue("out-of-range", "0.1% to 100%")
    return word


def _share(words: str, operand: Operand) -> str:
    keyword, _, amount = words.partition(" ")
    if keyword.startswith("A"):
        return f"ABSOLUTE {_percent(amount, operand)}"
    return f"RELATIVE {_in_range(int(amount), operand)}"


def _vlan(words: str, operand: Operand) -> str:
    for number in re.findall(r"[0-9]+", words):
        _in_range(int(number), operand)
    return words


def _pav_alias(word: str, operand: Operand) -> str:
    if not _PAV_ALIAS.fullmatch(word):
        raise BadValue("bad-device-number", "a device number, a range of two with -, or one with . and a count")
    return word


def _block_size(word: str, operand: Operand) -> int:
    return int(word[-4:])


def _flag(word: str, operand: Operand) -> bool:
    return True


def _scp_data(words: str, operand: Operand) -> str:
    if words[:4].upper() == "HEX ":
        digits = "".join(unquoted(word) for word in words[4:].split())
        if not _HEX.fullmatch(digits.upper()) or len(digits) % 2:
            raise BadValue("invalid-operand", "pairs of hexadecimal digits after HEX")
        return f"HEX {digits.upper()}"
    return _name("".join(map(unquoted, quoted_pieces(words))), operand)


def _path(words: str, operand: Operand) -> str:
    return _name("".join(map(unquoted, quoted_pieces(words))), operand)


def quoted_pieces(words: str) -> list[str]:
    """The quoted strings in `words`, or `words` itself when it holds none."""
    return re.findall(r"'[^']*'|\"[^\"]*\"", words) or [words]


def unquoted(word: str) -> str:
    """`word` without the quotes around it, if it has them."""
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "'\"" else word


DEVICE_NUMBER = ValueType("device number", _device_number)
USERID = ValueType("userid", _userid)
NEW_USERID = ValueType("userid", _new_userid)
VOLID = ValueType("volid", _volid)
DEVICE_TYPE = ValueType("device type", _device_type)
NAME = ValueType("name", _name)
NAME_AS_WRITTEN = ValueType("name, case kept", _name, keeps_case=True)
QUOTED_NAME = ValueType("name, in quotes if it holds blanks", _quoted_name, keeps_case=True, takes_quotes=True)
STORAGE_SIZE = ValueType("storage size", _storage)
WHOLE_NUMBER = ValueType("number", _whole_number, "int")  # any number that the grammar lets through
DECIMAL = ValueType("number", _decimal, "int")
DECIMAL_OR_RANGE = ValueType("number or range", _decimal_or_range, "int | str")
SIZE = ValueType("number or END", _size, "int | str")
HEX_DIGITS = ValueType("hexadecimal digits", _hex_digits, joins="")
HEX_NUMBER = ValueType("hexadecimal number", _hex_number)
PRIVILEGE_CLASS = ValueType("privilege classes", _privilege_class)
SPOOL_CLASS = ValueType("spool class", _one_of("invalid-operand", "one letter or digit, or *"))
PASSWORD = ValueType("password", _password)
MODE = ValueType("access mode", _mode)
ENUM = ValueType("keyword", _enum)
IUCV_TARGET = ValueType("userid or system service", _iucv_target)
SYMBOL = ValueType("line-edit symbol", _symbol)
PERCENT = ValueType("percentage", _percent)
SHARE = ValueType("share", _share, joins=" ")
LAN = ValueType("owner and name of a LAN", _name, joins=" ")
VLAN = ValueType("VLAN numbers", _vlan, joins=" ")
PAV_ALIAS = ValueType("PAV alias numbers", _pav_alias)
BLOCK_SIZE = ValueType("block size", _block_size, "int")
FLAG = ValueType("keyword that is there or not", _flag, "bool")
SCP_DATA = ValueType("quoted text, or HEX and digits", _scp_data, joins=" ", keeps_case=True, takes_quotes=True)
PATH = ValueType("path", _path, joins=" ", keeps_case=True, takes_quotes=True)
TEXT = ValueType("text", _text, joins=" ", keeps_case=True, is_text=True)
CYL_HEAD_RECORD = ValueType("AUTO, or cylinder, head and record", _name, joins=" ")
TOKEN = ValueType("word", _name)
