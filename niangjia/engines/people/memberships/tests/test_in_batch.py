"""Steps for several members at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.memberships import in_batch
from niangjia.engines.people.memberships.in_batch import retain_in_batch, transfer_in_batch
from niangjia.engines.people.memberships.models import State
from niangjia.engines.people.persons.tests.samples import DAY, Office, office
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_several_go_at_once_and_the_totals_follow(desk: Office) -> None:
    going = [desk.member(f"张秀{number}").person for number in "英芳兰"]
    before, there = desk.totals()[""], desk.totals("workshop").get("", 0)
    outcome = transfer_in_batch(desk.actor, [one.pk for one in going], desk.union("workshop"), day=today())
    assert (len(outcome.done), outcome.refused) == (3, [])
    assert (desk.totals()[""], desk.totals("workshop")[""]) == (before, there + 3)


def test_whom_it_does_not_fit_stays_and_is_named(desk: Office) -> None:
    member, worker, there = desk.member("张秀英"), desk.complete("李大海"), desk.member("王芳", at="workshop")
    ids = [member.person_id, worker.pk, there.person_id]
    outcome = transfer_in_batch(desk.actor, ids, desk.union("workshop"), day=today())
    assert [person.pk for person in outcome.done] == [member.person_id]
    assert {person.name for person, sentence in outcome.refused if sentence} == {"李大海", "王芳"}


def test_a_day_before_the_beginning_is_refused_for_each(desk: Office) -> None:
    member = desk.member()
    day = DAY.replace(year=DAY.year - 1)
    outcome = retain_in_batch(desk.actor, [member.person_id], day=day, reason="退休")
    assert not outcome.done
    member.refresh_from_db()
    assert member.state == State.ACTIVE


def test_several_are_retained(desk: Office) -> None:
    rows = [desk.member(f"张秀{number}") for number in "英芳"]
    outcome = retain_in_batch(desk.actor, [row.person_id for row in rows], day=today(), reason="退休")
    assert len(outcome.done) == 2
    for row in rows:
        row.refresh_from_db()
        assert row.state == State.RETAINED


def test_nobody_is_moved_to_a_union_out_of_reach(desk: Office) -> None:
    member = desk.member()
    with pytest.raises(Refused):
        transfer_in_batch(desk.actor, [member.person_id], desk.union("school"), day=today())


def test_who_is_out_of_sight_is_not_spoken_of(cast: Cast) -> None:
    with office(cast) as mine:
        person = mine.member().person
    with office(cast, "other_clerk") as school:
        outcome = retain_in_batch(school.actor, [person.pk], day=today(), reason="退休")
    assert (outcome.done, outcome.refused) == ([], [])


def test_not_too_many(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_batch, "MOST", 1)
    with pytest.raises(NotPossible):
        retain_in_batch(desk.actor, [1, 2], day=today(), reason="退休")
