"""VFY033 and VFY042: what SMAPI and DirMaint let the ZHCP do."""

import pytest

from dirtool.syntax.authorization_list import MARKER, authority_row
from tests.verify.made import Told, found_by, host_of, outcome_of

COPY = 'XCAT_User = "XCAT"\nZHCP_User = "ZHCP"\nXCAT_zvmsysid = "SYS1"\n'
DIRECTORY = "DIRECTORY 123 3390 M01RES\nUSER ZHCP NOLOG\nUSER XCAT NOLOG\nUSER MAINT NOLOG\n"
LISTS = ":nick.CLOUD :list.ZHCP XCAT\n"
GRANTS = "ALL ZHCP * 140A ADGHOPS\nALL ZHCP * 150A ADGHOPS\n"


def rows(*rows: tuple[str, ...]) -> str:
    return "\n".join([authority_row(MARKER, MARKER, MARKER), *(authority_row(*row) for row in rows), ""])


GOOD = rows(("ZHCP",), ("XCAT",))


def test_rows_for_the_zhcp_and_the_management_node_are_enough() -> None:
    assert found_by("VFY033", authlist=GOOD, dmssicnf=COPY, directory=DIRECTORY) == []


def test_the_members_of_a_list_have_its_rows() -> None:
    assert found_by("VFY033", authlist=rows(("CLOUD",)), dmssicnf=COPY, directory=DIRECTORY, namelist=LISTS) == []
    outcome = outcome_of("VFY033", authlist=rows(("CLOUD",)), dmssicnf=COPY, directory=DIRECTORY)
    assert (outcome.status, outcome.why) == (
        "skipped",
        "no NAMELIST tells whether ZHCP is in CLOUD; no NAMELIST tells whether XCAT is in CLOUD",
    )


def test_a_row_of_all_may_be_one_of_everybody() -> None:
    for more in ({}, {"namelist": LISTS}):
        outcome = outcome_of("VFY033", authlist=rows(("ALL",)), dmssicnf=COPY, directory=DIRECTORY, **more)
        assert (outcome.status, outcome.why) == (
            "skipped",
            "it is not certain that a row of ALL is one of every requester",
        )


def test_missing_rows_are_told() -> None:
    outcome = outcome_of("VFY033", authlist=rows(("MAINT",)), dmssicnf=COPY, directory=DIRECTORY)
    assert [(found.severity, found.message, found.ivp) for found in outcome.findings] == [
        ("error", "no row in the AUTHLIST for ZHCP, which needs one for ALL and ALL", ("VZN03", "VZN04")),
        ("warning", "no row in the AUTHLIST for XCAT, which needs one for ALL and ALL", ()),
    ]
    assert [found.related[0].span.line for found in outcome.findings] == [2, 1]


def test_a_row_for_some_functions_only_is_a_warning() -> None:
    text = rows(("XCAT",), ("ZHCP", "ALL", "Image_Query_DM"))
    message = "only rows for some targets or functions in the AUTHLIST for ZHCP, which needs one for ALL and ALL"
    assert found_by("VFY033", authlist=text, dmssicnf=COPY, directory=DIRECTORY) == [
        Told("warning", "authlist:3", message, ("dmssicnf:2",))
    ]


def test_a_row_in_the_wrong_columns_is_of_no_effect_and_the_marker_is_missed() -> None:
    text = f"ZHCP{'ALL':>10}{'ALL':>10}\n{authority_row('XCAT')}\n"
    assert found_by("VFY033", authlist=text, dmssicnf=COPY, directory=DIRECTORY) == [
        Told("error", "authlist:1", "target ALL begins in column 12, and must begin in column 66"),
        Told("error", "authlist:1", "function ALL begins in column 22, and must begin in column 131"),
        Told("warning", "authlist:1", "the first record is no marker: there is no DO.NOT.REMOVE"),
    ]


