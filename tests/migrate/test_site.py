"""What is known of a site, and where each name comes from."""

import pytest

from dirtool.errors import InputError
from dirtool.lint.options import Options
from dirtool.migrate.site import Disk, Server, Told
from dirtool.spec.releases import Release
from tests.migrate.moves_made import FEILONG, SSI, site, site_of_sample

SERVER = """\
DIRECTORY 123 3390 M01RES
USER MAINT LBYONLY 64M 1G ABCDEFG
 MDISK 123 3390 0 END M01RES MR
USER 7VMDIR30 LBYONLY
USER AUTOLOG1 AUTOONLY
USER DATAMOVE AUTOONLY
USER DIRMAINT LBYONLY 128M 256M ABDG
 LINK MAINT 123 123 MW
 MDISK 155 3390 1 9 M01RES MR
 MDISK 1DF 3390 10 9 M01RES MR
 MDISK 1DB 3390 20 9 M01RES MR
"""


def test_a_cluster_tells_its_names() -> None:
    found = site_of_sample(SSI)
    assert found.source == "ssi-system.direct"
    assert found.install_id == Told("7VMDIR40", "the usual name for the release; the directory has no such entry")
    assert found.maintenance_id == Told("MAINT730", "ssi-system.direct:864")
    assert found.server == Told("DIRMAINT", "ssi-system.direct:341")
    assert found.datamoves == (Server("DATAMOVE", "ssi-system.direct:296", ("TIDE1", "TIDE2")),)
    assert found.satellites == ()
    assert found.administrators == (Told("MAINT", "ssi-system.direct:736"),)
    assert (found.smapi_servers, found.clients) == ((), ())
    assert found.members == ("TIDE1", "TIDE2")
    assert found.systems == (Told("TIDE1", "named by BUILD"), Told("TIDE2", "named by BUILD"))
    assert found.residence == (Told("TD1RES", "ssi-system.direct:21"), Told("TD2RES", "ssi-system.direct:21"))
    assert found.residence_vdev == "0123"
    assert found.source_disk == Disk("PMAINT", "02CC", "ssi-system.direct:1138")
    assert found.starter == Told("AUTOLOG2", "ssi-system.direct:252")
    assert found.esm is None
    assert found.new_guest == Told("DIRTEST", "a name that no entry has")


def test_one_system_tells_its_names() -> None:
    found = site_of_sample(FEILONG)
    assert found.source == "USER.DIRECT"
    assert [one.name for one in found.smapi_servers] == ["VSMGUARD", "VSMWORK1", "VSMWORK2", "VSMWORK3"]
    assert found.datamoves == (Server("DATAMOVE", "USER.DIRECT:103", ()),)
    assert (found.members, found.systems, found.source_disk) == ((), (), None)
    assert found.residence == (Told("Z3RES1", "USER.DIRECT:1"),)
    assert found.starter == Told("AUTOLOG1", "USER.DIRECT:87")
    assert found.missing == (
        "7VMDIR40, which installs DirMaint, has no entry.",
        "DIRMAINT lacks the disk 01DB.",
    )


def test_what_stands_behind_the_volume_of_a_single_system_is_no_volume() -> None:
    assert site("DIRECTORY 123 3390 M01RES 124 SYS1\n").residence == (Told("M01RES", "part0:1"),)


def test_systems_are_those_of_sysaffin_where_there_is_no_cluster() -> None:
    text = "DIRECTORY 123 3390 M01RES\nUSER A NOLOG\nSYSAFFIN EXIST_AT SYS1 SYS2\nSYSAFFIN EXIST_AT SYS2 *\n"
    assert site(text).systems == (Told("SYS1", "named by SYSAFFIN"), Told("SYS2", "named by SYSAFFIN"))


@pytest.mark.parametrize(
    ("release", "install_id", "maintenance_id"),
    [
        (Release(6, 4), "6VMDIR40", "MAINT640"),
        (Release(7, 1), "7VMDIR10", "MAINT710"),
        (Release(7, 2), "7VMDIR20", "MAINT720"),
        (Release(7, 3), "7VMDIR30", "MAINT730"),
        (Release(7, 4), "7VMDIR40", "MAINT740"),
    ],
)
def test_the_release_gives_names_that_no_entry_has(release: Release, install_id: str, maintenance_id: str) -> None:
    found = site(release=release)
    assert (found.install_id.name, found.maintenance_id.name) == (install_id, maintenance_id)


