from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.memberships.mending import record_death
from niangjia.engines.people.persons.tests.samples import DAY, Office
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

JOINED = date(2015, 7, 1)
APPLIED: dict[str, Any] = {"origin": "application", "day": DAY}


def test_who_applies_becomes_a_member(desk: Office) -> None:
    membership = enrol(desk.actor, desk.complete(), desk.mine, **APPLIED)
    assert (membership.state, membership.started, membership.joined) == ("active", DAY, DAY)
    assert membership.changes.get().state == "active"


def test_who_is_recorded_later_is_so_on_somebodys_word(desk: Office) -> None:
    person = desk.complete()
    with pytest.raises(NotPossible, match="whose word"):
        enrol(desk.actor, person, desk.mine, origin="recorded", day=DAY)
    membership = enrol(
        desk.actor, person, desk.mine, origin="recorded", day=DAY, word="工会小组长何强", joined=JOINED
    )
    assert (membership.origin, membership.origin_note, membership.joined) == ("recorded", "工会小组长何强", JOINED)


def test_the_union_keeps_the_record_from_then_on(desk: Office) -> None:
    person = desk.complete()
    enrol(desk.actor, person, desk.union("workshop"), **APPLIED)
    assert person.home == desk.union("workshop")
    assert (desk.totals("workshop"), desk.totals("mine", "workers")) == ({"": 1}, {"": 1})


def test_an_incomplete_record_waits(desk: Office) -> None:
    membership = enrol(desk.actor, desk.register("李雷"), desk.mine, **APPLIED)
    assert (membership.state, desk.totals()) == ("incomplete", {})


def test_nobody_is_a_member_twice(desk: Office) -> None:
    person = desk.member().person
    with pytest.raises(NotPossible, match="already"):
        enrol(desk.actor, person, desk.union("workshop"), **APPLIED)


def test_the_dead_do_not_join(desk: Office) -> None:
    person = desk.complete()
    record_death(desk.actor, person, day=DAY)
    with pytest.raises(NotPossible, match="died"):
        enrol(desk.actor, person, desk.mine, **APPLIED)


@pytest.mark.parametrize(
    "given",
    [
        {"day": date(2999, 1, 1)},
        {"joined": date(2021, 1, 1)},
        {"joined": date(1980, 1, 1)},
        {"origin": "transfer"},
        {"origin": "hearsay"},
        {"word": "13800138000"},
    ],
)
def test_what_can_not_be_is_refused(desk: Office, given: dict[str, Any]) -> None:
    person = desk.complete()
    with pytest.raises(NotPossible):
        enrol(desk.actor, person, desk.mine, **{**APPLIED, **given})
    assert not person.memberships.exists()


def test_the_right_must_hold_in_that_union(desk: Office) -> None:
    with pytest.raises(Refused):
        enrol(desk.actor, desk.complete(), desk.union("school"), **APPLIED)


def test_the_entry_is_about_the_person(desk: Office) -> None:
    membership = desk.member()
    entry = Entry.objects.get(code="people.membership.enrolled")
    assert entry.subject_id == str(membership.person_id)
    assert entry.data == {"membership": membership.pk, "day": DAY.isoformat(), "origin": "application"}
