"""Forms of commands that are not certain, or not there in every release: named switches, which a site sets in its settings.

A form that is not certain is written only if a switch says that it is there; for one without a switch there is another way,
such as to change the whole entry.

Source: z/VM DirMaint Commands Reference; each switch's mark tells how sure its default is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from dirtool.spec.statement import Mark

NONE = "none"
"""The word that says that there is no such form."""


class Switch(NamedTuple):
    """One switch: what it tells, its default, what it can be set to, and how sure the default is.

    `words` are all it takes. `forms` gives for a word the form of a command that it stands for, as
    `dirtool.syntax.command.uncertain_forms` calls it.
    """

    name: str
    meaning: str
    default: str
    words: tuple[str, ...]
    mark: Mark
    forms: dict[str, str]

    @property
    def key(self) -> str:
        """What a settings file calls it."""
        return f"dirmaint.{self.name.replace('_', '-')}"


def _switch(meaning: str, default: str, *words: str, forms: dict[str, str], mark: Mark = Mark.UNSURE) -> Any:
    return field(default=default, metadata={"row": (meaning, default, words, mark, forms)})


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The switches as they are set, one attribute each."""

    delete_word_ipl: str = _switch(
        "the word by which IPL removes its statement", "DELETE", "DELETE", NONE, forms={"DELETE": "IPL DELETE"}
    )
    delete_word_option: str = _switch(
        "the word by which SETOPTN takes options away",
        "REMOVE",
        *("REMOVE", "DELETE", NONE),
        forms={"REMOVE": "SETOPTN REMOVE", "DELETE": "SETOPTN DELETE"},
    )
    dlink: str = _switch(
        "the operands of DLINK: the owner, the number at the owner, and the own number",
        "owner-vdev",
        *("owner-vdev", NONE),
        forms={"owner-vdev": "DLINK"},
    )
    chngid: str = _switch(
        "the operands of CHNGID: the old name and the new one",
        "old-new",
        *("old-new", NONE),
        forms={"old-new": "CHNGID"},
    )
    loaddev_alternate: str = _switch(
        "whether LOADDEV has ALTERNATE: z/VM 7.4 with APAR VM66874",
        "no",
        *("no", "yes"),
        mark=Mark.DOC,
        forms={"yes": "LOADDEV ALTERNATE"},
    )

    def allow(self, form: str) -> bool:
        """Whether a form of a command that is not certain may be written."""
        switch = FORMS.get(form)
        return switch is not None and switch.forms.get(getattr(self, switch.name)) == form

    def settle(self, form: str) -> bool:
        """Whether a site has said that a form is there."""
        return self.allow(form) and getattr(self, FORMS[form].name) != FORMS[form].default


SWITCHES = tuple(Switch(one.name, *one.metadata["row"]) for one in fields(Capabilities))
"""The rows of the table."""

FORMS = {form: switch for switch in SWITCHES for form in switch.forms.values()}
"""The forms of commands that a switch allows, with the switch."""

DEFAULT = Capabilities()
