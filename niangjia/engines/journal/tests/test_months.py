from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from psycopg.errors import LockNotAvailable

from niangjia.engines.journal.jobs import make_months
from niangjia.engines.journal.models import Entry
from niangjia.engines.journal.months import ensure_months, months, months_after
from niangjia.engines.journal.sealing.proof import verify_journal
from niangjia.foundation.clock import SHANGHAI, now, today, travelled

from .samples import make, seal_all

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection


@pytest.mark.parametrize(
    ("count", "then"),
    [(0, date(2026, 11, 1)), (2, date(2027, 1, 1)), (-11, date(2025, 12, 1)), (14, date(2028, 1, 1))],
)
def test_counting_months(count: int, then: date) -> None:
    assert months_after(date(2026, 11, 30), count) == then


def test_three_months_stand_ready(owner: Connection) -> None:
    ensure_months(owner)
    assert months_after(today(), 3) in months(owner)
    assert ensure_months(owner) == []


def test_a_late_job_loses_nothing_and_breaks_no_seal(home: Path, owner: Connection) -> None:
    last = months(owner)[-1]
    moment = datetime(last.year, last.month, 1, tzinfo=SHANGHAI) + timedelta(days=70)
    with travelled(to=moment):
        make(3)
        seal_all()
        assert _where(owner) == {"journal_entry_later"}
        make_months()
        assert _where(owner) == {f"journal_entry_{months_after(moment.date(), 0):%Y_%m}"}
        make(3, start=4)
        seal_all()
    report = verify_journal()
    assert report.sound and report.entries == Entry.objects.count() == 6, report.sentence


def test_long_ago_and_far_ahead_have_a_place(home: Path, owner: Connection) -> None:
    for days in (-9000, 9000):
        with travelled(to=now() + timedelta(days=days)):
            make(1)
    assert _where(owner) == {"journal_entry_earlier", "journal_entry_later"}


def test_it_does_not_wait_long_for_others(
    owner: Connection, other: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("niangjia.engines.journal.months.PATIENCE", "SET LOCAL lock_timeout = '100ms'")
    with travelled(to=now() + timedelta(days=400)), other.transaction():
        other.execute("SELECT * FROM journal_entry LIMIT 1")
        with pytest.raises(LockNotAvailable):
            ensure_months(owner)


def _where(owner: Connection) -> set[str]:
    return {str(row[0]) for row in owner.execute("SELECT DISTINCT tableoid::regclass FROM journal_entry")}
