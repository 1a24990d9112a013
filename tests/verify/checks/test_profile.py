"""VFY012 to VFY014, VFY040 and VFY041: the profile of instances, their administrators, and what the cloud reads."""

import pytest

from tests.verify.made import Told, found_by, outcome_of

NOVA = "[DEFAULT]\nzvm_user_profile = osdflt\n"
ZVMSDK = "[zvm]\nuser_profile = OSDFLT\n"
WITH_FEILONG = "[DEFAULT]\n[zvm]\ncloud_connector_url = http://192.0.2.40:8080\n"
HEAD = "DIRECTORY 1000 3390 LX0001\n"
PROFILE = """PROFILE OSDFLT
 CPU 00 BASE
 IPL CMS
 MACHINE ESA
 CONSOLE 0009 3215 T
 SPOOL 000C 2540 READER *
 SPOOL 000D 2540 PUNCH A
 SPOOL 000E 1403 A
 LINK MAINT 0190 0190 RR
 MDISK 0300 FB-512 V-DISK 200000 MR
"""
USERS = "USER MAINT X 1G 1G G\nUSER OPER1 X 1G 1G G\n"
DIRECTORY = HEAD + PROFILE + USERS
OF_PROFILE = ["VFY012", "VFY013", "VFY014"]


@pytest.mark.parametrize("code", OF_PROFILE)
def test_a_profile_that_fits_is_not_told(code: str) -> None:
    assert found_by(code, nova=NOVA, directory=DIRECTORY) == []
    assert found_by(code, zvmsdk=ZVMSDK, nova=WITH_FEILONG, directory=DIRECTORY) == []
    assert found_by(code, nova="[DEFAULT]\nverbose = 1\n", directory=DIRECTORY) == []  # osdflt is the default


@pytest.mark.parametrize("code", [*OF_PROFILE, "VFY040"])
def test_what_nobody_names_is_not_judged(code: str) -> None:
    assert outcome_of(code, nova=NOVA).why == "no USER DIRECT"
    assert outcome_of(code, directory=DIRECTORY).why == "no nova.conf or zvmsdk.conf"
    assert outcome_of(code, nova=WITH_FEILONG, directory=DIRECTORY).why == (
        "nova.conf leaves it to zvmsdk.conf, which is not there"
    )
    option = "default_admin_userid" if code == "VFY040" else "user_profile"
    outcome = outcome_of(code, zvmsdk="[network]\nmy_ip = 192.0.2.1\n", directory=DIRECTORY)
    assert (outcome.status, outcome.why) == ("skipped", f"zvmsdk.conf does not say {option}")


def test_a_profile_that_is_not_there_is_told() -> None:
    assert found_by("VFY012", nova=NOVA.replace("osdflt", "osdflg"), directory=DIRECTORY) == [
        Told("error", "nova:2", "zvm_user_profile osdflg is no PROFILE of the directory; did you mean OSDFLT?")
    ]
    assert found_by("VFY012", zvmsdk=ZVMSDK.replace("OSDFLT", "MAINT"), directory=DIRECTORY) == [
        Told(
            "error", "zvmsdk:2", "user_profile MAINT is no PROFILE of the directory; MAINT is USER there", ("part0:12",)
        )
    ]
    assert found_by("VFY012", nova="[DEFAULT]\n", directory=HEAD + USERS) == [
        Told("error", "nova:1", "zvm_user_profile osdflt, the default, is no PROFILE of the directory")
    ]


@pytest.mark.parametrize("code", OF_PROFILE)
def test_a_profile_may_be_in_another_part_of_the_directory(code: str) -> None:
    outcome = outcome_of(code, nova=NOVA, directory=USERS)
    assert outcome.status == "skipped"
    assert "the directory is a part of one, and has no PROFILE OSDFLT" in outcome.why


@pytest.mark.parametrize("code", ["VFY013", "VFY014"])
def test_a_profile_that_is_not_there_is_not_judged(code: str) -> None:
    assert outcome_of(code, nova=NOVA, directory=HEAD + USERS).why == "the profile is not there"


