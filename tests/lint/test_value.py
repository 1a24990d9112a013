"""VAL: what is said of the value of an operand, and what is not."""

import pytest

from tests.model.made import findings, places

H = "USER A NOLOG\n"


def said(statement: str) -> list[tuple[str, str]]:
    return [(found.code, str(found.severity)) for found in findings(f"{H} {statement}\n")]


# ---- VAL001 to VAL003


@pytest.mark.parametrize(
    ("statement", "severity"),
    [
        ("MACHINE ESA 65", "error"),
        ("CPU 40", "error"),
        ("SHARE REL 10001", "error"),
        ("SHARE ABS 100.1%", "error"),
        ("OPTION MAXCONN 65536", "error"),
        ("IUCV ANY MSGLIMIT 65536", "error"),
        ("IUCV ANY MSGLIMIT 0", "info"),
        ("LOADDEV BOOTPROG 31", "error"),
        ("NICDEF 600 VLAN 4095", "error"),
        ("NICDEF 600 MACID 1234", "info"),
        ("POOL LOW 1 HIGH 100000 PROFILE P", "warning"),
        ("SPOOLFILE MAXSPOOL 0", "error"),
        ("IOPRIORITY REL 1 256", "info"),
    ],
)
def test_a_number_out_of_range(statement: str, severity: str) -> None:
    assert said(statement) == [("VAL001", severity)]


@pytest.mark.parametrize(
    "statement",
    [
        "OPTION MAXCONN 050",
        "IUCV *VSWITCH MSGLIMIT 65535",
        "MDISK 191 3390 0 0 VOL001",  # sizes of minidisks are judged with their volume
        "MDISK 191 3390 99999 99999 VOL001",
        "MDISK 191 3390 1 0 VOL001",
        "MDISK 191 FB-512 V-DISK 99999999",
        "CPU 3F",
        "CPU 1",
        "MACHINE ESA 64",
    ],
)
def test_a_number_in_range_or_judged_elsewhere(statement: str) -> None:
    assert said(statement) == []


def test_the_message_names_value_operand_and_limit() -> None:
    (found,) = findings(H + " MACHINE ESA 65\n")
    assert found.message == "65 is out of range (mcpu of MACHINE); allowed: 1 to 64"


@pytest.mark.parametrize("number", ["19G", "10000", "0X1", "-1"])
def test_a_device_number_is_one_to_four_hexadecimal_digits(number: str) -> None:
    assert places(f"{H} LINK B {number} 190 RR\n") == [("VAL002", 2, 9, 9 + len(number))]
    assert places(f"{H} MDISK {number} 3390 1 1 VOL001\n") == [("VAL002", 2, 8, 8 + len(number))]


@pytest.mark.parametrize("number", ["0", "9", "009", "0009", "FFFF", "abcd"])
def test_good_device_numbers(number: str) -> None:
    assert said(f"LINK B {number} {number} RR") == []


@pytest.mark.parametrize("userid", ["A:B", "A.B", "A;B", "A/B", "NINECHARS", "A+B", "É"])
def test_a_userid_of_other_characters(userid: str) -> None:
    assert [place for place in places(f"USER {userid} NOLOG\n") if place[0] != "REC005"] == [
        ("VAL003", 1, 6, 6 + len(userid))
    ]


@pytest.mark.parametrize("userid", ["a", "linux-1", "A@#$_-9", "12345678", "$ALLOC$", "7VMEXM10"])
def test_a_good_userid_of_either_case(userid: str) -> None:
    assert findings(f"USER {userid} NOLOG\n") == []


def test_userids_in_other_statements_are_judged_as_such_only() -> None:
    assert said("LOGONBY SYSTEM") == []
    assert said("LOGONBY 1") == []
    assert said("LINK SYSTEM 190") == []
    assert said("AUTOLOG ALL") == []
    assert said("LOGONBY A:B") == [("VAL003", "error")]


# ---- VAL004 and VAL005


@pytest.mark.parametrize("userid", ["LOGN0001", "LOGLABCD", "LOGV$$$$", "SYSTEM", "system", "SYSTEMMP"])
def test_names_that_cp_keeps(userid: str) -> None:
    assert [place[0] for place in places(f"USER {userid} NOLOG\n")] == ["VAL004"]
    assert [place[0] for place in places(f"SUBCONFIG {userid}\n")] == ["VAL004"]


