from __future__ import annotations

from datetime import datetime

import pytest

from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.jobs.running import PeriodicFailed, run_entry
from niangjia.foundation.jobs.tasks import ShanghaiTask
from niangjia.foundation.jobs.timetable import Entry, entries, periodic

from .kinds import NAME


def fail() -> None:
    raise LookupError(NAME)


def test_a_line_means_the_time_on_the_wall() -> None:
    scheduled = ShanghaiTask(task=None, cron="30 3 * * *", periodic_id="", configure_kwargs={})  # type: ignore[arg-type]
    noon = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI).timestamp()
    found = scheduled.croniter.get_next(ret_type=float, start_time=noon)
    assert datetime.fromtimestamp(found, SHANGHAI) == datetime(2026, 11, 21, 3, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize("cron", ["", "61 * * * *", "* * * * * *", "@daily"])
def test_a_line_that_is_none_is_refused(cron: str) -> None:
    with pytest.raises(ValueError, match="no cron line"):
        periodic(cron)


def test_the_sweepers_are_on_the_timetable() -> None:
    assert "niangjia.foundation.jobs.jobs.sweep_jobs" in {entry.name for entry in entries()}


def test_every_line_of_the_timetable_runs(db: None) -> None:
    for entry in entries():
        run_entry(entry)


def test_an_error_is_told_without_its_text(db: None) -> None:
    with pytest.raises(PeriodicFailed, match=r"LookupError at niangjia/.*test_timetable\.py") as failed:
        run_entry(Entry("x", "* * * * *", fail))
    assert NAME not in str(failed.value)
    assert failed.value.__suppress_context__
