"""AUT: what is found in the authorisation list of SMAPI, each with a near miss."""

from dirtool.lint.engine import lint, severities_of
from dirtool.lint.options import Options
from dirtool.lint.registry import Profile
from dirtool.model.directory import Directory
from dirtool.syntax.authorization_list import AuthorizationList, authority_row
from tests.model.made import directory_of, records_of

MARKER = authority_row("DO.NOT.REMOVE", "DO.NOT.REMOVE", "DO.NOT.REMOVE")
DIRECTORY = directory_of(
    "DIRECTORY 0123 3390 M01RES\nPROFILE LNXDFLT\nUSER ZHCP NOLOG\nUSER MAINT NOLOG\nUSER VSMWORK1 NOLOG\n"
    "USER LIN NOLOG\n POOL LOW 1 HIGH 5 PROFILE LNXDFLT"
)


def found_in(*records: str, current: Directory | None = None, fragment: bool | None = None) -> list[tuple[object, ...]]:
    """Code, severity, record, columns (both inclusive) and message of each finding."""
    options = Options(severities=severities_of(Profile.RECOMMENDED), current=current, fragment=fragment)
    file = AuthorizationList(records_of("\n".join(records), "authlist"))
    return [
        (one.code, one.severity.value, one.span.line, one.span.column, one.span.end_column - 1, one.message)
        for one in lint(file, options=options).diagnostics
    ]


def test_the_shipped_list_is_good() -> None:
    rows = [authority_row(name) for name in ("MAINT", "VSMWORK1", "ZHCP")]
    assert found_in(MARKER, *rows, current=DIRECTORY) == []


def test_each_field_in_a_wrong_column_is_found_by_itself() -> None:
    assert found_in(MARKER, f"{'ZHCP':66}{'ALL':63}ALL") == [
        ("AUT001", "error", 2, 67, 69, "target ALL begins in column 67, and must begin in column 66"),
        ("AUT001", "error", 2, 130, 132, "function ALL begins in column 130, and must begin in column 131"),
    ]


def test_a_missing_field_is_found_at_the_last_word() -> None:
    assert found_in(MARKER, f"{'ZHCP':65}ALL") == [
        ("AUT001", "error", 2, 66, 68, "there is no function, which must begin in column 131")
    ]


def test_a_list_without_marker_is_found_at_its_first_row() -> None:
    said = "the first record is no marker: there is no DO.NOT.REMOVE"
    assert found_in(authority_row("MAINT")) == [("AUT002", "warning", 1, 1, 133, said)]


def test_a_marker_behind_a_row_is_found() -> None:
    said = "DO.NOT.REMOVE stands behind other rows; it must be the first record"
    assert found_in(authority_row("MAINT"), MARKER) == [("AUT002", "warning", 2, 1, 143, said)]


def test_a_marker_out_of_its_columns_is_found() -> None:
    said = "DO.NOT.REMOVE: there is no target, which must begin in column 66"
    other = "DO.NOT.REMOVE: there is no function, which must begin in column 131"
    assert found_in("DO.NOT.REMOVE") == [("AUT002", "warning", 1, 1, 13, other), ("AUT002", "warning", 1, 1, 13, said)]


def test_a_marker_alone_is_good() -> None:
    assert found_in(MARKER) == []


def test_a_requester_like_a_user_is_a_warning_and_another_one_may_be_a_list() -> None:
    assert found_in(MARKER, authority_row("ZHPC"), authority_row("OURLIST"), current=DIRECTORY) == [
        ("AUT003", "warning", 2, 1, 4, "requester ZHPC is not in the directory; did you mean ZHCP?"),
        ("AUT003", "info", 3, 1, 7, "requester OURLIST is not in the directory; it may be a list of names"),
    ]


def test_a_target_like_a_user_is_a_warning() -> None:
    assert found_in(MARKER, authority_row("ZHCP", "MAINTT"), current=DIRECTORY) == [
        ("AUT003", "warning", 2, 66, 71, "target MAINTT is not in the directory; did you mean MAINT?")
    ]


def test_users_of_a_pool_profiles_as_targets_and_long_names_are_known() -> None:
    known = [("LIN00003",), ("ZHCP", "LNXDFLT"), ("OUR_OPERATORS", "ALL_GUESTS"), ("LNXDFLT",)]
    found = found_in(MARKER, *(authority_row(*row) for row in known), current=DIRECTORY)
    assert [one[2:4] for one in found] == [(5, 1)]


def test_users_are_only_looked_for_in_a_whole_directory() -> None:
    assert found_in(MARKER, authority_row("ZHPC")) == []
    assert found_in(MARKER, authority_row("ZHPC"), current=DIRECTORY, fragment=True) == []


def test_a_row_that_stands_twice_is_found_in_whatever_columns() -> None:
    found = found_in(MARKER, authority_row("zhcp"), authority_row("ZHCP"), authority_row("ZHCP", "ALL", "IMAGE_CPUS"))
    assert found == [("AUT004", "info", 3, 1, 133, "the row of ZHCP is the same as in record 2")]


def test_an_unknown_function_is_an_information() -> None:
    rows = (authority_row("ZHCP", "ALL", "Image_Qery_DM"), authority_row("ZHCP", "ALL", "OUR_FUNCTIONS"))
    assert found_in(MARKER, *rows) == [
        ("AUT005", "info", 2, 131, 143, "function IMAGE_QERY_DM is not known; did you mean Image_Query_DM?"),
        ("AUT005", "info", 3, 131, 143, "function OUR_FUNCTIONS is not known; it may be a list of functions"),
    ]


def test_functions_are_known_in_any_case_and_so_are_the_lists_that_come_with_smapi() -> None:
    rows = (authority_row("ZHCP", "ALL", "image_query_dm"), authority_row("ZHCP", "ALL", "Disk_Management"))
    assert found_in(MARKER, *rows) == []


def test_a_comment_silences_the_next_row() -> None:
    row = authority_row("ZHCP", "ALL", "OUR_FUNCTIONS")
    assert found_in(MARKER, "*DIRTOOL: IGNORE AUT005 our own list", row) == []
