"""What becomes of checks: passed, failed, skipped, and why."""

from collections.abc import Callable, Iterator

import pytest

from dirtool.lint.diagnostic import Diagnostic, Related, Severity, Span
from dirtool.lint.registry import Finding
from dirtool.lint.selection import Layer, selector
from dirtool.model.recognition import Kind
from dirtool.verify.installation import Host, Installation
from dirtool.verify.registry import CHECKS, Answers, NotCompared, all_of, any_of, host_check, installation_check
from dirtool.verify.run import Outcome, Status, choice_of_checks, severities_of, verify
from tests.verify.made import host_of

ERROR, WARNING, INFO = Severity
NOVA = "[DEFAULT]\nhost = ZVM1\n"
Needs = tuple[frozenset[Kind], ...]
NEEDS_NOVA = any_of(Kind.NOVA)


@pytest.fixture(name="no_checks")
def _no_checks() -> Iterator[None]:
    """There are only the checks that the test makes."""
    kept = dict(CHECKS)
    CHECKS.clear()
    yield
    CHECKS.clear()
    CHECKS.update(kept)


pytestmark = pytest.mark.usefixtures("no_checks")


def place(path: str = "nova", line: int = 2) -> Span:
    return Span(path, line, 1, line, 5)


def found(message: str = "it is wrong", **more: object) -> Finding:
    return Finding(place(), message, "ZVM1", **more)  # type: ignore[arg-type]


def saying(*answers: Finding | NotCompared) -> Callable[[Host, Installation], Answers]:
    return lambda host, installation: iter(answers)


def made(
    *answers: Finding | NotCompared,
    code: str = "VFY901",
    needs: Needs = NEEDS_NOVA,
    also: frozenset[Kind] = frozenset(),
    severity: Severity = ERROR,
    ivp: tuple[str, ...] = (),
) -> None:
    """Register a check that answers so."""
    host_check(code, f"check-{code.lower()}", severity, *ivp, needs=needs, also=also)(saying(*answers))


def outcomes(*hosts: Host, levels: dict[str, Severity] | None = None) -> list[Outcome]:
    return verify(Installation(hosts or (host_of(nova=NOVA),)), levels).outcomes


def only(*hosts: Host, levels: dict[str, Severity] | None = None) -> Outcome:
    (outcome,) = outcomes(*hosts, levels=levels)
    return outcome


# -- files that are missing


@pytest.mark.parametrize(
    ("needs", "why"),
    [
        (any_of(Kind.DMSSICNF), "no DMSSICNF COPY"),
        (all_of(Kind.DIRECTORY, Kind.DMSSICNF), "no USER DIRECT and no DMSSICNF COPY"),
        (all_of(Kind.NOVA, Kind.DMSSICNF), "no DMSSICNF COPY"),
        (any_of(Kind.CINDER, Kind.ZVMSDK), "no cinder.conf or zvmsdk.conf"),
        (
            (frozenset({Kind.CINDER, Kind.EXTENTS}), frozenset({Kind.ZVMSDK, Kind.EXTENTS})),
            "no EXTENT CONTROL and no cinder.conf or zvmsdk.conf",
        ),
        ((frozenset({Kind.NOVA, Kind.EXTENTS}), frozenset({Kind.ZVMSDK, Kind.EXTENTS})), "no EXTENT CONTROL"),
        (
            (
                frozenset({Kind.CINDER, Kind.NEUTRON}),
                frozenset({Kind.CINDER, Kind.ZVMSDK}),
                frozenset({Kind.NEUTRON, Kind.ZVMSDK}),
            ),
            "too few of neutron files, cinder.conf, zvmsdk.conf",
        ),
    ],
)
def test_a_check_whose_files_are_missing_is_skipped_and_says_which(needs: Needs, why: str) -> None:
    made(found(), needs=needs)
    assert only()[1:] == (ERROR, "", Status.SKIPPED, (), why, ())


def test_a_check_of_all_hosts_is_made_where_one_of_them_has_its_files() -> None:
    asked: list[Installation] = []

    @installation_check("VFY901", "all-hosts", ERROR, needs=all_of(Kind.NOVA, Kind.DMSSICNF))
    def _answer(installation: Installation) -> Answers:
        asked.append(installation)
        return iter(())

    apart = (host_of("A", nova=NOVA), host_of("B", dmssicnf='XCAT_Host = "x"'))
    assert [(outcome.host, outcome.status) for outcome in outcomes(*apart)] == [("", Status.SKIPPED)]
    together = host_of("B", nova=NOVA, dmssicnf='XCAT_Host = "x"')
    assert [(outcome.host, outcome.status) for outcome in outcomes(apart[0], together)] == [("", Status.PASSED)]
    assert [len(installation.hosts) for installation in asked] == [2]


def test_every_check_of_a_host_is_told_for_each_host_in_order() -> None:
    made(code="VFY902")
    made(code="VFY901", needs=any_of(Kind.CINDER))
    hosts = (host_of("A", nova=NOVA), host_of("B", cinder="[DEFAULT]\nx=1\n"))
    assert [(outcome.check.code, outcome.host, outcome.status.value) for outcome in outcomes(*hosts)] == [
        ("VFY901", "A", "skipped"),
        ("VFY901", "B", "passed"),
        ("VFY902", "A", "passed"),
        ("VFY902", "B", "skipped"),
    ]


# -- answers


def test_without_an_answer_a_check_has_passed() -> None:
    made()
    assert only()[1:] == (ERROR, "", Status.PASSED, (), "", ())


def test_a_finding_is_a_failure_unless_it_is_a_remark() -> None:
    made(found(), code="VFY901")
    made(found(severity=WARNING), code="VFY902")
    made(found(severity=INFO), code="VFY903")
    told = [(outcome.status.value, [one.severity for one in outcome.findings]) for outcome in outcomes()]
    assert told == [("failed", [ERROR]), ("failed", [WARNING]), ("passed", [INFO])]


