"""Directories made into USER INPUT, and what is said of it."""

from dirtool.migrate.options import MigrateOptions
from dirtool.migrate.user_input.cleaning import make_user_input
from tests.model.made import directory_of

PLAIN, FIXING = MigrateOptions(), MigrateOptions(fix=True)
H = "USER {} NOLOG 2G 4G G"


def texts(*files: str, options: MigrateOptions = PLAIN) -> list[str]:
    """The records of USER INPUT without their trailing blanks."""
    return [text.rstrip() for text in make_user_input(directory_of(*files), options).records.texts]


def told(*files: str, options: MigrateOptions = PLAIN) -> list[tuple[str, int, str, str]]:
    """Kind, record, subject and words of every change."""
    changes = make_user_input(directory_of(*files), options).changes
    return [(change.kind.value, change.span.line, change.subject, change.what) for change in changes]
