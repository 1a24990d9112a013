"""CNF029, CNF030 and VFY028 to VFY032: who runs SMAPI, the management node and the ZHCP."""

import pytest

from tests.verify.made import Told, found_by, host_of, outcome_of

COPY = """XCAT_User = "XCAT"
XCAT_notify = "OPERATOR"
ZHCP_User = "ZHCP"
Parm_Disk_Owner = "PMAINT"
Parm_Disk_Number = "CF0"
XCAT_vswitch = "XCATVSW1"
XCAT_MN_vswitch = "XCATVSW2"
ZHCP_vswitch = "XCATVSW1"
XCAT_zvmsysid = "SYS1"
"""
DIRECTORY = """DIRECTORY 123 3390 M01RES
PROFILE LINUX
 IUCV ANY
USER OPERATOR NOLOG
USER PMAINT NOLOG
 MDISK 0CF0 3390 1 10 M01RES MR
USER XCAT NOLOG 1G 1G G
 NICDEF 0600 TYPE QDIO LAN SYSTEM XCATVSW1
 NICDEF 0700 TYPE QDIO LAN SYSTEM XCATVSW2
USER ZHCP NOLOG 1G 1G ABCDG
 INCLUDE LINUX
 OPTION LNKNOPAS
 CPU 00 BASE
 NICDEF 0600 TYPE QDIO LAN SYSTEM XCATVSW1
"""
PART = DIRECTORY.partition("\n")[2]
NIC = " NICDEF 0600 TYPE QDIO LAN SYSTEM XCATVSW1\n"
STRANGERS = (
    COPY.replace('"XCAT"', '"XCATX"').replace('"ZHCP"', '"ZHCPX"').replace("OPERATOR", "OPER").replace("PMAINT", "PMX")
)
MEMBERS = DIRECTORY.replace(
    "USER ZHCP NOLOG 1G 1G ABCDG",
    "IDENTITY ZHCP NOLOG 1G 1G ABCDG\n BUILD ON SYS1 USING SUBCONFIG ZHCP-1\n BUILD ON SYS2 USING SUBCONFIG ZHCP-2",
).replace(f" CPU 00 BASE\n{NIC}", f" CPU 00 BASE\nSUBCONFIG ZHCP-1\n{NIC}SUBCONFIG ZHCP-2\n OPTION ACCT\n")
LINKS = """ LINK MAINT 190 190 RR
 LINK MAINT 193 193 RR
 LINK MAINT 19E 19E RR
 LINK TCPMAINT 591 591 RR
 LINK TCPMAINT 592 592 RR
"""
REQUEST = f"USER {{}} NOLOG 128M 512M G\n OPTION DIAG88\n IUCV ANY\n NAMESAVE VSMDCSS\n{LINKS}"
WORKER = f"USER {{}} NOLOG 128M 512M ABCDEFG\n OPTION DIAG88 MAINTCCW LNKS LNKE\n{LINKS} LINK PMAINT CF0 CF0 MD\n"
SERVERS = "".join(
    [
        "DIRECTORY 123 3390 M01RES\n",
        *map(REQUEST.format, ("VSMREQIN", "VSMREQI6", "VSMREQIU", "VSMREQIM", "VSMPROXY")),
        *map(WORKER.format, ("VSMWORK1", "VSMWORK2", "VSMWORK3")),
        "USER VSMGUARD NOLOG 128M 512M ABCDEFG\n",
    ]
)


@pytest.mark.parametrize("code", ["CNF029", "CNF030", "VFY028", "VFY029", "VFY030"])
def test_an_appliance_that_is_as_it_should_be(code: str) -> None:
    assert found_by(code, dmssicnf=COPY, directory=DIRECTORY) == []


@pytest.mark.parametrize("code", ["CNF029", "CNF030", "VFY028", "VFY029", "VFY030"])
def test_a_part_of_a_directory_does_not_tell_who_is_missing(code: str) -> None:
    outcome = outcome_of(code, dmssicnf=STRANGERS, directory=PART)
    assert outcome.status == "skipped"
    assert outcome.why.startswith("the directory is a part of one, and has no entry ")


@pytest.mark.parametrize("code", ["CNF029", "CNF030", "VFY029", "VFY030"])
def test_a_copy_file_without_the_keys_is_not_compared(code: str) -> None:
    assert outcome_of(code, dmssicnf='XCAT_Host = "xcat"\n', directory=DIRECTORY).status == "skipped"


# ---- users without an entry


def test_the_user_to_notify_needs_an_entry() -> None:
    assert found_by("CNF029", dmssicnf=STRANGERS, directory=DIRECTORY) == [
        Told("warning", "dmssicnf:2", "XCAT_notify OPER has no entry in the directory", ("part0:1",))
    ]


