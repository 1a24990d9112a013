"""The disguise is one: hardly a record is as it was, and what is found wrong stays wrong."""

from random import Random

import pytest

from tests.compare.diff.disguise import disguised
from tests.generator import KINDS, generate
from tests.model.made import directory_of


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_most_records_are_other_ones_in_another_order(kind: str) -> None:
    records = generate(kind, 400, 1)
    hidden = disguised(records, Random(1))
    assert hidden == disguised(records, Random(1))
    known = {record[:71].rstrip() for record in records}
    assert sum(record[:71].rstrip() in known for record in hidden) < len(hidden) / 2
    before, after = directory_of("\n".join(records)), directory_of("\n".join(hidden))
    assert [entry.name for entry in before.entries] != [entry.name for entry in after.entries]
    assert sorted(entry.name for entry in before.entries) == sorted(entry.name for entry in after.entries)


def test_what_is_broken_continued_or_a_text_stays_as_it_is_written() -> None:
    records = [
        "USER A NOLOG",
        " MDISK 19X 3390 1 5 VOL001 MR A",
        " POSIXINFO UID 7,",
        "  GNAME staff",
        " COMMAND SET  RUN ON",
    ]
    hidden = [record[:71].strip() for seed in range(20) for record in disguised(records, Random(seed))]
    for record in records[1:4]:
        assert hidden.count(record.strip()) == 20
    assert sum("SET  RUN ON" in record for record in hidden) == 20
