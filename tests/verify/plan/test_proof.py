from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dirtool.errors import InputError
from dirtool.syntax.statement import MASK
from dirtool.verify.plan.digests import digests_of, extents_digest
from dirtool.verify.plan.document import Data, Kind, PlanDocument
from dirtool.verify.plan.proof import (
    DANGLING,
    END,
    LOSSES,
    NOTHING_ELSE,
    OVERLAPS,
    PINS,
    PLACES,
    READ_BACK,
    TAKEN,
    Proof,
    prove,
)
from tests.cli.run import python
from tests.model.made import PARSER, control_of, directory_of
from tests.verify.plan.documents_made import CURRENT, WANTED, action, actions, changed, document, placement, run


def proved(plan: PlanDocument, current: str = CURRENT, *, check_pins: bool = True) -> Proof:
    """The proof of a plan."""
    return prove(plan, directory_of(current), parser=PARSER, check_pins=check_pins)


def broken(proof: Proof) -> dict[str, str]:
    """The claims that do not hold, with the reason."""
    return {claim.claim: claim.by for claim in proof.claims if not claim.holds}


def test_a_good_plan_is_proved() -> None:
    proof = proved(document())
    assert broken(proof) == {}
    assert (proof.holds, proof.stale, proof.defect) == (True, (), None)
    assert [claim.claim for claim in proof.claims] == [
        PINS, READ_BACK, TAKEN, OVERLAPS, DANGLING, END, NOTHING_ELSE, LOSSES, PLACES,
    ]  # fmt: skip
    assert proof.directory is not None
    ends = [digests_of(one, ["WEB01", "WEB02", "WEB03"], [], "end") for one in (proof.directory, directory_of(WANTED))]
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("old", "new", "stale"),
    [
        ("KEEPIT 1G", "KEEPIT 2G", "WEB01 has changed"),
        ("USER WEB02", "USER WEB09", "WEB02 is gone"),
        ("USER OTHER", "USER WEB03", "WEB03 is there already"),
        (
            " LINK WEB01 0191 0391 RR",
            " LINK WEB01 0191 0391 RR\n MDISK 0191 3390 3001 5 LX0001",
            "the minidisks on LX0001 have changed",
        ),
    ],
)
def test_what_has_changed_since_is_named_and_the_plan_is_not_run(old: str, new: str, stale: str) -> None:
    proof = proved(document(), CURRENT.replace(old, new))
    assert stale in proof.stale
    assert [(claim.claim, claim.holds) for claim in proof.claims] == [(PINS, False)]
    assert proof.directory is None


@pytest.mark.parametrize(
    ("old", "new"),
    [("USER OTHER NOLOG 1G", "USER OTHER NOLOG 2G"), ("KEEPIT", "ANOTHER1"), (" MACHINE ESA", "* WHY\n MACHINE XA")],
)
def test_a_change_elsewhere_and_another_password_do_not_make_a_plan_stale(old: str, new: str) -> None:
    assert broken(proved(document(), CURRENT.replace(old, new))) == {}


def test_without_its_pins_a_plan_is_run_whatever_has_changed() -> None:
    proof = proved(document(), CURRENT.replace("KEEPIT 1G", "KEEPIT 2G"), check_pins=False)
    assert broken(proof) == {END: "WEB01 is not as it shall be"}


def test_a_command_that_is_refused_is_told_with_its_action() -> None:
    proof = proved(changed(document(), 4, commands=(run("FOR WEB01 TMDISK 0300 TO WEB02 0200"),)))
    assert proof.defect == ("a5", "FOR WEB01 TMDISK 0300 TO WEB02 0200", "WEB01 has no minidisk 0300.")
    assert broken(proof)[TAKEN] == "a5: FOR WEB01 TMDISK 0300 TO WEB02 0200: WEB01 has no minidisk 0300."
    assert set(broken(proof)) == {TAKEN, OVERLAPS, DANGLING, END, NOTHING_ELSE, LOSSES, PLACES}


def test_a_password_in_a_command_is_not_told() -> None:
    proof = proved(changed(document(), 4, commands=(run("FOR WEB09 SETPW SECRET99"),)))
    assert proof.defect is not None
    assert "SECRET99" not in repr(proof.claims) + repr(proof.defect)


def test_a_reference_to_a_password_needs_none() -> None:
    some = [action(1, Kind.CHANGE_STATEMENT, "WEB02", run("FOR WEB02 SETPW {env:NOT_THERE}"))]
    wanted = directory_of(CURRENT.replace("USER WEB02 NOLOG", "USER WEB02 WHATEVER"))
    plan = document(some, wanted=wanted, pins=["WEB02"], ends=["WEB02"], volids=[])
    assert broken(proved(plan)) == {}


def test_a_work_unit_that_the_plan_does_not_know_of_is_a_defect() -> None:
    one = run("FOR WEB01 DMDISK 0201 CLEAN")
    proof = proved(changed(document(), 6, commands=(one,)))
    assert proof.defect == ("a7", one.text, "it starts a work unit, and the plan does not say so")