def test_the_users_of_the_copy_file_need_entries() -> None:
    assert found_by("CNF030", dmssicnf=STRANGERS, directory=DIRECTORY) == [
        Told("error", "dmssicnf:1", "XCAT_User XCATX has no entry in the directory", ("part0:1",)),
        Told("error", "dmssicnf:3", "ZHCP_User ZHCPX has no entry in the directory", ("part0:1",)),
        Told("error", "dmssicnf:4", "Parm_Disk_Owner PMX has no entry in the directory", ("part0:1",)),
    ]


@pytest.mark.parametrize("role", ["CONTROLLER", "compute", "ZHCP"])
def test_the_appliance_runs_without_the_users_of_xcat_and_zhcp(role: str) -> None:
    copy = STRANGERS.replace("PMX", "PMAINT")
    assert found_by("CNF030", dmssicnf=copy, directory=DIRECTORY, dmssicmo=f'openstack_system_role = "{role}"\n') == []


def test_the_owner_of_the_parm_disk_has_it() -> None:
    linked = DIRECTORY.replace("MDISK 0CF0 3390 1 10 M01RES MR", "LINK MAINT 0CF0 0CF0 RR")
    assert found_by("CNF030", dmssicnf=COPY, directory=linked) == []
    other = COPY.replace("CF0", "CF1")
    message = "Parm_Disk_Number CF1: PMAINT has no MDISK and no LINK of that number"
    assert found_by("CNF030", dmssicnf=other, directory=DIRECTORY) == [
        Told("error", "dmssicnf:5", message, ("part0:5",))
    ]
    unclear = DIRECTORY.replace("USER PMAINT NOLOG", "USER PMAINT NOLOG\n INCLUDE ELSEWHERE")
    outcome = outcome_of("CNF030", dmssicnf=other, directory=unclear)
    assert (outcome.status, outcome.why) == ("skipped", "a part of PMAINT is not there, or cannot be read")


def test_the_parts_of_the_appliance_need_entries() -> None:
    assert found_by("VFY028", dmssicnf=STRANGERS, directory=DIRECTORY) == [
        Told(
            "error",
            "dmssicnf:1",
            "the management node XCATX has no entry in the directory (XCAT_User)",
            ("part0:1",),
        ),
        Told("error", "dmssicnf:3", "the ZHCP ZHCPX has no entry in the directory (ZHCP_User)", ("part0:1",)),
        Told(
            "warning",
            "dmssicnf:2",
            "the user to notify OPER has no entry in the directory (XCAT_notify)",
            ("part0:1",),
        ),
    ]
    found = outcome_of("VFY028", dmssicnf=STRANGERS, directory=DIRECTORY).findings
    assert [one.ivp for one in found] == [("VMN01",), ("VZN03",), ()]


def test_with_a_role_the_appliance_needs_an_entry() -> None:
    role = 'openstack_system_role = "CONTROLLER"\n'
    assert found_by("VFY028", dmssicnf=COPY, directory=DIRECTORY, dmssicmo=role) == [
        Told(
            "error",
            "dmssicmo:1",
            "the management node OPNCLOUD has no entry in the directory (openstack_system_role)",
            ("part0:1",),
        )
    ]
    there = DIRECTORY.replace("USER XCAT ", "USER OPNCLOUD ")
    assert found_by("VFY028", dmssicnf=COPY, directory=there, dmssicmo=role) == []
    assert found_by("VFY028", directory=there, dmssicmo=role.replace("CONTROLLER", "COMPUTE")) == []
    assert outcome_of("VFY028", directory=there, dmssicnf='ZHCP_User = "ZHCP"\n').why == (
        "no file names the user of the management node"
    )


def test_the_management_node_may_run_on_another_host() -> None:
    elsewhere = DIRECTORY.replace("USER XCAT ", "USER LINUX1 ")
    hosts = host_of("A", dmssicnf=COPY, directory=elsewhere), host_of("B", dmssicnf=COPY, directory=DIRECTORY)
    for code in ("CNF030", "VFY028", "VFY030"):
        assert found_by(code, *hosts) == []


# ---- the entry of the ZHCP


