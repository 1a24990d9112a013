import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.spec.dirmaint_verbs import LINE_EDIT_CHARACTERS
from dirtool.syntax.command import CommandParser, from_typed
from dirtool.syntax.command_file import CommandFile, is_comment
from dirtool.verify.plan.command_lines import WAIT, command_lines, is_one_command
from dirtool.verify.plan.document import PlanDocument
from tests.model.made import PARSER, records_of
from tests.verify.plan.documents_made import changed, document, run

COMMANDS = CommandParser(PARSER)


def read_back(lines: list[str]) -> CommandFile:
    """What a file of these lines holds."""
    return CommandFile(records_of("\n".join(lines)), COMMANDS)


def texts_of(plan: PlanDocument) -> list[str]:
    """The commands of a plan, stage by stage."""
    return [command.text for stage in plan.stages for one in stage for command in one.commands]


def test_the_lines_of_a_plan() -> None:
    rule = f"* {'-' * 66}"
    assert command_lines(document()) == [
        "* Plan: 7 actions and 6 commands",
        "* Stage 1 of 3",
        "* [a1] WEB03: add-entry; data none",
        "* [a2] WEB03/0191: add-disk; data none",
        "* with the file WEB03 DIRECT",
        "ADD WEB03",
        "* [a3] WEB03/0200: add-disk; data none",
        "FOR WEB03 AMDISK 0200 3390 51 100 LX0002 MR LABEL WEB200 BLKSIZE 4096",
        rule,
        "* BEFORE THE COMMANDS THAT FOLLOW",
        "* | log off WEB02",
        rule,
        "* [a4] WEB02: replace-entry; data none",
        "FOR WEB02 GET LOCK",
        "* with the file WEB02 DIRECT",
        "FOR WEB02 REPLACE",
        WAIT,
        "* Stage 2 of 3",
        "* [a5] WEB02/0200: move-disk; data kept",
        "FOR WEB01 TMDISK 0200 TO WEB02 0200",
        rule,
        "* BY HAND",
        "* | log on WEB01 and see that nobody uses 0201, then log it off",
        rule,
        "* [a6] WEB01: manual; data none",
        WAIT,
        "* Stage 3 of 3",
        "* [a7] WEB01/0201: remove-disk; data erased",
        "FOR WEB01 DMDISK 0201 CLEAN",
    ]


def test_the_stages_are_the_lines_of_the_whole() -> None:
    plan = document()
    stages = [command_lines(plan, stage) for stage in (1, 2, 3)]
    assert [line for stage in stages for line in stage] == command_lines(plan)[1:]
    assert [stage[-1] == WAIT for stage in stages] == [True, True, False]


def test_a_last_stage_with_a_step_by_hand_ends_with_a_wait() -> None:
    plan = document()
    assert command_lines(plan._replace(actions=plan.actions[:6]))[-1] == WAIT


def test_line_edit_characters_are_escaped_where_lines_are_typed() -> None:
    plan = changed(document(), 4, commands=(run("FOR WEB#1 COMMAND ADD 1 CP MSG @X HI"),))
    assert "FOR WEB#1 COMMAND ADD 1 CP MSG @X HI" in command_lines(plan)
    assert 'FOR WEB"#1 COMMAND ADD 1 CP MSG "@X HI' in command_lines(plan, typed=True)


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=300))
def test_whatever_comments_tell_the_commands_stay_the_same(title: str, data: str, before: str) -> None:
    plan = document()
    for at in range(len(plan.actions)):
        plan = changed(plan, at, title=f"{title} DIRTOOL: WAIT", data_words=data, before=f"{before} DIRTOOL: WAIT")
    lines = command_lines(plan)
    file = read_back(lines)
    assert [command.text for command in file.commands] == texts_of(plan)
    assert len(file.waits) == lines.count(WAIT) == 2
    for line in command_lines(plan, typed=True):
        if is_comment(line):
            assert line.isascii()
            assert line.isprintable()
            assert len(line) <= 80
            assert not set(line) & set(LINE_EDIT_CHARACTERS)
            assert not line.endswith(",")
    typed = [from_typed(line) for line in command_lines(plan, typed=True) if not is_comment(line)]
    assert typed == texts_of(plan)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_a_text_is_one_command_or_it_is_refused(text: str) -> None:
    plan = changed(document(), 0, commands=(run(text),))
    if is_one_command(text):
        found = [command.text for command in read_back(command_lines(plan)).commands]
        assert found == [one.strip() for one in texts_of(plan)]
    else:
        with pytest.raises(InputError, match="action a1: a command that is not one line of text"):
            command_lines(plan)
