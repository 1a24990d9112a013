"""dirtool new: files to start from."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer
from typer.models import OptionInfo

from dirtool.cli.common import OutputOption, answer, command, fail, is_standard_output
from dirtool.cli.password_source import password_from as password_of
from dirtool.errors import DONE, InputError
from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.copy_file import CopyConfiguration, Dialect, copy_configuration_of, read_copy_file
from dirtool.model.extent_control import ExtentControl, read_extent_control
from dirtool.model.reading import read_file
from dirtool.report.openstack_settings import FILES, Known, openstack_settings
from dirtool.report.starter_copy import starter_copy, starter_values
from dirtool.spec.copy_keys import DMSSICMO, DMSSICNF, Domain, Key, key_of
from dirtool.spec.statement import nearest
from dirtool.syntax.authorization_list import EVERYBODY, MARKER, authority_row
from dirtool.syntax.system_config import SystemConfig, is_system_config
from dirtool.text.output import write_file
from dirtool.text.records import read_records
from dirtool.wording import did_you_mean

new = typer.Typer(
    help="Print a file to start from, or a row of one.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_PASSWORD_IN_CLEAR = "CNF025"  # which is what somebody asks for who names a password
_IN_UPPER_CASE = (
    Domain.USERID,
    Domain.SWITCH,
    Domain.OSA,
    Domain.VLAN,
    Domain.GATEWAY,
    Domain.SYSTEM,
    Domain.VOLUMES,
    Domain.DEVICE,
)
_PASSWORD_KEY, _PASSWORD_FROM = "XCAT_MN_pw", "--password-from"
_OPTION_OF: dict[str, str] = {}  # from which a key of DMSSICNF COPY has its value
_SEVERITIES = {
    code: severity for code, severity in severities_of(Profile.RECOMMENDED).items() if code != _PASSWORD_IN_CLEAR
}


def _option(name: str, help_: str, *keys: str) -> OptionInfo:
    """An option that gives its value to some keys."""
    _OPTION_OF.update(dict.fromkeys(keys, name))
    takes = _known(keys[0]).domain.name.replace("_", "-")
    found: OptionInfo = typer.Option(name, help=f"{help_} ({', '.join(keys)}).", metavar=takes)
    return found


def _shipped(key: str) -> str:
    """What is shipped for a key."""
    default = _known(key).default
    assert default is not None
    return default


def _known(key: str) -> Key:
    known = key_of(key)
    assert known is not None
    return known


@new.command(short_help="A DMSSICNF COPY with comments.")
@command
def dmssicnf(
    system_id: Annotated[str, _option("--system-id", "Name of the z/VM system", "XCAT_zvmsysid")],
    xcat_address: Annotated[
        str, _option("--xcat-address", "Address of the management node on the network to the agents", "XCAT_Addr")
    ],
    zhcp_address: Annotated[str, _option("--zhcp-address", "Address of the ZHCP agent on that network", "ZHCP_Addr")],
    management_address: Annotated[
        str, _option("--management-address", "Address of the management node that OpenStack uses", "XCAT_MN_Addr")
    ],
    xcat_user: Annotated[str, _option("--xcat-user", "Userid of the management node", "XCAT_User")] = _shipped(
        "XCAT_User"
    ),
    xcat_host: Annotated[str, _option("--xcat-host", "Host name of the management node", "XCAT_Host")] = _shipped(
        "XCAT_Host"
    ),
    zhcp_user: Annotated[str, _option("--zhcp-user", "Userid of the ZHCP agent", "ZHCP_User")] = _shipped("ZHCP_User"),
    zhcp_host: Annotated[str, _option("--zhcp-host", "Host name of the ZHCP agent", "ZHCP_Host")] = _shipped(
        "ZHCP_Host"
    ),
    domain: Annotated[
        str | None, _option("--domain", "Domain behind both host names", "XCAT_Domain", "ZHCP_Domain")
    ] = None,
    netmask: Annotated[
        str, _option("--netmask", "Mask of the network to the agents", "XCAT_netmask", "ZHCP_netmask")
    ] = _shipped("XCAT_netmask"),
    gateway: Annotated[str, _option("--gateway", "Gateway of that network", "XCAT_gateway", "ZHCP_gateway")] = _shipped(
        "XCAT_gateway"
    ),
    vlan: Annotated[str, _option("--vlan", "VLAN of that network", "XCAT_vlan", "ZHCP_vlan")] = _shipped("XCAT_vlan"),
    vswitch: Annotated[
        str, _option("--vswitch", "Virtual switch of that network", "XCAT_vswitch", "ZHCP_vswitch")
    ] = _shipped("XCAT_vswitch"),
    osa: Annotated[str, _option("--osa", "Real device of that switch", "XCAT_OSAdev", "ZHCP_OSAdev")] = _shipped(
        "XCAT_OSAdev"
    ),
    management_netmask: Annotated[
        str, _option("--management-netmask", "Mask of the management network", "XCAT_MN_Mask")
    ] = _shipped("XCAT_MN_Mask"),
    management_gateway: Annotated[
        str, _option("--management-gateway", "Gateway of that network", "XCAT_MN_gateway")
    ] = _shipped("XCAT_MN_gateway"),
    management_vlan: Annotated[str, _option("--management-vlan", "VLAN of that network", "XCAT_MN_vlan")] = _shipped(
        "XCAT_MN_vlan"
    ),
    management_vswitch: Annotated[
        str, _option("--management-vswitch", "Virtual switch of that network", "XCAT_MN_vswitch")
    ] = _shipped("XCAT_MN_vswitch"),
    management_osa: Annotated[
        str, _option("--management-osa", "Real device of that switch", "XCAT_MN_OSAdev")
    ] = _shipped("XCAT_MN_OSAdev"),
    management_admin: Annotated[
        str,
        _option("--management-admin", "Administrator of the management node, and user of its REST", "XCAT_MN_admin"),
    ] = _shipped("XCAT_MN_admin"),
    password_from: Annotated[
        str | None,
        typer.Option(
            _PASSWORD_FROM,
            metavar="env:NAME|file:PATH|prompt",
            help="Where the password of that administrator is; needs -o, and the file is then for its owner alone. "
            "Without this option there is none (NOLOG).",
            show_default=False,
        ),
    ] = None,
    notify: Annotated[str, _option("--notify", "Userid that is told what happens", "XCAT_notify")] = _shipped(
        "XCAT_notify"
    ),
    iso: Annotated[
        str, _option("--iso", "Volumes for the repository of images, with blanks between", "XCAT_iso")
    ] = _shipped("XCAT_iso"),
    parm_disk_owner: Annotated[
        str, _option("--parm-disk-owner", "Owner of the parm disk", "Parm_Disk_Owner")
    ] = _shipped("Parm_Disk_Owner"),
    parm_disk_number: Annotated[
        str, _option("--parm-disk-number", "Device number of the parm disk", "Parm_Disk_Number")
    ] = _shipped("Parm_Disk_Number"),
    output_file: OutputOption = None,
) -> int:
    """Print a DMSSICNF COPY with comments, in which `dirtool lint` finds nothing.

    A value that lint would find fault with is refused. A file that exists is never replaced. A password goes into a file
    only, never to standard output, and lint then warns of it (CNF025).
    """
    values = starter_values(_given(locals()))
    if password_from is not None:
        if is_standard_output(output_file):
            raise InputError(f"{_PASSWORD_FROM}: a password goes into a file only", "name one with -o")
        values[_PASSWORD_KEY] = password_of(password_from, _PASSWORD_FROM)
    _refuse_to_replace(output_file)
    lines = list(starter_copy(values))
    refused = list(_refused(lines, values))
    if not refused:
        _write(lines, output_file, private=password_from is not None)
    return fail(*refused)


def _given(arguments: Mapping[str, str | None]) -> dict[str, str]:
    """What the options of `arguments` give to keys."""
    named = {key: arguments[option.removeprefix("--").replace("-", "_")] for key, option in _OPTION_OF.items()}
    return {
        key: value.upper() if _known(key).domain in _IN_UPPER_CASE else value
        for key, value in named.items()
        if value is not None
    }


def _refused(lines: Iterable[str], values: Mapping[str, str]) -> Iterator[InputError]:
    """What is wrong with the values in a file: the first one that its readers take for another, else what lint finds."""
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", errors="backslashreplace")
    copy = copy_configuration_of(read_records(data, f"{DMSSICNF} COPY"))
    misread = next((name for dialect in Dialect for name in _misread(copy, dialect, values)), None)
    if misread is not None:
        yield InputError(
            f"{_option_of(misread)}: the value cannot be written so that all who read the file understand it",
            "no quotes, no signs of a comment, only ASCII that can be printed, and no more than a record holds",
        )
        return
    told = set()
    for found in lint(copy, options=Options(_SEVERITIES)).diagnostics:
        name = next((setting.name for setting in copy.settings if setting.line == found.span.line), "")
        option = _option_of(name)
        if (option, found.code) not in told:
            told.add((option, found.code))
            yield InputError(f"{option}: {found.message}", f"dirtool explain {found.code}")


def _misread(copy: CopyConfiguration, dialect: Dialect, values: Mapping[str, str]) -> Iterator[str]:
    """The keys that a reader of the file gives other values than they have, or none, and those with foreign characters."""
    read = {setting.name: setting.stated.text for setting in copy.settings_of(dialect)}
    for name, value in values.items():
        if read.get(name) != value or not (value.isascii() and value.isprintable()):
            yield name


def _option_of(key: str) -> str:
    """The option to which a key owes its value; the key itself without one."""
    return _PASSWORD_FROM if key == _PASSWORD_KEY else _OPTION_OF.get(key, key)


@new.command(short_help="The settings of nova, neutron and cinder for a DMSSICNF COPY.")
@command
def openstack(
    copy: Annotated[Path, typer.Option("--from", metavar="FILE", help="The DMSSICNF COPY.")],
    management: Annotated[
        Path | None,
        typer.Option(help="The DMSSICNF COPY of the z/VM system with the management node, if that is another one."),
    ] = None,
    dmssicmo: Annotated[
        Path | None, typer.Option(help="The DMSSICMO COPY beside it, whose openstack_ keys are options.")
    ] = None,
    extents: Annotated[Path | None, typer.Option(help="The EXTENT CONTROL, which has the pools.")] = None,
    system_config: Annotated[
        Path | None, typer.Option(help="The SYSTEM CONFIG, which has the MAC prefix and the name of the system.")
    ] = None,
    pool: Annotated[
        str | None, typer.Option(metavar="GROUP", help="The disk pool: a group of EXTENT CONTROL.", show_default=False)
    ] = None,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="The PROFILE that all instances include.", show_default=False)
    ] = None,
    instance_names: Annotated[
        str | None,
        typer.Option(metavar="TEMPLATE", help="How instances are called, such as osp%05x.", show_default=False),
    ] = None,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The address of the compute node.", show_default=False)
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(metavar="NAME", help=f"Print one of the files: {', '.join(FILES)}.", show_default=False),
    ] = None,
    output_folder: Annotated[
        Path | None, typer.Option("--output-folder", "-o", metavar="FOLDER", help="Write all files to this folder.")
    ] = None,
) -> int:
    """Make the settings of nova, neutron and cinder that go with a DMSSICNF COPY.

    Passwords are placeholders, and what the files do not tell is a comment that says so. A file that exists is never
    replaced.
    """
    if (file is None) == (output_folder is None):
        raise InputError("either --file or --output-folder is needed", f"--file is one of {', '.join(FILES)}")
    if file is not None and file not in FILES:
        raise InputError(f"--file {file}: unknown; allowed: {', '.join(FILES)}", did_you_mean(nearest(file, FILES)))
    control = None if extents is None else read_extent_control(extents)
    chosen = {
        "zvm_diskpool": None if pool is None else _pool(pool, control),
        "zvm_user_profile": profile,
        "instance_name_template": instance_names,
        "my_ip": address,
    }
    known = Known(
        _copy_file(copy, DMSSICNF),
        None if management is None else _copy_file(management, DMSSICNF),
        None if dmssicmo is None else _copy_file(dmssicmo, DMSSICMO),
        control,
        None if system_config is None else _system_config(system_config),
        {name: value for name, value in chosen.items() if value is not None},
    )
    settings = openstack_settings(known)
    if output_folder is None:
        answer(settings[file or ""], None)
    else:
        _write_all(settings, output_folder)
    return DONE


def _copy_file(path: Path, kind: str) -> CopyConfiguration:
    """The COPY file of a kind. Raises InputError if it is none."""
    found = read_copy_file(path)
    if found.kind != kind or not any(setting.key is not None for setting in found.settings):
        raise InputError(f"{path}: this is no {kind} COPY")
    return found


def _system_config(path: Path) -> SystemConfig:
    records = read_file(path)
    if not is_system_config(records):
        raise InputError(f"{path}: this is no SYSTEM CONFIG")
    return SystemConfig(records)


def _pool(name: str, extents: ExtentControl | None) -> str:
    """A pool that is chosen, which must be a group of EXTENT CONTROL where that is at hand."""
    groups = () if extents is None else tuple(extents.groups)
    if extents is not None and name.upper() not in groups:
        raise InputError(
            f"--pool {name}: {extents.path} has no such group", did_you_mean(nearest(name.upper(), groups))
        )
    return name.upper()


@new.command(short_help="Rows of the authorisation list of SMAPI.")
@command
def authlist(
    userids: Annotated[
        list[str],
        typer.Argument(metavar="USERID...", help="Who may ask: userids, or names of lists.", show_default=False),
    ],
    target: Annotated[str, typer.Option(metavar="USERID", help="For whom: a userid, a list, or ALL.")] = EVERYBODY,
    function: Annotated[str, typer.Option(metavar="NAME", help="For what: a function, a list, or ALL.")] = EVERYBODY,
    marker: Annotated[
        bool, typer.Option("--marker", help="Begin with the marker that a whole file begins with.")
    ] = False,
    output_file: OutputOption = None,
) -> int:
    """Print rows of the authorisation list of SMAPI (VSMWORK1 AUTHLIST), each field in its columns.

    A file that exists is never replaced.
    """
    _refuse_to_replace(output_file)
    rows = [(MARKER, MARKER, MARKER)] if marker else []
    rows += [(userid, target, function) for userid in userids]
    _write([authority_row(*map(str.upper, row)) for row in rows], output_file)
    return DONE


def _refuse_to_replace(path: Path | None) -> None:
    """Raise InputError for a file that exists."""
    if path is not None and not is_standard_output(path) and os.path.lexists(path) and not path.is_char_device():
        raise InputError(f"{path}: is there already, and is not replaced", "name another file, or remove it first")


def _write(lines: Iterable[str], output_file: Path | None, *, private: bool = False) -> None:
    """Write an answer, which a `private` file holds for its owner alone."""
    if private and output_file is not None:
        write_file(output_file, "".join(f"{line}\n" for line in lines).encode("utf-8"), private=True)
    else:
        answer(lines, output_file)


def _write_all(settings: Mapping[str, Iterable[str]], folder: Path) -> None:
    """Write some files to a folder, which is made if it is not there: all of them, or none.

    Before that, all of them are seen not to be there.
    """
    for name in settings:
        _refuse_to_replace(folder / name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from None
    written: list[Path] = []
    try:
        for name, lines in settings.items():
            answer(lines, folder / name)
            written.append(folder / name)
    except InputError:
        for path in written:
            path.unlink()
        raise
