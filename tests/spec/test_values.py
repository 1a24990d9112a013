"""What a word means as the value of an operand, and what is said where it means nothing."""

import pytest

from dirtool.spec.cp_commands import CP_COMMANDS
from dirtool.spec.devices import DASD_TYPES, FIXED_BLOCK_TYPES, OBSOLETE_DASD_TYPES, unit_of
from dirtool.spec.statement import Operand, nearest
from dirtool.spec.statements import BY_NAME
from dirtool.spec.values import DECIMAL, BadValue, quoted_pieces, unquoted


def operand(place: str) -> Operand:
    statement, _, name = place.partition(".")
    return BY_NAME[statement].by_name[name]


def refusal(place: str, word: str) -> BadValue:
    with pytest.raises(BadValue) as caught:
        operand(place).read(word)
    return caught.value


GOOD: list[tuple[str, str, object]] = [
    ("MDISK.vdev", "0", "0000"),
    ("MDISK.vdev", "191", "0191"),
    ("MDISK.vdev", "FFFF", "FFFF"),
    ("LINK.userid", "A@#$_-9", "A@#$_-9"),
    ("LINK.userid", "*", "*"),
    ("LINK.userid", "12345678", "12345678"),
    ("USER.userid", "LINUX-1", "LINUX-1"),
    ("USER.userid", "OPERATOR", "OPERATOR"),
    ("USER.userid", "BATCH", "BATCH"),
    ("USER.userid", "ADM", "ADM"),
    ("USER.userid", "12345", "12345"),
    ("USER.userid", "LOGN", "LOGN"),
    ("USER.userid", "SYSTEM1", "SYSTEM1"),
    ("SUBCONFIG.id", "MAINT-1", "MAINT-1"),
    ("USER.password", "LBYONLY", "LBYONLY"),
    ("USER.password", "A@#$_*", "A@#$_*"),
    ("USER.password", "12345678", "12345678"),
    ("MDISK.read_password", "ALL", "ALL"),
    ("USER.storage", "*", "*"),
    ("USER.storage", "2G", "2G"),
    ("STORAGE.size", "2096128K", "2096128K"),
    ("STORAGE.size", "9999999M", "9999999M"),
    ("STORAGE.size", "9999999G", "9999999G"),
    ("STORAGE.size", "9999999T", "9999999T"),
    ("STORAGE.size", "16384P", "16384P"),
    ("STORAGE.size", "16E", "16E"),
    ("USER.class", "ABCDEFGH", "ABCDEFGH"),
    ("USER.class", "*", "*"),
    ("CLASS.class", "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456", "ABCDEFGHIJKLMNOPQRSTUVWXYZ123456"),
    ("USER.priority", "0", 0),
    ("USER.priority", "99", 99),
    ("USER.line_end", "ON", "ON"),
    ("USER.line_end", "OFF", "OFF"),
    ("USER.line_end", "#", "#"),
    ("USER.escape", "7F", "7F"),
    ("MDISK.devtype", "3390", "3390"),
    ("MDISK.devtype", "2314", "2314"),
    ("MDISK.devtype", "FB-512", "FB-512"),
    ("MDISK.volid", "A", "A"),
    ("MDISK.volid", "#@$:+-", "#@$:+-"),
    ("MDISK.volid", "&SYSRES", "&SYSRES"),
    ("MDISK.size", "END", "END"),
    ("MDISK.size", "0005", 5),
    ("MDISK.size", "0", 0),  # EXT005 says what is wrong with it
    ("MDISK.start", "04711", 4711),
    ("MDISK.block_size", "GBLK0512", 512),
    ("MDISK.block_size", "VDBS4096", 4096),
    ("MDISK.mode", "MR", "MR"),
    ("MDISK.mode", "MWV", "MWV"),
    ("MDISK.mode", "RRVSE", "RRVSE"),
    ("LINK.mode", "MD", "MD"),
    ("LINK.mode", "ER", "ER"),
    ("ACCOUNT.number", "12345678", "12345678"),
    ("CONSOLE.class", "*", "*"),
    ("CONSOLE.class", "9", "9"),
    ("CONSOLE.devtype", "3158", "3158"),
    ("CONSOLE.observer", "OBSERVER", True),
    ("CPU.cpuaddr", "0", "00"),
    ("CPU.cpuaddr", "3F", "3F"),
    ("CPU.cpuaddr", "3", "03"),
    ("CPU.cpuid", "0A1B2C", "0A1B2C"),
    ("NICDEF.chpid", "F", "0F"),
    ("NICDEF.chpid", "FF", "FF"),
    ("NICDEF.devices", "3", 3),
    ("NICDEF.devices", "3072", 3072),
    ("NICDEF.portnumber", "2048", 2048),
    ("NICDEF.vlan", "1", "1"),
    ("NICDEF.vlan", "4094", "4094"),
    ("NICDEF.vlan", "1 - 5 7-9", "1-5 7-9"),
    ("NICDEF.lan", "SYSTEM VSW1", "SYSTEM VSW1"),
    ("SPOOL.width", "0F", "0F"),
    ("SPOOL.width", "1", "01"),
    ("CRYPTO.domains", "255", 255),
    ("CRYPTO.domains", "0-255", "0-255"),
    ("DASDOPT.pavalias", "200", "0200"),
    ("DASDOPT.pavalias", "200-20F", "0200-020F"),
    ("DASDOPT.pavalias", "200.3", "0200.3"),
    ("IUCV.target", "*MSG", "*MSG"),
    ("IUCV.target", "ANY", "ANY"),
    ("IUCV.target", "TCPIP", "TCPIP"),
    ("IUCV.msglimit", "1", 1),
    ("IUCV.msglimit", "65535", 65535),
    ("IOPRIORITY.low", "255", 255),
    ("MACHINE.mcpu", "1", 1),
    ("MACHINE.mcpu", "64", 64),
    ("OPTION.maxconn_value", "050", 50),
    ("OPTION.maxconn_value", "65535", 65535),
    ("OPTION.cpuid_value", "00012F", "00012F"),
    ("OPTION.option", "QUICKD", "QUICKDSP"),
    ("OPTION.option", "V=R", "V=R"),
    ("POOL.high", "99999", 99999),
    ("POSIXINFO.uid", "4294967295", 4294967295),
    ("POSIXINFO.gname", "staff", "staff"),
    ("POSIXINFO.iwdir", "'/home/a b'", "/home/a b"),
    ("POSIXINFO.iwdir", "'/home/' \"b\"", "/home/b"),
    ("IPL.loadparm", "'A B'", "A B"),
    ("IPL.loadparm", "12345678", "12345678"),
    ("IPL.parm", "x" * 64, "x" * 64),
    ("LOADDEV.portname", "5005076800AA0001", "5005076800AA0001"),
    ("LOADDEV.bootprog", "30", 30),
    ("LOADDEV.scpdata", "'a  b' 'c'", "a  bc"),
    ("LOADDEV.scpdata", "hex '0a' '1b'", "HEX 0A1B"),
    ("LOADDEV.scpdata", "HEX 0A1B", "HEX 0A1B"),
    ("SHARE.relative", "1", 1),
    ("SHARE.relative", "10000", 10000),
    ("SHARE.absolute", "0.1%", "0.1%"),
    ("SHARE.absolute", "100", "100%"),
    ("SHARE.absolute", ".5%", "0.5%"),
    ("SHARE.max", "REL 10000", "RELATIVE 10000"),
    ("SHARE.max", "ABS 10%", "ABSOLUTE 10%"),
    ("SPOOLFILE.maxspool", "9999", 9999),
    ("XCONFIG.alsize", "1022", 1022),
]

