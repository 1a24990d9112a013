"""dirtool new: a DMSSICNF COPY, the settings that go with it, and rows of the authorisation list."""

import stat
from collections.abc import Iterable
from ipaddress import IPv4Network
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dirtool.cli import common
from dirtool.errors import InputError
from dirtool.model.copy_file import Dialect, read_copy_file
from dirtool.report.openstack_settings import FILES
from tests.cli.run import Ran, dirtool

NEEDED = {
    "--system-id": "ZVM1",
    "--xcat-address": "172.16.5.10",
    "--zhcp-address": "172.16.5.21",
    "--management-address": "192.0.2.10",
}
PASSWORD = "Quince7Harbor"


def starter(*more: str | Path, **changed: str) -> Ran:
    """A run of dirtool new dmssicnf with what it needs."""
    options = NEEDED | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return dirtool("new", "dmssicnf", *(word for option in options.items() for word in option), *more)


def written(path: Path, dialect: Dialect = Dialect.REXX) -> dict[str, str]:
    """What a file gives to its keys, as a reader understands it."""
    return {one.name: one.stated.text for one in read_copy_file(path).settings_of(dialect)}


# ---- dmssicnf


def test_the_options_are_the_values_of_the_keys(tmp_path: Path) -> None:
    file = tmp_path / "DMSSICNF.COPY"
    ran = starter(
        "-o", file, xcat_user="mnode", domain=".cloud.example", netmask="255.255.0.0", osa="0e20", iso="im1001 IM1002"
    )
    assert ran == (0, "", "")
    found = written(file)
    assert found == written(file, Dialect.IVP)
    assert found["XCAT_zvmsysid"] == "ZVM1"
    assert found["XCAT_User"] == "MNODE"
    assert found["XCAT_Domain"] == found["ZHCP_Domain"] == ".cloud.example"
    assert found["XCAT_netmask"] == found["ZHCP_netmask"] == "255.255.0.0"
    assert found["XCAT_OSAdev"] == found["ZHCP_OSAdev"] == "0E20"
    assert found["XCAT_iso"] == "IM1001 IM1002"
    assert found["XCAT_MN_pw"] == "NOLOG"


def test_lint_finds_nothing_in_it(tmp_path: Path) -> None:
    file = tmp_path / "DMSSICNF.COPY"
    starter("-o", file)
    assert dirtool("lint", file).out == "No findings in 79 records in 1 file.\n"


def test_it_goes_to_standard_output_without_a_file() -> None:
    ran = starter()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("/* DMSSICNF COPY: ")
    assert all(len(line) <= 71 for line in ran.out.splitlines())


def test_an_option_that_is_needed_has_no_default() -> None:
    ran = dirtool("new", "dmssicnf", "--system-id", "ZVM1")
    assert ran.code == 2
    assert "--xcat-address" in ran.err


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("netmask", "255.0.255.0"),
        ("xcat_address", "172.16.5.256"),
        ("gateway", "172.17.0.1"),
        ("vlan", "4095"),
        ("osa", "12345"),
        ("vswitch", "NINECHARS"),
        ("xcat_user", "NINECHARS"),
        ("zhcp_host", "zhcp.example"),
        ("domain", "cloud.example"),
        ("iso", "SEVENCH"),
        ("xcat_address", "10.10.10.10"),
    ],
)
def test_a_value_that_lint_finds_fault_with_is_refused_by_the_name_of_its_option(option: str, value: str) -> None:
    ran = starter(**{option: value})
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: --{option.replace('_', '-')}: ")
    assert "hint: dirtool explain CNF" in ran.err


@pytest.mark.parametrize("value", ['X"Y', "/* X", "X\nERASE", "X\x1bY", '"; ERASE "', 'X";ADDRESS="CP'])
def test_a_value_that_would_not_be_read_back_is_refused(value: str) -> None:
    for option in ("xcat_user", "xcat_host", "management_admin", "iso"):
        ran = starter(**{option: value})
        assert (ran.code, ran.out) == (2, ""), (option, value)
        assert ran.err.startswith(f"dirtool: --{option.replace('_', '-')}: ")


