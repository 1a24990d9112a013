"""What is removed by name goes, with what would lead to nothing; what is not there needs no removal."""

import pytest

from dirtool.errors import InputError
from tests.plan.target.made import CURRENT, changed, target_of

SSI = """\
PROFILE P
 LINK SYS 0190 0190 RR
IDENTITY SYS NOLOG 64M 64M G
 BUILD ON M1 USING SUBCONFIG SYS-1
 BUILD ON M2 USING SUBCONFIG SYS-2
 MDISK 0190 3390 1 1 V1 RR
SUBCONFIG SYS-1
 MDISK 0191 3390 2 1 V1 MR
SUBCONFIG SYS-2
 MDISK 0191 3390 3 1 V1 MR
USER A NOLOG
 INCLUDE P
 LINK SYS 0191 0291 RR
USER B NOLOG
 LINK A 0291 0391 RR
"""


@pytest.mark.parametrize(
    ("removals", "old", "removed", "followed"),
    [
        ("[NOBODY, WEB01/0999, NOBODY/0191, {entry: WEB01, keyword: MACHINE}, {entry: X, keyword: IPL}]", [], {}, {}),
        (
            "[WEB01/0200]",
            [" MDISK 0200 3390 101 100 LX0001 MR", " LINK WEB01 0200 0300 RR"],
            {"WEB01/0200": "d.yaml:2"},
            {"DB01/0300": "d.yaml:2, since WEB01/0200 is removed"},
        ),
        ("[WEB01/0600]", [" NICDEF 0600 TYPE QDIO DEVICES 3 LAN SYSTEM VSW1"], {"WEB01/0600": "d.yaml:2"}, {}),
        (
            "[WEB01/0191]",
            [" MDISK 0191 3390 0001 0050 LX0001 MR READPW WRITEPW", " MINIOPT NOMDC"],
            {"WEB01/0191": "d.yaml:2"},
            {},
        ),
        (
            "[MAINT]",
            [" LINK MAINT 0190 0190 RR", "USER MAINT NOLOG 64M 256M BG", " MDISK 0190 3390 1 100 LX0002 RR"],
            {"MAINT": "d.yaml:2"},
            {"WEB01/0190": "d.yaml:2, since MAINT is removed"},
        ),
        ("[{entry: WEB01, keyword: SHARE}]", [" SHARE RELATIVE 100"], {"WEB01 SHARE": "d.yaml:2"}, {}),
    ],
)
def test_what_is_named_goes(removals: str, old: list[str], removed: dict[str, str], followed: dict[str, str]) -> None:
    target = target_of(f"remove: {removals}")
    assert changed(target) == (old, [])
    assert target.removals == removed
    assert target.follows == followed


@pytest.mark.parametrize(
    ("removals", "old"),
    [
        ("[SYS-1/0191]", [" MDISK 0191 3390 2 1 V1 MR"]),
        (
            "[SYS-1/0191, SYS-2/0191]",
            [
                " MDISK 0191 3390 2 1 V1 MR",
                " MDISK 0191 3390 3 1 V1 MR",
                " LINK SYS 0191 0291 RR",
                " LINK A 0291 0391 RR",
            ],
        ),
        (
            "[SYS-2]",
            [" BUILD ON M2 USING SUBCONFIG SYS-2", "SUBCONFIG SYS-2", " MDISK 0191 3390 3 1 V1 MR"],
        ),
    ],
)
def test_devices_of_a_cluster_go(removals: str, old: list[str]) -> None:
    assert changed(target_of(f"remove: {removals}", SSI), SSI) == (old, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("remove: [P]", "d.yaml:2:10: P shall be removed, but is the profile of A; allowed: to give them another one"),
        (
            "remove: [SYS]",
            "d.yaml:2:10: SYS shall be removed, and nobody builds SYS-1 then; allowed: to remove SYS-1 as well",
        ),
        (
            "entries: {A: {links: {'0291': {userid: SYS, vdev: '0191'}}}}\nremove: [SYS-1/0191, SYS-2/0191]",
            "d.yaml:3:10: SYS-1/0191 shall be removed, but A/0291, which is wanted at d.yaml:2:23, links to it; allowed: "
            "one of the two",
        ),
        (
            "entries: {SYS: {kind: identity, statements: [BUILD ON M1 USING SUBCONFIG SYS-1]}}\nremove: [SYS-1]",
            "d.yaml:3:10: SYS-1 shall be removed, but SYS builds it at d.yaml:2:46; allowed: one of the two",
        ),
    ],
)
def test_what_is_still_needed_is_not_removed(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        target_of(text, SSI)
    assert raised.value.message == message


def test_an_identity_goes_with_its_subconfigs() -> None:
    target = target_of("remove: [SYS, SYS-1, SYS-2]", SSI)
    assert target.records.texts == ["PROFILE P", "USER A NOLOG", " INCLUDE P", "USER B NOLOG"]


def test_a_link_that_leads_elsewhere_stays() -> None:
    target = target_of("entries: {DB01: {links: {'0300': {userid: WEB01, vdev: '0191'}}}}\nremove: [WEB01/0200]")
    assert changed(target) == (
        [" MDISK 0200 3390 101 100 LX0001 MR", " LINK WEB01 0200 0300 RR"],
        ["LINK WEB01 0191 0300"],
    )


def test_statements_that_are_wanted_stay_when_their_keyword_is_removed() -> None:
    text = (
        "entries: {WEB01: {include: LNXDFLT, statements: [SHARE REL 100]}}\n"
        "remove: [{entry: WEB01, keyword: SHARE}, {entry: WEB01, keyword: INCLUDE}]"
    )
    assert target_of(text).records.texts == CURRENT.splitlines()
