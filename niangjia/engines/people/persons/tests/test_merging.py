from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.models import Employer, Membership, Relative
from niangjia.engines.people.persons.details import add_detail
from niangjia.engines.people.persons.duplicates import Why, propose_duplicates
from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.persons.models import Person, SealedDetail
from niangjia.engines.people.persons.moving import moves_with_person, unregistered
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.persons.working import employ
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

from .samples import BORN, DAY, OTHER_PHONE, PHONE, Office, number_of, office, passport, resident_id

if TYPE_CHECKING:
    from tests.harness.people import Cast


def pairs(desk: Office, person: Person | None = None) -> list[tuple[int, int, Why]]:
    found = propose_duplicates(desk.actor.reach("people:merge"), person=person)
    return [(proposal.first.pk, proposal.second.pk, proposal.why) for proposal in found]


def test_every_relation_to_a_person_says_how_it_moves() -> None:
    assert unregistered() == set()


def test_a_relation_is_registered_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        moves_with_person("people.post", "person")


def test_same_name_and_birth_date_are_proposed(desk: Office) -> None:
    sure = desk.complete("李雷")
    other = desk.register("李雷", born=BORN)
    desk.register("李雷", passport(), born=DAY, sex="1")  # born on another day
    assert pairs(desk) == pairs(desk, other) == [(sure.pk, other.pk, Why.NAME_AND_BIRTH)]


def test_the_likeliest_come_first(desk: Office) -> None:
    sure = desk.register("李雷", resident_id(), phones=(PHONE,))
    other = desk.register("李磊", phones=(PHONE,))
    namesake = desk.register("李雷")
    assert pairs(desk) == [(sure.pk, namesake.pk, Why.NAME), (sure.pk, other.pk, Why.PHONE)]
    add_detail(desk.actor, namesake, SealedDetail.Kind.PHONE, PHONE)
    assert pairs(desk)[0] == (sure.pk, namesake.pk, Why.NAME_AND_PHONE)


def test_two_with_a_resident_id_are_two_people(desk: Office) -> None:
    desk.register("李雷", resident_id(), phones=(PHONE,))
    desk.register("李雷", resident_id(), phones=(PHONE,))
    assert pairs(desk) == []


def test_only_what_the_actor_sees_is_proposed(cast: Cast) -> None:
    with office(cast, "other_clerk") as school:
        school.complete("李雷", at="school")
    with office(cast) as mine:
        mine.register("李雷")
        assert pairs(mine) == []


def test_all_that_points_to_the_other_moves(desk: Office) -> None:
    document, other_document = resident_id(), passport()
    keep = desk.register("李雷", document, phones=(PHONE,))
    lose = desk.register("李磊", other_document, phones=(PHONE, OTHER_PHONE), native_place="云州")
    record_relative(desk.actor, lose, RelativeData(relation="spouse", name="韩梅梅", number=resident_id().number))
    employ(desk.actor, lose, Employer.objects.create(name="石河机械厂"))
    desk.enrol(lose)
    merged = merge_persons(desk.actor, keep, lose, ["name"])
    assert (keep.name, keep.native_place, lose.state, lose.merged_into) == ("李磊", "云州", "merged", keep)
    assert {find_persons(text).get() for text in (document.number, other_document.number, OTHER_PHONE, "李磊")} == {
        keep
    }
    assert number_of(Relative.objects.get(person=keep))
    assert {name: count for name, count in merged.moved.items() if count and "person.person" not in name} == {
        "people.personname.person": 5,
        "people.personidentifier.person": 4,
        "people.identitydocument.person": 1,
        "people.sealeddetail.person": 1,
        "people.relative.person": 1,
        "people.employment.person": 1,
        "people.membership.person": 1,
    }


def test_the_journal_says_what_moved_on_both_sides(desk: Office) -> None:
    keep, lose = desk.complete("李雷"), desk.register("李雷", phones=(PHONE,))
    merge_persons(desk.actor, keep, lose)
    data = Entry.objects.get(code="people.person.merged").data
    assert data is not None
    assert (data["lost"], data["moved"]["people.sealeddetail.person"]) == (lose.pk, 1)
    assert Entry.objects.get(code="people.person.merged_away").subject_id == str(lose.pk)


@pytest.mark.parametrize("theirs", [False, True])
def test_of_two_living_memberships_one_stays(desk: Office, theirs: bool) -> None:
    keep, lose = desk.complete("李雷"), desk.register("李雷", passport(), sex="1", born=BORN, at="workshop")
    mine, other = desk.enrol(keep), desk.enrol(lose)
    assert desk.totals() == {"": 2}
    merge_persons(desk.actor, keep, lose, ["membership"] if theirs else [])
    living = Membership.objects.get(person=keep, state="active")
    assert living == (other if theirs else mine)
    assert (desk.totals(), keep.home_id) == ({"": 1}, living.union_id)


def test_a_membership_that_waited_for_a_document_counts_now(desk: Office) -> None:
    keep, lose = desk.complete("李雷"), desk.register("李雷")
    desk.enrol(lose)
    merge_persons(desk.actor, keep, lose)
    assert (Membership.objects.get(person=keep).state, desk.totals()) == ("active", {"": 1})


def test_two_resident_ids_are_not_merged(desk: Office) -> None:
    keep, lose = desk.complete("李雷"), desk.complete("李雷")
    with pytest.raises(NotPossible, match="two people"):
        merge_persons(desk.actor, keep, lose)
    assert Person.objects.get(pk=lose.pk).state == "complete"


def test_work_that_both_say_goes_on_is_the_same(desk: Office) -> None:
    keep, lose = desk.complete("李雷"), desk.register("李雷")
    employer = Employer.objects.create(name="石河机械厂")
    for person in (keep, lose):
        employ(desk.actor, person, employer)
    merge_persons(desk.actor, keep, lose)
    assert keep.employments.count() == 1


def test_what_is_known_as_the_other_is_known_as_the_one(desk: Office) -> None:
    keep, lose, child = desk.complete("李雷"), desk.register("李雷"), desk.complete("李小雷")
    relative = record_relative(desk.actor, child, RelativeData(relation="parent", name="李雷"), known_as=lose)
    merge_persons(desk.actor, keep, lose)
    relative.refresh_from_db()
    assert relative.known_as == keep


def test_who_was_merged_is_over(desk: Office) -> None:
    keep, lose, third = desk.complete("李雷"), desk.register("李雷"), desk.register("李雷")
    merge_persons(desk.actor, keep, lose)
    with pytest.raises(NotPossible, match="merged"):
        merge_persons(desk.actor, third, lose)


def test_later_merges_take_earlier_ones_along(desk: Office) -> None:
    first, second, third = desk.register("李雷"), desk.register("李雷"), desk.complete("李雷")
    merge_persons(desk.actor, second, first)
    merge_persons(desk.actor, third, second)
    first.refresh_from_db()
    assert first.merged_into == third


def test_the_account_goes_along(desk: Office, cast: Cast) -> None:
    keep, lose = desk.complete("李雷"), desk.register("李雷")
    lose.account = cast["security_admin"]
    lose.save()
    merge_persons(desk.actor, keep, lose)
    keep.refresh_from_db()
    assert keep.account == cast["security_admin"]


def test_both_must_be_where_the_actor_may_merge(cast: Cast) -> None:
    with office(cast) as mine:
        keep = mine.complete("李雷")
    with office(cast, "upper_officer") as city:
        lose = city.register("李雷", at="school")
        with pytest.raises(Refused):
            merge_persons(cast.actor("clerk"), keep, lose)
