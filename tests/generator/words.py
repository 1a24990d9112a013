"""Invented names, passwords and remarks."""

from tests.generator.dice import Dice

# A password is one of these and two digits. No stem occurs in any other text that the generator writes.
PASSWORD_STEMS = (
    "ALDER", "AMBER", "BADGER", "BISON", "CEDAR", "CLOVER", "COBALT", "DAMSON", "FINCH", "GANNET", "GARNET",
    "GECKO", "HAZEL", "HERON", "INDIGO", "JASPER", "LAUREL", "MARTEN", "NUTMEG", "OSPREY", "OTTER",
    "PLOVER", "PUFFIN", "QUAIL", "ROWAN", "SORREL", "TAPIR", "TOPAZ", "WALRUS", "WILLOW",
)  # fmt: skip

SYLLABLES = tuple(consonant + vowel for consonant in "BDFGHJKLMNPRSTVW" for vowel in "AEIOU")
SURNAME_ENDINGS = ("BERG", "LUND", "SEN", "OVA", "SKI", "MANN", "DAL", "QVST")
SERVICE_ENDINGS = ("SRV", "SVM", "MON", "GW", "PRT", "SV1")

LINK_REMARKS = (
    "base disk", "tools of the shift", "help files", "only until the move", "language files",
    "needed by PROFILE EXEC", "read by the console log", "product code", "see the run book",
    "second help disk",
)  # fmt: skip

NOTES = (
    "Asked for by operations, kept since.",
    "Storage was raised after the last migration.",
    "Restarted by the shift when the queue stands still.",
    "Do not log on here while the backup runs.",
    "Owner of the disks below; nobody logs on.",
    "Same on both members, only the volume differs.",
    "Moved here from the old system.",
    "Test copy; the production entry is above.",
    "Console goes to the operator.",
    "Reviewed with the auditors, no change.",
)


def password(dice: Dice) -> str:
    """A password of at most eight characters that no other text contains."""
    return f"{dice.pick(PASSWORD_STEMS)}{dice.between(10, 99)}"


def box(*lines: str, width: int = 69) -> list[str]:
    """Comment records with a frame of asterisks."""
    frame = "*" * width
    return [frame, *(f"* {line:<{width - 4}} *" for line in lines), frame]


class Names:
    """Userids that were given out; none twice, and SUBCONFIG ids beside them."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._taken = set[str]()
        self._numbers: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name itself, now taken."""
        if name in self._taken:
            raise ValueError(f"{name} was given out before")
        self._taken.add(name)
        return name

    def person(self) -> str:
        """A surname nobody has yet."""
        while True:
            name = self._syllables(self._dice.between(1, 2)) + self._dice.pick(SURNAME_ENDINGS)
            if name not in self._taken:
                return self.take(name)

    def service(self) -> str:
        """The name of a service machine, different from all others in its first six characters."""
        while True:
            stem = self._syllables(2) + self._dice.pick("KLMNRST")
            name = stem + self._dice.pick(SERVICE_ENDINGS)
            if name not in self._taken and f"{name[:6]}-1" not in self._taken:
                return self.take(name)

    def numbered(self, stem: str) -> str:
        """The stem and its next number; a long number takes the place of the end of the stem."""
        while True:
            self._numbers[stem] = self._numbers.get(stem, 0) + 1
            number = f"{self._numbers[stem]:02}"
            name = stem[: 8 - len(number)] + number
            if name not in self._taken:
                return self.take(name)

    def subconfig(self, name: str) -> str:
        """The name of the SUBCONFIGs of an IDENTITY, a `?` in the place of the member's number."""
        for stem in (name[:6], name[:5] + name[-1], name[:4] + name[-2:]):
            if f"{stem}-1" not in self._taken:
                self._taken.add(f"{stem}-1")
                return f"{stem}-?"
        raise ValueError(f"no SUBCONFIG name left for {name}")

    def _syllables(self, count: int) -> str:
        return "".join(self._dice.pick(SYLLABLES) for _ in range(count))