def test_the_zhcp_needs_its_statements() -> None:
    poor = DIRECTORY.replace(" INCLUDE LINUX\n OPTION LNKNOPAS\n CPU 00 BASE\n", " OPTION ACCT\n").replace(
        "ABCDG", "BG"
    )
    assert found_by("VFY029", dmssicnf=COPY, directory=poor) == [
        Told("error", "part0:10", "ZHCP has no OPTION LNKNOPAS", ("dmssicnf:3",)),
        Told("error", "part0:10", "ZHCP has no IUCV ANY", ("dmssicnf:3",)),
        Told("info", "part0:10", "ZHCP has no CPU statement", ("dmssicnf:3",)),
        Told("error", "part0:10", "ZHCP lacks class A, C and D; it has BG", ("dmssicnf:3",)),
    ]


def test_classes_may_stand_on_a_class_statement_or_in_the_profile() -> None:
    stated = DIRECTORY.replace("1G 1G ABCDG", "1G 1G G").replace(" OPTION LNKNOPAS", " CLASS ABCDEG\n OPTION LNKNOPAS")
    assert found_by("VFY029", dmssicnf=COPY, directory=stated) == []
    of_profile = DIRECTORY.replace("1G 1G ABCDG", "1G 1G *").replace(" IUCV ANY", " CLASS ABCDG\n IUCV ANY")
    assert found_by("VFY029", dmssicnf=COPY, directory=of_profile) == []
    (told,) = found_by("VFY029", dmssicnf=COPY, directory=DIRECTORY.replace("1G 1G ABCDG", "1G 1G"))
    assert told.message == "ZHCP lacks class A, B, C and D; it has G"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("ABCDG", "GX", "ZHCP has classes of the site's own"),
        ("INCLUDE LINUX", "INCLUDE OTHER", "ZHCP needs PROFILE OTHER, which is not there"),
        ("OPTION LNKNOPAS", "OPTION", "the statement OPTION of ZHCP cannot be read"),
    ],
)
def test_what_may_be_somewhere_else_is_not_missed(before: str, after: str, why: str) -> None:
    outcome = outcome_of("VFY029", dmssicnf=COPY, directory=DIRECTORY.replace(before, after))
    assert (outcome.status, outcome.why) == ("skipped", why)


def test_the_adapter_of_the_zhcp_is_in_the_entry_itself() -> None:
    in_profile = DIRECTORY.removesuffix(NIC).replace(" IUCV ANY\n", f" IUCV ANY\n{NIC}")
    outcome = outcome_of("VFY029", dmssicnf=COPY, directory=in_profile)
    (found,) = outcome.findings
    assert found.message == "ZHCP has no NICDEF of its own on XCATVSW1; that of profile LINUX does not count"
    assert [(one.span.path, one.span.line) for one in found.related] == [("dmssicnf", 8), ("part0", 4)]
    assert found.ivp == ("VZN01",)
    other = DIRECTORY.removesuffix(NIC) + NIC.replace("XCATVSW1", "OTHER")
    assert found_by("VFY029", dmssicnf=COPY, directory=other) == [
        Told("error", "part0:10", "ZHCP has no NICDEF of its own on XCATVSW1", ("dmssicnf:8",))
    ]


def test_of_a_cluster_the_member_counts_that_the_host_is() -> None:
    assert found_by("VFY029", dmssicnf=COPY, directory=MEMBERS) == []
    for system in ("SYS2", "OTHER"):
        copy = COPY.replace("SYS1", system)
        (told,) = found_by("VFY029", dmssicnf=copy, directory=MEMBERS)
        assert told.message == "ZHCP has no NICDEF of its own on XCATVSW1 on SYS2"


# ---- adapters


def test_adapters_are_on_the_switches_of_the_copy_file() -> None:
    other = DIRECTORY.replace("XCATVSW1", "OTHER")
    assert found_by("VFY030", dmssicnf=COPY, directory=other) == [
        Told("warning", "part0:8", "XCAT/0600 is on OTHER, but XCAT_vswitch is XCATVSW1", ("dmssicnf:6",)),
        Told("warning", "part0:14", "ZHCP/0600 is on OTHER, but ZHCP_vswitch is XCATVSW1", ("dmssicnf:8",)),
    ]
    assert [found.ivp for found in outcome_of("VFY030", dmssicnf=COPY, directory=other).findings] == [("VZN01",)] * 2


def test_the_management_node_has_an_adapter_on_each_of_its_switches() -> None:
    alone = DIRECTORY.replace(" NICDEF 0700 TYPE QDIO LAN SYSTEM XCATVSW2\n", "")
    assert found_by("VFY030", dmssicnf=COPY, directory=alone) == [
        Told("warning", "part0:7", "XCAT has no NICDEF on XCATVSW2", ("dmssicnf:7",))
    ]
    assert found_by("VFY030", dmssicnf=COPY, directory=DIRECTORY.replace("NICDEF 0700", "NICDEF 0A00")) == []


# ---- the servers of SMAPI