BAD = [
    ("MDISK.vdev", "", "bad-device-number"),
    ("MDISK.vdev", "10000", "bad-device-number"),
    ("MDISK.vdev", "19G", "bad-device-number"),
    ("MDISK.rdev", "3A8X", "bad-device-number"),
    ("DASDOPT.pavalias", "10G", "bad-device-number"),
    ("DASDOPT.pavalias", "200.", "bad-device-number"),
    ("DASDOPT.pavalias", "200-", "bad-device-number"),
    ("LINK.userid", "NINECHARS", "bad-userid"),
    ("LINK.userid", "A:B", "bad-userid"),
    ("LINK.userid", "A.B", "bad-userid"),
    ("LINK.userid", "A;B", "bad-userid"),
    ("LINK.userid", "A/B", "bad-userid"),
    ("LINK.userid", "a", "bad-userid"),  # folded before it gets here
    ("IUCV.target", "A:B", "bad-userid"),
    ("USER.userid", "LOGNABCD", "reserved-userid"),
    ("USER.userid", "LOGL0009", "reserved-userid"),
    ("USER.userid", "LOGV$$$$", "reserved-userid"),
    ("USER.userid", "SYSTEM", "reserved-userid"),
    ("SUBCONFIG.id", "SYSTEMMP", "reserved-userid"),
    ("USER.password", "NINECHARS", "bad-password"),
    ("USER.password", "A\x01B", "bad-password"),
    ("MDISK.volid", "VOLUME7", "bad-volid"),
    ("MDISK.volid", "VOL_1", "bad-volid"),
    ("DEDICATE.volid", "&SYSRES", "bad-volid"),
    ("STORAGE.size", "2096129K", "bad-storage-size"),
    ("STORAGE.size", "16385P", "bad-storage-size"),
    ("STORAGE.size", "17E", "bad-storage-size"),
    ("STORAGE.size", "10000000M", "bad-storage-size"),
    ("STORAGE.size", "2", "bad-storage-size"),
    ("STORAGE.size", "G", "bad-storage-size"),
    ("STORAGE.size", "2X", "bad-storage-size"),
    ("STORAGE.size", "2.5G", "bad-storage-size"),
    ("STORAGE.size", "*", "bad-storage-size"),
    ("USER.class", "G7", "bad-privilege-class"),
    ("CLASS.class", "A0", "bad-privilege-class"),
    ("CLASS.class", "*", "bad-privilege-class"),
    ("USER.class", "ABCDEFGHI", "value-too-long"),
    ("CLASS.class", "A" * 33, "value-too-long"),
    ("USER.priority", "100", "out-of-range"),
    ("USER.line_end", "ONX", "invalid-operand"),
    ("USER.line_end", "GG", "invalid-operand"),
    ("USER.line_end", "\0", "invalid-operand"),
    ("MDISK.devtype", "3390-3", "bad-device-type"),
    ("MDISK.devtype", "9999", "bad-device-type"),
    ("SPOOL.devtype", "1404", "bad-device-type"),
    ("MDISK.mode", "RX", "bad-mode"),
    ("MDISK.mode", "SR", "bad-mode"),  # a mode of LINK only
    ("MDISK.mode", "V", "bad-mode"),
    ("MDISK.mode", "VMR", "bad-mode"),
    ("LINK.mode", "RRV", "bad-mode"),  # suffixes of MDISK only
    ("ACCOUNT.number", "123456789", "value-too-long"),
    ("CONSOLE.class", "AA", "value-too-long"),
    ("CONSOLE.class", "+", "invalid-operand"),
    ("CPU.cpuaddr", "40", "out-of-range"),
    ("CPU.cpuid", "1234567", "value-too-long"),
    ("NICDEF.macid", "02000000000", "value-too-long"),
    ("NICDEF.chpid", "100", "value-too-long"),
    ("NICDEF.type", "QDOI", "invalid-operand"),
    ("NICDEF.devices", "2", "out-of-range"),
    ("NICDEF.devices", "3073", "out-of-range"),
    ("NICDEF.portnumber", "0", "out-of-range"),
    ("NICDEF.portnumber", "2049", "out-of-range"),
    ("NICDEF.vlan", "0", "out-of-range"),
    ("NICDEF.vlan", "1-4095", "out-of-range"),
    ("SPOOL.width", "10", "out-of-range"),
    ("CRYPTO.domains", "256", "out-of-range"),
    ("CRYPTO.domains", "5-256", "out-of-range"),
    ("CRYPTO.domains", "256-300", "out-of-range"),
    ("IUCV.msglimit", "65536", "out-of-range"),
    ("MACHINE.mcpu", "0", "out-of-range"),
    ("MACHINE.mcpu", "65", "out-of-range"),
    ("OPTION.maxconn_value", "0", "out-of-range"),
    ("OPTION.maxconn_value", "65536", "out-of-range"),
    ("OPTION.lang_value", "AMENGX", "value-too-long"),
    ("POSIXINFO.uid", "4294967296", "out-of-range"),
    ("POSIXINFO.gname", "ninechars", "value-too-long"),
    ("POSIXGROUP.gid", "-1", "out-of-range"),
    ("IPL.loadparm", "'123456789'", "value-too-long"),
    ("IPL.parm", "x" * 65, "value-too-long"),
    ("LOADDEV.portname", "5005076800AA00012", "value-too-long"),
    ("LOADDEV.bootprog", "31", "out-of-range"),
    ("LOADDEV.scpdata", "HEX 0A1", "invalid-operand"),
    ("LOADDEV.scpdata", "HEX 0G", "invalid-operand"),
    ("LOADDEV.scpdata", "'" + "x" * 4097 + "'", "value-too-long"),
    ("SHARE.relative", "0", "out-of-range"),
    ("SHARE.relative", "10001", "out-of-range"),
    ("SHARE.absolute", "0.05%", "out-of-range"),
    ("SHARE.absolute", "100.1%", "out-of-range"),
    ("SHARE.max", "REL 0", "out-of-range"),
    ("SHARE.max", "ABS 101%", "out-of-range"),
    ("SPOOLFILE.maxspool", "0", "out-of-range"),
    ("SPOOLFILE.maxspool", "10000", "out-of-range"),
    ("XCONFIG.alsize", "1023", "out-of-range"),
    ("GLOBALOPTS.machine", "370", "invalid-operand"),
    ("POSIXOPT.setids", "YES", "invalid-operand"),
]