def test_a_password_goes_into_a_file_of_its_owner_alone(tmp_path: Path) -> None:
    source, file = tmp_path / "password", tmp_path / "DMSSICNF.COPY"
    source.write_text(f"{PASSWORD}\nmore\n")
    ran = starter("--password-from", f"file:{source}", "-o", file)
    assert ran == (0, "", "")
    assert written(file)["XCAT_MN_pw"] == PASSWORD
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("more", [(), ("-o", "-"), ("-o", "/dev/stdout")])
def test_a_password_goes_to_no_stream(tmp_path: Path, more: tuple[str, ...]) -> None:
    source = tmp_path / "password"
    source.write_text(PASSWORD)
    ran = starter("--password-from", f"file:{source}", *more)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dirtool: --password-from: a password goes into a file only\n")


@pytest.mark.parametrize("password", ['Qui"nce', "/*Quince", "Quince" * 20])
def test_a_password_that_cannot_be_written_is_refused_and_not_shown(tmp_path: Path, password: str) -> None:
    source, file = tmp_path / "password", tmp_path / "DMSSICNF.COPY"
    source.write_text(password)
    ran = starter("--password-from", f"file:{source}", "-o", file)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("dirtool: --password-from: the value cannot be written")
    assert "uince" not in ran.err
    assert not file.exists()


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "DMSSICNF.COPY"
    file.write_text("mine")
    for ran in (starter("-o", file), dirtool("new", "authlist", "ZHCP", "-o", file)):
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"dirtool: {file}: is there already, and is not replaced\n")
    assert file.read_text() == "mine"


# whatever is asked for

NAME = st.from_regex(r"[A-Z][A-Z0-9@#$]{0,7}", fullmatch=True)
HOST = st.from_regex(r"[a-z][a-z0-9]{0,7}", fullmatch=True)
DEVICE = st.integers(1, 0x3FFF).map(lambda number: f"{number * 4:04X}")


@st.composite
def valid(draw: st.DrawFn) -> dict[str, str]:
    """Options with which nothing is wrong: two networks that are apart, and three different names of nodes."""
    asked: dict[str, str] = {}
    length = draw(st.integers(16, 28))
    networks = [IPv4Network((f"{first}.0.0.0", 8)) for first in (172, 193)]
    for network, names in zip(
        networks,
        (("xcat_address", "zhcp_address", "gateway"), ("management_address", "management_gateway")),
        strict=True,
    ):
        start = int(network.network_address) + (draw(st.integers(0, 255)) << (32 - length))
        hosts = draw(st.lists(st.integers(1, (1 << (32 - length)) - 2), min_size=3, max_size=3, unique=True))
        asked |= {
            name: str(IPv4Network(start + host).network_address) for name, host in zip(names, hosts, strict=False)
        }
    mask = str(IPv4Network((0, length)).netmask)
    asked |= {"netmask": mask, "management_netmask": mask}
    hosts_ = draw(st.lists(HOST, min_size=2, max_size=2, unique=True))
    asked |= {"xcat_host": hosts_[0], "zhcp_host": hosts_[1]}
    asked["system_id"] = draw(NAME.filter(lambda name: name.lower() not in hosts_))
    for pair in (("xcat_user", "zhcp_user"), ("vswitch", "management_vswitch")):
        asked |= dict(zip(pair, draw(st.lists(NAME, min_size=2, max_size=2, unique=True)), strict=True))
    devices = draw(st.lists(DEVICE, min_size=2, max_size=2, unique=True))
    asked |= {"osa": devices[0], "management_osa": devices[1]}
    asked |= {name: str(draw(st.integers(2, 4094))) for name in ("vlan", "management_vlan")}
    asked["domain"] = f".{draw(HOST)}.example"
    asked["management_admin"] = draw(HOST)
    asked["iso"] = " ".join(
        draw(st.lists(st.from_regex(r"[A-Z0-9]{1,6}", fullmatch=True), min_size=1, max_size=5, unique=True))
    )
    return {name: value for name, value in asked.items() if name in NEEDED_OR_ASKED or draw(st.booleans())}


