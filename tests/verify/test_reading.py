"""What an installation is read from: kinds of files by content, hosts by folders, and what is refused."""

import gzip
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.model.recognition import Kind, kind_of
from dirtool.syntax.authorization_list import authority_row
from dirtool.syntax.masking import shown_record
from dirtool.syntax.parser import Parser
from dirtool.text import codepage
from dirtool.text.records import read_records
from dirtool.verify.installation import Installation
from dirtool.verify.reading import read_installation
from tests.model.made import records_of

PARSER = Parser()
DIRECT = "USER ZHCP NOLOG\n MDISK 0191 3390 1 5 LX0001 MR\n"
EXTENTS = ":REGIONS.\nLX0001 LX0001 1 END 3390-09\n:END.\n"
DMSSICNF = '/* SMAPI */\nXCAT_zvmsysid = "ZVMA"\nXCAT_Addr = "10.10.10.10"\n'
DMSSICMO = '/* CMA */\ncmo_data_disk = "LX0002"\nopenstack_zvm_host = "ZVMA"\n'
SYSTEM = "System_Identifier_Default ZVMA\nDEFINE VSWITCH XCATVSW2 RDEV 1F00\n"
AUTHLIST = f"{authority_row('ZHCP')}\n"
NAMELIST = ":nick.OPERATORS :list.MAINT\n"
AUTHFOR = "ALL ZHCP * 140A ADGHOPS\nALL ZHCP * 150A ADGHOPS\n"
NOVA = "[DEFAULT]\ncompute_driver = nova.virt.zvm.ZVMDriver\nzvm_host = {}\n"
NEUTRON = "[DEFAULT]\ncore_plugin = ml2\n"
PLUGIN = "[AGENT]\nxcat_zhcp_nodename = zhcp\n[XCATVSW2]\nrdev_list = 1F00\n"
CINDER = "[DEFAULT]\nvolume_driver = x\nsan_ip = 10.1.1.1\n"
CEILOMETER = "[DEFAULT]\nhypervisor_inspector = zvm\n[zvm]\nzvm_host = ZVMA\n"
ZVMSDK = "[zvm]\ndisk_pool = ECKD:LINUX\nuser_profile = OSDFLT\n[network]\nmy_ip = 10.1.1.1\n"
JSON = '{"attributes": {"neutron": {"zvm": {"zvm_xcat_server": "10.1.0.1"}}}}\n'
OF_KINDS = {
    Kind.DIRECTORY: DIRECT,
    Kind.EXTENTS: EXTENTS,
    Kind.DMSSICNF: DMSSICNF,
    Kind.DMSSICMO: DMSSICMO,
    Kind.SYSTEM_CONFIG: SYSTEM,
    Kind.AUTHLIST: AUTHLIST,
    Kind.NAMELIST: NAMELIST,
    Kind.AUTHFOR: AUTHFOR,
    Kind.NOVA: NOVA.format("ZVMA"),
    Kind.NEUTRON: PLUGIN,
    Kind.CINDER: CINDER,
    Kind.CEILOMETER: CEILOMETER,
    Kind.ZVMSDK: ZVMSDK,
    Kind.DEPLOYMENT: JSON,
}


def read(folder: Path, *names: str) -> Installation:
    """The installation in a folder, or in some of the things in it."""
    return read_installation([folder / name for name in names] or [folder], {}, PARSER, None)