UNCERTAIN = [
    ("USER.userid", "1", "confusing-userid", "warning"),
    ("USER.userid", "4711", "confusing-userid", "warning"),
    ("USER.userid", "ALL", "confusing-userid", "warning"),
    ("USER.userid", "LOGON", "confusing-userid", "warning"),
    ("USER.userid", "IPL", "confusing-userid", "warning"),
    ("CPU.cpuid", "1234", "out-of-range", "info"),
    ("NICDEF.macid", "1234", "out-of-range", "info"),
    ("NICDEF.type", "IEDN", "invalid-operand", "info"),
    ("OPTION.option", "NOPDATA", "invalid-operand", "info"),
    ("OPTION.option", "XYZZY", "invalid-operand", "warning"),
    ("OPTION.option", "QUICKDISP", "invalid-operand", "error"),
    ("OPTION.maxvmcfi_value", "0", "out-of-range", "info"),
    ("IUCV.target", "*NOSUCH", "invalid-operand", "info"),
    ("IUCV.msglimit", "0", "out-of-range", "info"),
    ("IOPRIORITY.high", "256", "out-of-range", "info"),
    ("IOPRIORITY.low", "256", "out-of-range", "error"),
    ("COMMAND.text", "x" * 221, "value-too-long", "info"),
    ("GLOBALOPTS.other", "FOO", "invalid-operand", "info"),
    ("NICDEF.type", "ETHER", "invalid-operand", "info"),
    ("NICDEF.vlan", "9-5", "out-of-range", "warning"),
    ("CRYPTO.domains", "9-5", "out-of-range", "warning"),
    ("DASDOPT.pavalias", "201-200", "out-of-range", "warning"),
    ("POSIXOPT.setids", "SYSDEFAULT", "invalid-operand", "info"),
    ("DATEFORMAT.format", "VMDATE", "invalid-operand", "info"),
    ("POOL.high", "100000", "out-of-range", "warning"),
    ("POOL.profile", "TOOLONGPROF", "value-too-long", "warning"),
    ("LOADDEV.device", "XYZ", "bad-device-number", "info"),
    ("XCONFIG.totsize", "8193G", "bad-storage-size", "warning"),
    ("XCONFIG.totsize", "5K", "bad-storage-size", "warning"),
    ("MDISK.mode", "RRVSED", "bad-mode", "warning"),
    ("LINK.mode", "RRDDD", "bad-mode", "warning"),
]


