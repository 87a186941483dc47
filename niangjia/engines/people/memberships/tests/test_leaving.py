from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.memberships import leaving
from niangjia.engines.people.memberships.leaving import (
    deem_withdrawn,
    expel_member,
    resume_membership,
    retain_membership,
    revoke_membership,
    withdraw_member,
)
from niangjia.engines.people.memberships.mending import record_death, reinstate_membership, take_back_death
from niangjia.engines.people.memberships.models import LIVING, Membership, State
from niangjia.engines.people.memberships.steps import MAY_BECOME
from niangjia.engines.people.memberships.transferring import transfer_membership
from niangjia.engines.people.models import Employer
from niangjia.engines.people.persons.tests.samples import DAY, Office
from niangjia.engines.people.persons.working import employ
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

LEFT = date(2024, 5, 1)
ENDS: dict[str, Callable[[Office, Membership], None]] = {
    "withdrawn": lambda desk, row: withdraw_member(desk.actor, row, day=LEFT),
    "deemed_withdrawn": lambda desk, row: deem_withdrawn(desk.actor, row, day=LEFT, reason="谈话三次"),
    "expelled": lambda desk, row: expel_member(desk.actor, row, day=LEFT, reason="委员会决定"),
    "deceased": lambda desk, row: record_death(desk.actor, row.person, day=LEFT),
    "revoked": lambda desk, row: revoke_membership(desk.actor, row, reason="录错"),
}


@pytest.mark.parametrize("state", ENDS)
def test_what_ended_is_not_counted_and_leaves_its_row(desk: Office, state: str) -> None:
    membership = desk.member()
    ENDS[state](desk, membership)
    membership.refresh_from_db()
    assert (membership.state, desk.totals()) == (state, {})
    assert [change.state for change in membership.changes.order_by("pk")] == ["active", state]


@pytest.mark.parametrize("state", ENDS)
def test_what_ended_does_not_end_again(desk: Office, state: str) -> None:
    membership = desk.member()
    withdraw_member(desk.actor, membership, day=LEFT)
    if state in {"withdrawn", "deemed_withdrawn", "expelled"}:
        with pytest.raises(NotPossible, match="withdrawn"):
            ENDS[state](desk, membership)
    assert State.REVOKED in MAY_BECOME[membership.state]


@pytest.mark.parametrize("state", ["withdrawn", "deemed_withdrawn", "expelled", "revoked"])
def test_a_wrong_end_is_mended(desk: Office, state: str) -> None:
    membership = desk.member()
    ENDS[state](desk, membership)
    reinstate_membership(desk.actor, membership, day=LEFT, reason="点错")
    assert (membership.state, membership.ended, desk.totals()) == ("active", None, {"": 1})


def test_a_retained_membership_comes_back_retained(desk: Office) -> None:
    membership = desk.member()
    retain_membership(desk.actor, membership, day=LEFT, reason="退休")
    withdraw_member(desk.actor, membership, day=LEFT)
    reinstate_membership(desk.actor, membership, day=LEFT, reason="点错")
    assert membership.state == "retained"


def test_not_beside_another_living_membership(desk: Office) -> None:
    membership = desk.member()
    withdraw_member(desk.actor, membership, day=LEFT)
    desk.enrol(membership.person)
    with pytest.raises(NotPossible, match="already"):
        reinstate_membership(desk.actor, membership, day=LEFT, reason="点错")


def test_retained_members_are_counted_apart(desk: Office) -> None:
    membership = desk.member()
    retain_membership(desk.actor, membership, day=LEFT, reason="入伍")
    assert (desk.totals(), desk.totals(facet="retained")) == ({}, {"": 1})
    resume_membership(desk.actor, membership, day=LEFT)
    assert (membership.state, desk.totals()) == ("active", {"": 1})


def test_only_what_is_retained_is_resumed(desk: Office) -> None:
    with pytest.raises(NotPossible):
        resume_membership(desk.actor, desk.member(), day=LEFT)


def test_a_death_ends_work_too_and_can_be_taken_back(desk: Office) -> None:
    membership = desk.member()
    work = employ(desk.actor, membership.person, Employer.objects.create(name="石河机械厂"), started=DAY)
    record_death(desk.actor, membership.person, day=LEFT)
    work.refresh_from_db()
    assert (work.ended, desk.totals(facet="workers")) == (LEFT, {})
    take_back_death(desk.actor, membership.person, reason="同名")
    assert (membership.person.died, desk.totals()) == (None, {"": 1})


def test_a_death_is_recorded_once(desk: Office) -> None:
    person = desk.complete()
    record_death(desk.actor, person, day=LEFT)
    with pytest.raises(NotPossible):
        record_death(desk.actor, person, day=LEFT)


def test_a_dead_members_membership_is_not_reinstated_alone(desk: Office) -> None:
    membership = desk.member()
    record_death(desk.actor, membership.person, day=LEFT)
    with pytest.raises(NotPossible):
        reinstate_membership(desk.actor, membership, day=LEFT, reason="点错")


@pytest.mark.parametrize("day", [date(2999, 1, 1), date(2019, 1, 1)])
def test_days_are_in_order(desk: Office, day: date) -> None:
    with pytest.raises(NotPossible):
        withdraw_member(desk.actor, desk.member(), day=day)


@pytest.mark.parametrize("reason", ["", "  ", "字" * 201, "身份证110105194912310021"])
def test_a_reason_must_be_fit(desk: Office, reason: str) -> None:
    with pytest.raises(NotPossible):
        expel_member(desk.actor, desk.member(), day=LEFT, reason=reason)


def test_what_came_by_a_transfer_is_transferred_back(desk: Office) -> None:
    new = transfer_membership(desk.actor, desk.member(), desk.union("workshop"), day=LEFT)
    with pytest.raises(NotPossible, match="transfer"):
        revoke_membership(desk.actor, new, reason="录错")


def test_what_something_stands_on_is_not_revoked(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "_standing_on", [])
    leaving.stands_on_membership(lambda membership: "")
    membership = desk.member()
    leaving.stands_on_membership(lambda membership: "A roll has this member.")
    with pytest.raises(NotPossible, match="A roll"):
        revoke_membership(desk.actor, membership, reason="录错")


def test_who_may_only_edit_ends_nothing(desk: Office) -> None:
    membership = desk.member()
    with pytest.raises(Refused):
        withdraw_member(desk.cast.actor("group_leader"), membership, day=LEFT)


def test_every_state_says_what_may_follow() -> None:
    assert set(MAY_BECOME) == set(State)
    assert not [state for state in LIVING if State.REVOKED not in MAY_BECOME[state]]
