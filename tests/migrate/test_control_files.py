"""AUTHFOR CONTROL and CONFIGA DATADVH: what is in them, why, and that it reads back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dirtool.lint.options import Options
from dirtool.migrate.control_files import authfor_control, configa_datadvh
from dirtool.migrate.site import Server, Site, Told
from dirtool.spec.releases import Release
from dirtool.syntax.authfor_control import AuthforControl, is_authfor_control
from tests.migrate.moves_made import FEILONG, SSI, site, site_of_sample
from tests.model.made import records_of

WIDTH = 72


def settings_of(lines: list[str]) -> list[tuple[str, str]]:
    """The keywords and values of a CONFIG file, in order."""
    records = [line.partition("= ") for line in lines if not line.startswith("/")]
    assert all(separator for _, separator, _ in records)
    return [(keyword, value) for keyword, _, value in records]


def test_authfor_of_a_cluster_is_this() -> None:
    assert authfor_control(site_of_sample(SSI)) == [
        "* AUTHFOR CONTROL: who may give commands to DirMaint for whom; one",
        "* record a command level.",
        "*",
        "* TARGET USER     NODE     LEVEL SETS",
        "*",
        "* MAINT administers the directory, and may do everything for everybody.",
        "ALL      MAINT    *        140A ADGHMOPS",
        "ALL      MAINT    *        150A ADGHMOPS",
    ]


def test_servers_of_smapi_and_their_clients_may_do_what_smapi_needs() -> None:
    made = site(smapi_servers=("VSMWORK1",), text="DIRECTORY 123 3390 X\nUSER MAINT NOLOG\nUSER ZHCP NOLOG\n")
    assert authfor_control(made)[8:] == [
        "*",
        "* VSMWORK1 is a server of SMAPI, and passes on what its clients ask for.",
        "ALL      VSMWORK1 *        140A ADGHOPS",
        "ALL      VSMWORK1 *        150A ADGHOPS",
        "*",
        "* ZHCP asks for changes through SMAPI, which gives the commands in the",
        "* name of who asks.",
        "ALL      ZHCP     *        140A ADGHOPS",
        "ALL      ZHCP     *        150A ADGHOPS",
    ]


def test_who_is_an_administrator_and_a_server_of_smapi_has_the_rows_of_an_administrator_alone() -> None:
    made = site(administrators=("MAINT",), smapi_servers=("MAINT", "ZHCP"), text="USER MAINT NOLOG\nUSER ZHCP NOLOG\n")
    assert [line for line in authfor_control(made) if not line.startswith("*")] == [
        "ALL      MAINT    *        140A ADGHMOPS",
        "ALL      MAINT    *        150A ADGHMOPS",
        "ALL      ZHCP     *        140A ADGHOPS",
        "ALL      ZHCP     *        150A ADGHOPS",
    ]


def test_without_an_administrator_the_rows_wait_in_comments() -> None:
    assert authfor_control(site(administrators=()))[4:] == [
        "*",
        "* Nobody is known to administer the directory: put a userid in the place",
        "* of ADMIN, and take the asterisks away.",
        "* ALL      ADMIN    *        140A ADGHMOPS",
        "* ALL      ADMIN    *        150A ADGHMOPS",
    ]


def test_configa_begins_with_tests_and_nothing_online() -> None:
    lines = configa_datadvh(site_of_sample(FEILONG))
    assert lines[:13] == [
        "/ CONFIGA DATADVH: what is set otherwise than in CONFIG DATADVH, which",
        "/ stays as it is shipped. IBM advises to take the comments out once it",
        "/ is in use.",
        "/",
        "/ For the first start: DirMaint looks at what it is asked, and writes",
        "/ nothing. It becomes OPERATIONAL when the checks of the runbook are",
        "/ passed.",
        "RUNMODE= TESTING",
        "/",
        "/ For the first start: the object directory stays as it is. It becomes",
        "/ IMMED together with RUNMODE: each change is in force at once.",
        "ONLINE= OFFLINE",
        "/",
    ]
    assert settings_of(lines) == [
        ("RUNMODE", "TESTING"),
        ("ONLINE", "OFFLINE"),
        ("UPDATE_IN_PLACE", "YES"),
        ("DASD_ALLOCATE", "FIRST_FIT"),
        ("DISK_CLEANUP", "NO"),
        ("SORT_BY_DEVICE_ADDRESS", "NO"),
        ("DATAMOVE_MACHINE", "DATAMOVE * *"),
        ("ALLOW_ASUSER_NOPASS_FROM", "VSMGUARD *"),
        ("ALLOW_ASUSER_NOPASS_FROM", "VSMWORK1 *"),
        ("ALLOW_ASUSER_NOPASS_FROM", "VSMWORK2 *"),
        ("ALLOW_ASUSER_NOPASS_FROM", "VSMWORK3 *"),
    ]


def test_each_member_has_its_servers() -> None:
    both = ("TIDE1", "TIDE2")
    cluster = replace(
        site_of_sample(SSI),
        datamoves=(Server("DATAMOVE", "", both),),
        satellites=(Server("DIRMSAT", "", both),),
    )
    assert settings_of(configa_datadvh(cluster))[6:] == [
        ("DATAMOVE_MACHINE", "DATAMOVE TIDE1 *"),
        ("DATAMOVE_MACHINE", "DATAMOVE TIDE2 *"),
        ("SATELLITE_SERVER", "DIRMSAT TIDE1"),
        ("SATELLITE_SERVER", "DIRMSAT TIDE2"),
    ]


def test_what_the_directory_does_not_tell_is_a_comment() -> None:
    cluster = site_of_sample(SSI)
    assert configa_datadvh(cluster)[-3:] == [
        "/ SATELLITE_SERVER= is missing: the directory has no DIRMSAT yet. Each",
        "/ of TIDE1 and TIDE2 needs one, and a record SATELLITE_SERVER= DIRMSAT",
        "/ MEMBER with its name.",
    ]
    of_user = replace(cluster, satellites=(Server("DIRMSAT2", "", ()),))
    assert configa_datadvh(of_user)[-3:] == [
        "/ DIRMSAT2 is a USER, which runs on one member, and the directory does",
        "/ not tell on which. It needs a record SATELLITE_SERVER= DIRMSAT2 MEMBER",
        "/ with the name of that member.",
    ]
    assert configa_datadvh(site())[-2:] == [
        "/ DATAMOVE_MACHINE= is missing: the directory has no DATAMOVE yet, which",
        "/ copies, formats and cleans minidisks.",
    ]


def test_a_satellite_without_a_cluster_has_no_record_of_its_own() -> None:
    made = site("DIRECTORY 123 3390 X\nUSER DIRMSAT NOLOG\n")
    assert "SATELLITE_SERVER" not in dict(settings_of(configa_datadvh(made)))
    assert "/ DIRMSAT is in the directory: if it keeps a second object directory, it" in configa_datadvh(made)


def test_old_levels_wait_no_longer_than_they_have_to() -> None:
    waits = [("DVHWAIT_BATCH_INTERVAL", "00:00"), ("DVHWAIT_CLUSTER_INTERVAL", "00:01")]
    assert settings_of(configa_datadvh(site(release=Release(7, 1))))[6:8] == waits
    assert settings_of(configa_datadvh(site(release=Release(7, 2))))[6:] == []


def test_for_racf_it_is_said_where_to_begin() -> None:
    assert configa_datadvh(site(lint=Options(esm="RACF")))[-3:] == [
        "/ There is a security manager. What DirMaint has to know of RACF is in a",
        "/ file of its own, CONFIGRC DATADVH: begin with CONFIGRC SAMPDVH from",
        "/ the 2C2 disk of 7VMDIR40.",
    ]


def test_each_setting_has_its_reason_before_it() -> None:
    lines = configa_datadvh(site_of_sample(FEILONG))
    at = [number for number, line in enumerate(lines) if not line.startswith("/")]
    assert all(lines[number - 1].startswith("/ ") for number in at)


# -- what is written reads back

_userids = st.from_regex(r"[A-Z0-9@#$_-]{1,8}", fullmatch=True)
_names = st.lists(_userids, max_size=4, unique=True).map(lambda names: tuple(Told(name, "x") for name in names))
_members = st.lists(_userids, max_size=3, unique=True).map(tuple)


@st.composite
def sites(draw: st.DrawFn) -> Site:
    """A site of any names."""
    members = draw(_members)
    servers = st.builds(Server, _userids, st.just(""), st.sampled_from([members, ()]))
    return replace(
        site(release=draw(st.sampled_from([Release(7, 1), Release(7, 4)]))),
        members=members,
        administrators=draw(_names),
        smapi_servers=draw(_names),
        clients=draw(_names),
        datamoves=tuple(draw(st.lists(servers, max_size=2))),
        satellites=tuple(draw(st.lists(servers, max_size=2))),
    )


@given(sites())
def test_authfor_reads_back_whatever_the_names(made: Site) -> None:
    lines = authfor_control(made)
    control = AuthforControl(records_of("\n".join(lines)))
    sets = {one.name: "ADGHMOPS" for one in made.administrators}
    for one in (*made.smapi_servers, *made.clients):
        sets.setdefault(one.name, "ADGHOPS")
    expected = [("ALL", name, "*", level, letters) for name, letters in sets.items() for level in ("140A", "150A")]
    assert [row[:5] for row in control.rows] == expected
    assert control.faults == []
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in lines)


@given(sites())
def test_configa_reads_back_whatever_the_names(made: Site) -> None:
    lines = configa_datadvh(made)
    found = settings_of(lines)
    of = {keyword: [value.split() for name, value in found if name == keyword] for keyword, _ in found}
    assert of.get("ALLOW_ASUSER_NOPASS_FROM", []) == [[one.name, "*"] for one in made.smapi_servers]
    if made.members:
        on_members = [[one.name, member, "*"] for one in made.datamoves for member in one.members]
        assert of.get("DATAMOVE_MACHINE", []) == on_members
        assert of.get("SATELLITE_SERVER", []) == [
            [one.name, member] for one in made.satellites for member in one.members
        ]
    else:
        assert of.get("DATAMOVE_MACHINE", []) == [[one.name, "*", "*"] for one in made.datamoves]
        assert "SATELLITE_SERVER" not in of
    assert all(len(line) <= WIDTH and line == line.rstrip() for line in lines)


def test_dirtool_knows_the_file_for_what_it_is() -> None:
    assert is_authfor_control(records_of("\n".join(authfor_control(site_of_sample(FEILONG)))))
