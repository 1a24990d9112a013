"""Conf files as services of OpenStack read them: options with their places, and what may not be shown of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dirtool.syntax.conf_file import ConfFile, is_conf_file
from dirtool.syntax.masking import shown_record
from tests.model.made import records_of


def conf(*records: str) -> ConfFile:
    return ConfFile(records_of("\n".join(records), "nova.conf"))


def texts(file: ConfFile, name: str, section: str = "DEFAULT") -> list[str]:
    return [stated.text for stated in file.values(name, section)]


def shown(*records: str) -> list[str]:
    file = conf(*records)
    return [shown_record(file, line).text for line in range(1, len(file.texts) + 1)]


def test_an_option_has_a_name_a_value_and_a_place() -> None:
    (host,) = conf("[DEFAULT]", "  # of the agent", "host  =  ZVMA  ").values("host")
    assert (host.name, host.text, host.path, host.line, host.column, host.end_column) == (
        "host", "ZVMA", "nova.conf", 3, 10, 14,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ("host: ZVMA", "ZVMA"),
        ("host = a:b=c", "a:b=c"),
        ("host : a=b", "a=b"),
        ("host='ZVMA'", "ZVMA"),
        ('host="ZVMA"', "ZVMA"),
        ("host=\"ZVMA'", "\"ZVMA'"),
        ('host="', '"'),
        ("host=", ""),
        ("host = ZVMA # no comment", "ZVMA # no comment"),
        ("\thost = ZVMA", "ZVMA"),
    ],
)
def test_a_value_stands_behind_the_first_sign_and_without_quotes(record: str, text: str) -> None:
    assert texts(conf("[DEFAULT]", record), "host") == [text]


def test_the_place_of_an_empty_value_is_behind_the_sign() -> None:
    (host,) = conf("[DEFAULT]", "host =   ").values("host")
    assert (host.column, host.end_column) == (7, 8)


def test_an_option_that_stands_several_times_has_several_values() -> None:
    assert texts(conf("[DEFAULT]", "a = 1", "[other]", "a = 2", "[DEFAULT]", "a = 3"), "a") == ["1", "3"]


def test_a_value_goes_on_in_records_that_begin_with_a_blank() -> None:
    file = conf("[DEFAULT]", "fcp = 1F00,", "  1F01 , 1F02", "# between", "\t; and here", "\t1F03", "", "  other = 1")
    assert texts(file, "fcp") == ["1F00, 1F01 , 1F02 1F03"]
    assert texts(file, "other") == ["1"]
    assert [(one.text, one.line, one.column, one.end_column) for one in file.elements("fcp")] == [
        ("1F00", 2, 7, 11),
        ("1F01", 3, 3, 7),
        ("1F02", 3, 10, 14),
        ("1F03", 6, 2, 6),
    ]
    assert [(option.line, option.last_line) for option in file.options] == [(2, 6), (8, 8)]


def test_elements_have_no_quotes_and_none_is_empty() -> None:
    found = conf("[ml2]", "nets = c", "nets = 'a, b,'").elements("nets", "ml2")
    assert [(one.text, one.line, one.column) for one in found] == [("a", 3, 9), ("b", 3, 12)]


def test_names_of_sections_are_the_same_in_any_case_but_for_default() -> None:
    file = conf("[AGENT]", "a = 1", "[agent]", "a = 2", "[default]", "a = 3", "[XCATVSW2] ; the switch", "A = 4")
    assert texts(file, "a", "Agent") == ["1", "2"]
    assert texts(file, "a") == []
    assert texts(file, "A", "xcatvsw2") == ["4"]
    assert texts(file, "a", "xcatvsw2") == []
    assert file.sections == {"AGENT": 1, "agent": 3, "default": 5, "XCATVSW2": 7}


def test_a_value_that_takes_in_another_one_is_not_known() -> None:
    file = conf("[DEFAULT]", "a = $my_ip", "b = x${host}", "c = $$5 and $5", "d = 1", "  $e")
    assert [(one.name, one.stated.text, one.stated.is_known) for one in file.options] == [
        ("a", "$my_ip", False),
        ("b", "x${host}", False),
        ("c", "$5 and $5", True),
        ("d", "1 $e", False),
    ]


def test_records_that_are_nothing_are_faults() -> None:
    assert conf("[DEFAULT]", "host", "= x", "[zvm", "[]", "[a] b", "a = 1").faults == [2, 3, 4, 5, 6]


def test_options_before_any_section_are_of_default() -> None:
    assert texts(conf("a = 1"), "a") == ["1"]


def test_secrets_are_masked_with_the_records_in_which_they_go_on() -> None:
    assert shown("[DEFAULT]", "zvm_xcat_password = one", "   two ", "", "  three", "zvm_xcat_username = admin") == [
        "[DEFAULT]",
        "zvm_xcat_password = ********",
        "   ******** ",
        "",
        "  ********",
        "zvm_xcat_username = admin",
    ]


@pytest.mark.parametrize(
    "name",
    ["zvm_xcat_password", "san_private_key", "auth_token", "admin_pass", "xcat_pw", "PASSWD", "shared_secret", "apikey",
     "zvm_xcat_pasword", "zvm_xcat_passwrd", "db-password", "metadata_proxy_shared_secret"],
)  # fmt: skip
def test_names_that_sound_like_secrets_hide_their_values(name: str) -> None:
    assert shown(f"{name} = 'hidden'", f"#{name}=hidden", f" ; {name}:  hidden  ") == [
        f"{name} = ********",
        f"#{name}=********",
        f" ; {name}:  ********  ",
    ]


@pytest.mark.parametrize(
    "name", ["bypass_smapiout", "compute_driver", "keystone_url", "zvm_host", "monkeys", "connection"]
)
def test_other_names_do_not(name: str) -> None:
    assert shown(f"{name} = seen") == [f"{name} = seen"]


@pytest.mark.parametrize("address", ["mysql://nova:hidden@host/nova", "rabbit://hidden@host", "'https://a:hid/den@b'"])
def test_an_address_with_a_user_in_it_is_a_secret_whatever_its_name(address: str) -> None:
    file = conf(f"connection = {address}")
    assert file.options[0].stated.is_secret
    assert shown(f"connection = {address}", f"# see {address}", "connection =", f"{address}") == [
        "connection = ********",
        f"# see {address.partition(':')[0]}:********",
        "connection =",
        f"{address.partition(':')[0]}:********",
    ]


def test_an_address_without_a_user_is_none() -> None:
    assert shown("cloud_connector_url = http://10.1.1.1:8080") == ["cloud_connector_url = http://10.1.1.1:8080"]


def test_a_secret_that_slipped_into_the_value_before_it_hides_that_one() -> None:
    file = conf("zvm_xcat_username = admin", "  zvm_xcat_password = hidden")
    assert file.options[0].stated.is_secret
    assert shown(*file.texts) == ["zvm_xcat_username = ********", "  ********"]


def test_what_may_be_the_rest_of_a_secret_is_masked() -> None:
    assert shown("zvm_xcat_password = one", "two", "three", "host = a", "broken") == [
        "zvm_xcat_password = ********",
        "********",
        "********",
        "host = a",
        "broken",
    ]
    assert shown("zvm_xcat_password hidden", "# password: hidden", "#   hidden") == [
        "zvm_xcat_password ********",
        "# password: ********",
        "#   ********",
    ]


around = st.lists(
    st.sampled_from(["", "# x", ";   y", "[a]", "a = 1", "  more", "broken", "# token = z", "b =", "  c = d", "= e"]),
    max_size=4,
)
SECRET = "Zq9Zq9"


@given(
    around,
    st.sampled_from(["", "# ", "  ", "; "]),
    st.sampled_from([" = {}", " {}", ":{}", " =\n {}", " = x\n\n  {}"]),
    around,
)
def test_no_secret_is_shown_whatever_stands_around_it(
    before: list[str], indent: str, form: str, after: list[str]
) -> None:
    if indent in ("# ", "; ") and (form == " {}" or "\n" in form):
        form = ": {}"  # what a comment says in plain words is not known to be a secret
    text = f"{indent}zvm_xcat_password{form}".format(SECRET)
    assert SECRET not in "\n".join(shown(*before, *text.split("\n"), *after))


@pytest.mark.parametrize(
    "text", ["[DEFAULT]\na=1", "# x\n\n[a]\n[b]", "[zvm]  # of Feilong\na: 1", "\n; x\n[AGENT]\n  a = 1"]
)
def test_a_conf_file_begins_with_a_section(text: str) -> None:
    assert is_conf_file(records_of(text))


@pytest.mark.parametrize(
    "text", ["", "[]", "a = 1\n[x]", "[DEFAULT]", '[\n "a"\n]', '["a", "b=c"]', "[x] y\na=1", "[x]\nhello"]
)
def test_other_files_are_none(text: str) -> None:
    assert not is_conf_file(records_of(text))


@given(st.lists(st.text(alphabet="ab=:#;[] \t$'\"\0é@/,", max_size=12), max_size=12))
def test_any_text_is_read_and_shown(records: list[str]) -> None:
    file = conf(*records)
    for option in file.options:
        for stated in (option.stated, *option.pieces):
            assert 1 <= stated.line <= len(file.texts)
            assert 1 <= stated.column < stated.end_column
    for line in range(1, len(file.texts) + 1):
        shown_record(file, line)
    assert all(option.stated in file.values(option.name, option.section) for option in file.options)
