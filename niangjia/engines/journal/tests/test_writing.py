from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import transaction

from niangjia.engines.journal import Draft, Subject, UnfitData, record, record_alike, record_anonymously, record_many
from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.subjects import subject_of
from niangjia.foundation.access.actor import PLATFORM, VISITOR
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web import request_id

from .samples import CLERK, DID, SAW, person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.harness.people import Cast


@pytest.mark.django_db
def test_an_entry_says_who_what_to_whom_and_where() -> None:
    token = request_id.current.set("ABCD2345")
    record(CLERK, DID, person(5), union=3, data={"count": 2})
    request_id.current.reset(token)
    made = Entry.objects.get()
    assert (made.actor, made.account_id, made.code, made.subject_type, made.subject_id) == (
        Entry.Actor.ACCOUNT, 7, DID, "people.person", "5",
    )  # fmt: skip
    assert (made.union_id, made.data, made.request_id, made.sentence) == (
        3,
        {"count": 2},
        "ABCD2345",
        "did it 2 times",
    )


@pytest.mark.django_db
def test_no_name_is_written() -> None:
    record(CLERK, DID, person(5), data={"count": 2})
    assert CLERK.name not in str(Entry.objects.values_list().get())


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "kind"), [(PLATFORM, Entry.Actor.PLATFORM), (VISITOR, Entry.Actor.VISITOR)])
def test_who_has_no_account_leaves_none(actor: object, kind: Entry.Actor) -> None:
    record(actor, DID, person(5))  # type: ignore[arg-type]
    assert Entry.objects.values_list("actor", "account_id", "request_id").get() == (kind, None, None)


def test_a_saved_row_is_a_subject(cast: Cast) -> None:
    clerk = cast["clerk"]
    assert subject_of(clerk) == Subject("access.account", clerk.pk)


def test_an_unsaved_row_is_none() -> None:
    with pytest.raises(ValueError, match="its id"):
        subject_of(Account())


@pytest.mark.parametrize("kind", ["person", "People.person", "people.person\tx", "p." + "x" * 40])
def test_a_subjects_type_has_its_form(kind: str) -> None:
    with pytest.raises(ValueError, match="write its type"):
        Subject(kind, 1)


@pytest.mark.django_db
def test_an_entry_goes_with_what_it_tells_of() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        record(CLERK, DID, person(5))
        raise LookupError
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_many_are_as_each_alone() -> None:
    data = {"count": 'a\\b\t"c"\nd'}
    number = UUID("3f1a9c3e-0000-4138-8001-38000138a001")
    record(CLERK, DID, Subject("test.case", number), union=3, data=data)
    record_many(CLERK, [Draft(DID, Subject("test.case", number), 3, data)])
    one, other = Entry.objects.values("actor", "account_id", "code", "subject_type", "subject_id", "union_id", "data")
    assert one == other and one["data"] == data


@pytest.mark.django_db
def test_alike_acts_are_as_each_alone() -> None:
    data = {"count": 'a\\b\t"c"\nd'}
    record(CLERK, DID, person(5), union=3, data=data)
    record(CLERK, DID, person(6))
    assert record_alike(CLERK, DID, "people.person", [(5, 3, data), (6, None, None)]) == 2
    columns = ("actor", "account_id", "code", "subject_type", "subject_id", "union_id", "data", "request_id")
    made = list(Entry.objects.order_by("id").values(*columns))
    assert made[:2] == made[2:]
    for code, kind, message in ((DID, "People", "write its type"), (SAW, "people.person", "look")):
        with pytest.raises(Exception, match=message):
            record_alike(CLERK, code, kind, [])
    with pytest.raises(UnfitData), transaction.atomic():
        record_alike(CLERK, DID, "people.person", [(5, 3, {"phone": "13800138000"})])


@pytest.mark.django_db
def test_many_more_than_one_lot() -> None:
    assert record_many(PLATFORM, (Draft(DID, person(n)) for n in range(5001))) == Entry.objects.count() == 5001


@pytest.mark.django_db
def test_whatever_makes_many_may_ask_the_database_itself() -> None:
    def drafts() -> Iterator[Draft]:
        for number in range(3):
            yield Draft(DID, person(Entry.objects.count() + number))

    assert record_many(PLATFORM, drafts()) == 3


@pytest.mark.django_db
def test_of_many_none_is_written_when_one_is_not_fit() -> None:
    drafts = [*(Draft(DID, person(n)) for n in range(5000)), Draft(DID, person(0), data={"phone": "13800138000"})]
    with pytest.raises(UnfitData):
        record_many(PLATFORM, drafts)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_look_is_not_among_many_acts() -> None:
    with pytest.raises(Exception, match="look"):
        record_many(PLATFORM, [Draft(SAW, person(1))])


@pytest.mark.django_db
def test_a_receipt_leaves_day_code_and_subject_only() -> None:
    token = request_id.current.set("ABCD2345")
    record_anonymously(DID, person(5))
    request_id.current.reset(token)
    made = Entry.objects.get()
    assert made.time.astimezone(SHANGHAI).time() == time()
    assert (made.actor, made.account_id, made.union_id, made.request_id, made.data, made.part_of) == (None,) * 6


@pytest.mark.django_db
def test_the_id_of_a_receipts_entry_has_no_neighbours() -> None:
    for _ in range(2):
        record_anonymously(DID, person(5))
    first, second = Entry.objects.values_list("id", flat=True)
    assert min(first, second) >= 2**62 and abs(first - second) > 1000
