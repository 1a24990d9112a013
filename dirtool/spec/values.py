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

LONGEST_NAME = 8
"""Characters of a userid, a profile, a virtual switch or the name of a system."""

PASSWORD_LENGTH = 8

HIGHEST_DEVICE_NUMBER = 0xFFFF

_GROUP_LENGTH = 8  # of the digits of a port name or a LUN, written in two groups
_MAX_DATA_SPACE_G = 8192  # the largest that was met

_DEVICE_NUMBER = re.compile(r"[0-9A-F]{1,4}")
_USERID = re.compile(r"[A-Z0-9@#$_-]{1,8}")
_RESERVED_USERID = re.compile(r"LOG[NLV].{4}|SYSTEM|SYSTEMMP")
_VOLID = re.compile(r"[A-Z0-9#@$:+-]{1,6}")
_STORAGE = re.compile(r"([0-9]{1,7})([KMGTPE])")
_CLASS = re.compile(r"[A-Z1-6]+")
_HEX = re.compile(r"[0-9A-F]+")
_PAV_ALIAS = re.compile(r"[0-9A-F]{1,4}(-[0-9A-F]{1,4}|\.[0-9]+)?")
_VLAN = re.compile(r"[0-9]+(-[0-9]+)?")
_REFERENCE = re.compile(r"\{(?:env:[A-Za-z_][A-Za-z0-9_]*|file:[^\s{}]+|prompt)\}", re.IGNORECASE)
_PERCENT = re.compile(r"([0-9]*\.?[0-9]+)%?")


_MILDNESS: dict[Certainty, int] = {"error": 0, "warning": 1, "info": 2}


def mildest(*certainties: Certainty) -> Certainty:
    """The mildest of some severities."""
    return max(certainties, key=_MILDNESS.__getitem__)


class BadValue(Exception):
    """A word that cannot be the value of its operand.

    `rule` is the name of the rule that reports it, `wanted` says in words what the operand takes, `allowed` lists the
    words it takes where there is a list, `certainty` caps the severity where the fact itself is not certain. `value` is
    what the word means all the same, where it means something (a number beyond its limit). `piece` is the index of the word
    that is wrong, where several are read together.
    """

    def __init__(
        self,
        rule: str,
        wanted: str,
        allowed: tuple[str, ...] = (),
        certainty: Certainty = "error",
        value: Any = None,
        piece: int | None = None,
    ) -> None:
        super().__init__(wanted)
        self.piece = piece
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
        raise BadValue("value-too-long", f"at most {operand.longest} characters")
    return word


def _name_as_written(word: str, operand: Operand) -> str:
    if "'" in word or '"' in word:
        raise BadValue("invalid-operand", "a name without quotes")
    return _name(word, operand)


def _lan(words: str, operand: Operand) -> str:
    owner, _, name = words.partition(" ")
    if owner not in operand.values and not _USERID.fullmatch(owner):
        raise BadValue("bad-userid", "SYSTEM, *, or 1 to 8 of A-Z 0-9 @ # $ _ -", piece=0)
    if operand.longest and len(name) > operand.longest:
        raise BadValue("value-too-long", f"at most {operand.longest} characters", piece=1)
    return words


def _quoted_name(word: str, operand: Operand) -> str:
    return _name(unquoted(word), operand)


def _text(text: str, operand: Operand) -> str:
    return _name(text, operand)


def _device_or_name(word: str, operand: Operand) -> str:
    return word.zfill(4) if _DEVICE_NUMBER.fullmatch(word) else _name(word, operand)


def _storage(word: str, operand: Operand) -> str:
    match = _STORAGE.fullmatch(word)
    if not match:
        raise BadValue("bad-storage-size", "1 to 7 digits and one of the units K M G T P E")
    largest = MAX_STORAGE_BY_UNIT[match[2]]
    if int(match[1]) > largest:
        raise BadValue("bad-storage-size", f"at most {largest}{match[2]}")
    return word


def _data_space_size(word: str, operand: Operand) -> str:
    _storage(word, operand)
    if word[-1] not in "MG" or int(word[:-1]) > _MAX_DATA_SPACE_G * (1024 if word[-1] == "M" else 1):
        raise BadValue("bad-storage-size", f"at most {_MAX_DATA_SPACE_G}G, in M or G", certainty="warning")
    return word


def _in_range(number: int, operand: Operand, value: int | None = None) -> int:
    low, high = operand.low, operand.high
    if (low is not None and number < low) or (high is not None and number > high):
        wanted = f"{low} to {high}" if high is not None else f"{low} or more"
        lenient = number == 0 and operand.zero_is_met
        raise BadValue("out-of-range", wanted, certainty="info" if lenient else "error", value=value)
    return number


