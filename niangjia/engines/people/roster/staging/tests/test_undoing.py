"""Undoing a list: everything as before, or the reason why not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Employer, Membership, Person, PersonIdentifier, PersonName, Total
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.finding import find_persons
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging import hooks
from niangjia.engines.people.roster.staging.undoing import obstacles, undo_chunk, undo_roster
from niangjia.engines.people.scope import acting
from niangjia.foundation.clock import now

from .conftest import wrong_totals
from .samples import Desk, counts
from .test_stages import _number, _row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.harness.people import Cast


def _totals() -> dict[tuple[int, str, str], int]:
    rows = Total.objects.exclude(count=0).values_list("union", "facet", "value", "count")
    return {(union, facet, value): count for union, facet, value, count in rows}


def test_whom_a_list_entered_is_gone_and_can_be_entered_again(desk: Desk, cast: Cast) -> None:
    before = _totals()
    rows = [_row("李明", _number(), "13812345678", address="石河县平安路3号"), _row("王芳", "", "13900000001")]
    roster = desk.committed(rows)
    with acting(desk.actor):
        assert obstacles(roster) == []
    assert desk.undo(roster).state == "undone"
    with office(cast):
        assert not find_persons("13812345678").exists()
        assert not find_persons("王芳").exists()
        erased = Person.objects.filter(state="erased")
        assert {person.name for person in erased} == {""}
        assert not PersonName.objects.filter(person__in=erased).exists()
        assert not PersonIdentifier.objects.filter(person__in=erased).exists()
        assert {row.state for row in Membership.objects.filter(person__in=erased)} == {"revoked"}
    assert (_totals(), wrong_totals()) == (before, 0)
    assert counts(desk.committed(rows)) == {"new": 1, "incomplete": 1}


def test_what_a_list_changed_is_as_before(desk: Desk, cast: Cast) -> None:
    number, joining = resident_id().number, resident_id()
    with office(cast) as at:
        at.register("赵强", joining, at="mine")
        Employer.objects.create(name="新矿公司")
    desk.committed(
        [
            _row("李明", number, "13812345678", address="石河县平安路3号", education="高中"),
            _row("王芳", "", "13900000001"),
        ]
    )
    before = _totals()
    changed = desk.committed(
        [
            _row("李明", number, "13987654321", address="别处1号", education="大学本科", joined="2019-05-01",
                 employer="新矿公司"),
            _row("王芳", resident_id().number, "13900000001"), _row("赵强", joining.number, "13700000000"),
        ]
    )  # fmt: skip
    assert counts(changed) == {"changed": 3}
    desk.undo(changed)
    with office(cast):
        person = find_persons("13812345678").get()
        assert (person.education, str(person.memberships.get().joined)) == ("60", "2020-03-01")
        assert [row.value.reveal() for row in person.details.order_by("kind")] == [
            "石河县平安路3号",
            "+8613812345678",
        ]
        assert not person.employments.exists()
        assert not find_persons("13987654321").exists()
        bare = find_persons("13900000001").get()
        assert (bare.state, bare.memberships.get().state, bare.documents.count()) == ("incomplete", "incomplete", 0)
        joined = find_persons(joining.number).get()
        assert ({row.state for row in joined.memberships.all()}, joined.home.code) == ({"revoked"}, "110101")
    assert (_totals(), wrong_totals()) == (before, 0)


def test_what_something_stands_on_is_not_undone_and_says_what(desk: Desk, cast: Cast) -> None:
    roster = desk.committed([_row("李明", _number(), "13812345678"), _row("王芳", _number(), "13900000001")])
    with office(cast) as at:
        correct_person(at.actor, find_persons("13812345678").get(), native_place="济宁")
    with acting(desk.actor):
        (found,) = obstacles(roster)
        assert (found.number, found.sentence) == (2, "The record was changed since.") or found.number == 2
        with pytest.raises(NotPossible):
            undo_roster(desk.actor, roster)


def test_services_say_what_stands_on_persons(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = desk.committed([_row("李明", _number()), _row("王芳", _number())])

    def paid(ids: Sequence[int]) -> list[tuple[int, str]]:
        return [(max(ids), "已领取慰问金")]

    monkeypatch.setattr(hooks, "_standing", [paid])
    with acting(desk.actor):
        assert [(one.number, one.sentence) for one in obstacles(roster)] == [(3, "已领取慰问金")]


def test_after_its_time_a_list_stays(desk: Desk) -> None:
    roster = desk.committed([_row("李明", _number())])
    with acting(desk.actor):
        Roster.objects.filter(pk=roster.pk).update(kept_until=now() - timedelta(days=1))
        with pytest.raises(NotPossible):
            undo_roster(desk.actor, roster)


def test_what_came_to_stand_on_it_meanwhile_is_left_alone(desk: Desk, cast: Cast) -> None:
    from niangjia.foundation.jobs import Work

    roster = desk.committed([_row("李明", _number(), "13812345678"), _row("王芳", _number(), "13900000001")])
    with acting(desk.actor):
        job = undo_roster(desk.actor, roster)
    with office(cast) as at:
        correct_person(at.actor, find_persons("13812345678").get(), native_place="济宁")
    with acting(desk.actor):
        step = undo_chunk(Work(job.pk, desk.actor, {"roster": roster.pk}), None)
        assert step.cursor is not None
        assert (step.cursor["persons"], step.cursor["kept"]) == (1, 1)
        assert find_persons("13812345678").exists()
    assert wrong_totals() == 0
