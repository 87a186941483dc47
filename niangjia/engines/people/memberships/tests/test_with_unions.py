from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from niangjia.engines.people.memberships.with_unions import everybody, those_named
from niangjia.engines.people.models import Employer, Membership, Person, Union, UnionVersion
from niangjia.engines.people.persons.tests.samples import Office, office
from niangjia.engines.people.persons.working import employ
from niangjia.engines.people.unions.hooks import Merging, Splitting
from niangjia.engines.people.unions.merging import merge_unions

if TYPE_CHECKING:
    from tests.harness.people import Cast

WHEN = date(2025, 1, 1)


def test_all_go_into_the_other_union(desk: Office) -> None:
    gone, into = desk.union("workshop"), desk.union("shaft")
    member, worker = desk.member(at="workshop"), desk.complete(at="workshop")
    moved = everybody(Merging(desk.actor, gone, into, WHEN, ""))
    assert moved == 2
    assert set(Person.objects.filter(pk__in=[member.person_id, worker.pk]).values_list("home", flat=True)) == {
        into.pk
    }
    new = Membership.objects.get(person=member.person_id, state="active")
    assert (new.union, new.started, new.joined, new.origin) == (into, WHEN, member.joined, "transfer")
    assert [row.state for row in Membership.objects.filter(union=gone)] == ["transferred"]
    assert (desk.totals("workshop"), desk.totals("shaft")) == ({}, {"": 1})


def enter_version(union: Union) -> None:
    UnionVersion.objects.create(
        union=union,
        parent=union.parent,
        valid_from=WHEN,
        name=union.name,
        level=union.level,
        kind=union.kind,
        state="active",
    )


def test_a_merger_of_unions_takes_people_along(cast: Cast) -> None:
    with office(cast, "upper_officer") as city:
        membership = city.member(at="workshop")
        for key in ("workshop", "shaft"):
            enter_version(city.union(key))
        merge_unions(city.actor, city.union("workshop"), city.union("shaft"), paper="石工〔2026〕1号")
    with office(cast, "upper_officer") as city:  # the tree was numbered anew
        living = Membership.objects.get(person=membership.person_id, state="active")
        assert (living.union, city.totals("county")) == (city.union("shaft"), {"": 1})


def test_those_named_go_with_a_part(desk: Office) -> None:
    origin, part = desk.union("workshop"), desk.union("shaft")
    goes, stays, works = desk.member(at="workshop"), desk.member(at="workshop"), desk.complete(at="workshop")
    employer = Employer.objects.create(name="石河机械厂")
    for person in (stays.person, works):
        employ(desk.actor, person, employer)
    event = Splitting(desk.actor, origin, part, WHEN, "", frozenset({employer.pk}), frozenset({goes.person_id}))
    assert those_named(event) == 2
    homes = dict(Person.objects.filter(home__in=[origin, part]).values_list("pk", "home"))
    assert [homes[pk] for pk in (goes.person_id, works.pk, stays.person_id)] == [part.pk, part.pk, origin.pk]
    assert (desk.totals("workshop"), desk.totals("shaft")) == ({"": 1}, {"": 1})
