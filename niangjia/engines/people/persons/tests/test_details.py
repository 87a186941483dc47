from __future__ import annotations

import pytest

from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.reading import looks_at
from niangjia.engines.people.persons.details import add_detail, remove_detail, replace_detail
from niangjia.engines.people.persons.families import correct_relative, record_relative, remove_relative
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.models import Relative, SealedDetail
from niangjia.engines.people.persons.revealing import reveal
from niangjia.engines.people.persons.showing import masked, masked_documents, masked_phones
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Actor, Kind, Refused

from .samples import OTHER_PHONE, PHONE, Office, number_of, resident_id

DETAIL = SealedDetail.Kind


def test_a_replaced_phone_is_found_alone(desk: Office) -> None:
    person = desk.register("李雷", phones=(PHONE,))
    replace_detail(desk.actor, person.details.get(), OTHER_PHONE)
    assert (find_persons(PHONE).count(), find_persons(OTHER_PHONE).get()) == (0, person)


def test_a_phone_is_added_once(desk: Office) -> None:
    person = desk.register("李雷", phones=(PHONE,))
    assert add_detail(desk.actor, person, DETAIL.PHONE, OTHER_PHONE).position == 1
    with pytest.raises(NotPossible):
        add_detail(desk.actor, person, DETAIL.PHONE, f"+86 {PHONE}")


def test_a_removed_phone_is_not_found(desk: Office) -> None:
    person = desk.register("李雷", phones=(PHONE,))
    remove_detail(desk.actor, person.details.get())
    assert not find_persons(PHONE).exists()


def test_two_may_share_a_phone(desk: Office) -> None:
    desk.register("李雷", phones=(PHONE,))
    desk.register("韩梅梅", phones=(PHONE,))
    assert find_persons(PHONE).count() == 2


def test_a_relative_is_recorded_corrected_and_removed(desk: Office) -> None:
    person, document = desk.complete(), resident_id(woman=True)
    relative = record_relative(desk.actor, person, RelativeData(relation="spouse", name="韩梅梅"))
    correct_relative(desk.actor, relative, RelativeData(relation="spouse", name="韩梅", number=document.number))
    stored = Relative.objects.get()
    assert (stored.name, stored.born, number_of(stored)) == ("韩梅", person.born, document.number)
    remove_relative(desk.actor, stored)
    assert not Relative.objects.exists()


def test_nobody_is_their_own_relative(desk: Office) -> None:
    person = desk.complete()
    with pytest.raises(NotPossible):
        record_relative(desk.actor, person, RelativeData(relation="child", name="韩梅梅"), known_as=person)


def test_lists_show_masks(desk: Office) -> None:
    document = resident_id()
    person = desk.register("李雷", document, phones=(PHONE, OTHER_PHONE))
    assert masked_documents([person]) == {person.pk: f"110***********{document.number[-4:]}"}
    assert masked_phones([person]) == {person.pk: "138****8000"}
    assert masked(add_detail(desk.actor, person, DETAIL.ADDRESS, "云州市石河县矿山路1号")) == "云州市石河县******"


def test_a_look_is_journalled_with_its_reason(desk: Office) -> None:
    person = desk.register("李雷", phones=(PHONE,))
    assert reveal(desk.actor, person, person.details.get(), " 回访 ") == f"+86{PHONE}"
    entry = Entry.objects.get(code="people.person.revealed")
    assert (entry.subject_id, entry.data) == (str(person.pk), {"what": "phone", "reason": "回访"})


@pytest.mark.parametrize("reason", ["", "  ", f"打{PHONE}"])
def test_without_a_fit_reason_nothing_is_shown(desk: Office, reason: str) -> None:
    person = desk.complete()
    with pytest.raises(NotPossible):
        reveal(desk.actor, person, person.documents.get(), reason)


def test_without_the_right_nothing_is_shown(desk: Office) -> None:
    person = desk.complete()
    with pytest.raises(Refused):
        reveal(desk.cast.actor("group_leader"), person, person.documents.get(), "回访")


def test_ones_own_needs_no_reason_and_is_an_entry_too(desk: Office) -> None:
    person = desk.complete()
    own = Actor(Kind.ACCOUNT, 1, person_id=person.pk)
    assert reveal(own, person, person.documents.get(), "").startswith("110105")
    assert not Entry.objects.filter(code="people.person.revealed").exists()
    assert [look.sentence for look in looks_at(person)] == ["Looked at the own record in full: Resident ID card"]


def test_a_row_of_somebody_else_is_not_shown(desk: Office) -> None:
    with pytest.raises(ValueError, match="another"):
        reveal(desk.actor, desk.complete(), desk.complete().documents.get(), "回访")
