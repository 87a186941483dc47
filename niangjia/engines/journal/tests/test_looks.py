from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test.utils import CaptureQueriesContext

from niangjia.engines.journal import Subject, UnfitData, UnknownCode, look, record
from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.reading import history, looks_at
from niangjia.foundation.access.actor import actor_of

from .samples import CLERK, DID, LISTED, SAW, person

if TYPE_CHECKING:
    from tests.harness.people import Cast

BATCH = Subject("test.batch", 12)


@pytest.mark.django_db
def test_an_export_is_one_entry_and_one_for_each_person() -> None:
    assert look(CLERK, SAW, BATCH, reason="bank", shown=[person(n) for n in range(1, 4)]) == 3
    assert Entry.objects.whole().count() == 1
    assert Entry.objects.filter(part_of=Entry.objects.whole().get().id).count() == 3


@pytest.mark.django_db
def test_only_a_look_is_recorded_as_one() -> None:
    with pytest.raises(UnknownCode):
        look(CLERK, DID, person(1), reason="bank")


@pytest.mark.django_db
def test_a_look_says_why() -> None:
    with pytest.raises(UnfitData):
        look(CLERK, SAW, person(1), reason="  ")


@pytest.mark.django_db
def test_a_list_with_a_purpose_asks_nobody() -> None:
    look(CLERK, LISTED, BATCH, shown=[person(1)])
    assert [found.reason for found in looks_at(person(1))] == ["to pay out"]


@pytest.mark.django_db
def test_a_reason_may_not_be_personal() -> None:
    with pytest.raises(UnfitData):
        look(CLERK, SAW, person(1), reason="asked by 13800138000")


def test_a_person_sees_who_looked_and_why(cast: Cast) -> None:
    clerk = actor_of(cast["clerk"])
    look(clerk, SAW, person(1), reason="typing error")
    look(clerk, SAW, BATCH, reason="bank", shown=[person(1), person(2)])
    found = looks_at(person(1))
    assert [(seen.who, seen.sentence, seen.reason) for seen in found] == [
        ("刘芳", "saw a field", "bank"),
        ("刘芳", "saw a field", "typing error"),
    ]


@pytest.mark.django_db
def test_looks_are_not_in_the_history() -> None:
    look(CLERK, SAW, person(1), reason="bank")
    record(CLERK, DID, person(1))
    assert [act.entry.code for act in history(person(1))] == [DID]


def test_looks_are_read_by_three_queries(cast: Cast, django_assert_num_queries: CaptureQueriesContext) -> None:
    for _ in range(5):
        look(actor_of(cast["clerk"]), SAW, BATCH, reason="bank", shown=[person(1)])
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(looks_at(person(1))) == 5
