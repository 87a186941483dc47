"""Two records that are of two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.journal.reading import history
from niangjia.engines.people.models import NotTheSame
from niangjia.engines.people.persons.apart import decided_apart, propose_again, set_apart
from niangjia.engines.people.persons.duplicates import propose_duplicates
from niangjia.engines.people.persons.erasing import erase_person
from niangjia.engines.people.persons.merging import merge_persons
from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.access.actor import Refused

from .samples import BORN, Office, office

if TYPE_CHECKING:
    from tests.harness.people import Cast


def _pairs(desk: Office) -> int:
    return len(propose_duplicates(desk.actor.reach("people:merge")))


def test_who_is_set_apart_is_proposed_no_more(desk: Office) -> None:
    sure, other = desk.complete("李雷"), desk.register("李雷", born=BORN)
    assert _pairs(desk) == 1
    set_apart(desk.actor, other, sure)
    assert _pairs(desk) == 0
    assert all(str(two.pk) in history(one)[0].entry.sentence for one, two in ((sure, other), (other, sure)))


def test_it_is_decided_once(desk: Office) -> None:
    sure, other = desk.complete("李雷"), desk.register("李雷")
    assert set_apart(desk.actor, sure, other) == set_apart(desk.actor, other, sure)
    assert len(history(sure)) == 2


def test_the_decision_is_taken_back(desk: Office) -> None:
    sure, other = desk.complete("李雷"), desk.register("李雷")
    set_apart(desk.actor, sure, other)
    propose_again(desk.actor, other, sure)
    assert decided_apart(sure, other) is None
    assert _pairs(desk) == 1


def test_who_is_not_the_one_is_not_what_it_is_merged_into(desk: Office) -> None:
    third, keep, lose = desk.complete("李雷"), desk.register("李雷"), desk.register("李雷")
    set_apart(desk.actor, third, lose)
    set_apart(desk.actor, keep, lose)
    merge_persons(desk.actor, keep, lose)
    assert decided_apart(third, keep)
    assert NotTheSame.objects.count() == 1


def test_who_is_erased_is_in_no_pair(cast: Cast) -> None:
    with office(cast, "chair") as desk:
        sure, other = desk.complete("李雷"), desk.register("李雷")
        set_apart(desk.actor, sure, other)
        erase_person(desk.actor, other, reason="本人要求")
        assert not NotTheSame.objects.exists()
        with pytest.raises(NotPossible):
            set_apart(desk.actor, sure, other)


def test_who_may_not_merge_decides_nothing(cast: Cast) -> None:
    with office(cast) as mine:
        sure, other = mine.complete("李雷", at="group"), mine.register("李雷", at="group")
    with office(cast, "group_leader") as group, pytest.raises(Refused):
        set_apart(group.actor, sure, other)