def written(folder: Path, **files: str) -> Path:
    """A folder with some files: a double underline stands for a folder, a single one behind it for a dot."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def told(found: Installation, folder: Path) -> dict[str, list[str]]:
    """The files of each host, by their paths in a folder."""
    return {host.name: [str(Path(file.path).relative_to(folder)) for _, file in host.files] for host in found.hosts}


# ---- kinds


@pytest.mark.parametrize(("kind", "text"), OF_KINDS.items(), ids=[kind.name for kind in OF_KINDS])
def test_the_content_of_a_file_tells_its_kind(kind: Kind, text: str) -> None:
    assert kind_of(records_of(text, "some.file")) is kind


@pytest.mark.parametrize(("kind", "text"), OF_KINDS.items(), ids=[kind.name for kind in OF_KINDS])
def test_it_does_so_in_ebcdic_and_in_lower_case(kind: Kind, text: str) -> None:
    records = "\x85".join([*text.split("\n"), ""])
    assert kind_of(read_records(codepage.encode(records, "1047"))) is kind
    if kind in (Kind.DIRECTORY, Kind.EXTENTS, Kind.SYSTEM_CONFIG, Kind.AUTHLIST, Kind.AUTHFOR):
        assert kind_of(records_of(text.lower())) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NEUTRON, Kind.NEUTRON),
        ("[ml2]\ntype_drivers = flat\n", Kind.NEUTRON),
        ("[DEFAULT]\nbase_mac = 02:00:00:00:00:00\n[agent]\nx = 1\n", Kind.NEUTRON),
        ("[DEFAULT]\nzvm_diskpool = LINUX\n[neutron]\nurl = x\n", Kind.NOVA),
        ("[zvm]\ncloud_connector_url = http://10.1.1.1:8080\n", Kind.NOVA),
        ("[DEFAULT]\nenabled_backends = a\n[a]\nvolume_driver = x\n", Kind.CINDER),
        ("[sdkserver]\nbind_port = 2000\n", Kind.ZVMSDK),
        ("[wsgi]\nauth = none\n", Kind.ZVMSDK),
        ("[zvm]\nzvm_xcat_master = xcat\n", Kind.CEILOMETER),
    ],
)
def test_options_tell_whose_a_conf_file_is(text: str, kind: Kind) -> None:
    assert kind_of(records_of(text, "etc/nova/x.conf")) is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nova.conf", Kind.NOVA),
        ("nova-ZVMA.conf", Kind.NOVA),
        ("neutron.conf", Kind.NEUTRON),
        ("neutron_zvm_plugin.ini", Kind.NEUTRON),
        ("ml2_conf.ini", Kind.NEUTRON),
        ("cinder.conf", Kind.CINDER),
        ("ceilometer.conf", Kind.CEILOMETER),
        ("zvmsdk.conf", Kind.ZVMSDK),
        ("keystone.conf", None),
    ],
)
def test_the_name_tells_only_where_the_content_does_not(name: str, kind: Kind | None) -> None:
    assert kind_of(records_of("[DEFAULT]\nmy_ip = 10.1.1.1\n", name)) is kind
    assert kind_of(records_of(CINDER, name)) is Kind.CINDER


def test_what_is_no_conf_file_is_of_no_kind_whatever_its_name() -> None:
    assert kind_of(records_of("hello\n", "nova.conf")) is None
    assert kind_of(records_of("", "nova.conf")) is None


lines = st.one_of(
    st.sampled_from([line.encode() for text in OF_KINDS.values() for line in text.split("\n")]), st.binary(max_size=9)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines, max_size=8).map(b"\n".join), st.sampled_from([None, *Kind]))
def test_any_bytes_are_read_or_refused(data: bytes, kind: Kind | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nova.conf"
        file.write_bytes(data)
        with suppress(InputError):
            found = read_installation([] if kind else [file], {kind: [file]} if kind else {}, PARSER, None)
            for source in found.sources.values():
                for line in range(1, len(source.records.texts) + 1):
                    shown_record(source, line)


# ---- one host


def test_all_files_of_a_folder_belong_to_one_host(tmp_path: Path) -> None:
    for number, text in enumerate(OF_KINDS.values()):
        (tmp_path / f"file{number:02}").write_text(text)
    found = read(tmp_path)
    assert [host.name for host in found.hosts] == [""]
    assert found.hosts[0].kinds == frozenset(Kind)
    assert found.unrecognised == ()


def test_files_and_folders_go_together(tmp_path: Path) -> None:
    folder = written(tmp_path, sys__user_direct=DIRECT, nova_conf=NOVA.format("ZVMA"))
    assert told(read(folder, "sys", "nova.conf"), folder) == {"": ["sys/user.direct", "nova.conf"]}


def test_files_that_are_named_need_not_be_recognised(tmp_path: Path) -> None:
    folder = written(tmp_path, a="hello", b="[DEFAULT]\nx = 1\n")
    named = {Kind.SYSTEM_CONFIG: [folder / "a"], Kind.NOVA: [folder / "b"], Kind.NEUTRON: [folder / "b", folder / "b"]}
    (host,) = read_installation([], named, PARSER, None).hosts
    assert host.kinds == {Kind.SYSTEM_CONFIG, Kind.NOVA, Kind.NEUTRON}
    assert host.neutron is not None
    assert len(host.neutron.files) == 2


def test_several_conf_files_of_a_service_are_one(tmp_path: Path) -> None:
    (host,) = read(written(tmp_path, neutron_conf=NEUTRON, plugin_ini=PLUGIN)).hosts
    assert host.neutron is not None
    assert [file.path for file in host.neutron.files] == [str(tmp_path / "neutron.conf"), str(tmp_path / "plugin.ini")]


def test_subfolders_of_the_cloud_are_no_hosts(tmp_path: Path) -> None:
    folder = written(
        tmp_path, user_direct=DIRECT, etc__nova__nova_conf=NOVA.format("ZVMA"), etc__cinder__cinder_conf=CINDER
    )
    assert told(read(folder), folder) == {"": ["user.direct", "etc/nova/nova.conf", "etc/cinder/cinder.conf"]}


def test_an_index_is_one_directory_with_the_parts_beside_it(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        part1_direct=DIRECT,
        part2_direct="USER A NOLOG\n",
        user_direct="LOAD PART1 DIRECT A\nLOAD PART2 DIRECT A\n",
    )
    assert told(read(folder), folder) == {"": ["user.direct", "part1.direct", "part2.direct"]}


def test_hidden_files_backups_and_readme_are_not_read_and_unknown_ones_are_named(tmp_path: Path) -> None:
    names = (".hidden", "user.direct~", "user.direct.BAK", "x.orig", ".x.swp", "README", "readme.md", "#nova.conf#")
    for name in names:
        (tmp_path / name).write_text(DIRECT)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "nova.conf").write_text(NOVA)
    (tmp_path / "notes.txt").write_text("hello\n")
    (tmp_path / "old.gz").write_bytes(gzip.compress(b"x"))
    (tmp_path / "user.direct").write_text(DIRECT)
    found = read(tmp_path)
    assert told(found, tmp_path) == {"": ["user.direct"]}
    assert found.unrecognised == (str(tmp_path / "notes.txt"), str(tmp_path / "old.gz"))


def test_a_file_that_is_named_is_not_read_again_with_its_folder(tmp_path: Path) -> None:
    folder = written(tmp_path, user_direct=DIRECT, nova_conf=NOVA.format("ZVMA"))
    found = read_installation([folder, folder / "user.direct"], {Kind.NOVA: [folder / "nova.conf"]}, PARSER, None)
    assert told(found, folder) == {"": ["user.direct", "nova.conf"]}
    assert found.hosts[0].nova is not None
    assert len(found.hosts[0].nova.files) == 1


# ---- several hosts


def test_subfolders_with_files_of_zvm_are_hosts_and_what_is_beside_them_belongs_to_all(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        neutron_conf=NEUTRON,
        controller__cinder_conf=CINDER,
        zvmb__user_direct=DIRECT,
        zvmb__etc__plugin_ini=PLUGIN,
        zvma__user_direct=DIRECT,
    )
    assert told(read(folder), folder) == {
        "zvma": ["zvma/user.direct", "neutron.conf", "controller/cinder.conf"],
        "zvmb": ["zvmb/user.direct", "neutron.conf", "zvmb/etc/plugin.ini", "controller/cinder.conf"],
    }


def test_several_folders_are_hosts(tmp_path: Path) -> None:
    folder = written(tmp_path, a__zvma__user_direct=DIRECT, b__zvmb__user_direct=DIRECT, n_conf=NEUTRON)
    found = read(folder, "a/zvma", "b/zvmb", "n.conf")
    assert told(found, folder) == {"zvma": ["a/zvma/user.direct", "n.conf"], "zvmb": ["b/zvmb/user.direct", "n.conf"]}


def test_a_host_is_called_like_its_folder_as_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path, data__user_direct=DIRECT, zvmb__user_direct=DIRECT)
    (folder / "zvma").symlink_to("data")
    (folder / "loop").symlink_to("loop")
    monkeypatch.chdir(folder / "zvma")
    found = read_installation([Path("."), Path("../zvmb")], {}, PARSER, None)
    assert [host.name for host in found.hosts] == ["data", "zvmb"]
    with pytest.raises(InputError, match="loop"):
        read(folder, "loop")
    assert [host.name for host in read(folder, "zvma", "zvmb").hosts] == ["zvma", "zvmb"]


def test_a_link_that_leads_back_is_no_host(tmp_path: Path) -> None:
    folder = written(tmp_path, cloud__zvma__user_direct=DIRECT, cloud__zvmb__user_direct=DIRECT)
    (folder / "cloud/loop").symlink_to(".")
    (folder / "cloud/above").symlink_to("..")
    (folder / "cloud/zvmc").symlink_to("zvma")
    assert [host.name for host in read(folder, "cloud").hosts] == ["zvma", "zvmb", "zvmc"]


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    folder = written(tmp_path, a__zvm__user_direct=DIRECT, b__zvm__user_direct=DIRECT)
    assert [host.name for host in read(folder, "a/zvm", "b/zvm").hosts] == [
        str(folder / "a/zvm"),
        str(folder / "b/zvm"),
    ]


@pytest.mark.parametrize("own", [{"zvma__system_config": SYSTEM}, {"zvma__x": DMSSICNF}, {"ZVMA__user_direct": DIRECT}])
def test_a_conf_file_belongs_to_the_host_that_it_names(tmp_path: Path, own: dict[str, str]) -> None:
    one, two = NOVA.format("zvma"), "[DEFAULT]\ncompute_driver = x\nhost = SYSB\n"
    folder = written(tmp_path, **own, sysb__user_direct=DIRECT, n1_conf=one, n2_conf=two, n3_conf=NOVA.format("ZVMC"))
    found = {host.name.lower(): host.nova for host in read(folder).hosts}
    files = {name: [Path(file.path).name for file in nova.files] for name, nova in found.items() if nova is not None}
    assert files == {"zvma": ["n3.conf", "n1.conf"], "sysb": ["n3.conf", "n2.conf"]}


def test_a_value_in_a_host_s_own_file_counts(tmp_path: Path) -> None:
    common = "[DEFAULT]\ncompute_driver = x\nmy_ip = 10.1.1.1\n"
    own = {f"zvm{letter}__n_conf": f"{NOVA}my_ip = 10.1.1.{letter}\n" for letter in "ab"}
    folder = written(tmp_path, z_conf=common, zvma__user_direct=DIRECT, zvmb__user_direct=DIRECT, **own)
    stated = [host.nova.stated("my_ip") for host in read(folder).hosts if host.nova is not None]
    assert [one.text for one in stated if one is not None] == ["10.1.1.a", "10.1.1.b"]


def test_dmssicnf_beside_the_hosts_belongs_to_the_one_that_it_names(tmp_path: Path) -> None:
    folder = written(tmp_path, dmssicnf_copy=DMSSICNF, zvma__user_direct=DIRECT, zvmb__user_direct=DIRECT)
    assert [host.dmssicnf is not None for host in read(folder).hosts] == [True, False]
    written(tmp_path, dmssicnf_copy=DMSSICNF.replace("ZVMA", "ZVMC"))
    assert [host.dmssicnf is not None for host in read(folder).hosts] == [True, True]


def test_nova_files_of_several_systems_make_hosts(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        n1_conf=NOVA.format("ZVMB"),
        n2_conf=NOVA.format("ZVMA"),
        sys_copy=DMSSICNF,
        user_direct=DIRECT,
        q_conf=NEUTRON,
    )
    assert told(read(folder), folder) == {
        "ZVMA": ["user.direct", "sys.copy", "n2.conf", "q.conf"],
        "ZVMB": ["n1.conf", "q.conf"],
    }


# ---- what is refused


def test_two_files_of_a_kind_that_a_host_has_once_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, a_direct=DIRECT, b_direct=DIRECT)
    with pytest.raises(
        InputError, match=r"a\.direct and .*b\.direct: both are USER DIRECT, of which a z/VM system has one"
    ):
        read(folder)


def test_so_are_one_beside_the_hosts_and_one_of_a_host(tmp_path: Path) -> None:
    folder = written(tmp_path, x_extents=EXTENTS, zvma__y_extents=EXTENTS, zvmb__user_direct=DIRECT)
    with pytest.raises(InputError, match=r"x\.extents and .*zvma/y\.extents: both are EXTENT CONTROL"):
        read(folder)


def test_a_folder_in_which_nothing_is_recognised_is_refused_with_what_is_looked_for(tmp_path: Path) -> None:
    written(tmp_path, notes_txt="hello\n", empty__x="")
    with pytest.raises(InputError, match="nothing of an installation is there") as failure:
        read(tmp_path)
    assert failure.value.hint == (
        "looked for: USER DIRECT, EXTENT CONTROL, DMSSICNF COPY, DMSSICMO COPY, SYSTEM CONFIG, AUTHLIST, NAMELIST, AUTHFOR "
        "CONTROL, nova.conf, neutron files, cinder.conf, ceilometer.conf, zvmsdk.conf or Crowbar or Chef JSON"
    )


def test_a_file_that_is_given_must_be_of_some_kind(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"notes\.txt: nothing in it tells what it is"):
        read(written(tmp_path, notes_txt="hello\n"), "notes.txt")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="none: No such file or directory"):
        read(tmp_path, "none")


def test_what_is_no_text_is_refused_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "nova.conf").write_bytes(NOVA.encode("utf-16"))
    with pytest.raises(InputError, match=r"nova\.conf: this is a UTF-16 file, not nova\.conf"):
        read_installation([], {Kind.NOVA: [tmp_path / "nova.conf"]}, PARSER, None)
    with pytest.raises(InputError, match=r"nova\.conf: this is a UTF-16 file, not a file of an installation"):
        read(tmp_path, "nova.conf")


def test_a_directory_that_is_named_as_something_else_is_refused(tmp_path: Path) -> None:
    written(tmp_path, x=DIRECT)
    with pytest.raises(InputError, match=r"x: this is a directory, not AUTHLIST"):
        read_installation([], {Kind.AUTHLIST: [tmp_path / "x"]}, PARSER, None)


def test_broken_json_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.json:1:14: no JSON"):
        read(written(tmp_path, x_json='{"zvm_host": \n'))
