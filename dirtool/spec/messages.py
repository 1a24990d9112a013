"""What DIRECTXA says: its message numbers, their texts in our words, and what to do.

Source: public session logs and APAR texts for the numbers marked so, general knowledge of the HCPDIR family for the
others; a number that is not certain is not listed.
"""

from typing import NamedTuple


class Message(NamedTuple):
    """One message of the compiler. `advice` is the next step."""

    number: str
    meaning: str
    advice: str


MESSAGES = {
    message.number: message
    for message in (
        Message(
            "HCPDIR494I",
            "how many pages of disk space the object directory takes",
            "Nothing to do; compare it with the DRCT space of the volume.",
        ),
        Message(
            "HCPDIR666E",
            "a SUBCONFIG entry that no BUILD statement names",
            "Name it on a BUILD of its IDENTITY, or remove it. The directory is not updated.",
        ),
        Message(
            "HCPDIR750I",
            "there is no RPWLIST DATA, the list of passwords nobody may use",
            "Nothing to do; the run goes on.",
        ),
        Message(
            "HCPDIR751E",
            "an operand, a keyword or a statement that DIRECTXA does not accept",
            "Look at the statement behind the entry that the message names. The directory is not updated.",
        ),
        Message(
            "HCPDIR752E",
            "a statement at a place where it may not stand",
            "Put general statements before devices, INCLUDE behind the header, PROFILEs before users. "
            "The directory is not updated.",
        ),
        Message(
            "HCPDIR753E",
            "a statement without an operand that it must have",
            "Add the operand. The directory is not updated.",
        ),
        Message(
            "HCPDIR754E",
            "the device that holds the directory does not answer",
            "Check the device number on the DIRECTORY statement.",
        ),
        Message("HCPDIR755E", "an I/O error on the directory's volume", "Check the volume."),
        Message(
            "HCPDIR758E",
            "one virtual device number twice in an entry",
            "Give one of the two devices another number. The directory is not updated.",
        ),
        Message("HCPDIR760E", "too little space for the directory", "Allocate more DRCT cylinders on the volume."),
        Message(
            "HCPDIR761E",
            "the label of the volume is not the one on the DIRECTORY statement",
            "Check the device number and the volid on the DIRECTORY statement.",
        ),
        Message("HCPDIR762E", "the file does not begin with a DIRECTORY statement", "Put it before everything else."),
        Message("HCPDIR763E", "the source file is not there, or its name is no file name", "Check the name."),
        Message("HCPDIR764E", "a CMS error while the source file was read", "Check the disk that holds the file."),
        Message(
            "HCPDIR1762E",
            "a bad number of blocks, or a bad first block, of a minidisk",
            "Correct the extent; an FBA minidisk ends within its volume, and has a size that CP takes.",
        ),
        Message(
            "HCPDIR1776E",
            "an entry's default storage is larger than its maximum",
            "Raise the maximum or lower the default, also where STORAGE, MAXSTORAGE or a profile give them.",
        ),
    )
}
