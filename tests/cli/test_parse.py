"""dirtool parse: exit codes and options."""

import json

import pytest

from tests.cli.run import dirtool

SSI = "samples/ssi-system.direct"
BROKEN = "samples/broken.direct"


def test_a_directory_with_mistakes_is_shown_all_the_same() -> None:
    ran = dirtool("parse", BROKEN)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["schema"] == "dirtool.directory/1"


@pytest.mark.parametrize("arguments", [(), ("--format", "json")])
def test_an_empty_directory_has_no_entries(arguments: tuple[str, ...]) -> None:
    ran = dirtool("parse", "-", *arguments, stdin=b"")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {"schema": "dirtool.directory/1", "entries": []}


def test_an_empty_directory_as_text_is_nothing() -> None:
    assert dirtool("parse", "-", "--format", "text", stdin=b"") == (0, "", "")


def test_standard_input_is_read() -> None:
    ran = dirtool("parse", "-", "--effective", "a", stdin=b"USER A NOLOG\n")
    assert ran == (0, "A\n  USER A NOLOG                                  user A line 1\n", "")


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("samples/none",), "dirtool: samples/none: No such file or directory\n"),
        (("samples",), "dirtool: samples: Is a directory\n"),
        ((BROKEN, "--member", "X"), "dirtool: --member goes with --effective\n"),
        (
            (BROKEN, "--effective", "clerk5"),
            f"dirtool: {BROKEN}: no USER or IDENTITY CLERK5\n  hint: did you mean CLERK4, CLERK3 or CLERK2?\n",
        ),
        ((BROKEN, "--effective", "QQQQ"), f"dirtool: {BROKEN}: no USER or IDENTITY QQQQ\n"),
        (
            (SSI, "--effective", "TCPIP", "--member", "TIDE7"),
            f"dirtool: {SSI}: TCPIP has no BUILD for TIDE7\n  hint: it has TIDE1, TIDE2\n",
        ),
        (
            (BROKEN, "--encoding", "x"),
            "dirtool: --encoding x: unknown\n  hint: one of ascii, utf-8, latin-1, 037, 500, 924, 1047, 1140\n",
        ),
    ],
)
def test_what_cannot_be_done_is_2_and_says_why(arguments: tuple[str, ...], err: str) -> None:
    assert dirtool("parse", *arguments) == (2, "", err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        ((BROKEN, "--nope"), "No such option: --nope"),
        ((BROKEN, "--format", "full"), "'full' is not one of 'json', 'text'"),
        ((BROKEN, BROKEN), "unexpected extra argument"),
    ],
)
def test_a_wrong_option_is_2(arguments: tuple[str, ...], said: str) -> None:
    ran = dirtool("parse", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_userid_and_member_are_taken_in_any_case() -> None:
    upper = dirtool("parse", SSI, "--effective", "TCPIP", "--member", "TIDE1")
    assert upper.code == 0
    assert upper.out.startswith("TCPIP on member TIDE1\n")
    assert "TIDE2" not in upper.out
    assert dirtool("parse", SSI, "--effective", "tcpip", "--member", "tide1") == upper


def test_one_member_as_json() -> None:
    ran = dirtool("parse", SSI, "--effective", "TCPIP", "--member", "TIDE2", "--format", "json")
    assert [one["member"] for one in json.loads(ran.out)["members"]] == ["TIDE2"]


@pytest.mark.parametrize("how", ["json", "text"])
def test_the_plain_way_shows_the_same(how: str) -> None:
    assert dirtool("parse", SSI, "--format", how, "--plain") == dirtool("parse", SSI, "--format", how)