@pytest.mark.parametrize("code", ["VFY031", "VFY032"])
def test_servers_that_are_as_they_should_be(code: str) -> None:
    assert found_by(code, dmssicnf=COPY, directory=SERVERS) == []


def test_a_server_needs_its_statements() -> None:
    poor = SERVERS.replace(
        " OPTION DIAG88\n IUCV ANY\n NAMESAVE VSMDCSS\n LINK MAINT 190 190 RR\n LINK MAINT 193 193 RR\n",
        " CPU 00\n CPU 01\n",
        1,
    ).replace("VSMREQIN NOLOG 128M", "VSMREQIN NOLOG 64M")
    assert found_by("VFY031", directory=poor) == [
        Told("error", "part0:2", "VSMREQIN has no OPTION DIAG88"),
        Told("error", "part0:2", "VSMREQIN has no LINK to MAINT 0193"),
        Told("warning", "part0:2", "VSMREQIN has no LINK to MAINT 0190"),
        Told("error", "part0:2", "VSMREQIN has no NAMESAVE VSMDCSS"),
        Told("error", "part0:2", "VSMREQIN has no IUCV ANY or IUCV ALLOW"),
        Told("error", "part0:4", "VSMREQIN has 2 CPUs; the servers of SMAPI work on one only", ("part0:3",)),
        Told("error", "part0:2", "VSMREQIN has 64M of storage; a server of SMAPI needs 128M"),
    ]


def test_storage_may_be_stated_apart_and_links_may_be_in_the_profile() -> None:
    profile = f"PROFILE CMS\n{LINKS}USER VSMREQIN"
    text = SERVERS.replace("USER VSMREQIN NOLOG 128M", f"{profile} NOLOG 64M", 1)
    text = text.replace(f" OPTION DIAG88\n IUCV ANY\n NAMESAVE VSMDCSS\n{LINKS}", " INCLUDE CMS\n STORAGE 1G\n", 1)
    assert [told.message for told in found_by("VFY031", directory=text)] == [
        "VSMREQIN has no OPTION DIAG88",
        "VSMREQIN has no NAMESAVE VSMDCSS",
        "VSMREQIN has no IUCV ANY or IUCV ALLOW",
    ]


def test_all_servers_are_there() -> None:
    lost = SERVERS.replace("VSMREQIU", "OTHER1").replace("VSMGUARD", "OTHER2")
    assert found_by("VFY031", directory=lost) == [
        Told("error", "part0:1", "2 servers of SMAPI have no entry: VSMREQIU and VSMGUARD")
    ]
    part = outcome_of("VFY031", directory=lost.partition("\n")[2])
    assert (part.status, part.why) == (
        "skipped",
        "the directory is a part of one, and has no entry VSMREQIU and VSMGUARD",
    )


def test_the_workers_link_the_parm_disk() -> None:
    lost = SERVERS[: SERVERS.index("USER VSMWORK2")].replace(" LINK PMAINT CF0 CF0 MD\n", " LINK MAINT CF0 CF0 MD\n")
    lost += SERVERS[SERVERS.index("USER VSMWORK2") :]
    assert found_by("VFY032", dmssicnf=COPY, directory=lost) == [
        Told("error", "part0:47", "VSMWORK1 has no LINK to the parm disk PMAINT 0CF0", ("dmssicnf:5",))
    ]


@pytest.mark.parametrize("mode", [" RR", " R", ""])
def test_a_worker_writes_the_parm_disk(mode: str) -> None:
    assert "LINK PMAINT CF0 CF0 MD" in SERVERS
    read_only = SERVERS.replace("LINK PMAINT CF0 CF0 MD", f"LINK PMAINT CF0 CF0{mode}", 1)
    line = read_only.split("\n").index(f" LINK PMAINT CF0 CF0{mode}") + 1
    assert found_by("VFY032", dmssicnf=COPY, directory=read_only) == [
        Told("warning", f"part0:{line}", "VSMWORK1 links the parm disk PMAINT 0CF0 to read only", ("dmssicnf:5",))
    ]


def test_without_workers_or_a_parm_disk_nothing_is_compared() -> None:
    assert outcome_of("VFY032", dmssicnf='XCAT_Host = "xcat"\n', directory=SERVERS).why == (
        "DMSSICNF COPY does not say Parm_Disk_Owner"
    )
    outcome = outcome_of("VFY032", dmssicnf=COPY, directory=SERVERS.replace("VSMWORK", "OTHER"))
    why = "the directory has no entry VSMWORK1, VSMWORK2 and VSMWORK3"
    assert (outcome.status, outcome.why) == ("skipped", why)
