"""The functions by which many enter at once act as the tables' owner: they hold the scope themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction

from niangjia.engines.people.models import Person, Roster, RosterPart
from niangjia.engines.people.persons.identifying import document_mark
from niangjia.engines.people.persons.rotating import keys_needed
from niangjia.engines.people.persons.tests.samples import office
from niangjia.engines.people.roster.staging import entering
from niangjia.engines.people.roster.staging.entering import ENTER
from niangjia.engines.people.roster.staging.records import known_documents, marks_of, records_of
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.access.scope import NoScope, Scope, in_scope
from niangjia.foundation.secrets.house import vault

from .samples import Desk
from .test_stages import _number, _row

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_whoever_is_elsewhere_is_known_to_be_and_no_more(desk: Desk, cast: Cast) -> None:
    with office(cast, "other_clerk") as school:
        there = school.member("赵强", at="school").person
        number = there.documents.get().number.reveal()
    with acting(desk.actor):
        documents = [("resident_id", number), ("passport", number)]
        (known, nobody) = known_documents(documents, marks_of(documents))
        assert (known[0].person, known[0].member, nobody) == (None, True, [])
        assert records_of([there.pk]) == {}
    assert document_mark("passport") != document_mark("resident_id")


def test_nobody_is_entered_into_a_union_outside_the_scope(desk: Desk) -> None:
    roster = desk.checked([_row("李明", _number())])
    (row,) = desk.rows(roster)
    row.union = desk.cast.union("school").pk
    entered = [entering.Entered(row, 10_000_001, 10_000_001, "active", "")]
    with pytest.raises(DatabaseError, match="outside the scope"), acting(desk.actor), connection.cursor() as cursor:
        cursor.execute(ENTER, entering._given(roster, entered, roster.made.date()))
    with pytest.raises(DatabaseError), transaction.atomic(), in_scope(Scope()), connection.cursor() as cursor:
        cursor.execute(ENTER, entering._given(roster, entered, roster.made.date()))


def test_no_row_can_be_put_to_a_person_who_is_there(desk: Desk) -> None:
    """Rows name their person by its place among the new ones: there is no place beyond them."""
    roster = desk.checked([_row("李明", _number(), "13812345678")])
    (row,) = desk.rows(roster)
    entered = [entering.Entered(row, 10_000_001, 10_000_001, "active", "")]
    with pytest.raises(DatabaseError), acting(desk.actor), connection.cursor() as cursor:
        given: list[Any] = entering._given(roster, entered, roster.made.date())
        given[26] = "{2}"  # the place of the details' person
        cursor.execute(ENTER, given)


def test_lists_are_rows_of_their_union(desk: Desk, cast: Cast) -> None:
    roster = desk.checked([_row("李明", _number())])
    with pytest.raises(NoScope):
        Roster.objects.count()
    with acting(cast.actor("other_clerk")):
        assert not Roster.objects.exists()
        assert not RosterPart.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_rosterpiece")
            assert cursor.fetchone() == (0,)
    with acting(desk.actor):
        part = RosterPart.objects.get(roster=roster)
        assert "李明".encode() not in bytes(part.content)


def test_a_key_that_a_list_needs_is_named(desk: Desk) -> None:
    desk.upload([_row("李明", _number())])
    assert keys_needed(PLATFORM) >= {vault().key_ids[0]}
    with acting(desk.actor):
        assert Person.objects.count()