@pytest.mark.parametrize("userid", ["LOGN", "LOGN001", "LOGM0001", "SYSTEMM", "SYSTEM1", "OPERSYM"])
def test_names_that_only_look_like_those(userid: str) -> None:
    assert findings(f"USER {userid} NOLOG\n") == []


@pytest.mark.parametrize("userid", ["1", "4711", "0", "ALL", "IPL", "LOGON", "logoff", "QUERY", "XAUTOLOG"])
def test_confusing_names(userid: str) -> None:
    assert [(found.code, str(found.severity)) for found in findings(f"USER {userid} NOLOG\n")] == [
        ("VAL005", "warning")
    ]


@pytest.mark.parametrize(
    "userid",
    ["12345", "L", "LOG", "Q", "ADM", "BIN", "SYS", "DAEMON", "NOBODY", "BATCH", "OPERATOR", "MAINT", "DISKACNT"],
)
def test_everyday_names(userid: str) -> None:
    assert findings(f"USER {userid} NOLOG\n") == []


# ---- VAL006, VAL007, VAL009


@pytest.mark.parametrize(("volid", "good"), [("A", True), ("#@$:+-", True), ("&SYSRES", True), ("$$$$$$", True)])
def test_good_volids(volid: str, good: bool) -> None:
    assert (said(f"MDISK 191 3390 1 1 {volid}") == []) is good


@pytest.mark.parametrize("volid", ["VOLUME7", "VOL_1", "A.B", "<VOL>", "&SYSRE"])
def test_bad_volids(volid: str) -> None:
    assert places(f"{H} MDISK 191 3390 1 1 {volid}\n") == [("VAL006", 2, 21, 21 + len(volid))]
    assert said(f"DEDICATE 150 VOLID {volid}") == [("VAL006", "error")]


@pytest.mark.parametrize("size", ["2", "2X", "G", "2.5G", "10000000M", "2096129K", "16385P", "17E", "-1G", "2GB"])
def test_bad_sizes_of_storage(size: str) -> None:
    assert places(f"USER A NOLOG {size}\n") == [("VAL007", 1, 14, 14 + len(size))]
    assert said(f"STORAGE {size}") == [("VAL007", "error")]


@pytest.mark.parametrize("size", ["2048m", "0064M", "2096128K", "16384P", "16e"])
def test_good_sizes_of_storage(size: str) -> None:
    assert findings(f"USER A NOLOG {size}\n") == []


def test_an_asterisk_is_a_size_in_a_header_only() -> None:
    assert findings("USER A NOLOG * * *\n") == []
    assert findings("IDENTITY A NOLOG * * *\n") == []
    assert said("STORAGE *") == [("VAL007", "error")]
    assert said("MAXSTORAGE *") == [("VAL007", "error")]
    assert said("CLASS *") == [("VAL009", "error")]


def test_privilege_classes() -> None:
    assert places("USER A NOLOG 1G 1G G7\n") == [("VAL009", 1, 20, 22)]
    assert findings("USER A NOLOG 1G 1G ABCDEFGH\n") == []
    assert [place[0] for place in places("USER A NOLOG 1G 1G ABCDEFGHI\n")] == ["VAL011"]
    assert said("CLASS ABCDEFGHIJKLMNOPQRSTUVWXYZ123456") == []
    assert said("CLASS G-") == [("VAL009", "error")]


# ---- VAL008

