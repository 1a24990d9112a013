"""What the settings and the command line tell of the site."""

from pathlib import Path

import pytest

from dirtool.cli.settings import read_settings
from dirtool.cli.settings_keys import Name, Setting
from dirtool.cli.site import extents_in_force, volumes_in_force
from dirtool.errors import InputError
from dirtool.model.volume_list import KnownVolume, SystemArea

LIST = "LX0001 3390 10017\nLX0002 3390\n"


def settings_of(folder: Path, text: str) -> dict[Name, Setting]:
    file = folder / "dirtool.toml"
    file.write_text(text)
    (folder / "volumes.txt").write_text(LIST)
    return dict(read_settings(file, no_config=False, formats=("full",)).values)


def test_without_settings_and_options_nothing_is_known() -> None:
    assert volumes_in_force({}, None) == {}
    assert extents_in_force({}, None) is None


def test_settings_stand_on_top_of_the_list_that_they_name(tmp_path: Path) -> None:
    values = settings_of(tmp_path, 'volumes-file = "volumes.txt"\n[volumes.LX0002]\nsize = 30051\n')
    assert volumes_in_force(values, None) == {
        "LX0001": KnownVolume("3390", 10017),
        "LX0002": KnownVolume("3390", 30051),
    }


def test_a_list_of_the_command_line_takes_the_place_of_the_list_and_stands_on_top_of_the_settings(
    tmp_path: Path,
) -> None:
    values = settings_of(tmp_path, 'volumes-file = "volumes.txt"\n[volumes.LX0002]\nsize = 30051\ndevtype = "3390"\n')
    file = tmp_path / "other.txt"
    file.write_text("LX0002 3390 32760\nLX0009\n")
    assert volumes_in_force(values, file) == {"LX0002": KnownVolume("3390", 32760), "LX0009": KnownVolume()}
    file.write_text("LX0002\n")
    assert volumes_in_force(values, file) == {"LX0002": KnownVolume("3390", 30051)}


def test_areas_of_the_settings_stay_beside_a_list(tmp_path: Path) -> None:
    values = settings_of(tmp_path, '[volumes.LX0001]\nareas = [{kind = "PAGE", first = 1, last = 500}]\n')
    assert volumes_in_force(values, tmp_path / "volumes.txt")["LX0001"] == KnownVolume(
        "3390", 10017, (SystemArea("PAGE", 1, 500),)
    )


def test_the_command_line_names_another_extent_control_than_the_settings(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(f":REGIONS.\n {name.upper()} LX0001 1 END 3390-09\n:END.\n")
    values = settings_of(tmp_path, 'extents = "one"\n')
    in_settings, named = extents_in_force(values, None), extents_in_force(values, tmp_path / "two")
    assert in_settings is not None
    assert named is not None
    assert (list(in_settings.regions), list(named.regions)) == (["ONE"], ["TWO"])


@pytest.mark.parametrize("key", ["volumes-file", "extents"])
def test_a_file_that_settings_name_and_nobody_can_read_is_told_with_its_setting(tmp_path: Path, key: str) -> None:
    values = settings_of(tmp_path, f'{key} = "none"\n')
    with pytest.raises(InputError) as raised:
        (volumes_in_force if key == "volumes-file" else extents_in_force)(values, None)
    assert "No such file or directory" in raised.value.message
    assert raised.value.hint is not None
    assert raised.value.hint.startswith("named in ")
    assert raised.value.hint.endswith("dirtool.toml:1")


def test_the_hint_of_a_file_goes_before_its_setting(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("LX0001 3390\n")
    with pytest.raises(InputError) as raised:
        extents_in_force(settings_of(tmp_path, 'extents = "one"\n'), None)
    assert raised.value.hint is not None
    assert raised.value.hint.startswith("it would have a section: :REGIONS.")
