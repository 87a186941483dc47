from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.memberships.leaving import retain_membership
from niangjia.engines.people.memberships.transferring import (
    call_back_membership,
    receive_membership,
    release_membership,
    transfer_membership,
)
from niangjia.engines.people.models import Membership, Person
from niangjia.engines.people.persons.tests.samples import DAY, Office, office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

if TYPE_CHECKING:
    from niangjia.engines.people.persons.values import DocumentData
    from tests.harness.people import Cast

MOVED = date(2024, 5, 1)


def test_a_transfer_ends_one_membership_and_begins_another(desk: Office) -> None:
    old = desk.member()
    new = transfer_membership(desk.actor, old, desk.union("workshop"), day=MOVED)
    assert (old.state, old.ended) == ("transferred", MOVED)
    assert (new.state, new.origin, new.joined, new.started) == ("active", "transfer", DAY, MOVED)


def test_home_and_totals_go_along(desk: Office) -> None:
    old = desk.member()
    transfer_membership(desk.actor, old, desk.union("workshop"), day=MOVED)
    assert old.person.home == desk.union("workshop")
    assert (desk.totals("workshop"), desk.totals()) == ({"": 1}, {"": 1})


def test_a_retained_membership_stays_retained(desk: Office) -> None:
    old = desk.member()
    retain_membership(desk.actor, old, day=MOVED, reason="退休")
    assert transfer_membership(desk.actor, old, desk.union("workshop"), day=MOVED).state == "retained"


def test_the_right_must_hold_at_both_ends(desk: Office) -> None:
    with pytest.raises(Refused):
        transfer_membership(desk.actor, desk.member(), desk.union("school"), day=MOVED)


def test_an_officer_of_the_city_transfers_across(cast: Cast) -> None:
    with office(cast) as mine:
        old = mine.member()
    with office(cast, "upper_officer") as city:
        transfer_membership(city.actor, old, city.union("school"), day=MOVED)
        assert (city.totals("school"), city.totals("mine")) == ({"": 1}, {})


@pytest.mark.parametrize("key", ["mine", "shaft"])
def test_not_to_where_one_is_nor_to_a_union_that_is_no_more(desk: Office, key: str) -> None:
    desk.union("shaft").state = "dissolved"
    with pytest.raises(NotPossible):
        transfer_membership(desk.actor, desk.member(), desk.union(key), day=MOVED)


def released(cast: Cast) -> tuple[DocumentData, Membership]:
    document = resident_id()
    with office(cast) as mine:
        membership = mine.enrol(mine.register("李雷", document))
        release_membership(mine.actor, membership, day=MOVED, reason="调到石河一中")
        assert mine.totals() == {"": 1}
    return document, membership


def test_a_released_member_is_taken_in_by_the_document(cast: Cast) -> None:
    document, old = released(cast)
    with office(cast, "other_clerk") as school:
        new = receive_membership(school.actor, school.union("school"), document, day=MOVED)
        assert (new.person_id, new.joined, school.totals("school"), school.totals("mine")) == (
            old.person_id,
            DAY,
            {"": 1},
            {},
        )
        assert Person.objects.get(pk=old.person_id).home == school.union("school")
    with office(cast):
        assert not Person.objects.filter(pk=old.person_id).exists()


def test_that_look_across_is_journalled(cast: Cast) -> None:
    document, _ = released(cast)
    with office(cast, "other_clerk") as school:
        receive_membership(school.actor, school.union("school"), document, day=MOVED)
    entry = Entry.objects.get(code="people.scope.everywhere")
    assert entry.account_id == cast["other_clerk"].pk


def test_the_refusal_does_not_tell_whether_the_person_exists(cast: Cast) -> None:
    document = resident_id()
    with office(cast) as mine:
        mine.enrol(mine.register("李雷", document))
    with office(cast, "other_clerk") as school:
        said = set()
        for asked in (document, resident_id()):
            with pytest.raises(NotPossible) as refusal:
                receive_membership(school.actor, school.union("school"), asked, day=MOVED)
            said.add(str(refusal.value))
    assert len(said) == 1


def test_a_release_is_called_back(cast: Cast) -> None:
    document, membership = released(cast)
    with office(cast) as mine:
        call_back_membership(mine.actor, membership, day=MOVED)
        assert membership.state == "active"
        with pytest.raises(NotPossible):
            call_back_membership(mine.actor, membership, day=MOVED)
    with office(cast, "other_clerk") as school, pytest.raises(NotPossible):
        receive_membership(school.actor, school.union("school"), document, day=MOVED)


def test_without_the_right_nobody_is_taken_in(cast: Cast) -> None:
    document, _ = released(cast)
    with office(cast, "group_leader") as leader, pytest.raises(Refused):
        receive_membership(leader.actor, leader.union("group"), document, day=MOVED)
