"""What the reader has to do next."""

from dirtool.report.next_steps import next_steps
from tests.report.moved import FAILING, MENDED, READY, SHORT, migration


def test_what_is_open_has_to_be_mended_first() -> None:
    assert next_steps(migration(SHORT), None) == [
        "Mend what is open in USER.DIRECT, and run dirtool migrate again with the same options.",
        "Look at each that is marked look, and decide.",
    ]
    assert next_steps(migration(SHORT), "moved")[0] == (
        "Mend what is open in USER.DIRECT, and run dirtool migrate again with the same options, and --overwrite."
    )


def test_without_a_folder_the_files_have_to_be_written() -> None:
    assert next_steps(migration(MENDED), None) == [
        "Write the files: dirtool migrate USER.DIRECT with the same options, and -o FOLDER."
    ]


def test_with_a_folder_the_runbook_has_to_be_followed_and_the_proof_comes_last() -> None:
    assert next_steps(migration(MENDED), "moved") == [
        "Read changes.txt: it lists all that USER.INPUT has differently.",
        "See to what the directory lacks for DirMaint itself: 6 things, at the beginning of the runbook.",
        "Follow runbook.html or runbook.md: freeze, back up, install, try, cut over; each phase has its way back.",
        "After the move: dirtool migrate --check moved --against USER.WITHPASS.",
    ]


def test_without_changes_there_is_nothing_to_read_and_with_all_servers_nothing_to_see_to() -> None:
    made = migration(READY)
    made = made._replace(user_input=made.user_input._replace(changes=[]), runbook=made.runbook._replace(missing=()))
    steps = next_steps(made, "moved")
    assert [step.split(maxsplit=1)[0] for step in steps] == ["Follow", "After"]


def test_a_proof_that_fails_is_a_defect() -> None:
    assert next_steps(FAILING, "moved") == [
        "A proof fails, which is a defect of dirtool: use none of the files, and report it."
    ]


def test_names_of_files_are_quoted_for_the_shell() -> None:
    steps = next_steps(migration(READY, path="my dir;rm -rf ~"), None)
    assert steps == ["Write the files: dirtool migrate 'my dir;rm -rf ~' with the same options, and -o FOLDER."]
    assert next_steps(migration(READY), "$(x)")[-1] == (
        "After the move: dirtool migrate --check '$(x)' --against USER.WITHPASS."
    )
