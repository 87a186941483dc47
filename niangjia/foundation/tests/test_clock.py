from __future__ import annotations

from datetime import datetime, timedelta

from niangjia.foundation.clock import SHANGHAI, now, today, travelled


def test_now_is_aware_and_in_shanghai() -> None:
    assert now().utcoffset() == timedelta(hours=8)


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    with travelled(to=datetime.fromisoformat("2026-02-28T16:30:00+00:00")):
        assert today().isoformat() == "2026-03-01"


def test_the_clock_runs_on_while_one_travels() -> None:
    there = datetime(2027, 1, 1, tzinfo=SHANGHAI)
    with travelled(to=there):
        assert timedelta() <= now() - there < timedelta(seconds=5)
