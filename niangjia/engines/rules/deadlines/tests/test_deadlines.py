"""Dates around public holidays, as worked out by hand in cases.tsv, and what people are told about them."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.rules import between, deadlines
from niangjia.engines.rules.deadlines import By, Difficulty, Event, LastDay, Pause, Unlimited
from niangjia.engines.rules.defaults import Sure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent / "cases.tsv"
FIXED: dict[str, Callable[[date], object]] = {
    "notice": deadlines.written_notice,
    "not_ours": deadlines.not_ours,
    "review_asked": deadlines.review_asked,
    "review_answered": deadlines.review_answered,
    "final_asked": deadlines.final_review_asked,
    "sue": deadlines.award_sued_by,
    "injury_employer": deadlines.injury_by_employer,
    "injury_worker": deadlines.injury_by_worker,
    "inspection": deadlines.inspection,
    "payment_order": deadlines.payment_order_objection,
}
DAY = date.fromisoformat


def _cases() -> Iterator[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _asked(case: dict[str, str]) -> object:
    what, given, more = case["what"], DAY(case["given"]), case["with"]
    asking: dict[str, Callable[[], object]] = {
        "handling": lambda: deadlines.handling(given, extension=int(more or 0)),
        "final_answered": lambda: deadlines.final_review_answered(given, hearing=int(more)),
        "wages": lambda: deadlines.wages(given, on=given),
        "question": lambda: deadlines.question(given, Difficulty(more)),
        "dispute": lambda: deadlines.dispute(given, *_since(more, case["when"])),
    }
    return asking[what]() if what in asking else FIXED[what](given)


def _since(more: str, when: str) -> tuple[list[Event], list[Pause]]:
    if more == "pause":
        first, _slash, ended = when.partition("/")
        return [], [Pause(DAY(first), DAY(ended))]
    return [Event(DAY(when), By(more))] if more else [], []


def test_every_date_is_what_was_worked_out_by_hand() -> None:
    cases = list(_cases())
    wrong = []
    for case in cases:
        found = _asked(case)
        assert isinstance(found, LastDay)
        expected = tuple(DAY(case[name]) for name in ("counted", "day", "safe"))
        if (found.counted, found.day, found.safe) != expected:
            wrong.append((case["what"], case["given"], found, expected))
        assert found.basis and found.title
        assert found.moved == (found.counted != found.day)
    assert wrong == []
    assert len(cases) >= 30
    assert {case["what"] for case in cases} >= {*FIXED, "handling", "wages", "question", "dispute", "final_answered"}


def test_a_review_on_day_30_is_taken_and_on_day_31_explained() -> None:
    received = date(2026, 8, 3)
    taken = deadlines.judge_review(received, received + timedelta(days=30))
    late = deadlines.judge_review(received, received + timedelta(days=31))
    assert (taken.in_time, late.in_time) == (True, False)
    assert taken.limit.day == late.limit.day == date(2026, 9, 2)
    assert taken.sentence != late.sentence
    # Over a holiday: the thirtieth day is 1 October, the last on which it is taken 8 October.
    received = date(2026, 9, 1)
    days = [date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 9)]
    assert [deadlines.judge_review(received, day, final=True).in_time for day in days] == [True, True, False]
    with pytest.raises(ValueError, match="before the answer"):
        deadlines.judge_review(received, date(2026, 8, 31))


def test_who_can_not_be_reached_need_not_be_told_in_writing() -> None:
    assert deadlines.written_notice(date(2026, 9, 1), reachable=False) is None


def test_wages_have_no_limit_while_the_employment_lasts() -> None:
    today = date(2026, 9, 1)
    unlimited = deadlines.wages(None, on=today)
    assert isinstance(unlimited, Unlimited)
    assert "二十七" in unlimited.basis
    ended = deadlines.wages(date(2025, 9, 1), on=today, events=[Event(date(2026, 3, 2), By.EMPLOYER)])
    assert isinstance(ended, LastDay)
    assert (ended.day, ended.safe) == (date(2027, 3, 2), date(2026, 9, 1))
    assert not ended.certain


def test_several_claims_each_begin_the_year_anew() -> None:
    events = [Event(date(2026, 6, 1), By.MEDIATION), Event(date(2025, 9, 1), By.AUTHORITY)]
    found = deadlines.dispute(date(2024, 12, 2), events)
    assert found.counted == date(2027, 6, 1)
    # Without the claim in between, the second one comes too late.
    late = deadlines.dispute(date(2024, 12, 2), events[:1])
    assert (late.day, len(late.doubts)) == (date(2025, 12, 2), 1)


def test_a_pause_after_the_end_stops_nothing() -> None:
    found = deadlines.dispute(date(2025, 3, 10), (), [Pause(date(2026, 5, 1), date(2026, 6, 1))])
    assert found.day == date(2026, 3, 10)
    with pytest.raises(ValueError, match="ends before"):
        Pause(date(2026, 5, 2), date(2026, 5, 1))


def test_what_is_doubtful_is_said() -> None:
    weekend = deadlines.dispute(date(2025, 3, 28))
    union = deadlines.dispute(date(2025, 2, 10), [Event(date(2025, 6, 19), By.UNION)])
    unknown = deadlines.dispute(date(2026, 1, 1))
    plain = deadlines.dispute(date(2025, 3, 10))
    assert [len(found.doubts) for found in (weekend, union, unknown, plain)] == [1, 1, 1, 0]
    assert plain.certain and plain.sure is Sure.SEEN
    assert "2027" in unknown.doubts[0]
    assert deadlines.payment_order_taken(date(2026, 3, 2)).sure is Sure.KNOWN
    assert deadlines.question(date(2026, 3, 2), Difficulty.VERY_HARD).sure is Sure.PLACE


def test_days_left_count_to_the_safe_day() -> None:
    found = deadlines.dispute(date(2025, 10, 1))
    assert (found.left(date(2026, 9, 20)), found.left(date(2026, 10, 1))) == (10, -1)
    assert [found.over(day) for day in (date(2026, 10, 8), date(2026, 10, 9))] == [False, True]


def test_no_more_than_the_law_allows_is_added() -> None:
    with pytest.raises(ValueError, match="31 days"):
        deadlines.handling(date(2026, 7, 6), extension=31)


def test_the_difficult_take_longer() -> None:
    start = date(2026, 3, 2)
    days = [between(start, deadlines.question(start, each).day).days.count for each in Difficulty]
    assert days == sorted(set(days))