def test_names_are_users_or_lists() -> None:
    text = GOOD + "\n".join([authority_row("CLOUDX", "LIST_OF_TARGETS"), authority_row("CLOUD", "ZHCP"), ""])
    told = found_by("VFY033", authlist=text, dmssicnf=COPY, directory=DIRECTORY, namelist=LISTS)
    assert told == [
        Told(
            "warning",
            "authlist:4",
            "requester CLOUDX is neither in the directory nor a list of NAMELIST",
            ("namelist:1", "part0:1"),
        ),
        Told(
            "warning",
            "authlist:4",
            "target LIST_OF_TARGETS is neither a userid nor a list of NAMELIST",
            ("namelist:1", "part0:1"),
        ),
    ]
    assert found_by("VFY033", authlist=text, dmssicnf=COPY, namelist=LISTS) == [
        told[1]._replace(related=("namelist:1",))
    ]


def test_without_the_lists_a_name_must_resemble_that_of_a_user() -> None:
    text = GOOD + authority_row("ZHPC") + "\n" + authority_row("QQQ") + "\n"
    outcome = outcome_of("VFY033", authlist=text, dmssicnf=COPY, directory=DIRECTORY)
    assert [(found.severity, found.message) for found in outcome.findings] == [
        ("warning", "requester ZHPC is not in the directory; did you mean ZHCP?"),
        ("info", "requester QQQ is not in the directory; it may be a list of names"),
    ]


def test_nobody_looks_at_the_list_where_the_security_manager_answers() -> None:
    copy = COPY + "Authorization_Policy = Authorization_Policy_EsmOnly\n"
    outcome = outcome_of("VFY033", authlist="JUNK\n", dmssicnf=copy)
    assert (outcome.status, outcome.why) == (
        "skipped",
        "Authorization_Policy is Authorization_Policy_EsmOnly: nobody looks at the AUTHLIST",
    )


def test_the_user_of_the_zhcp_may_not_be_known() -> None:
    outcome = outcome_of("VFY033", authlist=GOOD, zvmsdk="[zvm]\n")
    assert (outcome.status, outcome.why) == (
        "skipped",
        "no file names the user of the ZHCP, or that in which Feilong runs",
    )


def test_the_management_node_of_another_host_needs_no_row() -> None:
    own = DIRECTORY.replace("USER XCAT NOLOG\n", "")
    hosts = host_of("A", authlist=rows(("ZHCP",)), dmssicnf=COPY, directory=own), host_of("B", directory=DIRECTORY)
    assert found_by("VFY033", *hosts) == []


def test_the_zhcp_or_all_workers_may_have_the_command_sets() -> None:
    assert found_by("VFY042", authfor=GRANTS, dmssicnf=COPY) == []
    workers = "".join(GRANTS.replace("ZHCP", f"VSMWORK{number}") for number in (1, 2, 3))
    assert found_by("VFY042", authfor=workers, dmssicnf=COPY) == []
    assert found_by("VFY042", authfor=workers) == []


def test_command_sets_that_are_missing_are_told() -> None:
    assert found_by("VFY042", authfor=GRANTS.replace("150A ADGHOPS", "150A ADG"), dmssicnf=COPY) == [
        Told(
            "warning",
            "authfor:1",
            "ZHCP lacks the command sets HOPS of level 150A for ALL, and the workers of SMAPI lack some too",
            ("dmssicnf:2",),
        )
    ]
    assert found_by("VFY042", authfor=GRANTS.replace("ZHCP", "VSMWORK1")) == [
        Told(
            "warning",
            "authfor:1",
            "VSMWORK2 lacks the command sets ADGHOPS of level 140A and ADGHOPS of level 150A for ALL",
        )
    ]


@pytest.mark.parametrize(("before", "after"), [("*", "OTHER"), ("ALL", "MAINT")])
def test_a_row_for_another_system_or_for_some_users_does_not_count(before: str, after: str) -> None:
    assert len(found_by("VFY042", authfor=GRANTS.replace(before, after), dmssicnf=COPY)) == 1
    assert found_by("VFY042", authfor=GRANTS.replace("*", "SYS1"), dmssicnf=COPY) == []
    assert found_by("VFY042", authfor=GRANTS.replace("*", "OTHER"), dmssicnf='ZHCP_User = "ZHCP"\n') == []


def test_a_row_that_cannot_be_read_may_be_the_one() -> None:
    outcome = outcome_of("VFY042", authfor="ALL ZHCP * 140A ADGHOPS\nALL ZHCP 150A\n", dmssicnf=COPY)
    assert (outcome.status, outcome.why) == ("skipped", "record 2 of AUTHFOR CONTROL cannot be read")