def test_devices_of_the_profile_that_the_driver_gives_to_instances_are_told() -> None:
    directory = (
        HEAD + PROFILE + " LINK MAINT 0192 0100 RR\n MDISK 0102 3390 T-DISK 10\n NICDEF 1004 TYPE QDIO DEVICES 3\n"
    )
    assert found_by("VFY013", nova=NOVA + "zvm_user_root_vdev = 100\n", directory=directory) == [
        Told(
            "error",
            "part0:12",
            "PROFILE OSDFLT defines 0100, which zvm_user_root_vdev 100 gives the root disk of an instance",
            ("nova:3",),
        ),
        Told(
            "warning",
            "part0:13",
            "PROFILE OSDFLT defines 0102, which zvm_user_adde_vdev 0101, the default, gives a disk of an instance",
            ("nova:1",),
        ),
        Told(
            "warning",
            "part0:14",
            "PROFILE OSDFLT defines 1004, which zvm_default_nic_vdev 1000, the default, gives an adapter of an instance",
            ("nova:1",),
        ),
    ]


def test_an_adapter_of_the_profile_takes_all_its_numbers() -> None:
    directory = HEAD + PROFILE + " NICDEF 0FFE TYPE QDIO\n"
    assert found_by("VFY013", nova=NOVA, directory=directory) == [
        Told(
            "error",
            "part0:12",
            "PROFILE OSDFLT defines 1000, which zvm_default_nic_vdev 1000, the default, gives an adapter of an instance",
            ("nova:1",),
        ),
    ]
    assert found_by("VFY013", nova=NOVA, directory=directory.replace("0FFE", "0FFD")) == []
    more = directory.replace("0FFE TYPE QDIO", "0FFA TYPE QDIO DEVICES 6")
    assert found_by("VFY013", nova=NOVA, directory=more) == []
    assert len(found_by("VFY013", nova=NOVA, directory=more.replace("DEVICES 6", "DEVICES 9"))) == 1


def test_disks_of_feilong_follow_the_root_disk() -> None:
    directory = HEAD + PROFILE + " LINK MAINT 0192 0201 RR\n LINK MAINT 0192 0101 RR\n"
    assert found_by("VFY013", zvmsdk=ZVMSDK + "user_root_vdev = 0200\n", directory=directory) == [
        Told(
            "error",
            "part0:12",
            "PROFILE OSDFLT defines 0201, which user_root_vdev 0200 gives a disk of an instance",
            ("zvmsdk:3",),
        ),
    ]


def test_numbers_of_the_driver_that_collide_are_told() -> None:
    nova = NOVA + "zvm_user_adde_vdev = 00FF\nzvm_default_nic_vdev = 0100\n"
    assert found_by("VFY013", nova=nova, directory=DIRECTORY) == [
        Told(
            "warning",
            "nova:3",
            "zvm_user_adde_vdev 00FF gives a disk the number 0100, which zvm_user_root_vdev 0100 gives the root disk",
            ("nova:1",),
        ),
        Told(
            "error",
            "nova:4",
            "zvm_default_nic_vdev 0100 gives an adapter the number 0100, which zvm_user_root_vdev 0100 gives the root disk",
            ("nova:1",),
        ),
        Told(
            "warning",
            "nova:4",
            "zvm_default_nic_vdev 0100 gives an adapter the number 0100, which zvm_user_adde_vdev 00FF gives a disk",
            ("nova:3",),
        ),
    ]


def test_what_is_no_device_number_is_not_compared() -> None:
    outcome = outcome_of("VFY013", nova=NOVA + "zvm_user_root_vdev = 1FFFF\n", directory=DIRECTORY)
    assert (outcome.status, outcome.why) == ("skipped", "zvm_user_root_vdev 1FFFF is no device number")


def test_numbers_beyond_the_highest_are_no_collision() -> None:
    nova = NOVA + "zvm_user_adde_vdev = FFFF\nzvm_default_nic_vdev = FFF0\n"
    assert [told.severity for told in found_by("VFY013", nova=nova, directory=DIRECTORY)] == ["warning"]