PROFILE = "PROFILE P\n STORAGE 4G\n MAXSTORAGE 8G\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USER A NOLOG 8G 4G\n", [("VAL008", 1, 14, 16)]),
        ("USER A NOLOG 4G 4G\n", []),
        ("USER A NOLOG 1024M 1G\n", []),
        ("USER A NOLOG 2G 1025M\n", [("VAL008", 1, 14, 16)]),
        ("IDENTITY A NOLOG 8G 4G\n", [("VAL008", 1, 18, 20)]),
        # the entry's own statements come first
        ("USER A NOLOG 8G 4G\n STORAGE 4G\n", []),
        ("USER A NOLOG 8G 4G\n MAXSTORAGE 8G\n", []),
        ("USER A NOLOG 1G 4G\n STORAGE 8G\n", [("VAL008", 2, 10, 12)]),
        ("USER A NOLOG * *\n STORAGE 8G\n MAXSTORAGE 4G\n", [("VAL008", 2, 10, 12)]),
        # then the header, unless an asterisk stands there; then the profile
        (PROFILE + "USER A NOLOG * *\n INCLUDE P\n", []),
        (PROFILE + "USER A NOLOG 16G\n INCLUDE P\n", [("VAL008", 4, 14, 17)]),
        (PROFILE + "USER A NOLOG 16G *\n INCLUDE P\n", [("VAL008", 4, 14, 17)]),
        (PROFILE + "USER A NOLOG * 2G\n INCLUDE P\n", [("VAL008", 2, 10, 12)]),
        (PROFILE + "USER A NOLOG 16G 32G\n INCLUDE P\n", []),
        (PROFILE + "USER A NOLOG *\n INCLUDE P\n MAXSTORAGE 1G\n", [("VAL008", 2, 10, 12)]),
        # nothing is judged that is not known
        ("USER A NOLOG 8G\n", []),
        ("USER A NOLOG 8G *\n", []),
        ("USER A NOLOG * 4G\n", []),
        ("USER A NOLOG 8G\n INCLUDE NOBODY\n", []),
        (PROFILE + "USER A NOLOG 16G\n", []),
        ("USER A NOLOG 8X 4G\n", [("VAL007", 1, 14, 16)]),
        ("USER A NOLOG 8G 4X\n", [("VAL007", 1, 17, 19)]),
        ("SUBCONFIG A-1\n STORAGE 8G\n MAXSTORAGE 4G\n", []),
    ],
)
def test_storage_above_its_maximum(text: str, expected: list[tuple[str, int, int, int]]) -> None:
    assert places(text) == expected


CLUSTER = """\
IDENTITY A NOLOG 2G 4G G
 BUILD ON ONE USING SUBCONFIG A-1
 BUILD ON TWO USING SUBCONFIG A-2
SUBCONFIG A-1
 STORAGE 8G
SUBCONFIG A-2
 MAXSTORAGE 1G
"""


def test_a_subconfiguration_counts_on_its_member() -> None:
    assert places(CLUSTER) == [("VAL008", 1, 18, 20), ("VAL008", 5, 10, 12)]
    assert [found.message for found in findings(CLUSTER)] == [
        "A logs on with 2G of storage, but its maximum is 1G",
        "A logs on with 8G of storage, but its maximum is 4G",
    ]
    assert places(CLUSTER.replace("8G", "3G").replace("1G", "2G")) == []


def test_one_fault_of_all_members_is_told_once() -> None:
    assert places(CLUSTER.replace("2G 4G", "8G 4G").replace(" STORAGE 8G\n", "").replace("1G", "1T")) == [
        ("VAL008", 1, 18, 20)
    ]


def test_a_subconfiguration_of_two_members_is_judged_once() -> None:
    assert places(CLUSTER.replace("A-2", "A-1")) == [("VAL008", 5, 10, 12)]


def test_the_first_of_two_statements_counts() -> None:
    assert places("USER A NOLOG\n STORAGE 8G\n STORAGE 1G\n MAXSTORAGE 4G\n") == [("VAL008", 2, 10, 12)]


@pytest.mark.parametrize(
    ("own", "severity"),
    [
        ("USER A NOLOG 16G\n INCLUDE P\n", "info"),
        ("USER A NOLOG 16G *\n INCLUDE P\n", "error"),
        ("USER A NOLOG 16G\n INCLUDE P\n MAXSTORAGE 1G\n", "error"),
        ("USER A NOLOG\n INCLUDE P\n STORAGE 16G\n", "error"),
    ],
)
def test_a_header_with_one_size_may_mean_it_for_both(own: str, severity: str) -> None:
    (found,) = findings(f"{PROFILE}{own}")
    assert (found.severity, found.directxa is None) == (severity, severity == "info")


def test_a_device_type_that_goes_with_one_form_only_names_the_form() -> None:
    assert [
        found.message for found in findings("USER A NOLOG\n MDISK 191 3390 V-DISK 100\n MDISK 192 3309 1 1 V\n")
    ] == [
        "3390 is no device type of MDISK V-DISK: FB-512 expected",
        "3309 is no device type of MDISK; did you mean 3390 or 3380?",
    ]


def test_a_profile_that_is_at_fault_names_the_entry_that_takes_it() -> None:
    (found,) = findings("PROFILE P\n STORAGE 5G\n MAXSTORAGE 1G\nUSER A NOLOG * * G\n INCLUDE P\n")
    assert (found.span.line, found.subject) == (2, "A")
    assert [(one.span.line, one.message) for one in found.related] == [
        (3, "the maximum is given here"),
        (4, "A takes it from its profile"),
    ]