@pytest.mark.parametrize(("place", "word", "value"), GOOD)
def test_a_good_word_becomes_its_value(place: str, word: str, value: object) -> None:
    found = operand(place).read(word)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("place", "word", "rule"), BAD)
def test_a_bad_word_is_an_error(place: str, word: str, rule: str) -> None:
    bad = refusal(place, word)
    assert (bad.rule, bad.certainty) == (rule, "error")
    assert bad.wanted


@pytest.mark.parametrize(("place", "word", "rule", "certainty"), UNCERTAIN)
def test_what_is_not_certain_is_no_error(place: str, word: str, rule: str, certainty: str) -> None:
    bad = refusal(place, word)
    assert (bad.rule, bad.certainty) == (rule, certainty)


@pytest.mark.parametrize(
    ("place", "word", "wanted"),
    [
        ("STORAGE.size", "2096129K", "at most 2096128K"),
        ("STORAGE.size", "17E", "at most 16E"),
        ("MACHINE.mcpu", "65", "1 to 64"),
        ("CPU.cpuaddr", "40", "00 to 3F"),
        ("SPOOL.width", "10", "00 to 0F"),
        ("SHARE.absolute", "0%", "0.1% to 100%"),
        ("ACCOUNT.number", "123456789", "at most 8 characters"),
        ("USER.password", "NINECHARS", "at most 8 characters"),
        ("MDISK.mode", "RX", "R RR W WR M MR MW, each also with V S E D behind it"),
        ("LINK.userid", "A:B", "1 to 8 of A-Z 0-9 @ # $ _ -"),
        ("MDISK.volid", "VOLUME7", "1 to 6 of A-Z 0-9 # @ $ : - +"),
    ],
)
def test_a_refusal_names_the_limit(place: str, word: str, wanted: str) -> None:
    assert refusal(place, word).wanted == wanted