def test_a_work_unit_that_is_given_up_is_a_defect() -> None:
    some = list(actions())
    some[2] = some[2]._replace(commands=(*some[2].commands, run("WORKUNIT CANCEL 01080002")))
    proof = proved(document(some))
    assert proof.defect == ("a3", some[2].commands[0].text, "its work unit does not end well")


def test_masked_passwords_make_no_record_too_long() -> None:
    long = f" MDISK 0191 3390 {'1':>14} {'50':>14} LX0002 MR {{}}"
    assert len(long.format("A B C")) < 71 < len(long.format(" ".join(3 * [MASK])))
    head = "USER WEB03 AUTOONLY 2G 2G G\n"
    wanted = directory_of(f"{CURRENT}{head}{long.format('A B C')}\n")
    files = {"WEB03 DIRECT": (head.strip(), long.format(" ".join(3 * [MASK])))}
    some = [action(1, Kind.ADD_ENTRY, "WEB03", run("ADD WEB03", file="WEB03 DIRECT"))]
    plan = document(some, wanted=wanted, files=files, pins=[], ends=["WEB03"], volids=["LX0002"])
    assert broken(proved(plan._replace(masked=("WEB03 DIRECT",)))) == {}


def test_what_nobody_spoke_of_may_not_change() -> None:
    plan = document(
        [*actions(), action(8, Kind.CHANGE_STATEMENT, "OTHER", run("FOR OTHER SHARE RELATIVE 200"), stage=3)]
    )
    plan = plan._replace(placements=())
    assert broken(proved(plan)) == {NOTHING_ELSE: "OTHER has changed"}


def test_lost_data_need_consent_whatever_the_plan_says() -> None:
    without = changed(document(), 6, consent=None)
    assert broken(proved(without)) == {LOSSES: "WEB01/0201: a work unit for WEB01/0201 writes there"}
    refused = changed(document(), 6, refused="no consent")
    assert set(broken(proved(refused))) == {LOSSES}
    kept = changed(document(), 6, data=Data.KEPT)
    assert set(broken(proved(kept))) == {LOSSES}
    other = changed(document(), 6, subject="WEB01/0200")
    assert set(broken(proved(other))) == {LOSSES}
    for_entry = changed(document(), 6, subject="WEB01")
    assert broken(proved(for_entry)) == {}


def test_what_is_said_to_be_lost_needs_consent_too() -> None:
    plan = changed(document(), 4, data=Data.ORPHANED)
    assert broken(proved(plan)) == {LOSSES: "WEB02/0200: data orphaned, without consent"}


def test_places_are_looked_up_in_the_end() -> None:
    plan = document()._replace(
        placements=(placement("WEB03/0200", "LX0002", 52, 151), placement("NO/0200", "LX0002", 1, 2))
    )
    assert broken(proved(plan)) == {PLACES: "WEB03/0200 is not on LX0002 52-151 and NO/0200 is not on LX0002 1-2"}


def test_an_action_stands_behind_those_that_it_needs() -> None:
    plan = changed(document(), 0, after=("a4",))
    assert broken(proved(plan)) == {READ_BACK: "action a1 stands before a4, which it needs"}


def test_an_overlap_on_the_way_is_told_with_its_action() -> None:
    some = [
        action(1, Kind.ADD_DISK, "OTHER/0400", run("FOR OTHER AMDISK 0400 3390 40 20 LX0001 MR")),
        action(2, Kind.REMOVE_DISK, "OTHER/0400", run("FOR OTHER DMDISK 0400"), stage=2),
    ]
    plan = document(some, wanted=directory_of(CURRENT), pins=["OTHER"], ends=["OTHER"], switches={"extent_check": "no"})
    assert broken(proved(plan)) == {
        OVERLAPS: "OTHER/0400 shares LX0001 40-50 with WEB01/0191 (a1) and OTHER/0400 shares LX0001 51-59 with WEB02/0191 (a1)"
    }


def test_a_link_to_nothing_on_the_way_is_told_with_its_action() -> None:
    some = [
        action(1, Kind.MOVE_DISK, "WEB02/0391", run("FOR WEB01 TMDISK 0191 TO WEB02 0391"), data=Data.KEPT),
        action(2, Kind.MOVE_DISK, "WEB01/0191", run("FOR WEB02 TMDISK 0391 TO WEB01 0191"), data=Data.KEPT),
    ]
    switches = {"links_of_removed": "leave"}
    plan = document(
        some, wanted=directory_of(CURRENT), pins=["WEB01", "WEB02"], ends=["WEB01", "WEB02"], switches=switches
    )
    assert broken(proved(plan)) == {DANGLING: "the link OTHER/0391 to WEB01/0191 leads to nothing (a1)"}


def test_a_switch_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match=r"switches\.strict: perhaps; allowed: yes or no"):
        proved(document(switches={"strict": "perhaps", "later": "x"}))


EXTENTS = ":REGIONS.\n  R1  LX0001  1  END 3390-09\n:END.\n:GROUPS.\n  LINUX R1\n:END.\n"