def test_the_message_names_both_sizes() -> None:
    (found,) = findings("USER LINUX1 NOLOG 8G 4G\n")
    assert found.message == "LINUX1 logs on with 8G of storage, but its maximum is 4G"
    assert found.subject == "LINUX1"


# ---- VAL010 to VAL013


@pytest.mark.parametrize(
    ("statement", "column", "end_column"),
    [
        ("MDISK 191 3309 1 1 VOL001", 12, 16),
        ("MDISK 191 3390-3 1 1 VOL001", 12, 18),
        ("SPOOL 00E 1404 A", 12, 16),
        ("CONSOLE 009 3290", 14, 18),
        ("SPECIAL 600 9999", 14, 18),
    ],
)
def test_device_types_of_no_era(statement: str, column: int, end_column: int) -> None:
    assert places(f"{H} {statement}\n") == [("VAL010", 2, column, end_column)]


def test_a_device_type_near_by_is_offered() -> None:
    assert "did you mean" in findings(H + " MDISK 191 339O 1 1 VOL001\n")[0].message


@pytest.mark.parametrize("devtype", ["RDR", "READER", "PUN", "PUNCH", "PRT", "PRINTER", "3800-3", "VAFP", "3289E"])
def test_generic_words_for_spooling_devices(devtype: str) -> None:
    assert said(f"SPOOL 00C {devtype} A") == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("ACCOUNT 123456789", "VAL011"),
        ("IPL TOOLONGNAME", "VAL011"),
        ("LOGONBY NINECHARS", "VAL003"),
        ("MDISK 191 3390 1 1 VOLUME7", "VAL006"),
        ("APPCPASS A B C NINECHARS", "VAL013"),
        ("MDISK 191 3390 1 1 VOL001 MR NINECHARS", "VAL013"),
        ("SPOOL 00D 2540 PUNCH AA", "VAL011"),
        ("LOADDEV PORTNAME 12345678901234567", "VAL011"),
        (f"IPL CMS PARM {'X' * 57}", None),
        ("ACCOUNT 12345678", None),
    ],
)
def test_words_that_are_too_long(statement: str, code: str | None) -> None:
    assert [found for found, _ in said(statement)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("statement", "good"),
    [
        *((f"LINK B 190 190 {mode}", True) for mode in "R RR W WR M MR MW SR SW SM ER EW MD RRD".split()),
        *((f"LINK B 190 190 {mode}", False) for mode in "RX RRV MWS E D X".split()),
        *((f"MDISK 191 3390 1 1 V {mode}", True) for mode in "R RR W WR M MR MW MWV MRV RRS MWE RVS".split()),
        *((f"MDISK 191 3390 1 1 V {mode}", False) for mode in "SR EW RX V MWX VMW".split()),
    ],
)
def test_access_modes(statement: str, good: bool) -> None:
    assert [code for code, _ in said(statement)] == ([] if good else ["VAL012"])


@pytest.mark.parametrize(("password", "good"), [("A@#$_9Z1", True), ("ABCDEFGHI", False), ("*", True), ("x", True)])
def test_passwords(password: str, good: bool) -> None:
    assert [place[0] for place in places(f"USER A {password} 1G\n")] == ([] if good else ["VAL013"])


def test_a_password_is_measured_and_not_shown() -> None:
    (found,) = findings("USER LINUX1 NINECHARS\n")
    assert found.message == "the password of USER has 9 characters; allowed: at most 8 characters"
    (found,) = findings(H + " MDISK 191 3390 1 1 V MR ALL NINECHARS\n")
    assert found.message.startswith("the write password of MDISK has 9 characters")


@pytest.mark.parametrize("header", ["USER LINUX1 2G 4G G", "USER SECRET1 2G 4G G", "USER OOPS LINUX1 SECRET1 2G 4G G"])
def test_a_header_whose_words_have_slipped_is_told_so(header: str) -> None:
    messages = [found.message for found in findings(header) if found.code == "VAL007"]
    assert messages
    assert all(message.endswith("perhaps a word before it is missing, or is one too many") for message in messages)


def test_a_header_with_a_wrong_size_is_told_nothing_else() -> None:
    [found] = findings("USER LINUX1 SECRET1 2X 4G G")
    assert found.message.endswith("the units K M G T P E")