def test_a_refusal_offers_the_words_of_a_list_in_full_and_no_obsolete_ones() -> None:
    assert refusal("GLOBALOPTS.machine", "370").allowed == ("ESA", "XA", "XC", "Z")
    assert "REALTIMER" not in refusal("OPTION.option", "XYZZY").allowed
    assert "2314" not in refusal("MDISK.devtype", "3309").allowed


@pytest.mark.parametrize(
    ("place", "word", "value"),
    [
        ("MACHINE.mcpu", "65", 65),
        ("CRYPTO.domains", "300", 300),
        ("CRYPTO.domains", "5-300", None),  # a part of the word is not what the word means
        ("NICDEF.vlan", "4095", None),
        ("SHARE.max", "REL 0", "RELATIVE 0"),
        ("MDISK.vdev", "19G", None),
    ],
)
def test_a_number_beyond_its_limit_still_is_that_number(place: str, word: str, value: object) -> None:
    assert refusal(place, word).value == value


def test_a_limit_may_be_open_above() -> None:
    with pytest.raises(BadValue, match="5 or more"):
        Operand("number", DECIMAL, low=5).read("4")


def test_confusing_userids_are_full_names_of_commands() -> None:
    assert {"LOGON", "MSG", "VMRELOCATE"} <= CP_COMMANDS
    assert not {"L", "LOG", "BATCH", "OPERATOR", "SYS", "ADM", "BIN", "MAINT"} & CP_COMMANDS


def test_every_disk_is_counted_in_cylinders_or_blocks() -> None:
    assert DASD_TYPES == ("3390", "3380", "9345", "9336", "FB-512")
    assert {devtype for devtype in (*DASD_TYPES, *OBSOLETE_DASD_TYPES) if unit_of(devtype) == "block"} == {
        "9336", "FB-512", "3310", "3370", "9313", "9332", "9335", "0671",
    }  # fmt: skip
    assert set(DASD_TYPES) | set(OBSOLETE_DASD_TYPES) >= FIXED_BLOCK_TYPES
    assert unit_of("3390") == "cylinder"


@pytest.mark.parametrize(
    ("words", "pieces"),
    [("'a' \"b c\"", ["'a'", '"b c"']), ("plain", ["plain"]), ("''", ["''"]), ("'a\"b'", ["'a\"b'"])],
)
def test_quoted_pieces(words: str, pieces: list[str]) -> None:
    assert quoted_pieces(words) == pieces


@pytest.mark.parametrize(
    ("word", "inside"), [("'a b'", "a b"), ('"a"', "a"), ("'a\"", "'a\""), ("'", "'"), ("a", "a"), ("''", "")]
)
def test_unquoted(word: str, inside: str) -> None:
    assert unquoted(word) == inside


def test_nearest_offers_the_best_first_and_nothing_far() -> None:
    assert nearest("MDSIK", ("MDISK", "AMDISK", "LINK")) == ("MDISK", "AMDISK")
    assert nearest("XYZZY", ("MDISK", "LINK")) == ()
