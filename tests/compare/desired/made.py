"""Desired states out of texts."""

from dirtool.compare.desired.reading import desired_of
from dirtool.compare.desired.state import Desired
from dirtool.syntax.parser import Parser
from tests.model.made import records_of

PARSER = Parser()


def desired_in(text: str, path: str = "d.yaml") -> Desired:
    """The desired state that a text holds."""
    return desired_of(records_of(text, path), PARSER)


def entries_in(text: str) -> Desired:
    """The desired state of some entries, of which a text has the lines below the key."""
    return desired_in("version: 1\nentries:\n" + "".join(f"  {line}\n" for line in text.splitlines()))
