"""An employer's list against the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.reading import looks_at
from niangjia.engines.people.models import Person, Roster
from niangjia.engines.people.persons.correcting import correct_person
from niangjia.engines.people.persons.tests.samples import office, resident_id
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.staging.committing import commit_roster
from niangjia.engines.people.roster.staging.reconciling import reconcile
from niangjia.engines.people.scope import acting

from .samples import WORD, Desk
from .test_stages import _number

if TYPE_CHECKING:
    from tests.harness.people import Cast

HEADS = ("姓名", "身份证号码")


def test_who_came_who_left_and_who_dropped_out(desk: Desk, cast: Cast) -> None:
    with office(cast) as at:
        stays, dropped, left = (at.member(name).person for name in ("李明", "王芳", "赵强"))
        correct_person(at.actor, left, work_state="6")
        worker = at.register("钱勇", resident_id())
        numbers = {person.pk: person.documents.get().number.reveal() for person in (stays, worker)}
    rows = [["李明", numbers[stays.pk]], ["钱勇", numbers[worker.pk]], ["孙新", _number()]]
    roster = desk.checked(rows, HEADS, purpose=Roster.Purpose.EMPLOYER)
    with acting(desk.actor):
        before = Person.objects.count()
        found = reconcile(desk.actor, desk.union, roster)
        assert [row.name for row in found.came] == ["孙新"]
        assert found.not_members == [worker.pk]
        assert dropped.pk in found.dropped
        assert found.left == [left.pk]
        assert stays.pk not in {*found.dropped, *found.left}
        assert found.stayed == 1
        assert looks_at(dropped)
        assert Person.objects.count() == before
        with pytest.raises(NotPossible):
            commit_roster(desk.actor, roster, origin="recorded", word=WORD)


def test_a_list_of_members_is_not_compared(desk: Desk) -> None:
    roster = desk.checked([["李明", _number()]], HEADS)
    with acting(desk.actor), pytest.raises(NotPossible):
        reconcile(desk.actor, desk.union, roster)
