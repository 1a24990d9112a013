"""Invented console logs, in the shapes that real ones have."""

import textwrap


def wrapped(name: str, text: str, width: int = 72) -> list[str]:
    """The lines of a message as DirMaint shows it: each has the id, none is much longer than the width."""
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [f"{name} {line}" for line in lines]


UNLOCK = """\
dirm for harbor1 unlock
DVHXMT1191I Your UNLOCK request has been sent for processing to DIRMAINT
DVHXMT1191I at NODE1.
Ready; T=0.11/0.13 09:10:11
 DVHREQ2288I Your UNLOCK request for HARBOR1 at * has been accepted.
 DVHLOC3601E Directory entry HARBOR1 is already unlocked.
 DVHREQ2289E Your UNLOCK request for HARBOR1 at * has failed; with RC =
 DVHREQ2289E 3601.
"""

REFUSED_ADD = """\
    09:12:01 DIRMAINT NODE1. - 2026/01/02; T=0.01/0.01 09:12:01
    09:12:01 DVHREQ2290I Request is: REQUEST 4711 ASUSER WORKER1 ADD HARBOR2
    09:12:01 DVHREQ2288I REQUEST=4711 RTN=DVHREQ MSG=2288 FMT=01 SUBS= ADD ,
    09:12:01 DVHREQ2288I CONT=HARBOR2 * WORKER1
    09:12:02 DVHBXX6213E REQUEST=4711 RTN=DVHBXX MSG=6213 FMT=01 SUBS= 1 2 ,
    09:12:02 DVHBXX6213E CONT=3 4 5 6 7 8  HCPDIR750I RESTRICTED PASSWORD FILE NOT,
    09:12:02 DVHBXX6213E CONT= FOUND
    09:12:02 DVHBXX6213E REQUEST=4711 RTN=DVHBXX MSG=6213 FMT=01 SUBS= 1 2 ,
    09:12:02 DVHBXX6213E CONT=3 4 5 6 7 8  HCPDIR1776E DEFAULT STORAGE SIZE EXCEED,
    09:12:02 DVHBXX6213E CONT=S MAXIMUM STORAGE SIZE FOR USER HARBOR2.
    09:12:02 DVHBXX6213E REQUEST=4711 RTN=DVHBXX MSG=6213 FMT=01 SUBS= 1 2 ,
    09:12:02 DVHBXX6213E CONT=3 4 5 6 7 8  EOJ DIRECTORY NOT UPDATED
    09:12:02 DVHADD3212E REQUEST=4711 RTN=DVHADD MSG=3212 FMT=01 SUBS= 2 EX,
    09:12:02 DVHADD3212E CONT=EC DVHBBXXA U
    09:12:02 DVHREQ2289E REQUEST=4711 RTN=DVHREQ MSG=2289 FMT=02 SUBS= 3212,
    09:12:02 DVHREQ2289E CONT= ADD HARBOR2 *
"""

FORMATTED = """\
dirm for harbor3 amdisk 0200 xxxx autog 50 pool1 mr label har200 pws rsecret wsecret msecret
DVHXMT1191I Your AMDISK request has been sent for processing to DIRMAINT
DVHXMT1191I at NODE1.
Ready; T=0.11/0.13 09:20:00
 DVHREQ2288I Your AMDISK request for HARBOR3 at * has been accepted.
 DVHSCU3541I Work unit 20000001 has been built and queued for processing.
 DVHSHN3541I Processing work unit 20000001 as OPER from NODE1, notifying
 DVHSHN3541I OPER at NODE1, request 12 for HARBOR3 sysaffin *; to: AMDISK
 DVHSHN3541I 0200 XXXX AUTOG 50 POOL1 MR LABEL HAR200 PWS X X X
 DVHBIU3450I The source for directory entry DATAMOVE has been updated.
 DVHBIU3424I The next ONLINE will take place immediately.
 DVHDRC3451I The next ONLINE will take place via delta object directory.
 DVHBIU3428I Changes made to directory entry DATAMOVE have been placed
 DVHBIU3428I online.
 DVHRLA3891I Your DMVCTL request has been relayed for processing.
 DVHREQ2289I Your AMDISK request for HARBOR3 at * has completed; with RC =
 DVHREQ2289I 0.
"""

DISK_IS_THERE = """\
 DVHSHN3541I Processing work unit 20000001 as OPER from NODE1, notifying
 DVHSHN3541I OPER at NODE1, request 12 for HARBOR3 sysaffin *; to: AMDISK
 DVHSHN3541I 0200 XXXX AUTOG 50 POOL1 MR LABEL HAR200 PWS X X X
 DVHBIU3450I The source for directory entry HARBOR3 has been updated.
 DVHSHN3430I AMDISK operation for HARBOR3 address 0200 has finished (WUCF
 DVHSHN3430I 20000001).
"""

QUERY_DATAMOVE = """\
DVHXMT1191I Your QUERY request has been sent for processing to DIRMAINT at
DVHXMT1191I NODE1.
 DVHREQ2288I Your QUERY request for OPER at * has been accepted.
 DVHQRY3389I DATAMOVE DATAMOVE at NODE1 Status: ACTIVE WUCF:20000001
 DVHQRY3389I Pending: 1 Autologs: 0
 DVHREQ2289I Your QUERY request for OPER at * has completed; with RC = 0.
"""
