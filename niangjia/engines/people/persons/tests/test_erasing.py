from __future__ import annotations

import pytest
from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.people.memberships.leaving import withdraw_member
from niangjia.engines.people.models import Employer, Membership, Person, PersonIdentifier, PersonName
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.persons.models import IdentityDocument, Relative, SealedDetail
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.persons.working import employ
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

from .samples import DAY, PHONE, Office, resident_id

THEIRS = (PersonName, PersonIdentifier, IdentityDocument, SealedDetail, Relative)


@pytest.fixture
def chair(desk: Office) -> Office:
    desk.actor = desk.cast.actor("chair")
    return desk


def test_nothing_personal_is_left(chair: Office) -> None:
    person = chair.register("李雷", resident_id(), phones=(PHONE,), native_place="云州", platform="云州外卖")
    record_relative(chair.actor, person, RelativeData(relation="spouse", name="韩梅梅"))
    employ(chair.actor, person, Employer.objects.create(name="石河机械厂"))
    erase_person(chair.actor, person, reason="本人申请")
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM people_person p WHERE id = %s", [person.pk])
        row = cursor.fetchone()[0]
    assert not any(word in row for word in ("李雷", "云州", "1990", "lei"))
    assert [model.objects.filter(person=person).count() for model in THEIRS] == [0] * len(THEIRS)
    assert not person.employments.exists()


def test_the_row_and_the_journal_stay(chair: Office) -> None:
    person = chair.complete("李雷")
    before = list(Entry.objects.order_by("pk").values_list("pk", "data"))
    erase_person(chair.actor, person, reason="本人申请")
    assert Person.objects.get(pk=person.pk).state == "erased"
    assert list(Entry.objects.order_by("pk").values_list("pk", "data"))[: len(before)] == before
    assert Entry.objects.get(code="people.person.erased").data == {"reason": "本人申请"}


def test_the_document_may_be_registered_again(chair: Office) -> None:
    document = resident_id()
    erase_person(chair.actor, chair.register("李雷", document), reason="本人申请")
    assert find_persons(document.number).count() == 0
    assert chair.register("李雷", document).state == "complete"


def test_past_memberships_stay_as_dates(chair: Office) -> None:
    membership = chair.member("李雷")
    withdraw_member(chair.actor, membership, day=DAY)
    erase_person(chair.actor, membership.person, reason="本人申请")
    kept = Membership.objects.get(pk=membership.pk)
    assert (kept.started, kept.number, kept.origin_note) == (DAY, "", "")


def test_what_was_merged_into_it_is_erased_too(chair: Office) -> None:
    keep, lose = chair.complete("李雷"), chair.register("李雷")
    merge_persons(chair.actor, keep, lose)
    erase_person(chair.actor, keep, reason="本人申请")
    lose.refresh_from_db()
    assert (lose.name, lose.state) == ("", "erased")


def test_totals_forget_the_person(chair: Office) -> None:
    person = chair.complete("李雷")
    erase_person(chair.actor, person, reason="本人申请")
    assert chair.totals(facet="workers") == {}


def test_a_member_is_not_erased(chair: Office) -> None:
    with pytest.raises(NotPossible, match="membership"):
        erase_person(chair.actor, chair.member().person, reason="本人申请")


def test_nor_who_holds_a_post(chair: Office) -> None:
    clerk = chair.cast.person("clerk")
    withdraw_member(chair.actor, Membership.objects.get(person=clerk), day=DAY)
    with pytest.raises(NotPossible, match="post"):
        erase_person(chair.actor, clerk, reason="本人申请")


def test_a_clerk_erases_nobody(desk: Office) -> None:
    with pytest.raises(Refused):
        erase_person(desk.actor, desk.complete(), reason="本人申请")


def test_reasons_that_were_typed_go_with_the_person(chair: Office) -> None:
    """They tell of people, and their rows are append-only for the app."""
    membership, other = chair.member("李雷"), chair.member("韩梅梅")
    for row in (membership, other):
        withdraw_member(chair.actor, row, day=DAY, reason="因肝病回原籍云南休养")
    erase_person(chair.actor, membership.person, reason="本人申请")
    assert set(membership.changes.values_list("reason", flat=True)) == {""}
    assert membership.changes.count() == 2
    assert "因肝病回原籍云南休养" in other.changes.values_list("reason", flat=True)


def test_the_app_empties_no_reason_of_somebody_who_was_not_erased(chair: Office) -> None:
    membership = chair.member("李雷")
    withdraw_member(chair.actor, membership, day=DAY, reason="调往外地")
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_forget_reasons(%s)", [membership.person_id])
    assert "调往外地" in membership.changes.values_list("reason", flat=True)
