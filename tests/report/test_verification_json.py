"""What a verification found, as JSON, schema dirtool.verify/1."""

import json
from typing import Any

from hypothesis import given

from dirtool.lint.diagnostic import Severity
from dirtool.model.recognition import Kind
from dirtool.report.verification_json import verification_json
from dirtool.verify.run import Verification
from tests.report.contract import VERIFY, assert_obeys
from tests.report.strange import texts
from tests.report.verified import FAILED, NOVA, PASSED, SKIPPED, beside, finding, outcome, verification_of
from tests.verify.made import host_of


def document(verification: Verification) -> dict[str, Any]:
    """The document, after its shape has been looked at."""
    found: dict[str, Any] = json.loads("\n".join(verification_json(verification)))
    assert_obeys(found, VERIFY)
    return found


def test_a_document_in_full() -> None:
    one = finding(related=(beside(),), ivp=("OPTS01",))
    hosts = [host_of("ZVM1", nova=NOVA, neutron="--- a.ini\n[ml2]\n--- b.ini\n[agent]\n"), host_of("ZVM2", nova=NOVA)]
    hosts[0].nova = host_of(nova=NOVA).nova
    verification = verification_of(
        outcome("VFY901", FAILED, one, host="ZVM1", why="x is not said", without=(Kind.CINDER,)),
        outcome("VFY902", SKIPPED, why="no SYSTEM CONFIG"),
        outcome("VFY903", PASSED, host="ZVM2"),
        hosts=hosts,
        unrecognised=("notes.txt",),
    )
    assert document(verification) == {
        "schema": "dirtool.verify/1",
        "hosts": [
            {
                "name": "ZVM1",
                "files": [
                    {"kind": "nova.conf", "path": "nova"},
                    {"kind": "neutron files", "path": "ZVM1/a.ini"},
                    {"kind": "neutron files", "path": "ZVM1/b.ini"},
                ],
            },
            {"name": "ZVM2", "files": [{"kind": "nova.conf", "path": "ZVM2/nova"}]},
        ],
        "unrecognised": ["notes.txt"],
        "checks": [
            {
                "code": "VFY901",
                "name": "check-vfy901",
                "severity": "error",
                "host": "ZVM1",
                "status": "failed",
                "why": "x is not said",
                "without": ["cinder.conf"],
                "findings": [
                    {
                        "code": "VFY901",
                        "name": "check-vfy901",
                        "severity": "error",
                        "message": "it is wrong",
                        "path": "nova",
                        "line": 2,
                        "column": 1,
                        "end_line": 2,
                        "end_column": 5,
                        "subject": "ZVM1",
                        "related": [
                            {
                                "path": "nova",
                                "line": 3,
                                "column": 1,
                                "end_line": 3,
                                "end_column": 4,
                                "subject": "ZVM1",
                                "message": "is here",
                            }
                        ],
                        "fix": None,
                        "directxa": None,
                        "fingerprint": "ffffffffffffffff",
                        "ivp": [{"id": "OPTS01", "meaning": "an option has not the same value in all files"}],
                    }
                ],
            },
            {
                "code": "VFY902",
                "name": "check-vfy902",
                "severity": "error",
                "host": "",
                "status": "skipped",
                "why": "no SYSTEM CONFIG",
                "without": [],
                "findings": [],
            },
            {
                "code": "VFY903",
                "name": "check-vfy903",
                "severity": "error",
                "host": "ZVM2",
                "status": "passed",
                "why": "",
                "without": [],
                "findings": [],
            },
        ],
        "summary": {"passed": 1, "failed": 1, "skipped": 1, "error": 1, "warning": 0, "info": 0},
    }


def test_a_host_and_a_check_are_a_line_each() -> None:
    lines = list(verification_json(verification_of(outcome("VFY901", PASSED), outcome("VFY902", PASSED))))
    assert [line[:22] for line in lines] == [
        '{"schema": "dirtool.ve',
        '{"name": "", "files": ',
        '], "unrecognised": [],',
        '{"code": "VFY901", "na',
        '{"code": "VFY902", "na',
        '], "summary": {"passed',
    ]


def test_findings_are_counted_by_severity() -> None:
    found = [finding(severity=severity) for severity in (*Severity, Severity.INFO)]
    assert document(verification_of(outcome("VFY901", FAILED, *found)))["summary"] == {
        "passed": 0,
        "failed": 1,
        "skipped": 0,
        "error": 1,
        "warning": 1,
        "info": 2,
    }


@given(name=texts, why=texts, message=texts, path=texts)
def test_whatever_files_hold_the_document_is_json_in_ascii(name: str, why: str, message: str, path: str) -> None:
    verification = verification_of(
        outcome("VFY901", FAILED, finding(message=message), host=name, why=why),
        hosts=[host_of(name, nova=NOVA)],
        unrecognised=(path,),
    )
    assert all(line.isascii() and line.isprintable() for line in verification_json(verification))
    found = document(verification)
    assert found["unrecognised"] == [path]
    assert found["hosts"][0]["name"] == found["checks"][0]["host"] == name
    assert (found["checks"][0]["why"], found["checks"][0]["findings"][0]["message"]) == (why, message)
