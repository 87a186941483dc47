"""Rows that come again as they were are known by what their records keep of them; whatever was changed is seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.memberships.correcting import correct_membership
from niangjia.engines.people.memberships.enrolling import enrol
from niangjia.engines.people.memberships.leaving import withdraw_member
from niangjia.engines.people.memberships.mending import record_death
from niangjia.engines.people.models import Employer, Person
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.details import remove_detail, replace_detail
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.persons.working import take_back_employment
from niangjia.engines.people.roster.staging import matching
from niangjia.foundation.clock import today
from niangjia.foundation.secrets.vault import Vault

from .samples import HEADS, Desk, counts

if TYPE_CHECKING:
    from tests.harness.people import Cast

SHAFT = "采煤一队分会"


def _rows(cast: Cast, count: int) -> list[list[str]]:
    employer = Employer.objects.get(coverages__union=cast.union("mine")).name
    return [
        [f"李明{'甲乙丙丁戊己庚辛'[at]}", resident_id().number, f"1381234567{at}", SHAFT, "大专", "群众",
         "2020-03-01", employer, f"石河县平安路{at}号"]
        for at in range(count)
    ]  # fmt: skip


def _forbidden(*_given: Any, **_more: Any) -> Any:
    raise AssertionError("compared value by value")


def test_a_row_that_comes_again_is_not_compared_value_by_value(
    desk: Desk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = _rows(cast, 3)
    desk.committed(rows)
    with monkeypatch.context() as no:
        no.setattr(matching, "changes_of", _forbidden)
        no.setattr(Vault, "open", _forbidden)
        assert counts(desk.checked(rows)) == {"unchanged": 3}
    rows[1][4] = "大学本科"
    again = desk.checked(rows)
    assert [(row.outcome.value, [change.field for change in row.changes]) for row in desk.rows(again)] == [
        ("unchanged", []), ("changed", ["education"]), ("unchanged", []),
    ]  # fmt: skip
    desk.commit(again)
    desk.undo(desk.fresh(again))
    rows[1][4] = "大专"
    assert counts(desk.checked(rows)) == {"unchanged": 3}  # compared, as nothing is kept of what was undone


def test_whatever_was_changed_since_is_seen(desk: Desk, cast: Cast) -> None:
    rows = _rows(cast, 8)
    desk.committed(rows)
    with office(cast) as at:
        persons = [find_persons(row[2]).get() for row in rows]
        assert all(person.listed for person in persons)
        correct_person(at.actor, persons[0], education="20")
        replace_detail(at.actor, persons[1].details.get(kind="phone"), "13900000009")
        remove_detail(at.actor, persons[2].details.get(kind="address"))
        membership = persons[3].memberships.get()
        correct_membership(
            at.actor, membership, joined=date(2021, 1, 1), started=date(2021, 1, 1), number="", reason="Beleg"
        )
        take_back_employment(at.actor, persons[4].employments.get())
        withdraw_member(at.actor, persons[5].memberships.get(), day=today(), reason="")
        record_death(at.actor, persons[6], day=today())
    told = desk.rows(desk.checked(rows))
    assert [(row.outcome.value, row.reason or [change.field for change in row.changes]) for row in told] == [
        ("changed", ["education"]),
        ("changed", ["phone"]),
        ("changed", ["address"]),
        ("changed", ["joined"]),
        ("changed", ["employer"]),
        ("changed", "joins"),
        ("held", "died"),
        ("unchanged", []),
    ]


def test_who_left_and_joined_again_is_compared_anew(desk: Desk, cast: Cast) -> None:
    """The new membership has another day of joining than the list says."""
    rows = _rows(cast, 1)
    desk.committed(rows)
    with office(cast) as at:
        membership = find_persons(rows[0][2]).get().memberships.get()
        withdraw_member(at.actor, membership, day=today(), reason="")
        enrol(at.actor, membership.person, membership.union, origin="application", day=today())
    (told,) = desk.rows(desk.checked(rows))
    assert (told.outcome.value, [change.field for change in told.changes]) == ("changed", ["joined"])


def test_nothing_is_kept_of_who_is_erased_or_no_member(desk: Desk, cast: Cast) -> None:
    rows = _rows(cast, 2)
    desk.committed(rows[:1])
    desk.commit(desk.checked(rows[1:]), origin="application", word="")
    with office(cast) as at:
        member, awaited = (find_persons(row[2]).get() for row in rows)
        assert (member.listed is None, awaited.listed is None) == (False, True)
        withdraw_member(at.actor, member.memberships.get(), day=today(), reason="")
        for work in member.employments.all():
            take_back_employment(at.actor, work)
    with office(cast, "chair") as at:
        erase_person(at.actor, member, reason="Antrag")
        assert Person.objects.get(pk=member.pk).listed is None
    assert len(HEADS) == len(rows[0])