NEEDED_OR_ASKED = {
    "system_id",
    "xcat_address",
    "zhcp_address",
    "management_address",
    "netmask",
    "management_netmask",
    "xcat_host",
    "zhcp_host",
    "vswitch",
    "management_vswitch",
    "osa",
    "management_osa",
    "xcat_user",
    "zhcp_user",
}


@given(asked=valid())
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_valid_options_are_given_lint_finds_nothing_and_both_readers_agree(
    tmp_path_factory: pytest.TempPathFactory, asked: dict[str, str]
) -> None:
    file = tmp_path_factory.mktemp("new") / "DMSSICNF.COPY"
    ran = starter("-o", file, **asked)
    assert ran == (0, "", ""), asked
    assert written(file) == written(file, Dialect.IVP)
    assert written(file)["XCAT_Addr"] == asked["xcat_address"]
    assert dirtool("lint", file).out.startswith("No findings in ")


@given(
    option=st.sampled_from(["xcat-user", "xcat-host", "domain", "notify", "iso", "management-admin"]), value=st.text()
)
@hypothesis_settings(max_examples=60, deadline=None)
def test_whatever_a_value_is_it_is_refused_or_read_back_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, option: str, value: str
) -> None:
    file = tmp_path_factory.mktemp("new") / "DMSSICNF.COPY"
    ran = starter("-o", file, f"--{option}={value}")
    if ran.code == 2:
        assert ran.err.startswith(f"dirtool: --{option}: ")
        assert not file.exists()
    else:
        assert value.upper() in {text.upper() for text in written(file).values()}


# ---- openstack


@pytest.fixture(name="copy")
def _copy(tmp_path: Path) -> Path:
    """A DMSSICNF COPY to make settings for."""
    file = tmp_path / "DMSSICNF.COPY"
    starter("-o", file)
    return file


