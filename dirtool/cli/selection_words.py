"""Words of the command line that select rules or checks, and say how severe they are."""

from collections.abc import Iterable, Iterator

from dirtool.cli.settings_keys import LEVELS, nearest_word
from dirtool.errors import InputError
from dirtool.lint.selection import RULES_OF_LINT, Choice, Selector, UnknownSelector, selector
from dirtool.wording import did_you_mean, listed


def separated(values: Iterable[str]) -> Iterator[str]:
    """The words of an option that may be given several times, and may have several words with commas between."""
    for value in values:
        yield from (word.strip() for word in value.split(","))


def selectors_of(option: str, values: Iterable[str], choice: Choice = RULES_OF_LINT) -> tuple[Selector, ...]:
    """What the words of an option select. Raises InputError for one that selects nothing."""
    return tuple(_selector(option, word, choice) for word in separated(values))


def levels_of(values: Iterable[str], choice: Choice = RULES_OF_LINT) -> Iterator[tuple[Selector, str]]:
    """What the words of --severity select, and the level for each. Raises InputError."""
    for word in separated(values):
        selected, equals, level = (part.strip() for part in word.partition("="))
        if not equals:
            allowed = f"{choice.noun.upper()}S=LEVEL, such as {choice.example}=error"
            raise InputError(f"--severity {word}: allowed: {allowed}")
        if level.lower() not in LEVELS:
            message = f"--severity {word}: {level} is no severity; allowed: {listed(LEVELS, 'or')}"
            raise InputError(message, did_you_mean(nearest_word(level, LEVELS)))
        yield _selector("--severity", selected, choice), level.lower()


def _selector(option: str, word: str, choice: Choice) -> Selector:
    try:
        return selector(word, choice)
    except UnknownSelector as unknown:
        message = f"{option} {word}: selects no {choice.noun}; allowed: {unknown.wanted}"
        raise InputError(message, did_you_mean(unknown.nearest)) from None