def test_a_profile_that_does_not_fit_is_told() -> None:
    directory = (
        HEAD + "PROFILE OSDFLT\n CPU 01\n MACHINE XC\n SPOOL 000C 2540 PUNCH *\n MDISK 0191 3390 1 10 LX0001\n" + USERS
    )
    assert found_by("VFY014", nova=NOVA, directory=directory) == [
        Told("warning", "part0:2", "PROFILE OSDFLT has no reader 00C of class *"),
        Told("warning", "part0:2", "PROFILE OSDFLT has a CPU, but no CPU 00"),
        Told("info", "part0:2", "PROFILE OSDFLT has no IPL"),
        Told("warning", "part0:4", "PROFILE OSDFLT has MACHINE XC, in which Linux does not run"),
        Told("warning", "part0:6", "minidisk OSDFLT/0191 of a profile is one and the same for all instances"),
    ]


def test_a_reader_of_another_class_or_number_is_not_enough() -> None:
    reader = " SPOOL 000C 2540 READER *\n"
    for other in (" SPOOL 000C 2540 READER A\n", " SPOOL 001C 2540 READER *\n"):
        assert found_by("VFY014", nova=NOVA, directory=DIRECTORY.replace(reader, other)) == [
            Told("warning", "part0:2", "PROFILE OSDFLT has no reader 00C of class *")
        ]
    assert found_by("VFY014", nova=NOVA, directory=DIRECTORY.replace(reader, " SPOOL C RDR *\n")) == []


def test_a_statement_that_cannot_be_read_may_be_the_one() -> None:
    directory = DIRECTORY.replace("SPOOL 000C 2540 READER *", "SPOOL")
    outcome = outcome_of("VFY014", nova=NOVA, directory=directory)
    assert (outcome.status, outcome.why) == ("skipped", "OSDFLT has a SPOOL statement that cannot be read")


def test_administrators_are_in_the_directory() -> None:
    nova = NOVA + "zvm_default_admin_userid = maint OPER1\n"
    assert found_by("VFY040", nova=nova, directory=DIRECTORY) == []
    sdk = ZVMSDK + "default_admin_userid = OPER1 OPER2 OPERATOR9 MAINT\n"
    assert found_by("VFY040", zvmsdk=sdk, directory=DIRECTORY) == [
        Told("warning", "zvmsdk:3", "default_admin_userid: the directory has no entry OPER2"),
        Told(
            "warning", "zvmsdk:3", "default_admin_userid: OPERATOR9 is no userid; allowed: 1 to 8 of A-Z 0-9 @ # $ _ -"
        ),
    ]


def test_administrators_are_eight_at_most() -> None:
    names = [f"OPER{number}" for number in range(9)]
    directory = HEAD + PROFILE + "".join(f"USER {name} X 1G 1G G\n" for name in names)
    nova = NOVA + f"zvm_default_admin_userid = {' '.join(names)}\n"
    assert found_by("VFY040", nova=nova, directory=directory) == [
        Told("warning", "nova:3", "zvm_default_admin_userid names 9 userids; LOGONBY takes 8")
    ]
    assert found_by("VFY040", nova=nova.replace(" OPER8", " oper7"), directory=directory) == []


def test_an_administrator_may_be_in_another_part_of_the_directory() -> None:
    outcome = outcome_of("VFY040", nova=NOVA + "zvm_default_admin_userid = ELSE\n", directory=USERS)
    assert (outcome.status, outcome.why) == ("skipped", "zvm_default_admin_userid: the directory has no entry ELSE")


def test_what_the_cloud_would_read_wrongly_is_told_once_for_each_rule() -> None:
    directory = HEAD + PROFILE + "USER  A X 1G 1G G\n INCLUDE OSDFLT\nUSER  B X 1G 1G G\nUSER  C X 1G 1G G\n"
    found = outcome_of("VFY041", directory=directory)
    codes = [one.message.partition(":")[0] for one in found.findings]
    assert found.status == "passed"
    assert (found.findings[-1].severity, found.findings[-1].span.line, codes[-1]) == ("info", 12, "XCP014")
    assert codes == sorted(set(codes))


def test_what_the_cloud_reads_right_is_not_told() -> None:
    assert found_by("VFY041", directory=HEAD + USERS) == []
    assert outcome_of("VFY041", nova=NOVA).why == "no USER DIRECT"