def test_all_files_go_to_a_folder_which_is_made(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "etc" / "cloud"
    assert dirtool("new", "openstack", "--from", copy, "-o", folder) == (0, "", "")
    assert {file.name for file in folder.iterdir()} == set(FILES)


def test_one_file_goes_to_standard_output(copy: Path, tmp_path: Path) -> None:
    dirtool("new", "openstack", "--from", copy, "-o", tmp_path / "etc")
    for name in FILES:
        ran = dirtool("new", "openstack", "--from", copy, "--file", name)
        assert ran == (0, (tmp_path / "etc" / name).read_text(), "")


def test_nothing_is_written_where_one_of_the_files_is_there(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "cinder.conf").write_text("mine")
    ran = dirtool("new", "openstack", "--from", copy, "-o", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"dirtool: {tmp_path / 'cinder.conf'}: is there already, and is not replaced\n")
    assert {file.name for file in tmp_path.iterdir()} == {"DMSSICNF.COPY", "cinder.conf"}


def test_where_one_of_the_files_cannot_be_written_none_is_left(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = common.answer

    def full_disk(lines: Iterable[str], path: Path | None) -> None:
        if path is not None and path.name == [*FILES][2]:
            raise InputError(f"cannot write {path}: No space left on device")
        answer(lines, path)

    monkeypatch.setattr("dirtool.cli.new.answer", full_disk)
    ran = dirtool("new", "openstack", "--from", copy, "-o", tmp_path / "etc")
    assert (ran.code, ran.err) == (
        2,
        f"dirtool: cannot write {tmp_path / 'etc' / [*FILES][2]}: No space left on device\n",
    )
    assert list((tmp_path / "etc").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(copy: Path) -> None:
    ran = dirtool("new", "openstack", "--from", copy, "-o", copy)
    assert ran.code == 2
    assert ran.err.startswith(f"dirtool: {copy}: ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "either --file or --output-folder is needed"),
        (("--file", "nova.conf", "-o", "x"), "either --file or --output-folder is needed"),
        (("--file", "nva.conf"), "--file nva.conf: unknown; allowed: nova.conf, neutron.conf, "),
        (("--file", "nova.conf", "--dmssicmo", "samples/cloud/ZVM1/DMSSICNF.COPY"), "this is no DMSSICMO COPY"),
        (("--file", "nova.conf", "--system-config", "samples/vm370.direct"), "samples/vm370.direct: this is "),
        (("--file", "nova.conf", "--extents", "samples/vm370.direct"), "samples/vm370.direct: this is "),
        (
            ("--file", "nova.conf", "--extents", "samples/cloud/ZVM1/EXTENT.CONTROL", "--pool", "LINX1"),
            "--pool LINX1: samples/cloud/ZVM1/EXTENT.CONTROL has no such group\n  hint: did you mean LINUX1?",
        ),
    ],
)
def test_what_cannot_be_used_is_told(copy: Path, words: tuple[str, ...], message: str) -> None:
    ran = dirtool("new", "openstack", "--from", copy, *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_a_file_that_is_no_dmssicnf_copy_is_told() -> None:
    ran = dirtool("new", "openstack", "--from", "samples/cloud/ZVM1/EXTENT.CONTROL", "--file", "nova.conf")
    assert (ran.code, ran.err) == (2, "dirtool: samples/cloud/ZVM1/EXTENT.CONTROL: this is no DMSSICNF COPY\n")


def test_the_password_of_the_copy_file_is_in_no_file(tmp_path: Path) -> None:
    dirtool("new", "openstack", "--from", "samples/cloud/ZVM1/DMSSICNF.COPY", "-o", tmp_path)
    written_ = "".join(file.read_text() for file in tmp_path.iterdir())
    assert PASSWORD not in written_
    assert "zvm_xcat_password = <the password of mnadmin>" in written_


# ---- authlist


def test_rows_have_their_fields_in_columns() -> None:
    ran = dirtool("new", "authlist", "zhcp", "FEILONG", "--target", "LNX01", "--function", "image_query_dm")
    assert ran == (
        0,
        f"{'ZHCP':<65}{'LNX01':<65}IMAGE_QUERY_DM\n{'FEILONG':<65}{'LNX01':<65}IMAGE_QUERY_DM\n",
        "",
    )


def test_a_whole_file_begins_with_the_marker_and_lint_finds_nothing_in_it(tmp_path: Path) -> None:
    file = tmp_path / "VSMWORK1.AUTHLIST"
    ran = dirtool("new", "authlist", "MAINT", "VSMPROXY", "VSMWORK1", "ZHCP", "--marker", "-o", file)
    assert ran == (0, "", "")
    marker = "DO.NOT.REMOVE"
    assert file.read_text().splitlines()[:2] == [f"{marker:<65}{marker:<65}{marker}", f"{'MAINT':<65}{'ALL':<65}ALL"]
    assert dirtool("lint", file).out == "No findings in 5 records in 1 file.\n"


def test_a_field_that_can_be_none_is_refused() -> None:
    ran = dirtool("new", "authlist", "TWO WORDS")
    assert (ran.code, ran.out) == (2, "")
    assert "TWO WORDS" in ran.err


@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: f"XCAT_User = {text}".encode())))
@hypothesis_settings(max_examples=60, deadline=None)
def test_whatever_the_files_hold_there_is_an_answer_or_a_message(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.mktemp("new") / "any"
    file.write_bytes(data)
    good = "samples/cloud/ZVM1/DMSSICNF.COPY"
    for words in (("--from", file), *(("--from", good, option, file) for option in ("--dmssicmo", "--system-config"))):
        ran = dirtool("new", "openstack", *words, "--file", "nova.conf")
        assert ran.code in (0, 2)
        assert "internal error" not in ran.err
