"""The whole move."""

import pytest

from dirtool.migrate.extents.proposal import propose_control
from dirtool.migrate.migration import migrate
from dirtool.migrate.options import MigrateOptions
from dirtool.model.volume_list import KnownVolume
from dirtool.space.volumes.mapping import map_volumes
from tests.generator import generate
from tests.model.made import directory_of

SIZE = 600


@pytest.mark.parametrize("fix", [False, True])
@pytest.mark.parametrize("kind", ["linux", "ssi", "vm370"])
def test_extent_control_is_that_of_user_input_alone(kind: str, fix: bool) -> None:
    volumes = {"LX0001": KnownVolume(size=5000)}
    options = MigrateOptions(volumes=volumes, fix=fix)
    records = [f"{record.lower():<72}{number:08}" for number, record in enumerate(generate(kind, SIZE, 3))]
    made = migrate(directory_of("\n".join(records)), options)
    alone = directory_of("\n".join(made.user_input.records.texts))
    proposal = propose_control(alone, map_volumes(alone, volumes), options)
    assert proposal.records == made.proposal.records
    assert proposal.left_out == made.proposal.left_out


def test_equal_statements_of_the_directory_and_of_user_input_are_one() -> None:
    made = migrate(directory_of("* heading\nUSER A NOLOG\n IPL CMS\n* of B\nUSER B NOLOG\n IPL CMS"), MigrateOptions())
    (before,), (after,) = made.directory.sources, made.moved.sources
    assert [one is other for one, other in zip(before.statements, after.statements, strict=True)] == [True] * 4