def _whole_number(word: str, operand: Operand) -> int:
    return int(word)


def _decimal(word: str, operand: Operand) -> int:
    return _in_range(int(word), operand, int(word))


def _decimal_or_range(word: str, operand: Operand) -> int | str:
    if "-" not in word[1:]:
        return _in_range(int(word), operand, int(word))
    first, _, last = word.partition("-")
    _in_range(int(first), operand)
    _in_range(int(last), operand)
    _check_ascending(int(first), int(last))
    return word


def _check_ascending(first: int, last: int) -> None:
    if first > last:
        raise BadValue("out-of-range", "the lower number of a range first", certainty="warning")


def _size(word: str, operand: Operand) -> int:
    if word == "END":
        raise BadValue("invalid-operand", "a number: only an extent goes to the END of its volume")
    if word.startswith("-"):
        raise BadValue("out-of-range", "1 or more", value=int(word))
    return _in_range(int(word), operand, int(word))


def _hex_digits(word: str, operand: Operand) -> str:
    if operand.longest and len(word) > operand.longest:
        raise BadValue("value-too-long", f"at most {operand.longest} hexadecimal digits")
    if not _HEX.fullmatch(word):
        raise BadValue("invalid-operand", "hexadecimal digits")
    if operand.exact_length and len(word) != operand.longest:
        raise BadValue("out-of-range", f"exactly {operand.longest} hexadecimal digits", certainty="info")
    if operand.low is not None and int(word, 16) < operand.low:
        raise BadValue("out-of-range", f"{operand.low:0{len(word)}X} or more")
    return word


def _hex_groups(words: str, operand: Operand) -> str:
    groups = words.split()
    if len(groups) > 1 and any(len(group) != _GROUP_LENGTH for group in groups):
        raise BadValue("invalid-operand", f"one group of digits, or two of {_GROUP_LENGTH}", piece=1)
    return _hex_digits("".join(groups), operand)


def _hex_number(word: str, operand: Operand) -> str:
    digits = max(2, len(f"{operand.high or 0:X}"))
    if len(word) > digits:
        raise BadValue("value-too-long", f"at most {digits} hexadecimal digits")
    number = int(word, 16)
    if operand.high is not None and number > operand.high:
        raise BadValue("out-of-range", f"{0:0{digits}X} to {operand.high:0{digits}X}")
    if operand.values and f"{number:0{digits}X}" not in operand.values:
        raise BadValue("out-of-range", f"one of {' '.join(operand.values)}")
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


def is_reference(word: str) -> bool:
    """Whether a word stands for a password without being it: {env:NAME}, {file:PATH} or {prompt}."""
    return _REFERENCE.fullmatch(word) is not None and word.isprintable()


def _password_or_reference(word: str, operand: Operand) -> str:
    if not is_reference(word):
        return _password(word.upper(), operand)
    kind, colon, name = word.partition(":")
    return f"{kind.lower()}{colon}{name}"


def _mode(word: str, operand: Operand) -> str:
    base = word.rstrip("".join(operand.suffixes))
    if base not in operand.words and word not in operand.words:
        suffixes = f", each also with {' '.join(operand.suffixes)} behind it" if operand.suffixes else ""
        raise BadValue("bad-mode", " ".join(operand.words) + suffixes, operand.words)
    if operand.longest and len(word) > operand.longest:
        raise BadValue("bad-mode", f"at most {operand.longest} letters", certainty="warning")
    return word


def _enum(word: str, operand: Operand) -> str:
    raise BadValue("invalid-operand", operand.wanted, operand.words, operand.unknown(word))


def _iucv_target(word: str, operand: Operand) -> str:
    if word.startswith("*"):
        raise BadValue("invalid-operand", "a system service that is known", operand.words, "info")
    return _userid(word, operand)


def _symbol(word: str, operand: Operand) -> str:
    is_hexadecimal = len(word) == 2 and _HEX.fullmatch(word)
    if (len(word) > 1 and not is_hexadecimal) or not word.isprintable():
        raise BadValue("invalid-operand", "ON, OFF, one character or two hexadecimal digits")
    return word


def _percent(word: str, operand: Operand) -> str:
    match = _PERCENT.fullmatch(word)
    if not match or not 0.1 <= float(match[1]) <= 100:
        raise BadValue("out-of-range", "0.1% to 100%")
    whole, point, fraction = match[1].partition(".")
    return f"{whole.lstrip('0') or '0'}{point}{fraction}%"


