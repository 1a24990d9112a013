"""What tests of several commands share."""

from pathlib import Path

import pytest

from tests.cli.space_files import site_in


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Path:
    """A folder with the files of a small system."""
    return site_in(tmp_path)
