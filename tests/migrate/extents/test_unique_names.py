"""Names of regions and groups: each once, of characters that EXTENT CONTROL takes."""

from dirtool.migrate.extents.unique_names import UniqueNames, allowed


def test_a_name_that_somebody_has_gets_letters() -> None:
    names = UniqueNames(["LX", "LXB"])
    assert [names.plain_or_lettered("LX"), names.plain_or_lettered("LX"), names.plain_or_lettered("TD")] == [
        "LXA",
        "LXC",
        "TD",
    ]


def test_long_names_are_cut_for_their_letters() -> None:
    names = UniqueNames()
    given = [names.lettered("OPERATOR") for _ in range(28)]
    assert (given[0], given[25], given[26], given[27]) == ("OPERATOA", "OPERATOZ", "OPERATAA", "OPERATAB")


def test_words_of_the_file_are_no_names() -> None:
    assert [UniqueNames().plain_or_lettered(word) for word in ("LINEAR", "END", "ALLOCATE")] == [
        "LINEARA",
        "ENDA",
        "ALLOCATA",
    ]


def test_characters_that_are_not_allowed_are_left_out() -> None:
    assert [allowed(name) for name in ("LNX_1", ":REG", "A.B", "____", "LX#@$:-+")] == [
        "LNX1",
        "REG",
        "AB",
        "DASD",
        "LX#@$:-+",
    ]
