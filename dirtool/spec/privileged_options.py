"""Options that give a user more than the privilege classes do.

Source: z/VM CP Planning and Administration, OPTION statement.
"""

DANGEROUS_OPTIONS = {
    "LNKNOPAS": "links to every minidisk without a password",
    "DEVMAINT": "reaches every cylinder of every volume by DIAGNOSE E4",
    "MAINTCCW": "sends channel commands for maintenance to real devices",
    "D84NOPAS": "changes the directory in place without a password",
    "DIAG88": "checks the passwords of others, and links to their minidisks, by DIAGNOSE 88",
    "DIAG98": "runs its own channel programs with real storage addresses",
    "SETORIG": "passes for another user where it sends",
}
"""Those that lead to the data of others, to real devices and storage, or to another's name, with what each opens."""

PRIVILEGED_OPTIONS = frozenset({*DANGEROUS_OPTIONS, "DEVINFO", "LNKEXCLU", "LNKSTABL", "RMCHINFO"})
"""The same, and those that tell of the real machine, or keep others out."""
