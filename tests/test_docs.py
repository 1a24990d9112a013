"""The documentation: generated pages are up to date, links lead somewhere, and JSON fields are described."""

import re
from pathlib import Path

import pytest

from dirtool.lint import rules as _registers_all_rules  # noqa: F401
from dirtool.lint.registry import RULES
from dirtool.verify import checks as _registers_all_checks  # noqa: F401
from dirtool.verify.registry import CHECKS
from tests.tools.docs import DOCS, FOLDERS, commands_by_name, page_of, pages, parameters, sections

ROOT = Path(__file__).parents[1]
OF_THE_APP = {"--version", "--help", "-h", "--install-completion", "--show-completion", "--plain"}
WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]


@pytest.mark.parametrize("path", sorted(pages()))
def test_a_generated_page_is_what_the_generator_writes(path: str) -> None:
    assert (DOCS / path).read_text(encoding="utf-8") == pages()[path], "run python -m tests.tools.docs"


def test_no_page_is_left_over() -> None:
    found = {f"{folder}/{file.name}" for folder in FOLDERS for file in (DOCS / folder).iterdir()}
    assert found == {page for page in pages() if "/" in page}


def test_every_command_has_a_page_that_the_index_names() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [name for name in commands_by_name() if f"({page_of(name)})" not in index] == []


def test_the_index_names_every_page_that_is_not_generated() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [page.name for page in DOCS.glob("*.md") if f"({page.name})" not in index] == ["index.md"]


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_tells_why_shows_bad_and_good_and_names_its_source(code: str) -> None:
    found = sections(RULES[code])
    assert found["Why"]
    assert found["Source"]
    assert bool(found["Bad"]) == bool(found["Good"]) == (code != "INT001")


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_a_check_tells_why_how_to_fix_it_and_its_source(code: str) -> None:
    rule = CHECKS[code].rule
    found = sections(rule)
    assert rule.title.endswith(".")
    assert all(found[name] for name in ("Why", "Fix", "Source"))


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_options_that_are_shown_exist(page: Path) -> None:
    known = {
        name: {option for one in parameters(function) for word in one.options for option in word.split("/")}
        for name, function in commands_by_name().items()
    }
    everywhere = {option for options in known.values() for option in options} | OF_THE_APP
    shown = re.findall(r"\bdirtool (\w+)\b([^\n`|]*)", page.read_text(encoding="utf-8"))
    for name, words in shown:
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", words):
            assert option in known.get(name, everywhere), f"dirtool {name} has no option {option}"
    for option in re.findall(r"`(--[a-z][a-z-]*)[ `]", page.read_text(encoding="utf-8")):
        assert option in everywhere, f"no command has an option {option}"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_pages_and_headings_that_exist(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target, heading in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        linked = (page.parent / target).resolve() if target else page
        assert linked.is_file(), f"{target} does not exist"
        assert not heading or heading in headings(linked), f"{target} has no heading {heading}"


def headings(page: Path) -> set[str]:
    lines = page.read_text(encoding="utf-8").splitlines()
    return {
        re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in lines if line.startswith("#")
    }


def test_the_page_of_agreement_names_every_check_and_nothing_that_is_none() -> None:
    named = set(re.findall(r"\b[A-Z]{3}\d{3}\b", (DOCS / "agreement.md").read_text(encoding="utf-8")))
    assert CHECKS.keys() - named == set()
    assert named <= RULES.keys() | CHECKS.keys()
