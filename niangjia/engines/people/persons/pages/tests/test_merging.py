"""Records that may be of one person, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from niangjia.engines.people.models import Employer, Person
from niangjia.engines.people.persons.apart import decided_apart
from niangjia.engines.people.persons.tests.samples import BORN, PHONE, number_of, office, passport, resident_id
from niangjia.engines.people.persons.working import employ

if TYPE_CHECKING:
    from tests.harness.people import Cast

FOUND, WRONG, REFUSED, NOT_THERE = 302, 422, 403, 404
LIST = reverse("people:duplicates")


def _text(response: Any) -> str:
    return str(response.content.decode())


def _two(cast: Cast, *, at: str = "mine") -> tuple[Person, Person]:
    """One with a resident ID, one without; they differ in name of the place and schooling."""
    with office(cast) as desk:
        sure = desk.register("李雷", resident_id(), at=at, phones=(PHONE,), native_place="云州", education="20")
        other = desk.register("李雷", passport(), at=at, born=BORN, native_place="石河", education="30")
        employ(desk.actor, other, Employer.objects.create(name="石河机械厂"))
    return sure, other


def _merge(one: Person, two: Person) -> str:
    return reverse("people:merge", args=[one.pk, two.pk])


def _apart(one: Person, two: Person) -> str:
    return reverse("people:apart", args=[one.pk, two.pk])


def test_pairs_are_proposed_with_what_tells_them_apart(cast: Cast) -> None:
    sure, other = _two(cast)
    with office(cast):
        number = number_of(sure.documents.get())
    text = _text(cast.client("clerk").get(LIST))
    assert _merge(sure, other) in text
    assert number not in text
    assert _merge(sure, other) not in _text(cast.client("other_clerk").get(LIST))


def test_the_other_record_is_found_from_a_persons_page(cast: Cast) -> None:
    sure, other = _two(cast)
    with office(cast) as desk:
        third = desk.register("王磊")
    url = reverse("people:merge_find", args=[sure.pk])
    client = cast.client("clerk")
    assert _merge(sure, other) in _text(client.get(url))  # proposed
    assert _merge(sure, third) in _text(client.post(url, {"q": "wl"}))
    assert url in _text(client.get(reverse("people:person", args=[sure.pk])))


def test_the_page_marks_what_differs_and_masks_numbers(cast: Cast) -> None:
    sure, other = _two(cast)
    response = cast.client("clerk").get(_merge(sure, other))
    both = response.context["both"]
    assert {line.name for line in both.choices} == {"native_place", "education"}
    assert {line.name for line in both.lines if line.differs} >= {"native_place", "documents"}
    assert any("1" in words for words in both.moves)
    with office(cast):
        assert number_of(sure.documents.get()) not in _text(response)


def test_masks_that_look_alike_do_not_hide_a_difference(cast: Cast) -> None:
    with office(cast) as desk:
        one = desk.register("李雷", resident_id(), phones=("13800138000",))
        two = desk.register("李雷", phones=("13811118000",))
    lines = cast.client("clerk").get(_merge(one, two)).context["both"].lines
    (details,) = (line for line in lines if line.name == "details")
    assert details.left == details.right
    assert details.differs


def test_two_become_one_as_chosen(cast: Cast) -> None:
    sure, other = _two(cast)
    given = {"take_native_place": "right", "take_education": "left", "sure": "on"}
    assert cast.client("clerk").post(_merge(sure, other), given).status_code == FOUND
    with office(cast):
        sure.refresh_from_db()
        assert (sure.native_place, sure.education, sure.documents.count()) == ("石河", "20", 2)
        assert sure.employments.exists()
    gone = cast.client("clerk").get(reverse("people:person", args=[other.pk]))
    assert gone.headers["Location"] == reverse("people:person", args=[sure.pk])


def test_without_a_look_nothing_is_merged_and_the_choice_kept(cast: Cast) -> None:
    sure, other = _two(cast)
    response = cast.client("clerk").post(_merge(sure, other), {"take_native_place": "right"})
    assert response.status_code == WRONG
    assert 'value="right" checked' in _text(response)
    with office(cast):
        assert Person.objects.get(pk=other.pk).state != Person.State.MERGED


def test_two_resident_ids_are_two_people(cast: Cast) -> None:
    with office(cast) as desk:
        one, two = desk.complete("李雷"), desk.complete("李雷")
    response = cast.client("clerk").get(_merge(one, two))
    assert response.context["both"].hindrances
    assert 'name="sure"' not in _text(response)
    assert cast.client("clerk").post(_merge(one, two), {"sure": "on"}).status_code == WRONG


def test_of_two_memberships_one_is_chosen(cast: Cast) -> None:
    with office(cast) as desk:
        one = desk.member("李雷").person
        two = desk.enrol(desk.register("李雷", passport(), at="workshop", born=BORN, sex="1")).person
    client = cast.client("clerk")
    assert "take_membership" in _text(client.get(_merge(one, two)))
    assert client.post(_merge(one, two), {"take_membership": "right", "sure": "on"}).status_code == FOUND
    with office(cast):
        assert one.memberships.get(state="active").union == cast.union("workshop")


def test_not_the_same_person_is_kept(cast: Cast) -> None:
    sure, other = _two(cast)
    client = cast.client("clerk")
    assert client.post(_apart(sure, other)).status_code == FOUND
    assert _merge(sure, other) not in _text(client.get(LIST))
    with office(cast):
        assert decided_apart(sure, other)
    assert client.post(_apart(other, sure), {"again": "1"}).status_code == FOUND
    assert _merge(sure, other) in _text(client.get(LIST))


def test_who_may_not_merge_is_refused(cast: Cast) -> None:
    sure, other = _two(cast, at="group")
    for url in (_merge(sure, other), _apart(sure, other)):
        assert cast.client("group_leader").post(url, {"sure": "on"}).status_code == REFUSED
        assert cast.client("other_clerk").post(url, {"sure": "on"}).status_code == NOT_THERE
    page = _text(cast.client("group_leader").get(reverse("people:person", args=[sure.pk])))
    assert reverse("people:merge_find", args=[sure.pk]) not in page


def test_a_record_is_not_merged_with_itself_or_one_out_of_sight(cast: Cast) -> None:
    sure, other = _two(cast)
    away = cast.person("other_clerk")
    assert cast.client("clerk").get(_merge(sure, sure)).status_code == NOT_THERE
    assert cast.client("clerk").get(_merge(other, away)).status_code == NOT_THERE
