"""Findings about nothing, with any text in them that a file or its name could hold, for the tests of the reports."""

from hypothesis import strategies as st

from dirtool.lint.diagnostic import Diagnostic, Directxa, Fix, Related, Severity, Span
from dirtool.lint.engine import Report, lint
from dirtool.lint.registry import RULES
from dirtool.syntax.source import Source
from dirtool.text.edit import Edit
from dirtool.text.records import Records
from tests.report.judged import PARSER, directory

_NOTHING = lint(directory(""))

NASTY = (
    "\udcff", "\x00", "\x1b[2J", "\r\n::error::x", "::stop-commands::x", "##[error]x", "]]>", "<!--", "&amp;",
    '"', "'", "<x>", "100%", "%0A", "a,b:c", "[a](http://b)", "{0}", "ä€\U0001f600", "\u202e", "\ufffe", "\u2028",
    "\\", "`", "-->",
)  # fmt: skip
# but for the first half of a pair, which JSON would join with a second half to one character
anything = st.text(
    st.characters(exclude_categories=[]).filter(lambda one: not "\ud800" <= one <= "\udbff"), max_size=30
)
texts = st.lists(st.sampled_from(NASTY) | anything, min_size=1, max_size=4).map("".join)


def report_of(*diagnostics: Diagnostic) -> Report:
    """A report of these findings."""
    return _NOTHING._replace(diagnostics=list(diagnostics), files=1)


def sources_of(*paths: str, texts: list[str] | None = None) -> dict[str, Source]:
    """Files of these names."""
    return {path: Source(Records(path, texts or ["USER A NOLOG"] * 9, "utf-8"), PARSER) for path in paths}


def finding(
    code: str = "SYN001",
    message: str = "a message",
    severity: Severity = Severity.ERROR,
    path: str = "USER DIRECT",
    line: int = 1,
    *,
    subject: str = "LINUX1",
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
    directxa: Directxa | None = None,
    number: int = 0,
) -> Diagnostic:
    """One finding about columns 2 to 5 of a record."""
    span = Span(path, line, 2, line, 6)
    name = RULES[code].name
    return Diagnostic(code, name, severity, message, span, subject, directxa, f"{number:016x}", related, fix)


@st.composite
def strange_findings(draw: st.DrawFn, paths: st.SearchStrategy[str] = texts) -> Diagnostic:
    """A finding with strange texts wherever a text can be."""
    path = draw(paths)
    related = tuple(Related(Span(path, 2, 1, 2, 3), draw(texts), draw(texts)) for _ in range(draw(st.integers(0, 2))))
    fix = Fix(draw(texts), draw(st.sampled_from(["safe", "unsafe"])), (Edit(1, 1, 2, 1, draw(texts)),))
    return finding(
        draw(st.sampled_from(sorted(RULES))),
        draw(texts),
        draw(st.sampled_from(Severity)),
        path,
        subject=draw(texts | st.just("")),
        related=related,
        fix=draw(st.none() | st.just(fix)),
        directxa=draw(st.none() | st.sampled_from(Directxa)),
        number=draw(st.integers(0, 99)),
    )


def many(count: int, code: str = "SYN001") -> Report:
    """A report of that many findings, of all severities in turn."""
    severities = list(Severity)
    return report_of(
        *(finding(code, f"message {number}", severities[number % 3], number=number) for number in range(count))
    )
