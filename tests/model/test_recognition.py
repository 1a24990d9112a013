"""Which kind of file something is."""

from pathlib import Path

import pytest

from dirtool.errors import InputError
from dirtool.model import recognition
from dirtool.model.copy_file import CopyConfiguration
from dirtool.model.directory import Directory
from dirtool.model.extent_control import ExtentControl
from dirtool.model.recognition import NAMES, AnyFile, Kind, recognised
from dirtool.syntax.authorization_list import AuthorizationList, authority_row
from dirtool.syntax.command_file import CommandFile
from tests.model.made import PARSER, records_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def kind_of(text: str) -> type[AnyFile]:
    return type(recognised(records_of(text), PARSER, None, None))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Directory),
        ("USER XCAT NOLOG\n", Directory),
        ("* XCAT_User = 1\nUSER XCAT NOLOG\n", Directory),
        (":REGIONS.\n:END.\n", ExtentControl),
        ('XCAT_User = "XCAT"\n', CopyConfiguration),
        ('/* only a key that is not known */\nTrace = "1"\n', CopyConfiguration),
        ('XCAT_User = "XCAT\nERASE * * A\n', CopyConfiguration),
        (authority_row("ZHCP"), AuthorizationList),
        (f"{authority_row('ZHCP')}\nXCAT_User = 1\n", AuthorizationList),
        ("FOR LINUX1 STORAGE 2G\n", CommandFile),
        ("* XCAT_User = 1\nFREEXT V=LX0001\nDIRM RLDEXTN\n", CommandFile),
        ("USER LINUX1 NOLOG\nFOR LINUX1 STORAGE 2G\nADD LINUX2\nGET\n", Directory),
    ],
)
def test_the_content_tells(text: str, kind: type[AnyFile]) -> None:
    assert kind_of(text) is kind


def test_every_kind_has_a_name() -> None:
    names = ["Directory", "ExtentControl", "CopyConfiguration", "AuthorizationList", "CommandFile"]
    assert [kind.__name__ for kind in NAMES] == names


@pytest.mark.parametrize("text", ["[DEFAULT]\nhost = a\n", "# c\n\n[agent]\n[x]\n", "[DEFAULT]\nmy_ip = 1\nXCAT = 2\n"])
def test_a_configuration_file_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"user\.direct: this is a configuration file, not a directory"):
        kind_of(text)


@pytest.mark.parametrize(("suffix", "kind"), [("direct", Directory), ("extents", ExtentControl), ("yaml", Directory)])
def test_no_sample_is_taken_for_something_else(suffix: str, kind: type[AnyFile]) -> None:
    paths = sorted(SAMPLES.glob(f"*.{suffix}"))
    assert paths
    assert {kind_of(path.read_text(encoding="latin-1")) for path in paths} == {kind}


def test_assignments_without_a_known_key_are_no_file_of_an_installation() -> None:
    script = 'count = 1\nname = "x"\nother = "y"\n'
    assert recognition.kind_of(records_of(script)) is None
    assert recognition.kind_of(records_of(f'{script}XCAT_Host = "xcat"\n')) is Kind.DMSSICNF
    assert recognition.kind_of(records_of('openstack_new = "a"\n')) is Kind.DMSSICMO


def test_a_program_is_no_directory() -> None:
    assert recognition.kind_of(records_of("class A(B): ...\nclass C(D): ...\n")) is None
    assert recognition.kind_of(records_of("USER A NOLOG\n CLASS G\n")) is Kind.DIRECTORY
    assert recognition.kind_of(records_of("LOAD A DIRECT\nLOAD B DIRECT\n")) is Kind.DIRECTORY
