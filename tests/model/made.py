"""Sources, directories and findings out of texts."""

from dirtool.lint.diagnostic import Diagnostic
from dirtool.lint.engine import lint
from dirtool.model.copy_file import CopyConfiguration, copy_configuration_of
from dirtool.model.directory import Directory, Entry
from dirtool.model.extent_control import ExtentControl, extent_control_of
from dirtool.model.recognition import AnyFile, recognised
from dirtool.syntax.parser import Parser
from dirtool.syntax.source import Source
from dirtool.text.records import Records

PARSER = Parser()
CORE = ("REC", "SYN", "VAL")


def records_of(text: str, path: str = "user.direct") -> Records:
    """Records as if they had been read from a file; a line feed between them, none needed at the end."""
    return Records(path, text.removesuffix("\n").split("\n"), "ascii" if text.isascii() else "utf-8")


def source_of(text: str, path: str = "user.direct", parser: Parser = PARSER) -> Source:
    """The source of one file."""
    return Source(records_of(text, path), parser)


def directory_of(*texts: str) -> Directory:
    """A directory of one file for each text."""
    return Directory([source_of(text, f"part{number}") for number, text in enumerate(texts)])


def control_of(text: str, path: str = "extent.control") -> ExtentControl:
    """The EXTENT CONTROL in a text."""
    return extent_control_of(records_of(text, path))


def copy_of(text: str, path: str = "dmssicnf.copy") -> CopyConfiguration:
    """The settings of a COPY file in a text."""
    return copy_configuration_of(records_of(text, path))


def judged_of(text: str, path: str = "user.direct") -> AnyFile:
    """What a text holds: a directory, or a file of another kind."""
    return recognised(records_of(text, path), PARSER, None, None)


def entry_of(directory: Directory, name: str) -> Entry:
    """The first entry of that name."""
    return next(entry for entry in directory.entries if entry.name == name)


def findings(text: str, *families: str) -> list[Diagnostic]:
    """What lint finds in one file, of some families of rules (default: REC, SYN and VAL)."""
    return [found for found in lint(directory_of(text)).diagnostics if found.code.startswith(families or CORE)]


def places(text: str, *families: str) -> list[tuple[str, int, int, int]]:
    """Code, record, column and end column of every finding."""
    return [
        (found.code, found.span.line, found.span.column, found.span.end_column) for found in findings(text, *families)
    ]