def _share(words: str, operand: Operand) -> str:
    keyword, _, amount = words.partition(" ")
    absolute = keyword.startswith("A")
    try:
        return f"ABSOLUTE {_percent(amount, operand)}" if absolute else f"RELATIVE {_in_range(int(amount), operand)}"
    except BadValue as bad:
        value = f"{'ABSOLUTE' if absolute else 'RELATIVE'} {amount}"
        raise BadValue(bad.rule, bad.wanted, value=value, piece=1) from None


def _vlan(words: str, operand: Operand) -> str:
    numbers = re.sub(r"\s*-\s*", "-", words)
    as_written = numbers == words  # else a range is several words
    for index, one in enumerate(numbers.split()):
        try:
            _check_vlan(one, operand)
        except BadValue as bad:
            raise BadValue(bad.rule, bad.wanted, (), bad.certainty, piece=index if as_written else None) from None
    return numbers


def _check_vlan(word: str, operand: Operand) -> None:
    if not _VLAN.fullmatch(word):
        raise BadValue("invalid-operand", "VLAN numbers, and ranges of two with - between them")
    first, _, last = word.partition("-")
    _in_range(int(first), operand)
    if last:
        _in_range(int(last), operand)
        _check_ascending(int(first), int(last))


def _pav_alias(word: str, operand: Operand) -> str:
    if not _PAV_ALIAS.fullmatch(word):
        raise BadValue("bad-device-number", "a device number, a range of two with -, or one with . and a count")
    first, dash, last = word.partition("-")
    if dash:
        _check_ascending(int(first, 16), int(last, 16))
        return f"{first.zfill(4)}-{last.zfill(4)}"
    first, dot, count = word.partition(".")
    if dot and not 1 <= int(count) <= HIGHEST_DEVICE_NUMBER + 1 - int(first, 16):
        raise BadValue("out-of-range", f"a count from 1 on, up to the device number {HIGHEST_DEVICE_NUMBER:X}")
    return f"{first.zfill(4)}{dot}{count}"


def _block_size(word: str, operand: Operand) -> int:
    return int(word[4:])


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
NAME_AS_WRITTEN = ValueType("name, case kept", _name_as_written, keeps_case=True)
QUOTED_NAME = ValueType("name, in quotes if it holds blanks", _quoted_name, takes_quotes=True)
DEVICE_OR_NAME = ValueType("device number or name", _device_or_name)
STORAGE_SIZE = ValueType("storage size", _storage)
DATA_SPACE_SIZE = ValueType("size in M or G", _data_space_size)
WHOLE_NUMBER = ValueType("number", _whole_number, "int")  # any number that the grammar lets through
DECIMAL = ValueType("number", _decimal, "int")
DECIMAL_OR_RANGE = ValueType("number or range", _decimal_or_range, "int | str")
SIZE = ValueType("number", _size, "int | str")
HEX_DIGITS = ValueType("hexadecimal digits", _hex_digits)
HEX_GROUPS = ValueType("hexadecimal digits", _hex_groups, joins=" ")
HEX_NUMBER = ValueType("hexadecimal number", _hex_number)
PRIVILEGE_CLASS = ValueType("privilege classes", _privilege_class)
SPOOL_CLASS = ValueType("spool class", _one_of("invalid-operand", "one letter or digit, or *"))
PASSWORD = ValueType("password", _password)
PASSWORD_OR_REFERENCE = ValueType(
    "password, or {env:NAME}, {file:PATH} or {prompt} for one", _password_or_reference, keeps_case=True
)
MODE = ValueType("access mode", _mode)
ENUM = ValueType("keyword", _enum)
IUCV_TARGET = ValueType("userid or system service", _iucv_target)
SYMBOL = ValueType("line-edit symbol", _symbol)
PERCENT = ValueType("percentage", _percent)
SHARE = ValueType("share", _share, joins=" ")
LAN = ValueType("owner and name of a LAN", _lan, joins=" ")
VLAN = ValueType("VLAN numbers", _vlan, joins=" ")
PAV_ALIAS = ValueType("PAV alias numbers", _pav_alias)
BLOCK_SIZE = ValueType("block size", _block_size, "int")
FLAG = ValueType("keyword that is there or not", _flag, "bool")
SCP_DATA = ValueType("quoted text, or HEX and digits", _scp_data, joins=" ", keeps_case=True, takes_quotes=True)
PATH = ValueType("path", _path, joins=" ", keeps_case=True, takes_quotes=True)
TEXT = ValueType("text", _text, joins=" ", keeps_case=True, is_text=True)
CYL_HEAD_RECORD = ValueType("AUTO, or cylinder, head and record", _name, joins=" ")
TOKEN = ValueType("word", _name)
