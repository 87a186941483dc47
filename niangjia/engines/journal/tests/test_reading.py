from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from niangjia.engines.journal import look, record, record_anonymously
from niangjia.engines.journal.reading import history, stream
from niangjia.engines.journal.timeline import steps
from niangjia.foundation.access.actor import PLATFORM, actor_of

from .samples import CLERK, DID, SAW, make, person

if TYPE_CHECKING:
    from niangjia.engines.journal.connections import Connection
    from tests.harness.people import Cast


def test_a_history_is_two_queries(cast: Cast, django_assert_num_queries: CaptureQueriesContext) -> None:
    for _ in range(60):
        record(actor_of(cast["clerk"]), DID, person(5), data={"count": 1})
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = history(person(5))
    assert len(found) == 50 and {act.who for act in found} == {"刘芳"}


@pytest.mark.django_db
def test_the_newest_comes_first_and_older_follow() -> None:
    for count in range(3):
        record(CLERK, DID, person(5), data={"count": count})
    newest = history(person(5), limit=2)
    older = history(person(5), before=newest[-1].entry.time)
    assert [act.entry.data["count"] for act in (*newest, *older) if act.entry.data] == [2, 1, 0]


@pytest.mark.django_db
def test_the_history_is_of_that_subject_alone() -> None:
    make(3)
    assert [act.entry.subject_id for act in history(person(2))] == ["2"]


@pytest.mark.django_db
def test_of_merged_records_the_history_is_one() -> None:
    make(3)
    assert [act.entry.subject_id for act in history(person(3), person(1))] == ["3", "1"]


def test_steps_say_who_as_people_do(cast: Cast) -> None:
    record_anonymously(DID, person(5))
    record(PLATFORM, DID, person(5))
    record(actor_of(cast["clerk"]), DID, person(5))
    assert [str(step.who) for step in steps(person(5))] == ["刘芳", "平台", "凭回执"]


def test_the_foot_of_a_page(cast: Cast) -> None:
    record(actor_of(cast["clerk"]), DID, person(5), data={"count": 2})
    look(actor_of(cast["clerk"]), SAW, person(5), reason="typing error")
    shown = Template("{% load journal %}{% history thing %}{% looks thing %}").render(Context({"thing": person(5)}))
    assert [word in shown for word in ("did it 2 times", "刘芳", "saw a field", "typing error")] == [True] * 4


@pytest.mark.django_db
def test_an_empty_foot_says_so() -> None:
    shown = Template("{% load journal %}{% history thing %}{% looks thing %}").render(Context({"thing": person(5)}))
    assert "还没有任何记录" in shown and "还没有人查看过" in shown


def _read_all(after: str = "", *, expected: int = 0) -> tuple[list[str], str]:
    """All that the stream gives; transactions of other tests in the same cluster hold it back for a while."""
    until = time.monotonic() + 30
    while len((found := _read(after))[0]) < expected and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _read(after: str) -> tuple[list[str], str]:
    found: list[str] = []
    while (batch := stream(after, limit=2)).entries:
        found += [entry.subject_id for entry in batch.entries]
        after = batch.after
    return found, after


def test_the_stream_gives_each_entry_once(committed: str) -> None:
    make(5)
    found, after = _read_all(expected=5)
    make(2, start=6)
    assert (found, _read_all(after, expected=2)[0]) == (["1", "2", "3", "4", "5"], ["6", "7"])


def test_the_stream_waits_for_what_may_come_before(committed: str, other: Connection) -> None:
    with other.transaction():
        other.execute(
            "INSERT INTO journal_entry (time, code, subject_type, subject_id)"
            " VALUES (now(), 'test.thing.done', 'people.person', '1')"
        )
        make(1, start=2)
        assert _read_all()[0] == []
    assert _read_all(expected=2)[0] == ["1", "2"]


@pytest.mark.django_db
def test_a_strange_place_is_refused() -> None:
    with pytest.raises(ValueError, match="int"):
        stream("x.y")
