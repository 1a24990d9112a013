"""What is repaired where that is asked for."""

from tests.migrate.user_input.cleaned import FIXING, H, texts, told


def test_words_are_in_upper_case_but_for_texts() -> None:
    text = (
        "user a secret 2g 4g g\n command set vconfig mode linux\n ipl cms parm AutoCr noSprof\n"
        " posixinfo uid 12 ,\n gname staff\n* as it is\n foo bar\n mdisk 191 3390 xyz"
    )
    assert texts(text, options=FIXING) == [
        "USER A SECRET 2G 4G G",
        " COMMAND set vconfig mode linux",
        " IPL CMS PARM AutoCr noSprof",
        " POSIXINFO UID 12 ,",
        " GNAME staff",
        "* as it is",
        " foo bar",
        " mdisk 191 3390 xyz",
    ]
    assert texts(text) == text.split("\n")
    assert ("upper-case", 2, "A", "COMMAND in upper case") in told(text, options=FIXING)


def test_safe_repairs_of_lint_are_made_at_their_places() -> None:
    ipl = "\tIPL CMS".ljust(72) + "00010000"
    text = f"{H.format('A')}\n{ipl}\n*DIRTOOL: IGNORE REC002 it stays\n CPU 00\n\tCPU 01"
    assert texts(text, options=FIXING)[1:] == [
        "        IPL CMS",
        "*DIRTOOL: IGNORE REC002 it stays",
        " CPU 00",
        "        CPU 01",
    ]
    assert [one for one in told(text, options=FIXING) if one[0] == "repaired"] == [
        ("repaired", 2, "A", "REC003: replace tabs by blanks"),
        ("repaired", 5, "A", "REC003: replace tabs by blanks"),
    ]
