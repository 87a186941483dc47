from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from niangjia.foundation.clock import now, travelled
from niangjia.foundation.limits import Limit

LIMIT = Limit("test", most=3, per=timedelta(minutes=5))


@pytest.mark.django_db
def test_the_fourth_time_is_one_too_many() -> None:
    assert [LIMIT.count("a") for _ in range(4)] == [True, True, True, False]
    assert LIMIT.reached("a")


@pytest.mark.django_db
def test_subjects_and_limits_are_apart() -> None:
    for _ in range(3):
        LIMIT.count("a")
    assert not LIMIT.reached("b")
    assert not Limit("other", most=3, per=LIMIT.per).reached("a")


@pytest.mark.django_db
def test_a_new_window_starts_when_the_old_one_is_over() -> None:
    for _ in range(4):
        LIMIT.count("a")
    with travelled(to=now() + timedelta(minutes=5, seconds=1)):
        assert not LIMIT.reached("a")
        assert LIMIT.count("a")


@pytest.mark.django_db
def test_the_subject_is_not_kept() -> None:
    LIMIT.count("13800138000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM limits_tally t")
        assert "13800138000" not in cursor.fetchone()[0]


def _count(_: int) -> bool:
    try:
        return LIMIT.count("crowd")
    finally:
        connection.close()


def test_many_at_once_get_no_more_than_the_limit(committed: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(_count, range(40))) == LIMIT.most
