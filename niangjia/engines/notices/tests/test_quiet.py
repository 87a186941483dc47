from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.notices.sending.pauses import MOST, PAUSES, pause_after
from niangjia.engines.notices.sending.quiet import loud_from
from niangjia.foundation.clock import SHANGHAI

HOURS = st.integers(0, 23)
ZONES = st.sampled_from([UTC, SHANGHAI, ZoneInfo("America/Los_Angeles"), ZoneInfo("Asia/Kolkata")])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=ZONES)  # noqa: DTZ001 - has zones


def _is_quiet(moment: datetime, begins: int, ends: int) -> bool:
    """As people would count: hour by hour from the beginning."""
    hour, quiet = begins, []
    while hour != ends:
        quiet.append(hour)
        hour = (hour + 1) % 24
    return moment.astimezone(SHANGHAI).hour in quiet


@given(MOMENTS, HOURS, HOURS)
def test_nothing_rings_in_quiet_hours_whatever_the_zone(moment: datetime, begins: int, ends: int) -> None:
    loud = loud_from(moment, begins, ends)
    assert not _is_quiet(loud, begins, ends)
    assert moment <= loud <= moment + timedelta(hours=24)


@given(MOMENTS, HOURS, HOURS)
def test_whoever_may_be_rung_is_not_kept_waiting(moment: datetime, begins: int, ends: int) -> None:
    loud = loud_from(moment, begins, ends)
    if not _is_quiet(moment, begins, ends):
        assert loud == moment
    else:
        here = loud.astimezone(SHANGHAI)
        assert (here.hour, here.minute, here.second) == (ends, 0, 0)
        assert _is_quiet(loud - timedelta(seconds=1), begins, ends)


def test_over_midnight() -> None:
    for hour, day in ((21, 21), (23, 21), (0, 20), (7, 20)):
        night = datetime(2026, 11, 20, hour, 30, tzinfo=SHANGHAI)
        assert loud_from(night, 21, 8) == datetime(2026, 11, day, 8, tzinfo=SHANGHAI)
    noon = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
    assert loud_from(noon, 21, 8) == noon


@given(st.integers(1, 100), st.integers(0, 2**62))
def test_pauses_grow_and_end(attempts: int, number: int) -> None:
    pause, following = pause_after(attempts, number), pause_after(attempts + 1, number)
    if attempts >= MOST:
        assert pause is None
        return
    assert pause is not None
    assert PAUSES[attempts - 1] <= pause <= PAUSES[attempts - 1] * 1.25
    assert following is None or following > pause
