"""Both nets: managers that raise, and a database that shows nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import ProgrammingError, connection, transaction

from niangjia.engines.people.claiming.actions import vouch_for
from niangjia.engines.people.consents.actions import give_consent
from niangjia.engines.people.consents.purposes import MESSAGES
from niangjia.engines.people.models import (
    ClaimNote,
    Correction,
    Employer,
    Expected,
    Person,
    Roster,
    RosterPart,
    RosterPiece,
)
from niangjia.engines.people.persons.apart import set_apart
from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.managers import scoped_tables
from niangjia.engines.people.persons.values import RelativeData
from niangjia.engines.people.persons.working import employ
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import NoScope, Scope, in_scope

from .samples import BORN, PHONE, office, passport, resident_id

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from tests.harness.people import Cast

# Lists belong to unions, not to persons.
OF_UNIONS = {
    "people_roster": "union_id",
    "people_rosterpiece": "(SELECT union_id FROM people_roster r WHERE r.id = roster_id)",
    "people_rosterpart": "(SELECT union_id FROM people_roster r WHERE r.id = roster_id)",
}
# Later engines look after their own.
TABLES = {model._meta.db_table: model for model in scoped_tables() if model._meta.app_label == "people"}


@pytest.fixture
def school(cast: Cast) -> Union:
    """Somebody is registered there with a row in every table of persons."""
    with office(cast, "other_clerk") as at_work:
        person = at_work.register("张小红", resident_id(), passport(), at="school", phones=(PHONE,))
        record_relative(at_work.actor, person, RelativeData(relation="spouse", name="韩梅梅"))
        employ(at_work.actor, person, Employer.objects.create(name="石河一中"))
        at_work.enrol(person)
        give_consent(at_work.actor, person, MESSAGES.key, on_paper=True)
        set_apart(at_work.actor, person, at_work.complete("张晓红", at="school"))
        lists = Roster.objects.create(union=at_work.union("school"), file_name="x.xlsx", size=1, digest=b"x")
        RosterPiece.objects.create(roster=lists, number=0, content=b"x")
        RosterPart.objects.create(roster=lists, round=1, number=0, first_row=1, rows=1, content=b"x", marks=b"x")
        Expected.objects.create(person=person, union=at_work.union("school"), roster=lists, since=BORN)
        vouch_for(at_work.actor, person, PHONE)
        ClaimNote.objects.create(person=person, says=ClaimNote.Says.WRONG)
        Correction.objects.create(person=person, fields="name")
    return cast.union("school")


def rows(table: str, *, place: int) -> int:
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)), connection.cursor() as cursor:
        owner = {
            "people_person": "id",
            "people_membershipchange": "(SELECT person_id FROM people_membership m WHERE m.id = membership_id)",
        }
        homes = "SELECT p.id FROM people_person p JOIN people_union u ON u.id = home_id WHERE u.place = %s"
        unions = "SELECT id FROM people_union WHERE place = %s"
        column, those = (OF_UNIONS[table], unions) if table in OF_UNIONS else (owner.get(table, "person_id"), homes)
        cursor.execute(f"SELECT count(*) FROM {table} t WHERE {column} IN ({those})", [place])  # noqa: S608
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("table", TABLES)
def test_bulk_sql_and_orm_see_nothing_outside(cast: Cast, school: Union, table: str) -> None:
    assert rows(table, place=school.place) > 0
    with transaction.atomic(), in_scope(Scope(cast.union("mine").subtree)), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        shown = cursor.fetchone()[0]
        assert shown == TABLES[table]._default_manager.count()
    assert shown == sum(rows(table, place=place) for place in range(2, 6))


@pytest.mark.parametrize("table", TABLES)
def test_without_a_scope_the_orm_raises_and_sql_sees_nothing(school: Union, table: str) -> None:
    with pytest.raises(NoScope):
        TABLES[table]._default_manager.count()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        assert cursor.fetchone()[0] == 0


def test_nothing_outside_is_changed_or_deleted(cast: Cast, school: Union) -> None:
    with transaction.atomic(), in_scope(Scope(cast.union("mine").subtree)), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET name = '' WHERE home_id = %s", [school.pk])
        changed = cursor.rowcount
        cursor.execute("DELETE FROM people_personname WHERE token LIKE '张%%'")
        assert (changed, cursor.rowcount) == (0, 0)


def test_nobody_is_put_outside(cast: Cast, school: Union) -> None:
    with transaction.atomic(), in_scope(Scope(cast.union("mine").subtree)):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.create(home=school, name="张小红", name_key="x")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.filter(pk=cast.person("member").pk).update(home=school)


def test_ones_own_record_and_no_other(cast: Cast) -> None:
    own = cast.person("member")
    with transaction.atomic(), in_scope(Scope(person_id=own.pk)):
        assert list(Person.objects.all()) == [own]


def test_related_look_ups_take_the_same_net(cast: Cast) -> None:
    person = cast.person("member")
    with pytest.raises(NoScope):
        person.memberships.count()
    assert person.born != BORN