def test_what_cannot_be_compared_is_skipped_and_never_passed() -> None:
    made(
        NotCompared("nova.conf does not say x"),
        NotCompared("nova.conf does not say y"),
        NotCompared("nova.conf does not say x"),
    )
    assert only()[3:6] == (Status.SKIPPED, (), "nova.conf does not say x; nova.conf does not say y")


def test_a_remark_does_not_make_what_cannot_be_compared_pass() -> None:
    made(found(severity=INFO), NotCompared("nova.conf does not say x"))
    outcome = only()
    assert (outcome.status, len(outcome.findings)) == (Status.SKIPPED, 1)


def test_a_check_that_found_something_failed_even_if_the_rest_cannot_be_compared() -> None:
    made(NotCompared("nova.conf does not say x"), found())
    outcome = only()
    assert (outcome.status, outcome.why, len(outcome.findings)) == (Status.FAILED, "nova.conf does not say x", 1)


def test_the_files_that_it_would_have_looked_at_besides_are_named() -> None:
    made(needs=any_of(Kind.NOVA, Kind.ZVMSDK), also=frozenset({Kind.CINDER, Kind.DIRECTORY}))
    assert only().without == (Kind.DIRECTORY, Kind.CINDER)
    assert only(host_of(nova=NOVA, cinder="[DEFAULT]\n")).without == (Kind.DIRECTORY,)


def test_a_finding_has_all_that_users_see_of_it() -> None:
    other = Related(place("dmssicnf", 1), "XCAT_Host", "is here")
    made(found(related=(other,)), ivp=("OPTS01",))
    (one,) = only().findings
    assert one == Diagnostic(
        "VFY901",
        "check-vfy901",
        ERROR,
        "it is wrong",
        place(),
        "ZVM1",
        None,
        one.fingerprint,
        (other,),
        ivp=("OPTS01",),
    )


def test_of_several_messages_of_the_verification_a_finding_has_those_that_it_names() -> None:
    made(found(), found("too", ivp=("VHN01",)), ivp=("OPTS01", "VHN01"))
    assert [one.ivp for one in only().findings] == [(), ("VHN01",)]


def test_two_findings_of_one_kind_can_be_told_apart_in_the_next_run_too() -> None:
    made(found(), found(), found("another"))
    first, again = ([one.fingerprint for one in only().findings] for _ in range(2))
    assert first == again
    assert len(set(first)) == 3


# -- severities and selection


def test_a_check_can_be_made_milder_and_a_finding_stays_no_worse_than_it_says() -> None:
    made(found(), found(severity=INFO))
    assert [one.severity for one in only(levels={"VFY901": WARNING}).findings] == [WARNING, INFO]
    assert only(levels={"VFY901": INFO}).status is Status.PASSED
    assert only(levels={"VFY901": INFO}).severity is INFO


def test_only_checks_that_are_named_are_made() -> None:
    made(code="VFY901")
    made(code="VFY902")
    assert [outcome.check.code for outcome in outcomes(levels={"VFY902": ERROR})] == ["VFY902"]
    assert outcomes(levels={}) == []


def test_words_select_checks_and_ignore_takes_away() -> None:
    for code in ("VFY901", "VFY902", "VFY911"):
        made(code=code, severity=WARNING)
    choice = choice_of_checks()
    chosen = {word: selector(word, choice) for word in ("VFY90", "check-vfy902", "all", "VFY911")}
    assert severities_of(Layer()) == {"VFY901": WARNING, "VFY902": WARNING, "VFY911": WARNING}
    assert [*severities_of(Layer(ignore=(chosen["VFY90"],)))] == ["VFY911"]
    assert [*severities_of(Layer((chosen["VFY90"],), (chosen["check-vfy902"],)))] == ["VFY901"]
    assert severities_of(Layer(levels={chosen["all"]: ERROR, chosen["VFY911"]: None})) == {
        "VFY901": ERROR,
        "VFY902": ERROR,
    }


# -- a defect of dirtool


def test_a_check_that_breaks_down_fails_and_the_others_are_made() -> None:
    def broken(host: Host, installation: Installation) -> Answers:
        yield found()
        raise KeyError("secret")

    host_check("VFY901", "broken", WARNING, needs=any_of(Kind.NOVA))(broken)
    made(code="VFY902")
    first, second = outcomes()
    (one,) = first.findings
    assert (first.status, second.status) == (Status.FAILED, Status.PASSED)
    assert (one.code, one.severity) == ("INT001", ERROR)
    assert one.message == "rule VFY901 broken failed here: KeyError; please report it"
    report = verify(Installation((host_of(nova=NOVA),))).report
    assert report.rules["INT001"].code == "INT001"


# -- the report


def test_what_is_found_in_a_file_of_all_hosts_is_told_once() -> None:
    made(found())
    hosts = (host_of("A", nova=NOVA), host_of("B", nova=NOVA))
    verification = verify(Installation(hosts))
    assert [len(outcome.findings) for outcome in verification.outcomes] == [1, 1]
    assert [one.message for one in verification.report.diagnostics] == ["it is wrong"]


def test_the_report_is_in_the_order_of_the_files() -> None:
    made(
        Finding(place("z"), "last", None), Finding(place("a", 9), "second", None), Finding(place("a", 2), "first", None)
    )
    verification = verify(Installation((host_of(nova=NOVA),)))
    assert [one.message for one in verification.report.diagnostics] == ["first", "second", "last"]
    assert (verification.report.files, verification.report.records) == (1, 2)
    assert verification.counts == {Status.FAILED: 1}