def test_extent_control_is_pinned_and_changes_as_the_plan_says() -> None:
    control = control_of(EXTENTS)
    some = [action(1, Kind.ADD_REGION, "R2", run("DASD ADD REGION R2 LX0002 3390-09"))]
    plan = document(some, wanted=directory_of(CURRENT), pins=[], ends=[], volids=[], control=control)
    first = prove(plan, directory_of(CURRENT), control, parser=PARSER)
    assert broken(first) == {}
    plan = plan._replace(end=plan.end._replace(extents=extents_digest(control)))
    assert broken(prove(plan, directory_of(CURRENT), control, parser=PARSER)) == {
        END: "EXTENT CONTROL is not as it shall be"
    }
    other = control_of(EXTENTS.replace("R1", "R9"))
    assert prove(plan, directory_of(CURRENT), other, parser=PARSER).stale == ("EXTENT CONTROL has changed",)
    assert prove(plan, directory_of(CURRENT), parser=PARSER).stale == ("EXTENT CONTROL is not given",)


# ---- what is broken at random


def _without_a_command(plan: PlanDocument, draw: st.DrawFn) -> PlanDocument:
    with_commands = [at for at, one in enumerate(plan.actions) if one.commands]
    at = draw(st.sampled_from(with_commands))
    commands = list(plan.actions[at].commands)
    del commands[draw(st.integers(0, len(commands) - 1))]
    return changed(plan, at, commands=tuple(commands))


def _swapped(plan: PlanDocument, draw: st.DrawFn) -> PlanDocument:
    some = list(plan.actions)
    one, other = draw(st.sampled_from(range(len(some)))), draw(st.sampled_from(range(len(some))))
    a, b = some[one], some[other]
    some[one], some[other] = b._replace(stage=a.stage), a._replace(stage=b.stage)
    return plan._replace(actions=tuple(some))


def _other_number(plan: PlanDocument, draw: st.DrawFn) -> PlanDocument:
    places = [(at, n) for at, one in enumerate(plan.actions) for n, _ in enumerate(one.commands)]
    at, n = draw(st.sampled_from(places))
    words = plan.actions[at].commands[n].text.split()
    digits = [k for k, word in enumerate(words) if word.isdigit()]
    if digits:
        words[draw(st.sampled_from(digits))] = str(draw(st.integers(1, 3000)))
    commands = list(plan.actions[at].commands)
    commands[n] = commands[n]._replace(text=" ".join(words))
    return changed(plan, at, commands=tuple(commands))


def _without_a_wait(plan: PlanDocument, draw: st.DrawFn) -> PlanDocument:
    stage = draw(st.integers(2, 3))
    some = [one._replace(stage=one.stage - 1) if one.stage >= stage else one for one in plan.actions]
    return plan._replace(actions=tuple(some))


def _other_file(plan: PlanDocument, draw: st.DrawFn) -> PlanDocument:
    name = draw(st.sampled_from(sorted(plan.files)))
    lines = list(plan.files[name])
    at = draw(st.integers(0, len(lines) - 1))
    lines[at] = draw(
        st.sampled_from([" SHARE RELATIVE 200", " MDISK 0191 3390 0101 0050 LX0001 MR", f"{lines[at]} X", ""])
    )
    return plan._replace(files={**plan.files, name: tuple(lines)})


Breaking = Callable[[PlanDocument, st.DrawFn], PlanDocument]
_WAYS: tuple[Breaking, ...] = (_without_a_command, _swapped, _other_number, _without_a_wait, _other_file)


@st.composite
def _broken_plans(draw: st.DrawFn) -> PlanDocument:
    way: Breaking = draw(st.sampled_from(_WAYS))
    return way(document(), draw)


@given(_broken_plans())
@settings(max_examples=80, deadline=None)
def test_a_plan_that_is_broken_in_any_way_is_told_so_or_leads_to_the_same_end(plan: PlanDocument) -> None:
    proof = proved(plan)
    if not proof.holds:
        return
    assert proof.directory is not None
    names, volids = ["WEB01", "WEB02", "WEB03", "OTHER", "MAINT", "PROFILE LNXDFLT"], ["LX0001", "LX0002", "RES001"]
    wanted = digests_of(directory_of(WANTED), names, volids, "end")
    assert digests_of(proof.directory, names, volids, "end") == wanted


def test_each_command_that_is_left_out_is_noticed() -> None:
    for at, one in enumerate(document().actions):
        for n in range(len(one.commands)):
            commands = one.commands[:n] + one.commands[n + 1 :]
            assert not proved(changed(document(), at, commands=commands)).holds, one


def test_the_proof_needs_no_code_that_makes_plans_or_chooses_places() -> None:
    code = "import sys, dirtool.verify.plan.proof, dirtool.verify.plan.reading; print(*sys.modules)"
    loaded = python(code).split()
    assert [name for name in loaded if name.startswith(("dirtool.plan", "dirtool.space"))] == []
