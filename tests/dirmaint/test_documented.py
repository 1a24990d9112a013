"""The page of the simulator: what it shows of its Python interface runs as it stands."""

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.run import ROOT


def test_the_python_example_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "samples" / "linux-farm.direct", tmp_path / "USER.DIRECT")
    shutil.copy(ROOT / "samples" / "linux-farm.extents", tmp_path / "EXTENT.CONTROL")
    page = (ROOT / "docs" / "simulator.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/simulator.md", "exec"), {})
    assert (tmp_path / "NEW.DIRECT").read_bytes() == (tmp_path / "USER.DIRECT").read_bytes()
