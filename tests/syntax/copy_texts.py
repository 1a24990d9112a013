"""Strategies: texts of COPY files, good ones, broken ones, and some in which a password is planted."""

from hypothesis import strategies as st

_PIECES = st.sampled_from(
    ["/*", "*/", "'", '"', ";", "=", ",", "\n", "\n", " ", "\t", "a", "XCAT_User", "XCAT_MN_pw", "10.1", "7", "||", "(", "é",
     " " * 70, "00010000", "x = 1", 'y = "z"', "\x1c", "\x85", "*", "/", "\r"]
)  # fmt: skip
TEXTS = st.lists(_PIECES, max_size=30).map("".join)

SECRET = "Zq9Zq9Zq9"
_KEYS = [
    "XCAT_MN_pw",
    "xcat_mn_PW",
    "cmo_admin_password",
    "Parm_Disk_Password",
    "XCAT_MN_pww",
    "LDAP_secret",
    "my.pw",
]
_AROUND = st.sampled_from(
    ["", "", "\n", "/* ", " */", "/* a */", "; ", '"', "'", 'XCAT_User = "XCAT"\n', "SET ", "XCAT_User = ", " " * 60, "a b\n",
     'XCAT_Domain = ".x', "/*\n * ", "-", ", \n"]
)  # fmt: skip
_GIVEN = st.sampled_from(
    [" = ", "=", " =\n", " ", " = ,\n", " = /* x */ ", " = /* x\ny */ ", ": ", " = '", ' = "', ' == "', "\n = ", " =\n\n  ",
     f" = {' ' * 60}", " = ; ", " = */ ", '" = "', " = /* "]
)  # fmt: skip


@st.composite
def _one(draw: st.DrawFn) -> str:
    """A text with a password that is given to a key somehow."""
    before = draw(st.lists(_AROUND, max_size=3).map("".join))
    behind = draw(st.lists(_AROUND, max_size=3).map("".join))
    return f"{before}{draw(st.sampled_from(_KEYS))}{draw(_GIVEN)}{SECRET}{behind}"


planted = st.lists(_one(), min_size=1, max_size=2).map("\n".join)


def holds_secret(text: str) -> bool:
    """Whether a part of the planted password is in a text, in any case."""
    return SECRET[:3].lower() in text.lower()