def test_the_entry_of_the_release_comes_before_others_and_the_latest_before_a_name_that_nobody_has() -> None:
    text = "DIRECTORY 123 3390 M01RES\nUSER 7VMDIR20 NOLOG\nUSER 7VMDIR30 NOLOG\n"
    assert site(text, release=Release(7, 2)).install_id == Told("7VMDIR20", "part0:2")
    assert site(text, release=Release(7, 4)).install_id == Told("7VMDIR30", "part0:3")


def test_administrators_are_those_told_each_once_and_it_is_said_who_has_no_entry() -> None:
    assert site(administrators=("maint", "ANNA", "MAINT")).administrators == (
        Told("MAINT", "told by an option; part0:2"),
        Told("ANNA", "told by an option; the directory has no such entry"),
    )
    assert site(administrators=()).administrators == ()


def test_a_name_that_is_no_userid_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        site(administrators=("MAINT 191",))
    assert raised.value.message == "administrator MAINT 191 is no userid; allowed: 1 to 8 of A-Z 0-9 @ # $ _ -"
    with pytest.raises(InputError, match="server of SMAPI"):
        site(smapi_servers=("",))


def test_clients_of_smapi_are_known_by_their_usual_names() -> None:
    text = "DIRECTORY 123 3390 M01RES\nUSER ZHCP NOLOG\nUSER XCAT NOLOG\nUSER OPNCLOUD NOLOG\n"
    assert [one.name for one in site(text).clients] == ["OPNCLOUD", "ZHCP"]


def test_the_security_manager_is_told() -> None:
    assert site(lint=Options(esm="RACF")).esm == "RACF"


def test_a_new_guest_has_a_name_that_nobody_has() -> None:
    text = "DIRECTORY 123 3390 M01RES\nPROFILE DIRTEST\nUSER DIRT0000 NOLOG\n"
    assert site(text).new_guest.name == "DIRT0001"


# -- what is missing


def test_nothing_is_missing_where_all_is_there() -> None:
    assert site(SERVER).missing == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("USER 7VMDIR30 LBYONLY\n", "", "7VMDIR40, which installs DirMaint, has no entry."),
        (
            "USER DATAMOVE AUTOONLY\n",
            "",
            "DATAMOVE has no entry: without it no minidisk can be copied, formatted or cleaned.",
        ),
        (
            "USER AUTOLOG1 AUTOONLY\n",
            "",
            "Neither AUTOLOG2 nor AUTOLOG1 has an entry: nothing tells what starts servers.",
        ),
        (
            "USER MAINT ",
            "USER MAINTX ",
            "Nobody is known to administer DirMaint: MAINT has no entry, and no option names anybody.",
        ),
        ("128M 256M", "127M 256M", "DIRMAINT has 127M of storage; IBM recommends 128M to 160M."),
        (" MDISK 155", " MDISK 156", "DIRMAINT lacks the disk 0155."),
        (
            "123 MW",
            "123 RR",
            "DIRMAINT has no device 0123 that it can write to, by which it reaches the object directory.",
        ),
        (
            "DIRMAINT LBYONLY",
            "DIRMAINT NOLOG",
            "DIRMAINT has NOLOG: nobody can log on to it to watch the first start; LBYONLY with LOGONBY lets an "
            "administrator do so.",
        ),
        (
            "USER DIRMAINT",
            "USER DIRMAINX",
            "DIRMAINT has no entry: take it from the Program Directory for your level.",
        ),
        (
            "DIRECTORY 123 3390 M01RES\n",
            "",
            "The directory has no DIRECTORY statement: nothing tells the device of the object directory.",
        ),
    ],
)
def test_what_is_missing_is_named(old: str, new: str, message: str) -> None:
    assert site(SERVER.replace(old, new)).missing == (message,)


def test_a_cluster_needs_satellites_and_one_server() -> None:
    missing = site_of_sample(SSI).missing
    assert (
        "DIRMSAT has no entry: each member of a cluster needs one to keep its own object directory up to date."
        in missing
    )
    assert "DIRMAINT is an IDENTITY: in a cluster it is one USER, since it runs on one member at a time." in missing


def test_no_password_is_told() -> None:
    text = SERVER.replace("DIRMAINT LBYONLY", "DIRMAINT SECRET7").replace("MAINT LBYONLY", "MAINT SECRET8")
    assert "SECRET" not in repr(site(text))
