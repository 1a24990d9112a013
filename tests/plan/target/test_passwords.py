"""The passwords that a target names by reference, in the whole directory."""

import pytest

from dirtool.errors import InputError
from dirtool.plan.target.passwords import with_passwords
from dirtool.plan.target.target import Target
from tests.model.made import directory_of

TEXT = """\
PROFILE DFLT
 MACHINE ESA
USER OLD SESAME01 1G 2G G
USER NEW1 NOLOG 1G 2G G
 INCLUDE DFLT
IDENTITY NEW2 NOLOG 1G 2G G
"""


def target(**passwords: str) -> Target:
    directory = directory_of(TEXT)
    return Target("farm.yaml", directory.sources[0].records, directory, {}, (), passwords, {}, {})


def test_each_entry_gets_its_own_and_nothing_else_changes() -> None:
    records = with_passwords(
        target(NEW1="{env:ONE}", NEW2="{file:/a/b}"), lambda reference: reference[-3:].strip("/:") + "x"
    )
    assert "".join(f"{text}\n" for text in records.texts) == TEXT.replace("NEW1 NOLOG", "NEW1 ONEX").replace(
        "NEW2 NOLOG", "NEW2 A/BX"
    )


def test_without_references_nobody_is_asked() -> None:
    made = target()
    assert with_passwords(made, lambda reference: pytest.fail(reference)) is made.records


@pytest.mark.parametrize("word", ["", "TWO WORDS", "MUCHTOOLONG"])
def test_what_cannot_be_a_password_is_not_shown(word: str) -> None:
    with pytest.raises(InputError) as caught:
        with_passwords(target(NEW1="{prompt}"), lambda reference: word)
    assert caught.value.message.startswith("{prompt}: this cannot be a password; allowed: ")
    assert not word or word not in caught.value.message
